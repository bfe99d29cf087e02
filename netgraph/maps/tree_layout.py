"""The dated tree: who led to whom from left to right, by date or generation, in few rows.

The page stretches it to the window: across it uses the width there is, down its rows share the
height.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from netgraph.plot.tree_positions import (
    LEAST_SPAN,
    far_days,
    introductions_dated,
    levels_in_columns,
    tree_positions,
)

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Floats, Ints
    from netgraph.network import ReferralNetwork
    from netgraph.plot.tree_positions import DaysAcross

TREE_UP_TO: Final = 1_000
"""People up to whom a map has a dated tree, and opens with it."""
TREE_WIDTH: Final = 3600.0
"""Units of the whole width; the page knows them as shares of it."""
TREE_ROW: Final = 20.0
"""Units of a row."""
WIDTH_PARTS: Final = 120
"""Parts of the width in which it is told which rows are taken."""
DOT_PARTS: Final = 1
"""Parts of the width that a dot needs behind its place."""
NAME_PARTS: Final = 9
"""Parts of the width kept free behind who introduced somebody, for the name."""
ROWS_BETWEEN: Final = 0.6
"""Rows left free between two trees."""
HEADING_ROWS: Final = 1.0
"""Rows between the trees and the first contacts who introduced nobody, besides a heading."""


class TreePlaces(NamedTuple):
    """Places of people (float64[n, 2], units), and what the page draws along the edges.

    ``guides`` has ``by_date``; where there are dates the ``first`` and the ``last``, the day
    ``low`` at the left edge and the days in the ``span`` of the whole width, else the number of
    ``generations``; ``undated``, the share of the width from which those without a day stand, and
    ``alone``, the units down to those who introduced nobody, None where there are none. ``far`` are
    those whose days are far from all others, before them and behind: ``at``, the share of the width
    up to which or from which they stand, off the scale; how many ``people`` they are, and the
    ``first`` and ``last`` of their days.
    """

    places: Floats
    hollow: Flags
    guides: dict[str, Any]


def tree_places(net: ReferralNetwork) -> TreePlaces:
    """Place everybody by the day of their introduction, else by generation.

    Branches take rows of their own wherever they overlap in time, and share them where they don't,
    so that no line lies on another and the tree is as low as can be.

    Parameters
    ----------
    net
        The network.

    Returns
    -------
    Where everybody stands. Cost O(n log n) plus ``WIDTH_PARTS`` a person.
    """
    if len(net) == 0:
        nothing: dict[str, Any] = {"by_date": False, "alone": None, "undated": None, "far": []}
        return TreePlaces(np.empty((0, 2)), np.empty(0, dtype=bool), nothing | {"generations": 0})
    by_date = introductions_dated(net)
    drawn = tree_positions(net, by_date=by_date)
    x, alone = drawn.x.copy(), drawn.alone
    # by generation those who stand alone are no column of their own: a grid below holds them
    low = float((x if by_date or alone.all() else x[~alone]).min())
    # days, or generations; a network of one generation stands at the left edge
    span = max(LEAST_SPAN, float(x.max()) - low)
    share = (x - low) / span
    if not by_date and alone.any():
        share[alone] = _grid_across(int(alone.sum()))
    row, bottom = _branch_rows(
        net.forest.introducer, _downwards(drawn.row, net, alone), share, len(net)
    )
    first_alone = _stack_alone(row, share, alone, bottom)
    hollow = np.zeros(len(net), dtype=bool)
    if drawn.undated_from is not None:
        hollow = drawn.x > drawn.undated_from
    guides: dict[str, Any] = {
        "by_date": by_date,
        "alone": None if first_alone is None else round(first_alone * TREE_ROW, 1),
        "undated": None,
        "far": [],
    }
    if by_date:
        guides |= {"low": low, "span": span} | _guides_of_days(drawn.days, low, span)
        if drawn.undated_from is not None:
            guides["undated"] = round(float(drawn.undated_from - low) / span, 4)
    else:
        guides["generations"] = int(net.forest.generation.max())
    return TreePlaces(np.column_stack([share * TREE_WIDTH, row * TREE_ROW]), hollow, guides)


def _guides_of_days(days: DaysAcross | None, low: float, span: float) -> dict[str, Any]:
    """The first and the last day of the scale, and who stands before and behind it."""
    if days is None:
        return {"first": 0.0, "last": 0.0}
    edges = {"before": days.early_until, "behind": days.late_from}
    far = [one | {"at": round((edges[one["side"]] - low) / span, 4)} for one in far_days(days)]
    return {"first": days.low, "last": days.high, "far": far}


def _downwards(row: Floats, net: ReferralNetwork, alone: Flags) -> Ints:
    """List the people of trees, introducers first, siblings in the order of their rows."""
    order = np.lexsort((row, net.forest.generation))
    found: Ints = order[~alone[order]]
    return found


def _grid_across(people: int) -> Floats:
    """Shares of the width for people without a day: side by side, in as many rows as it takes."""
    columns = int(min(people, max(12, np.ceil(np.sqrt(3 * people)))))
    place: Floats = (np.arange(people) % columns + 0.5) / columns
    return place


def _branch_rows(introducer: Ints, order: Ints, share: Floats, size: int) -> tuple[Floats, float]:
    """Give everybody in ``order`` a row: nan for the others; and the first row below all trees.

    Each branch has an outline, which for every part of the width tells its highest and its lowest
    row there. Branches are set one below the other, as near as their outlines allow: tidy trees
    without layers (van der Ploeg, 2014), with the width in parts.
    """
    part = np.clip((share * (WIDTH_PARTS - 1)).astype(np.int64), 0, WIDTH_PARTS - 1)
    children: list[list[int]] = [[] for _ in range(size)]
    firsts: list[int] = []
    for i in order.tolist():
        (children[introducer[i]] if introducer[i] >= 0 else firsts).append(i)
    # float64[n, WIDTH_PARTS]: rows of each outline from the own row; inf: empty
    top = np.full((size, WIDTH_PARTS + NAME_PARTS), np.inf)
    low = np.full((size, WIDTH_PARTS + NAME_PARTS), -np.inf)
    # float64[n]: rows of people below their introducer
    below = np.zeros(size)
    for i in order[::-1].tolist():
        # the line that leads here and the dot, and the name of who has a branch
        begin = part[introducer[i]] if introducer[i] >= 0 else part[i]
        own = slice(begin, part[i] + DOT_PARTS + (NAME_PARTS if children[i] else 0) + 1)
        if children[i]:
            at, (upper, lower) = _set_below(children[i], top, low)
            middle = (at[0] + at[-1]) / 2
            below[children[i]] = at - middle
            top[i], low[i] = upper - middle, lower - middle
        top[i, own] = np.minimum(top[i, own], 0)
        low[i, own] = np.maximum(low[i, own], 0)
    row = np.full(size, np.nan)
    bottom = 0.0
    if firsts:
        at, (upper, lower) = _set_below(firsts, top, low, ROWS_BETWEEN)
        highest = float(upper.min())
        row[firsts] = at - highest
        bottom = float(lower.max()) - highest + 1
    for i in order.tolist():
        if introducer[i] >= 0:
            row[i] = row[introducer[i]] + below[i]
    return row, bottom


def _set_below(
    people: list[int], top: Floats, low: Floats, gap: float = 0.0
) -> tuple[Floats, tuple[Floats, Floats]]:
    """Set branches one below the other.

    Returns
    -------
    Rows of their first people, from 0, and the outline of all: its highest and lowest rows.
    """
    at = np.zeros(len(people))
    upper, lower = top[people[0]].copy(), low[people[0]].copy()
    for k, i in enumerate(people[1:], start=1):
        # where both are, the next begins a row below; -inf - inf where one of them is not
        at[k] = (lower - top[i]).max() + 1 + gap
        # trees that share no time may stand side by side, but none above the first
        at[k] = max(at[k], float(upper.min()) - float(top[i].min()))
        np.minimum(upper, top[i] + at[k], out=upper)
        np.maximum(lower, low[i] + at[k], out=lower)
    return at, (upper, lower)


def _stack_alone(row: Floats, share: Floats, alone: Flags, bottom: float) -> float | None:
    """Stack those who introduced nobody below the trees, in columns; write their rows in place.

    Returns
    -------
    The first of their rows, None where there are none.
    """
    who = np.flatnonzero(alone)
    if len(who) == 0:
        return None
    begin = bottom + HEADING_ROWS if bottom else 0.0
    # int64[k]: the column of each
    column = np.round(share[who] * (WIDTH_PARTS - 1)).astype(np.int64)
    row[who] = begin + levels_in_columns(column)
    return begin
