"""Columns of days that are numbered: "Touch 1", "Touch 2"; the newest day is the last contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.schema import Column
from netgraph.tables.cleaning.claims import different_words, further_referrers, holds
from netgraph.tables.cleaning.several_emails import further_emails
from netgraph.tables.heading_brackets import another_thing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.schema import Table

_WHICH_ONE: Final = lazy_pattern(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|er|re|e|o|a|\.)?|first|second|third|fourth|fifth|erster?|zweiter?|"
    r"dritter?|premiere?|deuxieme|troisieme)(?=\W|$)|(?<=[^\W\d])\d{1,2}$"
)
"""Which of a series a heading is: "2nd call", "Call 2", "Call2"."""


def stem(called: str) -> str:
    """What the headings of a series share, folded; empty where a heading has no number.

    Examples
    --------
    >>> stem("Touch 2"), stem("2nd call"), stem("Call3"), stem("Touch"), stem("2026")
    ('touch', 'call', 'call', '', '')
    """
    bare = _WHICH_ONE.sub(" ", called.casefold(), count=1)
    return schema.folded(bare) if bare != called.casefold() else ""


def mates(called: str, names: Sequence[str]) -> list[str]:
    """The other headings of the series of one, in the order of the file."""
    own = stem(called)
    return [one for one in names if own and one != called and stem(one) == own]


def further_days(frame: pd.DataFrame, matched: Mapping[str, str]) -> list[str]:
    """Columns that nobody claimed in the series of the one that says the last contact.

    They are read with it, and the newest day of a row counts.
    """
    if schema.LAST_CONTACT_ON not in matched:
        return []
    free = [str(c) for c in frame.columns if c not in matched.values()]
    series = mates(matched[schema.LAST_CONTACT_ON], free)
    return [c for c in series if not another_thing(c) and holds_days(frame[c])]


def read_together(
    frame: pd.DataFrame, table: Table, matched: Mapping[str, str]
) -> dict[str, list[str]]:
    """Standard name to further columns that are read with its own: referrers, days, e-mails."""
    also = further_referrers(frame, table, matched)
    if table.name != schema.CONTACTS:
        return also
    series = further_days(frame, matched)
    also |= {schema.LAST_CONTACT_ON: series} if series else {}
    emails = further_emails(frame, matched)
    return {**also, schema.EMAIL: emails} if emails else also


def holds_days(cells: pd.Series) -> bool:
    """Whether a column holds days, as far as it is filled; an empty one may."""
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return True
    words = different_words(cells)
    return not len(words) or holds(words, Column(schema.LAST_CONTACT_ON, "date"))


def newest(columns: Sequence[pd.Series]) -> pd.Series:
    """The newest day of each row in several columns of days."""
    # datetime64[rows, columns]: a row without any day stays without
    days = pd.concat([one.rename(at) for at, one in enumerate(columns)], axis="columns")
    return days.max(axis="columns").astype(columns[0].dtype).set_axis(columns[0].index)
