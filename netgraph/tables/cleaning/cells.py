"""Cells into typed columns: text, ids, flags, choices, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.dates import read_dates
from netgraph.tables.cleaning.text import carried, text
from netgraph.tables.cleaning.values import choices, flags, numbers, tell_damage
from netgraph.tables.issues import File, Told
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from netgraph.schema import Column, Severity, Table
    from netgraph.tables.raw import Raw, Unplaced


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
            columns[numbered(str(name), columns, "{} {}")] = carried(frame[name])
    return pd.DataFrame(columns, index=frame.index)


def _tell_unplaced(unplaced: tuple[Unplaced, ...], told: Told) -> None:
    severities: tuple[Severity, ...] = ("warning", "info")
    for severity in severities:
        some = [one for one in unplaced if (severity == "info") == (one.line == 0)]
        spots = pd.Index([told.spot_of(one.line) for one in some], dtype="int64")
        rows = pd.Series([one.value for one in some], index=spots, dtype="str")
        told.tell(schema.UNPLACED, rows, "", [one.reason for one in some], severity=severity)


def _typed(cells: pd.Series, column: Column, told: Told) -> pd.Series:
    if column.kind == "date":
        return read_dates(cells, column.name, told)
    if column.kind == "flag":
        return flags(cells, column, told)
    if column.kind == "choice":
        return choices(cells, column, told)
    words = text(cells)
    if column.kind == "id":
        blank = words.isna()
        told.tell(schema.BAD_VALUE, words[blank], column.name, "an empty id; expected one")
        tell_damage(words, column, told)
    return numbers(words, column, told) if column.kind == "number" else words
