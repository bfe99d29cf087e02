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
    most: int,
    limit: int,
) -> tuple[Longs, int]:
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
    most
        A path is left where more nodes than this are below it, for ``count_large``; but none is
        where all paths together take 16 visits a node at most.
    limit
        The search gives up after this many visits.

    Returns
    -------
    found
        int64[k, 3], people, deciders and distinct labels of what each node reaches with itself; -1
        where the search gave up.
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
    # where paths are short, or share little, single visits are few anyway
    bound = 0.0
    for v in range(k):
        if heir[v] < 0:
            bound += estimate[v]
    if bound <= 16.0 * k:
        most = k
    # int32[k] and int32[labels]: the bottom of the last path that counted a node, or a label: marks
    # that need not be wiped from one path to the next
    seen = np.full(k, -1, dtype=np.int32)
    label_seen = np.full(labels, -1, dtype=np.int32)
    stack = np.empty(k, dtype=np.int32)
    found = np.full((k, 3), -1, dtype=np.int64)
    visits = 0
    for bottom in range(k):
        if continues[bottom]:
            continue
        people_so_far = 0
        deciders_so_far = 0
        labels_so_far = 0
        last = most + visits
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
                if visits > last:
                    break
            if visits > last:
                break
            found[at, 0], found[at, 1] = people_so_far, deciders_so_far
            found[at, 2] = labels_so_far
            at = int(heir[at])
    return found, visits


@kernel
def count_few(
    start: Ints,
    neighbour: Ints,
    people: Ints,
    deciders: Ints,
    label_start: Ints,
    label: Ints,
    labels: int,
    found: Longs,
) -> None:
    """Count what some nodes of an acyclic graph can reach, 256 of them in one sweep.

    A bit stands for each of the 256: a sweep hands every node's bits on to its children, and then
    counts each bit over all nodes in columns, a word of 64 columns at once, as one adds on paper.

    Parameters
    ----------
    start, neighbour, people, deciders, label_start, label, labels
        As for ``count_reachable``.
    found
        int64[k, 3], people, deciders and distinct labels, -1 where they are to be filled in.

    Notes
    -----
    Cost O((k + m) f / 256) for f nodes, however much they reach: for few of them.
    """
    k, wide, places = len(people), 4, 32
    bit = np.left_shift(np.uint64(1), np.arange(64, dtype=np.uint64))
    # uint64[(k + labels) * wide]: which of those asked for reach a node, and a label; then place by
    # place the columns: their sums, what waits to be added to them, and whether anything does
    reached = np.empty((k + labels) * wide, dtype=np.uint64)
    sums = np.empty(places * wide, dtype=np.uint64)
    waiting = np.empty(places * wide, dtype=np.uint64)
    full = np.empty(places, dtype=np.int32)
    carried = np.empty(wide, dtype=np.uint64)
    asked = np.empty(64 * wide, dtype=np.int32)
    v = k - 1
    while v >= 0:
        # the next ones, from the top: what is above the first of them they do not reach
        many = 0
        while v >= 0 and many < 64 * wide:
            if found[v, 0] < 0:
                asked[many] = v
                many += 1
            v -= 1
        if many == 0:
            break
        first = int(asked[0])
        for x in range((first + 1) * wide):
            reached[x] = 0
        for x in range(k * wide, (k + labels) * wide):
            reached[x] = 0
        for i in range(many):
            reached[asked[i] * wide + (i >> 6)] = bit[i & 63]
        for c in range(first, -1, -1):
            at = c * wide
            one, two = reached[at], reached[at + 1]
            three, four = reached[at + 2], reached[at + 3]
            if one | two | three | four == 0:
                continue
            for e in range(start[c], start[c + 1]):
                at = neighbour[e] * wide
                reached[at] |= one
                reached[at + 1] |= two
                reached[at + 2] |= three
                reached[at + 3] |= four
            for e in range(label_start[c], label_start[c + 1]):
                at = (k + label[e]) * wide
                reached[at] |= one
                reached[at + 1] |= two
                reached[at + 2] |= three
                reached[at + 3] |= four
        for part in range(3):
            for at in range(places * wide):
                sums[at] = waiting[at] = 0
            for place in range(places):
                full[place] = 0
            for x in range(labels if part == 2 else first + 1):
                weight = 1 if part == 2 else (deciders[x] if part == 1 else people[x])
                at = (k + x if part == 2 else x) * wide
                low = 0
                while weight > 0:
                    if weight & 1:
                        # an addend waits until a second one comes: then both are added to the
                        # sum, and what carries over is an addend of the next place
                        place = low
                        for word in range(wide):
                            carried[word] = reached[at + word]
                        while full[place] != 0:
                            for word in range(wide):
                                to = place * wide + word
                                both = sums[to] ^ waiting[to]
                                more = (sums[to] & waiting[to]) | (both & carried[word])
                                sums[to], carried[word] = both ^ carried[word], more
                            full[place] = 0
                            place += 1
                        for word in range(wide):
                            waiting[place * wide + word] = carried[word]
                        full[place] = 1
                    weight >>= 1
                    low += 1
            for i in range(many):
                total = 0
                for place in range(places - 1, -1, -1):
                    at = place * wide + (i >> 6)
                    total *= 2
                    total += 1 if sums[at] & bit[i & 63] else 0
                    total += 1 if full[place] and waiting[at] & bit[i & 63] else 0
                found[asked[i], part] = total


@kernel
def count_large(
    start: Ints,
    neighbour: Ints,
    item_start: Ints,
    item: Ints,
    part: Longs,
    found: Longs,
    room: int,
    limit: int,
) -> int:
    """Count what each node of an acyclic graph can reach by sets of bits, where it is not known.

    A node's set is that of its largest child and what is new. What is new is searched for node by
    node while that is little; then sets of nodes that were met on the way are added, 64 bits in
    one step. Sets are kept for parents that have yet to be counted, as long as there is room: where
    one is missing the search goes through the node, so that the counts are the same.

    Parameters
    ----------
    start, neighbour
        Adjacency by rows: int32[k + 1], int32[m]; every edge leads to a lower number.
    item_start, item
        int32[k + 1], int32[…]: the items of a node, each k ≤ item < 64 ``part[3]``. A node is
        an item too, of its own number.
    part
        int64[4], from which word of 64 bits to which the items of each of three parts are.
    found
        int64[k, 3], distinct items of each part that a node reaches, its own included; -1 where
        they are to be filled in: with a node at all that lead to it.
    room
        Words that all sets may take, but there are 16 sets at the least.
    limit
        The search gives up after this many visits.

    Returns
    -------
    Visits to nodes, a word that is added being a 32nd of one.
    """
    k, words = len(start) - 1, part[3]
    bit = np.left_shift(np.uint64(1), np.arange(64, dtype=np.uint64))
    # masks that count bits: 0101…, 0011…, 00001111…, 00000001…
    twos, fours, eights, ones = [(2**64 - 1) // d for d in (3, 5, 17, 255)]
    # int32[k], edges from nodes that have yet to be counted
    waiting = np.zeros(k, dtype=np.int32)
    for v in range(k):
        if found[v, 0] < 0:
            for e in range(start[v], start[v + 1]):
                waiting[neighbour[e]] += 1
    # uint64[slots * words], the sets, the first of which is never kept; int64[slots], those in no
    # use, and along how many nodes each was passed up; int32[k], where a node's is, -1 for none
    unused = min(k, max(16, room // words))
    sets = np.empty((unused + 1) * words, dtype=np.uint64)
    free, passed = np.arange(unused + 1), np.zeros(unused + 1, dtype=np.int64)
    slot = np.full(k, -1, dtype=np.int32)
    stack, met = np.empty(k, dtype=np.int32), np.empty(k, dtype=np.int32)
    visits = 0
    for v in range(k):
        if found[v, 0] >= 0 or visits >= limit:
            continue
        # begin with the largest set of a child: as it is where no other parent waits for it, or
        # has been passed so far that only some of its states are worth keeping; else with a copy
        child, at = -1, 0
        for e in range(start[v], start[v + 1]):
            x = neighbour[e]
            if slot[x] >= 0 and (child < 0 or found[x, 0] > found[child, 0]):
                child, at = x, slot[x]
        passed[at] += 1
        seldom = passed[at] % (1 + passed[at] // 256)
        if child >= 0 and (waiting[child] == 1 or unused == 0 or seldom > 0):
            mine, slot[child] = at, -1
        else:
            mine, unused = free[unused], max(unused - 1, 0)
            passed[mine] = passed[at] if child >= 0 else 0
            for i in range(words):
                sets[mine * words + i] = sets[at * words + i] if child >= 0 else 0
            visits += words // 32
        for p in range(3):
            found[v, p] = found[child, p] if child >= 0 else 0
        base, stack[0] = mine * words, v
        sets[base + (v >> 6)] |= bit[v & 63]
        top, meetings, merged, last = 1, 0, False, visits + words // 32
        while top > 0 or (visits > last and meetings > 0):
            if visits > last and meetings > 0:
                meetings -= 1
                at = slot[met[meetings]] * words
                for i in range(words):
                    sets[base + i] |= sets[at + i]
                merged, visits = True, visits + words // 32
                continue
            top, visits = top - 1, visits + 1
            c = stack[top]
            found[v, 0] += 1
            for i in range(item_start[c], item_start[c + 1]):
                x = item[i]
                if not sets[base + (x >> 6)] & bit[x & 63]:
                    sets[base + (x >> 6)] |= bit[x & 63]
                    p = 2 if x >= 64 * part[2] else (1 if x >= 64 * part[1] else 0)
                    found[v, p] += 1
            for e in range(start[c], start[c + 1]):
                x = neighbour[e]
                if sets[base + (x >> 6)] & bit[x & 63]:
                    continue
                sets[base + (x >> 6)] |= bit[x & 63]
                if slot[x] >= 0:
                    met[meetings], meetings = x, meetings + 1
                if slot[x] < 0 or visits <= last:
                    stack[top], top = x, top + 1
        for p in range(3 if merged else 0):
            found[v, p] = 0
            for i in range(base + part[p], base + part[p + 1]):
                y = int(sets[i])
                y -= (y >> 1) & twos
                y = (y & fours) + ((y >> 2) & fours)
                y = (y + (y >> 4)) & eights
                found[v, p] += ((y * ones) >> 56) & 0xFF
        for e in range(start[v], start[v + 1]):
            x = neighbour[e]
            waiting[x] -= 1
            if waiting[x] == 0 and slot[x] >= 0:
                unused += 1
                free[unused] = slot[x]
                slot[x] = -1
        if mine > 0 and waiting[v] > 0:
            slot[v] = mine
        elif mine > 0:
            unused += 1
            free[unused] = mine
    return visits
