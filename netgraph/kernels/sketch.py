"""About how many things everybody can reach, where counting them one by one would take too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs


@kernel
def estimate_reachable(
    start: Ints, neighbour: Ints, item_start: Ints, item: Ints, items: int, k: int
) -> tuple[Longs, int]:
    """Count about how many distinct items each node of an acyclic graph can reach.

    Its own items count too.

    Every item gets a number that looks random and is its own. A node keeps the k smallest numbers
    within its reach, which are those of its children and its own, merged: a bottom-k sketch (Cohen,
    J. Comput. Syst. Sci. 55, 1997; Cohen & Kaplan 2007). Fewer than k are counted exactly. Where
    there are k, the largest of them tells how thick they lie: the estimate has a standard error of
    1 / sqrt(k - 2), and is the same on every run.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m]; every edge leads to a lower number.
    item_start, item
        int32[n + 1], int32[…]: the items of a node, each 0 ≤ item < ``items``; at most 2^32 of
        them.
    items
        Number of items.
    k
        Size of a sketch, at least 3.

    Returns
    -------
    count
        int64[n]; exact below k, which a node with k items or more never is.
    most
        The largest number of values in memory at once. Sketches that no parent waits for any more
        are dropped.

    Notes
    -----
    Cost O(m k) time, O(k) memory for each node that a later one waits for.
    """
    n = len(start) - 1
    # int32[n]: parents that have yet to merge a node's sketch
    waiting = np.zeros(n, dtype=np.int32)
    for e in range(len(neighbour)):
        waiting[neighbour[e]] += 1
    count = np.zeros(n, dtype=np.int64)
    # one long int64[…] holds the sketches that are waited for, ascending numbers each, one behind
    # the other; int64[n] each: where a node's begins and how long it is; and whose they are, in
    # order
    store = np.empty(max(1024, 4 * k), dtype=np.int64)
    place = np.zeros(n, dtype=np.int64)
    length = np.zeros(n, dtype=np.int64)
    stored = np.empty(n, dtype=np.int32)
    # int64[k] each: the sketch of the node at hand, and room for its next merger
    one, other = np.empty(k, dtype=np.int64), np.empty(k, dtype=np.int64)
    full = most = keeping = 0
    # children have lower numbers, so theirs are ready
    for v in range(n):
        # its own items, inserted one by one into the k smallest numbers
        size = 0
        for i in range(item_start[v], item_start[v + 1]):
            # a bijection of 32 bits (the finalizer of MurmurHash3): no two items share a number
            x = int(item[i])
            x = ((x ^ (x >> 16)) * 0x85EBCA6B) & 0xFFFFFFFF
            x = ((x ^ (x >> 13)) * 0xC2B2AE35) & 0xFFFFFFFF
            x = x ^ (x >> 16)
            if size == k and x >= one[k - 1]:
                continue
            at = size if size < k else k - 1
            while at > 0 and one[at - 1] > x:
                one[at] = one[at - 1]
                at -= 1
            one[at] = x
            size = size + 1 if size < k else k
        # each child's, merged in like two sorted lists; equal numbers are the same item and stand
        # once
        for e in range(start[v], start[v + 1]):
            c = neighbour[e]
            a = merged = 0
            b, end = place[c], place[c] + length[c]
            while merged < k and (a < size or b < end):
                if b >= end or (a < size and one[a] <= store[b]):
                    if b < end and one[a] == store[b]:
                        b += 1
                    other[merged] = one[a]
                    a += 1
                else:
                    other[merged] = store[b]
                    b += 1
                merged += 1
            one, other = other, one
            size = merged
            waiting[c] -= 1
        # k numbers up to x out of 2^32 possible ones: (k - 1) 2^32 / (x + 1) in all
        if size < k:
            count[v] = size
        else:
            count[v] = min(items, max(k, round((k - 1) * 4294967296.0 / (one[k - 1] + 1.0))))
        if waiting[v] == 0:
            continue
        # no room: move the sketches still waited for to the front, then double what is too small
        if full + size > len(store):
            live = end = 0
            for j in range(keeping):
                u = stored[j]
                if waiting[u] > 0:
                    for i in range(length[u]):
                        store[end + i] = store[place[u] + i]
                    place[u] = end
                    end += length[u]
                    stored[live] = u
                    live += 1
            full, keeping = end, live
            if 2 * (full + size) > len(store):
                larger = np.empty(4 * (full + size), dtype=np.int64)
                larger[:full] = store[:full]
                store = larger
        place[v], length[v] = full, size
        store[full : full + size] = one[:size]
        stored[keeping] = v
        keeping += 1
        full += size
        most = max(most, full)
    return count, most
