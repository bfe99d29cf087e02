"""Where everybody stands on the map: own layouts, near linear, the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import kernels
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.forest import Forest
    from netgraph.links import Ints

    Floats = NDArray[np.float64]

SPACING: Final = 40.0
"""Least distance between two people on a ring or in a lane, in map units."""
RING_GAP: Final = 110.0
TURN: Final = 2 * np.pi
TIMELINE_WIDTH: Final = 1600.0
LANE: Final = 26.0


def radial(forest: Forest) -> Floats:
    """Place the introduction forest around the seeker: generations as rings, each branch a wedge.

    The largest branches of first contacts begin at the top and go clockwise, the people one person
    introduced stand in the order in which they became known. The first ring is as large as it must be
    for nobody to stand too close, and no larger.

    Returns
    -------
    float64[n, 2], the seeker being at (0, 0), y downwards. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return np.empty((0, 2))
    order = _by_size(forest)
    inner = _inner_radius(forest, order)
    need = kernels.wedge_needs(order, forest.introducer, forest.generation, SPACING, inner, RING_GAP)
    angle = kernels.wedge_middles(order, forest.introducer, need, TURN)
    radius = inner + (forest.generation - 1) * RING_GAP
    return np.column_stack([radius * np.sin(angle), -radius * np.cos(angle)])


def timeline(forest: Forest, known: Ints) -> Floats:
    """Place everybody by the day on which they became known, each branch in lanes of its own.

    Parameters
    ----------
    forest
        The introduction forest.
    known
        int32[n], days; ``UNDATED`` or ``BEFORE_ALL`` where there is none: at the right edge.

    Returns
    -------
    float64[n, 2]: x by date, y by lane, each introducer above those they introduced. Cost O(n log n).
    """
    if len(forest.order) == 0:
        return np.empty((0, 2))
    dated = (known != UNDATED) & (known != BEFORE_ALL)
    first, last = (known[dated].min(), known[dated].max()) if dated.any() else (0, 0)
    share = np.where(dated, (known.astype(np.float64) - first) / max(1, int(last) - int(first)), 1.06)
    lane, _ = kernels.nested_intervals(_by_size(forest), forest.introducer)
    return np.column_stack([(share - 0.5) * TIMELINE_WIDTH, (lane - len(lane) / 2) * LANE])


def _by_size(forest: Forest) -> Ints:
    """Order people parents first, first contacts with the largest branches foremost."""
    size = kernels.branch_sum(forest.order, forest.introducer, np.ones(len(forest.order), dtype=np.int64))
    is_first = forest.first[forest.order]
    first = forest.order[is_first]
    first = first[np.lexsort((first, -size[first]))]
    return np.concatenate([first, forest.order[~is_first]])


def _inner_radius(forest: Forest, order: Ints) -> float:
    """Find the least radius of the first ring on which all branches have room, by bisection."""

    def too_small(inner: float) -> bool:
        need = kernels.wedge_needs(order, forest.introducer, forest.generation, SPACING, inner, RING_GAP)
        return float(need[forest.first].sum()) > TURN

    low, high = RING_GAP, RING_GAP
    while too_small(high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (middle, high) if too_small(middle) else (low, middle)
    return high
