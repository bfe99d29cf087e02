"""Referrals per contact within the horizon, with an interval that knows of branches.

People of one branch resemble each other and become known together, so they are no independent
trials: the interval comes from leaving out one branch after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.arrays import Floats, Longs

HORIZON_DAYS: Final = 90
FEWEST_BRANCHES: Final = 3
UPPER_SHARE: Final = 0.95
"""The interval leaves 5 % on each side."""
BRANCHES_AT_ONCE: Final = 8_192
"""Branches whose counts by day are held at once: 6 MB a table."""


class Rate(NamedTuple):
    """Referrals per contact and the ends of its 90 % interval, nan where there is none."""

    middle: float
    low: float
    high: float


def mean_cumulative(branch: Longs, watched: Longs, referrer_branch: Longs, delay: Longs) -> Rate:
    """Count the referrals that one person, watched for the horizon, would have made.

    Nelson, Technometrics 30 (1988): referrals on a day after the start, divided by who was still
    watched on it, summed over the days. Its interval is the jackknife's of the logarithm, one
    branch left out at a time, with as many degrees of freedom as equally large branches would give,
    less one.

    Parameters
    ----------
    branch, watched
        int64[people]: a number of everybody's branch, from 0, each with a person; the days that
        they were watched, at most the horizon.
    referrer_branch, delay
        int64[referrals]: whose branch made it, how many days after the referrer's start.

    Notes
    -----
    Cost O(branches x horizon).
    """
    size = np.bincount(branch)
    # float64[days 0 to the horizon] each: referrals made on a day; who was watched on it, which is
    # all whose watching ends then or later
    made = np.bincount(delay, minlength=HORIZON_DAYS + 1).astype(np.float64)
    at_risk = _still_watched(np.bincount(watched, minlength=HORIZON_DAYS + 1)[None])[0]
    middle = float(_summed(made, at_risk))
    if len(size) < FEWEST_BRANCHES or middle == 0:
        return Rate(middle, np.nan, np.nan)
    left_out = np.concatenate(
        [
            _summed(made - m, at_risk - r)
            for m, r in _by_branch(branch, watched, referrer_branch, delay)
        ]
    )
    return Rate(middle, *_interval(middle, left_out, size))


def _interval(middle: float, left_out: Floats, size: Longs) -> tuple[float, float]:
    """Jackknife of the logarithm; nan where a branch made all referrals, or nothing is finite."""
    from scipy.special import stdtrit

    if left_out.min() <= 0:
        return np.nan, np.nan
    log, branches = np.log(left_out), len(size)
    error = np.sqrt((branches - 1) / branches * ((log - log.mean()) ** 2).sum())
    # as many equal branches as would tell as much: one large branch among small ones is few
    effective = size.sum() ** 2 / (size.astype(np.float64) ** 2).sum()
    with np.errstate(over="ignore"):
        factor = np.exp(stdtrit(effective - 1, UPPER_SHARE) * error)
    return (middle / factor, middle * factor) if np.isfinite(factor) else (np.nan, np.nan)


def _by_branch(
    branch: Longs, watched: Longs, referrer_branch: Longs, delay: Longs
) -> Iterator[tuple[Floats, Floats]]:
    """Referrals made and people watched, by branch and day: float64[block, days] each."""
    people, referrals = (np.argsort(b, kind="stable") for b in (branch, referrer_branch))
    for first in range(0, int(branch.max()) + 1, BRANCHES_AT_ONCE):
        last = min(first + BRANCHES_AT_ONCE, int(branch.max()) + 1)
        tables = []
        for order, of, day in ((referrals, referrer_branch, delay), (people, branch, watched)):
            inside = order[slice(*np.searchsorted(of[order], [first, last]))]
            cell = (of[inside] - first) * (HORIZON_DAYS + 1) + day[inside]
            counts = np.bincount(cell, minlength=(last - first) * (HORIZON_DAYS + 1))
            tables.append(counts.reshape(last - first, HORIZON_DAYS + 1))
        yield tables[0].astype(np.float64), _still_watched(tables[1])


def _still_watched(ending: Longs) -> Floats:
    """Who is watched on each day, of whose watching ends on it: float64[rows, days]."""
    watched: Floats = ending[:, ::-1].cumsum(axis=1)[:, ::-1].astype(np.float64)
    return watched


def _summed(made: Floats, at_risk: Floats) -> Floats:
    """Sum over the days of referrals per person still watched."""
    rate = np.divide(made, at_risk, out=np.zeros_like(made), where=at_risk > 0)
    total: Floats = rate.sum(axis=-1)
    return total
