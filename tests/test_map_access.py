"""The map is for everyone: what axe-core finds wrong with it, in every state that it can be in."""

from __future__ import annotations

import json
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from conftest import require
from map_page import MapPage

import netgraph as ng
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SERIOUS = ("serious", "critical")
STATES = {
    "as it opens": [],
    "a person": ["netgraphMap.select(netgraphMap.ids()[3])"],
    "what if": ["netgraphMap.whatIf(netgraphMap.ids()[0])"],
    "dead ends": ["netgraphMap.show('dead_ends')"],
    "coloured": ["netgraphMap.colourBy('organization')", "netgraphMap.show('keep_warm')"],
    "table": ["document.querySelector('#as-table').click()"],
    "searching": [
        "document.querySelector('#search').value = 'a'",
        "document.querySelector('#search').dispatchEvent(new Event('input'))",
    ],
    "a day": [
        "netgraphMap.setDate('2026-05-01')",
        "document.querySelector('#controls').open = true",
    ],
    "a finding": ["document.querySelector('#findings button').click()"],
    "since": ["netgraphMap.since('2026-07-01')"],
    "the story": ["netgraphMap.story(1)"],
    "what hangs on one, told": ["netgraphMap.story(3)"],
}
AS_OPENED = """
netgraphMap.story(null);
netgraphMap.since(null);
netgraphMap.clear();
netgraphMap.setDate(null);
netgraphMap.colourBy("standing");
for (const one of document.querySelectorAll("#as-table[aria-pressed=true]")) one.click();
document.querySelector("#search").value = "";
document.querySelector("#search").dispatchEvent(new Event("input"));
document.querySelector("#controls").open = CONTROLS;
netgraphMap.view().fragment"""
"""Back from any of these states, and the address, which is empty then."""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    require(find_spec("axe_playwright_python"), "axe-playwright-python")
    return (
        resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The map of the example, by each engine."""
    folder = tmp_path_factory.mktemp("access")
    net = ng.read(example_folder())
    return {
        name: ng.write_map(net, folder / f"{name}.html", renderer=name)
        for name in ("pyvis", "canvas")
    }


ALOUD = """[...document.querySelectorAll("[aria-live], [role=status], [role=alert], output")]
  .map((one) => [one.id, one.textContent, one.closest("#panel") || one.querySelector("button")])
  .map(([id, text, within]) => [id, text, within !== null])"""
"""What a screen reader reads as soon as it changes: its id, its text, is it part of the panel."""


def test_readers_are_told_one_short_line_and_not_the_whole_panel(
    chromium: Browser, pages: dict[str, Path]
):
    shown = MapPage(chromium.new_context(reduced_motion="reduce").new_page()).open(pages["canvas"])
    said = {}
    for state, steps in STATES.items():
        shown.ask("netgraphMap.story(null); netgraphMap.since(null); netgraphMap.clear()")
        for step in steps:
            shown.ask(step)
        for name, text, within in shown.ask(ALOUD):
            assert not within, name
            assert len(text) < 160, (state, name)
            said[state, name] = text
    assert said["as it opens", "said"] == ""
    lost = shown.ask("netgraphMap.whatIf(netgraphMap.ids()[0]).length")
    name = shown.page.locator("#panel h2").text_content()
    assert said["what if", "said"].startswith(f"{name}: Out of reach without them: {lost} ")
    assert said["dead ends", "said"].startswith("Dead ends: ")
    assert said["dead ends", "said"].endswith(" people lit")
    # a step of the story is said once
    assert said["the story", "said"] == ""
    assert said["the story", "step"].startswith("1 of ")
    shown.page.context.close()


@pytest.mark.parametrize(
    ("engine", "width", "scheme"),
    [
        ("canvas", 1280, "light"),
        ("canvas", 1280, "dark"),
        ("canvas", 390, "light"),
        ("pyvis", 1280, "light"),
    ],
)
def test_axe_finds_no_serious_fault(
    chromium: Browser, axe: str, pages: dict[str, Path], engine: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    found = {}
    # the other engine draws another picture; what stands around it is the same page
    states = STATES if engine == "canvas" else dict([*STATES.items()][:2])
    shown = MapPage(context.new_page()).open(pages[engine])
    shown.until("document.querySelectorAll('#views button').length === 3")
    shown.ask(axe + "; 0")
    opened = json.dumps(shown.ask("document.querySelector('#controls').open"))
    for state, steps in states.items():
        assert shown.ask(AS_OPENED.replace("CONTROLS", opened)) == ""
        for step in steps:
            shown.ask(step)
        report = json.loads(
            shown.ask(
                "axe.run(document, {resultTypes: ['violations']})"
                ".then((r) => JSON.stringify([r.passes.length, r.violations]))"
            )
        )
        assert report[0] > 20  # it has looked
        for fault in report[1]:
            if fault["impact"] in SERIOUS:
                found[state, fault["id"]] = [node["html"][:160] for node in fault["nodes"][:3]]
    context.close()
    assert found == {}
