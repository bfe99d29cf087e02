"""Names and organizations that say nothing: N/A, -, ?, unknown, tbd."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.linking.no_persons import EMPTY_WORDS, is_empty_word, repeats_above

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.arrays import Flags

MAY_SAY_NOTHING: Final = (schema.NAME, schema.ORGANIZATION)
"""Columns of free text in which a word for nothing would be somebody or something."""
_BEGINNINGS: Final = sorted(
    {"".join(c for c in word.split()[0] if c.isalpha() or c == "/") for word in EMPTY_WORDS}
    | set("n not no unassigned ditto dito dto idem same as above see wie siehe s id".split())
)
_MAY_BE: Final = rf"(?i)^[^\pL\pN]*(?:(?:{'|'.join(_BEGINNINGS)})(?:[^\pL\pN]|$)|[^\pL\pN]*$)"
"""What every such cell begins with, for arrow: few others do."""
_GIVEN_NAMES: Final = frozenset({"Na", "Nan", "Nil", "Na Na", "Nan Nan"})
"""Names of people, as they are written, that are empty words but for their case."""
_FIRMS: Final = frozenset({"nothing", "nil"})
"""Empty words that are organizations as well."""


def is_placeholder(text: str, column: str) -> bool:
    """Whether a name or an organization says that there is none.

    Examples
    --------
    >>> is_placeholder("n/a", "organization"), is_placeholder("None Ltd", "organization")
    (True, False)
    """
    own = text in _GIVEN_NAMES if column == schema.NAME else text.casefold() in _FIRMS
    # a picture alone, as in an address book, may be how somebody is called
    if own or any(unicodedata.category(c) == "So" for c in text):
        return False
    words = text.split()
    return (
        is_empty_word(text)
        or repeats_above(text)
        # a first and a last name, each of them empty
        or (len(words) > 1 and all(map(is_empty_word, words)))
    )


def flagged(cells: pd.Series, column: str, kept: Collection[str] = ()) -> Flags:
    """Flag the cells of a column that say nothing, ``bool[rows]``.

    Parameters
    ----------
    cells
        Names or organizations.
    column
        Which of the two.
    kept
        Words that the user says mean themselves.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    may = pc.fill_null(pc.match_substring_regex(pa.array(cells), _MAY_BE), fill_value=False)
    flags = np.array(may, dtype=bool)
    if flags.any():
        # the few that may be are looked at once a spelling
        code, words = pd.factorize(cells.to_numpy()[flags])
        empty = [w not in kept and is_placeholder(str(w), column) for w in words]
        flags[flags] = np.array(empty, dtype=bool)[code]
    return flags


def without_placeholders(
    cells: pd.Series, column: str, kept: Collection[str] = ()
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Blank the cells of a column that say nothing; each such word is told once.

    Parameters
    ----------
    cells, column, kept
        As ``flagged`` takes them; the cells indexed by spot.
    """
    flags = flagged(cells, column, kept)
    if not flags.any():
        return cells, ()
    said = cells[flags]
    first = said[~said.duplicated()]
    often = said.value_counts()
    messages = [placeholder_message(word, int(often[word])) for word in first]
    # bool[words]: a mark for the cell above says something that is lost, worth a warning
    above = np.array([repeats_above(word) for word in first], dtype=bool)
    told = [
        Issues(
            schema.PLACEHOLDER,
            first[which],
            column,
            [message for message, wanted in zip(messages, which, strict=True) if wanted],
            severity="warning" if which is above else None,
            meant=[""] * int(which.sum()),
        )
        for which in (~above, above)
    ]
    return cells.mask(flags), tuple(one for one in told if len(one.cells))


def placeholder_message(word: str, cells: int) -> str:
    """Tell of a word that is read as empty, and how many cells have it."""
    what = " stands for another cell, which is not guessed;" if repeats_above(word) else " is"
    return f"{quoted(word)}{what} read as empty ({cells:,} {'cell' if cells == 1 else 'cells'})"
