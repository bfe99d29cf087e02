"""Columns of the numbers that a spreadsheet keeps for days: 45356 is 2024-03-05."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.date_formats import FIRST_DAY, FIRST_DAY_OF_1904, SERIAL
from netgraph.tables.empty_words import says_nothing
from netgraph.tables.issues import Issues, quoted
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from netgraph.tables.cleaning.text import Spellings

EARLIEST: Final = dt.date(2000, 1, 1)
LATEST: Final = dt.date(2079, 12, 31)
"""Days of a search: what is outside is another number, or a slip."""


def day_of_serial(word: str) -> dt.date | None:
    """The day that a number stands for in a spreadsheet; None where it is no plausible one.

    Examples
    --------
    >>> day_of_serial("45356").isoformat(), day_of_serial("45356.75").isoformat()
    ('2024-03-05', '2024-03-05')
    >>> day_of_serial("12345") is day_of_serial("2024") is None
    True
    """
    if not SERIAL.fullmatch(word):
        return None
    day = FIRST_DAY + dt.timedelta(int(float(word)))
    return day if EARLIEST <= day <= LATEST else None


def are_serials(words: Iterable[str]) -> bool:
    """Whether every word that says anything is such a number, and some word is."""
    said = [str(word) for word in words]
    days = [day_of_serial(word) for word in said]
    empty = [day is None and says_nothing(w) for w, day in zip(said, days, strict=True)]
    return any(days) and all(day or no for day, no in zip(days, empty, strict=True))


def days_of_serials(
    apart: dict[str, Spellings], matched: Mapping[str, str], spots: pd.Index
) -> list[Issues]:
    """Write the days of columns of such numbers in place, and tell of each."""
    issues: list[Issues] = []
    for name, spelled in apart.items():
        apart[name], told = without_serials(spelled, name, matched.get(name, name), spots)
        issues += told
    return issues


def without_serials(
    spelled: Spellings, column: str, called: str, spots: pd.Index
) -> tuple[Spellings, tuple[Issues, ...]]:
    """Write the days of a column that holds nothing but such numbers; any other stays as it is.

    A number among days may be a slip, and is left to be refused.

    Parameters
    ----------
    spelled
        The column as its spellings.
    column
        Its standard name.
    called
        The name it was found with.
    spots
        The rows.

    Returns
    -------
    The column, and an issue on its first cell.
    """
    words = spelled.words.tolist()
    if not words or not are_serials(words):
        return spelled, ()
    days = [day_of_serial(word) for word in words]
    plain = [f"{day}" if day else word for word, day in zip(words, days, strict=True)]
    # bool[spellings + 1]: the False appended is for code -1, an empty cell
    counted = np.append([day is not None for day in days], False)[spelled.code]
    first = int(np.flatnonzero(counted)[0])
    cell = pd.Series([words[spelled.code[first]]], index=spots[[first]], dtype="str")
    read = replace(spelled, words=pd.Series(plain, dtype="str")).without_empty()
    return read, (issue_of_serials(cell, column, called, int(counted.sum())),)


def issue_of_serials(first: pd.Series, column: str, called: str, cells: int) -> Issues:
    """Tell of a column of so many such numbers, on its first one."""
    word = str(first.iloc[0])
    old = FIRST_DAY_OF_1904 + dt.timedelta(int(float(word)))
    message = (
        f"{quoted(word)} is read as the day {day_of_serial(word)}: {quoted(called)} holds days as "
        f"spreadsheets count them ({with_noun(cells, 'such cell')}); an old Mac workbook means "
        f"{old} by it: format the column as dates there, and save it again"
    )
    return Issues(schema.READ_AS, first, column, message)
