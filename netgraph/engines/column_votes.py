"""What only whole columns tell: counted batch by batch, added up, and settled once.

A row of ``VOTES`` is about a column of dates: how many cells one format reads (``one`` and
``other`` are its place), that two formats read cells as other days (their places), or how many
cells speak for an order of day and month, or are a spreadsheet's numbers or no such numbers. Or it
is about a column of yes and no: how many cells are crosses, say yes and say no. Or it is a cell
that a wrong code page may have spoilt.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from netgraph.engines.relations import VOTES
from netgraph.tables.cleaning.date_formats import DATE_FORMATS, ISO
from netgraph.tables.cleaning.dates import DateStyle, Votes, common_order, votes_of
from netgraph.tables.cleaning.serial_days import day_of_serial
from netgraph.tables.cleaning.values import BesideCrosses, beside_crosses
from netgraph.tables.empty_words import says_nothing
from netgraph.tables.raw import Raw
from netgraph.tables.sources.misread import with_right_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from netgraph.choices import DateOrder
    from netgraph.tables.cleaning.text import Spellings
    from netgraph.tables.raw import Remark

ORDER, SERIAL, CROSSES, SPOILT = -1, -2, -3, -4
"""What else than a format a row of votes is about."""


class RightCell(NamedTuple):
    """What a spoilt cell should be, and what is told of it."""

    text: str
    told: tuple[Remark, ...]


@dataclass(slots=True)
class Tally:
    """The votes of all batches of a table.

    Parameters
    ----------
    votes
        On the formats of each column of dates.
    serials
        How many cells of a column are a spreadsheet's numbers of days, where nothing else is there.
    crosses
        What columns of yes and no say beside crosses, where there are some.
    looked_at
        Cells that a wrong code page may have spoilt.
    """

    votes: dict[str, Votes] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)
    crosses: dict[str, BesideCrosses] = field(default_factory=dict)
    looked_at: list[str] = field(default_factory=list)

    def styles(self, order: DateOrder | None) -> dict[str, DateStyle]:
        """How each column of dates is read; what one settles of the order holds for all."""
        plain = {name: one for name, one in self.votes.items() if name not in self.serials}
        order = order or common_order(plain.values())
        iso = DateStyle(ISO, ISO, order)
        return {name: plain[name].settled(order) if name in plain else iso for name in self.votes}


def counted(
    dates: Mapping[str, Spellings], flags: Mapping[str, Spellings], looked_at: Iterable[str]
) -> dict[str, Any]:
    """Count a batch: columns of ``VOTES``.

    Parameters
    ----------
    dates, flags
        Columns of dates, and of yes and no, as their spellings.
    looked_at
        Cells that a wrong code page may have spoilt.
    """
    rows = [(cell, SPOILT, 0, 1) for cell in sorted(looked_at)]
    for name, spelled in flags.items():
        rows += [(name, CROSSES, i, n) for i, n in enumerate(beside_crosses(spelled.words))]
    for name, spelled in dates.items():
        texts = spelled.words.tolist()
        found = votes_of(texts, spelled.counts)
        rows += [(name, i, i, n) for i, n in enumerate(found.fits) if n]
        rows += [(name, i, j, 1) for i, j in sorted(found.apart)]
        rows += [(name, ORDER, i, n) for i, n in enumerate(found.orders) if n]
        days = [day_of_serial(word) is not None for word in texts]
        rows.append((name, SERIAL, 1, int(spelled.counts[days].sum())))
        pairs = zip(texts, days, strict=True)
        rows.append((name, SERIAL, 0, int(any(not (d or says_nothing(w)) for w, d in pairs))))
    columns = list(zip(*rows, strict=True)) or [()] * len(VOTES)
    return dict(zip(VOTES, columns, strict=True))


def tally(counts: pa.Table) -> Tally:
    """Take the added votes of all batches of a table."""
    found = Tally()
    # column to what is counted of it: by format, by pairs of formats, by order, by kind of number
    fits: dict[str, list[int]] = defaultdict(lambda: [0] * len(DATE_FORMATS))
    apart: dict[str, set[tuple[int, int]]] = defaultdict(set)
    orders: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    serials: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    crosses: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for name, one, other, n in zip(*(column.to_pylist() for column in counts.columns), strict=True):
        if one == SPOILT:
            found.looked_at.append(name)
        elif one == CROSSES:
            crosses[name][other] = n
        elif one == SERIAL:
            serials[name][other] = n
        elif one == ORDER:
            orders[name][other] = n
        elif one == other:
            fits[name][one] = n
        else:
            apart[name].add((one, other))
    for name in sorted(serials):
        first, last = orders[name]
        found.votes[name] = Votes(tuple(fits[name]), frozenset(apart[name]), (first, last))
    found.crosses = {name: BesideCrosses(*n) for name, n in crosses.items() if n[0]}
    found.serials = {name: n for name, (others, n) in serials.items() if n and not others}
    return found


def right_cells(looked_at: Iterable[str], names: Iterable[str]) -> dict[str, RightCell]:
    """What spoilt cells should be, as the cells and headings of the whole table settle it."""
    cells = sorted(looked_at)
    columns = list(names)
    frame = pd.DataFrame({columns[0]: cells}, columns=columns).astype("str")
    # a row a cell, by which what is told of it is found again; headings are told elsewhere
    made = with_right_letters(Raw(frame.set_axis(pd.RangeIndex(1, len(cells) + 1)), ""))
    told: dict[int, list[Remark]] = defaultdict(list)
    for remark in made.remarks:
        told[remark.line].append(remark)
    fixed = dict(enumerate(made.frame.iloc[:, 0], 1))
    return {
        cell: RightCell(fixed[row], tuple(told[row]))
        for row, cell in enumerate(cells, 1)
        if row in told
    }
