"""The order in which ties are settled, where texts that stand for others must not settle them.

A redacted network shows pseudonyms, but who comes first among equals is still decided by the ids
behind them: order first, hide last. So it carries their places, which say who comes before whom
and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema

if TYPE_CHECKING:
    from netgraph.arrays import Longs

PEOPLE_COLUMNS: Final = (
    schema.CONTACT_ID,
    schema.SEEKER_ID,
    schema.INTRODUCED_BY,
    schema.REVIVE_THROUGH,
    schema.ONLY_THROUGH,
    schema.THROUGH,
)
"""Columns of answers that hold ids of people."""


class Collation(NamedTuple):
    """Places of texts among all of their kind, int64 by the text that is shown.

    Parameters
    ----------
    people
        Of contact ids, in the order of the ids they stand for.
    listed
        Of contact ids, in the order in which contacts were listed.
    organizations, sources
        Of organizations and sources, in the order of what they stand for.
    """

    people: pd.Series
    listed: pd.Series
    organizations: pd.Series
    sources: pd.Series


def tie_keys(collation: Collation | None, column: str, cells: pd.Series) -> pd.Series:
    """What settles ties by a column: its cells, or the places of what they stand for."""
    if collation is None:
        return cells
    places = {
        **dict.fromkeys(PEOPLE_COLUMNS, collation.people),
        schema.ORGANIZATION: collation.organizations,
        schema.SOURCE: collation.sources,
    }.get(column)
    return cells if places is None else cells.map(places)


def places_of_people(ids: pd.Series, before: Collation | None) -> tuple[Longs, Longs]:
    """Places of contact ids in the order of what they stand for, and as listed: int64 each.

    ``before`` is the collation of ids that stand for others already.
    """
    if before is None:
        return places_of(ids), np.arange(len(ids))
    return before.people.reindex(ids).to_numpy(), before.listed.reindex(ids).to_numpy()


def places_of(words: pd.Series) -> Longs:
    """Places of texts in their own order, int64; missing ones come last."""
    place = np.empty(len(words), dtype=np.int64)
    place[words.reset_index(drop=True).argsort(kind="stable").to_numpy()] = np.arange(len(words))
    return place


def first_by_id(collation: Collation | None, ids: pd.Series | pd.Index | np.ndarray) -> int:
    """The place of the contact id that comes first, as ties are settled; of one at least.

    Which one was listed first settles nothing: redacted contacts are listed by pseudonym.
    """
    cells = pd.Series(ids)
    return int(places_of(tie_keys(collation, schema.CONTACT_ID, cells)).argmin())
