"""How each contact stands: productive, open, waiting, quiet or closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph import schema
from netgraph.analysis.chance import chances
from netgraph.analysis.curves import WAITING_FROM
from netgraph.analysis.people import keeps_dates, people
from netgraph.facts import remembered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Floats
    from netgraph.network import ReferralNetwork


@remembered
def standings(net: ReferralNetwork) -> NDArray[np.int8]:
    """Give everybody's standing.

    Returns
    -------
    int8[n], position in ``schema.STANDING_CODES``.
    """
    who, links = people(net), net.links
    # Where statuses are not kept, whoever somebody introduced counts as met; but a line in a list
    # of connections alone says of nobody that they were.
    introduced = ~net.forest.first & (not who.keeps_statuses and keeps_dates(net))
    return standings_of(
        chances(net).chance,
        productive=links.referrals_made > 0,
        closed=who.closed,
        known=who.met | introduced,
        recorded=who.connected | (who.keeps_statuses or keeps_dates(net)),
    )


def standings_of(
    chance: Floats, *, productive: Flags, closed: Flags, known: Flags, recorded: Flags
) -> NDArray[np.int8]:
    """Give the same of arrays.

    Parameters
    ----------
    chance
        float64[n], the chance of a first referral; nan for who has no date to count from.
    productive, closed
        bool[n], who made a referral, who declined or did not reply.
    known
        bool[n], who was met, or introduced where statuses are not kept: else they are open.
    recorded
        bool[n], whether anything tells how they stand: the tables keep statuses or dates, or they
        are in a list of connections.
    """
    place = {name: np.int8(i) for i, name in enumerate(schema.STANDING_CODES)}
    # int8[n]; later lines overrule earlier ones: closed what the chance says, productive both.
    code = np.full(len(chance), place[schema.OPEN])
    # No chance is below none: who has no date to count from waits.
    silent = np.where(chance < WAITING_FROM, place[schema.QUIET], place[schema.WAITING])
    code[known] = silent[known]
    code[~recorded] = place[schema.UNRECORDED]
    code[closed] = place[schema.CLOSED]
    code[productive] = place[schema.PRODUCTIVE]
    return code
