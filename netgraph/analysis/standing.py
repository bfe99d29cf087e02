"""How each contact stands: productive, open, waiting, quiet or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.chance import chances
from netgraph.analysis.people import people
from netgraph.facts import remembered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Floats
    from netgraph.network import ReferralNetwork

WAITING_FROM: Final = 0.10
"""The least chance with which silence still is waiting."""


@remembered
def standings(net: ReferralNetwork) -> NDArray[np.int8]:
    """Give everybody's standing.

    Returns
    -------
    int8[n], position in ``schema.STANDINGS``.
    """
    who, links = people(net), net.links
    productive = links.referrals_made > 0
    return standings_of(chances(net), productive, who.closed, keeps_statuses=who.keeps_statuses)


def standings_of(
    chance: Floats, productive: Flags, closed: Flags, *, keeps_statuses: bool
) -> NDArray[np.int8]:
    """Give the same of arrays.

    Parameters
    ----------
    chance
        float64[n], the chance of a first referral; nan for who is not silent, or has no date to
        count from.
    productive, closed
        bool[n], who made a referral, who declined or did not reply.
    keeps_statuses
        Whether the tables say who was met: else nobody is known to be open.
    """
    place = {name: np.int8(i) for i, name in enumerate(schema.STANDINGS)}
    # int8[n]; later lines overrule earlier ones: closed what the chance says, productive both.
    # It starts as that of who has no chance (nan): not met yet, or without a day to count from.
    code = np.full(len(chance), place[schema.OPEN] if keeps_statuses else place[schema.QUIET])
    counted = ~np.isnan(chance)
    code[counted] = np.where(
        chance[counted] >= WAITING_FROM, place[schema.WAITING], place[schema.QUIET]
    )
    code[closed] = place[schema.CLOSED]
    code[productive] = place[schema.PRODUCTIVE]
    return code
