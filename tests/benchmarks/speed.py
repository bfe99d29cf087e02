"""How fast netgraph is beside what one would use otherwise: a table in Markdown for the README.

Run ``python tests/benchmarks/speed.py FOLDER [--large]``; tables are made in the folder where they
are not there. Every figure is a ratio of CPU seconds (user and system, whole processes, medians of
several) within one run; igraph is needed for its rows, ``--large`` adds ten million contacts (8 GB
of memory).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from speed_data import write

PEERS: Final = Path(__file__).parent / "peers"
NETGRAPH: Final = ("-m", "netgraph")
READING: Final = "import sys, pandas; [pandas.read_csv(name) for name in sys.argv[1:]]"
REPEATS: Final = 3
QUICK: Final = 15
"""Repeats of what takes a fraction of a second."""


class Run(NamedTuple):
    """CPU seconds and peak memory of a process, and what it printed."""

    seconds: float
    bytes: int
    printed: str


def once(*words: str | Path) -> Run:
    """Run Python with these arguments."""
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(
            [sys.executable, *map(str, words)], stdout=out, stderr=subprocess.DEVNULL
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


def show(what: str, goal: str, ratio: float, detail: str) -> None:
    """Print a row of the table."""
    shown = (
        f"{ratio:.1f}"
        if ratio >= 1
        else f"1/{1 / ratio:,.0f}"
        if ratio < 0.1
        else f"1/{1 / ratio:.1f}"
    )
    print(f"| {what} | {goal} | {shown} | {detail} |", flush=True)


def seconds(ours: float, theirs: float) -> str:
    """The two sides of a ratio."""
    return f"{ours:.2f} s / {theirs:.2f} s"


def start_up() -> None:
    """Measure what a person with eighty contacts notices."""
    example = Path(__file__).parents[2] / "data"
    ours, bare = often(*NETGRAPH, "--help", repeats=QUICK), often("-c", "pass", repeats=QUICK)
    show(
        "`netgraph --help` / `python -c pass`",
        "≤ 3",
        ours.seconds / bare.seconds,
        seconds(ours[0], bare[0]),
    )
    libraries = often("-c", "import pandas, networkx", repeats=QUICK)
    summary = often(*NETGRAPH, "summary", example, repeats=QUICK)
    show(
        "`netgraph summary` of the example data / `import pandas, networkx`",
        "≤ 2",
        summary.seconds / libraries.seconds,
        seconds(summary[0], libraries[0]),
    )


def middle(folder: Path) -> None:
    """Measure at 100,000 contacts."""
    write(folder, 100_000)
    ours = often(*NETGRAPH, "summary", folder)
    plain = once(PEERS / "pandas_networkx.py", folder)
    show(
        "`summary`, 100,000 / pandas + networkx script",
        "≤ 1/80",
        ours[0] / plain[0],
        seconds(ours[0], plain[0]),
    )
    reach = float(once(PEERS / "kernels.py", folder).printed.split()[0])
    searched = float(once(PEERS / "descendants.py", folder).printed.split()[0])
    show(
        "reach and organizations of everybody, 100,000 / `nx.descendants`",
        "≤ 1/2000",
        reach / searched,
        f"{reach:.3f} s / {searched:.1f} s",
    )


def million(folder: Path) -> Run:
    """Measure at a million contacts."""
    paths = write(folder, 1_000_000)
    ours = often(*NETGRAPH, "advocates", folder, "--format", "csv")
    bare = often("-c", READING, *paths)
    show(
        "`advocates --format csv`, 1,000,000 / `pandas.read_csv`",
        "≤ 12",
        ours[0] / bare[0],
        seconds(ours[0], bare[0]),
    )
    size = sum(path.stat().st_size for path in paths)
    show(
        "the same, peak memory / size of the files",
        "≤ 6",
        ours.bytes / size,
        f"{ours.bytes / 1e6:.0f} MB / {size / 1e6:.0f} MB",
    )
    through = float(once(PEERS / "kernels.py", folder).printed.split()[1])
    dominator = float(once(PEERS / "dominator.py", folder).printed)
    show(
        "only-through and exclusive organizations, 1,000,000 / `igraph.Graph.dominator`",
        "≤ 1/3",
        through / dominator,
        seconds(through, dominator),
    )
    peer = once(PEERS / "igraph_scipy.py", folder)
    show(
        "the same / igraph + scipy script giving the same columns",
        "≤ 1/8",
        ours[0] / peer[0],
        seconds(ours[0], peer[0]),
    )
    print(f"\nSame numbers as the igraph script: {same(ours.printed, peer.printed)}")
    return ours


def same(ours: str, theirs: str) -> bool:
    """Tell whether all columns agree: fractions to a fit's precision, all else exactly."""
    import io

    one, two = (pd.read_csv(io.StringIO(t)).set_index("contact_id") for t in (ours, theirs))
    if set(one.index) != set(two.index):
        return False
    two = two.reindex(one.index)  # credits that differ in the last bit may swap two rows
    numbers = two.select_dtypes("number").columns
    close = np.allclose(one[numbers], two[numbers], rtol=1e-4, atol=1e-9, equal_nan=True)
    exact = [c for c in two.columns if c not in numbers or two[c].dtype.kind == "i"]
    return bool(close and one[exact].equals(two[exact]))


def large(folder: Path, at_a_million: Run) -> None:
    """Measure at ten million contacts, once."""
    write(folder, 10_000_000)
    fixed = often(*NETGRAPH, "advocates", folder.parent / "100000", "--format", "csv").seconds
    fixed -= (at_a_million.seconds - fixed) / 9  # what no contact at all would cost
    ours = once(*NETGRAPH, "advocates", folder, "--format", "csv").seconds
    ratio = (ours - fixed) / (at_a_million.seconds - fixed)
    show(
        "10,000,000 / 1,000,000, start-up taken off",
        "≤ 13",
        ratio,
        seconds(ours, at_a_million.seconds),
    )


def extremes() -> None:
    """Tell how long the shapes take on which careless algorithms overflow or turn quadratic."""
    print("\nEverybody's numbers at 1,000,000 contacts, CPU seconds without reading:")
    print(once(PEERS / "shapes.py", "1000000").printed)


def main(folder: Path, *, with_large: bool) -> None:
    """Print the table."""
    print("| what | goal | result | CPU |\n| --- | --- | --- | --- |", flush=True)
    start_up()
    middle(folder / "100000")
    run = million(folder / "1000000")
    if with_large:
        large(folder / "10000000", run)
    extremes()


if __name__ == "__main__":
    main(Path(sys.argv[1]), with_large="--large" in sys.argv[2:])
