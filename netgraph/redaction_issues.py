"""Issues that name nobody: values, messages and words of one's own taken out."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from netgraph import schema
from netgraph.frames import issue_rows

NOT_REPEATED: Final = "cells are not repeated here; without --redact netgraph check lists them"


def hidden_columns(left_out: list[tuple[str, str]]) -> pd.DataFrame:
    """An issue for each standard column that is not shown, and one for all others of a table."""
    severity, code = schema.ISSUE_SEVERITY[schema.HIDDEN_COLUMN], schema.HIDDEN_COLUMN
    rows: list[tuple[object, ...]] = []
    for table in (schema.CONTACTS, schema.REFERRALS):
        standard = {column.name for column in schema.TABLES[table].columns}
        columns = [name for t, name in left_out if t == table]
        rows += [
            (code, severity, table, 0, name, "", f"{name} may name people")
            for name in columns
            if name in standard
        ]
        # The name of somebody's own column may be that of a person.
        if further := len([name for name in columns if name not in standard]):
            rows.append((code, severity, table, 0, "", "", f"further columns: {further}"))
    return issue_rows(rows)


def redacted_issues(issues: pd.DataFrame) -> pd.DataFrame:
    """Issues without what may name people: values, messages, files and columns of one's own."""
    own = {table: f"file {i}" for i, table in enumerate(_strangers(issues[schema.TABLE]), start=1)}
    columns = {column.name for table in schema.TABLES.values() for column in table.columns}
    column = issues[schema.COLUMN]
    shown: dict[str, Any] = {
        schema.TABLE: issues[schema.TABLE].replace(own),
        schema.COLUMN: column.where(column.isin(columns), ""),
        schema.VALUE: "",
        # What is told of columns that are not shown was made without cells.
        schema.MESSAGE: issues[schema.MESSAGE].where(
            issues[schema.CODE] == schema.HIDDEN_COLUMN, "redacted"
        ),
    }
    if schema.SEEKER_ID in issues.columns:
        # as numbers, unless somebody knows their pseudonyms
        number, _ = pd.factorize(issues[schema.SEEKER_ID])
        seekers = pd.Series(number + 1, index=issues.index).astype("str")
        shown[schema.SEEKER_ID] = seekers.where(issues[schema.SEEKER_ID].notna())
    return issues.assign(**shown).astype(issues.dtypes)


def redacted_problems(issues: pd.DataFrame, unit: str = "line") -> list[str]:
    """The errors among issues in words that repeat no cell: what is wrong, and where."""
    wrong = redacted_issues(issues[issues[schema.SEVERITY] == "error"])
    columns = (wrong[c] for c in (schema.CODE, schema.TABLE, schema.LINE, schema.COLUMN))
    return [f"{_place(unit, *place)}: {code}" for code, *place in zip(*columns, strict=True)]


def _place(unit: str, table: str, line: int, column: str) -> str:
    words = [table or "a table", *([f"{unit} {line}"] if line else [])]
    return ", ".join([*words, *([f"column {column!r}"] if column else [])])


def _strangers(tables: pd.Series) -> list[str]:
    """What issues call tables by the names of files, in order of appearance."""
    return [str(name) for name in tables.unique() if name not in schema.TABLES and name != ""]
