"""Headers: where one begins, unique names, and which column of the schema each name means."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.formulas import restored, restored_name
from netgraph.tables.numbering import all_numbered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd

    from netgraph.schema import Table


MOST_COLUMNS: Final = 10_000
"""Columns that a table may have."""
HEADER_WITHIN: Final = 20
"""Rows among which the header is looked for: exports put notes above it."""


@functools.cache
def known_names() -> frozenset[str]:
    """Every name and alias of every column of the schema, folded."""
    return frozenset(
        schema.folded(name)
        for table in schema.TABLES.values()
        for column in table.columns
        for name in (column.name, *column.aliases)
    )


def header_row(rows: Sequence[Sequence[str]], known: Collection[str] = ()) -> int:
    """Position of the row that spells the most known column names; the first where none does."""
    names = known_names() | {schema.folded(name) for name in known}
    # an int a row; sets, so that a row that says one name ten times counts once
    spelled = [len({schema.folded(cell) for cell in row} & names) for row in rows]
    # index gives the earliest of equals, which is the first row where no name is known
    return spelled.index(max(spelled))


def unique_names(found: Sequence[str]) -> list[str]:
    """Clean the names of a header and make them unique.

    Blanks around a name go; an empty name is called by its place.
    """
    clean = [
        # split takes line breaks and no-break spaces too; NFC, as macOS writes accents apart
        unicodedata.normalize("NFC", " ".join(name.split())) or f"column {place}"
        for place, name in enumerate(found, 1)
    ]
    return all_numbered(clean, "{} {}")


def without_apostrophes(frame: pd.DataFrame) -> pd.DataFrame:
    """Take off the apostrophes that make formulas harmless, and only those of ``write_tables``."""
    cells = frame.assign(**{c: restored(frame[c]) for c in frame.columns})
    return cells.set_axis(unique_names([restored_name(c) for c in cells.columns]), axis="columns")


def match(
    found: Iterable[str], table: Table, mapping: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Match found names to the columns of a table.

    A mapping comes first, then a column's own name, then its aliases in their order; each found
    name is used once.

    Returns
    -------
    Standard name to found name, for those that were found.
    """
    found = list(found)
    # folded to found name; of two that fold alike the first counts
    folded: dict[str, str] = {}
    for name in found:
        folded.setdefault(schema.folded(name), name)
    matched = {
        c.name: mapping[c.name] for c in table.columns if mapping and mapping.get(c.name) in found
    }
    # two rounds: no alias may take a column that another's own name claims
    for own_name in (True, False):
        for column in table.columns:
            names = (column.name,) if own_name else column.aliases
            for name in names if column.name not in matched else ():
                candidate = folded.get(schema.folded(name))
                if candidate is not None and candidate not in matched.values():
                    matched[column.name] = candidate
                    break
    return matched
