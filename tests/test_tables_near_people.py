"""People of two rows who may be one: nicknames, slips, and addresses that are nobody's own.

LinkedIn's export stands beside a sheet of one's own; of each pair of rows it is said whether it is
to be proposed as one person. Nobody is ever merged by a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.cli import main
from netgraph.tables.linking.own_addresses import own_emails
from netgraph.tables.suggest import suggestions

if TYPE_CHECKING:
    from pathlib import Path

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
TOLD = schema.POSSIBLE_DUPLICATE_PERSON


def beside(folder: Path, connection: str, own: str, columns: str = "Name,Company") -> list[Path]:
    """A row of LinkedIn's, and one of a sheet, each beside somebody else."""
    texts = {
        "Connections.csv": f"{CONNECTIONS}{connection}\nZoe,Zorn,,,Zenit,CEO,03 Mar 2025\n",
        "mine.csv": f"{columns},Referred by\n{own},\nYul Yak{',' * columns.count(',')},\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def proposed(paths: list[Path]) -> list[str]:
    """Who is told of as perhaps another, all of whom are suggested too."""
    net = ng.read(*paths)
    assert len(net.contacts) == 4, "nobody is merged by a name"
    told = net.issues[net.issues["code"] == TOLD]["value"].tolist()
    assert set(told) <= set(suggestions(net)["name"])
    return [str(name) for name in told]


@pytest.mark.parametrize(
    ("connection", "own"),
    [
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate McNeil,Cargill"),
        ("Kate,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Katherine McNeil,Cargill Inc."),
        ("William,Bates,u/1,,Zeta LLC,Buyer,03 Mar 2025", "Bill Bates,Zeta"),
        ("Jonathon,Smyth,u/1,,Orion,Buyer,03 Mar 2025", "Jonathan Smith,Orion"),
        ("Joerg,Maier,u/1,,Lux,Buyer,03 Mar 2025", "J\u00f6rg Maier,Lux"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "K. McNeil,Cargill"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Katherine A. McNeil,Cargill"),
        ('Robert,"Ray, MBA",u/1,,Kite,Buyer,03 Mar 2025', "Dr. Bob Ray,Kite"),
        ("Wei,Zhang,u/1,,Kite,Buyer,03 Mar 2025", "Zhang Wei,Kite"),
        # a blank organization contradicts nothing
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate McNeil,"),
        ("Jonathan,Smith,u/1,,,Buyer,03 Mar 2025", "Jonathon Smith,Orion"),
    ],
)
def test_near_names_of_two_files_are_proposed(connection: str, own: str, tmp_path: Path) -> None:
    paths = beside(tmp_path, connection, own)
    assert proposed(paths) == [own.split(",", maxsplit=1)[0]]


@pytest.mark.parametrize(
    ("connection", "own"),
    [
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate McNeil,Kite"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate Lowe,Cargill"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Bo McNeil,Cargill"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "K. McNeil,"),
        ("Katherine,McNeil,u/1,,Cargill,Buyer,03 Mar 2025", "Kate,Cargill"),
        ("Agent,Smith 1-2,u/1,,Cargill,Buyer,03 Mar 2025", "Agent Smith 2-1,Cargill"),
    ],
)
def test_who_is_told_apart_is_not_proposed(connection: str, own: str, tmp_path: Path) -> None:
    assert proposed(beside(tmp_path, connection, own)) == []


def test_two_pages_of_their_own_tell_two_people_apart(tmp_path: Path) -> None:
    row = "Katherine,McNeil,https://www.linkedin.com/in/{},,Cargill,Buyer,03 Mar 2025"
    own = "Kate McNeil,Cargill,https://linkedin.com/in/kmc"
    for page, names in (("kmn", []), ("kmc/", None)):
        paths = beside(tmp_path, row.format(page), own, "Name,Company,LinkedIn URL")
        if names is None:
            assert len(ng.read(*paths).contacts) == 3, "one page is one person"
        else:
            assert proposed(paths) == names


def test_a_nickname_is_decided_in_one_go(tmp_path: Path) -> None:
    row = "Katherine,McNeil,https://www.linkedin.com/in/kmc,,Cargill,Buyer,03 Mar 2025"
    files = [str(p) for p in beside(tmp_path, row, "Kate McNeil,Cargill")]
    assert main(["check", *files, "--decide"]) == 0
    asked = pd.read_csv(tmp_path / "same.csv", dtype="str")
    assert asked[["contact_id", "same_as"]].to_numpy().tolist() == [["Kate McNeil", "kmc"]]
    for answer, size in (("yes", 3), ("no", 4)):
        asked.assign(same=answer).to_csv(tmp_path / "same.csv", index=False)
        net = ng.read(*files, same=tmp_path / "same.csv")
        assert len(net.contacts) == size
        assert not (net.issues["code"] == TOLD).any()


def test_nicknames_of_one_file_are_suggested_and_strangers_never_are(tmp_path: Path) -> None:
    """Kate and Katherine are rows; Bill Bates and William Bates are only named by others."""
    path = tmp_path / "mine.csv"
    path.write_text(
        "Name,Company,Referred by\nKate McNeil,Cargill,Bill Bates\n"
        "Katherine McNeil,Cargill,William Bates\nKate Lowe,Kite,\n"
    )
    net = ng.read(path)
    found = suggestions(net)[["value", "same_as"]].to_numpy().tolist()
    assert found == [["Katherine McNeil", "Kate McNeil"]]


SHARED = (
    "id,name,email,referred by\n1,Al Fox,{0},\n2,Bea Gold,{1},1\n3,Cal Hunt,{2},1\n"
    "4,Dee Ivy,dee@x.org,1\n"
)


@pytest.mark.parametrize(
    ("emails", "told"),
    [
        (("info@x.org", "info@x.org", ""), 0),
        (("careers@x.org", "Careers@X.org", "careers@x.org"), 0),
        (("hr-team@x.org", "hr-team@x.org", ""), 0),
        # one's own address in each row of a form
        (("me.self@x.org", "me.self@x.org", "me.self@x.org"), 0),
        (("al@x.org", "AL@x.org", ""), 1),
        (("infosys.fan@x.org", "infosys.fan@x.org", ""), 1),
    ],
)
def test_an_email_that_many_share_makes_nobody_another(
    emails: tuple[str, str, str], told: int, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(SHARED.format(*emails) + "5,Eve Jay,,\n")
    net = ng.read(path)
    assert (net.issues["code"] == TOLD).sum() == told
    assert len(suggestions(net)) == told


def test_one_person_on_many_rows_is_still_proposed() -> None:
    rows = pd.DataFrame(
        {
            "contact_id": list("abcd"),
            "name": ["Al Fox", "Fox, Al", "AL FOX", "Bea"],
            "email": ["al@x.org"] * 3 + [None],
        },
        dtype="str",
    )
    assert own_emails(rows).tolist()[:3] == ["al@x.org"] * 3
    without = rows.assign(name=pd.Series(None, index=rows.index, dtype="str"))
    assert own_emails(without).isna().all(), "three ids without names are three people"


def test_an_office_address_joins_nobody_across_files(tmp_path: Path) -> None:
    """One row of each file has the office's e-mail, and the company's page: four people stay."""
    row = "Al,Fox,https://www.linkedin.com/company/orbit,info@orbit.org,Orbit,Dean,03 Mar 2025"
    own = "Bea Gold,Orbit,info@orbit.org,linkedin.com/company/orbit"
    paths = beside(tmp_path, row, own, "Name,Company,Email,LinkedIn")
    assert proposed(paths) == []
    # nor does it tell two rows of one name apart
    own = "Al Fox,,al@fox.org,"
    paths = beside(tmp_path, row, own, "Name,Company,Email,LinkedIn")
    assert proposed(paths) == ["Al Fox"]


def test_one_email_and_two_unlike_names_are_two_people_and_told(tmp_path: Path) -> None:
    row = "{},u/1,pa.kite@x.org,Kite,Dean,03 Mar 2025"
    own = "Bea Gold,Kite,pa.kite@x.org"
    paths = beside(tmp_path, row.format("Al,Fox"), own, "Name,Company,Email")
    net = ng.read(*paths)
    assert len(net.contacts) == 4
    (message,) = net.issues[net.issues["code"] == TOLD]["message"]
    assert "the same e-mail" in message
    # a nickname is not unlike: the e-mail makes one person of them
    paths = beside(tmp_path, row.format("Beatrice,Gold"), own, "Name,Company,Email")
    assert len(ng.read(*paths).contacts) == 3
