"""What is different between any two of several dates: the changes of many spans at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.changes import (
    branch_changes,
    branches_on,
    dated_changes,
    ties_of_people,
    undated,
)
from netgraph.analysis.days import first_known, today
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.replay import replay

if TYPE_CHECKING:
    from netgraph.analysis.changes import Happened
    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

DAYS_OF_A_STEP: Final = 7
"""Days between two ends of a span, or a multiple of it."""
AT_THE_END: Final = -1
"""In place of a day: what stands at the end of its span, whichever that is."""


class Spans(NamedTuple):
    """Changes between any two of some days.

    A change is one of the span from ``days[f]`` to ``days[t]`` where ``from_first <= f <=
    from_last`` and ``to_first <= t <= to_last``: the rows that ``changes`` gives for the network as
    of the later day since the earlier one. Columns are int64[rows].

    Parameters
    ----------
    days
        int64[days], days since 1970-01-01, the last one that of the network.
    undated
        Notes on what is in no row, of the network on each day.
    kind, day, who, through
        As in ``Happened``, the kind as its place in ``schema.CHANGES``; ordered as ``changes``
        orders those of one day.
    """

    days: Longs
    undated: list[list[str]]
    kind: Longs
    day: Longs
    who: Longs
    through: Longs
    from_first: Longs
    from_last: Longs
    to_first: Longs
    to_last: Longs


def days_of_spans(net: ReferralNetwork, most: int) -> Longs:
    """Days a week apart, or some weeks where that would be more than ``most``; none without dates.

    The last is that of the network, the first lies before everything.
    """
    known = first_known(net)
    dated = known[(known != UNDATED) & (known != BEFORE_ALL)]
    if len(dated) == 0 or dated.min() == today(net):
        return np.empty(0, dtype=np.int64)
    length = today(net) - int(dated.min()) + 1
    step = DAYS_OF_A_STEP * -(-length // (DAYS_OF_A_STEP * (most - 1)))
    return today(net) - step * np.arange(-(-length // step), -1, -1, dtype=np.int64)


def changes_of_spans(net: ReferralNetwork, days: Longs) -> Spans:
    """Replay a network on each day and find what is different between any two.

    Cost: a replay a day, which is some hundredths of a second up to a thousand people, and a
    comparison of dead branches a pair of days.
    """
    earlier = replay(net, [pd.Timestamp(int(day), unit="D") for day in days[:-1]])
    notes, found, branches = [], [], []
    for end, then in enumerate((*earlier, net)):
        place = net.links.ids.get_indexer(then.links.ids)
        notes.append(undated(then))
        found += [_dated_rows(one, days, end, place) for one in dated_changes(then)]
        branches.append(branches_on(net, then))
        found += [
            _span_rows(one, np.full(len(one.day), AT_THE_END), (start, start), end)
            for start in range(end)
            for one in branch_changes(branches[end], branches[start], int(days[end]))
            if len(one.day)
        ]
    columns = _runs(np.concatenate([np.empty((0, 7), dtype=np.int64), *found]))
    kind, _, who, through = columns[:4]
    order = np.lexsort((columns[1], *ties_of_people(net, who, through), kind))
    return Spans(days, notes, *(column[order] for column in columns))


def _dated_rows(one: Happened, days: Longs, end: int, place: Longs) -> Longs:
    """Changes up to a day, with the days since which each is new."""
    inside = (one.day > days[0]) & (one.day <= days[end])
    day = one.day[inside].astype(np.int64)
    through = one.through[inside]
    moved = one._replace(
        day=day,
        who=place[one.who[inside]],
        through=np.where(through < 0, -1, place[through] if len(place) else -1),
    )
    # the last of the days that lies before what happened
    return _span_rows(moved, day, (0, np.searchsorted(days, day) - 1), end)


def _span_rows(
    one: Happened, day: Longs, starts: tuple[int | Longs, int | Longs], end: int
) -> Longs:
    """Write changes as rows: int64[rows, 7], the last column the end of the span."""
    rows = np.empty((len(day), 7), dtype=np.int64)
    columns = (schema.CHANGES.index(one.change), day, one.who, one.through, *starts, end)
    for k, column in enumerate(columns):
        rows[:, k] = column
    return rows


def _runs(rows: Longs) -> list[Longs]:
    """Join rows that differ in their ends alone, where those follow each other."""
    rows = rows[np.lexsort(rows.T[::-1])]
    # bool[rows]: where another change begins, or the same one after it was none for a while
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (np.diff(rows[:, :6], axis=0) != 0).any(axis=1) | (np.diff(rows[:, 6]) != 1)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(rows)) - 1 if len(rows) else first
    return [*rows[first, :6].T, rows[first, 6], rows[last, 6]]
