"""Networks from NetworkX graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.reading import from_frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from netgraph.network import ReferralNetwork
    from netgraph.tables.people import Keep


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
    if not graph.is_directed():
        raise InputError(
            "the graph is undirected; a referral has a direction: give a DiGraph, referrer -> referred"
        )
    _refuse_clashes(graph)
    contacts = _table({schema.CONTACT_ID: str(node)} | _named(data) for node, data in graph.nodes(data=True))
    ends = (schema.REFERRER_ID, schema.REFERRED_ID)
    referrals = _table(
        dict(zip(ends, (str(u), str(v)), strict=True)) | _named(data) for u, v, data in graph.edges(data=True)
    )
    return from_frames(
        contacts if len(contacts) else pd.DataFrame({schema.CONTACT_ID: pd.Series(dtype="str")}),
        referrals if len(referrals) else pd.DataFrame({c: pd.Series(dtype="str") for c in ends}),
        columns=columns,
        targets=targets,
        aliases=aliases,
        as_of=as_of,
        seeker=seeker,
        keep=keep,
        lenient=lenient,
    )


def _named(data: Mapping[Any, Any]) -> dict[str, Any]:
    """Attributes under text names; one that an id would hide (GraphML's ``id``) is not taken for the id."""
    ids = {schema.CONTACT_ID, schema.REFERRER_ID, schema.REFERRED_ID}
    return {str(name): value for name, value in data.items() if str(name) not in ids}


def _refuse_clashes(graph: nx.DiGraph[Any]) -> None:
    seen: dict[str, object] = {}
    clashes = []
    for node in graph.nodes:
        text = str(node)
        if text in seen:
            clashes.append(f"the nodes {seen[text]!r} and {node!r} have the same id {text!r}")
        seen[text] = node
    if clashes:
        raise InputError(clashes)


def _table(records: Any) -> pd.DataFrame:
    return pd.DataFrame.from_records(list(records))
