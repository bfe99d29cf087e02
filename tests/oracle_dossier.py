"""The slow truth about one person's dossier: chain, branch, colleagues, what is settled.

Written from the definitions; it shares no line with the package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from oracle import Oracle


def chain(truth: Oracle, v: str) -> list[str]:
    """Everybody from a first contact to v, each introduced by the one before."""
    above = truth.introducer(v)
    return [v] if above is None else [*chain(truth, above), v]


def branch(truth: Oracle, v: str) -> dict[str, Any]:
    """What was found through v: whoever has v on their chain, v not counted."""
    members = [w for w in truth.people if w != v and v in chain(truth, w)]
    own = truth.people[v].organization
    firms = {f for w in members if (f := truth.people[w].organization) is not None and f != own}
    return {
        "people": len(members),
        "met": sum(truth.met(w) for w in members),
        "organizations": len(firms),
        "referrals": sum(len(truth.referred(w)) for w in [v, *members]),
    }


def colleagues(truth: Oracle, v: str) -> set[str]:
    """The others at v's organization; none where v has none."""
    firm = truth.people[v].organization
    return {w for w, p in truth.people.items() if w != v and firm and p.organization == firm}


def referrers(truth: Oracle, v: str) -> set[str]:
    """Everybody who referred v."""
    return {u for u, w in truth.pairs if w == v}


def phase(truth: Oracle, v: str) -> str:
    """What is settled between the seeker and v."""
    person, days = truth.people[v], truth.people[v].days.keys()
    planned = person.plans.get("scheduled_for")
    if planned is None and person.status == "scheduled":
        planned = person.days.get("met_on")
    is_planned = planned is not None or person.status == "scheduled"
    passed = planned is not None and truth.as_of is not None and planned < truth.as_of
    settled = {
        "declined": person.status == "declined",
        "met": truth.met(v),
        "no_reply": person.status == "no_reply",
        "passed": is_planned and passed,
        "ahead": is_planned,
        "talked": bool(truth.referred(v)) and truth.statuses_kept,
        "contacted": person.status == "contacted"
        or bool({"contacted_on", "followed_up_on"} & days),
        "talked, as a date says": bool({"last_contact_on", "asked_on"} & days),
        "unrecorded": not truth.statuses_kept,
        "not_written": True,
    }
    return next(word for word, holds in settled.items() if holds).partition(",")[0]
