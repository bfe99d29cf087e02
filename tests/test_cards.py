"""Cards in notebooks: the findings and numbers of the questions, nothing private, nothing run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from clauses import network_of

import netgraph as ng
from netgraph import schema
from netgraph.notebook import FINDINGS_ON_CARD, card
from netgraph.simulation.example import example_folder

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e.'


class Page(HTMLParser):
    """The texts and tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        """What is read on it."""
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def net() -> ng.ReferralNetwork:
    return ng.read(example_folder())


def test_the_network_and_its_summary_say_the_same_findings(net: ng.ReferralNetwork) -> None:
    said = [one.sentence for one in ng.findings(net)[:FINDINGS_ON_CARD]]
    assert len(said) == FINDINGS_ON_CARD
    for shown in (net, ng.summary(net)):
        text = Page(shown._repr_html_()).text
        assert all(sentence in text for sentence in said)


def test_numbers_are_those_of_the_questions(net: ng.ReferralNetwork) -> None:
    text = Page(net._repr_html_()).text
    for standing, count in ng.contacts(net)[schema.STANDING].value_counts().items():
        assert re.search(rf"{standing} \([^)]*\) {count}\b", text)
    connectors = Page(ng.summary(net)._repr_html_()).text
    for row in ng.advocates(net, top=5).to_dict("records"):
        assert f"{row[schema.NAME]} {row[schema.CREDIT]:.2f}" in connectors
    first = ng.agenda(net).iloc[0]
    assert f"Thank {first[schema.NAME]} ({first[schema.REASON]})." in text


def test_a_dossier_shows_what_is_needed_in_a_call_and_says_where_the_rest_is(
    net: ng.ReferralNetwork,
) -> None:
    one = ng.dossier(net, "Leila Dahl")
    text = Page(one._repr_html_()).text
    assert all(question in text for question in one.questions)
    assert "print(…) shows all of it" in text
    assert "Days noted" not in text
    assert len(str(one)) > 1000
    assert repr(one) == "<Dossier: Leila Dahl, id c006>"


def test_cards_hold_no_script_and_no_class_and_show_text_as_it_is() -> None:
    drawn = network_of("ann: status=met met_on=2024-01-02\nben: status=identified\nann -> ben")
    cells = dict.fromkeys(("name", "organization", "title", "notes", "email"), HOSTILE)
    net = ng.from_frames(drawn.contacts.assign(**cells).drop(columns="stub"), drawn.referrals)
    for shown in (net, ng.summary(net), ng.dossier(net, "ben")):
        page = Page(shown._repr_html_())
        # style sheets and classes would reach the rest of the notebook
        assert page.tags <= {"div", "span", "strong", "bdi", "ul", "ol", "li"}
        assert page.attributes <= {"style", "role", "aria-hidden"}
        assert "\u202e" not in page.text
    page = Page(ng.dossier(net, "ben")._repr_html_())
    assert "<script>alert(1)</script>" in page.text


def test_notes_and_addresses_are_on_no_card(net: ng.ReferralNetwork) -> None:
    for shown in (net, ng.summary(net), ng.dossier(net, "c003")):
        html = shown._repr_html_()
        assert "example.org" not in html
        assert "Knows the hiring season" not in html


def test_what_has_nobody_or_too_many_has_a_short_card() -> None:
    nobody = ng.from_frames(
        network_of("ann: status=met").contacts.iloc[:0].drop(columns="stub"),
        network_of("ann: status=met").referrals.iloc[:0],
    )
    assert "0 contacts, 0 referrals" in Page(nobody._repr_html_()).text
    assert "How the search stands" in Page(ng.summary(nobody)._repr_html_()).text
    many = ng.simulate(5_001, seed=1)
    page = Page(many._repr_html_())
    assert "5,001 contacts" in page.text
    assert "Findings" not in page.text


def test_elsewhere_than_in_notebooks_there_is_text(net: ng.ReferralNetwork) -> None:
    found = ng.summary(net)
    assert repr(found) == "<Summary: 150 contacts, as of 2026-09-07>"
    assert str(found).splitlines()[0] == found.findings[0].sentence
    with pytest.raises(TypeError, match="no card for int"):
        card(3)
