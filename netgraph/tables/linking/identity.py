"""The same person in several files: recognised by id, e-mail or profile address, or by a decision of the user."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.tables.issues import LINE_BITS, quoted
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.arrays import Flags, Longs
    from netgraph.tables.issues import Told

PROFILE_COLUMNS: Final = frozenset(
    {
        "url",
        "profile",
        "profileurl",
        "linkedin",
        "linkedinurl",
        "linkedinprofile",
        "linkedinprofileurl",
    }
)
"""Folded names of columns that hold the address of a person's own page."""
_AROUND: Final = re.compile(r"^https?://(?:www\.)?|[?#].*$|/+$")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user decided in ``same.csv``: ids that are another's, and pairs that are two people."""

    same: tuple[tuple[str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()


def decisions(tables: list[pd.DataFrame], told: Told) -> Decisions:
    """Read decisions: ``same`` yes or no; what is left empty is not decided yet, what contradicts is told."""
    said: dict[frozenset[str], bool] = {}
    same: list[tuple[str, str]] = []
    for table in tables:
        if schema.SAME not in table.columns:
            continue
        settled = table.dropna(subset=[schema.CONTACT_ID, schema.SAME_AS, schema.SAME])
        pairs = list(zip(settled[schema.CONTACT_ID], settled[schema.SAME_AS], strict=True))
        answers = settled[schema.SAME].astype(bool).tolist()
        agree = [
            said.setdefault(frozenset(pair), are) == are
            for pair, are in zip(pairs, answers, strict=True)
        ]
        against = settled.loc[[not yes for yes in agree], schema.SAME_AS]
        told.tell(
            schema.BAD_VALUE,
            against,
            schema.SAME,
            "an earlier row decides otherwise; expected one decision",
        )
        same += [
            p
            for p, are, yes in zip(pairs, answers, agree, strict=True)
            if are and yes and p[0] != p[1]
        ]
    return Decisions(tuple(same), frozenset(pair for pair, are in said.items() if not are))


def tell_strangers(tables: list[pd.DataFrame], known: pd.Series, told: Told) -> None:
    """Tell of ids in decisions that no table has."""
    for table in tables:
        for column in (schema.CONTACT_ID, schema.SAME_AS):
            strange = table.loc[table[column].notna() & ~table[column].isin(known), column]
            messages = [
                f"{quoted(one)} is in no table; the decision changes nothing" for one in strange
            ]
            told.tell(schema.UNKNOWN_CONTACT, strange, column, messages)


def heads(rows: pd.DataFrame, decided: Decisions, told: Told) -> Longs:
    """Find, for every row, the first row of the same person.

    Rows of different files are one person's where they share an id, an e-mail or a profile address that is
    one person's in each file; rows of one file only where the user decided so.
    """
    position = np.arange(len(rows))
    files = rows.index.to_numpy().astype(np.int64) >> LINE_BITS
    joined: list[tuple[Longs, Longs]] = []
    if len(files) and files.min() != files.max():
        books = np.array([file.address_book for file in told.files], dtype=bool)[files]
        joined += [_alike(keys, files) for keys in _keys(rows, books)]
        if decided.apart:
            joined = [
                _without(pairs, rows[schema.CONTACT_ID].tolist(), decided.apart) for pairs in joined
            ]
    if decided.same:
        first = dict(zip(rows[schema.CONTACT_ID][::-1], position[::-1], strict=True))
        known = [(first[a], first[b]) for a, b in decided.same if a in first and b in first]
        joined.append(
            (
                np.array([a for a, _ in known], dtype=np.int64),
                np.array([b for _, b in known], dtype=np.int64),
            )
        )
    if not sum(len(source) for source, _ in joined):
        return position
    source, target = (np.concatenate(ends).astype(np.int32) for ends in zip(*joined, strict=True))
    component = kernels.weak_components(source, target, len(rows))
    first_of = np.unique(component, return_index=True)[1]
    return np.asarray(first_of[component], dtype=np.int64)


def _keys(rows: pd.DataFrame, books: Flags) -> Iterator[pd.Series]:
    ids = rows[schema.CONTACT_ID]
    yield (
        ids.mask(books & (ids == rows[schema.NAME]).to_numpy())
        if schema.NAME in rows.columns
        else ids
    )
    if schema.EMAIL in rows.columns:
        yield rows[schema.EMAIL].str.lower()
    profiles = [
        rows[name]
        for name in rows.columns
        if schema.folded(str(name)) in PROFILE_COLUMNS
        and isinstance(rows[name].dtype, pd.StringDtype)
    ]
    if profiles:
        address = functools.reduce(lambda one, other: one.fillna(other), profiles)
        plain = address.str.lower().str.replace(_AROUND, "", regex=True)
        yield plain.mask(plain == "")


def _alike(keys: pd.Series, files: Longs) -> tuple[Longs, Longs]:
    """Rows that share a key, each with the first that has it; a key twice in one file identifies nobody."""
    code, _ = pd.factorize(keys)
    both = pd.DataFrame({"code": code, "file": files})
    shared = np.unique(code[both.duplicated().to_numpy()])
    usable = np.flatnonzero((code >= 0) & ~np.isin(code, shared))
    _, opens, group = np.unique(code[usable], return_index=True, return_inverse=True)
    first = usable[opens][group]
    again = first != usable
    return usable[again], first[again]


def _without(
    pairs: tuple[Longs, Longs],
    ids: list[str],
    apart: frozenset[frozenset[str]],
) -> tuple[Longs, Longs]:
    """Leave out pairs of rows whom the user decided to be two people."""
    kept = np.array(
        [{ids[a], ids[b]} not in apart for a, b in zip(*pairs, strict=True)], dtype=bool
    )
    return pairs[0][kept], pairs[1][kept]


def with_own_ids(rows: pd.DataFrame, head: Longs) -> pd.DataFrame:
    """Number the ids that different people of different files share: mere names of address books."""
    files = rows.index.to_numpy() >> LINE_BITS
    if not len(files) or files.min() == files.max():  # ids are unique in each
        return rows
    ids = rows[schema.CONTACT_ID]
    first = head == np.arange(len(rows))
    clash = np.flatnonzero(first)[ids[first].duplicated().to_numpy()]
    if not len(clash):
        return rows
    own = ids.tolist()
    taken = set(own)
    for at in clash:
        own[at] = numbered(own[at], taken)
        taken.add(own[at])
    return rows.assign(**{schema.CONTACT_ID: pd.Series(own, index=rows.index, dtype="str")})


def renamed(rows: pd.DataFrame, head: Longs, decided: Decisions) -> dict[str, str]:
    """Map every id that is another's to that of the person's first row; also ids that only referrals name."""
    ids = rows[schema.CONTACT_ID]
    away = head != np.arange(len(rows))
    mapped = {a: b for a, b in zip(ids[away], ids.iloc[head[away]], strict=True) if a != b}
    known = set(ids) if decided.same else set()
    for one, other in decided.same:
        if one not in known:
            mapped[one] = mapped.get(other, other)
    return mapped


def apply(mapping: dict[str, str], ids: pd.Series) -> pd.Series:
    """Put the person's one id for every id."""
    if not mapping:
        return ids
    hit = ids.isin(list(mapping))
    return ids.mask(hit, ids[hit].map(mapping).astype("str")) if hit.any() else ids


def merged(rows: pd.DataFrame, head: Longs, told: Told) -> pd.DataFrame:
    """Leave one row a person: the first, its empty cells filled from the others; tell each row merged away."""
    away = head != np.arange(len(rows))
    if not away.any():
        return rows
    shared = np.isin(head, head[away])
    filled = rows[shared].groupby(head[shared], sort=True).first()
    _tell(rows, head, away, told)
    whole: pd.DataFrame = rows[~away].copy()
    lines = np.isin(np.flatnonzero(~away), filled.index.to_numpy())
    for column in rows.columns:
        whole.loc[lines, column] = filled[column].astype(rows[column].dtype).to_numpy()
    return whole


def _tell(rows: pd.DataFrame, head: Longs, away: Flags, told: Told) -> None:
    ids = rows[schema.CONTACT_ID]
    spots = rows.index.to_numpy()
    messages = []
    for at in np.flatnonzero(away):
        kept, other = rows.iloc[head[at]], rows.iloc[at]
        differ = [
            str(c) for c in rows.columns if c != schema.CONTACT_ID and _differ(kept[c], other[c])
        ]
        but = f"; kept as there: {', '.join(differ)}" if differ else ""
        where = told.spot(int(spots[head[at]]), int(spots[at]))
        messages.append(f"the same person as {quoted(ids.iloc[head[at]])} on {where}; merged{but}")
    told.tell(schema.MERGED_CONTACT, ids[away], schema.CONTACT_ID, messages)


def _differ(one: Any, other: Any) -> bool:
    return bool(pd.notna(one) and pd.notna(other) and one != other)
