"""The page of a career office, which leads to what is made for each seeker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netgraph import schema
from netgraph.analysis.load import ASKS_A_MONTH, load
from netgraph.analysis.seekers import seekers
from netgraph.analysis.summary import issue_counts
from netgraph.cell_words import cell_words
from netgraph.controls import escape_controls
from netgraph.iso_days import iso
from netgraph.maps.page import page_bytes
from netgraph.plot.load_bars import asked_people, load_title
from netgraph.plot.seeker_strips import search_strips, seekers_title
from netgraph.report.figures import ClassNames, inline_figure
from netgraph.report.page import render
from netgraph.report.seeker_files import REPORTS, Filed
from netgraph.tables.write import whole_numbers
from netgraph.wording import heading_of, with_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from netgraph.choices import CohortFigure
    from netgraph.cohort.cohort import Cohort

OFFICE_TITLE: Final = "How the searches stand"
MOST_ASKED: Final = 50
"""People of whom the page of the office says what is asked of them."""
SEARCHES_SHOWN: Final = (
    schema.NAME,
    schema.STATE,
    schema.CONTACTS,
    schema.MET,
    schema.ORGANIZATIONS,
    schema.NEW_30_DAYS,
    schema.LAST_ACTIVITY_ON,
    schema.NEXT,
)
LOAD_SHOWN: Final = (
    schema.NAME,
    schema.ORGANIZATION,
    schema.SEEKERS,
    schema.ASKS_30_DAYS,
    schema.WAITING,
    schema.REFERRALS_MADE,
    schema.OVER_LIMIT,
)
HEADINGS: Final = {
    schema.NAME: "Name",
    schema.NEW_30_DAYS: "New in 30 days",
    schema.SEEKERS: "Students who know them",
    schema.ASKS_30_DAYS: "Asks in 30 days",
    schema.WAITING: "Students who wait",
}
"""Headings of columns that the name of the column says badly."""


class OfficeTable(NamedTuple):
    """A table of the office's page: headings, rows of texts, and where the first cells lead."""

    headings: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]


def office_html(
    cohort: Cohort,
    *,
    title: str | None = None,
    pages: dict[str, str] | None = None,
    filed: Filed = REPORTS,
) -> str:
    """Return the page of the office: who is stuck, what comes next, whom the students ask.

    Parameters
    ----------
    cohort
        The searches.
    title
        The heading.
    pages
        The file of each seeker, where there are such.
    filed
        What these files are.
    """
    classes = ClassNames()
    found = search_strips(cohort)
    asked = asked_people(cohort)
    findings = [seekers_title(found)] if len(cohort) else []
    findings += [load_title(asked, ASKS_A_MONTH)] if len(asked.table) else []
    there: dict[CohortFigure, int] = {"seekers": len(cohort), "load": len(asked.table)}
    pictures = [
        inline_figure(cohort, name, classes)
        for name, rows in there.items()
        if rows and cohort.as_of_date is not None
    ]
    burden = load(cohort)
    notes = [*seekers(cohort).attrs["notes"], *burden.attrs["notes"]]
    return render(
        "office.jinja",
        title=OFFICE_TITLE if title is None else title,
        styles=("report.css", "office.css"),
        # after the pictures: the sheet has the classes of what is drawn already
        own_style=classes.sheet(),
        as_of=None if cohort.as_of_date is None else iso(cohort.as_of_date),
        counted=_counts_of_office(cohort),
        findings=findings,
        pictures=pictures,
        searches=_searches_table(found.table, pages or {}),
        burden=_office_table(burden.iloc[:MOST_ASKED], LOAD_SHOWN),
        burden_left=max(0, len(burden) - MOST_ASKED),
        has_pages=bool(pages),
        filed=filed,
        notes=notes,
        mended=sum(issue_counts(cohort).values()),
    )


def _counts_of_office(cohort: Cohort) -> str:
    people = with_noun(len(cohort.everybody), "person", "people")
    return f"{with_noun(len(cohort), 'search', 'searches')}, {people} known to the students"


def _searches_table(table: pd.DataFrame, pages: dict[str, str]) -> OfficeTable:
    """The searches, a row each."""
    shown = table.assign(**{schema.STATE: table[schema.STATE].fillna("").str.replace("_", " ")})
    links = tuple(pages.get(one, "") for one in table[schema.SEEKER_ID])
    return _office_table(shown, SEARCHES_SHOWN)._replace(links=links)


def _office_table(table: pd.DataFrame, columns: Sequence[str]) -> OfficeTable:
    import pandas as pd

    whole = whole_numbers(table[list(columns)])
    words: list[list[str]] = [cell_words(whole[c], escape_controls) for c in columns]
    # bool[columns]: pandas calls flags numeric, but the page has them as yes and no
    numbers = [
        pd.api.types.is_numeric_dtype(whole[c].dtype) and not pd.api.types.is_bool_dtype(whole[c])
        for c in columns
    ]
    return OfficeTable(
        tuple(HEADINGS.get(c, heading_of(c)) for c in columns),
        tuple(numbers),
        tuple(zip(*words, strict=True)),
        ("",) * len(table),
    )


def office_bytes(cohort: Cohort, **how: Any) -> bytes:
    """Return the bytes of the office's page."""
    return page_bytes(office_html(cohort, **how))
