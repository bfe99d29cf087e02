"""A map opened in a real Chromium, with what it asked for and what it said."""

from __future__ import annotations

import contextlib
import json
import shutil
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

EITHER_ENGINE = ("canvas", pytest.param("pyvis", marks=pytest.mark.again))
"""The engines, for tests of what is one code around both."""
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync "
    # Two pages of a window's own, which no test shows, take a fifth of what opening a map does. The
    # last list counts, so what Playwright leaves out of pages and windows is named once more.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AimEnabled,"
    "LensOverlay,MediaRouter,OptimizationHints,PaintHolding"
).split()
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
PATIENCE = 15.0
REST = """new Promise((done) => {
  const { engine } = netgraphMap;
  const canvas = document.querySelector("#map canvas");
  let before = null;
  const look = () => {
    const now = canvas.toDataURL();
    if (now === before && (!engine.sharp || engine.sharp())) done(true);
    else setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(look)), 80);
    before = now;
  };
  look();
})"""
"""Done when the picture stays the same while labels may follow, and for two frames."""


class MapPage:
    """A page whose policy forbids eval, asked through the debugger, which it does not bind."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: self.said.append(dialog.message) or dialog.dismiss())
        self._session = page.context.new_cdp_session(page)

    def ask(self, expression: str) -> Any:
        """Give the value of an expression; an error in the page is an error here."""
        answer = self._session.send(
            "Runtime.evaluate",
            {
                "expression": expression,
                "returnByValue": True,
                "awaitPromise": True,
                "allowUnsafeEvalBlockedByCSP": True,
            },
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def until(self, expression: str) -> Any:
        """Wait until an expression is true."""
        end = time.monotonic() + PATIENCE
        while not (value := self.ask(expression)):
            assert time.monotonic() < end, f"never true: {expression}"
            self.page.wait_for_timeout(20)
        return value

    def rest(self) -> None:
        """Wait until what was asked for is drawn."""
        self.ask(REST)

    def open(self, path: Path) -> MapPage:
        """Open a map and wait until it is there."""
        self.page.goto(path.as_uri())
        self.until("!!(window.netgraphMap && window.netgraphMap.ready)")
        return self

    def place(self, contact: str) -> tuple[float, float]:
        """Where on the page a person is drawn."""
        inside = self.ask(f"netgraphMap.at({json.dumps(contact)})")
        box = self.page.locator("#map").bounding_box()
        assert box
        return box["x"] + inside["x"], box["y"] + inside["y"]


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Run a Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield running
        finally:
            running.close()
