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


UNLIKE = """
    ann: contacted_on=2024-01-01
    ben: contacted_on=2024-01-01
    cho: contacted_on=2024-01-01
    zoe: contacted_on=2024-12-31
    ann -> a1 2024-01-02
    ann -> a2 2024-01-02
    ann -> a3 2024-01-02
    ben -> b1 2024-01-02
    cho -> c1 2024-01-02
    a1 -> x1 2024-01-05
    a2 -> x2 2024-01-05
    b1 -> y1 2024-01-05
    c1 -> z1 2024-01-05
    c1 -> z2 2024-01-05
"""
"""The second generation has three people of ann's branch, one of ben's and one of cho's."""


def test_unlike_branches_count_as_fewer_equal_ones() -> None:
    second = ng.growth(network_of(UNLIKE)).iloc[1]
    assert second[MIDDLE] == 1
    # without ann 3 of 2, without ben 4 of 4, without cho 3 of 4
    logs = np.log([3 / 2, 4 / 4, 3 / 4])
    error = math.sqrt(2 / 3 * ((logs - logs.mean()) ** 2).sum())
    # 5^2 / (3^2 + 1 + 1) = 25 / 11, but three branches are never more than two degrees of freedom
    assert second[HIGH] == pytest.approx(math.exp(stats.t(2).ppf(0.95) * error))
    # a fourth branch, of one: 6^2 / 12 = 3 degrees of freedom, as many as four equal ones have
    four = ng.growth(network_of(UNLIKE + "    zoe -> d1 2024-01-02\n")).iloc[1]
    logs = np.log([3 / 3, 4 / 5, 3 / 5, 5 / 5])
    error = math.sqrt(3 / 4 * ((logs - logs.mean()) ** 2).sum())
    assert four[MIDDLE] == pytest.approx(5 / 6)
    assert four[LOW] == pytest.approx(5 / 6 * math.exp(-stats.t(3).ppf(0.95) * error))
    # and another of ann's: 7^2 / 19 = 2.6 of them
    more = ng.growth(
        network_of(UNLIKE + "    zoe -> d1 2024-01-02\n    ann -> a4 2024-01-02\n")
    ).iloc[1]
    logs = np.log([3 / 3, 4 / 6, 3 / 6, 5 / 6])
    error = math.sqrt(3 / 4 * ((logs - logs.mean()) ** 2).sum())
    assert more[LOW] == pytest.approx(5 / 7 * math.exp(-stats.t(49 / 19).ppf(0.95) * error))


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


Person = tuple[int, int, list[int]]
"""Branch, days watched, and the days after their start on which they referred somebody."""


def slow_mean_cumulative(people: list[Person]) -> float:
    """Day by day: who referred somebody on it, over who was still watched."""
    total = 0.0
    for day in range(HORIZON_DAYS + 1):
        watched = [one for one in people if one[1] >= day]
        if watched:
            total += sum(days.count(day) for _, _, days in watched) / len(watched)
    return total


def slow_interval(people: list[Person]) -> tuple[float, float, float]:
    """Count without each branch in turn, from the beginning."""
    middle = slow_mean_cumulative(people)
    sizes = [sum(of == branch for of, _, _ in people) for branch in {of for of, _, _ in people}]
    without = [
        slow_mean_cumulative([one for one in people if one[0] != branch])
        for branch in {of for of, _, _ in people}
    ]
    count = len(sizes)
    if count < 3 or min(without) <= 0:
        return middle, math.nan, math.nan
    logs = [math.log(value) for value in without]
    mean = sum(logs) / count
    variance = (count - 1) / count * sum((value - mean) ** 2 for value in logs)
    freedom = min(sum(sizes) ** 2 / sum(size**2 for size in sizes), count - 1)
    factor = math.exp(stats.t(freedom).ppf(0.95) * math.sqrt(variance))
    return middle, middle / factor, middle * factor


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


@given(Branches)
def test_the_interval_is_that_of_the_slow_reference(drawn: list[Person]) -> None:
    people = [(branch, last, [d for d in days if d <= last]) for branch, last, days in drawn]
    _, number = np.unique([branch for branch, _, _ in people], return_inverse=True)
    made = [(n, d) for n, (_, _, days) in zip(number, people, strict=True) for d in days]
    by, delay = np.array(made, dtype=np.int64).reshape(-1, 2).T
    watched = np.array([last for _, last, _ in people])
    row = np.zeros(number.max() + 1, dtype=np.int64)
    fast = mean_cumulative(ByBranch(row, number, watched, by, delay), 1)[:, 0]
    np.testing.assert_allclose(fast, slow_interval(people), rtol=1e-9, atol=1e-12)
