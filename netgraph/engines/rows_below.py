"""Rows below the first ones that may tell memory more than an engine.

A column that is added to a sheet late is filled late: by its first rows it is blank. So of each
column that no engine takes, rows of different cells are looked for in the whole table, and of
referrers those that are more than an id; then the rows that such cells may name.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.engines.engine import ROW, as_arrow
from netgraph.engines.referral_cells import PLAIN_ID
from netgraph.engines.relations import WORDS_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyarrow as pa

    from netgraph.engines.engine import Engine

CELLS_EACH: Final = 200
"""Different cells of a column that are looked for."""
LETTERS_COMPARED: Final = 40
NAMED_EACH: Final = 2
"""Rows that are looked for of a text: who it may name, and whoever may be meant as well."""
MOST_ROWS_NAMED: Final = 3_000
LONGEST_WORD: Final = 200
_COLUMN_AT: Final = "netgraph_column"
_REFERRERS: Final = frozenset((*schema.SIDES, *schema.ENDS))
_KNOWN: Final = _REFERRERS | {schema.CONTACT_ID, schema.NAME, schema.EMAIL}
_LEFT_OUT: Final = ("https://", "http://", "www.", "mailto:", "/")
"""What an address may begin with, or end on, and is compared without."""
_COMPARED_CELL: Final = functools.reduce(
    lambda text, begin: f"REPLACE({text}, '{begin}', '')", _LEFT_OUT, "LOWER(c.cell)"
)
_PARTED: Final = re.compile(r"[;,|\n]")
_ONLY_ID: Final = re.compile(PLAIN_ID)


def rows_that_tell(
    engine: Engine, tables: Mapping[str, tuple[Sequence[str], Mapping[str, str]]], first: int
) -> dict[str, pa.Table]:
    """Find the rows of tables whose cells may tell more than an engine reads.

    Parameters
    ----------
    engine
        With the tables, their rows numbered.
    tables
        By the name of a table, the names of its columns in order, and standard name to the name of
        those that the engine takes.
    first
        How many first rows of each are among them.

    Returns
    -------
    Rows by the name of a table, in order; nothing where engines take all columns.

    Notes
    -----
    Two passes over each table.
    """
    further, referrers, known = {}, {}, {}
    for name, (columns, taken) in tables.items():
        standard = {called: word for word, called in taken.items()}
        found = [
            (standard.get(called), own)
            for called, own in zip(columns, _columns_of(engine, name), strict=True)
        ]
        further[name] = [own for word, own in found if word is None]
        referrers[name] = [own for word, own in found if word in _REFERRERS]
        known[name] = [own for word, own in found if word in _KNOWN]
    if not any(further.values()):
        return {}
    telling = {
        name: _first_and_different(engine, name, further[name], referrers[name], first)
        for name in tables
    }
    words = {
        word
        for name, rows in telling.items()
        for column in (*further[name], *referrers[name])
        for cell in rows[column].to_pylist()
        for word in _words_that_name(cell, plain=column in further[name])
    }
    engine.small("words_below", as_arrow({"word": sorted(words)}, WORDS_BELOW))
    below = {}
    for name, rows in telling.items():
        cells = _query_of_cells(engine, name, [*known[name], *further[name]])
        named = f"""SELECT place FROM (
                SELECT c.{ROW} AS place,
                    ROW_NUMBER() OVER (PARTITION BY w.word ORDER BY c.{ROW}) AS turn
                FROM ({cells}) AS c JOIN words_below AS w ON TRIM({_COMPARED_CELL}) = w.word) AS t
            WHERE turn <= {NAMED_EACH} ORDER BY place LIMIT {MOST_ROWS_NAMED}"""
        below[name] = _rows_of_places(
            engine, name, {*rows[ROW].to_pylist(), *_places_found(engine, named)}
        )
    engine.drop("words_below")
    return below


def _first_and_different(
    engine: Engine, name: str, further: Sequence[str], referrers: Sequence[str], first: int
) -> pa.Table:
    """The first rows of a table, and rows of different cells that are more than an id."""
    cells = _query_of_cells(engine, name, [*further, *referrers])
    odd = " OR ".join(f"cell LIKE '%{mark}%'" for mark in ("@", "/", " "))
    different = f"""SELECT place FROM (
            SELECT place, ROW_NUMBER() OVER (PARTITION BY {_COLUMN_AT} ORDER BY place) AS turn
            FROM (SELECT {_COLUMN_AT}, MIN({ROW}) AS place FROM ({cells}) AS c
                WHERE ({_COLUMN_AT} < {len(further)} OR {odd}) AND TRIM(cell) <> ''
                GROUP BY {_COLUMN_AT}, SUBSTR(cell, 1, {LETTERS_COMPARED})) AS g) AS t
        WHERE turn <= {CELLS_EACH}"""
    return _rows_of_places(engine, name, {*range(1, first + 1), *_places_found(engine, different)})


def _columns_of(engine: Engine, name: str) -> list[str]:
    """Columns of a table as they are spelled, without the number of the row."""
    columns: list[str] = engine.fetch(f"SELECT * FROM {name} LIMIT 0").column_names
    return [column for column in columns if column != ROW]


def _query_of_cells(engine: Engine, name: str, columns: Iterable[str]) -> str:
    """A query of a row a cell: the place of its column among some, and its text."""
    texts = [f"CAST(t.{engine.quoted(column)} AS STRING)" for column in columns]
    places = " UNION ALL ".join(f"SELECT {n} AS {_COLUMN_AT}" for n in range(max(1, len(texts))))
    cases = " ".join(f"WHEN {n} THEN {text}" for n, text in enumerate(texts))
    cell = f"CASE k.{_COLUMN_AT} {cases} END" if texts else "CAST(NULL AS STRING)"
    return f"""SELECT t.{ROW}, k.{_COLUMN_AT}, {cell} AS cell
        FROM {name} AS t CROSS JOIN ({places}) AS k"""


def _places_found(engine: Engine, sql: str) -> list[int]:
    places: list[int] = engine.fetch(sql)["place"].to_pylist()
    return places


def _rows_of_places(engine: Engine, name: str, places: Iterable[int]) -> pa.Table:
    """Bring the rows of a table at some places, in order."""
    listed = ", ".join(map(str, sorted(places)))
    return engine.fetch(f"SELECT * FROM {name} WHERE {ROW} IN ({listed})").sort_by(ROW)


def _words_that_name(cell: object, *, plain: bool) -> Iterator[str]:
    """Texts of a cell that may name somebody, as they are compared; ids only where ``plain``."""
    for part in _PARTED.split("" if cell is None else str(cell)):
        word = part.lower()
        for begin in _LEFT_OUT:
            word = word.replace(begin, "")
        word = word.strip(" ")
        if 0 < len(word) <= LONGEST_WORD and (plain or not _ONLY_ID.fullmatch(word)):
            yield word
