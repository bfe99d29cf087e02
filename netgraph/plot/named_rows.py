"""Figures with a row a person or a source: names at the left, words at the right of each row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.plot.frame import (
    MARGINS,
    axes_or_new,
    height_points,
    quiet_axes,
)
from netgraph.plot.slots import is_place_kept
from netgraph.plot.style import FAINT, INK
from netgraph.plot.text import drawable, letters_of, longest_name, text_style, widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

MOST_ROWS: Final = 20
LEAST_ROW_POINTS: Final = 12
"""Points of height that a row takes with its name, in axes of somebody's own."""
LAID_OUT: Final = 0.6
"""Share of its height that the axes of a figure keep whose layout matplotlib makes."""
ROW_INCHES: Final = 0.28
ROW_NAME_SIZE: Final = 9
LETTER_INCHES: Final = 0.085
"""Inches by the number of letters, as text cannot be measured before there are axes."""
JUST: Final = 0.02
"""Share of a dated axis that is left free at its ends."""
WORDS_SHARE: Final = 0.55
"""Share of the width that words at the right may take: of longer ones the last parts go."""
WORDS_LEFT: Final = 7
"""Points between the end of a row and its words."""


def rows_that_fit(ax: Axes | None, most: int = MOST_ROWS) -> int:
    """How many rows have room: as many as wished in a figure of ours."""
    if ax is None:
        return most
    return max(3, min(most, int(lasting_height(ax) / letters_of(LEAST_ROW_POINTS))))


def lasting_height(ax: Axes) -> float:
    """Height in points of axes of somebody's own that will be left of it.

    Where matplotlib lays out the figure anew when it is drawn, titles and legends take their part.
    """
    engine = ax.get_figure(root=True).get_layout_engine()  # type: ignore[union-attr]
    return height_points(ax) * (1.0 if engine is None or is_place_kept(ax) else LAID_OUT)


def named_rows(ax: Axes | None, names: Sequence[object]) -> Axes:
    """Make axes with a row a name, the first at the top.

    Parameters
    ----------
    ax
        Axes to lay out; default: those of a new figure, as high as there are rows.
    names
        Text from tables, one a row.
    """
    short = [drawable(name, longest_name()) for name in names]
    margin = MARGINS["left"] + LETTER_INCHES * max(map(widths, short))
    height = MARGINS["top"] + MARGINS["bottom"] + 0.35 + ROW_INCHES * max(len(short), 3)
    ax = axes_or_new(ax, width=9, height=height, left=margin)
    quiet_axes(ax, grid="x")
    ax.set_yticks(range(len(short)), short, **text_style(fontsize=ROW_NAME_SIZE, color=INK))
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(max(len(short), 3) - 0.4, -0.6)
    return ax


def words_beside(ax: Axes, ends: Sequence[float], words: Sequence[str], *, least: float) -> None:
    """Write words at the end of each row, and make the axis, from 0, long enough for them.

    Parameters
    ----------
    ax
        The axes.
    ends
        Where each row ends, in data.
    words
        What is written there.
    least
        The least end of the axis.
    """
    width = float(ax.get_window_extent().width)
    pixels_a_point = float(ax.get_figure(root=True).dpi) / 72  # type: ignore[union-attr]
    # a text beside a point outside of the axes has no width
    ax.set_xlim(0, least * 1.02)
    longest = least
    for place, (end, text) in enumerate(zip(ends, words, strict=True)):
        note = ax.annotate(
            text,
            (end, place),
            (letters_of(WORDS_LEFT), 0),
            textcoords="offset points",
            va="center_baseline",
            gid="beside",
            **text_style(fontsize=8, color=INK),
        )
        shorten(ax, note)
        # of an axis up to L a row takes end / L of the width, and its words must have the rest
        taken = note.get_window_extent().width + letters_of(2 * WORDS_LEFT) * pixels_a_point
        longest = max(longest, end * width / max(width - taken, 0.2 * width))
    ax.set_xlim(0, longest * 1.02)


def shorten(ax: Axes, text: Text) -> None:
    """Leave out the last parts of words, between commas, as long as they are too wide."""
    room = WORDS_SHARE * float(ax.get_window_extent().width)
    while text.get_window_extent().width > room and ", " in text.get_text():
        text.set_text(text.get_text().rpartition(", ")[0])


def end_dates_before_words(ax: Axes, start: float, end: float, words: Sequence[Text]) -> None:
    """Make a dated axis long enough for words that stand right of its last day.

    Parameters
    ----------
    ax
        The axes.
    start, end
        The first and the last day drawn.
    words
        What stands right of the last.
    """
    width = float(ax.get_window_extent().width)
    for text in words:
        shorten(ax, text)
    span = max(7.0, end - start)
    ax.set_xlim(start - JUST * span, end + span)
    # pixels of the widest words and of what lies before them
    before = letters_of(2 * WORDS_LEFT) * float(ax.get_figure(root=True).dpi) / 72  # type: ignore[union-attr]
    taken = before + max((float(text.get_window_extent().width) for text in words), default=0.0)
    dated = max(0.3, 1 - taken / width - 2 * JUST)
    ax.set_xlim(start - JUST * span, start + span / dated)


def axis_words(ax: Axes, words: str) -> None:
    """Say below the axis what it counts."""
    ax.set_xlabel(words, loc="left", **text_style(color=FAINT, fontsize=9))
