"""What compiled kernels spare: CPU of ``netgraph summary``, as plain Python and compiled.

Run ``python tests/benchmarks/plain_python.py``: a row a size, a process a figure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from speed_data import write

SIZES: Final = (5_000, 20_000, 100_000)
REPEATS: Final = 3
WAYS: Final = {"plain": "no", "compiled": "must"}


def seconds(wanted: str, folder: Path) -> float:
    """CPU seconds of a summary, with ``NETGRAPH_COMPILED`` as wanted."""
    process = subprocess.Popen(
        [sys.executable, "-m", "netgraph", "summary", str(folder)],
        env={**os.environ, "NETGRAPH_COMPILED": wanted},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{folder} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print a row a size."""
    print("| contacts | plain | compiled |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            folder = Path(place) / str(size)
            write(folder, size)
            took = [
                median(seconds(wanted, folder) for _ in range(REPEATS)) for wanted in WAYS.values()
            ]
            print(f"| {size:,} | {took[0]:.2f} s | {took[1]:.2f} s |", flush=True)


if __name__ == "__main__":
    main()
