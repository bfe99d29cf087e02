"""Pseudonyms on an engine: what memory shows, in the order in which memory shows it."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import require
from strategies import sample
from test_engines import ALL, QUESTIONS, arrow
from test_engines_read import lines
from test_leaks import FIRMS, PEOPLE, bytes_of, tables  # noqa: F401

import netgraph as ng
from netgraph import schema
from netgraph.choices import REDACTIONS
from netgraph.cli import main
from netgraph.engines import duck as duck_engine
from netgraph.engines import hiding, questions
from netgraph.engines.duck import Duck
from netgraph.engines.whole import Whole
from netgraph.errors import InputError, UnknownNameError
from netgraph.pseudonyms import Codes, SamePseudonymError
from netgraph.tables.check import check

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.choices import Redaction
    from netgraph.network import ReferralNetwork

KEY = "a long secret text"
PAIRS: list[tuple[Redaction, ...]] = [
    *((what,) for what in REDACTIONS),
    ("initials", "organizations"),
    ("names", "names"),
    ("organizations", "initials"),
]


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


CONTACTS = lines(
    "contact_id,name,organization,title,email,source,status,met_on,notes,boss Zelda",
    "annika@acme.org,Annika Moss,Acme,CEO,a@acme.org,through Zelda,met,2024-01-02,hm,Zelda",
    "Benedikt Ortega (Birchwood),Benedikt Ortega,Birchwood Inc,,,friend,met,2024-02-03,,",
    "c3,Annika Moss,Acme Inc,,,,,,,",
    "d4,Dora Elm,Elm & Dora Consulting,,,,,,,",
    "e5,Anton Mill,,,,,,,,",
    "f6,Nora Nash,Acme,,,,,,,",
    "g7,Nick Nolte,Zeta GmbH,,,,met,2024-03-01,,",
    "dora@acme,Dora from Acme,Zeta,,,,,,,",
    "dora@birchwood,Dora from Acme,,,,,,,,",
    "h8,,,,,,,,,",
)
REFERRALS = lines(
    "from,to,date,kind,notes,told to Zelda",
    "annika@acme.org,Benedikt Ortega (Birchwood),2024-01-20,Acme party,from Moss,Quill",
    "Benedikt Ortega (Birchwood),Yvo (Cedarline),2024-02-20,,,",
    "Benedikt Ortega (Birchwood),d4,2024-02-20,,,",
    "annika@acme.org,e5,2024-02-21,,,",
    "annika@acme.org,e5,2024-02-25,,,",
    "d4,f6,,,,",
    "c3,g7,,,,",
    "g7,c3,,,,",
    "f6,Person at Acme,2024-04-01,,,",
)
TARGETS = lines("organization,weight", "Cedarline,2", "Acme,1", "Dora Elm Trust,3")


def compare(whole: Whole, net: ReferralNetwork) -> None:
    """All answers, in every order, cell for cell."""
    for question in QUESTIONS:
        for by in (None, schema.NAME, schema.ORGANIZATION, schema.INTRODUCED_BY):
            options: dict[str, Any] = {} if by is None else {"by": by}
            try:
                expected = getattr(ng, question)(net, **options)
            except UnknownNameError:
                continue
            answer = getattr(questions, question)(whole, **options).frame(ALL)
            truth = expected.reset_index(drop=True)
            pd.testing.assert_frame_equal(answer, truth, check_dtype=False, rtol=1e-9)
            assert answer.attrs["notes"] == expected.attrs.get("notes", [])
    found, issues = questions.check(whole).frame(ALL), check(net)
    told = [schema.UNCLAIMED_COLUMN, schema.LONELY_DATE]
    issues = issues[~issues[schema.CODE].isin(told)].reset_index(drop=True)
    columns = [c for c in issues if c != schema.LINE]
    pd.testing.assert_frame_equal(found[columns], issues[columns], check_dtype=False)
    screen, truth = questions.summary(whole), ng.summary(net)
    assert (screen.counts, screen.notes, screen.as_of) == (truth.counts, truth.notes, truth.as_of)
    for name in ("advocates", "dead_ends", "organizations"):
        one, other = getattr(screen, name), getattr(truth, name).reset_index(drop=True)
        pd.testing.assert_frame_equal(one, other, check_dtype=False, rtol=1e-9)


def redacted(net: ReferralNetwork, what: tuple[Redaction, ...]) -> ReferralNetwork:
    """The network with one redaction after another."""
    for one in what:
        net = ng.redact(net, one, key=KEY)
    return net


DAY = "2024-02-15"


@pytest.mark.parametrize(
    ("what", "as_of"),
    [
        *((what, (None, DAY)[at % 2]) for at, what in enumerate(PAIRS)),
        (("organizations",), DAY),
        (("all",), None),
    ],
)
def test_answers_are_hidden_as_in_memory(
    what: tuple[Redaction, ...],
    as_of: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(duck_engine, "PIECE", 2)
    texts = {"contacts": CONTACTS, "referrals": REFERRALS, "targets": TARGETS}
    files = {name: tmp_path / f"{name}.csv" for name in texts}
    for name, text in texts.items():
        files[name].write_text(text, encoding="utf-8")
    given = str(files["contacts"]), str(files["referrals"])
    options: dict[str, Any] = {"as_of": as_of, "targets": str(files["targets"])}
    options["seeker"] = "f6" if as_of else None
    net = redacted(ng.read(*given, **options), what)
    engine = Duck(work=str(tmp_path / "work"))
    compare(Whole(engine, *given, **options, redact=what, key=KEY, piece_rows=4), net)
    engine.close()


def test_drawn_networks_are_hidden_as_in_memory(tmp_path: Path) -> None:
    given = sample(5, 200)
    engine = Duck(work=str(tmp_path))
    parts = arrow(given.contacts), arrow(given.referrals)
    whole = Whole(engine, *parts, **given.options(), redact=["initials"], key=KEY, piece_rows=40)
    net = ng.from_frames(given.contacts, given.referrals, **given.options())
    compare(whole, redacted(net, ("initials",)))
    engine.close()


VERBS = ("contacts", "advocates", "dead-ends", "organizations", "check", "summary")


@pytest.mark.usefixtures("whole_once")
@pytest.mark.parametrize("what", ["initials", "all"])
def test_no_output_of_an_engine_says_what_is_hidden(
    tables: Path,  # noqa: F811
    tmp_path: Path,
    what: Redaction,
    capsys: pytest.CaptureFixture[str],
) -> None:
    secrets = [] if what == "organizations" else [PEOPLE]
    secrets += [FIRMS] if what in ("organizations", "all") else []
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    command = [str(tables), "--engine", "duckdb", "--redact", what]
    command += ["--key-file", str(tmp_path / "key")]
    for verb in VERBS:
        places = ["--format=json", f"-o={out / verb}{'.csv' * (verb == 'summary')}"]
        for place in ([], *([place] for place in places)):
            assert main([verb, *command, *place]) == 0
            told = capsys.readouterr()
            words = (told.out + told.err).replace(str(tmp_path), "")
            assert not [found for secret in secrets if (found := secret.search(words))], words
    files = bytes_of(out)
    assert len(files) > 2_000
    assert not [secret for secret in secrets if secret.search(files)]


@pytest.mark.usefixtures("whole_once")
def test_the_hunt_on_an_engine_finds_what_is_not_hidden(
    tables: Path,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    for verb in VERBS:
        assert main([verb, str(tables), "--engine", "duckdb", "--format", "csv"]) == 0
        told = capsys.readouterr().out
        # no branch is dead, and a summary in CSV is its counts
        assert verb in ("dead-ends", "summary") or (PEOPLE.search(told) and FIRMS.search(told))


@pytest.mark.parametrize("verb", ["contacts", "check"])
@pytest.mark.parametrize(
    ("file", "text", "more"),
    [
        ("contacts.csv", "contact_id,name\nannika,Annika\nannika,Moss\n", []),
        ("contacts.csv", "contact_id,met_on\nannika,Moss day\nben,2024-01-02\n", []),
        ("contacts.csv", "Annika Moss,Acme\nBenedikt,Birchwood\n", []),
        ("contacts.csv", 'contact_id,name\nannika,"Moss\nyvo,Acme,Acme,Acme\n', []),
        ("targets.csv", "organization,weight\nAcme,Annika\nBirchwood,2\n", []),
        ("contacts.xlsx", "Annika", []),
        ("contacts.csv", "id,name\nannika,Moss\nzelda,Moss\n", ["--seeker", "Moss"]),
        ("contacts.csv", "id,name\nannika,Moss\nzelda,Moss\n", ["--seeker", "Mosss"]),
        ("netgraph.toml", '[columns]\nphone = "Quill"\n[values]\n"status:Acme" = "met"\n', []),
        ("netgraph.toml", 'seeker = "annika@acme.org"\n', []),
    ],
)
def test_refusals_of_an_engine_repeat_no_cell(
    tables: Path,  # noqa: F811
    tmp_path: Path,
    verb: str,
    file: str,
    text: str,
    more: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tables / file).write_text(text, encoding="utf-8")
    if file.endswith("xlsx"):
        (tables / "contacts.csv").unlink()
    main([verb, str(tables), "--redact", "all", "--engine", "duckdb", *more])
    said = capsys.readouterr()
    words = (said.out + said.err).replace(str(tmp_path), "")
    words = re.sub("'Mosss?'", "", words)
    assert words
    assert not PEOPLE.search(words), words
    assert not FIRMS.search(words), words


def test_errors_are_told_as_in_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, pairs = tmp_path / "people.csv", tmp_path / "pairs.csv"
    people.write_text(lines("id,name,met_on", "a,Ann,someday", "b,Bo,2024-01-01", "b,Bo,"))
    pairs.write_text(lines("from,to", "a,b"))
    told = []
    for engine in ([], ["--engine", "duckdb"]):
        command = ["contacts", str(people), str(pairs), "--redact", "all", *engine]
        assert main(command) == 1
        told.append(capsys.readouterr().err)
    first = [re.sub(r"line (\d+)", lambda n: f"row {int(n[1]) - 1}", words) for words in told]
    assert first[0] == first[1]


def test_a_key_gives_the_pseudonyms_that_memory_gives(
    tables: Path,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    key = tmp_path / "key"
    key.write_text("a long secret text\n", encoding="utf-8")
    said = []
    for engine in ([], ["--engine", "duckdb"]):
        command = ["contacts", str(tables), "--redact", "all", "--format", "csv", *engine]
        assert main([*command, "--key-file", str(key)]) == 0
        said.append(capsys.readouterr())
        assert main(command) == 0
        assert "pseudonyms are new for each run" in capsys.readouterr().err
    assert said[0].out.splitlines() == said[1].out.splitlines()


def test_what_an_engine_cannot_hide_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = pd.DataFrame({"contact_id": ["a", "b"], "organization": ["Acme", "Bolt"]})
    pairs = pd.DataFrame({"referrer_id": ["a"], "referred_id": ["b"]})
    given = arrow(people), arrow(pairs)
    engine = Duck(work=str(tmp_path))
    with pytest.raises(UnknownNameError, match="redaction"):
        Whole(engine, *given, redact=["nothing"])  # type: ignore[list-item]
    with monkeypatch.context() as patch:
        patch.setattr(hiding, "MOST_LOOKED_FOR", 1)
        with pytest.raises(InputError, match="2 organizations, and an engine looks for 1"):
            Whole(engine, *given, redact=["all"])
    monkeypatch.setattr(duck_engine, "PIECE", 1)  # each batch by itself finds nothing twice
    monkeypatch.setattr(Codes, "numbers", lambda _, words, __: words.str.len().to_numpy())
    with pytest.raises(SamePseudonymError, match="choose another key"):
        Whole(engine, *given, redact=["names"])
    engine.close()
