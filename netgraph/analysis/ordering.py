"""Put the rows of an answer in order and keep the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph.errors import NetgraphError, unknown

if TYPE_CHECKING:
    from collections.abc import Sequence


def ordered(table: pd.DataFrame, by: Sequence[str], tie: str, *, top: int | None = None) -> pd.DataFrame:
    """Order a table by columns, ties by ``tie`` ascending, and keep the first ``top`` rows.

    Numbers and dates descend (most and newest first), text ascends, missing values come last.

    Raises
    ------
    UnknownNameError
        If the table lacks a column.
    NetgraphError
        If ``top`` is negative.
    """
    for column in by:
        if column not in table.columns:
            raise unknown("column", column, table.columns)
    if top is not None and top < 0:
        raise NetgraphError(f"top must be 0 or more, not {top}")
    keys = list(dict.fromkeys([*by, tie]))
    ascending = [_is_text(table[key]) for key in keys]
    return first_rows(table.sort_values(keys, ascending=ascending, kind="stable"), top)


def first_rows(table: pd.DataFrame, top: int | None) -> pd.DataFrame:
    """Keep the first ``top`` rows (all for None) and number them from 0."""
    return table.iloc[:top].reset_index(drop=True)


def _is_text(column: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column))
