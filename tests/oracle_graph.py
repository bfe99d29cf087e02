"""The graph half of ``oracle``: first contacts, introducers, reach, only-through, credit."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
from oracle_tables import Person, cut, day_of, ids_of, read_pairs, read_people, read_targets

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    import pandas as pd

BEFORE_ALL_DATES = -math.inf
AFTER_ALL_DATES = math.inf


class Chains:
    """Who led to whom, for two plain tables with the standard column names."""

    def __init__(
        self,
        contacts: pd.DataFrame,
        referrals: pd.DataFrame,
        *,
        targets: pd.DataFrame | None = None,
        as_of: object = None,
        seeker: str | None = None,
    ) -> None:
        self.everybody = read_people(contacts)
        signs = read_pairs(referrals)
        for i in ids_of(referrals):
            self.everybody.setdefault(i, Person(name=i, stub=True))
        self.targets = None if targets is None else read_targets(targets)
        self.seeker = seeker
        self.as_of = day_of(as_of)
        self.signs = signs
        if self.as_of is None:
            self.as_of = max(self.all_days(), default=None)
        else:
            self.everybody, self.signs = cut(self.everybody, signs, self.as_of, keep=seeker)
        found = {v for u, v in self.signs if u == seeker}
        self.people = {i: p for i, p in self.everybody.items() if i != seeker}
        self.dated = any(True for _ in self.all_days())
        # what introduces: one date a pair, the earliest; rows with the seeker introduce nobody
        self.pairs = {
            pair: min(days, default=None) for pair, days in self.signs.items() if seeker not in pair
        }
        self.found_by_seeker = {v for v in self.people if v in found}
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(self.people)
        self.graph.add_edges_from(self.pairs)
        self.cut_off: dict[frozenset[str], set[str]] = {}
        self.position = {i: n for n, i in enumerate(self.people)}

    def all_days(self) -> Iterable[int]:
        """Every date of the two tables."""
        yield from (day for person in self.everybody.values() for day in person.days.values())
        yield from (day for days in self.signs.values() for day in days)

    # --- what is known of somebody ----------------------------------------------------------------

    def days_of(self, v: str) -> list[int]:
        """All dates of anything known of v: events, referrals, rows with the seeker."""
        named = [day for pair, days in self.signs.items() if v in pair for day in days]
        return [*self.people[v].days.values(), *named]

    def first_known(self, v: str) -> int | None:
        """Earliest date known of v."""
        return min(self.days_of(v), default=None)

    def last_contact(self, v: str) -> int | None:
        """Newest date known of v."""
        return max(self.days_of(v), default=None)

    def met(self, v: str) -> bool:
        """Whether v was met: by date, unless the status says otherwise; by status; by thanks."""
        person = self.people[v]
        happened = person.status not in ("scheduled", "declined", "no_reply")
        return (
            ("met_on" in person.days and happened)
            or person.status == "met"
            or "thanked_on" in person.days
        )

    def met_among(self, people: Iterable[str]) -> int | None:
        """How many of some people were met; None where that is nobody and no statuses are kept."""
        count = sum(map(self.met, people))
        return count if count or self.statuses_kept else None

    @cached_property
    def statuses_kept(self) -> bool:
        """Whether any status, meeting or letter is noted."""
        return any(
            p.status is not None or "met_on" in p.days or "contacted_on" in p.days
            for p in self.people.values()
        )

    # --- first contacts, introducers --------------------------------------------------------------

    @cached_property
    def unreferred(self) -> list[str]:
        """Whom nobody refers, or the seeker does."""
        return [
            v
            for v in self.people
            if v in self.found_by_seeker or not list(self.graph.predecessors(v))
        ]

    @cached_property
    def loop_heads(self) -> list[str]:
        """First contacts of rootless loops: the first listed of each that no loop leads to."""
        unreached = set(self.people) - reachable(self.graph, self.unreferred)
        islands = self.graph.subgraph(unreached)
        heads = [
            min(loop, key=self.position.__getitem__)
            for loop in nx.strongly_connected_components(islands)
            if not any(u not in loop for v in loop for u in islands.predecessors(v))
        ]
        return sorted(heads, key=self.position.__getitem__)

    @cached_property
    def first_contacts(self) -> set[str]:
        """People of generation 1."""
        return {*self.unreferred, *self.loop_heads}

    @cached_property
    def chosen(self) -> dict[str, tuple[float, int, str | None]]:
        """(arrival, generation, introducer) of everybody: the fixed point of the definition."""
        label: dict[str, tuple[float, int, str | None]]
        label = dict.fromkeys(self.first_contacts, (BEFORE_ALL_DATES, 1, None))
        while True:
            after = dict.fromkeys(self.first_contacts, (BEFORE_ALL_DATES, 1, None))
            for v in self.people:
                if v in self.first_contacts:
                    continue
                offers = []
                for row, ((u, w), day) in enumerate(self.pairs.items()):
                    if w == v and u in label:
                        date = AFTER_ALL_DATES if day is None else day
                        offers.append((max(label[u][0], date), label[u][1], date, row, u))
                if offers:
                    arrival, generation, _, _, u = min(offers)
                    after[v] = (arrival, generation + 1, u)
            if after == label:
                return label
            label = after

    def arrival(self, v: str) -> float:
        """Day on which v became known."""
        return self.chosen[v][0]

    def generation(self, v: str) -> int:
        """Number of people in v's chain."""
        return self.chosen[v][1]

    def introducer(self, v: str) -> str | None:
        """Through whom v became known."""
        return self.chosen[v][2]

    def introduced_on(self, v: str) -> int | None:
        """Date of introduction, None for first contacts and the undated."""
        return int(self.arrival(v)) if math.isfinite(self.arrival(v)) else None

    def ancestors(self, v: str) -> list[str]:
        """The chain of introducers above v, nearest first."""
        chain = []
        while (v := self.introducer(v)) is not None:  # type: ignore[assignment]
            chain.append(v)
        return chain

    def introduced(self, v: str) -> list[str]:
        """Whose introducer v is."""
        return [w for w in self.people if self.introducer(w) == v]

    @cached_property
    def branches(self) -> dict[str, list[str]]:
        """The branch of everybody."""
        branches: dict[str, list[str]] = {v: [] for v in self.people}
        for w in self.people:
            for v in (w, *self.ancestors(w)):
                branches[v].append(w)
        return branches

    # --- advocates --------------------------------------------------------------------------------

    def reach(self, v: str) -> set[str]:
        """Whom v's referrals lead to."""
        return nx.descendants(self.graph, v)

    def only_through(self, gone: Collection[str]) -> set[str]:
        """Who cannot be reached any more when some people are taken out, these not counted."""
        key = frozenset(gone)
        if key not in self.cut_off:
            self.cut_off[key] = self.unreached_without(key)
        return self.cut_off[key]

    def unreached_without(self, gone: frozenset[str]) -> set[str]:
        """The same, by taking them out and looking."""
        left = self.graph.copy()
        left.remove_nodes_from(gone)
        before = reachable(self.graph, self.first_contacts)
        return before - reachable(left, self.first_contacts - gone) - gone

    def organizations_of(self, people: Iterable[str]) -> set[str]:
        """Distinct organizations of some people."""
        return {o for v in people if (o := self.people[v].organization) is not None}

    def members(self, organization: str) -> list[str]:
        """Contacts of an organization."""
        return [v for v, person in self.people.items() if person.organization == organization]

    def lost_organizations(self, gone: Collection[str]) -> set[str]:
        """Organizations, not their own, of which nobody can be reached without some people."""
        lost = self.only_through(gone)
        own = self.organizations_of(gone)
        return {o for o in self.organizations_of(lost) - own if set(self.members(o)) <= lost}

    def credit(self, v: str) -> Fraction:
        """Shares of the people in v's branch, v not counted."""
        return sum(
            (Fraction(1, self.generation(w) - 1) for w in self.branches[v] if w != v), Fraction(0)
        )

    def shapley(self) -> dict[str, Fraction]:
        """Shapley value of the chain game by all coalitions: for few people only.

        A coalition is worth the number of introduced people whose whole chain of introducers is in
        it.
        """
        players = list(self.people)
        chains = [set(self.ancestors(w)) for w in players if self.ancestors(w)]
        value = dict.fromkeys(players, Fraction(0))
        for v in players:
            others = [u for u in players if u != v]
            for size in range(len(others) + 1):
                weight = Fraction(math.factorial(size) * math.factorial(len(others) - size))
                for coalition in map(set, combinations(others, size)):
                    gain = sum(c <= coalition | {v} for c in chains) - sum(
                        c <= coalition for c in chains
                    )
                    value[v] += weight * gain
        return {v: x / math.factorial(len(players)) for v, x in value.items()}


def reachable(graph: nx.DiGraph, sources: Iterable[Hashable]) -> set[Any]:
    """Return the sources and everybody behind them."""
    seen = set(sources)
    edge = list(seen)
    while edge:
        edge = [w for v in edge for w in graph.successors(v) if w not in seen and not seen.add(w)]
    return seen
