"""Monday's screen: in words, on one screen, for anybody's tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from clauses import network_of
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from strategies import Tables, budget, tables
from test_parity import network

import netgraph as ng
from netgraph import clock, schema
from netgraph.analysis.agenda_calendar import calendar_bytes
from netgraph.analysis.told_in_words import step_in_words
from netgraph.cli import main
from netgraph.cli.summary_screen import summary_lines
from netgraph.cli.week_screen import broken_lines, week_lines
from netgraph.simulation.example import example_folder

if TYPE_CHECKING:
    from pathlib import Path

DRAWING = """
    ana: name=Ana status=met met_on=2026-11-10 thanked_on=2026-11-11 asked_on=2026-11-12
    ben: name=Ben status=identified
    cho: name=Cho status=contacted contacted_on=2026-11-20
    dan: name=Dan status=scheduled contacted_on=2026-11-12 scheduled_for=2026-12-01
    fay: name=Fay status=met met_on=2026-09-10 asked_on=2026-09-12 next_step_on=2026-11-28
    ana -> ben 2026-11-21
    ana -> cho 2026-11-19
    """


def test_each_step_is_a_request_with_days_counted_from_today() -> None:
    net = network_of(DRAWING, as_of="2026-11-26")
    lines = week_lines(net, 80)
    steps = {line[4:] for line in lines if line[:3].strip().rstrip(".").isdecimal()}
    assert steps == {
        "Write to Ben (Ana gave you the name 5 days ago).",
        "Follow up with Cho (written to 6 days ago, no answer).",
        "Prepare the meeting with Dan (in 5 days).",
        "Fay: next step planned (in 2 days).",
    }
    assert lines[0] == "Your week, as of 2026-11-26"
    assert "Since 2026-11-19: 1 new contact, 1 referral." in lines
    assert "  New: Ben." in lines
    assert lines[-1].startswith("Note what you have done (1: contacts, row ")


def test_what_is_not_due_yet_is_neither_unanswered_nor_undone() -> None:
    net = network_of(
        "ana: name=Ana status=met met_on=2026-11-24 thanked_on=2026-11-24\n"
        "ben: name=Ben status=contacted contacted_on=2026-11-26\n"
        "cho: name=Cho status=contacted contacted_on=2026-11-24 asked_on=",
        as_of="2026-11-26",
    )
    said = "\n".join(week_lines(net, 120))
    assert "Ask Ana for a referral (met 2 days ago; due in 5 days)." in said
    assert "Follow up with Ben (written to today; due in 2 days)." in said
    assert "Follow up with Cho (written to 2 days ago, no answer)." in said


def test_what_is_only_overdue_is_shown_as_such_and_nothing_is_said_in_words() -> None:
    late = network_of(
        "ana: status=met met_on=2024-01-01\nana: thanked_on=2024-01-01 asked_on=",
        as_of="2024-02-01",
    )
    assert "Overdue:" in week_lines(late.as_of("2024-02-01"), 80)
    nothing = week_lines(
        network_of("ana -> ben 2024-01-01", as_of="2024-03-01").as_of("2024-02-20"), 80
    )
    assert any(line.startswith("Nothing to do that your tables know of") for line in nothing)
    assert any("No column 'Contacted on'" in line for line in nothing)


@budget(40)
@given(tables(most=14))
def test_the_screen_has_room_for_it(drawn: Tables) -> None:
    net = network(drawn)
    lines = week_lines(net if net.as_of_date is not None else net.as_of("2024-06-01"), 80)
    assert len(lines) < 24
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("size", [3, 60, 400])
def test_long_and_hostile_names_stay_on_the_screen(size: int) -> None:
    net = ng.simulate(size, seed=size)
    named = net.contacts.assign(**{schema.NAME: "Ann\x1b[31m Lee \u202e" + "of Somewhere " * 9})
    lines = week_lines(ng.from_frames(named, net.referrals), 80)
    assert len(lines) < 24
    assert max(map(cell_len, lines)) <= 80
    assert not {"\x1b", "\u202e"} & set("".join(lines))


def test_the_week_stands_on_today_and_goes_into_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    today = str(clock.day_of_clock().date())
    assert main(["week", str(example_folder())]) == 0
    assert capsys.readouterr().out.startswith(f"Your week, as of {today}")
    place = tmp_path / "week.txt"
    words = ["week", str(example_folder()), "--as-of", "2026-09-07", "-o", str(place)]
    assert main(words) == 0
    assert place.read_text(encoding="utf-8").startswith("Your week, as of 2026-09-07")
    assert main([*words[:4], "--redact", "names"]) == 0
    assert "Leila" not in capsys.readouterr().out
    assert main([*words[:4], "--min-cell", "5"]) == 1


@pytest.mark.parametrize("size", [1, 3, 60, 400])
def test_the_summary_is_one_screen_for_long_and_hostile_names(size: int) -> None:
    net = ng.simulate(size, seed=size)
    named = net.contacts.assign(
        **{schema.NAME: "Ann\x1b[31m 李 " + "of Somewhere " * 9, schema.ORGANIZATION: "李" * 40}
    )
    found = ng.summary(ng.from_frames(named, net.referrals))
    for width in (40, 80, 132):
        lines = summary_lines(found, "Summary, as of 2026-11-26", width)
        assert max(map(cell_len, lines)) <= width
        assert not {"\x1b", "\u202e"} & set("".join(lines))
        assert len(lines) <= 22 or width < 80


def test_the_summary_says_findings_connectors_steps_and_counts() -> None:
    found = ng.summary(ng.read(example_folder()))
    lines = summary_lines(found, "Summary", 80)
    assert len(lines) <= 22
    for finding in found.findings[:3]:
        assert finding.sentence.split()[0] in " ".join(lines)
    assert any(line.startswith("Leila Dahl  ") and "█" in line for line in lines)
    assert sum(line.startswith("- ") for line in lines) == 6
    assert "all tables: netgraph summary --full" in lines[0]
    assert (
        "credit: their share of people found; reach: people they lead to (netgraph words)" in lines
    )
    assert ng.summary(ng.simulate(5_001, seed=1)).agenda is None


def test_the_summary_says_steps_with_dates_as_it_stands_on_no_day_of_the_reader() -> None:
    found = ng.summary(network_of(DRAWING))
    lines = summary_lines(found, "Summary", 100)
    at = lines.index("To do as of 2026-11-21 (as of today: netgraph week):")
    assert "- Write to Ben (Ana gave you the name on 2026-11-21)." in lines[at:]
    assert "- Follow up with Cho (written to on 2026-11-20; due on 2026-11-22)." in lines[at:]
    assert not any("ago" in line for line in lines[at:])


def test_who_connected_nobody_is_no_connector_and_no_credit_has_no_bar() -> None:
    lines = summary_lines(ng.summary(network_of("a -> b\nb -> c\nc -> a\nme -> a")), "", 80)
    table = lines[lines.index("") :]
    assert [line.split()[0] for line in table if "█" in line] == ["me", "a", "b"]
    assert not any(line.startswith("c ") for line in table)


def test_without_statuses_and_dates_branches_end_and_are_not_dead() -> None:
    found = ng.summary(network_of("a -> b\nb -> c"))
    assert summary_lines(found, "", 100)[-1].endswith("1 branch that ends.")
    lines = summary_lines(ng.summary(network_of("a -> b\nc -> d")), "", 100)
    assert lines[-1].endswith("2 branches that end (no statuses or dates say why).")


NAMESAKES = """
    ann1: name=Ann_Lee organization=Acme status=met met_on=2026-11-20 thanked_on=2026-11-21
    ann2: name=Ann_Lee organization=Bolt status=identified
    bob: name=Bob organization=Acme status=identified
    ann1 -> bob 2026-11-21
    ann1 -> dan 2026-11-21
    bob -> ann2 2026-11-22
    """


def test_namesakes_are_told_apart_in_sentences() -> None:
    net = network_of(NAMESAKES, as_of="2026-11-26")
    said = "\n".join(week_lines(net, 120))
    assert "New: Ann_Lee (Bolt), Bob, dan and 1 more." in said
    assert "Write to dan (Ann_Lee (Acme) gave you the name 5 days ago)." in said
    assert "Write to Ann_Lee (Bolt) (Bob gave you the name 4 days ago)." in said


def test_a_calendar_heads_planned_steps_by_their_own_words() -> None:
    net = network_of(
        "ana: name=Ana status=scheduled scheduled_for=2026-11-20\n"
        "ben: name=Ben next_step=Send_CV next_step_on=2026-11-28\n"
        "cho: name=Cho next_step_on=2026-11-28",
        as_of="2026-11-26",
    )
    written = calendar_bytes(ng.agenda(net), dt.date(2026, 11, 26)).decode()
    heads = {line[8:] for line in written.splitlines() if line.startswith("SUMMARY:")}
    assert heads == {"Did the meeting with Ana happen?", "Send_CV (Ben)", "Next step with Cho"}


def test_what_a_person_reads_of_steps_has_words_of_the_table_and_none_of_ours() -> None:
    net = network_of(
        "ana: name=Ana status=met met_on=2026-08-20 thanked_on=\n"
        "ben: name=Ben status=no_reply contacted_on=2026-08-28\n"
        "cho: name=Cho status=no_reply contacted_on=2026-08-27\n"
        "dan: name=Dan status=contacted contacted_on=2026-11-10 followed_up_on=2026-11-15\n"
        "ana -> ben 2026-08-21\nben -> cho 2026-08-22\nana -> dan 2026-08-22",
        as_of="2026-11-26",
    )
    steps = ng.agenda(net).set_index(schema.CONTACT_ID)[schema.REASON]
    assert steps["dan"] == "followed up, no answer: once more, then note the status 'no reply'"
    [revived] = ng.agenda(net).query("action == 'revive'")[schema.REASON]
    assert revived == "dead end: Ben's branch of 2, last news on 2026-08-28"
    notes = " ".join(ng.agenda(net).attrs["notes"])
    assert "only an order tells whom to ask next" in notes
    assert not {"expected_rank", "root"} & set(notes.split())


def test_where_to_note_a_step_is_a_heading_as_in_a_sheet(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    place.write_text("Name,Referred by,Referred on\nAna,,\nBen,Ana,2026-01-05\n", encoding="utf-8")
    steps = ng.agenda(ng.read(place, as_of="2026-06-01"))
    assert "a.csv, line 2: Last contact on (a new column)" in steps[schema.FILL_IN].tolist()
    book = ng.write_workbook(tmp_path / "a.xlsx", ng.read(place))
    steps = ng.agenda(ng.read(book, as_of="2026-06-01"))
    assert "a.xlsx[Contacts], row 2: Last contact on" in steps[schema.FILL_IN].tolist()


def test_who_has_a_column_for_referrals_is_told_to_fill_it_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "a.csv"
    place.write_text("Name,Status,Named by\nAna,met,\nBen,met,\n", encoding="utf-8")
    assert main(["summary", str(place), "--map", "referred_by=Named by"]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "write into the column 'Named by' who gave you that person's name" in said
    assert "netgraph start" not in said


def test_a_part_of_a_name_that_several_bear_is_not_guessed_and_nobody_is_listed_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "a.csv"
    place.write_text(
        "Name,Organization,Referred by\nMe Myself,,\nAnn Lee,Acme,Me Myself\n"
        "Ann Lee,Bolt,Me Myself\nAnn Ray,Core,Ann Lee (Acme)\n",
        encoding="utf-8",
    )
    assert main(["organizations", str(place), "--lose", "Ann"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "no contact 'Ann'; is it one of 'Ann Lee (Acme)', 'Ann Lee (Bolt)', 'Ann Ray'?" in said
    assert main(["summary", str(place), "--seeker", "Zoe"]) == 1
    assert capsys.readouterr().err.count("Ann Ray") == 1
    [own] = ng.check(place).query("code == 'read_as'")[schema.MESSAGE]
    assert own.endswith("if it is you, say --seeker 'Me Myself'")


def test_a_branch_that_ended_today_is_told_in_plain_words() -> None:
    net = network_of(
        "ana: name=Ana status=met met_on=2026-08-20 thanked_on=2026-08-20\n"
        "ben: name=Ben status=no_reply contacted_on=2026-08-27\n"
        "cho: name=Cho status=declined contacted_on=2026-08-28\n"
        "dan: name=Dan status=scheduled\n"
        "ana -> ben 2026-08-21\nben -> cho 2026-08-22\nana -> dan 2026-08-22",
        as_of="2026-08-28",
    )
    [row] = ng.agenda(net).query("action == 'revive'").to_dict("records")
    assert net.as_of_date is not None
    told = step_in_words(row, net.as_of_date.date())
    assert told.endswith("(dead end: Ben's branch of 2, last news today).")


@budget(100)
@given(st.text("ab,é· 日\u3000", max_size=80), st.integers(8, 40))
def test_lines_break_where_rich_breaks_them(line: str, width: int) -> None:
    wrapped = Text(line).wrap(Console(width=width), width)
    whole = [piece.plain.rstrip() for piece in wrapped]
    assert broken_lines(line, width, "", most=len(line) + 1) == whole
