"""Names of students that stand in the tables themselves, beside the ids of the students."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema

if TYPE_CHECKING:
    from netgraph.tables.cohorts.searches import DealtTables

NAMES_OF_STUDENTS: Final = frozenset(
    f"{who}name" for who in ("student", "seeker", "mentee", "advisee", "candidate")
)
"""Folded headings of such columns; exports of career systems have them."""


def with_own_names(groups: pd.DataFrame | None, dealt: DealtTables) -> pd.DataFrame | None:
    """Name the students whom the table of seekers does not name, as the other tables do.

    Parameters
    ----------
    groups
        A row a seeker, as ``groups_of`` gives them; None where there is no such table.
    dealt
        The other tables. An id beside which they have two names has none of theirs.

    Returns
    -------
    The table of seekers with the names; None where there is nothing of either.
    """
    names = _names_beside_ids(dealt)
    if names.empty:
        return groups
    own = names.rename(schema.NAME).reset_index()
    if groups is None:
        return own
    theirs = groups[schema.SEEKER_ID].map(names)
    if schema.NAME in groups:
        named = groups.assign(**{schema.NAME: groups[schema.NAME].fillna(theirs)})
    else:
        named = groups.copy(deep=False)
        named.insert(1, schema.NAME, theirs)
    unlisted = own[~own[schema.SEEKER_ID].isin(groups[schema.SEEKER_ID])]
    return pd.concat([named, unlisted], ignore_index=True) if len(unlisted) else named


def _names_beside_ids(dealt: DealtTables) -> pd.Series:
    """The one name of each seeker id in columns of students' names: text by ``seeker_id``."""
    ids = dealt.seekers.to_series().array
    tables = zip(dealt.cleaned.tables[schema.CONTACTS], dealt.search[schema.CONTACTS], strict=True)
    found = [
        pd.DataFrame({schema.SEEKER_ID: ids.take(search), schema.NAME: table[column].array})
        for table, search in tables
        for column in table.columns
        if schema.folded(str(column)) in NAMES_OF_STUDENTS
    ]
    if not found:
        return pd.Series(dtype="str")
    rows = pd.concat(found, ignore_index=True).astype("str").dropna()
    rows[schema.NAME] = rows[schema.NAME].str.strip()
    rows = rows[rows[schema.NAME] != ""].drop_duplicates()
    sure = rows[~rows.duplicated(schema.SEEKER_ID, keep=False)]
    return sure.set_index(schema.SEEKER_ID)[schema.NAME]
