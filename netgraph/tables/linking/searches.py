"""Whose search it is: a row for oneself without ``--seeker``, and files of several people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.text import cells_that_match
from netgraph.tables.issues import LINE_BITS, Issues, quoted
from netgraph.tables.no_persons import SEEKER_WORDS, is_seeker_word

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.arrays import Flags

_ALONE: Final = "|".join(sorted(word for word in SEEKER_WORDS if len(word) < 10))
_SAYS_ME: Final = rf"(?i)^\W*(?:i|{_ALONE})\W*$|[(\[](?:me|myself|self|ich|moi|yo|io|eu)[)\]]\s*$"
"""A name or a referrer that may be whoever keeps the sheet, for arrow."""


def issues_of_searches(
    rows: pd.DataFrame, *, seeker: str | None, exports: Collection[int]
) -> tuple[Issues, ...]:
    """Tell of a row that is oneself, and of files that each have a "me" of their own.

    Parameters
    ----------
    rows
        Contacts of all files, indexed by spot.
    seeker
        The contact whose search it is, where one was named.
    exports
        Numbers of files that other programs wrote: those are of one search with the sheet beside.
    """
    found = {
        name: rows[name][_says_me(rows[name])]
        for name in (schema.NAME, *schema.SIDES)
        if name in rows.columns
    }
    issues = []
    said = pd.concat(found.values()) if found else pd.Series(dtype="str")
    files = said.index.to_numpy().astype(np.int64) >> LINE_BITS
    own = [n for n in dict.fromkeys(files.tolist()) if n not in exports]
    if len(own) > 1 and schema.SEEKER_ID not in rows.columns:
        # the first such cell of the first two files
        one, other = (said[files == n] for n in own[:2])
        here, there = quoted(other.iloc[0]), quoted(one.iloc[0])
        issues.append(
            Issues(
                schema.READ_AS,
                other.iloc[:1],
                "",
                [f"{len(own)} tables say who keeps them: {here} here, {there} on "],
                one.index.to_numpy().astype(np.int64)[:1],
                "; read as one search: if they are several people's, answer each table by itself "
                "(name one file, or say --sheet)",
                severity="warning",
            )
        )
    elif seeker is None and schema.NAME in found and len(found[schema.NAME]):
        cells = found[schema.NAME]
        told = [
            f"{quoted(name)} is a contact like any other; if it is you, say --seeker {quoted(name)}"
            for name in cells
        ]
        issues.append(Issues(schema.READ_AS, cells, schema.NAME, told))
    return tuple(issues)


def issues_of_several_seekers(rows: pd.DataFrame) -> tuple[Issues, ...]:
    """Tell of rows of several seekers that are read as one search."""
    if schema.SEEKER_ID not in rows.columns:
        return ()
    cells = rows[schema.SEEKER_ID].dropna()
    others = cells[~cells.duplicated()].iloc[1:]
    if others.empty:
        return ()
    told = (
        f"rows of {len(others) + 1:,} seekers are read as one search, in which a referral that two "
        "of them have is one: ng.read_cohort keeps them apart (netgraph seekers, --by-seeker, "
        "--seeker-id)"
    )
    first = others.iloc[:1]
    return (Issues(schema.READ_AS, first, schema.SEEKER_ID, told, severity="warning"),)


def _says_me(cells: pd.Series) -> Flags:
    """``bool[rows]``: which cells are a word for whoever keeps the sheet, few."""
    flags = cells_that_match(cells, _SAYS_ME)
    # "May I" and "Io" are names
    flags[flags] = [
        is_seeker_word(str(cell)) or str(cell).rstrip()[-1] in ")]" for cell in cells[flags]
    ]
    return flags
