"""The map as people use it, in a real Chromium: what is asserted is what is then on the screen."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from conftest import CONTACTS, REFERRALS
from map_page import MapPage
from test_map import HOSTILE, hostile

import netgraph as ng
from netgraph.glossary import TERMS
from netgraph.maps.write import write_map

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

ENGINES = ("pyvis", "canvas")


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each of the renderers."""
    return str(request.param)


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Path:
    r"""Maps of the search of ``conftest`` and of hostile text.

    ann (friend) -> ben -> dan -> fay        eve (event), no reply
        \-> cho ----^  ben ------^
    """
    folder = tmp_path_factory.mktemp("maps")
    (folder / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (folder / "referrals.csv").write_text(REFERRALS, encoding="utf-8")
    write_map(ng.read(folder), folder / "search.html", renderer=engine)
    write_map(
        hostile(), folder / "hostile.html", renderer=engine, title=HOSTILE[0], include=["notes"]
    )
    return folder


@pytest.fixture
def shown(chromium: Browser, maps: Path) -> Iterator[MapPage]:
    """The map of the search, opened."""
    context = chromium.new_context(viewport={"width": 1000, "height": 700}, reduced_motion="reduce")
    page = MapPage(context.new_page()).open(maps / "search.html")
    yield page
    assert page.said == []
    assert page.requests == [(maps / "search.html").as_uri()]
    context.close()


@pytest.mark.smoke
def test_the_map_asks_for_nothing_and_says_nothing(shown: MapPage):
    assert shown.ask("netgraphMap.size") == 6
    assert shown.ask("document.querySelectorAll('canvas').length") > 0
    shown.rest()  # and stays silent; asserted when the page closes


FIRST = """(() => {
  const set = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  const { drawImage } = CanvasRenderingContext2D.prototype;
  window.steps = [];
  Object.defineProperty(HTMLCanvasElement.prototype, "width", {
    get: set.get,
    set(value) {
      if (this.isConnected) window.steps.push("size");
      set.set.call(this, value);
    }
  });
  CanvasRenderingContext2D.prototype.drawImage = function (...all) {
    if (this.canvas.isConnected) window.steps.push("picture");
    return drawImage.apply(this, all);
  };
})()"""
"""Keeps what becomes of the canvas in the page: it has a size set, or shows a picture."""


def test_the_first_picture_has_the_size_of_the_window_and_is_not_drawn_again(
    chromium: Browser, tmp_path: Path
):
    path = write_map(ng.simulate(3000, seed=1), tmp_path / "map.html", renderer="canvas")
    context = chromium.new_context(viewport={"width": 1000, "height": 700})
    page = MapPage(context.new_page())
    page.page.add_init_script(FIRST)
    page.open(path).rest()
    steps = page.ask("steps")
    # a size set later would throw away the picture that is there
    assert "size" not in steps[steps.index("picture") :]
    assert len(page.ask("netgraphMap.labels()")) >= 10
    context.close()


def test_what_is_hidden_takes_no_room_however_it_is_laid_out(shown: MapPage):
    hidden = shown.page.locator("[hidden]")
    assert hidden.count() > 5
    # the field that shows one student alone is for maps of several students
    assert shown.page.locator("#of-student[hidden]").count() == 1
    assert [one.get_attribute("id") for one in hidden.all() if one.is_visible()] == []


@pytest.mark.parametrize("layout", ["tree", "radial"])
def test_every_label_of_a_small_map_is_there(shown: MapPage, layout: str):
    shown.ask(f"netgraphMap.setLayout('{layout}')")
    shown.rest()
    assert sorted(shown.ask("netgraphMap.labels()")) == ["ann", "ben", "cho", "dan", "eve", "fay"]


@pytest.mark.smoke
def test_a_click_on_a_person_shows_the_chain_that_led_to_them(shown: MapPage):
    shown.page.mouse.click(*shown.place("dan"))
    shown.until("netgraphMap.selected() === 'dan'")
    chain = shown.page.locator("#panel .chain").inner_text().split("→")
    assert [step.strip() for step in chain] == ["You", "Ann Ahn", "Ben Bly", "Dan Day"]


def test_words_of_the_panel_the_table_and_the_legend_say_what_they_mean(shown: MapPage):
    shown.page.mouse.click(*shown.place("dan"))
    shown.until("netgraphMap.selected() === 'dan'")
    for word, term in (("Credit", "credit"), ("Reach", "reach"), ("Generation", "generation")):
        label = shown.page.locator("#panel dt", has_text=re.compile(f"^{word}$"))
        assert label.get_attribute("title") == TERMS[term]
    lost = shown.page.locator("#panel dt", has_text="People only through them")
    assert lost.get_attribute("title") == TERMS["only through"]
    shown.page.locator("#as-table").click()
    heads = shown.page.locator("#table th[title]").all_inner_texts()
    assert heads == ["Standing", "Introduced by", "Generation", "Reach", "Credit"]
    options = shown.ask("[...document.querySelectorAll('#size option')].map((o) => o.title)")
    assert options.count(TERMS["only through"]) == 2
    assert TERMS["chance"] in options


def test_a_click_on_nothing_puts_the_panel_away(shown: MapPage):
    shown.ask("netgraphMap.select('dan')")
    box = shown.page.locator("#map").bounding_box()
    shown.page.mouse.click(box["x"] + 4, box["y"] + 4)
    shown.until("netgraphMap.selected() === null")
    assert not shown.page.locator("#panel").is_visible()


def test_search_finds_organizations_before_their_people_and_enter_takes_the_first(shown: MapPage):
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("ceda")
    said = shown.page.locator("#suggestions li").all_inner_texts()
    assert said[0].startswith("Cedar")
    assert said[1].startswith("Dan Day")
    shown.page.keyboard.press("Enter")
    assert shown.page.locator("#panel h2").inner_text() == "Cedar"
    assert "dan" in shown.ask("netgraphMap.lit()")


@pytest.mark.parametrize("typed", ["Annn Ahn", "Anm ahn", "Ann Anh"])
def test_search_forgives_a_slip(shown: MapPage, typed: str):
    shown.page.locator("#search").fill(typed)
    shown.page.keyboard.press("Enter")
    assert shown.ask("netgraphMap.selected()") == "ann"


def test_a_filter_that_nobody_fits_says_so(shown: MapPage):
    assert not shown.page.locator("#nobody").is_visible()
    shown.ask("netgraphMap.filter({generation: 9})")
    assert shown.page.locator("#nobody").inner_text() == "Nobody fits these filters."
    shown.ask("netgraphMap.filter()")
    assert not shown.page.locator("#nobody").is_visible()


def test_the_legend_says_all_that_is_drawn_in_a_fixed_order(shown: MapPage):
    shown.page.locator("#classes label").first.wait_for()
    rows = shown.page.locator("#classes .class").all_inner_texts()
    standings = ["productive", "waiting", "open", "quiet", "closed"]
    assert [row.split(":")[0] for row in rows] == [
        name for name in standings if any(row.startswith(name) for row in rows)
    ]
    assert len(rows) >= 3
    said = shown.page.locator("#key").inner_text().splitlines()
    assert said[:2] == ["size: credit", "introduced"]
    assert any(row.startswith("also referred") for row in said)
    shown.page.locator("[data-layout=radial]").click()
    shown.ask("netgraphMap.colourBy('organization')")
    said = shown.page.locator("#key").inner_text().splitlines()
    assert "a generation" in said
    assert "productive: referred somebody" in said  # shapes, whatever the colours say


def test_the_table_sorts_by_any_column_and_links_introducers(shown: MapPage):
    shown.page.locator("#as-table").click()
    names = "#table tbody td:first-child"
    assert shown.page.locator(names).first.inner_text() == "Ann Ahn"
    assert shown.page.locator("#table th[aria-sort]").inner_text() == "Credit"
    shown.page.locator("#table th button", has_text="Name").click()
    everybody = shown.page.locator(names).all_inner_texts()
    assert everybody == sorted(everybody)
    shown.page.locator("#table th button", has_text="Name").click()
    assert shown.page.locator(names).all_inner_texts() == everybody[::-1]
    assert shown.page.locator("#table th[aria-sort]").get_attribute("aria-sort") == "descending"
    shown.page.locator("#table th button", has_text="Introduced by").click()
    assert shown.page.locator("#table tbody tr").last.inner_text().startswith("Eve")
    shown.page.locator("#table tbody td:nth-child(4) button", has_text="Dan Day").click()
    assert shown.ask("netgraphMap.selected()") == "dan"


def test_search_says_when_there_is_nobody(shown: MapPage):
    shown.page.locator("#search").fill("zzz")
    assert "nobody" in shown.page.locator("#suggestions").inner_text()


def test_the_legend_hides_who_is_unticked(shown: MapPage):
    shown.page.locator("#legend label", has_text="referred somebody").click()
    left = shown.ask("netgraphMap.visible()")
    assert set(left) == {"eve", "fay"}
    shown.page.locator("#legend label", has_text="referred somebody").click()
    assert len(shown.ask("netgraphMap.visible()")) == 6


def test_arrows_move_along_introductions(shown: MapPage):
    shown.page.locator("#map").focus()
    walk = []
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        shown.page.keyboard.press(key)
        walk.append(shown.ask("netgraphMap.selected()"))
    assert walk == ["ann", "ben", "cho", "ben", "dan", "ben"]
    shown.page.keyboard.press("Escape")
    assert shown.ask("netgraphMap.selected()") is None


def test_the_table_lists_everybody_on_the_map(shown: MapPage):
    shown.page.locator("#as-table").click()
    assert shown.page.locator("#table tbody tr").count() == 6
    shown.page.locator("#table td:first-child button", has_text="Ben Bly").click()
    assert shown.ask("netgraphMap.selected()") == "ben"


def test_the_tree_comes_first_and_puts_those_known_later_to_the_right(shown: MapPage):
    assert shown.page.locator("#layouts [aria-pressed=true]").inner_text() == "Tree"
    assert not shown.page.locator("[data-layout=timeline]").is_visible()
    shown.rest()
    across = [shown.place(who)[0] for who in ("ann", "ben", "dan", "fay")]
    assert across == sorted(across)


def test_somebody_is_moved_by_the_mouse_and_stays_there_in_the_address(
    shown: MapPage, chromium: Browser, maps: Path, engine: str
):
    shown.rest()
    # vis-network lets the hand go some pixels before it takes it for a drag
    slip = 16 if engine == "pyvis" else 4
    x, y = shown.place("dan")
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x - 30, y + 40, steps=4)
    shown.page.mouse.move(x - 60, y + 90, steps=4)
    shown.page.mouse.up()
    shown.rest()
    assert shown.place("dan") == pytest.approx((x - 60, y + 90), abs=slip)
    assert shown.ask("netgraphMap.selected()") is None
    fragment = shown.ask("netgraphMap.view().fragment")
    assert "moved=tree" in fragment
    # a window of another size has them at the same share of it
    context = chromium.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
    again = MapPage(context.new_page())
    again.page.goto(f"{(maps / 'search.html').as_uri()}#{fragment}")
    again.until("!!(window.netgraphMap && window.netgraphMap.ready)")
    again.rest()
    wide, narrow = (
        MapPage.ask(p, "[netgraphMap.at('dan').x / document.querySelector('#map').clientWidth][0]")
        for p in (shown, again)
    )
    assert narrow == pytest.approx(wide, abs=0.02)
    again.page.locator("#replace").click()
    again.rest()
    assert "moved" not in again.ask("netgraphMap.view().fragment")
    assert not again.page.locator("#replace").is_visible()
    assert again.said == []
    context.close()


def test_fit_brings_everybody_back_into_the_window(shown: MapPage):
    shown.page.mouse.move(500, 400)
    for _ in range(8):
        shown.page.mouse.wheel(0, -400)
    shown.page.locator("#fit").click()
    shown.rest()
    for who in ("ann", "ben", "cho", "dan", "eve", "fay"):
        x, y = shown.place(who)
        assert 0 < x < 1000
        assert 0 < y < 700


def test_hostile_text_runs_nothing_and_is_shown_as_it_is(chromium: Browser, maps: Path):
    context = chromium.new_context(viewport={"width": 900, "height": 700})
    page = MapPage(context.new_page()).open(maps / "hostile.html")
    # a zero byte, which no table can hold, is its sign from reading on
    for k, text in enumerate(text.replace("\0", "\u2400") for text in HOSTILE):
        page.ask(f"netgraphMap.select({json.dumps(page.ask('netgraphMap.ids()')[k])})")
        assert page.page.locator("#panel h2").count() == 1
        page.page.mouse.move(*page.place(page.ask("netgraphMap.ids()")[k]))
        assert page.ask("document.querySelector('#panel dd:last-of-type').textContent") == text
    page.page.locator("#search").fill("script")
    page.page.locator("#as-table").click()
    page.rest()
    assert page.ask("window.hit") is None
    assert page.ask("document.querySelectorAll('main img, main script').length") == 0
    assert page.said == []
    assert page.requests == [(maps / "hostile.html").as_uri()]
    context.close()


def test_a_notebook_shows_the_same_page_in_a_frame(
    chromium: Browser, search: ReferralNetwork, tmp_path: Path
):
    page = tmp_path / "notebook.html"
    page.write_text(ng.show_map(search, renderer="canvas")._repr_html_(), encoding="utf-8")
    shown = MapPage(chromium.new_page())
    shown.page.goto(page.as_uri())
    frame = shown.page.frame_locator("iframe")
    frame.locator("#legend label").first.wait_for()
    assert frame.locator("#counted").inner_text().startswith("6 contacts")
    assert shown.said == []


@pytest.mark.parametrize(
    ("kind", "start"), [("csv", b"\xef\xbb\xbf"), ("svg", b"<svg"), ("png", b"\x89PNG")]
)
def test_save_works_inside_the_frame_of_a_notebook(
    chromium: Browser, search: ReferralNetwork, tmp_path: Path, kind: str, start: bytes
):
    page = tmp_path / "notebook.html"
    page.write_text(ng.show_map(search, renderer="canvas")._repr_html_(), encoding="utf-8")
    shown = MapPage(chromium.new_page(accept_downloads=True))
    shown.page.goto(page.as_uri())
    frame = shown.page.frame_locator("iframe")
    frame.locator("#legend label").first.wait_for()
    frame.locator("details:has(#save-csv)").evaluate("(one) => { one.open = true; }")
    with shown.page.expect_download() as waiting:
        frame.locator(f"#save-{kind}").click()
    waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    saved = (tmp_path / f"referral-map.{kind}").read_bytes()
    assert saved.startswith(start)
    assert kind == "png" or b"Dan Day" in saved
    assert shown.said == []


def test_five_thousand_people_are_drawn_moved_and_drawn_sharp_again(
    chromium: Browser, tmp_path: Path
):
    path = ng.write_map(ng.simulate(5_000, seed=2), tmp_path / "map.html")
    shown = MapPage(chromium.new_page(viewport={"width": 1000, "height": 700})).open(path)
    shown.until("netgraphMap.engine.sharp()")
    inked = """(() => {
      const { canvas } = netgraphMap.engine;
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let dark = 0;
      for (let k = 0; k < data.length; k += 4) if (data[k] < 200) dark += 1;
      return dark;
    })()"""
    before = shown.ask("netgraphMap.engine.view().scale")
    shown.page.mouse.move(500, 400)
    shown.page.mouse.wheel(0, -600)
    shown.until(f"netgraphMap.engine.view().scale > {before} * 1.5 && netgraphMap.engine.sharp()")
    assert shown.said == []
    assert shown.ask(inked) > 1_000
