"""Which counts of the grouped answers bound which, and which must be blank for it.

Counts of the summary, of generations and of sources are one system: generations add up to all,
sources to the first contacts, who comes next needs a referral, every component has a first contact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.growth import growth
from netgraph.analysis.people import people
from netgraph.analysis.sources import sources
from netgraph.analysis.summary import network_counts
from netgraph.bounded_counts import BoundedCounts
from netgraph.facts import remembered
from netgraph.suppression import blanks, is_narrow, is_small

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    import pandas as pd

    from netgraph.arrays import Flags
    from netgraph.network import ReferralNetwork

PEOPLE_COUNTED: Final = (
    schema.STUBS,
    schema.FIRST_CONTACTS,
    schema.MET,
    schema.LARGEST_BRANCH,
    schema.DEAD_END_PEOPLE,
)
"""Counts of a network that are parts of its contacts."""
RATE_COLUMNS: Final = (
    schema.REFERRALS_PER_CONTACT,
    schema.REFERRALS_PER_CONTACT_LOW,
    schema.REFERRALS_PER_CONTACT_HIGH,
)
SUMMARY: Final = "summary"
"""Names of counts begin with it, with ``schema.GENERATION`` or with ``schema.SOURCE``."""
RANK_OF_CELL: Final = 1.0
RANK_OF_TOTAL: Final = 2.0
"""Cells of tables go after single counts, and totals at last."""
SOURCES_APART: Final = 40
"""Smaller sources than these, the largest, are blank, and bound others together only."""
TOTALS: Final = {
    schema.CONTACTS: schema.CONTACTS,
    schema.MET: schema.MET,
    schema.REFERRALS: schema.REFERRALS,
    schema.ORGANIZATIONS_NEW: schema.ORGANIZATIONS,
}
"""Columns of generations, and what they add up to."""


def later_generations_together(table: pd.DataFrame, least: int) -> pd.DataFrame:
    """Merge the last generations of growth into one row, from the first small one on.

    The row is of its generation and all later ones, whether several are in it or one: so rows do
    not tell how many generations there are. Rates of several together are missing.
    """
    # int64[g], from the first
    contacts = table[schema.CONTACTS].to_numpy()
    small = np.flatnonzero(is_small(contacts[1:], least)) + 1
    start = int(small[0]) if len(small) else len(contacts) - 1
    while start > 1 and is_small(contacts[start:].sum(), least):
        start -= 1
    if start < 1 or start == len(contacts) - 1:
        return table
    merged = table.iloc[: start + 1].copy()
    for column in TOTALS:
        merged.loc[merged.index[start], column] = table[column].iloc[start:].sum()
    merged.loc[merged.index[start], list(RATE_COLUMNS)] = np.nan
    merged.attrs = dict(table.attrs)
    return merged


@remembered
def hidden_counts(net: ReferralNetwork, least: int) -> frozenset[Hashable]:
    """Name the counts of summary, generations and sources that must be blank.

    Returns
    -------
    ``("summary", name)``, ``("generation", number, column)``, ``("source", name, column)`` each.
    Missing sources are None.
    """
    cells, counts = BoundedCounts(least), network_counts(net)
    if counts[schema.CONTACTS] == 0:
        return frozenset()
    _add_summary(cells, counts, organizations_too_narrow(net, least))
    every = growth(net)
    table = later_generations_together(every, least)
    _add_generations(cells, table)
    _add_later_generations(cells, every[schema.CONTACTS].tolist(), len(table))
    far = _add_sources(cells, sources(net), len(table), len(every))
    return frozenset(cells.hidden() | far)


def organizations_too_narrow(net: ReferralNetwork, least: int) -> set[str]:
    """Totals of which organizations would tell their small cells, though all of these are blank."""
    who = people(net)
    inside = who.organization >= 0
    found = set()
    for name, counted in ((schema.CONTACTS, np.ones(len(net), dtype=bool)), (schema.MET, who.met)):
        # float64[organizations]: people of each
        size = np.bincount(
            who.organization[inside], weights=counted[inside], minlength=len(who.organizations)
        )
        rest = int(counted[~inside].sum())
        if is_narrow(size, blanks(size, least, rest=rest), least, rest=rest):
            found.add(name)
    return found


def _add_summary(cells: BoundedCounts, counts: dict[str, int], narrow: set[str]) -> None:
    for name, count in counts.items():
        rank = RANK_OF_TOTAL if name in TOTALS.values() else 0.0
        cells.add(
            (SUMMARY, name),
            count,
            rank=rank,
            guarded=True if name in narrow else None,
        )
    for name in PEOPLE_COUNTED:
        both = [(1, (SUMMARY, schema.CONTACTS)), (-1, (SUMMARY, name))]
        cells.add_rest((SUMMARY, "left of contacts", name), both)

    def at_most(*terms: tuple[float, str], number: float = 0) -> None:
        cells.at_most([(sign, (SUMMARY, name)) for sign, name in terms], number)

    # a component has a first contact, and a referral for everybody in it but one
    at_most((1, schema.COMPONENTS), (-1, schema.FIRST_CONTACTS))
    at_most((1, schema.CONTACTS), (-1, schema.COMPONENTS), (-1, schema.REFERRALS))
    # nobody was met who is only named; branches are at least their first contacts, and part people
    at_most((1, schema.STUBS), (1, schema.MET), (-1, schema.CONTACTS))
    at_most((1, schema.LARGEST_BRANCH), (1, schema.FIRST_CONTACTS), (-1, schema.CONTACTS), number=1)
    at_most((1, schema.DEAD_END_PEOPLE), (2, schema.DEAD_END_BRANCHES), (-1, schema.CONTACTS))
    at_most((1, schema.GENERATIONS), (-1, schema.LARGEST_BRANCH))
    at_most((1, schema.ORGANIZATIONS), (-1, schema.CONTACTS))


def _add_generations(cells: BoundedCounts, table: pd.DataFrame) -> None:
    last = len(table)
    for number, row in enumerate(table.to_dict("records"), start=1):
        at = {column: (schema.GENERATION, number, column) for column in TOTALS}
        for column, key in at.items():
            cells.add(key, row[column], rank=RANK_OF_CELL)
        _add_unmet(cells, (schema.GENERATION, number))
        cells.at_most([(1, at[schema.ORGANIZATIONS_NEW]), (-1, at[schema.CONTACTS])])
        if number > 1:
            # who was introduced was named by somebody of the generation before; in the last row
            # several may be together
            named = [(-1.0, (schema.GENERATION, number - 1, schema.REFERRALS))]
            named += [(-1.0, at[schema.REFERRALS])] if number == last else []
            cells.at_most([(1, at[schema.CONTACTS]), *named])
    for column, total in TOTALS.items():
        every = [(1.0, (schema.GENERATION, number, column)) for number in range(1, last + 1)]
        cells.equal([*every, (-1, (SUMMARY, total))])
    first = [
        (1.0, (SUMMARY, schema.FIRST_CONTACTS)),
        (-1.0, (schema.GENERATION, 1, schema.CONTACTS)),
    ]
    (cells.equal if last > 1 else cells.at_most)(first)
    # the last row has its generation and perhaps later ones, each of somebody
    depth = (1.0, (SUMMARY, schema.GENERATIONS))
    cells.at_most([(-1, depth[1])], -last)
    cells.at_most([depth, (-1, (schema.GENERATION, last, schema.CONTACTS))], last - 1)


def _add_later_generations(cells: BoundedCounts, contacts: list[int], last: int) -> None:
    """Add the generations that share the last row: none is shown, and yet credit tells of them."""
    for number in range(last, len(contacts) + 1):
        cells.add((schema.GENERATION, number, "alone"), contacts[number - 1], listed=False)
    each = [(1.0, (schema.GENERATION, n, "alone")) for n in range(last, len(contacts) + 1)]
    cells.equal([*each, (-1, (schema.GENERATION, last, schema.CONTACTS))])


def _add_unmet(cells: BoundedCounts, group: tuple[Hashable, ...]) -> None:
    """Who is left of a group's contacts without those met is a count too."""
    both = [(1, (*group, schema.CONTACTS)), (-1, (*group, schema.MET))]
    cells.add_rest((*group, "not met"), both)


def _add_sources(cells: BoundedCounts, table: pd.DataFrame, last: int, depth: int) -> set[Hashable]:
    """Add the largest sources; name the cells of the others, which are blank."""
    found = [(1.0, (SUMMARY, schema.CONTACTS)), (-1.0, (SUMMARY, schema.FIRST_CONTACTS))]
    wholes = {schema.REACH: found, schema.ORGANIZATIONS: [(1.0, (SUMMARY, schema.ORGANIZATIONS))]}
    columns = [str(c) for c in table.columns[1:]]
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    rows.sort(key=lambda row: (-row[schema.CONTACTS], str(row[schema.SOURCE])))
    apart, others = rows[:SOURCES_APART], rows[SOURCES_APART:]
    for row in apart:
        at = {column: (schema.SOURCE, row[schema.SOURCE], column) for column in columns}
        for column, key in at.items():
            floor = 0.0 if column == schema.CREDIT else None
            cells.add(key, row[column], rank=RANK_OF_CELL, floor=floor)
        _add_unmet(cells, at[schema.CONTACTS][:2])
        # what is left of all who were found, and of all organizations, is a count too
        for column, whole in wholes.items():
            rest = (schema.SOURCE, row[schema.SOURCE], column, "left")
            cells.add_rest(rest, [*whole, (-1, at[column])])
            if column == schema.REACH and len(rows) == 1:
                cells.equal([(1, rest)])
        cells.at_most([(1, at[schema.CREDIT]), (-1, at[schema.REACH])])
    _add_sums_of_sources(cells, apart, others, last, depth)
    if not others:
        cells.at_most(
            [*found, *[(-1.0, (schema.SOURCE, row[schema.SOURCE], schema.REACH)) for row in apart]]
        )
    return {
        (schema.SOURCE, row[schema.SOURCE], column)
        for row in others
        for column in columns
        if row[column]
    }


def _add_sums_of_sources(
    cells: BoundedCounts,
    apart: list[dict[Hashable, Any]],
    others: list[dict[Hashable, Any]],
    last: int,
    depth: int,
) -> None:
    """Sources add up to the first generation, and their credit to shares of those found."""
    totals: dict[str, Hashable] = {
        schema.CONTACTS: (SUMMARY, schema.FIRST_CONTACTS),
        schema.MET: (schema.GENERATION, 1, schema.MET),
        schema.REFERRALS: (schema.GENERATION, 1, schema.REFERRALS),
    }
    for column, total in totals.items():
        every: list[tuple[float, Hashable]] = [
            (1.0, (schema.SOURCE, row[schema.SOURCE], column)) for row in apart
        ]
        sizes = np.array([row[column] for row in others], dtype=np.float64)
        blank = int((sizes > 0).sum())
        if blank:
            # what the blank ones hold beyond 1 each, which is what each may be larger by
            beyond = (schema.SOURCE, "others", column, "beyond one each")
            cells.add(beyond, sizes.sum() - blank, listed=False, guarded=True)
            every.append((1.0, beyond))
        (cells.equal if column == schema.CONTACTS or last > 1 else cells.at_most)(
            [*every, (-1, total)], -blank
        )
    if not others:
        credit = [(1.0, (schema.SOURCE, row[schema.SOURCE], schema.CREDIT)) for row in apart]
        # a first contact has 1 / (generation - 1) of everybody in their branch
        parts = [
            (schema.GENERATION, g, schema.CONTACTS if g < last else "alone")
            for g in range(2, depth + 1)
        ]
        share = [(-1 / (g - 1), key) for g, key in enumerate(parts, start=2)]
        cells.equal([*credit, *share])


def flags_of(
    hidden: frozenset[Hashable], kind: str, names: Iterable[Hashable], column: str
) -> Flags:
    """Flag the blank cells of a column, by the names of its rows: bool[rows]."""
    return np.array([(kind, name, column) in hidden for name in names], dtype=bool)
