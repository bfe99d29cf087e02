"""Networks from and to NetworkX graphs, GraphML and GEXF."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from netgraph.arguments import A_FRAME, checked
from netgraph.errors import NetgraphError
from netgraph.graph_attributes import writable
from netgraph.privacy import is_private
from netgraph.tables.read import from_frames
from netgraph.tables.sources.graph import frames_of
from netgraph.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from netgraph.choices import Keep
    from netgraph.network import ReferralNetwork

GEXF: Final = ".gexf"
GRAPHS: Final = (".graphml", GEXF)


@checked(targets=A_FRAME, aliases=A_FRAME)
def from_networkx(
    graph: nx.DiGraph[Any],
    *,
    columns: Mapping[str, str] | None = None,
    targets: pd.DataFrame | None = None,
    aliases: pd.DataFrame | None = None,
    as_of: str | pd.Timestamp | None = None,
    seeker: str | None = None,
    keep: Keep | Sequence[Keep] | None = None,
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
    XML cannot hold, is spelled ``_x0001_``. The seeker is not in it.
    """
    import networkx as nx

    graph = writable(
        net.graph, net.rows_of_graph(), leave_out=lambda name: not private and is_private(name)
    )
    for node, colour in (colors or {}).items() if suffix == GEXF else ():
        # "viz" is where NetworkX looks for GEXF's colours
        graph.nodes[xml_text(node)]["viz"] = {"color": _colour(colour)}
    out = io.BytesIO()
    try:
        # write_graphml takes lxml where it is installed,
        # and its bytes differ: the same writer everywhere
        (nx.write_graphml_xml if suffix == ".graphml" else nx.write_gexf)(graph, out)
    except (nx.NetworkXException, TypeError, ValueError) as error:
        raise NetgraphError(f"the network cannot be written as {suffix}: {error}") from error
    # GEXF names the day it was written; the same network gives the same bytes
    return re.sub(rb'lastmodifieddate="[^"]*"', b'lastmodifieddate="2000-01-01"', out.getvalue())


def _colour(colour: str) -> dict[str, float]:
    # "#rrggbb": two hexadecimal digits each
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1.0}
