"""Places on the timeline of many people, and in discs of organizations.

Rings are in ``radial``, the dated tree of fewer people is in ``tree_layout``. All are near linear,
and the same on every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.maps import packing
from netgraph.maps.packing import ROOM, ROOM_FOR_CREDIT
from netgraph.maps.radial import by_size

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints
    from netgraph.forest import Forest


BEFORE: Final = 176.0
"""Units from the seeker to the timeline."""
LARGE: Final = 0.2
"""Share of the largest dot's growth from which a dot may reach its neighbours."""
WIDE: Final = 1.6
"""Width of a timeline of many people over its height."""
AROUND: Final = 46.0
"""Air around the people of an organization, for its name."""
OUTSIDE: Final = 49.0
"""Room of somebody without an organization, whatever their credit."""
SUNFLOWER_SHARE: Final = 0.77
"""Share of a person's room that keeps neighbours in a sunflower as far apart as in a row."""
SUNFLOWER: Final = {
    "room": SUNFLOWER_SHARE * ROOM,
    "more": SUNFLOWER_SHARE * ROOM_FOR_CREDIT,
    "outside": OUTSIDE,
}
"""What places in discs follow from, besides credit: the page computes them itself."""


def before_the_timeline(days: Floats) -> tuple[float, float]:
    """Say where the seeker stands: left of the timeline whose places are given."""
    left, top, bottom = (
        (days[:, 0].min(), days[:, 1].min(), days[:, 1].max()) if len(days) else (0, 0, 0)
    )
    return round(float(left) - BEFORE, 1), round(float(0.75 * top + 0.25 * bottom), 1)


def timeline_places(forest: Forest, known: Ints, credit: Floats) -> Floats:
    """Place everybody by the day on which they became known, below who introduced them.

    People are stacked: each in the first row that is free around their day, so the map is as high
    as the busiest days need.

    Parameters
    ----------
    forest
        The introduction forest.
    known
        int32[n], days; ``UNDATED`` or ``BEFORE_ALL`` where there is none: at the right edge.
    credit
        float64[n], what dots are sized by: large ones keep the places around them free.

    Returns
    -------
    float64[n, 2]: x by date, y by row. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return np.empty((0, 2))
    dated = (known != UNDATED) & (known != BEFORE_ALL)
    # 0 to 1, the growth of everybody's dot: areas of dots are in step with credit
    share_of_most = np.sqrt(credit / max(credit.max(), 1))
    # lanes in depth-first order keep every branch together
    lane, _ = kernels.nested_intervals(by_size(forest), forest.introducer)
    # people in the order of their lanes, so that parents come before their children
    place = np.argsort(lane)
    column = _columns(known, dated, place)
    row = kernels.stacked(place, forest.introducer, column, share_of_most > LARGE)
    # whole columns and rows, the middle one at 0: such places are sent exactly (``page``)
    return np.column_stack([column - column.max() // 2, row - row.max() // 2]) * ROOM


def _columns(known: Ints, dated: Flags, place: Ints) -> Ints:
    """Give each day as many columns as make the map about as wide as high.

    People stand side by side within their day; those without a date have columns after the last
    day.
    """
    rank = np.empty(len(place), dtype=np.int64)
    rank[place] = np.arange(len(place))
    day = known[dated].astype(np.int64)
    first, days = (int(day.min()), int(np.ptp(day)) + 1) if len(day) else (0, 0)
    # c columns a day: width is days * c, height about busiest / c, so c = sqrt(ratio * busiest /
    # days)
    busiest = int(np.bincount(day - first).max()) if len(day) else 0
    columns = max(1, round(np.sqrt(WIDE * busiest / max(1, days))))
    undated = max(1, round(np.sqrt(WIDE * (~dated).sum())))
    # neighbours in depth-first order take neighbouring columns of their day
    within = (known.astype(np.int64) - first) * columns + rank % columns
    column: Ints = np.where(dated, within, days * columns + 4 + rank % undated)
    return column


class Discs(NamedTuple):
    """Places of people (float64[n, 2]), the middle of each organization's disc, radius of all."""

    at: Floats
    middle: Floats
    reach: float


def organization_discs(organization: Ints, credit: Floats) -> Discs:
    """Place the people of each organization in a disc, larger organizations nearer the seeker.

    Parameters
    ----------
    organization
        int[n], which organization everybody is with, -1 for none: they stand around all discs.
    credit
        float64[n]: who has more stands nearer to the middle of their disc, with more room.

    Returns
    -------
    Places, the seeker being at (0, 0), y downwards. Cost O(n log n).
    """
    place = np.zeros((len(organization), 2))
    middle = np.zeros((int(organization.max(initial=-1)) + 1, 2))
    share = np.sqrt(credit / max(credit.max(initial=0.0), 1))
    # people with an organization, one organization after the other, the most credit first in each
    inside = np.lexsort((np.arange(len(credit)), -credit, organization))
    inside = inside[organization[inside] >= 0]
    radius = 0.0
    if len(inside):
        # int[k]: where each of the k organizations begins in ``inside``, and its number of people
        start = np.flatnonzero(np.diff(organization[inside], prepend=-1))
        count = np.diff(np.append(start, len(inside)))
        away, within = _spirals(share[inside], start, count)
        # the largest organization is packed first, nearest to the seeker; ties by their number
        extent = np.maximum.reduceat(away, start) + AROUND
        by_extent = np.lexsort((start, -extent))
        centre = np.empty((len(start), 2))
        centre[by_extent] = packing.discs(extent[by_extent])
        radius = packing.outer_radius(centre, extent)
        middle[organization[inside][start]] = centre
        spiral = packing.polar(away, within * packing.GOLDEN)
        place[inside] = np.repeat(centre, count, axis=0) + spiral
    # The page computes the places of people once more, from the middles and the credit that it has
    # (``model.js``): ``page.compressed`` sends none. Those made here are what tests compare the
    # page's with, which is why ``document`` gives credit as the page knows it, rounded.
    without = np.flatnonzero(organization < 0)
    place[without], _ = packing.sunflower(len(without), radius, OUTSIDE)
    return Discs(place, middle, radius)


def _spirals(share: Floats, start: Ints, count: Ints) -> tuple[Floats, Ints]:
    """Distance from the middle of each disc and number within it, as a sunflower sets its seeds.

    The k-th seed stands where the seeds before it and half of its own fill a circle: then all have
    the same room, however large they are (Vogel, 1979, for seeds of one size).
    """
    # float64[people]: side of the square that each needs; areas are summed within each organization
    side = SUNFLOWER_SHARE * (ROOM + ROOM_FOR_CREDIT * share)
    running = np.cumsum(side**2)
    before = np.repeat(running[start] - side[start] ** 2, count)
    within = np.arange(len(share)) - np.repeat(start, count)
    away = np.where(within > 0, np.sqrt(running - before - side**2 / 2), 0.0)
    return away, within
