"""Ids of seekers that may be one: alike but for case, zeros before a number or ".0" behind it."""

from __future__ import annotations

import pandas as pd


def folded_ids(ids: pd.Series) -> pd.Series:
    """Spell ids so that those alike but for case, zeros before a number, a point after it are one.

    Examples
    --------
    >>> folded_ids(pd.Series(["S01", "s1", "007", "7", "a-10"], dtype="str")).tolist()
    ['s1', 's1', '7', '7', 'a-10']
    >>> folded_ids(pd.Series(["7.0", "7.5", "S7.0"], dtype="str")).tolist()
    ['7', '7.5', 's7.0']
    """
    # spreadsheets write a column of numbers with an empty cell as 7.0
    whole = ids.str.casefold().str.replace(r"^(\d+)\.0+$", r"\1", regex=True)
    # they take zeros away from numbers alone; people write s01 and s1
    folded: pd.Series = whole.str.replace(r"(?<!\d)0+(?=\d)", "", regex=True)
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
