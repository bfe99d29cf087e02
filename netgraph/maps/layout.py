"""Places on the timeline of many people, and discs of organizations.

Rings are in ``radial``, the dated tree of fewer people is in ``tree_layout``. All are near linear,
and the same on every run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from netgraph import kernels
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.maps import packing
from netgraph.maps.packing import ROOM
from netgraph.maps.radial import by_size
from netgraph.plot.tree_positions import days_to_scale, far_days

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints
    from netgraph.forest import Forest


BEFORE: Final = 176.0
"""Units from the seeker to the timeline."""
LARGE: Final = 0.2
"""Share of the largest dot's growth from which a dot may reach its neighbours."""
WIDE: Final = 1.6
"""Width of a timeline of many people over its height."""
WIDTHS_TRIED: Final = 4
"""How often the width of a timeline's days is tried, as nobody knows its height before."""
DISC: Final = 27.0
"""Radius of the disc of an organization with one person; areas are in step with people."""
BETWEEN_DISCS: Final = 10.0
"""Air around the disc of an organization."""
DRAWN_AS_TREE: Final = 400
"""Organizations up to which the page draws them as a tree, in the window that it finds."""


def before_the_timeline(days: Floats) -> tuple[float, float]:
    """Say where the seeker stands: left of the timeline whose places are given."""
    left, top, bottom = (
        (days[:, 0].min(), days[:, 1].min(), days[:, 1].max()) if len(days) else (0, 0, 0)
    )
    return round(float(left) - BEFORE, 1), round(float(0.75 * top + 0.25 * bottom), 1)


def timeline_places(forest: Forest, known: Ints, credit: Floats) -> Floats:
    """Place everybody by the day on which they became known, below who introduced them.

    People are stacked: each in the first row that is free around their day, so the map is as high
    as the busiest days need; days have as many columns as make it ``WIDE`` times as wide. Few
    whose days are far from all others stand close to them.

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
    days, large = _to_scale(known, dated), share_of_most > LARGE
    per_day, per_undated = _first_guess(days[dated], len(dated))
    # [how far from WIDE, columns (int64[n]), rows (int64[n])] of each try
    tries: list[tuple[float, Ints, Ints]] = []
    for _ in range(WIDTHS_TRIED):
        column = _columns(days, dated, place, per_day, per_undated)
        row = kernels.stacked(place, forest.introducer, column, large)
        # what is twice as wide is about half as high: people need the same room either way
        grow = float(np.sqrt(WIDE * (np.ptp(row) + 1) / (np.ptp(column) + 1)))
        tries.append((abs(np.log(grow)), column, row))
        per_day, per_undated = max(1.0, per_day * grow), max(1, round(per_undated * grow))
    _, column, row = min(tries, key=lambda one: one[0])
    # a day has one column at least: rows come apart where that is too wide
    row = row * max(1, round((np.ptp(column) + 1) / (np.ptp(row) + 1) / WIDE))
    # whole columns and rows, the middle one at 0: such places are sent exactly (``page``)
    return np.column_stack([column - column.max() // 2, row - row.max() // 2]) * ROOM


def timeline_guides(known: Ints) -> dict[str, Any]:
    """Say who stands off the scale of the timeline: ``far``, as in the guides of the tree.

    ``known`` is int32[n], days, as in `timeline_places`.
    """
    day = known[(known != UNDATED) & (known != BEFORE_ALL)]
    return {"far": far_days(days_to_scale(day.astype(np.float64))[0])}


def _to_scale(known: Ints, dated: Flags) -> Ints:
    """Move days that are far from all others close to them, in their order, a step for each."""
    days, span = days_to_scale(known[dated].astype(np.float64))
    if days is None:
        return known
    near = known.copy()
    # days left free, so that the page can say that the scale ends
    gap = 1 + round(0.06 * span)
    for far, edge, way in ((days.early, days.low, -1), (days.late, days.high, 1)):
        every = np.unique(far)[::way]
        for k, one in enumerate(every.tolist()):
            near[dated & (known == one)] = edge + way * (gap + k)
    return near


def _first_guess(days: Ints, people: int) -> tuple[float, int]:
    """Say how many columns a day has, and all who have no date, were every column full.

    ``days`` are those of all who have one. With c columns a day the width is days * c and the
    height about busiest / c, so c = sqrt(WIDE * busiest / days).
    """
    span = int(np.ptp(days)) + 1 if len(days) else 1
    busiest = int(np.bincount(days - days.min()).max()) if len(days) else 0
    undated = people - len(days)
    return max(1.0, float(np.sqrt(WIDE * busiest / span))), max(1, round(np.sqrt(WIDE * undated)))


def _columns(known: Ints, dated: Flags, place: Ints, per_day: float, undated: int) -> Ints:
    """Give each day its columns, and others theirs after the last day.

    People stand side by side within their day. ``per_day`` is 1 or more: days have that many in
    the mean, whole columns each, so that the scale of days is kept to a column.
    """
    rank = np.empty(len(place), dtype=np.int64)
    rank[place] = np.arange(len(place))
    day = known[dated].astype(np.int64)
    first, days = (int(day.min()), int(np.ptp(day)) + 1) if len(day) else (0, 0)
    # int64[days + 1]: where each day begins
    begins = np.floor(np.arange(days + 1) * per_day).astype(np.int64)
    column: Ints = begins[-1] + 4 + rank % undated
    # neighbours in depth-first order take neighbouring columns of their day
    column[dated] = begins[day - first] + rank[dated] % np.diff(begins)[day - first]
    return column


class Discs(NamedTuple):
    """The middle of each organization's disc (float64[organizations, 2]), and radius of all."""

    middle: Floats
    reach: float


def organization_discs(people: Ints) -> Discs:
    """Pack the discs of organizations, the largest nearest to the seeker.

    Parameters
    ----------
    people
        int64[organizations]: how many are at each.

    Returns
    -------
    Middles of discs with a radius of ``DISC`` times the root of their people, the seeker being at
    (0, 0), y downwards. Cost O(n log n).
    """
    if len(people) == 0:
        return Discs(np.empty((0, 2)), 0.0)
    extent = DISC * np.sqrt(people) + BETWEEN_DISCS
    # ties by their number
    by_extent = np.lexsort((np.arange(len(extent)), -extent))
    middle = np.empty((len(extent), 2))
    middle[by_extent] = packing.discs(extent[by_extent])
    return Discs(middle, packing.outer_radius(middle, extent))
