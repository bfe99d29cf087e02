"""Who led to whom: the introduction forest, across by date or generation."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.credit import credit
from netgraph.analysis.labels import display_names
from netgraph.analysis.standing import standings
from netgraph.arguments import checked
from netgraph.choices import AUTO, TREE_AXES
from netgraph.errors import OptionError, unknown
from netgraph.glossary import IN_SHORT
from netgraph.plot.dated_axis import EPOCH, MONTH_NAMES, date_axis
from netgraph.plot.frame import (
    MARGINS,
    axes_or_new,
    finish,
    height_points,
    nothing_to_draw,
    quiet_axes,
)
from netgraph.plot.slots import laid_out
from netgraph.plot.style import FAINT, GRID
from netgraph.plot.text import letters_of, text_style
from netgraph.plot.titles import finding_of, tree_title
from netgraph.plot.tree_labels import Lines, write_names
from netgraph.plot.tree_marks import MANY, dot_areas, draw_dots, draw_lines
from netgraph.plot.tree_positions import (
    LEAST_SPAN,
    TreePositions,
    introductions_dated,
    tree_positions,
)
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

    from netgraph.arrays import Flags, Floats
    from netgraph.choices import TreeAxis
    from netgraph.network import ReferralNetwork


BY_DATE: Final = schema.DATE
POINTS_A_ROW: Final = 6.5
POINTS_A_NAMED_ROW: Final = 11.5
"""Where all are named each row has room for a name right of its dot, so that none stands in the
row of another."""
LEAST_HEIGHT: Final = 3.6
GREATEST_HEIGHT: Final = 9.5
"""Inches of a new figure."""
ALL_LABELLED: Final = 40
"""Contacts of a network so small that all are named."""
MEDIUM: Final = 1_000
"""Contacts of a network of medium size."""
LABELS_MEDIUM: Final = 40
LABELS_LARGE: Final = 12
MOST_TICKS: Final = 12
HEADING_POINTS: Final = 26
"""Points between the trees and those who stand alone, whose heading stands there."""
LAST_ROW_POINTS: Final = 3
"""Points from the last row down to the axis, at least."""
NARROWEST: Final = 1.2
"""Points below which a branch is too narrow for lines of its own."""


@checked()
@laid_out
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
        Axes to draw into; default: those of a new figure. Names are placed for the size the axes
        have.
    by
        ``date`` of the introduction, ``generation``, or ``auto``: by date where at least half are
        dated.
    label
        Column of contacts to write beside the dots, None for no names.
    top_labels
        How many people to name at most, the most credit first; default: all of up to 40 people, 40
        of up to 1,000, else 12. A name that would lie on another is left out.

    Returns
    -------
    The axes. Dots show the standing and, by their size, the credit; the branch in the title is
    drawn dark. Branches too narrow to tell apart are drawn as one fan.

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
    _refuse_options(net, by, label, top_labels)
    if len(net) == 0:
        ax = axes_or_new(ax, height=4)
        return nothing_to_draw(
            ax, net, finding="No contacts yet", why="There is nobody in the tables."
        )
    by_date = introductions_dated(net) if by == AUTO else by == BY_DATE
    positions = tree_positions(net, by_date=by_date)
    rows = float(positions.row.max()) + 1
    # Points to inches, and the margins above and below the axes.
    row_points = POINTS_A_ROW if len(net) > ALL_LABELLED else POINTS_A_NAMED_ROW
    inches = rows * row_points / 72 + MARGINS["top"] + MARGINS["bottom"]
    ax = axes_or_new(ax, height=float(np.clip(inches, LEAST_HEIGHT, GREATEST_HEIGHT)))
    # bool[n]: branches that get fewer points of height than a line needs. Sorted by size they stand
    # side by side, so that one fan covers them.
    narrow = positions.leaves * height_points(ax) / rows < NARROWEST
    if narrow.any():
        positions = tree_positions(net, by_date=by_date, large_first=True)
    positions = _with_room_for_heading(ax, positions, rows)
    rows = float(positions.row.max()) + 1
    # Limits come first, because names are measured and placed in pixels of the final axes.
    _set_limits(ax, positions, rows, by_date=by_date)
    credit_of = credit(net)
    advocate = _first_advocate(net, credit_of)
    draw_lines(ax, net, positions, narrow=narrow, dark=_branch(net, advocate))
    legend = draw_dots(ax, positions, standings(net), credit_of)
    beside = _tree_axis(ax, net, positions, by_date=by_date)
    if label is not None:
        write_names(
            ax,
            positions.x,
            positions.row,
            _names_by_credit(net, positions, credit_of, label),
            _labels_at_most(len(net)) if top_labels is None else top_labels,
            # Points: somewhat more than the radius of a dot, which is half the root of its ``s``.
            radius=np.sqrt(dot_areas(credit_of) / np.pi),
            beside=beside,
            lines=_lines_across(net, positions) if len(net) <= MANY else None,
        )
    # For -1 this is the branch of somebody else, but then the title does not speak of one.
    branch_size = int(positions.size[advocate])
    # float sums differ in their last digits by the order of their parts
    alike = np.flatnonzero(np.isclose(credit_of, credit_of.max(), rtol=1e-9))
    drawn = tree_title(net, advocate, branch_size, alike)
    # a finding is about one person, who is no winner where others have as much credit
    finding = "" if advocate >= 0 and len(alike) > 1 else finding_of(net, "tree")
    finish(ax, net, finding=finding, detail=drawn, legend=legend)
    return ax


def _with_room_for_heading(ax: Axes, positions: TreePositions, rows: float) -> TreePositions:
    """Move who stands alone down where their heading has no room between them and the trees."""
    alone = positions.alone
    if alone.all() or not alone.any():
        return positions
    gap = float(positions.row[alone].min() - positions.row[~alone].max())
    height, needed = height_points(ax), letters_of(HEADING_POINTS)
    # with e rows more the gap is (gap + e) of (rows + 1 + e), which are as high as the axes
    more = (needed * (rows + 1) - gap * height) / max(1.0, height - needed)
    if more <= 0:
        return positions
    return dataclasses.replace(positions, row=positions.row + np.where(alone, more, 0.0))


def _refuse_options(
    net: ReferralNetwork, by: str, label: str | None, top_labels: int | None
) -> None:
    if by not in TREE_AXES:
        raise unknown("axis", by, TREE_AXES)
    known = net.people.columns
    if label is not None and label not in {schema.NAME, *known}:
        raise unknown("column", label, known)
    if by == BY_DATE and len(net) and not introductions_dated(net, share=0.0):
        raise OptionError(f"the tables hold no dates to draw by; use by={schema.GENERATION!r}")
    if top_labels is not None and top_labels < 0:
        raise OptionError(f"top_labels must be 0 or more, not {top_labels}")


def _lines_across(net: ReferralNetwork, positions: TreePositions) -> Lines:
    """The parts of the lines that go across: to everybody from below their introducer."""
    who = np.flatnonzero(~net.forest.first)
    by = net.forest.introducer[who]
    ends = np.column_stack([who, by]).astype(np.int64)
    return Lines(positions.x[by], positions.x[who], positions.row[who], ends)


def _labels_at_most(contacts: int) -> int:
    if contacts <= ALL_LABELLED:
        return contacts
    return LABELS_MEDIUM if contacts <= MEDIUM else LABELS_LARGE


def _first_advocate(net: ReferralNetwork, credit_of: Floats) -> int:
    """Position of who comes first in ``advocates``, -1 if nobody introduced anybody."""
    if len(credit_of) == 0 or credit_of.max() <= 0:
        return -1
    highest = np.flatnonzero(credit_of == credit_of.max())
    return int(highest[np.argmin(net.id_places[highest])])


def _branch(net: ReferralNetwork, top: int) -> Flags:
    """Flag who is in the branch of the person at a position, themselves included: bool[n].

    Nobody is flagged for position -1.
    """
    forest = net.forest
    inside = np.zeros(len(net), dtype=bool)
    if top >= 0:
        inside[top] = True
        # Introducers come before those they introduced, so theirs is settled already.
        for person in forest.order:
            introducer = forest.introducer[person]
            if introducer >= 0 and inside[introducer]:
                inside[person] = True
    return inside


def _names_by_credit(
    net: ReferralNetwork, positions: TreePositions, credit_of: Floats, label: str
) -> Iterator[tuple[int, str]]:
    """Positions and names, the most credit first, then the largest branch, then as in contacts."""
    crowded = len(net) > ALL_LABELLED
    names = display_names(net.people) if label == schema.NAME else net.people[label]
    named = names.notna().to_numpy()
    # The last key of lexsort counts first: credit, then the branch, then the position.
    for person in np.lexsort((np.arange(len(net)), -positions.size, -credit_of)):
        if named[person] and not (crowded and positions.alone[person]):
            yield int(person), str(names.iloc[person])


def _set_limits(ax: Axes, positions: TreePositions, rows: float, *, by_date: bool) -> None:
    """Leave room right of the last day or generation, where names stand."""
    low, high = float(positions.x.min()), float(positions.x.max())
    span = max(LEAST_SPAN, high - low)
    right = 0.14 if positions.undated_from is None else 0.05
    left = low - 0.04 * span if by_date else 0.6
    beyond = right * span if by_date else max(right * span, 0.4)
    ax.set_xlim(left, high + beyond)
    # of thousands a row is less than a point high, and the last would lie on the axis
    below = max(0.8, LAST_ROW_POINTS * rows / height_points(ax))
    ax.set_ylim(rows - 1 + below, -1.2)


def _tree_axis(
    ax: Axes, net: ReferralNetwork, positions: TreePositions, *, by_date: bool
) -> list[Bbox]:
    """Say what is across and who stands below; return the boxes of text within the axes."""
    quiet_axes(ax, grid="x")
    ax.set_yticks([])
    text = "generation (1 = first contacts)"
    if by_date:
        text = f"date of introduction, {date_axis(ax, *_dated_span(positions))}"
        if on_grey := _grey_bands(ax, positions):
            text += f"; on grey: {', '.join(on_grey)}"
    else:
        # generations are whole, also where there is but one
        last = int(positions.x.max())
        ax.set_xticks(range(1, last + 1, -(-last // MOST_TICKS)))
    text += f"; larger dots: more credit ({IN_SHORT[schema.CREDIT]})"
    ax.set_xlabel(text, loc="left", **text_style(color=FAINT, fontsize=9))
    alone = int(positions.alone.sum())
    if not 0 < alone < len(net):
        return []
    # Across in shares of the axes, down in rows: at the left edge, whatever the dates are.
    note = ax.annotate(
        f"{with_noun(alone, 'first contact')} who introduced nobody",
        (0, float(positions.row[positions.alone].min())),
        (2, letters_of(6)),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        gid="alone",
        **text_style(fontsize=8, color=FAINT, fontstyle="italic"),
    )
    return [note.get_window_extent()]


def _grey_bands(ax: Axes, positions: TreePositions) -> list[str]:
    """Lay grey under all who stand off the scale of days; say who they are, from the left."""
    (left, right), days, said = ax.get_xlim(), positions.days, []
    bands: list[tuple[float, float, str]] = []
    if days is not None and len(days.early):
        bands.append((left, days.early_until, f"{_months_of(days.early)} (left)"))
    if days is not None and len(days.late):
        end = right if positions.undated_from is None else positions.undated_from
        # a white line between them and those without a date
        bands.append((days.late_from, end - 0.004 * (right - left), _months_of(days.late)))
    if positions.undated_from is not None:
        bands.append((positions.undated_from, right, "no date"))
    for begin, end, words in bands:
        ax.axvspan(begin, end, color=GRID, alpha=0.55, zorder=0, linewidth=0, gid="off-scale")
        said.append(words)
    return said


def _months_of(day: Floats) -> str:
    """How many there are of which months."""
    months = [
        f"{MONTH_NAMES[at.month - 1]} {at.year}"
        for at in (EPOCH + dt.timedelta(days=int(one)) for one in (day[0], day[-1]))
    ]
    return f"{with_noun(len(day), 'person', 'people')} in {' to '.join(dict.fromkeys(months))}"


def _dated_span(positions: TreePositions) -> tuple[float, float]:
    """First and last day that is drawn to scale."""
    if positions.days is None:
        return 0.0, 0.0
    return positions.days.low, positions.days.high
