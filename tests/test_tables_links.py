"""Names that programs export with the address of a page: the address is no part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sheets import pairs, people

from netgraph.tables.read import read

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "0123456789abcdef0123456789abcdef"
LINKED = {
    "relation": f"Oak Labs (https://www.notion.so/Oak-Labs-{PAGE})",
    "path": f"Oak Labs (../Firms%20{PAGE}/Oak%20Labs%20{PAGE}.md)",
    "address": f"https://www.notion.so/Oak-Labs-{PAGE}",
    "markdown": "[Oak Labs](https://oak.example/about?a=b)",
    "wiki": "[[firms/Oak Labs|the Oak]]",
    "angle": "Oak Labs <https://oak.example>",
    "behind": "Oak Labs - https://oak.example",
    "twice": "Oak Labs https://oak.example https://oak.example/about",
}


@pytest.mark.parametrize("cell", LINKED.values(), ids=LINKED)
def test_the_address_of_a_page_is_no_part_of_an_organization(tmp_path: Path, cell: str) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f'Name,Company,Referred by\nIno Pratt,"{cell}",\nJon Vik,Oak Labs,Ino Pratt\n')
    net = read(sheet)
    assert set(net.contacts["organization"]) == {"Oak Labs"}
    told = net.issues[net.issues["value"] == cell]
    assert told["code"].tolist() == ["read_as"]
    assert told["column"].tolist() == ["organization"]
    assert "'Oak Labs', without the link (1 cell)" in told["message"].iloc[0]


@pytest.mark.parametrize("cell", ["Oak (UK)", "A/B Labs", "oak.example", "https://oak.example"])
def test_what_is_no_link_beside_a_name_stays(tmp_path: Path, cell: str) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"Name,Company,Referred by\nIno Pratt,{cell},\nJon Vik,Elm,Ino Pratt\n")
    net = read(sheet)
    assert net.contacts["organization"].tolist() == [cell, "Elm"]
    assert "read_as" not in set(net.issues["code"])


def test_names_titles_sources_and_targets_lose_their_links_too(tmp_path: Path) -> None:
    page = f"(https://www.notion.so/x-{PAGE})"
    sheet, targets = tmp_path / "sheet.csv", tmp_path / "targets.csv"
    sheet.write_text(
        "Name,Company,Title,Source,Referred by\n"
        f"Ino Pratt {page},Oak {page},Nurse {page},[[Fair]],\n"
        f"[Jon Vik](https://x.example),Oak,Nurse,,Ino Pratt {page}\n"
    )
    targets.write_text(f"organization\n[[Oak]]\nElm {page}\n")
    net = read(sheet, targets=targets)
    assert people(net) == net.contacts["contact_id"].tolist() == ["Ino Pratt", "Jon Vik"]
    assert pairs(net) == ["Ino Pratt > Jon Vik"]
    assert net.contacts["title"].tolist() == ["Nurse", "Nurse"]
    assert net.contacts["source"].iloc[0] == "Fair"
    assert net.targets is not None
    assert net.targets["organization"].tolist() == ["Oak", "Elm"]


def test_two_pages_of_one_name_stay_two_people(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    one, two = (f"Ino Pratt (https://www.notion.so/{n}-{PAGE})" for n in "ab")
    sheet.write_text(f"Name,Referred by\n{one},\n{two},\nJon Vik,{two}\n")
    net = read(sheet)
    assert people(net) == ["Ino Pratt", "Ino Pratt", "Jon Vik"]
    assert net.referrals["referrer_id"].tolist() == [two]
    assert net.contacts["contact_id"].tolist() == [one, two, "Jon Vik"]
