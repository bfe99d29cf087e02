"""Any table in, two checked tables out, every repair told."""

from netgraph.tables.checking import check, fill_shares, suggestions
from netgraph.tables.converting import Converted, convert
from netgraph.tables.graphs import from_networkx
from netgraph.tables.reading import from_frames, read
from netgraph.tables.writing import write_tables

__all__ = [
    "Converted",
    "check",
    "convert",
    "fill_shares",
    "from_frames",
    "from_networkx",
    "read",
    "suggestions",
    "write_tables",
]
