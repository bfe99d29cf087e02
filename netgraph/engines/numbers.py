"""The answers of a piece as numbers: the functions of ``analysis``, no word of any table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from netgraph import schema
from netgraph.analysis.conversion import conversion
from netgraph.analysis.dead_ends import branch_numbers, dead_branches, reasons_of
from netgraph.analysis.metrics import metric_numbers
from netgraph.analysis.organizations import became_known, first_contact, organization_numbers
from netgraph.analysis.reach import reach
from netgraph.engines.coded import piece_of
from netgraph.engines.engine import as_arrow
from netgraph.engines.relations import (
    BECAME_KNOWN,
    CONTACT_NUMBERS,
    DEAD_END_NUMBERS,
    DISTANCE,
    ESTIMATES,
    NODE,
    ORGANIZATION_NUMBERS,
    PLACE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from netgraph.engines.coded import FactsOfWhole, Piece
    from netgraph.engines.engine import Shape, Tables

NUMBERS_AT_ONCE: Final = 100_000
"""Rows that are made columns of an engine at a time."""


def answer(
    tables: Tables,
    memo: Path | None,
    *,
    question: Callable[[Piece], Mapping[str, Any]],
    shape: Shape,
    known: FactsOfWhole,
) -> Iterator[pa.Table]:
    """Answer a question of a piece, a part of the rows at a time."""
    columns = question(piece_of(tables, known, memo))
    size = len(columns[next(iter(shape))])
    # a piece may have no dead end, say: one empty table is its answer then, rather than none
    for start in range(0, max(1, size), NUMBERS_AT_ONCE):
        rows = {name: columns[name][start : start + NUMBERS_AT_ONCE] for name in shape}
        yield as_arrow(rows, shape)


def contacts_of(piece: Piece) -> dict[str, Any]:
    """Every number of every contact: ``CONTACT_NUMBERS``."""
    net = piece.net
    numbers, share = metric_numbers(net, exact=piece.exact), conversion(net)
    # object[n]: the code past the last standing is that of people of whom nothing is recorded
    standing = np.array([*schema.STANDINGS, None], dtype=object)[numbers[schema.STANDING]]
    # int64[n], the number in the first row alone: SUM over all rows then adds each piece once
    estimates = np.zeros(len(piece.node), dtype=np.int64)
    estimates[:1] = reach(net, exact=piece.exact).estimated
    columns = numbers | {
        NODE: piece.node,
        PLACE: piece.place,
        schema.STANDING: standing,
        schema.INTRODUCED_BY: piece.nodes_at(numbers[schema.INTRODUCED_BY]),
        schema.CONVERSION: share.mean,
        schema.CONVERSION_LOW: share.low,
        schema.CONVERSION_HIGH: share.high,
        schema.EVIDENCE: share.evidence,
        ESTIMATES: estimates,
    }
    return {name: columns[name] for name in CONTACT_NUMBERS}


def dead_ends_of(piece: Piece) -> dict[str, Any]:
    """The dead ends, people who stand alone among them: ``DEAD_END_NUMBERS``."""
    net, dead = piece.net, dead_branches(piece.net)
    return branch_numbers(net, dead) | {
        NODE: piece.node[dead.top],
        schema.INTRODUCED_BY: piece.nodes_at(net.forest.introducer[dead.top]),
        schema.REASON: reasons_of(net, dead),
        schema.REVIVE_THROUGH: piece.nodes_at(dead.revive_through),
    }


def organizations_of(piece: Piece) -> dict[str, Any]:
    """What a piece knows of each organization, and when and where it was first reached."""
    net, numbers = piece.net, organization_numbers(piece.net)
    first = first_contact(net)
    return numbers | {
        NODE: piece.organization,
        schema.INTRODUCED_BY: piece.nodes_at(numbers[schema.INTRODUCED_BY]),
        schema.ONLY_THROUGH: piece.nodes_at(numbers[schema.ONLY_THROUGH]),
        BECAME_KNOWN: became_known(net)[first],
        DISTANCE: net.forest.generation[first],
        PLACE: piece.place[first],
    }


NUMBER_SHAPES: Final = {
    contacts_of: CONTACT_NUMBERS,
    dead_ends_of: DEAD_END_NUMBERS,
    organizations_of: ORGANIZATION_NUMBERS,
}
"""The columns that each of these questions gives."""
