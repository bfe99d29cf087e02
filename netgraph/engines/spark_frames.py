"""DataFrames of Spark, those of Connect too: their functions, their days, where blocks begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


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
