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
    begin: Ints,
    gain: Floats,
) -> Ints:
    """Find in each piece whose reach adds the largest weight of labels; ties go to the first.

    Pieces share no edge and no label, so each has its own best, in one pass over all of them. A
    candidate's gain only falls as others are picked, so it is counted again only when its last
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
        bool[n], nodes at and below which nothing is left to cover: they are not searched. Those
        that a search finds to be such are set here.
    candidate
        int32[c], nodes to choose from, piece after piece.
    begin
        int32[pieces + 1], where the candidates of each piece begin, and where the last ones end.
    gain
        float64[c], a weight that each candidate's gain does not exceed. Those that are counted
        here are set to their gain.

    Returns
    -------
    int32[pieces]
        Positions in ``candidate``, -1 where nobody adds anything.
    """
    n = len(label)
    # int32[n] and int32[labels]: the last search that saw a node, or counted a label: marks that
    # need not be wiped from one search to the next
    seen = np.full(n, -1, dtype=np.int32)
    counted = np.full(len(weight), -1, dtype=np.int32)
    found = np.empty(n, dtype=np.int32)
    fresh = np.zeros(len(candidate), dtype=np.bool_)
    # A binary heap of positions a piece, int32[c] in all: the largest gain on top, then who is
    # listed first. It is made from the last inner place up: what stands there goes down as long as
    # what is below leads it. Once it is made, only the gain of what is on top changes: it goes down
    # again. Places in it count from ``base``, where the piece begins
    heap = np.arange(len(candidate)).astype(np.int32)
    best = np.full(len(begin) - 1, -1, dtype=np.int32)
    search = 0
    for piece in range(len(begin) - 1):
        base = begin[piece]
        size = begin[piece + 1] - base
        inner = size // 2
        at = inner
        while size > 0:
            i = heap[base + at]
            while 2 * at + 1 < size:
                low = 2 * at + 1
                if low + 1 < size:
                    a, b = heap[base + low], heap[base + low + 1]
                    if gain[b] > gain[a] or (gain[b] == gain[a] and b < a):
                        low += 1
                a = heap[base + low]
                if gain[i] > gain[a] or (gain[i] == gain[a] and i < a):
                    break
                heap[base + at] = a
                at = low
            heap[base + at] = i
            if inner > 0:
                inner -= 1
                at = inner
                continue
            i = heap[base]
            if gain[i] <= 0.0:
                break
            # counted already and still in the lead: no other can add more
            if fresh[i]:
                best[piece] = i
                break
            v = int(candidate[i])
            total = 0.0
            own = label[v]
            seen[v] = search
            found[0] = v
            met = 1
            k = 0
            left = False
            # breadth first, so that ``found`` holds all of them in the end
            while k < met:
                u = found[k]
                k += 1
                for e in range(start[u], start[u + 1]):
                    w = neighbour[e]
                    if seen[w] != search and not done[w]:
                        seen[w] = search
                        found[met] = w
                        met += 1
                        mine = label[w]
                        if mine < 0 or covered[mine]:
                            continue
                        left = True
                        if mine != own and counted[mine] != search:
                            counted[mine] = search
                            total += weight[mine]
            search += 1
            if not left:
                for k in range(1, met):
                    done[found[k]] = True
            gain[i] = total
            fresh[i] = True
            at = 0
    return best


@kernel
def cover_reach(
    start: Ints,
    neighbour: Ints,
    back_start: Ints,
    back_neighbour: Ints,
    label: Ints,
    covered: Flags,
    done: Flags,
    node: Ints,
) -> int:
    """Mark as covered what nodes of several pieces reach, but for the own label of each.

    Everything below a node is then done, unless somebody with the node's own label, which stays
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
        int32[k], whose reach: no two of one piece, so that nobody is below both.

    Returns
    -------
    int
        How many nodes were searched. Over all calls each node is searched once, and once more
        while its own label or one below it lacks.
    """
    below = np.zeros(len(label), dtype=np.bool_)
    found = np.empty(len(label) + 1, dtype=np.int32)
    stack = np.empty(len(label), dtype=np.int32)
    searched = 0
    for p in range(len(node)):
        found[0] = node[p]
        size = 1
        at = 0
        # breadth first, so that ``found`` holds all of them in the end; first of all the node
        # itself, which is below itself only in a loop
        while at < size:
            u = found[at]
            at += 1
            for e in range(start[u], start[u + 1]):
                w = neighbour[e]
                if not below[w] and not done[w]:
                    below[w] = True
                    found[size] = w
                    size += 1
        searched += size
        own = label[node[p]]
        for k in range(1, size):
            w = found[k]
            done[w] = True
            if label[w] >= 0 and label[w] != own:
                covered[label[w]] = True
        if own < 0 or covered[own]:
            continue
        # who leads to the node's own label is not done: back up from all who have it
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
    return searched


def greedy_max_coverage(
    start: Ints,
    neighbour: Ints,
    back_start: Ints,
    back_neighbour: Ints,
    label: Ints,
    weight: Floats,
    candidate: Ints,
    begin: Ints,
    bound: Floats,
    picks: int,
) -> tuple[Ints, Floats]:
    """Pick in each piece the nodes whose reach together covers the most weight, greedily.

    Each round takes the candidate of a piece that adds most; ties go to the one listed first.
    Within 1 - 1/e of the best choice (Nemhauser, Wolsey & Fisher, Math. Program. 14, 1978). Pieces
    share no edge and no label: a round is one pass over all of them.

    Parameters
    ----------
    start, neighbour, back_start, back_neighbour
        Adjacency by rows, along the edges and against them: int32[n + 1], int32[m].
    label
        int32[n], -1 for none.
    weight
        float64[labels]; what weighs nothing need not be covered.
    candidate
        int32[c], nodes to choose from, piece after piece, in the order in which ties are settled.
    begin
        int32[pieces + 1], where the candidates of each piece begin, and where the last ones end.
    bound
        float64[c], a weight that each candidate's gain does not exceed.
    picks
        How many to pick in each piece; fewer are returned where nobody adds anything.

    Returns
    -------
    picked
        int32[k], positions in ``candidate``: piece after piece, in the order picked.
    gain
        float64[k], the weight each added.
    """
    covered = weight <= 0.0
    done = np.zeros(len(label), dtype=np.bool_)
    # float64[c]: no more than this, falling; who was picked adds nothing again
    at_most = bound.copy()
    rounds = [np.empty(0, dtype=np.int32)]
    gain = [np.empty(0, dtype=np.float64)]
    # sums of whole numbers have no rounding, by which a gain could exceed what is left
    whole = bool((weight == np.floor(weight)).all())
    for _ in range(min(picks, len(candidate))):
        if whole:
            np.minimum(at_most, weight[~covered].sum(), out=at_most)
        best = next_best(start, neighbour, label, weight, covered, done, candidate, begin, at_most)
        best = best[best >= 0]
        if not len(best):
            break
        rounds.append(best)
        gain.append(at_most[best])
        at_most[best] = 0.0
        node = candidate[best]
        cover_reach(start, neighbour, back_start, back_neighbour, label, covered, done, node)
    picked = np.concatenate(rounds)
    # rounds follow each other: a stable sort by the piece keeps the order picked
    order = np.argsort(np.searchsorted(begin, picked, side="right"), kind="stable")
    return picked[order], np.concatenate(gain)[order]
