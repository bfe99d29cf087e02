"""Cells into typed columns: text, ids, flags, choices, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import nearest
from netgraph.tables.dates import read_dates
from netgraph.tables.told import File, Told, quoted

if TYPE_CHECKING:
    from netgraph.schema import Column, Severity, Table
    from netgraph.tables.raw import Raw, Unplaced

YES: Final = ("yes", "y", "true", "t", "1")
ROUNDED: Final = r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{2,}"
NO: Final = ("no", "n", "false", "f", "0")


def clean(raw: Raw, table: Table, matched: dict[str, str], told: Told) -> pd.DataFrame:
    """Give a raw table its standard names and types; further columns are kept as text.

    Returns
    -------
    Standard columns in the table's order, then further ones; index: spots, as ``told`` numbers its files.
    """
    file = File(table.name, raw.label, raw.unit, matched, raw.address_book)
    frame = raw.frame.set_axis(told.opened(file, raw.frame.index))
    _tell_unplaced(raw.unplaced, told)
    taken = set(matched.values())
    columns = {c.name: _typed(frame[matched[c.name]], c, told) for c in table.columns if c.name in matched}
    for name in frame.columns:
        if name not in taken:
            columns[_free_name(str(name), columns)] = carried(frame[name])
    return pd.DataFrame(columns, index=frame.index)


def _tell_unplaced(unplaced: tuple[Unplaced, ...], told: Told) -> None:
    severities: tuple[Severity, ...] = ("warning", "info")
    for severity in severities:
        some = [one for one in unplaced if (severity == "info") == (one.line == 0)]
        spots = pd.Index([told.spot_of(one.line) for one in some], dtype="int64")
        rows = pd.Series([one.value for one in some], index=spots, dtype="str")
        told.tell(schema.UNPLACED, rows, "", [one.reason for one in some], severity=severity)


def _free_name(name: str, taken: dict[str, pd.Series]) -> str:
    free, turn = name, 1
    while free in taken:
        turn += 1
        free = f"{name} {turn}"
    return free


def _typed(cells: pd.Series, column: Column, told: Told) -> pd.Series:
    if column.kind == "date":
        return read_dates(cells, column.name, told)
    words = text(cells)
    if column.kind == "id":
        blank = words.isna()
        told.tell(schema.BAD_VALUE, words[blank], column.name, "an empty id; expected one")
        _tell_damage(words, column, told)
        return words
    if column.kind == "flag":
        return _flags(words, column, told)
    if column.kind == "choice":
        return _choices(words, column, told)
    return _numbers(words, column, told) if column.kind == "number" else words


def _tell_damage(words: pd.Series, column: Column, told: Told) -> None:
    """Tell of ids that a spreadsheet has made into rounded numbers: what they were cannot be known."""
    rounded = words[words.str.fullmatch(ROUNDED).fillna(value=False).to_numpy()]
    messages = [
        f"{quoted(v)} looks like a long number that a spreadsheet has rounded; kept as it is" for v in rounded
    ]
    told.tell(schema.SPREADSHEET_DAMAGE, rounded, column.name, messages)


def text(cells: pd.Series) -> pd.Series:
    """Turn cells into text: surrounding blanks go, Unicode is NFC, empty is missing, whole numbers stay whole."""
    words = cells if isinstance(cells.dtype, pd.StringDtype) else _spelled(cells)
    words = words.astype("str").str.strip()
    joined = words.dropna()
    if not joined.empty and not joined.str.isascii().all():
        words = words.str.normalize("NFC")
    if joined.str.contains("\r", regex=False).any():
        words = words.str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)
    return words.mask(words == "")


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
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _flags(words: pd.Series, column: Column, told: Told) -> pd.Series:
    low = words.str.casefold()
    yes = low.isin(YES)
    bad = words[words.notna() & ~yes & ~low.isin(NO)]
    messages = [f"{quoted(v)} is neither yes nor no" for v in bad]
    told.unreadable(schema.BAD_VALUE, bad, column.name, messages)
    known = words.notna().to_numpy() & ~words.index.isin(bad.index)
    return yes.astype("boolean").where(known)


def _choices(words: pd.Series, column: Column, told: Told) -> pd.Series:
    spellings = pd.Series(words.dropna().unique(), dtype="str")
    standard = {schema.folded(choice): choice for choice in column.choices}
    meant = {spelling: standard.get(schema.folded(spelling)) for spelling in spellings}
    read = words.map(meant).astype("str")
    bad = words[words.notna() & read.isna()]
    one_of = ", ".join(column.choices)
    hints = {v: nearest(v, column.choices) for v in bad.unique()}
    messages = [
        f"{quoted(v)} is none of {one_of}" + (f"; is it {hints[v]!r}?" if hints[v] else "") for v in bad
    ]
    told.unreadable(schema.BAD_VALUE, bad, column.name, messages)
    return read


def _numbers(words: pd.Series, column: Column, told: Told) -> pd.Series:
    read = pd.to_numeric(words, errors="coerce").astype("float64")
    read = read.where(np.isfinite(read) & (read >= 0))
    bad = words[words.notna() & read.isna()]
    messages = [f"{quoted(v)} is not a number from 0 up" for v in bad]
    told.unreadable(schema.BAD_VALUE, bad, column.name, messages)
    return read
