"""What a run on an engine says of itself, what it costs, and how it ends when interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from conftest import require
from spark_cluster import wait
from strategies import Tables, sample
from test_engines import arrow, duck

from netgraph import schema
from netgraph.engines import duck as duck_engine
from netgraph.engines import questions, room
from netgraph.engines.duck import Duck
from netgraph.engines.whole import Whole
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from pathlib import Path

signals = pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


@signals
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


@signals
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


MOST_CALLS = 60
"""Of an engine, for a network answered in pieces, and a question about it."""


def test_a_network_in_pieces_takes_few_steps_and_tells_them(tmp_path: Path) -> None:
    engine, said = Duck(work=str(tmp_path)), list[str]()
    # sixty pairs, three of them in a piece
    ids = pd.Series([f"p{n}" for n in range(120)])
    ends = {end: ids[n::2].reset_index(drop=True) for n, end in enumerate(schema.ENDS)}
    given = Tables(pd.DataFrame({"contact_id": ids}), pd.DataFrame(ends))
    engine.steps.tell = said.append
    fetched = list[str]()
    fetch = engine.fetch
    engine.fetch = lambda sql: (fetched.append(sql), fetch(sql))[1]  # type: ignore[method-assign]
    whole = Whole(engine, arrow(given.contacts), arrow(given.referrals), piece_rows=12)
    questions.contacts(whole)
    engine.close()
    steps = [words for words in said if "part" not in words]
    assert steps == [f"step {n + 1}" for n in range(len(steps))]
    assert len(steps) + len(fetched) <= MOST_CALLS
    counts = [len([w for w in said if w.startswith(f"{step},")]) for step in steps]
    most = max(counts)
    assert most > 10
    assert f"{steps[counts.index(most)]}, 1 of {most} parts done" in said


def test_memory_is_told_before_a_piece_is_answered_and_refused_where_there_is_not_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for rows, free in ((100, None), (7_000_000, 10**9)):  # 7 million rows are 1.05 GB
        room.tell_or_refuse(rows, free)
    with pytest.warns(UserWarning, match=r"10,000,000 people .* hang together.* about 1\.5 GB"):
        room.tell_or_refuse(10_000_000, 2 * 10**9)
    with pytest.raises(NetgraphError, match=r"about 1\.5 GB of memory; 1\.0 GB are free"):
        room.tell_or_refuse(10_000_000, 10**9)
    monkeypatch.setattr(room, "TOLD_FROM", 0)
    monkeypatch.setattr(Duck, "room", lambda _: 1000)
    monkeypatch.setattr(Duck, "parted", None)  # whoever answers fails
    with pytest.raises(NetgraphError, match="people and referrals hang together"):
        duck(sample(1), tmp_path)


def test_the_machine_tells_what_is_free() -> None:
    free = room.free_memory()
    assert free is None or 2**20 < free < 2**50


def test_an_answer_sorted_by_ranges_is_that_of_one_sort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = sample(3, 200)
    answers = []
    for bytes_a_row in (1, 1 << 21):
        monkeypatch.setattr(duck_engine, "WIDE_ROW", bytes_a_row)
        engine = Duck(work=str(tmp_path / "work"))
        found = questions.contacts(Whole(engine, arrow(given.contacts), arrow(given.referrals)))
        place = tmp_path / str(bytes_a_row)
        found.save_file(f"{place}.csv")
        found.save(str(place), "parquet")
        few = tmp_path / "few.csv"
        found.first(5).save_file(str(few))
        parts = sorted(place.glob("part-*"))
        rows = pd.concat([pd.read_parquet(part) for part in parts], ignore_index=True)
        answers.append((place.with_suffix(".csv").read_bytes(), few.read_bytes(), rows))
        engine.close()
    assert [len(several) for several in (found.ranges, parts)] == [2, 2]
    assert answers[0][:2] == answers[1][:2]
    assert answers[0][0].startswith(answers[0][1])
    pd.testing.assert_frame_equal(answers[0][2], answers[1][2])
