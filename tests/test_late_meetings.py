"""Conversion says where it is too low, as many who count as not met will still be met."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from conftest import require
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

import netgraph as ng
from netgraph import schema
from netgraph.analysis.conversion import fitted_prior
from netgraph.analysis.late_meetings import (
    MET,
    MET_ON_A_DAY,
    NOT_MET,
    TOO_LOW,
    DatedReferrals,
    LateMeetings,
    late_meetings,
)
from netgraph.links import UNDATED

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork

END = pd.Timestamp("2025-06-01")
DAYS = 240
LONG = "Meetings take long here"


def drawn(seed: int, *, share: float, wait: float, doubled: float | None) -> ReferralNetwork:
    """Read the tables of ``tables_drawn``."""
    return ng.from_frames(*tables_drawn(seed, share=share, wait=wait, doubled=doubled))


def tables_drawn(
    seed: int, *, share: float, wait: float, doubled: float | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Sixty people name four others each, who are met after exponential waits or not at all.

    Referrals come evenly, or twice as many every ``doubled`` days.
    """
    random = np.random.default_rng(seed)
    names = 240
    rate = 0 if doubled is None else np.log(2) / doubled
    place = random.random(names)
    age = DAYS * place if rate == 0 else -np.log1p(place * np.expm1(-rate * DAYS)) / rate
    age = np.floor(age).astype(int)
    waited = np.floor(random.exponential(wait, names)).astype(int)
    met = (random.random(names) < share) & (waited <= age)
    day = END - pd.to_timedelta(age, unit="D")
    met_on = pd.Series(day + pd.to_timedelta(waited, unit="D")).where(met)
    people = [f"n{i}" for i in range(names)]
    contacts = pd.DataFrame(
        {
            schema.CONTACT_ID: [*people, "today"],
            schema.STATUS: [*np.where(met, "met", "contacted"), "contacted"],
            schema.MET_ON: [*met_on, None],
            schema.CONTACTED_ON: [None] * names + [END],
        }
    )
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: [f"a{i % 60}" for i in range(names)],
            schema.REFERRED_ID: people,
            schema.REFERRED_ON: day,
        }
    )
    return contacts, referrals


def note_of(net: ReferralNetwork) -> str | None:
    """What the answer says of late meetings; contacts and advocates say the same."""
    told = [
        [note for note in answer(net).attrs["notes"] if note.startswith(LONG)]
        for answer in (ng.advocates, ng.contacts)
    ]
    assert told[0] == told[1]
    assert len(told[0]) <= 1
    return told[0][0] if told[0] else None


def test_where_meetings_take_long_and_referrals_are_young_the_notes_say_by_how_much() -> None:
    for seed in range(8):
        net = drawn(seed, share=0.7, wait=45, doubled=40)
        late = fitted_prior(net).late  # type: ignore[union-attr]
        assert late is not None
        assert late.too_low > TOO_LOW
        note = note_of(net)
        assert note is not None
        assert f"{late.not_met} older referrals count as not met, and about " in note
        assert f"too low by about {late.points} points" in note


def test_the_figure_says_the_same_number() -> None:
    for wait, is_said in ((45, True), (5, False)):
        net = drawn(1, share=0.7, wait=wait, doubled=40)
        late = fitted_prior(net).late  # type: ignore[union-attr]
        assert late is not None
        drawn_words = " ".join(
            " ".join(text.get_text().split())
            for text in ng.plot.advocates(net).figure.findobj(Text)
        )
        assert (f"too low by about {late.points} points" in drawn_words) is is_said


def test_what_it_says_is_near_the_truth() -> None:
    said, so = [], []
    for seed in range(12):
        net = drawn(seed, share=0.7, wait=45, doubled=40)
        prior = fitted_prior(net)
        assert prior is not None
        assert prior.late is not None
        said.append(prior.late.too_low)
        # 70 % of all are met in the end: what is seen of those that count, beside that
        so.append(0.7 - 1 + prior.late.not_met / prior.late.counted)
    assert np.mean(said) == pytest.approx(np.mean(so), abs=0.05)
    assert np.mean(so) > 0.15


@pytest.mark.parametrize(("share", "doubled"), [(0.3, None), (0.7, None), (0.3, 40)])
def test_where_meetings_follow_soon_nothing_is_said(share: float, doubled: float | None) -> None:
    for seed in range(8):
        assert note_of(drawn(seed, share=share, wait=5, doubled=doubled)) is None


def test_the_note_replaces_the_sentence_that_some_still_may() -> None:
    long = drawn(1, share=0.7, wait=45, doubled=40)
    short = drawn(1, share=0.7, wait=5, doubled=None)
    assert "though some still may" not in " ".join(ng.advocates(long).attrs["notes"])
    assert "though some still may" in " ".join(ng.advocates(short).attrs["notes"])


def test_one_referral_is_one() -> None:
    assert "1 older referral counts as not met, and is likely to lead" in str(
        LateMeetings(0.8, 1, 12).note
    )
    assert "2 older referrals count as not met, and about 1 of them is likely" in str(
        LateMeetings(1.2, 2, 12).note
    )
    assert LateMeetings(0.0, 0, 0).note is None
    assert LateMeetings(0.4, 3, 11).note is None


def test_below_ten_known_waits_nothing_is_guessed() -> None:
    few = np.array([5] * 9)
    referrals = DatedReferrals(
        np.full(20, -40), np.array([MET_ON_A_DAY] * 9 + [NOT_MET] * 11), np.ones(20, int), few, few
    )
    ones = referrals._replace(often=np.ones_like(few))
    assert late_meetings(ones, today=0, wait=30) is None


def by_hand(
    kinds: list[tuple[int | None, int | None, bool]], wait: float
) -> tuple[float, int, int]:
    """Count the same referral by referral: age, wait if dated, met or not."""
    seen = [(w, age) for age, w, _ in kinds if w is not None and age is not None]

    def enough(d: int) -> int:
        return sum(w <= d <= age for w, age in seen)

    told = [d for d in {w for w, _ in seen} if enough(d) >= 10]
    last = max(told, default=-1)

    def over(age: int) -> float:
        share = 1.0
        for d in {w for w, _ in seen}:
            if age < d <= last:
                share *= 1 - sum(w == d for w, _ in seen) / enough(d)
        return share

    trials = sum(over(age) for age, _, _ in kinds if age is not None)
    met = sum(is_met for age, _, is_met in kinds if age is not None)
    usual = min(1.0, met / trials) if trials > 0 else 1.0
    likely, not_met, counted = 0.0, 0, 0
    for age, _, is_met in kinds:
        if age is not None and age <= wait:
            continue
        counted += 1
        if not is_met:
            not_met += 1
            left = 1 - over(age) if age is not None else 0.0
            likely += usual * left / (1 - usual + usual * left) if usual * left > 0 else 0.0
    return likely, not_met, counted


@st.composite
def referrals_drawn(draw: st.DrawFn) -> list[tuple[int | None, int | None, bool]]:
    """Referrals with an age or none; those met after a wait, on a day unknown, or not yet."""
    made: list[tuple[int | None, int | None, bool]] = []
    for age in draw(st.lists(st.none() | st.integers(0, 40), min_size=12, max_size=60)):
        met = draw(st.booleans())
        waited = draw(st.none() | st.integers(0, age)) if met and age is not None else None
        made.append((age, waited, met))
    return made


@given(referrals_drawn(), st.sampled_from([0.0, 4.5, 12.0, 30.0]))
def test_it_is_what_counting_referral_by_referral_gives(
    kinds: list[tuple[int | None, int | None, bool]], wait: float
) -> None:
    today = 20_000
    waited = np.array([w for _, w, _ in kinds if w is not None], dtype=np.int64)
    found = late_meetings(
        DatedReferrals(
            np.array([UNDATED if age is None else today - age for age, _, _ in kinds]),
            np.array([(MET if w is None else MET_ON_A_DAY) if m else NOT_MET for _, w, m in kinds]),
            np.ones(len(kinds), dtype=np.int64),
            waited,
            np.ones_like(waited),
        ),
        today=today,
        wait=wait,
    )
    if len(waited) < 10:
        assert found is None
        return
    assert found is not None
    assert tuple(found) == pytest.approx(by_hand(kinds, wait))


def test_an_engine_says_the_same_over_all_pieces(tmp_path: Path) -> None:
    require(find_spec("duckdb"), "duckdb")
    from netgraph.engines import questions
    from netgraph.engines.duck import Duck
    from netgraph.engines.whole import Whole

    tables = tables_drawn(3, share=0.7, wait=45, doubled=40)
    as_text = [table.astype("str").where(table.notna(), None) for table in tables]
    arrow = [pa.Table.from_pandas(table, preserve_index=False) for table in as_text]
    engine = Duck(work=str(tmp_path))
    whole = Whole(engine, *arrow, piece_rows=40)
    assert note_of(ng.from_frames(*tables)) in questions.advocates(whole).frame(500).attrs["notes"]
    engine.close()
