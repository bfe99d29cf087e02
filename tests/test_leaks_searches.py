"""Nothing of others: marks in every cell of other searches, looked for in every output of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from test_leaks import bytes_of, unpacked

from netgraph.choices import FIGURES, REDACTIONS, TABLE_FORMATS
from netgraph.cli import main
from netgraph.cli.searches import COHORT_VERBS
from netgraph.cli.verbs import VERBS

if TYPE_CHECKING:
    from pathlib import Path


MARK = re.compile(r"qzx|quorra|2019-03|Mar(?:ch)? 2019", re.IGNORECASE)
"""What stands in all cells of other searches, and nowhere else: words, ids, days."""
OTHER_VERBS = ("simulate", "demo", "words", "completion")
"""Verbs that read no tables."""

CONTACTS = """\
seeker_id,contact_id,name,organization,title,field,email,source,decision_maker,status,channel,\
contacted_on,followed_up_on,met_on,asked_on,thanked_on,last_contact_on,scheduled_for,next_step,\
next_step_on,notes,own
ann,c1,Cleo Abel,Acme,Head,Energy,cleo@acme.org,alumni,yes,met,email,2026-01-02,,2026-01-20,,,,,\
,,\
met at the fair,blue
ann,c2,Dan Berg,Birch,Clerk,,dan@birch.org,,no,contacted,letter,2026-02-20,,,,,,,,,,
ann,c3,Eva Cruz,Acme,,,,,,,,,,,,,,,,,,
ann,c4,Finn Diaz,Cedar,,,,event,,met,phone,,,2026-02-25,,2026-02-26,2026-03-01,,,,,
qzxed,c1,Cleo Abel,Acme,qzxboss,qzxoil,cleo@acme.org,qzxaunt,no,declined,phone,2019-03-01,\
2019-03-02,\
2019-03-03,2019-03-04,2019-03-05,2019-03-06,,qzxcall,2019-03-07,qzxsecret,qzxred
qzxed,qzx2,Qzxoe Quorra,Quorra Works,qzxclerk,qzx,qzx@quorra.org,qzxuncle,yes,met,email,\
2019-03-08,,\
2019-03-09,,,2019-03-10,,,,qzxnote,qzx
qzxed,qzx2b,Qzxoe Quorra,Quorra Works Ltd,,,qzx@quorra.org,,,,,,,,,,,,,,qzx,
qzxyl,qzx3,Qzxara Quorra,Qzx Trust,qzx,qzx,qzx3@quorra.org,qzx,yes,met,email,2019-03-11,,\
2019-03-12,,,,,\
qzx,2019-03-13,qzx,qzx
qzxyl,ann,Ann Abt,College,qzx,qzx,ann@qzx.org,qzx,,met,email,2019-03-14,,2019-03-15,,,,,,,\
qzxabout,qzx
"""
REFERRALS = """\
seeker_id,referrer_id,referred_id,referred_on,kind,notes
ann,c1,c2,2026-02-01,mail,kind of him
ann,c1,c3,2026-02-02,,
qzxed,c1,qzx2,2019-03-16,qzxkind,qzxwhy
qzxed,qzx2,qzx9 stub,2019-03-17,,
qzxed,qzx2,qzx2,2019-03-17,,
qzxyl,qzx3,ann,2019-03-18,qzx,qzx
qzxyl,ann,qzx4,2019-03-19,qzx,qzx
"""
SEEKERS = """\
seeker_id,name,programme,qzxnote
ann,Ann Abt,MBA,
qzxed,Qzxed Quorra,Qzx studies,qzxprivate
qzxyl,Qzxyl Quorra,Qzx studies,qzx
"""


def write_tables(home: Path) -> Path:
    """Ann's search of four people; c1 is Qzxed's contact too, and Ann is one of Qzxyl's."""
    home.mkdir()
    for name, text in (("contacts", CONTACTS), ("referrals", REFERRALS), ("seekers", SEEKERS)):
        (home / f"{name}.csv").write_text(text, encoding="utf-8")
    (home / "targets.csv").write_text("organization\nCedar\nDune\n", encoding="utf-8")
    return home


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The tables of three seekers in a folder."""
    return write_tables(tmp_path / "office")


def commands(tables: Path, out: Path) -> list[list[str]]:
    """Every verb that reads tables, in every format it has, about Ann's search."""
    words = {"paths": ["--to", "Cleo Abel"], "agenda": ["--outcome", "Acme"]}
    files = ("plot", "map", "convert", "week", "dossier", "report", "start")
    answers = [v for v in VERBS if v not in (*OTHER_VERBS, *COHORT_VERBS, *files)]
    found = [[name, *words.get(name, [])] for name in answers]
    found += [["organizations", "--lose", "c1"], ["contacts", "--expected"]]
    found = [
        [*one, "--format", form] for one in found for form in ("table", "json", "csv", "markdown")
    ]
    found += [["summary", "--full"], ["week"], ["week", "-o", f"{out / 'week.txt'}"]]
    found += [["agenda", "--ics", f"{out / 'steps.ics'}"]]
    found += [["plot", kind, "-o", f"{out / kind}.svg"] for kind in FIGURES]
    who = ["dossier", "--who", "Cleo Abel", "--include", "notes"]
    found += [[*who, "--format", form] for form in ("table", "json", "markdown")]
    found += [[*who, "-o", f"{out / 'who.html'}"]]
    found += [["report", "--include", "notes", "-o", f"{out / 'report.html'}"]]
    map_of = ["map", "--include", "notes", "--include", "own"]
    found += [[*map_of, "--renderer", r, "-o", f"{out / r}.html"] for r in ("pyvis", "canvas")]
    found += [["convert", "-o", f"{out / f}", "--format", f, "--private"] for f in TABLE_FORMATS]
    found += [["convert", "-o", f"{out / 'net'}.{f}", "--private"] for f in ("graphml", "gexf")]
    found += [["convert", "-o", f"{out / 'book.xlsx'}"]]
    about = [[one[0], str(tables), *one[1:]] for one in found if one[0] != "plot"]
    about += [[*one[:2], str(tables), *one[2:]] for one in found if one[0] == "plot"]
    about += [["start", "--from", str(tables), "-o", f"{out / 'begin.xlsx'}"]]
    return [[*one, "--seeker-id", "ann"] for one in about]


@pytest.mark.usefixtures("read_once")
def test_an_answer_about_one_search_has_nothing_of_others(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    leaks = []
    for command in commands(office, out):
        status = main(command)
        told = capsys.readouterr()
        assert status == 0, (command, told.err)
        words = (told.out + told.err).replace(str(tmp_path), "")
        leaks += [
            (command[0], words[max(0, m.start() - 80) : m.end()]) for m in MARK.finditer(words)
        ]
    assert not leaks
    files = unpacked(bytes_of(out).replace(str(tmp_path), ""))
    assert len(files) > 100_000
    shown = [files[max(0, m.start() - 100) : m.end() + 50] for m in MARK.finditer(files)]
    assert not shown, shown[:3]


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("what", REDACTIONS)
def test_pseudonyms_of_one_search_say_nothing_of_others(
    office: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in ("contacts", "check", "agenda"):
        assert main([verb, str(office), "--seeker-id", "ann", "--redact", what]) == 0
        told = capsys.readouterr()
        assert not MARK.search((told.out + told.err).replace(str(office), ""))


def test_the_hunt_finds_what_is_planted(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["contacts", str(office), "--seeker-id", "qzxed"])
    assert {m.casefold() for m in MARK.findall(capsys.readouterr().out)} >= {"qzx", "quorra"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["contacts", "--seeker-id", "qzxe"], "no search of 'qzxe'"),
        (["dossier", "--who", "oe Quorr", "--seeker-id", "ann"], "oe Quorr"),
        (["paths", "--to", "Quorr Works", "--seeker-id", "ann"], "Quorr Works"),
        (["organizations", "--lose", "oe Quorr", "--seeker-id", "ann"], "oe Quorr"),
    ],
)
def test_no_refusal_offers_what_is_in_other_searches(
    office: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([words[0], str(office), *words[1:]]) == 1
    said = capsys.readouterr().err.replace(str(office), "")
    assert told in said
    assert not MARK.search(said.replace("'qzxe'", ""))


@pytest.mark.parametrize("verb", ["contacts", "check", "convert", "week"])
def test_an_error_in_another_search_is_told_without_its_cells(
    office: Path, tmp_path: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = office / "contacts.csv"
    path.write_text(CONTACTS.replace("2019-03-08", "qzx day"), encoding="utf-8")
    more = ["-o", str(tmp_path / "new")] if verb == "convert" else []
    status = main([verb, str(office), "--seeker-id", "ann", *more])
    told = capsys.readouterr()
    assert not MARK.search((told.out + told.err).replace(str(tmp_path), ""))
    if verb != "convert":  # it blanks cells that cannot be read
        assert status == 1
        assert "1 problem, which may be in other searches" in told.err


@pytest.mark.parametrize("blank", ["", " "])
@pytest.mark.parametrize(
    "words",
    [
        ["summary"],
        ["check"],
        ["contacts", "--format", "csv"],
        ["week"],
        ["map", "-o", "out.html"],
        ["report", "-o", "out.html"],
        ["plot", "tree", "-o", "out.svg"],
        ["convert", "-o", "out"],
        ["start", "--from", "-o", "out.xlsx"],
    ],
    ids=lambda words: words[0],
)
def test_an_empty_id_is_refused_and_never_answered_for_all(
    office: Path,
    words: list[str],
    blank: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    at = 2 if words[1:2] in (["tree"], ["--from"]) else 1
    command = [*words[:at], str(office), *words[at:], "--seeker-id", blank]
    if blank:
        assert main(command) == 1
    else:  # as of a variable that is not set
        with pytest.raises(SystemExit, match="2"):
            main(command)
    told = capsys.readouterr()
    assert not told.out
    said = "--seeker-id: an empty id; netgraph seekers" if blank else "behind '--seeker-id'"
    assert said in told.err
    assert sorted(tmp_path.rglob("*")) == before
