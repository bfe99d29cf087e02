"""An answer on its way out: as a table, JSON, CSV or Markdown, to the screen or into a file."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.atomic import write_whole
from netgraph.cli import screen
from netgraph.cli.words import harmless, json_text, markdown
from netgraph.errors import NetgraphError
from netgraph.tables.read import tables_in
from netgraph.tables.write import csv_bytes, whole_numbers

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from netgraph.network import ReferralNetwork

ROWS: Final = "rows"
ENDINGS: Final = {".csv": "csv", ".json": "json", ".md": "markdown", ".txt": "table"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb found out: one or several tables and what they rest on.

    Parameters
    ----------
    title
        What the tables are about.
    tables
        Name to table; one that stands alone is called ``rows``.
    as_of
        The date on which they stand.
    issues
        How many issues of each code.
    notes
        What the numbers rest on.
    counts
        Name to number, where there are totals.
    shown
        Name of a table to its columns in the order in which a narrow screen shows as many of them as fit; those
        that are not named come after.
    net
        The network, by which a screen calls people by their names where the columns hold ids.
    """

    title: str
    tables: dict[str, pd.DataFrame]
    as_of: pd.Timestamp | None
    issues: dict[str, int]
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    net: ReferralNetwork | None = None

    @property
    def day(self) -> str | None:
        """The as-of date in ISO form."""
        return None if self.as_of is None else f"{self.as_of:%Y-%m-%d}"

    @property
    def standing(self) -> str:
        """The as-of date in words."""
        return f"as of {self.day}" if self.day else "no dates"


def prepare(args: Namespace) -> None:
    """Refuse a place or format for the answer before any work is done for it.

    Raises
    ------
    NetgraphError
        If the answer cannot go where it was sent.
    """
    if args.output not in (None, "-"):
        refuse_overwriting(Path(args.output), args)
        if args.format is None:
            _format_of(args.output)


def give(answer: Answer, args: Namespace) -> None:
    """Write an answer where and how it was asked for, then what it rests on to stderr."""
    how = args.format or _format_of(args.output)
    if args.output in (None, "-"):
        if how == "table":
            screen.show(answer, sys.stdout)
        else:
            sys.stdout.write(_for_screen(FORMATS[how](answer), how))
        sys.stdout.flush()
    else:
        data = screen.text(answer) if how == "table" else FORMATS[how](answer)
        write_whole({Path(args.output): data.encode("utf-8", "backslashreplace")})
        say(f"wrote {args.output}")
    tell(answer.notes, answer.issues, answer.standing)


def tell(notes: list[str], issues: dict[str, int], standing: str) -> None:
    """Write notes, the as-of date and the one line of issue counts to stderr."""
    for note in notes:
        say(f"note: {note}")
    if issues:
        counted = ", ".join(f"{count:,} {code}" for code, count in issues.items())
        total = sum(issues.values())
        say(
            f"{standing} · {total:,} issue{'s' * (total > 1)}: {counted} (listed by: netgraph check)"
        )
    else:
        say(f"{standing} · no issues")


def conclude(net: ReferralNetwork, *paths: Path) -> None:
    """Say on what an answer in files rests, and where they are."""
    from netgraph.analysis.summary import issue_counts

    standing = f"as of {net.as_of_date:%Y-%m-%d}" if net.as_of_date is not None else "no dates"
    tell([], issue_counts(net), standing)
    for path in paths:
        say(f"wrote {path}")


def say(words: str) -> None:
    """Write a line to stderr."""
    print(harmless(words), file=sys.stderr)


def refuse_overwriting(path: Path, args: Namespace) -> None:
    """Refuse to write over a file that the command reads.

    Raises
    ------
    NetgraphError
        If ``path`` is one of the tables, or a folder.
    """
    if path.is_dir():
        raise NetgraphError(f"{path}: a folder; name a file to write")
    further = (args.targets, args.aliases, args.same, getattr(args, "hours", None))
    for source in [Path(name) for name in (*args.sources, *further) if name not in (None, "-")]:
        files = tables_in(source).values() if source.is_dir() else [source]
        if any(path.exists() and file.exists() and path.samefile(file) for file in files):
            raise NetgraphError(
                f"{path}: one of the tables that are read; name another file to write"
            )


def _format_of(output: str | None) -> str:
    """Choose the format by the end of the file's name."""
    if output in (None, "-"):
        return "table"
    ending = Path(str(output)).suffix.lower()
    if ending not in ENDINGS:
        raise NetgraphError(
            f"{output}: ends with none of {', '.join(ENDINGS)}; say which --format to write there"
        )
    return ENDINGS[ending]


def _for_screen(text: str, how: str) -> str:
    """CSV goes into pipes as it is; on a terminal its control characters are shown as escapes."""
    if how != "csv" or not sys.stdout.isatty():
        return text
    return "\n".join(harmless(line) for line in text.split("\n"))


def to_json(answer: Answer) -> str:
    """The envelope of SPEC section 5; dates ISO, missing null."""
    envelope: dict[str, Any] = {"as_of": answer.day, "issues": answer.issues, "notes": answer.notes}
    if answer.counts:
        envelope["counts"] = answer.counts
    envelope |= {name: _records(table) for name, table in answer.tables.items()}
    return json_text(json.dumps(envelope, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


def to_csv(answer: Answer) -> str:
    """The table as CSV; of several, the totals."""
    table = answer.tables.get(ROWS)
    if table is None:
        table = pd.DataFrame(
            {schema.COUNT: list(answer.counts), schema.VALUE: list(answer.counts.values())}
        )
    return csv_bytes(whole_numbers(table)).decode("utf-8")


def to_markdown(answer: Answer) -> str:
    """Headings and tables, everything from the tables escaped."""
    parts = [f"**{answer.title}**, {answer.standing}"]
    if answer.counts:
        parts.append(
            _markdown_table(list(answer.counts), [[f"{n}" for n in answer.counts.values()]])
        )
    for name, table in answer.tables.items():
        if name != ROWS:
            parts.append(f"**{name.replace('_', ' ')}**")
        rows = [[markdown(cell) for cell in row] for row in screen.cells(whole_numbers(table))]
        parts.append(_markdown_table([str(c) for c in table.columns], rows))
    return "\n\n".join(parts) + "\n"


FORMATS: Final[dict[str, Callable[[Answer], str]]] = {
    "json": to_json,
    "csv": to_csv,
    "markdown": to_markdown,
}


def _markdown_table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    table = whole_numbers(table)
    columns = [_values(table[name]) for name in table.columns]
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pd.Series[Any]) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = column.dt.strftime("%Y-%m-%d")
    return column.astype(object).where(column.notna(), None).tolist()
