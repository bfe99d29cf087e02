"""The introduction forest of a set of links: who was found through whom, when, and how far out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from netgraph import kernels

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Ints
    from netgraph.links import Links


class Forest(NamedTuple):
    """Everybody's introducer, as positions in ``links.ids``.

    Parameters
    ----------
    introducer
        int32[n], -1 for first contacts.
    via
        int32[n], position of the referral that introduced them, -1 for first contacts.
    arrival
        int32[n], day on which they became known; ``BEFORE_ALL`` for first contacts, ``UNDATED`` if
        unknown.
    generation
        int32[n], from 1.
    order
        int32[n], introducers before those they introduced.
    loop
        int32[loops], the first contacts that are so only because nobody outside their loop refers
        anyone in it.
    """

    introducer: Ints
    via: Ints
    arrival: Ints
    generation: Ints
    order: Ints
    loop: Ints

    @property
    def first(self) -> Flags:
        """bool[n], the first contacts."""
        return self.introducer < 0

    @property
    def introductions(self) -> Ints:
        """int[n], how many people each introduced."""
        return np.bincount(self.introducer[~self.first], minlength=len(self.introducer))

    @property
    def root(self) -> Ints:
        """int[n], the first contact whose tree everybody is in, themselves for first contacts."""
        # Marked are the steps up to a first contact; the nearest one above leads to the root. Where
        # the introducer is -1, the index picks the last element, and ``~self.first`` undoes it.
        to_first = ~self.first & self.first[self.introducer]
        above = kernels.nearest_above(self.order, self.introducer, to_first)
        return np.where(self.first, np.arange(len(above)), above)


def introduction_forest(links: Links) -> Forest:
    """Find the first contacts, then everybody's introducer.

    A contact is a first contact if the seeker found them or nobody refers them. Among people whom
    no first contact reaches, every loop that nobody outside refers into gives one more: its member
    that contacts lists first.
    """
    out = links.outward
    first = np.ones(links.size, dtype=bool)
    first[links.target] = False
    first |= links.found
    # With one member of each rootless loop all contacts are reached, so all get a generation.
    loop = _rootless_loops(links, kernels.reachable(out.start, out.neighbour, first))
    first[loop] = True
    return Forest(
        *kernels.introduce(out.start, out.neighbour, out.referral, links.day, first), loop
    )


def _rootless_loops(links: Links, reached: Flags) -> Ints:
    """First members of the loops that nobody leads into, among those not reached: int32[loops]."""
    if reached.all():
        return np.empty(0, dtype=np.int32)
    # The loops are strong components; int32[n], the component of each contact.
    component = links.components
    # bool[n], by component (there are at most n): whether a referral comes from outside it.
    led_into = np.zeros(links.size, dtype=bool)
    source, target = component[links.source], component[links.target]
    led_into[target[source != target]] = True
    # In the order in which contacts lists people the first of each component is its earliest.
    members = links.listed_first(np.flatnonzero(~reached & ~led_into[component]))
    _, earliest = np.unique(component[members], return_index=True)
    return np.sort(members[earliest]).astype(np.int32)
