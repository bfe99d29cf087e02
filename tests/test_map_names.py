"""Names on the map, in a real Chromium: who is named, and that no name lies on a dot or a name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from map_page import MapPage
from real_sets import network_of

import netgraph as ng
from netgraph import schema
from netgraph.maps.write import write_map
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

DRAWN = """(() => {
  const { engine } = netgraphMap;
  const ids = netgraphMap.ids();
  const shown = new Set(netgraphMap.visible());
  return {
    boxes: engine.boxes(),
    dots: ids.map((id, i) => ({ ...engine.at(i), reach: engine.reach(i), seen: shown.has(id) }))
  };
})()"""
LONG = "Maria de los Angeles Fernandez de Cordoba y Alvarez de las Asturias-Bohorques"


def lying_on(drawn: dict[str, Any]) -> list[str]:
    """Names that lie on another name or on a dot of two pixels or more."""
    boxes, found = drawn["boxes"], []
    for k, one in enumerate(boxes):
        for other in boxes[k + 1 :]:
            east = min(one["right"], other["right"]) - max(one["left"], other["left"])
            south = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            if min(east, south) > 0.5:
                found += [f"{one['text']} on {other['text']}"]
        for i, dot in enumerate(drawn["dots"]):
            # from the middle of the dot to the nearest point of the box
            east = max(one["left"] - dot["x"], 0, dot["x"] - one["right"])
            south = max(one["top"] - dot["y"], 0, dot["y"] - one["bottom"])
            if dot["seen"] and dot["reach"] >= 2 and (east**2 + south**2) ** 0.5 < dot["reach"] - 1:
                found += [f"{one['text']} on the dot of {i}"]
    return found


def networks() -> dict[str, Callable[[], ReferralNetwork]]:
    """Networks of every shape."""

    def of(pairs: list[tuple[str, str]], alone: int = 0) -> ReferralNetwork:
        ids = sorted({p for pair in pairs for p in pair} | {f"q{k:03}" for k in range(alone)})
        links = pd.DataFrame(pairs, columns=["referrer_id", "referred_id"]).astype(str)
        return ng.from_frames(pd.DataFrame({"contact_id": ids}, dtype="str"), links)

    def long() -> ReferralNetwork:
        people = pd.DataFrame({"contact_id": [f"p{k}" for k in range(30)]})
        people["name"] = [f"{LONG} {k}" for k in range(30)]
        pairs = [(f"p{k // 2}", f"p{k}") for k in range(1, 30)]
        return ng.from_frames(people, pd.DataFrame(pairs, columns=["referrer_id", "referred_id"]))

    return {
        "example": lambda: network_of(example_folder()),
        "80": lambda: ng.simulate(80, seed=3),
        "301": lambda: ng.simulate(301, seed=3),
        "1000": lambda: ng.simulate(1_000, seed=3),
        "one person": lambda: of([], 1),
        "80 isolates": lambda: of([], 80),
        "star of 200": lambda: of([("hub", f"p{k:03}") for k in range(200)]),
        "chain of 100": lambda: of([(f"p{k:03}", f"p{k + 1:03}") for k in range(100)]),
        "long names": long,
    }


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., MapPage]]:
    """Open a map; it says nothing."""
    pages: list[MapPage] = []

    def open_(path: Path, width: int = 1440, height: int = 900) -> MapPage:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        page = MapPage(context.new_page()).open(path)
        page.rest()
        pages.append(page)
        return page

    yield open_
    for page in pages:
        assert page.said == []
        page.page.context.close()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("name", networks())
def test_the_ten_foremost_are_named_and_no_name_lies_on_anything(
    name: str, size: tuple[int, int], opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    net = networks()[name]()
    shown = opened(write_map(net, tmp_path / "map.html"), *size)
    foremost = ng.contacts(net).sort_values(schema.CREDIT, ascending=False, kind="stable")
    ten = set(foremost[schema.CONTACT_ID].iloc[:10])
    for layout in ("tree", "radial", "organizations"):
        shown.ask(f"netgraphMap.setLayout('{layout}')")
        shown.rest()
        assert lying_on(shown.ask(DRAWN)) == [], layout
        # at rest a disc stands for all of an organization, its people are seen when it is opened
        if layout == "organizations":
            continue
        missing = ten - set(shown.ask("netgraphMap.labels()"))
        assert missing == set(), layout


def test_all_whom_a_question_lights_are_named_and_in_the_window(
    opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    net = network_of(example_folder())
    shown = opened(write_map(net, tmp_path / "map.html"))
    for layout in ("tree", "radial", "organizations"):
        shown.ask(f"netgraphMap.setLayout('{layout}')")
        for question in ("keep_warm", "dead_ends"):
            shown.ask(f"netgraphMap.show({json.dumps(question)})")
            shown.rest()
            assert lying_on(shown.ask(DRAWN)) == [], (layout, question)
            lit = set(shown.ask("netgraphMap.lit()"))
            assert len(lit) > 3
            assert lit - set(shown.ask("netgraphMap.labels()")) == set(), (layout, question)
            size = shown.ask("netgraphMap.engine.size()")
            for at in shown.ask("netgraphMap.lit().map(netgraphMap.at)"):
                assert 0 < at["x"] < size["width"]
                assert 0 < at["y"] < size["height"]


@pytest.mark.parametrize("renderer", ["canvas", "pyvis"])
@pytest.mark.parametrize("size", [(1024, 700), (390, 844)], ids=["small", "phone"])
def test_whom_a_small_window_cannot_name_the_panel_lists(
    size: tuple[int, int], renderer: str, opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    net = network_of(example_folder())
    shown = opened(write_map(net, tmp_path / "map.html", renderer=renderer), *size)
    some = 0
    for question in ("keep_warm", "dead_ends", "single_threaded"):
        shown.ask(f"netgraphMap.show({json.dumps(question)})")
        shown.rest()
        unnamed = set(shown.ask("netgraphMap.lit()")) - set(shown.ask("netgraphMap.labels()"))
        listed = shown.ask(
            "[...document.querySelectorAll('#panel .unnamed button')].map((b) => b.textContent)"
        )
        contacts = net.contacts.set_index(schema.CONTACT_ID)[schema.NAME]
        assert sorted(listed) == sorted(contacts[[*unnamed]])
        heading = shown.ask("document.querySelector('#panel .unnamed h3')?.textContent ?? ''")
        assert heading == (f"Lit, without room for a name ({len(unnamed)})" if unnamed else "")
        some += len(unnamed)
        assert lying_on(shown.ask(DRAWN)) == [], question
    assert some > 0
    # the list goes when nothing is asked
    shown.ask("netgraphMap.clear()")
    shown.rest()
    assert shown.ask("document.querySelectorAll('.unnamed').length") == 0


def test_a_hundred_people_are_all_named_where_there_is_room(
    chromium: Browser, tmp_path: Path
) -> None:
    path = write_map(networks()["80 isolates"](), tmp_path / "map.html")
    context = chromium.new_context(viewport={"width": 1024, "height": 700}, reduced_motion="reduce")
    shown = MapPage(context.new_page()).open(path)
    shown.rest()
    assert len(shown.ask("netgraphMap.labels()")) == 80
    context.close()


def test_a_question_that_finds_nobody_says_so_and_leaves_all_as_they_are(
    opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    shown = opened(write_map(networks()["80 isolates"](), tmp_path / "map.html"))
    before = shown.ask("netgraphMap.labels()")
    for question in ("keep_warm", "dead_ends", "single_threaded"):
        shown.ask(f"netgraphMap.show({json.dumps(question)})")
        shown.rest()
        assert shown.ask("netgraphMap.lit()") == []
        assert "None in these tables." in shown.ask("document.querySelector('#panel').innerText")
        assert shown.ask("netgraphMap.engine.boxes().filter((b) => b.text.startsWith('q')).length")
    shown.ask("netgraphMap.clear()")
    shown.rest()
    assert shown.ask("netgraphMap.labels()") == before


def test_dots_of_a_tree_grow_less_than_its_rows(
    opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    shown = opened(write_map(networks()["301"](), tmp_path / "map.html"))
    drawn = "[0, 1, 2].map((i) => netgraphMap.engine.reach(i))"
    ends = "[netgraphMap.engine.at(0), netgraphMap.engine.at(300)]"
    apart = f"(([a, b]) => Math.hypot(a.x - b.x, a.y - b.y))({ends})"
    reaches, rows = shown.ask(drawn), shown.ask(apart)
    box = shown.page.locator("#map").bounding_box()
    assert box
    shown.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(3):
        shown.page.mouse.wheel(0, -240)
        shown.page.wait_for_timeout(30)
    shown.rest()
    grown = shown.ask(apart) / rows
    assert grown > 2
    for now, before in zip(shown.ask(drawn), reaches, strict=True):
        assert now / before == pytest.approx(grown**0.5, rel=0.02)
    # and all of it is back with the whole
    shown.page.locator("#fit").click()
    shown.rest()
    assert shown.ask(drawn) == pytest.approx(reaches, rel=0.02)


def test_a_name_lies_on_no_ring_of_who_is_chosen(
    opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    net = network_of(example_folder())
    shown = opened(write_map(net, tmp_path / "map.html"))
    foremost = ng.advocates(net, top=3)[schema.CONTACT_ID]
    for contact in foremost:
        shown.ask(f"netgraphMap.select({json.dumps(contact)})")
        shown.rest()
        at = shown.ask(f"netgraphMap.at({json.dumps(contact)})")
        number = shown.ask(f"netgraphMap.ids().indexOf({json.dumps(contact)})")
        # the ring is four pixels from the dot and three wide
        ring = shown.ask(f"netgraphMap.engine.reach({number})") + 5.5
        for box in shown.ask("netgraphMap.engine.boxes()"):
            east = max(box["left"] - at["x"], 0, at["x"] - box["right"])
            south = max(box["top"] - at["y"], 0, at["y"] - box["bottom"])
            assert (east**2 + south**2) ** 0.5 > ring - 1, box["text"]


@pytest.mark.parametrize("width", [360, 390])
def test_the_tools_of_a_phone_stand_in_one_row(
    width: int, opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    shown = opened(write_map(network_of(example_folder()), tmp_path / "map.html"), width, 800)
    tools = "[...document.querySelectorAll('.tools > button, .tools > .choice')]"
    boxes = shown.ask(f"{tools}.map((b) => b.getBoundingClientRect().toJSON())")
    assert len(boxes) == 5
    assert len({round(box["top"]) for box in boxes}) == 1
    assert max(box["right"] for box in boxes) <= width


def test_of_thousands_each_is_seen_in_the_colour_of_their_standing(
    opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    net = ng.simulate(5_000, seed=3)
    shown = opened(write_map(net, tmp_path / "map.html"))
    shown.rest()
    # pixels much more red than blue: those who are waiting, and nothing else in rings
    orange = shown.ask(
        """(() => {
          const canvas = document.querySelector("#map canvas");
          const { data } = canvas.getContext("2d")
            .getImageData(0, 0, canvas.width, canvas.height);
          let found = 0;
          for (let k = 0; k < data.length; k += 4) if (data[k] - data[k + 2] > 110) found += 1;
          return found;
        })()"""
    )
    waiting = int((ng.contacts(net)[schema.STANDING] == "waiting").sum())
    assert orange > 2 * waiting


def test_a_long_name_keeps_its_end(opened: Callable[..., MapPage], tmp_path: Path) -> None:
    shown = opened(write_map(networks()["long names"](), tmp_path / "map.html"))
    texts = [box["text"] for box in shown.ask("netgraphMap.engine.boxes()")]
    assert len(texts) > 10
    assert {text[-2:].strip() for text in texts} >= {"0", "1", "2"}
    assert all(len(text) <= 28 for text in texts)


def test_of_nobody_the_map_says_so_and_says_nothing_else(
    opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    people = pd.DataFrame({"contact_id": pd.Series([], dtype="str")})
    links = pd.DataFrame({"referrer_id": [], "referred_id": []}, dtype="str")
    shown = opened(write_map(ng.from_frames(people, links), tmp_path / "map.html"))
    assert shown.page.locator("#nobody").inner_text() == "Nobody is in these tables yet."
    shown.page.locator("#as-table").click()
    assert shown.page.locator("#table th").count() == 7
    assert shown.said == []


def test_names_of_either_direction_stand_in_their_own_order(
    opened: Callable[..., MapPage], tmp_path: Path
) -> None:
    names = ["علي حداد (ABC-13)", "Ann Lee (2)"]
    people = pd.DataFrame({"contact_id": ["a", "b"], "name": names})
    links = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    shown = opened(write_map(ng.from_frames(people, links), tmp_path / "map.html"))
    shown.page.locator("#as-table").click()
    # where the bracket stands: at the left of a name from right to left, at the right of the other
    across = shown.ask(
        """['(', 'ع', 'A', '(2'].map((sign, k) => {
          const cell = document.querySelectorAll('#table td button')[k < 2 ? 0 : 1].firstChild;
          const range = document.createRange();
          range.setStart(cell, cell.data.indexOf(sign));
          range.setEnd(cell, cell.data.indexOf(sign) + 1);
          return range.getBoundingClientRect().left;
        })"""
    )
    bracket, first, letter, second = across
    assert bracket < first
    assert letter < second
    texts = [box["text"] for box in shown.ask("netgraphMap.engine.boxes()")]
    assert "\u2068علي حداد (ABC-13)\u2069" in texts
    assert "Ann Lee (2)" in texts
