"""Dates in one format a column: ISO, or any other that the whole column leaves no doubt about.

A cell in another format than its column's is read where it can be read in one way only, and told.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.date_formats import (
    DATE_FORMATS,
    ISO,
    NO_EVENTS,
    ZERO_DAY,
    first_of_range,
    has_three_parts,
    lacks_part,
    not_a_date,
)
from netgraph.tables.cleaning.dated_words import words_beside_day
from netgraph.tables.cleaning.readings import Reading, Unread
from netgraph.tables.empty_words import says_no_day
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from netgraph.arrays import Flags, Longs
    from netgraph.choices import DateOrder
    from netgraph.tables.cleaning.text import Spellings

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"


class DateStyle(NamedTuple):
    """How a column of dates is read.

    Parameters
    ----------
    name
        Its format.
    rival
        A format that reads as many cells, some of them as another day; else the same again.
    order
        How dates such as 03/04/2024 are read; None where nothing has settled it.
    """

    name: str
    rival: str
    order: DateOrder | None = None


def read_dates(words: pd.Series, style: DateStyle) -> Reading:
    """Read the spellings of a column of dates.

    The format is the one that reads the most cells. Where two read equally many and differ, the
    column is ambiguous, unless the order of day and month is settled elsewhere: one error that
    shows both readings (lenient: every cell they differ on is blanked). A cell that the format does
    not read is read by another one, if all that read it agree on the day.

    Parameters
    ----------
    words
        The spellings, all different.
    style
        How the column is read; see ``styles``.

    Returns
    -------
    Values as ``datetime64[s]``, times of day cut off.
    """
    texts = words.tolist()
    # lists of date or None, an entry a spelling: as the format reads it, and as its rival does
    days = _days_in_format(style.name, texts)
    rival_days = days if style.rival == style.name else _days_in_format(style.rival, texts)
    nothing = [
        day in NO_EVENTS if day else _says_no_day(word)
        for word, day in zip(texts, days, strict=True)
    ]
    # what the format does not read, by all others: days, and what is wrong where they differ
    others = {
        word: _alone(word, style.order)
        for word, day, empty in zip(texts, days, nothing, strict=True)
        if day is None and not empty
    }
    # bool[spellings]: both formats read the spelling, as two different days
    doubt = np.array(
        [None not in pair and pair[0] != pair[1] for pair in zip(days, rival_days, strict=True)],
        dtype=bool,
    )
    # a day in doubt is no value: the error, or the blank cell of lenient reading, takes its place
    sure = [
        None if unsure or empty else day or (others[word].day if word in others else None)
        for word, unsure, empty, day in zip(texts, doubt, nothing, days, strict=True)
    ]
    # bool[spellings]: not read at all; none of them is in doubt, because doubt needs two readings
    bad = np.array(
        [word in others and others[word].day is None for word in texts],
        dtype=bool,
    )
    both = [
        _ambiguous(word, (day, style.name), (other, style.rival), "no cell of the column")
        for word, day, other, unsure in zip(texts, days, rival_days, doubt, strict=True)
        if unsure
    ]
    told = {word: f"{one.day:%Y-%m-%d}" for word, one in others.items() if one.day is not None}
    told |= {
        word: f"{day:%Y-%m-%d}"
        for word, day in zip(texts, sure, strict=True)
        if day is not None and first_of_range(word)
    }
    told |= {word: "" for word, empty in zip(texts, nothing, strict=True) if empty}
    wrong = [
        others[word].wrong or not_a_date(word, _possible_format(word, style)) for word in words[bad]
    ]
    against = tuple(word for word in told if style.order and _other_order(word, style.order))
    return Reading(
        # None becomes NaT; seconds hold the years 1 to 9999, nanoseconds would end in 2262
        pd.array(np.array(sure, dtype="datetime64[s]")),
        (
            Unread(schema.BAD_DATE, doubt, both, one_is_enough=True),
            Unread(schema.BAD_DATE, bad, wrong),
        ),
        {word: meaning for word, meaning in told.items() if word not in against},
        against,
        f"although dates are {style.order} here",
    )


def _possible_format(word: str, style: DateStyle) -> str:
    """The format that a cell with a day among its words has: 4/30/24 is no DD/MM/YY."""
    apart = words_beside_day(word)
    if apart is None:
        return style.name
    fitting = [f.name for f in DATE_FORMATS if f.likely and f.read(apart.day) is not None]
    return style.name if style.name in fitting or not fitting else fitting[0]


def _says_no_day(word: str) -> bool:
    """Whether a cell that a column's format does not read says nothing, in words or as nought."""
    if says_no_day(word) or ZERO_DAY.fullmatch(word):
        return True
    # the cells of 1900 are few, so that most words are not read by every format
    shown = "1900" in word or "1899" in word
    return shown and any(form.read(word) in NO_EVENTS for form in DATE_FORMATS)


def _other_order(word: str, order: DateOrder) -> bool:
    """Whether a cell can only be read with day and month in the other order."""
    follows = [f.follows(order) for f in DATE_FORMATS if f.likely and f.read(word) is not None]
    return bool(follows) and not any(follows)


class _Alone(NamedTuple):
    """What a cell says by itself: its day, or why there is none."""

    day: dt.date | None
    wrong: str = ""


def _alone(word: str, order: DateOrder | None) -> _Alone:
    """Read a cell by every format in use; two days are none, unless the order is settled."""
    # day to the first format that reads it
    found: dict[dt.date, str] = {}
    for form in DATE_FORMATS:
        # without an order even an unlikely format puts the day in doubt
        if order is None or (form.likely and form.follows(order)):
            day = form.read(word)
            if day is not None:
                found.setdefault(day, form.name)
    if not found and order is not None:
        # 13/04/2024 is a day, whatever the order of the others
        return _alone(word, None)
    if len(found) > 1:
        one, other, *_ = found.items()
        return _Alone(None, _ambiguous(word, one, other, "nothing in the file"))
    return _Alone(next(iter(found), None))


def _ambiguous(
    word: str, one: tuple[dt.date | None, str], other: tuple[dt.date | None, str], where: str
) -> str:
    return (
        f"{quoted(word)} is {one[0]} as {one[1]} and {other[0]} as {other[1]}, and {where} "
        f"settles which; say --dates {DAY_FIRST} or --dates {MONTH_FIRST}, or write {ISO}"
    )


def like_dates(words: pd.Series, *, whole: bool = False) -> Flags:
    """``bool[spellings]``: which of them some format reads, or would if they were ``whole``."""
    return np.array(
        [
            (has_three_parts(word) and any(form.read(word) is not None for form in DATE_FORMATS))
            or (not whole and lacks_part(word))
            for word in words
        ],
        dtype=bool,
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
    orders
        How many cells can be read with the day first only, and with the month first only.
    """

    fits: tuple[int, ...] = (0,) * len(DATE_FORMATS)
    apart: frozenset[tuple[int, int]] = frozenset()
    orders: tuple[int, int] = (0, 0)

    def __add__(self, other: Votes) -> Votes:
        """The votes of two partitions of a column together."""
        return Votes(
            tuple(a + b for a, b in zip(self.fits, other.fits, strict=True)),
            self.apart | other.apart,
            (self.orders[0] + other.orders[0], self.orders[1] + other.orders[1]),
        )

    @property
    def order(self) -> DateOrder | None:
        """What the cells say of the order of day and month; None if nothing, or both."""
        day_first, month_first = (n > 0 for n in self.orders)
        return None if day_first == month_first else DAY_FIRST if day_first else MONTH_FIRST

    def settled(self, order: DateOrder | None = None) -> DateStyle:
        """The column's style, with the order that a caller or other columns have settled."""
        # cells with the day first and cells with the month first: neither settles the others
        mixed = all(self.orders)
        order = order or self.order
        # positions of formats: most cells first, then
        # those in use, then in the order of DATE_FORMATS
        ranked = sorted(
            range(len(DATE_FORMATS)), key=lambda i: (-self.fits[i], not DATE_FORMATS[i].likely, i)
        )
        first = ranked[0]
        # formats as good as the first that read some cell
        # differently; one that reads no cell is none
        rivals = [i for i in ranked[1:] if self._rivals(first, i, mixed=mixed)]
        if order is not None:
            # a format with the other order gives way to the same one turned round
            if not DATE_FORMATS[first].follows(order):
                names = [form.name for form in DATE_FORMATS]
                first = names.index(DATE_FORMATS[first].turned)
            rivals = [i for i in rivals if DATE_FORMATS[i].day_first is None]
        chosen = DATE_FORMATS[first].name
        return DateStyle(chosen, DATE_FORMATS[rivals[0]].name if rivals else chosen, order)

    def _rivals(self, first: int, other: int, *, mixed: bool) -> bool:
        """Whether a format reads as many cells as the first, some of them as another day."""
        one, two = DATE_FORMATS[first], DATE_FORMATS[other]
        equal = self.fits[other] == self.fits[first] > 0
        # where cells of both orders are there, the rarer order still puts the others in doubt
        turned = mixed and self.fits[other] > 0 and two.turned == one.name
        return (
            (equal or turned)
            and one.likely == two.likely
            and (min(first, other), max(first, other)) in self.apart
        )


def in_doubt(used: Mapping[str, DateStyle]) -> bool:
    """Whether some column of a table may be read in two ways, and nothing in it settles which."""
    return any(style.rival != style.name and style.order is None for style in used.values())


def order_of(used: Mapping[str, DateStyle]) -> DateOrder | None:
    """The order of day and month in a table, where its dates have one that could be mistaken.

    None where two columns differ.
    """
    mistakable = {form.name for form in DATE_FORMATS if form.day_first is not None}
    orders = {style.order for style in used.values() if style.name in mistakable}
    return orders.pop() if len(orders) == 1 else None


def order_elsewhere(
    tables: Sequence[Mapping[str, DateStyle]], number: int
) -> tuple[DateOrder | None, int]:
    """The order that all other tables have that have one, and the first of them.

    None where no other table has one, or two differ.
    """
    orders = {
        n: order for n, used in enumerate(tables) if n != number and (order := order_of(used))
    }
    same = len(set(orders.values())) == 1
    return next(((order, n) for n, order in orders.items() if same), (None, -1))


def common_order(found: Iterable[Votes]) -> DateOrder | None:
    """The order of day and month that the columns of a file settle together."""
    total = functools.reduce(lambda a, b: replace(a, orders=(a + b).orders), found, Votes())
    return total.order


def styles(
    columns: Mapping[str, Spellings], order: DateOrder | None = None
) -> dict[str, DateStyle]:
    """How each column of dates of a file is read; what one settles of the order holds for all.

    Where ISO reads every cell of a column, nothing else is tried.
    """
    found = {
        name: votes_of(spelled.words.tolist(), spelled.counts)
        for name, spelled in columns.items()
        if None in _days_in_format(ISO, spelled.words.tolist())
    }
    order = order or common_order(found.values())
    return {
        name: found[name].settled(order) if name in found else DateStyle(ISO, ISO, order)
        for name in columns
    }


def votes_of(texts: Sequence[str], counts: Longs) -> Votes:
    """Count what each format reads of a column's spellings."""
    # Python integers: summing NumPy's one by one would be slower
    often = counts.tolist()
    # a list a format: what it makes of every spelling
    days = [list(column) for column in zip(*map(_day_in_each_format, texts), strict=True)]
    days = days or [[] for _ in DATE_FORMATS]
    fits = tuple(
        sum(n for n, day in zip(often, column, strict=True) if day is not None) for column in days
    )
    # formats that read no cell are no rivals, unless another partition has cells that they read
    pairs = [(i, j) for j in range(len(DATE_FORMATS)) for i in range(j) if fits[i] or fits[j]]
    # lists differ also where only one of the two reads a cell; read_dates then sees no doubt there
    apart = frozenset((i, j) for i, j in pairs if days[i] != days[j])
    # int[2]: cells that only formats with the day first read, and only those with the month first
    orders = [0, 0]
    by_order = [
        [column for form, column in zip(DATE_FORMATS, days, strict=True) if form.day_first is first]
        for first in (True, False)
    ]
    # a year in front ("24/03/05") puts the order in doubt, however unlikely it is
    unlikely = [c for form, c in zip(DATE_FORMATS, days, strict=True) if not form.likely]
    for place, n in enumerate(often):
        if any(column[place] is not None for column in unlikely):
            continue
        day_first, month_first = (any(c[place] is not None for c in of) for of in by_order)
        orders[0] += n * (day_first and not month_first)
        orders[1] += n * (month_first and not day_first)
    return Votes(fits, apart, (orders[0], orders[1]))


@functools.lru_cache(1 << 14)
def _day_in_each_format(text: str) -> tuple[dt.date | None, ...]:
    """What every format makes of a spelling; parts of a table have the same ones again."""
    return tuple(form.read(text) for form in DATE_FORMATS)


def _days_in_format(name: str, texts: Sequence[str]) -> list[dt.date | None]:
    """What the format of that name makes of every spelling."""
    form = next(form for form in DATE_FORMATS if form.name == name)
    return [form.read(text) for text in texts]
