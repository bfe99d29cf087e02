"""XLSX into raw tables: one a sheet that holds anything; dates stay dates."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph.errors import InputError
from netgraph.tables.header import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    header_row,
    unique_names,
    without_apostrophes,
)
from netgraph.tables.raw import Raw
from netgraph.tables.sources.unpacking import archive_problem

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_SHEET_ROWS: Final = 1 << 20
"""Rows that a sheet can have; a damaged or hostile file may name any number."""


def read_workbook(data: bytes, label: str, *, known: Collection[str] = ()) -> list[Raw]:
    """Read the sheets of a workbook.

    Raises
    ------
    InputError
        If it is no workbook, is damaged, unpacks to too much, or holds no table.
    """
    problem = archive_problem(data)
    if problem:
        raise InputError(f"{label}: {problem}; not read")
    import openpyxl

    try:
        # read_only streams rows; data_only gives a formula's
        # last result, None where no program ran it
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheets = [(sheet.title, _filled_rows(sheet)) for sheet in book.worksheets]
    except Exception as error:  # the parser raises whatever a damaged part makes it raise
        raise InputError(
            f"{label}: not a workbook that can be read ({type(error).__name__}: {error})"
        ) from error
    filled = [(title, rows) for title, rows in sheets if rows]
    if not filled:
        raise InputError(f"{label}: the workbook is empty; expected a header and rows")
    several = len(filled) > 1
    return [
        _sheet_table(rows, f"{label}[{title}]" if several else label, known)
        for title, rows in filled
    ]


def _filled_rows(sheet: Any) -> list[tuple[int, list[object]]]:
    """Rows that hold anything, each with its number; of a formula the value kept in the file."""
    # exporters write wrong sizes of sheets, and openpyxl
    # would read no cell beyond them: it must forget
    sheet.reset_dimensions()
    # the row numbers are the sheet's own: gaps between rows come as empty rows, one by one
    rows: list[tuple[int, list[object]]] = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        row = [_value_text(cell) for cell in cells]
        # formatted cells without a value make rows wide; they are no cells of the table
        while row and row[-1] is None:
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise InputError(
                f"sheet {sheet.title!r}: {len(row):,} columns; at most {MOST_COLUMNS:,} are read"
            )
        # openpyxl puts an empty row for each missing number before a row, even one numbered 10**12
        if number > MOST_SHEET_ROWS:
            raise InputError(
                f"sheet {sheet.title!r}: a row beyond the {MOST_SHEET_ROWS:,} that a sheet can have"
            )
        if row:
            rows.append((number, row))
    return rows


def _value_text(cell: object) -> object:
    if isinstance(cell, str):
        return cell if cell.strip() else None
    # as write_tables spells flags; str would give True and False
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    # workbooks have one kind of number only: the id 12 may come as 12.0
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    # before dt.date, of which datetime is a kind; the time of day goes
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return None if cell is None else str(cell)


def _sheet_table(rows: list[tuple[int, list[object]]], label: str, known: Collection[str]) -> Raw:
    # the position among filled rows, not the sheet's number of the row
    top = [[str(cell or "") for cell in row] for _, row in rows[:HEADER_WITHIN]]
    head = header_row(top, known)
    names = unique_names(["" if cell is None else str(cell) for cell in rows[head][1]])
    width = len(names)
    problems = [
        f"{label}, row {number}: {len(row)} cells, but the header has {width}"
        for number, row in rows[head + 1 :]
        if len(row) > width
    ]
    if problems:
        raise InputError(problems)
    # rows end at their last value: padded to the header's width
    cells = [row + [None] * (width - len(row)) for _, row in rows[head + 1 :]]
    index = pd.Index([number for number, _ in rows[head + 1 :]], dtype="int64")
    frame = pd.DataFrame(cells, columns=pd.Index(names, dtype="str"), index=index, dtype="str")
    return Raw(without_apostrophes(frame), label, "row")
