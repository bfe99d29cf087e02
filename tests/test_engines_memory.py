"""What no engine reads is answered in memory, where it fits; elsewhere it is refused at once."""

from __future__ import annotations

import io
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import require

from netgraph.cli import main
from netgraph.engines import duck as duck_engine
from netgraph.engines.room import TIMES_TEXT, needed_in_memory
from netgraph.engines.whole import Whole
from netgraph.errors import NotOnEngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


def lines(*rows: str) -> str:
    """Rows as the text of a file."""
    return "".join(f"{row}\n" for row in rows)


class Case(NamedTuple):
    """Files by their names, what is asked of them, and what the note says."""

    files: Mapping[str, str | bytes]
    words: list[str]
    said: str
    before_any_work: bool = False


HEADER = "contact_id,name,organization,referred_by"
PLAIN = lines(HEADER, "1,Ann,Birch,", "2,Bo,Cedar,1", "3,Cy,Cedar,2", "4,Di,Fir,2")


def packed(method: str) -> bytes:
    """The same table in a file of pandas."""
    file = io.BytesIO()
    getattr(pd.read_csv(io.StringIO(PLAIN)), method)(file, index=False)
    return file.getvalue()


STUDENTS = {
    f"{who}/{name}.csv": text
    for who in ("ann", "bob")
    for name, text in {
        "contacts": lines("contact_id,name", f"1,{who} One", f"2,{who} Two"),
        "referrals": lines("referrer_id,referred_id", "1,2"),
    }.items()
}
OPTION = "no engine takes this option"
ONE_TABLE = "an engine finds people by a column of ids that its heading alone tells"
TWO_OF_PEOPLE = "a.csv and b.csv: two tables of people"
OTHERWISE = "tell memory what no engine reads"
CASES: dict[str, Case] = {
    "several columns of referrers": Case(
        {"a.csv": lines("id,Name,Referred by,Introduced by", "1,Ann,,", "2,Bo,1,", "3,Cy,,2")},
        ["contacts", "a.csv"],
        "the columns 'Introduced by' " + OTHERWISE,
    ),
    "the same in words of the standard": Case(
        {"a.csv": lines("contact_id,name,referred_by,referrer", "1,Ann,,", "2,Bo,1,", "3,Cy,,2")},
        ["contacts", "a.csv"],
        OTHERWISE,
    ),
    "a source that names a person": Case(
        {"a.csv": lines("contact_id,name,source,referred_by", "1,Ann,x,", "2,Bo,Ann,", "3,Cy,,2")},
        ["contacts", "a.csv"],
        OTHERWISE,
    ),
    "first and last names": Case(
        {"a.csv": lines("contact_id,First name,Last name,referred_by", "1,A,Lee,", "2,B,E,A Lee")},
        ["contacts", "a.csv"],
        OTHERWISE,
    ),
    "a second e-mail": Case(
        {
            "a.csv": lines(
                "contact_id,name,email,Work email,referred_by",
                *("1,Ann,a@x.org,ann@work.org,", "2,Bo,b@x.org,,ann@work.org"),
            )
        },
        ["contacts", "a.csv"],
        OTHERWISE,
    ),
    "pages of people": Case(
        {
            "a.csv": lines(
                "contact_id,name,linkedin_url,referred_by",
                "1,Ann,https://www.linkedin.com/in/annlee,",
                "2,Bo,,linkedin.com/in/annlee",
            )
        },
        ["contacts", "a.csv"],
        OTHERWISE,
    ),
    "links that are no referrals": Case(
        {
            "a.csv": lines("contact_id,name", "1,Ann", "2,Bo", "3,Cy"),
            "b.csv": lines("from,to,kind", "1,2,referral", "2,3,knows"),
        },
        ["contacts", "a.csv", "b.csv"],
        OTHERWISE,
    ),
    "two tables of people": Case(
        {"a.csv": lines(HEADER, "1,Ann,Birch,"), "b.csv": lines(HEADER, "2,Bo,Cedar,1")},
        ["contacts", "a.csv", "b.csv"],
        TWO_OF_PEOPLE,
        before_any_work=True,
    ),
    "two that say the same": Case(
        {"a.csv": PLAIN, "b.csv": PLAIN},
        ["contacts", "a.csv", "b.csv"],
        TWO_OF_PEOPLE,
        before_any_work=True,
    ),
    "two without names": Case(
        {"a.csv": PLAIN, "b.csv": "contact_id,referred_by\n5,1\n6,5\n"},
        ["check", "a.csv", "b.csv"],
        TWO_OF_PEOPLE,
        before_any_work=True,
    ),
    "two tables of referrals": Case(
        {"a.csv": "from,to\n1,2\n", "b.csv": "from,to\n2,3\n"},
        ["contacts", "a.csv", "b.csv"],
        "a.csv and b.csv: two tables of referrals",
        before_any_work=True,
    ),
    "three tables": Case(
        {"a.csv": PLAIN, "b.csv": lines(HEADER, "5,Ed,,4"), "c.csv": "from,to\n5,3\n"},
        ["summary", "a.csv", "b.csv", "c.csv"],
        "3 tables, and an engine reads one of people and one of referrals",
        before_any_work=True,
    ),
    "referrals alone": Case(
        {"a.csv": lines("from,to,date", "1,2,2026-01-01")}, ["advocates", "a.csv"], ONE_TABLE
    ),
    "referrals first": Case(
        {"a.csv": lines("contact_id,name", "1,Ann"), "b.csv": "from,to\n1,2\n"},
        ["contacts", "b.csv", "a.csv"],
        "b.csv and a.csv: referrals come first",
        before_any_work=True,
    ),
    "people without ids": Case(
        {"a.csv": lines("Name,Referred by", "Ann,", "Bo,Ann")}, ["contacts", "a.csv"], ONE_TABLE
    ),
    "the header among the rows": Case(
        {"a.csv": lines(HEADER, "1,Ann,Birch,", HEADER, "2,Bo,Cedar,1")},
        ["contacts", "a.csv"],
        "row 2: the header stands here once more",
    ),
    "the header among late rows": Case(
        {"a.csv": lines(HEADER, *(f"{n},N{n},Fir," for n in range(1, 1500)), HEADER, "x,X,Fir,1")},
        ["contacts", "a.csv"],
        "row 1500: the header stands here once more",
    ),
    "a page of Western Europe": Case(
        {"a.csv": PLAIN.replace("Bo", "Zoë").encode("cp1252")},
        ["contacts", "a.csv"],
        "this is not UTF-8",
    ),
    "such a page, late": Case(
        {
            "a.csv": lines(HEADER, *(f"{n},N{n},Fir," for n in range(30_000)), "x,Zoë,,1").encode(
                "cp1252"
            )
        },
        ["advocates", "a.csv"],
        "a.csv: Invalid Input Error",
    ),
    "letters of two bytes": Case(
        {"a.csv": PLAIN.encode("utf-16")}, ["contacts", "a.csv"], "this is not UTF-8"
    ),
    "a page that is named": Case(
        {"a.csv": PLAIN.replace("Bo", "Zoë").encode("cp437")},
        ["contacts", "a.csv", "--encoding", "cp437"],
        "--encoding: " + OPTION,
        before_any_work=True,
    ),
    "a short row": Case({"a.csv": PLAIN + "9,Zed\n"}, ["contacts", "a.csv"], "DuckDB: a.csv: "),
    "a lone return": Case(
        {"a.csv": lines(HEADER, "1,Ann,Birch,", "2,Bo,Cedar,1\r3,Cy,Elm,2\r", "4,Di,Fir,3")},
        ["contacts", "a.csv"],
        "DuckDB: a.csv: ",
    ),
    "a quote within a cell": Case(
        {"a.csv": PLAIN + '5,"Bo" Ek,Cedar,1\n'}, ["contacts", "a.csv"], "DuckDB: a.csv: "
    ),
    "a workbook": Case(
        {"a.xlsx": packed("to_excel")},
        ["dead-ends", "a.xlsx"],
        "a.xlsx: an engine reads CSV and Parquet files",
        before_any_work=True,
    ),
    "Parquet by another name": Case(
        {"a.table": packed("to_parquet")},
        ["contacts", "a.table"],
        "called .csv, .csv.gz or .parquet",
        before_any_work=True,
    ),
    "CSV by another name": Case(
        {"a.parquet": PLAIN},
        ["contacts", "a.parquet"],
        "called .csv, .csv.gz or .parquet",
        before_any_work=True,
    ),
    "a card": Case(
        {"a.vcf": lines("BEGIN:VCARD", "VERSION:3.0", "FN:Ann Lee", "END:VCARD")},
        ["contacts", "a.vcf"],
        "a.vcf: an engine reads CSV and Parquet files",
        before_any_work=True,
    ),
    "standard input": Case(
        {}, ["contacts", "-"], "a pipe, which can be read once", before_any_work=True
    ),
    "more people in a cell than there are numbers for": Case(
        {"a.csv": PLAIN + f"9,Zed,,{';'.join(map(str, range(10, 80)))}\n"},
        ["contacts", "a.csv"],
        "a cell names 70 people, and an engine reads 64",
    ),
    "somebody beside nobody": Case(
        {"a.csv": lines("contact_id,name", "1,Ann"), "b.csv": "from,to\n1,1\nn/a,Zed\n"},
        ["contacts", "a.csv", "b.csv"],
        "stands beside a cell that names nobody",
    ),
    "several searches in a table": Case(
        {
            "a.csv": lines("contact_id,name,Student ID", "1,Ann,s1", "2,Bo,s1", "1,Ann,s2"),
            "b.csv": lines("referrer_id,referred_id,Student ID", "1,2,s1"),
        },
        ["contacts", "a.csv", "b.csv"],
        "tells of several searches",
    ),
    "each of several searches": Case(
        STUDENTS,
        ["contacts", ".", "--by-seeker"],
        "--by-seeker: " + OPTION,
        before_any_work=True,
    ),
    "one of them": Case(
        STUDENTS,
        ["advocates", ".", "--seeker-id", "bob"],
        "--seeker-id: " + OPTION,
        before_any_work=True,
    ),
    "all of them": Case(STUDENTS, ["summary", "."], "no contacts.csv", before_any_work=True),
    "who is lost": Case(
        {"a.csv": PLAIN},
        ["organizations", "a.csv", "--lose", "Bo"],
        "--lose: " + OPTION,
        before_any_work=True,
    ),
    "what is expected": Case(
        {"a.csv": PLAIN},
        ["advocates", "a.csv", "--expected"],
        "--expected: " + OPTION,
        before_any_work=True,
    ),
    "the same by its column": Case(
        {"a.csv": PLAIN},
        ["contacts", "a.csv", "--by", "expected_rank"],
        "no engine knows this column",
        before_any_work=True,
    ),
    "pseudonyms": Case(
        {"key": "a long and secret text", "a.csv": PLAIN, "b.csv": PLAIN, "c.csv": PLAIN},
        ["advocates", "a.csv", "b.csv", "c.csv", "--redact", "all", "--key-file", "key"],
        "3 tables",
        before_any_work=True,
    ),
    "pseudonyms for what is not told": Case(
        {
            "key": "a long and secret text",
            "a.csv": lines("contact_id,name,referred_by,of Zed", "1,Ann,,", "2,Bo,1,", "3,Cy,,2"),
        },
        ["check", "a.csv", "--redact", "all", "--key-file", "key", "--map", "referred_by=of Zed"],
        "the tables hold what no engine reads, which is not repeated beside --redact",
    ),
    "small cells": Case(
        {"a.csv": PLAIN},
        ["organizations", "a.csv", "--min-cell", "3"],
        "--min-cell: " + OPTION,
        before_any_work=True,
    ),
    "what is saved beside the tables": Case(
        {"netgraph.toml": 'seeker = "2"\nsheet = "People"\n', "a.csv": PLAIN},
        ["contacts", "a.csv"],
        "--sheet: " + OPTION,
        before_any_work=True,
    ),
    "errors, which are listed": Case(
        {"a.csv": PLAIN + "9,Zed\n9,Zoe,Fir,1\n"}, ["check", "a.csv"], "DuckDB: a.csv: "
    ),
}
FORMATS = {"contacts": "csv", "advocates": "json", "organizations": "markdown"}


def asked(verb: str, *words: str) -> list[str]:
    return [verb, *words, "--format", FORMATS.get(verb, "json")]


@pytest.fixture
def told(capsys: Any) -> Callable[[list[str]], tuple[int, str, str]]:
    """What a command gives: its status, answer and notes."""

    def run(words: list[str]) -> tuple[int, str, str]:
        status = main(words)
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Case], None]:
    """Write the files of a case, and stand beside them."""

    def put(case: Case) -> None:
        monkeypatch.chdir(tmp_path)
        for name, text in case.files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return put


def with_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give standard input a table again."""
    stream = io.TextIOWrapper(io.BytesIO(PLAIN.encode()))
    monkeypatch.setattr(sys, "stdin", stream)


@pytest.mark.parametrize("name", CASES)
def test_what_no_engine_reads_is_answered_in_memory(
    name: str, told: Any, given: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]
    given(case)
    if case.before_any_work:
        monkeypatch.setattr(duck_engine, "Duck", None)  # whoever makes one fails
    with_input(monkeypatch)
    status, answer, notes = told(asked(*case.words))
    with_input(monkeypatch)
    found = told([*asked(*case.words), "--engine", "duckdb", "--work", "steps"])
    assert found[:2] == (status, answer)
    said = found[2].removeprefix(notes)
    assert said != found[2]
    assert said.startswith("note: answered in memory, not on --engine duckdb: ")
    assert case.said in said
    assert said.count("\n") == 1
    assert not [*Path("steps").glob("*")]


@pytest.mark.parametrize("name", [name for name in CASES if name != "standard input"])
def test_where_it_does_not_fit_it_is_refused(
    name: str, told: Any, given: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]
    given(case)
    if case.before_any_work:
        monkeypatch.setattr(duck_engine, "Duck", None)
    monkeypatch.setattr("netgraph.engines.room.free_memory", lambda: 10)
    words = [*case.words, "--engine", "duckdb", "--work", "steps"]
    status, answer, said = told(words)
    assert status == 1
    refusal = said if case.words[0] != "check" else told([*words, "--format", "json"])[1]
    assert "memory would answer, and needs about " in refusal
    assert " for these tables: 10 bytes are free" in refusal
    assert "a machine with more memory answers" in refusal
    assert case.said in refusal
    assert case.words[0] == "check" or not answer
    assert not [*Path("steps").glob("*")]


@pytest.mark.parametrize("name", ["several columns of referrers", "people without ids"])
def test_what_is_converted_is_read_by_engines(name: str, told: Any, given: Any) -> None:
    case = CASES[name]
    given(case)
    assert told(["convert", *case.files, "-o", "converted"])[0] == 0
    words = ["--format", "csv", "--as-of", "2026-02-01"]
    _, expected, _ = told([*case.words, *words])
    status, answer, said = told(["contacts", "converted", *words, "--engine", "duckdb"])
    assert (status, answer) == (0, expected)
    assert "in memory" not in said


def test_what_memory_allows_is_a_bound_too(
    told: Any, given: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("netgraph.engines.room.needed_in_memory", lambda _: 62_000_000)
    given(CASES["three tables"])
    words = [*CASES["three tables"].words, "--engine", "duckdb", "--memory"]
    status, _, said = told([*words, "50MB"])
    assert status == 1
    assert "about 62 MB for these tables: 50 MB are what --memory allows" in said
    assert told([*words, "1 GiB"])[0] == 0
    for size, why in (("plenty", "no size of memory"), ("1", "32MB or more"), ("4MB", "or leave")):
        with pytest.raises(SystemExit):
            told([*words, size])
        assert why in capsys.readouterr().err


def test_packed_tables_are_counted_as_what_they_unpack_to(tmp_path: Path) -> None:
    table = pd.DataFrame({"contact_id": ["a"]})
    table.to_csv(tmp_path / "a.csv", index=False)
    table.to_csv(tmp_path / "a.csv.gz", index=False)
    table.to_parquet(tmp_path / "a.parquet")
    table.to_excel(tmp_path / "a.xlsx", index=False)
    assert needed_in_memory([tmp_path / "a.csv"]) == TIMES_TEXT * len("contact_id\na\n")
    for name in ("a.csv.gz", "a.parquet", "a.xlsx"):
        path = tmp_path / name
        assert needed_in_memory([path]) > TIMES_TEXT * path.stat().st_size
    assert needed_in_memory([tmp_path, tmp_path / "nowhere"]) == 0


def test_errors_of_tables_are_told_as_in_memory(told: Any, given: Any) -> None:
    unclosed = Case({"a.csv": PLAIN + '5,"Bo,Cedar,1\n6,Ed,Fir,1\n'}, [], "")
    ragged = Case({"b.csv": PLAIN + "9,Zed\n5,Bo,Cedar,1,2,3\n"}, [], "")
    # two people of one id, which two tables of people alone can have
    other = {"e.csv": PLAIN, "f.csv": lines(HEADER, "1,Zed,Birch,", "9,Bo,Cedar,1")}
    for case in (unclosed, ragged, Case(other, [], "")):
        given(case)
        words = ["contacts", *case.files]
        assert told(words) == told([*words, "--engine", "duckdb"])
    frame = pd.read_csv(io.StringIO(PLAIN)).assign(met_on="someday")
    frame.to_excel("c.xlsx", index=False)
    Path("d.parquet").write_bytes(b"PAR1 and no more PAR1")
    for name in ("c.xlsx", "d.parquet"):
        status, _, said = told(["contacts", name])
        assert status == 1
        assert told(["contacts", name, "--engine", "duckdb"]) == (1, "", said)


def types_of(path: Path) -> dict[str, Any]:
    """Columns of Parquet and their types."""
    return {field.name: field.type for field in pq.read_schema(path)}


ASKED: dict[str, list[str]] = {
    "contacts": ["contacts"],
    "the first by a column": ["contacts", "--by", "reach", "--top", "3"],
    "advocates": ["advocates"],
    "dead ends": ["dead-ends", "--least", "1"],
    "organizations": ["organizations"],
    "pseudonyms": ["advocates", "--redact", "all", "--key-file", "key"],
    "check": ["check"],
}


@pytest.mark.usefixtures("read_once", "whole_once")
def test_a_folder_of_memory_is_that_of_an_engine(told: Any, given: Any, tmp_path: Path) -> None:
    given(Case({"key": "a long and secret text"}, [], ""))
    for table in ("contacts", "referrals"):
        source = DATA / f"{table}.csv"
        shutil.copy(source, tmp_path)
        pd.read_csv(source, dtype="str").to_excel(f"{table}.xlsx", index=False)
    asked = [*((name, "parquet") for name in ASKED), ("pseudonyms", "csv")]
    for name, form in asked:
        verb, *words = ASKED[name]
        words += ["--engine", "duckdb", *(["--format", "csv"] if form == "csv" else [])]
        folders = {kind: Path(f"{name}-{form}-{kind}") for kind in ("csv", "xlsx")}
        for kind, folder in folders.items():
            tables = [f"{table}.{kind}" for table in ("contacts", "referrals")]
            status, answer, said = told([verb, *tables, *words, "-o", str(folder)])
            assert (status, answer) == (0, ""), name
            assert f"wrote {folder}\n" in said
            assert ("answered in memory" in said) == (kind == "xlsx"), name
            assert sorted(path.name for path in folder.iterdir()) == [
                "_SUCCESS",
                f"part-00000.{form}",
            ]
        engine, memory = (folder / f"part-00000.{form}" for folder in folders.values())
        if form == "csv":
            assert memory.read_bytes() == engine.read_bytes(), name
            continue
        assert types_of(memory) == types_of(engine), name
        if verb != "check":  # which tells lines where an engine tells rows
            assert pq.read_table(memory).to_pylist() == pq.read_table(engine).to_pylist(), name
    again = told([verb, "contacts.xlsx", "referrals.xlsx", *words, "-o", str(folder)])
    assert again[0] == 1
    assert "is there already" in again[2]


def test_folders_of_parts_are_no_searches_and_other_storage_is_not_read(
    told: Any, given: Any, tmp_path: Path
) -> None:
    """Memory would take each folder of parts for somebody's search."""
    parts = {
        "people/1.csv": "contact_id,name\na,Ann\n",
        "people/2.csv": "name,contact_id\nBo,b\n",
        "links/1.csv": "referrer_id,referred_id\na,b\n",
    }
    given(Case(parts, [], ""))
    status, answer, said = told(["contacts", "people", "links", "--engine", "duckdb"])
    assert (status, answer) == (1, "")
    assert said == (
        "netgraph: 2.csv: another header than that of 1.csv; files of a folder are one table: "
        "give all the same columns in one order\n"
    )
    (tmp_path / "whole" / "contacts").mkdir(parents=True)
    (tmp_path / "whole" / "contacts" / "1.csv").write_text(PLAIN)
    status, _, said = told(["contacts", "whole", "--engine", "duckdb", "--expected"])
    assert status == 1
    assert said == "netgraph: --expected: no engine takes this option\n"
    (tmp_path / "whole" / "contacts.csv").write_text(PLAIN)
    status, _, said = told(["contacts", "whole", "--engine", "duckdb"])
    assert status == 1
    assert "contacts and contacts.csv are both there" in said
    (tmp_path / "a.csv").write_text(PLAIN)
    for words in (
        ["contacts", "s3://bucket/people.csv", "--engine", "spark", "--expected"],
        ["contacts", "a.csv", "--engine", "spark", "--expected", "-o", "s3://bucket/answer"],
    ):
        status, _, said = told(words)
        assert status == 1
        assert said == "netgraph: --expected: no engine takes this option\n"


def test_decisions_and_settings_are_written_where_memory_writes_them(told: Any, given: Any) -> None:
    given(Case({"a.csv": lines(HEADER, "1,Ann Lee,Birch,", "2,Ann Lee,Birch,1")}, [], ""))
    for words, written in (
        (["--decide"], "same.csv"),
        (["--save", "--keep", "first"], "netgraph.toml"),
    ):
        status, _, said = told(["check", "a.csv", *words, "--engine", "duckdb"])
        assert status == 0
        assert Path(written).exists()
        assert f"{words[0]}: {OPTION}" in said


def test_frames_of_people_are_not_taken_for_referrals(tmp_path: Path) -> None:
    people, others = (
        pa.table({"contact_id": ids, "name": names, "referred_by": ["", "1"]})
        for ids, names in ((["1", "2"], ["Ann", "Bo"]), (["1", "3"], ["Zed", "Cy"]))
    )
    engine = duck_engine.Duck(work=str(tmp_path))
    with pytest.raises(NotOnEngineError, match="two tables of people"):
        Whole(engine, people, others)
    engine.close()
