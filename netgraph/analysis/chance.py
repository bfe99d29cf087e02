"""The chance of a first referral still to come, by how long somebody has been silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph.analysis.days import today
from netgraph.analysis.people import people
from netgraph.facts import remembered
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints
    from netgraph.network import ReferralNetwork


ENOUGH_EVENTS: Final = 20
# The fall-back curve is a guess: six in ten never refer anybody, the others do after 30 days on
# average. ``Curve.note`` spells the formula too.
FALLBACK_FLOOR: Final = 0.6
FALLBACK_DAYS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of people who have made no referral yet, by days since they were met.

    Parameters
    ----------
    day, silent
        float64[events], the days on which somebody made a first referral, and the share silent
        after each. Both empty for the fall-back curve S(t) = 0.6 + 0.4 exp(-t/30).
    events
        Number of first referrals it was counted from.
    """

    day: Floats
    silent: Floats
    events: int

    @property
    def is_fallback(self) -> bool:
        """Whether there were too few events to count a curve from."""
        return len(self.day) == 0

    def at(self, day: Floats) -> Floats:
        """Return S(t): the share still silent after ``day`` days."""
        if self.is_fallback:
            return FALLBACK_FLOOR + (1 - FALLBACK_FLOOR) * np.exp(-day / FALLBACK_DAYS)
        # a step function: before the first event all are silent; on its day the step counts already
        share = np.concatenate([[1.0], self.silent])
        return share[np.searchsorted(self.day, day, side="right")]

    def chance(self, day: Floats) -> Floats:
        """Chance that who was silent for ``day`` days still makes a first referral.

        (S(s) - S(last)) / S(s), ``last`` being the last event: what was never seen is not promised.
        """
        # S never falls below ``last``, so no chance is negative; where S is 0 the chance is 0, not
        # 0 / 0.
        last = FALLBACK_FLOOR if self.is_fallback else float(self.silent[-1])
        now = self.at(day)
        return np.divide(now - last, now, out=np.zeros_like(now), where=now > 0)

    @property
    def note(self) -> str:
        """Say which curve this is."""
        if self.is_fallback:
            return (
                f"Chances follow a standard curve, S(t) = 0.6 + 0.4 exp(-t/30): "
                f"only {self.events} first referrals are dated, "
                f"{ENOUGH_EVENTS} are needed to count one."
            )
        return f"Chances are counted from {self.events} first referrals (Kaplan-Meier)."


def kaplan_meier(duration: Ints, happened: Flags, weight: Ints | None = None) -> Curve:
    """Count the share without an event by days, with right-censoring.

    Kaplan & Meier, J. Am. Stat. Assoc. 53 (1958): at each day with an event the share is multiplied
    by 1 - events / people still watched. Assumes that who was met recently does not differ, but for
    the time they had, from who was met long ago; don't believe it where you ask differently now
    than you used to.

    Parameters
    ----------
    duration
        int32[n], days watched, from 0.
    happened
        bool[n], True where the watching ended with the event, False where it was cut off.
    weight
        int64[n], how many people that was; default: one each.

    Notes
    -----
    Cost O(n log n). Equal to ``scipy.stats.ecdf`` of right-censored data, without its import.
    """
    weight = np.ones(len(duration), dtype=np.int64) if weight is None else weight
    # the distinct days in ascending order, float64 an entry each: events on the day, people whose
    # watching ended on it (by an event or cut off), people watched until it
    day, position = np.unique(duration, return_inverse=True)
    events = np.bincount(position, weights=happened * weight, minlength=len(day))
    ended = np.bincount(position, weights=weight, minlength=len(day))
    watched = ended.sum() - np.concatenate([[0], np.cumsum(ended)[:-1]])
    # who is cut off on the day of an event counts as watched on it: the usual convention
    some = events > 0
    silent = np.cumprod(1 - events[some] / watched[some])
    return Curve(day[some].astype(np.float64), silent, int(events.sum()))


@dataclass(frozen=True, slots=True)
class Silences:
    """How long people were silent before their first referral, or since when they are.

    Arrays of one length.

    Parameters
    ----------
    day
        int64, days from the start to the first referral where it happened, else the day of the
        start.
    happened
        bool, whether they made a dated referral.
    counts
        bool, whether they are watched also where statuses are kept: met, or somebody who made a
        referral.
    """

    day: Ints
    happened: Flags
    counts: Flags

    def curve(self, *, keeps_statuses: bool, today: int, weight: Ints | None = None) -> Curve:
        """Count the curve, ``weight`` people for each.

        The fall-back where fewer than 20 events happened.
        """
        watched = self.counts | (not keeps_statuses)
        # int64: days watched, up to the event or to the as-of date (a start after that: none)
        duration = np.where(self.happened, self.day, np.maximum(0, today - self.day))
        people_each = None if weight is None else weight[watched]
        counted = kaplan_meier(duration[watched], self.happened[watched], people_each)
        enough = counted.events >= ENOUGH_EVENTS
        return counted if enough else Curve(np.empty(0), np.empty(0), counted.events)


@remembered
def curve(net: ReferralNetwork) -> Curve:
    """Count the curve of a network; the fall-back where fewer than 20 first referrals are dated.

    Watched are those met (where statuses are kept; else all), from the meeting, else from
    introduction.
    """
    return silences(net).curve(keeps_statuses=people(net).keeps_statuses, today=today(net))


def silences(net: ReferralNetwork) -> Silences:
    """Find who has a date to be counted from, and how long they were or are silent."""
    return silent_times(*starts(net), people(net).met)


def silent_times(start: Ints, first_made: Ints, productive: Flags, met: Flags) -> Silences:
    """Find the same of arrays.

    Parameters
    ----------
    start, first_made
        int32[n], the day each is counted from, that of their first dated referral; ``UNDATED``
        where there is none.
    productive, met
        bool[n], who made a referral, who was met.
    """
    happened = first_made != UNDATED
    # productive, but all their referrals undated: when the silence ended is not known
    datable = (start != UNDATED) & (happened | ~productive)
    since = start.astype(np.int64)  # UNDATED - a day before 1970 does not fit into 32 bits
    # a referral dated before the start counts as made on its day
    day = np.where(happened, np.maximum(0, first_made - since), since)
    # Who made a referral was in touch, whether or not the tables know of a meeting.
    return Silences(day[datable], happened[datable], (met | productive)[datable])


def starts(net: ReferralNetwork) -> tuple[Ints, Ints, Flags]:
    """Give the day each is counted from, that of their first dated referral, and who made any.

    Returns
    -------
    start, first_made
        int32[n], ``UNDATED`` where there is none.
    productive
        bool[n].
    """
    links = net.links
    # first contacts have no introduction to count from, so without a meeting they have no start
    arrival = net.forest.arrival
    introduced = np.where(arrival == BEFORE_ALL, UNDATED, arrival)
    met_on = people(net).met_on
    first_made = np.full(links.size, UNDATED, dtype=np.int32)
    np.minimum.at(first_made, links.source, links.day)  # UNDATED is larger than any day
    productive = links.referrals_made > 0
    return np.where(met_on != UNDATED, met_on, introduced), first_made, productive


@remembered
def chances(net: ReferralNetwork) -> Floats:
    """Give everybody's chance of a first referral still to come.

    Returns
    -------
    float64[n], for who was met (or introduced, where statuses are not kept), made no referral
    and has a date to count from; else nan.
    """
    who = people(net)
    start, _, productive = starts(net)
    silent = ~productive & ~who.closed & (who.met | (not who.keeps_statuses))
    return chances_after(start, silent, curve=curve(net), today=today(net))


def chances_after(start: Ints, silent: Flags, *, curve: Curve, today: int) -> Floats:
    """Give the same of arrays.

    Parameters
    ----------
    start
        int32[n], the day each is counted from, ``UNDATED`` where there is none.
    silent
        bool[n], who may still make a first referral.
    curve
        The curve that chances follow.
    today
        The as-of date as a day.
    """
    counted = silent & (start != UNDATED)
    chance = np.full(len(start), np.nan)
    chance[counted] = curve.chance((today - start[counted]).astype(np.float64))
    return chance
