"""Text into values: flags, choices, numbers and ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import nearest
from netgraph.tables.cleaning.text import at_spellings, spellings
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from netgraph.schema import Column
    from netgraph.tables.issues import Told

YES: Final = ("yes", "y", "true", "t", "1")
ROUNDED: Final = r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{2,}"
LARGEST_NUMBER: Final = 1e12
"""A weight or a number of hours is not above this; sums of them stay exact enough."""
NO: Final = ("no", "n", "false", "f", "0")


def flags(cells: pd.Series, column: Column, told: Told) -> pd.Series:
    """Read yes and no."""
    code, words = spellings(cells)
    low = words.str.casefold()
    yes = low.isin(YES).to_numpy()
    bad = ~yes & ~low.isin(NO).to_numpy()
    wrong = at_spellings(cells, code, words, bad)
    told.unreadable(
        schema.BAD_VALUE, wrong, column.name, [f"{quoted(v)} is neither yes nor no" for v in wrong]
    )
    missing = np.append(bad, True)[code]
    return pd.Series(
        pd.arrays.BooleanArray(np.append(yes, False)[code], missing), index=cells.index
    )


def choices(cells: pd.Series, column: Column, told: Told) -> pd.Series:
    """Read words that are one of the column's choices, however they are spelled."""
    code, words = spellings(cells)
    standard = {schema.folded(choice): choice for choice in column.choices}
    meant = [standard.get(schema.folded(word)) for word in words]
    wrong = at_spellings(cells, code, words, np.array([m is None for m in meant], dtype=bool))
    one_of = ", ".join(column.choices)
    hints = {v: nearest(v, column.choices) for v in wrong.unique()}
    messages = [
        f"{quoted(v)} is none of {one_of}" + (f"; is it {hints[v]!r}?" if hints[v] else "")
        for v in wrong
    ]
    told.unreadable(schema.BAD_VALUE, wrong, column.name, messages)
    return pd.Series(np.array([*meant, None], dtype=object)[code], index=cells.index, dtype="str")


def numbers(words: pd.Series, column: Column, told: Told) -> pd.Series:
    """Read numbers from 0 on."""
    read = pd.to_numeric(words, errors="coerce").astype("float64")
    read = read.where(np.isfinite(read) & (read >= 0) & (read <= LARGEST_NUMBER))
    bad = words[words.notna() & read.isna()]
    messages = [f"{quoted(v)} is not a number from 0 to {LARGEST_NUMBER:,.0f}" for v in bad]
    told.unreadable(schema.BAD_VALUE, bad, column.name, messages)
    return read


def tell_damage(words: pd.Series, column: Column, told: Told) -> None:
    """Tell of ids that a spreadsheet has made into rounded numbers: what they were cannot be known."""
    rounded = words[words.str.fullmatch(ROUNDED).fillna(value=False).to_numpy()]
    messages = [
        f"{quoted(v)} looks like a long number that a spreadsheet has rounded; kept as it is"
        for v in rounded
    ]
    told.tell(schema.SPREADSHEET_DAMAGE, rounded, column.name, messages)
