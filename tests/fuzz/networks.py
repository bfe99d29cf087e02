"""What may not change a number: other ids, split files, rows told twice, formats, pseudonyms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from strategies import Tables, sample

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    import random
    from pathlib import Path

QUESTIONS = (
    "contacts",
    "advocates",
    "dead_ends",
    "organizations",
    "keep_warm",
    "sources",
    "agenda",
)


def answers(net: ng.ReferralNetwork) -> dict[str, pd.DataFrame]:
    """All answers, and the growth by generation and month."""
    made = {name: getattr(ng, name)(net).reset_index(drop=True) for name in QUESTIONS}
    # which file and line to fill in is another one where the rows stand elsewhere
    made["agenda"] = made["agenda"].drop(columns=schema.FILL_IN)
    made["growth"] = ng.growth(net).reset_index(drop=True)
    made["months"] = ng.growth(net, per="month").reset_index(drop=True)
    return made


def same(one: ng.ReferralNetwork, other: ng.ReferralNetwork, what: str) -> None:
    """Every answer is the same."""
    assert one.as_of_date == other.as_of_date, what
    for name, expected in answers(one).items():
        found = answers(other)[name]
        common = [c for c in expected.columns if c in found.columns]
        pd.testing.assert_frame_equal(
            found[common], expected[common], check_dtype=False, obj=f"{what}: {name}"
        )


def numbers(net: ng.ReferralNetwork) -> dict[str, pd.DataFrame]:
    """Of every answer the columns of numbers, which hide nobody.

    Contacts are ordered by them: pseudonyms may stand in any order.
    """
    made = {n: a.select_dtypes(["number", "bool"]) for n, a in answers(net).items()}
    people = made["contacts"]
    made["contacts"] = people.sort_values(list(people.columns), ignore_index=True)
    return made


def write(folder: Path, name: str, table: pd.DataFrame) -> Path:
    """Write a table as CSV."""
    path = folder / name
    table.to_csv(path, index=False)
    return path


def files(folder: Path, given: Tables) -> tuple[Path, Path]:
    """The two tables as files."""
    return (
        write(folder, "contacts.csv", given.contacts),
        write(folder, "referrals.csv", given.referrals),
    )


def renamed(given: Tables) -> Tables:
    """The same with other ids in the same alphabetical order, on which ties rest."""
    known = sorted({*given.contacts["contact_id"], *given.referrals[list(ENDS)].to_numpy().ravel()})
    new = {old: f"z{at:05}" for at, old in enumerate(known)}
    return Tables(
        given.contacts.assign(contact_id=given.contacts["contact_id"].map(new)),
        given.referrals.assign(**{end: given.referrals[end].map(new) for end in ENDS}),
        seeker=None if given.seeker is None else new[given.seeker],
    )


ENDS = ("referrer_id", "referred_id")


def trial(folder: Path, chance: random.Random) -> None:
    """One network, changed in every way that changes nothing."""
    given = sample(chance.randrange(10**6), chance.randrange(8, 60))
    seeker: dict[str, Any] = {"seeker": given.seeker}
    contacts, referrals = files(folder, given)
    net = ng.read(contacts, referrals, **seeker)
    cut = chance.randrange(1, max(2, len(given.contacts)))
    halves = [
        write(folder, "first.csv", given.contacts[:cut]),
        write(folder, "second.csv", given.contacts[cut:]),
    ]
    if 0 < cut < len(given.contacts):
        same(net, ng.read(*halves, referrals, **seeker), "split into two files")
    twice = write(
        folder, "twice.csv", pd.concat([given.contacts, given.contacts.sample(3, random_state=1)])
    )
    same(net, ng.read(twice, referrals, keep="first", **seeker), "rows told twice")
    other = renamed(given)
    again = ng.from_frames(other.contacts, other.referrals, seeker=other.seeker)
    for name, table in numbers(net).items():
        pd.testing.assert_frame_equal(
            numbers(again)[name], table, check_dtype=False, obj=f"other ids: {name}"
        )
    form: Any = chance.choice(("csv", "xlsx", "parquet", "graphml", "gexf"))
    to = folder / (f"net.{form}" if form in ("graphml", "gexf") else form)
    if form in ("graphml", "gexf"):
        ng.convert(contacts, referrals, to=to, private=True)
    else:
        ng.convert(contacts, referrals, to=to, format=form, private=True)
    same(net, ng.read(to, **seeker), f"by way of {form}")
    hidden = ng.redact(net, chance.choice(("names", "organizations", "all")))
    for name, table in numbers(net).items():
        pd.testing.assert_frame_equal(
            numbers(hidden)[name], table, check_dtype=False, obj=f"pseudonyms: {name}"
        )


def engine_trial(folder: Path, chance: random.Random) -> None:
    """The same answers from DuckDB as in memory."""
    from test_engines import compare, duck

    given = sample(chance.randrange(10**6), chance.randrange(8, 120))
    _, whole = duck(given, folder)
    compare(whole, ng.from_frames(given.contacts, given.referrals, **given.options()))
