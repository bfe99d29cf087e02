"""How the search grew: by generation, and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.days import first_known, today
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.organizations import organizations
from netgraph.analysis.people import people
from netgraph.choices import MONTH, PERIODS, WEEK
from netgraph.errors import unknown
from netgraph.links import UNDATED, dates
from netgraph.meanings import GENERATION_MEANINGS, PERIOD_MEANINGS, explains

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.arrays import Ints, Longs, Reals
    from netgraph.choices import Period
    from netgraph.network import ReferralNetwork


FREQUENCIES: Final = {WEEK: "W-SUN", MONTH: "M"}
"""Periods as pandas calls them."""
HORIZON_DAYS: Final = 90
RESAMPLES: Final = 1000
FEWEST_RESAMPLES: Final = 100
# Counts held at once, 4 bytes each: 40 MB, more only where 100 resamples need it.
MOST_DRAWS: Final = 10_000_000
INTERVAL: Final = (0.05, 0.95)
RESAMPLING_SEED: Final = 20_240_101


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
    look like a decline in the youngest generations. The interval comes from drawing whole
    branches of first contacts anew (cluster bootstrap), as people of one branch resemble each
    other; with fewer than two branches there is none. Don't believe it where few contacts have
    been watched for 90 days.
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
        + (f" {undated} contacts have no date to count from." if undated else "")
    ]
    return answer


def _referrals_per_contact(net: ReferralNetwork, generations: int) -> tuple[Reals, Reals, Reals]:
    """Mean cumulative function at the horizon and its interval, each float64[generations]."""
    # int32[n]: everybody counts from the day on which they became known
    start = first_known(net)
    blank = np.full(generations, np.nan)
    if net.as_of_date is None:
        return blank, blank.copy(), blank.copy()
    # int64[n]: days that each has been watched, to the horizon at most; of no use where undated
    watched = np.minimum(today(net) - start.astype(np.int64), HORIZON_DAYS)
    branch = _branches(net)
    # an entry a dated referral of somebody with a start: int32 who made it, int64 days after their
    # start; one dated before it counts as made on its day
    links = net.links
    event = (links.day != UNDATED) & (start[links.source] != UNDATED)
    referrer = links.source[event]
    delay = np.maximum(0, links.day[event].astype(np.int64) - start[referrer])
    # whole branches are drawn, as people of one resemble each other; for all generations the same
    drawn = _drawn_branches(branch)
    middle, low, high = blank, blank.copy(), blank.copy()
    for generation in range(1, generations + 1):
        member = np.flatnonzero((net.forest.generation == generation) & (start != UNDATED))
        mine = (net.forest.generation[referrer] == generation) & (delay <= HORIZON_DAYS)
        if len(member) == 0:
            continue
        # the branches that have members in this generation, and the row of each member's
        names, row = np.unique(branch[member], return_inverse=True)
        # float64[branches, days 0 to the horizon] each: whose watching ends on a day, who is
        # watched on it (all whose watching ends then or later), referrals made on it
        leaving = _counts_by_day(row, watched[member], len(names))
        at_risk = leaving[:, ::-1].cumsum(axis=1)[:, ::-1]
        event_row = np.searchsorted(names, branch[referrer[mine]])
        events = _counts_by_day(event_row, delay[mine], len(names))
        # each branch once gives the number itself, each as often as drawn its spread
        middle[generation - 1] = _mean_cumulative(np.ones((1, len(names))), events, at_risk)[0]
        if len(names) > 1:
            spread = _mean_cumulative(
                drawn[:, names], events.astype(np.float32), at_risk.astype(np.float32)
            )
            # a resample without anybody of this generation says nothing of them
            somebody = drawn[:, names].any(axis=1)
            low[generation - 1], high[generation - 1] = np.quantile(spread[somebody], INTERVAL)
    return middle, low, high


def _mean_cumulative(weight: Reals, events: Reals, at_risk: Reals) -> Reals:
    """Sum over the days of events per person still watched, for every row of branch weights."""
    # [resamples, days]: referrals made, and people watched, on each day. Their ratio, summed, is
    # what one person watched to the end would have made (Nelson, Technometrics 30, 1988)
    happened, watched = weight @ events, weight @ at_risk
    rate: Reals = np.divide(happened, watched, out=np.zeros_like(happened), where=watched > 0)
    total: Reals = rate.sum(axis=1)
    return total


def _counts_by_day(row: Ints, day: Longs, rows: int) -> Reals:
    """Count entries for each row and day: float64[rows, horizon + 1]."""
    width = HORIZON_DAYS + 1  # day 0 counts too
    return (
        np.bincount(row * width + day, minlength=rows * width)
        .reshape(rows, width)
        .astype(np.float64)
    )


def _branches(net: ReferralNetwork) -> Ints:
    """Number of the branch of a first contact that everybody is in, from 0."""
    # first contacts numbered in their order; everybody has the number of the one at their root
    number = np.cumsum(net.forest.first) - 1
    return number[net.forest.root].astype(np.int32)


def _drawn_branches(branch: Ints) -> NDArray[np.float32]:
    """How often each branch is drawn in each resample: float32[resamples, branches].

    A million branches are many enough to need fewer resamples.
    """
    count = int(branch.max(initial=0)) + 1
    resamples = max(FEWEST_RESAMPLES, min(RESAMPLES, MOST_DRAWS // count))
    random = np.random.default_rng(RESAMPLING_SEED)
    drawn = np.empty((resamples, count), dtype=np.float32)
    for row in drawn:
        row[:] = np.bincount(random.integers(count, size=count), minlength=count)
    return drawn


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
    undated = int((known == UNDATED).sum())
    answer.attrs["notes"] = (
        [f"{undated} contacts have no date and are not counted."] if undated else []
    )
    return answer
