"""Dates in one format a column: ISO, or any other that the whole column leaves no doubt about."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.readings import Reading, Unread
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags, Longs

ISO: Final = "YYYY-MM-DD"
TIME: Final = (
    r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
"""A time of day may follow any date; it is cut off."""
MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
CENTURY_TURN: Final = 69
"""Two-digit years from here on are 19xx, as POSIX has it."""
SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")
"""What a spreadsheet keeps for a date: days since 1899-12-30."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a date.

    Parameters
    ----------
    name
        What messages call it.
    pattern
        What it looks like, with groups ``part0``, ``part1`` and ``part2``.
    order
        Which of these are year, month and day.
    likely
        Whether it is in use; one that is not loses to any that reads as many cells.
    """

    name: str
    pattern: re.Pattern[str]
    order: tuple[int, int, int]
    likely: bool = True

    def read(self, word: str) -> dt.date | None:
        """Read a date written this way, or None."""
        found = self.pattern.fullmatch(word)
        if found is None:
            return None
        # the three parts, still text, as year, month and day, in whatever order the format has them
        year, month, day = (found.group(f"part{i}") for i in self.order)
        try:
            # dt.date refuses 31 February and the year 0,
            # so that a format reads only days that exist
            return dt.date(_year(year), _month(month), int(day))
        except ValueError:
            return None


def _year(part: str) -> int:
    number = int(part)
    return number if len(part) > 2 else number + (1900 if number >= CENTURY_TURN else 2000)


def _month(part: str) -> int:
    if part.isascii() and part.isdigit():
        return int(part)
    # three letters tell all months apart, two do not; Sept has four
    low = part.casefold().rstrip(".")
    meant = [
        i
        for i, month in enumerate(MONTHS, 1)
        if month == low or (month.startswith(low) and len(low) in (3, 4))
    ]
    if not meant:
        raise ValueError(part)
    return meant[0]


def _format(
    name: str, *parts: str, order: tuple[int, int, int], separator: str, likely: bool = True
) -> Format:
    inner = separator.join(f"(?P<part{i}>{part})" for i, part in enumerate(parts))
    return Format(name, re.compile(inner + TIME), order, likely)


# [0-9] and not \d, which takes the digits of every
# script; the longest word is September, of nine letters
_D, _Y4, _Y2, _WORD = "[0-9]{1,2}", "[0-9]{4}", "[0-9]{2}", r"[A-Za-z]{3,9}\.?"
DATE_FORMATS: Final = (
    _format(ISO, _Y4, _D, _D, order=(0, 1, 2), separator="-"),
    _format("YYYY/MM/DD", _Y4, _D, _D, order=(0, 1, 2), separator="[./]"),
    _format("YYYYMMDD", _Y4, _Y2, _Y2, order=(0, 1, 2), separator=""),
    # a column whose days are all 12 or less fits both of these; cells with a day above 12 settle it
    _format("DD/MM/YYYY", _D, _D, _Y4, order=(2, 1, 0), separator="[./-]"),
    _format("MM/DD/YYYY", _D, _D, _Y4, order=(2, 0, 1), separator="[./-]"),
    _format("DD/MM/YY", _D, _D, _Y2, order=(2, 1, 0), separator="[./-]"),
    _format("MM/DD/YY", _D, _D, _Y2, order=(2, 0, 1), separator="[./-]"),
    # 01-02-03 fits this one too: were it as likely as
    # the last two, it would put their columns in doubt
    _format("YY/MM/DD", _Y2, _D, _D, order=(0, 1, 2), separator="[./-]", likely=False),
    _format("DD Month YYYY", _D, _WORD, f"{_Y4}|{_Y2}", order=(2, 1, 0), separator=r"(?:\. |[ -])"),
    _format(
        "Month DD, YYYY", _WORD, _D, f"{_Y4}|{_Y2}", order=(2, 0, 1), separator=r"(?:, ?|[ -])"
    ),
)


def read_dates(words: pd.Series, counts: Longs, settled: tuple[str, str] | None = None) -> Reading:
    """Read the spellings of a column of dates.

    The format is the one that reads the most cells. Where two read equally many and differ, the
    column is ambiguous: one error that shows both readings (lenient: every cell they differ on is
    blanked).

    Parameters
    ----------
    words
        The spellings, all different.
    counts
        How many cells have each.
    settled
        Names of the format and of its rival, where larger tables have settled them; see
        ``Votes.settled``.

    Returns
    -------
    Values as ``datetime64[s]``, times of day cut off.
    """
    texts = words.tolist()
    name, rival = _settled_format(texts, counts) if settled is None else settled
    # lists of date or None, an entry a spelling: as the format reads it, and as its rival does
    days = _days_in_format(name, texts)
    rival_days = days if rival == name else _days_in_format(rival, texts)
    # bool[spellings]: both formats read the spelling, as two different days
    doubt = np.array(
        [None not in pair and pair[0] != pair[1] for pair in zip(days, rival_days, strict=True)],
        dtype=bool,
    )
    # bool[spellings]: not read at all; none of them is in doubt, because doubt needs two readings
    bad = np.array([day is None for day in days], dtype=bool)
    both = [
        f"{quoted(word)} is {day} as {name} and {other} as {rival}, and "
        f"no cell of the column settles which; write the column as {ISO}"
        for word, day, other, unsure in zip(texts, days, rival_days, doubt, strict=True)
        if unsure
    ]
    # a day in doubt is no value: the error, or the blank cell of lenient reading, takes its place
    sure = [None if unsure else day for unsure, day in zip(doubt, days, strict=True)]
    return Reading(
        # None becomes NaT; seconds hold the years 1 to 9999, nanoseconds would end in 2262
        pd.array(np.array(sure, dtype="datetime64[s]")),
        (
            Unread(schema.BAD_DATE, doubt, both, one_is_enough=True),
            Unread(schema.BAD_DATE, bad, [_not_a_date(word, name) for word in words[bad]]),
        ),
    )


def like_dates(words: pd.Series) -> Flags:
    """``bool[spellings]``: which of them some format reads."""
    return np.array(
        [any(form.read(word) is not None for form in DATE_FORMATS) for word in words], dtype=bool
    )


def days_of_times(cells: pd.Series) -> pd.Series:
    """The days of points in time, which a frame may hold, as local clocks show them."""
    # tz_localize(None) keeps the hour of the clock;
    # tz_convert(None), which gives UTC, can change the day
    local = cells.dt.tz_localize(None) if cells.dt.tz is not None else cells
    return pd.Series(local.dt.normalize().astype("datetime64[s]"))


@dataclass(frozen=True, slots=True)
class Votes:
    """What each of ``DATE_FORMATS`` makes of a column; the votes of partitions add up.

    Parameters
    ----------
    fits
        How many cells each format reads.
    apart
        Which two of them, by their positions, read some cell differently.
    """

    fits: tuple[int, ...] = (0,) * len(DATE_FORMATS)
    apart: frozenset[tuple[int, int]] = frozenset()

    def __add__(self, other: Votes) -> Votes:
        """The votes of two partitions of a column together."""
        return Votes(
            tuple(a + b for a, b in zip(self.fits, other.fits, strict=True)),
            self.apart | other.apart,
        )

    @property
    def settled(self) -> tuple[str, str]:
        """The column's format, and a rival that reads as many cells otherwise, else the same."""
        # positions of formats: most cells first, then
        # those in use, then in the order of DATE_FORMATS
        ranked = sorted(
            range(len(DATE_FORMATS)), key=lambda i: (-self.fits[i], not DATE_FORMATS[i].likely, i)
        )
        first = ranked[0]
        # formats as good as the first that read some cell
        # differently; one that reads no cell is none
        rivals = [
            i
            for i in ranked[1:]
            if self.fits[i] == self.fits[first] > 0
            and DATE_FORMATS[i].likely == DATE_FORMATS[first].likely
            and (min(first, i), max(first, i)) in self.apart
        ]
        return DATE_FORMATS[first].name, DATE_FORMATS[rivals[0] if rivals else first].name


def votes(cells: pd.Series) -> Votes:
    """Count what each format reads of a partition of a column."""
    spelled = spellings(cells)
    return _votes(spelled.words.tolist(), spelled.counts)


def _settled_format(texts: Sequence[str], counts: Longs) -> tuple[str, str]:
    """The column's format and its rival; where ISO reads every cell, nothing else is tried."""
    if None not in _days_in_format(ISO, texts):
        return ISO, ISO
    return _votes(texts, counts).settled


def _votes(texts: Sequence[str], counts: Longs) -> Votes:
    # Python integers: summing NumPy's one by one would be slower
    often = counts.tolist()
    # a list a format: what it makes of every spelling
    days = [_days_in_format(form.name, texts) for form in DATE_FORMATS]
    fits = tuple(
        sum(n for n, day in zip(often, column, strict=True) if day is not None) for column in days
    )
    # formats that read no cell are no rivals; each pair of the others is compared once
    pairs = [(i, j) for j in range(len(DATE_FORMATS)) for i in range(j) if fits[i] and fits[j]]
    # lists differ also where only one of the two reads a cell; read_dates then sees no doubt there
    return Votes(fits, frozenset((i, j) for i, j in pairs if days[i] != days[j]))


def _days_in_format(name: str, texts: Sequence[str]) -> list[dt.date | None]:
    """What the format of that name makes of every spelling."""
    form = next(form for form in DATE_FORMATS if form.name == name)
    return [form.read(text) for text in texts]


def _not_a_date(value: str, expected: str) -> str:
    # five digits are the days from 1927 to 2173; not
    # converted, as old Mac workbooks count from 1904
    if SERIAL.fullmatch(value):
        return (
            f"{quoted(value)} looks like the serial number a spreadsheet keeps for a date; "
            f"expected {expected}"
        )
    return f"{quoted(value)} is not a date; expected {expected}"
