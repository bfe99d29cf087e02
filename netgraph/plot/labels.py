"""Names beside dots, none on top of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph.plot.style import INK, PAPER
from netgraph.plot.words import plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LABEL_SIZE: Final = 7.5
AIR: Final = 1.5
PLACES: Final = (
    (5, 0, "left", "center"),
    (4, 3, "left", "bottom"),
    (4, -3, "left", "top"),
    (-4, 3, "right", "bottom"),
    (-4, -3, "right", "top"),
    (-5, 0, "right", "center"),
)
"""Where a name may stand beside its dot: offset in points, and which of its edges is there."""


def name_the_first(
    ax: Axes,
    x: Floats,
    y: Floats,
    names: Iterable[tuple[int, str]],
    most: int,
    *,
    beside: Sequence[Bbox] = (),
    weigh: int = 2_000,
) -> int:
    """Write names beside their dots while there is room; return how many were written.

    Parameters
    ----------
    ax
        Axes whose limits and size are final.
    x, y
        float64[n], all dots in data units.
    names
        Position and name, the most important first.
    most
        How many names to write at most.
    beside
        Boxes in pixels that are taken already.
    weigh
        Of the six places around a dot that are free, the one that covers fewest dots is taken, while
        there are at most so many dots.

    Notes
    -----
    The text is measured as it is drawn. A name that finds no free place within the axes is left out.
    """
    dots = ax.transData.transform(np.column_stack([x, y]))
    watched = dots if len(dots) <= weigh else dots[:0]
    pixel = float(ax.get_figure(root=True).dpi) / 72  # type: ignore[union-attr]
    within = ax.get_window_extent()
    taken = np.array([box.extents for box in beside], dtype=np.float64).reshape(-1, 4)
    written = 0
    for person, name in names:
        if written == most:
            break
        note = ax.annotate(
            shown(name), (x[person], y[person]), (0, 0), textcoords="offset points", annotation_clip=False,
            gid="label", zorder=2.5, **plain(fontsize=LABEL_SIZE, color=INK),
        )  # fmt: skip
        measured = note.get_window_extent()
        size = np.array([measured.width, measured.height])
        boxes = np.array([_box(dots[person], size, p, pixel) for p in PLACES])
        free = _inside(boxes, np.array(within.extents)) & ~_overlap(boxes, taken).any(axis=1)
        if not free.any():
            note.remove()
            continue
        covered = _covers(boxes, watched).sum(axis=1) + np.where(free, 0, len(watched) + 1)
        best = int(np.argmin(covered))
        right, up, ha, va = PLACES[best]
        note.set(horizontalalignment=ha, verticalalignment=va)
        note.set_position((right, up))
        note.set_bbox({"boxstyle": "square,pad=0.05", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.88})
        taken = np.vstack([taken, boxes[best]])
        written += 1
    return written


def _box(dot: Floats, size: Floats, at: tuple[float, float, str, str], pixel: float) -> Floats:
    """Left, bottom, right, top in pixels of a text at one of the places, with some air."""
    right, up, ha, va = at
    left = dot[0] + right * pixel - (size[0] if ha == "right" else 0)
    low = dot[1] + up * pixel - size[1] * {"bottom": 0.0, "center": 0.5, "top": 1.0}[va]
    return np.array([left - AIR, low - AIR, left + size[0] + AIR, low + size[1] + AIR])


def _overlap(boxes: Floats, others: Floats) -> NDArray[np.bool_]:
    a, b = boxes[:, None, :], others[None, :, :]
    apart = (
        (a[..., 2] <= b[..., 0])
        | (b[..., 2] <= a[..., 0])
        | (a[..., 3] <= b[..., 1])
        | (b[..., 3] <= a[..., 1])
    )
    return np.asarray(~apart)


def _covers(boxes: Floats, dots: Floats) -> NDArray[np.bool_]:
    a, d = boxes[:, None, :], dots[None, :, :]
    return (
        (a[..., 0] < d[..., 0]) & (d[..., 0] < a[..., 2]) & (a[..., 1] < d[..., 1]) & (d[..., 1] < a[..., 3])
    )


def _inside(boxes: Floats, frame: Floats) -> NDArray[np.bool_]:
    left, low, right, top = frame
    inside: NDArray[np.bool_] = (
        (boxes[:, 0] >= left) & (boxes[:, 1] >= low) & (boxes[:, 2] <= right) & (boxes[:, 3] <= top)
    )
    return inside
