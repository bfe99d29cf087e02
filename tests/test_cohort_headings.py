"""Exports of career systems: which column says whose search a row is of, and who the contact is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

# Two students know Ann Lee of Acme; one of them came through her to Cy Fox of Elm.
EXPORTS = {
    "a number before a name and an address": (
        (
            "Student ID,Student Name,Student Email,"
            "Contact Name,Contact Email,Employer Name,Referred By"
        ),
        [
            "1001,Amy Poe,amy@u.example,Ann Lee,ann@acme.example,Acme,",
            "1002,Bo Day,bo@u.example,Ann Lee,ann@acme.example,Acme,",
            "1002,Bo Day,bo@u.example,Cy Fox,cy@elm.example,Elm,Ann Lee",
        ],
        ["1001", "1002"],
    ),
    "pairs of mentees and mentors": (
        (
            "Mentee ID,Mentee Name,Mentee Email,Mentor ID,"
            "Mentor Name,Mentor Email,Mentor Company,Referred By"
        ),
        [
            "7,Amy Poe,amy@u.example,m1,Ann Lee,ann@acme.example,Acme,",
            "8,Bo Day,bo@u.example,m1,Ann Lee,ann@acme.example,Acme,",
            "8,Bo Day,bo@u.example,m2,Cy Fox,cy@elm.example,Elm,m1",
        ],
        ["7", "8"],
    ),
    "pairs without numbers": (
        "Mentee Email,Mentor Email,Mentor Name,Company,Referred By",
        [
            "amy@u.example,ann@acme.example,Ann Lee,Acme,",
            "bo@u.example,ann@acme.example,Ann Lee,Acme,",
            "bo@u.example,cy@elm.example,Cy Fox,Elm,Ann Lee",
        ],
        ["amy@u.example", "bo@u.example"],
    ),
    "fields of records": (
        (
            "Student: Student ID,Student: Full Name,Contact: Full Name,"
            "Contact: Email,Organization,Referred By"
        ),
        [
            "S1,Amy Poe,Ann Lee,ann@acme.example,Acme,",
            "S2,Bo Day,Ann Lee,ann@acme.example,Acme,",
            "S2,Bo Day,Cy Fox,cy@elm.example,Elm,Ann Lee",
        ],
        ["S1", "S2"],
    ),
    "first and last names": (
        (
            "Student First Name,Student Last Name,Student Id,First Name,"
            "Last Name,Email,Company,Referred By"
        ),
        [
            "Amy,Poe,1,Ann,Lee,ann@acme.example,Acme,",
            "Bo,Day,2,Ann,Lee,ann@acme.example,Acme,",
            "Bo,Day,2,Cy,Fox,cy@elm.example,Elm,Ann Lee",
        ],
        ["1", "2"],
    ),
    "advisees": (
        "Advisee,Contact,Email,Company,Referred By",
        [
            "Amy Poe,Ann Lee,ann@acme.example,Acme,",
            "Bo Day,Ann Lee,ann@acme.example,Acme,",
            "Bo Day,Cy Fox,cy@elm.example,Elm,Ann Lee",
        ],
        ["Amy Poe", "Bo Day"],
    ),
    "alumni": (
        "Student Name,Alumni Name,Alumni Email,Alumni Company,Referred By",
        [
            "Amy Poe,Ann Lee,ann@acme.example,Acme,",
            "Bo Day,Ann Lee,ann@acme.example,Acme,",
            "Bo Day,Cy Fox,cy@elm.example,Elm,Ann Lee",
        ],
        ["Amy Poe", "Bo Day"],
    ),
    "registrars": (
        "EMPLID,Name,Email,Company,Referred By",
        [
            "1,Ann Lee,ann@acme.example,Acme,",
            "2,Ann Lee,ann@acme.example,Acme,",
            "2,Cy Fox,cy@elm.example,Elm,Ann Lee",
        ],
        ["1", "2"],
    ),
}


def is_as_told(cohort: ng.Cohort, seekers: list[str]) -> None:
    """The searches of the two students, and who is in them."""
    assert cohort.seekers.tolist() == seekers
    people = cohort.everybody.people
    assert people["name"].tolist() == ["Ann Lee", "Cy Fox"]
    assert people["organization"].tolist() == ["Acme", "Elm"]
    assert people["email"].tolist() == ["ann@acme.example", "cy@elm.example"]
    assert [len(cohort.network(one)) for one in seekers] == [1, 2]
    assert [len(cohort.network(one).referrals) for one in seekers] == [0, 1]


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_says_whose_search_each_row_is_of(tmp_path: Path, name: str) -> None:
    head, rows, seekers = EXPORTS[name]
    (tmp_path / "export.csv").write_text("\n".join([head, *rows]))
    is_as_told(ng.read_cohort(tmp_path / "export.csv"), seekers)


@pytest.mark.parametrize("called", ["Candidate ID", "SID", "Whose"])
def test_any_other_column_is_named_by_hand(
    tmp_path: Path, called: str, capsys: pytest.CaptureFixture[str]
) -> None:
    head, rows, seekers = EXPORTS["registrars"]
    path = tmp_path / "export.csv"
    path.write_text("\n".join([head.replace("EMPLID", called), *rows]))
    is_as_told(ng.read_cohort(path, columns={"seeker_id": called}), seekers)
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "contacts.csv").write_text(path.read_text())
    for source in (path, tmp_path / "office"):
        words = ["seekers", str(source), "--map", f"seeker_id={called}", "--format", "csv"]
        assert main(words) == 0
        assert capsys.readouterr().out.count("\n") == 3


def test_a_column_that_says_who_is_a_student_makes_no_searches(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Student,SID,Referred By\nAnn Lee,yes,3,\nCy Fox,no,4,Ann Lee\n")
    assert len(ng.read(path)) == 2
    assert main(["contacts", str(path)]) == 0
    with pytest.raises(ng.InputError, match="seeker_id"):
        ng.read_cohort(path)
