"""Monday's screen: what changed since last week, and what to do this one, in words."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.analysis.agenda_calendar import STEP_WORDS
from netgraph.analysis.findings import names_in_words
from netgraph.analysis.labels import names_of_ids
from netgraph.analysis.step_words import NOT_YET_DUE
from netgraph.choices import SINCE_DAYS, STEP_DAYS
from netgraph.cli.escaping import escape_controls
from netgraph.iso_days import given_day, iso
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.network import ReferralNetwork

SCREEN_LINES: Final = 22
"""Lines of Monday's screen; the prompt and a line below need the rest of 24."""
STEPS_IN_WORDS: Final = 10
LONGEST_STEP: Final = 2
"""Lines of a step at most."""
COUNTED_CHANGES: Final = {
    schema.NEW_CONTACT: ("new contact", None),
    schema.MET: ("meeting", None),
    schema.REFERRAL: ("referral", None),
    schema.ORGANIZATION_REACHED: ("organization reached", "organizations reached"),
}
"""Changes that are counted, singular and plural."""
NAMED_CHANGES: Final = {
    schema.NEW_CONTACT: "New",
    schema.DECLINED: "Declined",
    schema.BRANCH_DIED: "Leads nowhere any more, the branch of",
    schema.BRANCH_REVIVED: "Leads on again, the branch of",
    schema.WENT_QUIET: f"Quiet for {STEP_DAYS.keep_in_touch} days now",
}
"""Changes that are told by the names of people."""
_ON_A_DAY: Final = re.compile(r"(?:a meeting )?\bon (\d{4}-\d{2}-\d{2})\b")


def week_lines(net: ReferralNetwork, width: int) -> list[str]:
    """Say what changed in the last seven days and what to do in the next ones."""
    from netgraph.analysis.agenda import agenda
    from netgraph.analysis.changes import changes
    from netgraph.cli.answer import NOBODY_YET

    day = given_day(net.as_of_date)
    title = f"Your week, as of {iso(day)}"
    if not len(net):
        return [title, "", *broken_lines(NOBODY_YET, width, "  ")]
    steps, new = (names_told(net, table) for table in (agenda(net), changes(net)))
    lines = [title, "", *_changes_in_words(new, day, width), ""]
    return [*lines, *_steps_in_words(steps, day, width, SCREEN_LINES - len(lines))]


def names_told(net: ReferralNetwork, table: pd.DataFrame) -> pd.DataFrame:
    """Rows of people with their names as a sentence says them: namesakes told apart."""
    names = names_of_ids(net, table[schema.CONTACT_ID])
    return table.assign(**{schema.NAME: names.astype(table[schema.NAME].dtype)})


def _changes_in_words(found: pd.DataFrame, day: dt.date, width: int) -> list[str]:
    since = iso(day - dt.timedelta(days=SINCE_DAYS))
    kinds = found[schema.CHANGE]
    counts = [
        with_noun(number, *words)
        for kind, words in COUNTED_CHANGES.items()
        if (number := int((kinds == kind).sum()))
    ]
    if found.empty:
        return [f"Nothing new since {since}."]
    lines = [f"Since {since}: {', '.join(counts) or 'nobody new'}."]
    for kind, words in NAMED_CHANGES.items():
        names = found[schema.NAME][kinds == kind].tolist()
        if names:
            lines.append(f"  {words}: {names_in_words(names)}.")
    return [cut for line in lines for cut in broken_lines(line, width, "    ")]


def _steps_in_words(steps: pd.DataFrame, day: dt.date, width: int, room: int) -> list[str]:
    """The first steps of the week as a list, and how many more there are."""
    times = steps[schema.WHEN]
    week = steps[times == schema.THIS_WEEK]
    late = int((times == schema.OVERDUE).sum())
    if steps.empty:
        words = (
            "Nothing to do that your tables know of. Whom do you want to write to? Give them the "
            "status identified, or a next step with its date."
        )
        return [
            cut
            for line in (words, *steps.attrs["notes"])
            for cut in broken_lines(line, width, "  ")
        ]
    # Without anything due this week the oldest of what is overdue is as good a beginning.
    chosen = week if len(week) else steps
    lines: list[str] = []
    shown = 0
    for row in chosen.iloc[:STEPS_IN_WORDS].to_dict("records"):
        step = broken_lines(f"{shown + 1:>2}. {step_in_words(row, day)}", width, "    ")
        # the heading, the count below, and where to note what is done
        if len(lines) + len(step) + 3 > room:
            break
        lines += step
        shown += 1
    more = [with_noun(len(chosen) - shown, "more step")] if len(chosen) > shown else []
    if late and len(week):
        more.append(f"{late:,} overdue")
    place = chosen[schema.FILL_IN].iloc[0] if shown else ""
    ends = [f"… {' and '.join(more)}: netgraph agenda"] if more else []
    if isinstance(place, str) and place:
        ends += broken_lines(f"Note what you have done (1: {place}).", width, "  ")[:1]
    return ["To do this week:" if len(week) else "Overdue:", *lines, *ends]


def step_in_words(row: Mapping[Any, Any], day: dt.date, *, counted: bool = True) -> str:
    """Say a row of the agenda as a request, with days counted from today or as dates."""

    def told(written: str) -> str:
        if not counted:
            return f"on {written}"
        return _in_days((dt.date.fromisoformat(written) - day).days)

    action, due = row[schema.ACTION], row[schema.DUE_ON]
    why = _ON_A_DAY.sub(lambda found: told(found[1]), row[schema.REASON])
    if action == schema.PLANNED:
        return f"{row[schema.NAME]}: {why} ({told(iso(given_day(due)))})."
    if action == schema.ASK:
        why = why.removesuffix(" for a referral")  # the request has said so
    if action in NOT_YET_DUE and pd.notna(due) and given_day(due) > day:
        # what is not due yet is neither undone nor unanswered
        why = f"{why.removesuffix(NOT_YET_DUE[action])}; due {told(iso(given_day(due)))}"
    return f"{STEP_WORDS[action].format(row[schema.NAME])} ({why})."


def _in_days(ahead: int) -> str:
    """A day as seen from today."""
    if abs(ahead) <= 1:
        return {0: "today", -1: "yesterday", 1: "tomorrow"}[ahead]
    return f"in {ahead:,} days" if ahead > 0 else f"{-ahead:,} days ago"


def broken_lines(line: str, width: int, indent: str, *, most: int = LONGEST_STEP) -> list[str]:
    """Break a line at blanks, by columns of a terminal, and cut what needs more than ``most``."""
    from rich.cells import set_cell_size
    from rich.console import Console
    from rich.text import Text

    room = max(1, width - len(indent))
    broken = Text(escape_controls(line)).wrap(Console(width=width), room)
    pieces = [piece.plain.rstrip() for piece in broken]
    if len(pieces) > most:
        pieces = pieces[:most]
        pieces[-1] = f"{set_cell_size(pieces[-1], max(1, room - 2)).rstrip()} …"
    return [indent * (at > 0) + piece for at, piece in enumerate(pieces)]
