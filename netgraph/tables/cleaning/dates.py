"""Dates in one format a column: ISO, or any other that the whole column leaves no doubt about."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.text import at_spellings, spellings
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from netgraph.tables.issues import Told

ISO: Final = "YYYY-MM-DD"
TIME: Final = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
CENTURY_TURN: Final = 69
"""Two-digit years from here on are 19xx, as POSIX has it."""
SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a date: how it is called, what it looks like, which group is year, month and day."""

    name: str
    pattern: re.Pattern[str]
    order: tuple[int, int, int]
    likely: bool = True

    def read(self, word: str) -> dt.date | None:
        """Read a date written this way, or None."""
        found = self.pattern.fullmatch(word)
        if found is None:
            return None
        year, month, day = (found.group(f"part{i}") for i in self.order)
        try:
            return dt.date(_year(year), _month(month), int(day))
        except ValueError:
            return None


def _year(part: str) -> int:
    number = int(part)
    return number if len(part) > 2 else number + (1900 if number >= CENTURY_TURN else 2000)


def _month(part: str) -> int:
    if part.isascii() and part.isdigit():
        return int(part)
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
    return Format(
        name,
        re.compile(inner + TIME),
        order,
        likely,
    )


_D, _Y4, _Y2, _WORD = "[0-9]{1,2}", "[0-9]{4}", "[0-9]{2}", r"[A-Za-z]{3,9}\.?"
DATE_FORMATS: Final = (
    _format(ISO, _Y4, _D, _D, order=(0, 1, 2), separator="-"),
    _format("YYYY/MM/DD", _Y4, _D, _D, order=(0, 1, 2), separator="[./]"),
    _format("YYYYMMDD", _Y4, _Y2, _Y2, order=(0, 1, 2), separator=""),
    _format("DD/MM/YYYY", _D, _D, _Y4, order=(2, 1, 0), separator="[./-]"),
    _format("MM/DD/YYYY", _D, _D, _Y4, order=(2, 0, 1), separator="[./-]"),
    _format("DD/MM/YY", _D, _D, _Y2, order=(2, 1, 0), separator="[./-]"),
    _format("MM/DD/YY", _D, _D, _Y2, order=(2, 0, 1), separator="[./-]"),
    _format("YY/MM/DD", _Y2, _D, _D, order=(0, 1, 2), separator="[./-]", likely=False),
    _format("DD Month YYYY", _D, _WORD, f"{_Y4}|{_Y2}", order=(2, 1, 0), separator=r"(?:\. |[ -])"),
    _format(
        "Month DD, YYYY", _WORD, _D, f"{_Y4}|{_Y2}", order=(2, 0, 1), separator=r"(?:, ?|[ -])"
    ),
)


def read_dates(cells: pd.Series, column: str, told: Told) -> pd.Series:
    """Read a column of dates; what cannot be read is told and blank.

    The format is the one that reads the most cells. Where two read equally many and differ, the column is
    ambiguous: one error that shows both readings (lenient: every cell they differ on is blanked).

    Returns
    -------
    ``datetime64[s]``, times of day cut off.
    """
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        plain = cells.dt.tz_localize(None) if cells.dt.tz is not None else cells
        return pd.Series(plain.dt.normalize().astype("datetime64[s]"))
    code, words = spellings(cells)
    often = np.bincount(code[code >= 0], minlength=len(words))
    settled = told.formats.get(column)
    if settled is None:
        read, other = _best_readings(words.tolist(), often)
    else:
        read, other = (
            _reading(next(f for f in DATE_FORMATS if f.name == n), words.tolist()) for n in settled
        )
    doubt = np.array(
        [
            b is not None and a is not None and a != b
            for a, b in zip(read.days, other.days, strict=True)
        ],
        dtype=bool,
    )
    in_doubt = at_spellings(cells, code, words, doubt)
    _tell_doubt(
        in_doubt,
        dict(zip(words, zip(read.days, other.days, strict=True), strict=True)),
        (read.name, other.name),
        column,
        told,
    )
    bad = at_spellings(cells, code, words, np.array([day is None for day in read.days], dtype=bool))
    told.unreadable(schema.BAD_DATE, bad, column, [_not_a_date(v, read.name) for v in bad])
    sure = [None if d else day for d, day in zip(doubt, read.days, strict=True)]
    days = np.array([*sure, None], dtype="datetime64[s]")
    return pd.Series(days[code], index=cells.index, name=column)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a format makes of every spelling."""

    name: str
    days: list[dt.date | None]


def _reading(form: Format, spellings: list[str]) -> _Reading:
    return _Reading(form.name, [form.read(word) for word in spellings])


@dataclass(frozen=True, slots=True)
class Votes:
    """How many cells each of ``DATE_FORMATS`` reads, and which two read some cell differently; those of parts add up."""

    fits: tuple[int, ...] = (0,) * len(DATE_FORMATS)
    apart: frozenset[tuple[int, int]] = frozenset()

    def __add__(self, other: Votes) -> Votes:
        """The votes of two parts of a column together."""
        return Votes(
            tuple(a + b for a, b in zip(self.fits, other.fits, strict=True)),
            self.apart | other.apart,
        )

    @property
    def settled(self) -> tuple[str, str]:
        """The format of the column, and a rival that reads as many cells otherwise, else the same."""
        ranked = sorted(
            range(len(DATE_FORMATS)), key=lambda i: (-self.fits[i], not DATE_FORMATS[i].likely, i)
        )
        first = ranked[0]
        rivals = [
            i
            for i in ranked[1:]
            if self.fits[i] == self.fits[first] > 0
            and DATE_FORMATS[i].likely == DATE_FORMATS[first].likely
            and (min(first, i), max(first, i)) in self.apart
        ]
        return DATE_FORMATS[first].name, DATE_FORMATS[rivals[0] if rivals else first].name


def votes(cells: pd.Series) -> Votes:
    """Count what each format reads of a part of a column."""
    code, words = spellings(cells)
    often = np.bincount(code[code >= 0], minlength=len(words)).tolist()
    days = [_reading(form, words.tolist()).days for form in DATE_FORMATS]
    fits = tuple(
        sum(n for n, day in zip(often, column, strict=True) if day is not None) for column in days
    )
    pairs = [(i, j) for j in range(len(DATE_FORMATS)) for i in range(j) if fits[i] and fits[j]]
    return Votes(fits, frozenset((i, j) for i, j in pairs if days[i] != days[j]))


def _best_readings(spellings: list[str], often: np.ndarray) -> tuple[_Reading, _Reading]:
    """Return the reading that fits the most cells, and a second that fits as many and differs, else the same."""
    ranked = []
    for rank, form in enumerate(DATE_FORMATS):
        days = [form.read(word) for word in spellings]
        fits = int(sum(n for n, day in zip(often.tolist(), days, strict=True) if day is not None))
        ranked.append(((-fits, not form.likely, rank), fits, form, _Reading(form.name, days)))
        if fits == often.sum() and form.name == ISO:
            return ranked[0][3], ranked[0][3]
    ranked.sort(key=lambda entry: entry[0])
    _, most, form, first = ranked[0]
    rivals = [
        r
        for _, fits, f, r in ranked[1:]
        if most and fits == most and f.likely == form.likely and r.days != first.days
    ]
    return first, (rivals[0] if rivals else first)


def _tell_doubt(
    cells: pd.Series,
    readings: dict[str, tuple[dt.date | None, dt.date | None]],
    names: tuple[str, str],
    column: str,
    told: Told,
) -> None:
    shown = cells if told.lenient else cells.iloc[:1]
    messages = [
        f"{quoted(v)} is {readings[v][0]} as {names[0]} and {readings[v][1]} as {names[1]}, and "
        f"no cell of the column settles which; write the column as {ISO}"
        for v in shown
    ]
    told.unreadable(schema.BAD_DATE, shown, column, messages)


def _not_a_date(value: str, expected: str) -> str:
    if SERIAL.fullmatch(value):
        return f"{quoted(value)} looks like the serial number a spreadsheet keeps for a date; expected {expected}"
    return f"{quoted(value)} is not a date; expected {expected}"
