"""The map of up to a few hundred people, drawn by vis-network as pyvis ships it.

``to_pyvis`` hands the same people to whoever wants to style pyvis's own page.
"""

from __future__ import annotations

import json
import math
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, cast

from netgraph import schema
from netgraph.arguments import checked
from netgraph.errors import missing_extra
from netgraph.maps import page
from netgraph.maps.document import document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyvis.network import Network

    from netgraph.network import ReferralNetwork

VIS: Final = ("lib", "vis-9.1.2", "vis-network.min.js")
VIS_SCRIPTS: Final = (*page.DRAWING, "vis/engine.js", *page.PARTS)
SEEKER: Final = "you"
VIS_SHAPES: Final = {"circle": "dot", "inverted": "triangleDown"}
"""What vis.js calls the shapes of looks, where its name is another one."""

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


@checked()
def to_pyvis(net: ReferralNetwork) -> Network:
    """Make the pyvis network of the map, to style it further or to show it by pyvis's own page.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    A directed ``pyvis.network.Network``: nodes are contact ids, with the name, place on rings,
    colour, shape and size of the map; edges are introductions, dashed ones further referrals. The
    seeker is the node ``you``. Nothing moves until physics is switched on. pyvis's own page, unlike
    ``write_map``, asks a server for Bootstrap, and escapes neither a heading nor group names.

    Raises
    ------
    MissingExtraError
        If pyvis is not installed: ``pip install '.[pyvis]'``.

    Examples
    --------
    >>> import netgraph as ng
    >>> vis = ng.to_pyvis(ng.simulate(5, seed=1))
    >>> len(vis.nodes)
    6
    """
    pyvis_class()
    drawn = document(net, renderer="pyvis")
    made = _pyvis_network(drawn)
    ids = drawn["people"][schema.CONTACT_ID]
    seeker = SEEKER
    while seeker in ids:  # a contact may be called you
        seeker += "*"
    # what nodes are called in a document, to what they are called here
    node_id: dict[int | str, str] = dict(enumerate(ids))
    node_id[SEEKER] = seeker
    for node in made.nodes:
        # vis.js takes every title for markup once one of them holds this word
        node["id"], node["title"] = node_id[node["id"]], node["title"].replace("href", "hre\u200bf")
    made.edges = _edges(drawn)
    for edge in made.edges:
        edge["from"], edge["to"] = node_id[edge["from"]], node_id[edge["to"]]
    made.node_ids = [node["id"] for node in made.nodes]
    made.node_map = {node["id"]: node for node in made.nodes}
    return made


def pyvis_class() -> type[Network]:
    """Return the class of pyvis, or say which extra brings it; asked before anything is counted."""
    # Imported late: pyvis brings networkx and IPython, and the canvas map needs neither.
    try:
        from pyvis.network import Network
    except ImportError as error:
        raise missing_extra("pyvis, which draws this map,", "pyvis") from error
    return cast("type[Network]", Network)


def _pyvis_network(document: Mapping[str, Any]) -> Network:
    """Everybody as pyvis keeps them, without edges, as the page draws lines itself.

    Lists are given whole, as adding one by one is quadratic.
    """
    net = pyvis_class()(directed=True, cdn_resources="in_line")
    net.nodes = _vis_nodes(document)
    net.set_options(json.dumps(OPTIONS))
    return net


def pyvis_page(document: Mapping[str, Any], *, title: str) -> str:
    """Write the page of a document with pyvis.

    pyvis is given a template of ours, which escapes everything, in place of its own, which asks a
    network for Bootstrap.

    Returns
    -------
    HTML that asks nobody for anything.
    """
    net = _pyvis_network(document)
    net.templateEnv = page.environment()
    # pyvis asks its environment for a template by this path; both are ours by now.
    net.path = "vis/vis.html"
    library = resources.files("pyvis").joinpath(*VIS).read_text(encoding="utf-8")
    script_texts = [library, page.scripts(*VIS_SCRIPTS, *page.further_parts(document))]
    values = page.template_values(document, title=title, script_texts=script_texts)
    net.templateEnv.globals.update(values)
    return str(net.generate_html())


def _vis_nodes(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The seeker and everybody else, as they first stand in rings."""
    people, meta = document["people"], document["meta"]
    looks, radius = meta["looks"], meta["looks"]["radius"]
    most = max(people[schema.CREDIT], default=0) or 1
    growth = radius["largest"] - radius["smallest"]
    name = meta["seeker"]
    seeker = {"id": SEEKER, "label": name, "title": name}
    nodes = [seeker | _dot(looks["seeker"], round(radius["seeker"]), 0, 0)]
    rows = zip(
        people[schema.NAME],
        people[schema.STANDING],
        people[schema.CREDIT],
        *document["layouts"]["radial"],
        strict=True,
    )
    for i, (name, standing, credit, x, y) in enumerate(rows):
        look = looks["standings"][meta["standings"][standing]]
        # areas are in step with credit, so radii with its root
        size = round(radius["smallest"] + growth * math.sqrt(credit / most), 1)
        node = {"id": i, "label": _short(name), "title": _tooltip(document, i)}
        nodes.append(node | _dot(look, size, x, y))
    return nodes


def _dot(look: Mapping[str, str], size: float, x: float, y: float) -> dict[str, Any]:
    """What vis.js needs to draw a look at a place."""
    return {
        "shape": VIS_SHAPES.get(look["shape"], look["shape"]),
        "size": size,
        "x": x,
        "y": y,
        "color": {"background": look["fill"], "border": look["edge"]},
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
    # The chain ends at a first contact, as a forest has no loops.
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
    # The vis-network of pyvis puts a title that is a str into the page as ``innerText``.
    return "\n".join(line for line in lines if line)


def _short(text: str, most: int = 28) -> str:
    flat = " ".join(text.split())
    # a long name keeps its end: family names, and what tells namesakes apart, are there
    end = most // 2
    return flat if len(flat) <= most else f"{flat[: most - 1 - end].strip()}…{flat[-end:].strip()}"
