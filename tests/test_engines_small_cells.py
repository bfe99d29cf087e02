"""Small cells on an engine are those that memory blanks."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import require
from strategies import sample
from test_engines import ALL, arrow
from test_engines_hiding import KEY, redacted

import netgraph as ng
from netgraph import schema
from netgraph.analysis.small_cells import counts_without_small, shown_issues, without_small_cells
from netgraph.cli import main
from netgraph.cli.verbs import VERBS
from netgraph.engines import duck as duck_engine
from netgraph.engines import questions
from netgraph.engines.duck import Duck
from netgraph.engines.small_groups import shown_counts_of_issues
from netgraph.engines.whole import Whole

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.choices import Redaction


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


def people_and_pairs(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A drawn network with sources, some of them said in the cells of referrers alone."""
    given = sample(seed, 150)
    draw = np.random.default_rng(seed)
    sources = ["friend", "Zoe's party", "alumni", "fair", None]
    contacts = given.contacts.assign(source=draw.choice(sources, len(given.contacts), p=[0.2] * 5))
    said = contacts["contact_id"].iloc[:12].to_numpy()
    more = pd.DataFrame({"referrer_id": "LinkedIn", "referred_id": said}).astype("str")
    return contacts, pd.concat([given.referrals, more], ignore_index=True)


@pytest.mark.parametrize(
    ("seed", "least", "what", "targets"),
    [
        (1, 5, (), False),
        (2, 11, (), True),
        (3, 3, ("organizations", "initials"), True),
        (4, 4, ("all",), False),
    ],
)
def test_groups_are_blanked_as_in_memory(
    seed: int,
    least: int,
    what: tuple[Redaction, ...],
    targets: bool,  # noqa: FBT001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(duck_engine, "PIECE", 40)
    contacts, referrals = people_and_pairs(seed)
    wanted = pd.DataFrame({"organization": ["Unheard", *contacts["organization"].dropna()[:2]]})
    options: dict[str, Any] = {"targets": wanted.drop_duplicates()} if targets else {}
    net = redacted(ng.from_frames(contacts, referrals, **options), what)
    engine = Duck(work=str(tmp_path))
    given = arrow(contacts), arrow(referrals)
    whole = Whole(engine, *given, **options, redact=what, key=KEY, min_cell=least, piece_rows=20)
    for by in (None, schema.ORGANIZATION, schema.MET):
        more: dict[str, Any] = {} if by is None else {"by": by}
        every = ng.organizations(net, **more)
        expected = without_small_cells(net, "organizations", every, least, by=by)
        answer = questions.organizations(whole, by=by)
        found = answer.frame(ALL)
        pd.testing.assert_frame_equal(found, expected, check_dtype=False)
        assert found[schema.CONTACTS].dtype == expected[schema.CONTACTS].dtype
        assert answer.notes == expected.attrs["notes"]
        assert found[schema.CONTACTS].isna().any() or len(found) < len(every)
    screen, truth = questions.summary(whole), ng.summary(net)
    assert screen.counts == counts_without_small(net, truth.counts, least)
    assert not len(screen.advocates)
    assert not len(screen.dead_ends)
    not_there = (schema.UNCLAIMED_COLUMN, schema.LONELY_DATE)
    issues = {c: n for c, n in shown_issues(net, least).items() if c not in not_there}
    assert shown_counts_of_issues(whole) == issues
    engine.close()


FEW = ["organizations", "--by", "met", "--top", "4"]


@pytest.mark.usefixtures("whole_once", "read_once")
def test_the_command_line_blanks_and_refuses_as_in_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    contacts, referrals = people_and_pairs(2)
    for name, table in (("contacts", contacts), ("referrals", referrals)):
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    told = []
    for verb in (["summary"], ["organizations", "--top", "400"], FEW):
        command = [*verb, str(tmp_path), "--min-cell", "6"]
        for engine in ([], ["--engine", "duckdb"]):
            assert main([*command, "--format", "json", *engine]) == 0
            told.append(json.loads(capsys.readouterr().out))
            assert main([*command, *engine]) == 0
            capsys.readouterr()
        memory, answer = told[-2:]
        memory.pop("findings", None)
        answer["notes"] = [n for n in answer["notes"] if not n.startswith("Findings and what")]
        assert answer == memory
    out = tmp_path / "out"
    assert main([*command, "--engine", "duckdb", "-o", str(out)]) == 0
    assert schema.INTRODUCED_BY not in pd.read_parquet(out)
    capsys.readouterr()
    monkeypatch.setattr(Duck, "read", None)  # whoever reads fails
    for verb in ("contacts", "advocates", "dead-ends", "check"):
        assert any("--engine" in one.flags for one in VERBS[verb].options)
        said = []
        for engine in ([], ["--engine", "duckdb"]):
            assert main([verb, str(tmp_path), "--min-cell", "6", *engine]) == 1
            said.append(capsys.readouterr().err)
        assert said[0] == said[1]
        assert "tells of single people" in said[0]
