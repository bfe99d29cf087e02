"""Whom to ask next: expected referrals against their slow reference, and what they promise."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from clauses import at_clauses
from hypothesis import given
from oracle_expected import Expected
from real_sets import DATED
from strategies import Tables, budget, iso, sample, tables
from test_parity import network, oracle, real

from netgraph.analysis.expected import expected_referrals

if TYPE_CHECKING:
    from collections.abc import Sequence


def assert_same_expectations(drawn: Tables) -> None:
    """Numbers, ranks and gaps of everybody are those of the slow reference."""
    found, truth = expected_referrals(network(drawn)), Expected(oracle(drawn))
    wanted, scores = list(truth.referrals().values()), list(truth.scores.values())
    assert len(found.referrals) == len(wanted)
    for number, want in zip(found.referrals, wanted, strict=True):
        assert math.isnan(number) if want is None else math.isclose(number, want, rel_tol=1e-7)
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
def test_small_networks_of_any_shape_are_expected_as_by_hand(drawn: Tables) -> None:
    assert_same_expectations(drawn)


@pytest.mark.parametrize("seed", range(6))
def test_larger_networks_are_expected_as_by_hand(seed: int) -> None:
    assert_same_expectations(sample(seed))


@pytest.mark.parametrize("day", [60, 130, 200])
def test_earlier_days_are_expected_as_by_hand(day: int) -> None:
    assert_same_expectations(replace(sample(1), as_of=iso(day)))


@pytest.mark.parametrize("name", DATED)
def test_real_networks_are_expected_as_by_hand(name: str) -> None:
    assert_same_expectations(real(name))
