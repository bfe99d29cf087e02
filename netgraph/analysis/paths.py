"""The chains of referrals that lead to somebody or to an organization."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.people import people
from netgraph.errors import NetgraphError, UnknownNameError, nearest
from netgraph.links import BEFORE_ALL, UNDATED, adjacency, dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.links import Flags, Ints
    from netgraph.network import ReferralNetwork

    Chain = tuple[tuple[int, int], ...]

DEFAULT_PATHS: Final = 3


def paths(net: ReferralNetwork, *, to: str, k: int = DEFAULT_PATHS, top: int | None = None) -> pd.DataFrame:
    """Answer through which chains of referrals somebody, or an organization, can be reached.

    Parameters
    ----------
    net
        The network.
    to
        A contact id, an organization or a name, tried in that order, without regard to case for the latter
        two. Chains to an organization end at the first person there.
    k
        How many chains.
    top
        Keep the first rows only.

    Returns
    -------
    A row a step, columns ``schema.PATH_COLUMNS``: chains from a first contact (step 1) to the goal, fewest steps
    first, then the most recent (latest last referral, then the one before, …; undated last), then by id.
    ``referred_on`` is the date on which the person before gave this one's name.

    Raises
    ------
    UnknownNameError
        If nobody and no organization is called so.
    NetgraphError
        If k is not positive.

    Notes
    -----
    Chains pass nobody twice. Best-first search backwards from the goal with exact remaining lengths (in the
    manner of Yen, Manage. Sci. 17, 1971): at most a few breadth-first searches a step of each chain found.
    A short chain is not a warm one: look at the days quiet.
    """
    if k < 1:
        raise NetgraphError(f"k must be at least 1, not {k}")
    goals = _goals(net, to)
    rows: list[tuple[int, int, int, int]] = []
    for number, chain in zip(range(1, k + 1), _chains(net, goals), strict=False):
        rows.extend((number, step, person, day) for step, (person, day) in enumerate(chain, start=1))
    number, step, person, day = (np.array(c, dtype=np.int64) for c in (zip(*rows, strict=True) if rows else [()] * 4))
    answer = core_metrics(net).iloc[person].reset_index(drop=True)
    answer = answer.assign(
        **{schema.PATH: number, schema.STEP: step, schema.REFERRED_ON: dates(day.astype(np.int32))}
    )[list(schema.PATH_COLUMNS)]
    answer.attrs["notes"] = []
    return answer.iloc[:top]


def _goals(net: ReferralNetwork, to: str) -> Flags:
    """Mark the contacts that ``to`` means."""
    who, names = people(net), core_metrics(net)[schema.NAME]
    goal = np.zeros(len(net), dtype=bool)
    position = int(net.links.ids.get_indexer(pd.Index([to], dtype=net.links.ids.dtype))[0])
    if position >= 0:
        goal[position] = True
        return goal
    wanted = to.strip().casefold()
    label = np.flatnonzero(np.array([o.casefold() == wanted for o in who.organizations], dtype=bool))
    goal = np.isin(who.organization, label)
    if not goal.any():
        goal = (names.str.casefold() == wanted).to_numpy()
    if goal.any():
        return goal
    hint = nearest(to, [*who.organizations, *names, *net.links.ids])
    suggestion = f"; did you mean {hint!r}?" if hint else ""
    raise UnknownNameError(f"no contact, organization or name {to!r}{suggestion}")


def _chains(net: ReferralNetwork, goal: Flags) -> Iterator[Chain]:
    """Give the chains to the goals in order, each as (person, day of the referral to them) from its start."""
    back, first = net.links.inward, net.forest.first
    search = _Remaining(net, goal)
    rank = net.links.ids.argsort().argsort()
    queue: list[tuple[int, tuple[int, ...], tuple[int, ...], bool, Chain]] = []

    def push(person: int, newness: tuple[int, ...], after: Chain, ids: tuple[int, ...]) -> None:
        left = search.roughly(person)
        if left >= 0:
            chain = ((person, BEFORE_ALL), *after)
            heapq.heappush(queue, (left + len(chain), newness, (*ids, int(rank[person])), False, chain))

    for person in np.flatnonzero(goal):
        push(int(person), (), (), ())
    while queue:
        length, newness, ids, whole, chain = heapq.heappop(queue)
        person, after = chain[0][0], chain[1:]
        if whole:
            yield chain
            continue
        exact = search.exactly(person, frozenset(p for p, _ in after))
        if exact < 0:
            continue
        if exact + len(chain) > length:
            heapq.heappush(queue, (exact + len(chain), newness, ids, False, chain))
            continue
        if first[person]:
            heapq.heappush(queue, (len(chain), newness, ids, True, chain))
        passed = {p for p, _ in chain}
        for i in range(back.start[person], back.start[person + 1]):
            referrer, day = int(back.neighbour[i]), int(net.links.day[back.referral[i]])
            if referrer not in passed and not goal[referrer]:
                newer = day if day == UNDATED else -day
                push(referrer, (*newness, newer), ((person, day), *after), ids)


class _Remaining:
    """How many steps lead from a first contact to somebody, not passing some people.

    Parameters
    ----------
    net
        The network.
    goal
        bool[n], people whom chains may end at but not pass.
    """

    def __init__(self, net: ReferralNetwork, goal: Flags) -> None:
        links = net.links
        onward = ~goal[links.source]
        self.out = adjacency(links.source[onward], links.target[onward], links.size)
        self.back, self.goal, self.first = links.inward, goal, net.forest.first
        self.steps = self._hops(frozenset())

    def _hops(self, avoided: frozenset[int]) -> Ints:
        blocked = np.zeros(len(self.goal), dtype=bool)
        blocked[list(avoided)] = True
        return kernels.hops(self.out.start, self.out.neighbour, self.first, blocked)

    def roughly(self, person: int) -> int:
        """Fewest steps with nobody avoided: never more than there are."""
        return int(self.steps[person])

    def exactly(self, person: int, avoided: frozenset[int]) -> int:
        """Fewest steps when some people may not be passed; -1 for none."""
        at = person
        while self.steps[at] > 0:
            before = self.back.neighbour[self.back.start[at] : self.back.start[at + 1]]
            nearer = before[(self.steps[before] == self.steps[at] - 1) & ~self.goal[before]]
            open_before = [u for u in nearer if int(u) not in avoided]
            if not open_before:
                return int(self._hops(avoided)[person])
            at = int(open_before[0])
        return int(self.steps[person])
