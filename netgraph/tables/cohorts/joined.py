"""Who of several searches became one person by an address or a decision, and not by an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.linking import people
from netgraph.tables.linking.identity import addresses_of_persons, names_as_ids
from netgraph.tables.linking.own_addresses import KINDS_OF_ADDRESSES

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Longs


def first_of_each_id(settled: pd.DataFrame, books: Flags) -> Longs:
    """The first row, for every row, of those who are one person by their ids alone.

    Parameters
    ----------
    settled
        All contacts, with ids that say who is who wherever they stand.
    books
        ``bool[files]``: whose ids may be made of names, which make nobody one person.

    Returns
    -------
    ``int64[contacts]``, positions of rows.
    """
    made = names_as_ids(settled, books)
    code, _ = pd.factorize(people.id_keys(settled[schema.CONTACT_ID]))
    # a row whose id is a name stands alone
    code[made] = len(settled) + np.flatnonzero(made)
    _, opens, group = np.unique(code, return_index=True, return_inverse=True)
    return np.asarray(opens[group], dtype=np.int64)


def issues_of_joined(
    settled: pd.DataFrame,
    called: pd.Series,
    by_id: Longs,
    firsts: tuple[Longs, Longs],
    spots: Longs,
) -> Issues:
    """Tell of everybody who was joined with a person of another search, but not by the id.

    Parameters
    ----------
    settled
        As in ``first_of_each_id``.
    called
        What decisions call each row.
    by_id
        ``int64[contacts]``: what ``first_of_each_id`` gives.
    firsts
        ``int64[contacts]`` each: the first row of the same person, before decisions and with them.
    spots
        ``int64[contacts]``: where the rows stand.
    """
    known, first = firsts
    position = np.arange(len(first))
    # rows of one id are told of by their first
    told = np.flatnonzero((by_id == position) & (first != position))
    with_whom = first[told]
    agree = _agreeing(settled, told, with_whom) if len(told) else []
    decided = known[told] != known[with_whom]
    names = values(settled, schema.NAME).fillna(called).iloc[told].tolist()
    persons = values(settled, schema.NAME).fillna(called).iloc[with_whom].tolist()
    ids, others = called.iloc[told].tolist(), called.iloc[with_whom].tolist()
    words, endings = [], []
    for n, (name, person) in enumerate(zip(names, persons, strict=True)):
        same = [what for what, flags in zip(KINDS_OF_ADDRESSES, agree, strict=False) if flags[n]]
        by = f"by {' and '.join(same)}" if same else "as another row has an address of each"
        by = "as same.csv says" if decided[n] else by
        other = "here and" if name == person else f"with {quoted(person)}"
        words.append(f"{quoted(name)} is one person, {by}, {other} on ")
        endings.append(
            ""
            if decided[n]
            else f"; if they are two, say so in same.csv (contact_id {quoted(ids[n])}, same_as "
            f"{quoted(others[n])}, same no)"
        )
    return Issues(
        schema.MERGED_CONTACT,
        called.iloc[told].set_axis(spots[told]),
        schema.CONTACT_ID,
        words,
        spots[with_whom],
        endings,
    )


def _agreeing(settled: pd.DataFrame, rows: Longs, others: Longs) -> list[Flags]:
    """``bool[rows]`` each: whether both have one e-mail, and one profile."""
    found = []
    for keys in addresses_of_persons(settled):
        one, other = (keys.iloc[at].to_numpy(dtype=object, na_value="") for at in (rows, others))
        found.append(np.asarray((one == other) & (one != ""), dtype=bool))
    return found
