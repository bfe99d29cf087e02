"""What a map says of any span of time: its days, and the changes between any two of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.analysis.spans import changes_of_spans, days_of_spans

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

LISTED_UP_TO: Final = 1_000
"""People up to whom a map lists the changes of a span; of more it counts who is new."""
MOST_ENDS: Final = 53
"""Ends that a span may have: a year of weeks; of longer searches they are some weeks apart."""


def since(net: ReferralNetwork) -> dict[str, Any]:
    """Gather the days of the map's slider, and the changes between any two of them.

    Returns
    -------
    ``days`` since 1970-01-01, empty where no two differ; ``kinds`` of changes, ``undated`` notes by
    day, and ``rows``: the columns of ``Spans``, None for more than ``LISTED_UP_TO`` people.
    """
    days = days_of_spans(net, MOST_ENDS)
    found: dict[str, Any] = {"days": days.tolist(), "kinds": list(schema.CHANGES)}
    if len(net) > LISTED_UP_TO or len(days) == 0:
        return found | {"undated": [], "rows": None}
    spans = changes_of_spans(net, days)
    return found | {
        "undated": [" ".join(notes) for notes in spans.undated],
        "rows": [column.tolist() for column in spans[2:]],
    }
