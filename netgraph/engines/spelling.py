"""Organizations as contacts name them: their keys, the first of several, the spelling shown."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pandas as pd

from netgraph import schema
from netgraph.engines.engine import ROW, as_arrow
from netgraph.engines.relations import FIRSTS, ISSUE_SHAPE, NAMED_PARTS, SPELLINGS
from netgraph.engines.row_numbers import told_in_rows
from netgraph.organization_names import keys
from netgraph.tables.linking.several_organizations import (
    SEPARATORS_OF_FIRMS,
    first_of_several,
    issue_of_several,
    named_in_cell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from netgraph.engines.engine import Engine


def spell(engine: Engine, stands_for: Mapping[str, str], elsewhere: Iterable[str]) -> None:
    """Make ``spelled``: organizations as they are found and as they are shown, each numbered.

    The number is that of the first row of contacts that names it in any spelling. What is told of
    cells with several becomes ``issues_of_several``.

    Parameters
    ----------
    engine
        With ``contacts``.
    stands_for
        Key of an alias to that of its organization.
    elsewhere
        Keys of organizations that other tables name.
    """
    spellings = f"""SELECT {schema.ORGANIZATION} AS name, COUNT(*) AS n, MIN({ROW}) AS opens
        FROM contacts WHERE {schema.ORGANIZATION} IS NOT NULL GROUP BY {schema.ORGANIZATION}"""
    key = functools.partial(_keyed, stands_for=stands_for)
    engine.mapped("spellings", spellings, key, SPELLINGS)
    _take_firsts(engine, stands_for, elsewhere)
    # of the spellings of a key the most frequent is shown, or the first
    engine.step(
        "spelled",
        """SELECT name, n, opens, alike, said,
            FIRST_VALUE(said) OVER (PARTITION BY alike ORDER BY often DESC, opened) AS shown,
            MIN(opens) OVER (PARTITION BY alike) AS number
        FROM (SELECT *, SUM(n) OVER (PARTITION BY said) AS often,
                MIN(opens) OVER (PARTITION BY said) AS opened
            FROM (SELECT s.name, s.n, s.opens, COALESCE(f.said, s.name) AS said,
                    COALESCE(f.alike, s.alike) AS alike
                FROM spellings AS s LEFT JOIN firsts AS f ON s.name = f.name) AS c) AS o""",
    )
    engine.drop("spellings", "firsts")


def _take_firsts(engine: Engine, stands_for: Mapping[str, str], elsewhere: Iterable[str]) -> None:
    """Make ``firsts``, what counts of cells with several organizations, and their issues."""
    nothing = as_arrow(dict.fromkeys(FIRSTS, ()), FIRSTS)
    if not engine.mapped(
        "parts", "SELECT name FROM spellings WHERE parted", _named_parts, NAMED_PARTS
    ):
        engine.small("firsts", nothing)
        engine.small("issues_of_several", as_arrow(dict.fromkeys(ISSUE_SHAPE, ()), ISSUE_SHAPE))
        return
    engine.small("elsewhere", as_arrow({"own": sorted({*elsewhere})}, {"own": "text"}))
    known = "SELECT own FROM spellings WHERE NOT parted UNION SELECT own FROM elsewhere"
    # strange: the place of the first part that is no organization elsewhere; missing without one
    several = f"""SELECT s.name, s.n, s.opens, t.strange FROM spellings AS s
        JOIN (SELECT p.name, MIN(CASE WHEN k.own IS NULL THEN p.place END) AS strange
            FROM parts AS p LEFT JOIN ({known}) AS k ON p.own = k.own GROUP BY p.name) AS t
        ON s.name = t.name"""
    firsts = functools.partial(_firsts, stands_for=stands_for)
    engine.mapped("firsts", several, firsts, FIRSTS)
    told = "SELECT * FROM firsts WHERE told_code IS NOT NULL"
    engine.mapped("issues_of_several", told, _of_several, ISSUE_SHAPE)
    engine.drop("parts")


def _keyed(piece: pa.Table, *, stands_for: Mapping[str, str]) -> pa.Table:
    """Give spellings of organizations, each once, the keys that they share with like ones."""
    import pyarrow as pa

    names = piece["name"].to_pandas().astype("str")
    own = keys(names)
    alike = own.map(lambda key: stands_for.get(key, key))
    parted = names.str.contains(SEPARATORS_OF_FIRMS, regex=True).to_numpy(dtype=bool)
    for name, column in (("own", own), ("alike", alike)):
        piece = piece.append_column(name, pa.array(column.astype("str"), pa.string()))
    return piece.append_column("parted", pa.array(parted))


def _named_parts(piece: pa.Table) -> pa.Table:
    """The organizations of cells that name several: ``NAMED_PARTS``."""
    found = [(name, named_in_cell(name)) for name in piece["name"].to_pylist()]
    rows = [
        (name, place, part)
        for name, parts in found
        if len(parts) > 1
        for place, part in enumerate(parts)
    ]
    table = pd.DataFrame(rows, columns=["name", "place", "part"])
    return as_arrow(table.assign(own=keys(table["part"].astype("str"))), NAMED_PARTS)


def _firsts(piece: pa.Table, *, stands_for: Mapping[str, str]) -> pa.Table:
    """What counts of cells with several organizations, and what is told: ``FIRSTS``."""
    rows = []
    for name, strange in zip(*(piece[c].to_pylist() for c in ("name", "strange")), strict=True):
        parts = named_in_cell(name)
        said, told = first_of_several(name, parts, None if strange is None else parts[strange])
        rows.append((said, *(told or (None, None))))
    made = pd.DataFrame(rows, columns=["said", "told_code", "told"], dtype=object)
    alike = keys(made["said"].astype("str")).map(lambda key: stands_for.get(key, key))
    table = made.assign(alike=alike, **{c: piece[c].to_numpy() for c in ("name", "n", "opens")})
    return as_arrow(table, FIRSTS)


def _of_several(piece: pa.Table) -> pa.Table:
    """Tell of cells with several organizations."""
    found = [
        issue_of_several(
            pd.Series([row["name"]], index=[row["opens"]], dtype="str"),
            row["n"],
            (row["told_code"], row["told"]),
        )
        for row in piece.to_pylist()
    ]
    return told_in_rows(found, {})


def organizations_of_keys(engine: Engine, wanted: set[str]) -> dict[str, tuple[str, int]]:
    """Find how organizations of some keys are shown, and how many contacts are there."""
    import pyarrow as pa

    # these keys alone are fetched: ``spelled`` grows with contacts
    engine.small("wanted_keys", pa.table({"alike": pa.array(sorted(wanted), pa.string())}))
    found = engine.fetch(
        "SELECT s.alike, MIN(s.shown) AS shown, CAST(SUM(s.n) AS BIGINT) AS n FROM spelled AS s "
        "JOIN wanted_keys AS w ON s.alike = w.alike GROUP BY s.alike"
    )
    return {row["alike"]: (row["shown"], row["n"]) for row in found.to_pylist()}
