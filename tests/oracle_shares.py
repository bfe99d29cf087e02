"""The slow truth about chances and conversions. See ``oracle``.

What the definitions leave open is decided here as follows.

- Who made only undated referrals is not at risk: the day on which their silence ended is unknown.
- ``chance`` is given to the waiting and quiet with a date to count from, to nobody else. Its 90 %
  interval is Wilson's, for as many people as know as much (Greenwood): where nobody of a window
  made a first referral those at risk at its end, beyond the curve's end those at risk there. Of a
  window that ends after the curve the upper end is at least that of the last one within it. For
  the standard curve: all that a floor which 20 people tell, and delays of 10, 30 or 90 days, allow.
- The standard curve's floor counts as silent who was watched for 90 days or more.
- The wait to a meeting is counted from a dated introduction to ``met_on``, from 0.
- Nobody's share is known before a referral counts: then all that is usual is said of it.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from statistics import NormalDist, median
from typing import TYPE_CHECKING

import numpy as np
from oracle_graph import Chains
from scipy.optimize import brentq
from scipy.special import betainc, betaln

if TYPE_CHECKING:
    from collections.abc import Callable

FEWEST_EVENTS = 20
FEWEST_AT_RISK = 10
FEWEST_MEETINGS = 10
USUAL_WAIT = 30
HORIZON = 90
Z = NormalDist().inv_cdf(0.95)
MEANS = 121
# Gauss and Legendre's nodes take a density that is cut off at its ends.
NODES, LENGTHS = np.polynomial.legendre.leggauss(30)
SIZES = 0.5 * np.exp((NODES + 1) / 2 * math.log(4000))
# Sharp bumps of large sizes fill each other's gaps where the means of each size begin elsewhere.
OFFSETS = math.sqrt(2) * np.arange(30) % 1


def wilson(share: float, people: float) -> tuple[float, float]:
    """90 % interval of a share of so many people (Wilson 1927), from 0 to 1."""
    middle = (share + Z * Z / (2 * people)) / (1 + Z * Z / people)
    half = Z / (1 + Z * Z / people)
    half *= math.sqrt(share * (1 - share) / people + Z * Z / (4 * people * people))
    return max(0.0, middle - half), min(1.0, middle + half)


class Shares(Chains):
    """Who refers somebody yet, and who of those referred is met."""

    def referred(self, v: str) -> list[str]:
        """Whom v referred."""
        return list(self.graph.successors(v))

    def referral_days(self, v: str) -> list[int]:
        """Dates of the referrals v made."""
        return [day for (u, _), day in self.pairs.items() if u == v and day is not None]

    def met_on(self, v: str) -> int | None:
        """Day of the meeting, if it took place."""
        happened = self.people[v].status not in ("scheduled", "declined", "no_reply")
        return self.people[v].days.get("met_on") if happened else None

    # --- conversion -------------------------------------------------------------------------------

    @cached_property
    def usual_wait(self) -> float:
        """Median days from an introduction to the meeting."""
        waits = [
            max(0, met_on - day)
            for v in self.people
            if (met_on := self.met_on(v)) is not None and (day := self.introduced_on(v)) is not None
        ]
        return median(waits) if len(waits) >= FEWEST_MEETINGS else USUAL_WAIT

    def mature(self, v: str) -> tuple[int, int]:
        """Of v's referrals that are old enough: how many were met, how many they are."""
        old = [
            w
            for w in self.referred(v)
            if (day := self.pairs[v, w]) is None or self.as_of - day > self.usual_wait
        ]
        return sum(map(self.met, old)), len(old)

    @cached_property
    def prior(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Beta(a, b) and their weights over a fine grid of mean and size, given all advocates."""
        ends = (-14.0, 14.0)
        # Where many advocates tell, hardly any mean is likely: the likely ones get all the nodes.
        for _ in range(3):
            logit, weight = self.weighed(*ends)
            likely = logit[weight > 1e-9]
            step = (ends[1] - ends[0]) / MEANS
            ends = max(-14.0, likely.min() - step), min(14.0, likely.max() + step)
        logit, weight = self.weighed(*ends)
        likely = weight > 1e-9
        size = np.broadcast_to(SIZES, logit.shape)[likely]
        a, b = size / (1 + np.exp(-logit[likely])), size / (1 + np.exp(logit[likely]))
        return a, b, weight[likely] / weight[likely].sum()

    def weighed(self, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
        """Logits of means between two ends, of every size, and how likely both are."""
        logit = low + (high - low) / MEANS * (np.arange(MEANS)[:, None] + OFFSETS)
        mean = 1 / (1 + np.exp(-logit))
        a, b = mean * SIZES, SIZES / (1 + np.exp(logit))
        # Steps are equal in logit(mean) and log(size): a uniform mean has the density
        # mean (1 - mean) there.
        weight = np.log(mean) + np.log(1 - mean) - np.log(SIZES) / 2 + np.log(LENGTHS)
        seen = Counter(self.mature(v) for v in self.people if self.referred(v))
        for (met, made), often in seen.items():
            weight = weight + often * (betaln(a + met, b + made - met) - betaln(a, b))
        return logit, np.exp(weight - weight.max())

    @cached_property
    def posteriors(self) -> dict[tuple[int, int], tuple[float, float, float]]:
        """Posterior mean and 90 % interval of a share, by (met, made)."""
        a, b, weight = self.prior
        said = {}
        for met, made in {self.mature(v) for v in self.people if self.referred(v)}:
            alpha, beta = a + met, b + made - met

            def below(logit: float, alpha: np.ndarray = alpha, beta: np.ndarray = beta) -> float:
                return float(weight @ betainc(alpha, beta, 1 / (1 + math.exp(-logit))))

            def end(q: float, below: Callable[[float], float] = below) -> float:
                # a share below e^-36 is 0 and one as near 1 is 1: such numbers know none between
                if below(-36) >= q or below(36) <= q:
                    return math.copysign(36, q - below(0))
                return brentq(lambda x: below(x) - q, -36, 36)

            low, high = (1 / (1 + math.exp(-end(q))) for q in (0.05, 0.95))
            said[met, made] = (float(weight @ (alpha / (alpha + beta))), low, high)
        return said

    def conversion(self, v: str) -> tuple[float | None, float | None, float | None]:
        """Posterior mean and 90 % interval of the share of v's referrals that were met."""
        if not self.referred(v) or not self.statuses_kept:
            return None, None, None
        return self.posteriors[self.mature(v)]

    def evidence(self, v: str) -> set[str | None]:
        """How sure that share is, by the interval's width; both words within a rounding of 5e-5."""
        _, low, high = self.conversion(v)
        if low is None:
            return {None}
        widths = (high - low - 5e-5, high - low + 5e-5)
        return {"strong" if w <= 0.25 else "some" if w <= 0.5 else "too early" for w in widths}

    # --- chance -----------------------------------------------------------------------------------

    def start(self, v: str) -> int | None:
        """The day from which v's silence is counted."""
        met_on = self.met_on(v)
        return self.introduced_on(v) if met_on is None else met_on

    @cached_property
    def waits(self) -> dict[str, tuple[int, bool]]:
        """(days, whether a first referral ended them) of everybody at risk."""
        waits = {}
        for v in self.people:
            start = self.start(v)
            if start is None or not (self.met(v) or not self.statuses_kept):
                continue
            if self.referral_days(v):
                waits[v] = (max(0, min(self.referral_days(v)) - start), True)
            elif not self.referred(v):
                waits[v] = (self.as_of - start, False)
        return waits

    @property
    def events(self) -> int:
        """How many first referrals the curve rests on."""
        return sum(event for _, event in self.waits.values())

    @property
    def counted(self) -> bool:
        """Whether these are enough for a curve of one's own."""
        return self.events >= FEWEST_EVENTS

    @property
    def floor(self) -> float:
        """The share that never refers anybody, of the standard curve."""
        silent = sum(days >= 90 for days, event in self.waits.values() if not event)
        return min(0.85, (12 + silent) / (20 + len(self.waits)))

    def at_risk(self, day: int) -> int:
        """How many are watched on a day."""
        return sum(days >= day for days, _ in self.waits.values())

    @cached_property
    def end(self) -> int:
        """The last day on which ten people are at risk."""
        return max(d for d, _ in self.waits.values() if self.at_risk(d) >= FEWEST_AT_RISK)

    def first_referrals(self, after: int, upto: int) -> list[tuple[int, int]]:
        """(first referrals, people at risk) of every day of a window on which there is one."""
        days = {t for t, event in self.waits.values() if event and after < t <= min(upto, self.end)}
        return [
            (sum(w == (t, True) for w in self.waits.values()), self.at_risk(t))
            for t in sorted(days)
        ]

    def survival(self, day: int) -> float:
        """Share of those at risk who made no referral up to ``day``: product-limit, by hand."""
        if not self.counted:
            return self.standard(day, self.floor)
        return math.prod(1 - made / watched for made, watched in self.first_referrals(-1, day))

    @staticmethod
    def standard(day: int, floor: float, delay: float = 30) -> float:
        """The standard curve."""
        return floor + (1 - floor) * math.exp(-day / delay)

    def chances(self, v: str) -> tuple[float | None, float | None, float | None]:
        """Chance of a first referral within the next 90 days, and its interval."""
        start = self.start(v)
        if start is None:
            return None, None, None
        s = self.as_of - start
        now, then = self.survival(s), self.survival(s + HORIZON)
        chance = (now - then) / now if now > 0 else 0.0
        if self.counted:
            low, high = wilson(chance, self.informed(s, chance))
            if s + HORIZON > self.end:
                last = max(0, self.end - HORIZON)
                now, then = self.survival(last), self.survival(last + HORIZON)
                seen = (now - then) / now if now > 0 else 0.0
                high = max(high, wilson(seen, self.informed(last, seen))[1])
            return chance, low, high

        ends = [
            1 - self.standard(s + HORIZON, floor, delay) / self.standard(s, floor, delay)
            for floor in wilson(self.floor, 20)
            for delay in (10, 30, 90)
        ]
        return chance, min(ends), max(ends)

    def informed(self, s: int, chance: float) -> float:
        """How many people, all watched for the whole window, would know as much of it."""
        made = self.first_referrals(s, s + HORIZON)
        if 0 < chance < 1:
            greenwood = sum(d / (n * (n - d)) for d, n in made)
            return chance / (greenwood * (1 - chance))
        return made[-1][1] if made else self.at_risk(min(s + HORIZON, self.end))
