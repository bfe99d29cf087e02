"""Roads into an office: a file a student, exports with a list of students, who has not begun."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import netgraph as ng
from netgraph.__main__ import main
from netgraph.analysis.group_outcomes import group_columns
from netgraph.tables.cohorts import refused
from netgraph.tables.cohorts.read import read_any

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Name,Company,Referred by,Contacted,Met on\n"
ANNA = f"{HEAD}Max Moor,Acme,,2026-02-20,2026-03-01\nAda Lee,Birch,Max Moor,2026-03-02,2026-03-09\n"
BOB = f"{HEAD}Max Moor,Acme,,2026-01-20,2026-02-01\nCy Fox,Elm,Max Moor,2026-02-02,\n"
EXPORT = (
    "Student ID,Contact Name,Contact Email,Employer,Referred By,Met on\n"
    "s01,Ann Lee,ann@acme.example,Acme,,2026-03-01\n"
    "s02,Ann Lee,ann@acme.example,Acme,,2026-03-02\n"
    "s02,Cy Fox,cy@elm.example,Elm,Ann Lee,2026-03-05\n"
)
STUDENTS = "seeker_id,name,programme,year\ns01,Amy Poe,MBA,1\ns02,Bo Day,BA,2\ns03,Di Kay,BA,2\n"


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two students, a file each and nothing else."""
    return written(tmp_path / "office", {"anna.csv": ANNA, "bob.csv": BOB})


QUESTIONS = (
    *("summary", "contacts", "advocates", "dead-ends", "organizations", "keep-warm", "growth"),
    *("sources", "seekers", "load", "agenda", "changes", "check"),
)


@pytest.mark.parametrize("verb", QUESTIONS)
def test_a_file_a_student_is_read_by_every_question(
    files: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, str(files), "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["as_of"] == "2026-03-09"
    assert "each of its 2 files is read as the search of one student" in told.err


@pytest.mark.parametrize(
    ("words", "goal"),
    [
        (["report"], "page.html"),
        (["report", "--min-cell", "11"], "dean.html"),
        (["map"], "map.html"),
        (["plot", "load"], "load.png"),
        (["convert"], "tables"),
        (["report", "--by-seeker"], "pages"),
        (["map", "--by-seeker"], "maps"),
        (["plot", "tree", "--by-seeker"], "trees"),
    ],
)
def test_a_file_a_student_is_read_by_every_maker(
    files: Path, tmp_path: Path, words: list[str], goal: str
) -> None:
    place = tmp_path / goal
    assert main([*words, str(files), "-o", str(place)]) == 0
    assert place.exists()
    over = ["report", str(files), "-o", str(files / "anna.csv")]
    assert main(over) != 0
    assert (files / "anna.csv").read_text(encoding="utf-8") == ANNA


@pytest.mark.parametrize(
    "names",
    [
        ("contacts 2025.csv", "contacts 2026.csv"),
        ("2025.csv", "2026.csv"),
        ("part 1.csv", "part 2.csv"),
        ("alumni.csv", "friends.csv"),
        ("2026-01.csv", "2026-02.csv"),
    ],
)
def test_files_whose_names_are_parts_of_one_search_are_not_several(
    tmp_path: Path, names: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "mine", dict(zip(names, (ANNA, BOB), strict=True)))
    assert main(["summary", str(folder)]) == 1
    told = capsys.readouterr().err
    assert "name those that hold people" in told
    assert "seekers.csv" in told


def test_what_folders_meant_before_they_mean_now(tmp_path: Path) -> None:
    links = "from,to\nMax Moor,Ada Lee\n"
    one = written(tmp_path / "one", {"people.csv": "Name,Company\nMax Moor,Acme\nAda Lee,Elm\n"})
    written(one, {"links.csv": links})
    assert isinstance(read_any(one), ng.ReferralNetwork)
    own = written(tmp_path / "own", {"contacts.csv": ANNA, "bob.csv": BOB})
    assert len(read_any(own).people) == 2  # type: ignore[union-attr] # a network


def test_who_is_listed_and_has_no_contact_has_not_started(tmp_path: Path) -> None:
    """Three students are listed; s03 has no row. A student s04 has a row and is not listed."""
    rows = f"{EXPORT}s04,Eve Ray,eve@ray.example,Ray,,\n"
    office = written(tmp_path / "office", {"export.csv": rows, "seekers.csv": STUDENTS})
    cohort = ng.read_cohort(office)
    assert cohort.seekers.tolist() == ["s01", "s02", "s04", "s03"]
    table = ng.seekers(cohort).set_index("seeker_id")
    last = table.loc["s03"]
    assert (last["name"], last["state"]) == ("Di Kay", "not_started")
    assert (last["contacts"], last["met"], last["referrals"], last["organizations"]) == (0, 0, 0, 0)
    told = cohort.issues[cohort.issues["column"] == "seeker_id"]
    assert told["value"].tolist() == ["s03", "s04"]
    assert len(cohort.network("s03")) == 0
    # of who has none no question has a row, and the others' are as without them
    alone = ng.read_cohort(office / "export.csv")
    for question in (ng.contacts, ng.agenda, ng.organizations, ng.sources, ng.growth):
        assert question(cohort).equals(question(alone)), question
    counts = ng.summary(cohort).set_index("seeker_id")
    assert counts.loc["s03", "contacts"] == 0


def test_a_listed_folder_of_nobody_is_a_search_not_started(files: Path) -> None:
    written(files, {"seekers.csv": "seeker_id,name\nanna,Anna\nbob,Bob\nzoe,Zoe Berg\n"})
    table = ng.seekers(ng.read_cohort(files)).set_index("seeker_id")
    assert table.loc["zoe", ["name", "state", "contacts"]].tolist() == [
        "Zoe Berg",
        "not_started",
        0,
    ]


@pytest.mark.parametrize("called", ["seekers.csv", "students.csv", "my class.csv"])
@pytest.mark.parametrize("in_folder", ["in a folder", ""])
def test_a_list_of_students_beside_an_export_is_no_contacts(
    tmp_path: Path, called: str, in_folder: str
) -> None:
    office = written(tmp_path / "office", {"export.csv": EXPORT, called: STUDENTS})
    sources = [office] if in_folder else [office / "export.csv", office / called]
    cohort = read_any(*sources)
    assert isinstance(cohort, ng.Cohort)
    assert len(cohort.side_by_side) == 3
    groups = cohort.groups
    assert groups is not None
    assert groups["programme"].tolist() == ["MBA", "BA", "BA"]
    assert ng.seekers(cohort).set_index("seeker_id").loc["s02", "name"] == "Bo Day"
    assert "passed_sheet" not in set(cohort.issues["code"])


def test_a_sheet_of_students_in_a_workbook_is_the_table_of_seekers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, text in {"Students": STUDENTS, "Contacts": EXPORT}.items():
        sheet = book.create_sheet(title)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.remove(book["Sheet"])
    path = tmp_path / "office.xlsx"
    book.save(path)
    cohort = read_any(path)
    assert isinstance(cohort, ng.Cohort)
    assert len(cohort.side_by_side) == 3
    assert ng.seekers(cohort)["name"].tolist().count("Di Kay") == 1


def test_exports_of_two_terms_in_a_folder_are_one_office(tmp_path: Path) -> None:
    later = "Student ID,Contact Name,Employer,Referred By\ns03,Max Moor,Elm,\ns01,Ed Ott,Oak,\n"
    office = written(tmp_path / "o", {"fall.csv": EXPORT, "spring.csv": later})
    cohort = read_any(office)
    assert isinstance(cohort, ng.Cohort)
    assert cohort.seekers.tolist() == ["s01", "s02", "s03"]
    assert len(cohort.network("s01")) == 2


@pytest.mark.parametrize(
    ("head", "row"),
    [("Student ID,Name", "{},Amy Poe"), ("Student ID,First Name,Last Name", "{},Amy,Poe")],
)
def test_names_of_students_are_found_whatever_their_heading(
    tmp_path: Path, head: str, row: str
) -> None:
    lines = [f"{head},Program", f"{row.format('s01')},MBA", "s02,Bo,BA,"[: len(row) + 9]]
    office = written(tmp_path / "o", {"export.csv": EXPORT, "seekers.csv": "\n".join(lines)})
    cohort = ng.read_cohort(office)
    assert ng.seekers(cohort).set_index("seeker_id").loc["s01", "name"] == "Amy Poe"


def test_ids_alike_but_for_case_or_zeros_are_told(tmp_path: Path) -> None:
    rows = EXPORT.replace("s02", "S01")
    cohort = ng.read_cohort(written(tmp_path / "o", {"export.csv": rows}) / "export.csv")
    assert cohort.seekers.tolist() == ["s01", "S01"]
    told = cohort.issues.loc[cohort.issues["code"] == "near_person", "message"].tolist()
    assert told == [
        "'s01' is near 'S01': searches of their own; if they are one seeker's, write one id"
    ]
    assert "'s01' and 'S01'" in " ".join(ng.seekers(cohort).attrs["notes"])


def test_a_listed_id_alike_but_for_zeros_is_the_one_of_the_tables(tmp_path: Path) -> None:
    rows = {"export.csv": EXPORT.replace("s0", "0"), "seekers.csv": STUDENTS.replace("s0", "")}
    cohort = ng.read_cohort(written(tmp_path / "o", rows))
    assert cohort.seekers.tolist() == ["01", "02", "3"]
    assert ng.seekers(cohort).set_index("seeker_id").loc["02", "name"] == "Bo Day"
    told = cohort.issues.loc[cohort.issues["code"] == "read_as", "message"].tolist()
    assert told == ["'1' is taken as '01'", "'2' is taken as '02'"]


def test_an_address_in_other_case_is_the_same_student(tmp_path: Path) -> None:
    rows = EXPORT.replace("s01", "amy@u.example").replace("s02", "Amy@U.example", 1)
    cohort = ng.read_cohort(written(tmp_path / "o", {"e.csv": rows}) / "e.csv", keep="first")
    assert cohort.seekers.tolist() == ["amy@u.example", "s02"]


def test_a_folder_of_workbooks_of_ours_is_an_office(files: Path, tmp_path: Path) -> None:
    office = tmp_path / "books"
    office.mkdir()
    for path in sorted(files.iterdir()):
        ng.write_workbook(office / f"{path.stem} poe.xlsx", ng.read(path))
    ng.write_workbook(office / "nobody yet.xlsx")
    cohort = read_any(office)
    assert isinstance(cohort, ng.Cohort)
    table = ng.seekers(cohort).set_index("seeker_id")
    assert table["met"].to_dict() == {"anna poe": 2, "bob poe": 1, "nobody yet": 0}
    page = tmp_path / "anna.html"
    assert main(["report", str(office), "--seeker-id", "Anna", "-o", str(page)]) == 0
    assert "How the search stands: anna poe" in page.read_text(encoding="utf-8")
    goal = tmp_path / "map.html"
    assert main(["map", str(office), "--seeker-id", "Anna", "-o", str(goal)]) == 0
    assert "<title>Referral network: anna poe" in goal.read_text(encoding="utf-8")


def test_where_searches_are_asked_for_a_file_can_be_written_too(tmp_path: Path) -> None:
    folder = written(tmp_path / "mine", {"part 1.csv": ANNA, "part 2.csv": BOB})
    goal = tmp_path / "rows.csv"
    assert main(["seekers", str(folder), "-o", str(goal)]) == 0
    assert goal.read_text(encoding="utf-8").count("\n") == 3
    assert main(["seekers", str(folder), "-o", str(folder / "part 1.csv")]) != 0


def test_a_column_of_students_names_names_them(tmp_path: Path) -> None:
    tmp_path.joinpath("contacts.csv").write_text(
        "Student ID,Student Name,contact_id,name,referred_by\n"
        "17,Ann Poe,1,Zoe Lee,\n17,Ann Poe,2,Max Roth,1\n"
        "18,Bob Ray,3,Kim Oh,\n19,Cy Fox,4,Lee Ek,\n19,Di Fox,5,Jo Ek,\n",
        encoding="utf-8",
    )
    named = ng.seekers(ng.read_cohort(tmp_path)).set_index("seeker_id")["name"].to_dict()
    # of two names beside one id neither is sure
    assert named == {"17": "Ann Poe", "18": "Bob Ray", "19": "19"}
    tmp_path.joinpath("seekers.csv").write_text(
        "seeker_id,name,year\n17,Anna Poe,2\n18,,1\n", encoding="utf-8"
    )
    named = ng.seekers(ng.read_cohort(tmp_path)).set_index("seeker_id")["name"].to_dict()
    assert named == {"17": "Anna Poe", "18": "Bob Ray", "19": "19"}


@pytest.mark.parametrize("road", ["folders", "column"])
def test_a_workbook_is_of_one_search(
    road: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "1,Zoe Lee,\n2,Max Roth,1\n"
    if road == "folders":
        for student in ("ann", "bob"):
            tmp_path.joinpath(student).mkdir()
            tmp_path.joinpath(student, "contacts.csv").write_text(
                f"contact_id,name,referred_by\n{rows}", encoding="utf-8"
            )
    else:
        both = "".join(f"{row},{s}\n" for s in ("ann", "bob") for row in rows.strip().split("\n"))
        tmp_path.joinpath("contacts.csv").write_text(
            f"contact_id,name,referred_by,seeker_id\n{both}", encoding="utf-8"
        )
    book = tmp_path / "book.xlsx"
    assert main(["start", "--from", str(tmp_path), "-o", str(book)]) == 1
    said = capsys.readouterr().err
    assert "--seeker-id ID takes one" in said
    assert "contacts.csv" not in said
    assert not book.exists()
    assert main(["start", "--from", str(tmp_path), "--seeker-id", "ann", "-o", str(book)]) == 0
    assert len(ng.read(book)) == 2


def test_refused_searches_are_told_the_same_together_and_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ["Student ID,contact_id,name,met_on,referred_by,status"]
    for student in ("s1", "s2", "s3"):
        rows.append(f"{student},a,Ann,2026-01-05,,met")
        rows.append(f"{student},b,Bob,2026-13-45,a,{'hmm' if student != 's2' else 'met'}")
        rows.append(f"{student},c,Cleo,2026-01-07,{student}x,thanked")
    (tmp_path / "office.csv").write_text("\n".join(rows))
    asked = {"columns": {"seeker_id": "Student ID"}}
    together = ng.check(tmp_path / "office.csv", **asked)
    assert (together["code"] == "bad_date").sum() == 3
    assert set(together["seeker_id"]) == {"s1", "s2", "s3"}
    monkeypatch.setattr(refused, "issues_together", lambda *_: None)
    pd.testing.assert_frame_equal(together, ng.check(tmp_path / "office.csv", **asked))


DIRECT = "Name,Company,Contacted,Met on\nMax Moor,Acme,2026-02-20,2026-03-01\n"


def test_files_that_only_a_question_makes_an_office_say_how_all_verbs_read_them(
    tmp_path: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody was referred in them, so that they may as well be one search in several files."""
    office = written(tmp_path / "direct", {"anna.csv": DIRECT, "bob.csv": DIRECT})
    assert main(["seekers", str(office)]) == 0
    assert "add --by-seeker, or put a seekers.csv beside them" in capsys.readouterr().err
    assert main(["summary", str(office)]) == 1
    assert "each is the search of one student, add --by-seeker" in capsys.readouterr().err
    assert main(["check", str(office), "--by-seeker", "--format", "json"]) == 0
    capsys.readouterr()
    (office / "seekers.csv").write_text("seeker_id\nanna\nbob\n", encoding="utf-8")
    assert main(["summary", str(office)]) == 0
    # what every command reads so needs no word more
    assert main(["seekers", str(files)]) == 0
    assert "add --by-seeker" not in capsys.readouterr().err


def test_a_student_of_two_files_or_an_inner_folder_is_told_what_to_move(tmp_path: Path) -> None:
    office = tmp_path / "office"
    for name in ("anna/list.csv", "eve/a.csv", "eve/Copy of a.csv", "dan/2026/contacts.csv"):
        (office / name).parent.mkdir(parents=True, exist_ok=True)
        (office / name).write_text(ANNA, encoding="utf-8")
    written(office / "eve", {".DS_Store": "", "~$lock.xlsx": ""})
    issues = ng.check(office)
    dan, eve = issues[issues["severity"] == "error"]["message"]
    assert dan == "dan: no table in it; move 2026/contacts.csv into dan itself"
    assert eve.startswith("eve: holds Copy of a.csv, a.csv, and nothing says which")
    assert "netgraph summary" not in eve
    # no cell is to be mended
    assert set(issues["hint"]) == {""}


def test_a_row_that_is_doubled_names_its_student(tmp_path: Path) -> None:
    rows = "seeker_id,contact_id,name\ns1,a,Ann\ns1,a,Ann\ns2,a,Ann\ns2,b,Bo\n"
    links = "seeker_id,referrer_id,referred_id\ns2,a,b\n"
    office = written(tmp_path / "office", {"contacts.csv": rows, "referrals.csv": links})
    with pytest.raises(ng.InputError, match=r"'a' is also on line 2;.*of the search of 's1'$"):
        ng.read_cohort(office)
    with pytest.raises(ng.InputError, match=r"two seekers have the same contact"):
        ng.read(office)


@pytest.mark.parametrize("named", [True, False])
def test_one_export_with_a_list_of_students_beside_it_is_read_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, named: bool
) -> None:
    students = "seeker_id,name,programme,landed\ns01,Amy Poe,MBA,yes\ns02,Bo Day,BA,no\n"
    office = written(tmp_path / "office", {"export.csv": EXPORT, "seekers.csv": students})
    source = office / "export.csv" if named else office
    assert main(["seekers", str(source), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["state"] for row in rows if row["seeker_id"] == "s01"] == ["landed"]
    assert main(["summary", str(source)]) == 0


def test_groups_of_no_list_of_students_name_the_way_out(tmp_path: Path) -> None:
    office = written(tmp_path / "office", {"export.csv": EXPORT})
    with pytest.raises(ng.UnknownNameError, match=r"put a seekers\.csv beside"):
        group_columns(ng.read_cohort(office / "export.csv"), ["Programme"])


def test_an_office_of_nobody_says_so_whoever_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = written(tmp_path / "office", {"seekers.csv": STUDENTS})
    assert main(["contacts", str(office), "--seeker-id", "s01"]) == 1
    assert "no folder and no table of any seeker in it" in capsys.readouterr().err


def test_a_dossier_of_all_students_says_how_many_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = written(tmp_path / "office", {"export.csv": EXPORT})
    words = ["dossier", str(office / "export.csv"), "--who", "Ann Lee"]
    assert main(words) == 0
    told = capsys.readouterr().err
    assert 'note: "you" are 2 students: ' in told
    for alone in (["--seeker-id", "s01"], ["--redact", "names"]):
        assert main([*words, *alone]) == 0
        assert '"you" are' not in capsys.readouterr().err
