"""One raw table into typed columns under standard names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.schema import Column
from netgraph.tables.cleaning.boxes import status_of_boxes
from netgraph.tables.cleaning.claims import boxes, of_another, unfitting
from netgraph.tables.cleaning.date_formats import COLUMN_HERE, ISO
from netgraph.tables.cleaning.dates import DateStyle, days_of_times, read_dates, styles
from netgraph.tables.cleaning.example_rows import without_examples
from netgraph.tables.cleaning.headings import issues_of_names_alone
from netgraph.tables.cleaning.marked_dates import PROVEN, status_of_marks, without_marks
from netgraph.tables.cleaning.offers import days_lacking, offered_weight, offers, second_dates
from netgraph.tables.cleaning.own_words import OwnWords, translated
from netgraph.tables.cleaning.page_links import MAY_BE_LINKS, without_links
from netgraph.tables.cleaning.placeholders import MAY_SAY_NOTHING, without_placeholders
from netgraph.tables.cleaning.remarks import (
    issues_of_another,
    issues_of_days_lacking,
    issues_of_lost_letters,
    issues_of_offers,
    issues_of_remarks,
    issues_of_second_dates,
    issues_of_unfitting,
    issues_of_unplaced,
)
from netgraph.tables.cleaning.steps import steps_and_days
from netgraph.tables.cleaning.text import (
    ZERO,
    ZERO_SIGN,
    carried,
    normalize_text,
    spellings,
)
from netgraph.tables.cleaning.total_rows import without_totals
from netgraph.tables.cleaning.values import (
    issues_of_ids,
    read_choices,
    read_flags,
    read_numbers,
    stub_marks,
)
from netgraph.tables.header import further
from netgraph.tables.issues import LINE_BITS, Issues, lines_of, quoted
from netgraph.tables.numbering import numbered
from netgraph.tables.raw import SEVERAL
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.choices import DateOrder
    from netgraph.schema import Table
    from netgraph.tables.cleaning.readings import Reading
    from netgraph.tables.cleaning.text import Spellings
    from netgraph.tables.raw import Raw


NAMING_OTHERS: Final = (*schema.SIDES, *schema.ENDS)
"""Columns whose cells name people."""


class Cleaned(NamedTuple):
    """A table with standard names and types.

    Parameters
    ----------
    frame
        Standard columns in the table's order, then further ones, indexed by spot.
    issues
        What was found on the way.
    styles
        How each column of dates was read that is text.
    """

    frame: pd.DataFrame
    issues: tuple[Issues, ...]
    styles: Mapping[str, DateStyle]


def clean(
    raw: Raw,
    table: Table,
    matched: Mapping[str, str],
    *,
    number: int = 0,
    date_formats: Mapping[str, DateStyle] | None = None,
    own: OwnWords | None = None,
    dates: DateOrder | None = None,
    ends: Sequence[pd.Series] = (),
) -> Cleaned:
    """Give a raw table its standard names and types; further columns are kept as text.

    Parameters
    ----------
    raw
        Cells as they were found.
    table
        What kind of table it is.
    matched
        Standard name of a column to the name it was found with.
    number
        The number of its file among those read together.
    date_formats
        Formats of columns of dates that larger tables have settled.
    own
        What the user says that words mean.
    dates
        The order of day and month, where the user says it.
    ends
        Cells of other tables that name people.
    """
    # a spot is the file's number above the line, so that rows of all files can be told apart
    lines = raw.frame.index.to_numpy().astype(np.int64)
    spots = pd.Index(lines + (number << LINE_BITS), name=schema.LINE)
    frame = raw.frame.set_axis(spots)
    issues = issues_of_unplaced(raw.unplaced, number)
    remarks = raw.remarks
    # a sheet may have several columns of referrers; they are read as one
    several = {name: further(frame.columns, table, matched, name) for name in schema.SIDES}
    if table.name in (schema.CONTACTS, schema.REFERRALS, schema.TARGETS):
        own_ends = [frame[c] for name, c in matched.items() if name in NAMING_OTHERS]
        own_ends += [frame[c] for names in several.values() for c in names]
        people = table.name == schema.CONTACTS
        frame, totals = without_totals(frame, matched, people=people, ends=[*own_ends, *ends])
        issues += [totals] if totals else []
        # what a total was counted with is of no account: its formula may lack a value
        left_out = set(lines_of(totals.cells.index)) if totals else set()
        frame, examples = without_examples(frame, matched)
        issues += [examples] if examples else []
        if people and date_formats is None:  # a part of larger tables cannot tell what is usual
            issues += issues_of_names_alone(frame, matched, [*own_ends, *ends])
            frame, matched, found = steps_and_days(frame, matched)
            issues += found
        remarks = tuple(one for one in remarks if one.line not in left_out)
    issues += issues_of_remarks(remarks, number, matched)
    if raw.unit != "line":  # the lines of text files are told as they are decoded
        issues += issues_of_lost_letters(frame, matched, number)
    columns, of_columns, used = _standard_columns(
        frame, table, matched, several, (own or OwnWords(), dates, date_formats)
    )
    issues += of_columns
    issues += _issues_of_unclaimed(frame, table, matched, number)
    # a further column may have the name of a standard one that was found under another, or
    # that its cells do not fit: it gets a number
    standard = {column.name for column in table.columns}
    taken = {*matched.values(), *(name for names in several.values() for name in names)}
    for name in frame.columns:
        if name not in taken:
            cells = carried(frame[name])
            if own is not None and (meant := own.of(str(name))):
                cells, _ = read_column(cells, Column(str(name)), meant)
            called = str(name).replace(ZERO, ZERO_SIGN)
            columns[numbered(called, standard | columns.keys(), "{} {}")] = cells
    return Cleaned(pd.DataFrame(columns, index=frame.index), tuple(issues), used)


def _issues_of_unclaimed(
    frame: pd.DataFrame, table: Table, matched: Mapping[str, str], number: int
) -> list[Issues]:
    """Columns that have no meaning here, and might have one."""
    issues: list[Issues] = []
    looks: dict[str, str] = {}
    if table.name == schema.CONTACTS:
        looks = offers(frame, table, matched)
        issues += issues_of_offers(looks, number)
        issues += issues_of_second_dates(second_dates(frame, matched, looks), number)
        others = [str(c) for c in frame.columns if c not in looks]
        issues += issues_of_another(of_another(others, table, matched), number)
        lacking = {c: n for c, n in days_lacking(frame, matched).items() if c not in looks}
        issues += issues_of_days_lacking(frame, lacking)
    if table.name == schema.TARGETS:
        looks = offered_weight(frame, matched)
        issues += issues_of_offers(looks, number)
    if table.name in (schema.CONTACTS, schema.TARGETS):
        words = unfitting(frame, table, matched)
        left = {called: name for called, name in words.items() if called not in looks}
        issues += issues_of_unfitting(frame, table, left)
    return issues


def _standard_columns(
    frame: pd.DataFrame,
    table: Table,
    matched: Mapping[str, str],
    several: Mapping[str, Sequence[str]],
    said: tuple[OwnWords, DateOrder | None, Mapping[str, DateStyle] | None],
) -> tuple[dict[str, pd.Series], list[Issues], Mapping[str, DateStyle]]:
    """Read the standard columns, in the table's order.

    Parameters
    ----------
    frame
        The cells, indexed by spot.
    table
        What kind of table it is.
    matched
        Standard name of a column to the name it was found with.
    several
        Standard name to further columns of the same meaning.
    said
        What the user says of words and of dates, and what larger tables have settled of these.

    Returns
    -------
    The columns, the issues, and how dates were read.
    """
    own, dates, date_formats = said
    issues: list[Issues] = []
    words = {c: own.of(c, called) for c, called in matched.items()}
    # a column settles the order of day and month for the others: all are taken apart first
    apart = {
        c.name: _taken_apart(frame[matched[c.name]], c, words[c.name])
        for c in table.columns
        if c.name in matched and _holds_dates_as_text(frame[matched[c.name]], c)
    }
    marked: dict[str, Flags] = {}
    for name in apart if table.name == schema.CONTACTS else ():
        if name in PROVEN:
            spelled, marked[name], found = without_marks(
                apart[name], name, matched[name], frame.index
            )
            apart[name] = spelled
            issues += found
    settled = date_formats if date_formats is not None else styles(apart, dates)
    columns: dict[str, pd.Series] = {}
    for column in (c for c in table.columns if c.name in matched):
        cells = frame[matched[column.name]]
        for name in several.get(column.name, ()):
            cells = together(cells, frame[name])
        if column.name in apart:
            # a column of larger tables in which no cell is filled has no style
            style = settled.get(column.name, DateStyle(ISO, ISO))
            reading = read_dates(apart[column.name].words, style)
            read = _on_rows(reading, apart.pop(column.name), cells.index, column.name)
        else:
            read = read_column(cells, column, words[column.name])
        columns[column.name], found = read
        issues += found
        if table.name in (schema.CONTACTS, schema.TARGETS):
            # a stub is called what the cell that named them said, whatever else that may mean
            stubs = stub_marks(frame) if column.name == schema.NAME else None
            columns[column.name], found = _words_meant(
                columns[column.name], column.name, words[column.name], stubs
            )
            issues += found
    if table.name == schema.CONTACTS and (checked := boxes(frame, matched)):
        status = columns.get(schema.STATUS)
        columns[schema.STATUS], found = status_of_boxes(frame, checked, status)
        issues += found
    status = status_of_marks(marked, columns.get(schema.STATUS), frame.index)
    if status is not None:
        columns[schema.STATUS] = status
    ordered = {c.name: columns[c.name] for c in table.columns if c.name in columns}
    return ordered, issues, settled


def _words_meant(
    cells: pd.Series, column: str, own: Mapping[str, str], as_written: Flags | None
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Cells of free text without addresses of pages and words that say nothing.

    Parameters
    ----------
    cells
        The cells of a column, indexed by spot.
    column
        Its standard name.
    own
        What the user says that words of it mean.
    as_written
        ``bool[cells]``: those that stay as they are.
    """
    read = cells if as_written is None else cells[~as_written]
    issues: tuple[Issues, ...] = ()
    if column in MAY_BE_LINKS:
        read, found = without_links(read, column)
        issues += found
    if column in MAY_SAY_NOTHING:
        read, found = without_placeholders(read, column, set(own.values()))
        issues += found
    if as_written is None or not issues:
        return (read if as_written is None else cells), issues
    return read.reindex(cells.index).where(~as_written, cells), issues


def read_column(
    cells: pd.Series, column: Column, own: Mapping[str, str] | None = None
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Read the cells of a standard column as its kind says, dates as far as they are no text.

    Parameters
    ----------
    cells
        As they were found, indexed by spot.
    column
        The column of the schema.
    own
        Folded words of the column, and what the user says that they mean.

    Returns
    -------
    Values on the same index, missing where a cell cannot be read; and the issues.
    """
    if column.kind in ("id", "text"):
        words = normalize_text(cells)
        if own:
            spelled = spellings(words)
            meant = translated(spelled.words, own, column)
            words = pd.Series(meant.array.take(spelled.code, allow_fill=True), cells.index)
            words = words.mask(words == "")
        return words, issues_of_ids(words, column) if column.kind == "id" else ()
    # Parquet and frames may hold points in time: there is no text whose format could be in doubt
    if column.kind in ("date", "plan"):
        return days_of_times(cells), ()
    # from here on arrays have an entry a spelling: flags and choices repeat in most rows
    spelled = _taken_apart(cells, column, own or {})
    if column.kind == "flag":
        reading = read_flags(spelled.words)
    elif column.kind == "choice":
        reading = read_choices(spelled.words, column)
    else:
        reading = read_numbers(spelled.words)
    return _on_rows(reading, spelled, cells.index, column.name)


def read_date_column(
    cells: pd.Series, name: str, style: DateStyle
) -> tuple[pd.Series, tuple[Issues, ...]]:
    """Read a column of dates as text by a style that larger tables have settled."""
    spelled = spellings(cells)
    return _on_rows(read_dates(spelled.words, style), spelled, cells.index, name)


def _holds_dates_as_text(cells: pd.Series, column: Column) -> bool:
    return column.kind in ("date", "plan") and not pd.api.types.is_datetime64_any_dtype(cells.dtype)


def _taken_apart(cells: pd.Series, column: Column, own: Mapping[str, str]) -> Spellings:
    """A column as its spellings, the user's own words translated."""
    spelled = spellings(cells)
    if not own:
        return spelled
    return replace(spelled, words=translated(spelled.words, own, column)).without_empty()


def together(cells: pd.Series, others: pd.Series) -> pd.Series:
    """Put two columns of names together, several in one cell as exports write them."""
    one, other = normalize_text(cells), normalize_text(others)
    both = one.notna() & other.notna() & (one != other).fillna(value=False)
    words = one.where(one.notna(), other)
    words[both] = one[both] + SEVERAL + other[both]
    return words


def _on_rows(
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
            f"{quoted(word)} is read as {meaning or 'empty'} ({with_noun(often[at], 'cell')})"
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
    message = (
        f"{quoted(word)} is read as {day}, {reading.said} ({with_noun(len(rows), 'cell')} so): "
        "the others may be read wrongly"
    )
    cells = pd.Series([word], index=spots[rows[:1]], dtype="str")
    return [Issues(schema.READ_AS, cells, column, message, severity="warning")]
