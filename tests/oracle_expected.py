"""The slow truth about expected referrals: person by person, day by day. See ``oracle``.

What the definition says, and what it leaves open is decided here as follows.

- A name is an introduction: the person whom somebody introduced, on the day of that referral. A
  naming day is one on which somebody referred anybody for the first time. What is undated is no
  name.
- On a day somebody is ``named`` who had a naming day by then, else ``met`` (where statuses are
  kept, by the date of the meeting), else ``known`` from the first date of anything known of them.
  Their last sign is that naming day, that meeting, that first date. Who declined is out of it from
  their last date on.
- History begins with the first date of anything known, at most a horizon before the first naming
  day.
- The usual wait is the mean, over the naming days that gave names, of the days since the last sign
  before it, with one wait of 30 days added; who was not known before has none.
- Somebody's rate falls as 1 / (usual wait + days since the last sign) as those go on, so that over
  u days ahead it adds up to log((wait + silent + u) / (wait + silent)).
- The regression is Poisson's, on everybody there on each of 23 earlier days that part the history
  evenly, for the names of the horizon after each, of which those after as-of are not seen. As the
  horizons overlap a row counts as step / horizon, at most 1.
- Its terms, in units of their spread over the rows (weighted by the exposure): met; named;
  log(1 + silent / wait) of the known, the met and the named, each 0 for the others;
  log(1 + names given). A term that never differs is left out. Each is drawn to 0 with the weight
  of 12 names, that of names given to 1/2; the level to that of all rows, with half a name.
- No term is taken beyond what the rows had, and nobody gets more than anybody ever gave within a
  horizon (at least 1).
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

if TYPE_CHECKING:
    from oracle import Oracle

HORIZON = 90
USUAL_WAIT = 30
PARTS = 24
DRAW = 12.0
NAMES_DRAWN_TO = 0.5
HALF = 0.5


class Look(NamedTuple):
    """Somebody on a day."""

    phase: str
    silent: int
    names: int


class Expected:
    """How many names everybody will give in the days ahead."""

    def __init__(self, truth: Oracle, horizon: int = HORIZON) -> None:
        self.truth, self.horizon, self.today = truth, horizon, truth.as_of
        self.known = {v: truth.first_known(v) for v in truth.people}
        self.naming: dict[str, set[int]] = {v: set() for v in truth.people}
        self.names: dict[str, list[int]] = {v: [] for v in truth.people}
        for (u, v), day in truth.pairs.items():
            if day is not None:
                self.naming[u].add(day)
                if truth.introducer(v) == u:
                    self.names[u].append(day)

    # --- what was seen on a day -------------------------------------------------------------------

    def look(self, v: str, day: int) -> Look | None:
        """How somebody stood at the end of a day; None for who was not there."""
        known, person = self.known[v], self.truth.people[v]
        if known is None or known > day:
            return None
        if person.status == "declined" and self.truth.last_contact(v) <= day:
            return None
        named = [d for d in self.naming[v] if d <= day]
        names = sum(d <= day for d in self.names[v])
        if named:
            return Look("named", day - max(named), names)
        met_on = self.truth.met_on(v)
        if met_on is not None and met_on <= day:
            return Look("met", day - met_on, names)
        return Look("known", day - known, names)

    def given(self, v: str, first: int, last: int) -> int:
        """Names after a day up to another."""
        return sum(first < d <= last for d in self.names[v])

    @cached_property
    def begin(self) -> int | None:
        """First day of the history."""
        known = min((k for k in self.known.values() if k is not None), default=None)
        naming = min((d for days in self.naming.values() for d in days), default=None)
        return known if naming is None else max(known, naming - self.horizon)

    @cached_property
    def span(self) -> int:
        """Days of history."""
        return 0 if self.begin is None else self.today - self.begin

    @cached_property
    def wait(self) -> float:
        """Usual days from the last sign to a name."""
        waits = [USUAL_WAIT]
        for v, days in self.naming.items():
            for day in days:
                before = self.look_back(v, day)
                if before is not None and day in self.names[v]:
                    waits.append(before)
        return sum(waits) / len(waits)

    def look_back(self, v: str, day: int) -> int | None:
        """Days since the last sign before a day; whether they declined later doesn't matter."""
        known, met_on = self.known[v], self.truth.met_on(v)
        if known is None or known >= day:
            return None
        named = [d for d in self.naming[v] if d < day]
        if named:
            return day - max(named)
        return day - (met_on if met_on is not None and met_on < day else known)

    # --- the regression ---------------------------------------------------------------------------

    def terms(self, seen: Look) -> list[float]:
        """The six terms of somebody on a day."""
        silence = math.log(1 + seen.silent / self.wait)
        return [
            float(seen.phase == "met"),
            float(seen.phase == "named"),
            *(silence if seen.phase == phase else 0.0 for phase in ("known", "met", "named")),
            math.log(1 + seen.names),
        ]

    def exposure(self, seen: Look, days: int) -> float:
        """What a rate of 1 adds up to over so many days ahead."""
        return math.log((self.wait + seen.silent + days) / (self.wait + seen.silent))

    @cached_property
    def rows(self) -> list[tuple[list[float], float, int]]:
        """Terms, exposure and names of everybody there on each of the earlier days."""
        parts = min(PARTS, self.span)
        rows = []
        for part in range(1, parts):
            day = self.today - self.span * part // parts
            last = min(day + self.horizon, self.today)
            for v in self.truth.people:
                seen = self.look(v, day)
                if seen is not None:
                    names = self.given(v, day, last)
                    rows.append((self.terms(seen), self.exposure(seen, last - day), names))
        return rows

    @cached_property
    def scores(self) -> dict[str, float | None]:
        """Names to be expected of everybody before the most is set, missing without a date."""
        said: dict[str, float | None] = {}
        for v in self.truth.people:
            if self.known[v] is None:
                said[v] = None
            elif self.truth.people[v].status == "declined":
                said[v] = 0.0
            else:
                seen = self.look(v, self.today)
                said[v] = self.rate(seen) * self.exposure(seen, self.horizon)
        return said

    def rate(self, seen: Look) -> float:
        """The rate that the regression gives to how somebody stands; by rule without rows."""
        if not self.rows:
            return (1 + seen.names) ** NAMES_DRAWN_TO
        level, slopes, middle, spread, low, high = self.fitted
        log_rate = level
        for j, value in enumerate(self.terms(seen)):
            if spread[j] > 0:
                held = min(max(value, low[j]), high[j])
                log_rate += slopes[j] * (held - middle[j]) / spread[j]
        return math.exp(log_rate)

    @cached_property
    def fitted(self) -> tuple[float, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Level and slopes at which the penalized likelihood is largest; what scales the terms."""
        rows = self.rows
        terms = np.array([row[0] for row in rows])
        exposure = np.array([row[1] for row in rows])
        names = np.array([row[2] for row in rows], dtype=float)
        weight = min(1.0, self.span / min(PARTS, self.span) / self.horizon)
        middle = (exposure[:, None] * terms).sum(axis=0) / exposure.sum()
        spread = np.sqrt((exposure[:, None] * (terms - middle) ** 2).sum(axis=0) / exposure.sum())
        spread[spread < 1e-6] = 0
        scaled = (terms - middle) / np.where(spread > 0, spread, np.inf)
        level = math.log((weight * names.sum() + HALF) / (weight * exposure.sum() + HALF))
        drawn_to = np.array([level, 0, 0, 0, 0, 0, NAMES_DRAWN_TO * spread[5]])
        draw = np.array([HALF] + [DRAW] * 6)

        def unlikely(b: np.ndarray) -> float:
            rate = exposure * np.exp(b[0] + scaled @ b[1:])
            likely = names * np.log(rate) - rate
            return float(-weight * likely.sum() + (draw * (b - drawn_to) ** 2).sum() / 2)

        def slope(b: np.ndarray) -> np.ndarray:
            left = names - exposure * np.exp(b[0] + scaled @ b[1:])
            steep = np.array([left.sum(), *(left @ scaled)])
            return -weight * steep + draw * (b - drawn_to)

        def bend(b: np.ndarray) -> np.ndarray:
            rate = exposure * np.exp(b[0] + scaled @ b[1:])
            with_level = np.column_stack([np.ones(len(scaled)), scaled])
            return weight * with_level.T @ (rate[:, None] * with_level) + np.diag(draw)

        best = minimize(unlikely, drawn_to, jac=slope, hess=bend, method="trust-exact", tol=1e-11)
        return best.x[0], best.x[1:], middle, spread, terms.min(axis=0), terms.max(axis=0)

    # --- what is shown ----------------------------------------------------------------------------

    def referrals(self) -> dict[str, float | None]:
        """Expected referrals: missing for all where less than two horizons are known."""
        if self.span < 2 * self.horizon:
            return dict.fromkeys(self.scores)
        given = [
            self.given(v, day - 1, day - 1 + self.horizon)
            for v, days in self.names.items()
            for day in days
        ]
        most = float(max([1, *given]))
        return {v: None if s is None else min(s, most) for v, s in self.scores.items()}
