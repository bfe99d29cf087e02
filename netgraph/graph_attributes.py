"""Graphs that any program can write to a file, and their attributes under the names of columns.

Writers take some attributes for their own: the ``id`` of a node replaces the node, ``viz`` is a
colour, ``spells`` are times. And reading takes ``person`` or ``date`` for a standard column. So a
column of the user's that has such a name is called ``own:id`` in a graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.given_columns import outward
from netgraph.xml_text import from_xml_text, xml_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from netgraph.schema import Table

LABEL: Final = "label"
"""What programs that draw graphs call a name."""
OWN: Final = "own:"
"""What stands before the name of a column that would be taken for something else."""
# Names that GEXF, GraphML, NetworkX's functions and Gephi's tables have a use of their own for.
_RESERVED: Final = frozenset(
    schema.folded(name)
    for name in "id label pid for key networkx_key viz parents slices spells start end startopen "
    "endopen weight type source target interval timeset timestamp name x y z r g b size color "
    "shape thickness shape_type graph node edge default node_for_adding u_for_edge v_for_edge "
    "u_of_edge v_of_edge attr self contact_id referrer_id referred_id".split()
)
_MARKS: Final = "netgraph"
"""How marks of netgraph's own begin."""


def attribute_name(column: str, table: Table) -> str:
    """What a column is called in a graph.

    Examples
    --------
    >>> [attribute_name(c, schema.CONTACTS_TABLE) for c in ("organization", "Company", "ID")]
    ['organization', 'own:Company', 'own:ID']
    """
    if column in {c.name for c in table.columns}:
        return column
    folded = schema.folded(column)
    known = {schema.folded(name) for c in table.columns for name in (c.name, *c.aliases)}
    taken = folded in known | _RESERVED or column.casefold().startswith((OWN, _MARKS))
    return xml_text(f"{OWN}{column}" if taken else column)


def column_name(attribute: str) -> str:
    """What an attribute of a graph is called in a table."""
    return from_xml_text(attribute).removeprefix(OWN)


def writable(
    graph: nx.DiGraph[str],
    rows: Iterable[tuple[str, str]],
    *,
    leave_out: Callable[[str], bool] = lambda _: False,
) -> nx.DiGraph[str]:
    """Copy the graph of a network so that it can be written to a file and be read back equal.

    Parameters
    ----------
    graph
        As ``ReferralNetwork.graph`` makes it.
    rows
        Its edges in the order of the referrals. A graph keeps that of each node only, and the
        order of undated referrals says who introduced whom: edges are numbered by it.
    leave_out
        Whether a column is left out.

    Notes
    -----
    Dates are ISO text, what is missing is left out, a name is a ``label``.
    """
    import networkx as nx

    copy: nx.DiGraph[str] = nx.DiGraph()
    # attributes go in by update: as keywords some names would be parameters of the method
    for node, data in graph.nodes(data=True):
        copy.add_node(xml_text(node))
        copy.nodes[xml_text(node)].update(_of_contact(node, data, leave_out))
    for row, (u, v) in enumerate(rows, 1):
        copy.add_edge(xml_text(u), xml_text(v))
        data = graph.edges[u, v]
        if data.get(schema.LAST_REFERRED_ON) == data[schema.REFERRED_ON]:
            # most referrals are made once
            data = {name: data[name] for name in data if name != schema.LAST_REFERRED_ON}
        count = data[schema.COUNT]
        copy.edges[xml_text(u), xml_text(v)].update(
            {schema.ROW_MARK: row}
            | ({} if count == 1 else {schema.COUNT_MARK: int(count)})
            | _of_columns(data, schema.REFERRALS_TABLE, schema.COUNT, leave_out)
        )
    return copy


def _of_contact(
    node: str, data: Mapping[str, Any], leave_out: Callable[[str], bool]
) -> dict[str, Any]:
    """The attributes of a contact: a label always, which is the id where there is no name."""
    named = _of_columns(data, schema.CONTACTS_TABLE, schema.STUB, leave_out)
    name = named.pop(schema.NAME, None)
    label = {LABEL: xml_text(node), schema.UNNAMED_MARK: True} if name is None else {LABEL: name}
    return label | ({schema.STUB_MARK: True} if data[schema.STUB] else {}) | named


def _of_columns(
    data: Mapping[str, Any], table: Table, own: str, leave_out: Callable[[str], bool]
) -> dict[str, Any]:
    """The columns of a contact or a referral but for netgraph's own.

    Formats of graphs know booleans, numbers and text, but neither dates nor missing values.
    """
    return {
        attribute_name(outward(column, own), table): (
            value if isinstance(value, bool | int | float) else xml_text(str(value))
        )
        for column, value in data.items()
        if column != own and not pd.isna(value) and not leave_out(column)
    }


def attributes_of_rows(table: pd.DataFrame, without: set[str]) -> list[dict[str, Any]]:
    """Rows as dictionaries of the remaining columns: plain dates, None where a cell is missing."""
    cells = {}
    for name in (c for c in table.columns if c not in without):
        column = table[name]
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            column = pd.Series(column.dt.date, dtype=object)
        # Only object columns can hold None; their ``tolist`` gives plain Python values.
        column = column.astype(object)
        cells[name] = column.where(column.notna(), None).tolist()
    if not cells:
        return [{} for _ in range(len(table))]
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
