"""What only shows at size: quick writing, extreme shapes, the compiled way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import netgraph as ng
from netgraph import schema
from netgraph.analysis.only_through import only_through
from netgraph.analysis.reach import reach
from netgraph.links import positions_in, shared_texts
from netgraph.simulation.shapes import shape
from netgraph.tables import write as writing

if TYPE_CHECKING:
    import pytest

SIZE = 60_000


def test_csv_made_by_column_is_what_pandas_writes_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    random, n = np.random.default_rng(0), 3_000
    words = np.array(["x", "a,b", 'q"q', "l\nl", "=1", "é☃", " sp ", "'", "", None], dtype=object)
    some = random.random(n) < 0.1
    table = pd.DataFrame(
        {
            "text": pd.Series(random.choice(words, n), dtype="str"),
            "floats, of all sizes": np.where(
                some, np.nan, random.random(n) * 10.0 ** random.integers(-20, 20, n)
            ),
            "whole": random.integers(-9, 9, n) * 10**15,
            "maybe": pd.array(np.where(some, None, 7)).astype("Int64"),
            "flag": ~some,
            "day": np.where(some, np.datetime64("NaT", "s"), np.datetime64("2024-01-31", "s")),
        }
    )
    table = pd.concat([table, table.iloc[:100]])
    by_row = writing.csv_bytes(table)
    monkeypatch.setattr(writing, "ROWS_AT_ONCE", 1)
    monkeypatch.setattr(writing, "BLOCK", 700)
    assert writing.csv_bytes(table) == by_row


def test_dates_are_spelled_as_strftime_does() -> None:
    days = ["1969-12-31", None, "2024-02-29", "9999-12-31", "1000-01-01"]
    column = pd.Series(np.array(days, dtype="datetime64[s]"), index=[3, 3, 1, 0, 7])
    for dated in (column, column.dt.tz_localize("Asia/Tokyo")):
        spelled = writing.spelled(pd.DataFrame({"day": dated}))["day"]
        pd.testing.assert_series_equal(spelled, dated.dt.strftime("%Y-%m-%d"), check_names=False)


def test_everybody_in_a_chain_reaches_all_after_them() -> None:
    net = shape("chain", SIZE)
    after = np.arange(SIZE)[::-1]
    assert (reach(net).people == after).all()
    assert (only_through(net).people == after).all()
    assert (net.forest.generation == np.arange(1, SIZE + 1)).all()


def test_everybody_in_a_loop_reaches_all_others_and_the_first_opens_it() -> None:
    net = shape("loop", SIZE)
    assert (reach(net).people == SIZE - 1).all()
    assert (only_through(net).people == np.arange(SIZE)[::-1]).all()


def test_a_hub_alone_holds_everybody() -> None:
    table = ng.advocates(shape("hub", SIZE))
    assert len(table) == 1
    columns = [schema.REACH, schema.EXCLUSIVE_REACH, schema.REFERRALS_MADE]
    assert table.loc[0, columns].tolist() == [SIZE - 1] * 3
    assert table.loc[0, schema.CREDIT] == SIZE - 1


def test_reach_in_a_dense_graph_is_what_bits_count() -> None:
    n = 2_000
    net = shape("dag", n)
    bits = [0] * n
    for i in range(n - 1, -1, -1):
        out = net.links.outward
        for w in out.neighbour[out.start[i] : out.start[i + 1]]:
            bits[i] |= bits[w] | (1 << int(w))
    assert reach(net).people.tolist() == [b.bit_count() for b in bits]


def test_ids_in_several_pieces_are_found_as_in_one() -> None:
    ids = pd.Index(["a", "b", "c"], dtype="str")
    whole = pd.concat([pd.Series(["c", "x"], dtype="str"), pd.Series(["a"], dtype="str")])
    assert [found.tolist() for found in positions_in(ids, whole, whole.iloc[:1])] == [
        [2, -1, 0],
        [2],
    ]


def test_texts_that_are_there_again_are_shared_and_missing_ones_are_not() -> None:
    words = pd.Series(["a", None, "é", "a", "e\u0301", None, ""], dtype="str")
    assert shared_texts(words).tolist() == [True, False, False, True, False, False, False]
    assert shared_texts(words[:0]).tolist() == []
    ids = pd.Index(["a", "é"], dtype="str")
    assert positions_in(ids, words)[0].tolist() == [0, -1, 1, 0, -1, -1, -1]
