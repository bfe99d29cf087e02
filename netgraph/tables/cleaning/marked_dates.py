"""Yes and no among dates: a column of days in which some cells only say that something happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.boxes import raised
from netgraph.tables.cleaning.values import WHETHER, folded_marks, read_flags
from netgraph.tables.issues import Issues, OfCells, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Flags
    from netgraph.tables.cleaning.text import Spellings

PROVEN: Final = {
    schema.MET_ON: schema.MET,
    # thanks are for a meeting
    schema.THANKED_ON: schema.MET,
    schema.SCHEDULED_FOR: schema.SCHEDULED,
    schema.CONTACTED_ON: schema.CONTACTED,
    schema.FOLLOWED_UP_ON: schema.CONTACTED,
    schema.ASKED_ON: schema.CONTACTED,
    schema.LAST_CONTACT_ON: schema.CONTACTED,
}
"""What a yes in a column of dates proves of the status; the least far on the way come last."""


def says_whether(words: pd.Series) -> Flags:
    """``bool[words]``: which of them say yes or no."""
    flags: Flags = folded_marks(words).isin(WHETHER).to_numpy(dtype=bool)
    return flags


def without_marks(
    spelled: Spellings, column: str, called: str, spots: pd.Index
) -> tuple[Spellings, Flags, tuple[Issues, ...]]:
    """Blank the cells of a column of dates that say yes or no.

    Parameters
    ----------
    spelled
        The column as its spellings.
    column
        Its standard name, one of ``PROVEN``.
    called
        The name it was found with.
    spots
        The rows.

    Returns
    -------
    The column without them; ``bool[rows]``, whether a cell says yes; and the issues.
    """
    # bool[spellings]; most columns hold dates alone, and are done with here
    marks = says_whether(spelled.words)
    if not marks.any():
        return spelled, np.zeros(len(spots), dtype=bool), ()
    read = read_flags(spelled.words[marks].reset_index(drop=True))
    # int8[spellings]: 1 yes, 0 no, -1 neither; the entry appended last is for code -1, empty cells
    said = np.full(len(spelled.words) + 1, -1, dtype=np.int8)
    said[:-1][marks] = pd.Series(read.values).astype("Int8").fillna(-1).to_numpy(dtype=np.int8)
    cells = said[spelled.code]
    words = spelled.words.mask(marks)
    issues = (
        _issue(spelled, cells == 1, spots, column, f"the status {PROVEN[column]}, without a day"),
        _issue(spelled, cells == 0, spots, column, f"empty among the dates of {quoted(called)}"),
    )
    return replace(spelled, words=words).without_empty(), cells == 1, issues


def _issue(spelled: Spellings, rows: Flags, spots: pd.Index, column: str, meaning: str) -> Issues:
    """Tell once of the cells that say yes, or no, on the first of them."""
    first = np.flatnonzero(rows)[:1]
    words = spelled.words.to_numpy()[spelled.code[first]]
    cells = pd.Series(words, index=spots[first], dtype="str")
    messages = [
        OfCells(f"{quoted(str(word))} is read as {meaning} (", int(rows.sum()), noun="such cell")
        for word in words
    ]
    return Issues(schema.READ_AS, cells, column, messages)


def status_of_marks(
    marked: Mapping[str, Flags], status: pd.Series | None, rows: pd.Index
) -> pd.Series | None:
    """Let who has a yes among dates have at least the status that it proves.

    Parameters
    ----------
    marked
        Standard name of a column of dates to ``bool[rows]``, whether a cell says yes.
    status
        Statuses that are known besides, if any are.
    rows
        The index of the rows.
    """
    for column in (c for c in PROVEN if c in marked and marked[c].any()):
        words = pd.Series(None, index=rows, dtype="str").mask(marked[column], PROVEN[column])
        status = words if status is None else raised(status, words)
    return status
