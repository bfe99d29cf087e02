"""Branches in which nothing is open any more, and through whom to revive them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.chance import curve
from netgraph.analysis.days import days_quiet, last_known
from netgraph.analysis.labels import ids_at
from netgraph.analysis.metrics import person_rows
from netgraph.analysis.ordering import first_rows, ordered
from netgraph.analysis.people import keeps_dates, people, where_recorded
from netgraph.analysis.standing import standings
from netgraph.arguments import checked
from netgraph.errors import whole_number
from netgraph.facts import remembered
from netgraph.links import BEFORE_ALL, UNDATED, dates
from netgraph.meanings import DEAD_END_MEANINGS, explains

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.network import ReferralNetwork
    from netgraph.schema import DeadEndColumn


STRUCTURE_ONLY: Final = (
    "No statuses or dates: listed are branches that end, those that never fork; "
    "only structure was used."
)
ONLY_ENDS: Final = "Ends"
"""What they are called where nothing tells that anybody is silent."""
LEAST_LISTED: Final = 2
"""People from whom on a branch is listed: who stands alone is counted beside."""


@also_of_cohorts()
@checked()
@explains(DEAD_END_MEANINGS)
def dead_ends(
    net: ReferralNetwork,
    *,
    by: DeadEndColumn | None = None,
    top: int | None = None,
    least: int = LEAST_LISTED,
) -> pd.DataFrame:
    """Answer which branches are dead ends: the largest in which nobody is open or waiting.

    Where the tables have neither statuses nor dates, a branch ends when it never forks.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    by
        Column to order by; default: size, then ``contact_id``.
    top
        Keep the first rows only.
    least
        Fewest people of a branch that is listed; with 1 also people who stand alone.

    Returns
    -------
    A row a branch; ``attrs["notes"]`` says what it rests on, and how many people stand alone. Its
    columns:

    Raises
    ------
    UnknownNameError
        If there is no column ``by``.
    NetgraphError
        If ``least`` is not positive.

    Notes
    -----
    A branch is as dead as its statuses are up to date: an ``open`` that nobody will write
    to again keeps it alive. And it is no promise: who referred somebody may do so again, so that
    names come out of dead branches too. Cost O(n).
    """
    least = whole_number("least", least, least=1)
    dead = dead_branches(net)
    answer = first_rows(_listed_branches(net, by or schema.SIZE, least), top)
    rests = STRUCTURE_ONLY if dead.by_structure else curve(net).note
    answer.attrs["notes"] = [rests, *alone_note(dead.alone, least=least, ends=dead.by_structure)]
    if dead.by_structure:
        answer.attrs["heading"] = ONLY_ENDS
    return answer


@remembered
def _listed_branches(net: ReferralNetwork, by: str, least: int) -> pd.DataFrame:
    """All rows of the answer, in its order."""
    dead = dead_branches(net)
    table = _branch_table(net, dead, dead.listed(least))
    return ordered(table, [by], schema.CONTACT_ID, collation=net.collation)


def alone_note(alone: int, *, least: int, ends: bool) -> list[str]:
    """Say how many people stand alone, where they are not listed."""
    if not alone or least == 1:
        return []
    one = alone == 1
    who = f"{alone:,} {'person' if one else 'people'} besides, each alone in a branch"
    if ends:
        return [f"{who}, introduced nobody."]
    return [f"{who}, {'is' if one else 'are'} neither open nor waiting."]


class DeadBranches(NamedTuple):
    """The maximal dead branches.

    Parameters
    ----------
    top
        int32[k], positions of their first people.
    size
        int64[k], how many people each has.
    member
        int32[n], position in ``top`` of the dead branch everybody is in, -1 for none.
    revive_through
        int32[k], nearest person up the chain who is open, waiting or has another live branch; of a
        first contact's branch the person met last; -1 for nobody. Never somebody who declined, and
        nobody at all for a branch whose first person declined, though others in it were met.
    by_structure
        Whether only the shape could tell.
    """

    top: Ints
    size: Longs
    member: Ints
    revive_through: Ints
    by_structure: bool

    @property
    def alone(self) -> int:
        """How many of them are of one person."""
        return int((self.size == 1).sum())

    def listed(self, least: int) -> Longs:
        """Positions in ``top`` of the branches of so many people or more."""
        return np.flatnonzero(self.size >= least)


@remembered
def dead_branches(net: ReferralNetwork) -> DeadBranches:
    """Find the maximal dead branches, and through whom each can be revived."""
    forest = net.forest
    parent, order = forest.introducer, forest.order
    structural = by_structure(net)
    # bool[n] each: who keeps a branch alive, and whose branch has such a person
    lively = _open_or_waiting(net)
    if structural:
        lively |= forest.introductions > 1
    alive = kernels.branch_sum(order, parent, lively.astype(np.int64)) > 0
    # What follows looks up parents. Those of first contacts are -1, which indexes the last person:
    # never a mistake, as ``introduced`` rules first contacts out
    introduced = parent >= 0
    # bool[n]: a dead branch is maximal where it hangs on a live one, or on nobody
    is_top = ~alive & (~introduced | alive[parent])
    # int64[n], live branches that hang on each; bool[n], whether the parent has a live branch
    # besides one's own, or is worth writing to themselves, and did not decline
    live_branches = np.bincount(parent[introduced & alive], minlength=len(parent))
    parent_has_hope = (live_branches[parent] - alive) > 0
    if not structural:
        parent_has_hope |= lively[parent]
    declined = people(net).declined
    parent_has_hope &= ~declined[parent]
    # int32[n]: tops numbered from 0, -1 for everybody else
    top = np.flatnonzero(is_top).astype(np.int32)
    number = np.full(len(parent), -1, dtype=np.int32)
    number[top] = np.arange(len(top))
    member = _inherited(order, parent, number)
    above = kernels.nearest_above(order, parent, introduced & parent_has_hope)[top]
    # Nobody is above a first contact: their own branch has to be asked. Who declined is left alone.
    of_first = (member >= 0) & ~introduced[top[member]] if len(top) else member >= 0
    through = np.where(introduced[top], above, _met_last(net, np.where(of_first, member, -1), top))
    return DeadBranches(
        top,
        np.bincount(member[member >= 0], minlength=len(top)),
        member,
        np.where(declined[top], -1, through).astype(np.int32),
        structural,
    )


def _met_last(net: ReferralNetwork, branch: Ints, top: Ints) -> Ints:
    """Who of each branch was met last and did not decline, -1 for nobody: int32[branches].

    Undated meetings are before all others; among them, and on one day, the newest contact decides,
    then the id.

    Parameters
    ----------
    net
        The network.
    branch
        int32[n], the number of everybody's branch, -1 for who is in none.
    top
        int32[branches], their first people.
    """
    who = people(net)
    met = np.flatnonzero(who.met & ~who.declined & (branch >= 0))
    # Ordered from the first to the last, so that the last one written stays.
    day = np.where(who.met_on == UNDATED, BEFORE_ALL, who.met_on)
    order = met[np.lexsort((-net.id_places[met], last_known(net)[met], day[met]))]
    last = np.full(len(top), -1, dtype=np.int32)
    last[branch[order]] = order
    return last


def by_structure(net: ReferralNetwork) -> bool:
    """Whether only the shape can tell what is dead: the tables have no statuses and no dates."""
    return not keeps_dates(net) and not people(net).keeps_statuses


def _open_or_waiting(net: ReferralNetwork) -> Flags:
    live = [schema.STANDINGS.index(s) for s in schema.LIVE_STANDINGS]
    return np.isin(standings(net), live)


def _inherited(order: Ints, parent: Ints, number: Ints) -> Ints:
    """Hand the number of a branch's first person down to everybody in it."""
    # int32[n]: going up, the first parent who has a number, -1 for none. Maximal branches do not
    # lie in one another, so there is no second one
    to_top = (parent >= 0) & (number[parent] >= 0)
    head = kernels.nearest_above(order, parent, to_top)
    inherited = np.where(head >= 0, number[head], -1)
    return np.where(number >= 0, number, inherited).astype(np.int32)


def _branch_table(net: ReferralNetwork, dead: DeadBranches, rows: Longs) -> pd.DataFrame:
    """Make the rows of some branches, by position: most are of one person, and not listed."""
    first = dead.top[rows]
    numbers = {name: column[rows] for name, column in branch_numbers(net, dead).items()}
    words: dict[str, Any] = {
        schema.LAST_ACTIVITY_ON: dates(numbers[schema.LAST_ACTIVITY_ON]),
        schema.REASON: reasons_of(net, dead, rows),
        schema.REVIVE_THROUGH: ids_at(net, dead.revive_through[rows]),
    }
    people_first = person_rows(net, first, [schema.INTRODUCED_BY])
    return people_first.assign(**(numbers | words))[list(schema.DEAD_END_COLUMNS)]


def branch_numbers(net: ReferralNetwork, dead: DeadBranches) -> dict[str, Any]:
    """Give the numbers of every dead branch, an array a column; ``last_activity_on`` is a day."""
    forest, who, last = net.forest, people(net), last_known(net)
    # everybody in a dead branch, with its number: counts over them are sums over branches
    inside = dead.member >= 0
    branch, count = dead.member[inside], len(dead.top)
    # int32[n] and int32[k]: the last generation and the newest day of each branch; a dead branch is
    # all of its first person's branch
    deepest = kernels.branch_max(forest.order, forest.introducer, forest.generation)
    newest = kernels.branch_max(forest.order, forest.introducer, last)[dead.top]
    met = np.bincount(branch, weights=who.met[inside], minlength=count)
    return {
        schema.SIZE: dead.size,
        schema.DEPTH: (deepest - forest.generation)[dead.top].astype(np.int64) + 1,
        schema.MET: where_recorded(net, met.astype(np.int64)),
        schema.ORGANIZATIONS: _distinct(branch, who.organization[inside], count),
        schema.LAST_ACTIVITY_ON: newest,
        schema.DAYS_QUIET: days_quiet(net, newest),
    }


def _distinct(branch: Ints, organization: Ints, count: int) -> Ints:
    pairs = pd.DataFrame({0: branch, 1: organization})[organization >= 0].drop_duplicates()
    return np.bincount(pairs[0], minlength=count)


def reasons_of(
    net: ReferralNetwork, dead: DeadBranches, rows: Longs | slice = slice(None)
) -> pd.Series:
    """Say of every branch, or of some by position, why it is dead."""
    # int64[k, standings]: the cell of each member, row after row as one number, then counted
    inside = dead.member >= 0
    shape = (len(dead.top), len(schema.STANDINGS))
    if dead.by_structure:
        return reason_of_shape(np.bincount(dead.member[inside], minlength=shape[0])[rows])
    cell = dead.member[inside].astype(np.int64) * shape[1] + standings(net)[inside]
    return reasons(np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)[rows])


def reason_of_shape(size: Ints) -> pd.Series:
    """Say why branches of these sizes are dead that never fork."""
    words = ["introduced nobody" if s == 1 else f"a chain of {s} that never forks" for s in size]
    return pd.Series(words, dtype="str")


def reasons(counts: Ints) -> pd.Series:
    """Say why branches are dead: int64[branches, standings], how many in each stand how."""
    # branches of equal counts share their words: few kinds, however many the branches
    # int64[branches]: the number of the kind of each, told apart column by column, ten times
    # as fast as by sorting rows; never above branches times people, so that it does not overflow
    kind = np.zeros(len(counts), dtype=np.int64)
    for column in counts.T:
        kind = pd.factorize(kind * (int(column.max(initial=0)) + 1) + column)[0]
    first = np.unique(kind, return_index=True)[1]
    words = [_reason(of) for of in counts[first].tolist()]
    return pd.Series(pd.array(words, dtype="str").take(kind))


def _reason(counts: list[int]) -> str:
    words = [f"{n} {name}" for name, n in zip(schema.STANDINGS, counts, strict=True) if n]
    return ", ".join(words)
