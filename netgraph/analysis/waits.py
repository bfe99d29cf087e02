"""Days from introductions to meetings, and which referrals are old enough to count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints, Longs

ENOUGH_MEETINGS: Final = 10
"""Of fewer that are dated nothing is said of how long meetings take."""
USUAL_WAIT: Final = 30.0
"""Days from a referral to the meeting, where too few meetings are dated to say."""


def meeting_waits(met_on: Ints, arrival: Ints) -> Longs:
    """Days from introductions to meetings, where both are dated: int64[meetings]."""
    dated = (met_on != UNDATED) & (arrival != UNDATED) & (arrival != BEFORE_ALL)
    # who was met before anybody introduced them did not wait
    waits: Longs = met_on[dated].astype(np.int64)
    waits -= arrival[dated]
    waits[waits < 0] = 0
    return waits


def usual_wait(days: Longs, weight: Longs | None = None) -> float:
    """Median days from an introduction to the meeting; 30 where too few are known.

    Parameters
    ----------
    days
        int64[meetings].
    weight
        int64[meetings], how many waited so long; default: one each.
    """
    weight = np.ones(len(days), dtype=np.int64) if weight is None else weight
    # the distinct days, ascending, and int64, how many waited up to each of them
    at, distinct = pd.factorize(days, sort=True)
    upto = np.cumsum(np.bincount(at, weight, minlength=len(distinct)).astype(np.int64))
    if len(upto) == 0 or upto[-1] < ENOUGH_MEETINGS:
        return USUAL_WAIT
    # the middle one; of an even number the mean of the two in the middle
    middle = np.searchsorted(upto, [(upto[-1] + 1) // 2, upto[-1] // 2 + 1])
    return float(distinct[middle].mean())


def counts_by_now(day: Ints, *, today: int, wait: float) -> Flags:
    """Whether referrals count: undated, or older than the wait."""
    counts: Flags = (day == UNDATED) | (day.astype(np.int64) < today - wait)
    return counts
