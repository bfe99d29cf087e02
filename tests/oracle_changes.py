"""The slow truth about what is different between two dates. See ``oracle``.

What the definitions leave open is decided here as follows.

- A meeting without a day is dated by the thanks for it; one without both is undated.
- The first contact of an organization was known first; then the lowest generation, then the place.
- A branch of two or more died where its first person was there before, in no dead branch; it
  revived where its first person now is in none. Both stand at the as-of date. Without statuses and
  dates on either day neither is told.
- An advocate went quiet on the sixtieth day after the newest date known of them; not who declined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oracle import Oracle

Change = tuple[int, str, str, str | None]
KINDS = (
    *("new_contact", "met", "referral", "declined", "organization_reached"),
    *("branch_died", "branch_revived", "advocate_went_quiet"),
)


def changes(truth: Oracle, before: Oracle) -> list[Change]:
    """All changes as (day, change, contact, through), the newest first."""
    rows = [*of_people(truth), *of_organizations(truth), *of_branches(truth, before)]
    rows += [(day, "referral", v, u) for (u, v), day in truth.pairs.items() if day is not None]
    rows = [row for row in rows if before.as_of < row[0] <= truth.as_of]
    return sorted(rows, key=lambda row: (-row[0], KINDS.index(row[1]), row[2], row[3] or ""))


def of_people(truth: Oracle) -> list[Change]:
    """What happened to each person, whenever it was."""
    rows: list[Change] = []
    for v, person in truth.people.items():
        known, met_on, last = truth.first_known(v), met_day(truth, v), truth.last_contact(v)
        if known is not None:
            rows.append((known, "new_contact", v, truth.introducer(v)))
        if met_on is not None:
            rows.append((met_on, "met", v, truth.introducer(v)))
        if person.status == "declined" and last is not None:
            rows.append((last, "declined", v, None))
        if truth.referred(v) and last is not None and person.status != "declined":
            rows.append((last + 60, "advocate_went_quiet", v, None))
    return rows


def met_day(truth: Oracle, v: str) -> int | None:
    """Day of the meeting, else of the thanks that tell of it."""
    person = truth.people[v]
    held = person.status not in ("scheduled", "declined", "no_reply")
    return (person.days.get("met_on") if held else None) or person.days.get("thanked_on")


def of_organizations(truth: Oracle) -> list[Change]:
    """When each organization was first reached."""
    rows: list[Change] = []
    for name in truth.organizations_of(truth.people):
        dated = [v for v in truth.members(name) if truth.first_known(v) is not None]
        if dated:
            first = min(dated, key=lambda v: (truth.first_known(v), truth.generation(v)))
            known = truth.first_known(first)
            assert known is not None
            rows.append((known, "organization_reached", first, truth.introducer(first)))
    return rows


def of_branches(truth: Oracle, before: Oracle) -> list[Change]:
    """Branches that are dead on one of two days."""
    if truth.only_structure or before.only_structure:
        return []
    dead, was_dead = (in_dead_branches(one) for one in (truth, before))
    died = [
        row for row in truth.dead_ends() if row["contact_id"] in before.people.keys() - was_dead
    ]
    rows = [(truth.as_of, "branch_died", r["contact_id"], r["revive_through"]) for r in died]
    back = [row["contact_id"] for row in before.dead_ends()]
    alive = truth.people.keys() - dead
    return rows + [(truth.as_of, "branch_revived", v, None) for v in back if v in alive]


def in_dead_branches(truth: Oracle) -> set[str]:
    """Everybody in a dead branch, of one person too."""
    return {w for v in truth.dead_tops for w in truth.branches[v]}
