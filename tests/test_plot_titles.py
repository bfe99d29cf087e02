"""What stands above figures is true of what is drawn: whoever shares a place, and every count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from matplotlib.figure import Figure
from real_sets import ROOT, network_of
from test_plot import beside, drawn, small, title, undated

import netgraph as ng
from netgraph import plot

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from netgraph.network import ReferralNetwork


def pairs_of(number: int) -> ReferralNetwork:
    """Branches of two, as many as asked for: a0 -> b0, a1 -> b1 …, a day and a source each."""
    contacts = pd.DataFrame({"contact_id": [f"{s}{k}" for k in range(number) for s in "ab"]})
    contacts["name"] = [f"{s.upper()} {k}" for k in range(number) for s in "ab"]
    contacts["source"] = [f"source {k}" if s == "a" else None for k in range(number) for s in "ab"]
    referrals = pd.DataFrame({"referrer_id": [f"a{k}" for k in range(number)]})
    referrals["referred_id"] = [f"b{k}" for k in range(number)]
    referrals["referred_on"] = [f"2025-{1 + k % 12:02d}-03" for k in range(number)]
    return ng.from_frames(contacts, referrals)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (2, "each holds 2 people"),
        (5, "each of these holds 2 people"),
    ],
)
def test_branches_of_one_size_are_no_winner(number: int, said: str) -> None:
    assert title(plot.branches(pairs_of(number))).endswith(f"; {said}")


def test_branches_that_share_the_first_place_are_named_together() -> None:
    # a and e lead to two each, g to one
    pairs = [*zip("aaeeg", "bcdfh", strict=True)]
    contacts = pd.DataFrame({"contact_id": list("abcdefgh"), "name": list("ABCDEFGH")})
    referrals = pd.DataFrame(pairs, columns=["referrer_id", "referred_id"])
    net = ng.from_frames(contacts, referrals.assign(referred_on="2025-01-03"))
    assert title(plot.branches(net)).endswith("; A's and E's are the largest (3 people each)")


@pytest.mark.parametrize(
    ("number", "who"),
    [(2, "A 0 and A 1"), (5, "A 0, A 1 and 3 more")],
)
def test_the_tree_names_all_who_share_the_most_credit(number: int, who: str) -> None:
    ax = plot.tree(pairs_of(number))
    assert title(ax) == (
        f"{who} share the most credit; dark: the branch of the first, 2 of {2 * number} contacts"
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Source 0 brought all of the credit"),
        (2, "Source 0 and source 1 each brought 50 % of"),
        (3, "Source 0, source 1 and source 2 each brought 33 % of"),
        (6, "Source 0, source 1 and 4 more each brought 17 % of"),
    ],
)
def test_sources_that_share_the_first_place_are_named_together(number: int, said: str) -> None:
    assert title(plot.sources(pairs_of(number))).startswith(said)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2025-01-06", "2025-01-13"], "in 2 weeks; 1 new in each"),
        (
            ["2025-01-06", "2025-01-20"],
            "in 3 weeks; busiest: the weeks of 2025-01-06 and 2025-01-20 (1 new each)",
        ),
        (
            ["2025-01-06", "2025-01-07", "2025-01-20"],
            "in 3 weeks; busiest: the week of 2025-01-06 (2 new)",
        ),
        (
            [f"2025-{month:02d}-06" for month in range(1, 6)],
            "in 18 weeks; busiest: 5 weeks with 1 new each",
        ),
    ],
)
def test_weeks_that_share_the_first_place_are_named_together(days: list[str], said: str) -> None:
    contacts = pd.DataFrame({"contact_id": [f"c{k}" for k in range(len(days))]})
    contacts["contacted_on"] = days
    none = pd.DataFrame(columns=["referrer_id", "referred_id"], dtype="str")
    assert drawn(plot.growth(ng.from_frames(contacts, none), per="week")).endswith(said)


def test_pauses_that_share_the_first_place_are_named_together() -> None:
    days = ["2025-01-06", "2025-01-27", "2025-02-17"]
    contacts = pd.DataFrame({"contact_id": list("abc"), "met_on": days})
    none = pd.DataFrame(columns=["referrer_id", "referred_id"], dtype="str")
    assert title(plot.calendar(ng.from_frames(contacts, none))) == (
        "You met somebody in 3 of 7 weeks; "
        "the longest pauses began on 2025-01-13 and 2025-02-03 (2 weeks each)"
    )


def heights(ax: Axes) -> dict[str, int]:
    """How high the bar of each generation is, by its label."""
    names = [t.get_text() for t in ax.get_xticklabels()]
    whole = dict.fromkeys(names, 0)
    for bars in ax.containers:
        for name, bar in zip(names, bars, strict=True):
            whole[name] += round(bar.get_height())
    return whole


def test_many_generations_of_one_size_are_counted() -> None:
    # a fork at each second step: sizes 1 2 1 2 1 2 1 2 1
    pairs, above = [], "p"
    for k in range(4):
        pairs += [(above, f"x{k}"), (above, f"y{k}"), (f"x{k}", f"z{k}")]
        above = f"z{k}"
    ids = dict.fromkeys(one for pair in pairs for one in pair)
    net = undated(list(ids), pairs)  # type: ignore[arg-type]
    assert drawn(plot.generations(net)).endswith("; 4 generations are the largest (2 each)")


def test_what_is_said_of_generations_is_true_of_the_bars() -> None:
    """Two people in each of 20 generations: the last bar, of nine of them, is the highest."""
    pairs = [(f"{s}{k}", f"{s}{k + 1}") for k in range(19) for s in "ab"] + [("a0", "c")]
    ids = dict.fromkeys(one for pair in pairs for one in pair)
    ax = plot.generations(undated(list(ids), pairs))  # type: ignore[arg-type]
    assert drawn(ax).endswith(
        "; generation 2 is the largest of the first 11 (3); generations 12 to 20 hold 18 together"
    )
    bars = heights(ax)
    assert bars["2"] == 3 > max(bars[str(k)] for k in range(3, 12))
    assert bars["12 to 20"] == 18


SETS = {
    "example": lambda: network_of(ROOT / "data"),
    "300": lambda: ng.simulate(300, seed=3),
    "5000": lambda: ng.simulate(5_000, seed=2),
    "small": small,
}


@pytest.mark.parametrize("room", ["own", "low"])
@pytest.mark.parametrize("name", SETS)
def test_every_count_above_organizations_can_be_counted_in_the_bars(name: str, room: str) -> None:
    of = SETS[name]()
    ax = plot.organizations(of, ax=Figure((5, 4)).subplots() if room == "low" else None)
    table = ng.organizations(of).set_index("organization")
    names = len(ax.get_yticklabels())
    words = beside(ax)
    assert len(words) == names
    unreached = sum("nobody there yet" in text for text in words)
    met = sum(not re.match("0 of|nobody", text) for text in words)
    hanging = sum(line.get_gid() == "single-threaded" for line in ax.lines)
    bars = {"met": met, "reached": names - unreached, "hang": hanging, "targets": unreached}
    every = {
        "met": int((table["met"] > 0).sum()),
        "reached": int((table["contacts"] > 0).sum()),
        "hang": int(table["only_through"].notna().sum()),
        "targets": int((table["contacts"] == 0).sum()),
    }
    # the title speaks of all, and counts the bars where these are fewer
    said = drawn(ax)
    pattern = {
        "met": r"Somebody met at ([\d,]+)(?: \((\d+) drawn\))? of",
        "reached": r" of ([\d,]+) organizations(?: \((\d+) drawn\))?",
        "hang": r"([\d,]+) hangs? on one person(?: \((\d+) drawn\))?",
        "targets": r"([\d,]+) targets? not reached(?: \((\d+) drawn\))?",
    }
    for what, wanted in pattern.items():
        found = re.search(wanted, said)
        assert (found is None) == (every[what] == 0)
        if found:
            assert int(found.group(1).replace(",", "")) == every[what]
            assert int(found.group(2) or every[what]) == bars[what]
    entries = [text.get_text() for text in ax.get_legend().get_texts()]
    counts = [int(n) for text in entries for n in re.findall(r"\((\d+)\)", text)]
    assert sum(counts) == names + hanging
    if " of your " in title(ax):
        lacking, total = map(int, re.match(r"(\d+) of your (\d+) targets", title(ax)).groups())  # type: ignore[union-attr]
        assert (lacking, total) == (unreached, sum("target" in text for text in words))
        assert total == int(table["target_weight"].notna().sum())


def test_names_that_share_a_place_in_a_cohort(tmp_path: Path) -> None:
    from test_plot_cohorts import made

    contacts = [
        {"seeker_id": f"s{n}", "contact_id": who, "name": who.title(), "contacted_on": "2026-09-01"}
        for n in range(4)
        for who in ("ann", "bea", "cyd", "dot", "x")
    ]
    pairs = [("s0", who, "x") for who in ("ann", "bea", "cyd", "dot")]
    cohort = made(tmp_path, contacts, pairs)
    assert title(plot.load(cohort)) == (
        "5 people were asked more than 3 times within 30 days, each 4 times"
    )
    assert title(plot.load(cohort, limit=9)) == (
        "Ann, Bea and 3 more were each asked by 4 students; nobody more than 9 times in 30 days"
    )
