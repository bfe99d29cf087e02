"""Searches put side by side: many networks, or the linked tables of all, become one cohort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.cohort.cohort import PREFIXED, Cohort, SearchFiles
from netgraph.cohort.own_columns import COLUMNS_OF_NETWORKS
from netgraph.cohort.prefixes import prefixed
from netgraph.cohort.seeker_ids import alike_ids
from netgraph.frames import issue_rows
from netgraph.links import is_seeker
from netgraph.network import ReferralNetwork
from netgraph.tables.cohorts.persons import persons_of
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.tables.cohorts.persons import Deciding
    from netgraph.tables.issues import File

_OF_REFERRALS: Final = (
    *schema.ENDS,
    schema.REFERRED_ON,
    schema.LAST_REFERRED_ON,
    schema.COUNT,
    *(column.name for column in schema.REFERRALS_TABLE.columns[4:]),
)


@dataclass(frozen=True, slots=True, eq=False)
class SearchRows:
    """The rows of all searches, search by search, before ids carry prefixes.

    Parameters
    ----------
    contacts, referrals, repeats
        As networks have them, indexed by line.
    searches
        ``int32[rows]`` of each of the three: the search of each row, by position.
    targets
        A row a target of a search, and ``int32[targets]``; None without any.
    file_of_contact
        ``int64[contacts]``: the number of each contact's file.
    own
        ``bool[contacts]``: whose own search it is.
    """

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    repeats: pd.DataFrame
    searches: tuple[Ints, Ints, Ints]
    targets: tuple[pd.DataFrame, Ints] | None
    file_of_contact: Longs
    own: Flags


def rows_of_networks(nets: Sequence[ReferralNetwork], offsets: Sequence[int]) -> SearchRows:
    """Put the rows of some networks one after the other.

    Parameters
    ----------
    nets
        The searches.
    offsets
        What the numbers of each one's files are raised by.
    """
    contacts, referrals, repeats = (
        _stacked_tables([getattr(net, name) for net in nets], name)
        for name in ("contacts", "referrals", "repeats")
    )
    searches = tuple(
        np.repeat(np.arange(len(nets), dtype=np.int32), [len(getattr(n, name)) for n in nets])
        for name in ("contacts", "referrals", "repeats")
    )
    listed = [(net.targets, n) for n, net in enumerate(nets) if net.targets is not None]
    targets = None
    if listed:
        numbers = np.repeat(
            np.array([n for _, n in listed], dtype=np.int32), [len(t) for t, _ in listed]
        )
        targets = pd.concat([t for t, _ in listed], ignore_index=True), numbers
    numbers_of_files = [
        np.zeros(len(net.contacts), np.int64)
        if net._file_of_contact is None  # noqa: SLF001
        else net._file_of_contact + offset  # noqa: SLF001 - the seeker's row counts here
        for net, offset in zip(nets, offsets, strict=True)
    ]
    return SearchRows(
        contacts,
        referrals,
        repeats,
        (searches[0], searches[1], searches[2]),
        targets,
        np.concatenate([np.empty(0, np.int64), *numbers_of_files]),
        np.concatenate([np.empty(0, bool), *(_seeker_rows(net) for net in nets)]),
    )


def _seeker_rows(net: ReferralNetwork) -> Flags:
    if net.seeker is None:
        return np.zeros(len(net.contacts), dtype=bool)
    return is_seeker(net.contacts[schema.CONTACT_ID], net.seeker)


def _stacked_tables(tables: Sequence[pd.DataFrame], name: str) -> pd.DataFrame:
    """One table of several, the columns that networks have first in their order."""
    if not tables:
        return pd.DataFrame()
    return columns_in_order(pd.concat(tables), name)


def columns_in_order(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """A table of all searches with the columns that networks have first in their order."""
    every = [str(c) for c in table.columns]
    order = COLUMNS_OF_NETWORKS if name == schema.CONTACTS else _OF_REFERRALS
    first = [c for c in order if c in every] if name in schema.TABLES else []
    return table[[*first, *(c for c in every if c not in first)]]


def side_by_side(
    rows: SearchRows, number: int, day: pd.Timestamp | None, issues: pd.DataFrame
) -> ReferralNetwork:
    """One network of all searches, in which ids, organizations and sources carry prefixes."""
    contacts = _with_prefixes(rows.contacts, PREFIXED, rows.searches[0], number)
    referrals, repeats = (
        _with_prefixes(table, schema.ENDS, search, number)
        for table, search in zip((rows.referrals, rows.repeats), rows.searches[1:], strict=True)
    )
    targets = None
    if rows.targets is not None:
        table, search = rows.targets
        targets = _with_prefixes(table, (schema.ORGANIZATION,), search, number)
    return ReferralNetwork(
        contacts,
        referrals,
        issues=issues,
        targets=targets,
        repeats=repeats.reset_index(drop=True),
        as_of=day,
        seeker=frozenset(contacts[schema.CONTACT_ID][rows.own]) or None,
    )


def _with_prefixes(
    table: pd.DataFrame, columns: Sequence[str], search: Ints, searches: int
) -> pd.DataFrame:
    there = [c for c in columns if c in table.columns]
    return table.assign(**{c: prefixed(table[c], search, searches) for c in there})


def _near_in_words(first: str, rest: Sequence[str]) -> str:
    others = ", ".join(map(quoted, rest))
    return (
        f"{quoted(first)} is near {others}: searches of their own; if they are one seeker's, write "
        "one id"
    )


def near_seekers(seekers: pd.Index) -> pd.DataFrame:
    """Tell of seekers whose ids are alike but for case or zeros: they stay two searches."""
    return issue_rows(
        (
            *(schema.NEAR_PERSON, schema.ISSUE_SEVERITY[schema.NEAR_PERSON], schema.CONTACTS, 0),
            *(schema.SEEKER_ID, first),
            _near_in_words(first, rest),
        )
        for first, *rest in alike_ids(seekers)
    )


def cohort_of_rows(
    rows: SearchRows,
    seekers: pd.Index,
    deciding: Deciding,
    *,
    day: pd.Timestamp | None,
    issues: pd.DataFrame,
    groups: pd.DataFrame | None,
    types: Sequence[tuple[dict[str, object], dict[str, object]]],
    files: tuple[File, ...],
    side: ReferralNetwork | None = None,
) -> Cohort:
    """Make a cohort of the rows of all searches.

    Parameters
    ----------
    rows, seekers
        All rows, and whose searches they are.
    deciding
        What settles who is one person.
    day
        The date on which all searches stand.
    issues
        All issues so far, with the ``seeker_id`` of those of one search.
    groups
        A row a seeker.
    types
        The types of the columns of each search, contacts and referrals.
    files
        The files, by number, as the seeker of each calls them.
    side
        The rows side by side, where that network is there already.

    Raises
    ------
    InputError
        If an id names two people in two searches.
    """
    persons = persons_of(rows, seekers, deciding)
    near = near_seekers(seekers)
    of_none = [one.assign(**{schema.SEEKER_ID: None}) for one in (persons.issues, near)]
    issues = pd.concat([issues, *of_none], ignore_index=True).astype({schema.SEEKER_ID: "str"})
    # what the network is asked of its issues is the same for all searches
    told = issues.drop(columns=schema.SEEKER_ID)
    side = side_by_side(rows, len(seekers), day, told) if side is None else side
    side = side.with_issues(
        told,
        contact_lines=rows.contacts.index,
        referral_lines=rows.referrals.index,
        files=files,
        file_of_contact=rows.file_of_contact,
    )
    labels = tuple(file.label for file in deciding.files)
    known = SearchFiles(persons.people, persons.targets, types, files, rows.file_of_contact, labels)
    return Cohort(side, seekers, known=known, issues=issues, groups=groups)
