"""What had to be mended, and what could not be: collected while tables are read, told at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import replay, schema
from netgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.schema import Severity

LONGEST_SHOWN: Final = 80
"""Characters of a cell that a message repeats."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table came from: its name, the file, what its rows are counted in, how its columns are called."""

    table: str
    label: str
    unit: str = "line"
    called: dict[str, str] = field(default_factory=dict)

    def at(self, line: int, column: str) -> str:
        """Say where a cell is."""
        where = f"{self.label}, {self.unit} {line}" if line else self.label
        return f"{where}, column {self.called.get(column, column)!r}" if column else where


@dataclass(slots=True)
class Told:
    """Issues in the order they were found; errors also in words.

    Parameters
    ----------
    lenient
        Whether a cell that cannot be read is blanked and told as a warning.
    """

    lenient: bool = False
    tables: list[pd.DataFrame] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def tell(
        self,
        code: str,
        place: Place,
        rows: pd.Series,
        column: str,
        messages: str | Sequence[str],
        *,
        severity: Severity | None = None,
    ) -> None:
        """Tell one issue a row.

        Parameters
        ----------
        rows
            The cells concerned: values, indexed by line.
        messages
            What is wrong and what was expected or done: one for all, or one a row.
        """
        if rows.empty:
            return
        how = schema.ISSUE_SEVERITY[code] if severity is None else severity
        said = [messages] * len(rows) if isinstance(messages, str) else list(messages)
        lines = rows.index.to_numpy().astype(np.int64)
        self.tables.append(
            pd.DataFrame(
                {
                    schema.CODE: code,
                    schema.SEVERITY: how,
                    schema.TABLE: place.table,
                    schema.LINE: lines,
                    schema.COLUMN: column,
                    schema.VALUE: rows.to_numpy(dtype=object, na_value=""),
                    schema.MESSAGE: said,
                }
            )
        )
        if how == "error":
            self.problems += [
                f"{place.at(int(line), column)}: {text}" for line, text in zip(lines, said, strict=True)
            ]

    def unreadable(
        self, code: str, place: Place, rows: pd.Series, column: str, messages: Sequence[str]
    ) -> None:
        """Tell of cells that cannot be read: errors, or warnings where reading is lenient."""
        if self.lenient:
            blanked = [f"{text}; blanked" for text in messages]
            self.tell(code, place, rows, column, blanked, severity="warning")
        else:
            self.tell(code, place, rows, column, messages)

    def issues(self) -> pd.DataFrame:
        """All that was told, as the table ``net.issues`` holds."""
        if not self.tables:
            return replay.issue_rows([])
        types = dict.fromkeys(schema.ISSUE_COLUMNS, "str") | {schema.LINE: "int64"}
        return pd.concat(self.tables, ignore_index=True).astype(types)

    def refuse(self) -> None:
        """Raise all errors at once, if there are any.

        Raises
        ------
        InputError
            With every problem.
        """
        if self.problems:
            raise InputError(self.problems)


def quoted(value: object) -> str:
    """Repeat a cell in a message: quoted, escaped, and cut where it is long."""
    text = str(value)
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")
