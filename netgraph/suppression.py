"""Cells too small to show, and what would let one be found by a difference.

A cell of 1 to N - 1 people is blank, and 0 shows. That is not enough where a total is known: then a
blank that stands alone is what the others lack. So in every column that adds up to something known
a second cell goes (the smallest that is left), until the blanks hold N together; and where a column
is a part of another (met among contacts), what it leaves (not met) is a cell too. Two blanks in
each column and each kind of row make a circle of unknowns, in which sums and differences find
nothing (Cox 1980, J. Am. Stat. Assoc. 75: a cell of a two-way table can be found exactly where it
is a bridge in the graph of rows and columns).
"""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

import numpy as np

from netgraph import schema
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import ArrayLike

    from netgraph.arrays import Flags


def is_small(number: ArrayLike, least: int) -> Flags:
    """Tell which numbers are too small to show: more than 0 and less than ``least``."""
    value = np.asarray(number, dtype=np.float64)
    small: Flags = (value > 0) & (value < least)
    return small


def blanks(
    cells: ArrayLike,
    least: int,
    *,
    whole: ArrayLike | None = None,
    blank: Flags | None = None,
    rest: float = 0,
    rest_of_whole: float = 0,
) -> Flags:
    """Tell which cells of a column must be blank, its sum being known: bool[rows].

    Parameters
    ----------
    cells
        float64[rows], counts.
    least
        The smallest count that is shown.
    whole
        float64[rows], the counts that these are parts of; what they leave is a cell too.
    blank
        bool[rows], cells that are blank for another reason, such as those whose whole is.
    rest, rest_of_whole
        What the known sums count besides the rows, and no row shows; a cell like the others.
    """
    value = np.asarray(cells, dtype=np.float64)
    other = np.zeros(len(value)) if whole is None else np.asarray(whole, np.float64) - value
    other_rest = rest_of_whole - rest if whole is not None else 0.0
    hidden = is_small(value, least) | is_small(other, least)
    # A cell of nobody shows; whether its whole is blank or not.
    hidden |= False if blank is None else blank & (value > 0)
    # Positions of cells that could go too, the smallest first, then as in the table.
    spare = [int(i) for i in np.argsort(value, kind="stable") if value[i] > 0 and not hidden[i]]
    # what no row shows is a cell as well, which the sums less the rows would give away
    beside = bool(is_small([rest, other_rest], least).any())
    while (beside or hidden.any()) and spare:
        # What a reader can find: how many unknown cells there are, and what they hold together.
        unknown = int(hidden.sum()) + (rest > 0)
        together = value[hidden].sum() + rest, other[hidden].sum() + other_rest
        narrow = is_narrow(value, hidden, least, rest=rest)
        if unknown > 1 and not narrow and not is_small(together, least).any():
            break
        hidden[spare.pop(0)] = True
    return hidden


def is_narrow(cells: ArrayLike, hidden: Flags, least: int, *, rest: float = 0) -> bool:
    """Tell whether blank cells of a known sum leave fewer than ``least`` possibilities each.

    Each of them counts somebody, as 0 would be shown: no cell is more than what they hold together
    less 1 for every other one.
    """
    value = np.asarray(cells, dtype=np.float64)
    above_one = float((value[hidden] - 1).sum()) + rest
    return bool(hidden.any()) and above_one < least - 1


def running_blanks(
    sums: ArrayLike,
    least: int,
    total: float,
    *,
    blank: Flags | None = None,
    first: Flags | None = None,
) -> Flags:
    """Tell which of the running sums of a count must be blank: bool[periods].

    Two sums that are shown differ by nobody or by ``least`` people, and so does the last one from
    the total, which is known.

    Parameters
    ----------
    sums
        float64[periods], never falling.
    least
        The smallest count that is shown.
    total
        What they end in, those without a date counted.
    blank
        bool[periods], sums that are blank for another reason.
    first
        bool[periods], sums that are shown rather than others.
    """
    value = np.asarray(sums, dtype=np.float64)
    # positions: those to show first, each kind in the order of time
    order = np.arange(len(value)) if first is None else np.argsort(~first, kind="stable")
    # a small total is blank itself, and so are the sums that reach it
    shown = [0.0] if is_small([total], least).any() else [0.0, float(total)]
    hidden = np.ones(len(value), dtype=bool)
    for i in order.tolist():
        number = float(value[i])
        place = bisect.bisect_right(shown, number)
        # the sums next to it that are shown already: below or equal, and above
        below = number - shown[place - 1] if place else 0.0
        above = shown[place] - number if place < len(shown) else 0.0
        near = is_small([number, below, above], least).any()
        if near or (blank is not None and blank[i]):
            continue
        hidden[i] = False
        shown.insert(place, number)
    return hidden


def settled_sums(sums: ArrayLike, hidden: Flags, total: float) -> Flags:
    """Tell which running sums are known, shown or not: what lies between two equal ones is equal.

    Parameters
    ----------
    sums
        float64[periods], running sums.
    hidden
        bool[periods], those that are blank.
    total
        What they end in.
    """
    value = np.asarray(sums, dtype=np.float64)
    # float64[periods] each: the nearest sums that are shown, before and after each period
    before = np.maximum.accumulate(np.where(hidden, 0.0, value))
    after = np.minimum.accumulate(np.where(hidden, total, value)[::-1])[::-1]
    settled: Flags = before == after
    return settled


def blanked(table: pd.DataFrame, hidden: dict[str, Flags]) -> pd.DataFrame:
    """Blank cells of a table, column by column; whole numbers stay so."""
    columns = {}
    for name, flags in hidden.items():
        column = table[name]
        # Nullable integers: with plain ones a blank would make 12 a 12.0.
        whole = column.dtype.kind in "iu" and bool(flags.any())
        columns[name] = (column.astype("Int64") if whole else column).mask(flags)
    found = table.assign(**columns)
    found.attrs = dict(table.attrs)
    return found


def small_counts(counts: Mapping[str, int], least: int, total: int) -> dict[str, int | None]:
    """Counts without small ones, nor those that leave a small rest of a total."""
    return {
        name: None if is_small([count, total - count], least).any() else count
        for name, count in counts.items()
    }


def refuse_single(what: str, least: int) -> None:
    """Refuse an answer about single people where small cells are not to be shown.

    Raises
    ------
    NetgraphError
        Whenever ``least`` hides anything.
    """
    if least > 1:
        raise NetgraphError(
            f"--min-cell: {what} tells of single people, so there is no cell large enough; "
            f"ask summary, {schema.ORGANIZATIONS}, growth or sources"
        )
