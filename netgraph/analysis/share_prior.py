"""What is known of anybody's share before their own trials are looked at: integrated, not fitted.

A share of somebody's referrals leads to a meeting. The shares of all advocates are drawn from one
Beta distribution, of which mean and size (a + b) are unknown too. One pair that fits best would
pretend to know them: with few advocates, or with such as do not differ, its intervals are far too
narrow. So everything is averaged over a grid of both, each node weighted by how likely it makes
what was seen (Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, 5.3).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph.wording import over_searches, with_noun

if TYPE_CHECKING:
    from netgraph.analysis.late_meetings import LateMeetings
    from netgraph.arrays import Floats, Longs

SIZES: Final = (0.5, 2000.0)
SIZE_EXPONENT: Final = -0.5
"""The logarithm of the size has the density size^-1/2: it prefers shares that differ, weakly."""
LOGIT_MOST: Final = 14.0
"""Means are searched from e^-14, about one in a million, to as near 1."""
COARSE: Final = 33
SIZE_NODES: Final = (11, 20)
MEAN_NODES: Final = (22, 64)
"""Nodes along the size and along the mean, at least and at most."""
GOLDEN_SECTION: Final = 0.6180339887498949
"""Multiples of it, modulo 1, fill an interval evenly however many they are."""
MOST_CELLS: Final = 40_000
"""Nodes times distinct counts, about: where many counts differ, little is left to integrate."""
ROUNDS: Final = 8
MOST_REMEMBERED: Final = 150_000
"""Logarithms of gamma functions are kept for another fit where they are at most so many."""
UNLIKELY: Final = 16.0
"""A row of nodes is left out where none is within e^-16 of the likeliest."""
NEGLIGIBLE: Final = 1e-6
"""Nodes of less weight, beside the heaviest, change no digit that is shown."""


@dataclass(frozen=True, slots=True)
class Prior:
    """A mixture of Beta(a, b), weighted by what all advocates did.

    Parameters
    ----------
    a, b, weight
        float64[nodes]; the weights sum to 1.
    advocates
        How many advocates it was learned from.
    wait
        Days after which a referral counts, met or not.
    young
        Referrals that don't count yet.
    searches
        Of how many searches together.
    late
        How many that count as not met may still be; None where too few waits tell.
    """

    a: Floats
    b: Floats
    weight: Floats
    advocates: int
    wait: float
    young: int
    searches: int = 1
    late: LateMeetings | None = None

    @property
    def mean(self) -> float:
        """What share is usual."""
        return float(self.weight @ (self.a / (self.a + self.b)))

    @property
    def notes(self) -> list[str]:
        """Say what is usual, from how many advocates, and how many referrals wait."""
        young, among = with_noun(self.young, "referral"), over_searches(self.searches)
        if not self.advocates:
            waiting = f"{young} {self._lately}{among} may still lead to a meeting."
            return [f"What conversion is usual is not known yet: {waiting}"] if self.young else []
        usual = (
            f"Conversion starts from what is usual: {self.mean:.0%} of referrals lead to a meeting "
            f"({with_noun(self.advocates, 'advocate')}{among})"
        )
        late = self.late.note if self.late else None
        if not self.young:
            return [f"{usual}.", *([late] if late else [])]
        wait = f"{young} {self._lately} may still and don't count yet"
        if late:
            return [f"{usual}; {wait}.", late]
        few = "Older ones without a meeting count as none, though some still may."
        return [f"{usual}; {wait}. {few}"]

    @property
    def _lately(self) -> str:
        """Since when referrals wait; where meetings follow on the same day it is this one alone."""
        if self.wait < 1:
            return "of the as-of date itself"
        return f"of the last {'day' if self.wait == 1 else f'{self.wait:g} days'}"


def fit_prior(
    met: Longs, made: Longs, weight: Longs | None = None, *, wait: float = 0, young: int = 0
) -> Prior:
    """Weigh the grid of priors by counts of met among made.

    Parameters
    ----------
    met, made
        int64[advocates], ``0 <= met <= made``; who made none tells nothing.
    weight
        int64[advocates], how many advocates have these counts; default: one each.
    wait, young
        As ``Prior`` has them.

    Notes
    -----
    Cost O(distinct numbers x grid), not O(advocates): the logarithm of a beta-binomial likelihood
    is a sum of log-gammas of a + met, b + made - met and a + b + made.
    """
    weight = np.ones(len(made), dtype=np.int64) if weight is None else weight
    told = (made > 0) & (weight > 0)
    met, made, weight = met[told], made[told], weight[told]
    counts = tuple(_tally(n, weight) for n in (met, made - met, made))
    # the part of the plane (logit of the mean, logarithm of the size) that matters: all of it, then
    # less and less, until a look at it leaves nothing more out
    box = np.array([[-LOGIT_MOST, LOGIT_MOST], np.log(SIZES)])
    for _ in range(ROUNDS):
        smaller = _narrowed(box, counts)
        done = np.allclose(np.ptp(smaller, axis=1), np.ptp(box, axis=1), rtol=0.2)
        box = smaller
        if done:
            break
    logit, size, length = _moved_nodes(box, MOST_CELLS / max(1, len(distinct_pairs(met, made)[0])))
    log_weight = _log_weight(logit, size, counts) + np.log(length)
    heavy = log_weight > log_weight.max() + np.log(NEGLIGIBLE)
    likely = np.exp(log_weight[heavy] - log_weight.max())
    a, b = (part[heavy] for part in _beta(logit, size))
    return Prior(a, b, likely / likely.sum(), int(weight.sum()), wait, young)


def _moved_nodes(box: Floats, number: float) -> tuple[Floats, Floats, Floats]:
    """Logit of the mean, size, and length along the size, of about so many nodes of a box.

    Along the logit the density falls off at both ends, and equal steps are best; along the size it
    need not be small at the least and the largest, which Gauss-Legendre nodes take well. Of large
    sizes the Beta distributions are narrower than a step along the logit, and as many sharp bumps
    as there are steps would be added up: the nodes of each size are moved by another part of a
    step, so that those of one size fill the gaps of the others.
    """
    sizes = int(np.clip(np.sqrt(number / 3), *SIZE_NODES))
    means = int(np.clip(number / sizes, *MEAN_NODES))
    node, length = np.polynomial.legendre.leggauss(sizes)
    log_size = box[1].mean() + np.ptp(box[1]) / 2 * node
    # float64[means, sizes]: steps from the lower end of the box
    steps = np.arange(means)[:, None] + (GOLDEN_SECTION * np.arange(sizes)) % 1
    logit = box[0, 0] + np.ptp(box[0]) / means * steps
    return logit.ravel(), np.tile(np.exp(log_size), means), np.tile(length, means)


def _tally(number: Longs, weight: Longs) -> tuple[Floats, Longs]:
    """Distinct numbers above 0, and how many advocates have each: 0 adds nothing."""
    # the most is a number of referrals, so a place for every number up to it is few
    advocates = np.bincount(number, weight)
    distinct = np.flatnonzero(np.bincount(number))
    distinct = distinct[distinct > 0]
    return distinct.astype(np.float64), advocates[distinct]


def _middles(ends: Floats, number: int) -> Floats:
    """Middles of so many equal steps between two ends: float64[number]."""
    middles: Floats = ends[0] + np.ptp(ends) * (np.arange(number) + 0.5) / number
    return middles


def _plane(logits: Floats, log_sizes: Floats) -> tuple[Floats, Floats]:
    """Logit of the mean and size, of every node of a grid: float64[nodes] each."""
    logit, log_size = np.meshgrid(logits, log_sizes, indexing="ij")
    return logit.ravel(), np.exp(log_size.ravel())


def _beta(logit: Floats, size: Floats) -> tuple[Floats, Floats]:
    return size / (1 + np.exp(-logit)), size / (1 + np.exp(logit))


def _log_weight(logit: Floats, size: Floats, counts: tuple[tuple[Floats, Longs], ...]) -> Floats:
    """Logarithm of prior times likelihood at each node: float64[nodes]."""
    a, b = _beta(logit, size)
    # a uniform mean has the density mean (1 - mean) in its logit
    log_weight = np.log(a / size) + np.log(b / size) + SIZE_EXPONENT * np.log(size)
    # B(a + met, b + made - met) / B(a, b), the three log-gammas one after the other
    for (number, often), base, sign in zip(counts, (a, b, size), (1, 1, -1), strict=True):
        log_weight = log_weight + sign * (_gains(base, number) @ often)
    return log_weight


def _gains(base: Floats, number: Floats) -> Floats:
    """By how much the log-gamma of each base grows with each number: float64[nodes, numbers].

    The same network with a person less, or on another day, is looked at through the same nodes, and
    most of its numbers are the same.
    """
    if not 0 < len(base) * len(number) <= MOST_REMEMBERED:
        return _log_gamma_growth(base, number)
    bases = base.tobytes()
    return np.concatenate([_remembered_gain(bases, float(n)) for n in number], axis=1)


@functools.lru_cache(maxsize=2_000)
def _remembered_gain(bases: bytes, number: float) -> Floats:
    """Give the growth with one number: float64[nodes, 1]."""
    return _log_gamma_growth(np.frombuffer(bases), np.array([number]))


def _log_gamma_growth(base: Floats, number: Floats) -> Floats:
    from scipy.special import gammaln

    growth: Floats = gammaln(base[:, None] + number) - _log_gamma(base.tobytes())[:, None]
    return growth


@functools.lru_cache(maxsize=16)
def _log_gamma(bases: bytes) -> Floats:
    """Give the log-gamma of each base, once for all the numbers that are added: float64[nodes]."""
    from scipy.special import gammaln

    found: Floats = gammaln(np.frombuffer(bases))
    return found


def _narrowed(box: Floats, counts: tuple[tuple[Floats, Longs], ...]) -> Floats:
    """Cut off the edges of a box that hold nothing likely: float64[2, 2]."""
    log_weight = _log_weight(*_plane(*(_middles(ends, COARSE) for ends in box)), counts)
    log_weight = log_weight.reshape(COARSE, COARSE)
    smaller = box.copy()
    for axis in (0, 1):
        best = log_weight.max(axis=1 - axis)
        likely = np.flatnonzero(best > best.max() - UNLIKELY)
        # a cell more on each side: what is likely may begin within it
        ends = np.array([likely[0] - 1, likely[-1] + 2]) / COARSE
        smaller[axis] = box[axis, 0] + np.ptp(box[axis]) * np.clip(ends, 0, 1)
    return smaller


def posterior_mean(prior: Prior, met: Longs, made: Longs) -> Floats:
    """Mean share of who had ``met`` of ``made``: float64[pairs]."""
    # float64[pairs, nodes] / float64[pairs, nodes]: the mean of each Beta(a + met, b + made - met)
    share = (prior.a + met[:, None]) / (prior.a + prior.b + made[:, None])
    return weighted(share, prior.weight)


def weighted(parts: Floats, weight: Floats) -> Floats:
    """Weighted sum of each row of parts: float64[pairs] of float64[pairs, nodes].

    Each row is added up by itself. A product of matrices adds up in another order where there are
    more rows or fewer, and the last digits of a pair would depend on the other pairs.
    """
    total: Floats = np.einsum("ij,j->i", parts, weight)
    return total


def distinct_pairs(met: Longs, made: Longs) -> tuple[Longs, Longs, Longs]:
    """Distinct (met, made), and for everybody which is theirs: few, however many the people."""
    # a pair as one integer, made above met: met is smaller than the width
    width = int(made.max(initial=0)) + 1
    back, code = pd.factorize(made * width + met, sort=True)
    return code % width, code // width, back
