"""Axes of days read as days: with the month, with the year where it changes, never as hours."""

from __future__ import annotations

import datetime as dt
import itertools
import re

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from test_plot import touching

import netgraph as ng
from netgraph import plot
from netgraph.plot.dated_axis import EPOCH, MONTH_NAMES, date_axis

START = dt.date(2024, 12, 28)
DATED = ("tree", "growth", "branches", "calendar")


def search(days: int, start: dt.date = START) -> ng.ReferralNetwork:
    """A -> b -> c: a on the first day, the others on the last two thirds of so many days."""
    at = [start + dt.timedelta(days=round(share * days)) for share in (0, 2 / 3, 1)]
    contacts = pd.DataFrame({"contact_id": list("abc"), "met_on": [str(day) for day in at]})
    referrals = pd.DataFrame({"referrer_id": ["a", "b"], "referred_id": ["b", "c"]})
    return ng.from_frames(contacts, referrals.assign(referred_on=[str(day) for day in at[1:]]))


@pytest.mark.parametrize("days", [0, 1, 2, 3, 5, 9, 20, 60, 200, 400, 1_500, 9_000])
@pytest.mark.parametrize("kind", DATED)
def test_every_dated_axis_reads_as_days_months_and_years(kind: str, days: int) -> None:
    options = {"by": "date"} if kind == "tree" else {"per": "month"} if kind == "growth" else {}
    start = dt.date(2026, 1, 3) - dt.timedelta(days=days)
    ax = plot.KINDS[kind](search(days, start), **options)  # type: ignore[index]
    assert touching(ax) == []
    labels = [t.get_text() for t in ax.get_xticklabels()]
    month = "|".join(name[:3] for name in MONTH_NAMES)
    assert labels
    assert all(re.fullmatch(rf"(\d+ )?({month})( \d{{4}})?|\d{{4}}", text) for text in labels)
    # each label stands at the day that it names
    for place, text in zip(ax.get_xticks(), labels, strict=True):
        day = EPOCH + dt.timedelta(days=int(place))
        assert f"{day.day} {day:%b} {day.year}".find(text.split()[0]) >= 0


@pytest.mark.parametrize(("days", "expected"), [(1, 2), (3, 4), (6, 7)])
def test_a_few_days_are_all_named_with_their_month(days: int, expected: int) -> None:
    ax = plot.tree(search(days, dt.date(2025, 3, 29)), by="date")
    labels = [t.get_text() for t in ax.get_xticklabels()]
    assert labels[:2] == ["29 Mar", "30 Mar"]
    assert len(labels) == expected


def test_the_year_stands_where_it_changes() -> None:
    figure = Figure((8, 3))
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.05, 0.2, 0.9, 0.6))
    first, last = ((dt.date(*day) - EPOCH).days for day in ((2024, 10, 5), (2025, 5, 3)))
    ax.set_xlim(first, last)
    assert date_axis(ax, first, last) == "2024 to 2025"
    assert [t.get_text() for t in ax.get_xticklabels()] == [
        *("Nov 2024", "Dec", "Jan 2025", "Feb", "Mar", "Apr", "May"),
    ]


@pytest.mark.parametrize("points", [40, 90, 200, 500])
@pytest.mark.parametrize("days", [1, 8, 45, 300, 4_000, 200_000])
def test_labels_have_room_in_axes_of_any_width(points: int, days: int) -> None:
    figure = Figure((points / 72 / 0.9, 2))
    FigureCanvasAgg(figure)
    ax = figure.add_axes((0.05, 0.3, 0.9, 0.6))
    first = (START - EPOCH).days
    ax.set_xlim(first, first + days)
    date_axis(ax, first, first + days)
    ax.tick_params(labelsize=9)
    figure.canvas.draw()
    boxes = [t.get_window_extent() for t in ax.get_xticklabels()]
    assert boxes
    assert all(a.x1 < b.x0 for a, b in itertools.pairwise(boxes))


def test_large_groups_have_days_too() -> None:
    ax = plot.growth(ng.simulate(600, seed=1), min_cell=5)
    ax.figure.canvas.draw()
    labels = [t.get_text() for t in ax.get_xticklabels()]
    assert len(labels) > 2
    assert not any(":" in text or text.isdigit() for text in labels)
