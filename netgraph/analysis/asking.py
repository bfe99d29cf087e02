"""How many seekers of a cohort have asked each person, at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.people import people, rows_with
from netgraph.analysis.pooled import whole_network
from netgraph.frames import values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Longs
    from netgraph.cohort.cohort import Cohort


ASKED: Final = (schema.STATUS, schema.CONTACTED_ON, schema.FOLLOWED_UP_ON, schema.ASKED_ON)
"""Columns that say whether somebody was written to or asked."""


def are_asks_recorded(cohort: Cohort, columns: Sequence[str] = ASKED) -> bool:
    """Whether any of some columns says of anybody whether they were asked."""
    return bool(rows_with(people(whole_network(cohort)).table, columns).any())


def seekers_who_asked(cohort: Cohort) -> Longs:
    """Count the seekers who wrote to each person or asked them for a referral, whenever.

    Returns
    -------
    int64[n], in the order of ``everybody.links.ids``.
    """
    who = people(whole_network(cohort))
    # bool[pairs of seeker and contact]: a status that says so, or a day on which it was; who
    # declined or sent no reply was asked
    asked = who.contacted | who.closed
    for column in (schema.CONTACTED_ON, schema.FOLLOWED_UP_ON, schema.ASKED_ON):
        asked |= values(who.table, column).notna().to_numpy(dtype=bool)
    count = np.bincount(cohort.person_of, weights=asked, minlength=len(cohort.everybody))
    whole: Longs = count.astype(np.int64)
    return whole
