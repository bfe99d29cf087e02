"""An answer as text, JSON, CSV or Markdown: what ``--format`` chooses from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.cell_words import iso_dates
from netgraph.cli.answer import ONLY_TABLE, as_of_words, iso_date
from netgraph.cli.escaping import escape_json, escape_markdown
from netgraph.cli.screen import plain_text, text_cells
from netgraph.tables.write import csv_blocks, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from netgraph.cli.answer import Answer

ROWS_OF_PIECE: Final = 20_000
"""Rows that are made JSON at once."""
_VALUE: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def to_json(answer: Answer) -> Iterator[str]:
    """The envelope that ``netgraph/README.md`` describes; dates ISO, missing null.

    So many rows at a time: those of all as Python's objects take 70 times the file.
    """
    envelope: dict[str, Any] = {
        "as_of": iso_date(answer.as_of),
        "issues": dict(answer.issues),
        "notes": answer.notes,
    }
    if answer.findings is not None:
        envelope["findings"] = answer.findings
    if answer.counts:
        envelope["counts"] = dict(answer.counts)
    # all but the brace that closes it
    yield _as_json(envelope)[:-2]
    for name, table in answer.tables.items():
        yield f",\n {_as_json(name)}: ["
        for start in range(0, len(table), ROWS_OF_PIECE):
            rows = _rows_in_lines(table.iloc[start : start + ROWS_OF_PIECE])
            yield (",\n" if start else "\n") + escape_json(rows)
        yield "\n ]" if len(table) else "]"
    yield "\n}\n"


def _rows_in_lines(table: pd.DataFrame) -> str:
    """Rows as ``json.dumps`` indents them, in half the time: it indents in Python."""
    words = [_json_words(_json_values(column)) for _, column in whole_numbers(table).items()]
    # a name may hold the sign that stands for a value
    names = [_VALUE(str(name)).replace("%", "%%") for name in table.columns]
    row = "  {\n" + ",\n".join(f"   {name}: %s" for name in names) + "\n  }"
    return ",\n".join(map(row.__mod__, zip(*words, strict=True)))


def _json_words(column: list[Any]) -> Iterable[str]:
    """The values of a column as JSON; texts, which repeat, are spelled once each."""
    if not all(value is None or isinstance(value, str) for value in column):
        return map(_VALUE, column)
    return map({value: _VALUE(value) for value in {*column}}.__getitem__, column)


def _as_json(value: object) -> str:
    # NaN is no JSON. A missing number that was not made null must fail here, not at its reader.
    return escape_json(json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False))


def to_csv(answer: Answer) -> Iterator[str]:
    """The table as CSV, so many rows at a time; of several, the totals."""
    table = answer.tables.get(ONLY_TABLE)
    # A CSV file holds one table. Of a summary, which has three others, it holds the totals.
    if table is None:
        table = pd.DataFrame(
            {
                schema.COUNT: list(answer.counts),
                schema.VALUE: pd.array(list(answer.counts.values()), dtype="Int64"),
            }
        )
    for block in csv_blocks(whole_numbers(table)):
        yield block.decode("utf-8")


def to_markdown(answer: Answer) -> str:
    """Headings and tables, everything from the tables escaped."""
    blocks = [f"**{answer.title}**, {as_of_words(answer.as_of)}"]
    if answer.counts:
        totals = ["" if number is None else f"{number}" for number in answer.counts.values()]
        blocks.append(_markdown_table(list(answer.counts), [totals]))
    for name, table in answer.tables.items():
        if name != ONLY_TABLE:
            blocks.append(f"**{name.replace('_', ' ')}**")
        rows = [[escape_markdown(cell) for cell in row] for row in text_cells(whole_numbers(table))]
        blocks.append(_markdown_table([str(column) for column in table.columns], rows))
    return "\n\n".join(blocks) + "\n"


FORMATTERS: Final[dict[str, Callable[[Answer], Iterator[str]]]] = {
    "table": lambda answer: iter((plain_text(answer),)),
    "json": to_json,
    "csv": to_csv,
    "markdown": lambda answer: iter((to_markdown(answer),)),
}
"""What makes an answer, piece by piece."""


def _markdown_table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def json_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as JSON holds them."""
    table = whole_numbers(table)
    columns = [_json_values(table[name]) for name in table.columns]
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _json_values(column: pd.Series[Any]) -> list[Any]:
    column = iso_dates(column)
    # As objects first: a column of floats would turn None back into nan, which is no JSON.
    return column.astype(object).where(column.notna(), None).tolist()
