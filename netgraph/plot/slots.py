"""Axes of a grid of somebody's own: a figure keeps to its part of the paper, with all its words.

Titles, names and legends stand around axes, where a plain grid of matplotlib has left little room.
So a figure is drawn on paper of no use first, and measured: then the axes take what is left.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

from netgraph.plot.text import LONGEST, smaller_letters
from netgraph.plot.white_paper import lay_white_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

FigureOptions = ParamSpec("FigureOptions")
Drawn = TypeVar("Drawn")

PAPER_LEFT: Final = 3.0
"""Points that stay free between what is drawn and the edges of its part of the paper."""
SCALES: Final = (1.0, 0.86, 0.74, 0.64, 0.56)
"""Sizes of letters: the largest with which the axes have room."""
WHOLE_WIDTH, WHOLE_HEIGHT = 430.0, 290.0
"""Points of a part of the paper on which letters of the usual size need not be tried in vain."""
WIDE_ENOUGH, HIGH_ENOUGH = 0.4, 0.42
"""Shares of its part of the paper that axes are to have."""
NAME_SHARE: Final = 0.32
"""Share of the width that names at the left may take."""
NAME_LETTER_POINTS: Final = 5.4
"""Width of a letter of a name at the left."""
MOST_ROUNDS: Final = 8
"""How often a place is bettered, at most; mostly two or three."""
SMALLER: Final = 1.35
"""How much larger letters may be, of their usual size, than their part of the paper."""
LEAST_OF_SLOT: Final = 0.2


class Slot(NamedTuple):
    """A part of the paper, in shares of it.

    Parameters
    ----------
    left, bottom, right, top
        Its edges.
    """

    left: float
    bottom: float
    right: float
    top: float


def laid_out(
    draw: Callable[Concatenate[Drawn, FigureOptions], Axes],
) -> Callable[Concatenate[Drawn, FigureOptions], Axes]:
    """Make a figure keep to its part of a plain grid, where it is drawn into one."""

    @functools.wraps(draw)
    def drawn(
        subject: Drawn, /, *args: FigureOptions.args, **options: FigureOptions.kwargs
    ) -> Axes:
        ax: Any = options.get("ax")
        slot = None if ax is None else slot_of(ax)
        if slot is None:
            return lay_white_paper(draw(subject, *args, **options))
        # no picture yet: what a figure refuses is refused before anything has changed
        scale, longest, place = _room_in_slot(
            lambda trial: draw(subject, *args, **(options | {"ax": trial})),  # type: ignore[arg-type]
            ax,
            slot,
        )
        _keep_place(ax, place)
        with smaller_letters(scale, longest):
            return lay_white_paper(draw(subject, *args, **options))

    return drawn


class KeptPlace:
    """Where axes stand when they are drawn, whatever lays out their figure by its grid.

    Names are placed, and lines broken, for axes of one size, of which a layout knows nothing. A
    grid that somebody spaces by hand moves the axes, as does a place that is set by hand.

    Parameters
    ----------
    ax
        The axes.
    place
        Left, bottom, width and height in shares of the figure.
    """

    def __init__(self, ax: Axes, place: tuple[float, float, float, float]) -> None:
        self.ax, self.place = ax, place

    def __call__(self, ax: Any, _: object) -> Bbox:
        """Give the place that is drawn."""
        from matplotlib.transforms import Bbox

        is_laid_out = ax.get_figure(root=True).get_layout_engine() is not None
        if is_laid_out and ax.get_in_layout():
            return Bbox.from_bounds(*self.place)
        by_hand: Bbox = ax.get_position(original=True)
        return by_hand

    def get_subplotspec(self) -> Any:
        """Tell a tight layout that the axes are in its grid: of others it warns."""
        return self.ax.get_subplotspec()


def _keep_place(ax: Axes, place: tuple[float, float, float, float]) -> None:
    """Put axes where their words have room, and keep them there when the figure is laid out."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    ax.set_position(place)
    ax.set_axes_locator(KeptPlace(ax, place))
    engine = ax.get_figure(root=True).get_layout_engine()  # type: ignore[union-attr]
    # axes placed by hand stay out of all layouts; a constrained one would move others away from
    # them, where the others have room already
    ax.set_in_layout(not isinstance(engine, ConstrainedLayoutEngine))


def is_place_kept(ax: Axes) -> bool:
    """Whether axes stay as large as they are when a layout is made of their figure."""
    return not ax.get_in_layout() or isinstance(ax.get_axes_locator(), KeptPlace)


def slot_of(ax: Axes) -> Slot | None:
    """The part of the paper that axes of a grid have, halfway to their neighbours.

    None where the axes are in no grid, or where matplotlib moves all in a grid when it draws.
    """
    from matplotlib.gridspec import GridSpec

    spec = ax.get_subplotspec()
    if spec is None or _is_moved_later(ax):
        return None
    grid, parent = spec.get_gridspec(), ax.get_figure(root=False)
    bottoms, tops, lefts, rights = grid.get_grid_positions(parent)  # type: ignore[arg-type]
    # a grid within another ends at its own edge, beyond which others stand
    is_outer = isinstance(grid, GridSpec)
    columns, rows = spec.colspan, spec.rowspan

    def between(before: float, after: float) -> float:
        return float(before + after) / 2

    first, last = columns.start, columns.stop - 1
    upper, lower = rows.start, rows.stop - 1
    left = between(rights[first - 1], lefts[first]) if first else 0.0 if is_outer else lefts[0]
    top = between(bottoms[upper - 1], tops[upper]) if upper else 1.0 if is_outer else tops[0]
    right = 1.0 if is_outer else rights[-1]
    if columns.stop < grid.ncols:
        right = between(rights[last], lefts[last + 1])
    bottom = 0.0 if is_outer else bottoms[-1]
    if rows.stop < grid.nrows:
        bottom = between(bottoms[lower], tops[lower + 1])
    return Slot(float(left), float(bottom), float(right), float(top))


def _is_moved_later(ax: Axes) -> bool:
    """Whether a layout of somebody else's making will move axes that have a place of their own.

    Those of matplotlib do not. One that stands in for another moves nothing either.
    """
    from matplotlib import layout_engine as engines

    engine = ax.get_figure(root=True).get_layout_engine()  # type: ignore[union-attr]
    stays = (
        engines.ConstrainedLayoutEngine,
        engines.TightLayoutEngine,
        engines.PlaceHolderLayoutEngine,
    )
    return engine is not None and not isinstance(engine, stays)


def _room_in_slot(
    draw: Callable[[Axes], Axes], ax: Axes, slot: Slot
) -> tuple[float, int, tuple[float, float, float, float]]:
    """The size of letters, the letters of a name, and where the axes stand within the slot."""
    box = ax.get_figure(root=False).bbox  # type: ignore[union-attr]
    dots = float(ax.get_figure(root=True).dpi)  # type: ignore[union-attr]
    inches = float(box.width) / dots, float(box.height) / dots
    wide, high = (slot.right - slot.left), (slot.top - slot.bottom)
    points = 72 * inches[0] * wide, 72 * inches[1] * high
    share = min(points[0] / WHOLE_WIDTH, points[1] / WHOLE_HEIGHT)
    for scale in [scale for scale in SCALES if scale <= SMALLER * share] or SCALES[-1:]:
        longest = max(12, min(LONGEST, int(NAME_SHARE * points[0] / (NAME_LETTER_POINTS * scale))))
        with smaller_letters(scale, longest):
            place = _place_within(draw, inches, dots, slot)
        if place[2] >= WIDE_ENOUGH * wide and place[3] >= HIGH_ENOUGH * high:
            return scale, longest, place
    return SCALES[-1], longest, place


def _place_within(
    draw: Callable[[Axes], Axes], inches: tuple[float, float], dots: float, slot: Slot
) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of axes whose words all stand within the slot, in shares."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    free = PAPER_LEFT / 72 / inches[0], PAPER_LEFT / 72 / inches[1]
    left, bottom = slot.left + 4 * free[0], slot.bottom + 0.2 * (slot.top - slot.bottom)
    right, top = slot.right - 4 * free[0], slot.top - 0.3 * (slot.top - slot.bottom)
    for _ in range(MOST_ROUNDS):
        paper = Figure(figsize=inches, dpi=dots)
        canvas = FigureCanvasAgg(paper)
        trial = draw(paper.add_axes((left, bottom, right - left, top - bottom)))
        # with all that stands around the axes, in shares of the paper
        around = trial.get_tightbbox(canvas.get_renderer())
        if around is None:
            break
        used = around.transformed(paper.transFigure.inverted())
        least = LEAST_OF_SLOT * (slot.right - slot.left), LEAST_OF_SLOT * (slot.top - slot.bottom)
        before = left, bottom, right, top
        # names are a little wider where a file has other dots per inch
        left = slot.left + free[0] + 1.04 * max(0.0, left - used.x0)
        right = max(left + least[0], slot.right - free[0] - max(0.0, used.x1 - right))
        bottom = slot.bottom + free[1] + max(0.0, bottom - used.y0)
        top = max(bottom + least[1], slot.top - free[1] - max(0.0, used.y1 - top))
        moved = max(abs(a - b) for a, b in zip(before, (left, bottom, right, top), strict=True))
        if moved < 1 / (dots * max(inches)):
            break
    return left, bottom, right - left, top - bottom
