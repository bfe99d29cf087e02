"""Sentences about a network: true, in good English, and none where there is nothing to say."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from clauses import network_of
from hypothesis import given
from strategies import Tables, budget, tables
from test_parity import network, oracle

import netgraph as ng
from netgraph.cli.verbs import VERBS
from netgraph.simulation.example import example_folder

WRONG_NUMBER = re.compile(r"\b1 (people|contacts|days|branches|targets|organizations|connectors)\b")


def said(net: ng.ReferralNetwork) -> list[str]:
    """The sentences."""
    return [finding.sentence for finding in ng.findings(net)]


def isolates(size: int, **columns: str) -> ng.ReferralNetwork:
    """People of whom nobody referred anybody."""
    contacts = pd.DataFrame({"contact_id": [f"p{n}" for n in range(size)], **columns})
    return ng.from_frames(contacts, pd.DataFrame({"from": [], "to": []}, dtype="str"))


@budget(60)
@given(tables(most=14))
def test_every_sentence_is_english_of_whom_it_names_and_shown_by_a_command(drawn: Tables) -> None:
    net = network(drawn)
    found = ng.findings(net)
    assert len(found) <= 8
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    for one in found:
        assert one.sentence[0].isupper() or one.sentence[0].isdigit(), one.sentence
        assert one.sentence.endswith(".")
        assert not WRONG_NUMBER.search(one.sentence), one.sentence
        assert "nan" not in one.sentence.split(), one.sentence
        assert set(one.contact_ids) <= set(net.links.ids)
        assert one.question.split()[0] in VERBS
        assert 0 <= one.weight <= 1


@budget(60)
@given(tables(most=14))
def test_the_figures_of_connectors_are_the_oracles(drawn: Tables) -> None:
    truth = oracle(drawn)
    for one in ng.findings(network(drawn)):
        if " other contacts" in one.sentence:
            [who] = one.contact_ids
            assert one.value == len(truth.reach(who)) >= 3
            assert who == next(
                r["contact_id"] for r in truth.advocates() if truth.introduced(r["contact_id"])
            )
        if "organizations was reached" in one.sentence:
            assert one.value == len(truth.lost_organizations(one.contact_ids))
        if "named to you" in one.sentence:
            assert all(truth.introducer(v) and not truth.met(v) for v in one.contact_ids)
        if "no longer" in one.sentence or "any more" in one.sentence:
            assert one.value == sum(row["size"] for row in truth.dead_ends())


def test_one_person_and_two_with_one_referral_are_nothing_to_talk_about() -> None:
    assert said(isolates(1)) == []
    assert said(network_of("ann -> ben 2024-01-01")) == []


def test_where_nobody_referred_anybody_the_next_step_is_to_ask() -> None:
    assert said(isolates(80)) == ["None of your 80 contacts has led you to another yet."]
    [sentence] = said(isolates(2, status="met"))
    assert sentence.startswith("Neither of your 2 contacts")
    assert sentence.endswith("ask the 2 people you met whom else to talk to.")


def test_a_star_and_a_chain_hang_on_one_person() -> None:
    star = "\n".join(f"hub -> p{n}" for n in range(12))
    [sentence] = said(network_of(star))
    assert sentence == (
        "hub leads to all 12 of your other contacts, all of them through nobody else."
    )
    chain = said(network_of("\n".join(f"p{n} -> p{n + 1}" for n in range(9))))
    assert chain[0].startswith("p0 leads to all 9")
    assert chain[-1] == "The longest chain of introductions has 10 people and ends with p9."


def test_who_waits_for_a_letter_and_who_has_been_quiet_is_said_in_the_right_number() -> None:
    drawing = """
        ann: name=Ann status=met met_on=2024-01-01
        ben: name=Ben status=identified
        {more}
        ann -> ben 2024-01-02
        ann -> cho 2024-01-02
        cho: name=Cho status=met met_on=2024-01-20
        """
    one = said(network_of(drawing.format(more=""), as_of="2024-04-01"))
    assert "Ben was named to you 90 days ago, and you have not written yet." in one
    assert "Ann, your only connector, has been quiet for 90 days." in one
    two = said(network_of(drawing.format(more="ann -> dan 2024-01-05"), as_of="2024-04-01"))
    assert "2 people were named to you and not written to; Ben has waited longest, 90 days." in two


@pytest.mark.parametrize("day", [None, "2026-05-01"])
def test_the_example_says_as_much_as_there_is_room_for_and_the_same_twice(day: str | None) -> None:
    first, second = (ng.findings(ng.read(example_folder(), as_of=day)) for _ in range(2))
    assert first == second
    assert 5 <= len(first) <= 8
    assert any("Leila Dahl" in one.sentence for one in first)
    hidden = ng.redact(ng.read(example_folder(), as_of=day), "names", key="k")
    assert not any("Leila" in sentence for sentence in said(hidden))
    assert [one.value for one in ng.findings(hidden)] == [one.value for one in first]
