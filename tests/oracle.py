"""The slow truth: what the numbers mean, in plain Python and NetworkX, beside the fast code.

It is written from the definitions alone (``notebooks/numbers.ipynb`` and ``data/README.md`` have
them in words) and shares no line with the package. Everything is as literal as it can be: who is
only through v is found by taking v out and looking who is gone.

What the definitions leave open is decided here as follows.

- Referrals that touch the seeker make first contacts (seeker -> v) and date the other end, and
  nothing else: they are not counted, they introduce nobody. They count for the default as-of date.
- A self-referral is left out before anything else: whom only it names is not a contact.
- Repeated pairs are merged (earliest date, place of the first row) before the tables are cut at a
  date: a pair without that date is left out whole. Every other date of it not after as-of is a sign
  of life at both ends.
- Effective status: the status, else ``met`` by ``met_on``, else ``contacted`` by ``contacted_on``,
  else ``identified``. An organization is ``in_touch`` by effective status ``contacted`` or
  ``scheduled``.
- Chances and conversions: see ``oracle_shares``.
- An organization's first contact became known first; an undated first contact of the seeker is
  before all dates, anybody else undated after them. Ties: generation, then position.
- ``depth`` of a dead branch is the number of its generations; its ``organizations`` hold its first
  person's.
- ``organizations`` of the counts are those with a contact: unreached targets are not counted.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import networkx as nx
from oracle_shares import Shares

if TYPE_CHECKING:
    from collections.abc import Collection

LOWEST_CHANCE = 0.1
CHANCE = ("chance", "chance_low", "chance_high")
CONVERSION = ("conversion", "conversion_low", "conversion_high")
LIVE = ("open", "waiting")


class Oracle(Shares):
    """Every number of every answer for two plain tables with the standard column names."""

    def quiet(self, day: int | None) -> int | None:
        """Days from a date to as-of."""
        return None if day is None or self.as_of is None else self.as_of - day

    def named(self, v: str) -> str:
        """What a screen calls somebody: the name, the id where there is none."""
        return self.people[v].name or v

    # --- standing --------------------------------------------------------------------------------

    @cached_property
    def standings(self) -> dict[str, str | None]:
        """Standing of everybody."""
        return {v: self._standing(v) for v in self.people}

    def _standing(self, v: str) -> str | None:
        if self.referred(v):
            return "productive"
        if self.people[v].status in ("declined", "no_reply"):
            return "closed"
        if self.only_structure:
            return "open" if self.people[v].connected else None
        known = self.met(v) or (not self.statuses_kept and self.introducer(v) is not None)
        if not known:
            return "open"
        chance, _, _ = self.chances(v)
        return "waiting" if chance is None or chance >= LOWEST_CHANCE else "quiet"

    def shown_chances(self, v: str) -> tuple[float | None, float | None, float | None]:
        """The chances of the silent, of nobody else."""
        silent = self.standings[v] in ("waiting", "quiet")
        return self.chances(v) if silent else (None, None, None)

    # --- dead ends --------------------------------------------------------------------------------

    @property
    def only_structure(self) -> bool:
        """Whether dead ends must be told from structure alone."""
        return not self.statuses_kept and not self.dated

    @cached_property
    def dead(self) -> dict[str, bool]:
        """Whether the branch of everybody is dead."""
        if self.only_structure:
            ends = {w: len(self.introduced(w)) <= 1 for w in self.people}
            return {
                v: all(ends[w] and self.standings[w] != "open" for w in b)
                for v, b in self.branches.items()
            }
        return {v: not any(self.standings[w] in LIVE for w in b) for v, b in self.branches.items()}

    @cached_property
    def dead_tops(self) -> list[str]:
        """The first people of the maximal dead branches."""
        return [
            v
            for v in self.people
            if self.dead[v] and (self.introducer(v) is None or not self.dead[self.introducer(v)])
        ]

    def dead_ends(self, least: int = 2) -> list[dict[str, Any]]:
        """Rows of the dead-end branches of so many people, in their order."""
        rows = []
        for v in self.dead_tops:
            above = self.introducer(v)
            branch = self.branches[v]
            if len(branch) < least:
                continue
            last = max((d for w in branch if (d := self.last_contact(w)) is not None), default=None)
            rows.append(
                {
                    "contact_id": v,
                    "name": self.named(v),
                    "organization": self.people[v].organization,
                    "introduced_by": above,
                    "size": len(branch),
                    "depth": len({self.generation(w) for w in branch}),
                    "met": self.met_among(branch),
                    "organizations": len(self.organizations_of(branch)),
                    "last_activity_on": last,
                    "days_quiet": self.quiet(last),
                    "reason": self.reason(branch),
                    "revive_through": self.revive_through(v),
                }
            )
        return sorted(rows, key=lambda row: (-row["size"], row["contact_id"]))

    def reason(self, branch: Collection[str]) -> str:
        """Why a branch is dead: how many stand how; by structure alone, how long it is."""
        if self.only_structure:
            size = len(branch)
            return "introduced nobody" if size == 1 else f"a chain of {size} that never forks"
        stand = [self.standings[w] for w in branch]
        kinds = ("productive", "quiet", "closed")
        return ", ".join(f"{stand.count(kind)} {kind}" for kind in kinds if kind in stand)

    def revive_through(self, v: str) -> str | None:
        """Nearest person up the chain who is live or has another live branch.

        Of a first contact's branch the one met last. Never through or for who declined.
        """
        declined = {w for w in self.people if self.people[w].status == "declined"}
        if v in declined:
            return None
        if self.introducer(v) is None:
            met = [w for w in self.branches[v] if self.met(w) and w not in declined]
            return min(met, key=self._met_last, default=None)
        below = v
        for u in self.ancestors(v):
            other = any(not self.dead[w] for w in self.introduced(u) if w != below)
            if u not in declined and (self.standings[u] in LIVE or other):
                return u
            below = u
        return None

    def _met_last(self, v: str) -> tuple[float, float, str]:
        """Order of people by their meetings, newest first: undated last, then by last contact."""
        person, last = self.people[v], self.last_contact(v)
        none = person.status in ("scheduled", "no_reply")
        met_on = None if none else person.days.get("met_on")
        return (
            math.inf if met_on is None else -met_on,
            math.inf if last is None else -last,
            v,
        )

    # --- tables -----------------------------------------------------------------------------------

    def contacts(self) -> list[dict[str, Any]]:
        """Rows of the contacts, in their order."""
        total = sum(map(self.credit, self.people), Fraction(0))
        return [self._contact(v, total) for v in self.people]

    def _contact(self, v: str, total: Fraction) -> dict[str, Any]:
        reach = self.reach(v)
        own = self.organizations_of([v])
        last = self.last_contact(v)
        return {
            "contact_id": v,
            "name": self.named(v),
            "organization": self.people[v].organization,
            "standing": self.standings[v],
            "introduced_by": self.introducer(v),
            "generation": self.generation(v),
            "referred_by_count": len(list(self.graph.predecessors(v))),
            "referrals_made": len(self.referred(v)),
            "introductions": len(self.introduced(v)),
            "reach": len(reach),
            "exclusive_reach": len(self.only_through([v])),
            "organizations_reached": len(self.organizations_of(reach) - own),
            "exclusive_organizations": len(self.lost_organizations([v])),
            "decision_makers_reached": sum(self.people[w].decides for w in reach),
            "credit": float(self.credit(v)),
            "credit_share": float(self.credit(v) / total) if total else 0.0,
            "referrals_met": self.met_among(self.referred(v)),
            **dict(zip(CHANCE, self.shown_chances(v), strict=True)),
            **dict(zip(CONVERSION, self.conversion(v), strict=True)),
            "evidence": self.evidence(v),
            "last_contact_on": last,
            "days_quiet": self.quiet(last),
        }

    def advocates(self) -> list[dict[str, Any]]:
        """Rows of those who made a referral, in their default order."""
        rows = [row for row in self.contacts() if row["referrals_made"]]
        return sorted(
            rows, key=lambda r: (-self.credit(r["contact_id"]), -r["reach"], r["contact_id"])
        )

    def organizations(self) -> list[dict[str, Any]]:
        """Rows of the organizations, in their order."""
        names = self.organizations_of(self.people) | set(self.targets or ())
        rank = {"met": 0, "in_touch": 1, "named": 2, "unreached": 3}
        rows = [self._organization(o) for o in names]
        return sorted(
            rows, key=lambda row: (rank[row["standing"]], -row["contacts"], row["organization"])
        )

    def _organization(self, name: str) -> dict[str, Any]:
        members = self.members(name)
        inside = set(members)
        outside = {u for u, v in self.pairs if v in inside and u not in inside}
        first = min(members, key=self._became_known, default=None)
        days = [d for v in members if (d := self.first_known(v)) is not None]
        return {
            "organization": name,
            "standing": self._organization_standing(members),
            "contacts": len(members),
            "met": self.met_among(members) if members else 0,
            "decision_makers": sum(self.people[v].decides for v in members),
            "first_reached_on": min(days, default=None),
            "generation": min(map(self.generation, members), default=None),
            "introduced_by": None if first is None else self.introducer(first),
            "entry_advocates": len(outside),
            "only_through": self.gate(members),
            "target_weight": (self.targets or {}).get(name),
        }

    def _became_known(self, v: str) -> tuple[float, int, int]:
        """When v became known, among others."""
        day = self.first_known(v)
        undated = -math.inf if v in self.first_contacts else math.inf
        return undated if day is None else day, self.generation(v), self.position[v]

    def effective_status(self, v: str) -> str:
        """The status, else what the dates say."""
        person = self.people[v]
        if person.status is not None:
            return person.status
        if "met_on" in person.days:
            return "met"
        return "contacted" if "contacted_on" in person.days else "identified"

    def _organization_standing(self, members: list[str]) -> str:
        if not members:
            return "unreached"
        if any(map(self.met, members)):
            return "met"
        touched = any(self.effective_status(v) in ("contacted", "scheduled") for v in members)
        return "in_touch" if touched else "named"

    def gate(self, members: list[str]) -> str | None:
        """Nearest contact outside that every chain to some people passes."""
        inside = set(members)
        gates = [
            x
            for x in self.people
            if inside and x not in inside and inside <= self.only_through([x])
        ]
        # All chains pass all gates in one order; the last is the one behind all the others.
        behind = {x: sum(x in self.only_through([y]) for y in gates if y != x) for x in gates}
        return max(gates, key=behind.__getitem__, default=None)

    def counts(self) -> dict[str, int | None]:
        """The counts of the summary."""
        met = sum(map(self.met, self.people))
        return {
            "contacts": len(self.people),
            "stubs": sum(p.stub for p in self.people.values()),
            "referrals": len(self.pairs),
            "first_contacts": len(self.first_contacts),
            "organizations": len(self.organizations_of(self.people)),
            "met": met if met or self.statuses_kept or not self.people else None,
            "generations": max(map(self.generation, self.people), default=0),
            "components": nx.number_weakly_connected_components(self.graph) if self.people else 0,
            "dead_end_branches": len(self.dead_ends()),
            "dead_end_people": sum(len(self.branches[v]) == 1 for v in self.dead_tops),
            "largest_branch": max(map(len, self.branches.values()), default=0),
        }
