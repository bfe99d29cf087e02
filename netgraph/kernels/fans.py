"""Wedges of radial trees: how much of a turn everybody's branch needs, and where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints


@kernel
def wedge_needs(order: Ints, parent: Ints, room: Floats, radius: Floats) -> Floats:
    """Find the angle that each branch needs so that nobody stands too near a neighbour on their ring.

    Parameters
    ----------
    order
        int32[n], parents before children.
    parent
        int32[n], -1 for roots, which stand at the centre of their own tree.
    room
        float64[n], length of ring that each person needs.
    radius
        float64[n], radius of the ring each stands on; not looked at for roots.

    Returns
    -------
    float64[n], radians: the larger of a person's own room and that of all their children; for roots the
    sum over their children. Cost O(n).
    """
    need = np.zeros(len(parent), dtype=np.float64)
    for i in range(len(order) - 1, -1, -1):
        v = order[i]
        if parent[v] >= 0:
            need[v] = max(need[v], room[v] / radius[v])
            need[parent[v]] += need[v]
    return need


@kernel
def wedge_middles(order: Ints, parent: Ints, need: Floats, turn: float) -> Floats:
    """Divide a turn among each root's children, each wedge among the children of its person.

    Parameters
    ----------
    order
        int32[n], parents before children; siblings stand in this order.
    parent
        int32[n], -1 for roots.
    need
        float64[n], room each branch needs, as ``wedge_needs`` gives it.
    turn
        Radians that the children of each root may share.

    Returns
    -------
    float64[n], the angle in the middle of each wedge, between 0 and ``turn``. Cost O(n).
    """
    n = len(parent)
    wanted = np.zeros(n, dtype=np.float64)
    for i in range(len(order)):
        v = order[i]
        if parent[v] >= 0:
            wanted[parent[v]] += need[v]
    width = np.zeros(n, dtype=np.float64)
    following = np.zeros(n, dtype=np.float64)
    middle = np.zeros(n, dtype=np.float64)
    for i in range(len(order)):
        v = order[i]
        p = parent[v]
        if p < 0:
            width[v] = turn
        else:
            width[v] = width[p] * need[v] / wanted[p]
            following[v] = following[p]
            following[p] += width[v]
        middle[v] = following[v] + width[v] / 2
    return middle
