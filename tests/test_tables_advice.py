"""What is said to people helps: each advice is tried, and counts agree with each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
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
        ("Suggested I talk to", schema.REFERRED_TO),
        ("Who else to talk to", schema.REFERRED_TO),
        ("Said to call", schema.REFERRED_TO),
        ("Names I got", schema.REFERRED_TO),
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
def test_a_heading_of_the_other_direction_is_read_so(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Person,Works at,{heading}\nAnn Lee,Acme,Bob Ray; Cy Dunn\nBob Ray,Birch,\n")
    for columns in ({}, {"referred_to": heading}):
        assert pairs(ng.read(path, columns=columns)) == ["Ann Lee > Bob Ray", "Ann Lee > Cy Dunn"]


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
        "'Coffee chat planned' looks like scheduled_for: --map 'scheduled_for=Coffee chat planned'",
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


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Who it was", ["", "ann lee", "Bob Ray", "Ann Lee, Bob Ray"]),
        ("\u0627\u0644\u0635\u0644\u0629", ["", "Ann Lee", "Bob Ray", "Ann Lee"]),
    ],
)
def test_a_column_is_advised_whose_cells_name_people_of_the_sheet(
    tmp_path: Path, heading: str, cells: list[str]
) -> None:
    path = tmp_path / "sheet.csv"
    names = ("Ann Lee", "Bob Ray", "Cy Dunn", "Dee Fox")
    firms = ("Acme", "Birch", "Cedar", "Dune")
    rows = [f'{n},{o},"{c}"' for n, o, c in zip(names, firms, cells, strict=True)]
    path.write_text("\n".join([f"Name,Company,{heading}", *rows]), encoding="utf-8")
    with pytest.raises(MissingColumnError, match=re.escape(f"referred_by={heading}")):
        ng.read(path)
    net = ng.read(path, columns={"referred_by": heading})
    assert {"Ann Lee > Bob Ray", "Bob Ray > Cy Dunn", "Ann Lee > Dee Fox"} <= {*pairs(net)}
    assert people(net) == list(names)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        # the row's own person, a boss, half-known words, and grades that are ids as well
        ("Preferred name", ["Ann Lee", "Bob Ray", "Cy Dunn"]),
        ("Manager", ["", "Ann Lee", "Ann Lee"]),
        ("How did we meet", ["University friend", "LinkedIn", "via Ann Lee's cousin Jo Zed"]),
        ("Hobby", ["chess", "running", "Ann Lee"]),
    ],
)
def test_no_column_is_advised_whose_cells_name_nobody_s_referrer(
    tmp_path: Path, heading: str, cells: list[str]
) -> None:
    path = tmp_path / "sheet.csv"
    rows = [f"{n},{c}" for n, c in zip(("Ann Lee", "Bob Ray", "Cy Dunn"), cells, strict=True)]
    path.write_text("\n".join([f"Name,{heading}", *rows]))
    with pytest.raises(MissingColumnError, match="referred_by") as caught:
        ng.read(path)
    assert f"={heading}" not in str(caught.value)


def test_the_cells_tell_the_direction_where_a_heading_does_not(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text('Name,Leads\nAnn Lee,"Bob Ray, Cy Dunn"\nBob Ray,Dee Fox\nCy Dunn,\nDee Fox,\n')
    with pytest.raises(MissingColumnError, match="referred_to=Leads"):
        ng.read(path)
    assert pairs(ng.read(path, columns={"referred_to": "Leads"})) == [
        "Ann Lee > Bob Ray",
        "Ann Lee > Cy Dunn",
        "Bob Ray > Dee Fox",
    ]
    path.write_text("Name,People\nAnn Lee,\nBob Ray,Ann Lee\nCy Dunn,Ann Lee\nDee Fox,Bob Ray\n")
    with pytest.raises(MissingColumnError, match="referred_by=People"):
        ng.read(path)


def test_a_log_of_talks_is_advised_with_both_columns(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        'date,i talked to,at,they pointed me to\n2026-10-01,Ann Lee,Acme,"Bob Ray, Cy Dunn"\n'
        "2026-10-08,Bob Ray,Birch,Dee Fox\n2026-10-12,Cy Dunn,Acme,\n2026-10-15,Dee Fox,Dune,\n"
    )
    with pytest.raises(MissingColumnError) as caught:
        ng.read(path)
    assert "--map 'name=i talked to' --map 'referred_to=they pointed me to'" in str(caught.value)
    assert "HEADING" not in str(caught.value)


@pytest.mark.parametrize(
    "headings",
    [
        "Referrer First,Referrer Last",
        "Referrer's first name,Referrer's last name",
        "Referred by (first),Referred by (last)",
        "First name of referrer,Last name of referrer",
        "Vorname Referrer,Nachname Referrer",
    ],
)
def test_a_referrer_in_two_columns_is_one_name(tmp_path: Path, headings: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        f"Name,{headings},Met on\nIan Jost,,,2026-01-05\nKim Lund,Ian,Jost,2026-01-09\n"
        "Kim Rask,Kim,Lund,\nTor Vik,Kim,Rask,\n"
    )
    net = ng.read(path)
    assert pairs(net) == ["Ian Jost > Kim Lund", "Kim Lund > Kim Rask", "Kim Rask > Tor Vik"]
    told = net.issues[net.issues["code"] == "read_as"]
    assert told["message"].str.contains("read together as one name").all()
    assert len(told) == 1


def test_parts_of_referrers_may_be_categories_or_empty_numbers() -> None:
    names = {"Name": ["Ann Lee", "Bo Ray"]}
    for first, last in (
        (pd.Categorical([None, "Ann"]), pd.Categorical([None, "Lee"])),
        ([None, "Ann Lee"], [float("nan"), float("nan")]),
    ):
        parts = {"Referrer First": first, "Referrer Last": last}
        net = ng.from_frames(pd.DataFrame({**names, **parts}))
        assert net.referrals[schema.REFERRER_ID].tolist() == ["Ann Lee"]


def test_four_columns_of_two_people_are_referrals(tmp_path: Path) -> None:
    path = tmp_path / "referrals.csv"
    path.write_text(
        "Referrer First Name,Referrer Last Name,Candidate First Name,Candidate Last Name,Date\n"
        "Ian,Jost,Kim,Lund,2026-01-09\nKim,Lund,Kim,Rask,2026-01-12\n"
    )
    assert pairs(ng.read(path)) == ["Ian Jost > Kim Lund", "Kim Lund > Kim Rask"]


def test_an_organization_as_a_referrer_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Name,Company,Referred by\nAnn Lee,Acme,\nBob Ray,Birch Ltd,Ann Lee\nCy Dunn,Birch,BIRCH\n"
    )
    (message,) = ng.read(path).issues.query("code == 'unknown_contact'")["message"]
    assert "'BIRCH' is an organization of 2 contacts, not a person" in message
    way_out = re.search(r"--value '(.+?)=(blank)'", message)
    assert way_out
    net = ng.read(path, values={way_out[1]: way_out[2]})
    assert pairs(net) == ["Ann Lee > Bob Ray"]
    assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"]


def test_nobody_is_told_to_be_their_own_referrer(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Name,Referred by\nAnn Lee,\nSam Pike,Mr Pike\nBob Ray,Ann L.\nDee Fox,Ann L.\n"
    )
    net = ng.read(path)
    near = net.issues.query("code == 'near_person'")
    assert set(near["value"]) == {"Ann L."}
    assert not {"Mr Pike"} & {*ng.suggestions(net)["value"]}
    # beside somebody else the same words may mean him
    path.write_text("Name,Referred by\nAnn Lee,\nSam Pike,Mr Pike\nBob Ray,Mr Pike\n")
    net = ng.read(path)
    assert set(net.issues.query("code == 'near_person'")["value"]) == {"Mr Pike"}
    assert "Mr Pike" in {*ng.suggestions(net)["value"]}


def test_a_number_before_a_name_leaves_its_candidate(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Name,Referred by\nAnn Lee,\nBob Ray,2 - Ann Lee\n")
    (message,) = ng.read(path).issues.query("code == 'near_person'")["message"]
    assert "may be 'Ann Lee'" in message


def test_days_without_a_year_in_a_column_of_no_meaning_are_told(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Name,Referred by,Talk day,Score\nAnn Lee,,12 Mar,3/4\nBob Ray,Ann Lee,1 May,2/4\n"
    )
    told = ng.read(path).issues.query("code == 'unclaimed_column'")
    (message,) = told["message"]
    assert "'12 Mar' has no year" in message
    assert "--map 'met_on=Talk day'" in message
    # what is advised is a sheet that is read
    path.write_text("Name,Referred by,Talk day\nAnn Lee,,12 Mar 2026\nBob Ray,Ann Lee,1 May 2026\n")
    net = ng.read(path, columns={"met_on": "Talk day"})
    assert [f"{day:%Y-%m-%d}" for day in net.contacts["met_on"]] == ["2026-03-12", "2026-05-01"]


@pytest.mark.parametrize("heading", ["How much I want it", "Score", "Wunsch"])
def test_numbers_of_targets_are_offered_as_their_weight(tmp_path: Path, heading: str) -> None:
    (tmp_path / "contacts.csv").write_text(
        "Name,Company,Referred by\nAnn Lee,Acme,\nBob,Elm,Ann Lee\n"
    )
    targets = tmp_path / "targets.csv"
    targets.write_text(f'Company,{heading},Employees\nAcme,"2,5",10\nElm,"0,5",200\n')
    told = ng.read(tmp_path).issues.query("code == 'unclaimed_column'")
    (message,) = told["message"]
    assert f"--map 'weight={heading}'" in message
    net = ng.read(tmp_path, columns={"weight": heading})
    assert net.targets is not None
    assert net.targets["weight"].tolist() == [2.5, 0.5]


def test_a_table_of_links_in_a_folder_is_found_by_its_columns(tmp_path: Path) -> None:
    (tmp_path / "Contacts.csv").write_text(
        "Name,Company\nAnn Lee,Acme\nBob Ray,Birch\nCy Dunn,Elm\n"
    )
    (tmp_path / "Introductions.csv").write_text(
        "Introducer,Introduced,Date\nAnn Lee,Bob Ray,2026-01-09\nBob Ray,Cy Dunn,2026-01-12\n"
    )
    net = ng.read(tmp_path)
    assert pairs(net) == ["Ann Lee > Bob Ray", "Bob Ray > Cy Dunn"]
    # with referrers of their own the contacts are all there is, and the other file is told
    (tmp_path / "Contacts.csv").write_text("Name,Referred by\nAnn Lee,\nBob Ray,Ann Lee\n")
    net = ng.read(tmp_path)
    assert pairs(net) == ["Ann Lee > Bob Ray"]
    assert (net.issues["value"] == "Introductions.csv").any()


def test_a_number_of_a_spreadsheet_for_a_date_is_read_as_advised(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("Name,Referred by,Met on\nAnn Lee,,2026-01-05\nBob Ray,Ann Lee,46030\n")
    with pytest.raises(NetgraphError) as caught:
        ng.read(path)
    way_out = re.search(r"--value '(.+?)=(\S+)'", str(caught.value))
    assert way_out
    net = ng.read(path, values={way_out[1]: way_out[2]})
    assert f"{net.contacts['met_on'].iloc[1]:%Y-%m-%d}" == "2026-01-08"


def test_a_merged_row_tells_the_days_and_the_name_that_are_dropped(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("Name,Met on,Referred by,Email\nAbe Nash,2026-01-08,,abe@x.org\n")
    other.write_text("Name,Met on,Referred by,Email\nAbe Nash-Roe,2026-01-22,,abe@x.org\n")
    (message,) = ng.read(one, other).issues.query("code == 'merged_contact'")["message"]
    assert "met_on (2026-01-08, not 2026-01-22)" in message
    assert "name ('Abe Nash', not 'Abe Nash-Roe')" in message


@pytest.mark.parametrize("heading", ["at", "Where", "Chez", "Wo"])
def test_where_people_are_is_offered_as_their_organization(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Name,{heading},Referred by\nAnn Lee,Acme,\nBob Ray,Birch,Ann Lee\n")
    (message,) = ng.read(path).issues.query("code == 'unclaimed_column'")["message"]
    assert f"--map 'organization={heading}'" in message


def test_a_word_of_a_cell_makes_no_header_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "cards.csv"
    path.write_text(
        "Card ID,Card Name,Card Description,List\na1,Ann Lee,University friend,Met\n"
        "a2,Bob Ray,Met through Ann Lee,To contact\na3,Cy Dunn,intro by Bob Ray,Met\n"
    )
    with pytest.raises(MissingColumnError) as caught:
        ng.read(path)
    advised = "--map 'name=Card Name' --map 'referred_by=Card Description'"
    assert advised in str(caught.value)
    net = ng.read(path, columns={"name": "Card Name", "referred_by": "Card Description"})
    assert pairs(net) == ["Ann Lee > Bob Ray", "Bob Ray > Cy Dunn"]


def test_sources_of_a_drop_down_are_no_people(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    words = ("Web", "Trade Show", "Employee Referral", "Word of mouth", "Referral from Lead 0")
    rows = [f"Lead {at},{word}" for at, word in enumerate(words)]
    path.write_text("\n".join(["Name,Lead Source", *rows]))
    net = ng.read(path, columns={"referred_by": "Lead Source"})
    assert pairs(net) == ["Lead 0 > Lead 4"]
    assert people(net) == [f"Lead {at}" for at in range(5)]


def test_near_people_are_written_out_in_the_advice(tmp_path: Path) -> None:
    rows = "Name,Company,Referred by\nAnn Lee,Oak,\nBob Ray,Elm,\nBob Roe,Ash,\n"
    wanted = {
        "Ann": "write 'Ann Lee' there",
        "Ann & Cid": "for several people write their whole names",
        "Ann and Bob Ray": "for several people write ; between them ('Ann Lee; Bob Ray')",
        "Ann & Bob": "for several people write their whole names with ; between them,",
    }
    for at, (cell, advice) in enumerate(wanted.items()):
        path = tmp_path / f"{at}.csv"
        path.write_text(f"{rows}Cid Poe,Elm,{cell}\n", encoding="utf-8")
        net = ng.read(path)
        told = " ".join(net.issues[net.issues["code"] == schema.NEAR_PERSON]["message"])
        assert (advice in told) == (cell != "Ann & Cid")
    path.write_text(f"{rows}Cid Poe,Elm,Ann Lee; Bob Ray\n", encoding="utf-8")
    assert pairs(ng.read(path)) == ["Ann Lee > Cid Poe", "Bob Ray > Cid Poe"]


@pytest.mark.parametrize("numbered", [True, False])
def test_namesakes_of_one_organization_are_told_apart_by_id_and_row(
    tmp_path: Path, *, numbered: bool
) -> None:
    path = tmp_path / "sheet.csv"
    rows = [("4", "Ann Lee", "Oak", ""), ("9", "Ann Lee", "Oak", "{}"), ("6", "Cid Poe", "", "{}")]
    header = ("ID", "Name", "Company", "Referred by")
    sheet = [",".join(row[0 if numbered else 1 :]) for row in (header, *rows)]
    path.write_text("\n".join(sheet).format("", "Ann Lee"), encoding="utf-8")
    with pytest.raises(NetgraphError) as caught:
        ng.read(path)
    told = str(caught.value)
    first = "'4' (Oak, row 2)" if numbered else "'Ann Lee (Oak) (row 2)'"
    assert first in told
    assert "write the id, decide in same.csv" in told
    assert "'name (organization)'" not in told
    written = "4" if numbered else "Ann Lee (Oak) (row 2)"
    path.write_text("\n".join(sheet).format("", written), encoding="utf-8")
    assert pairs(ng.read(path)) == ["Ann Lee > Cid Poe"]


@pytest.mark.parametrize(
    "headings", [("Referral 1", "Referral 2"), ("Lead", "Lead 2"), ("Name given 1", "Name given 2")]
)
def test_the_advice_for_one_of_several_columns_reads_all(
    tmp_path: Path, headings: tuple[str, str]
) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        f"Name,Company,{','.join(headings)}\nEd Fry,Oak,Flo Gunn,Gia Hess\nFlo Gunn,Oak,Hal Irv,\n"
        "Gia Hess,Elm,,\nHal Irv,Elm,,\n",
        encoding="utf-8",
    )
    wanted = ["Ed Fry > Flo Gunn", "Ed Fry > Gia Hess", "Flo Gunn > Hal Irv"]
    assert pairs(ng.read(path, columns={"referred_to": headings[0]})) == wanted


@pytest.mark.parametrize(
    "back", ["From field: {}", "Backlinks: {}", "Related to Contacts ({})", "{} (reverse)"]
)
@pytest.mark.parametrize("own", ["Introduced by", "Referred to", "Intro from"])
def test_the_way_back_of_links_turns_no_referral_round(tmp_path: Path, own: str, back: str) -> None:
    path = tmp_path / "sheet.csv"
    given = [("Ida Jolt", "", "Jo Karr"), ("Jo Karr", "Ida Jolt", "Lou Mott")]
    given.append(("Lou Mott", "Jo Karr", ""))
    order = (0, 2, 1) if own == "Referred to" else (0, 1, 2)
    rows = [",".join(row[at] for at in order) for row in given]
    path.write_text("\n".join([f"Name,{own},{back.format(own)}", *rows]), encoding="utf-8")
    assert pairs(ng.read(path)) == ["Ida Jolt > Jo Karr", "Jo Karr > Lou Mott"]


def test_the_way_back_alone_says_the_other_side(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    rows = "Ida Jolt,Jo Karr\nJo Karr,Lou Mott\nLou Mott,\n"
    path.write_text(f"Name,From field: Introduced by\n{rows}", encoding="utf-8")
    assert pairs(ng.read(path)) == ["Ida Jolt > Jo Karr", "Jo Karr > Lou Mott"]


def test_an_advice_for_a_first_row_of_people_asks_for_headings(tmp_path: Path) -> None:
    for first in ("Ula Eads,Dow,,2026-01-05", "Ula Eads,ula@dow.example,Dow,", "Ula Eads,Dow,,"):
        path = tmp_path / "sheet.csv"
        path.write_text(f"{first}\nVan Fisk,Dow,Ula Eads,2026-01-12\n", encoding="utf-8")
        with pytest.raises(NetgraphError, match="no row of headings: the first row holds 'Ula"):
            ng.read(path)
    path.write_text("Wer,Wo,Woher\nUla Eads,Dow,\nVan Fisk,Dow,Ula Eads\n", encoding="utf-8")
    assert pairs(ng.read(path, columns={"name": "Wer"})) == ["Ula Eads > Van Fisk"]


def test_titles_of_cards_and_counts_are_offered_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Card,Name,Emails,Referred by,Coffee done,Coffee date\n"
        "Zoe Lee - intro,Zoe Lee,2,,x,3/14/26\n"
        "Bo - chat,Bo Lund,2,Zoe Lee,,\nCy - chat,Cy Mann,1,Bo Lund,x,4/2/26\n",
        encoding="utf-8",
    )
    net = ng.read(path)
    assert "email" not in net.contacts
    told = net.issues[net.issues["code"] == schema.UNCLAIMED_COLUMN]["message"].tolist()
    # the dates are read, and the boxes beside them are no second column of meetings
    assert told == []
    assert net.contacts["met_on"].notna().tolist() == [True, False, True]


def test_one_person_in_two_words_is_advised_as_one(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text('Name,Referred by\nLia Ames,\nMax Bode,"Ames, L."\n', encoding="utf-8")
    told = "\n".join(ng.read(path).issues["message"])
    assert "write 'Lia Ames' there" in told
    assert "several" not in told


def test_whole_names_in_a_list_that_nobody_knows_are_advised_apart(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    cell = "Walt Kerr (Comcast), Xena Lowe"
    path.write_text(f'Name,Referred to\nLia Ames,"{cell}"\nMax Bode,"Kerr, Walt"\n', "utf-8")
    told = ng.read(path).issues.set_index("value")["message"]
    assert "write ; between them ('Walt Kerr (Comcast); Xena Lowe')" in told[cell]
    assert "between them" not in told["Kerr, Walt"]


def test_a_heading_that_is_read_in_one_table_is_read_in_the_others(tmp_path: Path) -> None:
    one, two = tmp_path / "january.csv", tmp_path / "february.csv"
    heading = "Name,Heard of via"
    one.write_text(f"{heading}\nAnn Lee,\nBob Ray,Ann Lee\nCid Poe,Bob Ray\n", encoding="utf-8")
    two.write_text(f"{heading}\nDi Fox,Ann Lee\nEd Fry,Una Ivey\n", encoding="utf-8")
    wanted = ["Ann Lee > Bob Ray", "Ann Lee > Di Fox", "Bob Ray > Cid Poe", "Una Ivey > Ed Fry"]
    assert pairs(ng.read(one, two)) == wanted
    assert pairs(ng.read(two, one)) == wanted


@pytest.mark.parametrize("heading", ["Met? (Y/N)", "Met (x)", "Met [yes/no]", "Met? ✓", "Met x"])
def test_how_to_fill_in_a_box_is_no_part_of_its_heading(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"Name,{heading},Referred by\nAnn Lee,Y,\nBob Ray,N,Ann Lee\n", "utf-8")
    assert ng.read(path).contacts["status"].tolist() == ["met", "identified"]


def test_numbers_that_begin_again_are_settled_by_one_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two years of numbers from 1: Ann > Bob > Cid, then Bob (1) > Eve (2), Ann > Flo (3)."""
    one, two = tmp_path / "2024.csv", tmp_path / "2025.csv"
    header = "ID,Name,Company,Referred by\n"
    one.write_text(f"{header}1,Ann Lee,Oak,\n2,Bob Ray,Elm,1\n3,Cid Poe,Elm,2\n", encoding="utf-8")
    two.write_text(
        f"{header}1,Bob Ray,Elm,\n2,Eve Orr,Ash,1\n3,Flo Kim,Oak,Ann Lee\n", encoding="utf-8"
    )
    with pytest.raises(NetgraphError, match="netgraph check TABLES --keep both --decide --save"):
        ng.read(one, two)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "2024.csv", "2025.csv", "--keep", "both", "--decide", "--save"]) == 0
    capsys.readouterr()
    same = pd.read_csv("same.csv", dtype="str")
    assert same[["contact_id", "same_as"]].to_numpy().tolist() == [["2025.csv:1", "2"]]
    same.assign(same="yes").to_csv("same.csv", index=False)
    net = ng.read(one, two)
    assert pairs(net) == [
        "Ann Lee > Bob Ray",
        "Ann Lee > Flo Kim",
        "Bob Ray > Cid Poe",
        "Bob Ray > Eve Orr",
    ]


def offered_of_boxes(heading: str, *cells: str) -> list[str]:
    """What is said of a column of boxes beside three people."""
    people = ["Al Bo", "Cy Di", "Ed Fu"]
    columns = {"Name": people, heading: cells, "Referred by": ["", "", "Al Bo"]}
    contacts = pd.DataFrame(columns, dtype="str")
    issues = ng.from_frames(contacts).issues
    return issues[issues["code"] == schema.UNCLAIMED_COLUMN][schema.MESSAGE].tolist()


@pytest.mark.parametrize(
    "heading",
    [*("Call", "Called", "Phone call?", "Called them", "Cold call", "Left voicemail", "Anruf")],
)
def test_a_box_of_a_call_is_a_contact_at_most(heading: str) -> None:
    """Whoever was rung up may not have answered."""
    assert offered_of_boxes(heading, "x", "", "x") == [
        f"{heading!r} looks like contacted_on: --map 'contacted_on={heading}'"
    ]
    contacts = pd.DataFrame(
        {"Name": ["Al Bo", "Cy Di"], heading: ["x", None], "Referred by": [None, "Al Bo"]},
        dtype="str",
    )
    net = ng.from_frames(contacts, columns={"contacted_on": heading})
    assert net.contacts[schema.STATUS].tolist()[0] == "contacted"


@pytest.mark.parametrize("heading", ["Phone", "Voicemail box", "Call back"])
def test_a_box_of_no_call_that_was_made_is_not_offered(heading: str) -> None:
    assert offered_of_boxes(heading, "x", "", "x") == []


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Has met",
            "Have spoken",
            "Already met",
            "Met yet",
            "I spoke",
            "Did we talk",
            "Hat Treffen",
        ),
        *("Had call", "Call done", "Intro call?", "Coffee", "Had coffee"),
    ],
)
def test_a_box_that_says_it_has_happened_is_a_meeting(heading: str) -> None:
    assert offered_of_boxes(heading, "yes", "no", "yes") == [
        f"{heading!r} looks like met_on: --map 'met_on={heading}'"
    ]


@pytest.mark.parametrize(
    "heading", ["Have to meet", "Has not met", "Never met", "Has LinkedIn", "Did not talk"]
)
def test_a_box_that_says_it_has_not_is_none(heading: str) -> None:
    assert offered_of_boxes(heading, "yes", "no", "yes") == []


def test_referrers_of_merged_cells_are_to_be_filled_down(tmp_path: Path) -> None:
    """As CSV a cell that was merged downwards stands in its first row alone."""
    table = tmp_path / "referrals.csv"
    head = "Referrer,Referred to\n"
    table.write_text(head + "Ann Lee,Bob Ray\n,Cy Young\nBob Ray,Di Fox\n", encoding="utf-8")
    with pytest.raises(NetgraphError, match=r"line 3, .*the row above, fill it down"):
        ng.read(table)
    filled = pd.read_csv(table).ffill()
    filled.to_csv(table, index=False)
    assert pairs(ng.read(table)) == [
        "Ann Lee > Bob Ray",
        "Ann Lee > Cy Young",
        "Bob Ray > Di Fox",
    ]
