"""What is new between two days, on the map's page and on paper, in a real Chromium."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from map_page import EITHER_ENGINE, MapPage
from test_map import HOSTILE

import netgraph as ng
from netgraph import schema
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from netgraph.network import ReferralNetwork

SVG = "{http://www.w3.org/2000/svg}"
SPANS = (("2026-08-31", None), ("2026-08-12", "2026-08-31"), ("2026-02-03", "2026-05-02"))


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
    folder = tmp_path_factory.mktemp("since")
    return ng.write_map(example, folder / "map.html", renderer=request.param)


def opened(chromium: Browser, path: Path, fragment: str = "", **options: object) -> MapPage:
    """Open a map where nothing moves by itself."""
    size = {"width": 1280, "height": 800} | {k: options.pop(k) for k in ("width",) if k in options}
    context = chromium.new_context(viewport=size, reduced_motion="reduce", **options)
    shown = MapPage(context.new_page())
    shown.page.goto(path.as_uri() + fragment)
    shown.until("!!(window.netgraphMap && window.netgraphMap.ready)")
    return shown


def test_a_span_lists_what_changes_answers_and_lights_who_is_new(
    chromium: Browser, page: Path, example: ReferralNetwork
) -> None:
    shown = opened(chromium, page)
    for since, until in SPANS:
        found = shown.ask(f"netgraphMap.since({json.dumps(since)}, {json.dumps(until)})")
        assert found["from"] <= since
        assert found["to"] >= (until or "2026-09-07")
        answer = ng.changes(example.as_of(found["to"]), since=found["from"])
        rows = answer.astype("str").fillna("")
        for column in (schema.DATE, schema.CHANGE, schema.CONTACT_ID, schema.NAME, schema.THROUGH):
            assert [row[column] or "" for row in found["changes"]] == rows[column].tolist()
        new = rows[rows[schema.CHANGE] == schema.NEW_CONTACT][schema.CONTACT_ID]
        assert set(shown.ask("netgraphMap.lit()")) == set(new)
        said = shown.page.locator("#panel").inner_text()
        assert f"{len(new)} new contact" in said
        assert found["from"] in said
        counts = answer[schema.CHANGE].value_counts()
        terms = shown.page.locator("#panel dl").inner_text().split("\n")
        for change, count in counts.items():
            at = terms.index(str(change).replace("_", " "))
            assert terms[at + 1] == str(count)
        # all of them are within the window
        places = shown.ask("netgraphMap.lit().map(netgraphMap.at)")
        box = shown.page.locator("#map").bounding_box()
        assert box
        assert all(0 <= at["x"] <= box["width"] and 0 <= at["y"] <= box["height"] for at in places)
    assert shown.ask("netgraphMap.since(null)") is None
    assert shown.ask("netgraphMap.lit()") == []
    assert not shown.page.locator("#panel").is_visible()
    assert shown.said == []


def test_both_handles_are_moved_by_keys_and_by_hand(chromium: Browser, page: Path) -> None:
    shown = opened(chromium, page)
    first, last = shown.page.locator("#since"), shown.page.locator("#date")
    first.focus()
    shown.page.keyboard.press("End")  # as near to the other as it may come
    assert int(first.input_value()) == int(last.input_value()) - 1
    assert "New since 2026-08-31" in shown.page.locator("#panel h2").inner_text()
    last.focus()
    shown.page.keyboard.press("ArrowLeft")
    assert int(first.input_value()) == int(last.input_value()) - 1
    shown.page.keyboard.press("Escape")
    assert first.input_value() == "0"
    assert first.get_attribute("aria-valuetext") == "the beginning"
    # a hand anywhere on the track takes the nearer handle
    track = shown.page.locator("#track").bounding_box()
    assert track
    assert track["height"] >= 40
    middle = track["y"] + 8
    shown.page.mouse.click(track["x"] + 0.8 * track["width"], middle)
    at = int(last.input_value())
    assert at == pytest.approx(0.8 * int(last.get_attribute("max") or 0), abs=1.5)
    shown.page.mouse.move(track["x"] + 0.1 * track["width"], middle)
    shown.page.mouse.down()
    shown.page.mouse.move(track["x"] + 0.3 * track["width"], middle, steps=4)
    shown.page.mouse.up()
    assert int(last.input_value()) == at
    assert int(first.input_value()) > 5
    fragment = shown.ask("netgraphMap.view().fragment")
    again = opened(chromium, page, f"#{fragment}")
    assert again.page.locator("#since").input_value() == first.input_value()
    assert again.ask("netgraphMap.lit()") == shown.ask("netgraphMap.lit()")
    heading = "document.querySelector('#panel h2').textContent"
    assert again.ask(heading) == shown.ask(heading)


def test_a_person_of_the_list_is_shown_and_then_the_list_again(
    chromium: Browser, page: Path
) -> None:
    shown = opened(chromium, page)
    shown.ask("netgraphMap.since('2026-08-20')")
    heading = shown.page.locator("#panel h2")
    before = heading.inner_text()
    shown.page.locator("#panel .found button").first.click()
    assert shown.ask("netgraphMap.selected()")
    shown.page.locator("#panel .close").click()
    assert heading.inner_text() == before
    shown.page.locator("#panel .close").click()
    assert not shown.page.locator("#panel").is_visible()


def test_wrong_spans_are_refused_and_hostile_addresses_passed_over(
    chromium: Browser, page: Path
) -> None:
    shown = opened(chromium, page, "#since=<img>&date=2026-99-01")
    assert shown.ask("netgraphMap.lit()") == []
    for wrong in ("'yesterday'", "'2026-05-01', '2026-04-01'", "'2026-05-01', '2026-05-01'"):
        refused = "(() => { try { netgraphMap.since(%s); } catch (e) { return e.message; } })()"
        assert shown.ask(refused % wrong)
    # far away days are the ends of the slider
    shown.ask("netgraphMap.since('1900-01-01', '1900-01-02')")
    assert int(shown.page.locator("#date").input_value()) == 1


def test_a_search_of_one_day_or_none_has_no_slider(chromium: Browser, tmp_path: Path) -> None:
    people = pd.DataFrame({"contact_id": ["a", "b"], "met_on": ["2026-01-05", "2026-01-05"]})
    links = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    for name, table in (("day", people), ("none", people[["contact_id"]])):
        net = ng.from_frames(table, links)
        shown = opened(chromium, ng.write_map(net, tmp_path / f"{name}.html"))
        assert not shown.page.locator("#time").is_visible()
        asked = (
            "(() => { try { netgraphMap.since('2026-01-01'); } catch (e) { return e.message; } })()"
        )
        assert shown.ask(asked) == "no dates"
        assert shown.said == []


def test_of_many_people_the_page_says_how_many_are_new_and_which_command_lists(
    chromium: Browser, tmp_path: Path
) -> None:
    net = ng.simulate(1_200, seed=3)
    shown = opened(chromium, ng.write_map(net, tmp_path / "many.html"))
    day = (net.as_of_date - pd.Timedelta(days=60)).date()
    found = shown.ask(f"netgraphMap.since('{day}')")
    assert found["changes"] is None
    answer = ng.changes(net, since=found["from"])
    new = int((answer[schema.CHANGE] == schema.NEW_CONTACT).sum())
    said = shown.page.locator("#panel").inner_text()
    assert f"{new:,} new contacts" in said
    assert f"netgraph changes TABLES --since {found['from']}" in said


def test_the_sheet_has_the_answer_the_names_the_key_and_the_day(
    chromium: Browser, page: Path, example: ReferralNetwork
) -> None:
    shown = opened(chromium, page, color_scheme="dark", accept_downloads=True)

    def saved(kind: str) -> bytes:
        with shown.page.expect_download() as waiting:
            shown.page.locator(f"#save-{kind}").evaluate("(one) => one.click()")
        return waiting.value.path().read_bytes()

    def words() -> list[str]:
        root = ET.fromstring(saved("svg"))  # noqa: S314 - our own
        return [one.text or "" for one in root.iter(f"{SVG}text")]

    texts = words()
    sentence = ng.findings(example)[0].sentence
    heading = " ".join(texts[:3])
    assert heading.startswith(sentence[:60])
    assert any("150 contacts" in one and "as of 2026-09-07" in one for one in texts)
    assert not any("redacted" in one for one in texts)
    top = ng.advocates(example, top=10)[schema.NAME]
    assert set(top) <= set(texts)
    for gloss in ("productive: referred somebody (40)", "You", "introduced"):
        assert gloss in texts
    # on paper it is light, whatever the screen
    assert b"#16191d" not in saved("svg")
    shown.ask("netgraphMap.since('2026-08-31')")
    assert words()[0] == "New since 2026-08-31"
    shown.ask("netgraphMap.show('keep_warm')")
    assert words()[0] == f"Keep warm: {len(ng.keep_warm(example))}"
    # the finding that tells of what is asked, where there is one
    shown.ask("netgraphMap.show('dead_ends')")
    told = next(one for one in ng.findings(example) if one.question == "dead-ends")
    assert " ".join(words()[:2]).startswith(told.sentence[:60])
    # and a step of the story that asks it
    assert shown.ask("netgraphMap.story(4)") == "Dead ends"
    assert " ".join(words()[:2]).startswith(told.sentence[:60])
    assert shown.ask("netgraphMap.story(1)") == words()[0] == "How it began"
    shown.ask("netgraphMap.story(null)")
    # what no hand can do on paper, and whom no disc shows, is not explained there
    shown.ask("netgraphMap.since(null); netgraphMap.setLayout('organizations')")
    texts = words()
    assert "organizations by their people" in texts
    assert not any("click" in one or one.startswith("productive") for one in texts)
    picture = saved("png")
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 2800
    assert shown.said == []


@pytest.mark.parametrize("paper", ["A4", "A3", "Letter"])
@pytest.mark.parametrize("way", ["upright", "wide"])
def test_a_map_is_one_page_of_any_paper(
    chromium: Browser, page: Path, paper: str, way: str
) -> None:
    shown = opened(chromium, page)
    for size in (390, 1280):
        shown.page.set_viewport_size({"width": size, "height": 800})
        printed = shown.page.pdf(format=paper, landscape=way == "wide", print_background=True)
        assert printed.count(b"/Type /Page\n") == 1
    # what was drawn for the paper is gone again, but for what is seen
    shown.until("document.querySelector('#poster').childElementCount === 0")


def test_both_engines_print_the_same_sheets(
    chromium: Browser, example: ReferralNetwork, tmp_path: Path
) -> None:
    sheets = []
    for renderer in ("canvas", "pyvis"):
        path = ng.write_map(example, tmp_path / f"{renderer}.html", renderer=renderer)
        shown = opened(chromium, path)
        shown.ask("netgraphMap.show('dead_ends'); dispatchEvent(new Event('beforeprint'))")
        sheets.append(shown.ask("document.querySelector('#poster').innerHTML"))
        shown.ask("dispatchEvent(new Event('afterprint'))")
    assert sheets[0].count("<svg") == 4  # upright and wide, each with its map
    assert sheets[0] == sheets[1]


def test_a_table_is_printed_with_all_its_rows(chromium: Browser, tmp_path: Path) -> None:
    net = ng.simulate(1_300, seed=3)
    shown = opened(chromium, ng.write_map(net, tmp_path / "many.html"))
    shown.page.locator("#as-table").click()
    rows = "document.querySelectorAll('#table tbody tr').length"
    assert shown.ask(rows) == 1_000
    shown.ask(f"addEventListener('beforeprint', () => {{ document.title = String({rows}); }}); 0")
    printed = shown.page.pdf(format="A4")
    assert shown.ask("document.title") == "1300"
    assert printed.count(b"/Type /Page\n") > 20
    shown.until(f"{rows} === 1000")


def test_hostile_text_stays_text_on_paper_and_in_lists(chromium: Browser, tmp_path: Path) -> None:
    ids = [f"p{k}" for k in range(len(HOSTILE))]
    people = pd.DataFrame(
        {
            "contact_id": ids,
            "name": list(HOSTILE),
            "organization": list(HOSTILE),
            "met_on": [f"2026-01-{k + 1:02}" for k in range(len(ids))],
        }
    )
    links = pd.DataFrame({"referrer_id": ids[:-1], "referred_id": ids[1:]})
    net = ng.from_frames(people, links, lenient=True)
    title = HOSTILE[0] + "&amp;" + HOSTILE[1]
    shown = opened(chromium, ng.write_map(net, tmp_path / "map.html", title=title))
    found = shown.ask("netgraphMap.since('2026-01-01')")
    assert len(found["changes"]) > 10
    for state in ("0", "netgraphMap.whatIf('p0')", "netgraphMap.story(1)"):
        shown.ask(state)
        with shown.page.expect_download() as waiting:
            shown.page.locator("#save-svg").evaluate("(one) => one.click()")
        root = ET.fromstring(waiting.value.path().read_bytes())  # noqa: S314 - our own
        tags = {one.tag.removeprefix(SVG) for one in root.iter()}
        assert tags <= set("svg title rect path g circle polygon text".split())
        shown.page.pdf()
    assert shown.ask("window.hit") is None
    assert shown.said == []


def test_a_redacted_map_says_so_on_paper(chromium: Browser, tmp_path: Path) -> None:
    net = ng.redact(ng.read(example_folder()), "names", key="secret")
    shown = opened(chromium, ng.write_map(net, tmp_path / "map.html"))
    with shown.page.expect_download() as waiting:
        shown.page.locator("#save-svg").evaluate("(one) => one.click()")
    assert b"redacted: pseudonyms stand for names" in waiting.value.path().read_bytes()
