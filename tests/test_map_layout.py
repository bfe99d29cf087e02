"""Where people stand on the map: never on each other, and no introduction across another."""

from __future__ import annotations

import base64
import gzip
import itertools
import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import require
from hypothesis import given
from hypothesis import strategies as st
from real_sets import network_of
from scipy.spatial import cKDTree
from strategies import budget
from test_map import SHAPES, made

import netgraph as ng
from netgraph import kernels
from netgraph.analysis.days import first_known
from netgraph.analysis.metrics import core_metrics
from netgraph.links import UNDATED
from netgraph.looks import LARGEST_DOT, SMALLEST_DOT
from netgraph.maps import packing
from netgraph.maps.document import document
from netgraph.maps.layout import DISC, organization_discs, timeline_guides, timeline_places
from netgraph.maps.page import compressed
from netgraph.maps.radial import radial_places
from netgraph.maps.tree_layout import TREE_ROW, TREE_WIDTH, tree_places
from netgraph.maps.write import map_html

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

LAYOUTS = ("radial",)
NODE = shutil.which("node")
CROSSINGS = Path(__file__).parent / "js" / "crossings.js"


def closeness(doc: dict[str, Any], layout: str) -> float:
    """The least distance between two people over what their dots need."""
    place = np.array(doc["layouts"][layout]).T
    credit = np.array(doc["people"]["credit"], dtype=float)
    if len(credit) < 2:
        return np.inf
    dot = SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * np.sqrt(credit / max(credit.max(), 1))
    pairs = cKDTree(place).query_pairs(2 * LARGEST_DOT, output_type="ndarray")
    apart = np.linalg.norm(place[pairs[:, 0]] - place[pairs[:, 1]], axis=1)
    return float(min((apart / (dot[pairs[:, 0]] + dot[pairs[:, 1]])), default=np.inf))


def grown(seed: int, size: int, spread: float, firsts: int, companies: int) -> ReferralNetwork:
    """A forest of people referred by somebody before them: the larger ``spread``, the deeper."""
    random = np.random.default_rng(seed)
    by = [int(k * random.random() ** (1 / spread)) if k >= firsts else -1 for k in range(size)]
    company = random.integers(-1, companies, size)
    table = pd.DataFrame(
        {
            "contact_id": [f"p{k:05}" for k in range(size)],
            "organization": [None if c < 0 else f"Company {c}" for c in company],
            "met_on": pd.to_datetime("2026-01-01")
            + pd.to_timedelta(random.integers(0, 300, size), unit="D"),
        }
    )
    pairs = [(f"p{b:05}", f"p{k:05}") for k, b in enumerate(by) if b >= 0]
    links = pd.DataFrame(pairs, columns=["referrer_id", "referred_id"], dtype="str")
    return ng.from_frames(table, links, lenient=True)


FORESTS = st.builds(
    grown,
    seed=st.integers(0, 2**32 - 1),
    size=st.integers(1, 700),
    spread=st.sampled_from((0.2, 1.0, 4.0)),
    firsts=st.integers(1, 60),
    companies=st.integers(1, 40),
)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", SHAPES)
def test_nobody_stands_on_a_neighbour(name: str, layout: str):
    assert closeness(document(SHAPES[name]), layout) >= 1


@budget(40)
@given(net=FORESTS)
def test_in_no_forest_does_anybody_stand_on_a_neighbour(net: ReferralNetwork):
    doc = document(net)
    assert all(closeness(doc, layout) >= 1 for layout in LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_real_networks_stand_apart_too(real: Path, layout: str):
    assert closeness(document(network_of(real)), layout) >= 1


@pytest.mark.thorough
def test_a_hundred_thousand_people_stand_apart_in_every_layout_within_a_second_of_cpu():
    net = ng.simulate(100_000, seed=1)
    credit, known = core_metrics(net)["credit"].to_numpy(), first_known(net)

    def laid_out() -> dict[str, np.ndarray]:
        return {
            "radial": radial_places(net.forest, credit).at,
            "timeline": timeline_places(net.forest, known, credit),
        }

    laid_out()  # compiles
    begun = time.process_time()
    places = laid_out()
    assert time.process_time() - begun < 1
    for name, at in places.items():
        doc = {"layouts": {name: at.T}, "people": {"credit": credit}}
        assert closeness(doc, name) >= 1, name


def test_no_introduction_as_it_is_drawn_in_rings_crosses_another():
    require(NODE, "node")
    nets = [*SHAPES.values(), *(ng.simulate(n, seed=n) for n in (80, 400, 1_500))]
    nets += [
        grown(seed, 40 * (seed + 1), spread, 3, 5)
        for seed in range(8)
        for spread in (0.2, 1.0, 4.0)
    ]
    said = subprocess.run(
        [str(NODE), str(CROSSINGS)],
        input=json.dumps([document(n) for n in nets]),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert json.loads(said.stdout) == [0] * len(nets)


def test_the_search_for_crossings_finds_one_when_two_people_change_places():
    require(NODE, "node")
    net = grown(1, 60, 1.0, 2, 5)
    doc = document(net)
    by = np.array(doc["people"]["introduced_by"])
    deep = [i for i in range(60) if by[i] >= 0 and by[by[i]] >= 0]
    one, other = next((i, j) for i in deep for j in deep if by[i] != by[j])
    for axis in doc["layouts"]["radial"]:
        axis[one], axis[other] = axis[other], axis[one]
    said = subprocess.run(
        [str(NODE), str(CROSSINGS)],
        input=json.dumps([doc]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(said.stdout)[0] > 0


@budget(60)
@given(st.lists(st.floats(40, 4000), min_size=1, max_size=260), st.floats(0, 900))
def test_discs_never_overlap_nor_lie_on_the_seeker(sizes: list[float], core: float):
    size = np.sort(np.array(sizes))[::-1]
    at = packing.discs(size, core + 60)
    whole = np.append(size, core + 60)
    apart = np.linalg.norm(np.vstack([at, [0, 0]])[:, None] - np.vstack([at, [0, 0]])[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (apart >= whole[:, None] + whole[None] - 1e-3).all()


@given(
    st.lists(st.floats(0, 5), min_size=1, max_size=40),
    st.lists(st.floats(0.01, 0.1), min_size=40, max_size=40),
)
def test_people_on_a_ring_keep_their_order_and_their_distances(
    target: list[float], width: list[float]
):
    wanted, wide = np.array(target), np.array(width[: len(target)])
    angle = kernels.spread_apart(np.array([0, len(wanted)]), wanted, wide, 5.0)
    assert (np.diff(angle) >= (wide[:-1] + wide[1:]) / 2 - 1e-9).all()
    assert angle[0] >= wide[0] / 2 - 1e-9
    assert angle[-1] <= 5 - wide[-1] / 2 + 1e-9


def test_the_largest_of_many_organizations_is_nearest_and_no_disc_lies_on_another():
    count = np.bincount(np.random.default_rng(3).zipf(1.6, 3_000).clip(0, 600))
    count = np.sort(count[count > 0])
    middle, reach = organization_discs(count)
    radius = DISC * np.sqrt(count)
    away = np.hypot(*middle.T)
    assert away[-5:].max() < np.median(away)
    assert (away + radius).max() <= reach
    apart = np.linalg.norm(middle[:, None] - middle[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (apart >= radius[:, None] + radius[None]).all()


def test_the_timeline_puts_later_people_to_the_right():
    net = ng.simulate(3_000, seed=1)
    known = first_known(net)
    x = timeline_places(net.forest, known, core_metrics(net)["credit"].to_numpy())[:, 0]
    dated = known < UNDATED
    order = np.argsort(known[dated], kind="stable")
    later = np.flatnonzero(np.diff(known[dated][order]) > 0)
    assert len(later) > 100
    assert (x[dated][order][later] < x[dated][order][later + 1]).all()


def test_a_line_from_the_seeker_meets_no_other_fan():
    net = ng.simulate(20_000, seed=4)
    places = radial_places(net.forest, core_metrics(net)["credit"].to_numpy())
    root, at = net.forest.root, places.at
    in_fan = np.bincount(root, minlength=len(root))[root] > 1
    assert 0 < len(places.spokes) < net.forest.first.sum()
    for spoke in places.spokes:
        end, others = at[spoke], at[(root != spoke) & in_fan]
        along = np.clip(others @ end / (end @ end), 0, 1)
        assert np.linalg.norm(others - along[:, None] * end, axis=1).min() > 9


@pytest.mark.parametrize(("people", "grain"), [(0, 1), (40, 1), (1_500, 1), (12_000, 4)])
def test_the_page_puts_everybody_where_the_document_says(people: int, grain: int):
    require(NODE, "node")
    doc = document(ng.simulate(people, seed=7) if people else SHAPES["empty"])
    said = subprocess.run(
        [str(NODE), str(CROSSINGS.with_name("places.js"))],
        input=compressed(doc),
        capture_output=True,
        text=True,
        check=True,
    )
    for name, axes in json.loads(said.stdout).items():
        if name == "tree":  # stretched to the window: see below
            continue
        assert (
            np.abs(np.array(axes) - np.array(doc["layouts"][name])).max(initial=0) <= 0.6 * grain
        ), name


COUNTED = [f"c{k:05}" for k in range(10_001)]


@pytest.mark.parametrize(
    ("ids", "shorter"),
    [
        (COUNTED, True),
        (COUNTED[::-1], True),
        ([str(k) for k in range(10_000, 30_001)], True),
        ([f"a.(1\n{one}" for one in COUNTED], True),
        (COUNTED[:-1], False),  # few
        ([*COUNTED, "c010001"], False),  # another width
        ([*COUNTED[:-1], "d10000"], False),
        ([*COUNTED[:-1], "c1000٠"], False),  # a digit that is no Latin one
    ],
)
def test_counted_ids_of_many_travel_as_numbers_and_arrive_as_they_were(
    ids: list[str], *, shorter: bool
):
    require(NODE, "node")
    doc = document(SHAPES["empty"])
    blank = {"radial": [[0.0] * len(ids)] * 2}
    people = {"contact_id": ids, "introduced_by": [-1] * len(ids)}
    packed = compressed({**doc, "people": people, "layouts": blank})
    sent = json.loads(gzip.decompress(base64.b64decode(packed)))["people"]["contact_id"]
    assert isinstance(sent, dict) == shorter
    said = subprocess.run(
        [str(NODE), str(CROSSINGS.with_name("ids.js"))],
        input=packed,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(said.stdout) == ids


def test_columns_of_generations_are_where_their_people_stand():
    doc = document(made([("a", "b"), ("b", "c")], alone="d e"))
    x, _ = doc["layouts"]["tree"]
    assert x[:3] == [0.0, 1800.0, 3600.0]


@pytest.mark.thorough
def test_a_map_of_a_hundred_thousand_people_takes_less_than_thirty_bytes_for_each():
    net = ng.simulate(100_000, seed=1)
    assert len(map_html(net).encode()) < 3_000_000
    # and as one tree with everybody in it, who came sixty a day
    ids = net.contacts["contact_id"].to_numpy()
    count = np.arange(1, len(ids))
    by = (count * np.random.default_rng(1).random(len(count)) ** 1.5).astype(int)
    day = pd.Timestamp("2020-01-01") + pd.to_timedelta(count // 60, unit="D")
    tree = {"referrer_id": ids[by], "referred_id": ids[1:], "referred_on": day}
    assert len(map_html(ng.from_frames(net.contacts, pd.DataFrame(tree))).encode()) < 3_000_000


def stretched(net: ReferralNetwork) -> dict[str, np.ndarray]:
    """The tree as the page stretches it to a window of 1,200 by 800, in pixels."""
    require(NODE, "node")
    said = subprocess.run(
        [str(NODE), str(CROSSINGS.with_name("tree.js"))],
        input=compressed(document(net)),
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: np.array(values) for name, values in json.loads(said.stdout).items()}


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "empty"])
def test_the_tree_fills_the_window_and_no_dot_is_smaller_than_five_pixels(name: str):
    seen = stretched(SHAPES[name])
    assert (seen["radius"] >= 2.5).all()
    assert ((seen["x"] >= 0) & (seen["x"] <= 1200)).all()
    assert ((seen["y"] >= 0) & (seen["y"] <= 800)).all()
    by = SHAPES[name].forest.introducer
    later = np.flatnonzero(by >= 0)
    # nobody stands on or before who introduced them, even where a chain has 400 people
    assert (seen["x"][later] > seen["x"][by[later]]).all()


def test_no_dot_of_a_real_tree_touches_another(real: Path):
    seen = stretched(network_of(real))
    at = np.column_stack([seen["x"], seen["y"]])
    pairs = cKDTree(at).query_pairs(2 * seen["radius"].max(), output_type="ndarray")
    apart = np.hypot(*(at[pairs[:, 0]] - at[pairs[:, 1]]).T)
    assert (apart > seen["radius"][pairs].sum(axis=1)).all()


@budget(25)
@given(net=FORESTS)
def test_in_a_tree_no_row_holds_two_people_at_one_place_and_no_line_another(net: ReferralNetwork):
    tree = tree_places(net)
    by = net.forest.introducer
    x, row = tree.places[:, 0], tree.places[:, 1] / TREE_ROW
    assert not len(cKDTree(np.column_stack([x, row * 40])).query_pairs(1e-6)) or (by < 0).all()
    # lines go across in the row of who was introduced: two of one row share no stretch of it
    later = np.flatnonzero(by >= 0)
    for level in np.unique(row[later].round(6)):
        of_row = later[np.abs(row[later] - level) < 1e-6]
        ends = sorted((x[by[i]], x[i]) for i in of_row)
        assert all(one[1] <= other[0] + 1e-6 for one, other in itertools.pairwise(ends))


def test_rows_of_the_tree_are_counted_by_hand():
    """A branch of two rows lets a later one share the row that it leaves free.

    a -> b, c; c -> d, e, all dated in this order: b ends before c's people begin
    """
    table = pd.DataFrame(
        {
            "contact_id": list("abcdef"),
            "met_on": pd.to_datetime(["2026-01-01"] + ["2026-06-30"] * 5),
        }
    )
    pairs = [("a", "b", "02"), ("a", "c", "03"), ("c", "d", "05"), ("c", "e", "05")]
    links = pd.DataFrame(
        [(u, v, pd.Timestamp(f"2026-{month}-01")) for u, v, month in pairs],
        columns=["referrer_id", "referred_id", "referred_on"],
    )
    tree = tree_places(ng.from_frames(table, links))
    rows = dict(zip("abcdef", (tree.places[:, 1] / TREE_ROW).round(2).tolist(), strict=True))
    # c stands a row below b, its people half a row above and below it; a between b and c; f, who
    # introduced nobody, below them all
    assert rows == {"a": 0.5, "b": 0.0, "c": 1.0, "d": 0.5, "e": 1.5, "f": 3.5}
    across = dict(zip("abcdef", tree.places[:, 0].tolist(), strict=True))
    assert across["a"] < across["b"] < across["c"] < across["d"] == across["e"]


def test_who_has_no_date_stands_hollow_behind_the_last_day():
    table = pd.DataFrame({"contact_id": list("abcd"), "met_on": [pd.NaT] * 4})
    pairs = [("a", "b", "2026-02-01"), ("a", "c", "2026-03-01"), ("a", "d", None)]
    links = pd.DataFrame(pairs, columns=["referrer_id", "referred_id", "referred_on"])
    tree = tree_places(ng.from_frames(table, links))
    assert tree.hollow.tolist() == [False, False, False, True]
    assert tree.places[3, 0] > tree.places[2, 0]
    assert tree.guides["undated"] is not None


def test_days_far_from_all_others_stand_off_the_scale_of_the_tree_and_are_counted() -> None:
    people = [f"p{i}" for i in range(24)]
    contacts = pd.DataFrame({"contact_id": people, "met_on": ["1979-03-02", *[None] * 23]})
    referrals = pd.DataFrame({"referrer_id": "p0", "referred_id": people[1:]})
    referrals["referred_on"] = [*[f"2004-03-{day:02}" for day in range(1, 23)], "2015-01-05"]
    tree = tree_places(ng.from_frames(contacts, referrals))
    before, behind = tree.guides["far"]
    assert (before["side"], before["people"], before["first"]) == ("before", 1, before["last"])
    assert (behind["side"], behind["people"]) == ("behind", 1)
    assert 0 < before["at"] < behind["at"] < 1
    # people in between have most of the width, and days of their own
    share = tree.places[:, 0] / TREE_WIDTH
    assert share[0] < before["at"] < share[1]
    assert share[22] < behind["at"] < share[23]
    assert share[22] - share[1] > 0.7
    assert tree.guides["last"] - tree.guides["first"] == 21


def test_a_first_contact_of_whom_only_a_referral_tells_stands_on_its_day() -> None:
    """Dated b -> c on 1, b -> e on 3, a -> c on 5 March; d -> c is not; b alone has a date."""
    people = pd.DataFrame({"contact_id": list("abcde")})
    people["met_on"] = [None, "2026-02-01", None, None, None]
    links = pd.DataFrame({"referrer_id": list("bbad"), "referred_id": list("cecc")})
    links["referred_on"] = ["2026-03-01", "2026-03-03", "2026-03-05", None]
    net = ng.from_frames(people, links)
    drawn = tree_places(net)
    x = dict(zip(net.graph, drawn.places[:, 0], strict=True))
    assert x["b"] < x["c"] < x["e"] < x["a"] < x["d"]
    # nobody introduced by a, and yet a is known since that day; of d there is none
    assert dict(zip(net.graph, drawn.hollow, strict=True)) == {
        "a": False,
        "b": False,
        "c": False,
        "d": True,
        "e": False,
    }


@pytest.mark.parametrize("people", [2_000, 5_000, 30_000, 100_000])
@pytest.mark.parametrize("days", ["dated", "no dates"])
def test_a_timeline_is_about_as_wide_as_a_window(people: int, days: str) -> None:
    net = ng.simulate(people, seed=3)
    known = first_known(net).copy()
    if days == "no dates":
        known[:] = UNDATED
    places = timeline_places(net.forest, known, core_metrics(net)["credit"].to_numpy())
    wide, high = np.ptp(places, axis=0)
    assert 1.25 < wide / high < 2.1
    assert len(np.unique(places, axis=0)) == len(places)


def test_a_day_far_from_all_others_leaves_the_timeline_its_width() -> None:
    net = ng.simulate(3_000, seed=1)
    known = first_known(net).copy()
    credit = core_metrics(net)["credit"].to_numpy()
    dated = np.flatnonzero(known < UNDATED)
    # two people, nine and eight years before everybody else
    far = dated[np.argsort(known[dated], kind="stable")[:2]]
    near = np.setdiff1d(dated, far)
    first = int(known[near].min())
    known[far] = [first - 9 * 365, first - 8 * 365]
    x = timeline_places(net.forest, known, credit)[:, 0]
    assert np.ptp(x[near]) > 0.75 * np.ptp(x)
    # in their order still, and left of all others
    assert x[far[0]] < x[far[1]] < x[near].min()
    assert timeline_guides(known)["far"] == [
        {"side": "before", "people": 2, "first": first - 9 * 365, "last": first - 8 * 365}
    ]
    # to scale there is nobody apart
    assert timeline_guides(first_known(net))["far"] == []
