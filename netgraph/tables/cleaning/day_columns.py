"""Columns of days together: words among them, days beside statuses, series of which one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.date_formats import ISO
from netgraph.tables.cleaning.dates import (
    DateStyle,
    common_order,
    days_of_times,
    in_doubt,
    like_dates,
    read_dates,
    styles,
    votes_of,
)
from netgraph.tables.cleaning.day_series import newest
from netgraph.tables.cleaning.days_in_words import days_of_statuses, days_without_words
from netgraph.tables.cleaning.marked_dates import PROVEN, without_marks
from netgraph.tables.cleaning.row_readings import on_rows
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.cleaning.values import say_no_day
from netgraph.tables.issues import Issues

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netgraph.arrays import Flags
    from netgraph.choices import DateOrder
    from netgraph.tables.cleaning.text import Spellings

SOME_WORDS: Final = 20
"""Different cells of a column that are looked at first."""


def words_among_days(
    frame: pd.DataFrame,
    matched: Mapping[str, str],
    apart: Mapping[str, Spellings],
    words: Mapping[str, Mapping[str, str]],
    *,
    whole: bool,
) -> tuple[pd.DataFrame, dict[str, Spellings], dict[str, Flags], list[Issues]]:
    """Take words, yes and no out of columns of days, and days out of statuses.

    Returns
    -------
    The cells; all columns of days; ``bool[rows]`` of each, whether a cell says yes; and the issues.
    """
    days = dict(apart)
    marked: dict[str, Flags] = {}
    issues: list[Issues] = []
    called = matched.get(schema.STATUS)
    if whole:
        days, issues = days_without_words(apart, matched, frame.index)
    if whole and called is not None and is_no_time(frame[called]):
        typed = matched.keys() - apart.keys()
        cells, days, told = days_of_statuses(frame[called], days, typed, words[schema.STATUS])
        frame = frame.assign(**{called: cells}) if told else frame
        issues += told
    for name in (name for name in days if name in PROVEN):
        found = without_marks(days[name], name, matched.get(name, name), frame.index)
        days[name], marked[name] = found[:2]
        issues += found[2]
    return frame, days, marked, issues


def days_read(
    spelled: Spellings, column: str, settled: Mapping[str, DateStyle], spots: pd.Index
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """The days of a column on its rows, as its style reads them."""
    # a column of larger tables in which no cell is filled has no style
    style = settled.get(column, DateStyle(ISO, ISO))
    return on_rows(read_dates(spelled.words, style), spelled, spots, column)


def newest_days(
    days: pd.Series,
    series: pd.DataFrame,
    apart: Mapping[str, Spellings],
    settled: Mapping[str, DateStyle],
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """The newest of days of last contacts and of those of further columns, text or not."""
    read, issues = [days], list[Issues]()
    for called in map(str, series.columns):
        if called in apart:
            style = {schema.LAST_CONTACT_ON: settled.get(called, DateStyle(ISO, ISO))}
            more, found = days_read(apart[called], schema.LAST_CONTACT_ON, style, days.index)
            issues += found
        else:
            more = days_of_times(series[called])
        read.append(more)
    return newest(read), tuple(issues)


def settled_styles(
    frame: pd.DataFrame,
    apart: Mapping[str, Spellings],
    order: DateOrder | None,
    read: Collection[str],
) -> dict[str, DateStyle]:
    """How each column of days of a table is read; where these are in doubt, others are asked.

    Parameters
    ----------
    frame
        The cells.
    apart
        The columns, as their spellings.
    order
        The order of day and month, where the user says it.
    read
        Columns that are read.
    """
    found = styles(apart, order)
    settled = _order_of_others(frame, read) if in_doubt(found) else None
    return styles(apart, settled) if settled else found


def _order_of_others(frame: pd.DataFrame, read: Collection[str]) -> DateOrder | None:
    """The order of day and month that columns of days settle which nobody reads.

    Parameters
    ----------
    frame
        The cells.
    read
        Columns that are read.
    """
    free = [c for c in map(str, frame.columns) if c not in read and is_no_time(frame[c])]
    told = []
    for called in free:
        spelled = spellings(frame[called])
        words = spelled.words[~say_no_day(spelled.words)]
        # the first words alone tell of most columns that they hold no days
        if len(words) and like_dates(words.iloc[:SOME_WORDS], whole=True).all():
            told.append(votes_of(spelled.words.tolist(), spelled.counts))
    return common_order(told)


def is_no_time(cells: pd.Series) -> bool:
    """Whether cells are not of a type of points in time."""
    return not pd.api.types.is_datetime64_any_dtype(cells.dtype)
