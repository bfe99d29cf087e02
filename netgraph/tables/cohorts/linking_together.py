"""All searches of one pair of tables linked at once, as each would be linked alone.

Rows stand search by search. Every step works on the keys of all searches together, each with the
prefix of its search, so that nobody meets anybody of another search. What a step finds only among
the people of one search, and seldom, is asked of the few searches that may have it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.organization_names import key
from netgraph.tables.cohorts.cells import (
    PeopleOfSearches,
    UnreadRows,
    places_in_searches,
    read_cells,
)
from netgraph.tables.cohorts.own_rows import issues_of_own_rows, one_row_an_id, own_rows
from netgraph.tables.cohorts.spellings import unified_by_search
from netgraph.tables.linking import people
from netgraph.tables.linking import referrals as pairs
from netgraph.tables.linking.expansion import expanded
from netgraph.tables.linking.identity import names_as_ids
from netgraph.tables.linking.named_organizations import stubs_like_organizations
from netgraph.tables.linking.own_addresses import own_pages
from netgraph.tables.linking.referral_ends import link_rows
from netgraph.tables.linking.searches import issues_of_searches
from netgraph.tables.linking.stubs import issues_of_stubs, numbers_alike, with_stubs
from netgraph.tables.name_keys import namesake_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.tables.build import ReadOptions
    from netgraph.tables.cleaned import CleanedTables
    from netgraph.tables.cohorts.own_rows import Owners
    from netgraph.tables.issues import Issues

FoundIssues = list[tuple["Issues", "Ints"]]
"""Issues, each with ``int32[its cells]``: the searches that its cells are of."""


@dataclass(slots=True, eq=False)
class LinkedSearches:
    """Checked tables of all searches, search by search, indexed by spot.

    Parameters
    ----------
    contacts, referrals
        One row a person of a search, one row a referral, with ids as the tables have them.
    searches
        ``int32`` each: the searches of contacts, and of referrals.
    ends
        Positions of referrers and referred among the contacts, ``int32[referrals]`` each.
    targets
        A row a target of a search, and their searches; None without any.
    own
        ``bool[contacts]``: whose own search it is.
    issues
        What was found.
    """

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    searches: tuple[Ints, Ints]
    ends: tuple[Ints, Ints]
    targets: tuple[pd.DataFrame, Ints] | None
    own: Flags
    issues: FoundIssues = field(default_factory=list)


def link_together(
    cleaned: CleanedTables, search: tuple[Ints, Ints], owners: Owners, options: ReadOptions
) -> LinkedSearches | None:
    """Link the rows of all searches.

    Parameters
    ----------
    cleaned
        One table of contacts, and one of referrals at most.
    search
        ``int32`` each: the searches of the contacts, and of the referrals.
    owners
        Whose searches they are.
    options
        How tables are read.

    Returns
    -------
    None where a contact is marked as a stub: then each search is linked by itself.
    """
    order = np.argsort(search[0], kind="stable")
    rows, of = cleaned.tables[schema.CONTACTS][0].iloc[order], search[0][order]
    if schema.STUB_MARK in rows.columns:
        return None
    number = len(owners.seekers)
    prefixes = pd.Series([f"{n:x}\n" for n in range(number)], dtype="str")
    own = own_rows(rows, of, owners)
    rows, of, own, issues = one_row_an_id(rows, of, own, prefixes, options)
    known = _known(cleaned, rows, of, number)
    issues += _issues_of_seekers(cleaned, rows, known, own)
    linked = _linked_rows(cleaned, known, search, prefixes, own, options)
    table, ends, of_rows, told, alone, sources = linked
    issues += told
    contacts = rows.drop(columns=[c for c in (*schema.SIDES, schema.REFERRED_ON) if c in rows])
    contacts, targets, told = unified_by_search(contacts, of, number, cleaned)
    issues += told
    issues += _in_few(
        _may_be_twice(contacts, of),
        known.starts,
        lambda here: people.issues_of_possible_duplicates(contacts.iloc[here]),
    )
    table, ends, of_rows, told = _without_selves(_with_own_ids(table, ends, known), ends, of_rows)
    issues += told
    stubs = _Stubs(contacts, of, known.starts, table, ends, of_rows, alone, prefixes)
    contacts, of, ends = stubs.added(cleaned, issues)
    found: dict[int | str, str] = {
        at: said for key, said in sources.items() if (at := stubs.place_of(*key)) is not None
    }
    contacts = pairs.with_sources(contacts, found)
    # of whom referrals alone tell may be one too
    own = own_rows(contacts, of, owners)
    issues += [one for one in [issues_of_own_rows(contacts, of, own, owners)] if len(one[1])]
    return LinkedSearches(contacts, table, (of, of_rows), ends, targets, own, issues)


def _known(cleaned: CleanedTables, rows: pd.DataFrame, of: Ints, searches: int) -> PeopleOfSearches:
    """The people of all searches, by what names them."""
    ids = rows[schema.CONTACT_ID]
    books = np.array([file.address_book for file in cleaned.files], dtype=bool)
    targets = tuple(table[schema.ORGANIZATION] for table in cleaned.tables[schema.TARGETS])
    return PeopleOfSearches(
        rows,
        np.arange(len(rows), dtype=np.int32),
        ids,
        ids,
        ~names_as_ids(rows, books),
        ids,
        frozenset(),
        firms=targets,
        aliases=tuple(cleaned.tables[schema.ALIASES]),
        starts=np.searchsorted(of, np.arange(searches + 1)),
        own_searches=of.astype(np.int64),
        targets=targets,
    )


def _issues_of_seekers(
    cleaned: CleanedTables, rows: pd.DataFrame, known: PeopleOfSearches, own: Flags
) -> FoundIssues:
    """Rows that say "me" where nobody is known to be the seeker."""
    exports = [n for n, file in enumerate(cleaned.files) if file.export]
    found: FoundIssues = []
    some = issues_of_searches(rows, seeker=None, exports=exports)
    for one in some:
        at = rows.index.get_indexer(one.cells.index)
        for search in np.unique(known.own_searches[at]).tolist():
            here = np.arange(known.starts[search], known.starts[search + 1])
            seeker = rows[schema.CONTACT_ID].iloc[here[own[here]]]
            alone = issues_of_searches(
                rows.iloc[here],
                seeker=str(seeker.iloc[0]) if len(seeker) else None,
                exports=exports,
            )
            found += [(issue, _constant_search(issue, search)) for issue in alone]
    return found


def _constant_search(issue: Issues, search: int) -> Ints:
    return np.full(len(issue.cells), search, dtype=np.int32)


def _in_few(
    which: Iterable[int], starts: Longs, asked: Callable[[Longs], Sequence[Issues]]
) -> FoundIssues:
    """Ask of some searches, each by itself, given the positions of its contacts."""
    return [
        (issue, _constant_search(issue, search))
        for search in which
        for issue in asked(np.arange(starts[search], starts[search + 1]))
        if len(issue.cells)
    ]


def _linked_rows(
    cleaned: CleanedTables,
    known: PeopleOfSearches,
    search: tuple[Ints, Ints],
    prefixes: pd.Series,
    own: Flags,
    options: ReadOptions,
) -> tuple[
    pd.DataFrame,
    tuple[Ints, Ints],
    Ints,
    FoundIssues,
    list[tuple[int, int, str]],
    dict[tuple[int, int | str], str],
]:
    """Find both ends of every row: by id, by name, and of the few that are left cell by cell."""
    tables = [table for table in cleaned.tables[schema.REFERRALS] if len(table)]
    referrals = tables[0] if tables else None
    links = link_rows(referrals, known)
    spots = np.concatenate(
        [known.rows.index.to_numpy(), *(table.index.to_numpy() for table in tables)]
    ).astype(np.int64)
    numbers = np.concatenate([known.own_searches, *(search[1],) * len(tables)])
    by_spot = np.argsort(spots, kind="stable")
    at = np.searchsorted(spots[by_spot], links.table.index.to_numpy().astype(np.int64))
    # int32[rows]: the search of each; rows are put search by search, and stay in order within one
    of = numbers[by_spot][at].astype(np.int32)
    order = np.argsort(of, kind="stable")
    of, table = of[order], links.table.iloc[order]
    ends = tuple(end[order] for end in links.ends)
    columns = [np.array(names, dtype=object)[order] for names in links.columns]
    for words, which in _ways_to_find(known, table, ends, prefixes):
        for end, side in zip(ends, schema.ENDS, strict=True):
            unread = np.flatnonzero(end < 0)
            place = places_in_searches(
                words, known.own_searches[which], table[side].iloc[unread], of[unread], prefixes
            )
            end[unread] = np.where(place >= 0, which[place], -1)
    left = np.flatnonzero((ends[0] < 0) | (ends[1] < 0))
    if not len(left):
        return table, (ends[0], ends[1]), of, [], [], {}
    unread_rows = UnreadRows(
        left,
        table.index[left].tolist(),
        of[left].tolist(),
        _two([table[side].iloc[left].tolist() for side in schema.ENDS]),
        _two([end[left].tolist() for end in ends]),
        _two([names[left].tolist() for names in columns]),
    )
    seeker: list[int | None] = [None] * len(prefixes)
    for row in np.flatnonzero(own).tolist():
        seeker[int(known.own_searches[row])] = row
    read = read_cells(unread_rows, known, seeker, lenient=options.lenient)
    # int64[rows]: how often each row stays
    times = np.ones(len(table), dtype=np.int64)
    times[left] = read.rows.times
    table, new_ends = expanded(table, (ends[0], ends[1]), left, read.rows)
    told = [(one, _searches_at(one, spots, numbers, by_spot)) for one in read.issues]
    return table, new_ends, np.repeat(of, times), told, read.alone, read.sources


def _two(sides: list[list[Any]]) -> tuple[list[Any], list[Any]]:
    return sides[0], sides[1]


def _searches_at(one: Issues, spots: Longs, numbers: Longs, by_spot: Longs) -> Ints:
    at = np.searchsorted(spots[by_spot], one.cells.index.to_numpy().astype(np.int64))
    return numbers[by_spot][at].astype(np.int32)


def _ways_to_find(
    known: PeopleOfSearches,
    table: pd.DataFrame,
    ends: tuple[Ints, ...],
    prefixes: pd.Series,
) -> Iterable[tuple[pd.Series, Longs]]:
    """Texts that mean one person of their search: ids, then names; and whom each means."""
    which = np.flatnonzero(known.own_ids)
    if len(which):
        yield known.ids.iloc[which], which
    if schema.NAME not in known.rows.columns or all((end >= 0).all() for end in ends):
        return
    names = known.rows[schema.NAME]
    said = pd.concat([table[s][end < 0] for s, end in zip(schema.ENDS, ends, strict=True)])
    which = np.flatnonzero(names.isin(said).to_numpy())
    keys = pd.Series(prefixes.iloc[known.own_searches[which]].array + names.iloc[which].array)
    which = which[~keys.duplicated(keep=False).to_numpy()]
    if len(which):
        yield names.iloc[which], which


def _with_own_ids(
    table: pd.DataFrame, ends: tuple[Ints, Ints], known: PeopleOfSearches
) -> pd.DataFrame:
    """The rows with the contacts' own ids in place of what cells call them."""
    words = {}
    for side, end in zip(schema.ENDS, ends, strict=True):
        own = known.ids.array.take(np.maximum(end, 0)) if len(known.ids) else table[side].array
        words[side] = table[side].where(end < 0, pd.Series(own, table.index, dtype="str"))
    return table.assign(**words)


def _without_selves(
    table: pd.DataFrame, ends: tuple[Ints, Ints], of: Ints
) -> tuple[pd.DataFrame, tuple[Ints, Ints], Ints, FoundIssues]:
    """Leave out rows in which somebody refers themselves."""
    marked = table.assign(**{_SEARCH: of})
    kept, ends, found = pairs.drop_self_referrals(marked, ends)
    searches = (
        {int(spot): search for spot, search in zip(table.index, of, strict=True)} if found else {}
    )
    told = [
        (one, np.array([searches[int(s)] for s in one.cells.index], dtype=np.int32))
        for one in found
    ]
    return kept.drop(columns=_SEARCH), ends, kept[_SEARCH].to_numpy(), told


_SEARCH = "\x1e"
"""A column that no table has, for the searches of rows while some of them are left out."""


def _may_be_twice(contacts: pd.DataFrame, of: Ints) -> list[int]:
    """Searches that may have two contacts of one e-mail, page, or name and organization."""
    doubtful: set[int] = set()
    number = pd.Series(of, index=contacts.index)
    emails = contacts[schema.EMAIL].str.lower() if schema.EMAIL in contacts.columns else None
    for keys in (emails, own_pages(contacts)):
        if keys is not None:
            again = pd.DataFrame({"key": keys, "of": number})[keys.notna()].duplicated()
            doubtful |= set(number[again[again].index])
    if {schema.NAME, schema.ORGANIZATION} <= set(contacts.columns):
        filled = contacts[schema.NAME].notna() & contacts[schema.ORGANIZATION].notna()
        names = namesake_keys(contacts[schema.NAME][filled])
        firms = contacts[schema.ORGANIZATION][filled]
        both = pd.DataFrame({"name": names, "firm": firms, "of": number[filled]}).dropna()
        again = both.duplicated()
        doubtful |= set(number[again[again].index])
    return sorted(int(one) for one in doubtful)


@dataclass(slots=True, eq=False)
class _Stubs:
    """Everybody whom only the referrals of a search name."""

    contacts: pd.DataFrame
    of: Ints
    starts: Longs
    table: pd.DataFrame
    ends: tuple[Ints, Ints]
    of_rows: Ints
    alone: list[tuple[int, int, str]]
    prefixes: pd.Series
    _moved: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int32))
    _stands: dict[tuple[int, str], int] = field(default_factory=dict)

    def added(
        self, cleaned: CleanedTables, issues: FoundIssues
    ) -> tuple[pd.DataFrame, Ints, tuple[Ints, Ints]]:
        """Put the stubs of each search behind its contacts.

        Returns
        -------
        Contacts, their searches, and the positions of both ends.
        """
        unknown = self.ends[0] < 0, self.ends[1] < 0
        rows = unknown[0] | unknown[1]
        # referrer and referred of the first row, then of the second: in the order of reading
        both = np.stack([end[rows] for end in unknown], axis=1).ravel()
        words = self.table.loc[:, list(schema.ENDS)][rows].to_numpy(dtype=object).ravel()[both]
        spots = np.repeat(self.table.index[rows].to_numpy(), 2)[both].astype(np.int64)
        of = np.repeat(self.of_rows[rows], 2)[both]
        column = np.tile(np.array(schema.ENDS, dtype=object), int(rows.sum()))[both]
        if self.alone:
            # after those of referrals of the same search
            of_alone, spots_alone, texts = zip(*self.alone, strict=True)
            of = np.concatenate([of, np.array(of_alone, dtype=of.dtype)])
            words = np.concatenate([words, np.array(texts, dtype=object)])
            spots = np.concatenate([spots, np.array(spots_alone, dtype=np.int64)])
            column = np.concatenate([column, np.full(len(texts), schema.REFERRED_ID, dtype=object)])
        number, _ = pd.factorize(self.prefixes.iloc[of].array + pd.array(words, dtype="str"))
        first = np.flatnonzero(~pd.Series(number).duplicated().to_numpy())
        first = first[np.argsort(of[first], kind="stable")]
        stubs = pd.Series(words[first], index=pd.Index(spots[first]), dtype="str")
        self._tell(cleaned, issues, stubs, of[first], column[first])
        return self._together(stubs, of[first], number, number[first], both)

    def _together(
        self, stubs: pd.Series, of: Ints, number: Longs, own_number: Longs, both: Flags
    ) -> tuple[pd.DataFrame, Ints, tuple[Ints, Ints]]:
        contacts = with_stubs(self.contacts, stubs)
        searches = np.concatenate([self.of, of]).astype(np.int32)
        # int64[contacts]: search by search, its stubs last; and where each row stands then
        order = np.argsort(searches, kind="stable")
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        # int32[numbers of stubs]: where each stands
        stands = np.empty(len(stubs), dtype=np.int32)
        stands[own_number] = place[len(self.contacts) :]
        unread = np.full(len(both), -1, dtype=np.int32)
        unread[both] = stands[number[: int(both.sum())]]
        rows = (self.ends[0] < 0) | (self.ends[1] < 0)
        ends = []
        for side, end in enumerate(self.ends):
            moved = np.where(end >= 0, place[end] if len(place) else -1, -1)
            missing = end < 0
            moved[missing] = unread[side::2][missing[rows]]
            ends.append(moved.astype(np.int32))
        self._moved = place[: len(self.of)]
        named = zip(of.tolist(), stubs.tolist(), place[len(self.of) :].tolist(), strict=True)
        self._stands = {(search, name): at for search, name, at in named}
        return contacts.iloc[order], searches[order], (ends[0], ends[1])

    def place_of(self, search: int, person: int | str) -> int | None:
        """Where somebody of a search stands now; None where nobody is called so."""
        if isinstance(person, str):
            return self._stands.get((search, person))
        return int(self._moved[person])

    def _tell(
        self,
        cleaned: CleanedTables,
        issues: FoundIssues,
        stubs: pd.Series,
        of: Ints,
        column: np.ndarray,
    ) -> None:
        """Tell of every stub; of those that may be more than unknown, search by search."""
        sheets = np.array([file.table == schema.CONTACTS for file in cleaned.files], dtype=bool)
        ids = self.contacts[schema.CONTACT_ID]
        alike = numbers_alike(stubs, ids)
        odd = stubs.isin([*alike, *_like_firms(stubs, self.contacts)]).to_numpy()
        few = np.unique(of[odd])
        plain = ~np.isin(of, few)
        told = [(plain, ids.iloc[:0], self.contacts.iloc[:0])]
        for search in few.tolist():
            here = slice(int(self.starts[search]), int(self.starts[search + 1]))
            told.append((of == search, ids.iloc[here], self.contacts.iloc[here]))
        for which, known, contacts in told:
            some = stubs[which]
            found = issues_of_stubs(
                some, column[which], known, sheets, stubs_like_organizations(some, contacts)
            )
            number = dict(zip(some.index.tolist(), of[which].tolist(), strict=True))
            issues += [
                (one, np.array([number[int(s)] for s in one.cells.index], dtype=np.int32))
                for one in found
            ]


def _like_firms(stubs: pd.Series, contacts: pd.DataFrame) -> list[str]:
    """Stubs that are called like organizations of any search."""
    if schema.ORGANIZATION not in contacts.columns:
        return []
    firms = {key(str(one)) for one in contacts[schema.ORGANIZATION].dropna().unique()}
    return [str(stub) for stub in stubs.unique() if key(str(stub)) in firms]
