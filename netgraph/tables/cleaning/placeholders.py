"""Names and organizations that say nothing: N/A, -, ?, unknown, tbd."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.text import cells_that_match
from netgraph.tables.empty_words import EMPTY_BEGINNINGS, is_empty_word
from netgraph.tables.issues import Issues, OfCells, quoted
from netgraph.tables.no_organizations import NO_ORGANIZATION_BEGINNINGS, is_no_organization
from netgraph.tables.no_persons import repeats_above

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.arrays import Flags
    from netgraph.schema import Severity

MAY_SAY_NOTHING: Final = (schema.NAME, schema.ORGANIZATION)
"""Columns of free text in which a word for nothing would be somebody or something."""
_ABOVE: Final = "ditto dito dto idem same as above see wie siehe s id".split()
# an apostrophe may be any of several signs, or left out
_BEGINNINGS: Final = sorted(
    re.escape(word.strip("#. ")).replace("'", ".?").replace(r"\ ", r"\s+")
    for word in {*EMPTY_BEGINNINGS, *_ABOVE, *NO_ORGANIZATION_BEGINNINGS}
)
_MAY_BE: Final = rf"(?i)^[^\pL\pN]*(?:(?:{'|'.join(_BEGINNINGS)})(?:[^\pL\pN]|$)|[^\pL\pN]*$)"
"""What every such cell begins with, for arrow: few others do."""
FEW_CELLS: Final = 300
"""Cells that are looked at one by one."""
_GIVEN_NAMES: Final = frozenset({"Na", "Nan", "Nil", "Na Na", "Nan Nan", "Nada", "Nic", "Kimse"})
"""Names of people, as they are written, that are empty words but for their case."""
_FIRMS: Final = frozenset(
    {"nothing", "nil", "nada", "nulla", "nic", "blank", "anonymous", "empty", "missing"}
)
"""Empty words that are organizations as well."""


class Mention(NamedTuple):
    """A word that says nothing: where it first stands, and what is told of it."""

    spot: int
    word: str
    message: OfCells
    severity: Severity | None


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
        or (column == schema.ORGANIZATION and is_no_organization(text))
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
    # few are looked at themselves, in less time than arrow needs to understand the pattern
    few = len(cells) <= FEW_CELLS
    flags = np.array(cells.notna()) if few else cells_that_match(cells, _MAY_BE)
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
    mentions = first_mentions(cells[flags], column)
    told = []
    for severity in dict.fromkeys((None, *(one.severity for one in mentions))):
        alike = [one for one in mentions if one.severity == severity]
        words = [one.word for one in alike]
        told.append(
            Issues(
                schema.PLACEHOLDER,
                pd.Series(words, index=[one.spot for one in alike], dtype="str"),
                column,
                [one.message for one in alike],
                severity=severity,
                meant=[""] * len(words),
            )
        )
    return cells.mask(flags), tuple(one for one in told if len(one.cells))


def first_mentions(said: pd.Series, column: str = "") -> list[Mention]:
    """List the words of cells that say nothing, each where it first stands."""
    often = said.value_counts()
    mentions = []
    first = said[~said.duplicated()]
    for spot, word in zip(first.index.tolist(), first, strict=True):
        # a mark for the cell above says something that is lost, worth a warning
        above = repeats_above(word)
        what = " stands for another cell, which is not guessed;" if above else " is"
        if column == schema.ORGANIZATION and not is_empty_word(word) and not above:
            what = " is no organization;"
        message = OfCells(f"{quoted(word)}{what} read as empty (", int(often[word]))
        mentions.append(Mention(spot, word, message, "warning" if above else None))
    return mentions
