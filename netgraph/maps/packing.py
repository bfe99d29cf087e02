"""Fans around the seeker: on one ring while there are few, packed as discs when there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints


ROOM: Final = 33.0
MARGIN: Final = 42.0
"""Between two fans: a dot of the largest size, and air."""
HALVINGS: Final = 40
GOLDEN: Final = np.pi * (3 - np.sqrt(5))
TURN: Final = 2 * np.pi
IN_FRONT: Final = 200
"""Fans that are packed one by one; smaller ones stand on rings around them."""
ONE_RING: Final = 12
"""Fans up to which they stand on one ring, as long as it is not ``WIDER`` times as wide as packed ones."""
WIDER: Final = 1.6
FEW: Final = 150
"""People without a fan up to whom all are joined to the seeker by a line."""
NEAR: Final = 60
"""Fans that a straight line from the seeker is looked for to."""


class Places(NamedTuple):
    """Where people stand (float64[n, 2]), and the first contacts whom a line joins to the seeker."""

    at: Floats
    spokes: Ints


def polar(radius: Floats, angle: Floats) -> Floats:
    """Turn distances and angles, from the top clockwise, into places with y downwards."""
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])


def around_the_seeker(first: Ints, extent: Floats) -> tuple[Floats, Floats, Ints]:
    """Place the fans of first contacts, largest foremost in ``first``.

    Those who introduced nobody stand close around the seeker. Few fans stand side by side on one ring, the
    largest to the right, the next opposite, everybody joined to the seeker by a line. When that ring would be
    much wider than the fans need, they are packed, the largest nearest to the seeker.

    Returns
    -------
    float64[n, 2] places, float64[n] directions away from the seeker, in radians from the top (both of use
    for first contacts), and the first contacts joined to the seeker by a line that crosses nobody's fan.
    """
    fans, loners = first[extent[first] > 0], first[extent[first] == 0]
    size = extent[fans] + MARGIN
    centre, outward = np.zeros((len(extent), 2)), np.zeros(len(extent))
    core = ROOM * np.sqrt(len(loners) + 4.0)
    at, towards = _one_ring(size, core + MARGIN)
    spokes = first
    packed = discs(size, core) if len(fans) > 1 else at
    if reach(at, size) > (WIDER if len(fans) <= ONE_RING else 1.0) * reach(packed, size):
        at, towards = packed, np.arctan2(packed[:, 0], -packed[:, 1])
        spokes = np.concatenate([loners, fans[_in_sight(at, size)]])
    centre[fans], outward[fans] = at, towards
    centre[loners], outward[loners] = sunflower(len(loners))
    if len(loners) > FEW:
        spokes = spokes[extent[spokes] > 0]
    return centre, outward, spokes


def reach(at: Floats, size: Floats) -> float:
    """How far from the seeker discs reach."""
    return float((np.hypot(*at.T) + size).max(initial=0.0))


def sunflower(people: int, inner: float = 0.0, room: float = ROOM) -> tuple[Floats, Floats]:
    """Places and directions of people without a disc: evenly around the seeker, outside ``inner``."""
    count = np.arange(people)
    towards = (count * GOLDEN) % TURN
    return polar(np.sqrt(inner**2 + room**2 * (count + 4.0)), towards), towards


def _one_ring(size: Floats, nearest: float) -> tuple[Floats, Floats]:
    """Discs side by side on the smallest ring that has room for all."""

    def halves(distance: float) -> Floats:
        return np.arcsin(np.minimum(1.0, size / (distance + size)))

    low, high = nearest, nearest + float(size.sum())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if 2 * halves(middle).sum() > TURN else (low, middle)
    half = halves(high) * (TURN / max(2 * halves(high).sum(), 1e-9))
    opposite = np.concatenate([np.arange(0, len(size), 2), np.arange(1, len(size), 2)])
    turned = half[opposite]
    towards = np.zeros(len(size))
    towards[opposite] = (
        TURN / 4 + np.cumsum(2 * turned) - turned - (turned[0] if len(size) else 0.0)
    )
    return polar(high + size, towards), towards


def discs(size: Floats, core: float = 2 * ROOM) -> Floats:
    """Centres of discs around the seeker, who has a disc of ``core``: the largest packed one by one, the rest on rings around those."""
    at = np.empty((len(size), 2))
    head = size[:IN_FRONT]
    at[: len(head)] = kernels.discs_around(np.append(core, head))[1:]
    inner, begin = max(core, reach(at[: len(head)], head)), len(head)
    while begin < len(size):
        distance = inner + size[begin]
        fit = int(np.pi / np.arcsin(size[-1] / distance)) + 1
        turned = 2 * np.arcsin(size[begin : begin + fit] / distance)
        end = begin + max(1, int(np.searchsorted(np.cumsum(turned), TURN, side="right")))
        turned = turned[: end - begin]
        turned *= max(1.0, TURN / turned.sum())
        at[begin:end] = polar(np.full(end - begin, distance), np.cumsum(turned) - turned / 2)
        inner, begin = distance + size[begin], end
    return at


def _in_sight(at: Floats, size: Floats) -> Ints:
    """Fans whose first contact a straight line from the seeker reaches without touching another fan."""
    distance = np.hypot(*at.T)
    near = np.argsort(distance - size, kind="stable")[:NEAR]
    x, y = at[near].T
    along = (np.outer(x, x) + np.outer(y, y)) / distance[near][:, None]
    beside = np.abs(np.outer(x, y) - np.outer(y, x)) / distance[near][:, None]
    meets = (along > 0) & (along < distance[near][:, None]) & (beside < size[near][None, :])
    np.fill_diagonal(meets, val=False)
    return np.sort(near[~meets.any(axis=1)])
