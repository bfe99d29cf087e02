"""Which kinds of first contact led on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.ordering import ordered
from netgraph.analysis.people import people
from netgraph.analysis.reach import group_reach
from netgraph.arguments import checked
from netgraph.frames import values
from netgraph.meanings import SOURCE_MEANINGS, explains

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork
    from netgraph.schema import SourceColumn

NO_SOURCE = "Some first contacts have no source: they are the row without one."


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
        The network.
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
    who, table = people(net), core_metrics(net, exact=exact)
    # an entry a first contact, the number of their source; no source is a source of its own.
    # int32[n]: the same for everybody, -1 for who is no first contact
    first = net.forest.first
    code, names = pd.factorize(values(who.table, schema.SOURCE)[first], use_na_sentinel=False)
    group = np.full(len(net), -1, dtype=np.int32)
    group[first] = code
    total = group_reach(net, group, len(names), exact=exact)
    size = np.bincount(code, minlength=len(names))

    def added(column: pd.Series | np.ndarray) -> np.ndarray:
        return np.bincount(code, weights=np.asarray(column)[first], minlength=len(names))

    answer = pd.DataFrame(
        {
            schema.SOURCE: pd.Series(names, dtype="str"),
            schema.CONTACTS: size,
            schema.MET: added(who.met).astype(np.int64),
            schema.REFERRALS: added(table[schema.REFERRALS_MADE]).astype(np.int64),
            # A group's reach counts its members; the first contacts themselves do not count here.
            schema.REACH: total.people - size,
            schema.ORGANIZATIONS: total.organizations,
            schema.CREDIT: added(table[schema.CREDIT]),
        }
    )
    answer = ordered(answer, [by], schema.SOURCE, top=top, collation=net.collation)
    unknown = [NO_SOURCE] if pd.Series(names, dtype="str").isna().any() else []
    answer.attrs["notes"] = [*unknown, *total.notes]
    return answer
