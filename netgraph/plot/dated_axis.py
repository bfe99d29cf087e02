"""Axes of days: few labels, each a day or a month of which year, never a time of day."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph.plot.text import scale_of_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes

EPOCH: Final = dt.date(1970, 1, 1)
"""Day 0, as in ``links`` and in matplotlib."""
INCH: Final = 72
"""Points."""


MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""In English whatever the language of the machine."""


class LabelStep(NamedTuple):
    """A way to label an axis of days.

    Parameters
    ----------
    unit
        ``day``, ``month`` or ``year``.
    every
        How many of them lie between two labels.
    points
        What a label takes of the axis, with some air, where one in a while names a year.
    """

    unit: str
    every: int
    points: float


LABEL_STEPS: Final = (
    *(LabelStep("day", every, 50.0) for every in (1, 2, 3, 7, 14)),
    *(LabelStep("month", every, 38.0) for every in (1, 2, 3, 6)),
    *(LabelStep("year", every, 32.0) for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)),
)
"""The finest first."""


def date_axis(ax: Axes, first: float, last: float) -> str:
    """Give the x axis, whose limits are final, labels from first to last.

    Parameters
    ----------
    ax
        The axes.
    first, last
        Days since 1970-01-01.

    Returns
    -------
    The years they span, as words. The labels name the year where it changes.
    """
    start, end = (EPOCH + dt.timedelta(days=int(day)) for day in (first, last))
    days, name = _labelled(start, end, _points_a_day(ax))
    many_years = start.year != end.year
    # the first of several years is named, unless the next label names another
    changes_at_once = len(days) > 1 and days[0].year != days[1].year
    year = None if many_years and not changes_at_once else days[0].year
    labels = []
    for day in days:
        labels.append(
            name(day) if day.year == year or name is _year_label else _with_year(name, day)
        )
        year = day.year
    ax.set_xticks([(day - EPOCH).days for day in days], labels)
    return f"{start.year} to {end.year}" if many_years else f"{start.year}"


def _points_a_day(ax: Axes) -> float:
    """How wide a day is, of letters of the size that others are compared with."""
    low, high = ax.get_xlim()
    dots = float(ax.get_figure(root=True).dpi)  # type: ignore[union-attr]
    width = float(ax.get_window_extent().width) * INCH / dots
    return width / max(1e-9, high - low) / scale_of_marks()


def _labelled(
    start: dt.date, end: dt.date, points: float
) -> tuple[list[dt.date], Callable[[dt.date], str]]:
    """The days that are labelled, as many as have room, and how they are called."""
    for step in LABEL_STEPS:
        days = list(_days_of(step, start, end))
        gaps = [(after - day).days * points for day, after in itertools.pairwise(days)]
        if days and all(gap >= step.points for gap in gaps):
            break
    if len(days) > 1 or start == end:
        return days, {"day": _day_label, "month": _month_label, "year": _year_label}[step.unit]
    # a lone month within: both ends say more, where they have room
    wide = (end - start).days * points >= 1.5 * LABEL_STEPS[0].points
    return [start, end] if wide else [start], _day_label


def _days_of(step: LabelStep, start: dt.date, end: dt.date) -> Iterator[dt.date]:
    """The days of a step from start to end; days are counted from the start."""
    if step.unit == "day":
        for number in range(0, (end - start).days + 1, step.every):
            yield start + dt.timedelta(days=number)
        return
    months = step.every if step.unit == "month" else 12 * step.every
    # months since the year 0; the first of a step is a January now and then
    at = -(-(12 * start.year + start.month - 1 + (start.day > 1)) // months) * months
    while at // 12 <= end.year and (day := dt.date(max(1, at // 12), at % 12 + 1, 1)) <= end:
        yield day
        at += months
        if at // 12 > dt.MAXYEAR:
            return


def _day_label(day: dt.date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]}"


def _month_label(day: dt.date) -> str:
    return MONTH_NAMES[day.month - 1][:3]


def _year_label(day: dt.date) -> str:
    return f"{day.year}"


def _with_year(name: Callable[[dt.date], str], day: dt.date) -> str:
    return f"{name(day)} {day.year}"
