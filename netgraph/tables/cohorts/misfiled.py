"""Rows in one student's folder that say they are another's: refused, and never shown to either."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.cohort.seeker_ids import folded_ids
from netgraph.frames import values
from netgraph.tables.cohorts.seeker_words import without_empty_words
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.tables.cleaned import CleanedTables


def spelled_seeker(ids: pd.Series) -> pd.Series:
    """Spell ids so that those alike but for case, zeros, blanks and signs between words are one.

    Examples
    --------
    >>> spelled_seeker(pd.Series(["Ann Lee", "ann_lee", "S-007", "1-2"], dtype="str")).tolist()
    ['annlee', 'annlee', 's7', '1-2']
    """
    # a sign between two digits is part of a number: 1-2 is not 12
    joined = ids.str.strip().str.replace(r"(?<!\d)[\s_.-]+|[\s_.-]+(?!\d)", "", regex=True)
    return folded_ids(joined)


def names_of_one(seeker: str, groups: pd.DataFrame | None) -> frozenset[str]:
    """What a seeker may be called in a column of students, as ``spelled_seeker`` spells it.

    Parameters
    ----------
    seeker
        The name of the folder.
    groups
        A row a seeker, as ``groups_of`` gives them; None where there is no such table. The one row
        that has the folder's name says by its id, its name and its e-mail who is the same.
    """
    own = str(spelled_seeker(pd.Series([seeker], dtype="str")).iloc[0])
    if groups is None:
        return frozenset({own})
    columns = [c for c in groups.columns if _says_who(str(c))]
    # a row a seeker, a column a way to call them
    words = groups[columns].apply(lambda cells: spelled_seeker(cells.astype("str")))
    # a row of the id alone is of somebody whom the list does not have
    listed = words.drop(columns=schema.SEEKER_ID).notna().any(axis=1)
    rows = words[(words == own).any(axis=1) & listed]
    # a name that two of the list have says nothing of either
    return frozenset({own, *(rows.iloc[0].dropna() if len(rows) == 1 else ())})


def _says_who(column: str) -> bool:
    folded = schema.folded(column)
    return column in (schema.SEEKER_ID, schema.NAME) or folded.endswith(("email", "emailaddress"))


def without_misfiled(
    cleaned: CleanedTables, seeker: str, place: tuple[str, str], names: Collection[str]
) -> CleanedTables:
    """Tell every row whose column of students contradicts the folder, or the file, that it is in.

    Parameters
    ----------
    cleaned
        The tables of one search.
    seeker, place
        Whose it is by its place: what that is, a folder, a file or a sheet, and what it is called.
    names
        What the seeker may be called, as ``names_of_one`` gives it. Such cells become the id.

    Returns
    -------
    The tables, with an error for each row that is somebody else's: whose of the two it is only a
    person can say.
    """
    tables, found = dict(cleaned.tables), []
    for kind in (schema.CONTACTS, schema.REFERRALS):
        tables[kind] = [*tables[kind]]
        for n, table in enumerate(tables[kind]):
            cells = without_empty_words(values(table, schema.SEEKER_ID))
            filled = cells.notna().to_numpy()
            if not filled.any():
                continue
            other = filled & ~spelled_seeker(cells).isin([*names]).to_numpy(dtype=bool)
            found.append(_issue_of_others(cells[other], seeker, place))
            tables[kind][n] = table.assign(
                **{schema.SEEKER_ID: cells.mask(filled & ~other, seeker)}
            )
    told = tuple(one for one in found if len(one.cells))
    return replace(cleaned, tables=tables, issues=(*cleaned.issues, *told))


def _issue_of_others(cells: pd.Series, seeker: str, place: tuple[str, str]) -> Issues:
    what, called = place
    words = [
        f"{quoted(one)} stands in the {what} {quoted(called)}, which is the search of "
        f"{quoted(seeker)}; move the row to the {what} of {quoted(one)}, or correct the cell; if "
        "both are one student, say so in seekers.csv (seeker_id, name); a table of several "
        "students is read by naming its file"
        for one in cells
    ]
    return Issues(schema.UNPLACED, cells, schema.SEEKER_ID, words, severity="error")
