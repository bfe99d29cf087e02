"""Algorithms on integer arrays: no labels, no tables, no pandas.

Every kernel is one function in the plain subset of Python that numba compiles. Small inputs run as
Python, large ones compiled (``netgraph.kernels.compiled``); the results are the same. Modules are
named for their subject, kernels for what they do, so that no kernel hides a module.
"""

from netgraph.kernels.components import hops, reachable, strong_components, weak_components
from netgraph.kernels.csr import counting_sort
from netgraph.kernels.dominators import immediate_dominators
from netgraph.kernels.forest import (
    branch_max,
    branch_sum,
    introduce,
    nearest_above,
    nested_intervals,
)
from netgraph.kernels.layout import (
    bands,
    discs_around,
    spread_apart,
    stacked,
    tidy_rows,
    wedge_middles,
    wedge_needs,
)
from netgraph.kernels.max_coverage import greedy_max_coverage
from netgraph.kernels.reach import count_reachable
from netgraph.kernels.sketch import estimate_reachable, scattered

__all__ = [
    "bands",
    "branch_max",
    "branch_sum",
    "count_reachable",
    "counting_sort",
    "discs_around",
    "estimate_reachable",
    "greedy_max_coverage",
    "hops",
    "immediate_dominators",
    "introduce",
    "nearest_above",
    "nested_intervals",
    "reachable",
    "scattered",
    "spread_apart",
    "stacked",
    "strong_components",
    "tidy_rows",
    "weak_components",
    "wedge_middles",
    "wedge_needs",
]
