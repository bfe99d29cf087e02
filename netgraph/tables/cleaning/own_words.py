"""What the user says that words of a column mean: ``--value status:ghosted=no_reply``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import OptionError, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from netgraph.schema import Column

SAYS_NOTHING: Final = "blank"
"""The meaning of a word that says nothing."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Meanings of words: folded column, standard or as a file has it, to word to meaning."""

    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, *columns: str) -> dict[str, str]:
        """Folded words and their meanings for a column that goes by some names."""
        found: dict[str, str] = {}
        for column in columns:
            found |= self.meanings.get(schema.folded(column), {})
        return found

    def require(self, known: Iterable[str]) -> None:
        """Refuse meanings for a column that no table has.

        Raises
        ------
        UnknownNameError
            With the nearest of the columns that there are.
        """
        known = list(dict.fromkeys(known))
        there = {schema.folded(name) for name in known}
        for column in self.meanings:
            if column not in there:
                raise unknown("column for a value", column, known)


def own_words(values: Mapping[str, str]) -> OwnWords:
    """Take ``{"status:ghosted": "no_reply"}`` apart.

    Raises
    ------
    OptionError
        If a key is not a column and a word, or a meaning is none that the column can have.
    """
    choices = {schema.folded(c.name): c.choices for t in schema.TABLES.values() for c in t.columns}
    meanings: dict[str, dict[str, str]] = {}
    for key, meaning in values.items():
        column, colon, word = (part.strip() for part in key.partition(":"))
        if not (column and colon and word):
            raise OptionError(f"{key!r} is not COLUMN:WORD, as in 'status:ghosted'")
        column, meant = schema.folded(column), str(meaning).strip()
        allowed = {schema.folded(c): c for c in choices.get(column, ())}
        if allowed and meant and meant.casefold() != SAYS_NOTHING:
            if schema.folded(meant) not in allowed:
                raise OptionError(
                    f"{key!r} cannot mean {meant!r}; expected one of "
                    f"{', '.join(allowed.values())}, {SAYS_NOTHING}"
                )
            meant = allowed[schema.folded(meant)]
        meanings.setdefault(column, {})[folded_word(word)] = meant
    return OwnWords(meanings)


def folded_word(word: str) -> str:
    """A word for comparisons: letters and digits alone; marks stay where there is nothing else."""
    return schema.folded(word) or word.casefold()


def _in_parts(cell: str, own: Mapping[str, str], parts: Sequence[str]) -> str:
    """A cell of several people, its parts translated: messages name a part, not the cell."""
    meant = [own.get(folded_word(part), part) for part in parts]
    # numbers of a list stay where nothing in it has another meaning
    return cell if meant == [*parts] else "; ".join(meant)


def translated(
    words: pd.Series,
    own: Mapping[str, str],
    column: Column,
    apart: Callable[[str], Sequence[str]] | None = None,
) -> pd.Series:
    """Put meanings in place of the words that have one; empty text for nothing.

    Parameters
    ----------
    words
        Texts of cells.
    own
        Folded words and their meanings.
    column
        The column of the schema.
    apart
        Takes a cell of several people apart, where the parts of cells are words as well.
    """
    # "blank" is no text, but may be a name
    typed = column.kind not in ("id", "text")
    meant = []
    for word in words:
        meaning = own.get(folded_word(word))
        if meaning is None:
            meaning = _in_parts(word, own, apart(word)) if apart else word
        meant.append("" if typed and meaning.casefold() == SAYS_NOTHING else meaning)
    return pd.Series(meant, index=words.index, dtype="str")
