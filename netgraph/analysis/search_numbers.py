"""Which search each contact belongs to, where a network holds several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.facts import remembered

if TYPE_CHECKING:
    from netgraph.arrays import Ints
    from netgraph.network import ReferralNetwork

PREFIX: Final = "^[^\x1f]*\x1f"


class SearchNumbers(NamedTuple):
    """Searches that a network holds, from 0 on, and whose search each contact belongs to.

    Parameters
    ----------
    of
        int32[n], in the order of ``net.links.ids``. No referral leads from one search to another.
    searches
        How many there are; some may have no contact.
    """

    of: Ints
    searches: int


@remembered
def search_numbers(net: ReferralNetwork) -> SearchNumbers:
    """Give the number of everybody's search: a network is one search, unless it was told others.

    Whoever sets several side by side (``analysis.by_seeker``) tells the network which is whose.
    """
    return SearchNumbers(np.zeros(net.links.size, dtype=np.int32), 1)


def without_prefix(words: pd.Series) -> pd.Series:
    """Take off what tells the same text of two searches apart, in a column of ids or names."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pa.array(words, type=pa.large_string())
    plain = pc.replace_substring_regex(text, pattern=PREFIX, replacement="")
    return pd.Series(pd.array(plain, dtype="str"), index=words.index, name=words.name)
