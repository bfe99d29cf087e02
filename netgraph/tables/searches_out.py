"""The tables of a cohort to write: a row a seeker and contact, what is known of the seekers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.cohort.prefixes import prefix_taken_off, searches_of
from netgraph.errors import NetgraphError
from netgraph.frames import values
from netgraph.organization_names import key
from netgraph.tables.linking.contradictions import have_unlike_names
from netgraph.tables.linking.near_names import comparable, is_name
from netgraph.tables.numbering import numbered

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
    elif not cohort.seekers.isin(tables[schema.CONTACTS][schema.SEEKER_ID]).all():
        # no row tells of who knows nobody yet
        tables[schema.SEEKERS] = pd.DataFrame({schema.SEEKER_ID: cohort.seekers})
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
    """Say of each search by which id a contact is written, where that is not the own one.

    An id is one person's over all searches, and a person has one id: that of everybody, or with a
    seeker before it where it would mean somebody else. Contacts keep ids of their own where two of
    a search are one person, and where one id with two unlike names would be refused. Stubs keep
    their texts, which are what they are called; one that is an id of somebody else is renamed.
    """
    side = cohort.side_by_side
    rows = pd.DataFrame(
        {
            "search": cohort.seeker_of,
            "own": prefix_taken_off(pd.Series(side.links.ids), len(cohort)).to_numpy(),
            "person": cohort.everybody.links.ids[cohort.person_of],
            "stub": side.people[schema.STUB].to_numpy(dtype=bool),
            "name": values(side.people, schema.NAME).fillna("").to_numpy(dtype=object),
        }
    )
    rows["alone"] = ~rows.duplicated(["search", "person"], keep=False) & ~rows["stub"]
    standing = rows[["search", "person"]].drop_duplicates()
    own_seekers = standing["search"].map(dict(enumerate(cohort.seekers)))
    words = _IdsGivenOut(
        cohort.seekers.tolist(), set(zip(standing["person"], own_seekers, strict=True))
    )
    # seekers who are in their own tables have the id of the seeker there
    every = side.contacts
    themselves = every[schema.CONTACT_ID].isin(side.left_out or ()).to_numpy(dtype=bool)
    named = values(every, schema.NAME).fillna("")[themselves]
    persons = cohort.known.people[schema.CONTACT_ID].to_numpy(dtype=object)[themselves]
    places = searches_of(every[schema.CONTACT_ID][themselves], len(cohort))
    for place, person, name in zip(places, persons, named, strict=True):
        words.give(str(cohort.seekers[place]), str(person), str(name))
    called: list[dict[str, str]] = [{} for _ in range(len(cohort))]
    # stubs first, whose texts should stay; then who is one person in each search, then the others
    for part in (rows[rows["stub"]], rows[rows["alone"]], rows[~rows["alone"] & ~rows["stub"]]):
        columns = (part[c].tolist() for c in ("search", "own", "person", "name", "stub"))
        for search, own, person, name, stub in zip(*columns, strict=True):
            word = words.of(search, own, person, name, stub=stub)
            if word != own:
                called[search][own] = word
    return called


class _IdsGivenOut:
    """Ids that are given out over all searches, each to one person."""

    def __init__(self, seekers: Sequence[str], standing: set[tuple[str, str]]) -> None:
        self._seekers = seekers
        # each person with the seekers in whose searches they stand
        self._standing = standing
        # an id, as readers compare them, to whose it is; "" of a name that several stubs have
        self._taken: dict[str, str] = {}
        # a person to their id and the name that stands beside it
        self._of: dict[str, tuple[str, str]] = {}
        self._used: set[tuple[int, str]] = set()

    def give(self, word: str, person: str, name: str) -> None:
        """Give an id to a person before all others."""
        self._taken[_as_compared(word)] = person
        self._of.setdefault(person, (word, name))

    def of(self, search: int, own: str, person: str, name: str, *, stub: bool) -> str:
        """The id by which one contact of a search is written."""
        if stub:
            # the same name in two searches may be two people: it says nothing of either
            free = self._taken.get(_as_compared(own), person) == person
            if free or is_name(comparable(own)):
                self._taken[_as_compared(own)] = person if free else ""
                return own
            return self._take(search, own, person, stub=True)
        word, called = self._of.get(person, ("", ""))
        if not word:
            word = self._take(search, person, person)
            self._of[person] = word, name
        elif self._is_taken(search, word) or have_unlike_names(called, name):
            word = self._take(search, own, person)
        self._used.add((search, word))
        return word

    def _take(self, search: int, wanted: str, person: str, *, stub: bool = False) -> str:
        """The wanted id, or one with the seeker before it where it is somebody else's."""
        free = self._taken.get(_as_compared(wanted), person) == person and not stub
        # in the search of a seeker nobody else can have the seeker's id
        if not free or self._is_taken(search, wanted) or (person, wanted) in self._standing:
            wanted = numbered(f"{self._seekers[search]}:{wanted}", self._taken)
        self._taken[_as_compared(wanted)] = person
        return wanted

    def _is_taken(self, search: int, word: str) -> bool:
        """Whether an id is one of a search already, or would make somebody its seeker."""
        return (search, word) in self._used or word == self._seekers[search]


def _as_compared(word: str) -> str:
    # as readers compare ids: the case of an e-mail address says nothing
    return word.casefold() if "@" in word else word


def _with_ids_over_all(
    tables: Mapping[str, pd.DataFrame], called: Mapping[str, str]
) -> Mapping[str, pd.DataFrame]:
    """The tables of a search with other ids for some of its people."""
    if not called:
        return tables
    columns = {schema.CONTACTS: (schema.CONTACT_ID,), schema.REFERRALS: schema.ENDS}
    renamed = {
        name: tables[name].assign(
            **{c: _with_other_ids(tables[name][c], called) for c in columns[name]}
        )
        for name in _WITH_SEEKERS
    }
    return {**tables, **renamed}


def _with_other_ids(cells: pd.Series, called: Mapping[str, str]) -> pd.Series:
    """Cells with other ids, all at once: 1 becomes 2 where 2 becomes 3."""
    return cells.map({**called}).fillna(cells).astype("str")


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
