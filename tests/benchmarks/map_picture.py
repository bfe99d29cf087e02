"""The picture in the README: ``netgraph map data/``, as a Chromium shows it.

Run ``python tests/benchmarks/map_picture.py [PICTURE]``; without a path it replaces
``notebooks/map.png``. It asks for the light theme and no motion. Fonts are those of the machine
that draws it.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from map_page import MapPage, browser

import netgraph as ng

ROOT: Final = Path(__file__).parents[2]
PICTURE: Final = ROOT / "notebooks" / "map.png"
SIZE: Final = {"width": 1280, "height": 800}
COLOURS: Final = 256
"""Enough for the page, soft edges included; with a palette the file has a third of the size."""


def draw(picture: Path) -> None:
    """Write the map of the example data and save what the page shows of it."""
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        page = Path(folder) / "map.html"
        ng.write_map(ng.read(ROOT / "data"), page)
        context = chromium.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        shown = MapPage(context.new_page()).open(page)
        shown.page.wait_for_load_state("networkidle")
        image = Image.open(io.BytesIO(shown.page.screenshot(animations="disabled")))
    # An octree keeps the rare colours (one star, few diamonds); median cut merges them into others.
    palette = image.convert("RGB").quantize(
        COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    palette.save(picture, optimize=True)


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
