"""Which organizations are reached, how far, and which of them hang on one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.organizations import organizations as organizations_table
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.looks import GLOSSES, NIGHT, ORGANIZATION_LOOKS
from netgraph.plot.frame import (
    MARGINS,
    axes_or_new,
    count_ticks,
    finish,
    nothing_to_draw,
    quiet_axes,
)
from netgraph.plot.large_groups import large_organizations
from netgraph.plot.named_rows import lasting_height, shorten
from netgraph.plot.person_names import told_apart_names
from netgraph.plot.slots import laid_out
from netgraph.plot.style import FAINT, INK, PAPER
from netgraph.plot.text import drawable, letters_of, longest_name, text_style, widths
from netgraph.plot.titles import organizations_finding, organizations_title
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

    from netgraph.network import ReferralNetwork

BARS_SHOWN: Final = 18
MOST_BARS: Final = 40
"""Those that hang on one person and targets without a contact come beside the largest, up to so
many in all."""
LEAST_BAR_POINTS: Final = 11
"""Points of height that a bar takes with its name, in axes of somebody's own."""
BAR_INCHES: Final = 0.28
THIN_BAR_INCHES: Final = 0.2
NAME_SIZE: Final = 9
PER_LETTER_INCHES: Final = 0.085
DIAMOND: Final[dict[str, Any]] = {
    "marker": "D",
    "markersize": 5.5,
    "markerfacecolor": PAPER,
    "markeredgecolor": INK,
    "markeredgewidth": 1.2,
    "linestyle": "none",
}
"""The mark of an organization that hangs on one person."""
OTHERS: Final[dict[str, Any]] = {"facecolor": PAPER, "edgecolor": NIGHT, "linewidth": 0.8}
"""The part of a bar that stands for people who were not met, where somebody was."""


@checked()
@laid_out
def organizations(net: ReferralNetwork, *, ax: Axes | None = None, min_cell: int = 0) -> Axes:
    """Draw the organizations with most contacts, by standing.

    Those that hang on one person are marked.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure, as high as there are bars.
    min_cell
        Counts from 1 to ``min_cell - 1``, and what would let one be found, are not drawn.

    Returns
    -------
    The axes: the 18 organizations with most contacts, targets, and those that hang on one person,
    up to 40 in all, fewer in low axes. The title counts all, and those drawn where fewer are; the
    legend counts what is drawn, and below is said what is not.
    """
    if min_cell > 1:
        return large_organizations(net, ax, min_cell, BARS_SHOWN)
    table = organizations_table(net)
    if table.empty:
        ax = axes_or_new(ax, width=9, height=4)
        why = "The tables name no organization." if len(net) else "There is nobody in the tables."
        return nothing_to_draw(ax, net, finding="No organizations yet", why=why)
    most = (
        MOST_BARS if ax is None else max(3, int(lasting_height(ax) / letters_of(LEAST_BAR_POINTS)))
    )
    top = _shown(table, min(MOST_BARS, most))
    names = [drawable(name, longest_name()) for name in top[schema.ORGANIZATION]]
    # Inches by the number of letters: text cannot be measured before there are axes.
    margin = MARGINS["left"] + PER_LETTER_INCHES * max(map(widths, names))
    inches = BAR_INCHES if len(top) <= BARS_SHOWN else THIN_BAR_INCHES
    around = MARGINS["top"] + MARGINS["bottom"] + 0.35
    ax = axes_or_new(ax, width=9, height=around + inches * max(len(top), 3), left=margin)
    _draw_bars(ax, top)
    _organization_axis(ax, names, _bars_left_out(table, top))
    _write_beside_bars(ax, net, top)
    finish(
        ax,
        net,
        finding=organizations_finding(net, table, top),
        detail=organizations_title(table, top),
        legend=_legend(top),
    )
    return ax


def _shown(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """The organizations that get a bar, at most so many, most contacts first."""
    # A stable sort leaves organizations of one size in the order of the table.
    by_size = table.sort_values(schema.CONTACTS, ascending=False, kind="stable")
    unreached = (by_size[schema.CONTACTS] == 0).to_numpy()
    target = by_size[schema.TARGET_WEIGHT].notna().to_numpy() & ~unreached
    hanging = by_size[schema.ONLY_THROUGH].notna().to_numpy() & ~unreached & ~target
    # at least half of the room is for the largest
    room = max(-(-most // 2), most - int((unreached | target | hanging).sum()))
    largest = np.arange(len(by_size)) < min(BARS_SHOWN, room)
    # targets first, as they are few and the title may be about them
    more = np.concatenate(
        [np.flatnonzero(flags & ~largest) for flags in (unreached, target, hanging)]
    )
    shown = np.concatenate([np.flatnonzero(largest), more[: most - largest.sum()]])
    return by_size.iloc[np.sort(shown)]


def _bars_left_out(table: pd.DataFrame, top: pd.DataFrame) -> str:
    """Say how many organizations have no bar, and how many of them hang on one person."""
    # organizations have contacts; targets without any are counted beside
    without = table.drop(index=top.index)
    smaller, targets = (int(n) for n in ((without[schema.CONTACTS] > 0).sum(), len(without)))
    targets -= smaller
    hanging = int(without[schema.ONLY_THROUGH].notna().sum())
    parts = [with_noun(smaller, "further organization")] if smaller else []
    if hanging:
        parts[0] += f" ({hanging:,} of them {'hangs' if hanging == 1 else 'hang'} on one person)"
    parts += [with_noun(targets, "target")] if targets else []
    return f"{' and '.join(parts)} not drawn" if parts else ""


def _draw_bars(ax: Axes, top: pd.DataFrame) -> None:
    """Draw a bar an organization: whom you met there, then the others, hollow."""
    looks = [ORGANIZATION_LOOKS[name] for name in top[schema.STANDING]]
    # int64[bars] each: contacts met; where nobody is met, the whole bar has the standing's look
    met, contacts = top[schema.MET].to_numpy(), top[schema.CONTACTS].to_numpy()
    filled = np.where(top[schema.STANDING] == schema.MET, met, contacts)
    place = np.arange(len(top))
    bars = ax.barh(place, filled, height=0.68, color=[look.colour for look in looks], linewidth=0.8)
    for bar, look in zip(bars, looks, strict=True):
        bar.set(hatch=look.hatch, edgecolor=look.edge)
    some = contacts > filled
    ax.barh(
        place[some],
        (contacts - filled)[some],
        left=filled[some],
        height=0.68,
        **OTHERS,
    )


def _organization_axis(ax: Axes, names: list[str], left_out: str) -> None:
    quiet_axes(ax, grid="x")
    ax.set_yticks(range(len(names)), names, **text_style(fontsize=NAME_SIZE, color=INK))
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(max(len(names), 3) - 0.4, -0.6)
    count_ticks(ax.xaxis)
    more = f"; {left_out}" if left_out else ""
    ax.set_xlabel(f"contacts{more}", loc="left", **text_style(color=FAINT, fontsize=9))


def _write_beside_bars(ax: Axes, net: ReferralNetwork, top: pd.DataFrame) -> None:
    """Write contacts and meetings beside each bar, and the person an organization hangs on.

    The axis is made long enough for the text.
    """
    from matplotlib.transforms import offset_copy

    names = told_apart_names(net)
    some_met = bool(people(net).met.any())
    figure = ax.get_figure(root=True)
    # The end of a bar in data, moved by 10 points, so that no scale puts the mark on the bar.
    aside = offset_copy(ax.transData, fig=figure, x=10, units="points")
    width = float(ax.get_window_extent().width)
    longest = 1.0
    wanted = top[schema.TARGET_WEIGHT].notna()
    columns = (top[schema.CONTACTS], top[schema.MET], top[schema.ONLY_THROUGH], wanted)
    for place, (contacts, met, only_through, is_target) in enumerate(zip(*columns, strict=True)):
        text = f"{met:,} of {contacts:,} met" if some_met else f"{contacts:,}"
        if not contacts:
            text = "nobody there yet"
        text += ", target" if is_target else ""
        # Where no single person holds an organization the cell is missing, which is no text.
        hanging = isinstance(only_through, str)
        if hanging:
            ax.plot(contacts, place, transform=aside, gid="single-threaded", **DIAMOND)
            name = drawable(names[net.links.positions(only_through)[0]], 22)
            text = f"{text}, only through {name}"
        note = ax.annotate(
            text,
            (contacts, place),
            (18 if hanging else 6, 0),
            textcoords="offset points",
            va="center_baseline",
            gid="beside",
            **text_style(fontsize=8, color=INK),
        )
        shorten(ax, note)
        # Pixels of the text and its distance. The bar gets the rest of the width, a fifth of it at
        # least: of an axis up to L the bar takes contacts / L, so L is contacts * width / rest.
        pixels_a_point = float(figure.dpi) / 72  # type: ignore[union-attr]
        taken = float(note.get_window_extent().width) + 24 * pixels_a_point
        longest = max(longest, contacts * width / max(width - taken, 0.2 * width))
    ax.set_xlim(0, longest * 1.02)


def _gloss(standing: str) -> str:
    """The standing in words; only targets are not reached."""
    if standing == schema.UNREACHED:
        return f"target {GLOSSES[standing]}"
    return GLOSSES[standing]


def _legend(table: pd.DataFrame) -> list[Patch]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    size = table[schema.STANDING].value_counts()
    entries: list[Patch] = [
        Patch(
            facecolor=look.colour,
            hatch=look.hatch,
            edgecolor=look.edge,
            label=f"{_gloss(name)} ({size[name]:,})",
        )
        for name, look in ORGANIZATION_LOOKS.items()
        if name in size.index
    ]
    there = table[table[schema.STANDING] == schema.MET]
    if (there[schema.CONTACTS] > there[schema.MET]).any():
        entries.append(Patch(**OTHERS, label="others there, not met"))
    hanging = int(table[schema.ONLY_THROUGH].notna().sum())
    if hanging:
        diamond = Line2D([], [], label=f"hangs on one person ({hanging:,})", **DIAMOND)
        entries.append(diamond)  # type: ignore[arg-type]
    return entries
