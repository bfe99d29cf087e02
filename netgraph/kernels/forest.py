"""The introduction forest: through whom each person became known, and sums over its branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints, Numbers


@kernel
def introduce(
    start: Ints, neighbour: Ints, referral: Ints, day: Ints, first: Flags
) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Find everybody's introducer: the foremost journey from any first contact.

    A first contact arrives before all dates, in generation 1. Anybody else's introducer is the
    referrer u with the smallest (later of u's arrival and the referral's day, u's generation, the
    referral's day, its row). Dijkstra's algorithm on those keys: none ever falls along a chain
    (Bui-Xuan, Ferreira & Jarry, Int. J. Found. Comput. Sci. 14, 2003).

    Parameters
    ----------
    start, neighbour, referral
        Outward adjacency by rows: int32[n + 1], int32[m], int32[m] (row of the referral in the
        table).
    day
        int32[m] by row, the largest int32 where undated.
    first
        bool[n], the first contacts. Everybody must be reachable from one of them.

    Returns
    -------
    introducer
        int32[n], -1 for first contacts.
    via
        int32[n], row of the referral that introduced them, -1 for first contacts.
    arrival
        int32[n], the day each became known, the smallest int32 for first contacts.
    generation
        int32[n], from 1; 0 for who cannot be reached.
    order
        int32[reached], everybody reached, introducers before those they introduced.

    Notes
    -----
    Cost O((n + m) log m).
    """
    n = len(first)
    lowest = -(2**31)
    introducer = np.full(n, -1, dtype=np.int32)
    via = np.full(n, -1, dtype=np.int32)
    arrival = np.full(n, lowest, dtype=np.int32)
    generation = np.zeros(n, dtype=np.int32)
    order = np.empty(n, dtype=np.int32)
    settled = 0
    # A binary heap of edges, the smallest key on top: int64[m] each for the two halves of the keys,
    # int32[m] for the edges they belong to. The halves are (arrival, generation of the referrer)
    # and (day, row), each pair in 64 bits. Days count from the smallest int32, so that no part is
    # negative and the integers compare as the pairs do. An edge is pushed at most once
    heap_key = np.empty(len(neighbour), dtype=np.int64)
    heap_tie = np.empty(len(neighbour), dtype=np.int64)
    heap_edge = np.empty(len(neighbour), dtype=np.int32)
    # int32[m]: who made the referral, for the edges in the heap
    referrer = np.empty(len(neighbour), dtype=np.int32)
    size = 0
    for v in range(n):
        if first[v]:
            generation[v] = 1
            order[settled] = v
            settled += 1
    done = 0
    while True:
        # first push the referrals of everybody settled since, to people who are not yet
        if done < settled:
            u = order[done]
            done += 1
            since = int(arrival[u])
            steps = int(generation[u])
            for e in range(start[u], start[u + 1]):
                if generation[neighbour[e]] != 0:
                    continue
                referrer[e] = u
                row = int(referral[e])
                date = int(day[row])
                key = ((max(since, date) - lowest) << 31) | steps
                tie = ((date - lowest) << 31) | row
                # up from the last place, as long as what is above is larger
                at = size
                size += 1
                while at > 0:
                    up = (at - 1) >> 1
                    if heap_key[up] < key or (heap_key[up] == key and heap_tie[up] < tie):
                        break
                    heap_key[at] = heap_key[up]
                    heap_tie[at] = heap_tie[up]
                    heap_edge[at] = heap_edge[up]
                    at = up
                heap_key[at] = key
                heap_tie[at] = tie
                heap_edge[at] = e
            continue
        if size == 0:
            break
        # then settle whom the smallest key leads to: no key pushed later is smaller
        key = int(heap_key[0])
        e = heap_edge[0]
        w = neighbour[e]
        if generation[w] == 0:
            introducer[w] = referrer[e]
            via[w] = referral[e]
            arrival[w] = (key >> 31) + lowest
            generation[w] = (key & 0x7FFFFFFF) + 1
            order[settled] = w
            settled += 1
        # the last of the heap goes down from the top, as long as what is below is smaller
        size -= 1
        key = int(heap_key[size])
        tie = int(heap_tie[size])
        e = heap_edge[size]
        at = 0
        while 2 * at + 1 < size:
            low = 2 * at + 1
            if low + 1 < size and (
                heap_key[low + 1] < heap_key[low]
                or (heap_key[low + 1] == heap_key[low] and heap_tie[low + 1] < heap_tie[low])
            ):
                low += 1
            if key < heap_key[low] or (key == heap_key[low] and tie < heap_tie[low]):
                break
            heap_key[at] = heap_key[low]
            heap_tie[at] = heap_tie[low]
            heap_edge[at] = heap_edge[low]
            at = low
        heap_key[at] = key
        heap_tie[at] = tie
        heap_edge[at] = e
    return introducer, via, arrival, generation, order[:settled]


@kernel
def branch_sum(order: Ints, parent: Ints, value: Numbers) -> Numbers:
    """Add up a value over everybody's branch, themselves included.

    Parameters
    ----------
    order
        int32[n], parents before children.
    parent
        int32[n], -1 for roots.
    value
        float64[n] or int64[n].

    Returns
    -------
    The sums, in the type of ``value``. Cost O(n).
    """
    # from the last back: a branch is summed up before it is added to its parent's
    total = np.copy(value)
    for i in range(len(order) - 1, -1, -1):
        v = order[i]
        if parent[v] >= 0:
            total[parent[v]] += total[v]
    return total


@kernel
def branch_max(order: Ints, parent: Ints, value: Ints) -> Ints:
    """Find the largest value in everybody's branch, themselves included.

    Parameters and cost as in ``branch_sum``.
    """
    largest = np.copy(value)
    for i in range(len(order) - 1, -1, -1):
        v = order[i]
        p = parent[v]
        if p >= 0 and largest[v] > largest[p]:
            largest[p] = largest[v]
    return largest


@kernel
def nearest_above(order: Ints, parent: Ints, marked: Flags) -> Ints:
    """Find, going up from everybody, the first parent that is reached over a marked step.

    Parameters
    ----------
    order
        int32[n], parents before children.
    parent
        int32[n], -1 for roots.
    marked
        bool[n], True where the step from the node to its parent counts.

    Returns
    -------
    int32[n], -1 where no step up the chain is marked. Cost O(n).
    """
    found = np.full(len(parent), -1, dtype=np.int32)
    for i in range(len(order)):
        v = order[i]
        p = parent[v]
        if p >= 0:
            found[v] = p if marked[v] else found[p]
    return found


@kernel
def nested_intervals(order: Ints, parent: Ints) -> tuple[Ints, Ints]:
    """Number a tree so that every branch is an interval.

    Parameters
    ----------
    order
        int32[k], nodes of a forest, parents before children.
    parent
        int32[n], -1 for roots.

    Returns
    -------
    first, size
        int32[n]: the branch of v are the nodes w with
        ``first[v] <= first[w] < first[v] + size[v]``. Cost O(n).
    """
    n = len(parent)
    # int32[n]: people in each branch, from the leaves up
    size = np.ones(n, dtype=np.int32)
    for i in range(len(order) - 1, -1, -1):
        v = order[i]
        if parent[v] >= 0:
            size[parent[v]] += size[v]
    # int32[n]: a parent's interval begins with the parent; the next child gets what follows the one
    # before. Trees lie one behind the other
    first = np.full(n, -1, dtype=np.int32)
    following = np.zeros(n, dtype=np.int32)
    top = 0
    for i in range(len(order)):
        v = order[i]
        p = parent[v]
        if p < 0:
            first[v] = top
            top += size[v]
        else:
            first[v] = following[p]
            following[p] += size[v]
        following[v] = first[v] + 1
    return first, size
