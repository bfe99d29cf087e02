"""A cohort of a workbook that holds a sheet for each seeker."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.frames import issue_rows
from netgraph.patterns import lazy_pattern
from netgraph.tables.cohorts.from_folders import (
    cleaned_of_one,
    cohort_of_read,
    listed_here,
    shared_decisions,
    with_directly_found,
)
from netgraph.tables.cohorts.from_tables import linked_with_seeker
from netgraph.tables.cohorts.listed_names import column_of_seekers, share_of_known
from netgraph.tables.cohorts.own_headings import columns_below, headings_said, own_headings
from netgraph.tables.cohorts.student_folders import (
    SHARED_TABLES,
    held_by,
    seekers_table,
    table_called,
)
from netgraph.tables.folders import TABLE_SUFFIXES
from netgraph.tables.linking.decisions import decisions_of
from netgraph.tables.locate import locate
from netgraph.tables.read import settled_options
from netgraph.tables.seeker_lists import TITLES_OF_SEEKERS
from netgraph.tables.settings import load_settings
from netgraph.tables.sheets_of_searches import SearchSheets, sheets_of_searches
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.cohort.cohort import Cohort
    from netgraph.tables.cohorts.from_folders import OwnerHere, ReadSearch
    from netgraph.tables.cohorts.student_folders import Asked
    from netgraph.tables.locate import Source
    from netgraph.tables.raw import Raw, Remark, Sources
    from netgraph.tables.settings import Settings

_TITLES: Final = lazy_pattern(rb"<(?:\w+:)?sheet\s[^>]*?\bname=\"([^\"]*)\"")
WORKBOOKS: Final = (".xlsx", ".xlsm")
"""Endings of files that may have several sheets."""


class Workbook(NamedTuple):
    """A workbook with a sheet a student.

    Parameters
    ----------
    path
        Where it is.
    sheets
        Its sheets.
    beside
        A table of seekers beside it; None without one.
    columns
        Standard name to heading, as the sheets were read.
    hidden
        What is told of sheets that are hidden.
    """

    path: Path
    sheets: SearchSheets
    beside: Path | None
    columns: Mapping[str, str]
    hidden: tuple[Remark, ...]


def workbook_of_searches(
    sources: Sequence[Source], asked: Asked, beside: Path | None
) -> Workbook | None:
    """The one workbook that sources stand for, if each of its sheets is a student's search.

    Parameters
    ----------
    sources
        What was named: the workbook, or a folder that holds it and perhaps a table of seekers.
    asked
        The options of reading: a sheet that is said is read alone.
    beside
        The table of seekers that was named.
    """
    if len(sources) != 1 or asked.given["sheet"] is not None:
        return None
    path, listed = _workbook_and_list(Path(sources[0]), beside)
    if path is None or load_settings((path,)).sheet is not None:
        return None
    said = headings_said(asked.given["columns"] or {})
    columns = dict(said)
    try:
        raws = load_raw(path, columns=columns)
    except InputError:
        return None  # what is wrong is said where its tables are read
    # what is said of hidden sheets stands at the first one, and is of no student
    hidden = [one for raw in raws for one in raw.remarks if one.code == schema.PASSED_SHEET]
    raws = [
        replace(raw, remarks=tuple(one for one in raw.remarks if one not in hidden)) for raw in raws
    ]
    sheets = sheets_of_searches(raws, said)
    if listed is not None and beside is None and not _file_lists_some(listed, sheets, columns):
        # a folder whose list names no sheet is one of files; the list beside a file is another's
        sheets = SearchSheets() if Path(sources[0]).is_dir() else sheets
        listed = None
    if not sheets.searches:
        return None
    return Workbook(path, sheets, listed, columns, tuple(hidden))


def _workbook_and_list(source: Path, beside: Path | None) -> tuple[Path | None, Path | None]:
    """The workbook that a source is or holds, and the table of seekers with it; None without."""
    if source.is_dir():
        listed = beside or seekers_table(source)
        return _only_workbook(source, listed), listed
    if not source.name.casefold().endswith(WORKBOOKS) or not source.is_file():
        return None, None
    return source, beside or table_called(source.parent, schema.SEEKERS)


def listed_workbook(
    sources: Sequence[Source], asked: Asked, beside: Path | None
) -> Workbook | None:
    """The same where a table of seekers lists the sheets, which says that they are searches.

    Without a look at the cells it is told whether there may be such a table: most workbooks have
    none, and are opened once.
    """
    if len(sources) != 1 or asked.given["seeker"]:
        return None
    path, listed = _workbook_and_list(Path(sources[0]), beside)
    if path is None or (listed is None and not _may_list_seekers(path)):
        return None
    book = workbook_of_searches(sources, asked, beside)
    if book is None or book.beside is not None:
        return book
    lists = book.sheets.lists
    return book if lists is not None and _lists_some([lists], book.sheets, book.columns) else None


def _may_list_seekers(path: Path) -> bool:
    """Whether a sheet of a workbook is called as a list of seekers is."""
    try:
        # titles stand in this one small part: no sheet is unpacked for them
        with zipfile.ZipFile(path) as archive:
            text = archive.read("xl/workbook.xml")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False  # what is wrong with it is said where it is read
    titles = [schema.folded(one.decode("utf-8", "replace")) for one in _TITLES.findall(text)]
    return not TITLES_OF_SEEKERS.isdisjoint(titles)


def _only_workbook(folder: Path, listed: Path | None) -> Path | None:
    """The one table of a folder that is no table of seekers and not meant for all."""
    held = held_by(folder)
    books = [path for path in held if path.name.casefold().endswith(WORKBOOKS) and path != listed]
    further = [
        path
        for path in held
        if path.is_dir()
        or (
            path.name.casefold().endswith(TABLE_SUFFIXES)
            and path not in (*books, listed)
            and schema.folded(path.name.partition(".")[0]) not in SHARED_TABLES
        )
    ]
    return books[0] if len(books) == 1 and not further else None


def _file_lists_some(path: Path, sheets: SearchSheets, columns: Mapping[str, str]) -> bool:
    """Whether a table of seekers names one of the sheets."""
    try:
        raws = load_raw(path, columns=columns)
    except InputError:
        return False
    return _lists_some(raws, sheets, columns)


def _lists_some(raws: Sequence[Raw], sheets: SearchSheets, columns: Mapping[str, str]) -> bool:
    titles = pd.Index([raw.chosen.sheet for raw in sheets.searches], dtype="str")
    found = [(raw, column_of_seekers(raw, columns, titles)) for raw in raws]
    return any(own is not None and share_of_known(raw, own, titles) for raw, own in found)


def cohort_of_workbook(book: Workbook, asked: Asked) -> Cohort:
    """Read every sheet of a workbook by itself, as a file of its own, and put them side by side.

    Raises
    ------
    InputError
        With the problems of all sheets.
    """
    path, sheets = book.path, book.sheets
    titles = [raw.chosen.sheet for raw in sheets.searches]
    shared = load_settings((path,))
    seen = {raw.chosen.sheet: [*raw.columns] for raw in sheets.searches}
    list_seen = _headings_of_list(book)
    given = own_headings(asked.given["columns"] or {}, seen, list_seen)
    settled = own_headings(shared.columns, seen, list_seen)
    listed = listed_here(titles, book.beside or sheets.lists, given.beside or settled.beside)
    read: list[ReadSearch] = []
    problems: list[str] = []
    for at, title in enumerate(titles):
        one = replace(asked, given={**asked.given, "columns": given.of_places[at], "sheet": title})
        try:
            saved = replace(shared, columns=settled.of_places[at])
            read.append(_search_of_sheet(listed.owner(at), book, at, one, saved))
        except InputError as error:
            problems += error.problems
            continue
        problems += read[-1][1].report.problems
    if problems:
        # targets and aliases are read with every sheet: what is wrong with them is said once
        raise InputError(list(dict.fromkeys(problems)))
    told = pd.concat([_told_of_sheets(book), listed.issues], ignore_index=True)
    decided = decisions_of(shared_decisions(path.parent, asked, read[0][2]))[0]
    places = [(_label(path, title), False) for title in titles]
    return cohort_of_read(read, places, listed, told, decided)


def _headings_of_list(book: Workbook) -> list[str]:
    if book.beside is not None:
        return columns_below(book.beside)
    return [*book.sheets.lists.columns] if book.sheets.lists is not None else []


def _search_of_sheet(
    owner: OwnerHere, book: Workbook, at: int, asked: Asked, saved: Settings
) -> ReadSearch:
    """Read one sheet; the targets and aliases beside the workbook are for all."""
    path, raw = book.path, book.sheets.searches[at]
    title = raw.chosen.sheet
    options, further = settled_options(
        (path,), asked.given, as_of=asked.as_of, lenient=asked.lenient, saved=saved
    )
    further |= {
        name: further[name] or table_called(path.parent, name)
        for name in (schema.TARGETS, schema.ALIASES)
    }
    # a workbook is opened once, but where a sheet has headings of its own
    known = {path: [raw]} if {**options.columns} == {**book.columns} else None
    found = locate((path,), known, **further, options=options)
    label = _label(path, title)
    found = with_directly_found(_with_label(found, path.name, label), options)
    cleaned = cleaned_of_one(found, options, owner, ("sheet", title))
    return cleaned, *linked_with_seeker(cleaned, owner.own, options)


def _label(path: Path, title: str) -> str:
    """What messages call a sheet, as those of a workbook that is read whole."""
    return f"{path.name}[{title}]"


def _with_label(found: Sources, name: str, label: str) -> Sources:
    """The tables of one sheet, called after it, as nothing else says of which sheet they are."""

    def called(raws: Sequence[Raw]) -> tuple[Raw, ...]:
        return tuple(replace(raw, label=label) if raw.label == name else raw for raw in raws)

    return replace(found, contacts=called(found.contacts), referrals=called(found.referrals))


def _told_of_sheets(book: Workbook) -> pd.DataFrame:
    """Tell that sheets are taken for searches, and of those that are nobody's."""
    name, number = book.path.name, len(book.sheets.searches)
    words = (
        f"{name}: each of its {number} sheets of people is read as the search of one student, "
        "called after it; --sheet reads one of them alone"
    )
    passed = [
        (
            *(schema.PASSED_SHEET, "warning", name, 0, "", title),
            f"{name}: the sheet {title!r} is passed over, as {why}",
        )
        for title, why in book.sheets.passed.items()
    ]
    passed += [
        (*(schema.PASSED_SHEET, "info", name, 0, "", one.value), f"{name}: {one.message}")
        for one in book.hidden
    ]
    taken = (schema.READ_AS, "info", "", 0, schema.SEEKER_ID, name, words)
    return issue_rows([*passed, taken])
