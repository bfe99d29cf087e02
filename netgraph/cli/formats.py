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
from netgraph.tables.write import csv_bytes, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.cli.answer import Answer


def to_json(answer: Answer) -> str:
    """The envelope that ``netgraph/README.md`` describes; dates ISO, missing null."""
    envelope: dict[str, Any] = {
        "as_of": iso_date(answer.as_of),
        "issues": dict(answer.issues),
        "notes": answer.notes,
    }
    if answer.findings is not None:
        envelope["findings"] = answer.findings
    if answer.counts:
        envelope["counts"] = dict(answer.counts)
    envelope |= {name: json_rows(table) for name, table in answer.tables.items()}
    # NaN is no JSON. A missing number that was not made null must fail here, not at its reader.
    return escape_json(json.dumps(envelope, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"


def to_csv(answer: Answer) -> str:
    """The table as CSV; of several, the totals."""
    table = answer.tables.get(ONLY_TABLE)
    # A CSV file holds one table. Of a summary, which has three others, it holds the totals.
    if table is None:
        table = pd.DataFrame(
            {
                schema.COUNT: list(answer.counts),
                schema.VALUE: pd.array(list(answer.counts.values()), dtype="Int64"),
            }
        )
    return csv_bytes(whole_numbers(table)).decode("utf-8")


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


FORMATTERS: Final[dict[str, Callable[[Answer], str]]] = {
    "table": plain_text,
    "json": to_json,
    "csv": to_csv,
    "markdown": to_markdown,
}


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
