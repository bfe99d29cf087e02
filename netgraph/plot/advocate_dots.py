"""Whose referrals lead to meetings, and how surely that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.analysis.advocates import advocates as advocates_table
from netgraph.arguments import checked
from netgraph.looks import NIGHT
from netgraph.plot.frame import axes_or_new, finish, nothing_to_draw
from netgraph.plot.named_rows import axis_words, named_rows, rows_that_fit
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
    low axes), a line for its 90 % interval, and how many of their referrals were met.
    """
    table = advocates_table(net)
    known = table[table[schema.CONVERSION].notna()]
    if known.empty:
        why = (
            "The tables do not say who was met."
            if len(table)
            else "Nobody here has referred anybody yet."
        )
        ax = axes_or_new(ax, width=9, height=4)
        return nothing_to_draw(ax, net, finding="No referral can be judged yet", why=why)
    shown = known.head(rows_that_fit(ax))
    ax = named_rows(ax, list(shown[schema.NAME]))
    _draw_dots(ax, shown)
    ax.set_xlim(0, 1.3)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    left_out = len(known) - len(shown)
    more = f"; {with_noun(left_out, 'further advocate')} not drawn" if left_out else ""
    axis_words(ax, f"share of their referrals that leads to a meeting, 90 % interval{more}")
    detail = "Dot: the best guess; those with most credit stand first"
    finish(ax, net, finding=conversion_title(known, len(shown)), detail=detail)
    return ax


def _draw_dots(ax: Axes, shown: pd.DataFrame) -> None:
    """A dot and a line a row, and at the right how many of their referrals were met."""
    place = range(len(shown))
    low, high = shown[schema.CONVERSION_LOW], shown[schema.CONVERSION_HIGH]
    ax.hlines(place, low, high, color=LINE_GREY, linewidth=3 * scale_of_marks(), capstyle="round")
    ax.plot(
        shown[schema.CONVERSION],
        place,
        "o",
        color=NIGHT,
        markersize=6.5 * scale_of_marks(),
        gid="conversion",
    )
    counts = zip(shown[schema.REFERRALS_MET], shown[schema.REFERRALS_MADE], strict=True)
    for at, (met, made) in zip(place, counts, strict=True):
        ax.annotate(
            f"{met:,} of {made:,} met",
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
        return f"{drawable(shown[schema.NAME].iloc[0])} is the one whose referrals can be judged"
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
        return f"Of the {drawn:,} drawn nobody's referrals surely lead to a meeting more often"
    every = f"all {len(shown):,} intervals overlap"
    return f"Nobody's referrals surely lead to a meeting more often: {every}"
