"""The few who together keep the most within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints


@kernel
def next_best(
    start: Ints,
    neighbour: Ints,
    label: Ints,
    weight: Floats,
    covered: Flags,
    done: Flags,
    candidate: Ints,
    gain: Floats,
) -> int:
    """Find the candidate whose reach adds the largest weight of labels; ties go to the first.

    A candidate's gain only falls as others are picked, so it is counted again only when its last
    known gain leads (lazy greedy: Minoux 1978). A node's own label does not count as reached.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m].
    label
        int32[n], -1 for none.
    weight
        float64[labels].
    covered
        bool[labels], what earlier picks have within reach.
    done
        bool[n], nodes at and below which nothing is left to cover: they are not searched.
    candidate
        int32[c], nodes to choose from.
    gain
        float64[c], a weight that each candidate's gain does not exceed. Those that are counted
        here are set to their gain.

    Returns
    -------
    int
        A position in ``candidate``, -1 where nobody adds anything.
    """
    n = len(label)
    # int32[n] and int32[labels]: the last search that saw a node, or counted a label: marks that
    # need not be wiped from one search to the next
    seen = np.full(n, -1, dtype=np.int32)
    counted = np.full(len(weight), -1, dtype=np.int32)
    stack = np.empty(n, dtype=np.int32)
    fresh = np.zeros(len(candidate), dtype=np.bool_)
    # A binary heap of positions, int32[c]: the largest gain on top, then who is listed first. It
    # is made from the last inner place up: what stands there goes down as long as what is below
    # leads it. Once it is made, only the gain of what is on top changes: it goes down again
    heap = np.arange(len(candidate)).astype(np.int32)
    size = len(candidate)
    inner = size // 2
    at = inner
    search = 0
    while size > 0:
        i = heap[at]
        while 2 * at + 1 < size:
            low = 2 * at + 1
            if low + 1 < size:
                a, b = heap[low], heap[low + 1]
                if gain[b] > gain[a] or (gain[b] == gain[a] and b < a):
                    low += 1
            a = heap[low]
            if gain[i] > gain[a] or (gain[i] == gain[a] and i < a):
                break
            heap[at] = a
            at = low
        heap[at] = i
        if inner > 0:
            inner -= 1
            at = inner
            continue
        i = heap[0]
        if gain[i] <= 0.0:
            break
        # counted already and still in the lead: no other can add more
        if fresh[i]:
            return int(i)
        v = int(candidate[i])
        total = 0.0
        own = label[v]
        seen[v] = search
        stack[0] = v
        top = 1
        while top > 0:
            top -= 1
            u = stack[top]
            for e in range(start[u], start[u + 1]):
                w = neighbour[e]
                if seen[w] != search and not done[w]:
                    seen[w] = search
                    stack[top] = w
                    top += 1
                    mine = label[w]
                    if mine >= 0 and mine != own and not covered[mine] and counted[mine] != search:
                        counted[mine] = search
                        total += weight[mine]
        search += 1
        gain[i] = total
        fresh[i] = True
        at = 0
    return -1


@kernel
def cover_reach(
    start: Ints,
    neighbour: Ints,
    back_start: Ints,
    back_neighbour: Ints,
    label: Ints,
    covered: Flags,
    done: Flags,
    node: int,
) -> int:
    """Mark as covered what a node reaches, but for its own label.

    Everything below the node is then done, unless somebody with the node's own label, which stays
    uncovered, can be reached from there.

    Parameters
    ----------
    start, neighbour, back_start, back_neighbour
        Adjacency by rows in both directions: int32[n + 1], int32[m].
    label
        int32[n], -1 for none.
    covered, done
        bool[labels], bool[n]: as in ``next_best``, set here.
    node
        Whose reach.

    Returns
    -------
    int
        How many nodes were searched. Over all calls each node is searched once, and once more
        while its own label or one below it lacks.
    """
    below = np.zeros(len(label), dtype=np.bool_)
    found = np.empty(len(label) + 1, dtype=np.int32)
    found[0] = node
    size = 1
    at = 0
    # breadth first, so that ``found`` holds all of them in the end; first of all the node itself,
    # which is below itself only in a loop
    while at < size:
        u = found[at]
        at += 1
        for e in range(start[u], start[u + 1]):
            w = neighbour[e]
            if not below[w] and not done[w]:
                below[w] = True
                found[size] = w
                size += 1
    own = label[node]
    for k in range(1, size):
        w = found[k]
        done[w] = True
        if label[w] >= 0 and label[w] != own:
            covered[label[w]] = True
    if own < 0 or covered[own]:
        return size
    # who leads to the node's own label is not done: back up from all who have it
    stack = np.empty(len(label), dtype=np.int32)
    for k in range(1, size):
        x = found[k]
        if label[x] != own or not done[x]:
            continue
        done[x] = False
        stack[0] = x
        top = 1
        while top > 0:
            top -= 1
            u = stack[top]
            for e in range(back_start[u], back_start[u + 1]):
                w = back_neighbour[e]
                if below[w] and done[w]:
                    done[w] = False
                    stack[top] = w
                    top += 1
    return size


def greedy_max_coverage(
    start: Ints,
    neighbour: Ints,
    back_start: Ints,
    back_neighbour: Ints,
    label: Ints,
    weight: Floats,
    candidate: Ints,
    bound: Floats,
    picks: int,
) -> tuple[Ints, Floats]:
    """Pick the nodes whose reach together covers the largest weight of labels, greedily.

    Each round takes the candidate that adds most; ties go to the one listed first. Within 1 - 1/e
    of the best choice (Nemhauser, Wolsey & Fisher, Math. Program. 14, 1978).

    Parameters
    ----------
    start, neighbour, back_start, back_neighbour
        Adjacency by rows, along the edges and against them: int32[n + 1], int32[m].
    label
        int32[n], -1 for none.
    weight
        float64[labels]; what weighs nothing need not be covered.
    candidate
        int32[c], nodes to choose from, in the order in which ties are settled.
    bound
        float64[c], a weight that each candidate's gain does not exceed.
    picks
        How many to pick; fewer are returned when nobody adds anything.

    Returns
    -------
    picked
        int32[k], positions in ``candidate``.
    gain
        float64[k], the weight each added.
    """
    covered = weight <= 0.0
    done = np.zeros(len(label), dtype=np.bool_)
    # float64[c]: no more than this, falling; who was picked adds nothing again
    at_most = bound.copy()
    picked: list[int] = []
    gain: list[float] = []
    while len(picked) < picks:
        best = next_best(start, neighbour, label, weight, covered, done, candidate, at_most)
        if best < 0:
            break
        picked.append(best)
        gain.append(float(at_most[best]))
        at_most[best] = 0.0
        node = int(candidate[best])
        cover_reach(start, neighbour, back_start, back_neighbour, label, covered, done, node)
    return np.array(picked, dtype=np.int32), np.array(gain, dtype=np.float64)
