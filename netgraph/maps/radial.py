"""Trees as fans around the seeker: generations as rings, no introduction across another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import kernels
from netgraph.maps.packing import (
    ROOM,
    ROOM_FOR_CREDIT,
    RadialPlaces,
    around_the_seeker,
    polar,
)

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints
    from netgraph.forest import Forest


ROW_GAP: Final = 29.0
"""Least distance between two rows of one ring."""
RING_GAP: Final = 74.0
FAN: Final = 1.6 * np.pi
"""Angle that a tree spreads over; the rest is open towards the seeker."""
LOOSE: Final = 0.85
"""Share of the fan that people may take, so that branches stand above those they come from."""


def radial_places(forest: Forest, credit: Floats) -> RadialPlaces:
    """Place every tree of the introduction forest as a fan, the fans around the seeker.

    A first contact stands at the centre of their fan, each further generation on a ring around
    them, in several rows where it is large. On every ring people stand in the order of those who
    introduced them, so introductions drawn as curves from ring to ring never cross. The fan is open
    towards the seeker.

    Parameters
    ----------
    forest
        The introduction forest.
    credit
        float64[n], what dots are sized by: who has more needs more room.

    Returns
    -------
    Where everybody stands, the seeker being at (0, 0), y downwards, and the first contacts to whom
    a straight line from the seeker meets no other fan. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return RadialPlaces(np.empty((0, 2)), np.empty(0, dtype=np.int64))
    # 0 to 1, the growth of everybody's dot: areas of dots are in step with credit
    share = np.sqrt(credit / max(credit.max(), 1))
    order, root = by_size(forest), forest.root
    radius, angle = _fan_places(forest, order, root, share)
    # float64[n]: by root, the radius of the outermost person of their tree
    extent = np.zeros(len(root))
    np.maximum.at(extent, root, radius)
    centre, outward, spokes = around_the_seeker(order[forest.first[order]], extent)
    # each fan is turned as a whole so that its middle points away from the seeker
    return RadialPlaces(centre[root] + polar(radius, outward[root] + angle), spokes)


def by_size(forest: Forest) -> Ints:
    """Order people parents first, first contacts with the largest branches foremost."""
    size = kernels.branch_sum(
        forest.order, forest.introducer, np.ones(len(forest.order), dtype=np.int64)
    )
    is_first = forest.first[forest.order]
    first = forest.order[is_first]
    first = first[np.lexsort((first, -size[first]))]
    return np.concatenate([first, forest.order[~is_first]])


def _fan_places(forest: Forest, order: Ints, root: Ints, share: Floats) -> tuple[Floats, Floats]:
    """Give everybody's radius in their fan and their angle from its middle: float64[n] each."""
    # depth-first numbers: on each ring they are the order of the introducers one ring further in
    lane, _ = kernels.nested_intervals(order, forest.introducer)
    level = forest.generation.astype(np.int64) - 1
    # int64[n]: people tree after tree, ring after ring from the root outwards, in order on each
    # ring
    inward = np.lexsort((lane, level, root))
    ring = root[inward].astype(np.int64) * (int(level.max()) + 1) + level[inward]
    # int64[rings]: where each ring begins in ``inward``, its number of people; int64[n]: whose ring
    start = np.flatnonzero(np.diff(ring, prepend=-1))
    count = np.diff(np.append(start, len(ring)))
    which = np.repeat(np.arange(len(start)), count)
    # length of ring that dots need besides ROOM; rows are as far apart as their largest dot asks
    # for
    more = ROOM_FOR_CREDIT * share[inward]
    height = np.maximum(ROW_GAP, 22 + 42 * np.maximum.reduceat(share[inward], start))
    turn = LOOSE * FAN
    base, rows = kernels.bands(
        level[inward][start], count, np.add.reduceat(more, start), height, ROOM, RING_GAP, turn
    )
    radius, width, angle = np.zeros(len(root)), np.zeros(len(root)), np.zeros(len(root))
    # neighbours take the rows of their ring by turns, so each row holds every rows-th of them
    row = (np.arange(len(ring)) - start[which]) % rows[which]
    radius[inward] = base[which] + row * height[which]
    # radians that each needs; a root stands at radius 0, where any angle will do
    width[inward] = (ROOM / rows[which] + more) / np.maximum(base[which], 1)
    # branches ask for wedges of the fan, then each ring is spread as little as its distances need
    need = kernels.wedge_needs(order, forest.introducer, width, np.ones(len(root)))
    middle = kernels.wedge_middles(order, forest.introducer, need, FAN)
    angle[inward] = kernels.spread_apart(
        np.append(start, len(ring)), middle[inward], width[inward], FAN
    )
    angle[forest.first] = FAN / 2
    return radius, angle - FAN / 2
