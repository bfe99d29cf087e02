"""Ids become numbers: who is who, whom referrals name, which organization is which."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from netgraph import schema
from netgraph.engines.engine import ROW, as_arrow, count
from netgraph.engines.relations import (
    CONTACT_FACTS,
    CONTACTS_SHAPE,
    ISSUE_SHAPE,
    NODE,
    PLACE,
    typed,
)
from netgraph.engines.row_numbers import told_in_rows
from netgraph.tables.linking.people import issue_of_repeated_ids

if TYPE_CHECKING:
    from netgraph.choices import Keep
    from netgraph.engines.engine import Engine

AFTER_CONTACTS: Final = 1 << 41
"""Added to the numbers of people whom only referrals name; below a tenth of 2**63 / 2**20."""


def keep_one_row_an_id(engine: Engine, keep: Keep | None) -> None:
    """Make ``listed_contacts``, rows of different ids, and ``issues_of_ids`` of all others."""
    names = ", ".join(CONTACTS_SHAPE)
    rows = f"SELECT {names} FROM read_contacts WHERE {schema.CONTACT_ID} IS NOT NULL"
    engine.view("listed_contacts", rows)
    several = f"COUNT(*) - COUNT(DISTINCT {schema.CONTACT_ID})"
    if not count(engine, f"SELECT {several} FROM listed_contacts"):
        engine.small("issues_of_ids", as_arrow(dict.fromkeys(ISSUE_SHAPE, ()), ISSUE_SHAPE))
        return
    stays = "MAX" if keep == "last" else "MIN"
    engine.step(
        "again",
        f"""SELECT c.{ROW}, c.{schema.CONTACT_ID} AS id, k.stays FROM listed_contacts AS c
        JOIN (SELECT {schema.CONTACT_ID}, {stays}({ROW}) AS stays FROM listed_contacts
            GROUP BY {schema.CONTACT_ID} HAVING COUNT(*) > 1) AS k
        ON c.{schema.CONTACT_ID} = k.{schema.CONTACT_ID} WHERE c.{ROW} <> k.stays""",
    )
    words = functools.partial(_issues_of_ids, keep=keep)
    engine.mapped("issues_of_ids", "SELECT * FROM again", words, ISSUE_SHAPE)
    own = ", ".join(f"c.{name}" for name in CONTACTS_SHAPE)
    engine.view(
        "listed_contacts",
        f"SELECT {own} FROM ({rows}) AS c LEFT JOIN again AS a ON c.{ROW} = a.{ROW} "
        f"WHERE a.{ROW} IS NULL",
    )


def _issues_of_ids(piece: Any, *, keep: Keep | None) -> Any:
    rows = piece.to_pandas()
    ids = pd.Series(rows["id"].to_numpy(), rows[ROW].to_numpy(), dtype="str")
    found = issue_of_repeated_ids(ids, rows["stays"].to_numpy(), keep=keep)
    return told_in_rows((found,), {})


def number_ends(engine: Engine) -> None:
    """Make ``ends`` of ``referrals``: who is in ``contacts`` is their row there."""
    one, other = (f"w.{end}" for end in schema.ENDS)
    engine.step(
        "ends",
        f"""SELECT w.{ROW}, s.{ROW} AS source, t.{ROW} AS target, w.{schema.REFERRED_ON},
            w.{schema.LAST_REFERRED_ON}, CASE WHEN s.{ROW} IS NULL THEN {one} END AS one,
            CASE WHEN t.{ROW} IS NULL THEN {other} END AS other, {one} = {other} AS same
        FROM referrals AS w LEFT JOIN contacts AS s ON {one} = s.{schema.CONTACT_ID}
        LEFT JOIN contacts AS t ON {other} = t.{schema.CONTACT_ID}
        WHERE {one} IS NOT NULL AND {other} IS NOT NULL""",
    )


def number_people(engine: Engine) -> None:
    """Make ``strangers``, whom only referrals name, ``links`` by nodes and ``people``.

    A stranger's node tells the row and the column of a referral that name them first, and comes
    after all rows of contacts.
    """
    number = f"{AFTER_CONTACTS} + 2 * {ROW}"
    strangers = engine.step(
        "strangers",
        f"""SELECT id, MIN(node) AS node FROM (
            SELECT one AS id, {number} AS node FROM ends WHERE NOT same
            UNION ALL SELECT other, {number} + 1 FROM ends WHERE NOT same) AS named
        WHERE id IS NOT NULL GROUP BY id""",
    )
    days = f"e.{schema.REFERRED_ON}, e.{schema.LAST_REFERRED_ON}"
    nodes, joins = ["e.source", "e.target"], ""
    if strangers:
        nodes = ["COALESCE(e.source, a.node) AS source", "COALESCE(e.target, b.node) AS target"]
        joins = """LEFT JOIN strangers AS a ON e.one = a.id
            LEFT JOIN strangers AS b ON e.other = b.id"""
    engine.view(
        "links",
        f"SELECT e.{ROW}, {', '.join(nodes)}, {days} FROM ends AS e {joins} WHERE NOT e.same",
    )
    # a stub that contacts list stands after other contacts, before those whom only referrals name
    listed = f"CASE WHEN c.{schema.STUB} THEN {AFTER_CONTACTS // 2} ELSE 0 END"
    own = ", ".join(f"c.{name}" for name in CONTACT_FACTS)
    nothing = {schema.STATUS: "-1", **_NO_FLAGS, schema.STUB: "TRUE"}
    engine.step(
        "people",
        f"""SELECT c.{ROW} AS {NODE}, c.{ROW} + {listed} AS {PLACE}, c.{schema.CONTACT_ID} AS id,
            c.{schema.NAME} AS name, s.shown AS {schema.ORGANIZATION}, s.number, {own}
        FROM contacts AS c LEFT JOIN spelled AS s ON c.{schema.ORGANIZATION} = s.name
        UNION ALL SELECT node, node, id, id, CAST(NULL AS STRING), CAST(NULL AS BIGINT),
            {typed(CONTACT_FACTS, nothing)} FROM strangers""",
    )


_NO_FLAGS: Final = {name: "FALSE" for name, kind in CONTACT_FACTS.items() if kind == "flag"}
