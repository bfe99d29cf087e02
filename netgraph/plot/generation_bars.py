"""How many contacts each generation holds, stacked by standing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.chance import standing
from netgraph.looks import CONTACT_LOOKS, GLOSSES, NIGHT
from netgraph.plot.frame import axes_or_new, finish, height_points, nothing_to_draw, quiet_axes
from netgraph.plot.style import FAINT, INK
from netgraph.plot.words import count, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

GENERATIONS_SHOWN: Final = 12
ROOM_FOR_A_NUMBER: Final = 11.0


def generations(net: ReferralNetwork, *, ax: Axes | None = None) -> Axes:
    """Draw the contacts of each generation, stacked by standing.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure.

    Returns
    -------
    The axes. Generations from the twelfth on share one bar.
    """
    ax = axes_or_new(ax, width=9.5, height=5.5)
    if len(net) == 0:
        return nothing_to_draw(
            ax, net, finding="No contacts yet", why="There is nobody in the tables."
        )
    table, last = _counted(net)
    place = np.arange(1, table.shape[1] + 1)
    base = np.zeros(table.shape[1], dtype=np.int64)
    entries = []
    for row, name in enumerate(CONTACT_LOOKS):
        look, high = CONTACT_LOOKS[name], table[row]
        if not high.any():
            continue
        bars = ax.bar(
            place, high, bottom=base, width=0.72, color=look.colour, hatch=look.hatch, edgecolor=look.edge,
            linewidth=0.8, label=f"{GLOSSES[name]} ({int(high.sum()):,})",
        )  # fmt: skip
        entries.append(bars)
        base = base + high
    _axis(ax, place, last, int(base.max()))
    _numbers(ax, table, base)
    finish(ax, net, finding=_finding(net), legend=entries)  # type: ignore[arg-type]
    return ax


def _counted(net: ReferralNetwork) -> tuple[Longs, int]:
    """Contacts by standing (in the order of the looks) and generation; the last generation there is."""
    code, _ = standing(net)
    last = int(net.forest.generation.max())
    columns = min(last, GENERATIONS_SHOWN)
    at = np.minimum(net.forest.generation, columns).astype(np.int64) - 1
    rows = [schema.STANDINGS.index(name) for name in CONTACT_LOOKS]
    flat = np.bincount(
        code.astype(np.int64) * columns + at, minlength=len(schema.STANDINGS) * columns
    )
    return flat.reshape(len(schema.STANDINGS), columns)[rows], last


def _axis(ax: Axes, place: Longs, last: int, highest: int) -> None:
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    names = [str(g) for g in place]
    if last > len(place):
        names[-1] = f"{len(place)} to {last:,}"
    quiet_axes(ax, grid="y")
    ax.set_xticks(place, names)
    ax.set_xlim(0.4, max(len(place), 3) + 0.6)
    ax.set_ylim(0, highest * 1.1)
    ax.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("generation (1 = first contacts)", loc="left", **plain(color=FAINT, fontsize=9))


def _numbers(ax: Axes, table: Longs, total: Longs) -> None:
    """Write the totals on the bars, and each part's number where it has room."""
    per_contact = height_points(ax) / ax.get_ylim()[1]
    looks = list(CONTACT_LOOKS.values())
    for column, whole in enumerate(total):
        ax.annotate(
            f"{whole:,}", (column + 1, whole), (0, 3), textcoords="offset points", ha="center",
            **plain(fontsize=9.5, fontweight="bold", color=INK),
        )  # fmt: skip
        base = 0
        for row, high in enumerate(table[:, column]):
            if high != whole and high * per_contact >= ROOM_FOR_A_NUMBER:
                dark = looks[row].colour == NIGHT
                back = {
                    "boxstyle": "round,pad=0.15",
                    "facecolor": looks[row].colour,
                    "edgecolor": "none",
                }
                ax.text(
                    column + 1, base + high / 2, f"{high:,}", ha="center", va="center_baseline", bbox=back,
                    **plain(fontsize=8, color="white" if dark else INK),
                )  # fmt: skip
            base += int(high)


def _finding(net: ReferralNetwork) -> str:
    size = np.bincount(net.forest.generation)[1:]
    found = int(size[1:].sum())
    if found == 0:
        who = "contact is a first contact" if len(net) == 1 else "contacts are first contacts"
        return f"{'The one' if len(net) == 1 else f'All {len(net):,}'} {who}: nobody has referred anybody yet"
    largest = int(np.argmax(size)) + 1
    came = f"{found:,} of {count(len(net), 'contact')} came through a referral"
    return f"{came}; generation {largest:,} is the largest ({int(size[largest - 1]):,})"
