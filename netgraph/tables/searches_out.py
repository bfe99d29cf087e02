"""The tables of a cohort to write: a row a seeker and contact, what is known of the seekers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.cohort.prefixes import prefix_taken_off
from netgraph.errors import NetgraphError
from netgraph.organization_names import key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.arrays import Longs
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

_WITH_SEEKERS: Final = (schema.CONTACTS, schema.REFERRALS)


def tables_of_searches(
    cohort: Cohort, tables_of: Callable[[ReferralNetwork], Mapping[str, pd.DataFrame]]
) -> dict[str, pd.DataFrame]:
    """Put the tables of all searches below each other, ``seeker_id`` first.

    Parameters
    ----------
    cohort
        The searches.
    tables_of
        Gives the tables of one search by name.

    Returns
    -------
    ``contacts``, ``referrals`` and, where there are any, ``targets`` and ``seekers``. One person
    has one id in all of them, so that they are one when the tables are read again.

    Raises
    ------
    NetgraphError
        If searches have targets of their own: one list is for all of them.
    """
    called = ids_over_all(cohort)
    nets = [cohort.network(one) for one in cohort.seekers]
    for net, seeker, renamed in zip(nets, cohort.seekers, called, strict=True):
        # who was known by name or e-mail is known by the id, whatever becomes of the name
        if net.seeker is not None and not (net.contacts[schema.CONTACT_ID] == seeker).any():
            renamed[str(net.seeker)] = seeker
    found = [_with_ids_over_all(tables_of(net), own) for net, own in zip(nets, called, strict=True)]
    tables = {}
    for name in _WITH_SEEKERS:
        rows = [
            _with_seeker(one[name], seeker)
            for one, seeker in zip(found, cohort.seekers, strict=True)
        ]
        table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
        tables[name] = table.iloc[_order_of_files(nets, rows, name)].reset_index(drop=True)
    targets = [one.get(schema.TARGETS) for one in found]
    if any(one is not None for one in targets):
        tables[schema.TARGETS] = _targets_of_all(targets)
    if cohort.groups is not None:
        tables[schema.SEEKERS] = cohort.groups
    return tables


def _order_of_files(
    nets: Sequence[ReferralNetwork], rows: Sequence[pd.DataFrame], name: str
) -> Longs:
    """Where rows of all searches stood in the files: of one person the first cell counts.

    Rows that no file has one for (stubs, further days of a referral) come last.
    """
    keys = []
    for net, table in zip(nets, rows, strict=True):
        of = net.contacts if name == schema.CONTACTS else net.referrals
        line = of.index.to_numpy().astype(np.int64)
        if name == schema.CONTACTS and len(line) != len(table):
            line = line[~of[schema.STUB].to_numpy(dtype=bool)]
        # int64[rows]: 0 stands for no line
        lines = np.concatenate([line, np.zeros(len(table) - len(line), dtype=np.int64)])
        file = [str(one.label) for one in net.files if one.table == name]
        keys.append(pd.DataFrame({"file": file[0] if file else "", "line": lines}))
    places = pd.concat(keys, ignore_index=True)
    # files in the order in which searches name them
    number, _ = pd.factorize(places["file"])
    line = places["line"].to_numpy()
    order: Longs = np.lexsort((line, number, line == 0))
    return order


def ids_over_all(cohort: Cohort) -> list[dict[str, str]]:
    """Say of each search by which id everybody has a contact, where that is another one.

    Contacts keep their own where two of a search are one person over all searches, and stubs: who
    is only a name is somebody else in every search, and is so when the tables are read again.
    """
    side = cohort.side_by_side
    rows = pd.DataFrame(
        {
            "search": cohort.seeker_of,
            "own": prefix_taken_off(pd.Series(side.links.ids), len(cohort)).to_numpy(),
            "person": cohort.everybody.links.ids[cohort.person_of],
            "stub": side.people[schema.STUB].to_numpy(dtype=bool),
        }
    )
    twice = rows.duplicated(["search", "person"], keep=False)
    # an id that somebody else of the search has is taken
    taken = pd.MultiIndex.from_frame(rows[["search", "own"]])
    other = ~pd.MultiIndex.from_frame(rows[["search", "person"]]).isin(taken)
    changed = rows[other & ~twice & ~rows["stub"]]
    called: list[dict[str, str]] = [{} for _ in range(len(cohort))]
    columns = (changed[c].tolist() for c in ("search", "own", "person"))
    for search, own, person in zip(*columns, strict=True):
        called[search][own] = person
    return called


def _with_ids_over_all(
    tables: Mapping[str, pd.DataFrame], called: Mapping[str, str]
) -> Mapping[str, pd.DataFrame]:
    """The tables of a search with other ids for some of its people."""
    if not called:
        return tables
    columns = {schema.CONTACTS: (schema.CONTACT_ID,), schema.REFERRALS: schema.ENDS}
    renamed = {
        name: tables[name].assign(
            **{c: tables[name][c].replace(called).astype("str") for c in columns[name]}
        )
        for name in _WITH_SEEKERS
    }
    return {**tables, **renamed}


def _with_seeker(table: pd.DataFrame, seeker: str) -> pd.DataFrame:
    """The rows of a search, with whose they are before all else."""
    plain = table.drop(columns=schema.SEEKER_ID, errors="ignore")
    plain.insert(0, schema.SEEKER_ID, pd.Series(seeker, index=plain.index, dtype="str"))
    return plain


def _targets_of_all(targets: list[pd.DataFrame | None]) -> pd.DataFrame:
    # each search spells organizations as its contacts do
    lists = {
        None
        if one is None
        else tuple(sorted(zip(map(key, one[schema.ORGANIZATION]), one[schema.WEIGHT], strict=True)))
        for one in targets
    }
    first = targets[0]
    if first is None or len(lists) > 1:
        raise NetgraphError(
            "targets: searches have lists of their own, and a table of targets is for all of them; "
            "write one search at a time (cohort.network, --seeker-id)"
        )
    return first
