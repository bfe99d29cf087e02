"""Double quotes that open and never close where they should: they swallow the rows below."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from netgraph.arrays import Longs


def swallowing_lines(
    cells: pd.DataFrame, before: Longs, texts: Sequence[str], delimiter: str
) -> tuple[list[int], list[Remark]]:
    """Find cells that hold rows.

    Parameters
    ----------
    cells
        The table as it was parsed, the header first.
    before
        ``int64[rows]``: lines of the text before each row.
    texts
        The lines of the text, without their ends.
    delimiter
        What stands between two cells.

    Returns
    -------
    Places among the lines on which a quote opens that should not; every line that it swallows is a
    whole row, and so is the one whose quote closes it. And what is to be told of cells that merely
    look as if they held a row.
    """
    width = len(cells.columns)
    opened: list[int] = []
    doubtful: list[Remark] = []
    # a cell of several lines is rare, so that its rows are looked at singly
    several = cells.apply(lambda c: c.str.contains("\n|\r", regex=True).fillna(value=False))
    for row in several.any(axis=1).to_numpy().nonzero()[0]:
        start = int(before[row])
        end = int(before[row + 1]) if row + 1 < len(before) else len(texts)
        # what each line would be, if the last quote of the first one were not there
        head, _, tail = texts[start].rpartition('"')
        lines = [head + tail, *filter(str.strip, texts[start + 1 : end])]
        # a quote that ends a cell amid a word begins one: the next row opens, and closes this one
        closes = len(lines) > 1 and _opens_only(lines[-1], delimiter)
        if closes:
            lines[-1] = lines[-1].replace('"', "")
        widths = [_width(line, delimiter) for line in lines]
        odd = texts[start].count('"') % 2 == 1
        # the header is no row that could swallow others
        if row and odd and width > 1 and len(widths) > 1 and set(widths) == {width}:
            opened += [start, *([_last_filled(texts, end)] if closes else [])]
        elif row and width > 2 and width in widths[1:-1]:
            told = "a cell that holds what looks like rows; is a double quote not closed?"
            doubtful.append(Remark(schema.UNCLOSED_QUOTE, told, start, value=texts[start]))
    return opened, doubtful


def opens_last_cell(line: str, delimiter: str) -> bool:
    """Whether a quote stands before the last cell of a line, and none behind it.

    Examples
    --------
    >>> opens_last_cell('3,Cem,"1', ","), opens_last_cell('3,Cem,"1"', ",")
    (True, False)
    """
    cell = line.rpartition(delimiter)[2].strip()
    return cell.startswith('"') and cell.count('"') == 1


def _opens_only(line: str, delimiter: str) -> bool:
    """Whether the one quote of a line stands before a cell, and not behind one."""
    before, quote, after = line.partition('"')
    begins = not before.strip() or before.rstrip(" ").endswith(delimiter)
    return bool(quote) and '"' not in after and begins and after[:1] not in ("", delimiter)


def _last_filled(texts: Sequence[str], end: int) -> int:
    """The place of the last line before ``end`` that is not blank."""
    return next(at for at in range(end - 1, -1, -1) if texts[at].strip())


def _width(line: str, delimiter: str) -> int:
    """The number of cells of a line that stands alone; 0 where a quote in it is not closed."""
    if line.count('"') % 2:
        return 0
    return len(next(csv.reader([line], delimiter=delimiter), []))
