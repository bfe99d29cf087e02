"""Choosing several people on the map by hand, in a real Chromium, drawn by each engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from conftest import CONTACTS, REFERRALS
from map_page import EITHER_ENGINE, MapPage

import netgraph as ng
from netgraph.maps.write import write_map

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

EVERYBODY = ["ann", "ben", "cho", "dan", "eve", "fay"]


@pytest.fixture(scope="module", params=EITHER_ENGINE)
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    r"""The map of the search of ``conftest``.

    ann (friend) -> ben -> dan -> fay        eve (event), no reply
        \-> cho ----^  ben ------^
    """
    folder = tmp_path_factory.mktemp("choosing")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (folder / "referrals.csv").write_text(REFERRALS, encoding="utf-8")
    return write_map(ng.read(folder), folder / "map.html", renderer=request.param)


@pytest.fixture
def shown(chromium: Browser, path: Path) -> Iterator[MapPage]:
    context = chromium.new_context(viewport={"width": 1100, "height": 800}, reduced_motion="reduce")
    page = MapPage(context.new_page()).open(path)
    page.rest()
    yield page
    assert page.said == []
    context.close()


def chosen(shown: MapPage) -> list[str]:
    return shown.ask("netgraphMap.chosen()")


def press(shown: MapPage, contact: str, *keys: str) -> None:
    """Click on somebody, with keys held down, and wait until the map lies still."""
    at = shown.place(contact)
    for key in keys:
        shown.page.keyboard.down(key)
    shown.page.mouse.click(*at)
    for key in keys:
        shown.page.keyboard.up(key)
    shown.rest()


@pytest.mark.smoke
@pytest.mark.parametrize("key", ["Shift", "Control", "Meta"])
def test_a_click_chooses_one_and_with_a_key_it_adds_or_takes_out(shown: MapPage, key: str) -> None:
    press(shown, "dan")
    assert chosen(shown) == ["dan"]
    press(shown, "eve", key)
    press(shown, "cho", key)
    assert chosen(shown) == ["dan", "eve", "cho"]
    assert shown.ask("netgraphMap.selected()") is None
    assert shown.page.locator("#panel h2").inner_text() == "3 people"
    listed = shown.page.locator("#panel .found li > button:first-of-type").all_inner_texts()
    assert listed == ["Dan Day", "Eve Ek", "Cho Cox"]
    # dan's chain and cho's, and eve, whom nobody introduced
    assert sorted(shown.ask("netgraphMap.lit()")) == ["ann", "ben", "cho", "dan", "eve"]
    press(shown, "dan", key)
    assert chosen(shown) == ["eve", "cho"]
    press(shown, "fay")
    assert chosen(shown) == ["fay"]
    shown.page.keyboard.press("Escape")
    assert chosen(shown) == []
    assert not shown.page.locator("#panel").is_visible()


def around(shown: MapPage, contact: str, reach: float = 14) -> list[tuple[float, float]]:
    x, y = shown.place(contact)
    return [(x + dx * reach, y + dy * reach) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]


def draw(shown: MapPage, points: list[tuple[float, float]]) -> None:
    shown.page.mouse.move(*points[0])
    shown.page.mouse.down()
    for point in [*points[1:], points[0]]:
        shown.page.mouse.move(*point, steps=4)
    assert shown.page.locator(".lasso polygon").get_attribute("points")
    shown.page.mouse.up()
    shown.rest()


def test_a_line_drawn_with_shift_adds_whom_it_goes_around(shown: MapPage) -> None:
    view = shown.ask("netgraphMap.engine.view()")
    shown.page.keyboard.down("Shift")
    draw(shown, around(shown, "dan"))
    assert chosen(shown) == ["dan"]
    draw(shown, around(shown, "eve"))
    shown.page.keyboard.up("Shift")
    assert chosen(shown) == ["dan", "eve"]
    assert shown.page.locator(".lasso").count() == 0
    # a line around the whole map takes in everybody
    box = shown.page.locator("#map").bounding_box()
    assert box
    left, top = box["x"] + 2, box["y"] + 2
    right, bottom = box["x"] + box["width"] - 2, box["y"] + box["height"] - 2
    shown.page.keyboard.down("Shift")
    draw(shown, [(left, top), (right, top), (right, bottom), (left, bottom)])
    shown.page.keyboard.up("Shift")
    assert chosen(shown) == ["dan", "eve", "ann", "ben", "cho", "fay"]
    # nobody was moved, nor the map, but for the room that the panel took
    assert shown.ask("netgraphMap.view().fragment").count("moved") == 0
    assert shown.ask("netgraphMap.engine.view().scale") <= view["scale"]


def test_whom_a_filter_hides_no_line_can_choose(shown: MapPage) -> None:
    shown.ask("netgraphMap.filter({ organization: 'Dune' })")
    shown.rest()
    box = shown.page.locator("#map").bounding_box()
    assert box
    left, top = box["x"] + 2, box["y"] + 2
    right, bottom = box["x"] + box["width"] - 2, box["y"] + box["height"] - 2
    shown.page.keyboard.down("Shift")
    draw(shown, [(left, top), (right, top), (right, bottom), (left, bottom)])
    shown.page.keyboard.up("Shift")
    assert chosen(shown) == ["eve"]


def test_several_does_without_keys_and_escape_ends_it(shown: MapPage) -> None:
    several = shown.page.locator("#several")
    several.click()
    assert several.get_attribute("aria-pressed") == "true"
    press(shown, "dan")
    press(shown, "ben")
    draw(shown, around(shown, "eve"))
    assert chosen(shown) == ["dan", "ben", "eve"]
    shown.page.keyboard.press("Escape")
    assert chosen(shown) == []
    assert several.get_attribute("aria-pressed") == "true"
    shown.page.keyboard.press("Escape")
    assert several.get_attribute("aria-pressed") == "false"
    press(shown, "dan")
    press(shown, "ben")
    assert chosen(shown) == ["ben"]


def test_the_keyboard_alone_chooses_several(shown: MapPage) -> None:
    shown.page.locator("#map").focus()
    for key in ("ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"):
        shown.page.keyboard.press(key)
    assert chosen(shown) == ["ann", "ben", "dan"]
    # up from ann is nobody: the choice stays
    shown.page.keyboard.press("ArrowUp")
    shown.page.keyboard.press("ArrowUp")
    assert chosen(shown) == ["ann"]
    shown.page.keyboard.press("Shift+ArrowUp")
    assert chosen(shown) == ["ann"]
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("Eve")
    shown.page.keyboard.press("Shift+Enter")
    assert chosen(shown) == ["ann", "eve"]
    out = shown.page.get_by_role("button", name="Take out Ann Ahn")
    out.focus()
    shown.page.keyboard.press("Enter")
    assert chosen(shown) == ["eve"]


def test_the_table_and_the_panel_add_people_too(shown: MapPage) -> None:
    shown.page.locator("#as-table").click()
    names = shown.page.locator("#table tbody tr td:first-child button")
    names.filter(has_text="Dan Day").click()
    names.filter(has_text="Eve Ek").click(modifiers=["Shift"])
    assert chosen(shown) == ["dan", "eve"]
    shown.page.locator("#panel .found button", has_text="Dan Day").click()
    assert chosen(shown) == ["dan"]
    shown.page.locator("#panel .people button", has_text="Fay Fox").click(modifiers=["Shift"])
    assert chosen(shown) == ["dan", "fay"]


def test_a_disc_adds_the_people_of_its_organization(shown: MapPage) -> None:
    shown.ask("netgraphMap.setLayout('organizations')")
    shown.rest()
    discs = {one["organization"]: one for one in shown.ask("netgraphMap.organizations()")}
    box = shown.page.locator("#map").bounding_box()
    assert box
    for name in ("Birch", "Dune"):
        shown.page.keyboard.down("Shift")
        shown.page.mouse.click(box["x"] + discs[name]["x"], box["y"] + discs[name]["y"])
        shown.page.keyboard.up("Shift")
        shown.rest()
        discs = {one["organization"]: one for one in shown.ask("netgraphMap.organizations()")}
    assert set(chosen(shown)) == {"ben", "fay", "eve"}


def test_an_address_keeps_who_is_chosen_and_seen_alone(
    shown: MapPage, chromium: Browser, path: Path
) -> None:
    shown.ask("netgraphMap.choose(['eve', 'dan'])")
    shown.ask("netgraphMap.filter({ only: ['dan', 'eve', 'fay'] })")
    assert shown.ask("netgraphMap.visible()") == ["dan", "eve", "fay"]
    fragment = shown.ask("netgraphMap.view().fragment")
    context = chromium.new_context(reduced_motion="reduce")
    again = MapPage(context.new_page())
    # people that are no longer there, and one named twice, are no fault
    again.page.goto(f"{path.as_uri()}#{fragment}&at=nobody&at=dan&at={quote('<b>')}")
    again.until("!!(window.netgraphMap && window.netgraphMap.ready)")
    assert chosen(again) == ["eve", "dan"]
    assert again.ask("netgraphMap.visible()") == ["dan", "eve", "fay"]
    assert again.page.locator("#shown").inner_text().startswith("3 of 6 people")
    again.page.locator("#controls").evaluate("(one) => { one.open = true; }")
    again.page.locator("#everybody").click()
    assert again.ask("netgraphMap.visible()") == EVERYBODY
    assert "only" not in again.ask("netgraphMap.view().fragment")
    assert again.said == []
    context.close()


def test_a_saved_sheet_names_them_and_rings_each_that_is_seen(shown: MapPage) -> None:
    shown.ask("netgraphMap.choose(['eve', 'dan'])")
    shown.page.locator("#controls").evaluate("(one) => { one.open = true; }")
    with shown.page.expect_download() as waiting:
        shown.page.locator("#save-svg").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert "Eve Ek, Dan Day: the chains that led to them" in text
    rings = "netgraphMap.engine.toSVG().split('stroke-width=\"3\"').length - 1"
    assert shown.ask(rings) == 2
    # whom a filter hides has none
    shown.ask("netgraphMap.filter({ organization: 'Dune' })")
    assert shown.ask(rings) == 1


def test_who_chooses_many_sees_whom_and_how_many_more(chromium: Browser, tmp_path: Path) -> None:
    net = ng.simulate(300, seed=3)
    page = MapPage(chromium.new_page()).open(write_map(net, tmp_path / "many.html"))
    ids = page.ask("netgraphMap.ids()")
    page.ask(f"netgraphMap.choose({json.dumps(ids[:60])})")
    assert page.page.locator("#panel h2").inner_text() == "60 people"
    assert page.page.locator("#panel .found li").count() == 40
    assert "and 20 more" in page.page.locator("#panel").inner_text()
    assert page.said == []
    page.page.context.close()
