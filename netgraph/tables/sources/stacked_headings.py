"""Headings that take two rows, or stand over two columns, as people lay out their sheets."""

from __future__ import annotations

import functools
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.header import FIRST_AND_LAST, known_names
from netgraph.tables.heading_brackets import spelled_names
from netgraph.tables.raw import Remark
from netgraph.tables.sources.foreign_headers import OTHER_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

NumberedRow: TypeAlias = "tuple[int, Sequence[object]]"
"""The line or row of cells, and the cells."""
PARTS_OF_NAMES: Final = frozenset(part for pair in FIRST_AND_LAST for part in pair)
FIRST_NAME: Final = "First name"
LAST_NAME: Final = "Last name"
SEVERAL_IN_CELL: Final = lazy_pattern(r"[;|\n,/&]")
FILLED_SHARE: Final = 0.8
"""Share of the rows whose cells both columns of a name have."""


class Headings(NamedTuple):
    """The headings of a table.

    Parameters
    ----------
    names
        One a column, empty where there is none.
    above, below
        Whether the row above the header, or below it, is a part of it.
    remarks
        What is told of it.
    """

    names: list[str]
    above: bool = False
    below: bool = False
    remarks: tuple[Remark, ...] = ()


def headings_of(
    names: list[str], line: int, above: Sequence[NumberedRow], below: Sequence[NumberedRow]
) -> Headings:
    """Put the headings together that stand in two rows.

    Parameters
    ----------
    names
        The cells of the header.
    line
        The line or row of it.
    above, below
        The filled rows next to it, of which only one that touches it counts.
    """
    second = [[str(c or "") for c in cells] for number, cells in below if number == line + 1]
    both = doubled(names, second[0]) if second else None
    if both is None and all(name.strip() for name in names) and not above:
        return Headings(names)
    if second and (both := both or stacked_rows(names, second[0])):
        told = (
            _told_of_header(
                line + 1, f"the header takes rows {line} and {line + 1}: read as one", both
            ),
        )
        return Headings(both, below=True, remarks=told)
    first = [[str(c or "") for c in cells] for number, cells in above if number == line - 1]
    if first and (both := completed(first[0], names)):
        told = (
            _told_of_header(
                line - 1, f"the header takes rows {line - 1} and {line}: read as one", both
            ),
        )
        return Headings(both, above=True, remarks=told)
    return Headings(names)


def names_apart(
    headings: Headings, line: int, cells: pd.DataFrame, merged: Collection[int] = ()
) -> Headings:
    """Let a heading of names that stands over two columns be that of first and last names."""
    apart = over_two_columns(headings.names, cells, merged)
    if apart is None:
        return headings
    told = "a heading of names stands over two columns: read as first and last names"
    return headings._replace(
        names=apart, remarks=(*headings.remarks, _told_of_header(line, told, apart))
    )


def _told_of_header(line: int, message: str, names: Sequence[str]) -> Remark:
    return Remark(schema.READ_AS, message, line, value="; ".join(filter(None, names)))


def stacked_rows(top: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """The headings that two rows spell together; None where the second is no row of headings.

    Parameters
    ----------
    top
        The cells of the first row, empty where a heading stands over several columns, or where
        none is.
    below
        The cells of the next row, empty where the heading above says all.

    Examples
    --------
    >>> stacked_rows(["Name", "", "Company", "Met"], ["First", "Last", "", "Date"])
    ['First', 'Last', 'Company', 'Met Date']
    >>> stacked_rows(["Name", "Company"], ["Ann", "Kite"]) is None
    True
    """
    said = [cell.strip() for cell in below]
    groups = _groups(top, said)
    filled = [
        (s, t, g) for s, t, g in zip(said, _to_width(top, len(said)), groups, strict=True) if s
    ]
    # a heading that is merged downwards is there twice
    own = [(s, g) for s, t, g in filled if schema.folded(s) != schema.folded(t)]
    spans = any(g and not t for _, t, g in filled)
    if not spans or len(own) < 2 or not all(_is_heading(s, g) for s, g in own):
        return None
    further = [cell.strip() for cell in top[len(said) :]]
    return [*_two_as_one(top, said, groups), *further]


def doubled(top: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """The headings where a second row tells apart those that are there twice; None without.

    Examples
    --------
    >>> doubled(["Name", "Date of", "Date of"], ["", "letter", "meeting"])
    ['Name', 'Date of letter', 'Date of meeting']
    >>> doubled(["Name", "Date", "Date"], ["Ann", "2024", "2025"]) is None
    True
    >>> doubled(["Person", "Person", "Referred by"], ["Ada Moss", "Birch College", ""]) is None
    True
    """
    said = _to_width(below, len(top))
    folded = [schema.folded(name) for name in top]
    twice = [bool(name) and folded.count(name) > 1 for name in folded]
    if not any(said) or any(s and not t for s, t in zip(said, twice, strict=True)):
        return None
    apart = [s for s, t in zip(said, twice, strict=True) if t]
    # below a heading of names stands the first person, but for a word that is a heading itself
    if not all(_is_heading(s, t) for s, t in zip(said, top, strict=True) if s and _names_people(t)):
        return None
    if not all(apart) or len(set(apart)) < len(apart) or any(c.isdigit() for s in apart for c in s):
        return None
    # "First" below "Name" says all
    return [
        s if s and _names_people(t) else f"{t} {s}".strip() for t, s in zip(top, said, strict=True)
    ]


def completed(top: Sequence[str], header: Sequence[str]) -> list[str] | None:
    """The headings of a header, with those that stand in the row above it alone.

    None where the row above says nothing more than how the columns are grouped.
    """
    said = [cell.strip() for cell in header]
    groups = _groups(top, said)
    alone = [t for t, s in zip(_to_width(top, len(said)), said, strict=True) if t and not s]
    sides = any(_is_side(group) for group in groups)
    # one cell alone is the title of the sheet
    if sum(bool(t.strip()) for t in top) < 2:
        return None
    if not sides and not any(schema.folded(t) in known_names() for t in alone):
        return None
    return _two_as_one(top, said, groups)


def _to_width(row: Sequence[str], width: int) -> list[str]:
    return [cell.strip() for cell in (*row, *[""] * width)][:width]


def _groups(top: Sequence[str], said: Sequence[str]) -> list[str]:
    """The heading that stands over each column; a blank above a heading belongs to the last one."""
    groups, group = [], ""
    for t, s in zip_longest(_to_width(top, len(said)), said, fillvalue=""):
        group = t or (group if s else "")
        groups.append(group)
    return groups


def _two_as_one(top: Sequence[str], said: Sequence[str], groups: Sequence[str]) -> list[str]:
    above = _to_width(top, len(said))
    return [_heading(t, s, g) for t, s, g in zip(above, said, groups, strict=True)]


def _heading(top: str, said: str, group: str) -> str:
    """One heading of the cell of the second row, and of what stands over it."""
    if not said or schema.folded(said) == schema.folded(top):
        return said or top
    if _is_side(group):
        # of the person who is named there only the name is read
        return group if _names_people(said) else f"{said} (from {group})"
    return _known_together(group, said) or said


def _is_side(heading: str) -> bool:
    """Whether a heading is of people whom a row names besides its own."""
    return schema.folded(heading) in spelled_names(*schema.SIDES)


def _names_people(heading: str) -> bool:
    return schema.folded(heading) in spelled_names(schema.NAME, schema.CONTACT_ID)


def _known_together(group: str, said: str) -> str:
    """Both words together, where they are the name of a column: a "Date" below "Last contact"."""
    words = (f"{group} {said}", f"{said} {group}")
    return next((both for both in words if group and schema.folded(both) in known_names()), "")


@functools.lru_cache(maxsize=1 << 10)
def _is_heading(said: str, group: str) -> bool:
    folded = schema.folded(said)
    return bool(
        folded in known_names()
        or folded in OTHER_NAMES
        or folded in PARTS_OF_NAMES
        or _known_together(group, said)
    )


def over_two_columns(
    names: Sequence[str], cells: pd.DataFrame, merged: Collection[int] = ()
) -> list[str] | None:
    """The headings where one of names, merged or twice, is of first and of last names.

    Parameters
    ----------
    names
        The headings, empty where there is none.
    cells
        The rows, a column a heading.
    merged
        Places of headings that are merged over two columns, where a workbook says so.

    Returns
    -------
    The headings with those of first and last names; None where nothing shows that they are:
    neither merged cells nor a cell elsewhere that names a person by both.
    """
    for place, (name, after) in enumerate(pairwise(names)):
        twice = schema.folded(after) == schema.folded(name)
        if (after.strip() and not twice) or not _names_people(name):
            continue
        first, last = (cells.iloc[:, at].astype("str").str.strip() for at in (place, place + 1))
        both = first.notna() & last.notna() & (last != "")
        if both.sum() < FILLED_SHARE * len(cells) or not len(cells):
            continue
        whole = set((first[both] + " " + last[both]).str.casefold())
        if place in merged or whole & _parts_of_cells(cells, (place, place + 1)):
            return [*names[:place], FIRST_NAME, LAST_NAME, *names[place + 2 :]]
    return None


def _parts_of_cells(cells: pd.DataFrame, besides: tuple[int, int]) -> set[str]:
    """What the cells of other columns say, each of several texts in a cell alone."""
    texts: set[str] = set()
    for place in range(cells.shape[1]):
        if place not in besides:
            words = cells.iloc[:, place].dropna().astype("str").unique()
            texts |= {part.strip().casefold() for w in words for part in SEVERAL_IN_CELL.split(w)}
    return texts
