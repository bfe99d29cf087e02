"""Where everybody stands on the map: own layouts, near linear, the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.maps import packing
from netgraph.maps.radial import ROOM, ROOM_FOR_CREDIT, by_size, radial

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints
    from netgraph.forest import Forest


__all__ = ["SUNFLOWER", "organizations", "radial", "seeker_places", "timeline"]

TIMELINE_WIDTH: Final = 3600.0
LANE: Final = 22.0
OWN_LANES: Final = 400
"""People up to whom everybody has a lane of the timeline of their own."""
LARGE: Final = 0.2
"""Share of the largest dot's growth from which a dot may reach its neighbours."""
WIDE: Final = 1.6
"""Width of a timeline of many people over its height."""
AROUND: Final = 46.0
"""Air around the people of an organization, for its name."""
OUTSIDE: Final = 49.0
"""Room of somebody without an organization, whatever their credit."""
SEED: Final = 0.77
"""Share of a person's room that seeds of a sunflower need for the same distance between neighbours."""


def seeker_places(days: Floats) -> dict[str, tuple[float, float]]:
    """Where the seeker stands in every layout: in the midst, or to the left of the given timeline."""
    left, top, bottom = (
        (days[:, 0].min(), days[:, 1].min(), days[:, 1].max()) if len(days) else (0, 0, 0)
    )
    before = (round(float(left) - 8 * LANE, 1), round(float(0.75 * top + 0.25 * bottom), 1))
    return {"radial": (0.0, 0.0), "timeline": before, "organizations": (0.0, 0.0)}


def timeline(forest: Forest, known: Ints, credit: Floats) -> Floats:
    """Place everybody by the day on which they became known, below who introduced them.

    Few people have a lane each, branch after branch. Many are stacked: each in the first row that is free
    around their day, so the map is as high as the busiest days need.

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
    float64[n, 2]: x by date, y by lane or row. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return np.empty((0, 2))
    dated = (known != UNDATED) & (known != BEFORE_ALL)
    first, last = (known[dated].min(), known[dated].max()) if dated.any() else (0, 0)
    share_of_most = np.sqrt(credit / max(credit.max(), 1))
    lane, _ = kernels.nested_intervals(by_size(forest), forest.introducer)
    if len(lane) <= OWN_LANES:
        share = np.where(
            dated, (known.astype(np.float64) - first) / max(1, int(last) - int(first)), 1.06
        )
        high = np.zeros(len(lane))
        high[lane] = LANE + ROOM_FOR_CREDIT * 1.4 * share_of_most
        middle = np.cumsum(high) - high / 2
        return np.column_stack([(share - 0.5) * TIMELINE_WIDTH, middle[lane] - high.sum() / 2])
    place = np.argsort(lane)
    column = _columns(known, dated, place)
    row = kernels.stacked(place, forest.introducer, column, share_of_most > LARGE)
    return np.column_stack([column - column.max() // 2, row - row.max() // 2]) * ROOM


def _columns(known: Ints, dated: Flags, place: Ints) -> Ints:
    """Give each day as many columns as make the map about as wide as high, people side by side within their day.

    People without a date have columns of their own after the last day.
    """
    rank = np.empty(len(place), dtype=np.int64)
    rank[place] = np.arange(len(place))
    day = known[dated].astype(np.int64)
    first, days = (int(day.min()), int(np.ptp(day)) + 1) if len(day) else (0, 0)
    busiest = int(np.bincount(day - first).max()) if len(day) else 0
    columns = max(1, round(np.sqrt(WIDE * busiest / max(1, days))))
    undated = max(1, round(np.sqrt(WIDE * (~dated).sum())))
    within = (known.astype(np.int64) - first) * columns + rank % columns
    column: Ints = np.where(dated, within, days * columns + 4 + rank % undated)
    return column


SUNFLOWER: Final = {"room": SEED * ROOM, "more": SEED * ROOM_FOR_CREDIT, "outside": OUTSIDE}
"""What places in discs follow from, besides credit: the page computes them itself."""


class Discs(NamedTuple):
    """Where people stand (float64[n, 2]), the middle of every organization's disc, and how far all discs reach."""

    at: Floats
    middle: Floats
    reach: float


def organizations(organization: Ints, credit: Floats) -> Discs:
    """Place the people of each organization in a disc of their own, larger organizations nearer the seeker.

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
    inside = np.lexsort((np.arange(len(credit)), -credit, organization))
    inside = inside[organization[inside] >= 0]
    reach = 0.0
    if len(inside):
        start = np.flatnonzero(np.diff(organization[inside], prepend=-1))
        count = np.diff(np.append(start, len(inside)))
        seed = SEED * (ROOM + ROOM_FOR_CREDIT * share[inside])
        running = np.cumsum(seed**2)
        before = np.repeat(running[start] - seed[start] ** 2, count)
        within = np.arange(len(inside)) - np.repeat(start, count)
        away = np.where(within > 0, np.sqrt(running - before - seed**2 / 2), 0.0)
        extent = np.maximum.reduceat(away, start) + AROUND
        by_extent = np.lexsort((start, -extent))
        centre = np.empty((len(start), 2))
        centre[by_extent] = packing.discs(extent[by_extent])
        reach = packing.reach(centre, extent)
        middle[organization[inside][start]] = centre
        place[inside] = np.repeat(centre, count, axis=0) + packing.polar(
            away, within * packing.GOLDEN
        )
    without = np.flatnonzero(organization < 0)
    place[without], _ = packing.sunflower(len(without), reach, OUTSIDE)
    return Discs(place, middle, reach)
