"""Which step is due with whom, and since when: all steps of all people, as arrays.

A step is listed until a date says that it was done. Where the table lacks the column of that date,
everybody would be due for ever: then only what is at most two weeks old is listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels, schema
from netgraph.analysis.days import last_known, today
from netgraph.analysis.dead_ends import by_structure, dead_ends
from netgraph.analysis.labels import names_of_ids, told_apart
from netgraph.analysis.people import organizations_called, people, plain_organizations
from netgraph.analysis.search_numbers import search_numbers
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.iso_days import iso_of_number
from netgraph.links import BEFORE_ALL, UNDATED, days
from netgraph.wording import heading_of, with_noun

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.arrays import Flags, Longs, Words
    from netgraph.choices import StepDays
    from netgraph.network import ReferralNetwork

RECENT_DAYS: Final = 14
"""Days for which a step is listed that nothing can say was done."""
TELL_OF_LETTERS: Final = (schema.CONTACTED_ON, schema.STATUS)
"""Columns that say who was written to."""
SECOND_DAYS: Final = 7
"""Days after a first follow-up on which the second and last one is due."""
SECOND_SHOWN_DAYS: Final = 14
"""Days for which the second one is shown; who has not answered by then is left in peace."""
MEETING_PASSED: Final = "a meeting was planned for this day: did it happen?"
NO_WORDS: Final = "next step planned"
"""The reason of a planned step that has a day and no words."""
LAPSED_DAYS: Final = 30
"""Days after which a thank-you that was due is no longer one."""


class DueSteps(NamedTuple):
    """Steps of one kind.

    Parameters
    ----------
    action
        One of ``schema.ACTIONS``.
    who
        int32[steps], positions of the people in ``net.links.ids``, each once.
    due
        int64[steps], days since 1970-01-01, ``UNDATED`` where there is no due date.
    reasons
        Why, in words: one for all of them, or one each.
    done
        The column to fill in when it is done.
    note
        What the list rests on, empty where there is nothing to say.
    first
        Whether these come before all others of the week.
    """

    action: str
    who: Longs
    due: Longs
    reasons: list[str] | str
    done: str
    note: str = ""
    first: bool = False


class StepSheet:
    """What the contacts table says of steps, as arrays in the order of ``net.links.ids``."""

    def __init__(self, net: ReferralNetwork) -> None:
        self.net, self.who, self.today = net, people(net), today(net)
        self.table: pd.DataFrame = self.who.table
        status = values(self.table, schema.STATUS)
        # bool[n] each
        self.unwritten = (status.isna() | (status == schema.IDENTIFIED)).to_numpy()
        self.identified = (status == schema.IDENTIFIED).to_numpy()
        self.contacted = (status == schema.CONTACTED).to_numpy()
        self.scheduled = (status == schema.SCHEDULED).to_numpy()
        self.productive = net.links.referrals_made > 0

    def day(self, column: str) -> Longs:
        """Days of a column, int64[n]; ``UNDATED`` where there is none."""
        # days are added to them, which would not fit into 32 bits
        return days(values(self.table, column)).astype(np.int64)

    def tells(self, *columns: str) -> bool:
        """Whether the table has any of these columns: without it a step may be done, unknown."""
        return any(column in self.table.columns for column in columns)

    def undone(self, which: Flags, column: str, since: Longs) -> tuple[Flags, bool]:
        """Who of some people has nothing in the column that says a step was done: bool[n].

        Where the table lacks the column: those since whose day at most two weeks have passed, and
        True, if anybody was left out for it.
        """
        if self.tells(column):
            return which & values(self.table, column).isna().to_numpy(), False
        recent: Flags = which & (since != UNDATED) & (self.today - since <= RECENT_DAYS)
        return recent, bool((which & ~recent).any())


@remembered
def step_sheet(net: ReferralNetwork) -> StepSheet:
    """What the table says of steps, once for agenda, findings and dossiers. Don't change it."""
    return StepSheet(net)


def all_steps(
    net: ReferralNetwork, limits: StepDays, outcome: str | None = None, lapsed: int = LAPSED_DAYS
) -> list[DueSteps]:
    """Find every step there is, in the order of ``schema.ACTIONS``."""
    sheet = step_sheet(net)
    thanks, late = _thanks(sheet, limits.thank, lapsed)
    return [
        to_write(sheet, limits.write),
        _follow_ups(sheet, limits.follow_up),
        _meetings(sheet, limits.prepare),
        thanks,
        to_ask(sheet, limits.ask),
        *_planned(sheet),
        _revivals(net, limits.revive),
        _out_of_touch(sheet, limits.keep_in_touch, late),
        *([] if outcome is None else _to_tell(sheet, outcome)),
    ]


def _later(day: Longs, by: int) -> Longs:
    """Days some days later; missing ones stay missing."""
    return np.where(day == UNDATED, UNDATED, day + by)


def _left_out(column: str, step: str, since: str, *, told: bool) -> str:
    words = (
        f"No column '{heading_of(column)}': {step} is listed only for {since} of the last "
        f"{RECENT_DAYS} days; with the column it is listed until it is done."
    )
    return words if told else ""


def to_write(sheet: StepSheet, limit: int) -> DueSteps:
    """Who was named, or found, and never written to."""
    net, who, table = sheet.net, sheet.who, sheet.table
    forest = net.forest
    named = forest.introducer >= 0
    has_source = values(table, schema.SOURCE).notna().to_numpy()
    found = ~named & (sheet.identified | has_source)
    # bool[n]: nothing that happened is known of them but that somebody named them
    untouched = ~who.met & sheet.unwritten & (who.last_known == BEFORE_ALL) & ~sheet.productive
    untouched &= values(table, schema.SCHEDULED_FOR).isna().to_numpy()
    # int64[n], the day of the introduction; first contacts have none
    since = np.where(named, forest.arrival, UNDATED).astype(np.int64)
    tracked = sheet.tells(*TELL_OF_LETTERS)
    which, told = untouched & (named | found), False
    if not tracked:
        # who has just begun, and notes neither dates nor statuses, lists people to write to
        begun = found & by_structure(net)
        recent = (since != UNDATED) & (sheet.today - since <= RECENT_DAYS)
        told = bool((which & ~recent & ~begun).any())
        which &= recent | begun
    chosen = np.flatnonzero(which)
    introducer = forest.introducer[chosen]
    # of first contacts anybody's name stands in, and is not said
    names = told_apart(net).iloc[np.maximum(introducer, 0)]
    reasons = [
        _dated(f"{name} gave you the name", day)
        if by >= 0
        else "on your list" + ", not written to yet" * tracked
        for by, name, day in zip(introducer, names.tolist(), since[chosen], strict=True)
    ]
    note = _left_out(schema.CONTACTED_ON, "whom to write to", "introductions", told=told)
    due = _later(since, limit)[chosen]
    return DueSteps(schema.WRITE, chosen, due, reasons, schema.CONTACTED_ON, note)


def _follow_ups(sheet: StepSheet, limit: int) -> DueSteps:
    """Who did not answer a letter or an e-mail: a call leaves no letter, a meeting is an answer."""
    who, table = sheet.who, sheet.table
    contacted, again = sheet.day(schema.CONTACTED_ON), sheet.day(schema.FOLLOWED_UP_ON)
    written = (contacted != UNDATED) | (again != UNDATED) | sheet.contacted
    written &= (values(table, schema.CHANNEL) != "phone").to_numpy()
    written &= ~who.met & ~who.closed & ~sheet.scheduled
    written &= values(table, schema.SCHEDULED_FOR).isna().to_numpy()
    first, told = sheet.undone(written, schema.FOLLOWED_UP_ON, contacted)
    # int64[n]: the second one is due a week after the first, shown for two weeks, then never again
    second_due = _later(again, SECOND_DAYS)
    second = written & (again != UNDATED) & (sheet.today <= second_due + SECOND_SHOWN_DAYS)
    chosen = np.flatnonzero(first | second)
    due = np.where(second, second_due, _later(contacted, limit))[chosen]
    reasons = [
        "followed up, no answer: once more, then note the status 'no reply'"
        if second[v]
        else f"{_dated('written to', contacted[v])}, no answer"
        for v in chosen
    ]
    note = _left_out(schema.FOLLOWED_UP_ON, "whom to follow up", "letters", told=told)
    return DueSteps(schema.FOLLOW_UP, chosen, due, reasons, schema.FOLLOWED_UP_ON, note)


def _meetings(sheet: StepSheet, limit: int) -> DueSteps:
    """Meetings that lie ahead."""
    day = sheet.day(schema.SCHEDULED_FOR)
    ahead = day - sheet.today
    soon = ~sheet.who.met & ~sheet.who.closed & (day != UNDATED) & (sheet.today != UNDATED)
    chosen = np.flatnonzero(soon & (ahead >= 0) & (ahead <= limit))
    reasons = [f"a meeting on {iso_of_number(d)}" for d in day[chosen]]
    return DueSteps(schema.PREPARE, chosen, day[chosen], reasons, schema.MET_ON)


def _thanks(sheet: StepSheet, limit: int, lapsed: int) -> tuple[DueSteps, Flags]:
    """Who was met and not thanked; and of whom that is too long ago: bool[n]."""
    met_on = sheet.who.met_on.astype(np.int64)
    which, told = sheet.undone(sheet.who.met, schema.THANKED_ON, met_on)
    due = _later(met_on, limit)
    late: Flags = which & (due != UNDATED) & (sheet.today - due > lapsed)
    chosen = np.flatnonzero(which & ~late)
    note = _left_out(schema.THANKED_ON, "whom to thank", "meetings", told=told)
    told_of = ", not thanked" if sheet.tells(schema.THANKED_ON) else ", no thanks noted"
    reasons = [f"{_dated('met', day)}{told_of}" for day in met_on[chosen]]
    return DueSteps(schema.THANK, chosen, due[chosen], reasons, schema.THANKED_ON, note), late


def to_ask(sheet: StepSheet, limit: int) -> DueSteps:
    """Who was met, referred nobody, and was not asked for a referral."""
    who, met_on = sheet.who, sheet.who.met_on.astype(np.int64)
    askable = who.met & ~sheet.productive & ~who.closed
    which, told = sheet.undone(askable, schema.ASKED_ON, met_on)
    chosen = np.flatnonzero(which)
    note = _left_out(schema.ASKED_ON, "whom to ask", "meetings", told=told)
    due = _later(met_on, limit)[chosen]
    asked = sheet.tells(schema.ASKED_ON)
    told_of = ", not asked for a referral" if asked else ", no question for a referral noted"
    reasons = [f"{_dated('met', day)}{told_of}" for day in met_on[chosen]]
    return DueSteps(schema.ASK, chosen, due, reasons, schema.ASKED_ON, note)


def _planned(sheet: StepSheet) -> list[DueSteps]:
    """Meetings whose day is past, and next steps with a date."""
    who, table = sheet.who, sheet.table
    day, met_on = sheet.day(schema.SCHEDULED_FOR), sheet.day(schema.MET_ON)
    # beside the status scheduled, a day that is past says that it was planned, not that it was held
    held = np.where((day == UNDATED) & sheet.scheduled, met_on, day)
    passed = (held < sheet.today) & (held != UNDATED) & (sheet.today != UNDATED)
    past = np.flatnonzero(~who.met & ~who.closed & passed)
    step = sheet.day(schema.NEXT_STEP_ON)
    planned = np.flatnonzero((step != UNDATED) & ~who.declined)
    told = values(table, schema.NEXT_STEP).iloc[planned]
    words = [text if isinstance(text, str) and text else NO_WORDS for text in told]
    return [
        DueSteps(schema.PLANNED, past, held[past], MEETING_PASSED, schema.MET_ON),
        DueSteps(schema.PLANNED, planned, step[planned], words, schema.NEXT_STEP_ON),
    ]


def _revivals(net: ReferralNetwork, limit: int) -> DueSteps:
    """Through whom dead branches can be revived: all of one person's are one step."""
    dead = dead_ends(net)
    quiet = dead[schema.DAYS_QUIET]
    # A branch without any date has no days quiet: it is listed all the same, without a due date.
    dead = dead[dead[schema.REVIVE_THROUGH].notna() & (quiet.isna() | (quiet >= limit))]
    # One group a person to write to; its first row is the branch that has been quiet longest (the
    # sort is stable and missing dates go last, so that of equals the largest is first).
    dead = dead.sort_values(schema.LAST_ACTIVITY_ON, kind="stable")
    grouped = dead.groupby(schema.REVIVE_THROUGH, sort=True)
    branches, people_there = grouped.size(), grouped[schema.SIZE].sum()
    oldest = grouped.head(1).set_index(schema.REVIVE_THROUGH).reindex(branches.index)
    word = "end" if by_structure(net) else "dead end"
    names = names_of_ids(net, oldest[schema.CONTACT_ID])
    # int64[steps], when the one that has been quiet longest was heard of
    last = days(oldest[schema.LAST_ACTIVITY_ON]).astype(np.int64)
    reasons = [
        _dead_end_reason(n, there, f"{name}'s branch of {size}", word, day)
        for n, there, size, name, day in zip(
            branches, people_there, oldest[schema.SIZE], names, last, strict=True
        )
    ]
    who = net.links.positions(branches.index).astype(np.int64)
    due = _later(last, limit)
    return DueSteps(schema.REVIVE, who, due, reasons, schema.LAST_CONTACT_ON)


def _dead_end_reason(branches: int, people_there: int, oldest: str, word: str, day: int) -> str:
    if branches == 1:
        # a step that is due since then is not understood without that day
        heard = "" if day == UNDATED else f", last news on {iso_of_number(day)}"
        return f"{word}: {oldest}{heard}"
    return f"{branches} {word}s, {people_there} people; {oldest} has been quiet longest"


def _out_of_touch(sheet: StepSheet, limit: int, late: Flags) -> DueSteps:
    """Advocates who have been quiet, and those whom it is too late to thank."""
    last = last_known(sheet.net).astype(np.int64)
    known = (last != BEFORE_ALL) & (sheet.today != UNDATED)
    # int64[n], 0 where nothing is known of them
    quiet = np.where(known, sheet.today - last, 0)
    advocates = sheet.productive & known & (quiet >= limit)
    chosen = np.flatnonzero((advocates | late) & ~sheet.who.declined)
    met_on = sheet.who.met_on
    reasons = [
        f"met on {iso_of_number(met_on[v])}: by now more than a thank-you is due, write with news"
        if late[v]
        else f"advocate, quiet for {with_noun(int(quiet[v]), 'day')}"
        for v in chosen
    ]
    due = _later(last[chosen], limit)
    return DueSteps(schema.KEEP_IN_TOUCH, chosen, due, reasons, schema.LAST_CONTACT_ON)


def _outcome_by_search(net: ReferralNetwork, label: Longs, outcome: str) -> Words:
    """What the organization is called in everybody's search: object[n]; as asked where unknown."""
    search, searches = search_numbers(net)
    organization = people(net).organization
    # int64[searches]: the first of the organizations so called at which somebody of it is
    first = np.full(searches, len(plain_organizations(net)), dtype=np.int64)
    there = np.isin(organization, label)
    np.minimum.at(first, search[there], organization[there])
    names = np.append(plain_organizations(net).to_numpy(dtype=object), outcome)
    told: Words = names[first][search]
    return told


def _to_tell(sheet: StepSheet, outcome: str) -> list[DueSteps]:
    """Everybody who was met; those on a chain of referrals to the organization come first.

    Where nothing says who was met, it is those on the chains who referred somebody.
    """
    net, who = sheet.net, sheet.who
    label = organizations_called(net, outcome)
    # against the direction of referrals: everybody from whom somebody there can be reached, and
    # those who are there
    back = net.links.inward
    there = np.isin(who.organization, label)
    on_chain = kernels.reachable(back.start, back.neighbour, there)
    to_tell = who.met if who.keeps_statuses else on_chain & sheet.productive
    groups = (
        (to_tell & on_chain, "on a chain to {}", True),
        (to_tell & ~on_chain, "was met: say that you landed at {}", False),
    )
    called = _outcome_by_search(net, label, outcome)
    chosen = [
        (np.flatnonzero(which), [reason.format(name) for name in called[which]], first)
        for which, reason, first in groups
    ]
    note = "" if there.any() else f"Nobody you know of is at {outcome}: no chain led there."
    return [
        DueSteps(
            schema.TELL,
            which,
            np.full(len(which), sheet.today, dtype=np.int64),
            reason,
            schema.LAST_CONTACT_ON,
            note if first else "",
            first=first,
        )
        for which, reason, first in chosen
    ]


def _dated(words: str, day: int) -> str:
    """Words with a date behind them, where there is one."""
    return words if day == UNDATED else f"{words} on {iso_of_number(day)}"
