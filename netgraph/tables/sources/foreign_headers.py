"""Headers in words that nobody knows: they show by what stands above and below them.

Two exports that somebody put into one file make such tables. Between their rows stands a row of
short, different texts, where the columns hold numbers, dates or addresses, or below which they
hold something else than above.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.header import known_names, names_in
from netgraph.tables.raw import Remark
from netgraph.tables.sources.joined import with_joined

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from netgraph.arrays import Flags, Longs
    from netgraph.tables.raw import Raw

OTHER_NAMES: Final = frozenset(
    """phone telephone mobile address street city town state zip country website url linkedin
    birthday age category tags group first last firstname lastname surname givenname familyname
    vorname nachname familienname abteilung telefon adresse strasse ort land datum prenom nom
    telephone ville pays nombre apellido apellidos telefono ciudad pais nome cognome cidade
    sobrenome voornaam achternaam imie nazwisko фамилия имя компания телефон почта 电话""".split()
)
"""Folded words that head columns of other exports, and are no columns of the schema."""
LONGEST_LABEL: Final = 40
"""Letters of a text that may head a column."""
WIDEST_JOINED: Final = 500
"""Columns up to which a table may be two that somebody put together; each takes milliseconds."""
MOST_LABELS: Final = 200
"""Rows that are weighed singly; a table with more rows of nothing but words is one of words."""
TYPED_SHARE: Final = 0.7
"""Share of the filled cells that makes a column one of numbers, or of addresses."""
CHANGED: Final = 0.8
"""How far the kinds of cells above and below must differ (total variation, 0 to 1)."""
NUMBER, ADDRESS, WORD = 1, 2, 3
"""Kinds of cells, 0 being an empty one: beginning with digits, an address, any other."""
CERTAIN, DOUBTFUL = "certain", "doubtful"
"""What may be said of a row that looks like a header."""
NUMBER_CELL: Final = r"^\W*[0-9][^@]{0,30}$"
ADDRESS_CELL: Final = r"^\S+@\S+$|^https?://|^www\."


class _Kinds(NamedTuple):
    """What the cells of a table are.

    Parameters
    ----------
    cells
        ``int8[rows, columns]``: the kind of each.
    before
        ``int64[4, rows + 1, columns]``: cells of each kind in all rows before one.
    """

    cells: npt.NDArray[np.int8]
    before: Longs


def told_of_foreign_headers(raw: Raw) -> Raw:
    """Tell of rows that look like another header, and of the rows below.

    A row is a header beyond doubt where it spells names of columns, and the cells below differ:
    then these are read under it.

    Raises
    ------
    InputError
        If such a header is of another table.
    """
    frame = raw.frame
    if len(frame) < 3 or not 2 <= len(frame.columns) <= WIDEST_JOINED:
        return raw
    cells = _kinds_of(frame)
    places = _labels(raw, cells)
    if not places:
        return raw
    kinds = _Kinds(cells, _kinds_before(cells))

    @functools.cache
    def often(at: int) -> frozenset[str]:
        column = frame.iloc[:, at].dropna().str.strip()
        return frozenset(column[column.duplicated()])

    certain: list[int] = []
    doubtful: list[int] = []
    for place in places:
        verdict = _verdict(raw, kinds, place, often)
        if verdict:
            (certain if verdict == CERTAIN else doubtful).append(place)
    lines = frame.index
    if certain:
        return with_joined(raw, [int(lines[place]) for place in certain])
    if not doubtful:
        return raw
    remarks = [_remark(raw, place, doubtful) for place in range(doubtful[0], len(frame))]
    return replace(raw, remarks=(*raw.remarks, *remarks))


def _remark(raw: Raw, place: int, headers: list[int]) -> Remark:
    line = int(raw.frame.index[place])
    value = "; ".join(raw.frame.iloc[place].dropna().astype(str))
    if place in headers:
        told = "looks like the header of another table; read as a row: keep each table in a file"
    else:
        first = raw.frame.index[max(at for at in headers if at < place)]
        told = f"stands below what looks like another header ({raw.unit} {first}); read as a row"
    return Remark(schema.UNPLACED, told, line, value=value)


def _kinds_of(frame: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Judge every cell of a table, ``int8[rows, columns]``."""
    # one column of all cells, column after column: to ask once is faster than for each
    words = pd.concat([frame.iloc[:, at] for at in range(frame.shape[1])], ignore_index=True)
    cells = np.where(words.notna().to_numpy(), WORD, 0).astype(np.int8)
    for kind, pattern in ((NUMBER, NUMBER_CELL), (ADDRESS, ADDRESS_CELL)):
        found = words.str.match(pattern).fillna(value=False)
        cells[found.to_numpy(dtype=bool)] = kind
    return np.ascontiguousarray(cells.reshape(frame.shape, order="F"))


def _kinds_before(cells: npt.NDArray[np.int8]) -> Longs:
    """Cells of each kind in all rows before one, ``int64[4, rows + 1, columns]``."""
    before = np.zeros((4, len(cells) + 1, cells.shape[1]), dtype=np.int64)
    for kind in range(4):
        # entry 0 stays 0, so that entry i counts the rows before row i
        np.cumsum(cells == kind, axis=0, out=before[kind, 1:])
    return before


def _labels(raw: Raw, cells: npt.NDArray[np.int8]) -> list[int]:
    """Places of rows of words alone, from the first column on, with rows above and below."""
    filled = (cells > 0).sum(axis=1)
    # bool[rows]: as many cells as the last filled one has places, and all of them words
    last = cells.shape[1] - (cells[:, ::-1] > 0).argmax(axis=1)
    words: Flags = (filled > 1) & (filled == last) & np.isin(cells, (0, WORD)).all(axis=1)
    words[[0, -1]] = False
    if words.sum() > MOST_LABELS:
        # in a table of words only a blank row, or a known name, tells one row from another
        first = raw.frame.iloc[:, 0].str.lower().str.replace(r"[\W_]+", "", regex=True)
        gaps = np.append(0, np.diff(raw.frame.index.to_numpy())) > 1
        known = known_names() | OTHER_NAMES
        words &= gaps | np.fromiter((word in known for word in first), bool, len(first))
    return [int(place) for place in np.flatnonzero(words)[:MOST_LABELS]]


@functools.lru_cache(maxsize=1 << 14)
def _is_column_name(text: str) -> bool:
    return names_in([text]) > 0 or schema.folded(text) in OTHER_NAMES


def _verdict(raw: Raw, kinds: _Kinds, place: int, often: Callable[[int], frozenset[str]]) -> str:
    """Whether a row of words is a header: ``certain``, ``doubtful``, or empty where it is none.

    (``often`` gives the cells that stand in a column more than once.)
    """
    row = [str(cell).strip() for cell in raw.frame.iloc[place].dropna()]
    if len(set(row)) < len(row) or max(map(len, row)) > LONGEST_LABEL:
        return ""
    # a word that heads a column stands in it once
    if any(word in often(at) for at, word in enumerate(row)):
        return ""
    known = sum(map(_is_column_name, row))
    blank = is_below_blank(raw, place)
    changed = _changed(kinds, place)
    untyped = _untyped(kinds, place)
    half = known >= 2 and 2 * known >= len(row)
    if (known and blank and changed) or (half and (blank or changed or untyped)):
        return CERTAIN
    told = (blank and (known or changed)) or (changed and (known or untyped))
    named = known >= 2 and (untyped or known == len(row) > 2)
    return DOUBTFUL if told or named else ""


def _untyped(kinds: _Kinds, place: int) -> int:
    """In how many columns of numbers or addresses a row has a word."""
    # int64[4, columns]: cells of each kind in all rows
    total = kinds.before[:, -1]
    typed = total[NUMBER] + total[ADDRESS]
    # the row itself does not count
    others = np.maximum(total[1:].sum(axis=0) - 1, 1)
    return int(((kinds.cells[place] == WORD) & (typed >= TYPED_SHARE * others)).sum())


def _changed(kinds: _Kinds, place: int) -> int:
    """In how many columns the cells below a row are of other kinds than those above."""
    above = kinds.before[1:, place].astype(float)
    below = (kinds.before[1:, -1] - kinds.before[1:, place + 1]).astype(float)
    # int64[columns]: how many cells the shorter side has; of one cell only an address is telling
    fewest = np.minimum(above.sum(axis=0), below.sum(axis=0))
    # float[3, columns]: share of each kind among the filled cells
    shares = [part / np.maximum(part.sum(axis=0), 1) for part in (above, below)]
    apart = np.abs(shares[0] - shares[1])
    enough = (fewest > 1) | ((fewest == 1) & (apart[ADDRESS - 1] >= CHANGED))
    return int((enough & (apart.sum(axis=0) / 2 >= CHANGED)).sum())


def is_below_blank(raw: Raw, place: int) -> bool:
    """Whether a row of the file between a row and the one before it holds nothing."""
    lines = raw.frame.index
    between = int(lines[place]) - int(lines[place - 1]) - 1
    if between > 0 and raw.unit == "line":
        # lines that the cells of the row before take
        cells = raw.frame.iloc[place - 1].dropna().astype(str)
        between -= sum(len(re.findall(r"\r\n|\r|\n", cell)) for cell in cells)
    return between > 0
