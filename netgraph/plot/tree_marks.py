"""The lines, fans and dots of the introduction tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.looks import GLOSSES, MIST, STANDING_LOOKS
from netgraph.plot.style import INK, LINE_GREY, MARKERS, PAPER
from netgraph.plot.text import scale_of_marks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Floats, Longs
    from netgraph.network import ReferralNetwork
    from netgraph.plot.tree_positions import TreePositions


MANY: Final = 2_000
"""People from which dots become points, drawn as one picture in SVG and PDF."""

MOST_LINES: Final = 20_000
LARGE_DOTS: Final = 60
LARGEST_AREA: Final = 110.0
"""Square points that the dot with the most credit has more than one without."""


def draw_lines(
    ax: Axes, net: ReferralNetwork, positions: TreePositions, *, narrow: Flags, dark: Flags
) -> None:
    """Draw a line to everybody from their introducer, and fans for branches too narrow for lines.

    Parameters
    ----------
    ax, net, positions
        What to draw into, of whom, and where they stand.
    narrow
        bool[n], whose branch is too narrow for a line of its own.
    dark
        bool[n], whose line is drawn dark.
    """
    from matplotlib.collections import LineCollection

    introduced = ~net.forest.first
    # Positions of those with a line of their own; of too many the ones with the largest branches.
    drawn = np.flatnonzero(introduced & ~narrow)
    if len(drawn) > MOST_LINES:
        largest_first = np.argsort(-positions.size[drawn], kind="stable")
        drawn = np.sort(drawn[largest_first[:MOST_LINES]])
    _draw_fans(ax, net, positions, np.flatnonzero(introduced & narrow))
    # Points: the more lines, the thinner; dark ones above and half as wide again.
    wide = float(np.clip(150 / max(1, len(drawn)), 0.6, 1.0))
    for who, colour, width, above in (
        (drawn[~dark[drawn]], LINE_GREY, wide, 1.2),
        (drawn[dark[drawn]], INK, 1.5 * wide, 1.4),
    ):
        ax.add_collection(
            LineCollection(
                list(_elbows(net, positions, who)),
                colors=colour, linewidths=width, zorder=above, capstyle="round",
                joinstyle="round", gid="introductions", rasterized=len(net) > MANY,
            ),
            # The limits are final; matplotlib would go through all points to find others.
            autolim=False,
        )  # fmt: skip


def draw_dots(
    ax: Axes, positions: TreePositions, standing: NDArray[np.int8], credit: Floats
) -> list[Line2D]:
    """Draw everybody, form and colour by standing, size by credit.

    Parameters
    ----------
    ax, positions
        What to draw into, and where everybody stands.
    standing
        int8[n], index into ``schema.STANDING_CODES``.
    credit
        float64[n]

    Returns
    -------
    The entries of the legend.
    """
    from matplotlib.lines import Line2D

    # bool[n]: who gets a dot; of many people those with the most credit, the others get a point.
    large = np.ones(len(credit), dtype=bool)
    if len(credit) > MANY:
        large[:] = False
        large[np.argsort(-credit, kind="stable")[:LARGE_DOTS]] = True
        large &= credit > 0
    area = dot_areas(credit)
    entries = []
    # The darkest standing is drawn last, on top of the others, and comes first in the legend.
    for name in reversed(STANDING_LOOKS):
        look, of_standing = STANDING_LOOKS[name], standing == schema.STANDING_CODES.index(name)
        if not of_standing.any():
            continue
        points, dots = of_standing & ~large, of_standing & large
        if points.any():
            # White points would not be seen.
            colour = LINE_GREY if look.colour == PAPER else look.colour
            ax.scatter(
                positions.x[points], positions.row[points], s=0.6, c=colour, marker="o",
                linewidths=0, zorder=2, rasterized=True,
            )  # fmt: skip
        marker = MARKERS[look.shape]
        ax.scatter(
            positions.x[dots], positions.row[dots], s=area[dots], c=look.colour, marker=marker,
            edgecolors=look.edge, linewidths=0.7, zorder=3 + 0.1 * (name == schema.PRODUCTIVE),
        )  # fmt: skip
        entry = Line2D(
            [],
            [],
            linestyle="none",
            marker=marker,
            markersize=6 * scale_of_marks(),
            markerfacecolor=look.colour,
        )  # fmt: skip
        label = f"{GLOSSES[name]} ({int(of_standing.sum()):,})"
        entry.set(markeredgecolor=look.edge, label=label)
        entries.append(entry)
    return entries[::-1]


def dot_areas(credit: Floats) -> Floats:
    """Areas of the dots in square points, in step with the credit: float64[n]."""
    # Square points of a dot without credit: 20 among up to 150 people, 6 among 500 or more.
    base = float(np.clip(3_000 / max(1, len(credit)), 6.0, 20.0))
    shrunk = scale_of_marks() ** 2
    return shrunk * base + shrunk * LARGEST_AREA * credit / max(1.0, float(credit.max(initial=0.0)))


def _elbows(net: ReferralNetwork, positions: TreePositions, who: Longs) -> Floats:
    """Lines that go down from the introducer's dot, then across: float64[k, 3, 2]."""
    # Three corners of x and row each: the introducer, the row of the person below them, the person.
    introducer = net.forest.introducer[who]
    corners = np.empty((len(who), 3, 2))
    corners[:, 0, 0] = corners[:, 1, 0] = positions.x[introducer]
    corners[:, 0, 1] = positions.row[introducer]
    corners[:, 1, 1] = corners[:, 2, 1] = positions.row[who]
    corners[:, 2, 0] = positions.x[who]
    return corners


def _draw_fans(ax: Axes, net: ReferralNetwork, positions: TreePositions, narrow: Longs) -> None:
    """Draw a triangle from each person to all of theirs whose branches are too narrow for lines.

    Parameters
    ----------
    narrow
        int64[k], positions of those without a line of their own.
    """
    from matplotlib.collections import PolyCollection

    if len(narrow) == 0:
        return
    # int64[f]: whose fans there are; int64[k]: to which of these each of the narrow belongs.
    owner, fan = np.unique(net.forest.introducer[narrow], return_inverse=True)
    x, row = positions.x[narrow], positions.row[narrow]
    # float64[f]: how far right a fan goes, and its highest and lowest row; rows count downwards.
    right = np.full(len(owner), -np.inf)
    highest = np.full(len(owner), np.inf)
    lowest = np.full(len(owner), -np.inf)
    # ``at`` counts every repeated index, where an assignment by index keeps only the last.
    np.maximum.at(right, fan, x)
    np.minimum.at(highest, fan, row)
    np.maximum.at(lowest, fan, row)
    # float64[f, 3, 2]: the corners; of too many fans the tallest are drawn.
    corners = np.stack(
        [
            np.column_stack([positions.x[owner], positions.row[owner]]),
            np.column_stack([right, highest]),
            np.column_stack([right, lowest]),
        ],
        axis=1,
    )
    tallest = np.argsort(highest - lowest, kind="stable")[:MOST_LINES]
    fans = PolyCollection(
        list(corners[tallest]), facecolors=MIST, alpha=0.35, edgecolors="none", zorder=1,
        gid="fans", rasterized=True,
    )  # fmt: skip
    ax.add_collection(fans, autolim=False)
