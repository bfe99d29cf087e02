"""A sheet of a workbook into a raw table, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.header import (
    HEADER_WITHIN,
    MOST_COLUMNS,
    header_row,
    unique_names,
    without_apostrophes,
)
from netgraph.tables.raw import Chosen, Raw, Remark
from netgraph.tables.sources.extent import is_header, only_the_table
from netgraph.tables.sources.misread import with_right_letters

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

MOST_SHEET_ROWS: Final = 1 << 20
"""Rows that a sheet can have; a damaged or hostile file may name any number."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet.

    Parameters
    ----------
    title
        Its name.
    rows
        Number and cells of every row that holds anything, up to the last that is filled.
    remarks
        What was noticed; columns are places, from 0, in text.
    hidden
        Whether a spreadsheet program hides it.
    """

    title: str
    rows: Sequence[tuple[int, list[object]]]
    remarks: tuple[Remark, ...] = ()
    hidden: bool = False


def sheet_table(sheet: Sheet, label: str, known: Collection[str]) -> Raw:
    """Make the raw table of a sheet: its header is found, what stands beside the table is told."""
    rows = sheet.rows
    # the position among filled rows, not the sheet's number of the row
    top = [[str(cell or "") for cell in row] for _, row in rows[:HEADER_WITHIN]]
    head = header_row(top, known)
    if len(rows[head][1]) > MOST_COLUMNS:
        raise InputError(
            f"{label}: {len(rows[head][1]):,} columns; at most {MOST_COLUMNS:,} are read"
        )
    names = unique_names(["" if cell is None else str(cell) for cell in rows[head][1]])
    width = len(names)
    below = rows[head + 1 :]
    # rows end at their last value: padded to the header's width
    cells = [row[:width] + [None] * (width - len(row)) for _, row in below]
    index = pd.Index([number for number, _ in below], dtype="int64")
    frame = pd.DataFrame(cells, columns=pd.Index(names, dtype="str"), index=index, dtype="str")
    first = rows[head][0]
    remarks = [
        replace(one, column=names[int(one.column)] if int(one.column) < width else "")
        for one in sheet.remarks
        # above the header nothing is read
        if one.line > first
    ]
    remarks += above_header(rows[:head], label, "row", first)
    remarks += [note_beside(number, row[width:]) for number, row in below if len(row) > width]
    raw = Raw(
        without_apostrophes(frame[frame.notna().any(axis=1)]),
        label,
        "row",
        remarks=tuple(remarks),
        chosen=Chosen(sheet=sheet.title, header=first),
    )
    return with_right_letters(only_the_table(raw))


def above_header(
    rows: Sequence[tuple[int, Sequence[object]]], label: str, unit: str, header: int
) -> list[Remark]:
    """Tell of rows of several cells above a header; a title or a note is one cell.

    Raises
    ------
    InputError
        If another table begins there, whose rows would be left out.
    """
    remarks = []
    told = "stands above the header; left out"
    for place, (number, row) in enumerate(rows):
        filled = [str(cell) for cell in row if cell]
        # right above the header it names groups of columns
        if place + 1 < len(rows) and is_header(filled):
            raise InputError(
                f"{label}, {unit} {number}: a header begins here, and another on {unit} {header}; "
                "keep each table in a file of its own"
            )
        if len(filled) > 1:
            value = "; ".join(filled)
            remarks.append(Remark(schema.UNPLACED, told, number, value=value, severity="info"))
    return remarks


def note_beside(number: int, cells: Sequence[object]) -> Remark:
    """Tell of cells beside the table, below no column name."""
    value = "; ".join(str(cell) for cell in cells if cell)
    return Remark(schema.UNPLACED, "stands beside the table; left out", number, value=value)
