"""What was noticed of a table before its cells were read, as issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.claims import would_read
from netgraph.tables.issues import LINE_BITS, Issues, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.schema import Column, Severity, Table
    from netgraph.tables.raw import Remark, Unplaced


def issues_of_offers(looks: Mapping[str, str], number: int) -> list[Issues]:
    """Columns that nobody claimed and that look like a standard one: a note on the whole file."""
    return [
        Issues(
            schema.UNCLAIMED_COLUMN,
            pd.Series([called], index=[number << LINE_BITS], dtype="str"),
            "",
            f"{quoted(called)} looks like {name}: --map {quoted(f'{name}={called}')}",
        )
        for called, name in looks.items()
    ]


def issues_of_unfitting(
    frame: pd.DataFrame, table: Table, named: Mapping[str, str]
) -> list[Issues]:
    """Columns whose heading is a standard one and whose cells are not, each on its first cell."""
    columns = {column.name: column for column in table.columns}
    return [
        Issues(
            schema.UNCLAIMED_COLUMN,
            frame[called].dropna().iloc[:1].astype("str"),
            "",
            f"{quoted(called)} may be {name}, but its cells are no such values: left as it is"
            + _way_to_read(frame, called, columns[name]),
        )
        for called, name in named.items()
    ]


def _way_to_read(frame: pd.DataFrame, called: str, column: Column) -> str:
    """How to have such a column read; a mapping is offered only where its cells can be read."""
    mapping = f"--map {quoted(f'{column.name}={called}')}"
    if would_read(frame, called, column):
        return f"; {mapping} reads it all the same"
    if column.kind in ("date", "plan"):
        return "; a day (2026-03-31) in each filled cell would be read"
    if column.kind == "choice":
        meanings = f"--value {quoted(f'{column.name}:WORD=MEANING')}"
        return f"; {mapping} reads it, with {meanings} for each word"
    return ""


def issues_of_unplaced(unplaced: Sequence[Unplaced], number: int) -> list[Issues]:
    """What an importer could not place: of a row a warning, of the whole file a note on line 0."""
    severities: tuple[Severity, ...] = ("warning", "info")
    issues = []
    for severity in severities:
        listed = [one for one in unplaced if (severity == "info") == (one.line == 0)]
        spots = pd.Index([one.line + (number << LINE_BITS) for one in listed], dtype="int64")
        cells = pd.Series([one.value for one in listed], index=spots, dtype="str")
        reasons = [one.reason for one in listed]
        issues.append(Issues(schema.UNPLACED, cells, "", reasons, severity=severity))
    return issues


def issues_of_remarks(
    remarks: Sequence[Remark], number: int, matched: Mapping[str, str]
) -> list[Issues]:
    """What a reader noticed, as issues; columns go by their standard names where they have one."""
    standard = {called: name for name, called in matched.items()}
    # one table of issues for all remarks that differ in line, value and message only
    alike: dict[tuple[str, str, Severity | None, bool], list[Remark]] = {}
    for one in remarks:
        column = standard.get(one.column, one.column)
        alike.setdefault((one.code, column, one.severity, one.unreadable), []).append(one)
    issues = []
    for (code, column, severity, unreadable), listed in alike.items():
        spots = pd.Index([one.line + (number << LINE_BITS) for one in listed], dtype="int64")
        cells = pd.Series([one.value for one in listed], index=spots, dtype="str")
        messages = [one.message for one in listed]
        issues.append(
            Issues(code, cells, column, messages, severity=severity, unreadable=unreadable)
        )
    return issues
