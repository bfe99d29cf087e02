"""Networks from and to NetworkX graphs, GraphML and GEXF."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError, NetgraphError
from netgraph.privacy import is_private
from netgraph.tables.raw import Raw
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from netgraph.network import ReferralNetwork
    from netgraph.tables.linking.people import Keep

GEXF: Final = ".gexf"
GRAPHS: Final = (".graphml", GEXF)
LABEL: Final = "label"
"""What programs that draw graphs call a name."""
_HALF: Final = re.compile("[\ud800-\udfff]")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def from_networkx(
    graph: nx.DiGraph[Any],
    *,
    columns: Mapping[str, str] | None = None,
    targets: pd.DataFrame | None = None,
    aliases: pd.DataFrame | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | None = None,
    lenient: bool = False,
) -> ReferralNetwork:
    """Make a referral network of a directed graph, referrer -> referred.

    Parameters
    ----------
    graph
        Nodes become contacts, the node as text its id; node and edge attributes become columns, found by
        name and alias as in a table. Parallel edges are merged. The graph is not changed.
    columns, targets, aliases, as_of, seeker, keep, lenient
        As in ``read``.

    Raises
    ------
    InputError
        If the graph is undirected, two nodes have the same text, or its attributes cannot be read.
    """
    contacts, referrals = frames_of(graph)
    return from_frames(
        contacts,
        referrals,
        columns=columns,
        targets=targets,
        aliases=aliases,
        as_of=as_of,
        seeker=seeker,
        keep=keep,
        lenient=lenient,
    )


def frames_of(graph: nx.DiGraph[Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The nodes and edges of a directed graph as tables."""
    if not graph.is_directed():
        raise InputError(
            "the graph is undirected; a referral has a direction: give a DiGraph, referrer -> referred"
        )
    _refuse_clashes(graph)
    contacts = _table(
        {schema.CONTACT_ID: _word(node)} | _named(data) for node, data in graph.nodes(data=True)
    )
    ends = (schema.REFERRER_ID, schema.REFERRED_ID)
    referrals = _table(
        dict(zip(ends, (_word(u), _word(v)), strict=True)) | _named(data)
        for u, v, data in graph.edges(data=True)
    )
    return (
        contacts if len(contacts) else pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")}),
        referrals if len(referrals) else pd.DataFrame({c: pd.Series(dtype="str") for c in ends}),
    )


def _named(data: Mapping[Any, Any]) -> dict[str, Any]:
    """Attributes under text names; those that an id would hide are not taken for it, nested ones not for cells."""
    ids = {schema.CONTACT_ID, schema.REFERRER_ID, schema.REFERRED_ID}
    return {
        str(n): _word(v) if isinstance(v, str) else v
        for n, v in data.items()
        if str(n) not in ids and not isinstance(v, dict | list | set | tuple)
    }


def _word(value: object) -> str:
    """Spell a value; half characters, which no file can hold, are U+FFFD."""
    return _HALF.sub("\ufffd", str(value))


def _refuse_clashes(graph: nx.DiGraph[Any]) -> None:
    seen: dict[str, object] = {}
    clashes = []
    for node in graph.nodes:
        text = _word(node)
        if text in seen:
            clashes.append(f"the nodes {seen[text]!r} and {node!r} have the same id {text!r}")
        seen[text] = node
    if clashes:
        raise InputError(clashes)


def _table(records: Iterable[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame.from_records(list(records))


def graph_bytes(
    net: ReferralNetwork,
    suffix: str,
    *,
    private: bool = False,
    colors: Mapping[str, str] | None = None,
) -> bytes:
    """Write a network as GraphML or GEXF, which Gephi, yEd and Cytoscape open; ``read`` reads it back.

    Parameters
    ----------
    suffix
        ``.graphml`` or ``.gexf``.
    private
        Whether notes, e-mails and phone numbers are in it.
    colors
        Colour ``#rrggbb`` by contact id; GraphML has no place for it.

    Notes
    -----
    Dates are ISO text, what is missing is left out, names are labels. A control character, which XML cannot
    hold, becomes U+FFFD. The seeker is not in it.
    """
    import networkx as nx

    shades = colors if colors and suffix == GEXF else {}
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node, data in net.graph.nodes(data=True):
        graph.add_node(
            _xml(node), **_attributes(data, private=private), **_colour(shades.get(node))
        )
        graph.nodes[_xml(node)].setdefault(LABEL, "")
    for u, v, data in net.graph.edges(data=True):
        graph.add_edge(_xml(u), _xml(v), **_attributes(data, private=private))
    out = io.BytesIO()
    try:
        (nx.write_graphml_xml if suffix == ".graphml" else nx.write_gexf)(graph, out)
    except (nx.NetworkXException, TypeError, ValueError) as error:
        raise NetgraphError(f"the network cannot be written as {suffix}: {error}") from error
    # GEXF names the day it was written; the same network gives the same bytes
    return re.sub(rb'lastmodifieddate="[^"]*"', b'lastmodifieddate="2000-01-01"', out.getvalue())


def _attributes(data: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    kept = {n: v for n, v in data.items() if not pd.isna(v) and (private or not is_private(n))}
    plain = {n: v if isinstance(v, bool | int | float) else _xml(str(v)) for n, v in kept.items()}
    return {_xml(LABEL if name == schema.NAME else name): value for name, value in plain.items()}


def _colour(colour: str | None) -> dict[str, Any]:
    if colour is None:
        return {}
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return {"viz": {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}}


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def read_graph(data: bytes, label: str) -> list[Raw]:
    """Read GraphML or GEXF as contacts and referrals.

    Raises
    ------
    InputError
        If it is damaged, undirected, or declares a document type (which may unpack to anything).
    """
    import networkx as nx

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError(f"{label}: declares a document type; not read")
    graph: Any
    try:
        if b"<graphml" in data[:4096]:
            graph = nx.parse_graphml(data.decode("utf-8"), node_type=str)
        else:
            graph = nx.read_gexf(io.BytesIO(data), node_type=str)
    except Exception as error:  # the parsers raise whatever a damaged file makes them raise
        raise InputError(
            f"{label}: not a graph that can be read ({type(error).__name__}: {error})"
        ) from error
    for _, _, edge in graph.edges(data=True):
        edge.pop("id", None)
    raws = []
    for frame, unit in zip(frames_of(graph), ("node", "edge"), strict=True):
        counted = frame.set_axis(pd.RangeIndex(1, len(frame) + 1))
        raws.append(Raw(counted, label, unit))
    return raws
