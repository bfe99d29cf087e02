"""About how many things everybody can reach, where counting them one by one would take too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs


@kernel
def estimate_reachable(
    start: Ints, neighbour: Ints, item_start: Ints, item: Ints, place: Longs, k: int
) -> tuple[Longs, int]:
    """Count about how many distinct items each node of an acyclic graph can reach.

    Its own items count too.

    Every item has a place in an order that looks random. A node keeps the k first places within its
    reach, which are those of its children and its own, merged: a bottom-k sketch (Cohen, J. Comput.
    Syst. Sci. 55, 1997). Fewer than k are counted exactly. Where there are k, the last of them
    tells how thick they lie: of N items some N (k - 1) / place (Haldane, Biometrika 33, 1945, for
    inverse sampling). As places are drawn without replacement, the standard error for a share p of
    all items is sqrt((1 - p) / (k - 2)): none for who reaches everything. The same on every run.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m]; every edge leads to a lower number.
    item_start, item
        int32[n + 1], int32[…]: the items of a node, each 0 ≤ item < N, repeats allowed.
    place
        int64[N], see ``scattered``.
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
    n, items = len(start) - 1, len(place)
    # int32[n]: parents that have yet to merge a node's sketch
    waiting = np.zeros(n, dtype=np.int32)
    for e in range(len(neighbour)):
        waiting[neighbour[e]] += 1
    count = np.zeros(n, dtype=np.int64)
    # one long int64[…] holds the sketches that are waited for, ascending places each, one behind
    # the other; int64[n] each: where a node's begins and how long it is; and whose they are, in
    # order
    store = np.empty(max(1024, 4 * k), dtype=np.int64)
    begin = np.zeros(n, dtype=np.int64)
    length = np.zeros(n, dtype=np.int64)
    stored = np.empty(n, dtype=np.int32)
    # int64[k] each: the sketch of the node at hand, and room for its next merger
    one, other = np.empty(k, dtype=np.int64), np.empty(k, dtype=np.int64)
    full = most = keeping = 0
    # children have lower numbers, so theirs are ready
    for v in range(n):
        # its own items, inserted one by one into the k first places
        size = 0
        for i in range(item_start[v], item_start[v + 1]):
            x = place[item[i]]
            if size == k and x >= one[k - 1]:
                continue
            at = size
            while at > 0 and one[at - 1] > x:
                at -= 1
            # people of one loop may be at the same organization: it counts once
            if at > 0 and one[at - 1] == x:
                continue
            size = size + 1 if size < k else k
            for j in range(size - 1, at, -1):
                one[j] = one[j - 1]
            one[at] = x
        # each child's, merged in like two sorted lists; equal places are the same item and stand
        # once
        for e in range(start[v], start[v + 1]):
            c = neighbour[e]
            a = merged = 0
            b, end = begin[c], begin[c] + length[c]
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
        # k - 1 are before the last one's place, counted from 0: that share of all items
        if size < k:
            count[v] = size
        else:
            count[v] = max(k, round((k - 1) * items / one[k - 1]))
        if waiting[v] == 0:
            continue
        # no room: move the sketches still waited for to the front, then double what is too small
        if full + size > len(store):
            live = end = 0
            for j in range(keeping):
                u = stored[j]
                if waiting[u] > 0:
                    for i in range(length[u]):
                        store[end + i] = store[begin[u] + i]
                    begin[u] = end
                    end += length[u]
                    stored[live] = u
                    live += 1
            full, keeping = end, live
            if 2 * (full + size) > len(store):
                larger = np.empty(4 * (full + size), dtype=np.int64)
                larger[:full] = store[:full]
                store = larger
        begin[v], length[v] = full, size
        store[full : full + size] = one[:size]
        stored[keeping] = v
        keeping += 1
        full += size
        most = max(most, full)
    return count, most


def scattered(items: int) -> Longs:
    """Put things into an order that looks random and is the same everywhere: int64[items].

    By the finalizer of MurmurHash3, a bijection of 32 bits, so that no two share a number: draws of
    NumPy may change with its version.
    """
    half, low, high = (np.uint64(bits) for bits in (16, 13, 0xFFFFFFFF))
    x = np.arange(items, dtype=np.uint64)
    x = ((x ^ (x >> half)) * np.uint64(0x85EBCA6B)) & high
    x = ((x ^ (x >> low)) * np.uint64(0xC2B2AE35)) & high
    x ^= x >> half
    # int64[items]: the place of each in the order of these numbers
    place = np.empty(items, dtype=np.int64)
    place[np.argsort(x)] = np.arange(items)
    return place
