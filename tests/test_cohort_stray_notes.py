"""Tables without people beside a student's search: passed over, told, all troubles at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from two_students import ONE, folders_of_two, told

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path

NOTES = "Date,Note\n2026-03-01,talked of CVs\n2026-03-05,sent flowers\n"
WORDS = "notes.csv: passed over, as it has no column of people (found 'Date', 'Note')"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two students, a folder each, whose tables have names of their own."""
    return folders_of_two(tmp_path / "office", "my contacts.csv")


def passed(found: ng.Cohort | ng.ReferralNetwork) -> list[str]:
    return told(found, schema.PASSED_SHEET)


def test_notes_beside_the_one_table_of_a_student_are_passed_over(office: Path) -> None:
    before = ng.read_cohort(office)
    for place in office.iterdir():
        (place / "notes.csv").write_text(NOTES, encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert passed(cohort) == [WORDS, WORDS]
    for seeker in before.seekers:
        assert cohort.network(seeker).people.equals(before.network(seeker).people)


def test_notes_beside_a_table_called_contacts_are_told_too(office: Path) -> None:
    place = office / "Bo Kay"
    (place / "my contacts.csv").rename(place / "contacts.csv")
    (place / "notes.csv").write_text(NOTES, encoding="utf-8")
    assert passed(ng.read_cohort(office)) == [WORDS]


def test_one_search_alone_is_read_so_too(office: Path) -> None:
    place = office / "Bo Kay"
    (place / "notes.csv").write_text(NOTES, encoding="utf-8")
    net = ng.read(place)
    assert net.people["name"].tolist() == ["Max Moor", "Cy Fox"]
    assert passed(net) == [WORDS]


def test_people_and_links_are_read_beside_notes(tmp_path: Path) -> None:
    people = "Name,Company\nMax Moor,Acme\nCy Fox,Elm\n"
    (tmp_path / "friends.csv").write_text(people, encoding="utf-8")
    (tmp_path / "who.csv").write_text("From,To\nMax Moor,Cy Fox\n", encoding="utf-8")
    (tmp_path / "notes.csv").write_text(NOTES, encoding="utf-8")
    net = ng.read(tmp_path)
    assert net.people["organization"].tolist() == ["Acme", "Elm"]
    assert len(net.referrals) == 1
    assert passed(net) == [WORDS]


def test_an_empty_file_is_still_a_student_who_has_not_begun(tmp_path: Path) -> None:
    (tmp_path / "anna.csv").write_text(ONE, encoding="utf-8")
    (tmp_path / "bob.csv").touch()
    assert ng.read_cohort(tmp_path).seekers.tolist() == ["anna", "bob"]


def test_all_folders_with_two_tables_of_people_are_named_at_once(office: Path) -> None:
    for place in office.iterdir():
        (place / "notes.csv").write_text(NOTES, encoding="utf-8")
        (place / "other people.csv").write_text(ONE, encoding="utf-8")
    with pytest.raises(ng.InputError) as refused:
        ng.read_cohort(office)
    assert len(refused.value.problems) == 2
    for name, words in zip(("Bo Kay", "Zoë Day"), refused.value.problems, strict=True):
        assert words.startswith(f"{name}: holds my contacts.csv, notes.csv, other people.csv, and")
