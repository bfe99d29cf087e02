"""Referrals: one row a pair, none to oneself, and both ends are contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.frames import no_repeats, values
from netgraph.given_columns import inward
from netgraph.tables.issues import Issues, all_quoted, quoted
from netgraph.tables.linking.stubs import no_mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Ints, Longs

    Ends = tuple[Ints, Ints]

PLACE_BITS: Final = 31
"""Positions of contacts are below two to this power."""
_DATES: Final = (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
_NAT: Final = np.iinfo(np.int64).min
_LATEST: Final = np.iinfo(np.int64).max
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
    issue = issue_of_selves(referrals[schema.REFERRER_ID][selves])
    return referrals[~selves], (source[~selves], target[~selves]), (issue,)


def issue_of_selves(ids: pd.Series) -> Issues:
    """Tell of rows, by spot, in which somebody refers themselves."""
    messages = [f"{quoted(i)} refers themselves; the referral is left out" for i in ids]
    return Issues(schema.SELF_REFERRAL, ids, schema.REFERRED_ID, messages)


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
    # int64[rows]: both positions in one number, referrer above, so that equal pairs are equal keys;
    # then the number of each row's pair, in the order in which pairs first appear
    pair, distinct = pd.factorize((source.astype(np.int64) << PLACE_BITS) + target)
    if len(distinct) == len(pair):
        return referrals, ends, no_repeats(), ()
    del distinct
    # the first row of a pair has a higher number than all before it; others are merged away
    is_first = np.diff(np.maximum.accumulate(pair), prepend=-1) > 0
    stays, again = np.flatnonzero(is_first), np.flatnonzero(~is_first)
    home = stays[pair]
    repeats = _dates_between(referrals, again, home)
    issue = _issue_of_repeated(referrals, again, home)
    del home
    first, last = (_seconds(referrals[column]) for column in _DATES)
    # the earliest date of a pair introduces, the latest is a sign of life; NaT is the least number
    first[first == _NAT] = _LATEST

    def of_pairs(number: Longs, gather: np.ufunc) -> Longs:
        # int64[pairs]: of all rows of a pair, from int64[rows]
        found = number[stays]
        gather.at(found, pair[again], number[again])
        return found

    earliest, latest = of_pairs(first, np.minimum), of_pairs(last, np.maximum)
    del first, last
    earliest[earliest == _LATEST] = _NAT  # where no row has a date
    total = of_pairs(referrals[schema.COUNT].to_numpy(), np.add)
    merged = referrals.drop(columns=[*_DATES, schema.COUNT]).iloc[stays]
    merged[schema.REFERRED_ON] = earliest.view("datetime64[s]")
    merged[schema.LAST_REFERRED_ON] = latest.view("datetime64[s]")
    merged[schema.COUNT] = total
    return merged[list(referrals.columns)], (source[stays], target[stays]), repeats, (issue,)


def _seconds(dates: pd.Series) -> Longs:
    """Dates as ``int64[rows]``, a copy: seconds since 1970, ``_NAT`` where missing."""
    return dates.to_numpy().astype("datetime64[s]").view(np.int64)


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
        table = table.rename(columns=no_mark(schema.COUNT_MARK, table))
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


def _dates_between(referrals: pd.DataFrame, again: Longs, home: Longs) -> pd.DataFrame:
    """Dates of pairs with several rows, but for one first and one last date of each.

    Parameters
    ----------
    referrals
        All rows.
    again
        Positions of those that are not the first of their pair.
    home
        ``int64[rows]``: the first row of the same pair.
    """
    # Rows of pairs that have several: a pair with one row has a first and a last date only.
    has_more = np.zeros(len(home), dtype=bool)
    has_more[home[again]] = True
    several = np.flatnonzero(has_more[home])
    one, other = (
        referrals[column].to_numpy().astype("datetime64[s]")[several]
        for column in (schema.REFERRED_ON, schema.LAST_REFERRED_ON)
    )
    # An entry a date: the first of every row, and the last where it is another one.
    two = other > one
    pair = np.concatenate([home[several], home[several[two]]])
    date = np.concatenate([one, other[two]])
    # of two dates one is the first and one the last
    dated = ~np.isnat(date)
    dated &= np.bincount(pair[dated], minlength=len(home))[pair] > 2
    pair, date = pair[dated], date[dated]
    order = np.lexsort((date, pair))
    pair, date = pair[order], date[order]
    # Of each pair the first date goes, however often it is there, and one of the last: the merged
    # row has both.
    opens = np.diff(pair, prepend=-1) != 0
    closes = np.diff(pair, append=-1) != 0
    earliest = np.repeat(date[opens], np.diff(np.flatnonzero(opens), append=len(pair)))
    between = (date > earliest) & ~closes
    rows = referrals[[schema.REFERRER_ID, schema.REFERRED_ID]].iloc[pair[between]]
    further: pd.DataFrame = rows.reset_index(drop=True)
    return further.assign(**{schema.REFERRED_ON: date[between]})


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


@dataclass(frozen=True, slots=True, eq=False)
class MergedAway:
    """The words of merged rows, made when they are asked for: ``referrer`` and ``referred`` a row.

    Two of the same rows are the same by what they hold, and travel to other processes.
    """

    referrer: pd.Series
    referred: pd.Series

    def __call__(self) -> pd.Series:
        """Say which pair it is; the row that it repeats is named behind it."""
        return all_quoted(self.referrer) + " -> " + all_quoted(self.referred) + " is already on "


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
    referrer, referred = (referrals[end].iloc[again] for end in schema.ENDS)
    return issue_of_repeated(
        referrer, referred, referrals.index.to_numpy().astype(np.int64)[home[again]]
    )


def issue_of_repeated(referrer: pd.Series, referred: pd.Series, first: Longs) -> Issues:
    """Tell of rows, by spot, that were merged into the first of their pair: ``int64[rows]``."""
    return Issues(
        schema.REPEATED_REFERRAL,
        referred,
        schema.REFERRED_ID,
        MergedAway(referrer, referred),
        first,
        "; merged, the first and the last date kept",
    )
