"""Who is one person in several searches: by id, e-mail or profile, never by a name alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.tables.cohorts.joined import first_of_each_id, issues_of_joined
from netgraph.tables.cohorts.same_id import contradicting_rows, issues_of_two
from netgraph.tables.cohorts.searches import picked
from netgraph.tables.issues import LINE_BITS, IssueReport
from netgraph.tables.linking import contradictions, identity, organizations, people
from netgraph.tables.linking.decisions import Decisions
from netgraph.tables.linking.near_names import comparable, is_name
from netgraph.tables.numbering import numbered
from netgraph.tables.person_names import fold_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags, Longs
    from netgraph.tables.cohorts.assembly import SearchRows
    from netgraph.tables.cohorts.same_id import ContradictingRows
    from netgraph.tables.issues import File, Issues


@dataclass(frozen=True, slots=True)
class Deciding:
    """What settles who is one person.

    Parameters
    ----------
    files
        Where the rows came from, by number.
    decided
        The user's decisions.
    own_ids
        Whether the ids of each search are its own, so that the same id in another means somebody
        else unless name or e-mail agree.
    both
        Whether two people of one id in two searches stay two.
    aliases
        Cleaned tables of other spellings of organizations.
    """

    files: Sequence[File] = ()
    decided: Decisions = field(default_factory=Decisions)
    own_ids: bool = False
    both: bool = False
    aliases: Sequence[pd.DataFrame] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """Everybody as one network has them.

    Parameters
    ----------
    people
        A row a contact of every search: ``contact_id`` and ``organization`` there.
    targets
        The targets of all searches.
    issues
        People of several searches who may be one.
    """

    people: pd.DataFrame
    targets: pd.DataFrame | None
    issues: pd.DataFrame


def persons_of(rows: SearchRows, seekers: pd.Index, deciding: Deciding) -> Persons:
    """Find the contacts of all searches who are one person.

    Raises
    ------
    InputError
        If an id names two people in two searches, unless that is settled.
    """
    search = rows.searches[0].astype(np.int64)
    table = rows.contacts.reset_index(names=schema.LINE)
    stub = table[schema.STUB].to_numpy()
    # A search takes the place of a file: rows of two searches are joined as those of two files
    # are. Its stubs are as another file, because their ids may be mere names.
    place = ((2 * search + stub) << LINE_BITS) + np.arange(len(table)) + 1
    books = np.ones(2 * len(seekers), dtype=bool)
    books[::2] = _searches_of_books(rows, len(seekers), deciding.files)
    table.index = pd.Index(place, name=schema.LINE)
    compared = _compared(table, identity.names_as_ids(table, books), search, deciding)
    table = table.reset_index(drop=True)
    spots = (rows.file_of_contact << LINE_BITS) + table[schema.LINE].to_numpy()
    settled, found = _settled(compared, books, deciding, seekers)
    report = IssueReport(tuple(deciding.files), tuple(_at_spots(one, spots) for one in found))
    report.refuse()
    apart = _apart_by_address(settled, books, deciding)
    settled = _ids_in_parts(settled, apart, deciding)
    plain = _plain_ids(settled, table)
    by_id = first_of_each_id(settled, books)
    called = _ids_of_persons(plain, by_id, seekers, search)
    known = identity.first_row_of_each(
        settled, deciding.decided, address_books=books, called=called
    )
    own = _ids_of_persons(plain, known, seekers, search)
    report = report.and_then(issues_of_two(apart, own.set_axis(spots), deciding.decided.pairs))
    # a decision may name the id of a row that an address has joined with another
    said = called.where(~called.isin(own) & (known != by_id), own)
    first = identity.first_row_as_decided(said, known, deciding.decided)
    report = report.and_then(issues_of_joined(settled, called, by_id, (known, first), spots))
    ids = own.iloc[first].set_axis(table.index)
    spelled, targets = _spelled_alike(table, rows, deciding)
    named = pd.DataFrame({schema.CONTACT_ID: ids, schema.ORGANIZATION: spelled})
    told = _issues_of_possible(table, named, search, spots, deciding)
    report = report.and_then(*told)
    return Persons(named, targets, report.table)


def _compared(table: pd.DataFrame, made: Flags, search: Longs, deciding: Deciding) -> pd.DataFrame:
    """The contacts with ids that say who is who, wherever they stand.

    Parameters
    ----------
    table
        All contacts.
    made
        ``bool[contacts]``: whose id was made of a name.
    search, deciding
        Their searches; what settles who is one person.
    """
    stub = table[schema.STUB].to_numpy()
    ids, names = table[schema.CONTACT_ID], values(table, schema.NAME)
    if deciding.own_ids:
        # the same number in another search is the same person only where the name is the same
        said = fold_names(names.fillna("")).astype("str")
        other = pd.Series(search, index=ids.index).astype("str")
        own = ids + "\n" + said.mask(said == "", "\n" + other)
        return table.assign(**{schema.CONTACT_ID: own.mask(made, ids)})
    # what only referrals name may be an id that another search lists, or a name
    texts = ids[stub].unique()
    listed = set(ids[~stub])
    are_ids = [text for text in texts if text in listed or not is_name(comparable(str(text)))]
    id_alone = stub & ids.isin(are_ids).to_numpy()
    return table.assign(**{schema.NAME: names.mask(id_alone)}) if id_alone.any() else table


def _searches_of_books(rows: SearchRows, searches: int, files: Sequence[File]) -> Flags:
    """``bool[searches]``: whose ids may be made of names."""
    made = np.array([file.address_book for file in files] or [False], dtype=bool)
    books = np.zeros(searches, dtype=bool)
    books[rows.searches[0][made[rows.file_of_contact]]] = True
    return books


def _settled(
    compared: pd.DataFrame, books: Flags, deciding: Deciding, seekers: pd.Index
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """Find ids that two searches give to two people."""
    if deciding.own_ids:
        return compared, ()
    # only rows of an id with another name, or without names another e-mail, may be two people
    keys = people.id_keys(compared[schema.CONTACT_ID])
    names, emails = (values(compared, c).fillna("") for c in (schema.NAME, schema.EMAIL))
    said = names + "\n" + emails
    first = ~keys.duplicated().to_numpy()
    code, _ = pd.factorize(keys)
    differ = said.to_numpy() != said[first].to_numpy()[code]
    doubtful = np.isin(code, code[differ])
    some = compared[doubtful]
    settled, found = contradictions.settle_contradictions(
        some,
        ~identity.names_as_ids(some, books),
        deciding.decided.one,
        file_name=(lambda number: str(seekers[number >> 1])) if deciding.both else None,
    )
    if not found or not deciding.both:
        return compared, found
    ids = compared[schema.CONTACT_ID].copy()
    ids[doubtful] = settled[schema.CONTACT_ID]
    return compared.assign(**{schema.CONTACT_ID: ids}), found


def _apart_by_address(settled: pd.DataFrame, books: Flags, deciding: Deciding) -> ContradictingRows:
    """Rows of one id whose own addresses speak against one person, unless that was decided."""
    ids = settled[schema.CONTACT_ID]
    made = identity.names_as_ids(settled, books)
    decided = ids.str.split("\n").str[0].isin([*deciding.decided.one]).to_numpy(dtype=bool)
    return contradicting_rows(people.id_keys(ids).mask(made | decided), settled)


def _ids_in_parts(
    settled: pd.DataFrame, apart: ContradictingRows, deciding: Deciding
) -> pd.DataFrame:
    """The contacts with other ids for those of whom an address says that they are two.

    Where ids are those of all searches, one stays one person, told, unless it may be two's.
    """
    part = apart.part
    if not part.any() or not (deciding.own_ids or deciding.both):
        return settled
    ids = settled[schema.CONTACT_ID]
    numbered_ids = ids + "\n\n" + pd.Series(part, index=ids.index).astype("str")
    return settled.assign(**{schema.CONTACT_ID: ids.mask(part > 0, numbered_ids)})


def _at_spots(one: Issues, spots: Longs) -> Issues:
    """An issue of places, with the spots of their rows."""
    mask = (1 << LINE_BITS) - 1
    cells = one.cells.set_axis(spots[(one.cells.index.to_numpy() & mask) - 1])
    other = None if one.other_rows is None else spots[(one.other_rows & mask) - 1]
    return replace(one, cells=cells, other_rows=other)


def _plain_ids(settled: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """Ids without what was added to compare them; those of people told apart stay."""
    ids = settled[schema.CONTACT_ID].set_axis(table.index)
    plain: pd.Series = table[schema.CONTACT_ID].where(ids.str.contains("\n", regex=False), ids)
    return plain


def _ids_of_persons(ids: pd.Series, first: Longs, seekers: pd.Index, search: Longs) -> pd.Series:
    """Give each person one id: that of the first row, with the seeker's where it is taken."""
    words = ids.iloc[first].tolist()
    leads = first == np.arange(len(first))
    taken: set[str] = set()
    called: dict[int, str] = {}
    for at in np.flatnonzero(leads).tolist():
        word = words[at]
        if word in taken:
            word = numbered(f"{seekers[search[at]]}:{word}", taken)
        taken.add(word)
        called[at] = word
    return pd.Series([called[at] for at in first.tolist()], index=ids.index, dtype="str")


def _spelled_alike(
    table: pd.DataFrame, rows: SearchRows, deciding: Deciding
) -> tuple[pd.Series, pd.DataFrame | None]:
    """Organizations in one spelling over all searches, and the targets of all."""
    aliases = pd.concat(deciding.aliases) if deciding.aliases else None
    targets = None if rows.targets is None else rows.targets[0]
    unified, targets, _ = organizations.unify(table, targets, aliases)
    return values(unified, schema.ORGANIZATION), targets


def _issues_of_possible(
    table: pd.DataFrame, named: pd.DataFrame, search: Longs, spots: Longs, deciding: Deciding
) -> tuple[Issues, ...]:
    """People of two searches who may be one; those of one search are told there."""
    # the first row of each person stands for all
    first = ~named[schema.CONTACT_ID].duplicated().to_numpy() & ~table[schema.STUB].to_numpy()
    persons = table[first].assign(**{c: named[c][first] for c in named.columns if c in table})
    persons.index = pd.Index(np.flatnonzero(first) + 1, name=schema.LINE)
    found = people.issues_of_possible_duplicates(persons, apart=deciding.decided.apart)
    told = []
    for one in found:
        other = one.other_rows if one.other_rows is not None else np.zeros(0, np.int64)
        apart = search[one.cells.index.to_numpy() - 1] != search[other - 1]
        told.append(_at_spots(picked(one, apart), spots))
    return tuple(one for one in told if len(one.cells))
