"""Rows of shared tables dealt out to searches: whose each contact, referral and issue is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.tables.cohorts.second_columns import issues_of_second_columns
from netgraph.tables.cohorts.seeker_words import spelled_as_first, without_empty_words
from netgraph.tables.issues import LINE_BITS, Issues, lines_of, quoted
from netgraph.tables.linking.identity import names_as_ids
from netgraph.tables.numbering import ids_of_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.tables.cleaned import CleanedTables

NOBODYS = -1
"""In place of a search: a row that is of none."""


@dataclass(frozen=True, slots=True, eq=False)
class DealtTables:
    """Cleaned tables in which every row is of one search.

    Parameters
    ----------
    cleaned
        The tables without rows that are of no search, and all issues.
    seekers
        The ids of the seekers, in the order in which the tables name them.
    search
        The search of every row, by position: ``int32[rows]`` for each table of contacts and of
        referrals, in their order.
    of_office
        Issues of rows of which two searches are named, so that neither may see them.
    """

    cleaned: CleanedTables
    seekers: pd.Index
    search: dict[str, tuple[Ints, ...]]
    of_office: tuple[Issues, ...] = ()

    def tables_of(self, place: int) -> CleanedTables:
        """The tables of one search, with the issues of its rows alone."""
        tables = dict(self.cleaned.tables)
        for kind, searches in self.search.items():
            tables[kind] = [
                table[search == place] for table, search in zip(tables[kind], searches, strict=True)
            ]
        own = {
            int(spot)
            for kind in self.search
            for table in tables[kind]
            for spot in table.index.to_numpy()
        }
        tables[schema.SAME] = own_decisions(tables)
        issues = (_of_rows(one, own) for one in self.cleaned.issues)
        return replace(
            self.cleaned, tables=tables, issues=tuple(one for one in issues if len(one.cells))
        )

    def search_of(self, spots: Longs) -> Ints:
        """The search of rows by their spots, ``NOBODYS`` of what is no row: ``int32[spots]``."""
        known, search = self._by_spot
        if not len(known):
            return np.full(len(spots), NOBODYS, dtype=np.int32)
        at = np.minimum(np.searchsorted(known, spots), len(known) - 1)
        return np.where(known[at] == spots, search[at], NOBODYS).astype(np.int32)

    @property
    def _by_spot(self) -> tuple[Longs, Ints]:
        """The spots of all rows in their order, and the search of each."""
        tables = self.cleaned.tables
        pairs = [pair for k, of in self.search.items() for pair in zip(tables[k], of, strict=True)]
        spots = np.concatenate([table.index.to_numpy().astype(np.int64) for table, _ in pairs])
        order = np.argsort(spots, kind="stable")
        return spots[order], np.concatenate([search for _, search in pairs])[order]

    def _searches_of_cells(self, one: Issues) -> Ints:
        """The search of every cell of an issue; none where its message points to another's row."""
        search = self.search_of(one.cells.index.to_numpy().astype(np.int64))
        if one.other_rows is None:
            return search
        there = self.search_of(one.other_rows)
        return np.where((there == search) | (one.other_rows < 0), search, NOBODYS).astype(np.int32)

    @property
    def issues_of_none(self) -> tuple[Issues, ...]:
        """Issues of cleaning that are of no row of a search: of whole files, of lines left out."""
        rest = [picked(one, self._searches_of_cells(one) == NOBODYS) for one in self.cleaned.issues]
        return (*(one for one in rest if len(one.cells)), *self.of_office)

    @property
    def issues_of_searches(self) -> list[tuple[Issues, Ints]]:
        """Issues of cleaning that are of rows, each with the searches of its cells."""
        found = []
        for one in self.cleaned.issues:
            search = self._searches_of_cells(one)
            own = search != NOBODYS
            if own.any():
                found.append((picked(one, own), search[own]))
        return found


def own_decisions(tables: Mapping[str, list[pd.DataFrame]]) -> list[pd.DataFrame]:
    """The decisions on people of one search; those on others' are said of nobody here."""
    contacts, referrals = tables[schema.CONTACTS], tables[schema.REFERRALS]
    cells = [table[schema.CONTACT_ID] for table in contacts]
    cells += [table[c] for table in contacts for c in schema.SIDES if c in table.columns]
    cells += [table[end] for table in referrals for end in schema.ENDS]
    known = set(pd.concat(cells).dropna()) if cells else set()
    found = []
    for table in tables[schema.SAME]:
        ids = table[schema.CONTACT_ID], values(table, schema.SAME_AS)
        found.append(table[np.logical_and.reduce([one.isin(known).to_numpy() for one in ids])])
    return found


def _of_rows(one: Issues, spots: set[int]) -> Issues:
    mine = np.array([int(spot) in spots for spot in one.cells.index], dtype=bool)
    if one.other_rows is not None:
        # a message that points to the row of another search is of neither alone
        mine &= np.array([int(s) < 0 or int(s) in spots for s in one.other_rows], dtype=bool)
    return picked(one, mine)


def picked(one: Issues, which: Flags) -> Issues:
    """Some rows of an issue, with what is said of each."""
    if which.all():
        return one
    at = np.flatnonzero(which).tolist()

    def own(words: str | Sequence[str] | pd.Series) -> str | Sequence[str] | pd.Series:
        if isinstance(words, str):
            return words
        return words.iloc[at] if isinstance(words, pd.Series) else [words[n] for n in at]

    return replace(
        one,
        cells=one.cells.iloc[at],
        messages=own(one.words),
        other_rows=None if one.other_rows is None else one.other_rows[at],
        endings=own(one.endings),
        meant=[one.meant[n] for n in at] if one.meant else (),
    )


def dealt_out(cleaned: CleanedTables, *, lenient: bool) -> DealtTables:
    """Find the search of every row.

    A contact without a ``seeker_id`` is an error; a referral without one is of the one search that
    knows both its people, else an error.

    Parameters
    ----------
    cleaned
        Tables of which some row has a ``seeker_id``.
    lenient
        Whether rows of no search are left out, told, instead.
    """
    tables = dict(cleaned.tables)
    given = [
        values(table, schema.SEEKER_ID)
        for kind in (schema.CONTACTS, schema.REFERRALS)
        for table in tables[kind]
    ]
    every, respelled = spelled_as_first(without_empty_words(pd.concat(given)))
    code, named = pd.factorize(every)
    seekers = pd.Index(named, dtype="str", name=schema.SEEKER_ID)
    # int32[rows] a table, NOBODYS where the cell is empty
    search = np.split(code.astype(np.int32), np.cumsum([len(one) for one in given])[:-1])
    number = len(tables[schema.CONTACTS])
    of_contacts, of_referrals = search[:number], search[number:]
    issues = [*cleaned.issues, *respelled]
    for n, table in enumerate(tables[schema.CONTACTS]):
        issues.append(_issue_of_none(table, of_contacts[n], schema.CONTACT_ID, lenient=lenient))
    books = np.array([file.address_book for file in cleaned.files], dtype=bool)
    tables[schema.CONTACTS] = [
        _named_within(table, search, books)
        for table, search in zip(tables[schema.CONTACTS], of_contacts, strict=True)
    ]
    # only now: ids that were made of names have just become those of their own search
    homes = _searches_of_people(tables[schema.CONTACTS], of_contacts)
    for n, table in enumerate(tables[schema.REFERRALS]):
        of_referrals[n] = _searches_of_pairs(table, of_referrals[n], homes)
        found = _issue_of_none(table, of_referrals[n], schema.REFERRED_ID, lenient=lenient)
        issues.append(found)
    words = seekers.to_series().reset_index(drop=True)
    doubted = [
        issue
        for kind, searches in ((schema.CONTACTS, of_contacts), (schema.REFERRALS, of_referrals))
        for table, one in zip(tables[kind], searches, strict=True)
        if len(table)
        for issue in issues_of_second_columns(
            table,
            words.reindex(one).set_axis(table.index),
            cleaned.files[int(table.index[0]) >> LINE_BITS],
        )
    ]
    kept: dict[str, tuple[Ints, ...]] = {}
    for kind, searches in ((schema.CONTACTS, of_contacts), (schema.REFERRALS, of_referrals)):
        pairs = list(zip(tables[kind], searches, strict=True))
        tables[kind] = [table[one != NOBODYS] for table, one in pairs]
        kept[kind] = tuple(one[one != NOBODYS] for one in searches)
    return DealtTables(
        replace(cleaned, tables=tables, issues=tuple(one for one in issues if len(one.cells))),
        seekers,
        kept,
        tuple(doubted),
    )


def _named_within(table: pd.DataFrame, search: Ints, books: Flags) -> pd.DataFrame:
    """Give people whose ids were made of names those that they have in their own search.

    A namesake in another search is no reason to tell anybody apart.
    """
    made = np.flatnonzero(names_as_ids(table.fillna({schema.CONTACT_ID: ""}), books))
    if not len(made):
        return table
    ids = table[schema.CONTACT_ID].tolist()
    named, emails, firms = (
        values(table, column).fillna("").tolist()
        for column in (schema.NAME, schema.EMAIL, schema.ORGANIZATION)
    )
    lines = lines_of(table.index.to_numpy().astype(np.int64)).tolist()
    rows = pd.Series(made).groupby(search[made], sort=False)
    for _, own in rows:
        at = own.tolist()
        called = [named[n] or emails[n] for n in at]
        again = ids_of_names(called, [firms[n] for n in at], [lines[n] for n in at])
        for n, one in zip(at, again, strict=True):
            ids[n] = one
    return table.assign(**{schema.CONTACT_ID: pd.Series(ids, table.index, dtype="str")})


def _searches_of_people(tables: Sequence[pd.DataFrame], searches: Sequence[Ints]) -> pd.DataFrame:
    """Every id and name with each search that has it."""
    listed = [
        pd.DataFrame({"word": values(table, column).to_numpy(dtype=object), "search": search})
        for table, search in zip(tables, searches, strict=True)
        for column in (schema.CONTACT_ID, schema.NAME)
    ]
    every = pd.concat(listed).dropna()
    return every[every["search"] != NOBODYS].drop_duplicates()


def _searches_of_pairs(table: pd.DataFrame, search: Ints, homes: pd.DataFrame) -> Ints:
    """Give rows without a search the only one that has both their people."""
    blank = np.flatnonzero(search == NOBODYS)
    if not len(blank):
        return search
    rows = pd.DataFrame({"row": blank, **{e: table[e].to_numpy()[blank] for e in schema.ENDS}})
    both = rows.merge(homes, left_on=schema.ENDS[0], right_on="word")
    both = both.merge(
        homes, left_on=[schema.ENDS[1], "search"], right_on=["word", "search"]
    ).drop_duplicates(["row", "search"])
    # both: a row for each search that knows both people; of two none is certain to be meant
    only = both[~both["row"].duplicated(keep=False)]
    found = search.copy()
    found[only["row"].to_numpy()] = only["search"].to_numpy()
    return found


def _issue_of_none(table: pd.DataFrame, search: Ints, column: str, *, lenient: bool) -> Issues:
    """Rows of which nothing says whose search they are of."""
    none = search == NOBODYS
    cells = table[column][none]
    said = values(table, schema.SEEKER_ID)[none]
    lacks = [
        "no seeker_id" if pd.isna(one) else f"its seeker_id is {quoted(one)}, which names nobody"
        for one in said
    ]
    if column == schema.CONTACT_ID:
        people = zip(cells, lacks, strict=True)
        what = [f"{quoted(one)} is of no search: {why}" for one, why in people]
    else:
        ends = table.loc[none, list(schema.ENDS)].itertuples(index=False)
        what = [
            f"{quoted(a)} -> {quoted(b)}: {why}, and not exactly one search has both"
            for (a, b), why in zip(ends, lacks, strict=True)
        ]
    way_out = (
        "; the row is left out" if lenient else "; fill it in, or say --lenient to leave it out"
    )
    return Issues(
        schema.UNPLACED,
        cells,
        schema.SEEKER_ID,
        [words + way_out for words in what],
        severity="warning" if lenient else "error",
    )
