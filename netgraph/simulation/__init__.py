"""Made-up networks with known answers."""

from netgraph.simulation.example import EXAMPLE_FILES, example_folder
from netgraph.simulation.made import search, simulate, simulated_tables, write_simulated
from netgraph.simulation.search import PROPENSITIES, Propensity, Search
from netgraph.simulation.shapes import SHAPES, Shape, shape

__all__ = [
    "EXAMPLE_FILES",
    "PROPENSITIES",
    "SHAPES",
    "Propensity",
    "Search",
    "Shape",
    "example_folder",
    "search",
    "shape",
    "simulate",
    "simulated_tables",
    "write_simulated",
]
