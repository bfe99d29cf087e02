"""Sums and searches over forests, in joins that grow with the logarithm of the depth.

A forest is a table (node, up); doubling joins a table of steps with itself, so that a step of 2^k
becomes one of 2^(k + 1) (Wyllie 1979; Tarjan & Vishkin, SIAM J. Comput. 14, 1985).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph.engines.engine import count
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.engines.engine import Engine

MOST_LEVELS: Final = 50
"""Doublings: steps of 2^50 are longer than any chain of rows."""


class Steps(NamedTuple):
    """Tables (node, up) of the ancestor at distance 2^k, for k from 0, where there is one."""

    engine: Engine
    name: str
    levels: int

    def at(self, level: int) -> str:
        """The table of steps of length 2^level."""
        return f"{self.name}_{level}"

    def drop(self) -> None:
        """Remove the tables."""
        self.engine.drop(*(self.at(level) for level in range(self.levels + 1)))


def steps(engine: Engine, name: str, forest: str) -> Steps:
    """Make the steps of a forest: a query for (node, up) without loops, roots left out."""
    made = Steps(engine, name, 0)
    left = engine.step(made.at(0), forest)
    # Level k + 1: two steps of level k. In a loop steps would never run out.
    while left:
        here, made = made.at(made.levels), made._replace(levels=made.levels + 1)
        if made.levels > MOST_LEVELS:
            raise NetgraphError(f"{name}: a forest has a loop")
        left = engine.step(
            made.at(made.levels),
            f"SELECT a.node, b.up FROM {here} AS a JOIN {here} AS b ON a.up = b.node",
        )
    return made


def branch_totals(ladder: Steps, name: str, rows: str, columns: Mapping[str, str]) -> None:
    """Make the table of each node's branch: itself and all below it, summed up or compared.

    Parameters
    ----------
    ladder
        The steps of the forest.
    name
        The table to make: node and the columns.
    rows
        A query for node and the columns, a row each node.
    columns
        Column to what SQL makes of many of them: ``CAST(SUM({}) AS BIGINT)``, ``MAX({})``.
    """
    engine = ladder.engine
    own = ", ".join(columns)
    every = ", ".join(f"{how.format(column)} AS {column}" for column, how in columns.items())
    here = f"{name}_0" if ladder.levels else name
    engine.step(here, rows)
    # Before level k a row holds what is less than 2^k generations below its node. The node 2^k up
    # takes it for its generations 2^k to 2^(k + 1) - 1, so nothing is added twice.
    for level in range(ladder.levels):
        there = name if level == ladder.levels - 1 else f"{name}_{level + 1}"
        engine.step(
            there,
            f"""SELECT node, {every} FROM (SELECT node, {own} FROM {here}
            UNION ALL SELECT s.up AS node, {", ".join(f"t.{column}" for column in columns)}
            FROM {here} AS t JOIN {ladder.at(level)} AS s ON t.node = s.node) AS below
                GROUP BY node""",
        )
        engine.drop(here)
        here = there


def nearest_marked(engine: Engine, name: str, pointers: str) -> None:
    """Make (node, up): the end of everybody's pointers.

    Parameters
    ----------
    pointers
        A query for (node, up), a row each node, ends pointing to themselves, without loops.
    """
    here = f"{name}_0"
    engine.step(here, pointers)
    for turn in range(1, MOST_LEVELS):
        there = f"{name}_{turn}"
        engine.step(
            there,
            f"SELECT a.node, b.up, a.up AS before FROM {here} AS a JOIN {here} AS b ON a.up = "
            f"b.node",
        )
        engine.drop(here)
        here = there
        if not count(engine, f"SELECT COUNT(*) FROM {here} WHERE up <> before"):
            break
    engine.step(name, f"SELECT node, up FROM {here}")
    engine.drop(here)


def visiting_order(ladder: Steps, name: str, sizes: str, roots: str) -> None:
    """Make (node, root, visit): parents before children, every branch in one run of numbers.

    Parameters
    ----------
    sizes
        Table (node, size) of branches.
    roots
        Table (node, root).
    """
    engine = ladder.engine
    here = f"{name}_offset"
    # ``offset``: a row everybody but roots: 1 for the introducer, and the branches of siblings with
    # smaller nodes. So a branch gets as many numbers as it has people.
    engine.step(
        here,
        f"""SELECT s.node, CAST(1 + SUM(z.size) OVER (PARTITION BY s.up ORDER BY s.node
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - z.size AS BIGINT) AS visit
        FROM {ladder.at(0)} AS s JOIN {sizes} AS z ON s.node = z.node""",
    )
    # After level k it is the sum over the nearest 2^(k + 1) steps up; in the end, over all.
    for level in range(ladder.levels):
        there = f"{name}_offset_{level}"
        engine.step(
            there,
            f"""SELECT h.node, CAST(h.visit + COALESCE(b.visit, 0) AS BIGINT) AS visit
                FROM {here} AS h
            LEFT JOIN {ladder.at(level)} AS s ON h.node = s.node LEFT
                JOIN {here} AS b ON s.up = b.node""",
        )
        engine.drop(here)
        here = there
    engine.step(
        name,
        f"SELECT r.node, r.root, COALESCE(h.visit, 0) AS visit FROM {roots} AS r LEFT JOIN {here} "
        f"AS h ON r.node = h.node",
    )
    engine.drop(here)


def meeting_points(
    ladder: Steps, name: str, visits: str, pairs: str, *, carried: Sequence[str] = ()
) -> None:
    """Make (node): for each pair of nodes of one tree the lowest node whose branch holds both.

    Parameters
    ----------
    visits
        Table (node, root, visit).
    pairs
        A query for (node, visit): of each pair the later one, and the visit of the earlier.
    carried
        Further columns of it, which stay with the pair.

    Notes ----- The later one climbs while its ancestor is visited after the earlier: the step after
    that is the answer.
    """
    engine = ladder.engine
    further = "".join(f", p.{column}" for column in carried)
    # A row a pair: where the later one has climbed to, and the visit of the earlier.
    here = f"{name}_{ladder.levels}"
    engine.step(here, pairs)
    # Binary lifting, the longest step first. Parents are visited before children, so the branch of
    # an ancestor that is visited after the earlier one does not hold that one.
    for level in range(ladder.levels - 1, -1, -1):
        there = f"{name}_{level}"
        engine.step(
            there,
            f"""SELECT CASE WHEN v.visit > p.visit THEN v.node ELSE p.node END AS node,
                p.visit{further}
            FROM {here} AS p LEFT JOIN {ladder.at(level)} AS s ON p.node = s.node
            LEFT JOIN {visits} AS v ON s.up = v.node""",
        )
        engine.drop(here)
        here = there
    # The next ancestor is not visited after the earlier one, and a branch is one run: it has both.
    step = (
        f"SELECT s.up AS node{further} FROM {here} AS p JOIN {ladder.at(0)} AS s ON p.node = s.node"
    )
    engine.step(name, step)
    engine.drop(here)
