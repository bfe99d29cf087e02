"""Networks written as files and read again: ids that look like something else stay ids."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Literal

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import netgraph as ng

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


STRANGERS = (
    *("me", "Myself", "LinkedIn", "via LinkedIn", "Career Fair", "N/A", "none", "?", "TBD"),
    *("a; b", "x | y", "two\nlines", "Lee, Ann", "Ann Lee & Bob Ray", "Bob Ray (2)", "BOB RAY"),
    *(
        "ANN@X.ORG",
        "Ann Lee <ann@x.org>",
        "[[Ann Lee]]",
        "Dr. Ann Lee",
        "MARIA LIMA",
        "C1",
        "Total",
    ),
    *("linkedin.com/in/ann", "Ann  Lee", "Ann-Lee", "Bob Ray (Acme)", "Cy Dunn", "=1+1"),
)
"""Texts that a cell takes for somebody else, for several people, for nobody; and plain ones."""


def network_of_strangers(strangers: Sequence[str]) -> ng.ReferralNetwork:
    """c1 refers every stranger, and each of them c2; a contact has an id of that kind as well."""
    contacts = pd.DataFrame(
        {
            "contact_id": ["c1", "c2", "7", "9", "self"],
            "stub": False,
            "name": ["Ann Lee", "Bob Ray", "Maria Lima", "María Lima", "Sam Self"],
            "organization": ["Acme", "Acme", "Zeta", "Zeta", "Zeta"],
            "email": ["ann@x.org", None, None, None, None],
            "profile": ["https://www.linkedin.com/in/ann", None, None, None, None],
        }
    )
    stubs = pd.DataFrame({"contact_id": strangers, "stub": True, "name": strangers})
    pairs = [pair for one in strangers for pair in (("c1", one), (one, "c2"))]
    referrals = pd.DataFrame([*pairs, ("self", "7")], columns=["referrer_id", "referred_id"])
    return ng.from_frames(pd.concat([contacts, stubs], ignore_index=True), referrals)


def people_and_pairs(net: ng.ReferralNetwork) -> tuple[list[tuple[str, ...]], set[tuple[str, str]]]:
    """Everybody with their mark, in order; and who referred whom."""
    contacts = net.contacts
    people = zip(contacts["contact_id"], contacts["stub"], contacts["name"], strict=True)
    return [*people], {
        *zip(net.referrals["referrer_id"], net.referrals["referred_id"], strict=True)
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "gexf", "graphml"])
def test_what_cells_would_take_for_somebody_else_comes_back(tmp_path: Path, ending: str) -> None:
    net = network_of_strangers(STRANGERS)
    place = tmp_path
    if ending in ("gexf", "graphml"):
        place = tmp_path / f"net.{ending}"
        ng.write_graph(net, place)
    else:
        ng.write_tables(net, place, format=ending)
    back = ng.read(place)
    assert people_and_pairs(back) == people_and_pairs(net)
    stubs = back.contacts[back.contacts["stub"]]
    assert set(stubs["contact_id"]) == set(STRANGERS)
    assert stubs["name"].tolist() == stubs["contact_id"].tolist()


def as_igraph_writes(path: Path) -> None:
    """Call nodes n0, n1, … in a GraphML file, their ids kept as an attribute ``id``."""
    graph = nx.read_graphml(path)
    for node, data in graph.nodes(data=True):
        data["id"] = node
    called = {node: f"n{place}" for place, node in enumerate(graph)}
    nx.write_graphml_xml(nx.relabel_nodes(graph, called), path)


def test_a_file_that_igraph_wrote_again_has_the_ids_it_had(tmp_path: Path) -> None:
    net = network_of_strangers(STRANGERS)
    path = ng.write_graph(net, tmp_path / "net.graphml")
    as_igraph_writes(path)
    back = ng.read(path)
    assert people_and_pairs(back) == people_and_pairs(net)
    assert "id" not in back.contacts
    # an attribute that is no whole set of ids is a column like others
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(">c1<", ">c2<"), encoding="utf-8")
    assert "n0" in set(ng.read(path).contacts["contact_id"])


@settings(max_examples=12)
@given(st.lists(st.sampled_from(STRANGERS), unique=True, min_size=1, max_size=2))
def test_any_of_them_alone_comes_back(strangers: list[str]) -> None:
    net = network_of_strangers(strangers)
    with tempfile.TemporaryDirectory() as folder:
        ng.write_tables(net, folder)
        assert people_and_pairs(ng.read(folder)) == people_and_pairs(net)


def test_what_a_lenient_reading_kept_apart_comes_back(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "contacts.csv").write_text(
        "contact_id,name\n7,Maria Lima\n9,María Lima\n", encoding="utf-8"
    )
    (tmp_path / "in" / "referrals.csv").write_text(
        "referrer_id,referred_id\nMARIA LIMA,9\n", encoding="utf-8"
    )
    net = ng.read(tmp_path / "in", lenient=True)
    ng.convert(tmp_path / "in", to=tmp_path / "out")
    back = ng.read(tmp_path / "out")
    assert people_and_pairs(back) == people_and_pairs(net)
    assert back.contacts["stub"].tolist() == [False, False, True]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_link_that_names_one_of_two_comes_back_as_said(tmp_path: Path, ending: str) -> None:
    sheet = "id,name,referred by\n1,Bob Ray,\n2,Bob Ray,\n3,Cy Dunn,[[Bob Ray]]\n"
    (tmp_path / "contacts.csv").write_text(sheet, encoding="utf-8")
    net = ng.read(tmp_path / "contacts.csv", lenient=True)
    assert net.contacts["name"].tolist() == ["Bob Ray", "Bob Ray", "Cy Dunn", "[[Bob Ray]]"]
    ng.write_tables(net, tmp_path / "out", format=ending)
    assert people_and_pairs(ng.read(tmp_path / "out")) == people_and_pairs(net)


LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Priya,Raman,https://www.linkedin.com/in/priya-raman,,Acme,Data Lead,14 Mar 2026\n"
    "Tom,O'Neil,https://www.linkedin.com/in/tomoneil,tom@oneil.ie,Globex,,02 Feb 2026\n"
)
OWN = (
    "First Name,Last Name,Company,Introduced by,Coffee\n"
    "Lena,Fox,Umbra,,x\nWei,Zhang,Hooli,Lena Fox,\n"
)


@pytest.mark.parametrize("place", ["out", "out.xlsx"])
def test_an_export_and_an_own_sheet_of_its_columns_come_back(tmp_path: Path, place: str) -> None:
    """What is written has the columns that tell LinkedIn's export: it is none for all that."""
    files = []
    for name, text in (("Connections.csv", LINKEDIN), ("mine.csv", OWN)):
        files.append(tmp_path / name)
        files[-1].write_text(text, encoding="utf-8")
    net = ng.read(*files)
    assert net.contacts["contact_id"].tolist() == [
        *("priya-raman", "tomoneil", "Lena Fox", "Wei Zhang")
    ]
    ng.convert(*files, to=tmp_path / place)
    back = ng.read(tmp_path / place)
    assert people_and_pairs(back) == people_and_pairs(net)
    assert sorted(back.contacts) == sorted(net.contacts)
    # the box is offered as a meeting in both; no column that the export has is
    offered = [n.issues.loc[n.issues["code"] == "unclaimed_column", "value"] for n in (back, net)]
    assert [cells.tolist() for cells in offered] == [["Coffee"]] * 2
    further = ["First Name", "Last Name", "Connected On", "Coffee", "url"]
    for column in further:
        assert back.contacts[column].fillna("").tolist() == net.contacts[column].fillna("").tolist()


def test_strangers_whom_a_later_referral_named_first_come_back_in_their_order(
    tmp_path: Path,
) -> None:
    """On 6 January the referral that named s is not made yet; another names t before s."""
    contacts = pd.DataFrame({"contact_id": ["a", "b"]})
    referrals = pd.DataFrame(
        [("s", "a", "2024-03-04"), ("a", "t", None), ("t", "b", None), ("b", "s", "2024-01-02")],
        columns=["referrer_id", "referred_id", "referred_on"],
    )
    net = ng.from_frames(contacts, referrals, as_of="2024-01-06")
    assert net.contacts["contact_id"].tolist() == ["a", "b", "s", "t"]
    ng.write_tables(net, tmp_path)
    back = ng.read(tmp_path, as_of="2024-01-06")
    assert back.contacts["contact_id"].tolist() == ["a", "b", "s", "t"]
    assert back.contacts["stub"].tolist() == [False, False, True, True]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_names_that_only_strangers_have_come_back_with_them(
    tmp_path: Path, form: Literal["csv", "parquet", "xlsx"]
) -> None:
    (tmp_path / "a.csv").write_text("id,dept,referred by\n1,Anon,\n2,Bea,Ann\n", encoding="utf-8")
    net = ng.read(tmp_path / "a.csv")
    assert net.contacts["name"].dropna().tolist() == ["Ann"]
    again = ng.read(ng.write_tables(net, tmp_path / "out", format=form)[0].parent)
    assert list(again.contacts.columns) == list(net.contacts.columns)
    assert people_and_pairs(again) == people_and_pairs(net)
