"""Referrals per contact and their interval, counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from clauses import network_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import netgraph as ng
from netgraph import schema
from netgraph.analysis.mean_cumulative import (
    BRANCHES_AT_ONCE,
    HORIZON_DAYS,
    ByBranch,
    mean_cumulative,
)

LOW, MIDDLE, HIGH = (
    schema.REFERRALS_PER_CONTACT_LOW,
    schema.REFERRALS_PER_CONTACT,
    schema.REFERRALS_PER_CONTACT_HIGH,
)

THREE = """
    ann: contacted_on=2024-01-01
    ben: contacted_on=2024-01-01
    cho: contacted_on=2024-01-01
    zoe: contacted_on=2024-12-31
    ann -> a1 2024-01-11
    ann -> a2 2024-01-21
    ben -> b1 2024-01-11
    cho -> c1 2024-01-31
"""
"""Three first contacts watched for a year, with 2, 1 and 1 referrals, and zoe of the last day.

On day 0 four are watched, later three. Zoe is a branch of her own.
"""


def test_the_interval_is_what_leaving_out_one_branch_after_the_other_tells() -> None:
    first = ng.growth(network_of(THREE)).iloc[0]
    assert first[MIDDLE] == pytest.approx(4 / 3)
    # without ann 2 of 2, without ben or cho 3 of 2, without zoe as before
    logs = np.log([2 / 2, 3 / 2, 3 / 2, 4 / 3])
    error = math.sqrt(3 / 4 * ((logs - logs.mean()) ** 2).sum())
    half = stats.t(3).ppf(0.95) * error  # four equal branches
    assert first[LOW] == pytest.approx(4 / 3 * math.exp(-half))
    assert first[HIGH] == pytest.approx(4 / 3 * math.exp(half))


def test_where_one_branch_made_all_referrals_there_is_no_interval() -> None:
    lonely = THREE.replace("ben -> b1", "ann -> b1").replace("cho -> c1", "ann -> c1")
    first = ng.growth(network_of(lonely)).iloc[0]
    assert first[MIDDLE] == pytest.approx(4 / 3)
    assert math.isnan(first[LOW])
    assert math.isnan(first[HIGH])


def test_below_three_branches_there_is_no_interval() -> None:
    """Generation 2 holds a1, a2, b1 and c1, of three branches; generation 3 one person of ann's."""
    answer = ng.growth(network_of(THREE + "    a1 -> x1 2024-02-01\n"))
    assert answer[MIDDLE].round(9).tolist() == [round(4 / 3, 9), 0.25, 0]
    assert answer[LOW].isna().tolist() == [False, True, True]


def test_the_interval_uses_no_random_numbers() -> None:
    net = ng.simulate(400, seed=3)
    one, other = (ng.growth(net).to_csv() for _ in range(2))
    assert one == other


Branches = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.integers(0, HORIZON_DAYS),
        st.lists(st.integers(0, HORIZON_DAYS), max_size=3),
    ),
    min_size=1,
    max_size=20,
)


@given(Branches, st.integers(1, 3))
def test_blocks_of_branches_add_up(people: list[tuple[int, int, list[int]]], block: int) -> None:
    """However few branches are held at once, the numbers are the same."""
    _, number = np.unique([b for b, _, _ in people], return_inverse=True)
    watched = np.array([days for _, days, _ in people])
    made = [
        (n, d) for n, (_, last, days) in zip(number, people, strict=True) for d in days if d <= last
    ]
    by, delay = np.array(made, dtype=np.int64).reshape(-1, 2).T
    # two rows, with an empty one between them
    row = np.arange(number.max() + 1) // 2 * 2
    found = ByBranch(row, number, watched, by, delay)
    rows = int(row[-1]) + 2
    whole = mean_cumulative(found, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netgraph.analysis.mean_cumulative.BRANCHES_AT_ONCE", block)
        few = mean_cumulative(found, rows)
    assert BRANCHES_AT_ONCE > 3
    np.testing.assert_allclose(few, whole, rtol=1e-12)
    assert np.isnan(whole[0, 1::2]).all()
    middle, low, high = whole[:, ~np.isnan(whole[1])]
    assert ((low > 0) & (low <= middle * (1 + 1e-12))).all()
    assert (middle <= high * (1 + 1e-12)).all()
