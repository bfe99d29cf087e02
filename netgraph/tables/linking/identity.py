"""The same person in several files: known by id, e-mail or profile, or by a decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.frames import values
from netgraph.tables.issues import LINE_BITS, Issues, lines_of
from netgraph.tables.linking import contradictions, merging, people
from netgraph.tables.linking.own_addresses import (
    SHARED_BY,
    emails_as_one,
    own_pages,
    without_offices,
)
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.tables.linking.decisions import Decisions


@dataclass(frozen=True, slots=True, eq=False)
class JoinedPeople:
    """Contacts of all files, a person each.

    Parameters
    ----------
    rows
        All rows; those of the same person carry the same id.
    contacts
        One row a person, its empty cells filled from the other rows.
    listed
        The id of every row before rows were joined, different for different people.
    renamed
        Every id that is another's, to that other.
    issues
        Of rows that were merged away.
    person
        ``int32[rows]``: the person of each row, by position among the contacts.
    undecided
        Every id that decisions name, to the first row of the person without decisions.
    """

    rows: pd.DataFrame
    contacts: pd.DataFrame
    listed: pd.Series
    renamed: Mapping[str, str]
    issues: tuple[Issues, ...]
    person: Ints
    undecided: Mapping[str, int] = field(default_factory=dict)


def join_people(
    rows: pd.DataFrame,
    decided: Decisions,
    *,
    address_books: Flags,
    apart: Callable[[int], str] | None = None,
) -> JoinedPeople:
    """Find the rows of each person and merge them.

    Parameters
    ----------
    rows
        Contacts of all files, indexed by spot; ids are unique in each file.
    decided
        The user's decisions.
    address_books
        ``bool[files]``: whose ids may be mere names.
    apart
        Names a file, where two people of one id in two files are to stay two.
    """
    rows, contradicting = contradictions.settle_contradictions(
        rows, ~names_as_ids(rows, address_books), decided.one, file_name=apart
    )
    known = first_row_of_each(rows, decided, address_books=address_books)
    # ids as decisions name them: those of rows that no decision has joined yet
    rows = with_own_ids(rows, known)
    first = first_row_as_decided(rows[schema.CONTACT_ID], known, decided)
    renamed = renamed_ids(rows[schema.CONTACT_ID], first, decided)
    ids = rename_ids(rows[schema.CONTACT_ID], renamed)
    # an id of two people is told as that, not as one person merged, unless they are two from now on
    two = () if apart else [int(spot) for one in contradicting for spot in one.cells.index]
    contacts, issues = merging.merge_people(rows, first, untold=two)
    same_ids = rows.assign(**{schema.CONTACT_ID: ids})
    # int32[rows]: contacts are the first rows in their order
    stays = first == np.arange(len(rows))
    person = (np.cumsum(stays) - 1)[first].astype(np.int32)
    listed = rows[schema.CONTACT_ID]
    named = listed.isin(decided.named).to_numpy(dtype=bool)
    undecided = dict(zip(listed[named], known[named].tolist(), strict=True))
    told = (*contradicting, *issues)
    return JoinedPeople(same_ids, contacts, listed, renamed, told, person, undecided)


def names_as_ids(rows: pd.DataFrame, address_books: Flags) -> Flags:
    """Flag rows whose id is no id of a column, but was made of a name or an e-mail."""
    files = rows.index.to_numpy().astype(np.int64) >> LINE_BITS
    books = np.flatnonzero(address_books[files])
    made = np.zeros(len(rows), dtype=bool)
    # two loops at most: a name, and what it is numbered or told apart by in brackets behind it
    for column in (schema.NAME, schema.EMAIL):
        if len(books) and column in rows.columns:
            ids = rows[schema.CONTACT_ID].iloc[books]
            named = rows[column].iloc[books].fillna("").tolist()
            made[books] |= [
                i == name or (name != "" and i.startswith(f"{name} ("))
                for i, name in zip(ids, named, strict=True)
            ]
    return made


def first_row_of_each(
    rows: pd.DataFrame,
    decided: Decisions,
    *,
    address_books: Flags,
    called: pd.Series | None = None,
) -> Longs:
    """Find, for every row, the first row of the same person.

    Rows of different files are one person's where they share an id, an e-mail or a profile address
    that is one person's in each file, unless the names at one address are unlike or the user
    decided that they are two.

    Parameters
    ----------
    rows
        Contacts of all files, indexed by spot.
    decided, address_books
        As in ``join_people``.
    called
        What decisions call each row where that is not its id.

    Returns
    -------
    ``int64[rows]``, positions of rows.
    """
    position = np.arange(len(rows))
    files = rows.index.to_numpy().astype(np.int64) >> LINE_BITS
    # pairs of rows that are one person's: edges of a graph whose nodes are rows
    edges: list[tuple[Longs, Longs]] = []
    if len(files) and files.min() != files.max():
        made = names_as_ids(rows, address_books)
        ids = people.id_keys(rows[schema.CONTACT_ID]).mask(made)
        edges.append(_rows_with_same_key(ids, files))
        names = values(rows, schema.NAME).fillna("").to_numpy(dtype=object)
        for keys in addresses_of_persons(rows):
            edges += _alike_with_same_key(keys, files, names)
        if decided.apart:
            words = (rows[schema.CONTACT_ID] if called is None else called).tolist()
            edges = [_without_pairs(pairs, words, decided.apart) for pairs in edges]
    if not sum(len(source) for source, _ in edges):
        return position
    # a person is a component of rows, so that a shares an id with b, b an e-mail with c: one person
    return _first_of_component(edges, len(rows))


def first_row_as_decided(ids: pd.Series, first: Longs, decided: Decisions) -> Longs:
    """Find, for every row, the first row of the same person, where decisions join more of them.

    Parameters
    ----------
    ids
        The id of every row, another one for every person.
    first
        ``int64[rows]``: the first row of the same person without decisions.
    decided
        The user's decisions.
    """
    if not decided.same:
        return first
    position = np.arange(len(ids))
    at = dict(zip(ids[::-1], position[::-1], strict=True))
    known = [(at[a], at[b]) for a, b in decided.same if a != b and a in at and b in at]
    ends = np.array(known, dtype=np.int64).reshape(-1, 2)
    return _first_of_component([(position, first), (ends[:, 0], ends[:, 1])], len(ids))


def _first_of_component(edges: Sequence[tuple[Longs, Longs]], rows: int) -> Longs:
    """The first row, for every row, of those that edges join."""
    source, target = (np.concatenate(ends).astype(np.int32) for ends in zip(*edges, strict=True))
    component = kernels.weak_components(source, target, rows)
    first_of = np.unique(component, return_index=True)[1]
    return np.asarray(first_of[component], dtype=np.int64)


def addresses_of_persons(rows: pd.DataFrame) -> Iterator[pd.Series]:
    """E-mails and pages of every row that make two files' rows one person's, missing otherwise."""
    yield without_offices(emails_as_one(rows))
    pages = own_pages(rows)
    if pages is not None:
        yield pages


def _alike_with_same_key(
    keys: pd.Series, files: Longs, names: NDArray[np.object_]
) -> Iterator[tuple[Longs, Longs]]:
    """Pairs of rows of one key whose names are not unlike: two people may share an address.

    Parameters
    ----------
    keys, files
        As in ``_rows_with_same_key``.
    names
        ``text[rows]``, empty where nothing is said.
    """
    code, usable = _usable(keys, files)
    # who has a name first: a row without one says nothing of two others
    left = usable[np.argsort(names[usable] == "", kind="stable")]
    # those unlike the first of a key may be one person among themselves
    for _ in range(SHARED_BY):
        again, first = _star(code, left)
        one, other = names[again], names[first]
        # two exports of one address book spell nearly everybody alike
        alike = np.asarray(one == other, dtype=bool)
        alike[~alike] = [
            not contradictions.have_unlike_names(a, b)
            for a, b in zip(one[~alike], other[~alike], strict=True)
        ]
        yield again[alike], first[alike]
        left = again[~alike]


def _rows_with_same_key(keys: pd.Series, files: Longs) -> tuple[Longs, Longs]:
    """Rows that share a key, each with the first that has it.

    Parameters
    ----------
    keys
        A key a row, missing where there is none.
    files
        ``int64[rows]``: the file of each.
    """
    return _star(*_usable(keys, files))


def _usable(keys: pd.Series, files: Longs) -> tuple[Longs, Longs]:
    """The code of the key of every row, and the rows whose key tells who they are."""
    code, _ = pd.factorize(keys)
    # a key that is twice in one file identifies nobody, in no file
    both = pd.DataFrame({"code": code, "file": files})
    shared = np.unique(code[both.duplicated().to_numpy()])
    return code, np.flatnonzero((code >= 0) & ~np.isin(code, shared))


def _star(code: Longs, some: Longs) -> tuple[Longs, Longs]:
    """Pairs of rows of one code: every later one of some with the first, as a component needs."""
    _, opens, group = np.unique(code[some], return_index=True, return_inverse=True)
    first = some[opens][group]
    again = first != some
    return some[again], first[again]


def _without_pairs(
    pairs: tuple[Longs, Longs], ids: list[str], apart: frozenset[frozenset[str]]
) -> tuple[Longs, Longs]:
    """Leave out pairs of rows that the user decided to be two people."""
    undecided = np.array(
        [{ids[a], ids[b]} not in apart for a, b in zip(*pairs, strict=True)], dtype=bool
    )
    return pairs[0][undecided], pairs[1][undecided]


def with_own_ids(rows: pd.DataFrame, first: Longs) -> pd.DataFrame:
    """Tell apart the ids that different people of different files share: names as ids.

    The organization tells the later one apart, else the row, else a number.
    """
    spots = rows.index.to_numpy().astype(np.int64)
    files = spots >> LINE_BITS
    if not len(files) or files.min() == files.max():  # ids are unique in each
        return rows
    ids = rows[schema.CONTACT_ID]
    stays = first == np.arange(len(rows))
    clash = np.flatnonzero(stays)[ids[stays].duplicated().to_numpy()]
    if not len(clash):
        return rows
    own = ids.tolist()
    taken = set(own)
    for at in clash:
        firm = rows[schema.ORGANIZATION].iloc[at] if schema.ORGANIZATION in rows.columns else None
        apart = [f"{own[at]} ({firm})"] if firm is not None and pd.notna(firm) else []
        apart.append(f"{own[at]} (row {lines_of(int(spots[at]))})")
        free = (one for one in apart if one not in taken)
        own[at] = next(free, None) or numbered(own[at], taken)
        taken.add(own[at])
    # rows of the same person that had the same id keep it together
    before = ids.tolist()
    for at in np.flatnonzero(np.isin(first, clash) & ~stays):
        if before[at] == before[first[at]]:
            own[at] = own[first[at]]
    return rows.assign(**{schema.CONTACT_ID: pd.Series(own, index=rows.index, dtype="str")})


def renamed_ids(ids: pd.Series, first: Longs, decided: Decisions) -> dict[str, str]:
    """Map every id that is another's to that of the person's first row.

    Decisions may also rename ids that no row of contacts has, only referrals.
    """
    away = first != np.arange(len(ids))
    renamed = {a: b for a, b in zip(ids[away], ids.iloc[first[away]], strict=True) if a != b}
    known = set(ids) if decided.same else set()
    for pair in decided.same:
        # whichever of both no row has is the other one's
        one, other = pair if pair[0] not in known else pair[::-1]
        if one not in known and one != other:
            renamed[one] = renamed.get(other, other)
    return renamed


def rename_ids(ids: pd.Series, renamed: Mapping[str, str]) -> pd.Series:
    """Put the person's one id for every id."""
    if not renamed:
        return ids
    hit = ids.isin(list(renamed))
    return ids.mask(hit, ids[hit].map(renamed).astype("str")) if hit.any() else ids
