"""Pages for people who run no code: what is in them, what is not, and that they ask for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader, UndefinedError
from markupsafe import escape

import netgraph as ng
from netgraph.report import page
from netgraph.report.page import page_bytes, render
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
    assert len(rows["changes"]) == len(ng.changes(example, since="2026-08-07"))
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
