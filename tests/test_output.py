"""What leaves the command line is harmless where it goes, and readable on a narrow screen."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import netgraph as ng
from netgraph import schema
from netgraph.analysis.labels import people_by_name
from netgraph.choices import ANSWER_FORMATS
from netgraph.cli import main, screen
from netgraph.cli.answer import ONLY_TABLE, Answer
from netgraph.cli.escaping import escape_json, escape_markdown
from netgraph.cli.formats import FORMATTERS, to_csv, to_json, to_markdown
from netgraph.cli.streams import write_error
from netgraph.controls import CONTROLS, escape_controls
from netgraph.tables.read import from_frames

HOSTILE = (
    "=cmd|'/c calc'!A1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "<img src=x onerror=alert(1)>",
    "a|b",
    "![x](http://x)",
    "\x1b[31mred\x1b]0;title\x07",
    "\u202eevil\u2066",
    "\x9b31m",
    "two\nlines",
    "[bold]not markup[/bold] :smile:",
    "`code` *b* _i_ ~s~",
    "\u200b\ufeff\U000e0041",
)


def answer(names: list[str]) -> Answer:
    """An answer with some names, a number, and a date that is missing at first."""
    table = pd.DataFrame(
        {
            schema.CONTACT_ID: pd.Series([str(i) for i in range(len(names))], dtype="str"),
            schema.NAME: pd.Series(names, dtype="str"),
            schema.CREDIT: [-1.5] * len(names),
            schema.DAYS_QUIET: [float("nan"), *[3.0] * (len(names) - 1)],
            schema.MET_ON: pd.to_datetime(["2024-01-02"] * len(names)).astype("datetime64[s]"),
        }
    )
    return Answer("Contacts", {ONLY_TABLE: table}, pd.Timestamp("2024-03-01"), {}, [])


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_cells_that_a_spreadsheet_would_run_are_neutralised_and_numbers_are_not(
    text: str,
) -> None:
    row = list(csv.DictReader(io.StringIO("".join(to_csv(answer(["Ann", text]))), newline="")))[1]
    assert row["name"].lstrip("'") == text
    assert row["name"][0] not in "=+-@\t"
    assert row["credit"] == "-1.5"
    assert (row["days_quiet"], row["met_on"]) == ("3", "2024-01-02")


@given(st.text())
def test_no_control_character_reaches_a_screen_a_message_or_markdown(text: str) -> None:
    assert not re.search(CONTROLS, escape_controls(text))
    assert not re.search(CONTROLS, escape_markdown(text))
    shown = screen.plain_text(answer([text or "x", "Ann"]))
    assert not re.search(CONTROLS, shown.replace("\n", ""))


@given(st.text())
def test_json_holds_the_text_as_it_was_but_no_raw_control_character(text: str) -> None:
    told = "".join(to_json(answer([text, "Ann"])))
    assert not re.search(CONTROLS, told.replace("\n", ""))
    assert json.loads(told)["rows"][0]["name"] == text
    assert json.loads(told)["rows"][0]["days_quiet"] is None


def test_json_text_escapes_characters_beyond_the_first_plane_as_pairs() -> None:
    assert json.loads(escape_json('"\U000e0041"')) == "\U000e0041"


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_cells_hold_no_markup_no_html_and_no_further_cell(text: str) -> None:
    lines = to_markdown(answer(["Ann", text])).splitlines()
    cells = re.split(r"(?<!\\)\|", lines[-1])
    assert len(cells) == len(re.split(r"(?<!\\)\|", lines[-2]))
    assert "<" not in lines[-1]
    assert not re.search(r"(?<!\\)[\[`*_~]", cells[2])


@pytest.mark.parametrize("text", HOSTILE)
def test_a_screen_shows_text_from_tables_as_text(text: str) -> None:
    shown = screen.plain_text(answer(["Ann", text]))
    start = escape_controls(text)[:20]
    assert start in shown


def test_every_format_that_can_be_asked_for_is_written() -> None:
    assert tuple(FORMATTERS) == ANSWER_FORMATS


@pytest.mark.parametrize("width", [20, 40, 80, 132, 400])
def test_a_table_is_never_wider_than_the_screen_and_says_what_it_left_out(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    table = pd.DataFrame({name: ["x" * 40, "漢字" * 20] for name in schema.CONTACT_COLUMNS}).astype(
        "str"
    )
    shown = screen.plain_text(Answer("Contacts", {ONLY_TABLE: table}, None, {}))
    body = shown.splitlines()[2:-1]
    assert max(cell_len(line) for line in body) <= width
    left = re.search(r"… (\d+) more columns", shown)
    columns = 0 if left is None else int(left[1])
    drawn = len(schema.CONTACT_COLUMNS) - columns
    assert drawn == {20: 1, 40: 1, 80: 2, 132: 4, 400: 14}[width]


def test_the_most_telling_columns_come_first_and_stand_in_the_order_of_the_table() -> None:
    grid = pd.DataFrame({"a": ["1" * 10], "b": ["2" * 10], "c": ["3" * 10], "empty": [""]})
    assert screen.fitting_columns(grid, ("c", "b"), 22) == ["b", "c"]
    assert screen.fitting_columns(grid, (), 22) == ["a", "b"]
    assert screen.fitting_columns(grid, ("empty",), 400) == ["a", "b", "c"]


def test_a_long_table_is_cut_on_the_screen_and_says_so() -> None:
    shown = screen.plain_text(answer(["Ann"] * (screen.SCREEN_ROWS + 7)))
    assert "… 7 more rows: --format csv" in shown


def test_a_person_is_shown_by_name_and_by_id_only_where_two_are_called_alike() -> None:
    table = pd.DataFrame(
        {schema.CONTACT_ID: ["7", "8"], schema.NAME: ["Ann", "Ben"], schema.ORGANIZATION: "Acme"}
    )
    assert people_by_name(table, None).columns.tolist() == ["name", "organization"]
    alike = table.assign(**{schema.NAME: "Ann"})
    shown = ["name", "organization", "contact_id"]
    assert people_by_name(alike, None).columns.tolist() == shown
    nobody = pd.DataFrame({"referrer_id": [], "referred_id": []}, dtype="str")
    net = from_frames(table, nobody)
    assert "contact_id" not in people_by_name(ng.contacts(net), net).columns
    # another Ann is in the network, and in none of the rows
    net = from_frames(alike, nobody)
    assert "contact_id" in people_by_name(ng.contacts(net).iloc[:1], net).columns


def test_markup_is_for_terminals_only(
    tables: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert main(["summary", str(tables)]) == 0
    assert "\x1b" not in capsys.readouterr().out
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    screen.show(answer(["Ann"]), terminal)
    assert "\x1b[1m" in terminal.getvalue()


def test_hostile_names_in_messages_are_shown_harmlessly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("contact_id,referred_by\na\x1b[31m,\na\x1b[31m,\n", encoding="utf-8")
    assert main(["summary", str(table)]) == 1
    assert "\x1b" not in capsys.readouterr().err
    assert main(["summary", "\x1b[31m\u202e.csv"]) == 1
    told = capsys.readouterr().err
    assert r"\x1b[31m\u202e.csv" in told


def test_names_of_files_are_broken_so_that_messages_keep_their_place() -> None:
    name = "my-long-networking-list-of-people-of-spring.csv"
    row = ("bad_value", "error", name, "3", "status", "x", "'x' is no status; expected one of six")
    columns = [*schema.ISSUE_COLUMNS][: len(row)]
    grid = pd.DataFrame([row], columns=columns)
    chosen = screen.fitting_columns(grid, screen.COLUMN_RANKS["check"], 80)
    assert {schema.TABLE, schema.LINE, schema.MESSAGE} <= set(chosen)


def test_on_a_terminal_no_word_of_a_message_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "note: " + " ".join(f"word{n:03}" for n in range(40))
    write_error(line)
    assert capsys.readouterr().err == f"{line}\n"  # a pipe has it whole
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    write_error(line)
    shown = capsys.readouterr().err
    assert max(map(len, shown.splitlines())) <= 50
    assert shown.split() == line.split()
    command = "--map 'referred_by=Got the name from'"
    for words in range(20):
        write_error(f"{'word ' * words}({command}) it's what you don't type")
        assert command in capsys.readouterr().err


@pytest.mark.parametrize("name", ANSWER_FORMATS)
def test_an_answer_keeps_its_network_for_a_screen_alone(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Elsewhere no name is looked up, and the memory of a large network is needed for the text."""
    data = str(Path(__file__).parents[1] / "data")
    kept = []

    def write(answer: Answer, _args: object) -> None:
        kept.append(answer.net is not None)
        FORMATTERS[name](answer)

    monkeypatch.setattr("netgraph.cli.output.write_answer", write)
    assert main(["advocates", data, "--format", name]) == 0
    assert kept == [name == "table"]
    assert not capsys.readouterr().out


def test_json_in_pieces_is_the_json_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame(
        {
            "contact_id": [f"c{i}" for i in range(7)],
            "days_quiet": [1.0, None, 3.0, 4.0, None, 6.0, 7.0],
            "date": pd.to_datetime(["2026-01-02", None] * 3 + ["2026-01-03"]),
        }
    )
    for rows in (table, table.iloc[:4], table.iloc[:0]):
        one = Answer("advocates", {"rows": rows, "more": rows}, None, {})
        whole = "".join(to_json(one))
        monkeypatch.setattr("netgraph.cli.formats.ROWS_OF_PIECE", 3)
        assert "".join(to_json(one)) == whole
        monkeypatch.undo()
        read = json.loads(whole)
        assert whole == json.dumps(read, indent=1, ensure_ascii=False) + "\n"
        days = [row[schema.DAYS_QUIET] for row in read["more"]]
        assert days == [1, None, 3, 4, None, 6, 7][: len(rows)]
