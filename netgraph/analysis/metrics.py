"""The one heavy table: a row a contact, every number of theirs. Questions filter and sort it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.chance import chances
from netgraph.analysis.conversion import conversion, referrals_met
from netgraph.analysis.credit import credit, share_of_credit
from netgraph.analysis.days import days_quiet, last_known
from netgraph.analysis.labels import display_names, ids_at, standing_words
from netgraph.analysis.only_through import only_through
from netgraph.analysis.people import people, where_recorded
from netgraph.analysis.reach import reach
from netgraph.analysis.standing import standings
from netgraph.facts import remembered
from netgraph.frames import values
from netgraph.links import dates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork

OWN_WORDS: Final = (schema.CONTACT_ID, schema.NAME, schema.ORGANIZATION)
"""Columns of the contacts table that the metrics begin with."""


@remembered
def all_metrics(net: ReferralNetwork, *, exact: bool = False) -> pd.DataFrame:
    """Every number of every contact.

    Parameters
    ----------
    net
        The network.
    exact
        Whether to refuse estimates of reach, see ``analysis.reach``.

    Returns
    -------
    A row a contact in the order of ``net.links.ids``: the columns of ``schema.CONTACT_COLUMNS`` and
    ``introduced_on``. Read it, don't change it.

    Notes
    -----
    Cost near linear in contacts and referrals; see ``analysis.reach`` for what bounds the
    exception.
    """
    return _with_shares(net, core_metrics(net, exact=exact), slice(None))


@remembered
def advocate_metrics(net: ReferralNetwork, *, exact: bool = False) -> pd.DataFrame:
    """Give the rows of ``all_metrics`` of those who made a referral, wording nobody else's.

    A row an advocate, their position in ``net.links.ids`` as its index. Read it, don't change it.
    """
    rows = np.flatnonzero(net.links.referrals_made > 0)
    numbers = {name: column[rows] for name, column in metric_numbers(net, exact=exact).items()}
    own = people(net).table
    # notes and further columns are picked for nobody
    own = own[[name for name in OWN_WORDS if name in own.columns]].iloc[rows]
    return _with_shares(net, _worded(net, own, numbers), rows).set_axis(rows)


def _with_shares(net: ReferralNetwork, core: pd.DataFrame, rows: Longs | slice) -> pd.DataFrame:
    """Add conversion to the other metrics of some people, by their positions."""
    share = conversion(net)
    columns: dict[str, Any] = {name: core[name] for name in core.columns} | {
        schema.CONVERSION: share.mean[rows],
        schema.CONVERSION_LOW: share.low[rows],
        schema.CONVERSION_HIGH: share.high[rows],
        schema.EVIDENCE: pd.array(share.evidence[rows], dtype="str"),
    }
    order = (*schema.CONTACT_COLUMNS, schema.INTRODUCED_ON)
    # ``copy=False``: columns may share memory with remembered facts, so nobody writes to them.
    return pd.DataFrame({name: columns[name] for name in order}, copy=False)


@remembered
def core_metrics(net: ReferralNetwork, *, exact: bool = False) -> pd.DataFrame:
    """The metrics but for conversion, which alone needs scipy."""
    # the order of ``links.ids``, in which the numbers are, is the table's too
    return _worded(net, people(net).table, metric_numbers(net, exact=exact))


def _worded(
    net: ReferralNetwork, table: pd.DataFrame, numbers: dict[str, NDArray[Any]]
) -> pd.DataFrame:
    """Make a table of the contacts' rows of some people and their numbers, both in one order."""
    table = table.reset_index(drop=True)
    words: dict[str, object] = {
        schema.CONTACT_ID: table[schema.CONTACT_ID],
        schema.NAME: display_names(table),
        schema.ORGANIZATION: values(table, schema.ORGANIZATION),
        schema.STANDING: standing_words(numbers[schema.STANDING]),
        schema.INTRODUCED_BY: ids_at(net, numbers[schema.INTRODUCED_BY]),
        schema.INTRODUCED_ON: dates(numbers[schema.INTRODUCED_ON]),
        schema.LAST_CONTACT_ON: dates(numbers[schema.LAST_CONTACT_ON]),
    }
    columns = {name: words.get(name, numbers.get(name)) for name in (*OWN_WORDS, *numbers)}
    return pd.DataFrame(columns, copy=False)


def metric_numbers(net: ReferralNetwork, *, exact: bool = False) -> dict[str, NDArray[Any]]:
    """Give the same without a word: what tables larger than memory are answered by, too.

    Returns
    -------
    Arrays of n numbers by column. ``standing`` is int8, a position in ``schema.STANDING_CODES``,
    ``introduced_by`` int32, a position among the contacts, -1 for none; the dates are days (int32,
    ``UNDATED`` or ``BEFORE_ALL`` for none).
    """
    links, forest = net.links, net.forest
    reachable, lost = reach(net, exact=exact), only_through(net)
    chance, last_day, earned = chances(net), last_known(net), credit(net)
    return {
        schema.STANDING: standings(net),
        schema.CHANCE: chance.chance,
        schema.CHANCE_LOW: chance.low,
        schema.CHANCE_HIGH: chance.high,
        schema.INTRODUCED_BY: forest.introducer,
        schema.INTRODUCED_ON: forest.arrival,
        schema.GENERATION: forest.generation.astype(np.int64),
        schema.REFERRED_BY_COUNT: links.referred_by_count,
        schema.REFERRALS_MADE: links.referrals_made,
        schema.INTRODUCTIONS: forest.introductions.astype(np.int64),
        schema.REACH: reachable.people,
        schema.EXCLUSIVE_REACH: lost.people,
        schema.ORGANIZATIONS_REACHED: reachable.organizations,
        schema.EXCLUSIVE_ORGANIZATIONS: lost.organizations,
        schema.DECISION_MAKERS_REACHED: reachable.decision_makers,
        schema.CREDIT: earned,
        schema.CREDIT_SHARE: share_of_credit(net, earned),
        schema.REFERRALS_MET: where_recorded(net, referrals_met(net)),
        schema.LAST_CONTACT_ON: last_day,
        schema.DAYS_QUIET: days_quiet(net, last_day),
    }
