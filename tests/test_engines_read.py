"""Files that only a look at all rows reads rightly; an engine sees two of them at once."""

from __future__ import annotations

import re
import tempfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import require
from test_engines import ALL, QUESTIONS

import netgraph as ng
from netgraph import schema
from netgraph.engines import beginnings, questions, settling
from netgraph.engines import duck as duck_engine
from netgraph.engines.duck import Duck
from netgraph.engines.whole import Whole
from netgraph.errors import NetgraphError
from netgraph.tables.check import check

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


def lines(*rows: str) -> str:
    """Rows as the text of a file."""
    return "".join(f"{row}\n" for row in rows)


def spoilt(text: str, page: str = "utf-8") -> str:
    """What a text looks like that was saved in a page and read as Western European."""
    return text.encode(page).decode("cp1252")


IN_DOUBT = (
    lines("contact_id,name,met_on", "a,A,01/02/2026", "b,B,04/03/2026", "c,C,"),
    lines("referrer_id,referred_id,referred_on", "a,b,01/02/2026", "a,c,02/03/2026"),
)
CASES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "UTF-8 read in a wrong code page, in ids, in headings and in columns that nobody knows": (
        lines(
            f"contact_id,name,organization,{spoilt('Café')},referred_by",
            spoilt("éé-1,Zoë Müller,Café Lux,x,"),
            "b,Bo,Café Lux," + spoilt("sée,éé-1"),
            spoilt("c,Björn,,,") + "éé-1",
        ),
        lines("referrer_id,referred_id", "b,c", spoilt("éé-1,d")),
        {},
    ),
    "Cyrillic read as Latin letters: all words together tell the page": (
        lines(
            "contact_id,name,organization,notes",
            *(
                spoilt(row, "cp1251")
                for row in (
                    "a,Анна Иванова,,",
                    "b,Дмитрий,,Привет",
                    "c,Екатерина,Лента,",
                    "d,Борис Петров,,",
                )
            ),
        ),
        lines(
            *("referrer_id,referred_id", "a,b", "a,c"),
            spoilt("Борис Петров", "cp1251") + ",c",
        ),
        {},
    ),
    "days as the numbers of a spreadsheet": (
        lines(
            "contact_id,name,organization,met_on,contacted_on",
            *("a,A,L,n/a,", "b,B,M,46027,2026-01-01", "c,C,,46029.5,"),
        ),
        lines("referrer_id,referred_id,referred_on", "a,b,46020", "a,c,46021"),
        {},
    ),
    "a number of days among days": (
        lines("contact_id,met_on", "a,46027", "b,2026-01-01"),
        lines("referrer_id,referred_id", "a,b"),
        {},
    ),
    "the order of day and month is settled by the other table": (
        IN_DOUBT[0].replace("04/03/2026", "14/03/2026"),
        IN_DOUBT[1],
        {},
    ),
    "by nobody": (*IN_DOUBT, {}),
    "by nobody, and the cells are blanked": (*IN_DOUBT, {"lenient": True}),
    "by the user, although some cells say otherwise": (
        IN_DOUBT[0],
        IN_DOUBT[1].replace("02/03/2026", "13/03/2026"),
        {"dates": "month-first"},
    ),
    "dates of one column are written otherwise in the other table": (
        lines("contact_id,name,referred_by,referred_on", "a,A,,", "b,B,a,13/02/2026", "c,C,b,"),
        lines("referrer_id,referred_id,referred_on", "a,c,2026-03-01"),
        {},
    ),
    "words that stand for others are counted over all batches, and so is what a cross means": (
        lines(
            "contact_id,name,organization,status,met_on,decision_maker,email",
            "a,A,n/a,no reply yet,13.02.2026,ja,a@x.org",
            "b,B,Lux,talked,2026-02-03,nein,b@x.org",
            "c,n/a,n/a,no reply yet,13.02.2026,ja,",
            "d,D,https://lux.org,talked,5 Jan 2026,x,unknown",
            "e,E,-,met,14.02.2026,ja,",
            "f,n/a,-,talked,yes,,n/a",
            "g,G,https://lux.org,talked,yes,x,",
            "h,H,tbd,talked,n/a,x,",
        ),
        lines(
            *("referrer_id,referred_id,referred_on", "a,b,01.02.2026", "a,c,n/a", "n/a,d,n/a"),
            "a,e,2026-02-02",
        ),
        {},
    ),
    "a cell that says itself of how many cells it is": (
        lines("contact_id,status", *(f"{one},met (2 cells)" for one in "abcd"), "e,met"),
        lines("referrer_id,referred_id", "a,b", "a,c"),
        {"lenient": True},
    ),
    "cells against what the user says of dates are counted over all batches": (
        lines(
            *("contact_id,name,met_on,decision_maker", "a,A,01/02/2026,yes", "b,B,14/03/2026,x"),
            *("c,C,15/03/2026,x", "d,D,16/03/2026,x", "e,E,2026-01-01,x"),
        ),
        lines(
            *("referrer_id,referred_id,referred_on", "a,b,01/02/2026", "a,c,13/03/2026"),
            *("a,d,14/03/2026", "a,e,15/03/2026"),
        ),
        {"dates": "month-first"},
    ),
    "somebody was met long before they were referred": (
        lines("contact_id,name,met_on", "a,A,2026-01-01", "b,B,2026-01-27", "c,C,2026-09-05"),
        lines("referrer_id,referred_id,referred_on", "a,b,2026-09-03", "a,c,2026-08-01"),
        {"as_of": "2026-11-01"},
    ),
    "the seeker is called by name": (
        lines(
            "contact_id,name,referred_by",
            *("y,Zoë Adler,", "x,ZoeAdler,y", "a,Ann,Zoë Adler", "b,Bo,a", "c,Cy,x"),
        ),
        lines("referrer_id,referred_id", "a,c"),
        {"seeker": "zoe adler"},
    ),
    "words of the user's own": (
        lines(
            "contact_id,name,status,Last contact,organization",
            *("a,A,ghosted,zzz,Foo", "b,B,met,2026-01-05,Bar", "c,C,ghosted,,Foo"),
        ),
        lines("referrer_id,referred_id,referred_on", "a,b,x9", "a,c,2026-01-01"),
        {
            "values": {
                "status:ghosted": "no_reply",
                "Last contact:zzz": "2026-02-02",
                "referred_on:x9": "2025-12-31",
                "organization:foo": "Baz",
            }
        },
    ),
}


def in_rows(words: str) -> str:
    """What memory says of lines, as an engine counts: its first row is line 2."""
    return re.sub(r"\bline (\d+)", lambda found: f"row {int(found[1]) - 1}", words)


def sorted_issues(issues: pd.DataFrame, *, lines: bool) -> pd.DataFrame:
    """Issues in one order, without offers, which memory alone makes."""
    told = issues[issues[schema.CODE] != schema.UNCLAIMED_COLUMN].fillna("")
    if lines:
        rows = told[schema.LINE].where(told[schema.LINE] == 0, told[schema.LINE] - 1)
        told = told.assign(line=rows, message=told[schema.MESSAGE].map(in_rows))
    return told.sort_values(list(told.columns), ignore_index=True)


@pytest.mark.parametrize("case", CASES)
def test_files_are_read_as_in_memory(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck_engine, "PIECE", 2)
    contacts, referrals, options = CASES[case]
    files = [str(tmp_path / f"{name}.csv") for name in ("contacts", "referrals")]
    for file, text in zip(files, (contacts, referrals), strict=True):
        (tmp_path / file).write_text(text, encoding="utf-8")
    engine = Duck(work=str(tmp_path / "work"))
    whole = Whole(engine, *files, **options)
    truth = sorted_issues(check(*files, **options), lines=True)
    found = sorted_issues(questions.check(whole).frame(ALL)[list(truth.columns)], lines=False)
    pd.testing.assert_frame_equal(found, truth, check_dtype=False)
    wrong = (truth[schema.SEVERITY] == "error").any()
    if wrong:
        with pytest.raises(NetgraphError) as memory:
            ng.read(*files, **options)
        with pytest.raises(NetgraphError) as told:
            questions.contacts(whole)
        assert str(told.value) == in_rows(str(memory.value))
    for question in () if wrong else QUESTIONS:
        expected = getattr(ng, question)(ng.read(*files, **options)).reset_index(drop=True)
        answer = getattr(questions, question)(whole).frame(ALL)
        pd.testing.assert_frame_equal(answer, expected, check_dtype=False, check_exact=True)
    engine.close()


LAYOUTS = {
    "ids that begin with #": "contact_id,name,referred_by\n1,Ann,\n#2,Bob,1\n3,Cid,#2\n4,Dan,#2\n",
    "semicolons within cells": "contact_id,name,referred_by\n1,A;B;C,\n2,D;E;F,1\n3,G;H;I,2\n",
    "a title above": "My contacts\n\ncontact_id,name,referred_by\n1,Ann,\n2,Bob,1\n",
    "quotes behind spaces": 'contact_id, name, referred_by\n1, "Ash, Ann", \n2, "Bob", "1"\n',
    "columns that differ in capitals": "contact_id,Name,name,referred_by\n1,A,B,\n2,C,D,1\n",
    "bars, and lines of a Mac": "contact_id|name|referred_by\r1|Ann|\r2|Bob|1\r",
    "a mark of UTF-8": "\ufeffcontact_id,name,referred_by\n1,Ann,\n2,Bob,1\n",
}


@pytest.mark.parametrize("case", LAYOUTS)
def test_a_text_is_laid_out_as_memory_finds_it(tmp_path: Path, case: str) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(LAYOUTS[case], encoding="utf-8", newline="")
    expected = ng.contacts(ng.read(path))
    with_engine = Whole(Duck(work=str(tmp_path)), path, None)
    pd.testing.assert_frame_equal(questions.contacts(with_engine).frame(None), expected)


def test_further_columns_that_tell_nothing_of_people_are_no_reason_to_refuse(
    tmp_path: Path, capsys: Any
) -> None:
    from netgraph.cli import main

    text = lines(
        "contact_id,name,title,notes,Colour,referred_by", "1,Ann,CEO,hi,red,", "2,Bo,,,blue,1"
    )
    (tmp_path / "one.csv").write_text(text)
    assert main(["contacts", str(tmp_path / "one.csv"), "--engine", "duckdb"]) == 0
    capsys.readouterr()


def test_codes_of_nobody_are_nobody_among_ids(tmp_path: Path, capsys: Any) -> None:
    from netgraph.cli import main

    path = tmp_path / "one.csv"
    cells = ("0", "-1", "seed", "0.0", "00", "\u22121", "9", "1.0", "")
    rows = [f"{number},N{number},{cell}" for number, cell in enumerate(cells, 1)]
    path.write_text(lines("contact_id,name,referred_by", *rows), encoding="utf-8")
    answers = []
    for engine in ((), ("--engine", "duckdb")):
        assert main(["contacts", str(path), "--format", "csv", *engine]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    ids = {row.partition(",")[0] for row in answers[0].splitlines()[1:]}
    assert ids == {*map(str, range(1, 10)), "00"}


def test_files_of_a_folder_have_one_header(tmp_path: Path, capsys: Any) -> None:
    from netgraph.cli import main

    two = [tmp_path / "contacts", tmp_path / "referrals"]
    for folder in two:
        folder.mkdir()
    (two[0] / "1.csv").write_text("contact_id,name\na,Ann\n")
    (two[0] / "2.csv").write_text("name,contact_id\nBob,b\n")
    (two[1] / "1.csv").write_text("referrer_id,referred_id\na,b\n")
    assert main(["contacts", *map(str, two), "--engine", "duckdb"]) == 1
    assert "2.csv: another header than that of 1.csv" in capsys.readouterr().err
    (two[0] / "2.csv").write_text("contact_id,name\nb,Bob\n")
    assert main(["contacts", *map(str, two), "--engine", "duckdb", "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_more_spoilt_cells_than_workers_can_hold_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netgraph.engines.settling.MOST_SPOILT", 1)
    file = tmp_path / "contacts.csv"
    file.write_text(lines("contact_id,referred_by", spoilt("Zoë,"), spoilt("Björn,Zoë")))
    engine = Duck(work=str(tmp_path / "work"))
    with pytest.raises(NetgraphError, match="spoilt more than 1 different cells"):
        Whole(engine, str(file), None)
    engine.close()


def test_what_is_no_table_is_refused_in_the_words_of_memory(tmp_path: Path, capsys: Any) -> None:
    from netgraph.cli import main

    people = tmp_path / "people.csv"
    people.write_text(lines("contact_id,referred_by", "a,", "b,a"))
    (tmp_path / "empty.csv").write_text("\n")
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "read me.rtf").write_text("words")
    said = {}
    for name in ("nowhere.csv", "empty.csv", "letter.pdf", "nothing", "text"):
        told = []
        for engine in ([], ["--engine", "duckdb"]):
            assert main(["contacts", str(tmp_path / name), *engine]) == 1
            told.append(capsys.readouterr().err)
        assert told[0] == told[1], name
        said[name] = told[0]
    assert "there is no such file" in said["nowhere.csv"]
    assert main(["contacts", str(people), str(tmp_path / "no.csv"), "--engine", "duckdb"]) == 1
    assert "no.csv: there is no such file" in capsys.readouterr().err


REFUSED = {
    "contacts.csv": lines(
        *("contact_id,name,met_on,status", "a,A,soon,met", "b,B,2024-01-05,zzz", "c,C,later,"),
        *("a,A,,", "d,D,soon,foo"),
    ),
    "referrals.csv": lines(
        *("referrer_id,referred_id,referred_on", "a,b,never", "b,c,2024-01-01", "b,b,2024-01-01"),
        "x,c,xx",
    ),
}
AS_IN_MEMORY: dict[str, tuple[dict[str, str], list[str]]] = {
    "refused tables have no date, and their errors come in the order of the lines": (
        REFUSED,
        ["check", "contacts"],
    ),
    "no errors of contacts come before those of referrals": (
        REFUSED | {"contacts.csv": lines("contact_id", "a")},
        ["check", "contacts"],
    ),
    "an empty file beside referrals": (
        {"contacts.csv": "", "referrals.csv": lines("referrer_id,referred_id", "a,b")},
        ["check", "contacts", "summary"],
    ),
    "contacts alone": (
        {"contacts.csv": lines("contact_id,name", "a,A")},
        ["check", "contacts", "summary"],
    ),
    "nobody has referred anybody": (
        {
            "contacts.csv": lines("contact_id,name,status", "a,A,met", "b,B,met"),
            "referrals.csv": "referrer_id,referred_id\n",
        },
        ["contacts", "advocates", "dead-ends", "organizations"],
    ),
    "nobody is named in the column for it": (
        {"contacts.csv": lines("contact_id,Referred by", "a,", "b,")},
        ["advocates", "organizations"],
    ),
    "nobody is there": (
        {"contacts.csv": "contact_id,name\n", "referrals.csv": "referrer_id,referred_id\n"},
        ["contacts", "advocates", "dead-ends"],
    ),
    "without dates dead ends are ends": (
        {
            "contacts.csv": lines("contact_id", "a", "b"),
            "referrals.csv": lines("referrer_id,referred_id", "a,b"),
        },
        ["dead-ends"],
    ),
}


@pytest.mark.parametrize("case", AS_IN_MEMORY)
def test_what_is_said_of_tables_is_what_memory_says(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from netgraph.cli import main

    files, verbs = AS_IN_MEMORY[case]
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for verb in verbs:
        told = []
        for engine in ([], ["--engine", "duckdb"]):
            # a table is as wide as its numbers of lines
            form = ["--format", "json"] if verb == "check" else []
            status = main([verb, str(tmp_path), *form, *engine])
            told.append((status, *map(_without_lines, capsys.readouterr())))
        assert told[0] == told[1], verb


def _without_lines(words: str) -> str:
    """What is said without the numbers of lines, which begin at 1 here, and the choices of each."""
    chosen = r'(?m)^(?:note: |  ")?(?:contacts|referrals)\.csv: (?:contacts|referrals)"?,?\n'
    words = re.sub(chosen, "", words).replace(' "notes": [\n ],', ' "notes": [],')
    return re.sub(r'(?:line|row)"?:? \d+', "line", words)


def test_whom_rows_name_of_people_below_the_first_are_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are no strangers to whoever compares the first rows, and nothing is written for that."""
    monkeypatch.setattr(settling, "ROWS_COMPARED", 2)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    seen = []
    known = beginnings._known_of_people
    monkeypatch.setattr(
        beginnings, "_known_of_people", lambda net: (seen.append(net), known(net))[1]
    )
    (tmp_path / "contacts.csv").write_text("contact_id,name\n1,Ann A7\n2,Bo\n3,Cy\n4,Di\n")
    (tmp_path / "referrals.csv").write_text("referrer_id,referred_id\n3,1\nA7,Di\n2,4\n")
    engine = Duck(work=str(tmp_path / "work"))
    Whole(engine, str(tmp_path / "contacts.csv"), str(tmp_path / "referrals.csv"))
    engine.close()
    # a word of a cell above, and a name, are left to be looked up
    assert [net.contacts.query("stub")["contact_id"].tolist() for net in seen] == [["A7", "Di"]] * 2
    assert all("3" in net.contacts["contact_id"].tolist() for net in seen)
