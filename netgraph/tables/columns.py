"""Which column is which: found names matched to the schema's, through aliases and a mapping."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import MissingColumnError, nearest, unknown
from netgraph.formulas import restored, restored_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd

    from netgraph.schema import Table
    from netgraph.tables.raw import Raw


MOST_COLUMNS: Final = 10_000
"""Columns that a table may have."""


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
    spelled = [len({schema.folded(cell) for cell in row} & names) for row in rows]
    return spelled.index(max(spelled))


def unique_names(found: Sequence[str]) -> list[str]:
    """Clean the names of a header and make them unique: blanks go, an empty one is named by its place."""
    names: list[str] = []
    taken: set[str] = set()
    for place, name in enumerate(found, 1):
        clean = unicodedata.normalize("NFC", " ".join(name.split())) or f"column {place}"
        candidate, turn = clean, 1
        while candidate in taken:
            turn += 1
            candidate = f"{clean} {turn}"
        taken.add(candidate)
        names.append(candidate)
    return names


def without_apostrophes(frame: pd.DataFrame) -> pd.DataFrame:
    """Take off the apostrophes that make formulas harmless, exactly those that ``write_tables`` puts on."""
    plain = frame.assign(**{c: restored(frame[c]) for c in frame.columns})
    return plain.set_axis(unique_names([restored_name(c) for c in plain.columns]), axis="columns")


def match(
    found: Iterable[str], table: Table, mapping: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Match found names to the columns of a table.

    A mapping comes first, then a column's own name, then its aliases in their order; each found name is
    used once.

    Returns
    -------
    Standard name to found name, for those that were found.
    """
    found = list(found)
    folded: dict[str, str] = {}
    for name in found:
        folded.setdefault(schema.folded(name), name)
    matched = {
        c.name: mapping[c.name] for c in table.columns if mapping and mapping.get(c.name) in found
    }
    for own_name in (True, False):
        for column in table.columns:
            names = (column.name,) if own_name else column.aliases
            for name in names if column.name not in matched else ():
                candidate = folded.get(schema.folded(name))
                if candidate is not None and candidate not in matched.values():
                    matched[column.name] = candidate
                    break
    return matched


def fit(found: Iterable[str], table: Table, mapping: Mapping[str, str] | None = None) -> int:
    """Score how well a header fits a table: its own names count double, a missing required column rules it out."""
    matched = match(found, table, mapping)
    if any(c.required and c.name not in matched for c in table.columns):
        return -1
    own = sum(schema.folded(name) == schema.folded(called) for name, called in matched.items())
    return len(matched) + own


def standard_mapping(columns: Mapping[str, str] | None, raws: Sequence[Raw]) -> dict[str, str]:
    """Check a mapping from standard names to found names.

    Raises
    ------
    UnknownNameError
        If a key is not a standard column.
    MissingColumnError
        If a value is not a column of any table.
    """
    standard = {schema.folded(c.name): c.name for t in schema.TABLES.values() for c in t.columns}
    found = [name for raw in raws for name in raw.frame.columns]
    mapping = {}
    for key, called in (columns or {}).items():
        name = standard.get(schema.folded(key))
        if name is None:
            raise unknown("column", key, standard.values())
        exact = called if called in found else _folded_alike(called, found)
        if exact is None:
            raise MissingColumnError(_missing(name, called, found, "the tables"))
        mapping[name] = exact
    return mapping


def _folded_alike(called: str, found: Sequence[str]) -> str | None:
    alike = [name for name in found if schema.folded(name) == schema.folded(called)]
    return alike[0] if alike else None


def require(raw: Raw, table: Table, matched: Mapping[str, str]) -> list[str]:
    """Say which required columns a table lacks, what was found, and the nearest match."""
    found = [str(c) for c in raw.frame.columns]
    return [
        _missing(c.name, c.name, [f for f in found if f not in matched.values()], raw.label, found)
        for c in table.columns
        if c.required and c.name not in matched
    ]


def _missing(
    wanted: str,
    called: str,
    candidates: Sequence[str],
    where: str,
    found: Sequence[str] | None = None,
) -> str:
    near = nearest(called, candidates)
    listed = ", ".join(map(repr, candidates if found is None else found)) or "no columns"
    hint = (
        f"; is it {near!r}? then say columns={{{wanted!r}: {near!r}}} (--map {wanted}={near})"
        if near
        else ""
    )
    return f"{where}: no column {called!r}; found {listed}{hint}"
