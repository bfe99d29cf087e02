"""The same person in several files: known by id, e-mail or profile, or by a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.frames import values
from netgraph.tables.issues import LINE_BITS, Issues, lines_of, quoted
from netgraph.tables.linking import contradictions, people
from netgraph.tables.linking.own_addresses import own_pages, without_offices
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from netgraph.arrays import Flags, Ints, Longs


LONGEST_TOLD: Final = 40
"""Letters of a cell up to which a message says it beside the other one."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user decided in ``same.csv``.

    Parameters
    ----------
    same
        Ids that are another's, each with that other.
    apart
        Pairs of ids that are two people.
    """

    same: tuple[tuple[str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def one(self) -> frozenset[str]:
        """Ids of several files that were decided to be one person's: each is itself."""
        return frozenset(a for a, b in self.same if a == b)


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
    """

    rows: pd.DataFrame
    contacts: pd.DataFrame
    listed: pd.Series
    renamed: Mapping[str, str]
    issues: tuple[Issues, ...]
    person: Ints


def decisions(tables: Sequence[pd.DataFrame]) -> tuple[Decisions, tuple[Issues, ...]]:
    """Read decisions: ``same`` is yes or no; what is left empty is not decided yet.

    A row that contradicts an earlier one is an error.
    """
    answered: dict[frozenset[str], bool] = {}
    same: list[tuple[str, str]] = []
    issues = []
    for table in tables:
        if schema.SAME not in table.columns:
            continue
        settled = table.dropna(subset=[schema.CONTACT_ID, schema.SAME_AS, schema.SAME])
        pairs = list(zip(settled[schema.CONTACT_ID], settled[schema.SAME_AS], strict=True))
        answers = settled[schema.SAME].astype(bool).tolist()
        agree = [
            answered.setdefault(frozenset(pair), are) == are
            for pair, are in zip(pairs, answers, strict=True)
        ]
        against = settled.loc[[not yes for yes in agree], schema.SAME_AS]
        message = "an earlier row decides otherwise; expected one decision"
        issues.append(Issues(schema.BAD_VALUE, against, schema.SAME, message))
        same += [p for p, are, yes in zip(pairs, answers, agree, strict=True) if are and yes]
    apart = frozenset(pair for pair, are in answered.items() if not are)
    return Decisions(tuple(same), apart), tuple(issues)


def issues_of_unknown_ids(
    tables: Sequence[pd.DataFrame], known: Sequence[pd.Series]
) -> tuple[Issues, ...]:
    """Find ids in decisions that no table has.

    Parameters
    ----------
    tables
        Decisions.
    known
        Columns of ids.
    """
    if not tables:
        return ()
    ids = pd.concat(known)
    issues = []
    for table in tables:
        for column in (schema.CONTACT_ID, schema.SAME_AS):
            unknown = table.loc[table[column].notna() & ~table[column].isin(ids), column]
            messages = [
                f"{quoted(one)} is in no table; the decision changes nothing" for one in unknown
            ]
            issues.append(Issues(schema.UNKNOWN_CONTACT, unknown, column, messages))
    return tuple(issues)


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
    first = first_row_of_each(rows, decided, address_books=address_books)
    rows = with_own_ids(rows, first)
    renamed = renamed_ids(rows[schema.CONTACT_ID], first, decided)
    ids = rename_ids(rows[schema.CONTACT_ID], renamed)
    # an id of two people is told as that, not as one person merged, unless they are two from now on
    two = () if apart else [int(spot) for one in contradicting for spot in one.cells.index]
    contacts, issues = merge_people(rows, first, untold=two)
    same_ids = rows.assign(**{schema.CONTACT_ID: ids})
    # int32[rows]: contacts are the first rows in their order
    stays = first == np.arange(len(rows))
    person = (np.cumsum(stays) - 1)[first].astype(np.int32)
    listed = rows[schema.CONTACT_ID]
    return JoinedPeople(same_ids, contacts, listed, renamed, (*contradicting, *issues), person)


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


def first_row_of_each(rows: pd.DataFrame, decided: Decisions, *, address_books: Flags) -> Longs:
    """Find, for every row, the first row of the same person.

    Rows of different files are one person's where they share an id, an e-mail or a profile address
    that is one person's in each file, unless the names at one e-mail are unlike; rows of one file
    only where the user decided so.

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
        edges += [_rows_with_same_key(keys, files) for keys in _identity_keys(rows, made)]
        edges.append(_without_strangers(_rows_with_same_key(_emails_of_persons(rows), files), rows))
        if decided.apart:
            ids = rows[schema.CONTACT_ID].tolist()
            edges = [_without_pairs(pairs, ids, decided.apart) for pairs in edges]
    if decided.same:
        first = dict(zip(rows[schema.CONTACT_ID][::-1], position[::-1], strict=True))
        known = [
            (first[a], first[b]) for a, b in decided.same if a != b and a in first and b in first
        ]
        ends = np.array(known, dtype=np.int64).reshape(-1, 2)
        edges.append((ends[:, 0], ends[:, 1]))
    if not sum(len(source) for source, _ in edges):
        return position
    # a person is a component of rows, so that a shares an id with b, b an e-mail with c: one person
    source, target = (np.concatenate(ends).astype(np.int32) for ends in zip(*edges, strict=True))
    component = kernels.weak_components(source, target, len(rows))
    first_of = np.unique(component, return_index=True)[1]
    return np.asarray(first_of[component], dtype=np.int64)


def _identity_keys(rows: pd.DataFrame, made: Flags) -> Iterator[pd.Series]:
    """Columns of keys that only one person has: ids, profile addresses.

    An id that is ``made`` of a name is no key: two people may be called the same.
    """
    ids = people.id_keys(rows[schema.CONTACT_ID])
    if made.any():
        ids = ids.mask(made)
    yield ids
    pages = own_pages(rows)
    if pages is not None:
        yield pages


def _emails_of_persons(rows: pd.DataFrame) -> pd.Series:
    return without_offices(values(rows, schema.EMAIL).str.lower())


def _without_strangers(pairs: tuple[Longs, Longs], rows: pd.DataFrame) -> tuple[Longs, Longs]:
    """Leave out pairs of rows of one e-mail and unlike names: two people who share it."""
    names = values(rows, schema.NAME).fillna("").to_numpy(dtype=object)
    # text[pairs] each: two exports of one address book spell nearly everybody alike
    one, other = (names[side] for side in pairs)
    alike = np.asarray(one == other, dtype=bool)
    alike[~alike] = [
        not contradictions.have_unlike_names(a, b)
        for a, b in zip(one[~alike], other[~alike], strict=True)
    ]
    return pairs[0][alike], pairs[1][alike]


def _rows_with_same_key(keys: pd.Series, files: Longs) -> tuple[Longs, Longs]:
    """Rows that share a key, each with the first that has it.

    Parameters
    ----------
    keys
        A key a row, missing where there is none.
    files
        ``int64[rows]``: the file of each.
    """
    code, _ = pd.factorize(keys)
    # a key that is twice in one file identifies nobody, in no file
    both = pd.DataFrame({"code": code, "file": files})
    shared = np.unique(code[both.duplicated().to_numpy()])
    usable = np.flatnonzero((code >= 0) & ~np.isin(code, shared))
    # a star a key: every later row points to the first, which is all that a component needs
    _, opens, group = np.unique(code[usable], return_index=True, return_inverse=True)
    first = usable[opens][group]
    again = first != usable
    return usable[again], first[again]


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
    return rows.assign(**{schema.CONTACT_ID: pd.Series(own, index=rows.index, dtype="str")})


def renamed_ids(ids: pd.Series, first: Longs, decided: Decisions) -> dict[str, str]:
    """Map every id that is another's to that of the person's first row.

    Decisions may also rename ids that no row of contacts has, only referrals.
    """
    away = first != np.arange(len(ids))
    renamed = {a: b for a, b in zip(ids[away], ids.iloc[first[away]], strict=True) if a != b}
    known = set(ids) if decided.same else set()
    for one, other in decided.same:
        if one not in known and one != other:
            renamed[one] = renamed.get(other, other)
    return renamed


def rename_ids(ids: pd.Series, renamed: Mapping[str, str]) -> pd.Series:
    """Put the person's one id for every id."""
    if not renamed:
        return ids
    hit = ids.isin(list(renamed))
    return ids.mask(hit, ids[hit].map(renamed).astype("str")) if hit.any() else ids


def merge_people(
    rows: pd.DataFrame, first: Longs, *, untold: Collection[int] = ()
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """Leave one row a person: the first, its empty cells filled from the others in their order.

    Parameters
    ----------
    rows
        All rows, each with an id of its own.
    first
        ``int64[rows]``: the first row of the same person.
    untold
        Spots of rows that are refused, so that nothing is told of their merging.
    """
    away = first != np.arange(len(rows))
    if not away.any():
        return rows, ()
    # a row a person with several: of every column the first cell that is filled
    shared = np.isin(first, first[away])
    filled = rows[shared].groupby(first[shared], sort=True).first()
    merged: pd.DataFrame = rows[~away].copy()
    # bool[merged]: the rows to fill, in the order of ``filled``, which is that of first rows
    lines = np.isin(np.flatnonzero(~away), filled.index.to_numpy())
    for column in rows.columns:
        merged.loc[lines, column] = filled[column].astype(rows[column].dtype).to_numpy()
    return merged, (_issue_of_merged(rows, first, away & ~rows.index.isin(list(untold))),)


def _issue_of_merged(rows: pd.DataFrame, first: Longs, away: Flags) -> Issues:
    ids = rows[schema.CONTACT_ID]
    endings = []
    for at in np.flatnonzero(away):
        stays, other = rows.iloc[first[at]], rows.iloc[at]
        differ = [
            f"{c}{_both(stays[c], other[c])}"
            for c in rows.columns
            if c != schema.CONTACT_ID and _differ(stays[c], other[c])
        ]
        endings.append("; merged" + (f"; kept as there: {', '.join(differ)}" if differ else ""))
    return Issues(
        schema.MERGED_CONTACT,
        ids[away],
        schema.CONTACT_ID,
        [f"the same person as {quoted(one)} on " for one in ids.iloc[first[away]]],
        rows.index.to_numpy().astype(np.int64)[first[away]],
        endings,
    )


def _both(kept: Any, dropped: Any) -> str:
    """Two cells of which one is dropped, in words; of texts nobody wants to read two whole ones."""
    if isinstance(kept, pd.Timestamp) and isinstance(dropped, pd.Timestamp):
        return f" ({kept:%Y-%m-%d}, not {dropped:%Y-%m-%d})"
    texts = [str(cell) for cell in (kept, dropped)]
    # a date in a column that nobody claimed is told as it is written
    return "" if max(map(len, texts)) > LONGEST_TOLD else f" ({', not '.join(map(quoted, texts))})"


def _differ(one: Any, other: Any) -> bool:
    return bool(pd.notna(one) and pd.notna(other) and one != other)
