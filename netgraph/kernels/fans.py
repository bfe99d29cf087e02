"""Wedges of a radial tree: how much of a circle everybody's branch needs, and where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.signedinteger[Any]]
    Floats = NDArray[np.float64]


@kernel
def wedge_needs(order: Ints, parent: Ints, level: Ints, spacing: float, inner: float, gap: float) -> Floats:
    """Find the angle that each branch needs so that nobody stands nearer than ``spacing`` to a neighbour.

    Parameters
    ----------
    order
        int32[n], parents before children.
    parent
        int32[n], -1 for roots.
    level
        int32[n], 1 for roots; level g stands on the ring of radius ``inner + (g - 1) * gap``.
    spacing, inner, gap
        Distance between neighbours on a ring, radius of the first ring, distance between rings.

    Returns
    -------
    float64[n], radians: the larger of a person's own room and that of all their children. Cost O(n).
    """
    need = np.zeros(len(parent), dtype=np.float64)
    for i in range(len(order) - 1, -1, -1):
        v = order[i]
        own = spacing / (inner + (level[v] - 1) * gap)
        need[v] = max(need[v], own)
        if parent[v] >= 0:
            need[parent[v]] += need[v]
    return need


@kernel
def wedge_middles(order: Ints, parent: Ints, need: Floats, turn: float) -> Floats:
    """Divide a turn among the roots, each wedge among the children, in the order given.

    Parameters
    ----------
    order
        int32[n], parents before children; siblings stand clockwise in this order.
    parent
        int32[n], -1 for roots.
    need
        float64[n], room each branch needs, as ``wedge_needs`` gives it.
    turn
        Radians to divide among the roots.

    Returns
    -------
    float64[n], the angle in the middle of each wedge, from 0. Cost O(n).
    """
    n = len(parent)
    wanted = np.zeros(n + 1, dtype=np.float64)
    for i in range(len(order)):
        v = order[i]
        wanted[parent[v]] += need[v]  # the roots' sum stands at the end, which -1 means
    width = np.zeros(n + 1, dtype=np.float64)
    following = np.zeros(n + 1, dtype=np.float64)
    width[n] = turn
    middle = np.zeros(n, dtype=np.float64)
    for i in range(len(order)):
        v = order[i]
        p = parent[v]
        width[v] = width[p] * need[v] / wanted[p]
        middle[v] = following[p] + width[v] / 2
        following[v] = following[p]
        following[p] += width[v]
    return middle
