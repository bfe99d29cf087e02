"""The weeks of a search: in which of them somebody new was found, and somebody met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.analysis.days import first_known, today
from netgraph.analysis.findings import names_in_words
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.iso_days import iso
from netgraph.links import UNDATED
from netgraph.looks import NIGHT, VERMILLION
from netgraph.plot.dated_axis import date_axis
from netgraph.plot.frame import (
    axes_or_new,
    count_ticks,
    finish,
    nothing_to_draw,
    quiet_axes,
)
from netgraph.plot.named_rows import axis_words
from netgraph.plot.slots import laid_out
from netgraph.plot.style import FAINT
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

DAYS_A_WEEK: Final = 7
FIRST_MONDAY: Final = 4
"""1970-01-05, in days since 1970-01-01."""


class Weeks(NamedTuple):
    """What happened in each week from the first to the as-of date.

    Parameters
    ----------
    monday
        int64[weeks], the first day of each.
    new, met
        int64[weeks], people who became known, and who were first met.
    """

    monday: Longs
    new: Longs
    met: Longs


@checked()
@laid_out
def calendar(net: ReferralNetwork, *, ax: Axes | None = None) -> Axes:
    """Draw the new contacts and the meetings of each week, up and down.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure.

    Returns
    -------
    The axes: a bar upwards for the people who became known in a week (Monday to Sunday), one
    downwards for those first met in it.
    """
    ax = axes_or_new(ax, width=9, height=4.5)
    weeks = weeks_of(net)
    if not len(weeks.monday):
        why = "The tables hold no dates." if len(net) else "There is nobody in the tables."
        return nothing_to_draw(ax, net, finding="The weeks of the search are not known", why=why)
    ax.bar(weeks.monday, weeks.new, width=6, align="edge", color=NIGHT, label="new contacts")
    ax.bar(weeks.monday, -weeks.met, width=6, align="edge", color=VERMILLION, label="meetings")
    quiet_axes(ax, grid="y")
    ax.axhline(0, color=FAINT, linewidth=0.8)
    last = float(weeks.monday[-1] + DAYS_A_WEEK)
    ax.set_xlim(float(weeks.monday[0]) - 1, last + 1)
    most = max(1, int(weeks.new.max()), int(weeks.met.max()))
    ax.set_ylim(-1.1 * max(1, int(weeks.met.max())), 1.1 * max(1, int(weeks.new.max())))
    count_ticks(ax.yaxis)
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    ax.tick_params(axis="y", length=0)
    years = date_axis(ax, float(weeks.monday[0]), last)
    undated = int((first_known(net) == UNDATED).sum())
    more = f"; {with_noun(undated, 'contact')} without a date not counted" if undated else ""
    axis_words(ax, f"{years}, weeks from Monday; at most {most:,} in one{more}")
    bars = [bars for bars in ax.containers if int(weeks.met.max()) or bars is ax.containers[0]]
    finish(ax, net, finding=calendar_title(weeks), legend=bars)  # type: ignore[arg-type]
    return ax


def weeks_of(net: ReferralNetwork) -> Weeks:
    """Count who became known and who was first met in each week."""
    known, met = first_known(net), people(net).met_on
    days = [day[day != UNDATED] for day in (known, met)]
    if not any(len(day) for day in days):
        return Weeks(*(np.zeros((3, 0), dtype=np.int64)))
    first = min(int(day.min()) for day in days if len(day))
    last = max(today(net), *(int(day.max()) for day in days if len(day)))
    start = _monday(first)
    count = (_monday(last) - start) // DAYS_A_WEEK + 1
    monday = start + DAYS_A_WEEK * np.arange(count)
    new, meetings = (
        np.bincount((day - start) // DAYS_A_WEEK, minlength=count).astype(np.int64) for day in days
    )
    return Weeks(monday, new, meetings)


def _monday(day: int) -> int:
    return day - (day - FIRST_MONDAY) % DAYS_A_WEEK


def calendar_title(weeks: Weeks) -> str:
    """Say in how many weeks somebody was met, else found, and the longest pause."""
    is_met = bool(weeks.met.any())
    busy = weeks.met > 0 if is_met else weeks.new > 0
    total = with_noun(len(busy), "week")
    done = "met somebody" if is_met else "found somebody new"
    said = f"You {done} in {int(busy.sum()):,} of {total}"
    starts, length = longest_pauses(busy)
    if length < 2:
        return said
    days = [iso(pd.Timestamp(int(weeks.monday[start]), unit="D")) for start in starts]
    if len(days) > 3:
        return f"{said}; {len(days):,} pauses of {with_noun(length, 'week')} were the longest"
    if len(days) > 1:
        weeks_each = f"{with_noun(length, 'week')} each"
        return f"{said}; the longest pauses began on {names_in_words(days)} ({weeks_each})"
    return f"{said}; the longest pause began on {days[0]} ({with_noun(length, 'week')})"


def longest_pauses(busy: np.ndarray) -> tuple[list[int], int]:
    """Where the longest runs of weeks without anything begin, and how long they are."""
    # int64: the places of busy weeks with one before and one after all; between two is a pause
    at = np.concatenate([[-1], np.flatnonzero(busy), [len(busy)]])
    gap = np.diff(at) - 1
    return (at[:-1][gap == gap.max()] + 1).tolist(), int(gap.max())
