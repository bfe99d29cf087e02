"""Who is lost without each contact: dominators of the referral graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from netgraph import kernels
from netgraph.analysis.people import people
from netgraph.facts import remembered
from netgraph.links import adjacency

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints
    from netgraph.network import ReferralNetwork


class OnlyThrough(NamedTuple):
    """What is lost without each contact, and who stands on every chain to each organization.

    Parameters
    ----------
    people, organizations
        int32[n], people and organizations (not their own) lost without a contact, themselves not
        counted.
    organization_dominator
        int32[organizations], the nearest contact outside it that every chain to an organization
        passes, or -1.
    dominator
        int32[n], the nearest person without whom each contact is lost, -1 for none.
    """

    people: Ints
    organizations: Ints
    organization_dominator: Ints
    dominator: Ints


@remembered
def elsewhere(net: ReferralNetwork) -> Flags:
    """Tell which organizations have contacts in other parts of a larger network too.

    Returns
    -------
    bool[organizations]. A network knows nothing of others: who holds several tells them.
    """
    return np.zeros(len(people(net).organizations), dtype=bool)


@remembered
def only_through(net: ReferralNetwork) -> OnlyThrough:
    """Find everybody's dominators in one flow graph: from the seeker to a sink per organization.

    v dominates w if every chain of referrals from any first contact to w passes v. An
    organization's sink has an edge from each of its contacts, so what dominates the sink is what
    every chain to it passes (Georgiadis, Tarjan & Werneck, J. Graph Algorithms Appl. 10, 2006).
    """
    who, links = people(net), net.links
    n, organizations = links.size, len(who.organizations)
    # nodes: contacts 0 … n - 1, then a sink for each organization, then the seeker
    seeker = n + organizations
    first = np.flatnonzero(net.forest.first).astype(np.int32)
    employed = np.flatnonzero(who.organization >= 0).astype(np.int32)
    sink_of_employed = (n + who.organization[employed]).astype(np.int32)
    # the seeker knows the first contacts, and whatever has contacts in other parts: nobody here
    # dominates that
    known = np.concatenate([first, n + np.flatnonzero(elsewhere(net)).astype(np.int32)])
    # edges: seeker -> known, referrer -> referred, contact -> sink of their organization
    source = np.concatenate([np.full(len(known), seeker, dtype=np.int32), links.source, employed])
    target = np.concatenate([known, links.target, sink_of_employed])
    # of either way the starts and the neighbours; which edge is which nobody asks
    out, back = (adjacency(*ends, seeker + 1)[:2] for ends in ((source, target), (target, source)))
    del source, target
    # int32[n + organizations + 1]: the dominator tree as parents, and its nodes from the root down
    dominator, order = kernels.immediate_dominators(*out, *back, seeker)
    del out, back
    # int32[n]: a contact's subtree holds who is lost without them; themselves they don't count
    counted = np.zeros(seeker + 1, dtype=np.int64)
    counted[:n] = 1
    lost_people = kernels.branch_sum(order, dominator, counted)[:n].astype(np.int32) - np.int32(1)
    # of the others each is a sink, but for the seeker
    counted = 1 - counted
    counted[seeker] = 0
    lost_sinks = kernels.branch_sum(order, dominator, counted)[:n].astype(np.int32)
    # Of an organization's own people at most one dominates its sink, and nobody stands between the
    # two: each has an edge to the sink, a way past anybody below them
    above_sink = dominator[n:seeker]
    # their own organization is lost too, but does not count for them
    lost_sinks[employed] -= dominator[sink_of_employed] == employed
    # int32[organizations]: so past that one, a single step up leads outside
    organization = np.append(who.organization, np.full(organizations + 1, -1))
    inside = organization[above_sink] == np.arange(organizations)
    outside = np.where(inside, dominator[above_sink], above_sink)
    return OnlyThrough(
        people=lost_people,
        organizations=lost_sinks,
        organization_dominator=_or_nobody(outside, seeker),
        dominator=_or_nobody(dominator[:n], seeker),
    )


def _or_nobody(dominator: Ints, seeker: int) -> Ints:
    """Write -1 where only the seeker dominates: everything is through them."""
    return np.where(dominator == seeker, -1, dominator).astype(np.int32)
