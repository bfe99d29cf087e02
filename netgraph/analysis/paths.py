"""The chains of referrals that lead to somebody or to an organization."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.ordering import first_rows
from netgraph.analysis.people import (
    is_target,
    organizations_called,
    people,
    plain_organizations,
)
from netgraph.analysis.search_numbers import RowsOfSearches, plain_words, search_numbers
from netgraph.argument_rules import ANY_TEXT
from netgraph.arguments import checked
from netgraph.errors import OptionError, UnknownNameError, some_of, unknown, whole_number
from netgraph.facts import remembered
from netgraph.links import BEFORE_ALL, UNDATED, adjacency, dates
from netgraph.meanings import PATH_MEANINGS, explains

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.network import ReferralNetwork

    Chain = tuple[tuple[int, int], ...]

DEFAULT_PATHS: Final = 3
_GOALS: Final = "contact, organization or name"


def _rows_of_chains(
    net: ReferralNetwork, *, to: str | Sequence[str], k: int = DEFAULT_PATHS
) -> RowsOfSearches:
    return path_rows(net, to, whole_number("k", k, least=1))


@also_of_cohorts(_rows_of_chains)
@checked(to=ANY_TEXT)
@explains(PATH_MEANINGS)
def paths(
    net: ReferralNetwork, *, to: str | Sequence[str], k: int = DEFAULT_PATHS, top: int | None = None
) -> pd.DataFrame:
    """Answer through which chains of referrals somebody, or an organization, can be reached.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    to
        A contact id, an organization or a name, tried in that order: organizations by what is
        left of their names without case, punctuation and legal form, names without regard to
        case. Or several contact ids. Chains to an organization, or to several people, end at
        the first of them. To a target at which nobody is known there is no chain, which is no
        error.
    k
        How many chains.
    top
        Keep the first rows only.

    Returns
    -------
    A row a step: chains from a first contact to the goal, fewest steps first, then step by step
    backwards the more recent referral (undated last), then the smaller id. Its columns:

    Raises
    ------
    UnknownNameError
        If nobody and no organization is called so.
    NetgraphError
        If k is not positive.

    Notes
    -----
    Chains pass nobody twice. Best-first search backwards from the goal with exact
    remaining lengths (in the manner of Yen, Manage. Sci. 17, 1971): at most a few breadth-first
    searches a step of each chain found. A short chain is not a warm one: look at the days
    quiet.
    """
    k = whole_number("k", k, least=1)
    found = path_rows(net, to, k)
    answer = first_rows(found.table, top)
    answer.attrs["notes"] = found.notes
    return answer


def path_rows(net: ReferralNetwork, to: str | Sequence[str], k: int) -> RowsOfSearches:
    """Find up to k chains in each search that a network holds."""
    goals, numbers = goals_of(net, to), search_numbers(net)
    remaining = _Remaining(net, goals)
    rows: list[tuple[int, int, int, int]] = []
    # the goals of each search are looked for by themselves: no chain leads from one to another
    at = np.flatnonzero(goals)
    for search in np.unique(numbers.of[at]):
        ends = at[numbers.of[at] == search]
        for number, chain in zip(range(1, k + 1), _chains(net, remaining, ends), strict=False):
            rows.extend(
                (number, step, person, day) for step, (person, day) in enumerate(chain, start=1)
            )
    # int64[steps, 4]: number of the chain, step in it, position of the person, day of the referral;
    # the shape is given for want of rows where there is no chain.
    steps = np.array(rows, dtype=np.int64).reshape(-1, 4)
    columns: dict[str, Any] = {
        schema.PATH: steps[:, 0],
        schema.STEP: steps[:, 1],
        schema.REFERRED_ON: dates(steps[:, 3].astype(np.int32)),
    }
    table = core_metrics(net).iloc[steps[:, 2]].reset_index(drop=True)
    table = table.assign(**columns)[list(schema.PATH_COLUMNS)]
    nowhere = f"Nobody you know of is at {to}: no chain leads there yet."
    return RowsOfSearches(
        table, numbers.of[steps[:, 2]].astype(np.int64), [] if goals.any() else [nowhere]
    )


def goals_of(net: ReferralNetwork, to: str | Sequence[str]) -> Flags:
    """Mark the contacts that ``to`` means: bool[n], in each search what it means there."""
    ids = plain_ids(net)
    if not isinstance(to, str):
        if not isinstance(to, Sequence) or not all(isinstance(one, str) for one in to):
            raise OptionError(f"to must be an id, an organization or a name, not {to!r}")
        if lacking := [one for one in to if one not in ids]:
            raise unknown("contact", lacking[0], ids)
        return np.asarray(ids.isin(list(to)), dtype=bool)
    who, names, numbers = people(net), core_metrics(net)[schema.NAME], search_numbers(net)
    wanted = to.strip().casefold()
    # tried in this order; bool[n] each
    meanings: tuple[Callable[[], Flags], ...] = (
        lambda: np.asarray(ids == to, dtype=bool),
        lambda: np.isin(who.organization, organizations_called(net, to)),
        lambda: (names.str.casefold() == wanted).to_numpy(dtype=bool),
    )
    goal = np.zeros(len(net), dtype=bool)
    # bool[searches], where it is settled already what is meant
    settled = np.zeros(numbers.searches, dtype=bool)
    for meaning in meanings:
        if not settled.all():
            found = meaning() & ~settled[numbers.of]
            goal |= found
            settled[numbers.of[found]] = True
    if goal.any() or is_target(net, to):
        return goal
    # a first or a last name alone is near to no whole one
    parts = [name for name in names.unique() if wanted in str(name).casefold().split()]
    if parts:
        raise UnknownNameError(f"no {_GOALS} {to!r}; there is {some_of(parts)}")
    raise unknown(_GOALS, to, [*names, *plain_organizations(net), *ids])


@remembered
def plain_ids(net: ReferralNetwork) -> pd.Index:
    """Ids of everybody, as their own search has them."""
    ids: pd.Index = pd.Index(plain_words(net, net.links.ids.to_series()))
    return ids


def _chains(net: ReferralNetwork, search: _Remaining, goals: Longs) -> Iterator[Chain]:
    """Give the chains to some goals in order, each as (person, day of the referral to them)."""
    # chains grow backwards from the goals. The queue gives the one whose length is least, at least
    # so far; as that never is too large, the first complete chain is a shortest one (A* search).
    # A goal to which chains lead only past other goals has far -1: it is popped first, and dropped.
    queue = [_Partial(search.far[end] + 1, (), ((end, BEFORE_ALL),)) for end in goals.tolist()]
    heapq.heapify(queue)
    while queue:
        partial = heapq.heappop(queue)
        (person, _), after = partial.chain[0], partial.chain[1:]
        if partial.complete:
            yield partial.chain
            continue
        # the length was that of a way which may pass people of the chain: now count without them
        left = search.exactly(person, frozenset(p for p, _ in after))
        if left < 0:
            continue
        length = left + len(partial.chain)
        # It must be longer than was thought: others may be shorter now, so it has to queue again.
        if length > partial.length:
            heapq.heappush(queue, partial._replace(length=length))
            continue
        # A chain may end here, at a first contact, or go on to whoever referred them: both are
        # queued. A goal that is a first contact has no referral to be ordered by: it stands as
        # undated.
        if net.forest.first[person]:
            order = partial.order or (UNDATED, int(search.rank[person]))
            heapq.heappush(
                queue, partial._replace(length=len(partial.chain), order=order, complete=True)
            )
        for further in search.steps_back(net, partial):
            heapq.heappush(queue, further)


class _Partial(NamedTuple):
    """The end of a chain, ordered by how long the chain must be, then backwards from the goal.

    What is longer stands right behind what it continues, so the search goes on where it is, in
    whatever number of ways equal chains branch.

    Parameters
    ----------
    length
        People on the whole chain, at least.
    order
        From the last step backwards, how new each referral is (newest smallest) and the place of
        its people in the order of ids.
    chain
        (person, day of the referral to them) from its foremost known person on.
    complete
        Whether it starts at a first contact and is to end there.
    """

    length: int
    order: tuple[int, ...]
    chain: Chain
    complete: bool = False


class _Remaining:
    """How many steps lead from a first contact to somebody, not passing some people.

    Parameters
    ----------
    net
        The network.
    goal
        bool[n], people at whom chains may end, but whom none passes.
    """

    def __init__(self, net: ReferralNetwork, goal: Flags) -> None:
        # nobody passes a goal: no referral of a goal leads on
        links = net.links
        onward = ~goal[links.source]
        self.out = adjacency(links.source[onward], links.target[onward], links.size)
        self.back, self.goal, self.first = links.inward, goal, net.forest.first
        self.rank = net.id_places
        # int32[n], the fewest steps when everybody may be passed; a list is read faster one by one
        self.steps = self._hops(frozenset())
        self.far: list[int] = self.steps.tolist()

    def _hops(self, avoided: frozenset[int]) -> Ints:
        blocked = np.zeros(len(self.goal), dtype=bool)
        blocked[list(avoided)] = True
        return kernels.hops(self.out.start, self.out.neighbour, self.first, blocked)

    def steps_back(self, net: ReferralNetwork, partial: _Partial) -> Iterator[_Partial]:
        """Give the chain's end made longer by each referrer of its foremost person."""
        (person, _), after = partial.chain[0], partial.chain[1:]
        passed = {p for p, _ in partial.chain}
        # The goal's own id stands behind the day of the first step; each further step adds a day
        # and a referrer. Days are negated, so that the newest is smallest; ``UNDATED`` stays the
        # largest.
        last = () if after else (int(self.rank[person]),)
        for i in range(self.back.start[person], self.back.start[person + 1]):
            referrer, day = int(self.back.neighbour[i]), int(net.links.day[self.back.referral[i]])
            if referrer in passed or self.goal[referrer]:
                continue
            yield _Partial(
                int(self.steps[referrer]) + len(partial.chain) + 1,
                (*partial.order, day if day == UNDATED else -day, *last, int(self.rank[referrer])),
                ((referrer, BEFORE_ALL), (person, day), *after),
            )

    def exactly(self, person: int, avoided: frozenset[int]) -> int:
        """Fewest steps when some people may not be passed; -1 for none."""
        far = self.far[person]
        # a shortest way passes people nearer to a first contact only: perhaps nobody who is avoided
        if not any(0 <= self.far[p] < far for p in avoided):
            return far
        # else go down one shortest way around them; where it ends, only a new search can tell
        at = person
        while self.steps[at] > 0:
            before = self.back.neighbour[self.back.start[at] : self.back.start[at + 1]]
            nearer = before[(self.steps[before] == self.steps[at] - 1) & ~self.goal[before]]
            open_before = [u for u in nearer if int(u) not in avoided]
            if not open_before:
                return int(self._hops(avoided)[person])
            at = int(open_before[0])
        return int(self.steps[person])
