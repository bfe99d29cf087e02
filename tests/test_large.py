"""Networks that hang together, larger than a batch and a piece, against the answers in memory."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import require
from hypothesis import given
from strategies import Tables, budget, sample, tables
from test_engines import ALL, arrow, compare

import netgraph as ng
from netgraph import schema
from netgraph.analysis import reach
from netgraph.engines import duck as duck_engine
from netgraph.engines import pieces, questions
from netgraph.engines.duck import Duck
from netgraph.engines.names_shown import network_of_names
from netgraph.engines.relations import RELATIONS
from netgraph.engines.whole import Whole
from netgraph.errors import NetgraphError
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


pytestmark = pytest.mark.thorough
"""Each takes seconds; those marked ``smoke`` run always."""


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Duck]:
    made = Duck(work=str(tmp_path))
    yield made
    made.close()
    assert not list(tmp_path.iterdir())


def read(engine: Duck, given: Tables, piece_rows: int, **options: Any) -> Whole:
    """Two plain tables in an engine, in pieces of so many rows."""
    tables = arrow(given.contacts), arrow(given.referrals)
    return Whole(engine, *tables, **given.options(), piece_rows=piece_rows, **options)


@given(tables(most=12))
@budget(4)
def test_drawn_networks_in_pieces_of_few_rows_are_answered_as_in_memory(given: Tables) -> None:
    net = from_frames(given.contacts, given.referrals, **given.options())
    with tempfile.TemporaryDirectory() as folder:
        engine = Duck(work=folder)
        try:
            compare(read(engine, given, 2), net)
        finally:
            engine.close()


@pytest.mark.parametrize("seed", [pytest.param(0, marks=pytest.mark.smoke), 2])
def test_people_who_were_found_by_several_and_in_loops(engine: Duck, seed: int) -> None:
    given = sample(seed, 200)
    net = from_frames(given.contacts, given.referrals, **given.options())
    compare(read(engine, given, 60), net)


def test_real_tables(engine: Duck, real: Path) -> None:
    contacts, referrals = (
        pd.read_csv(real / f"{name}.csv", dtype=str) for name in ("contacts", "referrals")
    )
    compare(read(engine, Tables(contacts, referrals), 90), from_frames(contacts, referrals))


def forest(size: int, *, star: bool = False, seed: int = 3) -> Tables:
    """A chain or a star of so many, with organizations, statuses and dates."""
    rng = np.random.default_rng(seed)
    ids = [f"p{n}" for n in range(size)]
    contacts = pd.DataFrame(
        {
            "contact_id": ids,
            "organization": [f"Org {n}" for n in rng.integers(0, size // 8, size)],
            "status": rng.choice(["met", "declined", "contacted"], size, p=[0.3, 0.6, 0.1]),
            "decision_maker": rng.choice(["yes", "no"], size),
        }
    )
    referrer = ["p0"] * (size - 1) if star else ids[:-1]
    days = np.datetime64("2020-01-01") + np.sort(rng.integers(0, 900, size - 1))
    return Tables(
        contacts,
        pd.DataFrame(
            {"referrer_id": referrer, "referred_id": ids[1:], "referred_on": days.astype(str)}
        ),
    )


def beside(one: Tables, other: Tables) -> Tables:
    """One network of two that have nobody in common."""
    contacts = other.contacts.assign(contact_id="b" + other.contacts["contact_id"])
    ends = {end: "b" + other.referrals[end] for end in ("referrer_id", "referred_id")}
    pairs = ((one.contacts, contacts), (one.referrals, other.referrals.assign(**ends)))
    return Tables(*(pd.concat(pair, ignore_index=True) for pair in pairs))


@pytest.mark.parametrize("star", [True, False])
def test_chains_and_stars_that_are_read_and_answered_in_other_processes(
    engine: Duck, monkeypatch: pytest.MonkeyPatch, *, star: bool
) -> None:
    monkeypatch.setattr(duck_engine, "IN_THIS_PROCESS", 0)
    given = forest(30_000, star=star)
    whole = read(engine, given, 25_000)  # one piece beyond the limit
    batches = engine.fetch("SELECT DISTINCT netgraph_batch FROM piece_people")
    assert len(batches) == 1
    compare(whole, from_frames(given.contacts, given.referrals))


def test_several_pieces_in_other_processes(engine: Duck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duck_engine, "IN_THIS_PROCESS", 0)
    given = beside(sample(1, 120), sample(4, 120))
    compare(read(engine, given, 150), from_frames(given.contacts, given.referrals))


class Listing(Duck):
    """An engine that remembers the columns of all tables it makes."""

    columns: dict[str, tuple[str, ...]]

    def view(self, name: str, sql: str) -> None:
        """Look at a query, and at its columns."""
        super().view(name, sql)
        names = self._base.sql(f"FROM {name} LIMIT 0").columns
        self.columns[name] = tuple(names)


@pytest.mark.smoke
def test_every_table_of_a_run_is_written_down_with_its_columns(tmp_path: Path) -> None:
    """Of three: with targets, two in a cell; of names, a seeker and ids twice; hidden, joined."""
    engine = Listing(work=str(tmp_path))
    engine.columns = {}
    given = sample(1, 60)
    names = {"targets": pd.DataFrame({"organization": ["Acme", "Unheard"]}), "as_of": "2024-05-01"}
    of_names = given.referrals.assign(referrer_id="Ann Ash")
    firms = ["Acme; Globex", *given.contacts["organization"][1:]]
    called = ["Ann Ash", *given.contacts["contact_id"][1:]]
    people = given.contacts.assign(name=called, organization=firms)
    again = {"seeker": people.iloc[3, 0], "keep": "first"}
    twice = pd.concat([people, people[:2]], ignore_index=True)
    pair = {"contact_id": people.iloc[1:2, 0], "same_as": people.iloc[2:3, 0].to_numpy()}
    same = pd.DataFrame(pair | {"same": "yes"})
    hidden = {"redact": ["initials"]}
    runs = (
        (people, given.referrals, names),
        (twice, of_names, again),
        (people, of_names, {**hidden, "same": same}),
    )
    for contacts, referrals, options in runs:
        tables = arrow(contacts), arrow(referrals)
        whole = Whole(engine, *tables, **options, lenient=True, piece_rows=20)
        for name in ("contacts", "dead_ends", "organizations"):
            rows = getattr(questions, name)(whole).frame(3)
            network_of_names(whole, [rows])
    engine.close()
    given = {name for name in engine.columns if name.endswith("_given")}
    assert engine.columns.keys() - given <= RELATIONS.keys()
    assert RELATIONS.keys() - engine.columns.keys() <= {"raw_contacts", "raw_referrals"}
    for name, relation in RELATIONS.items():
        assert relation.columns in (None, engine.columns.get(name, relation.columns)), name


def test_duckdb_gets_more_memory_where_the_user_set_no_limit(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A list of a million numbers is one row, which cannot be written to disk in parts."""
    monkeypatch.setattr(duck_engine, "LEAST_MEMORY", 4_000_000)
    asked = "SELECT LIST(n) AS many FROM range(1000000) AS r(n)"
    for memory in (None, "4MB"):
        engine = Duck(work=str(tmp_path), memory=memory)
        if memory is None:
            assert len(engine.fetch(asked)["many"][0]) == 1_000_000
        else:
            with pytest.raises(NetgraphError, match="not enough for these tables; give it more"):
                engine.fetch(asked)
        engine.close()


def test_pieces_of_an_earlier_network_of_an_engine_are_not_taken_for_those_of_another(
    engine: Duck,
) -> None:
    """What the survey leaves of a piece is for the questions about the same network."""
    for number in (1, 2):
        given = sample(number, 60)
        compare(read(engine, given, 20), from_frames(given.contacts, given.referrals))


def test_chains_that_overtake_each_other_settle_to_the_definition(engine: Duck) -> None:
    # a slow straight chain beside a quick detour: each better choice makes later ones worse or
    # better again
    size = 400
    ids = [f"p{n}" for n in range(size)]
    rows = [(ids[n], ids[n + 1], f"20{20 + n % 7}-0{1 + n % 9}-1{n % 10}") for n in range(size - 1)]
    rows += [
        (ids[n], ids[(n * 7 + 5) % size], f"20{19 + n % 5}-1{n % 3}-0{1 + n % 9}")
        for n in range(size)
    ]
    rows += [(ids[n], ids[n + 2], None) for n in range(0, size - 2, 3)]
    given = Tables(
        pd.DataFrame({"contact_id": ids}),
        pd.DataFrame(rows, columns=["referrer_id", "referred_id", "referred_on"]),
        seeker="p0",
    )
    compare(read(engine, given, 200), from_frames(given.contacts, given.referrals, seeker="p0"))


def layers(width: int, depth: int) -> Tables:
    """Layer after layer, everybody referred by four of the layer above: reach grows quickly."""
    rng = np.random.default_rng(5)
    ids = [[f"p{row}-{n}" for n in range(width)] for row in range(depth)]
    pairs = {
        (ids[row - 1][int(u)], ids[row][n])
        for row in range(1, depth)
        for n in range(width)
        for u in rng.integers(0, width, 4)
    }
    everybody = [one for layer in ids for one in layer]
    contacts = pd.DataFrame(
        {
            "contact_id": everybody,
            "organization": [f"O{n}" for n in rng.integers(0, 900, len(everybody))],
        }
    )
    return Tables(contacts, pd.DataFrame(sorted(pairs), columns=["referrer_id", "referred_id"]))


def test_reach_is_estimated_where_memory_does_and_exact_where_it_is_asked_for(
    engine: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reach, "MOST_VISITS", 5_000)
    given = layers(150, 12)
    net = from_frames(given.contacts, given.referrals)
    whole = read(engine, given, 10**6)
    answer = questions.contacts(whole)
    found, truth = answer.frame(ALL), ng.contacts(net, exact=True)
    pd.testing.assert_frame_equal(found, ng.contacts(net), check_dtype=False)
    assert answer.notes == ng.contacts(net).attrs["notes"]
    assert any("estimates where they are 256 or more" in note for note in answer.notes)
    assert not found[schema.REACH].equals(truth[schema.REACH])
    exact = read(engine, given, 10**6, exact=True)
    compared = questions.contacts(exact).frame(ALL)
    assert compared[schema.REACH].tolist() == truth[schema.REACH].tolist()


@pytest.mark.smoke
def test_more_than_can_be_counted_in_32_bits_is_refused(
    engine: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MOST_IN_ONE", 20)
    with pytest.raises(NetgraphError, match="40 people or referrals hang together"):
        read(engine, forest(40), 10)


@pytest.mark.smoke
def test_cells_that_cannot_be_read_are_told_at_once(engine: Duck) -> None:
    given = forest(40)
    given.contacts["met_on"] = ["soon" if n in (3, 30) else None for n in range(40)]
    given.referrals.loc[7, "referred_on"] = "never"
    whole = read(engine, given, 20)
    with pytest.raises(NetgraphError, match="row 4, column 'met_on': 'soon'") as told:
        questions.contacts(whole)
    assert "row 31, column 'met_on': 'soon'" in str(told.value)
    assert "row 8, column 'referred_on': 'never'" in str(told.value)
    lenient = read(engine, given, 20, lenient=True)
    compare(lenient, from_frames(given.contacts, given.referrals, lenient=True))


def test_tables_are_read_batch_by_batch_in_the_order_of_their_rows(
    engine: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven rows at a time; the rows of an id, and of a pair, are far from each other."""
    monkeypatch.setattr(duck_engine, "PIECE", 7)
    given = sample(4, 60)
    contacts = pd.concat([given.contacts, given.contacts[:10].assign(status="met")])
    referrals = pd.concat([given.referrals, given.referrals[::-1]])
    twice = Tables(contacts.reset_index(drop=True), referrals.reset_index(drop=True))
    for options in ({}, {"as_of": "2024-03-01"}, {"seeker": contacts.iloc[5, 0]}):
        net = from_frames(twice.contacts, twice.referrals, keep="last", **options)
        tables = arrow(twice.contacts), arrow(twice.referrals)
        compare(Whole(engine, *tables, piece_rows=20, keep="last", **options), net)


def test_an_organization_whose_other_contacts_come_later_is_of_one_piece(engine: Duck) -> None:
    """Two pairs, one of which is known only after the date: the other is all that Acme has."""
    contacts = pd.DataFrame(
        {"contact_id": list("abcd"), "organization": ["B", "Acme", "C", "Acme"]}
    )
    referrals = pd.DataFrame(
        {
            "referrer_id": ["a", "c"],
            "referred_id": ["b", "d"],
            "referred_on": ["2024-01-01", "2024-09-09"],
        }
    )
    for as_of in ("2024-05-05", "2024-10-10"):
        whole = read(engine, Tables(contacts, referrals, as_of=as_of), 2)
        compare(whole, from_frames(contacts, referrals, as_of=as_of))


def test_a_stranger_may_be_called_like_an_organization(engine: Duck) -> None:
    contacts = pd.DataFrame({"contact_id": ["a", "b"], "organization": ["Birch", "BIRCH Inc."]})
    referrals = pd.DataFrame({"referrer_id": ["Birch", "007"], "referred_id": ["b", "a"]})
    compare(read(engine, Tables(contacts, referrals), 10), from_frames(contacts, referrals))
