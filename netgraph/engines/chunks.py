"""The rows of both tables in chunks, and what reading them gives: people, links and issues."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import schema
from netgraph.engines.engine import BATCH, ROW, count
from netgraph.engines.relations import (
    CHUNK_SHAPE,
    LINK_SHAPE,
    LIVES,
    NODE,
    PERSON_SHAPE,
    PLACE,
    SOURCE_NODE,
    TARGET_NODE,
)
from netgraph.engines.rows import LINK, PERSON, read_chunk
from netgraph.tables.cleaning.date_formats import ISO
from netgraph.tables.cleaning.dates import DateStyle
from netgraph.tables.cleaning.row_readings import read_date_column

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.choices import Keep
    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.rows import Plan

AFTER_CONTACTS: Final = 1 << 41
"""Added to the numbers of people whom only referrals name; below a tenth of 2**63 / 2**20."""
MOST_UNEVEN: Final = 3
"""How many times the mean the referrals of the fullest chunk may be."""
YOU: Final = "(SELECT id FROM you)"
"""The id of the seeker, empty where there is none."""
_DAY_SHAPE: Final[Shape] = {ROW: "long", "day": "long"}


def number_people(engine: Engine, seeker: str | None, keep: Keep | None) -> None:
    """Make ``nodes`` (id, node, place).

    A node is the first row of its contact; who has none comes after them, in the order of the
    referrals. The place is where memory lists them: at the row that is kept, or where a referral of
    somebody else first names them.
    """
    import pyarrow as pa

    # a word of the user is a row, never a part of the SQL: engines differ in how they escape
    engine.small("you", pa.table({"id": pa.array([seeker or ""], pa.string())}))
    kept = "MAX" if keep == "last" else "MIN"
    # Rows of contacts come before those of referrals, whose ends get 2 row and 2 row + 1: a stub's
    # node tells the row and the column where it is first named.
    others = f"COALESCE({schema.REFERRER_ID} <> {schema.REFERRED_ID}, TRUE)"
    number = f"{AFTER_CONTACTS} + 2 * {ROW}"
    engine.step(
        "nodes",
        f"""SELECT id, MIN(number) AS node,
            COALESCE({kept}(CASE WHEN number < {AFTER_CONTACTS} THEN number END),
                MIN(CASE WHEN named THEN number END), MIN(number)) AS place
        FROM (SELECT {schema.CONTACT_ID} AS id, {ROW} AS number, TRUE AS named FROM contacts
            UNION ALL SELECT {schema.REFERRER_ID}, {number}, {others} FROM referrals
            UNION ALL SELECT {schema.REFERRED_ID}, {number} + 1, {others} FROM referrals) AS named
        WHERE id IS NOT NULL GROUP BY id""",
    )


def read_chunks(
    engine: Engine, plan: Plan, told: tuple[str, str], ends: list[str]
) -> tuple[int, int]:
    """Make ``chunk_read``, and of it ``people`` and ``links``; return the rows of both.

    Parameters
    ----------
    engine
        With ``contacts``, ``referrals`` and ``nodes``.
    plan
        What chunks are to know.
    told
        The columns that a chunk has of contacts, as SQL, and the joins that they come from.
    ends
        The columns of referrals.
    """
    import pyarrow as pa

    columns, joins = told
    # ``chunk_ends``: a row a referral and its nodes; who is missing is the seeker, or nobody.
    engine.step(
        "chunk_ends",
        f"""SELECT r.{ROW}, s.node AS {SOURCE_NODE}, t.node AS {TARGET_NODE},
            COALESCE(r.{schema.REFERRER_ID} = r.{schema.REFERRED_ID}, FALSE) AS self,
                {_date(ends)} AS written
        FROM referrals AS r
        LEFT JOIN nodes AS s ON r.{schema.REFERRER_ID} = s.id AND s.id <> {YOU}
        LEFT JOIN nodes AS t ON r.{schema.REFERRED_ID} = t.id AND t.id <> {YOU}""",
    )
    plan, lives = _homes(engine, plan)
    # ``chunk_contacts``: a row of contacts in its chunk; rows without an id are in the first one.
    # Any chunk may have referrals of the seeker, so the seeker's row is in each.
    you = ""
    if plan.seeker is not None:
        engine.small("chunk_numbers", pa.table({"number": pa.array(np.arange(plan.chunks))}))
        you = f""" UNION ALL SELECT {columns}, CAST(NULL AS BIGINT), b.number FROM contacts AS c
            CROSS JOIN chunk_numbers AS b {joins} WHERE c.{schema.CONTACT_ID} = {YOU}"""
    engine.step(
        "chunk_contacts",
        f"""SELECT {columns}, h.node AS {NODE}, COALESCE({plan.home_in_sql("h.node")}, 0) AS {BATCH}
        FROM contacts AS c LEFT JOIN nodes AS h ON c.{schema.CONTACT_ID} = h.id {joins}
        WHERE c.{schema.CONTACT_ID} IS NULL OR c.{schema.CONTACT_ID} <> {YOU}{you}""",
        by=f"{BATCH}, {ROW}",
    )
    _place_referrals(engine, plan, ends, lives)
    # ``chunk_read``: rows of CHUNK_SHAPE; ``what`` tells people, links, issues and maxima apart.
    reader = functools.partial(read_chunk, plan=plan)
    engine.parted("chunk_read", ("chunk_contacts", "chunk_referrals"), reader, CHUNK_SHAPE)
    # Each person and each pair comes from the one chunk that answers for it, so nothing is twice. A
    # stub that contacts list stands after other contacts, before those only referrals name.
    own = ", ".join(f"r.{name}" for name in PERSON_SHAPE)
    listed = f"CASE WHEN r.flags % 2 = 1 AND n.place < {AFTER_CONTACTS} THEN 1 ELSE 0 END"
    people = engine.step(
        "people",
        f"""SELECT {own}, n.place + {listed} * {AFTER_CONTACTS // 2} AS {PLACE}
        FROM chunk_read AS r JOIN nodes AS n ON r.{NODE} = n.node WHERE r.what = '{PERSON}'""",
    )
    renamed = ", ".join(f"link_{name} AS {name}" for name in LINK_SHAPE)
    links = engine.step("links", f"SELECT {renamed} FROM chunk_read WHERE what = '{LINK}'")
    engine.drop("chunk_contacts", "chunk_referrals", "chunk_numbers")
    return people, links


def _homes(engine: Engine, plan: Plan) -> tuple[Plan, str]:
    """Find where people are at home, and the chunk of a referral, as SQL.

    The rows of a pair live in one chunk, so that repeats of it meet there: where whom it refers is
    at home, with who is listed beside them, which few searches cross. Where that would fill one
    chunk, people are dealt out one by one, and 31 times one end plus the other spreads the pairs of
    one person. Referrals from and to the seeker live with the other.
    """
    one, other = (
        f"COALESCE({end}, {second}, 0)"
        for end, second in ((SOURCE_NODE, TARGET_NODE), (TARGET_NODE, SOURCE_NODE))
    )
    beside = replace(plan, span=count(engine, "SELECT COUNT(*) FROM contacts") // plan.chunks + 1)
    lives = beside.home_in_sql(other)
    even = f"MAX(n) * {plan.chunks} <= {MOST_UNEVEN} * SUM(n)"
    each = f"SELECT COUNT(*) AS n FROM chunk_ends GROUP BY {lives}"
    if count(engine, f"SELECT CASE WHEN {even} THEN 1 ELSE 0 END AS n FROM ({each}) AS c"):
        return beside, lives
    spread = (
        f"CASE WHEN {SOURCE_NODE} IS NULL OR {TARGET_NODE} IS NULL THEN {one} "
        f"ELSE 31 * {one} + {other} END % {plan.chunks}"
    )
    return replace(plan, span=1), spread


def _place_referrals(engine: Engine, plan: Plan, ends: list[str], lives: str) -> None:
    """Make ``chunk_referrals``: each row in the chunk of its pair, and a few in those of its ends.

    Who is a stub must be seen named once where they are at home. Where an as-of date leaves people
    out, everybody must: first, by a referral without a date, and by the earliest with one. So
    somebody with ten million referrals costs their own chunk three rows.
    """
    mentions = _mentions(engine, plan)
    # a row a referral and a chunk it goes to; MAX, as living wins over showing
    places = f"""SELECT number, {BATCH}, MAX(lives) AS lives FROM (
            SELECT {ROW} AS number, {lives} AS {BATCH}, 1 AS lives FROM chunk_ends
            UNION ALL SELECT number, {plan.home_in_sql("node")}, 0 FROM ({mentions}) AS m
            WHERE node IS NOT NULL AND number IS NOT NULL) AS placed
        GROUP BY number, {BATCH}"""
    own = ", ".join(f"r.{name}" for name in ends)
    engine.step(
        "chunk_referrals",
        f"""SELECT r.{ROW}, {own}, e.{SOURCE_NODE}, e.{TARGET_NODE}, p.lives = 1 AS {LIVES},
            p.{BATCH}
        FROM referrals AS r JOIN chunk_ends AS e ON r.{ROW} = e.{ROW}
        JOIN ({places}) AS p ON r.{ROW} = p.number""",
        by=f"{BATCH}, {ROW}",
    )
    engine.drop("chunk_ends", "chunk_days", "chunk_pairs")


def _mentions(engine: Engine, plan: Plan) -> str:
    """A query for rows that somebody's own chunk must see: node, number."""
    if plan.as_of is None:
        return " UNION ALL ".join(
            f"""SELECT {end} AS node, MIN({ROW}) AS number FROM chunk_ends
            WHERE NOT self AND {end} >= {AFTER_CONTACTS} GROUP BY {end}"""
            for end in (SOURCE_NODE, TARGET_NODE)
        )
    # ``chunk_days``: a row each of these, its day, read by the same Python as in memory.
    reader = functools.partial(_days, plan=plan)
    engine.mapped("chunk_days", "SELECT * FROM chunk_ends", reader, _DAY_SHAPE)
    # ``chunk_pairs``: a row a pair: its first row, its earliest day, a row with that day. Missing
    # ends fall together, so the seeker's referrals of one person are a pair too.
    engine.step(
        "chunk_pairs",
        f"""SELECT e.{SOURCE_NODE}, e.{TARGET_NODE}, MIN(e.{ROW}) AS opens, MIN(d.day) AS day,
            MIN_BY(CASE WHEN d.day IS NOT NULL THEN e.{ROW} END, d.day) AS dated
        FROM chunk_ends AS e JOIN chunk_days AS d ON e.{ROW} = d.{ROW} WHERE NOT e.self
        GROUP BY e.{SOURCE_NODE}, e.{TARGET_NODE}""",
    )
    return " UNION ALL ".join(
        f"""SELECT {end} AS node, MIN(opens) AS number FROM chunk_pairs GROUP BY {end}
        UNION ALL SELECT {end}, MIN(CASE WHEN day IS NULL THEN opens END) FROM chunk_pairs
            GROUP BY {end}
        UNION ALL SELECT {end}, MIN_BY(dated, day) FROM chunk_pairs GROUP BY {end}"""
        for end in (SOURCE_NODE, TARGET_NODE)
    )


def _date(ends: list[str]) -> str:
    return f"r.{schema.REFERRED_ON}" if schema.REFERRED_ON in ends else "CAST(NULL AS STRING)"


def _days(piece: pa.Table, *, plan: Plan) -> pa.Table:
    """The days of referrals, missing where there is none or it cannot be read."""
    import pyarrow as pa

    cells = piece["written"].to_pandas().astype("str")
    style = plan.formats.get(schema.REFERRED_ON, DateStyle(ISO, ISO))
    read, _ = read_date_column(cells, schema.REFERRED_ON, style)
    whole = read.to_numpy().astype("datetime64[D]")
    # Days since 1970-01-01. The mask hides missing dates, which are the smallest int64.
    return pa.table(
        {ROW: piece[ROW], "day": pa.array(whole.astype(np.int64), mask=np.isnat(whole))}
    )
