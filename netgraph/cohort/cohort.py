"""The data of a cohort: many searches as pieces of one network, each of which can be taken out."""

from __future__ import annotations

import functools
import importlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.argument_rules import fitting
from netgraph.cards import Carded
from netgraph.cohort.everybody import network_of_everybody
from netgraph.cohort.own_columns import own_columns, without_columns_of_others
from netgraph.cohort.prefixes import prefix_taken_off, searches_of
from netgraph.collation import Collation
from netgraph.errors import unknown
from netgraph.facts import Memory, remind_of
from netgraph.frames import values
from netgraph.iso_days import iso
from netgraph.links import is_seeker, positions_in
from netgraph.network import ReferralNetwork
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.arrays import Ints

POOL: Final = "netgraph.analysis.pooled"
"""The module that says what is counted over all searches. It asks questions of networks, and so
stands far above them: it is found by its name, when a search is taken out and not before."""
PREFIXED: Final = (schema.CONTACT_ID, schema.ORGANIZATION, schema.SOURCE)
"""Columns of contacts that carry the prefix of a search where searches stand side by side."""


class SearchFiles(NamedTuple):
    """What reading knows of a cohort beyond its tables.

    Parameters
    ----------
    people
        A row a contact of all searches, in their order: ``contact_id`` and ``organization`` under
        which everybody has them.
    targets
        The targets of everybody.
    types
        A search, by position, to the types of the columns of its contacts and of its referrals,
        where it has fewer columns or others than all together.
    files
        What reading made of each file.
    file_of_contact
        ``int64[contacts]``: positions in ``files``.
    labels
        What each file is called among those of all seekers: with its folder.
    """

    people: pd.DataFrame
    targets: pd.DataFrame | None = None
    types: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]] = ()
    files: tuple[Any, ...] = ()
    file_of_contact: Ints | None = None
    labels: tuple[str, ...] = ()


class Cohort(Carded):
    """Many searches, as of one date; never changed once made.

    ``netgraph.read_cohort`` makes one.

    Parameters
    ----------
    side_by_side
        All searches as one network in which none meets another: ids, organizations and sources
        carry the prefix of their search, contacts and referrals stand search by search. Who is the
        seeker of a search is left out of it.
    seekers
        The ids of the seekers, in the order of the prefixes.
    known
        What reading knows beyond that.
    issues
        Every repair, with the ``seeker_id`` of its search; missing where it is of none alone. Or a
        function without arguments that lists them when they are asked for.
    groups
        A row a seeker: ``seeker_id`` and further columns, None without any.
    everybody
        All searches as one, where pseudonyms hide in which order to make it; default: it is made
        when it is asked for.
    collation
        In which order seekers stand, where their ids stand for others.
    """

    def __init__(
        self,
        side_by_side: ReferralNetwork,
        seekers: pd.Index,
        *,
        known: SearchFiles,
        issues: pd.DataFrame | Callable[[], pd.DataFrame],
        groups: pd.DataFrame | None = None,
        everybody: ReferralNetwork | None = None,
        collation: Collation | None = None,
    ) -> None:
        self._everybody = everybody
        self._collation = collation
        self._side_by_side = side_by_side
        self._seekers: pd.Index = pd.Index(seekers, dtype="str", name=schema.SEEKER_ID)
        self._known = known
        self._issues = issues
        self._groups = None if groups is None else groups.copy(deep=False)
        # where the rows of each search begin: int64[searches + 1] a table
        self._starts = tuple(
            _starts(table[column], len(seekers))
            for table, column in (
                (side_by_side._contacts, schema.CONTACT_ID),  # noqa: SLF001 - no copy is needed
                (side_by_side.referrals, schema.REFERRER_ID),
                (side_by_side._repeats, schema.REFERRER_ID),  # noqa: SLF001
            )
        )
        self._networks: dict[str, ReferralNetwork] = {}
        self._memory = Memory()

    def __getstate__(self) -> dict[str, Any]:
        # a list that is not made yet would take the cohort along that it is made of
        self._issues = self.issues
        # what was taken out or computed is made again
        kept = {name: value for name, value in vars(self).items() if name.startswith("_")}
        return kept | {"_networks": {}}

    @property
    def seekers(self) -> pd.Index:
        """The ids of the seekers, in the order in which the tables name them."""
        return self._seekers

    @property
    def groups(self) -> pd.DataFrame | None:
        """What is known of the seekers, a row each: ``seeker_id`` and columns of one's own."""
        return None if self._groups is None else self._groups.copy(deep=False)

    @property
    def as_of_date(self) -> pd.Timestamp | None:
        """The date on which all searches stand; None when there is no date anywhere."""
        return self._side_by_side.as_of_date

    @property
    def issues(self) -> pd.DataFrame:
        """Every repair, a row each, with the ``seeker_id`` of its search if it is of one alone."""
        if not isinstance(self._issues, pd.DataFrame):
            self._issues = self._issues()
        return self._issues.copy(deep=False)

    @property
    def files(self) -> tuple[Any, ...]:
        """What reading made of each file."""
        return self._known.files

    @property
    def labelled_files(self) -> tuple[Any, ...]:
        """The same, called as among those of all seekers: ``ada/contacts.csv``."""
        labels = self._known.labels
        if not labels:
            return self.files
        return tuple(replace(f, label=one) for f, one in zip(self.files, labels, strict=True))

    @property
    def file_of_contact(self) -> Ints | None:
        """Positions in ``files`` of all contacts of ``side_by_side``; None where not known."""
        return self._known.file_of_contact

    @property
    def columns_of_contacts(self) -> tuple[tuple[str, ...], ...]:
        """Columns of the contacts of each search; none where all searches have the same."""
        return tuple(tuple(map(str, of_contacts)) for of_contacts, _ in self._known.types)

    @property
    def known(self) -> SearchFiles:
        """What reading knows of the cohort beyond its tables."""
        return self._known

    @property
    def collation(self) -> Collation | None:
        """In which order seekers stand, None where their ids say it themselves."""
        return self._collation

    @property
    def side_by_side(self) -> ReferralNetwork:
        """All searches as one network in which none meets another."""
        return self._side_by_side

    @functools.cached_property
    def seeker_of(self) -> Ints:
        """The seeker of every contact of ``side_by_side.links.ids``, by position: int32[n]."""
        return searches_of(self._side_by_side.links.ids, len(self))

    @functools.cached_property
    def everybody(self) -> ReferralNetwork:
        """All searches as one: a contact a person, a referral a pair with how often it was made."""
        if self._everybody is not None:
            return self._everybody
        return network_of_everybody(
            self._side_by_side, self._seekers, self._known.people, self._known.targets
        )

    @functools.cached_property
    def person_of(self) -> Ints:
        """Everybody's position of every contact of ``side_by_side.links.ids``: int32[n]."""
        side = self._side_by_side
        ids = self._known.people[schema.CONTACT_ID]
        if side.left_out is not None:
            ids = ids[~is_seeker(side.contacts[schema.CONTACT_ID], side.left_out)]
        return positions_in(self.everybody.links.ids, ids)[0]

    def columns_of(self, seeker_id: str) -> frozenset[str]:
        """The columns of the contacts of one search, which other searches may have more of."""
        return frozenset(map(str, self.network(seeker_id).contacts.columns))

    @fitting()
    def network(self, seeker_id: str) -> ReferralNetwork:
        """Return one search alone, as of the date of the cohort, with nothing of any other.

        Questions answer it as they answer the cohort: curves and priors are those of all searches,
        which are numbers and name nobody. ``read`` of its own tables knows no other search.

        Raises
        ------
        UnknownNameError
            If nobody's search is called so.
        """
        if seeker_id not in self._networks:
            place = self._seekers.get_indexer(pd.Index([seeker_id], dtype="str"))[0]
            if place < 0:
                raise unknown("seeker", str(seeker_id), self._seekers)
            net = self._alone(int(place))
            remind_of(net, importlib.import_module(POOL).Pool(self))
            self._networks[seeker_id] = net
        return self._networks[seeker_id]

    def _alone(self, place: int) -> ReferralNetwork:
        side, seeker = self._side_by_side, str(self._seekers[place])
        tables = (side.contacts, side.referrals, side.repeats)
        # copies, because a slice of arrow's text still holds all others
        contacts, referrals, repeats = (
            table.take(np.arange(start[place], start[place + 1]))
            for table, start in zip(tables, self._starts, strict=True)
        )
        contacts = self._unprefixed(contacts, PREFIXED)
        referrals, repeats = (
            self._unprefixed(table, (schema.REFERRER_ID, schema.REFERRED_ID))
            for table in (referrals, repeats)
        )
        if self._known.types:
            of_contacts, of_referrals = self._known.types[place]
            contacts = own_columns(contacts, of_contacts)
            referrals = own_columns(referrals, of_referrals)
        shares = self._shares_files(place)
        if shares:
            further = frozenset(c for file in self._known.files for c in file.further)
            contacts = without_columns_of_others(contacts, tables[0], further)
            referrals = without_columns_of_others(referrals, tables[1], further)
        net = ReferralNetwork(
            contacts,
            referrals,
            targets=self._targets_of(place),
            repeats=repeats.reset_index(drop=True),
            as_of=side.as_of_date,
            seeker=self._own_row(place),
            collation=self._collation_of(tables[0], place),
        )
        issues = self.issues
        mine = (issues[schema.SEEKER_ID] == seeker).to_numpy(dtype=bool)
        # columns that redaction left out of tables of all searches are left out of this one too
        hidden = issues[schema.SEEKER_ID].isna() & (issues[schema.CODE] == schema.HIDDEN_COLUMN)
        own = issues[mine | hidden.to_numpy(dtype=bool)]
        files, file_of_contact = self._files_of(place)
        if shares:
            there = frozenset(map(str, (*contacts.columns, *referrals.columns)))
            files = tuple(_without_words_of_others(file, there) for file in files)
        return net.with_issues(
            own.drop(columns=schema.SEEKER_ID).take(np.arange(len(own))).reset_index(drop=True),
            contact_lines=contacts.index,
            referral_lines=referrals.index,
            files=files,
            file_of_contact=file_of_contact,
        )

    def _collation_of(self, contacts: pd.DataFrame, place: int) -> Collation | None:
        """In which order ties of one search are settled, where pseudonyms must not settle them."""
        all_of_them, targets = self._side_by_side.collation, self._side_by_side.targets
        if all_of_them is None:
            return None
        own = contacts.iloc[_span(self._starts[0], place)]

        def places(of: pd.Series, *words: pd.Series) -> pd.Series:
            there = pd.Index(pd.concat(words).dropna().unique(), dtype="str")
            found = of.reindex(there)
            return found.set_axis(prefix_taken_off(there, len(self)))

        firms = [values(own, schema.ORGANIZATION)]
        if targets is not None:
            mine = searches_of(targets[schema.ORGANIZATION], len(self)) == place
            firms.append(targets[schema.ORGANIZATION][mine])
        ids = own[schema.CONTACT_ID]
        return Collation(
            places(all_of_them.people, ids),
            places(all_of_them.listed, ids),
            places(all_of_them.organizations, *firms),
            places(all_of_them.sources, values(own, schema.SOURCE)),
        )

    def _own_row(self, place: int) -> str | None:
        """The id of the seeker among the contacts of their own search, where they are one."""
        return self._own_rows.get(place)

    @functools.cached_property
    def _own_rows(self) -> dict[int, str]:
        own = pd.Series(sorted(self._side_by_side.left_out or ()), dtype="str")
        places = searches_of(own, len(self)).tolist()
        return dict(zip(places, prefix_taken_off(own, len(self)), strict=True))

    def _unprefixed(self, table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
        there = [c for c in columns if c in table.columns]
        return table.assign(**{c: prefix_taken_off(table[c], len(self)) for c in there})

    def _targets_of(self, place: int) -> pd.DataFrame | None:
        targets = self._side_by_side.targets
        if targets is None:
            return None
        own = searches_of(targets[schema.ORGANIZATION], len(self)) == place
        if not own.any():
            return None
        plain = self._unprefixed(targets[own], (schema.ORGANIZATION,))
        return plain.reset_index(drop=True)

    def _shares_files(self, place: int) -> bool:
        """Whether another search has rows in a file that this one has rows in."""
        numbers = self._known.file_of_contact
        if numbers is None:
            return False
        span = _span(self._starts[0], place)
        return bool(np.isin(np.delete(numbers, span), np.unique(numbers[span])).any())

    def _files_of(self, place: int) -> tuple[tuple[Any, ...], Ints | None]:
        """The files that a search has rows in, and which of them each contact is in."""
        numbers = self._known.file_of_contact
        if numbers is None:
            return (), None
        own = numbers[self._starts[0][place] : self._starts[0][place + 1]]
        used, of = np.unique(own, return_inverse=True)
        return tuple(self._known.files[n] for n in used.tolist()), of

    def as_of(self, date: dt.date | np.datetime64 | str) -> Cohort:
        """Return the cohort as it stood on a date, as ``ReferralNetwork.as_of`` does for a search.

        Raises
        ------
        OptionError
            If ``date`` is no date, or later than what was read.
        """
        side = self._side_by_side
        # lines make way for positions, so that an issue says whose row it is of
        lines = side._contacts.index, side._pairs.index  # noqa: SLF001 - no copy is needed
        placed = side.with_issues(
            side.issues,
            contact_lines=pd.RangeIndex(len(lines[0])),
            referral_lines=pd.RangeIndex(len(lines[1])),
        ).as_of(date)
        rows = placed._contacts.index.to_numpy(), placed._pairs.index.to_numpy()  # noqa: SLF001

        def issues() -> pd.DataFrame:
            # made when they are asked for, as most of the cost of an earlier day would be theirs
            found = placed.issues.iloc[len(side.issues) :]
            return pd.concat([self.issues, self._own_issues(found)], ignore_index=True)

        cut = placed.with_issues(
            lambda: placed.issues,
            contact_lines=lines[0][rows[0]],
            referral_lines=lines[1][rows[1]],
        )
        known = SearchFiles(
            self._known.people.iloc[rows[0]], self._known.targets, self._known.types
        )
        everybody = None if self._everybody is None else self._everybody.as_of(date)
        return Cohort(
            cut,
            self._seekers,
            known=known,
            issues=issues,
            groups=self._groups,
            everybody=everybody,
            collation=self._collation,
        )

    def _own_issues(self, found: pd.DataFrame) -> pd.DataFrame:
        """Issues whose lines are positions, with lines and without prefixes, each of its search."""
        side = self._side_by_side
        place = found[schema.LINE].to_numpy()
        of_contacts = (found[schema.TABLE] == schema.CONTACTS).to_numpy(dtype=bool)
        line, search = np.zeros(len(found), np.int64), np.zeros(len(found), np.int64)
        for mask, table, starts in zip(
            (of_contacts, ~of_contacts),
            (side._contacts, side._pairs),  # noqa: SLF001 - no copy is needed
            self._starts,
            strict=False,
        ):
            line[mask] = table.index.to_numpy()[place[mask]]
            search[mask] = np.searchsorted(starts, place[mask], side="right") - 1
        value = found[schema.VALUE]
        is_id = found[schema.COLUMN].isin([schema.CONTACT_ID]).to_numpy(dtype=bool)
        plain = value.mask(is_id, prefix_taken_off(value, len(self)))
        cells: dict[str, Any] = {schema.LINE: line, schema.VALUE: plain}
        return found.assign(**cells, **{schema.SEEKER_ID: self._seekers.to_numpy()[search]})

    def __len__(self) -> int:
        """Return the number of searches."""
        return len(self._seekers)

    def __repr__(self) -> str:
        """Say how many searches there are, how large they are and when they stand."""
        day = "no dates" if self.as_of_date is None else f"as of {iso(self.as_of_date)}"
        return f"<Cohort: {self.in_words}, {day}>"

    @property
    def in_words(self) -> str:
        """How many searches there are, and how many contacts they have; shared ones count each."""
        contacts = with_noun(len(self._side_by_side), "contact")
        return f"{with_noun(len(self), 'search', 'searches')}, {contacts}"


def _without_words_of_others(file: Any, columns: frozenset[str]) -> Any:
    """A file of several searches as one may see it, whose tables have these columns."""
    # words and further headings of a file that is shared may be those of others
    return replace(file, words={}, further=tuple(c for c in file.further if c in columns))


def _span(starts: Ints, place: int) -> slice:
    return slice(int(starts[place]), int(starts[place + 1]))


def _starts(ids: pd.Series, searches: int) -> Ints:
    """Where the rows of each search begin, and at last where those of the last one end."""
    return np.searchsorted(searches_of(ids, searches), np.arange(searches + 1))
