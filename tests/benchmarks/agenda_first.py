"""Does the agenda begin with the right people? What came through the first five of an order.

Run ``python tests/benchmarks/agenda_first.py [SEARCHES]``. As of past dates the first five rows of
the agenda, and the first five people by simpler orders, are set beside what came in the next 30 and
90 days. A new person came *through* the known person at whom the chain to them leaves those known:
who named them, or who named the one who named them, and so on. The searches are drawn by the laws
of ``ask_next.py``, and by EoN (epidemics on networks, which must be installed: ``pip install EoN``)
as rumours that spread along a drawn network of acquaintances; the sets are physicians and, from
``shared/data``, measles. Prints two tables in Markdown.
"""

from __future__ import annotations

import random as randoms
import sys
from typing import TYPE_CHECKING, Final

import EoN
import networkx as nx
import numpy as np
import pandas as pd
from ask_next import LAWS, REAL, SPAN, SPLITS, of_days, search
from interval_coverage import head, row

import netgraph as ng
from netgraph import schema
from netgraph.analysis.chance import chances
from netgraph.analysis.credit import credit
from netgraph.analysis.days import days_quiet, last_known, today
from netgraph.analysis.expected import expected_referrals
from netgraph.links import UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.arrays import Floats, Longs

SEARCHES: Final = 8
FIRST: Final = 5
SPANS: Final = (30, 90)
FIRST_CONTACTS: Final = (15, 50, 120)
TIE_DRAWS: Final = 20
FEWEST_NEW: Final = 3
DONE: Final = 0.6
"""Share of letters, requests and thanks of a drawn search that were made, each a few days on."""
ACQUAINTANCES: Final = 2000
STANDINGS: Final = (schema.PRODUCTIVE, schema.WAITING, schema.OPEN, schema.QUIET, schema.CLOSED)

# --- searches ------------------------------------------------------------------------------------


def kept(net: ng.ReferralNetwork, random: np.random.Generator) -> ng.ReferralNetwork:
    """A drawn search with the columns of who keeps a list: written, asked and thanked on."""
    table = net.contacts.drop(columns=[schema.STUB], errors="ignore")
    first_known = table[schema.LAST_CONTACT_ON]
    met = table[schema.MET_ON]
    for column, since, days in (
        (schema.CONTACTED_ON, first_known, 4),
        (schema.ASKED_ON, met, 5),
        (schema.THANKED_ON, met, 2),
    ):
        done = random.random(len(table)) < DONE
        # who was met was written to before
        done |= (column == schema.CONTACTED_ON) & met.notna().to_numpy()
        day = since + pd.to_timedelta(random.exponential(days, len(table)).astype(int), unit="D")
        if column == schema.CONTACTED_ON:
            day = day.where(met.isna() | (day <= met), met)
        table[column] = day.where(done)
    table = table.drop(columns=schema.LAST_CONTACT_ON)
    return ng.from_frames(table, net.referrals, as_of=net.as_of_date)


def spread(seed: int) -> ng.ReferralNetwork:
    """A search as EoN draws it: names pass along acquaintances, for 60 days a person on average."""
    randoms.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - EoN and networkx draw from the old global generators
    graph = nx.powerlaw_cluster_graph(ACQUAINTANCES, 4, 0.4, seed=seed)
    first = range(0, ACQUAINTANCES, 80)
    found = EoN.fast_SIR(graph, 0.004, 1 / 60, initial_infecteds=first, return_full_data=True)
    names = [(u, v, day) for day, u, v in found.transmissions() if day < SPAN and u is not None]
    known = dict.fromkeys(first, 0.0) | {v: day for _, v, day in names}
    random = np.random.default_rng(seed)
    met = [day + random.exponential(10) for day in known.values()]
    met_on = [day if day < SPAN and random.random() < 0.75 else np.inf for day in met]
    return of_days(known, met_on, names)


# --- orders --------------------------------------------------------------------------------------


def orders(net: ng.ReferralNetwork) -> dict[str, Floats]:
    """Everybody's number by each order, larger first; nan for who is not in it."""
    size = net.links.size
    quiet = -np.nan_to_num(days_quiet(net, last_known(net)), nan=1e6)
    agenda = ng.agenda(net)
    rows = net.links.positions(agenda[schema.CONTACT_ID])
    place, due = np.full(size, np.nan), np.full(size, np.nan)
    place[rows] = -np.arange(len(rows))
    due[rows] = -agenda[schema.DUE_ON].rank().fillna(1e6)
    listed = ~np.isnan(place)
    expected = -np.nan_to_num(expected_referrals(net).rank, nan=1e9)
    worth = np.asarray(credit(net), dtype=np.float64)
    table = ng.contacts(net).set_index(schema.CONTACT_ID).reindex(net.links.ids)
    standing = table[schema.STANDING].map({word: -n for n, word in enumerate(STANDINGS)}).fillna(-9)
    return {
        "agenda": place,
        "its rows by expected": np.where(listed, expected, np.nan),
        "its rows by due date": due,
        "its rows by last heard of": np.where(listed, quiet, np.nan),
        "its rows by credit": np.where(listed, worth, np.nan),
        "its rows at random": np.where(listed, 0.0, np.nan),
        "everybody by expected": expected,
        "everybody by last heard of": quiet,
        "everybody by credit": worth,
        "everybody by reach": table[schema.REACH].to_numpy(dtype=np.float64),
        "everybody by referrals made": net.links.referrals_made.astype(np.float64),
        "everybody by standing": standing.to_numpy(dtype=np.float64),
        "everybody by chance": np.nan_to_num(chances(net).chance),
        "everybody at random": np.zeros(size),
    }


def came_through(net: ng.ReferralNetwork, known: Longs, day: int, span: int) -> Floats:
    """How many new people of the days after a day came through each of those known then."""
    introducer, arrival = net.forest.introducer, net.forest.arrival.astype(np.int64)
    # int64[n]: the known person at whom the chain to somebody leaves those known, -1 for none
    gate = np.full(net.links.size, -1)
    gate[known] = known
    new = (arrival > day) & (arrival <= day + span) & (arrival != UNDATED) & (gate < 0)
    for v in np.flatnonzero(new)[np.argsort(net.forest.generation[new], kind="stable")]:
        gate[v] = gate[introducer[v]] if introducer[v] >= 0 else -1
    through = gate[new & (gate >= 0)]
    return np.bincount(through, minlength=net.links.size)[known].astype(np.float64)


def share_of(first: Floats, came: Floats, random: np.random.Generator) -> float:
    """The share of what came that came through the first five; equals in random order."""
    inside = np.flatnonzero(~np.isnan(first))
    shares = []
    for _ in range(TIE_DRAWS):
        mixed = random.permutation(inside)
        chosen = mixed[np.argsort(-first[mixed], kind="stable")][:FIRST]
        shares.append(came[chosen].sum() / came.sum())
    return float(np.mean(shares))


def looked(
    net: ng.ReferralNetwork, day: int, spans: tuple[int, ...], random: np.random.Generator
) -> dict[tuple[str, int], float] | None:
    """Shares by order and span, as of a day."""
    then = net.as_of(pd.Timestamp(day, unit="D"))
    if len(then) < 8 or today(net) < day + max(spans):
        return None
    known = net.links.positions(then.links.ids)
    came = {span: came_through(net, known, day, span) for span in spans}
    if came[max(spans)].sum() < FEWEST_NEW or not len(ng.agenda(then)):
        return None
    return {
        (name, span): share_of(first, came[span], random) if came[span].sum() else np.nan
        for name, first in orders(then).items()
        for span in spans
    }


Looks = list[dict[tuple[str, int], float]]


def drawn(searches: int) -> Iterator[tuple[str, Looks]]:
    """Looks at drawn searches, by their laws."""
    for name, law in LAWS.items():
        looks: Looks = []
        for first in FIRST_CONTACTS:
            for seed in range(searches):
                random = np.random.default_rng([seed, first, *name.encode(), 1])
                net = search(random, law, first)
                if net is not None:
                    looks += _look(kept(net, random), random)
        yield name, looks
    looks = []
    for seed in range(2 * searches):
        random = np.random.default_rng([seed, 2])
        looks += _look(kept(spread(seed), random), random)
    yield "EoN", looks


def _look(net: ng.ReferralNetwork, random: np.random.Generator) -> Looks:
    # 120, 180 and 240 days before the end: 90 days ahead are known of each
    days = (today(net) - ago for ago in (120, 180, 240))
    return [found for day in days if (found := looked(net, day, SPANS, random)) is not None]


def real() -> Iterator[tuple[str, Looks]]:
    """Looks at real sets from eight of their days."""
    for folder, ahead in REAL.items():
        if not folder.exists():
            continue
        net = ng.read(folder)
        dates = net.referrals[schema.REFERRED_ON].dropna().sort_values()
        looks = []
        for share in SPLITS:
            day = (dates.iloc[int(share * len(dates))] - pd.Timestamp(0)).days
            # an outbreak of weeks is looked ahead by its own days
            spans = SPANS if ahead == max(SPANS) else (ahead // 2, ahead)
            found = looked(net, day, spans, np.random.default_rng(1))
            if found is not None:
                looks.append({(name, SPANS[spans.index(s)]): x for (name, s), x in found.items()})
        yield folder.name, looks


def main() -> None:
    """Print the tables."""
    searches = int(sys.argv[1]) if len(sys.argv) > 1 else SEARCHES
    sets = [one for one in (*drawn(searches), *real()) if one[1]]
    for span in SPANS:
        head(
            f"came through the first {FIRST} in {span} days, %",
            *(f"{name} ({len(looks)})" for name, looks in sets),
        )
        for name in dict.fromkeys(name for name, _ in sets[0][1][0]):
            cells = (np.nanmean([look[name, span] for look in looks]) for _, looks in sets)
            row(name, *(f"{100 * cell:.0f}" for cell in cells))
    for name, looks in sets:
        print(name, len(looks), file=sys.stderr)


if __name__ == "__main__":
    main()
