"""Referrals: one row a pair, nobody refers themselves, everybody named is a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.links import positions_in
from netgraph.tables.cleaning.values import YES
from netgraph.tables.issues import all_quoted, quoted

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs
    from netgraph.tables.issues import Told

    Ends = tuple[Ints, Ints]

PLACE_BITS: Final = 31
"""Positions of contacts are below two to this power."""
LARGEST_COUNT: Final = 2**31
"""A count of merged rows is below this."""


def without_selves(referrals: pd.DataFrame, told: Told) -> pd.DataFrame:
    """Leave out rows in which somebody refers themselves."""
    selves = (referrals[schema.REFERRER_ID] == referrals[schema.REFERRED_ID]).to_numpy()
    if not selves.any():
        return referrals
    rows = referrals[schema.REFERRER_ID][selves]
    messages = [f"{quoted(i)} refers themselves; the row is left out" for i in rows]
    told.tell(schema.SELF_REFERRAL, rows, schema.REFERRED_ID, messages)
    return referrals[~selves]


def with_stubs(
    contacts: pd.DataFrame, referrals: pd.DataFrame, told: Told
) -> tuple[pd.DataFrame, Ends]:
    """Add a stub contact for everybody whom only the referrals name, in order of appearance.

    Returns
    -------
    contacts
        With a ``stub`` column; stubs come last, on line 0, named by their id.
    place
        Positions of referrers and referred among them.
    """
    contacts = _with_stub_column(contacts)
    ends = referrals[[schema.REFERRER_ID, schema.REFERRED_ID]]
    known = len(contacts)
    source, target = positions_in(
        pd.Index(contacts[schema.CONTACT_ID]), *(ends[column] for column in ends)
    )
    unknown = source < 0, target < 0
    rows = unknown[0] | unknown[1]
    if not rows.any():
        return contacts, (source, target)
    both = np.stack([mask[rows] for mask in unknown], axis=1).ravel()
    names = pd.Series(ends[rows].to_numpy(dtype=object).ravel()[both], dtype="str")
    names.index = pd.Index(np.repeat(referrals.index[rows].to_numpy(), 2)[both])
    column = np.tile(np.array(ends.columns, dtype=object), int(rows.sum()))[both]
    number, _ = pd.factorize(names)
    of_row = np.full(len(both), -1, dtype=np.int32)
    of_row[both] = known + number
    source, target = source.copy(), target.copy()  # arrow's are read-only
    for end, place in enumerate((source, target)):
        place[unknown[end]] = of_row[end::2][unknown[end][rows]]
    first = ~names.duplicated().to_numpy()
    stubs = names[first]
    bare = _without_zeros(contacts[schema.CONTACT_ID])
    for name in ends.columns:
        some = stubs[column[first] == name]
        told.tell(
            schema.UNKNOWN_CONTACT,
            some,
            name,
            [f"{quoted(i)} is not in contacts; added as a stub" for i in some],
        )
        lost = some[some.isin(list(bare)).to_numpy()]
        messages = [
            f"{quoted(bare[i])} is in contacts: has a spreadsheet taken the zeros of {quoted(i)}?"
            for i in lost
        ]
        told.tell(schema.SPREADSHEET_DAMAGE, lost, name, messages)
    index = pd.Index(np.zeros(len(stubs), dtype=np.int64), name=schema.LINE)
    added = pd.DataFrame(
        {schema.CONTACT_ID: stubs.to_numpy(), schema.NAME: stubs.to_numpy()},
        index=index,
        dtype="str",
    )
    added[schema.STUB] = True
    return _stacked(contacts, added), (source, target)


def _without_zeros(ids: pd.Series) -> dict[str, str]:
    """Ids of digits by what is left of them once a spreadsheet has taken their leading zeros."""
    padded = ids[ids.str.fullmatch("0+[0-9]+").fillna(value=False).to_numpy()]
    return dict(zip(padded.str.lstrip("0"), padded, strict=True))


def _with_stub_column(contacts: pd.DataFrame) -> pd.DataFrame:
    """Put the ``stub`` column after the id; rows that say they are stubs go last."""
    if schema.STUB in contacts.columns:
        said = contacts[schema.STUB].astype("str").str.casefold().isin(YES).to_numpy()
        contacts = contacts.drop(columns=schema.STUB)
    else:
        said = np.zeros(len(contacts), dtype=bool)
    contacts = contacts.copy(deep=False)
    contacts.insert(1, schema.STUB, said)
    if not said.any():
        return contacts
    stubs = contacts[said]
    stubs.index = pd.Index(np.zeros(len(stubs), dtype=np.int64), name=schema.LINE)
    return pd.concat([contacts[~said], stubs])


def _stacked(contacts: pd.DataFrame, stubs: pd.DataFrame) -> pd.DataFrame:
    """Add stubs below contacts, every column keeping its type."""
    if schema.NAME not in contacts.columns:
        place = 1 + list(contacts.columns).index(schema.STUB)
        contacts.insert(place, schema.NAME, pd.Series(pd.NA, index=contacts.index, dtype="str"))
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


def merged(referrals: pd.DataFrame, ends: Ends, told: Told) -> tuple[pd.DataFrame, Ends]:
    """Merge rows of the same pair into the first of them, with the earliest date and the number of rows.

    Parameters
    ----------
    referrals
        Rows of referrals.
    ends
        Positions of the referrers and of the referred of each row.

    Returns
    -------
    Both without the rows that were merged away.
    """
    referrals = _with_dates_and_counts(referrals)
    source, target = ends
    pair = (source.astype(np.int64) << PLACE_BITS) + target
    order = np.argsort(pair, kind="stable")
    opens = np.flatnonzero(np.diff(pair[order], prepend=-1))
    if len(opens) == len(pair):
        return referrals, ends
    first = np.repeat(order[opens], np.diff(opens, append=len(order)))
    again = np.sort(order[order != first])
    home = np.empty(len(order), dtype=np.int64)
    home[order] = first
    _tell_repeated(referrals, again, home, told)
    dates = referrals[schema.REFERRED_ON].to_numpy().astype("datetime64[s]")
    whole = np.where(np.isnat(dates), np.iinfo(np.int64).max, dates.astype(np.int64))
    earliest = np.minimum.reduceat(whole[order], opens)
    known = earliest != np.iinfo(np.int64).max
    read = np.where(
        known, np.where(known, earliest, 0).astype("datetime64[s]"), np.datetime64("NaT", "s")
    )
    total = np.add.reduceat(referrals[schema.COUNT].to_numpy()[order], opens)
    rank = np.argsort(order[opens])
    stays = np.sort(order[opens])
    kept = referrals.iloc[stays].copy()
    kept[schema.REFERRED_ON] = read[rank].astype("datetime64[s]")
    kept[schema.COUNT] = total[rank]
    return kept, (source[stays], target[stays])


def _with_dates_and_counts(referrals: pd.DataFrame) -> pd.DataFrame:
    """Put the four columns that every referral has first; counts of an earlier merge are kept."""
    whole = referrals.copy(deep=False)
    if schema.REFERRED_ON not in whole.columns:
        whole[schema.REFERRED_ON] = np.full(len(whole), np.datetime64("NaT"), dtype="datetime64[s]")
    count = np.ones(len(whole), dtype=np.int64)
    if schema.COUNT in whole.columns:
        given = (
            pd.to_numeric(whole[schema.COUNT], errors="coerce")
            .fillna(0)
            .to_numpy()
            .astype(np.float64)
        )
        if ((given >= 1) & (given < LARGEST_COUNT) & (given == np.floor(given))).all():
            count = given.astype(np.int64)
        else:  # a count of something else
            whole = whole.rename(columns={schema.COUNT: f"{schema.COUNT} (given)"})
    whole[schema.COUNT] = count
    first = [schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON, schema.COUNT]
    return whole[[*first, *(c for c in whole.columns if c not in first)]]


def _tell_repeated(referrals: pd.DataFrame, again: Longs, home: Longs, told: Told) -> None:
    line = referrals.index.to_numpy()
    rows = referrals[schema.REFERRED_ID].iloc[again]
    referrer = referrals[schema.REFERRER_ID].iloc[again]
    pair = all_quoted(referrer) + " -> " + all_quoted(rows)
    messages = pair + " is already on " + told.spots(line[home[again]], line[again])
    messages += "; merged, the earliest date kept"
    told.tell(schema.REPEATED_REFERRAL, rows, schema.REFERRED_ID, messages)
