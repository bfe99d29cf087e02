"""Contacts: one row an id, and people who may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from netgraph import schema
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from netgraph.schema import Severity
    from netgraph.tables.issues import Told

    Keep = Literal["first", "last"]


def unique(contacts: pd.DataFrame, told: Told, *, keep: Keep | None) -> pd.DataFrame:
    """Leave one row an id; an id there twice is an error unless ``keep`` settles which row stays."""
    ids = contacts[schema.CONTACT_ID]
    if ids.is_unique:
        return contacts
    again = ids.duplicated(keep=keep or "first")
    at = dict(zip(ids[~again], ids.index[~again], strict=True))
    settles = (
        "; keep='first' or 'last' (--keep first, --keep last) settles it"
        if keep is None
        else ", which is kept; this row is left out"
    )
    messages = [
        f"the id {quoted(i)} is also on {told.spot(at[i], spot)}{settles}"
        for spot, i in ids[again].items()
    ]
    severity: Severity = "error" if keep is None else "warning"
    told.tell(schema.DUPLICATE_CONTACT, ids[again], schema.CONTACT_ID, messages, severity=severity)
    return contacts[~again]


def tell_possible_duplicates(
    contacts: pd.DataFrame, told: Told, *, apart: Collection[frozenset[str]] = ()
) -> None:
    """Tell of contacts with the same e-mail, or the same name and organization, under two ids.

    Parameters
    ----------
    contacts
        With every organization in one spelling.
    apart
        Pairs of ids that were decided to be two people.
    """
    ids = contacts[schema.CONTACT_ID]
    told_of = np.zeros(len(contacts), dtype=bool)
    for column, same, keys in _identities(contacts):
        known = keys.notna().to_numpy()
        repeated = keys.duplicated().to_numpy() & known
        again = repeated & ~told_of
        if not again.any():
            continue
        first = known & ~repeated
        holder = dict(zip(keys[first], zip(ids[first], ids.index[first], strict=True), strict=True))
        kept = [
            frozenset((i, holder[k][0])) not in apart
            for i, k in zip(ids[again], keys[again], strict=True)
        ]
        again[again] = kept
        messages = [
            f"{quoted(i)} has the same {same} as {quoted(holder[k][0])} on {told.spot(holder[k][1], spot)}; not merged"
            for (spot, i), k in zip(ids[again].items(), keys[again], strict=True)
        ]
        told.tell(schema.POSSIBLE_DUPLICATE_PERSON, contacts[column][again], column, messages)
        told_of |= again


def _identities(contacts: pd.DataFrame) -> list[tuple[str, str, pd.Series]]:
    found = []
    if schema.EMAIL in contacts.columns:
        found.append((schema.EMAIL, "e-mail", contacts[schema.EMAIL].str.lower()))
    if schema.NAME in contacts.columns and schema.ORGANIZATION in contacts.columns:
        name = contacts[schema.NAME].str.lower()
        shared = name.isin(name[name.duplicated().to_numpy()].dropna().unique()).to_numpy()
        both = name.where(shared) + "\n" + contacts[schema.ORGANIZATION].where(shared)
        found.append((schema.NAME, "name and organization", both))
    return found
