"""What only the graph shows: loops without a first contact, what came before an introduction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph import schema
from netgraph.links import BEFORE_ALL, UNDATED, dates, days, without_seeker
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.arrays import Flags, Ints
    from netgraph.network import ReferralNetwork


def issues_of_graph(net: ReferralNetwork) -> tuple[Issues, ...]:
    """Find ``rootless_loop`` and ``referral_before_introduction``."""
    if not len(net.links.source):
        return ()
    return _issues_of_loops(net), _issues_of_early_referrals(net)


def issues_of_early_meetings(net: ReferralNetwork, least: int) -> tuple[Issues, ...]:
    """Meetings more than ``least`` days before anybody gave the name: a year may be a slip."""
    if not len(net.links.source) or schema.MET_ON not in net.contacts.columns:
        return ()
    contacts = without_seeker(net.contacts, net.left_out, schema.CONTACT_ID)
    known = net.forest.arrival
    early = met_long_before(known, days(contacts[schema.MET_ON]), least)
    rows = contacts[early]
    issue = issue_of_early_meetings(rows[schema.CONTACT_ID], rows[schema.MET_ON], known[early])
    return (issue,)


def met_long_before(known: Ints, met: Ints, least: int) -> Flags:
    """Flag who was met more than ``least`` days before they were introduced, ``bool[contacts]``.

    Parameters
    ----------
    known
        ``int32[contacts]``: the day on which each was introduced, if that is known.
    met
        ``int32[contacts]``: the day on which each was met, as the table says.
    """
    dated = (known != BEFORE_ALL) & (known != UNDATED) & (met != UNDATED)
    early: Flags = dated & (known.astype(np.int64) - met > least)
    return early


def issue_of_early_meetings(ids: pd.Series, met: pd.Series, known: Ints) -> Issues:
    """Tell of people, by spot, who were met long before they were introduced: ``int32[rows]``."""
    since = dates(known).astype("datetime64[D]")
    messages = [
        f"{quoted(u)} was referred on {day} only; is a year a slip? kept"
        for u, day in zip(ids, since, strict=True)
    ]
    shown = met.dt.strftime("%Y-%m-%d")
    return Issues(schema.REFERRAL_BEFORE_INTRODUCTION, shown, schema.MET_ON, messages)


def _issues_of_loops(net: ReferralNetwork) -> Issues:
    # their index holds spots, which ``net.people`` has no more
    contacts = without_seeker(net.contacts, net.left_out, schema.CONTACT_ID)
    return issue_of_loops(contacts[schema.CONTACT_ID].iloc[net.forest.loop])


def issue_of_loops(ids: pd.Series) -> Issues:
    """Tell of people, by spot, who are listed first of those who refer only each other."""
    messages = [
        f"{quoted(v)} and others refer only each other; {quoted(v)}, listed first, counts as a "
        "first contact"
        for v in ids
    ]
    return Issues(schema.ROOTLESS_LOOP, ids, schema.CONTACT_ID, messages)


def _issues_of_early_referrals(net: ReferralNetwork) -> Issues:
    links = net.links
    # int32[links]: the day on which each link's referrer was introduced, if that is known
    known = net.forest.arrival[links.source]
    early = (links.day < known) & (known != BEFORE_ALL) & (known != UNDATED)
    # in the order of links: referrals of the seeker are none
    pairs = net.pairs
    if net.left_out is not None:
        pairs = without_seeker(net.referrals, net.left_out, schema.REFERRER_ID, schema.REFERRED_ID)
    made = pairs[schema.REFERRED_ON][early]
    referrer = links.ids[links.source[early]].to_series(made.index)
    return issue_of_early(referrer, made, known[early])


def issue_of_early(referrer: pd.Series, made: pd.Series, known: Ints) -> Issues:
    """Tell of referrals, by spot, made before their referrer was introduced: ``int32[rows]``."""
    since = dates(known).astype("datetime64[D]")
    messages = [
        f"{quoted(u)} was introduced on {day} only; kept"
        for u, day in zip(referrer, since, strict=True)
    ]
    days = made.dt.strftime("%Y-%m-%d")
    return Issues(schema.REFERRAL_BEFORE_INTRODUCTION, days, schema.REFERRED_ON, messages)
