"""Names of people beside rows and in titles, told apart where several are called the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph import schema
from netgraph.analysis.labels import display_names
from netgraph.analysis.people import people
from netgraph.analysis.search_numbers import plain_words
from netgraph.facts import remembered
from netgraph.frames import values

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.network import ReferralNetwork


@remembered
def told_apart_names(net: ReferralNetwork) -> pd.Series:
    """Everybody's name as a row shows it: str[n], indexed from 0, each once.

    Of namesakes with the organization, and with the id where that does not tell them apart either.
    A picture shows several searches side by side, so it counts namesakes in all of them.
    """
    table = people(net).table
    names = display_names(table).reset_index(drop=True).astype("str")
    firms = plain_words(net, values(table, schema.ORGANIZATION).reset_index(drop=True))
    for more in (firms, table[schema.CONTACT_ID].reset_index(drop=True)):
        vague = names.duplicated(keep=False) & more.notna()
        names = names.mask(vague, names + " (" + more.astype("str") + ")")
    return names


def names_of_rows(net: ReferralNetwork, table: pd.DataFrame) -> pd.Series:
    """The names of the people whose ids the rows of a table hold, with the index of the table."""
    at = net.links.positions(table[schema.CONTACT_ID])
    return told_apart_names(net).iloc[at].set_axis(table.index)
