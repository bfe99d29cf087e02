"""Seekers and load the slow way: written from SPEC alone, search by search and row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

import netgraph as ng

if TYPE_CHECKING:
    from collections.abc import Callable

    Question = Callable[[ng.ReferralNetwork], pd.DataFrame]

DAYS = pd.Timedelta(days=30)


def each_alone(ask: Question, searches: dict[str, ng.ReferralNetwork]) -> pd.DataFrame:
    """The rows of every search asked alone, one below the other, ``seeker_id`` first."""
    tables = {}
    for seeker, net in searches.items():
        try:
            tables[seeker] = ask(net)
        except ng.UnknownNameError:  # nothing of what is asked about is in this search
            continue
    filled = {seeker: table for seeker, table in tables.items() if len(table)} or tables
    rows = pd.concat([t.assign(seeker_id=s) for s, t in filled.items()], ignore_index=True)
    return rows[["seeker_id", *(c for c in rows.columns if c != "seeker_id")]]


def slow_seekers(searches: dict[str, ng.ReferralNetwork], as_of: Any) -> dict[str, dict[str, Any]]:
    """What SPEC says of each search, by seeker, of the same network asked other questions."""
    found = {}
    # one pair of tables has the same columns for all: once a search fills them, leaving them empty
    # says that nobody was met; and who knows nobody has met nobody
    kept = any(
        len(n.contacts) and ng.summary(n).counts["met"] is not None for n in searches.values()
    )
    for seeker, net in searches.items():
        people, counts = ng.contacts(net), ng.summary(net).counts
        known = [day for day in map(_first_known(net), people["contact_id"]) if pd.notna(day)]
        new = sum(as_of - DAYS < day <= as_of for day in known)
        newest = people["last_contact_on"].max()
        met, deepest = counts["met"], people["generation"].max()
        if met is None and (kept or people.empty):
            met = 0
        beyond = bool(len(people)) and deepest > 1
        state: str | None = "moving"
        if met is None:
            state = None
        elif met == 0:
            state = "not_started"
        elif met >= 3 and ((known and new == 0) or not beyond):
            state = "stuck"
        elif met >= 3 and not known:  # a state from dates needs dates
            state = None
        found[seeker] = {
            "contacts": len(people),
            "met": met,
            "first_contacts": int((people["generation"] == 1).sum()),
            "generations": 0 if people.empty else int(deepest),
            "organizations": people["organization"].nunique(),
            "referrals": int(people["referrals_made"].sum()),
            "last_activity_on": newest,
            "days_quiet": None if pd.isna(newest) else (as_of - newest).days,
            "new_30_days": new if known or people.empty else None,
            "state": state,
        }
    return found


def _first_known(net: ng.ReferralNetwork) -> Callable[[str], Any]:
    """The earliest event of a person: their own row, referrals from and to them."""
    events = [*EVENTS, "last_contact_on"]
    table = net.contacts.set_index("contact_id")
    rows = table[[c for c in events if c in table.columns]]
    pairs = net.referrals

    def first(person: str) -> Any:
        own = (pairs["referrer_id"] == person) | (pairs["referred_id"] == person)
        return min(
            [*rows.loc[person].dropna(), *pairs.loc[own, "referred_on"].dropna()], default=pd.NaT
        )

    return first


EVENTS = ("contacted_on", "followed_up_on", "met_on", "asked_on", "thanked_on")


def slow_load(
    searches: dict[str, ng.ReferralNetwork], as_of: Any, limit: int
) -> dict[str, dict[str, Any]]:
    """What is asked of everybody who made a referral or is asked too often, by id.

    Ids are the same in all searches; what has a blank is a name, which tells of nobody in two
    searches that they are one.
    """
    found: dict[str, dict[str, Any]] = {}
    made: dict[str, set[str]] = {}
    for seeker, net in searches.items():
        referrers: dict[str, set[str]] = {}
        for one, other in net.referrals[["referrer_id", "referred_id"]].to_numpy().tolist():
            if net.seeker not in (one, other):
                referrers.setdefault(one, set()).add(other)
                made.setdefault(one, set()).add(f"{seeker}:{other}" if " " in other else other)
        for row in net.people.to_dict("records"):
            person = row["contact_id"]
            none = {"seekers": 0, "asks_30_days": 0, "waiting": 0, "asking": 0}
            one = found.setdefault(person, none)
            one["seekers"] += 1
            before = one["asks_30_days"]
            for column in ("contacted_on", "asked_on"):
                day = row.get(column)
                one["asks_30_days"] += bool(pd.notna(day) and as_of - DAYS < day <= as_of)
            waits = _waits(row, named=bool(referrers.get(person)))
            one["waiting"] += waits
            one["asking"] += waits or one["asks_30_days"] > before
    rows = [row for net in searches.values() for row in net.people.to_dict("records")]

    def is_noted(*columns: str) -> bool:
        return any(pd.notna(row.get(column)) for row in rows for column in columns)

    # what no row notes is not known to be 0
    days = is_noted("contacted_on", "asked_on")
    waits = is_noted("status", "contacted_on", "followed_up_on", "asked_on")
    return {
        person: {
            "seekers": one["seekers"],
            "asks_30_days": one["asks_30_days"] if days else None,
            "waiting": one["waiting"] if waits else None,
            "referrals_made": len(made.get(person, ())),
            "over_limit": one["asks_30_days"] > limit if days else None,
        }
        for person, one in found.items()
        if person in made or one["asks_30_days"] > limit or one["asking"] > 1
    }


def _waits(row: dict[str, Any], *, named: bool) -> bool:
    """Whether a seeker waits for this person's answer."""
    status = row.get("status")
    told = isinstance(status, str)
    has = {name: pd.notna(row.get(name)) for name in (*EVENTS, "scheduled_for")}
    met = (has["met_on"] and status not in ("scheduled", "declined", "no_reply")) or (
        status == "met" or has["thanked_on"]
    )
    closed = status in ("declined", "no_reply")
    written = has["contacted_on"] or (told and status == "contacted")
    silent = not met and not closed and status != "scheduled" and not has["scheduled_for"]
    return bool((written and silent) or (has["asked_on"] and not closed and not named))
