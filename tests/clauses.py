"""A tiny drawn network for each clause of what the words mean, and what the clause says of it.

A drawing has a line a referral, ``ann -> ben 2024-01-05`` (the date may lack), in the order of its
rows, and a line a contact with columns, ``ann: status=met met_on=2024-01-02``. Contacts stand in
the order in which the drawing names them; a line ``stub: ben`` leaves somebody out of the contacts.
What is said is ``TABLE ID COLUMN = VALUE``; an empty value is a missing one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pandas as pd
from hypothesis import example
from strategies import Tables

from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.network import ReferralNetwork

Test = TypeVar("Test", bound="Callable[..., object]")
REFERRAL: Final = ("referrer_id", "referred_id", "referred_on")


def drawn(drawing: str, *, as_of: str | None = None, seeker: str | None = None) -> Tables:
    """Make the two tables that a drawing shows."""
    people: dict[str, dict[str, str]] = {}
    referrals: list[tuple[str | None, ...]] = []
    stubs: set[str] = set()
    for line in filter(None, map(str.strip, drawing.splitlines())):
        if line.startswith("stub: "):
            stubs.update(line.split()[1:])
        elif "->" in line:
            referrer, _, referred, *day = line.split()
            referrals.append((referrer, referred, day[0] if day else None))
            people.setdefault(referrer, {})
            people.setdefault(referred, {})
        else:
            who, _, cells = line.partition(":")
            given = dict(cell.split("=", 1) for cell in cells.split())
            people[who] = people.get(who, {}) | given
    listed = [{"contact_id": who, **cells} for who, cells in people.items() if who not in stubs]
    rows = pd.DataFrame(referrals, columns=list(REFERRAL), dtype=object)
    if rows["referred_on"].isna().all():
        rows = rows.drop(columns="referred_on")
    contacts = pd.DataFrame(listed, dtype=object)
    return Tables(contacts.where(contacts.notna(), None), rows, as_of=as_of, seeker=seeker)


def network_of(drawing: str, **options: Any) -> ReferralNetwork:
    """Read the network that a drawing shows."""
    tables = drawn(drawing, **options)
    return from_frames(tables.contacts, tables.referrals, **tables.options())


@dataclass(frozen=True)
class Clause:
    """One clause: its name, its network, and the cells that it fixes."""

    name: str
    drawing: str
    says: str
    as_of: str | None = None
    seeker: str | None = None

    @property
    def tables(self) -> Tables:
        """The network as two tables of text."""
        return drawn(self.drawing, as_of=self.as_of, seeker=self.seeker)

    @property
    def cells(self) -> list[tuple[str, str, str, str]]:
        """What is said, as (table, id, column, value)."""
        lines = filter(None, map(str.strip, self.says.splitlines()))
        parts = (line.partition(" = ") if " = " in line else (line[:-2], "", "") for line in lines)
        return [(*where.split(), value) for where, _, value in parts]  # type: ignore[misc]


CLAUSES: Final = (
    Clause(
        "the earlier referral introduces",
        """
        ann -> cho 2024-01-05
        ben -> cho 2024-01-03
        """,
        "contacts cho introduced_by = ben",
    ),
    Clause(
        "a referral counts from the day on which its referrer was known",
        """
        ann -> ben 2024-01-09
        ben -> cho 2024-01-01
        dan -> cho 2024-01-05
        """,
        "contacts cho introduced_by = dan",
    ),
    Clause(
        "on one day the lower generation introduces",
        """
        ann -> ben 2024-01-01
        ben -> cho 2024-01-05
        dan -> cho 2024-01-05
        """,
        """
        contacts cho introduced_by = dan
        contacts cho generation = 2
        """,
    ),
    Clause(
        "on one day in one generation the earlier referral introduces",
        """
        ann -> ben 2024-01-04
        ann -> cho 2024-01-05
        ben -> dan 2024-01-05
        cho -> dan 2024-01-03
        """,
        "contacts dan introduced_by = cho",
    ),
    Clause(
        "where all else is equal the earlier row introduces",
        """
        cho: status=met
        ben -> cho 2024-01-05
        ann -> cho 2024-01-05
        """,
        "contacts cho introduced_by = ben",
    ),
    Clause(
        "undated is after every date",
        """
        ann -> cho
        ben -> cho 2024-12-31
        """,
        "contacts cho introduced_by = ben",
    ),
    Clause(
        "without dates a shortest chain introduces",
        """
        ann -> ben
        ben -> cho
        cho -> dan
        ben -> dan
        """,
        """
        contacts dan introduced_by = ben
        contacts dan generation = 3
        """,
    ),
    Clause(
        "a loop that nobody leads to starts with the one whom contacts list first",
        """
        ben: status=met
        ann -> ben
        ben -> cho
        cho -> ann
        """,
        """
        contacts ben generation = 1
        contacts ann introduced_by = cho
        contacts ann generation = 3
        """,
    ),
    Clause(
        "a loop that somebody leads to starts with nobody in it",
        """
        ann -> ben 2024-01-01
        ben -> cho 2024-01-02
        cho -> ben 2023-12-01
        """,
        """
        contacts ben introduced_by = ann
        contacts ben reach = 1
        contacts cho generation = 3
        """,
    ),
    Clause(
        "whom the seeker refers is a first contact, and the seeker is nowhere",
        """
        me -> ann 2024-01-05
        ben -> ann 2024-01-01
        ben -> me 2024-01-06
        """,
        """
        contacts ann introduced_by =
        contacts ann generation = 1
        contacts ben referrals_made = 1
        contacts ben reach = 1
        """,
        seeker="me",
    ),
    Clause(
        "a stub is a contact, named by its id",
        """
        stub: ben
        ann -> ben 2024-01-01
        """,
        """
        contacts ben name = ben
        contacts ann reach = 1
        """,
    ),
    Clause(
        "who refers themselves refers nobody",
        """
        ann -> ann 2024-01-01
        ann -> ben 2024-01-02
        """,
        """
        contacts ann generation = 1
        contacts ann referrals_made = 1
        """,
    ),
    Clause(
        "of a repeated referral the earliest date introduces",
        """
        ann -> cho 2024-01-09
        ben -> cho 2024-01-05
        ann -> cho 2024-01-02
        """,
        """
        contacts cho introduced_by = ann
        contacts cho referred_by_count = 2
        contacts ann referrals_made = 1
        """,
    ),
    Clause(
        "who is reached on two ways is only through where these part",
        """
        ann -> ben
        ann -> cho
        ben -> dan
        cho -> dan
        dan -> eve
        """,
        """
        contacts ann exclusive_reach = 4
        contacts ben exclusive_reach = 0
        contacts dan exclusive_reach = 1
        contacts ben reach = 2
        """,
    ),
    Clause(
        "only through counts every referral, not introductions alone",
        """
        ann -> ben 2024-01-01
        eve -> ben 2024-06-01
        """,
        """
        contacts ann introductions = 1
        contacts ann exclusive_reach = 0
        contacts eve introductions = 0
        contacts eve reach = 1
        """,
    ),
    Clause(
        "credit for a person is shared equally by the chain that led there",
        """
        ann -> ben
        ben -> cho
        cho -> dan
        """,
        """
        advocates ann credit = 1.8333333333333333
        advocates ben credit = 0.8333333333333333
        advocates cho credit = 0.3333333333333333
        """,
    ),
    Clause(
        "credit goes to the introducer, none to who named somebody again",
        """
        ann -> cho 2024-01-01
        ben -> cho 2024-01-02
        """,
        """
        advocates ann credit = 1
        advocates ben credit = 0
        advocates ben referrals_made = 1
        """,
    ),
    Clause(
        "organizations reached are distinct, and one's own is none of them",
        """
        ann: organization=Birch decision_maker=yes
        ben: organization=Birch
        cho: organization=Alder
        dan: organization=Alder decision_maker=yes
        ann -> ben
        ann -> cho
        cho -> dan
        """,
        """
        advocates ann organizations_reached = 1
        advocates ann decision_makers_reached = 1
        advocates cho organizations_reached = 0
        """,
    ),
    Clause(
        "an organization is exclusive only if every contact there is only through them",
        """
        ben: organization=Alder
        cho: organization=Alder
        dan: organization=Birch
        ann -> ben
        ann -> dan
        eve -> cho
        """,
        """
        advocates ann exclusive_organizations = 1
        advocates eve exclusive_organizations = 0
        """,
    ),
    Clause(
        "who referred somebody is productive, whatever their status",
        """
        ann: status=declined
        ann -> ben 2024-01-01
        """,
        "contacts ann standing = productive",
    ),
    Clause(
        "who declined or did not reply is closed, even if met",
        """
        ann: status=declined met_on=2024-01-01
        ben: status=no_reply
        """,
        """
        contacts ann standing = closed
        contacts ben standing = closed
        """,
    ),
    Clause(
        "who was not met yet is open",
        """
        ann: status=scheduled contacted_on=2024-01-01
        ben: status=met met_on=2024-01-01
        """,
        """
        contacts ann standing = open
        contacts ben standing = waiting
        """,
    ),
    Clause(
        "who was met long ago and never referred anybody is quiet",
        """
        ann: status=met met_on=2020-01-01
        ben: status=met met_on=2024-06-01
        """,
        """
        contacts ann standing = quiet
        contacts ben standing = waiting
        """,
    ),
    Clause(
        "where statuses are not kept the introduction starts the wait",
        """
        ann -> ben 2024-01-01
        ann -> cho 2024-12-01
        """,
        """
        contacts ben standing = quiet
        contacts cho standing = waiting
        """,
    ),
    Clause(
        "a referral made later has not happened yet",
        """
        ann -> ben 2024-01-01
        cho -> ben 2023-06-01
        ann -> dan 2024-02-01
        """,
        """
        contacts ann reach = 1
        contacts ben introduced_by = cho
        """,
        as_of="2024-01-15",
    ),
    Clause(
        "a status that only a later date supports is taken back",
        """
        ann: status=met contacted_on=2024-01-01 met_on=2024-02-01
        ben: status=met met_on=2024-02-01 last_contact_on=2024-01-02
        cho: status=declined contacted_on=2024-01-01 last_contact_on=2024-01-03
        """,
        """
        contacts ann standing = open
        contacts ann last_contact_on = 2024-01-01
        contacts ben standing = open
        contacts cho standing = closed
        """,
        as_of="2024-01-15",
    ),
    Clause(
        "a day counts to its end: what is dated on the as-of date has happened",
        """
        ann: status=met met_on=2024-01-15
        ann -> ben 2024-01-15
        """,
        """
        contacts ben introduced_by = ann
        contacts ann days_quiet = 0
        """,
        as_of="2024-01-15",
    ),
    Clause(
        "a branch is dead where nobody in it is open or waiting, and it is listed once",
        """
        ann: status=met met_on=2019-06-01
        ben: status=met met_on=2020-01-01
        cho: status=declined
        dan: status=identified contacted_on=2024-06-01
        ann -> ben 2019-07-01
        ben -> cho 2020-02-01
        ann -> dan 2024-06-01
        """,
        """
        dead_ends ben size = 2
        dead_ends ben depth = 2
        dead_ends ben met = 1
        dead_ends ben introduced_by = ann
        dead_ends ben revive_through = ann
        dead_ends ben last_activity_on = 2020-02-01
        """,
    ),
    Clause(
        "nobody who declined is asked to revive a branch, nor is theirs revived",
        """
        ann: status=declined contacted_on=2024-01-01
        ben: status=no_reply
        ann -> ben 2024-01-02
        """,
        """
        dead_ends ann size = 2
        dead_ends ann revive_through =
        """,
    ),
    Clause(
        "without statuses and dates a branch ends where it never forks",
        """
        ann -> ben
        ben -> cho
        ann -> dan
        """,
        """
        dead_ends ben size = 2
        dead_ends ben reason = a chain of 2 that never forks
        contacts dan standing =
        """,
    ),
    Clause(
        "a dead branch of a first contact is revived through who was met last in it",
        """
        ann: status=met met_on=2020-01-01
        ben: status=met met_on=2020-03-01
        cho: status=met met_on=2020-02-01
        dan: status=declined met_on=2020-04-01
        eve: status=met met_on=2024-04-01
        ann -> ben 2020-01-02
        ben -> cho 2020-01-03
        ben -> dan 2020-01-03
        """,
        """
        dead_ends ann size = 4
        dead_ends ann revive_through = ben
        """,
    ),
    Clause(
        "past who declined a branch is revived through the next person above",
        """
        ann: status=met met_on=2020-01-01
        ben: status=declined
        cho: status=no_reply
        dan: status=no_reply
        eve: status=identified
        ann -> ben 2020-01-02
        ann -> eve 2020-01-02
        ben -> cho 2020-01-03
        cho -> dan 2020-01-04
        """,
        """
        dead_ends ben size = 3
        dead_ends ben revive_through =
        """,
    ),
    Clause(
        "who was met without a date to count from is waiting",
        "ann: status=met",
        "contacts ann standing = waiting",
    ),
    Clause(
        "where statuses are not kept who was introduced counts as met, others are open",
        "ann -> ben 2020-01-02\nann -> cho 2024-01-02\ndan: last_contact_on=2024-01-02",
        """
        contacts ben standing = quiet
        contacts cho standing = waiting
        contacts dan standing = open
        """,
    ),
    Clause(
        "an organization stands as its best known contact does",
        """
        ann: organization=Alder status=identified
        ben: organization=Alder status=met met_on=2024-01-05
        cho: organization=Birch status=scheduled
        dan: organization=Cedar status=identified
        ann -> ben 2024-01-02
        eve -> cho 2024-01-03
        """,
        """
        organizations Alder standing = met
        organizations Birch standing = in_touch
        organizations Cedar standing = named
        organizations Alder contacts = 2
        organizations Alder met = 1
        organizations Alder entry_advocates = 0
        organizations Birch entry_advocates = 1
        organizations Birch introduced_by = eve
        """,
    ),
    Clause(
        "an organization is only through the nearest contact outside it that every chain passes",
        """
        cho: organization=Alder
        dan: organization=Alder
        eve: organization=Birch
        ann -> ben
        ben -> cho
        ben -> eve
        eve -> dan
        """,
        """
        organizations Alder only_through = ben
        organizations Birch only_through = ben
        organizations Alder entry_advocates = 2
        """,
    ),
)


def at_clauses(check: Test) -> Test:
    """Have a property of drawn networks hold of every clause's network too."""
    for clause in reversed(CLAUSES):
        check = example(clause.tables).via(clause.name)(check)
    return check
