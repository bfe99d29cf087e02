"""Who is lost without whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Ints


@kernel
def immediate_dominators(
    start: Ints, neighbour: Ints, back_start: Ints, back_neighbour: Ints, root: int
) -> tuple[Ints, Ints]:
    """Find the immediate dominator of every node reachable from a root.

    Semi-NCA (Georgiadis 2005; Georgiadis, Tarjan & Werneck, J. Graph Algorithms Appl. 10, 2006):
    semidominators by path compression, then the nearest common ancestor by walking up.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m].
    back_start, back_neighbour
        The same against the direction.
    root
        The node every chain starts from.

    Returns
    -------
    dominator
        int32[n], -1 for the root and for what cannot be reached.
    order
        int32[reached], the nodes reached, every one after its dominator.

    Notes
    -----
    Cost O((n + m) log n) for the semidominators; the walk up is quadratic only on graphs made for it.
    """
    n = len(start) - 1
    number = np.full(n, -1, dtype=np.int32)
    order = np.empty(n, dtype=np.int32)
    parent = np.zeros(n, dtype=np.int32)
    edge = start[:-1].copy()
    path = np.empty(n, dtype=np.int32)
    path[0] = root
    number[root] = 0
    order[0] = root
    count = 1
    depth = 0
    while depth >= 0:
        v = path[depth]
        if edge[v] == start[v + 1]:
            depth -= 1
            continue
        w = neighbour[edge[v]]
        edge[v] += 1
        if number[w] < 0:
            number[w] = count
            order[count] = w
            parent[count] = number[v]
            count += 1
            depth += 1
            path[depth] = w
    # from here on nodes go by their number in the search
    semi = np.arange(count).astype(np.int32)
    label = np.arange(count).astype(np.int32)
    above = parent[:count].copy()
    for w in range(count - 1, 0, -1):
        node = order[w]
        best = parent[w]
        if (
            back_start[node + 1] - back_start[node] == 1
        ):  # only the search's own edge: nothing to compare
            semi[w] = best
            continue
        for e in range(back_start[node], back_start[node + 1]):
            v = number[back_neighbour[e]]
            if v < 0:
                continue
            if v > w:
                # compress the path from v up to the linked part's top (numbers above w are linked)
                top = 0
                x = v
                while above[x] > w:
                    path[top] = x
                    top += 1
                    x = above[x]
                for i in range(top - 1, -1, -1):
                    y = path[i]
                    if semi[label[above[y]]] < semi[label[y]]:
                        label[y] = label[above[y]]
                    above[y] = above[above[y]]
                v = semi[label[v]]
            best = min(best, v)
        semi[w] = best
    inner = parent[:count].copy()
    for w in range(1, count):
        d = inner[w]
        while d > semi[w]:
            d = inner[d]
        inner[w] = d
    dominator = np.full(n, -1, dtype=np.int32)
    for w in range(1, count):
        dominator[order[w]] = order[inner[w]]
    return dominator, order[:count]
