"""The verb ``dossier``: one person, before you write to or meet them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from netgraph.cli.options import (
    HIDING,
    INCLUDE,
    MIN_CELL,
    READING,
    STANDARD_OUTPUT,
    option,
    path_ending,
    refused,
)
from netgraph.cli.verb import Verb

if TYPE_CHECKING:
    from argparse import Namespace

DOSSIER_FORMATS: Final = ("table", "json", "markdown")
DOSSIER_ENDINGS: Final = {
    ".txt": "table",
    ".md": "markdown",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
}


def tell_of_one(args: Namespace) -> int:
    """Say what to know, to ask and to do about one person."""
    from pathlib import Path

    from netgraph.analysis.dossier import dossier
    from netgraph.analysis.small_cells import shown_issues
    from netgraph.atomic import write_whole
    from netgraph.cli.dossier_formats import dossier_json, dossier_markdown, dossier_text
    from netgraph.cli.loading import load_network
    from netgraph.cli.output import check_output, say, say_basis, write_text
    from netgraph.cli.progress import working
    from netgraph.cli.screen import width_of
    from netgraph.report.dossier_page import dossier_page
    from netgraph.suppression import refuse_single

    refuse_single(args.verb, args.min_cell)
    to_screen = args.output in (None, STANDARD_OUTPUT)
    check_output(args, None if to_screen else Path(args.output))
    net = load_network(args)
    with working("answering"):
        found = dossier(net, args.who, include=args.include or ())
    form = args.format
    if form is None:
        form = "table" if to_screen else DOSSIER_ENDINGS[Path(args.output).suffix.lower()]
    if form == "html":
        write_whole({Path(args.output): dossier_page(found)})
        say(f"wrote {args.output}")
    elif form == "table":
        write_text(dossier_text(found, width_of(sys.stdout if to_screen else None)), args)
    elif form == "json":
        write_text(dossier_json(found, shown_issues(net)), args)
    else:
        write_text(dossier_markdown(found), args)
    notes = [*found.notes, *_asked_by_students(args, found.contact_id)]
    say_basis(notes, shown_issues(net), found.as_of, listed=False)
    return 0


WHO_OPTION: Final = option(
    "--who", required=True, metavar="NAME", help="a person: name, id, address or nickname"
)
DOSSIERS: Final = (
    Verb(
        "dossier",
        tell_of_one,
        (
            *READING,
            WHO_OPTION,
            INCLUDE,
            option(
                "--format",
                choices=DOSSIER_FORMATS,
                help="default: table, or what -o FILE ends with",
            ),
            option(
                "-o",
                "--output",
                type=path_ending(*DOSSIER_ENDINGS),
                metavar="FILE",
                help="write there instead of to the screen: .html (one page), .md, .txt or .json",
            ),
            *HIDING,
            *refused(MIN_CELL),
        ),
    ),
)


def _asked_by_students(args: Namespace, contact: str) -> list[str]:
    """How many students ask of a person, where "you" are all of them; nothing of pseudonyms."""
    from netgraph import schema
    from netgraph.analysis.load import load
    from netgraph.cohort.cohort import Cohort

    cohort = getattr(args, "searches", None)
    if args.redact or args.seeker_id is not None or not isinstance(cohort, Cohort):
        return []
    table = load(cohort)
    row = table[table[schema.CONTACT_ID] == contact]
    # who is known to one student is asked by nobody else
    if not len(row) or int(row[schema.SEEKERS].iloc[0]) < 2:
        return []
    students = int(row[schema.SEEKERS].iloc[0])
    said = {
        schema.ASKS_30_DAYS: "asked in the last 30 days",
        schema.WAITING: "wait for a referral",
    }
    counts = [
        f"{int(row[name].iloc[0]):,} {words}"
        for name, words in said.items()
        if row[name].notna().iloc[0]  # tables that note no asks count none
    ]
    told = f'"you" are {students:,} students: {", ".join(counts) or "asks are not noted"}'
    return [f"{told} (netgraph load); --seeker-id ID for one of them"]
