"""The Kaplan-Meier curve, the chance that follows from it, and its interval."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest
from clauses import network_of
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

import netgraph as ng
from netgraph import schema
from netgraph.analysis.chance import curve
from netgraph.analysis.curves import (
    WAITING_FROM,
    CountedCurve,
    Curve,
    StandardCurve,
    kaplan_meier,
    wilson,
)

Watched = list[tuple[int, bool]]


def counted(watched: Watched, *, least: int = 1) -> Curve:
    """The curve of people watched for so many days, until a referral or not."""
    duration = np.array([days for days, _ in watched])
    return kaplan_meier(duration, np.array([made for _, made in watched]), least=least)


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60))
def test_the_curve_is_scipys_on_right_censored_data(watched: Watched) -> None:
    assume(any(happened for _, happened in watched))
    curve = counted(watched)
    censored = stats.CensoredData(
        uncensored=[d for d, made in watched if made], right=[d for d, made in watched if not made]
    )
    expected = stats.ecdf(censored).sf
    days = np.arange(0, 45)
    np.testing.assert_allclose(curve.at(days.astype(float)), expected.evaluate(days), atol=1e-12)


def test_the_chance_is_that_of_the_next_ninety_days() -> None:
    """Five people met; three named somebody, after 10, 90 and 101 days; two are watched for 300.

    S is 1, 0.8 from day 10, 0.6 from day 90, 0.4 from day 101.
    """
    curve = counted([(10, True), (90, True), (101, True), (300, False), (300, False)])
    days = np.array([0.0, 10, 11, 89, 90, 101, 999])
    assert curve.at(days).tolist() == pytest.approx([1, 0.8, 0.8, 0.8, 0.6, 0.4, 0.4])
    # from day 0 those of days 1 to 90 are within the horizon, from day 11 that of day 101 too
    assert curve.chance(days).chance.tolist() == pytest.approx(
        [0.4, 1 / 4, 2 / 4, 2 / 4, 1 / 3, 0, 0]
    )


def test_a_curve_ends_where_fewer_than_ten_are_watched() -> None:
    """Eleven people: after 5, 6, 7 days one each names somebody, the others are watched on."""
    watched = [(5, True), (6, True), (7, True), *[(8, False)] * 8]
    curve = counted(watched, least=10)
    # on day 5 eleven are watched, on day 6 ten, on day 7 nine: that day doesn't count any more
    assert curve.at(np.array([5.0, 6, 7, 99])).tolist() == pytest.approx(
        [10 / 11, 9 / 11, 9 / 11, 9 / 11]
    )
    assert "up to 6 days" in curve.note
    assert "only where 30 or more are expected" in curve.note
    assert counted(watched).at(np.array([7.0])) == pytest.approx(8 / 11)


def test_one_at_risk_does_not_make_every_chance_a_hundred_percent() -> None:
    """Thirty people met; all who are watched longest name somebody in the end."""
    curve = counted([*[(day, True) for day in range(30)], *[(3, False)] * 30], least=10)
    chance = curve.chance(np.array([0.0, 10])).chance
    assert (chance < 0.85).all()
    assert (counted([(day, True) for day in range(30)]).chance(np.array([0.0])).chance == 1).all()


@given(
    st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=12, max_size=60),
    st.integers(0, 400),
)
def test_the_chance_lies_in_its_interval_and_both_between_0_and_1(
    watched: Watched, day: int
) -> None:
    chance, low, high = counted(watched, least=5).chance(np.array([float(day)]))
    assert 0 <= low <= chance <= high <= 1
    assert high > 0


@pytest.mark.parametrize(("made", "people"), [(0, 12), (3, 12), (12, 12), (40, 200)])
def test_where_all_are_watched_to_the_end_the_interval_is_wilsons(made: int, people: int) -> None:
    watched = [*[(20 + n % 50, True) for n in range(made)], *[(100, False)] * (people - made)]
    found = counted(watched).chance(np.array([0.0]))
    share = stats.binomtest(made, people)
    wanted = share.proportion_ci(0.9, method="wilson")
    assert found.chance == pytest.approx(made / people)
    if made < people:
        assert (found.low, found.high) == (
            pytest.approx(wanted.low, abs=1e-12),
            pytest.approx(wanted.high),
        )
    else:  # the last days are told by few people only
        assert found.low < wanted.low


def test_of_days_after_the_curve_the_upper_end_is_that_of_the_last_ones_seen() -> None:
    """Forty people; 20 name somebody on day 150, the others are watched for 200 days, none longer.

    After 110 silent days half did so within the 90 days that were seen, the last whole ones. After
    160 days 40 of the 90 were seen, without a name: how many come is not known.
    """
    curve = counted([*[(150, True)] * 20, *[(200, False)] * 20])
    whole, partly, beyond = (curve.chance(np.array([day])) for day in (110.0, 160.0, 4000.0))
    assert whole.chance == pytest.approx(0.5)
    assert partly.chance == beyond.chance == partly.low == beyond.low == 0
    assert partly.high == beyond.high == whole.high
    # what came before is no longer to come: the last 90 days hold no name
    late = counted([*[(5, True)] * 20, *[(200, False)] * 20]).chance(np.array([150.0]))
    assert late.high == pytest.approx(wilson(np.zeros(1), np.array([20.0]))[1])
    assert "after 110 silent days a chance may be too low" in curve.note


def drawn_curve(seed: int, *, share: float, days: float, watched: int = 365) -> CountedCurve:
    """Three hundred people met evenly over so many days, of whom a share refers, after a while."""
    random = np.random.default_rng(seed)
    ends = random.integers(1, watched + 1, 300)
    first = np.ceil(random.exponential(days, 300))
    first[random.random(300) >= share] = np.inf
    return kaplan_meier(np.minimum(ends, first).astype(np.int64), first <= ends)


TOO_SOON = re.compile(
    r"In the last 90 of these days (\d+) of 100 silent people gave a first name: who has been "
    r"silent for (\d+) days or longer is called quiet as nothing is counted for them"
)


def test_where_people_refer_at_any_time_the_note_says_who_is_quiet_for_want_of_days() -> None:
    """All refer, after 250 days on average: 30 of 100 within any 90 days, however long silent."""
    for seed in range(6):
        curve = drawn_curve(seed, share=1, days=250)
        said = TOO_SOON.search(curve.note)
        assert said is not None
        share, since = map(int, said.groups())
        assert 10 <= share <= 55
        # the day is the first from which on everybody is quiet
        chance = curve.chance(np.array([since - 1.0, since, since + 1.0, 4000.0])).chance
        assert chance[0] >= WAITING_FROM
        assert (chance[1:] < WAITING_FROM).all()


def test_where_first_names_come_soon_or_never_nobody_is_quiet_for_want_of_days() -> None:
    for seed in range(6):
        assert not TOO_SOON.search(drawn_curve(seed, share=0.5, days=20).note)
        # no 90 days were seen: what the last ones would tell is not known
        assert not TOO_SOON.search(drawn_curve(seed, share=1, days=250, watched=80).note)


def test_with_few_events_the_standard_curve_is_used_and_said() -> None:
    """Nobody is known: 12 of 20 people never refer anybody, the others after 30 days."""
    curve = StandardCurve(0)
    days = np.array([0.0, 30.0, 1e6])
    assert curve.at(days).tolist() == pytest.approx([1, 0.6 + 0.4 / math.e, 0.6])
    found = curve.chance(days)
    now, then = math.exp(-1), math.exp(-4)
    assert found.chance.tolist() == pytest.approx(
        [0.4 * (1 - math.exp(-3)), 0.4 * (now - then) / (0.6 + 0.4 * now), 0]
    )
    assert (found.low < found.chance)[:2].all()
    assert (found.chance < found.high)[:2].all()
    assert "no first referral is known with both its days" in curve.note
    assert "only 1 first referral is dated" in StandardCurve(1).note
    assert "three times as much where people refer only after many months" in curve.note


def test_the_floor_of_the_standard_curve_moves_to_what_is_seen() -> None:
    """(12 + silent) / (20 + at risk), at most 0.85."""
    assert StandardCurve(4, silent=18, at_risk=22).floor == pytest.approx(30 / 42)
    assert StandardCurve(0, silent=0, at_risk=10).floor == pytest.approx(12 / 30)
    most = StandardCurve(0, silent=78, at_risk=78)
    assert most.floor == 0.85
    assert "S(t) = 0.85 + 0.15 exp(-t/30)" in most.note


def met(count: int, *, referring: int, as_of: str) -> ng.ReferralNetwork:
    """People met on the first of January, some of whom refer a new person five days later."""
    people = [f"m{i:02}" for i in range(count)]
    contacts = pd.DataFrame(
        {schema.CONTACT_ID: people, schema.STATUS: "met", schema.MET_ON: "2024-01-01"}
    )
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: people[:referring],
            schema.REFERRED_ID: [f"new{i:02}" for i in range(referring)],
            schema.REFERRED_ON: "2024-01-06",
        }
    )
    return ng.from_frames(contacts, referrals, as_of=as_of)


@pytest.mark.parametrize(
    ("as_of", "days", "silent"),
    [("2024-01-08", 7, 0), ("2024-03-30", 89, 0), ("2024-03-31", 90, 21)],
)
def test_who_made_no_referral_for_ninety_days_is_silent(as_of: str, days: int, silent: int) -> None:
    """Of forty people met 19 refer somebody: one event too few for a curve of their own."""
    net = met(40, referring=19, as_of=as_of)
    assert curve(net) == StandardCurve(19, silent=silent, at_risk=40)
    floor = (12 + silent) / (20 + 40)
    answer = ng.contacts(net).set_index(schema.CONTACT_ID)
    now, then = (floor + (1 - floor) * math.exp(-(days + more) / 30) for more in (0, 90))
    assert answer.loc["m39", schema.CHANCE] == pytest.approx((now - then) / now)
    assert any("standard curve" in note for note in answer.attrs["notes"])


def test_one_person_watched_for_thirty_days_is_at_risk_and_not_silent() -> None:
    contacts = pd.DataFrame(
        {schema.CONTACT_ID: ["x0"], schema.STATUS: "met", schema.MET_ON: "2024-05-31"}
    )
    none = pd.DataFrame({schema.REFERRER_ID: [], schema.REFERRED_ID: []}, dtype="str")
    net = ng.from_frames(contacts, none, as_of="2024-06-30")
    assert curve(net).at(np.array([1e9]))[0] == pytest.approx(12 / 21)


def test_twenty_events_are_enough_for_a_curve_of_your_own() -> None:
    net = met(40, referring=20, as_of="2024-03-01")
    answer = ng.contacts(net).set_index(schema.CONTACT_ID)
    assert any("counted from 20 first referrals" in note for note in answer.attrs["notes"])
    assert answer.loc["m39", schema.CHANCE] == 0
    assert answer.loc["m39", schema.STANDING] == schema.QUIET


def test_who_refers_without_being_met_is_not_at_risk_where_statuses_are_kept() -> None:
    """Bea refers dan ten days after her introduction, and was never met: ann alone was at risk."""
    net = network_of(
        """
        ann: status=met met_on=2024-01-01
        bea: status=contacted
        ann -> bea 2024-01-05
        bea -> dan 2024-01-15
        """
    )
    assert curve(net) == StandardCurve(1, silent=0, at_risk=1)


def test_who_was_met_on_no_date_is_waiting_and_has_no_chance() -> None:
    net = network_of(
        """
        ann: status=met
        ben: status=met met_on=2024-01-01
        """
    )
    answer = ng.contacts(net).set_index(schema.CONTACT_ID)
    assert answer.loc["ann", schema.STANDING] == schema.WAITING
    columns = [schema.CHANCE, schema.CHANCE_LOW, schema.CHANCE_HIGH]
    assert answer.loc["ann", columns].isna().all()
    assert answer.loc["ben", columns].notna().all()
