"""Spark against the answers in memory: few runs and small ones, each of them takes many seconds."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import sys
import time
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pandas as pd
import pytest
from spark_cluster import on_two_cores, wait
from strategies import sample
from test_engines import QUESTIONS, awkward, cells_in_memory
from test_engines_hiding import KEY

import netgraph as ng
from netgraph.engines import kept, questions, spark_start
from netgraph.engines.kept import ALIVE, PREFIX
from netgraph.engines.spark import Spark
from netgraph.engines.spark_frames import quietly
from netgraph.engines.spark_start import local_memory
from netgraph.errors import InputError, NetgraphError, NotOnEngineError
from netgraph.tables.check import check
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strategies import Tables

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]
"""PySpark's own warnings are not this project's."""


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from conftest import require

    require(shutil.which("java") and find_spec("pyspark"), "Java and pyspark")
    with on_two_cores() as made:
        yield made


@pytest.fixture(scope="module")
def awkward_frames(session: Any) -> tuple[Any, Any]:
    """Frames that are read once: functions of frames remember what they read of a pair."""
    return frames(session, awkward())


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("work"))


def frames(session: Any, given: Tables) -> tuple[Any, Any]:
    """Two tables as frames of a session."""
    contacts, referrals = (
        session.createDataFrame(t.astype(object).where(t.notna(), None))
        for t in (given.contacts, given.referrals)
    )
    return contacts, referrals


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir())


def test_workers_of_this_machine_are_this_python_whoever_names_the_master(session: Any) -> None:
    assert session.sparkContext.pythonExec == os.environ.get("PYSPARK_PYTHON", sys.executable)


def test_what_a_killed_run_left_is_swept_when_an_hour_is_over(session: Any, tmp_path: Path) -> None:
    import os

    left, lives, odd = (tmp_path / f"{PREFIX}{kind * 32}" for kind in "abc")
    for folder in (left, lives, odd, tmp_path / f"{PREFIX}mine"):
        (folder / "step").mkdir(parents=True)
        (folder / "step" / "part-0.parquet").write_text("rows")
    for folder, age in ((left, 3700), (lives, 3500), (tmp_path / f"{PREFIX}mine", 9000)):
        (folder / ALIVE).touch()
        os.utime(folder / ALIVE, (time.time() - age,) * 2)
    engine = Spark(session, work=tmp_path)
    own = set(folders(tmp_path)) - {lives.name, odd.name, f"{PREFIX}mine"}
    assert (
        len(own) == 1
    )  # left is gone; what has no sign of life, or another name, is not ours to remove
    assert (lives / "step" / "part-0.parquet").exists()
    engine.close()
    assert folders(tmp_path) == [lives.name, odd.name, f"{PREFIX}mine"]


def test_a_run_gives_a_sign_of_life_every_minute(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    monkeypatch.setattr(kept, "BEAT", 0.1)
    first = Spark(session, work=tmp_path)
    [sign] = tmp_path.glob(f"{PREFIX}*/{ALIVE}")
    os.utime(sign, (0, 0))
    wait(lambda: sign.stat().st_mtime > 0, "the sign is renewed", seconds=20)
    second = Spark(session, work=tmp_path)
    assert len(folders(tmp_path)) == 2
    second.close()
    first.close()
    assert not folders(tmp_path)


def test_an_answer_appears_whole_beside_nothing_of_its_making(session: Any, tmp_path: Path) -> None:
    engine, home = Spark(session, work=tmp_path / "work"), tmp_path / "answers"
    for form in ("csv", "parquet"):
        engine.save(["SELECT id FROM RANGE(3)"], str(home / form), form)
        assert (home / form / "_SUCCESS").exists()
        assert (
            session.read.option("header", "true").format(form).load(str(home / form)).count() == 3
        )
    with pytest.raises(NetgraphError, match="is there already"):
        engine.save(["SELECT id FROM RANGE(3)"], str(home / "csv"), "csv")
    with pytest.raises(NetgraphError, match="DIVIDE_BY_ZERO"):
        engine.save(["SELECT 1 DIV (id - 2) AS x FROM RANGE(3)"], str(home / "half"), "csv")
    assert folders(home) == ["csv", "parquet"]
    (home / "csv" / "_temporary").mkdir()
    with pytest.raises(InputError, match="has not finished"):
        engine.read(str(home / "csv"), "raw")
    with pytest.raises(NetgraphError, match="cannot be written"):
        Spark(session, work=home / "csv" / "_SUCCESS")
    engine.close()


def test_a_network_of_a_context_the_functions_and_the_caller_may_name_things_alike(
    session: Any, awkward_frames: tuple[Any, Any], work: str
) -> None:
    """Work goes with the context; functions of frames read a pair once and answer when asked.

    The network of the context has pseudonyms: all answers with some are compared on Connect.
    """
    from netgraph import spark

    session.range(7).createOrReplaceTempView("contacts")
    one, other = sample(1, 120), awkward()
    net, remembered = (from_frames(given.contacts, given.referrals) for given in (one, other))
    net = ng.redact(net, "initials", key=KEY)
    before = spark.advocates(*awkward_frames, work=work)
    hidden = {"redact": ["initials"], "key": KEY, "work": work}
    with spark.SparkNetwork(*frames(session, one), **hidden) as network:
        assert network.counts["contacts"] == len(net)
        by_reach = spark.contacts(*awkward_frames, work=work, by="reach").toPandas()
        expected = ng.contacts(remembered, by="reach")
        assert by_reach["contact_id"].tolist() == expected["contact_id"].tolist()
        assert len(spark.summary(*awkward_frames, work=work).advocates)
        found, expected = network.advocates().toPandas(), ng.advocates(net)
        for column in ("contact_id", *COUNTED):
            assert found[column].tolist() == expected[column].tolist()
        assert found["credit"].tolist() == pytest.approx(expected["credit"].tolist())
        for name in ("contacts", "organizations"):
            found, expected = getattr(network, name)().toPandas(), getattr(ng, name)(net)
            for column in (found.columns[0], "introduced_by"):
                texts = [table[column].astype("str").tolist() for table in (found, expected)]
                assert texts[0] == texts[1]
        told, expected = network.check().toPandas(), check(net)
        shown = [table[["code", "message"]].values.tolist() for table in (told, expected)]
        assert shown[0] == shown[1]
        assert set(told["hint"]) == set(expected["hint"])
        assert len(folders(Path(work))) == 2
    assert len(folders(Path(work))) == 1
    assert session.table("contacts").count() == 7  # it is still theirs
    before.createOrReplaceTempView("mine")
    counted = session.sql("SELECT COUNT(*) FROM mine").collect()[0][0]
    assert counted == len(before.toPandas()) == len(ng.advocates(remembered))


COUNTED = ("reach", "exclusive_organizations", "introductions", "referrals_made")


def test_csv_has_the_cells_of_memory(
    awkward_frames: tuple[Any, Any], work: str, tmp_path: Path
) -> None:
    """Every answer, so; the example with its issues is answered by ``test_spark_cluster``."""
    from netgraph import spark

    given = awkward()
    net = from_frames(given.contacts, given.referrals)
    whole = spark._network(*awkward_frames, {"work": work})._whole
    for question in QUESTIONS:
        getattr(questions, question)(whole).save(str(tmp_path / question), "csv")
        texts = [
            path.read_bytes().decode() for path in sorted((tmp_path / question).glob("part-*"))
        ]
        head = texts[0].partition("\n")[0] + "\n"
        assert (
            head + "".join(text.removeprefix(head) for text in texts)
            == cells_in_memory(net, question).decode()
        )


@pytest.mark.smoke
def test_a_local_master_gets_a_quarter_of_the_machine_unless_the_user_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SPARK_DRIVER_MEMORY", "PYSPARK_SUBMIT_ARGS", "SPARK_CONF_DIR", "SPARK_HOME"):
        monkeypatch.delenv(name, raising=False)
    given = local_memory()
    assert re.fullmatch(r"[1-9][0-9]*g", given["spark.driver.memory"])
    monkeypatch.setenv("SPARK_DRIVER_MEMORY", "3g")
    assert local_memory() == {}


def test_rows_that_a_worker_does_not_see_are_refused_in_our_words(
    session: Any, tmp_path: Path
) -> None:
    """The files of a step vanish, as they do for a worker on another machine.

    Whoever looks first says so: a fetch, the next step, or a thread that gathers one side of a
    join.
    """
    engine = Spark(session, work=tmp_path)
    engine.step("numbers", "SELECT id FROM RANGE(0, 100, 1, 4)")
    for part in tmp_path.glob("*/numbers/part-*"):
        part.unlink()
    joined = "SELECT /*+ BROADCAST(b) */ a.id FROM RANGE(9) AS a JOIN numbers AS b ON a.id = b.id"
    looks = (
        lambda: engine.fetch("SELECT SUM(id) FROM numbers"),
        lambda: engine.step("next", "SELECT id + 1 AS id FROM numbers"),
        lambda: engine.fetch(joined),
        lambda: engine.step("joined", joined),
    )
    for look in looks:
        with pytest.raises(NetgraphError, match="that the driver and every worker share") as told:
            look()
        assert "awaitResult" not in str(told.value)
    engine.close()


ROWS = "contact_id,name,referred_by\n1,Ann,\n2,Bo,1\n"
NOT_ON_SPARK = {
    "quotes": (ROWS + '3,"Cy" Ek,2\n', "Spark: quotes.csv: "),
    "header": (
        ROWS + "1,Ann,\n" * 1_000 + ROWS,
        "header.csv, row 1003: the header stands here once more\n",
    ),
    "letters": (
        ROWS.replace("Bo", "Zo\u00eb"),
        "letters were lost, as in a text that is not UTF-8\n",
    ),
}


def test_what_spark_does_not_read_is_answered_in_memory(
    session: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from netgraph.cli import main
    from netgraph.engines.whole import Whole

    work = tmp_path / "work"
    monkeypatch.setattr("netgraph.cli.engines._engine", lambda _: Spark(session, work=work))
    for name, (text, said) in NOT_ON_SPARK.items():
        path = tmp_path / f"{name}.csv"
        path.write_bytes(text.encode("cp1252"))
        assert main(["contacts", str(path), "--format", "csv", "--keep", "first"]) == 0
        answer, notes = capsys.readouterr()
        words = ["contacts", str(path), "--keep", "first", "--engine", "spark", "--format", "csv"]
        assert main(words) == 0
        found = capsys.readouterr()
        assert found.out == answer
        note = found.err.removeprefix(notes)
        assert note.startswith("note: answered in memory, not on --engine spark: ")
        assert said in note
        assert "Error" not in note
        assert "Exception" not in note
        assert not folders(work)
    monkeypatch.setattr("netgraph.engines.room.free_memory", lambda: 1)
    assert main(words) == 1
    assert "memory would answer, and needs about" in capsys.readouterr().err
    # frames are never read in memory
    with pytest.raises(NotOnEngineError, match="netgraph convert"):
        Whole(Spark(session, work=work), str(path), None)
    # known before Spark is asked for anything
    monkeypatch.setattr("netgraph.cli.engines._engine", None)
    assert main(["contacts", *[str(path)] * 3, "--engine", "spark"]) == 1
    assert "3 tables" in capsys.readouterr().err


@pytest.mark.smoke
def test_what_spark_needs_is_looked_at_before_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.monotonic()
    for master, said in (
        ("spark://127.0.0.1:1", "nobody answers there"),
        ("spark://127.0.0.1", "no port"),
        ("spak", "is no master of Spark"),
    ):
        with pytest.raises(NetgraphError, match=said):
            spark_start.refuse_silent_master(master)
    assert time.monotonic() - began < 3 * spark_start.PROBE_SECONDS
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(NetgraphError, match="no Java is there; install Java 17"):
        spark_start.refuse_missing_java()
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    for version, fits in (("1.8.0_392", False), ("11.0.2", False), ("17.0.9", True), ("21", True)):
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        java.chmod(0o755)
        if fits:
            spark_start.refuse_missing_java()
        else:
            with pytest.raises(NetgraphError, match="is too old; install Java 17"):
                spark_start.refuse_missing_java()


def test_ctrl_c_stays_what_it_is_and_py4j_logs_no_traceback_of_it(
    session: Any, caplog: pytest.LogCaptureFixture
) -> None:
    assert session.version
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    from py4j import java_gateway

    root = logging.getLogger()
    paths = (java_gateway.__file__, __file__)

    @quietly
    def log_both() -> None:
        for path in paths:
            root.handle(root.makeRecord("root", logging.ERROR, path, 1, "said", (), None))

    log_both()
    assert [record.pathname for record in caplog.records] == [__file__]


@pytest.mark.smoke
def test_a_run_that_waits_for_a_worker_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setattr(spark_start, "BUSY_AFTER", 0)
    counted = mock.Mock()
    for there, said in (
        (1, ["no worker of spark://one:7077 is free; this run waits for one"]),
        (2, []),
    ):
        java = counted.sparkContext._jsc.sc.return_value
        java.getExecutorMemoryStatus.return_value.size.return_value = there
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            spark_start.tell_if_busy(counted, "spark://one:7077")
        assert [str(one.message) for one in told] == said


def test_rows_of_a_sorted_frame_are_numbered_in_its_order(session: Any, tmp_path: Path) -> None:
    """Files behind a frame that was sorted once gave the same numbers to several rows."""
    ids = [f"p{n:03d}" for n in range(300)]
    (tmp_path / "in").mkdir()
    for part in range(3):
        rows = pd.DataFrame({"contact_id": ids[part::3]})
        rows.to_parquet(tmp_path / "in" / f"{part}.parquet")
    frame = session.read.parquet(str(tmp_path / "in")).orderBy("contact_id")
    engine = Spark(session, work=tmp_path / "work")
    engine.read(frame, "raw")
    engine.number("raw")
    found = engine.fetch("SELECT netgraph_row, contact_id FROM raw ORDER BY netgraph_row")
    assert found["netgraph_row"].to_pylist() == list(range(1, 301))
    assert found["contact_id"].to_pylist() == ids
    engine.close()


def test_instants_of_a_frame_are_days_in_the_zone_of_its_session(
    session: Any, tmp_path: Path
) -> None:
    session.conf.set("spark.sql.session.timeZone", "Pacific/Auckland")
    try:
        sql = "SELECT 'a' AS contact_id, TIMESTAMP '2024-03-01 11:30:00 Pacific/Auckland' AS met_on"
        engine = Spark(session, work=tmp_path)
        engine.read(session.sql(sql), "raw")
        engine.number("raw")
        [met] = engine.fetch("SELECT CAST(met_on AS STRING) AS met FROM raw")["met"].to_pylist()
        assert met == "2024-03-01 11:30:00"
        engine.close()
    finally:
        session.conf.unset("spark.sql.session.timeZone")
