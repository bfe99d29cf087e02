"""Issues that two parts have together, and the table of all issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.engines.chunks import AFTER_CONTACTS
from netgraph.engines.engine import ROW, as_arrow
from netgraph.engines.plain import BARE, EMAIL_KEY, NAME_KEY
from netgraph.engines.relations import ISSUE_SHAPE, ISSUES, NODE, PLACE
from netgraph.engines.row_numbers import FIRST_CELL, line_of
from netgraph.engines.survey import EARLY, LOOP
from netgraph.links import dates
from netgraph.tables.issues import quoted
from netgraph.tables.linking.own_addresses import SHARED_BY
from netgraph.tables.linking.people import NOT_MERGED
from netgraph.tables.linking.stubs import other_zeros

if TYPE_CHECKING:
    from netgraph.engines.engine import Engine
    from netgraph.engines.plain import Plain


def tell_across(engine: Engine, plain: Plain, *, graph: bool) -> None:
    """Make ``issues`` of those of rows, those that two chunks share, and those of the ``graph``."""
    names = ", ".join(ISSUES.values())
    engine.mapped("issues_twice", _twice(plain), _alike, ISSUE_SHAPE)
    engine.mapped("issues_padded", _padded(plain.kept), _damaged, ISSUE_SHAPE)
    tables = ["issues_of_rows", "issues_twice", "issues_padded"]
    if graph:
        # A stub has no row of contacts.
        in_graph = f"""SELECT s.what, s.b, s.c, s.n, p.id, CASE WHEN p.flags % 2 = 1 THEN 0
                ELSE p.{PLACE} END AS line
            FROM survey AS s JOIN people AS p ON s.a = p.{NODE}
            WHERE s.what IN ('{LOOP}', '{EARLY}')"""
        engine.mapped("issues_of_graph", in_graph, _of_graph, ISSUE_SHAPE)
        tables.append("issues_of_graph")
    engine.step("issues", " UNION ALL ".join(f"SELECT {names} FROM {table}" for table in tables))
    engine.drop("issues_twice", "issues_padded", "issues_of_graph")


def _twice(plain: Plain) -> str:
    """Rows with the e-mail of an earlier one, then rows with the name and organization of one."""
    has = plain.found
    person = f"k.{ROW} AS number, k.{schema.CONTACT_ID} AS id"
    # beside every row what the first row of the same key has: that one was there before
    holder = "FIRST_VALUE({what}) OVER (PARTITION BY {keys} ORDER BY k." + ROW + ")"
    nothing = (
        "SELECT CAST(NULL AS BIGINT) AS number, '' AS id, '' AS value, '' AS held, "
        "CAST(0 AS BIGINT) AS held_on, '' AS same WHERE FALSE"
    )
    # An e-mail of many different people is nobody's own, as ``own_emails`` has it in memory.
    own = f""" AND k.{EMAIL_KEY} NOT IN (SELECT {EMAIL_KEY} FROM {plain.kept}
        WHERE {EMAIL_KEY} IS NOT NULL GROUP BY {EMAIL_KEY}
        HAVING COUNT(DISTINCT COALESCE({NAME_KEY}, {schema.CONTACT_ID})) >= {SHARED_BY})"""
    found = []
    for column, key in ((schema.EMAIL, EMAIL_KEY), (schema.NAME, NAME_KEY)):
        # namesakes are many: a name counts only with an organization, however that is spelled
        if column not in has or (column == schema.NAME and schema.ORGANIZATION not in has):
            continue
        keys = f"k.{key}" + (", s.shown" if column == schema.NAME else "")
        join = (
            f"JOIN spelled AS s ON k.{schema.ORGANIZATION} = s.name"
            if column == schema.NAME
            else ""
        )
        found.append(
            f"""SELECT {person}, k.{column} AS value, '{column}' AS same,
            {holder.format(what=f"k.{schema.CONTACT_ID}", keys=keys)} AS held,
            {holder.format(what=f"k.{ROW}", keys=keys)} AS held_on
            FROM {plain.kept} AS k {join}
            WHERE k.{key} IS NOT NULL{own if key == EMAIL_KEY else ""}"""
        )
    every = " UNION ALL ".join(
        f"SELECT number, id, value, held, held_on, same FROM ({one}) AS t" for one in found
    )
    # An e-mail says more than a name: a row that shares both is reported for the e-mail only.
    rank = f"CASE WHEN same = '{schema.EMAIL}' THEN 0 ELSE 1 END"
    first = f"MIN({rank}) OVER (PARTITION BY number)"
    return f"""SELECT number AS {ROW}, id, value, held, held_on, same FROM (
        SELECT number, id, value, held, held_on, same, {rank} AS rank, {first} AS best
            FROM ({every or nothing}) AS a
        WHERE number > held_on) AS b WHERE rank = best"""


def _alike(rows: Any) -> Any:
    """Put the rows of ``twice`` in words."""
    given = rows.to_pandas()
    called = {schema.EMAIL: "e-mail", schema.NAME: "name and organization"}
    messages = [
        f"{quoted(one)} has the same {called[same]} as {quoted(held)} on row {at}{NOT_MERGED}"
        for one, held, at, same in zip(
            given["id"], given["held"], given["held_on"], given["same"], strict=True
        )
    ]
    return _issues(
        schema.POSSIBLE_DUPLICATE_PERSON,
        schema.CONTACTS,
        given[ROW],
        given["same"],
        given["value"],
        messages,
    )


def _padded(kept: str) -> str:
    """Ids that only referrals name, and contacts that are the same but for zeros in front."""
    # of contacts alike but for zeros the last row is meant, as in ``numbers_alike``
    return f"""SELECT n.node AS {ROW}, n.id, c.{schema.CONTACT_ID} AS meant FROM nodes AS n JOIN (
            SELECT {BARE}, {schema.CONTACT_ID},
            ROW_NUMBER() OVER (PARTITION BY {BARE} ORDER BY {ROW} DESC) AS place FROM {kept}
            WHERE {BARE} IS NOT NULL) AS c ON TRIM(LEADING '0' FROM n.id) = c.{BARE} AND c.place = 1
        WHERE n.node >= {AFTER_CONTACTS}"""


def _damaged(rows: Any) -> Any:
    given = rows.to_pandas()
    # A stub's node is AFTER_CONTACTS + 2 row, and 1 more if it is the referred end.
    number = given[ROW] - AFTER_CONTACTS
    column = (number % 2).map({0: schema.REFERRER_ID, 1: schema.REFERRED_ID})
    row = (number // 2).to_numpy()
    messages = [
        other_zeros(meant, one) for one, meant in zip(given["id"], given["meant"], strict=True)
    ]
    return _issues(
        schema.SPREADSHEET_DAMAGE,
        _table_of_pairs(row),
        line_of(row),
        column,
        given["id"],
        messages,
    )


def _of_graph(rows: Any) -> Any:
    """Put loops, and referrals before an introduction, in words, as ``tables.linking`` does."""
    import pyarrow as pa

    given = rows.to_pandas()
    loops, early = (given[given["what"] == what] for what in (LOOP, EARLY))
    told = [
        f"{quoted(v)} and others refer only each other; {quoted(v)}, listed first, counts as a "
        "first contact"
        for v in loops["id"]
    ]
    # datetime64[D] of int64 days: c is when the referrer was introduced, n when they referred
    since, made = (dates(early[name].to_numpy()).astype("datetime64[D]") for name in ("c", "n"))
    late = [
        f"{quoted(u)} was introduced on {day} only; kept"
        for u, day in zip(early["id"], since, strict=True)
    ]
    value = pd.Series(made.astype(str), index=early.index, dtype="str")
    row = early["b"].to_numpy().astype(np.int64)
    column = schema.CONTACT_ID
    tables = [
        _issues(schema.ROOTLESS_LOOP, schema.CONTACTS, loops["line"], column, loops["id"], told),
        _issues(
            schema.REFERRAL_BEFORE_INTRODUCTION,
            _table_of_pairs(row),
            line_of(row),
            schema.REFERRED_ON,
            value,
            late,
        ),
    ]
    return pa.concat_tables(tables)


def _table_of_pairs(row: np.ndarray) -> np.ndarray:
    """What issues call the tables in which rows of referrals stand."""
    return np.where(row >= FIRST_CELL, schema.CONTACTS, schema.REFERRALS)


def _issues(
    code: str,
    table: str | np.ndarray,
    line: pd.Series | np.ndarray,
    column: pd.Series | str,
    value: pd.Series,
    messages: list[str],
) -> Any:
    told = pd.DataFrame(
        {
            schema.CODE: code,
            schema.SEVERITY: schema.ISSUE_SEVERITY[code],
            schema.TABLE: table,
            schema.LINE: line,
            schema.COLUMN: column,
            schema.VALUE: value,
            schema.MESSAGE: pd.Series(messages, index=value.index, dtype="str"),
        }
    )
    return as_arrow(told.rename(columns=ISSUES), ISSUE_SHAPE)
