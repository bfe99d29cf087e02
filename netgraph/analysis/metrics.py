"""The one heavy table: a row a contact, every number of theirs. Questions filter and sort it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.chance import chances
from netgraph.analysis.conversion import conversion, conversion_of, referrals_met
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
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from netgraph.analysis.conversion import Conversion
    from netgraph.arrays import Ints, Longs
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
    columns = (*schema.CONTACT_COLUMNS, schema.INTRODUCED_ON)
    return _with_shares(core_metrics(net, exact=exact), conversion(net), columns)


@remembered
def advocate_metrics(net: ReferralNetwork, *, exact: bool = False) -> pd.DataFrame:
    """Give the advocates' columns of ``all_metrics`` of those who made a referral, of nobody else.

    A row an advocate, their position in ``net.links.ids`` as its index. Read it, don't change it.
    """
    rows = np.flatnonzero(net.links.referrals_made > 0)
    core = person_rows(net, rows, schema.ADVOCATE_COLUMNS, exact=exact)
    return _with_shares(core, conversion_of(net, rows), schema.ADVOCATE_COLUMNS).set_axis(rows)


def person_rows(
    net: ReferralNetwork,
    who: Ints | Longs,
    columns: Sequence[str] = (),
    *,
    exact: bool = False,
) -> pd.DataFrame:
    """Give id, name and organization of some people, by position, and these numbers of theirs."""
    table = people(net).table
    # notes and further columns are picked for nobody
    own = table[[name for name in OWN_WORDS if name in table.columns]]
    return _worded(net, own.iloc[who], numbers_at(net, who, columns, exact=exact))


def numbers_at(
    net: ReferralNetwork, who: Ints | Longs, columns: Sequence[str], *, exact: bool = False
) -> dict[str, NDArray[Any]]:
    """Give some columns of ``metric_numbers`` of some people, by position."""
    makers = number_makers(net, exact=exact)
    # of one column at a time all people's numbers are made
    return {name: makers[name]()[who] for name in columns if name in makers}


def ids_and_numbers(net: ReferralNetwork, who: Longs, columns: Sequence[str]) -> pd.DataFrame:
    """Give the ids of some people, by position, and numbers of theirs."""
    return pd.DataFrame({schema.CONTACT_ID: ids_at(net, who), **numbers_at(net, who, columns)})


def _with_shares(core: pd.DataFrame, share: Conversion, columns: Sequence[str]) -> pd.DataFrame:
    """Add the conversion of some people to their other metrics, and keep these columns."""
    found: dict[str, Any] = {name: core[name] for name in core.columns} | {
        schema.CONVERSION: share.mean,
        schema.CONVERSION_LOW: share.low,
        schema.CONVERSION_HIGH: share.high,
        schema.EVIDENCE: pd.array(share.evidence, dtype="str"),
    }
    # ``copy=False``: columns may share memory with remembered facts, so nobody writes to them.
    return pd.DataFrame({name: found[name] for name in columns}, copy=False)


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
    }
    wording: dict[str, Callable[[NDArray[Any]], object]] = {
        schema.STANDING: standing_words,
        schema.INTRODUCED_BY: partial(ids_at, net),
        schema.INTRODUCED_ON: dates,
        schema.LAST_CONTACT_ON: dates,
    }
    worded = {
        name: wording[name](column) if name in wording else column
        for name, column in numbers.items()
    }
    return pd.DataFrame(words | worded, copy=False)


def metric_numbers(net: ReferralNetwork, *, exact: bool = False) -> dict[str, NDArray[Any]]:
    """Give the same without a word: what tables larger than memory are answered by, too.

    Returns
    -------
    Arrays of n numbers by column. ``standing`` is int8, a position in ``schema.STANDING_CODES``,
    ``introduced_by`` int32, a position among the contacts, -1 for none; the dates are days (int32,
    ``UNDATED`` or ``BEFORE_ALL`` for none).
    """
    return {name: make() for name, make in number_makers(net, exact=exact).items()}


def number_makers(
    net: ReferralNetwork, *, exact: bool = False
) -> dict[str, Callable[[], NDArray[Any]]]:
    """Give what makes each column of ``metric_numbers``; what several need is remembered."""
    links, forest = net.links, net.forest
    # counts are remembered in 32 bits, and have 64 in tables
    led = partial(reach, net, exact=exact)
    return {
        schema.STANDING: lambda: standings(net),
        schema.CHANCE: lambda: chances(net).chance,
        schema.CHANCE_LOW: lambda: chances(net).low,
        schema.CHANCE_HIGH: lambda: chances(net).high,
        schema.INTRODUCED_BY: lambda: forest.introducer,
        schema.INTRODUCED_ON: lambda: forest.arrival,
        schema.GENERATION: lambda: forest.generation.astype(np.int64),
        schema.REFERRED_BY_COUNT: lambda: links.referred_by_count,
        schema.REFERRALS_MADE: lambda: links.referrals_made.astype(np.int64),
        schema.INTRODUCTIONS: lambda: forest.introductions.astype(np.int64),
        schema.REACH: lambda: led().people.astype(np.int64),
        schema.EXCLUSIVE_REACH: lambda: only_through(net).people.astype(np.int64),
        schema.ORGANIZATIONS_REACHED: lambda: led().organizations.astype(np.int64),
        schema.EXCLUSIVE_ORGANIZATIONS: lambda: only_through(net).organizations.astype(np.int64),
        schema.DECISION_MAKERS_REACHED: lambda: led().decision_makers.astype(np.int64),
        schema.CREDIT: lambda: credit(net),
        schema.CREDIT_SHARE: lambda: share_of_credit(net, credit(net)),
        schema.REFERRALS_MET: lambda: where_recorded(net, referrals_met(net)),
        schema.LAST_CONTACT_ON: lambda: last_known(net),
        schema.DAYS_QUIET: lambda: days_quiet(net, last_known(net)),
    }
