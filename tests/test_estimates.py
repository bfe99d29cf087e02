"""Reach where counting takes too long: sketches, how good they are, and how to refuse them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netgraph as ng
from netgraph import kernels, schema
from netgraph.analysis import reach
from netgraph.cli import main
from netgraph.links import adjacency
from netgraph.simulation.shapes import shape
from netgraph.simulation.simulate import simulate

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.links import Ints

WAYS = pytest.mark.parametrize("way", ["python", "compiled"])
COUNTED = [schema.REACH, schema.ORGANIZATIONS_REACHED, schema.DECISION_MAKERS_REACHED]


def sketched(way: str, source: Ints, target: Ints, owner: Ints, n: int, k: int) -> Ints:
    """Counts by sketches: item ``i`` is at node ``owner[i]``."""
    out = adjacency(source, target, n)
    items = adjacency(owner, np.arange(len(owner), dtype=np.int32), n)
    run = getattr(kernels.estimate_reachable, way)
    count: Ints = run(*out[:2], items.start, items.neighbour, kernels.scattered(len(owner)), k)[0]
    return count


def counted(source: Ints, target: Ints, owner: Ints, n: int) -> list[int]:
    """The same by plain search."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    return [int(np.isin(owner, [*nx.descendants(graph, v), v]).sum()) for v in range(n)]


@WAYS
@given(st.integers(1, 9), st.data())
@settings(max_examples=60)
def test_sets_smaller_than_a_sketch_are_counted_exactly(
    way: str, n: int, data: st.DataObject
) -> None:
    pairs = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] > p[1])
    edges = data.draw(st.lists(pairs, max_size=20)) if n > 1 else []
    ends = np.array(edges, dtype=np.int32).reshape(-1, 2)
    owner = np.array(data.draw(st.lists(st.integers(0, n - 1), max_size=20)), dtype=np.int32)
    found = sketched(way, ends[:, 0], ends[:, 1], owner, n, 32)
    assert found.tolist() == counted(ends[:, 0], ends[:, 1], owner, n)


@WAYS
def test_large_sets_are_estimated_within_three_standard_errors(way: str) -> None:
    """A line of 400 nodes with ten items each, crossed by shortcuts; the last reaches all 4,000."""
    n, k = 400, 64
    random = np.random.default_rng(1)
    later = np.arange(1, n)
    source = np.concatenate([later, later]).astype(np.int32)
    target = np.concatenate([later - 1, random.integers(0, later)]).astype(np.int32)
    owner = np.repeat(np.arange(n, dtype=np.int32), 10)
    found = sketched(way, source, target, owner, n, k)
    true = 10 * np.arange(1, n + 1)
    exact = true < k
    assert (found[exact] == true[exact]).all()
    # a standard error for the share of all that is reached: none where that is all
    error = np.sqrt((1 - true / true[-1]) / (k - 2))
    assert (np.abs(found[~exact] / true[~exact] - 1) <= 3 * error[~exact]).all()
    assert (found[~exact] != true[~exact]).any()  # they are estimates
    assert found[-1] == 10 * n


def test_an_order_that_looks_random_has_everything_once_and_no_drift() -> None:
    """Of the first half of all things, half are in the first half of the order."""
    for items in (0, 1, 1_000, 70_000):
        place = kernels.scattered(items)
        assert np.sort(place).tolist() == list(range(items))
    early = (place[:35_000] < 35_000).mean()
    assert abs(early - 0.5) < 3 / np.sqrt(4 * 70_000)


def test_estimates_are_off_by_what_is_promised() -> None:
    """A loop of 5,000 in twenty networks of 10,000: off by 4.4 %, not by 6.3 %."""
    error = []
    for seed in range(20):
        here = np.random.default_rng(seed).choice(10_000, 5_000, replace=False)
        owner = np.ones(10_000, dtype=np.int32)
        owner[here] = 0
        none = np.zeros(0, dtype=np.int32)
        error.append(sketched("python", none, none, owner, 2, reach.SKETCH)[0] / 5_000 - 1)
    assert 0.6 < np.sqrt(np.mean(np.square(error))) / np.sqrt(0.5 / 254) < 1.5


@pytest.mark.parametrize("organizations", [3, 700])
def test_an_organization_where_many_of_a_loop_are_counts_once(
    organizations: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2,000 people name one another in a circle; each organization has several of them."""
    monkeypatch.setattr(reach, "MOST_VISITS", 0)
    ids = [f"p{i}" for i in range(2_000)]
    firms = [f"Firm {i % organizations}" for i in range(2_000)]
    net = ng.from_frames(
        pd.DataFrame({"contact_id": ids, "organization": firms}),
        pd.DataFrame({"referrer_id": ids, "referred_id": [*ids[1:], ids[0]]}),
    )
    assert reach.reach(net).estimated == 2_000
    # all of them, their own not counted: nothing is left to chance where a sketch holds everything
    assert set(ng.contacts(net)[schema.ORGANIZATIONS_REACHED]) == {organizations - 1}
    assert set(ng.contacts(net)[schema.REACH]) == {1_999}


def test_sketches_that_nobody_waits_for_leave_the_memory() -> None:
    """A line of 30,000 nodes never has more than a few sketches in store."""
    n, k = 30_000, 64
    later = np.arange(1, n, dtype=np.int32)
    out = adjacency(later, later - 1, n)
    items = adjacency(np.arange(n, dtype=np.int32), np.arange(n, dtype=np.int32), n)
    _, most = kernels.estimate_reachable(
        *out[:2], items.start, items.neighbour, kernels.scattered(n), k
    )
    assert most < 2_000 < n


def dense(n: int) -> ng.ReferralNetwork:
    """A dense, deep network with organizations and decision makers."""
    net = shape("dag", n)
    contacts = net.contacts.assign(
        **{
            schema.ORGANIZATION: pd.Series(
                [f"Firm {i % 997}" for i in range(n)], index=net.contacts.index
            ),
            schema.DECISION_MAKER: pd.array(np.arange(n) % 3 == 0),
        }
    )
    return ng.ReferralNetwork(contacts, net.referrals)


def test_beyond_the_budget_reach_is_estimated_said_and_can_be_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = ng.contacts(dense(3_000))
    assert not any("estimates" in note for note in exact.attrs["notes"])
    monkeypatch.setattr(reach, "MOST_VISITS", 5_000)
    net = dense(3_000)
    about = ng.contacts(net)
    assert any("standard error 6.3 %" in note for note in about.attrs["notes"])
    for column in COUNTED:
        small = exact[column] < reach.SKETCH - 1
        assert (about[column] == exact[column])[small].all()
        off = np.abs(about[column] / exact[column].clip(lower=1) - 1)[~small]
        assert 0 < off.mean() < 0.15, column
    refused = ng.contacts(net, exact=True)
    pd.testing.assert_frame_equal(refused, exact)
    assert refused.attrs["notes"] == exact.attrs["notes"]
    assert any("estimates" in note for note in ng.summary(net).notes)
    assert not any("estimates" in note for note in ng.summary(net, exact=True).notes)
    assert any("estimates" in note for note in ng.sources(net).attrs["notes"])
    assert ng.sources(net, exact=True)[schema.REACH].tolist() == [
        2_999 - net.forest.first.sum() + 1
    ]


def test_counts_by_sweeps_and_sets_are_those_of_single_visits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of everybody, and of sources, which lead to people but are none."""
    answers = []
    for visited, sweeps in ((10**6, 0), (4, 16), (4, 0)):
        monkeypatch.setattr(reach, "VISITED", visited)
        monkeypatch.setattr(reach, "MOST_SWEEPS", sweeps)
        net = dense(600)
        answers.append((ng.contacts(net), ng.sources(net)))
    first, *others = answers
    for one, other in (pair for answer in others for pair in zip(first, answer, strict=True)):
        pd.testing.assert_frame_equal(one, other)


def test_what_is_small_is_the_same_with_and_without_exact() -> None:
    net = simulate(300, seed=3)
    pd.testing.assert_frame_equal(ng.advocates(net), ng.advocates(net, exact=True))


@pytest.mark.thorough
def test_the_command_says_what_it_estimates_and_counts_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from netgraph.tables.write import write_tables

    write_tables(dense(2_000), tmp_path / "in")
    monkeypatch.setattr(reach, "MOST_VISITS", 1_000)
    words = ["advocates", str(tmp_path / "in"), "--format", "csv", "--top", "3"]
    assert main(words) == 0
    about = capsys.readouterr()
    assert "note: Reach, organizations and decision makers of" in about.err
    assert main([*words, "--exact"]) == 0
    told = capsys.readouterr()
    assert "estimates" not in told.err
    assert about.out != told.out


@pytest.mark.thorough
def test_compiled_numbers_are_those_of_plain_search_at_thirty_thousand() -> None:
    """Where plain Python would be slow: reach and only-through of some, by NetworkX."""
    net = simulate(30_000, seed=5)
    table = ng.contacts(net).set_index(schema.CONTACT_ID)
    graph = net.graph
    busiest = table.nlargest(5, schema.REACH).index
    some = [*busiest, *table.index[:: len(table) // 60]]
    organization = net.people.set_index(schema.CONTACT_ID)[schema.ORGANIZATION]
    for one in some:
        reached = nx.descendants(graph, one)
        assert table.loc[one, schema.REACH] == len(reached)
        there = set(organization[list(reached)].dropna()) - {organization[one]}
        assert table.loc[one, schema.ORGANIZATIONS_REACHED] == len(there)
    for one in some[:8]:
        left = net.without([one])
        assert table.loc[one, schema.EXCLUSIVE_REACH] == len(net) - 1 - len(left)
