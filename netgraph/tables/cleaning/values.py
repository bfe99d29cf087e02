"""Text into values: flags, choices, numbers; and ids that cannot be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import nearest
from netgraph.tables.cleaning.readings import Reading, Unread
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    from netgraph.schema import Column

YES: Final = ("yes", "y", "true", "t", "1")
NO: Final = ("no", "n", "false", "f", "0")
ROUNDED: Final = r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{2,}"
LARGEST_NUMBER: Final = 1e12
"""A weight or a number of hours is not above this; sums of them stay exact enough."""


def read_flags(words: pd.Series) -> Reading:
    """Read yes and no."""
    low = words.str.casefold()
    # bool[spellings]: True for yes; then True for what
    # is neither, which is the mask of missing values
    yes = low.isin(YES).to_numpy(dtype=bool)
    bad = ~yes & ~low.isin(NO).to_numpy(dtype=bool)
    messages = [f"{quoted(v)} is neither yes nor no" for v in words[bad]]
    return Reading(pd.arrays.BooleanArray(yes, bad), (Unread(schema.BAD_VALUE, bad, messages),))


def read_choices(words: pd.Series, choices: tuple[str, ...]) -> Reading:
    """Read words that are one of some choices, however case and punctuation are."""
    standard = {schema.folded(choice): choice for choice in choices}
    # a list, an entry a spelling: the choice as the schema spells it, None where it is none
    meant = [standard.get(schema.folded(word)) for word in words]
    bad = np.array([choice is None for choice in meant], dtype=bool)
    one_of = ", ".join(choices)
    hints = [(v, nearest(v, choices)) for v in words[bad]]
    messages = [
        f"{quoted(v)} is none of {one_of}" + (f"; is it {hint!r}?" if hint else "")
        for v, hint in hints
    ]
    return Reading(pd.array(meant, dtype="str"), (Unread(schema.BAD_VALUE, bad, messages),))


def read_numbers(words: pd.Series) -> Reading:
    """Read numbers from 0 on."""
    # float64[spellings]; to_numeric takes "inf" for a number,
    # and gives NaN for "1,000", which may mean 1 or 1000
    read = pd.to_numeric(words, errors="coerce").astype("float64")
    read = read.where(np.isfinite(read) & (read >= 0) & (read <= LARGEST_NUMBER))
    bad = read.isna().to_numpy()
    messages = [f"{quoted(v)} is not a number from 0 to {LARGEST_NUMBER:,.0f}" for v in words[bad]]
    return Reading(read.array, (Unread(schema.BAD_VALUE, bad, messages),))


def issues_of_ids(words: pd.Series, column: Column) -> tuple[Issues, ...]:
    """Ids that are empty, and those that a spreadsheet has made into rounded numbers.

    What a rounded id was cannot be known; it is kept as it is.
    """
    # rows indexed by spot, not spellings: nearly every id is there once
    blank = words[words.isna()]
    # spreadsheets show numbers of 12 digits and more as 1.23457E+12, and export what they show
    rounded = words[words.str.fullmatch(ROUNDED).fillna(value=False).to_numpy()]
    messages = [
        f"{quoted(v)} looks like a long number that a spreadsheet has rounded; kept as it is"
        for v in rounded
    ]
    return (
        Issues(schema.BAD_VALUE, blank, column.name, "an empty id; expected one"),
        Issues(schema.SPREADSHEET_DAMAGE, rounded, column.name, messages),
    )
