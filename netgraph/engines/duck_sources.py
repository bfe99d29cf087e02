"""What DuckDB reads: files of CSV and Parquet, folders of them, arrow tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.engines.engine import unfinished_folder
from netgraph.errors import EmptyFileError, InputError
from netgraph.tables.sources.detect import bytes_of
from netgraph.tables.sources.foreign import refuse_foreign

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

HEAD: Final = 4096
"""Bytes of a file that tell what it is."""
CSV_FILES: Final = "read_csv"
"""What DuckDB calls reading them."""


def by_the_clock(table: pa.Table) -> pa.Table:
    """Turn instants into the days and hours of their column's own zone, as memory reads them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for place, kind in enumerate(table.schema.types):
        if pa.types.is_timestamp(kind) and kind.tz is not None:
            local = pc.local_timestamp(table.column(place))
            table = table.set_column(place, table.column_names[place], local)
    return table


def _data_files(path: Path) -> list[Path]:
    """A file, or the files of a folder in the order of their names."""
    if (path / "_temporary").exists():
        raise unfinished_folder(path)
    if not path.is_dir():
        return [path]
    files = sorted(p for p in path.iterdir() if not p.name.startswith((".", "_")))
    if not files or not all(file.is_file() for file in files):
        raise InputError(f"{path}: no file of CSV or Parquet is there")
    return files


def refuse_unread(path: Path) -> None:
    """Refuse what is no CSV or Parquet, or no folder of it, before anything is read.

    Raises
    ------
    InputError
        In the words of memory, where memory does not read it either.
    """
    for file in _data_files(path):
        head = bytes_of(file, HEAD)
        if not head.strip():
            raise EmptyFileError(f"{file.name}: the file is empty; expected a header and rows")
        refuse_foreign(head, file.name)
        packed = head.startswith((b"PK", b"<", b"BEGIN:VCARD"))
        unsaid = head.startswith(b"PAR1") and file.suffix != ".parquet"
        if packed or unsaid or (head.startswith(b"\x1f\x8b") and file.suffix != ".gz"):
            raise InputError(
                f"{file.name}: an engine reads CSV and Parquet files, called .csv, .csv.gz or "
                ".parquet; 'netgraph convert' makes them of others"
            )


def scan(path: Path) -> str:
    """How DuckDB reads a file, or the files of a folder."""
    files = _data_files(path)
    listed = "[" + ", ".join(sql_text(str(file)) for file in files) + "]"
    if all(file.suffix == ".parquet" for file in files):
        return f"read_parquet({listed})"
    return f"{CSV_FILES}({listed}, all_varchar = true, header = true, quote = '\"', escape = '\"')"


def zoned_columns(path: Path) -> str:
    """Columns of a file; instants as the days and hours of their column's own zone."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = next(iter(_data_files(path)))
    if file.suffix != ".parquet":
        return "*"
    try:
        columns = pq.read_schema(file)
    except (pa.ArrowException, OSError):
        return "*"  # reading says what is wrong
    zones = {
        f'"{column.name.replace(chr(34), 2 * chr(34))}"': column.type.tz
        for column in columns
        if pa.types.is_timestamp(column.type) and column.type.tz is not None
    }
    local = ", ".join(
        f"{name} AT TIME ZONE {sql_text(zone)} AS {name}" for name, zone in zones.items()
    )
    return f"* REPLACE ({local})" if zones else "*"


def sql_text(words: str) -> str:
    """Words as a text of SQL."""
    return "'" + words.replace("'", "''") + "'"
