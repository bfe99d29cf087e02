"""Parquet into a raw table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from netgraph.errors import InputError
from netgraph.tables.header import MOST_COLUMNS, unique_names
from netgraph.tables.raw import Raw


def read_parquet(data: bytes, label: str) -> Raw:
    """Read a Parquet file; its rows are counted from 1.

    Raises
    ------
    InputError
        If it is damaged, has nested columns, or too many.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # the footer alone: what it declares is judged before any cell is decoded
        schema = pq.read_schema(pa.BufferReader(data))
        _refuse_columns(schema, label)
        # pandas' metadata, which the file's writer controls, would bring back an index and types
        table = pq.ParquetFile(pa.BufferReader(data)).read()
        frame = table.replace_schema_metadata(None).to_pandas()
    except InputError:  # a ValueError too, and no sign of damage
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{label}: damaged Parquet: {str(error).splitlines()[0]}") from error
    # names may repeat in Parquet; from here on each is there once
    frame.columns = pd.Index(unique_names([str(c) for c in frame.columns]), dtype="str")
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Raw(frame, label, "row")


def _refuse_columns(schema: Any, label: str) -> None:
    """Refuse what no table of people has: too many columns, and cells that hold several values."""
    import pyarrow as pa

    if len(schema.names) > MOST_COLUMNS:
        raise InputError(
            f"{label}: {len(schema.names):,} columns; at most {MOST_COLUMNS:,} are read"
        )
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    if nested:
        raise InputError(f"{label}: column {nested[0]!r} is nested; expected plain cells")
