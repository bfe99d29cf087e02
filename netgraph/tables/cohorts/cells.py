"""Whom cells mean, search by search: only people of the cell's own search count.

What all searches have in common is done once: the texts of all cells are learned together, and
names are folded once. What is asked of a text is asked of its own search alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.linking.expansion import Expansion
from netgraph.tables.linking.known_people import KnownPeople
from netgraph.tables.linking.referral_ends import sources_of
from netgraph.tables.linking.referrers import Resolver, texts_in, with_near_told
from netgraph.tables.person_names import fold_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Ints, Longs
    from netgraph.tables.issues import Issues
    from netgraph.tables.linking.referrers import Meaning


@dataclass(slots=True, eq=False)
class PeopleOfSearches(KnownPeople):
    """People of all searches, of which those of one search at a time are known.

    Parameters
    ----------
    starts
        ``int64[searches + 1]``: where the people of each search begin, who stand search by search.
    own_searches
        ``int64[people]``: the search of each.
    targets
        Organizations that all searches want to reach.
    """

    starts: Longs = field(default_factory=lambda: np.zeros(1, np.int64))
    own_searches: Longs = field(default_factory=lambda: np.zeros(0, np.int64))
    targets: tuple[pd.Series, ...] = ()
    _folded: list[str] | None = None
    _search: int = 0

    @property
    def files(self) -> Longs:
        """The search of each person takes the place of a file."""
        return self.own_searches

    @property
    def own_rows(self) -> slice:
        """The rows of the search that is known now."""
        return slice(int(self.starts[self._search]), int(self.starts[self._search + 1]))

    def enter(self, search: int) -> None:
        """Know the people of this search from now on."""
        self._search = search
        self._firms = None
        if schema.ORGANIZATION in self.rows.columns:
            self.firms = (self.rows[schema.ORGANIZATION].iloc[self.own_rows], *self.targets)

    def find(self, kind: str, text: str, scope: int) -> tuple[int, ...]:
        """The people of a search who have an id, a name or an address."""
        return self.own(kind, text, scope) if text else ()

    def own(self, kind: str, text: str, scope: int) -> tuple[int, ...]:
        """The same; no text means nobody."""
        held = self._by[kind].get(text, ())
        return tuple(dict.fromkeys(person for search, person in held if search == scope))

    def folded_names(self) -> tuple[list[str], list[int]]:
        """The folded names of the search, all folded at once when first asked for."""
        if self._folded is None:
            self._folded = fold_names(self.rows[schema.NAME].fillna("")).tolist()
        own = self.own_rows
        return self._folded[own], list(range(own.start, own.stop))


class UnreadRows(NamedTuple):
    """Rows with a cell that is neither an id nor a name.

    Parameters
    ----------
    place
        ``int64[rows]``: which rows they are.
    spots, searches
        Where each stands, and its search.
    cells, ends, columns
        A list a side: the texts, the people by position or -1, and the columns.
    """

    place: Longs
    spots: list[int]
    searches: list[int]
    cells: tuple[list[str], list[str]]
    ends: tuple[list[int], list[int]]
    columns: tuple[list[str], list[str]]


class Read(NamedTuple):
    """What rows with unread cells became, all searches together.

    Parameters
    ----------
    rows
        The rows that they became.
    alone
        Search, spot and text of everybody whom a row names beside nobody.
    sources
        Search and person, by position or text, to how they were found.
    issues
        What was told, search by search.
    """

    rows: Expansion
    alone: list[tuple[int, int, str]]
    sources: dict[tuple[int, int | str], str]
    issues: list[Issues]


def read_cells(
    unread: UnreadRows, known: PeopleOfSearches, own: Sequence[int | None], *, lenient: bool
) -> Read:
    """Read cells search by search.

    Parameters
    ----------
    unread
        Their rows, search by search.
    known
        The people of all searches.
    own
        Of each search, the seeker by position, None where no contact is.
    lenient
        Whether a cell that fits several people is somebody of its own.
    """
    texts = {
        text
        for side in (0, 1)
        for text, end in zip(unread.cells[side], unread.ends[side], strict=True)
        if end < 0
    }
    # of all searches at once: each call goes through everybody, whatever few texts it is asked
    known.learn({part for text in texts for part in texts_in(text)})
    resolver = Resolver(known, lenient=lenient)
    every = Expansion([], [[], []], [], [[], []], {}, known.ids.iloc[:0], {})
    found = Read(every, [], {}, [])
    # int64: the first and the last row of each search
    opens = np.flatnonzero(np.diff(unread.searches, prepend=-1))
    for start, stop in zip(opens, [*opens[1:], len(unread.searches)], strict=True):
        search = unread.searches[start]
        known.enter(search)
        resolver.seeker = own[search]
        _read_search(_rows_of_search(unread, slice(start, stop)), known, resolver, found)
    return found


def _rows_of_search(unread: UnreadRows, rows: slice) -> UnreadRows:
    return UnreadRows(
        unread.place[rows],
        unread.spots[rows],
        unread.searches[rows],
        (unread.cells[0][rows], unread.cells[1][rows]),
        (unread.ends[0][rows], unread.ends[1][rows]),
        (unread.columns[0][rows], unread.columns[1][rows]),
    )


def _read_search(
    part: UnreadRows, known: PeopleOfSearches, resolver: Resolver, found: Read
) -> None:
    """Read the cells of one search, and add what its rows became."""
    search = part.searches[0]
    unread: dict[tuple[str, int], None] = {}
    # text and search to int positions at the other end of its rows, -1 of one that is unread
    beside: dict[tuple[str, int], set[int]] = defaultdict(set)
    for side in (0, 1):
        cells = zip(part.cells[side], part.ends[side], part.ends[1 - side], strict=True)
        for text, end, other in cells:
            beside[text, search].add(other)
            if end < 0:
                unread[text, search] = None
    meanings = {at: resolver.resolve(*at) for at in sorted(unread)}
    meanings = with_near_told(meanings, resolver, beside)
    first, last = int(known.starts[search]), int(known.starts[search + 1])
    # people of a search are counted from its first one, so that no other is in reach
    rows = Expansion(
        part.spots,
        [*part.cells],
        part.searches,
        [[_shifted(end, -first) for end in ends] for ends in part.ends],
        {at: _shifted_meaning(one, -first) for at, one in meanings.items()},
        known.ids.iloc[first:last],
        {},
    )
    if any(one.source for one in meanings.values()):
        people = replace(
            known, rows=known.rows.iloc[first:last], person=np.arange(last - first, dtype=np.int32)
        )
        rows.given = sources_of(people)
    rows.expand([*part.columns])
    every = found.rows
    every.times += rows.times
    for side in (0, 1):
        every.ends[side].extend(_shifted(end, first) for end in rows.ends[side])
        every.texts[side].extend(rows.texts[side])
    alone = zip(rows.alone_spots, rows.alone, strict=True)
    found.alone.extend((search, spot, text) for spot, text in alone)
    for person, source in rows.sources.items():
        moved = person + first if isinstance(person, int) else person
        found.sources[search, moved] = source
    found.issues.extend(rows.issues(lenient=resolver.lenient))


def _shifted(end: int, by: int) -> int:
    return end + by if end >= 0 else end


def _shifted_meaning(one: Meaning, by: int) -> Meaning:
    people = tuple(p + by if isinstance(p, int) else p for p in one.people)
    return replace(one, people=people)


def places_in_searches(
    words: pd.Series, searches: Ints, wanted: pd.Series, of: Ints, prefixes: pd.Series
) -> Ints:
    """Positions of texts among the words of their own searches, -1 where they are not there.

    Parameters
    ----------
    words, searches
        Different words within each search, and their searches.
    wanted, of
        Texts, and their searches.
    prefixes
        What tells the words of each search from those of others.
    """
    from netgraph.links import positions_in

    known = prefixes.iloc[searches].array + words.array
    asked = prefixes.iloc[of].array + wanted.array
    return positions_in(pd.Index(known), pd.Series(asked))[0]
