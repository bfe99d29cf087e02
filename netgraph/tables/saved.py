"""What is saved about tables and still holds: the rest is told and passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.tables.header import spelled_as
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.schema import Severity
    from netgraph.tables.settings import Settings


def columns_there(
    columns: Mapping[str, str], saved: Settings, found: Sequence[str]
) -> tuple[dict[str, str], list[Issues]]:
    """Leave out saved columns that no table has any more, and say what is saved.

    A column that an option names must be there; one that was saved may be gone.

    Parameters
    ----------
    columns
        Standard name to found name, of options and of what is saved.
    saved
        What no option has overruled.
    found
        The columns of all tables.

    Returns
    -------
    Those that are left; and the issues.
    """
    gone = [
        name
        for name, called in saved.columns.items()
        if columns.get(name) == called and spelled_as(called, found) is None
    ]
    issues = [_note(SETTINGS_FILE, "", saved.in_words, "info")] if saved.settled else []
    issues += [
        _note(
            columns[name],
            name,
            f"{SETTINGS_FILE} says that {name} is the column {quoted(columns[name])}, "
            "which is in none of the tables; passed over",
            "warning",
        )
        for name in gone
    ]
    return {name: called for name, called in columns.items() if name not in gone}, issues


def values_there(
    values: Mapping[str, str], saved: Settings, names: Sequence[str]
) -> tuple[dict[str, str], list[Issues]]:
    """Leave out saved words of columns that no table has any more.

    Parameters
    ----------
    values
        Column and word to what it means, of options and of what is saved.
    saved
        What no option has overruled.
    names
        The columns of all tables, as they were found and as they are called here.
    """
    there = {schema.folded(name) for name in names}
    gone = [
        word
        for word, meaning in saved.values.items()
        if values.get(word) == meaning
        and ":" in word
        and schema.folded(word.partition(":")[0]) not in there
    ]
    issues = [
        _note(
            word,
            "",
            f"{SETTINGS_FILE} says what {quoted(word)} means, but no table has that column; "
            "passed over",
            "warning",
        )
        for word in gone
    ]
    return {word: meaning for word, meaning in values.items() if word not in gone}, issues


def _note(value: str, column: str, message: str, severity: Severity) -> Issues:
    # line 0 of the first file: the settings are about all of them
    cells = pd.Series([value], index=pd.Index([0], dtype="int64"), dtype="str")
    return Issues(schema.SAVED_SETTINGS, cells, column, message, severity=severity)
