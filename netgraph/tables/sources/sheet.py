"""A sheet of a workbook into a raw table, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
from netgraph.tables.sources.stacked_headings import headings_of, names_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
    merged
        Number of a row to its cells that are merged sideways: the place of the first, and of the
        one after the last.
    """

    title: str
    rows: Sequence[tuple[int, list[object]]]
    remarks: tuple[Remark, ...] = ()
    hidden: bool = False
    merged: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)


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
    first = rows[head][0]
    spelled = ["" if cell is None else str(cell) for cell in rows[head][1]]
    # the last cell of a merged heading is empty, and rows end at their last value
    widest = max((len(row) for _, row in rows[head + 1 :][:HEADER_WITHIN]), default=0)
    ends = [end for _, end in sheet.merged.get(first, ())]
    spelled += [""] * (min(max(ends, default=0), widest) - len(spelled))
    headings = headings_of(spelled, first, rows[:head], rows[head + 1 : head + 2])
    below = rows[head + 1 + headings.below :]
    width = len(headings.names)
    # rows end at their last value: padded to the header's width
    cells = [row[:width] + [None] * (width - len(row)) for _, row in below]
    index = pd.Index([number for number, _ in below], dtype="int64")
    frame = pd.DataFrame(cells, columns=range(width), index=index, dtype="str")
    merged = {start for start, end in sheet.merged.get(first, ()) if end - start == 2}
    headings = names_apart(headings, first, frame, merged)
    names = unique_names(headings.names)
    frame.columns = pd.Index(names, dtype="str")
    remarks = [
        replace(one, column=names[int(one.column)] if int(one.column) < width else "")
        for one in sheet.remarks
        # above the header nothing is read
        if one.line > first
    ]
    stacked = headings.above or headings.below
    remarks += above_header(rows[: head - headings.above], label, "row", first, titles=stacked)
    remarks += headings.remarks
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
    rows: Sequence[tuple[int, Sequence[object]]],
    label: str,
    unit: str,
    header: int,
    *,
    titles: bool = False,
) -> list[Remark]:
    """Tell of rows of several cells above a header.

    A title or a note is one cell: told where the header takes two rows.

    Raises
    ------
    InputError
        If another table begins there, whose rows would be left out.
    """
    remarks: list[Remark] = []
    alone: list[Remark] = []
    told = "stands above the header; left out"
    for place, (number, row) in enumerate(rows):
        filled = [str(cell) for cell in row if cell]
        # right above the header it names groups of columns
        if place + 1 < len(rows) and is_header(filled):
            raise InputError(
                f"{label}, {unit} {number}: a header begins here, and another on {unit} {header}; "
                "keep each table in a file of its own"
            )
        said = Remark(schema.UNPLACED, told, number, value="; ".join(filled), severity="info")
        if filled:
            (remarks if len(filled) > 1 else alone).append(said)
    # a row of several cells that touches the header groups its columns, below a title
    touching = bool(remarks) and remarks[-1].line == header - 1
    both = sorted([*remarks, *alone], key=lambda one: one.line)
    return both if titles or touching else remarks


def note_beside(number: int, cells: Sequence[object]) -> Remark:
    """Tell of cells beside the table, below no column name."""
    value = "; ".join(str(cell) for cell in cells if cell)
    return Remark(schema.UNPLACED, "stands beside the table; left out", number, value=value)
