"""Every kernel, run as Python and compiled, against NetworkX on generated graphs."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kernel_ways import plain_python, ways

from netgraph import kernels
from netgraph.analysis.reach import items_of_nodes
from netgraph.kernels.max_coverage import next_best
from netgraph.links import BEFORE_ALL, UNDATED, adjacency

if TYPE_CHECKING:
    from netgraph.kernels.compiled import Kernel

WAYS = pytest.mark.parametrize("way", ["python", "compiled"])


@st.composite
def digraphs(draw: st.DrawFn) -> nx.DiGraph:
    """Up to nine people and any referrals between them: forests, loops, isolates."""
    n = draw(st.integers(1, 9))
    pairs = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] != p[1])
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(draw(st.lists(pairs, max_size=18)) if n > 1 else [])
    return graph


def run(kernel: Kernel, way: str, *args: object) -> object:
    return ways(kernel)[way](*args)


def rows(graph: nx.DiGraph) -> tuple[np.ndarray, np.ndarray, int]:
    edges = np.array(list(graph.edges), dtype=np.int32).reshape(-1, 2)
    return edges[:, 0], edges[:, 1], len(graph)


def outward(graph: nx.DiGraph) -> tuple[np.ndarray, np.ndarray]:
    source, target, n = rows(graph)
    return adjacency(source, target, n)[:2]


def inward(graph: nx.DiGraph) -> tuple[np.ndarray, np.ndarray]:
    source, target, n = rows(graph)
    return adjacency(target, source, n)[:2]


@WAYS
@given(digraphs())
def test_strong_components_are_networkx_ones_and_numbered_against_the_edges(
    way: str, graph: nx.DiGraph
) -> None:
    component = run(kernels.strong_components, way, *outward(graph))
    groups = {frozenset(np.flatnonzero(component == c).tolist()) for c in set(component.tolist())}
    assert groups == {frozenset(c) for c in nx.strongly_connected_components(graph)}
    assert all(component[u] >= component[v] for u, v in graph.edges)


@WAYS
@given(digraphs())
def test_weak_components_are_numbered_by_their_first_member(way: str, graph: nx.DiGraph) -> None:
    component = run(kernels.weak_components, way, *rows(graph))
    expected = sorted(nx.weakly_connected_components(graph), key=min)
    assert [set(np.flatnonzero(component == c).tolist()) for c in range(len(expected))] == expected


@WAYS
@given(digraphs(), st.sets(st.integers(0, 8)), st.sets(st.integers(0, 8)))
def test_hops_count_the_fewest_steps_around_who_is_blocked(
    way: str, graph: nx.DiGraph, sources: set[int], blocked: set[int]
) -> None:
    n = len(graph)
    is_source = np.isin(np.arange(n), list(sources))
    is_blocked = np.isin(np.arange(n), list(blocked))
    left = graph.subgraph(set(graph) - blocked)
    starts = (sources - blocked) & set(graph)
    expected = nx.multi_source_dijkstra_path_length(left, starts) if starts else {}
    steps = run(kernels.hops, way, *outward(graph), is_source, is_blocked)
    assert steps.tolist() == [expected.get(v, -1) for v in range(n)]
    seen = run(
        kernels.reachable, way, *outward(left if not blocked else nx.DiGraph(graph)), is_source
    )
    everyone = set().union(*({s} | nx.descendants(graph, s) for s in sources & set(graph)), set())
    assert set(np.flatnonzero(seen).tolist()) == everyone


@WAYS
@given(digraphs())
def test_dominators_are_networkx_ones_and_each_comes_before_those_it_dominates(
    way: str, graph: nx.DiGraph
) -> None:
    dominator, order = run(kernels.immediate_dominators, way, *outward(graph), *inward(graph), 0)
    expected = {
        v: d for v, d in nx.immediate_dominators(graph, 0).items() if v != 0 and d is not None
    }
    assert {v: int(d) for v, d in enumerate(dominator) if d >= 0} == expected
    place = {v: i for i, v in enumerate(order.tolist())}
    assert all(place[d] < place[v] for v, d in expected.items())


@WAYS
@given(digraphs())
def test_nested_intervals_hold_exactly_the_branch(way: str, graph: nx.DiGraph) -> None:
    dominator, order = kernels.immediate_dominators.python(*outward(graph), *inward(graph), 0)
    first, size = run(kernels.nested_intervals, way, order, dominator)
    tree = nx.DiGraph((int(d), v) for v, d in enumerate(dominator) if d >= 0)
    tree.add_node(0)
    for v in tree:
        inside = {w for w in tree if first[v] <= first[w] < first[v] + size[v]}
        assert inside == nx.descendants(tree, v) | {v}


def by_sets(
    way: str, graph: tuple[Any, ...], found: Any, room: int, limit: int
) -> tuple[np.ndarray, int]:
    """Fill in by sets of bits what single visits left."""
    items, part = items_of_nodes(*graph[2:])
    table = np.copy(found)
    visits = run(
        kernels.count_large,
        way,
        *graph[:2],
        items.start,
        items.neighbour,
        part,
        table,
        room,
        limit,
    )
    return table, int(visits)


def by_sweeps(way: str, graph: tuple[Any, ...], found: Any) -> np.ndarray:
    """Fill in by sweeps what single visits left."""
    table = np.copy(found)
    run(kernels.count_few, way, *graph, table)
    return table


@WAYS
@given(
    digraphs(),
    st.lists(st.integers(0, 3), min_size=9, max_size=9),
    st.integers(0, 2**31),
    st.sampled_from([0, 3, 10**9]),
)
def test_reach_counts_what_descendants_count(
    way: str, graph: nx.DiGraph, label: list[int], seed: int, most: int
) -> None:
    component = kernels.strong_components.python(*outward(graph))
    count = int(component.max()) + 1
    source, target, n = rows(graph)
    between = component[source] != component[target]
    condensed = adjacency(component[source][between], component[target][between], count)
    people = np.bincount(component, minlength=count).astype(np.int32)
    decides = np.random.default_rng(seed).random(n) < 0.4
    labels = adjacency(component, np.array(label[:n], dtype=np.int32), count)
    deciders = np.bincount(component[decides], minlength=count).astype(np.int32)
    counted = (*condensed[:2], people, deciders, labels.start, labels.neighbour, 4)
    found, _ = run(kernels.count_reachable, way, *counted, most, 10**9)
    # who has more below than ``most`` is counted by sets, or by sweeps
    swept = by_sweeps(way, counted, found)
    found, _ = by_sets(way, counted, found, 10**6, 10**9)
    np.testing.assert_array_equal(swept, found)
    for v in graph:
        reached = nx.descendants(graph, v) | {v}
        c = component[v]
        assert found[c, 0] == len(reached)
        assert found[c, 1] == sum(bool(decides[w]) for w in reached)
        assert found[c, 2] == len({label[w] for w in reached})


def deep_graph(seed: int) -> tuple[Any, ...]:
    """600 nodes, each above three others, many of several people."""
    random, k = np.random.default_rng(seed), 600
    above = np.arange(1, k, dtype=np.int32).repeat(3)
    out = adjacency(above, random.integers(0, above).astype(np.int32), k)
    owner, label = (random.integers(0, most, k).astype(np.int32) for most in (k, 90))
    labels = adjacency(owner, label, k)
    people, deciders = random.integers(1, 4, k), random.integers(0, 3, k)
    counts = people.astype(np.int32), deciders.astype(np.int32)
    return (*out[:2], *counts, labels.start, labels.neighbour, 90)


@WAYS
@pytest.mark.parametrize("room", [0, 10**6])
def test_sets_count_what_single_visits_count(way: str, room: int) -> None:
    """With and without room for all sets at once."""
    for seed in range(3):
        graph = deep_graph(seed)
        single, _ = kernels.count_reachable(*graph, 10**9, 10**9)
        left, _ = run(kernels.count_reachable, way, *graph, 3, 10**9)
        assert (left[:, 0] < 0).sum() > 100
        found, _ = by_sets(way, graph, left, room, 10**9)
        np.testing.assert_array_equal(found, single)


@WAYS
def test_sweeps_count_what_single_visits_count(way: str) -> None:
    """Of more nodes than one sweep is for, of several people and organizations each, and of few."""
    for seed, most in ((0, 3), (1, 3), (2, 300)):
        graph = deep_graph(seed)
        single, _ = kernels.count_reachable(*graph, 10**9, 10**9)
        left, _ = kernels.count_reachable(*graph, most, 10**9)
        assert ((left[:, 0] < 0).sum() > 256) == (most == 3)
        np.testing.assert_array_equal(by_sweeps(way, graph, left), single)


def test_sets_give_up_at_their_limit() -> None:
    """What was not counted stays so, and all that leads to it."""
    graph = deep_graph(1)
    single, _ = kernels.count_reachable(*graph, 10**9, 10**9)
    left, _ = kernels.count_reachable(*graph, 3, 10**9)
    found, visits = by_sets("compiled", graph, left, 10**6, 500)
    assert 500 <= visits < 1_200
    missing = found[:, 0] < 0
    assert 0 < missing.sum() < (left[:, 0] < 0).sum()
    np.testing.assert_array_equal(found[~missing], single[~missing])
    late = np.flatnonzero(left[:, 0] < 0)
    assert (np.flatnonzero(missing) == late[-missing.sum() :]).all()


def test_reach_gives_up_at_its_limit_and_says_so() -> None:
    """0 -> 1 -> 2 in a line, numbered from the end: two visits are not enough for three people."""
    line = adjacency(np.array([1, 2], dtype=np.int32), np.array([0, 1], dtype=np.int32), 3)
    one = np.ones(3, dtype=np.int32)
    none = adjacency(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32), 3)
    found, visits = kernels.count_reachable(
        line.start, line.neighbour, one, one, none.start, none.neighbour, 0, 3, 2
    )
    assert found[:, 0].tolist() == [1, 2, -1]
    assert visits == 2


@given(digraphs(), st.integers(0, 2**31))
@settings(max_examples=50)
def test_introductions_are_the_same_as_python_and_compiled(graph: nx.DiGraph, seed: int) -> None:
    random = np.random.default_rng(seed)
    source, target, n = rows(graph)
    out = adjacency(source, target, n)
    day = random.choice(np.array([1, 2, 3, UNDATED], dtype=np.int32), size=len(source))
    first = random.random(n) < 0.3
    both = [
        run(kernels.introduce, way, out.start, out.neighbour, out.referral, day, first)
        for way in ("python", "compiled")
    ]
    for python, machine in zip(*both, strict=True):
        np.testing.assert_array_equal(python, machine)
    introducer, _, arrival, generation, order = both[0]
    assert set(order.tolist()) == set(np.flatnonzero(generation > 0).tolist())
    assert (arrival[first] == BEFORE_ALL).all()
    assert (introducer[first] == -1).all()


@given(digraphs(), st.integers(0, 2**31))
@settings(max_examples=50)
def test_branch_folds_are_the_same_as_python_and_compiled(graph: nx.DiGraph, seed: int) -> None:
    random = np.random.default_rng(seed)
    source, target, n = rows(graph)
    out = adjacency(source, target, n)
    first = np.bincount(target, minlength=n) == 0
    first[0] = True
    day = np.full(len(source), UNDATED, dtype=np.int32)
    parent, *_, order = kernels.introduce.python(out.start, out.neighbour, out.referral, day, first)
    tree = nx.DiGraph((int(p), v) for v, p in enumerate(parent) if p >= 0)
    tree.add_nodes_from(range(n))
    value = random.integers(0, 9, n)
    branch = [
        [w for w in (*nx.descendants(tree, v), v) if w in set(order.tolist())] for v in range(n)
    ]
    marked = random.random(n) < 0.5
    for way in ("python", "compiled"):
        summed = run(kernels.branch_sum, way, order, parent, value)
        largest = run(kernels.branch_max, way, order, parent, value.astype(np.int32))
        above = run(kernels.nearest_above, way, order, parent, marked)
        for v in order.tolist():
            assert summed[v] == value[branch[v]].sum()
            assert largest[v] == value[branch[v]].max()
            at = v
            while parent[at] >= 0 and not marked[at]:
                at = int(parent[at])
            assert above[v] == parent[at]


@WAYS
@given(digraphs())
@settings(max_examples=50)
def test_tidy_rows_part_the_ends_of_chains_and_centre_introducers(
    way: str, graph: nx.DiGraph
) -> None:
    source, target, n = rows(graph)
    out = adjacency(source, target, n)
    first = np.bincount(target, minlength=n) == 0
    day = np.full(len(source), UNDATED, dtype=np.int32)
    parent, *_, order = kernels.introduce.python(out.start, out.neighbour, out.referral, day, first)
    introduced = [np.flatnonzero(parent == v) for v in range(n)]
    end = np.array([len(below) == 0 for below in introduced])
    leaves = kernels.branch_sum.python(order, parent, end.astype(np.int64))
    row = run(kernels.tidy_rows, way, order, parent, leaves, 0.5)
    drawn = np.isin(np.arange(n), order)
    assert np.isnan(row[~drawn]).all()
    assert (np.diff(np.sort(row[drawn & end])) >= 1).all()
    for v in np.flatnonzero(drawn & ~end):
        assert row[v] == (row[introduced[v]].min() + row[introduced[v]].max()) / 2
    top = np.sort(row[drawn & end])[:1]
    assert (top == 0).all()


@WAYS
@given(digraphs(), st.lists(st.integers(-1, 4), min_size=9, max_size=9), st.integers(1, 4))
def test_cover_is_the_textbook_greedy(
    way: str, graph: nx.DiGraph, label: list[int], picks: int
) -> None:
    own = np.array(label[: len(graph)], dtype=np.int32)
    weight = np.array([1.0, 2.0, 3.0, 1.0, 0.0])
    sets = {v: {int(own[w]) for w in nx.descendants(graph, v)} - {-1, int(own[v])} for v in graph}
    covered: set[int] = set()
    expected = []
    for _ in range(picks):
        gains = {v: weight[list(sets[v] - covered)].sum() for v in graph}
        best = max(gains, key=lambda v: (gains[v], -v))
        if gains[best] == 0:
            break
        expected.append((best, float(gains[best])))
        covered |= sets[best]
    candidate = np.arange(len(graph), dtype=np.int32)
    begin = np.array([0, len(graph)], dtype=np.int32)
    bound = np.full(len(graph), weight.sum())
    ways(next_best)
    with plain_python() if way == "python" else nullcontext():
        picked, gain = kernels.greedy_max_coverage(
            *outward(graph), *inward(graph), own, weight, candidate, begin, bound, picks
        )
    assert list(zip(picked.tolist(), gain.tolist(), strict=True)) == expected
    # the same graph three times, its labels apart, an empty piece between: each for itself
    n, times = len(graph), 3
    beside = nx.disjoint_union_all([graph] * times)
    apart = np.concatenate([np.where(own < 0, -1, own + p * len(weight)) for p in range(times)])
    with plain_python() if way == "python" else nullcontext():
        picked, gain = kernels.greedy_max_coverage(
            *outward(beside),
            *inward(beside),
            apart.astype(np.int32),
            np.tile(weight, times),
            np.arange(times * n, dtype=np.int32),
            np.array([0, n, n, 2 * n, 3 * n], dtype=np.int32),
            np.full(times * n, weight.sum()),
            picks,
        )
    found = list(zip(picked.tolist(), gain.tolist(), strict=True))
    assert found == [(v + p * n, more) for p in range(times) for v, more in expected]


@WAYS
def test_where_nothing_is_left_to_cover_nobody_searches_twice(way: str) -> None:
    graph = nx.path_graph(50, create_using=nx.DiGraph)
    own = np.zeros(50, dtype=np.int32)
    done = np.zeros(50, dtype=np.bool_)
    candidate = np.array([10, 0], dtype=np.int32)
    begin, gain = np.array([0, 2], dtype=np.int32), np.array([2.0, 1.0])
    ways(next_best)
    with plain_python() if way == "python" else nullcontext():
        covered = np.ones(1, dtype=np.bool_)
        best = next_best(*outward(graph), own, np.ones(1), covered, done, candidate, begin, gain)
    assert best.tolist() == [-1]
    assert done.tolist() == [False] + [True] * 49
