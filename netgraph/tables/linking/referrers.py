"""Who is meant in a referrer cell: an id, or exactly one person's name.

``resolve`` answers for every cell; what a cell may say is decided there and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.raw import SEVERAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """Whom referrer cells mean.

    Parameters
    ----------
    ids
        A row a cell: the id of the contact that is meant; a name that is nobody's stays as the id
        of a contact still to be added.
    sure
        ``bool[cells]``: False where a cell fits several contacts, so that none is taken.
    issues
        Of the cells that fit several.
    """

    ids: pd.Series
    sure: Flags
    issues: tuple[Issues, ...] = ()


def resolve(cells: pd.Series, contacts: pd.DataFrame) -> Resolved:
    """Find the contact that each referrer cell means.

    A cell is an id, or exactly one contact's name. A name that fits several, or a cell that is one
    contact's id and another's name, is an issue with the candidates and never guessed.

    Parameters
    ----------
    cells
        Text, none missing, indexed by spot.
    contacts
        Everybody who can be meant; rows of the same person carry the same id.
    """
    is_id = cells.isin(contacts[schema.CONTACT_ID]).to_numpy()
    if schema.NAME not in contacts.columns:
        return Resolved(cells, np.ones(len(cells), dtype=bool))
    # one row a name and person who has it, of the names that cells say
    named = contacts.loc[
        contacts[schema.NAME].isin(cells), [schema.NAME, schema.CONTACT_ID]
    ].drop_duplicates()
    holders = named.groupby(schema.NAME, sort=False)[schema.CONTACT_ID]
    # a row a cell: how many people have its text as their name, and the first of them
    how_many = cells.map(holders.size()).fillna(0).to_numpy()
    only = cells.map(holders.first()).astype("str")
    # bool[cells]: an id of one contact that is the name of
    # another; ``only`` is missing where nobody has the name
    another = is_id & (how_many > 0) & (only != cells).to_numpy()
    doubt = another | (how_many > 1)
    # cell to the ids that it fits: the contact whose id it is, then those whose name it is
    candidates = {
        v: list(dict.fromkeys([*([v] if own else []), *holders.get_group(v)]))
        for v, own in zip(cells[doubt], is_id[doubt], strict=True)
    }
    messages = [
        f"{quoted(v)} fits {len(candidates[v])} contacts: {_listed(candidates[v])}; give the id"
        for v in cells[doubt]
    ]
    issues = Issues(schema.BAD_VALUE, cells[doubt], schema.REFERRED_BY, messages, unreadable=True)
    # an id stays, and a name that nobody has; any other cell is its only holder's id, or not sure
    return Resolved(cells.where(is_id | (how_many == 0), only), ~doubt, (issues,))


def _listed(ids: Sequence[str], shown: int = 5) -> str:
    more = f" and {len(ids) - shown} more" if len(ids) > shown else ""
    return ", ".join(map(quoted, ids[:shown])) + more


def named_referrals(
    contacts: pd.DataFrame,
) -> tuple[pd.DataFrame | None, tuple[Issues, ...]]:
    """Turn a ``referred_by`` column into referrals.

    Parameters
    ----------
    contacts
        Rows of one or more files; rows of the same person carry the same id.

    Returns
    -------
    The referrals on the rows of those referred, None where there is no such column; and the issues.
    """
    if schema.REFERRED_BY not in contacts.columns:
        return None, ()
    rows = contacts[contacts[schema.REFERRED_BY].notna()]
    # a cell may name several referrers: a row for each, on the same spot
    if rows[schema.REFERRED_BY].str.contains(SEVERAL, regex=False).any():
        each = rows[schema.REFERRED_BY].str.split(SEVERAL, regex=False)
        rows = rows.assign(**{schema.REFERRED_BY: each}).explode(schema.REFERRED_BY)
        rows = rows.astype({schema.REFERRED_BY: "str"})
    resolved = resolve(rows[schema.REFERRED_BY], contacts)
    date = [schema.REFERRED_ON] if schema.REFERRED_ON in contacts.columns else []
    referrals = rows[[schema.REFERRED_BY, schema.CONTACT_ID, *date]]
    referrals.columns = pd.Index([schema.REFERRER_ID, schema.REFERRED_ID, *date])
    # both have the same index, so pandas goes by place, although a spot may repeat
    referrals[schema.REFERRER_ID] = resolved.ids
    return referrals[resolved.sure], resolved.issues
