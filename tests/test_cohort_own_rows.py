"""A seeker's row in their own search is theirs by id, e-mail or whole name, on every road in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph.tables.cohorts.read import read_any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = """seeker_id,contact_id,name,organization,email,status,met_on
s1,c1,Anna Berg,Uni,anna@uni.example,,
s1,c2,Max Moor,Acme,max@x.example,met,2026-05-01
s1,c3,Lea Lund,Beta,,identified,
s2,c4,"Roth, Bert",Uni,,,
s2,c1,Anna Berg,Uni,anna@uni.example,met,2026-05-02
s2,c2,Max Moor,Acme,max@x.example,met,2026-05-03
s3,c2,Max Moor,Acme,max@x.example,met,2026-05-03
"""
LINKS = """seeker_id,referrer_id,referred_id
s1,c1,c2
s1,c2,c3
s2,Bert Roth,c2
s2,me,c1
s3,Cleo Chen,c2
"""
SEEKERS = """seeker_id,name,Student email
s1,A. Berg,ANNA@uni.example
s2,Bert Roth,
s3,Cleo Chen,
"""


def written(folder: Path, **tables: str) -> Path:
    """A folder with some tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def shared_tables(tmp_path: Path) -> Path:
    """Both tables of all searches, linked in one pass."""
    return written(tmp_path / "office", contacts=ROWS, referrals=LINKS, seekers=SEEKERS)


def one_by_one(tmp_path: Path) -> Path:
    """The same; an id with more letters than messages repeat is linked search by search."""
    far = ROWS + f"s3,{'long ' * 20},Ines Imm,Iota,,,\n"
    return written(tmp_path / "office", contacts=far, referrals=LINKS, seekers=SEEKERS)


def folders(tmp_path: Path) -> Path:
    """A folder for each student, called by their ids."""
    office = written(tmp_path / "office", seekers=SEEKERS)
    for table, text in (("contacts", ROWS), ("referrals", LINKS)):
        header, *lines = text.splitlines()
        for seeker in ("s1", "s2", "s3"):
            own = [line.partition(",")[2] for line in lines if line.startswith(seeker)]
            words = "\n".join([header.partition(",")[2], *own, ""])
            written(office / seeker, **{table: words})
    return office


@pytest.mark.parametrize("road", [shared_tables, one_by_one, folders])
def test_name_and_email_make_a_row_the_seekers_own(
    tmp_path: Path, road: Callable[[Path], Path]
) -> None:
    """Anna's row is hers by e-mail, Bert's by name, and Cleo stands in a referral alone."""
    cohort = ng.read_cohort(road(tmp_path))
    people = {s: set(cohort.network(s).people["name"].dropna()) for s in cohort.seekers}
    assert people["s1"] == {"Max Moor", "Lea Lund"}
    assert people["s2"] == {"Anna Berg", "Max Moor"}
    assert people["s3"] - {"Ines Imm"} == {"Max Moor"}
    found = ng.contacts(cohort).set_index(["seeker_id", "name"])
    # whom the seeker refers is a first contact
    assert found.loc[("s1", "Max Moor"), "generation"] == 1
    assert found.loc[("s1", "Lea Lund"), "generation"] == 2
    assert found.loc[("s3", "Max Moor"), "referred_by_count"] == 0
    told = cohort.issues.query("code == 'own_row'")
    assert told["seeker_id"].tolist() == ["s1", "s2", "s3"]
    assert "'Anna Berg' is 's1', whose search it is" in told["message"].iloc[0]
    # in another's search a student is a contact like any other
    assert "Anna Berg" in set(cohort.everybody.people["name"])
    assert "Bert Roth" not in set(cohort.everybody.people["name"])


@pytest.mark.parametrize(
    ("row", "listed"),
    [
        ("s1,c9,Anna Berg,Uni,other@uni.example,,", "s1,Anna Berg,anna@uni.example"),
        ("s1,c9,Anna,Uni,,,", "s1,Anna,"),
        ("s1,c8,Anna Berg,Uni,,,\ns1,c9,Anna Berg,Firm,,,", "s1,Anna Berg,"),
        ("s1,s1,Ann,Uni,,,\ns1,c9,Anna Berg,Uni,,,", "s1,Anna Berg,"),
        ("s2,c9,Anna Berg,Uni,,,", "s1,Anna Berg,"),
    ],
    ids=["two addresses", "a first name", "two of the name", "the id is there", "of another"],
)
def test_what_leaves_a_doubt_stays_a_contact(tmp_path: Path, row: str, listed: str) -> None:
    header = ROWS.splitlines()[0]
    rows = f"{header}\n{row}\ns1,c2,Max Moor,Acme,,met,2026-05-01\ns2,c2,Max Moor,Acme,,,\n"
    office = written(
        tmp_path,
        contacts=rows,
        referrals="seeker_id,referrer_id,referred_id\n",
        seekers=f"seeker_id,name,email\n{listed}\n",
    )
    cohort = ng.read_cohort(office)
    assert "own_row" not in set(cohort.issues["code"])
    assert "c9" in set(cohort.everybody.people["contact_id"])


def test_folders_and_a_column_that_are_called_by_whole_names(tmp_path: Path) -> None:
    """The name of the folder, and the cell that says whose a row is, name the student."""
    sheet = "Name,Company,Referred by\nAnna Berg,Uni,\nMax Moor,Acme,Anna Berg\nLea,B,Max Moor\n"
    for name in ("anna berg", "Bert Roth"):
        written(tmp_path / "folders" / name, contacts=sheet)
    cohort = read_any(tmp_path / "folders")
    assert isinstance(cohort, ng.Cohort)
    assert ng.seekers(cohort)["contacts"].to_dict() == {0: 3, 1: 2}
    header, *lines = sheet.splitlines()
    table = [
        f"Student Name,{header}",
        *(f"{who},{x}" for who in ("Anna Berg", "Bo") for x in lines),
    ]
    one = written(tmp_path / "one", people="\n".join(table)) / "people.csv"
    assert ng.seekers(ng.read_cohort(one))["contacts"].tolist() == [2, 3]


@pytest.mark.parametrize("redact", [None, "all"])
def test_own_rows_stay_own_where_tables_are_written_and_read_again(
    tmp_path: Path, redact: str | None
) -> None:
    cohort = ng.read_cohort(shared_tables(tmp_path))
    if redact is not None:
        cohort = ng.redact(cohort, "all", key="a key of this test")
    ng.write_tables(cohort, tmp_path / "written")
    again = ng.read_cohort(tmp_path / "written")
    number = ng.seekers(cohort).set_index("seeker_id")["contacts"]
    pd.testing.assert_series_equal(
        ng.seekers(again).set_index("seeker_id")["contacts"].sort_index(), number.sort_index()
    )


@pytest.mark.parametrize(
    ("seekers", "row", "counted"),
    [
        # of two students of one name the id says which of them is the contact
        ("a,Stu Dent\nb,Stu Dent\n", "b,a,Stu Dent", 2),
        # another student's id, of whom no name is known
        ("a,\nb,Stu Dent\n", "b,a,Stu Dent", 2),
        # a number that begins again in each sheet is no student's who is called otherwise
        ("a,Ann Other\nb,Stu Dent\n", "b,a,Stu Dent", 1),
        ("a,Stu Dent\nb,Stu Dent\n", "b,x,Stu Dent", 1),
    ],
)
@pytest.mark.parametrize("more", ["", f"b,{'long ' * 20},Ines Imm,Iota,identified,\n"])
def test_the_id_of_another_seeker_of_that_name_is_theirs(
    seekers: str, row: str, counted: int, more: str, tmp_path: Path
) -> None:
    contacts = (
        "seeker_id,contact_id,name,organization,status,met_on\na,p1,Ann One,Orga,met,2026-03-05\n"
        f"{row},Uni,met,2026-03-06\nb,p1,Ann One,Orga,contacted,\n{more}"
    )
    links = f"seeker_id,referrer_id,referred_id\nb,{row.split(',')[1]},p1\n"
    office = written(
        tmp_path, contacts=contacts, referrals=links, seekers=f"seeker_id,name\n{seekers}"
    )
    found = ng.seekers(ng.read_cohort(office)).set_index("seeker_id").loc["b"]
    assert found["contacts"] == counted + bool(more)
    assert found["met"] == counted - 1
    assert found["referrals"] == counted - 1
