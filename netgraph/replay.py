"""A network as it stood on each of many days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.network import ReferralNetwork

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

REPLAYED: Final = frozenset(
    {
        schema.CONTACT_ID,
        schema.STUB,
        schema.ORGANIZATION,
        schema.STATUS,
        schema.SCHEDULED_FOR,
        *schema.CONTACT_DATES,
    }
)
"""Columns of contacts that tell how a search stood on a day."""


def replay(net: ReferralNetwork, days: Iterable[pd.Timestamp]) -> Iterator[ReferralNetwork]:
    """Give a network as it stood on each of some days up to its own.

    The same as ``net.as_of`` for who stands how: contacts have the columns of ``REPLAYED`` alone,
    and what is left out is in no list of issues, which would be most of the cost.
    """
    whole = net.contacts
    whole = whole[[name for name in whole.columns if name in REPLAYED]]
    for day in days:
        earlier, repeats = net.cut_tables(whole, day)
        yield ReferralNetwork(
            earlier.contacts,
            earlier.referrals,
            repeats=repeats,
            as_of=day,
            seeker=net.left_out,
            ends=earlier.ends,
            collation=net.collation,
        )
