"""A network as a file for programs that draw graphs, coloured by standing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.analysis.contacts import contacts
from netgraph.arguments import checked
from netgraph.atomic import write_whole
from netgraph.errors import NetgraphError
from netgraph.looks import STANDING_LOOKS
from netgraph.tables.graphs import GRAPHS, graph_bytes

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from netgraph.network import ReferralNetwork

    Target = str | os.PathLike[str]


@checked()
def write_graph(
    net: ReferralNetwork, path: Target, *, private: bool = False, inputs: Iterable[Target] = ()
) -> Path:
    """Write a network as GraphML or GEXF, which Gephi, yEd, Cytoscape and ``read`` open.

    Parameters
    ----------
    net
        The network; people are coloured by their standing in GEXF.
    path
        Ends in ``.graphml`` or ``.gexf``.
    private
        Whether notes, e-mails and phone numbers are in it; such files are made to be shared.
    inputs
        Files that must not be written over.

    Returns
    -------
    The path.

    Raises
    ------
    NetgraphError
        If the path has another ending, or cannot be written.
    """
    home = Path(path)
    suffix = home.suffix.casefold()
    if suffix not in GRAPHS:
        raise NetgraphError(f"{home}: ends with none of {', '.join(GRAPHS)}")
    data = graph_bytes(net, suffix, private=private, colors=standing_colours(net))
    write_whole({home: data}, inputs=inputs)
    return home


def standing_colours(net: ReferralNetwork) -> dict[str, str]:
    """The colour of every contact, by standing, as figures have it."""
    table = contacts(net)
    words = table[schema.STANDING].fillna(schema.UNRECORDED)
    standings = zip(table[schema.CONTACT_ID], words, strict=True)
    return {contact: STANDING_LOOKS[standing].colour for contact, standing in standings}
