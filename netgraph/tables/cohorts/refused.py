"""What is wrong with tables of several searches that are refused: issues of each, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import InputError
from netgraph.frames import issue_rows
from netgraph.tables.cohorts.from_folders import issues_of_folder
from netgraph.tables.cohorts.from_tables import linked_with_seeker, seekers_named
from netgraph.tables.cohorts.own_rows import owners_of
from netgraph.tables.cohorts.read import cleaned_tables, is_searches, only_folder
from netgraph.tables.cohorts.searches import dealt_out
from netgraph.tables.cohorts.student_folders import Asked
from netgraph.tables.cohorts.together import issues_together
from netgraph.tables.issues import IssueReport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.tables.issues import File
    from netgraph.tables.locate import Source


class RefusedSearches(NamedTuple):
    """Issues of tables of several searches, errors among them.

    Parameters
    ----------
    issues
        A row each, with the ``seeker_id`` of those of one search.
    mendable
        ``bool[issues]``: which lenient reading would leave blank.
    files
        What reading made of each file.
    """

    issues: pd.DataFrame
    mendable: Flags
    files: tuple[File, ...]


def issues_of_refused(
    sources: Sequence[Source], given: Mapping[str, Any], *, as_of: Any, lenient: bool
) -> RefusedSearches | None:
    """List the issues of tables of several searches, where they cannot be read.

    An id of two students is no repetition: searches are linked together where that is the same as
    one by one, and else by themselves.

    Returns
    -------
    None where the tables are those of one search.

    Raises
    ------
    InputError
        If a file cannot be read at all.
    """
    folder, asked = only_folder(sources), Asked(given, as_of, lenient=lenient)
    seeker_given = given.get("seeker")
    # what is no text is refused where all options are read
    if seeker_given is not None and (not isinstance(seeker_given, str) or seeker_given):
        return None
    if folder is not None and is_searches(folder):
        every = [
            (seeker, _in_words(report)) if isinstance(report, InputError) else (seeker, report)
            for seeker, report in issues_of_folder(folder, asked)
        ]
        return _put_together(every)
    cleaned, options = cleaned_tables(sources, asked)
    if len(seekers_named(cleaned)) < 2:
        return None
    dealt = dealt_out(cleaned, lenient=lenient)
    none = IssueReport(cleaned.files, dealt.issues_of_none, lenient)
    together = issues_together(dealt, options)
    if together is not None:
        tables = [none.table.assign(**{schema.SEEKER_ID: None}), together.table]
        found = _one_after_another(tables, [none.mendable, together.mendable])
        return found._replace(files=cleaned.files)
    reports: list[tuple[str | None, IssueReport | pd.DataFrame]] = [(None, none)]
    owners = owners_of(dealt.seekers, None)
    for place, seeker in enumerate(dealt.seekers):
        linked, _ = linked_with_seeker(dealt.tables_of(place), owners.one(place), options)
        reports.append((str(seeker), linked.report))
    return _put_together(reports)._replace(files=cleaned.files)


def _in_words(error: InputError) -> pd.DataFrame:
    """What is wrong with whole files, which no line can show."""
    rows = [(schema.BAD_VALUE, "error", "", 0, "", "", text) for text in error.problems]
    return issue_rows(rows)


def _put_together(
    reports: Sequence[tuple[str | None, IssueReport | pd.DataFrame]],
) -> RefusedSearches:
    tables = [
        (one if isinstance(one, pd.DataFrame) else one.table).assign(**{schema.SEEKER_ID: seeker})
        for seeker, one in reports
    ]
    mendable = [
        np.zeros(len(table), dtype=bool) if isinstance(one, pd.DataFrame) else one.mendable
        for table, (_, one) in zip(tables, reports, strict=True)
    ]
    return _one_after_another(tables, mendable)


def _one_after_another(
    tables: Sequence[pd.DataFrame], mendable: Sequence[Flags]
) -> RefusedSearches:
    filled = [table for table in tables if len(table)] or tables[:1]
    issues = pd.concat(filled, ignore_index=True).astype({schema.SEEKER_ID: "str"})
    return RefusedSearches(issues, np.concatenate(mendable), ())
