"""What an engine shows on a screen and in files of text is what memory shows."""

from __future__ import annotations

import os
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import require

from netgraph.cli import main
from netgraph.cli.streams import ClosedStream
from netgraph.engines import duck as duck_engine


@pytest.fixture(scope="module", autouse=True)
def _engine_is_there() -> None:
    require(find_spec("duckdb"), "duckdb")


def lines(*rows: str) -> str:
    """Rows as the text of a file."""
    return "".join(f"{row}\n" for row in rows)


CONTACTS = lines(
    "contact_id,name,organization,status,met_on,decision_maker",
    *("a,Ann Ash,Acme,met,2026-01-05,yes", "b,Bo Berg,Acme,contacted,,", "c,Cy Dunn,Bolt,met,,"),
    *("d,Di Eck,Core,declined,,", "e,Ann Ash,Dun,,,", "f,,Elm,,,", "g,f,Elm,,,"),
    *("h,Hal Hill,Core,declined,,", "i,Ida Inn,Fir,declined,2026-01-30,", "j,Jo Jay,Gum,,,"),
    *("k,Cy Dunn,Hop,,2026-05-02,", "y,Di Eck,,,,", "z,=1+1,[red]Ivy,,,"),
)
REFERRALS = lines(
    "referrer_id,referred_id,referred_on",
    *("y,a,2026-01-01", "a,b,2026-01-06", "b,c,2026-01-07", "c,d,2026-01-08", "d,h,2026-01-09"),
    *("e,f,2026-01-10", "f,g,2026-01-11", "g,i,2026-01-12", "c,stray,2026-01-13"),
    *("stray,j,2026-01-14", "j,k,2026-05-01", "b,z,2026-01-15", "z,m,2026-01-16", "e,n,"),
)
TARGETS = lines("organization,weight", "Fir,3", "Nowhere,2")
VERBS = ("contacts", "advocates", "dead-ends", "organizations")
WAYS = {
    "plain": [],
    "one of two namesakes is the seeker": ["--seeker", "y"],
    "a namesake is not there yet": ["--as-of", "2026-03-01"],
    "names hidden": ["--redact", "names", "--key-file", "key.txt"],
    "everything hidden": ["--redact", "all", "--key-file", "key.txt"],
    "initials": ["--redact", "initials", "--key-file", "key.txt"],
    "in an order of its own": ["--by", "organization"],
    "few rows": ["--top", "2"],
}


@pytest.fixture
def told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Any,
    read_once: None,
    whole_once: None,
) -> Any:
    """What a command gives, run beside the tables, which are read once."""
    del read_once, whole_once
    monkeypatch.chdir(tmp_path)
    files = {"contacts": CONTACTS, "referrals": REFERRALS, "targets": TARGETS}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "key.txt").write_text("a key", encoding="utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        status = main([*words])
        return status, *capsys.readouterr()

    return run


@pytest.mark.parametrize("way", WAYS)
def test_a_screen_calls_people_as_in_memory(
    way: str, told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80" if way == "in an order of its own" else "200")
    shown = ""
    for verb in VERBS:
        words = [verb, "contacts.csv", "referrals.csv", "--targets", "targets.csv", *WAYS[way]]
        memory = told(*words)
        assert told(*words, "--engine", "duckdb") == memory
        assert memory[0] == 0, memory
        shown += memory[1]
    assert "introduced" in shown


def test_files_of_text_call_people_as_in_memory(told: Any, tmp_path: Path) -> None:
    for verb in VERBS:
        for ending in ("txt", "md"):
            for name, how in (("memory", []), ("engine", ["--engine", "duckdb"])):
                told(verb, "contacts.csv", "referrals.csv", *how, "-o", f"{name}.{ending}")
            memory, engine = (tmp_path / f"{name}.{ending}" for name in ("memory", "engine"))
            assert engine.read_bytes() == memory.read_bytes()


@pytest.mark.parametrize("way", ["plain", "a namesake is not there yet", "initials", "few rows"])
def test_tables_of_a_summary_call_people_as_in_memory(
    way: str, told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    words = ["summary", "contacts.csv", "referrals.csv", *WAYS[way]]
    memory, engine = (
        told(*words, *how)[1].split("\n\n") for how in (["--full"], ["--engine", "duckdb"])
    )
    # what to do this week is told in memory alone
    assert engine == [part for part in memory if not part.startswith("Agenda")]


ENDINGS = ("o.xlsx", "o.csv.gz", "o.parquet", "o.htm", "o.2026", "summary")


def test_endings_that_memory_refuses_are_refused_before_any_work(
    told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck_engine, "Duck", None)  # whoever makes one fails
    for name in ENDINGS:
        verb = "summary" if name == "summary" else "contacts"
        words = [verb, "contacts.csv", "referrals.csv", "-o", name]
        memory = told(*words)
        assert told(*words, "--engine", "duckdb") == memory
        assert memory[0] == 1
        assert "ends with none of" in memory[2]
        assert not (tmp_path / name).exists()
    for place, form in (("s3://b/o.csv", []), ("s3://b/o.xlsx", []), ("s3://b/o", ["json"])):
        words = ["contacts", "contacts.csv", "-o", place, *(f"--format={one}" for one in form)]
        found = told(*words, "--engine", "duckdb")
        assert found[0] == 1
        assert "name it without an ending" in found[2]


def test_a_format_is_written_under_any_name_with_an_ending(told: Any, tmp_path: Path) -> None:
    for form in ("csv", "json", "table"):
        words = ["contacts", "contacts.csv", "referrals.csv", "--format", form, "-o"]
        told(*words, f"memory.{form}.old")
        assert told(*words, f"engine.{form}.old", "--engine", "duckdb")[0] == 0
        memory, engine = (tmp_path / f"{how}.{form}.old" for how in ("memory", "engine"))
        assert engine.read_bytes() == memory.read_bytes()


@pytest.fixture
def many(tmp_path: Path) -> list[str]:
    """Tables of more people than an engine shows, with cells that CSV quotes."""
    people = [f'p{n},Person {n},"Acme, {n % 7}"' for n in range(45)]
    pairs = [f"p{(n - 1) // 2},p{n}" for n in range(1, 45)]
    texts = {
        "p": ["contact_id,name,organization", *people],
        "r": ["referrer_id,referred_id", *pairs],
    }
    for name, rows in texts.items():
        (tmp_path / f"{name}.csv").write_text(lines(*rows), encoding="utf-8")
    return [f"{name}.csv" for name in texts]


def test_data_on_standard_output_are_all_rows(
    many: list[str], told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck_engine, "CHARACTERS_AT_ONCE", 100)
    for form in ("csv", "json", "markdown"):
        words = ["contacts", *many, "--format", form]
        for more in ([], ["-o", "-"], ["--top", "3"]):
            memory = told(*words, *more)
            assert told(*words, *more, "--engine", "duckdb") == memory
            assert memory[1].count("Person 44") == (more != ["--top", "3"])
    shown = told("contacts", *many, "--engine", "duckdb")
    assert shown[1].count("\nPerson") == 20
    assert "the first 20 rows; --format csv and -o FOLDER write all" in shown[2]


def test_what_is_there_and_no_file_is_written_into(
    many: list[str], told: Any, tmp_path: Path
) -> None:
    for form in ("csv", "json"):
        words = ["contacts", *many, "--format", form, "-o", os.devnull]
        memory = told(*words)
        assert told(*words, "--engine", "duckdb") == memory
        assert memory[0] == 0
    assert not Path(os.devnull).is_file()
    (tmp_path / "link.csv").symlink_to("real.csv")
    told("contacts", *many, "--engine", "duckdb", "-o", "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert len((tmp_path / "real.csv").read_text(encoding="utf-8").splitlines()) == 46
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    told("contacts", *many, "--format", "csv", "-o", str(pipe), "--engine", "duckdb")
    reader.join(60)
    assert read == [(tmp_path / "real.csv").read_bytes()]


def test_a_closed_output_is_told_before_any_work(
    many: list[str], told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck_engine, "Duck", None)  # whoever makes one fails
    monkeypatch.setattr(sys, "stdout", ClosedStream())
    memory = told("contacts", *many)
    assert told("contacts", *many, "--engine", "duckdb") == memory
    assert memory[0] == 1
