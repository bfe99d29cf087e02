"""Keys, fingers and the way back on the map, in a real Chromium: nobody loses their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from map_page import EITHER_ENGINE, MapPage

import netgraph as ng
from netgraph.maps.write import write_map
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    Opener = Callable[..., MapPage]

HELD = "document.activeElement.closest('#panel')?.id"
"""Whether the panel has the keyboard."""
STEP = 400
"""Milliseconds after which the address holds what was asked."""


@pytest.fixture(scope="module", params=EITHER_ENGINE)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The map of the example, by each engine."""
    folder = tmp_path_factory.mktemp("hands")
    return write_map(ng.read(example_folder()), folder / "map.html", renderer=request.param)


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opener]:
    """Open a page in a window of some size; it says nothing."""
    pages: list[MapPage] = []

    def open_(path: Path, width: int = 1280, height: int = 800) -> MapPage:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        shown = MapPage(context.new_page()).open(path)
        shown.until("document.querySelectorAll('#views button').length === 3")
        pages.append(shown)
        return shown

    yield open_
    for shown in pages:
        assert shown.said == []
        shown.page.context.close()


@pytest.mark.parametrize(
    "asking", ["#findings button", "#views button", "#table td button", "#search", "#map"]
)
def test_the_keyboard_reaches_the_panel_in_three_steps_and_comes_back(
    asking: str, page: Path, opened: Opener
) -> None:
    shown = opened(page)
    keys = shown.page.keyboard
    if asking == "#search":
        keys.press("/")
        keys.type("leila dahl")
    elif asking.startswith("#table"):
        shown.page.locator("#as-table").click()
    if asking != "#search":
        shown.page.locator(asking).first.focus()
    for key in ("ArrowDown", "Tab") if asking == "#map" else ("Enter",):
        keys.press(key)
    assert shown.ask(HELD) == "panel"
    keys.press("Escape")
    assert not shown.page.locator("#panel").is_visible()
    assert shown.ask(f"document.activeElement === document.querySelector('{asking}')")


def test_who_works_by_keys_never_loses_their_place(page: Path, opened: Opener) -> None:
    shown = opened(page)
    keys = shown.page.keyboard
    keys.press("Tab")
    keys.press("Enter")  # the first stop leads past all tools
    assert shown.ask("document.activeElement.id") == "map"
    shown.ask("netgraphMap.show('keep_warm')")
    # a person of a list: the panel is another one
    shown.page.locator("#panel .found button").first.focus()
    keys.press("Enter")
    assert shown.ask(HELD) == "panel"
    # a switch stays under the finger
    shown.page.locator("#panel .what-if button").focus()
    keys.press("Enter")
    assert shown.ask("document.activeElement.textContent") == "What if they go cold?"
    assert shown.ask("document.activeElement.getAttribute('aria-pressed')") == "true"
    keys.press("Escape")
    # a class of the legend, which is made anew
    shown.page.locator("#classes input").nth(1).focus()
    keys.press("Space")
    assert shown.ask("document.activeElement === document.querySelectorAll('#classes input')[1]")
    assert not shown.ask("document.activeElement.checked")
    keys.press("Space")
    # the last step has no next one, and a button that goes away leaves a neighbour
    shown.ask("netgraphMap.story(1)")
    shown.page.locator("#step-on").focus()
    for _ in range(9):
        keys.press("Enter")
    assert shown.ask("document.activeElement.id") == "step-back"
    keys.press("Escape")
    shown.ask("netgraphMap.filter({generation: 2})")
    shown.page.locator("#everybody").focus()
    keys.press("Enter")
    assert not shown.ask("document.activeElement === document.body")


def test_back_leads_to_what_was_asked_before_and_an_address_may_be_typed(
    page: Path, opened: Opener
) -> None:
    shown = opened(page)
    first, second = shown.ask("netgraphMap.ids().slice(0, 2)")

    def ask(what: str) -> None:
        shown.ask(what)
        shown.page.wait_for_timeout(STEP)

    ask(f"netgraphMap.select('{first}')")
    ask(f"netgraphMap.select('{second}')")
    ask("netgraphMap.setLayout('organizations')")
    # a zoom is no step of its own
    shown.page.mouse.move(640, 400)
    shown.page.mouse.wheel(0, -200)
    shown.page.wait_for_timeout(STEP)
    shown.page.go_back()
    shown.until("netgraphMap.view().layout !== 'organizations'")
    assert shown.ask("netgraphMap.selected()") == second
    shown.page.go_back()
    shown.until(f"netgraphMap.selected() === '{first}'")
    shown.page.go_back()
    shown.until("netgraphMap.selected() === null")
    shown.page.go_forward()
    shown.until(f"netgraphMap.selected() === '{first}'")
    shown.ask(f"location.hash = '#layout=radial&at={second}'")
    shown.until("netgraphMap.view().layout === 'radial'")
    assert shown.ask("netgraphMap.selected()") == second
    shown.page.go_back()
    shown.until(f"netgraphMap.selected() === '{first}'")


@pytest.mark.parametrize("size", [(844, 390), (932, 430), (667, 375)])
def test_a_phone_on_its_side_keeps_most_of_its_height_for_the_map(
    size: tuple[int, int], page: Path, opened: Opener
) -> None:
    shown = opened(page, *size[::-1])
    shown.ask("netgraphMap.select(netgraphMap.labels()[0])")
    shown.page.set_viewport_size({"width": size[0], "height": size[1]})
    shown.rest()
    stage, panel = (shown.page.locator(name).bounding_box() for name in ("#map", "#panel"))
    assert stage
    assert panel
    assert stage["height"] > 0.6 * size[1]
    assert stage["width"] > 0.55 * size[0]
    assert panel["x"] >= stage["x"] + stage["width"]
    assert shown.ask("document.documentElement.scrollWidth") <= size[0]
    panel_ = "document.querySelector('#panel')"
    cut = f"{panel_}.scrollWidth > {panel_}.clientWidth"
    assert not shown.ask(cut)
    # Explore opens beside the map, not on it
    shown.page.locator("#controls summary").click()
    shown.rest()
    side, stage = (shown.page.locator(name).bounding_box() for name in ("#side", "#map"))
    assert side
    assert stage
    assert side["x"] + side["width"] <= stage["x"] + 1
    assert stage["height"] > 0.6 * size[1]
