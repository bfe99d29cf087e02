"""Where a table ends within its file: another header, another table, notes below."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.links import arrow_text
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.total_rows import TOTAL
from netgraph.tables.header import begins_table, names_in
from netgraph.tables.raw import Remark
from netgraph.tables.sources.foreign_headers import is_below_blank, told_of_foreign_headers
from netgraph.tables.sources.joined import REPEATS, with_joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags
    from netgraph.tables.raw import Raw

FEW_ROWS: Final = 5_000
"""Rows that are looked through one by one."""
HAND_JOINED: Final = 200_000
"""Rows up to which a file may be several exports that somebody put together."""
MOST_HEADERS: Final = 1000
"""Rows that are looked at singly; a table of more such first cells has no people in that column."""
LONGEST_JOINED: Final = 50_000
"""Rows up to which a header in unknown words is looked for, which takes a look at every cell."""
MOST_BELOW: Final = 40
"""Rows at the end of a file that are looked at."""
MOST_NOTES: Final = 5
"""Rows below a table that are notes whatever they say; more may be a list of people."""
SENTENCE_WORDS: Final = 5
"""Words from which a cell is a sentence and no name."""
SENTENCE: Final = lazy_pattern(r"(?i)[.!?:]\s*$|^\s*(?:\*|note\b|nb\b|updated?\b|ps\b|source:)")
"""How a cell that is a note ends or begins."""


def only_the_table(raw: Raw) -> Raw:
    """Leave out what is no row of the table; tell it, and what may be another table.

    Raises
    ------
    InputError
        If another table certainly follows.
    """
    raw = without_notes_below(without_other_headers(raw))
    return raw if len(raw.frame) > LONGEST_JOINED else told_of_foreign_headers(raw)


def is_header(filled: Sequence[str]) -> bool:
    """Whether cells are the header of some table: all of them names of columns."""
    return len(filled) > 1 and names_in(filled) >= len(filled) and begins_table(filled)


def without_other_headers(raw: Raw) -> Raw:
    """Leave out rows that repeat the header; read rows below another one under that, or refuse.

    Raises
    ------
    InputError
        If rows of another table follow.
    """
    frame = raw.frame
    if not len(frame.columns) or not len(frame):
        return raw
    names = [str(name) for name in frame.columns]
    # bool[rows]: rows whose first cell is the name of a column; few in a table of people
    first = frame.iloc[:, 0]
    if len(frame) > FEW_ROWS:
        likely = first.isin([names[0]]).to_numpy(dtype=bool)
        if len(frame) <= HAND_JOINED:
            likely = likely | _are_header_words(first)
    else:
        # arrow takes all its words apart each time, which takes longer than a few rows do
        known = _header_words()
        likely = np.array([cell == names[0] or cell in known for cell in first.fillna("")])
    if not likely.any() or likely.sum() > MOST_HEADERS:
        return raw
    repeats: list[int] = []
    others: list[int] = []
    for place in likely.nonzero()[0].tolist():
        row = ["" if pd.isna(cell) else str(cell).strip() for cell in frame.iloc[place]]
        filled = [cell for cell in row if cell]
        line = int(frame.index[place])
        if row == names:
            repeats.append(line)
        # right below the header it is a row of odd people: nothing stands between the two
        elif place and is_header(filled):
            others.append(line)
    told = [Remark(schema.UNPLACED, REPEATS, line, severity="info") for line in repeats]
    kept = frame[~frame.index.isin(repeats)] if repeats else frame
    raw = replace(raw, frame=kept, remarks=(*raw.remarks, *told))
    return with_joined(raw, others) if others else raw


def _are_header_words(cells: pd.Series) -> Flags:
    import pyarrow as pa
    import pyarrow.compute as pc

    words = pa.array(sorted(_header_words()), pa.large_string())
    found: Flags = np.asarray(pc.is_in(arrow_text(cells), value_set=words), dtype=bool)
    return found


@functools.cache
def _header_words() -> frozenset[str]:
    """Names of columns as people and programs spell them."""
    columns = [column for table in schema.TABLES.values() for column in table.columns]
    words = {word for column in columns for word in (column.name, *column.aliases)}
    spaced = words | {word.replace("_", " ") for word in words} | {"first name", "last name"}
    ways = (str, str.title, str.capitalize, str.upper)
    return frozenset(way(word) for word in spaced for way in ways)


def without_notes_below(raw: Raw) -> Raw:
    """Leave out notes under the table: rows below a blank one that fill their first cell alone.

    Where people of the table fill no other cell either, only a sentence is a note.
    """
    frame = raw.frame
    if len(frame.columns) < 2 or len(frame) < 2:
        return raw
    start = len(frame)
    for place in range(len(frame) - 1, max(0, len(frame) - 1 - MOST_BELOW), -1):
        if not _may_be_note(frame, place):
            break
        if is_below_blank(raw, place):
            start = place
    if start == len(frame):
        return raw
    above = frame.iloc[:start]
    # bool[rows above]: people of whom only the first cell is known
    bare = (above.notna().sum(axis=1) == 1) & above.iloc[:, 0].notna()
    listed = [
        (int(frame.index[place]), "; ".join(frame.iloc[place].dropna().astype(str)))
        for place in range(start, len(frame))
    ]
    only_sentences = bool(bare.any()) or len(listed) > MOST_NOTES
    # a row that sums up is told as such when cells are read
    notes = [
        (line, text.strip())
        for line, text in listed
        if not re.match(TOTAL, text) and (not only_sentences or _is_sentence(text))
    ]
    told = "stands alone below the table; read as a note, left out"
    remarks = [Remark(schema.UNPLACED, told, line, value=text) for line, text in notes]
    kept = frame[~frame.index.isin([line for line, _ in notes])] if notes else frame
    return replace(raw, frame=kept, remarks=(*raw.remarks, *remarks))


def _may_be_note(frame: pd.DataFrame, place: int) -> bool:
    """Whether a row fills its first cell alone, or holds a sentence that commas took apart."""
    cells = frame.iloc[place]
    filled = np.flatnonzero(cells.notna().to_numpy())
    if not len(filled) or filled[-1] != len(filled) - 1:
        return False
    if len(filled) == 1:
        return True
    # no blank before a cell above, and one before each here
    parts = [str(cell) for cell in cells.iloc[1 : len(filled)]]
    if not all(part.startswith(" ") for part in parts):
        return False
    if len(filled) == len(cells) and not _is_sentence(",".join(map(str, cells))):
        return False
    others = frame.iloc[max(0, place - 20) : place, 1 : len(filled)].astype("str")
    return not others.apply(lambda c: c.str.startswith(" ")).any(axis=None)


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= SENTENCE_WORDS or bool(SENTENCE.search(text))
