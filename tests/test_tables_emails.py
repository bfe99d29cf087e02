"""Several e-mails of one person, in one cell or in further columns: all of them find the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sheets import pairs, people

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path


def put(folder: Path, text: str, name: str = "sheet.csv") -> Path:
    """Write a sheet."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("between", ["; ", ", ", " / ", "\n", " ", " ::: ", " or "])
def test_all_addresses_of_a_cell_find_the_person_and_the_first_is_the_email(
    tmp_path: Path, between: str
) -> None:
    both = f"ann@kite.com{between}Ann.Ash@home.org"
    text = f'Name,Company,Email,Referred by\nAnn Ash,Kite,"{both}",\n'
    path = put(tmp_path, text + "Bo Ek,Lux,bo@lux.com,ann.ash@home.org\nCy Coe,,,ann@kite.com\n")
    net = ng.read(path)
    assert pairs(net) == ["Ann Ash > Bo Ek", "Ann Ash > Cy Coe"]
    assert people(net) == ["Ann Ash", "Bo Ek", "Cy Coe"]
    assert net.contacts[schema.EMAIL].iloc[0] == "ann@kite.com"
    told = net.issues[net.issues[schema.CODE] == schema.SPLIT_CELL]
    assert told[[schema.LINE, schema.COLUMN]].to_numpy().tolist() == [[2, schema.EMAIL]]


@pytest.mark.parametrize(
    "heading",
    ["Additional emails", "Email 2", "Personal Email", "E-Mail 2 - Value", "Autre e-mail"],
)
def test_further_columns_of_addresses_find_the_person_too(tmp_path: Path, heading: str) -> None:
    text = f"Name,Company,Email,{heading},Referred by\nAnn Ash,Kite,ann@kite.com,ann@home.org,\n"
    path = put(
        tmp_path, text + "Bo Ek,Lux,bo@lux.com,b@y.com; bb@z.com,ann@home.org\nCy,,,,bb@z.com\n"
    )
    net = ng.read(path)
    assert pairs(net) == ["Ann Ash > Bo Ek", "Bo Ek > Cy"]
    assert net.files[0].also == {schema.EMAIL: [heading]}
    assert schema.UNCLAIMED_COLUMN not in set(net.issues[schema.CODE])


@pytest.mark.parametrize("heading", ["Referrer email", "Assistant's Email", "Email sent to"])
def test_addresses_of_others_are_not_the_persons(tmp_path: Path, heading: str) -> None:
    text = f"Name,Company,Email,{heading},Referred by\nAnn Ash,Kite,ann@kite.com,x@home.org,\n"
    text += "Bo Ek,Lux,bo@lux.com,y@home.org,Ann Ash\nCy Coe,Lux,,z@home.org,Bo Ek\n"
    net = ng.read(put(tmp_path, text + "Di Fox,Lux,,,x@home.org\n"))
    assert "Ann Ash > Di Fox" not in pairs(net)
    assert net.files[0].also == {}


def test_a_second_address_joins_a_person_of_two_files(tmp_path: Path) -> None:
    one = put(
        tmp_path,
        "Name,Company,Email,Referred by\nAnn Ash,Kite,ann@kite.com; ann@home.org,\n"
        "Bo Ek,Lux,,Ann Ash\n",
    )
    other = put(tmp_path, "Name,Company,Email\nAnn Ash,Lux,ANN@home.org\n", "other.csv")
    net = ng.read(one, other)
    assert people(net) == ["Ann Ash", "Bo Ek"]
    assert schema.MERGED_CONTACT in set(net.issues[schema.CODE])


def test_two_people_of_one_second_address_may_be_one_but_not_of_an_office(tmp_path: Path) -> None:
    text = "Contact ID,Name,Email,Referred by\n1,Ann Ash,ann@kite.com;{a},\n2,A. Ash,{a},1\n"
    alike = ng.read(put(tmp_path, text.format(a="ann@home.org")))
    office = ng.read(put(tmp_path, text.format(a="info@kite.com")))
    code = schema.POSSIBLE_DUPLICATE_PERSON
    assert [code in set(n.issues[schema.CODE]) for n in (alike, office)] == [True, False]


def test_addresses_come_back_as_they_were_written(tmp_path: Path) -> None:
    text = "Name,Email,Referred by\nAnn Ash,ann@kite.com; ann@home.org,\nBo Ek,,ann@home.org\n"
    ng.write_tables(ng.read(put(tmp_path, text)), tmp_path / "out")
    again = ng.read(tmp_path / "out")
    assert again.contacts[schema.OTHER_EMAILS].iloc[0] == "ann@home.org"
    assert pairs(again) == ["Ann Ash > Bo Ek"]


def test_all_addresses_of_cards_and_of_exports_are_kept(tmp_path: Path) -> None:
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Ash\nEMAIL;TYPE=WORK:ann@kite.com\n"
        "EMAIL;TYPE=HOME:ann@home.org\nEND:VCARD\n"
    )
    book = put(tmp_path, card, "people.vcf")
    google = put(
        tmp_path,
        "First Name,Last Name,E-mail 1 - Value,E-mail 2 - Value\n"
        "Ann,Ash,ann@kite.com ::: a@kite.com,ann@home.org\n",
        "google.csv",
    )
    own = put(tmp_path, "Name,Referred by\nBo Ek,ann@home.org\n")
    for source in (book, google):
        assert pairs(ng.read(source, own)) == ["Ann Ash > Bo Ek"]


def test_a_cell_of_addresses_that_is_an_id_is_found_by_each(tmp_path: Path) -> None:
    text = 'Name,E-mail,Referred by\nAnn Ash,"ann@kite.com, ann@home.org",\n'
    path = put(tmp_path, text + "Bo Ek,bo@lux.com,ann@home.org\n")
    net = ng.read(path, columns={schema.CONTACT_ID: "E-mail"})
    assert pairs(net) == ["Ann Ash > Bo Ek"]


SEVERAL_AT = (
    "Name,Company,Referred by\nAnn Ash,Acme,\nBob Bay,Globex Inc,Ann Ash\n"
    'Cat Coe,"{cell}",Bob Bay\nDan Day,"{cell}",Bob Bay\n'
)


@pytest.mark.parametrize("cell", ["Acme / Globex", "Acme; GLOBEX", "Acme, Globex", "Acme\nGlobex"])
def test_two_organizations_that_are_both_known_are_the_first_of_them_and_told(
    tmp_path: Path, cell: str
) -> None:
    net = ng.read(put(tmp_path, SEVERAL_AT.format(cell=cell)))
    assert net.contacts[schema.ORGANIZATION].tolist() == ["Acme", "Globex Inc", "Acme", "Acme"]
    told = net.issues[net.issues[schema.CODE] == schema.SPLIT_CELL]
    assert told[[schema.LINE, schema.COLUMN]].to_numpy().tolist() == [[4, schema.ORGANIZATION]]
    assert told[schema.MESSAGE].iloc[0].endswith("the first counts as the person's (2 such cells)")


@pytest.mark.parametrize(
    "cell", ["Acme;Initech", "Acme / Initech", "Acme | Initech", "Acme, Inc", "Ernst & Young"]
)
def test_a_name_of_which_a_part_is_known_nowhere_stays_whole(tmp_path: Path, cell: str) -> None:
    net = ng.read(put(tmp_path, SEVERAL_AT.format(cell=cell)))
    assert schema.SPLIT_CELL not in set(net.issues[schema.CODE])
    said = any("is kept as one organization" in m for m in net.issues[schema.MESSAGE])
    assert said == ("Initech" in cell)


def test_a_comma_beside_a_semicolon_is_part_of_a_name(tmp_path: Path) -> None:
    net = ng.read(put(tmp_path, SEVERAL_AT.format(cell="Initech, Inc; Hooli")))
    assert net.contacts[schema.ORGANIZATION].iloc[2] == "Initech, Inc"


def test_an_organization_that_only_targets_name_is_known(tmp_path: Path) -> None:
    path = put(tmp_path, SEVERAL_AT.format(cell="Initech / Acme"))
    targets = put(tmp_path, "organization\nInitech\n", "goals.csv")
    net = ng.read(path, targets=targets)
    assert net.contacts[schema.ORGANIZATION].iloc[2] == "Initech"
