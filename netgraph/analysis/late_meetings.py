"""Meetings still to come of referrals that count as not met: by how much shares are too low.

A referral counts, met or not, once it is older than the usual wait to a meeting, the median: half
of all meetings come later. Where they take weeks and most referrals are young, many that count as
not met will still be met. How long the meetings known so far took says about how many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.analysis.people import people
from netgraph.analysis.waits import ENOUGH_MEETINGS, counts_by_now, meeting_waits
from netgraph.links import UNDATED
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints, Longs
    from netgraph.network import ReferralNetwork

NOT_MET, MET, MET_ON_A_DAY = range(3)
TOO_LOW: Final = 0.04
"""Shares that are too low by less are within their intervals (``tests/benchmarks``)."""


class DatedReferrals(NamedTuple):
    """What becomes of referrals, by their days.

    Parameters
    ----------
    day
        int32[kinds] or int64, the day of the referral, ``UNDATED`` where unknown.
    state
        int8[kinds] or int64: ``NOT_MET``, ``MET`` (or the referral undated), ``MET_ON_A_DAY`` and
        dated.
    number
        int64[kinds], how many referrals are of this day and state; a kind may be there again.
    waited
        int64[waits], days from referrals to meetings, where both are dated.
    often
        int64[waits], how many waited so long.
    """

    day: Ints | Longs
    state: Ints | Longs
    number: Longs
    waited: Longs
    often: Longs


class LateMeetings(NamedTuple):
    """How many of the referrals that count as not met are likely to be met after all.

    Parameters
    ----------
    likely
        How many are expected to be.
    not_met
        How many count as not met.
    counted
        How many count at all.
    """

    likely: float
    not_met: int
    counted: int

    @property
    def too_low(self) -> float:
        """By how much the share of all referrals that count is too low."""
        return self.likely / self.counted if self.counted else 0.0

    @property
    def points(self) -> str:
        """The same in points, as it is said."""
        return f"{100 * self.too_low:.0f}"

    @property
    def is_much(self) -> bool:
        """Whether it is more than intervals allow for."""
        return self.too_low > TOO_LOW

    @property
    def note(self) -> str | None:
        """Say so, where it is much."""
        if not self.is_much:
            return None
        older = with_noun(self.not_met, "older referral")
        count = "counts" if self.not_met == 1 else "count"
        few = max(1, round(self.likely))
        some = f"about {few:,} of them {'is' if few == 1 else 'are'}" if self.not_met > 1 else "is"
        return (
            f"Meetings take long here: {older} {count} as not met, and {some} likely to lead to "
            "a meeting yet, judged by how long others took. So conversion is too low by about "
            f"{self.points} points."
        )


def dated_referrals(net: ReferralNetwork) -> DatedReferrals:
    """Collect the days of all referrals, and how long they waited for the meeting."""
    links, who = net.links, people(net)
    # int32[m]: the day on which the referred person was met
    met_on = who.met_on[links.target]
    known = (links.day != UNDATED) & (met_on != UNDATED)
    state = np.where(who.met[links.target], np.int8(MET), np.int8(NOT_MET))
    state[known] = MET_ON_A_DAY
    waited = meeting_waits(met_on, links.day)
    # each is there once
    named, often_waited = (np.broadcast_to(np.int64(1), len(one)) for one in (state, waited))
    return DatedReferrals(links.day, state, named, waited, often_waited)


def late_meetings(referrals: DatedReferrals, *, today: int, wait: float) -> LateMeetings | None:
    """Estimate how many referrals that count as not met will still lead to a meeting.

    Parameters
    ----------
    referrals
        What became of them.
    today
        The as-of date as a day.
    wait
        Days after which a referral counts.

    Returns
    -------
    None where fewer than ten waits are known.

    Notes
    -----
    A referral of some age counts as the share F(age) of waits that are as short; meetings over the
    sum of these is the share p that will be met, and who was not met for so long will be with the
    chance p (1 - F) / (1 - p F). F is counted from waits that are over, of which long ones are seen
    of old referrals only (Lagakos, Barraj & De Gruttola, Biometrika 75, 1988). Longer waits than
    ten old referrals could tell of are unknown, so the number is rather too small. Cost O(m log k)
    for m referrals and k different waits.
    """
    if referrals.often.sum() < ENOUGH_MEETINGS:
        return None
    # int64[kinds]: each (day, state) once, in order, so that sums are the same to the last digit
    # whoever collected them
    kind = referrals.day.astype(np.int64)
    kind *= 3
    kind += referrals.state
    code, kinds = pd.factorize(kind, sort=True)
    del kind
    number = np.bincount(code, referrals.number, len(kinds)).astype(np.float64)
    del code
    day, state = kinds // 3, kinds % 3
    dated = day != UNDATED
    age = today - day
    wait_at, order = pd.factorize(referrals.waited, sort=True)
    ended = np.bincount(wait_at, referrals.often, len(order)).astype(np.float64)
    seen = dated & (state == MET_ON_A_DAY)
    over = _share_over(order, ended, age[seen], number[seen])
    # float64[kinds]: the share of waits that are over at each age
    share = np.where(dated, over[np.searchsorted(order, age, side="right")], 1.0)
    trials = float((number * share)[dated].sum())
    usual = min(1.0, float(number[dated & (state != NOT_MET)].sum()) / trials) if trials else 1.0
    counts = counts_by_now(day, today=today, wait=wait)
    missing = counts & (state == NOT_MET)
    still = usual * (1 - share[missing])
    never = 1 - usual
    # where nobody waits any longer nothing is to come, also where all are met in the end
    chance = np.divide(still, still + never, out=np.zeros_like(still), where=still > 0)
    return LateMeetings(
        float(number[missing] @ chance), int(number[missing].sum()), int(number[counts].sum())
    )


def _share_over(wait: Longs, ended: Floats, age: Longs, number: Floats) -> Floats:
    """Share of waits that are over before the first, and from each of the different waits on.

    Parameters
    ----------
    wait, ended
        int64[waits], ascending, and float64[waits], how many ended after so long.
    age, number
        int64[kinds] and float64[kinds], the ages of the referrals whose waits these are, and how
        many are as old: of a younger one no longer wait could have been seen.

    Returns
    -------
    float64[waits + 1].
    """
    # float64[waits]: how many waited no longer, of those old enough that as long a wait were seen
    younger = np.bincount(np.searchsorted(wait, age, side="right"), number, len(wait) + 1)
    could = np.cumsum(ended) - np.cumsum(younger)[: len(wait)]
    told: Flags = could >= ENOUGH_MEETINGS
    # beyond the longest wait of which enough could tell, all are taken to be over
    last = np.flatnonzero(told)[-1] + 1 if told.any() else 0
    left = np.ones(len(wait) + 1)
    left[:last] = np.cumprod((1 - ended[:last] / could[:last])[::-1])[::-1]
    return left
