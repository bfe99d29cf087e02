"""Frames a second of the canvas map, panned and zoomed in a headless Chromium without a GPU.

Run: python tests/benchmarks/map_frames.py [PEOPLE ...]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from map_page import MapPage, browser

import netgraph as ng

SECONDS = 5
MOVE = """new Promise((done) => {
  const { engine } = netgraphMap;
  const start = engine.view();
  const begun = performance.now();
  const stamps = [];
  const step = (now) => {
    stamps.push(now);
    const t = (performance.now() - begun) / 1000;
    if (t > SECONDS) {
      const gaps = stamps.slice(1).map((s, k) => s - stamps[k]).sort((a, b) => a - b);
      engine.setView(start);
      const rate = 1000 * gaps.length / (stamps.at(-1) - stamps[0]);
      done([rate, gaps[Math.floor(gaps.length * 0.99)]]);
      return;
    }
    const zoom = MODE === "zoom" ? 3 ** Math.sin(t * 1.5) : 1.5;
    const far = MODE === "pan" ? 300 / start.scale : 0;
    engine.setView({
      scale: start.scale * zoom,
      x: start.x + far * Math.sin(t),
      y: start.y + far * Math.cos(t) / 2
    });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
"""Pans or zooms for SECONDS: frames a second, and the 99th percentile of the gaps in ms."""
REST = """new Promise((done) => {
  const { engine } = netgraphMap;
  const start = engine.view();
  engine.setView({ ...start, scale: start.scale * 1.3 });
  const begun = performance.now();
  const look = () => {
    if (engine.sharp()) done(performance.now() - begun);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
"""Zooms once: milliseconds until the picture is sharp."""
LEAST = """new Promise((done) => {
  const { engine } = netgraphMap;
  const start = engine.view();
  const begun = performance.now();
  const copy = document.createElement("canvas");
  copy.width = engine.canvas.width;
  copy.height = engine.canvas.height;
  const context = copy.getContext("2d", { willReadFrequently: true });
  const inked = () => {
    context.drawImage(engine.canvas, 0, 0);
    const bytes = context.getImageData(0, 0, copy.width, copy.height).data;
    let dark = 0;
    for (let k = 0; k < bytes.length; k += 4) if (bytes[k] < 225) dark += 1;
    return dark;
  };
  const atRest = inked();
  let least = Infinity;
  const step = () => {
    const t = (performance.now() - begun) / 1000;
    least = Math.min(least, inked());
    if (t > 2) { engine.setView(start); done(least / atRest); return; }
    engine.setView({
      scale: start.scale * (1 + 0.1 * Math.sin(t * 3)),
      x: start.x + (40 / start.scale) * Math.sin(t * 2),
      y: start.y
    });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
"""Moves for two seconds: the least share of the ink at rest that a frame shows."""


def measure(people: int) -> dict[str, float]:
    """Numbers of one size: milliseconds, frames a second, bytes."""
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        path = ng.write_map(
            ng.simulate(people, seed=1), Path(folder) / "map.html", renderer="canvas"
        )
        shown = MapPage(chromium.new_page(viewport={"width": 1280, "height": 800}))
        begun = time.monotonic()
        shown.open(path)
        shown.until("netgraphMap.engine.sharp()")
        found = {
            "bytes": path.stat().st_size,
            "first picture, ms": 1000 * (time.monotonic() - begun),
        }
        for mode in ("pan", "zoom"):
            move = MOVE.replace("SECONDS", str(SECONDS)).replace("MODE", f'"{mode}"')
            found[f"{mode}, frames/s"], found[f"{mode}, 99th gap, ms"] = shown.ask(move)
            shown.until("netgraphMap.engine.sharp()")
        found["sharp after, ms"] = shown.ask(REST)
        shown.ask("netgraphMap.engine.fit()")
        shown.rest()
        shown.until("netgraphMap.engine.sharp()")
        found["least of the ink while moving, %"] = 100 * shown.ask(LEAST)
        return found


if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for size in map(int, sys.argv[1:] or ("1000", "20000", "100000")):
        print(size, {name: round(value) for name, value in measure(size).items()}, flush=True)
