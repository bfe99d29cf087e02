"""Tables of anybody's "who referred whom": customers, patients, recruits, invitations."""

from __future__ import annotations

import io
import re
import shlex
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.errors import MissingColumnError

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork

FIRST, SECOND = "3f2a9c1e-0001-4a7b-9c3d-1a2b3c4d5e6f", "8b7d1f22-0002-4c1a-8e4f-2b3c4d5e6f70"
CHAIN = ("1>2", "1>3", "2>4")
TABLES = {
    "customers": (
        "customer_id,referred_by_customer_id\n1001,\n1002,1001\n1003,1001\n1004,1002\n",
        ("1001>1002", "1001>1003", "1002>1004"),
    ),
    "clients, one of whom is no seeker of the others": (
        "client_id,referred_by_client_id\n1,\n2,1\n3,1\n4,2\n",
        CHAIN,
    ),
    "patients and a person of elsewhere": (
        (
            "patient_id,sex,infected_by,contact_number,state\nP1,m,P9,75,released\n"
            "P2,f,P1,31,released\nP3,m,P2,2,released\nP4,m,P2,,deceased\n"
        ),
        ("P9>P1", "P1>P2", "P2>P3", "P2>P4"),
    ),
    "ids of letters": (
        f"user_id,created_at,referredByUserId\n{FIRST},2024-01-02,\n{SECOND},2024-01-03,{FIRST}\n",
        (f"{FIRST}>{SECOND}",),
    ),
    "addresses": (
        (
            "user_email,invited_by_email,invited_at\na@x.org,,2024-01-02\n"
            "b@x.org,A@x.org,2024-01-05\nc@x.org,b@x.org,2024-02-01\n"
        ),
        ("a@x.org>b@x.org", "b@x.org>c@x.org"),
    ),
    "addresses under known names": (
        "E-mail,Referred by,Status\na@x.org,,met\nb@x.org,a@x.org,met\n",
        ("a@x.org>b@x.org",),
    ),
    "codes": (
        "username,referral_code,referred_by_code\nannlee,ANN10,\nbob,BOB20,ANN10\n",
        ("ANN10>BOB20",),
    ),
    "a line list": (
        (
            "case_id,date_onset,source_case_id,outcome\nC1,2014-04-07,,Death\n"
            "C2,2014-04-15,C1,Recover\nC3,2014-04-21,C1,Recover\n"
        ),
        ("C1>C2", "C1>C3"),
    ),
    "parents": ("ID,Parent.ID,Reinfection\n1,,FALSE\n2,1,FALSE\n3,1,FALSE\n4,2,FALSE\n", CHAIN),
    "recruits, and a measure that has the same numbers": (
        "recruit,recruiter,degree\n1,NA,3\n2,1,5\n3,1,2\n4,2,6\n",
        CHAIN,
    ),
    "seeds that nobody recruited": (
        "respondent_id,recruiter_id,coupon_received\n1,seed,\n2,1,11\n3,1,12\n4,2,21\n",
        CHAIN,
    ),
    "codes for nobody": ("id,invited_by\n1,0\n2,1\n3,1\n4,2\n5,-1\n", CHAIN),
    "codes for nobody in a column with gaps": (
        "id,invited_by\n1,0.0\n2,1.0\n3,1.0\n4,2.0\n5,-1.0\n",
        CHAIN,
    ),
    "a sponsor of oneself": ("user_id,upline_id,level\n1,1,0\n2,1,1\n3,1,1\n4,2,2\n", CHAIN),
    "people who refer each other": ("member_no,inviter\n1,2\n2,1\n3,1\n", ("1>2", "2>1", "1>3")),
    "numbers of an index beside the ids": (
        "Unnamed: 0,user_id,invited_by\n1,2,\n2,3,2\n3,4,2\n4,5,3\n",
        ("2>3", "2>4", "3>5"),
    ),
    "ends of links": (
        "inviter_id,invitee_id,accepted_at\n1,2,2024-01-02\n1,3,2024-01-03\n2,4,\n",
        CHAIN,
    ),
    "ends of links between doctors": (
        "referring_npi,referred_to_npi,patient_count\n1,2,30\n1,3,12\n2,4,25\n",
        CHAIN,
    ),
}


def pairs(net: ReferralNetwork) -> set[str]:
    ends = (net.referrals[end] for end in schema.ENDS)
    return {f"{giver}>{given}" for giver, given in zip(*ends, strict=True)}


def sheet(folder: Path, text: str, **options: object) -> ReferralNetwork:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return ng.read(path, **options)


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES)
def test_tables_of_people_without_names_are_read_by_words_and_cells(
    tmp_path: Path, text: str, expected: tuple[str, ...]
) -> None:
    net = sheet(tmp_path, text)
    assert pairs(net) == set(expected)
    people = {one for pair in expected for one in pair.split(">")}
    assert set(net.contacts[schema.CONTACT_ID]) - people <= {"5"}
    assert (net.issues[schema.CODE] == schema.READ_AS).any()


@pytest.mark.parametrize("kind", [kind for kind in TABLES if "links" not in kind])
def test_frames_are_read_as_files_are(kind: str) -> None:
    text, expected = TABLES[kind]
    assert pairs(ng.from_frames(pd.read_csv(io.StringIO(text)))) == set(expected)


def test_names_beside_ids_of_the_same_people_are_theirs(tmp_path: Path) -> None:
    net = sheet(
        tmp_path,
        "Employee ID,Employee Name,Referring Employee ID\nE1,Ann Lee,\nE2,Bob Ray,E1\n",
    )
    assert pairs(net) == {"E1>E2"}
    assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Bob Ray"]


def test_the_people_of_links_have_ids_without_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("customer_id,city\n1,Bonn\n2,Graz\n3,Bonn\n", encoding="utf-8")
    links = tmp_path / "b.csv"
    links.write_text("referrer_customer_id,referred_customer_id\n1,2\n1,3\n", encoding="utf-8")
    net = ng.read(tmp_path / "a.csv", links)
    assert pairs(net) == {"1>2", "1>3"}
    assert not net.contacts[schema.STUB].any()


@pytest.mark.parametrize(
    "text",
    [
        # either may be whom the numbers mean
        "member_no,badge_no,invited_by\n1,2,\n2,3,1\n3,4,1\n4,1,2\n",
        # everybody was invited by somebody of another table
        "patient_id,infected_by\n1,900\n2,901\n3,902\n",
    ],
)
def test_what_is_refused_proposes_lines_that_read_the_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(MissingColumnError) as caught:
        sheet(tmp_path, text)
    said = re.sub(r" \(in Python: .*?\}\)", "", str(caught.value))
    ways = said[said.index("--map") :].split("; or ")
    for way in ways:
        columns = dict(one.split("=", 1) for one in shlex.split(way)[1::2])
        assert {*columns} == {schema.CONTACT_ID, schema.REFERRED_BY}
        assert len(sheet(tmp_path, text, columns=columns).referrals) == 3
    assert len(ways) == text.count("_no") or 1


@pytest.mark.parametrize(
    "text",
    [
        "Candidate,Recruiter,Stage\nAnn Lee,Joe,met\nBob Ray,Ann Lee,met\n",
        "Account ID,Account Name,Parent Account ID\n1,Acme,\n2,Bolt,1\n",
        "Company,Recruiter,Recruiter Email\nAcme,Joe,j@a.x\nBolt,Al,a@b.x\n",
        "Name,Company,Recruiter\nAnn Lee,Acme,\nBob Ray,Bolt,Ann Lee\n",
    ],
)
def test_recruiters_and_accounts_are_no_referrers(tmp_path: Path, text: str) -> None:
    with pytest.raises(MissingColumnError):
        sheet(tmp_path, text)


def test_zero_is_somebody_where_rows_name_it_as_referred() -> None:
    people = pd.DataFrame({"id": [1, 2]})
    links = pd.DataFrame({"from": [0, 1], "to": [1, 0]})
    assert pairs(ng.from_frames(people, links)) == {"0>1", "1>0"}
