"""Names beside dots, none on top of another."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph.plot.style import INK, PAPER
from netgraph.plot.text import drawable, text_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

    from netgraph.arrays import Flags, Floats, Longs


LABEL_SIZE: Final = 7.5
AIR: Final = 1.5
"""Pixels kept free around a name."""
LABEL_OFFSETS: Final = (
    (2, 0, "left", "center"),
    (-2, 0, "right", "center"),
    (1, 3, "left", "bottom"),
    (1, -3, "left", "top"),
    (-1, 3, "right", "bottom"),
    (-1, -3, "right", "top"),
)
"""Where a name may stand beside its dot: offset in points, and which of its edges is there.

Places in the row of the dot come first.
"""

FOREMOST_NAMES: Final = 10
"""Names that are written even where they are as near to the dot of somebody else."""
SEEN_DOT: Final = 2.0
"""Radius in points from which a dot that a name covers makes both unreadable."""
RIM: Final = 0.2
"""Share of a name's height, above and below, through which a line may go."""
TRIES_A_NAME: Final = 20
FEWEST_TRIES: Final = 200


class Lines(NamedTuple):
    """Lines across the axes.

    Parameters
    ----------
    left, right, y
        float64[m], where they begin and end, in data units.
    ends
        int64[m, 2], positions of the two people whose line each is.
    """

    left: Floats
    right: Floats
    y: Floats
    ends: Longs


def write_names(
    ax: Axes,
    x: Floats,
    y: Floats,
    names: Iterable[tuple[int, str]],
    most: int,
    *,
    radius: Floats,
    beside: Sequence[Bbox] = (),
    lines: Lines | None = None,
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
    radius
        float64[n], of the dots in points.
    beside
        Boxes in pixels that are taken already.
    lines
        What would strike through a name: names keep clear of lines to others.
    weigh
        Of the six places around a dot that are free, one is taken to which no other dot is as near,
        and through which no line to others goes, counting so many dots, the largest. Where there is
        none, the name is left out; but the ten foremost stand where they cover least of the dots.

    Notes
    -----
    The text is measured as it is drawn. A name that finds no free place within the axes is left
    out; at most 20 are tried for each that may be written.
    """
    # float64[n, 2]: the dots in pixels; of these the largest are not to be covered, by their areas.
    dots = ax.transData.transform(np.column_stack([x, y]))
    largest = np.argsort(-radius, kind="stable")[:weigh]
    pixels_a_point = float(ax.get_figure(root=True).dpi) / 72  # type: ignore[union-attr]
    large = _Dots(
        largest, dots[largest], radius[largest] * pixels_a_point, radius[largest] >= SEEN_DOT
    )
    # the text stays within the axes; the air around it need not
    frame = np.array(ax.get_window_extent().padded(AIR).extents)
    across, ends = _in_pixels(ax, lines)
    # float64[b, 4]: left, bottom, right, top in pixels of all text so far; each name adds a row.
    taken = np.array([box.extents for box in beside], dtype=np.float64).reshape(-1, 4)
    written = 0
    # A name costs milliseconds to measure; where so many found no room, there is none (a star of
    # 100,000 people stands in one column).
    tries = max(FEWEST_TRIES, TRIES_A_NAME * most)
    for person, name in itertools.islice(names, tries):
        if written == most:
            break
        note = ax.annotate(
            drawable(name), (x[person], y[person]), (0, 0), textcoords="offset points",
            annotation_clip=False, gid="label", zorder=2.5,
            **text_style(fontsize=LABEL_SIZE, color=INK),
        )  # fmt: skip
        # The size of a text is the same at every place, so it is measured once.
        measured = note.get_window_extent()
        size = np.array([measured.width, measured.height])
        # float64[6, 4] and bool[6]: the box of the name at each place, and which of them are free.
        offsets = [_clear_of(offset, float(radius[person])) for offset in LABEL_OFFSETS]
        boxes = np.array([_box(dots[person], size, offset, pixels_a_point) for offset in offsets])
        free = _inside(boxes, frame) & ~_overlap(boxes, taken).any(axis=1)
        struck = _struck(boxes, across, not_own=(ends != person).all(axis=1))
        best = _best_place(boxes, free, struck, large, person, is_foremost=written < FOREMOST_NAMES)
        if best < 0:
            note.remove()
            continue
        right, up, ha, va = offsets[best]
        note.set(horizontalalignment=ha, verticalalignment=va)
        note.set_position((right, up))
        note.set_bbox(
            {"boxstyle": "square,pad=0.05", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.88}
        )
        taken = np.vstack([taken, boxes[best]])
        written += 1
    return written


def _clear_of(at: tuple[float, float, str, str], radius: float) -> tuple[float, float, str, str]:
    """Move an offset out of the dot."""
    right, up, ha, va = at
    return right + (radius if right > 0 else -radius), up, ha, va


def _box(
    dot: Floats, size: Floats, at: tuple[float, float, str, str], pixels_a_point: float
) -> Floats:
    """Left, bottom, right, top in pixels of a text at one of the places, with some air."""
    right, up, ha, va = at
    left = dot[0] + right * pixels_a_point - (size[0] if ha == "right" else 0)
    low = dot[1] + up * pixels_a_point - size[1] * {"bottom": 0.0, "center": 0.5, "top": 1.0}[va]
    return np.array([left - AIR, low - AIR, left + size[0] + AIR, low + size[1] + AIR])


class _Dots(NamedTuple):
    """Dots that names keep clear of.

    Parameters
    ----------
    person
        int64[d], whose they are.
    middle, rim
        float64[d, 2] and float64[d], middles and radii in pixels.
    is_seen
        bool[d], whether one is so large that a name on it, or as near to it, would mislead.
    """

    person: Longs
    middle: Floats
    rim: Floats
    is_seen: Flags


def _best_place(
    boxes: Floats, free: Flags, struck: Flags, dots: _Dots, person: int, *, is_foremost: bool
) -> int:
    """Which of the boxes of a name is the best place, -1 for none.

    Parameters
    ----------
    boxes
        float64[k, 4]
    free, struck
        bool[k], whether a box lies on no other text, and whether a line strikes through it.
    dots, person
        What names keep clear of, and who is named.
    is_foremost
        Whether the name stands in any free box, where none is better.
    """
    # bool[k, d]: the dots that each box covers, and those that it is as near to as to its own
    own = dots.person == person
    covers = _covers(boxes, dots.middle)
    gap = _box_gaps(boxes, dots.middle) - dots.rim
    near = (gap <= gap[:, own].max(axis=1, initial=0.0)[:, None] + AIR) & ~own
    clear = free & ~struck & ~(covers | near)[:, dots.is_seen].any(axis=1)
    if not clear.any() and not (is_foremost and free.any()):
        return -1
    # float64[k]: the area of dots that each box covers; what is not open costs infinity
    is_open = clear if clear.any() else free
    return int(np.argmin(covers @ dots.rim**2 + np.where(is_open, 0.0, np.inf)))


def _in_pixels(ax: Axes, lines: Lines | None) -> tuple[Floats, Longs]:
    """The lines as float64[m, 3], left, right and height in pixels, and whose they are."""
    if lines is None:
        return np.empty((0, 3)), np.empty((0, 2), dtype=np.int64)
    begin, end = (
        ax.transData.transform(np.column_stack([at, lines.y])) for at in (lines.left, lines.right)
    )
    return np.column_stack([begin[:, 0], end[:, 0], end[:, 1]]), lines.ends


def _struck(boxes: Floats, across: Floats, *, not_own: Flags) -> Flags:
    """Flag which boxes a line to somebody else strikes through: bool[k]."""
    left, low, right, high = (boxes[:, [k]] for k in range(4))
    rim = RIM * (high - low)
    begin, end, at = across[not_own].T
    struck = (begin < right) & (left < end) & (low + rim < at) & (at < high - rim)
    flags: Flags = struck.any(axis=1)
    return flags


def _box_gaps(boxes: Floats, dots: Floats) -> Floats:
    """How far dots lie from boxes, 0 within them: float64[k, d], in pixels."""
    a, d = boxes[:, None, :], dots[None, :, :]
    across = np.maximum(0.0, np.maximum(a[..., 0] - d[..., 0], d[..., 0] - a[..., 2]))
    down = np.maximum(0.0, np.maximum(a[..., 1] - d[..., 1], d[..., 1] - a[..., 3]))
    apart: Floats = np.hypot(across, down)
    return apart


def _overlap(boxes: Floats, others: Floats) -> Flags:
    """Flag which boxes lie on which others: bool[k, b]."""
    # float64[k, 1, 4] and [1, b, 4]: two boxes are apart when one is wholly left of the other,
    # right of it, below it or above it.
    a, b = boxes[:, None, :], others[None, :, :]
    apart = (
        (a[..., 2] <= b[..., 0])
        | (b[..., 2] <= a[..., 0])
        | (a[..., 3] <= b[..., 1])
        | (b[..., 3] <= a[..., 1])
    )
    return np.asarray(~apart)


def _covers(boxes: Floats, dots: Floats) -> Flags:
    """Flag which boxes hold the middle of which dots: bool[k, d]."""
    a, d = boxes[:, None, :], dots[None, :, :]
    return (
        (a[..., 0] < d[..., 0])
        & (d[..., 0] < a[..., 2])
        & (a[..., 1] < d[..., 1])
        & (d[..., 1] < a[..., 3])
    )


def _inside(boxes: Floats, frame: Floats) -> Flags:
    """Flag the boxes that lie within the frame: bool[k]."""
    left, low, right, top = frame
    inside: Flags = (
        (boxes[:, 0] >= left) & (boxes[:, 1] >= low) & (boxes[:, 2] <= right) & (boxes[:, 3] <= top)
    )
    return inside
