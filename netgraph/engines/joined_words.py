"""Queries that join numbers with ids, names and organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.engines.relations import (
    BECAME_KNOWN,
    CONTACT_SHAPE,
    DEAD_END_SHAPE,
    DISTANCE,
    NODE,
    ORGANIZATION_COUNTS,
    ORGANIZATION_SHAPE,
    PLACE,
    typed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_PERSON: Final = {
    schema.CONTACT_ID: "p.id",
    schema.NAME: "COALESCE(p.name, p.id)",
    schema.ORGANIZATION: f"p.{schema.ORGANIZATION}",
    schema.INTRODUCED_BY: "u.id",
}


def _own(names: Iterable[str]) -> dict[str, str]:
    """Columns of numbers as they are, those of people in words."""
    return {name: _PERSON.get(name, f"k.{name}") for name in names}


_JOINED: Final = f"""JOIN people AS p ON k.{NODE} = p.{NODE}
    LEFT JOIN people AS u ON k.{schema.INTRODUCED_BY} = u.{NODE}"""
CONTACT_ROWS: Final = (
    f"SELECT {typed(CONTACT_SHAPE, _own(CONTACT_SHAPE))} FROM metric_numbers AS k {_JOINED}"
)
"""A row a contact."""
_REVIVED: Final = _own(DEAD_END_SHAPE) | {
    # the organizations of the branch; that of its first person
    schema.ORGANIZATIONS: f"k.{schema.ORGANIZATIONS}",
    schema.REVIVE_THROUGH: "v.id",
}
DEAD_END_ROWS: Final = f"""SELECT {typed(DEAD_END_SHAPE, _REVIVED)}
    FROM dead_end_numbers AS k {_JOINED}
    LEFT JOIN people AS v ON k.{schema.REVIVE_THROUGH} = v.{NODE}"""
"""A row a dead end."""
_STANDINGS: Final = " ".join(
    f"WHEN {i} THEN '{name}'" for i, name in enumerate(schema.ORGANIZATION_STANDINGS)
)
_SUMS: Final = ", ".join(f"CAST(SUM({name}) AS BIGINT) AS {name}" for name in ORGANIZATION_COUNTS)
_LEAST: Final = ", ".join(
    f"MIN({name}) AS {name}"
    for name in (schema.STANDING, schema.FIRST_REACHED_ON, schema.GENERATION)
)
_FIRST: Final = (
    f"ROW_NUMBER() OVER (PARTITION BY {NODE} ORDER BY {BECAME_KNOWN}, {DISTANCE}, {PLACE})"
)
_MERGED: Final = {
    schema.ORGANIZATION: f"p.{schema.ORGANIZATION}",
    schema.STANDING: f"CASE t.{schema.STANDING} {_STANDINGS} END",
    schema.INTRODUCED_BY: "u.id",
    schema.ONLY_THROUGH: "g.id",
}
_KEPT: Final = {
    name: f"t.{name}" for name in ORGANIZATION_SHAPE if name != schema.TARGET_WEIGHT
} | _MERGED
# Standings are numbered from the best, so MIN is the best piece's. Everybody is in one piece, so
# sums count nobody twice. Of an organization in several pieces none tells ``only_through``.
ORGANIZATION_ROWS: Final = f"""SELECT {typed(ORGANIZATION_SHAPE, _KEPT)},
        t.{schema.STANDING} AS netgraph_standing
    FROM (SELECT {NODE}, {_LEAST}, {_SUMS}, MAX({schema.ONLY_THROUGH}) AS {schema.ONLY_THROUGH},
            MAX(CASE WHEN netgraph_first = 1 THEN {schema.INTRODUCED_BY} END)
                AS {schema.INTRODUCED_BY}
        FROM (SELECT k.*, {_FIRST} AS netgraph_first FROM organization_numbers AS k) AS r
        GROUP BY {NODE}) AS t
    JOIN people AS p ON t.{NODE} = p.{NODE}
    LEFT JOIN people AS u ON t.{schema.INTRODUCED_BY} = u.{NODE}
    LEFT JOIN people AS g ON t.{schema.ONLY_THROUGH} = g.{NODE}"""
"""A row an organization, over all pieces: it is called as whoever has its number."""
_NOBODY: Final = {
    **dict.fromkeys(ORGANIZATION_COUNTS, "0"),
    schema.ORGANIZATION: f"t.{schema.ORGANIZATION}",
    schema.STANDING: f"'{schema.UNREACHED}'",
    schema.TARGET_WEIGHT: f"t.{schema.WEIGHT}",
}
_SOMEBODY: Final = {name: f"o.{name}" for name in ORGANIZATION_SHAPE} | {
    schema.TARGET_WEIGHT: f"t.{schema.WEIGHT}"
}
TARGET_ROWS: Final = f"""SELECT {typed(ORGANIZATION_SHAPE, _SOMEBODY)}, o.netgraph_standing
    FROM organizations_told AS o
    LEFT JOIN targets AS t ON o.{schema.ORGANIZATION} = t.{schema.ORGANIZATION}
    UNION ALL SELECT {typed(ORGANIZATION_SHAPE, _NOBODY)},
        {schema.ORGANIZATION_STANDINGS.index(schema.UNREACHED)}
    FROM targets AS t LEFT JOIN organizations_told AS o
    ON o.{schema.ORGANIZATION} = t.{schema.ORGANIZATION} WHERE o.{schema.ORGANIZATION} IS NULL"""
"""The same with weights of targets, and with those that nobody is at."""
