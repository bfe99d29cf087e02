"""Honest shares: how many of somebody's referrals lead to a meeting, and how sure that is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import schema
from netgraph.analysis.days import today
from netgraph.analysis.late_meetings import dated_referrals, late_meetings
from netgraph.analysis.people import people
from netgraph.analysis.share_prior import (
    Prior,
    distinct_pairs,
    fit_prior,
    posterior_mean,
)
from netgraph.analysis.share_quantiles import posterior_quantiles
from netgraph.analysis.waits import counts_by_now, meeting_waits, usual_wait
from netgraph.facts import remembered

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Longs, Reals, Words
    from netgraph.network import ReferralNetwork


# The interval leaves 5 % on each side; its width grades the evidence (``schema.EVIDENCES``). The
# meanings of these columns spell all three numbers for users.
TAIL_SHARE: Final = 0.05
STRONG_WIDTH: Final = 0.25
SOME_WIDTH: Final = 0.50


class Conversion(NamedTuple):
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


def notes_of(prior: Prior | None) -> list[str]:
    """Say what conversion is usual, and how many referrals wait."""
    return prior.notes if prior else []


@remembered
def conversion(net: ReferralNetwork) -> Conversion:
    """Estimate the share of each contact's referrals that lead to a meeting.

    Beta-binomial: everybody has a share of their own, drawn from a Beta distribution of which mean
    and size are integrated out (``share_prior``), so who made one referral is judged mostly by what
    is usual and who made many by their own. A referral counts once it is older than the usual wait
    to a meeting: a fresh one without a meeting is no failure, and one with a meeting no success
    beside those that wait. Assumes that meetings of one person's referrals are independent, and
    that who was not met after the usual wait never will be: half of all meetings come later, so
    shares are too low where meetings take weeks or referrals come ever faster
    (``tests/benchmarks/README.md`` has the table; the rule is the contract's). Where that is much
    the notes say by how much (``late_meetings``).

    Notes
    -----
    Cost O(distinct (met, made) pairs x nodes of the grid) special functions.
    """
    return conversion_of(net, slice(None))


def conversion_of(net: ReferralNetwork, rows: Longs | slice) -> Conversion:
    """Estimate the same of some contacts alone, by their positions in ``net.links.ids``."""
    prior = fitted_prior(net)
    counts = referral_counts(net, 0 if prior is None else prior.wait)
    advocate = net.links.referrals_made > 0
    return shares(prior, counts.met[rows], counts.made[rows], advocate[rows])


def shares(prior: Prior | None, met: Longs, made: Longs, advocate: Flags) -> Conversion:
    """Estimate everybody's share of the referrals ``made`` that led to a meeting, ``met``.

    ``advocate`` is who made any referral: where none counts yet, all that is said is what is usual.
    """
    mean, low, high = np.full((3, len(made)), np.nan)
    evidence = np.full(len(made), None, dtype=object)
    if prior is None or not advocate.any():
        return Conversion(mean, low, high, evidence, prior)
    # int64[pairs] twice, and int64[advocates], which of the pairs is theirs: special functions are
    # slow, so they run once a pair
    met_each, made_each, back = distinct_pairs(met[advocate], made[advocate])
    mean[advocate] = posterior_mean(prior, met_each, made_each)[back]
    levels = TAIL_SHARE, 1 - TAIL_SHARE
    ends = posterior_quantiles(prior, met_each, made_each, levels)
    low[advocate], high[advocate] = (end[back] for end in ends)
    width = ends[1] - ends[0]
    grade = np.select(
        [width <= STRONG_WIDTH, width <= SOME_WIDTH], [schema.STRONG, schema.SOME], schema.TOO_EARLY
    )
    evidence[advocate] = grade.astype(object)[back]
    return Conversion(mean, low, high, evidence, prior)


@remembered
def fitted_prior(net: ReferralNetwork) -> Prior | None:
    """The prior, weighed by all advocates; None where no meetings are kept."""
    who = people(net)
    if not who.keeps_statuses:
        return None
    wait = usual_wait(meeting_waits(who.met_on, net.forest.arrival))
    counts = referral_counts(net, wait)
    prior = fit_prior(counts.met, counts.made, wait=wait, young=counts.young)
    return replace(prior, late=late_meetings(dated_referrals(net), today=today(net), wait=wait))


class ReferralCounts(NamedTuple):
    """Referrals that count: int64[n] met and made, and how many of all are too young."""

    met: Longs
    made: Longs
    young: int


def referral_counts(net: ReferralNetwork, wait: float) -> ReferralCounts:
    """Count the referrals of everybody that are older than a wait; undated ones always count."""
    links = net.links
    # bool, one a referral
    old = counts_by_now(links.day, today=today(net), wait=wait)
    met = old & people(net).met[links.target]
    return ReferralCounts(
        np.bincount(links.source[met], minlength=links.size),
        np.bincount(links.source[old], minlength=links.size),
        int(np.count_nonzero(~old)),
    )


def referrals_met(net: ReferralNetwork) -> Longs:
    """Count the people each contact referred who were met: int64[n]."""
    links = net.links
    # the referrers of all referrals that led to a meeting, each as often as they made one
    referrer = links.source[people(net).met[links.target]]
    return np.bincount(referrer, minlength=links.size)
