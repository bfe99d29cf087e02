"""What a network remembers: each choice of options has an answer, and pickles go without it."""

from __future__ import annotations

import concurrent.futures
import copy
import multiprocessing
import pickle
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.analysis.metrics import all_metrics
from netgraph.analysis.only_through import elsewhere
from netgraph.analysis.people import keeps_dates, keeps_statuses
from netgraph.analysis.reach import reach
from netgraph.facts import remembered, remind
from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.network import ReferralNetwork

    Question = Callable[[ng.ReferralNetwork], object]

QUESTIONS: dict[str, Question] = {
    "advocates": ng.advocates,
    "agenda": lambda net: ng.agenda(net, outcome=str(net.people[schema.ORGANIZATION].dropna()[0])),
    "changes": lambda net: ng.changes(net, since="2020-01-01"),
    "check": ng.check,
    "contacts": lambda net: ng.contacts(net, exact=True),
    "dead_ends": ng.dead_ends,
    "fill_shares": ng.fill_shares,
    "findings": ng.findings,
    "growth": lambda net: ng.growth(net, per="month"),
    "keep_warm": ng.keep_warm,
    "organizations": lambda net: ng.organizations(net, lose=list(net.links.ids[:2])),
    "paths": lambda net: ng.paths(net, to=str(net.links.ids[-1])),
    "sources": ng.sources,
    "suggestions": ng.suggestions,
    "summary": ng.summary,
    "graph": lambda net: net.graph,
    "plot": lambda net: ng.plot.tree(net).get_title(),
    "redact": lambda net: ng.redact(net, "all", key="k"),
    "show_map": lambda net: ng.show_map(net, renderer="canvas").page,
    "to_pyvis": lambda net: ng.to_pyvis(net).nodes,
}


@pytest.fixture
def net() -> ng.ReferralNetwork:
    """A made-up search of 60 contacts."""
    return ng.simulate(60, seed=3)


CALLS: list[object] = []


@remembered
def largest(net: ng.ReferralNetwork, k: object = 5, *, exact: object = True) -> tuple[object, ...]:
    """A fact that says how it was asked."""
    CALLS.append((k, exact))
    return len(net), k, exact


def same(one: object, other: object) -> None:
    """Answers of every kind are equal."""
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
        assert one.attrs == other.attrs  # type: ignore[attr-defined]
    elif isinstance(one, ng.Summary):
        for name in one.__dataclass_fields__:
            same(getattr(one, name), getattr(other, name))
    elif isinstance(one, ng.ReferralNetwork):
        for name in ("contacts", "referrals", "issues", "targets"):
            same(getattr(one, name), getattr(other, name))
    elif hasattr(one, "edges"):
        assert dict(one.nodes) == dict(other.nodes)  # type: ignore[attr-defined]
        assert list(one.edges(data=True)) == list(other.edges(data=True))  # type: ignore[attr-defined]
    else:
        assert one == other


@pytest.mark.parametrize("value", [0, False, None, "", 0.0, 1, True, 1.0, (), "5"])
def test_an_option_that_is_off_has_an_answer_of_its_own(
    net: ng.ReferralNetwork, value: object
) -> None:
    assert largest(net) == (60, 5, True)
    for asked, answer in (
        (largest(net, k=value), (60, value, True)),
        (largest(net, exact=value), (60, 5, value)),
        (largest(net, value, exact=value), (60, value, value)),
    ):
        assert answer == asked
        assert [type(part) for part in asked] == [type(part) for part in answer]
    assert largest(net) == (60, 5, True)


@pytest.mark.parametrize("question", ["agenda", "dead_ends"])
def test_names_of_people_take_no_numbers_of_theirs(net: ng.ReferralNetwork, question: str) -> None:
    QUESTIONS[question](net)
    asked = {name for _, name, *_ in net._memory.computed}
    assert not asked & {"reach", "only_through", "core_metrics"}


def test_the_same_call_in_other_words_is_computed_once(net: ng.ReferralNetwork) -> None:
    CALLS.clear()
    for _ in range(2):
        largest(net)
        largest(net, 5)
        largest(net, k=5)
        largest(net, exact=True)
        largest(net, 5, exact=True)
    assert CALLS == [(5, True)]
    assert reach(net, exact=False) is reach(net)
    assert all_metrics(net) is all_metrics(net)


def test_a_wrong_option_is_refused_as_python_does(net: ng.ReferralNetwork) -> None:
    with pytest.raises(TypeError, match="kk"):
        largest(net, kk=3)  # type: ignore[call-arg]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_network_travels_after_any_question(net: ng.ReferralNetwork, name: str) -> None:
    before = QUESTIONS[name](net)
    there = pickle.loads(pickle.dumps(net))  # noqa: S301 - its own
    same(before, QUESTIONS[name](there))
    same(before, QUESTIONS[name](copy.copy(net)))
    same(before, QUESTIONS[name](copy.deepcopy(net)))
    same(before, QUESTIONS[name](net))
    same(net, there)
    assert (there.seeker, there.as_of_date, repr(there)) == (net.seeker, net.as_of_date, repr(net))


def test_a_pickle_is_as_small_after_all_questions_as_before(net: ng.ReferralNetwork) -> None:
    before = len(pickle.dumps(net))
    for question in QUESTIONS.values():
        question(net)
    assert len(pickle.dumps(net)) <= 1.1 * before


def test_what_a_part_was_told_of_the_whole_travels_with_it(net: ng.ReferralNetwork) -> None:
    spread = np.ones(ng.summary(net).counts[schema.ORGANIZATIONS], dtype=bool)
    remind(net, {keeps_statuses: False, elsewhere: spread})
    there = copy.deepcopy(pickle.loads(pickle.dumps(net)))  # noqa: S301 - its own
    for one in (net, there):
        assert keeps_statuses(one) is False
        assert elsewhere(one).all()
        assert keeps_dates(one)
    # A network made of the part is another network: it was told nothing.
    assert keeps_statuses(net.subset(net.links.ids))


def test_a_spawned_pool_answers_alike(net: ng.ReferralNetwork) -> None:
    here = ng.advocates(net)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        same(here, pool.apply(ng.advocates, (net,)))
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as executor:
        same(here, executor.submit(ng.advocates, net, top=None, exact=False).result())


def test_joblib_answers_alike(
    net: ng.ReferralNetwork, require: Callable[[object, str], None]
) -> None:
    require(find_spec("joblib"), "joblib")
    import joblib
    from joblib.externals.loky import get_reusable_executor

    dates = ["2023-06-30", None]
    here = [ng.advocates(net if date is None else net.as_of(date)) for date in dates]
    nets = [net if date is None else net.as_of(date) for date in dates]
    there = joblib.Parallel(n_jobs=2, backend="loky")(
        joblib.delayed(ng.advocates)(one) for one in nets
    )
    get_reusable_executor().shutdown(wait=True)
    for one, other in zip(here, there, strict=True):
        same(one, other)


def test_a_question_that_is_asked_again_computes_nothing(
    search: ReferralNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = (ng.dead_ends, ng.agenda, ng.summary, ng.changes, ng.growth, ng.advocates)
    first = [str(question(search)) for question in questions]

    def no_more(*_: object) -> None:
        raise AssertionError("a kernel runs")

    monkeypatch.setattr("netgraph.kernels.compiled.Kernel.__call__", no_more)
    before = len(search._memory.computed)
    assert [str(question(search)) for question in questions] == first
    assert len(search._memory.computed) == before
    # what was handed out is the caller's
    mine = ng.dead_ends(search)
    mine[schema.SIZE] = 0
    assert (ng.dead_ends(search)[schema.SIZE] > 0).all()


def test_a_pattern_that_was_not_asked_yet_and_one_that_was_go_to_other_processes() -> None:
    pattern = lazy_pattern("a+")
    assert copy.deepcopy(pattern).fullmatch("aa")
    assert pattern.search("baa")
    copied = pickle.loads(pickle.dumps(pattern))  # noqa: S301 - its own
    assert copied.fullmatch("aa")
    assert not copied.fullmatch("ab")
    assert copied.pattern == "a+"
