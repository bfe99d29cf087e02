"""The verbs that make files: figures, maps, made-up networks, the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.choices import (
    AUTO,
    COHORT_FIGURES,
    FIGURE_FORMATS,
    FIGURES,
    RENDERERS,
    TABLE_FORMATS,
)
from netgraph.cli.options import (
    BY_SEEKER,
    CONVERTING,
    FIGURE_ENDINGS,
    HIDING,
    INCLUDE,
    MIN_CELL,
    PAGE_ENDINGS,
    READING,
    STANDARD_OUTPUT,
    STARTING,
    OneOf,
    converted_place,
    count_from,
    folder_place,
    option,
    output_place,
    path_ending,
    refused,
)
from netgraph.cli.seeker_folders import write_of_each
from netgraph.cli.verb import Verb
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path


DEMO: Final = "netgraph-demo"
MAP_FILE: Final = "map.html"
MAP_FOLDER: Final = "maps"
FIRST_WORKBOOK: Final = "job-search.xlsx"
DEFAULT_SEED: Final = 0


def draw(args: Namespace) -> int:
    """Draw a figure into a file, or one of each search into a folder."""
    from pathlib import Path

    from netgraph.analysis.small_cells import shown_issues
    from netgraph.cli.loading import load_asked, load_network
    from netgraph.cli.output import check_output, say_written, write_made
    from netgraph.cli.progress import working
    from netgraph.plot.figures import OF_SINGLE_CONTACTS, figure_bytes
    from netgraph.suppression import refuse_single

    if args.by_seeker:
        return draw_each(args)
    if args.format is not None:
        raise NetgraphError("--format: of figures in a folder; that of a file is its ending")
    if args.kind in OF_SINGLE_CONTACTS:
        refuse_single(f"figure {args.kind}", args.min_cell)
    # figures of groups leave out what is too small; without the option they are drawn as always
    how = {"min_cell": args.min_cell} if args.min_cell > 1 else {}
    path = Path(args.output or f"{args.kind}.png")
    # A refusal comes before the tables are read, which may take minutes.
    check_output(args, path)
    net = load_asked(args) if args.kind in COHORT_FIGURES else load_network(args)
    with working("drawing"):
        kind_of_file = ".png" if args.output == STANDARD_OUTPUT else path.suffix.lower()
        files = write_made(figure_bytes(net, args.kind, kind_of_file, **how), args, path)
    say_written(net, *files, issues=shown_issues(net, args.min_cell))
    return 0


def draw_each(args: Namespace) -> int:
    """Draw a figure of each search into a folder."""
    from netgraph.report.seeker_files import filed_figures
    from netgraph.report.seeker_folders import figure_folder

    form = args.format or FIGURE_FORMATS[0]
    return write_of_each(
        args,
        args.kind,
        FIGURE_ENDINGS,
        filed_figures(args.kind, form),
        lambda cohort: figure_folder(cohort, args.kind, format=form),
    )


def draw_map(args: Namespace) -> int:
    """Write the interactive map, or one of each search into a folder."""
    from pathlib import Path

    from netgraph.cli.loading import load_asked
    from netgraph.cli.output import check_output, say, say_written, write_made
    from netgraph.cli.progress import working
    from netgraph.maps.write import DEFAULT_TITLE, map_bytes
    from netgraph.report.seeker_files import MAPS
    from netgraph.report.seeker_folders import map_folder
    from netgraph.suppression import refuse_single

    refuse_single("the map", args.min_cell)
    how = {"renderer": args.renderer, "include": args.include or ()}
    if args.by_seeker:
        return write_of_each(
            args, MAP_FOLDER, PAGE_ENDINGS, MAPS, lambda cohort: map_folder(cohort, **how)
        )
    path = Path(args.output or MAP_FILE)
    check_output(args, path)
    net = load_asked(args)
    if called := getattr(args, "called", None):  # of one search: whose it is
        how["title"] = f"{DEFAULT_TITLE}: {called}"
    with working("drawing"):
        files = write_made(map_bytes(net, **how), args, path)
    say_written(net, *files)
    if files:
        say("open it in a browser")
    return 0


def convert_files(args: Namespace) -> int:
    """Turn any files into the standard tables, or into a graph file."""
    from netgraph.analysis.graph_file import standing_colours
    from netgraph.cli.conversions import say_instead
    from netgraph.cli.loading import (
        finding_options,
        naming_nobody,
        read_key,
        reading_options,
        say_new_key,
        say_settings,
    )
    from netgraph.cli.output import say, say_written
    from netgraph.cli.searches import asked_network
    from netgraph.tables.convert import convert, unplaced_counts, write_converted

    words = {name: getattr(args, name) for name in ("private", "format")}
    # The colours go in as a function: they need an analysis, which only a graph file asks for.
    words |= {"redact": args.redact or (), "colors": standing_colours, "to": args.output}
    if args.seeker_id is None:
        with naming_nobody(args):
            converted = convert(*args.sources, key=read_key(args), **words, **finding_options(args))
    else:
        args.as_of, args.seeker, args.lenient = None, None, True  # as the other conversion reads
        key, net = read_key(args), asked_network(args, reading_options(args))
        converted = write_converted(net, args.sources, key=key, **words)
    say_new_key(args)
    say_settings(converted.net, redacted=bool(args.redact))
    if converted.withheld:
        say(f"left out as private: {', '.join(converted.withheld)}; --private writes them too")
    if converted.private:
        say(f"private in it: {', '.join(converted.private)}; for others, say --redact names")
    say_written(converted.net, *converted.files)
    say_instead(converted)
    if len(converted.unplaced):
        # The file of what had no place is always the last of those written.
        count, where = len(converted.unplaced), converted.files[-1]
        rows, notes = unplaced_counts(converted.net)
        said = f"{count:,} {'cell or row' if count == 1 else 'cells or rows'} had no place ({rows})"
        said += f": in {where}"
        say(f"{said}; {notes} more about whole files" if notes else said)
    return 0


def begin(args: Namespace) -> int:
    """Write a workbook to begin with, or one that holds what other files say."""
    import shlex
    from pathlib import Path

    from netgraph.cli.loading import reading_options, say_settings
    from netgraph.cli.output import check_output, say, say_written, write_made
    from netgraph.cli.progress import working
    from netgraph.cli.searches import asked_network
    from netgraph.start.workbook import workbook_to_fill, write_workbook
    from netgraph.tables.cohorts.read import hold_several
    from netgraph.tables.read import read_beginning

    path = Path(args.output or FIRST_WORKBOOK)
    check_output(args, path)
    if args.output != STANDARD_OUTPUT and path.exists():
        raise NetgraphError(f"{path}: is there already; name another file with -o")
    args.as_of = None  # this verb does not have the option, but reading asks for it
    net = None
    if args.sources:
        with working("reading"):
            options = reading_options(args)
            if args.seeker_id is not None:
                net = asked_network(args, options)
            elif hold_several(*args.sources, **options):
                raise NetgraphError(
                    "--from: these are searches of several students, and a workbook holds one: "
                    "--seeker-id ID takes one; netgraph seekers TABLES lists the ids"
                )
            else:
                net = read_beginning(*args.sources, **options)
        say_settings(net)
    if args.output == STANDARD_OUTPUT:
        write_made(workbook_to_fill(net), args, path)
        return 0
    if net is None:
        say(f"wrote {write_workbook(path)}")
    else:
        say_written(net, write_workbook(path, net))
    say("open it in Excel, LibreOffice or Google Sheets; write a row a person")
    say(f"save it as .xlsx; then: netgraph week {shlex.quote(f'{path}')}")
    return 0


def simulate_tables(args: Namespace) -> int:
    """Write the tables of a made-up network."""
    from pathlib import Path

    from netgraph.cli.output import say
    from netgraph.simulation.office import write_office
    from netgraph.simulation.simulate import write_simulated

    home = Path(args.output or f"simulated-{args.contacts}")
    for name in (*schema.TABLES, schema.SEEKERS):
        if (home / f"{name}.csv").exists():
            raise NetgraphError(f"{home / name}.csv: is there already; name another folder")
    if args.seekers is None:
        paths = write_simulated(home, args.contacts, seed=args.seed)
    else:
        paths = write_office(home, args.contacts, args.seekers, seed=args.seed)
    for path in paths:
        say(f"wrote {path}")
    return 0


def demonstrate(args: Namespace) -> int:
    """Copy the example tables out, show their summary, write their map."""
    from pathlib import Path

    from netgraph.cli.loading import summary_answer
    from netgraph.cli.output import say, write_answer
    from netgraph.maps.write import write_map
    from netgraph.simulation.example import example_folder
    from netgraph.tables.read import read

    home = Path(args.folder)
    # A folder lists its files in any order; sorted, the same one is refused first everywhere.
    examples = sorted(path for path in example_folder().iterdir() if path.suffix == ".csv")
    _copy_examples(examples, home)
    net = read(home)
    # This verb does not have the two options, but writing an answer asks for them.
    args.format = args.output = None
    write_answer(summary_answer(net), args)
    write_map(net, home / "map.html")
    say(f"tables: {home}")
    say(f"map:    {(home / 'map.html').resolve()} (open it in a browser)")
    return 0


def _copy_examples(examples: list[Path], home: Path) -> None:
    """Copy the example tables, but not over tables that were changed."""
    home.mkdir(parents=True, exist_ok=True)
    # All are compared before one is copied, so that a refusal leaves the folder as it was.
    for example in examples:
        there = home / example.name
        if there.exists() and there.read_bytes() != example.read_bytes():
            raise NetgraphError(
                f"{there}: is there and differs from the example; name another folder"
            )
    for example in examples:
        (home / example.name).write_bytes(example.read_bytes())


MAKERS: Final = (
    Verb(
        "start",
        begin,
        (
            option(
                "--from",
                dest="sources",
                nargs="+",
                default=(),
                metavar="FILE",
                help="begin with what these hold: a sheet of your own, an export",
            ),
            *STARTING,
            option(
                "-o",
                "--output",
                type=path_ending(".xlsx"),
                metavar="FILE",
                help=f"default: {FIRST_WORKBOOK}",
            ),
        ),
    ),
    Verb(
        "plot",
        draw,
        (
            option(
                "kind",
                type=OneOf("figure", (*FIGURES, *COHORT_FIGURES)),
                metavar="KIND",
                help=f"{', '.join(FIGURES)}; of a career office {', '.join(COHORT_FIGURES)}",
            ),
            *READING,
            *HIDING,
            BY_SEEKER,
            MIN_CELL,
            option(
                "-o",
                "--output",
                type=output_place,
                metavar="FILE",
                help="PNG, SVG or PDF, by its ending (-: a PNG to stdout); default: KIND.png; with "
                "--by-seeker a folder, default: KIND",
            ),
            option(
                "--format",
                choices=FIGURE_FORMATS,
                help=f"of figures in a folder; default: {FIGURE_FORMATS[0]}",
            ),
        ),
    ),
    Verb(
        "map",
        draw_map,
        (
            *READING,
            *HIDING,
            BY_SEEKER,
            *refused(MIN_CELL),
            option(
                "-o",
                "--output",
                type=output_place,
                metavar="FILE",
                help=f"default: {MAP_FILE}; with --by-seeker a folder, default: {MAP_FOLDER}",
            ),
            INCLUDE,
            option(
                "--renderer",
                choices=RENDERERS,
                default=AUTO,
                help="default: canvas; pyvis is an extra",
            ),
        ),
    ),
    Verb(
        "convert",
        convert_files,
        (
            *CONVERTING,
            *HIDING,
            option(
                "-o",
                "--output",
                required=True,
                type=converted_place,
                metavar="FOLDER",
                help="or one file: book.xlsx, net.graphml, net.gexf",
            ),
            option(
                "--format",
                choices=TABLE_FORMATS,
                help="of tables in a folder; default: csv",
            ),
            option(
                "--private",
                action="store_true",
                help="notes, e-mails and phone numbers in graph files and redacted tables too",
            ),
        ),
    ),
    Verb(
        "simulate",
        simulate_tables,
        (
            option("contacts", type=count_from(1, 10**8), metavar="N", help="how many contacts"),
            option(
                "--seekers",
                type=count_from(1, 10**6),
                metavar="M",
                help="a career office: the searches of M students, who share N contacts",
            ),
            option(
                "--seed",
                type=count_from(0, 2**63),
                default=DEFAULT_SEED,
                metavar="S",
                help="another number, another network",
            ),
            option(
                "-o",
                "--output",
                type=folder_place,
                metavar="FOLDER",
                help="default: simulated-N",
            ),
        ),
    ),
    Verb(
        "demo",
        demonstrate,
        (option("folder", nargs="?", default=DEMO, metavar="FOLDER", help=f"default: {DEMO}"),),
    ),
)
