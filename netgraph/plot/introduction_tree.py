"""Who led to whom: the introduction forest, across by date or generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.chance import standing
from netgraph.analysis.credit import credit
from netgraph.analysis.labels import display_names
from netgraph.analysis.people import people
from netgraph.choices import AUTO, TREE_AXES
from netgraph.errors import NetgraphError, unknown
from netgraph.plot.frame import axes_or_new, finish, height_points, nothing_to_draw, quiet_axes
from netgraph.plot.growth_lines import date_axis
from netgraph.plot.labels import name_the_first
from netgraph.plot.rows import Places, has_dates, place
from netgraph.plot.strokes import dot_areas, dots, lines
from netgraph.plot.style import FAINT, GRID
from netgraph.plot.words import count, plain, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

    from netgraph.arrays import Flags, Floats
    from netgraph.choices import TreeAxis
    from netgraph.network import ReferralNetwork


BY_DATE: Final = schema.DATE
POINTS_A_ROW: Final = 6.5
LOWEST: Final = 3.6
HIGHEST: Final = 9.5
EVERYBODY: Final = 40
MIDDLING: Final = 1_000
LABELS_MIDDLING: Final = 40
LABELS_LARGE: Final = 12
NARROWEST: Final = 1.2
"""Points below which a branch is too narrow for lines of its own."""


def tree(
    net: ReferralNetwork,
    *,
    ax: Axes | None = None,
    by: TreeAxis = AUTO,
    label: str | None = schema.NAME,
    top_labels: int | None = None,
) -> Axes:
    """Draw who led to whom: the introduction forest from left to right.

    Parameters
    ----------
    net
        The network.
    ax
        Axes to draw into; default: those of a new figure. Names are placed for the size the axes have.
    by
        ``date`` of the introduction, ``generation``, or ``auto``: by date where at least half are dated.
    label
        Column of contacts to write beside the dots, None for no names.
    top_labels
        How many people to name at most, the most credit first; default: all of up to 40 people, 40 of up to
        1,000, else 12. A name that would lie on another is left out.

    Returns
    -------
    The axes. Dots show the standing and, by their size, the credit; the branch in the title is drawn dark.
    Branches too narrow to tell apart are drawn as one fan.

    Raises
    ------
    UnknownNameError
        If ``by`` is none of these, or contacts has no column ``label``.
    NetgraphError
        If ``top_labels`` is negative, or ``by`` is ``date`` where nobody's introduction is dated.

    Notes
    -----
    Every branch has rows of its own, so no line crosses another. Cost O(n log n).
    """
    _refuse(net, by, label, top_labels)
    if len(net) == 0:
        ax = axes_or_new(ax, height=4)
        return nothing_to_draw(
            ax, net, finding="No contacts yet", why="There is nobody in the tables."
        )
    by_date = has_dates(net) if by == AUTO else by == BY_DATE
    where = place(net, by_date=by_date)
    rows = float(where.row.max()) + 1
    ax = axes_or_new(ax, height=float(np.clip(rows * POINTS_A_ROW / 72 + 1.75, LOWEST, HIGHEST)))
    narrow = where.leaves * height_points(ax) / rows < NARROWEST
    if narrow.any():
        where = place(net, by_date=by_date, large_first=True)
    _limits(ax, where, rows, by_date=by_date)
    worth = credit(net)
    best = _first_advocate(net, worth)
    lines(ax, net, where, narrow=narrow, lit=_branch(net, best))
    legend = dots(ax, where, standing(net)[0], worth)
    beside = _axis(ax, net, where, by_date=by_date)
    if label is not None:
        most = _most(len(net)) if top_labels is None else top_labels
        names = _names(net, where, worth, label)
        name_the_first(
            ax,
            where.x,
            where.row,
            names,
            most,
            radius=np.sqrt(dot_areas(worth) / np.pi),
            beside=beside,
        )
    finish(ax, net, finding=_finding(net, where, best), legend=legend)
    return ax


def _refuse(net: ReferralNetwork, by: str, label: str | None, top_labels: int | None) -> None:
    if by not in TREE_AXES:
        raise unknown("axis", by, TREE_AXES)
    known = net.people.columns
    if label is not None and label not in {schema.NAME, *known}:
        raise unknown("column", label, known)
    if by == BY_DATE and len(net) and not has_dates(net, share=0.0):
        raise NetgraphError(f"the tables hold no dates to draw by; use by={schema.GENERATION!r}")
    if top_labels is not None and top_labels < 0:
        raise NetgraphError(f"top_labels must be 0 or more, not {top_labels}")


def _most(people_there: int) -> int:
    if people_there <= EVERYBODY:
        return people_there
    return LABELS_MIDDLING if people_there <= MIDDLING else LABELS_LARGE


def _first_advocate(net: ReferralNetwork, worth: Floats) -> int:
    """Position of who comes first in ``advocates``, -1 if nobody introduced anybody."""
    if len(worth) == 0 or worth.max() <= 0:
        return -1
    most = np.flatnonzero(worth == worth.max())
    return int(most[np.argmin(net.links.ids[most].to_numpy())])


def _branch(net: ReferralNetwork, top: int) -> Flags:
    """Flag who is in somebody's branch, themselves included."""
    forest = net.forest
    inside = np.zeros(len(net), dtype=bool)
    if top >= 0:
        inside[top] = True
        for person in forest.order:
            up = forest.introducer[person]
            if up >= 0 and inside[up]:
                inside[person] = True
    return inside


def _names(
    net: ReferralNetwork, where: Places, worth: Floats, label: str
) -> Iterator[tuple[int, str]]:
    """Positions and names, the most credit first, then the largest branch, then as in contacts."""
    crowded = len(net) > EVERYBODY
    text = display_names(net.people) if label == schema.NAME else net.people[label]
    for person in np.lexsort((np.arange(len(net)), -where.size, -worth)):
        if crowded and where.alone[person]:
            continue
        if text.iloc[person] is not None and text.iloc[person] == text.iloc[person]:
            yield int(person), str(text.iloc[person])


def _limits(ax: Axes, where: Places, rows: float, *, by_date: bool) -> None:
    low, high = float(where.x.min()), float(where.x.max())
    span = max(7.0, high - low) if by_date else max(1.0, high - low)
    right = 0.14 if where.undated_from is None else 0.05
    left = low - 0.04 * span if by_date else 0.6
    ax.set_xlim(left, high + right * span)
    ax.set_ylim(rows - 0.2, -1.2)


def _axis(ax: Axes, net: ReferralNetwork, where: Places, *, by_date: bool) -> list[Bbox]:
    """Say what is across and who stands below; return the boxes of text within the axes."""
    from matplotlib.ticker import MaxNLocator

    quiet_axes(ax, grid="x")
    ax.set_yticks([])
    text = "generation (1 = first contacts)"
    if by_date:
        text = f"date of introduction, {date_axis(ax, *_dated(where))}"
        if where.undated_from is not None:
            ax.axvspan(
                where.undated_from, ax.get_xlim()[1], color=GRID, alpha=0.55, zorder=0, linewidth=0
            )
            text += "; on grey: no date"
    else:
        ax.xaxis.set_major_locator(MaxNLocator(nbins=12, integer=True))
    ax.set_xlabel(text, loc="left", **plain(color=FAINT, fontsize=9))
    alone = int(where.alone.sum())
    if not 0 < alone < len(net):
        return []
    note = ax.annotate(
        f"{count(alone, 'first contact')} who introduced nobody",
        (0, float(where.row[where.alone].min())),
        (2, 5),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        gid="alone",
        **plain(fontsize=8, color=FAINT, fontstyle="italic"),
    )
    return [note.get_window_extent()]


def _dated(where: Places) -> tuple[float, float]:
    """First and last day that anybody stands at."""
    end = np.inf if where.undated_from is None else where.undated_from
    known = where.x[where.x < end]
    return float(known.min()), float(known.max())


def _finding(net: ReferralNetwork, where: Places, best: int) -> str:
    if len(net) == 1:
        return f"One contact so far: {shown(display_names(people(net).table).iloc[0])}"
    if best < 0:
        return f"Nobody has referred anybody yet: all {len(net):,} are first contacts"
    name = shown(display_names(people(net).table).iloc[best])
    return f"{name}'s branch brought {int(where.size[best]) - 1:,} of {count(len(net), 'contact')}"
