"""Stubs: people whom only referrals name, added below the contacts and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.given_columns import GIVEN, inward
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.values import stub_marks
from netgraph.tables.issues import LINE_BITS, LONGEST_SAID, Issues, quoted
from netgraph.tables.linking.cell_parts import (
    links_of_chain,
    person_and_source,
    pieces,
    way_to_write,
)
from netgraph.tables.linking.named_organizations import as_organization, stubs_like_organizations
from netgraph.tables.no_persons import may_name_nobody
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Flags, Ints, Longs, Words


WHOLE_NAME: Final = lazy_pattern(r"[^\W\d_a-z]\S*(?: (?:[^\W\d_]\S*)){1,3}(?:\s*\([^()]*\))?")
"""A part of a list that is a name by itself: two words and more, perhaps an organization."""


def add_stubs(
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    ends: tuple[Ints, Ints],
    *,
    alone: pd.Series | None = None,
    sheets: Flags | None = None,
) -> tuple[pd.DataFrame, tuple[Ints, Ints], tuple[Issues, ...]]:
    """Add a stub contact for everybody whom only the referrals name, in order of appearance.

    Parameters
    ----------
    contacts
        Everybody known.
    referrals
        Rows of referrals.
    ends
        Positions of both ends among the contacts, ``int32[referrals]`` each, -1 for strangers.
    alone
        Strangers whom a row names beside nobody, indexed by spot.
    sheets
        ``bool[files]``: which are contacts, whose cells name people under other headings.

    Returns
    -------
    contacts
        With a ``stub`` column; stubs come last, on line 0, named by their id.
    ends
        Positions of referrers and referred among them, ``int32[referrals]`` each.
    issues
        Of every stub.
    """
    contacts = _with_stub_column(contacts)
    source, target = ends
    words = referrals[[schema.REFERRER_ID, schema.REFERRED_ID]]
    unknown = source < 0, target < 0
    rows = unknown[0] | unknown[1]
    alone = pd.Series(dtype="str") if alone is None else alone
    if not rows.any() and not len(alone):
        return contacts, (source, target), ()
    # the rows with an unknown end, read like text: referrer and referred of the first row, then of
    # the second, so that stubs are numbered in the order in which a reader meets them
    both = np.stack([end[rows] for end in unknown], axis=1).ravel()
    names = pd.Series(words[rows].to_numpy(dtype=object).ravel()[both], dtype="str")
    names.index = pd.Index(np.repeat(referrals.index[rows].to_numpy(), 2)[both])
    column = np.tile(np.array(words.columns, dtype=object), int(rows.sum()))[both]
    # int32[2 * rows]: the position that each unknown end gets, after all contacts that are known
    number, _ = pd.factorize(names)
    position = np.full(len(both), -1, dtype=np.int32)
    position[both] = len(contacts) + number
    source, target = source.copy(), target.copy()  # arrow's are read-only
    # after those of referrals, as no row needs their positions
    names = pd.concat([names, alone.astype("str")])
    column = np.append(column, np.full(len(alone), schema.REFERRED_ID, dtype=object))
    for end, place in enumerate((source, target)):
        # every second entry, from ``end`` on, belongs to this end of the rows
        place[unknown[end]] = position[end::2][unknown[end][rows]]
    first = ~names.duplicated().to_numpy()
    stubs = names[first]
    firms = stubs_like_organizations(stubs, contacts)
    issues = issues_of_stubs(stubs, column[first], contacts[schema.CONTACT_ID], sheets, firms)
    return _with_stubs_below(contacts, stubs), (source, target), issues


def with_stubs(contacts: pd.DataFrame, stubs: pd.Series) -> pd.DataFrame:
    """Give contacts their column of stubs, and add some stubs below."""
    marked = _with_stub_column(contacts)
    return _with_stubs_below(marked, stubs) if len(stubs) else marked


def _with_stubs_below(contacts: pd.DataFrame, stubs: pd.Series) -> pd.DataFrame:
    index = pd.Index(np.zeros(len(stubs), dtype=np.int64), name=schema.LINE)
    added = pd.DataFrame(
        {schema.CONTACT_ID: stubs.to_numpy(), schema.NAME: stubs.to_numpy()},
        index=index,
        dtype="str",
    )
    added[schema.STUB] = True
    return _stacked(contacts, added)


def issues_of_stubs(
    stubs: pd.Series,
    column: Words,
    known: pd.Series,
    sheets: Flags | None,
    firms: Mapping[str, int],
) -> tuple[Issues, ...]:
    """Each stub, by the column that first names it; and those whose zeros a spreadsheet has taken.

    Parameters
    ----------
    stubs
        Ids, indexed by the spot of the referral that names them first.
    column
        The column of each.
    known
        Ids of contacts.
    sheets
        ``bool[files]``: which are contacts.
    firms
        Texts that are organizations, with the number of contacts there.
    """
    alike = numbers_alike(stubs, known)
    issues = []
    for name in schema.ENDS:
        own = stubs[column == name]
        heads = _headings_of_cells(own.index.to_numpy().astype(np.int64), name, sheets)
        messages = [
            as_organization(str(i), firms[str(i)], head)
            if str(i) in firms
            else f"{quoted(i)} is not in contacts; added as a stub{_way_out(str(i), head)}"
            for i, head in zip(own, heads, strict=True)
        ]
        issues.append(Issues(schema.UNKNOWN_CONTACT, own, name, messages))
        lost = own[own.isin(list(alike)).to_numpy()]
        messages = [other_zeros(alike[i], i) for i in lost]
        issues.append(Issues(schema.SPREADSHEET_DAMAGE, lost, name, messages))
    return tuple(issues)


def _headings_of_cells(spots: Longs, end: str, sheets: Flags | None) -> list[str]:
    """The standard columns of cells: in contacts each end has another name than in referrals."""
    if sheets is None:
        return [end] * len(spots)
    side = schema.SIDES[schema.ENDS.index(end)]
    return [side if in_sheet else end for in_sheet in sheets[spots >> LINE_BITS].tolist()]


def _way_out(text: str, column: str) -> str:
    """What to do where a text may be nobody's name; one that is cut in messages is to be mended."""
    if len(text) > LONGEST_SAID:
        return ""
    if links_of_chain(text) or person_and_source(text):
        return f"; {way_to_write(text)}"
    if all(WHOLE_NAME.fullmatch(part) for part in pieces(text) or [""]):
        return f"; {way_to_write(text)}"
    if not may_name_nobody(text):
        return ""
    blank = quoted(f"{column}:{text}=blank")
    return f"; if that names nobody, say --value {blank}, or where they were found, as =LinkedIn"


def other_zeros(known: str, said: str) -> str:
    """Tell of a number that is an id but for its zeros in front."""
    if len(said) < len(known):
        return (
            f"{quoted(known)} is in contacts: has a spreadsheet taken the zeros of {quoted(said)}?"
        )
    return f"{quoted(known)} is in contacts: has it lost zeros, or has {quoted(said)} too many?"


def numbers_alike(said: pd.Series, known: pd.Series) -> dict[str, str]:
    """Numbers that are ids but for zeros in front, each with the last such id.

    Parameters
    ----------
    said
        Texts that are no ids.
    known
        Ids.
    """
    numbers = said[said.str.fullmatch("[0-9]+").fillna(value=False).to_numpy()]
    if numbers.empty:
        return {}
    bare = numbers.str.lstrip("0")
    # an id that ends in such a number and has zeros before it, and nothing else
    stripped = known.str.lstrip("0")
    at = stripped.isin(bare[bare != ""]).to_numpy(dtype=bool)
    held = dict(zip(stripped[at], known[at], strict=True))
    return {n: held[b] for n, b in zip(numbers, bare, strict=True) if b in held}


def _with_stub_column(contacts: pd.DataFrame) -> pd.DataFrame:
    """Put the ``stub`` column after the id; rows marked as stubs go last."""
    # a column of that name is the user's own; only netgraph writes the mark, and nothing else in it
    own = {name: inward(str(name), schema.STUB) for name in contacts.columns}
    contacts = contacts.rename(columns=own)
    marked = np.zeros(len(contacts), dtype=bool)
    if schema.STUB_MARK in contacts.columns:
        found = stub_marks(contacts)
        if found is None:
            contacts = contacts.rename(columns=no_mark(schema.STUB_MARK, contacts))
        else:
            marked = found
            contacts = contacts.drop(columns=schema.STUB_MARK)
    contacts = contacts.copy(deep=False)
    contacts.insert(1, schema.STUB, marked)
    if not marked.any():
        return contacts
    stubs = contacts[marked]
    stubs.index = pd.Index(np.zeros(len(stubs), dtype=np.int64), name=schema.LINE)
    return pd.concat([contacts[~marked], stubs])


def no_mark(mark: str, table: pd.DataFrame) -> dict[str, str]:
    """A column that is called like a mark and holds something else is never called so again."""
    return {mark: numbered(mark + GIVEN, table.columns, "{} {}")}


def _stacked(contacts: pd.DataFrame, stubs: pd.DataFrame) -> pd.DataFrame:
    """Add stubs below contacts, every column keeping its type."""
    if schema.NAME not in contacts.columns:
        place = 1 + list(contacts.columns).index(schema.STUB)
        contacts.insert(place, schema.NAME, pd.Series(pd.NA, index=contacts.index, dtype="str"))
    # stubs have no cells in most columns: whole numbers and flags need types that can be missing
    types = {
        name: "Int64"
        if pd.api.types.is_integer_dtype(kind)
        else "boolean"
        if pd.api.types.is_bool_dtype(kind)
        else kind
        for name, kind in contacts.dtypes.items()
        if name != schema.STUB
    }
    wide = stubs.reindex(columns=contacts.columns).astype(types | {schema.STUB: bool})
    stacked = pd.concat([contacts.astype(types), wide])
    stacked.index.name = schema.LINE
    return stacked
