"""Batches of two tables, answered one after another or in several processes of this machine."""

from __future__ import annotations

import concurrent.futures.process
import contextlib
import multiprocessing
import signal
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph.engines.engine import BATCH
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pyarrow as pa
    import pyarrow.parquet as pq

    from netgraph.engines.engine import OnPair

WAY: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How other processes are started."""


class Task(NamedTuple):
    """A batch of two Parquet files, or the two files whole for None, and where its answer goes."""

    function: OnPair
    sides: list[Path]
    batch: int | None
    schema: pa.Schema
    memo: Path
    file: Path


class ColumnsOfFile:
    """A batch of a Parquet file, or all of it for None, whose columns are read when asked for.

    Its rows are sorted by batches.
    """

    def __init__(self, file: Path, batch: int | None) -> None:
        import pyarrow.parquet as pq

        self._file = pq.ParquetFile(file, memory_map=True)
        self.column_names: list[str] = self._file.schema_arrow.names
        of_file = self._file.metadata
        self._groups, self._rows = [*range(of_file.num_row_groups)], slice(None)
        if batch is not None:
            place = self.column_names.index(BATCH)
            known = [of_file.row_group(n).column(place).statistics for n in self._groups]
            self._groups = [n for n in self._groups if known[n].min <= batch <= known[n].max]
            of_row = self[BATCH].to_numpy()
            self._rows = slice(*(int(np.searchsorted(of_row, n)) for n in (batch, batch + 1)))

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        """Read a column."""
        return self._file.read_row_groups(self._groups, [name], use_threads=False)[name][self._rows]


def answer_batch(task: Task) -> None:
    """Answer a batch into its file."""
    left, right = (ColumnsOfFile(side, task.batch) for side in task.sides)
    with parquet_writer(task.file, task.schema) as out:
        for rows in task.function(lambda: (left, right), task.memo):
            out.write_table(rows.cast(task.schema))


def parquet_writer(file: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Write tables of a run: in half the time of arrow's own settings, and no larger.

    Ids, names and numbers seldom repeat, so a dictionary of each column is not worth its making.
    """
    import pyarrow.parquet as pq

    return pq.ParquetWriter(file, schema, use_dictionary=False, compression="lz4")


def answer_batches(tasks: list[Task], processes: int, told: Callable[[int, int], object]) -> None:
    """Answer batches in so many processes; say after each how many of them are done.

    Raises
    ------
    NetgraphError
        If the system ends one of the processes.
    """
    context = multiprocessing.get_context(WAY)
    # forks of one process that has imported everything once
    context.set_forkserver_preload(["netgraph.engines.numbers", "netgraph.engines.survey"])
    with concurrent.futures.ProcessPoolExecutor(processes, context, _end_quietly) as pool:
        with _interrupts_wait():
            waiting = [pool.submit(answer_batch, task) for task in tasks]
        try:
            for n, done in enumerate(concurrent.futures.as_completed(waiting), 1):
                done.result()
                told(n, len(tasks))
        except concurrent.futures.process.BrokenProcessPool as error:
            raise NetgraphError(
                "a process that read or answered a part of the tables was ended: most likely "
                "the machine's memory was full; --threads and --piece-rows lower what is needed"
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Start processes for which Ctrl-C waits until ``_end_quietly``: it may hit their imports."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_quietly() -> None:
    """Let Ctrl-C end this process at once, without a word: who started it says all there is."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
