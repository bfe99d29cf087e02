"""One page for each map library, all with the same people at the same places."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

import netgraph as ng
from netgraph.maps.document import document

VERSIONS: Final = {
    "sigma": "3.0.3",
    "graphology": "0.26.0",
    "force-graph": "1.52.0",
    "cytoscape": "3.34.4",
    "vis-network": "10.1.5",
}
PALETTE: Final = ["#0b3c6f", "#d55e00", "#56b4e9", "#8a8a8a", "#7d7d7d", "#f0b400"]
LINE: Final = "#a3a9b0"
WINDOW: Final = (1280, 800)
MARGIN: Final = 40
LEAST_DOT: Final = 0.75
"""Pixels: no dot is smaller when all people are in view, in our map neither."""
SECOND_REFERRALS_TO: Final = 2000
"""Up to so many people our map draws second referrals in a full view: so do the others."""


@dataclass(frozen=True)
class Peer:
    """A library, the files of it that go into the page, and its settings."""

    page: str
    files: tuple[str, ...]
    version: str
    options: dict[str, Any] = field(default_factory=dict)


_SIGMA = ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
_CYTOSCAPE = ("cytoscape/dist/cytoscape.min.js",)
_FORCE = ("force-graph/dist/force-graph.min.js",)
PEERS: Final = {
    "sigma": Peer("sigma.html", _SIGMA, VERSIONS["sigma"]),
    "force-graph": Peer("force_graph.html", _FORCE, VERSIONS["force-graph"], {"pointer": True}),
    "force-graph (no pointer)": Peer(
        "force_graph.html", _FORCE, VERSIONS["force-graph"], {"pointer": False}
    ),
    "cytoscape": Peer(
        "cytoscape.html", _CYTOSCAPE, VERSIONS["cytoscape"], {"texture": False, "webgl": False}
    ),
    "cytoscape (texture)": Peer(
        "cytoscape.html", _CYTOSCAPE, VERSIONS["cytoscape"], {"texture": True, "webgl": False}
    ),
    "cytoscape (webgl)": Peer(
        "cytoscape.html", _CYTOSCAPE, VERSIONS["cytoscape"], {"texture": False, "webgl": True}
    ),
    "vis-network": Peer(
        "vis_network.html",
        ("vis-network/standalone/umd/vis-network.min.js",),
        VERSIONS["vis-network"],
    ),
}
NAMES: Final = ("netgraph", *PEERS, "pyvis")


def fetch(cache: Path) -> Path:
    """Install the libraries into a folder, once; return where they are."""
    modules = cache / "node_modules"
    if not all((modules / name / "package.json").exists() for name in VERSIONS):
        cache.mkdir(parents=True, exist_ok=True)
        wanted = [f"{name}@{version}" for name, version in VERSIONS.items()]
        subprocess.run(
            ["npm", "install", "--prefix", str(cache), "--no-audit", "--no-fund", *wanted],
            check=True,
            timeout=300,
        )
    return modules


def version(name: str) -> str:
    """Tell which version of a library is measured."""
    if name in PEERS:
        return PEERS[name].version
    if name == "pyvis":
        from importlib.metadata import version as installed

        return installed("pyvis")
    return ng.__version__


def write(name: str, people: int, cache: Path, folder: Path) -> Path:
    """Write the page of one library."""
    net = ng.simulate(people, seed=1)
    path = folder / "map.html"
    if name == "netgraph":
        return ng.write_map(net, path, renderer="canvas")
    scene = _scene(document(net))
    if name == "pyvis":
        path.write_text(_pyvis(scene), encoding="utf-8")
        return path
    peer = PEERS[name]
    modules = fetch(cache)
    text = Path(__file__).with_name(peer.page).read_text(encoding="utf-8")
    library = "\n".join((modules / file).read_text(encoding="utf-8") for file in peer.files)
    parts = {
        "OPTIONS": json.dumps(peer.options),
        "DATA": json.dumps(scene),
        "LIBRARY": _inline(library),
    }
    for mark, part in parts.items():
        text = text.replace(mark, part, 1)
    path.write_text(text, encoding="utf-8")
    return path


def _inline(script: str) -> str:
    return script.replace("</script", "<\\/script")


def _scene(doc: dict[str, Any]) -> dict[str, Any]:
    """Places, sizes, colours and lines; the seeker is number 0."""
    people = doc["people"]
    x, y = (np.array([0.0, *axis]) for axis in doc["layouts"]["radial"])
    wide, high = float(np.ptp(x)), float(np.ptp(y))
    scale = min((WINDOW[0] - 2 * MARGIN) / wide, (WINDOW[1] - 2 * MARGIN) / high)
    credit = np.array(people["credit"])
    radius = np.concatenate([[18.0], 9 + 21 * np.sqrt(credit / max(credit.max(), 1e-9))])
    start = [by + 1 for by in people["introduced_by"]]
    end = list(range(1, len(start) + 1))
    if len(start) < SECOND_REFERRALS_TO:
        start += [u + 1 for u in doc["referrals"][0]]
        end += [v + 1 for v in doc["referrals"][1]]
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "radius": np.maximum(radius, LEAST_DOT / scale).round(1).tolist(),
        "colour": [len(PALETTE) - 1, *people["standing"]],
        "palette": PALETTE,
        "line": LINE,
        "from": start,
        "to": end,
        "scale": scale,
        "middle": [float(x.min() + wide / 2), float(y.min() + high / 2)],
    }


def _pyvis(scene: dict[str, Any]) -> str:
    """Write the page as an experienced user would: all nodes in one list, no physics."""
    from pyvis.network import Network

    net = Network(height=f"{WINDOW[1]}px", width="100%", cdn_resources="in_line")
    rows = zip(scene["x"], scene["y"], scene["radius"], scene["colour"], strict=True)
    net.nodes = [
        {"id": i, "shape": "dot", "x": x, "y": y, "size": r, "color": PALETTE[c]}
        for i, (x, y, r, c) in enumerate(rows)
    ]
    lines = zip(scene["from"], scene["to"], strict=True)
    net.edges = [
        {
            "from": u,
            "to": v,
            "width": 0.7 / scene["scale"],
            "color": {"color": LINE, "inherit": False},
        }
        for u, v in lines
    ]
    options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "edges": {"smooth": False},
        "interaction": {"dragNodes": False, "zoomSpeed": 0.16},
    }
    net.set_options(json.dumps(options))
    return str(net.generate_html())
