"""Figures of a network, made with matplotlib: each takes and returns Axes.

None shows or saves by itself, sets a style or is kept by pyplot: ``netgraph.plot.tree(net).figure``
is all there is of it. ``netgraph/README.md`` lists what a new figure needs.
"""

from __future__ import annotations

from netgraph.plot.figures import KINDS, SUFFIXES, save
from netgraph.plot.generation_bars import generations
from netgraph.plot.growth_lines import growth
from netgraph.plot.introduction_tree import tree
from netgraph.plot.organization_bars import organizations

__all__ = ["KINDS", "SUFFIXES", "generations", "growth", "organizations", "save", "tree"]
