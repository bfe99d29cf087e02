"""Which search each contact belongs to, where a network holds several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.cohort.prefixes import FIRST_SIGN, LAST_SIGN
from netgraph.facts import remembered
from netgraph.links import arrow_text

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs
    from netgraph.network import ReferralNetwork

PREFIX_OF_SEARCH: Final = f"{FIRST_SIGN}[0-9]+{LAST_SIGN}"
"""What keeps the same id or organization of two searches apart (``cohort.prefixes``)."""


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


class RowsOfSearches(NamedTuple):
    """Rows of the searches that a network holds.

    Parameters
    ----------
    table
        The rows; those of one search in their order.
    search
        int64[rows], the number of the search of each.
    notes
        What they rest on.
    """

    table: pd.DataFrame
    search: Longs
    notes: list[str]


@remembered
def search_numbers(net: ReferralNetwork) -> SearchNumbers:
    """Give the number of everybody's search: a network is one search, unless it was told others.

    Whoever sets several side by side (``analysis.pooled``) tells the network which is whose; then
    ids and organizations carry the prefixes of their searches.
    """
    return SearchNumbers(np.zeros(net.links.size, dtype=np.int32), 1)


def plain_words(net: ReferralNetwork, words: pd.Series) -> pd.Series:
    """Take the prefixes of searches out of texts, wherever they stand in them.

    Nothing is done in a network that holds one search.
    """
    return words if search_numbers(net).searches == 1 else unprefixed(words)


def unprefixed(words: pd.Series) -> pd.Series:
    """Take the prefixes of searches out of texts, wherever they stand in them."""
    import pyarrow.compute as pc

    texts = arrow_text(words)
    plain = _cut_in_front(texts)
    if plain is None:
        plain = pc.replace_substring_regex(texts, pattern=PREFIX_OF_SEARCH, replacement="")
    return pd.Series(pd.array(plain, dtype="str"), index=words.index, name=words.name)


def _cut_in_front(texts: Any) -> Any:
    """Cut the prefixes off where every text has one in front and none behind it, else None.

    Prefixes are equally long, so this needs no pattern: a third of the time.
    """
    import pyarrow.compute as pc

    known = texts.drop_null()
    if not len(known) or not pc.all(pc.starts_with(known, FIRST_SIGN)).as_py():
        return None
    length = known[0].as_py().index(LAST_SIGN) + 1
    plain = pc.utf8_slice_codeunits(texts, length)
    return None if pc.any(pc.match_substring(plain, FIRST_SIGN)).as_py() else plain
