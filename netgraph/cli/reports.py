"""The verb that writes a page for somebody who runs no code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.cli.options import (
    HIDING,
    INCLUDE,
    MIN_CELL,
    READING,
    iso_day,
    option,
    path_ending,
)
from netgraph.cli.verb import Verb

if TYPE_CHECKING:
    from argparse import Namespace

REPORT_FILE: Final = "report.html"


def write_page(args: Namespace) -> int:
    """Write the report."""
    from pathlib import Path

    from netgraph.analysis.small_cells import shown_issues
    from netgraph.cli.loading import load_network
    from netgraph.cli.output import check_output, say, say_written, write_made
    from netgraph.cli.progress import working
    from netgraph.report.write import REPORT_TITLE, report_bytes

    path = Path(args.output or REPORT_FILE)
    check_output(args, path)
    net = load_network(args)
    how = {
        "since": args.since,
        "title": REPORT_TITLE if args.title is None else args.title,
        "include": args.include or (),
        "min_cell": args.min_cell,
    }
    with working("writing"):
        files = write_made(report_bytes(net, **how), args, path)
    say_written(net, *files, issues=shown_issues(net, args.min_cell))
    if files:
        say("open it in a browser, print it, or send it to whom it is for")
    return 0


REPORT: Final = Verb(
    "report",
    "One page for somebody who runs no code: findings, figures, tables",
    write_page,
    (
        *READING,
        *HIDING,
        MIN_CELL,
        option(
            "--since",
            type=iso_day,
            metavar="DATE",
            help="tell what is new since this day; default: 30 days before",
        ),
        option("--title", metavar="WORDS", help="the heading of the page"),
        INCLUDE,
        option(
            "-o",
            "--output",
            type=path_ending(".html", ".htm"),
            metavar="FILE",
            help=f"default: {REPORT_FILE}",
        ),
    ),
)
