"""How the search grew: by generation, and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.days import first_known, today
from netgraph.analysis.mean_cumulative import HORIZON_DAYS, ByBranch, mean_cumulative
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.organizations import first_contact
from netgraph.analysis.people import people, where_recorded
from netgraph.analysis.search_numbers import RowsOfSearches, search_numbers
from netgraph.arguments import checked
from netgraph.choices import MONTH, PERIODS, WEEK
from netgraph.errors import unknown
from netgraph.facts import remembered
from netgraph.links import BEFORE_ALL, UNDATED, dates
from netgraph.meanings import GENERATION_MEANINGS, PERIOD_MEANINGS, explains
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints, Longs
    from netgraph.choices import Period
    from netgraph.network import ReferralNetwork


FREQUENCIES: Final = {WEEK: "W-SUN", MONTH: "M"}
"""Periods as pandas calls them."""


def _rows_by(net: ReferralNetwork, *, per: Period = schema.GENERATION) -> RowsOfSearches:
    return growth_rows(net, per)


@also_of_cohorts(_rows_by)
@checked()
@explains(GENERATION_MEANINGS, PERIOD_MEANINGS, headings=("Per generation:", "Per week or month:"))
def growth(
    net: ReferralNetwork, *, per: Period = schema.GENERATION, top: int | None = None
) -> pd.DataFrame:
    """Answer how the search grew, per generation, week or month.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    per
        ``generation``, ``week`` or ``month``.
    top
        Keep the first rows only.

    Returns
    -------
    A row a generation, week or month; ``attrs["notes"]`` says how many have no date.

    Raises
    ------
    UnknownNameError
        If ``per`` is none of these.

    Notes
    -----
    Referrals per contact is the mean cumulative function (Nelson, Technometrics 30,
    1988): who was met last week is counted only for that week, so that a constant rate does not
    look like a decline in the youngest generations. Everybody counts from the day on which they
    became known. The interval comes from leaving out one branch of a first contact after the other
    (jackknife of the logarithm, t with the effective number of branches less one), as people of one
    branch resemble each other; with fewer than three branches, or where one made all referrals,
    there is none. Don't believe it where few contacts have been watched for 90 days, nor beyond
    the first generation where whole branches refer more than others for good.
    """
    found = growth_rows(net, per)
    answer = first_rows(found.table, top)
    answer.attrs["notes"] = found.notes
    return answer


@remembered
def growth_rows(net: ReferralNetwork, per: Period) -> RowsOfSearches:
    """Count how each search that a network holds grew, one search after the other.

    Raises
    ------
    UnknownNameError
        If ``per`` is no period.
    """
    if per == schema.GENERATION:
        return _by_generation(net)
    if per in FREQUENCIES:
        return _by_period(net, per)
    raise unknown("period", per, PERIODS)


def _by_generation(net: ReferralNetwork) -> RowsOfSearches:
    forest, numbers = net.forest, search_numbers(net)
    # int64[searches], generations of each; int64[searches + 1], where its rows begin, and their end
    deepest = np.zeros(numbers.searches, dtype=np.int64)
    np.maximum.at(deepest, numbers.of, forest.generation)
    begin = np.concatenate([[0], np.cumsum(deepest)])
    # int64[n], the row that everybody counts in; int64[n], their referrals
    at, count = begin[numbers.of] + forest.generation - 1, int(begin[-1])
    made = net.links.referrals_made
    # int64[organizations], the row of each that somebody is at: its lowest generation, so it was
    # new there. All contacts of an organization are of one search.
    where = np.flatnonzero(people(net).organization >= 0)
    new_in = np.full(len(people(net).organizations), count, dtype=np.int64)
    np.minimum.at(new_in, people(net).organization[where], at[where])
    rates = _referrals_per_contact(net, at, count)
    search = np.repeat(np.arange(numbers.searches), deepest)
    met = np.bincount(at, weights=people(net).met, minlength=count)
    columns: dict[str, Any] = {
        schema.GENERATION: np.arange(count) - begin[search] + 1,
        schema.CONTACTS: np.bincount(at, minlength=count),
        schema.MET: where_recorded(net, met.astype(np.int64)),
        schema.REFERRALS: np.bincount(at, weights=made, minlength=count).astype(np.int64),
        schema.REFERRALS_PER_CONTACT: rates[0],
        schema.REFERRALS_PER_CONTACT_LOW: rates[1],
        schema.REFERRALS_PER_CONTACT_HIGH: rates[2],
        schema.ORGANIZATIONS_NEW: np.bincount(new_in, minlength=count),
    }
    undated = int((first_known(net) == UNDATED).sum())
    note = f"Referrals per contact: within {HORIZON_DAYS} days, counted up to the as-of date."
    if undated:
        note += f" {with_noun(undated, 'contact has', 'contacts have')} no date to count from."
    return RowsOfSearches(pd.DataFrame(columns), search, [note])


def _referrals_per_contact(net: ReferralNetwork, row: Longs, rows: int) -> Floats:
    """Mean cumulative function at the horizon and its interval: float64[3, rows].

    ``row`` is int64[n], the generation of their search that everybody counts in.
    """
    if net.as_of_date is None:
        return np.full((3, rows), np.nan)
    # int64[n]: everybody counts from the day on which they became known, and is watched to the
    # as-of date, at most to the horizon; of no use where undated
    start = first_known(net).astype(np.int64)
    watched = np.minimum(today(net) - start, HORIZON_DAYS)
    links, branch = net.links, net.forest.root
    # int64: an entry a dated referral within the horizon of somebody with a start, who made it and
    # how many days after their start
    delay = links.day - start[links.source]
    event = (links.day != UNDATED) & (start[links.source] != UNDATED) & (delay <= HORIZON_DAYS)
    # int64[people], int64[made]: who has a start and the referrals that count; each branch of each
    # row by one number
    member, made = np.flatnonzero(start != UNDATED), np.flatnonzero(event)
    source = links.source[made]
    # int64: a row and the first contact of a branch, as one number each
    of_member, of_made = (row[who] * len(branch) + branch[who] for who in (member, source))
    names, number = np.unique(of_member, return_inverse=True)
    found = ByBranch(
        names // max(len(branch), 1),
        number,
        watched[member],
        np.searchsorted(names, of_made),
        delay[made],
    )
    return mean_cumulative(found, rows)


def _by_period(net: ReferralNetwork, per: str) -> RowsOfSearches:
    who, known, numbers = people(net), first_known(net), search_numbers(net)
    # int32[organizations], the earliest day known of any contact, and their search
    reached = np.full(len(who.organizations), UNDATED, dtype=np.int32)
    there = who.organization >= 0
    np.minimum.at(reached, who.organization[there], known[there])
    home = numbers.of[first_contact(net)]
    # int32 each, a day and a search: what is counted, once it has a day
    events = {
        schema.CONTACTS: (known, numbers.of),
        schema.MET: (who.met_on, numbers.of),
        schema.ORGANIZATIONS: (reached, home),
    }
    dated = {c: (day[day != UNDATED], of[day != UNDATED]) for c, (day, of) in events.items()}
    # int64[searches], the first day of each
    begin = np.full(numbers.searches, UNDATED, dtype=np.int64)
    for day, of in dated.values():
        np.minimum.at(begin, of, day)
    alive = np.flatnonzero(begin != UNDATED) if net.as_of_date is not None else np.empty(0, int)
    table = pd.DataFrame({c: pd.Series(dtype="int64") for c in schema.PERIOD_GROWTH_COLUMNS})
    table, search = table.astype({schema.PERIOD: "datetime64[s]"}), np.empty(0, dtype=np.int64)
    if len(alive):
        # all periods from the first day of any search; int64, the first one of each search
        first = pd.Series(dates(begin[alive].min(keepdims=True).astype(np.int32)))[0]
        periods = pd.period_range(first, net.as_of_date, freq=FREQUENCIES[per])
        ends = periods.end_time.to_numpy().astype("datetime64[D]").astype(np.int64)
        from_period = np.searchsorted(ends, begin[alive])
        # int64[rows]: a row a search and each of its periods, which end on ``last``
        lengths = len(ends) - from_period
        search = np.repeat(alive, lengths)
        of_search = np.arange(len(search)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        at = np.repeat(from_period, lengths) + of_search
        table = pd.DataFrame({schema.PERIOD: periods.start_time.astype("datetime64[s]")[at]})
        for name, (day, of) in dated.items():
            table[name] = _up_to(day, of, ends[at], search)
        table[schema.MET] = where_recorded(net, table[schema.MET].to_numpy())
    notes = _undated_notes(
        {
            "contact": int((known == UNDATED).sum()),
            "meeting": int((who.met & (who.met_on == UNDATED)).sum()),
            "organization": int((reached == UNDATED).sum()),
        }
    )
    return RowsOfSearches(table, search, notes)


def _up_to(day: Ints, of: Ints, last: Longs, search: Longs) -> Longs:
    """How many events of each search had happened by a day: int64[rows].

    Parameters
    ----------
    day, of
        int32[events], when and in which search.
    last, search
        int64[rows], up to which day, of which search.
    """
    # A number for (search, day), search in the high half: sorted, those of one search up to a day
    # stand side by side, from where its first one would be
    event = np.sort((of.astype(np.int64) << 32) + (day.astype(np.int64) - BEFORE_ALL))
    upto = np.searchsorted(event, (search << 32) + (last - BEFORE_ALL), side="right")
    counted: Longs = upto - np.searchsorted(event, search << 32)
    return counted


def _undated_notes(undated: dict[str, int]) -> list[str]:
    """Say how many of each kind have no date, so that totals differ from those elsewhere."""
    return [
        f"{count:,} {noun}{' has' if count == 1 else 's have'} no date and "
        f"{'is' if count == 1 else 'are'} not counted."
        for noun, count in undated.items()
        if count
    ]
