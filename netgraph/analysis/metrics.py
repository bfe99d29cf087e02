"""The one heavy table: a row a contact, every number of theirs. Every question filters and sorts it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import kernels, schema
from netgraph.analysis.chance import standing
from netgraph.analysis.conversion import conversion, referrals_met
from netgraph.analysis.people import people, today
from netgraph.analysis.structure import only_through, reach
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.links import BEFORE_ALL, UNDATED, dates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.arrays import Floats, Ints
    from netgraph.network import ReferralNetwork


@remembered
def metrics(net: ReferralNetwork, *, exact: bool = False) -> pd.DataFrame:
    """Every number of every contact.

    Parameters
    ----------
    net
        The network.
    exact
        Whether to refuse estimates of reach, see ``structure.reach``.

    Returns
    -------
    A row a contact in the order of ``net.links.ids``: the columns of ``schema.CONTACT_COLUMNS`` and
    ``introduced_on``. Read it, don't change it.

    Notes
    -----
    Cost near linear in contacts and referrals; see ``structure.reach`` for what bounds the exception.
    """
    shares = conversion(net)
    columns: dict[str, Any] = {
        schema.CONVERSION: shares.mean,
        schema.CONVERSION_LOW: shares.low,
        schema.CONVERSION_HIGH: shares.high,
        schema.EVIDENCE: pd.array(shares.evidence, dtype="str"),
    }
    table = core_metrics(net, exact=exact)
    columns |= {name: table[name] for name in table.columns}
    return pd.DataFrame(
        {n: columns[n] for n in (*schema.CONTACT_COLUMNS, schema.INTRODUCED_ON)}, copy=False
    )


@remembered
def core_metrics(net: ReferralNetwork, *, exact: bool = False) -> pd.DataFrame:
    """The metrics but for conversion, which alone needs scipy."""
    who, links, forest = people(net), net.links, net.forest
    lost, met = only_through(net), referrals_met(net)
    reached, code_chance = reach(net, exact=exact), standing(net)
    worth = credit(net)
    quiet_since = last_known(net)
    columns: dict[str, object] = {
        schema.CONTACT_ID: who.table[schema.CONTACT_ID],
        schema.NAME: display_names(who.table),
        schema.ORGANIZATION: values(who.table, schema.ORGANIZATION),
        schema.STANDING: named(code_chance[0], schema.STANDINGS),
        schema.CHANCE: code_chance[1],
        schema.INTRODUCED_BY: ids_at(net, forest.introducer),
        schema.INTRODUCED_ON: dates(forest.arrival),
        schema.GENERATION: forest.generation.astype(np.int64),
        schema.REFERRED_BY_COUNT: np.bincount(links.target, minlength=links.size),
        schema.REFERRALS_MADE: np.bincount(links.source, minlength=links.size),
        schema.INTRODUCTIONS: forest.introductions.astype(np.int64),
        schema.REACH: reached.people,
        schema.EXCLUSIVE_REACH: lost.people,
        schema.ORGANIZATIONS_REACHED: reached.organizations,
        schema.EXCLUSIVE_ORGANIZATIONS: lost.organizations,
        schema.DECISION_MAKERS_REACHED: reached.decision_makers,
        schema.CREDIT: worth,
        schema.CREDIT_SHARE: worth / max(1, found_by_referral(net)),
        schema.REFERRALS_MET: met,
        schema.LAST_CONTACT_ON: dates(quiet_since),
        schema.DAYS_QUIET: days_quiet(net, quiet_since),
    }
    return pd.DataFrame(columns, copy=False)


@remembered
def found_by_referral(net: ReferralNetwork) -> int:
    """Count the people who have an introducer: what all credit sums to."""
    return int((~net.forest.first).sum())


def credit(net: ReferralNetwork) -> Floats:
    """Share out the people found by referral among the chains that led to them.

    Each person with an introducer is worth 1, shared equally by the generation - 1 people on their chain:
    the Shapley value of the game in which a set of people is worth whom their whole chains lie in (Shapley
    1953). So it sums to the number of people with an introducer. It credits the first chain only; who
    confirmed a name later gets nothing, and who names many that nobody follows up gets as much as one whose
    names all met you.

    Returns
    -------
    float64[n]. Cost O(n).
    """
    forest = net.forest
    worth = 1 / np.maximum(forest.generation - 1, 1).astype(np.float64)
    worth[forest.first] = 0
    whole = kernels.branch_sum(forest.order, forest.introducer, worth) - worth
    # Equal credits must tie, in whatever order their shares were added.
    return whole.round(12)


def first_known(net: ReferralNetwork) -> Ints:
    """Day each contact was introduced on, else the earliest date of their own; ``UNDATED`` where none: int32[n]."""
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
    newest = people(net).last_known.copy()
    dated = links.day != UNDATED
    for end in (links.source, links.target):
        np.maximum.at(newest, end[dated], links.day[dated])
    return newest


def days_quiet(net: ReferralNetwork, day: Ints) -> Floats:
    """Days from a day to the as-of date, nan where the day is unknown."""
    if net.as_of_date is None:
        return np.full(len(day), np.nan)
    return np.where(day == BEFORE_ALL, np.nan, today(net) - day.astype(np.float64))


def ids_at(net: ReferralNetwork, position: Ints) -> pd.Series:
    """Contact ids at positions, missing where the position is -1."""
    return pd.Series(net.links.ids.to_series().array.take(position, allow_fill=True))


def named(code: NDArray[np.integer], names: tuple[str, ...]) -> pd.Series:
    """Names at positions, as text."""
    return pd.Series(pd.array(list(names), dtype="str").take(code.astype(np.int64)))


def display_names(table: pd.DataFrame) -> pd.Series:
    """Everybody's name, their id where they have none."""
    return values(table, schema.NAME).fillna(table[schema.CONTACT_ID])
