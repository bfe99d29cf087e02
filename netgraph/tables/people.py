"""Contacts: one row an id, referrers named in their rows, and people who may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables import organizations
from netgraph.tables.told import quoted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.tables.told import Place, Told

    Keep = Literal["first", "last"]


def unique(contacts: pd.DataFrame, place: Place, told: Told, *, keep: Keep | None) -> pd.DataFrame:
    """Leave one row an id; an id there twice is an error unless ``keep`` settles which row stays."""
    ids = contacts[schema.CONTACT_ID]
    if ids.is_unique:
        return contacts
    extra = ids[ids.duplicated(keep=keep or "first")]
    kept = ids[~ids.duplicated(keep=keep or "first")]
    line_of = dict(zip(kept, kept.index, strict=True))
    unit = place.unit
    if keep is None:
        messages = [
            f"the id {quoted(i)} is also on {unit} {line_of[i]}; keep='first' or 'last' settles it"
            for i in extra
        ]
        told.tell(schema.DUPLICATE_CONTACT, place, extra, schema.CONTACT_ID, messages)
    else:
        messages = [
            f"the id {quoted(i)} is also on {unit} {line_of[i]}, which is kept; this row is left out"
            for i in extra
        ]
        told.tell(schema.DUPLICATE_CONTACT, place, extra, schema.CONTACT_ID, messages, severity="warning")
    return contacts[~ids.duplicated(keep=keep or "first")]


def referrals_named(
    contacts: pd.DataFrame, place: Place, told: Told
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Turn a ``referred_by`` column into referrals.

    A cell is an id, or exactly one contact's exact name. A name that fits several, or a cell that is one
    contact's id and another's name, is told with the candidates and never guessed; one that fits nobody
    becomes a stub later on.

    Returns
    -------
    contacts, referrals
        The contacts without the column (and without the date of the referral, if they had one), and the
        referrals, indexed by the contacts' lines; None where there is no such column.
    """
    if schema.REFERRED_BY not in contacts.columns:
        return contacts, None
    given = contacts[schema.REFERRED_BY]
    rows = contacts[given.notna()]
    referrer, sure = _resolved(rows[schema.REFERRED_BY], contacts, place, told)
    date = [schema.REFERRED_ON] if schema.REFERRED_ON in contacts.columns else []
    referrals = rows[[schema.REFERRED_BY, schema.CONTACT_ID, *date]][sure]
    referrals.columns = pd.Index([schema.REFERRER_ID, schema.REFERRED_ID, *date])
    referrals[schema.REFERRER_ID] = referrer[sure]
    return contacts.drop(columns=[schema.REFERRED_BY, *date]), referrals


def _resolved(
    given: pd.Series, contacts: pd.DataFrame, place: Place, told: Told
) -> tuple[pd.Series, NDArray[np.bool_]]:
    """Replace names by ids; who fits nobody keeps the name as id.

    Returns
    -------
    referrer, sure
        A row a cell: the id, and False where the cell was told because it fits several.
    """
    is_id = given.isin(contacts[schema.CONTACT_ID]).to_numpy()
    if schema.NAME not in contacts.columns:
        return given, np.ones(len(given), dtype=bool)
    named = contacts[contacts[schema.NAME].isin(given)]
    holders = named.groupby(schema.NAME, sort=False)[schema.CONTACT_ID]
    how_many = given.map(holders.size()).fillna(0).to_numpy()
    only = given.map(holders.first()).astype("str")
    another = is_id & (how_many > 0) & (only != given).to_numpy()
    doubt = another | (is_id & (how_many > 1)) | (~is_id & (how_many > 1))
    fitting = {
        v: _candidates(v, holders.get_group(v), mine)
        for v, mine in zip(given[doubt], is_id[doubt], strict=True)
    }
    messages = [
        f"{quoted(v)} fits {len(fitting[v])} contacts: {_listed(fitting[v])}; give the id"
        for v in given[doubt]
    ]
    told.unreadable(schema.BAD_VALUE, place, given[doubt], schema.REFERRED_BY, messages)
    return given.where(is_id | (how_many == 0), only), ~doubt


def _candidates(value: str, holders: pd.Series, is_id: bool) -> list[str]:  # noqa: FBT001 - a column's flag
    return list(dict.fromkeys([*([value] if is_id else []), *holders]))


def _listed(ids: list[str], shown: int = 5) -> str:
    return ", ".join(map(quoted, ids[:shown])) + (f" and {len(ids) - shown} more" if len(ids) > shown else "")


def tell_possible_duplicates(contacts: pd.DataFrame, place: Place, told: Told) -> None:
    """Tell of contacts with the same e-mail, or the same name and organization, under two ids."""
    told_of = np.zeros(len(contacts), dtype=bool)
    for column, same, keys in _identities(contacts):
        known = keys.notna().to_numpy()
        again = keys.duplicated().to_numpy() & known & ~told_of
        if not again.any():
            continue
        first = contacts[schema.CONTACT_ID][~keys.duplicated().to_numpy() & known]
        holder = dict(
            zip(
                keys[~keys.duplicated().to_numpy() & known], zip(first, first.index, strict=True), strict=True
            )
        )
        messages = [
            f"{quoted(i)} has the same {same} as {quoted(holder[k][0])} on {place.unit} {holder[k][1]}; not merged"
            for i, k in zip(contacts[schema.CONTACT_ID][again], keys[again], strict=True)
        ]
        told.tell(schema.POSSIBLE_DUPLICATE_PERSON, place, contacts[column][again], column, messages)
        told_of |= again


def _identities(contacts: pd.DataFrame) -> list[tuple[str, str, pd.Series]]:
    found = []
    if schema.EMAIL in contacts.columns:
        found.append((schema.EMAIL, "e-mail", contacts[schema.EMAIL].str.lower()))
    if schema.NAME in contacts.columns and schema.ORGANIZATION in contacts.columns:
        both = contacts[schema.NAME].str.lower() + "\n" + organizations.keys(contacts[schema.ORGANIZATION])
        found.append((schema.NAME, "name and organization", both))
    return found
