"""Headings that are sentences or have several parts, and columns of where a name came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.cleaning.channel_words import name_people
from netgraph.tables.header import match

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """\
Contact Name,Candidate Email,Job Sub Company,Employee Name,Date Referred,Bonus,Status,\
Referral Source,Device Type,Referring Employee ID
Priya Nair,priya@mail.example,St. Mary,Ana Ruiz,03/14/2026,"$2,500",Hired,Direct,Web,E1042
Tom Becker,tom@mail.example,St. Mary,Ana Ruiz,04/02/2026,"$1,000",Interviewing,Direct,Mobile,E1042
Li Wei,li@mail.example,North Clinic,Priya Nair,06/20/2026,"$2,500",In review,Share,Mobile,E2210
Sam Ott,sam@mail.example,North Clinic,Priya Nair,07/01/2026,$500,Not accepted,General,Web,E2210
Grace Kim,grace@mail.example,St. Mary,Dee Long,08/09/2026,"$1,000",Candidate withdrew,General,Web,E3
"""
"""As a program of employees' referrals exports it: channels beside who referred whom."""


def read(tmp_path: Path, text: str, **how: object) -> ng.ReferralNetwork:
    """Read a CSV of this text."""
    path = tmp_path / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return ng.read(path, **how)


def pairs(net: ng.ReferralNetwork) -> set[tuple[str, str]]:
    """Who referred whom, by name."""
    name = net.contacts.set_index(schema.CONTACT_ID)[schema.NAME]
    name = name.fillna(name.index.to_series())
    ends = (net.referrals[c].map(name) for c in schema.ENDS)
    return set(zip(*ends, strict=True))


@pytest.mark.parametrize(
    ("said", "standard"),
    [
        ("Who I talked to", "name"),
        ("Who did you speak with?", "name"),
        ("Person I met", "name"),
        ("Coffee chat with", "name"),
        ("First & Last name", "name"),
        ("Where he/she works", "organization"),
        ("Currently working at", "organization"),
        ("Their employer", "organization"),
        ("Company / school / employer", "organization"),
        ("Company/University", "organization"),
        ("Affiliation", "organization"),
    ],
)
def test_a_heading_that_is_a_sentence_is_read(said: str, standard: str) -> None:
    beside = "Company" if standard == "name" else "Name"
    assert match([beside, said], schema.CONTACTS_TABLE)[standard] == said


@pytest.mark.parametrize(
    "said",
    [
        "Email / Phone",
        "Who knows",
        "Where we met",
        "Met",
        "Works remotely",
        "Contact met",
        "School",
    ],
)
def test_a_heading_that_means_another_thing_is_neither_name_nor_organization(said: str) -> None:
    found = match(["Name", "Company", said], schema.CONTACTS_TABLE)
    assert said not in (found["name"], found["organization"])
    alone = match([said], schema.CONTACTS_TABLE)
    assert not {"name", "organization", "email"} & alone.keys()


def test_a_name_of_its_own_comes_before_a_sentence() -> None:
    found = match(["Spoke with", "Name"], schema.CONTACTS_TABLE)
    assert found["name"] == "Name"


def test_a_log_in_sentences_is_read(tmp_path: Path) -> None:
    net = read(
        tmp_path,
        "When,Who I talked to,Where they work,Who sent me,Gave me (names)\n"
        "2026-09-03,Carol Ames,Retired,,Rick Stone; Joy Park\n"
        "2026-09-10,Rick Stone,Stone & Sons,Carol Ames,Marcus Webb\n"
        "2026-09-30,Marcus Webb,City Bank,Rick Stone,Helen Cho\n",
    )
    assert pairs(net) == {
        ("Carol Ames", "Rick Stone"),
        ("Carol Ames", "Joy Park"),
        ("Rick Stone", "Marcus Webb"),
        ("Marcus Webb", "Helen Cho"),
    }
    assert "City Bank" in net.contacts[schema.ORGANIZATION].tolist()


def test_channels_are_no_referrers_and_ids_say_whose_names_a_column_has(tmp_path: Path) -> None:
    net = read(tmp_path, PROGRAM)
    assert pairs(net) == {
        ("Ana Ruiz", "Priya Nair"),
        ("Ana Ruiz", "Tom Becker"),
        ("Priya Nair", "Li Wei"),
        ("Priya Nair", "Sam Ott"),
        ("Dee Long", "Grace Kim"),
    }
    told = net.issues[net.issues[schema.CODE] == schema.READ_AS][schema.MESSAGE]
    assert any(
        "'Employee Name' as referred_by with ids in 'Referring Employee ID'" in m for m in told
    )
    status = net.contacts.set_index(schema.NAME)[schema.STATUS]
    assert status["Sam Ott"] == status["Grace Kim"] == "declined"


def test_two_names_of_one_id_are_asked_for(tmp_path: Path) -> None:
    other = PROGRAM.replace("St. Mary,Ana Ruiz,04", "St. Mary,Anna Ruiz,04")
    with pytest.raises(InputError, match=r"no column 'referred_by'.*Employee Name"):
        read(tmp_path, other)


def test_a_heading_of_the_role_comes_before_where_a_name_came_from(tmp_path: Path) -> None:
    net = read(tmp_path, PROGRAM.replace("Employee Name", "Referring Employee"))
    assert ("Ana Ruiz", "Tom Becker") in pairs(net)
    assert "Share" not in net.contacts[schema.CONTACT_ID].tolist()


def test_sources_that_are_people_are_referrers(tmp_path: Path) -> None:
    rows = "Name,Referral source\nMia Fox,Dr. Ada Bell\nBo Lund,Dr. Ada Bell\nCy Hart,Bo Lund\n"
    assert pairs(read(tmp_path, rows)) == {
        ("Dr. Ada Bell", "Mia Fox"),
        ("Dr. Ada Bell", "Bo Lund"),
        ("Bo Lund", "Cy Hart"),
    }


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (["Direct", "Share", "General"], False),
        (["Employee Portal", "Social Media", "Walk In"], False),
        (["Ann Lee", "Bob Ray", "LinkedIn"], True),
        (["Ann", "Bob"], True),
        (["Dave", "Joe"], False),
        ([], False),
    ],
)
def test_people_and_channels_are_told_apart(words: list[str], people: bool) -> None:  # noqa: FBT001
    beside = pd.DataFrame({"Name": ["Ann Lee", "Bob Ray"], "Title": ["Nurse", None]})
    assert name_people(pd.Series(words, dtype="str"), beside) is people


def test_marks_of_markdown_are_no_part_of_names(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(
        "| Person | Company | Referred by |\n|:---|---|---:|\n"
        "| **Nina Petrova** | Orbit | - |\n| _Omar_ **Haddad** | Orbit_2 | Nina Petrova |\n"
        "| Raj *2* Rao | `Quanta` | ~~Nina Petrova~~ |\n",
        encoding="utf-8",
    )
    net = ng.read(path)
    assert pairs(net) == {("Nina Petrova", "Omar Haddad"), ("Nina Petrova", "Raj 2 Rao")}
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Orbit", "Orbit_2", "Quanta"]
    assert net.contacts.index.tolist() == [3, 4, 5]
    assert schema.UNPLACED not in net.issues[schema.CODE].tolist()


def test_dashes_and_stars_outside_of_markdown_stay(tmp_path: Path) -> None:
    net = read(tmp_path, "Name,Company,Referred by\n*Ann*,--,\nBo Lund,A*B*C,*Ann*\n")
    assert net.contacts[schema.ORGANIZATION].iloc[1] == "A*B*C"


@pytest.mark.parametrize(
    ("words", "column"),
    [("offen", "Gespräch am"), ("en attente", "Met on"), ("(to be scheduled)", "Date of call")],
)
def test_a_day_that_is_not_known_yet_is_blank(words: str, column: str, tmp_path: Path) -> None:
    rows = f"Name,Referred by,{column}\nAnn Lee,,05.10.26\nBo Lund,Ann Lee,{words}\n"
    net = read(tmp_path, rows + "Cy Hart,Bo Lund,19.10.26\n")
    assert net.contacts[schema.MET_ON].notna().tolist() == [True, False, True]
    assert schema.PLACEHOLDER in net.issues[schema.CODE].tolist()


def test_results_in_words_are_no_statuses(tmp_path: Path) -> None:
    rows = "Name,Referred by,Ergebnis\nAnn Lee,,sehr nett\nBo Lund,Ann Lee,Absage\n"
    net = read(tmp_path, rows)
    assert schema.STATUS not in net.contacts.columns
    told = net.issues.loc[net.issues[schema.CODE] == schema.UNCLAIMED_COLUMN, schema.MESSAGE]
    assert any("'Ergebnis' may be status" in message for message in told)


@pytest.mark.parametrize(
    "said",
    [
        "Il/elle m'a donné",
        "Weitere Kontakte genannt",
        "Hat mir empfohlen",
        "Me presentó a",
        "Mi ha dato",
        "Novos contatos",
        "Noemde mij",
    ],
)
def test_whom_somebody_named_is_asked_in_other_languages(said: str, tmp_path: Path) -> None:
    rows = f"Name;Company;{said}\nAnn Lee;Acme;Bo Lund, Cy Hart\nBo Lund;Birch;\nCy Hart;Cob;\n"
    assert pairs(read(tmp_path, rows)) == {("Ann Lee", "Bo Lund"), ("Ann Lee", "Cy Hart")}


@pytest.mark.parametrize(
    "said", ["Wer hat mir den Namen genannt", "Qui m'a donné son nom", "Quién me dio su nombre"]
)
def test_who_gave_a_name_is_asked_in_other_languages(said: str, tmp_path: Path) -> None:
    rows = f"Name;Company;{said}\nAnn Lee;Acme;\nBo Lund;Birch;Ann Lee\nCy Hart;Cob;Ann Lee\n"
    assert pairs(read(tmp_path, rows)) == {("Ann Lee", "Bo Lund"), ("Ann Lee", "Cy Hart")}
