"""Answers from an engine, for tables larger than a memory."""

from __future__ import annotations

import functools
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.cli.options import STANDARD_OUTPUT, count_from, option, size_in_bytes
from netgraph.errors import InputError, NetgraphError, NotOnEngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from netgraph.engines.engine import Engine
    from netgraph.engines.whole import Whole
    from netgraph.network import ReferralNetwork

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
    option("--memory", type=size_in_bytes, metavar="SIZE", help="what DuckDB may use, as 4GB"),
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


def with_engine(memory: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Make a verb that answers in memory, or on an engine where one is asked for.

    What no engine reads is answered in memory, where the tables fit.
    """

    @functools.wraps(memory)
    def run(args: Namespace) -> int:
        # Verbs that only memory answers do not have these options, so args may lack the attribute.
        if getattr(args, "engine", None) is None:
            for name in ("master", "work", "memory", "threads", "piece_rows"):
                if getattr(args, name, None) is not None:
                    raise NetgraphError(f"--{name.replace('_', '-')}: say which --engine")
            return memory(args)
        args.as_engine = _goes_to_folder(args)
        try:
            found = _answered(args)
        except InputError as error:
            if args.verb != "check":
                raise
            return _list_refusal(error, args)
        if isinstance(found, int):
            return found
        status = memory(args)
        from netgraph.cli.output import say

        say(f"note: answered in memory, not on --engine {args.engine}: {found}")
        return status

    return run


def _answered(args: Namespace) -> int | str:
    """Answer on an engine: the exit status; or why memory is to answer, which has room for it."""
    from netgraph.cli.engine_sources import is_in_reach, refuse_too_large

    try:
        return _on_engine(args)
    except NotOnEngineError as error:
        if not is_in_reach(args):
            raise
        refuse_too_large(args, error.why)
        return error.why


def _on_engine(args: Namespace) -> int:
    from netgraph.cli.engine_sources import refuse_options, tables_given
    from netgraph.cli.loading import give_memory_back, naming_nobody, read_key, say_new_key
    from netgraph.cli.output import say
    from netgraph.cli.progress import working
    from netgraph.engines.whole import PIECE_ROWS, Whole

    for name in ("memory", "threads") if args.engine == "spark" else ("master",):
        if getattr(args, name) is not None:
            other = "duckdb" if args.engine == "spark" else "spark"
            raise NetgraphError(f"--{name}: only with --engine {other}")
    # a key that comes from a pipe is read once, here or for memory
    args.key = key = read_key(args)
    args, settled = _with_settings(args)
    refuse_options(args)
    with naming_nobody(args, _problems_of_engine):
        contacts, referrals, lists = tables_given(args)
    # A file that was named takes the place of the one found beside the tables.
    lists |= {name: getattr(args, name) for name in lists if getattr(args, name, None)}
    lists["beside"] = lists["beside"] and not args.same
    give_memory_back()
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
            )
        for words in settled:
            say(f"note: {words}")
        if lists["beside"]:
            _say_decisions(net)
        if not net.wrong:
            say_new_key(args)
        if args.verb == "summary":
            return _summarize(net, args)
        return _ask(net, args, folder=args.as_engine)
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
    """Whether the answer becomes a folder, as engines write it where a name has no ending.

    Raises
    ------
    NetgraphError
        If it cannot go where it was sent: noticed before tables are read that are larger than a
        memory.
    """
    import tempfile

    from netgraph.cli.output import check_output
    from netgraph.errors import OutputError
    from netgraph.places import is_stream

    output = None if args.output in (None, STANDARD_OUTPUT) else str(args.output)
    if output is None:
        check_output(args)
        return False
    place = Path(output)
    if "://" in output and args.verb != "summary":
        named = args.format or place.suffix.lower()
        if named not in ("csv", "", ".parquet"):
            raise OutputError(
                f"{output}: a folder of Parquet is written there, or of CSV (--format csv); "
                "name it without an ending"
            )
        return True
    into = not place.is_dir() and is_stream(place)
    folder = not (place.suffix or into or args.verb == "summary") and args.format in (None, "csv")
    if folder and place.exists():
        raise OutputError(f"{output}: is there already; name a new folder")
    if not folder:
        check_output(args)
    if into:
        return False
    home = next(above for above in place.absolute().parents if above.exists())
    try:
        with tempfile.TemporaryFile(dir=home):  # asking for rights does not tell of full disks
            return folder
    except OSError as error:
        raise OutputError(f"{output}: nothing can be written in {home}") from error


def _with_settings(args: Namespace) -> tuple[Namespace, list[str]]:
    """Take what is saved beside the tables for options that were not given, and what to say."""
    from netgraph.cli.loading import SETTINGS_NOT_REPEATED
    from netgraph.tables.settings import load_settings, merged

    saved = load_settings(args.sources)
    if not saved.settled:
        return args, []
    args = Namespace(**vars(args))
    columns, values = dict(args.columns or ()), dict(args.value or ())
    given = vars(args) | {"columns": columns, "values": values}
    asked = merged(given, saved)
    for name in ("seeker", "keep", "targets", "aliases", "same", "dates", "sheet", "encoding"):
        setattr(args, name, asked[name])
    args.columns, args.value = list(asked["columns"].items()), list(asked["values"].items())
    return args, [SETTINGS_NOT_REPEATED if args.redact else saved.in_words]


def _say_decisions(net: Whole) -> None:
    """Say what the decisions beside the tables decide."""
    from netgraph.cli.loading import SETTINGS_NOT_REPEATED
    from netgraph.cli.output import say

    for words in net.settled:
        say(f"note: {SETTINGS_NOT_REPEATED if net.hides else words}")


def _engine(args: Namespace) -> Engine:
    # Each engine is an extra of its own: only the one that was asked for must be installed.
    if args.engine == "duckdb":
        from netgraph.engines.duck import Duck

        memory = None if args.memory is None else f"{args.memory}B"
        return Duck(work=args.work, memory=memory, threads=args.threads)
    from netgraph.engines.spark import Spark

    return Spark(master=args.master, work=args.work)


def _summarize(net: Whole, args: Namespace) -> int:
    from netgraph.cli.answer import Answer
    from netgraph.cli.output import write_answer
    from netgraph.cli.progress import working
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.engines.questions import summary

    with working("answering") as net.engine.steps.tell:
        # Without --top the function keeps its own default, for which None is no substitute.
        found = summary(net, **({} if args.top is None else {"top": args.top}))
    tables = {n: getattr(found, n) for n in ("advocates", "dead_ends", schema.ORGANIZATIONS)}
    named_by = _people_shown(net, tables.values(), args)
    notes = [*found.notes, *_what_lacks(net), WITHOUT_FINDINGS]
    basis = (found.as_of, net.issues, notes, found.counts)
    write_answer(Answer("Summary", tables, *basis, ranks=COLUMN_RANKS, net=named_by), args)
    return 0


def _people_shown(
    net: Whole, tables: Iterable[pd.DataFrame], args: Namespace
) -> ReferralNetwork | None:
    """The people of the rows that a screen shows, by whom it calls them; None elsewhere."""
    from netgraph.cli.output import format_asked
    from netgraph.cli.screen import SCREEN_ROWS
    from netgraph.engines.names_shown import network_of_names

    if format_asked(args) != "table":
        return None
    return network_of_names(net, [table.iloc[:SCREEN_ROWS] for table in tables])


def _what_lacks(net: Whole) -> list[str]:
    """Say what lacks where nobody has referred anybody, or nobody is there."""
    from netgraph.cli.loading import words_of_no_referrals

    people, referrals = (net.counts.get(n, 0) for n in (schema.CONTACTS, schema.REFERRALS))
    return words_of_no_referrals(people, referrals, net.headings)


def _ask(net: Whole, args: Namespace, *, folder: bool) -> int:
    """Answer a question on an engine: into a folder or a file, or its first rows on the screen."""
    from netgraph.cli.answer import ONLY_TABLE, Answer
    from netgraph.cli.output import format_asked, say, say_basis, write_answer, write_pieces
    from netgraph.cli.progress import working
    from netgraph.cli.screen import COLUMN_RANKS
    from netgraph.engines import questions
    from netgraph.places import is_stream

    name = args.verb.replace("-", "_")
    # An engine lists issues in one fixed order: its ``check`` has no parameter ``by``.
    options: dict[str, Any] = {"by": args.by} if args.by and name != "check" else {}
    if getattr(args, "least", None):
        options["least"] = args.least
    form = format_asked(args)
    place = None if args.output in (None, STANDARD_OUTPUT) else str(args.output)
    few = args.top
    if form == "table" and place is None and few is None:
        few = ROWS_SHOWN + 1  # one row more tells whether there are more
    with working("answering") as net.engine.steps.tell:
        found = getattr(questions, name)(net, **options)
        streamed = folder or form == "csv"
        into_file = streamed and place is not None and not is_stream(Path(place))
        if folder:
            found.first(few).save(str(place), form)
        elif into_file:
            found.first(few).save_file(str(place))
        elif not streamed:
            rows = found.frame(few)
        issues = net.issues
        lacking = [] if name == "check" else _what_lacks(net)
        notes = [*found.notes, *(lacking if lacking and found.frame(1).empty else ())]
    # Errors were counted while the tables were read; ``check`` lists them and fails.
    status = int(name == "check" and net.wrong > 0)
    if streamed:
        if not (folder or into_file):
            write_pieces(found.first(few).send, place)
        if place is not None:
            say(f"wrote {place}")
        say_basis(notes, issues, net.as_of)
        return status
    if few != args.top and len(rows) > ROWS_SHOWN:
        rows = rows.iloc[:ROWS_SHOWN]
        notes.append(f"the first {ROWS_SHOWN} rows; --format csv and -o FOLDER write all")
    title = found.heading or args.verb.replace("-", " ").capitalize()
    # as in memory: the column by which the rows are ordered is not left out on a narrow screen
    by = (args.by,) if args.by else ()
    ranks = {ONLY_TABLE: tuple(dict.fromkeys((*by, *COLUMN_RANKS.get(name, ()))))}
    named_by = _people_shown(net, [rows], args)
    answer = Answer(title, {ONLY_TABLE: rows}, net.as_of, issues, notes, ranks=ranks, net=named_by)
    write_answer(answer, args)
    return status
