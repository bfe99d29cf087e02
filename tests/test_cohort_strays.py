"""What lies in a career office's folder and is no search: told, and never hides a student."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import netgraph as ng
from netgraph import schema
from netgraph.tables.cohorts.read import read_any

DATA = Path(__file__).parents[1] / "data"
SHEET = (
    "Name,Company,Referred by,Met on\n{0} One,Acme,,2026-01-03\n{0} Two,Birch,{0} One,2026-01-05\n"
)
PEOPLE = "First Name,Last Name,Company,Email\nZed,Zoe,Acme,zed@acme.example\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two students with a sheet each, in a folder each."""
    for student in ("amy", "bob"):
        (tmp_path / "office" / student).mkdir(parents=True)
        sheet = tmp_path / "office" / student / "contacts.csv"
        sheet.write_text(SHEET.format(student.title()), encoding="utf-8")
    return tmp_path / "office"


def passed(issues: object) -> list[tuple[str, str]]:
    """The severity and the words of everything that is told as passed over."""
    table = issues[issues[schema.CODE] == schema.PASSED_SHEET]  # type: ignore[index]
    return [*zip(table[schema.SEVERITY], table[schema.MESSAGE], strict=True)]


def test_a_table_that_is_no_network_hides_no_student(office: Path) -> None:
    (office / "contacts.csv").write_text(PEOPLE, encoding="utf-8")
    for cohort in (read_any(office), ng.read_cohort(office)):
        assert isinstance(cohort, ng.Cohort)
        assert cohort.seekers.tolist() == ["amy", "bob"]
        ((severity, words),) = passed(cohort.issues)
        assert severity == "warning"
        assert "contacts.csv: passed over" in words
        assert "the 2 folders beside it hold a search each (amy, bob)" in words


def test_a_network_beside_folders_of_searches_is_read_and_says_so(office: Path) -> None:
    shutil.copy(office / "amy" / "contacts.csv", office)
    net = read_any(office)
    assert isinstance(net, ng.ReferralNetwork)
    ((severity, words),) = passed(net.issues)
    assert severity == "warning"
    assert "2 folders beside contacts.csv hold the tables of a search each" in words
    assert "(amy, bob)" in words
    # who asks for several searches, or lists the students, means the folders
    assert ng.read_cohort(office).seekers.tolist() == ["amy", "bob"]
    (office / "seekers.csv").write_text("seeker_id,year\namy,2\nbob,3\n", encoding="utf-8")
    listed = read_any(office)
    assert isinstance(listed, ng.Cohort)
    assert [severity for severity, _ in passed(listed.issues)] == ["warning"]


def test_shared_tables_beside_folders_stay_those_of_all(office: Path) -> None:
    (office / "contacts.csv").write_text(
        "student id,id,name,referred_by\ns1,1,Ann,\ns2,2,Bo,\n", encoding="utf-8"
    )
    cohort = ng.read_cohort(office)
    assert cohort.seekers.tolist() == ["s1", "s2"]
    assert "2 folders beside contacts.csv" in passed(cohort.issues)[0][1]


def test_one_plain_network_with_other_folders_is_told_nothing(tmp_path: Path) -> None:
    for net in (ng.read(DATA), read_any(DATA)):
        assert isinstance(net, ng.ReferralNetwork)
        assert not passed(net.issues)
    # folders without tables of people are nobody's searches
    (tmp_path / "contacts.csv").write_text(SHEET.format("Ann"), encoding="utf-8")
    for name in ("figures", "hours"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "hours.csv").write_text("date,activity,hours\n", encoding="utf-8")
    assert not passed(ng.read(tmp_path).issues)


@pytest.mark.parametrize(
    "name", ["contacts (1).csv", "Copy of contacts.csv", "contacts_new.tsv", "contacts-2.csv"]
)
def test_a_copy_of_a_table_may_be_the_newer_one(name: str, office: Path) -> None:
    copy = office / "amy" / name
    copy.write_text(SHEET.format("Cleo"), encoding="utf-8")
    for issues in (ng.read(office / "amy").issues, ng.read_cohort(office).issues):
        ((severity, words),) = passed(issues)
        assert severity == "warning"
        assert f"{name}: passed over: taken for a copy of contacts.csv" in words
    # the same bytes once more say nothing new
    shutil.copy(office / "amy" / "contacts.csv", copy)
    ((severity, words),) = passed(ng.read(office / "amy").issues)
    assert (severity, "the same as contacts.csv" in words) == ("info", True)


def test_a_student_whose_sheet_names_no_referrer_stops_nobody(office: Path) -> None:
    (office / "cy").mkdir()
    (office / "cy" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    cohort = ng.read_cohort(office)
    alone = cohort.network("cy")
    assert alone.contacts["name"].tolist() == ["Zed Zoe"]
    assert not len(alone.referrals)
    assert ng.contacts(alone)["generation"].tolist() == [1]
    told = cohort.issues[cohort.issues[schema.CODE] == schema.READ_AS]
    assert told[[schema.SEVERITY, schema.SEEKER_ID]].to_numpy().tolist() == [["warning", "cy"]]
    assert "no column says who referred whom" in told[schema.MESSAGE].iloc[0]


def test_a_column_that_likely_names_referrers_is_still_asked_for(office: Path) -> None:
    (office / "cy").mkdir()
    likely = "Name,Company,Who told you\nZed,Acme,\nBo,Acme,Quentin Ray\nJo,Elm,Mara Lou\n"
    (office / "cy" / "people.csv").write_text(likely, encoding="utf-8")
    with pytest.raises(ng.InputError, match="Who told you"):
        ng.read_cohort(office)


def test_a_text_is_passed_over_wherever_it_lies(office: Path) -> None:
    text = "Our students, and whom they know\nAsk Jo, she knows\n"
    shutil.move(office / "amy" / "contacts.csv", office / "amy" / "my list.csv")
    for place in (office, office / "amy"):
        (place / "readme.txt").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert cohort.seekers.tolist() == ["amy", "bob"]
    words = "readme.txt: passed over, as it is a text and no table"
    assert passed(cohort.issues) == [("warning", words), ("info", words)]
    assert passed(ng.read(office / "amy").issues) == [("info", words)]


def test_files_that_are_nobodys_search_are_told_and_a_students_file_is_read(office: Path) -> None:
    (office / "budget.csv").write_text("Month,Euro\n1,2\n", encoding="utf-8")
    for name in ("contacts (1).csv", "cleo.csv"):
        (office / name).write_text(SHEET.format("Cleo"), encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert sorted(cohort.seekers) == ["amy", "bob", "cleo"]
    told = [words for severity, words in passed(cohort.issues) if severity == "warning"]
    assert [words.partition(": passed over, as")[0] for words in told] == [
        "budget.csv",
        "contacts (1).csv",
    ]
    # whom the list of students names is one of them, whatever the file is called
    (office / "seekers.csv").write_text(
        "seeker_id,year\namy,1\nbob,2\ncleo,2\ncontacts (1),3\n", encoding="utf-8"
    )
    assert "contacts (1)" in ng.read_cohort(office).seekers
