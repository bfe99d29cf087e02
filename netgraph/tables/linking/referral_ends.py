"""Referrals of all tables: every row with the contacts at its two ends.

A row whose two cells are ids goes through arrays alone. Only different cells that are neither an
id nor a name are resolved one by one; one that names several people makes a row for each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.links import positions_in
from netgraph.tables.linking.expansion import Expansion, expanded
from netgraph.tables.linking.known_people import EVERY_FILE
from netgraph.tables.linking.referrers import (
    Resolver,
    meanings_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags, Ints, Longs, Words
    from netgraph.tables.issues import Issues
    from netgraph.tables.linking.known_people import KnownPeople


@dataclass(frozen=True, slots=True, eq=False)
class LinkRows:
    """Rows that say who referred whom, before anybody is looked up.

    Parameters
    ----------
    table
        Referrers and referred as text, and what else is known; indexed by spot.
    ends
        ``int32[rows]`` a side: the contact by position, -1 where the cell is still to be read.
    columns
        The column of each row's cell, a side.
    scopes
        ``int64[rows]``: the file of contacts that the cells are in, else ``EVERY_FILE``.
    """

    table: pd.DataFrame
    ends: tuple[Ints, Ints]
    columns: tuple[Sequence[str] | Words, Sequence[str] | Words]
    scopes: Longs


@dataclass(frozen=True, slots=True, eq=False)
class FoundReferrals:
    """Referrals with both ends looked up.

    Parameters
    ----------
    table
        A row a referral, its two ids those of contacts, or text for people still to be added.
    ends
        ``int32[rows]`` a side: positions among the contacts, -1 for people still to be added.
    alone
        Whom a row names beside a cell that names nobody; indexed by spot.
    sources
        How people were found, where a cell said that instead of a referrer; by position or text.
    issues
        Of cells that mean what they do not say.
    """

    table: pd.DataFrame
    ends: tuple[Ints, Ints]
    alone: pd.Series
    sources: Mapping[int | str, str] = field(default_factory=dict)
    issues: tuple[Issues, ...] = ()


def referrer_columns(contacts: pd.DataFrame) -> list[str]:
    """The columns of contacts that are there and name people."""
    return [name for name in schema.SIDES if name in contacts.columns]


def link_rows(referrals: pd.DataFrame | None, known: KnownPeople) -> LinkRows:
    """Put rows of referrals and cells of contacts together, the former first."""
    parts = [] if referrals is None else [_rows_of_referrals(referrals)]
    parts += _rows_of_contacts(known)
    if not parts:
        nothing = pd.DataFrame({side: pd.Series(dtype="str") for side in schema.ENDS})
        nothing.index = pd.Index([], dtype="int64", name=schema.LINE)
        parts = [_rows_of_referrals(nothing)]
    if len(parts) == 1:
        return parts[0]
    table = pd.concat([part.table for part in parts])
    source, target = (np.concatenate([part.ends[n] for part in parts]) for n in (0, 1))
    left, right = ([name for part in parts for name in part.columns[n]] for n in (0, 1))
    return LinkRows(
        table, (source, target), (left, right), np.concatenate([part.scopes for part in parts])
    )


def _rows_of_referrals(referrals: pd.DataFrame) -> LinkRows:
    # a referral without one of its ends is none; cleaning has an issue of each
    if any(referrals[side].hasnans for side in schema.ENDS):
        referrals = referrals.dropna(subset=list(schema.ENDS))
    # the same in every row: arrays of one cell, which is there as often as it is asked for
    rows = len(referrals)
    unread = np.broadcast_to(np.int32(-1), rows)
    source, target = (np.broadcast_to(np.array(end, dtype=object), rows) for end in schema.ENDS)
    scopes = np.broadcast_to(np.int64(EVERY_FILE), rows)
    return LinkRows(referrals, (unread, unread), (source, target), scopes)


def _rows_of_contacts(known: KnownPeople) -> list[LinkRows]:
    """A part for the cells of the contacts, row by row and in a row column by column."""
    columns = referrer_columns(known.rows)
    # int64[cells] each: the row of every filled cell, and the number of its column
    filled = [np.flatnonzero(known.rows[name].notna().to_numpy()) for name in columns]
    if not sum(map(len, filled)):
        return []
    row = np.concatenate(filled)
    column = np.repeat(np.arange(len(columns)), [len(rows) for rows in filled])
    cells = pd.concat([known.rows[n].iloc[at] for n, at in zip(columns, filled, strict=True)])
    if len(columns) > 1:
        order = np.lexsort((column, row))
        row, column, cells = row[order], column[order], cells.iloc[order]
    # bool[cells]: where the cell names whom the row's person referred
    onward = (np.array(columns, dtype=object) == schema.REFERRED_TO)[column]
    owner = known.person[row]
    own = known.ids.iloc[owner].set_axis(cells.index)
    table = pd.DataFrame(
        {
            schema.ENDS[0]: cells.where(~onward, own),
            schema.ENDS[1]: own.where(~onward, cells),
        },
        index=cells.index,
    )
    if schema.REFERRED_ON in known.rows.columns:
        days = known.rows[schema.REFERRED_ON].iloc[row]
        # the date is that of the referral to the row's person, unless there is no such column
        table[schema.REFERRED_ON] = days.where(~onward | onward.all())
    unread = np.int32(-1)
    ends = np.where(onward, owner, unread), np.where(onward, unread, owner)
    names = np.array(columns, dtype=object)[column].tolist()
    return [LinkRows(table, ends, (names, names), known.files[row])]


def find_referrals(
    links: LinkRows, known: KnownPeople, resolver: Resolver, renamed: Mapping[str, str]
) -> FoundReferrals:
    """Look up both ends of every row.

    Parameters
    ----------
    links
        The rows.
    known, resolver
        Whom their cells may mean.
    renamed
        Ids that were decided to be another's, to that other.
    """
    ends = tuple(end.copy() for end in links.ends)
    # ids of a file are those of the contacts, unless people of several files are one
    by_id = known.keep_their_ids
    for scope in sorted(pd.unique(links.scopes).tolist()):
        rows = links.scopes == scope
        _find_by_id(links, ends, rows, known, scope)
        if not resolver.exact and any((end[rows] < 0).any() for end in ends):
            by_id &= not _find_by_name(links, ends, rows, known, scope)
    # int64[rows]: those with a cell that is neither an id nor a name
    left = np.flatnonzero((ends[0] < 0) | (ends[1] < 0))
    table = links.table if by_id else _with_ids(links, ends, known)
    if not len(left) or resolver.exact:
        return FoundReferrals(table, (ends[0], ends[1]), pd.Series(dtype="str"))
    # a copy learns the texts of these cells, so that the caller's stays as it was
    own = replace(resolver, known=replace(known), seen={})
    return _resolved(links, table, (ends[0], ends[1]), left, own, renamed)


def _find_by_id(
    links: LinkRows,
    ends: tuple[Ints, ...],
    rows: Flags,
    known: KnownPeople,
    scope: int,
) -> None:
    """Fill in the ends that are ids of the cells' own file."""
    at = known.in_scope(scope) & known.own_ids
    every = at.all()
    words, people = (
        (known.written, known.person) if every else (known.written[at], known.person[at])
    )
    if scope == EVERY_FILE and len(known.near) > 1 and not words.is_unique:
        # an id of several files is one person's, or nobody knows whose
        pairs = pd.DataFrame({"id": words.to_numpy(), "person": people}).drop_duplicates()
        clear = pairs[~pairs["id"].duplicated(keep=False)]
        words, people = clear["id"], clear["person"].to_numpy(dtype=np.int32)
    wanted = [np.flatnonzero(rows & (end < 0)) for end in ends]
    cells = [
        links.table[side] if len(w) == len(links.table) else links.table[side].iloc[w]
        for side, w in zip(schema.ENDS, wanted, strict=True)
    ]
    for end, which, place in zip(ends, wanted, positions_in(pd.Index(words), *cells), strict=True):
        end[which] = np.where(place >= 0, people[place] if len(people) else -1, -1)


def _find_by_name(
    links: LinkRows,
    ends: tuple[Ints, ...],
    rows: Flags,
    known: KnownPeople,
    scope: int,
) -> bool:
    """Fill in the ends that are exactly the name of one person of the cells' own file.

    Returns
    -------
    Whether there were any.
    """
    if schema.NAME not in known.rows.columns:
        return False
    wanted = [np.flatnonzero(rows & (end < 0)) for end in ends]
    cells = [links.table[side].iloc[w] for side, w in zip(schema.ENDS, wanted, strict=True)]
    at = known.in_scope(scope)
    names = known.rows[schema.NAME][at]
    hit = names.isin(pd.concat(cells)).to_numpy()
    pairs = pd.DataFrame({"name": names[hit].to_numpy(), "person": known.person[at][hit]})
    pairs = pairs[~pairs["name"].isin(list(known.decided))].drop_duplicates()
    clear = pairs[~pairs["name"].duplicated(keep=False)]
    if clear.empty:
        return False
    people = clear["person"].to_numpy(dtype=np.int32)
    for end, which, place in zip(
        ends, wanted, positions_in(pd.Index(clear["name"]), *cells), strict=True
    ):
        end[which] = np.where(place >= 0, people[place], -1)
    return True


def _with_ids(links: LinkRows, ends: tuple[Ints, ...], known: KnownPeople) -> pd.DataFrame:
    """The rows with the contacts' own ids in place of names and of ids that are another's."""
    table = links.table
    for side, end in zip(schema.ENDS, ends, strict=True):
        cells = table[side]
        found = np.flatnonzero(end >= 0)
        own = known.ids.iloc[end[found]].set_axis(cells.index[found])
        other = (own != cells.iloc[found]).to_numpy(dtype=bool)
        if other.any():
            words = cells.copy()
            words.iloc[found[other]] = own.iloc[np.flatnonzero(other)].to_numpy()
            table = table.assign(**{side: words})
    return table


def _resolved(
    links: LinkRows,
    table: pd.DataFrame,
    ends: tuple[Ints, Ints],
    left: Longs,
    resolver: Resolver,
    renamed: Mapping[str, str],
) -> FoundReferrals:
    """Read the cells that are left, one by one; a row for everybody whom a cell names."""
    cells = [table[side].iloc[left].tolist() for side in schema.ENDS]
    scopes = links.scopes[left].tolist()
    known_ends = [end[left].tolist() for end in ends]
    unread = {
        (text, scope)
        for side in (0, 1)
        for text, scope, end in zip(cells[side], scopes, known_ends[side], strict=True)
        if end < 0
    }
    beside: dict[tuple[str, int], set[int]] = {}
    for side in (0, 1):
        rows_of_side = zip(cells[side], scopes, known_ends[1 - side], strict=True)
        for text, scope, other in rows_of_side:
            beside.setdefault((text, scope), set()).add(other)
    resolver.referred = {*cells[1]}
    meanings = meanings_of(dict.fromkeys(sorted(unread)), resolver, beside)
    spots = table.index[left].tolist()
    rows = Expansion(spots, cells, scopes, known_ends, meanings, resolver.known.ids, renamed)
    if any(one.source for one in meanings.values()):
        rows.given = sources_of(resolver.known)
    rows.expand([[links.columns[side][at] for at in left] for side in (0, 1)])
    table, new_ends = expanded(table, ends, left, rows)
    alone = pd.Series(rows.alone, index=pd.Index(rows.alone_spots, dtype="int64"), dtype="str")
    told = rows.issues(lenient=resolver.lenient)
    return FoundReferrals(table, new_ends, alone, rows.sources, told)


def sources_of(known: KnownPeople) -> dict[int, str]:
    """How people were found as the tables say it, by position."""
    said = values(known.rows, schema.SOURCE)
    filled = np.flatnonzero(said.notna().to_numpy())[::-1]
    # backwards, so that of several rows of a person the first one stays
    return dict(zip(known.person[filled].tolist(), said.iloc[filled].tolist(), strict=True))
