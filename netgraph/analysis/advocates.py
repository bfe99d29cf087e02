"""Advocates: contacts who made a referral, cut from the table that ``metrics`` counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.conversion import fitted_prior, notes_of
from netgraph.analysis.expected import with_expected
from netgraph.analysis.metrics import advocate_metrics
from netgraph.analysis.ordering import ordered, places_in_order, rows_at
from netgraph.analysis.reach import reach
from netgraph.arguments import checked
from netgraph.facts import remembered
from netgraph.meanings import ADVOCATE_MEANINGS, EXPECTED_MEANINGS, explains

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.arrays import Longs
    from netgraph.network import ReferralNetwork
    from netgraph.schema import AdvocateColumn, ExpectedColumn


@also_of_cohorts()
@checked()
@explains(ADVOCATE_MEANINGS, EXPECTED_MEANINGS, headings=("", "With ``expected`` also:"))
def advocates(
    net: ReferralNetwork,
    *,
    by: AdvocateColumn | ExpectedColumn = schema.CREDIT,
    top: int | None = None,
    exact: bool = False,
    expected: bool = False,
) -> pd.DataFrame:
    """Answer who the advocates are: everybody who made a referral, the most productive first.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    by
        Column to order by, largest or newest first; ties by ``contact_id`` (those of credit by
        reach first).
    top
        Keep the first rows only.
    exact
        Whether to count reach one by one even where that takes quadratic time (large, dense and
        deep graphs); else it is estimated there, and the notes say so.
    expected
        Whether to say also how many names each is expected to give, and in which order to ask;
        ordering by one of these columns says so too.

    Returns
    -------
    A row an advocate; ``attrs["notes"]`` says which prior the conversion starts from. Its
    columns:

    Raises
    ------
    UnknownNameError
        If there is no column ``by``.

    Notes
    -----
    ``credit`` shares out everybody found by referral along the chain that led to them
    (Shapley 1953), ``reach`` counts all who can be reached along referrals, ``exclusive_reach``
    those whom every chain from a first contact reaches through this person (dominators:
    Lengauer & Tarjan 1979), ``conversion`` how many of their referrals were met (hierarchical
    Bayes). They describe what happened; none says that who led to many will again, and all miss
    whom you did not write down. Near linear in contacts and referrals.
    """
    # Rows and columns of the one table of ``metrics``: a new column is counted there, not here.
    table = advocate_metrics(net, exact=exact)
    notes = [*notes_of(fitted_prior(net)), *reach(net, exact=exact).notes]
    columns = list(schema.ADVOCATE_COLUMNS)
    if expected or by in schema.EXPECTED_COLUMNS:
        table, notes = with_expected(net, table, notes)
        columns += schema.EXPECTED_COLUMNS
        answer = ordered(
            table[columns], _order_columns(by), schema.CONTACT_ID, top=top, collation=net.collation
        )
    else:
        answer = rows_at(table[columns], _places(net, by, exact=exact), top)
    answer.attrs["notes"] = notes
    return answer


@remembered
def _places(net: ReferralNetwork, by: str, *, exact: bool) -> Longs:
    """Positions of the advocates in the order of a column: of all of them, whatever is kept."""
    table = advocate_metrics(net, exact=exact)[list(schema.ADVOCATE_COLUMNS)]
    tie = net.id_places[table.index]
    return places_in_order(table, _order_columns(by), schema.CONTACT_ID, places=tie)


def _order_columns(by: str) -> list[str]:
    return [by, schema.REACH] if by == schema.CREDIT else [by]
