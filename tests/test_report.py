"""Pages for people who run no code: what is in them, what is not, and that they ask for nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from jinja2 import ChoiceLoader, DictLoader, UndefinedError
from markupsafe import escape

import netgraph as ng
from netgraph import schema
from netgraph.maps.page import page_bytes
from netgraph.report import page
from netgraph.report.grids import CONTACTS_GRID, grids
from netgraph.report.mended import ISSUE_WORDS
from netgraph.report.page import render
from netgraph.report.write import report_html

ROOT = Path(__file__).parent.parent

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\u202e'


def filled(monkeypatch: pytest.MonkeyPatch, template: str, **context: object) -> str:
    """A page of a template that extends the shared one."""
    made = page.page_environment()
    given = DictLoader({"one.jinja": f'{{% extends "base.jinja" %}}{template}'})
    there = made.loader
    assert there is not None
    made.loader = ChoiceLoader([given, there])
    monkeypatch.setattr(page, "page_environment", lambda: made)
    return render("one.jinja", title=HOSTILE, **context)


def test_a_page_shows_hostile_text_as_it_is_and_allows_its_own_style_only(
    monkeypatch: pytest.MonkeyPatch,
):
    html = filled(monkeypatch, "{% block content %}<p>{{ said }}</p>{% endblock %}", said=HOSTILE)
    assert "<script" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;alert(1)") == 3  # the window's title, the heading, the text
    allowed = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    style = re.search(r"<style>(.*?)</style>", html, flags=re.DOTALL)
    assert allowed is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in allowed[1]
    assert "default-src &#39;none&#39;" in allowed[1]


def test_a_template_that_names_what_is_not_given_makes_no_page(
    monkeypatch: pytest.MonkeyPatch,
):
    with pytest.raises(UndefinedError, match="nothing_such"):
        filled(monkeypatch, "{% block content %}{{ nothing_such }}{% endblock %}")


def test_letters_without_bytes_are_replaced_in_a_file():
    assert page_bytes("a\ud800b") == b"a?b"


@pytest.fixture(scope="module")
def example() -> ng.ReferralNetwork:
    """The example data."""
    return ng.read(ROOT / "data")


@pytest.fixture(scope="module")
def told(example: ng.ReferralNetwork) -> str:
    """The report of the example data."""
    return report_html(example)


def rows_of(html: str) -> dict[str, list[list[str]]]:
    """The cells of all tables of a page."""
    found = re.search(r'id="rows"[^>]*>(.*?)</script>', html, flags=re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


def test_the_numbers_of_a_page_are_those_of_the_functions(
    example: ng.ReferralNetwork, told: str
) -> None:
    rows = rows_of(told)
    first = ng.advocates(example)
    assert len(rows["advocates"]) == len(first)
    assert [row[0] for row in rows["advocates"]] == first["name"].tolist()
    assert [row[2] for row in rows["advocates"]] == first["referrals_made"].astype(str).tolist()
    assert [row[7] for row in rows["advocates"]] == [f"{n:,.2f}" for n in first["credit"]]
    assert len(rows["contacts"]) == len(ng.contacts(example)) == 150
    assert len(rows["organizations"]) == len(ng.organizations(example))
    assert len(rows["dead-ends"]) == len(ng.dead_ends(example))
    assert len(rows["to-do"]) == len(ng.agenda(example))
    assert len(rows["changes"]) == len(ng.changes(example, since="2026-08-08"))
    for finding in ng.findings(example):
        assert str(escape(finding.sentence)) in re.sub(r"</?span[^>]*>", "", told)


def test_the_same_network_gives_the_same_bytes(example: ng.ReferralNetwork, told: str) -> None:
    assert report_html(ng.read(ROOT / "data")) == told
    assert report_html(example) == told


def test_a_finding_leads_to_the_rows_that_it_is_about(told: str) -> None:
    rows = rows_of(told)
    (marked,) = re.findall(
        r'href="#table-advocates" data-rows="([\d,]+)">Leila Dahl leads to', told
    )
    assert rows["advocates"][int(marked)][0] == "Leila Dahl"
    for target in re.findall(r'class="card" href="#([\w-]+)"', told):
        assert f'id="{target}"' in told


def test_ids_of_a_page_are_unique_and_what_is_referred_to_is_there(told: str) -> None:
    page_of = re.sub(r"<script.*?</script>", "", told, flags=re.DOTALL)
    ids = re.findall(r'\bid="([^"]+)"', page_of)
    assert len(ids) == len(set(ids))
    used = re.findall(r'(?:href="#|url\(#)([^")]+)', page_of)
    assert set(used) <= set(ids)
    assert " style=" not in page_of  # the page forbids what it does not know by its hash


def of_cells(**cells: list[object]) -> ng.ReferralNetwork:
    """A network of a frame of contacts."""
    return ng.from_frames(pd.DataFrame(cells, dtype=object), lenient=True)


def test_hostile_text_is_shown_in_every_place_and_is_markup_in_none():
    """A table whose every cell and heading is hostile; ``\u202e`` would turn a line around."""
    net = of_cells(
        **{
            "Name": [f"{HOSTILE}a", f"{HOSTILE}b", "c"],
            "Organization": [HOSTILE, f"{HOSTILE}o", HOSTILE],
            "Title": [HOSTILE] * 3,
            "Source": [HOSTILE] * 3,
            "Referred by": [None, f"{HOSTILE}a", f"{HOSTILE}b"],
            "Met on": ["2026-01-01", "2026-02-01", f"{HOSTILE}day"],
            HOSTILE: [HOSTILE] * 3,
        }
    )
    html = report_html(net, title=HOSTILE, include=[HOSTILE])
    data = re.compile(r'<script type="application/json"[^>]*>[^<]*</script>')
    code = re.sub(r"<script>.*?</script>", "", data.sub("", html), flags=re.DOTALL)
    assert len(data.findall(html)) == 2
    assert "<script" not in code
    assert "<img" not in code
    assert "\u202e" not in code
    assert "&lt;script&gt;alert(1)" in code
    shown = rows_of(html)["contacts"][0]
    assert shown[0] == f"{HOSTILE}a".replace("\u202e", r"\u202e")


def test_what_is_private_is_in_a_page_only_where_it_is_asked_for():
    net = of_cells(
        Name=["Ann", "Ben"],
        Email=["ann@secret.org", "not an address"],
        Notes=["a secret note", "another secret"],
        Phone=["+1 555 0100 200", "x"],
        **{"Met on": ["2026-01-01", "2026-02-01"], "Referred by": [None, "Ann"]},
    )
    page_of = report_html(net)
    packed = re.findall(r'id=\\"document\\"\\u003e([\w+/=]+)', page_of)
    opened = page_of + gzip.decompress(base64.b64decode(packed[0])).decode()
    assert "secret" not in opened
    assert "555" not in opened
    asked = rows_of(report_html(net, include=["notes"]))["contacts"]
    assert [row[-1] for row in asked] == ["a secret note", "another secret"]
    with pytest.raises(ng.UnknownNameError, match="note"):
        report_html(net, include=["note"])


@pytest.mark.parametrize("what", ["names", "all"])
def test_a_redacted_page_names_nobody(example: ng.ReferralNetwork, what: str) -> None:
    hidden = ng.redact(example, what, key="a key long enough")  # type: ignore[arg-type]
    html = report_html(hidden)
    told = html + " ".join(" ".join(row) for rows in rows_of(html).values() for row in rows)
    people = example.people
    assert not [name for name in people["name"].dropna() if name in told]
    if what == "all":
        assert not [firm for firm in people["organization"].dropna().unique() if firm in told]


def test_small_cells_leave_out_all_that_is_about_single_people(example: ng.ReferralNetwork) -> None:
    html = report_html(example, min_cell=5)
    rows = rows_of(html)
    assert set(rows) == {"organizations", "sources", "by-generation", "by-month"}
    small = re.compile(r"(?<![\d.-])[1-4](?![\d.-])")
    headed = {"by-generation": 1}  # its first column is the generation, no count
    for name, table in rows.items():
        counts = [cell for row in table for cell in row[headed.get(name, 0) :]]
        assert not [cell for cell in counts if small.fullmatch(cell)], name
    for name in example.people["name"].dropna():
        assert name not in html
    for part in ("findings", "week", "changes", "map", "figure-tree"):
        assert f'id="{part}"' not in html
    assert "are people you met" not in html  # where no bar is filled in part
    with pytest.raises(ng.NetgraphError, match="single people"):
        report_html(example, include=["title"], min_cell=5)


def test_every_issue_has_words_for_one_and_for_many():
    assert ISSUE_WORDS.keys() == schema.ISSUE_SEVERITY.keys()
    assert not [words for pair in ISSUE_WORDS.values() for words in pair if words.endswith(".")]


def test_what_was_mended_is_counted_and_listed(example: ng.ReferralNetwork, told: str) -> None:
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", told))
    assert "147 people have a row of their own in the tables and 3 more are known from" in words
    assert "7 spellings of organizations were taken for another one" in words
    assert f"{escape(repr('Bluebarrow Motors, Inc.'))} is taken as" in words
    assert f"{len(example.referrals)} referrals came in" in words


@pytest.mark.parametrize("people", [0, 1, 2, 12])
def test_few_people_make_a_page_too(people: int):
    cells = {"Name": [f"P{k}" for k in range(people)], "Met on": ["2026-01-01"] * people}
    cells["Referred by"] = [None] * people
    html = report_html(of_cells(**cells))
    assert ("Nobody is in the tables yet" in html) == (people == 0)
    assert ("<svg" in html) == (people > 1)


def test_cells_and_sentences_are_said_as_people_say_them(told: str) -> None:
    """The example has organizations in touch, dates by month, and people who are only an id."""
    rows = rows_of(told)
    assert {row[1] for row in rows["organizations"]} >= {"met", "in touch"}
    assert rows["by-month"][0][0] == "2026-01"
    assert "Write to somebody noted only as c148" in told
    assert not [cell for table in rows.values() for row in table for cell in row if "_" in cell]


def test_changes_are_told_since_the_day_that_is_asked_for(example: ng.ReferralNetwork) -> None:
    html = report_html(example, since="2026-06-01")
    assert len(rows_of(html)["changes"]) == len(ng.changes(example, since="2026-06-01"))
    with pytest.raises(ng.NetgraphError, match="after the as-of date"):
        report_html(example, since="2026-12-01")


def test_many_people_make_a_page_under_five_megabytes_that_says_what_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("netgraph.report.grids.MOST_GRID_ROWS", 1_000)
    html = report_html(ng.simulate(1_500, seed=1))
    assert len(rows_of(html)["contacts"]) == 1_000
    assert "500 further rows are not in this page" in re.sub(r"\s+", " ", html)
    assert len(html.encode()) < 5_000_000


@pytest.mark.parametrize(
    "include", [["name"], ["organization", "contact_id"], ["colour", "colour"], ["standing"]]
)
def test_a_column_that_is_there_already_is_no_second_one(include: list[str]) -> None:
    """Ann -> Ben, with a column "standing" of the user's own."""
    contacts = pd.DataFrame(
        {"contact_id": ["a", "b"], "name": ["Ann", "Ben"], "organization": ["Acme", "Birch"]}
        | {"colour": ["red", "blue"], "standing": ["mine", "mine"]}
    )
    net = ng.from_frames(contacts, pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]}))
    (bare,) = (one for one in grids(net) if one.kind is CONTACTS_GRID)
    (full,) = (one for one in grids(net, include=include) if one.kind is CONTACTS_GRID)
    behind = [row[len(bare.columns) :] for row in full.rows]
    assert [row[: len(bare.columns)] for row in full.rows] == list(bare.rows)
    right = {"colour": [("red",), ("blue",)], "standing": [("mine",), ("mine",)]}
    assert behind == right.get(include[0], [(), ()])
