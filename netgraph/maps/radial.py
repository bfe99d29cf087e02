"""Trees as fans around the seeker: generations as rings, nobody too near anybody, no introduction across another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import kernels
from netgraph.maps.packing import Places, around_the_seeker, polar

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints
    from netgraph.forest import Forest


ROOM: Final = 33.0
"""Length of ring that a person without credit needs, in map units."""
ROOM_FOR_CREDIT: Final = 31.0
"""What the person with the most credit needs besides."""
ROW: Final = 29.0
"""Least distance between two rows of one ring."""
RING_GAP: Final = 74.0
FAN: Final = 1.6 * np.pi
"""Angle that a tree spreads over; the rest is open towards the seeker."""
LOOSE: Final = 0.85
"""Share of the fan that people may take, so that branches can stand above those they come from."""
LARGEST_DOT: Final = 30.0


def radial(forest: Forest, credit: Floats) -> Places:
    """Place every tree of the introduction forest as a fan, the fans around the seeker.

    A first contact stands at the centre of their fan, each further generation on a ring around them, in
    several rows where it is large. On every ring people stand in the order of those who introduced them, so
    introductions drawn as curves from ring to ring never cross. The fan is open towards the seeker.

    Parameters
    ----------
    forest
        The introduction forest.
    credit
        float64[n], what dots are sized by: who has more needs more room.

    Returns
    -------
    Where everybody stands, the seeker being at (0, 0), y downwards, and the first contacts to whom a straight
    line from the seeker meets no other fan. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return Places(np.empty((0, 2)), np.empty(0, dtype=np.int64))
    share = np.sqrt(credit / max(credit.max(), 1))
    order, root = by_size(forest), forest.root
    radius, angle = _fans(forest, order, root, share)
    extent = np.zeros(len(root))
    np.maximum.at(extent, root, radius)
    centre, outward, spokes = around_the_seeker(order[forest.first[order]], extent)
    return Places(centre[root] + polar(radius, outward[root] + angle), spokes)


def by_size(forest: Forest) -> Ints:
    """Order people parents first, first contacts with the largest branches foremost."""
    size = kernels.branch_sum(
        forest.order, forest.introducer, np.ones(len(forest.order), dtype=np.int64)
    )
    is_first = forest.first[forest.order]
    first = forest.order[is_first]
    first = first[np.lexsort((first, -size[first]))]
    return np.concatenate([first, forest.order[~is_first]])


def _fans(forest: Forest, order: Ints, root: Ints, share: Floats) -> tuple[Floats, Floats]:
    """Give everybody's radius in their fan and their angle from its middle."""
    lane, _ = kernels.nested_intervals(order, forest.introducer)
    level = forest.generation.astype(np.int64) - 1
    inward = np.lexsort((lane, level, root))
    ring = root[inward].astype(np.int64) * (int(level.max()) + 1) + level[inward]
    start = np.flatnonzero(np.diff(ring, prepend=-1))
    count = np.diff(np.append(start, len(ring)))
    which = np.repeat(np.arange(len(start)), count)
    more = ROOM_FOR_CREDIT * share[inward]
    height = np.maximum(ROW, 22 + 42 * np.maximum.reduceat(share[inward], start))
    turn = LOOSE * FAN
    base, rows = kernels.bands(
        level[inward][start], count, np.add.reduceat(more, start), height, ROOM, RING_GAP, turn
    )
    radius, width, angle = np.zeros(len(root)), np.zeros(len(root)), np.zeros(len(root))
    row = (np.arange(len(ring)) - start[which]) % rows[which]
    radius[inward] = base[which] + row * height[which]
    width[inward] = (ROOM / rows[which] + more) / np.maximum(base[which], 1)
    need = kernels.wedge_needs(order, forest.introducer, width, np.ones(len(root)))
    middle = kernels.wedge_middles(order, forest.introducer, need, FAN)
    angle[inward] = kernels.spread_apart(
        np.append(start, len(ring)), middle[inward], width[inward], FAN
    )
    angle[forest.first] = FAN / 2
    return radius, angle - FAN / 2
