"""Pages for people who run no code: what is in them, what is not, and that they ask for nothing."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from jinja2 import ChoiceLoader, DictLoader, UndefinedError

from netgraph.report import page
from netgraph.report.page import page_bytes, render

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
