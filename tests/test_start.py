"""The workbook to begin with: read as it is, by every command, whoever saved it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pandas as pd
import pytest

import netgraph as ng
from netgraph import schema
from netgraph.choices import STEP_DAYS
from netgraph.cli import main
from netgraph.cli.options import READING
from netgraph.cli.verbs import VERBS
from netgraph.start.columns import CONTACT_HEADINGS
from netgraph.start.workbook import workbook_to_fill
from netgraph.tables.read import from_frames, read

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

ROWS = (
    {"Name": "Ruth Cole", "Organization": "Northgate", "How found": "alumni", "Status": "met"},
    {"Name": "Sam Ode", "Referred by": "Ruth Cole", "Status": "no reply"},
    {"Name": "Tia Voss", "Referred by": "Sam Ode; Ruth Cole", "Status": "scheduled"},
)
"""What somebody fills in below the examples: Ruth -> Sam, Sam -> Tia, Ruth -> Tia."""


def filled(path: Path, *rows: dict[str, Any]) -> Path:
    """Fill rows in below the examples and save, as a spreadsheet program would."""
    book = openpyxl.load_workbook(path)
    sheet = book["Contacts"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for place, row in enumerate(rows, 4):
        for heading, value in row.items():
            sheet.cell(place, columns[heading]).value = value
    book.save(path)
    return path


def codes(net: ReferralNetwork) -> list[str]:
    return net.issues[schema.CODE].tolist()


def test_every_heading_is_read_as_what_it_is_for(tmp_path: Path) -> None:
    days = {h.text: dt.date(2026, 3, n) for n, h in enumerate(CONTACT_HEADINGS, 1)}
    words = {
        h.text: days[h.text] if h.kind == "date" else h.choices[0] if h.choices else f"My {h.text}"
        for h in CONTACT_HEADINGS
    }
    words |= {"Name": "Tia Voss", "Referred by": "Sam Ode"}
    first = {"Name": words["Referred by"]}
    net = read(filled(ng.write_workbook(tmp_path / "a.xlsx"), first, words))
    row = net.contacts.iloc[1]
    for heading in CONTACT_HEADINGS:
        if heading.name not in (schema.REFERRED_BY, schema.REFERRED_ON):
            said = row[heading.name]
            said = said.date() if heading.kind == "date" else said
            assert said == words[heading.text], heading.text
    pair = net.referrals.iloc[0]
    assert pair[schema.REFERRER_ID] == words["Referred by"]
    assert pair[schema.REFERRED_ON].date() == words["Referred on"]


def test_what_is_filled_in_below_the_examples_is_read_and_nothing_else(tmp_path: Path) -> None:
    net = read(filled(ng.write_workbook(tmp_path / "a.xlsx"), *ROWS))
    assert net.contacts[schema.CONTACT_ID].tolist() == ["Ruth Cole", "Sam Ode", "Tia Voss"]
    assert net.contacts[schema.STATUS].tolist() == ["met", "no_reply", "scheduled"]
    pairs = set(
        zip(net.referrals[schema.REFERRER_ID], net.referrals[schema.REFERRED_ID], strict=True)
    )
    assert pairs == {("Ruth Cole", "Sam Ode"), ("Sam Ode", "Tia Voss"), ("Ruth Cole", "Tia Voss")}
    # the guide is no sheet that was passed over, and nobody wonders about it
    assert codes(net) == [schema.EXAMPLE_ROW] * 2 + [schema.SPLIT_CELL]


SIX: Final = (
    {"Name": "Maria Okafor", "Organization": "Northwind Rail", "How found": "alumni"}
    | {"Status": "met", "Contacted on": -24, "Met on": -18, "Thanked on": -17, "Asked on": -18},
    {"Name": "Tom Lindqvist", "Organization": "Harbor Freight Lines", "Referred by": "Maria Okafor"}
    | {"Referred on": -18, "Status": "met", "Contacted on": -16, "Met on": -9},
    {"Name": "Aisha Rahman", "Organization": "Harbor Freight Lines", "Referred by": "Maria Okafor"}
    | {"Referred on": -18, "Status": "contacted", "Contacted on": -5},
    {"Name": "Jun Park", "Organization": "Lakeside Transit", "Referred by": "Tom Lindqvist"}
    | {"Referred on": -9},
    {"Name": "Elena Petrova", "Organization": "Summit Logistics", "Referred by": "Tom Lindqvist"}
    | {"Referred on": -9, "Status": "scheduled", "Contacted on": -6, "Scheduled for": 4},
    {"Name": "Uncle Rob", "How found": "family", "Next step": "Call about the port"}
    | {"Next step on": 1},
)
"""Six rows of a first week, days counted from 26 November 2026."""
LIBREOFFICE: Final = Path(__file__).parent / "data" / "start" / "saved_by_libreoffice.xlsx"
"""The workbook with these rows below the examples, opened and saved by LibreOffice 7.4."""


@pytest.fixture
def six(tmp_path: Path) -> Path:
    """The same rows, filled in here."""
    today = dt.datetime(2026, 11, 26)  # noqa: DTZ001 - workbooks know no time zones
    rows = (
        {k: today + dt.timedelta(days=v) if isinstance(v, int) else v for k, v in row.items()}
        for row in SIX
    )
    return filled(ng.write_workbook(tmp_path / "six.xlsx"), *rows)


def test_what_libreoffice_saved_is_read_as_what_was_filled_in(six: Path) -> None:
    ours, theirs = read(six), read(LIBREOFFICE)
    # a column that workbooks have since then; nobody has filled it in
    people = ours.contacts
    assert people.pop(schema.LAST_CONTACT_ON).isna().all()
    pd.testing.assert_frame_equal(people, theirs.contacts)
    pd.testing.assert_frame_equal(ours.referrals, theirs.referrals)
    assert codes(ours) == codes(theirs) == [schema.EXAMPLE_ROW] * 2
    filled_in = ng.agenda(read(LIBREOFFICE, as_of="2026-11-26"))[schema.FILL_IN]
    assert filled_in.str.startswith("saved_by_libreoffice.xlsx[Contacts], row ").all()


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize(
    "verb",
    [
        name
        for name, verb in VERBS.items()
        # convert writes tables; the two others are about many searches
        if READING[0] in verb.options and name not in ("convert", "seekers", "load")
    ],
)
def test_every_verb_answers_what_libreoffice_saved(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    further = {
        "paths": ["--to", "Jun Park"],
        "plot": ["tree"],
        "changes": ["--since", "2026-11-01"],
        "dossier": ["--who", "Jun Park"],
    }
    words = further.get(verb, [])
    if verb == "plot":
        assert main([verb, *words, str(LIBREOFFICE), "-o", "tree.svg"]) == 0
    else:
        assert main([verb, str(LIBREOFFICE), *words, "--as-of", "2026-11-26"]) == 0
    said = capsys.readouterr()
    assert "as of 2026-11-2" in said.err
    shown = {"summary", "contacts", "advocates", "week", "agenda", "changes"}
    assert "Tom Lindqvist" in said.out or verb not in shown


def test_targets_are_read(tmp_path: Path) -> None:
    path = filled(ng.write_workbook(tmp_path / "a.xlsx"), *ROWS)
    book = openpyxl.load_workbook(path)
    book["Targets"].append(["Brightwater", 2])
    book.save(path)
    targets = read(path).targets
    assert targets is not None
    assert targets.values.tolist() == [["Brightwater", 2.0]]


@pytest.mark.parametrize(
    "verb",
    ["summary", "contacts", "advocates", "dead-ends", "organizations", "agenda", "week", "check"],
)
def test_commands_answer_while_nobody_is_in_it(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ng.write_workbook(tmp_path / "a.xlsx")
    assert main([verb, str(path)]) == 0
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    if verb in ("summary", "contacts", "advocates", "agenda", "week"):
        told = " ".join((said.out + said.err).split())
        assert "nobody is in the tables yet: write a row a person" in told


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Name,Company,Referred by\n")
    net = read(tmp_path / "a.csv")
    assert len(net) == 0
    assert schema.ORGANIZATION in net.contacts.columns


def test_the_same_workbook_each_time() -> None:
    assert workbook_to_fill() == workbook_to_fill()


def test_people_choose_from_lists_and_dates_are_checked(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(ng.write_workbook(tmp_path / "a.xlsx"))["Contacts"]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    named = rules[letters["Referred by"] + "3"]
    # in the third row the name of the second, in every further row one more
    assert (named.type, named.formula1, named.showErrorMessage) == ("list", "$A$2:$A2", False)
    status = rules[letters["Status"] + "2"]
    assert status.formula1 == '"identified,contacted,scheduled,met,declined,no reply"'
    for heading in CONTACT_HEADINGS:
        if heading.kind == "date":
            assert rules[letters[heading.text] + "2"].type == "date"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref


def test_a_cell_is_due_when_the_agenda_says_so(tmp_path: Path) -> None:
    """Met long ago, never thanked: the cell is coloured by the limits of the agenda."""
    sheet = openpyxl.load_workbook(ng.write_workbook(tmp_path / "a.xlsx"))["Contacts"]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    rules = {
        str(where.sqref).split(":")[0]: where.rules[0].formula[0]
        for where in sheet.conditional_formatting
    }
    thanks = rules[letters["Thanked on"] + "2"]
    met, thanked = letters["Met on"], letters["Thanked on"]
    late = f"TODAY()-${met}2>{STEP_DAYS.thank}"
    assert thanks == f"AND(${met}2>0,${thanked}2=0,{late})"
    # every rule looks at its own row alone, and at no cell of the header
    for formula in rules.values():
        assert "{" not in formula
        assert "$1" not in formula


def test_text_of_tables_is_no_formula(tmp_path: Path) -> None:
    people = pd.DataFrame({"contact_id": ["a"], "name": ['=HYPERLINK("x")'], "notes": ["+1"]})
    net = from_frames(people, pd.DataFrame({"referrer_id": [], "referred_id": []}))
    book = openpyxl.load_workbook(ng.write_workbook(tmp_path / "a.xlsx", net))
    assert [cell.data_type for cell in book["Contacts"][2] if cell.value is not None] == ["s", "s"]


# --- begun with what is there already -------------------------------------------------------------


def same_people(net: ReferralNetwork, other: ReferralNetwork, called: dict[str, str]) -> None:
    """The numbers of one network are those of the other, in which people are called otherwise."""
    mine, theirs = ng.contacts(net), ng.contacts(other)
    columns = [c for c in mine.columns if c not in (schema.NAME, schema.ORGANIZATION)]
    for people in (schema.CONTACT_ID, schema.INTRODUCED_BY):
        mine[people] = mine[people].map(called)
    left = mine[columns].sort_values(schema.CONTACT_ID, ignore_index=True)
    right = theirs[columns].sort_values(schema.CONTACT_ID, ignore_index=True)
    pd.testing.assert_frame_equal(left, right, check_dtype=False)


def test_the_example_data_comes_over_whole(tmp_path: Path, example: Path) -> None:
    net = read(example)
    other = read(ng.write_workbook(tmp_path / "a.xlsx", net))
    names = net.contacts[schema.NAME].fillna(net.contacts[schema.CONTACT_ID])
    assert names.is_unique
    same_people(net, other, dict(zip(net.contacts[schema.CONTACT_ID], names, strict=True)))
    assert net.targets is not None
    assert other.targets is not None
    assert other.targets.sort_values("organization").values.tolist() == (
        net.targets.sort_values("organization").values.tolist()
    )


def test_namesakes_repeats_and_columns_of_ones_own_come_over(tmp_path: Path) -> None:
    """A -> B twice, C -> B; two Ann Lees, of whom the second is named by B; two Jo Parks."""
    people = pd.DataFrame(
        {
            "contact_id": ["1", "2", "3", "4", "5", "6"],
            "name": ["Ann Lee", "Bo Ek", "Cy Dow", "ann lee", "Jo Park", "Jo Park"],
            "organization": ["Orbit", "Orbit", None, "Pivot", None, None],
            "email": ["a@x.org", None, None, None, None, None],
            "mood": ["good", None, None, None, None, "bad"],
        }
    )
    pairs = pd.DataFrame(
        {
            "referrer_id": ["1", "1", "3", "2", "6"],
            "referred_id": ["2", "2", "2", "4", "9"],
            "referred_on": ["2026-01-05", "2026-02-01", "2026-01-20", "2026-03-01", None],
            "kind": [None, None, "call", None, None],
        }
    )
    net = from_frames(people, pairs, lenient=True)
    other = read(ng.write_workbook(tmp_path / "a.xlsx", net))
    called = {
        "1": "Ann Lee",
        "2": "Bo Ek",
        "3": "Cy Dow",
        "4": "ann lee",
        "5": "Jo Park",
        "6": "Jo Park 2",
        "9": "9",
    }
    same_people(net, other, called)
    assert other.contacts["mood"].dropna().tolist() == ["good", "bad"]
    assert other.contacts[schema.EMAIL].dropna().tolist() == ["a@x.org"]
    merged = other.referrals.set_index([schema.REFERRER_ID, schema.REFERRED_ID])
    assert merged.loc[("Ann Lee", "Bo Ek"), schema.LAST_REFERRED_ON] == pd.Timestamp("2026-02-01")
    assert merged.loc[("Cy Dow", "Bo Ek"), "kind"] == "call"


def test_a_namesake_without_organization_is_told_from_one_with(tmp_path: Path) -> None:
    people = pd.DataFrame(
        {
            "contact_id": ["1", "2", "3"],
            "name": ["Kim Lee", "Kim Lee", "Ray Fox"],
            "organization": [None, "Globex", None],
        }
    )
    pairs = pd.DataFrame({"referrer_id": ["1", "3"], "referred_id": ["3", "2"]})
    net = from_frames(people, pairs)
    other = read(ng.write_workbook(tmp_path / "a.xlsx", net))
    same_people(net, other, {"1": "Kim Lee 2", "2": "Kim Lee", "3": "Ray Fox"})


def test_a_sheet_of_targets_that_is_empty_yet_gives_no_targets(six: Path) -> None:
    warm = ng.keep_warm(read(six))
    assert warm[schema.NAME].tolist() == ["Maria Okafor"]
    assert warm.attrs["notes"] == ["Together they keep 3 of 4 organizations within reach."]


def test_rows_of_examples_are_no_mistakes(six: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("summary", "week", "agenda"):
        assert main([verb, str(six)]) == 0
        said = capsys.readouterr().err
        assert "2 example rows left out" in said
        assert "no issues" in said


def test_the_seeker_is_called_me(tmp_path: Path) -> None:
    people = pd.DataFrame({"contact_id": ["me-1", "b"], "name": ["Zoe Day", "Bea Gold"]})
    pairs = pd.DataFrame(
        {"referrer_id": ["me-1"], "referred_id": ["b"], "referred_on": ["2026-01-05"]}
    )
    net = from_frames(people, pairs, seeker="me-1")
    other = read(ng.write_workbook(tmp_path / "a.xlsx", net))
    assert other.contacts[schema.CONTACT_ID].tolist() == ["Bea Gold"]
    assert ng.contacts(other)[schema.GENERATION].tolist() == [1]


def test_start_writes_the_file_and_says_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["start"]) == 0
    assert "then: netgraph week job-search.xlsx" in capsys.readouterr().err
    before = (tmp_path / "job-search.xlsx").read_bytes()
    assert main(["start"]) == 1
    assert "job-search.xlsx: is there already" in capsys.readouterr().err
    assert (tmp_path / "job-search.xlsx").read_bytes() == before


def test_start_from_an_own_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.csv").write_text(
        "Who;Firma;Empfohlen von\nUte Ball;Orbit;\nKai Ross;Pivot;Ute Ball\n", encoding="utf-8"
    )
    out = tmp_path / "mine.xlsx"
    assert main(["start", "--from", str(tmp_path / "own.csv"), "-o", str(out)]) == 0
    net = read(out)
    assert net.contacts[schema.CONTACT_ID].tolist() == ["Ute Ball", "Kai Ross"]
    assert len(net.referrals) == 1
    assert codes(net) == []
    assert "wrote" in capsys.readouterr().err


def test_start_from_people_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list without a column of referrers begins a search; one that may have such is refused."""
    out = tmp_path / "mine.xlsx"
    for rows in ("Name,Company\nAnn Lee,Oak\nBo Ray,Elm\n", "id,name\n7,Ann Lee\n8,Bo Ray\n"):
        (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
        assert main(["start", "--from", str(tmp_path / "own.csv"), "-o", str(out)]) == 0
        net = read(out)
        assert net.contacts[schema.NAME].tolist() == ["Ann Lee", "Bo Ray"]
        assert len(net.referrals) == 0
        out.unlink()
    (tmp_path / "own.csv").write_text(
        "Name,Who it was\nAnn Lee,\nBo Ray,Ann Lee\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["start", "--from", str(tmp_path / "own.csv"), "-o", str(out)]) == 1
    assert "--map 'referred_by=Who it was'" in capsys.readouterr().err
    assert not out.exists()
    assert main(["summary", str(tmp_path / "own.csv")]) == 1


def test_tables_of_several_seekers_are_refused_with_the_option_that_takes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "seeker_id,contact_id,name\nann,c1,Cleo\nbob,c1,Cleo\n"
    (tmp_path / "contacts.csv").write_text(rows, encoding="utf-8")
    pairs = "seeker_id,referrer_id,referred_id\n"
    (tmp_path / "referrals.csv").write_text(pairs, encoding="utf-8")
    goal = tmp_path / "begin.xlsx"
    assert main(["start", "--from", str(tmp_path), "-o", str(goal)]) == 1
    assert "--seeker-id ID takes one" in capsys.readouterr().err
    assert main(["start", "--from", str(tmp_path), "--seeker-id", "bob", "-o", str(goal)]) == 0


def test_referrals_of_no_day_have_the_same_introducer_in_a_workbook(tmp_path: Path) -> None:
    """Ana and Ben both named Cho, whoever named Dan first had more to say about him."""
    contacts = pd.DataFrame({"contact_id": list("abcd"), "name": ["Ana", "Ben", "Cho", "Dan"]})
    referrals = pd.DataFrame(
        {
            "referrer_id": list("baba"),
            "referred_id": list("ccdd"),
            "kind": [None, None, "tea", None],
        }
    )
    net = ng.from_frames(contacts, referrals)
    ng.write_workbook(tmp_path / "search.xlsx", net)
    again = ng.contacts(ng.read(tmp_path / "search.xlsx"))
    assert ng.contacts(net)[schema.INTRODUCED_BY].tolist()[2:] == ["b", "b"]
    assert again[schema.INTRODUCED_BY].tolist()[2:] == ["Ben", "Ben"]
