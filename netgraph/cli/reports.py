"""The verb that writes a page for somebody who runs no code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.cli.options import (
    BY_SEEKER,
    HIDING,
    INCLUDE,
    MIN_CELL,
    PAGE_ENDINGS,
    READING,
    iso_day,
    option,
    other_ending,
    output_place,
)
from netgraph.cli.seeker_folders import write_of_each
from netgraph.cli.verb import Verb
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

REPORT_FILE: Final = "report.html"
REPORT_FOLDER: Final = "reports"
OF_ONE_SEARCH: Final = ("since", "include")
"""Options of the page of a search, which the page of an office has no place for."""


def write_page(args: Namespace) -> int:
    """Write the report: of a network, of a career office, or a page for each of its seekers."""
    from pathlib import Path

    from netgraph.cli.loading import load_asked
    from netgraph.cli.output import check_output
    from netgraph.cohort.cohort import Cohort

    if args.group and args.min_cell <= 1:
        raise NetgraphError("--group: of the page of counts; say --min-cell 11 as well")
    if args.by_seeker:
        return write_pages(args)
    if told := other_ending(args.output, PAGE_ENDINGS):
        raise NetgraphError(told)
    path = Path(args.output or REPORT_FILE)
    # before anything is read, which may take long
    check_output(args, path)
    found = load_asked(args)
    if args.group and not isinstance(found, Cohort):
        raise NetgraphError("--group: of the searches of several seekers, with all as they are")
    if isinstance(found, Cohort):
        return write_office_page(args, found, path)
    return write_network_page(args, found, path)


def write_network_page(args: Namespace, net: ReferralNetwork, path: Path) -> int:
    """Write the report of a network."""
    from netgraph.analysis.small_cells import shown_issues
    from netgraph.cli.output import say, say_written, write_made
    from netgraph.cli.progress import working
    from netgraph.report.write import REPORT_TITLE, report_bytes

    title = REPORT_TITLE if args.title is None else args.title
    called = getattr(args, "called", None)  # of one search: whose it is
    how = {
        "since": args.since,
        "title": title if called is None else f"{title}: {called}",
        "include": args.include or (),
        "min_cell": args.min_cell,
    }
    with working("writing"):
        files = write_made(report_bytes(net, **how), args, path)
    say_written(net, *files, issues=shown_issues(net, args.min_cell))
    if files:
        say("open it in a browser, print it, or send it to whom it is for")
    return 0


def write_office_page(args: Namespace, cohort: Cohort, path: Path) -> int:
    """Write the page of a career office, with the names of all of its students."""
    from netgraph.cli.output import say, say_written, write_made
    from netgraph.cli.progress import working
    from netgraph.report.dean import dean_bytes
    from netgraph.report.office import office_bytes

    least = args.min_cell
    for name in OF_ONE_SEARCH:
        if getattr(args, name):
            raise NetgraphError(
                f"--{name}: of the page of a search; say --by-seeker or --seeker-id ID as well"
            )
    with working("writing"):
        data = (
            dean_bytes(cohort, min_cell=least, title=args.title, groups=args.group)
            if least > 1
            else office_bytes(cohort, title=args.title)
        )
        files = write_made(data, args, path)
    say_written(cohort, *files, issues={} if least > 1 else None)
    if files and least > 1:
        say(f"counts below {least}, and what would let one be found, are not in it, nor any name")
    elif files:
        say("for the office alone: it names all students; a page for each: --by-seeker -o FOLDER")
    return 0


def write_pages(args: Namespace) -> int:
    """Write a page for each seeker, and one for the office that leads to them."""
    from netgraph.report.seeker_files import REPORTS
    from netgraph.report.seeker_folders import report_folder

    how = {"since": args.since, "title": args.title, "include": args.include or ()}
    return write_of_each(
        args, REPORT_FOLDER, PAGE_ENDINGS, REPORTS, lambda cohort: report_folder(cohort, **how)
    )


REPORT: Final = Verb(
    "report",
    write_page,
    (
        *READING,
        *HIDING,
        BY_SEEKER,
        MIN_CELL,
        option(
            "--since",
            type=iso_day,
            metavar="DATE",
            help="tell what is new since this day; default: 30 days before",
        ),
        option(
            "--group",
            action="append",
            metavar="COLUMN",
            help="of a career office, with --min-cell: count students by this column of "
            "seekers.csv; may be given again; default: all of few values",
        ),
        option("--title", metavar="WORDS", help="the heading of the page"),
        INCLUDE,
        option(
            "-o",
            "--output",
            type=output_place,
            metavar="FILE",
            help=f"default: {REPORT_FILE}; with --by-seeker a folder, default: {REPORT_FOLDER}",
        ),
    ),
)
