"""Tables read twice where they must be: once to settle their columns, and again as is settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.engines.beginnings import (
    ROWS_COMPARED,
    columns_taken,
    refuse_read_in_memory_alone,
    refuse_read_otherwise,
)
from netgraph.engines.column_votes import Tally, right_cells, tally
from netgraph.engines.engine import ROW, as_arrow
from netgraph.engines.kinds_given import refuse_other_kinds
from netgraph.engines.reading import Reader, head_of, reader_of
from netgraph.engines.relations import FOR_ALL, ISSUE_SHAPE, ISSUES, OF_CELLS, VOTES
from netgraph.engines.rows_below import rows_that_tell
from netgraph.errors import MissingColumnError, NotOnEngineError
from netgraph.tables.check import issues_with_hints
from netgraph.tables.cleaning.columns import match_tables
from netgraph.tables.cleaning.date_formats import ISO
from netgraph.tables.cleaning.dates import DateStyle, in_doubt, order_elsewhere, read_dates
from netgraph.tables.cleaning.own_words import own_words
from netgraph.tables.cleaning.remarks import issues_of_order, issues_of_remarks
from netgraph.tables.cleaning.serial_days import issue_of_serials
from netgraph.tables.issues import File, IssueReport, Issues, OfCells
from netgraph.tables.sources.other_lists import list_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.choices import DateOrder
    from netgraph.engines.engine import Engine
    from netgraph.schema import Table
    from netgraph.tables.build import ReadOptions
    from netgraph.tables.raw import Raw

MOST_SPOILT: Final = 500_000
"""Different cells that a wrong code page spoilt, which every worker holds: 300 bytes each."""
MOST_VOTES: Final = 100_000
"""More rows than the votes on formats of dates ever are."""
_BEFORE, _AFTER, _NOUN, _CELLS = OF_CELLS


@dataclass(slots=True)
class _ReadOnce:
    """A table that was read once.

    Parameters
    ----------
    reader
        How.
    counts
        What its columns hold.
    told
        Issues of its headings and columns, by row.
    """

    reader: Reader
    counts: Tally
    told: list[Issues] = field(default_factory=list)


def read_tables(
    engine: Engine, given: Mapping[str, Any], options: ReadOptions
) -> dict[str, Reader]:
    """Make ``read_contacts`` and ``read_referrals``, ``issues_of_rows`` and ``issues_of_columns``.

    Parameters
    ----------
    engine
        Where the tables go.
    given
        What the engine reads, by what it is; None for no such table.
    options
        As in memory.

    Returns
    -------
    How each was read.

    Raises
    ------
    MissingColumnError
        If a column is missing.
    NotOnEngineError
        If a table is none of people or referrals, or spoilt beyond what can be mended here.
    UnknownNameError
        If a word of the user's own is one of a column that no table has.
    """
    sources = {name: source for name, source in given.items() if source is not None}
    paths = {name: s for name, s in sources.items() if isinstance(s, str | Path)}
    often = Counter(Path(path).name for path in paths.values())
    heads, of_text = [], []
    for name, source in sources.items():
        short = Path(source).name if name in paths else name
        label = str(source) if often[short] > 1 else short
        head, from_text = _head(engine, name, source, label, options)
        heads.append((head, schema.TABLES[name]))
        of_text.append(from_text)
    refuse_other_kinds([_first_of(head) for head, _ in heads], options.columns)
    try:
        matches = match_tables(heads, options.columns)
    except MissingColumnError:
        refuse_read_in_memory_alone([_first_of(head) for head, _ in heads], of_text, options)
        raise
    compared = [(_first_of(head), table, names) for head, table, names in matches]
    refuse_read_otherwise(compared, of_text, options)
    for name in sources:
        engine.number(f"raw_{name}")
    _refuse_rows_below(engine, matches, of_text, options)
    found = [
        _read_once(engine, reader_of(*match, options, from_text=text), match[0])
        for match, text in zip(matches, of_text, strict=True)
    ]
    names = [word for one in found for word in (*one.reader.found, *one.reader.names)]
    own_words(options.values).require(names)
    styles = [one.counts.styles(options.dates) for one in found]
    for number, one in enumerate(found):
        _read_again(engine, one, styles[number])
        doubt = in_doubt(styles[number])
        doubtful = _first_of_columns(engine, one) if doubt else []
        order, at = order_elsewhere(styles, number) if doubt else (None, -1)
        if order is not None:
            # what one table settles of day and month holds for another that is in doubt
            settled = one.counts.styles(order)
            _read_again(engine, one, settled)
            one.told += _issues_of_other_order(doubtful, settled, found[at].reader.label, order)
        elif not options.lenient:
            one.told += doubtful
    _tell(engine, found, lenient=options.lenient)
    return {one.reader.table.name: one.reader for one in found}


def _head(
    engine: Engine, name: str, source: Any, label: str, options: ReadOptions
) -> tuple[Raw, bool]:
    """Take in a table: its first rows, and whether it is text."""
    columns, from_text = engine.read(source, f"raw_{name}")
    if what := list_of(columns, options.columns):
        raise NotOnEngineError(f"{label}: {what}, which holds no referrals", "give another table")
    first = engine.first_rows(f"raw_{name}").sort_by(ROW)
    return head_of(first, columns, label, from_text=from_text), from_text


def _first_of(head: Raw) -> Raw:
    """The rows that are compared before all are taken in."""
    return replace(head, frame=head.frame.head(ROWS_COMPARED))


def _refuse_rows_below(
    engine: Engine,
    matches: Sequence[tuple[Raw, Table, Mapping[str, str]]],
    of_text: Sequence[bool],
    options: ReadOptions,
) -> None:
    """Refuse tables of which memory reads more than an engine does in rows below the first.

    Raises
    ------
    NotOnEngineError
        If it does.
    """
    columns = {
        f"raw_{table.name}": (head.columns, columns_taken(names)) for head, table, names in matches
    }
    rows = rows_that_tell(engine, columns, ROWS_COMPARED)
    if not rows:
        return
    told = [
        (
            head_of(rows[f"raw_{table.name}"], list(head.columns), head.label, from_text=text),
            table,
            names,
        )
        for (head, table, names), text in zip(matches, of_text, strict=True)
    ]
    refuse_read_otherwise(told, of_text, options)


def _read_once(engine: Engine, reader: Reader, head: Raw) -> _ReadOnce:
    """Read a table as if all dates were ISO and no letter spoilt; count what its columns hold."""
    label, made = reader.label, f"read_{reader.table.name}"
    engine.mapped(made, f"SELECT * FROM raw_{reader.table.name}", reader, reader.shape)
    wanted = ", ".join(name for name in VOTES if name != "n")
    # cells that may be spoilt come last: where they are too many not all need come
    counts = tally(
        engine.fetch(
            f"SELECT {wanted}, CAST(SUM(n) AS BIGINT) AS n FROM {made} WHERE voted IS NOT NULL "
            f"GROUP BY {wanted} ORDER BY one DESC LIMIT {MOST_SPOILT + MOST_VOTES}"
        )
    )
    if len(counts.looked_at) > MOST_SPOILT:
        raise NotOnEngineError(
            f"{label}: a wrong code page may have spoilt more than {MOST_SPOILT:,} different "
            "cells, and an engine mends no more",
            "export the table again as UTF-8",
        )
    told = [
        *issues_of_remarks(head.remarks, 0, reader.found),
        *_issues_of_serials(engine, reader, counts),
    ]
    return _ReadOnce(reader, counts, told)


def _issues_of_serials(engine: Engine, reader: Reader, counts: Tally) -> list[Issues]:
    """Tell of columns of a spreadsheet's numbers of days, each on its first cell."""
    line, column, value = (ISSUES[n] for n in (schema.LINE, schema.COLUMN, schema.VALUE))
    told = []
    for name, number in counts.serials.items():
        # no such number is a date in ISO form, so each is an issue by now
        found = engine.fetch(
            f"SELECT {line}, {value} FROM read_{reader.table.name} WHERE {column} = '{name}' AND "
            f"{ISSUES[schema.CODE]} = '{schema.BAD_DATE}' ORDER BY {line} LIMIT 1"
        )
        first = pd.Series([found[value][0].as_py()], index=[found[line][0].as_py()], dtype="str")
        told.append(issue_of_serials(first, name, reader.found[name], number))
    return told


def _read_again(engine: Engine, one: _ReadOnce, styles: Mapping[str, DateStyle]) -> None:
    """Settle how a table is read, and read it again where that is otherwise than before."""
    counts = one.counts
    right = {} if counts.looked_at else one.reader.right
    if counts.looked_at and one.reader.votes:
        right = right_cells(counts.looked_at, one.reader.names)
    plain = all(style == DateStyle(ISO, ISO) for style in styles.values())
    # batches read crosses beside nothing else as yes
    crosses = {name: beside.mean_yes for name, beside in counts.crosses.items()}
    told_apart = any(beside.yes or beside.no for beside in counts.crosses.values())
    as_before = one.reader.votes and plain and not (right or counts.serials or told_apart)
    one.reader = replace(
        one.reader,
        votes=False,
        formats=styles,
        crosses=crosses,
        serials=frozenset(counts.serials),
        right=right,
    )
    if not as_before:
        name = one.reader.table.name
        engine.mapped(f"read_{name}", f"SELECT * FROM raw_{name}", one.reader, one.reader.shape)


def _first_of_columns(engine: Engine, one: _ReadOnce) -> list[Issues]:
    """The first cell of each column whose dates are in doubt."""
    line, column, value, message = (
        ISSUES[n] for n in (schema.LINE, schema.COLUMN, schema.VALUE, schema.MESSAGE)
    )
    table = f"(SELECT * FROM read_{one.reader.table.name} WHERE {FOR_ALL} AND {_CELLS} IS NULL)"
    first = f"SELECT {column} AS c, MIN({line}) AS first FROM {table} AS t GROUP BY {column}"
    found = engine.fetch(
        f"SELECT {line}, {column}, {value}, {message} FROM {table} AS w JOIN ({first}) AS f "
        f"ON {column} = f.c AND {line} = f.first ORDER BY {column}"
    ).to_pylist()
    return [
        Issues(
            schema.BAD_DATE,
            pd.Series([row[value]], index=[row[line]], dtype="str"),
            row[column],
            row[message],
            unreadable=True,
            one_is_enough=True,
        )
        for row in found
    ]


def _issues_of_other_order(
    doubtful: list[Issues], styles: Mapping[str, DateStyle], label: str, order: DateOrder
) -> list[Issues]:
    """Tell of columns whose order of day and month another table settles."""
    told = []
    for one in doubtful:
        day = read_dates(one.cells, styles[one.column]).values
        read = pd.DataFrame({one.column: day}, index=one.cells.index)
        told += issues_of_order([one], read, label, order)
    return told


def _tell(engine: Engine, found: list[_ReadOnce], *, lenient: bool) -> None:
    """Make the tables of issues of columns and of rows."""
    import pyarrow as pa

    tables, rows, counted = [as_arrow(dict.fromkeys(ISSUE_SHAPE, ()), ISSUE_SHAPE)], [], []
    names, parts = ", ".join(ISSUES.values()), f"{_BEFORE}, {_AFTER}, {_NOUN}"
    code, column, line = (ISSUES[n] for n in (schema.CODE, schema.COLUMN, schema.LINE))
    # what stands for a whole column is told once, whatever a batch says
    alike = f"CASE WHEN {FOR_ALL} THEN '' ELSE {_BEFORE} END"
    over = f"OVER (PARTITION BY {code}, {column}, {alike}"
    for one in found:
        file = File(one.reader.table.name, one.reader.label, "row")
        report = IssueReport((file,), tuple(one.told), lenient)
        told = issues_with_hints(report)
        tables.append(as_arrow(told.rename(columns=ISSUES), ISSUE_SHAPE))
        rows.append(
            f"SELECT {names} FROM read_{file.table} "
            f"WHERE {code} IS NOT NULL AND {_CELLS} IS NULL"
            # leniently read, every cell of such a column is blanked and told
            + ("" if lenient else f" AND {FOR_ALL} IS NOT TRUE")
        )
        # what batches tell of the same word is told once, where it first stands
        counted.append(
            f"SELECT {names}, {parts}, SUM({_CELLS}) {over}) AS {_CELLS}, "
            f"ROW_NUMBER() {over} ORDER BY {line}) AS turn "
            f"FROM read_{file.table} WHERE {_CELLS} IS NOT NULL"
        )
    first = f"SELECT * FROM ({' UNION ALL '.join(counted)}) AS w WHERE turn = 1"
    engine.mapped("issues_of_words", first, _in_words_of_all, ISSUE_SHAPE)
    rows.append(f"SELECT {names} FROM issues_of_words")
    engine.small("issues_of_columns", pa.concat_tables(tables))
    engine.view("issues_of_rows", " UNION ALL ".join(rows))


def _in_words_of_all(piece: Any) -> Any:
    """Say in messages how many cells of all batches they are about."""
    rows = piece.to_pandas()
    parts = (rows[name] for name in (_BEFORE, _CELLS, _AFTER, _NOUN))
    said = [
        str(OfCells(before, int(cells), after, noun))
        for before, cells, after, noun in zip(*parts, strict=True)
    ]
    words = pd.Series(said, rows.index, dtype="str")
    return as_arrow(rows.assign(**{ISSUES[schema.MESSAGE]: words}), ISSUE_SHAPE)
