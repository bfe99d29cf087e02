"""A writer that is killed at any moment leaves the old files or the new ones, and no litter."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[1]
LONGEST = 0.2, 0.8
"""Seconds until a writer is killed, at the latest, in turn.

What several files make up is written in the first of them, the pages in the time up to the second.
"""
WRITERS = """
import itertools, os, sys, tempfile
import netgraph as ng

nets_read = [ng.read(folder) for folder in sys.argv[1:3]]

def write(nets, folder):
    for net in nets:
        ng.write_tables(net, folder + "/tables")
        ng.write_tables(net, folder + "/book", format="xlsx")
        ng.write_map(net, folder + "/map.html")
        ng.convert(sys.argv[1 + (net is nets_read[1])], to=folder + "/net.graphml")

with tempfile.TemporaryDirectory() as folder:
    write(nets_read[:1], folder)  # all that is imported late is there before the first writer
for asked in sys.stdin:
    if (writer := os.fork()) == 0:
        write(itertools.cycle(nets_read), sys.argv[3])
    print(writer, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]), flush=True)
"""
"""A process a line of its input, each writing until it is killed; starting Python takes longer."""


def written(net: ng.ReferralNetwork, given: Path, folder: Path) -> dict[str, bytes]:
    """What a writer that nobody kills leaves, by name."""
    ng.write_tables(net, folder / "tables")
    ng.write_tables(net, folder / "book", format="xlsx")
    ng.write_map(net, folder / "map.html")
    ng.convert(given, to=folder / "net.graphml")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@contextlib.contextmanager
def writers(given: tuple[Path, Path], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """What starts writers into a folder."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITERS, *map(str, given), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        yield started


def kill_one(started: subprocess.Popen[str], moment: float) -> None:
    """Start a writer and kill it so many seconds after."""
    assert started.stdin is not None
    assert started.stdout is not None
    print(file=started.stdin, flush=True)
    writer = int(started.stdout.readline())
    time.sleep(moment)
    os.kill(writer, signal.SIGKILL)
    assert int(started.stdout.readline()) == -signal.SIGKILL


def check_what_stands(
    folder: Path,
    nets: Sequence[ng.ReferralNetwork],
    right: Sequence[dict[str, bytes]],
    seen: set[int],
) -> None:
    """Each file is the old or the new one, and so are tables as they are read together.

    What stood after an earlier kill is not read again.
    """
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        name = str(path.relative_to(folder))
        if name in right[0]:
            assert path.read_bytes() in [whole[name] for whole in right], name
    for part in ("tables", "book"):
        inside = sorted(path for path in (folder / part).rglob("*") if path.is_file())
        stands = hash((part, *((str(path), path.read_bytes()) for path in inside)))
        if stands in seen:
            continue
        seen.add(stands)
        try:
            net = ng.read(folder / part) if (folder / part).exists() else nets[0]
        except NetgraphError as error:
            assert str(folder / part) in str(error)  # noqa: PT017 - refused with its place
            continue
        assert any(
            net.contacts.equals(n.contacts) and net.referrals.equals(n.referrals) for n in nets
        )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no way to kill like that")
@pytest.mark.parametrize(
    "kills", [4, pytest.param(24, marks=pytest.mark.thorough)], ids=["four", "two dozen"]
)
def test_old_files_or_new_ones_stand_whenever_the_writer_is_killed(
    kills: int, tmp_path: Path
) -> None:
    nets = [ng.simulate(30, seed=1), ng.simulate(40, seed=2)]
    given = (tmp_path / "one", tmp_path / "other")
    for net, folder in zip(nets, given, strict=True):
        ng.write_tables(net, folder)
    nets = [ng.read(folder) for folder in given]
    right = [
        written(net, folder, tmp_path / f"right{at}")
        for at, (net, folder) in enumerate(zip(nets, given, strict=True))
    ]
    folder, chance = tmp_path / "out", random.Random(20261125)
    folder.mkdir()
    seen: set[int] = set()
    with writers(given, folder) as started:
        for turn in range(kills):
            kill_one(started, chance.uniform(0, LONGEST[turn % len(LONGEST)]))
            check_what_stands(folder, nets, right, seen)
    assert written(nets[0], given[0], folder) == right[0], "what was left over is swept"
