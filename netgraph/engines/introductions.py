"""The introduction forest by joins: everybody's introducer, arrival and generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import kernels
from netgraph.engines.engine import count
from netgraph.engines.large_rows import EARLIER
from netgraph.engines.trees import MOST_LEVELS
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from netgraph.engines.engine import Engine

# LATER times this is 1.1e18, below 2^63; numbers of rows must stay below it, 2.7e11.
SHIFT: Final = 1 << 38
"""Two keys in one number: the first times this, and the second, which is below it.

The second is a row or a generation."""
MOST_ROUNDS: Final = 500
"""Rounds of better choices. Usual are three to eight.

Each round settles at least one generation more."""
ARRIVES: Final = f"GREATEST(l.arrival, e.day) * {SHIFT} + l.generation"
"""When and how far out a referral e lets somebody arrive whose referrer stands at l."""


MOST_LOST: Final = 1_000_000
"""Referrals among people whom no first contact leads to, whose loops are found in memory: 32 MB."""


def plant(engine: Engine) -> int:
    """Make ``forest`` and ``loops`` (node) of ``people`` and ``links``.

    ``forest`` has node, up, line, arrival, generation and root.

    Everybody first takes any referrer for their introducer, then, round after round, a better one:
    by the arrival and the generation that these choices give. Better choices never close a loop,
    because both only grow along a chain; so every round has a forest again, whose chains are
    followed by doubling, and when nobody finds a better choice the keys are those of a search from
    the first contacts, which have only one solution. This is policy iteration (Howard 1960): the
    rounds grow with how often chains overtake each other, not with their length.

    Returns
    -------
    The rounds it took.

    Raises
    ------
    NetgraphError
        If more than ``MOST_LOST`` referrals are among people whom no first contact leads to.
    """
    # ``roots``: a row a first contact: found by the seeker, or referred by nobody.
    engine.step(
        "roots",
        """SELECT p.node FROM people AS p LEFT JOIN (SELECT DISTINCT target AS node FROM links) AS t
        ON p.node = t.node WHERE p.found OR t.node IS NULL""",
    )
    # ``choice_k``: a row everybody else, the referral taken for their introduction in round k. Any
    # would do to begin with, because rounds make it better.
    engine.step(
        "choice_0",
        f"""SELECT e.target AS node, MIN_BY(e.line, e.day * {SHIFT} + e.line) AS line
            FROM links AS e
        LEFT JOIN roots AS r ON e.target = r.node WHERE r.node IS NULL GROUP BY e.target""",
    )
    rounds = _settle(engine, 0)
    loops = _open_loops(engine)
    if loops:
        # A step cannot read the table that it writes, so ``roots`` grows by way of another one.
        engine.step("roots_all", "SELECT node FROM roots UNION ALL SELECT node FROM loops")
        engine.step(
            f"choice_{rounds}",
            f"""SELECT c.node, c.line FROM choice_{rounds - 1} AS c LEFT
                JOIN loops AS l ON c.node = l.node
            WHERE l.node IS NULL""",
        )
        engine.step("roots", "SELECT node FROM roots_all")
        rounds = _settle(engine, rounds)
    _choose(engine)
    return rounds


def _settle(engine: Engine, rounds: int) -> int:
    """Make ``standing_places`` from better and better choices; count the rounds.

    It has node, root, arrival and generation.
    """
    while True:
        _follow(engine, f"choice_{rounds}")
        # ``better``: a row a person and a referral by which they arrive earlier, or as early and
        # nearer. Keys hold the referrer's generation, one less than one's own. Who has no place yet
        # takes any.
        better = engine.step(
            "better",
            f"""SELECT c.node, c.line FROM (
                SELECT e.target AS node, MIN({ARRIVES}) AS key, MIN_BY(e.line, {ARRIVES}) AS line
                FROM links AS e JOIN places AS l ON e.source = l.node
                LEFT JOIN roots AS r ON e.target = r.node WHERE r.node IS NULL
                    GROUP BY e.target) AS c
            LEFT JOIN places AS p ON c.node = p.node
            WHERE p.node IS NULL OR c.key < p.arrival * {SHIFT} + p.generation - 1""",
        )
        rounds += 1
        if not better:
            return rounds
        if rounds > MOST_ROUNDS:
            raise NetgraphError(
                f"introducers were not settled in {MOST_ROUNDS} rounds; answer in memory on a "
                f"larger machine"
            )
        engine.step(
            f"choice_{rounds}",
            f"""SELECT c.node, COALESCE(b.line, c.line) AS line FROM choice_{rounds - 1} AS c
            LEFT JOIN better AS b ON c.node = b.node""",
        )
        engine.drop(f"choice_{rounds - 1}")


def _follow(engine: Engine, choice: str) -> None:
    """Make ``places`` (node, root, arrival, generation): all whose chain begins with a root.

    Chains that run into a loop never do: doubling ends when a turn brings nobody new to a root.
    """
    here = "chain_0"
    settled = count(engine, "SELECT COUNT(*) FROM roots")
    # ``chain_k``: a row a person: where at most 2^k steps up lead (up), the newest day on the way
    # (high), the steps, and whether a root is known to be there. A root leads to itself.
    everybody = engine.step(
        here,
        f"""SELECT node, node AS up, CAST({EARLIER} AS BIGINT) AS high, CAST(0 AS BIGINT) AS steps,
            TRUE AS done
        FROM roots UNION ALL SELECT e.target, e.source, e.day, CAST(1 AS BIGINT), FALSE
        FROM {choice} AS c JOIN links AS e ON c.line = e.line""",
    )
    for turn in range(1, MOST_LEVELS):
        if settled == everybody:
            break
        there = f"chain_{turn}"
        # Who is not done goes on from where they are by that person's way. Everybody that a chain
        # leads to has a row, so the join loses nobody.
        engine.step(
            there,
            f"""SELECT node, up, high, steps, done FROM {here} WHERE done
            UNION ALL SELECT a.node, b.up, GREATEST(a.high, b.high), a.steps + b.steps, b.done
            FROM {here} AS a JOIN {here} AS b ON a.up = b.node WHERE NOT a.done""",
        )
        engine.drop(here)
        here = there
        before, settled = settled, count(engine, f"SELECT COUNT(*) FROM {here} WHERE done")
        if settled == before:
            # A turn that brings nobody to a root: nobody is farther away, the rest run into loops.
            break
    # ``places``: a row a person with a way to a root. Its newest day is the arrival: nobody arrives
    # before their introducer.
    engine.step(
        "places",
        f"SELECT node, up AS root, high AS arrival, steps + 1 AS generation FROM {here} WHERE done",
    )
    engine.drop(here)


def _open_loops(engine: Engine) -> int:
    """Make ``loops`` (node): in every loop that nobody outside leads into, who is listed first."""
    import pyarrow as pa

    lost = "FROM links AS e LEFT JOIN places AS l ON e.target = l.node WHERE l.node IS NULL"
    # ``lost``: a row a referral to somebody without a place. Its referrer has none either, or the
    # last round would have found a better choice.
    engine.step("lost", f"SELECT e.source, e.target {lost}")
    among = count(engine, "SELECT COUNT(*) FROM lost")
    if among > MOST_LOST:
        raise NetgraphError(
            f"{among:,} referrals are among people who refer only each other and whom no first "
            f"contact leads to; "
            f"their loops are found in memory, up to {MOST_LOST:,}. Name a first contact, or "
            f"answer in memory"
        )
    found = engine.fetch(
        """SELECT s.place AS source, t.place AS target, e.source AS one, e.target AS other
            FROM lost AS e
        JOIN people AS s ON e.source = s.node JOIN people AS t ON e.target = t.node"""
    )
    first = _first_of_loops(
        *(found[name].to_numpy() for name in ("source", "target", "one", "other"))
    )
    engine.small("loops", pa.table({"node": pa.array(first, pa.int64())}))
    engine.drop("lost")
    return len(first)


def _first_of_loops(
    source: np.ndarray, target: np.ndarray, one: np.ndarray, other: np.ndarray
) -> np.ndarray:
    """The first nodes of the strong components that no edge leads into; places order them."""
    # int64[n], the places that occur, sorted; int64[2m], where each end is among them.
    place, at = np.unique(np.concatenate([source, target]), return_inverse=True)
    node = np.empty(len(place), dtype=np.int64)
    node[at] = np.concatenate([one, other])
    # int32[m] each, referrers and referred by these positions.
    tail, head = np.split(at.astype(np.int32), 2)
    # Compressed sparse rows: the referred of i are ``head[order][start[i]:start[i + 1]]``.
    order = np.argsort(tail, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=len(place)))]).astype(
        np.int32
    )
    component = kernels.strong_components(start, head[order])
    # bool, one a component (there are at most n): whether another one leads into it.
    led_into = np.zeros(len(place), dtype=bool)
    between = component[tail] != component[head]
    led_into[component[head[between]]] = True
    # Positions ascend as contacts lists people, so the first of a component is listed first.
    free = np.flatnonzero(~led_into[component])
    _, earliest = np.unique(component[free], return_index=True)
    return node[np.sort(free[earliest])]


def _choose(engine: Engine) -> None:
    """Make ``forest``: of the referrals by which somebody arrives first and nearest, one.

    The earliest is taken, then the first row.
    """
    engine.step("roots_or", "SELECT l.node, l.root, l.arrival, l.generation FROM places AS l")
    # ``via``: a row a person with an introducer, the referral that counts. Those tie whose key is
    # the settled one: the earliest day decides, then the first row, as in memory.
    engine.step(
        "via",
        f"""SELECT e.target AS node, MIN_BY(e.line, e.day * {SHIFT} + e.line) AS line
            FROM links AS e
        JOIN roots_or AS l ON e.source = l.node JOIN roots_or AS p ON e.target = p.node
        WHERE p.generation > 1 AND {ARRIVES} = p.arrival * {SHIFT} + p.generation - 1
            GROUP BY e.target""",
    )
    # ``forest``: a row a person. Only first contacts have no row in ``via``.
    engine.step(
        "forest",
        """SELECT p.node, e.source AS up, e.line, p.arrival, p.generation FROM roots_or AS p
        LEFT JOIN via AS v ON p.node = v.node LEFT JOIN links AS e ON v.line = e.line""",
    )
    engine.drop("roots_or", "via", "places", "better")
