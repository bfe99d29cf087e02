"""Whose referrals lead to meetings, and how surely that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.advocates import advocates as advocates_table
from netgraph.analysis.conversion import fitted_prior, referral_counts
from netgraph.arguments import checked
from netgraph.looks import NIGHT
from netgraph.plot.frame import axes_or_new, finish, nothing_to_draw
from netgraph.plot.named_rows import axis_words, named_rows, rows_that_fit
from netgraph.plot.person_names import names_of_rows
from netgraph.plot.slots import laid_out
from netgraph.plot.style import INK, LINE_GREY
from netgraph.plot.text import drawable, scale_of_marks, text_style
from netgraph.plot.titles import shared_place
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from netgraph.network import ReferralNetwork

WORDS_AT: Final = 1.02
"""Where the counts stand, in shares of the axis: right of 100 %."""
MET_OF_COUNTED: Final = "met of those that count"
COUNT_NOW: Final = "referrals that count"
WAIT_YET: Final = "referrals that wait"
"""Columns beside those of the answer: what the dots rest on, and what they do not."""


@checked()
@laid_out
def advocates(net: ReferralNetwork, *, ax: Axes | None = None) -> Axes:
    """Draw the share of each advocate's referrals that leads to a meeting, with its interval.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure, as high as there are rows.

    Returns
    -------
    The axes: a dot for the ``conversion`` of each of the 20 advocates with most credit (fewer in
    low axes), a line for its 90 % interval, how many of the referrals that count by now were met,
    and how many wait: they are no older than the usual wait to a meeting. Of whom all referrals
    wait there is no dot; they have a row where one is left.
    """
    table = advocates_table(net)
    prior = fitted_prior(net)
    if prior is None or table.empty:
        why = "The tables do not say who was met." if len(table) else "Nobody referred anybody yet."
        return _nothing_known(net, ax, why)
    known = _with_counts(net, table, prior.wait)
    judged = known[COUNT_NOW] > 0
    usual = f"the usual wait to a meeting ({with_noun(round(prior.wait), 'day')})"
    if not judged.any():
        waiting = with_noun(int(known[WAIT_YET].sum()), "referral")
        are = "is" if waiting == "1 referral" else "are all"
        return _nothing_known(net, ax, f"{waiting} {are} no older than {usual}.")
    rows = rows_that_fit(ax)
    # who can be judged before whose referrals all wait, and those kept as they stood
    shown = known.loc[[*known.index[judged], *known.index[~judged]][:rows]].sort_index()
    ax = named_rows(ax, list(shown[schema.NAME]))
    _draw_dots(ax, shown)
    ax.set_xlim(0, 1.3)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    left_out = len(known) - len(shown)
    more = f"; {with_noun(left_out, 'further advocate')} not drawn" if left_out else ""
    axis_words(ax, f"share of their referrals that leads to a meeting, 90 % interval{more}")
    detail = "Dot: the best guess; those with most credit stand first"
    if shown[WAIT_YET].any():
        detail += f"; wait: no older than {usual}, not in the dot"
    if prior.late and prior.late.is_much:
        detail += f"; too low by about {prior.late.points} points, as meetings take long"
    finding = conversion_title(known[judged], int((shown[COUNT_NOW] > 0).sum()))
    finish(ax, net, finding=finding, detail=detail)
    return ax


def _nothing_known(net: ReferralNetwork, ax: Axes | None, why: str) -> Axes:
    ax = axes_or_new(ax, width=9, height=4)
    return nothing_to_draw(ax, net, finding="No referral can be judged yet", why=why)


def _with_counts(net: ReferralNetwork, table: pd.DataFrame, wait: float) -> pd.DataFrame:
    """Advocates with the referrals that ``conversion`` rests on, and names told apart."""
    at = net.links.positions(table[schema.CONTACT_ID])
    # int64[advocates] each
    counts = referral_counts(net, wait)
    met, made = counts.met[at], counts.made[at]
    known = table.assign(**{MET_OF_COUNTED: met, COUNT_NOW: made})
    known[WAIT_YET] = known[schema.REFERRALS_MADE] - known[COUNT_NOW]
    known[schema.NAME] = names_of_rows(net, table)
    return known


def _draw_dots(ax: Axes, shown: pd.DataFrame) -> None:
    """A dot and a line a row, and at the right how many of their referrals were met."""
    place = np.arange(len(shown))
    judged = (shown[COUNT_NOW] > 0).to_numpy()
    of = shown[judged]
    ends = of[schema.CONVERSION_LOW], of[schema.CONVERSION_HIGH]
    size = scale_of_marks()
    ax.hlines(place[judged], *ends, color=LINE_GREY, linewidth=3 * size, capstyle="round")
    means = of[schema.CONVERSION]
    ax.plot(means, place[judged], "o", color=NIGHT, markersize=6.5 * size, gid="conversion")
    counts = shown[[MET_OF_COUNTED, COUNT_NOW, WAIT_YET]].itertuples(index=False)
    for at, (met, made, waiting) in enumerate(counts):
        said = [f"{met:,} of {made:,} met"] if made else []
        said += [f"{waiting:,} wait{'s' if waiting == 1 else ''}"] if waiting else []
        ax.annotate(
            ", ".join(said),
            (WORDS_AT, at),
            va="center_baseline",
            gid="beside",
            **text_style(fontsize=8, color=INK),
        )


def conversion_title(known: pd.DataFrame, drawn: int) -> str:
    """Say whether the intervals that are drawn tell anybody from anybody, and whose these are."""
    shown = known.head(drawn)
    low, high = shown[schema.CONVERSION_LOW], shown[schema.CONVERSION_HIGH]
    if len(shown) == 1:
        met, made = (int(shown[name].iloc[0]) for name in (MET_OF_COUNTED, COUNT_NOW))
        whose = f"{drawable(shown[schema.NAME].iloc[0])} is the one whose referrals can be judged"
        return f"{whose}: {met:,} of {made:,} met"
    best, least = int(low.to_numpy().argmax()), int(high.to_numpy().argmin())
    if low.iloc[best] > high.iloc[least]:
        # those who share the first place, and the last
        ones = shown.loc[low == low.iloc[best], schema.NAME]
        others = shown.loc[high == high.iloc[least], schema.NAME]
        if len(ones) == len(others) == 1:
            one, other = (drawable(names.iloc[0]) for names in (ones, others))
            return f"{one}'s referrals lead to a meeting more often than {other}'s"
        one, other = shared_place(ones), shared_place(others)
        return f"Referrals by {one} lead to a meeting more often than those by {other}"
    if drawn < len(known):
        return f"No clear difference among the {drawn:,} drawn: all their intervals overlap"
    every = "both" if len(shown) == 2 else f"all {len(shown):,}"
    return f"No clear difference: {every} intervals overlap"
