"""Reach and only-through of everybody, as arrays in the order of ``net.links.ids``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
LOOKS: Final = 100_000_000
"""People that the exact search looks at before it gives up: seconds. A million contacts usually take 5 million."""
SKETCH: Final = 256
"""Numbers that a sketch keeps; sets smaller than that are counted exactly all the same."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What each contact can reach along referrals, themselves not counted; int64[n] each.

    Parameters
    ----------
    people, organizations, decision_makers
        How many.
    estimated
        Of how many contacts any of these is an estimate.
    """

    people: Longs
    organizations: Longs
    decision_makers: Longs
    estimated: int = 0

    @property
    def notes(self) -> list[str]:
        """Say so where there are estimates, and how good they are."""
        if not self.estimated:
            return []
        error = 100 / np.sqrt(SKETCH - 2)
        note = (
            f"Reach, organizations and decision makers of {self.estimated:,} contacts are estimates where they are "
            f"{SKETCH} or more (bottom-{SKETCH} sketches, standard error {error:.1f} %): counting them all one by one "
            f"looks at more than {LOOKS:,} people. exact=True (--exact) does it nevertheless."
        )
        return [note]


@remembered
def reach(net: ReferralNetwork, *, exact: bool = False) -> Reach:
    """Count everybody's reach: strong components first, then the graph of components.

    Parameters
    ----------
    net
        The network.
    exact
        Whether to count one by one even where that takes quadratic time, in large graphs that are dense
        and deep; else who is not counted after ``LOOKS`` looks is estimated by a sketch.
    """
    if exact and not reach(net).estimated:
        return reach(net)
    who, component = people(net), _components(net)
    nobody = np.full(net.links.size, -1, dtype=np.int32)
    total, estimated = _reach_with_groups(net, nobody, 0, exact=exact)
    return Reach(
        people=total.people[component] - 1,
        organizations=total.organizations[component] - (who.organization >= 0),
        decision_makers=total.decision_makers[component] - who.decides,
        estimated=int(estimated[component].sum()),
    )


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
    total, estimated = _reach_with_groups(net, group, groups, exact=exact)
    members = len(estimated) - groups
    return Reach(
        total.people[members:],
        total.organizations[members:],
        total.decision_makers[members:],
        int(estimated[members:].sum()),
    )


@remembered
def _components(net: ReferralNetwork) -> Ints:
    out = net.links.outward
    return kernels.strong_components(out.start, out.neighbour)


def _reach_with_groups(
    net: ReferralNetwork, group: Ints, groups: int, *, exact: bool
) -> tuple[Reach, Flags]:
    """Count what every strong component and then every group reaches, itself counted; tell which are estimates.

    A group is one more node above all components, with an edge to each of its members.
    """
    who, component = people(net), _components(net)
    components = int(component.max(initial=-1)) + 1
    count = components + groups
    source, target = component[net.links.source], component[net.links.target]
    between = source != target
    member = group >= 0
    condensed = adjacency(
        np.concatenate([source[between], components + group[member]]),
        np.concatenate([target[between], component[member]]),
        count,
    )
    employed = who.organization >= 0
    labels = adjacency(component[employed], who.organization[employed], count)
    reached, deciding, distinct, _ = kernels.count_reachable(
        condensed.start,
        condensed.neighbour,
        np.bincount(component, minlength=count).astype(np.int32),
        np.bincount(component[who.decides], minlength=count).astype(np.int32),
        labels.start,
        labels.neighbour,
        len(who.organizations),
        UNLIMITED if exact else LOOKS,
    )
    found = Reach(people=reached, organizations=distinct, decision_makers=deciding)
    left = reached < 0
    return (_sketched(found, condensed, labels, net), left) if left.any() else (found, left)


def _sketched(found: Reach, condensed: Adjacency, labels: Adjacency, net: ReferralNetwork) -> Reach:
    """Fill in by sketches what was not counted."""
    who, component = people(net), _components(net)
    count, n = len(condensed.start) - 1, net.links.size
    everybody = np.arange(n, dtype=np.int32)
    persons = adjacency(component, everybody, count)
    deciders = adjacency(component[who.decides], everybody[who.decides], count)

    def fill(known: Longs, items: Adjacency, size: int) -> Longs:
        about, _ = kernels.estimate_reachable(
            *condensed[:2], items.start, items.neighbour, size, SKETCH
        )
        return np.where(known < 0, about, known)

    return Reach(
        people=fill(found.people, persons, n),
        organizations=fill(found.organizations, labels, len(who.organizations)),
        decision_makers=fill(found.decision_makers, deciders, n),
    )


@dataclass(frozen=True, slots=True)
class OnlyThrough:
    """What is lost without each contact, and through whom each organization hangs.

    Parameters
    ----------
    people, organizations
        int64[n], people and organizations (not their own) lost without a contact, themselves not counted.
    organization_gate
        int32[organizations], the nearest contact outside it that every chain to an organization passes, or -1.
    dominator
        int32[n], the nearest person without whom each contact is lost, -1 for none.
    """

    people: Longs
    organizations: Longs
    organization_gate: Ints
    dominator: Ints


@remembered
def elsewhere(net: ReferralNetwork) -> Flags:
    """Tell which organizations have contacts in other parts of a larger network too: bool[organizations]."""
    return np.zeros(len(people(net).organizations), dtype=bool)


@remembered
def only_through(net: ReferralNetwork) -> OnlyThrough:
    """Find who dominates whom: one flow graph, from the seeker, with a sink for each organization.

    v dominates w if every chain of referrals from any first contact to w passes v. An organization's sink
    has an edge from each of its contacts, so what dominates the sink is what every chain to it passes.
    """
    who, links = people(net), net.links
    n = links.size
    employed = np.flatnonzero(who.organization >= 0).astype(np.int32)
    seeker = n + len(who.organizations)
    first = np.flatnonzero(net.forest.first).astype(np.int32)
    known = np.concatenate([first, n + np.flatnonzero(elsewhere(net)).astype(np.int32)])
    source = np.concatenate([np.full(len(known), seeker, dtype=np.int32), links.source, employed])
    target = np.concatenate(
        [known, links.target, (n + who.organization[employed]).astype(np.int32)]
    )
    out, back = adjacency(source, target, seeker + 1), adjacency(target, source, seeker + 1)
    dominator, order = kernels.immediate_dominators(
        out.start, out.neighbour, back.start, back.neighbour, seeker
    )
    is_person = np.arange(seeker + 1) < n
    is_sink = ~is_person
    is_sink[seeker] = False
    below = kernels.branch_sum(order, dominator, is_person.astype(np.int64))[:n] - 1
    sinks = kernels.branch_sum(order, dominator, is_sink.astype(np.int64))[:n]
    first_number, size = kernels.nested_intervals(order, dominator)
    own_sink = first_number[n + who.organization[employed]]
    own = np.zeros(n, dtype=np.int64)
    own[employed] = (own_sink >= first_number[employed]) & (
        own_sink < first_number[employed] + size[employed]
    )
    return OnlyThrough(
        people=below,
        organizations=sinks - own,
        organization_gate=_gates(dominator, who.organization, n, len(who.organizations)),
        dominator=np.where(dominator[:n] == seeker, -1, dominator[:n]).astype(np.int32),
    )


def _gates(dominator: Ints, organization: Ints, n: int, organizations: int) -> Ints:
    """Climb from every sink past the organization's own people."""
    gate = dominator[n : n + organizations].copy()
    label = np.arange(organizations, dtype=np.int32)
    inside = _within(gate, label, organization, n)
    while inside.any():
        gate[inside] = dominator[gate[inside]]
        inside = _within(gate, label, organization, n)
    return np.where(gate < n, gate, -1).astype(np.int32)


def _within(gate: Ints, label: Ints, organization: Ints, n: int) -> Flags:
    person = gate < n
    inside: Flags = person & (organization[np.where(person, gate, 0)] == label)
    return inside
