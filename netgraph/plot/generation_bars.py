"""How many contacts each generation holds, stacked by standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.standing import standings
from netgraph.arguments import checked
from netgraph.looks import GLOSSES, NIGHT, STANDING_LOOKS
from netgraph.plot.frame import (
    axes_or_new,
    count_ticks,
    finish,
    height_points,
    nothing_to_draw,
    quiet_axes,
)
from netgraph.plot.large_groups import large_generations
from netgraph.plot.slots import laid_out
from netgraph.plot.style import FAINT, INK, PAPER
from netgraph.plot.text import letters_of, text_style
from netgraph.plot.titles import finding_of, generations_title

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

GENERATIONS_SHOWN: Final = 12
ROOM_FOR_A_NUMBER: Final = 11.0


@checked()
@laid_out
def generations(net: ReferralNetwork, *, ax: Axes | None = None, min_cell: int = 0) -> Axes:
    """Draw the contacts of each generation, stacked by standing.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure.
    min_cell
        Counts from 1 to ``min_cell - 1``, and what would let one be found, are not drawn.

    Returns
    -------
    The axes. Generations from the twelfth on share one bar.
    """
    if min_cell > 1:
        return large_generations(net, ax, min_cell, GENERATIONS_SHOWN)
    ax = axes_or_new(ax, width=9.5, height=5.5)
    if len(net) == 0:
        return nothing_to_draw(
            ax, net, finding="No contacts yet", why="There is nobody in the tables."
        )
    table, last = _contacts_by_standing(net)
    # int64[g] each: where the bars stand, and how high each of them is so far.
    place = np.arange(1, table.shape[1] + 1)
    base = np.zeros(table.shape[1], dtype=np.int64)
    entries = []
    for row, name in enumerate(STANDING_LOOKS):
        look, height = STANDING_LOOKS[name], table[row]
        if not height.any():
            continue
        bars = ax.bar(
            place, height, bottom=base, width=0.72, color=look.colour, hatch=look.hatch,
            edgecolor=look.edge, linewidth=0.8, label=f"{GLOSSES[name]} ({int(height.sum()):,})",
        )  # fmt: skip
        entries.append(bars)
        base = base + height
    # All standings are stacked by now, so that ``base`` holds the totals of the generations.
    _generation_axis(ax, place, last, int(base.max()))
    _write_numbers(ax, table, base)
    finish(
        ax,
        net,
        finding=finding_of(net, "generations"),
        detail=generations_title(net, GENERATIONS_SHOWN),
        legend=entries,  # type: ignore[arg-type]
    )
    return ax


def _contacts_by_standing(net: ReferralNetwork) -> tuple[Longs, int]:
    """Count the contacts by standing and generation.

    Returns
    -------
    table
        int64[6, g], a row a standing in the order of the looks, a column a bar.
    last
        The last generation there is: those from the last bar on share it.
    """
    code = standings(net)
    last = int(net.forest.generation.max())
    bars = min(last, GENERATIONS_SHOWN)
    # Everybody's bar, from 0; then the number of the cell that standing and bar make.
    bar = np.minimum(net.forest.generation, bars).astype(np.int64) - 1
    cell = code.astype(np.int64) * bars + bar
    # Without a least length the cells after the last one that is filled would be missing.
    table = np.bincount(cell, minlength=len(schema.STANDING_CODES) * bars)
    rows = [schema.STANDING_CODES.index(name) for name in STANDING_LOOKS]
    return table.reshape(len(schema.STANDING_CODES), bars)[rows], last


def _generation_axis(ax: Axes, place: Longs, last: int, highest: int) -> None:
    names = [str(g) for g in place]
    if last > len(place):
        names[-1] = f"{len(place)} to {last:,}"
    quiet_axes(ax, grid="y")
    ax.set_xticks(place, names)
    # An axis for three bars at least, in its middle: a single one would fill the figure.
    beside = max(0, 3 - len(place)) / 2
    ax.set_xlim(0.4 - beside, len(place) + 0.6 + beside)
    ax.set_ylim(0, highest * 1.1)
    count_ticks(ax.yaxis)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(
        "generation (1 = first contacts)", loc="left", **text_style(color=FAINT, fontsize=9)
    )


def _write_numbers(ax: Axes, table: Longs, total: Longs) -> None:
    """Write the totals on the bars, and the number of each standing where it has room."""
    # Points that one contact adds to the height of a bar.
    points_a_contact = height_points(ax) / ax.get_ylim()[1]
    looks = list(STANDING_LOOKS.values())
    for column, contacts in enumerate(total):
        ax.annotate(
            f"{contacts:,}", (column + 1, contacts), (0, 3), textcoords="offset points",
            ha="center", **text_style(fontsize=9.5, fontweight="bold", color=INK),
        )  # fmt: skip
        base = 0
        for row, height in enumerate(table[:, column]):
            # A part that is the whole bar has its number above it already.
            if height != contacts and height * points_a_contact >= letters_of(ROOM_FOR_A_NUMBER):
                look = looks[row]
                # A patch without hatch keeps the digits readable; white, as ink on the colours of
                # hatched bars is hard to read in grey print.
                colour = PAPER if look.hatch else look.colour
                back = {"boxstyle": "round,pad=0.2", "facecolor": colour, "edgecolor": "none"}
                ax.text(
                    column + 1, base + height / 2, f"{height:,}", ha="center",
                    va="center_baseline", bbox=back,
                    **text_style(fontsize=8, color="white" if colour == NIGHT else INK),
                )  # fmt: skip
            base += int(height)
