"""Weak components, and the pieces in which they are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from netgraph import kernels, schema
from netgraph.engines.engine import BATCH, ROW
from netgraph.engines.linking import AFTER_CONTACTS
from netgraph.engines.relations import CONTACT_FACTS, LINKS, NODE, PLACE, RANK
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs
    from netgraph.engines.engine import Engine

MOST_IN_ONE: Final = 2**31 - 2**27
"""People, or links, that one piece can have: positions are numbers of 32 bits."""


def make_pieces(engine: Engine, limit: int, seeker: int | None) -> int:
    """Make ``piece_people`` and ``piece_links``, numbers; who hangs together is in one piece.

    Parameters
    ----------
    engine
        With ``people`` and ``links``.
    limit
        People and links that small components have together in a piece; a larger component is a
        piece alone, whatever its size.
    seeker
        Their node: who have nobody in common but the seeker do not hang together.

    Returns
    -------
    The rows of the largest piece, people and links together.

    Raises
    ------
    NetgraphError
        If people or links of one component cannot be counted in 32 bits.
    """
    several, largest = _number_pieces(engine, limit, seeker)
    batch, of_people, join_links, apart = "CAST(0 AS BIGINT)", "people AS b", "", ""
    if several:
        # rows with the seeker are in the piece of the other end
        you = f"CASE WHEN source = {seeker} THEN target ELSE source END"
        other = "source" if seeker is None else you
        batch, apart = f"b.{BATCH}", f"PARTITION BY b.{BATCH}"
        of_people = f"pieces AS b JOIN people AS q ON b.{NODE} = q.{NODE}"
        join_links = f"JOIN pieces AS b ON {other} = b.{NODE}"
    # Ties are settled by ids: their order goes along as a number, found without other columns.
    own = ", ".join(f"p.{name}" for name in (NODE, PLACE, *CONTACT_FACTS))
    engine.step(
        "piece_people",
        f"""SELECT r.{BATCH}, {own}, r.{RANK}, p.number AS {schema.ORGANIZATION}
        FROM people AS p JOIN (SELECT b.{NODE}, {batch} AS {BATCH},
            ROW_NUMBER() OVER ({apart} ORDER BY id) AS {RANK} FROM {of_people}) AS r
        ON p.{NODE} = r.{NODE}""",
        by=f"{BATCH}, {PLACE}",
    )
    pairs = ", ".join(f"e.{name}" for name in LINKS)
    engine.step(
        "piece_links",
        f"SELECT {batch} AS {BATCH}, {pairs} FROM links AS e {join_links}",
        by=f"{BATCH}, {ROW}",
    )
    return largest


def _number_pieces(engine: Engine, limit: int, seeker: int | None) -> tuple[bool, int]:
    """Make ``pieces`` where there are several; return whether, and the rows of the largest.

    The arrays go with this function: the steps after it need the memory.
    """
    nodes = engine.fetch(f"SELECT {NODE} FROM people ORDER BY {NODE}")[NODE].to_numpy()
    # int32[links] each: the places of both ends among all nodes, which are sorted
    source, target = _places_of_ends(engine, nodes)
    you = None if seeker is None else np.searchsorted(nodes, seeker)
    apart = (source == you) | (target == you)
    label = kernels.weak_components(source[~apart], target[~apart], len(nodes))
    rows = np.where(source == you, target, source)
    of_links = np.bincount(label[rows], minlength=int(label.max(initial=-1)) + 1)
    piece = _packed(label, of_links, limit)
    # int64[pieces] each: people, and links
    people, links = (
        np.bincount(of, minlength=int(piece.max(initial=0)) + 1) for of in (piece, piece[rows])
    )
    most = int(max(people.max(), links.max()))
    if most > MOST_IN_ONE:
        raise NetgraphError(
            f"{most:,} people or referrals hang together; {MOST_IN_ONE:,} can be counted"
        )
    several = len(people) > 1
    if several:
        import pyarrow as pa

        engine.small("pieces", pa.table({NODE: nodes, BATCH: piece}))
    return several, int((people + links).max())


def _places_of_ends(engine: Engine, nodes: Longs) -> tuple[Ints, Ints]:
    pairs = engine.fetch("SELECT source, target FROM links")
    # int32[rows + 1]: nodes of contacts are rows, so that a table tells their places at once
    listed = int(np.searchsorted(nodes, AFTER_CONTACTS))
    place = np.zeros(int(nodes[:listed].max(initial=0)) + 1, dtype=np.int32)
    place[nodes[:listed]] = np.arange(listed)
    found = []
    for end in ("source", "target"):
        node = pairs[end].to_numpy()
        stranger = node >= AFTER_CONTACTS
        at = place[np.where(stranger, 0, node)]
        at[stranger] = np.searchsorted(nodes, node[stranger])
        found.append(at)
    return found[0], found[1]


def _packed(label: Ints, links: Longs, limit: int) -> Longs:
    """Number the piece of every node: int64[n].

    Parameters
    ----------
    label
        ``int32[n]``: the component of each.
    links
        ``int64[components]``: how many links each component has.
    limit
        Rows that small components have together.
    """
    if len(label) + links.sum() <= limit or not len(label):
        return np.zeros(len(label), dtype=np.int64)
    size = np.bincount(label, minlength=len(links)) + links
    # small components fill a piece in their order, and no more than by a quarter too much
    small = size <= max(1, limit // 4)
    filled = np.cumsum(np.where(small, size, 0))
    piece = np.where(small, (filled - 1) // max(1, limit - limit // 4), 0)
    # each larger one is a piece alone, numbered after those
    piece[~small] = piece.max() + 1 + np.arange(int((~small).sum()))
    # numbers without gaps
    return np.unique(piece, return_inverse=True)[1][label].astype(np.int64)
