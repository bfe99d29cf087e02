"""Exports that somebody put one below the other: the rows of each go by a header of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.header import match, unique_names
from netgraph.tables.numbering import numbered
from netgraph.tables.raw import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.schema import Table
    from netgraph.tables.raw import Raw

REPEATS: Final = "repeats the header; left out"
UNDER_IT: Final = "another header begins here; the rows below are read under it"
"""What is told of a row that is a header: of the first one again, of another one."""


def with_joined(raw: Raw, lines: Sequence[int]) -> Raw:
    """Read the rows below later headers, each under the columns of the first that mean the same.

    Parameters
    ----------
    raw
        A table in which other headers begin; rows that repeat its own are left out and told.
    lines
        Lines of the rows that are other headers, in their order.

    Raises
    ------
    InputError
        If one is of another kind of table, or a row below it is longer than it is: then nobody
        can tell what its cells are.
    """
    if (whole := _read_joined(raw, lines)) is not None:
        return whole
    raise InputError(
        [
            f"{raw.label}, {raw.unit} {line}: another header begins here, after the one of "
            f"{raw.unit} {raw.chosen.header}; keep each table in a file of its own"
            for line in lines
        ]
    )


def _read_joined(raw: Raw, lines: Sequence[int]) -> Raw | None:
    frame, table = raw.frame, _certain_kind(raw.columns)
    if table is None:
        return None
    columns = raw.columns
    # below a row that repeats the first header, that one counts again
    again = [remark.line for remark in raw.remarks if remark.message == REPEATS]
    starts = sorted({*lines, *(line for line in again if line > lines[0])})
    # int64[starts]: the place of the first row at or below each start
    places = frame.index.searchsorted(starts).tolist()
    blocks, told = [frame.iloc[: places[0]]], []
    for line, place, end in zip(starts, places, [*places[1:], len(frame)], strict=True):
        if line in again:
            blocks.append(frame.iloc[place:end])
            continue
        cells = ["" if pd.isna(cell) else str(cell) for cell in frame.iloc[place]]
        width = max(at for at, cell in enumerate(cells, 1) if cell.strip())
        below, names = frame.iloc[place + 1 : end], unique_names(cells[:width])
        if _certain_kind(names) is not table or below.iloc[:, width:].notna().any(axis=None):
            return None
        shared = _common_names(columns, names, table)
        columns += [name for name in shared if name not in columns]
        blocks.append(below.iloc[:, :width].set_axis(pd.Index(shared), axis="columns"))
        told.append(
            Remark(schema.UNPLACED, UNDER_IT, line, value="; ".join(names), severity="info")
        )
    whole = pd.concat(blocks, sort=False).reindex(columns=columns)
    return replace(raw, frame=whole, remarks=(*raw.remarks, *told))


def _certain_kind(names: Sequence[str]) -> Table | None:
    """The table that a header is certainly of: contacts or referrals, else None."""
    people = match(names, schema.CONTACTS_TABLE)
    if schema.CONTACT_ID in people or schema.NAME in people:
        return schema.CONTACTS_TABLE
    pairs = match(names, schema.REFERRALS_TABLE)
    certain = all(c.name in pairs for c in schema.REFERRALS_TABLE.columns if c.required)
    return schema.REFERRALS_TABLE if certain else None


def _common_names(first: Sequence[str], later: Sequence[str], table: Table) -> list[str]:
    """What the columns of a later header are called among those of the ones before.

    A column goes by the name of the one that means the same, or else is spelled the same; any
    other keeps its name, numbered where that means something else already.
    """
    meant, means = match(first, table), match(later, table)
    names = {called: meant.get(standard, called) for standard, called in means.items()}
    taken = set(meant.values()) | set(names.values())
    spelled = {schema.folded(name): name for name in first if name not in taken}
    for name in later:
        if name not in names:
            same = spelled.pop(schema.folded(name), None)
            names[name] = same or numbered(name, {*first, *names.values()}, "{} {}")
    return [names[name] for name in later]
