"""Put the rows of an answer in order and keep the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.collation import tie_keys
from netgraph.errors import unknown, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.collation import Collation

RANKED: Final = {schema.EVIDENCE: schema.EVIDENCES}
"""Columns of words that have an order of their own, most first."""
SMALLEST_FIRST: Final = frozenset({schema.EXPECTED_RANK})
"""Columns of numbers of which 1 is the best."""


def ordered(
    table: pd.DataFrame,
    by: Sequence[str],
    tie: str,
    *,
    top: int | None = None,
    collation: Collation | None = None,
) -> pd.DataFrame:
    """Order a table by columns, ties by ``tie`` ascending, and keep the first ``top`` rows.

    Numbers and dates descend (most and newest first), so do grades of evidence; text and ranks
    ascend, missing values come last. With a collation ties are settled by what the cells of ``tie``
    stand for.

    Raises
    ------
    UnknownNameError
        If the table lacks a column.
    NetgraphError
        If ``top`` is no whole number from 0 on.
    """
    return rows_at(table, places_in_order(table, by, tie, collation=collation), top)


def rows_at(table: pd.DataFrame, places: pd.Index, top: int | None) -> pd.DataFrame:
    """Keep the rows at the first ``top`` of some positions, and number them from 0.

    Raises
    ------
    NetgraphError
        If ``top`` is no whole number from 0 on.
    """
    return table.iloc[places[: _as_many(top)]].reset_index(drop=True)


def places_in_order(
    table: pd.DataFrame, by: Sequence[str], tie: str, *, collation: Collation | None = None
) -> pd.Index:
    """Give the positions of the rows of a table in that order.

    Raises
    ------
    UnknownNameError
        If the table lacks a column.
    """
    for column in by:
        if column not in table.columns:
            raise unknown("column", str(column), table.columns)
    keys = list(dict.fromkeys([*by, tie]))
    ranked = table.assign(**{key: _rank(table[key]) for key in keys if key in RANKED})
    ascending = [key in SMALLEST_FIRST or _is_text(ranked[key]) for key in keys]
    if collation is not None and tie not in by:
        ranked[tie], ascending[-1] = tie_keys(collation, tie, table[tie]), True
    # Numbered from 0 before it is sorted, the index holds positions, whatever the table's own is.
    # Missing values come last in both directions: pandas does so.
    return (
        ranked[keys]
        .reset_index(drop=True)
        .sort_values(keys, ascending=ascending, kind="stable")
        .index
    )


def first_rows(table: pd.DataFrame, top: int | None) -> pd.DataFrame:
    """Keep the first ``top`` rows (all for None) and number them from 0.

    Raises
    ------
    NetgraphError
        If ``top`` is no whole number from 0 on.
    """
    return table.iloc[: _as_many(top)].reset_index(drop=True)


def _as_many(top: int | None) -> int | None:
    return None if top is None else whole_number("top", top, least=0)


def _rank(words: pd.Series) -> pd.Series:
    """How much each of the words says, most first; missing stays missing."""
    scale = RANKED[str(words.name)]
    return words.map({word: len(scale) - i for i, word in enumerate(scale)}).astype("float64")


def _is_text(column: pd.Series) -> bool:
    return not (
        pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)
    )
