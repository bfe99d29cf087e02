"""What is different between two dates, against the oracle and by counting."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from clauses import network_of
from hypothesis import given
from hypothesis import strategies as st
from oracle_changes import changes
from real_sets import DATED
from strategies import Tables, budget, days, sample, tables
from test_parity import cut_at, network, oracle, plain, real, searched_by_the_busiest

import netgraph as ng
from netgraph import schema
from netgraph.errors import OptionError

if TYPE_CHECKING:
    from oracle import Oracle

    from netgraph.network import ReferralNetwork


def listed(net: ReferralNetwork, since: str) -> list[tuple[object, ...]]:
    """The answer as the oracle has it."""
    columns = [schema.DATE, schema.CHANGE, schema.CONTACT_ID, schema.THROUGH]
    table = ng.changes(net, since=since)[columns]
    return [tuple(map(plain, row)) for row in table.itertuples(index=False)]


def earlier(drawn: Tables, since: str) -> Tables:
    """The same tables on an earlier day."""
    return Tables(drawn.contacts, drawn.referrals, drawn.targets, since, drawn.seeker)


@budget(40)
@given(tables(), days)
def test_changes_are_what_differs_between_two_days(drawn: Tables, since: str) -> None:
    net, truth = network(drawn), oracle(drawn)
    if net.as_of_date is None or pd.Timestamp(since) > net.as_of_date:
        return
    assert listed(net, since) == changes(truth, oracle(earlier(drawn, since)))
    assert_named(net, truth, since)


def assert_named(net: ReferralNetwork, truth: Oracle, since: str) -> None:
    """Each row names its contact, and where they are."""
    table = ng.changes(net, since=since)
    for row in table.itertuples(index=False):
        person = truth.people[row.contact_id]
        assert (row.name, plain(row.organization)) == (
            truth.named(row.contact_id),
            person.organization,
        )


@pytest.mark.parametrize("seed", range(3))
def test_changes_of_larger_networks(seed: int) -> None:
    drawn = sample(seed)
    for since in ("2024-05-01", "2024-08-01"):
        assert_changes(drawn, since)


@pytest.mark.parametrize("name", DATED)
@pytest.mark.parametrize("with_seeker", [False, True])
def test_changes_of_real_networks(name: str, *, with_seeker: bool) -> None:
    """In the second quarter of what is dated, with whoever named most as the seeker too."""
    drawn = cut_at(real(name), 0.5)
    since = cut_at(real(name), 0.25).as_of
    assert since is not None
    assert_changes(searched_by_the_busiest(drawn) if with_seeker else drawn, since)


def assert_changes(drawn: Tables, since: str) -> None:
    """The rows of the oracle in its order."""
    net, truth = network(drawn), oracle(drawn)
    assert listed(net, since) == changes(truth, oracle(earlier(drawn, since)))
    assert_named(net, truth, since)


@budget(15)
@given(tables(cut=False), st.data())
def test_what_is_dated_in_the_span_is_there_exactly_once(
    drawn: Tables, data: st.DataObject
) -> None:
    net = network(drawn)
    if net.as_of_date is None:
        assert ng.changes(net).empty
        return
    before = net.as_of_date - pd.Timedelta(days=data.draw(st.integers(0, 300)))
    rows = ng.changes(net, since=before)
    assert rows[schema.DATE].between(before, net.as_of_date, inclusive="right").all()
    found = Counter(
        zip(
            rows[schema.CHANGE],
            rows[schema.CONTACT_ID],
            rows[schema.THROUGH].fillna(""),
            strict=True,
        )
    )
    assert max(found.values(), default=1) == 1
    pairs = net.referrals[(net.referrals[schema.REFERRED_ON] > before)]
    pairs = pairs[~pairs[[schema.REFERRER_ID, schema.REFERRED_ID]].eq(str(net.seeker)).any(axis=1)]
    named = {
        (schema.REFERRAL, v, u)
        for u, v in zip(pairs[schema.REFERRER_ID], pairs[schema.REFERRED_ID], strict=True)
    }
    assert {key for key in found if key[0] == schema.REFERRAL} == named
    # who is not there on the earlier day is new, and nobody else of whom every date is later
    new = {key[1] for key in found if key[0] == schema.NEW_CONTACT}
    assert set(net.links.ids) - set(net.as_of(before).links.ids) <= new


def test_what_has_no_date_is_counted_and_a_later_day_is_refused() -> None:
    net = network_of("ann -> ben 2024-03-01\nann -> cho\ncho: status=met\nann: status=met")
    [undated, _] = ng.changes(net, since="2024-01-01").attrs["notes"]
    assert undated == "Not listed, as they have no date: 1 contact, 2 meetings, 1 referral."
    with pytest.raises(OptionError, match="after the as-of date"):
        ng.changes(net, since="2024-03-02")
    with pytest.raises(OptionError, match="not a date"):
        ng.changes(net, since="last week")
    week = ng.changes(net)
    assert week[schema.CHANGE].tolist() == ["new_contact", "new_contact", "referral"]


def test_a_branch_dies_by_silence_and_comes_to_life_by_a_new_name() -> None:
    drawing = """
        ann: status=met met_on=2024-01-01
        ben: status=met met_on=2024-01-05
        ann -> ben 2024-01-02
        cho: status=identified
        {more}
        """
    quiet = network_of(drawing.format(more=""), as_of="2025-06-01")
    assert listed(quiet, "2024-02-01")[0][1:] == ("branch_died", "ann", "ben")
    named = network_of(drawing.format(more="ben -> dan 2025-05-20"), as_of="2025-06-01")
    kinds = {row[1:3] for row in listed(named, "2025-05-01")}
    assert ("branch_revived", "ann") in kinds
