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
from netgraph.patterns import lazy_pattern
from netgraph.tables.issues import quoted
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
# what is too long for its column is shown as a row of signs, and copied so by some programs
_ANY_ERROR: Final = rf"(?:{'|'.join(map(re.escape, sorted(ERRORS)))}|{_COUNTED_ERROR}|#{{4,}})"
_PATTERN: Final = rf"(?i)^\s*{_ANY_ERROR}\s*$"
_SEPARATOR: Final = r"[;|,\n]"
_IN_A_LIST: Final = lazy_pattern(rf"(?i)(?:^|{_SEPARATOR})\s*{_ANY_ERROR}\s*(?=$|{_SEPARATOR})")
"""Such a word among the parts of a cell, as a list of people has it that was put together."""


def is_error(text: str) -> bool:
    """Whether a cell says no more than that a formula went wrong.

    Examples
    --------
    >>> is_error("#REF!"), is_error("Err:502"), is_error("#1 fan")
    (True, True, False)
    """
    return re.match(_PATTERN, text) is not None


def has_error(text: str) -> bool:
    """Whether a cell, or a part of it, says no more than that a formula went wrong.

    Examples
    --------
    >>> has_error("#REF!; Bob Bay"), has_error("; Bob Bay #1")
    (True, False)
    """
    return _IN_A_LIST.search(text) is not None


def without_errors(text: str) -> str:
    """A cell without the parts that say no more than that a formula went wrong.

    Examples
    --------
    >>> without_errors("#REF!; Bob Bay"), without_errors("Ann Ash, #N/A"), without_errors("#N/A")
    ('Bob Bay', 'Ann Ash', '')
    """
    return re.sub(rf"^\s*{_SEPARATOR}\s*", "", _IN_A_LIST.sub("", text)).strip()


def error_remark(line: int, column: str, word: str) -> Remark:
    """Tell of a cell that is blanked."""
    left = without_errors(word)
    told = f"{word}: a formula went wrong here; read as {quoted(left) if left else 'blank'}"
    return Remark(schema.ERROR_CELL, told, line, column, word)


def without_error_cells(raw: Raw) -> Raw:
    """Blank the cells that are such a word, each told."""
    blanked: dict[object, pd.Series] = {}
    remarks = []
    for name in raw.frame.columns:
        cells = raw.frame[name]
        wrong = _errors_in(cells)
        if wrong.any():
            left = [without_errors(str(cell)) or None for cell in cells[wrong]]
            kept = cells.astype(object) if isinstance(cells.dtype, pd.CategoricalDtype) else cells
            blanked[name] = kept.mask(wrong, pd.Series(left, kept.index[wrong], dtype="str"))
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
        words = cells.cat.categories
        wrong = [cell for cell in words if isinstance(cell, str) and has_error(cell)]
        return cells.isin(wrong).to_numpy(dtype=bool)
    if pd.api.types.is_object_dtype(cells.dtype):
        found = [isinstance(cell, str) and has_error(cell) for cell in cells]
        return np.array(found, dtype=bool)
    if not isinstance(cells.dtype, pd.StringDtype):
        return np.zeros(len(cells), dtype=bool)
    packed = pa.array(cells)
    # nearly every column holds no sign of one, which is seen faster than the words are
    marks = pc.or_(pc.match_substring(packed, "#"), pc.match_substring(packed, "Err:"))
    if not pc.any(marks).as_py():
        return np.zeros(len(cells), dtype=bool)
    # few cells hold a sign, and those are looked at singly
    flags: Flags = np.array(pc.fill_null(marks, fill_value=False).to_pandas(), dtype=bool)
    flags[flags] = [has_error(cell) for cell in cells[flags]]
    return flags
