"""Any tables of several searches in, one cohort out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.arguments import checked
from netgraph.errors import InputError
from netgraph.tables.build import build_network, link_cleaned
from netgraph.tables.cleaned import clean_sources
from netgraph.tables.cohorts.from_folders import cohort_of_folder
from netgraph.tables.cohorts.from_tables import cohort_of_cleaned, seekers_named, without_passed
from netgraph.tables.cohorts.groups import groups_in
from netgraph.tables.cohorts.student_folders import (
    Asked,
    is_folder_of_searches,
    seekers_table,
)
from netgraph.tables.folders import tables_in
from netgraph.tables.locate import locate
from netgraph.tables.read import settled_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.choices import DateOrder, Keep
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork
    from netgraph.tables.locate import Source

_MAY_BE_SETTLED: Final = (
    *(schema.TARGETS, schema.ALIASES, schema.SAME),
    *("columns", "values", "seeker", "keep", "dates", "sheet", "encoding"),
)
"""Options of reading that may be settled beside the tables."""


@checked()
def read_cohort(
    *sources: Source,
    columns: Mapping[str, str] | None = None,
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
        folder that holds a folder, or a file, for each seeker, under the seeker's id.
    columns, targets, aliases, same, as_of, keep, lenient, dates, values, sheet, encoding
        As in ``read``.
    seekers
        A table of what is known of the seekers: ``seeker_id`` and any further columns. Default: the
        one in the folder, if there is one.

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
    folder = _folder(sources)
    if folder is not None and (is_folder_of_searches(folder) or not _has_tables(folder)):
        return cohort_of_folder(folder, asked, beside or seekers_table(folder))
    options, further = settled_options(sources, given, as_of=as_of, lenient=lenient)
    cleaned = clean_sources(locate(sources, **further, options=options), options)
    if beside is None and folder is not None:
        beside = seekers_table(folder)
    groups = None if beside is None else groups_in(beside, options.columns)
    return cohort_of_cleaned(without_passed(cleaned, beside), options, groups)


def read_any(
    *sources: Source,
    as_of: str | pd.Timestamp | None = None,
    lenient: bool = False,
    seekers: Source | None = None,
    **given: Any,
) -> ReferralNetwork | Cohort:
    """Read a network, or a cohort where the tables hold several searches.

    Parameters
    ----------
    sources, as_of, lenient, seekers, **given
        As ``read`` and ``read_cohort`` take them. Where a ``seeker`` is named it is one search.

    Returns
    -------
    A cohort of a folder of searches, or of tables that name two seekers or more; else a network.
    """
    folder = _folder(sources)
    if folder is not None and not given.get("seeker") and is_folder_of_searches(folder):
        own = {name: value for name, value in given.items() if name != "seeker"}
        return read_cohort(*sources, as_of=as_of, lenient=lenient, seekers=seekers, **own)
    every = dict.fromkeys(_MAY_BE_SETTLED) | given
    options, further = settled_options(sources, every, as_of=as_of, lenient=lenient)
    cleaned = clean_sources(locate(sources, **further, options=options), options)
    if options.seeker is not None or len(seekers_named(cleaned)) < 2:
        return build_network(link_cleaned(cleaned, options), options)
    beside = None if seekers is None else Path(seekers)
    if beside is None and folder is not None:
        beside = seekers_table(folder)
    groups = None if beside is None else groups_in(beside, options.columns)
    return cohort_of_cleaned(without_passed(cleaned, beside), options, groups)


def _folder(sources: Sequence[Source]) -> Path | None:
    """The one source, if it is a folder."""
    path = Path(sources[0]) if len(sources) == 1 else None
    return path if path is not None and path.is_dir() else None


def _has_tables(folder: Path) -> bool:
    """Whether a folder holds the tables of a network itself."""
    try:
        tables_in(folder)
    except InputError:
        return False
    return True
