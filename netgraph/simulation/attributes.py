"""Names, organizations, dates and statuses for a made-up search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.simulation import vocabulary
from netgraph.simulation.search import NEVER, first_of_branch, weekday

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Floats, Ints, Words
    from netgraph.simulation.search import Pairs, Search

START: Final = np.datetime64("2026-01-12")
"""The first day of every search, a Monday."""

ZIPF: Final = 1.05
SAME_ORGANIZATION: Final = 0.25
NO_ORGANIZATION: Final = 0.04
NO_EMAIL: Final = 0.25
NO_REPLY_DAYS: Final = 21
UNREACHED: Final = 4
BLANK: Final = np.array(None, dtype=object)
LETTERS: Final = " ABCDEFGHIJKLMNOPRSTVW"


def dressed_contacts(
    search: Search, pairs: Pairs, random: np.random.Generator
) -> tuple[pd.DataFrame, Words]:
    """Make the contacts table of a search.

    Returns
    -------
    contacts
        A row a person, in the order in which they became known.
    unreached
        Names of a few organizations where nobody is known.
    """
    generation = _generation(search)
    names = _full_names(search.size, random)
    place = _organizations(search, random)
    reached = int(place.max()) + 1
    labels, fields = organization_names(reached + UNREACHED, random)
    employed = random.random(search.size) >= NO_ORGANIZATION
    decides = random.random(search.size) < np.minimum(0.05 * generation, 0.3)
    columns = {
        schema.CONTACT_ID: contact_ids(search.size),
        schema.NAME: names,
        schema.ORGANIZATION: np.where(employed, labels[place], BLANK),
        schema.TITLE: np.where(
            decides,
            _drawn(vocabulary.DECIDING_TITLES, search.size, random),
            _drawn(vocabulary.STAFF_TITLES, search.size, random),
        ),
        schema.FIELD: np.where(employed, fields[place], BLANK),
        schema.EMAIL: _emails(names, labels[place], employed, random),
        schema.SOURCE: np.where(
            search.introducer < 0,
            _drawn(vocabulary.SOURCES, search.size, random, shares=vocabulary.SOURCE_SHARES),
            BLANK,
        ),
    }
    table = pd.DataFrame({name: pd.Series(column, dtype="str") for name, column in columns.items()})
    table[schema.DECISION_MAKER] = pd.array(decides, dtype="boolean")
    history = _history(search, pairs, random)
    return pd.concat([table, history], axis=1), labels[reached:]


def dressed_referrals(search: Search, pairs: Pairs, random: np.random.Generator) -> pd.DataFrame:
    """Make the referrals table: row i is pair i."""
    ids = contact_ids(search.size)
    kind = _drawn(
        vocabulary.INTRODUCTIONS, len(pairs.day), random, shares=vocabulary.INTRODUCTION_SHARES
    )
    return pd.DataFrame(
        {
            schema.REFERRER_ID: pd.Series(ids[pairs.source], dtype="str"),
            schema.REFERRED_ID: pd.Series(ids[pairs.target], dtype="str"),
            schema.REFERRED_ON: calendar(pairs.day, search.last_day),
            schema.KIND: pd.Series(kind, dtype="str"),
        }
    )


def contact_ids(n: int) -> Words:
    """Ids ``c001``, ``c002``, …, all of one width."""
    width = len(str(n))
    return np.array([f"c{i:0{width}d}" for i in range(1, n + 1)], dtype=object)


def calendar(day: Ints, last: int) -> NDArray[np.datetime64]:
    """Days of the search as ``datetime64[s]``, missing where after ``last``."""
    known = day <= last
    date = START + np.where(known, day, 0).astype("timedelta64[D]")
    date[~known] = np.datetime64("NaT")
    return date.astype("datetime64[s]")


def organization_names(count: int, random: np.random.Generator) -> tuple[Words, Words]:
    """Draw ``count`` different names of organizations, none of which is meant to exist, and their fields."""
    kinds, lands = len(vocabulary.BUSINESSES), len(vocabulary.LANDS)
    stems = len(vocabulary.PLACES) * lands
    code = np.concatenate([random.permutation(stems) for _ in range(1 + count // stems)])[:count]
    rounds = np.arange(count) // stems
    kind = (random.integers(0, kinds, stems)[code] + rounds) % kinds
    place = np.array(vocabulary.PLACES, dtype=object)[code // lands]
    name = place + np.array(vocabulary.LANDS, dtype=object)[code % lands]
    business = np.array([f" {word}" for word, _ in vocabulary.BUSINESSES], dtype=object)[kind]
    group = rounds // kinds
    number = np.where(
        group > 0, np.array([f" {i + 1}" for i in range(group.max(initial=0) + 1)])[group], ""
    )
    return name + business + number.astype(object), np.array(
        [f for _, f in vocabulary.BUSINESSES], dtype=object
    )[kind]


def _history(search: Search, pairs: Pairs, random: np.random.Generator) -> pd.DataFrame:
    """Draw statuses and dates as they stand on the last day of the search."""
    size, today = search.size, search.last_day
    is_met = search.met < NEVER
    refuses = ~is_met & (random.random(size) < 0.4)
    answered = np.where(is_met, weekday(search.contacted + 1), NEVER)
    answered[refuses] = weekday(search.contacted + 2 + random.integers(0, 9, size))[refuses]
    chased = weekday(search.contacted + 3 + random.integers(0, 5, size))
    chased[(chased >= np.minimum(answered, search.met)) | (random.random(size) < 0.25)] = NEVER
    asked = _after(search.met, 0, 8, 0.85, random)
    thanked = _after(search.met, 1, 3, 0.85, random)
    caught_up = _after(search.met, 20, 90, 0.35, random)
    named = np.full(size, -1)
    np.maximum.at(named, pairs.source, pairs.day)
    touches = np.stack([search.contacted, chased, search.met, asked, thanked, caught_up, named])
    last = np.where(touches <= today, touches, -1).max(axis=0)
    days = {
        schema.CONTACTED_ON: search.contacted,
        schema.FOLLOWED_UP_ON: chased,
        schema.MET_ON: search.met,
        schema.ASKED_ON: asked,
        schema.THANKED_ON: thanked,
        schema.LAST_CONTACT_ON: np.where(last >= 0, last, NEVER),
    }
    silent = search.contacted + NO_REPLY_DAYS <= today
    status = np.select(
        [
            search.contacted > today,
            search.met <= today,
            refuses & (answered <= today),
            ~is_met & ~refuses & silent,
            is_met & (answered <= today),
        ],
        [schema.IDENTIFIED, schema.MET, schema.DECLINED, schema.NO_REPLY, schema.SCHEDULED],
        schema.CONTACTED,
    )
    channel = _drawn(("email", "letter", "phone"), size, random, shares=(0.55, 0.25, 0.2))
    history = pd.DataFrame({name: calendar(day, today) for name, day in days.items()})
    written = search.contacted <= today
    history.insert(0, schema.STATUS, pd.Series(status, dtype="str"))
    history.insert(1, schema.CHANNEL, pd.Series(np.where(written, channel, BLANK), dtype="str"))
    kept = pd.array(random.random(size) < 0.4, dtype="boolean")
    kept[search.met > today] = pd.NA
    history[schema.RESUME_KEPT] = kept
    told = (random.random(size) < 0.12) & (search.met <= today)
    remarks = np.where(told, _drawn(vocabulary.NOTES, size, random), BLANK)
    history[schema.NOTES] = pd.Series(remarks, dtype="str")
    return history


def _after(day: Ints, low: int, high: int, share: float, random: np.random.Generator) -> Ints:
    """Draw days from ``low`` to ``high`` after each day, for a share of people; else never."""
    drawn = day + random.integers(low, high + 1, len(day))
    happens = (random.random(len(day)) < share) & (day < NEVER)
    return np.where(happens, drawn, NEVER)


def _generation(search: Search) -> Ints:
    """Number of people in everybody's chain of introducers, by jumping up twice as far each time."""
    above = np.where(search.introducer < 0, np.arange(search.size), search.introducer)
    steps = (search.introducer >= 0).astype(np.int64)
    top = first_of_branch(search.introducer)
    while not np.array_equal(above, top):
        steps += steps[above]
        above = above[above]
    return 1 + steps


def _organizations(search: Search, random: np.random.Generator) -> Ints:
    """Draw everybody's organization: at times that of their introducer, else a Zipf draw."""
    count = max(1, round(search.size**0.8))
    weight = 1 / (2 + np.arange(count)) ** ZIPF
    bounds = np.cumsum(weight) / weight.sum()
    drawn = np.searchsorted(bounds, random.random(search.size)).clip(max=count - 1)
    same = (search.introducer >= 0) & (random.random(search.size) < SAME_ORGANIZATION)
    colleague = first_of_branch(np.where(same, search.introducer, -1))
    _, place = np.unique(drawn[colleague], return_inverse=True)
    return place.astype(np.int64)


def _full_names(n: int, random: np.random.Generator) -> Words:
    """Draw n full names; people share one only when all pairs of names and two initials are used up."""
    firsts, lasts = (
        np.array(vocabulary.FIRST_NAMES, dtype=object),
        np.array(vocabulary.LAST_NAMES, dtype=object),
    )
    pairs = len(firsts) * len(lasts)
    code = np.concatenate([random.permutation(pairs) for _ in range(1 + n // pairs)])[:n]
    turn = np.arange(n) // pairs
    initials = np.array([_initials(i) for i in range(turn.max(initial=0) + 1)], dtype=object)
    names: Words = firsts[code // len(lasts)] + initials[turn] + lasts[code % len(lasts)]
    return names


def _initials(turn: int) -> str:
    letters = (LETTERS[turn // len(LETTERS) % len(LETTERS)], LETTERS[turn % len(LETTERS)])
    return " " + "".join(f"{letter}. " for letter in letters if letter != " ")


def _emails(
    names: Words, organizations: Words, employed: Flags, random: np.random.Generator
) -> Words:
    """Draw addresses in the domains that are kept free for examples."""
    local = (
        pd.Series(names, dtype="str")
        .str.normalize("NFKD")
        .str.encode("ascii", "ignore")
        .str.decode("ascii")
    )
    local = local.str.lower().str.replace(r"[^a-z]+", ".", regex=True)
    domain = pd.Series(organizations, dtype="str").str.lower().str.replace(" ", "-", regex=False)
    at_work = domain.where(pd.Series(employed), "mail") + ".example.org"
    written = random.random(len(names)) >= NO_EMAIL
    return np.where(written, (local + "@" + at_work).to_numpy(dtype=object), BLANK)


def _drawn(
    choices: Sequence[str],
    size: int,
    random: np.random.Generator,
    *,
    shares: Sequence[float] | None = None,
) -> Words:
    weight: Floats | None = None if shares is None else np.asarray(shares) / np.sum(shares)
    drawn: Words = np.array(choices, dtype=object)[random.choice(len(choices), size, p=weight)]
    return drawn
