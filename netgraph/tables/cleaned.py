"""Raw tables made clean: columns matched, cells read, each file by itself and dates by all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from netgraph import schema
from netgraph.errors import MissingColumnError
from netgraph.tables.cleaning.cells import NAMING_OTHERS, Cleaned, clean
from netgraph.tables.cleaning.claims import used_columns
from netgraph.tables.cleaning.columns import match_tables, told_of_no_referrals
from netgraph.tables.cleaning.dates import in_doubt, order_elsewhere, order_of
from netgraph.tables.cleaning.day_series import read_together
from netgraph.tables.cleaning.own_words import own_words
from netgraph.tables.cleaning.remarks import issues_of_order
from netgraph.tables.issues import File
from netgraph.tables.saved import columns_there, gone_words, issues_of_settings, values_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from netgraph.choices import DateOrder
    from netgraph.schema import Table
    from netgraph.tables.build import ReadOptions
    from netgraph.tables.cleaning.dates import DateStyle
    from netgraph.tables.cleaning.own_words import OwnWords
    from netgraph.tables.issues import Issues
    from netgraph.tables.raw import Raw, Sources


@dataclass(frozen=True, slots=True, eq=False)
class CleanedTables:
    """Tables whose columns and cells are read, before their rows are linked.

    Parameters
    ----------
    tables
        By kind, each indexed by spot.
    files
        Where they came from, by number.
    issues
        Of their columns and cells.
    """

    tables: Mapping[str, list[pd.DataFrame]]
    files: tuple[File, ...]
    issues: tuple[Issues, ...]


def clean_sources(sources: Sources, options: ReadOptions) -> CleanedTables:
    """Clean every source.

    Raises
    ------
    MissingColumnError
        If a table lacks a required column.
    """
    formats = options.settled.date_formats if options.settled else None
    given = sources.given()
    found = [str(name) for raw, _ in given for name in raw.frame.columns]
    columns, gone_columns = columns_there(options.columns, options.saved, found)
    try:
        matches = told_of_no_referrals(match_tables(given, columns))
    except MissingColumnError as error:
        # what is missing may be what the settings called otherwise
        gone = gone_words(options.saved, gone_columns)
        raise MissingColumnError([*gone, *error.problems]) from error
    names = [*found, *(name for _, _, standard in matches for name in standard)]
    values, gone_values = values_there(options.values, options.saved, names)
    own = own_words(values)
    own.require(name for raw, _, names in matches for name in (*names, *map(str, raw.frame)))
    cleaned, files, issues = clean_tables(
        matches, date_formats=formats, own=own, dates=options.dates
    )
    tables: dict[str, list[pd.DataFrame]] = {name: [] for name in schema.TABLES}
    for file, table in zip(files, cleaned, strict=True):
        tables[file.table].append(table)
    told = issues_of_settings(options.saved, gone_columns, gone_values)
    return CleanedTables(tables, tuple(files), (*told, *issues))


def clean_tables(
    matches: Iterable[tuple[Raw, Table, Mapping[str, str]]],
    *,
    date_formats: Mapping[str, DateStyle] | None = None,
    own: OwnWords | None = None,
    dates: DateOrder | None = None,
    crosses: Mapping[str, bool] | None = None,
) -> tuple[list[pd.DataFrame], list[File], list[Issues]]:
    """Clean raw tables.

    Parameters
    ----------
    matches
        The tables, each with what it is, and standard name to found name.
    date_formats, own, dates, crosses
        As ``clean`` takes them.

    Returns
    -------
    The cleaned tables and their files, in the order given, and the issues of all.
    """
    matches = list(matches)
    ends = [
        raw.frame[c] for raw, _, names in matches for n, c in names.items() if n in NAMING_OTHERS
    ]
    said: dict[str, Any] = {"own": own, "ends": ends, "crosses": crosses}
    every = [
        clean(raw, table, names, number=n, date_formats=date_formats, dates=dates, **said)
        for n, (raw, table, names) in enumerate(matches)
    ]
    # programs write dates in an order of their own, which says nothing of the user's sheets
    own_styles = [{} if m[0].export else one.styles for m, one in zip(matches, every, strict=True)]
    files: list[File] = []
    issues: list[Issues] = []
    for number, (raw, table, names) in enumerate(matches):
        # a part of larger tables has the styles of these
        doubt = date_formats is None and in_doubt(own_styles[number])
        order, at = order_elsewhere(own_styles, number) if doubt else (None, -1)
        if order is not None:
            # what one table settles of day and month holds for another that is in doubt
            doubtful = every[number]
            again = clean(raw, table, names, number=number, dates=order, **said)
            told = issues_of_order(doubtful.issues, again.frame, matches[at][0].label, order)
            every[number] = Cleaned(again.frame, (*again.issues, *told), again.styles)
        found = every[number].issues
        words: dict[str, dict[str, str]] = {}
        for one in found:
            if one.meant:
                meant = zip(one.cells, one.meant, strict=True)
                words.setdefault(one.column, {}).update(meant)
        # the reader's own names of an export's columns are none of the file's
        also = read_together(raw.frame, table, names)
        used = {*names.values(), *raw.used, *used_columns(raw.frame, table, names, also)}
        files.append(
            File(
                table.name,
                raw.label,
                raw.unit,
                names,
                *(raw.address_book, words, raw.export),
                further=tuple(str(c) for c in raw.frame.columns if c not in used),
                also=also,
                chosen=replace(raw.chosen, dates=order_of(every[number].styles) or ""),
            )
        )
        # no cells of a column are a view of it, which would keep all of its text in memory
        issues += (one for one in found if len(one.cells))
    return [one.frame for one in every], files, issues
