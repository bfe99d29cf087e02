"""Who of a cohort's seekers has landed, where a column of the table of seekers says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema

if TYPE_CHECKING:
    from netgraph.arrays import Flags
    from netgraph.cohort.cohort import Cohort

LANDED_WORDS: Final = (
    *("landed", "hired", "placed", "employed", "found a job", "job found"),
    *("accepted an offer", "offer accepted", "accepted offer"),
)
"""What a cell says of a seeker who has what they looked for, without case and blanks around; or
the name of a column, where the cell says yes."""
OUTCOME_NAMES: Final = frozenset(
    {"outcome", "status", "state", "result", "placement", "placementstatus", "jobstatus"}
    | {"searchstatus", "employmentstatus", "employment", "offer", "joboutcome", "finaloutcome"}
)
"""Folded names of columns that would say it: nobody has landed where none of their cells does."""
YES_WORDS: Final = ("yes", "y", "true", "1", "x")


def seekers_landed(cohort: Cohort) -> Flags:
    """Tell which seekers have landed: bool[searches].

    Any column of the table of seekers counts but their ids and names; the whole cell, or the name
    of the column, must be one of the words.
    """
    landed = np.zeros(len(cohort), dtype=bool)
    groups = cohort.groups
    if groups is None:
        return landed
    rows = groups.drop_duplicates(schema.SEEKER_ID).set_index(schema.SEEKER_ID)
    rows = rows.reindex(pd.Index(cohort.seekers))
    for name in rows.columns:
        if name != schema.NAME:
            landed |= _says_landed(rows[name])
    return landed


def is_landed_recorded(cohort: Cohort) -> bool:
    """Whether the table of seekers has a place for who has landed, or says it of somebody."""
    groups = cohort.groups
    if groups is None:
        return False
    names = [str(name) for name in groups.columns if name not in (schema.SEEKER_ID, schema.NAME)]
    headed = any(
        schema.folded(n) in OUTCOME_NAMES or n.strip().casefold() in LANDED_WORDS for n in names
    )
    return headed or bool(seekers_landed(cohort).any())


def tells_of_landed(column: pd.Series) -> bool:
    """Whether a column of the table of seekers says of anybody that they have landed."""
    return bool(_says_landed(column).any())


def _says_landed(column: pd.Series) -> Flags:
    is_named_so = str(column.name).strip().casefold() in LANDED_WORDS
    words = column.astype("str").str.strip().str.casefold()
    said: Flags = words.isin(YES_WORDS if is_named_so else LANDED_WORDS).to_numpy(dtype=bool)
    return said
