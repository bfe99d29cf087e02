"""Referrals: one row a pair, none to oneself, and both ends are contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import no_repeats, values
from netgraph.given_columns import GIVEN, inward
from netgraph.tables.cleaning.values import stub_marks
from netgraph.tables.issues import LINE_BITS, LONGEST_SAID, Issues, all_quoted, quoted
from netgraph.tables.linking.cell_parts import links_of_chain, way_to_write
from netgraph.tables.linking.named_organizations import as_organization, stubs_like_organizations
from netgraph.tables.no_persons import may_name_nobody
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Flags, Ints, Longs, Words

    Ends = tuple[Ints, Ints]

PLACE_BITS: Final = 31
"""Positions of contacts are below two to this power."""
LARGEST_COUNT: Final = 2**31
"""A count of merged rows is below this."""


def drop_self_referrals(
    referrals: pd.DataFrame, ends: Ends
) -> tuple[pd.DataFrame, Ends, tuple[Issues, ...]]:
    """Leave out rows in which somebody refers themselves.

    Parameters
    ----------
    referrals
        Rows of referrals.
    ends
        Positions of both ends among the contacts, ``int32[referrals]`` each, -1 for strangers.
    """
    source, target = ends
    selves = source == target
    # strangers have no position yet: what they are called tells whether they are one
    strangers = np.flatnonzero(selves & (source < 0))
    names = referrals.iloc[strangers]
    selves[strangers] = (names[schema.REFERRER_ID] == names[schema.REFERRED_ID]).to_numpy()
    if not selves.any():
        return referrals, ends, ()
    rows = referrals[schema.REFERRER_ID][selves]
    messages = [f"{quoted(i)} refers themselves; the row is left out" for i in rows]
    issues = Issues(schema.SELF_REFERRAL, rows, schema.REFERRED_ID, messages)
    return referrals[~selves], (source[~selves], target[~selves]), (issues,)


def add_stubs(
    contacts: pd.DataFrame,
    referrals: pd.DataFrame,
    ends: Ends,
    *,
    alone: pd.Series | None = None,
    sheets: Flags | None = None,
) -> tuple[pd.DataFrame, Ends, tuple[Issues, ...]]:
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


def with_sources(contacts: pd.DataFrame, sources: Mapping[int | str, str]) -> pd.DataFrame:
    """Say how contacts were found, where nothing says it yet.

    Parameters
    ----------
    contacts
        Everybody, stubs last.
    sources
        By position, or by id where somebody is a stub.
    """
    if not sources:
        return contacts
    named = {word: said for word, said in sources.items() if isinstance(word, str)}
    found = {place: said for place, said in sources.items() if isinstance(place, int)}
    if named:
        ids = contacts[schema.CONTACT_ID]
        at = np.flatnonzero(ids.isin(list(named)).to_numpy() & contacts[schema.STUB].to_numpy())
        found |= {int(place): named[ids.iloc[place]] for place in at}
    said = values(contacts, schema.SOURCE).to_numpy(dtype=object, copy=True)
    places = [place for place in found if pd.isna(said[place])]
    said[places] = [found[place] for place in places]
    return contacts.assign(**{schema.SOURCE: pd.Series(said, contacts.index, dtype="str")})


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
    if links_of_chain(text):
        return f"; {way_to_write(text)}"
    if not may_name_nobody(text):
        return ""
    return f"; if that names nobody, say --value {quoted(f'{column}:{text}=blank')}, or =SOURCE"


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
            contacts = contacts.rename(columns=_no_mark(schema.STUB_MARK, contacts))
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


def _no_mark(mark: str, table: pd.DataFrame) -> dict[str, str]:
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


def merge_pairs(
    referrals: pd.DataFrame, ends: Ends
) -> tuple[pd.DataFrame, Ends, pd.DataFrame, tuple[Issues, ...]]:
    """Merge rows of the same pair into the first: its first and last date, the number of rows.

    Parameters
    ----------
    referrals
        Rows of referrals.
    ends
        Positions of the referrers and of the referred of each row.

    Returns
    -------
    referrals, ends
        A row a pair.
    repeats
        The other dates of pairs, see ``ReferralNetwork``.
    issues
        Of every row that was merged away.
    """
    referrals = _with_dates_and_counts(referrals)
    source, target = ends
    # int64[rows]: both positions in one number, referrer above, so that equal pairs are equal keys
    pair = (source.astype(np.int64) << PLACE_BITS) + target
    # rows pair by pair; the sort is stable, so a pair's rows stay in the order of the table
    order = np.argsort(pair, kind="stable")
    # where in ``order`` each pair begins
    opens = np.flatnonzero(np.diff(pair[order], prepend=-1))
    if len(opens) == len(pair):
        return referrals, ends, no_repeats(), ()
    # along ``order``: the first row of the same pair; ``home`` is the same along the table
    first = np.repeat(order[opens], np.diff(opens, append=len(order)))
    again = np.sort(order[order != first])
    home = np.empty(len(order), dtype=np.int64)
    home[order] = first
    # along the pairs, by key: the sum of counts; then from that order to that of first rows
    total = np.add.reduceat(referrals[schema.COUNT].to_numpy()[order], opens)
    rank = np.argsort(order[opens])
    stays = np.sort(order[opens])
    merged = referrals.iloc[stays].copy()
    # the earliest date of a pair introduces, the latest is a sign of life
    for column, ufunc in ((schema.REFERRED_ON, np.fmin), (schema.LAST_REFERRED_ON, np.fmax)):
        date = referrals[column].to_numpy().astype("datetime64[s]")[order]
        merged[column] = ufunc.reduceat(date, opens)[rank]  # missing where no row has a date
    merged[schema.COUNT] = total[rank]
    repeats = _dates_between(referrals, home)
    issues = _issue_of_repeated(referrals, again, home)
    return merged, (source[stays], target[stays]), repeats, (issues,)


def _with_dates_and_counts(referrals: pd.DataFrame) -> pd.DataFrame:
    """Put the five columns that every referral has first; counts of an earlier merge stay."""
    table = referrals.copy(deep=False)
    if schema.REFERRED_ON not in table.columns:
        table[schema.REFERRED_ON] = np.full(len(table), np.datetime64("NaT", "s"))
    _order_dates(table)
    given = _counts(table)
    # a column ``count`` is the user's own: netgraph writes its number of merged rows as a mark
    if given is not None:
        table = table.drop(columns=schema.COUNT_MARK)
    table = table.rename(columns={name: inward(str(name), schema.COUNT) for name in table.columns})
    if schema.COUNT_MARK in table.columns:
        table = table.rename(columns=_no_mark(schema.COUNT_MARK, table))
    count = np.ones(len(table), dtype=np.int64) if given is None else given
    table[schema.COUNT] = count
    first = [
        schema.REFERRER_ID,
        schema.REFERRED_ID,
        schema.REFERRED_ON,
        schema.LAST_REFERRED_ON,
        schema.COUNT,
    ]
    return table[[*first, *(c for c in table.columns if c not in first)]]


def _order_dates(table: pd.DataFrame) -> None:
    """Write the first and the last date of each row: the same date where only one is given."""
    if schema.LAST_REFERRED_ON not in table.columns:
        table[schema.LAST_REFERRED_ON] = table[schema.REFERRED_ON]
        return
    one, other = (
        table[column].to_numpy().astype("datetime64[s]")
        for column in (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
    )
    table[schema.REFERRED_ON], table[schema.LAST_REFERRED_ON] = (
        np.fmin(one, other),
        np.fmax(one, other),
    )


def _dates_between(referrals: pd.DataFrame, home: Longs) -> pd.DataFrame:
    """Dates of pairs with several rows, but for one first and one last date of each.

    Parameters
    ----------
    referrals
        All rows.
    home
        ``int64[rows]``: the first row of the same pair.
    """
    # Rows of pairs that have several: a pair with one row has a first and a last date only.
    several = np.flatnonzero(np.bincount(home, minlength=len(home))[home] > 1)
    one, other = (
        referrals[column].to_numpy().astype("datetime64[s]")[several]
        for column in (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
    )
    # An entry a date: the first of every row, and the last where it is another one.
    two = other > one
    pair = np.concatenate([home[several], home[several[two]]])
    date = np.concatenate([one, other[two]])
    pair, date = pair[~np.isnat(date)], date[~np.isnat(date)]
    order = np.lexsort((date, pair))
    pair, date = pair[order], date[order]
    # Of each pair the first date goes, however often it is there, and one of the last: the merged
    # row has both.
    opens = np.diff(pair, prepend=-1) != 0
    closes = np.diff(pair, append=-1) != 0
    earliest = np.repeat(date[opens], np.diff(np.flatnonzero(opens), append=len(pair)))
    between = (date > earliest) & ~closes
    rows = referrals[[schema.REFERRER_ID, schema.REFERRED_ID]].iloc[pair[between]]
    dated: pd.DataFrame = rows.reset_index(drop=True).assign(**{schema.REFERRED_ON: date[between]})
    return dated


def _counts(table: pd.DataFrame) -> Longs | None:
    """The numbers of rows that were merged before, ``int64[rows]``; None without any."""
    if schema.COUNT_MARK not in table.columns:
        return None
    cells = table[schema.COUNT_MARK]
    # a graph has the mark only where rows were merged
    numbers = pd.to_numeric(cells, errors="coerce").fillna(0).mask(cells.isna(), 1)
    given = numbers.to_numpy().astype(np.float64)
    whole = (given >= 1) & (given < LARGEST_COUNT) & (given == np.floor(given))
    return given.astype(np.int64) if whole.all() else None


def _issue_of_repeated(referrals: pd.DataFrame, again: Longs, home: Longs) -> Issues:
    """Rows that were merged away.

    Parameters
    ----------
    referrals
        All rows.
    again
        Positions of those that were merged away.
    home
        ``int64[rows]``: the first row of the same pair.
    """
    rows = referrals[schema.REFERRED_ID].iloc[again]
    referrer = referrals[schema.REFERRER_ID].iloc[again]
    return Issues(
        schema.REPEATED_REFERRAL,
        rows,
        schema.REFERRED_ID,
        all_quoted(referrer) + " -> " + all_quoted(rows) + " is already on ",
        referrals.index.to_numpy().astype(np.int64)[home[again]],
        "; merged, the first and the last date kept",
    )
