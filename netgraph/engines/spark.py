"""Apache Spark as an engine: many machines, tables in storage that they share."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph.atomic import write_whole
from netgraph.engines.csv_cells import csv_lines, csv_text
from netgraph.engines.engine import (
    BATCH,
    ROW,
    ROWS_LOOKED_AT,
    Steps,
    arrow_schema,
    ddl,
    lost_rows,
    not_on_engine,
    taken,
    unfinished_folder,
)
from netgraph.engines.kept import PREFIX, KeptFolder, Storage, java_errors, reason, refusal_of
from netgraph.engines.kept_tables import CELLS, InCatalog, InFolder, settings_of
from netgraph.engines.room import free_memory
from netgraph.engines.spark_frames import (
    functions_of,
    in_backticks,
    in_own_zone,
    observation_of,
    of_connect,
    quietly,
    starts_of_blocks,
)
from netgraph.engines.spark_start import new_session
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow as pa

    from netgraph.engines.engine import OnPair, OnTable, Shape

FILE, BLOCK, TURN = "netgraph_file", "netgraph_block", "netgraph_turn"
"""Where a row was read: its file, the file's block, and a number that rises in the block."""


class Spark:
    """An engine on a SparkSession.

    Parameters
    ----------
    session
        The session of the caller, which stays theirs; default: one on ``master``, stopped at the
        end.
    master
        Where the new session runs: ``local[2]``, ``spark://…``.
    work
        A folder that the driver and all workers share: a path or URL that Spark can write to.
        Default: a temporary folder of this machine, which is right for a local master only.

    Raises
    ------
    MissingExtraError
        If PySpark is not installed.
    """

    @quietly
    def __init__(
        self,
        session: Any = None,
        *,
        master: str | None = None,
        work: str | os.PathLike[str] | None = None,
    ) -> None:
        self.steps = Steps()
        self._views = set[str]()
        self._taken: dict[str, Any] = {}
        self._own = session is None
        self._callers = new_session(master) if session is None else session
        self._remote = of_connect(self._callers)
        self.session = _beside(self._callers, remote=self._remote)
        self._kept: InFolder | InCatalog
        if self._remote:
            self._kept = InCatalog(self.session, None if work is None else str(work))
        else:
            self._kept = InFolder(self.session, self._home(work))

    @quietly
    def read(self, source: Any, name: str) -> tuple[list[str], bool]:
        """Take in a DataFrame, or a path or URL of CSV or Parquet files."""
        found, from_text = source, False
        if isinstance(source, str | Path):
            found, from_text = self._frame(source)
            f = functions_of(found)
            marks = [f.col("_metadata.file_path"), f.col("_metadata.file_block_start")]
        else:
            # A frame has an order of its own, that of its partitions: files behind it, if any, may
            # have been sorted since.
            found = in_own_zone(source)
            f = functions_of(found)
            marks = [f.lit(""), f.spark_partition_id().cast("long")]
        columns = list(found.columns)
        marked = found.select("*", *marks).toDF(*columns, FILE, BLOCK)
        # One task reads a block from its start, so the numbers follow the rows inside it.
        self._taken[name] = marked.withColumn(TURN, f.monotonically_increasing_id())
        return columns, from_text

    @quietly
    def first_rows(self, name: str) -> pa.Table:
        """Bring the first rows of what was taken in, before all are written."""
        first = self._taken[name].drop(FILE, BLOCK, TURN).limit(ROWS_LOOKED_AT)
        turn = functions_of(first).monotonically_increasing_id()
        try:
            return first.select((turn + 1).alias(ROW), "*").toArrow()
        except java_errors() as error:
            raise refusal_of("Spark", error) from error

    @quietly
    def number(self, name: str) -> None:
        """Write all rows that were taken in, and number them."""
        marked, raw = self._taken.pop(name), f"{name}_as_read"
        # Written before anything else reads it: a second evaluation may number rows otherwise.
        self._write(raw, marked)
        blocks = self.fetch(
            f"SELECT {FILE}, {BLOCK}, MIN({TURN}) AS low, MAX({TURN}) AS high, COUNT(*) AS n "
            f"FROM {raw} GROUP BY {FILE}, {BLOCK} ORDER BY {FILE}, {BLOCK}"
        )
        # Turns are all different; where those of a block have no gap, so are the numbers of rows.
        gaps = zip(*(blocks[column].to_pylist() for column in ("low", "high", "n")), strict=True)
        if any(high - low + 1 != n for low, high, n in gaps):
            raise NetgraphError(
                f"{name.removeprefix('raw_')}: the rows of a block were read by several tasks, so "
                "they cannot be numbered; give Parquet, or a DataFrame"
            )
        self.small(f"{name}_blocks", starts_of_blocks(blocks))
        own = (column for column in marked.columns if column not in (FILE, BLOCK, TURN))
        plain = ", ".join(f"r.{in_backticks(column)}" for column in own)
        numbered = self.session.sql(
            f"""SELECT b.start + r.{TURN} - b.low AS {ROW}, {plain} FROM {raw} AS r
            JOIN {name}_blocks AS b ON r.{FILE} = b.{FILE} AND r.{BLOCK} = b.{BLOCK}"""
        )
        numbered.createOrReplaceTempView(name)

    def _frame(self, source: str | Path) -> tuple[Any, bool]:
        path = str(source)
        read = self.session.read
        try:
            if path.casefold().endswith((".csv", ".csv.gz", ".tsv", ".txt")) or self._has_csv(path):
                head = self.session.read.text(path).limit(1).collect()
                separator = max(",;\t|", key=(head[0][0] if head else ",").count)
                given = {"sep": separator, "mode": "FAILFAST", "ignoreLeadingWhiteSpace": True}
                # it would keep the quotes of "Bo" Ek, which memory takes off
                given |= {"unescapedQuoteHandling": "RAISE_ERROR"}
                return read.options(**CSV, **given).csv(path), True
            return read.parquet(path), False
        except java_errors() as error:
            raise not_on_engine(
                f"{path}: cannot be read as CSV or Parquet: {reason(error)}"
            ) from error

    def _has_csv(self, path: str) -> bool:
        """Whether a folder holds CSV; one that is being written is refused, where that is seen."""
        if self._remote:
            listed = self.session.read.format("binaryFile").load(path).inputFiles()
            return any(".csv" in file.rpartition("/")[2].casefold() for file in listed)
        place = Storage(self.session, path)
        if place.exists("_temporary"):
            raise unfinished_folder(path)
        return bool(place.like("*.csv*"))

    @quietly
    def step(self, name: str, sql: str, *, by: str = "") -> int:
        """Write a query's rows as Parquet and read these: the plan of the next step stays small."""
        del by  # ``parted`` sends every row to its worker, whatever their order
        return self._write(name, self.session.sql(sql))

    def view(self, name: str, sql: str) -> None:
        """Look at a query under a name."""
        self.session.sql(sql).createOrReplaceTempView(name)
        self._views.add(name)

    @quietly
    def mapped(self, name: str, sql: str, function: OnTable, shape: Shape) -> int:
        """Send a query's rows through a function in the workers, batch by batch."""
        typed = arrow_schema(shape)
        each = _each(lambda rows: function(rows).cast(typed))
        return self._write(name, self.session.sql(sql).mapInArrow(each, ddl(shape)))

    @quietly
    def parted(self, name: str, pair: tuple[str, str], function: OnPair, shape: Shape) -> None:
        """Answer every batch in the worker that has it."""

        def both(left: pa.Table, right: pa.Table) -> pa.Table:
            import pyarrow as pa

            typed = arrow_schema(shape)
            return pa.concat_tables(
                rows.cast(typed) for rows in function(lambda: (left, right), None)
            )

        left, right = (self.session.table(side).groupBy(BATCH) for side in pair)
        self._write(name, left.cogroup(right).applyInArrow(both, ddl(shape)))

    @quietly
    def small(self, name: str, table: pa.Table) -> None:
        """Keep an arrow table as Parquet like any other."""
        from pyspark.sql.pandas.types import from_arrow_schema

        # of no rows a schema is the only thing that tells the types
        known = {} if len(table) else {"schema": from_arrow_schema(table.schema)}
        self._write(name, self.session.createDataFrame(table, **known))

    def drop(self, *names: str) -> None:
        """Remove tables and their files."""
        # what was read has no files under its own name, but those that it is made of
        made_of = [f"{name}{end}" for name in names for end in ("_as_read", "_blocks")]
        for name in (*names, *made_of):
            if self.session.catalog.dropTempView(name):
                self._kept.drop(name)

    @quietly
    def fetch(self, sql: str) -> pa.Table:
        """Bring a query's rows to the driver."""
        try:
            return self.session.sql(sql).toArrow()
        except java_errors() as error:
            raise refusal_of("Spark", error) from error

    @quietly
    def frame(self, sql: str, tables: tuple[str, ...]) -> Any:
        """A query of some tables as a DataFrame of the caller's session."""
        # The caller's session does not see these views, so the query reads what is behind them.
        for table in tables:
            if table in self._views:
                self.step(table, f"SELECT * FROM {table}")
                self._views.discard(table)
            for word in ("FROM", "JOIN"):
                sql = sql.replace(f" {word} {table} ", f" {word} {self._kept.named(table)} ")
        return self._callers.sql(sql)

    def quoted(self, name: str) -> str:
        """A name between backticks."""
        return in_backticks(name)

    def ranges(self, table: str, column: str) -> list[str]:
        """None: executors sort parts of all rows by themselves."""
        del table, column
        return []

    def save_file(self, queries: Sequence[str], path: str) -> None:
        """Write CSV into one file of the driver, whose memory holds the answer."""
        [sql] = queries
        write_whole({Path(path): csv_lines(self.fetch(sql))})

    def send(self, queries: Sequence[str], write: Callable[[str], object]) -> None:
        """Have CSV written by the driver, whose memory holds the answer."""
        [sql] = queries
        write(csv_lines(self.fetch(sql)).decode("utf-8"))

    @quietly
    def save(self, queries: Sequence[str], path: str, form: str) -> None:
        """Have Spark write beside the place; the folder appears whole, ``_SUCCESS`` last."""
        [sql] = queries
        answer = self.session.sql(sql)
        if form == "csv":
            texts = ", ".join(f"`{name}` STRING" for name in answer.columns)
            answer = answer.mapInArrow(_each(csv_text), texts)
        if self._remote:
            self._put(path, answer, path, form, mode="error")
            return
        try:
            target = Storage(self.session, path)
            if target.exists():
                raise taken(path)
            home, name = str(target.place.getParent().toString()), target.place.getName()
            with KeptFolder(self.session, home, f".{name}.{PREFIX}") as beside:
                rows = Storage(self.session, f"{beside.path}/rows")
                self._put(path, answer, str(rows), form)
                # object stores rename file by file: the sign that all are there must be the last
                rows.files.delete(rows.at("_SUCCESS"), False)
                if target.exists() or not rows.files.rename(rows.place, target.place):
                    raise NetgraphError(f"{path}: something else was written there meanwhile")
                target.touch("_SUCCESS")
        except java_errors() as error:
            raise NetgraphError(f"{path}: cannot be written: {reason(error)}") from error

    def room(self) -> int | None:
        """What is free on this machine if workers share it; else what they are allowed."""
        if not self._remote and self.session.sparkContext.master.startswith("local"):
            return free_memory()
        allowed = str(self.session.conf.get(WORKER_MEMORY, "0"))
        found = re.fullmatch(r"(\d+)([kmgt]?)b?", allowed.casefold())
        return int(found[1]) << UNITS[found[2]] if found and int(found[1]) else None

    def close(self) -> None:
        """Remove the work folder; stop the session if it was not the caller's."""
        self._kept.remove()
        if self._remote:
            self.session.stop()  # the caller's is another one
        if self._own:
            self._callers.stop()

    def _write(self, name: str, rows: Any) -> int:
        self.steps.next()

        def keep(counted: Any) -> Any:
            self._kept.write(name, counted)
            return self._kept.load(name, rows.schema)

        kept, n = _kept_rows(f"step {name}", rows, keep)
        kept.createOrReplaceTempView(name)
        return n

    def _put(self, what: str, rows: Any, place: str, form: str, mode: str = "overwrite") -> None:
        """Write rows of an answer; as many must be read back."""
        options = CSV if form == "csv" else {}

        def put(counted: Any) -> Any:
            counted.write.format(form).options(**options, **CELLS).mode(mode).save(place)
            return self.session.read.format(form).options(**options).schema(rows.schema).load(place)

        _kept_rows(what, rows, put)

    def _home(self, work: str | os.PathLike[str] | None) -> str:
        if work is not None:
            return str(work)
        master = self.session.sparkContext.master
        if not master.startswith("local"):
            if self._own:
                self._callers.stop()
            raise NetgraphError(
                f"Spark on {master}: name a work folder that the driver and all workers share "
                f"(work=, --work)"
            )
        return tempfile.gettempdir()


WORKER_MEMORY: Final = "spark.executor.pyspark.memory"
UNITS: Final = {"": 20, "k": 10, "m": 20, "g": 30, "t": 40}
"""Letters of sizes in settings of Spark, as powers of two; without one they are megabytes."""
CSV: Final = {"header": True, "escape": '"', "multiLine": True}
"""CSV as netgraph writes it, and reads it."""
SETTINGS: Final = {
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.sql.adaptive.enabled": "true",
    # Somebody with a million referrals is one key of a join, which Spark then splits.
    "spark.sql.adaptive.skewJoin.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.files.ignoreMissingFiles": "false",  # rows must not be lost in silence
    "spark.sql.files.ignoreCorruptFiles": "false",
    # Dates before 1582 stay what they are; Spark could move them to the Julian calendar.
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
}


def _beside(callers: Any, *, remote: bool) -> Any:
    """A session in the same Spark with views and settings of its own, apart from the caller's.

    Beside one of Spark Connect (4.3 and later) it begins with the settings of the server.
    """
    session = callers.newSession()
    for name, value in {**({} if remote else settings_of(callers)), **SETTINGS}.items():
        if session.conf.isModifiable(name):
            session.conf.set(name, value)
    return session


def _kept_rows(what: str, rows: Any, keep: Callable[[Any], Any]) -> tuple[Any, int]:
    """Keep rows; return them as read back, and their number, which must be that written."""
    f, seen = functions_of(rows), observation_of(rows)
    # Written rows are counted on the way: a folder that workers do not share gives back fewer.
    counted = rows.observe(seen, f.count(f.lit(1)).alias("n"))
    try:
        kept = keep(counted)
        wrote, read = int(seen.get["n"]), int(kept.count())
    except java_errors() as error:
        raise refusal_of(f"Spark, {what}", error) from error
    if wrote != read:
        raise lost_rows(what, wrote, read)
    return kept, read


def _each(function: OnTable) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Make what Spark sends batches through; a batch stays where it is among the others."""

    def each(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for batch in batches:
            yield from function(pa.Table.from_batches([batch])).to_batches()

    return each
