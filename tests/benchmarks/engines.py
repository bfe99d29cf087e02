"""What the engines cost beside memory: ``netgraph contacts`` of the same tables, as CSV.

Run ``python tests/benchmarks/engines.py FOLDER SIZE...``, for instance ``1000000 10000000``;
``--only`` takes some of ``memory duckdb spark``, ``--shape`` one of ``groups`` (searches of 50
people that know nothing of each other) and ``whole`` (one search, which hangs together),
``--master`` another master than ``local[2]``, ``--work`` what its workers share. Tables are made in
the folder where they are not there.

A row a run: wall and CPU seconds of all its processes, and peak memory of the driver (Python's, and
the JVM's where there is one) and of the Python workers, read from the system twice a second.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from speed_data import write

TICKS: Final = os.sysconf("SC_CLK_TCK")
PAGE: Final = os.sysconf("SC_PAGE_SIZE")
GROUP: Final = 50


class Cost(NamedTuple):
    """Seconds, and peak megabytes by kind of process."""

    wall: float
    cpu: float
    driver: int
    jvm: int
    workers: int


def groups(folder: Path, n: int) -> tuple[Path, Path]:
    """Write n contacts in searches of 50: each referred by an earlier one, a tenth by a second."""
    paths = folder / "contacts.csv", folder / "referrals.csv"
    if all(path.exists() for path in paths):
        return paths
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(n)
    person = np.arange(n)
    place = person % GROUP
    by = person - 1 - (place * random.random(n) ** 3).astype(np.int64)
    second = person - place + (place * random.random(n)).astype(np.int64)
    ids = np.char.add("c", person.astype(str))
    day = np.datetime64("2023-01-01") + (place * 20 + random.integers(0, 20, n))
    met = random.random(n) < 0.6
    contacts = pd.DataFrame(
        {
            "contact_id": ids,
            "name": np.char.add("Person ", person.astype(str)),
            "organization": np.char.add("Company ", random.integers(0, n // 8, n).astype(str)),
            "status": np.where(met, "met", random.choice(["declined", "contacted"], n)),
            "decision_maker": random.choice(["yes", "no"], n),
            "met_on": np.where(met, (day + 7).astype(str), ""),
        }
    )
    named = place > 0
    again = named & (random.random(n) < 0.1) & (second != by)
    referrals = pd.DataFrame(
        {
            "referrer_id": ids[np.concatenate([by[named], second[again]])],
            "referred_id": ids[np.concatenate([person[named], person[again]])],
            "referred_on": np.concatenate([day[named], day[again] + 30]).astype(str),
        }
    )
    for path, table in zip(paths, (contacts, referrals), strict=True):
        table.to_csv(path, index=False)
    return paths


def watched(words: list[str]) -> Cost:
    """Run netgraph and watch the processes of its session."""
    began, cpu, peak = time.monotonic(), {}, {"driver": 0, "jvm": 0, "workers": 0}
    process = subprocess.Popen(
        [sys.executable, "-m", "netgraph", *words],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None:
        now = dict.fromkeys(peak, 0)
        for pid, (kind, seconds, size) in session(process.pid).items():
            cpu[pid] = seconds
            now[kind] += size
        peak = {kind: max(peak[kind], now[kind]) for kind in peak}
        time.sleep(0.5)
    if process.returncode:
        raise SystemExit(process.stderr.read().decode() if process.stderr else "failed")
    return Cost(
        time.monotonic() - began, sum(cpu.values()), *(size // 2**20 for size in peak.values())
    )


def session(leader: int) -> dict[int, tuple[str, float, int]]:
    """The processes of a session: what they are, CPU seconds so far, bytes in memory."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().partition("(")[2].rpartition(")")
        except OSError:  # it has just ended
            continue
        cells = rest.split()
        if int(cells[3]) != leader:
            continue
        pid = int(folder.name)
        kind = "driver" if pid == leader else "jvm" if name == "java" else "workers"
        found[pid] = kind, (int(cells[11]) + int(cells[12])) / TICKS, int(cells[21]) * PAGE
    return found


def main() -> None:
    """Measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("sizes", type=int, nargs="+")
    asked.add_argument("--only", nargs="+", default=["memory", "duckdb", "spark"])
    asked.add_argument("--shape", nargs="+", default=["groups", "whole"])
    asked.add_argument("--master", default="local[2]")
    asked.add_argument("--work", type=Path)
    asked.add_argument("--piece-rows")
    args = asked.parse_args()
    work = args.work or args.folder / "work"
    work.mkdir(parents=True, exist_ok=True)
    print("| contacts | shape | engine | wall | CPU | driver | its JVM | workers |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in args.sizes:
        for shape in args.shape:
            home = args.folder / f"{shape}-{size}"
            tables = (groups if shape == "groups" else write)(home, size)
            for engine in args.only:
                out = args.folder / "answer.csv"
                shutil.rmtree(out) if out.is_dir() else out.unlink(missing_ok=True)
                words = ["contacts", *map(str, tables), "--format", "csv", "-o", str(out)]
                if engine != "memory":
                    words += ["--engine", engine, "--work", str(work)]
                    words += ["--piece-rows", args.piece_rows] if args.piece_rows else []
                words += ["--master", args.master] if engine == "spark" else []
                cost = watched(words)
                print(
                    f"| {size:,} | {shape} | {engine} | {cost.wall:.0f} s | {cost.cpu:.0f} s "
                    f"| {cost.driver:,} MB | {cost.jvm:,} MB | {cost.workers:,} MB |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
