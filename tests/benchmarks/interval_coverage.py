"""How often intervals of conversion, growth and chance hold the truth, and what chances promise.

Run ``python tests/benchmarks/interval_coverage.py [SEARCHES] [TABLE ...]``, the tables being
``conversion``, ``growth``, ``chance``, ``floor``, ``sums`` and ``real`` (all, if none is named).
The searches are drawn here, by laws that share nothing with ``netgraph.simulate``, so the truth is
known: shares that are equal and that differ, referral rates that are equal and that differ, first
referrals that come early or late. Then the real dated sets are cut at 30, 50 and 70 % of their
referrals: what was said on that day, what happened in the 90 days after it. Prints tables in
Markdown.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import stats

import netgraph as ng
from netgraph import schema
from netgraph.analysis.chance import curve, starts
from netgraph.analysis.curves import (
    CHANCE_DAYS,
    FEWEST_EXPECTED,
    STANDARD_DAYS,
    StandardCurve,
)
from netgraph.analysis.days import first_known, today
from netgraph.analysis.share_prior import distinct_pairs, fit_prior
from netgraph.analysis.share_quantiles import posterior_quantiles
from netgraph.links import UNDATED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netgraph.arrays import Flags, Floats, Longs

    Draw = Callable[[np.random.Generator, int], Floats]

SEARCHES: Final = 100
DAYS: Final = 90
START: Final = np.datetime64("2024-01-01")
ROOT: Final = Path(__file__).parents[2]
SHARED: Final = ROOT.parent / "shared" / "data"

SHARES: Final[dict[str, Draw]] = {
    "all 0.05": lambda _, n: np.full(n, 0.05),
    "all 0.3": lambda _, n: np.full(n, 0.3),
    "Beta(1, 9)": lambda random, n: random.beta(1, 9, n),
    "Beta(2, 6)": lambda random, n: random.beta(2, 6, n),
    "0.05 for seven of ten, else 0.6": lambda random, n: np.where(
        random.random(n) < 0.7, 0.05, 0.6
    ),
}
ADVOCATES: Final = (3, 10, 60, 300)
FIRST_REFERRALS: Final = {
    "35 % refer, after 20 days on average": (0.35, stats.expon(scale=20)),
    "35 % refer, after 60 days on average": (0.35, stats.expon(scale=60)),
    "15 % refer, with a long tail": (0.15, stats.lognorm(1.2, scale=40)),
    "70 % refer, after 30 days on average": (0.7, stats.expon(scale=30)),
    "all refer, after 250 days on average": (1.0, stats.expon(scale=250)),
}
MET: Final = (15, 40, 150, 600)
FEW_MET: Final = (15, 40)
MANY_MET: Final = (600, 3000)


def row(*cells: object) -> None:
    """Print a line of a table."""
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def head(*cells: str) -> None:
    """Print the first two lines of a table."""
    print()
    row(*cells)
    row(*["---"] * len(cells))


# --- conversion ----------------------------------------------------------------------------------


def conversions(searches: int) -> None:
    """Few make many referrals: 1 or 2 most, some hubs up to 15."""
    head("share of referrals met", "advocates", "interval holds the truth", "its mean width")
    random = np.random.default_rng(1)
    for name, draw in SHARES.items():
        for advocates in ADVOCATES:
            held, width = [], []
            for _ in range(searches):
                share = draw(random, advocates)
                made = random.geometric(0.55, advocates)
                hub = random.random(advocates) < 0.07
                made[hub] += random.integers(4, 14, hub.sum())
                low, high = _interval(random.binomial(made, share), made)
                held.append(np.mean((low <= share) & (share <= high)))
                width.append(np.mean(high - low))
            row(name, advocates, f"{np.mean(held):.0%}", f"{np.mean(width):.2f}")


def _interval(met: Longs, made: Longs) -> tuple[Floats, Floats]:
    prior = fit_prior(met, made)
    met_each, made_each, back = distinct_pairs(met, made)
    found = posterior_quantiles(prior, met_each, made_each, (0.05, 0.95))
    ends = (end[back] for end in found)
    return next(ends), next(ends)


# --- growth --------------------------------------------------------------------------------------


def grown(
    random: np.random.Generator,
    branches: int,
    mean: float,
    differ: float,
    *,
    meeting: float = 20,
    naming: float = 30,
) -> ng.ReferralNetwork:
    """A search of 420 days: who becomes known is met ``meeting`` days later, three of four are.

    Whoever was met names people, ``naming`` days later on average; how many has the mean ``mean``
    over all, and the shape of a gamma distribution, ``differ`` being 0 for the same rate of all.
    """
    span = 420
    known = sorted(random.uniform(0, 0.6 * span, branches))
    referrer, referred, day = [], [], []
    person = 0
    while person < len(known) and len(known) < 1200:
        if random.random() < 0.75:
            met = known[person] + random.exponential(meeting)
            rate = mean / 0.75 * (random.gamma(1 / differ, differ) if differ else 1)
            for named in met + random.exponential(naming, random.poisson(rate)):
                if named < span:
                    referrer.append(person)
                    referred.append(len(known))
                    day.append(named)
                    known.append(named)
        person += 1
    dates = START + np.floor(known).astype(int)
    contacts = pd.DataFrame({schema.CONTACT_ID: [f"p{n}" for n in range(len(known))]})
    contacts[schema.CONTACTED_ON] = [str(d) for d in dates]
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: [f"p{n}" for n in referrer],
            schema.REFERRED_ID: [f"p{n}" for n in referred],
            schema.REFERRED_ON: [str(START + int(d)) for d in day],
        }
    )
    return ng.from_frames(contacts, referrals, as_of=str(START + span))


def growths(searches: int) -> None:
    """Coverage by generation, of the number within 90 days of becoming known."""
    head(
        "rates",
        "branches",
        "generation",
        "truth",
        "mean of `growth`",
        "interval holds the truth",
        "none given",
    )
    random = np.random.default_rng(15)
    for name, mean, differ, branches, meeting, naming in (
        ("the same", 1.15, 0.0, 10, 20, 30),
        ("the same", 1.15, 0.0, 30, 20, 30),
        ("differ", 1.15, 2.0, 30, 20, 30),
        ("differ", 1.1, 2.0, 80, 20, 30),
        # on these nothing was chosen
        ("differ a little", 1.0, 0.7, 12, 12, 18),
        ("differ much", 0.95, 2.5, 25, 18, 22),
        ("differ", 1.5, 1.2, 7, 25, 25),
        ("differ a little", 0.85, 0.4, 120, 15, 35),
    ):
        wait = random.exponential(meeting, 10**6) + random.exponential(naming, 10**6)
        # whole days count: who was known in the afternoon has the morning of the last day too
        truth = mean * np.mean(np.floor(wait + random.random(10**6)) <= DAYS)
        tables = [
            ng.growth(grown(random, branches, mean, differ, meeting=meeting, naming=naming))
            for _ in range(searches)
        ]
        for generation in (1, 2, 3, 5):
            rows = [t.iloc[generation - 1] for t in tables if len(t) >= generation]
            told = pd.DataFrame(rows)
            low, high = (
                told[schema.REFERRALS_PER_CONTACT_LOW],
                told[schema.REFERRALS_PER_CONTACT_HIGH],
            )
            given = low.notna()
            held = ((low <= truth) & (truth <= high))[given]
            row(
                name,
                branches,
                generation,
                f"{truth:.2f}",
                f"{told[schema.REFERRALS_PER_CONTACT].mean():.2f}",
                f"{held.mean():.1%}",
                f"{1 - given.mean():.0%}",
            )


# --- chance --------------------------------------------------------------------------------------


def chances(searches: int) -> None:
    """Said, happened and held: people met evenly over a year, as of its end."""
    head(
        "first referrals",
        "met",
        "standard curve",
        "chances promised / true",
        "interval holds the truth",
        "its mean width",
        "true chance of `quiet`",
        "of `waiting`",
    )
    random = np.random.default_rng(3)
    for name, (share, delay) in FIRST_REFERRALS.items():
        for people in MET:
            told = pd.concat(
                [_said(random, people, share, delay) for _ in range(searches)], ignore_index=True
            )
            held = (told["low"] <= told["true"]) & (told["true"] <= told["high"])
            by = told.groupby("standing")["true"].mean()
            row(
                name,
                people,
                f"{told['standard'].mean():.0%}",
                f"{told['chance'].sum() / told['true'].sum():.2f}",
                f"{held.mean():.0%}",
                f"{(told['high'] - told['low']).mean():.2f}",
                *(f"{by[s]:.1%}" if s in by else "–" for s in (schema.QUIET, schema.WAITING)),
            )


def sums(searches: int) -> None:
    """How many are said to refer within 90 days, and do, where 30 or more are expected to."""
    head(
        "first referrals",
        "met",
        "standing",
        "searches",
        "30 or more expected",
        "mean expected",
        "mean came",
        "within a factor of 1.5",
    )
    random = np.random.default_rng(5)
    for name, (share, delay) in FIRST_REFERRALS.items():
        for people in MANY_MET:
            found: dict[str, list[tuple[float, int]]] = {schema.WAITING: [], schema.QUIET: []}
            for _ in range(searches):
                said = _said(random, people, share, delay)
                came = random.random(len(said)) < said["true"]
                for standing, sums_of in found.items():
                    here = said["standing"] == standing
                    expected = said.loc[here, "chance"].sum()
                    if expected >= FEWEST_EXPECTED:
                        sums_of.append((expected, int(came[here].sum())))
            for standing, sums_of in found.items():
                expected, happened = np.array(sums_of, dtype=float).reshape(-1, 2).T
                within = (happened <= 1.5 * expected) & (expected <= 1.5 * happened)
                shown = ("–", "–", "–")
                if len(sums_of):
                    shown = (
                        f"{expected.mean():.0f}",
                        f"{happened.mean():.0f}",
                        f"{within.sum()} of {len(sums_of)}",
                    )
                row(name, f"{people:,}", standing, searches, len(sums_of), *shown)


def floors(searches: int) -> None:
    """The standard curve's floor, and one that trusts late meetings less, on the same searches."""
    head(
        "first referrals",
        "met",
        "within days",
        "the contract's floor: promised / true",
        "by 1 - exp(-t/30): promised / true",
    )
    random = np.random.default_rng(4)
    for name, (share, delay) in FIRST_REFERRALS.items():
        for people, days in itertools.product(FEW_MET, (60, 365)):
            said = [_said(random, people, share, delay, days) for _ in range(searches)]
            # a curve that is counted has no floor to compare
            told = pd.concat([one[one["standard"]] for one in said], ignore_index=True)
            if len(told) and told["standard"].sum() > len(told) / 2:
                both = told[["chance", "other"]].sum() / told["true"].sum()
                row(name, people, days, *(f"{ratio:.2f}" for ratio in both))


def other_chance(waited: Floats, happened: Flags) -> Floats:
    """Chances by a floor for which who is silent for t days counts by 1 - exp(-t/30)."""
    silent = float((1 - np.exp(-waited[~happened] / STANDARD_DAYS)).sum())
    # the standard curve itself, but for whom it counts as silent and at risk: no whole numbers here
    other = StandardCurve(int(happened.sum()), silent, happened.sum() + silent)
    return other.chance(waited[~happened]).chance


def _said(
    random: np.random.Generator,
    people: int,
    share: float,
    delay: stats.rv_frozen,
    days: int = 365,
) -> pd.DataFrame:
    met = random.integers(365 - days, 365, people)
    first = np.where(
        random.random(people) < share, np.ceil(delay.rvs(people, random_state=random)), np.inf
    )
    happened = met + first <= 365
    ids = [f"p{n}" for n in range(people)]
    contacts = pd.DataFrame({schema.CONTACT_ID: ids, schema.STATUS: schema.MET})
    contacts[schema.MET_ON] = [str(START + int(d)) for d in met]
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: np.array(ids)[happened],
            schema.REFERRED_ID: [f"new{n}" for n in range(happened.sum())],
            schema.REFERRED_ON: [str(START + int(d)) for d in (met + first)[happened]],
        }
    )
    net = ng.from_frames(contacts, referrals, as_of=str(START + 365))
    table = ng.contacts(net).set_index(schema.CONTACT_ID).loc[np.array(ids)[~happened]]
    silent = (365 - met[~happened]).astype(float)
    # who is silent for s days refers within the next 90 with this chance, by the law that drew them
    left = 1 - share * delay.cdf(silent)
    true = share * (delay.cdf(silent + CHANCE_DAYS) - delay.cdf(silent)) / left
    return pd.DataFrame(
        {
            "chance": table[schema.CHANCE].to_numpy(),
            "low": table[schema.CHANCE_LOW].to_numpy(),
            "high": table[schema.CHANCE_HIGH].to_numpy(),
            "standing": table[schema.STANDING].to_numpy(),
            "true": true,
            "other": other_chance(365.0 - met, happened),
            "standard": curve(net).is_standard,
        }
    )


# --- real sets -----------------------------------------------------------------------------------


def real_sets() -> Iterator[tuple[str, ng.ReferralNetwork]]:
    """Sets with dated referrals, of at most 20,000 contacts."""
    folders = [ROOT / "data" / "physicians", *sorted(SHARED.glob("*/"))]
    for folder in folders:
        # the shared folder has the physicians once more
        if folder.name.startswith("ckm_") or not (folder / "referrals.csv").exists():
            continue
        try:
            net = ng.read(folder)
        except ng.NetgraphError:
            continue
        if len(net.contacts) <= 20_000 and net.referrals[schema.REFERRED_ON].notna().sum() >= 50:
            yield folder.name, net


def splits() -> None:
    """What was said on a day, and what happened in the 90 days after it."""
    head(
        "set",
        "dates past",
        "days ahead",
        "curve",
        "silent",
        "first referrals expected",
        "happened",
        "`quiet`",
        "refer",
        "`waiting`",
        "refer",
    )
    for name, net in real_sets():
        day = net.referrals[schema.REFERRED_ON].dropna().sort_values()
        for share in (0.3, 0.5, 0.7):
            at = day.iloc[int(share * len(day))]
            then = net.as_of(at)
            ahead = min(CHANCE_DAYS, today(net) - today(then))
            if ahead < CHANCE_DAYS:
                continue
            told = ng.contacts(then).set_index(schema.CONTACT_ID)
            told = told[told[schema.CHANCE].notna()]
            if len(told) == 0:
                continue
            first = pd.Series(starts(net)[1].astype(np.int64), index=net.links.ids)
            first = first.reindex(told.index)
            refers = (first != UNDATED) & (first <= today(then) + ahead)
            quiet, waiting = (told[schema.STANDING] == s for s in (schema.QUIET, schema.WAITING))
            row(
                name,
                f"{share:.0%}",
                ahead,
                "standard" if curve(then).is_standard else curve(then).events,
                len(told),
                f"{told[schema.CHANCE].sum():.1f}",
                int(refers.sum()),
                int(quiet.sum()),
                int(refers[quiet].sum()),
                int(waiting.sum()),
                int(refers[waiting].sum()),
            )


def growth_splits() -> None:
    """What growth said on a day, and how many referrals the same people made when time was up.

    Those who were known by that day, once all were watched for 90 days. No real set keeps meetings,
    so of conversion there is nothing to compare.
    """
    head("set", "dates past", "generation", "contacts", "`growth`", "its interval", "happened")
    for name, net in real_sets():
        known, links = first_known(net).astype(np.int64), net.links
        day = net.referrals[schema.REFERRED_ON].dropna().sort_values()
        delay = links.day - known[links.source]
        dated = (links.day != UNDATED) & (known[links.source] != UNDATED)
        made = np.bincount(links.source[dated & (delay <= CHANCE_DAYS)], minlength=links.size)
        for share in (0.3, 0.5, 0.7):
            then = net.as_of(day.iloc[int(share * len(day))])
            if today(net) - today(then) < CHANCE_DAYS:
                continue
            at = pd.Index(links.ids).get_indexer(then.links.ids)
            told = ng.growth(then).set_index(schema.GENERATION)
            low, high = schema.REFERRALS_PER_CONTACT_LOW, schema.REFERRALS_PER_CONTACT_HIGH
            for generation in told.index[told[low].notna()]:
                here = at[then.forest.generation == generation]
                here = here[known[here] != UNDATED]
                row(
                    name,
                    f"{share:.0%}",
                    generation,
                    len(here),
                    f"{told.loc[generation, schema.REFERRALS_PER_CONTACT]:.2f}",
                    f"{told.loc[generation, low]:.2f} to {told.loc[generation, high]:.2f}",
                    f"{made[here].mean():.2f}",
                )


def real() -> None:
    """Chance and growth of the real sets."""
    splits()
    growth_splits()


def main() -> None:
    """Print the tables."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    searches = numbers[0] if numbers else SEARCHES
    tables = {
        "conversion": lambda: conversions(searches),
        "growth": lambda: growths(searches),
        "chance": lambda: chances(searches),
        "floor": lambda: floors(searches),
        "sums": lambda: sums(searches),
        "real": real,
    }
    for name in [word for word in sys.argv[1:] if not word.isdigit()] or tables:
        tables[name]()


if __name__ == "__main__":
    main()
