"""The package against the oracle, number by number, on generated networks and on real ones."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from clauses import at_clauses
from hypothesis import given
from kernel_ways import both_ways_compared, plain_python
from oracle import CONVERSION, Oracle
from oracle_tables import day_of
from real_sets import DATED, FOLDERS, REAL
from strategies import Tables, budget, iso, sample, tables

import netgraph as ng
from netgraph.tables.read import from_frames, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from netgraph.network import ReferralNetwork


def network(given: Tables) -> ReferralNetwork:
    """Read two plain tables the way a user would."""
    return from_frames(given.contacts, given.referrals, **given.options())


def oracle(given: Tables) -> Oracle:
    """The slow truth about two plain tables."""
    return Oracle(given.contacts, given.referrals, **given.options())


def real(name: str) -> Tables:
    """A real set as plain tables with the standard column names."""
    folder = FOLDERS[name]
    contacts = pd.read_csv(folder / "contacts.csv", dtype=str).rename(columns={"id": "contact_id"})
    referrals = pd.read_csv(folder / "referrals.csv", dtype=str).rename(
        columns={"date": "referred_on"}
    )
    return Tables(contacts, referrals)


def cut_at(drawn: Tables, share: float) -> Tables:
    """Stand on the day on which this share of the dated referrals is past."""
    dates = pd.to_datetime(drawn.referrals["referred_on"]).dropna().sort_values()
    return replace(drawn, as_of=str(dates.iloc[int(share * len(dates))].date()))


def searched_by_the_busiest(drawn: Tables) -> Tables:
    """Whoever made the most referrals searches."""
    return replace(drawn, seeker=str(drawn.referrals["referrer_id"].value_counts().index[0]))


def plain(cell: object) -> object:
    """A cell as the oracle writes it: None for missing, days for dates, Python numbers."""
    if cell is None or pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return day_of(cell)
    return cell.item() if hasattr(cell, "item") else cell


def assert_rows(answer: pd.DataFrame, truth: list[dict[str, Any]], key: str) -> None:
    """Every row of the oracle in the same order, and every number of the columns of the answer."""
    assert answer[key].tolist() == [row[key] for row in truth]
    for column in [c for c in truth[0] if c in answer.columns] if truth else ():
        found = [plain(cell) for cell in answer[column]]
        for row, cell in zip(truth, found, strict=True):
            wanted = row[column]
            if isinstance(wanted, float) and isinstance(cell, (int, float)):
                # two grids of priors, each right to a few millionths; everything else is counted
                close, near = (1e-4, 2e-5) if column in CONVERSION else (1e-9, 1e-11)
                same = math.isclose(cell, wanted, rel_tol=close, abs_tol=near)
            elif isinstance(wanted, set):
                same = cell in wanted
            else:
                same = cell == wanted
            assert same, f"{column} of {row[key]!r}: {cell!r}, the oracle says {wanted!r}"


def assert_same(net: ReferralNetwork, truth: Oracle) -> None:
    """Every answer that is made of the metrics or of the branches, and the counts."""
    assert_rows(ng.contacts(net), truth.contacts(), "contact_id")
    assert_rows(ng.advocates(net), truth.advocates(), "contact_id")
    assert_rows(ng.dead_ends(net), truth.dead_ends(), "contact_id")
    assert_rows(ng.dead_ends(net, least=1), truth.dead_ends(1), "contact_id")
    assert_rows(ng.organizations(net), truth.organizations(), "organization")
    assert ng.summary(net).counts == truth.counts()


@at_clauses
@budget(50)
@given(tables())
def test_every_number_is_the_oracles_on_small_networks_of_any_shape(drawn: Tables) -> None:
    assert_same(network(drawn), oracle(drawn))


@pytest.mark.parametrize("seed", range(8))
def test_every_number_is_the_oracles_where_curve_and_prior_come_from_the_data(seed: int) -> None:
    drawn = sample(seed)
    assert_same(network(drawn), oracle(drawn))


@pytest.mark.parametrize("name", REAL)
def test_every_number_is_the_oracles_on_real_networks(name: str) -> None:
    drawn = real(name)
    assert_same(network(drawn), oracle(drawn))


@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_every_number_is_the_oracles_on_real_networks_as_of_a_date(name: str, share: float) -> None:
    cut = cut_at(real(name), share)
    assert_same(network(cut), oracle(cut))


@pytest.mark.parametrize("day", [60, 130, 200])
@pytest.mark.parametrize("seed", [1, 2, 5])
def test_every_number_is_the_oracles_on_earlier_days(seed: int, day: int) -> None:
    """With referrals made again and again, and in one of the networks with a seeker."""
    drawn = replace(sample(seed), as_of=iso(day))
    net = network(drawn)
    assert_same(net, oracle(drawn))
    # looking back from today is the same as reading on that day
    later = network(replace(drawn, as_of=None)).as_of(iso(day))
    pd.testing.assert_frame_equal(ng.contacts(later), ng.contacts(net))
    pd.testing.assert_frame_equal(
        later.referrals.reset_index(drop=True), net.referrals.reset_index(drop=True)
    )


@pytest.mark.parametrize("name", DATED)
def test_every_number_is_the_oracles_on_real_networks_with_a_seeker(name: str) -> None:
    searched = searched_by_the_busiest(real(name))
    assert_same(network(searched), oracle(searched))


EXAMPLES = [("", None), ("", "2026-05-01"), ("physicians", None), ("physicians", "1954-06-01")]


def example(folder: str, day: str | None) -> tuple[ReferralNetwork, Oracle]:
    """An example set, its organizations merged by the reader, and the slow truth about it."""
    net = read(Path(__file__).parents[1] / "data" / folder)
    checked = Tables(net.contacts, net.referrals, net.targets, as_of=day, seeker=net.seeker)
    return net if day is None else net.as_of(day), oracle(checked)


@pytest.mark.parametrize(("folder", "day"), EXAMPLES)
def test_every_number_is_the_oracles_on_the_example_data(folder: str, day: str | None) -> None:
    net, truth = example(folder, day)
    assert truth.counts()["contacts"] > 40
    assert_same(net, truth)


@pytest.mark.parametrize("way", [plain_python, both_ways_compared])
def test_kernels_as_python_and_compiled_give_the_oracles_numbers(
    way: Callable[[], AbstractContextManager],
) -> None:
    with way():
        for seed in range(4):
            drawn = sample(seed)
            assert_same(network(drawn), oracle(drawn))
