"""Parquet into a raw table: what it declares is judged before any cell is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.header import MOST_COLUMNS, match, unique_names
from netgraph.tables.raw import SEVERAL, Raw
from netgraph.tables.sources.error_cells import without_error_cells
from netgraph.tables.sources.unpacking import most_bytes

if TYPE_CHECKING:
    import pyarrow as pa

BYTES_A_CELL: Final = 8
"""What a cell takes in memory, however little it takes in the file."""


def read_parquet(data: bytes, label: str) -> Raw:
    """Read a Parquet file; its rows are counted from 1.

    Whole numbers stay whole where some are missing, bytes are text, and several referrers of a
    list are several.

    Raises
    ------
    InputError
        If it is damaged, has nested columns, too many, or unpacks to more than a table would.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # the footer alone: what it declares is judged before any cell is decoded
        opened = pq.ParquetFile(pa.BufferReader(data))
        _refuse_columns(opened.schema_arrow, label)
        _refuse_size(data, opened.metadata, opened.schema_arrow, label)
        frame = _frame_of(opened.read(), label)
    except InputError:  # a ValueError too, and no sign of damage
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{label}: damaged Parquet: {str(error).splitlines()[0]}") from error
    # names may repeat in Parquet; from here on each is there once
    frame.columns = pd.Index(unique_names([str(c) for c in frame.columns]), dtype="str")
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    # its text is UTF-8 by definition: no program took one code page for another
    return without_error_cells(Raw(frame, label, "row"))


def _refuse_columns(found: pa.Schema, label: str) -> None:
    """Refuse what no table of people has: too many columns, and cells that hold several values."""
    import pyarrow as pa

    if len(found.names) > MOST_COLUMNS:
        raise InputError(
            f"{label}: {len(found.names):,} columns; at most {MOST_COLUMNS:,} are read"
        )
    referrers = _referrer_columns(found.names)
    nested = [
        field.name
        for field in found
        if pa.types.is_nested(field.type)
        and not (field.name in referrers and _is_list_of_cells(field.type))
    ]
    if nested:
        raise InputError(f"{label}: column {nested[0]!r} is nested; expected plain cells")


def _referrer_columns(names: list[str]) -> set[str]:
    """Columns that may name several people in a cell."""
    matched = match(names, schema.CONTACTS_TABLE)
    return {matched[c] for c in schema.SIDES if c in matched}


def _is_list_of_cells(kind: pa.DataType) -> bool:
    import pyarrow as pa

    lists = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return bool(lists and not pa.types.is_nested(kind.value_type))


def _refuse_size(data: bytes, footer: Any, found: pa.Schema, label: str) -> None:
    """Refuse a file whose cells take far more than it does, as other readers do."""
    most = most_bytes(data)
    cells = footer.num_rows * footer.num_columns
    groups = [footer.row_group(number) for number in range(footer.num_row_groups)]
    if cells * BYTES_A_CELL > most or sum(group.total_byte_size for group in groups) > most:
        raise InputError(
            f"{label}: unpacks to {footer.num_rows:,} rows of {footer.num_columns:,} columns "
            f"from {len(data):,} bytes; not read"
        )
    # a text that many cells share is in the file once: what the longest takes, were it in each
    longest = sum(
        group.num_rows * _longest_shared(data, number, found) for number, group in enumerate(groups)
    )
    if longest > most and (letters := _letters_of_shared(data, found)) > most:
        raise InputError(
            f"{label}: unpacks to {letters:,} letters from {len(data):,} bytes; not read"
        )


def _text_columns(found: pa.Schema) -> list[str]:
    import pyarrow as pa

    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary)
    # categories are written out too, when cells become text
    plain = {
        field.name: field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        for field in found
    }
    return [name for name, kind in plain.items() if any(is_kind(kind) for is_kind in kinds)]


def _longest_shared(data: bytes, group: int, found: pa.Schema) -> int:
    """Bytes of the longest texts that cells of a group share, of all its columns together.

    One row is decoded, which brings the dictionary of each column.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    names = _text_columns(found)
    opened = pq.ParquetFile(pa.BufferReader(data), read_dictionary=names)
    batches = opened.iter_batches(batch_size=1, row_groups=[group], columns=names)
    first = next(batches, None) if names else None
    lengths = [
        pc.max(pc.binary_length(column.dictionary)).as_py() or 0
        for column in (first.columns if first is not None else ())
        if isinstance(column, pa.DictionaryArray)
    ]
    return sum(lengths)


def _letters_of_shared(data: bytes, found: pa.Schema) -> int:
    """Bytes that all texts take together, counted without writing one of them out."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    names = _text_columns(found)
    table = pq.ParquetFile(pa.BufferReader(data), read_dictionary=names).read(columns=names)
    total = 0
    for column in table.columns:
        for chunk in column.chunks:
            lengths = pc.take(pc.binary_length(chunk.dictionary), chunk.indices)
            total += pc.sum(pc.cast(lengths, pa.int64())).as_py() or 0
    return total


def _frame_of(table: pa.Table, label: str) -> pd.DataFrame:
    """The cells as pandas has them, whole numbers whole and bytes as text."""
    import pyarrow as pa

    # pandas' metadata, which the file's writer controls, would bring back an index and types
    table = table.replace_schema_metadata(None)
    for place, field in enumerate(table.schema):
        column = table.column(place)
        if _is_bytes(field.type):
            table = table.set_column(place, field.name, _as_letters(column, field.name, label))
        elif _is_list_of_cells(field.type):
            cells = [
                None if cell is None else SEVERAL.join(str(one) for one in cell if one is not None)
                for cell in column.to_pylist()
            ]
            table = table.set_column(place, field.name, pa.array(cells, pa.string()))
    whole: dict[Any, Any] = {
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.uint8(): pd.UInt8Dtype(),
        pa.uint16(): pd.UInt16Dtype(),
        pa.uint32(): pd.UInt32Dtype(),
        pa.uint64(): pd.UInt64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    # as floats, whole numbers from 2**53 on would be rounded where a cell is empty
    frame: pd.DataFrame = table.to_pandas(types_mapper=whole.get)
    return frame


def _is_bytes(kind: pa.DataType) -> bool:
    import pyarrow as pa

    kinds = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
    return any(is_kind(kind) for is_kind in kinds)


def _as_letters(column: pa.ChunkedArray, name: str, label: str) -> pa.ChunkedArray:
    """Bytes as the text that they are in UTF-8."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_fixed_size_binary(column.type):
        column = pc.cast(column, pa.binary())
    try:
        return pc.cast(column, pa.large_string())
    except pa.ArrowInvalid as error:
        raise InputError(
            f"{label}: column {name!r} holds bytes that are no text in UTF-8; write it as text"
        ) from error
