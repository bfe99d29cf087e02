"""Notes with a paragraph a person and a line a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph import schema
from netgraph.tables.sources.paragraphs import are_paragraphs

if TYPE_CHECKING:
    from pathlib import Path

NOTES = """\
Name: Ana Souza
Company: Nubank
Met: 3 Oct 2026
Referred by: Prof Lima

Name: Ben Katz
Company: Stripe
Referred by: Ana Souza
Notes: kind,
  knows everybody
NAME: Lia Moss
referred by: Ana Souza
Page: https://example.org/lia
"""
LISTED = """\
- Name: Ana Souza
- Referred to: Ben Katz
- Referred to: Lia Moss

- Company: Plaid
- Name: Ben Katz

- Name: Lia Moss
"""


def read(tmp_path: Path, text: str) -> ng.ReferralNetwork:
    """Read a file of notes."""
    path = tmp_path / "notes.txt"
    path.write_text(text, encoding="utf-8")
    return ng.read(path)


def test_each_paragraph_is_a_person_on_the_line_it_begins(tmp_path: Path) -> None:
    net = read(tmp_path, NOTES)
    people = net.contacts.loc[~net.contacts[schema.STUB]]
    assert people.index.tolist() == [1, 6, 11]
    assert people[schema.NAME].tolist() == ["Ana Souza", "Ben Katz", "Lia Moss"]
    assert people[schema.NOTES].tolist()[1] == "kind, knows everybody"
    assert people["Page"].tolist()[2] == "https://example.org/lia"
    assert net.referrals[[*schema.ENDS]].to_numpy().tolist() == [
        ["Prof Lima", "Ana Souza"],
        ["Ana Souza", "Ben Katz"],
        ["Ana Souza", "Lia Moss"],
    ]
    told = net.issues.loc[net.issues[schema.CODE] == schema.READ_AS, schema.MESSAGE].tolist()
    assert any("notes of 3 paragraphs are read as rows" in message for message in told)


def test_a_field_that_comes_twice_names_two_people(tmp_path: Path) -> None:
    net = read(tmp_path, LISTED)
    assert net.referrals[schema.REFERRED_ID].tolist() == ["Ben Katz", "Lia Moss"]
    assert net.contacts[schema.ORGANIZATION].tolist()[1] == "Plaid"


@pytest.mark.parametrize(
    "text",
    [
        "Note: draft list\nName,Referred by\nAnn,\nBob,Ann\n",
        "Name: Ann\nCompany: Acme\n",
        "Dear diary: today\nI met Ann. Then: Bob.\nIt was fun.\n",
        "Name: people I met\nAnn,Acme\nBob,Birch\n",
        "BEGIN:VCARD\nFN:Ann\nEND:VCARD\n",
        "",
    ],
)
def test_other_texts_are_no_notes_of_people(text: str) -> None:
    assert not are_paragraphs(text.encode())
