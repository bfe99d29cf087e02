"""Who passes the filters of a view of the map, counted where the view is asked for.

The page counts the same (``masksOf`` in ``assets/page/filters.js``); a test compares them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.days import first_known
from netgraph.analysis.people import people
from netgraph.analysis.spans import days_of_spans
from netgraph.iso_days import FIRST_ORDINAL
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.maps.map_classes import classes_of
from netgraph.maps.since import MOST_ENDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.network import ReferralNetwork

HIDE: Final = "hide"
KNOWN_SPAN: Final = "known"
SINCE_DAY: Final = "since"
ONLY: Final = "only"
"""Says that those alone are seen whom ``visible`` was set to; who they are stands there."""
FILTER_PARTS: Final = (HIDE, schema.ORGANIZATION, schema.GENERATION, KNOWN_SPAN, schema.DATE, ONLY)
"""The parts of a view that leave people out."""
TILDE: Final = "~"


def passing(net: ReferralNetwork, view: Mapping[str, str | Sequence[str]]) -> Flags:
    """Flag who passes all filters of a view that has been checked, but for ``only``: bool[n]."""
    seen = _class_shown(net, view.get(HIDE, ()))
    if (name := view.get(schema.ORGANIZATION)) is not None:
        who = people(net)
        names = list(who.organizations)
        # nobody is at an organization that is not there
        at = names.index(str(name)) if name in names else -2
        seen &= who.organization == at
    low, high = ends_of(view.get(schema.GENERATION))
    seen &= _in_span(net.forest.generation, low, high, int)
    known = first_known(net).astype(np.int64)
    dated = (known != UNDATED) & (known != BEFORE_ALL)
    first, last = ends_of(view.get(KNOWN_SPAN))
    if first or last:
        seen &= dated & _in_span(known, first, last, _number_of_day)
    if (day := _day_shown(net, view)) is not None:
        seen &= dated & (known <= day)
    return seen


def ends_of(text: object) -> tuple[str, str]:
    """Both ends of a span as an address has them, each empty for none; one alone is both."""
    low, between, high = ("" if text is None else str(text)).partition(TILDE)
    return low, high.partition(TILDE)[0] if between else low


def _number_of_day(text: str) -> int:
    """Days since 1970-01-01."""
    return dt.date.fromisoformat(text).toordinal() - FIRST_ORDINAL


def _class_shown(net: ReferralNetwork, hidden: str | Sequence[str]) -> Flags:
    """Flag whose classes are all shown."""
    seen = np.ones(len(net), dtype=bool)
    by_column: dict[str, set[str]] = {}
    for one in [hidden] if isinstance(hidden, str) else hidden:
        column, _, key = one.partition(TILDE)
        by_column.setdefault(column, set()).add(key)
    for column, keys in by_column.items():
        classes = classes_of(net, column)
        # bool[classes], and one more for who has no class, which nobody is
        shown = np.array([key not in keys for key in classes.keys] + [True])
        seen &= shown[classes.of]
    return seen


def _in_span(number: np.ndarray, low: str, high: str, read: Callable[[str], int]) -> Flags:
    seen = np.ones(len(number), dtype=bool)
    if low:
        seen &= number >= read(low)
    if high:
        seen &= number <= read(high)
    return seen


def _day_shown(net: ReferralNetwork, view: Mapping[str, str | Sequence[str]]) -> int | None:
    """The day that the page stands on: within a span one of the steps of its slider."""
    asked = view.get(schema.DATE)
    if asked is None:
        return None
    day = _number_of_day(str(asked))
    if view.get(SINCE_DAY) is None:
        return day
    days = days_of_spans(net, MOST_ENDS)
    start = max(
        0, min(len(days) - 2, int((days <= _number_of_day(str(view[SINCE_DAY]))).sum()) - 1)
    )
    later = np.flatnonzero(days >= day)
    end = max(start + 1, int(later[0]) if len(later) else len(days) - 1)
    return None if end >= len(days) - 1 else int(days[end])
