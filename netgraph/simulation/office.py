"""A made-up career office: many searches that know some of the same people."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import OptionError, whole_number
from netgraph.simulation import vocabulary
from netgraph.simulation.attributes import contacts_table, referrals_table
from netgraph.simulation.search import (
    NEVER,
    Pairs,
    Search,
    by_day,
    cross_referrals,
    grow,
    introductions,
)

if TYPE_CHECKING:
    import os

    from netgraph.arrays import Flags, Floats, Ints, Longs
    from netgraph.cohort.cohort import Cohort

ALUMNI_EACH: Final = 3
"""Alumni whom the office recommends, for so many students one less than as many."""
ALUMNI_SHARE: Final = 0.2
"""Share of the first contacts whom the office recommended."""
ALUMNI_EXPONENT: Final = 0.6
"""Exponent of how often each of them is recommended (Zipf): a few are asked by many."""
ALSO_KNOWN_SHARE: Final = 0.04
"""Share of the people found by referral whom another student knows as well."""
FELLOW_SHARE: Final = 0.2
"""Share of the students of whom another one makes a first contact."""
STUCK_SHARE: Final = 0.05
"""Share of the students who have found nobody new for weeks."""
STUCK_DAYS: Final = (38, 70)
MOVING_DAYS: Final = (0, 15)
"""Days without anybody new of the others."""
LANDED_SHARE: Final = 0.025
UNEVEN: Final = 5.0
"""Shape of the gamma law of how many contacts students have: the smaller, the less even."""
PROGRAMMES: Final = ("Business", "Engineering", "Public Policy", "Design")
YEARS: Final = ("2025", "2026")
SEARCHING: Final = "searching"
# Columns of ``seekers.csv`` that only made-up offices have.
PROGRAMME: Final = "programme"
YEAR: Final = "year"
STANDS: Final = "outcome"

_WHO: Final = (
    *(schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION, schema.TITLE, schema.FIELD),
    *(schema.EMAIL, schema.DECISION_MAKER),
)
"""Columns of contacts that say who somebody is, the same for every student who knows them."""


class _Searches(NamedTuple):
    """All searches of an office one after the other, on one calendar.

    Parameters
    ----------
    people
        Everybody of all searches; positions in it count through.
    pairs
        Their referrals.
    seeker
        int64[n], the number of the student who knows them.
    stuck
        bool[students], who has found nobody new for weeks.
    """

    people: Search
    pairs: Pairs
    seeker: Longs
    stuck: Flags


def office_tables(n: int, seekers: int, *, seed: int = 0) -> dict[str, pd.DataFrame]:
    """Make up the tables of a career office: contacts, referrals, and the students themselves.

    Parameters
    ----------
    n
        Number of contacts, those of every student counted: at least one a student.
    seekers
        Number of students, at least 1.
    seed
        The same seed gives the same tables.

    Returns
    -------
    ``contacts`` (a row for each pair of student and contact), ``referrals`` and ``seekers``
    (programme, year, outcome). Students share alumni, know each other, some are stuck, and few
    have landed.

    Notes
    -----
    Near linear in n; a few milliseconds a student.
    """
    n = whole_number("the number of contacts", n, least=1)
    seekers = whole_number("seekers", seekers, least=1)
    if n < seekers:
        raise OptionError(f"{seekers:,} students need {seekers:,} contacts or more, not {n:,}")
    spawned = np.random.SeedSequence(whole_number("seed", seed, least=0)).spawn(4)
    of_searches, of_people, of_sharing, of_students = map(np.random.default_rng, spawned)
    found = _searches(n, seekers, of_searches)
    contacts, _ = contacts_table(found.people, found.pairs, of_people)
    referrals = referrals_table(found.people, found.pairs, of_people)
    students = _students(seekers, contacts, found, of_students)
    contacts = _with_shared_people(contacts, found, students, of_sharing)
    # the ids of both ends as the contacts have them now
    ids = contacts[schema.CONTACT_ID].to_numpy()
    for column, end in zip(schema.ENDS, (found.pairs.source, found.pairs.target), strict=True):
        referrals[column] = pd.Series(ids[end], dtype="str")
    of_student = students[schema.SEEKER_ID].to_numpy()
    contacts.insert(0, schema.SEEKER_ID, pd.Series(of_student[found.seeker], dtype="str"))
    whose = of_student[found.seeker[found.pairs.source]]
    referrals.insert(0, schema.SEEKER_ID, pd.Series(whose, dtype="str"))
    return {schema.CONTACTS: contacts, schema.REFERRALS: referrals, schema.SEEKERS: students}


def write_office(
    folder: str | os.PathLike[str], n: int, seekers: int, *, seed: int = 0
) -> list[Path]:
    """Write the tables of ``office_tables`` into a folder and return their paths.

    The tables are written whole or not at all.
    """
    from netgraph.atomic import write_whole
    from netgraph.tables.write import csv_bytes

    tables = office_tables(n, seekers, seed=seed)
    files = {Path(folder) / f"{name}.csv": csv_bytes(table) for name, table in tables.items()}
    write_whole(files)
    return list(files)


def made_up_office(n: int, seekers: int, *, seed: int = 0) -> Cohort:
    """Read the tables of ``office_tables`` as a cohort; they are files for as long as it takes."""
    import tempfile

    from netgraph.tables.cohorts.read import read_cohort

    with tempfile.TemporaryDirectory() as folder:
        write_office(folder, n, seekers, seed=seed)
        return read_cohort(folder)


def _searches(n: int, seekers: int, random: np.random.Generator) -> _Searches:
    """Grow a search for every student, and let all end on the same day."""
    sizes = _sizes(n, seekers, random)
    grown = [grow(int(size), random) for size in sizes]
    stuck = np.zeros(seekers, dtype=bool)
    stuck[random.permutation(seekers)[: round(STUCK_SHARE * seekers)]] = True
    quiet = np.where(
        stuck, random.integers(*STUCK_DAYS, seekers), random.integers(*MOVING_DAYS, seekers)
    )
    # the day on which the office looks, and the one on which each search begins, a Monday
    last = np.array([search.last_day for search in grown]) + quiet
    begin = (last.max() - last) // 7 * 7
    offset = np.cumsum(sizes) - sizes
    # an array a field of ``Search``: positions and days of every search moved to its place
    parts = [_moved(*each) for each in zip(grown, offset, begin, strict=True)]
    columns = {f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Search)}
    pairs = [
        Pairs(own.source + place, own.target + place, own.day + start)
        for search, place, start in zip(grown, offset, begin, strict=True)
        for own in (introductions(search), cross_referrals(search, random))
    ]
    seeker = np.repeat(np.arange(seekers), sizes)
    return _Searches(Search(**columns), by_day(*pairs), seeker, stuck)


def _sizes(n: int, seekers: int, random: np.random.Generator) -> Longs:
    """How many contacts each student has: int64[seekers], at least 1, n in all."""
    weight = random.gamma(UNEVEN, size=seekers)
    # rounded sums, so that what is rounded down for one is not lost for all
    bounds = np.round(np.cumsum(weight) / weight.sum() * (n - seekers)).astype(np.int64)
    sizes: Longs = 1 + np.diff(bounds, prepend=0)
    return sizes


def _moved(search: Search, place: int, begin: int) -> Search:
    """A search whose positions begin at a place, and its days on a day."""
    days = ("known", "contacted", "met", "first_referral")
    own = {f.name: getattr(search, f.name) for f in fields(Search)}
    own |= {name: np.where(own[name] < NEVER, own[name] + begin, NEVER) for name in days}
    own["introducer"] = np.where(own["introducer"] < 0, -1, own["introducer"] + place)
    return Search(**own)


def _students(
    seekers: int, contacts: pd.DataFrame, found: _Searches, random: np.random.Generator
) -> pd.DataFrame:
    """Make up the students: names that no contact has, what they study, how they fare."""
    width = len(str(seekers))
    taken = set(contacts[schema.NAME])
    names: list[str] = []
    while len(names) < seekers:
        name = " ".join(random.choice(w) for w in (vocabulary.FIRST_NAMES, vocabulary.LAST_NAMES))
        # more students than pairs of names: from some point on they have to share them
        if name not in taken or len(taken) > len(vocabulary.FIRST_NAMES) ** 2:
            names.append(name)
            taken.add(name)
    # who landed had most people to ask, and is not stuck
    met = np.bincount(found.seeker, weights=found.people.met < NEVER, minlength=seekers)
    order = np.argsort(np.where(found.stuck, -1, -met), kind="stable")
    landed = order[: round(LANDED_SHARE * seekers)]
    outcome = np.full(seekers, SEARCHING, dtype=object)
    outcome[landed] = schema.LANDED
    columns = {
        schema.SEEKER_ID: [f"s{number:0{width}d}" for number in range(1, seekers + 1)],
        schema.NAME: names,
        PROGRAMME: random.choice(PROGRAMMES, seekers, p=[0.4, 0.3, 0.2, 0.1]),
        YEAR: random.choice(YEARS, seekers),
        STANDS: outcome,
    }
    return pd.DataFrame({name: pd.Series(column, dtype="str") for name, column in columns.items()})


def _with_shared_people(
    contacts: pd.DataFrame, found: _Searches, students: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """Let students know some of the same people: alumni, each other, and a few by chance."""
    people, seeker = found.people, found.seeker
    size, seekers = people.size, len(students)
    # int64[n]: whose identity everybody has, their own at first; no student knows anybody twice
    same_as = np.arange(size)
    known = [set(np.flatnonzero(seeker == number)) for number in range(seekers)]
    first = people.introducer < 0
    alumni = random.permutation(np.flatnonzero(first))[: 1 + seekers * (ALUMNI_EACH - 1) // 3]
    weight = 1 / (1 + np.arange(len(alumni))) ** ALUMNI_EXPONENT
    chosen = random.random(size)
    recommended = first & (chosen < ALUMNI_SHARE)
    also = ~first & (chosen < ALSO_KNOWN_SHARE)
    for row in np.flatnonzero((recommended | also) & ~np.isin(np.arange(size), alumni)):
        other = int(
            _drawn_one(alumni, weight, random) if recommended[row] else random.integers(0, size)
        )
        # somebody who is another already stays who they are, so that no chain of the same arises
        if same_as[other] == other and other not in known[seeker[row]]:
            same_as[row] = other
            known[seeker[row]].add(other)
    contacts = contacts.copy()
    for column in _WHO:
        contacts[column] = contacts[column].array.take(same_as)
    shared = np.bincount(same_as, minlength=size)[same_as] > 1
    contacts.loc[shared & first, schema.SOURCE] = "alumni"
    return _with_fellows(contacts, found, students, shared, random)


def _drawn_one(places: Ints, weight: Floats, random: np.random.Generator) -> int:
    bounds = np.cumsum(weight)
    return int(places[np.searchsorted(bounds, random.random() * bounds[-1])])


def _with_fellows(
    contacts: pd.DataFrame,
    found: _Searches,
    students: pd.DataFrame,
    shared: Flags,
    random: np.random.Generator,
) -> pd.DataFrame:
    """Let some students be first contacts of others, under the id that they have as students."""
    free = np.flatnonzero((found.people.introducer < 0) & ~shared)
    seekers = len(students)
    for student in np.flatnonzero(random.random(seekers) < FELLOW_SHARE):
        rows = free[found.seeker[free] == (student + 1) % seekers]
        if seekers == 1 or not len(rows):
            continue
        row = rows[-1]
        who = (students[schema.SEEKER_ID][student], students[schema.NAME][student])
        contacts.loc[row, [schema.CONTACT_ID, schema.NAME]] = who
        contacts.loc[row, [schema.ORGANIZATION, schema.FIELD, schema.EMAIL]] = None
        contacts.loc[row, schema.TITLE] = "Student"
        contacts.loc[row, schema.SOURCE] = "friend"
        contacts.loc[row, schema.DECISION_MAKER] = False
    return contacts
