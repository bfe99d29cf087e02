"""What waiting for meetings does to conversion, and to its intervals.

Run ``python tests/benchmarks/conversion_waits.py [SEARCHES]``. A referral counts once it is older
than the usual wait to a meeting; half of all meetings come later than that. Searches are drawn in
which people are met after waits of a known mean, and two ways to count are set side by side: the
contract's, and one that is not used, in which a referral of some age counts as the share of waits
that are as short (of those seen, corrected for the longer ones that no day has shown yet: Lagakos,
Barraj & De Gruttola, Biometrika 75, 1988). Prints a table in Markdown.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import special

from netgraph.analysis.late_meetings import MET_ON_A_DAY, NOT_MET, DatedReferrals, late_meetings
from netgraph.analysis.share_prior import fit_prior, posterior_mean
from netgraph.analysis.share_quantiles import posterior_quantiles
from netgraph.analysis.waits import counts_by_now, usual_wait

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.arrays import Floats, Longs

    Draw = Callable[[np.random.Generator, int], Floats]

SEARCHES: Final = 40
DAYS: Final = 240
ADVOCATES: Final = 60
REFERRALS: Final = 4.0
GROWTH: Final = {"evenly": 0.0, "twice as many every 40 days": np.log(2) / 40}
WAITS: Final = (7.0, 15.0, 45.0)
LEVELS: Final = (0.05, 0.95)
LOGITS: Final = np.linspace(-6, 6, 61)
LOG_SIZES: Final = np.linspace(np.log(0.5), np.log(2000), 25)
MARKS: Final = np.linspace(0.005, 0.995, 100)
SHARES: Final[dict[str, Draw]] = {
    "all 0.3": lambda _, n: np.full(n, 0.3),
    "all 0.7": lambda _, n: np.full(n, 0.7),
    "Beta(4, 4)": lambda random, n: random.beta(4, 4, n),
}


def main() -> None:
    """Print the table."""
    searches = int(sys.argv[1]) if len(sys.argv) > 1 else SEARCHES
    print(
        "| shares | mean wait | referrals come | holds | error | by age: holds | error "
        "| the note is there | too low by, says it | too low by, then |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, share in SHARES.items():
        for wait in WAITS:
            for how, growth in GROWTH.items():
                random = np.random.default_rng(8)
                # bool and float64 [searches x advocates, ways]: held, mean less truth; and
                # float64[searches, 3]: whether the note is there, what it says, what is so
                told = [_search(random, share, wait, float(growth)) for _ in range(searches)]
                held, error, said = (np.stack(part) for part in zip(*told, strict=True))
                held, error = (part.mean(axis=(0, 1)) for part in (held, error))
                there = said[:, 0] > 0
                low = "– | –"
                if there.any():
                    low = " | ".join(f"{x:.3f}" for x in said[there, 1:].mean(axis=0))
                cells = (f"{h:.0%} | {e:+.3f}" for h, e in zip(held, error, strict=True))
                row = f"{name} | {wait:.0f} | {how} | {' | '.join(cells)}"
                print(f"| {row} | {there.mean():.0%} | {low} |", flush=True)


def _search(
    random: np.random.Generator, draw: Draw, wait: float, growth: float
) -> tuple[Floats, Floats, Floats]:
    """Draw one, and set both ways against its truth: float64[advocates, 2] twice.

    And float64[3]: whether the note is there, by how much it says that the share of all referrals
    that count is too low, and by how much that is so.
    """
    share = draw(random, ADVOCATES)
    who = np.repeat(np.arange(ADVOCATES), random.poisson(REFERRALS, ADVOCATES))
    place = random.random(len(who))
    # days since the referral: even, or dense towards today
    age = DAYS * place if growth == 0 else -np.log1p(-place * -np.expm1(-growth * DAYS)) / growth
    age = np.floor(age).astype(np.int64)
    waited = np.floor(random.exponential(wait, len(who))).astype(np.int64)
    to_meet = random.random(len(who)) < share[who]
    met = to_meet & (waited <= age)
    usual = usual_wait(waited[met])
    old = counts_by_now(-age, today=0, wait=usual)
    seen = _share_of_waits(waited[met], age[met], age)
    count = np.bincount
    met_old, made_old = count(who[old & met], None, ADVOCATES), count(who[old], None, ADVOCATES)
    prior = fit_prior(met_old, made_old)
    mean = posterior_mean(prior, met_old, made_old)
    low, high = posterior_quantiles(prior, met_old, made_old, LEVELS)
    all_met = count(who[met], None, ADVOCATES)
    other = _by_hand(all_met, np.maximum(all_met, count(who, seen, ADVOCATES)))
    ways = (mean, low, high), other
    held = np.stack([(low <= share) & (share <= high) for _, low, high in ways], axis=1)
    state = np.where(met, MET_ON_A_DAY, NOT_MET)
    one = np.ones_like(age)
    late = late_meetings(
        DatedReferrals(-age, state, one, waited[met], one[met]), today=0, wait=usual
    )
    told = (late.note is not None, late.too_low) if late else (False, np.nan)
    note = np.array([*told, (to_meet & ~met)[old].sum() / max(1, old.sum())])
    return held.astype(np.float64), np.stack([mean - share for mean, *_ in ways], axis=1), note


def _by_hand(met: Longs, made: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean and both ends of everybody's share where ``made`` need not be whole: a plain grid."""
    logit, log_size = (part.ravel() for part in np.meshgrid(LOGITS, LOG_SIZES))
    usual, size = special.expit(logit), np.exp(log_size)
    a, b = usual * size, (1 - usual) * size
    # float64[nodes]: a uniform mean has the density mean (1 - mean) in its logit
    weight = np.log(usual) + np.log1p(-usual) - log_size / 2
    for m, n in zip(met, made, strict=True):
        weight = weight + special.betaln(a + m, b + n - m) - special.betaln(a, b)
    likely = weight > weight.max() - 7
    a, b, weight = a[likely], b[likely], np.exp(weight[likely] - weight.max())
    weight /= weight.sum()
    # float64[advocates, nodes], then float64[advocates, shares]: probability below each share
    alpha, beta = a + met[:, None], b + (made - met)[:, None]
    below = np.stack([special.betainc(alpha, beta, x) @ weight for x in MARKS], axis=1)
    low, high = (np.array([np.interp(level, row, MARKS) for row in below]) for level in LEVELS)
    return (alpha / (alpha + beta)) @ weight, low, high


def _share_of_waits(waited: Longs, seen_for: Longs, age: Longs) -> Floats:
    """Share of waits up to an age, of waits that were seen only if no longer than ``seen_for``."""
    day = np.unique(waited)
    # from the longest wait down: of those that could have been as long, how many were
    ended = np.array([(waited == d).sum() for d in day])
    could = np.array([((waited <= d) & (seen_for >= d)).sum() for d in day])
    left = np.append(np.cumprod((1 - ended / could)[::-1])[::-1][1:], 1.0)
    return np.concatenate([[0.0], left])[np.searchsorted(day, age, side="right")]


if __name__ == "__main__":
    main()
