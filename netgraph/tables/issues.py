"""Issues: what was mended in tables, and what cannot be read, as values that each step returns.

A step of reading returns its table and its issues; ``build`` puts them in order. Only a report, at
the end, decides what is an error and makes words, rows and refusals of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.frames import ISSUE_TYPES, issue_rows
from netgraph.tables.raw import Chosen
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.arrays import Flags, Longs
    from netgraph.schema import Severity

LONGEST_SHOWN: Final = 80
"""Characters of a cell that a message repeats."""
LONGEST_SAID: Final = LONGEST_SHOWN - 20
"""Characters of a text up to which a message can say an option with it whole."""
SHOWN_UNCHANGED: Final = rf"[A-Za-z0-9 _.,:;@/+-]{{1,{LONGEST_SHOWN}}}"
"""Cells that need no escape and no cut where they are repeated."""
# an int64 spot has room for 2**23 files of 2**40 lines
LINE_BITS: Final = 40
"""While tables are read, a row's index is its spot: the number of its file above these bits, its
line in that file below."""
NO_ROW: Final = -1
"""The spot of no row, for a message that names none."""


class OfCells(NamedTuple):
    """A message about many cells, told on the first; the cells of partitions add up.

    Parameters
    ----------
    before, after
        What it says around their number.
    cells
        How many they are.
    noun
        What one of them is called.

    Examples
    --------
    >>> str(OfCells("'n/a' is read as empty (", 2))
    "'n/a' is read as empty (2 cells)"
    """

    before: str
    cells: int
    after: str = ")"
    noun: str = "cell"

    def __str__(self) -> str:
        """Put it in words."""
        return f"{self.before}{with_noun(self.cells, self.noun)}{self.after}"


Messages: TypeAlias = "str | Sequence[str] | pd.Series"
"""One message for every row, or one a row."""
LaterMessages: TypeAlias = "Callable[[], Messages]"
"""The same, made when they are asked for: where rows are many, nobody may ask."""


@dataclass(frozen=True, slots=True)
class File:
    """Where a table came from.

    Parameters
    ----------
    table
        What it is: contacts, referrals, …
    label
        What messages call it: the file's name.
    unit
        What its rows are counted in.
    called
        Standard name of a column to the name it has there.
    address_book
        Whether it is one; ids of an address book may be mere names, which other files share by
        chance.
    words
        Standard name of a column to words of it that were taken to mean another, and that; empty
        text for nothing.
    export
        Whether another program wrote it, so that the sheet beside it is the user's own.
    also
        Further columns that are read as one that ``called`` has, by its standard name.
    """

    table: str
    label: str
    unit: str = "line"
    called: Mapping[str, str] = field(default_factory=dict)
    address_book: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    export: bool = False
    further: tuple[str, ...] = ()
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True, slots=True, eq=False)
class Issues:
    """One kind of issue in one column, a row each.

    Parameters
    ----------
    code
        One of ``schema.ISSUE_SEVERITY``.
    cells
        The values concerned, indexed by spot.
    column
        Standard name of their column, empty where the whole row is meant.
    messages
        What is wrong, and what was expected or done; or what makes the words of it.
    other_rows
        Spots of the rows that messages point to, ``NO_ROW`` where there is none: "line 7", or
        "line 7 of b.csv" where it is another file's, goes between message and ending.
    endings
        How messages end after it.
    severity
        Where it is not the usual one of the code.
    unreadable
        Whether the cells cannot be read: an error, or a warning where reading is lenient and they
        are blanked.
    one_is_enough
        Whether an error is about the column, so that its first cell stands for all.
    meant
        What each cell was taken to mean, where it is a word that stands for another.
    """

    code: str
    cells: pd.Series
    column: str
    messages: Messages | LaterMessages | list[OfCells]
    other_rows: Longs | None = None
    endings: Messages = ""
    severity: Severity | None = None
    unreadable: bool = False
    one_is_enough: bool = False
    meant: Sequence[str] = ()

    @property
    def words(self) -> Messages:
        """What is wrong, in words."""
        said = self.messages() if callable(self.messages) else self.messages
        return [*map(str, said)] if isinstance(said, list) else said


@dataclass(frozen=True, slots=True, eq=False)
class IssueReport:
    """All issues of some files in the order of the steps that found them.

    Parameters
    ----------
    files
        The files read; a row's spot has the number of its file.
    found
        What the steps returned.
    lenient
        Whether cells that cannot be read are blanked with a warning, instead of being errors.
    """

    files: tuple[File, ...] = ()
    found: tuple[Issues, ...] = ()
    lenient: bool = False

    def and_then(self, *found: Issues) -> IssueReport:
        """The same report with the issues of a later step."""
        return IssueReport(self.files, (*self.found, *found), self.lenient)

    @property
    def table(self) -> pd.DataFrame:
        """All issues as ``net.issues`` holds them."""
        # a table a kind of issue, in the order of the steps that found them
        tables = [self._rows(one) for one in self.found if len(one.cells)]
        if not tables:
            return issue_rows([])
        return pd.concat(tables, ignore_index=True).astype(ISSUE_TYPES)

    @property
    def mendable(self) -> Flags:
        """``bool[rows of table]``: those that lenient reading would not be refused for."""
        lenient = [one.unreadable or one.code == schema.AMBIGUOUS_PERSON for one in self.found]
        rows = [len(self.shown(one)) for one in self.found]
        return np.repeat(np.array(lenient, dtype=bool), rows)

    @property
    def spots(self) -> Longs:
        """``int64[rows of table]``: the spot of each."""
        shown = [self.shown(one).index.to_numpy().astype(np.int64) for one in self.found]
        return np.concatenate([np.empty(0, np.int64), *shown])

    @property
    def counts(self) -> dict[str, int]:
        """How many issues of each code, in alphabetical order."""
        codes = sorted({one.code for one in self.found if len(one.cells)})
        return {
            code: sum(len(self.shown(one)) for one in self.found if one.code == code)
            for code in codes
        }

    def table_with(self, later: pd.DataFrame) -> pd.DataFrame:
        """All issues, and then those of an as-of date, whose lines are still spots."""
        if not len(later):
            return self.table
        spots = later[schema.LINE].to_numpy()
        lines = lines_of(spots)
        # line 0 is no row of a file: a stub's table is already called as it should be
        names = self.tables_at(spots).where(lines > 0, later[schema.TABLE])
        placed = later.assign(**{schema.TABLE: names, schema.LINE: lines})
        return pd.concat([self.table, placed], ignore_index=True)

    @property
    def problems(self) -> list[str]:
        """All errors in words, by file and line."""
        errors = [one for one in self.found if self._severity(one) == "error" and len(one.cells)]
        # pairs of spot and text; the sort is by spot alone and stable, so steps stay in order
        words = [
            (int(spot), f"{self._place(int(spot), one.column)}: {text}")
            for one in errors
            for spot, text in zip(self.shown(one).index, self._messages(one), strict=True)
        ]
        return [text for _, text in sorted(words, key=lambda error: error[0])]

    def refuse(self) -> None:
        """Raise all errors at once, if there are any.

        Raises
        ------
        InputError
            With every problem.
        """
        if problems := self.problems:
            raise InputError([*self._passed_settings, *problems])

    @property
    def _passed_settings(self) -> list[str]:
        """What is saved and counts no more, which may be why tables are refused."""
        told = [one for one in self.found if one.code == schema.SAVED_SETTINGS]
        warned = [one for one in told if self._severity(one) == "warning"]
        return [text for one in warned for text in self._messages(one)]

    def _severity(self, one: Issues) -> Severity:
        if one.unreadable and self.lenient:
            return "warning"
        return one.severity or schema.ISSUE_SEVERITY[one.code]

    def shown(self, one: Issues) -> pd.Series:
        """The cells that are listed: the first alone where it stands for all."""
        return one.cells.iloc[:1] if one.one_is_enough and not self.lenient else one.cells

    def _messages(self, one: Issues) -> pd.Series:
        """The message of every cell that is listed, with the rows it points to."""
        cells = self.shown(one)
        words = _one_a_row(one.words, len(cells))
        if one.other_rows is not None:
            spots = cells.index.to_numpy().astype(np.int64)
            words = words + row_words(self.files, one.other_rows, spots)
            words = words + _one_a_row(one.endings, len(cells))
        return words + "; blanked" if one.unreadable and self.lenient else words

    def _rows(self, one: Issues) -> pd.DataFrame:
        cells = self.shown(one)
        # spots are int64[rows]; ``every`` picks the one word of a constant column for each row
        spots = cells.index.to_numpy().astype(np.int64)
        every = np.zeros(len(cells), dtype=np.int64)
        return pd.DataFrame(
            {
                schema.CODE: _at([one.code], every),
                schema.SEVERITY: _at([self._severity(one)], every),
                schema.TABLE: self.tables_at(spots),
                schema.LINE: lines_of(spots),
                schema.COLUMN: _at([one.column], every),
                schema.VALUE: cells.reset_index(drop=True).astype("str").fillna(""),
                schema.MESSAGE: self._messages(one),
            }
        )

    def _place(self, spot: int, column: str) -> str:
        """Where an error is, in words: file, line and the column's own name."""
        file = self.files[spot >> LINE_BITS]
        # line 0 is no line: the whole file is meant
        line = lines_of(spot)
        where = f"{file.label}, {file.unit} {line}" if line else file.label
        return f"{where}, column {file.called.get(column, column)!r}" if column else where

    def tables_at(self, spots: Longs) -> pd.Series:
        """What issues call the tables that rows are in."""
        return _at(table_names(self.files), spots >> LINE_BITS)


def table_names(files: Sequence[File]) -> list[str]:
    """What issues call each file's table: contacts, …; the file's name where there are several."""
    kinds = [file.table for file in files]
    return [file.label if kinds.count(file.table) > 1 else file.table for file in files]


def row_words(files: Sequence[File], spots: Longs, beside: Longs) -> pd.Series:
    """Say where rows are: ``line 7``, with its file where the row beside is in another.

    Parameters
    ----------
    files
        All files, by number.
    spots, beside
        ``int64[rows]``: the rows that are pointed to, and those whose messages do so.
    """
    # int64[rows]: the file of each; NO_ROW stays -1 and picks the last file, but ends as empty text
    number = spots >> LINE_BITS
    # arrow's memory throughout: a message a row would be millions of Python strings
    words = _at([f"{file.unit} " for file in files], number)
    words = words + pd.Series(lines_of(spots)).astype("str")
    apart = number != beside >> LINE_BITS
    words = words.mask(apart, words + _at([f" of {file.label}" for file in files], number))
    return words.mask(spots == NO_ROW, "")


def lines_of(spots: Any) -> Any:
    """The lines that spots are on, whatever the file: of one spot or of an array."""
    return spots & ((1 << LINE_BITS) - 1)


def quoted(value: object) -> str:
    """Repeat a cell in a message: quoted, escaped, and cut where it is long."""
    text = str(value)
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")


def all_quoted(cells: pd.Series) -> pd.Series:
    """Repeat many cells in messages, as ``quoted`` does; only unusual ones are looked at singly."""
    shown = cells.reset_index(drop=True)
    # bool[cells]: repr would only put quotes around these, which arrow does at once
    unchanged = shown.str.fullmatch(SHOWN_UNCHANGED).to_numpy(dtype=bool)
    words = "'" + shown + "'"
    if not unchanged.all():
        words[~unchanged] = pd.array([quoted(value) for value in shown[~unchanged]], dtype="str")
    return words


def _one_a_row(messages: Messages, rows: int) -> pd.Series:
    if isinstance(messages, str):
        return _at([messages], np.zeros(rows, dtype=np.int64))
    # messages made of cells are labelled by spots; beside the other columns a row counts from 0
    return pd.Series(messages, dtype="str").iloc[:rows].reset_index(drop=True)


def _at(words: Sequence[str], place: Longs) -> pd.Series:
    """Words at places; a place beyond the last counts from the end, as everywhere in NumPy."""
    return pd.Series(pd.array(list(words), dtype="str").take(place))
