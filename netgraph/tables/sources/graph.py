"""GraphML and GEXF into raw tables: nodes are contacts, edges are referrals."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.raw import Raw
from netgraph.tables.sources.unpacking import declares_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

_HALF: Final = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which is no character alone."""


def read_graph(data: bytes, label: str) -> list[Raw]:
    """Read GraphML or GEXF as contacts and referrals.

    Raises
    ------
    InputError
        If it is damaged, undirected, or declares a document type (which may unpack to anything).
    """
    import networkx as nx

    # entities may grow without bound, and NetworkX's parser expands them
    if declares_type(data) or b"<!DOCTYPE" in data:
        raise InputError(f"{label}: declares a document type; not read")
    graph: Any
    try:
        if b"<graphml" in data[:4096]:
            # node_type=str: ids stay text, so that 007 is not 7
            graph = nx.parse_graphml(data.decode("utf-8"), node_type=str)
        else:
            graph = nx.read_gexf(io.BytesIO(data), node_type=str)
    except Exception as error:  # the parsers raise whatever a damaged file makes them raise
        raise InputError(
            f"{label}: not a graph that can be read ({type(error).__name__}: {error})"
        ) from error
    # NetworkX makes an attribute of an edge's own id, which would read as a column of referrals
    for _, _, edge in graph.edges(data=True):
        edge.pop("id", None)
    raws = []
    for frame, unit in zip(frames_of(graph), ("node", "edge"), strict=True):
        # files of graphs have no rows: nodes and edges are counted from 1 in their order
        counted = frame.set_axis(pd.RangeIndex(1, len(frame) + 1))
        raws.append(Raw(counted, label, unit))
    return raws


def frames_of(graph: nx.DiGraph[Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The nodes and edges of a directed graph as tables."""
    if not graph.is_directed():
        raise InputError(
            "the graph is undirected; a referral has a direction: "
            "give a DiGraph, referrer -> referred"
        )
    _refuse_clashes(graph)
    # a row a node and a row an edge; attributes that only some have are missing in the others
    contacts = _records_table(
        {schema.CONTACT_ID: _node_text(node)} | _text_attributes(data)
        for node, data in graph.nodes(data=True)
    )
    ends = (schema.REFERRER_ID, schema.REFERRED_ID)
    referrals = _records_table(
        dict(zip(ends, (_node_text(u), _node_text(v)), strict=True)) | _text_attributes(data)
        for u, v, data in graph.edges(data=True)
    )
    return (
        # without records there are no columns either, and the id columns are required
        contacts if len(contacts) else pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")}),
        referrals if len(referrals) else pd.DataFrame({c: pd.Series(dtype="str") for c in ends}),
    )


def _text_attributes(data: Mapping[Any, Any]) -> dict[str, Any]:
    """Attributes under text names.

    Those called as an id column are left out, because the node itself is the id; and nested ones,
    which are no cells.
    """
    ids = {schema.CONTACT_ID, schema.REFERRER_ID, schema.REFERRED_ID}
    return {
        str(n): _node_text(v) if isinstance(v, str) else v
        for n, v in data.items()
        if str(n) not in ids and not isinstance(v, dict | list | set | tuple)
    }


def _node_text(value: object) -> str:
    """Spell a value; half of a surrogate pair, which no file can hold, is U+FFFD."""
    return _HALF.sub("\ufffd", str(value))


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


def _records_table(records: Iterable[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame.from_records(list(records))
