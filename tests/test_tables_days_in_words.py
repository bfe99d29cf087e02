"""Days beside words in one cell, in columns of days and of statuses: read, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from netgraph import read, schema
from netgraph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


def sheet(folder: Path, column: str, *cells: str, **options: Any) -> ReferralNetwork:
    """Read a sheet of people, each referred by the first, with a column of some cells."""
    rows = [f'P{n} Ash,Kite{n},{"P0 Ash" if n else ""},"{c}"\n' for n, c in enumerate(cells)]
    path = folder / "sheet.csv"
    path.write_text(f"Name,Company,Referred by,{column}\n" + "".join(rows), encoding="utf-8")
    return read(path, **options)


def cells(net: ReferralNetwork, column: str) -> list[str]:
    """The cells of a column as text, days as in ISO, empty where there is none."""
    if column not in net.contacts:
        return [""] * len(net.contacts)
    found = net.contacts[column]
    if pd.api.types.is_datetime64_any_dtype(found.dtype):
        found = found.dt.strftime("%Y-%m-%d")
    return [str(cell) for cell in found.fillna("")]


def messages(net: ReferralNetwork) -> list[str]:
    """What is told of readings."""
    return list(net.issues[net.issues[schema.CODE] == schema.READ_AS][schema.MESSAGE])


@pytest.mark.parametrize(
    ("column", "words", "day"),
    [
        ("Getroffen", ("ja, 13.02.24", "nein"), "2024-02-13"),
        ("Met", ("yes 3/14/2024", "no"), "2024-03-14"),
        ("Met?", ("✓ 2024-03-05", ""), "2024-03-05"),
        ("Met", ("✅2024-03-05", "no"), "2024-03-05"),
        ("Met on", ("met 5 March 2024", "2024-03-09"), "2024-03-05"),
        ("Met on", ("3/14/2024 (coffee)", "3/20/2024"), "2024-03-14"),
        ("Rencontré", ("oui, le 13/02/2024", "non"), "2024-02-13"),
        ("Incontrato", ("sì 13/02/2024", "no"), "2024-02-13"),
        ("Gesprochen", ("telefoniert am 13.2.2024", ""), "2024-02-13"),
        ("Getroffen am", ("13.02.2024 (stattgefunden)", ""), "2024-02-13"),
    ],
)
def test_a_yes_beside_a_day_is_the_day_and_told(
    tmp_path: Path, column: str, words: tuple[str, ...], day: str
) -> None:
    net = sheet(tmp_path, column, *words)
    assert cells(net, schema.MET_ON)[0] == day
    assert any(m.startswith(f"'{words[0]}' is read as the day") for m in messages(net))


def test_a_yes_beside_a_day_without_a_year_is_a_yes_and_told(tmp_path: Path) -> None:
    net = sheet(tmp_path, "Met", "yes 3/4", "no", "yes (Mar 5)", "2024-03-09")
    assert cells(net, schema.STATUS) == ["met", "", "met", ""]
    assert cells(net, schema.MET_ON) == ["", "", "", "2024-03-09"]
    told = net.issues[net.issues[schema.SEVERITY] == "warning"][schema.MESSAGE].tolist()
    assert told == [
        "'yes 3/4' is read as a yes whose day has no year and is not read in 'Met' (2 such cells)"
    ]


def test_what_is_planned_beside_days_is_a_plan_and_moves_no_date(tmp_path: Path) -> None:
    net = sheet(tmp_path, "Met on", "3/5/24", "3/12/24", "4/30/24 planned", "5/6/24 (scheduled)")
    # the planned day settles the order of the others
    assert cells(net, schema.MET_ON) == ["2024-03-05", "2024-03-12", "", ""]
    assert cells(net, schema.SCHEDULED_FOR) == ["", "", "2024-04-30", "2024-05-06"]
    assert net.as_of_date == pd.Timestamp("2024-03-12")
    assert "scheduled_for 4/30/24" in messages(net)[0]


def test_plans_fill_a_column_of_plans_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Name,Referred by,Met on,Scheduled for\nAnn Ash,,2024-03-05,\n"
        "Bob Bay,Ann Ash,geplant 2024-04-02,\nCy Coe,Ann Ash,planned 2024-04-03,2024-04-09\n",
        encoding="utf-8",
    )
    assert cells(read(path), schema.SCHEDULED_FOR) == ["", "2024-04-02", "2024-04-09"]


@pytest.mark.parametrize(
    ("word", "column", "status"),
    [
        ("Met 3/14/2024", schema.MET_ON, "met"),
        ("Had coffee on 3/14/2024 - great", schema.MET_ON, "met"),
        ("Emailed (3/14/2024)", schema.CONTACTED_ON, "contacted"),
        ("angeschrieben 14.3.2024", schema.CONTACTED_ON, "contacted"),
        ("Followed up 3/14/2024", schema.FOLLOWED_UP_ON, "contacted"),
        ("Call scheduled for 3/14/2024", schema.SCHEDULED_FOR, "scheduled"),
        ("RDV fixé le 14/03/2024", schema.SCHEDULED_FOR, "scheduled"),
        ("Termin am 14.03.2024", schema.SCHEDULED_FOR, "scheduled"),
        ("Thank you sent 3/14/2024", schema.THANKED_ON, "met"),
    ],
)
def test_a_day_beside_a_status_is_read_with_it_and_told(
    tmp_path: Path, word: str, column: str, status: str
) -> None:
    net = sheet(tmp_path, "Status", word, "declined")
    assert cells(net, schema.STATUS) == [status, "declined"]
    assert cells(net, column)[0] == "2024-03-14"
    assert any(f"{column} " in m and m.startswith(f"'{word}' is read as") for m in messages(net))


@pytest.mark.parametrize("word", ["Follow up 3/14/2024", "Offer 3/14/2024", "To contact 3/14/2024"])
def test_a_day_that_may_be_another_one_is_left_alone(tmp_path: Path, word: str) -> None:
    net = sheet(tmp_path, "Status", word, "declined")
    assert not {*schema.CONTACT_DATES, schema.SCHEDULED_FOR} & {*net.contacts.columns}


def test_a_status_whose_day_has_no_year_is_told(tmp_path: Path) -> None:
    net = sheet(tmp_path, "Status", "Met 5 March", "declined")
    assert cells(net, schema.STATUS)[0] == "met"
    assert "has no year" in messages(net)[0]


def test_a_column_of_days_goes_before_the_day_of_a_status(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "Name,Referred by,Status,Met on\nAnn Ash,,Met 2024-03-05,2024-03-06\n"
        "Bob Bay,Ann Ash,Met 2024-03-07,\n",
        encoding="utf-8",
    )
    assert cells(read(path), schema.MET_ON) == ["2024-03-06", "2024-03-07"]


def test_what_the_user_says_of_a_word_with_a_day_stays(tmp_path: Path) -> None:
    own = {"status:Met 3/14/2024": "declined"}
    net = sheet(tmp_path, "Status", "Met 3/14/2024", "met", values=own)
    assert cells(net, schema.STATUS) == ["declined", "met"]
    assert schema.MET_ON not in net.contacts


@pytest.mark.parametrize(
    ("word", "expected"),
    [("4/30/24 maybe", "MM/DD/YY"), ("30/4/24 maybe", "DD/MM/YY"), ("no 2024-03-05", "YYYY-MM-DD")],
)
def test_an_error_expects_what_its_cell_can_be(tmp_path: Path, word: str, expected: str) -> None:
    with pytest.raises(InputError, match=f"'{word}' is not a date; expected {expected}"):
        sheet(tmp_path, "Met on", "3/5/24", "3/5/24", word)


def test_a_column_of_yes_with_days_is_offered_under_a_heading_of_a_meeting(tmp_path: Path) -> None:
    net = sheet(tmp_path, "Kaffee", "ja, 13.02.24", "nein", "ja, 14.02.24")
    assert any("looks like met_on" in m for m in net.issues[schema.MESSAGE])
    mapped = sheet(tmp_path, "Kaffee", "ja, 13.02.24", "nein", columns={schema.MET_ON: "Kaffee"})
    assert cells(mapped, schema.MET_ON) == ["2024-02-13", ""]
