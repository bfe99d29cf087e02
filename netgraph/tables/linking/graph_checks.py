"""What only the graph shows: loops without a first contact, referrals before an introduction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.links import BEFORE_ALL, UNDATED, dates
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.network import ReferralNetwork


def issues_of_graph(net: ReferralNetwork) -> tuple[Issues, ...]:
    """Find ``rootless_loop`` and ``referral_before_introduction``."""
    if not len(net.links.source):
        return ()
    return _issues_of_loops(net), _issues_of_early_referrals(net)


def _issues_of_loops(net: ReferralNetwork) -> Issues:
    contacts = net.contacts
    if net.seeker is not None:
        contacts = contacts[contacts[schema.CONTACT_ID] != net.seeker]
    rows = contacts[schema.CONTACT_ID].iloc[net.forest.loop]
    messages = [
        f"{quoted(v)} and others refer only each other; {quoted(v)}, listed first, counts as a "
        "first contact"
        for v in rows
    ]
    return Issues(schema.ROOTLESS_LOOP, rows, schema.CONTACT_ID, messages)


def _issues_of_early_referrals(net: ReferralNetwork) -> Issues:
    links = net.links
    # int32[links]: the day on which each link's referrer was introduced, if that is known
    known = net.forest.arrival[links.source]
    early = (links.day < known) & (known != BEFORE_ALL) & (known != UNDATED)
    rows = _without_seeker(net)[early]
    since = dates(known[early]).astype("datetime64[D]")
    messages = [
        f"{quoted(u)} was introduced on {day} only; kept"
        for u, day in zip(rows[schema.REFERRER_ID], since, strict=True)
    ]
    days = rows[schema.REFERRED_ON].dt.strftime("%Y-%m-%d")
    return Issues(schema.REFERRAL_BEFORE_INTRODUCTION, days, schema.REFERRED_ON, messages)


def _without_seeker(net: ReferralNetwork) -> pd.DataFrame:
    """The referrals that are links, in the order of links: those of the seeker are none."""
    rows = net.referrals
    if net.seeker is None:
        return rows
    ends = rows[[schema.REFERRER_ID, schema.REFERRED_ID]]
    return rows[(ends != net.seeker).all(axis=1)]
