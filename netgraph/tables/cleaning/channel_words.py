"""Whether the cells of a column of sources name people, or the channels that they came through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.patterns import lazy_pattern
from netgraph.tables.no_persons import names_nobody
from netgraph.tables.person_names import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

MOST_OF_PEOPLE: Final = 0.5
"""Share of the words that must name people."""
CELLS_BESIDE: Final = 2_000
"""Rows in whose other cells people are looked for."""
_NAME: Final = lazy_pattern(r"(?:[^\W\d_][\w'\u2019.-]* ){1,3}[^\W\d_][\w'\u2019.-]*")
_CHANNELS: Final = frozenset(
    "portal share shared general social media self service walk in internal external transfer "
    "import survey flyer poster billboard radio tv television print campaign paid search organic "
    "referral referrals other misc mobile app kiosk sms api partner partners vendor customer "
    "client patient employee employees staff program programme page web site online phone mail "
    "store office clinic hospital school company magazine coupon promo marketing sales".split()
)
"""Words, folded, of which channels are made, and names of people are not."""


def name_people(words: pd.Series, beside: pd.DataFrame) -> bool:
    """Whether most of some different words are people: of other columns, or by how they look.

    Parameters
    ----------
    words
        What a column says where somebody came from.
    beside
        The other columns.
    """
    said = [str(word) for word in words if not names_nobody(str(word))]
    least = MOST_OF_PEOPLE * len(said)
    if sum(map(_is_like_a_name, said)) > least:
        return True
    known = texts_of_columns(beside[c] for c in beside.columns) if said else set()
    return sum(_is_like_a_name(word) or fold_name(word) in known for word in said) > least


def _is_like_a_name(word: str) -> bool:
    """Whether a word has the form of a first and a last name, none of its parts a channel's."""
    if _NAME.fullmatch(word.strip()) is None:
        return False
    parts = word.split()
    capital = parts[0][0].isupper() and parts[-1][0].isupper()
    caseless = not any(ch.islower() or ch.isupper() for ch in word)
    return (capital or caseless) and _CHANNELS.isdisjoint(fold_name(word).split())


def texts_of_columns(columns: Iterable[pd.Series]) -> set[str]:
    """What the cells of columns say, folded, and the first words of these."""
    found = set()
    for cells in columns:
        for cell in cells.iloc[:CELLS_BESIDE].dropna().astype("str").drop_duplicates():
            text = fold_name(cell)
            found |= {text, text.partition(" ")[0]}
    return found
