"""The words that spreadsheets show where a formula went wrong, in tables that are no workbooks.

A sheet that is saved as CSV, or copied into a frame, holds them as text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from netgraph.arrays import Flags
    from netgraph.tables.raw import Raw

ERRORS: Final = frozenset(
    "#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA #FIELD! #BLOCKED! "
    "#UNKNOWN! #CONNECT! #ERROR! #BEZUG! #WERT! #ZAHL! #NV #VALEUR! #NOM? #NOMBRE! #RIF! #VALORE! "
    "#NOME? #¡REF! #¡VALOR! #¡DIV/0! #¿NOMBRE? #¡NUM! #¡NULO! #ССЫЛКА! #ЗНАЧ! #ДЕЛ/0! #ИМЯ? #Н/Д "
    "#ЧИСЛО! #VERW! #WAARDE! #DEEL/0! #NAAM? #ADR! #ARG! #DZIEL/0! #NAZWA? #LICZBA!".split()
)
"""What spreadsheets show where a formula has no value, in the languages they speak."""
_COUNTED_ERROR: Final = r"Err:5[0-9]{2}"
_PATTERN: Final = rf"^\s*(?:{'|'.join(map(re.escape, sorted(ERRORS)))}|{_COUNTED_ERROR})\s*$"


def is_error(text: str) -> bool:
    """Whether a cell says no more than that a formula went wrong.

    Examples
    --------
    >>> is_error("#REF!"), is_error("Err:502"), is_error("#1 fan")
    (True, True, False)
    """
    return re.match(_PATTERN, text) is not None


def error_remark(line: int, column: str, word: str) -> Remark:
    """Tell of a cell that is blanked."""
    told = f"{word}: a formula went wrong here; read as blank"
    return Remark(schema.ERROR_CELL, told, line, column, word)


def without_error_cells(raw: Raw) -> Raw:
    """Blank the cells that are such a word, each told."""
    blanked: dict[object, pd.Series] = {}
    remarks = []
    for name in raw.frame.columns:
        cells = raw.frame[name]
        wrong = _errors_in(cells)
        if wrong.any():
            blanked[name] = cells.mask(wrong)
            lines = cells.index[wrong].tolist()
            words = cells[wrong].astype("str").str.strip()
            remarks += [
                error_remark(int(line), str(name), word)
                for line, word in zip(lines, words, strict=True)
            ]
    if not blanked:
        return raw
    frame = raw.frame.assign(**{str(name): cells for name, cells in blanked.items()})
    return replace(raw, frame=frame, remarks=(*raw.remarks, *remarks))


def _errors_in(cells: pd.Series) -> Flags:
    """``bool[rows]``: which cells of a column are such a word; no Python loop over text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(cells.dtype, pd.CategoricalDtype):
        wrong = [cell for cell in cells.cat.categories if isinstance(cell, str) and is_error(cell)]
        return cells.isin(wrong).to_numpy(dtype=bool)
    if pd.api.types.is_object_dtype(cells.dtype):
        found = [isinstance(cell, str) and is_error(cell) for cell in cells]
        return np.array(found, dtype=bool)
    if not isinstance(cells.dtype, pd.StringDtype):
        return np.zeros(len(cells), dtype=bool)
    packed = pa.array(cells)
    # nearly every column holds no sign of one, which is seen faster than the words are
    marks = pc.or_(pc.match_substring(packed, "#"), pc.match_substring(packed, "Err:"))
    if not pc.any(marks).as_py():
        return np.zeros(len(cells), dtype=bool)
    wrong_cells = pc.fill_null(pc.match_substring_regex(packed, _PATTERN), fill_value=False)
    flags: Flags = np.asarray(wrong_cells.to_pandas(), dtype=bool)
    return flags
