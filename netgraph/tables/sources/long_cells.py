"""Cells that are far longer than any that a person wrote: refused before they fill the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
        for place in _places_of_long(cells):
            letters = len(str(cells.iloc[place]))
            if letters > LONGEST_CELL:
                problems.append(
                    f"{raw.label}, {raw.unit} {cells.index[place]}, column {name!r}: a cell of "
                    f"{letters:,} letters; at most {LONGEST_CELL:,} are read{hint}"
                )
    if problems:
        raise InputError(problems)


def _places_of_long(cells: pd.Series) -> list[int]:
    """Positions of texts of more bytes than are read, or letters where cells are of any type."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(cells.dtype, pd.StringDtype):
        lengths = pc.binary_length(pa.array(cells, from_pandas=True))
        # a short look at most tables
        if (pc.max(lengths).as_py() or 0) <= LONGEST_CELL:
            return []
        places: list[int] = pc.indices_nonzero(pc.greater(lengths, LONGEST_CELL)).to_pylist()
        return places
    if pd.api.types.is_object_dtype(cells.dtype):
        sizes = (len(cell) if isinstance(cell, str) else 0 for cell in cells)
        return [place for place, size in enumerate(sizes) if size > LONGEST_CELL]
    return []
