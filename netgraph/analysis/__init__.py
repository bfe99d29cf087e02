"""The questions: each a function of a network, each a file."""

from netgraph.analysis.advocates import advocates
from netgraph.analysis.contacts import contacts
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.organizations import organizations
from netgraph.analysis.summary import Summary, summary

__all__ = ["Summary", "advocates", "contacts", "dead_ends", "organizations", "summary"]
