"""How each search of a cohort moves: a strip a seeker, who is stuck first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.analysis.days import first_known, today
from netgraph.analysis.labels import names_with_ids
from netgraph.analysis.people import people
from netgraph.analysis.pooled import A_COHORT, whole_network
from netgraph.analysis.seekers import seekers as seekers_table
from netgraph.arguments import checked
from netgraph.iso_days import iso
from netgraph.links import UNDATED
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
from netgraph.plot.slots import laid_out
from netgraph.plot.style import INK, LINE_GREY, PAPER
from netgraph.plot.text import drawable, letters_of, scale_of_marks, text_style
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

    from netgraph.arrays import Flags, Ints, Longs
    from netgraph.cohort.cohort import Cohort

MOST_STRIPS: Final = 60
"""Strips of one figure: what a page holds."""
TOLD_BY_NAME: Final = 2
"""Stuck seekers whom the title names; of more it says how many."""
LANDED_COLOUR: Final = "#009e73"


class SearchStrips(NamedTuple):
    """The searches in the order drawn: that of ``seekers``, stuck first and landed last.

    Parameters
    ----------
    table
        Their rows of ``seekers``, names told apart.
    place
        int64[rows], positions in ``cohort.seekers``.
    stuck, landed
        bool[rows], by the state of each.
    """

    table: pd.DataFrame
    place: Longs
    stuck: Flags
    landed: Flags


@checked(cohort=A_COHORT)
@laid_out
def seekers(cohort: Cohort, *, ax: Axes | None = None) -> Axes:
    """Draw a strip a student: whom they found and met, and when; who is stuck first.

    Parameters
    ----------
    cohort
        The searches.
    ax
        Axes to draw into; default: those of a new figure, as high as there are strips.

    Returns
    -------
    The axes: a line for each day on which somebody became known, a dot for each meeting, a ring
    where a search is stuck, a star where a column of the seekers says that they have landed. At
    most 60 are drawn, those that are stuck before others; the rest is counted below.
    """
    net = whole_network(cohort)
    known = first_known(net)
    if not len(cohort) or not (known != UNDATED).any():
        ax = axes_or_new(ax, width=9, height=4)
        why = "The tables hold no dates." if len(cohort) else "There is no search in the tables."
        return nothing_to_draw(ax, cohort, finding="How searches move is not known", why=why)
    found = search_strips(cohort)
    rows = rows_that_fit(ax, MOST_STRIPS)
    top = SearchStrips(
        found.table.iloc[:rows], found.place[:rows], found.stuck[:rows], found.landed[:rows]
    )
    ax = named_rows(ax, list(top.table[schema.NAME]))
    start, end = float(known[known != UNDATED].min()), float(today(net))
    last = _draw_searches(ax, cohort, top, known)
    end_dates_before_words(ax, start, end, _say_states(ax, top, last, end))
    years = date_axis(ax, start, end)
    axis_words(ax, f"{years}{_rest_in_words(found, rows)}")
    marks = ["Line: somebody new", "dot: somebody met"]
    marks += ["red ring: stuck"] if top.stuck.any() else []
    marks += ["star: landed"] if top.landed.any() else []
    finish(ax, cohort, finding=seekers_title(found), detail="; ".join(marks))
    return ax


def search_strips(cohort: Cohort) -> SearchStrips:
    """Put the searches into the order in which they are drawn."""
    table = seekers_table(cohort)
    names = names_with_ids(table[schema.NAME], table[schema.SEEKER_ID])
    table = table.assign(**{schema.NAME: names})
    place = cohort.seekers.get_indexer(pd.Index(table[schema.SEEKER_ID])).astype(np.int64)
    stuck, landed = (
        (table[schema.STATE] == word).to_numpy(dtype=bool) for word in (schema.STUCK, schema.LANDED)
    )
    return SearchStrips(table, place, stuck, landed)


def seekers_title(found: SearchStrips) -> str:
    """Say how many searches are stuck, and whose where they are few; how many have landed."""
    stuck, landed = int(found.stuck.sum()), int(found.landed.sum())
    searches = with_noun(len(found.place), "search", "searches")
    said = f"{stuck:,} of {searches} {'is' if stuck == 1 else 'are'} stuck"
    if found.table[schema.MET].isna().all():
        said = f"{searches}: no meeting is noted, so nothing says who is stuck"
    elif not stuck:
        is_sure = found.table[schema.STATE].notna().all()
        said = f"None of {searches} is {'' if is_sure else 'known to be '}stuck"
    elif stuck <= TOLD_BY_NAME:
        names = [drawable(name) for name in found.table.loc[found.stuck, schema.NAME]]
        said += f": {' and '.join(names)}"
    return f"{said}; {landed:,} {'has' if landed == 1 else 'have'} landed" if landed else said


def _draw_searches(ax: Axes, cohort: Cohort, top: SearchStrips, known: Ints) -> Longs:
    """Draw the strips; give the day on which each search found somebody new last."""
    net = whole_network(cohort)
    search, met, now = cohort.seeker_of, people(net).met_on, today(net)
    last, size = np.full(len(top.place), UNDATED, dtype=np.int64), scale_of_marks()
    for row, place in enumerate(top.place.tolist()):
        mine = search == place
        day, meeting = (days[mine][days[mine] != UNDATED] for days in (known, met))
        if not len(day):
            continue
        last[row] = int(day.max())
        # somebody may be met after the last new name came: the line goes on to that day
        end = max(last[row], int(meeting.max(initial=last[row])))
        ax.hlines(row, day.min(), end, color=LINE_GREY, linewidth=1.2, zorder=1)
        ax.vlines(day, row - 0.3, row + 0.3, color=NIGHT, linewidth=1.1, zorder=2)
        ax.plot(
            meeting,
            np.full(len(meeting), row),
            "o",
            color=NIGHT,
            markersize=3.2 * scale_of_marks(),
            zorder=3,
        )
        if top.stuck[row]:
            ax.hlines(row, end, now, color=VERMILLION, linewidth=1.6, linestyle=":", zorder=1)
            ax.plot(
                now, row, "o", markerfacecolor=PAPER, markeredgecolor=VERMILLION,
                markeredgewidth=1.6, markersize=8 * size, zorder=4, gid="stuck", clip_on=False,
            )  # fmt: skip
        if top.landed[row]:
            ax.plot(
                now, row, "*", color=LANDED_COLOUR, markersize=12 * size, zorder=4, gid="landed",
                clip_on=False,
            )  # fmt: skip
    return last


def _say_states(ax: Axes, top: SearchStrips, last: Longs, at: float) -> list[Annotation]:
    """Write at the right what each search has, and since when nobody new came where it is stuck."""
    written = []
    for row, seeker in enumerate(top.table.to_dict("records")):
        stuck, landed = bool(top.stuck[row]), bool(top.landed[row])
        note = ax.annotate(
            _words_of_search(seeker, int(last[row]), stuck=stuck, landed=landed),
            (at, row),
            (letters_of(2 * WORDS_LEFT), 0),
            textcoords="offset points",
            va="center_baseline",
            annotation_clip=False,
            gid="beside",
            **text_style(
                fontsize=8,
                color=VERMILLION if stuck else INK,
                fontweight="bold" if stuck or landed else "normal",
            ),
        )
        written.append(note)
    return written


def _words_of_search(seeker: Mapping[Any, Any], last: int, *, stuck: bool, landed: bool) -> str:
    contacts = int(seeker[schema.CONTACTS])
    counted = with_noun(contacts, "contact")
    if not pd.isna(seeker[schema.MET]):
        counted = f"{int(seeker[schema.MET]):,} of {contacts:,} met"
    if landed:
        return f"landed, {counted}"
    if seeker[schema.STATE] == schema.NOT_STARTED:
        return f"not started, {with_noun(contacts, 'contact')}"
    if not stuck:
        return counted
    since = "" if last == UNDATED else f", nobody new since {iso(pd.Timestamp(last, unit='D'))}"
    if seeker[schema.GENERATIONS] == 1:
        since = ", no referral led on"
    return f"stuck{since}, {counted}"


def _rest_in_words(found: SearchStrips, rows: int) -> str:
    """Say how many searches are not drawn, and how many of them are stuck."""
    rest = len(found.place) - rows
    if rest <= 0:
        return ""
    stuck = int(found.stuck[rows:].sum())
    also = f", {stuck:,} of them stuck" if stuck else ", none of them stuck"
    return f"; {with_noun(rest, 'more search', 'more searches')} not drawn{also}"
