"""Days as they are given and as they are written: ISO, and nothing that could be read otherwise."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from netgraph.errors import OptionError
from netgraph.patterns import lazy_pattern

TODAY: Final = "today"
FIRST_ORDINAL: Final = dt.date(1970, 1, 1).toordinal()
"""Of the day from which days are counted, as Python's dates are numbered."""
_ISO: Final = lazy_pattern(r"\d{4}-\d{2}-\d{2}(?:[T ].+)?", re.ASCII)


def given_day(given: object) -> dt.date:
    """Read a day: ISO text, ``today``, or a date in any type.

    A time of day and its zone are dropped and not converted: the day that was written is meant.

    Raises
    ------
    OptionError
        If it is none.

    Examples
    --------
    >>> given_day("2024-01-31").isoformat(), given_day(dt.datetime(2024, 1, 31, 23)).isoformat()
    ('2024-01-31', '2024-01-31')
    """
    try:
        if isinstance(given, str):
            word = given.strip()
            if word.casefold() == TODAY:
                from netgraph import clock  # it brings pandas, for which a command line waits

                return clock.day_of_clock().date()
            if _ISO.fullmatch(word):
                return dt.datetime.fromisoformat(word).date()
        # NumPy's dates become Python's; a pandas timestamp is a datetime, and so is its NaT, which
        # has no day.
        plain = given.astype("datetime64[D]").item() if hasattr(given, "astype") else given
        if isinstance(plain, dt.datetime):
            return dt.date(plain.year, plain.month, plain.day)
        if isinstance(plain, dt.date):
            return plain
    except (ValueError, TypeError, AttributeError):
        pass
    raise OptionError(f"{given!r} is not a date; expected YYYY-MM-DD or {TODAY!r}")


def days_after(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or earlier; the first or last one there is, where none is left.

    Examples
    --------
    >>> iso(days_after(dt.date(2024, 3, 1), -1)), iso(days_after(dt.date(1, 1, 3), -7))
    ('2024-02-29', '0001-01-01')
    """
    number = max(day.toordinal() + days, dt.date.min.toordinal())
    return dt.date.fromordinal(min(number, dt.date.max.toordinal()))


def iso(day: dt.date) -> str:
    """Write a day as YYYY-MM-DD, years below 1000 with four digits too.

    Examples
    --------
    >>> iso(dt.date(987, 1, 1))
    '0987-01-01'
    """
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def iso_of_number(day: int) -> str:
    """Write a day that is counted from 1970-01-01.

    Examples
    --------
    >>> iso_of_number(20000)
    '2024-10-04'
    """
    return iso(dt.date.fromordinal(int(day) + FIRST_ORDINAL))
