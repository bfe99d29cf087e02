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
from netgraph.tables.issues import LINE_BITS, File, IssueReport, lines_of
from netgraph.tables.raw import Raw, Sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

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
"""Numbers of files, as a chunk is read: cells of contacts are a file of referrals by themselves."""


def line_of(number: Number) -> Number:
    """The line of a row of referrals, or that of the contact in whose row it stands."""
    return (number & (FIRST_CELL - 1)) >> TURN_BITS


def numbered_sources(
    contacts: pd.DataFrame, rows: pd.DataFrame, labels: Mapping[str, str]
) -> Sources:
    """Tables indexed by numbers of rows, as they are read: contacts, then rows of referrals."""
    of_cells = rows.index.to_numpy() >= FIRST_CELL
    given = [(schema.CONTACTS, contacts), (schema.REFERRALS, rows[~of_cells])]
    given += [(schema.CONTACTS, rows[of_cells])] if of_cells.any() else []
    people, *referrals = (Raw(table, labels[name], "row") for name, table in given)
    return Sources((people,), tuple(referrals))


def files_of(files: Sequence[File]) -> tuple[File, ...]:
    """Files of a chunk as they are told of: cells of contacts are contacts'."""
    own = files[CONTACT_FILE]
    return (*files[:CELL_FILE], replace(own, table=schema.CONTACTS))


def told(report: IssueReport) -> pd.DataFrame:
    """The table of a report in lines; contacts and their cells are one table."""
    in_lines = replace(report, found=tuple(_issue_in_lines(one) for one in report.found))
    return in_one_table(in_lines.table, report.files)


def in_one_table(issues: pd.DataFrame, files: Sequence[File]) -> pd.DataFrame:
    """Call the tables of issues by what they are: contacts and their cells are one table."""
    names = {file.label: file.table for file in files}
    return issues.assign(**{schema.TABLE: issues[schema.TABLE].replace(names)})


def _issue_in_lines(one: Issues) -> Issues:
    cells = one.cells.set_axis(_spots_in_lines(one.cells.index.to_numpy().astype(np.int64)))
    others = None if one.other_rows is None else _spots_in_lines(one.other_rows)
    return replace(one, cells=cells, other_rows=others)


def _spots_in_lines(spots: Longs) -> Longs:
    file, number = spots >> LINE_BITS, lines_of(spots)
    # contacts have lines already, and so has what is in no row: NO_ROW, a whole file
    return np.where(file < REFERRAL_FILE, spots, (file << LINE_BITS) + line_of(number))
