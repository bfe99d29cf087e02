"""Headings of the people of rows in exports of career systems, and what is proposed for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import netgraph as ng

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    *("001,Dirk Voss,Elm,,dull talk", "001,Zita Thom,Birch,Dirk Voss,kind"),
    *("002,Dirk Voss,Elm,,said little", "002,Orla Kern,Fir,Dirk Voss,call again"),
    *("003,Dirk Voss,Elm,,was late", "003,Zita Thom,Birch,Dirk Voss,away"),
)


def export(folder: Path, heading: str, last: str = "Adviser notes") -> Path:
    """Six rows of three students, who share an alumnus."""
    head = f"Student ID,{heading},Employer,Referred by,{last}"
    path = folder / "export.csv"
    path.write_text("\n".join([head, *ROWS]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "heading",
    [
        *("Alumni contact", "Alumnus", "Alumna", "Alumna contact", "Alumni contact name"),
        *("Contact person", "Alumni name", "Name of contact person", "Employer contact"),
        *("Contact's name", "Name of alumnus"),
    ],
)
def test_words_for_alumni_head_the_names_of_rows(tmp_path: Path, heading: str) -> None:
    cohort = ng.read_cohort(export(tmp_path, heading))
    people = cohort.network("002").people
    assert people["name"].tolist() == ["Dirk Voss", "Orla Kern"]
    assert people["organization"].tolist() == ["Elm", "Fir"]


def test_yes_and_no_below_such_a_word_name_nobody(tmp_path: Path) -> None:
    text = "First name,Last name,Alumna,Referred by\nAnn,Lee,yes,\nBo,Ray,no,Ann Lee\n"
    (tmp_path / "contacts.csv").write_text(text, encoding="utf-8")
    assert ng.read(tmp_path).people["name"].tolist() == ["Ann Lee", "Bo Ray"]


@pytest.mark.parametrize("heading", ["Alumni we wrote to", "Gesprochen mit", "People they saw"])
def test_names_that_several_students_share_are_proposed_by_their_cells(
    tmp_path: Path, heading: str
) -> None:
    with pytest.raises(ng.MissingColumnError) as refused:
        ng.read_cohort(export(tmp_path, heading))
    assert f"is 'name' {heading!r}? then say --map 'name={heading}'" in str(refused.value)


@pytest.mark.parametrize(
    "last",
    [
        *("Adviser notes", "Contact notes", "Person comments", "Alumni job title", "Contact type"),
        "People feedback",
    ],
)
def test_what_else_is_said_of_people_is_not_proposed_as_their_name(
    tmp_path: Path, last: str
) -> None:
    path = export(tmp_path, "Q7", last)
    text = path.read_text(encoding="utf-8").replace("Dirk Voss", "").replace("Zita Thom", "")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ng.MissingColumnError) as refused:
        ng.read_cohort(path)
    assert f"name={last}" not in str(refused.value)
    assert "--map 'name=HEADING'" in str(refused.value)


def test_long_texts_are_not_proposed_as_names(tmp_path: Path) -> None:
    long = [f"we talked about {n} things and will again in spring" for n in range(6)]
    rows = [f"{row.rpartition(',')[0]},{text}" for row, text in zip(ROWS, long, strict=True)]
    head = "Student ID,Q7,Employer,Referred by,People and what they said"
    text = "\n".join([head, *rows]).replace("Dirk Voss", "").replace("Zita Thom", "")
    (tmp_path / "export.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ng.MissingColumnError) as refused:
        ng.read_cohort(tmp_path / "export.csv")
    assert "name=People and" not in str(refused.value)
