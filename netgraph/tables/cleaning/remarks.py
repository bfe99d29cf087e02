"""What was noticed of a table before its cells were read, as issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.claims import would_read
from netgraph.tables.cleaning.date_formats import lacks_part
from netgraph.tables.cleaning.direction import other_side
from netgraph.tables.cleaning.heading_parts import says_meeting
from netgraph.tables.issues import LINE_BITS, Issues, quoted
from netgraph.tables.sources.mending import LOST_LETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from netgraph.schema import Column, Severity, Table
    from netgraph.tables.raw import Remark, Unplaced

LETTER_LOST: Final = "holds a replacement character: a letter was lost before; mend it"


def issues_of_offers(
    looks: Mapping[str, str], number: int, series: Mapping[str, Sequence[str]] | None = None
) -> list[Issues]:
    """Columns that nobody claimed and that look like a standard one: a note on the whole file.

    Parameters
    ----------
    looks
        Found name to the standard one.
    number
        The number of the file.
    series
        Found name to the columns that are read with it.
    """
    told = {}
    for called, name in looks.items():
        more = ", ".join(map(quoted, (series or {}).get(called, ())))
        newest = f", with {more}, of which the newest day counts" if more else ""
        turned = other_side(called, name) if name in schema.SIDES else ""
        # days of which a heading says nothing may be of anything
        unsaid = name == schema.MET_ON and not says_meeting(called)
        what = "holds days; if they are of meetings" if unsaid else f"looks like {name}"
        told[called] = f"{what}{newest}: --map {quoted(f'{name}={called}')}{turned}"
    return _notes_on_columns(told, number)


def issues_of_days_lacking(frame: pd.DataFrame, looks: Mapping[str, str]) -> list[Issues]:
    """Columns of days without a year, or without a day, each on its first cell."""
    told = []
    for called, name in looks.items():
        cell = frame[called].dropna().iloc[:1].astype("str")
        message = (
            f"{quoted(called)} looks like {name}, but {quoted(cell.iloc[0])} has no "
            f"{lacks_part(str(cell.iloc[0]))}: write whole dates (2026-03-31), then say --map "
            f"{quoted(f'{name}={called}')}"
        )
        told.append(Issues(schema.UNCLAIMED_COLUMN, cell, "", message))
    return told


def issues_of_second_dates(named: Mapping[str, tuple[str, str]], number: int) -> list[Issues]:
    """Columns of dates whose meaning another column has: a note on the whole file."""
    return _notes_on_columns(
        {
            called: f"holds days too, beside {quoted(by)} for {name}; carried along"
            for called, (name, by) in named.items()
        },
        number,
    )


def issues_of_link_statuses(columns: Iterable[str], number: int) -> list[Issues]:
    """Columns of statuses in a list of links: a note on the whole file."""
    told = (
        "holds statuses, which are read of people alone: write them in a column "
        f"{quoted(schema.STATUS)} of the table of people; carried along"
    )
    return _notes_on_columns(dict.fromkeys(columns, told), number)


def issues_of_another(named: Mapping[str, tuple[str, str]], number: int) -> list[Issues]:
    """Columns whose brackets say that they are about another: a note on the whole file."""
    return _notes_on_columns(
        {
            called: f"is not read as {name}: {why}; carried along"
            for called, (name, why) in named.items()
        },
        number,
    )


def _notes_on_columns(told: Mapping[str, str], number: int) -> list[Issues]:
    """What is told of columns that have no meaning here, each where its file begins."""
    return [
        Issues(
            schema.UNCLAIMED_COLUMN,
            pd.Series([called], index=[number << LINE_BITS], dtype="str"),
            "",
            f"{quoted(called)} {what}",
        )
        for called, what in told.items()
    ]


def issues_of_unfitting(
    frame: pd.DataFrame, table: Table, named: Mapping[str, str]
) -> list[Issues]:
    """Columns whose heading is a standard one and whose cells are not, each on its first cell."""
    columns = {column.name: column for column in table.columns}
    return [
        Issues(
            schema.UNCLAIMED_COLUMN,
            frame[called].dropna().iloc[:1].astype("str"),
            "",
            f"{quoted(called)} may be {name}, but its cells are no such values: left as it is"
            + _way_to_read(frame, called, columns[name]),
        )
        for called, name in named.items()
    ]


def _way_to_read(frame: pd.DataFrame, called: str, column: Column) -> str:
    """How to have such a column read; a mapping is offered only where its cells can be read."""
    mapping = f"--map {quoted(f'{column.name}={called}')}"
    if would_read(frame, called, column):
        return f"; {mapping} reads it all the same"
    if column.kind in ("date", "plan"):
        return "; a day (2026-03-31) in each filled cell would be read"
    if column.kind == "choice":
        meanings = f"--value {quoted(f'{column.name}:WORD=MEANING')}"
        return f"; {mapping} reads it, with {meanings} for each word"
    if column.kind == "number":
        word = str(frame[called].dropna().iloc[0]).strip()
        meanings = f"--value {quoted(f'{column.name}:{word}=3')}"
        return f"; {mapping} reads it, with a number for each word ({meanings})"
    return ""


def issues_of_order(
    doubtful: Sequence[Issues], read: pd.DataFrame, label: str, order: str
) -> list[Issues]:
    """Columns of dates that another table settles, each on its first cell that was in doubt.

    Parameters
    ----------
    doubtful
        What was found before.
    read
        The table as it is read now, indexed by spot.
    label
        What the other table is called.
    order
        The order of day and month there.
    """
    told = []
    for one in doubtful:
        if one.code == schema.BAD_DATE and one.one_is_enough and len(one.cells):
            cells = one.cells.iloc[:1]
            day = pd.Timestamp(read.loc[cells.index, one.column].iloc[0]).strftime("%Y-%m-%d")
            message = (
                f"{quoted(cells.iloc[0])} is read as {day}: dates are {order} in {label}, and "
                "nothing here says otherwise; --dates would say so"
            )
            told.append(Issues(schema.READ_AS, cells, one.column, message))
    return told


def issues_of_lost_letters(
    frame: pd.DataFrame, matched: Mapping[str, str], number: int
) -> list[Issues]:
    """Cells with U+FFFD, which stands where a letter was lost before the table was read."""
    import pyarrow as pa
    import pyarrow.compute as pc

    standard = {called: name for name, called in matched.items()}
    spoilt = [str(name) for name in frame.columns if LOST_LETTER in str(name)]
    cells = pd.Series(spoilt, [number << LINE_BITS] * len(spoilt), dtype="str")
    told = [Issues(schema.ENCODING, cells, "", f"the heading {LETTER_LOST}")]
    for called in map(str, frame.columns):
        if isinstance(frame[called].dtype, pd.StringDtype):
            packed = pa.array(frame[called])
        elif frame[called].dtype == object:
            packed = pa.array([cell if isinstance(cell, str) else None for cell in frame[called]])
        else:
            continue
        found = pc.match_substring(packed.cast(pa.string()), LOST_LETTER)
        lost = pc.fill_null(found, fill_value=False).to_numpy(zero_copy_only=False)
        name = matched.get(schema.NAME)
        if lost.any() and called == schema.CONTACT_ID and name not in (None, called):
            # an id made of the name says it a second time
            lost = lost & (frame[called] != frame[name]).fillna(value=True).to_numpy(dtype=bool)
        if lost.any():
            words = frame[called][lost].astype("str")
            told.append(Issues(schema.ENCODING, words, standard.get(called, called), LETTER_LOST))
    return told


def issues_of_unplaced(unplaced: Sequence[Unplaced], number: int) -> list[Issues]:
    """What an importer could not place: of a row a warning, of the whole file a note on line 0."""
    severities: tuple[Severity, ...] = ("warning", "info")
    issues = []
    for severity in severities:
        listed = [one for one in unplaced if (severity == "info") == (one.line == 0)]
        spots = pd.Index([one.line + (number << LINE_BITS) for one in listed], dtype="int64")
        cells = pd.Series([one.value for one in listed], index=spots, dtype="str")
        reasons = [one.reason for one in listed]
        issues.append(Issues(schema.UNPLACED, cells, "", reasons, severity=severity))
    return issues


def issues_of_remarks(
    remarks: Sequence[Remark], number: int, matched: Mapping[str, str]
) -> list[Issues]:
    """What a reader noticed, as issues; columns go by their standard names where they have one."""
    standard = {called: name for name, called in matched.items()}
    # one table of issues for all remarks that differ in line, value and message only
    alike: dict[tuple[str, str, Severity | None, bool], list[Remark]] = {}
    for one in remarks:
        column = standard.get(one.column, one.column)
        alike.setdefault((one.code, column, one.severity, one.unreadable), []).append(one)
    issues = []
    for (code, column, severity, unreadable), listed in alike.items():
        spots = pd.Index([one.line + (number << LINE_BITS) for one in listed], dtype="int64")
        cells = pd.Series([one.value for one in listed], index=spots, dtype="str")
        messages = [one.message for one in listed]
        issues.append(
            Issues(code, cells, column, messages, severity=severity, unreadable=unreadable)
        )
    return issues
