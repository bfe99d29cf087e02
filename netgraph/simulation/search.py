"""A made-up search as arrays: introducers, days and the readiness to refer.

What is planted here is what the analysis should find.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph.choices import PROPENSITIES
from netgraph.errors import unknown, whole_number

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints
    from netgraph.choices import Propensity


# A quarter of what int64 holds, so that days may be added to it without an overflow.
NEVER: Final = np.iinfo(np.int64).max // 4
"""Day of what does not happen."""

FOUND_DAYS: Final = 45.0
"""Mean days from the start of the search until a first contact is found."""
WRITE_DAYS: Final = 3.0
MEET_DAYS: Final = 8.0
MET_SHARE: Final = 0.8
REFERS_SHARE: Final = 0.4
"""Share of those met who ever refer anybody: the standard curve, S(t) = 0.6 + 0.4 exp(-t/30)."""
FIRST_REFERRAL_DAYS: Final = 30.0
NEXT_REFERRAL_DAYS: Final = 25.0
AT_ONCE_SHARE: Final = 0.4
"""Share of further names that are given together with the first."""
TAIL_EXPONENT: Final = 1.5
"""Exponent of the numbers of referrals people make, which are Yule-Simon numbers, as those of
preferential attachment are."""
SAME_BRANCH: Final = 0.8
"""With ``branch``: chance that somebody is as ready to refer as who introduced them."""
CROSS_SHARE: Final = 0.13
"""Later referrals to known people, for each introduction.

A quarter of them fall after the last day and are left out.
"""
LOOP_EACH: Final = 100
"""One loop for so many later referrals."""
ROOTLESS_EACH: Final = 20_000
"""One loop of people who refer only each other for so many people who refer, and one more."""


@dataclass(frozen=True, slots=True)
class Search:
    """Everybody who became known up to the last day, in the order in which they did.

    Parameters
    ----------
    introducer
        int64[n], position of who introduced them, -1 for first contacts; smaller than one's own.
    known, met
        int64[n], days since the start; ``NEVER`` where there is no meeting. ``met`` may be after
        the last day.
    contacted
        int64[n], the day of the first approach.
    readiness
        float64[n] from 0 to 1, how ready they are to refer: the planted truth. Their chance of ever
        referring somebody once met is ``chance_to_refer``.
    first_referral
        int64[n], the day of their first referral, also when it is after the last day; else
        ``NEVER``.
    referral_count
        int64[n], how many people they refer in all, also after the last day.
    """

    introducer: Ints
    known: Ints
    contacted: Ints
    met: Ints
    readiness: Floats
    first_referral: Ints
    referral_count: Ints

    @property
    def size(self) -> int:
        """Number of people."""
        return len(self.known)

    @property
    def last_day(self) -> int:
        """The day on which the last of them became known."""
        return int(self.known.max())

    @property
    def chance_to_refer(self) -> Floats:
        """Chance of each, once met, of ever referring somebody; 0.4 in the mean."""
        return 2 * REFERS_SHARE * self.readiness


class Pairs(NamedTuple):
    """Referrals: positions of referrer and referred, and the day, each int64."""

    source: Ints
    target: Ints
    day: Ints


def grow(n: int, random: np.random.Generator, propensity: Propensity = "own") -> Search:
    """Grow a search until n people are known.

    Everybody is approached, most are met, four in ten of those refer somebody: the first name comes
    after an exponential delay with mean 30 days, further ones with it or later. How many: each next
    referral is the likelier the more one has made, which gives the numbers a heavy tail.

    Parameters
    ----------
    n
        Number of people, at least 1. A share of max(1 %, 2/sqrt(n)) are first contacts; more only
        where all branches end before n people are known.
    random
        The generator of all draws.
    propensity
        ``own``: everybody has their own readiness to refer. ``branch``: mostly that of who
        introduced them. ``none``: the same for all, so that only luck tells people apart.

    Notes
    -----
    Linear: a few array operations for each of some dozens of generations.
    """
    n = whole_number("the number of contacts", n, least=1)
    if propensity not in PROPENSITIES:
        raise unknown("propensity", propensity, PROPENSITIES)
    people: Search | None = None
    while people is None or people.size < n:
        start = 0 if people is None else people.last_day
        # Where all branches end too early, first contacts for a quarter of those missing are added.
        wanted = _first_contacts(n) if people is None else max(1, (n - people.size) // 4)
        found = start + np.floor(random.exponential(FOUND_DAYS, wanted)).astype(np.int64)
        # The first is found on the spot: a search begins on day 0 with somebody who is known.
        found[0] = start
        people = _with_descendants(people, found, n, random, propensity)
    return people


def introductions(search: Search) -> Pairs:
    """Return the referrals that introduced somebody."""
    referred = np.flatnonzero(search.introducer >= 0)
    return Pairs(search.introducer[referred], referred, search.known[referred])


def cross_referrals(search: Search, random: np.random.Generator) -> Pairs:
    """Draw later referrals to people who are known already; they introduce nobody.

    About a tenth as many as introductions, by people who had referred before, in proportion to how
    many they did, to people who became known after them but not to first contacts. A few more close
    loops: they go from somebody to the introducer of their introducer. Few of those are first
    contacts, so that nobody else refers anybody in the loop: a rootless loop.
    """
    first = introductions(search)
    if len(first.source) < 2:
        return Pairs(*np.zeros((3, 0), dtype=np.int64))
    # Introductions drawn with replacement: who made many of them is drawn as often.
    drawn = random.integers(0, len(first.source), max(1, round(CROSS_SHARE * len(first.source))))
    source = first.source[drawn]
    # A position after that of the source: positions follow the day on which people became known.
    # Whom they introduced comes after them, so there is at least one such position.
    target = (
        source
        + 1
        + np.floor(random.random(len(drawn)) * (search.size - 1 - source)).astype(np.int64)
    )
    # First contacts stay first contacts, and no introduction is made a second time.
    allowed = (search.introducer[target] >= 0) & (search.introducer[target] != source)
    # At least a day after the introduction drawn and after the target became known.
    day = np.maximum(first.day[drawn], search.known[target]) + 1
    day += np.floor(random.exponential(20.0, len(drawn))).astype(np.int64)
    allowed &= day <= search.last_day
    later = Pairs(source[allowed], target[allowed], day[allowed])
    loops = _loops(search, later, random)
    joined = Pairs(*(np.concatenate(columns) for columns in zip(later, loops, strict=True)))
    # One referral a pair, source * n + target being the number of the pair; then by day.
    _, once = np.unique(joined.source * search.size + joined.target, return_index=True)
    once = once[np.argsort(joined.day[once], kind="stable")]
    return Pairs(*(column[once] for column in joined))


def by_day(*groups: Pairs) -> Pairs:
    """Join referrals into one table in the order of their days."""
    joined = Pairs(*(np.concatenate(columns) for columns in zip(*groups, strict=True)))
    # A stable sort, so that on one day the groups stay in the order in which they were given.
    order = np.argsort(joined.day, kind="stable")
    return Pairs(*(column[order] for column in joined))


def first_of_branch(introducer: Ints) -> Ints:
    """Position of the first contact whose branch everybody is in."""
    # The person above everybody, first contacts being above themselves. Each round doubles how far
    # up ``above`` points (pointer jumping), so a chain of d people takes log2(d) rounds.
    above = np.where(introducer < 0, np.arange(len(introducer)), introducer)
    while True:
        higher = above[above]
        if np.array_equal(higher, above):
            return above
        above = higher


def weekday(day: Ints) -> Ints:
    """Move days at a weekend to the Monday after; day 0 is a Monday."""
    return day + np.where(day % 7 >= 5, 7 - day % 7, 0)


def _first_contacts(n: int) -> int:
    return min(n, max(1, round(0.01 * n), round(2 * math.sqrt(n))))


def _with_descendants(
    people: Search | None, found: Ints, n: int, random: np.random.Generator, propensity: Propensity
) -> Search:
    """Add first contacts and everybody in their branches, and keep the first n.

    Parameters
    ----------
    people
        The search so far, None at its start.
    found
        int64[k], the days on which k new first contacts are found.
    """
    offset = 0 if people is None else people.size
    inherited = np.full(len(found), np.nan)
    newest = _new_people(np.full(len(found), -1), found, inherited, random, propensity)
    waves = [newest] if people is None else [people, newest]
    # No bound yet: there is one as soon as n people are known, the day of the n-th of them.
    last = NEVER
    while newest.size:
        # A row for each referral of the newest wave: who makes it, by position within the wave.
        count = np.where(newest.met < NEVER, newest.referral_count, 0)
        parent = np.repeat(np.arange(newest.size), count)
        # Days after the parent's first referral: 0 for that one and for those given with it.
        is_first = np.diff(parent, prepend=-1) > 0
        delay = np.ceil(random.exponential(NEXT_REFERRAL_DAYS, len(parent))).astype(np.int64)
        delay[is_first | (random.random(len(parent)) < AT_ONCE_SHARE)] = 0
        known = newest.first_referral[parent] + delay
        # Nobody who would be known after the n-th person so far can be among the first n.
        in_time = known <= last
        parent, known = parent[in_time], known[in_time]
        introducer, inherited = offset + parent, newest.readiness[parent]
        offset += newest.size
        newest = _new_people(introducer, known, inherited, random, propensity)
        waves.append(newest)
        if offset + newest.size >= n:
            # A partition puts the n-th smallest day into its place in linear time, without a sort.
            last = int(np.partition(np.concatenate([w.known for w in waves]), n - 1)[n - 1])
    return _first_known(waves, n)


def _new_people(
    introducer: Ints,
    known: Ints,
    inherited: Floats,
    random: np.random.Generator,
    propensity: Propensity,
) -> Search:
    """Draw what happens to people who became known.

    Parameters
    ----------
    introducer, known
        As in ``Search``.
    inherited
        float64[n], the readiness of their introducers, nan for first contacts.
    """
    size = len(known)
    readiness = _readiness(inherited, random, propensity)
    # Days: the approach, the meeting at least three days later, the first referral after it.
    contacted = weekday(known + np.floor(random.exponential(WRITE_DAYS, size)).astype(np.int64))
    met = weekday(contacted + 3 + np.floor(random.exponential(MEET_DAYS, size)).astype(np.int64))
    met[random.random(size) >= MET_SHARE] = NEVER
    # Drawn for itself, readiness has the mean 0.5, so doubled it leaves REFERS_SHARE as the mean
    # chance.
    refers = (random.random(size) < 2 * REFERS_SHARE * readiness) & (met < NEVER)
    # Geometric numbers count from 1: who refers at all refers at least one person.
    count = np.where(refers, random.geometric(_stop_chance(readiness, propensity)), 0)
    delay = np.ceil(random.exponential(FIRST_REFERRAL_DAYS, size)).astype(np.int64)
    first = np.where(refers, met + delay, NEVER)
    return Search(introducer, known, contacted, met, readiness, first, count)


def _readiness(inherited: Floats, random: np.random.Generator, propensity: Propensity) -> Floats:
    own = random.random(len(inherited))
    if propensity == "none":
        return np.full(len(inherited), 0.5)
    if propensity == "own":
        return own
    inherits = ~np.isnan(inherited) & (random.random(len(inherited)) < SAME_BRANCH)
    return np.where(inherits, inherited, own)


def _stop_chance(readiness: Floats, propensity: Propensity) -> Floats:
    """Chance that a referral is one's last.

    The mean number of referrals is the same for every propensity: geometric numbers whose chance is
    the a-th root of a uniform draw are Yule-Simon numbers (Yule 1925, Simon 1955).
    """
    # The mean is that of ``own``, where people who refer have readiness r with density 2 r and make
    # (1 - r)^(-1/a) referrals: the integral is 1 / ((1 - 1/a) (1 - 1/(2 a))), a the exponent.
    if propensity != "own":  # an inherited long tail would let single branches explode
        return np.full(len(readiness), (1 - 1 / TAIL_EXPONENT) * (1 - 1 / (2 * TAIL_EXPONENT)))
    # The bound keeps the chance at 1e-8 or more, so that no number of referrals overflows.
    return np.maximum(1 - readiness, 1e-12) ** (1 / TAIL_EXPONENT)


def _first_known(waves: list[Search], n: int) -> Search:
    """Keep the n people who became known first, and put them in that order."""
    columns = {f.name: np.concatenate([getattr(w, f.name) for w in waves]) for f in fields(Search)}
    order = np.argsort(columns["known"], kind="stable")[:n]
    # New position of every old one, -1 for who is left out; the last entry is that of -1, no
    # introducer. An introducer became known before, so nobody who stays loses theirs.
    new_position = np.full(len(columns["known"]) + 1, -1)
    new_position[order] = np.arange(len(order))
    earliest = {name: column[order] for name, column in columns.items()}
    earliest["introducer"] = new_position[earliest["introducer"]]
    return Search(**earliest)


def _loops(search: Search, later: Pairs, random: np.random.Generator) -> Pairs:
    """Let some people refer the introducer of their introducer, on the day of their first referral.

    Parameters
    ----------
    later
        The cross referrals drawn already.
    """
    # Who refers somebody and was introduced, by position; their introducers and those people's.
    refers = (search.introducer >= 0) & (search.first_referral <= search.last_day)
    referrer = np.flatnonzero(refers)
    parent = search.introducer[referrer]
    grandparent = search.introducer[parent]
    # Loops below a first contact, as indices into these three: any will do.
    deep = np.flatnonzero((grandparent >= 0) & (search.introducer[grandparent] >= 0))
    deep = random.permutation(deep)[: len(later.source) // LOOP_EACH]
    # Loops with a first contact: rootless where nothing else refers anybody in them.
    referred_again = np.concatenate([later.target, grandparent[deep]])
    apart = ~np.isin(referrer, referred_again) & ~np.isin(parent, referred_again)
    rootless = np.flatnonzero((grandparent >= 0) & apart & (search.introducer[grandparent] < 0))
    rootless = random.permutation(rootless)[: 1 + len(referrer) // ROOTLESS_EACH]
    chosen = np.concatenate([rootless, deep])
    source = referrer[chosen]
    return Pairs(source, grandparent[chosen], search.first_referral[source])
