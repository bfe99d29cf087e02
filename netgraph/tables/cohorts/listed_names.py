"""Tables of seekers that list names, where the searches are called by the names of students."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.cohorts.misfiled import spelled_seeker
from netgraph.tables.header import match, spelled_as
from netgraph.tables.issues import quoted
from netgraph.tables.seeker_lists import (
    NAMES_OF_SEEKERS,
    OF_CONTACTS,
    TITLES_OF_SEEKERS,
    seeker_column,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netgraph.tables.raw import Raw

HEADINGS_OF_NAMES: Final = (
    frozenset(NAMES_OF_SEEKERS)
    | TITLES_OF_SEEKERS
    | {"mentee", "advisee", "client", "coachee", "candidate", "jobseeker", "participant", "member"}
    | {"folder", "file", "who"}
)
"""Folded headings under which a table of seekers may say what the searches are called."""


def headed_as_names(columns: Iterable[str]) -> list[str]:
    """Columns of a table of seekers whose heading says that they name them, in any language."""
    found = list(columns)
    abroad = match(found, schema.CONTACTS_TABLE).get(schema.NAME)
    return [one for one in found if schema.folded(one) in HEADINGS_OF_NAMES or one == abroad]


def lists_names(columns: Sequence[str]) -> bool:
    """Whether a table has names of people by its headings, and nothing that is said of contacts."""
    people = match(columns, schema.CONTACTS_TABLE)
    ends = match(columns, schema.REFERRALS_TABLE)
    said = OF_CONTACTS & people.keys()
    return bool(headed_as_names(columns)) and not said and not {*schema.ENDS} <= ends.keys()


def column_of_seekers(raw: Raw, columns: Mapping[str, str], seekers: pd.Index) -> str | None:
    """The column of a table of seekers that says whose search each row is of.

    It is the one of ids. Where there is none, or no search is called by an id of it, the one of
    names by which searches are called.

    Parameters
    ----------
    raw
        The table.
    columns
        Standard name to the heading that the caller gives it.
    seekers
        What the searches are called.

    Returns
    -------
    None where no column is one of ids, and none of names has the name of a search.
    """
    ids = seeker_column(raw, columns)
    if ids is not None and (
        columns.get(schema.SEEKER_ID) or not len(seekers) or share_of_known(raw, ids, seekers)
    ):
        return ids
    named = [one for one in headed_as_names(raw.columns) if one != ids]
    best = _naming_most(raw, named, seekers)
    # names by which nobody is called tell of nobody
    by_name = ids is not None and schema.folded(ids) in NAMES_OF_SEEKERS
    return best if best is not None or by_name else ids


def is_of_ids(raw: Raw, columns: Mapping[str, str], called: str) -> bool:
    """Whether a column of seekers is headed as one of ids, or was said to be."""
    ids = match(raw.columns, schema.CONTACTS_TABLE).get(schema.CONTACT_ID)
    found = match(raw.columns, schema.SEEKERS_TABLE).get(schema.SEEKER_ID)
    said = spelled_as(columns.get(schema.SEEKER_ID, ""), raw.columns)
    return called in (ids, found, said)


def way_to_say_seekers(raw: Raw, seekers: pd.Index) -> str:
    """What to say where no column of a table of seekers is known as the one of their ids."""
    likely = _naming_most(raw, raw.columns, seekers)
    if likely is not None:
        return f"; is it {likely!r}? then say --map {quoted(f'{schema.SEEKER_ID}={likely}')}"
    called = f", as {quoted(str(seekers[0]))} is" if len(seekers) else ""
    return (
        f"; which of them says what the searches are called{called}? call it {schema.SEEKER_ID}, "
        f"or say --map '{schema.SEEKER_ID}=HEADING'"
    )


def _naming_most(raw: Raw, called: Iterable[str], seekers: pd.Index) -> str | None:
    """The column in which most searches are named; None where none is."""
    shares = {one: share_of_known(raw, one, seekers) for one in called}
    best = max(shares, key=lambda one: shares[one], default=None)
    return best if best is not None and shares[best] else None


def share_of_known(raw: Raw, called: str, seekers: pd.Index) -> float:
    """Which share of the cells of a column say what some search is called."""
    cells = normalize_text(raw.frame[called].astype("str")).dropna()
    known = spelled_seeker(normalize_text(pd.Series(seekers, dtype="str")))
    return float(spelled_seeker(cells).isin(known).mean()) if len(cells) else 0.0
