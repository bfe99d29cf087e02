"""How often people who are called quiet refer somebody within 90 days after all.

Run ``python tests/benchmarks/quiet.py [SEARCHES]``. Everybody who was met and is silent is called
``quiet`` or ``waiting`` by netgraph, and by the naive rule "no referral within 30 days of meeting".
In a made-up search it is known who refers somebody in the 90 days after its last day. Prints a
table in Markdown.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import netgraph as ng
from netgraph import schema
from netgraph.analysis.chance import curve
from netgraph.analysis.curves import CHANCE_DAYS
from netgraph.choices import PROPENSITIES
from netgraph.simulation.attributes import contact_ids, first_day
from netgraph.simulation.simulate import planted_search

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.choices import Propensity

    Floats = NDArray[np.float64]

SEARCHES = 100
SIZES = (60, 300, 2000)
NAIVE_DAYS = 30
DRAWS = 2000
INTERVAL = (5, 95)


class Counts(NamedTuple):
    """Of one search: how many are called silent for good, how many of these refer in time."""

    quiet: int
    quiet_refers: int
    naive: int
    naive_refers: int
    silent: int
    silent_refers: int
    promised: float
    """Sum of the chances that netgraph gives the silent."""
    fallback: bool


def counts(n: int, seed: int, propensity: Propensity) -> Counts:
    """Count in one search, as of its last day."""
    truth = planted_search(n, seed=seed, propensity=propensity)
    net = ng.simulate(n, seed=seed, propensity=propensity, tidy=True)
    table = ng.contacts(net).set_index(schema.CONTACT_ID).loc[contact_ids(n)]
    silent = table[schema.STANDING].isin([schema.QUIET, schema.WAITING]).to_numpy()
    quiet = (table[schema.STANDING] == schema.QUIET).to_numpy()
    start = first_day(truth.last_day)
    today = int((net.as_of_date.to_numpy().astype("datetime64[D]") - start).astype(int))
    naive = silent & (today - truth.met > NAIVE_DAYS)
    refers = (truth.referral_count > 0) & (truth.first_referral <= today + CHANCE_DAYS)
    return Counts(
        int(quiet.sum()),
        int((quiet & refers).sum()),
        int(naive.sum()),
        int((naive & refers).sum()),
        int(silent.sum()),
        int((silent & refers).sum()),
        float(table[schema.CHANCE].to_numpy()[silent].sum()),
        curve(net).is_standard,
    )


def row(n: int, propensity: Propensity, searches: int) -> str:
    """One line of the table, with a bootstrap over searches."""
    all_counts = np.array([counts(n, seed, propensity) for seed in range(searches)], dtype=float)
    random = np.random.default_rng(0)
    picks = random.integers(0, searches, (DRAWS, searches))
    sums = np.concatenate([all_counts.sum(axis=0)[None], all_counts[picks].sum(axis=1)])
    quiet, quiet_refers, naive, naive_refers, silent, silent_refers, promised, _ = sums.T
    cells = [
        f"{n:,}, {propensity}",
        f"{100 * all_counts[:, -1].mean():.0f} %",
        _percent(quiet_refers / quiet),
        _percent(naive_refers / naive),
        _percent(1 - quiet_refers / silent_refers),
        _percent(1 - naive_refers / silent_refers),
        _percent(silent_refers / silent),
        _percent(promised / silent),
    ]
    return "| " + " | ".join(cells) + " |"


def _percent(share: Floats) -> str:
    low, high = np.percentile(100 * share[1:], INTERVAL)
    return f"{100 * share[0]:.1f} ({low:.1f}–{high:.1f})"


def main() -> None:
    """Print the table."""
    searches = int(sys.argv[1]) if len(sys.argv) > 1 else SEARCHES
    heads = [
        "contacts, propensity",
        "standard curve used",
        "`quiet` who refer within 90 days, %",
        f"silent for {NAIVE_DAYS} days who do, %",
        "of those who will, not written off by `quiet`, %",
        "by the 30 days, %",
        "silent who refer within 90 days, %",
        "their mean `chance`, %",
    ]
    print("| " + " | ".join(heads) + " |")
    print("| --- " * len(heads) + "|")
    for n in SIZES:
        for propensity in PROPENSITIES:
            print(row(n, propensity, searches), flush=True)


if __name__ == "__main__":
    main()
