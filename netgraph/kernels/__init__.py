"""Algorithms on integer arrays: no labels, no tables, no pandas.

Every kernel is one function in the plain subset of Python that numba compiles. Small inputs run as
Python, large ones compiled (``netgraph.kernels.compiled``); the results are the same.
"""

from netgraph.kernels.components import hops, reachable, strong_components, weak_components
from netgraph.kernels.cover import cover
from netgraph.kernels.dominators import dominators, nested_intervals
from netgraph.kernels.fans import wedge_middles, wedge_needs
from netgraph.kernels.grouping import grouped
from netgraph.kernels.introduction import branch_max, branch_sum, introduce, nearest_above
from netgraph.kernels.reach import reach
from netgraph.kernels.rings import bands, discs_around, spread_apart, stacked
from netgraph.kernels.sketch import sketched

__all__ = [
    "bands",
    "branch_max",
    "branch_sum",
    "cover",
    "discs_around",
    "dominators",
    "grouped",
    "hops",
    "introduce",
    "nearest_above",
    "nested_intervals",
    "reach",
    "reachable",
    "sketched",
    "spread_apart",
    "stacked",
    "strong_components",
    "weak_components",
    "wedge_middles",
    "wedge_needs",
]
