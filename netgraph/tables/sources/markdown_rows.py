"""Tables in Markdown: the row of dashes below the header goes, and so do the marks of emphasis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    import pandas as pd

_ROW_OF_MARKDOWN: Final = lazy_pattern(r"\s*:?-+:?\s*")
_LINE_OF_DASHES: Final = lazy_pattern(r"(?m)^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$")
_BAR: Final = "\ue07c"
"""A letter for private use, in place of a bar that parts no cells."""
_ESCAPED: Final = lazy_pattern(r"\\([\\`*_\[\]#~|])")
_EMPHASIS: Final = lazy_pattern(
    r"(?<!\\)(?P<mark>\*{1,3}|~~|`)(?=\S)(?P<text>.*?\S)(?P=mark)"
    r"|(?<!\w)(?P<line>_{1,3})(?=\S)(?P<under>.*?\S)(?P=line)(?!\w)"
)
MOST_DEEP: Final = 3
"""Marks within marks that are taken off: "**_Ann_**"."""


def row_of_dashes(cells: pd.DataFrame) -> bool:
    """Whether the second row is the one that tells a table in Markdown.

    Parameters
    ----------
    cells
        Rows that bars part, the header first.
    """
    row = cells.iloc[1].dropna() if len(cells) > 1 else ()
    return len(row) > 0 and all(_ROW_OF_MARKDOWN.fullmatch(str(cell)) for cell in row)


def from_markdown(cells: pd.DataFrame) -> pd.DataFrame:
    """Take out the row of dashes, and marks of emphasis from all cells.

    Parameters
    ----------
    cells
        Text, or missing, the header first.
    """
    kept: pd.DataFrame = cells[np.arange(len(cells)) != 1].copy()
    for column in kept.columns:
        kept[column] = kept[column].map(_without_emphasis, na_action="ignore")
    return kept


def without_escaped_bars(data: bytes, sample: str) -> bytes:
    r"""Hide bars of Markdown that part no cells, ``\|``, until its rows are parsed."""
    return data.replace(b"\\|", _BAR.encode()) if _LINE_OF_DASHES.search(sample) else data


def _without_emphasis(cell: str) -> str:
    """A cell without its marks.

    Examples
    --------
    >>> _without_emphasis("**Nina** and _Bo_"), _without_emphasis("`a_b_c`, 3 * 4 * 5")
    ('Nina and Bo', 'a_b_c, 3 * 4 * 5')
    """
    for _ in range(MOST_DEEP):
        found = _EMPHASIS.sub(lambda m: m["text"] or m["under"], cell)
        if found == cell:
            break
        cell = found
    return _ESCAPED.sub(r"\1", cell.replace(_BAR, "|"))
