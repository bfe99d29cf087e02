"""How a delimited text is laid out: its delimiter, and where its header is.

The finding leans on what is known: the right delimiter and header are those that spell column names
of the schema. On 120 small files in five encodings (tests/benchmarks/finding.py) that is right
every time, in 0.2 ms, as are csv.Sniffer, clevercsv (2.6 ms) and duckdb (4.1 ms), which know
nothing of notes above a header; the text of charset-normalizer is right for 96, because it guesses
among all code pages.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netgraph.tables.header import HEADER_WITHIN, header_row, names_in
from netgraph.tables.sources.code_pages import LINE_END

if TYPE_CHECKING:
    from collections.abc import Collection

DELIMITERS: Final = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: its delimiter, where its header begins, and the rows above it."""

    delimiter: str
    offset: int
    line: int
    above: tuple[tuple[int, list[str]], ...] = ()


def find_layout(sample: str, known: Collection[str] = ()) -> Layout:
    """Find delimiter and header: the row whose words are column names.

    Where none spells any, it is the first row, split by the delimiter that splits it the most.
    """
    lines = lines_in(sample)
    best: tuple[tuple[int, int, int], Layout] | None = None
    for delimiter in DELIMITERS:
        rows = filled_rows(lines, delimiter)
        if not rows:
            continue
        place = header_row([row for row, _ in rows], known)
        row, line = rows[place]
        # most known names first; then the earliest row; then the most cells, so that the
        # delimiter that splits an unknown header wins
        score = (names_in(row, known), -place, len(row))
        if best is None or score > best[0]:
            above = tuple((number + 1, cells) for cells, number in rows[:place])
            offset = sum(map(len, lines[:line]))
            best = score, Layout(delimiter, offset, line + 1, above)
    return Layout(",", 0, 1) if best is None else best[1]


def lines_in(sample: str) -> list[str]:
    """The lines of a text, with their ends."""
    ends = [match.end() for match in LINE_END.finditer(sample)]
    starts = [0, *ends]
    return [sample[a:b] for a, b in zip(starts, [*ends, len(sample)], strict=True) if b > a]


def filled_rows(lines: list[str], delimiter: str) -> list[tuple[list[str], int]]:
    """Return the first rows that are not blank, each with the number of lines before it."""
    # a header is known whether its quotes stand behind spaces or not
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    rows: list[tuple[list[str], int]] = []
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((row, before))
            before = reader.line_num
            if len(rows) >= HEADER_WITHIN:
                break
    except csv.Error:
        pass
    return rows
