"""The map's document, layout and page, without a browser."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import netgraph as ng
from netgraph.looks import map_looks
from netgraph.maps.canvas_map import CANVAS_SCRIPTS
from netgraph.maps.cohort_document import cohort_document
from netgraph.maps.document import document
from netgraph.maps.page import PALETTE, asset
from netgraph.maps.pyvis_map import VIS_SCRIPTS
from netgraph.maps.write import map_html, write_map

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork

HOSTILE = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "${window.hit=1}{{7*7}}",
    "{% raw %}<!--<script>",
    "nul\x00inside",
    "\u202egnirts\u202c",
    "😀 \u2028 é",
    "x" * 10_000,
    "javascript:window.hit=1 href",
)


def hostile() -> ReferralNetwork:
    r"""Everybody's id, name, organization and title is an attack.

    0 -> 1 -> 2 -> … -> 9
    """
    ids = [f"{k}{text[:300]}" for k, text in enumerate(HOSTILE)]
    people = pd.DataFrame({"contact_id": ids})
    for column in ("name", "organization", "title", "notes"):
        people[column] = list(HOSTILE)
    links = pd.DataFrame({"referrer_id": ids[:-1], "referred_id": ids[1:]})
    return ng.from_frames(people, links, lenient=True)


def made(referrals: list[tuple[str, str]], alone: str = "") -> ReferralNetwork:
    """A network of referrals written as pairs, and of people nobody referred."""
    ids = sorted({p for pair in referrals for p in pair} | set(alone.split()))
    links = pd.DataFrame(referrals, columns=["referrer_id", "referred_id"]).astype(str)
    return ng.from_frames(pd.DataFrame({"contact_id": ids}, dtype="str"), links)


SHAPES = {
    "empty": made([]),
    "one person": made([], alone="a"),
    "many first contacts": made([], alone=" ".join(f"p{k}" for k in range(300))),
    "a chain of 400": made([(f"p{k:03}", f"p{k + 1:03}") for k in range(400)]),
    "one hub": made([("hub", f"p{k:03}") for k in range(500)]),
    "a loop": made([("a", "b"), ("b", "c"), ("c", "a")]),
    "a deep comb": made(
        [(f"p{k:03}", f"p{k + 1:03}") for k in range(90)]
        + [(f"p{k:03}", f"t{k}") for k in range(90)]
    ),
    "fans of all sizes": made([(f"f{k}", f"g{k}-{i}") for k in range(30) for i in range(k)]),
}


def packed_document(html: str) -> dict[str, Any]:
    """What the page carries."""
    found = re.search(r'id="document">([^<]*)</script>', html)
    assert found
    unpacked: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return unpacked


@pytest.mark.parametrize("name", SHAPES)
def test_all_columns_are_as_long_as_there_are_people(name: str):
    net = SHAPES[name]
    doc = document(net)
    lengths = {len(column) for column in doc["people"].values()}
    lengths |= {len(axis) for layout in doc["layouts"].values() for axis in layout}
    assert lengths == {len(net)}


def test_the_document_tells_who_introduced_whom(search: ReferralNetwork):
    doc = document(search)
    ids = doc["people"]["contact_id"]
    by = [None if k < 0 else ids[k] for k in doc["people"]["introduced_by"]]
    assert dict(zip(ids, by, strict=True)) == {
        "ann": None,
        "ben": "ann",
        "cho": "ann",
        "dan": "ben",
        "eve": None,
        "fay": "dan",
    }
    second = {(ids[u], ids[v]) for u, v in zip(*doc["referrals"], strict=True)}
    assert second == {("cho", "dan"), ("ben", "fay")}


def test_the_same_network_gives_the_same_bytes(example: Path):
    assert map_html(ng.read(example)) == map_html(ng.read(example))


def test_the_page_carries_the_document(search: ReferralNetwork):
    carried, given = packed_document(map_html(search)), json.loads(json.dumps(document(search)))
    assert carried["people"] == given["people"]
    assert carried["referrals"] == given["referrals"]


@pytest.mark.parametrize("people", [1, 300, 301])
def test_canvas_is_the_default_at_every_size_and_the_page_says_so(people: int):
    html = map_html(made([], alone=" ".join(f"p{k}" for k in range(people))))
    assert packed_document(html)["meta"]["renderer"] == "canvas"
    assert "drawn with canvas" in html


def test_to_pyvis_gives_the_network_that_pyvis_shows(search: ReferralNetwork, tmp_path: Path):
    vis = ng.to_pyvis(search)
    assert {node["id"] for node in vis.nodes} == {*search.links.ids, "you"}
    assert vis.get_node("dan")["label"] == "Dan Day"
    introduced = {(edge["from"], edge["to"]) for edge in vis.edges if "dashes" not in edge}
    assert introduced == {
        *(("you", "ann"), ("you", "eve"), ("ann", "ben"), ("ann", "cho"), ("ben", "dan")),
        ("dan", "fay"),
    }
    assert vis.neighbors("dan") >= {"fay"}
    (tmp_path / "own.html").write_text(vis.generate_html(), encoding="utf-8")
    assert "Dan Day" in (tmp_path / "own.html").read_text(encoding="utf-8")


def test_no_title_turns_the_tooltips_of_pyvis_into_markup():
    vis = ng.to_pyvis(hostile())
    assert len(vis.nodes) == len(HOSTILE) + 1
    assert not [node for node in vis.nodes if "href" in node["title"]]


def test_a_canvas_page_is_small():
    # of which the keyboard's way, phones on their side and letters of all scripts take 4,000
    assert len(map_html(made([]), renderer="canvas")) < 195_000


@pytest.mark.parametrize("column", ["email", "notes", "phone"])
def test_what_is_private_is_in_the_file_only_when_asked_for(column: str):
    net = ng.from_frames(
        pd.DataFrame(
            {"contact_id": ["a"], "name": ["Ann"], "referred_by": [None], column: ["secret-4711"]}
        )
    )
    assert "secret-4711" not in str(packed_document(map_html(net)))
    assert "secret-4711" not in map_html(net)
    asked = packed_document(map_html(net, include=[column]))
    assert asked["people"][column] == ["secret-4711"]


def test_text_from_tables_never_breaks_out_of_the_page():
    html = map_html(hostile(), title=HOSTILE[0])
    assert html.count("<script") == map_html(made([])).count("<script")
    assert html.lower().count("</script") == map_html(made([])).lower().count("</script")
    for attack in ("<img", "<svg onload", "{{7*7}}"):
        data = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
        assert attack not in data.replace("${window.hit=1}{{7*7}}", "")


def test_hostile_text_arrives_as_it_was():
    net = hostile()
    doc = packed_document(map_html(net))
    assert doc["people"]["title"] == document(net)["people"]["title"]
    assert HOSTILE[1] in doc["people"]["title"]


def test_a_lone_surrogate_is_written_as_a_question_mark(tmp_path: Path):
    path = write_map(made([("a", "b")]), tmp_path / "map.html", title="bad \ud800 title")
    assert "bad ? title" in path.read_text(encoding="utf-8")


def test_the_page_allows_no_code_but_its_own(search: ReferralNetwork):
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', map_html(search))
    assert found
    policy = found[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(("word", "value"), [("renderer", "pyviz"), ("include", ["notez"])])
def test_a_wrong_name_is_told_with_the_nearest(search: ReferralNetwork, word: str, value: object):
    with pytest.raises(ng.UnknownNameError):
        map_html(search, **{word: value})


def test_a_map_of_undated_people_has_a_tree_by_generation():
    doc = document(SHAPES["one hub"])
    x, _ = doc["layouts"]["tree"]
    assert np.isfinite(x).all()
    assert (doc["tree"]["by_date"], doc["tree"]["generations"]) == (False, 2)
    assert sorted(set(x)) == [0.0, 3600.0]


@pytest.mark.parametrize(("people", "first"), [(1_000, "tree"), (1_001, "radial")])
def test_a_map_opens_with_the_tree_up_to_a_thousand_people_and_with_rings_above(
    people: int, first: str
):
    layouts = list(document(ng.simulate(people, seed=1))["layouts"])
    assert layouts[0] == first
    assert ("timeline" in layouts) == ("tree" not in layouts)


def test_scripts_spell_no_colour():
    scripts = (*CANVAS_SCRIPTS, *VIS_SCRIPTS)
    assert [name for name in scripts if re.search(r"#[0-9a-fA-F]{6}", asset(name))] == []
    assert len(re.findall(r"#[0-9a-f]{6}", str(map_looks()))) > 40


def test_both_themes_have_what_engines_read():
    light, dark = re.findall(r":root[^{]*\{(.*?)\}", asset(PALETTE), flags=re.DOTALL)[:2]
    themes = [dict(re.findall(r"(--[\w-]+): ([^;]+);", theme)) for theme in (light, dark)]
    assert themes[0].keys() == themes[1].keys()
    read = re.findall(r'"(--[\w-]+)"', asset("canvas/paint.js"))
    assert len(read) == 9
    for theme in themes:
        assert all(re.fullmatch(r"#[0-9a-f]{6}", theme[name]) for name in read)


OWN = ("standing", "reach", "generation", "introductions", "dominator", "student", "colour")


@pytest.mark.parametrize("several", [False, True])
def test_columns_of_ones_own_change_nothing_on_a_map(several: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a parameter of pytest
    """Anna's a -> b, whose own columns are called like what the map counts."""
    start = ["contact_id", "name", "organization", "decision_maker", "last_contact_on"]
    columns = [*start, *OWN, *(["seeker_id"] if several else [])]
    rows = [["a", "Ann", "Acme", "yes", "2024-01-01"], ["b", "Ben", "Birch", "no", "2024-02-01"]]
    own = [[f"own {row[0]}"] * len(OWN) + (["anna"] if several else []) for row in rows]
    table = pd.DataFrame([[*r, *o] for r, o in zip(rows, own, strict=True)], columns=columns)
    table.to_csv(tmp_path / "contacts.csv", index=False)
    (tmp_path / "referrals.csv").write_text("referrer_id,referred_id\na,b\n", encoding="utf-8")
    include = [*start, *OWN, *OWN]
    if several:
        cohort = ng.read_cohort(tmp_path)
        bare, full = cohort_document(cohort), cohort_document(cohort, include=include)
    else:
        net = ng.read(tmp_path)
        bare, full = document(net), document(net, include=include)
    people = full["people"]
    assert {name: people[name] for name in bare["people"]} == bare["people"]
    for name in OWN:
        taken = name != "colour" and (several or name != "student")
        shown = f"{name} (given)" if taken else name
        assert people[shown][:2] == ["own a", "own b"]
        assert shown in full["meta"]["include"]
    assert len(full["meta"]["include"]) == len(set(full["meta"]["include"]))
