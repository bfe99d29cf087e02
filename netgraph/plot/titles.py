"""What the titles of the figures say: the finding that each figure shows, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph import schema
from netgraph.analysis.labels import display_names
from netgraph.analysis.people import people
from netgraph.choices import MONTH
from netgraph.plot.text import drawable, with_noun

if TYPE_CHECKING:
    import pandas as pd

    from netgraph.choices import PlotPeriod
    from netgraph.network import ReferralNetwork


def tree_title(net: ReferralNetwork, advocate: int, branch_size: int) -> str:
    """Say how many contacts the branch of the first advocate brought.

    Parameters
    ----------
    net
        The network.
    advocate
        Position of the first advocate, -1 if nobody introduced anybody.
    branch_size
        People in the branch, the advocate included.
    """
    if len(net) == 1:
        return f"One contact so far: {drawable(display_names(people(net).table).iloc[0])}"
    if advocate < 0:
        return f"Nobody has referred anybody yet: all {len(net):,} are first contacts"
    name = drawable(display_names(people(net).table).iloc[advocate])
    return f"{name}'s branch brought {branch_size - 1:,} of {with_noun(len(net), 'contact')}"


def generations_title(net: ReferralNetwork) -> str:
    """Say how many contacts came through a referral, and which generation is the largest."""
    # int64[g]: contacts of each generation from 1 on, as nobody is of generation 0.
    size = np.bincount(net.forest.generation)[1:]
    introduced = int(size[1:].sum())
    if introduced == 0 and len(net) == 1:
        return "The one contact is a first contact: nobody has referred anybody yet"
    if introduced == 0:
        return f"All {len(net):,} contacts are first contacts: nobody has referred anybody yet"
    largest = int(np.argmax(size)) + 1
    share = f"{introduced:,} of {with_noun(len(net), 'contact')} came through a referral"
    return f"{share}; generation {largest:,} is the largest ({int(size[largest - 1]):,})"


def organizations_title(table: pd.DataFrame) -> str:
    """Say how many organizations are reached, and how many hang on one person."""
    met = int((table[schema.STANDING] == schema.MET).sum())
    reached = int((table[schema.CONTACTS] > 0).sum())
    hanging = int(table[schema.ONLY_THROUGH].notna().sum())
    total = with_noun(len(table), "organization")
    if met:
        first = f"Somebody met at {met:,} of {total}"
    elif reached < len(table):
        first = f"Contacts at {reached:,} of {total}"
    else:
        first = f"{total} reached"
    if not hanging:
        return f"{first}; none hangs on one person"
    return f"{first}; {hanging:,} {'hangs' if hanging == 1 else 'hang'} on one person"


def growth_title(net: ReferralNetwork, table: pd.DataFrame, per: PlotPeriod) -> str:
    """Say how many contacts and meetings there were in how long, and when most were new."""
    last = table.iloc[-1]
    # int64[t]: steps of the running total, which are the contacts that were new in each period.
    new = np.diff(table[schema.CONTACTS].to_numpy(), prepend=0)
    busiest = int(np.argmax(new))
    start = table[schema.PERIOD].iloc[busiest]
    when = f"{start:%B %Y}" if per == MONTH else f"the week of {start:%Y-%m-%d}"
    dated = int(last[schema.CONTACTS])
    totals = [with_noun(dated, "contact" if dated == len(net) else "dated contact")]
    if last[schema.MET]:
        totals.append(with_noun(int(last[schema.MET]), "meeting"))
    first = f"{' and '.join(totals)} in {with_noun(len(table), per)}"
    return f"{first}; busiest: {when} ({int(new[busiest]):,} new)" if len(table) > 1 else first
