"""netgraph: maps and measures a referral network.

A ``ReferralNetwork`` is the data, free functions are the verbs:

>>> import netgraph as ng
>>> sorted(set(ng.__all__) - set(dir(ng)))
[]

Names are loaded when they are first used, so that ``netgraph --help`` waits for no library.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from netgraph import plot
    from netgraph.analysis.advocates import advocates
    from netgraph.analysis.agenda import agenda
    from netgraph.analysis.changes import changes
    from netgraph.analysis.contacts import contacts
    from netgraph.analysis.dead_ends import dead_ends
    from netgraph.analysis.dossier import Dossier, dossier
    from netgraph.analysis.findings import Finding, findings
    from netgraph.analysis.graph_file import write_graph
    from netgraph.analysis.growth import growth
    from netgraph.analysis.keep_warm import keep_warm
    from netgraph.analysis.load import load
    from netgraph.analysis.organizations import organizations
    from netgraph.analysis.paths import paths
    from netgraph.analysis.seekers import seekers
    from netgraph.analysis.sources import sources
    from netgraph.analysis.summary import Summary, summary
    from netgraph.cohort.cohort import Cohort
    from netgraph.errors import (
        InputError,
        MissingColumnError,
        MissingExtraError,
        NetgraphError,
        UnknownNameError,
    )
    from netgraph.maps.pyvis_map import to_pyvis
    from netgraph.maps.show import show_map
    from netgraph.maps.write import write_map
    from netgraph.network import ReferralNetwork
    from netgraph.privacy import redact
    from netgraph.report.seeker_folders import write_figures, write_maps, write_reports
    from netgraph.report.write import write_report
    from netgraph.simulation.simulate import simulate
    from netgraph.start.workbook import write_workbook
    from netgraph.tables.check import check, fill_shares
    from netgraph.tables.cohorts.read import read_cohort
    from netgraph.tables.convert import Converted, convert
    from netgraph.tables.graphs import from_networkx
    from netgraph.tables.read import from_frames, read
    from netgraph.tables.suggest import suggestions
    from netgraph.tables.write import write_tables

__version__: Final = "0.1.0"

# The imports above (for type checkers), this table (for the running program) and ``__all__`` list
# the same names; a test compares them.
_HOME: Final = {
    "Cohort": "netgraph.cohort.cohort",
    "Converted": "netgraph.tables.convert",
    "Dossier": "netgraph.analysis.dossier",
    "Finding": "netgraph.analysis.findings",
    "InputError": "netgraph.errors",
    "MissingColumnError": "netgraph.errors",
    "MissingExtraError": "netgraph.errors",
    "NetgraphError": "netgraph.errors",
    "ReferralNetwork": "netgraph.network",
    "Summary": "netgraph.analysis.summary",
    "UnknownNameError": "netgraph.errors",
    "advocates": "netgraph.analysis.advocates",
    "agenda": "netgraph.analysis.agenda",
    "changes": "netgraph.analysis.changes",
    "check": "netgraph.tables.check",
    "contacts": "netgraph.analysis.contacts",
    "convert": "netgraph.tables.convert",
    "dead_ends": "netgraph.analysis.dead_ends",
    "dossier": "netgraph.analysis.dossier",
    "fill_shares": "netgraph.tables.check",
    "findings": "netgraph.analysis.findings",
    "from_frames": "netgraph.tables.read",
    "from_networkx": "netgraph.tables.graphs",
    "growth": "netgraph.analysis.growth",
    "keep_warm": "netgraph.analysis.keep_warm",
    "load": "netgraph.analysis.load",
    "organizations": "netgraph.analysis.organizations",
    "paths": "netgraph.analysis.paths",
    "read": "netgraph.tables.read",
    "read_cohort": "netgraph.tables.cohorts.read",
    "redact": "netgraph.privacy",
    "seekers": "netgraph.analysis.seekers",
    "show_map": "netgraph.maps.show",
    "simulate": "netgraph.simulation.simulate",
    "sources": "netgraph.analysis.sources",
    "suggestions": "netgraph.tables.suggest",
    "summary": "netgraph.analysis.summary",
    "to_pyvis": "netgraph.maps.pyvis_map",
    "write_figures": "netgraph.report.seeker_folders",
    "write_graph": "netgraph.analysis.graph_file",
    "write_map": "netgraph.maps.write",
    "write_maps": "netgraph.report.seeker_folders",
    "write_report": "netgraph.report.write",
    "write_reports": "netgraph.report.seeker_folders",
    "write_tables": "netgraph.tables.write",
    "write_workbook": "netgraph.start.workbook",
}
"""Where each public name lives."""

_ROOMS: Final = ("plot",)
"""Public modules."""

__all__ = [
    "Cohort",
    "Converted",
    "Dossier",
    "Finding",
    "InputError",
    "MissingColumnError",
    "MissingExtraError",
    "NetgraphError",
    "ReferralNetwork",
    "Summary",
    "UnknownNameError",
    "advocates",
    "agenda",
    "changes",
    "check",
    "contacts",
    "convert",
    "dead_ends",
    "dossier",
    "fill_shares",
    "findings",
    "from_frames",
    "from_networkx",
    "growth",
    "keep_warm",
    "load",
    "organizations",
    "paths",
    "plot",
    "read",
    "read_cohort",
    "redact",
    "seekers",
    "show_map",
    "simulate",
    "sources",
    "suggestions",
    "summary",
    "to_pyvis",
    "write_figures",
    "write_graph",
    "write_map",
    "write_maps",
    "write_report",
    "write_reports",
    "write_tables",
    "write_workbook",
]


if not TYPE_CHECKING:  # a checker that saw it would take any misspelt name for a public one

    def __getattr__(name: str) -> Any:
        if name in _HOME:
            found = getattr(importlib.import_module(_HOME[name]), name)
        elif name in _ROOMS:
            found = importlib.import_module(f"netgraph.{name}")
        else:
            raise AttributeError(f"module 'netgraph' has no attribute {name!r}")
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
