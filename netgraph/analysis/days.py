"""Since when and until when something is known of each contact, as days since 1970-01-01."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.analysis.people import people
from netgraph.facts import remembered
from netgraph.links import BEFORE_ALL, UNDATED, day_number

if TYPE_CHECKING:
    from netgraph.arrays import Floats, Ints
    from netgraph.network import ReferralNetwork


def today(net: ReferralNetwork) -> int:
    """Give the as-of date as a day, ``UNDATED`` where there is none."""
    return UNDATED if net.as_of_date is None else day_number(net.as_of_date)


@remembered
def first_known(net: ReferralNetwork) -> Ints:
    """Earliest day known of each contact: their own events, referrals from and to them.

    Referrals between them and the seeker count too. Read it, don't change it.

    Returns
    -------
    int32[n], ``UNDATED`` where there is none.
    """
    links = net.links
    # int32[n], a new array: what ``people`` remembers is not written to
    earliest = np.minimum(people(net).first_known, links.with_seeker[0])
    for end in (links.source, links.target):
        # UNDATED is the largest int32, so a referral without a date is nobody's earliest
        np.minimum.at(earliest, end, links.day)
    return earliest


@remembered
def last_known(net: ReferralNetwork) -> Ints:
    """Newest day known of each contact, of the same dates; of a repeated referral the last one.

    Returns
    -------
    int32[n], ``BEFORE_ALL`` where there is none.
    """
    links = net.links
    newest = np.maximum(people(net).last_known, links.with_seeker[1])
    # UNDATED is the largest int32: it would win every maximum, so only dated referrals take part
    dated = links.last_day != UNDATED
    for end in (links.source, links.target):
        np.maximum.at(newest, end[dated], links.last_day[dated])
    return newest


def days_quiet(net: ReferralNetwork, day: Ints) -> Floats:
    """Days from a day to the as-of date, nan where the day is unknown."""
    if net.as_of_date is None:
        return np.full(len(day), np.nan)
    # float64, as whole numbers have no nan. The day is one of ``last_known``, whose missing days
    # are ``BEFORE_ALL``: an ``UNDATED`` one would come out as a number.
    return np.where(day == BEFORE_ALL, np.nan, today(net) - day.astype(np.float64))
