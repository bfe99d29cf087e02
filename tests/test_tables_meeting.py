"""How tables of one network meet: by numbers that nobody headed as ids, by names, by records.

Sheets stand as text; of each it is said who is in it and who referred whom. Numbers, links and
decisions are those of people who never read what a column is to be called.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sheets import pairs, people
from strategies import budget

import netgraph as ng
from netgraph import schema
from netgraph.cli import main
from netgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from netgraph.network import ReferralNetwork

FORM = st.sampled_from(("{}", "{:03}", "c{}", "P-{}"))
FOUR = ("Al Fox", "Bea Gold", "Cal Hunt", "Dee Ivy")
CHAIN = ("Al Fox > Bea Gold", "Bea Gold > Cal Hunt")
LINKEDIN = (
    "Notes:\nabout emails\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Al,Fox,https://www.linkedin.com/in/alfox,,Orbit,Lead,14 Mar 2026\n"
    "Bea,Gold,https://www.linkedin.com/in/beag,,Orbit,Dean,02 Feb 2026\n"
    "Cal,Hunt,https://www.linkedin.com/in/calh,,Pivot,Chef,05 Jan 2026\n"
)


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    """Write files of text; and their paths, in their order."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in files]


def stubs(net: ReferralNetwork) -> list[str]:
    return list(net.contacts[net.contacts["stub"]]["contact_id"])


def told(net: ReferralNetwork, code: str) -> list[str]:
    return list(net.issues[net.issues["code"] == code]["message"])


class Files(NamedTuple):
    """Files, and what is right of them."""

    files: dict[str, str]
    people: Sequence[str]
    pairs: Sequence[str]
    ids: Sequence[str] = ()
    """Where they are to be those of a column."""
    days: Sequence[str] = ()
    """Days of the referrals, in their order."""
    stubs: Sequence[str] = ()


NUMBERS = {
    "a column of hashes": Files(
        {"p.csv": "#,Name,Company,Referred by\n1,Al Fox,Orbit,\n2,Bea Gold,Orbit,1\n"
         "3,Cal Hunt,Pivot,2\n4,Dee Ivy,Pivot,1\n"},
        FOUR, (*CHAIN, "Al Fox > Dee Ivy"), ("1", "2", "3", "4"),
    ),
    "the numbers last, and a list of them, in German": Files(
        {"p.csv": "Name;Firma;Empfohlen von;Nr.\nAl Fox;Orbit;;1\nBea Gold;Orbit;1;2\n"
         "Cal Hunt;Pivot;2;3\nDee Ivy;Pivot;1, 2;4\n"},
        FOUR, (*CHAIN, "Al Fox > Dee Ivy", "Bea Gold > Dee Ivy"), ("1", "2", "3", "4"),
    ),
    "rows of a title above, and one referrer by name": Files(
        {"p.csv": "My network 2026,,,\n,,,\nID no,Full name,Employer,Introduced by\n"
         "101,Al Fox,Orbit,\n102,Bea Gold,Orbit,101\n103,Cal Hunt,Pivot,#102\n"
         "104,Dee Ivy,Pivot,Al Fox\n"},
        FOUR, (*CHAIN, "Al Fox > Dee Ivy"), ("101", "102", "103", "104"),
    ),
    "a column without a heading, as pandas writes it": Files(
        {"p.csv": ",Name,Company,Referred by\n0,Al Fox,Orbit,\n1,Bea Gold,Orbit,0\n"
         "2,Cal Hunt,Pivot,1\n3,Dee Ivy,Pivot,0\n"},
        FOUR, (*CHAIN, "Al Fox > Dee Ivy"), ("0", "1", "2", "3"),
    ),
    "short names": Files(
        {"p.csv": "Name,Known as,Company,Referred by\nAl Fox,Foxy,Orbit,\nBea Gold,BG,Orbit,Foxy\n"
         "Cal Hunt,Hunter,Pivot,BG\nDee Ivy,,Pivot,foxy\n"},
        FOUR, (*CHAIN, "Al Fox > Dee Ivy"), ("Foxy", "BG", "Hunter", "Dee Ivy"),
    ),
    "addresses in a column that nobody knows": Files(
        {"p.csv": "Name,Company,Business address,Referred by\nAl Fox,Orbit,al@orbit.org,\n"
         "Bea Gold,Orbit,bea@orbit.org,AL@orbit.org\nCal Hunt,Pivot,cal@pivot.org,bea@orbit.org\n"},
        FOUR[:3], CHAIN,
    ),
    "two columns of numbers, of which one says so": Files(
        {"p.csv": "Priority,No.,Name,Referred by\n3,1,Al Fox,\n1,2,Bea Gold,1\n2,3,Cal Hunt,2\n"},
        FOUR[:3], CHAIN, ("1", "2", "3"),
    ),
    "the other direction": Files(
        {"p.csv": "Row,Name,Company,Introduced me to\nr1,Al Fox,Orbit,r2\n"
         'r2,Bea Gold,Orbit,"r3; r4"\nr3,Cal Hunt,Pivot,\nr4,Dee Ivy,Pivot,\n'},
        FOUR, (*CHAIN, "Bea Gold > Dee Ivy"), ("r1", "r2", "r3", "r4"),
    ),
    "a table of referrals by numbers": Files(
        {"people.csv": "Name,Company,S.No\nAl Fox,Orbit,1\nBea Gold,Orbit,2\nCal Hunt,Pivot,3\n",
         "intros.csv": "From,To\n1,2\n2,3\n"},
        FOUR[:3], CHAIN, ("1", "2", "3"),
    ),
    "numbers of people in another file": Files(
        {"old.csv": "No.,Name,Company\n1,Al Fox,Orbit\n2,Bea Gold,Orbit\n",
         "new.csv": "Name,Company,Referred by\nCal Hunt,Pivot,2\nDee Ivy,Pivot,1\n"},
        FOUR, ("Al Fox > Dee Ivy", "Bea Gold > Cal Hunt"), ("1", "2", "Cal Hunt", "Dee Ivy"),
    ),
    "words before the numbers, and lists of them": Files(
        {"p.csv": "Lfd. Nr.;Vorname;Nachname;Firma;Vermittelt von\n1;Al;Fox;Orbit;\n"
         "2;Bea;Gold;Orbit;1\n3;Cal;Hunt;Pivot;Nr. 2\n4;Dee;Ivy;Pivot;1 und 2\n"},
        FOUR, (*CHAIN, "Al Fox > Dee Ivy", "Bea Gold > Dee Ivy"), ("1", "2", "3", "4"),
    ),
    "a heading that may be a count": Files(
        {"p.csv": "#,Name,Company,Referral\n1,Al Fox,Orbit,\n2,Bea Gold,Orbit,1\n"
         "3,Cal Hunt,Pivot,2\n"},
        FOUR[:3], CHAIN, ("1", "2", "3"),
    ),
    "two columns of referrers": Files(
        {"p.csv": "#,Name,Referred by,Referred by 2\n1,Al Fox,,\n2,Bea Gold,1,\n3,Cal Hunt,1,2\n"},
        FOUR[:3], (*CHAIN, "Al Fox > Cal Hunt"), ("1", "2", "3"),
    ),
}  # fmt: skip
LINKS = {
    "contacts with ids, referrals by name": Files(
        {"contacts.csv": "id,name,company,status,met on\n1,Al Fox,Orbit,met,2026-03-01\n"
         "2,Bea Gold,Orbit,met,2026-03-05\n3,Cal Hunt,Pivot,,\n",
         "referrals.csv": "Name,Referred by,Date\nBea Gold,Al Fox,2026-03-02\n"
         "Cal Hunt,Bea Gold,2026-03-06\n"},
        FOUR[:3], CHAIN, ("1", "2", "3"), ("2026-03-02", "2026-03-06"),
    ),
    "two sheets by name": Files(
        {"a.csv": "Name,Company\nAl Fox,Orbit\nBea Gold,Orbit\nCal Hunt,Pivot\n",
         "b.csv": "Name,Referred by\nBea Gold,Al Fox\nCal Hunt,Bea Gold\n"},
        FOUR[:3], CHAIN,
    ),
    "two sheets by name, one with more to say": Files(
        {"a.csv": "Name,Company\nAl Fox,Orbit\nBea Gold,Orbit\n",
         "b.csv": "Name,Company,Referred by\nCal Hunt,Pivot,Bea Gold\nDee Ivy,Pivot,Al Fox\n"},
        FOUR, ("Al Fox > Dee Ivy", "Bea Gold > Cal Hunt"),
    ),
    "LinkedIn and a sheet of names": Files(
        {"Connections.csv": LINKEDIN,
         "intros.csv": "Name,Referred by\nAl Fox,\nBea Gold,Al Fox\nCal Hunt,bea gold\n"
         "Dee Ivy,Bea Gold\nEd Jay,\n"},
        (*FOUR[:3], "Ed Jay", "Dee Ivy"), (*CHAIN, "Bea Gold > Dee Ivy"),
        ("alfox", "beag", "calh", "Ed Jay", "Dee Ivy"), (), ("Dee Ivy",),
    ),
    "e-mails as referrers and as referred": Files(
        {"people.csv": "Name,Company,Email\nAl Fox,Orbit,al@x.org\nBea Gold,Orbit,bea@x.org\n"
         "Cal Hunt,Pivot,cal@x.org\n",
         "referrals.csv": "Who,Referred by (email),Date\ncal@x.org,bea@x.org,2026-03-04\n"
         "bea@x.org,AL@x.org,2026-03-01\n"},
        FOUR[:3], CHAIN, FOUR[:3], ("2026-03-01", "2026-03-04"),
    ),
    "e-mails of referrers in one sheet": Files(
        {"p.csv": "Name,Company,Email,Referrer e-mail address\nAl Fox,Orbit,al@x.org,\n"
         "Bea Gold,Orbit,bea@x.org,al@x.org\nCal Hunt,Pivot,cal@x.org,Bea@x.org\n"},
        FOUR[:3], CHAIN, FOUR[:3],
    ),
    "the same person in two rows, in French": Files(
        {"contacts.csv": "id;nom;société\n1;Al Fox;Orbit\n2;Béa Gold;Orbit\n3;Cal Hunt;Pivot\n",
         "recommandations.csv": "Nom;Recommandé par;Le\nBéa Gold;Al Fox;02/03/2026\n"
         "Cal Hunt;Al Fox;25/03/2026\nCal Hunt;Bea Gold;26/03/2026\n"},
        ("Al Fox", "Béa Gold", "Cal Hunt"),
        ("Al Fox > Béa Gold", "Al Fox > Cal Hunt", "Béa Gold > Cal Hunt"),
        ("1", "2", "3"), ("2026-03-02", "2026-03-25", "2026-03-26"),
    ),
    "three files, by number and by name": Files(
        {"people.csv": "No.,Name,Company\n1,Al Fox,Orbit\n2,Bea Gold,Orbit\n3,Cal Hunt,Pivot\n"
         "4,Dee Ivy,Pivot\n",
         "2025.csv": "From,To\n1,2\n2,3\n",
         "2026.csv": "Name,Referred by,Date,Notes\nDee Ivy,Cal Hunt,2026-01-07,kind\n"},
        FOUR, (*CHAIN, "Cal Hunt > Dee Ivy"), ("1", "2", "3", "4"),
    ),
    "the other direction, two columns of people": Files(
        {"contacts.csv": "id,name,company\n1,Al Fox,Orbit\n2,Bea Gold,Orbit\n3,Cal Hunt,Pivot\n",
         "gave.csv": "Name,Introduced me to,Intro date\nAl Fox,Bea Gold; Cal Hunt,2026-03-02\n"},
        FOUR[:3], ("Al Fox > Bea Gold", "Al Fox > Cal Hunt"), ("1", "2", "3"),
        ("2026-03-02", "2026-03-02"),
    ),
    "records of a table of links": Files(
        {"People.csv": "Name,Organization,Introductions made,Introductions received\n"
         'Al Fox,Orbit,"INTRO-1,INTRO-2",\nBea Gold,Orbit,INTRO-3,INTRO-1\n'
         "Cal Hunt,Pivot,,INTRO-2\nDee Ivy,Pivot,,INTRO-3\n",
         "Intros.csv": "ID,Introducer,Introduced,Date\nINTRO-1,Al Fox,Bea Gold,2026-03-01\n"
         "INTRO-2,Al Fox,Cal Hunt,2026-03-03\nINTRO-3,Bea Gold,Dee Ivy,2026-03-10\n"},
        FOUR, ("Al Fox > Bea Gold", "Al Fox > Cal Hunt", "Bea Gold > Dee Ivy"), FOUR,
        ("2026-03-01", "2026-03-03", "2026-03-10"),
    ),
    "a table of links under other headings, with a status of its own": Files(
        {"People.csv": "Name,Company,Introduced by,Intros\nAl Fox,Orbit,,L1; L2\n"
         "Bea Gold,Orbit,L1,L3\nCal Hunt,Pivot,L2,\nDee Ivy,Pivot,L3,\n",
         "Links.csv": "Intro no,Introducer,Person,Day,Status\nL1,Al Fox,Bea Gold,2026-03-01,met\n"
         "L2,Al Fox,Cal Hunt,2026-03-03,contacted\nL3,Bea Gold,Dee Ivy,2026-03-10,met\n"},
        FOUR, ("Al Fox > Bea Gold", "Al Fox > Cal Hunt", "Bea Gold > Dee Ivy"), FOUR,
        ("2026-03-01", "2026-03-03", "2026-03-10"),
    ),
    "new people whom people of the other table know both ways": Files(
        {"old.csv": "Name,Company\nAl Fox,Orbit\nBea Gold,Orbit\n",
         "new.csv": "Name,Referred by,Introduced me to\nCal Hunt,Al Fox,Bea Gold\n"},
        FOUR[:3], ("Al Fox > Cal Hunt", "Cal Hunt > Bea Gold"), FOUR[:3],
    ),
    "links called by both their people": Files(
        {"People.csv": "Name,Company\nAl Fox,Orbit\nBea Gold,Orbit\nCal Hunt,Pivot\n",
         "Links.csv": "Name,Introducer,Introduced\nAl - Bea,Al Fox,Bea Gold\n"
         "Bea - Cal,Bea Gold,Cal Hunt\n"},
        FOUR[:3], CHAIN, FOUR[:3],
    ),
    "links that have a name, and whose giver is headed as no one knows": Files(
        {"People.csv": "Name,Company\nAl Fox,Orbit\nBea Gold,Orbit\nCal Hunt,Pivot\n",
         "Links.csv": "Name,Made by,Person introduced,When\nAl to Bea,Al Fox,Bea Gold,2026-03-01\n"
         "Bea to Cal,Bea Gold,Cal Hunt,2026-03-03\n"},
        FOUR[:3], CHAIN, FOUR[:3], ("2026-03-01", "2026-03-03"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", [*NUMBERS, *LINKS])
def test_files_meet_as_they_are_meant(tmp_path: Path, kind: str) -> None:
    right = {**NUMBERS, **LINKS}[kind]
    paths = write(tmp_path, right.files)
    for order in (paths, paths[::-1]):
        net = ng.read(*order)
        assert sorted(people(net)) == sorted(right.people)
        assert pairs(net) == sorted(right.pairs)
        assert stubs(net) == list(right.stubs)
        if right.ids:
            assert sorted(net.contacts["contact_id"]) == sorted(right.ids)
        if right.days:
            days = net.referrals["referred_on"].dt.strftime("%Y-%m-%d")
            assert sorted(days) == sorted(right.days)


@settings(budget(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_heading_that_says_nothing_changes_nothing(tmp_path: Path, data: st.DataObject) -> None:
    """Whether the ids stand under "id" or "#", first or last: the same people and referrals."""
    size = data.draw(st.integers(2, 6))
    ids = [form.format(n + 1) for n in range(size) for form in [data.draw(FORM)]]
    ids = ids if len(set(ids)) == size else [str(n + 1) for n in range(size)]
    several = st.lists(st.sampled_from(ids), max_size=2, unique=True)
    cells = ["; ".join(data.draw(several)) for _ in range(size)]
    cells = cells if any(cells) else [*cells[:-1], ids[0]]
    rows = [
        [f"Person {chr(65 + n)} Fox", c, i] for n, (c, i) in enumerate(zip(cells, ids, strict=True))
    ]
    order = data.draw(st.permutations(range(3)))
    found = []
    for heading in ("id", data.draw(st.sampled_from(("#", "No.", "Row", "Nr.", "ID no", "")))):
        table = [["Name", "Referred by", heading], *rows]
        with (tmp_path / "p.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([row[at] for at in order] for row in table)
        net = ng.read(tmp_path / "p.csv")
        found.append((list(net.contacts["contact_id"]), pairs(net), stubs(net)))
    assert found[0] == found[1]


@pytest.mark.parametrize("turn", range(4))
def test_a_column_of_numbers_is_found_in_every_order_of_columns(tmp_path: Path, turn: int) -> None:
    (path,) = write(tmp_path, NUMBERS["a column of hashes"].files)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row[turn:] + row[:turn] for row in csv.reader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert pairs(ng.read(path)) == sorted((*CHAIN, "Al Fox > Dee Ivy"))


def test_the_column_is_told_and_saved(tmp_path: Path, capsys: Any) -> None:
    (path,) = write(tmp_path, NUMBERS["a column of hashes"].files)
    assert main(["check", str(path), "--save"]) == 0
    assert "contact_id is '#'" in capsys.readouterr().err
    assert '"contact_id" = "#"' in (tmp_path / "netgraph.toml").read_text(encoding="utf-8")
    assert list(ng.read(path).contacts["contact_id"]) == ["1", "2", "3", "4"]


def test_a_workbook_of_numbered_people_and_introductions(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "People"
    for row in (["No.", "Name", "Employer"], [1, "Al Fox", "Orbit"], [2, "Bea Gold", "Orbit"]):
        sheet.append(row)
    sheet.append([3, "Cal Hunt", "Pivot"])
    links = book.create_sheet("Intros")
    for row in (["From", "To", "Date"], [1, 2, "2026-03-01"], [2, 3, "2026-03-02"]):
        links.append(row)
    book.save(tmp_path / "net.xlsx")
    net = ng.read(tmp_path / "net.xlsx")
    assert pairs(net) == sorted(CHAIN)
    assert stubs(net) == []


def test_frames_with_numbers_that_pandas_made_floats() -> None:
    frame = pd.DataFrame(
        {"#": [1, 2, 3], "Name": FOUR[:3], "Referred by": [float("nan"), 1.0, 2.0]}
    )
    net = ng.from_frames(frame)
    assert pairs(net) == sorted(CHAIN)
    assert stubs(net) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rank,Score,Name,Referred by\n3,1,Al Fox,\n1,2,Bea Gold,1\n2,3,Cal Hunt,2\n",
        "Rank,Name,Referred by\n1,Al Fox,\n2,Bea Gold,1\n3,Cal Hunt,9\n4,Dee Ivy,8\n5,Ed,2\n",
    ],
)
def test_where_a_column_of_numbers_is_doubtful_it_is_offered(tmp_path: Path, text: str) -> None:
    (path,) = write(tmp_path, {"p.csv": text})
    net = ng.read(path)
    assert any("--map 'contact_id=Rank'" in message for message in told(net, "unclaimed_column"))
    assert set(net.issues[net.issues["code"] == "unclaimed_column"]["severity"]) == {"warning"}
    assert "1" in stubs(net)


def test_names_stay_ids_where_referrers_are_names(tmp_path: Path) -> None:
    text = "#,Name,Company,Referred by\n1,Al Fox,Orbit,\n2,Bea Gold,Orbit,Al Fox\n3,Cal,Pivot,2\n"
    (path,) = write(tmp_path, {"p.csv": text})
    net = ng.read(path)
    # one name and one number: half of the cells point to the column, which is enough
    assert pairs(net) == ["Al Fox > Bea Gold", "Bea Gold > Cal"]
    path.write_text(text.replace(",2\n", ",Bea Gold\n"), encoding="utf-8")
    assert list(ng.read(path).contacts["contact_id"]) == ["Al Fox", "Bea Gold", "Cal"]


def test_numbers_that_begin_again_in_each_file_are_refused_not_mixed(tmp_path: Path) -> None:
    head = "No.,Name,Company,Referred by\n"
    paths = write(
        tmp_path,
        {
            "2024.csv": head + "1,Al Fox,Orbit,\n2,Bea Gold,Orbit,1\n",
            "2025.csv": head + "1,Cal Hunt,Pivot,Al Fox\n2,Dee Ivy,Pivot,1\n",
        },
    )
    with pytest.raises(InputError, match="the id '1' is 'Cal Hunt' here, 'Al Fox' on line 2"):
        ng.read(*paths)
    right = ["Al Fox > Bea Gold", "Al Fox > Cal Hunt", "Cal Hunt > Dee Ivy"]
    assert pairs(ng.read(*paths, keep="both")) == right


def test_a_mapping_goes_before_numbers(tmp_path: Path) -> None:
    (path,) = write(tmp_path, NUMBERS["a column of hashes"].files)
    net = ng.read(path, columns={"contact_id": "Name"})
    assert list(net.contacts["contact_id"][:4]) == list(FOUR)


def test_a_sheet_that_says_more_of_people_stays_contacts_and_names_the_way_out(
    tmp_path: Path, capsys: Any
) -> None:
    own = "Name,Referred by,Coffee date\nAl Fox,,2026-03-01\nBea Gold,Al Fox,2026-03-05\n"
    paths = write(tmp_path, {"Connections.csv": LINKEDIN, "own.csv": own})
    files = [str(path) for path in paths]
    net = ng.read(*paths)
    messages = told(net, "possible_duplicate_person")
    assert len(messages) == 2
    assert all("netgraph check --decide" in message for message in messages)
    # the road: written beside the tables, filled in, and every command honours it
    assert main(["check", *files, "--decide", str(tmp_path)]) == 0
    assert "every command honours it" in capsys.readouterr().err
    assert main(["summary", *files]) == 0
    assert "decides nothing yet" in capsys.readouterr().err
    asked = pd.read_csv(tmp_path / "same.csv", dtype="str")
    asked.assign(same="yes").to_csv(tmp_path / "same.csv", index=False)
    every = [str(path) for path in sorted(tmp_path.glob("*.csv"))]
    for words in (files, every, [str(tmp_path)]):
        net = ng.read(*words)
        assert sorted(net.contacts["contact_id"]) == ["alfox", "beag", "calh"]
        assert pairs(net) == ["Al Fox > Bea Gold"]
    assert main(["summary", *files]) == 0
    assert "2 decisions of same.csv beside the tables" in capsys.readouterr().err
    assert main(["summary", str(tmp_path)]) == 0


def test_a_table_called_same_is_no_decision(tmp_path: Path) -> None:
    text = "Name,Company,Referred by\nAl Fox,Orbit,\nBea Gold,Orbit,Al Fox\n"
    (path, other) = write(tmp_path, {"same.csv": text, "people.csv": text})
    assert pairs(ng.read(path)) == ["Al Fox > Bea Gold"]
    # beside other tables it is none either, as it decides nothing
    assert told(ng.read(other), "settings") == []


def test_tables_of_all_kinds_may_be_named_together(tmp_path: Path) -> None:
    paths = write(
        tmp_path,
        {
            "aliases.csv": "alias,organization\nOrb,Orbit\n",
            "contacts.csv": "id,name,company\n1,Al Fox,Orbit\n2,Bea Gold,Orb\n",
            "referrals.csv": "from,to\n1,2\n",
            "targets.csv": "organization,weight\nPivot,2\n",
        },
    )
    net = ng.read(*paths)
    assert set(net.contacts["organization"]) == {"Orbit"}
    assert net.targets is not None
    assert list(net.targets["organization"]) == ["Pivot"]


def test_a_folder_of_an_export_and_ones_own_sheet_is_read(tmp_path: Path) -> None:
    own = "Name,Company,Referred by\nDee Ivy,Pivot,Al Fox\n"
    write(tmp_path, {"Connections.csv": LINKEDIN, "my people.csv": own})
    assert pairs(ng.read(tmp_path)) == ["Al Fox > Dee Ivy"]
    # with a third table nothing is guessed, and the command to type is named
    (tmp_path / "old people.csv").write_text(own, encoding="utf-8")
    with pytest.raises(InputError, match=r"netgraph summary .*Connections\.csv .*my people\.csv"):
        ng.read(tmp_path)


def test_an_archive_of_messages_is_no_table_of_referrals(tmp_path: Path) -> None:
    mail = "FROM,TO,DATE,CONTENT\nAl Fox,Me,2026-03-01,hello\n"
    write(tmp_path, {"Connections.csv": LINKEDIN, "messages.csv": mail})
    net, alone = ng.read(tmp_path), ng.read(tmp_path / "Connections.csv")
    assert net.contacts.name.tolist() == alone.contacts.name.tolist()
    assert net.referrals.empty
    [issue] = net.issues[net.issues.code == schema.PASSED_SHEET].message
    assert issue.startswith("messages.csv: passed over")
