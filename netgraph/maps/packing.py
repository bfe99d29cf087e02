"""Discs around the seeker, whatever stands in them: ``radial``'s fans, ``layout``'s organizations.

Few fans stand on one ring, many are packed, as organizations always are; people without a disc
stand as the seeds of a sunflower do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints


ROOM: Final = 33.0
"""Length of ring, or side of a square, that a person without credit needs, in map units."""
ROOM_FOR_CREDIT: Final = 31.0
"""What the person with the most credit needs besides."""
MARGIN: Final = 42.0
"""Between two fans: a dot of the largest size, and air."""
HALVINGS: Final = 40
"""Steps of a bisection: its last interval is below the rounding of the result."""
GOLDEN: Final = np.pi * (3 - np.sqrt(5))
"""The golden angle: turned by it again and again, no two directions come near each other."""
TURN: Final = 2 * np.pi
IN_FRONT: Final = 200
"""Fans that are packed one by one; smaller ones stand on rings around them."""
ONE_RING: Final = 12
"""Fans that may stand on one ring, while it is at most ``WIDER`` times as wide as packed ones."""
WIDER: Final = 1.6
LONERS_JOINED: Final = 150
"""People without a fan up to whom all are joined to the seeker by a line."""
NEAR: Final = 60
"""Nearest fans among which free straight lines from the seeker are looked for."""


class RadialPlaces(NamedTuple):
    """Where people stand (float64[n, 2]), and the first contacts that a spoke joins to you."""

    at: Floats
    spokes: Ints


def polar(radius: Floats, angle: Floats) -> Floats:
    """Turn distances and angles, from the top clockwise, into places with y downwards."""
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])


def around_the_seeker(first: Ints, extent: Floats) -> tuple[Floats, Floats, Ints]:
    """Place the fans of first contacts, largest foremost in ``first``.

    Those who introduced nobody stand close around the seeker. Few fans stand side by side on one
    ring, the largest to the right, the next opposite, everybody joined to the seeker by a line.
    When that ring would be much wider than the fans need, they are packed, the largest nearest to
    the seeker.

    Parameters
    ----------
    first
        int[f], the first contacts.
    extent
        float64[n], the radius of each first contact's fan, 0 for one who introduced nobody.

    Returns
    -------
    float64[n, 2] places, float64[n] directions away from the seeker, in radians from the top (both
    of use for first contacts), and the first contacts joined to the seeker by a line that crosses
    no fan.
    """
    fans, loners = first[extent[first] > 0], first[extent[first] == 0]
    # float64[fans]: radius of the disc that holds a fan and the air around it
    size = extent[fans] + MARGIN
    centre, outward = np.zeros((len(extent), 2)), np.zeros(len(extent))
    # loners fill a disc of this radius: the k-th of them stands at ROOM * sqrt(k + 4), see
    # ``sunflower``
    core = ROOM * np.sqrt(len(loners) + 4.0)
    at, towards = _one_ring(size, core + MARGIN)
    spokes = first
    packed_at = discs(size, core) if len(fans) > 1 else at
    # a ring grows with the sum of radii, packed discs with the root of the sum of their squares
    tolerated = WIDER if len(fans) <= ONE_RING else 1.0
    if outer_radius(at, size) > tolerated * outer_radius(packed_at, size):
        at, towards = packed_at, np.arctan2(packed_at[:, 0], -packed_at[:, 1])
        spokes = np.concatenate([loners, fans[_in_sight(at, size)]])
    centre[fans], outward[fans] = at, towards
    centre[loners], outward[loners] = sunflower(len(loners))
    if len(loners) > LONERS_JOINED:
        spokes = spokes[extent[spokes] > 0]
    return centre, outward, spokes


def outer_radius(at: Floats, size: Floats) -> float:
    """How far from the seeker discs of the radii ``size`` reach that stand ``at`` places."""
    return float((np.hypot(*at.T) + size).max(initial=0.0))


def sunflower(people: int) -> tuple[Floats, Floats]:
    """Places and directions of people without a disc: evenly around the seeker."""
    count = np.arange(people)
    towards = (count * GOLDEN) % TURN
    # the area within a place grows by ``ROOM`` squared with each person, from 4 on: room for the
    # seeker
    return polar(np.sqrt(ROOM**2 * (count + 4.0)), towards), towards


def _one_ring(size: Floats, nearest: float) -> tuple[Floats, Floats]:
    """Discs side by side on the smallest ring that has room for all.

    Returns
    -------
    float64[fans, 2] places and float64[fans] directions, in radians from the top clockwise.
    """

    def halves(distance: float) -> Floats:
        """Half of the angle that each disc takes for the seeker when it begins at a distance."""
        return np.arcsin(np.minimum(1.0, size / (distance + size)))

    # bisection: angles shrink as the ring grows; at ``high`` they are sure to fit into one turn
    low, high = nearest, nearest + float(size.sum())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if 2 * halves(middle).sum() > TURN else (low, middle)
    # what is left of the turn is shared out in proportion
    half = halves(high) * (TURN / max(2 * halves(high).sum(), 1e-9))
    # every second fan on the other side, so that the two largest stand opposite each other
    opposite = np.concatenate([np.arange(0, len(size), 2), np.arange(1, len(size), 2)])
    turned = half[opposite]
    towards = np.zeros(len(size))
    towards[opposite] = (
        TURN / 4 + np.cumsum(2 * turned) - turned - (turned[0] if len(size) else 0.0)
    )
    return polar(high + size, towards), towards


def discs(size: Floats, core: float = 2 * ROOM) -> Floats:
    """Centres of discs around the seeker, who has a disc of radius ``core``.

    The largest are packed one by one, which costs more the more there are; the rest stand on rings
    around those, as many on each as fit.

    Parameters
    ----------
    size
        float64[m], radii in descending order.
    core
        The seeker's radius.

    Returns
    -------
    float64[m, 2].
    """
    at = np.empty((len(size), 2))
    head = size[:IN_FRONT]
    at[: len(head)] = kernels.discs_around(np.append(core, head))[1:]
    # rings from here outwards: ``inner`` is where the next ring may begin, ``begin`` its first disc
    inner, begin = max(core, outer_radius(at[: len(head)], head)), len(head)
    while begin < len(size):
        # the first disc of a ring is its largest, so none reaches further in than ``inner``
        distance = inner + size[begin]
        # no more than these can fit, as none is smaller than the last of all
        fit = int(np.pi / np.arcsin(size[-1] / distance)) + 1
        turned = 2 * np.arcsin(size[begin : begin + fit] / distance)
        end = begin + max(1, int(np.searchsorted(np.cumsum(turned), TURN, side="right")))
        turned = turned[: end - begin]
        # a full ring is spread over the whole turn, and so is the last, which may be nearly empty
        turned *= max(1.0, TURN / turned.sum())
        at[begin:end] = polar(np.full(end - begin, distance), np.cumsum(turned) - turned / 2)
        inner, begin = distance + size[begin], end
    return at


def _in_sight(at: Floats, size: Floats) -> Ints:
    """Fans whose first contact a straight line from the seeker reaches past all other fans."""
    distance = np.hypot(*at.T)
    near = np.argsort(distance - size, kind="stable")[:NEAR]
    # float64[near, near]: how far along the line to one fan, and how far beside it, another's
    # centre is
    x, y = at[near].T
    along = (np.outer(x, x) + np.outer(y, y)) / distance[near][:, None]
    beside = np.abs(np.outer(x, y) - np.outer(y, x)) / distance[near][:, None]
    # a fan is met when its centre lies before the end of the line and nearer to it than its radius
    meets = (along > 0) & (along < distance[near][:, None]) & (beside < size[near][None, :])
    np.fill_diagonal(meets, val=False)
    return np.sort(near[~meets.any(axis=1)])
