"""Measure reading 1,000 searches of 100 contacts beside one network of the same rows.

Usage: python tests/benchmarks/cohort_reading.py [SEARCHES]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import netgraph as ng
from netgraph.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 3


def as_one_network(office: Path, folder: Path) -> None:
    """Write the same rows as one search: everybody of every search under an id of their own."""
    folder.mkdir()
    for name, ids in (("contacts", ["contact_id"]), ("referrals", ["referrer_id", "referred_id"])):
        table = pd.read_csv(office / f"{name}.csv", dtype=str)
        for column in ids:
            table[column] = table["seeker_id"] + "-" + table[column]
        table.drop(columns="seeker_id").to_csv(folder / f"{name}.csv", index=False)


def seconds(read: Callable[[], object]) -> float:
    """The processor's time of one call."""
    start = time.process_time()
    read()
    return time.process_time() - start


def measure(searches: int) -> None:
    """Print the seconds of both, run by run, with their ratio and the load of the machine."""
    with tempfile.TemporaryDirectory() as scratch:
        office, one = Path(scratch, "office"), Path(scratch, "one")
        people = str(100 * searches)
        main(["simulate", people, "--seekers", str(searches), "--seed", "1", "-o", str(office)])
        as_one_network(office, one)
        for _ in range(RUNS):
            alone, many = seconds(lambda: ng.read(one)), seconds(lambda: ng.read_cohort(office))
            load = os.getloadavg()[0]
            print(f"one {alone:.2f} s, cohort {many:.2f} s, {many / alone:.2f}, load {load:.1f}")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
