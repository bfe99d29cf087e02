"""Where everybody stands on the map: own layouts, near linear, the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import kernels
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.forest import Forest
    from netgraph.links import Ints

    Floats = NDArray[np.float64]

ROOM: Final = 32.0
"""Length of ring that a person without credit needs, in map units."""
ROOM_FOR_CREDIT: Final = 30.0
"""What the person with the most credit needs besides."""
RING_GAP: Final = 70.0
FAN: Final = 1.6 * np.pi
"""Angle that a tree spreads over; the rest is open towards the seeker."""
TURN: Final = 2 * np.pi
MARGIN: Final = 35.0
HALVINGS: Final = 40
GOLDEN: Final = np.pi * (3 - np.sqrt(5))
TIMELINE_WIDTH: Final = 3600.0
LANE: Final = 20.0


def radial(forest: Forest, credit: Floats) -> Floats:
    """Place every tree of the introduction forest as a fan, the fans around the seeker.

    A first contact stands at the centre of their fan, each further generation on a ring around them, every
    branch in a wedge of its own; the fan is open towards the seeker. Fans stand side by side on one ring, the
    largest to the right, the next opposite; first contacts who introduced nobody stand close around the seeker.
    All radii are as large as they must be for nobody to stand too close, and no larger.

    Parameters
    ----------
    forest
        The introduction forest.
    credit
        float64[n], what dots are sized by: who has more needs more room.

    Returns
    -------
    float64[n, 2], the seeker being at (0, 0), y downwards. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return np.empty((0, 2))
    order, root = _by_size(forest), forest.root
    room = ROOM + ROOM_FOR_CREDIT * np.sqrt(credit / max(credit.max(), 1))
    radius = _ring_radii(forest, order, root, room)
    level = forest.generation - 1
    extent = np.zeros(len(level))
    np.maximum.at(extent, root, radius)
    centre, outward = _around_the_seeker(order[forest.first[order]], extent)
    need = kernels.wedge_needs(order, forest.introducer, room, radius)
    angle = outward[root] + kernels.wedge_middles(order, forest.introducer, need, FAN) - FAN / 2
    return centre[root] + _polar(radius, angle)


def seeker_places(people: int) -> dict[str, tuple[float, float]]:
    """Where the seeker stands in every layout: in the midst of the rings, at the left of the timeline."""
    return {"radial": (0.0, 0.0), "timeline": (-0.5 * TIMELINE_WIDTH - 8 * LANE, -0.25 * people * LANE)}


def _ring_radii(forest: Forest, order: Ints, root: Ints, room: Floats) -> Floats:
    """Find the radius of everybody's ring: the least for which all branches of a tree have room, by halving.

    Rings stand ``RING_GAP`` apart and farther where more people are, so that a large tree fills its disc
    evenly and is not one thin ring around nothing.
    """
    level = (forest.generation - 1).astype(np.float64)
    share = _share_within(forest.generation - 1, root)
    low = np.zeros(len(root))
    high = kernels.branch_sum(forest.order, forest.introducer, room) * np.sqrt(len(root)) / FAN
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        radius = level * RING_GAP + middle[root] * share
        need = kernels.wedge_needs(order, forest.introducer, room, radius)
        narrow = need > FAN
        low, high = np.where(narrow, middle, low), np.where(narrow, high, middle)
    widest: Floats = level * RING_GAP + high[root] * share
    return widest


def _share_within(level: Ints, root: Ints) -> Floats:
    """Square root of the share of everybody's tree that stands on their ring or within it; 0 for roots."""
    deepest = int(level.max()) + 1
    ring = root.astype(np.int64) * deepest + level
    rings, back, count = np.unique(ring, return_inverse=True, return_counts=True)
    count[rings % deepest == 0] = 0
    tree = rings // deepest
    begins = np.flatnonzero(np.diff(tree, prepend=-1))
    running = np.cumsum(count)
    sizes = np.diff(np.append(begins, len(rings)))
    within = running - np.repeat(running[begins] - count[begins], sizes)
    total = np.repeat(within[np.append(begins[1:], len(rings)) - 1], sizes)
    share: Floats = np.sqrt(within / np.maximum(total, 1))[back]
    return share


def _around_the_seeker(first: Ints, extent: Floats) -> tuple[Floats, Floats]:
    """Give every first contact's place and the direction away from the seeker, in radians from the top."""
    centre, outward = np.zeros((len(extent), 2)), np.zeros(len(extent))
    fans, loners = first[extent[first] > 0], first[extent[first] == 0]
    count = np.arange(len(loners))
    outward[loners] = (count * GOLDEN) % TURN
    centre[loners] = _polar(ROOM * np.sqrt(count + 4.0), outward[loners])
    size = extent[fans] + MARGIN
    nearest = ROOM * np.sqrt(len(loners) + 4.0) + MARGIN

    def halves(distance: float) -> Floats:
        return np.arcsin(np.minimum(1.0, size / (distance + size)))

    low, high = nearest, nearest + float(size.sum())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if 2 * halves(middle).sum() > TURN else (low, middle)
    half = halves(high) * (TURN / max(2 * halves(high).sum(), 1e-9))
    opposite = np.concatenate([np.arange(0, len(fans), 2), np.arange(1, len(fans), 2)])
    turned = half[opposite]
    outward[fans[opposite]] = TURN / 4 + np.cumsum(2 * turned) - turned - (turned[0] if len(fans) else 0.0)
    centre[fans] = _polar(high + size, outward[fans])
    return centre, outward


def _polar(radius: Floats, angle: Floats) -> Floats:
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])


def timeline(forest: Forest, known: Ints) -> Floats:
    """Place everybody by the day on which they became known, each branch in lanes of its own.

    Parameters
    ----------
    forest
        The introduction forest.
    known
        int32[n], days; ``UNDATED`` or ``BEFORE_ALL`` where there is none: at the right edge.

    Returns
    -------
    float64[n, 2]: x by date, y by lane, each introducer above those they introduced. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return np.empty((0, 2))
    dated = (known != UNDATED) & (known != BEFORE_ALL)
    first, last = (known[dated].min(), known[dated].max()) if dated.any() else (0, 0)
    share = np.where(dated, (known.astype(np.float64) - first) / max(1, int(last) - int(first)), 1.06)
    lane, _ = kernels.nested_intervals(_by_size(forest), forest.introducer)
    return np.column_stack([(share - 0.5) * TIMELINE_WIDTH, (lane - len(lane) / 2) * LANE])


def _by_size(forest: Forest) -> Ints:
    """Order people parents first, first contacts with the largest branches foremost."""
    size = kernels.branch_sum(forest.order, forest.introducer, np.ones(len(forest.order), dtype=np.int64))
    is_first = forest.first[forest.order]
    first = forest.order[is_first]
    first = first[np.lexsort((first, -size[first]))]
    return np.concatenate([first, forest.order[~is_first]])
