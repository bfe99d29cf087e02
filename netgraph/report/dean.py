"""The page of a career office for its dean: counts of groups, nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph.analysis.group_outcomes import (
    ASKED_BY,
    BURDEN_MEANINGS,
    GROUP,
    GROUP_MEANINGS,
    OUTCOMES,
    PEOPLE_ASKED,
    STUDENTS,
    burden_on_people,
    group_columns,
    outcomes_by_group,
)
from netgraph.analysis.small_cells import notes_without_numbers
from netgraph.controls import escape_controls
from netgraph.maps.page import page_bytes
from netgraph.report.content import content
from netgraph.report.grids import Grid, GridColumn, GridKind
from netgraph.report.office_words import said_to_offices
from netgraph.report.write import filled_page
from netgraph.wording import heading_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.cohort.cohort import Cohort

DEAN_TITLE: Final = "How the students' searches stand"


def dean_bytes(
    cohort: Cohort, *, min_cell: int, title: str | None = None, groups: Sequence[str] | None = None
) -> bytes:
    """Return the page of counts: outcomes by group of students, and what all searches reached.

    Parameters
    ----------
    cohort
        The searches.
    min_cell
        The smallest count that is shown.
    title
        The heading.
    groups
        Columns of the table of seekers. Default: all of few values.

    Raises
    ------
    UnknownNameError
        If the table of seekers has no such column.
    OptionError
        If a column is of single students.
    """
    columns = group_columns(cohort, groups, least=min_cell)
    net = cohort.everybody
    net = net.with_issues(
        cohort.issues, contact_lines=net.contacts.index, referral_lines=net.pairs.index
    )
    told = content(net, min_cell=min_cell)
    own: dict[str, Grid] = {}
    for number, (name, table) in enumerate(
        outcomes_by_group(cohort, columns, min_cell).items(), start=1
    ):
        kind = _group_kind(name, number)
        own[kind.name] = _counts_grid(kind, table, min_cell)
    burden = burden_on_people(cohort, min_cell)
    own[BURDEN_GRID.name] = _counts_grid(BURDEN_GRID, burden, min_cell)
    told["tables"] = own | told["tables"]
    return page_bytes(
        filled_page(said_to_offices(told), title=DEAN_TITLE if title is None else title)
    )


BURDEN_GRID: Final = GridKind(
    "load",
    "What is asked of alumni and others",
    "How many people were asked by one student, and how many by several.",
    "load",
    (ASKED_BY, PEOPLE_ASKED),
    BURDEN_MEANINGS,
)


def _group_kind(name: str, number: int) -> GridKind:
    return GridKind(
        f"students-{number}",
        f"Students by {escape_controls(heading_of(name)).lower()}",
        "How many have started, are stuck, and have landed.",
        "report",
        (GROUP, STUDENTS, *OUTCOMES),
        GROUP_MEANINGS,
    )


def _counts_grid(kind: GridKind, table: pd.DataFrame, least: int) -> Grid:
    """A table of a page of counts: blank where one is missing."""
    first, *counts = kind.columns
    # a group of which no count may be shown is named below the table, and is no empty row of it
    # what the tables have no place for is no column, and said below
    counts = [name for name in counts if name not in table.attrs.get("unrecorded", ())]
    shown = (first, *counts)
    table = table if counts else table.iloc[:0]
    said = table[counts].notna().any(axis=1).to_numpy(dtype=bool)
    unsaid = [escape_controls(str(name)) for name in table[first][~said] if said.any()]
    notes_on_rows = [f"None of their counts can be shown: {', '.join(unsaid)}."] if unsaid else []
    notes_on_rows += table.attrs.get("notes", ())
    table = table[said]
    words: dict[str, list[str]] = {
        name: ["" if cell is None else str(cell) for cell in _count_cells(table[name])]
        for name in shown
    }
    blank = sum(not cell for cells in words.values() for cell in cells)
    columns = tuple(_count_column(name, kind.meanings) for name in shown)
    notes = [*notes_on_rows, *notes_without_numbers([], least, blank + len(unsaid))]
    rows = tuple(zip(*words.values(), strict=True))
    # a reader who sees one group alone would take it for the only one
    return Grid(kind, columns, rows, (), len(table), (), lacks=tuple(notes))


def _count_cells(column: pd.Series) -> list[str | None]:
    return [
        None if missing else escape_controls(cell) if isinstance(cell, str) else f"{cell:,}"
        for cell, missing in zip(column.tolist(), column.isna(), strict=True)
    ]


def _count_column(name: str, meanings: Mapping[str, str]) -> GridColumn:
    kind = "" if name in (GROUP, ASKED_BY) else "number"
    return GridColumn(name, heading_of(name), meanings[name], kind)
