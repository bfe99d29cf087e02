"""The slow truth about keep-warm, paths, sources, growth, what-if. See ``oracle``.

What the definitions leave open is decided here as follows.

- An advocate covers the organizations in their reach, their own not counted. Greedy picks the
  smaller id of equals and stops when nobody adds anything.
- A chain passes nobody twice, and to an organization it ends at the first person there. Of equally
  long chains the one whose last referral is newest comes first, then the one before it, and so on;
  undated is oldest; then by the ids from the last person backwards.
- A source's ``reach`` leaves its own first contacts out, its ``organizations`` hold theirs.
"""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oracle import Oracle

HORIZON = 90
MONDAY = -3  # 1969-12-29, in days since 1970-01-01


def weights(truth: Oracle) -> dict[str, float]:
    """What every organization that somebody is at counts."""
    there = truth.organizations_of(truth.people)
    return {o: 1.0 if truth.targets is None else truth.targets.get(o, 0.0) for o in there}


def covers(truth: Oracle) -> dict[str, set[str]]:
    """Organizations every advocate keeps within reach."""
    advocates = [v for v in truth.people if truth.referred(v)]
    return {
        v: truth.organizations_of(truth.reach(v)) - truth.organizations_of([v]) for v in advocates
    }


def keep_warm(truth: Oracle, k: int) -> list[dict[str, Any]]:
    """Pick whoever adds most, again and again: the textbook greedy."""
    weight, cover = weights(truth), covers(truth)
    covered: set[str] = set()
    rows: list[dict[str, Any]] = []
    for _ in range(k):
        gains = {v: sum(weight[o] for o in cover[v] - covered) for v in sorted(cover)}
        best = max(gains, key=gains.__getitem__, default=None)
        if best is None or gains[best] <= 0:
            break
        covered |= cover[best]
        total = sum(weight[o] for o in covered)
        rows.append(
            {
                "contact_id": best,
                "name": truth.named(best),
                "organization": truth.people[best].organization,
                "organizations_reached": len(cover[best]),
                "marginal_gain": gains[best],
                "covered": total,
            }
        )
    return rows


def best_cover(truth: Oracle, k: int) -> float:
    """Return the largest weight that any k advocates keep within reach: by integer programming.

    Variables: one an advocate (picked), one an organization (covered). An organization counts only
    where somebody picked covers it, and at most k are picked.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    weight, cover = weights(truth), covers(truth)
    people, places = list(cover), list(weight)
    if not people or not places:
        return 0.0
    gain = np.array([0.0] * len(people) + [weight[o] for o in places])
    link = np.zeros((len(places) + 1, len(gain)))
    for row, o in enumerate(places):
        link[row, : len(people)] = [-(o in cover[v]) for v in people]
        link[row, len(people) + row] = 1
    link[-1, : len(people)] = 1
    most = [*np.zeros(len(places)), k]
    found = milp(
        -gain,
        constraints=LinearConstraint(link, ub=most),
        integrality=np.ones(len(gain)),
        bounds=Bounds(0, 1),
    )
    return -float(found.fun)


def paths(truth: Oracle, goals: set[str], k: int) -> list[list[tuple[str, int | None]]]:
    """The first k of all chains there are, in order: (person, date of the referral) a step."""
    graph = truth.graph.copy()
    graph.remove_edges_from([(u, v) for u, v in truth.graph.edges if u in goals])
    chains = [[v] for v in goals if v in truth.first_contacts]
    for start in truth.first_contacts - goals:
        chains += list(nx.all_simple_paths(graph, start, goals))
    return sorted(with_dates(truth, chains), key=path_order)[:k]


def with_dates(truth: Oracle, chains: list[list[str]]) -> list[list[tuple[str, int | None]]]:
    """Each person of a chain with the date of the referral to them."""
    return [
        [(v, truth.pairs.get((u, v))) for u, v in zip([None, *c], c, strict=False)] for c in chains
    ]


def nearest_paths(truth: Oracle, goals: set[str], k: int) -> list[list[tuple[str, int | None]]]:
    """The same in networks of any size: chains of one length after the other, until there are k."""
    # a chain ends at the first of the goals it comes to, so that no other is on it
    between = truth.graph.subgraph(set(truth.graph) - goals)
    # how many steps everybody is away from the nearest first contact: who is too far is left
    away: dict[str, int] = {}
    layer = truth.first_contacts - goals
    while layer:
        away |= dict.fromkeys(layer, len(away) and max(away.values()) + 1)
        layer = {v for u in layer for v in between.successors(u)} - set(away)
    found = [[(v, None)] for v in sorted(goals & truth.first_contacts)]
    for length in count(2):
        if len(found) >= k or length > len(truth.people):
            break
        for goal in goals:
            chains = [[goal]]
            for left in range(length - 1, 0, -1):
                chains = [
                    [u, *chain]
                    for chain in chains
                    for u in truth.graph.predecessors(chain[0])
                    if u not in chain and away.get(u, left) < left
                ]
            found += with_dates(truth, [c for c in chains if c[0] in truth.first_contacts])
    return sorted(found, key=path_order)[:k]


def path_order(chain: list[tuple[str, int | None]]) -> tuple[Any, ...]:
    """Fewest steps, then step by step backwards: the newer referral, then the smaller id."""
    backwards = chain[::-1]
    ages = [float("inf") if day is None else -day for _, day in backwards[:-1]]
    last, *earlier = [v for v, _ in backwards]
    steps = [part for age, v in zip(ages[1:], earlier[1:], strict=False) for part in (age, v)]
    return len(chain), [*(ages[:1] or [float("inf")]), last, *earlier[:1], *steps]


def sources(truth: Oracle) -> list[dict[str, Any]]:
    """A row a source of first contacts, the most credit first, no source last among equals."""
    names = {truth.people[v].source for v in truth.first_contacts}
    rows = []
    for name in names:
        found = {v for v in truth.first_contacts if truth.people[v].source == name}
        reached = set().union(*(truth.reach(v) for v in found)) - found
        rows.append(
            {
                "source": name,
                "contacts": len(found),
                "met": truth.met_among(found),
                "referrals": sum(len(truth.referred(v)) for v in found),
                "reach": len(reached),
                "organizations": len(truth.organizations_of(reached | found)),
                "credit": sum(map(truth.credit, found)),
            }
        )
    rows.sort(key=lambda row: (-row["credit"], row["source"] is None, row["source"] or ""))
    return [row | {"credit": float(row["credit"])} for row in rows]


def growth_by_generation(truth: Oracle) -> list[dict[str, Any]]:
    """A row a generation."""
    rows = []
    organizations = [row["generation"] for row in truth.organizations()]
    for generation in range(1, truth.counts()["generations"] + 1):
        people = [v for v in truth.people if truth.generation(v) == generation]
        rows.append(
            {
                "generation": generation,
                "contacts": len(people),
                "met": truth.met_among(people),
                "referrals": sum(len(truth.referred(v)) for v in people),
                **referrals_per_contact(truth, people),
                "organizations_new": organizations.count(generation),
            }
        )
    return rows


def lives(truth: Oracle) -> dict[str, tuple[int, list[int]]]:
    """Days watched, and days after the start of each referral, of everybody with a start."""
    starts = {v: start for v in truth.people if (start := truth.first_known(v)) is not None}
    made: dict[str, list[int]] = {v: [] for v in starts}
    for (u, _), day in truth.pairs.items():
        if day is not None and u in starts:
            made[u].append(max(0, day - starts[u]))
    return {v: (truth.as_of - start, made[v]) for v, start in starts.items()}


def mean_cumulative(people: list[tuple[int, list[int]]]) -> float | None:
    """Referrals made by day 90, summed day by day over those still watched on that day."""
    if not people:
        return None
    watched = np.array([days for days, _ in people])
    made = np.array([day for _, days in people for day in days])
    return sum(
        float((made == day).sum() / (watched >= day).sum())
        for day in range(HORIZON + 1)
        if (watched >= day).any()
    )


def referrals_per_contact(truth: Oracle, people: list[str]) -> dict[str, float | None]:
    """The same of some people, with its 90 % interval: leave out one branch, again and again."""
    life = lives(truth)
    branches: dict[str, list[str]] = {}
    for v in people:
        if v in life:
            branches.setdefault([v, *truth.ancestors(v)][-1], []).append(v)
    middle = mean_cumulative([life[v] for members in branches.values() for v in members])
    left = [
        mean_cumulative([life[v] for v in people if v in life and v not in members])
        for members in branches.values()
    ]
    low = high = None
    if len(branches) >= 3 and all(left):
        logs, sizes = np.log(left), np.array([len(members) for members in branches.values()])
        variance = (len(left) - 1) / len(left) * ((logs - logs.mean()) ** 2).sum()
        effective = sizes.sum() ** 2 / (sizes**2).sum()
        half = stats.t(effective - 1).ppf(0.95) * np.sqrt(variance)
        if half < 709:  # else there is no such number
            low, high = middle * np.exp(-half), middle * np.exp(half)
    name = "referrals_per_contact"
    return {name: middle, f"{name}_low": low, f"{name}_high": high}


def mondays(first: int) -> Iterator[int]:
    """The Monday on or before a day, and all after it."""
    return count(first - (first - MONDAY) % 7, 7)


def months(first: int) -> Iterator[int]:
    """The first day of the month of a day, and of all after it."""
    month = np.datetime64(first, "D").astype("datetime64[M]")
    return (int((month + n).astype("datetime64[D]").astype(int)) for n in count())


def growth_by_period(
    truth: Oracle, periods: Callable[[int], Iterator[int]] = mondays
) -> list[dict[str, Any]]:
    """A row a week or month: contacts, meetings and organizations up to its last day."""
    known = [d for v in truth.people if (d := truth.first_known(v)) is not None]
    met = [d for v in truth.people if (d := truth.met_on(v)) is not None]
    reached = [d for row in truth.organizations() if (d := row["first_reached_on"]) is not None]
    if not [*known, *met, *reached]:
        return []
    first = min([*known, *met, *reached])
    columns = {"contacts": known, "met": met, "organizations": reached}
    unsaid = {} if truth.statuses_kept else {"met": None}
    rows = []
    for begin, end in pairwise(periods(first)):
        if begin > truth.as_of:
            break
        rows.append(
            {"period": begin}
            | {c: sum(d < end for d in days) for c, days in columns.items()}
            | unsaid
        )
    return rows


def losses(truth: Oracle, gone: list[str]) -> dict[str, tuple[int, int]]:
    """(contacts lost, contacts left) of organizations that lose somebody when some go cold."""
    lost = truth.only_through(gone) | set(gone)
    told = {}
    for o in truth.organizations_of(lost):
        members = set(truth.members(o))
        told[o] = (len(members & lost), len(members - lost))
    return told


def issues(truth: Oracle, referrals: list[tuple[str, str]]) -> dict[str, int]:
    """How often each issue is told of two tables; ``referrals`` are the rows as read."""
    selves = sum(u == v for u, v in referrals)
    pairs = {(u, v) for u, v in referrals if u != v}
    early = [
        (u, v)
        for (u, v), day in truth.pairs.items()
        if day is not None and truth.introduced_on(u) is not None and day < truth.introduced_on(u)
    ]
    told = {
        "unknown_contact": sum(person.stub for person in truth.everybody.values()),
        "self_referral": selves,
        "repeated_referral": len(referrals) - selves - len(pairs),
        "rootless_loop": len(truth.loop_heads),
        "referral_before_introduction": len(early),
    }
    return {code: count for code, count in told.items() if count}
