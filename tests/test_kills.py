"""A writer that is killed at any moment leaves the old files or the new ones, and no litter."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import netgraph as ng
from netgraph.errors import NetgraphError

ROOT = Path(__file__).parents[1]
WRITER = """
import itertools, sys
import netgraph as ng
nets = [ng.read(folder) for folder in sys.argv[1:3]]
print("ready", flush=True)
for net in itertools.cycle(nets):
    ng.write_tables(net, sys.argv[3] + "/tables")
    ng.write_tables(net, sys.argv[3] + "/book", format="xlsx")
    ng.write_map(net, sys.argv[3] + "/map.html")
    ng.convert(sys.argv[1 + (net is nets[1])], to=sys.argv[3] + "/net.graphml")
"""


def written(net: ng.ReferralNetwork, given: Path, folder: Path) -> dict[str, bytes]:
    """What a writer that nobody kills leaves, by name."""
    ng.write_tables(net, folder / "tables")
    ng.write_tables(net, folder / "book", format="xlsx")
    ng.write_map(net, folder / "map.html")
    ng.convert(given, to=folder / "net.graphml")
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def kill_one(given: tuple[Path, Path], folder: Path, moment: float) -> None:
    """Start a writer and kill it so many seconds after its first step."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, *map(str, given), str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    with writer.stdout as said:
        assert said.readline() == b"ready\n"
        time.sleep(moment)
        writer.send_signal(signal.SIGKILL)
        assert writer.wait() == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no way to kill like that")
@pytest.mark.parametrize(
    "kills", [4, pytest.param(100, marks=pytest.mark.thorough)], ids=["four", "a hundred"]
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
    for _ in range(kills):
        kill_one(given, folder, chance.uniform(0, 1.2))
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            name = str(path.relative_to(folder))
            if name in right[0]:
                assert path.read_bytes() in [whole[name] for whole in right], name
        for part in ("tables", "book"):
            try:
                net = ng.read(folder / part) if (folder / part).exists() else nets[0]
            except NetgraphError as error:
                assert str(folder / part) in str(error)  # noqa: PT017 - refused with its place
                continue
            assert any(
                net.contacts.equals(n.contacts) and net.referrals.equals(n.referrals) for n in nets
            )
    assert written(nets[0], given[0], folder) == right[0], "what was left over is swept"
