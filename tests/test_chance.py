"""The Kaplan-Meier curve, the chance that follows from it, and the beta-binomial prior."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

import netgraph as ng
from netgraph import schema
from netgraph.analysis.chance import Curve, kaplan_meier
from netgraph.analysis.conversion import Prior, fit_prior


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60))
def test_the_curve_is_scipys_on_right_censored_data(watched: list[tuple[int, bool]]) -> None:
    assume(any(happened for _, happened in watched))
    duration = np.array([d for d, _ in watched])
    happened = np.array([h for _, h in watched])
    curve = kaplan_meier(duration, happened)
    censored = stats.CensoredData(uncensored=duration[happened], right=duration[~happened])
    expected = stats.ecdf(censored).sf
    days = np.arange(0, 45)
    np.testing.assert_allclose(curve.at(days.astype(float)), expected.evaluate(days), atol=1e-12)


def test_the_chance_falls_to_nothing_after_the_last_event() -> None:
    """Four people met; two named somebody, after 10 and 20 days; two are watched for 30."""
    curve = kaplan_meier(np.array([10, 20, 30, 30]), np.array([True, True, False, False]))
    assert curve.at(np.array([0.0, 10.0, 20.0])).tolist() == [1, 0.75, 0.5]
    assert curve.chance(np.array([0.0, 10.0, 20.0, 99.0])).tolist() == pytest.approx(
        [0.5, 1 / 3, 0, 0]
    )


def test_with_few_events_the_standard_curve_is_used_and_said() -> None:
    curve = Curve(np.empty(0), np.empty(0), 3)
    days = np.array([0.0, 30.0, 1e6])
    assert curve.at(days).tolist() == pytest.approx([1, 0.6 + 0.4 / np.e, 0.6])
    assert curve.chance(days).tolist() == pytest.approx([0.4, 0.4 / np.e / (0.6 + 0.4 / np.e), 0])
    assert "only 3 first referrals" in curve.note


def met(count: int, *, referring: int) -> ng.ReferralNetwork:
    """People met on the first of January, some of whom refer a new person five days later."""
    people = [f"m{i:02}" for i in range(count)]
    contacts = pd.DataFrame(
        {schema.CONTACT_ID: people, schema.STATUS: "met", schema.MET_ON: "2024-01-01"}
    )
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: people[:referring],
            schema.REFERRED_ID: [f"new{i:02}" for i in range(referring)],
            schema.REFERRED_ON: "2024-01-06",
        }
    )
    return ng.from_frames(contacts, referrals, as_of="2024-03-01")


@pytest.mark.parametrize(
    ("referring", "words"), [(19, "standard curve"), (20, "counted from 20 first referrals")]
)
def test_twenty_events_are_enough_for_a_curve_of_your_own(referring: int, words: str) -> None:
    net = met(40, referring=referring)
    answer = ng.contacts(net)
    assert any(words in note for note in answer.attrs["notes"])
    silent = answer[answer[schema.CONTACT_ID].isin([f"m{i:02}" for i in range(referring, 40)])]
    if referring == 20:
        assert (silent[schema.CHANCE] == 0).all()
    else:
        assert silent[schema.CHANCE].to_numpy() == pytest.approx(
            0.4 * np.exp(-2) / (0.6 + 0.4 * np.exp(-2))
        )


def test_one_of_one_does_not_outrank_nine_of_twelve_when_you_want_to_be_sure() -> None:
    """Lucky named one person, who was met; steady named twelve, nine of whom were met."""
    named = ["l1", *[f"s{i:02}" for i in range(12)]]
    contacts = pd.DataFrame(
        {
            schema.CONTACT_ID: ["lucky", "steady", *named],
            schema.STATUS: ["met", "met", "met", *["met"] * 9, *["contacted"] * 3],
        }
    )
    referrals = pd.DataFrame(
        {schema.REFERRER_ID: ["lucky", *["steady"] * 12], schema.REFERRED_ID: named}
    )
    answer = ng.advocates(ng.from_frames(contacts, referrals), by=schema.CONVERSION_LOW)
    assert list(answer[schema.CONTACT_ID]) == ["steady", "lucky"]
    assert list(answer[schema.EVIDENCE]) == ["some", "too early"]
    posterior = stats.beta(2 + 9, 2 + 3)
    assert answer.loc[0, schema.CONVERSION] == pytest.approx(posterior.mean())
    assert answer.loc[0, schema.CONVERSION_LOW] == pytest.approx(posterior.ppf(0.05))
    assert answer.loc[0, schema.CONVERSION_HIGH] == pytest.approx(posterior.ppf(0.95))
    assert answer.attrs["notes"] == [
        "Conversion starts from Beta(2, 2), a weak guess: 2 advocates give no fit."
    ]


def test_the_prior_that_made_the_data_is_found_again() -> None:
    random = np.random.default_rng(7)
    made = random.integers(1, 30, 4_000)
    share = random.beta(2.0, 5.0, len(made))
    prior = fit_prior(random.binomial(made, share), made)
    assert prior.fitted
    assert (prior.a, prior.b) == pytest.approx((2.0, 5.0), rel=0.1)


@pytest.mark.parametrize("met_of_each", [0, 3])
def test_where_everybody_is_alike_the_weak_prior_stands(met_of_each: int) -> None:
    made = np.full(50, 3)
    assert fit_prior(np.full(50, met_of_each), made) == Prior(2, 2, advocates=50, fitted=False)


def test_where_no_meetings_are_kept_conversion_is_not_guessed() -> None:
    referrals = pd.DataFrame({schema.REFERRER_ID: ["a", "a"], schema.REFERRED_ID: ["b", "c"]})
    answer = ng.advocates(ng.from_frames(pd.DataFrame({schema.CONTACT_ID: ["a"]}), referrals))
    assert answer[[schema.CONVERSION, schema.CONVERSION_LOW, schema.EVIDENCE]].isna().all(axis=None)
