"""What was read of the spellings of a column, taken to its rows, with what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.date_formats import COLUMN_HERE
from netgraph.tables.cleaning.dates import DateStyle, read_dates
from netgraph.tables.cleaning.text import Spellings, spellings
from netgraph.tables.issues import Issues, OfCells, quoted

if TYPE_CHECKING:
    from netgraph.tables.cleaning.readings import Reading


def read_date_column(
    cells: pd.Series, name: str, style: DateStyle
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Read a column of dates as text by a style that larger tables have settled."""
    spelled = spellings(cells)
    return on_rows(read_dates(spelled.words, style), spelled, cells.index, name)


def on_rows(
    reading: Reading, spelled: Spellings, spots: pd.Index, column: str
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Take what was read of spellings to the rows that have them."""
    # code -1, an empty cell, takes the missing value
    values = pd.Series(reading.values.take(spelled.code, allow_fill=True), index=spots)
    issues = []
    for unread in reading.unread:
        # the appended False is what code -1 picks: an empty cell is no issue
        rows = np.append(unread.which, False)[spelled.code]
        # int64[cells concerned]: the spelling of each, never -1
        code = spelled.code[rows]
        cells = pd.Series(spelled.words.to_numpy()[code], index=spots[rows], dtype="str")
        # unread messages are those of the chosen spellings only: count up to each of them
        place = np.cumsum(unread.which) - 1
        said = [message.replace(COLUMN_HERE, column) for message in unread.messages]
        messages = pd.Series(pd.array(said, dtype="str").take(place[code]))
        issues.append(
            Issues(
                unread.code,
                cells,
                column,
                messages,
                unreadable=True,
                one_is_enough=unread.one_is_enough,
            )
        )
    return values, (*issues, *_issues_of_readings(reading, spelled, spots, column))


def _issues_of_readings(
    reading: Reading, spelled: Spellings, spots: pd.Index, column: str
) -> list[Issues]:
    """Words that were taken to mean another, or nothing: once each, where they first stand."""
    issues = []
    for code, nothing in ((schema.READ_AS, False), (schema.PLACEHOLDER, True)):
        # bool[spellings]: which are concerned; int64[them]: their numbers
        concerned = [
            place
            for place, word in enumerate(spelled.words)
            if word in reading.read_as and (reading.read_as[word] == "") == nothing
        ]
        if not concerned:
            continue
        # int64[spellings]: the first row of each; written backwards, so that the first one stays
        first = np.zeros(len(spelled.words), dtype=np.int64)
        filled = np.flatnonzero(spelled.code >= 0)[::-1]
        first[spelled.code[filled]] = filled
        often = spelled.counts
        words = spelled.words.iloc[concerned]
        cells = pd.Series(words.to_numpy(), index=spots[first[concerned]], dtype="str")
        meant = [reading.read_as[word] for word in words]
        messages = [
            OfCells(f"{quoted(word)} is read as {meaning or 'empty'} (", int(often[at]))
            for word, meaning, at in zip(words, meant, concerned, strict=True)
        ]
        issues.append(Issues(code, cells, column, messages, meant=meant))
    return issues + _issues_against(reading, spelled, spots, column)


def _issues_against(
    reading: Reading, spelled: Spellings, spots: pd.Index, column: str
) -> list[Issues]:
    """Cells that contradict what was said of a column: one warning, on the first of them."""
    # bool[rows]: whether a cell is one of them; code -1, an empty cell, picks the entry added last
    which = np.append(spelled.words.isin(reading.against).to_numpy(dtype=bool), False)
    rows = np.flatnonzero(which[spelled.code]) if reading.against else np.array([], dtype=int)
    if not len(rows):
        return []
    code = spelled.code[rows[0]]
    word = str(spelled.words.iloc[code])
    day = pd.Timestamp(reading.values[code]).strftime("%Y-%m-%d")
    before = f"{quoted(word)} is read as {day}, {reading.said} ("
    message = OfCells(before, len(rows), " so): the others may be read wrongly")
    cells = pd.Series([word], index=spots[rows[:1]], dtype="str")
    told = Issues(schema.READ_AS, cells, column, [message], severity="warning", one_is_enough=True)
    return [told]
