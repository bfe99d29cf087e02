"""Cells as text: blanks, Unicode and line ends alike, and a column taken apart into its spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Longs


def text(cells: pd.Series) -> pd.Series:
    """Turn cells into text: surrounding blanks go, Unicode is NFC, empty is missing, whole numbers stay whole."""
    import pyarrow as pa
    import pyarrow.compute as pc

    given = _as_text(cells)
    words = given.str.strip()
    packed = pa.array(words)
    if pc.sum(pc.binary_length(packed)) == pc.sum(pc.binary_length(pa.array(given))):
        words = given  # nothing went: one text in memory, not two
    ascii_only = pc.string_is_ascii(packed)
    if not pc.all(
        ascii_only, min_count=0
    ).as_py():  # not by arrow: up to 24 its NFC takes letters apart
        plain = pc.fill_null(ascii_only, fill_value=True).to_pandas().to_numpy(dtype=bool)
        words = words.copy()
        words.iloc[~plain] = words.iloc[~plain].str.normalize("NFC")
    if pc.any(pc.match_substring(packed, "\r")).as_py():
        words = words.str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)
    return words.mask(words == "") if pc.min(pc.binary_length(packed)).as_py() == 0 else words


def _as_text(cells: pd.Series) -> pd.Series:
    return (cells if isinstance(cells.dtype, pd.StringDtype) else _spelled(cells)).astype("str")


def spellings(cells: pd.Series) -> tuple[Longs, pd.Series]:
    """Take a column apart into its different texts: the number of each cell's, -1 where missing, and the texts.

    Dates, flags and choices have few, so that each is looked at once.
    """
    code, found = pd.factorize(_as_text(cells))
    words = text(pd.Series(found, dtype="str"))
    if words.isna().any() or words.duplicated().any():
        again, found = pd.factorize(words)
        code, words = np.append(again, -1)[code], pd.Series(found, dtype="str")
    return code.astype(np.int64), words


def at_spellings(cells: pd.Series, code: Longs, words: pd.Series, which: Flags) -> pd.Series:
    """The cells that hold one of some texts, as text, on their rows."""
    rows = np.append(which, False)[code]
    return pd.Series(words.to_numpy()[code[rows]], index=cells.index[rows], dtype="str")


def carried(cells: pd.Series) -> pd.Series:
    """Carry a further column through: typed columns as they are, everything else as text."""
    if pd.api.types.is_object_dtype(cells.dtype) or isinstance(
        cells.dtype, pd.StringDtype | pd.CategoricalDtype
    ):
        return text(cells)
    return cells


def _spelled(cells: pd.Series) -> pd.Series:
    """Spell the values of a frame's column, ``1.0`` as ``1``."""
    if pd.api.types.is_float_dtype(cells.dtype):
        known = cells.dropna()
        if (known == np.floor(known)).all() and (known.abs() < 2**53).all():
            return cells.astype("Int64").astype("str")
        return cells.astype("str")
    if pd.api.types.is_object_dtype(cells.dtype):
        return cells.map(_word, na_action="ignore").astype("str")
    return cells.astype("str")


def _word(value: object) -> str:
    """Spell a value; half characters, which no file can hold, become question marks."""
    word = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return word.encode(errors="replace").decode()
