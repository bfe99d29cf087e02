"""Cohorts drawn by number: shared contacts, students who refer each other, odd shapes."""

from __future__ import annotations

import csv
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONTACT_COLUMNS = (
    "contact_id,name,organization,email,source,decision_maker,status,contacted_on,met_on,asked_on,"
    "thanked_on,last_contact_on,scheduled_for,seeker_id,notes,own column"
).split(",")
REFERRAL_COLUMNS = "referrer_id,referred_id,referred_on,kind,seeker_id,notes".split(",")
FIRST = (
    "Ann Bob Cleo Dan Eva Finn Gil Hana Ian Jo Kim Leo Mia Ned Olga Pia Quin Rosa Sam Tess".split()
)
LAST = "Abel Berg Cruz Diaz Ebert Frei Gold Hahn Imhof Jung Kern Lang Moor Nagy Otto".split()
FIRMS = "Acme Inc|Acme|Birch GmbH|Birch|Cedar|Delta plc|Elm||".split("|")
STATUSES = [*"identified contacted scheduled met met met declined no_reply".split(), ""]


def write_cohort(folder: Path, seed: int, *, searches: int = 6, dates: bool = True) -> Path:
    """Write the two tables of a cohort; the same number, the same tables.

    About half of the people are known to several seekers, each under one id and one name; some
    seekers are contacts of others, some have a row of their own; some referrals name people whom
    no contacts have, some are repeated, some refer themselves.
    """
    rng = random.Random(seed)
    pool = {
        f"a{n:03d}": (f"{rng.choice(FIRST)} {rng.choice(LAST)} {n}", rng.choice(FIRMS))
        for n in range(5 * searches)
    }
    seekers = [f"s{n:02d}" for n in range(searches)]
    pool |= {s: (f"Student {n}", "College") for n, s in enumerate(seekers)}
    contacts, referrals = [], []
    for seeker in seekers:
        size = rng.choice([1, 2, 5, 12, 25])
        others = [one for one in pool if one != seeker]
        known = rng.sample(others, min(size, len(others)))
        if rng.random() < 0.5:
            known.append(seeker)
        contacts += [_contact(rng, pool, one, seeker, dates=dates) for one in known]
        named = [*known, *rng.sample(others, min(2, len(others))), "Zed Unknown", "u99"]
        for _ in range(int(1.5 * size)):
            one, other = rng.choice(known), rng.choice(named)
            made = [(one, other)] * rng.choice([1, 1, 1, 2, 3])
            day = _day(rng) if dates and rng.random() < 0.8 else ""
            referrals += [
                [*pair, day if n == 0 else _day(rng) if dates else "", "", seeker, f"r {seeker}"]
                for n, pair in enumerate(made)
            ]
    # rows of searches stand between each other, as an office appends them
    rng.shuffle(contacts)
    rng.shuffle(referrals)
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, rows in (
        ("contacts.csv", CONTACT_COLUMNS, contacts),
        ("referrals.csv", REFERRAL_COLUMNS, referrals),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    return folder


def _day(rng: random.Random) -> str:
    return f"2026-{rng.randint(1, 8):02d}-{rng.randint(1, 28):02d}"


def _contact(
    rng: random.Random, pool: dict[str, tuple[str, str]], one: str, seeker: str, *, dates: bool
) -> list[str]:
    name, firm = pool[one]
    days = [_day(rng) if dates and rng.random() < 0.4 else "" for _ in range(5)]
    ahead = f"2026-09-{rng.randint(1, 28):02d}" if dates and rng.random() < 0.1 else ""
    email = f"{one}@mail.example" if rng.random() < 0.4 else ""
    source = rng.choice(["alumni", "family", "event", ""])
    decides = rng.choice(["yes", "no", ""])
    return [
        *(one, name, firm, email, source, decides, rng.choice(STATUSES)),
        *days,
        *(ahead, seeker, f"note of {seeker} on {one}", f"own {seeker}"),
    ]


def write_sheet(folder: Path, seed: int, *, searches: int = 6, ids: bool = True) -> Path:
    """Write one sheet of several searches, whose cells name referrers as people do.

    By id, by name, in another case, by a nickname, with an organization, several in one cell,
    nobody, oneself, a source; people of other searches have the same names.
    """
    rng = random.Random(seed)
    header = ["contact_id", "name", "organization", "email", "referred_by", "met_on", "seeker_id"]
    rows = []
    for number in range(searches):
        seeker = f"s{number:02d}"
        names = [f"{rng.choice(FIRST)} {rng.choice(LAST)}" for _ in range(rng.choice([1, 4, 15]))]
        people = list(dict.fromkeys(names))
        if rng.random() < 0.3:
            people.append("Me")
        for place, name in enumerate(people):
            firm, email = rng.choice(FIRMS), f"p{place % 7}@mail.example"
            cell = _referrer(rng, people, place)
            row = [f"c{place}", name, firm, email if rng.random() < 0.3 else "", cell]
            rows.append([*row, _day(rng) if rng.random() < 0.5 else "", seeker])
    rng.shuffle(rows)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header if ids else header[1:])
        writer.writerows(rows if ids else [row[1:] for row in rows])
    lists = {
        "targets": "organization,weight\nAcme,2\nBirch,1\nElm Works,1\n",
        "aliases": "alias,organization\nCedar,Delta plc\n",
    }
    for name, text in lists.items():
        if rng.random() < 0.5:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def _referrer(rng: random.Random, people: list[str], place: int) -> str:
    one, other = rng.choice(people), rng.choice(people)
    return rng.choice(
        [
            *("", "", f"c{rng.randrange(len(people))}", one, one, one.upper(), one.split()[0]),
            *(f"{one} (Acme)", f"{one} (Birch)", f"{one}; {other}", f"{one} & {other}"),
            *("LinkedIn", "me", "n/a", f"{one}x", "Nobody Known", "Acme", "p1@mail.example"),
            *(f"via {one}", f"c{place}", "007"),
        ]
    )
