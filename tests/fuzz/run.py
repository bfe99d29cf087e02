"""Search for faults on end: seeded trials of files, command lines, calls and networks.

    python tests/fuzz/run.py files commands calls networks engines --from 1 --count 500
    python tests/fuzz/run.py files --seconds 3600

A fault is said with its kind and number, by which it comes again: ``files --from 123 --count 1``.
A trial that takes longer than 30 s is a fault too. The figures are printed at the end.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from fuzz import calls, commands, files, networks  # noqa: E402 - found by the line above

if TYPE_CHECKING:
    from collections.abc import Callable

TRIALS: dict[str, Callable[[Path, random.Random], None]] = {
    "files": files.trial,
    "commands": commands.trial,
    "calls": calls.trial,
    "networks": networks.trial,
    "engines": networks.engine_trial,
}
LONGEST = 30


def attempt(kind: str, number: int) -> str:
    """Run one trial; say what went wrong, nothing where nothing did."""

    def late(*_: object) -> None:
        raise TimeoutError(f"longer than {LONGEST} s of CPU")

    with tempfile.TemporaryDirectory(prefix="fuzz") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if hasattr(signal, "SIGPROF"):
            signal.signal(signal.SIGPROF, late)
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
        try:
            TRIALS[kind](Path(folder), random.Random(f"{kind} {number}"))
        except Exception as fault:  # noqa: BLE001 - whatever a trial raises is what is searched for
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            notes = " ".join(getattr(fault, "__notes__", ()))
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            return f"{type(fault).__name__}: {fault!s:.600} ({where}) {notes}"
        finally:
            if hasattr(signal, "SIGPROF"):
                signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def main() -> int:
    """Try what was asked for, until the count or the time is over."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("kinds", nargs="*", default=list(TRIALS), choices=[*TRIALS, []])
    parser.add_argument("--from", dest="first", type=int, default=1)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seconds", type=float)
    asked = parser.parse_args()
    began, number = time.monotonic(), asked.first
    tried, faults = dict.fromkeys(asked.kinds, 0), dict.fromkeys(asked.kinds, 0)
    while (asked.count is None or number < asked.first + asked.count) and (
        asked.seconds is None or time.monotonic() - began < asked.seconds
    ):
        for kind in asked.kinds:
            tried[kind] += 1
            if fault := attempt(kind, number):
                faults[kind] += 1
                print(f"{kind} {number}: {fault}", flush=True)  # noqa: T201 - what it is for
        number += 1
    for kind in asked.kinds:
        print(f"{kind}: {tried[kind]:,} tried, {faults[kind]} faults")  # noqa: T201 - the same
    return int(any(faults.values()))


if __name__ == "__main__":
    sys.exit(main())
