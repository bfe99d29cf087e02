"""Weak components by contraction, and the pieces in which they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from netgraph import kernels, schema
from netgraph.engines.engine import BATCH, count
from netgraph.engines.relations import LINK_SHAPE, NODE, PIECE_PEOPLE, PLACE, RANK, SPREAD
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from netgraph.engines.engine import Engine

FEW: Final = 4_000_000
"""Pairs that are few enough to be joined in memory, whatever the size of the whole: 64 MB."""
MOST_STEPS: Final = 100
"""Rounds of contraction or of doubling; each halves something, so 64 are never reached."""
MOST_GROUPS: Final = 1 << 24
MOST_IN_ONE: Final = 2**31 - 2**27
"""People, or links, that one piece can have: positions are numbers of 32 bits."""


class Pieces(NamedTuple):
    """How many rounds components took, organizations there are, and rows the largest piece has."""

    rounds: int
    organizations: int
    largest: int


def make_pieces(engine: Engine, limit: int, rows: int, *, few: int = FEW) -> Pieces:
    """Make ``piece_people`` and ``piece_links``, numbers; who hangs together is in one piece.

    Parameters
    ----------
    engine
        With ``people`` and ``links``.
    limit
        People and links that small components have together in a piece; a larger component is a
        piece alone, whatever its size.
    rows
        People and links of all.
    few
        Below so many pairs components are found in memory.

    Raises
    ------
    NetgraphError
        If people or links of one component cannot be counted in 32 bits.
    """
    rounds = 0
    if rows <= limit:
        engine.step("pieces", f"SELECT {NODE}, CAST(0 AS BIGINT) AS {BATCH} FROM people")
    else:
        rounds = find_components(engine, few=few)
        _pack(engine, limit)
    # ``places_of_work``: a row an organization, its number, and whether several pieces have it.
    organizations = engine.step(
        "places_of_work",
        f"""SELECT p.{schema.ORGANIZATION} AS name, MIN(p.{NODE}) AS number,
            CASE WHEN MIN(b.{BATCH}) < MAX(b.{BATCH}) THEN 1 ELSE 0 END AS {SPREAD}
        FROM people AS p JOIN pieces AS b ON p.{NODE} = b.{NODE}
        WHERE p.{schema.ORGANIZATION} IS NOT NULL GROUP BY p.{schema.ORGANIZATION}""",
    )
    own = ", ".join(f"p.{name}" for name in PIECE_PEOPLE)
    # Ties are settled by ids: their order goes along as a number.
    engine.step(
        "piece_people",
        f"""SELECT b.{BATCH}, {own}, p.{PLACE},
            ROW_NUMBER() OVER (PARTITION BY b.{BATCH} ORDER BY p.id) AS {RANK},
            COALESCE(o.number, -1) AS {schema.ORGANIZATION},
            COALESCE(o.{SPREAD}, 0) AS {SPREAD}
        FROM people AS p JOIN pieces AS b ON p.{NODE} = b.{NODE}
        LEFT JOIN places_of_work AS o ON p.{schema.ORGANIZATION} = o.name""",
        by=f"{BATCH}, {PLACE}",
    )
    pairs = ", ".join(f"e.{name}" for name in LINK_SHAPE)
    engine.step(
        "piece_links",
        f"SELECT b.{BATCH}, {pairs} FROM links AS e JOIN pieces AS b ON e.source = b.{NODE}",
        by=f"{BATCH}, line",
    )
    sides = " UNION ALL ".join(
        f"SELECT {BATCH}, COUNT(*) AS n FROM {side} GROUP BY {BATCH}"
        for side in ("piece_people", "piece_links")
    )
    each = f"SELECT MAX(n) AS n, SUM(n) AS both_sides FROM ({sides}) AS t GROUP BY {BATCH}"
    [found] = engine.fetch(
        f"SELECT MAX(n) AS n, CAST(MAX(both_sides) AS BIGINT) AS most_rows FROM ({each}) AS t"
    ).to_pylist()
    if (most := found["n"] or 0) > MOST_IN_ONE:
        raise NetgraphError(
            f"{most:,} people or referrals hang together; {MOST_IN_ONE:,} can be counted"
        )
    return Pieces(rounds, organizations, found["most_rows"] or 0)


def find_components(engine: Engine, *, few: int = FEW) -> int:
    """Make ``components`` (node, component) of people joined with others; return the rounds.

    Everybody points to the smallest among themselves and their neighbours; pointers go down, so
    they are a forest, whose trees become one node each. In two rounds the nodes halve: who points
    to nobody else survives a round, and of these only those survive the next that are the smallest
    neighbour of somebody who did not survive the first. A chain numbered in order is one tree; a
    star is two rounds. The depth of a tree is halved by each step of doubling. What is left below
    ``few`` pairs is joined in memory.
    """
    level = 0
    # ``pairs_k``: a row two neighbours after k rounds; a node stands for a whole tree by now.
    left = engine.step(
        "pairs_0",
        """SELECT DISTINCT LEAST(source, target) AS one, GREATEST(source, target) AS other
        FROM links""",
    )
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
    # ``joined_k``: a row a node of round k, its component. A root without pairs is one itself.
    joined = ["components", *(f"joined_{lower}" for lower in range(1, level + 1))]
    _join_few(engine, level, joined[level])
    for lower in range(level - 1, -1, -1):
        engine.step(
            joined[lower],
            f"""SELECT r.node, COALESCE(j.component, r.up) AS component
            FROM roots_{lower} AS r LEFT JOIN {joined[lower + 1]} AS j ON r.up = j.node""",
        )
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


def _join_few(engine: Engine, level: int, name: str) -> None:
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
    engine.small(name, pa.table(found))


def _pack(engine: Engine, limit: int) -> None:
    """Make ``pieces``: small components together, each larger one alone."""
    engine.step(
        "homes",
        f"""SELECT p.{NODE}, COALESCE(c.component, p.{NODE}) AS component
        FROM people AS p LEFT JOIN components AS c ON p.{NODE} = c.node""",
    )
    # ``weights``: a row a component: its people and the links to them, which a worker holds.
    engine.step(
        "weights",
        f"""SELECT component, CAST(SUM(n) AS BIGINT) AS n FROM (
            SELECT component, COUNT(*) AS n FROM homes GROUP BY component
            UNION ALL SELECT h.component, COUNT(*) FROM links AS e
            JOIN homes AS h ON e.target = h.{NODE} GROUP BY h.component) AS parts
        GROUP BY component""",
    )
    # Small components share pieces by their number modulo ``groups``, half full on average.
    groups = max(
        1, -(-count(engine, f"SELECT SUM(n) FROM weights WHERE n <= {limit}") // max(1, limit // 2))
    )
    # A larger one is a piece alone; its number is negative, so it never meets the others'.
    alone = max(1, limit // 4)
    # Chance may overfill a piece: there are twice as many until the fullest one fits.
    while groups < MOST_GROUPS and limit < count(
        engine,
        f"SELECT MAX(total) FROM (SELECT SUM(n) AS total FROM weights WHERE n <= {alone} "
        f"GROUP BY component % {groups}) AS t",
    ):
        groups *= 2
    engine.step(
        "pieces",
        f"""SELECT h.{NODE}, CASE WHEN w.n > {alone} THEN -w.component - 1
            ELSE w.component % {groups} END AS {BATCH}
        FROM homes AS h JOIN weights AS w ON h.component = w.component""",
    )
    engine.drop("components", "homes", "weights")
