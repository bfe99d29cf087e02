"""A workbook with a sheet a student: each is a search, as a file of its own would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from two_students import told

import netgraph as ng
from netgraph import schema
from netgraph.__main__ import main
from netgraph.tables.cohorts.read import read_any

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["Name", "Organization", "E-mail", "Referred by", "Met on"]
ZOE = [
    ["Max Moor", "Acme", "max@acme.example", None, "2026-03-01"],
    ["Ada Lee", "Birch", None, "Max Moor", "2026-03-09"],
]
BO = [
    ["Max Moor", "Acme", "max@acme.example", None, "2026-02-01"],
    ["Cy Fox", "Elm", None, "Max Moor", None],
]
SHEETS = {"Zoë Day": [HEAD, *ZOE], "Bo Kay": [HEAD, *BO]}


def book(path: Path, sheets: dict[str, list[list[str | None]]], hidden: str = "") -> Path:
    """A workbook of sheets, each with its rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type] - a new workbook has a sheet
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title == hidden:
            sheet.sheet_state = "hidden"
    made.save(path)
    return path


def test_each_sheet_is_read_as_a_file_of_its_own_is(tmp_path: Path) -> None:
    of_sheets = ng.read_cohort(book(tmp_path / "office.xlsx", SHEETS))
    (tmp_path / "files").mkdir()
    for title, rows in SHEETS.items():
        book(tmp_path / "files" / f"{title}.xlsx", {"Sheet1": rows})
    of_files = ng.read_cohort(tmp_path / "files")
    assert of_sheets.seekers.tolist() == ["Zoë Day", "Bo Kay"]
    assert told(of_sheets, schema.READ_AS)[0].startswith(
        "office.xlsx: each of its 2 sheets of people is read as the search of one student"
    )
    by_seeker = [
        ng.seekers(one).sort_values("seeker_id").reset_index(drop=True)
        for one in (of_sheets, of_files)
    ]
    pd.testing.assert_frame_equal(*by_seeker)
    for seeker in of_files.seekers:
        one, other = (ng.contacts(c.network(seeker)) for c in (of_sheets, of_files))
        pd.testing.assert_frame_equal(one, other)
    load = ng.load(of_sheets).set_index("name")
    assert load.loc["Max Moor", ["seekers", "referrals_made"]].tolist() == [2, 2]


def test_ids_of_a_sheet_are_its_own(tmp_path: Path) -> None:
    head = ["id", "Name", "Referred by"]
    sheets = {
        "s01": [head, ["1", "Max Moor", None], ["2", "Ada Lee", "1"]],
        "s02": [head, ["1", "Cy Fox", None], ["2", "Di Ray", "1"]],
    }
    cohort = ng.read_cohort(book(tmp_path / "office.xlsx", sheets))
    assert cohort.network("s02").people["name"].tolist() == ["Cy Fox", "Di Ray"]
    assert len(cohort.everybody.people) == 4


@pytest.mark.parametrize("verb", ["seekers", "load", "summary", "contacts", "agenda", "sources"])
def test_commands_about_searches_read_sheets_so(
    tmp_path: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(book(tmp_path / "office.xlsx", SHEETS))
    option = [] if verb in ("seekers", "load") else ["--by-seeker"]
    assert main([verb, path, *option, "--format", "csv"]) == 0
    shown = capsys.readouterr()
    assert "each of its 2 sheets of people is read as the search of one student" in shown.err
    assert ("Zoë Day" in shown.out) == (verb != "load")


def test_one_search_of_a_sheet_tells_nothing_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = {**SHEETS, "Notes of Lee": [["Date", "Note"], ["2026-01-01", "x"]]}
    path = str(book(tmp_path / "office.xlsx", sheets))
    assert main(["contacts", path, "--seeker-id", "Bo Kay", "--format", "csv"]) == 0
    shown = capsys.readouterr()
    assert "Cy Fox" in shown.out
    assert main(["check", path, "--seeker-id", "Bo Kay"]) == 0
    also = capsys.readouterr()
    for mark in ("Ada Lee", "Zoë", "Birch", "Notes of Lee"):
        assert mark not in shown.out + shown.err + also.out + also.err


def test_summary_says_that_sheets_look_like_searches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "office.xlsx", SHEETS)
    assert main(["summary", str(path)]) == 0
    words = (
        "office.xlsx: its 2 sheets look like the searches of 2 people, and are read as one: "
        "--by-seeker (netgraph seekers, read_cohort), convert and report --min-cell read each as "
        "the search of who it is called after; with a sheet 'Students' that lists their names "
        "every command does"
    )
    assert f"note: {words}\n" in capsys.readouterr().err
    assert told(ng.read(path), schema.READ_AS) == [words]


def test_what_would_mix_searches_for_good_keeps_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = book(tmp_path / "office.xlsx", {**SHEETS, "Al Ode": [HEAD]})
    assert main(["convert", str(path), "-o", str(tmp_path / "made")]) == 0
    assert "each of its 3 sheets of people is read as the search" in capsys.readouterr().err
    made, cohort = ng.read_cohort(tmp_path / "made"), ng.read_cohort(path)
    assert list(made.seekers) == list(cohort.seekers) == ["Zoë Day", "Bo Kay", "Al Ode"]
    pd.testing.assert_frame_equal(ng.contacts(made), ng.contacts(cohort))
    page = tmp_path / "page.html"
    assert main(["report", str(path), "--min-cell", "2", "-o", str(page)]) == 0
    assert "the students&#39; searches" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "sheets",
    [
        {"Contacts": [HEAD, *ZOE], "Contacts 2025": [HEAD, *BO]},
        {"Finance": [HEAD, *ZOE], "Tech": [HEAD, *BO]},
        {"Zoë Day": [HEAD, *ZOE], "Contacts": [HEAD, *BO]},
        {"Zoë Day": [HEAD, *ZOE], "Bo Kay": [["Name", "City"], ["Cy Fox", "Rome"]]},
    ],
)
def test_other_sheets_do_not_look_like_searches(
    tmp_path: Path, sheets: dict[str, list[list[str | None]]]
) -> None:
    path = book(tmp_path / "mine.xlsx", sheets)
    assert not any("look like the searches" in one for one in told(ng.read(path), "read_as"))


def test_parts_of_one_search_are_refused_with_ways_out(tmp_path: Path) -> None:
    sheets = {"Contacts": [HEAD, *ZOE], "Contacts 2025": [HEAD, *BO]}
    with pytest.raises(ng.InputError) as refused:
        ng.read_cohort(book(tmp_path / "mine.xlsx", sheets))
    assert "2 sheets of contacts: if each is one student's, call it after the student" in str(
        refused.value
    )


def test_an_export_without_ids_is_refused_with_its_own_column(tmp_path: Path) -> None:
    text = "Student,Name,Company,Referred by\nZoë,Max Moor,Acme,\nBo,Cy Fox,Elm,Max Moor\n"
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ng.InputError) as refused:
        ng.read_cohort(tmp_path / "export.csv")
    assert "is it 'Student'? then say --map 'seeker_id=Student'" in str(refused.value)
    cohort = ng.read_cohort(tmp_path / "export.csv", columns={"seeker_id": "Student"})
    assert cohort.seekers.tolist() == ["Zoë", "Bo"]


def test_a_sheet_of_students_tells_of_them_and_others_are_passed_over(tmp_path: Path) -> None:
    sheets = {
        "Students": [["Name", "Programme"], ["Bo Kay", "Law"], ["Di Ray", "MBA"]],
        **SHEETS,
        "Contacts": [HEAD, ["Old Row", "Fir", None, None, None]],
        "To do": [["Date", "Note"], ["2026-01-01", "call"]],
        "Secret list": [["Name", "Note"], ["Eve Roe", "x"]],
    }
    cohort = ng.read_cohort(book(tmp_path / "office.xlsx", sheets, hidden="Secret list"))
    assert cohort.seekers.tolist() == ["Zoë Day", "Bo Kay", "Di Ray"]
    assert cohort.groups is not None
    assert cohort.groups["Programme"].fillna("").tolist() == ["", "Law", "MBA"]
    contacts, *others = told(cohort, schema.PASSED_SHEET)
    assert contacts.endswith(
        "'Contacts' is passed over, as its title says what is in it and no student's name"
    )
    assert others == [
        "office.xlsx: the sheet 'To do' is passed over, as it has no column of people",
        "office.xlsx: the sheet 'Secret list' is hidden; passed over, or say --sheet",
    ]
    for seeker in cohort.seekers:
        assert not told(cohort.network(seeker), schema.PASSED_SHEET)


@pytest.mark.parametrize("listed", ["sheet", "file", "folder"])
def test_a_list_of_the_sheets_has_every_command_read_them_as_searches(
    tmp_path: Path, listed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[list[str | None]] = [["Name", "Programme"], ["Bo Kay", "Law"], ["Zoë Day", "MBA"]]
    sheets = {"Students": rows, **SHEETS} if listed == "sheet" else SHEETS
    path = book(tmp_path / "office.xlsx", sheets)
    if listed != "sheet":
        text = "\n".join(",".join(map(str, row)) for row in rows)
        (tmp_path / "seekers.csv").write_text(text, encoding="utf-8")
    asked = str(tmp_path if listed == "folder" else path)
    assert main(["summary", asked]) == 0
    assert "note: 2 searches as one" in capsys.readouterr().err
    cohort = read_any(asked)
    assert isinstance(cohort, ng.Cohort)
    assert cohort.groups is not None
    assert set(cohort.groups["Programme"]) == {"Law", "MBA"}


def test_a_list_of_others_leaves_a_workbook_one_search(tmp_path: Path) -> None:
    sheets = {"Clients": [["Name", "Programme"], ["Eve Roe", "Law"]], **SHEETS}
    path = book(tmp_path / "office.xlsx", sheets)
    assert isinstance(read_any(path), ng.ReferralNetwork)


@pytest.mark.parametrize("asked", ["file", "folder"])
def test_a_table_of_seekers_beside_the_workbook_tells_of_them(tmp_path: Path, asked: str) -> None:
    path = book(tmp_path / "office.xlsx", SHEETS)
    listed = "Student,Programme\nZoë Day,MBA\nBo Kay,Law\n"
    (tmp_path / "seekers.csv").write_text(listed, encoding="utf-8")
    cohort = ng.read_cohort(path if asked == "file" else tmp_path)
    assert cohort.seekers.tolist() == ["Zoë Day", "Bo Kay"]
    assert cohort.groups is not None
    assert cohort.groups["Programme"].tolist() == ["MBA", "Law"]


def test_all_problems_of_all_sheets_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    bad = ["Eve Roe", "Fir", None, None, "soon"]
    sheets = {title: [*rows, bad] for title, rows in SHEETS.items()}
    with pytest.raises(ng.InputError) as refused:
        ng.read_cohort(book(tmp_path / "office.xlsx", sheets))
    assert [one.partition(",")[0] for one in refused.value.problems] == [
        "office.xlsx[Zoë Day]",
        "office.xlsx[Bo Kay]",
    ]


def test_check_of_each_sheet_lists_the_problems_of_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = ["Eve Roe", "Fir", None, None, "soon"]
    sheets = {title: [*rows, bad] for title, rows in SHEETS.items()}
    path = str(book(tmp_path / "office.xlsx", sheets))
    assert main(["check", path, "--by-seeker"]) == 1
    shown = capsys.readouterr().err
    assert all(f"office.xlsx[{title}], row 4" in shown for title in SHEETS)


def test_a_heading_said_twice_is_taken_of_a_workbook_of_searches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    german = [["Kontaktname", *HEAD[1:4], "Treffen"], *BO]
    path = str(book(tmp_path / "office.xlsx", {"Zoë Day": [HEAD, *ZOE], "Bo Kay": german}))
    said = ["--map", "name=Kontaktname", "--map", "name=Name", "--map", "met_on=Treffen"]
    assert main(["seekers", path, *said, "--format", "csv"]) == 0
    assert "Bo Kay" in capsys.readouterr().out


def test_headings_of_single_sheets_may_be_said(tmp_path: Path) -> None:
    german = [["Kontaktname", "Firma", "E-mail", "Empfohlen von", "Treffen"], *BO]
    path = book(tmp_path / "office.xlsx", {"Zoë Day": [HEAD, *ZOE], "Bo Kay": german})
    columns = {"name": ["Kontaktname"], "met_on": ["Treffen"]}
    cohort = ng.read_cohort(path, columns=columns)
    assert cohort.network("Bo Kay").people["name"].tolist() == ["Max Moor", "Cy Fox"]
    assert cohort.network("Zoë Day").people["name"].tolist() == ["Max Moor", "Ada Lee"]
    assert str(cohort.network("Bo Kay").people["met_on"].iloc[0].date()) == "2026-02-01"


def test_a_sheet_with_headings_alone_has_not_started(tmp_path: Path) -> None:
    path = book(tmp_path / "office.xlsx", {**SHEETS, "Di Ray": [HEAD]})
    cohort = ng.read_cohort(path)
    assert cohort.seekers.tolist() == ["Zoë Day", "Bo Kay", "Di Ray"]
    assert told(cohort, schema.NOT_STARTED) == [
        "office.xlsx[Di Ray]: nobody is in it yet: 'Di Ray' has not started"
    ]


def test_rows_that_say_whose_they_are_are_read_as_they_say(tmp_path: Path) -> None:
    rows = [["Student ID", *HEAD], ["s1", *ZOE[0]], ["s2", *ZOE[1]]]
    rows[2][4] = None
    path = book(tmp_path / "export.xlsx", {"Autumn term": rows, "Spring term": [rows[0]]})
    assert ng.read_cohort(path).seekers.tolist() == ["s1", "s2"]
