"""Made-up networks are what they say: size, shape, planted truth, same bytes for the same seed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import budget

from netgraph import schema
from netgraph.analysis.chance import curve
from netgraph.analysis.contacts import contacts
from netgraph.choices import PROPENSITIES
from netgraph.errors import NetgraphError, UnknownNameError
from netgraph.simulation.attributes import contact_ids, organization_names
from netgraph.simulation.search import NEVER, REFERS_SHARE, Search
from netgraph.simulation.shapes import SHAPES, shape
from netgraph.simulation.simulate import planted_search, simulate, simulated_tables, write_simulated
from netgraph.tables.read import read

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.choices import Propensity
    from netgraph.simulation.shapes import NetworkShape

PLANTED = 20_000


@pytest.fixture(scope="module", params=PROPENSITIES)
def planted(request: pytest.FixtureRequest) -> Search:
    return planted_search(PLANTED, seed=5, propensity=request.param)


@budget(25)
@given(
    n=st.integers(1, 400),
    seed=st.integers(0, 50),
    propensity=st.sampled_from(PROPENSITIES),
    tidy=st.booleans(),
)
def test_any_size_and_seed_reads_as_a_network_of_that_size(
    n: int, seed: int, propensity: Propensity, *, tidy: bool
) -> None:
    net = simulate(n, seed=seed, propensity=propensity, tidy=tidy)
    assert len(net) == n
    assert not (net.issues[schema.SEVERITY] == "error").any()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    once, again, other = (
        [path.read_bytes() for path in write_simulated(tmp_path / name, 90, seed=seed)]
        for name, seed in (("a", 3), ("b", 3), ("c", 4))
    )
    assert once == again
    assert once[0] != other[0]


def test_written_tables_read_back_as_the_simulated_network(tmp_path: Path) -> None:
    write_simulated(tmp_path, 120, seed=2)
    from_files, direct = read(tmp_path), simulate(120, seed=2)
    for table in ("contacts", "referrals"):
        written, made = getattr(from_files, table), getattr(direct, table)
        # a file has a header line, so lines differ by one
        pd.testing.assert_frame_equal(written.reset_index(drop=True), made.reset_index(drop=True))
    assert (
        from_files.issues[schema.CODE]
        .value_counts()
        .equals(direct.issues[schema.CODE].value_counts())
    )


def test_a_tidy_network_needs_no_mending_but_for_its_rootless_loop() -> None:
    net = simulate(2000, seed=1, tidy=True)
    assert set(net.issues[schema.CODE]) == {schema.ROOTLESS_LOOP}


def test_an_untidy_network_has_every_mendable_blemish() -> None:
    codes = set(simulate(4000, seed=1).issues[schema.CODE])
    assert codes == {
        schema.MERGED_ORGANIZATION,
        schema.REPEATED_REFERRAL,
        schema.REFERRAL_BEFORE_INTRODUCTION,
        schema.UNKNOWN_CONTACT,
        schema.ROOTLESS_LOOP,
    }


@pytest.mark.parametrize("tidy", [True, False])
@pytest.mark.parametrize("propensity", PROPENSITIES)
def test_the_planted_introducers_are_those_that_the_network_finds(
    propensity: Propensity, *, tidy: bool
) -> None:
    truth = planted_search(3000, seed=7, propensity=propensity)
    net = simulate(3000, seed=7, propensity=propensity, tidy=tidy)
    place = net.links.positions(contact_ids(3000))
    introducer = np.where(truth.introducer >= 0, place[truth.introducer], -1)
    undated = net.referrals.groupby(schema.REFERRED_ID)[schema.REFERRED_ON].count().eq(0).sum()
    assert (net.forest.introducer[place] == introducer).all()
    assert undated == 0 or not tidy


def test_everybody_is_known_after_who_introduced_them_was_met(planted: Search) -> None:
    led = planted.introducer >= 0
    leader = planted.introducer[led]
    assert (leader < np.flatnonzero(led)).all()
    assert (planted.known[led] > planted.met[leader]).all()
    assert (planted.known[led] >= planted.first_referral[leader]).all()


def test_nobody_makes_more_referrals_than_planted(planted: Search) -> None:
    made = np.bincount(planted.introducer[planted.introducer >= 0], minlength=planted.size)
    assert (made <= planted.referral_count).all()
    assert (made[planted.first_referral > planted.last_day] == 0).all()
    assert (made[planted.first_referral < planted.last_day] > 0).all()


def test_days_to_the_first_referral_are_exponential_with_mean_30(planted: Search) -> None:
    watched = (planted.met < NEVER) & (planted.referral_count > 0)
    delay = (planted.first_referral - planted.met)[watched]
    for day in (10, 30, 60):
        assert np.mean(delay > day) == pytest.approx(np.exp(-day / 30), abs=0.03)


@pytest.mark.parametrize("propensity", ["own", "none"])
def test_four_in_ten_of_those_met_ever_refer(propensity: Propensity) -> None:
    truth = planted_search(PLANTED, seed=5, propensity=propensity)
    # first contacts and the young are no more and no less ready than others: only the met count
    assert np.mean(truth.referral_count[truth.met < NEVER] > 0) == pytest.approx(
        REFERS_SHARE, abs=0.02
    )


def test_the_chance_to_refer_is_as_planted(planted: Search) -> None:
    met = planted.met < NEVER
    for low in (0.0, 0.25, 0.5, 0.75):
        some = met & (planted.readiness >= low) & (planted.readiness < low + 0.25)
        if some.sum() > 200:
            happened = np.mean(planted.referral_count[some] > 0)
            assert happened == pytest.approx(planted.chance_to_refer[some].mean(), abs=0.05)


def test_propensity_is_ones_own_runs_in_branches_or_is_the_same_for_all() -> None:
    own, branch, none = (planted_search(PLANTED, seed=5, propensity=p) for p in PROPENSITIES)
    assert abs(_likeness(own)) < 0.05
    assert _likeness(branch) > 0.5
    assert np.ptp(none.readiness) == 0


def _likeness(truth: Search) -> float:
    led = truth.introducer >= 0
    return float(np.corrcoef(truth.readiness[led], truth.readiness[truth.introducer[led]])[0, 1])


def test_the_curve_counted_from_a_simulation_is_the_planted_one() -> None:
    counted = curve(simulate(PLANTED, seed=5, propensity="none", tidy=True))
    day = np.array([10.0, 30.0, 60.0])
    assert counted.at(day) == pytest.approx(0.6 + 0.4 * np.exp(-day / 30), abs=0.02)


def test_a_large_network_has_the_shape_that_speed_is_measured_on() -> None:
    n = 100_000
    truth = planted_search(n, seed=1)
    made = np.bincount(truth.introducer[truth.introducer >= 0], minlength=n)
    assert (truth.introducer < 0).sum() == n // 100
    assert made.max() > 30 * made[made > 0].mean()
    table = simulated_tables(n, seed=1, tidy=True)
    later = len(table[schema.REFERRALS]) - (n - n // 100)
    assert 0.08 < later / n < 0.12
    sizes = table[schema.CONTACTS][schema.ORGANIZATION].value_counts()
    assert sizes.iloc[0] > 20 * sizes.median()


def test_statuses_and_dates_tell_one_story() -> None:
    people = simulate(3000, seed=4).contacts
    status, met_on = people[schema.STATUS], people[schema.MET_ON]
    named = ~people[schema.STUB]
    assert (met_on.notna() == (status == schema.MET))[named].all()
    assert (people[schema.MET_ON] > people[schema.CONTACTED_ON])[met_on.notna()].all()
    assert (people[schema.CONTACTED_ON].isna() == (status == schema.IDENTIFIED))[named].all()
    for after in (schema.ASKED_ON, schema.THANKED_ON):
        assert (people[after] >= met_on)[people[after].notna()].all()
    assert met_on.dropna().dt.day_of_week.max() <= 4


def test_decision_makers_are_rare_and_deeper_down() -> None:
    net = simulate(20_000, seed=3)
    generation = contacts(net)[schema.GENERATION]
    decides = net.people[schema.DECISION_MAKER].fillna(value=False).astype(bool)
    assert decides.mean() < 0.3
    assert decides[generation == 1].mean() < decides[generation >= 4].mean() / 2


def test_e_mails_go_to_domains_kept_free_for_examples_and_are_nobodys_twice() -> None:
    mails = simulated_tables(5000, seed=1)[schema.CONTACTS][schema.EMAIL].dropna()
    assert mails.str.fullmatch(r"[a-z.]+@[a-z-]+\.example\.org").all()
    assert mails.is_unique


def test_organizations_are_named_once_however_many() -> None:
    names, _ = organization_names(30_000, np.random.default_rng(0))
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("n", [1, 2, 5, 300])
@pytest.mark.parametrize("kind", SHAPES)
def test_shapes_have_their_shape(kind: NetworkShape, n: int) -> None:
    net = shape(kind, n)
    links = net.links
    assert len(net) == n
    made = np.bincount(links.source, minlength=n)
    got = np.bincount(links.target, minlength=n)
    if kind == "hub":
        assert made.tolist() == [n - 1, *[0] * (n - 1)]
    elif kind == "chain":
        assert net.forest.generation.tolist() == list(range(1, n + 1))
    elif kind == "loop":
        assert made.tolist() == got.tolist() == [int(n > 1)] * n
    else:
        assert (links.source < links.target).all()
        assert got[0] == 0


def test_what_cannot_be_made_is_refused() -> None:
    with pytest.raises(NetgraphError, match="whole number from 1 on, not 0"):
        simulate(0)
    with pytest.raises(NetgraphError, match="whole number from 1 on, not -2"):
        shape("hub", -2)
    with pytest.raises(UnknownNameError, match="did you mean 'branch'"):
        simulate(5, propensity="brunch")  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="did you mean 'chain'"):
        shape("chains", 5)  # type: ignore[arg-type]


def test_the_truth_has_a_row_for_everybody(planted: Search) -> None:
    assert all(len(getattr(planted, field.name)) == PLANTED for field in fields(planted))
