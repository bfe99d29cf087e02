"""Where everybody stands in the drawn introduction tree: rows down, dates or generations across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from netgraph import kernels
from netgraph.analysis.days import first_known
from netgraph.analysis.people import people
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Longs
    from netgraph.network import ReferralNetwork


TREE_GAP: Final = 0.6
"""Room between two trees, in rows."""

ALONE_GAP: Final = 2.4
"""Room between the trees and those who stand alone below them, in rows."""
ALONE_COLUMNS: Final = 12
ALONE_BINS: Final = 90
ALONE_SHARE: Final = 0.15
"""Largest share of the height that goes to first contacts who introduced nobody."""


LEAST_SPAN: Final = 1.0
"""Days that the axis stands for at the least, as all may be known since one day."""
FAR_TIMES: Final = 2
"""How many times as long as all other days a gap is, behind which a day is far from all others."""
FAR_DAYS: Final = 60
"""Days that such a gap has at least."""
FAR_SHARE: Final = 0.05
"""Largest share of people whose days may be far from all others, or a single one."""
LEAST_NEAR: Final = 4
"""People who stand to scale at the least."""


class DaysAcross(NamedTuple):
    """The days that are drawn to scale: one that is far from all others would leave no room.

    Parameters
    ----------
    low, high
        The first and the last of them.
    early, late
        Days, float64 in order, of those who stand before and behind, off the scale.
    early_until, late_from
        x up to which, and from which, these stand.
    """

    low: float
    high: float
    early: Floats
    late: Floats
    early_until: float
    late_from: float


@dataclass(frozen=True, slots=True)
class TreePositions:
    """Where everybody stands.

    Parameters
    ----------
    x
        float64[n], day since 1970-01-01 or generation.
    row
        float64[n], from 0 at the top.
    size, leaves
        int64[n], people and ends of chains in everybody's branch, themselves included.
    alone
        bool[n], the first contacts who introduced nobody: they stand together below the trees.
    undated_from
        x from which those without a date stand, None where nobody does.
    days
        The days drawn to scale, None where none are drawn.
    """

    x: Floats
    row: Floats
    size: Longs
    leaves: Longs
    alone: Flags
    undated_from: float | None
    days: DaysAcross | None = None


def introductions_dated(net: ReferralNetwork, *, share: float = 0.5) -> bool:
    """Tell whether introductions can be drawn by date: a share of them dated, on two days or more.

    Without ``share`` (0.0) one dated introduction is enough.
    """
    day = net.forest.arrival[~net.forest.first]
    dated = day[day != UNDATED]
    if share == 0:
        return len(dated) > 0
    return len(dated) >= share * max(1, len(day)) and len(np.unique(dated)) > 1


def tree_positions(
    net: ReferralNetwork, *, by_date: bool, large_first: bool = False
) -> TreePositions:
    """Give everybody a place; branches never cross.

    Parameters
    ----------
    net
        The network.
    by_date
        Whether x is the day of the introduction, else the generation.
    large_first
        Order the people somebody introduced by the size of their branch, else by date.

    Notes
    -----
    Every branch has rows of its own, so no line crosses another. Cost O(n log n), the sorting.
    """
    forest = net.forest
    # int64[n]: the people, and the ends of chains, in everybody's branch.
    one = np.ones(len(net), dtype=np.int64)
    size = kernels.branch_sum(forest.order, forest.introducer, one)
    leaves = kernels.branch_sum(
        forest.order, forest.introducer, (forest.introductions == 0).astype(np.int64)
    )
    alone = forest.first & (size == 1)
    x, undated_from, days = forest.generation.astype(np.float64), None, None
    if by_date:
        x, undated_from, days = _by_date(net)
    # By generation, so that introducers come before those they introduced; within it the largest
    # trees first, then by date or by branch; equal ones in the order of contacts.
    key = -leaves if large_first else forest.arrival.astype(np.int64)
    key = np.where(forest.first, -size, key)
    order = np.lexsort((np.arange(len(net)), key, forest.generation))
    order = order[~alone[order]].astype(np.int32)
    row = kernels.tidy_rows(order, forest.introducer, leaves, TREE_GAP)
    _place_alone(x, row, alone, undated_from, by_date=by_date)
    return TreePositions(x, row, size, leaves, alone, undated_from, days)


def _by_date(net: ReferralNetwork) -> tuple[Floats, float | None, DaysAcross | None]:
    """Place everybody across by the day on which they were introduced.

    A first contact stands at the first that is known of them, at the latest at the first day on
    which they introduced somebody, or where only referrals tell of them at the first of these; so
    does who was introduced on an unknown day, at the earliest where their introducer stands. Who
    has no day stands behind the last one, a step further for each generation. Few whose days are
    far from all others stand close to them, in their order.

    Returns
    -------
    x
        float64[n], days since 1970-01-01.
    undated_from
        x from which those without a day stand, None where everybody has one.
    days
        Those drawn to scale, None where nobody has a day.
    """
    forest = net.forest
    # int64[n]: the first day on which each introduced somebody, UNDATED (the largest) for nobody.
    introduced = np.flatnonzero(~forest.first)
    earliest = np.full(len(net), UNDATED, dtype=np.int64)
    np.minimum.at(
        earliest, forest.introducer[introduced], forest.arrival[introduced].astype(np.int64)
    )
    # int64[n]: the day of arrival; first contacts arrive before all dates, so theirs is inferred.
    own = people(net).first_known.astype(np.int64)
    day = np.where(
        forest.arrival == BEFORE_ALL,
        np.minimum(own, earliest),
        forest.arrival.astype(np.int64),
    )
    _first_signs(net, day)
    x = day.astype(np.float64)
    known = day != UNDATED
    days, span = days_to_scale(x[known])
    if days is not None:
        _draw_near(x, known, days, span)
    # The day of these first contacts is that of somebody they introduced, as their own row has none
    # so early. They came before it, by an unknown time: they stand a fiftieth of the axis to its
    # left, so that the line between the two has a length.
    inferred = forest.first & known & (own > earliest)
    x[inferred] -= 0.02 * span
    if known.all():
        return x, None, days
    end = float(x[known].max()) if known.any() else 0.0
    # Generations of those without a day, from 0: the deepest stands 0.18 spans behind the last day.
    depth = forest.generation[~known].astype(np.float64)
    depth -= depth.min()
    x[~known] = end + span * (0.06 + 0.12 * depth / max(1.0, depth.max()))
    return x, end + 0.03 * span, days


def days_to_scale(day: Floats) -> tuple[DaysAcross | None, float]:
    """Tell which days are drawn to scale, and how many days these span, 1 at least.

    Parameters
    ----------
    day
        float64[n], days in any order.

    Returns
    -------
    The scale, None where there are no days, and its span. Cost O(n log n).
    """
    if len(day) == 0:
        return None, LEAST_SPAN
    # float64[n], in order; up to ``most`` at each end may be far from the others
    day = np.sort(day)
    count = len(day)
    most = max(1, int(FAR_SHARE * count))
    if count < 2 * most + LEAST_NEAR:
        most = 0
    gaps = np.diff(day)
    # int64[s], int64[e]: how many may go at the start and at the end, 0 first: those before a gap
    # that is wide enough, so that of many people a few remain to be compared
    start, end = (
        np.append(0, 1 + np.flatnonzero(gap[:most] >= FAR_DAYS)) for gap in (gaps, gaps[::-1])
    )
    before = np.append(np.inf, gaps[start[1:] - 1])
    behind = np.append(np.inf, gaps[::-1][end[1:] - 1])
    # float64[s, e]: the span of what is left
    left = day[count - 1 - end][None, :] - day[start][:, None]
    far = np.maximum(FAR_TIMES * left, FAR_DAYS)
    fits = (left > 0) & (before[:, None] >= far) & (behind[None, :] >= far)
    fits[0, 0] = True
    at = np.unravel_index(int(np.argmin(np.where(fits, left, np.inf))), left.shape)
    i, j = int(start[at[0]]), int(end[at[1]])
    low, high = float(day[i]), float(day[count - 1 - j])
    span = max(LEAST_SPAN, high - low)
    early, late = day[:i], day[count - j :]
    return DaysAcross(low, high, early, late, low - 0.03 * span, high + 0.03 * span), span


def far_days(days: DaysAcross | None) -> list[dict[str, Any]]:
    """Say who stands off the scale, before and behind it.

    Each has ``side``, ``people``, ``first`` and ``last``, days since 1970-01-01.
    """
    if days is None:
        return []
    sides = (("before", days.early), ("behind", days.late))
    return [
        {"side": side, "people": len(day), "first": int(day[0]), "last": int(day[-1])}
        for side, day in sides
        if len(day)
    ]


def _draw_near(x: Floats, known: Flags, days: DaysAcross, span: float) -> None:
    """Move those whose days are far close to the others, in their order; writes in place."""
    for far, edge, way in ((days.early, days.low, -1), (days.late, days.high, 1)):
        if not len(far):
            continue
        # float64[days]: the nearest 0.06 spans away, the furthest 0.14
        every = np.unique(far)[::way]
        step = 0.06 + 0.08 * np.arange(len(every)) / max(1, len(every) - 1)
        who = np.flatnonzero(known & (x < days.low if way < 0 else x > days.high))
        place = dict(zip(every.tolist(), (edge + way * span * step).tolist(), strict=True))
        x[who] = [place[one] for one in x[who].tolist()]


def _first_signs(net: ReferralNetwork, day: Longs) -> None:
    """Give who has no day of an introduction the first one known of them; writes in place.

    Nobody stands left of their introducer: where that one has no day, they have none either.
    """
    forest, known = net.forest, first_known(net)
    unknown = (day == UNDATED) & (known != UNDATED)
    day[unknown & forest.first] = known[unknown & forest.first]
    # introducers first, so that theirs is settled
    unknown &= ~forest.first
    for i in forest.order[unknown[forest.order]].tolist():
        before = day[forest.introducer[i]]
        if before != UNDATED:
            day[i] = max(before, int(known[i]))


def _place_alone(
    x: Floats, row: Floats, alone: Flags, undated_from: float | None, *, by_date: bool
) -> None:
    """Place those who introduced nobody below the trees, stacked where they would touch.

    ``x`` and ``row`` of those flagged ``alone`` are written in place.
    """
    who = np.flatnonzero(alone)
    if len(who) == 0:
        return
    # The first row below all trees, 0 where nobody introduced anybody.
    trees = np.nanmax(row, initial=-1.0, where=~np.isnan(row)) + 1
    # int64[k]: the column in which each stands, and x moved to its middle.
    if by_date:
        start, span = x.min(), max(LEAST_SPAN, np.ptp(x))
        if undated_from is not None:
            # Those without a day are spread evenly over the strip that is theirs, edges left free.
            undated = who[x[who] > undated_from]
            x[undated] = np.linspace(undated_from, start + span, len(undated) + 2)[1:-1]
        column = np.round((x[who] - start) / span * ALONE_BINS).astype(np.int64)
        x[who] = start + column * span / ALONE_BINS
    else:
        # All are of generation 1: the columns take at most 0.36 of a generation around x = 1.
        columns = max(ALONE_COLUMNS, int(np.sqrt(len(who))))
        column = np.arange(len(who)) % columns
        x[who] = 1 + (column - (min(columns, len(who)) - 1) / 2) * 0.36 / columns
    level = levels_in_columns(column)
    # Rows between two levels: less than one where the stack would take too much of the height.
    step = 1.0 if trees == 0 else min(1.0, ALONE_SHARE * trees / max(1, level.max()))
    row[who] = trees + max(ALONE_GAP, 0.03 * trees) + level * step


def levels_in_columns(column: Longs) -> Longs:
    """Stack people of one column one above the other, in the order given.

    Parameters
    ----------
    column
        int64[k], the column of each, from 0.

    Returns
    -------
    int64[k], how many people of the same column are before each.
    """
    order = np.argsort(column, kind="stable")
    size = np.bincount(column)
    # the rank among the sorted columns less the number of people in the columns before
    level = np.empty(len(column), dtype=np.int64)
    level[order] = np.arange(len(column)) - np.repeat(np.cumsum(size) - size, size)
    return level
