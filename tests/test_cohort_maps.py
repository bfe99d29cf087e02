"""What columns are called in an office, where each student's file has headings of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph.__main__ import main
from netgraph.errors import OptionError
from netgraph.tables.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from pathlib import Path

MAPS = ("--map", "met_on=Reunión el", "--map", "met_on=Sat down")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Three students who met two people, one and two; two of them in words of their own.

    Ana writes "Reunión el" in a folder, Cy "Sat down" in a file, Bo "Met on".
    """
    people = "Max Moor,Acme,,2026-02-01\nAda Lee,Birch,Max Moor,{day}\n"
    head = "Name,Company,Referred by,{}\n".format
    files = {
        "ana/contactos.csv": head("Reunión el") + people.format(day="2026-03-01"),
        "bo/list.csv": head("Met on") + people.format(day=""),
        "cy.csv": head("Sat down") + people.format(day="2026-03-02"),
    }
    for name, text in files.items():
        path = tmp_path / "office" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "office"


def met(office: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> list[int | None]:
    assert main(["seekers", str(office), *words, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    return [row["met"] for row in sorted(rows, key=lambda row: row["seeker_id"])]


def test_a_heading_holds_for_the_files_that_have_it(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert met(office, *MAPS[:2], capsys=capsys) == [2, 1, None]
    assert met(office, *MAPS, capsys=capsys) == [2, 1, 2]
    told = ng.check(office, columns={"met_on": "Reunión el"})
    assert "error" not in set(told["severity"])
    cohort = ng.read_cohort(office, columns={"met_on": ["Reunión el", "Sat down"]})
    assert ng.seekers(cohort)["met"].sum() == 5


def test_headings_of_students_are_saved_beside_them_all(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(office), *MAPS, "--save"]) == 0
    capsys.readouterr()
    assert '["Reunión el", "Sat down"]' in (office / SETTINGS_FILE).read_text("utf-8")
    assert met(office, capsys=capsys) == [2, 1, 2]
    # nobody is told that other students lack a heading
    issues = ng.read_cohort(office).issues
    assert not issues["message"].str.contains("passed over").any()


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (["Reuniones", "Sat down"], "no column .Reuniones. in any file"),
        (["Referred by", "Sat down"], "cy.csv: met_on is said to be"),
    ],
)
def test_headings_of_nobody_and_two_in_one_file_are_refused(
    office: Path, headings: list[str], told: str
) -> None:
    with pytest.raises(ng.InputError, match=told):
        ng.read_cohort(office, columns={"met_on": headings})


def test_one_heading_that_nobody_has_is_refused_and_several_of_one_search(office: Path) -> None:
    with pytest.raises(ng.InputError, match="no column 'Treffen'"):
        ng.read_cohort(office, columns={"met_on": "Treffen"})
    with pytest.raises(OptionError, match="say one"):
        ng.check(office / "ana", columns={"met_on": ["Reunión el", "Met on"]})


def test_settings_of_students_are_one_line_that_names_them(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (office / "ana" / SETTINGS_FILE).write_text('[columns]\nmet_on = "Reunión el"\n', "utf-8")
    (office / "same.csv").write_text("contact_id,same_as,same\nx,y,no\n", "utf-8")
    told = notes(office, capsys)
    assert [line for line in told if SETTINGS_FILE in line] == [
        "note: as netgraph.toml says: met_on is the column 'Reunión el' (ana)"
    ]
    (office / "bo" / SETTINGS_FILE).write_text('[columns]\nname = "Name"\n', "utf-8")
    told = notes(office, capsys)
    (line,) = [line for line in told if SETTINGS_FILE in line]
    assert "tables of 2 students counts (ana, bo)" in line


def test_decisions_beside_files_of_students_are_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ana", "bo"):
        (tmp_path / f"{name}.csv").write_text("Name,Referred by\nMo Orr,\nCy Fox,Mo Orr\n", "utf-8")
    (tmp_path / "same.csv").write_text("contact_id,same_as,same\nana:Mo Orr,Mo Orr,no\n", "utf-8")
    assert sum("same.csv" in line for line in notes(tmp_path, capsys)) == 1


def notes(office: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["seekers", str(office)]) == 0
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("note:")]
