"""What only the whole graph shows: loops without a first contact, referrals before their referrer was known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.links import BEFORE_ALL, UNDATED, dates
from netgraph.tables.issues import quoted

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.network import ReferralNetwork
    from netgraph.tables.issues import Told


def tell_of_graph(net: ReferralNetwork, told: Told) -> None:
    """Tell ``rootless_loop`` and ``referral_before_introduction``."""
    if len(net.links.source):
        _tell_loops(net, told)
        _tell_early(net, told)


def _tell_loops(net: ReferralNetwork, told: Told) -> None:
    opens = net.forest.loop
    if not len(opens):
        return
    contacts = net.contacts
    if net.seeker is not None:
        contacts = contacts[contacts[schema.CONTACT_ID] != net.seeker]
    rows = contacts[schema.CONTACT_ID].iloc[opens]
    messages = [
        f"{quoted(v)} and others refer only each other; {quoted(v)}, listed first, counts as a first contact"
        for v in rows
    ]
    told.tell(schema.ROOTLESS_LOOP, rows, schema.CONTACT_ID, messages)


def _tell_early(net: ReferralNetwork, told: Told) -> None:
    links = net.links
    known = net.forest.arrival[links.source]
    early = (links.day < known) & (known != BEFORE_ALL) & (known != UNDATED)
    if not early.any():
        return
    rows = _without_seeker(net)[early]
    since = dates(known[early]).astype("datetime64[D]")
    messages = [
        f"{quoted(u)} was introduced on {day} only; kept"
        for u, day in zip(rows[schema.REFERRER_ID], since, strict=True)
    ]
    days = rows[schema.REFERRED_ON].dt.strftime("%Y-%m-%d")
    told.tell(schema.REFERRAL_BEFORE_INTRODUCTION, days, schema.REFERRED_ON, messages)


def _without_seeker(net: ReferralNetwork) -> pd.DataFrame:
    rows = net.referrals
    if net.seeker is None:
        return rows
    ends = rows[[schema.REFERRER_ID, schema.REFERRED_ID]]
    return rows[(ends != net.seeker).all(axis=1)]
