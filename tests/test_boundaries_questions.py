"""Answers at their edges: what a small slip in the code would change unnoticed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from clauses import network_of

import netgraph as ng
from netgraph import schema
from netgraph.analysis.conversion import shares
from netgraph.analysis.share_prior import Prior
from netgraph.suppression import blanks, is_small, running_blanks


def test_of_equally_long_chains_the_one_with_the_newer_referral_comes_first() -> None:
    net = network_of(
        """
        ann -> goal
        ben -> goal 2024-01-05
        cho -> goal 2024-03-05
        dan -> goal 2024-02-05
        """
    )
    answer = ng.paths(net, to="goal", k=4)
    starts = answer[answer[schema.STEP] == 1][schema.CONTACT_ID]
    assert starts.tolist() == ["cho", "dan", "ben", "ann"]


def test_of_equal_chains_the_one_with_the_smaller_id_comes_first() -> None:
    net = network_of(
        """
        ben -> goal 2024-01-05
        ann -> goal 2024-01-05
        """
    )
    answer = ng.paths(net, to="goal", k=2)
    assert answer[answer[schema.STEP] == 1][schema.CONTACT_ID].tolist() == ["ann", "ben"]


def test_a_goal_is_an_id_first_and_a_name_in_any_case() -> None:
    net = network_of(
        """
        ann: name=Zoe
        ben: name=ann
        """
    )
    assert ng.paths(net, to="ann")[schema.CONTACT_ID].tolist() == ["ann"]
    assert ng.paths(net, to=" ZOE ")[schema.CONTACT_ID].tolist() == ["ann"]


def test_a_status_of_later_is_what_it_was_on_the_day() -> None:
    net = network_of(
        """
        ann: status=declined contacted_on=2024-01-02 met_on=2024-01-05 last_contact_on=2024-02-01
        ben: status=met contacted_on=2024-01-02 met_on=2024-02-01
        cho: status=no_reply last_contact_on=2024-02-01 thanked_on=2024-01-03
        dan: status=identified contacted_on=2024-01-02 last_contact_on=2024-02-01
        eve: status=contacted contacted_on=2024-01-02 met_on=2024-01-05 last_contact_on=2024-02-01
        fay: status=met met_on=2024-01-05 last_contact_on=2024-02-01
        """
    )
    stood = net.as_of("2024-01-15").contacts[schema.STATUS]
    assert stood.tolist() == "met contacted met identified contacted met".split()
    same = net.as_of("2024-02-01").contacts[schema.STATUS]
    assert same.tolist() == "declined met no_reply identified contacted met".split()


def test_a_loop_that_another_loop_leads_into_gives_no_first_contact() -> None:
    r"""The loops ann <-> ben and cho <-> dan, the first leading into the second.

    ann <-> ben -> cho <-> dan
    """
    net = network_of(
        """
        dan: status=met
        ann -> ben
        ben -> ann
        ben -> cho
        cho -> dan
        dan -> cho
        """
    )
    answer = ng.contacts(net).set_index(schema.CONTACT_ID)
    assert answer[schema.GENERATION].to_dict() == {"dan": 4, "ann": 1, "ben": 2, "cho": 3}


def test_evidence_is_strong_up_to_a_quarter_and_some_up_to_a_half() -> None:
    """The width of the interval is what is looked at: 0.60 after one referral, 0.11 after 200."""
    made = np.arange(1, 201)
    two = Prior(np.array([2.0]), np.array([2.0]), np.array([1.0]), advocates=0, wait=30, young=0)
    answer = shares(two, made // 2, made, made > 0)
    width = answer.high - answer.low
    assert np.abs(np.diff(width)).max() < 0.1
    assert np.abs(width - 0.25).min() < 0.01
    wanted = np.select([width <= 0.25, width <= 0.5], ["strong", "some"], "too early")
    assert answer.evidence.tolist() == wanted.tolist()


def test_a_referral_on_the_ninetieth_day_counts_and_one_later_does_not() -> None:
    net = network_of(
        """
        ann: status=met met_on=2024-01-01
        ben: status=met met_on=2024-01-01
        ann -> cho 2024-03-31
        ben -> dan 2024-04-01
        """,
        as_of="2024-12-31",
    )
    assert ng.growth(net)[schema.REFERRALS_PER_CONTACT].iloc[0] == pytest.approx(0.5)


def test_an_advocate_is_out_of_touch_on_the_sixtieth_day() -> None:
    net = network_of("ann -> ben 2024-01-01")
    for day, due in (("2024-02-29", []), ("2024-03-01", ["ann"])):
        answer = ng.agenda(net.as_of(day))
        rows = answer[answer[schema.ACTION] == schema.KEEP_IN_TOUCH]
        assert rows[schema.CONTACT_ID].tolist() == due


def test_a_dead_branch_is_revived_on_the_day_it_has_been_quiet_for_long_enough() -> None:
    net = network_of(
        """
        ann: status=met met_on=2023-01-01
        ben: status=no_reply contacted_on=2024-01-01
        dan: status=no_reply contacted_on=2024-01-01
        cho: status=identified contacted_on=2024-01-01
        ann -> ben 2024-01-01
        ben -> dan 2024-01-01
        ann -> cho 2024-01-01
        """,
        as_of="2024-01-11",
    )
    for days, due in ((10, ["ann"]), (11, [])):
        answer = ng.agenda(net, revive_days=days)
        assert answer[answer[schema.ACTION] == schema.REVIVE][schema.CONTACT_ID].tolist() == due


def test_hours_of_the_day_itself_count_and_later_ones_do_not() -> None:
    hours = pd.DataFrame(
        {
            schema.DATE: pd.to_datetime(["2024-01-10", "2024-01-11", "2024-01-11"]),
            schema.ACTIVITY: [schema.NETWORKING, schema.NETWORKING, schema.POSTINGS],
            schema.HOURS: [2.0, 50.0, 1.0],
        }
    )
    net = network_of("ann -> ben 2024-01-10")
    [note] = [n for n in ng.agenda(net, hours=hours).attrs["notes"] if n.startswith("Hours")]
    assert note.startswith("Hours: 2 networking, none on postings")


def test_organizations_lost_whole_come_before_those_that_lose_more() -> None:
    net = network_of(
        """
        ann: status=met
        ben: organization=Alder
        cho: organization=Alder status=met
        dan: organization=Birch status=identified
        ann -> ben
        ann -> dan
        """
    )
    answer = ng.organizations(net, lose=["ann"])
    assert answer[schema.ORGANIZATION].tolist() == ["Birch", "Alder"]
    assert answer[schema.CONTACTS_LEFT].tolist() == [0, 1]


def test_of_undated_contacts_that_of_the_lower_generation_came_first() -> None:
    net = network_of(
        """
        dan: organization=Alder
        cho: organization=Alder
        ann -> ben
        ben -> dan
        eve -> cho
        """
    )
    answer = ng.organizations(net).set_index(schema.ORGANIZATION)
    assert answer.loc["Alder", schema.INTRODUCED_BY] == "eve"


def test_a_group_of_the_least_size_is_shown_and_so_is_none() -> None:
    assert is_small([11, 10, 1, 0], 11).tolist() == [False, True, True, False]
    # The 10 and the smallest besides; together with the rest that no row shows they hold 11.
    assert blanks([30, 11, 10, 0], 11).tolist() == [False, True, True, False]
    assert blanks([30, 11, 10, 0], 11, rest=1).tolist() == [False, False, True, False]
    assert blanks([30, 12, 5, 4], 11).tolist() == [False, True, True, True]
    # Two that hold 11 are from 1 to 10 each, as 0 would be shown: one possibility too few.
    assert blanks([30, 12, 6, 5], 11).tolist() == [False, True, True, True]
    assert blanks([30, 12, 7, 5], 11).tolist() == [False, False, True, True]
    # All but a few are in the part: what it leaves is a cell.
    assert blanks([20, 29], 11, whole=[40, 30]).tolist() == [True, True]
    # From 0, from one another and from the total: by nobody or by 11. The total is known anyway.
    assert running_blanks([0, 3, 11, 11, 21, 22, 30], 11, 30).tolist() == (
        [False, True, False, False, True, True, False]
    )
    assert running_blanks([0, 7, 7], 11, 7).tolist() == [False, True, True], "a small total"
    assert running_blanks([0, 3, 11, 11, 21, 22, 33], 11, 33).tolist() == (
        [False, True, False, False, True, False, False]
    )


def test_where_no_day_is_known_nothing_is_overdue() -> None:
    pairs = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    people = pd.DataFrame({"contact_id": ["a", "b"], "next_step_on": ["2024-01-07", None]})
    answer = ng.agenda(ng.from_frames(people, pairs))
    assert answer[schema.WHEN].tolist() == [schema.THIS_WEEK]
    assert answer[schema.DAYS_OVERDUE].isna().all()
    # whether a meeting is past cannot be told either
    meeting = people.rename(columns={"next_step_on": "scheduled_for"})
    assert ng.agenda(ng.from_frames(meeting, pairs)).empty


def test_nobody_is_counted_as_met_where_the_tables_cannot_say_it() -> None:
    """Without a status, a meeting or a letter 0 would be said of nobody knows how many."""
    silent = network_of("ann -> bob\nann: organization=Acme source=alumni\nbob: organization=Elm")
    answers = ng.sources(silent), ng.organizations(silent), ng.growth(silent)
    for answer in (*answers, ng.dead_ends(silent)):
        assert len(answer)
        assert answer[schema.MET].isna().all()
    assert ng.advocates(silent)[schema.REFERRALS_MET].isna().all()
    # thanks are for a meeting, though of the others nothing is noted
    thanked = network_of("ann -> bob 2024-01-02\nann: thanked_on=2024-01-05")
    assert ng.growth(thanked)[schema.MET].fillna(-1).tolist() == [1, -1]
    # one letter says that meetings are kept: 0 is a number then
    kept = network_of("ann -> bob\nann: contacted_on=2024-01-05")
    assert ng.growth(kept)[schema.MET].tolist() == [0, 0]
    assert ng.growth(kept, per="week")[schema.MET].tolist() == [0]
