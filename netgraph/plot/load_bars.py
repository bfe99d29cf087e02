"""Whom all searches of a cohort ask, and who is asked too often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import schema
from netgraph.analysis.asking import seekers_who_asked
from netgraph.analysis.load import ASKS_A_MONTH, MONTH_DAYS
from netgraph.analysis.load import load as load_table
from netgraph.analysis.pooled import A_COHORT
from netgraph.arguments import checked
from netgraph.looks import NIGHT, VERMILLION
from netgraph.plot.frame import axes_or_new, count_ticks, finish, nothing_to_draw
from netgraph.plot.named_rows import axis_words, named_rows, rows_that_fit, words_beside
from netgraph.plot.person_names import names_of_rows
from netgraph.plot.slots import laid_out
from netgraph.plot.style import FAINT, INK, PAPER
from netgraph.plot.text import scale_of_marks
from netgraph.plot.titles import shared_place
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from netgraph.arrays import Longs
    from netgraph.cohort.cohort import Cohort

EVER: Final = "#c9d7e8"
"""Students who have asked at any time."""


class AskedPeople(NamedTuple):
    """Those of ``load`` whom somebody asked or waits for, over the limit first, then by students.

    Parameters
    ----------
    table
        Their rows of ``load``.
    students
        int64[rows], the students who asked each at any time.
    dated
        Whether the tables say when anybody was asked.
    """

    table: pd.DataFrame
    students: Longs
    dated: bool


@checked(cohort=A_COHORT)
@laid_out
def load(cohort: Cohort, *, ax: Axes | None = None, limit: int = ASKS_A_MONTH) -> Axes:
    """Draw how many students asked each advocate, how often lately, and how many wait.

    Parameters
    ----------
    cohort
        The searches.
    ax
        Axes to draw into; default: those of a new figure, as high as there are rows.
    limit
        Asks within 30 days that are not too many.

    Returns
    -------
    The axes: a row an advocate, who is over the limit first, then whom most students asked. Pale:
    students who asked at any time; dark: asks of the last 30 days; ring: students who wait for an
    answer; the line is the limit of the dark bars.
    """
    found = asked_people(cohort, limit=limit)
    if found.table.empty:
        ax = axes_or_new(ax, width=9, height=4)
        why = "No advocate was written to or asked, as far as the tables say."
        return nothing_to_draw(ax, cohort, finding="Nobody was asked yet", why=why)
    rows = rows_that_fit(ax)
    shown, students = found.table.iloc[:rows], found.students[:rows]
    ax = named_rows(ax, list(shown[schema.NAME]))
    # int64[rows] each
    asks, waiting = (shown[c].to_numpy() for c in (schema.ASKS_30_DAYS, schema.WAITING))
    colours = np.where(asks > limit, VERMILLION, NIGHT).tolist()
    place = np.arange(len(shown))
    ax.barh(place, students, height=0.68, color=EVER, gid="students")
    ax.barh(place, asks, height=0.34, color=colours, gid="asks")
    (ring,) = ax.plot(
        waiting[waiting > 0], place[waiting > 0], "o", markerfacecolor=PAPER, markeredgecolor=INK,
        markersize=6 * scale_of_marks(), linestyle="none", label="students who wait", gid="waiting",
    )  # fmt: skip
    line = ax.axvline(
        limit, color=FAINT, linewidth=1, linestyle="--", zorder=0.9, label=f"limit: {limit:,}"
    )
    # words begin beyond the limit, whose line would run through them
    ends = np.maximum(np.maximum(np.maximum(students, asks), waiting), limit)
    words = [_asks_in_words(*row) for row in zip(students, asks, waiting, strict=True)]
    words_beside(ax, ends.tolist(), words, least=float(max(ends.max(), 1)))
    count_ticks(ax.xaxis)
    axis_words(ax, _what_is_left_out(found, len(shown)))
    legend = [*_bars_explained(is_over=bool((asks > limit).any())), ring, line]
    finish(ax, cohort, finding=load_title(found, limit), legend=legend)
    return ax


def _bars_explained(*, is_over: bool) -> list[Artist]:
    """What the colours of bars say; a bar of its own may have any of them."""
    from matplotlib.patches import Patch

    lately = f"asks of the last {MONTH_DAYS} days"
    said = [(EVER, "students who ever asked"), (NIGHT, lately)]
    said += [(VERMILLION, "over the limit")] if is_over else []
    return [Patch(color=colour, label=words) for colour, words in said]


def asked_people(cohort: Cohort, *, limit: int = ASKS_A_MONTH) -> AskedPeople:
    """Find who of ``load`` was asked, those over the limit first, then by students who asked."""
    table = load_table(cohort, limit=limit)
    dated = bool(table[schema.ASKS_30_DAYS].notna().any())
    # of what is not recorded there is nothing to draw
    counts = {c: table[c].fillna(0).astype("int64") for c in (schema.ASKS_30_DAYS, schema.WAITING)}
    is_over = table[schema.OVER_LIMIT].astype("boolean").fillna(value=False).astype(bool)
    table = table.assign(**counts, **{schema.OVER_LIMIT: is_over})
    net = cohort.everybody
    students = seekers_who_asked(cohort)
    at = net.links.positions(table[schema.CONTACT_ID])
    own = students[at]
    # positions of rows: over the limit by asks, then by students; ties as in the table
    asks, waiting = (table[c].to_numpy() for c in (schema.ASKS_30_DAYS, schema.WAITING))
    order = np.lexsort(
        (np.arange(len(table)), -waiting, -asks, -own, -np.where(is_over, asks, 0), ~is_over)
    )
    order = order[(own[order] > 0) | (asks[order] > 0) | (waiting[order] > 0)]
    table = table.assign(**{schema.NAME: names_of_rows(net, table)})
    return AskedPeople(table.iloc[order].reset_index(drop=True), own[order], dated)


def load_title(found: AskedPeople, limit: int) -> str:
    """Say who is over the limit; where nobody is, whom most students asked."""
    names = found.table[schema.NAME]
    over = int(found.table[schema.OVER_LIMIT].sum())
    if not over:
        most = with_noun(int(found.students[0]), "student")
        alike = names[found.students == found.students[0]]
        who = f"{shared_place(alike)} {'was' if len(alike) == 1 else 'were each'}"
        times = with_noun(limit, "time")
        if not found.dated:
            return f"{who} asked by {most}; when is not recorded"
        return f"{who} asked by {most}; nobody more than {times} in {MONTH_DAYS} days"
    asks = found.table[schema.ASKS_30_DAYS]
    alike = names[(asks == asks.iloc[0]) & found.table[schema.OVER_LIMIT]]
    often, times = (with_noun(n, "time") for n in (int(asks.iloc[0]), limit))
    if over == 1:
        return (
            f"{shared_place(alike)} was asked {often} within {MONTH_DAYS} days, more than {limit:,}"
        )
    said = f"{over:,} people were asked more than {times} within {MONTH_DAYS} days"
    if len(alike) == over and over > 2:
        return f"{said}, each {often}"
    return f"{said}; {shared_place(alike)} {often}{'' if len(alike) == 1 else ' each'}"


def _asks_in_words(students: int, asks: int, waiting: int) -> str:
    said = [with_noun(int(students), "student")]
    said += [f"{with_noun(int(asks), 'ask')} lately"] if asks else []
    said += [f"{int(waiting):,} {'waits' if waiting == 1 else 'wait'}"] if waiting else []
    return ", ".join(said)


def _what_is_left_out(found: AskedPeople, shown: int) -> str:
    said = ["students and asks"]
    if rest := len(found.table) - shown:
        said.append(f"{with_noun(rest, 'further person', 'further people')} not drawn")
    return "; ".join(said)
