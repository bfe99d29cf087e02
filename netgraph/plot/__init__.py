"""Figures of a network, made with matplotlib: each takes and returns Axes.

None shows or saves by itself, sets a style or is kept by pyplot: ``netgraph.plot.tree(net).figure``
is all there is of it. ``netgraph/README.md`` lists what a new figure needs.
"""

from __future__ import annotations

from netgraph.plot.advocate_dots import advocates
from netgraph.plot.branch_strips import branches
from netgraph.plot.calendar_weeks import calendar
from netgraph.plot.figures import COHORT_KINDS, KINDS, SUFFIXES, save
from netgraph.plot.generation_bars import generations
from netgraph.plot.growth_lines import growth
from netgraph.plot.introduction_tree import tree
from netgraph.plot.keep_warm_steps import keep_warm
from netgraph.plot.load_bars import load
from netgraph.plot.organization_bars import organizations
from netgraph.plot.seeker_strips import seekers
from netgraph.plot.source_bars import sources
from netgraph.plot.survival_steps import survival

__all__ = [
    "COHORT_KINDS",
    "KINDS",
    "SUFFIXES",
    "advocates",
    "branches",
    "calendar",
    "generations",
    "growth",
    "keep_warm",
    "load",
    "organizations",
    "save",
    "seekers",
    "sources",
    "survival",
    "tree",
]
