"""The slow truth about what to do next: every step of one person after the other. See ``oracle``.

What the definitions leave open is decided here as follows.

- Nobody has written to who was named or found: no date of their own, no meeting set, no status but
  identified, no referral of theirs. First contacts have no introduction, so no due date.
- A status contacted is a letter without a date; a meeting that is set is an answer.
- Who made a referral or is closed is not asked for one. Who declined has no step but ``tell``.
- Without a column that says whether a step was done (for ``write`` contacted_on or status) it is
  listed where the day it counts from is at most 14 days ago; before there is any date, first
  contacts with a source are listed to be written to.
- All dead branches to be revived through one person are one step, due on the oldest of their last
  days. A lapsed thank-you is due when the person has been quiet for 60 days.
- With an outcome everybody met is told today (where statuses are not kept: who referred somebody on
  the chains), which goes before all else for those on a chain.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle import Oracle

Step = tuple[str, int | None]
ACTIONS = (
    *("write", "follow_up", "prepare", "thank", "ask", "planned", "revive", "keep_in_touch"),
    "tell",
)
TIMES = ("this_week", "overdue", "later")


def agenda(
    truth: Oracle, columns: set[str], rank: dict[str, float], outcome: str | None = None
) -> list[dict[str, Any]]:
    """A row a person in its order.

    ``columns`` are those of the contacts table, ``rank`` says of whom the most names are expected
    (``oracle_expected``), nan for nobody knows.
    """
    chain = set() if outcome is None else on_chain(truth, outcome)
    rows = []
    for v in truth.people:
        steps = [*own_steps(truth, v, columns), *revivals(truth, v), *quiet(truth, v, columns)]
        steps += told(truth, v, chain, outcome)
        steps.sort(key=lambda step: urgency(truth, v, step, chain))
        if steps:
            rows.append((v, steps))

    def place(row: tuple[str, list[Step]]) -> tuple[Any, ...]:
        v, steps = row
        first, time, undated, due, _ = urgency(truth, v, steps[0], chain)
        unknown = math.isnan(rank[v])
        return first, time, undated, unknown, 0 if unknown else rank[v], due, v

    rows.sort(key=place)
    return [
        {
            "action": steps[0][0],
            "contact_id": v,
            "when": when(truth.quiet(steps[0][1])),
            "due_on": steps[0][1],
            "days_overdue": truth.quiet(steps[0][1]),
            "also": "; ".join(action for action, _ in steps[1:]) or None,
        }
        for v, steps in rows
    ]


def urgency(truth: Oracle, v: str, step: Step, chain: set[str]) -> tuple[Any, ...]:
    """Who is told first, then this week, overdue, later; dated first; the due date; the action."""
    action, due = step
    first = not (action == "tell" and v in chain)
    time = TIMES.index(when(truth.quiet(due)))
    return first, time, due is None, due or 0, ACTIONS.index(action)


def when(overdue: int | None) -> str:
    """Say when: this week is from 14 days ago to 7 days ahead, or on no date."""
    if overdue is None or -7 <= overdue <= 14:
        return "this_week"
    return "overdue" if overdue > 0 else "later"


def after(day: int | None, days: int) -> int | None:
    """A date some days after another that may be unknown."""
    return None if day is None else day + days


def undone(truth: Oracle, v: str, column: str, columns: set[str], since: int | None) -> bool:
    """Whether nothing says that a step was done; without a column, for two weeks."""
    if column in columns:
        return column not in truth.people[v].days
    return since is not None and truth.as_of - since <= 14


def own_steps(truth: Oracle, v: str, columns: set[str]) -> list[Step]:
    """What one's own row says."""
    plan = truth.people[v].plans.get("next_step_on")
    steps = [*letters(truth, v, columns), *meetings(truth, v), *after_meeting(truth, v, columns)]
    if plan is not None and truth.people[v].status != "declined":
        steps.append(("planned", plan))
    return steps


def letters(truth: Oracle, v: str, columns: set[str]) -> Iterator[Step]:
    """The first letter, and what follows one that was not answered."""
    person = truth.people[v]
    days, status = person.days, person.status
    if to_write(truth, v, columns):
        yield "write", after(truth.introduced_on(v), 2)
    letter = "contacted_on" in days or "followed_up_on" in days or status == "contacted"
    answered = truth.met(v) or "scheduled_for" in person.plans
    answered = answered or status in ("scheduled", "declined", "no_reply")
    if not letter or answered or person.channel == "phone":
        return
    again, since = days.get("followed_up_on"), days.get("contacted_on")
    if again is None and undone(truth, v, "followed_up_on", columns, since):
        yield "follow_up", after(since, 2)
    if again is not None and truth.as_of <= again + 21:
        yield "follow_up", again + 7


def meetings(truth: Oracle, v: str) -> Iterator[Step]:
    """A meeting within 7 days, or one whose day is past unheld."""
    person = truth.people[v]
    if truth.as_of is None or truth.met(v) or person.status in ("declined", "no_reply"):
        return
    meeting = person.plans.get("scheduled_for")
    if meeting is not None and truth.as_of <= meeting <= truth.as_of + 7:
        yield "prepare", meeting
    held = person.days.get("met_on") if meeting is None and person.status == "scheduled" else None
    held = held if meeting is None else meeting
    if held is not None and held < truth.as_of:
        yield "planned", held


def after_meeting(truth: Oracle, v: str, columns: set[str]) -> Iterator[Step]:
    """Thanks, and the question for a referral."""
    person = truth.people[v]
    none = person.status in ("scheduled", "declined", "no_reply")
    met_on = None if none else person.days.get("met_on")
    if not truth.met(v):
        return
    if undone(truth, v, "thanked_on", columns, met_on) and not lapsed(truth, v, columns):
        yield "thank", after(met_on, 1)
    closed = person.status in ("declined", "no_reply")
    unasked = undone(truth, v, "asked_on", columns, met_on)
    if unasked and not closed and not truth.referred(v):
        yield "ask", after(met_on, 7)


def to_write(truth: Oracle, v: str, columns: set[str]) -> bool:
    """Whether somebody was named or found, and nobody has written."""
    person, named = truth.people[v], truth.introducer(v) is not None
    if person.days or truth.met(v) or truth.referred(v) or "scheduled_for" in person.plans:
        return False
    if person.status not in (None, "identified"):
        return False
    if not named and person.status != "identified" and person.source is None:
        return False
    if {"contacted_on", "status"} & columns:
        return True
    day = truth.introduced_on(v)
    if named:
        return day is not None and truth.as_of - day <= 14
    return truth.only_structure


def lapsed(truth: Oracle, v: str, columns: set[str]) -> bool:
    """Whether it is too late to say thanks for a meeting."""
    person = truth.people[v]
    if not truth.met(v) or person.status in ("scheduled", "declined", "no_reply"):
        return False
    day = person.days.get("met_on")
    return (
        "thanked_on" in columns - person.days.keys() and day is not None and truth.as_of > day + 31
    )


def revivals(truth: Oracle, v: str) -> Iterator[Step]:
    """One step for all dead branches that v can revive."""
    last = [row["last_activity_on"] for row in truth.dead_ends() if row["revive_through"] == v]
    if last:
        yield "revive", min((day for day in last if day is not None), default=None)


def quiet(truth: Oracle, v: str, columns: set[str]) -> Iterator[Step]:
    """Advocates who have been quiet, and those whom it is too late to thank."""
    last = truth.last_contact(v)
    silent = last is not None and truth.as_of - last >= 60 and bool(truth.referred(v))
    if (silent or lapsed(truth, v, columns)) and truth.people[v].status != "declined":
        yield "keep_in_touch", last + 60


def on_chain(truth: Oracle, outcome: str) -> set[str]:
    """Who is at an organization, or leads there."""
    there = set(truth.members(outcome))
    return {v for v in truth.people if there & {v, *truth.reach(v)}}


def told(truth: Oracle, v: str, chain: set[str], outcome: str | None) -> Iterator[Step]:
    """Who is told how it went."""
    known = truth.met(v) if truth.statuses_kept else v in chain and bool(truth.referred(v))
    if outcome is not None and known:
        yield "tell", truth.as_of


def reason(
    truth: Oracle, v: str, action: str, columns: set[str]
) -> tuple[list[int], list[int], str | None]:
    """What the words of a step must say: days, numbers, and of whom but the person."""
    if action == "revive":
        return revived(truth, v)
    person, late = truth.people[v], lapsed(truth, v, columns)
    meeting = person.days.get("met_on")
    days = {
        "write": truth.introduced_on(v),
        # of a letter the day is said; who was followed up already is asked once more, without one
        "follow_up": None if "followed_up_on" in person.days else person.days.get("contacted_on"),
        "prepare": person.plans.get("scheduled_for"),
        "thank": meeting,
        "ask": meeting,
        "keep_in_touch": meeting if late else None,
    }
    silent = action == "keep_in_touch" and not late
    numbers = [truth.quiet(truth.last_contact(v))] if silent else []
    named_by = truth.introducer(v) if action == "write" else None
    return [day for day in [days.get(action)] if day is not None], numbers, named_by


def revived(truth: Oracle, v: str) -> tuple[list[int], list[int], str]:
    """One dead branch by its size and last day; several by their number, people and the oldest."""
    rows = [row for row in truth.dead_ends() if row["revive_through"] == v]
    oldest = min(
        rows, key=lambda row: (row["last_activity_on"] is None, row["last_activity_on"] or 0)
    )
    if len(rows) == 1:
        last = oldest["last_activity_on"]
        return [] if last is None else [last], [oldest["size"]], oldest["contact_id"]
    sizes = [row["size"] for row in rows]
    return [], [len(rows), sum(sizes), oldest["size"]], oldest["contact_id"]
