"""Algorithms on integer arrays: no labels, no tables, no pandas.

Every kernel is one function in a plain subset of Python. ``hatch_build.py`` compiles them when the
package is built, with the types in ``_native.pxd``; where that could not be done the same functions
run as Python (``netgraph.kernels.compiled``), and the results are the same. Modules are named for
their subject, kernels for what they do, so that no kernel hides a module.
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
from netgraph.kernels.reach import count_few, count_large, count_reachable
from netgraph.kernels.sketch import estimate_reachable, scattered

__all__ = [
    "bands",
    "branch_max",
    "branch_sum",
    "count_few",
    "count_large",
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
