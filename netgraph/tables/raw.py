"""Tables as they were found: cells, one row a line, nothing judged yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from netgraph.schema import Severity, Table

SEVERAL: Final = " ::: "
"""Between several values in one cell, as Google writes them."""


class Unplaced(NamedTuple):
    """What an importer could not place: a row, or what one of its cells says.

    Parameters
    ----------
    line
        Its line in the file.
    value
        The cell, or the row in short.
    reason
        Why it has no place in contacts or referrals.
    left_out
        Whether the whole row is left out.
    no_referrals
        Whether it says that a file holds no referrals; then it is told where no other one does.
    """

    line: int
    value: str
    reason: str
    left_out: bool = False
    no_referrals: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader noticed in a file; cleaning makes an issue of it.

    Parameters
    ----------
    code
        The code of the issue.
    message
        What was found, and what was made of it.
    line
        Its line in the file; 0 where the whole file is meant.
    column
        The column as the file calls it; empty where the whole line is meant.
    value
        The cell.
    severity
        Where it is not the usual one of the code.
    unreadable
        Whether the cell cannot be read: an error, or a warning where reading is lenient.
    """

    code: str
    message: str
    line: int = 0
    column: str = ""
    value: str = ""
    severity: Severity | None = None
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader had to choose to make a table of a file's bytes; empty where it had not to.

    Parameters
    ----------
    encoding
        The code page of the text, as Python calls it.
    delimiter
        What stands between two cells.
    sheet
        The sheet of a workbook.
    header
        The line or row of the header, counted from 1; 0 where there is none.
    dates
        The order of day and month in its dates, where it could be mistaken.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 0
    dates: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """A table before anything is known of its columns.

    Parameters
    ----------
    frame
        Columns under the names they were found with, which are unique; index: line (or row) in the
        source.
    label
        What messages call it: the file's name.
    unit
        What its rows are counted in: ``line`` of a file, ``row`` of a frame or sheet, ``card``.
    address_book
        Whether it is an export that may hold people without any referral.
    export
        Whether another program wrote it, so that the sheet beside it is the user's own.
    unplaced
        What its importer could not place.
    remarks
        What its reader noticed.
    chosen
        What its reader chose.
    used
        Columns whose cells its reader has taken into others; they stay as they are too.
    called
        Standard name to found name, where the cells and no heading say what a column holds; the
        caller's own mapping goes before it.
    made_ids
        Whether ``contact_id`` was made of names, so that a column of the file may be the better id.
    """

    frame: pd.DataFrame
    label: str
    unit: str = "line"
    address_book: bool = False
    export: bool = False
    unplaced: tuple[Unplaced, ...] = ()
    remarks: tuple[Remark, ...] = ()
    chosen: Chosen = field(default_factory=Chosen)
    used: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    made_ids: bool = False

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return [str(name) for name in self.frame.columns]


@dataclass(frozen=True, slots=True)
class Sources:
    """The raw tables of one network, each kind in the order given."""

    contacts: tuple[Raw, ...] = ()
    referrals: tuple[Raw, ...] = ()
    targets: tuple[Raw, ...] = ()
    aliases: tuple[Raw, ...] = ()
    same: tuple[Raw, ...] = ()

    def given(self) -> list[tuple[Raw, Table]]:
        """The tables that are there, each with what it is."""
        # in the order of ``schema.TABLES``: that there are as many is all that ``strict`` holds to
        slots = (self.contacts, self.referrals, self.targets, self.aliases, self.same)
        kinds = zip(slots, schema.TABLES.values(), strict=True)
        return [(raw, table) for raws, table in kinds for raw in raws]


def without_passed_over(
    raws: Sequence[Raw], words: Sequence[str]
) -> tuple[list[Raw], list[Remark]]:
    """Leave out the tables of which words say why they are passed over; those without words stay.

    Parameters
    ----------
    raws
        Tables.
    words
        Of each, what is told; empty for those that are read.

    Returns
    -------
    The tables that are read, and a remark of each other one.
    """
    told = [
        Remark(schema.PASSED_SHEET, said, value=raw.label)
        for raw, said in zip(raws, words, strict=True)
        if said
    ]
    return [raw for raw, said in zip(raws, words, strict=True) if not said], told
