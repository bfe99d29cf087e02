"""DuckDB as an engine: one machine, tables larger than its memory."""

from __future__ import annotations

import concurrent.futures
import contextlib
import functools
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np

from netgraph.engines.answer_folders import new_folder
from netgraph.engines.csv_cells import csv_lines
from netgraph.engines.duck_sources import by_the_clock, scan, sql_text, zoned_columns
from netgraph.engines.duck_words import refusal_of_duckdb, too_little
from netgraph.engines.engine import (
    BATCH,
    ROW,
    ROWS_LOOKED_AT,
    Steps,
    arrow_schema,
    lost_rows,
)
from netgraph.engines.processes import Task, answer_batch, answer_batches, parquet_writer
from netgraph.engines.room import free_memory, give_back
from netgraph.errors import missing_extra
from netgraph.places import end_of_links

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from netgraph.engines.engine import OnPair, OnTable, Shape

PIECE: Final = 100_000
"""Rows that a function over pieces sees at once."""
PREFIX: Final = "netgraph-work-"
LINES_AT_ONCE: Final = 1 << 15
"""Rows of an answer that are put in words at once: 3 kB each."""
CHARACTERS_AT_ONCE: Final = 1 << 20
WIDE_ROW: Final = 1_000
"""Bytes that sorting a row of an answer takes."""
MOST_RANGES: Final = 16
"""Ranges in which an answer is sorted: each reads the ids of all people."""
ROW_GROUPS: Final = ", ROW_GROUP_SIZE 20480"
"""Of tables that are read batch by batch: what is read beside a batch is thrown away."""
LEAST_MEMORY: Final = 250_000_000
"""Bytes that DuckDB has for small tables; with less it would write to disk what it joins."""
TIMES_FILES: Final = 3
"""How much memory it has for large ones, beside the size of their files."""
OUT_OF_MEMORY: Final = "Out of Memory"
"""How DuckDB, and a stream of its rows, say that what it may use is not enough."""
BESIDE_DUCKDB: Final = 200_000
"""Rows up to which pieces are answered while DuckDB keeps what it holds."""
IN_THIS_PROCESS: Final = 3_000_000
"""Rows up to which pieces are answered here; of more, other processes give memory back.

To start one takes a second of CPU, and 130 MB beside what it answers.
"""


class Duck:
    """An engine that keeps its tables in a folder of this machine.

    Parameters
    ----------
    work
        Where the work folder is made; default: the system's place for temporary files.
    memory
        What DuckDB may use, as ``"4GB"``; default: three times the size of the tables, and twice
        as much whenever that is not enough.
    threads
        Of DuckDB, and the processes that answer pieces; default: all cores.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    """

    def __init__(
        self, *, work: str | None = None, memory: str | None = None, threads: int | None = None
    ) -> None:
        try:
            import duckdb
            import pyarrow as pa
        except ImportError as error:
            raise missing_extra("the engine duckdb", "duckdb") from error
        home = Path(work or tempfile.gettempdir())
        home.mkdir(parents=True, exist_ok=True)
        sweep(home)
        self._folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=home))
        self._errors = (duckdb.Error, pa.ArrowException)  # the latter in the middle of a stream
        self._files: dict[str, list[Path]] = {}
        self._views: dict[str, str] = {}
        self._threads = threads or os.cpu_count() or 1
        self.steps = Steps()
        self._asking = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="netgraph-duck")
        self._settings = {"temp_directory": str(self._folder / "spill")}
        self._settings["memory_limit"] = memory or f"{LEAST_MEMORY}B"
        self._limit = LEAST_MEMORY
        self._grows, self._read = memory is None, 0
        self._settings |= {} if threads is None else {"threads": str(threads)}
        self._open()

    def _open(self) -> None:
        """Connect, and look at all tables again."""
        import duckdb

        self._base = duckdb.connect()
        for name, value in self._settings.items():
            self._base.execute(f"SET {name} = {sql_text(value)}")
        for name, sql in tuple(self._views.items()):
            self.view(name, sql)

    def _allow(self, size: int) -> None:
        """Let DuckDB use so many bytes, if it has fewer."""
        self._limit = max(size, self._limit)
        self._settings["memory_limit"] = f"{self._limit}B"
        self._base.execute(f"SET memory_limit = '{self._limit}B'")

    def _allow_for(self, given: Path) -> None:
        """Let DuckDB use what one more table needs, a file or a folder."""
        files = given.iterdir() if given.is_dir() else (given,)
        self._read += sum(file.stat().st_size for file in files if file.is_file())
        if self._grows:
            self._allow(TIMES_FILES * self._read)

    def read(self, source: Any, name: str) -> tuple[list[str], bool]:
        """Take in a CSV or Parquet file, a folder of such files, or an arrow table."""
        called = None
        if not isinstance(source, str | os.PathLike):
            self.small(f"{name}_given", by_the_clock(source))
            self._allow_for(self._file(f"{name}_given"))
            query = f"SELECT * FROM {name}_given"
        else:
            files, called = scan(Path(source))
            query = f"SELECT {zoned_columns(Path(source))} FROM {files}"
            self._allow_for(Path(source))
        # DuckDB keeps the order of files and of rows in them, so numbers are places in the table.
        self.view(name, f"SELECT row_number() OVER () AS {ROW}, * FROM ({query})")
        names: list[str] = self.fetch(f"SELECT * FROM {name} LIMIT 0").column_names
        return called or names[1:], called is not None

    def first_rows(self, name: str) -> pa.Table:
        """Bring the first rows of a table."""
        # the limit lets DuckDB stop there
        return self.fetch(
            f"SELECT * FROM {name} WHERE {ROW} <= {ROWS_LOOKED_AT} LIMIT {ROWS_LOOKED_AT}"
        )

    def number(self, name: str) -> None:
        """Leave a table as it is: the view of ``read`` numbers all rows."""

    def step(self, name: str, sql: str, *, by: str = "") -> int:
        """Write a query's rows as Parquet and look at that from now on."""
        self.steps.next()
        for left in self._folder.glob(f"{name}-*"):  # made of an earlier table of this name
            left.unlink()
        place = sql_text(str(self._file(name)))
        # sorted, each batch is a few row groups of the file, which whoever reads it finds alone
        rows, groups = (sql, "") if not by else (f"FROM ({sql}) ORDER BY {by}", ROW_GROUPS)
        written = self._run(f"COPY ({rows}) TO {place} (FORMAT parquet{groups})")
        self._look(name, self._file(name))
        [(kept,)] = self._run(f"SELECT COUNT(*) FROM {name}")
        if [(kept,)] != written:
            raise lost_rows(f"step {name}", written[0][0], kept)
        return int(kept)

    def view(self, name: str, sql: str) -> None:
        """Look at a query under a name."""
        self._run(f"CREATE OR REPLACE VIEW {name} AS {sql}")
        # views are made again in this order, each after those that it looks at
        self._views.pop(name, None)
        self._views[name] = sql

    def mapped(self, name: str, sql: str, function: OnTable, shape: Shape) -> int:
        """Send a query's rows through a function, piece by piece in their order."""
        import pyarrow as pa

        schema = arrow_schema(shape)
        self.steps.next()

        def send() -> int:
            rows = 0
            with parquet_writer(self._file(name), schema) as out:
                for piece in self._base.sql(sql).to_arrow_reader(PIECE):
                    made = function(pa.Table.from_batches([piece])).cast(schema)
                    out.write_table(made)
                    rows += len(made)
            return rows

        sent: int = self._do(send)
        self._look(name, self._file(name))
        return sent

    def parted(self, name: str, pair: tuple[str, str], function: OnPair, shape: Shape) -> None:
        """Answer batch after batch, those of many rows in other processes, one a core."""
        self.steps.next()
        counted = " UNION ALL ".join(f"SELECT {BATCH} FROM {side}" for side in pair)
        batches = self.fetch(
            f"SELECT {BATCH}, COUNT(*) AS n FROM ({counted}) AS t GROUP BY {BATCH} ORDER BY {BATCH}"
        )
        several = len(batches) > 1
        sides = [self._file(side) for side in pair]
        schema = arrow_schema(shape)
        tasks, rows = [], batches["n"].to_pylist()
        for place, batch in enumerate(batches[BATCH].to_pylist()):
            file, memo = (self._folder / f"{of}-{place}" for of in (name, "-".join(pair)))
            tasks.append(Task(function, sides, batch if several else None, schema, memo, file))
        here = sum(rows) <= IN_THIS_PROCESS
        if not tasks:
            self.small(name, schema.empty_table())
        elif here and sum(rows) <= BESIDE_DUCKDB:
            self._one_by_one(tasks)
        else:
            # what DuckDB holds is given back to the system
            self._base.close()
            give_back()
            try:
                if here:
                    self._one_by_one(tasks)
                else:
                    # beside a batch that has nearly all rows a second process is only started
                    processes = min(self._threads, max(1, round(sum(rows) / max(rows))))
                    answer_batches(tasks, processes, self.steps.part)
            finally:
                self._open()
        if tasks:
            self._look(name, *(task.file for task in tasks))

    def _one_by_one(self, tasks: list[Task]) -> None:
        for done, task in enumerate(tasks):
            self.steps.part(done, len(tasks))
            self._do(functools.partial(answer_batch, task))

    def small(self, name: str, table: pa.Table) -> None:
        """Keep an arrow table as Parquet like any other."""
        import pyarrow.parquet as pq

        pq.write_table(table, self._file(name))
        self._look(name, self._file(name))

    def drop(self, *names: str) -> None:
        """Remove tables and their files."""
        for name in names:
            self._run(f"DROP VIEW IF EXISTS {name}")
            self._views.pop(name, None)
            for file in self._files.pop(name, ()):
                file.unlink(missing_ok=True)

    def fetch(self, sql: str) -> pa.Table:
        """Bring a query's rows into memory."""
        return self._do(lambda: self._base.sql(sql).to_arrow_table())

    def quoted(self, name: str) -> str:
        """A name in double quotes."""
        return f'"{name}"'

    def ranges(self, table: str, column: str) -> list[str]:
        """Ranges of a column of different numbers: to sort wide rows at once takes their size."""
        cells = np.sort(self.fetch(f"SELECT {column} FROM {table}")[column].to_numpy())
        parts = min(MOST_RANGES, len(cells) * WIDE_ROW // self._limit + 1)
        # int64[rows] each: those of a range
        each = np.array_split(cells, parts) if parts > 1 else []
        return [f"{column} BETWEEN {part[0]} AND {part[-1]}" for part in each]

    def save_file(self, queries: Sequence[str], path: str) -> None:
        """Write CSV into one file, which appears whole; a link stays."""
        home = end_of_links(Path(path))
        beside = home.with_name(f".{home.name}.{os.getpid()}")
        try:
            self._csv(queries, beside)
            beside.replace(home)
        finally:
            beside.unlink(missing_ok=True)

    def send(self, queries: Sequence[str], write: Callable[[str], object]) -> None:
        """Have CSV written that is in a file by then: a query may have to be asked again."""
        file = self._folder / "sent.csv"
        self._csv(queries, file)
        with file.open(encoding="utf-8", newline="") as text:
            for piece in iter(lambda: text.read(CHARACTERS_AT_ONCE), ""):
                write(piece)
        file.unlink()

    def save(self, queries: Sequence[str], path: str, form: str) -> None:
        """Write beside the place first; the folder appears whole."""
        with new_folder(path, form) as file:
            if form == "csv":
                self._csv(queries, file)
                return
            for part, sql in enumerate(queries):
                place = sql_text(str(file.with_name(f"part-{part:05}.{form}")))
                self._run(f"COPY ({sql}) TO {place} (FORMAT parquet)")

    def _csv(self, queries: Sequence[str], file: Path) -> None:
        """Write lines piece by piece, the names of the columns once."""
        with file.open("wb") as out:
            for sql in queries:
                self._do(functools.partial(self._add_lines, sql, out, out.tell()))

    def _add_lines(self, sql: str, out: BinaryIO, place: int) -> None:
        """Write a query's rows from a place on; what an earlier try left there goes."""
        import pyarrow as pa

        out.truncate(out.seek(place))
        rows = self._base.sql(sql).to_arrow_reader(LINES_AT_ONCE)
        head = csv_lines(rows.schema.empty_table())
        if not place:
            out.write(head)
        tables = (pa.Table.from_batches([batch]) for batch in rows)
        out.writelines(csv_lines(table).removeprefix(head) for table in tables)

    def room(self) -> int | None:
        """What is free on this machine."""
        return free_memory()

    def close(self) -> None:
        """Remove everything this engine wrote."""
        self._asking.shutdown()
        self._base.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _look(self, name: str, *files: Path) -> None:
        """Give a table its files, and the system the memory that was needed to make them."""
        give_back()
        self._files[name] = list(files)
        places = ", ".join(sql_text(str(file)) for file in files)
        self.view(name, f"SELECT * FROM read_parquet([{places}])")

    def _run(self, sql: str) -> list[Any]:
        rows: list[Any] = self._do(lambda: self._base.execute(sql).fetchall())
        return rows

    def _do(self, what: Callable[[], Any]) -> Any:
        # Ctrl-C reaches the main thread, and only while that waits in Python: not in DuckDB.
        asked = self._asking.submit(what)
        try:
            return asked.result()
        except (*self._errors, OSError) as error:
            # the system's own errors have a number; what a stream meets has none
            if isinstance(error, OSError) and error.errno is not None:
                raise
            more = self._grows and self._limit < (free_memory() or 0)
            if OUT_OF_MEMORY not in str(error):
                raise refusal_of_duckdb(str(error)) from error
            if not more:
                raise too_little(self._limit if self._grows else None) from error
        except KeyboardInterrupt:
            with contextlib.suppress(*self._errors):  # it is closed while pieces are answered
                self._base.interrupt()
            concurrent.futures.wait([asked])
            raise
        self._allow(2 * self._limit)
        return self._do(what)


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
