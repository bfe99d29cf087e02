"""How the search grew: by generation, and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.days import first_known, today
from netgraph.analysis.mean_cumulative import HORIZON_DAYS, mean_cumulative
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.organizations import organizations
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.choices import MONTH, PERIODS, WEEK
from netgraph.errors import unknown
from netgraph.links import UNDATED, dates
from netgraph.meanings import GENERATION_MEANINGS, PERIOD_MEANINGS, explains

if TYPE_CHECKING:
    from netgraph.arrays import Floats
    from netgraph.choices import Period
    from netgraph.network import ReferralNetwork


FREQUENCIES: Final = {WEEK: "W-SUN", MONTH: "M"}
"""Periods as pandas calls them."""


@checked()
@explains(GENERATION_MEANINGS, PERIOD_MEANINGS, headings=("Per generation:", "Per week or month:"))
def growth(
    net: ReferralNetwork, *, per: Period = schema.GENERATION, top: int | None = None
) -> pd.DataFrame:
    """Answer how the search grew, per generation, week or month.

    Parameters
    ----------
    net
        The network.
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
    there is none. Don't believe it where few contacts have been watched for 90 days.
    """
    if per == schema.GENERATION:
        answer = _by_generation(net)
    elif per in FREQUENCIES:
        answer = _by_period(net, per)
    else:
        raise unknown("period", per, PERIODS)
    notes = answer.attrs.get("notes", [])
    answer = first_rows(answer, top)
    answer.attrs["notes"] = notes
    return answer


def _by_generation(net: ReferralNetwork) -> pd.DataFrame:
    forest, links = net.forest, net.links
    # int32[n], everybody's generation from 0: the row that they count in; int64[n], their referrals
    count = int(forest.generation.max(initial=0))
    at = forest.generation - 1
    made = links.referrals_made
    # int64, the generation of each organization that somebody is at: its lowest, so it was new
    # there. Targets that nobody is at have none.
    new_in = organizations(net)[schema.GENERATION].dropna().astype(np.int64)
    rates = _referrals_per_contact(net, count)
    answer = pd.DataFrame(
        {
            schema.GENERATION: np.arange(1, count + 1),
            schema.CONTACTS: np.bincount(at, minlength=count),
            schema.MET: np.bincount(at, weights=people(net).met, minlength=count).astype(np.int64),
            schema.REFERRALS: np.bincount(at, weights=made, minlength=count).astype(np.int64),
            schema.REFERRALS_PER_CONTACT: rates[0],
            schema.REFERRALS_PER_CONTACT_LOW: rates[1],
            schema.REFERRALS_PER_CONTACT_HIGH: rates[2],
            schema.ORGANIZATIONS_NEW: np.bincount(new_in - 1, minlength=count),
        }
    )
    undated = int((first_known(net) == UNDATED).sum())
    answer.attrs["notes"] = [
        f"Referrals per contact: within {HORIZON_DAYS} days, counted up to the as-of date."
        + (
            f" {undated:,} contact{' has' if undated == 1 else 's have'} no date to count from."
            if undated
            else ""
        )
    ]
    return answer


def _referrals_per_contact(net: ReferralNetwork, generations: int) -> Floats:
    """Mean cumulative function at the horizon and its interval: float64[3, generations]."""
    rates = np.full((3, generations), np.nan)
    if net.as_of_date is None:
        return rates
    # int64[n]: everybody counts from the day on which they became known, and is watched to the
    # as-of date, at most to the horizon; of no use where undated
    start = first_known(net).astype(np.int64)
    watched = np.minimum(today(net) - start, HORIZON_DAYS)
    links, generation, branch = net.links, net.forest.generation, net.forest.root
    # int64: an entry a dated referral within the horizon of somebody with a start, who made it and
    # how many days after their start
    delay = links.day - start[links.source]
    event = (links.day != UNDATED) & (start[links.source] != UNDATED) & (delay <= HORIZON_DAYS)
    # people and referrals by generation: slices of these, as many as there are generations
    member = np.flatnonzero(start != UNDATED)
    member = member[np.argsort(generation[member], kind="stable")]
    made = np.flatnonzero(event)
    made = made[np.argsort(generation[links.source[made]], kind="stable")]
    every = np.arange(1, generations + 2)
    people_from = np.searchsorted(generation[member], every)
    made_from = np.searchsorted(generation[links.source[made]], every)
    for at in range(generations):
        here = member[people_from[at] : people_from[at + 1]]
        by_them = made[made_from[at] : made_from[at + 1]]
        if len(here) == 0:
            continue
        # the branches that have people in this generation, by the position of their first contact
        names, number = np.unique(branch[here], return_inverse=True)
        of_made = np.searchsorted(names, branch[links.source[by_them]])
        rates[:, at] = mean_cumulative(number, watched[here], of_made, delay[by_them])
    return rates


def _by_period(net: ReferralNetwork, per: str) -> pd.DataFrame:
    who, known = people(net), first_known(net)
    first_reached = organizations(net)[schema.FIRST_REACHED_ON].dropna().reset_index(drop=True)
    columns = {
        schema.CONTACTS: pd.Series(dates(known)).dropna(),
        schema.MET: pd.Series(dates(who.met_on)).dropna(),
        schema.ORGANIZATIONS: first_reached,
    }
    days = pd.concat(list(columns.values()))
    if days.empty or net.as_of_date is None:
        answer = pd.DataFrame({c: pd.Series(dtype="int64") for c in schema.PERIOD_GROWTH_COLUMNS})
        answer = answer.astype({schema.PERIOD: "datetime64[s]"})
    else:
        # each column's days in order: how many are not after a period's end is the sum up to then
        periods = pd.period_range(days.min(), net.as_of_date, freq=FREQUENCIES[per])
        last = periods.end_time.to_numpy()
        answer = pd.DataFrame({schema.PERIOD: periods.start_time.astype("datetime64[s]")})
        for name, column in columns.items():
            answer[name] = np.searchsorted(np.sort(column.to_numpy()), last, side="right")
    answer.attrs["notes"] = _undated_notes(
        {
            "contact": int((known == UNDATED).sum()),
            "meeting": int((who.met & (who.met_on == UNDATED)).sum()),
            "organization": len(who.organizations) - len(first_reached),
        }
    )
    return answer


def _undated_notes(undated: dict[str, int]) -> list[str]:
    """Say how many of each kind have no date, so that totals differ from those elsewhere."""
    return [
        f"{count:,} {noun}{' has' if count == 1 else 's have'} no date and "
        f"{'is' if count == 1 else 'are'} not counted."
        for noun, count in undated.items()
        if count
    ]
