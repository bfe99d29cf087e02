"""Whether a ranking of today tells through whom people will be found tomorrow.

Run ``python tests/benchmarks/predict.py``. Everybody is ranked as of a day, by one number after
another; then the people and organizations are counted that were found after that day through the
five on top, and those that would be lost without these five. Simulated searches have a known
propensity to refer; the real sets are the physicians and, where the shared data are, the measles of
Hagelloch. Prints four tables in Markdown.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

import netgraph as ng
from netgraph import schema
from netgraph.links import BEFORE_ALL, UNDATED, days
from netgraph.simulation.search import PROPENSITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

ROOT = Path(__file__).parents[2]
REAL = {
    "physicians": ROOT / "data" / "physicians",
    "measles": ROOT.parent / "shared" / "data" / "measles_hagelloch_1861",
}
TOP = 5
SEARCHES = 200
CONTACTS = 300
AHEAD_DAYS = 90
ENOUGH = 15
"""Fewer people found after the day would make shares of noise."""
SHARES_OF_DATES = (0.3, 0.4, 0.5, 0.6, 0.7)
DRAWS = 2000
CHANCE_DRAWS = 40
INTERVAL = (5, 95)

BY_NUMBERS = (
    schema.CREDIT,
    schema.REFERRALS_MADE,
    schema.REACH,
    schema.EXCLUSIVE_REACH,
    schema.CONVERSION_LOW,
)
RANKINGS = (*BY_NUMBERS, "betweenness", "PageRank", "PageRank, reversed", "last heard of", "chance")
OUTCOMES = (
    "People found through",
    "Organizations found through",
    "People lost without",
    "People introduced first-hand by",
)
OF_PEOPLE = (0, 2, 3)
"""Outcomes that are shares of the new people."""


class Case(NamedTuple):
    """A network, the part of it known on a day, and who was found later."""

    later: ng.ReferralNetwork
    known: NDArray[np.int64]
    """Positions in ``later`` of the people known on the day."""
    orders: dict[str, NDArray[np.int64]]
    """For each ranking, positions in ``known``, the best first."""
    new: Flags
    """bool[people of later]: introduced after the day."""
    new_organizations: pd.Series
    """Organization of every new person, where nobody was known before; else missing."""
    cluster: NDArray[np.int64]
    """Who introduced each new person: what one of them leads to goes together."""


def case(net: ng.ReferralNetwork, day: pd.Timestamp, random: np.random.Generator) -> Case | None:
    """Split a network at a day; None where too few people were found after it."""
    then = net.as_of(day)
    arrival = net.forest.arrival
    after = (arrival != BEFORE_ALL) & (arrival != UNDATED) & (arrival > days(pd.Series([day]))[0])
    known = net.links.positions(then.links.ids).astype(np.int64)
    after[known] = False
    if after.sum() < ENOUGH or len(then) < 2 * TOP:
        return None
    organization = net.people[schema.ORGANIZATION]
    fresh = organization.where(after & ~organization.isin(organization.iloc[known]).to_numpy())
    return Case(
        net, known, _orders(then, random), after, fresh, net.forest.introducer.astype(np.int64)
    )


def _orders(then: ng.ReferralNetwork, random: np.random.Generator) -> dict[str, NDArray[np.int64]]:
    table = ng.contacts(then).set_index(schema.CONTACT_ID).loc[then.links.ids]
    graph = nx.DiGraph(then.graph.edges)
    graph.add_nodes_from(then.graph)
    ids = list(then.links.ids)
    central = {
        "betweenness": nx.betweenness_centrality(graph),
        "PageRank": nx.pagerank(graph),
        "PageRank, reversed": nx.pagerank(graph.reverse()),
    }
    scores = {name: table[name].to_numpy(dtype=float) for name in BY_NUMBERS}
    scores |= {name: np.array([of[i] for i in ids]) for name, of in central.items()}
    scores["last heard of"] = -table[schema.DAYS_QUIET].to_numpy(dtype=float)
    # who made no referral has no conversion; equal numbers are put in random order
    return {
        name: np.lexsort((random.random(len(s)), -np.nan_to_num(s, nan=-np.inf)))
        for name, s in scores.items()
    }


def outcome(at: Case, top: NDArray[np.int64]) -> Flags:
    """Tell of every new person the four outcomes for ``top``: bool[outcomes, new people]."""
    forest = at.later.forest
    chosen = np.zeros(len(at.later), dtype=bool)
    chosen[top] = True
    through = np.zeros(len(at.later), dtype=bool)
    for v in forest.order:
        u = forest.introducer[v]
        through[v] = u >= 0 and (chosen[u] or through[u])
    opened = at.new_organizations.isin(at.new_organizations[through & at.new].dropna())
    lost = ~at.later.left_without(chosen)
    named = (forest.introducer >= 0) & chosen[forest.introducer]
    return np.array([through, opened.to_numpy(), lost, named])[:, at.new]


def shares(at: Case, found: Flags) -> Floats:
    """Percent of the new people, or organizations, of each outcome; nan where none are new."""
    place = at.new_organizations[at.new]
    once = (place.notna() & ~place.duplicated()).to_numpy()
    percent = 100 * found.mean(axis=1)
    percent[1] = 100 * found[1, once].mean() if once.any() else np.nan
    return percent


def judged(at: Case, random: np.random.Generator) -> Floats:
    """Shares for every ranking: float64[rankings, outcomes]."""
    return _with_mean_chance(np.array([shares(at, outcome(at, top)) for top in tops(at, random)]))


def tops(at: Case, random: np.random.Generator) -> list[NDArray[np.int64]]:
    """The five on top of every ranking, then ``CHANCE_DRAWS`` times five of all."""
    ranked = [at.known[at.orders[name][:TOP]] for name in RANKINGS[:-1]]
    return ranked + [random.choice(at.known, TOP, replace=False) for _ in range(CHANCE_DRAWS)]


def _with_mean_chance(rows: Floats) -> Floats:
    """Put the mean of the draws by chance for themselves: float64[…, rankings, outcomes]."""
    ranked, drawn = np.split(rows, [len(RANKINGS) - 1], axis=-2)
    return np.concatenate([ranked, drawn.mean(axis=-2, keepdims=True)], axis=-2)


def simulated(propensity: str) -> Iterator[Floats]:
    """One result a made-up search."""
    for seed in range(SEARCHES):
        random = np.random.default_rng(seed)
        net = ng.simulate(CONTACTS, seed=seed, propensity=propensity, tidy=True)
        at = case(net, net.as_of_date - pd.Timedelta(days=AHEAD_DAYS), random)
        if at is not None:
            yield judged(at, random)


def real(folder: Path) -> Floats:
    """Results of one real network, introductions drawn anew: float64[draws, rankings, outcomes]."""
    random = np.random.default_rng(0)
    net = ng.read(folder)
    dates = net.referrals[schema.REFERRED_ON].dropna().sort_values()
    splits = [case(net, dates.quantile(share), random) for share in SHARES_OF_DATES]
    parts = []
    for at in filter(None, splits):
        found = [outcome(at, top) for top in tops(at, random)]
        plain = np.array([shares(at, f) for f in found])
        parts.append(np.concatenate([plain[None], _drawn_anew(np.array(found), plain, at, random)]))
    return _with_mean_chance(np.mean(parts, axis=0))


def _drawn_anew(found: Flags, plain: Floats, at: Case, random: np.random.Generator) -> Floats:
    """Shares of people when introducers are drawn anew; those of organizations stay as they are."""
    names, row = np.unique(at.cluster[at.new], return_inverse=True)
    times = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS)[:, row]
    whole = times.sum(axis=1)[:, None]
    again = np.repeat(plain[None], DRAWS, axis=0)
    for place in OF_PEOPLE:
        again[:, :, place] = 100 * (times @ found[:, place].T) / whole
    return again


def of_searches(results: list[Floats]) -> Floats:
    """The mean over searches, then the means of searches drawn anew."""
    whole = np.array(results)
    random = np.random.default_rng(0)
    picks = random.integers(0, len(whole), (DRAWS, len(whole)))
    counts = np.stack([np.bincount(pick, minlength=len(whole)) for pick in picks])
    known = ~np.isnan(whole)
    sums = np.tensordot(counts, np.where(known, whole, 0), axes=1)
    again = sums / np.tensordot(counts, known, axes=1)
    return np.concatenate([np.nanmean(whole, axis=0)[None], again])


def table(place: int, sets: dict[str, Floats]) -> str:
    """One outcome as Markdown: bold beats credit, an arrow falls behind it, in 95 of 100 draws."""
    lines = ["| ranked by | " + " | ".join(sets) + " |", "| --- |" + " --- |" * len(sets)]
    for row, ranking in enumerate(RANKINGS):
        cells = [_cell(draws[:, :, place], row) for draws in sets.values()]
        name = f"`{ranking}`" if ranking in BY_NUMBERS else ranking
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(draws: Floats, row: int) -> str:
    middle, again = draws[0, row], draws[1:, row]
    if np.isnan(middle):
        return "–"
    low, high = np.percentile(again, INTERVAL)
    text = f"{middle:.0f} ({low:.0f}–{high:.0f})" if low < high else f"{middle:.0f}"
    ahead = again - draws[1:, 0]
    better, worse = np.percentile(ahead, 5) > 0, np.percentile(ahead, 95) < 0
    return f"**{text}**" if better else f"{text} ↓" if worse else text


def main() -> None:
    """Print the tables."""
    sets = {}
    for propensity in PROPENSITIES:
        results = list(simulated(propensity))
        sets[f"{propensity} ({len(results)})"] = of_searches(results)
        print(f"{propensity}: {len(results)} searches", file=sys.stderr)
    sets |= {name: real(folder) for name, folder in REAL.items() if folder.exists()}
    for place, name in enumerate(OUTCOMES):
        print(f"\n{name} the top {TOP}, percent of those new:\n\n{table(place, sets)}")


if __name__ == "__main__":
    main()
