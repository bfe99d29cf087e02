"""What the adviser reads: who is asked too often, whose id is whose, what refused tables lack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import netgraph as ng
from netgraph.__main__ import main
from netgraph.analysis import load, seekers
from netgraph.analysis.asking import seekers_who_asked
from netgraph.cli.parser import verb_parser
from netgraph.cli.verbs import VERBS
from netgraph.glossary import TERMS

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "seeker_id,contact_id,name,organization,status,contacted_on,asked_on,met_on\n"
SEEKERS = "seeker_id,name\ns1,Amy Poe\ns2,Amy Ray\ns3,Bo Day\n"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Five students wrote to Val, who referred nobody; one to Ann, who referred Cy to s1."""
    rows = [f"s{n},val,Val Orr,Oak,contacted,2026-03-0{n},,\n" for n in range(1, 6)]
    rows += ["s1,ann,Ann Lee,Acme,met,2026-03-01,,2026-03-02\n", "s1,cy,Cy Fox,Elm,,,,\n"]
    (tmp_path / "contacts.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    pairs = "seeker_id,referrer_id,referred_id,referred_on\ns1,ann,cy,2026-03-05\n"
    (tmp_path / "referrals.csv").write_text(pairs, encoding="utf-8")
    (tmp_path / "seekers.csv").write_text(SEEKERS, encoding="utf-8")
    return tmp_path


def test_who_is_asked_too_often_has_a_row_though_no_advocate(office: Path) -> None:
    table = ng.load(ng.read_cohort(office))
    assert table["contact_id"].tolist() == ["val", "ann"]
    assert table["over_limit"].tolist() == [True, False]
    assert table["referrals_made"].tolist() == [0, 1]
    assert table["conversion"].isna().tolist() == [True, False]
    assert table.attrs["heading"] == "Over 3 asks a month: Val Orr"
    # below the limit whom several students ask has a row still
    below = ng.load(ng.read_cohort(office), limit=5)
    assert below["contact_id"].tolist() == ["val", "ann"]
    assert not below["over_limit"].any()


def test_who_has_no_name_is_called_by_the_id(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(HEAD + "s1,a,,Acme,met,,,\ns2,b,Bo Day,Oak,met,,,\n")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id\ns1,a,c\n")
    assert ng.load(ng.read_cohort(tmp_path))["name"].tolist() == ["a"]


def test_who_declined_or_sent_no_reply_was_asked(tmp_path: Path) -> None:
    """Of six people one is only known, one met; the others were asked, though no day says when."""
    words = ("identified", "met", "contacted", "no_reply", "declined", "")
    rows = [f"s1,p{n},P{n},Oak,{word},,,\n" for n, word in enumerate(words[:5])]
    rows += ["s1,p5,P5,Oak,,,,\n", "s2,p5,P5,Oak,identified,,,\n"]
    head = HEAD.replace("asked_on", "followed_up_on")
    rows[5] = "s1,p5,P5,Oak,,,2026-03-01,\n"
    (tmp_path / "people.csv").write_text(head + "".join(rows), encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id\n")
    cohort = ng.read_cohort(tmp_path / "people.csv", tmp_path / "referrals.csv")
    assert seekers_who_asked(cohort).tolist() == [0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize("limit", [0, 1, 4, 5])
def test_the_sentence_on_asks_is_true_of_everybody(office: Path, limit: int) -> None:
    cohort = ng.read_cohort(office)
    asks = load.asks_of_people(cohort)["asks_30_days"]
    said = ng.load(cohort, limit=limit).attrs["heading"]
    assert said.startswith("Nobody is over") == (asks.max() <= limit)
    if asks.max() <= limit:
        assert said.endswith("most asked: Val Orr (5)")


def test_the_office_says_who_is_asked_too_often_and_a_redacted_one_says_no_name(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    assert main(["report", str(office), "-o", str(page)]) == 0
    assert "Val Orr was asked 5 times within 30 days, more than 3" in page.read_text(
        encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["load", str(office), "--redact", "names"]) == 0
    told = capsys.readouterr()
    assert "Val" not in told.out + told.err
    assert main(["load", str(office), "--min-cell", "11"]) == 1


def test_a_screen_of_seekers_has_their_ids(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["seekers", str(office)]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = {tuple(line.split()[:3]) for line in lines if line.startswith(("Amy", "Bo"))}
    assert rows == {("Amy", "Poe", "s1"), ("Amy", "Ray", "s2"), ("Bo", "Day", "s3")}


@pytest.mark.parametrize(
    ("word", "found"), [("s2", "s2"), ("Amy Ray", "s2"), ("ray, AMY", "s2"), ("Bo", "s3")]
)
def test_one_search_is_asked_for_by_a_name_too(
    office: Path, word: str, found: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contacts", str(office), "--seeker-id", found, "--format", "json"]) == 0
    by_id = capsys.readouterr()
    assert main(["contacts", str(office), "--seeker-id", word, "--format", "json"]) == 0
    told = capsys.readouterr()
    assert told.out == by_id.out
    assert (f"seeker_id {found}" in told.err) == (word != found)


def test_a_name_of_two_seekers_is_refused_with_their_ids_alone(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["week", str(office), "--seeker-id", "Amy"]) == 1
    told = capsys.readouterr().err
    assert "'Amy' may be 2 seekers; say the id: s1, s2" in told
    assert "Poe" not in told
    assert main(["week", str(office), "--seeker-id", "Val Orr"]) == 1
    assert "no search of 'Val Orr'" in capsys.readouterr().err


def test_words_of_searches_are_explained_by_the_numbers_that_decide(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["words", "stuck"]) == 0
    assert "three or more" in capsys.readouterr().out
    assert seekers.STUCK_FROM == 3
    assert f"{seekers.RECENT} days" in TERMS["stuck"]
    assert main(["words", "not_started"]) == 0


@pytest.mark.parametrize("more", [[], ["--by-seeker"]])
def test_refused_tables_of_several_searches_are_told_as_such(
    office: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """An id that five students have is no repetition; one bad day of s1 is all that is wrong."""
    path = office / "contacts.csv"
    path.write_text(path.read_text("utf-8").replace(",,2026-03-02", ",,soon"), encoding="utf-8")
    assert main(["check", str(office), *more, "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)["rows"]
    errors = [row for row in rows if row["severity"] == "error"]
    assert [(row["code"], row["seeker_id"], row["value"]) for row in errors] == [
        ("bad_date", "s1", "soon")
    ]
    assert not any("--keep" in row["hint"] for row in rows)


def test_a_refused_folder_says_whose_search_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = "Name,Company,Referred by,Met on\nAnn Lee,Acme,,2026-03-01\n"
    for name, day in (("anna", "soon"), ("bob", "2026-03-04")):
        (tmp_path / f"{name}.csv").write_text(f"{head}Cy,Elm,Ann Lee,{day}\n", encoding="utf-8")
    (tmp_path / "carl.csv").write_bytes(b"\x00\x01")
    (tmp_path / "seekers.csv").write_text("seeker_id\nanna\nbob\n", encoding="utf-8")
    assert main(["check", str(tmp_path), "--by-seeker", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)["rows"]
    errors = [row["seeker_id"] for row in rows if row["severity"] == "error"]
    assert errors == ["anna", "carl"]


def test_a_mistyped_place_is_said_though_one_search_is_asked_for(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contacts", str(office / "nowhere"), "--seeker-id", "s1"]) == 1
    assert "nowhere: there is no such file or folder" in capsys.readouterr().err
    # a name without its quotes becomes a table more
    assert main(["contacts", str(office), "--seeker-id", "Amy", "Ray"]) == 1
    told = capsys.readouterr().err
    assert "Ray: there is no such file or folder" in told
    assert "in quotes" in told
    assert main(["plot", "load", str(office), "--seeker-id", "s1"]) == 1
    assert "plot load is about all searches" in capsys.readouterr().err


FURTHER_WORDS = {
    "dossier": ["--who", "Ann Lee"],
    "paths": ["--to", "Acme"],
    "plot": ["tree"],
    "organizations": ["--top", "1"],
}
"""What a verb needs besides tables."""
REFUSALS = ("tells of single people", "is about all searches", "each search has its own seeker")


@pytest.mark.parametrize("verb", list(VERBS))
@pytest.mark.parametrize(
    "words", [("--min-cell", "11"), ("--seeker-id", "s1"), ("--seeker", "ann")]
)
def test_help_lists_an_option_just_where_a_verb_takes_it(
    verb: str, words: tuple[str, str], office: Path, tmp_path: Path, capsys: Any, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    if words[0] not in verb_parser(VERBS[verb]).options() or verb in ("start", "convert", "demo"):
        return
    before, after = FURTHER_WORDS.get(verb, []), []
    if verb == "plot":
        before, after = [], before
    one = office if words[0] != "--seeker" or verb in ("seekers", "load") else tmp_path / "one.csv"
    one_search = "id,name,organization,referred_by\nann,Ann Lee,Acme,\nb,Bo,Elm,ann\n"
    (tmp_path / "one.csv").write_text(one_search, encoding="utf-8")
    main([verb, *after, str(one), *before, *words])
    told = capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    helped = capsys.readouterr().out
    listed = f"\n  {words[0]} " in helped
    # of figures only those of groups take it
    takes = not any(words in told for words in REFUSALS) or verb == "plot"
    assert listed == takes, told


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("seekers", "not needed"),
        ("load", "advocates --by-seeker"),
        ("dossier", "--seeker-id"),
    ],
)
def test_verbs_without_an_answer_of_each_search_say_what_there_is(
    verb: str, said: str, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ["--who", "Ann Lee"] if verb == "dossier" else []
    with pytest.raises(SystemExit) as ended:
        main([verb, str(office), *who, "--by-seeker"])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_options_that_contradict_each_other_are_told_at_once(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--by-seeker", "--seeker-id", "s1", "--seeker", "a", "--min-cell", "3"]
    assert main(["growth", str(office), *words]) != 0
    lines = capsys.readouterr().err.removeprefix("netgraph: ").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["--by-seeker", "--min-cell", "--seeker"]
    assert all("leave" in line for line in lines)


def test_one_search_of_tables_without_seekers_says_what_they_lack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "contacts.csv").write_text("contact_id,referred_by\na,\nb,a\n", encoding="utf-8")
    assert main(["contacts", str(tmp_path), "--seeker-id", "s1"]) == 1
    said = capsys.readouterr().err
    assert "no column seeker_id that is filled" in said
    assert "--map" in said
