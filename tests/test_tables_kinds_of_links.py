"""Lists of links of several kinds: who works where is no referral; edges without direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sheets import pairs, people, row

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
    assert sorted(people(net)) == ["Ida Moe", "Jon Pratt", "Kim Sato"]
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


@pytest.mark.parametrize("heading", ["Type", "Relationship", "Label"])
@pytest.mark.parametrize(
    "word", ["knows", "works with", "Friend", "colleague of", "connected to", "reports to"]
)
def test_links_of_a_kind_that_may_be_no_referral_are_told_with_the_ways_out(
    tmp_path: Path, heading: str, word: str
) -> None:
    path = put(tmp_path, f"From,To,{heading}\nIda,Jon,{word}\nJon,Kim,{word}\n")
    net = ng.read(path)
    assert pairs(net) == ["Ida > Jon", "Jon > Kim"]
    assert f"'{word}' (2) in '{heading}' may be no referrals" in told(net)
    assert "those under 'From' are taken to have referred those under 'To'" in told(net)
    assert net.issues["severity"].tolist().count("warning") > 0
    assert told(ng.read(path, columns={"kind": heading})) == ""


def test_a_friend_beside_referrals_is_none_and_a_channel_is_one(tmp_path: Path) -> None:
    beside = ng.read(put(tmp_path, "From,To,Type\nIda,Jon,referral\nJon,Kim,friend\n"))
    assert pairs(beside) == ["Ida > Jon"]
    assert "1 link left out, no referrals by 'Type': 'friend' (1)" in told(beside)
    sure = ng.read(put(tmp_path, "From,To,Type\nIda,Jon,referral\nJon,Kim,coffee\n"))
    assert told(sure) == ""
    some = ng.read(put(tmp_path, "From,To,Type\nIda,Jon,\nJon,Kim,old friends\n"))
    assert pairs(some) == ["Ida > Jon", "Jon > Kim"]
    assert "'old friends' (1) in 'Type' may be no referrals" in told(some)


@pytest.mark.parametrize("word", ["works at", "Employee of", "employment", "travaille chez"])
def test_who_works_where_gives_people_their_organizations(tmp_path: Path, word: str) -> None:
    path = put(
        tmp_path,
        f"From,To,Type\nIda Moe,Jon Pratt,referred\nIda Moe,Birch Ltd,{word}\n"
        f"Kim Sato,Oak Labs,{word}\nIda Moe,Elm Inc,{word}\n",
    )
    net = ng.read(path)
    assert row(net, "Ida Moe")["organization"] == "Birch Ltd"
    assert row(net, "Kim Sato")["organization"] == "Oak Labs"
    assert row(net, "Jon Pratt").get("organization") is None
    assert pairs(net) == ["Ida Moe > Jon Pratt"]
    assert "2 organizations taken from links that say who works where" in told(net)
    assert "of several the first is taken ('Birch Ltd', 'Elm Inc')" in told(net)


def test_employers_of_numbered_nodes_are_named_and_are_nobody(tmp_path: Path) -> None:
    nodes = "Id,Label\n1,Ida Moe\n2,Jon Pratt\n3,Birch Ltd\n4,Kim Sato\n"
    edges = "Source,Target,Label\n1,2,referred\n1,3,works at\n3,4,employs\n"
    net = ng.read(put(tmp_path, nodes, "nodes.csv"), put(tmp_path, edges, "edges.csv"))
    assert people(net) == ["Ida Moe", "Jon Pratt", "Kim Sato"]
    firms = [row(net, name).get("organization") for name in people(net)]
    assert firms == ["Birch Ltd", None, "Birch Ltd"]
    assert "1 row left out, no people, as others work there by the links: 'Birch Ltd'" in told(net)


def test_an_organization_of_the_table_stays_and_colleagues_are_none(tmp_path: Path) -> None:
    elements = "Label,Organization\nIda Moe,Elm Inc\nJon Pratt,\nKim Sato,\n"
    links = (
        "From,To,Type\nIda Moe,Jon Pratt,referred\nIda Moe,Birch Ltd,works at\n"
        "Jon Pratt,Birch Ltd,works at\nKim Sato,Jon Pratt,works for\n"
    )
    net = ng.read(put(tmp_path, elements, "elements.csv"), put(tmp_path, links))
    firms = [row(net, name).get("organization") for name in ("Ida Moe", "Jon Pratt", "Kim Sato")]
    assert firms == ["Elm Inc", "Birch Ltd", None]


def test_links_that_all_say_who_works_where_are_no_referrals(tmp_path: Path) -> None:
    net = ng.read(put(tmp_path, "From,To,Type\nIda,Birch,works at\nJon,Birch,works at\n"))
    assert people(net) == ["Ida", "Jon"]
    assert pairs(net) == []
    assert "2 links left out" in told(net)
    assert "none is left" in told(net)


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
    mutual = ng.read(put(tmp_path, "From,To,Direction\nIda,Jon,mutual\nJon,Kim,directed\n"))
    assert "1 link of 2 mutual, which says not who referred whom" in told(mutual)
    directed = ng.read(put(tmp_path, text.replace("Und", "D").replace("und", "d")))
    assert "undirected" not in told(directed)


GRAPHML = (
    '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    '<key id="n" for="node" attr.name="label" attr.type="string"/><graph edgedefault="{whole}">'
    '<node id="1"><data key="n">Ida</data></node><node id="2"><data key="n">Jon</data></node>'
    '<node id="3"><data key="n">Kim</data></node>'
    '<edge source="2" target="1"{first}/><edge source="2" target="3"{second}/></graph></graphml>'
)
GEXF = (
    '<?xml version="1.0"?><gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    '<graph defaultedgetype="{whole}"><nodes><node id="1" label="Ida"/><node id="2" label="Jon"/>'
    '<node id="3" label="Kim"/></nodes><edges><edge id="0" source="2" target="1"{first}/>'
    '<edge id="1" source="2" target="3"{second}/></edges></graph></gexf>'
)


@pytest.mark.parametrize(
    ("name", "form", "own"),
    [("net.graphml", GRAPHML, ' directed="{}"'), ("net.gexf", GEXF, ' type="{}"')],
)
def test_graph_files_without_direction_are_read_as_written_and_told(
    tmp_path: Path, name: str, form: str, own: str
) -> None:
    no, yes = ("false", "true") if "graphml" in name else ("undirected", "directed")
    cases = {
        form.format(whole="undirected", first="", second=""): 2,
        form.format(whole="directed", first="", second=own.format(no)): 1,
        form.format(whole="undirected", first=own.format(yes), second=""): 1,
        form.format(whole="directed", first="", second=""): 0,
    }
    for text, count in cases.items():
        path = put(tmp_path, text, name)
        net = ng.read(path)
        assert pairs(net) == ["Jon > Ida", "Jon > Kim"]
        said = told(net)
        assert ("undirected" in said) == (count > 0)
        if count:
            assert f"{count} edge" in said
            assert "here 'Jon' referred" in said
        turned = ng.read(path, columns={"referrer_id": "referred_id", "referred_id": "referrer_id"})
        assert pairs(turned) == ["Ida > Jon", "Kim > Jon"]
