"""The chance of a first referral within 90 days, by how long somebody has been silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from netgraph.analysis.curves import (
    ENOUGH_EVENTS,
    SILENT_DAYS,
    Chance,
    Curve,
    StandardCurve,
    kaplan_meier,
)
from netgraph.analysis.days import today
from netgraph.analysis.people import people
from netgraph.facts import remembered
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.network import ReferralNetwork


class Silences(NamedTuple):
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
        bool, whether they are watched also where statuses are kept: who was met. Who made a
        referral without being met is not: those whom they are like, and who made none, are unknown.
    """

    day: Ints
    happened: Flags
    counts: Flags

    def durations(self, *, keeps_statuses: bool, today: int) -> tuple[Longs, Flags, Flags]:
        """Give how long who is watched was watched, whether they referred, and who that is.

        Returns
        -------
        int64 and bool, an entry a person watched: days up to the first referral or to the as-of
        date (a start after that: none), whether it was made. And bool of all, who is watched.
        """
        watched = self.counts | (not keeps_statuses)
        duration = np.where(self.happened, self.day, np.maximum(0, today - self.day))[watched]
        return duration.astype(np.int64), self.happened[watched], watched

    def curve(self, *, keeps_statuses: bool, today: int, weight: Longs | None = None) -> Curve:
        """Count the curve, ``weight`` people for each.

        The standard curve where fewer than 20 events happened.
        """
        duration, happened, watched = self.durations(keeps_statuses=keeps_statuses, today=today)
        people_each = np.ones(len(duration), dtype=np.int64) if weight is None else weight[watched]
        events = int(people_each[happened].sum())
        if events >= ENOUGH_EVENTS:
            return kaplan_meier(duration, happened, people_each)
        silent = ~happened & (duration >= SILENT_DAYS)
        return StandardCurve(events, int(people_each[silent].sum()), int(people_each.sum()))


@remembered
def curve(net: ReferralNetwork) -> Curve:
    """Count the curve of a network; the standard one where few first referrals are dated.

    Watched are those met (where statuses are kept; else all), from the meeting, else from
    introduction, whether they referred somebody or not.
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
    return Silences(day[datable], happened[datable], met[datable])


def starts(net: ReferralNetwork) -> tuple[Ints, Ints, Flags]:
    """Give the day each is counted from, that of their first dated referral, and who made any.

    Returns
    -------
    start, first_made
        int32[n], ``UNDATED`` where there is none. Who was met as thanks alone tell is counted from
        introduction: on which day they were met is not known.
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
def chances(net: ReferralNetwork) -> Chance:
    """Give everybody's chance of a first referral within 90 days, with its 90 % interval.

    Returns
    -------
    float64[n] each, for who was met (or anybody, where statuses are not kept), made no referral
    and has a date to count from; else nan.
    """
    return chances_after(starts(net)[0], may_still_refer(net), curve=curve(net), today=today(net))


@remembered
def may_still_refer(net: ReferralNetwork) -> Flags:
    """Who was met, did not decline and made no referral yet: bool[n].

    Where no statuses are kept, a meeting is not asked for.
    """
    who, productive = people(net), net.links.referrals_made > 0
    return ~productive & ~who.closed & (who.met | (not who.keeps_statuses))


def chances_after(start: Ints, silent: Flags, *, curve: Curve, today: int) -> Chance:
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
    found = Chance(*np.full((3, len(start)), np.nan))
    # float64, a day each: few different ones however many the people
    back, day = pd.factorize(today - start[counted].astype(np.int64), sort=True)
    for column, value in zip(found, curve.chance(day.astype(np.float64)), strict=True):
        column[counted] = value[back]
    return found
