"""Ids of students as people write them: numbers with a point, words for none, blanks in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.tables.check import check
from netgraph.tables.cohorts.read import read_any

if TYPE_CHECKING:
    from pathlib import Path

ROWS = ("{0},1,Ann,,2026-01-03", "7.0,2,Bo,Ann,2026-01-05", "8,3,Cy,,2026-01-03")


def shared(folder: Path, *rows: str) -> Path:
    """A table of all students' contacts."""
    text = "\n".join(("student id,id,name,referred by,met on", *rows))
    (folder / "contacts.csv").write_text(f"{text}\n", encoding="utf-8")
    return folder


def told(cohort: ng.Cohort, code: str) -> list[tuple[int, str]]:
    issues = cohort.issues[cohort.issues[schema.CODE] == code]
    return [*zip(issues[schema.LINE].tolist(), issues[schema.MESSAGE].tolist(), strict=True)]


def test_a_number_with_a_point_is_the_student_without(tmp_path: Path) -> None:
    shared(tmp_path, *(row.format("7") for row in ROWS))
    text = "seeker_id,name,year\n7.00,Amy,1\n8.0,Bob,2\n"
    (tmp_path / "seekers.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.seekers.tolist() == ["7", "8"]
    assert len(cohort.network("7")) == 2
    assert cohort.groups is not None
    assert cohort.groups["name"].tolist() == ["Amy", "Bob"]
    assert [words for _, words in told(cohort, schema.READ_AS)] == [
        "'7.0' is taken as '7'",
        "'7.00' is taken as '7'",
        "'8.0' is taken as '8'",
    ]
    # where every row has it, it is how the office writes them
    alone = ng.read_cohort(shared(tmp_path, *(row.format("7.0") for row in ROWS)))
    assert alone.seekers.tolist() == ["7.0", "8"]


@pytest.mark.parametrize("word", ["n/a", "-", "unknown", "none", "TBD"])
def test_a_word_for_nobody_is_no_student_told_by_row(word: str, tmp_path: Path) -> None:
    rows = ("7,1,Ann,,2026-01-03", f"{word},2,Bo,,2026-01-05", "8,3,Cy,,2026-01-03")
    sheet = shared(tmp_path, *rows) / "contacts.csv"
    with pytest.raises(ng.InputError, match=f"line 3.* its seeker_id is '{word}'"):
        ng.read_cohort(sheet)
    lenient = ng.read_cohort(sheet, lenient=True)
    assert lenient.seekers.tolist() == ["7", "8"]
    ((line, words),) = told(lenient, schema.UNPLACED)
    assert (line, "the row is left out" in words) == (3, True)
    # a referral is of the only search that knows both its people
    (tmp_path / "contacts.csv").write_text(
        "student id,id,name\n7,1,Ann\n7,2,Bo\n8,3,Cy\n", encoding="utf-8"
    )
    (tmp_path / "referrals.csv").write_text(
        f"seeker_id,referrer_id,referred_id\n{word},1,2\n", encoding="utf-8"
    )
    assert len(ng.read_cohort(tmp_path).network("7").referrals) == 1


def test_one_student_and_words_for_none_are_one_search(tmp_path: Path) -> None:
    shared(tmp_path, "7,1,Ann,,2026-01-03", "n/a,2,Bo,Ann,2026-01-05")
    assert isinstance(read_any(tmp_path), ng.ReferralNetwork)


def test_a_student_without_an_id_in_the_list_is_told(tmp_path: Path) -> None:
    shared(tmp_path, "7,1,Ann,,2026-01-03", "8,3,Cy,,2026-01-03")
    text = "seeker_id,name,year\n7,Amy,1\n,Lou Lost,3\n,,\nn/a,Mia May,2\n8,Bob,2\n"
    (tmp_path / "seekers.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.seekers.tolist() == ["7", "8"]
    (one, first), (other, second) = told(cohort, schema.UNPLACED)
    assert (one, first.startswith("'Lou Lost' has no id in seekers.csv")) == (3, True)
    assert (other, second.startswith("'Mia May' has the id 'n/a'")) == (5, True)
    # nothing of the office's list in what a student gets
    assert not len(cohort.network("7").issues)


@pytest.mark.parametrize("folders", [False, True])
def test_a_second_list_of_students_is_told(*, folders: bool, tmp_path: Path) -> None:
    if folders:
        for student in "78":
            (tmp_path / student).mkdir()
            sheet = "id,name,referred by\n1,Ann,\n2,Bo,Ann\n"
            (tmp_path / student / "contacts.csv").write_text(sheet, encoding="utf-8")
    else:
        shared(tmp_path, "7,1,Ann,,2026-01-03", "8,3,Cy,,2026-01-03")
    for name, text in (("seekers", "name"), ("students", "programme")):
        (tmp_path / f"{name}.csv").write_text(f"seeker_id,{text}\n7,A\n8,B\n", encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.seekers.tolist() == ["7", "8"]
    ((_, words),) = told(cohort, schema.PASSED_SHEET)
    assert words.startswith("students.csv: passed over, as seekers.csv is the table of students")


def test_two_columns_of_students_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    sheet = tmp_path / "all.csv"
    head = "Student ID,Advisee,Student Name,id,name,referred by\n"
    rows = ["7,7,Amy Lee,1,Ann,", "7,8,Amy Lee,2,Bo,1", "8,8.0,Bob Ray,3,Cy,", "8,,Amy Lee,4,Di,3"]
    rows += ['7,n/a,"Lee, Amy",5,Ed,1', "8,8,bob ray,6,Flo,3"]
    sheet.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    cohort = ng.read_cohort(sheet)
    issues = cohort.issues[cohort.issues[schema.CODE] == schema.READ_AS]
    wanted = [[3, "Advisee", "8"], [5, "Student Name", "Amy Lee"]]
    assert issues[[schema.LINE, "column", "value"]].to_numpy().tolist() == wanted
    assert (
        issues[schema.MESSAGE]
        .iloc[0]
        .startswith("'Advisee' says '8' here, and 'Student ID' '7': read as a row of '7'")
    )
    # the row names two students: what is said of it is for the office alone
    assert issues[schema.SEEKER_ID].isna().all()
    for seeker in cohort.seekers:
        assert not (cohort.network(seeker).issues[schema.CODE] == schema.READ_AS).any()
    listed = check(sheet)
    assert (listed[schema.CODE] == schema.READ_AS).sum() == 2
    # the other column, where that is the one that counts
    mapped = ng.read_cohort(sheet, columns={"seeker_id": "Advisee"}, lenient=True)
    assert len(mapped.network("7")) == 1


ROWS_OF_TWO = (
    "Student ID,contact_id,name,referred by,met_on\ns1,c1,Ann One,,2026-03-05\n"
    "007,c2,Bo Two,,2026-03-06\n"
)


@pytest.mark.parametrize("listed", ["s1,Amy Ash,landed\n7,Ben Bay,\ns3,Cy Cole,\n", "x1,X,\n"])
def test_a_list_of_students_beside_a_named_table_is_read_and_told(
    listed: str, tmp_path: Path
) -> None:
    export = tmp_path / "export.csv"
    export.write_text(ROWS_OF_TWO, encoding="utf-8")
    (tmp_path / "seekers.csv").write_text(f"seeker_id,name,status\n{listed}", encoding="utf-8")
    cohort = read_any(export)
    told = [m for m in cohort.issues["message"] if m.startswith("seekers.csv beside the tables")]
    found = ng.seekers(cohort)
    if listed.startswith("x1"):
        # that of other tables
        assert not told
        assert sorted(found["seeker_id"]) == ["007", "s1"]
        return
    assert len(told) == 1
    assert set(found["name"]) == {"Amy Ash", "Ben Bay", "Cy Cole"}
    assert set(found["state"]) == {"landed", "moving", "not_started"}
    named = ng.seekers(ng.read_cohort(export, seekers=tmp_path / "seekers.csv"))
    pd.testing.assert_frame_equal(found, named)


@pytest.mark.parametrize("heading", ["name", "Name", "Student", "Student name"])
def test_a_list_of_students_may_have_their_names_alone(tmp_path: Path, heading: str) -> None:
    """Two folders called after students, and a list of both with their programmes."""
    for student in ("Léa Vogt", "Ben Costa"):
        home = tmp_path / student
        home.mkdir()
        rows = "Name,Met on\nAda Moss,2026-03-01\n"
        (home / "contacts.csv").write_text(rows, encoding="utf-8")
    listed = f"{heading};Programme\nLéa Vogt;MBA\nBen Costa;MPA\n"
    (tmp_path / "seekers.csv").write_text(listed, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert cohort.groups is not None
    known = cohort.groups.set_index("seeker_id")["Programme"]
    assert known.to_dict() == {"Léa Vogt": "MBA", "Ben Costa": "MPA"}
    # names that nobody is called by tell of nobody
    (tmp_path / "seekers.csv").write_text("name;Programme\nZoe;MBA\n", encoding="utf-8")
    with pytest.raises(ng.MissingColumnError, match="--map 'seeker_id=HEADING'"):
        ng.read_cohort(tmp_path)


def test_sheets_that_may_be_students_are_told_to_be_files(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "office.xlsx") as book:
        for part in ("People 1", "People 2"):
            cells = {
                "Name": ["Ada", "Bo"],
                "Referred by": ["", "Ada"],
                "Met on": ["2026-03-01"] * 2,
            }
            rows = pd.DataFrame(cells)
            rows.to_excel(book, sheet_name=part, index=False)
    with pytest.raises(ng.InputError, match=r"2 sheets of contacts.*People 1\.xlsx"):
        ng.read_cohort(tmp_path / "office.xlsx")
    # as it is told: a file a student, in a folder
    home = tmp_path / "students"
    home.mkdir()
    for student in ("Léa Vogt", "Ben Costa"):
        rows.to_excel(home / f"{student}.xlsx", index=False)
    assert sorted(ng.read_cohort(home).seekers) == ["Ben Costa", "Léa Vogt"]
