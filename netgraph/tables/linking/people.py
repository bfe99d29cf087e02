"""Contacts: one row an id, and people who may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.links import are_unique, shared_texts
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.linking.own_addresses import own_emails, personal_pages, profile_columns
from netgraph.tables.name_keys import namesake_keys

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.arrays import Longs
    from netgraph.choices import Keep
    from netgraph.schema import Severity

DECIDE_IN_SAME: Final = "decide in same.csv (netgraph check --decide writes it)"
NOT_MERGED: Final = f"; not merged: {DECIDE_IN_SAME}"
"""What is told of two contacts who may be one person."""


def unique(
    contacts: pd.DataFrame, *, keep: Keep | None, before: pd.Series | None = None
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """Leave one row an id.

    Rows without an id go; cleaning has an issue of each. An id that is there twice is an error
    unless ``keep`` settles which row stays. E-mail addresses in differing case are one id.

    Parameters
    ----------
    contacts
        Rows of one file, indexed by spot.
    keep
        Which row of an id stays.
    before
        What stands before the id of every row to compare them, where one file is that of several
        searches.
    """
    ids = contacts[schema.CONTACT_ID]
    if ids.hasnans:
        contacts = contacts.dropna(subset=[schema.CONTACT_ID])
        ids = contacts[schema.CONTACT_ID]
    keys = id_keys(ids)
    if before is not None:
        keys = before[contacts.index] + keys
    if are_unique(keys):
        return contacts, ()
    which: Literal["first", "last"] = "last" if keep == "last" else "first"
    again = keys.duplicated(keep=which)
    # the spot of the row that stays, by id
    stays = dict(zip(keys[~again], ids.index[~again], strict=True))
    others = np.array([stays[k] for k in keys[again]], dtype=np.int64)
    seekers = contacts.get(schema.SEEKER_ID) if keep is None else None
    issue = issue_of_repeated_ids(ids[again], others, keep=keep, seekers=seekers)
    return contacts[~again], (issue,)


def issue_of_repeated_ids(
    ids: pd.Series, stays: Longs, *, keep: Keep | None, seekers: pd.Series | None = None
) -> Issues:
    """Tell of rows whose id is on another row too.

    Parameters
    ----------
    ids
        The ids, indexed by spot.
    stays
        ``int64[ids]``: the spots of the rows that stay.
    keep
        Which row of an id stays.
    seekers
        Whose search each contact is of, where that is known.
    """
    settles = (
        "; keep='first' or 'last' (--keep first, --keep last) settles it"
        if keep is None
        else ", which is kept; this row is left out"
    )
    endings = [settles] * len(ids)
    if seekers is not None:
        both = zip(seekers.reindex(ids.index), seekers.reindex(stays), strict=True)
        endings = [
            f"{settles}; both rows are of the search of {quoted(own)}"
            if own == other
            else f"{settles}; where two seekers have the same contact, ng.read_cohort reads each "
            "search (--seeker-id ID takes one)"
            for own, other in both
        ]
    messages = [f"the id {quoted(i)} is also on " for i in ids]
    severity: Severity = "error" if keep is None else "warning"
    code, column = schema.DUPLICATE_CONTACT, schema.CONTACT_ID
    return Issues(code, ids, column, messages, stays, endings, severity=severity)


def id_keys(ids: pd.Series) -> pd.Series:
    """What two spellings of one id share: the case of an e-mail address says nothing."""
    emails = ids.str.contains("@", regex=False).to_numpy(dtype=bool, na_value=False)
    return ids.mask(emails, ids.str.casefold()) if emails.any() else ids


def issues_of_possible_duplicates(
    contacts: pd.DataFrame, *, apart: Collection[frozenset[str]] = ()
) -> tuple[Issues, ...]:
    """Find contacts of one e-mail, profile, or name and organization, under two ids.

    Parameters
    ----------
    contacts
        With every organization in one spelling.
    apart
        Pairs of ids that were decided to be two people.
    """
    ids = contacts[schema.CONTACT_ID]
    issues = []
    # bool[contacts]: rows that have an issue already, by an earlier kind of key
    listed = np.zeros(len(contacts), dtype=bool)
    for column, same, keys in _comparison_keys(contacts):
        known = keys.notna().to_numpy()
        repeated = keys.duplicated().to_numpy() & known
        again = repeated & ~listed
        if not again.any():
            continue
        # who has a key first stands for it: id and spot
        first = known & ~repeated
        holder = dict(zip(keys[first], zip(ids[first], ids.index[first], strict=True), strict=True))
        undecided = [
            frozenset((i, holder[k][0])) not in apart
            for i, k in zip(ids[again], keys[again], strict=True)
        ]
        again[again] = undecided
        pairs = [(i, *holder[k]) for i, k in zip(ids[again], keys[again], strict=True)]
        issues.append(
            Issues(
                schema.POSSIBLE_DUPLICATE_PERSON,
                contacts[column][again],
                column,
                [f"{quoted(i)} has the same {same} as {quoted(one)} on " for i, one, _ in pairs],
                np.array([spot for _, _, spot in pairs], dtype=np.int64),
                NOT_MERGED,
            )
        )
        listed |= again
    return tuple(issues)


def _comparison_keys(contacts: pd.DataFrame) -> list[tuple[str, str, pd.Series]]:
    """Kinds of keys that one person has: the column, what messages call it, and a key a row."""
    kinds = []
    if schema.EMAIL in contacts.columns:
        kinds.append((schema.EMAIL, "e-mail", own_emails(contacts)))
    pages = personal_pages(contacts)
    if pages is not None:
        kinds.append((profile_columns(contacts)[0], "profile", pages))
    if schema.NAME in contacts.columns and schema.ORGANIZATION in contacts.columns:
        name = namesake_keys(contacts[schema.NAME])
        # only names that are there twice can make a pair: most are not, and need no key
        shared = np.flatnonzero(shared_texts(name))
        both = name.iloc[shared] + "\n" + contacts[schema.ORGANIZATION].iloc[shared]
        # int64[contacts]: the place of each among these, -1, which takes the missing value
        place = np.full(len(contacts), -1, dtype=np.int64)
        place[shared] = np.arange(len(shared))
        keys = pd.Series(both.array.take(place, allow_fill=True), contacts.index)
        kinds.append((schema.NAME, "name and organization", keys))
    return kinds
