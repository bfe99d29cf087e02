"""Sentences about a network: true, in good English, and none where there is nothing to say."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from clauses import network_of
from hypothesis import given
from strategies import Tables, budget, tables
from test_parity import network, oracle

import netgraph as ng
from netgraph import schema
from netgraph.analysis.dead_ends import _reason, reasons
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


@budget(30)
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


@budget(30)
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
        if "would know nobody at" in one.sentence:
            assert one.value == len(truth.lost_organizations(one.contact_ids))
        if "named to you" in one.sentence:
            assert all(truth.introducer(v) and not truth.met(v) for v in one.contact_ids)
        if "no longer" in one.sentence or "any more" in one.sentence:
            assert one.value == sum(row["size"] for row in truth.dead_ends())


@pytest.mark.parametrize("people", [40, 80, 300])
def test_the_figures_of_the_rest_are_those_of_the_answers_they_point_to(people: int) -> None:
    for seed in range(3):
        net = ng.simulate(people, seed=seed)
        advocates, wanted = ng.advocates(net), ng.organizations(net)
        chain = ng.contacts(net)["generation"].max()
        for one in ng.findings(net):
            few = int(one.value)
            if "account for half" in one.sentence:
                credit = advocates["credit"]
                assert credit[: few - 1].sum() < credit.sum() / 2 <= credit[:few].sum() + 1e-6
                assert list(one.contact_ids) == advocates["contact_id"][:few].tolist()
            if "connectors have been quiet" in one.sentence:
                quiet = advocates.set_index("contact_id").loc[list(one.contact_ids), "days_quiet"]
                assert one.value == quiet.min() >= 60
            if "not reached yet" in one.sentence:
                assert one.value == (wanted["standing"] == "unreached").sum()
            if "longest chain" in one.sentence:
                assert one.value == chain
            if "led on the furthest" in one.sentence:
                assert one.value == ng.sources(net)["reach"][0]
            if "never asked" in one.sentence:
                asked = ng.agenda(net).set_index("contact_id").loc[list(one.contact_ids)]
                said_of = asked["action"] + " " + asked["also"].fillna("")
                assert said_of.str.contains("ask").all()


def test_no_person_is_called_a_loss_where_hardly_anybody_hangs_on_them() -> None:
    """A leads to 60, of whom all but one were named by b as well."""
    both = "\n".join(f"a -> p{n}\nb -> p{n}" for n in range(59))
    found = said(network_of(f"{both}\na -> c"))
    assert found[0] == "a leads to 60 of your 61 other contacts."


def test_one_person_and_two_with_one_referral_are_nothing_to_talk_about() -> None:
    assert said(isolates(1)) == []
    assert said(network_of("ann -> ben 2024-01-01")) == []


def test_where_nobody_referred_anybody_the_next_step_is_to_ask() -> None:
    assert said(isolates(80)) == ["No referral is noted yet among your 80 contacts."]
    [sentence] = said(isolates(2, status="met"))
    assert sentence.startswith("No referral is noted yet among your 2 contacts")
    assert sentence.endswith("ask the 2 people you met whom else to talk to.")


def test_a_star_and_a_chain_hang_on_one_person() -> None:
    star = "\n".join(f"hub -> p{n}" for n in range(12))
    [sentence] = said(network_of(star))
    assert sentence == (
        "hub leads to all 12 of your other contacts; you know all 12 only through this one person."
    )
    chain = said(network_of("\n".join(f"p{n} -> p{n + 1}" for n in range(9))))
    assert chain[0].startswith("p0 leads to all 9")
    # everybody is in the chain: that it is the longest says nothing
    assert not any("longest chain" in sentence for sentence in chain)


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
    assert "Ben was named to you on 2024-01-02, and you have not written yet." in one
    assert "Ann, your only connector, has been quiet for 90 days." in one
    two = said(network_of(drawing.format(more="ann -> dan 2024-01-05"), as_of="2024-04-01"))
    assert (
        "2 people named to you more than 2 days ago are not written to yet; "
        "Ben has waited longest, since 2024-01-02." in two
    )


def test_nobody_is_called_unwritten_or_unasked_where_no_column_tells() -> None:
    """``ann`` named three, who met you or were never written to: the tables cannot say."""
    pairs = "ann -> ben 2024-01-02\nann -> cho 2024-01-03\nann -> dan 2024-01-09\n"
    named = network_of(pairs, as_of="2024-01-14")
    assert not any("written" in sentence for sentence in said(named))
    table = ng.agenda(named).set_index("contact_id")
    assert table.loc["dan", "action"] == "write"
    assert "written" not in table.loc["dan", "reason"]

    met = "ben: status=met met_on=2024-01-05\ncho: status=met met_on=2024-01-06\n"
    unasked = network_of(pairs + met, as_of="2024-01-16")
    assert not any("asked" in sentence for sentence in said(unasked))
    reasons = " ".join(ng.agenda(unasked)["reason"])
    assert "no thanks noted" in reasons
    assert "not thanked" not in reasons
    assert "not asked" not in reasons

    asked = pairs + met + "ann: asked_on=2024-01-01 thanked_on=2024-01-01\n"
    told = network_of(asked, as_of="2024-01-16")
    assert any("never asked" in sentence for sentence in said(told))
    assert "not thanked" in " ".join(ng.agenda(told)["reason"])


@pytest.mark.parametrize("day", [None, "2026-05-01"])
def test_the_example_says_as_much_as_there_is_room_for_and_the_same_twice(day: str | None) -> None:
    first, second = (ng.findings(ng.read(example_folder(), as_of=day)) for _ in range(2))
    assert first == second
    assert 5 <= len(first) <= 8
    assert any("Leila Dahl" in one.sentence for one in first)
    hidden = ng.redact(ng.read(example_folder(), as_of=day), "names", key="k")
    assert not any("Leila" in sentence for sentence in said(hidden))
    assert [one.value for one in ng.findings(hidden)] == [one.value for one in first]


def test_reasons_of_many_branches_are_those_of_each() -> None:
    """Equal counts are told apart column by column: large ones must not run into each other."""
    ways = len(schema.STANDINGS)
    drawn = np.random.default_rng(5).integers(0, 3, (500, ways)) * 10 ** np.arange(ways)
    for counts in (drawn, drawn[:1], drawn[:0]):
        assert reasons(counts).tolist() == [_reason(row) for row in counts.tolist()]
    assert reasons(np.eye(ways, dtype=int))[0] == f"1 {schema.STANDINGS[0]}"
