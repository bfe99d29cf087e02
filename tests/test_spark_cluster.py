"""Spark on a real cluster: a master and two workers, killed in the middle of their work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import ROOT, require
from spark_cluster import MARK, SETTINGS, Cluster, wait
from test_engines import ALL, compare

import netgraph as ng
from netgraph import schema
from netgraph.engines import questions
from netgraph.engines.joined_words import CONTACT_ROWS
from netgraph.engines.kept import ALIVE, PREFIX
from netgraph.engines.numbers import contacts_of
from netgraph.engines.relations import CONTACT_NUMBERS, CONTACT_SHAPE
from netgraph.engines.spark import Spark
from netgraph.engines.spark_start import new_session
from netgraph.engines.whole import Whole
from netgraph.errors import NetgraphError
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.engines.coded import Piece
    from netgraph.network import ReferralNetwork

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("ignore")]
"""PySpark's own warnings are not this project's."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    require(shutil.which("java") and find_spec("pyspark"), "Java and pyspark")
    require(sys.platform == "linux", "Linux, where processes are found by their variables,")
    with Cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="module")
def session(cluster: Cluster) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        made = new_session(cluster.master, SETTINGS)
        yield made
        made.stop()


@pytest.fixture(scope="module")
def net() -> ReferralNetwork:
    """The example, in memory."""
    return from_frames(
        *(pd.read_csv(ROOT / "data" / f"{n}.csv", dtype=str) for n in ("contacts", "referrals"))
    )


@pytest.fixture(scope="module")
def whole(session: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """The example, on the cluster, in many parts."""
    engine = Spark(session, work=tmp_path_factory.mktemp("shared"))
    yield Whole(
        engine,
        *(str(ROOT / "data" / f"{n}.csv") for n in ("contacts", "referrals")),
        piece_rows=60,
    )
    engine.close()


def executors(session: Any) -> dict[str, tuple[bool, int]]:
    """Of every executor: whether it lives, and the tasks it has done."""
    found = session.sparkContext._jsc.sc().statusStore().executorList(False)
    rows = [found.apply(i) for i in range(found.size())]
    return {
        row.id(): (row.isActive(), row.completedTasks()) for row in rows if row.id() != "driver"
    }


def test_two_workers_give_the_rows_of_memory(
    cluster: Cluster, session: Any, whole: Whole, net: ReferralNetwork
) -> None:
    compare(whole, net)
    assert len(executors(session)) == 2
    assert all(tasks > 10 for _, tasks in executors(session).values())
    for worker in ("w1", "w2"):  # the parts were answered by Python processes of both
        assert any("pyspark.daemon" in command for command in cluster.processes(worker).values())


WRITING = """
import sys
from netgraph.engines.spark import Spark
engine = Spark(master=sys.argv[1], work=sys.argv[2])
slow = "java_method('java.lang.Thread', 'sleep', 100L) AS slept"
engine.save([f"SELECT id, {slow} FROM RANGE(0, 1000, 1, 20)"], sys.argv[3], "csv")
"""


def test_a_killed_driver_leaves_no_answer_and_nothing_that_holds_the_cluster(
    cluster: Cluster, session: Any, tmp_path: Path
) -> None:
    work, answer = tmp_path / "work", tmp_path / "answer"
    third = cluster.add()  # the session has the cores of the other two
    words = [sys.executable, "-c", WRITING, cluster.master, str(work), str(answer)]
    driver = subprocess.Popen(words, env=cluster.environment("driver"), cwd=tmp_path)
    hidden = f".answer.{PREFIX}*"
    wait(
        lambda: list(tmp_path.glob(f"{hidden}/rows/_temporary/**/part-*")), "rows are being written"
    )
    driver.kill()
    driver.wait()
    wait(lambda: not cluster.processes("driver"), "its JVM ends as well")
    assert not answer.exists()
    assert len(list(work.iterdir())) == len(list(tmp_path.glob(hidden))) == 1
    for sign in (*work.glob(f"*/{ALIVE}"), *tmp_path.glob(f"{hidden}/{ALIVE}")):
        os.utime(sign, (time.time() - 2 * 3600,) * 2)  # two hours later
    engine = Spark(session, work=work)
    engine.save(["SELECT id FROM RANGE(0, 100, 1, 4)"], str(answer), "csv")
    assert (answer / "_SUCCESS").exists()
    assert sum(len(pd.read_csv(part)) for part in answer.glob("part-*")) == 100
    engine.close()
    assert [path.name for path in tmp_path.iterdir() if path != work] == ["answer"]
    assert not list(work.iterdir())
    cluster.kill(third)


def test_a_worker_killed_in_the_middle_of_a_superstep_changes_no_number(
    cluster: Cluster, session: Any, whole: Whole, net: ReferralNetwork, tmp_path: Path
) -> None:
    signs = str(tmp_path)

    def slowly(one: Piece) -> dict[str, Any]:
        """Answer a piece; while both workers live, say who is at it and wait to be killed."""
        (Path(signs) / os.environ[MARK].rpartition("/")[2]).touch()
        for _ in range(600):
            if (Path(signs) / "killed").exists():
                break
            time.sleep(0.1)
        return contacts_of(one)

    gone: list[str] = []

    def kill() -> None:
        wait(lambda: {"w1", "w2"} <= {sign.name for sign in tmp_path.iterdir()}, "both are at work")
        gone.extend(cluster.kill("w2"))
        (tmp_path / "killed").touch()

    killer = threading.Thread(target=kill)
    killer.start()
    whole.asked("numbers_again", slowly, CONTACT_NUMBERS)
    killer.join()
    assert any("CoarseGrainedExecutorBackend" in command for command in gone)
    assert any("pyspark.daemon" in command for command in gone)
    wait(
        lambda: {lives for lives, _ in executors(session).values()} == {False, True},
        "the loss is known",
    )
    whole.step_once("metrics_again", CONTACT_ROWS.replace("metric_numbers", "numbers_again"))
    shape = {name: CONTACT_SHAPE[name] for name in schema.CONTACT_COLUMNS}
    sql = "SELECT * FROM metrics_again ORDER BY netgraph_place"
    found = questions.Answer(whole.engine, "metrics_again", sql, shape).frame(ALL)[list(shape)]
    pd.testing.assert_frame_equal(found, ng.contacts(net), check_dtype=False)


def test_a_work_folder_that_a_worker_does_not_share_is_refused(
    cluster: Cluster, session: Any, tmp_path: Path
) -> None:
    """The second worker sees a folder of its own where the work folder is."""
    work = tmp_path / "not shared"
    work.mkdir()
    alone = ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"', str(work))
    require(
        subprocess.run([*alone, "true"], check=False, capture_output=True).returncode == 0,
        "unshare",
    )
    cluster.kill("w2")
    cluster.ready(cluster.add(alone))
    wait(lambda: sum(lives for lives, _ in executors(session).values()) == 2, "it has an executor")
    engine = Spark(session, work=work)
    with pytest.raises(NetgraphError, match="on storage that the driver and every worker share"):
        Whole(engine, *(str(ROOT / "data" / f"{n}.csv") for n in ("contacts", "referrals")))
    with pytest.raises(NetgraphError, match="on storage that the driver and every worker share"):
        engine.save(["SELECT id FROM RANGE(0, 100, 1, 4)"], str(work / "answer"), "csv")
    assert not list(work.glob("answer*"))
    engine.close()
