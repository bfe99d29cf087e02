"""Our map beside other map libraries: frames a second, whole pictures, first picture, size.

The same people at the same places, in the same headless Chromium without a GPU. The others draw no
names, and second referrals only where our map draws them: less than ours does. Each page has a
Chromium of its own; a page that does not finish is stopped and said so. Libraries come from npm
(into the folder CACHE) and pip.

Run ``python tests/benchmarks/map_peers.py CACHE``, with ``--sizes 1000,20000,100000``,
``--only netgraph,sigma`` or ``--seconds 5`` as wished. The load of the machine stands in each row:
frames a second of different load do not compare. Milliseconds a frame are those of processor that
all processes of the browser took, scripts, layout and paint, which load hardly changes. A cell says
"stopped" where the page had not gone through all motions after ``--patience`` seconds. A grey
margin counts as ink: that a frame of "cytoscape (texture)" is whole is not shown by this. Results
are kept in CACHE/results.json; what is not measured anew stays in the table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from map_page import CHROMIUM
from map_pages import write

TESTS = Path(__file__).parents[1]
SIZES = (1000, 20_000, 100_000)
MOTIONS = ("pan", "zoom", "drag")
MOST_WHOLE = 0.98
"""Share of frames from which a motion counts as shown whole."""
HEAD = (
    "people",
    "library",
    "file",
    "first picture",
    *(f"{motion}, frames/s" for motion in MOTIONS),
    *(f"{motion}, ms a frame" for motion in MOTIONS),
    "sharp after rest",
    "heap",
    "load",
)


def measure(name: str, people: int, cache: Path, seconds: float, patience: float) -> dict[str, Any]:
    """Measure one library at one size, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        page = write.write(name, people, cache, Path(folder))
        command = [sys.executable, str(TESTS / "map_watch.py"), str(page), str(seconds)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as running:
            try:
                said, _ = running.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, 9)
                said, _ = running.communicate()
        lines = said.splitlines()
        found: dict[str, Any] = json.loads(lines[-1]) if lines else {}
        found["bytes"] = page.stat().st_size
    found["load"] = os.getloadavg()[0]
    if "heap" not in found:
        found["stopped after"] = patience
    return found


def row(name: str, people: str, found: dict[str, Any]) -> list[str]:
    """One line of the table."""
    late = "stopped" if "stopped after" in found else "-"
    first = f"{found['first picture']:.1f} s" if "first picture" in found else late
    cells = [
        f"{int(people):,}",
        f"{name} {write.version(name)}",
        f"{found['bytes'] / 1e6:.2f} MB",
        first,
    ]
    for motion in MOTIONS:
        if motion not in found:
            cells.append(late)
            continue
        moved = found[motion]
        partly = "" if moved["whole"] >= MOST_WHOLE else f" ({100 * moved['whole']:.0f} % whole)"
        cells.append(f"{moved['frames/s']:.{1 if moved['frames/s'] < 10 else 0}f}{partly}")
    cells += [
        f"{found[motion]['work']:.0f}" if "work" in found.get(motion, {}) else late
        for motion in MOTIONS
    ]
    sharp = [found[motion]["sharp"] for motion in MOTIONS if motion in found]
    cells.append(f"{max(sharp):.2f} s" if sharp else late)
    cells.append(f"{found['heap'] / 1e6:.0f} MB" if "heap" in found else late)
    return [*cells, f"{found['load']:.0f}"]


def table(results: dict[str, dict[str, Any]]) -> str:
    """Sort by size, then by frames a second that were whole, best first."""

    def good(found: dict[str, Any]) -> float:
        return sum(found[m]["frames/s"] * found[m]["whole"] for m in MOTIONS if m in found)

    lines = [HEAD, ["---"] * len(HEAD)]
    for people in sorted(results, key=int):
        ranked = sorted(results[people].items(), key=lambda item: -good(item[1]))
        lines += [row(name, people, found) for name, found in ranked]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cache", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--only", default=",".join(write.NAMES))
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--patience", type=float, default=180.0, help="seconds for one page")
    given = parser.parse_args()
    kept = given.cache / "results.json"
    write.fetch(given.cache)
    results = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for people in given.sizes.split(","):
        for name in filter(None, given.only.split(",")):
            found = measure(name, int(people), given.cache, given.seconds, given.patience)
            results.setdefault(people, {})[name] = found
            kept.write_text(json.dumps(results, indent=1), encoding="utf-8")
            print(people, name, json.dumps(found), file=sys.stderr, flush=True)
    said = subprocess.run(
        [str(CHROMIUM), "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    print(f"{said}, {platform.machine()}, {os.cpu_count()} cores\n\n{table(results)}")


if __name__ == "__main__":
    main()
