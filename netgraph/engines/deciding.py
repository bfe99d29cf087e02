"""People whom the user decided to be one, or two: their rows alone come to the driver.

The rows that decisions name are joined by what joins them in memory, and put back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.engines.engine import ROW, as_arrow, not_on_engine
from netgraph.engines.reading import kept_of_contacts
from netgraph.engines.referral_cells import ONE_TABLE, rows_that_may_be_meant
from netgraph.engines.relations import APART_SHAPE, CONTACTS_SHAPE, RENAMED
from netgraph.engines.row_numbers import told_in_rows
from netgraph.tables.linking.decisions import (
    issues_of_idle_decisions,
    issues_of_unknown_ids,
    text_told_apart,
)
from netgraph.tables.linking.identity import join_people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.engines.engine import Engine
    from netgraph.engines.lists import Lists
    from netgraph.engines.reading import Reader
    from netgraph.tables.linking.identity import JoinedPeople

MOST_DECIDED: Final = 100_000
"""Decisions that two are one, which the driver joins: 4 kB each."""


def join_decided(engine: Engine, lists: Lists, readers: Mapping[str, Reader]) -> None:
    """Make ``contacts`` and ``contact_cells`` of ``listed_contacts``, ``renamed`` and ``apart``.

    Parameters
    ----------
    engine
        With ``raw_contacts``, ``listed_contacts`` and ``read_referrals``.
    lists
        What was decided; issues of it are added.
    readers
        How the tables were read.

    Raises
    ------
    NotOnEngineError
        If more is decided than the driver has memory for.
    """
    same, apart = lists.decisions.same, lists.decisions.apart
    if len(same) > MOST_DECIDED:
        raise not_on_engine(
            f"{len(same):,} decisions that two are one, and an engine takes {MOST_DECIDED:,}"
        )
    # either way round
    pairs = [[*pair] for pair in apart if len(pair) > 1]
    pairs += [pair[::-1] for pair in pairs]
    ends = {name: [pair[n] for pair in pairs] for n, name in enumerate(APART_SHAPE)}
    engine.small("apart", as_arrow(ends, APART_SHAPE))
    persons = _persons(engine, lists, readers[schema.CONTACTS]) if same else None
    ids: dict[str, str] = {}
    if persons is not None:
        own = set(persons.listed)
        ids = {i: stays for i, stays in persons.renamed.items() if i in own}
    engine.small("renamed", as_arrow({"id": list(ids), "stays": list(ids.values())}, RENAMED))
    names = ", ".join(CONTACTS_SHAPE)
    engine.view("contacts", f"SELECT {names} FROM listed_contacts")
    engine.view("contact_cells", f"SELECT {names} FROM listed_contacts")
    if persons is not None and ids:
        _put_back(engine, persons)
    told = () if persons is None else persons.issues
    engine.small("issues_of_same", told_in_rows(told, {}))
    if lists.same:
        undecided = {} if persons is None else persons.undecided
        there = _ids_there(engine, lists.same, readers)
        lists.told += issues_of_unknown_ids(lists.same, [there])
        lists.told += issues_of_idle_decisions(lists.same, undecided)


def _persons(engine: Engine, lists: Lists, reader: Reader) -> JoinedPeople:
    """Join the rows of contacts that decisions name."""
    named = lists.decisions.named
    rows = rows_that_may_be_meant(engine, named, frozenset(), reader)
    rows = rows[rows[schema.CONTACT_ID].isin(list(named))]
    return join_people(rows, lists.decisions, address_books=ONE_TABLE)


def _put_back(engine: Engine, persons: JoinedPeople) -> None:
    """Put one row of a person in the place of several; all their cells that name others count."""
    many = np.flatnonzero(np.bincount(persons.person) > 1)
    merged, rows = persons.contacts.iloc[many], persons.rows[np.isin(persons.person, many)]
    for name, table in (("joined_contacts", merged), ("joined_cells", rows)):
        kept = kept_of_contacts(table) | {ROW: table.index}
        engine.small(name, as_arrow(kept, CONTACTS_SHAPE))
    names, own = ", ".join(CONTACTS_SHAPE), ", ".join(f"c.{name}" for name in CONTACTS_SHAPE)
    for name, joined in (("contacts", "joined_contacts"), ("contact_cells", "joined_cells")):
        engine.view(
            name,
            f"SELECT {own} FROM listed_contacts AS c LEFT JOIN joined_cells AS j "
            f"ON c.{ROW} = j.{ROW} WHERE j.{ROW} IS NULL UNION ALL SELECT {names} FROM {joined}",
        )


def _ids_there(
    engine: Engine, same: list[pd.DataFrame], readers: Mapping[str, Reader]
) -> pd.Series:
    """Those ids of decisions that some table has."""
    said = pd.concat([table[c] for table in same for c in (schema.CONTACT_ID, schema.SAME_AS)])
    texts = sorted({*(said := said.dropna()), *map(text_told_apart, said)})
    engine.small("named", as_arrow({"id": texts, "stays": texts}, RENAMED))
    columns = [("listed_contacts", c) for c in (schema.CONTACT_ID, *schema.SIDES)]
    if schema.REFERRALS in readers:
        columns += [("read_referrals", end) for end in schema.ENDS]
    every = " UNION ALL ".join(f"SELECT {column} AS id FROM {table}" for table, column in columns)
    sql = f"SELECT DISTINCT n.id FROM named AS n JOIN ({every}) AS w ON n.id = w.id"
    return pd.Series(engine.fetch(sql)["id"].to_pylist(), dtype="str")
