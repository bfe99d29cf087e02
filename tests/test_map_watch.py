"""The watch that measures maps catches those that cheat: blank, thinned or still on the move."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from map_page import CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = """<!DOCTYPE html><style>body { margin: 0; overflow: hidden; }</style>
<canvas width="480" height="360"></canvas><script>
const context = document.querySelector("canvas").getContext("2d");
let [x, y, scale, moving, timer] = [0, 0, 1, false, 0];
function draw() {
  context.fillStyle = "#fff";
  context.fillRect(0, 0, 480, 360);
  context.fillStyle = "#036";
  const every = moving ? EVERY : 1;
  for (let i = 0; i < 280; i += every) {
    const [column, row] = [i % 20 - 10, Math.floor(i / 20) - 7];
    const [left, top] = [240 + x + scale * column * 12, 180 + y + scale * row * 12];
    context.fillRect(left, top, 5 * scale, 5 * scale);
  }
}
function rest() { moving = false; draw(); }
function moved() {
  moving = true;
  if (!STILL) draw();
  clearTimeout(timer);
  timer = setTimeout(rest, 60);
}
addEventListener("mousemove", (e) => {
  if (!e.buttons) return;
  x += e.movementX;
  y += e.movementY;
  moved();
});
addEventListener("wheel", (e) => {
  scale *= Math.exp(-e.deltaY / 500);
  moved();
}, { passive: false });
setTimeout(draw, LATE);
</script>"""
SECONDS = 1
LATE = 0.7


@pytest.fixture(autouse=True)
def chromium(require: Callable[[object, str], None]) -> None:
    """Chromium has to be there."""
    require(CHROMIUM and find_spec("playwright"), "Chromium and playwright")


def watched(
    folder: Path, *, every: int = 1, still: bool = False, late: int = 0, motions: str = "pan"
) -> dict[str, dict[str, float]]:
    """Measure a small page that draws each ``every``-th dot while it moves."""
    page = folder / "map.html"
    text = (
        PAGE.replace("EVERY", str(every))
        .replace("STILL", str(still).lower())
        .replace("LATE", str(late))
    )
    page.write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        str(Path(__file__).with_name("map_watch.py")),
        str(page),
        str(SECONDS),
        motions,
        "small",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_honest_page_is_whole_and_quick_and_its_first_picture_is_the_whole_one(
    tmp_path: Path,
) -> None:
    found = watched(tmp_path, late=round(1000 * LATE), motions="pan,zoom")
    for motion in ("pan", "zoom"):
        assert found[motion]["whole"] == 1, found
        assert found[motion]["frames/s"] > 15, found
    assert LATE < found["first picture"] < LATE + 3.5


def test_page_that_drops_dots_while_it_moves_or_zooms_is_caught(tmp_path: Path) -> None:
    found = watched(tmp_path, every=4, motions="pan,zoom")
    for motion in ("pan", "zoom"):
        assert found[motion]["whole"] < 0.5, found
    assert found["pan"]["sharp"] > 0, found


def test_page_that_is_blank_while_it_moves_is_caught(tmp_path: Path) -> None:
    found = watched(tmp_path, every=900)["pan"]
    assert found["whole"] < 0.5, found
    assert found["sharp"] > 0, found


def test_page_that_stands_still_until_rest_has_no_frames(tmp_path: Path) -> None:
    assert watched(tmp_path, still=True)["pan"]["frames/s"] < 10
