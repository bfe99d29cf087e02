"""Monday's screen: what changed since last week, and what to do this one, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.analysis.told_in_words import (
    NOTHING_TO_DO,
    change_sentences,
    names_told,
    step_in_words,
)
from netgraph.choices import SINCE_DAYS
from netgraph.controls import escape_controls
from netgraph.iso_days import days_after, given_day, iso
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

SCREEN_LINES: Final = 22
"""Lines of Monday's screen; the prompt and a line below need the rest of 24."""
STEPS_IN_WORDS: Final = 10
STEPS_OF_EACH: Final = 3
"""Steps that are told of each of several searches."""
LONGEST_STEP: Final = 2
"""Lines of a step at most."""


def week_lines(net: ReferralNetwork, width: int) -> list[str]:
    """Say what changed in the last seven days and what to do in the next ones."""
    from netgraph.analysis.agenda import agenda
    from netgraph.analysis.changes import changes
    from netgraph.analysis.known_to import known_to
    from netgraph.cli.answer import NOBODY_YET

    day = given_day(net.as_of_date)
    whose = "Your week" if known_to(net) is None else "The week of all searches"
    title = f"{whose}, as of {iso(day)}"
    if not len(net):
        return [title, "", *broken_lines(NOBODY_YET, width, "  ")]
    steps, new = (names_told(net, table) for table in (agenda(net), changes(net)))
    lines = [title, "", *_changes_in_words(new, day, width), ""]
    return [*lines, *_steps_in_words(steps, day, width, SCREEN_LINES - len(lines))]


def week_by_seeker(cohort: Cohort, width: int) -> list[str]:
    """Say the same of each search in a few lines, one below the other."""
    from netgraph.analysis.agenda import agenda
    from netgraph.analysis.by_seeker import by_seeker
    from netgraph.analysis.changes import changes
    from netgraph.analysis.seekers import names_of_seekers, rows_told_apart

    day = given_day(cohort.as_of_date)
    steps = by_seeker(cohort, rows_told_apart(agenda))
    new = by_seeker(cohort, rows_told_apart(changes))
    lines = [f"The week of {with_noun(len(cohort), 'search', 'searches')}, as of {iso(day)}"]
    # a table each, of the rows of one search
    told = [dict(list(table.groupby(schema.SEEKER_ID))) for table in (steps, new)]
    for seeker, name in zip(cohort.seekers, names_of_seekers(cohort), strict=True):
        own_steps, own_new = (
            tables.get(seeker, table.iloc[:0])
            for tables, table in zip(told, (steps, new), strict=True)
        )
        lines += ["", escape_controls(name), *_changes_in_words(own_new, day, width)]
        lines += _first_steps_in_words(own_steps, day, width)
    return lines


def _first_steps_in_words(steps: pd.DataFrame, day: dt.date, width: int) -> list[str]:
    """The first steps of the week of one of several searches, and how many more there are."""
    week = steps[steps[schema.WHEN] == schema.THIS_WEEK]
    chosen = week if len(week) else steps
    if chosen.empty:
        return ["  Nothing to do that the tables know of."]
    rows = chosen.iloc[:STEPS_OF_EACH].to_dict("records")
    lines = [
        line
        for n, row in enumerate(rows, start=1)
        for line in broken_lines(f"  {n}. {step_in_words(row, day)}", width, "     ")
    ]
    more = len(steps) - len(rows)
    return [*lines, f"  … {with_noun(more, 'more step')}"] if more else lines


def _changes_in_words(found: pd.DataFrame, day: dt.date, width: int) -> list[str]:
    since = iso(days_after(day, -SINCE_DAYS))
    counted, *named = change_sentences(found, since)
    lines = [counted, *(f"  {line}" for line in named)]
    return [cut for line in lines for cut in broken_lines(line, width, "    ")]


def _steps_in_words(steps: pd.DataFrame, day: dt.date, width: int, room: int) -> list[str]:
    """The first steps of the week as a list, and how many more there are."""
    times = steps[schema.WHEN]
    week = steps[times == schema.THIS_WEEK]
    late = int((times == schema.OVERDUE).sum())
    if steps.empty:
        return [
            cut
            for line in (NOTHING_TO_DO, *steps.attrs["notes"])
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


def broken_lines(line: str, width: int, indent: str, *, most: int = LONGEST_STEP) -> list[str]:
    """Break a line at blanks, by columns of a terminal, and cut what needs more than ``most``."""
    # Rich's own wrapping asks for its console, whose import costs more than all the words here.
    from rich.cells import cell_len, chop_cells, set_cell_size

    room = max(1, width - len(indent))
    pieces = [""]
    for word in re.findall(r"\s*\S+\s*", escape_controls(line)):
        needed = cell_len(word.rstrip())
        if cell_len(pieces[-1]) + needed <= room:
            pieces[-1] += word
        else:
            # a word that is longer than any line begins on a line of its own
            pieces += [word] if needed <= room else chop_cells(word, room)
    pieces = [piece.rstrip() for piece in pieces if piece or len(pieces) == 1]
    if len(pieces) > most:
        pieces = pieces[:most]
        pieces[-1] = f"{set_cell_size(pieces[-1], max(1, room - 2)).rstrip()} …"
    return [indent * (at > 0) + piece for at, piece in enumerate(pieces)]
