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
    from netgraph.analysis import Summary
    from netgraph.analysis.advocates import advocates
    from netgraph.analysis.agenda import agenda
    from netgraph.analysis.contacts import contacts
    from netgraph.analysis.dead_ends import dead_ends
    from netgraph.analysis.growth import growth
    from netgraph.analysis.keep_warm import keep_warm
    from netgraph.analysis.organizations import organizations
    from netgraph.analysis.paths import paths
    from netgraph.analysis.sources import sources
    from netgraph.analysis.summary import summary
    from netgraph.errors import (
        InputError,
        MissingColumnError,
        MissingExtraError,
        NetgraphError,
        UnknownNameError,
    )
    from netgraph.maps import show_map, write_map
    from netgraph.network import ReferralNetwork
    from netgraph.privacy import redact
    from netgraph.simulation import simulate
    from netgraph.tables import (
        Converted,
        check,
        convert,
        fill_shares,
        from_frames,
        from_networkx,
        read,
        suggestions,
        write_tables,
    )

__version__: Final = "0.1.0"

_HOME: Final = {
    "Converted": "netgraph.tables",
    "InputError": "netgraph.errors",
    "MissingColumnError": "netgraph.errors",
    "MissingExtraError": "netgraph.errors",
    "NetgraphError": "netgraph.errors",
    "ReferralNetwork": "netgraph.network",
    "Summary": "netgraph.analysis",
    "UnknownNameError": "netgraph.errors",
    "advocates": "netgraph.analysis",
    "agenda": "netgraph.analysis",
    "check": "netgraph.tables",
    "contacts": "netgraph.analysis",
    "convert": "netgraph.tables",
    "dead_ends": "netgraph.analysis",
    "fill_shares": "netgraph.tables",
    "from_frames": "netgraph.tables",
    "from_networkx": "netgraph.tables",
    "growth": "netgraph.analysis",
    "keep_warm": "netgraph.analysis",
    "organizations": "netgraph.analysis",
    "paths": "netgraph.analysis",
    "read": "netgraph.tables",
    "redact": "netgraph.privacy",
    "show_map": "netgraph.maps",
    "simulate": "netgraph.simulation",
    "sources": "netgraph.analysis",
    "suggestions": "netgraph.tables",
    "summary": "netgraph.analysis",
    "write_map": "netgraph.maps",
    "write_tables": "netgraph.tables",
}
"""Where each public name lives."""

_ROOMS: Final = ("plot",)
"""Public modules."""

__all__ = [
    "Converted",
    "InputError",
    "MissingColumnError",
    "MissingExtraError",
    "NetgraphError",
    "ReferralNetwork",
    "Summary",
    "UnknownNameError",
    "advocates",
    "agenda",
    "check",
    "contacts",
    "convert",
    "dead_ends",
    "fill_shares",
    "from_frames",
    "from_networkx",
    "growth",
    "keep_warm",
    "organizations",
    "paths",
    "plot",
    "read",
    "redact",
    "show_map",
    "simulate",
    "sources",
    "suggestions",
    "summary",
    "write_map",
    "write_tables",
]


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
