"""DataFrames of Spark, those of Connect too: their functions, their days, where blocks begin."""

from __future__ import annotations

import functools
import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

Given = ParamSpec("Given")
Found = TypeVar("Found")


def in_own_zone(frame: Any) -> Any:
    """Turn instants into the days and hours of the session that a frame comes from.

    The engine's own session stands at UTC, where an instant may be on another day.
    """
    zoned = [name for name, kind in frame.dtypes if kind == "timestamp"]
    if not zoned:
        return frame
    f = functions_of(frame)
    return frame.withColumns(
        {name: f.col(in_backticks(name)).cast("timestamp_ntz") for name in zoned}
    )


def in_backticks(name: str) -> str:
    """A name as Spark's SQL quotes it."""
    return f"`{name.replace('`', '``')}`"


def of_connect(thing: Any) -> bool:
    """Whether a session, or a frame of one, is of Spark Connect."""
    return "connect" in type(thing).__module__


def functions_of(frame: Any) -> Any:
    """The functions of columns for a frame's kind of session."""
    if of_connect(frame):
        from pyspark.sql.connect import functions as connected

        return connected
    from pyspark.sql import functions

    return functions


def observation_of(frame: Any) -> Any:
    """What counts rows on their way, for a frame's kind of session."""
    if of_connect(frame):
        from pyspark.sql.connect.observation import Observation as OfConnect

        return OfConnect()
    from pyspark.sql import Observation

    return Observation()


def starts_of_blocks(blocks: pa.Table) -> pa.Table:
    """Number the first row of every block, blocks in the order of their files."""
    import numpy as np
    import pyarrow as pa

    # int64[blocks]: the number of each block's first row, after all rows of blocks before it.
    n = blocks["n"].to_numpy()
    start = np.concatenate([[1], 1 + np.cumsum(n)[:-1]]) if len(n) else np.empty(0)
    return blocks.append_column("start", pa.array(start.astype(np.int64)))


def _is_of_others(record: logging.LogRecord) -> bool:
    """Whether a record is not the traceback that py4j logs of a call that Ctrl-C breaks off."""
    return "py4j" not in Path(record.pathname).parts


def quietly(method: Callable[Given, Found]) -> Callable[Given, Found]:
    """Keep PySpark's warnings of pandas, and its log of errors, off the caller's screen."""

    @functools.wraps(method)
    def run(*args: Given.args, **options: Given.kwargs) -> Found:
        log, root = logging.getLogger("DataFrameQueryContextLogger"), logging.getLogger()
        level = log.level
        log.setLevel(logging.CRITICAL)
        root.addFilter(_is_of_others)
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", category=FutureWarning, module=r"pyspark\b")
                return method(*args, **options)
        finally:
            log.setLevel(level)
            root.removeFilter(_is_of_others)

    return run
