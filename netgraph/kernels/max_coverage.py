"""The few who together keep the most within reach."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints


@kernel
def greedy_max_coverage(
    start: Ints,
    neighbour: Ints,
    label: Ints,
    weight: Floats,
    candidate: Ints,
    bound: Floats,
    picks: int,
) -> tuple[Ints, Floats]:
    """Pick the nodes whose reach together covers the largest weight of labels, greedily.

    Each round takes the candidate that adds most; ties go to the one listed first. A candidate's
    gain only falls as others are picked, so it is looked at again only when its last known gain
    leads (lazy greedy: Minoux 1978). Within 1 - 1/e of the best choice (Nemhauser, Wolsey & Fisher,
    Math. Program. 14, 1978). A node's own label does not count as reached.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[n + 1], int32[m].
    label
        int32[n], -1 for none.
    weight
        float64[labels].
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
    n = len(label)
    # int32[n] and int32[labels]: the last search that saw a node, or counted a label: marks that
    # need not be wiped from one search to the next
    seen = np.full(n, -1, dtype=np.int32)
    counted = np.full(len(weight), -1, dtype=np.int32)
    covered = np.zeros(len(weight), dtype=np.bool_)
    stack = np.empty(n, dtype=np.int32)
    # int32[c]: how many were picked when a candidate's gain was last counted
    fresh = np.full(len(candidate), -1, dtype=np.int32)
    picked = np.empty(min(picks, len(candidate)), dtype=np.int32)
    gain = np.empty(len(picked), dtype=np.float64)
    # (minus the gain at most, position): the largest gain first, then who is listed first
    queue = [(-bound[i], np.int64(i)) for i in range(len(candidate))]
    heapq.heapify(queue)
    done = 0
    search = 0
    while done < len(picked) and len(queue) > 0:
        known, i = queue[0]
        # counted since the last pick and still in the lead: no other can add more
        if fresh[i] == done:
            if known >= 0.0:
                break
            heapq.heappop(queue)
            picked[done] = i
            gain[done] = -known
        v = np.int64(candidate[i])
        # search what i reaches: to count what it would add, or, once picked, to mark it covered
        chosen = fresh[i] == done
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
                if seen[w] != search:
                    seen[w] = search
                    stack[top] = w
                    top += 1
                    mine = label[w]
                    if mine >= 0 and mine != own and not covered[mine] and counted[mine] != search:
                        counted[mine] = search
                        total += weight[mine]
                        if chosen:
                            covered[mine] = True
        search += 1
        if chosen:
            done += 1
        else:
            fresh[i] = done
            heapq.heapreplace(queue, (-total, np.int64(i)))
    return picked[:done], gain[:done]
