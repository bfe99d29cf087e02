"""Columns of boxes, checked or not: what they prove of the status of a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.dates import like_dates
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.cleaning.values import YES, read_flags
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.tables.cleaning.readings import Reading

BOX_RANKS: Final = (
    schema.IDENTIFIED,
    schema.CONTACTED,
    schema.NO_REPLY,
    schema.SCHEDULED,
    schema.MET,
    schema.DECLINED,
)
"""Statuses, each saying more than those before it: of several checked boxes the last one counts."""
STEPS: Final = (schema.IDENTIFIED, schema.CONTACTED, schema.SCHEDULED, schema.MET)
"""Statuses of the way to a meeting: a checked box may be ahead of the word beside it."""
NOT_YET: Final = (schema.MET, schema.CONTACTED)
"""Statuses whose empty box, where it says no in words, tells that a status is kept."""


def status_of_boxes(
    frame: pd.DataFrame, found: Mapping[str, str], status: pd.Series | None
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Read boxes as statuses.

    A status that is written down stays, unless a box is further on the way to a meeting.

    Parameters
    ----------
    frame
        The cells, indexed by spot.
    found
        Status to the column of boxes that proves it.
    status
        Statuses that are written down, if they are.
    """
    # int64[rows]: the rank of what the boxes prove, -1 where they say nothing
    proven = np.full(len(frame), -1, dtype=np.int64)
    issues = []
    for meant in (s for s in BOX_RANKS if s in found):
        spelled = spellings(frame[found[meant]])
        # the day of a refusal says that there was one
        refused = like_dates(spelled.words) & (meant == schema.DECLINED)
        reading = read_flags(spelled.words.mask(refused, YES[0]))
        # 1 checked, 0 not, -1 says nothing; code -1, an empty cell, picks the entry added last
        read = pd.Series(reading.values).astype("Int64").fillna(-1).to_numpy(dtype=np.int64)
        box = np.append(read, -1)[spelled.code]
        proven[box == 1] = BOX_RANKS.index(meant)
        if meant in NOT_YET:
            proven[(box == 0) & (proven < 0)] = BOX_RANKS.index(schema.IDENTIFIED)
        issues.append(_issue_of_box(frame, found[meant], meant, box))
        if meant in NOT_YET and (box == 0).any():
            issues.append(_issue_of_no(frame, found[meant], box))
        issues += _issues_of_words(frame[found[meant]], spelled.code, reading)
    words = pd.Series(pd.array(BOX_RANKS, dtype="str").take(proven, allow_fill=True), frame.index)
    return (words if status is None else raised(status, words)), tuple(issues)


def raised(status: pd.Series, words: pd.Series) -> pd.Series:
    """Let statuses be what others say, where these are further on the way to a meeting."""
    # int64[rows]: how far each is on the way, -1 where that is not said
    step, other_step = (_steps(one) for one in (status, words))
    ahead = status.isna().to_numpy() | ((step >= 0) & (other_step > step))
    return status.mask(ahead & words.notna().to_numpy(), words)


def _steps(status: pd.Series) -> np.ndarray:
    return pd.Index(STEPS).get_indexer(pd.Index(status))


def _issue_of_box(frame: pd.DataFrame, called: str, meant: str, box: np.ndarray) -> Issues:
    """One issue a column, on the first row that is checked."""
    first = frame[called].iloc[np.flatnonzero(box == 1)[:1]]
    what = "a day" if any(map(str.isdigit, "".join(first.astype("str")))) else "a checked box"
    message = f"{what} of {called!r} is read as the status {meant}"
    return Issues(schema.READ_AS, first.astype("str"), schema.STATUS, message)


def _issue_of_no(frame: pd.DataFrame, called: str, box: np.ndarray) -> Issues:
    """One issue a column, on the first row whose box says no."""
    first = frame[called].iloc[np.flatnonzero(box == 0)[:1]]
    message = (
        f"a no of {called!r} is read as the status {schema.IDENTIFIED} where nothing says more"
    )
    return Issues(schema.READ_AS, first.astype("str"), schema.STATUS, message)


def _issues_of_words(cells: pd.Series, code: np.ndarray, reading: Reading) -> list[Issues]:
    """Words in a box that are neither yes nor no: warnings, as the sheet can be read all the same.

    Parameters
    ----------
    cells
        The column of boxes, indexed by spot.
    code
        ``int64[rows]``: the spelling of each cell, -1 where it is empty.
    reading
        What was read of the spellings.
    """
    issues = []
    for unread in reading.unread:
        # the appended False is what code -1 picks: an empty cell is no issue
        rows = np.append(unread.which, False)[code]
        words = cells[rows].astype("str")
        messages = [
            f"{quoted(word)} in the box {quoted(str(cells.name))} is neither yes nor no: "
            "it says nothing of the status"
            for word in words
        ]
        if messages:
            issues.append(Issues(unread.code, words, schema.STATUS, messages, severity="warning"))
    return issues
