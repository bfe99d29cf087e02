"""What to do next, and what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.dead_ends import by_structure, dead_ends
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.people import is_target, organizations_called, people
from netgraph.arguments import checked
from netgraph.collation import tie_keys
from netgraph.errors import MOST_DAYS, unknown, whole_number
from netgraph.frames import values
from netgraph.meanings import AGENDA_MEANINGS, explains

if TYPE_CHECKING:
    from netgraph.arrays import Ints
    from netgraph.network import ReferralNetwork

GUIDELINE: Final = "guideline: two to three"
LATE_DAYS: Final = 14
"""Days after which a step that was due is no longer this week's, but overdue."""
WEEK_DAYS: Final = 7
"""Days ahead that still count as this week."""


@checked()
@explains(AGENDA_MEANINGS)
def agenda(
    net: ReferralNetwork,
    *,
    outcome: str | None = None,
    hours: pd.DataFrame | None = None,
    follow_up_days: int = 2,
    thank_days: int = 1,
    ask_days: int = 7,
    prepare_days: int = 7,
    revive_days: int = 0,
    keep_in_touch_days: int = 60,
    top: int | None = None,
) -> pd.DataFrame:
    """Answer what to do next, as of the network's date, the most overdue first.

    Parameters
    ----------
    net
        The network.
    outcome
        An organization you have landed at: everyone on the chains to it is to be told.
    hours
        A table of ``date``, ``activity`` (``networking`` or ``postings``) and ``hours``; its
        ratio up to the as-of date becomes a note.
    follow_up_days, thank_days, ask_days
        Days until a letter or e-mail without an answer is followed up, a meeting is thanked
        for, and somebody met is asked for a referral.
    prepare_days
        Days ahead of a meeting from which on it is to be prepared.
    revive_days
        Days a dead-end branch must have been quiet before it is due.
    keep_in_touch_days
        Days after which an advocate counts as out of touch.
    top
        Keep the first rows only.

    Returns
    -------
    A row an action. All dead branches to revive through one person are one action. An action is
    left out, with a note, where the table lacks the column that says whether it was done. Its
    columns:

    Raises
    ------
    UnknownNameError
        If nobody is at ``outcome``, and it is no target either.
    NetgraphError
        If a limit is negative.
    """
    limits = (
        follow_up_days,
        thank_days,
        ask_days,
        prepare_days,
        revive_days,
        keep_in_touch_days,
    )
    for limit in limits:
        whole_number("a limit in days", limit, least=0, most=MOST_DAYS)
    notes: list[str] = []
    rows = [
        *_after_letters_and_meetings(net, (follow_up_days, thank_days, ask_days), notes),
        *_plans(net, prepare_days),
        _revivals(net, revive_days),
        _out_of_touch(net, keep_in_touch_days),
    ]
    if outcome is not None:
        on_chains = _to_tell(net, outcome)
        rows.append(on_chains)
        if on_chains.empty:
            notes.append(f"Nobody you know of is at {outcome}: there is nobody to tell.")
    if hours is not None:
        notes.append(_hours_note(net, hours))
    # Empty tables are left out, so that they have no say in the types of the columns; where all are
    # empty, the first one keeps the columns.
    answer = pd.concat([row for row in rows if len(row)] or rows[:1], ignore_index=True)
    answer = _by_urgency(net, answer, top)
    answer.attrs["notes"] = notes
    return answer


def _by_urgency(net: ReferralNetwork, actions: pd.DataFrame, top: int | None) -> pd.DataFrame:
    # float64[actions], whole days; nan without an as-of date or a due date, which is sorted last.
    overdue = pd.Series(np.nan, index=actions.index)
    if net.as_of_date is not None:
        overdue = (net.as_of_date - actions[schema.DUE_ON]).dt.days.astype("float64")
    rank = actions[schema.ACTION].map({a: i for i, a in enumerate(schema.ACTIONS)})
    person = tie_keys(net.collation, schema.CONTACT_ID, actions[schema.CONTACT_ID])
    keys = pd.DataFrame({"a": -overdue, "b": rank, "c": person})
    keys = keys.sort_values(["a", "b", "c"], kind="stable")
    # what is due on no date can as well be done this week
    when = np.select(
        [(overdue > LATE_DAYS).to_numpy(), (overdue < -WEEK_DAYS).to_numpy()],
        [schema.OVERDUE, schema.LATER],
        default=schema.THIS_WEEK,
    )
    columns: dict[str, Any] = {schema.DAYS_OVERDUE: overdue}
    columns[schema.WHEN] = pd.array(when, dtype="str")
    answer = actions.assign(**columns).loc[keys.index, list(schema.AGENDA_COLUMNS)]
    return first_rows(answer, top)


def _actions(
    net: ReferralNetwork,
    who: Ints,
    action: str,
    since: pd.Series,
    days: int,
    reason: str | list[str],
) -> pd.DataFrame:
    """Rows of one action for contacts at positions ``who``, due some days after a date of each."""
    rows = core_metrics(net)[[schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION]].iloc[who]
    # ``since`` is in the order of ``who``; it goes in as an array, as a Series would be matched by
    # its index, which may hold ids.
    columns: dict[str, Any] = {
        schema.ACTION: action,
        schema.DUE_ON: since.to_numpy().astype("datetime64[s]") + np.timedelta64(days, "D"),
        schema.REASON: reason,
    }
    return rows.assign(**columns).astype({schema.ACTION: "str", schema.REASON: "str"})


def _after_letters_and_meetings(
    net: ReferralNetwork, limits: tuple[int, int, int], notes: list[str]
) -> list[pd.DataFrame]:
    who, table = people(net), people(net).table
    contacted, met = values(table, schema.CONTACTED_ON), values(table, schema.MET_ON)
    by_phone = (values(table, schema.CHANNEL) == "phone").to_numpy()
    # bool[n], who was written to and did not answer: a call leaves no letter to follow up, and a
    # meeting that is set is an answer.
    written = contacted.notna().to_numpy() & ~by_phone & ~who.met & ~who.closed
    written &= (values(table, schema.STATUS) != schema.SCHEDULED).to_numpy()
    productive = core_metrics(net)[schema.REFERRALS_MADE].to_numpy() > 0
    # A step is its action, who it is for, the date it counts from, the column that says it was
    # done, and the reason. The order is that of ``limits``.
    plan = (
        (schema.FOLLOW_UP, written, contacted, schema.FOLLOWED_UP_ON, "written to, no answer"),
        (schema.THANK, who.met, met, schema.THANKED_ON, "met, not thanked"),
        (
            schema.ASK,
            who.met & ~productive & ~who.closed,
            met,
            schema.ASKED_ON,
            "met, not asked for a referral",
        ),
    )
    rows = []
    for days, (action, which, since, done, reason) in zip(limits, plan, strict=True):
        # Where the table lacks the column, every cell of it reads as missing: everybody would be
        # due.
        tracked = done in table.columns
        if not tracked and which.any():
            notes.append(f"No column {done}: {action} is left out.")
        undone = np.flatnonzero(which & values(table, done).isna().to_numpy() & tracked)
        rows.append(_actions(net, undone, action, since.iloc[undone], days, reason))
    return rows


def _plans(net: ReferralNetwork, prepare_days: int) -> list[pd.DataFrame]:
    """Meetings that lie ahead, those whose day is past, and next steps with a date."""
    who, table = people(net), people(net).table
    if net.as_of_date is None:
        return []
    day, step = values(table, schema.SCHEDULED_FOR), values(table, schema.NEXT_STEP_ON)
    # float64[n], whole days from the as-of date to the meeting; nan without one
    ahead = (day - net.as_of_date).dt.days.astype("float64").to_numpy()
    open_still = ~who.met & ~who.closed
    soon = np.flatnonzero(open_still & (ahead >= 0) & (ahead <= prepare_days))
    # beside the status scheduled, a day that is past says that it was planned, not that it was held
    scheduled = (values(table, schema.STATUS) == schema.SCHEDULED).to_numpy()
    held = day.fillna(values(table, schema.MET_ON))
    past = np.flatnonzero(open_still & scheduled & (held < net.as_of_date).to_numpy())
    planned = np.flatnonzero(step.notna().to_numpy() & ~who.closed)
    told = values(table, schema.NEXT_STEP).iloc[planned]
    words = [text if isinstance(text, str) and text else "next step planned" for text in told]
    asked = "a meeting was planned for this day: did it happen? then fill in met_on"
    return [
        _actions(net, soon, schema.PREPARE, day.iloc[soon], 0, "a meeting lies ahead"),
        _actions(net, past, schema.PLANNED, held.iloc[past], 0, asked),
        _actions(net, planned, schema.PLANNED, step.iloc[planned], 0, words),
    ]


def _revivals(net: ReferralNetwork, days: int) -> pd.DataFrame:
    """One action a person through whom dead branches can be revived."""
    dead = dead_ends(net)
    quiet = dead[schema.DAYS_QUIET]
    # A branch without any date has no days quiet: it is listed all the same, without a due date.
    dead = dead[dead[schema.REVIVE_THROUGH].notna() & (quiet.isna() | (quiet >= days))]
    # One group a person to write to; its first row is the branch that has been quiet longest (the
    # sort is stable and missing dates go last, so that of equals the largest is first).
    dead = dead.sort_values(schema.LAST_ACTIVITY_ON, kind="stable")
    grouped = dead.groupby(schema.REVIVE_THROUGH, sort=True)
    branches, people_there = grouped.size(), grouped[schema.SIZE].sum()
    oldest = grouped.head(1).set_index(schema.REVIVE_THROUGH).reindex(branches.index)
    word = "end" if by_structure(net) else "dead end"
    reason = [
        _dead_end_reason(n, there, f"{name}'s branch of {size}", word)
        for n, there, size, name in zip(
            branches, people_there, oldest[schema.SIZE], oldest[schema.NAME], strict=True
        )
    ]
    who = net.links.positions(branches.index)
    return _actions(net, who, schema.REVIVE, oldest[schema.LAST_ACTIVITY_ON], days, reason)


def _dead_end_reason(branches: int, people_there: int, oldest: str, word: str) -> str:
    if branches == 1:
        return f"{word}: {oldest}"
    return f"{branches} {word}s, {people_there} people; {oldest} has been quiet longest"


def _out_of_touch(net: ReferralNetwork, days: int) -> pd.DataFrame:
    table = core_metrics(net)
    # bool[n]; nan days quiet (no as-of date, or no date of theirs) compare as False.
    quiet = (table[schema.REFERRALS_MADE] > 0) & (table[schema.DAYS_QUIET] >= days)
    reason = [f"advocate, quiet for {n:.0f} days" for n in table[schema.DAYS_QUIET][quiet]]
    who = np.flatnonzero(quiet)
    return _actions(
        net, who, schema.KEEP_IN_TOUCH, table[schema.LAST_CONTACT_ON][quiet], days, reason
    )


def _to_tell(net: ReferralNetwork, outcome: str) -> pd.DataFrame:
    """Everyone on a chain of referrals to the organization, its own people counted."""
    who = people(net)
    label = organizations_called(net, outcome)
    if len(label) == 0 and not is_target(net, outcome):
        raise unknown("organization", outcome, who.organizations)
    # against the direction of referrals: everybody from whom somebody there can be reached
    back = net.links.inward
    on_chain = np.flatnonzero(
        kernels.reachable(back.start, back.neighbour, np.isin(who.organization, label))
    )
    since = pd.Series(net.as_of_date, index=on_chain, dtype="datetime64[s]")
    name = who.organizations[label[0]] if len(label) else outcome
    return _actions(net, on_chain, schema.TELL, since, 0, f"on a chain to {name}")


def _hours_note(net: ReferralNetwork, hours: pd.DataFrame) -> str:
    if net.as_of_date is not None:
        hours = hours[hours[schema.DATE] <= net.as_of_date]
    spent = hours.groupby(schema.ACTIVITY)[schema.HOURS].sum()
    networking, postings = (float(spent.get(a, 0.0)) for a in (schema.NETWORKING, schema.POSTINGS))
    if postings == 0:
        return (
            f"Hours: {networking:g} networking, none on postings "
            f"({GUIDELINE} hours networking for each)."
        )
    return (
        f"Hours: {networking:g} networking and {postings:g} on postings: "
        f"{networking / postings:.1f} networking for each hour of postings ({GUIDELINE})."
    )
