"""Put the rows of an answer in order and keep the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.collation import tie_keys
from netgraph.errors import unknown, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Floats, Longs
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


def rows_at(table: pd.DataFrame, places: Longs, top: int | None) -> pd.DataFrame:
    """Keep the rows at the first ``top`` of some positions, and number them from 0.

    Raises
    ------
    NetgraphError
        If ``top`` is no whole number from 0 on.
    """
    return table.iloc[places[: _as_many(top)]].reset_index(drop=True)


def places_in_order(
    table: pd.DataFrame,
    by: Sequence[str],
    tie: str,
    *,
    collation: Collation | None = None,
    places: Longs | None = None,
) -> Longs:
    """Give the positions of the rows of a table in that order: int64[rows].

    ``places`` are those of the cells of ``tie``, where they are known: text is slow to sort.

    Raises
    ------
    UnknownNameError
        If the table lacks a column.
    """
    for column in by:
        if column not in table.columns:
            raise unknown("column", str(column), table.columns)
    keys = [_sort_key(_rank(table[key]) if key in RANKED else table[key]) for key in by]
    if places is not None:
        keys.append(places)
    elif tie not in by:
        cells = tie_keys(collation, tie, table[tie])
        keys.append(_sort_key(cells, smallest_first=collation is not None))
    return np.lexsort(keys[::-1])  # the last key is the most important one


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


def _sort_key(cells: pd.Series, *, smallest_first: bool = False) -> Longs | Floats:
    """Numbers that stand for cells, of which the least comes first; missing cells come last."""
    upwards = smallest_first or cells.name in SMALLEST_FIRST or _is_text(cells)
    if isinstance(cells.dtype, np.dtype) and cells.dtype.kind == "f":
        number: Floats = cells.to_numpy()
        return number if upwards else -number  # nan is sorted last
    code, distinct = pd.factorize(cells, sort=True)
    return np.where(code < 0, len(distinct), code if upwards else -code)


def _is_text(column: pd.Series) -> bool:
    return not (
        pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column)
    )
