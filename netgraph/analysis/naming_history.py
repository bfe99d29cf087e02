"""Who gave whose name on which day, and how everybody stood on any day: what can be learned from.

A name is an introduction, on the day of its referral. A naming day is one on which somebody
referred anybody for the first time. What is undated is no name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph.analysis.days import first_known, last_known, today
from netgraph.analysis.people import people
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs
    from netgraph.network import ReferralNetwork

KNOWN: Final = 0
HAS_MET: Final = 1
HAS_NAMED: Final = 2
ABSENT: Final = -1
"""Phases: not met and no name yet, met and no name yet, gave a name; not there on that day."""

USUAL_WAIT_DAYS: Final = 30
"""What the usual wait for a name is drawn to, by the weight of one name."""


class Seen(NamedTuple):
    """How some people stood at the end of a day, arrays of one length.

    Parameters
    ----------
    phase
        int8, one of the phases above.
    silent
        int64, days since the last sign: the newest naming day, else the meeting, else the first day
        known; of no use for who was not there.
    names
        int64, names given up to that day.
    """

    phase: Ints
    silent: Longs
    names: Longs


class NamingHistory(NamedTuple):
    """What each did on which day, up to the as-of date.

    Parameters
    ----------
    known, met, declined
        int64[n], the day each was known from, met on, out of it from; ``UNDATED`` where unknown or
        never.
    start
        int64[n + 1], the naming days of person i are ``start[i]`` to ``start[i + 1]``.
    day
        int64[naming days], in the order of people, then days.
    key
        int64[naming days], the person in the high and the day in the low half: sorted, so that one
        search serves all people.
    given
        int64[naming days + 1], names given on all naming days before that position.
    today
        The as-of date as a day.
    """

    known: Longs
    met: Longs
    declined: Longs
    start: Longs
    day: Longs
    key: Longs
    given: Longs
    today: int

    @property
    def names(self) -> int:
        """Names given in all."""
        return int(self.given[-1])

    def begin(self, horizon: int) -> int:
        """First day of anything known, at most ``horizon`` days before the first naming day.

        A friend of twenty years does not make a search twenty years old.
        """
        first = int(self.known.min(initial=UNDATED))
        return first if len(self.day) == 0 else max(first, int(self.day.min()) - horizon)

    def span(self, horizon: int) -> int:
        """Days of history up to the as-of date."""
        return self.today - self.begin(horizon)

    def until(self, who: Longs, day: int | Longs) -> Longs:
        """Position after the last naming day of each up to a day: int64[people]."""
        found: Longs = np.searchsorted(self.key, _keys(who, day), side="right")
        return found

    def look(self, who: Longs, day: int) -> Seen:
        """Tell how some people stood at the end of a day."""
        at = self.until(who, day)
        named, met = at > self.start[who], self.met[who] <= day
        there = (self.known[who] <= day) & (self.declined[who] > day)
        # the newest naming day of who has one; of others the index is any that exists
        newest = self.day[np.maximum(at - 1, 0)] if len(self.day) else self.known[who]
        sign = np.where(named, newest, np.where(met, self.met[who], self.known[who]))
        phase = np.where(named, HAS_NAMED, np.where(met, HAS_MET, KNOWN))
        return Seen(
            np.where(there, phase, ABSENT).astype(np.int8),
            day - sign,
            self.given[at] - self.given[self.start[who]],
        )

    def usual_wait(self) -> float:
        """Mean days from the last sign to a naming day that gave names, drawn to 30."""
        owner = np.repeat(np.arange(len(self.known)), np.diff(self.start))
        known, met = self.known[owner], self.met[owner]
        # int64[naming days]: the last sign before each: the naming day before it, where that is of
        # the same person, else the meeting, else the first day known
        sign = np.where(met < self.day, met, known)
        again = owner[1:] == owner[:-1]
        sign[1:][again] = self.day[:-1][again]
        counts = (np.diff(self.given) > 0) & (known < self.day)
        waited = int((self.day - sign)[counts].sum())
        return (waited + USUAL_WAIT_DAYS) / (int(counts.sum()) + 1)

    def most(self, horizon: int) -> int:
        """The most names that anybody gave within a horizon, at least 1."""
        owner = np.repeat(np.arange(len(self.known)), np.diff(self.start))
        ahead = self.given[self.until(owner, self.day + horizon - 1)] - self.given[:-1]
        return int(ahead.max(initial=1))


def naming_history(net: ReferralNetwork) -> NamingHistory:
    """Read the history of a network off its dates."""
    links, who = net.links, people(net)
    # int64[n]: the day that ends somebody's part is the last one known of who declined
    declined = np.where(who.declined, last_known(net), UNDATED).astype(np.int64)
    introduces = np.zeros(len(links.source), dtype=bool)
    via = net.forest.via
    introduces[via[via >= 0]] = True
    # int64[dated referrals], sorted: person and day, and in the last bit whether the referral
    # introduced somebody; then the last one of each (person, day): the naming days
    dated = links.day != UNDATED
    keys = _keys(links.source[dated].astype(np.int64), links.day[dated].astype(np.int64))
    keys = (keys << 1) | introduces[dated]
    keys.sort()
    last = np.flatnonzero(np.append(keys[1:] >> 1 != keys[:-1] >> 1, len(keys) > 0))
    naming = keys[last] >> 1
    given = np.append(0, np.cumsum(keys & 1)[last])
    owner = naming >> 32
    return NamingHistory(
        known=first_known(net).astype(np.int64),
        met=who.met_on.astype(np.int64),
        declined=declined,
        start=np.searchsorted(owner, np.arange(links.size + 1)),
        day=(naming & 0xFFFFFFFF) + BEFORE_ALL,
        key=naming,
        given=given,
        today=today(net),
    )


def _keys(who: Longs, day: int | Longs) -> Longs:
    """Person and day in one integer, in the order of people, then days: int64."""
    key: Longs = (who << 32) + (day - BEFORE_ALL)
    return key
