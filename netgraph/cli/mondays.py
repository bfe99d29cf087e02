"""The verbs of a Monday morning: what to do next."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.choices import STEP_DAYS
from netgraph.cli.asking import answer_of, ask
from netgraph.cli.options import (
    BY_SEEKER,
    HIDING,
    MIN_CELL,
    OUTPUT,
    READING,
    STANDARD_OUTPUT,
    answer_options,
    count_from,
    iso_day,
    option,
    output_place,
    path_ending,
    refused,
)
from netgraph.cli.verb import Verb
from netgraph.errors import MOST_DAYS
from netgraph.iso_days import TODAY, given_day, iso

if TYPE_CHECKING:
    from argparse import Namespace

ACTIONS_SHOWN: Final = 10
"""Rows of the agenda that a terminal shows where no number is asked for."""


def plan(args: Namespace) -> int:
    """Say what to do next, and write it into a calendar."""
    from dataclasses import replace
    from pathlib import Path

    from netgraph.analysis.agenda_calendar import calendar_bytes
    from netgraph.atomic import write_whole
    from netgraph.cli.answer import ONLY_TABLE
    from netgraph.cli.output import refuse_overwriting, say, write_answer

    if args.ics is not None:
        refuse_overwriting(Path(args.ics), args)
        # on the latest date noted, the default, entries may lie in the past
        stand_on_today(args)
    answer = answer_of(args)
    if args.top is None:
        answer = replace(answer, rows_on_terminal=ACTIONS_SHOWN)
    if args.ics is not None:
        # a calendar needs a day for what is due on none, and there is one: today
        day = given_day(args.as_of)
        write_whole({Path(args.ics): calendar_bytes(answer.tables[ONLY_TABLE], day)})
    write_answer(answer, args)
    if args.ics is not None:
        say(
            f"wrote {args.ics} as of {iso(day)}: import it again next week, entries move with "
            "their steps"
        )
    return 0


def look_ahead(args: Namespace) -> int:
    """Say in words what changed since last week, and what to do this one."""
    from netgraph.analysis.small_cells import shown_issues
    from netgraph.cli.loading import load_asked
    from netgraph.cli.output import check_output, say_basis, write_text
    from netgraph.cli.screen import width_of
    from netgraph.cli.week_screen import week_by_seeker, week_lines
    from netgraph.cohort.cohort import Cohort
    from netgraph.suppression import refuse_single

    args.format = "table"
    check_output(args)
    refuse_single(args.verb, args.min_cell)
    stand_on_today(args)
    net = load_asked(args)
    width = width_of(sys.stdout if args.output in (None, STANDARD_OUTPUT) else None)
    issues = shown_issues(net)
    lines = week_by_seeker(net, width) if isinstance(net, Cohort) else week_lines(net, width)
    write_text("\n".join(lines) + "\n", args)
    say_basis([], issues, net.as_of_date, listed=False)
    return 0


def stand_on_today(args: Namespace) -> None:
    """Stand on today where no other day was asked for."""
    if args.as_of is None:
        args.as_of = iso(given_day(TODAY))


def calendar_place(text: str) -> str:
    """Take the name of a calendar's file, which standard output is none."""
    if output_place(text) == STANDARD_OUTPUT:
        raise ArgumentTypeError(f"{text!r}: not to the screen; name a file for the calendar")
    return path_ending(".ics")(text)


OUTCOME: Final = option(
    "--outcome", metavar="ORG", help="where you have landed: also list everyone to tell"
)
HOURS_FILE: Final = option(
    "--hours", metavar="FILE", help="a table of date, activity (networking, postings) and hours"
)
ICS: Final = option(
    "--ics",
    type=calendar_place,
    metavar="FILE",
    help="write the same as entries of a calendar; stands on today unless --as-of is given",
)
LIMITS: Final = tuple(
    option(
        f"--{action}-days",
        type=count_from(0, MOST_DAYS),
        metavar="DAYS",
        help=f"{what}; default: {getattr(STEP_DAYS, action.replace('-', '_'))}",
    )
    for action, what in (
        ("write", "write this long after somebody was named"),
        ("follow-up", "follow up a letter or e-mail this long after it"),
        ("thank", "thank this long after a meeting"),
        ("ask", "ask for a referral this long after a meeting"),
        ("prepare", "prepare a meeting this long before it"),
        ("revive", "revive a dead end when it has been quiet this long"),
        ("keep-in-touch", "write to an advocate who has been quiet this long"),
    )
)
SINCE: Final = option(
    "--since",
    type=iso_day,
    metavar="DATE",
    help="the earlier date, which is not counted; default: a week before",
)
MONDAYS: Final = (
    Verb(
        "agenda",
        plan,
        (
            *READING,
            BY_SEEKER,
            OUTCOME,
            HOURS_FILE,
            ICS,
            *LIMITS,
            *answer_options(schema.AGENDA_COLUMNS),
        ),
    ),
    Verb(
        "week",
        look_ahead,
        (*READING, BY_SEEKER, OUTPUT, *HIDING, *refused(MIN_CELL)),
    ),
    Verb(
        "changes",
        ask,
        (*READING, BY_SEEKER, SINCE, *answer_options(schema.CHANGE_COLUMNS)),
    ),
)
