"""The share of referrals that lead to a meeting: which count, and what is known of the rest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from clauses import network_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

import netgraph as ng
from netgraph import schema
from netgraph.analysis import share_prior
from netgraph.analysis.conversion import fitted_prior
from netgraph.analysis.share_prior import distinct_pairs, fit_prior, posterior_mean
from netgraph.analysis.share_quantiles import posterior_quantiles
from netgraph.analysis.waits import usual_wait


def by_integration(seen: list[tuple[int, int]], level: float | None, who: int) -> float:
    """Posterior mean (or probability below ``level``) of one share, by SciPy's double integral."""

    def likelihood(log_size: float, mean: float) -> tuple[float, float, float]:
        size = np.exp(log_size)
        a, b = mean * size, (1 - mean) * size
        terms = [special.betaln(a + k, b + n - k) - special.betaln(a, b) for k, n in seen]
        return float(np.exp(sum(terms)) * size**-0.5), a, b

    def said(log_size: float, mean: float) -> float:
        weight, a, b = likelihood(log_size, mean)
        met, made = seen[who]
        if level is None:
            return weight * (a + met) / (a + b + made)
        return weight * float(special.betainc(a + met, b + made - met, level))

    ends = (0, 1, np.log(0.5), np.log(2000))
    whole, _ = integrate.dblquad(lambda s, m: likelihood(s, m)[0], *ends, epsrel=1e-5)
    part, _ = integrate.dblquad(said, *ends, epsrel=1e-5)
    return part / whole


def test_the_grid_gives_what_scipy_integrates() -> None:
    seen = [(1, 1), (3, 12), (0, 2)]
    met, made = np.array(seen).T
    prior = fit_prior(met, made)
    for who in range(3):
        mean = posterior_mean(prior, met[[who]], made[[who]])[0]
        assert mean == pytest.approx(by_integration(seen, None, who), rel=1e-4)
        low = posterior_quantiles(prior, met[[who]], made[[who]], [0.05])[0][0]
        assert by_integration(seen, low, who) == pytest.approx(0.05, rel=1e-3)


@pytest.mark.parametrize("seen", [[(0, 2), (0, 1)], [(1, 1)], [(0, 9)], [(2, 4), (0, 2)]])
def test_few_referrals_have_exact_ends(seen: list[tuple[int, int]]) -> None:
    """Where little is known, priors of every size count, the narrowest ones too."""
    met, made = np.array(seen).T
    # steps along the logit are finer than the narrowest prior: sums over them are exact
    logit, log_size = (
        np.linspace(-14, 14, 1401)[:, None],
        np.linspace(np.log(0.5), np.log(2000), 81),
    )
    simpson = np.tile([2.0, 4.0], 41)[:81]
    simpson[[0, -1]] = 1
    size = np.exp(log_size)
    a, b = size / (1 + np.exp(-logit)), size / (1 + np.exp(logit))
    log_weight = np.log(a / size) + np.log(b / size) - log_size / 2 + np.log(simpson)
    for k, n in seen:
        log_weight = log_weight + special.betaln(a + k, b + n - k) - special.betaln(a, b)
    weight = np.exp(log_weight - log_weight.max())
    for level in (0.05, 0.95):
        share = posterior_quantiles(fit_prior(met, made), met, made, [level])[0][0]
        # the true end lies no further than 5e-5 from it
        below, above = (
            np.sum(weight * special.betainc(a + met[0], b + made[0] - met[0], x)) / weight.sum()
            for x in np.clip([share - 5e-5, share + 5e-5], 0, 1)
        )
        assert below <= level <= above


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
    assert answer[schema.CONVERSION].between(0.6, 0.9).all()
    assert answer.attrs["notes"] == [
        "Conversion starts from what is usual: 68% of referrals lead to a meeting (2 advocates)."
    ]


def test_without_a_referral_that_counts_nothing_is_usual() -> None:
    alone = network_of("ann: status=met met_on=2024-01-01\nben: status=contacted")
    assert not any("onversion" in note for note in ng.contacts(alone).attrs["notes"])
    young = network_of("ann: status=met met_on=2024-01-01\nann -> ben 2024-01-05")
    assert (
        "What conversion is usual is not known yet: 1 referral of the last 30 days may still lead "
        "to a meeting." in ng.contacts(young).attrs["notes"]
    )


@pytest.mark.parametrize(
    ("wait", "told"),
    [(0, "4 referrals of the as-of date itself"), (1, "the last day"), (6.5, "the last 6.5 days")],
)
def test_a_wait_of_no_days_is_said_as_the_day_it_is(wait: float, told: str) -> None:
    counts = np.array([2, 1]), np.array([4, 4])
    for met, made in (counts, (counts[0][:0], counts[1][:0])):
        (note,) = fit_prior(met, made, wait=wait, young=4).notes
        assert f"{told} may still" in note


def test_what_made_the_data_is_found_again() -> None:
    random = np.random.default_rng(7)
    made = random.integers(1, 30, 4_000)
    share = random.beta(2.0, 5.0, len(made))
    prior = fit_prior(random.binomial(made, share), made)
    assert prior.mean == pytest.approx(2 / 7, rel=0.05)
    assert prior.weight @ (prior.a + prior.b) == pytest.approx(7, rel=0.1)


def test_where_advocates_do_not_differ_their_intervals_are_narrow() -> None:
    """Eight hundred advocates with three referrals each, 5 % of which lead to a meeting."""
    random = np.random.default_rng(3)
    made = np.full(800, 3)
    met = random.binomial(made, 0.05)
    prior = fit_prior(met, made)
    low, high = (end[0] for end in posterior_quantiles(prior, met[:1], made[:1], (0.05, 0.95)))
    assert low < 0.05 < high
    assert high - low < 0.1


Counts = st.lists(
    st.integers(0, 40).flatmap(lambda made: st.tuples(st.integers(0, made), st.just(made))),
    min_size=1,
    max_size=30,
)


@given(Counts)
def test_the_share_lies_in_its_interval_and_rises_with_what_was_met(
    counts: list[tuple[int, int]],
) -> None:
    met, made = np.array(counts).T
    prior = fit_prior(met, made)
    assert prior.weight.sum() == pytest.approx(1)
    mean = posterior_mean(prior, met, made)
    low, high = posterior_quantiles(prior, met, made, (0.05, 0.95))
    assert ((low >= 0) & (low < high) & (high <= 1)).all()
    # five meetings of five more are never a worse sign
    assert (posterior_mean(prior, met + 5, made + 5) >= mean).all()
    assert (posterior_quantiles(prior, met + 5, made + 5, [0.05])[0] >= low - 1e-9).all()


@given(Counts)
def test_the_order_of_the_advocates_does_not_matter_and_none_is_as_good_as_no_referral(
    counts: list[tuple[int, int]],
) -> None:
    met, made = np.array(counts).T
    one, other = fit_prior(met, made), fit_prior(np.append(0, met[::-1]), np.append(0, made[::-1]))
    np.testing.assert_array_equal(one.weight, other.weight)
    assert one.advocates == np.count_nonzero(made)


def test_the_quantile_is_that_of_the_mixture() -> None:
    prior = fit_prior(np.array([0, 2, 9]), np.array([4, 3, 10]))
    share = posterior_quantiles(prior, np.array([1]), np.array([2]), [0.95])[0]
    mixed = stats.beta(prior.a + 1, prior.b + 1).cdf(share) @ prior.weight
    assert mixed == pytest.approx(0.95)


@given(Counts, st.sampled_from([1, 40, 400]), st.integers(0, 10))
def test_quantiles_are_where_incomplete_beta_functions_say(
    counts: list[tuple[int, int]], times: int, level: int
) -> None:
    """Few advocates leave parts that are narrow and far apart, many leave smooth mixtures."""
    met, made = np.array(counts).T
    prior = fit_prior(met, made, np.full(len(met), times))
    met, made, _ = distinct_pairs(met, made)
    levels = (0.01 + level / 100, 0.5, 0.95)
    for share, wanted in zip(posterior_quantiles(prior, met, made, levels), levels, strict=True):
        found = (share > 1e-15) & (share < 1 - 1e-9)  # nearer to the ends are no more digits
        alpha, beta = prior.a + met[found, None], prior.b + (made - met)[found, None]
        below = special.betainc(alpha, beta, share[found, None]) @ prior.weight
        np.testing.assert_allclose(below, wanted, rtol=0, atol=1e-7)


def test_a_pair_has_the_same_share_to_the_last_bit_whatever_other_pairs_there_are() -> None:
    rng = np.random.default_rng(1)
    made = rng.integers(1, 30, 500)
    met = rng.binomial(made, 0.3)
    prior = fit_prior(met, made)
    met, made, _ = distinct_pairs(met, made)
    levels = [0.05, 0.95]
    every = [posterior_mean(prior, met, made), *posterior_quantiles(prior, met, made, levels)]
    for number in (1, 3, 11):
        for at in np.array_split(np.arange(len(met)), len(met) // number):
            pairs = prior, met[at], made[at]
            few = [posterior_mean(*pairs), *posterior_quantiles(*pairs, levels)]
            np.testing.assert_array_equal(few, [one[at] for one in every])


def test_a_fit_is_the_same_whatever_was_fitted_before() -> None:
    random = np.random.default_rng(5)
    made = random.integers(1, 60, 3_000)
    met = random.binomial(made, 0.3)
    share_prior._remembered_gain.cache_clear()
    first = fit_prior(met, made)
    fit_prior(met[1:], made[1:])
    again = fit_prior(met, made)
    assert share_prior._remembered_gain.cache_info().hits > 0
    np.testing.assert_array_equal([first.a, first.weight], [again.a, again.weight])


# --- which referrals count ---------------------------------------------------------------------


def fresh(days: int, *, waits: list[int]) -> ng.ReferralNetwork:
    """Ann names some, each met so many days later; then, before the end, two more, one met.

    Zoe's date is the as-of date, 2024-06-01.
    """
    people = [f"w{i}" for i in range(len(waits))]
    first, end = pd.Timestamp("2024-01-01"), pd.Timestamp("2024-06-01")
    contacts = pd.DataFrame(
        {
            schema.CONTACT_ID: ["ann", *people, "old", "new", "zoe"],
            schema.STATUS: ["met", *["met"] * len(people), "contacted", "met", "contacted"],
            schema.MET_ON: [
                None,
                *[str((first + pd.Timedelta(days=w)).date()) for w in waits],
                *[None] * 3,
            ],
            schema.LAST_CONTACT_ON: [None] * (len(people) + 3) + [str(end.date())],
        }
    )
    late = str((end - pd.Timedelta(days=days)).date())
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: "ann",
            schema.REFERRED_ID: [*people, "old", "new"],
            schema.REFERRED_ON: [*["2024-01-01"] * len(people), late, late],
        }
    )
    return ng.from_frames(contacts, referrals)


@pytest.mark.parametrize(
    ("waits", "usual"),
    [
        ([5] * 9, 30),  # nine meetings tell too little
        ([5] * 9 + [40], 5),
        ([4] * 5 + [7] * 5, 5.5),
    ],
)
def test_a_referral_counts_once_it_is_older_than_the_usual_wait(
    waits: list[int], usual: float
) -> None:
    for days, young in ((int(usual), 2), (int(usual) + 1, 0)):
        net = fresh(days, waits=waits)
        prior = fitted_prior(net)
        assert prior is not None
        assert (prior.wait, prior.young) == (usual, young)
        told = any("still" in note for note in ng.advocates(net).attrs["notes"])
        assert told == bool(young)
        # a young meeting is no success either, beside the young that wait
        row = ng.advocates(net).iloc[0]
        assert row[schema.REFERRALS_MET] == len(waits) + 1
        assert row[schema.REFERRALS_MADE] == len(waits) + 2


def test_whose_referrals_are_all_young_is_said_to_be_as_usual() -> None:
    net = network_of(
        """
        ann: status=met
        bob: status=met
        ben: status=met
        zoe: status=contacted contacted_on=2024-06-01
        ann -> ben
        bob -> cho 2024-05-20
        """
    )
    answer = ng.advocates(net).set_index(schema.CONTACT_ID)
    prior = fitted_prior(net)
    assert prior is not None
    assert answer.loc["bob", schema.CONVERSION] == pytest.approx(prior.mean)
    assert answer.loc["ann", schema.CONVERSION] > prior.mean
    assert "1 referral of the last 30 days" in answer.attrs["notes"][0]
    assert "Older ones without a meeting count as none" in answer.attrs["notes"][0]


def test_the_usual_wait_is_the_median_of_all_meetings() -> None:
    days, often = np.array([9, 2, 5]), np.array([4, 6, 1])
    assert usual_wait(np.repeat(days, often)) == np.median(np.repeat(days, often)) == 2
    assert usual_wait(days, often) == 2
    assert usual_wait(days, np.array([6, 6, 0])) == 5.5


def test_where_no_meetings_are_kept_conversion_is_not_guessed() -> None:
    referrals = pd.DataFrame({schema.REFERRER_ID: ["a", "a"], schema.REFERRED_ID: ["b", "c"]})
    answer = ng.advocates(ng.from_frames(pd.DataFrame({schema.CONTACT_ID: ["a"]}), referrals))
    assert answer[[schema.CONVERSION, schema.CONVERSION_LOW, schema.EVIDENCE]].isna().all(axis=None)
