"""Who is meant in a referrer cell: an id, or exactly one person's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import quoted
from netgraph.tables.raw import SEVERAL

if TYPE_CHECKING:
    from netgraph.arrays import Flags
    from netgraph.tables.issues import Told


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
