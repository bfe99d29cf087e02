"""What an engine has to offer: tables by name, steps of SQL, Python over pieces of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias

import numpy as np

from netgraph.errors import InputError, NetgraphError, NotOnEngineError
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.tables.cleaning.claims import ENOUGH_CELLS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from netgraph.engines.processes import ColumnsOfFile

    Kind = Literal["text", "long", "int", "double", "date", "flag"]
    Shape = Mapping[str, Kind]
    OnTable = Callable[[pa.Table], pa.Table]
    Columns: TypeAlias = pa.Table | ColumnsOfFile
    Tables = Callable[[], tuple[Columns, Columns]]
    OnPair = Callable[[Tables, Path | None], Iterator[pa.Table]]

WAY_OUT: Final = "'netgraph convert' writes tables that an engine reads as memory does"
SHARED: Final = "the folder must be on storage that the driver and every worker share"
ROW: Final = "netgraph_row"
"""Number of a row in its table, from 1."""
ROWS_LOOKED_AT: Final = 10 * ENOUGH_CELLS
"""Rows by which columns are found: as many as memory looks at."""
BATCH: Final = "netgraph_batch"
"""Number of the piece that a row is answered in."""

SQL_TYPES: Final[Mapping[Kind, str]] = {
    "text": "STRING",
    "long": "BIGINT",
    "int": "INTEGER",
    "double": "DOUBLE",
    "date": "DATE",
    "flag": "BOOLEAN",
}


class Steps:
    """Tells how far a run is: in steps, and in parts of a step that has some."""

    def __init__(self) -> None:
        self.tell: Callable[[str], object] = str
        self._number = 0

    def next(self) -> None:
        """Begin a step."""
        self._number += 1
        self.tell(f"step {self._number}")

    def part(self, done: int, parts: int) -> None:
        """Say how many parts of the step are done."""
        self.tell(f"step {self._number}, {done:,} of {parts:,} parts done")


class Engine(Protocol):
    """Tables by name, each computed once and kept in a work folder as Parquet.

    The SQL must read the same to DuckDB and to Spark: standard joins, windows and casts;
    identifiers of one case; ``CAST(1.0 AS DOUBLE)`` for a literal that is no whole number, which
    Spark takes for a decimal.
    """

    steps: Steps
    """How far a run is."""

    def read(self, source: Any, name: str) -> tuple[list[str], bool]:
        """Take in a table, whose rows are numbered by ``number``.

        Returns
        -------
        Its other columns, and whether it is text of files.
        """

    def first_rows(self, name: str) -> pa.Table:
        """Bring the first ``ROWS_LOOKED_AT`` rows of what was taken in, numbered in ``ROW``."""

    def number(self, name: str) -> None:
        """Number the rows of what was taken in, in ``ROW``."""

    def step(self, name: str, sql: str, *, by: str = "") -> int:
        """Compute and keep a table; return its rows, counted when written and when read back.

        Rows of a table for ``parted`` are sorted ``by`` their batches first, where that is of use.
        """

    def view(self, name: str, sql: str) -> None:
        """Call a query by a name; it is computed wherever the name is read."""

    def mapped(self, name: str, sql: str, function: OnTable, shape: Shape) -> int:
        """Make a table of what a function makes of pieces of a query's rows; return its rows."""

    def parted(self, name: str, pair: tuple[str, str], function: OnPair, shape: Shape) -> None:
        """Make a table by a function of the rows of two tables that share a ``BATCH``.

        The function also gets a place for a file, of its batch alone, that other functions of the
        same two tables find later; None where workers share none.
        """

    def small(self, name: str, table: pa.Table) -> None:
        """Make a table of rows in memory."""

    def drop(self, *names: str) -> None:
        """Remove tables that no later step reads: what is kept of a long run stays small."""

    def fetch(self, sql: str) -> pa.Table:
        """Bring the rows of a query into memory: for what cannot grow with the data."""

    def quoted(self, name: str) -> str:
        """A name that means something in SQL, as this engine wants it written."""

    def ranges(self, table: str, column: str) -> list[str]:
        """Conditions that part a table's rows by a column, in its order; none need not be."""

    def save(self, queries: Sequence[str], path: str, form: str) -> None:
        """Write the rows of queries into a folder (``parquet``, ``csv``); ``_SUCCESS`` is last."""

    def save_file(self, queries: Sequence[str], path: str) -> None:
        """Write the rows of queries, one after another, as CSV into one file."""

    def send(self, queries: Sequence[str], write: Callable[[str], object]) -> None:
        """Have the same written piece after piece, once all of it is there."""

    def room(self) -> int | None:
        """Bytes that a worker may use, as far as that is known."""

    def close(self) -> None:
        """Remove the work folder."""


def arrow_schema(shape: Shape) -> pa.Schema:
    """The columns of a table as arrow spells their types."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "long": pa.int64(),
        "int": pa.int32(),
        "double": pa.float64(),
        "date": pa.date32(),
        "flag": pa.bool_(),
    }
    return pa.schema([(name, types[kind]) for name, kind in shape.items()])


def ddl(shape: Shape) -> str:
    """The columns of a table as SQL spells their types."""
    return ", ".join(f"{name} {SQL_TYPES[kind]}" for name, kind in shape.items())


def count(engine: Engine, sql: str) -> int:
    """The one whole number that a query gives."""
    # a SUM of no rows is missing, and stands for 0
    return int(engine.fetch(sql).column(0)[0].as_py() or 0)


def lost_rows(what: str, wrote: int, read: int) -> NetgraphError:
    """The error for a work folder that gives back other rows than were put there."""
    return NetgraphError(f"{what}: {wrote:,} rows were written and {read:,} read back; {SHARED}")


def not_on_engine(why: str) -> NotOnEngineError:
    """The error for tables that memory may read and an engine does not."""
    return NotOnEngineError(why, WAY_OUT)


def unfinished_folder(path: object) -> InputError:
    """The error for a folder of a table that is still being written."""
    return InputError(f"{path}: whoever writes this folder has not finished (_temporary is there)")


def taken(path: str) -> NetgraphError:
    """The error for an answer whose place something else has."""
    return NetgraphError(f"{path}: is there already; name a new folder")


def as_arrow(rows: Mapping[str, Any] | pd.DataFrame, shape: Shape) -> pa.Table:
    """Columns, or those of a data frame, in the types that go between engines.

    What stands for nothing is missing: None, nan, what is masked, days of nothing.
    """
    import pyarrow as pa

    fields = arrow_schema(shape)
    columns = []
    for name, kind in shape.items():
        values = rows[name]
        if kind == "date":
            blank = (values == UNDATED) | (values == BEFORE_ALL)
            values = np.ma.masked_array(np.asarray(values, dtype=np.int32), np.asarray(blank))
        made = pa.array(values, fields.field(name).type, from_pandas=True)
        columns.append(made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made)
    return pa.table(columns, schema=fields)
