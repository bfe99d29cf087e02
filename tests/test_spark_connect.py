"""Spark Connect, where there is no JVM to talk to: a server of the pip package, on loopback."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import require
from spark_cluster import free_port, on_two_cores
from strategies import Tables, sample
from test_engines_hiding import KEY, compare
from test_large import beside, forest

import netgraph as ng
from netgraph.engines import questions
from netgraph.engines.spark import Spark
from netgraph.engines.whole import Whole
from netgraph.errors import NetgraphError
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.cluster, pytest.mark.filterwarnings("ignore")]
"""PySpark's own warnings are not this project's."""


@pytest.fixture(scope="module")
def remote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server, and no JVM that this process could talk to without it.

    The server is in the JVM of this process, where other tests of Spark ran before: what is loaded
    and compiled there takes most of the time of small tables.
    """
    there = shutil.which("java") and find_spec("pyspark") and find_spec("grpc")
    require(there, "Java, pyspark and grpc")
    from pyspark import SparkContext

    port = free_port()
    settings = {
        "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
    }
    with on_two_cores(**settings), pytest.MonkeyPatch.context() as hidden:
        for name in ("_active_spark_context", "_gateway", "_jvm"):
            hidden.setattr(SparkContext, name, None)
        yield f"sc://127.0.0.1:{port}"


@pytest.fixture
def session(remote: str) -> Iterator[Any]:
    from pyspark.sql.connect.session import SparkSession

    made = SparkSession.builder.remote(remote).create()
    yield made
    made.stop()


def frames(session: Any, given: Tables) -> list[Any]:
    """Two tables as frames of a session."""
    tables = (given.contacts, given.referrals)
    return [session.createDataFrame(t.astype(object).where(t.notna(), None)) for t in tables]


def schemas(session: Any) -> set[str]:
    return {row[0] for row in session.sql("SHOW SCHEMAS").collect()}


def test_a_session_of_connect_keeps_none_of_ours_and_the_server_reads_files(
    session: Any, example: Path
) -> None:
    engine = Spark(session)
    assert len(schemas(session)) == 2
    for name in ("contacts", "referrals"):
        path = example / f"{name}.csv"
        expected = pd.read_csv(path, dtype=str)
        assert engine.read(str(path), name) == (list(expected.columns), True)
        engine.number(name)
        [rows] = engine.fetch(f"SELECT COUNT(*) AS n FROM {name}")["n"].to_pylist()  # noqa: S608 - a name spelled here
        assert rows == len(expected)
    engine.close()
    assert schemas(session) == {"default"}
    assert session.sql("SHOW VIEWS").count() == 0


def test_a_chain_in_one_piece_beside_others_is_hidden_as_in_memory(
    session: Any, tmp_path: Path
) -> None:
    """Five thousand who hang together, and 120 more; the steps are tables of a schema named.

    What is not hidden is compared on a cluster.
    """
    given = beside(forest(5_000), sample(1, 120))
    session.sql("CREATE SCHEMA scratch").collect()
    engine = Spark(session, work="scratch")
    hidden: dict[str, Any] = {"redact": ["organizations"], "key": KEY}
    whole = Whole(engine, *frames(session, given), piece_rows=4_000, **hidden)
    net = ng.redact(from_frames(given.contacts, given.referrals), "organizations", key=KEY)
    compare(whole, net)
    lazy = engine.frame((rows := questions.contacts(whole)).sql, rows.tables)
    assert lazy.toPandas()["contact_id"].tolist() == ng.contacts(net)["contact_id"].tolist()
    answer = questions.advocates(whole)
    answer.save(str(tmp_path / "out"), "csv")
    assert (tmp_path / "out" / "_SUCCESS").exists()
    with pytest.raises(NetgraphError):
        answer.save(str(tmp_path / "out"), "csv")
    engine.close()
    # another run has tables of its own: those of one are looked at once and not listed again
    engine = Spark(session, work="scratch")
    engine.step("people", "SELECT id FROM RANGE(3)")
    assert engine.fetch("SELECT COUNT(*) AS n FROM people")["n"].to_pylist() == [3]
    engine.close()
    assert session.sql("SHOW TABLES IN scratch").count() == 0
    session.sql("DROP SCHEMA scratch").collect()
