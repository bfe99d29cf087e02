"""What makes figures easy to read: names beside their dots, numbers on hatch, bars not lines."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from test_plot import beside, example, title, undated

import netgraph as ng
from netgraph import plot
from netgraph.looks import NIGHT, STANDING_LOOKS
from netgraph.plot.tree_positions import tree_positions


def own_axes(width: float, height: float) -> mpl.axes.Axes:
    """Axes of somebody's own that nothing lays out, as wide and high, in inches."""
    figure = Figure((width, height))
    FigureCanvasAgg(figure)
    return figure.add_axes((0.05, 0.1, 0.9, 0.6))


def children_of_roots() -> ng.ReferralNetwork:
    """Five first contacts with four children each."""
    pairs = [(f"Root {r}", f"Child {r}{c}") for r in range(5) for c in range(4)]
    people = list(dict.fromkeys(name for pair in pairs for name in pair))
    return undated(people, pairs)  # type: ignore[arg-type]


@pytest.mark.parametrize("by_date", [True, False])
@pytest.mark.parametrize("height", [4.0, 6.5, 12.0])
def test_a_name_is_nearer_to_its_own_dot_than_to_any_other(height: float, by_date: bool) -> None:  # noqa: FBT001
    net = example() if by_date else children_of_roots()
    ax = plot.tree(net, ax=own_axes(10, height))
    ax.figure.canvas.draw()
    where = tree_positions(net, by_date=by_date)
    at = ax.transData.transform(np.column_stack([where.x, where.row]))
    # who introduced nobody stands lower than that, as a heading needs room
    dots = np.vstack([c.get_offsets() for c in ax.collections if len(c.get_offsets())])
    seen = ax.transData.transform(dots)
    names = [t for t in ax.texts if t.get_gid() == "label"]
    assert len(names) >= 10
    # the ten foremost are named in any case
    for text in names[10:]:
        own_dot = int(np.argmin(np.hypot(*(dots - text.xy).T)))
        box = mpl.text.Text.get_window_extent(text)
        across = np.maximum(0, np.maximum(box.x0 - seen[:, 0], seen[:, 0] - box.x1))
        down = np.maximum(0, np.maximum(box.y0 - seen[:, 1], seen[:, 1] - box.y1))
        gap = np.hypot(across, down)
        # a large dot's middle is further away than the rim of a small one
        assert gap[np.arange(len(gap)) != own_dot].min() > 1, text.get_text()
        own = int(np.argmin(np.hypot(where.x - text.xy[0], where.row - text.xy[1])))
        # no line of two others goes through it
        for i in np.flatnonzero(~net.forest.first):
            by = net.forest.introducer[i]
            y, begin, end = at[i, 1], at[by, 0], at[i, 0]
            struck = box.y0 + 0.25 * box.height < y < box.y1 - 0.25 * box.height
            if own not in (i, by):
                assert not (struck and begin < box.x1 and box.x0 < end), text.get_text()


def test_numbers_on_hatched_bars_stand_on_white() -> None:
    ax = plot.generations(example())
    numbers = [t for t in ax.texts if t.get_bbox_patch() is not None]
    behind = {mpl.colors.to_hex(t.get_bbox_patch().get_facecolor()) for t in numbers}
    assert len(numbers) > 10
    assert any(look.hatch for look in STANDING_LOOKS.values())
    assert behind == {"#ffffff", NIGHT.lower()}


@pytest.mark.parametrize("kind", plot.KINDS)
def test_axes_with_other_scales_become_linear(kind: str) -> None:
    ax = own_axes(8, 6)
    ax.set_xscale("log")
    ax.set_yscale("symlog")
    plot.KINDS[kind](example(), ax=ax)
    ax.figure.canvas.draw()
    assert (ax.get_xscale(), ax.get_yscale()) == ("linear", "linear")


def test_a_step_on_the_last_day_has_a_band() -> None:
    met = ["2024-01-01"] * 30
    contacts = pd.DataFrame({"contact_id": [f"p{i}" for i in range(30)], "met_on": met})
    pairs = [(f"p{i}", f"p{i + 10}", f"2024-01-{5 + 2 * i:02}") for i in range(11)]
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    ax = plot.survival(ng.from_frames(contacts, referrals))
    (line,) = (one for one in ax.get_lines() if one.get_gid() == "referred")
    days, share = (np.asarray(values) for values in line.get_data())
    assert share[-3] < share[-2] == share[-1]
    assert days[-2] < days[-1] == ax.get_xlim()[1]


def test_small_counts_of_sources_are_said_in_whole_words() -> None:
    words = beside(plot.sources(example(), min_cell=4))
    assert any(one.endswith(", first contacts blank") for one in words)
    assert not any("from blank" in one for one in words)


@pytest.mark.parametrize(
    ("last", "unit", "bars", "said"),
    [
        ("2024-03-01", "weeks from Monday", 9, "2 of 9 weeks; the longest pause began on "),
        ("2027-06-30", "a bar a month", 42, "2 of 42 months; the longest pause began in February"),
        ("2041-01-01", "a bar a year", 18, "2 of 18 years; the longest pause began in 2025"),
    ],
)
def test_of_years_months_are_drawn_and_of_many_years_these(
    last: str, unit: str, bars: int, said: str
) -> None:
    contacts = pd.DataFrame({"contact_id": ["a", "b"], "met_on": ["2024-01-03", last]})
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    ax = plot.calendar(ng.from_frames(contacts, referrals, as_of=last))
    up, down = ([int(bar.get_height()) for bar in bars] for bars in ax.containers)
    assert len(up) == len(down) == bars
    assert (sum(up), sum(down)) == (2, -2)
    assert (up[0], up[-1]) == (1, 1)
    assert unit in ax.get_xlabel()
    assert title(ax).startswith(f"You met somebody in {said}")


def test_months_begin_on_their_first_day() -> None:
    contacts = pd.DataFrame(
        {"contact_id": list("abc"), "met_on": ["2020-01-31", "2020-02-29", "2024-12-31"]}
    )
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    ax = plot.calendar(ng.from_frames(contacts, referrals))
    bars = ax.containers[0]
    first = pd.to_datetime([bar.get_x() for bar in bars], unit="D")
    assert set(first.day) == {1}
    assert [bar.get_height() for bar in bars][:3] == [1, 1, 0]


def search(days: list[str | None]) -> ng.ReferralNetwork:
    """One first contact, met on the first of these days, who introduced the others on theirs."""
    people = [f"p{i}" for i in range(len(days))]
    contacts = pd.DataFrame({"contact_id": people, "met_on": [days[0], *[None] * len(days[1:])]})
    referrals = pd.DataFrame({"referrer_id": "p0", "referred_id": people[1:]})
    referrals["referred_on"] = days[1:]
    return ng.from_frames(contacts, referrals)


NEAR = [f"2004-03-{day:02}" for day in range(1, 21)]


def test_one_day_far_from_all_others_leaves_the_width_to_these() -> None:
    ax = plot.tree(search(["1979-03-02", *NEAR]))
    where = tree_positions(search(["1979-03-02", *NEAR]), by_date=True)
    assert where.days is not None
    low, high = ax.get_xlim()
    assert where.x[0] < where.days.early_until < where.days.low
    assert (where.days.high - where.days.low) / (high - low) > 0.75
    assert "on grey: 1 person in March 1979 (left)" in " ".join(ax.get_xlabel().split())
    bands = [patch for patch in ax.patches if patch.get_gid() == "off-scale"]
    assert len(bands) == 1


def test_days_far_behind_stand_before_those_without_one_each_in_its_order() -> None:
    net = search(["2004-03-01", *NEAR, *NEAR, "2014-01-01", "2015-05-05", None])
    where = tree_positions(net, by_date=True)
    assert where.days is not None
    assert where.undated_from is not None
    assert len(where.days.late) == 2
    assert where.days.high < where.days.late_from < where.x[-3] < where.x[-2] < where.undated_from
    assert where.x[-1] > where.undated_from
    said = " ".join(plot.tree(net).get_xlabel().split())
    assert "on grey: 2 people in January 2014 to May 2015, no date" in said


@pytest.mark.parametrize(
    "days",
    [
        NEAR,
        ["2004-02-01", *NEAR],  # a month before three weeks
        ["1979-03-02", "1979-04-02", *NEAR],  # more than a twentieth
        ["1979-03-02", "2004-03-01", "2004-03-02"],  # too few others
        ["1979-03-02", *["2004-03-01"] * 20],  # all others on one day
    ],
)
def test_days_stay_to_scale_where_none_is_far_or_many_are(days: list[str | None]) -> None:
    net = search(days)
    where = tree_positions(net, by_date=True)
    assert where.days is not None
    assert not len(where.days.early)
    assert not len(where.days.late)
    assert "grey" not in plot.tree(net).get_xlabel()


def test_two_days_take_the_width_there_is() -> None:
    net = search(["2004-03-01", "2004-03-02", "2004-03-02", "2004-03-01", None, None])
    ax = plot.tree(net)
    where = tree_positions(net, by_date=True)
    assert where.days is not None
    low, high = ax.get_xlim()
    assert (where.days.high - where.days.low) / (high - low) > 0.6
