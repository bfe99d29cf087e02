"""Keep-warm, paths, sources, growth, agenda and what is lost, against the oracle."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from clauses import at_clauses
from clauses import drawn as tables_of
from hypothesis import given
from hypothesis import strategies as st
from oracle_agenda import agenda, reason
from oracle_questions import (
    best_cover,
    growth_by_generation,
    growth_by_period,
    issues,
    keep_warm,
    losses,
    months,
    nearest_paths,
    paths,
    sources,
)
from oracle_tables import day_of
from real_sets import DATED, REAL
from strategies import Tables, budget, iso, sample, tables
from test_parity import (
    EXAMPLES,
    assert_rows,
    cut_at,
    example,
    network,
    oracle,
    plain,
    real,
    searched_by_the_busiest,
)

import netgraph as ng
from netgraph import schema
from netgraph.analysis.expected import expected_referrals
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from oracle import Oracle

    from netgraph.network import ReferralNetwork

quick = budget(15)
GREEDY_BOUND = 1 - 1 / math.e
PEOPLE_ASKED_FOR = 5
"""Of each real network, as where chains lead."""


def assert_same_table(answer: pd.DataFrame, truth: list[dict[str, object]], key: str) -> None:
    """The rows of the oracle in its order, missing keys allowed."""
    assert [plain(cell) for cell in answer[key]] == [row[key] for row in truth]
    numbered = answer.assign(**{key: range(len(answer))})
    assert_rows(numbered, [row | {key: n} for n, row in enumerate(truth)], key)


@quick
@given(tables(most=12), st.integers(1, 4))
def test_keep_warm_is_the_textbook_greedy_and_near_the_best(drawn: Tables, k: int) -> None:
    truth = oracle(drawn)
    answer = ng.keep_warm(network(drawn), k=k)
    assert_rows(answer, keep_warm(truth, k), "contact_id")
    best, found = best_cover(truth, k), float(answer[schema.MARGINAL_GAIN].sum())
    assert GREEDY_BOUND * best - 1e-9 <= found <= best + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_keep_warm_of_larger_networks_is_the_textbook_greedy_and_near_the_best(seed: int) -> None:
    truth = oracle(sample(seed))
    answer = ng.keep_warm(network(sample(seed)), k=3)
    assert_rows(answer, keep_warm(truth, 3), "contact_id")
    assert answer[schema.COVERED].iloc[-1] >= GREEDY_BOUND * best_cover(truth, 3)


@quick
@given(tables(most=7), st.integers(1, 6), st.data())
def test_paths_are_the_first_of_all_chains_there_are(
    drawn: Tables, k: int, data: st.DataObject
) -> None:
    truth = oracle(drawn)
    names = [*truth.people, *sorted(truth.organizations_of(truth.people))]
    if not names:
        return
    to = data.draw(st.sampled_from(names))
    goals = {to} if to in truth.people else set(truth.members(to))
    assert_same_paths(network(drawn), truth, to, k)
    # the way that is quick enough for real networks finds the same
    assert nearest_paths(truth, goals, k) == paths(truth, goals, k)


def assert_same_paths(net: ReferralNetwork, truth: Oracle, to: str, k: int) -> None:
    """Every chain in its order, and what is said of everybody on it."""
    goals = {to} if to in truth.people else set(truth.members(to))
    answer = ng.paths(net, to=to, k=k)
    found = [
        list(zip(chain[schema.CONTACT_ID], map(plain, chain[schema.REFERRED_ON]), strict=True))
        for _, chain in answer.groupby(schema.PATH)
    ]
    assert found == nearest_paths(truth, goals, k)
    on_them = list(map(truth.people.__getitem__, answer[schema.CONTACT_ID]))
    last = list(map(truth.last_contact, answer[schema.CONTACT_ID]))
    wanted = {
        schema.NAME: list(map(truth.named, answer[schema.CONTACT_ID])),
        schema.ORGANIZATION: [person.organization for person in on_them],
        schema.LAST_CONTACT_ON: last,
        schema.DAYS_QUIET: list(map(truth.quiet, last)),
        schema.STEP: [n + 1 for chain in found for n in range(len(chain))],
    }
    assert {c: [plain(cell) for cell in answer[c]] for c in wanted} == wanted


@at_clauses
@quick
@given(tables())
def test_sources_are_counted_over_their_first_contacts(drawn: Tables) -> None:
    assert_same_table(ng.sources(network(drawn)), sources(oracle(drawn)), "source")


@at_clauses
@quick
@given(tables())
def test_growth_by_generation_and_week_is_the_one_counted_day_by_day(drawn: Tables) -> None:
    net, truth = network(drawn), oracle(drawn)
    assert_same_table(ng.growth(net), growth_by_generation(truth), "generation")
    assert_same_table(ng.growth(net, per="week"), growth_by_period(truth), "period")
    assert_same_table(ng.growth(net, per="month"), growth_by_period(truth, months), "period")


def assert_same_agenda(
    net: ReferralNetwork, truth: Oracle, columns: set[str], outcome: str | None
) -> None:
    """The rows in their order; whom the most names are expected of has an oracle of its own."""
    rank = dict(zip(net.links.ids, expected_referrals(net).rank, strict=True))
    answer = actions_alone(ng.agenda(net, outcome=outcome))
    assert_same_table(answer, agenda(truth, columns, rank, outcome), "contact_id")
    assert answer[schema.NAME].tolist() == [truth.named(v) for v in answer[schema.CONTACT_ID]]
    firms = [truth.people[v].organization for v in answer[schema.CONTACT_ID]]
    assert [plain(cell) for cell in answer[schema.ORGANIZATION]] == firms
    for row in answer[~answer[schema.ACTION].isin([schema.TELL, schema.PLANNED])].to_dict(
        "records"
    ):
        assert_same_reason(truth, row, columns)


def assert_same_reason(truth: Oracle, row: dict[str, object], columns: set[str]) -> None:
    """The words of a step name the days, numbers and people of the oracle, and no others."""
    words, v = str(row[schema.REASON]), str(row[schema.CONTACT_ID])
    days, numbers, of = reason(truth, v, str(row[schema.ACTION]), columns)
    if of is not None:
        before, name, behind = words.partition(truth.named(of))
        assert name, words
        words = before + behind
    said = re.findall(r"\d{4}-\d\d-\d\d", words)
    assert [day_of(day) for day in said] == days, words
    rest = re.sub(r"\d{4}-\d\d-\d\d", "", words)
    assert [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*\b", rest)] == numbers, words


def actions_alone(answer: pd.DataFrame) -> pd.DataFrame:
    """The agenda without the words of planned steps in ``also``."""
    return answer.assign(
        **{schema.ALSO: answer[schema.ALSO].str.replace(r": [^;]*", "", regex=True)}
    )


@at_clauses
@quick
@given(tables())
def test_the_agenda_holds_every_action_due_and_no_other(drawn: Tables) -> None:
    truth = oracle(drawn)
    outcome = min(truth.organizations_of(truth.people), default=None)
    for goal in (None, outcome):
        assert_same_agenda(network(drawn), truth, set(drawn.contacts.columns), goal)


def test_the_second_follow_up_is_the_step_of_the_oracle() -> None:
    who = "ann: status=identified contacted_on=2024-01-01 followed_up_on=2024-01-03"
    given = tables_of(f"{who}\nben -> ann", as_of="2024-01-10")
    net = network(given)
    assert ng.agenda(net)[schema.ACTION].tolist()[0] == schema.FOLLOW_UP
    assert_same_agenda(net, oracle(given), set(given.contacts.columns), None)


@quick
@given(tables(), st.data())
def test_what_is_lost_together_is_who_cannot_be_reached_any_more(
    drawn: Tables, data: st.DataObject
) -> None:
    net, truth = network(drawn), oracle(drawn)
    if not truth.people:
        return
    gone = data.draw(
        st.lists(st.sampled_from(list(truth.people)), min_size=1, max_size=3, unique=True)
    )
    answer = ng.organizations(net, lose=gone)
    found = zip(answer[schema.CONTACTS_LOST], answer[schema.CONTACTS_LEFT], strict=True)
    assert dict(zip(answer[schema.ORGANIZATION], found, strict=True)) == losses(truth, gone)
    assert set(truth.people) - set(net.without(gone).links.ids) == truth.only_through(gone) | set(
        gone
    )


@pytest.mark.parametrize("name", REAL)
def test_the_deeper_questions_agree_on_real_networks(name: str) -> None:
    net, truth = network(real(name)), oracle(real(name))
    assert_all_agree(net, truth)


@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_the_deeper_questions_agree_on_real_networks_as_of_a_date(name: str, share: float) -> None:
    cut = cut_at(real(name), share)
    assert_all_agree(network(cut), oracle(cut))


@pytest.mark.parametrize("name", DATED)
def test_the_deeper_questions_agree_on_real_networks_with_a_seeker(name: str) -> None:
    searched = searched_by_the_busiest(real(name))
    assert_all_agree(network(searched), oracle(searched))


@pytest.mark.parametrize(("seed", "day"), [(1, 60), (2, 130), (5, 200)])
def test_the_deeper_questions_agree_on_drawn_networks_as_of_a_date(seed: int, day: int) -> None:
    """Where the seed is 5 there is a seeker too."""
    cut = replace(sample(seed), as_of=iso(day))
    assert_all_agree(network(cut), oracle(cut))


NO_ORACLE = {
    # what the reason says, and whom it is about, are compared where the rows are; whom the most
    # names are expected of has an oracle of its own; ``test_by_seeker`` and ``test_week`` compare
    # where to note it
    "agenda": {"reason", "name", "organization", "fill_in", "expected_referrals"},
    # compared by a test of their own above; ``test_changes`` and that of paths above compare the
    # columns of these two, which are no rows of the oracle's
    "organizations, lose": {"contacts_lost", "contacts_left"},
    "contacts, expected": {"expected_referrals", "expected_rank"},
}


def test_every_column_of_every_answer_has_an_oracle() -> None:
    net, truth = example("", None)
    rank = dict(zip(net.links.ids, expected_referrals(net).rank, strict=True))
    gone = net.links.ids[0]
    answers = {
        "contacts": (ng.contacts(net), truth.contacts()),
        "contacts, expected": (ng.contacts(net, expected=True), truth.contacts()),
        "advocates": (ng.advocates(net), truth.advocates()),
        "dead_ends": (ng.dead_ends(net), truth.dead_ends()),
        "organizations": (ng.organizations(net), truth.organizations()),
        "organizations, lose": (ng.organizations(net, lose=[gone]), truth.organizations()),
        "keep_warm": (ng.keep_warm(net), keep_warm(truth, 5)),
        "sources": (ng.sources(net), sources(truth)),
        "growth": (ng.growth(net), growth_by_generation(truth)),
        "growth, week": (ng.growth(net, per="week"), growth_by_period(truth)),
        "growth, month": (ng.growth(net, per="month"), growth_by_period(truth, months)),
        "agenda": (ng.agenda(net), agenda(truth, set(net.contacts.columns), rank)),
    }
    without = {name: set(told.columns) - set(rows[0]) for name, (told, rows) in answers.items()}
    assert {name: columns for name, columns in without.items() if columns} == NO_ORACLE


@pytest.mark.parametrize(("folder", "day"), EXAMPLES)
def test_the_deeper_questions_agree_on_the_example_data(folder: str, day: str | None) -> None:
    assert_all_agree(*example(folder, day))


def assert_all_agree(net: ReferralNetwork, truth: Oracle) -> None:
    """Keep-warm, sources, growth, paths and agenda, the agenda with an outcome."""
    assert_rows(ng.keep_warm(net, k=5), keep_warm(truth, 5), "contact_id")
    assert_same_table(ng.sources(net), sources(truth), "source")
    assert_same_table(ng.growth(net), growth_by_generation(truth), "generation")
    assert_same_table(ng.growth(net, per="week"), growth_by_period(truth), "period")
    assert_same_table(ng.growth(net, per="month"), growth_by_period(truth, months), "period")
    outcome = next((row["organization"] for row in truth.organizations()), None)
    if outcome is not None:
        # everybody there, and those who are furthest
        furthest = sorted(truth.people, key=lambda v: (-truth.generation(v), v))
        for to in (outcome, *furthest[:PEOPLE_ASKED_FOR]):
            assert_same_paths(net, truth, to, 3)
    assert_same_agenda(net, truth, set(net.contacts.columns), outcome)


@quick
@given(tables(cut=False))
def test_every_repair_is_told_and_nothing_else(drawn: Tables) -> None:
    rows = list(zip(drawn.referrals["referrer_id"], drawn.referrals["referred_id"], strict=True))
    told = network(drawn).issues[schema.CODE].value_counts()
    assert told.to_dict() == issues(oracle(drawn), rows)


def test_a_generation_of_two_branches_has_no_interval() -> None:
    """Ten first contacts; two led to one person each, who referred one within 90 days."""
    roots = [f"r{n}" for n in range(10)]
    rows = [
        ("r0", "a", "2024-01-01"),
        ("r1", "b", "2024-01-01"),
        ("a", "c", "2024-01-05"),
        ("b", "d", "2024-01-05"),
    ]
    referrals = pd.DataFrame(
        [*rows, ("d", "e", "2024-12-31")], columns=["referrer_id", "referred_id", "referred_on"]
    )
    net = network(Tables(pd.DataFrame({"contact_id": roots}), referrals))
    second = ng.growth(net).iloc[1]
    assert second[schema.REFERRALS_PER_CONTACT] == 1
    assert np.isnan(second[schema.REFERRALS_PER_CONTACT_LOW])
    assert np.isnan(second[schema.REFERRALS_PER_CONTACT_HIGH])


def test_equal_chains_in_any_number_of_ways_are_found_at_once() -> None:
    """Forty layers of four, everybody naming the whole next layer: 4^40 equal chains, undated."""
    pairs = [(f"l{k}_{i}", f"l{k + 1}_{j}") for k in range(40) for i in range(4) for j in range(4)]
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id"])
    answer = ng.paths(
        from_frames(pd.DataFrame({"contact_id": ["l0_0"]}), referrals), to="l40_0", k=3
    )
    assert answer["path"].tolist() == [n for n in (1, 2, 3) for _ in range(41)]
    assert set(answer["contact_id"].iloc[:41].str.split("_").str[1]) == {"0"}
