"""The weeks of a search: in which of them somebody new was found, and somebody met.

Of years, whose weeks would be hairlines, the months are drawn; of many years, these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.analysis.days import first_known, today
from netgraph.analysis.findings import names_in_words
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.choices import MONTH, WEEK
from netgraph.iso_days import iso
from netgraph.links import UNDATED
from netgraph.looks import NIGHT, VERMILLION
from netgraph.plot.dated_axis import MONTH_NAMES, date_axis
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
from netgraph.plot.text import scale_of_marks
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

DAYS_A_WEEK: Final = 7
FIRST_MONDAY: Final = 4
"""1970-01-05, in days since 1970-01-01."""
MOST_PERIODS: Final = 160
"""Bars that can be told apart in a figure of our own: of more weeks months are drawn."""
YEARLY: Final = "year"
AIR_BETWEEN: Final = 1 / 7
"""Share of a period that is free between its bar and the next."""


class Periods(NamedTuple):
    """What happened in each week, month or year from the first to the as-of date.

    Parameters
    ----------
    unit
        ``week``, ``month`` or ``year``.
    start
        int64[periods + 1], the first day of each, and the day after the last.
    new, met
        int64[periods], people who became known, and who were first met.
    """

    unit: str
    start: Longs
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
    downwards for those first met in it. Above 160 weeks (fewer in small axes) the bars are months,
    above as many months years.
    """
    ax = axes_or_new(ax, width=9, height=4.5)
    found = periods_of(net, int(MOST_PERIODS * scale_of_marks()))
    if not len(found.new):
        why = "The tables hold no dates." if len(net) else "There is nobody in the tables."
        return nothing_to_draw(ax, net, finding="The weeks of the search are not known", why=why)
    start, width = found.start[:-1], (1 - AIR_BETWEEN) * np.diff(found.start)
    ax.bar(start, found.new, width=width, align="edge", color=NIGHT, label="new contacts")
    ax.bar(start, -found.met, width=width, align="edge", color=VERMILLION, label="meetings")
    quiet_axes(ax, grid="y")
    ax.axhline(0, color=FAINT, linewidth=0.8)
    first, last = float(start[0]), float(found.start[-1])
    beside = float(width[0]) / 6
    ax.set_xlim(first - beside, last + beside)
    most = max(1, int(found.new.max()), int(found.met.max()))
    ax.set_ylim(-1.1 * max(1, int(found.met.max())), 1.1 * max(1, int(found.new.max())))
    count_ticks(ax.yaxis)
    ax.yaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    ax.tick_params(axis="y", length=0)
    years = date_axis(ax, first, last - 1)
    undated = int((first_known(net) == UNDATED).sum())
    more = f"; {with_noun(undated, 'contact')} without a date not counted" if undated else ""
    bars_are = "weeks from Monday" if found.unit == WEEK else f"a bar a {found.unit}"
    axis_words(ax, f"{years}, {bars_are}; at most {most:,} in one{more}")
    bars = [bars for bars in ax.containers if int(found.met.max()) or bars is ax.containers[0]]
    finish(ax, net, finding=calendar_title(found), legend=bars)  # type: ignore[arg-type]
    return ax


def periods_of(net: ReferralNetwork, most: int) -> Periods:
    """Count who became known and who was first met in each week, or in each of a longer unit.

    Parameters
    ----------
    net
        The network.
    most
        How many weeks, or months, there may be.
    """
    known, met = first_known(net), people(net).met_on
    days = [day[day != UNDATED] for day in (known, met)]
    if not any(len(day) for day in days):
        nobody = np.zeros(0, dtype=np.int64)
        return Periods(WEEK, np.zeros(1, dtype=np.int64), nobody, nobody)
    first = min(int(day.min()) for day in days if len(day))
    last = max(today(net), *(int(day.max()) for day in days if len(day)))
    for unit in (WEEK, MONTH, YEARLY):
        start = _starts(unit, first, last)
        if len(start) - 1 <= most:
            break
    new, meetings = (
        np.bincount(np.searchsorted(start, day, side="right") - 1, minlength=len(start) - 1)
        for day in days
    )
    return Periods(unit, start, new.astype(np.int64), meetings.astype(np.int64))


def _starts(unit: str, first: int, last: int) -> Longs:
    """The first days of all periods from one day to another, and the day after: int64."""
    if unit == WEEK:
        monday = first - (first - FIRST_MONDAY) % DAYS_A_WEEK
        count = (last - monday) // DAYS_A_WEEK + 2
        return monday + DAYS_A_WEEK * np.arange(count, dtype=np.int64)
    code = "M" if unit == MONTH else "Y"
    ends = np.array([first, last], dtype="datetime64[D]").astype(f"datetime64[{code}]")
    every = np.arange(ends[0], ends[1] + 2)
    starts: Longs = every.astype("datetime64[D]").astype(np.int64)
    return starts


def calendar_title(found: Periods) -> str:
    """Say in how many weeks somebody was met, else found, and the longest pause."""
    is_met = bool(found.met.any())
    busy = found.met > 0 if is_met else found.new > 0
    total = with_noun(len(busy), found.unit)
    done = "met somebody" if is_met else "found somebody new"
    said = f"You {done} in {int(busy.sum()):,} of {total}"
    starts, length = longest_pauses(busy)
    if length < 2:
        return said
    long = with_noun(length, found.unit)
    if len(starts) > 3:
        return f"{said}; {len(starts):,} pauses of {long} were the longest"
    when = names_in_words([_period_name(found.unit, int(found.start[start])) for start in starts])
    when = f"on {when}" if found.unit == WEEK else f"in {when}"
    if len(starts) > 1:
        return f"{said}; the longest pauses began {when} ({long} each)"
    return f"{said}; the longest pause began {when} ({long})"


def _period_name(unit: str, day: int) -> str:
    """A period by its first day."""
    stamp = pd.Timestamp(day, unit="D")
    if unit == WEEK:
        return iso(stamp)
    return f"{MONTH_NAMES[stamp.month - 1]} {stamp.year}" if unit == MONTH else f"{stamp.year}"


def longest_pauses(busy: np.ndarray) -> tuple[list[int], int]:
    """Where the longest runs of periods without anything begin, and how long they are."""
    # int64: the places of busy ones with one before and one after all; between two is a pause
    at = np.concatenate([[-1], np.flatnonzero(busy), [len(busy)]])
    gap = np.diff(at) - 1
    return (at[:-1][gap == gap.max()] + 1).tolist(), int(gap.max())
