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
"""The first day of a short search, a Monday."""
LONGEST_FROM_START: Final = 238
"""Days of a search that begins then; a longer one begins whole weeks earlier, so that no date of it
is ever ahead of the clock, for which reading would wait."""

ZIPF_EXPONENT: Final = 1.05
SAME_ORGANIZATION: Final = 0.25
NO_ORGANIZATION: Final = 0.04
NO_EMAIL: Final = 0.25
NO_REPLY_DAYS: Final = 21
UNREACHED_TARGETS: Final = 4
BLANK: Final = np.array(None, dtype=object)
"""A missing cell, for ``np.where`` beside text."""
INITIALS: Final = " ABCDEFGHIJKLMNOPRSTVW"


def contacts_table(
    search: Search, pairs: Pairs, random: np.random.Generator
) -> tuple[pd.DataFrame, Words]:
    """Make the contacts table of a search.

    Returns
    -------
    contacts
        A row a person, in the order in which they became known.
    unreached
        Names of a few organizations without a contact.
    """
    # All draws below share one generator, so their order is part of what a seed means.
    generation = _generation(search)
    names = _person_names(search.size, random)
    # Everybody's organization by number; then a name and a field for each number, and for a few
    # numbers more that nobody has.
    employer = _employers(search, random)
    reached = int(employer.max()) + 1
    labels, fields = organization_names(reached + UNREACHED_TARGETS, random)
    employed = random.random(search.size) >= NO_ORGANIZATION
    # Decision makers are the more frequent the later their generation, up to three in ten.
    decides = random.random(search.size) < np.minimum(0.05 * generation, 0.3)
    columns = {
        schema.CONTACT_ID: contact_ids(search.size),
        schema.NAME: names,
        schema.ORGANIZATION: np.where(employed, labels[employer], BLANK),
        schema.TITLE: np.where(
            decides,
            _drawn(vocabulary.DECIDING_TITLES, search.size, random),
            _drawn(vocabulary.STAFF_TITLES, search.size, random),
        ),
        schema.FIELD: np.where(employed, fields[employer], BLANK),
        schema.EMAIL: _emails(names, labels[employer], employed, random),
        schema.SOURCE: np.where(
            search.introducer < 0,
            _drawn(
                vocabulary.CONTACT_SOURCES,
                search.size,
                random,
                shares=vocabulary.CONTACT_SOURCE_SHARES,
            ),
            BLANK,
        ),
    }
    table = pd.DataFrame({name: pd.Series(column, dtype="str") for name, column in columns.items()})
    table[schema.DECISION_MAKER] = pd.array(decides, dtype="boolean")
    history = _history(search, pairs, random)
    return pd.concat([table, history], axis=1), labels[reached:]


def referrals_table(search: Search, pairs: Pairs, random: np.random.Generator) -> pd.DataFrame:
    """Make the referrals table: row i is pair i."""
    ids = contact_ids(search.size)
    kind = _drawn(
        vocabulary.REFERRAL_KINDS, len(pairs.day), random, shares=vocabulary.REFERRAL_KIND_SHARES
    )
    return pd.DataFrame(
        {
            schema.REFERRER_ID: pd.Series(ids[pairs.source], dtype="str"),
            schema.REFERRED_ID: pd.Series(ids[pairs.target], dtype="str"),
            schema.REFERRED_ON: dates_of(pairs.day, search.last_day),
            schema.KIND: pd.Series(kind, dtype="str"),
        }
    )


def contact_ids(n: int) -> Words:
    """Ids ``c001``, ``c002``, …, all of one width."""
    # One width, so that the order of the ids as text is that in which people became known.
    width = len(str(n))
    return np.array([f"c{i:0{width}d}" for i in range(1, n + 1)], dtype=object)


def first_day(last: int) -> np.datetime64:
    """Return the Monday on which a search begins that ends ``last`` days later."""
    weeks_earlier = -(-max(last - LONGEST_FROM_START, 0) // 7)
    return START - np.timedelta64(7 * weeks_earlier, "D")


def dates_of(day: Ints, last: int) -> NDArray[np.datetime64]:
    """Days of the search as ``datetime64[s]``, missing where after ``last``."""
    known = day <= last
    # Late days may be NEVER, whose seconds are more than int64 holds: they are replaced first.
    date = first_day(last) + np.where(known, day, 0).astype("timedelta64[D]")
    date[~known] = np.datetime64("NaT", "D")
    return date.astype("datetime64[s]")


def organization_names(count: int, random: np.random.Generator) -> tuple[Words, Words]:
    """Draw different names of organizations, none of which is meant to exist, and their fields.

    A name is a stem and a business: "Alderacre Analytics".

    Returns
    -------
    names, fields
        object[count]
    """
    starts = np.array(vocabulary.ORGANIZATION_STARTS, dtype=object)
    endings = np.array(vocabulary.ORGANIZATION_ENDINGS, dtype=object)
    businesses, stems = len(vocabulary.BUSINESSES), len(starts) * len(endings)
    # Number of the stem, each drawn once in a round; the rounds are counted from 0.
    permuted = [random.permutation(stems) for _ in range(1 + count // stems)]
    code = np.concatenate(permuted)[:count]
    rounds = np.arange(count) // stems
    # A stem starts with a business of its own and takes the next one in each round, so names are
    # used up after as many rounds as there are businesses; from then on they are numbered.
    business = (random.integers(0, businesses, stems)[code] + rounds) % businesses
    repeat = rounds // businesses
    number = np.array(["", *(f" {i + 1}" for i in range(1, repeat.max(initial=0) + 1))])[repeat]
    last_word = np.array([f" {word}" for word, _ in vocabulary.BUSINESSES], dtype=object)
    field = np.array([field for _, field in vocabulary.BUSINESSES], dtype=object)
    stem = starts[code // len(endings)] + endings[code % len(endings)]
    return stem + last_word[business] + number.astype(object), field[business]


def _history(search: Search, pairs: Pairs, random: np.random.Generator) -> pd.DataFrame:
    """Draw statuses and dates as they stand on the last day of the search."""
    size, today = search.size, search.last_day
    # All days count from the start; NEVER stands for what does not happen.
    is_met = search.met < NEVER
    declines = ~is_met & (random.random(size) < 0.4)
    answered = np.where(is_met, weekday(search.contacted + 1), NEVER)
    answered[declines] = weekday(search.contacted + 2 + random.integers(0, 9, size))[declines]
    # A follow-up comes before the answer and before the meeting, or not at all.
    followed_up = weekday(search.contacted + 3 + random.integers(0, 5, size))
    too_late = followed_up >= np.minimum(answered, search.met)
    followed_up[too_late | (random.random(size) < 0.25)] = NEVER
    asked = _after(search.met, 0, 8, 0.85, random)
    thanked = _after(search.met, 1, 3, 0.85, random)
    caught_up = _after(search.met, 20, 90, 0.35, random)
    # The last day on which each referred somebody, -1 for who never did.
    referred = np.full(size, -1)
    np.maximum.at(referred, pairs.source, pairs.day)
    # int64[7, n]: the last contact is the newest of these that has happened by today.
    touches = np.stack(
        [search.contacted, followed_up, search.met, asked, thanked, caught_up, referred]
    )
    last = np.where(touches <= today, touches, -1).max(axis=0)
    days = {
        schema.CONTACTED_ON: search.contacted,
        schema.FOLLOWED_UP_ON: followed_up,
        schema.MET_ON: search.met,
        schema.ASKED_ON: asked,
        schema.THANKED_ON: thanked,
        schema.LAST_CONTACT_ON: np.where(last >= 0, last, NEVER),
    }
    # The first that applies; what is still to come does not show yet.
    silent = search.contacted + NO_REPLY_DAYS <= today
    status = np.select(
        [
            search.contacted > today,
            search.met <= today,
            declines & (answered <= today),
            ~is_met & ~declines & silent,
            is_met & (answered <= today),
        ],
        [schema.IDENTIFIED, schema.MET, schema.DECLINED, schema.NO_REPLY, schema.SCHEDULED],
        schema.CONTACTED,
    )
    channel = _drawn(("email", "letter", "phone"), size, random, shares=(0.55, 0.25, 0.2))
    history = pd.DataFrame({name: dates_of(day, today) for name, day in days.items()})
    written = search.contacted <= today
    history.insert(0, schema.STATUS, pd.Series(status, dtype="str"))
    history.insert(1, schema.CHANNEL, pd.Series(np.where(written, channel, BLANK), dtype="str"))
    # bool[n] that may be missing: before a meeting the question does not arise.
    resume_kept = pd.array(random.random(size) < 0.4, dtype="boolean")
    resume_kept[search.met > today] = pd.NA
    history[schema.RESUME_KEPT] = resume_kept
    has_remark = (random.random(size) < 0.12) & (search.met <= today)
    remarks = np.where(has_remark, _drawn(vocabulary.REMARKS, size, random), BLANK)
    history[schema.NOTES] = pd.Series(remarks, dtype="str")
    return history


def _after(day: Ints, low: int, high: int, share: float, random: np.random.Generator) -> Ints:
    """Draw days from ``low`` to ``high`` after each day, for a share of people; else never."""
    drawn = day + random.integers(low, high + 1, len(day))
    happens = (random.random(len(day)) < share) & (day < NEVER)
    return np.where(happens, drawn, NEVER)


def _generation(search: Search) -> Ints:
    """Number of people in everybody's chain of introducers, themselves included: int64[n]."""
    # The person above everybody and the steps up to them, none for first contacts. Each round adds
    # the steps of the person above and jumps to whom they point, so it doubles the distance.
    above = np.where(search.introducer < 0, np.arange(search.size), search.introducer)
    steps = (search.introducer >= 0).astype(np.int64)
    top = first_of_branch(search.introducer)
    while not np.array_equal(above, top):
        steps += steps[above]
        above = above[above]
    return 1 + steps


def _employers(search: Search, random: np.random.Generator) -> Ints:
    """Draw everybody's organization: at times that of their introducer, else a Zipf draw.

    Returns
    -------
    int64[n], numbers from 0 without a gap.
    """
    # Inverse transform sampling: a uniform draw falls between two bounds of the weights' sums.
    count = max(1, round(search.size**0.8))
    weight = 1 / (2 + np.arange(count)) ** ZIPF_EXPONENT
    bounds = np.cumsum(weight) / weight.sum()
    drawn = np.searchsorted(bounds, random.random(search.size)).clip(max=count - 1)
    # Colleagues are the branches that are left when links between organizations are cut; all of
    # one branch take the draw of its first person.
    same = (search.introducer >= 0) & (random.random(search.size) < SAME_ORGANIZATION)
    first_colleague = first_of_branch(np.where(same, search.introducer, -1))
    _, employer = np.unique(drawn[first_colleague], return_inverse=True)
    return employer.astype(np.int64)


def _person_names(n: int, random: np.random.Generator) -> Words:
    """Draw n full names: object[n].

    People share one only when all pairs of names and two initials are used up.
    """
    first_names = np.array(vocabulary.FIRST_NAMES, dtype=object)
    last_names = np.array(vocabulary.LAST_NAMES, dtype=object)
    # Number of the pair of names, each drawn once in a round; every further round has initials.
    pairs = len(first_names) * len(last_names)
    code = np.concatenate([random.permutation(pairs) for _ in range(1 + n // pairs)])[:n]
    rounds = np.arange(n) // pairs
    initials = [_middle_initials(i) for i in range(rounds.max(initial=0) + 1)]
    middle = np.array(initials, dtype=object)[rounds]
    names: Words = (
        first_names[code // len(last_names)] + middle + last_names[code % len(last_names)]
    )
    return names


def _middle_initials(number: int) -> str:
    """Blank for 0, then one initial, then two: the digits of a number, its base the letters."""
    base = len(INITIALS)
    letters = (INITIALS[number // base % base], INITIALS[number % base])
    return " " + "".join(f"{letter}. " for letter in letters if letter != " ")


def _emails(
    names: Words, organizations: Words, employed: Flags, random: np.random.Generator
) -> Words:
    """Draw addresses in the domains that are kept free for examples."""
    # "Maja Wójcik" is maja.wojcik: accents go with the characters that are not ASCII.
    local = (
        pd.Series(names, dtype="str")
        .str.normalize("NFKD")
        .str.encode("ascii", "ignore")
        .str.decode("ascii")
    )
    local = local.str.lower().str.replace(r"[^a-z]+", ".", regex=True)
    # example.org and all below it belong to nobody: RFC 2606 keeps it for examples.
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
    # float64: shares that add up to 1, as ``choice`` demands; None draws all alike.
    weight: Floats | None = None if shares is None else np.asarray(shares) / np.sum(shares)
    drawn: Words = np.array(choices, dtype=object)[random.choice(len(choices), size, p=weight)]
    return drawn
