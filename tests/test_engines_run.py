"""How a run on an engine ends when it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from conftest import require
from spark_cluster import wait

from netgraph.engines.duck import Duck

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


def test_ctrl_c_inside_a_query_is_ctrl_c(tmp_path: Path) -> None:
    engine = Duck(work=str(tmp_path))
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        engine.step("endless", "SELECT SUM(range % 7) AS n FROM range(1000000000000)")
    engine.close()
    assert not list(tmp_path.iterdir())


ASKED = """
import pathlib, time

def slow(left, right):
    pathlib.Path(STARTED).touch()
    time.sleep(600)
    yield left
"""
RUN = """
import sys
import pyarrow as pa
from netgraph.engines import duck
from asked import slow

duck.IN_THIS_PROCESS = 0
if __name__ == "__main__":
    engine = duck.Duck(work=sys.argv[1], threads=2)
    for side in ("one", "other"):
        engine.small(side, pa.table({"netgraph_batch": pa.array([0, 1], pa.int64())}))
    try:
        engine.parted("both", ("one", "other"), slow, {"netgraph_batch": "long"})
    except KeyboardInterrupt:
        engine.close()
        sys.exit(130)
"""


def test_ctrl_c_ends_the_processes_of_a_run_at_once_and_without_a_word(tmp_path: Path) -> None:
    started = tmp_path / "started"
    (tmp_path / "asked.py").write_text(ASKED.replace("STARTED", repr(str(started))))
    (tmp_path / "run.py").write_text(RUN)
    work = tmp_path / "work"
    words = [sys.executable, str(tmp_path / "run.py"), str(work)]
    run = subprocess.Popen(words, start_new_session=True, stderr=subprocess.PIPE)
    wait(started.exists, "a batch is being answered")
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert (run.returncode, said) == (130, b"")
    assert not list(work.iterdir())
