"""A folder for each seeker, or a file: each search as read alone, with what lies beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from test_cohort import same_network

import netgraph as ng
from netgraph.analysis.pooled import Pool
from netgraph.facts import remind_of
from netgraph.report.dean import dean_bytes
from netgraph.tables.cohorts.read import read_any
from netgraph.tables.sources.detect import tables_of

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.tables.raw import Raw

SHEET = """Name,Company,Email,Referred by,Met on
Max Moor,Acme,max@mail.example,,2026-03-01
Ada Lee,Birch,,Max Moor,2026-03-09
"""
OTHER = """Name,Company,Email,Referred by,Met on
Max Moor,Acme,MAX@mail.example,,2026-02-01
Ada Lee,Cedar,,Max Moor,2026-03-02
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two students with two tables each, one with a sheet in a folder, one with a sheet alone."""
    for name, seed in (("anna", 1), ("bob", 2)):
        ng.write_tables(ng.simulate(15, seed=seed), tmp_path / "office" / name)
    (tmp_path / "office" / "cleo").mkdir()
    (tmp_path / "office" / "cleo" / "my list.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "office" / "dan.csv").write_text(OTHER, encoding="utf-8")
    return tmp_path / "office"


def test_each_folder_and_each_file_is_a_search_as_read_alone(office: Path) -> None:
    cohort = ng.read_cohort(office)
    assert cohort.seekers.tolist() == ["anna", "bob", "cleo", "dan"]
    for place in sorted(office.iterdir()):
        alone = ng.read(place).as_of(cohort.as_of_date)
        found = cohort.network(place.name.partition(".")[0])
        assert found.contacts.equals(alone.contacts)
        assert found.issues.equals(alone.issues)
        if "c" not in place.name:
            dated = ng.read(place, as_of=cohort.as_of_date)
            remind_of(dated, Pool(cohort))  # chances are those of all searches in both
            same_network(found, dated)


def test_the_same_number_in_two_sheets_is_two_people_and_an_email_one(office: Path) -> None:
    cohort = ng.read_cohort(office)
    everybody = cohort.everybody
    # simulated people have the ids p1, p2, … in both folders, and other names
    shared = set(cohort.network("anna").people["contact_id"])
    shared &= set(cohort.network("bob").people["contact_id"])
    assert shared
    assert {f"bob:{one}" for one in shared} <= set(everybody.people["contact_id"])
    assert len(everybody) == len(cohort.side_by_side) - 1
    max_moor = everybody.people[everybody.people["name"] == "Max Moor"]
    assert max_moor["met_on"].dt.date.astype(str).tolist() == ["2026-02-01"]
    # the same name at two organizations is not one person
    assert (everybody.people["name"] == "Ada Lee").sum() == 2
    pairs = everybody.referrals
    assert pairs["count"].sum() == cohort.side_by_side.referrals["count"].sum()


def test_decisions_beside_the_searches_join_people_of_two(office: Path) -> None:
    both = ng.read_cohort(office).everybody.people
    ids = both.loc[both["name"] == "Ada Lee", "contact_id"].tolist()
    text = f"contact_id,same_as,same\n{ids[0]},{ids[1]},yes\n"
    (office / "same.csv").write_text(text, encoding="utf-8")
    people = ng.read_cohort(office).everybody.people
    assert people.loc[people["name"] == "Ada Lee", "contact_id"].tolist() == ids[:1]


def test_what_is_known_of_seekers_is_found_by_its_columns(office: Path) -> None:
    text = "Student ID,Name,Programme\nbob,Bob Ray,MBA\nzoe,Zoe Berg,BA\n"
    (office / "class list.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert "class list" not in cohort.seekers
    groups = cohort.groups
    assert groups is not None
    assert groups["seeker_id"].tolist() == cohort.seekers.tolist()
    assert groups["Programme"].fillna("").tolist() == ["", "MBA", "", "", "BA"]
    told = cohort.issues[cohort.issues["table"] == "seekers"]
    assert told["value"].tolist() == ["zoe", "anna", "cleo", "dan"]
    assert told["seeker_id"].isna().all()


def test_settings_of_a_search_go_before_those_of_all(office: Path) -> None:
    (office / "cleo" / "my list.csv").write_text(
        SHEET.replace("2026-03-01", "gone").replace("Met on", "Seen"), encoding="utf-8"
    )
    with pytest.raises(ng.InputError, match="cleo"):
        ng.read_cohort(office, columns={"met_on": "Seen"})
    (office / "cleo" / "netgraph.toml").write_text(
        '[columns]\norganization = "Email"\n', encoding="utf-8"
    )
    (office / "netgraph.toml").write_text('dates = "day-first"\n', encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert cohort.network("cleo").people["organization"].iloc[0] == "max@mail.example"
    assert cohort.network("dan").people["organization"].tolist() == ["Acme", "Cedar"]


def test_targets_beside_the_searches_are_for_all_without_own_ones(office: Path) -> None:
    (office / "targets.csv").write_text("organization\nAcme\nElm\n", encoding="utf-8")
    (office / "cleo" / "targets.csv").write_text("organization\nCedar\n", encoding="utf-8")
    cohort = ng.read_cohort(office)
    targets = {s: cohort.network(s).targets for s in cohort.seekers}
    # the simulated ones have targets of their own
    own = {s: list(t["organization"]) for s, t in targets.items() if t is not None}
    assert (own["cleo"], own["dan"]) == (["Cedar"], ["Acme", "Elm"])
    assert "Elm" not in own["anna"]
    everybody = cohort.everybody.targets
    assert everybody is not None
    assert {"Acme", "Elm", "Cedar", *own["anna"], *own["bob"]} == set(everybody["organization"])


def test_all_that_cannot_be_read_is_told_at_once_by_folder(office: Path) -> None:
    (office / "eva").mkdir()
    (office / "eva" / "cv.pdf").write_bytes(b"%PDF-1.7")
    (office / "fay.csv").write_text("id,referred_by\n1,2\n1,3\n", encoding="utf-8")
    (office / "gil").mkdir()
    (office / "gil" / "contacts.csv").write_text("id,met_on\n1,soon\n", encoding="utf-8")
    with pytest.raises(ng.InputError) as caught:
        ng.read_cohort(office)
    problems = caught.value.problems
    assert [p.partition(":")[0].partition(",")[0] for p in problems] == ["eva", "fay.csv", "gil"]
    (office / "anna.csv").write_text(SHEET, encoding="utf-8")
    with pytest.raises(ng.InputError, match=r"anna and anna\.csv are both there"):
        ng.read_cohort(office)


def test_any_reading_knows_a_folder_of_searches_from_one(office: Path) -> None:
    assert isinstance(read_any(office), ng.Cohort)
    assert isinstance(read_any(office / "anna"), ng.ReferralNetwork)
    assert isinstance(read_any(office / "cleo"), ng.ReferralNetwork)
    assert isinstance(read_any(office / "dan.csv"), ng.ReferralNetwork)


HEADER = SHEET.splitlines(keepends=True)[0]


@pytest.mark.parametrize("kept", ["", "\ufeff", "\n\n", HEADER, HEADER + ",,,,\n,,,,\n"])
@pytest.mark.parametrize("place", ["dan.csv", "dan/contacts.csv", "dan/my list.csv"])
def test_a_file_in_which_nobody_stands_is_a_search_not_started(
    tmp_path: Path, kept: str, place: str
) -> None:
    """Anna and cleo have two people each; whatever dan's file holds, there is no row in it."""
    office = tmp_path / "office"
    (office / "dan").mkdir(parents=True)
    for name in ("anna", "cleo"):
        (office / f"{name}.csv").write_text(SHEET, encoding="utf-8")
    (office / place).write_text(kept, encoding="utf-8")
    if not place.startswith("dan/"):
        (office / "dan").rmdir()
    cohort = read_any(office)
    assert isinstance(cohort, ng.Cohort)
    states = ng.seekers(cohort).set_index("seeker_id")
    assert states["contacts"].to_dict() == {"anna": 2, "cleo": 2, "dan": 0}
    assert states["state"]["dan"] == "not_started"
    told = cohort.issues.query("code == 'not_started'")["message"]
    name = place.partition("/")[0]
    assert told.tolist() == [f"{name}: nobody is in it yet: 'dan' has not started"]
    # a file of no bytes may be a copy that did not finish: a warning says so
    words = cohort.issues.query("severity == 'warning'")["message"]
    assert words.str.contains("dan.csv: the file has 0 bytes").sum() == (place == name and not kept)


def test_a_folder_of_nothing_and_empty_tables_beside_filled_ones_stop_nobody(
    office: Path,
) -> None:
    (office / "eva").mkdir()
    for empty in ("cleo/referrals.csv", "anna/aliases.csv"):
        (office / empty).touch()
    alone = ng.read_cohort(office).network("cleo")
    assert len(alone.people) == 2
    assert len(alone.referrals) == 1
    states = ng.seekers(ng.read_cohort(office)).set_index("seeker_id")["state"]
    assert states["eva"] == "not_started"
    assert len(ng.read_cohort(office).network("anna").people) == 15


def test_an_empty_workbook_and_an_empty_export_stop_nobody(tmp_path: Path) -> None:
    """Two exports with a column of students and an empty one; and a workbook without a cell."""
    exports, books = tmp_path / "exports", tmp_path / "books"
    for folder in (exports, books):
        folder.mkdir()
    rows = "Student ID,Name,Company,Referred by\ns1,Max Moor,A,\ns2,Ada Lee,B,Max Moor\n"
    for name in ("a", "b"):
        (exports / f"{name}.csv").write_text(rows, encoding="utf-8")
        (books / f"{name}.csv").write_text(SHEET, encoding="utf-8")
    (exports / "c.csv").touch()
    openpyxl.Workbook().save(books / "dan.xlsx")
    cohort = ng.read_cohort(exports)
    assert cohort.seekers.tolist() == ["s1", "s2"]
    assert "c.csv: passed over, as it is empty" in cohort.issues["message"].tolist()
    assert ng.seekers(ng.read_cohort(books))["contacts"].tolist() == [0, 2, 2]


def test_what_is_wrong_names_its_file_once(office: Path) -> None:
    (office / "fay.csv").write_text(SHEET.replace("2026-03-09", "soon"), encoding="utf-8")
    (office / "gil").mkdir()
    (office / "gil" / "contacts.csv").write_text("id,met_on\n1,soon\n", encoding="utf-8")
    with pytest.raises(ng.InputError) as caught:
        ng.read_cohort(office)
    fay, gil, *_ = caught.value.problems
    assert fay.startswith("fay.csv, line 3, column 'Met on'")
    assert gil.startswith("gil: contacts.csv")


def test_who_has_not_started_is_not_called_known_from_referrals_only(tmp_path: Path) -> None:
    """Dan and eva are in the table of students alone, and finn is in no row of it."""
    for name in ("anna", "finn"):
        (tmp_path / f"{name}.csv").write_text(SHEET, encoding="utf-8")
    rows = "seeker_id,name\nanna,Anna A\ndan,Dan D\neva,Eva E\n"
    (tmp_path / "seekers.csv").write_text(rows, encoding="utf-8")
    issues = ng.read_cohort(tmp_path).issues
    told = issues[issues["column"] == "seeker_id"].set_index("value")["code"]
    assert told.to_dict() == {"dan": "not_started", "eva": "not_started", "finn": "no_group"}
    page = report_dean_page(tmp_path)
    assert "known from referral" not in page
    assert "Some students have no contact in the tables, and have not started." in page


def report_dean_page(folder: Path) -> str:
    """The dean's page of a folder of searches."""
    return dean_bytes(ng.read_cohort(folder), min_cell=11, groups=[]).decode()


WHOSE = "Student ID,Name,Company,Met on,Referred by\n"


def filed(office: Path, cells: dict[str, list[str]]) -> Path:
    """A folder a student, in whose sheet the column of students says what is given, row by row."""
    for student, said in cells.items():
        days = [f"2026-03-0{n + 1}" for n in range(len(said))]
        rows = [f"{one},Nn {day} {student},,{day},\n" for one, day in zip(said, days, strict=True)]
        (office / student).mkdir(parents=True)
        (office / student / "contacts.csv").write_text(WHOSE + "".join(rows), encoding="utf-8")
    return office


@pytest.mark.parametrize("lenient", [False, True])
def test_rows_of_another_student_in_a_folder_are_refused_all_at_once(
    tmp_path: Path, *, lenient: bool
) -> None:
    """Two of ann's rows say bob and one of bob's ann: nobody's page may show them."""
    filed(tmp_path / "office", {"ann": ["ann", "bob", "", "bob"], "bob": ["Ann"], "cleo": [""]})
    with pytest.raises(ng.InputError) as caught:
        ng.read_cohort(tmp_path / "office", lenient=lenient)
    places = [problem.partition(": '")[0] for problem in caught.value.problems]
    assert places == [
        "ann: contacts.csv, line 3, column 'Student ID'",
        "ann: contacts.csv, line 5, column 'Student ID'",
        "bob: contacts.csv, line 2, column 'Student ID'",
    ]
    first = caught.value.problems[0]
    assert "'bob' stands in the folder 'ann', which is the search of 'ann'" in first
    assert "move the row to the folder of 'bob', or correct the cell" in first


def test_other_spellings_of_the_folder_and_its_student_in_the_list_are_no_errors(
    tmp_path: Path,
) -> None:
    """Ann Lee is spelled in five ways, s07 in four; kim is listed with a name and an e-mail."""
    office = filed(
        tmp_path / "office",
        {
            "Ann Lee": ["ann lee", "ANN_LEE", " Ann  Lee ", "AnnLee", "ann.lee"],
            "s07": ["S7", "s007", "s-7", "S 07"],
            "kim": ["kim", "Kim Oh", "KIM@school.example"],
        },
    )
    with pytest.raises(ng.InputError):
        ng.read_cohort(office)
    rows = "seeker_id,name,e-mail\nkim,Kim Oh,kim@school.example\ns07,Sue,s@school.example\n"
    (office / "seekers.csv").write_text(rows, encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert ng.seekers(cohort).set_index("seeker_id")["contacts"].to_dict() == {
        "Ann Lee": 5, "kim": 3, "s07": 4,
    }  # fmt: skip
    assert not cohort.issues["message"].str.contains("seekers are read as one search").any()
    # a name that two of the list have says nothing
    (office / "seekers.csv").write_text(rows + "s09,kim,\n", encoding="utf-8")
    with pytest.raises(ng.InputError, match="Kim Oh"):
        ng.read_cohort(office)


def test_one_file_tells_that_a_folder_is_one_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tables of our names: neither says whose its rows are, and one look shows it."""
    ng.write_tables(ng.simulate(15, seed=1), tmp_path / "mine")
    looked: list[str] = []

    def seen(data: bytes, name: str) -> list[Raw]:
        looked.append(name)
        return tables_of(data, name)

    monkeypatch.setattr("netgraph.tables.folders.tables_of", seen)
    assert isinstance(read_any(tmp_path / "mine"), ng.ReferralNetwork)
    assert looked == ["contacts.csv"]
