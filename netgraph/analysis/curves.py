"""The share of people who have made no referral yet, by days: counted, or a standard curve."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.wording import over_searches, with_noun

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints, Longs

ENOUGH_EVENTS: Final = 20
LEAST_AT_RISK: Final = 10
"""A curve ends where fewer are watched: the steps of a handful say nothing of others."""
FEWEST_EXPECTED: Final = 30
"""Of fewer first referrals to come, chance alone makes half or twice as many of a right sum."""
CHANCE_DAYS: Final = 90
"""The horizon of a chance: meanings and notes spell it too."""
WAITING_FROM: Final = 0.10
"""The least chance with which silence still is waiting (``standing``)."""
# The standard curve: who refers at all does so after 30 days on average. The share that never does
# starts from 12 of 20 people, as it were, and moves to what is seen; ``note`` spells the formula.
# Who was met lately is at risk and not yet silent, so that young searches are promised too much
# (``tests/benchmarks/README.md`` has the table); the formula is the contract's.
STANDARD_DAYS: Final = 30.0
POSSIBLE_DAYS: Final = (10.0, STANDARD_DAYS, 90.0)
"""Other average delays that the interval of a standard chance allows for."""
STANDARD_SILENT: Final = 12
STANDARD_PEOPLE: Final = 20
SILENT_DAYS: Final = 90
"""Who made no referral for so long counts as silent."""
HIGHEST_FLOOR: Final = 0.85
INTERVAL_Z: Final = 1.6448536269514722
"""The standard normal distribution has 5 % beyond it: the interval leaves 5 % on each side."""


class Chance(NamedTuple):
    """Chances of a first referral within the horizon, and their 90 % intervals: float64[n] each."""

    chance: Floats
    low: Floats
    high: Floats


class Curve(ABC):
    """The share of people still silent, by days since they were met."""

    events: int
    is_standard: bool
    searches: int

    @abstractmethod
    def at(self, day: Floats) -> Floats:
        """Return S(t): the share still silent after ``day`` days."""

    @property
    @abstractmethod
    def note(self) -> str:
        """Say which curve this is."""

    @abstractmethod
    def chance(self, day: Floats) -> Chance:
        """Chance that who was silent for ``day`` days makes a first referral within the horizon."""


@dataclass(frozen=True, slots=True)
class StandardCurve(Curve):
    """S(t) = f + (1 - f) exp(-t / 30), for networks with few first referrals.

    Parameters
    ----------
    events
        First referrals.
    silent
        How many of those at risk were watched for 90 days without a referral.
    at_risk
        How many are watched, whether they made a referral or not.
    searches
        Of how many searches together.
    """

    events: int
    silent: int = 0
    at_risk: int = 0
    searches: int = 1
    is_standard = True

    @property
    def floor(self) -> float:
        """The share that never refers anybody: f = (12 + silent) / (20 + at risk)."""
        share = (STANDARD_SILENT + self.silent) / (STANDARD_PEOPLE + self.at_risk)
        return min(HIGHEST_FLOOR, share)

    def at(self, day: Floats) -> Floats:
        """Return S(t): the share still silent after ``day`` days."""
        return self.floor + (1 - self.floor) * np.exp(-day / STANDARD_DAYS)

    def chance(self, day: Floats) -> Chance:
        """Chance of a first referral within the horizon, after ``day`` silent days.

        The curve is a guess, so its interval spans all it may be: a floor that no more than 20
        people tell, and first referrals after 10, 30 or 90 days on average.
        """
        floors = [float(end) for end in wilson(np.array(self.floor), np.array(STANDARD_PEOPLE))]
        ends = np.stack(
            [_standard_chance(day, f, delay) for f in floors for delay in POSSIBLE_DAYS]
        )
        chance = _standard_chance(day, self.floor, STANDARD_DAYS)
        return Chance(chance, ends.min(axis=0), ends.max(axis=0))

    @property
    def note(self) -> str:
        """Say which curve this is."""
        are = "is" if self.events == 1 else "are"
        seen = f"only {with_noun(self.events, 'first referral')} {are} dated"
        return (
            f"Chances (within {CHANCE_DAYS} days) follow a standard curve: "
            f"{seen if self.events else 'no first referral is known with both its days'}"
            f"{over_searches(self.searches)}, {ENOUGH_EVENTS} are needed to count one. "
            "The truth may be half of it or twice, far less where most were met in the last "
            f"{CHANCE_DAYS} days, and three times as much where people refer only after many "
            "months. (Silent after t days: "
            f"S(t) = {self.floor:.2f} + {1 - self.floor:.2f} exp(-t/{STANDARD_DAYS:g}).)"
        )


def _standard_chance(day: Floats, floor: float, delay: float) -> Floats:
    # what is left of those who refer at all, now and at the end of the horizon
    now, then = (np.exp(-(day + ahead) / delay) for ahead in (0, CHANCE_DAYS))
    chance: Floats = (1 - floor) * (now - then) / (floor + (1 - floor) * now)
    return chance


@dataclass(frozen=True, slots=True)
class CountedCurve(Curve):
    """A Kaplan-Meier curve, a row a day on which anybody's watching ended.

    Parameters
    ----------
    day
        float64[days], ascending.
    silent
        float64[days], the share silent after each day.
    watched
        float64[days], the people watched until that day.
    spread
        float64[days], the sum of d / (n (n - d)) up to each day, d of n watched people having made
        a first referral: Greenwood's variance of log S.
    events
        Number of first referrals it was counted from.
    searches
        Of how many searches together.
    """

    day: Floats
    silent: Floats
    watched: Floats
    spread: Floats
    events: int
    searches: int = 1
    is_standard = False

    def at(self, day: Floats) -> Floats:
        """Return S(t): the share still silent after ``day`` days."""
        # a step function: before the first event all are silent; on its day the step counts already
        return _stepped(self.day, self.silent, 1.0, day)

    def chance(self, day: Floats) -> Chance:
        """Chance of a first referral within the horizon, after ``day`` silent days.

        (S(s) - S(s + 90)) / S(s). The interval is Wilson's (J. Am. Stat. Assoc. 22, 1927) for as
        many people, all watched throughout, as would tell that chance as well (the effective number
        of Dorey & Korn, Stat. Med. 6, 1987). Of what comes after the end of the curve nothing is
        known, and the chance counts none of it, so it is too low where people refer at any time.
        There the upper end is at least that of the last 90 days that the curve has seen.
        """
        found = self._seen(day)
        seen = self._seen(np.minimum(day, self._last_seen))
        return found._replace(high=np.maximum(found.high, seen.high))

    @property
    def _last_seen(self) -> float:
        """The last day whose whole horizon the curve has seen."""
        return max(0.0, float(self.day[-1]) - CHANCE_DAYS)

    @property
    def _quiet_too_soon(self) -> str:
        """Say who is quiet for want of days, where people still referred in the last ones seen."""
        if self.day[-1] < CHANCE_DAYS:
            return ""
        day = np.arange(self._last_seen, self.day[-1] + 1)
        chance = self._seen(day).chance
        if chance[0] < WAITING_FROM:
            return ""
        # at the end itself nothing is counted, so that there all are quiet
        since = day[np.flatnonzero(chance >= WAITING_FROM)[-1]] + 1
        return (
            f"In the last {CHANCE_DAYS} of these days {100 * chance[0]:.0f} of 100 "
            f"silent people gave a first name: who has been silent for {since:.0f} days or longer "
            "is called quiet as nothing is counted for them, and may well refer somebody yet. "
        )

    def _seen(self, day: Floats) -> Chance:
        """Give the chance and its interval as if nothing came after the end of the curve."""
        then = day + CHANCE_DAYS
        now, left = self.at(day), self.at(then)
        # S never rises, so no chance is negative; where S is 0 the chance is 0, not 0 / 0.
        chance = np.divide(now - left, now, out=np.zeros_like(now), where=now > 0)
        return Chance(chance, *wilson(chance, self._people(day, then, chance)))

    def referred(self, day: Floats) -> Chance:
        """Give the share that made a first referral within so many days, with its 90 % interval.

        The interval is that of ``chance``, from the start on.
        """
        share = 1 - self.at(day)
        # who referred on the very first day did so within the time as well
        before = np.full_like(day, -1.0)
        return Chance(share, *wilson(share, self._people(before, day, share)))

    def _people(self, day: Floats, then: Floats, chance: Floats) -> Floats:
        """How many people would know as much of the chance: float64[n]."""
        # float64[n]: Greenwood's sum within the window, infinite after a day on which all referred
        with np.errstate(invalid="ignore"):
            spread = _stepped(self.day, self.spread, 0.0, then) - _stepped(
                self.day, self.spread, 0.0, day
            )
        # a binomial share p of n people has the variance p (1 - p) / n; Greenwood's of 1 - p is
        # (1 - p)^2 times the sum
        known = (chance > 0) & (chance < 1)
        unlike = np.where(known, 1 - chance, 1)
        people = chance / (unlike * np.where(known, spread, 1))
        # where nobody or everybody referred: those watched at the window's end, or at the curve's
        last = np.minimum(np.searchsorted(self.day, then, side="left"), len(self.day) - 1)
        return np.where(known, people, self.watched[last])

    @property
    def note(self) -> str:
        """Say which curve this is, and up to which day it is counted."""
        return (
            f"Chances (within {CHANCE_DAYS} days) are counted from {self.events} first referrals"
            f"{over_searches(self.searches)} (Kaplan-Meier), up to {self.day[-1]:.0f} days, "
            f"beyond which fewer than {LEAST_AT_RISK} people were watched and nothing is counted: "
            f"after {self._last_seen:.0f} silent days a chance may be too low. "
            f"{self._quiet_too_soon}How many people will refer is right within a factor of 1.5 "
            f"only where {FEWEST_EXPECTED} or more are expected to."
        )


def _stepped(days: Floats, value: Floats, before: float, day: Floats) -> Floats:
    """A value that steps on some days, after a day; ``before`` the first."""
    return np.concatenate([[before], value])[np.searchsorted(days, day, side="right")]


def kaplan_meier(
    duration: Ints, happened: Flags, weight: Longs | None = None, *, least: int = LEAST_AT_RISK
) -> CountedCurve:
    """Count the share without an event by days, with right-censoring.

    Kaplan & Meier, J. Am. Stat. Assoc. 53 (1958): at each day with an event the share is multiplied
    by 1 - events / people still watched. Assumes that who was met recently does not differ, but for
    the time they had, from who was met long ago; don't believe it where you ask differently now
    than you used to.

    Parameters
    ----------
    duration
        int64[n], days watched, from 0.
    happened
        bool[n], True where the watching ended with the event, False where it was cut off.
    weight
        int64[n], how many people that was; default: one each.
    least
        The curve ends where fewer people are watched.

    Notes
    -----
    Cost O(n log n). Equal to ``scipy.stats.ecdf`` of right-censored data, without its import.
    """
    weight = np.ones(len(duration), dtype=np.int64) if weight is None else weight
    # the distinct days in ascending order, float64 an entry each: events on the day, people whose
    # watching ended on it (by an event or cut off), people watched until it
    position, day = pd.factorize(duration, sort=True)
    events = np.bincount(position, weights=happened * weight, minlength=len(day))
    ended = np.bincount(position, weights=weight, minlength=len(day))
    watched = ended.sum() - np.concatenate([[0], np.cumsum(ended)[:-1]])
    # fewer and fewer are watched, so those days come first on which enough are
    days = int(np.count_nonzero(watched >= least))
    here, made = watched[:days], events[:days]
    with np.errstate(divide="ignore"):  # infinite where all who were watched made a referral
        spread = np.divide(made, here * (here - made), out=np.zeros(days), where=made > 0)
    # who is cut off on the day of an event counts as watched on it: the usual convention
    silent = np.cumprod(1 - made / here)
    return CountedCurve(
        day[:days].astype(np.float64), silent, here, np.cumsum(spread), int(events.sum())
    )


def wilson(share: Floats, people: Floats) -> tuple[Floats, Floats]:
    """Give the 90 % interval of a share of so many people, who need not be a whole number."""
    square = INTERVAL_Z**2 / people
    middle = (share + square / 2) / (1 + square)
    half = np.sqrt(square * share * (1 - share) + square**2 / 4) / (1 + square)
    return np.maximum(0, middle - half), np.minimum(1, middle + half)
