"""What the page asks of its engines, in a real Chromium: morphs, sizes, colours, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from benchmarks.map_frames import LEAST
from map_page import MapPage
from test_map import HOSTILE, hostile

import netgraph as ng

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"
SIZES = (150, 5_000, 100_000)
PIXELS = """(() => {
  const canvas = document.querySelector("#map canvas");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext("2d");
  context.fillStyle = "#fbfbf9";
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  let [red, inked] = [0, 0];
  for (let k = 0; k < data.length; k += 4) {
    if (data[k] < 225) inked += 1;
    if (data[k] > 180 && data[k + 1] < 60 && data[k + 2] < 60) red += 1;
  }
  return { red, inked };
})()"""
LEAST_INKED_ON_THE_WAY = """new Promise((done) => {
  const began = performance.now();
  let [least, frames] = [Infinity, 0];
  const look = () => {
    least = Math.min(least, PIXELS.inked);
    frames += 1;
    if (performance.now() - began < 1500) setTimeout(look, 30); else done({ least, frames });
  };
  netgraphMap.setLayout("timeline");
  look();
})""".replace("PIXELS", PIXELS)
RED = "[['#e01010', '#e01010']]"


@pytest.fixture(scope="module", params=SIZES)
def shown(
    request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
):
    """A made-up search of each size on the canvas."""
    path = tmp_path_factory.mktemp("engines") / "map.html"
    ng.write_map(ng.simulate(request.param, seed=2), path, renderer="canvas")
    page = MapPage(chromium.new_page(viewport={"width": 1000, "height": 700})).open(path)
    page.until("netgraphMap.engine.sharp()")
    yield page
    assert page.said == []
    page.page.close()


@pytest.fixture
def small(chromium: Browser, tmp_path: Path) -> Iterator[MapPage]:
    """A made-up search of 80 people drawn by pyvis."""
    path = ng.write_map(ng.simulate(80, seed=2), tmp_path / "map.html", renderer="pyvis")
    page = MapPage(chromium.new_page(viewport={"width": 1000, "height": 700})).open(path)
    yield page
    assert page.said == []
    page.page.close()


def parsed(svg: str) -> ET.Element:
    """A picture as a strict parser reads it."""
    return ET.fromstring(svg)  # noqa: S314 - our own writing, without entities


def dots(svg: str) -> int:
    """How many people a picture holds."""
    group = parsed(svg).find(f".//{SVG}g[@class='people']")
    assert group is not None
    return len(group)


def test_a_morph_is_never_blank_and_ends_sharp(shown: MapPage):
    before = shown.ask(PIXELS)["inked"]
    way = shown.ask(LEAST_INKED_ON_THE_WAY)
    assert way["frames"] > 5
    assert way["least"] > min(300, before / 10)
    shown.until("netgraphMap.engine.sharp()")
    shown.ask("netgraphMap.setLayout('radial')")
    shown.until("netgraphMap.engine.sharp()")


def test_what_moves_is_the_whole_picture(shown: MapPage):
    shown.until("netgraphMap.engine.sharp()")
    assert shown.ask(LEAST) > 0.5


def test_an_svg_of_the_whole_map_holds_everybody(shown: MapPage):
    assert dots(shown.ask("netgraphMap.engine.toSVG()")) == shown.ask("netgraphMap.size")


def test_colours_are_on_the_screen_and_go_again(shown: MapPage):
    assert shown.ask(PIXELS)["red"] == 0
    shown.ask(
        f"netgraphMap.engine.setColours({{of: new Uint8Array(netgraphMap.size), colours: {RED}}})"
    )
    shown.until(f"netgraphMap.engine.sharp() && {PIXELS}.red > 300")
    shown.ask("netgraphMap.engine.setColours(null)")
    shown.until(f"netgraphMap.engine.sharp() && {PIXELS}.red === 0")


def test_larger_sizes_ink_more(shown: MapPage):
    before = shown.ask(PIXELS)["inked"]
    large = "new Float32Array(netgraphMap.size).fill(12 / netgraphMap.engine.view().scale)"
    shown.ask(f"netgraphMap.engine.setSizes({large})")
    shown.until(f"netgraphMap.engine.sharp() && {PIXELS}.inked > 1.3 * {before}")
    shown.ask("netgraphMap.engine.setSizes(null)")
    shown.until(f"netgraphMap.engine.sharp() && {PIXELS}.inked < 1.1 * {before}")


def test_pyvis_takes_sizes_colours_and_morphs_too(small: MapPage):
    assert dots(small.ask("netgraphMap.engine.toSVG()")) == 80
    small.ask(
        f"netgraphMap.engine.setColours({{of: new Uint8Array(80), colours: {RED}}}), "
        "netgraphMap.engine.setSizes(new Float32Array(80).fill(25))"
    )
    small.until(f"{PIXELS}.red > 2000")
    assert small.ask(LEAST_INKED_ON_THE_WAY)["least"] > 300


@pytest.mark.parametrize("engine", ["pyvis", "canvas"])
def test_a_picture_of_hostile_text_is_well_formed_and_runs_nothing(
    chromium: Browser, tmp_path: Path, engine: str
):
    path = ng.write_map(hostile(), tmp_path / "map.html", renderer=engine, title=HOSTILE[0])
    page = MapPage(chromium.new_page(viewport={"width": 1000, "height": 700})).open(path)
    svg = page.ask("netgraphMap.engine.toSVG()")
    assert dots(svg) == len(HOSTILE)
    names = {title.text for title in parsed(svg).iter(f"{SVG}title")}
    assert HOSTILE[1] in names
    assert not {element.tag for element in parsed(svg).iter()} & {f"{SVG}script", f"{SVG}img"}
    page.page.close()
