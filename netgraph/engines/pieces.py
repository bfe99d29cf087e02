"""Weak components by contraction, and the parts in which they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels, schema
from netgraph.engines.engine import BATCH, ROW, count
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from netgraph.engines.engine import Engine

FEW: Final = 1_000_000
"""Pairs that are few enough to be joined in memory, whatever the size of the whole: 16 MB."""
AFTER_CONTACTS: Final = 1 << 41
"""Added to the numbers of people whom only referrals name; below a tenth of 2**63 / 2**20."""
YOU: Final = "(SELECT id FROM you)"
"""The id of the seeker, empty where there is none."""
MOST_STEPS: Final = 100
"""Rounds of contraction or of doubling; each halves something, so 64 are never reached."""


def number_people(engine: Engine, seeker: str | None) -> None:
    """Make ``nodes`` (id, node) and ``pairs`` (one, other): people joined, the seeker left out.

    A node is the row of its contact; who has none comes after them, in the order of the referrals.
    """
    import pyarrow as pa

    # a word of the user is a row, never a part of the SQL: engines differ in how they escape
    engine.small("you", pa.table({"id": pa.array([seeker or ""], pa.string())}))
    # ``nodes``: a row an id. Rows of contacts come before those of referrals, whose ends get 2 row
    # and 2 row + 1: a stub's node tells the row and the column where it is first named.
    engine.step(
        "nodes",
        f"""SELECT id, MIN(place) AS node FROM (
            SELECT {schema.CONTACT_ID} AS id, {ROW} AS place FROM contacts
            UNION ALL SELECT {schema.REFERRER_ID}, {AFTER_CONTACTS} + 2 * {ROW} FROM referrals
            UNION ALL SELECT {schema.REFERRED_ID}, {AFTER_CONTACTS} + 2 * {ROW} + 1
                FROM referrals) AS named
        WHERE id IS NOT NULL GROUP BY id""",
    )
    # ``pairs``: a row two people with referrals between them. The seeker would join everybody.
    engine.step(
        "pairs",
        f"""SELECT DISTINCT LEAST(s.node, t.node) AS one, GREATEST(s.node, t.node) AS other
        FROM referrals AS r JOIN nodes AS s ON r.{schema.REFERRER_ID} = s.id
        JOIN nodes AS t ON r.{schema.REFERRED_ID} = t.id
        WHERE s.node <> t.node AND s.id <> {YOU} AND t.id <> {YOU}""",
    )


def find_components(engine: Engine, *, few: int = FEW) -> int:
    """Make ``components`` (node, component) of people joined with others; return the rounds.

    Everybody points to the smallest among themselves and their neighbours; pointers go down, so
    they are a forest, whose trees become one node each. In two rounds the nodes halve: who points
    to nobody else survives a round, and of these only those survive the next that are the smallest
    neighbour of somebody who did not survive the first. A chain numbered in order is one tree; a
    star is two rounds. The depth of a tree is halved by each step of doubling. What is left below
    ``few`` pairs is joined in memory.
    """
    level, left = 0, count(engine, "SELECT COUNT(*) FROM pairs")
    # ``pairs_k``: a row two neighbours after k rounds; a node stands for a whole tree by now.
    engine.step("pairs_0", "SELECT one, other FROM pairs")
    while left > few and level < MOST_STEPS:
        now = f"pairs_{level}"
        # ``up_k_0``: a row a node, the smallest among itself and its neighbours.
        engine.step(
            f"up_{level}_0",
            f"""SELECT node, LEAST(node, MIN(beside)) AS up FROM (
                SELECT one AS node, other AS beside FROM {now}
                UNION ALL SELECT other, one FROM {now}) AS ends GROUP BY node""",
        )
        up = _to_roots(engine, level)
        level += 1
        left = engine.step(
            f"pairs_{level}",
            f"""SELECT DISTINCT LEAST(a.up, b.up) AS one, GREATEST(a.up, b.up) AS other
            FROM {now} AS p JOIN {up} AS a ON p.one = a.node JOIN {up} AS b ON p.other = b.node
            WHERE a.up <> b.up""",
        )
        # ``roots_k``: a row a node of round k, the root of its tree, for the way back.
        engine.step(f"roots_{level - 1}", f"SELECT node, up FROM {up}")
    _join_few(engine, level)
    # ``joined_k``: a row a node of round k, its component. A root without pairs is one itself.
    for lower in range(level - 1, -1, -1):
        engine.step(
            f"joined_{lower}",
            f"""SELECT r.node, COALESCE(j.component, r.up) AS component
            FROM roots_{lower} AS r LEFT JOIN joined_{lower + 1} AS j ON r.up = j.node""",
        )
    engine.step("components", "SELECT node, component FROM joined_0")
    return level


def _to_roots(engine: Engine, level: int) -> str:
    """Let every pointer of a level point to the end of its chain; return the table's name."""
    # After t turns a pointer leads 2^t steps up; ``before`` is where it led a turn ago.
    for turn in range(MOST_STEPS):
        here, there = f"up_{level}_{turn}", f"up_{level}_{turn + 1}"
        engine.step(
            there,
            f"SELECT a.node, b.up, a.up AS before FROM {here} AS a JOIN {here} AS b ON a.up = "
            f"b.node",
        )
        if not count(engine, f"SELECT COUNT(*) FROM {there} WHERE up <> before"):
            return there
    raise NetgraphError(f"the components of level {level} were not found in {MOST_STEPS} rounds")


def _join_few(engine: Engine, level: int) -> None:
    """Find the components of few pairs in memory."""
    import pyarrow as pa

    pairs = engine.fetch(f"SELECT one, other FROM pairs_{level}")
    # int64[2m], both ends of all pairs; then int64[n], the different nodes, sorted.
    ends = np.concatenate([pairs.column(i).to_numpy() for i in (0, 1)])
    nodes, place = np.unique(ends, return_inverse=True)
    source, target = np.split(place.astype(np.int32), 2)
    label = kernels.weak_components(source, target, len(nodes))
    # Nodes are sorted, so the first with a label is the smallest, as in the rounds above.
    _, first = np.unique(label, return_index=True)
    found = {"node": nodes.astype(np.int64), "component": nodes[first[label]].astype(np.int64)}
    engine.small(f"joined_{level}", pa.table(found))


class Groups(NamedTuple):
    """The components of more rows than a worker takes: their number, and that of their pieces."""

    number: int
    pieces: int


def place_in_batches(engine: Engine, limit: int) -> Groups:
    """Make ``batches`` (node, batch): small components together, others alone.

    Those too large are in ``large_homes``.
    """
    engine.step(
        "homes",
        f"""SELECT n.id, n.node, COALESCE(c.component, n.node) AS component
        FROM nodes AS n LEFT JOIN components AS c ON n.node = c.node WHERE n.id <> {YOU}""",
    )
    # ``weights``: a row a component: its people and the referrals to them, which a worker holds.
    engine.step(
        "weights",
        f"""SELECT component, CAST(SUM(n) AS BIGINT) AS n FROM (
            SELECT component, COUNT(*) AS n FROM homes GROUP BY component
            UNION ALL SELECT h.component, COUNT(*) FROM referrals AS r
            JOIN homes AS h ON r.{schema.REFERRED_ID} = h.id GROUP BY h.component) AS parts
        GROUP BY component""",
    )
    many, rows = engine.fetch(
        f"SELECT COUNT(*) AS many, COALESCE(CAST(SUM(n) AS BIGINT), 0) AS n FROM weights WHERE n "
        f"> {limit}"
    ).columns
    # Pieces of half the limit leave room for uneven ones and for rows that are in several. Their
    # number is odd, because nodes of stubs are even or odd by the column that names them.
    large = Groups(many[0].as_py(), -(-rows[0].as_py() // max(1, limit // 2)) | 1)
    if large.number:
        engine.step(
            "large_homes",
            f"""SELECT h.id, h.node FROM homes AS h JOIN weights AS w ON h.component = w.component
            WHERE w.n > {limit}""",
        )
    # Small components share batches by their number modulo ``groups``, half full on average.
    groups = max(
        1, -(-count(engine, f"SELECT SUM(n) FROM weights WHERE n <= {limit}") // max(1, limit // 2))
    )
    # A larger one is a batch alone; its number is negative, so it never meets the others'.
    alone = max(1, limit // 4)
    batch = f"CASE WHEN w.n > {alone} THEN -w.component - 1 ELSE w.component % {{groups}} END"
    # Chance may overfill a batch: there are twice as many until the fullest one fits.
    while groups < MOST_GROUPS and limit < count(
        engine,
        f"SELECT MAX(total) FROM (SELECT SUM(n) AS total FROM weights WHERE n <= {alone} "
        f"GROUP BY component % {groups}) AS t",
    ):
        groups *= 2
    # ``batches``: a row a person whom a worker answers for, and in which batch.
    engine.step(
        "batches",
        f"""SELECT h.id, h.node, {batch.format(groups=groups)} AS {BATCH}
        FROM homes AS h JOIN weights AS w ON h.component = w.component WHERE w.n <= {limit}""",
    )
    return large


MOST_GROUPS: Final = 1 << 24
