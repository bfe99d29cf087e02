"""Cells of answers as people read them: dates ISO, numbers short, missing empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable


def iso_dates(column: pd.Series[Any]) -> pd.Series[Any]:
    """The dates of a column as ISO text; another column as it is."""
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        column = column.dt.strftime("%Y-%m-%d")
    return column


def cell_words(column: pd.Series[Any], harmless: Callable[[str], str] = str) -> list[str]:
    """Write the cells of a column as texts.

    Parameters
    ----------
    column
        A column of an answer.
    harmless
        What is done to cells of text, and to words of other things than numbers and flags.

    Examples
    --------
    >>> cell_words(pd.Series([1234.5, None])), cell_words(pd.Series([True]))
    (['1,234.50', ''], ['yes'])
    """
    column = iso_dates(column)
    decimal = pd.api.types.is_float_dtype(column.dtype)
    return [
        "" if missing else (f"{cell:,.2f}" if decimal else _words_of(cell, harmless))
        for cell, missing in zip(column, column.isna(), strict=True)
    ]


def _words_of(cell: object, harmless: Callable[[str], str]) -> str:
    # Iterating a bool column gives Python's bool, one of nullable booleans NumPy's.
    if isinstance(cell, bool | np.bool_):
        return "yes" if cell else "no"
    return harmless(str(cell))
