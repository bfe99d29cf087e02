"""Ids of seekers that may be one: alike but for case, or for zeros before a number."""

from __future__ import annotations

import pandas as pd


def folded_ids(ids: pd.Series) -> pd.Series:
    """Spell ids so that those alike but for case, or for zeros before a number, are the same.

    Examples
    --------
    >>> folded_ids(pd.Series(["S01", "s1", "007", "7", "a-10"], dtype="str")).tolist()
    ['s1', 's1', '7', '7', 'a-10']
    """
    # spreadsheets take zeros away from numbers alone; people write s01 and s1
    folded: pd.Series = ids.str.casefold().str.replace(r"(?<!\d)0+(?=\d)", "", regex=True)
    return folded


def alike_ids(ids: pd.Index) -> list[list[str]]:
    """Groups of ids that may be one seeker, in the order of their first.

    Examples
    --------
    >>> alike_ids(pd.Index(["s01", "s02", "S01"]))
    [['s01', 'S01']]
    """
    named = pd.Series(ids, dtype="str")
    keys = folded_ids(named)
    again = keys.duplicated(keep=False)
    return [group.tolist() for _, group in named[again].groupby(keys[again], sort=False)]
