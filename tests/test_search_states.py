"""How each search of a career office stands: one word and one number on every screen and page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph.analysis.group_outcomes import outcomes_by_group
from netgraph.cli import main
from netgraph.cohort.landed import is_landed_recorded, seekers_landed
from netgraph.maps.cohort_document import cohort_document
from netgraph.plot.seeker_strips import search_strips, seekers_title
from netgraph.report.dean import dean_bytes
from netgraph.report.office import office_html

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.cohort.cohort import Cohort

CONTACTS = """seeker_id,contact_id,name,status,met_on
s1,a,Ann Lee,met,2026-01-05
s1,b,Bo Ray,met,2026-01-06
s1,c,Cy Dow,met,2026-01-07
s2,d,Di Fox,met,2026-06-07
s2,e,Ed Gil,met,2026-06-07
s2,f,Flo Hay,met,2026-06-08
s3,a,Ann Lee,identified,
s4,g,Gus Ito,met,
s4,h,Hal Jay,met,
s4,i,Ira Kay,met,
s5,j,Jo Kim,met,2026-01-05
s5,k,Kit Low,met,2026-01-05
s5,l,Lu Moe,met,2026-01-05
s6,m,Max Noe,identified,
"""
REFERRALS = """seeker_id,referrer_id,referred_id,referred_on
s1,a,b,2026-01-05
s2,d,e,2026-06-06
s4,g,h,
s5,j,k,2026-01-05
"""
SEEKERS = """seeker_id,name,programme,outcome
s1,Lena Land,Law,landed
s2,Mo Ving,Law,searching
s3,Ned Not,Law,searching
s4,Una Dated,Law,searching
s5,Stu Ck,Law,searching
s6,Hira Ed,Law,Hired
"""
STATES = ["stuck", "not_started", "moving", None, "landed", "landed"]
"""In the order of the answer: who has landed is not stuck; nothing dated, nothing known."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Six students: stuck, not started, moving, without dates, and two who have landed."""
    for name, text in (("contacts", CONTACTS), ("referrals", REFERRALS), ("seekers", SEEKERS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def read_text(page: str) -> str:
    """What a page says, without its marks."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|style)\b.*?</\1>", "", page, flags=re.DOTALL))


def test_every_screen_says_the_same_of_each_search(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cohort = ng.read_cohort(office)
    table = ng.seekers(cohort)
    assert [None if pd.isna(s) else s for s in table["state"]] == STATES
    assert table["name"].tolist()[3] == "Una Dated"
    notes = table.attrs["notes"]
    assert notes[0] == "6 searches, 1 stuck, 2 landed."
    assert notes[2].startswith("1 search has 3 or more met and no dates")
    # the figure, the pages and the map have the same numbers
    strips = search_strips(cohort)
    assert (int(strips.stuck.sum()), int(strips.landed.sum())) == (1, 2)
    assert seekers_title(strips) == "1 of 6 searches is stuck: Stu Ck; 2 have landed"
    text = read_text(office_html(cohort))
    assert "1 of 6 searches is stuck: Stu Ck; 2 have landed" in text
    for said in (r"Stu Ck\s+stuck", r"Lena Land\s+landed", r"Hira Ed\s+landed", r"Una Dated\s+3 "):
        assert re.search(said, text), said
    counted = outcomes_by_group(cohort, ["programme"], 1)["programme"].iloc[-1]
    assert (counted["stuck"], counted["landed"]) == (1, 2)
    students = cohort_document(cohort)["students"]
    states = dict(zip(students["ids"], students["state"], strict=True))
    assert states["s1"] == states["s6"] == "landed"
    assert main(["seekers", str(office), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["state"] for row in rows] == STATES


def of_two_files(home: Path, first: str, second: str) -> Cohort:
    """A folder a student, each with a table of contacts of its own columns."""
    for name, text in (("ada", first), ("bea", second)):
        (home / name).mkdir()
        (home / name / "contacts.csv").write_text(text, encoding="utf-8")
    return ng.read_cohort(home)


def test_a_search_whose_tables_have_no_place_for_meetings_has_no_count_of_them(
    tmp_path: Path,
) -> None:
    cohort = of_two_files(
        tmp_path,
        "contact_id,name,status,referred_by\na,Ann Lee,met,\nb,Bo Ray,,a\n",
        "contact_id,name,referred_by\nc,Cy Dow,\nd,Di Fox,c\n",
    )
    table = ng.seekers(cohort).set_index("seeker_id")
    assert table.loc["ada", ["met", "state"]].tolist() == [1, "moving"]
    assert table.loc["bea", ["met", "state"]].isna().all()
    assert "1 search keeps no statuses or meetings" in ng.seekers(cohort).attrs["notes"][-1]
    assert cohort_document(cohort)["students"]["met"] == [1, None]
    assert seekers_title(search_strips(cohort)) == "None of 2 searches is known to be stuck"
    text = read_text(office_html(cohort))
    assert re.search(r"bea\s+2\s+\d", text), text  # contacts, then organizations: nothing between


def test_a_place_for_meetings_that_a_student_leaves_empty_says_that_nobody_was_met(
    tmp_path: Path,
) -> None:
    cohort = of_two_files(
        tmp_path,
        "contact_id,name,status,referred_by\na,Ann Lee,met,\nb,Bo Ray,,a\n",
        "contact_id,name,status,referred_by\nc,Cy Dow,,\nd,Di Fox,,c\n",
    )
    table = ng.seekers(cohort).set_index("seeker_id")
    assert table.loc["bea", ["met", "state"]].tolist() == [0, "not_started"]


def test_who_knows_nobody_has_not_started_whatever_the_tables_keep(tmp_path: Path) -> None:
    """Nobody notes meetings: of a and b nothing is known, and c has no contact at all."""
    tables = {
        "contacts": "seeker_id,contact_id,name\na,x,Ann Lee\nb,x,Ann Lee\n",
        "referrals": "seeker_id,referrer_id,referred_id\n",
        "seekers": "seeker_id,programme\na,Law\nb,Law\nc,Law\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    table = ng.seekers(cohort).set_index("seeker_id")
    assert table.loc["c", ["met", "state"]].tolist() == [0, "not_started"]
    assert table.loc[["a", "b"], ["met", "state"]].isna().all(axis=None)
    assert cohort.issues["code"].tolist() == ["not_started"]
    # on the page of groups that is no place in which meetings are noted
    assert outcomes_by_group(cohort, ["programme"], 1)["programme"]["started"].isna().all()


def test_what_the_tables_have_no_place_for_is_blank_and_not_0(tmp_path: Path) -> None:
    """No statuses, no days, no outcomes: nobody knows how many were met, asked or landed."""
    contacts = "seeker_id,contact_id,name,organization,source\n"
    contacts += "".join(f"s{n},a{n},Person {n},Acme,alumni\ns{n},z,Zed,Birch,\n" for n in range(8))
    tables = {
        "contacts": contacts,
        "referrals": "seeker_id,referrer_id,referred_id\ns1,a1,z\n",
        "seekers": "seeker_id,programme\n" + "".join(f"s{n},Law{n % 2}\n" for n in range(8)),
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    assert ng.seekers(cohort)[["met", "state", "new_30_days"]].isna().all(axis=None)
    burden = ng.load(cohort)
    assert burden[["asks_30_days", "waiting", "over_limit"]].isna().all(axis=None)
    assert burden.attrs["heading"] == "Nothing says when anybody was asked"
    counted = outcomes_by_group(cohort, ["programme"], 2)["programme"]
    assert counted["students"].notna().all()
    assert counted[["started", "stuck", "landed"]].isna().all(axis=None)
    text = read_text(dean_bytes(cohort, min_cell=2).decode("utf-8"))
    assert "Nothing in the table of seekers says who has landed" in text
    assert "Nothing in the tables says who was written to or asked" in text
    assert "0 people were asked" not in text
    assert not re.search(r"What the columns mean[^.]*\s(Met|Landed|Started|Stuck)\s", text)
    office_html(cohort)  # and the figures and the map can be made
    assert cohort_document(cohort)["students"]["met"] == [None] * 8
    # a place that is left empty says that nobody has landed, hidden or not
    seekers = "seeker_id,programme,outcome\n" + "".join(
        f"s{n},Law{n % 2},searching\n" for n in range(8)
    )
    (tmp_path / "seekers.csv").write_text(seekers, encoding="utf-8")
    for one in (ng.read_cohort(tmp_path), ng.redact(ng.read_cohort(tmp_path), "all")):
        assert is_landed_recorded(one)
        assert not seekers_landed(one).any()
    counted = outcomes_by_group(ng.read_cohort(tmp_path), ["programme"], 2)["programme"]
    assert counted["landed"].tolist() == [0, 0, 0]
