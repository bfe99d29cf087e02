"""How many people, decision makers and organizations everybody can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs


@kernel
def count_reachable(
    start: Ints,
    neighbour: Ints,
    people: Ints,
    deciders: Ints,
    label_start: Ints,
    label: Ints,
    labels: int,
    limit: int,
) -> tuple[Longs, Longs, Longs, int]:
    """Count what each node of an acyclic graph can reach, itself included, exactly.

    What a parent reaches contains what its child reaches. So the nodes are covered by paths, every
    parent continuing from its largest child that no other parent has taken, and a path is walked
    upward with one set of marks that only grows: all of it costs what its top reaches, once. On a
    forest that is the heavy-path bound O(n log n) (Sleator & Tarjan, J. Comput. Syst. Sci. 26,
    1983), on a chain or a star O(n).

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[k + 1], int32[m]; every edge leads to a lower number.
    people, deciders
        int32[k], how many people and decision makers a node stands for.
    label_start, label
        int32[k + 1], int32[…]: the labels (organizations) of a node, each 0 ≤ label < ``labels``.
    labels
        Number of labels.
    limit
        The search gives up after this many visits.

    Returns
    -------
    people, deciders, labels
        int64[k], totals over what each node reaches with itself; distinct labels. -1 where the
        search gave up.
    visits
        Nodes visited, repeats counted: the work done.
    """
    k = len(people)
    # Cover the nodes by paths. float64[k], at least what a node reaches (a node reached by two ways
    # counts twice), capped before it overflows: it only serves to compare children. int32[k], the
    # parent that continues the node's path upward, -1 for none. bool[k], whether a node continues
    # the path of a child. Children have lower numbers, so theirs are known
    estimate = np.empty(k, dtype=np.float64)
    heir = np.full(k, -1, dtype=np.int32)
    continues = np.zeros(k, dtype=np.bool_)
    for p in range(k):
        total = float(people[p])
        heaviest = -1
        for e in range(start[p], start[p + 1]):
            c = neighbour[e]
            total += estimate[c]
            if heir[c] < 0 and (heaviest < 0 or estimate[c] > estimate[heaviest]):
                heaviest = c
        estimate[p] = min(total, 1e15)
        if heaviest >= 0:
            heir[heaviest] = p
            continues[p] = True
    # int32[k] and int32[labels]: the bottom of the last path that counted a node, or a label: marks
    # that need not be wiped from one path to the next
    seen = np.full(k, -1, dtype=np.int32)
    label_seen = np.full(labels, -1, dtype=np.int32)
    stack = np.empty(k, dtype=np.int32)
    all_people = np.full(k, -1, dtype=np.int64)
    all_deciders = np.full(k, -1, dtype=np.int64)
    all_labels = np.full(k, -1, dtype=np.int64)
    visits = 0
    for bottom in range(k):
        if continues[bottom]:
            continue
        people_so_far = 0
        deciders_so_far = 0
        labels_so_far = 0
        # upward, the totals only grow: from each node search what those below on the path did not
        at = int(bottom)
        while at >= 0 and visits < limit:
            stack[0] = at
            seen[at] = bottom
            top = 1
            while top > 0:
                top -= 1
                c = stack[top]
                visits += 1
                people_so_far += people[c]
                deciders_so_far += deciders[c]
                for i in range(label_start[c], label_start[c + 1]):
                    if label_seen[label[i]] != bottom:
                        label_seen[label[i]] = bottom
                        labels_so_far += 1
                for e in range(start[c], start[c + 1]):
                    x = neighbour[e]
                    if seen[x] != bottom:
                        seen[x] = bottom
                        stack[top] = x
                        top += 1
            all_people[at] = people_so_far
            all_deciders[at] = deciders_so_far
            all_labels[at] = labels_so_far
            at = int(heir[at])
    return all_people, all_deciders, all_labels, visits
