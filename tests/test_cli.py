"""The commands: what they answer, where it goes, how they refuse."""

from __future__ import annotations

import csv
import datetime as dt
import importlib
import io
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import openpyxl
import pandas as pd
import pytest
from spark_cluster import wait
from two_students import folders_of_two

import netgraph
from netgraph import schema
from netgraph.analysis.ordering import ordered
from netgraph.choices import FIGURES
from netgraph.cli import main, progress, screen
from netgraph.cli.answer import Answer
from netgraph.cli.help import VERB_ANSWERS, VERB_EXAMPLES
from netgraph.cli.searches import COHORT_VERBS
from netgraph.cli.verbs import VERBS
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS = tuple(
    name
    for name, verb in VERBS.items()
    if verb.run.__name__ in ("ask", "plan") and name not in COHORT_VERBS
)
assert len(QUESTIONS) == 10  # none is passed over because a verb is run another way
NEEDED = {"paths": ["--to", "Birch"]}
COLUMNS = {
    "contacts": schema.CONTACT_COLUMNS,
    "advocates": schema.ADVOCATE_COLUMNS,
    "dead-ends": schema.DEAD_END_COLUMNS,
    "organizations": schema.ORGANIZATION_COLUMNS,
    "keep-warm": schema.KEEP_WARM_COLUMNS,
    "growth": schema.GENERATION_GROWTH_COLUMNS,
    "paths": schema.PATH_COLUMNS,
    "sources": schema.SOURCE_COLUMNS,
    "agenda": schema.AGENDA_COLUMNS,
    "changes": schema.CHANGE_COLUMNS,
}

Run = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Run a command; give its exit status, stdout and stderr."""
    monkeypatch.delenv("COLUMNS", raising=False)

    def command(*words: object) -> Run:
        try:
            status = main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("verb", QUESTIONS)
def test_every_question_answers_in_every_format(
    verb: str, tables: Path, run: Callable[..., Run]
) -> None:
    words = [verb, tables, *NEEDED.get(verb, [])]
    status, out, err = run(*words)
    assert (status, out.splitlines()[0]) == (
        0,
        f"{verb.replace('-', ' ').capitalize()}, as of 2024-03-01",
    )
    assert "as of 2024-03-01 · 1 issue: 1 merged_organization" in err
    status, out, err = run(*words, "--format", "csv")
    assert status == 0
    assert tuple(next(csv.reader(io.StringIO(out)))) == COLUMNS[verb]
    assert "as of 2024-03-01" in err
    status, out, _ = run(*words, "--format", "json")
    assert (status, list(json.loads(out))) == (0, ["as_of", "issues", "notes", "rows"])
    status, out, _ = run(*words, "--format", "markdown")
    assert status == 0
    assert out.startswith(
        f"**{verb.replace('-', ' ').capitalize()}**, as of 2024-03-01\n\n| {COLUMNS[verb][0]} |"
    )


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("verb", [*QUESTIONS, "summary", "check"])
def test_every_verb_answers_on_every_real_set(
    verb: str, real: Path, run: Callable[..., Run]
) -> None:
    needed = {"paths": ["--to", (real / "contacts.csv").read_text().splitlines()[1].split(",")[0]]}
    status, out, _ = run(verb, real, *needed.get(verb, []), "--format", "json")
    assert status == 0
    assert json.loads(out)
    status, out, _ = run(verb, real, *needed.get(verb, []))
    assert status == 0
    assert max(len(line) for line in out.splitlines()) <= 80


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("kind", [*FIGURES, "map"])
def test_every_picture_is_drawn_of_every_real_set(
    kind: str, real: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    path = tmp_path / ("map.html" if kind == "map" else f"{kind}.png")
    words = ["map"] if kind == "map" else ["plot", kind]
    status, out, err = run(*words, real, "-o", path)
    assert (status, out) == (0, "")
    assert f"wrote {path}" in err
    assert path.stat().st_size > 10_000


def test_json_has_iso_dates_null_for_missing_and_numbers_as_numbers(
    tables: Path, run: Callable[..., Run]
) -> None:
    _, out, _ = run("advocates", tables, "--format", "json")
    rows = {row["contact_id"]: row for row in json.loads(out)["rows"]}
    assert rows["ann"]["last_contact_on"] == "2024-03-01"
    assert rows["ann"]["days_quiet"] == 0
    assert rows["ann"]["reach"] == 4
    assert rows["ann"]["credit"] == pytest.approx(1 + 1 + 1 / 2 + 1 / 3, abs=1e-9)
    _, out, _ = run("contacts", tables, "--format", "json")
    eve = json.loads(out)["rows"][4]
    assert (eve["introduced_by"], eve["standing"], eve["generation"]) == (None, "closed", 1)


def test_summary_is_one_screen_and_its_json_has_counts_and_four_tables(
    tables: Path, run: Callable[..., Run]
) -> None:
    status, out, err = run("summary", tables)
    assert status == 0
    assert len(out.splitlines()) <= 22
    assert "6 contacts (2 met), 4 organizations, 6 referrals" in out
    assert "- Write to Fay Fox (Dan Day gave you the name" in out
    assert "note: " not in err
    status, out, err = run("summary", tables, "--full")
    assert len(out.splitlines()) <= 50
    assert "first contacts 2" in out
    assert "note: " in err
    _, out, _ = run("summary", tables, "--format", "json")
    answer = json.loads(out)
    assert list(answer) == [
        "as_of",
        "issues",
        "notes",
        "findings",
        "counts",
        "advocates",
        "agenda",
        "dead_ends",
        "organizations",
    ]
    assert tuple(answer["counts"]) == schema.COUNTS
    assert answer["counts"]["contacts"] == 6
    assert answer["counts"]["organizations"] == 4
    _, out, _ = run("summary", tables, "--format", "csv")
    assert "largest_branch,5" in out.splitlines()


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("verb", QUESTIONS)
def test_top_and_by_work_for_every_question(
    verb: str, tables: Path, run: Callable[..., Run]
) -> None:
    words = [verb, tables, *NEEDED.get(verb, []), "--format", "json"]
    _, out, _ = run(*words)
    all_rows = json.loads(out)["rows"]
    for column in COLUMNS[verb]:
        status, out, _ = run(*words, "--top", 1, "--by", column)
        assert status == 0
        assert len(json.loads(out)["rows"]) == min(1, len(all_rows))
    assert run(*words, "--by", "no-such-column")[0] == 2


def test_a_column_to_order_by_is_shown_and_may_be_spelled_loosely(
    tables: Path, run: Callable[..., Run]
) -> None:
    _, out, _ = run("advocates", tables, "--by", "Conversion-High")
    assert {"conversion", "high"} <= set(out.split())
    status, _, err = run("advocates", tables, "--by", "credits")
    assert (status, "did you mean 'credit'?" in err) == (2, True)


def test_options_may_stand_before_between_and_after_the_tables(
    tables: Path, run: Callable[..., Run]
) -> None:
    contacts, referrals = tables / "contacts.csv", tables / "referrals.csv"
    answers = {
        run("advocates", "--top", "2", contacts, referrals)[1],
        run("advocates", contacts, "--top", "2", referrals)[1],
        run("advocates", contacts, referrals, "--top", "2")[1],
        run("advocates", tables, "--top=2")[1],
    }
    assert len(answers) == 1


def test_reading_options_reach_the_reader(tables: Path, run: Callable[..., Run]) -> None:
    (tables / "wanted.csv").write_text("organization,weight\nZenith,3\n")
    _, out, _ = run("organizations", tables, "--targets", tables / "wanted.csv", "--format", "csv")
    assert "Zenith,unreached" in out
    _, out, _ = run("contacts", tables, "--seeker", "eve", "--format", "csv")
    assert "Eve Ek" not in out
    _, out, _ = run("contacts", tables, "--as-of", "2024-02-01")
    assert out.startswith("Contacts, as of 2024-02-01")
    text = (tables / "contacts.csv").read_text().replace("contact_id", "Kürzel")
    (tables / "contacts.csv").write_text(text, encoding="utf-8")
    # the ids are found, as referrals name them; saying so changes nothing
    named = run("contacts", tables, "--map", "contact_id=Kürzel")
    assert named[0] == 0
    assert run("contacts", tables)[1] == named[1]
    assert run("contacts", tables, "--map", "contact_id=organization")[0] == 1
    assert run("contacts", tables, "--map", "contact_id")[0] == 2


def test_what_is_lost_when_two_go_cold_together(tables: Path, run: Callable[..., Run]) -> None:
    """Cedar (dan) can be reached through ben and through cho: only losing both loses it."""
    assert "Cedar" not in run("organizations", tables, "--lose", "ben", "--format", "csv")[1]
    assert "Cedar" not in run("organizations", tables, "--lose", "cho", "--format", "csv")[1]
    assert (
        "Cedar"
        in run("organizations", tables, "--lose", "ben", "--lose", "cho", "--format", "csv")[1]
    )


def test_hours_are_set_beside_the_guideline(tables: Path, run: Callable[..., Run]) -> None:
    hours = tables / "hours.csv"
    hours.write_text(
        "date,activity,hours\n2024-01-05,networking,6\n2024-01-06,postings,2\n2024-09-01,postings,90\n"
    )
    _, _, err = run("agenda", tables, "--hours", hours)
    assert "3.0 networking for each hour of postings" in err
    hours.write_text("date,activity,hours\nyesterday,networking,six\n")
    status, _, err = run("agenda", tables, "--hours", hours)
    assert status == 1
    assert "hours.csv, line 2" in err
    hours.write_text("date,hours\n2024-01-05,1\n")
    assert "activity" in run("agenda", tables, "--hours", hours)[2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sumary"], "did you mean 'summary'?"),
        (["zebra"], "no verb 'zebra'"),
        (["--tops"], "no option '--tops'"),
        (["summary", "x", "--tpo", "3"], "did you mean '--top'?"),
        (["summary", "x", "--top", "-1"], "--top"),
        (["summary", "x", "--top", "many"], "'many' is not a whole number from 0 on"),
        (["summary", "x", "--format", "yaml"], "--format"),
        (["summary"], "TABLES"),
        (["plot", "tre", "x"], "did you mean 'tree'?"),
        (["paths", "x"], "--to"),
        (["growth", "x", "--per", "day"], "no period 'day'"),
        (["simulate", "0"], "from 1 on"),
    ],
)
def test_wrong_usage_ends_with_2_and_the_nearest_match(
    words: list[str], told: str, run: Callable[..., Run]
) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_help_names_every_verb_and_every_verb_has_help(run: Callable[..., Run]) -> None:
    assert list(VERB_ANSWERS) == list(VERB_EXAMPLES) == list(VERBS)
    status, out, _ = run("--help")
    assert status == 0
    # who knows no word yet is helped too
    assert run() == (0, out, "")
    for name, verb in VERBS.items():
        assert f"  {name} " in out
        status, told, _ = run(name, "--help")
        assert status == 0
        assert verb.answers.split()[0] in told
    assert run("--version")[1].startswith("netgraph 0.")


BAD = {
    "missing file": (None, "there is no such file"),
    "empty file": (b"", "empty"),
    "missing column": (b"nmae,boss\nAnn,Bob\n", "referred_by"),
    "empty id": (b"contact_id,referred_by\na,\n,a\n", "line 3"),
    "duplicate id": (b"contact_id,referred_by\na,\nb,a\na,b\n", "line 4"),
    "binary file": (bytes(range(256)) * 4, "table.csv"),
    "bad date": (b"contact_id,referred_by,met_on\na,,2024-01-02\nb,a,2024-13-45\n", "2024-13-45"),
}


@pytest.mark.parametrize("verb", ["summary", "advocates", "map", "plot"])
@pytest.mark.parametrize("fault", BAD)
def test_bad_input_ends_with_1_and_one_clear_message(
    fault: str, verb: str, tmp_path: Path, run: Callable[..., Run]
) -> None:
    data, told = BAD[fault]
    table = tmp_path / "table.csv"
    if data is not None:
        table.write_bytes(data)
    before = sorted(tmp_path.iterdir())
    more = ["-o", tmp_path / "out.html"] if verb == "map" else []
    status, out, err = run(
        verb, *(["tree", "-o", tmp_path / "o.png"] if verb == "plot" else []), table, *more
    )
    assert (status, out) == (1, "")
    assert "Traceback" not in err
    assert err.startswith("netgraph: ")
    assert told in err
    assert sorted(tmp_path.iterdir()) == before


def test_check_lists_errors_too_and_ends_with_1(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    status, out, _ = run("check", tables)
    assert status == 0
    assert "merged_" in out
    table = tmp_path / "table.csv"
    table.write_text("contact_id,referred_by,met_on\na,,2024-01-02\nb,b,2024-13-45\n")
    status, out, err = run("check", table, "--format", "csv")
    assert status == 1
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["code"], row["severity"]) for row in rows] == [
        ("bad_date", "error"),
        ("self_referral", "warning"),
    ]
    assert "1 bad_date, 1 self_referral" in err
    _, out, _ = run("check", table, "--format", "json")
    assert json.loads(out)["issues"] == {"bad_date": 1, "self_referral": 1}
    assert run("check", table, "--lenient")[0] == 0
    assert run("check", tmp_path / "nothing.csv")[0] == 1


@pytest.mark.parametrize("ending", ["csv", "json", "md", "txt"])
def test_an_answer_goes_into_a_file_in_the_format_of_its_ending(
    ending: str, tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    name = {"md": "markdown", "txt": "table"}.get(ending, ending)
    path = tmp_path / f"answer.{ending}"
    status, out, err = run("advocates", tables, "-o", path)
    assert (status, out) == (0, "")
    assert f"wrote {path}" in err
    assert path.read_text(encoding="utf-8") == run("advocates", tables, "--format", name)[1]
    status, _, err = run("advocates", tables, "-o", tmp_path / "answer.odd")
    assert (status, "--format" in err) == (1, True)


@pytest.mark.parametrize("verb", ["advocates", "map", "plot"])
def test_output_never_goes_over_an_input(verb: str, tables: Path, run: Callable[..., Run]) -> None:
    before = (tables / "contacts.csv").read_bytes()
    kind = ["tree"] if verb == "plot" else []
    for out in (tables / "contacts.csv", tables / ".." / "search" / "contacts.csv", tables):
        status, _, err = run(verb, *kind, tables, "-o", out)
        assert status in (1, 2)
        assert "another file" in err or "a folder" in err or "ends with none of" in err
    link = tables / {"plot": "link.png", "map": "link.html"}.get(verb, "link.csv")
    link.symlink_to(tables / "contacts.csv")
    assert run(verb, *kind, tables, "-o", link)[0] == 1
    assert (tables / "contacts.csv").read_bytes() == before


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    (tmp_path / "file").write_text("")
    status, _, err = run("advocates", tables, "-o", tmp_path / "file" / "x.csv")
    assert status == 1
    assert "Traceback" not in err
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("verb", [*QUESTIONS, "summary"])
def test_the_same_command_gives_the_same_bytes(
    verb: str, tables: Path, run: Callable[..., Run]
) -> None:
    words = [verb, tables, *NEEDED.get(verb, []), "--format", "json"]
    assert run(*words)[1] == run(*words)[1]


@pytest.mark.thorough
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
@pytest.mark.parametrize("kind", FIGURES)
def test_the_same_command_draws_the_same_bytes(
    kind: str, suffix: str, tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    one, two = (tmp_path / f"{name}.{suffix}" for name in ("one", "two"))
    for path in (one, two):
        assert run("plot", kind, tables, "-o", path)[0] == 0
    assert one.read_bytes() == two.read_bytes()


def test_the_kinds_of_figure_are_those_that_plot_draws() -> None:
    from netgraph import plot

    assert tuple(plot.KINDS) == FIGURES


def test_a_figure_of_another_kind_of_file_is_refused(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    status, _, err = run("plot", "tree", tables, "-o", tmp_path / "tree.gif")
    assert status == 2
    assert ".png" in err


def test_the_demonstration_copies_answers_draws_and_says_where(
    tmp_path: Path, run: Callable[..., Run]
) -> None:
    home = tmp_path / "demo"
    status, out, err = run("demo", home)
    assert status == 0
    assert out.startswith("Summary, as of ")
    assert "150 contacts" in out
    assert str(home / "map.html") in err
    names = {path.name for path in home.iterdir()}
    assert names == {"contacts.csv", "referrals.csv", "targets.csv", "aliases.csv", "map.html"}
    before = (home / "map.html").read_bytes()
    assert run("demo", home)[1] == out
    assert (home / "map.html").read_bytes() == before
    (home / "contacts.csv").write_text("mine")
    status, _, err = run("demo", home)
    assert (status, "contacts.csv" in err) == (1, True)
    assert (home / "contacts.csv").read_text() == "mine"


def test_a_made_up_network_is_the_same_for_the_same_seed_and_never_replaces_tables(
    tmp_path: Path, run: Callable[..., Run]
) -> None:
    one, two, other = tmp_path / "one", tmp_path / "two", tmp_path / "other"
    for folder, seed in ((one, 1), (two, 1), (other, 2)):
        assert run("simulate", 60, "--seed", seed, "-o", folder)[0] == 0
    tables = [(folder / "contacts.csv").read_bytes() for folder in (one, two, other)]
    assert tables[0] == tables[1] != tables[2]
    assert run("summary", one)[0] == 0
    assert run("simulate", 60, "-o", one)[0] == 1


def test_a_map_is_one_file_the_same_every_time_with_notes_only_when_asked(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    table = tables / "contacts.csv"
    head, *rows = table.read_text().splitlines()
    table.write_text("\n".join([f"{head},notes", *(f"{row},likes tulips" for row in rows)]))
    one, two, more = (tmp_path / f"{name}.html" for name in ("one", "two", "more"))
    status, out, err = run("map", tables, "-o", one)
    assert (status, out) == (0, "")
    assert "as of 2024-03-01" in err
    assert f"wrote {one}" in err
    assert run("map", tables, "-o", two)[0] == 0
    assert one.read_bytes() == two.read_bytes()
    assert run("map", tables, "-o", more, "--include", "notes")[0] == 0
    assert b"tulips" not in one.read_bytes()


def test_files_are_converted_and_what_had_no_place_is_told(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "name,company,referred by,email\nAnn Ahn,Acme,,a@x.org\n"
        "Ben Bly,Birch,Ann Ahn,b@x.org\nCho,,Zoe,c@x.org\n"
    )
    out = tmp_path / "out"
    status, _, err = run("convert", sheet, "-o", out, "--map", "contact_id=email")
    assert status == 0
    assert f"wrote {out / 'contacts.csv'}" in err
    assert run("summary", out)[0] == 0
    before = run("advocates", tables, "--format", "csv")[1]
    assert run("convert", tables, "-o", tmp_path / "again", "--format", "xlsx")[0] == 0
    again = tmp_path / "again"
    assert (
        run("advocates", again / "contacts.xlsx", again / "referrals.xlsx", "--format", "csv")[1]
        == before
    )
    assert run("convert", tables, "-o", tables)[0] == 1
    assert run("convert", tables, "-o", tmp_path / "net.graphml")[0] == 0
    assert run("convert", tables, "-o", tmp_path / "net.gexf")[0] == 0


def test_an_unknown_seeker_makes_a_redacted_answer_name_nobody(
    tables: Path, run: Callable[..., Run]
) -> None:
    assert run("contacts", tables, "--seeker", "nobody", "--redact", "names") == (
        *(1, ""),
        "netgraph: no contact for the seeker 'nobody'\n",
    )
    assert "there is" in run("contacts", tables, "--seeker", "nobody")[2]


def test_redacted_answers_name_nobody_and_a_key_keeps_pseudonyms(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    key = tmp_path / "key.txt"
    key.write_text("a secret\n")
    names = re.compile(r"\b(Ann|Ben|ann|ben|Birch|Cedar|Acme)\b")
    for verb in (*(name for name in QUESTIONS if name != "paths"), "summary", "check"):
        _, out, err = run(verb, tables, "--redact", "all", "--key-file", key, "--format", "csv")
        assert not names.search(out + err), verb
    answers = {
        run("contacts", tables, "--redact", "names", "--key-file", key, "--format", "csv")[1]
        for _ in "ab"
    }
    assert len(answers) == 1
    assert "Birch" in answers.pop()


def test_small_cells_are_blank_in_every_format(tables: Path, run: Callable[..., Run]) -> None:
    """Acme and Birch have two people each, Cedar and Dune one."""
    for form, blank in (("csv", "Cedar,,"), ("markdown", "| Cedar |  |"), ("json", "null")):
        _, out, err = run("organizations", tables, "--min-cell", 2, "--format", form)
        assert blank in out
        assert "Smallest cell 2: counts from 1 to 1" in err
    assert "first contacts" in run("summary", tables, "--min-cell", 2)[1]
    assert "contacts –" in run("summary", tables, "--min-cell", 99)[1]


def test_suggestions_are_written_to_decide_on_and_never_over_decisions(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    with (tables / "contacts.csv").open("a") as table:
        table.write("fai,Fay Foxx,Birch,,,,,,\n")
    folder = tmp_path / "decisions"
    status, out, _ = run("check", tables, "--decide", folder)
    assert (status, "Suggestions" in out) == (0, True)
    assert "fai" in (folder / "same.csv").read_text()
    assert run("check", tables, "--decide", folder)[0] == 1
    # a heading alone is no decision: it does not stand in the way
    (folder / "same.csv").unlink()
    (folder / "aliases.csv").write_text("alias,organization\n")
    assert run("check", tables, "--decide", folder)[0] == 0
    assert "fai" in (folder / "same.csv").read_text()


@pytest.mark.parametrize("after", [True, False])
def test_without_a_folder_decisions_are_written_beside_the_tables(
    tables: Path, run: Callable[..., Run], *, after: bool
) -> None:
    with (tables / "contacts.csv").open("a") as table:
        table.write("fai,Fay Foxx,Birch,,,,,,\n")
    before = run("summary", tables, "--format", "json")[1]
    words = (tables, "--decide") if after else ("--decide", tables)
    status, _, err = run("check", *words)
    assert status == 0
    assert str(tables / "same.csv") in err
    asked = (tables / "same.csv").read_text()
    assert "fai" in asked
    # until something is decided nothing is another
    assert run("summary", tables, "--format", "json")[1] == before
    contacts = len(netgraph.read(tables))
    yes = [line.replace(",,", ",yes,", 1) if "fai" in line else line for line in asked.split("\n")]
    (tables / "same.csv").write_text("\n".join(yes))
    assert len(netgraph.read(tables)) == contacts - 1
    assert run("check", tables, "--decide")[0] == 1


def test_a_refused_single_file_is_decided_on_beside_it(
    tmp_path: Path, run: Callable[..., Run]
) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text(
        "contact_id,name,referred by\n7,Maria Lima,\n9,María Lima,\n3,Cy Poe,MARIA LIMA\n",
        encoding="utf-8",
    )
    assert "check --decide" in run("summary", sheet)[2]
    status, _, err = run("check", "--decide", sheet)
    assert status == 1
    assert "every command honours it" in err
    assert "MARIA LIMA" in (tmp_path / "same.csv").read_text(encoding="utf-8")


def test_no_command_opens_a_connection(
    tables: Path, tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    importlib.import_module("ssl")  # pyarrow brings it, and it makes a class of the real socket
    monkeypatch.setattr(socket, "socket", lambda *words, **more: opened.append((words, more)))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *words, **more: opened.append((words, more)))
    made = {
        "plot": ["plot", "tree", tables, "-o", tmp_path / "tree.png"],
        "map": ["map", tables, "-o", tmp_path / "map.html"],
        "convert": ["convert", tables, "-o", tmp_path / "out"],
        "simulate": ["simulate", 40, "-o", tmp_path / "made"],
        "demo": ["demo", tmp_path / "demo"],
        "start": ["start", "--from", tables, "-o", tmp_path / "mine.xlsx"],
    }
    made |= {"words": ["words"], "completion": ["completion", "bash"]}
    made["report"] = ["report", tables, "-o", tmp_path / "report.html"]
    made["dossier"] = ["dossier", tables, "--who", "Ann Ahn"]
    office = folders_of_two(tmp_path / "office", "contacts.csv")
    made |= {verb: [verb, office] for verb in COHORT_VERBS}
    for verb in VERBS:
        words = made.get(verb, [verb, tables, *NEEDED.get(verb, [])])
        assert run(*words)[0] == 0, verb
    assert not opened


def test_a_bare_environment_is_enough(tables: Path, tmp_path: Path) -> None:
    bare = {
        "LC_ALL": "C",
        "PATH": "/nonexistent",
        "PYTHONPATH": str(Path(netgraph.__file__).parents[1]),
    }
    text = (tables / "contacts.csv").read_text().replace("Ann Ahn", "Änne Ähn")
    (tables / "contacts.csv").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "netgraph", "contacts", str(tables)]
    done = subprocess.run(command, capture_output=True, env=bare, cwd=tmp_path, check=True)
    assert "Änne Ähn" in done.stdout.decode("utf-8")


def test_long_work_shows_that_it_goes_on_and_leaves_no_trace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(netgraph.progress, "SHOWN_AFTER", 0.01)
    with progress.working("reading") as say:
        wait(lambda: re.search(r"reading ….*0:00:00", terminal.getvalue()), "the seconds are shown")
        say("step 2")
        wait(lambda: "reading: step 2 …" in terminal.getvalue(), "the step is shown")
    assert terminal.getvalue().endswith("\x1b[2K")  # the line is wiped


def test_short_work_shows_nothing_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress.working("reading"):
        pass
    assert terminal.getvalue() == ""


def test_work_off_a_terminal_shows_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(netgraph.progress, "SHOWN_AFTER", 0.001)
    before = threading.active_count()
    with progress.working("reading"):
        assert threading.active_count() == before  # nobody counts
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(tables: Path) -> None:
    command = [sys.executable, "-m", "netgraph", "contacts", str(tables), "--format", "json"]
    done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.stdout is not None
    done.stdout.close()
    _, err = done.communicate(timeout=60)
    assert b"Traceback" not in err
    assert b"Broken" not in err


def test_ctrl_c_ends_with_130_without_a_traceback(tmp_path: Path) -> None:
    fifo = tmp_path / "contacts.csv"
    os.mkfifo(fifo)  # reading it waits for ever: the moment to press Ctrl-C cannot be missed
    command = [sys.executable, "-m", "netgraph", "summary", str(fifo)]
    # a shell starts what runs in its background with the signal ignored, and so all that starts
    waiting = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
    )
    with fifo.open("wb"):  # waits until the command opens the other end
        waiting.send_signal(signal.SIGINT)
        # still open: the end of the file must not come before the signal, on a busy machine
        out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out) == (130, b"")
    assert err == b"netgraph: stopped\n"


def test_who_types_a_name_means_the_person_also_where_names_are_hidden(
    tables: Path, run: Callable[..., Run]
) -> None:
    for verb, *words in (
        ("paths", "--to", "Cedar"),
        ("paths", "--to", "ben"),
        ("organizations", "--lose", "ann"),
        ("agenda", "--outcome", "cedar gmbh"),
    ):
        plain = run(verb, tables, *words, "--format", "csv")
        hidden = run(verb, tables, *words, "--redact", "all", "--format", "csv")
        assert (hidden[0], plain[0]) == (0, 0), hidden
        assert hidden[1].count("\n") == plain[1].count("\n") > 1, verb
        assert not re.search(r"\b(Ann|Ben|ann|ben|Birch|Cedar|Acme)\b", hidden[1] + hidden[2]), verb


def test_initials_and_organizations_can_both_be_hidden(
    tables: Path, run: Callable[..., Run]
) -> None:
    status, out, _ = run(
        "contacts", tables, "--redact", "initials", "--redact", "organizations", "--format", "csv"
    )
    assert status == 0
    assert not re.search(r"\b(Ann|Ben|Birch|Cedar|Acme)\b", out)
    assert re.search(r"^A\.", out, re.MULTILINE)


def test_a_target_where_nobody_is_has_no_chain_and_is_no_error(
    tables: Path, tmp_path: Path, run: Callable[..., Run]
) -> None:
    (tmp_path / "wanted.csv").write_text("organization\nZeta Ltd\n")
    words = ("paths", tables, "--to", "zeta", "--format", "csv")
    assert run(*words)[0] == 1
    status, out, err = run(*words, "--targets", tmp_path / "wanted.csv")
    assert status == 0
    assert "Nobody you know of is at zeta" in err
    assert out.count("\n") == 1


def test_where_you_landed_may_be_in_no_table_and_everybody_who_was_met_is_told(
    tables: Path, run: Callable[..., Run]
) -> None:
    status, out, err = run("agenda", tables, "--outcome", "Zeta", "--format", "csv")
    assert status == 0
    assert "Nobody you know of is at Zeta" in err
    told = [row.split(",")[1] for row in out.splitlines() if row.startswith("tell")]
    assert sorted(told) == ["ann", "ben"]
    _, out, _ = run("agenda", tables, "--outcome", "Cedar", "--format", "csv")
    assert sorted(row.split(",")[1] for row in out.splitlines()[1:3]) == ["ann", "ben"]


def test_a_calendar_has_an_entry_a_row_and_a_second_import_moves_them(
    run: Callable[..., Run], tmp_path: Path
) -> None:
    def entries(day: str) -> dict[str, icalendar.Event]:
        place = tmp_path / "steps.ics"
        assert run("agenda", example_folder(), "--ics", place, "--as-of", day)[0] == 0
        calendar = icalendar.Calendar.from_ical(place.read_bytes())
        return {str(event["uid"]): event for event in calendar.walk("VEVENT")}

    rows = run("agenda", example_folder(), "--as-of", "2026-06-01", "--format", "csv")[1]
    first, second = entries("2026-06-01"), entries("2026-06-08")
    assert len(first) == rows.count("\n") - 1 > 2
    both = first.keys() & second.keys()
    assert both
    for uid in both:
        assert second[uid]["sequence"] > first[uid]["sequence"]
        assert second[uid].decoded("dtstart") >= dt.date(2026, 6, 8)
    words = {str(event["summary"]).partition(" ")[0] for event in first.values()}
    assert {"Write", "Follow", "Ask", "Keep"} <= words


def test_a_terminal_shows_the_first_ten_rows_of_the_agenda_and_counts_the_rest() -> None:
    net = netgraph.simulate(200, seed=1)
    answer = Answer("Agenda", {"rows": netgraph.agenda(net)}, net.as_of_date, {}, net=net)
    out = io.StringIO()
    out.isatty = lambda: True  # type: ignore[method-assign]
    screen.show(replace(answer, rows_on_terminal=10), out)
    assert f"{len(answer.tables['rows']) - 10} more rows" in out.getvalue()
    assert len(out.getvalue().splitlines()) < 40
    assert "more rows" not in screen.plain_text(answer)


@pytest.mark.parametrize(
    "words",
    [
        ("summary", "--as-of", "yesterday"),
        ("summary", "--as-of", "2024-02-30"),
        ("summary", "--map", "foo=bar"),
        ("plot", "tree", "-o", "tree.gif"),
        ("map", "-o", "map.png"),
        ("summary", "--redact", "nothing"),
    ],
)
def test_wrong_usage_exits_with_two_and_writes_nothing(
    words: tuple[str, ...],
    tables: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[..., Run],
) -> None:
    monkeypatch.chdir(tmp_path)
    verb, *rest = words
    where = [rest.pop(0), tables] if verb == "plot" else [tables]
    status, out, err = run(verb, *where, *rest)
    assert (status, out) == (2, "")
    assert err
    assert not list(tmp_path.glob("*.gif")) + list(tmp_path.glob("*.png"))


def test_notes_stay_in_ones_own_tables_and_graph_files_have_them_only_when_asked(
    tmp_path: Path, run: Callable[..., Run]
) -> None:
    one = tmp_path / "one.csv"
    one.write_text("id,name,email,Mobile,referred_by\na,Ann,ann@x.org,5551,\nb,Bob,,5552,a\n")
    status, _, err = run("convert", one, "-o", tmp_path / "out")
    assert status == 0
    assert "private in it: email (1), Mobile (2); for others, say --redact names" in err
    assert "ann@x.org,5551" in (tmp_path / "out" / "contacts.csv").read_text().replace(",,", ",")
    _, _, err = run("convert", one, "-o", tmp_path / "net.gexf")
    assert "left out as private: email (1), Mobile (2); --private writes them too" in err
    assert "ann@x.org" not in (tmp_path / "net.gexf").read_text()
    _, _, err = run("convert", one, "-o", tmp_path / "net.gexf", "--private")
    assert "left out" not in err
    assert "ann@x.org" in (tmp_path / "net.gexf").read_text()
    _, _, err = run("convert", one, "-o", tmp_path / "hidden", "--redact", "names")
    assert "private in it" not in err
    assert "ann@x.org" not in (tmp_path / "hidden" / "contacts.csv").read_text()


def test_grades_of_evidence_are_ordered_by_what_they_say() -> None:
    grades = ["some", None, "too early", "strong", "some"]
    table = pd.DataFrame({"evidence": pd.Series(grades, dtype="str"), "contact_id": list("abcde")})
    assert ordered(table, ["evidence"], "contact_id")["contact_id"].tolist() == list("daecb")


def test_save_keeps_columns_found_by_other_names_and_the_sheet(
    tmp_path: Path, run: Callable[..., Run]
) -> None:
    book, saved = tmp_path / "book.xlsx", tmp_path / "netgraph.toml"
    rows = [
        ["Name", "Company", "Kept", "Referred by"],
        ["Ann Lee", "Acme", "Ace", None],
        ["Bob", "Zeta", "Zed", "Ann Lee"],
    ]
    workbook = openpyxl.Workbook()
    for title, cells in (("People", rows), ("Dashboard", [["x", 1], ["y", 2]])):
        sheet = workbook.create_sheet(title)
        for row in cells:
            sheet.append(row)
    workbook.remove(workbook.worksheets[0])
    workbook.save(book)
    before = netgraph.read(book)
    assert run("check", book, "--save")[0] == 0
    written = saved.read_bytes()
    assert tomllib.loads(written.decode()) == {
        "sheet": "People",
        "columns": {"organization": "Company"},
    }
    assert "nothing new to save" in run("check", book, "--save")[2]
    assert saved.read_bytes() == written
    after = netgraph.read(book)
    assert after.contacts.equals(before.contacts)
    assert after.referrals.equals(before.referrals)
    # an option wins, and stays when it is saved
    assert run("check", book, "--map", "organization=Kept", "--save")[0] == 0
    assert tomllib.loads(saved.read_text())["columns"]["organization"] == "Kept"


def test_check_says_what_it_chose_and_saves_it(tmp_path: Path, run: Callable[..., Run]) -> None:
    sheet = tmp_path / "one.csv"
    sheet.write_text(
        "id,name,company,my tag,phase,referred by\n"
        "Ann Lee,Ann Lee,Acme,x,Interviewed,\nBob Ray,Bob Ray,Birch,,ghosted,Ann Lee\n"
    )
    own = ["--map", "status=phase", "--value", "status:ghosted=no_reply", "--seeker", "Ann Lee"]
    status, out, err = run("check", sheet, *own, "--save")
    assert status == 0
    for words in (
        "one.csv: contacts",
        "organization is 'company'",
        "status 'Interviewed' is met",
        "without a meaning here: 'my tag'",
        "--seeker is a name, which is not saved",
        "wrote",
    ):
        assert words in err
    kept = (tmp_path / "netgraph.toml").read_bytes()
    assert b"Ann" not in kept
    assert b"Bob" not in kept
    _, again, err = run("check", sheet, "--format", "json", "--save")
    assert "nothing new to save" in err
    assert (tmp_path / "netgraph.toml").read_bytes() == kept
    assert "one.csv: contacts" in json.loads(again)["notes"]
    _, out, err = run("contacts", sheet, "--format", "csv")
    assert "closed" in out
    assert "status is the column 'phase'" in err
    status, _, err = run("check", "-", "--save")
    assert status == 1
    # a table that is refused is described too, and nothing of it when it is to be hidden
    sheet.write_text(sheet.read_text() + "Bob Ray,Bob Ray,,,met,\n")
    status, _, err = run("check", sheet)
    assert (status, "one.csv: contacts" in err) == (1, True)
    assert "one.csv: contacts" not in run("check", sheet, "--redact", "names")[2]


@pytest.mark.parametrize("verb", VERBS)
def test_the_example_in_the_help_of_a_verb_answers(
    verb: str, tmp_path: Path, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"example: {VERB_EXAMPLES[verb]}" in " ".join(run(verb, "--help")[1].split())
    monkeypatch.chdir(tmp_path)
    shutil.copytree(example_folder(), tmp_path / "data")
    (tmp_path / "people.csv").write_text("Name,Referred by\nAda Moss,\nBen Okafor,Ada Moss\n")
    # what a shell does with the answer is not the command's
    command = shlex.split(VERB_EXAMPLES[verb].partition(" >> ")[0])
    assert command[0] == "netgraph"
    status, out, err = run(*command[1:])
    assert (status, "Traceback" in err) == (0, False)
    assert out or "wrote" in err


def test_help_lists_a_verbs_own_options_first(run: Callable[..., Run]) -> None:
    told = run("paths", "--help")[1]
    places = [told.index(f"\n  {flag}") for flag in ("--to", "--as-of", "--top", "--redact")]
    assert places == sorted(places)


def test_a_person_may_be_called_by_name(tables: Path, run: Callable[..., Run]) -> None:
    by_id = run("organizations", tables, "--lose", "ann")
    for name in ("Ann Ahn", "ann  ahn", "Ahn, Ann"):
        assert run("organizations", tables, "--lose", name)[:2] == by_id[:2]
    assert (
        run("contacts", tables, "--seeker", "Ben Bly")[1]
        == (run("contacts", tables, "--seeker", "ben")[1])
    )
    status, _, err = run("contacts", tables, "--seeker", "Ben Bl")
    assert (status, "did you mean 'Ben Bly'?" in err) == (1, True)


def test_a_name_that_several_have_needs_an_id(tmp_path: Path, run: Callable[..., Run]) -> None:
    (tmp_path / "a.csv").write_text(
        "contact_id,name,referred_by\n1,Al Fox,\n2,Al Fox,1\n3,Bea Gold,2\n"
    )
    for words in (["organizations", "--lose"], ["contacts", "--seeker"]):
        status, out, err = run(words[0], tmp_path / "a.csv", words[1], "al fox")
        assert (status, out) == (1, "")
        assert "2 contacts are called 'al fox': 1, 2; say the id" in err
