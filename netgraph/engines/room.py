"""The memory that the largest piece needs, told before it is answered, and refused beyond."""

from __future__ import annotations

import contextlib
import ctypes
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTES_A_ROW: Final = 150
"""Of people and referrals while a piece is answered: 300 bytes a person at 1.3 referrals each."""
TOLD_FROM: Final = 1 << 30
"""Bytes from which on it is said how much a piece needs."""
SIZE_UNITS: Final = {"GB": 10**9, "MB": 10**6, "kB": 10**3, "bytes": 1}
TIMES_TEXT: Final = 25
"""Bytes that a verb in memory takes for one of CSV: 12 to 27 of 100,000 and 500,000 people."""
TIMES_PACKED: Final = {b"PAR1": 75, b"PK\x03\x04": 35, b"\x1f\x8b": 125}
"""The same for one of Parquet, of a workbook and of gzip, by how such files begin."""


def size_in_words(size: int) -> str:
    """Call a number of bytes by the largest unit of which it is one.

    Examples
    --------
    >>> size_in_words(2_900_000), size_in_words(1_050_000_000)
    ('3 MB', '1.1 GB')
    """
    unit = next((name for name, one in SIZE_UNITS.items() if size >= one), "bytes")
    return f"{size / SIZE_UNITS[unit]:.{int(unit == 'GB')}f} {unit}"


def free_memory() -> int | None:
    """Bytes that this machine has free; None where the system does not tell."""
    try:
        told = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(r"MemAvailable:\s+(\d+) kB", told)
    return None if found is None else int(found[1]) * 1024


def give_back() -> None:
    """Give the system what the C library keeps of freed memory; most others give it at once."""
    with contextlib.suppress(AttributeError, TypeError):  # of glibc alone
        ctypes.CDLL(None).malloc_trim(0)


def needed_in_memory(files: Iterable[Path]) -> int:
    """Bytes that memory takes at its peak to answer tables; pipes tell no size."""
    return sum(file.stat().st_size * _times_larger(file) for file in files if file.is_file())


def _times_larger(file: Path) -> int:
    with file.open("rb") as opened:
        head = opened.read(4)
    return next((n for begin, n in TIMES_PACKED.items() if head.startswith(begin)), TIMES_TEXT)


def tell_or_refuse(rows: int, free: int | None) -> None:
    """Warn of the memory that a piece of so many people and referrals needs in one process.

    Raises
    ------
    NetgraphError
        If more is needed than there is, as far as that is known.
    """
    needed = rows * BYTES_A_ROW
    if needed < TOLD_FROM:
        return
    said = (
        f"{rows:,} people and referrals hang together, which takes one process about "
        f"{size_in_words(needed)} of memory"
    )
    if free is not None and needed > free:
        raise NetgraphError(
            f"{said}; {size_in_words(free)} are free. A machine with more memory answers them, and "
            "so does a search that is parted into several tables"
        )
    warnings.warn(said, stacklevel=2)
