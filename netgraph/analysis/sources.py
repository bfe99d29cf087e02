"""Which kinds of first contact led on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.metrics import numbers_at
from netgraph.analysis.ordering import first_rows, places_in_order
from netgraph.analysis.people import people, where_recorded
from netgraph.analysis.reach import group_reach
from netgraph.analysis.search_numbers import RowsOfSearches, search_numbers
from netgraph.arguments import checked
from netgraph.frames import values
from netgraph.meanings import SOURCE_MEANINGS, explains

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork
    from netgraph.schema import SourceColumn

NO_SOURCE = "Some first contacts have no source: they are the row without one."


def _ordered_rows(
    net: ReferralNetwork, *, by: str = schema.CREDIT, exact: bool = False
) -> RowsOfSearches:
    """Give the same of each search that a network holds; ties by source."""
    table, search, notes = source_rows(net, exact=exact)
    order = places_in_order(table, [by], schema.SOURCE, collation=net.collation)
    return RowsOfSearches(table.iloc[order].reset_index(drop=True), search[order], notes)


@also_of_cohorts(_ordered_rows)
@checked()
@explains(SOURCE_MEANINGS)
def sources(
    net: ReferralNetwork,
    *,
    by: SourceColumn = schema.CREDIT,
    top: int | None = None,
    exact: bool = False,
) -> pd.DataFrame:
    """Answer which sources of first contacts led on.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    by
        Column to order by; ties by source.
    top
        Keep the first rows only.
    exact
        Whether to count reach one by one even where that takes quadratic time (large, dense and
        deep graphs); else it is estimated there, and the notes say so.

    Returns
    -------
    A row a source. Its columns:

    Raises
    ------
    UnknownNameError
        If there is no column ``by``.

    Notes
    -----
    A person reached from two sources counts in both. Few first contacts a source say
    little: look at ``contacts`` before you believe the rest.
    """
    found = _ordered_rows(net, by=by, exact=exact)
    answer = first_rows(found.table, top)
    answer.attrs["notes"] = found.notes
    return answer


def source_rows(net: ReferralNetwork, *, exact: bool = False) -> RowsOfSearches:
    """Count what the sources of each search led to, in the order of their first contacts."""
    who, first = people(net), np.flatnonzero(net.forest.first)
    # of first contacts, as all that is added up
    numbers = numbers_at(net, first, [schema.REFERRALS_MADE, schema.CREDIT])
    code, names = pd.factorize(values(who.table, schema.SOURCE).iloc[first], use_na_sentinel=False)
    # int64[first contacts]: number of a search and its source in one; no source is a source of its
    # own. Then which of the kinds that there are, by search
    kind = search_numbers(net).of[first].astype(np.int64) * max(1, len(names)) + code
    kinds, code = np.unique(kind, return_inverse=True)
    # int32[n]: the same for everybody, -1 for who is no first contact
    group = np.full(len(net), -1, dtype=np.int32)
    group[first] = code
    total = group_reach(net, group, len(kinds), exact=exact)
    size = np.bincount(code, minlength=len(kinds))

    def added(column: np.ndarray) -> np.ndarray:
        return np.bincount(code, weights=column, minlength=len(kinds))

    search, at = np.divmod(kinds, max(1, len(names)))
    called = pd.Series(names, dtype="str").iloc[at].reset_index(drop=True)
    counts: dict[str, Any] = {
        schema.SOURCE: called,
        schema.CONTACTS: size,
        schema.MET: where_recorded(net, added(who.met[first]).astype(np.int64)),
        schema.REFERRALS: added(numbers[schema.REFERRALS_MADE]).astype(np.int64),
        # A group's reach counts its members; the first contacts themselves do not count here.
        schema.REACH: total.people - size,
        schema.ORGANIZATIONS: total.organizations,
        schema.CREDIT: added(numbers[schema.CREDIT]),
    }
    unknown = [NO_SOURCE] if called.isna().any() else []
    return RowsOfSearches(pd.DataFrame(counts), search, [*unknown, *total.notes])
