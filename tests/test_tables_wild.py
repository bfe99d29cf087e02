"""Everyday sheets, in the shapes that people and their tools really keep, and their right values.

No person in ``data/wild`` exists. A sheet's people, its referrals, its stubs and the cells that
reading must tell of are all written out, so that no wrong answer passes, however small.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text
from sheets import lines, pairs, people, row

import netgraph as ng
from netgraph import clock
from netgraph.choices import FIGURES
from netgraph.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.network import ReferralNetwork

WILD = Path(__file__).parent / "data" / "wild"
FOUR = ("Ann Lee", "Bob Ray", "Cy Dunn", "Di Fox")
SIX = (*FOUR, "Ed Poe", "Fay Orr")


@dataclass(frozen=True)
class Sheet:
    """One sheet, and what is right of it."""

    files: str
    people: Sequence[str]
    """Names in the order of contacts, stubs last."""
    pairs: Sequence[str]
    """Every referral as "referrer > referred", by names."""
    lines: Sequence[int] = ()
    """Lines with a cell that was taken to mean what it does not say letter by letter."""
    stubs: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def read(self) -> ReferralNetwork:
        return ng.read(*(WILD / name for name in self.files.split()), **self.options)

    def words(self) -> list[str]:
        """The same on the command line."""
        words = [str(WILD / name) for name in self.files.split()]
        for name, value in self.options.items():
            if name == "columns":
                words += [w for k, v in value.items() for w in ("--map", f"{k}={v}")]
            else:
                words += [f"--{name}"] if value is True else [f"--{name}", str(value)]
        return words


SHEETS = {
    "two names in a cell": Sheet(
        "several_names.csv",
        FOUR,
        ("Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn", "Ann Lee > Di Fox", "Bob Ray > Di Fox"),
        (4, 5),
    ),
    "two ids in a cell": Sheet(
        "several_ids.csv",
        FOUR,
        ("Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn", "Ann Lee > Di Fox", "Bob Ray > Di Fox"),
        (4, 5),
    ),
    "names in cells where people have ids": Sheet(
        "several_with_ids.csv",
        SIX,
        [f"{u} > {v}" for v in SIX[2:] for u in SIX[:2]],
        (4, 5, 6, 7),
    ),
    "last name first": Sheet(
        "last_first.csv",
        ("Smith, John", "Lee, Ann", "Ray, Bob", "Fox, Di", "Poe, Ed"),
        (
            "Smith, John > Ray, Bob",
            "Smith, John > Fox, Di",
            "Lee, Ann > Poe, Ed",
            "Smith, John > Poe, Ed",
        ),
        (5, 6),
    ),
    "a page of Notion": Sheet(
        "notion.csv",
        FOUR,
        ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn", "Bob Ray > Cy Dunn", "Ann Lee > Di Fox"),
        (3, 4, 5),
    ),
    "names almost alike": Sheet(
        "names_almost_alike.csv",
        ("Ann Lee", "Se\u00e1n O\u2019Neil", *SIX[2:]),
        (
            "Ann Lee > Se\u00e1n O\u2019Neil",
            "Ann Lee > Cy Dunn",
            "Ann Lee > Di Fox",
            "Se\u00e1n O\u2019Neil > Ed Poe",
            "Ann Lee > Fay Orr",
        ),
        (3, 4, 5, 6, 7),
    ),
    "people by id, referrals by name": Sheet(
        "names_in_referrals", FOUR[:2], ("Ann Lee > Bob Ray",)
    ),
    "the same as two files": Sheet(
        "names_in_referrals/referrals.csv names_in_referrals/people.csv",
        FOUR[:2],
        ("Ann Lee > Bob Ray",),
    ),
    "e-mail addresses as ids": Sheet(
        "emails_as_ids",
        FOUR[:3],
        ("Ann Lee > Bob Ray", "Bob Ray > Cy Dunn"),
        (2, 3),
        options={"columns": {"contact_id": "Email"}},
    ),
    "Kumu": Sheet(
        "kumu/elements.csv kumu/connections.csv",
        FOUR[:3],
        ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn"),
        (2,),
    ),
    "edges of Gephi": Sheet("gephi_edges.csv", ("a", "b", "c"), ("a > b", "b > c"), stubs=3),
    "words that are no person": Sheet(
        "placeholders.csv",
        (
            *SIX,
            *("Gus Ito", "Hal Kim", "Ida Moe", "Jo Nye", "Kit Oba", "Lu Pak", "Mo Qua"),
        ),
        ("Ann Lee > Mo Qua",),
        range(3, 14),
    ),
    "two people of one name": Sheet(
        "twins.csv",
        ("Wei Zhang", "Wei Zhang", "Cy Dunn", "Di Fox", "Wei Zhang"),
        ("Wei Zhang > Cy Dunn", "Wei Zhang > Di Fox"),
        (4, 5),
        stubs=1,
        options={"lenient": True},
    ),
    "two referrer columns": Sheet(
        "two_referrer_columns.csv", FOUR[:3], ("Ann Lee > Bob Ray", "Bob Ray > Cy Dunn")
    ),
    "the other direction": Sheet(
        "referred_to.csv", FOUR[:3], ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn"), (2,)
    ),
    "punctuation in a header": Sheet("header_punctuation.csv", FOUR[:2], ("Ann Lee > Bob Ray",)),
    "a column that resembles the id": Sheet(
        "contact_email_column.csv", FOUR[:3], ("Ann Lee > Bob Ray", "Bob Ray > Cy Dunn")
    ),
    "LinkedIn and a column of one's own": Sheet(
        "linkedin_referred_by.csv",
        ("Ann Lee", "Bob Ray, MBA", "Cy Dunn"),
        ("Ann Lee > Bob Ray, MBA", "Bob Ray, MBA > Cy Dunn"),
        (7,),
    ),
    "LinkedIn and a status": Sheet("linkedin_status.csv", FOUR[:2], ()),
    "words of other trackers": Sheet(
        "status_words.csv",
        ("Ann Lee", "Bob Ray", *SIX[2:], "Gus Ito", "Hal Kim", "Ida Moe", "Jo Nye", "Lu Pak"),
        [f"Ann Lee > {v}" for v in (*SIX[1:], "Gus Ito", "Hal Kim", "Ida Moe", "Jo Nye", "Lu Pak")],
    ),
    "boxes": Sheet("met_checkbox.csv", FOUR[:3], ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn")),
    "met, no date": Sheet(
        "met_without_date.csv",
        FOUR,
        ("Ann Lee > Bob Ray", "Bob Ray > Cy Dunn", "Ann Lee > Di Fox"),
    ),
    "a template": Sheet(
        "tracker.csv",
        FOUR[:3],
        ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn"),
        (3,),
        options={"columns": {"referred_by": "Mutual Connection"}},
    ),
    "plans": Sheet("plans.csv", FOUR[:3], ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn")),
    "cells merged": Sheet(
        "merged_cells.xlsx", FOUR, ("Ann Lee > Bob Ray", "Ann Lee > Cy Dunn", "Ann Lee > Di Fox")
    ),
    "formulas without values": Sheet(
        "formulas_without_values.xlsx", FOUR[:3], ("Ann Lee > Bob Ray", "Bob Ray > Cy Dunn")
    ),
    "several sheets": Sheet("several_sheets.xlsx", FOUR[:2], ("Ann Lee > Bob Ray",)),
    "years that begin again": Sheet(
        "years_restart.xlsx",
        ("Ann Lee", "Cy Dunn", "Bob Ray", "Di Fox"),
        ("Ann Lee > Cy Dunn", "Bob Ray > Di Fox"),
        options={"keep": "both"},
    ),
    "files that begin again": Sheet(
        "two_years/y2023.csv two_years/y2024.csv",
        ("Ann Lee", "Cy Dunn", "Bob Ray", "Di Fox"),
        ("Ann Lee > Cy Dunn", "Bob Ray > Di Fox"),
        options={"keep": "both"},
    ),
    "a note beside the table": Sheet("stray_note.csv", FOUR[:2], ("Ann Lee > Bob Ray",)),
    "bytes of two code pages": Sheet(
        "mixedbytes.csv",
        ("Jos\u00e9 N\u00fa\u00f1ez", "Zo\u00eb M\u00fcller"),
        ("Jos\u00e9 N\u00fa\u00f1ez > Zo\u00eb M\u00fcller",),
    ),
}
REFUSED = ("hand_kept.csv", "twins.csv", "years_restart.xlsx")
REFUSED_AS_FILES = ("two_years/y2023.csv two_years/y2024.csv",)


def problems(*names: str, **options: Any) -> str:
    """What reading refuses, all of it."""
    with pytest.raises(ng.InputError) as caught:
        ng.read(*(WILD / name for name in names), **options)
    return "\n".join(caught.value.problems)


@pytest.mark.parametrize("kind", SHEETS)
def test_everybody_and_every_referral_is_read_and_nobody_else(kind: str) -> None:
    sheet = SHEETS[kind]
    net = sheet.read()
    assert people(net) == list(sheet.people)
    assert pairs(net) == sorted(sheet.pairs)
    counts = ng.summary(net).counts
    assert counts["contacts"] == len(sheet.people)
    assert counts["referrals"] == len(sheet.pairs)
    assert counts["stubs"] == sheet.stubs
    assert not set(net.issues["severity"]) & {"error"}


@pytest.mark.parametrize("kind", SHEETS)
def test_a_cell_is_told_where_it_means_what_it_does_not_say(kind: str) -> None:
    assert lines(SHEETS[kind].read()) == set(SHEETS[kind].lines)


@pytest.mark.parametrize("kind", SHEETS)
def test_the_command_line_answers(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = SHEETS[kind]
    assert main(["summary", *sheet.words()]) == 0
    assert "error" not in capsys.readouterr().err.casefold().replace("error_cell", "")
    assert main(["check", *sheet.words()]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("names", [*REFUSED, *REFUSED_AS_FILES])
def test_what_is_refused_ends_with_one_and_with_words(
    names: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(WILD / name) for name in names.split()]
    for verb in ("summary", "check"):
        assert main([verb, *words]) == 1
        told = capsys.readouterr()
        assert Path(names.rsplit(maxsplit=1)[-1]).name in told.err or verb == "check"
        assert "Traceback" not in told.err


def test_two_referrers_of_one_person_are_equal_advocates() -> None:
    asked = ng.advocates(SHEETS["two names in a cell"].read()).set_index("contact_id")
    assert sorted(asked.index) == ["Ann Lee", "Bob Ray"]
    assert set(asked["organizations_reached"]) == {2}
    assert set(asked["referrals_made"]) == {2}


@pytest.mark.parametrize("kind", ["two names in a cell", "two ids in a cell"])
def test_a_cell_that_is_split_is_told_as_such(kind: str) -> None:
    told = SHEETS[kind].read().issues
    split = told[told["code"] == "split_cell"]
    assert set(split["line"]) == {4, 5}
    assert all("Ann Lee" in m or "1" in m for m in split["message"])


def test_an_address_is_in_no_name_and_no_organization() -> None:
    net = SHEETS["a page of Notion"].read()
    shown = net.contacts[["name", "organization"]].to_csv()
    assert not re.search(r"http|notion|%20|\.md|[0-9a-f]{32}", shown)


@pytest.mark.parametrize("kind", ["names almost alike", "last name first"])
def test_a_name_that_was_folded_is_told_with_both(kind: str) -> None:
    told = SHEETS[kind].read().issues
    resolved = told[told["code"] == "resolved_referrer"]
    assert len(resolved) >= 1
    for value, message in zip(resolved["value"], resolved["message"], strict=True):
        assert value.strip("\u200b") in message or repr(value) in message
        assert re.search("Ann Lee|Se\u00e1n|Smith, John|'[0-9]'", message)


def test_a_full_export_of_edges_is_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text(
        "Source,Target,Type,Id,Label,timeset,Weight\na,b,Directed,0,,,1.0\nb,c,Directed,1,,,1.0\n"
    )
    net = ng.read(path)
    assert (people(net), pairs(net)) == (["a", "b", "c"], ["a > b", "b > c"])


def test_kinds_of_connections_are_not_kinds_of_people() -> None:
    assert set(SHEETS["Kumu"].read().referrals["kind"]) == {"Personal"}


def test_empty_words_are_blank_and_a_platform_is_a_source() -> None:
    net = SHEETS["words that are no person"].read()
    counts = ng.summary(net).counts
    assert counts["first_contacts"] == 12
    by = net.contacts.set_index("name")["source"]
    assert set(by[by.notna()].index) == {"Jo Nye", "Kit Oba", "Lu Pak"}
    assert {str(s).casefold() for s in by.dropna()} == {"linkedin"}
    assert {n.casefold() for n in people(net)}.isdisjoint({"null", "none", "nan", "linkedin"})


def test_a_sheet_with_everything_at_once() -> None:
    net = ng.read(WILD / "hand_kept.csv", lenient=True)
    names = people(net)
    assert names[:13] == list(SHEETS["words that are no person"].people)
    assert {"Ann L.", "Ann"} <= set(names[13:]) <= {"Ann L.", "Ann", "my uncle"}
    said = set(pairs(net))
    assert {"Ann Lee > Mo Qua", "Ann Lee > Cy Dunn", "Ann L. > Bob Ray", "Ann > Di Fox"} <= said
    assert said <= {
        *("Ann Lee > Mo Qua", "Ann Lee > Cy Dunn", "Ann L. > Bob Ray", "Ann > Di Fox"),
        "my uncle > Fay Orr",
    }
    near = net.issues[net.issues["code"] == "near_person"]
    assert set(near["line"]) == {3, 5}
    assert all("Ann Lee" in message for message in near["message"])
    assert 4 in lines(net, {"resolved_referrer"})
    assert lines(net, {"total_row"}) == {15}
    assert {6, 8, 9, 10, 11} <= lines(net, {"placeholder"})
    assert {12, 13} <= lines(net)
    assert set(
        ng.contacts(net).set_index("name")["introduced_by"][["Kit Oba", "Lu Pak"]].isna()
    ) == {True}
    assert str(row(net, "Ed Poe")["source"]).casefold() == "linkedin"
    assert str(row(net, "Gus Ito")["source"]).casefold() == "career fair"


def test_of_two_people_with_one_name_none_is_guessed() -> None:
    told = problems("twins.csv")
    assert "line 4" in told
    assert "line 5" not in told
    assert all(word in told for word in ("Wei Zhang", "Acme", "Birch"))
    found = ng.check(WILD / "twins.csv")
    error = found[found["severity"] == "error"]
    assert error[["code", "line"]].to_numpy().tolist() == [["ambiguous_person", 4]]
    net = SHEETS["two people of one name"].read()
    made = net.referrals.set_index("referred_id")["referrer_id"]
    by = net.contacts.set_index("contact_id")
    assert by.loc[made["Di Fox"], "organization"] == "Birch"
    assert by.loc[made["Cy Dunn"], "stub"]


def test_the_day_of_a_connection_is_no_event() -> None:
    net = SHEETS["LinkedIn and a column of one's own"].read()
    assert ng.summary(net).counts["met"] is None
    assert net.as_of_date is None


def test_columns_added_to_an_export_keep_their_meaning() -> None:
    net = SHEETS["LinkedIn and a status"].read()
    assert ng.summary(net).counts["met"] == 1
    ann, bob = row(net, "Ann Lee"), row(net, "Bob Ray")
    assert (ann["status"], bob["status"]) == ("met", "contacted")
    assert ann["met_on"] == pd.Timestamp("2024-03-06")
    assert (ann["source"], bob["source"]) == ("alumni", "cold")
    assert (ann["decision_maker"], bob["decision_maker"]) == (True, False)
    assert ann["title"] == "CEO"


def test_words_of_other_trackers_are_read_and_each_is_told() -> None:
    net = SHEETS["words of other trackers"].read()
    assert list(net.contacts["status"]) == [
        *("met", "scheduled", "contacted", "no_reply", "declined", "identified", "met"),
        *("contacted", "no_reply", "met", "met"),
    ]
    told = net.issues[net.issues["code"] == "read_as"]
    said = " ".join([*told["value"].astype(str), *told["message"]])
    for word in (
        *("Meeting scheduled", "Emailed", "No response", "Not interested", "To contact"),
        *("Interviewed", "Messaged"),
    ):
        assert word in said


@pytest.mark.parametrize(
    ("word", "opposite"),
    [
        ("Not Contacted", "contacted"),
        ("not yet met", "met"),
        ("Unmet", "met"),
        ("never scheduled", "scheduled"),
    ],
)
def test_no_word_is_read_as_its_opposite(word: str, opposite: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(f"id,name,referred_by,status\n1,Ann Lee,,Met\n2,Bob Ray,1,{word}\n")
    found = ng.check(path)
    refused = found[found["severity"] == "error"]
    if len(refused):
        said = " ".join([*refused["message"], *refused["hint"]])
        assert f"is it '{opposite}'" not in said
        assert "--value" in said
    else:
        assert row(ng.read(path), "Bob Ray")["status"] in {"identified", None}


def test_a_word_nobody_knows_is_refused_and_settled_by_value(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("id,name,referred_by,status\n1,Ann Lee,,Met\n2,Bob Ray,1,frobbed\n")
    told = problems(str(path))
    assert all(word in told for word in ("line 3", "status", "frobbed", "--value"))
    net = ng.read(path, values={"status:frobbed": "no_reply"})
    assert row(net, "Bob Ray")["status"] == "no_reply"
    words = ["contacts", str(path), "--value", "status:frobbed=no_reply"]
    assert main(words) == 0


def test_boxes_are_read() -> None:
    net = SHEETS["boxes"].read()
    assert ng.summary(net).counts["met"] == 2
    assert [row(net, name)["status"] for name in FOUR[:3]] == ["met", "contacted", "met"]
    assert not {"met_on", "contacted_on"} & set(net.contacts.columns[net.contacts.notna().any()])


@pytest.mark.parametrize(
    ("boxes", "met"),
    [
        (("x", "", ""), 1),
        (("yes", "x", ""), 1),
        (("1", "0", "1"), 2),
        (("Y", "N", "Y"), 2),
        (("TRUE", "FALSE", "FALSE"), 1),
        (("\u2713", "", "\u2714"), 2),
        (("checked", "", "checked"), 2),
        (("\u2611", "\u2610", "\u2611"), 2),
    ],
)
def test_a_box_says_yes_or_no(boxes: tuple[str, ...], met: int, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    rows = [f"{n},P{n},,{box}" for n, box in enumerate(boxes)]
    path.write_text("\n".join(["id,name,referred_by,Met", *rows]) + "\n", encoding="utf-8")
    assert ng.summary(ng.read(path)).counts["met"] == met


def test_who_was_met_without_a_date_was_met() -> None:
    net = SHEETS["met, no date"].read()
    assert ng.summary(net).counts["met"] == 3
    standing = list(ng.contacts(net)["standing"])
    assert standing == ["productive", "productive", "waiting", "closed"]
    for kind in FIGURES:
        figure = getattr(ng.plot, kind)(net).get_figure()
        said = [text.get_text() for text in figure.findobj(Text)]
        assert not [text for text in said if "not met" in text]
        plt.close(figure)


def test_a_template_is_read_with_its_plans() -> None:
    net = SHEETS["a template"].read()
    assert list(net.contacts["status"]) == ["met", "contacted", "no_reply"]
    assert list(net.contacts["organization"]) == ["Acme", "Birch", "Cedar"]
    assert list(net.contacts["next_step_on"].dropna()) == [
        pd.Timestamp("2024-01-22"),
        pd.Timestamp("2024-01-23"),
    ]
    assert row(net, "Ann Lee")["next_step"] == "Send follow-up"
    assert net.as_of_date == pd.Timestamp("2024-01-16")
    told = net.issues[net.issues["code"] == "read_as"]
    said = " ".join([*told["value"].astype(str), *told["message"]])
    assert all(word in said for word in ("Completed", "Outreach Sent", "Dormant"))


def test_plans_are_no_events() -> None:
    net = ng.read(WILD / "plans.csv", as_of="2026-11-25")
    assert ng.summary(net).counts["met"] == 1
    bob = row(net, "Bob Ray")
    assert bob.get("met_on") is None
    assert bob["scheduled_for"] == pd.Timestamp("2027-02-10")
    assert bob["status"] == "scheduled"
    cy = row(net, "Cy Dunn")
    assert (cy["next_step_on"], cy["status"]) == (pd.Timestamp("2027-01-15"), "contacted")
    later = ng.read(WILD / "plans.csv", as_of="2027-02-05")
    assert ng.summary(later).counts["met"] == 1


def test_dates_ahead_of_the_clock_wait_and_are_told(tmp_path: Path) -> None:
    now = clock.day_of_clock()
    dates = {old: (now + pd.Timedelta(days=days)).date().isoformat() for old, days in MOVED.items()}
    text = (WILD / "plans.csv").read_text()
    for old, new in dates.items():
        text = text.replace(old, new)
    (tmp_path / "plans.csv").write_text(text)
    net = ng.read(tmp_path / "plans.csv")
    assert net.as_of_date == pd.Timestamp(dates["2026-11-12"])
    assert people(net) == list(FOUR[:3])
    assert ng.summary(net).counts["met"] == 1
    told = net.issues[net.issues["code"] == "future_date"]
    assert 3 in set(told["line"])
    assert row(net, "Bob Ray")["scheduled_for"] == pd.Timestamp(dates["2027-02-10"])


MOVED = {
    "2026-11-01": -24,
    "2026-11-05": -20,
    "2026-11-10": -15,
    "2026-11-12": -13,
    "2027-02-10": 77,
    "2027-03-01": 96,
    "2027-01-15": 51,
}
"""Days from today to each date of the plans."""

SCRIPTS = {
    "gb18030.csv": (
        "gb18030",
        ["\u5f20\u4f1f", "\u738b\u82b3", "\u674e\u5a1c"],
        ["\u5f20\u4f1f > \u738b\u82b3", "\u738b\u82b3 > \u674e\u5a1c"],
    ),
    "cp1251.csv": (
        "cp1251",
        ["Иван Петров", "Анна Лис"],
        ["Иван Петров > Анна Лис"],
    ),
    "mac_roman.csv": (
        "mac_roman",
        ["Jos\u00e9 N\u00fa\u00f1ez", "Zo\u00eb M\u00fcller", "Ann Lee"],
        ["Jos\u00e9 N\u00fa\u00f1ez > Zo\u00eb M\u00fcller", "Zo\u00eb M\u00fcller > Ann Lee"],
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_code_page_is_read_right_or_told(name: str) -> None:
    encoding, names, referrals = SCRIPTS[name]
    net = ng.read(WILD / name, encoding=encoding)
    assert (people(net), pairs(net)) == (names, sorted(referrals))
    found = ng.check(WILD / name)
    told = found[found["code"] == "encoding"]
    assert len(told)
    if set(told["severity"]) == {"error"} or people(ng.read(WILD / name)) != names:
        assert set(told["severity"]) <= {"error", "warning"}
        assert "--encoding" in " ".join([*told["message"], *told["hint"]])


def test_one_line_of_another_code_page_spoils_no_other() -> None:
    net = SHEETS["bytes of two code pages"].read()
    told = net.issues[net.issues["code"] == "encoding"]
    assert list(told["line"]) == [3]


def test_spoilt_text_is_mended_and_told() -> None:
    net = ng.read(WILD / "mojibake.csv")
    assert people(net) == ["Jos\u00e9 N\u00fa\u00f1ez", "Zo\u00eb M\u00fcller"]
    assert pairs(net) == ["Jos\u00e9 N\u00fa\u00f1ez > Zo\u00eb M\u00fcller"]
    assert list(net.contacts["organization"]) == ["Caf\u00e9 \u00c9t\u00e9", "\u00c5kers"]
    assert (net.issues["code"] == "encoding").any()


def test_formulas_without_values_are_told_one_by_one() -> None:
    """They only join and refer, so that what they give is sure; the rows' numbers are no names."""
    net = SHEETS["formulas without values"].read()
    told = net.issues[net.issues["code"] == "read_as"]
    cells = sorted(zip(told["line"], told["column"], strict=True))
    assert cells == [(2, "name"), (3, "name"), (3, "referred_by"), (4, "name"), (4, "referred_by")]


def test_merged_cells_hold_their_value_in_each_row() -> None:
    net = SHEETS["cells merged"].read()
    assert [row(net, name)["organization"] for name in FOUR] == ["Acme", "Acme", "Cedar", "Dogwood"]
    assert [row(net, name)["title"] for name in FOUR] == ["CEO", "CTO", "VP", "VP"]
    assert ng.summary(net).counts["met"] == 2
    assert lines(net, {"total_row"}) == {8}


def test_error_cells_are_blank_and_told() -> None:
    net = ng.read(WILD / "error_cells.xlsx")
    assert len(net.contacts) == 3
    assert pairs(net) == ["Ann Lee > Bob Ray"]
    told = net.issues[net.issues["code"] == "error_cell"]
    assert sorted(told["value"]) == ["#N/A", "#REF!"]
    assert set(told["line"]) == {4}
    assert not set(people(net)) & {"#N/A", "#REF!"}


def test_a_dashboard_is_passed_over_and_targets_are_targets() -> None:
    net = SHEETS["several sheets"].read()
    assert net.targets is not None
    assert net.targets[["organization", "weight"]].to_numpy().tolist() == [["Acme", 3]]
    told = net.issues[net.issues["code"] == "passed_sheet"]
    assert "Dashboard" in " ".join([*told["message"], *told["value"], *told["table"]])
    assert len(told) == 1
    chosen = ng.read(WILD / "years_restart.xlsx", sheet="2024")
    assert (people(chosen), pairs(chosen)) == (["Bob Ray", "Di Fox"], ["Bob Ray > Di Fox"])


@pytest.mark.parametrize("names", ["years_restart.xlsx", *REFUSED_AS_FILES])
def test_an_id_that_begins_again_never_makes_one_person_of_two(names: str) -> None:
    told = problems(*names.split())
    assert len(re.findall("(line|row) 2", told)) >= 2
    assert len(re.findall("(line|row) 3", told)) >= 2
    assert all(name in told for name in ("Ann Lee", "Bob Ray", "Cy Dunn", "Di Fox"))
    found = ng.check(*(WILD / name for name in names.split()))
    errors = found[found["severity"] == "error"]
    assert set(errors["code"]) == {"contradicting_contact"}


def test_a_note_beside_the_table_is_told() -> None:
    net = SHEETS["a note beside the table"].read()
    told = net.issues[net.issues["line"] == 3]
    assert "call her!" in " ".join([*told["message"], *told["value"].astype(str)])
