"""What DuckDB refuses, in words that say what to do."""

from __future__ import annotations

import re
from pathlib import Path

from netgraph.engines.engine import not_on_engine
from netgraph.engines.room import size_in_words
from netgraph.errors import InputError, NetgraphError


def refusal_of_duckdb(error: str) -> InputError:
    """What DuckDB says, up to its advice about options that are not ours; files may be others'."""
    # behind the advice stands how a file was read, behind the first line of a query its text
    told = re.split(r"Possible|\n\s*LINE \d+:", error, maxsplit=1)[0]
    words = "; ".join(line for line in map(str.strip, told.splitlines()) if line)[:300]
    file = re.search(r"^ *file = (.+)$", error, re.MULTILINE)
    if file is None:
        return InputError(f"DuckDB: {words}")
    return not_on_engine(f"DuckDB: {Path(file[1]).name}: {words}")


def too_little(limit: int | None) -> NetgraphError:
    """The error for want of memory: bytes that this machine had, None where the user set them."""
    if limit is None:
        return NetgraphError(
            "DuckDB: the memory that it may use is not enough for these tables; give it more "
            "(--memory), or leave that out"
        )
    return NetgraphError(
        f"DuckDB: {size_in_words(limit)} of memory are not enough for these tables, and this "
        "machine has no more free; one with more memory answers them"
    )
