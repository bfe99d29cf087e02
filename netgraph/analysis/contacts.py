"""All contacts, each with every number there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.analysis.by_seeker import also_of_cohorts
from netgraph.analysis.chance import curve
from netgraph.analysis.conversion import fitted_prior, notes_of
from netgraph.analysis.expected import with_expected
from netgraph.analysis.metrics import all_metrics
from netgraph.analysis.ordering import first_rows, ordered
from netgraph.analysis.reach import reach
from netgraph.arguments import checked
from netgraph.meanings import CONTACT_MEANINGS, EXPECTED_MEANINGS, explains

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.network import ReferralNetwork
    from netgraph.schema import ContactColumn, ExpectedColumn


@also_of_cohorts()
@checked()
@explains(CONTACT_MEANINGS, EXPECTED_MEANINGS, headings=("", "With ``expected`` also:"))
def contacts(
    net: ReferralNetwork,
    *,
    by: ContactColumn | ExpectedColumn | None = None,
    top: int | None = None,
    exact: bool = False,
    expected: bool = False,
) -> pd.DataFrame:
    """Answer who everybody is: standing, chance of a referral, introducer, advocate's numbers.

    Parameters
    ----------
    net
        The network, or a cohort: then each of its searches is answered, ``seeker_id`` first.
    by
        Column to order by; default: as in the contacts table, stubs last in order of appearance.
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
    A row a contact; ``attrs["notes"]`` says which curve and prior hold. Its columns:

    Raises
    ------
    UnknownNameError
        If there is no column ``by``.

    Notes
    -----
    ``chance`` is that of a first referral within the next 90 days from somebody met, given how
    long they have been silent: from your own first referrals (Kaplan & Meier 1958) where 20 are
    dated, else from a standard curve. It assumes that silence means the same for everybody; who
    told you when they will write is better judged by that. Near linear in contacts and
    referrals.
    """
    table = all_metrics(net, exact=exact)[list(schema.CONTACT_COLUMNS)]
    notes = [curve(net).note, *notes_of(fitted_prior(net)), *reach(net, exact=exact).notes]
    if expected or by in schema.EXPECTED_COLUMNS:
        table, notes = with_expected(net, table, notes)
    # The table is in the order of ``links.ids``, that of contacts with stubs last: without ``by``
    # nothing is sorted.
    answer = (
        first_rows(table, top)
        if by is None
        else ordered(table, [by], schema.CONTACT_ID, top=top, collation=net.collation)
    )
    answer.attrs["notes"] = notes
    return answer
