"""Answers from an engine, for tables larger than a memory."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.cli.options import option, whole
from netgraph.cli.progress import working
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from netgraph.engines.engine import Engine
    from netgraph.engines.whole import Whole

ENGINES: Final = (
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
    option(
        "--piece-rows", type=whole(1), metavar="N", help="rows that one worker may have in memory"
    ),
)
ROWS_SHOWN: Final = 20
SUFFIXES: Final = (".csv", ".csv.gz", ".tsv", ".xlsx", ".parquet")
NOT_THERE: Final = ("same", "lose", "redact", "key_file", "min_cell", "decide")
"""Options that an engine has no answer for."""


def either(memory: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Answer in memory, or on an engine where one is asked for."""

    @functools.wraps(memory)
    def run(args: Namespace) -> int:
        if getattr(args, "engine", None) is not None:
            return _on_engine(args)
        wanting = [
            name
            for name in ("master", "work", "piece_rows")
            if getattr(args, name, None) is not None
        ]
        if wanting:
            raise NetgraphError(f"--{wanting[0].replace('_', '-')}: say which --engine")
        return memory(args)

    return run


def _on_engine(args: Namespace) -> int:
    from pathlib import Path

    from netgraph.engines.whole import PIECE_ROWS, Whole

    for name in NOT_THERE:
        if getattr(args, name, None):
            raise NetgraphError(
                f"--{name.replace('_', '-')}: not with --engine; leave one of the two out"
            )
    folder = None if args.output in (None, "-") else str(args.output)
    if folder is not None and Path(folder).exists():
        raise NetgraphError(f"{folder}: is there already; name a new folder")
    if folder is not None and args.verb == "summary":
        raise NetgraphError("summary: one screen; leave -o out")
    contacts, referrals, lists = _tables(args.sources)
    lists |= {name: getattr(args, name) for name in lists if getattr(args, name, None)}
    engine = _engine(args)
    try:
        with working("reading"):
            net = Whole(
                engine,
                contacts,
                referrals,
                columns=dict(args.columns or ()),
                as_of=args.as_of,
                seeker=args.seeker,
                keep=args.keep,
                lenient=args.lenient,
                **lists,
                piece_rows=args.piece_rows or PIECE_ROWS,
            )
        return _answered(net, args, folder)
    finally:
        engine.close()


def _tables(sources: list[str]) -> tuple[str, str, dict[str, Any]]:
    """Contacts and referrals, or a folder that holds both as files or as folders; targets and aliases beside them."""
    from pathlib import Path

    lists: dict[str, Any] = {schema.TARGETS: None, schema.ALIASES: None}
    if len(sources) == 2:
        return sources[0], sources[1], lists
    home = Path(sources[0])
    for name in lists:
        fitting = [home / f"{name}{end}" for end in SUFFIXES if (home / f"{name}{end}").exists()]
        if len(fitting) > 1:
            raise NetgraphError(
                f"{home}: {' and '.join(path.name for path in fitting)} are both there; keep one"
            )
        lists[name] = str(fitting[0]) if fitting else None
    unread = [f"{schema.SAME}{end}" for end in SUFFIXES if (home / f"{schema.SAME}{end}").exists()]
    if unread:
        raise NetgraphError(
            f"{home}: an engine does not read {', '.join(unread)}; name the two tables to answer without"
        )
    found = []
    for name in (schema.CONTACTS, schema.REFERRALS):
        fitting = [home / f"{name}{end}" for end in ("", ".parquet", ".csv", ".csv.gz")]
        there = [str(path) for path in fitting if path.exists()]
        if len(sources) != 1 or len(there) != 1:
            raise NetgraphError(
                f"{', '.join(sources)}: an engine takes contacts and referrals, in this order, or a folder with "
                "one table of each name, CSV or Parquet"
            )
        found += there
    return found[0], found[1], lists


def _engine(args: Namespace) -> Engine:
    if args.engine == "duckdb":
        from netgraph.engines.duck import Duck

        if args.master is not None:
            raise NetgraphError("--master: only with --engine spark")
        return Duck(work=args.work)
    from netgraph.engines.spark import Spark

    return Spark(master=args.master, work=args.work)


def _answered(net: Whole, args: Namespace, folder: str | None) -> int:
    from netgraph.cli.answers import ROWS, Answer, give, say, tell
    from netgraph.cli.loading import SHOWN
    from netgraph.engines import questions

    if args.verb == "summary":
        with working("answering"):
            found = questions.summary(net, **({} if args.top is None else {"top": args.top}))
        tables = {
            name: getattr(found, name) for name in ("advocates", "dead_ends", "organizations")
        }
        give(
            Answer("Summary", tables, found.as_of, found.issues, found.notes, found.counts, SHOWN),
            args,
        )
        return 0
    name = args.verb.replace("-", "_")
    options: dict[str, Any] = {"by": args.by} if args.by and name != "check" else {}
    with working("answering"):
        answer = getattr(questions, name)(net, **options)
        if folder is not None:
            answer.save(folder, "csv" if args.format == "csv" else "parquet")
        else:
            rows = answer.frame(ROWS_SHOWN if args.top is None else args.top)
    failed = int(name == "check" and net.wrong > 0)
    if folder is not None:
        say(f"wrote {folder}")
        tell(
            answer.notes,
            net.issues,
            f"as of {net.as_of:%Y-%m-%d}" if net.as_of is not None else "no dates",
        )
        return failed
    notes = [
        *answer.notes,
        *([f"the first {ROWS_SHOWN} rows; -o FOLDER writes all"] if args.top is None else []),
    ]
    title = args.verb.replace("-", " ").capitalize()
    give(
        Answer(
            title, {ROWS: rows}, net.as_of, net.issues, notes, shown={ROWS: SHOWN.get(name, ())}
        ),
        args,
    )
    return failed
