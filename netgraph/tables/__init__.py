"""Any table in, two checked tables out, every repair told."""

from netgraph.tables.checking import check
from netgraph.tables.graphs import from_networkx
from netgraph.tables.reading import from_frames, read
from netgraph.tables.writing import write_tables

__all__ = ["check", "from_frames", "from_networkx", "read", "write_tables"]
