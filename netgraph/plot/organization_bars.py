"""Which organizations are reached, how far, and which of them hang on one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.metrics import display_names
from netgraph.analysis.organizations import organizations as answer
from netgraph.analysis.people import people
from netgraph.plot.frame import MARGINS, axes_or_new, finish, nothing_to_draw, quiet_axes
from netgraph.plot.style import FAINT, INK, MEANINGS, ORGANIZATION_LOOKS, PAPER
from netgraph.plot.words import count, plain, shown

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

    from netgraph.network import ReferralNetwork

SHOWN: Final = 18
NAME_SIZE: Final = 9
PER_LETTER_INCHES: Final = 0.085


def organizations(net: ReferralNetwork, *, ax: Axes | None = None) -> Axes:
    """Draw the organizations with most contacts, by standing; those that hang on one person are marked.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure, as high as there are bars.

    Returns
    -------
    The axes. The legend counts all organizations; at most 18 get a bar, most contacts first.
    """
    table = answer(net)
    if table.empty:
        ax = axes_or_new(ax, width=9, height=4)
        why = "The tables name no organization." if len(net) else "There is nobody in the tables."
        return nothing_to_draw(ax, net, finding="No organizations yet", why=why)
    top = table.sort_values(schema.CONTACTS, ascending=False, kind="stable").iloc[:SHOWN]
    names = [shown(name) for name in top[schema.ORGANIZATION]]
    margin = MARGINS["left"] + PER_LETTER_INCHES * max(len(name) for name in names)
    ax = axes_or_new(ax, width=9, height=2.1 + 0.28 * max(len(top), 3), left=margin)
    place = np.arange(len(top))
    looks = [ORGANIZATION_LOOKS[name] for name in top[schema.STANDING]]
    bars = ax.barh(
        place, top[schema.CONTACTS], height=0.68, color=[look.colour for look in looks], linewidth=0.8
    )
    for bar, look in zip(bars, looks, strict=True):
        bar.set(hatch=look.hatch, edgecolor=look.edge)
    _axis(ax, names, int(top[schema.CONTACTS].max()), len(table) - len(top))
    _beside(ax, net, top)
    finish(ax, net, finding=_finding(table), legend=_legend(table))
    return ax


def _axis(ax: Axes, names: list[str], most: int, left_out: int) -> None:
    from matplotlib.ticker import MaxNLocator

    quiet_axes(ax, grid="x")
    ax.set_yticks(range(len(names)), names, **plain(fontsize=NAME_SIZE, color=INK))
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(max(len(names), 3) - 0.4, -0.6)
    ax.set_xlim(0, max(1, most) * 1.55)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    more = f"; {count(left_out, 'smaller organization')} not drawn" if left_out else ""
    ax.set_xlabel(f"contacts{more}", loc="left", **plain(color=FAINT, fontsize=9))


def _beside(ax: Axes, net: ReferralNetwork, top: pd.DataFrame) -> None:
    """Write contacts and meetings beside each bar, and on whom the organization hangs."""
    who = dict(zip(net.links.ids, display_names(people(net).table), strict=True))
    rows = zip(top[schema.CONTACTS], top[schema.MET], top[schema.ONLY_THROUGH], strict=True)
    for place, (contacts, met, gate) in enumerate(rows):
        text = f"{contacts:,}, {met:,} met" if met else f"{contacts:,}" if contacts else "nobody there yet"
        if isinstance(gate, str):
            ax.plot(
                contacts, place, marker="D", markersize=5.5, markerfacecolor=PAPER, markeredgecolor=INK,
                markeredgewidth=1.2, linestyle="none", clip_on=False, gid="single-threaded",
            )  # fmt: skip
            text += f" · only through {shown(who[gate], 22)}"
        ax.annotate(
            text, (contacts, place), (8, 0), textcoords="offset points", va="center_baseline",
            **plain(fontsize=8, color=INK),
        )  # fmt: skip


def _legend(table: pd.DataFrame) -> list[Patch]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    size = table[schema.STANDING].value_counts()
    entries: list[Patch] = [
        Patch(
            facecolor=look.colour,
            hatch=look.hatch,
            edgecolor=look.edge,
            label=f"{MEANINGS[name]} ({size[name]:,})",
        )
        for name, look in ORGANIZATION_LOOKS.items()
        if name in size.index
    ]
    hanging = int(table[schema.ONLY_THROUGH].notna().sum())
    if hanging:
        diamond = Line2D([], [], marker="D", markersize=5.5, markerfacecolor=PAPER, markeredgecolor=INK)
        diamond.set(linestyle="none", label=f"hangs on one person ({hanging:,})")
        entries.append(diamond)  # type: ignore[arg-type]
    return entries


def _finding(table: pd.DataFrame) -> str:
    met = int((table[schema.STANDING] == schema.MET).sum())
    reached = int((table[schema.CONTACTS] > 0).sum())
    hanging = int(table[schema.ONLY_THROUGH].notna().sum())
    whole = count(len(table), "organization")
    if met:
        first = f"Somebody met at {met:,} of {whole}"
    elif reached < len(table):
        first = f"Contacts at {reached:,} of {whole}"
    else:
        first = f"{whole} reached"
    if not hanging:
        return f"{first}; none hangs on one person"
    return f"{first}; {hanging:,} {'hangs' if hanging == 1 else 'hang'} on one person"
