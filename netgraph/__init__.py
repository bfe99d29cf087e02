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
    from netgraph import plot as plot
    from netgraph.analysis import Summary as Summary
    from netgraph.analysis import advocates as advocates
    from netgraph.analysis import agenda as agenda
    from netgraph.analysis import contacts as contacts
    from netgraph.analysis import dead_ends as dead_ends
    from netgraph.analysis import growth as growth
    from netgraph.analysis import keep_warm as keep_warm
    from netgraph.analysis import organizations as organizations
    from netgraph.analysis import paths as paths
    from netgraph.analysis import sources as sources
    from netgraph.analysis import summary as summary
    from netgraph.errors import InputError as InputError
    from netgraph.errors import MissingColumnError as MissingColumnError
    from netgraph.errors import MissingExtraError as MissingExtraError
    from netgraph.errors import NetgraphError as NetgraphError
    from netgraph.errors import UnknownNameError as UnknownNameError
    from netgraph.network import ReferralNetwork as ReferralNetwork
    from netgraph.tables import check as check
    from netgraph.tables import from_frames as from_frames
    from netgraph.tables import from_networkx as from_networkx
    from netgraph.tables import read as read
    from netgraph.tables import write_tables as write_tables

__version__: Final = "0.1.0"

_HOME: Final = {
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
    "dead_ends": "netgraph.analysis",
    "from_frames": "netgraph.tables",
    "from_networkx": "netgraph.tables",
    "growth": "netgraph.analysis",
    "keep_warm": "netgraph.analysis",
    "organizations": "netgraph.analysis",
    "paths": "netgraph.analysis",
    "read": "netgraph.tables",
    "sources": "netgraph.analysis",
    "summary": "netgraph.analysis",
    "write_tables": "netgraph.tables",
}
"""Where each public name lives."""

_ROOMS: Final = ("plot",)
"""Public modules."""

__all__ = [*sorted(_HOME), *_ROOMS]  # noqa: PLE0604 - all are text


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
