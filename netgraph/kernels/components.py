"""What can be reached from where, and what hangs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints


@kernel
def reachable(start: Ints, neighbour: Ints, sources: Flags) -> Flags:
    """Tell who can be reached from any source, the sources included.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m].
    sources
        bool[n].

    Returns
    -------
    bool[n]. Cost O(n + m).
    """
    seen = np.copy(sources)
    n = len(sources)
    # a node goes onto the stack when it is first seen, so n places are enough
    stack = np.empty(n, dtype=np.int32)
    top = 0
    for i in range(n):
        if seen[i]:
            stack[top] = i
            top += 1
    while top > 0:
        top -= 1
        v = stack[top]
        for e in range(start[v], start[v + 1]):
            w = neighbour[e]
            if not seen[w]:
                seen[w] = True
                stack[top] = w
                top += 1
    return seen


@kernel
def hops(start: Ints, neighbour: Ints, sources: Flags, blocked: Flags) -> Ints:
    """Count the fewest steps from any source, not passing what is blocked.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m].
    sources, blocked
        bool[n].

    Returns
    -------
    int32[n], 0 for the sources, -1 for what cannot be reached. Cost O(n + m).
    """
    n = len(sources)
    # breadth-first search: the queue holds nodes in the order of their steps, each once
    steps = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    last = 0
    for i in range(n):
        if sources[i] and not blocked[i]:
            steps[i] = 0
            queue[last] = i
            last += 1
    done = 0
    while done < last:
        v = queue[done]
        done += 1
        for e in range(start[v], start[v + 1]):
            w = neighbour[e]
            if steps[w] < 0 and not blocked[w]:
                steps[w] = steps[v] + 1
                queue[last] = w
                last += 1
    return steps


@kernel
def strong_components(start: Ints, neighbour: Ints) -> Ints:
    """Number the strongly connected components, every one after all that it reaches.

    Tarjan's algorithm (SIAM J. Comput. 1, 1972) with an explicit stack, so depth is no limit.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m].

    Returns
    -------
    int32[n], component of each node, 0, 1, 2, …: an edge never leads to a higher number.
    Cost O(n + m).
    """
    n = len(start) - 1
    component = np.full(n, -1, dtype=np.int32)
    # int32[n]: when each node was entered, from 1, and the lowest such number, of a node without a
    # component, that it is known to lead to
    number = np.zeros(n, dtype=np.int32)
    low = np.zeros(n, dtype=np.int32)
    # the search's own call stack: the nodes being entered, and the next edge of each node to follow
    edge = np.copy(start[:n])
    path = np.empty(n, dtype=np.int32)
    # nodes entered but not yet in a component, in the order of entering
    held = np.empty(n, dtype=np.int32)
    clock = 0
    holding = 0
    found = 0
    for root in range(n):
        if number[root] != 0:
            continue
        depth = 0
        path[0] = root
        clock += 1
        number[root] = clock
        low[root] = clock
        held[holding] = root
        holding += 1
        while depth >= 0:
            v = path[depth]
            if edge[v] < start[v + 1]:
                w = neighbour[edge[v]]
                edge[v] += 1
                if number[w] == 0:
                    clock += 1
                    number[w] = clock
                    low[w] = clock
                    held[holding] = w
                    holding += 1
                    depth += 1
                    path[depth] = w
                elif component[w] < 0:
                    low[v] = min(low[v], number[w])
                continue
            # nothing below v leads above v: v and all that is held since v was entered are one
            # component, and what they lead to has its number already
            if low[v] == number[v]:
                w = -1
                while w != v:
                    holding -= 1
                    w = held[holding]
                    component[w] = found
                found += 1
            # back to the node that v was entered from, which can do all that v can
            depth -= 1
            if depth >= 0:
                u = path[depth]
                low[u] = min(low[u], low[v])
    return component


@kernel
def weak_components(source: Ints, target: Ints, size: int) -> Ints:
    """Number the weakly connected components in the order of their first member.

    Union by lower number with path halving (Tarjan & van Leeuwen 1984).

    Parameters
    ----------
    source, target
        int32[m], ends of the edges.
    size
        Number of nodes.

    Returns
    -------
    int32[size]. Cost O((n + m) log n), in practice linear.
    """
    # int64[size]: a node with a lower number in the same component, itself for the first member
    above = np.arange(size)
    for e in range(len(source)):
        # climb from both ends to the first members, halving the paths on the way
        a = int(source[e])
        b = int(target[e])
        while above[a] != a:
            above[a] = above[above[a]]
            a = above[a]
        while above[b] != b:
            above[b] = above[above[b]]
            b = above[b]
        if a < b:
            above[b] = a
        else:
            above[a] = b
    # int32[size]: what is above has a lower number, so its component is known when v is looked at
    component = np.empty(size, dtype=np.int32)
    found = 0
    for v in range(size):
        if above[v] == v:
            component[v] = found
            found += 1
        else:
            above[v] = above[above[v]]
            component[v] = component[above[v]]
    return component
