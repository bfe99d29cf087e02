"""Hours spent on networking and on postings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.errors import MissingColumnError
from netgraph.tables.cleaned import clean_tables
from netgraph.tables.cleaning.columns import require
from netgraph.tables.header import match
from netgraph.tables.issues import IssueReport
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    import os


def read_hours(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table of ``date``, ``activity`` (``networking`` or ``postings``) and ``hours``.

    Raises
    ------
    InputError
        If it cannot be read, a column is missing, or a cell is no date, activity or number.
    """
    table = schema.HOURS_TABLE
    matches = []
    for raw in load_raw(Path(path)):
        names = match(raw.frame.columns, table)
        if missing := require(raw, table, names):
            raise MissingColumnError(missing)
        matches.append((raw, table, names))
    tables, files, issues = clean_tables(matches)
    IssueReport(tuple(files), tuple(issues)).refuse()
    return pd.concat(tables, ignore_index=True)
