"""Dominators of a flow graph: the nodes that every way from the root to a node passes."""

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
    Cost O((n + m) log n) for the semidominators; the walk up is quadratic only on graphs that are
    made for it.
    """
    n = len(start) - 1
    # depth-first search from the root. int32[n] each: number of a node in the order of entering (-1
    # where not reached), the node of each number, and the number each was entered from
    number = np.full(n, -1, dtype=np.int32)
    order = np.empty(n, dtype=np.int32)
    parent = np.zeros(n, dtype=np.int32)
    # the search's own call stack: the nodes being entered, and the next edge of each node to follow
    edge = np.copy(start[:n])
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
    # From here on nodes go by their number in the search. The semidominator of w is the lowest
    # number with a path to w whose inner nodes all have numbers above w (Lengauer & Tarjan, ACM
    # TOPLAS 1, 1979). int32[count] each: semi, the node of lowest semi on the compressed path up
    # (label), and the end of that path (above)
    semi = np.arange(count).astype(np.int32)
    label = np.arange(count).astype(np.int32)
    above = np.copy(parent[:count])
    # from the last number down, so that all numbers above w have their semidominator
    for w in range(count - 1, 0, -1):
        node = order[w]
        best = parent[w]
        # one edge in, that of the search: there is nothing to compare
        if back_start[node + 1] - back_start[node] == 1:
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
    # int32[count], the immediate dominator: the lowest common ancestor of the parent and the
    # semidominator in the dominator tree, whose upper part is ready when w is looked at
    inner = np.copy(parent[:count])
    for w in range(1, count):
        d = inner[w]
        while d > semi[w]:
            d = inner[d]
        inner[w] = d
    # back from numbers to nodes; a dominator is entered first, so ``order`` lists it first
    dominator = np.full(n, -1, dtype=np.int32)
    for w in range(1, count):
        dominator[order[w]] = order[inner[w]]
    return dominator, order[:count]
