"""Notes into a raw table: a paragraph a person, a line a field, "Company: Acme"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.header import begins_table, names_in, unique_names
from netgraph.tables.raw import SEVERAL, Chosen, Raw, Remark
from netgraph.tables.sources.code_pages import LINE_END, SAMPLE, as_utf8
from netgraph.tables.sources.mending import mended

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_FIELD: Final = lazy_pattern(
    r"\s*(?:[-*\u2022]\s+)?([^\W\d_][^:;,|\t\n]{0,40}?)\s*[:\uff1a](?!//)\s*(.*)"
)
NOTES_OF_LINES: Final = "Notes"
"""The column of lines that are no field."""
MOST_WITHOUT: Final = 0.5
"""Share of the lines that may be no field."""


def are_paragraphs(data: bytes, known: Collection[str] = ()) -> bool:
    """Whether a text is made of such paragraphs: two at least, with a name of a person in each.

    Parameters
    ----------
    data
        The bytes of a file.
    known
        Further column names, beside those of the schema.
    """
    # most texts are done with at their first line
    before, colon, _ = data[:200].lstrip().partition(b"\n")[0].partition(b":")
    if not colon or any(sign in before for sign in b",;|\t"):
        return False
    lines = LINE_END.split(data[:SAMPLE].decode("utf-8", "replace"))
    fields = [_FIELD.fullmatch(line) for line in lines if line.strip()]
    said = [found[1] for found in fields if found]
    if len(said) < (1 - MOST_WITHOUT) * len(fields) or names_in(said, known) < 2:
        return False
    records = list(_records(lines))
    return len(records) > 1 and begins_table(dict(records[0][1])) and _begin_alike(records)


def _begin_alike(records: Sequence[tuple[int, list[tuple[str, str]]]]) -> bool:
    """Whether all paragraphs have the field that the first one begins with."""
    first = schema.folded(records[0][1][0][0])
    return all(first in {schema.folded(called) for called, _ in fields} for _, fields in records)


def read_paragraphs(data: bytes, label: str, *, page: str | None = None) -> Raw:
    """Read notes of which ``are_paragraphs`` says that they are such.

    Parameters
    ----------
    data
        The bytes of a file.
    label
        What messages call it.
    page
        Its code page, where the caller says one.
    """
    decoded = as_utf8(data, label, page=page)
    records = list(_records(LINE_END.split(decoded.data.decode(errors="replace"))))
    # folded headings to the column each is, in the order of their first lines
    folded = dict.fromkeys(schema.folded(called) for _, fields in records for called, _ in fields)
    spelled = {schema.folded(c): c for _, fields in reversed(records) for c, _ in reversed(fields)}
    columns: dict[str, list[str | None]] = {one: [None] * len(records) for one in folded}
    for at, (_, fields) in enumerate(records):
        for called, value in fields:
            column = columns[schema.folded(called)]
            before = column[at]
            between = " " if schema.folded(called) == schema.NOTES else SEVERAL
            column[at] = value if before is None else f"{before}{between}{value}"
    names = unique_names([spelled[one] for one in folded])
    cells = {
        name: pd.array([cell or None for cell in column], dtype="str")
        for name, column in zip(names, columns.values(), strict=True)
    }
    told = Remark(
        schema.READ_AS,
        f"notes of {len(records):,} paragraphs are read as rows, their lines as columns",
    )
    frame = pd.DataFrame(cells, index=pd.Index([line for line, _ in records], name="line"))
    return mended(Raw(frame, label, remarks=(*decoded.remarks, told), chosen=Chosen(decoded.page)))


def _records(lines: Sequence[str]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The fields of each person and the line they begin on.

    A paragraph in which the first field of all comes is a person, or as many as it comes there; any
    other goes on with the person above.
    """
    begins, fields = 0, list[tuple[str, str]]()
    first = ""
    for paragraph in _paragraphs(lines):
        new = any(schema.folded(called) == first for _, called, _ in paragraph)
        for number, called, value in paragraph:
            one = schema.folded(called)
            first = first or one
            there = first in {schema.folded(before) for before, _ in fields}
            if there and (new or one == first):
                yield begins, fields
                fields = []
            new = False
            begins = begins if fields else number
            fields.append((called, value))
    if fields:
        yield begins, fields


def _paragraphs(lines: Sequence[str]) -> Iterator[list[tuple[int, str, str]]]:
    """The number, heading and value of each line, as far as no blank line parts them."""
    fields: list[tuple[int, str, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        found = _FIELD.fullmatch(line)
        if found is not None:
            fields.append((number, found[1], found[2].strip()))
        elif line.strip() and fields:
            # what is no field is a note: whom the line above names has no such words in the name
            fields.append((number, NOTES_OF_LINES, line.strip()))
        elif fields:
            yield fields
            fields = []
