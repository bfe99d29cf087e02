"""A workbook to begin a search with: contacts, targets, a guide."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph.arguments import checked
from netgraph.atomic import write_whole
from netgraph.start.bring import brought, nobody
from netgraph.start.columns import (
    CONTACT_HEADINGS,
    EXAMPLES,
    REFERRAL_HEADINGS,
    TARGET_HEADINGS,
    Heading,
)
from netgraph.start.guide import SECTIONS
from netgraph.tables.kinds import GUIDE
from netgraph.tables.workbook import put_text, saved

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from netgraph.network import ReferralNetwork

ROWS_BELOW: Final = 2000
"""Rows below those filled that have drop-downs, checks and colours."""
DATE_FORMAT: Final = "yyyy-mm-dd"
FONT: Final = "Calibri"
HEADER_COLOR: Final = "FF1F2A37"
DUE_COLOR: Final = "FFFFB74D"
EXAMPLE_COLOR: Final = "FF8A8F98"
GUIDE_WIDTH: Final = 100
"""Letters of a line of the guide."""


@checked()
def write_workbook(path: str | os.PathLike[str], net: ReferralNetwork | None = None) -> Path:
    """Write a workbook to keep a search in, which every command reads as it is.

    Its sheets are Contacts, with drop-downs, checked dates, and a colour for what is due; Targets;
    and a guide. Rows of examples are left out when it is read.

    Parameters
    ----------
    path
        Where it goes; it must end with ``.xlsx``.
    net
        A network whose people, referrals and targets it begins with, instead of the examples.

    Returns
    -------
    The path.

    Raises
    ------
    NetgraphError
        If it cannot be written.
    """
    write_whole({Path(path): workbook_to_fill(net)})
    return Path(path)


def workbook_to_fill(net: ReferralNetwork | None = None) -> bytes:
    """The bytes of the workbook, the same each time."""
    import openpyxl

    given = nobody() if net is None else brought(net)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    people = [*CONTACT_HEADINGS, *given.further]
    contacts = _table(book, "Contacts", people, given.contacts, examples=net is None)
    _colour_due(contacts, people)
    _table(book, "Targets", TARGET_HEADINGS, given.targets)
    if given.referrals:
        _table(book, "Referrals", [*REFERRAL_HEADINGS, *given.beside], given.referrals)
    _guide(book.create_sheet(GUIDE))
    return saved(book)


def _table(
    book: Workbook,
    title: str,
    headings: Sequence[Heading],
    rows: Sequence[dict[str, Any]],
    *,
    examples: bool = False,
) -> Worksheet:
    """Add a sheet with a frozen header, a filter, and checks below it."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    written = [*rows, *(_as_days(row) for row in EXAMPLES)] if examples else rows
    last = 1 + len(written) + ROWS_BELOW
    for number, heading in enumerate(headings, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = heading.width
        if heading.kind == "date":
            # cells that are still empty take their format from the column
            sheet.column_dimensions[letter].number_format = DATE_FORMAT
            sheet.column_dimensions[letter].alignment = Alignment(horizontal="center")
        head = sheet.cell(1, number)
        _write(head, heading.text)
        head.font = Font(FONT, bold=True, color="FFFFFFFF")
        head.fill = PatternFill("solid", fgColor=HEADER_COLOR)
        head.alignment = Alignment(vertical="center", wrap_text=True)
        for place, row in enumerate(written, 2):
            cell = sheet.cell(place, number)
            _write(cell, row.get(heading.name))
            if heading.kind == "date":
                cell.alignment = Alignment(horizontal="center")
            if examples:
                cell.font = Font(FONT, italic=True, color=EXAMPLE_COLOR)
        _check(sheet, heading, letter, last)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{1 + len(written)}"
    _print_across(sheet)
    return sheet


def _as_days(row: dict[str, str]) -> dict[str, Any]:
    """A row of examples, its days as days."""
    days = {heading.name for heading in CONTACT_HEADINGS if heading.kind == "date"}
    return {
        name: dt.date.fromisoformat(word) if name in days else word for name, word in row.items()
    }


def _write(cell: Any, value: Any) -> None:
    """Write a value; text is never a formula."""
    if value is None or pd.isna(value):
        return
    if isinstance(value, dt.date):
        cell.value, cell.number_format = value, DATE_FORMAT
    elif isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
    else:
        put_text(cell, str(value))


def _check(sheet: Worksheet, heading: Heading, letter: str, last: int) -> None:
    """Put the drop-down or the check of a column on its cells, with what is meant beside it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    first = 2
    if heading.kind == "choice":
        # any other word may be written: it is read by lists of words, and told
        rule = DataValidation(type="list", formula1=f'"{",".join(heading.choices)}"')
        rule.showErrorMessage = False
    elif heading.kind == "person":
        # the names of the rows above: relative to the third row, whose list is the second's name;
        # several names may be written, and names that have no row
        first, rule = 3, DataValidation(type="list", formula1="$A$2:$A2")
        rule.showErrorMessage = False
    elif heading.kind == "date":
        rule = DataValidation(type="date", operator="greaterThan", formula1="32874")
        rule.errorTitle, rule.error = "No date", "Write a date, such as 2026-03-01."
        rule.showErrorMessage = True
    elif heading.kind == "number":
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
        rule.errorTitle, rule.error = "No number", "Write a number, such as 2."
        rule.showErrorMessage = True
    elif heading.help and heading.kind == "text":
        rule = DataValidation()
    else:
        return
    rule.allow_blank = True
    if heading.help:
        rule.promptTitle, rule.prompt = heading.text, heading.help
        rule.showInputMessage = True
    rule.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(rule)


def _colour_due(sheet: Worksheet, headings: Sequence[Heading]) -> None:
    """Colour the cells into which a step that is due is written."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    # the cell of the second row, whose column stays and whose row moves
    cells = {h.name: f"${get_column_letter(n)}2" for n, h in enumerate(headings, 1)}
    last = sheet.max_row + ROWS_BELOW
    orange = PatternFill("solid", bgColor=DUE_COLOR)
    for number, heading in enumerate(headings, 1):
        if heading.due:
            letter = get_column_letter(number)
            # no name of a column holds the word, so that it is put in last
            formula = heading.due.format(**cells).replace("today", "TODAY()")
            sheet.conditional_formatting.add(
                f"{letter}2:{letter}{last}", FormulaRule(formula=[formula], fill=orange)
            )


def _guide(sheet: Worksheet) -> None:
    """Write the guide: headings and numbered lines in one column."""
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    row = 1
    for title, lines in SECTIONS:
        sheet.cell(row, 1, title).font = Font(FONT, bold=True, size=13)
        for number, line in enumerate(lines, 1):
            cell = sheet.cell(row + number, 1, f"{number}. {line}")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        row += len(lines) + 2
    _print_across(sheet)


def _print_across(sheet: Worksheet) -> None:
    """Print a sheet as wide as the paper, its header on every page."""
    sheet.page_setup.orientation = "landscape" if sheet.max_column > 1 else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.max_column > 1:
        sheet.print_title_rows = "1:1"
