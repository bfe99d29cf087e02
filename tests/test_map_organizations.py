"""The map of organizations: one disc each, one way to each, and what hangs on one person."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import require
from hypothesis import given, settings
from map_page import MapPage
from real_sets import network_of
from test_map import HOSTILE, SHAPES, hostile
from test_map_layout import FORESTS, NODE

import netgraph as ng
from netgraph import schema
from netgraph.looks import LARGEST_DOT, SMALLEST_DOT
from netgraph.maps.document import DISC, document
from netgraph.maps.organization_ways import led_in
from netgraph.maps.page import compressed
from netgraph.maps.write import write_map
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

PLACES = Path(__file__).parent / "js" / "organizations.js"
WINDOWS = {"desk": (1100, 700), "phone": (390, 560)}


def drawn(net: ReferralNetwork, size: tuple[int, int] = (1100, 700)) -> dict[str, Any]:
    """What the page draws in a window, by node."""
    require(NODE, "node")
    said = subprocess.run(
        [str(NODE), str(PLACES)],
        input=json.dumps([compressed(document(net)), *size]),
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def overlapping(discs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of discs that lie on each other."""
    at = np.array([[d["x"], d["y"]] for d in discs]).reshape(-1, 2)
    radius = np.array([d["radius"] for d in discs])
    apart = np.linalg.norm(at[:, None] - at[None], axis=2) - radius[:, None] - radius[None]
    rows, columns = np.nonzero(np.triu(apart < -0.01, 1))
    return [(discs[i]["text"], discs[j]["text"]) for i, j in zip(rows, columns, strict=True)]


def assert_drawn_well(net: ReferralNetwork, size: tuple[int, int]) -> None:
    """Each organization has one disc and one way to it; no disc lies on another or outside."""
    found, table = drawn(net, size), ng.organizations(net)
    discs = {d["text"]: d for d in found["discs"]}
    people = table.set_index(schema.ORGANIZATION)[schema.CONTACTS]
    for name, count in people.items():
        assert len(discs[str(name)]["people"]) == count
    assert dict(zip(table[schema.ORGANIZATION], table[schema.STANDING], strict=True)) == {
        name: d["standing"] for name, d in discs.items() if d["standing"]
    }
    assert overlapping(found["discs"]) == []
    for disc in found["discs"]:
        assert disc["radius"] - 1 <= disc["x"] <= size[0] - disc["radius"] + 1, disc["text"]
        assert disc["radius"] - 1 <= disc["y"] <= size[1] - disc["radius"] + 1, disc["text"]
    gates = set(found["gates"])
    for disc in found["discs"]:
        for i in set(disc["people"]) - gates:
            away = np.hypot(*(np.array(found["people"][i]) - [disc["x"], disc["y"]]))
            assert away <= disc["radius"]
    # one way to each organization with a contact, and to each person between two of them
    to = Counter(way["to"] for way in found["ways"])
    assert set(to.values()) <= {1}
    assert set(to) == {name for name, count in people.items() if count} | gates
    # nobody is told of twice on what leads to an organization
    counted = Counter(
        i
        for way in found["ways"] + found["others"]
        if isinstance(way["to"], str)
        for i in way["people"]
    )
    assert set(counted.values()) <= {1}
    assert len(counted) == people.sum()


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_of_a_network_has_its_discs_apart(name: str, window: str) -> None:
    assert_drawn_well(SHAPES[name], WINDOWS[window])


@settings(max_examples=15, deadline=None)
@given(FORESTS)
def test_in_no_forest_do_discs_overlap_or_leave_the_window(net: ReferralNetwork) -> None:
    assert_drawn_well(net, WINDOWS["desk"])


def test_areas_of_discs_are_in_step_with_their_people() -> None:
    found = drawn(network_of(example_folder()))
    shares = {round(d["radius"] ** 2 / len(d["people"]), 6) for d in found["discs"] if d["people"]}
    assert len(shares) == 1


def test_who_an_organization_hangs_on_stands_between_and_is_the_one_way_to_it() -> None:
    net = network_of(example_folder())
    table = ng.organizations(net).set_index(schema.ORGANIZATION)
    found = drawn(net)
    ids = net.links.ids
    way = {w["to"]: w["from"] for w in found["ways"]}
    hanging = table[schema.ONLY_THROUGH].dropna()
    assert len(hanging) == 16
    assert {name: ids[way[name]] for name in hanging.index} == hanging.to_dict()
    assert sorted(found["gates"]) == sorted({way[name] for name in hanging.index})


def test_organizations_are_led_to_by_where_the_introducer_of_the_first_contact_is() -> None:
    net = network_of(example_folder())
    label = net.contacts.set_index(schema.CONTACT_ID)[schema.ORGANIZATION]
    names = document(net)["organizations"]
    table = ng.organizations(net).set_index(schema.ORGANIZATION).loc[names]
    for name, by, through, introducer in zip(
        names,
        led_in(net),
        table[schema.ONLY_THROUGH],
        table[schema.INTRODUCED_BY],
        strict=True,
    ):
        person = introducer if pd.isna(through) else through
        if pd.isna(person):
            assert by == -1, name
        elif pd.notna(label[person]) and label[person] != name:
            assert names[by] == label[person], name


def circling() -> ReferralNetwork:
    """Dates that contradict: Acme's first contact is introduced at Birch, and Birch's at Acme.

    ann (Acme, known 5th) -> bob (Birch, 6th) -> cy (Acme, known 1st) -> dee (Birch, known 2nd)
    """
    rows = [
        ("ann", "Acme", "2026-01-05"),
        ("bob", "Birch", "2026-01-06"),
        ("cy", "Acme", "2026-01-01"),
        ("dee", "Birch", "2026-01-02"),
    ]
    people = pd.DataFrame(rows, columns=["contact_id", "organization", "met_on"])
    links = pd.DataFrame(
        [("ann", "bob"), ("bob", "cy"), ("cy", "dee")], columns=["referrer_id", "referred_id"]
    )
    return ng.from_frames(people, links)


def test_ways_that_contradicting_dates_would_lead_in_a_circle_follow_the_introductions() -> None:
    net = circling()
    first = ng.organizations(net).set_index(schema.ORGANIZATION)[schema.INTRODUCED_BY]
    assert first.to_dict() == {"Acme": "bob", "Birch": "cy"}
    assert led_in(net).tolist() == [-1, 0]
    assert_drawn_well(net, WINDOWS["desk"])


def test_dots_within_a_disc_lie_on_no_other() -> None:
    net = network_of(example_folder())
    credit = ng.contacts(net).set_index(schema.CONTACT_ID)[schema.CREDIT].fillna(0)
    share = np.sqrt(credit.loc[list(net.links.ids)].to_numpy() / credit.max())
    found = drawn(net)
    gates = set(found["gates"])
    unit = next(d["radius"] / len(d["people"]) ** 0.5 for d in found["discs"] if d["people"])
    radius = unit * (SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * share) / DISC
    for disc in found["discs"]:
        inside = [i for i in disc["people"] if i not in gates]
        at = np.array([found["people"][i] for i in inside]).reshape(-1, 2)
        apart = np.linalg.norm(at[:, None] - at[None], axis=2)
        apart -= radius[inside][:, None] + radius[inside][None]
        assert (apart[np.triu_indices(len(inside), 1)] > 0).all(), disc["text"]


@pytest.fixture(params=["canvas", "pyvis"])
def opened(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[tuple[MapPage, str]]:
    """A page to open maps in, and the engine that draws them."""
    context = chromium.new_context(viewport={"width": 1300, "height": 850}, reduced_motion="reduce")
    page = MapPage(context.new_page())
    yield page, request.param
    assert page.said == []
    context.close()


def of_the_example(opened: tuple[MapPage, str], folder: Path) -> tuple[MapPage, ng.ReferralNetwork]:
    """The map of the example's organizations, come to rest."""
    shown, engine = opened
    net = network_of(example_folder())
    shown.open(write_map(net, folder / "map.html", renderer=engine))
    shown.ask("netgraphMap.setLayout('organizations')")
    shown.rest()
    return shown, net


def test_lines_to_names_are_saved_too(opened: tuple[MapPage, str], tmp_path: Path) -> None:
    shown, _ = of_the_example(opened, tmp_path)
    shown.ask("netgraphMap.show('dead_ends')")
    shown.rest()
    svg = shown.ask("netgraphMap.engine.toSVG()")
    assert re.search(r'class="leaders" d="M[^"]+L', svg)
    assert 'class="way"' in svg


def test_a_click_on_a_disc_opens_it_and_lists_its_people(
    opened: tuple[MapPage, str], tmp_path: Path
) -> None:
    shown, net = of_the_example(opened, tmp_path)
    discs = {d["organization"]: d for d in shown.ask("netgraphMap.organizations()")}
    assert len(discs) == len(ng.organizations(net))
    assert not any(d["open"] for d in discs.values())
    box = shown.page.locator("#map").bounding_box()
    at = discs["Reedmarch Books"]
    shown.page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    shown.until("document.querySelector('#panel h2')?.textContent === 'Reedmarch Books'")
    shown.rest()
    now = {d["organization"]: d for d in shown.ask("netgraphMap.organizations()")}
    assert now["Reedmarch Books"]["open"]
    staff = net.contacts.loc[net.contacts[schema.ORGANIZATION] == "Reedmarch Books", "contact_id"]
    assert set(staff) <= set(shown.ask("netgraphMap.labels()"))
    assert set(staff) <= set(shown.ask("netgraphMap.lit()"))
    panel = shown.page.locator("#panel").inner_text()
    assert "15 people there" in panel
    assert "Met\n6" in panel
    shown.page.keyboard.press("Escape")
    shown.rest()
    assert not any(d["open"] for d in shown.ask("netgraphMap.organizations()"))


def test_discs_of_many_who_are_lit_stay_closed_and_count_them(
    opened: tuple[MapPage, str], tmp_path: Path
) -> None:
    shown, net = of_the_example(opened, tmp_path)
    new = set(shown.ask("(netgraphMap.since('2026-03-01'), netgraphMap.lit())"))
    assert len(new) > 100
    shown.rest()
    assert not any(d["open"] for d in shown.ask("netgraphMap.organizations()"))
    svg = shown.ask("netgraphMap.engine.toSVG()")
    assert not re.search(r'class="way"[^>]*dasharray', svg)
    there = net.contacts.loc[net.contacts[schema.ORGANIZATION] == "Tamartoft Freight"]
    count = len(new & set(there[schema.CONTACT_ID]))
    assert 0 < count < len(there)
    assert f">{count}</text>" in svg
    # few are shown where they are, with all that leads to them
    shown.ask("(netgraphMap.since(null), netgraphMap.show('dead_ends'))")
    shown.rest()
    assert any(d["open"] for d in shown.ask("netgraphMap.organizations()"))
    assert re.search(r'class="way"[^>]*dasharray', shown.ask("netgraphMap.engine.toSVG()"))


def test_a_disc_that_is_asked_for_opens_however_many_are_in_it(
    chromium: Browser, tmp_path: Path
) -> None:
    net = network_of(Path(__file__).parents[1] / "data" / "physicians")
    page = MapPage(chromium.new_page(viewport={"width": 1300, "height": 850}))
    page.open(write_map(net, tmp_path / "map.html"))
    page.ask("netgraphMap.setLayout('organizations')")
    # a name stands in its disc above the number, or else the number in the middle
    svg = page.ask("netgraphMap.engine.toSVG()")
    for disc in page.ask("netgraphMap.organizations()"):
        name, count = [
            re.search(rf'y="([\d.]+)"[^>]*>{word}</text>', svg)
            for word in (disc["organization"], disc["people"])
        ]
        assert name
        assert count
        inside = abs(float(name[1]) - disc["y"]) < disc["radius"] and "stroke" in name[0]
        middle = (float(count[1]) + float(name[1])) / 2 if inside else float(count[1])
        assert middle - 4 == pytest.approx(disc["y"], abs=1)
    page.ask("netgraphMap.openOrganization('Peoria')")
    opened = {d["organization"]: d["open"] for d in page.ask("netgraphMap.organizations()")}
    assert opened == {"Peoria": True, "Bloomington": False, "Quincy": False, "Galesburg": False}


def test_a_way_between_discs_of_one_column_bows_around_those_between(
    opened: tuple[MapPage, str], tmp_path: Path
) -> None:
    shown, _ = of_the_example(opened, tmp_path)
    shown.ask("netgraphMap.openOrganization('Tamartoft Freight')")
    shown.rest()
    svg = shown.ask("netgraphMap.engine.toSVG()")
    ways = re.findall(r'class="way" d="M([\d.-]+) ([\d.-]+)C([^"]+)"', svg)
    upright = [
        (float(x), [float(at) for at in rest.split()])
        for x, _, rest in ways
        if abs(float(rest.split()[4]) - float(x)) < 1
    ]
    assert upright
    assert all(bent[0] < x - 3 for x, bent in upright)


def test_names_lie_on_no_disc_and_the_largest_targets_and_gates_are_named(
    opened: tuple[MapPage, str], tmp_path: Path
) -> None:
    shown, net = of_the_example(opened, tmp_path)
    boxes = shown.ask("netgraphMap.engine.boxes()")
    for disc in shown.ask("netgraphMap.organizations()"):
        for box in boxes:
            if not box["text"]:  # the number of a disc stands in it
                continue
            east = max(box["left"] - disc["x"], 0, disc["x"] - box["right"])
            south = max(box["top"] - disc["y"], 0, disc["y"] - box["bottom"])
            on = (east**2 + south**2) ** 0.5 < disc["radius"] - 1
            assert not on or box["text"] in disc["organization"], (box["text"], disc)
    table = ng.organizations(net).sort_values(schema.CONTACTS, ascending=False)
    wanted = [*table[schema.ORGANIZATION].iloc[:10], *table[schema.ORGANIZATION].iloc[-4:]]
    named = {box["text"] for box in boxes}
    assert set(wanted) - named == set()
    gates = set(ng.organizations(net)[schema.ONLY_THROUGH].dropna())
    assert gates - set(shown.ask("netgraphMap.labels()")) == set()


def test_hostile_names_of_organizations_are_text(
    opened: tuple[MapPage, str], tmp_path: Path
) -> None:
    shown, engine = opened
    shown.open(write_map(hostile(), tmp_path / "map.html", renderer=engine, title=HOSTILE[0]))
    shown.ask("netgraphMap.setLayout('organizations')")
    shown.rest()
    for disc in shown.ask("netgraphMap.organizations()"):
        shown.ask(f"netgraphMap.openOrganization({json.dumps(disc['organization'])})")
        heading = shown.page.locator("#panel h2").text_content()
        assert heading == disc["organization"]
        svg = shown.ask("netgraphMap.engine.toSVG()")
        assert "<script" not in svg
    assert shown.requests == [url for url in shown.requests if url.startswith("file:")]
