"""What to do over all searches says whose step it is, and in whose file it is to be noted."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from netgraph.cli import main

if TYPE_CHECKING:
    from pathlib import Path

ADA = "contact_id,name,status,contacted_on,referred_by\na,Ann Lee,contacted,2026-05-01,\n"
BEA = """contact_id,name,status,contacted_on,referred_by,referred_to
a,Ann Lee,contacted,2026-05-02,,
b,Bo Ray,contacted,2026-05-03,a,Uma New
"""
NAMES = "seeker_id,name\nada,Ada Moss\nbea,Bea Fell\ncyd,Bea Fell\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder a student: Ann is a contact of two, and two students have one name."""
    for name, text in (("ada", ADA), ("bea", BEA), ("cyd", ADA.replace("a,Ann Lee", "d,Di Fox"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "contacts.csv").write_text(text, encoding="utf-8")
    (tmp_path / "seekers.csv").write_text(NAMES, encoding="utf-8")
    return tmp_path


def rows_of(office: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, str]]:
    assert main(["agenda", str(office), "--format", "csv", *more]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_each_row_of_the_office_names_students_and_the_file_as_typed(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {row["name"]: row for row in rows_of(office, capsys)}
    assert (rows["Ann Lee"]["known_to"], rows["Ann Lee"]["seeker_ids"]) == (
        "Ada Moss and Bea Fell (bea)",
        "ada; bea",
    )
    # the first named is whose row it is
    assert rows["Ann Lee"]["fill_in"].startswith("ada/contacts.csv, line 2: ")
    assert rows["Bo Ray"]["known_to"] == "Bea Fell (bea)"
    assert rows["Bo Ray"]["fill_in"].startswith("bea/contacts.csv, line 3: ")
    assert rows["Di Fox"]["fill_in"].startswith("cyd/contacts.csv, line 2: ")
    # somebody whom only a referral names gets a row in the file of that student
    assert rows["Uma New"]["fill_in"].startswith("bea/contacts.csv, a new row: ")


def test_screens_of_the_office_name_students_before_each_step(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["week", str(office), "--as-of", "2026-05-04"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("The week of all searches, as of 2026-05-04")
    assert "Bea Fell (bea): Follow up with Bo Ray" in out
    assert "Note what you have done (1: " in out
    assert "/contacts.csv, line " in out
    assert main(["summary", str(office)]) == 0
    assert "Ada Moss and Bea Fell (bea): Follow up with Ann Lee" in capsys.readouterr().out
    assert main(["agenda", str(office)]) == 0
    head = capsys.readouterr().out
    assert "Bea Fell (bea)" in head
    calendar = office / "c.ics"
    told = ["agenda", str(office), "--as-of", "2026-05-04", "--ics", str(calendar)]
    assert main(told) == 0
    assert "known to Bea Fell (bea)" in calendar.read_text(encoding="utf-8").replace("\n ", "")


@pytest.mark.parametrize("more", [("--seeker-id", "bea"), ("--redact", "all"), ("--by-seeker",)])
def test_nobody_else_is_named_where_one_search_is_asked_for_or_people_are_hidden(
    more: tuple[str, ...], office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(office, capsys, *more)
    assert rows
    assert not {"known_to", "seeker_ids"} & set(rows[0])
    if "--by-seeker" not in more:
        assert "Ada Moss" not in json.dumps(rows)
