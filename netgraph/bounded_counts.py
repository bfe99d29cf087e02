"""Counts that are blank, and what the counts that are shown tell of them.

A blank count can often be found without any difference of two shown ones: people of the next
generation need referrals of this one, every component has a first contact, a row that is listed has
somebody. Such bounds are linear, so what a reader can tell of a blank count is the smallest and the
largest value that a linear programme finds, the shown ones being what they are. Where that leaves
fewer possibilities than the smallest cell, one of the shown counts on which the bound rests (its
reduced cost is not zero) goes as well (linear sensitivity: Fischetti & Salazar-González, J. Am.
Stat. Assoc. 95, 2000). A product of two counts bounds others as soon as one of the two is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from netgraph.suppression import is_small

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from netgraph.arrays import Flags, Floats

    Term = tuple[float, Hashable]

SLACK: Final = 1e-6
"""Bounds and reduced costs of a linear programme are right to less than this."""


@dataclass(slots=True)
class BoundedCounts:
    """Counts that bound each other, of which those below ``least`` are not to be found.

    Parameters
    ----------
    least
        The smallest count that is shown.
    """

    least: int
    # by its name the position of each count; then an entry a count
    place: dict[Hashable, int] = field(default_factory=dict)
    value: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    rank: list[float] = field(default_factory=list)
    listed: list[bool] = field(default_factory=list)
    guarded: list[bool] = field(default_factory=list)
    # factors by position, the number, and whether the sum equals it or is at most so much
    relations: list[tuple[dict[int, float], float, bool]] = field(default_factory=list)
    # factors by position, and the two counts whose product the sum is at most
    products: list[tuple[dict[int, float], int, int]] = field(default_factory=list)

    def add(
        self,
        name: Hashable,
        value: float,
        *,
        rank: float = 0,
        listed: bool = True,
        guarded: bool | None = None,
        floor: float | None = None,
    ) -> None:
        """Name a count.

        Parameters
        ----------
        name, value
            How relations call it, and what it is.
        rank
            Counts of a lower rank go before others.
        listed
            Whether it is shown anywhere; else it is only what others leave.
        guarded
            Whether it must not be found; default: where it is small.
        floor
            What a reader knows it is at least; default: 1 where it is listed, as 0 would be shown.
        """
        self.place[name] = len(self.value)
        self.value.append(float(value))
        self.rank.append(rank)
        self.listed.append(listed)
        known = 1.0 if listed and value >= 1 else 0.0
        self.floor.append(known if floor is None else floor)
        small = bool(is_small(value, self.least))
        self.guarded.append(small if guarded is None else guarded)

    def add_rest(self, name: Hashable, terms: Iterable[Term]) -> None:
        """Name the sum of counts, each times its factor: what is left is a count too, not shown."""
        terms = list(terms)
        left = sum(factor * self.value[self.place[one]] for factor, one in terms)
        # an estimated count may be more than the whole that it is a part of
        self.add(name, max(0.0, left), listed=False)
        self.equal([*terms, (-1, name)])

    def equal(self, terms: Iterable[Term], number: float = 0) -> None:
        """Relate counts whose sum, each times its factor, is ``number``."""
        self._relate(terms, number, exact=True)

    def at_most(self, terms: Iterable[Term], number: float = 0) -> None:
        """Relate counts whose sum, each times its factor, is at most ``number``."""
        self._relate(terms, number, exact=False)

    def at_most_product(self, terms: Iterable[Term], one: Hashable, other: Hashable) -> None:
        """Relate counts whose sum, each times its factor, is at most the product of two counts."""
        row, pair = self._by_place(terms), (self.place[one], self.place[other])
        over = sum(factor * self.value[at] for at, factor in row.items())
        if over <= self.value[pair[0]] * self.value[pair[1]] + SLACK:
            self.products.append((row, *pair))

    def _by_place(self, terms: Iterable[Term]) -> dict[int, float]:
        row: dict[int, float] = {}
        for factor, name in terms:
            row[self.place[name]] = row.get(self.place[name], 0) + factor
        return row

    def _relate(self, terms: Iterable[Term], number: float, *, exact: bool) -> None:
        row = self._by_place(terms)
        over = sum(factor * self.value[at] for at, factor in row.items()) - number
        # an estimated count may break a relation, which then tells nothing
        if over <= SLACK and (not exact or over >= -SLACK):
            self.relations.append((row, number, exact))

    def hidden(self) -> set[Hashable]:
        """Names of the listed counts that must be blank."""
        listed = np.array(self.listed, dtype=bool)
        guarded = np.array(self.guarded, dtype=bool)
        blank: Flags = guarded | ~listed
        programme = _Programme(self, blank)
        # the smallest first: what goes for them often does for others
        for at in sorted(np.flatnonzero(guarded), key=lambda i: (self.value[i], i)):
            self._protect(int(at), programme)
        self._show_found(blank)
        return {name for name, at in self.place.items() if blank[at] and listed[at]}

    def _show_found(self, blank: Flags) -> None:
        """Show what a sum of shown counts gives anyway: such a blank hides nothing."""
        equal, left = [row for row, _, exact in self.relations if exact], -1
        while left != (left := int(blank.sum())):
            for row in equal:
                unknown = [at for at in row if blank[at]]
                if len(unknown) == 1 and not self.guarded[unknown[0]]:
                    blank[unknown[0]] = False

    def _protect(self, at: int, programme: _Programme) -> None:
        # each round blanks one more count, so it ends
        while True:
            low, high, telling = programme.range_of(at)
            if high - low >= self.least - 1 - SLACK:
                return
            spare = [i for i in telling if self.value[i] > 0]
            if not spare:
                return
            programme.blank[min(spare, key=lambda i: (self.rank[i], self.value[i], i))] = True


class _Programme:
    """What shown counts tell of blank ones.

    Parameters
    ----------
    counts
        The counts and their relations.
    blank
        bool[counts], those that are not shown; it may be changed between two questions.
    """

    def __init__(self, counts: BoundedCounts, blank: Flags) -> None:
        self.blank = blank
        self.value = np.array(counts.value)
        self.floor = np.minimum(np.array(counts.floor), self.value)
        # the neighbours of each count: those that share a relation with it
        self.beside: list[set[int]] = [set() for _ in self.value]
        every = [row.keys() for row, *_ in counts.relations]
        for together in [*every, *(row.keys() | {*pair} for row, *pair in counts.products)]:
            for at in together:
                self.beside[at] |= together - {at}
        self.products = counts.products
        self.sums = [
            self._sums([(row, number) for row, number, equal in counts.relations if equal is exact])
            for exact in (True, False)
        ]

    def range_of(self, at: int) -> tuple[float, float, list[int]]:
        """The least and the most that a count can be, and the shown counts that tell so."""
        lines = self._lines_of_products()
        found = [self._bound(at, sign, lines) for sign in (1, -1)]
        telling = set().union(*(those for _, those in found))
        if not telling:
            telling = {i for i in self.beside[at] if not self.blank[i]}
        return found[0][0], -found[1][0], sorted(telling)

    def _lines_of_products(self) -> list[tuple[dict[int, float], int]]:
        """Products of a shown count and another: factors by position, and the one that is shown."""
        lines = []
        for row, one, other in self.products:
            if self.blank[one] and self.blank[other]:
                continue
            known, left = (other, one) if self.blank[one] else (one, other)
            lines.append((row | {left: row.get(left, 0) - float(self.value[known])}, known))
        return lines

    def _bound(
        self, at: int, sign: int, lines: list[tuple[dict[int, float], int]]
    ) -> tuple[float, set[int]]:
        from scipy.optimize import linprog
        from scipy.sparse import vstack

        goal = np.zeros(len(self.value))
        goal[at] = sign
        # float64[counts, 2]: shown counts are what they are, blank ones at least their floor
        bounds: Floats = np.column_stack(
            [
                np.where(self.blank, self.floor, self.value),
                np.where(self.blank, np.inf, self.value),
            ]
        )
        (equal, numbers), (at_most, most) = self.sums
        products, none = self._sums([(row, 0.0) for row, _ in lines])
        answer = linprog(  # type: ignore[call-overload] # sparse tables, which its stubs lack
            goal,
            A_eq=equal,
            b_eq=numbers,
            A_ub=vstack([at_most, products], format="csr"),
            b_ub=np.concatenate([most, none]),
            bounds=bounds,
            method="highs-ds",
        )
        if answer.status != 0:  # no bound at all
            return -np.inf, set()
        cost = np.abs(answer.lower.marginals) + np.abs(answer.upper.marginals)
        telling = set(np.flatnonzero((cost > SLACK) & ~self.blank).tolist())
        # a product tells by the count that is shown too
        used = np.abs(answer.ineqlin.marginals[len(most) :]) > SLACK
        return float(answer.fun), telling | {lines[i][1] for i in np.flatnonzero(used)}

    def _sums(self, relations: list[tuple[dict[int, float], float]]) -> tuple[Any, Floats]:
        """Sums of counts as ``linprog`` takes them.

        Returns
        -------
        float64[relations, counts], sparse, and float64[relations].
        """
        from scipy.sparse import csr_array

        line = [i for i, (row, _) in enumerate(relations) for _ in row]
        place = [at for row, _ in relations for at in row]
        factor = [one for row, _ in relations for one in row.values()]
        shape = (len(relations), len(self.value))
        table = csr_array((np.array(factor, dtype=np.float64), (line, place)), shape=shape)
        return table, np.array([number for _, number in relations], dtype=np.float64)
