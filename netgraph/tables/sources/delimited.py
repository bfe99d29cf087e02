"""Delimited text into a raw table: its rows are parsed, and numbered by the lines of the file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import EmptyFileError, InputError
from netgraph.tables.header import (
    MOST_COLUMNS,
    unique_names,
    without_apostrophes,
)
from netgraph.tables.raw import Chosen, Raw, Remark
from netgraph.tables.sources.code_pages import LINE_END, SAMPLE, as_utf8
from netgraph.tables.sources.error_cells import without_error_cells
from netgraph.tables.sources.escaped_quotes import (
    ESCAPED_QUOTE,
    with_doubled_quotes,
    with_quotes_first,
)
from netgraph.tables.sources.extent import only_the_table
from netgraph.tables.sources.layouts import filled_rows, find_layout, lines_in
from netgraph.tables.sources.long_cells import LONGEST_CELL, refuse_long_cells
from netgraph.tables.sources.markdown_rows import from_markdown, row_of_dashes, without_escaped_bars
from netgraph.tables.sources.misread import with_right_letters
from netgraph.tables.sources.quotes import opens_last_cell, swallowing_lines
from netgraph.tables.sources.sheet import above_header, note_beside
from netgraph.tables.sources.stacked_headings import Headings, headings_of, names_apart

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.arrays import Longs
    from netgraph.tables.sources.layouts import Layout

NO_CELLS: Final = " \t\r\n\v\f,;|"
"""What a text without any filled cell is made of."""

MOST_REPAIRS: Final = 20
"""How often a text is parsed again, after quotes that swallow rows have been taken out."""


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """The cells of a text, the header first.

    Parameters
    ----------
    cells
        Text, or missing.
    before
        ``int64[rows]``: lines of the text before each row.
    apostrophes
        Whether some may begin with one, or be a formula of a text alone.
    told
        What was noticed.
    """

    cells: pd.DataFrame
    before: Longs
    apostrophes: bool
    told: tuple[Remark, ...]


def read_text(
    data: bytes, label: str, *, known: Collection[str] = (), page: str | None = None
) -> Raw:
    """Read delimited text.

    Parameters
    ----------
    data
        The bytes of a CSV or TSV file.
    label
        What messages call it.
    known
        Further column names to look for in the header, beside those of the schema.
    page
        Its code page, where the caller says one.

    Raises
    ------
    InputError
        If it is empty, binary, or its rows do not fit its header; all rows that do not are named.
    """
    # bytes in UTF-8 from here on, without mark
    decoded = as_utf8(data, label, page=page)
    data = decoded.data
    sample = data[:SAMPLE].decode(errors="ignore")
    if "\\|" in sample:
        data = without_escaped_bars(data, sample)
        sample = data[:SAMPLE].decode(errors="ignore")
    # delimiter and header are found in the sample as text; from there on everything counts bytes
    layout = find_layout(sample, known)
    body = Body(data, len(sample[: layout.offset].encode()), _end_of_last_row(data))
    if not body.text(SAMPLE).strip(NO_CELLS) and not body.text().strip(NO_CELLS):
        raise EmptyFileError(f"{label}: the file is empty; expected a header and rows")
    # columns are counted before parsing: a hostile header must not make millions of them
    end = LINE_END.search(header := body.text(SAMPLE))
    width = header.count(layout.delimiter, 0, end.start() if end else len(header)) + 1
    if width > MOST_COLUMNS:
        raise InputError(f"{label}: {width:,} columns; at most {MOST_COLUMNS:,} are read")
    body, escaped = _of_standard_quotes(body, layout)
    parsed = _closed(body, layout, label)
    if layout.delimiter == "|" and row_of_dashes(parsed.cells):
        before = np.delete(parsed.before, 1)
        parsed = replace(parsed, cells=from_markdown(parsed.cells), before=before)
    raw, headings = _with_header(parsed, layout, label)
    if len(data) > LONGEST_CELL:
        refuse_long_cells(raw)
    above = above_header(layout.above[: -1 if headings.above else None], label, "line", layout.line)
    raw = replace(
        raw,
        remarks=(*decoded.remarks, *above, *headings.remarks, *escaped, *parsed.told),
        chosen=Chosen(decoded.page, layout.delimiter, header=layout.line),
    )
    raw = only_the_table(raw)
    if b"#" in data or (b":" in data and b"Err:" in data):
        raw = without_error_cells(raw)
    return raw if data.isascii() else with_right_letters(raw)


@dataclass(frozen=True, slots=True)
class Body:
    """The part of a text that is a table, in UTF-8, never copied while it need not be.

    Parameters
    ----------
    data
        The whole text.
    start, end
        Where the header begins and the last row ends, in bytes.
    """

    data: bytes
    start: int
    end: int

    def has(self, mark: bytes) -> bool:
        """Tell whether some bytes are in it."""
        # one byte is found in a fraction of the time: without the last of them there is no mark
        last = mark[-1:]
        return all(self.data.find(one, self.start, self.end) >= 0 for one in (last, mark))

    def text(self, most: int | None = None) -> str:
        """Give it, or its beginning, as text."""
        end = self.end if most is None else min(self.end, self.start + most)
        return self.data[self.start : end].decode(errors="ignore")

    def last_line(self) -> str:
        """Give its last line as text."""
        ends = (self.data.rfind(mark, self.start, self.end) for mark in (b"\n", b"\r"))
        return self.data[max(self.start, 1 + max(ends)) : self.end].decode(errors="ignore")

    @property
    def view(self) -> memoryview:
        """Its bytes."""
        return memoryview(self.data)[self.start : max(self.start, self.end)]


def _of_standard_quotes(body: Body, layout: Layout) -> tuple[Body, list[Remark]]:
    """Quotes as the standard has them; lines are those of the file."""
    told: list[Remark] = []
    spaced = f'{layout.delimiter} "'.encode()
    for mark, mend in ((spaced, with_quotes_first), (ESCAPED_QUOTE, with_doubled_quotes)):
        if body.has(mark):
            data, found = mend(bytes(body.view), layout.delimiter)
            body = Body(data, 0, len(data))
            told += [replace(one, line=one.line + layout.line) for one in found]
    return body, told


def _end_of_last_row(data: bytes) -> int:
    end = len(data)
    # 1A stands at the end of files that DOS wrote, and of what copies its habits
    while end and data[end - 1] in b"\r\n\x1a":
        end -= 1
    return end


def _closed(body: Body, layout: Layout, label: str) -> Parsed:
    """Parse a text; a quote that swallows whole rows is taken out, and told."""
    told: list[Remark] = []
    for repair in range(MOST_REPAIRS + 1):
        cells, notes = _parsed(body, layout, label)
        before = _lines_before(cells, body)
        # as many rows as lines: no cell holds a line end
        if before[-1] == len(before) - 1 and not (body.has(b'"') and _ends_within(cells)):
            break
        texts = LINE_END.split(body.text())
        opened, doubtful = swallowing_lines(cells, before, texts, layout.delimiter)
        if not opened or repair == MOST_REPAIRS:
            notes += [replace(one, line=one.line + layout.line) for one in doubtful]
            break
        how = "a double quote that opens here is not closed before the next rows; read without it"
        for at in opened:
            told.append(Remark(schema.UNCLOSED_QUOTE, how, layout.line + at, value=texts[at]))
            head, _, tail = texts[at].rpartition('"')
            texts[at] = head + tail
        # line ends are counted, not kept: each is one
        data = "\n".join(texts).encode()
        body = Body(data, 0, _end_of_last_row(data))
    last = body.last_line()
    if opens_last_cell(last, layout.delimiter):
        how = "a double quote that opens here is not closed; read without it"
        line = layout.line + int(before[-1])
        told.append(Remark(schema.UNCLOSED_QUOTE, how, line, value=last))
    return Parsed(cells, before, body.has(b"'") or body.has(b'="'), (*told, *notes))


def _ends_within(cells: pd.DataFrame) -> bool:
    """Whether a cell of the last row holds a line end."""
    return any("\n" in cell or "\r" in cell for cell in cells.iloc[-1].dropna())


def _parsed(body: Body, layout: Layout, label: str) -> tuple[pd.DataFrame, list[Remark]]:
    """Parse with arrow, which is fast but strict; then with pandas, which pads; then by row."""
    import pyarrow as pa

    try:
        return _parsed_by_arrow(body, layout), []
    except (pa.ArrowException, csv.Error, ValueError):
        pass
    try:
        return _parsed_by_pandas(body, layout.delimiter), []
    except pd.errors.ParserError as error:
        return _parsed_slowly(body, layout, label, unclosed="EOF inside string" in str(error))


def _parsed_by_arrow(body: Body, layout: Layout) -> pd.DataFrame:
    import pyarrow as pa
    from pyarrow import csv as arrow

    # arrow names columns by place; the header is a row like any other until it is cleaned
    first = next(iter(filled_rows(lines_in(body.text(SAMPLE)), layout.delimiter)), ([], 0))[0]
    names = [str(place) for place in range(len(first))]
    table = arrow.read_csv(
        pa.BufferReader(pa.py_buffer(body.view)),
        read_options=arrow.ReadOptions(column_names=names, block_size=1 << 22),
        parse_options=arrow.ParseOptions(
            delimiter=layout.delimiter, newlines_in_values=body.has(b'"'), ignore_empty_lines=False
        ),
        convert_options=arrow.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
    # the blocks of a column become one: whoever looks at all of its text need not put it together;
    # column after column, so that memory holds a single one twice
    columns = {}
    for name in names:
        blocks = table[name]
        table = table.drop_columns(name)
        columns[name] = pd.array(blocks.combine_chunks(), dtype="str")
    return pd.DataFrame(columns, copy=False)


def _parsed_by_pandas(body: Body, delimiter: str) -> pd.DataFrame:
    return pd.read_csv(
        io.BytesIO(body.view),
        sep=delimiter,
        header=None,
        dtype="str",
        keep_default_na=False,
        na_values=[""],
        skip_blank_lines=False,
        low_memory=False,
    )


def _parsed_slowly(
    body: Body, layout: Layout, label: str, *, unclosed: bool
) -> tuple[pd.DataFrame, list[Remark]]:
    """Read rows one by one, to name every row that is longer than the header.

    Empty cells at the end of a row are cut; what stands apart, after an empty cell, is a note.
    """
    reader = csv.reader(lines_in(body.text()), delimiter=layout.delimiter)
    rows: list[list[str | None]] = []
    problems, notes = [], []
    before = last = 0
    try:
        for row in reader:
            last = before
            width = len(rows[0]) if rows else len(row)
            beside = [cell.strip() for cell in row[width:]]
            if any(beside) and not beside[0]:
                notes.append(note_beside(layout.line + before, beside))
            elif any(beside):
                problems.append(
                    f"{label}, line {layout.line + before}: {len(row)} cells, "
                    f"but the header has {width}; "
                    f"a cell that holds {layout.delimiter!r} must stand in double quotes"
                )
            rows.append([cell or None for cell in row[:width]] + [None] * (width - len(row)))
            before = reader.line_num
    except csv.Error as error:
        problems.append(f"{label}, line {layout.line + before}: {error}")
    if unclosed:
        problems.append(
            f"{label}, line {layout.line + last}: a double quote that opens here is never closed"
        )
    if problems:
        raise InputError(problems)
    return pd.DataFrame(rows, dtype="str"), notes


def _with_header(parsed: Parsed, layout: Layout, label: str) -> tuple[Raw, Headings]:
    cells = parsed.cells
    # int64[rows]: the line of the file on which each row begins, the header's first
    lines = _lines_of_rows(layout.line, parsed.before)
    names = ["" if pd.isna(cell) else str(cell) for cell in cells.iloc[0]]
    second = [(int(lines[1]), cells.iloc[1].fillna("").tolist())] if len(cells) > 1 else []
    headings = headings_of(names, layout.line, layout.above, second)
    rows = 1 + headings.below
    frame = cells.iloc[rows:].set_axis(lines[rows:], axis=0)
    headings = names_apart(headings, layout.line, frame)
    names = headings.names
    frame.columns = pd.Index(unique_names(names))
    # columns without name and cells come from delimiters at line ends
    used = [
        bool(name.strip()) or bool(frame.iloc[:, i].notna().any()) for i, name in enumerate(names)
    ]
    frame = frame.loc[:, used]
    if parsed.apostrophes:
        frame = without_apostrophes(frame)
    filled = frame[frame.notna().any(axis=1)] if frame.isna().to_numpy().any() else frame
    return Raw(filled, label), headings


def _lines_of_rows(line: int, before: Longs) -> pd.Index:
    """Number rows by lines: a range, which costs no memory, where each row is one line."""
    if before[-1] == len(before) - 1:
        return pd.RangeIndex(line, line + len(before))
    return pd.Index(line + before)


def _lines_before(cells: pd.DataFrame, body: Body) -> np.ndarray:
    """Lines before each row: as many as rows, and the line ends inside quoted cells."""
    before = np.arange(len(cells), dtype=np.int64)
    # no quote, or no more lines than rows: no cell holds a line end; blank lines at the end of the
    # file are no part of the body, as otherwise they would make up for lines inside cells
    line_ends = body.data.count(b"\n", body.start, body.end)
    if not body.has(b'"') or (not body.has(b"\r") and line_ends + 1 == len(cells)):
        return before
    inside = np.zeros(len(cells), dtype=np.int64)
    for name in cells.columns:
        inside += cells[name].str.count(r"\r\n|\r|\n").fillna(0).to_numpy().astype(np.int64)
    # a row's own line ends move only the rows after it
    return before + np.cumsum(inside) - inside
