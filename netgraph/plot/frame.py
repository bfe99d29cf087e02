"""What every figure shares: its axes, the finding above it, the legend, the date in the corner."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from netgraph.iso_days import iso
from netgraph.plot.style import FAINT, GRID, INK
from netgraph.plot.text import (
    MISSING,
    letters_of,
    read_rightward,
    scale_of_marks,
    text_style,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

TITLE_SIZE: Final = 13
DETAIL_SIZE: Final = 9.5
LEGEND_SIZE: Final = 8.5
SMALL_SIZE: Final = 8
DPI: Final = 120
LINE_SHARE: Final = 0.95
"""Share of the axes' width that a line of text may take."""
POINTS_PER_INCH: Final = 72
LINEAR: Final = "linear"
OWN_FIGURE: Final = "netgraph"
"""The label of figures that nobody but us lays out."""
MARGINS: Final = {"left": 0.45, "right": 0.35, "top": 1.3, "bottom": 0.7}
"""Room around the axes of a new figure, in inches."""
CORNER_POINTS: Final = 32
"""Points from the axes down to the date in the corner, at least."""
LEAST_PAPER: Final = 0.12
"""Inches between the title, or numbers beside the axes, and the edge."""


def axes_or_new(
    ax: Axes | None, *, width: float = 10.0, height: float = 6.5, left: float | None = None
) -> Axes:
    """Return ``ax``, or the axes of a new figure.

    The figure has that size in inches, and pyplot does not know it. Axes of somebody's own become
    linear: bars begin at 0, and ticks are placed for days and counts.
    """
    if ax is not None:
        for scale, make in ((ax.get_xscale(), ax.set_xscale), (ax.get_yscale(), ax.set_yscale)):
            if scale != LINEAR:
                make(LINEAR)
        return ax
    # matplotlib takes long to import, so it waits until there is a figure to draw.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=DPI, facecolor="white")
    figure.set_label(OWN_FIGURE)
    # The canvas attaches itself to the figure: its renderer measures text before anything is saved.
    FigureCanvasAgg(figure)
    new = figure.add_subplot()
    figure.subplots_adjust(
        left=(MARGINS["left"] if left is None else left) / width,
        right=1 - MARGINS["right"] / width,
        top=1 - MARGINS["top"] / height,
        bottom=MARGINS["bottom"] / height,
    )
    return new


def finish(
    ax: Axes,
    net: ReferralNetwork | Cohort,
    *,
    finding: str,
    detail: str = "",
    legend: Sequence[Artist] = (),
) -> None:
    """Put the finding above the axes, then what is drawn and the legend, the date into the corner.

    Where there is no finding, what is drawn takes its place.
    """
    _make_room_left(ax)
    finding, detail = (read_rightward(finding or detail), detail if finding else "")
    # Points between the axes and the title: some air, the legend and the detail where there are any
    above = letters_of(6) + (_legend_height(ax, legend) if legend else 0.0)
    if detail:
        above += _detail_height(ax, detail, above)
    title = ax.set_title(
        finding,
        loc="left",
        pad=above,
        **text_style(fontsize=TITLE_SIZE, fontweight="bold", color=INK, linespacing=1.15),
    )
    _fit_width(ax, title)
    _fit_width(ax, ax.xaxis.label)
    corner = _write_corner(ax, net)
    _make_room(ax, above=title, below=corner)


def _write_corner(ax: Axes, net: ReferralNetwork | Cohort) -> Text:
    """Write the date, and what could not be drawn, below the axes and all that stands there."""
    day = net.as_of_date
    corner = "no dates" if day is None else f"as of {iso(day)}"
    if any(MISSING in words for words in _words_drawn(ax)):
        corner += f"; {MISSING} is a letter that no font here has"
    box = ax.xaxis.get_tightbbox()
    # points that the labels of the axis take below it
    taken = 0.0 if box is None else (ax.get_window_extent().y0 - box.y0) * 72 / _dpi(ax)
    written = ax.annotate(
        corner,
        (1, 0),
        (0, -max(letters_of(CORNER_POINTS), taken + 3)),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        va="top",
        annotation_clip=False,
        gid="as-of",
        **text_style(fontsize=SMALL_SIZE, color=FAINT),
    )
    _fit_width(ax, written)
    return written


def _words_drawn(ax: Axes) -> list[str]:
    """All that is written in and around the axes but tick labels of numbers."""
    legend = ax.get_legend()
    written = [*ax.texts, *ax.get_yticklabels(), *(legend.get_texts() if legend else ())]
    return [ax.get_title(loc="left"), *(text.get_text() for text in written)]


def _line_share() -> float:
    """Share of the width that a line may take: small letters differ more when they are saved."""
    return LINE_SHARE if scale_of_marks() == 1 else 0.93 * LINE_SHARE


def _fit_width(ax: Axes, text: Text) -> None:
    """Break a text that is too wide into lines of as many letters as fit, less a margin.

    Letters differ in width.
    """
    # pixels; letters grow and shrink a little with the dots per inch that a file is saved at
    room, needed = _line_share() * ax.get_window_extent().width, text.get_window_extent().width
    if needed > room:
        words = text.get_text()
        lines = textwrap.fill(words, max(12, int(0.94 * len(words) * room / needed)))
        text.set_text(read_rightward(lines))


def own_figure(ax: Axes) -> Figure | None:
    """The figure of axes where it is one that nobody but us lays out."""
    figure = ax.get_figure(root=True)
    return figure if figure is not None and figure.get_label() == OWN_FIGURE else None


def _make_room(ax: Axes, *, above: Text, below: Text) -> None:
    """Make a figure of our own as high as what stands around its axes needs; these stay as large.

    Below them it only grows: most figures need the same there.
    """
    if (figure := own_figure(ax)) is None:
        return
    # inches; below 0 where there is more paper above than the title needs
    more_above = (above.get_window_extent().y1 - figure.bbox.y1) / figure.dpi + LEAST_PAPER
    more_below = max(0.0, LEAST_PAPER - below.get_window_extent().y0 / figure.dpi)
    height, place = figure.get_figheight(), figure.subplotpars
    whole = height + more_above + more_below
    figure.set_figheight(whole)
    bottom, top = (place.bottom * height + more_below, place.top * height + more_below)
    figure.subplots_adjust(bottom=bottom / whole, top=top / whole)


def _make_room_left(ax: Axes) -> None:
    """Give the numbers beside the axes of a figure of our own the room they need."""
    if (figure := own_figure(ax)) is None:
        return
    box = ax.yaxis.get_tightbbox(figure.canvas.get_renderer())  # type: ignore[attr-defined]
    # inches that the widest number would stand beyond the edge, with some paper left of it
    lacking = LEAST_PAPER - box.x0 / figure.dpi if box is not None else 0.0
    if lacking > 0:
        left = figure.subplotpars.left + lacking / figure.get_figwidth()
        figure.subplots_adjust(left=left)


def _detail_height(ax: Axes, detail: str, above: float) -> float:
    """Write what is drawn so many points above the axes; return its height in points."""
    written = ax.annotate(
        read_rightward(detail),
        (0, 1),
        (0, above),
        xycoords="axes fraction",
        textcoords="offset points",
        va="bottom",
        annotation_clip=False,
        gid="detail",
        **text_style(fontsize=DETAIL_SIZE, color=INK),
    )
    _fit_width(ax, written)
    return float(written.get_window_extent().height) * POINTS_PER_INCH / _dpi(ax) + letters_of(7)


def quiet_axes(ax: Axes, *, grid: str = "") -> None:
    """Take away the lines that say nothing.

    Faint lines stay for the axis that ``grid`` names, ``x`` or ``y``.
    """
    for side, spine in ax.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(FAINT)
    ax.tick_params(colors=FAINT, labelcolor=INK, labelsize=letters_of(9), length=3)
    ax.set_axisbelow(True)
    if grid:
        ax.grid(visible=True, axis="x" if grid == "x" else "y", color=GRID, linewidth=0.8)


def count_ticks(axis: Axis) -> None:
    """Give an axis of counts few ticks, all at whole numbers."""
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))


def nothing_to_draw(ax: Axes, net: ReferralNetwork | Cohort, *, finding: str, why: str) -> Axes:
    """Fill the axes with a sentence where there is no data to draw."""
    quiet_axes(ax)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines["bottom"].set_visible(False)
    ax.text(
        0.5,
        0.5,
        wrapped(why, width_points(ax) * 0.8, letters_of(11)),
        transform=ax.transAxes,
        ha="center",
        va="center",
        **text_style(fontsize=11, color=FAINT),
    )
    finish(ax, net, finding=finding)
    return ax


def width_points(ax: Axes) -> float:
    """Width of the axes in points."""
    return float(ax.get_window_extent().width) * POINTS_PER_INCH / _dpi(ax)


def height_points(ax: Axes) -> float:
    """Height of the axes in points."""
    return float(ax.get_window_extent().height) * POINTS_PER_INCH / _dpi(ax)


def _dpi(ax: Axes) -> float:
    return float(ax.get_figure(root=True).dpi)  # type: ignore[union-attr]


def _legend_height(ax: Axes, entries: Sequence[Artist]) -> float:
    """Draw the legend above the axes in as many columns as fit; return its height in points."""
    # Pixels. From all entries in one row to one in each, the first legend that fits stays; each
    # call of ``legend`` replaces the one before.
    room = _line_share() * ax.get_window_extent().width
    for columns in range(len(entries), 0, -1):
        legend = ax.legend(
            handles=list(entries),
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=columns,
            frameon=False,
            fontsize=letters_of(LEGEND_SIZE),
            borderaxespad=0,
            borderpad=0.4,
            handletextpad=0.5,
            columnspacing=1.4,
            labelcolor=INK,
        )
        for text in legend.get_texts():
            text.set(**text_style(fontsize=LEGEND_SIZE))
        box = legend.get_window_extent()
        if box.width <= room:
            break
    return float(box.height) * POINTS_PER_INCH / _dpi(ax)
