"""A made-up search as arrays: who becomes known through whom, and when; every answer is known beforehand."""

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
TAIL: Final = 1.5
"""Exponent of the numbers of referrals people make: with preferential attachment those are Yule-Simon numbers."""
SAME_BRANCH: Final = 0.8
"""With ``branch``: chance that somebody is as ready to refer as who introduced them."""
CROSS_SHARE: Final = 0.13
"""Later referrals to known people, for each introduction; a quarter of them would be after the last day."""
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
        int64[n], days since the start; ``NEVER`` where there is no meeting. ``met`` may be after the last day.
    contacted
        int64[n], the day of the first approach.
    readiness
        float64[n] from 0 to 1, how ready they are to refer: the planted truth. Their chance of ever
        referring somebody once met is ``chance_to_refer``.
    first_referral
        int64[n], the day of their first referral, also when it is after the last day; else ``NEVER``.
    names
        int64[n], how many people they refer in all, also after the last day.
    """

    introducer: Ints
    known: Ints
    contacted: Ints
    met: Ints
    readiness: Floats
    first_referral: Ints
    names: Ints

    @property
    def size(self) -> int:
        """Number of people."""
        return len(self.known)

    @property
    def last_day(self) -> int:
        """The day on which the last of them became known."""
        return int(self.known[-1])

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
        Number of people, at least 1. A share of max(1 %, 2/sqrt(n)) are first contacts; more only where
        all branches end before n people are known.
    random
        Where the dice come from.
    propensity
        ``own``: everybody has their own readiness to refer. ``branch``: mostly that of who introduced
        them. ``none``: the same for all, so that only luck tells people apart.

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
        wanted = _first_contacts(n) if people is None else max(1, (n - people.size) // 4)
        found = start + np.floor(random.exponential(FOUND_DAYS, wanted)).astype(np.int64)
        found[0] = start
        people = _with_descendants(people, found, n, random, propensity)
    return people


def tree(search: Search) -> Pairs:
    """Return the referrals that introduced somebody."""
    referred = np.flatnonzero(search.introducer >= 0)
    return Pairs(search.introducer[referred], referred, search.known[referred])


def crossings(search: Search, random: np.random.Generator) -> Pairs:
    """Draw later referrals to people who are known already; they introduce nobody.

    About a tenth as many as introductions, by people who had referred before, in proportion to how many they
    did, to people who became known after them but not to first contacts. A few more close loops: they go from
    somebody to the introducer of their introducer. Few of those are first contacts, so that nobody else
    refers anybody in the loop: a rootless loop.
    """
    made = tree(search)
    if len(made.source) < 2:
        return Pairs(*np.zeros((3, 0), dtype=np.int64))
    some = random.integers(0, len(made.source), max(1, round(CROSS_SHARE * len(made.source))))
    source = made.source[some]
    target = (
        source
        + 1
        + np.floor(random.random(len(some)) * (search.size - 1 - source)).astype(np.int64)
    )
    forward = (search.introducer[target] >= 0) & (search.introducer[target] != source)
    day = np.maximum(made.day[some], search.known[target]) + 1
    day += np.floor(random.exponential(20.0, len(some))).astype(np.int64)
    kept = forward & (day <= search.last_day)
    later = Pairs(source[kept], target[kept], day[kept])
    loops = _loops(search, later, random)
    whole = Pairs(*(np.concatenate(ends) for ends in zip(later, loops, strict=True)))
    _, once = np.unique(whole.source * search.size + whole.target, return_index=True)
    once = once[np.argsort(whole.day[once], kind="stable")]
    return Pairs(*(column[once] for column in whole))


def first_of_branch(introducer: Ints) -> Ints:
    """Position of the first contact whose branch everybody is in, by jumping up twice as far each time."""
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
    """Add first contacts and all whom they lead to, and keep the first n."""
    offset = 0 if people is None else people.size
    young = _lives(np.full(len(found), -1), found, np.full(len(found), np.nan), random, propensity)
    waves = [young] if people is None else [people, young]
    last = NEVER
    while young.size:
        position = offset + np.arange(young.size)
        count = np.where(young.met < NEVER, young.names, 0)
        parent = np.repeat(np.arange(young.size), count)
        first = np.diff(parent, prepend=-1) > 0
        later = np.ceil(random.exponential(NEXT_REFERRAL_DAYS, len(parent))).astype(np.int64)
        later[first | (random.random(len(parent)) < AT_ONCE_SHARE)] = 0
        born = young.first_referral[parent] + later
        soon = born <= last
        offset += young.size
        young = _lives(
            position[parent[soon]], born[soon], young.readiness[parent[soon]], random, propensity
        )
        waves.append(young)
        if offset + young.size >= n:
            last = int(np.partition(np.concatenate([w.known for w in waves]), n - 1)[n - 1])
    return _first_known(waves, n)


def _lives(
    introducer: Ints,
    known: Ints,
    inherited: Floats,
    random: np.random.Generator,
    propensity: Propensity,
) -> Search:
    """Draw what happens to people who became known."""
    size = len(known)
    readiness = _readiness(inherited, random, propensity)
    contacted = weekday(known + np.floor(random.exponential(WRITE_DAYS, size)).astype(np.int64))
    met = weekday(contacted + 3 + np.floor(random.exponential(MEET_DAYS, size)).astype(np.int64))
    met[random.random(size) >= MET_SHARE] = NEVER
    refers = (random.random(size) < 2 * REFERS_SHARE * readiness) & (met < NEVER)
    names = np.where(refers, random.geometric(_stop(readiness, propensity)), 0)
    delay = np.ceil(random.exponential(FIRST_REFERRAL_DAYS, size)).astype(np.int64)
    first = np.where(refers, met + delay, NEVER)
    return Search(introducer, known, contacted, met, readiness, first, names)


def _readiness(inherited: Floats, random: np.random.Generator, propensity: Propensity) -> Floats:
    own = random.random(len(inherited))
    if propensity == "none":
        return np.full(len(inherited), 0.5)
    if propensity == "own":
        return own
    keeps = ~np.isnan(inherited) & (random.random(len(inherited)) < SAME_BRANCH)
    return np.where(keeps, inherited, own)


def _stop(readiness: Floats, propensity: Propensity) -> Floats:
    """Chance that a referral is one's last; the mean number of names is the same for every propensity."""
    if propensity != "own":  # inherited talkativeness would let single branches explode
        return np.full(len(readiness), (1 - 1 / TAIL) * (1 - 1 / (2 * TAIL)))
    return np.maximum(1 - readiness, 1e-12) ** (1 / TAIL)


def _first_known(waves: list[Search], n: int) -> Search:
    columns = {f.name: np.concatenate([getattr(w, f.name) for w in waves]) for f in fields(Search)}
    order = np.argsort(columns["known"], kind="stable")[:n]
    place = np.full(len(columns["known"]) + 1, -1)
    place[order] = np.arange(len(order))
    kept = {name: column[order] for name, column in columns.items()}
    kept["introducer"] = place[kept["introducer"]]
    return Search(**kept)


def _loops(search: Search, later: Pairs, random: np.random.Generator) -> Pairs:
    """Let some people refer the introducer of their introducer, on the day of their own first referral."""
    made = np.flatnonzero((search.introducer >= 0) & (search.first_referral <= search.last_day))
    parent = search.introducer[made]
    grandparent = search.introducer[parent]
    other = np.flatnonzero((grandparent >= 0) & (search.introducer[grandparent] >= 0))
    other = random.permutation(other)[: len(later.source) // LOOP_EACH]
    named = np.concatenate([later.target, grandparent[other]])
    apart = ~np.isin(made, named) & ~np.isin(parent, named)
    rootless = np.flatnonzero((grandparent >= 0) & apart & (search.introducer[grandparent] < 0))
    rootless = random.permutation(rootless)[: 1 + len(made) // ROOTLESS_EACH]
    both = np.concatenate([rootless, other])
    return Pairs(made[both], grandparent[both], search.first_referral[made[both]])
