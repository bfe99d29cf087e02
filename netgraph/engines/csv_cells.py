"""Cells of CSV as the answers in memory have them, whatever engine writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph.tables.write import csv_bytes, spelled, whole_numbers

if TYPE_CHECKING:
    import pyarrow as pa


def csv_lines(rows: pa.Table) -> bytes:
    """Rows as lines of CSV, the names of the columns first."""
    return csv_bytes(_frame(rows))


def csv_text(rows: pa.Table) -> pa.Table:
    """Rows as the text of their cells, for an engine that puts the commas and quotes itself."""
    import pyarrow as pa

    cells = spelled(_frame(rows))
    words = [cells[name].astype(object).map(str, na_action="ignore") for name in cells.columns]
    return pa.table(
        [pa.array(column, pa.string(), from_pandas=True) for column in words],
        names=rows.column_names,
    )


def _frame(rows: pa.Table) -> pd.DataFrame:
    """Rows in the types of an answer in memory, whole numbers whole where some are missing."""
    import pyarrow as pa

    text: Any = pd.StringDtype(na_value=np.nan)
    types = {
        pa.string(): text,
        pa.large_string(): text,
        pa.int64(): pd.Int64Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    return whole_numbers(rows.to_pandas(types_mapper=types.get, date_as_object=False))
