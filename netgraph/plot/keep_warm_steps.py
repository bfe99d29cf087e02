"""Whom to keep warm, and what each adds to those before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph import schema
from netgraph.analysis.keep_warm import DEFAULT_SET, covered_noun, within_reach
from netgraph.analysis.keep_warm import keep_warm as keep_warm_table
from netgraph.arguments import checked
from netgraph.looks import NIGHT
from netgraph.plot.frame import axes_or_new, count_ticks, finish, nothing_to_draw
from netgraph.plot.named_rows import axis_words, named_rows, rows_that_fit, words_beside
from netgraph.plot.person_names import names_of_rows
from netgraph.plot.slots import laid_out

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from netgraph.network import ReferralNetwork

COVERED_BEFORE = "#c9d7e8"
"""What those before keep within reach already."""


@checked()
@laid_out
def keep_warm(net: ReferralNetwork, *, ax: Axes | None = None, k: int = DEFAULT_SET) -> Axes:
    """Draw the advocates who together keep the most organizations within reach.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure, as high as there are rows.
    k
        How many to pick; fewer when nobody adds anything more.

    Returns
    -------
    The axes: a row an advocate in the order picked, pale for what those before them keep within
    reach, dark for what they add. With ``targets`` those count, by weight, else all organizations.
    """
    table = keep_warm_table(net, k=k)
    if table.empty or not table[schema.COVERED].iloc[-1]:
        ax = axes_or_new(ax, width=9, height=4)
        why = "Nobody here leads to an organization but their own."
        return nothing_to_draw(ax, net, finding="Nobody to keep warm yet", why=why)
    shown = table.head(rows_that_fit(ax))
    ax = named_rows(ax, list(names_of_rows(net, shown)))
    # float64[rows]: weight that each adds, and that those before them cover
    gain = shown[schema.MARGINAL_GAIN].to_numpy()
    before = shown[schema.COVERED].to_numpy() - gain
    place = np.arange(len(shown))
    ax.barh(place, before, height=0.68, color=COVERED_BEFORE)
    ax.barh(place, gain, left=before, height=0.68, color=NIGHT, gid="gain")
    words = [
        f"+{added:g}, {kept:g} in all" for added, kept in zip(gain, before + gain, strict=True)
    ]
    words_beside(ax, list(before + gain), words, least=float((before + gain).max()))
    count_ticks(ax.xaxis)
    axis_words(ax, f"{covered_noun(net)} within reach")
    finding = f"{_who_keeps(len(shown))} {within_reach(net, float((before + gain)[-1]))}"
    finish(ax, net, finding=finding, detail="Pale: what those above keep; dark: what each adds")
    return ax


def _who_keeps(count: int) -> str:
    return "1 person keeps" if count == 1 else f"Together {count:,} people keep"
