"""What is saved about tables and still holds: the rest is told and passed over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.tables.header import spelled_as
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.settings import SETTINGS_FILE, words_of_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.schema import Severity
    from netgraph.tables.settings import Settings


def columns_there(
    columns: Mapping[str, str], saved: Settings, found: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
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
    Those that are left; and the names of those that are gone.
    """
    gone = [
        name
        for name, called in saved.columns.items()
        # several are settled for a folder of students, and each search has its own by now
        if isinstance(called, str)
        and columns.get(name) == called
        and spelled_as(called, found) is None
    ]
    return {name: called for name, called in columns.items() if name not in gone}, gone


def values_there(
    values: Mapping[str, str], saved: Settings, names: Sequence[str]
) -> tuple[dict[str, str], list[str]]:
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
    return {word: meaning for word, meaning in values.items() if word not in gone}, gone


def issues_of_settings(
    saved: Settings, gone_columns: Sequence[str], gone_values: Sequence[str]
) -> list[Issues]:
    """Say in a line what is saved and counts, and in another what is passed over.

    Parameters
    ----------
    saved
        What no option has overruled.
    gone_columns
        Standard names of saved columns that no table has.
    gone_values
        Saved words of such columns.
    """
    issues = []
    columns = {n: c for n, c in saved.columns.items() if n not in gone_columns}
    values = {w: m for w, m in saved.values.items() if w not in gone_values}
    counts = replace(saved, columns=columns, values=values)
    if counts.settled:
        issues.append(_note(SETTINGS_FILE, counts.in_words, "info"))
    gone = gone_words(saved, gone_columns, gone_values)
    return issues + [_note(SETTINGS_FILE, words, "warning") for words in gone]


def gone_words(
    saved: Settings, gone_columns: Sequence[str], gone_values: Sequence[str] = ()
) -> list[str]:
    """Say in a sentence what is saved and no table has any more; none where all is there."""
    gone = [f"the column {quoted(saved.columns[n])} ({n})" for n in gone_columns]
    gone += words_of_values({word: saved.values[word] for word in gone_values})
    message = f"{SETTINGS_FILE} settles what no table here has, passed over: "
    return [message + ", ".join(gone)] if gone else []


def _note(value: str, message: str, severity: Severity) -> Issues:
    # line 0 of the first file: the settings are about all of them
    cells = pd.Series([value], index=pd.Index([0], dtype="int64"), dtype="str")
    return Issues(schema.SAVED_SETTINGS, cells, "", message, severity=severity)
