"""Groups too large for a worker, answered by supersteps of SQL, against the answers in memory."""

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
from test_engines import arrow, assert_same_issues_and_summary

import netgraph as ng
from netgraph import schema
from netgraph.engines import introductions, questions, reaching
from netgraph.engines.duck import Duck
from netgraph.engines.whole import Whole
from netgraph.errors import NetgraphError
from netgraph.tables.read import from_frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netgraph.engines.engine import Engine
    from netgraph.network import ReferralNetwork

pytestmark = pytest.mark.thorough
"""Each takes seconds; those marked ``smoke`` run always."""

ALL = 10**6
NOT_GIVEN = (schema.EXCLUSIVE_REACH, schema.EXCLUSIVE_ORGANIZATIONS, schema.ONLY_THROUGH)
SKETCHED = (schema.REACH, schema.ORGANIZATIONS_REACHED, schema.DECISION_MAKERS_REACHED)


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Duck]:
    made = Duck(work=str(tmp_path))
    yield made
    made.close()
    assert not list(tmp_path.iterdir())


def read(engine: Engine, given: Tables, piece_rows: int, **options: Any) -> Whole:
    """Two plain tables in an engine, whatever hangs together being cut where it is larger."""
    tables = arrow(given.contacts), arrow(given.referrals)
    return Whole(engine, *tables, **given.options(), piece_rows=piece_rows, **options)


def compare(whole: Whole, net: ReferralNetwork, *, estimates: bool = False) -> pd.DataFrame:
    """Everything that is given is what it is in memory; return the contacts."""
    blank = [*NOT_GIVEN, *(SKETCHED if estimates else ())]
    tables = {}
    for name in ("contacts", "advocates", "dead_ends", "organizations"):
        found, expected = getattr(questions, name)(whole).frame(ALL), getattr(ng, name)(net)
        tables[name] = found
        expected = expected.reset_index(drop=True)
        for column in found.columns.intersection(
            NOT_GIVEN
        ):  # given or missing, never another number
            given = found[column].notna()
            assert found[column][given].tolist() == expected[column][given].tolist(), (name, column)
        if estimates and name == "advocates":  # equal credits are in the order of reach
            found, expected = (
                t.sort_values(schema.CONTACT_ID, ignore_index=True) for t in (found, expected)
            )
        pd.testing.assert_frame_equal(
            found.drop(columns=[*blank, schema.ESTIMATED], errors="ignore"),
            expected.drop(columns=blank, errors="ignore"),
            check_dtype=False,
            obj=name,
            check_exact=False,
            rtol=1e-9,
        )
    assert_same_issues_and_summary(whole, net)
    return tables["contacts"]


@given(tables(most=12))
@budget(8)
def test_drawn_networks_are_answered_by_joins_as_in_memory(given: Tables) -> None:
    net = from_frames(given.contacts, given.referrals, **given.options())
    with tempfile.TemporaryDirectory() as folder:
        engine = Duck(work=folder)
        try:
            compare(read(engine, given, 2), net)
        finally:
            engine.close()


@pytest.mark.parametrize("seed", [pytest.param(0, marks=pytest.mark.smoke), 1, 2, 3])
def test_people_who_were_found_by_several_and_in_loops(engine: Duck, seed: int) -> None:
    given = sample(seed, 200)
    whole = read(engine, given, 60, few=0)
    compare(whole, from_frames(given.contacts, given.referrals, **given.options()))
    assert whole.large is not None
    assert whole.large.estimated == 0


def test_real_tables(engine: Duck, real: Path) -> None:
    contacts, referrals = (
        pd.read_csv(real / f"{name}.csv", dtype=str) for name in ("contacts", "referrals")
    )
    whole = read(engine, Tables(contacts, referrals), 90)
    compare(whole, from_frames(contacts, referrals))
    assert whole.large is not None


@pytest.mark.smoke
def test_what_is_not_given_is_missing_and_said(engine: Duck) -> None:
    given = sample(2, 120)
    whole = read(engine, given, 100)
    answer = questions.contacts(whole)
    table = answer.frame(ALL)
    lacking = table[schema.EXCLUSIVE_REACH].isna()
    assert 0 < lacking.sum() < len(table) / 2
    assert (table[schema.EXCLUSIVE_ORGANIZATIONS].isna() == lacking).all()
    assert not table[schema.ESTIMATED].any()
    assert any(
        f"for {lacking.sum():,} of them, into whose branches" in note for note in answer.notes
    )


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


@pytest.mark.parametrize("star", [True, False])
def test_chains_and_stars_are_exact_in_few_rounds(engine: Duck, *, star: bool) -> None:
    given = forest(6_000, star=star)
    whole = read(engine, given, 2_500)
    found = compare(whole, from_frames(given.contacts, given.referrals))
    assert whole.large is not None
    assert whole.large.rounds == 1
    assert found[schema.REACH].max() == found[schema.EXCLUSIVE_REACH].max() == 5_999
    assert not found[list(NOT_GIVEN[:2])].isna().any(axis=None)
    places = [
        questions.organizations(whole).frame(ALL),
        ng.organizations(from_frames(given.contacts, given.referrals)),
    ]
    assert places[0][schema.ONLY_THROUGH].equals(places[1][schema.ONLY_THROUGH])
    assert places[0][schema.ONLY_THROUGH].notna().any()
    assert not found[schema.ESTIMATED].any()


class Watching(Duck):
    """An engine that remembers how many rows the pieces had."""

    rows: list[int]

    def parted(self, name: str, pair: Any, function: Any, shape: Any) -> None:
        """Count, then do."""
        self.rows = []

        def counted(left: Any, right: Any) -> Any:
            self.rows.append(len(left) + len(right))
            return function(left, right)

        super().parted(name, pair, counted if name == "large_read" else function, shape)
        if name == "large_read":
            self.seen = self.rows


def test_one_referrer_of_many_fills_no_piece(tmp_path: Path) -> None:
    engine = Watching(work=str(tmp_path))
    read(engine, forest(6_000, star=True), 2_500)
    assert len(engine.seen) >= 9
    assert max(engine.seen) < 2_500
    engine.close()


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
    compare(
        read(engine, given, 200),
        from_frames(given.contacts, given.referrals, seeker="p0"),
        estimates=True,
    )


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


def test_large_reach_is_estimated_within_its_error_and_small_reach_is_exact(engine: Duck) -> None:
    given = layers(150, 12)
    whole = read(engine, given, 500)
    net = from_frames(given.contacts, given.referrals)
    found = compare(whole, net, estimates=True)
    truth = ng.contacts(net)
    guessed = found[schema.ESTIMATED].to_numpy()
    assert 0.2 < guessed.mean() < 0.95
    for column in SKETCHED:
        assert (found[column][~guessed] == truth[column][~guessed]).all()
        error = found[column][guessed] / truth[column][guessed].clip(lower=1) - 1
        assert error.abs().max() < 4 * 254**-0.5 or column == schema.DECISION_MAKERS_REACHED
    assert (guessed == (truth[schema.REACH] >= reaching.SKETCH - 1)).all()
    notes = questions.contacts(whole).notes
    assert any(
        f"{guessed.sum():,} of them (estimated)" in note and "6.3 %" in note for note in notes
    )


def test_sketches_that_do_not_come_to_rest_give_nothing(
    engine: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "MOST_ROUNDS", 1)
    given = layers(20, 8)
    whole = read(engine, given, 100)
    table = questions.contacts(whole).frame(ALL)
    net = from_frames(given.contacts, given.referrals)
    known = table[schema.REACH].notna()
    assert known.any()
    assert not known.all()
    assert (table[schema.REACH][known] == ng.contacts(net)[schema.REACH][known]).all()
    assert any("Reach is not given" in note for note in questions.contacts(whole).notes)


@pytest.mark.smoke
def test_loops_too_many_to_be_found_in_memory_are_refused(
    engine: Duck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(introductions, "MOST_LOST", 20)
    ids = [f"p{n}" for n in range(30)]
    ring = pd.DataFrame({"referrer_id": ids, "referred_id": [*ids[1:], ids[0]]})
    with pytest.raises(
        NetgraphError, match="30 referrals are among people who refer only each other"
    ):
        read(engine, Tables(pd.DataFrame({"contact_id": ids}), ring), 10)


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


def test_the_command_line_says_what_is_not_given(tables: Path, capsys: Any) -> None:
    from netgraph.cli import main

    words = [str(tables), "--engine", "duckdb", "--piece-rows", "3"]
    assert main(["contacts", *words]) == 0
    told = capsys.readouterr()
    assert "too large for a worker" in told.out + told.err
    assert main(["summary", *words]) == 0
    assert main(["organizations", *words]) == 0
    capsys.readouterr()
