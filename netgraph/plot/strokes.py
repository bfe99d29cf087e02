"""The lines, fans and dots of the introduction tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.looks import CONTACT_LOOKS, GLOSSES, MIST
from netgraph.plot.style import INK, LINE, MARKERS, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Floats, Longs
    from netgraph.network import ReferralNetwork
    from netgraph.plot.rows import Places


MANY: Final = 2_000
"""People from which dots become points, drawn as one picture in SVG and PDF."""

MOST_LINES: Final = 20_000
LARGE_DOTS: Final = 60
LARGEST: Final = 110.0


def lines(ax: Axes, net: ReferralNetwork, where: Places, *, narrow: Flags, lit: Flags) -> None:
    """Draw a line to everybody from their introducer, and fans for branches too narrow for lines.

    Parameters
    ----------
    ax, net, where
        What to draw into, of whom, and where they stand.
    narrow
        bool[n], whose branch is too narrow for a line of its own.
    lit
        bool[n], whose line is drawn dark.
    """
    from matplotlib.collections import LineCollection

    introduced = ~net.forest.first
    drawn = np.flatnonzero(introduced & ~narrow)
    if len(drawn) > MOST_LINES:
        drawn = np.sort(drawn[np.argsort(-where.size[drawn], kind="stable")[:MOST_LINES]])
    _fans(ax, net, where, np.flatnonzero(introduced & narrow))
    wide = float(np.clip(150 / max(1, len(drawn)), 0.6, 1.0))
    for who, colour, width, above in (
        (drawn[~lit[drawn]], LINE, wide, 1.2),
        (drawn[lit[drawn]], INK, 1.5 * wide, 1.4),
    ):
        ax.add_collection(
            LineCollection(
                list(_elbows(net, where, who)),
                colors=colour, linewidths=width, zorder=above, capstyle="round", joinstyle="round",
                gid="introductions", rasterized=len(net) > MANY,
            ),
            autolim=False,
        )  # fmt: skip


def dots(ax: Axes, where: Places, code: NDArray[np.int8], worth: Floats) -> list[Line2D]:
    """Draw everybody, form and colour by standing, size by credit; return the entries of the legend."""
    from matplotlib.lines import Line2D

    many = len(worth) > MANY
    large = np.ones(len(worth), dtype=bool)
    if many:
        large[:] = False
        large[np.argsort(-worth, kind="stable")[:LARGE_DOTS]] = True
        large &= worth > 0
    area = dot_areas(worth)
    entries = []
    for name in reversed(CONTACT_LOOKS):
        look, standing = CONTACT_LOOKS[name], code == schema.STANDINGS.index(name)
        if not standing.any():
            continue
        mass, big = standing & ~large, standing & large
        if mass.any():
            shade = LINE if look.colour == PAPER else look.colour
            ax.scatter(
                where.x[mass],
                where.row[mass],
                s=0.6,
                c=shade,
                marker="o",
                linewidths=0,
                zorder=2,
                rasterized=True,
            )
        ax.scatter(
            where.x[big], where.row[big], s=area[big], c=look.colour, marker=MARKERS[look.shape], edgecolors=look.edge,
            linewidths=0.7, zorder=3 + 0.1 * (name == schema.PRODUCTIVE),
        )  # fmt: skip
        entry = Line2D(
            [],
            [],
            linestyle="none",
            marker=MARKERS[look.shape],
            markersize=6,
            markerfacecolor=look.colour,
        )
        entry.set(markeredgecolor=look.edge, label=f"{GLOSSES[name]} ({int(standing.sum()):,})")
        entries.append(entry)
    return entries[::-1]


def dot_areas(worth: Floats) -> Floats:
    """Areas of the dots in square points: in step with the credit."""
    base = float(np.clip(3_000 / max(1, len(worth)), 6.0, 20.0))
    return base + LARGEST * worth / max(1.0, float(worth.max(initial=0.0)))


def _elbows(net: ReferralNetwork, where: Places, who: Longs) -> Floats:
    """Lines that go down from the introducer's dot, then across: float64[k, 3, 2]."""
    up = net.forest.introducer[who]
    corners = np.empty((len(who), 3, 2))
    corners[:, 0, 0] = corners[:, 1, 0] = where.x[up]
    corners[:, 0, 1] = where.row[up]
    corners[:, 1, 1] = corners[:, 2, 1] = where.row[who]
    corners[:, 2, 0] = where.x[who]
    return corners


def _fans(ax: Axes, net: ReferralNetwork, where: Places, hidden: Longs) -> None:
    """Draw one triangle from each person to all of theirs whose branches are too narrow for lines."""
    from matplotlib.collections import PolyCollection

    if len(hidden) == 0:
        return
    owner, group = np.unique(net.forest.introducer[hidden], return_inverse=True)
    x, row = where.x[hidden], where.row[hidden]
    far, high, low = (
        np.full(len(owner), -np.inf),
        np.full(len(owner), np.inf),
        np.full(len(owner), -np.inf),
    )
    np.maximum.at(far, group, x)
    np.minimum.at(high, group, row)
    np.maximum.at(low, group, row)
    kept = np.argsort(high - low, kind="stable")[:MOST_LINES]
    corner = np.stack(
        [
            np.column_stack([where.x[owner], where.row[owner]]),
            np.column_stack([far, high]),
            np.column_stack([far, low]),
        ],
        axis=1,
    )
    fans = PolyCollection(
        list(corner[kept]), facecolors=MIST, alpha=0.35, edgecolors="none", zorder=1, gid="fans", rasterized=True
    )  # fmt: skip
    ax.add_collection(fans, autolim=False)
