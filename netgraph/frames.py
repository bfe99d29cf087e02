"""DataFrames in the types that the schema gives their columns."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import MissingColumnError, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

ISSUE_TYPES: Final = dict.fromkeys(schema.ISSUE_COLUMNS, "str") | {schema.LINE: "int64"}
"""Type of each column of issues."""


def values(table: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of a table, all missing in its schema's type when the table lacks it."""
    if column in table.columns:
        found: pd.Series = table[column]
        return found
    # Missing in its own type: comparisons, ``.dt`` and ``.str`` work as on a column that is there.
    kinds = {c.name: c.kind for t in schema.TABLES.values() for c in t.columns}
    day = "datetime64[s]"
    dtypes: dict[str, Any] = {"date": day, "plan": day, "flag": "boolean", "number": "float64"}
    dtype = dtypes.get(kinds.get(column, "text"), "str")
    missing: pd.Series = pd.Series(None, index=table.index, name=column, dtype=dtype)
    return missing


def refuse_unknown_columns(names: Iterable[str], table: pd.DataFrame) -> None:
    """Refuse names that no column of a table has.

    Raises
    ------
    UnknownNameError
        If there is one; the nearest column is named.
    """
    for name in names:
        if name not in table.columns:
            raise unknown("column", name, table.columns)


def no_repeats() -> pd.DataFrame:
    """Return an empty table of repeated referrals, in the types that they have."""
    ends = {column: pd.Series(dtype="str") for column in (schema.REFERRER_ID, schema.REFERRED_ID)}
    return pd.DataFrame({**ends, schema.REFERRED_ON: pd.Series(dtype="datetime64[s]")})


def issue_rows(rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    """Make a table of issues from tuples in the order of ``schema.ISSUE_COLUMNS``."""
    table = pd.DataFrame(list(rows), columns=list(schema.ISSUE_COLUMNS))
    # Without rows pandas would make all columns object, and appending would change their types.
    return table.astype(ISSUE_TYPES)


def issue_table(same: Mapping[str, str], own: Mapping[str, Any], rows: int) -> pd.DataFrame:
    """Make a table of many issues that are alike.

    Parameters
    ----------
    same
        Columns in which all are the same.
    own
        Columns with a value a row.
    rows
        How many there are.
    """
    table = pd.DataFrame({**same, **own}, index=pd.RangeIndex(rows))
    return table[list(schema.ISSUE_COLUMNS)].astype(ISSUE_TYPES)


@dataclass(frozen=True, slots=True, eq=False)
class LaterIssues:
    """Issues that are counted; words, which are most of the cost, are made when they are asked for.

    Parameters
    ----------
    counts
        How many of each code.
    listed
        What lists them.
    """

    counts: Mapping[str, int]
    listed: Callable[[], pd.DataFrame]

    def __call__(self) -> pd.DataFrame:
        """List them."""
        return self.listed()


def counts_of_codes(codes: pd.Series) -> dict[str, int]:
    """Count issues of each code, in alphabetical order."""
    return {str(code): int(n) for code, n in codes.value_counts().sort_index().items()}


def counts_of_issues(issues: pd.DataFrame | Callable[[], pd.DataFrame]) -> dict[str, int]:
    """Count issues that are listed, or will be; only where nobody counted them they are listed."""
    if isinstance(issues, LaterIssues):
        return dict(issues.counts)
    listed = issues if isinstance(issues, pd.DataFrame) else issues()
    return counts_of_codes(listed[schema.CODE])


@functools.cache
def no_issues() -> pd.DataFrame:
    """Return an empty table of issues: always the same one, as it is never written to."""
    return issue_rows([])


def refuse_missing(table: pd.DataFrame, name: str, needed: tuple[str, ...]) -> None:
    """Refuse a table that lacks a column."""
    missing = [c for c in needed if c not in table.columns]
    if missing:
        there = ", ".join(map(repr, table.columns))
        raise MissingColumnError(
            f"{name}: no column {', '.join(map(repr, missing))}; found {there}"
        )
