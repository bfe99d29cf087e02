"""The notebook "What the numbers mean": its drawn network gives the numbers in its words."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "numbers.ipynb"


def page(kind: str) -> str:
    """The notebook's cells of one kind, as text."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == kind)


@pytest.fixture(scope="module")
def net() -> ng.ReferralNetwork:
    """You -> Ana -> Ben -> Cem, Dia; Ana -> Eve; You -> Flo -> Gus; Flo -> Dia later."""
    contacts, referrals = (
        pd.read_csv(io.StringIO(text), dtype=str)
        for text in re.findall(r'^[A-Z]+ = """\\\n(.*?)"""', page("code"), re.MULTILINE | re.DOTALL)
    )
    return ng.from_frames(contacts, referrals, as_of="2024-06-30")


def test_the_table_of_advocates_is_what_netgraph_answers(net: ng.ReferralNetwork) -> None:
    lines = [line for line in page("markdown").splitlines() if line.startswith("|")]
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    answer = ng.advocates(net)
    assert [row[0] for row in rows] == list(answer[schema.CONTACT_ID])
    for column, *cells in zip(*([head, *rows]), strict=True):
        if column != "advocate":
            assert answer[column].tolist() == pytest.approx([float(cell) for cell in cells]), column


def test_the_sentences_hold(net: ng.ReferralNetwork) -> None:
    people = ng.contacts(net).set_index(schema.CONTACT_ID)
    assert people[schema.GENERATION].to_dict() == {
        "ana": 1,
        "ben": 2,
        "cem": 3,
        "dia": 3,
        "eve": 2,
        "flo": 1,
        "gus": 2,
    }
    assert people.loc["dia", schema.INTRODUCED_BY] == "ben"
    assert people[schema.STANDING].to_dict() == {
        "ana": "productive",
        "ben": "productive",
        "cem": "quiet",
        "dia": "open",
        "eve": "closed",
        "flo": "productive",
        "gus": "quiet",
    }
    assert people.loc[["cem", "gus"], schema.CHANCE].round(3).tolist() == [0.026, 0.021]
    assert people.loc[["cem", "gus"], schema.DAYS_QUIET].tolist() == [100, 107]
    assert people.loc["ana", [schema.CONVERSION_LOW, schema.CONVERSION_HIGH]].astype(float).round(
        2
    ).tolist() == [0.16, 0.84]
    assert people.loc["ana", schema.EVIDENCE] == "too early"
    assert people[schema.CREDIT].sum() == pytest.approx(5)
    assert people.loc["ana", schema.CREDIT_SHARE] == pytest.approx(0.6)


def test_the_dead_ends_are_those_named(net: ng.ReferralNetwork) -> None:
    dead = ng.dead_ends(net, least=1).set_index(schema.CONTACT_ID)
    assert dead[schema.SIZE].to_dict() == {"flo": 2, "cem": 1, "eve": 1}
    through = dead[schema.REVIVE_THROUGH]
    assert through["cem"] == "ben"
    assert pd.isna(through["eve"])
    assert through["flo"] == "gus"


def test_the_organizations_hang_on_whom_they_should(net: ng.ReferralNetwork) -> None:
    through = ng.organizations(net).set_index(schema.ORGANIZATION)[schema.ONLY_THROUGH]
    assert through["Cedar"] == "ana"
    assert pd.isna(through["Dogwood"])


def test_the_two_to_keep_warm_keep_four_of_six(net: ng.ReferralNetwork) -> None:
    warm = ng.keep_warm(net, k=2)
    assert list(warm[schema.CONTACT_ID]) == ["ana", "flo"]
    assert list(warm[schema.COVERED]) == [3, 4]
    assert len(ng.organizations(net)) == 6
