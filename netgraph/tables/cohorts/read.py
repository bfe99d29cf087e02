"""Any tables of several searches in, one cohort out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.argument_rules import COLUMNS_OF_SEARCHES
from netgraph.arguments import checked
from netgraph.cohort.seeker_ids import folded_ids
from netgraph.errors import InputError, MissingColumnError
from netgraph.tables.build import build_network, link_cleaned
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.cohorts.from_folders import cohort_of_folder
from netgraph.tables.cohorts.from_sheets import (
    cohort_of_workbook,
    listed_workbook,
    workbook_of_searches,
)
from netgraph.tables.cohorts.from_tables import cohort_of_cleaned, seekers_named, without_passed
from netgraph.tables.cohorts.groups import groups_in
from netgraph.tables.cohorts.student_folders import (
    SHARED_TABLES,
    Asked,
    empty_exports,
    exports_in,
    further_lists,
    is_folder_of_searches,
    seekers_table,
    table_called,
)
from netgraph.tables.folders import has_tables
from netgraph.tables.issues import Issues
from netgraph.tables.locate import locate
from netgraph.tables.read import settled_options
from netgraph.tables.seeker_lists import is_list_of_seekers
from netgraph.tables.sources.detect import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.choices import DateOrder, Keep
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork
    from netgraph.tables.build import ReadOptions
    from netgraph.tables.cleaned import CleanedTables
    from netgraph.tables.locate import Source
    from netgraph.tables.raw import Raw
    from netgraph.tables.settings import FileHeadings

_MAY_BE_SETTLED: Final = (
    *(schema.TARGETS, schema.ALIASES, schema.SAME),
    *("columns", "values", "seeker", "keep", "dates", "sheet", "encoding"),
)
"""Options of reading that may be settled beside the tables."""


@checked(columns=COLUMNS_OF_SEARCHES)
def read_cohort(
    *sources: Source,
    columns: FileHeadings | None = None,
    seekers: Source | None = None,
    targets: Source | None = None,
    aliases: Source | None = None,
    same: Source | None = None,
    as_of: str | pd.Timestamp | None = None,
    keep: Keep | Sequence[Keep] | None = None,
    lenient: bool = False,
    dates: DateOrder | None = None,
    values: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Cohort:
    """Read the searches of several seekers.

    Parameters
    ----------
    sources
        Tables as ``read`` takes them, with a column ``seeker_id`` that says whose row each is; or a
        folder that holds a folder, or a file, for each seeker, under the seeker's id; or a workbook
        that holds a sheet for each, under the seeker's id.
    targets, aliases, same, as_of, keep, lenient, dates, values, sheet, encoding
        As in ``read``.
    columns
        As in ``read``. In a folder of searches an entry holds for those files that have the column;
        where they call it differently, a name may have several: ``{"met_on": ["Met", "Reunión"]}``.
    seekers
        A table of what is known of the seekers: ``seeker_id`` and any further columns. Default: the
        one in the folder, if there is one. Beside tables with a column of seekers one of another
        name ("students.csv") that names nobody whose search is there is passed over, told.

    Returns
    -------
    Cohort
        Every repair is a row of its ``issues``.

    Raises
    ------
    InputError
        If tables cannot be read; it names every problem with file, line, column and value.
    MissingColumnError
        If a required column is missing.
    UnknownNameError
        If an option is not one of its values.
    """
    given: dict[str, Any] = {"targets": targets, "aliases": aliases, "same": same}
    given |= {"columns": columns, "values": values, "seeker": None, "keep": keep}
    given |= {"dates": dates, "sheet": sheet, "encoding": encoding}
    asked = Asked(given, as_of, lenient=lenient)
    beside = None if seekers is None else Path(seekers)
    # before folders: one that holds a workbook alone is that workbook, and no file of one student
    book = workbook_of_searches(sources, asked, beside)
    if book is not None:
        return cohort_of_workbook(book, asked)
    folder = only_folder(sources)
    if folder is not None and is_searches(folder, asked_for=True):
        return cohort_of_folder(folder, asked, beside or seekers_table(folder))
    tables = cleaned_tables(sources, asked)
    return cohort_of_cleaned(*_with_seekers(tables, sources, beside))


def read_any(
    *sources: Source,
    as_of: str | pd.Timestamp | None = None,
    lenient: bool = False,
    seekers: Source | None = None,
    sheets_apart: bool = False,
    **given: Any,
) -> ReferralNetwork | Cohort:
    """Read a network, or a cohort where the tables hold several searches.

    Parameters
    ----------
    sources, as_of, lenient, seekers, **given
        As ``read`` and ``read_cohort`` take them. Where a ``seeker`` is named it is one search.
    sheets_apart
        Whether sheets that look like the searches of students are read as such without a list of
        them: for what would mix them for good.

    Returns
    -------
    A cohort of a folder of searches, or of tables that name two seekers or more; else a network.
    """
    folder = only_folder(sources)
    own = {name: value for name, value in given.items() if name != "seeker"}
    if folder is not None and not given.get("seeker") and is_searches(folder):
        return read_cohort(*sources, as_of=as_of, lenient=lenient, seekers=seekers, **own)
    every = dict.fromkeys(_MAY_BE_SETTLED) | given
    asked = Asked(every, as_of, lenient=lenient)
    beside = None if seekers is None else Path(seekers)
    book = listed_workbook(sources, asked, beside)
    if book is not None:
        return cohort_of_workbook(book, asked)
    cleaned, options = cleaned_tables(sources, asked)
    if not _name_several(cleaned, options):
        net = build_network(link_cleaned(cleaned, options), options)
        if given.get("seeker") or not (sheets_apart and _look_like_searches(net)):
            return net
        return read_cohort(*sources, as_of=as_of, lenient=lenient, seekers=seekers, **own)
    return cohort_of_cleaned(*_with_seekers((cleaned, options), sources, beside))


def _look_like_searches(net: ReferralNetwork) -> bool:
    """Whether reading told that the sheets of a workbook look like searches of students."""
    if schema.READ_AS not in net.issue_counts:
        return False
    told = net.issues[net.issues[schema.CODE] == schema.READ_AS]
    whose = told[schema.COLUMN] == schema.SEEKER_ID
    return bool((whose & (told[schema.SEVERITY] == "warning")).any())


def hold_several(
    *sources: Source,
    as_of: str | pd.Timestamp | None = None,
    lenient: bool = False,
    **given: Any,
) -> bool:
    """Whether ``read_any`` reads a cohort; tables that cannot be read do not say so."""
    folder = only_folder(sources)
    if folder is not None and not given.get("seeker") and is_searches(folder):
        return True
    asked = Asked(dict.fromkeys(_MAY_BE_SETTLED) | given, as_of, lenient=lenient)
    if listed_workbook(sources, asked, None) is not None:
        return True
    try:
        return _name_several(*cleaned_tables(sources, asked))
    except InputError:
        return False


def _name_several(cleaned: CleanedTables, options: ReadOptions) -> bool:
    """Whether tables of which nobody is said to be the seeker name several."""
    return options.seeker is None and len(seekers_named(cleaned)) > 1


def hold_places(sources: Sequence[Source], columns: FileHeadings) -> bool:
    """Whether sources are a folder or a workbook with a place for each of several seekers."""
    asked = Asked({**dict.fromkeys(_MAY_BE_SETTLED), "columns": columns})
    if workbook_of_searches(sources, asked, None) is not None:
        return True
    folder = only_folder(sources)
    return folder is not None and is_searches(folder, asked_for=True)


def is_searches(folder: Path, *, asked_for: bool = False) -> bool:
    """Whether a folder holds the searches of several seekers, each by itself.

    Where a cohort is asked for, a folder without tables of its own is one as well.
    """
    if is_folder_of_searches(folder, asked_for=asked_for):
        return True
    return asked_for and not (exports_in(folder) or has_tables(folder))


def cleaned_tables(sources: Sequence[Source], asked: Asked) -> tuple[CleanedTables, ReadOptions]:
    """Read tables of one search, or of several in which a column says whose each row is."""
    folder = only_folder(sources)
    files = [] if folder is None else exports_in(folder)
    given, told = dict(asked.given), []
    if folder is not None and (len(files) > 1 or (files and not has_tables(folder))):
        # exports of one folder are read together, with what lies beside them; one may stand
        # beside a table of seekers alone
        sources, told = files, empty_exports(folder)
        given |= {name: given[name] or table_called(folder, name) for name in SHARED_TABLES}
    options, further = settled_options(
        tuple(sources), given, as_of=asked.as_of, lenient=asked.lenient
    )
    raws = locate(tuple(sources), **further, options=options)
    if told and raws.contacts:
        first, *rest = raws.contacts
        remarks = (*first.remarks, *told)
        raws = replace(raws, contacts=(replace(first, remarks=remarks), *rest))
    return clean_sources(raws, options), options


def _with_seekers(
    tables: tuple[CleanedTables, ReadOptions], sources: Sequence[Source], given: Path | None
) -> tuple[CleanedTables, ReadOptions, Raw | None]:
    """Find the table of seekers: the one given, or beside the tables, or among them."""
    (cleaned, options), folder = tables, only_folder(sources)
    beside = given
    if beside is None and folder is not None:
        beside = seekers_table(folder)
    if beside is None:
        named = [Path(source) for source in sources if not Path(source).is_dir()]
        beside = next((p for p in named if is_list_of_seekers(p, options.columns)), None)
        # settings and decisions beside a named file count, and so does who its students are
        homes = {path.parent for path in named if str(path) != STANDARD_INPUT}
        unnamed = table_called(homes.pop(), schema.SEEKERS) if len(homes) == 1 else None
        if beside is None and unnamed is not None and _lists_some_of(cleaned, unnamed, options):
            words = f"{unnamed.name} beside the tables tells of the students"
            cells = pd.Series([unnamed.name], pd.Index([0], dtype="int64"))
            used = Issues(schema.SAVED_SETTINGS, cells, "", [words])
            cleaned, beside = replace(cleaned, issues=(*cleaned.issues, used)), unnamed
    if beside is None:
        return cleaned, options, None
    try:
        groups = groups_in(beside, options.columns, seekers_named(cleaned))
    except MissingColumnError as error:
        if given is not None or beside.stem.casefold() == schema.SEEKERS:
            raise
        # a list of names beside the tables, none of which is that of a search, stops no answer
        cells = pd.Series([beside.name], pd.Index([0], dtype="int64"))
        said = [f"passed over, as it names nobody whose search this is: {error}"]
        told = Issues(schema.PASSED_SHEET, cells, "", said, severity="warning")
        return without_passed(cleaned, [beside.name, str(beside)], [told]), options, None
    called = (Path(groups.label).name, groups.label, groups.chosen.sheet or "")
    cleaned = without_passed(cleaned, called)
    lists = further_lists(folder, beside) if folder is not None else {}
    told = Issues(
        schema.PASSED_SHEET,
        # of a whole file, and of no row of any table
        pd.Series([path.name for path in lists], pd.Index([0] * len(lists), dtype="int64")),
        "",
        [f"{path.name}: {why}" for path, why in lists.items()],
        severity="warning",
    )
    return replace(cleaned, issues=(*cleaned.issues, told)) if lists else cleaned, options, groups


def _lists_some_of(cleaned: CleanedTables, path: Path, options: ReadOptions) -> bool:
    """Whether a table that nobody named is of these seekers, and not of other tables beside it."""
    if not is_list_of_seekers(path, options.columns):
        return False
    seekers = seekers_named(cleaned)
    try:
        raw = groups_in(path, options.columns, seekers)
    except MissingColumnError:
        return False  # it lists names, and nobody of these is called so
    ids = normalize_text(raw.frame[raw.called[schema.SEEKER_ID]])
    own = folded_ids(seekers.to_series())
    return bool(folded_ids(ids.dropna()).isin(own).any())


def only_folder(sources: Sequence[Source]) -> Path | None:
    """The one source, if it is a folder."""
    path = Path(sources[0]) if len(sources) == 1 else None
    return path if path is not None and path.is_dir() else None
