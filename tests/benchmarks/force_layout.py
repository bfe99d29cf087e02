"""How much does the map's first view say, beside the same data in a force layout?

Run ``python tests/benchmarks/force_layout.py [PICTURES]``. Three real networks are placed as this
map places them and by two force layouts of NetworkX (ForceAtlas2, which Gephi is known for, and
Fruchterman and Reingold's), you included, and are drawn by the same page: the same window, dots and
rule for names, so that places and lines alone differ. With a folder the pictures are saved in it.

What is counted of each picture:

- *crossings*: pairs of drawn lines, introductions alone, that cross; lines of one person may meet.
  In brackets those of all referrals, straight, as a graph viewer draws them: the tree keeps them
  for who is chosen.
- *on others*: people whose dot lies on that of somebody else by a tenth of a radius or more.
- *named*: people whose name the page finds room for, on no dot and on no other name.
- *readable*: names on no dot and no other name where each stands below its dot, as a graph viewer
  that is asked for labels writes them.
- *in order*: of all pairs of people with different days, the share of which the later one is
  further from you on the axis that may mean time (right, or outward in a force layout); 50 % is
  what chance gives. Without dates: the same of generations.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from map_page import MapPage, browser
from real_sets import FOLDERS

import netgraph as ng
from netgraph.analysis.days import first_known
from netgraph.links import BEFORE_ALL, UNDATED

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints
    from netgraph.network import ReferralNetwork

SIZE: Final = {"width": 1440, "height": 900}
YOU: Final = "\0you"
STEPS: Final = 1_000
SEED: Final = 1
MARGIN: Final = 0.04
"""Of the window, kept free around a force layout."""
LINES: Final = """(() => {
  const { scene } = netgraphMap.engine;
  const at = new Float64Array(4096);
  const all = [];
  for (let i = 0; i < scene.count; i += 1) {
    const n = scene.trace(i, 4, at);
    all.push({ i, by: scene.by[i], path: Array.from(at.slice(0, 2 * n)) });
  }
  return all;
})()"""
DOTS: Final = """netgraphMap.ids().map((id, i) =>
  ({ ...netgraphMap.engine.at(i), reach: netgraphMap.engine.reach(i) }))"""
YOUR_PLACE: Final = """(({ engine }) => {
  const [[x, y], view, size] = [engine.scene.seeker, engine.view(), engine.size()];
  return {
    x: (x - view.x) * view.scale + size.width / 2,
    y: (y - view.y) * view.scale + size.height / 2
  };
})(netgraphMap)"""
WIDTHS: Final = """(() => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "12px system-ui, sans-serif";
  return NAMES.map((name) => pen.measureText(name).width);
})()"""


def force_places(net: ReferralNetwork, layout: str) -> dict[str, Floats]:
    """Place everybody, and you (``YOU``), by a force layout of all referrals."""
    graph = nx.Graph(net.graph)
    by = net.forest.introducer
    graph.add_edges_from((YOU, who) for who, u in zip(net.graph, by, strict=True) if u < 0)
    if layout == "ForceAtlas2":
        return nx.forceatlas2_layout(graph, max_iter=STEPS, seed=SEED)
    return nx.spring_layout(graph, iterations=STEPS, seed=SEED)


def pieces_of(lines: list[dict[str, Any]]) -> tuple[Floats, Ints]:
    """Straight pieces of lines (float64[m, 2, 2]) and whose each is (int64[m, 2])."""
    ends, whose = [], []
    for line in lines:
        path = np.array(line["path"]).reshape(-1, 2)
        ends += [path[k : k + 2] for k in range(len(path) - 1)]
        whose += [(line["i"], line["by"])] * (len(path) - 1)
    return np.array(ends), np.array(whose)


def crossings(ends: Floats, whose: Ints) -> int:
    """Count pairs of pieces that cross properly and share nobody (two of you count as nobody)."""

    def side(p: Floats, q: Floats, r: Floats) -> Floats:
        return np.sign(
            (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1])
            - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        )

    found = 0
    for k in range(len(ends) - 1):
        a, b = ends[k]
        c, d = ends[k + 1 :, 0], ends[k + 1 :, 1]
        cross = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
        # lines from you, by -1, share you
        shares = (whose[k + 1 :, :, None] == whose[k][None, None, :]).any(axis=(1, 2))
        found += int((cross & ~shares).sum())
    return found


def on_others(x: Floats, y: Floats, reach: Floats) -> int:
    """Count people whose dot lies on another's by a tenth of the smaller radius or more."""
    away = np.hypot(x[:, None] - x, y[:, None] - y)
    least = reach[:, None] + reach - 0.1 * np.minimum(reach[:, None], reach)
    on = away < least
    np.fill_diagonal(on, val=False)
    return int(on.any(axis=1).sum())


def readable(x: Floats, y: Floats, reach: Floats, width: Floats) -> int:
    """Count names below their dots that lie on no dot and on no other name."""
    left, right, top, bottom = x - width / 2, x + width / 2, y + reach + 1, y + reach + 15
    clash = (np.minimum(right[:, None], right) > np.maximum(left[:, None], left)) & (
        np.minimum(bottom[:, None], bottom) > np.maximum(top[:, None], top)
    )
    np.fill_diagonal(clash, val=False)
    east = np.maximum(np.maximum(left[:, None] - x, x - right[:, None]), 0)
    south = np.maximum(np.maximum(top[:, None] - y, y - bottom[:, None]), 0)
    on_dot = np.hypot(east, south) < reach
    np.fill_diagonal(on_dot, val=False)
    return int((~clash.any(axis=1) & ~on_dot.any(axis=1)).sum())


def in_order(place: Floats, when: Floats) -> float:
    """The share of pairs of different days of which the later is further along."""
    known = ~np.isnan(when)
    place, when = place[known], when[known]
    later = when[:, None] > when
    right = (place[:, None] > place) + 0.5 * (place[:, None] == place)
    return float(right[later].mean())


def measured(page: MapPage, net: ReferralNetwork, *, outward: bool) -> dict[str, str]:
    """What the page shows now."""
    page.rest()
    dots = page.ask(DOTS)
    x, y, reach = (np.array([dot[key] for dot in dots]) for key in ("x", "y", "reach"))
    names = ng.contacts(net)["name"].tolist()
    width = np.array(page.ask(WIDTHS.replace("NAMES", json.dumps(names))))
    # the day of the introduction, else the first that is known
    day = net.forest.arrival.astype(np.int64)
    day = np.where((day == BEFORE_ALL) | (day == UNDATED), first_known(net), day)
    known = np.where(day == UNDATED, np.nan, day.astype(np.float64))
    if np.isnan(known).all():
        known = ng.contacts(net)["generation"].to_numpy(dtype=np.float64)
    you = page.ask(YOUR_PLACE)
    along = np.hypot(x - you["x"], y - you["y"]) if outward else x
    position = {who: k for k, who in enumerate(net.graph)}
    edges = np.array([(position[u], position[v]) for u, v in net.graph.edges])
    straight = np.stack([np.column_stack([x, y])[edges[:, k]] for k in (0, 1)], axis=1)
    lines = crossings(*pieces_of(page.ask(LINES)))
    return {
        "crossings": f"{lines:,} ({crossings(straight, edges):,})",
        "on others": f"{on_others(x, y, reach)}",
        "named": f"{len(page.ask('netgraphMap.labels()'))}",
        "readable": f"{readable(x, y, reach, width)}",
        "in order": f"{in_order(along, known):.0%}",
    }


def shown_by_force(page: MapPage, net: ReferralNetwork, layout: str) -> None:
    """Put everybody where a force layout has them, as large as the window, with the same dots."""
    reach = page.ask("netgraphMap.ids().map((id, i) => netgraphMap.engine.reach(i))")
    places = force_places(net, layout)
    at = np.array([places[who] for who in [*net.graph, YOU]])
    size = page.ask("netgraphMap.engine.size()")
    window = np.array([size["width"], size["height"]])
    low, span = at.min(axis=0), np.ptp(at, axis=0)
    scale = ((1 - 2 * MARGIN) * window / span).min()
    x, y = ((at - low - span / 2) * scale).T.tolist()
    page.ask(
        f"netgraphMap.engine.setPositions(Float64Array.from({x[:-1]}), "
        f"Float64Array.from({y[:-1]}), [{x[-1]}, {y[-1]}])"
    )
    page.ask(
        f"netgraphMap.engine.setSizes(Float32Array.from({reach})"
        ".map((pixels) => pixels / netgraphMap.engine.view().scale))"
    )


def main(pictures: Path | None) -> None:
    """Print a row of the table for each network and layout."""
    print("| network | layout | crossings | on others | named | readable | in order |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder, browser() as chromium:
        for name, tables in FOLDERS.items():
            if not tables.is_dir():
                continue
            net = ng.read(tables)
            path = ng.write_map(net, Path(folder) / f"{name}.html")
            context = chromium.new_context(viewport=SIZE, reduced_motion="reduce")
            page = MapPage(context.new_page()).open(path)
            for layout in ("this map's tree", "ForceAtlas2", "Fruchterman-Reingold"):
                if layout != "this map's tree":
                    shown_by_force(page, net, layout)
                row = measured(page, net, outward=layout != "this map's tree")
                print(f"| {name}, {len(net)} | {layout} | {' | '.join(row.values())} |", flush=True)
                if pictures:
                    page.page.screenshot(path=pictures / f"{name} {layout}.png")
            context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
