"""Hypothesis strategies and seeded samplers for the two tables, in every shape there are words for.

They draw plain text tables, as a file would hold them: forests, graphs without and with loops,
several referrers, self-referrals, repeated pairs, loners, ids that only the referrals know, no
dates, equal dates, statuses or none, organizations or none, decision makers, a seeker or none,
targets, a date to stand at.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st
from oracle_tables import DATE_COLUMNS, PLAN_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

STATUSES = ("identified", "contacted", "scheduled", "met", "declined", "no_reply")
ORGANIZATIONS = ("Birch", "Alder", "Cedar", "Dogwood")
SOURCES = ("family", "friend", "event")
FIRST_DAY = np.datetime64("2024-01-01")


@dataclass(frozen=True)
class Tables:
    """Two tables as text, and how to read them."""

    contacts: pd.DataFrame
    referrals: pd.DataFrame
    targets: pd.DataFrame | None = None
    as_of: str | None = None
    seeker: str | None = None

    def options(self) -> dict[str, Any]:
        """Keyword arguments that the readers and the oracle share."""
        return {"targets": self.targets, "as_of": self.as_of, "seeker": self.seeker}

    def __repr__(self) -> str:
        """Show the tables as a person would write them down."""
        targets = "" if self.targets is None else "\n" + self.targets.to_csv(index=False)
        two = self.contacts.to_csv(index=False) + self.referrals.to_csv(index=False)
        return f"as of {self.as_of}, seeker {self.seeker}\n{two}{targets}"


def budget(examples: int) -> settings:
    """How many networks to draw; NETGRAPH_THOROUGH multiplies it, for instance by 0.2."""
    times = float(os.environ.get("NETGRAPH_THOROUGH", "1"))
    return settings(max_examples=max(1, round(examples * times)), deadline=None)


def iso(day: int) -> str:
    """Return the ISO date so many days after the first."""
    return str(FIRST_DAY + np.timedelta64(day, "D"))


days = st.one_of(st.integers(0, 6), st.integers(0, 200)).map(iso)
"""Dates that are often equal and sometimes half a year apart."""


@st.composite
def pairs(draw: Callable[..., Any], ids: list[str]) -> list[tuple[str, str]]:
    """Referrals in one shape: a forest, without loops, whatever comes, one loop, a star, none."""
    shape = draw(st.sampled_from(("any", "any", "forest", "no loop", "loop", "star", "none")))
    if shape == "none" or not ids:
        return []
    if shape == "forest":
        parents = [draw(st.integers(-1, n - 1)) for n in range(len(ids))]
        return [(ids[u], ids[n]) for n, u in enumerate(parents) if u >= 0]
    if shape == "loop":
        ring = [(u, v) for u, v in zip(ids, [*ids[1:], ids[0]], strict=True) if u != v]
        return ring + draw(st.lists(st.tuples(*[st.sampled_from(ids)] * 2), max_size=3))
    if shape == "star":
        return [(u, ids[0]) for u in ids[1:]]
    one = st.tuples(st.sampled_from(ids), st.sampled_from(ids))
    drawn = draw(st.lists(one, max_size=3 * len(ids)))
    if shape == "no loop":
        drawn = [(min(p, key=ids.index), max(p, key=ids.index)) for p in drawn]
    return drawn


def cells(draw: Callable[..., Any], values: st.SearchStrategy[str], size: int) -> list[str | None]:
    """One column: often empty, in places or as a whole."""
    share = draw(st.sampled_from(("all", "some", "some")))
    cell = values if share == "all" else st.one_of(st.none(), values)
    return [draw(cell) for _ in range(size)]


@st.composite
def tables(
    draw: Callable[..., Any], *, most: int = 9, cut: bool = True, seekers: bool = True
) -> Tables:
    """Draw two tables of up to ``most`` people."""
    size = draw(st.integers(0, most))
    ids = draw(st.permutations([str(n) for n in range(7, 7 + size)]))
    drawn = draw(pairs(ids))
    listed = [i for i in ids if draw(st.integers(0, 5)) or not any(i in pair for pair in drawn)]
    columns: dict[str, list[str | None]] = {"contact_id": list(listed)}
    for name, values in {
        "organization": st.sampled_from(ORGANIZATIONS),
        "status": st.sampled_from(STATUSES),
        "decision_maker": st.sampled_from(("yes", "no")),
        "source": st.sampled_from(SOURCES),
        "channel": st.sampled_from(("letter", "email", "phone")),
    }.items():
        if draw(st.booleans()):
            columns[name] = cells(draw, values, len(listed))
    for name in draw(st.lists(st.sampled_from(DATE_COLUMNS), unique=True, max_size=3)):
        columns[name] = cells(draw, days, len(listed))
    for name in draw(st.lists(st.sampled_from(PLAN_COLUMNS), unique=True)):
        columns[name] = cells(draw, days, len(listed))
    dated = draw(st.booleans())
    referrals = pd.DataFrame(drawn, columns=["referrer_id", "referred_id"], dtype=object)
    if dated:
        referrals["referred_on"] = pd.Series(cells(draw, days, len(drawn)), dtype=object)
    targets = draw(
        st.lists(
            st.sampled_from((*ORGANIZATIONS, "Elm", "Fir")), unique=True, min_size=1, max_size=4
        )
    )
    weights = [draw(st.sampled_from(("1", "2", "0.5"))) for _ in targets]
    return Tables(
        contacts=pd.DataFrame(columns, dtype=object),
        referrals=referrals,
        targets=pd.DataFrame({"organization": targets, "weight": weights})
        if draw(st.booleans())
        else None,
        as_of=draw(st.one_of(st.none(), days)) if cut else None,
        seeker=draw(st.sampled_from(listed))
        if seekers and listed and not draw(st.integers(0, 2))
        else None,
    )


def sample(seed: int, size: int = 80) -> Tables:
    """Make a network large enough for the curve and the prior to come from the data.

    People are found in the order of their ids, most of them by the referral of somebody found
    earlier; some are referred again later, by whomever, so that there are loops; a few are found by
    nobody.
    """
    rng = np.random.default_rng(seed)
    ids = [f"p{n:03d}" for n in rng.permutation(size)]
    found_on = np.sort(rng.integers(0, 240, size))
    rows = []
    for n in range(1, size):
        if rng.random() < 0.85:
            by = int(n * rng.random() ** 2)
            rows.append((ids[by], ids[n], iso(int(found_on[n])) if rng.random() < 0.9 else None))
    for _ in range(size // 5):
        u, v = rng.integers(0, size, 2)
        rows.append(
            (ids[u], ids[v], iso(int(rng.integers(0, 240))) if rng.random() < 0.8 else None)
        )
    # a few pairs are written down again, some twice, on whatever day
    for n in rng.integers(0, len(rows), size // 4):
        rows.append((*rows[n][:2], iso(int(rng.integers(0, 240)))))
    rng.shuffle(rows)
    stranger = rng.random(size) < 0.05
    contacts = pd.DataFrame({"contact_id": ids}, dtype=object)
    contacts["organization"] = [f"Org{n}" if n < 15 else None for n in rng.zipf(1.5, size)]
    contacts["decision_maker"] = rng.choice(["yes", "no"], size)
    contacts["source"] = rng.choice([*SOURCES, None], size)
    if seed % 3:
        contacts["status"] = rng.choice([*STATUSES, "met", "met", None], size)
    if seed % 3 == 1:
        later = [iso(int(d)) for d in found_on + rng.integers(0, 30, size)]
        contacts["met_on"] = np.where(contacts["status"] == "met", later, None)
    referrals = pd.DataFrame(
        rows, columns=["referrer_id", "referred_id", "referred_on"], dtype=object
    )
    seeker = ids[size // 2] if seed % 5 == 0 and not stranger[size // 2] else None
    return Tables(contacts[~stranger].reset_index(drop=True), referrals, seeker=seeker)
