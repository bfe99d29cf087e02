"""How fast netgraph is beside what one would use otherwise: a table in Markdown for the README.

Run ``python tests/benchmarks/speed.py FOLDER [--large]``; tables are made in the folder where they
are not there. Every figure is of CPU seconds (user and system, whole processes where not said
otherwise, medians of several) within one run; igraph is needed for its rows, ``--large`` adds ten
million contacts (8 GB of memory).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from speed_data import write, write_deep

PEERS: Final = Path(__file__).parent / "peers"
PACKAGE: Final = Path(__file__).parents[2] / "netgraph"
NETGRAPH: Final = ("-m", "netgraph")
READING: Final = "import sys, pandas; [pandas.read_csv(name) for name in sys.argv[1:]]"
VERBS: Final = ("contacts", "dead-ends", "organizations", "keep-warm", "growth", "sources")
VERBS_ASKED: Final = (*VERBS, "agenda", "check")
REPEATS: Final = 3
QUICK: Final = 15
"""Repeats of what takes a fraction of a second."""


class Run(NamedTuple):
    """CPU seconds and peak memory of a process, and what it printed."""

    seconds: float
    bytes: int
    printed: str


def once(*words: str | Path, home: Path | None = None) -> Run:
    """Run Python with these arguments, importing netgraph from ``home`` where it is given."""
    # compiled modules are kept, as they are for a user, wherever this runs
    there = dict(os.environ) | {"PYTHONDONTWRITEBYTECODE": ""}
    if home is not None:
        there["PYTHONPATH"] = str(home)
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(
            [sys.executable, *map(str, words)], stdout=out, stderr=subprocess.DEVNULL, env=there
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{words} ended with {process.returncode}")
        out.seek(0)
        return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, out.read())


def often(*words: str | Path, repeats: int = REPEATS) -> Run:
    """Run it several times; the median of the seconds, the most memory."""
    runs = [once(*words) for _ in range(repeats)]
    return Run(median(r.seconds for r in runs), max(r.bytes for r in runs), runs[0].printed)


def show(what: str, goal: str, result: float | str, detail: str) -> None:
    """Print a row of the table; a number is a ratio."""
    if not isinstance(result, str):
        small = f"1/{1 / result:,.0f}" if result < 0.1 else f"1/{1 / result:.1f}"
        result = f"{result:.1f}" if result >= 1 else small
    print(f"| {what} | {goal} | {result} | {detail} |", flush=True)


def seconds(ours: float, theirs: float) -> str:
    """The two sides of a ratio."""
    return f"{ours:.2f} s / {theirs:.2f} s"


def start_up() -> None:
    """Measure what a person with eighty contacts notices."""
    ours, bare = often(*NETGRAPH, "--help", repeats=QUICK), often("-c", "pass", repeats=QUICK)
    what = "`netgraph --help` / `python -c pass`"
    show(what, "≤ 2.2", ours.seconds / bare.seconds, seconds(ours[0], bare[0]))


def first_run(folder: Path) -> None:
    """Measure a copy of the package that was never run beside the same copy's second run."""
    with tempfile.TemporaryDirectory() as home:
        nothing_compiled = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PACKAGE, Path(home) / PACKAGE.name, ignore=nothing_compiled)
        first, *warm = (
            once(*NETGRAPH, "summary", folder, home=Path(home)).seconds for _ in range(1 + REPEATS)
        )
    what = "first `summary` ever, 100,000 / the next"
    show(what, "≤ 1.2", first / median(warm), seconds(first, median(warm)))


def middle(folder: Path) -> None:
    """Measure at 100,000 contacts."""
    write(folder, 100_000)
    first_run(folder)
    ours = often(*NETGRAPH, "summary", folder)
    libraries = often("-c", "import pandas, networkx")
    what = "`summary`, 100,000 / `import pandas, networkx`"
    show(what, "≤ 1.5", ours[0] / libraries[0], seconds(ours[0], libraries[0]))
    plain = once(PEERS / "pandas_networkx.py", folder)
    what = "the same / pandas + networkx script"
    show(what, "≤ 1/15", ours[0] / plain[0], seconds(ours[0], plain[0]))
    earlier, less, again, slowest = once(PEERS / "asked_again.py", folder).printed.split()
    what = "50 x (`as_of` + `advocates`), 100,000, without reading"
    show(what, "≤ 8 s", f"{float(earlier):.1f} s", "")
    what = "100 x (`without` + `advocates`), 100,000, without reading"
    show(what, "≤ 15 s", f"{float(less):.1f} s", "")
    what = "any question asked again, 100,000"
    show(what, "≤ 30 ms", f"{float(again) * 1000:.0f} ms", f"`{slowest}`")


def deep(folder: Path) -> None:
    """Measure on tables in which everybody leads to many."""
    small, large = folder / "deep100000", folder / "deep1000000"
    write_deep(small, 100_000)
    write_deep(large, 1_000_000)
    warm, ours, theirs, same = once(PEERS / "deep.py", small, "--igraph").printed.split()
    what = "deep data, 100,000: exact reach and organizations / igraph neighbourhoods + numpy"
    detail = f"{float(ours):.3f} s / {float(theirs):.2f} s, same sums: {same}"
    show(what, "≤ 1/80", float(ours) / float(theirs), detail)
    larger = float(once(PEERS / "deep.py", large).printed)
    what = "deep data: `keep_warm`, 1,000,000 / 100,000"
    show(what, "≤ 12", larger / float(warm), f"{larger:.2f} s / {float(warm):.3f} s")


def million(folder: Path) -> Run:
    """Measure at a million contacts."""
    paths = write(folder, 1_000_000)
    ours = often(*NETGRAPH, "advocates", folder, "--format", "csv")
    bare = often("-c", READING, *paths)
    what = "`advocates --format csv`, 1,000,000 / `pandas.read_csv`"
    show(what, "≤ 5", ours[0] / bare[0], seconds(ours[0], bare[0]))
    peer = once(PEERS / "igraph_scipy.py", folder)
    what = "the same / igraph + scipy script giving the same columns"
    show(what, "≤ 1/8", ours[0] / peer[0], seconds(ours[0], peer[0]))
    size = sum(path.stat().st_size for path in paths)
    what = "the same, peak memory / size of the files"
    show(what, "≤ 5", ours.bytes / size, f"{ours.bytes / 1e6:.0f} MB / {size / 1e6:.0f} MB")
    summary = often(*NETGRAPH, "summary", folder)
    runs = {verb: once(*NETGRAPH, verb, folder) for verb in VERBS_ASKED}
    slowest = max(runs, key=lambda verb: runs[verb].seconds)
    what = "the slowest verb, 1,000,000 / `summary`"
    detail = f"`{slowest}`, {seconds(runs[slowest][0], summary[0])}"
    show(what, "≤ 1.3", runs[slowest][0] / summary[0], detail)
    largest = max(runs, key=lambda verb: runs[verb].bytes)
    what = "the largest verb, peak memory / size of the files"
    detail = f"`{largest}`, {runs[largest].bytes / 1e6:.0f} MB / {size / 1e6:.0f} MB"
    show(what, "≤ 8", runs[largest].bytes / size, detail)
    through = float(once(PEERS / "kernels.py", folder).printed.split()[1])
    dominator = float(once(PEERS / "dominator.py", folder).printed)
    what = "only-through and exclusive organizations, 1,000,000 / `igraph.Graph.dominator`"
    show(what, "≤ 1/3", through / dominator, seconds(through, dominator))
    print(f"\nOther numbers than the igraph script's: {unlike(ours.printed, peer.printed)}")
    return ours


def unlike(ours: str, theirs: str) -> str:
    """Name the columns that do not agree: fractions to a fit's precision, all else exactly.

    The script's conversion starts from the one likeliest prior, netgraph's from all of them by
    their likelihood: these columns may differ by less than a thousandth.
    """
    one, two = (pd.read_csv(io.StringIO(t)).set_index("contact_id") for t in (ours, theirs))
    if set(one.index) != set(two.index):
        return "other people"
    two = two.reindex(one.index)  # credits that differ in the last bit may swap two rows
    differ = []
    for name, column in two.items():
        if column.dtype.kind == "f":
            most = {"atol": 1e-3} if "conversion" in str(name) else {"rtol": 1e-4, "atol": 1e-9}
            alike = np.allclose(one[name], column, equal_nan=True, **most)
        else:
            alike = one[name].equals(column)
        differ += [] if alike else [str(name)]
    return ", ".join(differ) or "none"


def large(folder: Path, at_a_million: Run) -> None:
    """Measure at ten million contacts, once."""
    write(folder, 10_000_000)
    fixed = often(*NETGRAPH, "advocates", folder.parent / "100000", "--format", "csv").seconds
    fixed -= (at_a_million.seconds - fixed) / 9  # what no contact at all would cost
    ours = once(*NETGRAPH, "advocates", folder, "--format", "csv").seconds
    ratio = (ours - fixed) / (at_a_million.seconds - fixed)
    show(
        "10,000,000 / 1,000,000, start-up taken off",
        "≤ 12",
        ratio,
        seconds(ours, at_a_million.seconds),
    )


def extremes() -> None:
    """Tell how long the shapes take on which careless algorithms overflow or turn quadratic."""
    print("\nEverybody's numbers at 1,000,000 contacts, CPU seconds without reading:")
    print(once(PEERS / "shapes.py", "1000000").printed)


def main(folder: Path, *, with_large: bool) -> None:
    """Print the table."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"Python {sys.version.split()[0]}, load {load:.1f} at the start\n")
    print("| what | goal | result | CPU |\n| --- | --- | --- | --- |", flush=True)
    start_up()
    middle(folder / "100000")
    deep(folder)
    run = million(folder / "1000000")
    if with_large:
        large(folder / "10000000", run)
    extremes()


if __name__ == "__main__":
    main(Path(sys.argv[1]), with_large="--large" in sys.argv[2:])
