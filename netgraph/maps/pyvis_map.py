"""The map of up to a few hundred people, drawn by vis-network as pyvis ships it."""

from __future__ import annotations

import json
import math
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.maps import page

if TYPE_CHECKING:
    from collections.abc import Mapping

VIS: Final = ("lib", "vis-9.1.2", "vis-network.min.js")
SCRIPTS: Final = (
    "page/model.js",
    "canvas/curves.js",
    "canvas/paint.js",
    "canvas/svg.js",
    "vis/engine.js",
    *page.PARTS,
)
SMALLEST: Final = 9.0
LARGEST: Final = 30.0
SEEKER: Final = "you"
LOOKS: Final = {
    schema.PRODUCTIVE: ("dot", "#0b3c6f", "#8fb4dc"),
    schema.WAITING: ("diamond", "#d55e00", "#7a3600"),
    schema.OPEN: ("triangle", "#56b4e9", "#1d6d9c"),
    schema.QUIET: ("square", "#d4d4d4", "#7d7d7d"),
    schema.CLOSED: ("triangleDown", "#ffffff", "#7d7d7d"),
}
"""Shape, fill and edge of every standing: the shape tells what the colour tells."""

OPTIONS: Final[dict[str, Any]] = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "hideEdgesOnDrag": False,
        "keyboard": False,
    },
    "nodes": {"borderWidth": 1.5, "font": {"face": "system-ui, sans-serif", "size": 13}},
    "edges": {"smooth": False, "width": 1.5, "hoverWidth": 0, "selectionWidth": 0},
    "layout": {"improvedLayout": False},
}


def pyvis_page(document: Mapping[str, Any], *, title: str) -> str:
    """Write the page of a document with pyvis.

    pyvis is given its lists whole (adding one by one is quadratic) and a template of ours, which escapes
    everything, in place of its own, which asks a network for Bootstrap.

    Returns
    -------
    HTML that asks nobody for anything.
    """
    from pyvis.network import Network

    net = Network(directed=True)
    net.nodes = _nodes(document)
    net.edges = _edges(document)
    net.set_options(json.dumps(OPTIONS))
    net.templateEnv = page.environment()
    net.path = "vis/vis.html"
    library = resources.files("pyvis").joinpath(*VIS).read_text(encoding="utf-8")
    scripts = [library, page.scripts(*SCRIPTS)]
    net.templateEnv.globals.update(page.furniture(document, title=title, scripts=scripts))
    return str(net.generate_html())


def _nodes(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    people, meta = document["people"], document["meta"]
    x, y = document["layouts"]["radial"]
    most = max(people[schema.CREDIT], default=0) or 1
    seeker = {
        "id": SEEKER,
        "label": meta["seeker"],
        "title": meta["seeker"],
        "shape": "star",
        "size": 18,
        "x": 0,
        "y": 0,
        "color": {"background": "#f0b400", "border": "#7a5b00"},
    }
    rows = zip(
        people[schema.NAME], people[schema.STANDING], people[schema.CREDIT], x, y, strict=True
    )
    return [
        seeker,
        *(
            _node(i, name, meta["standings"][standing], credit / most, at, _tooltip(document, i))
            for i, (name, standing, credit, *at) in enumerate(rows)
        ),
    ]


def _node(
    i: int, name: str, standing: str, share: float, at: list[float], title: str
) -> dict[str, Any]:
    shape, fill, edge = LOOKS[standing]
    return {
        "id": i,
        "label": _short(name),
        "title": title,
        "shape": shape,
        "size": round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(share), 1),
        "x": at[0],
        "y": at[1],
        "color": {"background": fill, "border": edge},
    }


def _edges(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    introducers = document["people"][schema.INTRODUCED_BY]
    introductions = [
        {"id": f"i{i}", "from": SEEKER if by < 0 else by, "to": i}
        for i, by in enumerate(introducers)
    ]
    second = [
        {
            "id": f"r{k}",
            "from": u,
            "to": v,
            "dashes": [3, 5],
            "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.2},
        }
        for k, (u, v) in enumerate(zip(*document["referrals"], strict=True))
    ]
    return introductions + second


def _tooltip(document: Mapping[str, Any], i: int) -> str:
    """Text, never markup: who this is and the chain that led to them."""
    people, meta = document["people"], document["meta"]
    name = people[schema.NAME]
    chain = []
    at = i
    while at >= 0:
        chain.append(_short(name[at]))
        at = people[schema.INTRODUCED_BY][at]
    employer = people[schema.ORGANIZATION][i]
    where = [people[schema.TITLE][i], document["organizations"][employer] if employer >= 0 else ""]
    lines = [
        _short(name[i], 80),
        _short(", ".join(filter(None, where)), 120),
        f"{meta['standings'][people[schema.STANDING][i]]}, credit {people[schema.CREDIT][i]:.2f}",
        " → ".join([_short(meta["seeker"]), *reversed(chain)]),
    ]
    return "\n".join(line for line in lines if line)


def _short(text: str, most: int = 28) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
