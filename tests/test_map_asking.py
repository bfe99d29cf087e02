"""What the map's page can be asked, in a real Chromium: asserted by what it then shows or saves."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from map_page import EITHER_ENGINE, MapPage
from test_map import HOSTILE, hostile

import netgraph as ng
from netgraph import schema
from netgraph.analysis.days import first_known
from netgraph.maps.write import write_map
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

    Opener = Callable[..., MapPage]

ENGINES = ("pyvis", "canvas")
INKED = """(() => {
  const canvas = document.querySelector("#map canvas");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, copy.width, copy.height);
  let dark = 0;
  for (let k = 0; k < data.length; k += 4) if (data[k] < 150 && data[k + 3] > 100) dark += 1;
  return dark;
})()"""
"""How many pixels are dark: lit people and lines, not faded ones."""


@pytest.fixture(scope="module")
def example() -> ReferralNetwork:
    """The example search of 150 people."""
    return ng.read(example_folder())


@pytest.fixture(scope="module", params=EITHER_ENGINE)
def page(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    example: ReferralNetwork,
) -> Path:
    """The map of the example, by each engine."""
    folder = tmp_path_factory.mktemp("asking")
    return write_map(example, folder / "map.html", renderer=request.param, include=["field"])


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opener]:
    """Open a page; it says nothing and asks for nothing but itself."""
    pages: list[tuple[MapPage, str]] = []

    def open_(
        path: Path, *, fragment: str = "", width: int = 1280, height: int = 800, **options: object
    ) -> MapPage:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            accept_downloads=True,
            **options,
        )
        shown = MapPage(context.new_page())
        shown.page.goto(path.as_uri() + fragment)
        shown.until("!!(window.netgraphMap && window.netgraphMap.ready)")
        pages.append((shown, path.as_uri() + fragment))
        return shown

    yield open_
    for shown, address in pages:
        assert shown.said == []
        assert {
            request.split("#")[0] for request in shown.requests if not request.startswith("blob:")
        } == {address.split("#")[0]}
        shown.page.context.close()


def test_a_question_at_one_click_lights_its_people_and_lists_them(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page)
    shown.until("document.querySelectorAll('#views button').length === 3")
    shown.rest()
    whole = shown.ask(INKED)
    dead = ng.dead_ends(example)
    counts = {
        "keep_warm": len(ng.keep_warm(example)),
        "dead_ends": len(dead),
        "single_threaded": int(ng.organizations(example)[schema.ONLY_THROUGH].notna().sum()),
    }
    for name, count in counts.items():
        button = shown.page.locator(f"#views [data-view={name}]")
        said = f"{count:,}"
        if name == "dead_ends":
            alone = ng.summary(example).counts["dead_end_people"]
            said = f"{count} branches, {alone} people alone"
        assert button.locator(".count").inner_text() == said
        button.click()
        shown.rest()
        assert button.get_attribute("aria-pressed") == "true"
        assert shown.page.locator("#panel .found li").count() == min(count, 40)
        assert shown.ask(INKED) < whole
    shown.page.locator("#views [data-view=dead_ends]").click()
    first = shown.page.locator("#panel .found li").first.inner_text()
    assert dead[schema.NAME].iloc[0] in first
    assert f"{dead[schema.SIZE].iloc[0]} p" in first
    shown.page.keyboard.press("Escape")
    shown.rest()
    assert not shown.page.locator("#panel").is_visible()
    assert shown.ask(INKED) == pytest.approx(whole, rel=0.02)


def test_what_if_somebody_goes_cold_dims_all_that_is_only_through_them(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page)
    table = ng.contacts(example).sort_values(schema.EXCLUSIVE_REACH, ascending=False).head(3)
    for row in table.itertuples():
        lost = shown.ask(f"netgraphMap.whatIf({json.dumps(row.contact_id)})")
        left = set(example.without([row.contact_id]).links.ids)
        assert set(lost) == set(example.links.ids) - left - {row.contact_id}
        assert len(lost) == row.exclusive_reach
        said = shown.page.locator("#panel .what-if p").inner_text()
        assert f"{row.exclusive_reach} people and {row.exclusive_organizations} org" in said
    button = shown.page.locator("#panel .what-if button")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert shown.page.locator("#panel .what-if p").count() == 0


def test_the_slider_shows_the_search_as_it_was_known(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page)
    known = first_known(example)
    days = sorted(day for day in known.tolist() if abs(day) < 10**6)
    middle = days[len(days) // 2]
    iso = shown.ask(f"new Date({middle} * 864e5).toISOString().slice(0, 10)")
    shown.rest()
    whole = shown.ask(INKED)
    shown.ask(f"netgraphMap.setDate({json.dumps(iso)})")
    shown.rest()
    there = shown.ask("netgraphMap.visible().length")
    undated = sum(abs(day) >= 10**6 for day in known.tolist())
    assert undated
    assert there == sum(day <= middle for day in days)
    assert shown.ask(INKED) < whole
    assert iso in shown.page.locator("#day").inner_text()
    shown.page.locator("#date").focus()
    shown.page.keyboard.press("Home")
    assert shown.ask("netgraphMap.visible().length") < there
    shown.page.locator("#play").click()
    shown.until("netgraphMap.visible().length > 5")
    shown.page.locator("#play").click()
    shown.page.locator("#date").focus()
    shown.page.keyboard.press("End")
    assert shown.ask("netgraphMap.visible().length") == len(example)


def test_filters_keep_the_chains_to_whom_they_show(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page)
    table = ng.contacts(example)
    shown.page.locator("#from-generation").fill("3")
    shown.page.locator("#to-generation").fill("4")
    shown.page.keyboard.press("Tab")
    wanted = table[table[schema.GENERATION].between(3, 4)]
    assert set(shown.ask("netgraphMap.visible()")) == set(wanted[schema.CONTACT_ID])
    words = shown.page.locator("#shown").inner_text()
    assert words.startswith(f"{len(wanted)} of {len(table)} people")
    assert "steps of their chains" in words
    shown.page.locator("#everybody").click()
    assert shown.ask("netgraphMap.visible().length") == len(table)
    largest = table[schema.ORGANIZATION].value_counts().index[0]
    shown.page.locator("#by-organization").fill(largest.upper())
    shown.page.keyboard.press("Tab")
    assert (
        shown.ask("netgraphMap.visible().length") == (table[schema.ORGANIZATION] == largest).sum()
    )
    shown.page.locator("#by-organization").fill("no such place")
    shown.page.keyboard.press("Tab")
    assert shown.ask("netgraphMap.visible()") == []
    shown.ask("netgraphMap.filter({standing: ['open', 'waiting'], from: '2026-03-01'})")
    assert 0 < shown.ask("netgraphMap.visible().length") < len(table)
    shown.ask("netgraphMap.filter()")
    assert shown.ask("netgraphMap.visible().length") == len(table)


def test_colour_and_size_by_any_column_and_the_legend_follows(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page)
    picture = "document.querySelector('#map canvas').toDataURL()"
    seen = {shown.ask(picture)}
    for column in ("generation", "source", "organization", "field"):
        shown.page.locator("#colour").select_option(column)
        shown.rest()
        seen.add(shown.ask(picture))
        counts = [
            int(t.replace(",", "")) for t in shown.page.locator("#classes .count").all_inner_texts()
        ]
        assert sum(counts) == len(example)
        assert len(counts) <= 12
    for column in ("reach", "exclusive_reach"):
        shown.page.locator("#size").select_option(column)
        shown.rest()
        seen.add(shown.ask(picture))
    assert len(seen) == 7
    shown.page.locator("#colour").select_option("generation")
    shown.page.locator("#classes label", has_text="generation 2").click()
    second = (ng.contacts(example)[schema.GENERATION] == 2).sum()
    assert shown.ask("netgraphMap.visible().length") == len(example) - second


def test_the_view_comes_back_from_its_address(page: Path, opened: Opener) -> None:
    shown = opened(page)
    shown.ask("netgraphMap.setLayout('timeline')")
    shown.ask("netgraphMap.colourBy('generation')")
    shown.ask("netgraphMap.sizeBy('reach')")
    shown.ask("netgraphMap.filter({standing: ['productive', 'open']})")
    shown.ask("netgraphMap.setDate('2026-06-01')")
    shown.ask("netgraphMap.select(netgraphMap.visible()[3])")
    before = shown.ask("netgraphMap.view()")
    shown.until(f"location.hash === {json.dumps('#' + before['fragment'])}")
    again = opened(page, fragment=shown.ask("location.hash"))
    after = again.ask("netgraphMap.view()")
    assert after == before
    assert set(again.ask("netgraphMap.visible()")) == set(shown.ask("netgraphMap.visible()"))


def test_the_window_comes_back_from_its_address(page: Path, opened: Opener) -> None:
    shown = opened(page)
    view = shown.ask("netgraphMap.engine.view()")
    nearer = {"x": view["x"] + 40, "y": view["y"] - 25, "scale": view["scale"] * 1.7}
    shown.ask(f"netgraphMap.engine.setView({json.dumps(nearer)})")
    shown.rest()
    again = opened(page, fragment="#" + shown.ask("netgraphMap.view().fragment"))
    again.rest()
    after = again.ask("netgraphMap.engine.view()")
    assert after == pytest.approx(nearer, rel=1e-3)


def test_an_opened_organization_has_an_address(
    page: Path, opened: Opener, example: ng.ReferralNetwork
) -> None:
    name = ng.organizations(example)[schema.ORGANIZATION].iloc[0]
    shown = opened(page)
    shown.ask(f"netgraphMap.openOrganization({json.dumps(name)})")
    again = opened(page, fragment="#" + shown.ask("netgraphMap.view().fragment"))
    assert again.page.locator("#panel h2").inner_text() == name
    assert again.ask("netgraphMap.lit()") == shown.ask("netgraphMap.lit()") != []


@pytest.mark.parametrize(
    "fragment",
    [
        "#at=<img src=x onerror=window.hit=1>&layout=__proto__",
        "#view=1e999~NaN~-1&date=9999-99-99",
        "#" + "hide=standing~x&" * 3000,
    ],
)
def test_a_hostile_address_is_harmless(page: Path, opened: Opener, fragment: str) -> None:
    shown = opened(page, fragment=quote(fragment, safe="#&=~%"))
    assert shown.ask("window.hit") is None
    assert shown.ask("netgraphMap.visible().length") == 150
    assert shown.ask("netgraphMap.selected()") is None


def test_the_view_is_saved_as_picture_and_the_people_as_table(
    page: Path, opened: Opener, tmp_path: Path, example: ReferralNetwork
) -> None:
    shown = opened(page)
    shown.rest()
    kept = {}
    for kind in ("svg", "png", "csv"):
        with shown.page.expect_download() as waiting:
            shown.page.locator(f"#save-{kind}").click()
        waiting.value.save_as(tmp_path / f"view.{kind}")
        kept[kind] = (tmp_path / f"view.{kind}").read_bytes()
    assert kept["png"].startswith(b"\x89PNG")
    ET.fromstring(kept["svg"])  # noqa: S314 - our own
    rows = list(csv.DictReader(io.StringIO(kept["csv"].decode("utf-8-sig"))))
    assert [row["contact_id"] for row in rows[:3]] == ng.advocates(example, top=3)[
        schema.CONTACT_ID
    ].tolist()
    assert len(rows) == len(example)
    reach = dict(
        zip(
            ng.contacts(example)[schema.CONTACT_ID], ng.contacts(example)[schema.REACH], strict=True
        )
    )
    assert {row["contact_id"]: int(row["reach"]) for row in rows} == reach


def test_everything_is_done_by_keyboard_alone(page: Path, opened: Opener) -> None:
    shown = opened(page)
    shown.until("document.querySelectorAll('#views button').length === 3")
    reached = []
    for _ in range(60):
        shown.page.keyboard.press("Tab")
        reached.append(
            shown.ask(
                "(({ id, dataset, tagName }) => id || dataset.view || dataset.layout || tagName)"
                "(document.activeElement)"
            )
        )
        if reached[-1] == "date":
            break
    wanted = {
        "search",
        "tree",
        "radial",
        "fit",
        "as-table",
        "map",
        "keep_warm",
        "dead_ends",
        "size",
        "colour",
        "save-csv",
        "play",
        "date",
    }
    assert wanted <= set(reached)
    outline = shown.ask("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("a")
    shown.page.keyboard.press("Enter")
    assert shown.ask("netgraphMap.selected()")
    shown.page.keyboard.press("Escape")  # leaves the search
    shown.page.locator("#map").focus()
    shown.page.keyboard.press("Escape")
    assert shown.ask("netgraphMap.selected()") is None
    shown.page.locator("#views [data-view=keep_warm]").focus()
    shown.page.keyboard.press("Enter")
    assert shown.page.locator("#panel h2").inner_text() == "Keep warm"


def test_an_organization_found_by_search_lights_its_people(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page)
    name = (
        ng.organizations(example)
        .sort_values(schema.CONTACTS, ascending=False)[schema.ORGANIZATION]
        .iloc[0]
    )
    shown.page.locator("#search").fill(name)
    shown.page.locator("#suggestions li", has_text="organization").first.dispatch_event("mousedown")
    assert shown.page.locator("#panel h2").inner_text() == name
    assert (
        shown.page.locator("#panel h3:text-is('People') + .people button").count()
        == (ng.contacts(example)[schema.ORGANIZATION] == name).sum()
    )


def test_on_a_small_screen_the_controls_are_put_away(page: Path, opened: Opener) -> None:
    shown = opened(page, width=390, height=844)
    assert not shown.page.locator("#size").is_visible()
    shown.page.locator("#controls summary").click()
    assert shown.page.locator("#size").is_visible()
    assert shown.ask("document.documentElement.scrollWidth <= 390")
    shown.page.locator("#controls summary").click()
    shown.ask("netgraphMap.select(netgraphMap.ids()[0])")
    box = shown.page.locator("#panel").bounding_box()
    assert box
    assert box["width"] <= 390


@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_text_stays_text_wherever_it_is_shown_or_saved(
    engine: str, opened: Opener, tmp_path: Path
) -> None:
    path = write_map(hostile(), tmp_path / "hostile.html", renderer=engine, include=["notes"])
    shown = opened(path)
    ids = shown.ask("netgraphMap.ids()")
    for column in ("organization", "source", "notes"):
        if column in shown.ask(
            "[...document.querySelector('#colour').options].map((o) => o.value)"
        ):
            shown.page.locator("#colour").select_option(column)
    for view in ("keep_warm", "dead_ends", "single_threaded"):
        shown.ask(f"netgraphMap.show({json.dumps(view)})")
    for one in ids:
        shown.ask(f"netgraphMap.whatIf({json.dumps(one)})")
    shown.page.locator("#search").fill(HOSTILE[0][:6])
    shown.rest()
    ET.fromstring(shown.ask("netgraphMap.engine.toSVG()"))  # noqa: S314 - our own
    rows = list(csv.reader(io.StringIO(shown.ask("netgraphMap.csv()"))))
    assert len({len(row) for row in rows}) == 1
    assert not [
        cell
        for row in rows
        for cell in row
        if cell[:1] in tuple("=+-@\t") and not cell[1:2].isdigit()
    ]
    assert shown.ask("window.hit") is None
    assert (
        shown.ask("document.querySelectorAll('main img, main script, main svg [onload]').length")
        == 0
    )
    shown.ask("netgraphMap.select(netgraphMap.ids()[0])")
    fragment = shown.ask("'#' + netgraphMap.view().fragment")
    again = opened(path, fragment=fragment)
    assert again.ask("netgraphMap.selected()") == ids[0]
    assert again.ask("window.hit") is None


@pytest.mark.parametrize("people", [5_000, 100_000])
def test_many_people_are_asked_at_the_pace_of_a_hand(
    people: int, opened: Opener, tmp_path: Path
) -> None:
    net = ng.simulate(people, seed=2)
    path = write_map(net, tmp_path / "map.html")
    shown = opened(path)
    shown.until("netgraphMap.engine.sharp()")
    top = ng.advocates(net, top=1)[schema.CONTACT_ID].iloc[0]
    lost = ng.contacts(net).set_index(schema.CONTACT_ID).loc[top, schema.EXCLUSIVE_REACH]
    assert shown.ask(f"netgraphMap.whatIf({json.dumps(top)}).length") == lost
    shown.rest()
    shown.until("netgraphMap.engine.sharp()")
    shown.ask("netgraphMap.filter({standing: ['productive']})")
    made = (ng.contacts(net)[schema.STANDING] == schema.PRODUCTIVE).sum()
    assert shown.ask("netgraphMap.visible().length") == made
    shown.ask("netgraphMap.filter()")
    shown.ask("netgraphMap.show('dead_ends')")
    assert (
        shown.page.locator("#views [data-view=dead_ends] .count").inner_text()
        == f"{len(ng.dead_ends(net)):,} branches, {ng.summary(net).counts['dead_end_people']:,} "
        "people alone"
    )
    shown.ask("netgraphMap.colourBy('organization')")
    shown.ask("netgraphMap.sizeBy('reach')")
    shown.ask("netgraphMap.clear()")
    shown.rest()
    shown.until("netgraphMap.engine.sharp()")
    assert shown.ask(INKED) > 1_000


WITHOUT_SENSE = (
    "setLayout('toString')",
    "setLayout('__proto__')",
    "show('constructor')",
    "setDate('2026-02-31')",
    "filter({standing: 'nonsense'})",
    "filter({from: 'x'})",
    "filter({generation: 'x'})",
    "colourBy('nothing')",
    "sizeBy('name')",
    "select('nobody at all')",
    "story(9)",
    "story('1')",
)


def test_what_makes_no_sense_is_refused_and_changes_nothing(page: Path, opened: Opener) -> None:
    shown = opened(page)
    before = shown.ask("netgraphMap.view()")
    for wrong in WITHOUT_SENSE:
        said = shown.ask(
            f"(() => {{ try {{ netgraphMap.{wrong}; return ''; }} "
            "catch (e) { return e.message; } })()"
        )
        assert said.startswith("no "), wrong
        assert shown.ask("netgraphMap.view()") == before, wrong


def test_the_table_leaves_room_for_what_it_opens(page: Path, opened: Opener) -> None:
    shown = opened(page)
    shown.page.locator("#as-table").click()
    shown.page.locator("#table tbody button").first.click()
    for part in ("#panel h2", "#views button", "#classes label"):
        box = shown.page.locator(part).first.bounding_box()
        assert box
        at = f"document.elementFromPoint({box['x'] + 5}, {box['y'] + box['height'] / 2})"
        assert shown.ask(f"!!{at}.closest({json.dumps(part.split(' ')[0])})"), part


def test_three_findings_are_said_first_and_each_lights_whom_it_is_about(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page)
    found = {one.sentence: one for one in ng.findings(example)}
    said = shown.page.locator("#findings > *").all_inner_texts()
    assert len(said) == 3
    assert set(said) <= found.keys()
    assert [one["sentence"] for one in shown.ask("netgraphMap.findings()")] == list(found)
    for k, sentence in enumerate(said):
        button = shown.page.locator("#findings > button").nth(k)
        button.click()
        shown.rest()
        assert button.get_attribute("aria-pressed") == "true"
        assert shown.page.locator("#panel h2").inner_text() == sentence
        lit = shown.ask("netgraphMap.lit()")
        assert set(found[sentence].contact_ids) <= set(lit)
        size = shown.ask("netgraphMap.engine.size()")
        for at in shown.ask("netgraphMap.lit().map(netgraphMap.at)"):
            assert 0 < at["x"] < size["width"]
            assert 0 < at["y"] < size["height"]
        again = opened(page, fragment="#" + shown.ask("netgraphMap.view().fragment"))
        assert again.ask("netgraphMap.lit()") == lit
    button.click()
    assert shown.ask("netgraphMap.lit()") == []
    assert not shown.page.locator("#panel").is_visible()


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_panel_covers_nobody(page: Path, opened: Opener, width: int) -> None:
    shown = opened(page, width=width, height=844)
    shown.ask("netgraphMap.select(netgraphMap.ids()[5])")
    shown.rest()
    assert shown.page.locator("#panel").is_visible()
    panel = shown.page.locator("#panel").bounding_box()
    stage = shown.page.locator("#stage").bounding_box()
    assert panel
    assert stage
    beside = panel["x"] >= stage["x"] + stage["width"] - 1
    assert beside or panel["y"] >= stage["y"] + stage["height"] - 1
    assert shown.ask("document.documentElement.scrollWidth") <= width
    for at in shown.ask("netgraphMap.lit().map(netgraphMap.at)"):
        assert 0 < at["x"] < stage["width"]
        assert 0 < at["y"] < stage["height"]
    # from the map it is at most three steps to the panel: vis-network has a stop of its own
    shown.page.locator("#map").focus()
    for _ in range(3):
        shown.page.keyboard.press("Tab")
        if shown.ask("!!document.activeElement.closest('#panel')"):
            break
    else:
        pytest.fail("the panel is too far")


def test_who_would_be_lost_is_lit_named_and_listed(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page, width=1440, height=900)
    table = ng.contacts(example).set_index(schema.CONTACT_ID)
    one = table[schema.EXCLUSIVE_REACH].between(8, 30)
    who = table.index[one][0]
    lost = set(shown.ask(f"netgraphMap.whatIf({json.dumps(who)})"))
    shown.rest()
    assert lost <= set(shown.ask("netgraphMap.lit()"))
    assert lost <= set(shown.ask("netgraphMap.labels()"))
    listed = shown.page.locator("#panel .people").all_inner_texts()
    assert all(str(table.loc[i, schema.NAME]) in "\n".join(listed) for i in list(lost)[:5])


def test_a_story_is_told_in_steps_that_have_an_address_each(
    page: Path, opened: Opener, example: ReferralNetwork
) -> None:
    shown = opened(page, width=1440, height=900)
    shown.page.locator("#tell").click()
    steps = []
    while True:
        shown.rest()
        steps.append(shown.page.locator("#step").inner_text().split(": ", 1)[1])
        lit = shown.ask("netgraphMap.lit()")
        assert lit
        size = shown.ask("netgraphMap.engine.size()")
        for at in shown.ask("netgraphMap.lit().map(netgraphMap.at)"):
            assert 0 < at["x"] < size["width"]
            assert 0 < at["y"] < size["height"]
        again = opened(page, fragment="#" + shown.ask("netgraphMap.view().fragment"))
        assert again.page.locator("#step").inner_text().endswith(steps[-1])
        assert again.ask("netgraphMap.lit()") == lit
        if shown.page.locator("#step-on").is_disabled():
            break
        shown.page.keyboard.press("ArrowRight")
    table = ng.contacts(example)
    hub = table.sort_values(schema.EXCLUSIVE_REACH, ascending=False, kind="stable").iloc[0]
    assert steps[2] == f"What hangs on {hub[schema.NAME]}"
    assert steps[3:] == ["Dead ends", "Keep warm", "New since 2026-08-10", "This week"]
    week = ng.agenda(example)
    due = week.loc[week[schema.WHEN] == schema.THIS_WEEK, schema.CONTACT_ID].iloc[:10]
    assert lit == due.tolist()
    shown.page.keyboard.press("ArrowLeft")
    assert "New since" in shown.page.locator("#step").inner_text()
    assert set(shown.ask("netgraphMap.lit()")) == {
        row["contact_id"]
        for row in ng.changes(example, since="2026-08-10").to_dict("records")
        if row["change"] == schema.NEW_CONTACT
    }
    assert shown.ask("netgraphMap.story(1)") == steps[0]
    shown.page.locator("#tell").click()
    assert not shown.page.locator("#story").is_visible()
    assert shown.ask("netgraphMap.lit()") == []
