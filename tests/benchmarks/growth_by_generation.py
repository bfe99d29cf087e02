"""Whether a rate of referrals that is the same in every generation looks like a decline.

Run ``python tests/benchmarks/growth_by_generation.py``. In these made-up searches everybody has the
same propensity, so the true number of referrals that a contact makes is the same in every
generation. The naive figure, referrals so far by contacts so far, falls from generation to
generation, as the youngest were met last; the mean cumulative function of ``growth`` should fall
less or not at all. Prints a table in Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

import netgraph as ng
from netgraph import schema
from netgraph.analysis.mean_cumulative import HORIZON_DAYS
from netgraph.simulation.attributes import contact_ids
from netgraph.simulation.search import (
    AT_ONCE_SHARE,
    FIRST_REFERRAL_DAYS,
    MEET_DAYS,
    MET_SHARE,
    NEXT_REFERRAL_DAYS,
    REFERS_SHARE,
    TAIL_EXPONENT,
    WRITE_DAYS,
    weekday,
)
from netgraph.simulation.simulate import planted_search as planted
from netgraph.simulation.simulate import simulated_tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SEARCHES = 300
CONTACTS = 2000
GENERATIONS = 7
DRAWS = 2000
LIVES = 1_000_000
INTERVAL = (5, 95)
COLUMNS = (
    schema.CONTACTS,
    schema.REFERRALS,
    schema.REFERRALS_PER_CONTACT,
    schema.REFERRALS_PER_CONTACT_LOW,
    schema.REFERRALS_PER_CONTACT_HIGH,
)


def grown(seed: int) -> Floats:
    """What ``growth`` says of a search with introductions only: float64[columns, generations]."""
    tables = simulated_tables(CONTACTS, seed=seed, propensity="none", tidy=True)
    introducer = planted(CONTACTS, seed=seed, propensity="none").introducer
    ids = contact_ids(CONTACTS)
    leader = dict(zip(ids[introducer >= 0], ids[introducer[introducer >= 0]], strict=True))
    referrals = tables[schema.REFERRALS]
    kept = referrals[schema.REFERRED_ID].map(leader) == referrals[schema.REFERRER_ID]
    table = ng.growth(ng.from_frames(tables[schema.CONTACTS], referrals[kept]))
    whole = np.full((len(COLUMNS), GENERATIONS), np.nan)
    rows = min(GENERATIONS, len(table))
    whole[:, :rows] = [table[column].to_numpy(dtype=float)[:rows] for column in COLUMNS]
    return whole


def truths() -> Floats:
    """Referrals of a contact within the horizon of becoming known, from a million planted lives.

    A first contact becomes known on the day of the first letter, everybody else when named: the
    truth of the first generation, of every other one.
    """
    random = np.random.default_rng(0)
    known = random.integers(0, 7, LIVES)
    contacted = weekday(known + np.floor(random.exponential(WRITE_DAYS, LIVES)).astype(np.int64))
    met = weekday(contacted + 3 + np.floor(random.exponential(MEET_DAYS, LIVES)).astype(np.int64))
    first = met + np.ceil(random.exponential(FIRST_REFERRAL_DAYS, LIVES))
    later = first + np.where(
        random.random(LIVES) < AT_ONCE_SHARE,
        0,
        np.ceil(random.exponential(NEXT_REFERRAL_DAYS, LIVES)),
    )
    names = 1 / ((1 - 1 / TAIL_EXPONENT) * (1 - 1 / (2 * TAIL_EXPONENT)))
    in_time = [
        np.mean(first - start <= HORIZON_DAYS)
        + (names - 1) * np.mean(later - start <= HORIZON_DAYS)
        for start in (contacted, known)
    ]
    return MET_SHARE * REFERS_SHARE * np.array(in_time)


def main() -> None:
    """Print the table."""
    whole = np.array([grown(seed) for seed in range(SEARCHES)])
    random = np.random.default_rng(0)
    picks = random.integers(0, SEARCHES, (DRAWS, SEARCHES))
    of_first, of_others = truths()
    print(
        "| generation | truth | referrals so far / contacts so far | `growth` "
        "| its 90 % interval holds the truth |"
    )
    print("| --- | --- | --- | --- | --- |")
    for generation in range(GENERATIONS):
        contacts, referrals, rate, low, high = whole[:, :, generation].T
        true = of_others if generation else of_first
        known = ~np.isnan(low)
        naive = _with_interval(referrals / contacts, picks)
        counted = _with_interval(rate, picks)
        holds = np.mean((low[known] <= true) & (true <= high[known]))
        print(f"| {generation + 1} | {true:.2f} | {naive} | {counted} | {100 * holds:.0f} % |")


def _with_interval(figures: Floats, picks: NDArray[np.int64]) -> str:
    again = np.nanmean(figures[picks], axis=1)
    low, high = np.percentile(again, INTERVAL)
    return f"{np.nanmean(figures):.2f} ({low:.2f}–{high:.2f})"


if __name__ == "__main__":
    main()
