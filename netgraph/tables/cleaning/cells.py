"""One raw table into typed columns under standard names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.schema import Column
from netgraph.tables.cleaning.boxes import status_of_boxes
from netgraph.tables.cleaning.claims import boxes, of_another, unfitting
from netgraph.tables.cleaning.dates import DateStyle, days_of_times
from netgraph.tables.cleaning.day_columns import (
    days_read,
    is_no_time,
    newest_days,
    settled_styles,
    words_among_days,
)
from netgraph.tables.cleaning.day_series import further_days
from netgraph.tables.cleaning.example_rows import without_examples
from netgraph.tables.cleaning.headings import issues_of_names_alone
from netgraph.tables.cleaning.marked_dates import status_of_marks
from netgraph.tables.cleaning.offers import (
    days_lacking,
    offered_day_of_link,
    offered_weight,
    offers,
    second_dates,
    statuses_of_links,
)
from netgraph.tables.cleaning.own_words import OwnWords, translated
from netgraph.tables.cleaning.page_links import MAY_BE_LINKS, without_links
from netgraph.tables.cleaning.placeholders import MAY_SAY_NOTHING, without_placeholders
from netgraph.tables.cleaning.remarks import (
    issues_of_another,
    issues_of_days_lacking,
    issues_of_link_statuses,
    issues_of_lost_letters,
    issues_of_offers,
    issues_of_remarks,
    issues_of_second_dates,
    issues_of_unfitting,
    issues_of_unplaced,
)
from netgraph.tables.cleaning.row_readings import on_rows
from netgraph.tables.cleaning.serial_days import days_of_serials
from netgraph.tables.cleaning.several_emails import leave_first_emails
from netgraph.tables.cleaning.steps import steps_and_days
from netgraph.tables.cleaning.text import (
    ZERO,
    ZERO_SIGN,
    carried,
    normalize_text,
    spellings,
    together,
)
from netgraph.tables.cleaning.told_in_notes import issues_of_referrers_in_notes
from netgraph.tables.cleaning.total_rows import without_totals
from netgraph.tables.cleaning.values import (
    issues_of_ids,
    read_choices,
    read_flags,
    read_numbers,
    stub_marks,
)
from netgraph.tables.header import further
from netgraph.tables.issues import LINE_BITS, Issues, lines_of
from netgraph.tables.linking.cell_parts import hard_parts
from netgraph.tables.numbering import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.choices import DateOrder
    from netgraph.schema import Table
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
    crosses: Mapping[str, bool] | None = None,
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
    crosses
        Columns of yes and no in which larger tables have settled whether a cross is yes.
    """
    # a spot is the file's number above the line, so that rows of all files can be told apart
    spots = (raw.frame.index.astype("int64") + (number << LINE_BITS)).rename(schema.LINE)
    frame = raw.frame.set_axis(spots)
    issues = issues_of_unplaced(raw.unplaced, number)
    remarks = raw.remarks
    # a sheet may have several columns of referrers; they are read as one
    several = {name: further(frame.columns, table, matched, name) for name in schema.SIDES}
    if table.name == schema.CONTACTS and (series := further_days(frame, matched)):
        several[schema.LAST_CONTACT_ON] = series
    if table.name in (schema.CONTACTS, schema.REFERRALS, schema.TARGETS):
        own_ends = [frame[c] for name, c in matched.items() if name in NAMING_OTHERS]
        own_ends += [frame[c] for side in schema.SIDES for c in several[side]]
        people = table.name == schema.CONTACTS
        frame, totals = without_totals(frame, matched, people=people, ends=[*own_ends, *ends])
        issues += [totals] if totals else []
        # what a total was counted with is of no account: its formula may lack a value
        left_out = set(lines_of(totals.cells.index)) if totals else set()
        frame, examples = without_examples(frame, matched)
        issues += [examples] if examples else []
        if people and date_formats is None:  # a part of larger tables cannot tell what is usual
            if raw.unit != "card":  # no heading stands among cards
                issues += issues_of_names_alone(frame, matched, [*own_ends, *ends])
            frame, matched, found = steps_and_days(frame, matched)
            issues += found
        remarks = tuple(one for one in remarks if one.line not in left_out)
    issues += issues_of_remarks(remarks, number, matched)
    if raw.unit != "line":  # the lines of text files are told as they are decoded
        issues += issues_of_lost_letters(frame, matched, number)
    columns, of_columns, used = _standard_columns(
        frame, table, matched, several, (own or OwnWords(), dates, date_formats, crosses or {})
    )
    issues += of_columns
    if table.name == schema.CONTACTS and date_formats is None:
        issues += leave_first_emails(columns, set(map(str, frame.columns)))
    issues += _issues_of_unclaimed(frame, table, matched, number, raw.used)
    # a further column may have the name of a standard one that was found under another, or
    # that its cells do not fit: it gets a number
    standard = {column.name for column in table.columns}
    # the days of a series stay as they are, beside the newest of them
    taken = {*matched.values(), *(name for side in schema.SIDES for name in several[side])}
    for name in frame.columns:
        if name not in taken:
            cells = carried(frame[name])
            if own is not None and (meant := own.of(str(name))):
                cells, _ = read_column(cells, Column(str(name)), meant)
            called = str(name).replace(ZERO, ZERO_SIGN)
            columns[numbered(called, standard | columns.keys(), "{} {}")] = cells
    return Cleaned(pd.DataFrame(columns, index=frame.index), tuple(issues), used)


def _issues_of_unclaimed(
    frame: pd.DataFrame, table: Table, matched: Mapping[str, str], number: int, used: Sequence[str]
) -> list[Issues]:
    """Columns that have no meaning here, and might have one."""
    issues, looks = list[Issues](), dict[str, str]()
    if table.name == schema.CONTACTS:
        looks = offers(frame, table, matched, used)
        series = {
            c: [one for one in further_days(frame, {**matched, name: c}) if one not in looks]
            for c, name in looks.items()
            if name == schema.LAST_CONTACT_ON
        }
        issues += issues_of_offers(looks, number, series)
        issues += issues_of_second_dates(second_dates(frame, matched, looks), number)
        others = [str(c) for c in frame.columns if c not in looks]
        issues += issues_of_another(of_another(others, table, matched), number)
        lacking = {c: n for c, n in days_lacking(frame, matched).items() if c not in looks}
        issues += issues_of_days_lacking(frame, lacking)
        issues += issues_of_referrers_in_notes(frame, matched)
    if table.name == schema.REFERRALS:
        issues += issues_of_offers(offered_day_of_link(frame, matched), number)
        issues += issues_of_link_statuses(statuses_of_links(frame, matched), number)
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
    said: tuple[OwnWords, DateOrder | None, Mapping[str, DateStyle] | None, Mapping[str, bool]],
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
        What the user says of words and dates, what larger tables have settled of dates, crosses.

    Returns
    -------
    The columns, the issues, and how dates were read.
    """
    own, dates, date_formats, crosses = said
    issues = list[Issues]()
    words = {c: own.of(c, called) for c, called in matched.items()}
    # a column settles the order of day and month for the others: all are taken apart first
    apart = {
        c.name: taken_apart(frame[matched[c.name]], c, words[c.name])
        for c in table.columns
        if c.name in matched and _holds_dates_as_text(frame[matched[c.name]], c)
    }
    # a series of days is read with its first one, and settles the order for others as well
    series = several.get(schema.LAST_CONTACT_ON, ())
    apart |= {c: spellings(frame[c]) for c in series if is_no_time(frame[c])}
    marked: dict[str, Flags] = {}
    whole = date_formats is None  # a part of larger tables has their columns of days
    issues += days_of_serials(apart, matched, frame.index) if whole else []
    if table.name == schema.CONTACTS:
        frame, apart, marked, told = words_among_days(frame, matched, apart, words, whole=whole)
        issues += told
    settled = date_formats
    if settled is None:
        settled = settled_styles(frame, apart, dates, [*matched.values()])
    columns: dict[str, pd.Series] = {}
    for column in (c for c in table.columns if c.name in matched or c.name in apart):
        # a column of days that only words of others fill has no cells of its own
        cells = frame[matched[column.name]] if column.name in matched else frame.iloc[:, 0]
        for name in several.get(column.name, ()) if column.name in schema.SIDES else ():
            cells = together(cells, frame[name])
        columns[column.name], found = (
            days_read(apart.pop(column.name), column.name, settled, cells.index)
            if column.name in apart
            else read_column(cells, column, words[column.name], crosses=crosses.get(column.name))
        )
        issues += found
        if column.name == schema.LAST_CONTACT_ON and series:
            days = columns[column.name]
            columns[column.name], found = newest_days(days, frame[[*series]], apart, settled)
            issues += found
        if table.name in (schema.CONTACTS, schema.TARGETS):
            # a stub is called what the cell that named them said, whatever else that may mean
            stubs = stub_marks(frame) if column.name == schema.NAME else None
            columns[column.name], found = _words_meant(
                columns[column.name], column.name, words.get(column.name, {}), stubs
            )
            issues += found
    if table.name == schema.CONTACTS:
        issues += _prove_statuses(columns, frame, matched, marked)
    ordered = {c.name: columns[c.name] for c in table.columns if c.name in columns}
    return ordered, issues, settled


def _prove_statuses(
    columns: dict[str, pd.Series],
    frame: pd.DataFrame,
    matched: Mapping[str, str],
    marked: Mapping[str, Flags],
) -> list[Issues]:
    """Let checked boxes, and a yes among days, say in place what they prove of the status."""
    issues: list[Issues] = []
    if checked := boxes(frame, matched):
        status = columns.get(schema.STATUS)
        columns[schema.STATUS], found = status_of_boxes(frame, checked, status)
        issues += found
    status = status_of_marks(marked, columns.get(schema.STATUS), frame.index)
    columns |= {} if status is None else {schema.STATUS: status}
    return issues


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
    cells: pd.Series,
    column: Column,
    own: Mapping[str, str] | None = None,
    *,
    crosses: bool | None = None,
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
    crosses
        Whether a cross is yes, where larger tables have settled it.

    Returns
    -------
    Values on the same index, missing where a cell cannot be read; and the issues.
    """
    if column.kind in ("id", "text"):
        words = normalize_text(cells)
        if own:
            spelled = spellings(words)
            apart = hard_parts if column.name in (*schema.SIDES, *schema.ENDS) else None
            meant = translated(spelled.words, own, column, apart)
            words = pd.Series(meant.array.take(spelled.code, allow_fill=True), cells.index)
            words = words.mask(words == "")
        return words, issues_of_ids(words, column) if column.kind == "id" else ()
    # Parquet and frames may hold points in time: there is no text whose format could be in doubt
    if column.kind in ("date", "plan"):
        return days_of_times(cells), ()
    # arrays have an entry a spelling here: flags and choices repeat in most rows
    spelled = taken_apart(cells, column, own or {})
    if column.kind == "flag":
        reading = read_flags(spelled.words, column.name, crosses=crosses)
    elif column.kind == "choice":
        reading = read_choices(spelled.words, column)
    else:
        reading = read_numbers(spelled.words)
    return on_rows(reading, spelled, cells.index, column.name)


def _holds_dates_as_text(cells: pd.Series, column: Column) -> bool:
    return column.kind in ("date", "plan") and is_no_time(cells)


def taken_apart(cells: pd.Series, column: Column, own: Mapping[str, str]) -> Spellings:
    """A column as its spellings, the user's own words translated."""
    spelled = spellings(cells)
    if not own:
        return spelled
    return replace(spelled, words=translated(spelled.words, own, column)).without_empty()
