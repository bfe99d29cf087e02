"""Names in place of ids, where the rows of an answer are of several searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.labels import PEOPLE, display_names, shared_names
from netgraph.analysis.people import people
from netgraph.analysis.pooled import whole_network
from netgraph.analysis.seekers import names_of_seekers
from netgraph.cohort.prefixes import prefixed

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs
    from netgraph.cohort.cohort import Cohort


def names_by_seeker(table: pd.DataFrame, cohort: Cohort) -> tuple[pd.DataFrame, bool]:
    """Put names where rows hold ids of seekers and of further people.

    Returns
    -------
    The table, and whether anybody in its rows has a namesake in their search: then their ids must
    tell them apart. An id stays where somebody else of that search has its name.
    """
    net = whole_network(cohort)
    names = display_names(people(net).table)
    shared = shared_names(net, names)
    seeker = cohort.seekers.get_indexer(pd.Index(table[schema.SEEKER_ID]))

    def called(ids: pd.Series) -> pd.Series:
        at = positions_by_seeker(cohort, seeker, ids)
        known = at >= 0
        told = ids.copy()
        told[known] = names.iloc[at[known]].to_numpy()
        return ids.where(~known | shared[at], told)

    columns = {c: called(table[c]) for c in PEOPLE if c in table.columns}
    own = names_of_seekers(cohort)
    if schema.NAME in table.columns and schema.CONTACT_ID not in table.columns:
        # rows of seekers: the name first, then the id, which options ask for
        if (table[schema.NAME] == table[schema.SEEKER_ID]).all():
            return table.drop(columns=schema.SEEKER_ID), False
        others = [c for c in table.columns if c not in (schema.NAME, schema.SEEKER_ID)]
        return table[[schema.NAME, schema.SEEKER_ID, *others]], False
    if own.is_unique:
        columns[schema.SEEKER_ID] = table[schema.SEEKER_ID].map(own.set_axis(cohort.seekers))
    vague = False
    if schema.CONTACT_ID in table.columns:
        at = positions_by_seeker(cohort, seeker, table[schema.CONTACT_ID])
        vague = bool(shared[at[at >= 0]].any())
    return table.assign(**columns), vague


def positions_by_seeker(cohort: Cohort, seeker: Ints, ids: pd.Series) -> Longs:
    """Find people by the ids of their searches.

    Returns
    -------
    int64[ids], positions in the network of all searches; -1 for nobody.
    """
    there = ids.notna().to_numpy()
    known = prefixed(ids[there], seeker[there], len(cohort))
    found = np.full(len(ids), -1, dtype=np.int64)
    found[there] = whole_network(cohort).links.ids.get_indexer(pd.Index(known))
    return found
