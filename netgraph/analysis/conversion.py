"""Honest shares: how many of somebody's referrals lead to a meeting, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.people import people
from netgraph.facts import remembered

if TYPE_CHECKING:
    from netgraph.arrays import Longs, Reals, Words
    from netgraph.network import ReferralNetwork


ENOUGH_ADVOCATES: Final = 20
# Beta(2, 2) has the mean 1/2 and counts as much as four referrals: a few real ones outweigh it.
WEAK_PRIOR: Final = (2.0, 2.0)
LARGEST_PRIOR: Final = 1_000.0
"""A fit whose a + b is beyond this says that nobody differs: it is not taken for a fit."""
# The interval leaves 5 % on each side; its width grades the evidence (``schema.EVIDENCES``). The
# meanings of these columns spell all three numbers for users.
TAIL_SHARE: Final = 0.05
STRONG_WIDTH: Final = 0.25
SOME_WIDTH: Final = 0.50


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of anybody's share before their own referrals are looked at: Beta(a, b)."""

    a: float
    b: float
    advocates: int
    fitted: bool

    @property
    def note(self) -> str:
        """Say which prior this is and from how many advocates."""
        if self.fitted:
            return (
                f"Conversion starts from Beta({self.a:.2f}, {self.b:.2f}), "
                f"fitted to {self.advocates} advocates."
            )
        return (
            f"Conversion starts from Beta({self.a:g}, {self.b:g}), a weak guess: "
            f"{self.advocates} advocates give no fit."
        )


@dataclass(frozen=True, slots=True)
class Conversion:
    """Posterior of everybody's share; float64[n] each, nan for who made no referral.

    Parameters
    ----------
    mean, low, high
        Posterior mean and the 5 % and 95 % points.
    evidence
        object[n], ``strong``, ``some`` or ``too early`` by the width of that interval, None without
        referral.
    prior
        The prior, None where no meetings are kept and nothing can be said.
    """

    mean: Reals
    low: Reals
    high: Reals
    evidence: Words
    prior: Prior | None

    @property
    def notes(self) -> list[str]:
        """Say which prior the shares start from."""
        return [self.prior.note] if self.prior else []


@remembered
def conversion(net: ReferralNetwork) -> Conversion:
    """Estimate the share of each contact's referrals that lead to a meeting.

    Beta-binomial: everybody has a share of their own, drawn from Beta(a, b); a and b are fitted by
    maximum likelihood over all advocates, so who made one referral is judged mostly by what is
    usual and who made many by their own (empirical Bayes; Casella, Am. Stat. 39, 1985). Assumes
    that meetings of one person's referrals are independent. Don't believe it while many referrals
    are too fresh to have led anywhere.

    Notes
    -----
    Cost O(distinct (met, made) pairs) special functions.
    """
    # int64[n], people whom each referred: no pair is there twice, so referrals are people.
    return shares(fitted_prior(net), referrals_met(net), net.links.referrals_made)


def shares(prior: Prior | None, met: Longs, made: Longs) -> Conversion:
    """Estimate everybody's share of the referrals ``made`` that led to a meeting, ``met``."""
    mean, low, high = np.full((3, len(made)), np.nan)
    evidence = np.full(len(made), None, dtype=object)
    if prior is None:
        return Conversion(mean, low, high, evidence, None)
    advocate = made > 0
    # the posterior of a Beta prior and binomial counts is Beta(a + met, b + made - met)
    mean[advocate] = (prior.a + met[advocate]) / (prior.a + prior.b + made[advocate])
    low[advocate], high[advocate] = _interval(prior, met[advocate], made[advocate])
    width = (high - low)[advocate]
    evidence[advocate] = np.select(
        [width <= STRONG_WIDTH, width <= SOME_WIDTH], [schema.STRONG, schema.SOME], schema.TOO_EARLY
    )
    return Conversion(mean, low, high, evidence, prior)


@remembered
def fitted_prior(net: ReferralNetwork) -> Prior | None:
    """The prior, fitted over all advocates; None where no meetings are kept."""
    if not people(net).keeps_statuses:
        return None
    made = net.links.referrals_made
    return fit_prior(referrals_met(net)[made > 0], made[made > 0])


def referrals_met(net: ReferralNetwork) -> Longs:
    """Count the people each contact referred who were met: int64[n]."""
    links = net.links
    # the referrers of all referrals that led to a meeting, each as often as they made one
    referrer = links.source[people(net).met[links.target]]
    return np.bincount(referrer, minlength=links.size)


def fit_prior(met: Longs, made: Longs, weight: Longs | None = None) -> Prior:
    """Fit Beta(a, b) to counts of met among made by beta-binomial maximum likelihood.

    Parameters
    ----------
    met, made
        int64[advocates], ``0 <= met <= made``, ``made >= 1``.
    weight
        int64[advocates], how many advocates have these counts; default: one each.

    Returns
    -------
    The fit, or Beta(2, 2) with fewer than 20 advocates or where the likelihood has no inner
    maximum.
    """
    weight = np.ones(len(made), dtype=np.int64) if weight is None else weight
    advocates = int(weight.sum())
    weak = Prior(*WEAK_PRIOR, advocates=advocates, fitted=False)
    if advocates < ENOUGH_ADVOCATES:
        return weak
    from scipy.optimize import minimize
    from scipy.special import betaln

    pairs, back = _distinct_pairs(met, made)
    # float64[pairs]: met and made of each distinct pair of counts, and how many advocates have it.
    # All with the same counts have the same likelihood, so it is worked out once for them
    pair_met, pair_made = pairs.astype(np.float64).T
    advocates_each = np.bincount(back, weight)

    def negative_log_likelihood(log_ab: Reals) -> float:
        a, b = np.exp(log_ab)
        gain = betaln(a + pair_met, b + pair_made - pair_met) - betaln(a, b)
        return -float(advocates_each @ gain)

    # begin at the pooled share (kept off 0 and 1 by two made-up referrals), as sure as 4 referrals;
    # searched are logarithms, so that a and b stay positive
    share = (met @ weight + 1) / (made @ weight + 2)
    bound = np.log(LARGEST_PRIOR)
    fit = minimize(
        negative_log_likelihood,
        np.log([4 * share, 4 * (1 - share)]),
        # without derivatives: on a flat ridge those of a difference are noise
        method="Nelder-Mead",
        bounds=[(-bound, bound)] * 2,
        options={"xatol": 1e-7, "fatol": 1e-10, "maxfev": 2_000},
    )
    a, b = np.exp(fit.x)
    # a search can stop halfway up a ridge that rises for ever: then the far end is likelier still
    far_end = fit.x + np.log(LARGEST_PRIOR / (a + b))
    inside = a + b <= LARGEST_PRIOR and min(a, b) >= 2 / LARGEST_PRIOR
    if not (fit.success and inside and negative_log_likelihood(far_end) > fit.fun):
        return weak
    return Prior(float(a), float(b), advocates=advocates, fitted=True)


def _interval(prior: Prior, met: Longs, made: Longs) -> tuple[Reals, Reals]:
    from scipy.special import betaincinv

    pairs, back = _distinct_pairs(met, made)
    # float64[pairs], the posterior of each distinct pair. ``betaincinv`` is the quantile of a Beta
    # distribution; it is slow, so it runs once a pair, and ``back`` hands it out: float64[n].
    a, b = prior.a + pairs[:, 0], prior.b + pairs[:, 1] - pairs[:, 0]
    return betaincinv(a, b, TAIL_SHARE)[back], betaincinv(a, b, 1 - TAIL_SHARE)[back]


def _distinct_pairs(met: Longs, made: Longs) -> tuple[Longs, Longs]:
    """Distinct (met, made), and for everybody which is theirs: few, however many the people."""
    # a pair as one integer, made above met: met is smaller than the width
    width = int(made.max(initial=0)) + 1
    back, code = pd.factorize(made * width + met, sort=True)
    return np.column_stack([code % width, code // width]), back
