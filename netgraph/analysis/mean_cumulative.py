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


class ByBranch(NamedTuple):
    """Rows, such as generations, whose people are of branches.

    Parameters
    ----------
    row
        int64[branches], rising: the row of each branch.
    branch, watched
        int64[people]: the number of everybody's branch, which has somebody; the days that they were
        watched, at most the horizon.
    referrer_branch, delay
        int64[referrals]: whose branch made it, how many days after the referrer's start.
    """

    row: Longs
    branch: Longs
    watched: Longs
    referrer_branch: Longs
    delay: Longs


def mean_cumulative(found: ByBranch, rows: int) -> Floats:
    """Count the referrals that one person of each row, watched for the horizon, would have made.

    Nelson, Technometrics 30 (1988): referrals on a day after the start, divided by who was still
    watched on it, summed over the days. Its interval is the jackknife's of the logarithm, one
    branch left out at a time, with as many degrees of freedom as equally large branches would give,
    less one.

    Parameters
    ----------
    found
        Who was watched, and what they made.
    rows
        How many rows there are.

    Returns
    -------
    float64[3, rows]: referrals per contact and the ends of its 90 % interval, nan where there is
    nobody, and no interval.

    Notes
    -----
    All rows in one pass. Cost O(branches x horizon).
    """
    rates = np.full((3, rows), np.nan)
    size = np.bincount(found.branch, minlength=len(found.row))
    left_out = np.empty(len(found.row))
    for inside, row, totals, tables in _blocks_of_branches(found):
        # float64[rows of the block, days] in totals, float64[block, days] in tables: referrals made
        # on a day, and who was watched on it
        rates[0, row] = _summed(*totals)
        of = found.row[inside] - row.start
        without = [total[of] - table for total, table in zip(totals, tables, strict=True)]
        left_out[inside] = _summed(*without)
    # rows between others may have nobody
    rates[0, np.bincount(found.row, minlength=rows) == 0] = np.nan
    rates[1:] = _ends_by_jackknife(rates[0], left_out, size, found.row)
    return rates


def _ends_by_jackknife(middle: Floats, left_out: Floats, size: Longs, row: Longs) -> Floats:
    """Jackknife of the logarithm: float64[2, rows].

    There is none, so nan, for few branches, where one made all referrals, or nothing is finite.
    """
    from scipy.special import stdtrit

    def summed(weights: Floats) -> Floats:
        # float64 of the weights; without any, bincount gives whole numbers
        whole: Floats = np.bincount(row, weights=weights, minlength=len(middle)).astype(np.float64)
        return whole

    branches = np.bincount(row, minlength=len(middle))
    least = np.full(len(middle), np.inf)
    np.minimum.at(least, row, left_out)
    with np.errstate(all="ignore"):
        fine = (branches >= FEWEST_BRANCHES) & (middle > 0) & (least > 0)
        # float64[branches], 0 in rows that have no interval
        log = np.where(fine[row], np.log(np.maximum(left_out, np.finfo(float).tiny)), 0.0)
        mean = summed(log) / branches
        error = np.sqrt((branches - 1) / branches * summed((log - mean[row]) ** 2))
        # as many equal branches as would tell as much: one large branch among small ones is few
        each = size.astype(np.float64)
        effective = summed(each) ** 2 / summed(each**2)
        factor = np.exp(stdtrit(effective - 1, UPPER_SHARE) * error)
    fine &= np.isfinite(factor)
    return np.where(fine, np.stack([middle / np.where(fine, factor, 1), middle * factor]), np.nan)


def _blocks_of_branches(
    found: ByBranch,
) -> Iterator[tuple[slice, slice, list[Floats], list[Floats]]]:
    """Some branches at a time, the rows that they are of, and the counts of rows and branches.

    A row whose branches are in several blocks is counted once.
    """
    kinds = ((found.referrer_branch, found.delay), (found.branch, found.watched))
    orders = [np.argsort(of, kind="stable") for of, _ in kinds]
    ends = [of[order] for (of, _), order in zip(kinds, orders, strict=True)]
    # where each row's branches begin, and their end
    begin = np.searchsorted(found.row, np.arange(int(found.row.max(initial=-1)) + 2))
    counted = slice(0, 0)
    totals: list[Floats] = [np.empty((0, HORIZON_DAYS + 1))] * 2

    def counts(branches: slice, group: Longs, number: int) -> list[Floats]:
        """Count some branches by day, in groups: int64[branches], which of so many each is in."""
        tables = []
        for (of, day), order, end in zip(kinds, orders, ends, strict=True):
            here = order[slice(*np.searchsorted(end, [branches.start, branches.stop]))]
            cell = group[of[here] - branches.start] * (HORIZON_DAYS + 1) + day[here]
            table = np.bincount(cell, minlength=number * (HORIZON_DAYS + 1))
            tables.append(table.reshape(-1, HORIZON_DAYS + 1))
        return [tables[0].astype(np.float64), _still_watched(tables[1])]

    for first in range(0, len(found.row), BRANCHES_AT_ONCE):
        last = min(first + BRANCHES_AT_ONCE, len(found.row))
        row = slice(int(found.row[first]), int(found.row[last - 1]) + 1)
        known = [total[row.start - counted.start :] for total in totals]
        new = max(row.start, counted.stop)
        if new < row.stop:
            here = slice(int(begin[new]), int(begin[row.stop]))
            more = counts(here, found.row[here] - new, row.stop - new)
            known = [np.concatenate(pair) for pair in zip(known, more, strict=True)]
        counted, totals = row, known
        inside = slice(first, last)
        yield inside, row, totals, counts(inside, np.arange(last - first), last - first)


def _still_watched(ending: Longs) -> Floats:
    """Who is watched on each day, of whose watching ends on it: float64[rows, days]."""
    watched: Floats = ending[:, ::-1].cumsum(axis=1)[:, ::-1].astype(np.float64)
    return watched


def _summed(made: Floats, at_risk: Floats) -> Floats:
    """Sum over the days of referrals per person still watched."""
    rate = np.divide(made, at_risk, out=np.zeros_like(made), where=at_risk > 0)
    total: Floats = rate.sum(axis=-1)
    return total
