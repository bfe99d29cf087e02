"""Each clause of what the words mean, on a network small enough to be counted by eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from clauses import CLAUSES, Clause, network_of

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

TABLES = {
    "contacts": (ng.contacts, schema.CONTACT_ID),
    "advocates": (ng.advocates, schema.CONTACT_ID),
    "dead_ends": (ng.dead_ends, schema.CONTACT_ID),
    "organizations": (ng.organizations, schema.ORGANIZATION),
}


def cell(net: ReferralNetwork, table: str, row: str, column: str) -> object:
    """A cell of an answer; None for a missing one."""
    question, key = TABLES[table]
    found = question(net).set_index(key).loc[row, column]
    if pd.isna(found):
        return None
    if isinstance(found, pd.Timestamp):
        return f"{found:%Y-%m-%d}"
    return found.item() if hasattr(found, "item") else found


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.name)
def test_the_clause_holds_of_its_network(clause: Clause) -> None:
    net = network_of(clause.drawing, as_of=clause.as_of, seeker=clause.seeker)
    for table, row, column, value in clause.cells:
        found = cell(net, table, row, column)
        wanted = value or None
        if isinstance(found, (int, float)) and wanted is not None:
            assert found == pytest.approx(float(wanted)), (table, row, column)
        else:
            assert found == wanted, (table, row, column)
