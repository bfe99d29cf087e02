"""The questions: each a function of a network, each a file."""

from netgraph.analysis.advocates import advocates
from netgraph.analysis.agenda import agenda
from netgraph.analysis.contacts import contacts
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.growth import growth
from netgraph.analysis.keep_warm import keep_warm
from netgraph.analysis.organizations import organizations
from netgraph.analysis.paths import paths
from netgraph.analysis.sources import sources
from netgraph.analysis.summary import Summary, summary

__all__ = [
    "Summary",
    "advocates",
    "agenda",
    "contacts",
    "dead_ends",
    "growth",
    "keep_warm",
    "organizations",
    "paths",
    "sources",
    "summary",
]
