"""Between which shares somebody's own share lies: quantiles of mixtures of Beta distributions."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph.analysis.share_prior import weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.analysis.share_prior import Prior
    from netgraph.arrays import Flags, Floats, Longs

MOST_LOGIT: Final = 36.0
"""Quantiles are looked for up to here: e^-36 is below the precision of 1 - x."""
MOST_HALVINGS: Final = 100
LOGIT_ERROR: Final = 1e-7
LAST_STEP: Final = 1e-3
"""A step of Halley's method leaves an error of about its cube: after a shorter one it has ended."""
TAIL_NODES: Final = 32
NODES_BETWEEN: Final = 20
"""Gauss-Legendre nodes: with so many the error is that of the last digits (tests)."""
TAIL_ENDS: Final = 32.0
"""A tail is added up until the density has fallen by e^-32, below the precision of its sum."""
BLOCK_CELLS: Final = 50_000
"""Pairs times nodes of the grid that are worked on at a time: arrays that fit a core's cache."""
MOST_WIDTH: Final = 5.0
"""A mixture is smooth where its interval is at most so many standard deviations of its parts."""
LONGER: Final = 1.3
"""Factor by which a tail grows until it is long enough."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is known of the shares of some pairs (met, made): a mixture of Beta distributions each.

    Parameters
    ----------
    prior
        What was known before.
    met, failed
        float64[pairs]: referrals that led to a meeting, and that did not.
    alpha, beta, scale
        float64[pairs, nodes]: the parts, and the logarithms of their beta functions.
    powers
        float64[2, nodes]: the parts of the prior, one above the other.
    """

    prior: Prior
    met: Floats
    failed: Floats
    alpha: Floats
    beta: Floats
    scale: Floats
    powers: Floats

    def of(self, rows: Flags | Longs) -> Mixture:
        """Give the mixtures of some of the pairs."""
        return replace(
            self,
            met=self.met[rows],
            failed=self.failed[rows],
            alpha=self.alpha[rows],
            beta=self.beta[rows],
            scale=self.scale[rows],
        )

    def densities(self, logit: Floats) -> Floats:
        """Density of each part along the logit, at a point a pair: float64[pairs, nodes]."""
        # float64[pairs] twice: logarithms of the share and of what is left of it
        share, rest = -np.logaddexp(0, -logit), -np.logaddexp(0, logit)
        each = share[:, None] * self.powers[0]
        each += rest[:, None] * self.powers[1]
        each += (self.met * share + self.failed * rest)[:, None]
        each -= self.scale
        dense: Floats = np.exp(each, out=each)
        return dense

    def between(self, low: Floats, high: Floats, nodes: int) -> Floats:
        """Probability between two logits, by Gauss-Legendre quadrature: float64[pairs]."""
        middle, half = (low + high) / 2, (high - low) / 2
        total = np.zeros(len(low))
        for node, length in zip(*_gauss_legendre(nodes), strict=True):
            total += length * weighted(self.densities(middle + half * node), self.prior.weight)
        return half * total

    def below(self, logit: Floats) -> Floats:
        """Probability below a logit, by incomplete beta functions: float64[pairs]."""
        from scipy.special import betainc

        share = 1 / (1 + np.exp(-logit))
        found = np.asarray(betainc(self.alpha, self.beta, share[:, None]), dtype=np.float64)
        return weighted(found, self.prior.weight)


def posterior_quantiles(
    prior: Prior, met: Longs, made: Longs, levels: Sequence[float]
) -> list[Floats]:
    """Shares below which who had ``met`` of ``made`` lies with each of some probabilities.

    Parameters
    ----------
    prior
        What was known before.
    met, made
        int64[pairs].
    levels
        Probabilities, ascending.

    Returns
    -------
    float64[pairs] for each level.

    Notes
    -----
    Halley's method in the logit of the share, held within a bracket. It begins at the quantile of
    the one Beta distribution with the same mean and variance. Cost O(pairs x nodes of the grid) for
    each of some fifty nodes of a quadrature, and for each step after the first, which few take.
    """
    # float64[pairs in the block] for each level, block after block
    blocks = np.array_split(np.arange(len(met)), len(met) * len(prior.a) // BLOCK_CELLS + 1)
    found = [_of_block(prior, met[block], made[block], levels) for block in blocks]
    return [np.concatenate(level) for level in zip(*found, strict=True)]


def _of_block(prior: Prior, met: Longs, made: Longs, levels: Sequence[float]) -> list[Floats]:
    """Find the quantiles of so few pairs that each step's arrays fit a core's cache."""
    from scipy.special import betaln

    alpha, beta = prior.a + met[:, None], prior.b + (made - met)[:, None]
    counts = met.astype(float), (made - met).astype(float)
    powers = np.stack([prior.a, prior.b])
    mixture = Mixture(prior, *counts, alpha, beta, betaln(alpha, beta), powers)
    starts = [_start(mixture, level) for level in levels]
    known = _below_starts(mixture, starts)
    return [
        _quantile(mixture, level, start, below)
        for level, start, below in zip(levels, starts, known, strict=True)
    ]


def _below_starts(mixture: Mixture, starts: list[Floats]) -> list[Floats]:
    """Probability below each of ascending logits: float64[pairs] each.

    Incomplete beta functions cost fifteen times as much as quadrature, which is as exact where
    mixtures are smooth.
    """
    smooth = _smooth(mixture, starts[0], starts[-1])
    if not smooth.any():
        return [mixture.below(logit) for logit in starts]
    found = [np.empty(len(smooth)) for _ in starts]
    rough, even = mixture.of(~smooth), mixture.of(smooth)
    for below, logit in zip(found, starts, strict=True):
        below[~smooth] = rough.below(logit[~smooth])
    at = starts[0][smooth]
    total = even.between(at - _tail(even, at), at, TAIL_NODES)
    for below, logit in zip(found, starts, strict=True):
        if logit is not starts[0]:
            total = total + even.between(at, logit[smooth], NODES_BETWEEN)
            at = logit[smooth]
        below[smooth] = total
    return found


@functools.cache
def _gauss_legendre(nodes: int) -> tuple[Floats, Floats]:
    """Nodes from -1 to 1 and their lengths: float64[nodes] each."""
    return np.polynomial.legendre.leggauss(nodes)


def _smooth(mixture: Mixture, low: Floats, high: Floats) -> Flags:
    """Whether no part has its peak in the tail below, or is narrow beside the interval."""
    # of the logit of Beta(a, b) the variance is about 1/a + 1/b, and the mode log(a/b)
    spread = np.sqrt(1 / mixture.alpha + 1 / mixture.beta).min(axis=1)
    mode = np.log(mixture.alpha / mixture.beta).min(axis=1)
    smooth: Flags = (high - low <= MOST_WIDTH * spread) & (mode > low)
    return smooth


def _tail(mixture: Mixture, logit: Floats) -> Floats:
    """How far below a logit a density ends: float64[pairs]."""

    def ends(rows: Longs, length: Floats) -> Flags:
        at, part = logit[rows], (mixture.alpha[rows], mixture.beta[rows])
        # how much the logarithms of share and rest fall over the length
        share = np.logaddexp(0, length - at) - np.logaddexp(0, -at)
        rest = np.logaddexp(0, at - length) - np.logaddexp(0, at)
        fallen: Flags = (part[0] * share[:, None] + part[1] * rest[:, None]).min(axis=1) > TAIL_ENDS
        return fallen

    # float64[pairs]: where the density fell as e^(a y) all along, a tail would be so long; it falls
    # more slowly at first
    length: Floats = TAIL_ENDS / mixture.alpha.min(axis=1, initial=np.inf)
    left = np.arange(len(logit))
    while len(left := left[~ends(left, length[left])]):
        length[left] *= LONGER
    return length


def _quantile(mixture: Mixture, level: float, start: Floats, below_start: Floats) -> Floats:
    """Share below which everybody's lies with a probability, looked for from a logit."""
    weight, logit = mixture.prior.weight, start.copy()
    low, high = np.full(len(logit), -MOST_LOGIT), np.full(len(logit), MOST_LOGIT)
    # who is below the bracket stays at its end; the others are looked for, until none is left
    # (of so small a share x, the probability below is x^a / (a B(a, b)) to the last digit)
    least = np.exp(-MOST_LOGIT * mixture.alpha - mixture.scale - np.log(mixture.alpha))
    beyond = weighted(least, weight) >= level
    logit[beyond] = -MOST_LOGIT
    left = np.flatnonzero(~beyond)
    part, found = mixture.of(left), below_start[left]
    for _ in range(MOST_HALVINGS):
        y = logit[left]
        share = 1 / (1 + np.exp(-y))
        # float64[left]: probability below the share, its density along the logit, and how steep
        # that is
        below = found - level
        each = part.densities(y)
        density = weighted(each, weight)
        steep_parts = each * (part.alpha - (part.alpha + part.beta) * share[:, None])
        slope = weighted(steep_parts, weight)
        low[left], high[left] = (
            np.where(below < 0, y, low[left]),
            np.where(below < 0, high[left], y),
        )
        # where the density is so small that a step would leave the bracket, the bracket is halved
        steep = density > abs(below) / MOST_LOGIT / 2
        step = np.divide(below, density, out=np.full(len(y), np.inf), where=steep)
        # Halley's correction, where it changes the length of a step by less than half
        bend = np.multiply(slope, step, out=np.zeros(len(y)), where=steep)
        np.divide(bend, 2 * density, out=bend, where=steep)
        step = np.where(abs(bend) < 0.5, step / (1 - bend), step)
        inside = (y - step > low[left]) & (y - step < high[left])
        logit[left] = np.where(inside, y - step, (low[left] + high[left]) / 2)
        moved = abs(logit[left] - y)
        going_on = (moved > LAST_STEP) | (~inside & (moved > LOGIT_ERROR))
        left = left[going_on]
        if len(left) == 0:
            break
        part = part.of(going_on)
        found = part.below(logit[left])
    return 1 / (1 + np.exp(-logit))


def _start(mixture: Mixture, level: float) -> Floats:
    """Logit of the quantile of the Beta distribution with the mean and variance of the mixture."""
    from scipy.special import betaincinv

    weight, total = mixture.prior.weight, mixture.alpha + mixture.beta
    share = mixture.alpha / total
    mean = weighted(share, weight)
    spread = weighted(share * (1 - share) / (total + 1) + share**2, weight) - mean**2
    # of Beta(mean s, (1 - mean) s) the variance is mean (1 - mean) / (s + 1)
    size = np.maximum(mean * (1 - mean) / np.maximum(spread, 1e-300) - 1, 1e-3)
    found = betaincinv(mean * size, (1 - mean) * size, level)
    tiny = np.exp(-MOST_LOGIT + 1)
    found = np.clip(found, tiny, 1 - 1e-15)
    start: Floats = np.log(found) - np.log1p(-found)
    return start
