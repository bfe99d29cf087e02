"""Rows whose cells name several people, or nobody: one row for everybody whom they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import Issues
from netgraph.tables.linking.referrers import Meaning, source_stays, stranger_key
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Ints, Longs
    from netgraph.schema import Severity


def expanded(
    table: pd.DataFrame, ends: tuple[Ints, Ints], left: Longs, rows: Expansion
) -> tuple[pd.DataFrame, tuple[Ints, Ints]]:
    """Repeat rows of a table as often as their cells say, with everybody's ids and positions.

    Parameters
    ----------
    table, ends
        All rows, and the positions of both their ends.
    left
        ``int64[rows read one by one]``: which rows ``rows`` has expanded.
    rows
        What these rows became.
    """
    # int64[rows]: how often each row stays, 1 but for those that name several people or nobody
    times = np.ones(len(table), dtype=np.int64)
    times[left] = rows.times
    take = np.repeat(np.arange(len(table)), times)
    # int64[rows read one by one], in the order in which the expansion has them
    one_by_one = np.flatnonzero(np.isin(take, left))
    if len(take) != len(table) or rows.several:
        # a cell that lists thousands is not to be there once for each of them
        lists = np.flatnonzero(times > 1)
        for name in schema.ENDS:
            words = table[name].to_numpy(dtype=object, copy=True)
            words[lists] = ""
            table = table.assign(**{name: pd.Series(words, table.index, dtype="str")})
        table = table.iloc[take]
    new_ends = []
    for side in (0, 1):
        end = ends[side][take]
        end[one_by_one] = rows.ends[side]
        new_ends.append(end)
        table = _with_texts(table, schema.ENDS[side], one_by_one, rows.texts[side])
    return table, (new_ends[0], new_ends[1])


def _with_texts(table: pd.DataFrame, side: str, places: Longs, texts: list[str]) -> pd.DataFrame:
    """Put texts at places of a column, where they are other ones than there."""
    there = table[side].iloc[places].tolist()
    other = [at for at, text in enumerate(texts) if text != there[at]]
    if not other:
        return table
    words = table[side].to_numpy(dtype=object, copy=True)
    words[places[other]] = [texts[at] for at in other]
    return table.assign(**{side: pd.Series(words, table.index, dtype="str")})


class Expansion:
    """The rows that cells mean, one after the other, and what is told of them."""

    def __init__(
        self,
        spots: list[int],
        cells: list[list[str]],
        scopes: list[int],
        ends: list[list[int]],
        meanings: Mapping[tuple[str, int], Meaning],
        ids: pd.Series,
        renamed: Mapping[str, str],
    ) -> None:
        self.renamed = renamed
        self.spots, self.cells, self.scopes, self.known = spots, cells, scopes, ends
        self.meanings, self.ids = meanings, ids
        self.times: list[int] = []
        self.ends: tuple[list[int], list[int]] = ([], [])
        self.texts: tuple[list[str], list[str]] = ([], [])
        self.sources: dict[int | str, str] = {}
        self.given: dict[int, str] = {}
        self.alone: list[str] = []
        self.alone_spots: list[int] = []
        # code and column to spots, cells and messages
        self._told: dict[tuple[str, str], list[tuple[int, str, str]]] = {}
        self._strangers: dict[str, str] = {}
        self._taken = self._ids_of_strangers()

    def _ids_of_strangers(self) -> set[str]:
        """Ids of contacts that a stranger's text happens to be: the stranger gets another."""
        texts = {p for one in self.meanings.values() for p in one.people if isinstance(p, str)}
        return set(self.ids[self.ids.isin(texts)])

    def expand(self, columns: list[list[str]]) -> None:
        """Go through the rows."""
        for at, spot in enumerate(self.spots):
            found = [self._people(side, at, spot, columns[side][at]) for side in (0, 1)]
            (referrers, source), (referred, _) = found
            for one in referrers:
                for other in referred:
                    for side, person in enumerate((one, other)):
                        self._add(side, person)
            self.times.append(len(referrers) * len(referred))
            if source:
                self.sources |= {p: self.sources.get(p, source) for p in referred}
            if not self.times[-1]:
                self._leave_alone([*referrers, *referred], spot)

    def _people(self, side: int, at: int, spot: int, column: str) -> tuple[list[int | str], str]:
        if self.known[side][at] >= 0:
            return [self.known[side][at]], ""
        cell = self.cells[side][at]
        meaning = self.meanings[cell, self.scopes[at]]
        kept = self._other_source(at, meaning.source)
        for code, message in meaning.told:
            said = source_stays(message, kept) if kept else message
            self._told.setdefault((code, column), []).append((spot, cell, said))
        return [self._person(p, spot, cell, column) for p in meaning.people], meaning.source

    def _other_source(self, at: int, source: str) -> str:
        """What is already known of how a row's person was found, where it is something else."""
        if not source:
            return ""
        place = self.known[1][at]
        if place < 0:
            meant = self.meanings[self.cells[1][at], self.scopes[at]].people
            place = next((p for p in meant if isinstance(p, int)), place)
        known = self.given.get(place) or self.sources.get(place, "")
        return "" if known == source else known

    def _person(self, person: int | str, spot: int, cell: str, column: str) -> int | str:
        """A known person, or the id of a stranger, who is the same under every spelling."""
        if isinstance(person, int):
            return person
        person = self.renamed.get(person, person)
        same = stranger_key(person)
        if same not in self._strangers:
            taken = set(self.ids) | set(self._strangers.values()) if person in self._taken else ()
            self._strangers[same] = numbered(person, taken)
        first = self._strangers[same]
        if first != person and person not in self._taken:
            message = f"{person!r} is taken to mean {first!r}, whom only referrals name"
            told = (spot, cell, message)
            self._told.setdefault((schema.RESOLVED_REFERRER, column), []).append(told)
        return first

    @property
    def several(self) -> bool:
        """Whether some row is not exactly one any longer."""
        return any(times != 1 for times in self.times)

    def _add(self, side: int, person: int | str) -> None:
        place = person if isinstance(person, int) else -1
        self.ends[side].append(place)
        self.texts[side].append(str(self.ids.iloc[place]) if place >= 0 else str(person))

    def _leave_alone(self, people: list[int | str], spot: int) -> None:
        strangers = [p for p in people if isinstance(p, str)]
        self.alone += strangers
        self.alone_spots += [spot] * len(strangers)

    def issues(self, *, lenient: bool) -> tuple[Issues, ...]:
        """What was told, by code and column."""
        found = []
        for (code, column), told in self._told.items():
            cells = pd.Series(
                [cell for _, cell, _ in told],
                index=pd.Index([spot for spot, _, _ in told], dtype="int64"),
                dtype="str",
            )
            doubt = code == schema.AMBIGUOUS_PERSON and lenient
            severity: Severity | None = "warning" if doubt else None
            found.append(Issues(code, cells, column, [m for _, _, m in told], severity=severity))
        return tuple(found)
