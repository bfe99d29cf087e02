"""Whom to ask next: expected referrals against their slow reference, and what they promise."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from clauses import at_clauses, drawn
from hypothesis import given
from oracle_expected import Expected
from real_sets import DATED
from strategies import Tables, budget, iso, sample, tables
from test_parity import network, oracle, real

import netgraph as ng
from netgraph import schema
from netgraph.analysis.expected import expected_referrals
from netgraph.analysis.naming_history import naming_history
from netgraph.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netgraph.arrays import Floats


def drawn_network(drawing: str) -> ng.ReferralNetwork:
    """Read what a drawing shows."""
    return network(drawn(drawing))


def found_of(net: ng.ReferralNetwork) -> tuple[Floats, Floats]:
    """Numbers and ranks of everybody."""
    found = expected_referrals(net)
    return found.referrals, found.rank


def assert_same_expectations(given_tables: Tables) -> None:
    """Numbers, ranks and gaps of everybody are those of the slow reference."""
    found, truth = expected_referrals(network(given_tables)), Expected(oracle(given_tables))
    wanted, scores = list(truth.referrals().values()), list(truth.scores.values())
    assert len(found.referrals) == len(wanted)
    for number, want in zip(found.referrals, wanted, strict=True):
        assert math.isnan(number) if want is None else abs(number - want) < 1.1e-6
    assert_same_order(found.rank, scores)


def assert_same_order(rank: Sequence[float], scores: Sequence[float | None]) -> None:
    """A rank is 1 and the number of those with a larger score; who has none has no rank."""
    for own, score in zip(rank, scores, strict=True):
        if score is None:
            assert math.isnan(own)
            continue
        # two ways to the likeliest slopes meet in some digits only
        larger = [s is not None and s > score * (1 + 1e-6) for s in scores]
        alike = [s is not None and s >= score * (1 - 1e-6) for s in scores]
        assert 1 + sum(larger) <= own <= sum(alike)


@at_clauses
@budget(40)
@given(tables(most=12))
def test_small_networks_of_any_shape_are_expected_as_by_hand(given_tables: Tables) -> None:
    assert_same_expectations(given_tables)


@pytest.mark.parametrize("seed", range(6))
def test_larger_networks_are_expected_as_by_hand(seed: int) -> None:
    assert_same_expectations(sample(seed))


@pytest.mark.parametrize("day", [60, 130, 200])
def test_earlier_days_are_expected_as_by_hand(day: int) -> None:
    assert_same_expectations(replace(sample(1), as_of=iso(day)))


@pytest.mark.parametrize("name", DATED)
def test_real_networks_are_expected_as_by_hand(name: str) -> None:
    assert_same_expectations(real(name))


def test_both_answers_show_what_is_expected_where_it_is_asked_for() -> None:
    net = network(sample(1))
    plain, table = ng.contacts(net), ng.contacts(net, expected=True)
    assert list(table.columns) == [*plain.columns, *schema.EXPECTED_COLUMNS]
    pd.testing.assert_frame_equal(table[plain.columns], plain)
    found = expected_referrals(net)
    np.testing.assert_array_equal(table[schema.EXPECTED_REFERRALS], found.referrals)
    np.testing.assert_array_equal(table[schema.EXPECTED_RANK], found.rank)
    assert [note for note in table.attrs["notes"] if note not in plain.attrs["notes"]] == list(
        found.notes
    )
    advocates = ng.advocates(net, expected=True).set_index(schema.CONTACT_ID)
    rows = table.set_index(schema.CONTACT_ID).loc[advocates.index]
    for column in schema.EXPECTED_COLUMNS:
        assert advocates[column].equals(rows[column])


def test_nothing_is_learned_where_it_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("netgraph.analysis.expected.naming_history", asked.append)
    net = network(sample(1))
    for answer in (ng.contacts, ng.advocates, ng.organizations, ng.dead_ends):
        answer(net)
    assert asked == []


def test_ordering_by_rank_begins_with_whom_to_ask_first_and_needs_no_other_word() -> None:
    net = network(sample(1))
    for answer in (ng.contacts, ng.advocates):
        table = answer(net, by="expected_rank")
        assert table[schema.EXPECTED_RANK].dropna().is_monotonic_increasing
        table = answer(net, by="expected_referrals", top=5)
        assert len(table) == 5
        assert table[schema.EXPECTED_REFERRALS].is_monotonic_decreasing


def test_the_command_line_says_it_too_and_writes_whole_ranks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = sample(1)
    given.contacts.to_csv(tmp_path / "contacts.csv", index=False)
    given.referrals.to_csv(tmp_path / "referrals.csv", index=False)
    for verb in ("contacts", "advocates"):
        wrote = tmp_path / f"{verb}_answer.csv"
        assert main([verb, str(tmp_path), "--expected", "--top", "3", "-o", str(wrote)]) == 0
        rows = pd.read_csv(wrote, dtype=str)
        assert rows[schema.EXPECTED_RANK].str.fullmatch(r"\d+").all()
        for words in (["--expected"], ["--by", "expected_rank"]):
            assert main([verb, str(tmp_path), *words]) == 0
            in_memory = capsys.readouterr().out
            assert main([verb, str(tmp_path), *words, "--engine", "duckdb"]) == 0
            said = capsys.readouterr()
            assert said.out == in_memory
            assert "answered in memory, not on --engine duckdb" in said.err


def test_a_young_search_has_an_order_and_no_numbers() -> None:
    """From the first date, 2024-01-10, to the last, 2024-03-01, are 51 days."""
    net = drawn_network("ann -> ben 2024-01-10\nben -> cid 2024-02-10\ncid: met_on=2024-03-01")
    found = expected_referrals(net)
    assert np.isnan(found.referrals).all()
    assert sorted(found.rank) == [1, 2, 3]
    assert "180 days of history, and 51 are known" in found.notes[0]
    assert "rule" in found.notes[1]


def test_who_declined_is_expected_to_name_nobody_and_comes_last() -> None:
    net = drawn_network(
        "ann -> ben 2024-01-10\nann -> cid 2024-09-01\ndan -> eve 2024-08-01\n"
        "ann: status=declined contacted_on=2024-09-02"
    )
    found = dict(zip(net.links.ids, zip(*found_of(net), strict=True), strict=True))
    assert found["ann"] == (0, 5)
    assert all(number > 0 for who, (number, _) in found.items() if who != "ann")


def test_who_has_no_date_has_no_number_and_no_rank() -> None:
    net = drawn_network("ann -> ben 2024-01-10\nann -> cid 2024-09-01\ndan -> eve\nann: name=Ann")
    found = dict(zip(net.links.ids, zip(*found_of(net), strict=True), strict=True))
    assert [who for who, cells in found.items() if np.isnan(cells).any()] == ["dan", "eve"]
    assert np.isnan(found["dan"]).all()
    assert "2 contacts have no date" in expected_referrals(net).notes[-1]
    assert "too many where your search slows down or people" in expected_referrals(net).notes[0]


@pytest.mark.parametrize("drawing", ["ann -> ben\nben -> cid", "ann: name=Ann", "ann: status=met"])
def test_without_dates_nobody_has_a_number(drawing: str) -> None:
    net = drawn_network(drawing)
    numbers, ranks = found_of(net)
    assert np.isnan(numbers).all()
    assert np.isnan(ranks).all()
    assert "no date to learn from" in expected_referrals(net).notes[0]
    assert len(expected_referrals(net).notes) == 1


def test_equal_people_share_a_rank_wherever_they_stand() -> None:
    """Each of 40 first contacts named one person on the same day: nothing tells them apart."""
    drawing = "\n".join(f"a{n} -> b{n} 2024-0{1 + n % 2}-05" for n in range(40))
    found = expected_referrals(drawn_network(f"{drawing}\nz: met_on=2024-12-01"))
    assert set(found.rank[:80:4]) | set(found.rank[1:80:4]) <= set(found.rank[:8])
    assert len(set(found.rank)) == 5


def test_an_old_friend_does_not_make_a_search_old() -> None:
    recent = sample(1)
    older = recent.contacts.copy()
    older.loc[len(older)] = {"contact_id": "friend", "status": "met", "met_on": "1999-05-01"}
    numbers = expected_referrals(network(recent)).referrals
    beside = expected_referrals(network(replace(recent, contacts=older)))
    place = list(older["contact_id"]).index("friend")
    assert beside.referrals[place] < 0.05
    others = np.delete(beside.referrals, place)
    assert abs(np.nansum(others) / np.nansum(numbers) - 1) < 0.1
    assert pd.Series(others).corr(pd.Series(numbers), method="spearman") > 0.97


def test_the_order_of_the_rows_changes_nothing() -> None:
    given = sample(1)
    turned = Tables(given.contacts[::-1], given.referrals[::-1].sort_values("referred_on"))
    one, other = (
        ng.contacts(network(t), expected=True).set_index(schema.CONTACT_ID)[
            list(schema.EXPECTED_COLUMNS)
        ]
        for t in (given, turned)
    )
    pd.testing.assert_frame_equal(one, other.loc[one.index], atol=2e-6)


HUB = "\n".join(["a -> b 2024-01-01", *(f"a -> p{n} {iso(200 - 2 * n)}" for n in range(15))])
"""One name long ago, then one every other day, up to day 200."""


def test_nobody_is_promised_more_than_anybody_ever_gave() -> None:
    assert_same_expectations(drawn(HUB))
    # 15 names within 90 days, and more than 20 if it went on like that
    assert expected_referrals(drawn_network(HUB)).referrals[0] == 15


def test_a_search_of_years_and_an_old_friend_are_expected_as_by_hand() -> None:
    """Days are drawn apart, so that parts of the history are longer than a horizon."""
    given = sample(1, size=40)
    for column, table in (("met_on", given.contacts), ("referred_on", given.referrals)):
        since = pd.to_datetime(table[column]) - pd.Timestamp("2024-01-01")
        later = pd.Timestamp("2000-01-01") + 15 * since
        table[column] = later.dt.strftime("%Y-%m-%d")
    assert_same_expectations(given)
    friend = sample(1, size=40)
    friend.contacts.loc[len(friend.contacts)] = {"contact_id": "x", "met_on": "1999-05-01"}
    assert_same_expectations(friend)


@pytest.mark.parametrize(("last", "most"), [(89, 3), (90, 2)])
def test_the_most_that_anybody_gave_is_counted_within_90_days(last: int, most: int) -> None:
    drawing = f"a -> b {iso(0)}\na -> c {iso(40)}\na -> d {iso(last)}"
    assert naming_history(drawn_network(drawing)).most(90) == most


def test_what_is_learned_from_a_sample_is_what_all_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = expected_referrals(ng.simulate(2000, seed=4, tidy=True))
    monkeypatch.setattr("netgraph.analysis.expected.LEARNING_PEOPLE", 1000)
    part = expected_referrals(ng.simulate(2000, seed=4, tidy=True))
    assert not np.array_equal(whole.referrals, part.referrals)
    assert abs(np.nansum(part.referrals) / np.nansum(whole.referrals) - 1) < 0.2
    assert pd.Series(whole.rank).corr(pd.Series(part.rank), method="spearman") > 0.95
