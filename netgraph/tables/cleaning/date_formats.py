"""The ways to write a date: which parts, in which order, between which marks."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Final, NamedTuple

from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.month_names import is_weekday, month_called
from netgraph.tables.issues import quoted

ISO: Final = "YYYY-MM-DD"
CLOCK: Final = (
    r"(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?\s?[Mm]\.?)?"
    r"|\d{1,2}\s*[AaPp]\.?\s?[Mm]\.?|\d{1,2} ?[hH](?:\d{2})?|\d{1,2}\.\d{2}(?= ?(?:Uhr|h)))"
    r"(?: ?(?:Uhr|h))?"
)
ZONE: Final = (
    r"(?:\s*\(?(?:Z|UTC|GMT|[A-Z]{3,5})?(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)"
    r"(?:\s*\([^()]{1,60}\)|\[[^\[\]]{1,60}\])?"
)
BEFORE_TIME: Final = r"(?:[T ,]+|,? (?:at|um|à|a las|a la|alle|às|om|kl\.?) )"
TIME: Final = rf"(?:{BEFORE_TIME}{CLOCK}{ZONE}|,? ?\({CLOCK}{ZONE}\))?"
"""A time of day may follow any date, and a zone the time; they are cut off."""
WEEKDAY: Final = r"(?:(?P<weekday>[^\W\d_]{2,})\.?,? +)?"
"""A day of the week may come before any date; it is not compared with it."""
CENTURY_TURN: Final = 69
"""Two-digit years from here on are 19xx, as POSIX has it."""
SERIAL: Final = lazy_pattern(r"\d{5}(\.\d+)?")
"""What a spreadsheet keeps for a date: days since 1899-12-30."""
FIRST_DAY: Final = dt.date(1899, 12, 30)
FIRST_DAY_OF_1904: Final = dt.date(1904, 1, 1)
"""The day 0 of spreadsheets."""
NO_EVENTS: Final = frozenset({dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1)})
"""What spreadsheets show for the numbers 0 and 1 in a cell of dates: nothing happened then."""
ZERO_DAY: Final = lazy_pattern(
    r"1900[./-]0?1[./-]00?|(?:0?1[./-]00?|00?[./-]0?1)[./-](?:19)?00|0000[./-]00[./-]00"
    r"|(?:00[./-]){2}0000|00?:00(?::00)?"
)
"""The same where no day is left of it, and the zero dates of databases."""
WITHOUT_YEAR: Final = lazy_pattern(
    r"\d{1,2}[./-]\d{1,2}\.?|\d{1,2}(?:st|nd|rd|th|er|\.)?[ -]?[^\W\d_]{3,}\.?"
    r"|[^\W\d_]{3,}\.?[ -]\d{1,2}(?:st|nd|rd|th)?"
)
"""A day and a month without a year; a year of two digits may be meant for the day."""
WITHOUT_DAY: Final = lazy_pattern(
    r"(?:19|20)\d{2}|[^\W\d_]{3,}\.?[ /-]*(?:(?:19|20)\d{2}|'?\d{2})|(?:19|20)\d{2}[-/]\d{1,2}"
    r"|\d{1,2}/(?:19|20)\d{2}|[qQ][1-4](?:[ /-]*(?:19|20)?\d{2})?"
)
"""A year, a month or a quarter."""


_DIGITS_FROM: Final = (
    *(0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0),
    *(0xF20, 0x1040, 0x17E0, 0xFF10),
)
"""The digits 0 of scripts that write numbers place by place as ours do; 1 to 9 follow each."""
AS_ASCII: Final[dict[int, str]] = {
    **{zero + n: str(n) for zero in _DIGITS_FROM for n in range(10)},
    **dict(zip(map(ord, "\uff0f\uff0d\uff0e\u2212\u2010\u2011"), "/-.---", strict=True)),
    # marks of the direction of writing, which stand around dates among Arabic and Hebrew words
    **dict.fromkeys((0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}
"""How digits and signs of other scripts are read in dates."""
BETWEEN_DAYS: Final = lazy_pattern(
    r"\s*(?:[→⟶➝➔⇒]|->|=>)\s*|\s+(?:[-–—]|to|until|till|bis|au|al|hasta|até|tot|til)\s+"
)
"""What stands between the first day and the last of what takes several days, or some hours."""
_RUNS: Final = lazy_pattern(r"[0-9]+|[^\W\d_]+")
"""Digits in a row, and letters in a row."""


class Format(NamedTuple):
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
    day_first
        Whether the day comes before the month in numbers; None where no order could be mistaken.
    turned
        The name of the same format with day and month the other way round.
    """

    name: str
    pattern: re.Pattern[str]
    order: tuple[int, int, int]
    likely: bool = True
    day_first: bool | None = None
    turned: str = ""

    def follows(self, order: str) -> bool:
        """Whether it has the order ``day-first`` or ``month-first``, or none to be mistaken."""
        return self.day_first is None or self.day_first == (order == "day-first")

    def read(self, word: str) -> dt.date | None:
        """Read a date written this way, or None."""
        if not word.isascii():
            word = word.translate(AS_ASCII)
        found = self.pattern.fullmatch(word) or self.pattern.fullmatch(first_of_range(word))
        if found is None or not is_weekday(found.group("weekday")):
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
    return int(part) if part.isascii() and part.isdigit() else month_called(part)


def _format(
    name: str,
    *parts: str,
    order: tuple[int, int, int],
    separator: str,
    likely: bool = True,
    turned: str = "",
) -> Format:
    inner = separator.join(f"(?P<part{i}>{part})" for i, part in enumerate(parts))
    inner += r"\.?" if separator == _DOTS else ""
    pattern = lazy_pattern(WEEKDAY + inner + TIME)
    return Format(name, pattern, order, likely, order[2] < order[1] if turned else None, turned)


# [0-9] and not \d, which takes the digits of every script; a word may be of any script; an ordinal
# such as 5th, 1er or 5º keeps its ending out of the group
_D, _Y4, _Y2 = "[0-9]{1,2}", "[0-9]{4}", "[0-9]{2}"
_DOTS = r"(?:[./-]|\. )"
_WORD = r"[^\W\d_]{3,}\.?"
_TH, _DE = r"(?:st|nd|rd|th|er|ère|[ºª°])?", r"(?:de[l]? |of )?"
_IN_WORDS = rf"{_TH}(?:\. ?|,? |[-/]|(?=[^\W\d_])|(?<=[^\W\d_])){_DE}"
DATE_FORMATS: Final = (
    _format(ISO, _Y4, _D, _D, order=(0, 1, 2), separator="-"),
    _format("YYYY/MM/DD", _Y4, _D, _D, order=(0, 1, 2), separator=r"(?:[./]|\. )"),
    _format("YYYYMMDD", _Y4, _Y2, _Y2, order=(0, 1, 2), separator=""),
    # a column whose days are all 12 or less fits both of these; cells with a day above 12 settle it
    # with a dot, and perhaps a blank, behind every number ("2. 3. 2026."), the day is always first
    _format(*("DD/MM/YYYY", _D, _D, _Y4), order=(2, 1, 0), separator=_DOTS, turned="MM/DD/YYYY"),
    _format(*("MM/DD/YYYY", _D, _D, _Y4), order=(2, 0, 1), separator="[./-]", turned="DD/MM/YYYY"),
    _format(*("DD/MM/YY", _D, _D, _Y2), order=(2, 1, 0), separator=_DOTS, turned="MM/DD/YY"),
    _format(*("MM/DD/YY", _D, _D, _Y2), order=(2, 0, 1), separator="[./-]", turned="DD/MM/YY"),
    # 01-02-03 fits this one too: were it as likely as
    # the last two, it would put their columns in doubt
    _format("YY/MM/DD", _Y2, _D, _D, order=(0, 1, 2), separator="[./-]", likely=False),
    _format("DD Month YYYY", _D, _WORD, f"{_Y4}|{_Y2}", order=(2, 1, 0), separator=_IN_WORDS),
    _format(
        *("Month DD, YYYY", _WORD, _D, f"{_Y4}|{_Y2}"),
        order=(2, 0, 1),
        separator=rf"{_TH}(?:, ?|\. ?|[ -])",
    ),
    _format("YYYY Month DD", _Y4, _WORD, _D, order=(0, 1, 2), separator=r"(?:, ?|[ /-])"),
    Format(
        "YYYY年MM月DD日",
        lazy_pattern(
            rf"{WEEKDAY}(?P<part0>{_Y4})[年년] ?(?P<part1>{_D})[月월] ?(?P<part2>{_D})[日일]{TIME}"
        ),
        (0, 1, 2),
    ),
)


def has_three_parts(word: str) -> bool:
    """Whether a word has the parts of a date, or eight digits; no other is read by any format.

    Examples
    --------
    >>> [has_three_parts(word) for word in ("5Mar2026", "20260305", "C000123", "Ann Lee")]
    [True, True, False, False]
    """
    runs = _RUNS.findall(word if word.isascii() else word.translate(AS_ASCII))
    return len(runs) > 2 or any(len(run) == 8 for run in runs)


@functools.lru_cache(maxsize=4096)
def first_of_range(word: str) -> str:
    """The first day of "January 21, 2026 → January 22, 2026"; empty where a cell is no such range.

    Examples
    --------
    >>> first_of_range("2026-01-21 → 2026-01-22"), first_of_range("Jan 5, 2026 9:00 AM → 10:00 AM")
    ('2026-01-21', 'Jan 5, 2026 9:00 AM')
    >>> first_of_range("2026-01-21"), first_of_range("5 Mar 2026 - a good talk")
    ('', '')
    """
    first, *rest = BETWEEN_DAYS.split(word, maxsplit=1)
    if not first or not rest or BETWEEN_DAYS.search(rest[0]):
        return ""
    # a day, or an hour of the first one
    last = re.fullmatch(CLOCK + ZONE, rest[0]) or any(form.read(rest[0]) for form in DATE_FORMATS)
    return first if last else ""


COLUMN_HERE: Final = "\u27eacolumn\u27eb"
"""Stands for the name of the column in messages on cells."""


def not_a_date(value: str, expected: str) -> str:
    """Say what is wrong with a cell that no format reads."""
    # five digits are the days from 1927 to 2173; not
    # converted, as old Mac workbooks count from 1904
    if SERIAL.fullmatch(value):
        days = dt.timedelta(int(float(value)))
        own = quoted(f"{COLUMN_HERE}:{value}={FIRST_DAY + days}")
        return (
            f"{quoted(value)} looks like the serial number a spreadsheet keeps for a date "
            f"({FIRST_DAY + days}, or {FIRST_DAY_OF_1904 + days} in old Mac workbooks): format the "
            f"column as dates there, and save it again, or say --value {own}; expected {expected}"
        )
    if lacking := lacks_part(value):
        return f"{quoted(value)} has no {lacking}; expected {expected}"
    return f"{quoted(value)} is not a date; expected {expected}"


def lacks_part(value: str) -> str:
    """What a cell lacks to be a date: a year, a day, or one of them; empty where it is none."""
    no_year, no_day = WITHOUT_YEAR.fullmatch(value), WITHOUT_DAY.fullmatch(value)
    # the names of months, which are many, are asked for last
    if not (no_year or no_day) or not _has_month(value):
        return ""
    return " or no ".join([*(["year"] if no_year else []), *(["day"] if no_day else [])])


def _has_month(value: str) -> bool:
    """Whether the word in a cell, if there is one, is a month."""
    word = re.search(r"[^\W\d_]{3,}", value)
    if word is None:
        return True
    try:
        month_called(word[0])
    except ValueError:
        return False
    return True
