"""Spark against the answers in memory: few runs and small ones, each of them takes many seconds."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from strategies import sample
from test_engines import compare

from netgraph.engines.spark import Spark, new_session
from netgraph.engines.whole import Whole
from netgraph.tables import from_frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore")
"""PySpark's own warnings are not this project's."""


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from conftest import require

    require(shutil.which("java") and find_spec("pyspark"), "Java and pyspark")
    made = new_session("local[2]", {"spark.sql.shuffle.partitions": "2"})
    yield made
    made.stop()


def test_the_example_is_answered_as_in_memory(session: Any, example: Path, tmp_path: Path) -> None:
    contacts, referrals = (pd.read_csv(example / f"{n}.csv", dtype=str) for n in ("contacts", "referrals"))
    engine = Spark(session, work=tmp_path)
    files = (str(example / "contacts.csv"), str(example / "referrals.csv"))
    whole = Whole(engine, *files, piece_rows=400)
    compare(whole, from_frames(contacts, referrals))
    engine.close()
    assert not list(tmp_path.iterdir())


def test_a_notebook_gets_lazy_frames_of_its_own_session(session: Any, tmp_path: Path) -> None:
    from netgraph import analysis, spark

    given = sample(1, 120)
    net = from_frames(given.contacts, given.referrals)
    frames = [
        session.createDataFrame(t.astype(object).where(t.notna(), None))
        for t in (given.contacts, given.referrals)
    ]
    with spark.SparkNetwork(*frames, work=str(tmp_path), few=0) as network:
        found = network.advocates().toPandas()
        assert network.counts["contacts"] == len(net)
    expected = analysis.advocates(net)
    assert found["contact_id"].tolist() == expected["contact_id"].tolist()
    for column in ("reach", "exclusive_organizations", "introductions", "referrals_made"):
        assert found[column].tolist() == expected[column].tolist()
    assert found["credit"].tolist() == pytest.approx(expected["credit"].tolist())
    assert session.range(3).count() == 3  # it is still theirs
