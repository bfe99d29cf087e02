"""Formulas whose value no program has stored, where it can be told exactly.

That is a reference to a cell of the same sheet, a text, a whole number, or such joined by ``&``.
Every other formula is left to the program that counts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from netgraph.patterns import lazy_pattern
from netgraph.tables.sources.error_cells import is_error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CellPlace: TypeAlias = tuple[int, int]
"""A row, as the sheet numbers it, and a column from 0."""

LONGEST_TEXT: Final = 32_767
"""Letters that a cell of a workbook can hold; texts that join themselves grow without end."""
_PART: Final = lazy_pattern(
    r'\s*(?:"(?P<text>(?:[^"]|"")*)"|\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})'
    r"|(?P<number>0|[1-9][0-9]{0,14}))\s*(?P<next>&|\Z)"
)
_NO_TEXT: Final = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|yes|no|-?[0-9]+\.[0-9]+.*|-?[0-9]{16,}")
"""Cells that may be dates, yes and no, or fractions: joined, they are spelled in ways of their
own."""

_Parts: TypeAlias = "tuple[str | CellPlace, ...]"


def formula_values(
    rows: Mapping[int, Sequence[object]], formulas: Mapping[CellPlace, str]
) -> dict[CellPlace, str]:
    """Give the values of formulas that refer and join.

    Parameters
    ----------
    rows
        The cells of a sheet by the number of their row, text or None.
    formulas
        Formulas without a stored value, without the sign of equality.

    Returns
    -------
    The text of each that can be told; it is empty for an empty text. Formulas that refer to each
    other in a circle, or to an empty cell alone (which is 0 in a spreadsheet), are not among them.

    Examples
    --------
    >>> formula_values({2: ["Ann", "Lee"]}, {(2, 2): 'A2&" "&$B$2', (2, 3): "C2", (2, 4): "A2+1"})
    {(2, 2): 'Ann Lee', (2, 3): 'Ann Lee'}
    """
    parsed = {place: parts for place, text in formulas.items() if (parts := _joined_parts(text))}
    values: dict[CellPlace, str | None] = {}
    for start in parsed:
        # depth first without recursion: chains of references may be as long as a sheet
        path = [start]
        entered = {start}
        while path:
            place = path[-1]
            waiting = [
                part
                for part in parsed[place]
                if not isinstance(part, str) and part in parsed and part not in values
            ]
            if place in values or not waiting:
                if place not in values:
                    values[place] = _joined(parsed[place], rows, formulas, values)
                entered.discard(path.pop())
            elif waiting[0] in entered:
                # a circle has no value; neither has what refers to it
                values[place] = None
            else:
                path.append(waiting[0])
                entered.add(waiting[0])
    return {place: values[place] or "" for place in parsed if values[place] is not None}


def _joined_parts(formula: str) -> _Parts:
    """The texts and places that a formula joins; none where it does anything else."""
    from openpyxl.utils import column_index_from_string

    parts: list[str | CellPlace] = []
    at = 0
    while found := _PART.match(formula, at):
        if found["column"]:
            try:
                column = column_index_from_string(found["column"].upper())
            except ValueError:
                return ()
            parts.append((int(found["row"]), column - 1))
        else:
            parts.append(found["number"] or (found["text"] or "").replace('""', '"'))
        at = found.end()
        if not found["next"]:
            return tuple(parts)
    return ()


def _joined(
    parts: _Parts,
    rows: Mapping[int, Sequence[object]],
    formulas: Mapping[CellPlace, str],
    values: Mapping[CellPlace, str | None],
) -> str | None:
    """The value of a formula whose references are known; None where it cannot be told."""
    texts: list[str] = []
    for part in parts:
        text = part if isinstance(part, str) else _referred_cell(part, rows, formulas, values)
        # an empty cell is nothing where texts are joined, and the number 0 alone
        if text is None and (len(parts) == 1 or part in formulas):
            return None
        if len(parts) > 1 and not isinstance(part, str) and _NO_TEXT.fullmatch(text or ""):
            return None
        texts.append(text or "")
    # an error goes on through every formula
    joined = next(filter(is_error, texts), "".join(texts))
    return joined if len(joined) <= LONGEST_TEXT else None


def _referred_cell(
    place: CellPlace,
    rows: Mapping[int, Sequence[object]],
    formulas: Mapping[CellPlace, str],
    values: Mapping[CellPlace, str | None],
) -> str | None:
    if place in formulas:
        return values.get(place)
    row = rows.get(place[0], ())
    cell = row[place[1]] if place[1] < len(row) else None
    return None if cell is None else str(cell)
