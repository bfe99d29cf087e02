"""Contacts: one row an id, referrers named in their rows, and people who may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import quoted
from netgraph.tables.sources.address_book import SEVERAL

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.arrays import Flags
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


def referrals_named(contacts: pd.DataFrame, told: Told) -> pd.DataFrame | None:
    """Turn a ``referred_by`` column into referrals.

    A cell is an id, or exactly one person's exact name. A name that fits several, or a cell that is one
    person's id and another's name, is told with the candidates and never guessed; one that fits nobody
    becomes a stub later on.

    Parameters
    ----------
    contacts
        Rows of one or more files; rows of the same person carry the same id.

    Returns
    -------
    The referrals, on the rows of those referred; None where there is no such column.
    """
    if schema.REFERRED_BY not in contacts.columns:
        return None
    rows = contacts[contacts[schema.REFERRED_BY].notna()]
    if rows[schema.REFERRED_BY].str.contains(SEVERAL, regex=False).any():
        each = rows[schema.REFERRED_BY].str.split(SEVERAL, regex=False)
        rows = rows.assign(**{schema.REFERRED_BY: each}).explode(schema.REFERRED_BY)
        rows = rows.astype({schema.REFERRED_BY: "str"})
    referrer, sure = _resolved(rows[schema.REFERRED_BY], contacts, told)
    date = [schema.REFERRED_ON] if schema.REFERRED_ON in contacts.columns else []
    referrals = rows[[schema.REFERRED_BY, schema.CONTACT_ID, *date]]
    referrals.columns = pd.Index([schema.REFERRER_ID, schema.REFERRED_ID, *date])
    referrals[schema.REFERRER_ID] = referrer
    return referrals[sure]


def _resolved(given: pd.Series, contacts: pd.DataFrame, told: Told) -> tuple[pd.Series, Flags]:
    """Replace names by ids; who fits nobody keeps the name as id.

    Returns
    -------
    referrer, sure
        A row a cell: the id, and False where the cell was told because it fits several.
    """
    is_id = given.isin(contacts[schema.CONTACT_ID]).to_numpy()
    if schema.NAME not in contacts.columns:
        return given, np.ones(len(given), dtype=bool)
    named = contacts.loc[
        contacts[schema.NAME].isin(given), [schema.NAME, schema.CONTACT_ID]
    ].drop_duplicates()
    holders = named.groupby(schema.NAME, sort=False)[schema.CONTACT_ID]
    how_many = given.map(holders.size()).fillna(0).to_numpy()
    only = given.map(holders.first()).astype("str")
    another = is_id & (how_many > 0) & (only != given).to_numpy()
    doubt = another | (how_many > 1)
    fitting = {
        v: list(dict.fromkeys([*([v] if mine else []), *holders.get_group(v)]))
        for v, mine in zip(given[doubt], is_id[doubt], strict=True)
    }
    messages = [
        f"{quoted(v)} fits {len(fitting[v])} contacts: {_listed(fitting[v])}; give the id"
        for v in given[doubt]
    ]
    told.unreadable(schema.BAD_VALUE, given[doubt], schema.REFERRED_BY, messages)
    return given.where(is_id | (how_many == 0), only), ~doubt


def _listed(ids: list[str], shown: int = 5) -> str:
    return ", ".join(map(quoted, ids[:shown])) + (
        f" and {len(ids) - shown} more" if len(ids) > shown else ""
    )


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
