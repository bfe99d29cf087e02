"""A column of next steps in which some cells say what is to be done, and some on which day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.dates import like_dates
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.cleaning.values import say_nothing
from netgraph.tables.issues import Issues, quoted
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netgraph.arrays import Flags

STEP_WORD: Final = r"[^\W\d_]{2}"
"""What a step has and no mistyped day: letters side by side."""


def steps_and_days(
    frame: pd.DataFrame, matched: Mapping[str, str]
) -> tuple[pd.DataFrame, dict[str, str], list[Issues]]:
    """Take the words of a column of next steps apart from its days, where it has both.

    Parameters
    ----------
    frame
        The cells, indexed by spot.
    matched
        Standard name of a column to the name it was found with.

    Returns
    -------
    The cells, with a column more where some were taken apart; the names of their columns; and an
    issue that tells it.
    """
    own = [name for name in (schema.NEXT_STEP, schema.NEXT_STEP_ON) if name in matched]
    if len(own) != 1 or pd.api.types.is_datetime64_any_dtype(frame[matched[own[0]]].dtype):
        return frame, dict(matched), []
    called = matched[own[0]]
    spelled = spellings(frame[called])
    # bool[spellings] each: what surely is a day, or a step; the rest stays where it is
    days = like_dates(spelled.words, whole=True)
    steps = ~like_dates(spelled.words) & _are_steps(spelled.words)
    if not days.any() or not steps.any():
        return frame, dict(matched), []
    other, moved = (
        (schema.NEXT_STEP, steps) if own[0] == schema.NEXT_STEP_ON else (schema.NEXT_STEP_ON, days)
    )
    # bool[rows]; the False appended is for code -1, an empty cell
    rows = np.append(moved, False)[spelled.code]
    new = f"{called} ({other})"
    while new in frame.columns:
        new += "'"
    cells = pd.Series(spelled.words.array.take(spelled.code, allow_fill=True), frame.index)
    apart = frame.assign(**{called: cells.mask(rows), new: cells.where(rows)})
    first = cells[rows].iloc[:1]
    message = (
        f"{quoted(first.iloc[0])} is read as {other}, as {quoted(called)} holds steps and days "
        f"({with_noun(int(rows.sum()), 'such cell')})"
    )
    return apart, {**matched, other: new}, [Issues(schema.READ_AS, first, other, message)]


def _are_steps(words: pd.Series) -> Flags:
    letters = words.str.contains(STEP_WORD, regex=True).to_numpy(dtype=bool, na_value=False)
    return np.asarray(letters & ~say_nothing(words), dtype=bool)
