"""XLSX into raw tables: one a sheet that holds anything; dates stay dates.

Cells that are merged downwards hold their value in each row. An error that a formula left (#N/A) is
blank; a formula whose value was never counted is counted where it only refers and joins, else an
error; all are told with their cells. Rows that a filter hides are read; a sheet that is hidden is
passed over where another is not.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netgraph import schema
from netgraph.errors import EmptyFileError, InputError, unknown
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.text import EXACT_BELOW, rounded_text
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark
from netgraph.tables.sources.error_cells import error_remark, has_error, without_errors
from netgraph.tables.sources.sheet import MOST_SHEET_ROWS, Sheet, sheet_table
from netgraph.tables.sources.simple_formulas import formula_values
from netgraph.tables.sources.unpacking import archive_problem, most_bytes
from netgraph.xml_text import from_xml_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.tables.raw import Raw

MERGED: Final = lazy_pattern(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\""
)
# a cell with a formula, and its value if any; text of XML holds no "<"
FORMULA_CELL: Final = lazy_pattern(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*>([^<]*)</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
CELL_NAME: Final = lazy_pattern(rb"\br=\"([A-Z]{1,3}\d{1,7})\"")
BYTES_A_PLACE: Final = 8
"""What a place of a row takes in memory, filled or not."""
TYPED: Final = lazy_pattern(rb"\bt=\"")


class _Part(NamedTuple):
    """What openpyxl's streaming reader does not tell of a sheet's XML.

    Parameters
    ----------
    merged
        First column, first row, last column, last row of merged cells, from 1.
    uncounted
        Row, place in the row from 0, and formula of cells whose value was never counted.
    """

    merged: tuple[tuple[int, int, int, int], ...] = ()
    uncounted: tuple[tuple[int, int, str], ...] = ()


def read_workbook(
    data: bytes, label: str, *, known: Collection[str] = (), sheet: str | None = None
) -> list[Raw]:
    """Read the sheets of a workbook.

    Parameters
    ----------
    data
        The bytes of the file.
    label
        What messages call it.
    known
        Further column names to look for in headers.
    sheet
        The only sheet to read; default: all that hold anything and are not hidden.

    Raises
    ------
    InputError
        If it is no workbook, is damaged, unpacks to too much, or holds no table.
    UnknownNameError
        If it has no sheet of that name; it names the nearest.
    """
    problem = archive_problem(data)
    if problem:
        raise InputError(f"{label}: {problem}; not read")
    try:
        sheets = _sheets(data, sheet)
    except InputError as error:
        raise InputError([f"{label}: {text}" for text in error.problems]) from error
    except LookupError as error:
        if isinstance(error, ValueError):  # the name of a sheet, said by the caller
            raise
        raise _unreadable(label, error) from error
    except Exception as error:  # the parser raises whatever a damaged part makes it raise
        raise _unreadable(label, error) from error
    return tables_of_sheets(sheets, label, known)


def tables_of_sheets(sheets: list[Sheet], label: str, known: Collection[str]) -> list[Raw]:
    """Make raw tables of the sheets of a workbook, whatever program wrote it.

    Raises
    ------
    InputError
        If no sheet holds anything.
    """
    filled = [one for one in sheets if one.rows]
    if not filled:
        raise EmptyFileError(f"{label}: the workbook is empty; expected a header and rows")
    # a hidden sheet holds lists and copies; where all are hidden they are what there is
    shown = [one for one in filled if not one.hidden] or filled
    passed = tuple(
        Remark(schema.PASSED_SHEET, f"the sheet {one.title!r} is hidden; passed over, "
               "or say --sheet", value=one.title)
        for one in filled
        if one not in shown
    )  # fmt: skip
    several = len(filled) > 1
    raws = [sheet_table(one, f"{label}[{one.title}]" if several else label, known) for one in shown]
    return [replace(raws[0], remarks=(*passed, *raws[0].remarks)), *raws[1:]]


def chosen_sheets(titles: list[str], wanted: str | None) -> list[str]:
    """Titles of the sheets that are read.

    Raises
    ------
    UnknownNameError
        If none has the title that is wanted.
    """
    if wanted is None:
        return titles
    alike = [t for t in titles if schema.folded(t) == schema.folded(wanted)]
    found = [wanted] if wanted in titles else alike[:1]
    if not found:
        raise unknown("sheet", wanted, titles)
    return found


def _unreadable(label: str, error: Exception) -> InputError:
    return InputError(f"{label}: not a workbook that can be read ({type(error).__name__}: {error})")


def _sheets(data: bytes, wanted: str | None) -> list[Sheet]:
    """The sheets, with the values that the file keeps of formulas."""
    # read_only streams rows; data_only gives a formula's last result, None where no program ran it
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    book = reader.wb
    titles = chosen_sheets([sheet.title for sheet in book.worksheets], wanted)
    targets = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
    # what a program writes that leaves counting to the next one; others say nothing of counting
    counts_later = bool(getattr(book.calculation, "fullCalcOnLoad", False))
    sheets = []
    for sheet in book.worksheets:
        if sheet.title not in titles:
            continue
        rows = _rows_of(sheet, most_bytes(data))
        part = _part(data, targets[sheet.title], counts_later=counts_later)
        remarks = [*_settle_uncounted(rows, part.uncounted), *_blank_errors(rows)]
        _spread(rows, part.merged)
        hidden = sheet.sheet_state != "visible" and wanted is None
        sideways = _sideways(part.merged)
        sheets.append(
            Sheet(sheet.title, sorted(rows.items()), tuple(remarks), hidden=hidden, merged=sideways)
        )
    return sheets


def _part(data: bytes, target: str, *, counts_later: bool) -> _Part:
    """Read merged cells and formulas without a value in a sheet's XML."""
    from openpyxl.utils import coordinate_to_tuple, range_boundaries

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(target.removeprefix("/"))
    merged = [range_boundaries(ref.decode()) for ref in MERGED.findall(text)]
    uncounted = []
    for attributes, formula, value in FORMULA_CELL.findall(text):
        place = CELL_NAME.search(attributes)
        # a formula that gives an empty text has a type; XlsxWriter writes 0 for all it leaves
        empty = not value and not TYPED.search(attributes)
        if place and (empty or (counts_later and value == b"0" and not TYPED.search(attributes))):
            row, column = coordinate_to_tuple(place[1].decode())
            uncounted.append((row, column - 1, html.unescape(formula.decode("utf-8", "replace"))))
    return _Part(tuple(merged), tuple(uncounted))


def _rows_of(sheet: Any, largest: int) -> dict[int, list[object]]:
    """Rows that hold anything, by number."""
    # exporters write wrong sizes of sheets, and openpyxl
    # would read no cell beyond them: it must forget
    sheet.reset_dimensions()
    rows: dict[int, list[object]] = {}
    size = places = 0
    # the row numbers are the sheet's own: gaps between rows come as empty rows, one by one
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        row = [_value_text(cell) for cell in cells]
        # formatted cells without a value make rows wide; they are no cells of the table
        while row and row[-1] is None:
            row.pop()
        # openpyxl puts an empty row for each missing number before a row, even one numbered 10**12
        if number > MOST_SHEET_ROWS:
            raise InputError(
                f"sheet {sheet.title!r}: a row beyond the {MOST_SHEET_ROWS:,} that a sheet can have"
            )
        # a text that cells share is in the file once, and in the table as often as they are
        size += sum(len(cell) for cell in row if isinstance(cell, str))
        if size > largest:
            raise InputError(
                f"sheet {sheet.title!r}: its cells hold more than {largest:,} letters; not read"
            )
        # a cell far to the right is short in the file, and makes its row wide in memory
        places += len(row)
        if places * BYTES_A_PLACE > largest:
            raise InputError(
                f"sheet {sheet.title!r}: its rows reach over {places:,} cells; not read"
            )
        if row:
            rows[number] = row
    return rows


def _value_text(cell: object) -> object:
    if isinstance(cell, str):
        # programs spell a carriage return _x000D_, which openpyxl leaves as it stands
        return from_xml_text(cell) if cell.strip() else None
    # as write_tables spells flags; str would give True and False
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    # workbooks have one kind of number only: the id 12 may come as 12.0
    if isinstance(cell, float) and cell.is_integer():
        # with 16 digits and more the last ones are a guess of the program that wrote them
        return str(int(cell)) if abs(cell) < EXACT_BELOW else rounded_text(cell)
    # before dt.date, of which datetime is a kind; the time of day goes
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return None if cell is None else str(cell)


def _settle_uncounted(
    rows: dict[int, list[object]], uncounted: tuple[tuple[int, int, str], ...]
) -> list[Remark]:
    """Formulas without a value, which a program wrote and none has counted: told, each cell.

    Those that only refer and join are counted; the others are blank and cannot be read.
    """
    unread = (
        "a formula without a stored value; "
        "open the workbook in a spreadsheet program and save it there"
    )
    formulas = {(number, place): formula for number, place, formula in uncounted}
    values = formula_values(rows, formulas)
    remarks = []
    for (number, place), formula in formulas.items():
        # the place stands for the column, until the header is known
        value, column = f"={formula}", str(place)
        text = values.get((number, place))
        if text:
            row = rows.setdefault(number, [])
            row += [None] * (place + 1 - len(row))
            row[place] = text
        elif place < len(rows.get(number, ())):
            rows[number][place] = None
        if text is None:
            remarks.append(Remark(schema.BAD_VALUE, unread, number, column, value, unreadable=True))
        else:
            told = f"{quoted(value)} has no stored value; it gives {quoted(text)}"
            remarks.append(Remark(schema.READ_AS, told, number, column, value))
    return remarks


def _blank_errors(rows: dict[int, list[object]]) -> list[Remark]:
    """Blank the errors that formulas left, each told."""
    remarks = []
    for number, row in rows.items():
        for place, cell in enumerate(row):
            if isinstance(cell, str) and ("#" in cell or "Err:" in cell) and has_error(cell):
                row[place] = without_errors(cell) or None
                remarks.append(error_remark(number, str(place), cell.strip()))
    return remarks


def _sideways(merged: tuple[tuple[int, int, int, int], ...]) -> dict[int, list[tuple[int, int]]]:
    """Row to its cells that are merged sideways: first place, and the one after the last."""
    found: dict[int, list[tuple[int, int]]] = {}
    for column, first, end, last in merged:
        if first == last and end > column:
            found.setdefault(first, []).append((column - 1, end))
    return found


def _spread(rows: dict[int, list[object]], merged: tuple[tuple[int, int, int, int], ...]) -> None:
    """Give cells that are merged downwards their value in each row that holds anything."""
    numbers = sorted(rows)
    for column, first, _, last in merged:
        row = rows.get(first, [])
        value = row[column - 1] if len(row) >= column else None
        if value is None or first == last:
            continue
        for number in numbers:
            if first < number <= last:
                below = rows[number]
                below += [None] * (column - len(below))
                below[column - 1] = value
