"""What looks as if it said who referred whom, and does not: plans, channels, ids of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph import schema
from netgraph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TRUE = {("Ana Ruiz", "Ben Okafor"), ("Ana Ruiz", "Carla Diaz"), ("Ben Okafor", "Dan Wu")}


def pairs_of(tmp_path: Path, text: str, name: str = "sheet.csv", **how: object) -> set[object]:
    """Who referred whom by a text, by name."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    net = ng.read(path, **how)
    called = net.contacts.set_index(schema.CONTACT_ID)[schema.NAME]
    called = called.fillna(called.index.to_series())
    return set(zip(*(net.referrals[end].map(called) for end in schema.ENDS), strict=True))


UNDONE = (
    "To be introduced by",
    "Will be introduced by",
    "Could be introduced by",
    "Possible referrer",
    "Introduction requested from",
    "Referred by (planned)",
    "Not referred by",
    "Introduced by me to",
    "I introduced to",
    "Empfohlen durch mich an",
    "Will introduce me to",
    "Who introduced whom",
)


@pytest.mark.parametrize("said", UNDONE)
def test_what_nobody_did_yet_or_the_seeker_did_is_no_referral(said: str, tmp_path: Path) -> None:
    rows = "Ana Ruiz,Siemens,\nBen Okafor,Bosch,Ana Ruiz\nCarla Diaz,BASF,Ana Ruiz\n"
    with pytest.raises(InputError, match="no column 'referred_by'") as refused:
        pairs_of(tmp_path, f"Name,Company,{said}\n{rows}Dan Wu,BMW,Ben Okafor\n")
    assert f"={said}'" not in str(refused.value)


@pytest.mark.parametrize(
    "said",
    [
        "Backup referrer",
        "Introduced by (could be)",
        "Who to ask about them",
        "Names to ask for",
        "Introduced by me to",
        "Will introduce me to",
    ],
)
def test_it_is_none_beside_true_ones_either(said: str, tmp_path: Path) -> None:
    text = (
        f"Name,Company,{said},Referred by\nAna Ruiz,Siemens,Dan Wu,\n"
        "Ben Okafor,Bosch,Dan Wu,Ana Ruiz\nCarla Diaz,BASF,Dan Wu,Ana Ruiz\n"
        "Dan Wu,BMW,,Ben Okafor\n"
    )
    assert pairs_of(tmp_path, text) == TRUE


@pytest.mark.parametrize(
    "said", ["Recommended to me by", "How I got to them", "Introduced by (name)"]
)
def test_what_somebody_did_is_a_referral(said: str, tmp_path: Path) -> None:
    rows = "Ana Ruiz,Siemens,\nBen Okafor,Bosch,Ana Ruiz\nCarla Diaz,BASF,Ana Ruiz\n"
    assert pairs_of(tmp_path, f"Name,Company,{said}\n{rows}Dan Wu,BMW,Ben Okafor\n") == TRUE


def test_ids_of_referrers_that_no_row_has_are_nobody(tmp_path: Path) -> None:
    text = (
        "Name,Referred by,Referred by ID,Referred by email\nAna Ruiz,,,\n"
        "Ben Okafor,Ana Ruiz,E1,ana@x.example\nCarla Diaz,Ana Ruiz,E1,ana@x.example\n"
        "Dan Wu,Ben Okafor,E2,ben@x.example\n"
    )
    assert pairs_of(tmp_path, text) == TRUE
    # of rows that have them they are read
    owned = text.replace("Name,", "Badge,Name,").replace("\nAna", "\nE1,Ana")
    owned = owned.replace("\nBen", "\nE2,Ben").replace("\nCarla", "\nE3,Carla")
    assert pairs_of(tmp_path, owned.replace("\nDan", "\nE4,Dan")) == TRUE


def test_channels_among_referrers_are_sources(tmp_path: Path) -> None:
    text = (
        "Name,Company,Referral source,Referred by\nAna Ruiz,Siemens,Web,\n"
        "Ben Okafor,Bosch,Friend,Ana Ruiz\nCarla Diaz,BASF,Portal,Ana Ruiz\n"
        "Dan Wu,BMW,General,Ben Okafor\n"
    )
    assert pairs_of(tmp_path, text) == TRUE
    assert pairs_of(tmp_path, "Name,Referred by\nA B,Portal\nC D,A B\nE F,Internal\n") == {
        ("A B", "C D")
    }


def test_a_channel_that_the_caller_maps_is_read_as_said(tmp_path: Path) -> None:
    text = "Name,Referral source\nAnn Lee,Booth 4\nBo Lu,Booth 4\n"
    found = pairs_of(tmp_path, text, columns={schema.REFERRED_BY: "Referral source"})
    assert found == {("Booth 4", "Ann Lee"), ("Booth 4", "Bo Lu")}


def test_bars_that_markdown_escapes_and_text_around_a_table_are_no_cells(tmp_path: Path) -> None:
    table = (
        "| Name | Company | Referred by |\n|---|---|---|\n| Ana Ruiz | B\\|A | |\n"
        "| Fay \\*Sun\\* | B\\|A\\|SF | **Ana Ruiz** |\n"
    )
    for text in (table, f"{table}\nAfter.\n", f"Before.\n\n{table}"):
        assert pairs_of(tmp_path, text, "notes.md") == {("Ana Ruiz", "Fay *Sun*")}
    assert ng.read(tmp_path / "notes.md").contacts[schema.ORGANIZATION].iloc[1] == "B|A|SF"


def test_lines_of_notes_that_are_no_field_are_no_part_of_a_name(tmp_path: Path) -> None:
    text = (
        "Name: Ana Ruiz\nCompany: Siemens\n\nName: Ben Okafor\nReferred by: Ana Ruiz\n"
        "We spoke on the phone.\n\nName: Carla Diaz\nReferred by: Ana Ruiz\n"
        "https://example.org/carla\n- sehr nett\n"
    )
    assert pairs_of(tmp_path, text, "notes.txt") == {
        ("Ana Ruiz", "Ben Okafor"),
        ("Ana Ruiz", "Carla Diaz"),
    }
    people = ng.read(tmp_path / "notes.txt").contacts
    assert people[schema.NOTES].tolist()[1:] == [
        "We spoke on the phone.",
        "https://example.org/carla - sehr nett",
    ]
