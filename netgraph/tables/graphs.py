"""Networks from and to NetworkX graphs, GraphML and GEXF."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import NetgraphError
from netgraph.privacy import is_private
from netgraph.tables.read import from_frames
from netgraph.tables.sources.graph import frames_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from netgraph.choices import Keep
    from netgraph.network import ReferralNetwork

GEXF: Final = ".gexf"
GRAPHS: Final = (".graphml", GEXF)
LABEL: Final = "label"
"""What programs that draw graphs call a name."""
# the complement of Char in XML 1.0, section 2.2: not even an escape may stand for the rest
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
        Nodes become contacts, the node as text its id; node and edge attributes become columns,
        found by name and alias as in a table. Parallel edges are merged. The graph is not changed.
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


def graph_bytes(
    net: ReferralNetwork,
    suffix: str,
    *,
    private: bool = False,
    colors: Mapping[str, str] | None = None,
) -> bytes:
    """Write a network as GraphML or GEXF, which Gephi, yEd, Cytoscape and ``read`` open.

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
    Dates are ISO text, what is missing is left out, names are labels. A control character, which
    XML cannot hold, becomes U+FFFD. The seeker is not in it.
    """
    import networkx as nx

    shades = colors if colors and suffix == GEXF else {}
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node, data in net.graph.nodes(data=True):
        graph.add_node(
            _xml(node), **_attributes(data, private=private), **_colour(shades.get(node))
        )
        # without a label NetworkX writes the id for it
        # in GEXF, and reading would take it for a name
        graph.nodes[_xml(node)].setdefault(LABEL, "")
    for u, v, data in net.graph.edges(data=True):
        graph.add_edge(_xml(u), _xml(v), **_attributes(data, private=private))
    out = io.BytesIO()
    try:
        # write_graphml takes lxml where it is installed,
        # and its bytes differ: the same writer everywhere
        (nx.write_graphml_xml if suffix == ".graphml" else nx.write_gexf)(graph, out)
    except (nx.NetworkXException, TypeError, ValueError) as error:
        raise NetgraphError(f"the network cannot be written as {suffix}: {error}") from error
    # GEXF names the day it was written; the same network gives the same bytes
    return re.sub(rb'lastmodifieddate="[^"]*"', b'lastmodifieddate="2000-01-01"', out.getvalue())


def _attributes(data: Mapping[str, Any], *, private: bool) -> dict[str, Any]:
    # neither format has missing values: NetworkX would write nan, and refuse NaT
    given = {n: v for n, v in data.items() if not pd.isna(v) and (private or not is_private(n))}
    # both formats know booleans, numbers and text, but no dates
    simple = {n: v if isinstance(v, bool | int | float) else _xml(str(v)) for n, v in given.items()}
    return {_xml(LABEL if name == schema.NAME else name): value for name, value in simple.items()}


def _colour(colour: str | None) -> dict[str, Any]:
    if colour is None:
        return {}
    # "#rrggbb": two hexadecimal digits each; "viz" is where NetworkX looks for GEXF's colours
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return {"viz": {"color": {"r": red, "g": green, "b": blue, "a": 1.0}}}


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
