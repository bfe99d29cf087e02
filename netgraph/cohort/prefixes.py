"""What keeps searches apart in one network: a prefix of every id, organization and source.

All prefixes of a cohort are equally long and in the order of its seekers. So within a search texts
stay in their order, and a prefix is taken off by its length, whatever the text behind it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from netgraph.arrays import Ints

FIRST_SIGN: Final = "\x1e"
LAST_SIGN: Final = "\x1f"
"""Around the number of a search: the signs of Unicode between records and between units."""


def all_prefixes(searches: int) -> list[str]:
    """The prefix of each of some searches, all equally long."""
    digits = prefix_length(searches) - 2
    return [f"{FIRST_SIGN}{number:0{digits}d}{LAST_SIGN}" for number in range(searches)]


def prefix_length(searches: int) -> int:
    """Characters of every prefix, where there are so many searches."""
    return len(str(max(searches - 1, 0))) + 2


def prefixed(cells: pd.Series, search: Ints, searches: int) -> pd.Series:
    """Put the prefix of its search before each cell; what is missing stays so.

    Parameters
    ----------
    cells
        Text.
    search
        ``int32[cells]``: the search of each, by position.
    searches
        How many searches there are.
    """
    words = pd.array(all_prefixes(searches), dtype="str")
    marks = pd.Series(words.take(search), index=cells.index) if searches else cells
    added: pd.Series = (marks + cells.astype("str")).astype("str")
    return added


def prefix_taken_off(cells: pd.Series, searches: int) -> pd.Series:
    """Take the prefix of a search off cells that all have one."""
    plain: pd.Series = cells.str.slice(prefix_length(searches))
    return plain


def prefixes_taken_out(texts: pd.Series, searches: int) -> pd.Series:
    """Take the prefixes of searches out of texts that may hold several, or none, anywhere."""
    digits = prefix_length(searches) - 2
    plain: pd.Series = texts.str.replace(
        f"{FIRST_SIGN}[0-9]{{{digits}}}{LAST_SIGN}", "", regex=True
    )
    return plain


def searches_of(cells: pd.Series | pd.Index, searches: int) -> Ints:
    """The search of each cell that has a prefix, by position: ``int32[cells]``."""
    import pyarrow.compute as pc

    from netgraph.links import arrow_text

    digits = pc.utf8_slice_codeunits(arrow_text(cells), 1, prefix_length(searches) - 1)
    return np.asarray(pc.cast(digits, "int32"), dtype=np.int32)
