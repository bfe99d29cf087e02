"""Since when and until when something is known of each contact, as days since 1970-01-01."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.analysis.people import people
from netgraph.links import BEFORE_ALL, UNDATED, day_number

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints
    from netgraph.network import ReferralNetwork


def today(net: ReferralNetwork) -> int:
    """Give the as-of date as a day, ``UNDATED`` where there is none."""
    return UNDATED if net.as_of_date is None else day_number(net.as_of_date)


def first_known(net: ReferralNetwork) -> Ints:
    """Day each contact was introduced on, else the earliest date in their own row.

    Returns
    -------
    int32[n], ``UNDATED`` where there is none.
    """
    arrival = net.forest.arrival
    introduced = (arrival != BEFORE_ALL) & (arrival != UNDATED)
    return np.where(introduced, arrival, people(net).first_known)


def last_known(net: ReferralNetwork) -> Ints:
    """Newest day known of each contact: their own dates, and those of referrals from or to them.

    Returns
    -------
    int32[n], ``BEFORE_ALL`` where there is none.
    """
    links = net.links
    # int32[n]. It is a copy, as ``people`` is remembered and would keep what is written to it.
    newest = people(net).last_known.copy()
    # UNDATED is the largest int32: it would win every maximum, so only dated referrals take part
    dated = links.day != UNDATED
    for end in (links.source, links.target):
        np.maximum.at(newest, end[dated], links.day[dated])
    return newest


def days_quiet(net: ReferralNetwork, day: Ints) -> Floats:
    """Days from a day to the as-of date, nan where the day is unknown."""
    if net.as_of_date is None:
        return np.full(len(day), np.nan)
    # float64, as whole numbers have no nan. The day is one of ``last_known``, whose missing days
    # are ``BEFORE_ALL``: an ``UNDATED`` one would come out as a number.
    return np.where(day == BEFORE_ALL, np.nan, today(net) - day.astype(np.float64))
