"""From which size compiled kernels pay: CPU of ``netgraph summary``, plain and compiled.

Run ``python tests/benchmarks/compile_from.py``: a row a size, a process a figure, the compiled code
in the cache.
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

SIZES: Final = (5_000, 10_000, 20_000, 40_000)
REPEATS: Final = 3
WAYS: Final = {"plain": 10**9, "compiled": 0}
PROGRAM: Final = """
import sys
import netgraph.kernels.compiled as compiled
compiled.COMPILE_FROM = int(sys.argv[1])
from netgraph.cli import main
main(["summary", sys.argv[2]])
"""


def seconds(*words: str) -> float:
    """CPU seconds of a Python process."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print a row a size."""
    print("| contacts | plain | compiled |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            folder = Path(place) / str(size)
            write(folder, size)
            seconds(str(WAYS["compiled"]), str(folder))  # fills the cache
            took = [
                median(seconds(str(limit), str(folder)) for _ in range(REPEATS))
                for limit in WAYS.values()
            ]
            print(f"| {size:,} | {took[0]:.2f} s | {took[1]:.2f} s |", flush=True)


if __name__ == "__main__":
    main()
