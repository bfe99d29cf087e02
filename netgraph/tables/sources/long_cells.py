"""Cells that are far longer than any that a person wrote: refused before they fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph.errors import InputError

if TYPE_CHECKING:
    from netgraph.tables.raw import Raw

LONGEST_CELL: Final = 1_000_000
"""Letters of a cell that are read; workbooks have 32,767 at most."""


def refuse_long_cells(raw: Raw) -> None:
    """Refuse a table with a cell of more letters than ``LONGEST_CELL``.

    Cost: linear in the cells, not in their letters, where they are text.

    Raises
    ------
    InputError
        All such cells are named; a double quote that is never closed makes one.
    """
    problems = []
    hint = "; is a double quote not closed?" if raw.unit == "line" else ""
    for name in raw.frame.columns:
        cells = raw.frame[name]
        if _are_short(cells):
            continue
        for place in np.flatnonzero(_bytes_of_cells(cells) > LONGEST_CELL).tolist():
            letters = len(str(cells.iloc[place]))
            if letters > LONGEST_CELL:
                problems.append(
                    f"{raw.label}, {raw.unit} {cells.index[place]}, column {name!r}: a cell of "
                    f"{letters:,} letters; at most {LONGEST_CELL:,} are read{hint}"
                )
    if problems:
        raise InputError(problems)


def _are_short(cells: pd.Series) -> bool:
    """Whether no cell of a column of text is too long, as its lengths tell at once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not isinstance(cells.dtype, pd.StringDtype):
        return False
    most = pc.max(pc.binary_length(pa.array(cells, from_pandas=True))).as_py()
    return most is None or most <= LONGEST_CELL


def _bytes_of_cells(cells: pd.Series) -> np.ndarray:
    """``int64[rows]``: bytes of each text, or letters where cells are of any type; of others 0."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(cells.dtype, pd.StringDtype):
        lengths = pc.binary_length(pa.array(cells, from_pandas=True))
        return np.asarray(pc.fill_null(lengths, 0)).astype(np.int64)
    if pd.api.types.is_object_dtype(cells.dtype):
        long = (len(cell) if isinstance(cell, str) else 0 for cell in cells)
        return np.fromiter(long, np.int64, len(cells))
    return np.zeros(len(cells), dtype=np.int64)
