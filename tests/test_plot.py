"""Figures: structure, findings, text that keeps clear of other text, and nothing left behind."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from real_sets import ROOT, network_of

import netgraph as ng
from netgraph import plot
from netgraph.analysis.people import people
from netgraph.errors import NetgraphError, UnknownNameError
from netgraph.looks import CONTACT_LOOKS, ORGANIZATION_LOOKS
from netgraph.plot import tree_labels
from netgraph.plot.text import drawable
from netgraph.plot.tree_positions import tree_positions

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from netgraph.network import ReferralNetwork

HOSTILE = (
    "$x^2$ and $",
    "a\nb\tc",
    "n" * 10_000,
    "\U0001f600 smile \U0001f469\u200d\U0001f680",
    "\u202eright to left \u05d0\u05d1",
    "\u0645\u0631\u062d\u0628\u0627",
    "\x00\x1b[31m",
    "z\u0301\u0301\u0301\u0301\u0301",
    "\u200b",
    "<b>{x}</b> %s \\frac",
)


def small(**columns: object) -> ReferralNetwork:
    """Seven people, two trees, one alone.

    ``a -> b -> d``, ``a -> c``, ``e -> f``, ``g``; a and b at Birch, c and d at Alder, f at Cedar.
    """
    contacts = pd.DataFrame(
        {
            "contact_id": list("abcdefg"),
            "name": ["Ana Costa", "Bo", "Cy", "Di", "Ed", "Fi", "Gus"],
            "organization": ["Birch", "Birch", "Alder", "Alder", None, "Cedar", None],
            "met_on": ["2025-01-02", "2025-01-20", None, None, "2025-02-01", None, None],
            "contacted_on": [None, None, None, None, None, None, "2025-01-05"],
        }
    ).assign(**columns)
    referrals = pd.DataFrame(
        [
            ("a", "b", "2025-01-10"),
            ("a", "c", "2025-02-10"),
            ("b", "d", "2025-03-10"),
            ("e", "f", "2025-02-20"),
        ],
        columns=["referrer_id", "referred_id", "referred_on"],
    )
    return ng.from_frames(contacts, referrals)


def undated(people: str, pairs: list[tuple[str, str]]) -> ReferralNetwork:
    """People and pairs without anything else."""
    contacts = pd.DataFrame({"contact_id": pd.Series(list(people), dtype="str")})
    return ng.from_frames(
        contacts, pd.DataFrame(pairs, columns=["referrer_id", "referred_id"], dtype="str")
    )


SHAPES = {
    "nobody": lambda: undated("", []),
    "one person": lambda: undated("a", []),
    "all alone": lambda: undated("abc", []),
    "one loop": lambda: undated("abc", [("a", "b"), ("b", "c"), ("c", "a")]),
    "chain": lambda: undated(
        "abcdefghijklmnopq", list(zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True))
    ),
    "small": small,
}


def texts(ax: Axes) -> list[Text]:
    """All that is written in and around the axes and can be seen."""
    legend = ax.get_legend()
    ticks = [t.label1 for axis in (ax.xaxis, ax.yaxis) for t in axis.get_major_ticks()]
    inside = [t for t in ticks if t.get_text()]
    written = [*ax.texts, *inside, ax.xaxis.label, ax._left_title]
    if legend is not None:
        written += legend.get_texts()
    return [t for t in written if t.get_text().strip()]


def touching(ax: Axes) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes overlap by more than a pixel."""
    if ax.figure.stale:
        ax.figure.canvas.draw()
    boxes = [(t.get_text(), mpl.text.Text.get_window_extent(t)) for t in texts(ax)]
    return [
        (a, b)
        for i, (a, p) in enumerate(boxes)
        for b, q in boxes[i + 1 :]
        if min(p.x1, q.x1) - max(p.x0, q.x0) > 1 and min(p.y1, q.y1) - max(p.y0, q.y0) > 1
    ]


def title(ax: Axes) -> str:
    return " ".join(ax.get_title(loc="left").split())


def drawn(ax: Axes) -> str:
    """What is said to be drawn: below the finding, or in its place."""
    said = [t.get_text() for t in ax.texts if t.get_gid() == "detail"]
    return " ".join((said or [title(ax)])[0].split())


def example() -> ReferralNetwork:
    return network_of(ROOT / "data")


@pytest.mark.parametrize("kind", plot.KINDS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_figure_has_a_finding_and_a_date_for_every_shape(kind: str, shape: str):
    ax = plot.KINDS[kind](SHAPES[shape]())
    ax.figure.canvas.draw()
    assert title(ax)
    assert title(ax)[-1] not in ".;,"
    corner = [t.get_text() for t in ax.texts if t.get_gid() == "as-of"]
    assert corner == ["as of 2025-03-10" if shape == "small" else "no dates"]
    assert touching(ax) == []


@pytest.mark.parametrize("kind", plot.KINDS)
def test_text_of_real_figures_never_overlaps(kind: str, real: Path):
    ax = plot.KINDS[kind](network_of(real))
    assert touching(ax) == []


def test_the_title_of_the_tree_counts_the_branch_of_the_first_advocate():
    assert drawn(plot.tree(small())) == (
        "Ana Costa, with the most credit: a branch of 4 of 7 contacts, dark"
    )


def test_the_title_of_the_tree_says_when_nobody_referred_anybody():
    assert (
        drawn(plot.tree(SHAPES["all alone"]()))
        == "Nobody has referred anybody yet: all 3 are first contacts"
    )


def test_titles_are_findings_of_the_summary_where_one_is_shown():
    """What the figure draws is counted below; nothing else is said."""
    net = example()
    said = {one.sentence for one in ng.findings(net)}
    for kind in ("tree", "organizations", "growth"):
        ax = plot.KINDS[kind](net)
        assert f"{title(ax)}." in said
        assert drawn(ax) != title(ax)
    assert title(plot.tree(net)).startswith("Leila Dahl leads to")
    assert "in the last 30 days" in title(plot.growth(net))
    # six generations are no long chain, and no finding is about anything else that is drawn
    assert title(plot.generations(net)) == drawn(plot.generations(net))


def test_a_finding_has_its_long_names_cut_like_others():
    name = "Maximiliane von und zu Hohenstein-Sigmaringen"
    ax = plot.tree(small(name=[name, *"bcdefg"]))
    assert title(ax).startswith(f"{drawable(name)} leads to 3 of your 6 other contacts")


@pytest.mark.parametrize("kind", plot.KINDS)
def test_what_stands_around_the_axes_is_never_cut(kind: str):
    nets = [small(name=["A" * 27, *"bcdefg"]), example()]
    # numbers of five digits beside the axes
    nets += [ng.simulate(12_000, seed=2)] if kind in {"growth", "generations"} else []
    for net in nets:
        ax = plot.KINDS[kind](net)
        for dpi in (72, 120, 300):
            ax.figure.set_dpi(dpi)
            ax.figure.canvas.draw()
            edge = ax.figure.bbox
            # matplotlib keeps a tick beyond each axis, which is not drawn
            legend = ax.get_legend().get_texts() if ax.get_legend() else []
            low, high = sorted(ax.get_ylim())
            numbers = [
                tick.label1
                for tick in ax.yaxis.get_major_ticks()
                if tick.label1.get_text() and low <= tick.get_loc() <= high
            ]
            written = [*ax.texts, ax._left_title, *legend, *numbers]
            boxes = [mpl.text.Text.get_window_extent(t) for t in written]
            assert max(box.y1 for box in boxes) <= edge.y1
            assert max(box.x1 for box in boxes) <= edge.x1
            assert min(box.x0 for box in boxes) >= 0


@pytest.mark.parametrize("kind", ["tree", "organizations"])
def test_letters_without_a_font_are_told(kind: str):
    """U+12000 is a sign of cuneiform, for which no font is looked."""

    def corner(ax: Axes) -> list[str]:
        return [t.get_text() for t in ax.texts if t.get_gid() == "as-of"]

    odd = small(name=["\U00012000", *"bcdefg"], organization=["\U00012000", *"ABCDEF"])
    assert corner(plot.KINDS[kind](odd)) == [
        "as of 2025-03-10; □ is a letter that no font here has"
    ]
    assert corner(plot.KINDS[kind](small())) == ["as of 2025-03-10"]


def test_a_single_day_is_a_day_and_generations_are_whole():
    contacts = pd.DataFrame({"contact_id": ["a"], "met_on": ["2024-01-05"], "organization": ["B"]})
    referrals = pd.DataFrame(columns=["referrer_id", "referred_id"], dtype="str")
    net = ng.from_frames(contacts, referrals)
    ax = plot.growth(net)
    assert touching(ax) == []
    assert [t.get_text() for t in ax.get_xticklabels()] == ["5 Jan"]
    assert plot.tree(net, by="generation").get_xticks().tolist() == [1]


def test_generations_are_counted_and_stacked_by_standing():
    ax = plot.generations(small())
    assert (
        drawn(ax)
        == "4 of 7 contacts came through a referral; generations 1 and 2 are the largest (3 each)"
    )
    assert sum(bar.get_height() for bar in ax.patches) == 7
    assert len({bar.get_hatch() for bar in ax.patches}) == len(ax.containers)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ("ab ac", "; generation 2 is the largest (2)"),
        ("ab bc", ""),  # one each: none is the largest
        ("ab cd", ""),  # two each
        ("ab ac bd be ef", "; generations 2 and 3 are the largest (2 each)"),
    ],
)
def test_a_title_names_the_largest_generation_only_where_there_is_one(pairs: str, said: str):
    net = undated("".join(sorted(set(pairs) - {" "})), [tuple(pair) for pair in pairs.split()])
    ax = plot.generations(net)
    introduced = len(net) - int(ng.contacts(net)["introduced_by"].isna().sum())
    assert drawn(ax) == f"{introduced} of {len(net)} contacts came through a referral{said}"


def test_a_chain_longer_than_the_axis_shares_its_last_bar():
    ax = plot.generations(SHAPES["chain"]())
    assert [t.get_text() for t in ax.get_xticklabels()][-1] == "12 to 17"
    assert sum(bar.get_height() for bar in ax.patches) == 17


def test_organizations_that_hang_on_one_person_are_marked():
    ax = plot.organizations(small())
    assert drawn(ax) == "Somebody met at 1 of 3 organizations; 2 hang on one person"
    assert sum(line.get_gid() == "single-threaded" for line in ax.lines) == 2
    beside = [t.get_text() for t in ax.texts if t.get_gid() == "beside"]
    assert sorted(beside) == [
        "0 of 1 met, only through Ed",
        "0 of 2 met, only through Ana Costa",
        "2 of 2 met",
    ]


def test_every_organization_that_hangs_on_one_person_is_drawn():
    ax = plot.organizations(example())
    hanging = ng.organizations(example())["only_through"].notna().sum()
    assert hanging == 16
    assert sum(line.get_gid() == "single-threaded" for line in ax.lines) == hanging
    # targets that nobody is at have a place too
    assert sum("nobody there yet" in t.get_text() for t in ax.texts) == 4
    many = plot.organizations(ng.simulate(301, seed=2))
    assert title(many).startswith("4 of your 12 targets are not reached yet")
    assert sum("nobody there yet" in t.get_text() for t in many.texts) == 4
    assert "not drawn" in ax.get_xlabel()
    large = plot.organizations(ng.simulate(5_000, seed=2))
    drawn_ones = sum(line.get_gid() == "single-threaded" for line in large.lines)
    left = int(ng.organizations(ng.simulate(5_000, seed=2))["only_through"].notna().sum())
    assert f"({left - drawn_ones:,} of them hang on one person)" in large.get_xlabel()


def test_bars_of_organizations_are_as_long_as_contacts_and_filled_as_far_as_met():
    table = ng.organizations(small())
    ax = plot.organizations(small())
    length = {}
    for bar in ax.patches:
        length[round(bar.get_y(), 2)] = length.get(round(bar.get_y(), 2), 0) + bar.get_width()
    assert sorted(length.values()) == sorted(table["contacts"])
    one_met = small(met_on=["2025-01-02", *[None] * 6])
    assert [bar.get_width() for bar in plot.organizations(one_met).patches] == [1, 2, 1, 1]


def test_weeks_that_are_asked_for_are_drawn_however_many():
    net = small(met_on=["2022-01-02", *[None] * 6])
    weeks = len(ng.growth(net, per="week"))
    assert weeks > 100
    assert len(plot.growth(net, per="week").lines[0].get_xdata()) == weeks
    assert len(plot.growth(net).lines[0].get_xdata()) == len(ng.growth(net, per="month"))


def test_growth_ends_at_the_totals():
    ax = plot.growth(small(), per="month")
    assert {line.get_label(): line.get_ydata()[-1] for line in ax.lines} == {
        "contacts": 7, "organizations": 3, "met": 3,
    }  # fmt: skip
    assert len({str(line.get_linestyle()) + line.get_marker() for line in ax.lines}) == 3


def test_branches_never_cross_and_parents_stand_left_of_theirs():
    net = example()
    for by_date in (True, False):
        where = tree_positions(net, by_date=by_date)
        forest = net.forest
        below = np.flatnonzero(~forest.first)
        assert (where.x[forest.introducer[below]] <= where.x[below]).all()
        assert not np.isnan(where.row).any()
        ends = np.flatnonzero((forest.introductions == 0) & ~where.alone)
        assert len(np.unique(where.row[ends])) == len(ends)


def day_number(date: str) -> int:
    """Days since 1970-01-01, as the tree has them across."""
    return int(np.datetime64(date).astype(np.int64))


def test_a_first_contact_of_unknown_day_stands_left_of_the_first_they_introduced():
    """Without a date of their own, or with one that is later, a came before b and e before f."""
    span = day_number("2025-03-10") - day_number("2025-01-10")
    for met_on in (None, ["2025-02-01", *[None] * 3, "2025-03-01", None, None]):
        x = tree_positions(small(met_on=met_on, contacted_on=None), by_date=True).x
        assert x[[1, 5]].tolist() == [day_number("2025-01-10"), day_number("2025-02-20")]
        assert x[0] == pytest.approx(day_number("2025-01-10") - 0.02 * span)
        assert x[4] == pytest.approx(day_number("2025-02-20") - 0.02 * span)


def test_a_first_contact_stands_at_the_first_day_that_is_known_of_them():
    x = tree_positions(small(), by_date=True).x
    assert x[[0, 4]].tolist() == [day_number("2025-01-02"), day_number("2025-02-01")]


def test_people_without_a_day_stand_right_of_all_others_the_deeper_the_further():
    """``a -> b -> d``, ``a -> c``, ``e -> f``: only the referral to c has a date."""
    referrals = small().referrals[["referrer_id", "referred_id"]]
    net = ng.from_frames(
        small().contacts[["contact_id"]],
        referrals.assign(referred_on=[None, "2025-02-10", None, None]),
    )
    positions = tree_positions(net, by_date=True)
    a, b, c, d, e, f, _ = positions.x
    assert a < c < positions.undated_from < e < b == f < d


def test_who_was_introduced_on_an_unknown_day_stands_at_the_first_known_of_them():
    # b's introduction has no day: b introduced d on the 10th; c was met before a was known
    contacts = pd.DataFrame({"contact_id": list("abcde")})
    contacts["met_on"] = ["2025-01-05", None, "2025-01-02", None, None]
    pairs = [("a", "b", None), ("a", "c", None), ("b", "d", "2025-01-10"), ("a", "e", None)]
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    net = ng.from_frames(contacts, referrals)
    drawn = tree_positions(net, by_date=True)
    day = dict(zip(net.links.ids, drawn.x, strict=True))
    start = (np.datetime64("2025-01-01") - np.datetime64("1970-01-01")).astype(int)
    assert [day[name] - start for name in "abcd"] == [4, 9, 4, 9]
    assert drawn.undated_from is not None
    assert day["e"] > drawn.undated_from


def test_important_people_are_named_and_everybody_in_a_small_network():
    written = {t.get_text() for t in plot.tree(small()).texts if t.get_gid() == "label"}
    assert written == {"Ana Costa", "Bo", "Cy", "Di", "Ed", "Fi", "Gus"}
    best = ng.advocates(example(), top=3)["name"]
    assert set(best) <= {t.get_text() for t in plot.tree(example()).texts}
    assert sum(t.get_gid() == "label" for t in plot.tree(example(), top_labels=3).texts) == 3
    assert not any(t.get_gid() == "label" for t in plot.tree(example(), label=None).texts)


def test_a_large_tree_is_thinned_to_fans_and_few_names():
    net = ng.simulate(5_000, seed=2)
    ax = plot.tree(net)
    lines = sum(len(c.get_segments()) for c in ax.collections if c.get_gid() == "introductions")
    assert 0 < lines < 1_500
    assert any(c.get_gid() == "fans" for c in ax.collections)
    # who stands alone stands above the axis, below a heading that is clear of the trees
    at = tree_positions(net, by_date=True, large_first=True)
    (heading,) = [t.get_window_extent() for t in ax.texts if t.get_gid() == "alone"]
    points = np.vstack([ax.transData.transform(c.get_offsets()) for c in ax.collections])
    floor, dots = ax.get_window_extent().y0, ax.figure.dpi / 72
    lowest = points[(points[:, 1] < heading.y0) & (points[:, 1] > 0)]
    assert len(lowest) >= at.alone.sum() > 0
    assert lowest[:, 1].min() >= floor + 2 * dots
    assert not ((points[:, 1] > heading.y0) & (points[:, 1] < heading.y1)).any()
    assert sum(t.get_gid() == "label" for t in ax.texts) <= 12
    assert touching(ax) == []


@pytest.mark.parametrize("kind", plot.KINDS)
def test_hostile_text_is_drawn_as_text(kind: str):
    names = [*HOSTILE[:7]]
    net = small(name=names, organization=[*HOSTILE[3:10]])
    ax = plot.KINDS[kind](net)
    ax.figure.canvas.draw()
    assert all(len(t.get_text()) < 200 for t in ax.texts)
    assert not any(t.get_parse_math() for t in texts(ax) if "$" in t.get_text())
    assert touching(ax) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_shown_text_is_one_short_line_without_control_signs(text: str):
    line = drawable(text, 28)
    assert 1 <= len(line) <= 28
    assert line.isprintable()


@pytest.mark.parametrize("kind", ["tree", "branches"])
def test_a_sentence_goes_right_though_it_begins_with_a_name_that_goes_left(kind: str):
    name = "\u05d3\u05d5\u05d3 \u05dc\u05d5\u05d9"
    ax = plot.KINDS[kind](small(name=[name, *"bcdefg"]))
    lines = [ax.get_title(loc="left"), *(t.get_text() for t in ax.texts if t.get_gid() == "detail")]
    begun = [line for text in lines for line in text.split("\n") if name in line]
    assert begun
    assert all(line.startswith("\u200e") or line.index(name) > 0 for line in begun)
    # and one that begins with words is left as it is
    assert title(plot.KINDS[kind](small()))[0] == "A" if kind == "tree" else "1"


def test_no_name_hides_behind_the_dot_of_another_but_of_the_foremost():
    ax = plot.tree(example())
    ax.figure.canvas.draw()
    names = [t for t in ax.texts if t.get_gid() == "label"]
    assert len(names) > 25
    dots = [ax.transData.transform(c.get_offsets()) for c in ax.collections if len(c.get_offsets())]
    middles = np.vstack(dots)
    boxes = [mpl.text.Text.get_window_extent(t) for t in names[10:]]
    hidden = [
        t.get_text()
        for t, box in zip(names[10:], boxes, strict=True)
        if box.count_contains(middles) > 0
    ]
    assert hidden == []


def test_where_all_are_named_each_name_stands_in_its_own_row():
    children = [(f"Root {r}", f"Child {r}{c}") for r in range(5) for c in range(4)]
    names = list(dict.fromkeys(name for pair in children for name in pair))
    net = undated(names, children)  # type: ignore[arg-type]
    ax = plot.tree(net)
    labels = {t.get_text(): t for t in ax.texts if t.get_gid() == "label"}
    assert set(labels) == set(names)
    row = dict(zip(net.links.ids, tree_positions(net, by_date=False).row, strict=True))
    for name, text in labels.items():
        box = mpl.text.Text.get_window_extent(text)
        middle = ax.transData.inverted().transform((box.x0, (box.y0 + box.y1) / 2))[1]
        assert abs(middle - row[name]) < 0.5


def test_long_names_keep_their_end_which_tells_namesakes_apart():
    long = "Maximiliana Alexandra-Theodora von Hohenstein-Wittelsbach"
    ax = plot.advocates(small(name=[f"{long} 1", f"{long} 2", *"cdefg"]))
    assert {"Maximiliana Al…Wittelsbach 1", "Maximiliana Al…Wittelsbach 2"} <= set(rows(ax))
    assert max(len(name) for name in rows(ax)) <= 28


def test_looks_darken_in_order_so_that_grey_print_keeps_it():
    for looks in (CONTACT_LOOKS, ORGANIZATION_LOOKS):
        colours = [mpl.colors.to_rgb(look.colour) for look in looks.values()]
        light = [0.2126 * r**2.2 + 0.7152 * g**2.2 + 0.0722 * b**2.2 for r, g, b in colours]
        assert light == sorted(light)
        assert all(b - a > 0.1 for a, b in pairwise(light))
        assert (
            len({look.hatch for look in looks.values()})
            == len({look.shape for look in looks.values()})
            == len(looks)
        )


def test_figures_draw_into_the_axes_given_and_leave_the_style_alone():
    from matplotlib.figure import Figure

    before = dict(mpl.rcParams)
    for kind in plot.KINDS.values():
        ax = Figure(figsize=(6, 4)).add_subplot()
        assert kind(small(), ax=ax) is ax
        assert len(ax.figure.axes) == 1
    assert dict(mpl.rcParams) == before


def test_low_and_narrow_axes_of_ones_own_have_fewer_bars_and_dates():
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(14, 22))
    FigureCanvasAgg(figure)
    axes, net = figure.subplots(len(plot.KINDS) // 2, 2), example()
    for ax, kind in zip(axes.flat, plot.KINDS.values(), strict=True):
        kind(net, ax=ax)
    figure.canvas.draw()
    for ax in axes.flat:
        for axis in (ax.xaxis, ax.yaxis):
            boxes = [t.get_window_extent() for t in axis.get_ticklabels() if t.get_text()]
            flat = [(b.x0, b.x1) if axis is ax.xaxis else (b.y0, b.y1) for b in boxes]
            assert all(end <= start + 2 for (_, end), (start, _) in pairwise(sorted(flat)))
        label, frame = ax.xaxis.label.get_window_extent(), ax.get_window_extent()
        assert label.x1 <= frame.x1 + 2
        written = [t.get_window_extent() for t in ax.texts if t.get_gid() == "beside"]
        assert all(box.x1 <= frame.x1 + 2 for box in written)
    assert len(axes.flat[2].get_yticks()) < 22
    # the rest is counted
    assert "hang on one person)" in " ".join(axes.flat[2].get_xlabel().split())


def test_matplotlib_is_imported_when_drawing_and_pyplot_never():
    code = (
        "import sys; from netgraph import plot; import netgraph as ng;"
        "assert 'matplotlib' not in sys.modules;"
        "from netgraph.plot.figures import figure_bytes;"
        "figure_bytes(ng.simulate(30, seed=1), 'tree', '.svg');"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize("suffix", plot.SUFFIXES)
def test_the_same_network_gives_the_same_file_whatever_the_style(tmp_path: Path, suffix: str):
    one, two = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    plot.save(small(), "tree", one)
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "red", "savefig.dpi": 30}):
        plot.save(small(), "tree", two)
    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size > 1_000


def test_text_in_an_svg_is_text(tmp_path: Path):
    """Somebody searches a figure for a name; what is hostile in it stays text."""
    path = plot.save(small(name=["Ana <b>&Co</b>", *"bcdefg"]), "tree", tmp_path / "tree.svg")
    picture = path.read_text(encoding="utf-8")
    assert "Ana &lt;b&gt;&amp;Co&lt;/b&gt;" in picture
    assert "<b>" not in picture
    assert re.search("<text [^>]*>as of 2025-03-10</text>", picture)


@pytest.mark.parametrize("kind", plot.KINDS)
def test_letters_without_a_font_stay_text_in_an_svg(kind: str, tmp_path: Path):
    """Whoever shows it may have the font; a PNG cannot be drawn again, and says what it lacks."""
    odd = "\U00012000\U00012000"
    net = small(name=[odd, *"bcdefg"], organization=[odd, *"BCDEF", None], source=odd)
    picture = plot.save(net, kind, tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "\u25a1" not in picture
    # of the network in all, these say nobody's name
    if kind not in ("generations", "growth", "calendar", "survival"):
        assert odd in picture
    families = re.findall("font(?:-family)?: ([^;]*)", picture)
    assert families
    assert all(family.endswith("sans-serif") for family in families if "'" in family)
    # and what is drawn after it has boxes again
    assert odd not in " ".join(t.get_text() for t in texts(plot.KINDS[kind](net)))


def test_save_refuses_and_leaves_what_was_there(tmp_path: Path):
    with pytest.raises(NetgraphError, match=r"\.png, \.svg, \.pdf"):
        plot.save(small(), "tree", tmp_path / "tree.docx")
    with pytest.raises(UnknownNameError, match="did you mean 'tree'"):
        plot.save(small(), "tre", tmp_path / "tree.png")
    kept = tmp_path / "kept.png"
    kept.write_text("old")
    with pytest.raises(UnknownNameError):
        plot.save(small(), "growth", kept, per="century")
    assert kept.read_text() == "old"
    assert [f.name for f in tmp_path.iterdir()] == ["kept.png"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"format": "png"}, r"its file's name ends in: \.png, \.svg, \.pdf"),
        ({"pers": "week"}, "no option of growth 'pers'; did you mean 'per'"),
        ({"width": 3}, "no option of growth 'width'; there is per, min_cell, dpi"),
        ({"ax": 1}, "not one in axes of yours"),
        ({"dpi": "fine"}, "dpi must be a number from 10 to 2,400, not 'fine'"),
        ({"dpi": True}, "dpi must be a number"),
        ({"dpi": 0}, "dpi must be a number"),
        ({"dpi": float("nan")}, "dpi must be a number"),
    ],
)
def test_options_of_files_that_no_figure_has_are_refused(
    options: dict[str, object], said: str, tmp_path: Path
):
    with pytest.raises(NetgraphError, match=said):
        plot.save(small(), "growth", tmp_path / "x.png", **options)
    assert not list(tmp_path.iterdir())


def test_what_is_no_plain_axes_is_refused_in_words():
    from matplotlib.figure import Figure

    figure = Figure()
    grid = figure.subplots(2, 2)
    others = [figure, grid, figure.add_subplot(projection="3d"), "ax", figure.canvas]
    others += [figure.add_subplot(projection="polar"), figure.subfigures()]
    net = small()
    for other in others:
        for kind in plot.KINDS.values():
            with pytest.raises(NetgraphError, match="ax must be plain, flat Axes of matplotlib"):
                kind(net, ax=other)
    with pytest.raises(NetgraphError, match="not an Axes3D"):
        plot.tree(net, ax=others[2])


def test_wrong_options_are_refused_by_name():
    with pytest.raises(UnknownNameError, match="did you mean 'generation'"):
        plot.tree(small(), by="generations")
    with pytest.raises(UnknownNameError, match="did you mean 'organization'"):
        plot.tree(small(), label="organisation")
    with pytest.raises(NetgraphError, match="top_labels"):
        plot.tree(small(), top_labels=-1)
    with pytest.raises(NetgraphError, match="no dates"):
        plot.tree(SHAPES["chain"](), by="date")


def test_names_that_find_no_room_end_the_search_for_some(monkeypatch: pytest.MonkeyPatch) -> None:
    """A star of 3,000 people in one column: few names have room, and few are tried."""
    tried: list[str] = []
    monkeypatch.setattr(tree_labels, "drawable", lambda name: tried.append(name) or name)
    people = [f"p{i}" for i in range(3_000)]
    star = pd.DataFrame({"from": people[0], "to": people[1:]})
    plot.tree(ng.from_frames(None, star))
    most = max(tree_labels.FEWEST_TRIES, tree_labels.TRIES_A_NAME * 12)
    assert 0 < len(tried) <= most + 2  # and the names in the title


def beside(ax: Axes) -> list[str]:
    """What stands at the right of each row, from the top down."""
    return [t.get_text() for t in ax.texts if t.get_gid() == "beside"]


def rows(ax: Axes) -> list[str]:
    return [t.get_text() for t in ax.get_yticklabels()]


def test_advocates_are_dots_with_the_interval_and_counts_of_the_table() -> None:
    net = example()
    every, ax = ng.advocates(net).set_index("name"), plot.advocates(net)
    table = every.loc[rows(ax)].reset_index()
    # in the order of the table, of which only those are passed over whose referrals all wait
    waiting = referrals_by(net)
    judged = [name for name in every.index if waiting[name][1]]
    assert rows(ax) == judged[:20]
    dots = next(line for line in ax.get_lines() if line.get_gid() == "conversion")
    assert np.allclose(dots.get_xdata(), table["conversion"])
    ends = np.array([segment[:, 0] for segment in ax.collections[0].get_segments()])
    assert np.allclose(ends, table[["conversion_low", "conversion_high"]])
    said = []
    for name in rows(ax):
        met, made, left = waiting[name]
        said.append(f"{met} of {made} met" + (f", {left} wait{'s' * (left == 1)}" if left else ""))
    assert beside(ax) == said
    assert any("wait" in words for words in said)
    overlap = table["conversion_low"].max() <= table["conversion_high"].min()
    # of those that are not drawn the title says nothing
    assert ("No clear difference among the 20 drawn" in title(ax)) == overlap


def referrals_by(net: ReferralNetwork) -> dict[str, tuple[int, int, int]]:
    """Of everybody's referrals: met and made of those that count by now, and those that wait."""
    notes = " ".join(ng.advocates(net).attrs["notes"])
    days = int(re.search(r"(\d+) days", notes).group(1))  # type: ignore[union-attr]
    contacts = net.contacts.set_index("contact_id")
    counts: dict[str, tuple[int, int, int]] = dict.fromkeys(contacts["name"], (0, 0, 0))
    met_by_now = dict(zip(net.links.ids, people(net).met, strict=True))
    for by, whom, day in net.referrals[["referrer_id", "referred_id", "referred_on"]].to_numpy():
        met, made, left = counts[name := contacts["name"][by]]
        old = pd.isna(day) or (net.as_of_date - day).days > days
        counts[name] = (met + (old and met_by_now[whom]), made + old, left + (not old))
    return counts


def fresh(old: int, met: int, young: int, by: str = "a") -> list[tuple[str, str, str, str | None]]:
    """Pairs of one advocate: old ones, of which the first were met, and some a day old."""
    pairs = [(by, f"{by}{k}", "2024-03-01", "2024-03-09" if k < met else None) for k in range(old)]
    return pairs + [(by, f"{by}y{k}", "2024-12-31", None) for k in range(young)]


def asked(*pairs: tuple[str, str, str, str | None]) -> ReferralNetwork:
    """A network of pairs with the day of the referral and of the meeting, on 2025-01-01."""
    contacts = pd.DataFrame({"contact_id": [*dict.fromkeys(pair[0] for pair in pairs)]})
    contacts = contacts.assign(met_on="2024-02-01")
    others = pd.DataFrame({"contact_id": [p[1] for p in pairs], "met_on": [p[3] for p in pairs]})
    every = pd.concat([contacts, others]).assign(name=lambda t: t["contact_id"].str.title())
    columns = ["referrer_id", "referred_id", "referred_on"]
    referrals = pd.DataFrame([pair[:3] for pair in pairs], columns=columns)
    return ng.from_frames(every, referrals, as_of="2025-01-01")


def test_the_number_beside_a_dot_is_that_behind_it_and_those_who_wait_are_said() -> None:
    ax = plot.advocates(asked(*fresh(10, 9, 20)))
    assert beside(ax) == ["9 of 10 met, 20 wait"]
    assert title(ax) == "A is the one whose referrals can be judged: 9 of 10 met"
    assert "no older than the usual wait to a meeting (30 days)" in drawn(ax)


def test_no_dot_stands_for_referrals_that_all_wait() -> None:
    alone = plot.advocates(asked(*fresh(0, 0, 2), *fresh(0, 0, 2, by="b")))
    assert title(alone) == "No referral can be judged yet"
    assert not alone.lines
    assert "4 referrals are all no older than the usual wait" in " ".join(
        " ".join(t.get_text() for t in alone.texts).split()
    )
    beside_another = plot.advocates(asked(*fresh(4, 2, 0), *fresh(0, 0, 9, by="b")))
    assert sorted(beside(beside_another)) == ["2 of 4 met", "9 wait"]
    (dots,) = [line for line in beside_another.lines if line.get_gid() == "conversion"]
    assert len(dots.get_xdata()) == 1
    assert title(beside_another).startswith("A is the one")


@pytest.mark.parametrize("kind", ["advocates", "branches", "keep_warm"])
def test_namesakes_are_told_apart_by_organization_then_by_id(kind: str) -> None:
    ids = [f"{who}{k}" for k in range(4) for who in ("p", "x", "y")]
    contacts = pd.DataFrame({"contact_id": ids, "met_on": "2024-01-01"})
    contacts["name"] = ["John Smith" if who[0] == "p" else who for who in ids]
    firms = {"p0": "Acme", "p1": "Birch", "p2": "Cedar", "p3": "Cedar"}
    contacts["organization"] = [firms.get(who, f"At {who}") for who in ids]
    pairs = [(f"p{k}", f"{who}{k}", "2024-02-01") for k in range(4) for who in "xy"]
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    ax = plot.KINDS[kind](ng.from_frames(contacts, referrals, as_of="2024-06-01"))
    assert sorted(rows(ax)) == [
        "John Smith (Acme)",
        "John Smith (Birch)",
        "John Smith (Cedar) (p2)",
        "John Smith (Cedar) (p3)",
    ]


def test_a_title_names_whose_referrals_surely_lead_to_meetings_more_often() -> None:
    # a's 30 referrals were all met and b's 30 were not, each long ago
    people = ["a", "b", *(f"{by}{k}" for by in "ab" for k in range(30))]
    contacts = pd.DataFrame({"contact_id": people, "name": people})
    contacts["met_on"] = [
        "2024-02-01" if name in ("a", "b") or name.startswith("a") else None for name in people
    ]
    pairs = [(name[0], name, "2024-03-01") for name in people[2:]]
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    ax = plot.advocates(ng.from_frames(contacts, referrals, as_of="2025-01-01"))
    assert title(ax) == "a's referrals lead to a meeting more often than b's"
    assert sorted(beside(ax)) == ["0 of 30 met", "30 of 30 met"]


def test_whom_to_keep_warm_is_drawn_in_the_order_picked_with_what_each_adds() -> None:
    net = example()
    table, ax = ng.keep_warm(net), plot.keep_warm(net)
    assert rows(ax) == list(table["name"])
    dark = [bar for bars in ax.containers for bar in bars if bars.patches[0].get_gid() == "gain"]
    assert np.allclose([bar.get_width() for bar in dark], table["marginal_gain"])
    assert np.allclose([bar.get_x() + bar.get_width() for bar in dark], table["covered"])
    total = net.targets["weight"].sum()
    assert title(ax) == (
        f"Together {len(table)} people keep {table['covered'].iloc[-1]:g} of {total:g} "
        "target weight within reach"
    )


def test_bars_of_sources_are_as_long_as_their_credit_and_small_counts_are_blank() -> None:
    net = example()
    table, ax = ng.sources(net), plot.sources(net)
    assert rows(ax) == list(table["source"])
    assert np.allclose([bar.get_width() for bar in ax.containers[0]], table["credit"])
    first = table.iloc[0]
    share = 100 * first["credit"] / table["credit"].sum()
    total = table["credit"].sum()
    # no count of people: those who were found earned credit too, for whom they led to
    assert title(ax) == (
        f"{first['source'].capitalize()} brought {share:.0f} % "
        f"of the credit of first contacts ({total:,.1f})"
    )
    alone = plot.sources(small(source=["friend", *[None] * 6]))
    assert title(alone) == "Friend brought 71 % of the credit of first contacts (3.5)"
    assert title(plot.sources(small())) == "No source is noted of any first contact"
    words = " ".join(beside(plot.sources(net, min_cell=5)))
    assert "blank" in words
    assert not re.search(r"from [1-4] first|, [1-4] met", words)


def test_sources_say_nothing_of_meetings_that_no_table_keeps() -> None:
    assert beside(plot.sources(small())) == ["3.5, from 3 first contacts, 2 met"]
    without = small(met_on=None, contacted_on=None)
    assert beside(plot.sources(without)) == ["3.5, from 3 first contacts"]


def test_the_curve_of_first_referrals_is_the_counted_one() -> None:
    net = example()
    ax = plot.survival(net)
    (line,) = (one for one in ax.get_lines() if one.get_gid() == "referred")
    days, share = (np.asarray(values) for values in line.get_data())
    # by hand: people met, days to their first referral or to the as-of date
    contacts, referrals = net.contacts, net.referrals
    first = referrals.groupby("referrer_id")["referred_on"].min()
    met = contacts[contacts["met_on"].notna()].set_index("contact_id")["met_on"]
    end = first.reindex(met.index)
    made = met.index.isin(referrals["referrer_id"])
    known = end.notna() | ~made
    took = (end.fillna(net.as_of_date) - met).dt.days.clip(lower=0)[known]
    happened = end.notna()[known]
    silent = 1.0
    for day in sorted(set(took)):
        watched = int((took >= day).sum())
        if watched < 10:
            break
        silent *= 1 - int((happened & (took == day)).sum()) / watched
        assert share[days == day] == pytest.approx(1 - silent)
    names = [label.get_text().split("\n") for label in ax.get_xticklabels()]
    for day, count in names:
        assert int(count) == int((took >= int(day)).sum())


def test_strips_of_branches_have_their_days_and_say_which_are_silent() -> None:
    # a -> b, c: nobody is open; d -> e: e is not met yet; f alone
    contacts = pd.DataFrame(
        {
            "contact_id": list("abcdef"),
            "name": list("ABCDEF"),
            "status": ["met", "declined", "declined", "met", "identified", "met"],
            "met_on": ["2024-01-01", None, None, "2025-01-01", None, "2025-01-05"],
            "last_contact_on": [None, "2024-03-01", "2024-02-20", None, None, None],
        }
    )
    pairs = [("a", "b", "2024-01-10"), ("a", "c", "2024-02-10"), ("d", "e", "2025-01-10")]
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    ax = plot.branches(ng.from_frames(contacts, referrals))
    assert rows(ax) == ["A", "D"]
    assert beside(ax) == ["3 people, silent since 2024-03-01", "2 people"]
    assert title(ax) == "1 of 2 branches is silent: A's (3 people)"
    marks = [line for line in ax.get_lines() if line.get_gid() == "silent"]
    assert len(marks) == 1
    start = np.datetime64("1970-01-01")
    assert marks[0].get_xdata()[0] == (np.datetime64("2024-03-01") - start).astype(int)


def branches_of(sizes: list[int], dead: list[int]) -> ReferralNetwork:
    """Branches of so many people; in those that are dead all were declined, none is open."""
    people, pairs = [], []
    for k, size in enumerate(sizes):
        people.append((f"p{k}", "declined" if k in dead else "met"))
        for n in range(1, size):
            people.append((f"p{k}x{n}", "declined" if k in dead else "identified"))
            pairs.append((f"p{k}", f"p{k}x{n}", "2024-02-01"))
    contacts = pd.DataFrame(people, columns=["contact_id", "status"])
    contacts["contacted_on"] = "2024-01-05"
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    return ng.from_frames(contacts.assign(name=contacts["contact_id"].str.upper()), referrals)


def test_of_silent_branches_the_largest_silent_one_is_named_not_a_live_one() -> None:
    net = branches_of([9, 4, 3, 2], dead=[1, 2])
    assert title(plot.branches(net)) == (
        "2 of 4 branches are silent; of these P1's is the largest (4 people)"
    )
    assert title(plot.branches(branches_of([9, 3, 3], dead=[1, 2]))) == (
        "2 of 3 branches are silent; each of these holds 3 people"
    )


def test_silent_branches_are_drawn_though_twenty_others_are_larger() -> None:
    net = branches_of([*range(40, 15, -1), *[3] * 15], dead=[*range(25, 40)])
    ax = plot.branches(net)
    assert title(ax).startswith("15 of 40 branches are silent")
    silent = sum("silent since" in words for words in beside(ax))
    marks = [line for line in ax.lines if line.get_gid() == "silent"]
    assert len(rows(ax)) == 20
    assert silent == len(marks) == 10
    assert "20 further branches not drawn, 5 of them silent" in ax.get_xlabel()
    assert "hollow: silent since" in drawn(ax)


def test_the_key_of_branches_explains_only_what_is_there() -> None:
    said = drawn(plot.branches(branches_of([4, 3], dead=[])))
    assert said == "Line: somebody became known"


def test_a_curve_that_ends_on_its_first_day_says_nothing_of_the_days_after() -> None:
    ids = [f"{who}{k}" for k in range(20) for who in "px"]
    contacts = pd.DataFrame({"contact_id": ids})
    contacts["met_on"] = ["2025-01-01" if who[0] == "p" else None for who in ids]
    pairs = [(f"p{k}", f"x{k}", "2025-01-01") for k in range(5)]
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    ax = plot.survival(ng.from_frames(contacts, referrals, as_of="2025-01-01"))
    assert title(ax) == "Time to a first referral is not known"
    later = plot.survival(ng.from_frames(contacts, referrals, as_of="2025-01-02"))
    assert title(later) == "25 % of those met refer somebody within 1 day"


def test_weeks_hold_who_became_known_and_who_was_met_in_them() -> None:
    contacts = pd.DataFrame(
        {
            "contact_id": list("abc"),
            "met_on": ["2024-01-01", "2024-01-07", "2024-01-29"],  # Monday, Sunday, a Monday
            "contacted_on": ["2023-12-31", None, "2024-01-08"],
        }
    )
    referrals = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    ax = plot.calendar(ng.from_frames(contacts, referrals))
    up, down = ([int(bar.get_height()) for bar in bars] for bars in ax.containers)
    assert up == [1, 1, 1, 0, 0, 0]
    assert down == [0, -2, 0, 0, 0, -1]
    assert title(ax) == (
        "You met somebody in 2 of 6 weeks; the longest pause began on 2024-01-08 (3 weeks)"
    )


def test_a_title_of_few_lines_leaves_no_empty_paper_above() -> None:
    net = example()
    for kind in plot.KINDS:
        ax = plot.KINDS[kind](net)
        figure = ax.figure
        figure.canvas.draw()
        top = ax._left_title.get_window_extent().y1
        assert 0 < (figure.bbox.y1 - top) / figure.dpi < 0.3, kind
