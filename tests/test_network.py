"""The network: what it refuses, what it hands out, and the networks made of it."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.errors import InputError, MissingColumnError, NetgraphError, UnknownNameError
from netgraph.frames import LaterIssues
from netgraph.links import FEW_IDS
from netgraph.network import ReferralNetwork

if TYPE_CHECKING:
    from collections.abc import Callable


def tables(
    people: str,
    pairs: str,
    *,
    days: list[str | None] | None = None,
    met: dict[str, str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Checked tables of one-letter people and pairs such as ``"ab bc"``."""
    contacts = pd.DataFrame({schema.CONTACT_ID: list(people), schema.STUB: False}).astype(
        {schema.CONTACT_ID: "str"}
    )
    contacts.index = pd.RangeIndex(2, len(contacts) + 2, name="line")
    if met:
        contacts[schema.MET_ON] = pd.to_datetime(contacts[schema.CONTACT_ID].map(met)).astype(
            "datetime64[s]"
        )
    ends = pairs.split()
    referrals = pd.DataFrame(
        {
            schema.REFERRER_ID: pd.Series([p[0] for p in ends], dtype="str"),
            schema.REFERRED_ID: pd.Series([p[1] for p in ends], dtype="str"),
            schema.REFERRED_ON: pd.to_datetime(pd.Series(days or [None] * len(ends))).astype(
                "datetime64[s]"
            ),
            schema.COUNT: 1,
        }
    )
    referrals.index = pd.RangeIndex(2, len(referrals) + 2, name="line")
    return contacts, referrals


@pytest.fixture
def diamond() -> ReferralNetwork:
    """Two chains to d, and a loner.

    a -> b -> d -> e      f
    a -> c -> d
    """
    days: list[str | None] = ["2024-01-01", "2024-01-02", "2024-01-05", "2024-01-04", "2024-02-01"]
    return ReferralNetwork(*tables("abcdef", "ab ac bd cd de", days=days))


def test_the_graph_is_a_frozen_digraph_with_all_columns(diamond: ReferralNetwork) -> None:
    assert set(diamond.graph.edges) == {tuple(p) for p in "ab ac bd cd de".split()}
    assert diamond.graph.nodes["f"] == {schema.STUB: False}
    assert diamond.graph.edges["b", "d"] == {
        schema.REFERRED_ON: dt.date(2024, 1, 5),
        schema.COUNT: 1,
    }
    with pytest.raises(nx.NetworkXError):
        diamond.graph.add_node("g")


def test_tables_handed_out_are_copies(diamond: ReferralNetwork) -> None:
    for table, column in (
        (diamond.contacts, schema.CONTACT_ID),
        (diamond.referrals, schema.REFERRER_ID),
    ):
        table[column] = "x"
    assert list(diamond.contacts[schema.CONTACT_ID]) == list("abcdef")
    assert list(diamond.referrals[schema.REFERRER_ID]) == list("aabcd")


def test_ids_of_referrals_are_those_of_contacts_and_in_memory_once(
    diamond: ReferralNetwork,
) -> None:
    """The referrals of a million people had 35 MB of ids that positions of contacts are."""
    table = diamond.referrals
    assert list(table.columns[:2]) == list(schema.ENDS)
    assert not {*schema.ENDS} & {*diamond.pairs.columns}
    assert table.drop(columns=list(schema.ENDS)).equals(diamond.pairs)
    again = ReferralNetwork(diamond.contacts, table)
    assert again.referrals.equals(table)
    named = {*zip(*(table[end] for end in schema.ENDS), strict=True)}
    assert named == {*diamond.graph.edges}
    earlier = diamond.without([diamond.contacts[schema.CONTACT_ID].iloc[0]])
    assert {*zip(*(earlier.referrals[end] for end in schema.ENDS), strict=True)} <= named


def test_repr_says_size_and_date_in_terminal_and_notebook(diamond: ReferralNetwork) -> None:
    assert repr(diamond) == "<ReferralNetwork: 6 contacts, 5 referrals, as of 2024-02-01>"
    assert "6 contacts, 5 referrals" in diamond._repr_html_()


def test_subset_keeps_the_referrals_among_its_members(diamond: ReferralNetwork) -> None:
    part = diamond.subset(["b", "d", "e"])
    assert set(part.graph.edges) == {("b", "d"), ("d", "e")}
    assert part.as_of_date == diamond.as_of_date
    assert len(diamond.subset([])) == 0
    with pytest.raises(UnknownNameError, match="'z'"):
        diamond.subset(["z"])


@pytest.mark.parametrize(
    ("gone", "left"), [("b", "acdef"), ("bc", "af"), ("a", "f"), ("e", "abcdf"), ("", "abcdef")]
)
def test_without_takes_away_all_who_are_only_through_them(
    diamond: ReferralNetwork, gone: str, left: str
) -> None:
    assert list(diamond.without(list(gone)).links.ids) == list(left)


def test_as_of_leaves_out_what_has_not_happened(diamond: ReferralNetwork) -> None:
    then = diamond.as_of("2024-01-04")
    assert list(then.links.ids) == list("abcdf")
    assert set(then.graph.edges) == {("a", "b"), ("a", "c"), ("c", "d")}
    assert (then.issues[schema.CODE] == schema.AFTER_AS_OF).sum() == 3
    with pytest.raises(NetgraphError, match="left out"):
        then.as_of("2024-03-01")


def test_as_of_takes_back_a_status_that_only_later_dates_support() -> None:
    contacts, referrals = tables("ab", "ab", days=["2024-01-01"], met={"b": "2024-02-01"})
    contacts[schema.STATUS] = pd.Series(["contacted", "met"], index=contacts.index, dtype="str")
    contacts[schema.CONTACTED_ON] = pd.to_datetime(["2024-01-01", "2024-01-10"]).astype(
        "datetime64[s]"
    )
    net = ReferralNetwork(contacts, referrals)
    assert list(net.as_of("2024-01-15").contacts[schema.STATUS]) == ["contacted", "contacted"]
    assert list(net.as_of("2024-01-05").contacts[schema.STATUS]) == ["contacted", "identified"]
    assert list(net.as_of("2024-02-01").contacts[schema.STATUS]) == ["contacted", "met"]


def test_the_seeker_is_never_counted_and_makes_first_contacts() -> None:
    """Y is the seeker: Y -> a -> b, and b knows a's name too; c names the seeker.

    Y -> a <-> b      c -> Y
    """
    net = ReferralNetwork(*tables("Yabc", "Ya ab ba cY"), seeker="Y")
    assert list(net.links.ids) == list("abc")
    assert set(net.graph.edges) == {("a", "b"), ("b", "a")}
    assert net.forest.first.tolist() == [True, False, True]
    assert len(net.contacts) == 4
    assert len(net.subset(["a", "b"])) == 2
    with pytest.raises(UnknownNameError, match="seeker"):
        ReferralNetwork(*tables("ab", "ab"), seeker="Q")


@pytest.mark.parametrize(
    ("people", "pairs", "message"),
    [
        ("aab", "ab", "'a' is there more than once"),
        ("ab", "aa", "'a' refers themselves"),
        ("ab", "ax", "'x' is not a contact"),
        ("ab", "ab ab", "a pair is there more than once"),
    ],
)
def test_the_constructor_refuses_and_names_the_value(people: str, pairs: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        ReferralNetwork(*tables(people, pairs))


def test_the_constructor_says_which_column_is_missing() -> None:
    contacts, referrals = tables("ab", "ab")
    with pytest.raises(MissingColumnError, match="contact_id"):
        ReferralNetwork(contacts.drop(columns=schema.CONTACT_ID), referrals)


def test_a_loop_that_nobody_leads_into_starts_at_its_first_listed_member() -> None:
    """A rootless loop with a tail; a is a first contact of its own.

    a      b <-> c -> d
    """
    forest = ReferralNetwork(*tables("dacb", "cb bc cd")).forest
    assert forest.loop.tolist() == [2]
    assert forest.first.tolist() == [False, True, True, False]
    assert forest.introducer.tolist() == [2, -1, -1, 2]
    assert forest.generation.tolist() == [2, 1, 1, 2]


@pytest.mark.parametrize("date", ["03/04/2024", "foo", "", None, 20240308, pd.NaT])
def test_as_of_takes_no_date_that_could_be_read_in_two_ways_or_none(
    diamond: ReferralNetwork, date: object
) -> None:
    with pytest.raises(NetgraphError, match="expected YYYY-MM-DD"):
        diamond.as_of(date)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "date", ["2024-01-04", dt.date(2024, 1, 4), pd.Timestamp("2024-01-04 13:00", tz="UTC")]
)
def test_as_of_takes_iso_text_and_dates(diamond: ReferralNetwork, date: object) -> None:
    assert diamond.as_of(date).as_of_date == pd.Timestamp("2024-01-04")  # type: ignore[arg-type]


def test_one_id_is_not_taken_for_its_letters() -> None:
    net = ReferralNetwork(*tables("abc", "ab"))
    assert list(net.subset("a").links.ids) == ["a"]
    with pytest.raises(UnknownNameError, match="'ab'"):
        net.without("ab")


@pytest.mark.parametrize(
    "ask",
    [
        lambda net: ng.advocates(net, top=1.5),  # type: ignore[arg-type]
        lambda net: ng.contacts(net, top=True),
        lambda net: ng.sources(net, top=-1),
        lambda net: ng.dead_ends(net, top="3"),  # type: ignore[arg-type]
        lambda net: ng.advocates(net, by=None),  # type: ignore[arg-type]
        lambda net: ng.paths(net, to="a", k=0),
        lambda net: ng.paths(net, to=3),  # type: ignore[arg-type]
        lambda net: ng.keep_warm(net, k="3"),  # type: ignore[arg-type]
        lambda net: ng.growth(net, per=3),  # type: ignore[arg-type]
        lambda net: ng.agenda(net, thank_days=-1),
        lambda _: ng.simulate(2.5),  # type: ignore[arg-type]
        lambda _: ng.simulate(9, seed=-1),
        lambda _: ng.from_frames([1]),  # type: ignore[arg-type]
    ],
)
def test_an_argument_that_makes_no_sense_is_refused_in_words(
    ask: Callable[[ng.ReferralNetwork], object],
) -> None:
    with pytest.raises(ng.NetgraphError, match=r"whole number|no |must be|expected"):
        ask(ReferralNetwork(*tables("abc", "ab bc")))


def test_half_characters_are_replaced_where_they_come_in() -> None:
    graph = nx.DiGraph()
    graph.add_node("a\ud800", name="b\udfff")
    graph.add_edge("a\ud800", "c")
    net = ng.from_networkx(graph)
    assert net.contacts["name"].iloc[0] == "b\ufffd"
    assert net.referrals["referrer_id"].tolist() == ["a\ufffd"]


def test_issues_of_an_earlier_day_are_listed_when_asked_for(
    search: ReferralNetwork,
) -> None:
    """Cutting costs the same with a million issues: they become words when somebody looks."""
    then = search.as_of("2024-01-24")
    assert not isinstance(then._issues, pd.DataFrame)
    # a pickle holds the list, not the tables that it is made of
    again = pickle.loads(pickle.dumps(then))  # noqa: S301 - made here
    assert again.issues.equals(search.as_of("2024-01-24").issues)
    assert isinstance(then._issues, pd.DataFrame)
    messages = then.issues[schema.MESSAGE]
    # what was mended before stands first
    assert messages.str.startswith("as of 2024-01-24: ").tolist() == [False] + [True] * 10
    assert then.without(["ben"]).issues.equals(then.issues)


@pytest.mark.parametrize("seeker", [None, "you"])
def test_without_somebody_is_the_network_read_without_them(seeker: str | None) -> None:
    """Ann a -> b -> c three times, a -> c; the seeker, listed between them, found a.

    Without b, c is still there by a, and the pairs that are left keep their repeats.
    """
    contacts = pd.DataFrame(
        {"contact_id": ["a", "b", *([seeker] * (seeker is not None)), "c", "d"]}
    )
    rows = [("b", "c", 1), ("b", "c", 2), ("b", "c", 3), ("a", "b", 1), ("a", "c", 4)]
    rows += [("a", "c", 5), ("a", "c", 6)]
    rows += [("you", "a", 1)] if seeker else []
    referrals = pd.DataFrame(
        [(u, v, f"2024-01-0{day}") for u, v, day in rows],
        columns=["referrer_id", "referred_id", "referred_on"],
    )
    left = [row for row in referrals.index if "b" not in tuple(referrals.iloc[row, :2])]
    whole = ng.from_frames(contacts, referrals, seeker=seeker)
    fewer = ng.from_frames(
        contacts[contacts["contact_id"] != "b"], referrals.loc[left], seeker=seeker
    )
    cut = whole.without(["b"])
    for name in ("contacts", "referrals", "repeats"):
        one, other = (getattr(net, name).reset_index(drop=True) for net in (cut, fewer))
        pd.testing.assert_frame_equal(one, other)
    assert cut.links.source.tolist() == fewer.links.source.tolist()
    assert cut.links.target.tolist() == fewer.links.target.tolist()
    # the rows that an earlier day leaves are cut by the same positions
    pd.testing.assert_frame_equal(
        cut.as_of("2024-01-05").referrals.reset_index(drop=True),
        fewer.as_of("2024-01-05").referrals.reset_index(drop=True),
    )
    assert cut.as_of("2024-01-05").repeats.empty


@pytest.mark.parametrize("as_of", [None, "2026-01-01"])
def test_issues_are_counted_without_being_put_in_words(as_of: str | None) -> None:
    net = ng.read(Path(__file__).parents[1] / "data", as_of=as_of)
    counted = net.issue_counts
    assert ng.summary(net).issues == counted
    if as_of is None:
        assert isinstance(vars(net)["_issues"], LaterIssues)
        earlier = net.as_of("2026-02-01")
        assert not isinstance(vars(net)["_issues"], pd.DataFrame)
        assert len(earlier.issues) > len(net.issues)
        assert list(earlier.issues[schema.MESSAGE][: len(net.issues)]) == list(
            net.issues[schema.MESSAGE]
        )
    said = net.issues[schema.CODE].value_counts().sort_index()
    assert list(counted.items()) == [(str(code), int(n)) for code, n in said.items()]
    assert net.issue_counts == counted


def test_who_is_left_out_changes_nothing_in_who_comes_before_whom() -> None:
    whole = ReferralNetwork(*tables("dbca", "db bc"))
    assert whole.id_places.tolist() == [3, 1, 2, 0]
    fewer = whole.without(["b"])
    assert list(fewer.links.ids[fewer.id_places.argsort()]) == ["a", "d"]


@pytest.mark.parametrize("ids", [["c001", "c400", "c001"], [f"c{n:03}" for n in range(1, 401)] * 4])
def test_people_are_found_by_their_ids_few_or_many(ids: list[str]) -> None:
    net = ng.simulate(400, seed=1)
    assert (len(ids) > FEW_IDS) == (len(ids) > 3)
    assert net.links.ids[net.links.positions(ids)].tolist() == ids
    with pytest.raises(UnknownNameError, match="no contact 'c4'"):
        net.links.positions([*ids, "c4"])
