"""Figures without small cells: bars and lines of the counts that are large enough to be shown.

They draw what the answers of the same name show with ``--min-cell``, and nothing about single
people: no name, no standing of a few, no title with a number that is blank elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.growth import growth
from netgraph.analysis.organizations import organizations
from netgraph.analysis.small_cells import without_small_cells
from netgraph.looks import NIGHT
from netgraph.plot.dated_axis import date_axis
from netgraph.plot.frame import (
    MARGINS,
    axes_or_new,
    count_ticks,
    finish,
    nothing_to_draw,
    quiet_axes,
)
from netgraph.plot.style import FAINT, INK, PAPER
from netgraph.plot.text import drawable, text_style, widths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from netgraph.choices import Period
    from netgraph.network import ReferralNetwork


def large_generations(net: ReferralNetwork, ax: Axes | None, least: int, most: int) -> Axes:
    """Draw the first ``most`` generations that are large enough, and who of them was met."""
    ax = axes_or_new(ax, width=9.5, height=5.5)
    every = without_small_cells(net, "growth", growth(net), least)
    table = every.head(most)
    if table[schema.CONTACTS].fillna(0).sum() == 0:
        return _nothing(ax, net, "generation", least)
    place = table[schema.GENERATION].to_numpy()
    # float64[g]: 0 where the count is blank, so that no bar is drawn
    contacts, met = (_heights(table[name]) for name in (schema.CONTACTS, schema.MET))
    everybody = ax.bar(place, contacts, width=0.72, color="#9ecae9", label="contacts")
    some = ax.bar(place, met, width=0.5, color=NIGHT, label="of them met")
    for at, height in zip(place, contacts, strict=True):
        word = f"{int(height):,}" if height else "blank"
        ax.annotate(
            word, (at, height), (0, 3), textcoords="offset points", ha="center",
            **text_style(fontsize=9.5, color=INK if height else FAINT),
        )  # fmt: skip
    _count_axis(ax, "y", float(contacts.max()))
    # the last row may hold later generations too; whether it does is not to be told
    later = len(table) == len(every)
    names = [str(one) for one in place[:-1]] + [
        f"{place[-1]} and later" if later else str(place[-1])
    ]
    ax.set_xticks(place, names)
    ax.set_xlim(0.4, max(len(place), 3) + 0.6)
    ax.set_xlabel(
        "generation (1 = first contacts)", loc="left", **text_style(color=FAINT, fontsize=9)
    )
    legend = [everybody, some] if met.any() else [everybody]
    finish(ax, net, finding=_finding("Contacts by generation", least), legend=legend)  # type: ignore[arg-type]
    return ax


def large_organizations(net: ReferralNetwork, ax: Axes | None, least: int, most: int) -> Axes:
    """Draw the organizations with contacts enough, most first, at most ``most``."""
    table = without_small_cells(net, "organizations", organizations(net), least)
    size = _heights(table[schema.CONTACTS])
    shown = table[size > 0].head(most)
    if shown.empty:
        return _nothing(axes_or_new(ax, width=9, height=4), net, "organization", least)
    names = [drawable(name) for name in shown[schema.ORGANIZATION]]
    # inches by the number of letters, as in the figure with all of them
    margin = MARGINS["left"] + 0.085 * max(map(widths, names))
    ax = axes_or_new(ax, width=9, height=2.1 + 0.28 * max(len(shown), 3), left=margin)
    place, length = np.arange(len(shown)), size[size > 0][:most]
    ax.barh(place, length, height=0.68, color=NIGHT)
    for at, contacts, met in zip(place, length, shown[schema.MET], strict=True):
        word = f"{int(contacts):,}" if pd.isna(met) else f"{int(met):,} of {int(contacts):,} met"
        ax.annotate(
            word, (contacts, at), (6, 0), textcoords="offset points", va="center_baseline",
            **text_style(fontsize=8, color=INK),
        )  # fmt: skip
    _count_axis(ax, "x", float(length.max()) * 1.15)
    ax.set_yticks(place, names, **text_style(fontsize=9, color=INK))
    ax.set_ylim(max(len(names), 3) - 0.4, -0.6)
    ax.set_xlabel(
        "contacts; others not drawn",
        loc="left",
        **text_style(color=FAINT, fontsize=9),
    )
    finish(ax, net, finding=_finding("Organizations with most contacts", least))
    return ax


def large_growth(
    net: ReferralNetwork,
    ax: Axes,
    least: int,
    per: Period,
    tracks: Mapping[str, tuple[str, object, str]],
) -> Axes:
    """Draw the running sums that are shown, each from one to the next."""
    table = without_small_cells(net, "growth", growth(net, per=per), least)
    # float64[periods], days since 1970-01-01
    day = table[schema.PERIOD].to_numpy().astype("datetime64[D]").astype(np.float64)
    highest = 0.0
    for name, (colour, dashes, marker) in tracks.items():
        there = table[name].notna().to_numpy()
        if not there.any() or not table.loc[there, name].max():
            continue
        sums = table.loc[there, name].to_numpy(dtype=np.float64)
        ax.plot(
            day[there], sums, color=colour, linestyle=dashes, linewidth=2.2, marker=marker,
            markersize=5, markerfacecolor=PAPER, label=name,
        )  # fmt: skip
        highest = max(highest, float(sums.max()))
    if not highest:
        return _nothing(ax, net, "period", least)
    _count_axis(ax, "y", highest)
    span = max(7.0, float(day[-1] - day[0]))
    ax.set_xlim(day[0] - 0.02 * span, day[0] + 1.04 * span)
    years = date_axis(ax, float(day[0]), float(day[-1]))
    ax.set_xlabel(
        f"{years}, {per} by its first day", loc="left", **text_style(color=FAINT, fontsize=9)
    )
    entries = [line for line in ax.get_lines() if line.get_label() in tracks]
    finish(ax, net, finding=_finding("Growth over time", least), legend=entries)
    return ax


def _heights(counts: pd.Series) -> np.ndarray:
    """Counts as heights, 0 where they are blank: float64[rows]."""
    return counts.astype("Float64").fillna(0).to_numpy(dtype=np.float64)


def _finding(what: str, least: int) -> str:
    return f"{what}; counts below {least}, and what would let one be found, are blank"


def _nothing(ax: Axes, net: ReferralNetwork, what: str, least: int) -> Axes:
    why = f"No {what} has a count of {least} or more that can be shown."
    return nothing_to_draw(ax, net, finding=_finding("Nothing large enough", least), why=why)


def _count_axis(ax: Axes, axis: str, highest: float) -> None:
    quiet_axes(ax, grid=axis)
    own = ax.yaxis if axis == "y" else ax.xaxis
    (ax.set_ylim if axis == "y" else ax.set_xlim)(0, max(1.0, highest) * 1.1)
    count_ticks(own)
    ax.tick_params(axis="both", length=0)
