"""Answers from an engine, for tables larger than a memory."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.choices import GROUPED_QUESTIONS
from netgraph.cli.options import count_from, option
from netgraph.errors import InputError, NetgraphError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from pathlib import Path

    from netgraph.engines.engine import Engine
    from netgraph.engines.whole import Whole

ENGINE_OPTIONS: Final = (
    option(
        "--engine",
        choices=("duckdb", "spark"),
        help="answer on this engine: tables larger than memory",
    ),
    option("--master", metavar="URL", help="where Spark runs: local[2], spark://HOST:PORT, ..."),
    option(
        "--work",
        metavar="FOLDER",
        help="where an engine keeps its steps; all workers must share it",
    ),
    option("--memory", metavar="SIZE", help="what DuckDB may use, as 4GB"),
    option("--threads", type=count_from(1), metavar="N", help="cores that DuckDB and netgraph use"),
    option(
        "--piece-rows",
        type=count_from(1),
        metavar="N",
        help="rows that one worker may have in memory",
    ),
)
ROWS_SHOWN: Final = 20
WITHOUT_FINDINGS: Final = (
    "Findings and what to do this week are told without --engine alone, where the tables fit into "
    "memory."
)
IN_MEMORY_ONLY: Final = (
    "lose",
    "decide",
    "save",
    "sheet",
    "encoding",
    "expected",
    schema.SEEKER_ID,
    "by_seeker",
)
"""Options that an engine has no answer for."""


def with_engine(memory: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Make a verb that answers in memory, or on an engine where one is asked for."""

    @functools.wraps(memory)
    def run(args: Namespace) -> int:
        # Verbs that only memory answers do not have these options, so args may lack the attribute.
        if getattr(args, "engine", None) is not None:
            try:
                return _on_engine(args)
            except InputError as error:
                if args.verb != "check":
                    raise
                return _list_refusal(error, args)
        for name in ("master", "work", "memory", "threads", "piece_rows"):
            if getattr(args, name, None) is not None:
                raise NetgraphError(f"--{name.replace('_', '-')}: say which --engine")
        return memory(args)

    return run


def _on_engine(args: Namespace) -> int:
    from netgraph.cli.loading import naming_nobody, read_key, say_new_key
    from netgraph.cli.progress import working
    from netgraph.engines.whole import PIECE_ROWS, Whole
    from netgraph.suppression import refuse_single

    _apply_settings(args)
    # An option that was not given is None, 0 or no attribute at all, which is false each time.
    for name in IN_MEMORY_ONLY:
        if getattr(args, name, None):
            raise NetgraphError(
                f"--{name.replace('_', '-')}: not with --engine; leave one of the two out"
            )
    if getattr(args, "by", None) in schema.EXPECTED_COLUMNS:
        raise NetgraphError(f"--by {args.by}: not with --engine; leave one of the two out")
    if args.verb not in (*GROUPED_QUESTIONS, "summary"):
        refuse_single(args.verb, args.min_cell)
    folder = _goes_to_folder(args)
    key = read_key(args)
    with naming_nobody(args, _problems_of_engine):
        contacts, referrals, lists = _tables(args)
    # A file that was named takes the place of the one found beside the tables.
    lists |= {name: getattr(args, name) for name in lists if getattr(args, name, None)}
    lists["beside"] = lists["beside"] and not args.same
    engine = _engine(args)
    try:
        with naming_nobody(args, _problems_of_engine), working("reading") as engine.steps.tell:
            net = Whole(
                engine,
                contacts,
                referrals,
                columns=dict(args.columns or ()),
                as_of=args.as_of,
                seeker=args.seeker,
                keep=args.keep,
                lenient=args.lenient,
                dates=args.dates,
                values=dict(args.value or ()),
                **lists,
                piece_rows=args.piece_rows or PIECE_ROWS,
                exact=getattr(args, "exact", False),
                redact=args.redact or (),
                key=key,
                min_cell=args.min_cell,
            )
        if lists["beside"]:
            _say_decisions(net)
        if not net.wrong:
            say_new_key(args)
        if args.verb == "summary":
            return _summarize(net, args)
        return _ask(net, args, folder=folder)
    finally:
        # The steps on disk may be as large as the tables, so they go after an error too.
        engine.close()


def _list_refusal(error: InputError, args: Namespace) -> int:
    """List what whole tables are refused for, as ``check`` does in memory."""
    from netgraph.cli.answer import ONLY_TABLE, Answer
    from netgraph.cli.output import write_answer
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.tables.check import issues_of_refusal

    rows = issues_of_refusal(error)
    ranks = {ONLY_TABLE: COLUMN_RANKS["check"]}
    counts = {schema.BAD_VALUE: len(rows)}
    write_answer(Answer("Issues", {ONLY_TABLE: rows}, None, counts, [], ranks=ranks), args)
    return 1


def _problems_of_engine(_: Namespace) -> list[str]:
    """What can be said of a table that an engine refuses: not its name, nor the cell."""
    return [f"a table: {schema.BAD_VALUE}"]


def _goes_to_folder(args: Namespace) -> bool:
    """Whether the answer becomes a folder, as engines write it: no ending says otherwise.

    Raises
    ------
    NetgraphError
        If it cannot go where it was sent: noticed before tables are read that are larger than a
        memory.
    """
    import tempfile
    from pathlib import Path

    from netgraph.cli.output import FORMAT_OF_ENDING, check_output
    from netgraph.errors import OutputError

    output = None if args.output in (None, "-") else str(args.output)
    if output is None or "://" in output:
        return output is not None
    place = Path(output)
    ending = FORMAT_OF_ENDING.get(place.suffix.lower())
    folder = ending is None and args.format in (None, "csv", "parquet") and args.verb != "summary"
    if folder and place.exists():
        raise OutputError(f"{output}: is there already; name a new folder")
    if not folder:
        check_output(args)
    home = next(above for above in place.absolute().parents if above.exists())
    try:
        with tempfile.TemporaryFile(dir=home):  # asking for rights does not tell of full disks
            return folder
    except OSError as error:
        raise OutputError(f"{output}: nothing can be written in {home}") from error


def _apply_settings(args: Namespace) -> None:
    """Take what is saved beside the tables for options that were not given, and say so."""
    from netgraph.cli.loading import SETTINGS_NOT_REPEATED
    from netgraph.cli.output import say
    from netgraph.tables.settings import load_settings, merged

    saved = load_settings(args.sources)
    if not saved.settled:
        return
    columns, values = dict(args.columns or ()), dict(args.value or ())
    given = vars(args) | {"columns": columns, "values": values}
    asked = merged(given, saved)
    for name in ("seeker", "keep", "targets", "aliases", "same", "dates", "sheet", "encoding"):
        setattr(args, name, asked[name])
    args.columns, args.value = list(asked["columns"].items()), list(asked["values"].items())
    say(f"note: {SETTINGS_NOT_REPEATED if args.redact else saved.in_words}")


def _tables(args: Namespace) -> tuple[str, str | None, dict[str, Any]]:
    """Find contacts and referrals, and the files of targets, aliases and decisions beside them.

    Two sources are the two tables; one is a folder that holds both, as files or as folders, or a
    file of contacts that says who referred whom.

    Raises
    ------
    NetgraphError
        If one is not there, or nothing that an engine reads: in the words of memory.
    """
    from pathlib import Path

    from netgraph.engines.duck_sources import refuse_unread
    from netgraph.tables.decided import decisions_beside

    sources: list[str] = args.sources
    if len(sources) > 2:
        raise NetgraphError(
            f"{len(sources)} tables: an engine reads one of people and one of referrals; "
            "'netgraph convert' makes these of several files"
        )
    lists: dict[str, Any] = {schema.TARGETS: None, schema.ALIASES: None, schema.SAME: None}
    home = Path(sources[0])
    in_folder = len(sources) == 1 and home.is_dir()
    if in_folder:
        found = _tables_of_folder(home)
        lists |= {name: str(found[name]) for name in lists if name in found}
        sources = [str(found[n]) for n in (schema.CONTACTS, schema.REFERRALS) if n in found]
    beside = None if in_folder else decisions_beside([*map(Path, sources)])
    if beside is not None:
        lists[schema.SAME] = str(beside)
    lists["beside"] = beside is not None
    for path in map(Path, sources):
        # a path that is not on this machine may be one of the storage that Spark's workers share
        if args.engine == "duckdb" or path.exists():
            refuse_unread(path)
    return sources[0], sources[1] if len(sources) == 2 else None, lists


def _say_decisions(net: Whole) -> None:
    """Say what the decisions beside the tables decide."""
    from netgraph.cli.loading import SETTINGS_NOT_REPEATED
    from netgraph.cli.output import say

    for words in net.settled:
        say(f"note: {SETTINGS_NOT_REPEATED if net.hides else words}")


def _tables_of_folder(home: Path) -> dict[str, Path]:
    """The tables of a folder; one without an ending is a folder of files, as engines write it."""
    from netgraph.tables.folders import TABLE_SUFFIXES, tables_in

    parts = {n: home / n for n in (schema.CONTACTS, schema.REFERRALS) if (home / n).is_dir()}
    if schema.CONTACTS in parts:
        files = [(n, home / f"{n}{end}") for n in schema.TABLES for end in TABLE_SUFFIXES]
        found = {name: path for name, path in files if path.is_file()}
    else:
        found = tables_in(home)
    for name in parts.keys() & found.keys():
        raise NetgraphError(f"{home}: {name} and {found[name].name} are both there; keep one")
    found |= parts
    if schema.CONTACTS not in found:
        raise NetgraphError(f"{home}: no table of people in this folder, which an engine needs")
    return found


def _engine(args: Namespace) -> Engine:
    # Each engine is an extra of its own: only the one that was asked for must be installed.
    if args.engine == "duckdb":
        from netgraph.engines.duck import Duck

        if args.master is not None:
            raise NetgraphError("--master: only with --engine spark")
        return Duck(work=args.work, memory=args.memory, threads=args.threads)
    from netgraph.engines.spark import Spark

    for name in ("memory", "threads"):
        if getattr(args, name) is not None:
            raise NetgraphError(f"--{name}: only with --engine duckdb")
    return Spark(master=args.master, work=args.work)


def _summarize(net: Whole, args: Namespace) -> int:
    from netgraph.cli.answer import Answer
    from netgraph.cli.output import write_answer
    from netgraph.cli.progress import working
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.engines.questions import summary
    from netgraph.engines.small_groups import shown_counts_of_issues

    with working("answering") as net.engine.steps.tell:
        # Without --top the function keeps its own default, for which None is no substitute.
        found = summary(net, **({} if args.top is None else {"top": args.top}))
    single = () if net.min_cell > 1 else ("advocates", "dead_ends")
    tables = {name: getattr(found, name) for name in (*single, schema.ORGANIZATIONS)}
    notes = [*found.notes, *_what_lacks(net), WITHOUT_FINDINGS]
    basis = (found.as_of, shown_counts_of_issues(net), notes, found.counts)
    write_answer(Answer("Summary", tables, *basis, ranks=COLUMN_RANKS), args)
    return 0


def _what_lacks(net: Whole) -> list[str]:
    """Say what lacks where nobody has referred anybody, or nobody is there."""
    from netgraph.cli.loading import words_of_no_referrals

    people, referrals = (net.counts.get(n, 0) for n in (schema.CONTACTS, schema.REFERRALS))
    return words_of_no_referrals(people, referrals, net.headings)


def _ask(net: Whole, args: Namespace, *, folder: bool) -> int:
    """Answer a question on an engine: into a folder or a file, or its first rows on the screen."""
    from netgraph.cli.answer import ONLY_TABLE, Answer
    from netgraph.cli.output import say, say_basis, write_answer
    from netgraph.cli.progress import working
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.engines import questions
    from netgraph.engines.small_groups import shown_counts_of_issues

    name = args.verb.replace("-", "_")
    # An engine lists issues in one fixed order: its ``check`` has no parameter ``by``.
    options: dict[str, Any] = {"by": args.by} if args.by and name != "check" else {}
    if getattr(args, "least", None):
        options["least"] = args.least
    with working("answering") as net.engine.steps.tell:
        found = getattr(questions, name)(net, **options)
        place = None if args.output in (None, "-") else str(args.output)
        as_csv = args.format == "csv" or (args.format is None and str(place).endswith(".csv"))
        streamed = place is not None and (folder or as_csv)
        if folder:
            found.first(args.top).save(str(place), "csv" if args.format == "csv" else "parquet")
        elif streamed:
            found.first(args.top).save_file(str(place))
        else:
            # one row more tells whether there are more
            few = ROWS_SHOWN + 1 if place is None and args.top is None else args.top
            rows = found.frame(few)
        issues = shown_counts_of_issues(net)
        lacking = [] if name == "check" else _what_lacks(net)
        notes = [*found.notes, *(lacking if lacking and found.frame(1).empty else ())]
    # Errors were counted while the tables were read; ``check`` lists them and fails.
    status = int(name == "check" and net.wrong > 0)
    if streamed:
        say(f"wrote {place}")
        say_basis(notes, issues, net.as_of)
        return status
    if args.top is None and place is None and len(rows) > ROWS_SHOWN:
        rows = rows.iloc[:ROWS_SHOWN]
        notes.append(f"the first {ROWS_SHOWN} rows; -o FOLDER writes all")
    title = found.heading or args.verb.replace("-", " ").capitalize()
    ranks = {ONLY_TABLE: COLUMN_RANKS.get(name, ())}
    # There is no network in memory, so columns of people show ids where memory shows names.
    answer = Answer(title, {ONLY_TABLE: rows}, net.as_of, issues, notes, ranks=ranks)
    write_answer(answer, args)
    return status
