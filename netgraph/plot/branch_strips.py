"""What happened in each branch, and where it fell silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.analysis.days import first_known, last_known
from netgraph.analysis.dead_ends import by_structure, dead_branches
from netgraph.analysis.people import people
from netgraph.arguments import checked
from netgraph.iso_days import iso
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.looks import NIGHT, VERMILLION
from netgraph.plot.dated_axis import date_axis
from netgraph.plot.frame import axes_or_new, finish, nothing_to_draw
from netgraph.plot.named_rows import (
    WORDS_LEFT,
    axis_words,
    end_dates_before_words,
    named_rows,
    rows_that_fit,
)
from netgraph.plot.person_names import told_apart_names
from netgraph.plot.slots import laid_out
from netgraph.plot.style import INK, LINE_GREY, PAPER
from netgraph.plot.text import drawable, letters_of, scale_of_marks, text_style
from netgraph.plot.titles import shared_place
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.network import ReferralNetwork


POSSESSIVE: Final = "'s"


class BranchStrips(NamedTuple):
    """The branches of first contacts who introduced somebody, the largest first.

    Parameters
    ----------
    first
        int64[branches], positions of the first contacts.
    size
        int64[branches], people, the first contact included.
    dead
        bool[branches], whether the whole branch is a dead end.
    """

    first: Longs
    size: Longs
    dead: Flags


@checked()
@laid_out
def branches(net: ReferralNetwork, *, ax: Axes | None = None) -> Axes:
    """Draw a strip a branch: when its people became known and were met, and its last sign.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure, as high as there are strips.

    Returns
    -------
    The axes. A branch is a first contact and everybody found through them; those of two people or
    more are drawn, the 20 largest, of which up to half make place for smaller ones that are silent.
    Ticks are days on which somebody became known, dots meetings; a
    hollow end says since when a dead end is silent.
    """
    found = all_branches(net)
    known = first_known(net)
    dated = known != UNDATED
    if not len(found.first) or not dated.any():
        ax = axes_or_new(ax, width=9, height=4)
        why = "Nobody has led to anybody yet." if dated.any() else "The tables hold no dates."
        return nothing_to_draw(ax, net, finding="No branch to draw yet", why=why)
    top = _shown_branches(found, rows_that_fit(ax))
    ax = named_rows(ax, list(told_apart_names(net).iloc[top.first]))
    ends = _draw_strips(ax, net, top)
    start, end = float(known[dated].min()), float(ends.max())
    end_dates_before_words(ax, start, end, _say_sizes(ax, top, ends, end))
    years = date_axis(ax, start, end)
    left_out = len(found.first) - len(top.first)
    more = f"; {with_noun(left_out, 'further branch', 'further branches')} not drawn"
    if hidden := int(found.dead.sum() - top.dead.sum()):
        more += f", {hidden:,} of them silent"
    axis_words(ax, f"{years}{more if left_out else ''}")
    lines = "Line: somebody became known"
    # only what is there is explained: dots of meetings, rings at the end of the silent
    marks = {line.get_gid() for line in ax.lines}
    lines += "; dot: somebody was met" if "met" in marks else ""
    lines += "; hollow: silent since" if "silent" in marks else ""
    finish(ax, net, finding=branches_title(net, found), detail=lines)
    return ax


def _shown_branches(found: BranchStrips, most: int) -> BranchStrips:
    """The branches that get a strip: the largest, in half of the room at least, and silent ones."""
    largest = np.arange(len(found.first)) < most
    if len(found.first) > most:
        # int64[k]: silent ones beyond the rows, the largest first, as many as half of the rows hold
        silent = np.flatnonzero(found.dead & ~largest)[: most // 2]
        # those in whose place they come are alive: the smallest of the largest
        alive = np.flatnonzero(largest & ~found.dead)[::-1][: len(silent)]
        largest[silent[: len(alive)]], largest[alive] = True, False
    return BranchStrips(found.first[largest], found.size[largest], found.dead[largest])


def branches_title(net: ReferralNetwork, found: BranchStrips) -> str:
    """Say how many branches are silent, and which of these is the largest, else which of all."""
    total, silent = len(found.first), int(found.dead.sum())
    if total == 1:
        state = "is silent" if silent else "is alive" if not by_structure(net) else "is drawn"
        name, held = told_apart_names(net).iloc[found.first[0]], f"{found.size[0]:,} people"
        return f"{drawable(name)}'s branch of {held} is the only one, and it {state}"
    if not silent:
        state = "" if by_structure(net) else ", none of them silent"
        return f"{total:,} branches{state}; {_largest_branches(net, found)}"
    dead = found.dead
    ends = BranchStrips(found.first[dead], found.size[dead], dead[dead])
    said = f"{silent:,} of {total:,} branches {'is' if silent == 1 else 'are'} silent"
    if silent == 1:
        name = drawable(told_apart_names(net).iloc[ends.first[0]])
        return f"{said}: {name}'s ({ends.size[0]:,} people)"
    return f"{said}; {_largest_branches(net, ends, of='of these ')}"


def _largest_branches(net: ReferralNetwork, found: BranchStrips, of: str = "") -> str:
    """Say whose branches are the largest of those given, the largest first."""
    largest = found.first[found.size == found.size[0]]
    names, held = told_apart_names(net).iloc[largest], f"{found.size[0]:,} people"
    if len(largest) == len(found.first):
        return f"each {of}holds {held}"
    if len(largest) > 1:
        return f"{of}{shared_place(names, own=POSSESSIVE)} are the largest ({held} each)"
    return f"{of}{shared_place(names, own=POSSESSIVE)} is the largest ({held})"


def all_branches(net: ReferralNetwork) -> BranchStrips:
    """Find the branches of two people or more, the largest first, ties by position."""
    size = np.bincount(net.forest.root, minlength=len(net)).astype(np.int64)
    first = np.flatnonzero(size > 1)
    first = first[np.argsort(-size[first], kind="stable")]
    dead = dead_branches(net)
    # a branch by structure alone is an end, which nobody says is silent
    whole = np.isin(first, dead.top) & (not by_structure(net))
    return BranchStrips(first, size[first], whole)


def _draw_strips(ax: Axes, net: ReferralNetwork, top: BranchStrips) -> Ints:
    """Draw the strips; give the last day known in each, the first day of all where none is."""
    root, known, newest = net.forest.root, first_known(net), last_known(net)
    met = people(net).met_on
    earliest, size = int(known[known != UNDATED].min()), scale_of_marks()
    ends = np.full(len(top.first), earliest, dtype=np.int64)
    for place, (first, dead) in enumerate(zip(top.first, top.dead, strict=True)):
        member = np.flatnonzero(root == first)
        day = known[member][known[member] != UNDATED]
        signs = newest[member][newest[member] != BEFORE_ALL]
        meeting = met[member][met[member] != UNDATED]
        if not len(day):
            continue
        ends[place] = int(max(day.max(), signs.max(initial=earliest)))
        ax.hlines(place, day.min(), ends[place], color=LINE_GREY, linewidth=1.2, zorder=1)
        ax.vlines(day, place - 0.3, place + 0.3, color=NIGHT, linewidth=1.1, zorder=2)
        if len(meeting):
            ax.plot(
                meeting, np.full(len(meeting), place), "o", color=NIGHT, markersize=3.2 * size,
                zorder=3, gid="met",
            )  # fmt: skip
        if dead:
            ax.plot(
                ends[place], place, "o", markerfacecolor=PAPER, markeredgecolor=VERMILLION,
                markeredgewidth=1.6, markersize=8 * size, zorder=4, gid="silent",
            )  # fmt: skip
    return ends


def _say_sizes(ax: Axes, top: BranchStrips, ends: Ints, at: float) -> list[Annotation]:
    """Write at the right how many people each branch holds, and since when it is silent."""
    written = []
    for place, (size, dead, end) in enumerate(zip(top.size, top.dead, ends, strict=True)):
        since = f", silent since {iso(pd.Timestamp(int(end), unit='D'))}" if dead else ""
        note = ax.annotate(
            f"{size:,} people{since}",
            (at, place),
            (letters_of(2 * WORDS_LEFT), 0),
            textcoords="offset points",
            va="center_baseline",
            annotation_clip=False,
            gid="beside",
            **text_style(fontsize=8, color=INK),
        )
        written.append(note)
    return written
