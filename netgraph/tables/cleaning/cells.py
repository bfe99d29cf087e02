"""Cells into typed columns: text, ids, flags, choices, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import nearest
from netgraph.tables.cleaning.dates import read_dates
from netgraph.tables.issues import File, Told, quoted

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Longs
    from netgraph.schema import Column, Severity, Table
    from netgraph.tables.raw import Raw, Unplaced

YES: Final = ("yes", "y", "true", "t", "1")
ROUNDED: Final = r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{2,}"
LARGEST_NUMBER: Final = 1e12
"""A weight or a number of hours is not above this; sums of them stay exact enough."""
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
    columns = {
        c.name: _typed(frame[matched[c.name]], c, told) for c in table.columns if c.name in matched
    }
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
    if column.kind == "flag":
        return _flags(cells, column, told)
    if column.kind == "choice":
        return _choices(cells, column, told)
    words = text(cells)
    if column.kind == "id":
        blank = words.isna()
        told.tell(schema.BAD_VALUE, words[blank], column.name, "an empty id; expected one")
        _tell_damage(words, column, told)
    return _numbers(words, column, told) if column.kind == "number" else words


def _tell_damage(words: pd.Series, column: Column, told: Told) -> None:
    """Tell of ids that a spreadsheet has made into rounded numbers: what they were cannot be known."""
    rounded = words[words.str.fullmatch(ROUNDED).fillna(value=False).to_numpy()]
    messages = [
        f"{quoted(v)} looks like a long number that a spreadsheet has rounded; kept as it is"
        for v in rounded
    ]
    told.tell(schema.SPREADSHEET_DAMAGE, rounded, column.name, messages)


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


def _flags(cells: pd.Series, column: Column, told: Told) -> pd.Series:
    code, words = spellings(cells)
    low = words.str.casefold()
    yes = low.isin(YES).to_numpy()
    bad = ~yes & ~low.isin(NO).to_numpy()
    wrong = at_spellings(cells, code, words, bad)
    told.unreadable(
        schema.BAD_VALUE, wrong, column.name, [f"{quoted(v)} is neither yes nor no" for v in wrong]
    )
    missing = np.append(bad, True)[code]
    return pd.Series(
        pd.arrays.BooleanArray(np.append(yes, False)[code], missing), index=cells.index
    )


def _choices(cells: pd.Series, column: Column, told: Told) -> pd.Series:
    code, words = spellings(cells)
    standard = {schema.folded(choice): choice for choice in column.choices}
    meant = [standard.get(schema.folded(word)) for word in words]
    wrong = at_spellings(cells, code, words, np.array([m is None for m in meant], dtype=bool))
    one_of = ", ".join(column.choices)
    hints = {v: nearest(v, column.choices) for v in wrong.unique()}
    messages = [
        f"{quoted(v)} is none of {one_of}" + (f"; is it {hints[v]!r}?" if hints[v] else "")
        for v in wrong
    ]
    told.unreadable(schema.BAD_VALUE, wrong, column.name, messages)
    return pd.Series(np.array([*meant, None], dtype=object)[code], index=cells.index, dtype="str")


def _numbers(words: pd.Series, column: Column, told: Told) -> pd.Series:
    read = pd.to_numeric(words, errors="coerce").astype("float64")
    read = read.where(np.isfinite(read) & (read >= 0) & (read <= LARGEST_NUMBER))
    bad = words[words.notna() & read.isna()]
    messages = [f"{quoted(v)} is not a number from 0 to {LARGEST_NUMBER:,.0f}" for v in bad]
    told.unreadable(schema.BAD_VALUE, bad, column.name, messages)
    return read
