"""One id in two files that names two people: never one person without being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import LINE_BITS, Issues, quoted
from netgraph.tables.linking import people
from netgraph.tables.linking.near_names import comparable, resemblance
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from netgraph.arrays import Flags, Longs


AT_ONCE: Final = (
    "; where numbers begin again in each table, netgraph check TABLES --keep both --decide --save "
    "settles them all, and asks who stands in both"
)
"""What to do where many ids are two people's."""


def settle_contradictions(
    rows: pd.DataFrame,
    own_ids: Flags,
    one: Collection[str],
    *,
    file_name: Callable[[int], str] | None = None,
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """Find ids that two files give to two people, and give the later one another id.

    Two rows are two people where their names are unlike (or, without names, their e-mails), unless
    an e-mail says that they are one.

    Parameters
    ----------
    rows
        Contacts of all files, indexed by spot; ids are unique in each file.
    own_ids
        ``bool[rows]``: whose id is from a column of ids.
    one
        Ids that were decided to be one person's.
    file_name
        What a file is called by its number, where two people are to stay two; else that is an
        error.
    """
    # int64[rows]: a spot is the number of its file, shifted, and the line in it
    files = rows.index.to_numpy().astype(np.int64) >> LINE_BITS
    if not len(files) or files.min() == files.max():
        return rows, ()
    # an id that no column of ids gave claims nothing of its person: its key is missing
    keys = people.id_keys(rows[schema.CONTACT_ID]).mask(~own_ids)
    # int64[rows concerned], and for each the first row of the same id
    again, first = _later_rows(keys)
    unlike = np.array(
        [
            keys.iloc[b] not in one and _are_two(rows.iloc[a], rows.iloc[b])
            for a, b in zip(first, again, strict=True)
        ],
        dtype=bool,
    )
    if not unlike.any():
        return rows, ()
    again, first = again[unlike], first[unlike]
    ids = rows[schema.CONTACT_ID]
    own = ids.tolist()
    # a made id must be nobody else's, be it of this file or of another
    taken = set(own) if file_name else set()
    if file_name is not None:
        for at in again:
            own[at] = numbered(f"{file_name(int(files[at]))}:{own[at]}", taken)
            taken.add(own[at])
    settles = (
        [f"; two people, this one is {quoted(own[at])} now" for at in again]
        if file_name
        else "; keep='both' (--keep both) makes two people of them; if they are one, give them one "
        "name, or say so in same.csv (the id, the same id, yes)"
        + (AT_ONCE if len(again) > 1 else "")
    )
    issues = Issues(
        schema.CONTRADICTING_CONTACT,
        ids.iloc[again],
        schema.CONTACT_ID,
        [
            f"the id {quoted(ids.iloc[b])} is {_who(rows.iloc[b])} here, {_who(rows.iloc[a])} on "
            for a, b in zip(first, again, strict=True)
        ],
        rows.index.to_numpy().astype(np.int64)[first],
        settles,
        severity="warning" if file_name else "error",
    )
    changed = pd.Series(own, index=rows.index, dtype="str")
    return rows.assign(**{schema.CONTACT_ID: changed}), (issues,)


def _later_rows(keys: pd.Series) -> tuple[Longs, Longs]:
    """Rows whose key an earlier row has, each with the first that has it."""
    # int64[rows], -1 without a key: such rows repeat nobody
    code, _ = pd.factorize(keys)
    known = np.flatnonzero(code >= 0)
    _, opens, group = np.unique(code[known], return_index=True, return_inverse=True)
    # int64[known rows]: np.unique finds the first of each group, so an earlier file keeps the id
    first = known[opens][group]
    again = first != known
    return known[again], first[again]


def _are_two(one: pd.Series, other: pd.Series) -> bool:
    names = [_said(row, schema.NAME) for row in (one, other)]
    emails = [_said(row, schema.EMAIL).casefold() for row in (one, other)]
    # one e-mail outweighs two names: people marry, and are written with or without a second name
    if all(emails) and emails[0] == emails[1]:
        return False
    return have_unlike_names(*names) if all(names) else all(emails)


def have_unlike_names(one: str, other: str) -> bool:
    """Whether two names are known, not empty, and do not resemble each other."""
    folded = [comparable(name) for name in (one, other)]
    return all(folded) and folded[0] != folded[1] and not resemblance(*folded)


def _said(row: pd.Series, column: str) -> str:
    value = row.get(column)
    return "" if value is None or pd.isna(value) else str(value)


def _who(row: pd.Series) -> str:
    return quoted(_said(row, schema.NAME) or _said(row, schema.EMAIL))
