"""Plain tables as the oracle reads them: text, days since 1970-01-01, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

Signs = dict[tuple[str, str], list[int]]
"""Pairs of referrer and referred, each with the days of all its rows that have one."""

# Events. Plans (``scheduled_for``, ``next_step_on``) date nobody and are not read.
DATE_COLUMNS = (
    "contacted_on",
    "followed_up_on",
    "met_on",
    "asked_on",
    "thanked_on",
    "last_contact_on",
)
PLAN_COLUMNS = ("scheduled_for", "next_step_on")


@dataclass
class Person:
    """A contact as the tables give them; days are counted from 1970-01-01."""

    name: str | None = None
    organization: str | None = None
    source: str | None = None
    channel: str | None = None
    decides: bool = False
    status: str | None = None
    stub: bool = False
    connected: bool = False
    days: dict[str, int] = field(default_factory=dict)
    plans: dict[str, int] = field(default_factory=dict)


def day_of(cell: object) -> int | None:
    """Whole days since 1970-01-01, None for an empty cell."""
    if cell is None or cell == "" or pd.isna(cell):
        return None
    return (pd.Timestamp(cell) - pd.Timestamp(0)).days


def text_of(cell: object) -> str | None:
    """The text of a cell, None when it is empty."""
    return None if cell is None or pd.isna(cell) or not str(cell).strip() else str(cell).strip()


def read_people(contacts: pd.DataFrame) -> dict[str, Person]:
    """Contacts by id, in their order."""
    people = {}
    for row in contacts.to_dict("records"):
        days = {c: day for c in DATE_COLUMNS if (day := day_of(row.get(c))) is not None}
        i = text_of(row["contact_id"])
        people[i] = Person(
            name=text_of(row.get("name")),
            organization=text_of(row.get("organization")),
            source=text_of(row.get("source")),
            channel=text_of(row.get("channel")),
            decides=str(row.get("decision_maker")).lower() in ("yes", "true"),
            status=text_of(row.get("status")),
            stub=bool(row.get("stub", False)),
            connected=text_of(row.get("Connected On")) is not None,
            days=days,
            plans={c: day for c in PLAN_COLUMNS if (day := day_of(row.get(c))) is not None},
        )
    return people


def ids_of(referrals: pd.DataFrame) -> list[str | None]:
    """Every id of the referrals as they appear, the referrer of a row before the referred."""
    ends = referrals[["referrer_id", "referred_id"]].to_numpy(dtype=object)
    rows = [(text_of(u), text_of(v)) for u, v in ends]
    return [end for u, v in rows if u != v for end in (u, v)]


def read_pairs(referrals: pd.DataFrame) -> Signs:
    """All dates of every pair, in the order of their first rows."""
    pairs: Signs = {}
    for row in referrals.to_dict("records"):
        pair = (text_of(row["referrer_id"]), text_of(row["referred_id"]))
        cells = (row.get("referred_on"), row.get("last_referred_on"))
        if pair[0] != pair[1]:
            known = pairs.setdefault(pair, [])
            known += [day for cell in cells if (day := day_of(cell)) is not None]
    return pairs


def read_targets(targets: pd.DataFrame) -> dict[str, float]:
    """Weights of the organizations one wants to reach."""
    weights = targets["weight"] if "weight" in targets.columns else [1.0] * len(targets)
    return {str(o): float(w) for o, w in zip(targets["organization"], weights, strict=True)}


def cut(
    people: dict[str, Person], pairs: Signs, as_of: int, *, keep: str | None
) -> tuple[dict[str, Person], Signs]:
    """Leave out what is dated after as-of, and whom only such dates know; ``keep`` stays.

    A pair is left out whose earliest date is later; of the others only later dates go.
    """
    people = {i: with_plan(person, as_of) for i, person in people.items()}
    left = {
        pair: [day for day in days if day <= as_of]
        for pair, days in pairs.items()
        if min(days, default=as_of) <= as_of
    }
    stay = {}
    for i, person in people.items():
        later = (
            any(i in pair for pair in pairs if pair not in left)
            or max(person.days.values(), default=as_of) > as_of
        )
        known = any(i in pair for pair in left) or any(day <= as_of for day in person.days.values())
        if known or not later or i == keep:
            stay[i] = taken_back(person, as_of)
    return stay, left


def with_plan(person: Person, as_of: int) -> Person:
    """A meeting after as-of beside the status scheduled is a plan and no event."""
    day = person.days.get("met_on")
    if person.status != "scheduled" or day is None or day <= as_of:
        return person
    days = {c: day for c, day in person.days.items() if c != "met_on"}
    return replace(person, days=days, plans={"scheduled_for": day} | person.plans)


def taken_back(person: Person, as_of: int) -> Person:
    """Blank the dates after as-of, and the status that only they support; plans stay.

    ``met`` rests on ``met_on`` where there is one, every other status on all dates being past. What
    earlier dates prove stays: a meeting (the day of one that is only scheduled is none) or thanks
    that they were met, a letter that they were contacted.
    """
    days = {c: day for c, day in person.days.items() if day <= as_of}
    blanked = person.days.keys() - days.keys()
    rests_on = (
        {"met_on"} if person.status == "met" and "met_on" in person.days else set(DATE_COLUMNS)
    )
    status = person.status
    if status not in (None, "identified") and blanked & rests_on:
        met = ("met_on" in days and status != "scheduled") or "thanked_on" in days
        status = "met" if met else "contacted" if "contacted_on" in days else "identified"
    plans = person.plans
    if "met_on" in blanked:
        plans = {"scheduled_for": person.days["met_on"]} | plans
    return replace(person, status=status, days=days, plans=plans)
