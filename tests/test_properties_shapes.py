"""Weird shapes have meaningful answers, real networks numbers that are counted by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from real_sets import FOLDERS

import netgraph as ng
from netgraph import schema
from netgraph.tables.read import from_frames, read

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

QUESTIONS = (
    *(ng.contacts, ng.advocates, ng.dead_ends, ng.organizations),
    *(ng.keep_warm, ng.growth, ng.sources, ng.agenda),
)


def net_of(
    people: list[str], pairs: list[tuple[str, ...]] | None = None, **columns: list[object]
) -> ReferralNetwork:
    """Read people, referrals (dated where the tuples have three parts) and further columns."""
    names = [schema.REFERRER_ID, schema.REFERRED_ID, schema.REFERRED_ON]
    rows = pd.DataFrame(pairs or [], columns=names[: len(pairs[0]) if pairs else 2], dtype=object)
    return from_frames(pd.DataFrame({schema.CONTACT_ID: people, **columns}, dtype=object), rows)


def real(name: str) -> ReferralNetwork:
    """Read a real set from its files."""
    return read(FOLDERS[name])


def row(answer: pd.DataFrame, contact: str) -> pd.Series:
    """The row of one contact."""
    return answer.set_index(schema.CONTACT_ID).loc[contact]


def assert_all_answer(net: ReferralNetwork) -> dict[str, int]:
    """Every question answers; the counts."""
    for question in QUESTIONS:
        assert isinstance(question(net), pd.DataFrame)
    return ng.summary(net).counts


def test_empty_tables_are_a_network_of_nobody() -> None:
    counts = assert_all_answer(net_of([]))
    assert set(counts.values()) == {0}


def test_one_person_is_a_first_contact_and_no_advocate() -> None:
    net = net_of(["a"])
    counts = assert_all_answer(net)
    assert (counts["contacts"], counts["first_contacts"], counts["largest_branch"]) == (1, 1, 1)
    assert ng.advocates(net).empty
    assert ng.dead_ends(net).empty
    assert ng.dead_ends(net, least=1)[schema.CONTACT_ID].tolist() == ["a"]


def test_where_nobody_referred_anybody_all_are_first_contacts_and_stand_alone() -> None:
    net = net_of(["a", "b", "c"])
    counts = assert_all_answer(net)
    assert (counts["first_contacts"], counts["components"]) == (3, 3)
    assert (counts["dead_end_branches"], counts["dead_end_people"]) == (0, 3)
    assert ng.advocates(net).empty
    assert ng.keep_warm(net).empty


def test_where_all_are_in_one_loop_it_starts_with_whom_contacts_list_first() -> None:
    """Round c -> a -> d -> b -> c, contacts list b first: b introduced c, c then a, a then d."""
    net = net_of(["b", "a", "c", "d"], [("c", "a"), ("a", "d"), ("d", "b"), ("b", "c")])
    assert_all_answer(net)
    answer = ng.contacts(net)
    assert dict(zip(answer[schema.CONTACT_ID], answer[schema.GENERATION], strict=True)) == {
        "b": 1,
        "c": 2,
        "a": 3,
        "d": 4,
    }
    assert answer[schema.REACH].tolist() == [3, 3, 3, 3]
    assert answer[schema.EXCLUSIVE_REACH].tolist() == [3, 1, 2, 0]
    assert (net.issues[schema.CODE] == schema.ROOTLESS_LOOP).sum() == 1


def test_without_dates_dead_ends_are_chains_that_never_fork() -> None:
    """From a -> b -> c and a -> d, e alone: b with c ends, d and e stand alone."""
    net = net_of(list("abcde"), [("a", "b"), ("b", "c"), ("a", "d")])
    assert_all_answer(net)
    answer = ng.dead_ends(net, least=1)
    assert answer[schema.CONTACT_ID].tolist() == ["b", "d", "e"]
    assert answer[schema.SIZE].tolist() == [2, 1, 1]
    assert ng.dead_ends(net)[schema.CONTACT_ID].tolist() == ["b"]
    notes = ng.dead_ends(net).attrs["notes"]
    assert any("structure" in note for note in notes)
    assert notes[-1] == "2 people besides, each alone in a branch, introduced nobody."
    assert not any(word in note for note in notes for word in ("dead", "silent"))
    assert ng.contacts(net)[schema.STANDING].isna().sum() == 3
    assert ng.contacts(net)[schema.DAYS_QUIET].isna().all()


def test_with_one_date_everything_stands_on_that_day() -> None:
    net = net_of(list("abc"), [("a", "b", "2024-03-01"), ("b", "c", "2024-03-01")])
    assert_all_answer(net)
    answer = ng.contacts(net)
    assert net.as_of_date == pd.Timestamp("2024-03-01")
    assert answer[schema.DAYS_QUIET].tolist() == [0, 0, 0]
    assert answer[schema.STANDING].tolist() == [
        schema.PRODUCTIVE,
        schema.PRODUCTIVE,
        schema.WAITING,
    ]


def test_where_all_is_after_the_date_nobody_is_left() -> None:
    net = net_of(list("abc"), [("a", "b", "2024-03-01"), ("b", "c", "2024-03-02")]).as_of(
        "2023-01-01"
    )
    counts = assert_all_answer(net)
    assert (counts["contacts"], counts["referrals"]) == (0, 0)
    assert (net.issues[schema.CODE] == schema.AFTER_AS_OF).sum() == 5


def test_where_no_organization_is_given_none_is_reached() -> None:
    net = net_of(list("abc"), [("a", "b"), ("b", "c")], organization=["", None, "  "])
    counts = assert_all_answer(net)
    assert counts["organizations"] == 0
    assert ng.organizations(net).empty
    assert ng.keep_warm(net).empty
    assert ng.contacts(net)[schema.ORGANIZATIONS_REACHED].tolist() == [0, 0, 0]


def test_of_a_thousand_referrers_of_one_person_the_first_introduced_them() -> None:
    people = [f"r{n}" for n in range(1000)]
    net = net_of(
        [*people, "x"], [(u, "x", f"2024-01-{31 - n % 30:02d}") for n, u in enumerate(people)]
    )
    assert_all_answer(net)
    answer = ng.contacts(net)
    assert row(answer, "x")[schema.REFERRED_BY_COUNT] == 1000
    assert row(answer, "x")[schema.INTRODUCED_BY] == "r29"  # the first row of the earliest date
    assert answer[schema.EXCLUSIVE_REACH].sum() == 0
    assert row(answer, "r29")[schema.CREDIT] == 1
    assert answer[schema.CREDIT].sum() == 1


def test_a_chain_of_three_thousand_is_counted_to_its_end() -> None:
    people = [f"p{n}" for n in range(3000)]
    net = net_of(people, list(pairwise(people)))
    counts = assert_all_answer(net)
    assert (counts["generations"], counts["largest_branch"], counts["dead_end_branches"]) == (
        3000,
        3000,
        1,
    )
    answer = ng.contacts(net)
    assert (
        answer[schema.REACH].tolist()
        == answer[schema.EXCLUSIVE_REACH].tolist()
        == list(range(2999, -1, -1))
    )
    assert answer[schema.CREDIT].iloc[0] == pytest.approx(sum(1 / n for n in range(1, 3000)))
    assert len(ng.paths(net, to="p2999", k=1)) == 3000


def test_the_seeker_is_neither_ranked_nor_counted_and_finds_first_contacts() -> None:
    """From me -> a -> b, b -> me, and b -> a: a is a first contact though b refers them."""
    contacts = pd.DataFrame({schema.CONTACT_ID: ["me", "a", "b"]})
    pairs = [("me", "a"), ("a", "b"), ("b", "me"), ("b", "a")]
    net = from_frames(
        contacts, pd.DataFrame(pairs, columns=[schema.REFERRER_ID, schema.REFERRED_ID]), seeker="me"
    )
    counts = assert_all_answer(net)
    assert (counts["contacts"], counts["referrals"], counts["first_contacts"]) == (2, 2, 1)
    answer = ng.contacts(net)
    assert answer[schema.CONTACT_ID].tolist() == ["a", "b"]
    assert answer[schema.GENERATION].tolist() == [1, 2]
    assert answer[schema.REFERRED_BY_COUNT].tolist() == [1, 1]


@pytest.mark.needs("measles_hagelloch_1861")
def test_hagelloch_gives_the_numbers_counted_by_hand() -> None:
    net = real("measles_hagelloch_1861")
    counts = assert_all_answer(net)
    wanted = {
        "contacts": 188,
        "first_contacts": 4,
        "generations": 6,
        "components": 4,
        "largest_branch": 173,
    }
    assert counts.items() >= {**wanted, "referrals": 184, "stubs": 0, "organizations": 69}.items()
    answer = ng.contacts(net)
    first = answer[answer[schema.GENERATION] == 1][schema.CONTACT_ID]
    assert set(first) == {"141", "173", "174", "184"}
    assert row(answer, "184")[[schema.REACH, schema.EXCLUSIVE_REACH]].tolist() == [172, 172]
    assert row(answer, "45")[
        [schema.INTRODUCTIONS, schema.REFERRALS_MADE, schema.REACH]
    ].tolist() == [
        30,
        30,
        89,
    ]
    assert f"{net.as_of_date:%Y-%m-%d}" == "1861-12-15"


def test_the_physicians_give_the_numbers_of_their_source() -> None:
    net = real("ckm_physicians")
    counts = assert_all_answer(net)
    wanted = {"contacts": 234, "stubs": 109, "referrals": 625, "components": 6, "organizations": 4}
    assert counts.items() >= {**wanted, "first_contacts": 112, "generations": 3}.items()
    answer = ng.contacts(net)
    assert row(answer, "1-29")[schema.REFERRALS_MADE] == 19
    assert row(answer, "1-101")[schema.REACH] == 61
    issues = net.issues[schema.CODE].value_counts()
    assert (issues[schema.UNKNOWN_CONTACT], issues[schema.REPEATED_REFERRAL]) == (109, 287)
    places = ng.organizations(net).set_index(schema.ORGANIZATION)[schema.CONTACTS]
    assert places.to_dict() == {"Peoria": 62, "Bloomington": 24, "Quincy": 21, "Galesburg": 18}


def test_the_lawyers_give_the_numbers_of_their_source() -> None:
    net = real("lazega_lawfirm")
    counts = assert_all_answer(net)
    wanted = {
        "contacts": 71,
        "referrals": 892,
        "components": 1,
        "first_contacts": 1,
        "generations": 4,
    }
    assert counts.items() >= {**wanted, "organizations": 3}.items()
    answer = ng.contacts(net)
    assert row(answer, "a06")[[schema.REACH, schema.EXCLUSIVE_REACH]].tolist() == [70, 70]
    assert row(answer, "a26")[schema.REFERRALS_MADE] == 37
    assert net.as_of_date is None
