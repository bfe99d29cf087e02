"""Where an answer goes, to the screen or into a file, and what is said of it on stderr."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.atomic import write_whole
from netgraph.cli.answer import ONLY_TABLE, as_of_words
from netgraph.cli.formats import FORMATTERS
from netgraph.cli.options import STANDARD_OUTPUT
from netgraph.cli.screen import show
from netgraph.cli.streams import ClosedStream, write_error
from netgraph.controls import escape_controls
from netgraph.errors import NetgraphError, OutputError
from netgraph.places import write_into
from netgraph.tables.cohorts.student_folders import files_below
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

    import pandas as pd

    from netgraph.cli.answer import Answer
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

FORMAT_OF_ENDING: Final = {".csv": "csv", ".json": "json", ".md": "markdown", ".txt": "table"}


def check_output(args: Namespace, path: Path | None = None) -> None:
    """Refuse a place or format for the answer before any work is done for it.

    Parameters
    ----------
    args
        The words of the command.
    path
        The file to write, of a verb that writes one whether it was named or not.

    Raises
    ------
    NetgraphError
        If the answer cannot go where it was sent.
    """
    if goes_to_folder(args):
        return
    if args.output == STANDARD_OUTPUT or (args.output is None and path is None):
        if isinstance(sys.stdout, ClosedStream):
            sys.stdout.refuse()
        return
    refuse_overwriting(Path(args.output) if path is None else path, args)
    if path is None and args.format is None:
        # Called for its refusal alone, which an ending that names no format gets before any work.
        _format_of(args.output)


def write_answer(answer: Answer, args: Namespace) -> None:
    """Write an answer where and how it was asked for, then what it rests on to stderr."""
    name = format_asked(args)
    if goes_to_folder(args):
        from netgraph.engines.answer_folders import save_as_engine

        save_as_engine(answer.tables[ONLY_TABLE], args.output, name, args.verb)
        say(f"wrote {args.output}")
    elif args.output not in (None, STANDARD_OUTPUT):
        data = b"".join(one.encode("utf-8", "backslashreplace") for one in FORMATTERS[name](answer))
        write_whole({Path(args.output): data})
        say(f"wrote {args.output}")
    else:
        if name == "table":
            show(answer, sys.stdout)
        else:
            for piece in FORMATTERS[name](answer):
                sys.stdout.write(_for_screen(piece, name))
        # stdout has a buffer of its own: unflushed, the answer could come after its basis on
        # stderr.
        sys.stdout.flush()
    if name == "table" and answer.lines is not None:
        say_basis(answer.screen_notes, answer.issues, answer.as_of, listed=False)
    else:
        say_basis(answer.notes, answer.issues, answer.as_of)


def write_pieces(send: Callable[[Callable[[str], object]], None], output: str | None) -> None:
    """Write CSV that comes in pieces to standard output, or into what is there and no file."""
    if output not in (None, STANDARD_OUTPUT):
        pieces: list[str] = []
        send(pieces.append)
        write_into(Path(output), "".join(pieces).encode("utf-8", "backslashreplace"))
    else:
        send(lambda piece: sys.stdout.write(_for_screen(piece, "csv")))
        sys.stdout.flush()


def write_made(data: bytes, args: Namespace, path: Path) -> list[Path]:
    """Write what is no text into its file, or to standard output where that was asked for.

    Returns
    -------
    The files written.
    """
    if args.output != STANDARD_OUTPUT:
        write_whole({path: data})
        return [path]
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return []


def write_text(text: str, args: Namespace) -> None:
    """Write text to the screen, or into the file that was asked for."""
    if args.output in (None, STANDARD_OUTPUT):
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_whole({Path(args.output): text.encode("utf-8", "backslashreplace")})
        say(f"wrote {args.output}")


def say_basis(
    notes: list[str],
    issues: Mapping[str, int | None],
    as_of: pd.Timestamp | None,
    *,
    listed: bool = True,
) -> None:
    """Write notes, the as-of date and the one line of issue counts to stderr.

    Where they are not ``listed`` by code the line has their number alone.
    """
    for note in notes:
        say(f"note: {note}")
    date = as_of_words(as_of)
    if schema.EXAMPLE_ROW in issues:
        # who begins with a workbook of ours has made no mistake
        examples = issues[schema.EXAMPLE_ROW]
        if examples is not None:
            date += f" · {with_noun(examples, 'example row')} left out"
            issues = {code: n for code, n in issues.items() if code != schema.EXAMPLE_ROW}
    if issues:
        # A total would give away the one count that is not shown.
        known = [count for count in issues.values() if count is not None]
        codes = ", ".join(
            code if count is None else f"{count:,} {code}" for code, count in issues.items()
        )
        told = f": {codes}" if listed else ""
        total = f"{sum(known):,} " if len(known) == len(issues) else ""
        say(f"{date} · {total}issue{'s' * (sum(known) != 1)}{told} (listed by: netgraph check)")
    else:
        say(f"{date} · no issues")


def say_written(
    net: ReferralNetwork | Cohort, *paths: Path, issues: dict[str, int | None] | None = None
) -> None:
    """Say on what an answer in files rests, and where they are."""
    from netgraph.analysis.summary import issue_counts

    say_basis([], dict(issue_counts(net)) if issues is None else issues, net.as_of_date)
    for path in paths:
        say(f"wrote {path}")


def say(words: str) -> None:
    """Write a line to stderr."""
    # Notes and paths may hold text from outside, down to the escape sequences of a terminal.
    write_error(escape_controls(words))


def refuse_overwriting(path: Path, args: Namespace) -> None:
    """Refuse to write over a file that the command reads.

    Raises
    ------
    NetgraphError
        If ``path`` is one of the tables, or a folder.
    """
    if path.is_dir():
        raise OutputError(f"{path}: a folder; name a file to write")
    names = (schema.TARGETS, schema.ALIASES, schema.SAME, schema.HOURS, "key_file")
    further = (getattr(args, name, None) for name in names)
    for source in [Path(name) for name in (*args.sources, *further) if name not in (None, "-")]:
        files = files_below(source) if source.is_dir() else [source]
        # samefile compares the files, not their names, so links and other spellings are found too.
        # It raises an error where one of the two is missing.
        if any(path.exists() and file.exists() and path.samefile(file) for file in files):
            raise OutputError(f"{path}: one of the files that are read; name another file to write")


def format_asked(args: Namespace) -> str:
    """The format of an answer: the one that was asked for, else what its file's ending says."""
    if goes_to_folder(args):
        return args.format or "parquet"
    return args.format or _format_of(args.output)


def goes_to_folder(args: Namespace) -> bool:
    """Whether an answer goes where an engine would have written it, which was looked at by then."""
    return getattr(args, "as_engine", False)


def _format_of(output: str | None) -> str:
    """Choose the format by the end of the file's name."""
    if output in (None, STANDARD_OUTPUT):
        return "table"
    ending = Path(str(output)).suffix.lower()
    if ending not in FORMAT_OF_ENDING:
        raise NetgraphError(
            f"{output}: ends with none of {', '.join(FORMAT_OF_ENDING)}; "
            "say which --format to write there"
        )
    return FORMAT_OF_ENDING[ending]


def _for_screen(text: str, name: str) -> str:
    """CSV goes into pipes as it is; on a terminal its control characters are shown as escapes."""
    # JSON and Markdown were escaped when they were made; CSV keeps its bytes for programs.
    if name != "csv" or not sys.stdout.isatty():
        return text
    return "\n".join(escape_controls(line) for line in text.split("\n"))
