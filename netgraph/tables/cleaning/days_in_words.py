"""Columns of days, and of statuses, some cells of which hold both: each day to where it belongs.

In a column of days the day is read, and what is only planned is a plan; in a column of statuses the
day goes to the column of days that the status has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.dated_words import PROVING, day_meant, day_of_status
from netgraph.tables.cleaning.own_words import folded_word
from netgraph.tables.cleaning.text import Spellings, spellings
from netgraph.tables.cleaning.values import YES
from netgraph.tables.issues import Issues, OfCells, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.schema import Severity
    from netgraph.tables.cleaning.dated_words import Dated

NO_YEAR: Final = "whose day has no year and is not read"


def days_without_words(
    apart: Mapping[str, Spellings], matched: Mapping[str, str], spots: pd.Index
) -> tuple[dict[str, Spellings], list[Issues]]:
    """Leave of cells of days the day alone, and move those that are planned to the plans.

    Parameters
    ----------
    apart
        Standard name of a column of days to its spellings.
    matched
        Standard name of a column to the name it was found with.
    spots
        The rows.

    Returns
    -------
    The same, with a column of plans more where there was none; and issues that tell it.
    """
    days = dict(apart)
    issues: list[Issues] = []
    for name in (c for c in PROVING if c in apart):
        spelled = apart[name]
        # an entry a spelling: the column its day is of and the day, None where the cell stays
        meant = [day_meant(str(word), name) for word in spelled.words]
        if not any(meant):
            continue
        stay = [
            str(word) if to is None else to[1] if to[0] == name else ""
            for word, to in zip(spelled.words, meant, strict=True)
        ]
        plans = ["" if to is None or to[0] == name else to[1] for to in meant]
        days[name] = _respelled(spelled, stay)
        if any(plans):
            days[schema.SCHEDULED_FOR] = _completed(
                days.get(schema.SCHEDULED_FOR), _respelled(spelled, plans)
            )
        issues += _issues_of_days(spelled, meant, (name, matched[name]), spots)
    return days, issues


def days_of_statuses(
    cells: pd.Series,
    apart: Mapping[str, Spellings],
    typed: Collection[str],
    own: Mapping[str, str],
) -> tuple[pd.Series, dict[str, Spellings], list[Issues]]:
    """Take days out of a column of statuses, to the columns of days that they belong to.

    Parameters
    ----------
    cells
        The statuses, indexed by spot.
    apart
        Standard name of a column of days to its spellings.
    typed
        Columns of days that hold no text: none of theirs is added to.
    own
        Folded words of the column of which the user says what they mean: they stay.

    Returns
    -------
    The statuses without days; the columns of days, which may be more now; and the issues.
    """
    days = dict(apart)
    spelled = spellings(cells)
    # an entry a spelling: the column its day is of, and both parts; None where the cell stays
    found = [
        None if folded_word(str(word)) in own else day_of_status(str(word))
        for word in spelled.words
    ]
    found = [None if one is None or one[0] in typed else one for one in found]
    if not any(found):
        return cells, days, []
    said = [
        str(word) if one is None else one[1].said
        for word, one in zip(spelled.words, found, strict=True)
    ]
    issues: list[Issues] = []
    for name in dict.fromkeys(one[0] for one in found if one is not None):
        words = [one[1].day if one and one[0] == name and one[1].whole else "" for one in found]
        if any(words):
            days[name] = _completed(days.get(name), _respelled(spelled, words))
        issues += _issues_of_statuses(spelled, found, cells.index, name)
    statuses = pd.array(said, dtype="str").take(spelled.code, allow_fill=True)
    return pd.Series(statuses, cells.index), days, issues


def _respelled(spelled: Spellings, words: Sequence[str]) -> Spellings:
    return replace(spelled, words=pd.Series(words, dtype="str")).without_empty()


def _completed(one: Spellings | None, other: Spellings) -> Spellings:
    """A column whose empty cells are those of another."""
    if one is None:
        return other
    # int64[rows]: the spellings of the other follow those of the one
    more = np.where(other.code >= 0, other.code + len(one.words), -1)
    code = np.where(one.code >= 0, one.code, more).astype(np.int64)
    return Spellings(code, pd.concat([one.words, other.words], ignore_index=True)).without_empty()


def _issues_of_days(
    spelled: Spellings,
    meant: Sequence[tuple[str, str] | None],
    column: tuple[str, str],
    spots: pd.Index,
) -> list[Issues]:
    """Tell once a column of days beside words, of plans, and of days that lack a year."""
    name, called = column
    issues = []
    # bool[spellings] each, and what is said of them behind the first cell
    yes = np.array([to == (name, YES[0]) for to in meant], dtype=bool)
    plans = np.array([to is not None and to[0] != name for to in meant], dtype=bool)
    days = np.array([to is not None for to in meant], dtype=bool) & ~yes & ~plans
    for which, said in (
        (days, "the day {day}"),
        (plans, f"a plan, {schema.SCHEDULED_FOR} {{day}}"),
        (yes, f"a yes {NO_YEAR}"),
    ):
        if which.any():
            to = meant[int(np.flatnonzero(which)[0])]
            reading = said.format(day=to[1] if to else "") + f" in {quoted(called)}"
            issues.append(_told_of_days(spelled, which, spots, name, reading))
    return issues


def _issues_of_statuses(
    spelled: Spellings, found: Sequence[tuple[str, Dated] | None], spots: pd.Index, name: str
) -> list[Issues]:
    """Tell once of statuses with a day of a column, and once of those whose day lacks a year."""
    issues = []
    for whole in (True, False):
        # bool[spellings]: those of the column
        which = np.array([one is not None and one[0] == name for one in found], dtype=bool)
        which &= np.array([one is not None and one[1].whole == whole for one in found], dtype=bool)
        if which.any():
            _, apart = next(one for one, hit in zip(found, which, strict=True) if one and hit)
            day = f"{name} {quoted(apart.day)}" if whole else NO_YEAR
            reading = f"{quoted(apart.said)}, {day}"
            issues.append(_told_of_days(spelled, which, spots, schema.STATUS, reading))
    return issues


def _told_of_days(
    spelled: Spellings, which: Flags, spots: pd.Index, column: str, reading: str
) -> Issues:
    """One issue of some spellings, on the first row that has the first of them."""
    # bool[rows]; code -1, an empty cell, picks the entry appended last
    rows = np.append(which, False)[spelled.code]
    at = np.flatnonzero(spelled.code == np.flatnonzero(which)[0])[:1]
    cells = pd.Series(spelled.words.to_numpy()[spelled.code[at]], index=spots[at], dtype="str")
    messages = [
        OfCells(f"{quoted(str(word))} is read as {reading} (", int(rows.sum()), noun="such cell")
        for word in cells
    ]
    severity: Severity | None = "warning" if NO_YEAR in reading else None
    return Issues(schema.READ_AS, cells, column, messages, severity=severity)
