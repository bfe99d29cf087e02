"""Numbers of rows: contacts have their lines, referrals their lines above a few bits.

One row of referrals may name several people, and a cell of contacts may say who referred whom; each
such pair is a row by itself with a number of its own, in the order in which memory has them. Issues
tell of lines, so numbers become lines before anything is put in words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from netgraph import schema
from netgraph.engines.engine import as_arrow
from netgraph.engines.relations import ISSUE_SHAPE, ISSUES
from netgraph.tables.check import issues_with_hints
from netgraph.tables.issues import LINE_BITS, File, IssueReport, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    import pyarrow as pa

    from netgraph.arrays import Longs
    from netgraph.tables.issues import Issues

    Number = TypeVar("Number", int, Longs)

TURN_BITS: Final = 7
"""Bits below the line of a referral: which column of contacts, and which of several people."""
MOST_NAMED: Final = 1 << (TURN_BITS - 1)
"""People whom one row may name."""
FIRST_CELL: Final = 1 << (LINE_BITS - 1)
"""Numbers of referrals that stand in cells of contacts begin here."""
CONTACT_FILE, REFERRAL_FILE, CELL_FILE = range(3)
"""Numbers of files: cells of contacts are a file of referrals by themselves."""


def line_of(number: Number) -> Number:
    """The line of a row of referrals, or that of the contact in whose row it stands."""
    return (number & (FIRST_CELL - 1)) >> TURN_BITS


def spots_of(number: Longs) -> Longs:
    """Where rows of referrals are: the number of their file, of three, above their own."""
    file = np.where(number >= FIRST_CELL, CELL_FILE, REFERRAL_FILE).astype(np.int64)
    return (file << LINE_BITS) + number


def files_called(labels: Mapping[str, str]) -> tuple[File, ...]:
    """The three files: contacts, referrals, cells of contacts."""
    names = (schema.CONTACTS, schema.REFERRALS, schema.CONTACTS)
    return tuple(File(name, labels.get(name, name), "row") for name in names)


def told(report: IssueReport) -> pd.DataFrame:
    """The table of a report in lines; contacts and their cells are one table."""
    in_lines = replace(report, found=tuple(_issue_in_lines(one) for one in report.found))
    table = issues_with_hints(in_lines)
    names = {file.label: file.table for file in report.files}
    return table.assign(**{schema.TABLE: table[schema.TABLE].replace(names)})


def told_in_rows(
    found: Iterable[Issues], labels: Mapping[str, str], *, lenient: bool = False
) -> pa.Table:
    """The same of issues as a table of an engine: ``ISSUE_SHAPE``."""
    report = IssueReport(files_called(labels), tuple(found), lenient)
    return as_arrow(told(report).rename(columns=ISSUES), ISSUE_SHAPE)


def _issue_in_lines(one: Issues) -> Issues:
    cells = one.cells.set_axis(spots_in_lines(one.cells.index.to_numpy().astype(np.int64)))
    others = None if one.other_rows is None else spots_in_lines(one.other_rows)
    return replace(one, cells=cells, other_rows=others)


def spots_in_lines(spots: Longs) -> Longs:
    """Spots by numbers of rows as spots by lines."""
    file, number = spots >> LINE_BITS, lines_of(spots)
    # contacts have lines already, and so has what is in no row: NO_ROW, a whole file
    return np.where(file < REFERRAL_FILE, spots, (file << LINE_BITS) + line_of(number))
