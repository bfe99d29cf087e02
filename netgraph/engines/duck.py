"""DuckDB as an engine: one machine, tables larger than its memory."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph.engines.csv_cells import csv_lines
from netgraph.engines.engine import BATCH, ROW, arrow_schema, lost_rows
from netgraph.errors import InputError, NetgraphError, missing_extra

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from netgraph.engines.engine import OnPair, OnTable, Shape

PIECE: Final = 100_000
"""Rows that a function over pieces sees at once."""
PREFIX: Final = "netgraph-work-"


class Duck:
    """An engine that keeps its tables in a folder of this machine.

    Parameters
    ----------
    work
        Where the work folder is made; default: the system's place for temporary files.
    memory
        What DuckDB may use, as ``"4GB"``; default: its own, most of the machine's.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    """

    def __init__(self, *, work: str | None = None, memory: str | None = None) -> None:
        try:
            import duckdb
            import pyarrow as pa
        except ImportError as error:
            raise missing_extra("the engine duckdb", "duckdb") from error
        home = Path(work or tempfile.gettempdir())
        home.mkdir(parents=True, exist_ok=True)
        sweep(home)
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=home))
        self._base = duckdb.connect()
        self._errors = (duckdb.Error, pa.ArrowException)  # the latter in the middle of a stream
        self._base.execute(f"SET temp_directory = {_text(str(self._folder / 'spill'))}")
        if memory is not None:
            self._base.execute(f"SET memory_limit = {_text(memory)}")

    def read(self, source: Any, name: str) -> list[str]:
        """Take in a CSV or Parquet file, a folder of such files, or an arrow table."""
        if not isinstance(source, str | os.PathLike):
            self.small("given", source)
            query = "SELECT * FROM given"
        else:
            query = f"SELECT * FROM {_scan(Path(source))}"
        # DuckDB keeps the order of files and of rows in them, so numbers are places in the table.
        self.step(name, f"SELECT row_number() OVER () AS {ROW}, * FROM ({query})")
        names: list[str] = self.fetch(f"SELECT * FROM {name} LIMIT 0").column_names
        return names[1:]

    def step(self, name: str, sql: str) -> int:
        """Write a query's rows as Parquet and look at that from now on."""
        place = _text(str(self._file(name)))
        written = self._run(f"COPY ({sql}) TO {place} (FORMAT parquet)")
        self._look(name)
        [(kept,)] = self._run(f"SELECT COUNT(*) FROM {name}")
        if [(kept,)] != written:
            raise lost_rows(f"step {name}", written[0][0], kept)
        return int(kept)

    def mapped(self, name: str, source: str, function: OnTable, shape: Shape) -> None:
        """Send a table through a function, piece by piece in the order of its rows."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        pieces = self._do(lambda: self._base.sql(f"SELECT * FROM {source}").to_arrow_reader(PIECE))
        schema = arrow_schema(shape)
        with pq.ParquetWriter(self._file(name), schema) as out:
            for piece in pieces:
                out.write_table(function(pa.Table.from_batches([piece])).cast(schema))
        self._look(name)

    def parted(self, name: str, pair: tuple[str, str], function: OnPair, shape: Shape) -> None:
        """Answer batch after batch; only one is in memory."""
        import pyarrow.parquet as pq

        # Sorted, a batch is few row groups of a file, which DuckDB finds by their limits.
        for side in pair:
            self.step(f"{side}_sorted", f"SELECT * FROM {side} ORDER BY {BATCH}, {ROW}")
        schema = arrow_schema(shape)
        batches = self.fetch(
            " UNION ".join(f"SELECT {BATCH} FROM {side}" for side in pair) + " ORDER BY 1"
        )
        with pq.ParquetWriter(self._file(name), schema) as out:
            for batch in batches.column(0).to_pylist():
                left, right = (
                    self.fetch(
                        f"SELECT * FROM {side}_sorted WHERE {BATCH} = {batch} ORDER BY {ROW}"
                    )
                    for side in pair
                )
                out.write_table(function(left, right).cast(schema))
        self._look(name)

    def small(self, name: str, table: pa.Table) -> None:
        """Keep an arrow table as Parquet like any other."""
        import pyarrow.parquet as pq

        pq.write_table(table, self._file(name))
        self._look(name)

    def drop(self, *names: str) -> None:
        """Remove tables and their files."""
        for name in names:
            self._run(f"DROP VIEW IF EXISTS {name}")
            self._file(name).unlink(missing_ok=True)

    def fetch(self, sql: str) -> pa.Table:
        """Bring a query's rows into memory."""
        return self._do(lambda: self._base.sql(sql).to_arrow_table())

    def quoted(self, name: str) -> str:
        """A name in double quotes."""
        return f'"{name}"'

    def save(self, sql: str, path: str, form: str) -> None:
        """Write beside the place first; the folder appears whole."""
        home = Path(path)
        if home.exists():
            raise NetgraphError(f"{path}: is there already; name a new folder")
        home.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{home.name}.", dir=home.parent))
        try:
            file = beside / f"part-00000.{form}"
            if form == "csv":
                self._do(lambda: self._csv(sql, file))
            else:
                self._run(f"COPY ({sql}) TO {_text(str(file))} (FORMAT parquet)")
            (beside / "_SUCCESS").touch()
            # ``mkdtemp`` lets only the owner in; an answer may be read like any other folder.
            beside.chmod(0o755)
            beside.rename(home)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise

    def _csv(self, sql: str, file: Path) -> None:
        """Write lines piece by piece, the names of the columns once."""
        import pyarrow as pa

        rows = self._base.sql(sql).to_arrow_reader(PIECE)
        head = csv_lines(rows.schema.empty_table())
        with file.open("wb") as out:
            out.write(head)
            for batch in rows:
                out.write(csv_lines(pa.Table.from_batches([batch])).removeprefix(head))

    def close(self) -> None:
        """Remove everything this engine wrote."""
        self._base.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _look(self, name: str) -> None:
        place = _text(str(self._file(name)))
        self._run(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({place})")

    def _run(self, sql: str) -> list[Any]:
        rows: list[Any] = self._do(lambda: self._base.execute(sql).fetchall())
        return rows

    def _do(self, what: Callable[[], Any]) -> Any:
        try:
            return what()
        except self._errors as error:
            raise InputError(f"DuckDB: {str(error).splitlines()[0]}") from error


def sweep(home: Path) -> None:
    """Remove the work folders of processes of this machine that ended without doing so."""
    for left in home.glob(f"{PREFIX}*-*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not _lives(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def _lives(process: int) -> bool:
    if os.name != "posix":  # elsewhere asking is not harmless
        return True
    # Signal 0 asks and does nothing. A refusal means that the process lives, as somebody else's.
    with contextlib.suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


def _scan(path: Path) -> str:
    """How DuckDB reads a file, or the files of a folder in the order of their names."""
    if (path / "_temporary").exists():
        raise InputError(
            f"{path}: whoever writes this folder has not finished (_temporary is there)"
        )
    files = (
        sorted(p for p in path.iterdir() if not p.name.startswith((".", "_")))
        if path.is_dir()
        else [path]
    )
    if not files or not all(file.is_file() for file in files):
        raise InputError(f"{path}: no file of CSV or Parquet is there")
    listed = "[" + ", ".join(_text(str(file)) for file in files) + "]"
    if all(file.suffix == ".parquet" for file in files):
        return f"read_parquet({listed})"
    return f"read_csv({listed}, all_varchar = true, header = true, quote = '\"', escape = '\"')"


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
