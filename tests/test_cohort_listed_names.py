"""Tables of seekers that say the names of students, where folders and files are called so."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from two_students import HEAD, ONE, OTHER, folders_of_two, told

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two students, a folder each that is called after them."""
    return folders_of_two(tmp_path / "office", "contacts.csv")


@pytest.mark.parametrize(
    ("file", "heading"),
    [
        *(("seekers.csv", one) for one in ("name", "Name", "Student", "Client", "Nombre")),
        ("seekers.csv", "Étudiant"),
        *(("students.csv", one) for one in ("Student", "Student name", "Full name")),
        ("Roster.csv", "Name"),
    ],
)
def test_a_list_may_say_the_names_by_which_searches_are_called(
    office: Path, file: str, heading: str
) -> None:
    text = f"{heading},Programme\nBo Kay,Law\nZoë Day,MBA\nDi Ray,Law\n"
    (office / file).write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert cohort.seekers.tolist() == ["Bo Kay", "Zoë Day", "Di Ray"]
    assert cohort.groups is not None
    assert cohort.groups["Programme"].tolist() == ["Law", "MBA", "Law"]
    assert told(cohort, schema.NOT_STARTED) == [
        f"'Di Ray' is in {file} and has no contact yet: not started"
    ]


def test_that_names_are_read_as_ids_is_told(office: Path) -> None:
    (office / "seekers.csv").write_text("Name,Year\nBo Kay,1\nZoë Day,2\n", encoding="utf-8")
    words = "seekers.csv: 'Name' says what the searches are called: read as seeker_id"
    assert words in told(ng.read_cohort(office), schema.READ_AS)


@pytest.mark.parametrize("heading", ["seeker_id", "Student ID", "id"])
def test_names_count_where_no_search_is_called_by_an_id(office: Path, heading: str) -> None:
    text = f"{heading},Name,Programme\n001,Bo Kay,Law\n002,Zoë Day,MBA\n"
    (office / "students.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert cohort.seekers.tolist() == ["Bo Kay", "Zoë Day"]
    assert cohort.groups is not None
    assert cohort.groups["Programme"].tolist() == ["Law", "MBA"]
    ids = "id" if heading == schema.SEEKER_ID else heading
    assert cohort.groups[ids].tolist() == ["001", "002"]


def test_ids_count_where_a_search_is_called_by_one(tmp_path: Path) -> None:
    for name, text in (("s1", ONE), ("s2", OTHER)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    listed = "Student ID,Name\ns1,Zoë Day\ns3,s2\n"
    (tmp_path / "seekers.csv").write_text(listed, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.seekers.tolist() == ["s1", "s2", "s3"]
    assert cohort.groups is not None
    assert cohort.groups["name"].fillna("").tolist() == ["Zoë Day", "", "s2"]


def test_names_of_folders_may_have_other_signs_and_accents_apart(tmp_path: Path) -> None:
    for name, text in ((unicodedata.normalize("NFD", "Zoë Day"), ONE), ("bo_kay", OTHER)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    listed = "Student,Programme\nZoë Day,MBA\nBo Kay,Law\n"
    (tmp_path / "seekers.csv").write_text(listed, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.seekers.tolist() == ["Zoë Day", "bo_kay"]
    assert cohort.groups is not None
    assert cohort.groups["Programme"].tolist() == ["MBA", "Law"]
    assert "'Bo Kay' is taken as 'bo_kay'" in told(cohort, schema.READ_AS)


def test_a_list_that_names_no_search_is_refused_with_a_way_out(office: Path) -> None:
    listed = office / "seekers.csv"
    listed.write_text("Programme,Year\nLaw,1\n", encoding="utf-8")
    with pytest.raises(ng.MissingColumnError, match="which of them says what the searches are"):
        ng.read_cohort(office)
    listed.write_text("Programme,Called\nLaw,Bo Kay\nMBA,Zoë Day\n", encoding="utf-8")
    with pytest.raises(ng.MissingColumnError) as refused:
        ng.read_cohort(office)
    assert "is it 'Called'? then say --map 'seeker_id=Called'" in str(refused.value)
    cohort = ng.read_cohort(office, columns={"seeker_id": "Called"})
    assert cohort.groups is not None
    assert cohort.groups["Programme"].tolist() == ["Law", "MBA"]


def test_contacts_called_after_students_are_a_search_all_the_same(tmp_path: Path) -> None:
    for name, text in (("clients", ONE), ("friends of Bo", OTHER)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert ng.read_cohort(tmp_path).seekers.tolist() == ["clients", "friends of Bo"]


def table_of_both(path: Path) -> Path:
    """One table of both searches, whose ids are names."""
    rows = [f"Zoë Day,{line}" for line in ONE.splitlines()[1:]]
    rows += [f"Bo Kay,{line}" for line in OTHER.splitlines()[1:]]
    path.write_text("\n".join([f"seeker_id,{HEAD.strip()}", *rows]), encoding="utf-8")
    return path


def test_names_beside_tables_with_ids_are_read_where_the_ids_are_names(tmp_path: Path) -> None:
    table_of_both(tmp_path / "contacts.csv")
    listed = "Name,Programme\nZoë Day,MBA\nBo Kay,Law\n"
    (tmp_path / "seekers.csv").write_text(listed, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.groups is not None
    assert cohort.groups["Programme"].tolist() == ["MBA", "Law"]


def test_names_of_others_beside_a_named_file_are_left_alone(tmp_path: Path) -> None:
    export = table_of_both(tmp_path / "export.csv")
    (tmp_path / "seekers.csv").write_text("Name,Programme\nEve Roe,Law\n", encoding="utf-8")
    cohort = ng.read_cohort(export)
    assert cohort.seekers.tolist() == ["Zoë Day", "Bo Kay"]
    assert cohort.groups is None


def test_names_of_others_beside_tables_stop_no_answer(tmp_path: Path) -> None:
    """Searches are called by ids; of the list of students alone nobody knows who is who."""
    (tmp_path / "contacts.csv").write_text("seeker_id,contact_id\ns1,a\ns2,b\n", encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("referrer_id,referred_id\n", encoding="utf-8")
    (tmp_path / "students.csv").write_text("Name\nBo Kay\nZoë Day\n", encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.seekers.tolist() == ["s1", "s2"]
    (words,) = told(cohort, schema.PASSED_SHEET)
    assert words.startswith(
        "passed over, as it names nobody whose search this is: students.csv: no"
    )
    assert "--map 'seeker_id=HEADING'" in words
    # a table that is called as ours is one, and who names it means it
    for name, more in (("seekers.csv", {}), ("students.csv", {"seekers": "students.csv"})):
        (tmp_path / "students.csv").rename(tmp_path / name)
        beside = {key: tmp_path / file for key, file in more.items()}
        with pytest.raises(ng.MissingColumnError, match="what the searches are called"):
            ng.read_cohort(tmp_path, **beside)
        (tmp_path / name).rename(tmp_path / "students.csv")
