"""What is said to people helps: each advice is tried, and counts agree with each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sheets import pairs, people

import netgraph as ng
from netgraph import schema
from netgraph.cli import main
from netgraph.errors import MissingColumnError, NetgraphError
from netgraph.tables.chosen import chosen_words
from netgraph.tables.cleaning.direction import side_said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ann,Lee,https://www.linkedin.com/in/annlee,,Acme,Engineer,05 Mar 2024\n"
)
REFUSED = {
    "a bad date": ("contact_id,met_on\na,soon-ish\n", None, True),
    "a day of two readings": ("contact_id,met_on\na,03/04/2024\n", None, True),
    "no such status": ("contact_id,status\na,qwertz\nb,met\n", None, True),
    "namesakes": ("contact_id,name\n7,Maria Lima\n9,María Lima\n", "MARIA LIMA,9\n", True),
    "an id twice": ("contact_id,name\na,Ann\na,Bea\n", "a,b\n", False),
    "an empty id": ("contact_id,name\n,Ann\nb,Bea\n", "b,c\n", False),
    "no such column": ("zorp,quux\na,b\n", None, False),
}


@pytest.mark.parametrize(("contacts", "referrals", "helps"), REFUSED.values(), ids=REFUSED)
def test_lenient_is_advised_where_it_helps_and_nowhere_else(
    tmp_path: Path, contacts: str, referrals: str | None, *, helps: bool
) -> None:
    files = [tmp_path / "contacts.csv"]
    files[0].write_text(contacts, encoding="utf-8")
    files.append(tmp_path / "referrals.csv")
    files[1].write_text(f"referrer_id,referred_id\n{referrals or 'a,z'}\n", encoding="utf-8")
    issues = ng.check(*files)
    errors = issues[issues[schema.SEVERITY] == "error"]
    advised = errors[schema.HINT].str.contains("--lenient")
    assert len(errors)
    assert advised.all() if helps else not advised.any()
    with pytest.raises(NetgraphError) as refusal:
        ng.read(*files)
    assert helps or "lenient" not in str(refusal.value)
    if helps:
        assert len(ng.read(*files, lenient=True))
        # once it is said it is not advised again
        lenient = ng.check(*files, lenient=True)
        assert not lenient[schema.HINT].str.contains("--lenient").any()
    else:
        with pytest.raises(NetgraphError):
            ng.read(*files, lenient=True)


def test_what_had_no_place_is_counted_as_the_issues_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connections = tmp_path / "Connections.csv"
    rows = LINKEDIN + ",,,,Acme,Clerk,\n"
    connections.write_text(rows, encoding="utf-8")
    assert main(["convert", str(connections), "-o", str(tmp_path / "out")]) == 0
    err = capsys.readouterr().err
    (counted,) = [line for line in err.splitlines() if "netgraph check" in line]
    counts = {code: int(n) for n, code in re.findall(r"(\d+) (unplaced)", counted)}
    (said,) = [line for line in err.splitlines() if "had no place" in line]
    total, words, notes = re.findall(r"^(\d+) cells? or rows? had no place \((.*?)\)(.*)$", said)[0]
    listed = {code: int(n) for n, code in re.findall(r"(\d+) (\w+)", words)}
    beside = {code: int(n) for n, code in re.findall(r"(\d+) (\w+) more", notes)}
    assert int(total) == sum(listed.values())
    assert int(total) == len((tmp_path / "out" / "unplaced.csv").read_text().splitlines()) - 1
    assert notes
    assert counts == {c: listed.get(c, 0) + beside.get(c, 0) for c in {*listed, *beside}}


@pytest.mark.parametrize("verb", ["advocates", "dead-ends", "keep-warm", "summary"])
def test_an_answer_without_referrals_says_what_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    alone, sheet = tmp_path / "Connections.csv", tmp_path / "sheet.csv"
    alone.write_text(LINKEDIN, encoding="utf-8")
    assert main([verb, str(alone)]) == 0
    assert "'Referred by'" in capsys.readouterr().err
    # with the column that is advised there is nothing left to say
    header, row = LINKEDIN.splitlines()
    sheet.write_text(f"{header},Referred by\n{row},Bob Ray\n", encoding="utf-8")
    assert main([verb, str(sheet)]) == 0
    assert "nobody here has referred" not in capsys.readouterr().err
    assert len(ng.read(sheet).referrals) == 1


@pytest.mark.parametrize(
    ("heading", "side"),
    [
        ("People they referred me to", schema.REFERRED_TO),
        ("Who has he introduced you to?", schema.REFERRED_TO),
        ("Names she gave", schema.REFERRED_TO),
        ("Put me in touch with", schema.REFERRED_TO),
        ("Told us about", schema.REFERRED_TO),
        ("Introductions made", schema.REFERRED_TO),
        ("Weiterempfohlen an", schema.REFERRED_TO),
        ("Recommandé à", schema.REFERRED_TO),
        ("Who referred me to them?", schema.REFERRED_BY),
        ("Who referred you to them? (leave blank if nobody)", schema.REFERRED_BY),
        ("Person that introduced us", schema.REFERRED_BY),
        ("Introduced me to her", schema.REFERRED_BY),
        ("Introductions made by", schema.REFERRED_BY),
        ("Referred to me by", schema.REFERRED_BY),
        ("Introductions received", schema.REFERRED_BY),
        ("Wer hat mich vermittelt an", schema.REFERRED_BY),
        ("Referrer of this person", schema.REFERRED_BY),
    ],
)
def test_an_advice_keeps_the_direction_that_a_heading_says(heading: str, side: str) -> None:
    assert side_said(heading) == side


@pytest.mark.parametrize(
    "heading",
    ["Leads they passed on referrals", "Referrals: who they pointed me to", "Intros made"],
)
def test_an_advice_of_the_other_direction_may_be_followed(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Person,Works at,{heading}\nAnn Lee,Acme,Bob Ray; Cy Dunn\nBob Ray,Birch,\n")
    with pytest.raises(MissingColumnError, match="is 'referred_to'") as caught:
        ng.read(path)
    assert "referred_by=" not in str(caught.value)
    net = ng.read(path, columns={"referred_to": heading})
    assert pairs(net) == ["Ann Lee > Bob Ray", "Ann Lee > Cy Dunn"]


def test_one_column_is_advised_of_all_tables_and_record_ids_are_nobody(tmp_path: Path) -> None:
    listed, links = tmp_path / "People.csv", tmp_path / "Introductions.csv"
    listed.write_text(
        "Name,Organization,Introductions given,Introductions received\n"
        'Ann Lee,Acme,"INTRO-1,INTRO-2",\nBob Ray,Birch,,INTRO-1\nCy Dunn,Cedar,,INTRO-2\n'
    )
    links.write_text(
        "Intro ID,Made by,Person,Date\nINTRO-1,Ann Lee,Bob Ray,2026-02-14\n"
        "INTRO-2,Ann Lee,Cy Dunn,2026-02-20\n"
    )
    for tables in ((listed, links), (links, listed)):
        with pytest.raises(MissingColumnError) as caught:
            ng.read(*tables)
        said = str(caught.value)
        assert said.count("referred_by=") == 1
        assert "then say --map 'referred_by=Made by' (in Python" in said
        assert "--map 'referrer_id=HEADING' --map 'referred_id=HEADING'" in said
        net = ng.read(*tables, columns={"referred_by": "Made by"})
        assert pairs(net) == ["Ann Lee > Bob Ray", "Ann Lee > Cy Dunn"]
        assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"]


@pytest.mark.parametrize(
    "twice",
    [
        ("--map", "referred_by=Made by", "--map", "Referred-By=Introductions given"),
        ("--value", "status:ghosted=no_reply", "--value", "status:ghosted=declined"),
    ],
)
def test_two_columns_of_one_name_are_wrong_usage(
    twice: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["contacts", "data", *twice])
    assert "said twice" in capsys.readouterr().err


def test_a_column_of_boxes_that_proves_a_meeting_is_offered(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "Name,Organization,Referred by,Coffee chat done,Coffee chat planned,Decision maker\n"
        "Ivo Kane,Ash,,TRUE,TRUE,FALSE\nJan Lowe,Bay,Ivo Kane,FALSE,TRUE,TRUE\n"
    )
    net = ng.read(sheet)
    told = net.issues[net.issues["code"] == "unclaimed_column"]["message"].tolist()
    assert told == [
        "'Coffee chat done' looks like met_on: --map 'met_on=Coffee chat done'",
    ]
    # what is advised does what it says
    mapped = ng.read(sheet, columns={"met_on": "Coffee chat done"})
    assert mapped.contacts["status"].fillna("").tolist() == ["met", ""]


def test_check_names_every_column_of_referrers(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "Name,Referrer 1,Referrer 2\nAnn Lee,,\nBob Ray,Ann Lee,\nCy,Ann Lee,Bob Ray\n"
    )
    lines = chosen_words(ng.read(sheet).files)
    assert any("referred_by is 'Referrer 1', referred_by is also 'Referrer 2'" in s for s in lines)
