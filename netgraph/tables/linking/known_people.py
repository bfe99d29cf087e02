"""Who has an id, a name or an address: what the people of all files can be found by.

Nothing is indexed before it is asked for: ``KnownPeople.learn`` is given the texts that cells say,
and only rows that may answer to one of them are looked at.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.organization_names import key
from netgraph.tables import person_names
from netgraph.tables.cleaning.several_emails import addresses_in
from netgraph.tables.issues import LINE_BITS, lines_of, quoted
from netgraph.tables.linking import organizations
from netgraph.tables.linking.decisions import text_told_apart
from netgraph.tables.linking.identity import names_as_ids
from netgraph.tables.linking.own_addresses import (
    address_columns,
    nickname_columns,
    profile_addresses,
)
from netgraph.tables.person_names import address, bare, fold, fold_name, fold_names, other_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.tables.linking.decisions import Decisions
    from netgraph.tables.linking.identity import JoinedPeople

EVERY_FILE: Final = -1
"""The scope of cells that are in no file of contacts."""

Holders = dict[str, list[tuple[int, int]]]
"""Text to the files and people that have it."""


@dataclass(slots=True, eq=False)
class KnownPeople:
    """People by what names them.

    Parameters
    ----------
    rows
        Contacts of all files, indexed by spot.
    person
        ``int32[rows]``: the person of each row, by position among the contacts.
    ids
        The id of every person, by position.
    written
        The id of every row as its file has it.
    own_ids
        ``bool[rows]``: whether that is from a column of ids, not made of a name.
    listed
        The id of every row under which other files and referrals know it.
    near
        Files whose people cells of no file of contacts mean first.
    decided
        Texts that the user decided to mean people, by position.
    apart
        Pairs of an id and a text, or of two ids, that the user decided to be two people.
    firms
        Columns of organizations that the tables name.
    aliases
        Tables of other spellings of organizations.
    """

    rows: pd.DataFrame
    person: Ints
    ids: pd.Series
    written: pd.Series
    own_ids: Flags
    listed: pd.Series
    near: frozenset[int]
    decided: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()
    firms: tuple[pd.Series, ...] = ()
    aliases: tuple[pd.DataFrame, ...] = ()
    _firms: dict[str, str] | None = None
    _by: dict[str, Holders] = field(default_factory=dict)
    _order: Longs | None = None

    @property
    def files(self) -> Longs:
        """``int64[rows]``: the file of each row."""
        return np.asarray(self.rows.index.to_numpy().astype(np.int64) >> LINE_BITS)

    @property
    def keep_their_ids(self) -> bool:
        """Whether every row's id is that of its person."""
        return len(self.rows) == len(self.ids) and self.listed.equals(self.written)

    def position(self, contact: str | None) -> int | None:
        """The position of an id, else of a name that one contact has; None where it is neither."""
        if not contact:
            return None
        found = np.flatnonzero((self.ids == contact).to_numpy(dtype=bool))
        if not len(found):
            named = fold_names(values(self.rows, schema.NAME)) == fold_name(contact)
            found = np.unique(self.person[named.to_numpy(dtype=bool)])
        return int(found[0]) if len(found) == 1 else None

    def in_scope(self, scope: int) -> Flags:
        """``bool[rows]``: those of the cell's own file."""
        if scope == EVERY_FILE and len(self.near) == len(np.unique(self.files)):
            return np.ones(len(self.rows), dtype=bool)
        own = list(self.near) if scope == EVERY_FILE else [scope]
        return np.isin(self.files, own)

    def learn(self, texts: Collection[str]) -> None:
        """Index the people that any of these texts may mean."""
        told = [bare(text) for text in texts]
        exact = {*texts, *(one.written for one in told)}
        folded = {fold(text) for text in exact}
        names = folded | {fold_name(text) for text in exact} | {one.name for one in told}
        said = {address(text) for text in exact} | {address(n) for one in told for n in one.notes}
        self._by = {
            "id": self._holders(exact | ({other_number(text) for text in exact} - {""})),
            "folded id": self._folded_ids(folded),
            "address": self._addresses(said - {""}),
        }
        # ids made of names go with the names: "Wei Zhang (Birch)" is how the tables call him
        made = self.written[~self.own_ids], self._at(~self.own_ids)
        exactly: Holders = defaultdict(list)
        alike: Holders = defaultdict(list)
        freed: Holders = defaultdict(list)
        columns: list[tuple[pd.Series, tuple[Longs, Ints]]] = []
        if len(made[0]):
            columns.append(made)
        if schema.NAME in self.rows.columns:
            columns.append((self.rows[schema.NAME], self._at(None)))
        for names_of_rows, holder in columns:
            _index(exactly, names_of_rows, exact, holder)
            self._index_folded(alike, freed, names_of_rows, names, holder)
        for column in nickname_columns(self.rows):
            # never as an exact name: what is read so is told
            self._index_folded(alike, freed, self.rows[column], names, self._at(None))
        self._by |= {"name": dict(exactly), "folded name": dict(alike), "bare name": dict(freed)}

    @property
    def learned(self) -> set[int]:
        """Everybody whom some text that was learned may mean, by position."""
        return {p for by in self._by.values() for held in by.values() for _, p in held}

    def _at(self, which: Flags | None) -> tuple[Longs, Ints]:
        """The files and the people of rows."""
        files = self.files
        return (files, self.person) if which is None else (files[which], self.person[which])

    def _holders(self, wanted: set[str]) -> Holders:
        found: Holders = defaultdict(list)
        every = bool(self.own_ids.all())
        holder = self._at(None if every else self.own_ids)
        _index(found, self.written if every else self.written[self.own_ids], wanted, holder)
        if not self.listed.equals(self.written):
            # an id that was given to one of two people, "y2024.csv:1", is an id as well
            given = self.listed.mask(self.listed.to_numpy() == self.written.to_numpy())
            _index(found, given[self.own_ids], wanted, holder)
        return dict(found)

    def _folded_ids(self, wanted: set[str]) -> Holders:
        found: Holders = defaultdict(list)
        which = self.own_ids & person_names.could_be_alike(self.written, wanted)
        # only ids whose lower case may be wanted: few, as exact ones are found before
        every = bool(which.all())
        words = fold_names(self.written if every else self.written[which])
        _index(found, words, wanted, self._at(None if every else which))
        return dict(found)

    def _index_folded(
        self,
        alike: Holders,
        freed: Holders,
        names: pd.Series,
        wanted: set[str],
        holder: tuple[Longs, Ints],
    ) -> None:
        """Index names as they are folded, and decorated ones without their decoration."""
        may = person_names.could_be_alike(names, wanted)
        names, files, people = names[may], holder[0][may], holder[1][may]
        _index(alike, fold_names(names), wanted, (files, people))
        odd = np.flatnonzero(person_names.decorated(names))
        for at, text in zip(odd, names.iloc[odd], strict=True):
            name = bare(str(text)).name
            if name in wanted:
                freed[name].append((int(files[at]), int(people[at])))

    def _addresses(self, wanted: set[str]) -> Holders:
        found: Holders = defaultdict(list)
        if not wanted:
            return found
        for column in (schema.EMAIL, schema.CONTACT_ID):
            if column in self.rows.columns:
                _index(found, self.rows[column].str.casefold(), wanted, self._at(None))
        several = [schema.CONTACT_ID] if any("@" in text for text in wanted) else []
        for column in (*address_columns(self.rows), *several):
            # a row of these for each address, by the position of its person's row
            said = addresses_in(self.rows[column])
            files, people = self._at(None)
            _index(found, said, wanted, (files[said.index], people[said.index]))
        profiles = profile_addresses(self.rows)
        if profiles is not None:
            said = profiles.map(lambda text: address(str(text)), na_action="ignore")
            _index(found, said.astype("str"), wanted, self._at(None))
        return dict(found)

    def find(self, kind: str, text: str, scope: int) -> tuple[int, ...]:
        """The people who have an id, a name or an address: those of the cell's own file first."""
        holders = self._by[kind].get(text, ()) if text else ()
        own = self.near if scope == EVERY_FILE else {scope}
        inside = dict.fromkeys(p for file, p in holders if file in own)
        return tuple(inside) or tuple(dict.fromkeys(p for _, p in holders))

    def own(self, kind: str, text: str, scope: int) -> tuple[int, ...]:
        """The people of the cell's own file who have an id or a name."""
        own = self.near if scope == EVERY_FILE else {scope}
        return tuple(dict.fromkeys(p for file, p in self._by[kind].get(text, ()) if file in own))

    def folded_names(self) -> tuple[list[str], list[int]]:
        """The folded name of every row, and its person."""
        return fold_names(self.rows[schema.NAME].fillna("")).tolist(), self.person.tolist()

    def is_name(self, person: int, text: str) -> bool:
        """Whether a person has a name, letter by letter."""
        if schema.NAME not in self.rows.columns:
            return False
        return bool((self.rows[schema.NAME].iloc[self._rows_of(person)] == text).any())

    def of_organization(self, people: Iterable[int], named: str) -> tuple[int, ...] | None:
        """Those of some people who are at an organization; None where the text names none."""
        if self._firms is None:
            self._firms = organizations.meant_keys(self.firms, self.aliases)
        wanted = self._firms.get(key(named))
        if wanted is None:
            return None
        return tuple(p for p in people if wanted in self._firms_of(p))

    def _firms_of(self, person: int) -> set[str]:
        if schema.ORGANIZATION not in self.rows.columns:
            return set()
        names = self.rows[schema.ORGANIZATION].iloc[self._rows_of(person)].dropna()
        keys = {key(str(name)) for name in names}
        return {(self._firms or {}).get(one, one) for one in keys}

    def _rows_of(self, person: int) -> Longs:
        """The rows of a person, in their order."""
        if self._order is None:
            # int64[rows]: rows person by person; stable, so that each one's stay in order
            self._order = np.argsort(self.person, kind="stable")
        at = np.searchsorted(self.person, [person, person + 1], sorter=self._order)
        return self._order[at[0] : at[1]]

    def firm(self, person: int) -> str:
        """The organization of a person, folded; empty where none is known."""
        return min(self._firms_of(person), default="")

    def label(self, person: int, beside: str = "", *, with_row: bool = False) -> str:
        """A person in a message: the id, with name and organization where nothing says them yet.

        Parameters
        ----------
        person
            By position.
        beside
            What the message has already said.
        with_row
            Whether the row is said too, as nothing else tells people apart.
        """
        said = str(self.ids.iloc[person])
        heard = f"{said}\n{beside}"
        at = self._rows_of(person)[0]
        row = self.rows.iloc[at]
        more = [
            str(row[c])
            for c in (schema.NAME, schema.ORGANIZATION)
            if c in self.rows.columns and pd.notna(row[c]) and str(row[c]) not in heard
        ]
        if with_row and "(row " not in said:
            more.append(f"row {lines_of(self.rows.index[at : at + 1].to_numpy())[0]}")
        return quoted(said) + (f" ({', '.join(more)})" if more else "")

    @property
    def own_rows(self) -> slice:
        """The rows of those beside whom cells are read: all."""
        return slice(None)

    def ways_to_write(self) -> dict[int, str]:
        """What to write for each person: the name, the id where others have that name too."""
        if schema.NAME not in self.rows.columns:
            return {}
        names, people = self.rows[schema.NAME].iloc[self.own_rows], self.person[self.own_rows]
        folded = pd.Series(fold_names(names.fillna("")).to_numpy())
        holders = pd.DataFrame({"name": folded, "person": people}).drop_duplicates()
        shared = set(holders["name"][holders["name"].duplicated()]) | {""}
        rows = zip(people.tolist(), names.tolist(), folded.tolist(), strict=True)
        return {
            person: str(self.ids.iloc[person]) if key in shared else str(name)
            for person, name, key in rows
        }


def _index(found: Holders, words: pd.Series, wanted: set[str], holder: tuple[Longs, Ints]) -> None:
    """Add the rows whose word is wanted: their files and people."""
    hit = np.flatnonzero(words.isin(wanted).to_numpy())
    files, people = holder
    for at, word in zip(hit, words.iloc[hit], strict=True):
        found[str(word)].append((int(files[at]), int(people[at])))


def known_people(
    persons: JoinedPeople,
    decided: Decisions,
    *,
    written: pd.Series,
    address_books: Flags,
    exports: Collection[int],
    targets: Sequence[pd.DataFrame] = (),
    aliases: Sequence[pd.DataFrame] = (),
) -> KnownPeople:
    """Take joined people as those whom cells may mean.

    Parameters
    ----------
    persons
        All rows and people.
    decided
        The user's decisions.
    written
        The id of every row as its file has it.
    address_books
        ``bool[files]``: whose ids may be made of names.
    exports
        Numbers of files that other programs wrote.
    targets, aliases
        Cleaned tables that name organizations as well.
    """
    rows, ids = persons.rows, persons.contacts[schema.CONTACT_ID]
    files = {int(n) for n in np.unique(rows.index.to_numpy().astype(np.int64) >> LINE_BITS)}
    firms = [t[schema.ORGANIZATION] for t in (rows, *targets) if schema.ORGANIZATION in t.columns]
    known = KnownPeople(
        rows,
        persons.person,
        ids,
        written,
        ~names_as_ids(rows.assign(**{schema.CONTACT_ID: written}), address_books),
        persons.listed,
        # referrals belong to the user's own sheet, beside an export as well
        frozenset(files - set(exports)) or frozenset(files),
        apart=decided.apart,
        firms=tuple(firms),
        aliases=tuple(aliases),
    )
    if decided.same:
        known.decided = _decided_texts(decided, persons, known)
    return known


def _decided_texts(
    decided: Decisions, persons: JoinedPeople, known: KnownPeople
) -> dict[str, tuple[int, ...]]:
    """Texts that no row has as its id, each with the people whom the user says it means."""
    own = set(known.written[known.own_ids])
    listed = set(persons.listed) | own
    meant: dict[str, list[int]] = defaultdict(list)
    for pair in decided.same:
        # whichever of both is no id is the text
        text, contact = pair if pair[0] not in listed else pair[::-1]
        position = known.position(persons.renamed.get(contact, contact))
        if text not in listed and position is not None:
            # "Ann Ahn (2)": cells say "Ann Ahn", which two people are called
            said = text_told_apart(text)
            meant[said if said in listed and said not in own else text].append(position)
    return {text: tuple(dict.fromkeys(people)) for text, people in meant.items()}


def people_of_one_table(contacts: pd.DataFrame, *targets: pd.DataFrame) -> KnownPeople:
    """Take contacts with ids of their own as all whom cells may mean."""
    rows = contacts.set_axis(pd.RangeIndex(len(contacts)))
    ids = rows[schema.CONTACT_ID]
    person = np.arange(len(rows), dtype=np.int32)
    firms = [t[schema.ORGANIZATION] for t in (rows, *targets) if schema.ORGANIZATION in t.columns]
    own_ids = np.ones(len(rows), dtype=bool)
    return KnownPeople(rows, person, ids, ids, own_ids, ids, frozenset({0}), firms=tuple(firms))
