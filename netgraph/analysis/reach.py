"""How much each contact can reach along referrals, as arrays in the order of ``net.links.ids``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels
from netgraph.analysis.people import people
from netgraph.facts import remembered
from netgraph.links import adjacency

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.links import Adjacency
    from netgraph.network import ReferralNetwork


UNLIMITED: Final = np.iinfo(np.int64).max
MOST_VISITS: Final = 100_000_000
"""Visits after which the exact search gives up: seconds. A million contacts take some 5 million."""
LIMIT_PER: Final = 1_000_000
"""Contacts beyond which the search may look longer, by as much as there are more of them."""
VISITED: Final = 256
"""Components below somebody up to which single visits are quicker than sweeps and sets of bits."""
VISITED_PER: Final = 65_536
"""Contacts beyond which that many are more, as their sets are longer."""
SWEPT_AT_ONCE: Final = 256
"""Components that one sweep of ``kernels.count_few`` counts for."""
MOST_SWEEPS: Final = 16
"""Sweeps that are made for those who lead to many; where it takes more they are counted by sets."""
SET_WORDS: Final = 2**23
"""Words of 64 bits that the sets may take at once: 64 MB."""
SKETCH: Final = 256
"""Numbers that a sketch keeps; sets smaller than that are counted exactly all the same."""


class Reach(NamedTuple):
    """What each contact can reach along referrals, themselves not counted; int32[n] each.

    Parameters
    ----------
    people, organizations, decision_makers
        How many.
    estimated
        Of how many contacts any of these is an estimate.
    limit
        Visits after which the exact search gave up.
    """

    people: Ints | Longs
    organizations: Ints | Longs
    decision_makers: Ints | Longs
    estimated: int = 0
    limit: int = MOST_VISITS

    @property
    def notes(self) -> list[str]:
        """Say so where there are estimates, and how good they are."""
        if not self.estimated:
            return []
        error = 100 / np.sqrt(SKETCH - 2)
        note = (
            f"Reach, organizations and decision makers of {self.estimated:,} contacts are "
            f"estimates where they are {SKETCH} or more (bottom-{SKETCH} sketches, standard error "
            f"{error:.1f} % at most): counting them all one by one looks at more than "
            f"{self.limit:,} people. exact=True (--exact) does it nevertheless."
        )
        return [note]


def most_visits(contacts: int) -> int:
    """How many visits an exact search of so many contacts may take."""
    return MOST_VISITS * max(LIMIT_PER, contacts) // LIMIT_PER


@remembered
def reach(net: ReferralNetwork, *, exact: bool = False) -> Reach:
    """Count everybody's reach: strong components first, then the graph of components.

    Parameters
    ----------
    net
        The network.
    exact
        Whether to count one by one even where that takes quadratic time, in large graphs that are
        dense and deep; else who is not counted after ``most_visits`` is estimated by a sketch.
    """
    # Where nothing had to be estimated, the answer that is remembered is exact already.
    if exact and not reach(net).estimated:
        return reach(net)
    who, component = people(net), net.links.components
    no_group = np.full(net.links.size, -1, dtype=np.int32)
    total, estimated = _reach_of_components(net, no_group, 0, exact=exact)
    # all of a component reach the same: its members and what it leads to, less themselves
    return Reach(
        people=_narrow(total.people)[component] - np.int32(1),
        organizations=_narrow(total.organizations)[component] - (who.organization >= 0),
        decision_makers=_narrow(total.decision_makers)[component] - who.decides,
        estimated=int(estimated[component].sum()),
        limit=total.limit,
    )


def _narrow(number: Longs) -> Ints:
    """Counts of contacts, of whom there are fewer than 2**31: half the memory while remembered."""
    return number.astype(np.int32)


def group_reach(net: ReferralNetwork, group: Ints, groups: int, *, exact: bool = False) -> Reach:
    """Count what groups of contacts reach together, their members counted.

    Parameters
    ----------
    net
        The network.
    group
        int32[n], the group of each contact, -1 for none.
    groups
        Number of groups.
    exact
        Whether to refuse estimates, see ``reach``.

    Returns
    -------
    int64[groups] each.
    """
    total, estimated = _reach_of_components(net, group, groups, exact=exact)
    components = len(estimated) - groups
    return Reach(
        total.people[components:],
        total.organizations[components:],
        total.decision_makers[components:],
        int(estimated[components:].sum()),
        total.limit,
    )


def _reach_of_components(
    net: ReferralNetwork, group: Ints, groups: int, *, exact: bool
) -> tuple[Reach, Flags]:
    """Count what every strong component and then every group reaches, itself counted.

    Returns
    -------
    int64[components + groups] each, and bool[components + groups]: which are estimates.
    """
    who, component = people(net), net.links.components
    components = int(component.max(initial=-1)) + 1
    count, limit = components + groups, most_visits(net.links.size)
    # edges between components lead to lower numbers, as ``strong_components`` numbers them. A group
    # is one more node above all, with an edge to each of its members
    source, target = component[net.links.source], component[net.links.target]
    between = source != target
    member = group >= 0
    condensed = adjacency(
        np.concatenate([source[between], components + group[member]]),
        np.concatenate([target[between], component[member]]),
        count,
    )
    # rows: the organizations of each component's members, repeats in
    employed = who.organization >= 0
    labels = adjacency(component[employed], who.organization[employed], count)
    graph = (
        condensed.start,
        condensed.neighbour,
        # int32[count] each: a group stands for nobody itself, it only leads to its members.
        np.bincount(component, minlength=count).astype(np.int32),
        np.bincount(component[who.decides], minlength=count).astype(np.int32),
        labels.start,
        labels.neighbour,
        len(who.organizations),
    )
    # -1 where there are many, then where the search gave up
    most, allowed = VISITED * max(VISITED_PER, count) // VISITED_PER, UNLIMITED if exact else limit
    found, visits = kernels.count_reachable(*graph, most, allowed)
    large = found[:, 0] < 0
    # what the sweeps for them would take, a node or an edge being a third of a visit
    sweeps = -(-int(large.sum()) // SWEPT_AT_ONCE)
    swept = visits + sweeps * (1 + (count + len(condensed.neighbour)) // 3)
    if 0 < sweeps <= MOST_SWEEPS and swept <= allowed:
        kernels.count_few(*graph, found)
    elif sweeps:
        items, part = items_of_nodes(*graph[2:])
        kernels.count_large(
            *graph[:2], items.start, items.neighbour, part, found, SET_WORDS, allowed - visits
        )
        # a group is an item too, but nobody
        group_counted = large & (found[:, 0] >= 0)
        group_counted[:components] = False
        found[group_counted, 0] -= 1
    reachable, deciding, distinct = found.T
    counted = Reach(reachable, distinct, deciding, limit=limit)
    missing = reachable < 0
    if not missing.any():
        return counted, missing
    return _filled_by_sketches(counted, condensed, labels, net), missing


def items_of_nodes(
    people: Ints, deciders: Ints, label_start: Ints, label: Ints, labels: int
) -> tuple[Adjacency, Longs]:
    """Give what nodes stand for numbers, as ``kernels.count_large`` counts them.

    Parameters
    ----------
    people, deciders, label_start, label, labels
        As for ``kernels.count_reachable``.

    Returns
    -------
    Rows: the items of each node, and int64[4], the parts: people, of whom the first of a node is
    the node itself, decision makers, labels.
    """
    node = np.arange(len(people), dtype=np.int32)
    further, deciding = np.repeat(node, np.maximum(people - 1, 0)), np.repeat(node, deciders)
    # each part begins with a word of its own
    sizes = np.array([0, len(node) + len(further), len(deciding), labels])
    part = np.cumsum((sizes + 63) // 64)
    item = [
        len(node) + np.arange(len(further)),
        64 * part[1] + np.arange(len(deciding)),
        64 * part[2] + label,
    ]
    owner = [further, deciding, np.repeat(node, np.diff(label_start))]
    items = adjacency(np.concatenate(owner), np.concatenate(item).astype(np.int32), len(node))
    return items, part


def _filled_by_sketches(
    counted: Reach, condensed: Adjacency, labels: Adjacency, net: ReferralNetwork
) -> Reach:
    """Estimate by bottom-k sketches what was not counted, -1 until now."""
    who, component = people(net), net.links.components
    nodes, n = len(condensed.start) - 1, net.links.size
    # rows: the members, and the decision makers, of each component; groups have none of their own
    everybody = np.arange(n, dtype=np.int32)
    members = adjacency(component, everybody, nodes)
    deciding = int(who.decides.sum())
    deciders = adjacency(component[who.decides], everybody[:deciding], nodes)

    def fill(known: Longs, items: Adjacency, size: int) -> Longs:
        # Where one count gave up all three did, at the same nodes; counts that were made stay.
        about, _ = kernels.estimate_reachable(
            condensed.start,
            condensed.neighbour,
            items.start,
            items.neighbour,
            kernels.scattered(size),
            SKETCH,
        )
        return np.where(known < 0, about, known)

    return Reach(
        people=fill(counted.people, members, n),
        organizations=fill(counted.organizations, labels, len(who.organizations)),
        decision_makers=fill(counted.decision_makers, deciders, deciding),
        limit=counted.limit,
    )
