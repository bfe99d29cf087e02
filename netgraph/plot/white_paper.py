"""White paper below a figure that is drawn into dark axes: its inks are made for white."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.plot.style import PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DARK: Final = 0.6
"""Luminance, of 0 to 1, below which ink on paper is hard to read."""
SHEET: Final = "paper"
"""The gid of the sheet."""
BEYOND_EDGE: Final = 0.01
"""Share by which the sheet goes beyond the edge, so that no dot there is half dark."""
LOWEST: Final = -100
"""Where the sheet lies among what is drawn: below all axes."""


def lay_white_paper(ax: Axes) -> Axes:
    """Make axes white, and what is around them, where either is dark; return the axes.

    Words stand around the axes too, so that the whole figure (or subfigure) gets a sheet. It is one
    of the figure's artists: a dark style sets a colour of its own for figures that are saved, which
    would count more than the figure's.
    """
    import matplotlib as mpl
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    figure = ax.get_figure(root=False)
    if figure is None:
        return ax
    saved = mpl.rcParams["savefig.facecolor"]
    faces = [ax.get_facecolor(), figure.get_facecolor()]
    faces += [] if isinstance(saved, str) and saved == "auto" else [to_rgba(saved)]
    if min(_luminance(*face) for face in faces) >= DARK:
        return ax
    ax.set_facecolor(PAPER)
    if not any(artist.get_gid() == SHEET for artist in figure.get_children()):
        size, below = 1 + 2 * BEYOND_EDGE, figure.transSubfigure
        sheet = Rectangle(
            (-BEYOND_EDGE, -BEYOND_EDGE), size, size, transform=below, color=PAPER, linewidth=0
        )
        sheet.set(zorder=LOWEST, gid=SHEET)
        sheet.set_in_layout(False)
        figure.add_artist(sheet)
    return ax


def _luminance(red: float, green: float, blue: float, alpha: float) -> float:
    """How light a colour is on white paper, from 0 to 1 (the weights are those of ITU-R BT.709)."""
    return 1 - alpha * (1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue))
