"""Lists of links of several kinds: who works where is no referral; edges without direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sheets import pairs, people

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path

LINKS = (
    "From,To,{heading}\nIda Moe,Jon Pratt,referred\nIda Moe,Birch Ltd,{word}\n"
    "Jon Pratt,Kim Sato,introduced\nKim Sato,Birch Ltd,{word}\n"
)


def put(folder: Path, text: str, name: str = "links.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(net: ng.ReferralNetwork) -> str:
    return "\n".join(net.issues[net.issues["code"] == schema.READ_AS]["message"])


@pytest.mark.parametrize("heading", ["Type", "Label", "Relationship", "Link type"])
@pytest.mark.parametrize("word", ["works for", "Employed by", "member of", "Arbeitet bei"])
def test_links_of_another_kind_are_left_out_and_counted(
    tmp_path: Path, heading: str, word: str
) -> None:
    path = put(tmp_path, LINKS.format(heading=heading, word=word))
    net = ng.read(path)
    assert pairs(net) == ["Ida Moe > Jon Pratt", "Jon Pratt > Kim Sato"]
    assert people(net) == ["Ida Moe", "Jon Pratt", "Kim Sato"]
    assert f"2 links left out, no referrals by '{heading}': '{word}' (2)" in told(net)
    assert "referrals are 'introduced' (1), 'referred' (1)" in told(net)
    assert len(pairs(ng.read(path, columns={"kind": heading}))) == 4


@pytest.mark.parametrize("word", ["knows", "colleagues", "reports to", "friend of"])
def test_people_who_only_know_each_other_are_no_referrals(tmp_path: Path, word: str) -> None:
    text = f"Source,Target,Label\nIda,Jon,referred\nJon,Kim,{word}\n"
    assert pairs(ng.read(put(tmp_path, text))) == ["Ida > Jon"]


def test_a_list_of_one_kind_is_read_and_referrals_of_any_word_stay(tmp_path: Path) -> None:
    alone = ng.read(put(tmp_path, "From,To,Type\nIda,Jon,knows\nJon,Kim,knows\n"))
    assert pairs(alone) == ["Ida > Jon", "Jon > Kim"]
    any_word = ng.read(put(tmp_path, "From,To,Type\nIda,Jon,email\nJon,Kim,friend\n"))
    assert pairs(any_word) == ["Ida > Jon", "Jon > Kim"]
    assert told(any_word) == ""


def test_organizations_among_the_elements_are_no_people(tmp_path: Path) -> None:
    elements = "Label,Type\nIda Moe,Person\nJon Pratt,Person\nBirch Ltd,Organization\n"
    links = "From,To,Type\nIda Moe,Jon Pratt,referred\nJon Pratt,Birch Ltd,works at\n"
    net = ng.read(put(tmp_path, elements, "elements.csv"), put(tmp_path, links))
    assert people(net) == ["Ida Moe", "Jon Pratt"]
    assert pairs(net) == ["Ida Moe > Jon Pratt"]
    assert "1 row left out, no people by 'Type': 'Organization' (1)" in told(net)


def test_edges_without_direction_are_told_with_the_way_round(tmp_path: Path) -> None:
    text = "Source,Target,Type\nIda,Jon,Undirected\nJon,Kim,Directed\nKim,Lou,undirected\n"
    path = put(tmp_path, text)
    net = ng.read(path)
    assert pairs(net) == ["Ida > Jon", "Jon > Kim", "Kim > Lou"]
    assert "2 links of 3 undirected" in told(net)
    assert "--map 'referrer_id=Target' --map 'referred_id=Source'" in told(net)
    turned = ng.read(path, columns={"referrer_id": "Target", "referred_id": "Source"})
    assert pairs(turned) == ["Jon > Ida", "Kim > Jon", "Lou > Kim"]
    directed = ng.read(put(tmp_path, text.replace("Und", "D").replace("und", "d")))
    assert "undirected" not in told(directed)
