"""Decisions about who is one person, on an engine that sees two rows at once."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from conftest import require
from test_engines import ALL, QUESTIONS
from test_engines_read import in_rows, lines, sorted_issues

import netgraph as ng
from netgraph import schema
from netgraph.cli import main
from netgraph.engines import deciding, questions
from netgraph.engines import duck as duck_engine
from netgraph.engines.duck import Duck
from netgraph.engines.whole import Whole
from netgraph.errors import InputError, NetgraphError
from netgraph.tables.check import check

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


CONTACTS = lines(
    "contact_id,name,organization,email,status,met_on,referred_by",
    "a,Ann Ash,Acme,ann@x.org,contacted,,",
    "b,Bo Berg,Acme,,met,2026-02-01,a",
    "a2,Anna Ash,,ann@y.org,met,2026-01-03,c",
    "c,Cy Dunn,Bolt,cy@x.org,,,",
    "d,Di Eck,Bolt,cy@x.org,,2026-03-01,a2",
    "e,Di Eck,Bolt,,,,B",
    "f,Flo Fay,,,,,A2",
    "g,Gus Gray,Core,,,,Anna Ash",
    "h,Hal Hill,Core,,,,Bobby; Cy Dunn",
    "i,Ida Inn,,,,,x9",
)
REFERRALS = lines(
    "referrer_id,referred_id,referred_on",
    *("a2,b,2026-02-03", "a,b,2026-01-30", "b2,d,2026-02-05", "c,a,2026-01-01", "e,f,"),
    *("x9,g,2026-01-05", "Bobby,h,", "a,a2,2026-02-02", "zoe,h,"),
)
CASES = {
    "two rows are one person": lines("a,a2,yes"),
    "a chain of three, and a pair that is two": lines("a2,a,yes", "d,a2,yes", "c,d,no"),
    "ids that no contact has, and a text": lines("b2,b,yes", "x9,e,yes", "Bobby,b,yes"),
    "two who have the same e-mail or name are two": lines("c,d,no", "e,d,no"),
    "ids that no table has": lines("nobody,a,yes", "zoe,nowhere,yes", "a,a,yes"),
    "not decided yet": lines("a,a2,", "c,d,"),
    "a contradiction": lines("a,a2,yes", "a2,a,no"),
    "everybody": lines("a,a2,yes", "b,b2,yes", "c,d,yes", "d,e,yes", "f,g,yes", "i,x9,yes"),
}


@pytest.mark.parametrize("case", CASES)
def test_decisions_join_people_as_in_memory(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck_engine, "PIECE", 2)
    same = "contact_id,same_as,same\n" + CASES[case]
    texts = {"contacts": CONTACTS, "referrals": REFERRALS, "same": same}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"{name}.csv") for name in ("contacts", "referrals")]
    decided = {"same": str(tmp_path / "same.csv")}
    engine = Duck(work=str(tmp_path / "work"))
    whole = Whole(engine, *files, **decided)
    truth = check(*files, **decided)
    near = truth[schema.MESSAGE].str.contains("; may be", regex=False)
    wrong = (truth[schema.SEVERITY] == "error").any()
    truth = truth[~near & (truth[schema.CODE] != schema.LONELY_DATE)]
    # with an error an engine merges no pairs
    truth = truth[(truth[schema.CODE] != schema.REPEATED_REFERRAL) | (not wrong)]
    # lines of the decisions are lines here too
    of_same = truth[schema.TABLE] == schema.SAME
    found = questions.check(whole).frame(ALL)[list(truth.columns)]
    told = found[schema.TABLE] == schema.SAME
    for one, other, in_lines in (
        (found[told], truth[of_same], False),
        (found[~told], truth[~of_same], True),
    ):
        pd.testing.assert_frame_equal(
            sorted_issues(one, lines=False), sorted_issues(other, lines=in_lines), check_dtype=False
        )
    if wrong:
        with pytest.raises(NetgraphError) as memory:
            ng.read(*files, **decided)
        with pytest.raises(NetgraphError) as refused:
            questions.contacts(whole)
        assert in_rows(str(refused.value)) == in_rows(str(memory.value))
        engine.close()
        return
    net = ng.read(*files, **decided)
    for question in QUESTIONS:
        answer = getattr(questions, question)(whole).frame(ALL)
        expected = getattr(ng, question)(net).reset_index(drop=True)
        pd.testing.assert_frame_equal(answer, expected, check_dtype=False, rtol=1e-9)
    engine.close()


def test_the_command_line_reads_decisions_as_in_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "contacts.csv").write_text(CONTACTS)
    (home / "referrals.csv").write_text(REFERRALS)
    named = tmp_path / "mine.csv"
    for file in (home / "same.csv", named):
        file.write_text("contact_id,same_as,same\na,a2,yes\nc,d,\n")
    (tmp_path / "same.csv").write_text("contact_id,same_as,same\na,nobody at all,yes\n")
    (tmp_path / "key").write_text("a long secret text")
    hidden = ["--redact", "all", "--key-file", str(tmp_path / "key")]
    two = [str(home / "contacts.csv"), str(home / "referrals.csv")]
    ways = ([str(home)], two, [*two, "--same", str(named)], [*two, *hidden])
    for way in ways:
        told = []
        for engine in ([], ["--engine", "duckdb"]):
            words = ["dead-ends" if "--redact" in way else "contacts", *way, "--top", "99"]
            assert main([*words, "--format", "json", *engine]) == 0
            said = capsys.readouterr()
            answer = json.loads(said.out)
            answer["issues"].pop(schema.LONELY_DATE, None)
            told.append((answer["rows"], answer["issues"], "1 decision" in said.err))
            assert ("1 decision of same.csv beside the tables" in said.err) == (way == two)
        assert told[0] == told[1]


def test_more_decisions_than_the_driver_joins_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "MOST_DECIDED", 1)
    (tmp_path / "contacts.csv").write_text(CONTACTS)
    same = pd.DataFrame({"contact_id": ["a", "b"], "same_as": ["a2", "c"], "same": ["yes", "yes"]})
    engine = Duck(work=str(tmp_path / "work"))
    with pytest.raises(InputError, match="2 decisions that two are one, and an engine takes 1"):
        Whole(engine, str(tmp_path / "contacts.csv"), None, same=same)
    engine.close()
