"""Credit for people found by referral, shared out along the chains that led to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph import kernels
from netgraph.analysis.search_numbers import search_numbers
from netgraph.facts import remembered

if TYPE_CHECKING:
    from netgraph.arrays import Floats
    from netgraph.network import ReferralNetwork


@remembered
def found_by_referral(net: ReferralNetwork) -> int:
    """Count the people who have an introducer: what all credit sums to."""
    return int((~net.forest.first).sum())


def share_of_credit(net: ReferralNetwork, earned: Floats) -> Floats:
    """Give the part that each has of all credit of their search: float64[n]."""
    numbers = search_numbers(net)
    # ``found_by_referral`` may be that of a larger network of which this is a part
    # (``facts.remind``), and is 0 where nobody was found by referral: then all credit is 0, and so
    # is its share.
    if numbers.searches == 1:
        return earned / max(1, found_by_referral(net))
    # int64[searches], the people of each who have an introducer
    found = np.bincount(numbers.of[~net.forest.first], minlength=numbers.searches)
    return earned / np.maximum(1, found)[numbers.of]


def credit(net: ReferralNetwork) -> Floats:
    """Share out the people found by referral among the chains that led to them.

    Each person with an introducer is worth 1, shared equally by the generation - 1 people on their
    chain: the Shapley value of the game in which a set of people is worth the number of people
    whose whole chains lie in it (Shapley 1953). So it sums to the number of people with an
    introducer. It credits the first chain only; who confirmed a name later gets nothing, and who
    names many that nobody follows up gets as much as one whose names all met you.

    Returns
    -------
    float64[n]. Cost O(n).
    """
    forest = net.forest
    # float64[n]: what each person adds to everybody on their chain; nothing for first contacts,
    # whose chain is empty
    share = 1 / np.maximum(forest.generation - 1, 1).astype(np.float64)
    share[forest.first] = 0
    # v is on the chain of everybody in v's branch but v itself, so credit is a sum over branches
    total = kernels.branch_sum(forest.order, forest.introducer, share) - share
    # the sums differ in their last bits with the order of adding: equal credits must tie
    return total.round(12)
