r"""Double quotes as the standard of CSV does not have them.

A backslash escapes them, as MySQL and others export them (`"Ann \"AJ\" Jones"`), where the standard
doubles them; or they stand behind a space (`1, "Lee, Ann"`), where the standard begins a cell with
them. What a file means is plain where its rows have the width of the header one way, and quotes
that close amid a cell the other way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.tables.raw import Remark
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPED_QUOTE: Final = b'\\"'
"""Without it there is nothing to ask."""
WITH_DOUBLED: Final = rb'(?:[^"]++|"")*+'
WITH_ESCAPES: Final = rb'(?:[^"\\]++|""|\\.|\\\Z)*+'
"""What stands between the quotes of a cell."""
SPACES: Final = b" *+"


@dataclass(slots=True)
class RowFit:
    """How well the rows of a text fit a way to read its quotes.

    Parameters
    ----------
    amid
        Lines, counted from 0, on which a quote closes amid a cell, or none closes at all.
    widths
        How many cells each row has; empty ones at its end do not count.
    """

    amid: list[int]
    widths: list[int]

    @property
    def too_wide(self) -> int:
        """How many rows are wider than the header."""
        return sum(width > self.widths[0] for width in self.widths)


def with_doubled_quotes(data: bytes, delimiter: str) -> tuple[bytes, list[Remark]]:
    """Write quotes that a backslash escapes twice instead, where it is plain that the text does so.

    Parameters
    ----------
    data
        The table in UTF-8, its header first.
    delimiter
        What stands between two cells.

    Returns
    -------
    The text, as many lines as before, and what is to be told; its lines are counted from 0.
    """
    standard, escaped = _fit(data, WITH_DOUBLED, delimiter), _fit(data, WITH_ESCAPES, delimiter)
    if not standard.amid and standard.too_wide <= escaped.too_wide:
        return data, []
    lines = re.split(rb"\r\n|\r|\n", data)
    marked = [at for at, line in enumerate(lines) if ESCAPED_QUOTE in line]
    if escaped.amid or escaped.too_wide > standard.too_wide:
        # neither way fits: what a backslash means there cannot be known
        how = "a backslash before a double quote; read as a quote that ends the cell"
        odd = set(standard.amid)
        doubtful = [at for at in marked if at in odd] or marked[:1]
        return data, [
            Remark(schema.UNCLOSED_QUOTE, how, at, value=lines[at].decode()) for at in doubtful
        ]
    how = "a backslash before a double quote is read as an escaped quote"
    how += f" ({with_noun(len(marked), 'line')})"
    told = Remark(schema.READ_AS, how, marked[0], value=lines[marked[0]].decode())
    return b"".join(_doubled(data, delimiter)), [told]


def with_quotes_first(data: bytes, delimiter: str) -> tuple[bytes, list[Remark]]:
    r"""Take away spaces before the quotes of cells, where it is plain that the text means those.

    Parameters
    ----------
    data
        The table in UTF-8, its header first.
    delimiter
        What stands between two cells.

    Returns
    -------
    The text, as many lines as before, and what is to be told; its lines are counted from 0.

    Examples
    --------
    >>> with_quotes_first(b'id, name\n1, "Lee, Ann"\n', ",")[0]
    b'id, name\n1,"Lee, Ann"\n'
    """
    mark = re.escape(delimiter).encode()
    # Within the quotes of the standard a quote is doubled, or the last letter.
    if not re.search(rb'%b +"(?!"[^%b\r\n]|[%b\r\n])' % (mark, mark, mark), data):
        return data, []
    standard = _fit(data, WITH_DOUBLED, delimiter)
    spaced = _fit(data, WITH_DOUBLED, delimiter, before=SPACES)
    if spaced.amid or spaced.too_wide > standard.too_wide:
        return data, []
    parts, first, line, lines = [], -1, 0, set[int]()
    for cell in _cell_matches(data, WITH_DOUBLED, delimiter, SPACES):
        text = cell[0]
        if text.startswith(b" ") and cell[1] is not None:
            first = line if first < 0 else first
            lines.add(line)
            text = text.lstrip(b" ")
        parts.append(text)
        line += _line_ends(cell[0])
    if first < 0:
        return data, []
    how = f"a double quote behind a space opens a cell ({with_noun(len(lines), 'line')})"
    shown = re.split(rb"\r\n|\r|\n", data)[first].decode()
    return b"".join(parts), [Remark(schema.READ_AS, how, first, value=shown)]


def _cell_matches(
    data: bytes, inside: bytes, delimiter: str, before: bytes = b""
) -> Iterator[re.Match[bytes]]:
    """Each cell: 1 what stands in quotes, 2 the closing one, 3 what follows it, 4 a bare cell."""
    mark = re.escape(delimiter).encode()
    cell = rb'(?:%b"(%b)("?)([^%b\r\n]*+)|([^%b\r\n]*+))(%b|\r\n|\r|\n|\Z)' % (
        *(before, inside, mark, mark, mark),
    )
    return re.finditer(cell, data, re.DOTALL)


def _fit(data: bytes, inside: bytes, delimiter: str, before: bytes = b"") -> RowFit:
    amid, widths = [], []
    line = width = filled = 0
    for cell in _cell_matches(data, inside, delimiter, before):
        quoted, closed, after, bare, end = cell.groups()
        if quoted is not None and (not closed or after.strip()):
            amid.append(line)
        width += 1
        if quoted or after or bare:
            filled = width
        line += _line_ends(quoted or b"")
        if end != delimiter.encode():
            widths.append(filled)
            line, width, filled = line + 1, 0, 0
    return RowFit(amid, widths)


def _line_ends(text: bytes) -> int:
    return text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")


def _doubled(data: bytes, delimiter: str) -> Iterator[bytes]:
    for cell in _cell_matches(data, WITH_ESCAPES, delimiter):
        quoted, _, after, bare, end = cell.groups()
        if quoted is None and ESCAPED_QUOTE not in bare:
            yield cell[0]
            continue
        text = bare.replace(b'"', b'""').replace(b'\\""', b'""') if quoted is None else quoted
        text = re.sub(rb'\\(["\\\r\n])', _as_doubled, text)
        yield b'"' + text + b'"' + (after or b"") + end


def _as_doubled(found: re.Match[bytes]) -> bytes:
    return b'""' if found[1] == b'"' else found[1]
