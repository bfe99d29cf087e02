"""Places of dots in drawings: radial trees, tidy rows of trees, packed discs, stacked columns.

Nobody stands too near anybody, and nothing crosses anything.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints, Longs


@kernel
def bands(
    level: Ints, count: Ints, extra: Floats, height: Floats, room: float, gap: float, turn: float
) -> tuple[Floats, Ints]:
    """Find where every ring of every tree begins and in how many rows people stand on it.

    Parameters
    ----------
    level
        int64[m], how far out each ring is, tree after tree, from 0 (the root itself) outwards.
    count
        int64[m], people on each ring.
    extra
        float64[m], length of ring that they need in all besides ``room`` each.
    height
        float64[m], distance between two rows of a ring.
    room, gap, turn
        Length that each person needs in a row, least distance between rings, angle of the fan.

    Returns
    -------
    float64[m] radius of the first row, int64[m] number of rows. Cost O(m).
    """
    base = np.zeros(len(level), dtype=np.float64)
    rows = np.ones(len(level), dtype=np.int64)
    top = 0.0  # radius of the outermost row so far of the tree at hand
    for k in range(len(level)):
        if level[k] == 0:
            top = 0.0
            continue
        # no nearer than this, further out a little more apart; the more people, the more rows
        inner = top + gap + 0.03 * top
        most = 1 + int(math.sqrt(count[k] / 40.0))
        # as few rows as fit at this radius; where not even the most do, the ring is made larger
        free = turn * inner - extra[k]
        rows[k] = most
        if free * most >= count[k] * room:
            # compiled, ceil gives a real number as C's does
            rows[k] = max(1, int(math.ceil(count[k] * room / free)))  # noqa: RUF046
        base[k] = max(inner, (extra[k] + count[k] * room / rows[k]) / turn)
        top = base[k] + (rows[k] - 1) * height[k]
    return base, rows


@kernel
def wedge_needs(order: Ints, parent: Ints, room: Floats, radius: Floats) -> Floats:
    """Find the angle that each branch needs to keep neighbours on a ring apart.

    Parameters
    ----------
    order
        int32[n], parents before children.
    parent
        int32[n], -1 for roots, which stand at the centre of their own tree.
    room
        float64[n], length of ring that each person needs.
    radius
        float64[n], radius of the ring each stands on; not looked at for roots.

    Returns
    -------
    float64[n], radians: the larger of a person's own room and that of all their children; for roots
    the sum over their children. Cost O(n).
    """
    # from the leaves up: the children's needs are added before a person's own is compared with them
    need = np.zeros(len(parent), dtype=np.float64)
    for i in range(len(order) - 1, -1, -1):
        v = order[i]
        if parent[v] >= 0:
            need[v] = max(need[v], room[v] / radius[v])
            need[parent[v]] += need[v]
    return need


@kernel
def wedge_middles(order: Ints, parent: Ints, need: Floats, turn: float) -> Floats:
    """Divide a turn among each root's children, each wedge among the children of its person.

    Parameters
    ----------
    order
        int32[n], parents before children; siblings stand in this order.
    parent
        int32[n], -1 for roots.
    need
        float64[n], room each branch needs, as ``wedge_needs`` gives it.
    turn
        Radians that the children of each root may share.

    Returns
    -------
    float64[n], the angle in the middle of each wedge, between 0 and ``turn``. Cost O(n).
    """
    n = len(parent)
    # float64[n], radians: what the children of each need together
    wanted = np.zeros(n, dtype=np.float64)
    for i in range(len(order)):
        v = order[i]
        if parent[v] >= 0:
            wanted[parent[v]] += need[v]
    # From the root down, float64[n] each: the width of a wedge is its share of the parent's, and it
    # begins where that of the sibling before ends. All children fill the parent's wedge
    width = np.zeros(n, dtype=np.float64)
    following = np.zeros(n, dtype=np.float64)
    middle = np.zeros(n, dtype=np.float64)
    for i in range(len(order)):
        v = order[i]
        p = parent[v]
        if p < 0:
            width[v] = turn
        else:
            width[v] = width[p] * need[v] / wanted[p]
            following[v] = following[p]
            following[p] += width[v]
        middle[v] = following[v] + width[v] / 2
    return middle


@kernel
def spread_apart(start: Ints, target: Floats, width: Floats, turn: float) -> Floats:
    """Move people on each ring as little as their order and their distances allow.

    Least squares by pooling neighbours who press on each other (isotonic regression, Barlow et al.
    1972).

    Parameters
    ----------
    start
        int64[m + 1], where each ring begins among the people; they stand in order.
    target
        float64[n], the angle at which each would best stand, between 0 and ``turn``.
    width
        float64[n], the angle each takes; those of a ring take at most ``turn`` together.
    turn
        Nobody's angle is below 0 or above this.

    Returns
    -------
    float64[n], angles. Cost O(n).
    """
    # With everybody's room before them taken off, to keep the distances is to keep the order: the
    # nearest non-descending sequence, which is the mean over pools of neighbours
    n = len(target)
    angle = np.empty(n, dtype=np.float64)
    # float64[n], room on the ring up to the middle of each; then a ring's pools from its beginning
    # on: float64 mean of what its people want, int64 how many they are
    before = np.empty(n, dtype=np.float64)
    mean = np.empty(n, dtype=np.float64)
    weight = np.empty(n, dtype=np.int64)
    for ring in range(len(start) - 1):
        begin, end = start[ring], start[ring + 1]
        taken, pools = 0.0, 0
        for i in range(begin, end):
            before[i] = taken + width[i] / 2
            taken += width[i]
            value, size = target[i] - before[i], 1
            # a pool that would begin before the one before it ends is pooled with it
            while pools > 0 and mean[begin + pools - 1] >= value:
                pools -= 1
                held = weight[begin + pools]
                value = (value * size + mean[begin + pools] * held) / (size + held)
                size += held
            mean[begin + pools] = value
            weight[begin + pools] = size
            pools += 1
        # a pool pushed against an end of the turn stays in it: clipping keeps the order
        i = begin
        for pool in range(pools):
            shift = min(max(mean[begin + pool], 0.0), turn - taken)
            for _ in range(weight[begin + pool]):
                angle[i] = before[i] + shift
                i += 1
    return angle


@kernel
def discs_around(radius: Floats) -> Floats:
    """Pack discs around the first, each as near to its centre as those before leave room.

    Front-chain packing (Wang, Wang, Dai and Wang, 2006): the outermost discs form a closed chain;
    the next disc touches two neighbours in it, and the chain goes around whatever it would lie on.

    Parameters
    ----------
    radius
        float64[n]; best in descending order, the first aside.

    Returns
    -------
    float64[n, 2], centres; the first is at (0, 0). Cost O(n) times the length of the chain.
    """
    n = len(radius)
    # float64[n, 2] centres, and int64[n]: the next disc in the chain, of use only for those in it
    place = np.zeros((n, 2), dtype=np.float64)
    after = np.zeros(n, dtype=np.int64)
    # the second disc lies to the right of the first; the two are the first chain
    if n > 1:
        place[1, 0] = radius[0] + radius[1]
        after[0], after[1] = 1, 0
    for i in range(2, n):
        # the pair of neighbours whose point of contact is nearest to the centre
        a, nearest = 0, np.inf
        j = i - 1  # the last disc placed is always in the chain
        while True:
            b = after[j]
            total = radius[j] + radius[b]
            x = (place[j, 0] * radius[b] + place[b, 0] * radius[j]) / total
            y = (place[j, 1] * radius[b] + place[b, 1] * radius[j]) / total
            if x * x + y * y < nearest:
                a, nearest = j, x * x + y * y
            j = b
            if j == i - 1:
                break
        b = after[a]
        while True:
            # where the new disc touches both a and b, on the outer side: the third corner of a
            # triangle of three known sides
            dx, dy = place[b, 0] - place[a, 0], place[b, 1] - place[a, 1]
            apart = math.sqrt(dx * dx + dy * dy)
            to_a, to_b = radius[a] + radius[i], radius[b] + radius[i]
            along = (apart * apart + to_a * to_a - to_b * to_b) / (2 * apart)
            out = math.sqrt(max(0.0, to_a * to_a - along * along))
            x = place[a, 0] + (along * dx + out * dy) / apart
            y = place[a, 1] + (along * dy - out * dx) / apart
            # walk along the chain from b to a: the first and last disc that the new one would lie
            # on, and how far the walk was up to them, measured in radii
            first_hit, last_hit, walked, to_first, to_last = -1, -1, radius[b], 0.0, 0.0
            j = after[b]
            while j != a:
                lacking = radius[i] + radius[j] - 1e-6
                dx, dy = place[j, 0] - x, place[j, 1] - y
                if dx * dx + dy * dy < lacking * lacking:
                    if first_hit < 0:
                        first_hit, to_first = j, walked
                    last_hit, to_last = j, walked + radius[j]
                walked += radius[j]
                j = after[j]
            if first_hit < 0:
                break
            # take what is hit for one of the two neighbours, on the side where fewer discs between
            # are cut out of the chain
            if to_first <= walked - to_last + radius[a]:
                b = first_hit
            else:
                a = last_hit
            after[a] = b
        place[i, 0], place[i, 1] = x, y
        after[a], after[i] = i, b
    return place


@kernel
def stacked(order: Ints, parent: Ints, column: Ints, large: Flags) -> Ints:
    """Give everybody the first free row of their column that is not above their parent.

    Parameters
    ----------
    order
        int[n], who is placed first; parents before children.
    parent
        int[n], -1 for roots.
    column
        int64[n], from 0.
    large
        bool[n], True for those who keep the places around them free.

    Returns
    -------
    int64[n], rows from 0. Cost O(n).
    """
    row = np.zeros(len(order), dtype=np.int64)
    # int64[columns + 2], the last filled row of each, -1 for none: a column more on either side, so
    # that each has two neighbours
    filled = np.full(np.max(column) + 3, -1, dtype=np.int64)
    for i in range(len(order)):
        v = order[i]
        c = column[v] + 1
        lowest = filled[c] + 1
        if large[v]:
            lowest = max(filled[c - 1], filled[c], filled[c + 1]) + 2
        if parent[v] >= 0:
            lowest = max(lowest, row[parent[v]])
        row[v] = lowest
        filled[c] = lowest
        if large[v]:
            filled[c - 1 : c + 2] = lowest + 1
    return row


@kernel
def tidy_rows(order: Ints, introducer: Ints, leaves: Longs, gap: float) -> Floats:
    """Give a branch a row for each of its ends, and centre introducers on those they introduced.

    Parameters
    ----------
    order
        int32[k], introducers before those they introduced, in the order in which these shall stand.
    introducer
        int32[n], -1 for first contacts.
    leaves
        int64[n], ends of chains in each branch.
    gap
        Rows left free between trees.

    Returns
    -------
    float64[n], nan for who is not in ``order``. Cost O(n).
    """
    n = len(introducer)
    row = np.full(n, np.nan)
    # The first row of each branch that is free yet, and the rows of the first and the last person
    # whom each introduced, nan where there is none.
    free = np.zeros(n)
    first = np.full(n, np.nan)
    last = np.full(n, np.nan)
    # Downwards: a branch takes the next free rows of its introducer's, a tree those below the last.
    below = 0.0
    for i in range(len(order)):
        v = order[i]
        p = introducer[v]
        if p < 0:
            free[v] = below
            below += leaves[v] + gap
        else:
            free[v] = free[p]
            free[p] += leaves[v]
        row[v] = free[v]
    # Upwards, in reverse order: the first visit of an introducer is from the last they introduced.
    for i in range(len(order) - 1, -1, -1):
        v = order[i]
        if not math.isnan(first[v]):
            row[v] = (first[v] + last[v]) / 2
        p = introducer[v]
        if p >= 0:
            first[p] = row[v]
            if math.isnan(last[p]):
                last[p] = row[v]
    return row
