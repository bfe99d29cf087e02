"""Everybody of all searches in one network: a contact a person, a referral a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.cohort.prefixes import prefix_taken_off
from netgraph.network import ReferralNetwork

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Longs

STATUS_ORDER: Final = (
    schema.MET,
    schema.SCHEDULED,
    schema.CONTACTED,
    schema.IDENTIFIED,
)
"""The status of a person is the first of these that a search gives; the others only where all
searches agree."""
_OF_PAIRS: Final = (schema.REFERRED_ON, schema.LAST_REFERRED_ON, schema.COUNT)


def network_of_everybody(
    side_by_side: ReferralNetwork,
    seekers: pd.Index,
    people: pd.DataFrame,
    targets: pd.DataFrame | None,
) -> ReferralNetwork:
    """Make one network of all searches.

    Of each event column the earliest day stays, of other cells the first that is filled. The last
    contact is the newest day of any search, where the days that stay do not say it: whom one seeker
    met in March and another in June is quiet since June. Seekers stay left out where it is their
    own search; where another has them as a contact, they are one.

    Parameters
    ----------
    side_by_side
        All searches, with prefixes.
    seekers
        The ids of the seekers.
    people
        A row a contact of all searches: ``contact_id`` and ``organization`` here.
    targets
        The targets of everybody.
    """
    rows = side_by_side.contacts.reset_index()
    number = len(seekers)
    own = rows[schema.CONTACT_ID].isin(side_by_side.left_out or ()).to_numpy(dtype=bool)
    named = people.reset_index(drop=True)
    ids, left_out = _ids_of_everybody(named[schema.CONTACT_ID], own)
    rows = rows.assign(**{schema.CONTACT_ID: ids})
    if schema.ORGANIZATION in rows.columns:
        rows[schema.ORGANIZATION] = named[schema.ORGANIZATION]
    if schema.SOURCE in rows.columns:
        rows[schema.SOURCE] = prefix_taken_off(rows[schema.SOURCE], number)
    contacts = _merged_people(rows.drop(columns=schema.SEEKER_ID, errors="ignore"))
    called = pd.Series(ids.to_numpy(), index=side_by_side.contacts[schema.CONTACT_ID])
    referrals, repeats = _merged_referrals(side_by_side, called)
    return ReferralNetwork(
        contacts,
        referrals,
        targets=targets,
        repeats=repeats,
        as_of=side_by_side.as_of_date,
        seeker=left_out or None,
    )


def _ids_of_everybody(ids: pd.Series, own: np.ndarray) -> tuple[pd.Series, frozenset[str]]:
    """Give seekers in their own searches ids that no contact has; return all, and those."""
    taken = set(ids[~own])
    called: dict[str, str] = {}
    for seeker in ids[own].unique():
        free, again = str(seeker), 1
        while free in taken:
            again += 1
            free = f"{seeker} (seeker)" if again == 2 else f"{seeker} (seeker {again})"
        called[str(seeker)] = free
        taken.add(free)
    apart = ids.mask(own, ids.map(called)).astype("str") if called else ids
    return apart, frozenset(called.values())


def _merged_people(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a person, in the order of the tables, stubs last."""
    # stubs have line 0; whoever some search lists stands where it does
    stub = rows[schema.STUB].to_numpy()
    rows = rows.iloc[np.lexsort((np.arange(len(rows)), rows[schema.LINE].to_numpy(), stub))]
    code, _ = pd.factorize(rows[schema.CONTACT_ID])
    # bool[rows]: the first row of each person
    first = ~pd.Series(code).duplicated().to_numpy()
    contacts = rows[first]
    several = np.bincount(code)[code] > 1
    if several.any():
        groups = rows[several].groupby(code[several], sort=True)
        # a row a person with several; every first row is listed in the order of codes
        at = np.flatnonzero((np.bincount(code) > 1)[code[first]])
        own = rows.columns.difference([schema.CONTACT_ID, schema.STUB, schema.LINE])
        found = {column: _one_of_each(groups, column) for column in own}
        later = _last_contacts(groups, found)
        if later.notna().any():
            if schema.LAST_CONTACT_ON not in contacts.columns:
                contacts = _with_last_contact(contacts, later.dtype)
                found[schema.LAST_CONTACT_ON] = later
            found[schema.LAST_CONTACT_ON] = later.fillna(found[schema.LAST_CONTACT_ON])
        cells = {column: _replaced(contacts[column], at, one) for column, one in found.items()}
        contacts = contacts.assign(**cells)
    contacts = contacts.set_index(schema.LINE)
    contacts.index.name = schema.LINE
    return contacts


def _last_contacts(groups: Any, found: Mapping[str, pd.Series]) -> pd.Series:
    """The newest day of any search of each person where it is after all that stay, or missing."""
    days = [c for c in schema.CONTACT_DATES if c in found]
    if not days:
        return pd.Series(dtype="datetime64[s]")
    newest = groups[days].max().max(axis=1)
    stays = pd.DataFrame({c: found[c] for c in days}).max(axis=1)
    later: pd.Series = newest.where(newest > stays)
    return later


def _with_last_contact(contacts: pd.DataFrame, dtype: Any) -> pd.DataFrame:
    """Add an empty column of last contacts behind those that stand before it in the schema."""
    names = [column.name for column in schema.CONTACTS_TABLE.columns]
    before = {schema.STUB, *names[: names.index(schema.LAST_CONTACT_ON)]}
    place = max(n for n, column in enumerate(contacts.columns, 1) if column in before)
    contacts = contacts.copy()
    contacts.insert(place, schema.LAST_CONTACT_ON, pd.Series(pd.NaT, contacts.index, dtype))
    return contacts


def _replaced(column: pd.Series, at: Longs, cells: pd.Series) -> pd.Series:
    """A column with other cells at some places."""
    changed: pd.Series = column.copy()
    changed.iloc[at] = cells.astype(changed.dtype).array
    return changed


def _one_of_each(groups: Any, column: str) -> pd.Series:
    """The cell of each person: earliest, newest, furthest, or the first that is filled."""
    cells = groups[column]
    if column == schema.LAST_CONTACT_ON:
        found = cells.max()
    elif pd.api.types.is_datetime64_any_dtype(groups.obj[column].dtype):
        found = cells.min()
    elif column == schema.STATUS:
        return _status_of_each(groups)
    else:
        found = cells.first()
    one: pd.Series = found
    return one


def _status_of_each(groups: Any) -> pd.Series:
    """The status of each person over all searches that give one."""
    status = groups.obj[schema.STATUS]
    place = {word: n for n, word in enumerate(STATUS_ORDER)}
    # float64[rows]: how far a search came, missing where it says declined or no reply, or nothing
    rank = status.map(place).astype("float64")
    keys = groups.ngroup().to_numpy()
    best = rank.groupby(keys).min()
    least, most = (getattr(status.groupby(keys), how)() for how in ("min", "max"))
    # of those who only declined or did not reply, all agree or were at least written to
    otherwise = least.where((least == most) | least.isna(), schema.CONTACTED)
    words = pd.Series(STATUS_ORDER, dtype="str").reindex(best).set_axis(best.index)
    chosen: pd.Series = words.where(best.notna(), otherwise).astype("str")
    return chosen


def _merged_referrals(
    side_by_side: ReferralNetwork, called: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Referrals between persons, a row a pair, and the dates between the first and the last."""
    pairs, further = (
        _between_people(table, called) for table in (side_by_side.referrals, side_by_side.repeats)
    )
    pairs = pairs.drop(columns=schema.SEEKER_ID, errors="ignore")
    # int64[rows] a table: the number of each pair, in the order of its first row
    every = pd.concat([pairs[[*schema.ENDS]], further[[*schema.ENDS]]])
    code, _ = pd.factorize(pd.MultiIndex.from_frame(every))
    code, code_of_further = code[: len(pairs)], code[len(pairs) :]
    first = np.flatnonzero(~pd.Series(code).duplicated().to_numpy())
    merged = pairs.iloc[first].copy()
    # along the pairs: days of both ends, and how often each referral was made
    groups = pairs.groupby(code, sort=True)
    for column, how in (
        (schema.REFERRED_ON, "min"),
        (schema.LAST_REFERRED_ON, "max"),
        (schema.COUNT, "sum"),
    ):
        if column in pairs.columns:
            merged[column] = getattr(groups[column], how)().to_numpy()
    again = np.flatnonzero((np.bincount(code) > 1)[code[first]])
    if len(again):
        several = (np.bincount(code) > 1)[code]
        own = pairs.columns.difference([*schema.ENDS, *_OF_PAIRS], sort=False)
        filled = pairs[several].groupby(code[several], sort=True)[[*own]].first()
        for column in own:
            merged[column] = _replaced(merged[column], again, filled[column])
    return merged, _dates_of_pairs(pairs, code, further, code_of_further)


def _between_people(table: pd.DataFrame, called: pd.Series) -> pd.DataFrame:
    ends = {end: table[end].map(called).astype("str") for end in schema.ENDS}
    named = table.assign(**ends)
    # two people of one search may be one over all searches
    kept: pd.DataFrame = named[(named[schema.ENDS[0]] != named[schema.ENDS[1]]).to_numpy()]
    return kept


def _dates_of_pairs(
    pairs: pd.DataFrame, code: Longs, further: pd.DataFrame, code_of_further: Longs
) -> pd.DataFrame:
    """The dates of each pair but for its first, and one of its last: a row each."""
    day, last = (
        pairs.get(column, pairs[schema.REFERRED_ON]).to_numpy().astype("datetime64[s]")
        for column in (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
    )
    two = last > day
    # an entry a date: int64 pair, datetime64[s] day, sorted by both
    pair = np.concatenate([code, code[two], code_of_further])
    date = np.concatenate(
        [day, last[two], further[schema.REFERRED_ON].to_numpy().astype("datetime64[s]")]
    )
    pair, date = pair[~np.isnat(date)], date[~np.isnat(date)]
    order = np.lexsort((date, pair))
    pair, date = pair[order], date[order]
    opens = np.diff(pair, prepend=-1) != 0
    closes = np.diff(pair, append=-1) != 0
    earliest = np.repeat(date[opens], np.diff(np.flatnonzero(opens), append=len(pair)))
    between = (date > earliest) & ~closes
    first = np.flatnonzero(~pd.Series(code).duplicated().to_numpy())
    rows: pd.DataFrame = pairs[[*schema.ENDS]].iloc[first[pair[between]]].reset_index(drop=True)
    return rows.assign(**{schema.REFERRED_ON: date[between]})
