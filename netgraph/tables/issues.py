"""What had to be mended, and what could not be: collected while tables are read, told at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.frames import issue_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Longs
    from netgraph.schema import Severity

LONGEST_SHOWN: Final = 80
"""Characters of a cell that a message repeats."""
PLAIN: Final = rf"[A-Za-z0-9 _.,:;@/+-]{{1,{LONGEST_SHOWN}}}"
"""Cells that need no escape and no cut where they are repeated."""
LINE_BITS: Final = 40
"""While tables are read, a row's index is its spot: the number of its file above these bits, its line in them."""


@dataclass(frozen=True, slots=True)
class File:
    """Where a table came from: what it is, the file, what rows are counted in, how its columns are called.

    An address book's ids may be mere names, which say nothing of another file's.
    """

    table: str
    label: str
    unit: str = "line"
    called: dict[str, str] = field(default_factory=dict)
    address_book: bool = False


@dataclass(slots=True)
class Told:
    """Issues in the order they were found; errors also in words.

    Parameters
    ----------
    lenient
        Whether a cell that cannot be read is blanked and told as a warning.
    files
        The files read so far; a row knows its own by the number in its index.
    formats
        Date columns whose format is settled, because these tables are a part of larger ones: its name, and that
        of a rival, else the same again.
    """

    lenient: bool = False
    files: list[File] = field(default_factory=list)
    tables: list[pd.DataFrame] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)
    formats: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def opened(self, file: File, lines: pd.Index) -> pd.Index:
        """Take a file in; return the spots of its lines."""
        self.files.append(file)
        return pd.Index(
            lines.to_numpy().astype(np.int64) + ((len(self.files) - 1) << LINE_BITS),
            name=schema.LINE,
        )

    def spot_of(self, line: int) -> int:
        """The spot of a line of the file taken in last."""
        return line + ((len(self.files) - 1) << LINE_BITS)

    def table(self, number: int) -> str:
        """What issues call the table of a file: contacts, referrals, …; the file's name where there are several."""
        file = self.files[number]
        several = sum(other.table == file.table for other in self.files) > 1
        return file.label if several else file.table

    def spot(self, spot: Any, beside: Any = None) -> str:
        """Say where a row is, as messages have it: ``line 7``, or with the file if ``beside`` is in another."""
        file = self.files[spot >> LINE_BITS]
        words = f"{file.unit} {line_of(spot)}"
        same = beside is None or spot >> LINE_BITS == beside >> LINE_BITS
        return words if same else f"{words} of {file.label}"

    def spots(self, spots: Longs, beside: Longs) -> pd.Series:
        """Say where many rows are, as ``spot`` does for one."""
        number, lines = spots >> LINE_BITS, spots & ((1 << LINE_BITS) - 1)
        words = _at([f"{file.unit} " for file in self.files], number) + pd.Series(lines).astype(
            "str"
        )
        apart = number != beside >> LINE_BITS
        return words.mask(apart, words + _at([f" of {file.label}" for file in self.files], number))

    def tell(
        self,
        code: str,
        rows: pd.Series,
        column: str,
        messages: str | Sequence[str] | pd.Series,
        *,
        severity: Severity | None = None,
    ) -> None:
        """Tell one issue a row.

        Parameters
        ----------
        rows
            The cells concerned: values, indexed by spot.
        messages
            What is wrong and what was expected or done: one for all, or one a row.
        """
        if rows.empty:
            return
        how = schema.ISSUE_SEVERITY[code] if severity is None else severity
        every = np.zeros(len(rows), dtype=np.int64)
        said = (
            _at([messages], every)
            if isinstance(messages, str)
            else pd.Series(messages, dtype="str")
        )
        spots = rows.index.to_numpy().astype(np.int64)
        self.tables.append(
            pd.DataFrame(
                {
                    schema.CODE: _at([code], every),
                    schema.SEVERITY: _at([how], every),
                    schema.TABLE: self.named(spots),
                    schema.LINE: spots & ((1 << LINE_BITS) - 1),
                    schema.COLUMN: _at([column], every),
                    schema.VALUE: rows.reset_index(drop=True).astype("str").fillna(""),
                    schema.MESSAGE: said,
                }
            )
        )
        if how == "error":
            self.errors += [
                (int(spot), f"{self._cell(int(spot), column)}: {text}")
                for spot, text in zip(spots, said, strict=True)
            ]

    def unreadable(self, code: str, rows: pd.Series, column: str, messages: Sequence[str]) -> None:
        """Tell of cells that cannot be read: errors, or warnings where reading is lenient."""
        if self.lenient:
            blanked = [f"{text}; blanked" for text in messages]
            self.tell(code, rows, column, blanked, severity="warning")
        else:
            self.tell(code, rows, column, messages)

    def named(self, spots: Longs) -> pd.Series:
        """What issues call the tables that rows are in."""
        return _at([self.table(number) for number in range(len(self.files))], spots >> LINE_BITS)

    def _cell(self, spot: int, column: str) -> str:
        file = self.files[spot >> LINE_BITS]
        where = f"{file.label}, {file.unit} {line_of(spot)}"
        return f"{where}, column {file.called.get(column, column)!r}" if column else where

    def issues(self) -> pd.DataFrame:
        """All that was told, as the table ``net.issues`` holds."""
        if not self.tables:
            return issue_rows([])
        types = dict.fromkeys(schema.ISSUE_COLUMNS, "str") | {schema.LINE: "int64"}
        return pd.concat(self.tables, ignore_index=True).astype(types)

    @property
    def problems(self) -> list[str]:
        """All errors in words, by file and line."""
        return [text for _, text in sorted(self.errors, key=lambda error: error[0])]

    def refuse(self) -> None:
        """Raise all errors at once, if there are any.

        Raises
        ------
        InputError
            With every problem.
        """
        if self.problems:
            raise InputError(self.problems)


def line_of(spot: int) -> int:
    """The line that a spot is on, whatever the file."""
    return spot & ((1 << LINE_BITS) - 1)


def quoted(value: object) -> str:
    """Repeat a cell in a message: quoted, escaped, and cut where it is long."""
    text = str(value)
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")


def all_quoted(cells: pd.Series) -> pd.Series:
    """Repeat many cells in messages, as ``quoted`` does for one; only unusual ones are looked at singly."""
    shown = cells.reset_index(drop=True)
    plain = shown.str.fullmatch(PLAIN).to_numpy(dtype=bool)
    words = "'" + shown + "'"
    if not plain.all():
        words[~plain] = pd.array([quoted(value) for value in shown[~plain]], dtype="str")
    return words


def _at(words: Sequence[str], place: Longs) -> pd.Series:
    """Words at places, in arrow's memory: a message a row would be millions of Python strings."""
    return pd.Series(pd.array(list(words), dtype="str").take(place))
