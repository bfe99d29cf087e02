"""Reach by joins where a graph is no forest: sketches merged upwards until nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph.analysis.reach import SKETCH
from netgraph.engines.trees import nearest_marked, steps

if TYPE_CHECKING:
    import pyarrow as pa

    from netgraph.engines.engine import Engine, Shape
    from netgraph.engines.trees import Steps

MOST_ROUNDS: Final = 200
"""Rounds of merging along referrals that introduced nobody.

One is needed for each of these on a chain."""
BITS: Final = 62
PEOPLE, ORGANIZATIONS, DECIDERS = 0, 1, 2
SKETCH_SHAPE: Final[Shape] = {"kind": "long", "node": "long", "number": "long"}


def sketch_reach(engine: Engine) -> bool:
    """Make ``reached`` (node, people, organizations, deciders, estimated) of ``upper`` people.

    It counts what they and all they lead to are.

    Everybody gets a number that looks random and is their own; so do organizations and decision
    makers. Of those in reach the 256 smallest are kept (bottom-k sketches, Cohen 1997): fewer are
    counted exactly, and where there are 256 the largest tells how thick they lie, with a standard
    error of 1 / sqrt(254), 6.3 %. Sketches go up the introduction forest by doubling, then along
    all other referrals, in turns, until nothing changes. People whose branch nobody leaves are
    counted without; ``upper`` are the others.

    Parameters
    ----------
    engine
        With ``upper`` (node), ``forest``, ``links``, ``people`` and ``other_links`` (source,
        target): the referrals that introduced nobody.

    Returns
    -------
    Whether it came to rest. If not, the counts are missing.
    """
    _contract(engine)
    ladder = steps(
        engine,
        "sketch_step",
        """SELECT w.node, n.up FROM wanted AS w JOIN forest AS f ON w.node = f.node
        JOIN nearest AS n ON f.up = n.node""",
    )
    # ``sketch``: a row a number in a sketch (kind, node); first one's own, then the whole branch's.
    engine.step("sketch", _smallest("SELECT kind, node, number FROM own_numbers"))
    here = _merged_up(ladder, "sketch")
    # ``fresh``: the numbers that are new since the last round. Only these need to be handed on.
    engine.step("fresh", f"SELECT kind, node, number FROM {here}")
    at_rest = False
    for _ in range(MOST_ROUNDS):
        if not _offer(ladder, here):
            at_rest = True
            break
        here = _accept(engine, here)
    _count(engine, here, at_rest=at_rest)
    ladder.drop()
    engine.drop("own_numbers", "wanted", "nearest", "fresh", "filled", "offered", here)
    return at_rest


def _contract(engine: Engine) -> None:
    """Make ``wanted`` (node), ``nearest`` and ``own_numbers``.

    Sketches are asked for of ``wanted``; ``nearest`` is the next of them above everybody.
    """
    # ``wanted``: a row a person in ``upper``, or to whom a referral leads that introduced nobody.
    engine.step(
        "wanted",
        "SELECT node FROM upper UNION SELECT target AS node FROM other_links",
    )
    # ``nearest``: a row a person, the next of ``wanted`` at or above them. Who has nobody wanted
    # above is in no sketch that is asked for.
    nearest_marked(
        engine,
        "nearest_any",
        """SELECT f.node, CASE WHEN w.node IS NOT NULL OR f.up IS NULL THEN f.node ELSE f.up END
            AS up
        FROM forest AS f LEFT JOIN wanted AS w ON f.node = w.node""",
    )
    engine.step(
        "nearest", "SELECT n.node, n.up FROM nearest_any AS n JOIN wanted AS w ON n.up = w.node"
    )
    # ``items``: a row a thing to count and the node of its sketch: people and decision makers by
    # their node, organizations by the smallest node of their contacts, once a sketch.
    engine.step(
        "items",
        f"""SELECT CAST({PEOPLE} AS BIGINT) AS kind, n.up AS node, n.node AS item FROM nearest AS n
        UNION ALL SELECT CAST({DECIDERS} AS BIGINT), n.up, n.node FROM nearest AS n
        JOIN people AS p ON n.node = p.node WHERE p.decides
        UNION ALL SELECT DISTINCT CAST({ORGANIZATIONS} AS BIGINT), n.up, o.number FROM nearest AS n
        JOIN people AS p ON n.node = p.node
        JOIN (SELECT organization, MIN(node) AS number FROM people WHERE organization IS NOT NULL
            GROUP BY organization) AS o ON p.organization = o.organization""",
    )
    engine.mapped("own_numbers", "items", _numbered, SKETCH_SHAPE)
    engine.drop("nearest_any", "items")


def _numbered(items: pa.Table) -> pa.Table:
    """Give every item a number that looks random (SplitMix64, Steele et al. 2014: a bijection)."""
    import pyarrow as pa

    kind = items["kind"].to_numpy().astype(np.uint64)
    # uint64, different for each kind and item: kinds take two bits, nodes need fewer than 62.
    x = items["item"].to_numpy().astype(np.uint64) * np.uint64(4) + kind
    # No seed: every run, engine and worker must give an item the same number.
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    # The upper 62 bits are a signed number in SQL too; two items rarely share them.
    number = (x >> np.uint64(64 - BITS)).astype(np.int64)
    return pa.table({"kind": items["kind"], "node": items["node"], "number": pa.array(number)})


def _smallest(rows: str) -> str:
    """A query for the smallest different numbers of every sketch."""
    # DISTINCT first, because an item may come by several ways. The smallest of a union are among
    # the smallest of its parts, so sketches merge without loss.
    return f"""SELECT kind, node, number FROM (
        SELECT kind, node, number, ROW_NUMBER() OVER (PARTITION BY kind, node
            ORDER BY number) AS nth
        FROM (SELECT DISTINCT kind, node, number FROM ({rows}) AS every) AS different) AS ranked
    WHERE nth <= {SKETCH}"""


def _merged_up(ladder: Steps, here: str) -> str:
    """Let everybody's sketch hold all of their branch's; return the table's name."""
    # After level k a sketch holds all that is less than 2^(k + 1) steps below.
    for level in range(ladder.levels):
        there = _other(here)
        ladder.engine.step(
            there,
            _smallest(
                f"""SELECT kind, node, number FROM {here} UNION ALL SELECT s.kind, j.up, s.number
                FROM {here} AS s JOIN {ladder.at(level)} AS j ON s.node = j.node"""
            ),
        )
        ladder.engine.drop(here)
        here = there
    return here


def _other(here: str) -> str:
    return "sketch_other" if here == "sketch" else "sketch"


def _offer(ladder: Steps, here: str) -> int:
    """Make ``offered``: what is fresh, along all other referrals and from there up the forest.

    Only what has a place in a sketch is offered.

    A number that is too large for somebody's sketch is so for everybody's above them.
    """
    engine = ladder.engine
    engine.step(
        "filled",
        f"SELECT kind, node, MAX(number) AS top FROM {here} GROUP BY kind, node HAVING COUNT(*) = "
        f"{SKETCH}",
    )
    has_place = (
        "LEFT JOIN filled AS f ON o.kind = f.kind AND o.node = f.node "
        "WHERE (f.top IS NULL OR o.number < f.top)"
    )
    # ``offered``: a row a number that is new to the sketch of who refers to it.
    offered = engine.step(
        "offered",
        f"""SELECT o.kind, o.node, o.number FROM (SELECT DISTINCT s.kind, e.source AS node, s.number
            FROM fresh AS s JOIN other_links AS e ON s.node = e.target) AS o
        LEFT JOIN {here} AS h ON o.kind = h.kind AND o.node = h.node AND o.number = h.number
        {has_place} AND h.number IS NULL""",
    )
    if not offered:
        return 0
    last = "offered"
    for level in range(ladder.levels):
        there = f"offered_{level}"
        engine.step(
            there,
            f"""SELECT kind, node, number FROM {last} UNION SELECT o.kind, o.node, o.number FROM (
                SELECT s.kind, j.up AS node, s.number FROM {last} AS s
                    JOIN {ladder.at(level)} AS j ON s.node = j.node
            ) AS o {has_place}""",
        )
        engine.drop(last)
        last = there
    engine.step("offered", f"SELECT kind, node, number FROM {last}")
    engine.drop(*([] if last == "offered" else [last]))
    return offered


def _accept(engine: Engine, here: str) -> str:
    """Take what was offered into the sketches; make ``fresh`` of what stays."""
    there = _other(here)
    touched = (
        "(SELECT DISTINCT kind, node FROM offered) AS t ON s.kind = t.kind AND s.node = t.node"
    )
    grown = (
        f"SELECT s.kind, s.node, s.number FROM {here} AS s JOIN {touched} "
        "UNION ALL SELECT kind, node, number FROM offered"
    )
    engine.step(
        there,
        f"""SELECT s.kind, s.node, s.number FROM {here} AS s LEFT JOIN {touched}
            WHERE t.node IS NULL
        UNION ALL {_smallest(grown)}""",
    )
    same = "{0}.kind = {1}.kind AND {0}.node = {1}.node AND {0}.number = {1}.number"
    engine.step(
        "fresh",
        f"""SELECT o.kind, o.node, o.number FROM offered AS o
            JOIN {there} AS n ON {same.format("o", "n")}
        LEFT JOIN {here} AS h ON {same.format("o", "h")} WHERE h.number IS NULL""",
    )
    engine.drop(here)
    return there


def _count(engine: Engine, here: str, *, at_rest: bool) -> None:
    """Count or estimate what the sketches of ``upper`` people stand for, their own included."""
    # Numbers spread evenly below 2^62: with x the k-th smallest, some (k - 1) 2^62 / x are there.
    about = (
        f"ROUND(CAST({SKETCH - 1} AS DOUBLE) * CAST({1 << BITS} AS DOUBLE) / (MAX(s.number) + 1))"
    )
    whole = (
        f"CASE WHEN COUNT(*) < {SKETCH} THEN COUNT(*) "
        f"ELSE GREATEST({SKETCH}, CAST({about} AS BIGINT)) END"
    )
    names = {PEOPLE: "people", ORGANIZATIONS: "organizations", DECIDERS: "deciders"}
    known = "c.n" if at_rest else "CAST(NULL AS BIGINT)"
    columns = ", ".join(
        f"MAX(CASE WHEN c.kind = {kind} THEN {known} END) AS {name}" for kind, name in names.items()
    )
    engine.step(
        "reached",
        f"""SELECT c.node, {columns}, MAX(c.filled) = 1 AS estimated FROM (
            SELECT s.kind, s.node, {whole} AS n, CASE WHEN COUNT(*) < {SKETCH} THEN 0 ELSE 1 END
                AS filled
            FROM {here} AS s JOIN upper AS u ON s.node = u.node
                GROUP BY s.kind, s.node) AS c GROUP BY c.node""",
    )
