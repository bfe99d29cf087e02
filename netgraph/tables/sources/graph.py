"""GraphML and GEXF into raw tables: nodes are contacts, edges are referrals."""

from __future__ import annotations

import io
import math
import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.graph_attributes import LABEL, OWN, column_name
from netgraph.tables.cleaning.claims import guarded
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Raw, Remark
from netgraph.tables.sources.unpacking import declares_type
from netgraph.wording import with_noun
from netgraph.xml_text import HALF, from_xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx


KEPT_ID: Final = "id"
NO_DIRECTION: Final = frozenset({"undirected", "false", "0"})
"""How GEXF and GraphML say that an edge has no direction."""


def read_graph(data: bytes, label: str) -> list[Raw]:
    """Read GraphML or GEXF as contacts and referrals.

    Raises
    ------
    InputError
        If it is damaged, or declares a document type (which may unpack to anything).

    Notes
    -----
    Edges without direction are read as the file writes them, from source to target, and told.
    """
    import networkx as nx

    # entities may grow without bound, and NetworkX's parser expands them
    if declares_type(data) or b"<!DOCTYPE" in data:
        raise InputError(f"{label}: declares a document type; not read")
    graph: Any
    is_graphml = b"<graphml" in data[:4096]
    try:
        data, undirected = _directed(data, is_graphml=is_graphml)
        if is_graphml:
            # node_type=str: ids stay text, so that 007 is not 7
            graph = nx.read_graphml(io.BytesIO(data), node_type=str)
        else:
            graph = nx.read_gexf(io.BytesIO(data), node_type=str)
        _number_edges(graph, data)
    except Exception as error:  # the parsers raise whatever a damaged file makes them raise
        raise InputError(
            f"{label}: not a graph that can be read ({type(error).__name__}: {error})"
        ) from error
    # NetworkX makes an attribute of an edge's own id, which would read as a column of referrals
    for _, _, edge in graph.edges(data=True):
        edge.pop("id", None)
    graph = _with_kept_ids(graph)
    raws = []
    tables = frames_of(graph)
    for frame, unit in zip(tables, ("node", "edge"), strict=True):
        # files of graphs have no rows: nodes and edges are counted from 1 in their order
        counted = frame.set_axis(pd.RangeIndex(1, len(frame) + 1))
        told = _told_without_direction(tables, undirected) if unit == "edge" and undirected else ()
        raws.append(Raw(counted, label, unit, remarks=told))
    return raws


def _directed(data: bytes, *, is_graphml: bool) -> tuple[bytes, list[int]]:
    """Give every edge of a file the direction in which it is written.

    Returns
    -------
    The file, and the places, counted from 1, of edges that had none. NetworkX would refuse some
    beside others, and forget which end came first.
    """
    default, own = ("edgedefault", "directed") if is_graphml else ("defaultedgetype", "type")
    # most files say that they are directed, and are not opened for this
    said = b'"undirected"' in data or b"'undirected'" in data or b"directed" not in data
    if not (said or re.search(rb"""directed\s*=\s*["'](?:false|0)""", data)):
        return data, []
    from xml.etree.ElementTree import fromstring, tostring

    # entities, by which XML could grow, have been refused
    root = fromstring(data)  # noqa: S314
    places: list[int] = []
    place = 0
    for graph in (one for one in root.iter() if one.tag.rpartition("}")[2] == "graph"):
        whole = graph.get(default, "undirected")
        graph.set(default, "directed")
        for edge in (one for one in graph.iter() if one.tag.rpartition("}")[2] == "edge"):
            place += 1
            kind = edge.get(own, whole)
            if kind in NO_DIRECTION:
                places.append(place)
            # a mutual edge of GEXF is one each way
            if kind != "mutual":
                edge.attrib.pop(own, None)
    return (tostring(root, encoding="utf-8", xml_declaration=True) if places else data), places


def _told_without_direction(
    tables: tuple[pd.DataFrame, pd.DataFrame], places: Sequence[int]
) -> tuple[Remark, ...]:
    """What is told of edges that had no direction."""
    nodes, edges = tables
    ends = schema.ENDS
    ids = nodes[schema.CONTACT_ID]
    named = dict(zip(ids, nodes.get(schema.NAME, ids).fillna(ids), strict=True))
    turned = " ".join(
        f"--map {quoted(f'{end}={one}')}" for end, one in zip(ends, reversed(ends), strict=True)
    )
    first = min(places[0], len(edges))
    pair = " referred ".join(quoted(str(named[edges[end].iloc[first - 1]])) for end in ends)
    message = (
        f"{with_noun(len(places), 'edge')} of {len(edges):,} undirected, which says not who "
        "referred whom: each source is taken to have referred its target, here "
        f"{pair}; turn the edges where it was the other way, or all with {turned}"
    )
    return (Remark(schema.READ_AS, message, first, severity="warning"),)


def _with_kept_ids(graph: nx.DiGraph[Any]) -> nx.DiGraph[Any]:
    """Take back the ids of a file that igraph read and wrote again.

    It calls nodes n0, n1, … and keeps what they were called in their attribute ``id``.
    """
    import networkx as nx

    kept = {node: data.get(KEPT_ID) for node, data in graph.nodes(data=True)}
    is_numbered = all(node == f"n{place}" for place, node in enumerate(kept))
    is_whole = all(isinstance(one, str) and one for one in kept.values())
    if not kept or not is_numbered or not is_whole or len(set(kept.values())) < len(kept):
        return graph
    for _, data in graph.nodes(data=True):
        del data[KEPT_ID]
    renamed: nx.DiGraph[Any] = nx.relabel_nodes(graph, kept)
    return renamed


def _number_edges(graph: nx.DiGraph[Any], data: bytes) -> None:
    """Give edges without a row theirs of the file, as NetworkX has them node by node.

    Of undated referrals the first row says who introduced whom.
    """
    if any(schema.ROW_MARK in edge for _, _, edge in graph.edges(data=True)):
        return
    from xml.etree.ElementTree import iterparse

    # ends of an edge to its places in the file; NetworkX has parallel edges in their order
    places: dict[tuple[str, str], deque[int]] = {}
    # entities, by which XML could grow, have been refused
    for place, (_, element) in enumerate(iterparse(io.BytesIO(data)), 1):  # noqa: S314
        if element.tag.rpartition("}")[2] == "edge":
            ends = element.get("source", ""), element.get("target", "")
            places.setdefault(ends, deque()).append(place)
        element.clear()
    for u, v, edge in graph.edges(data=True):
        # a mutual edge of GEXF is two, of which the file names one
        rows = places.get((u, v)) or places.get((v, u)) or deque([0])
        edge[schema.ROW_MARK] = rows.popleft() if len(rows) > 1 else rows[0]


def frames_of(graph: nx.DiGraph[Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The nodes and edges of a directed graph as tables."""
    if not graph.is_directed():
        raise InputError(
            "the graph is undirected; a referral has a direction: "
            "give a DiGraph, referrer -> referred"
        )
    _refuse_clashes(graph)
    # a row a node and a row an edge; attributes that only some have are missing in the others
    named = any(schema.NAME in data for _, data in graph.nodes(data=True))
    contacts = _records_table(
        schema.CONTACTS_TABLE,
        (
            ({schema.CONTACT_ID: _node_text(node)}, data if named else _with_name(data))
            for node, data in graph.nodes(data=True)
        ),
    )
    ends = schema.ENDS
    # a stable sort: edges without a row of their own stay in the order of the graph, at the end
    edges = sorted(graph.edges(data=True), key=lambda edge: _row_of(edge[2]))
    referrals = _records_table(
        schema.REFERRALS_TABLE,
        (
            (
                dict(zip(ends, (_node_text(u), _node_text(v)), strict=True)),
                {n: value for n, value in data.items() if n != schema.ROW_MARK},
            )
            for u, v, data in edges
        ),
    )
    return (
        # without records there are no columns either, and the id columns are required
        contacts if len(contacts) else pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")}),
        referrals if len(referrals) else pd.DataFrame({c: pd.Series(dtype="str") for c in ends}),
    )


def _row_of(data: Mapping[Any, Any]) -> float:
    row = data.get(schema.ROW_MARK)
    return float(row) if isinstance(row, int | float) else math.inf


def _with_name(data: Mapping[Any, Any]) -> dict[Any, Any]:
    """A label is a name, unless it is said to be an id."""
    names = {schema.NAME if n == LABEL else n: v for n, v in data.items()}
    if names.pop(schema.UNNAMED_MARK, False) is True:
        names.pop(schema.NAME, None)
    return names


def _text_attributes(data: Mapping[Any, Any]) -> dict[str, Any]:
    """Attributes under the names of columns.

    Those called as an id column are left out, because the node itself is the id; and nested ones,
    which are no cells.
    """
    ids = {schema.CONTACT_ID, *schema.ENDS}
    return {
        column_name(str(n)): _node_text(v) if isinstance(v, str) else v
        for n, v in data.items()
        if str(n) not in ids and not isinstance(v, dict | list | set | tuple)
    }


def _node_text(value: object) -> str:
    """Spell a value; half of a surrogate pair, which no file can hold, is U+FFFD."""
    return from_xml_text(HALF.sub("\ufffd", str(value)))


def _refuse_clashes(graph: nx.DiGraph[Any]) -> None:
    # text to node: 1 and "1" are two nodes, but would be one contact
    seen: dict[str, object] = {}
    clashes = []
    for node in graph.nodes:
        text = _node_text(node)
        if text in seen:
            clashes.append(f"the nodes {seen[text]!r} and {node!r} have the same id {text!r}")
        seen[text] = node
    if clashes:
        raise InputError(clashes)


def _records_table(
    table: schema.Table, records: Iterable[tuple[dict[str, str], Mapping[Any, Any]]]
) -> pd.DataFrame:
    """Make a table of ids and attributes; flags stay flags where some are missing."""
    given = list(records)
    frame = pd.DataFrame.from_records([ids | _text_attributes(data) for ids, data in given])
    for name in frame.columns:
        kinds = {type(value) for value in frame[name].dropna().tolist()}
        if frame[name].isna().any() and kinds == {bool}:
            frame[name] = frame[name].astype("boolean")
    # a user's own ``date`` must not become the standard column that has this alias
    own = {column_name(str(n)) for _, data in given for n in data if str(n).startswith(OWN)}
    return guarded(frame, table, own) if own else frame
