"""Kernels compiled when the package is built: the same bytes, noticed when stale, done without."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
import pytest
from conftest import require
from kernel_ways import BUILT_BY, both_ways_compared, plain_python
from real_sets import ROOT

import netgraph as ng
from netgraph import kernels
from netgraph.analysis import reach
from netgraph.cli import main
from netgraph.errors import OptionError
from netgraph.kernels import compiled
from netgraph.kernels.sources import LIBRARY, source_files, source_mark
from netgraph.links import adjacency
from netgraph.maps import document
from netgraph.simulation.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.network import ReferralNetwork

KERNELS = {
    name
    for module in vars(kernels).values()
    if getattr(module, "__name__", "").startswith("netgraph.kernels.")
    for name, value in vars(module).items()
    if isinstance(value, compiled.Kernel)
}
FOLDER = Path(kernels.__file__).parent


def ask_everything(net: ReferralNetwork, folder: Path) -> None:
    """Ask all that a kernel takes part in."""
    ng.summary(net)
    ng.keep_warm(net, k=8)
    ng.dead_ends(net)
    ng.paths(net, to=net.contacts["contact_id"].iloc[-1])
    net.without(ng.advocates(net, top=1)["contact_id"].tolist())
    ng.plot.tree(net)
    plt.close("all")
    ng.write_map(net, folder / "map.html", renderer="canvas")


@pytest.mark.parametrize("size", [60, 700])
def test_every_kernel_gives_the_same_bytes_as_python_and_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Types, shapes and every bit, of all arrays that answers, figures and maps ask kernels for."""
    with both_ways_compared() as called:
        ask_everything(ng.simulate(size, seed=size), tmp_path)
        # a deep network, where many lead to many
        monkeypatch.setattr(reach, "VISITED", 8)
        ng.contacts(shape("dag", size))
        # a map of too many people for a tree, and some of what is reached estimated
        monkeypatch.setattr(document, "TREE_UP_TO", 10)
        monkeypatch.setattr(reach, "MOST_VISITS", size)
        monkeypatch.setattr(reach, "SKETCH", 16)
        ask_everything(ng.simulate(size, seed=size + 1), tmp_path)
    assert called == KERNELS


def test_every_kernel_is_in_the_library() -> None:
    found, lacking = compiled.library()
    require(found, BUILT_BY)
    assert found.keys() == KERNELS
    assert not lacking


def test_a_compiled_kernel_takes_arrays_in_pieces_and_refuses_other_types() -> None:
    require(compiled.library()[0], BUILT_BY)
    pairs = np.array([[0, 1], [1, 2], [2, 0]], dtype=np.int32)
    assert kernels.weak_components(pairs[:, 0], pairs[:, 1], 3).tolist() == [0, 0, 0]
    with pytest.raises(ValueError, match="dtype mismatch"):
        kernels.weak_components(pairs[:, 0].astype(np.int64), pairs[:, 1], 3)


def test_results_of_compiled_kernels_are_plain_arrays() -> None:
    line = adjacency(np.array([0, 1], dtype=np.int32), np.array([1, 2], dtype=np.int32), 3)
    seen = kernels.reachable(line.start, line.neighbour, np.array([False, True, False]))
    assert type(seen) is np.ndarray
    assert seen.dtype == np.bool_
    assert seen.flags.writeable


def test_the_mark_changes_with_any_source_but_not_with_line_ends(tmp_path: Path) -> None:
    def copy() -> None:
        for path in source_files(FOLDER):
            (tmp_path / path.name).write_bytes(path.read_bytes())

    copy()
    before = source_mark(tmp_path)
    assert before == source_mark(FOLDER)
    for path in source_files(tmp_path):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert source_mark(tmp_path) == before
        path.write_bytes(path.read_bytes() + b"# edited")
        assert source_mark(tmp_path) != before
        copy()


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The library is looked up anew, and what is slow is said anew."""
    monkeypatch.delenv("NETGRAPH_COMPILED", raising=False)  # .ci/run says must, or no
    for once in (compiled.library, compiled._tell_slow):
        once.cache_clear()
    yield monkeypatch
    for once in (compiled.library, compiled._tell_slow):
        once.cache_clear()


def test_a_library_of_other_sources_is_not_used(looked_up: pytest.MonkeyPatch) -> None:
    require(compiled.library.__wrapped__()[0], BUILT_BY)
    looked_up.setattr(compiled, "source_mark", lambda _: "edited since")
    assert compiled.library() == ({}, compiled.STALE)
    looked_up.setenv("NETGRAPH_COMPILED", "must")
    compiled.library.cache_clear()
    with pytest.raises(OptionError, match="NETGRAPH_COMPILED=must: the compiled kernels are of"):
        compiled.library()


def test_what_is_wanted_of_the_library(looked_up: pytest.MonkeyPatch) -> None:
    looked_up.setattr(compiled, "LIBRARY", "_never_built")
    assert compiled.library() == ({}, compiled.UNBUILT)
    for wanted, said in (("must", "must: the kernels were not compiled"), ("yes", "try, no, must")):
        looked_up.setenv("NETGRAPH_COMPILED", wanted)
        compiled.library.cache_clear()
        with pytest.raises(OptionError, match=said):
            compiled.library()
    looked_up.setenv("NETGRAPH_COMPILED", "no")
    assert compiled.library() == ({}, "")


def test_plain_python_on_a_large_network_says_once_what_would_be_faster(
    looked_up: pytest.MonkeyPatch,
    tables: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with plain_python():
        assert main(["summary", str(tables)]) == 0
    assert "plain Python" not in capsys.readouterr().err
    looked_up.setattr(compiled, "LIBRARY", "_never_built")
    looked_up.setattr(compiled, "SLOW_FROM", 5)
    looked_up.setattr("warnings.filters", [])
    assert main(["summary", str(tables)]) == 0
    told = capsys.readouterr().err
    assert told.count("plain Python") == 1
    assert "note: the kernels were not compiled when netgraph was installed" in told
    assert "C compiler" in told


def test_who_wants_plain_python_is_told_nothing(looked_up: pytest.MonkeyPatch) -> None:
    looked_up.setenv("NETGRAPH_COMPILED", "no")
    looked_up.setattr(compiled, "SLOW_FROM", 0)
    assert kernels.counting_sort(np.zeros(3, dtype=np.int32), 1)[0].tolist() == [0, 3]


def built(folder: Path, *words: str, **environment: str) -> Path:
    """What hatchling builds of the repository."""
    require(__import__("importlib").util.find_spec("hatchling"), "hatchling")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder), *words],
        cwd=ROOT,
        env={**os.environ, "NETGRAPH_COMPILED": "try", **environment},
        check=True,
        capture_output=True,
    )
    (found,) = folder.iterdir()
    return found


def test_without_a_compiler_the_wheel_is_built_all_the_same(tmp_path: Path) -> None:
    none = str(tmp_path / "no-compiler")
    wheel = built(tmp_path / "dist", "-t", "wheel", PATH="/nonexistent", CC=none, CXX=none)
    assert wheel.name.endswith("-py3-none-any.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if LIBRARY in name and not name.endswith(".pxd")]
    assert "netgraph/kernels/forest.py" in names


@pytest.mark.thorough
def test_a_wheel_holds_the_library_of_its_own_sources_for_this_python_only(
    tmp_path: Path,
) -> None:
    source = built(tmp_path / "sdist", "-t", "sdist")
    with tarfile.open(source) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert {"hatch_build.py", f"netgraph/kernels/{LIBRARY}.pxd"} <= names
    of_this_machine = {name for name in names if LIBRARY in name and not name.endswith(".pxd")}
    assert not of_this_machine, "sources alone are packed as sources"
    # compiled in a third of the time, as nothing is asked of the kernels here
    compiler = tmp_path / "cc"
    compiler.write_text(f'#!/bin/sh\nexec {os.environ.get("CC", "cc")} "$@" -O0\n')
    compiler.chmod(0o755)
    wheel = built(tmp_path / "dist", "-t", "wheel", NETGRAPH_COMPILED="must", CC=str(compiler))
    assert not wheel.name.endswith("-any.whl")
    assert f"-cp{sys.version_info[0]}{sys.version_info[1]}-" in wheel.name
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")  # noqa: S202 - made here
    code = "from netgraph.kernels import compiled; print(len(compiled.library()[0]))"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "NETGRAPH_COMPILED": "must"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(told.stdout) == len(KERNELS)
    # nothing that was generated is left, in the wheel or beside the sources
    assert not list((tmp_path / "installed").rglob("*.c"))
    assert not [path for path in FOLDER.glob(f"{LIBRARY}*") if path.suffix in {".py", ".c"}]
