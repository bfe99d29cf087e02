"""The verbs: for each its options, and the function of the same name that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.choices import GROUPED_QUESTIONS, PERIODS
from netgraph.cli.asking import ask, in_order
from netgraph.cli.dossiers import DOSSIERS
from netgraph.cli.engines import ENGINE_OPTIONS, with_engine
from netgraph.cli.explain import EXPLAINERS
from netgraph.cli.makers import MAKERS
from netgraph.cli.mondays import MONDAYS
from netgraph.cli.options import (
    BY_SEEKER,
    EXACT,
    EXPECTED,
    FORMAT,
    HIDING,
    MIN_CELL,
    OUTPUT,
    READING,
    READING_OF_ALL,
    TOP,
    OneOf,
    answer_options,
    count_from,
    option,
)
from netgraph.cli.reports import REPORT
from netgraph.cli.verb import FAILED, Verb
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    import pandas as pd

    from netgraph.cli.options import Option
    from netgraph.errors import InputError
    from netgraph.network import ReferralNetwork


def summarize(args: Namespace) -> int:
    """Show how the search stands on one screen, or a row for each of several."""
    from netgraph.cli.loading import load_network, summary_answer
    from netgraph.cli.output import check_output, write_answer

    if args.by_seeker:
        args.by = None  # the verb does not have it
        return ask(args)
    check_output(args)
    net = load_network(args)
    how = {"min_cell": args.min_cell, "exact": args.exact, "full": args.full}
    write_answer(summary_answer(net, args.top, **how), args)
    return 0


def check_tables(args: Namespace) -> int:
    """List every issue, what may be the same, and what is filled.

    The command fails when an issue is an error.
    """
    from netgraph.cli.answer import ONLY_TABLE, Answer
    from netgraph.cli.loading import load_network
    from netgraph.cli.output import check_output, say, write_answer
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.cli.searches import by_search, refuse_together
    from netgraph.errors import InputError
    from netgraph.redaction_issues import redacted_issues
    from netgraph.suppression import refuse_single
    from netgraph.tables.check import check
    from netgraph.tables.decided import pairs_apart
    from netgraph.tables.suggest import suggestions

    check_output(args)
    refuse_together(args)
    refuse_single(args.verb, args.min_cell)
    if args.redact and args.decide is not None:
        raise NetgraphError("--decide: not with --redact; decisions name people")
    further, notes = {}, []
    try:
        net = load_network(args)
        # Tables that could be read: the network holds the issues that were found on the way.
        as_of, issues = net.as_of_date, check(net)
        further = {"columns": _fill_shares_of_tables(net, args)}
        if not args.redact:  # who may be the same is told by names
            apart = pairs_apart(args.sources, args.same)
            further = {"suggestions": suggestions(net, apart=apart), **further}
        notes = [weak for weak in further["columns"][schema.WEAKENS] if weak]
        _write_decisions(net, args)
        _save_settings(net, args)
    except InputError as error:
        if args.seeker_id is not None:
            raise
        as_of, issues = None, _issues_despite(error, args)
        if args.decide is not None:  # decisions are what many tables are refused for want of
            _write_decisions(_network_despite_errors(args), args)
        if args.redact:
            # Values and messages quote the tables, and no network is there to know which are names.
            issues = redacted_issues(issues)
    # The words of files and columns may name somebody, as cells may.
    chosen = [] if args.redact else issues.attrs.get("notes", [])
    if args.format in (None, "table") and args.output is None:
        for line in chosen:
            say(line)
    else:
        notes = [*chosen, *notes]
    # Counts and status are those of all issues; --top only shortens the list that is shown.
    counts = issues[schema.CODE].value_counts().sort_index()
    rows_of_code = {str(code): int(rows) for code, rows in counts.items()}
    if args.by_seeker:
        issues = by_search(issues)
    rows = in_order(issues, args.by, args.top) if args.by else issues.iloc[: args.top]
    ranks = COLUMN_RANKS | {ONLY_TABLE: COLUMN_RANKS["check"]}
    tables = {ONLY_TABLE: rows, **further}
    write_answer(Answer("Issues", tables, as_of, rows_of_code, notes, ranks=ranks), args)
    return FAILED if (issues[schema.SEVERITY] == "error").any() else 0


def _issues_despite(error: InputError, args: Namespace) -> pd.DataFrame:
    """All issues of tables that are refused, which are read once more as errors leave no network.

    Raises
    ------
    InputError
        What they were refused for, where read as one they hold no searches.
    """
    from netgraph.cli.loading import reading_options
    from netgraph.tables.check import check

    issues = check(*args.sources, **reading_options(args))
    if args.by_seeker and schema.SEEKER_ID not in issues:
        raise error
    return issues


def _fill_shares_of_tables(net: ReferralNetwork, args: Namespace) -> pd.DataFrame:
    """What share of each column of the tables is filled; of several searches of all their rows.

    Everybody as one has cells, and a column of last contacts, that no table has.
    """
    from netgraph.tables.check import fill_shares

    found = fill_shares(net)
    cohort = getattr(args, "searches", None)
    if cohort is None or args.seeker_id is not None:
        return found
    listed = fill_shares(cohort.side_by_side)
    shown = listed[schema.COLUMN].isin(found[schema.COLUMN])
    # what is hidden of everybody is hidden here; a column of seekers is no cell to fill in
    return listed[shown & (listed[schema.COLUMN] != schema.SEEKER_ID)].reset_index(drop=True)


def _save_settings(net: ReferralNetwork, args: Namespace) -> None:
    """Write what was chosen beside the tables, where every command finds it."""
    from netgraph.atomic import write_whole
    from netgraph.cli.loading import reading_options
    from netgraph.cli.output import say
    from netgraph.tables.chosen import is_a_name, worth_saving
    from netgraph.tables.settings import (
        SETTINGS_FILE,
        load_settings,
        saving,
        settings_bytes,
        settings_home,
    )

    if not args.save:
        return
    home = settings_home(args.sources)
    if home is None:
        raise NetgraphError("--save: standard input has no folder; name the files")
    given = reading_options(args)
    passed = schema.PASSED_SHEET in net.issue_counts
    for name, found in worth_saving(net.files, sheets_passed=passed).items():
        # an option wins, entry by entry
        given[name] = {**found, **given[name]} if isinstance(found, dict) else given[name] or found
    if given["seeker"] and is_a_name(net, given["seeker"]):
        say("--seeker is a name, which is not saved; give it each time")
        given["seeker"] = None
    path = home / SETTINGS_FILE
    data = settings_bytes(saving(given, load_settings(args.sources), home))
    # comments of the user's stay, as long as what is settled stays
    if path.is_file() and settings_bytes(saving({}, load_settings([home]), home)) == data:
        say(f"{path}: nothing new to save")
        return
    write_whole({path: data})
    say(f"wrote {path}: every command honours it")


def _network_despite_errors(args: Namespace) -> ReferralNetwork:
    """Read tables as far as they can be read, for what is to be decided in them."""
    from netgraph.cli.loading import reading_options
    from netgraph.tables.read import read

    # one row of each id is enough to ask about; two people of one id stay two
    options = reading_options(args) | {"lenient": True, "keep": ["first", "both"]}
    return read(*args.sources, **options)


def _write_decisions(net: ReferralNetwork, args: Namespace) -> None:
    """Write what may be the same as files to decide in, unless they are there already."""
    from pathlib import Path

    from netgraph.atomic import write_whole
    from netgraph.cli.output import say
    from netgraph.tables.check import decision_files
    from netgraph.tables.decided import pairs_apart
    from netgraph.tables.settings import settings_home
    from netgraph.tables.write import csv_bytes

    if args.decide is None:
        return
    home = settings_home(args.sources)
    found = decision_files(net, apart=pairs_apart(args.sources, args.same))
    folder = Path(args.decide) if args.decide else home
    beside = folder is not None and home is not None and folder.resolve() == home.resolve()
    if beside:
        # same.csv decides nothing before it is filled in; aliases count as soon as they are read
        found = {
            path.with_stem("suggested_aliases") if path.stem == schema.ALIASES else path: table
            for path, table in found.items()
        }
    if folder is None:
        raise NetgraphError("--decide: standard input has no folder; say --decide=FOLDER")
    files = {folder / name: csv_bytes(table) for name, table in found.items()}
    for path in files:
        # a heading alone decides nothing
        if path.exists() and not (path.is_file() and len(path.read_bytes().splitlines()) < 2):
            raise NetgraphError(
                f"{path}: is there already, perhaps with decisions; say --decide=FOLDER"
            )
    write_whole(files)
    for path in files:
        say(f"wrote {path}")
    say(
        "write yes or no in the column 'same'; "
        + ("then every command honours it" if beside else f"then say --same {next(iter(files))}")
    )


def question(name: str, columns: Sequence[str], *more: Option) -> Verb:
    """Make a verb that a function of the same name answers with a table."""
    counts = name in GROUPED_QUESTIONS
    options = (*READING, BY_SEEKER, *more, *answer_options(columns, counts=counts))
    return Verb(name, with_engine(ask), options)


def question_of_cohorts(name: str, columns: Sequence[str], *more: Option) -> Verb:
    """Make a verb that asks about the searches of several seekers together."""
    return Verb(name, ask, (*READING_OF_ALL, *more, *answer_options(columns)))


GROWTH: Final = tuple(
    dict.fromkeys((*schema.GENERATION_GROWTH_COLUMNS, *schema.PERIOD_GROWTH_COLUMNS))
)
LOSE: Final = option(
    "--lose",
    action="append",
    metavar="WHO",
    help="only what is lost if this contact (id or name) goes cold; may be given again: together",
)
LEAST: Final = option(
    "--least",
    type=count_from(1),
    metavar="N",
    help="branches of at least N people; 1 adds people who stand alone; default: 2",
)
PER: Final = option(
    "--per",
    type=OneOf("period", PERIODS),
    metavar="PERIOD",
    help="generation, week or month",
)
TO: Final = option("--to", required=True, metavar="WHOM", help="an organization, an id or a name")
DECIDE: Final = option(
    "--decide",
    nargs="?",
    const="",
    metavar="FOLDER",
    help="write same.csv and aliases.csv there, or beside the tables: who may be the same, to "
    "decide on; tables that follow are taken for tables",
)

LIMIT: Final = option(
    "--limit",
    type=count_from(0),
    metavar="N",
    help="asks a month that are not too many; default: 3",
)
FULL: Final = option(
    "--full", action="store_true", help="all tables instead of one screen: dead ends, organizations"
)
SAVE: Final = option(
    "--save",
    action="store_true",
    help="write what was chosen to netgraph.toml beside the tables, for every command",
)


def k_option(default: int, what: str) -> Option:
    """Make the option --k."""
    return option(
        "--k", type=count_from(1), metavar="N", help=f"how many {what}; default: {default}"
    )


VERBS: Final = {
    verb.name: verb
    for verb in (
        Verb(
            "summary",
            with_engine(summarize),
            (
                *READING,
                BY_SEEKER,
                FULL,
                TOP,
                EXACT,
                FORMAT,
                OUTPUT,
                *HIDING,
                MIN_CELL,
                *ENGINE_OPTIONS,
            ),
        ),
        question(
            "contacts",
            (*schema.CONTACT_COLUMNS, *schema.EXPECTED_COLUMNS),
            EXACT,
            EXPECTED,
            *ENGINE_OPTIONS,
        ),
        question(
            "advocates",
            (*schema.ADVOCATE_COLUMNS, *schema.EXPECTED_COLUMNS),
            EXACT,
            EXPECTED,
            *ENGINE_OPTIONS,
        ),
        question(
            "dead-ends",
            schema.DEAD_END_COLUMNS,
            LEAST,
            *ENGINE_OPTIONS,
        ),
        question(
            "organizations",
            schema.LOSS_COLUMNS,
            LOSE,
            *ENGINE_OPTIONS,
        ),
        question(
            "keep-warm",
            schema.KEEP_WARM_COLUMNS,
            k_option(5, "advocates"),
        ),
        question("growth", GROWTH, PER),
        question(
            "paths",
            schema.PATH_COLUMNS,
            TO,
            k_option(3, "chains"),
        ),
        question("sources", schema.SOURCE_COLUMNS, EXACT),
        question_of_cohorts(
            "seekers",
            schema.SEEKER_COLUMNS,
        ),
        question_of_cohorts(
            "load",
            schema.LOAD_COLUMNS,
            LIMIT,
        ),
        *MONDAYS,
        *DOSSIERS,
        Verb(
            "check",
            with_engine(check_tables),
            (
                *(*READING, BY_SEEKER, DECIDE, SAVE),
                *(*answer_options(schema.ISSUE_COLUMNS), *ENGINE_OPTIONS),
            ),
        ),
        REPORT,
        *MAKERS,
        *EXPLAINERS,
    )
}
