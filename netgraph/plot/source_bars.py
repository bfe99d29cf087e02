"""Which sources of first contacts led on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.people import people
from netgraph.analysis.small_cells import without_small_cells
from netgraph.analysis.sources import sources as sources_table
from netgraph.arguments import checked
from netgraph.looks import NIGHT
from netgraph.plot.frame import axes_or_new, count_ticks, finish, nothing_to_draw
from netgraph.plot.named_rows import axis_words, named_rows, rows_that_fit, words_beside
from netgraph.plot.slots import laid_out
from netgraph.plot.titles import shared_place
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.network import ReferralNetwork

NO_SOURCE_NOTED: Final = "no source noted"
CREDIT_SHARED: Final = "Credit: each person found by referral counts 1, shared by all who led there"
TOO_SMALL: Final = "blank"
"""Said of a count that is too small, or that would let one be found."""


@checked()
@laid_out
def sources(net: ReferralNetwork, *, ax: Axes | None = None, min_cell: int = 0) -> Axes:
    """Draw what first contacts of each source earned for the people they led to.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure, as high as there are rows.
    min_cell
        Counts from 1 to ``min_cell - 1``, and what would let one be found, are blank.

    Returns
    -------
    The axes: a bar a source, as long as its ``credit`` (an introduction that several led to is
    shared between them), and beside it how many first contacts it had and how many were met.
    """
    table = sources_table(net)
    if table.empty:
        ax = axes_or_new(ax, width=9, height=4)
        why = "There is nobody in the tables."
        return nothing_to_draw(ax, net, finding="No first contact has a source", why=why)
    if min_cell > 1:
        table = without_small_cells(net, "sources", table, min_cell)
    shown = table.head(rows_that_fit(ax))
    ax = named_rows(ax, list(shown[schema.SOURCE].fillna(NO_SOURCE_NOTED)))
    # float64[rows], 0 where the number is blank: no bar
    credit = shown[schema.CREDIT].astype("Float64").fillna(0).to_numpy(dtype=np.float64)
    ax.barh(range(len(shown)), credit, height=0.68, color=NIGHT, gid="credit")
    words_beside(ax, list(credit), _source_words(net, shown), least=max(1.0, float(credit.max())))
    count_ticks(ax.xaxis)
    left_out = len(table) - len(shown)
    more = f"; {with_noun(left_out, 'further source')} not drawn" if left_out else ""
    axis_words(ax, f"credit of its first contacts{more}")
    if min_cell > 1:
        small = f"counts below {min_cell}, and what would let one be found, are {TOO_SMALL}"
        finish(ax, net, finding=f"Credit by source; {small}")
    else:
        finish(ax, net, finding=sources_title(table), detail=CREDIT_SHARED)
    return ax


def _source_words(net: ReferralNetwork, shown: pd.DataFrame) -> list[str]:
    """People found, first contacts and met of each source, in words."""
    # where nobody is met the tables do not say who was, or it is too early to count them
    met = shown[schema.MET] if people(net).met.any() else [pd.NA] * len(shown)
    rows = zip(shown[schema.CREDIT], shown[schema.CONTACTS], met, strict=True)
    return [_words_of_source(*row) for row in rows]


def _words_of_source(credit: float, contacts: int, met: Any) -> str:
    found = f"credit {TOO_SMALL}" if pd.isna(credit) else f"{credit:,.1f}"
    if pd.isna(contacts):
        # a bar as long as its number needs no words; without it they say what is missing
        which = "credit and first contacts" if pd.isna(credit) else f"{found}, first contacts"
        return f"{which} {TOO_SMALL}"
    first = with_noun(int(contacts), "first contact")
    return f"{found}, from {first}" + ("" if pd.isna(met) else f", {int(met):,} met")


def sources_title(table: pd.DataFrame) -> str:
    """Say which source earned most, as a share of the credit of all first contacts.

    What those earned who were found by referral themselves is not in it: it is no share of people.
    """
    total = float(table[schema.CREDIT].sum())
    if not total:
        return "No first contact has led to anybody yet"
    named = table.loc[table[schema.SOURCE].notna()]
    if named.empty:
        return "No source is noted of any first contact"
    # float64[rows], the most first; sums of shares that are equal may differ in their last bit
    credit = named[schema.CREDIT].to_numpy(dtype=np.float64)
    alike = int(np.isclose(credit, credit[0]).sum())
    who = shared_place(named[schema.SOURCE].iloc[:alike])
    # a sentence begins with a capital letter, whatever the table does
    who = who[:1].upper() + who[1:]
    of_all = f"of the credit of first contacts ({total:,.1f})"
    if np.isclose(credit[0], total):
        return f"{who} brought all {of_all}"
    each = "each " if alike > 1 else ""
    return f"{who} {each}brought {100 * credit[0] / total:.0f} % {of_all}"
