"""What DuckDB reads: files of CSV and Parquet, folders of them, arrow tables."""

from __future__ import annotations

import codecs
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph.engines.engine import ROWS_LOOKED_AT, not_on_engine, unfinished_folder
from netgraph.errors import EmptyFileError, InputError, NotOnEngineError
from netgraph.tables.header import unique_names
from netgraph.tables.raw import Raw
from netgraph.tables.sources.code_pages import SAMPLE
from netgraph.tables.sources.detect import bytes_of, raws_of
from netgraph.tables.sources.foreign import refuse_foreign
from netgraph.tables.sources.layouts import filled_rows, find_layout, lines_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pyarrow as pa

GZIP: Final = b"\x1f\x8b"


class Scan(NamedTuple):
    """How DuckDB reads a file, or the files of a folder.

    Parameters
    ----------
    sql
        What stands behind FROM.
    names
        What text calls its columns, which are C0, C1, ... here; None where files name their own.
    """

    sql: str
    names: list[str] | None


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
    NotOnEngineError
        If memory may read it.
    InputError
        In the words of memory, where memory does not read it either.
    """
    for file in _data_files(path):
        head = bytes_of(file, SAMPLE)
        if not head.strip():
            raise EmptyFileError(f"{file.name}: the file is empty; expected a header and rows")
        refuse_foreign(head, file.name)
        packed = head.startswith((b"PK", b"<", b"BEGIN:VCARD"))
        endings = {".parquet": b"PAR1", ".gz": GZIP}
        other = any((file.suffix == e) != head.startswith(h) for e, h in endings.items())
        if packed or other:
            raise not_on_engine(
                f"{file.name}: an engine reads CSV and Parquet files, called .csv, .csv.gz or "
                ".parquet"
            )


def scan(path: Path) -> Scan:
    """Find how DuckDB is to read a file, or the files of a folder.

    Nothing is left to DuckDB's own finding: it takes lines that begin with ``#`` for comments.

    Raises
    ------
    NotOnEngineError
        If text is not UTF-8, or the files of a folder have different headers.
    """
    files = _data_files(path)
    listed = "[" + ", ".join(sql_text(str(file)) for file in files) + "]"
    if all(file.suffix == ".parquet" for file in files):
        return Scan(f"read_parquet({listed})", None)
    (delimiter, above, names), *others = [_header_of(file) for file in files]
    for file, other in zip(files[1:], others, strict=True):
        if other != (delimiter, above, names):
            raise NotOnEngineError(
                f"{file.name}: another header than that of {files[0].name}",
                "files of a folder are one table: give all the same columns in one order",
            )
    columns = ", ".join(f"C{place}: 'VARCHAR'" for place in range(len(names)))
    sql = f"""read_csv({listed}, auto_detect = false, header = true, skip = {above},
        columns = {{{columns}}}, delim = {sql_text(delimiter)}, quote = '"', escape = '"')"""
    return Scan(sql, unique_names(names))


def _header_of(file: Path) -> tuple[str, int, list[str]]:
    """The delimiter of a text, the lines above its header, and the names in it."""
    sample = _beginning(file)
    layout = find_layout(sample)
    [(names, _), *_] = filled_rows(lines_in(sample[layout.offset :]), layout.delimiter)
    return layout.delimiter, layout.line - 1, names


def _beginning(file: Path) -> str:
    """The first letters of a text, packed or not."""
    head = bytes_of(file, SAMPLE)
    if head.startswith(GZIP):
        head = zlib.decompressobj(wbits=31).decompress(head, SAMPLE)
    try:
        # a letter whose last bytes are cut off at the end is none that is wrong
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError as error:
        raise not_on_engine(
            f"{file.name}: this is not UTF-8, which is all that an engine reads"
        ) from error


def first_raw(path: Path, columns: Mapping[str, str]) -> Raw:
    """The first rows of a file, or of the first file of a folder, as memory reads them.

    Parameters
    ----------
    path
        Where it is.
    columns
        Standard names of columns to those there, as the caller has it.

    Raises
    ------
    InputError
        If they cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = _data_files(path)[0]
    if file.suffix == ".parquet":
        try:
            found = pq.ParquetFile(file)
            rows = next(found.iter_batches(ROWS_LOOKED_AT), found.schema_arrow.empty_table())
        except (pa.ArrowException, OSError) as error:
            raise _damaged(file, error) from error
        return Raw(rows.to_pandas(integer_object_nulls=True), str(path), "row")
    text = _beginning(file)
    # the last line of a longer file may be cut off
    whole = text[: text.rfind("\n") + 1] or text
    return raws_of(whole.encode(), str(path), columns)[0]


def _damaged(file: Path, error: Exception) -> InputError:
    told = str(error).splitlines()[0]
    return InputError(f"{file.name}: damaged Parquet: {told}")


def zoned_columns(path: Path) -> str:
    """Columns of a file; instants as the days and hours of their column's own zone.

    Raises
    ------
    InputError
        If Parquet is damaged, as in memory.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = next(iter(_data_files(path)))
    if file.suffix != ".parquet":
        return "*"
    try:
        columns = pq.read_schema(file)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(file, error) from error
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
