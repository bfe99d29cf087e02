"""What is said to people helps: each advice is tried, and counts agree with each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph import schema
from netgraph.cli import main
from netgraph.errors import NetgraphError

if TYPE_CHECKING:
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
