"""How contacts, meetings and organizations added up over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.growth import growth as growth_table
from netgraph.arguments import checked
from netgraph.choices import AUTO, MONTH, PLOT_PERIODS, WEEK
from netgraph.errors import unknown
from netgraph.looks import NIGHT, VERMILLION
from netgraph.plot.dated_axis import date_axis
from netgraph.plot.frame import (
    axes_or_new,
    count_ticks,
    finish,
    height_points,
    nothing_to_draw,
    quiet_axes,
    width_points,
)
from netgraph.plot.large_groups import large_growth
from netgraph.plot.slots import laid_out
from netgraph.plot.style import FAINT, PAPER
from netgraph.plot.text import letters_of, scale_of_marks, text_style
from netgraph.plot.titles import finding_of, growth_title, track_noun
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.choices import PlotPeriod
    from netgraph.network import ReferralNetwork

WEEKS_SHOWN: Final = 60
LABEL_POINTS: Final = 13.0
LABEL_LEFT: Final = 9.0
LETTER_POINTS: Final = 6.6
"""Points between a line and its name, and of a bold letter."""
MARKERS_SHOWN: Final = 14
TRACKS: Final = {
    schema.CONTACTS: (NIGHT, "-", "o"),
    schema.ORGANIZATIONS: ("#3b93c4", (0, (1.2, 1.2)), "s"),
    schema.MET: (VERMILLION, (0, (5, 2)), "D"),
}
"""Colour, dashes and marker of each line: told apart without colour by the last two."""


@checked()
@laid_out
def growth(
    net: ReferralNetwork, *, ax: Axes | None = None, per: PlotPeriod = AUTO, min_cell: int = 0
) -> Axes:
    """Draw the contacts, meetings and organizations up to each week or month.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure.
    per
        ``week``, ``month`` or ``auto``: weeks for searches of up to 60 of them, else months.
    min_cell
        Counts from 1 to ``min_cell - 1``, and what would let one be found, are not drawn.

    Returns
    -------
    The axes. Who has no date is not counted; the axis says how many.

    Raises
    ------
    UnknownNameError
        If ``per`` is none of these.
    """
    if per not in PLOT_PERIODS:
        raise unknown("period", per, PLOT_PERIODS)
    ax = axes_or_new(ax, width=9, height=5.5)
    asked, per = per, WEEK if per == AUTO else per
    table = growth_table(net, per=per)
    if asked == AUTO and len(table) > WEEKS_SHOWN:
        table, per = growth_table(net, per=MONTH), MONTH
    if min_cell > 1 and not table.empty:
        return large_growth(net, ax, min_cell, per, TRACKS)
    if table.empty:
        why = "The tables hold no dates." if len(net) else "There is nobody in the tables."
        return nothing_to_draw(ax, net, finding="Growth over time is not known", why=why)
    day = _last_days(net, table, per)
    tracks = {name: track for name, track in TRACKS.items() if table[name].iloc[-1] > 0}
    size = scale_of_marks()
    for name, (colour, dashes, marker) in tracks.items():
        ax.plot(
            day, table[name], color=colour, linestyle=dashes, linewidth=2.2 * size, marker=marker,
            markersize=5 * size, markerfacecolor=PAPER, markeredgewidth=1.4,
            markevery=max(1, len(day) // MARKERS_SHOWN), label=name,
        )  # fmt: skip
    totals = {name: int(table[name].iloc[-1]) for name in tracks}
    nouns = {name: track_noun(net, name, total) for name, total in totals.items()}
    names = {name: with_noun(total, nouns[name]) for name, total in totals.items()}
    _growth_axis(ax, net, day, table, max(map(len, names.values())))
    _name_line_ends(ax, day[-1], totals, names)
    finish(ax, net, finding=finding_of(net, "growth"), detail=growth_title(net, table, per))
    return ax


def _last_days(net: ReferralNetwork, table: pd.DataFrame, per: str) -> np.ndarray:
    """Give the last day of each period, at most the as-of date, as numbers of the date axis."""
    from matplotlib.dates import date2num

    step = pd.DateOffset(weeks=1) if per == WEEK else pd.DateOffset(months=1)
    # ``PERIOD`` is the first day of each week or month; its running totals are those of the last.
    last = table[schema.PERIOD] + step - pd.Timedelta(days=1)
    if net.as_of_date is not None:
        last = last.where(last <= net.as_of_date, net.as_of_date)
    return np.asarray(date2num(last.to_numpy()), dtype=np.float64)


def _growth_axis(
    ax: Axes, net: ReferralNetwork, day: np.ndarray, table: pd.DataFrame, longest: int
) -> None:
    """Lay out both axes; the names of the lines have up to ``longest`` letters."""
    quiet_axes(ax, grid="y")
    # Days, at least a week: a single period would have an axis without width. The right end has
    # room for the names of the lines.
    span = max(7.0, float(day[-1] - day[0]))
    names = letters_of(LABEL_LEFT + LETTER_POINTS * longest)
    lines = max(width_points(ax) - names, 0.3 * width_points(ax))
    ax.set_xlim(day[0] - 0.02 * span, day[-1] + span * names / lines)
    years = date_axis(ax, float(day[0]), float(day[-1]))
    ax.set_ylim(0, max(1, int(table[list(TRACKS)].max().max())) * 1.08)
    count_ticks(ax.yaxis)
    ax.tick_params(axis="y", length=0)
    # The last running total counts everybody with a date, so the others have none.
    undated = len(net) - int(table[schema.CONTACTS].iloc[-1])
    more = f"; {with_noun(undated, 'contact')} without a date not counted" if undated else ""
    ax.set_xlabel(f"{years}{more}", loc="left", **text_style(color=FAINT, fontsize=9))


def _name_line_ends(ax: Axes, day: float, totals: dict[str, int], names: dict[str, str]) -> None:
    """Name each line at its end, moved apart where lines end close together."""
    # Points of height. Names are placed from the lowest line up, each at least a line of text above
    # the one before; then from the top down, so that none stands above the axes.
    points_a_unit = height_points(ax) / ax.get_ylim()[1]
    order = sorted(totals.items(), key=lambda item: (item[1], item[0]))
    places, lowest = [], 0.0
    for _, total in order:
        places.append(max(total * points_a_unit, lowest))
        lowest = places[-1] + letters_of(LABEL_POINTS)
    highest = height_points(ax) - letters_of(LABEL_POINTS) / 2
    for i in reversed(range(len(places))):
        places[i] = min(places[i], highest)
        highest = places[i] - letters_of(LABEL_POINTS)
    for (name, total), at in zip(order, places, strict=True):
        colour, _, _ = TRACKS[name]
        ax.annotate(
            names[name], (day, total), (LABEL_LEFT, at - total * points_a_unit),
            textcoords="offset points", va="center_baseline", annotation_clip=False,
            **text_style(fontsize=9.5, fontweight="bold", color=colour),
        )  # fmt: skip
