"""Which organization led to which: the ways that the map draws between organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.analysis.only_through import only_through
from netgraph.analysis.organizations import first_contact
from netgraph.analysis.people import people

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints
    from netgraph.network import ReferralNetwork


def led_in(net: ReferralNetwork) -> Ints:
    """Find the organization that led to each organization.

    That is where the person is whom all chains to it pass, where there is one; else where the
    introducer of its first contact is. Who is at no organization, or at this one, stands for their
    own introducer. With contradicting dates such ways may lead round in a circle: on one they
    follow the introduction forest instead, which has none.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    int32[organizations], -1 for those that the seeker found. Cost O(n + organizations).
    """
    introducer = net.forest.introducer
    label = people(net).organization
    own = np.arange(len(people(net).organizations))
    # int64[organizations]: the person one step outside, -1 for nobody
    hangs_on = only_through(net).organization_dominator.astype(np.int64)
    outside = np.where(hangs_on >= 0, hangs_on, _introducers_of(introducer, first_contact(net)))
    ways = _organizations_up(introducer, label, outside, own)
    # the first of each organization in an order in which introducers come first: along these no
    # way can lead back
    entry = np.empty(len(own), dtype=np.int64)
    order = net.forest.order[label[net.forest.order] >= 0]
    entry[label[order[::-1]]] = order[::-1]
    by_forest = _organizations_up(introducer, label, _introducers_of(introducer, entry), own)
    while (circle := _on_circles(ways)).any():
        ways[circle] = by_forest[circle]
    return ways.astype(np.int32)


def _introducers_of(introducer: Ints, person: np.ndarray) -> np.ndarray:
    found: np.ndarray = introducer[person].astype(np.int64)
    return found


def _organizations_up(
    introducer: Ints, label: Ints, person: np.ndarray, own: np.ndarray
) -> np.ndarray:
    """Go up the chain of each person until somebody is at another organization than ``own``."""
    at = person.copy()
    # int64[k]: the organizations whose chains go on; each round takes one step up all of them
    going = np.flatnonzero(at >= 0)
    while len(going):
        there = label[at[going]]
        going = going[(there < 0) | (there == own[going])]
        at[going] = introducer[at[going]]
        going = going[at[going] >= 0]
    return np.where(at >= 0, label[at], -1)


def _on_circles(ways: np.ndarray) -> Flags:
    """Say which organizations lie on a circle of ways.

    Organizations that lead nowhere are taken away again and again: what stays leads to itself.
    """
    left = np.ones(len(ways), dtype=bool)
    # whose way ends at the seeker is on none, nor is whoever only hangs below a circle
    reaches = ways < 0
    while (more := left & ~reaches & reaches[ways]).any():
        reaches |= more
    left &= ~reaches
    while left.any():
        led_to = np.bincount(ways[left], minlength=len(ways)) > 0
        if (keep := left & led_to).sum() == left.sum():
            break
        left = keep
    return left
