"""What must hold of every answer, whatever the network: sums, bounds, invariances, replay."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd
import pytest
from clauses import at_clauses
from hypothesis import assume, given
from hypothesis import strategies as st
from oracle import Oracle
from strategies import Tables, budget, iso, sample, tables

import netgraph as ng
from netgraph import schema
from netgraph.analysis.metrics import advocate_metrics, all_metrics
from netgraph.analysis.ordering import places_in_order
from netgraph.tables.graphs import from_networkx
from netgraph.tables.read import from_frames, read
from netgraph.tables.write import write_tables

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

quick = budget(8)
TABLES = (
    ng.contacts,
    ng.advocates,
    ng.dead_ends,
    ng.organizations,
    ng.keep_warm,
    ng.growth,
    ng.sources,
    ng.agenda,
    ng.changes,
)
NUMBERS = [c for c in get_args(schema.AdvocateNumber) if c != schema.EVIDENCE]
COUNTED = (schema.CONTACTS, schema.REFERRALS, schema.MET, schema.ORGANIZATIONS)


def network(drawn: Tables) -> ReferralNetwork:
    """Read two plain tables the way a user would."""
    return from_frames(drawn.contacts, drawn.referrals, **drawn.options())


def oracle(drawn: Tables) -> Oracle:
    """The slow truth about two plain tables."""
    return Oracle(drawn.contacts, drawn.referrals, **drawn.options())


@quick
@given(tables())
def test_advocates_are_worded_as_everybody_is(drawn: Tables) -> None:
    net = network(drawn)
    everybody = all_metrics(net)
    columns = list(schema.ADVOCATE_COLUMNS)
    expected = everybody.loc[everybody[schema.REFERRALS_MADE] > 0, columns]
    pd.testing.assert_frame_equal(
        advocate_metrics(net), expected, check_exact=True, check_index_type=False
    )


def assert_same_answers(one: ReferralNetwork, other: ReferralNetwork) -> None:
    """Every table of the one is that of the other, value for value and note for note."""
    for question in TABLES:
        left, right = question(one), question(other)
        # where to note what is done is the place in the file, which may be another one
        places = left.columns.intersection([schema.FILL_IN])
        pd.testing.assert_frame_equal(
            left.drop(columns=places), right.drop(columns=places), check_exact=True
        )
        assert left.attrs == right.attrs
    assert ng.summary(one).counts == ng.summary(other).counts


@at_clauses
@quick
@given(tables(most=6))
def test_credit_is_the_shapley_value_of_the_chain_game_by_all_coalitions(drawn: Tables) -> None:
    answer = ng.contacts(network(drawn)).set_index(schema.CONTACT_ID)[schema.CREDIT]
    worth = oracle(drawn).shapley()
    assert answer.to_dict() == pytest.approx({v: float(x) for v, x in worth.items()})


@quick
@given(tables(most=12))
def test_credit_sums_to_the_people_with_an_introducer(drawn: Tables) -> None:
    answer = ng.contacts(network(drawn))
    introduced = int(answer[schema.INTRODUCED_BY].notna().sum())
    assert answer[schema.CREDIT].sum() == pytest.approx(introduced)
    assert answer[schema.CREDIT_SHARE].sum() == pytest.approx(1 if introduced else 0)


@quick
@given(tables(most=12))
def test_nothing_hangs_on_a_person_that_is_not_reached_from_them(drawn: Tables) -> None:
    answer = ng.contacts(network(drawn))
    assert (answer[schema.EXCLUSIVE_REACH] <= answer[schema.REACH]).all()
    assert (answer[schema.EXCLUSIVE_ORGANIZATIONS] <= answer[schema.ORGANIZATIONS_REACHED]).all()
    assert (answer[schema.INTRODUCTIONS] <= answer[schema.REFERRALS_MADE]).all()
    assert (answer[schema.REFERRALS_MADE] <= answer[schema.REACH]).all()
    # blank where nothing records meetings
    assert not (answer[schema.REFERRALS_MET] > answer[schema.REFERRALS_MADE]).any()


@at_clauses
@quick
@given(tables())
def test_the_network_without_a_contact_lacks_whom_only_they_lead_to(drawn: Tables) -> None:
    net = network(drawn)
    for row in ng.contacts(net).itertuples():
        assert len(net) - 1 - len(net.without([row.contact_id])) == row.exclusive_reach


@quick
@given(tables())
def test_the_same_tables_give_the_same_answers(drawn: Tables) -> None:
    assert_same_answers(network(drawn), network(drawn))


@quick
@given(tables(cut=False))
def test_standing_at_the_last_date_is_standing_at_no_date(drawn: Tables) -> None:
    net = network(drawn)
    assume(net.as_of_date is not None)
    assert_same_answers(net, net.as_of(net.as_of_date))
    assert_same_answers(net, network(replace(drawn, as_of=f"{net.as_of_date:%Y-%m-%d}")))


@quick
@given(tables(cut=False), st.lists(st.integers(0, 200), min_size=2, max_size=4))
def test_counts_never_fall_as_the_date_advances(drawn: Tables, days: list[int]) -> None:
    net = network(drawn)
    # a status of today can say that nothing came of a dated meeting, which had counted until then
    table = drawn.contacts
    denied = {schema.SCHEDULED, schema.DECLINED, schema.NO_REPLY}
    taken_back = {schema.STATUS, schema.MET_ON} <= set(table) and any(
        table[schema.MET_ON].notna() & table[schema.STATUS].isin(denied)
    )
    stages = [ng.summary(net.as_of(iso(day))).counts for day in sorted(days)]
    for count in COUNTED:
        # blank while nothing records meetings
        over_time = [stage[count] or 0 for stage in stages]
        assert over_time == sorted(over_time) or (count == schema.MET and taken_back), count


@quick
@given(tables(cut=False), st.integers(0, 200), st.integers(0, 200))
def test_replaying_in_two_steps_is_replaying_in_one(drawn: Tables, one: int, other: int) -> None:
    early, late = sorted((one, other))
    net = network(drawn)
    assert_same_answers(net.as_of(iso(late)).as_of(iso(early)), net.as_of(iso(early)))


@quick
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_contacts_changes_the_order_of_contacts_only(
    drawn: Tables, random: object
) -> None:
    assume(not oracle(drawn).loop_heads)  # a rootless loop starts with whom contacts list first
    order = list(range(len(drawn.contacts)))
    random.shuffle(order)
    shuffled = replace(drawn, contacts=drawn.contacts.iloc[order].reset_index(drop=True))
    one, other = network(drawn), network(shuffled)
    pd.testing.assert_frame_equal(ng.advocates(one), ng.advocates(other))
    pd.testing.assert_frame_equal(ng.dead_ends(one), ng.dead_ends(other))
    people = [
        ng.contacts(n).sort_values(schema.CONTACT_ID, ignore_index=True) for n in (one, other)
    ]
    pd.testing.assert_frame_equal(*people)
    # which of two contacts who became known together is the first is decided by their order
    places = [ng.organizations(n).drop(columns=schema.INTRODUCED_BY) for n in (one, other)]
    pd.testing.assert_frame_equal(*places)


@quick
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_referrals_decides_nothing_but_ties_between_introducers(
    drawn: Tables, random: object
) -> None:
    assume(not oracle(drawn).loop_heads)
    order = list(range(len(drawn.referrals)))
    random.shuffle(order)
    shuffled = replace(drawn, referrals=drawn.referrals.iloc[order].reset_index(drop=True))
    told = (schema.INTRODUCED_BY, schema.INTRODUCTIONS, schema.CREDIT, schema.CREDIT_SHARE)
    one, other = (
        ng.contacts(network(d))
        .drop(columns=list(told))
        .sort_values(schema.CONTACT_ID, ignore_index=True)
        for d in (drawn, shuffled)
    )
    pd.testing.assert_frame_equal(one, other)


@quick
@given(tables())
def test_other_ids_change_the_ids_only(drawn: Tables) -> None:
    def renamed(i: str) -> str:
        return f"person {100 - int(i)}"

    ends = [schema.REFERRER_ID, schema.REFERRED_ID]
    other = Tables(
        contacts=drawn.contacts.assign(contact_id=drawn.contacts[schema.CONTACT_ID].map(renamed)),
        referrals=drawn.referrals.assign(
            **{end: drawn.referrals[end].map(renamed) for end in ends}
        ),
        targets=drawn.targets,
        as_of=drawn.as_of,
        seeker=None if drawn.seeker is None else renamed(drawn.seeker),
    )
    answer = ng.contacts(network(drawn)).drop(columns=schema.NAME)
    for column in (schema.CONTACT_ID, schema.INTRODUCED_BY):
        answer[column] = answer[column].map(renamed, na_action="ignore").astype("str")
    pd.testing.assert_frame_equal(answer, ng.contacts(network(other)).drop(columns=schema.NAME))


@pytest.mark.parametrize("seed", range(6))
def test_the_oracles_curve_is_the_one_of_scipy(seed: int) -> None:
    from scipy.stats import CensoredData, ecdf

    truth = oracle(sample(seed, size=240))
    assert truth.events >= 20
    waits = list(truth.waits.values())
    # the curve ends where fewer than ten are watched, and is flat from there
    last = sorted(wait for wait, _ in waits)[-10]
    happened = [t for t, event in waits if event]
    known = CensoredData(uncensored=happened, right=[t for t, event in waits if not event])
    curve = ecdf(known).sf
    days = np.arange(0, 250, 5)
    assert [truth.survival(day) for day in days] == pytest.approx(
        list(curve.evaluate(np.minimum(days, last)))
    )


@quick
@given(drawn=tables())
def test_written_and_read_back_it_is_the_same_network(
    drawn: Tables, tmp_path_factory: pytest.TempPathFactory
) -> None:
    net = network(drawn)
    folder = tmp_path_factory.mktemp("written")
    write_tables(net, folder)
    day = None if net.as_of_date is None else f"{net.as_of_date:%Y-%m-%d}"
    assert_same_answers(net, read(folder, as_of=day, seeker=drawn.seeker))


@quick
@given(drawn=tables(cut=False, seekers=False))
def test_through_networkx_it_is_the_same_network(drawn: Tables) -> None:
    net = network(drawn)
    back = from_networkx(net.graph, targets=drawn.targets)
    told = [schema.INTRODUCED_BY, schema.INTRODUCTIONS, schema.CREDIT, schema.CREDIT_SHARE]
    one, other = (
        ng.contacts(n).drop(columns=told) for n in (net, back)
    )  # a graph does not keep the order of rows
    pd.testing.assert_frame_equal(one, other)


@quick
@given(tables(most=12), st.sampled_from(NUMBERS), st.integers(0, 5))
def test_any_column_orders_the_advocates_and_ties_go_by_contact_id(
    drawn: Tables, column: str, top: int
) -> None:
    net = network(drawn)
    whole = ng.advocates(net, by=column)
    keys = [
        (pd.isna(row[column]), row[column], row[schema.REACH], row[schema.CONTACT_ID])
        for _, row in whole.iterrows()
    ]
    for (none, value, reach, contact), (
        none_next,
        next_value,
        next_reach,
        next_contact,
    ) in pairwise(keys):
        assert none <= none_next
        if not none_next:
            assert value >= next_value
        if value == next_value or (none and none_next):
            told = (
                (-reach, contact) < (-next_reach, next_contact)
                if column == schema.CREDIT
                else contact < next_contact
            )
            assert told
    pd.testing.assert_frame_equal(ng.advocates(net, by=column, top=top), whole.head(top))


KINDS_OF_CELLS = {
    "float": ("float64", [None, -0.5, 0.0, 2.0]),
    "integer": ("int64", [-1, 0, 3]),
    "integer with gaps": ("Int64", [None, -1, 3]),
    "yes or no": ("boolean", [None, True, False]),
    "day": ("datetime64[s]", [None, "2026-01-01", "2026-03-01"]),
    "word": ("str", [None, "a", "B", "\u00e9", "\u65e5"]),
}


@pytest.mark.parametrize("kind", KINDS_OF_CELLS)
@budget(20)
@given(data=st.data())
def test_rows_stand_in_the_order_in_which_pandas_sorts_them(kind: str, data: st.DataObject) -> None:
    dtype, cells = KINDS_OF_CELLS[kind]
    drawn = data.draw(st.lists(st.sampled_from(cells), max_size=12))
    ids = data.draw(st.permutations([f"p{i}" for i in range(len(drawn))]))
    table = pd.DataFrame({"by": pd.Series(drawn, dtype=dtype), "id": pd.Series(ids, dtype="str")})
    ascending = [kind == "word", True]
    wanted = table.sort_values(["by", "id"], ascending=ascending, kind="stable").index
    assert places_in_order(table, ["by"], "id").tolist() == wanted.tolist()
