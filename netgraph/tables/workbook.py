"""Workbooks: cells that are text and no formulas, and the same bytes for the same tables."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd

from netgraph.xml_text import xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.cell import Cell, WriteOnlyCell

NO_DAY: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks know no time zones
"""The day on which every workbook says it was made, so that it does not differ from run to run."""
_UNIX: Final = 3
"""How a zip archive calls the system it was made on."""


def workbook_bytes(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Tables as a workbook, every cell text.

    A control character, which XML cannot hold, is spelled ``_x0001_``, as spreadsheets do.

    Parameters
    ----------
    sheets
        Name of each sheet to its table, as ``spelled`` makes it.
    """
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in (tuple(table.columns), *table.itertuples(index=False)):
            cells = [None if pd.isna(value) else WriteOnlyCell(sheet) for value in row]
            for cell, value in zip(cells, row, strict=True):
                if cell is not None:
                    put_text(cell, str(value))
            sheet.append(cells)
    return saved(book)


def put_text(cell: Cell | WriteOnlyCell, text: str) -> None:
    """Write text into a cell: it is never a formula, whatever it begins with."""
    cell.value = xml_text(text)
    # openpyxl takes text that begins with "=" for a formula unless told otherwise
    cell.data_type = "s"


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook, which are the same whenever and wherever it is saved."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = NO_DAY
    out = io.BytesIO()
    # ``Workbook.save`` stamps the workbook and each part of its archive with the time of day
    ExcelWriter(book, _TimelessArchive(out, "w", ZIP_DEFLATED)).save()
    return out.getvalue()


class _TimelessArchive(ZipFile):
    """A zip archive in which no part says when, or on which system, it was written."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_: Any, **__: Any) -> None:
        """Add a part from memory."""
        super().writestr(
            self._part(str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname))), data
        )

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a part from a file, which openpyxl makes of each sheet."""
        with Path(filename).open("rb") as sheet, self.open(self._part(str(arcname)), "w") as part:
            shutil.copyfileobj(sheet, part)

    @staticmethod
    def _part(name: str) -> ZipInfo:
        part = ZipInfo(name, NO_DAY.timetuple()[:6])
        part.compress_type, part.create_system = ZIP_DEFLATED, _UNIX
        return part
