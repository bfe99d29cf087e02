"""Which counts of the grouped answers bound which, and which must be blank for it.

Counts of the summary, of generations and of sources are one system: generations add up to all,
sources to the first contacts, who comes next needs a referral, every component has a first contact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.growth import growth
from netgraph.analysis.people import people
from netgraph.analysis.sources import sources
from netgraph.analysis.summary import network_counts
from netgraph.bounded_counts import BoundedCounts
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.suppression import blanks, is_narrow, is_small

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from netgraph.arrays import Flags, Floats
    from netgraph.bounded_counts import Term
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
GENERATIONS_APART: Final = 12
GENERATIONS_BEYOND: Final = 3
"""Generations told apart where credit is, and empty ones that a reader must allow for."""
TOTALS: Final = {
    schema.CONTACTS: schema.CONTACTS,
    schema.MET: schema.MET,
    schema.REFERRALS: schema.REFERRALS,
    schema.ORGANIZATIONS_NEW: schema.ORGANIZATIONS,
}
"""Columns of generations, and what they add up to."""


def with_zeros(table: pd.DataFrame) -> pd.DataFrame:
    """Count nobody met where no meetings are kept: blank already, it bounds nothing."""
    return table.fillna({schema.MET: 0})


def later_generations_together(table: pd.DataFrame, least: int) -> pd.DataFrame:
    """Merge the last generations of growth into one row, from the first small one on.

    The row is of its generation and all later ones, whether several are in it or one: so rows do
    not tell how many generations there are; nor does a last row without referrals, which would be
    the last generation. Rates of several together are missing.
    """
    # int64[g] each, from the first
    contacts, made = (table[name].to_numpy() for name in (schema.CONTACTS, schema.REFERRALS))
    small = np.flatnonzero(is_small(contacts[1:], least)) + 1
    start = int(small[0]) if len(small) else len(contacts) - 1
    while start > 1 and is_small(contacts[start:].sum(), least):
        start -= 1
    if is_small(len(contacts), least) and made[start:].sum() == 0:
        start -= 1
    if start < 0 or start == len(contacts) - 1:
        return table
    merged = table.iloc[: start + 1].copy()
    for column in TOTALS:
        # what all lack the sum lacks, too
        merged.loc[merged.index[start], column] = table[column].iloc[start:].sum(min_count=1)
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
    cells = BoundedCounts(least)
    counts = {name: count or 0 for name, count in network_counts(net).items()}
    if counts[schema.CONTACTS] == 0:
        return frozenset()
    _add_summary(cells, counts, organizations_too_narrow(net, least))
    every = with_zeros(growth(net))
    table = later_generations_together(every, least)
    _add_generations(cells, table)
    parts = _add_later_generations(cells, every[schema.CONTACTS].tolist(), len(table))
    _add_later_referrals(cells, every[schema.REFERRALS].tolist(), parts, len(table))
    rows = _largest_first(with_zeros(sources(net)))
    found = counts[schema.CONTACTS] - counts[schema.FIRST_CONTACTS]
    _add_sources(cells, rows, len(table), forest=counts[schema.REFERRALS] == found)
    _add_found_through_sources(cells, rows, _found_by_source(net, rows, len(parts)), parts)
    far = {
        (schema.SOURCE, row[schema.SOURCE], column)
        for row in rows[SOURCES_APART:]
        for column, value in row.items()
        if column != schema.SOURCE and value
    }
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
    # who is only named is at no organization
    at_most((1, schema.ORGANIZATIONS), (1, schema.STUBS), (-1, schema.CONTACTS))
    everybody: list[Term] = [(1.0, (SUMMARY, schema.CONTACTS))]
    branches = (SUMMARY, schema.FIRST_CONTACTS), (SUMMARY, schema.LARGEST_BRANCH)
    cells.at_most_product(everybody, *branches)


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


def _add_later_generations(cells: BoundedCounts, contacts: list[int], last: int) -> list[Hashable]:
    """Add the generations that share the last row: none is shown, and yet credit tells of them.

    Returns
    -------
    The names of the contacts of each generation from the second on, and of all that follow.
    """
    # where a reader does not know how deep the search is, some are added that nobody is in
    deep = not is_small(len(contacts), cells.least)
    apart = min(len(contacts) + (0 if deep else GENERATIONS_BEYOND), GENERATIONS_APART)
    apart = max(last + 2, apart)
    alone: dict[int, Hashable] = {
        g: (schema.GENERATION, g, "alone") for g in range(last, apart + 1)
    }
    for number, name in alone.items():
        # the last of them holds all that follow
        size = sum(contacts[number - 1 : number if number < apart else None])
        known = size > 0 and (deep or number == last)
        cells.add(name, size, listed=False, floor=float(known))
    cells.equal([*((1.0, name) for name in alone.values()), (-1, _contacts_of(last))])
    # nobody makes the search more than one deeper
    later = [(-1.0, name) for number, name in alone.items() if number > last]
    cells.at_most([(1, (SUMMARY, schema.GENERATIONS)), *later], last)
    return [alone.get(g, _contacts_of(g)) for g in range(2, apart + 1)]


def _add_later_referrals(
    cells: BoundedCounts, made: list[int], parts: list[Hashable], last: int
) -> None:
    """Part the referrals of the last row: those of its own generation name the next one."""
    own, later = _made_by(last, "alone"), _made_by(last, "later")
    cells.add(own, made[last - 1], listed=False, guarded=False)
    cells.add(later, sum(made[last:]), listed=False, guarded=False)
    cells.equal([(1, own), (1, later), (-1, (schema.GENERATION, last, schema.REFERRALS))])
    if last > 1:
        named = (schema.GENERATION, last - 1, schema.REFERRALS)
        cells.at_most([(1, parts[last - 2]), (-1, named)])
    # the contacts of the next generation, and of all after it
    following, *after = parts[last - 1 :]
    cells.at_most([(1, following), (-1, own)])
    cells.at_most([*((1.0, name) for name in after), (-1, later)])


def _made_by(generation: int, which: str) -> Hashable:
    return (schema.GENERATION, generation, schema.REFERRALS, which)


def _contacts_of(generation: int) -> Hashable:
    return (schema.GENERATION, generation, schema.CONTACTS)


def _add_unmet(cells: BoundedCounts, group: tuple[Hashable, ...]) -> None:
    """Who is left of a group's contacts without those met is a count too."""
    both = [(1, (*group, schema.CONTACTS)), (-1, (*group, schema.MET))]
    cells.add_rest((*group, "not met"), both)


def _largest_first(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    rows.sort(key=lambda row: (-row[schema.CONTACTS], str(row[schema.SOURCE])))
    return rows


def _add_sources(
    cells: BoundedCounts, rows: list[dict[Hashable, Any]], last: int, *, forest: bool
) -> None:
    """Add the largest sources; the cells of the others are blank."""
    found = [(1.0, (SUMMARY, schema.CONTACTS)), (-1.0, (SUMMARY, schema.FIRST_CONTACTS))]
    wholes = {schema.REACH: found, schema.ORGANIZATIONS: [(1.0, (SUMMARY, schema.ORGANIZATIONS))]}
    apart, others = rows[:SOURCES_APART], rows[SOURCES_APART:]
    for row in apart:
        at = _cells_of_source(row)
        for column, key in at.items():
            floor = 0.0 if column == schema.CREDIT else None
            cells.add(key, row[column], rank=RANK_OF_CELL, floor=floor)
        _add_unmet(cells, (schema.SOURCE, row[schema.SOURCE]))
        # what is left of all who were found, and of all organizations, is a count too
        for column, whole in wholes.items():
            rest = (schema.SOURCE, row[schema.SOURCE], column, "left")
            cells.add_rest(rest, [*whole, (-1, at[column])])
            if column == schema.REACH and len(rows) == 1:
                cells.equal([(1, rest)])
        cells.at_most([(1, at[schema.CREDIT]), (-1, at[schema.REACH])])
        # each names no more than all whom the source reaches, and is at one organization at most
        cells.at_most_product([(1, at[schema.REFERRALS])], at[schema.CONTACTS], at[schema.REACH])
        known = [(-1.0, at[schema.REACH]), (-1.0, at[schema.CONTACTS])]
        cells.at_most([(1, at[schema.ORGANIZATIONS]), *known])
    _add_sums_of_sources(cells, apart, others, last)
    if not others:
        reached = [(-1.0, (schema.SOURCE, row[schema.SOURCE], schema.REACH)) for row in apart]
        # where there are as many referrals as people found, each has one referrer, and one source
        # alone reaches them; else several may
        (cells.equal if forest else cells.at_most)([*found, *reached])


def _cells_of_source(row: dict[Hashable, Any]) -> dict[str, Hashable]:
    """Names of the cells of a source, by column."""
    columns = [str(column) for column in row if column != schema.SOURCE]
    return {column: (schema.SOURCE, row[schema.SOURCE], column) for column in columns}


def _add_sums_of_sources(
    cells: BoundedCounts,
    apart: list[dict[Hashable, Any]],
    others: list[dict[Hashable, Any]],
    last: int,
) -> None:
    """Sources add up to the first generation."""
    totals: dict[str, Hashable] = {
        schema.CONTACTS: (SUMMARY, schema.FIRST_CONTACTS),
        schema.MET: (schema.GENERATION, 1, schema.MET),
        schema.REFERRALS: (
            (schema.GENERATION, 1, schema.REFERRALS) if last > 1 else _made_by(1, "alone")
        ),
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
        (cells.at_most if column == schema.MET and last == 1 else cells.equal)(
            [*every, (-1, total)], -blank
        )


def _found_by_source(
    net: ReferralNetwork, rows: list[dict[Hashable, Any]], generations: int
) -> Floats:
    """People in the branches of each source: float64[sources, generations from the second on].

    The last column holds all that follow too.
    """
    forest = net.forest
    # int64[n]: the source of the first contact of everybody's branch, numbered as the rows are
    code, names = pd.factorize(
        values(people(net).table, schema.SOURCE)[forest.root], use_na_sentinel=False
    )
    number = {None if pd.isna(name) else name: i for i, name in enumerate(names)}
    order = np.array([number[row[schema.SOURCE]] for row in rows], dtype=np.int64)
    column = np.minimum(forest.generation - 2, generations - 1)
    found = column >= 0
    cell = code[found] * generations + column[found]
    people_there = np.bincount(cell, minlength=len(names) * generations)
    return people_there.reshape(len(names), generations)[order].astype(np.float64)


def _add_found_through_sources(
    cells: BoundedCounts, rows: list[dict[Hashable, Any]], found: Floats, parts: list[Hashable]
) -> None:
    """Add who was found through each source, by generation: nothing shows it, but credit tells.

    A first contact has 1 / (generation - 1) of the credit for everybody in their branch.
    """
    every: list[list[Term]] = [[(-1.0, name)] for name in parts]
    for row, sizes in zip(rows[:SOURCES_APART], found, strict=False):
        if not sizes.any():
            continue
        at = _cells_of_source(row)
        there: list[Hashable] = [(schema.SOURCE, row[schema.SOURCE], part) for part in parts]
        for name, size, total in zip(there, sizes, every, strict=True):
            cells.add(name, size, listed=False, guarded=False)
            total.append((1.0, name))
        people_there: list[Term] = [(1.0, name) for name in there]
        cells.at_most([*people_there, (-1, at[schema.REACH])])
        cells.at_most([people_there[0], (-1, at[schema.REFERRALS])])
        # of those who follow the last generation told apart, each is worth no more than one in it
        share = [(1 / g, name) for g, name in enumerate(there, start=1)]
        cells.at_most([*share[:-1], (-1, at[schema.CREDIT])])
        cells.at_most([(1, at[schema.CREDIT]), *((-factor, name) for factor, name in share)])
        # nor is a branch larger than the largest
        branches = at[schema.CONTACTS], (SUMMARY, schema.LARGEST_BRANCH)
        cells.at_most_product([*people_there, (1, at[schema.CONTACTS])], *branches)
    for total in every:
        (cells.at_most if len(rows) > SOURCES_APART else cells.equal)(total)


def flags_of(
    hidden: frozenset[Hashable], kind: str, names: Iterable[Hashable], column: str
) -> Flags:
    """Flag the blank cells of a column, by the names of its rows: bool[rows]."""
    return np.array([(kind, name, column) in hidden for name in names], dtype=bool)
