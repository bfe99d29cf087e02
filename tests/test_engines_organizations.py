"""Cells with several organizations: what a batch cannot tell, an engine settles as memory does."""

from __future__ import annotations

import random
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from conftest import require
from test_engines import arrow, compare

from netgraph import schema
from netgraph.engines import questions
from netgraph.engines.duck import Duck
from netgraph.engines.whole import Whole
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


NAMES = (
    *("Acme", "Acme Inc", "ACME, Inc.", "Globex", "Globex Ltd", "Zeta", "Müller GmbH", "AT&T"),
    *("Inc", "Iris, Ltd", "A/S", "n/a", "Ernst & Young", "Initech", "Hooli + Co"),
)
SIGNS = ("; ", ";", " | ", "|", " / ", "/", "\n", ", ", ",", "+", ";;")


def drawn_cell(chance: random.Random) -> str:
    """No organization, one, or several with a sign between them, or at an end."""
    if chance.random() < 0.5:
        return chance.choice(["", *NAMES])
    sign = chance.choice(SIGNS)
    ends = ["", "", "", sign]
    names = chance.choices(NAMES, k=chance.choice([1, 2, 2, 3]))
    return chance.choice(ends) + sign.join(names) + chance.choice(ends)


@pytest.mark.parametrize("seed", range(6))
def test_drawn_cells_of_organizations_are_read_as_in_memory(seed: int, tmp_path: Path) -> None:
    """A chain of forty, who share twelve cells; half of the sheets have targets and aliases."""
    chance = random.Random(seed)
    cells = [drawn_cell(chance) for _ in range(12)]
    contacts = pd.DataFrame(
        {
            schema.CONTACT_ID: [str(n) for n in range(40)],
            schema.NAME: chance.choices(["Ann Ash", "Bo Bay", "Cy Coe", "Di Day"], k=40),
            schema.ORGANIZATION: chance.choices(cells, k=40),
            schema.REFERRED_BY: ["", *(str(chance.randrange(n)) for n in range(1, 40))],
        }
    )
    lists = {}
    if seed % 2:
        named = chance.sample([*NAMES, *filter(None, cells)], 3)
        one, other = chance.sample(NAMES, 2)
        lists = {
            "targets": pd.DataFrame({schema.ORGANIZATION: named}),
            "aliases": pd.DataFrame({schema.ALIAS: [one], schema.ORGANIZATION: [other]}),
        }
    net = from_frames(contacts, **lists)
    engine = Duck(work=str(tmp_path))
    try:
        whole = Whole(engine, arrow(contacts), None, **lists)
        compare(whole, net)
    finally:
        engine.close()


@pytest.mark.parametrize(
    "cell", ["Acme;Globex", "Acme Ltd;Globex", "Acme | Globex", "Acme / Globex"]
)
def test_whoever_is_at_two_known_organizations_is_at_the_first(cell: str, tmp_path: Path) -> None:
    rows = [("1", "Iris", ""), ("2", "Acme", "1"), ("3", cell, "1"), ("4", "Globex", "1")]
    columns = [schema.CONTACT_ID, schema.ORGANIZATION, schema.REFERRED_BY]
    engine = Duck(work=str(tmp_path))
    try:
        whole = Whole(engine, arrow(pd.DataFrame(rows, columns=columns)), None)
        found = questions.contacts(whole).frame(None)
        assert found[schema.ORGANIZATION].tolist() == ["Iris", "Acme", "Acme", "Globex"]
        assert found[schema.ORGANIZATIONS_REACHED].tolist() == [2, 0, 0, 0]
        assert whole.issues[schema.SPLIT_CELL] == 1
    finally:
        engine.close()
