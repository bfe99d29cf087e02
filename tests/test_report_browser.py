"""The report in a real Chromium: it asks for nothing, is for everyone, and does what it says."""

from __future__ import annotations

import json
from importlib import resources
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import require
from map_page import MapPage

import netgraph as ng
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

SERIOUS = ("serious", "critical")
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
SHOWN = """[...document.querySelectorAll(
  "#table-{} tbody tr:not(.more)")].map((row) => [...row.children].map((cell) => cell.textContent))
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of the example, and of a table in which every text is hostile."""
    folder = tmp_path_factory.mktemp("reports")
    cells = {
        "Name": [f"{HOSTILE}{k}" for k in range(4)],
        "Organization": HOSTILE,
        "Source": HOSTILE,
        "Referred by": [None, f"{HOSTILE}0", f"{HOSTILE}0", f"{HOSTILE}1"],
        "Met on": ["2026-01-01", "2026-02-01", HOSTILE, None],
    }
    hostile = ng.from_frames(pd.DataFrame(cells, dtype=object), lenient=True)
    return {
        "example": ng.write_report(ng.read(example_folder()), folder / "example.html"),
        "hostile": ng.write_report(hostile, folder / "hostile.html", title=HOSTILE),
    }


@pytest.fixture(scope="module", params=[("light", 1280), ("dark", 390)], ids=["desk", "phone"])
def window(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A window of a desk and of a phone."""
    scheme, width = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context
    context.close()


def opened(window: BrowserContext, path: Path) -> MapPage:
    """A page, once its tables have their buttons."""
    shown = MapPage(window.new_page())
    shown.page.goto(path.as_uri())
    shown.until("document.querySelectorAll('thead button').length > 0")
    return shown


def said_and_asked(shown: MapPage) -> tuple[list[str], list[str]]:
    """What a page said, and what it asked for besides itself."""
    return shown.said, [url for url in shown.requests if not url.startswith(("file:", "about:"))]


@pytest.mark.parametrize("name", ["example", "hostile"])
def test_a_report_asks_for_nothing_fits_its_window_and_has_no_serious_fault(
    window: BrowserContext, pages: dict[str, Path], name: str
) -> None:
    require(find_spec("axe_playwright_python"), "axe-playwright-python")
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js")
    shown = opened(window, pages[name])
    shown.ask("document.querySelectorAll('details').forEach((one) => { one.open = true; }), 0")
    shown.ask("document.querySelector('.findings a')?.click(), 0")
    shown.ask(axe.read_text(encoding="utf-8") + "; 0")
    report: list[Any] = json.loads(
        shown.ask(
            "axe.run(document, {resultTypes: ['violations']})"
            ".then((r) => JSON.stringify([r.passes.length, r.violations]))"
        )
    )
    assert report[0] > 20  # it has looked
    found = {
        fault["id"]: [node["html"][:160] for node in fault["nodes"][:3]]
        for fault in report[1]
        if fault["impact"] in SERIOUS
    }
    assert found == {}
    assert shown.ask("document.documentElement.scrollWidth <= innerWidth")
    # the map is a page in a frame, which the rules of both pages let run
    shown.ask("document.getElementById('show-map').focus(), 0")
    shown.page.frame_locator("#map-frame iframe").locator("#counted").wait_for(state="attached")
    frame = shown.page.frames[1]
    frame.locator("#views button").first.wait_for(state="attached")
    # the button has gone while it had the focus, which is the frame's now
    assert shown.ask("document.activeElement.tagName") == "IFRAME"
    assert said_and_asked(shown) == ([], [])
    shown.page.close()


def test_tables_are_searched_and_sorted_and_findings_mark_their_rows(
    window: BrowserContext, pages: dict[str, Path]
) -> None:
    net = ng.read(example_folder())
    shown = opened(window, pages["example"])
    rows = SHOWN.format("advocates")
    first = ng.advocates(net)
    assert [row[0] for row in shown.ask(rows)] == first["name"].head(15).tolist()
    shown.ask("document.querySelector('#table-advocates .further').click(), 0")
    assert len(shown.ask(rows)) == len(first)
    # a column of numbers: largest first, then smallest
    made = "document.querySelectorAll('#table-advocates thead button')[2].click(), 0"
    shown.ask(made)
    assert [int(row[2]) for row in shown.ask(rows)] == sorted(first["referrals_made"])[::-1]
    assert shown.ask("document.querySelector('[aria-sort]').ariaSort") == "descending"
    shown.ask(made)
    assert [int(row[2]) for row in shown.ask(rows)] == sorted(first["referrals_made"])
    assert shown.ask("document.querySelector('[aria-sort]').ariaSort") == "ascending"
    shown.page.locator("#table-advocates input").fill("TAMARTOFT")
    there = first["organization"].eq("Tamartoft Freight").sum()
    assert {row[1] for row in shown.ask(rows)} == {"Tamartoft Freight"}
    assert len(shown.ask(rows)) == there
    assert shown.page.locator("#table-advocates .found").text_content() == f"{there} found"
    # a finding clears the search, goes to its table and shows whom it is about
    shown.page.get_by_role("link", name="leads to 52 of your 149").click()
    assert [row[0] for row in shown.ask(rows)] == ["Leila Dahl"]
    assert shown.ask("location.hash") == "#table-advocates"
    shown.page.locator("#table-advocates .everything").click()
    assert len(shown.ask(rows)) == len(first)
    assert len(shown.ask("[...document.querySelectorAll('.lit')].map((row) => row.id)")) == 1
    shown.page.close()


@pytest.mark.parametrize(("width", "paper"), [(794 - 106, "A4"), (816 - 106, "Letter")])
def test_no_table_is_cut_on_paper(
    chromium: Browser, pages: dict[str, Path], width: int, paper: str
) -> None:
    """Pixels of 1/96 inch between the margins of 14 mm."""
    page = chromium.new_page(viewport={"width": width, "height": 1000})
    page.emulate_media(media="print")
    for path in pages.values():
        page.goto(path.as_uri())
        page.wait_for_selector("thead button", state="attached")
        wide = page.locator(".wide, .drawing:not(.narrow)")
        for k in range(wide.count()):
            assert wide.nth(k).evaluate("(box) => box.scrollWidth <= box.clientWidth"), paper
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
