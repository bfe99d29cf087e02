"""Dates as people write them: what is read, what settles the order, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from netgraph import from_frames, read, schema
from netgraph.errors import InputError
from netgraph.tables.chosen import chosen_words, worth_saving
from netgraph.tables.cleaning.dates import styles
from netgraph.tables.cleaning.month_names import month_called
from netgraph.tables.cleaning.row_readings import read_date_column
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.issues import File, IssueReport
from netgraph.tables.settings import Settings, settings_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.choices import DateOrder

MET_ON = schema.MET_ON


def column(*cells: str, order: DateOrder | None = None) -> tuple[list[str | None], list[str]]:
    """The days of a column, and what is told of it."""
    words = pd.Series(cells, dtype="str")
    days, issues = read_date_column(
        words, MET_ON, styles({MET_ON: spellings(words)}, order)[MET_ON]
    )
    table = IssueReport((File("contacts", "a.csv"),), issues, lenient=True).table
    read_as = [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in days]
    return read_as, table[schema.MESSAGE].tolist()


@pytest.mark.parametrize(
    "cell",
    [
        "Tue Mar 05 2024",
        "Tuesday, 5 March 2024",
        "5th March 2024",
        "March 5th, 2024",
        "5 mars 2024",
        "mardi 5 mars 2024",
        "5. März 2024",
        "05-mars-2024",
        "5 de marzo de 2024",
        "05Mar2024",
        "5/Mar/2024",
        "2024 Mar 05",
        "2024年3月5日",
        "2024. 3. 5",
        "Tue, 5 Mar 2024 10:00:00 +0100",
        "2024-03-05T10:00:00+02:00",
        "2024-03-05T10:00:00-0500",
        "2024-03-05T10:00:00[Europe/Paris]",
        "2024-03-05 10:00:00.000 PM EST",
        "2024-03-05 13:30 CEST",
        "2024-03-05 (13:30)",
        "Mar 5, 2024 at 1:30 PM",
        "Tuesday, March 5, 2024 1:30 PM (GMT+1)",
        "Tue Mar 05 2024 13:30:00 GMT+0100 (Central European Standard Time)",
        "5 mars 2024 à 13h30",
        "5. März 2024, 13:30 Uhr",
        "5. März 2024 um 13.30 Uhr",
        "Mar 5, 2024 3 PM",
        "5 марта 2024",
    ],
)
def test_a_date_that_can_be_read_in_one_way_is_read(cell: str) -> None:
    assert column(cell) == (["2024-03-05"], [])


@pytest.mark.parametrize("word", ["janv.", "Januar", "enero", "gennaio", "Jan", "jan.", "tammikuu"])
def test_months_are_known_in_many_languages(word: str) -> None:
    assert month_called(word) == 1


@pytest.mark.parametrize("word", ["listopad", "xyz", "ma", "lip"])
def test_a_word_that_is_two_months_or_none_is_none(word: str) -> None:
    with pytest.raises(ValueError, match=word):
        month_called(word)


@pytest.mark.parametrize(
    ("cell", "lacking"),
    [
        ("Mar-24", "no year or no day"),
        ("5 mars", "no year"),
        ("3/4", "no year"),
        ("2024", "no day"),
        ("Q2", "no day"),
        ("March 2024", "no day"),
        ("03/2024", "no day"),
    ],
)
def test_a_cell_that_lacks_a_part_is_told_as_such(cell: str, lacking: str) -> None:
    assert column(cell) == (
        [None],
        [f"{cell!r} has {lacking}; expected YYYY-MM-DD; blanked"],
    )


@pytest.mark.parametrize("cell", ["last Tuesday", "approx 2024-03-05", "5 calls 2024", "3 people"])
def test_other_words_are_no_dates(cell: str) -> None:
    days, messages = column(cell)
    assert days == [None]
    assert "is not a date" in messages[0]


def test_cells_in_other_formats_are_read_where_nothing_is_in_doubt() -> None:
    days, messages = column("2024-03-05", "2024-03-06", "13/04/2024", "Mar 7, 2024", "TBD")
    assert days == ["2024-03-05", "2024-03-06", "2024-04-13", "2024-03-07", None]
    assert messages == [
        "'13/04/2024' is read as 2024-04-13 (1 cell)",
        "'Mar 7, 2024' is read as 2024-03-07 (1 cell)",
        "'TBD' is read as empty (1 cell)",
    ]


@pytest.mark.parametrize("cell", ["03/04/2024", "05/03/24", "24/03/05"])
def test_a_cell_in_another_format_that_may_be_two_days_is_refused(cell: str) -> None:
    days, messages = column("2024-03-05", "2024-03-06", cell)
    assert days[-1] is None
    assert "nothing in the file settles which" in messages[0]


def test_days_of_both_orders_leave_the_others_in_doubt() -> None:
    days, messages = column("13/04/2024", "04/14/2024", "03/04/2024", "25/04/2024")
    assert days == ["2024-04-13", "2024-04-14", None, "2024-04-25"]
    assert any("'03/04/2024' is 2024-04-03" in message for message in messages)
    assert column("13/04/2024", "04/14/2024", "03/04/2024", order="month-first")[0] == [
        "2024-04-13",
        "2024-04-14",
        "2024-03-04",
    ]


@pytest.mark.parametrize(
    ("order", "day"), [("day-first", "2024-04-03"), ("month-first", "2024-03-04")]
)
def test_the_order_of_day_and_month_may_be_said(tmp_path: Path, order: DateOrder, day: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("id,referred_by,met_on\n1,,03/04/2024\n2,1,\n")
    assert read(path, dates=order).contacts[MET_ON].iloc[0] == pd.Timestamp(day)
    with pytest.raises(InputError, match="--dates day-first or --dates month-first"):
        read(path)


def test_one_column_settles_the_order_for_the_others_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "id,referred_by,met_on,contacted_on,follow-up date\n"
        "1,,03/04/2024,13/02/2024,01/02/24\n2,1,,,05-06-2024\n"
    )
    contacts = read(path, as_of="2024-12-31").contacts
    assert contacts[MET_ON].iloc[0] == pd.Timestamp("2024-04-03")
    assert contacts[schema.NEXT_STEP_ON].tolist() == list(
        pd.to_datetime(["2024-02-01", "2024-06-05"])
    )


def test_one_table_settles_the_order_for_another_that_says_nothing_and_that_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "contacts.csv").write_text("id,met_on\n1,03/04/2024\n2,05/06/2024\n")
    (tmp_path / "referrals.csv").write_text("referrer_id,referred_id,date\n1,2,25/12/2023\n")
    net = read(tmp_path)
    assert net.contacts[MET_ON].tolist() == list(pd.to_datetime(["2024-04-03", "2024-06-05"]))
    (told,) = net.issues[net.issues[schema.CODE] == schema.READ_AS].itertuples()
    assert (told.table, told.line, told.value) == ("contacts", 2, "03/04/2024")
    assert "day-first in referrals.csv" in told.message
    assert [file.chosen.dates for file in net.files] == ["day-first", "day-first"]


def test_two_tables_of_different_orders_settle_nothing_for_a_third(tmp_path: Path) -> None:
    for name, day in (("a", "25/12/2023"), ("b", "12/25/2023"), ("c", "03/04/2024")):
        text = f"id,name,referred_by,met_on\n{name}1,Al {name},,{day}\n"
        (tmp_path / f"{name}.csv").write_text(text)
    with pytest.raises(
        InputError, match=r"c.csv, line 2.*--dates day-first or --dates month-first"
    ):
        read(*(tmp_path / f"{name}.csv" for name in "abc"))


def test_the_order_of_another_program_settles_nothing_for_ones_own_sheet(tmp_path: Path) -> None:
    (tmp_path / "hub.csv").write_text(
        "Record ID,First Name,Last Name,Email,Company Name,Create Date,Last Contacted,Lead Status\n"
        "101,Al,Fox,al@o.com,Orbit,12/20/2023 10:00,12/25/2023 9:30,Open\n"
    )
    (tmp_path / "mine.csv").write_text("Name,Referred by,Met on\nBo,,03/04/2024\nCy,Bo,\n")
    with pytest.raises(InputError, match=r"mine.csv, line 2.*--dates"):
        read(tmp_path / "hub.csv", tmp_path / "mine.csv")


@pytest.mark.parametrize("lenient", [False, True])
def test_cells_against_the_order_that_was_said_are_told(tmp_path: Path, *, lenient: bool) -> None:
    path = tmp_path / "sheet.csv"
    rows = "1,,25/12/2024\n2,1,03/04/2024\n3,1,26/12/2024\n"
    path.write_text(f"id,referred_by,met_on\n{rows}")
    net = read(path, dates="month-first", lenient=lenient, as_of="2024-12-31")
    days = pd.to_datetime(["2024-12-25", "2024-03-04", "2024-12-26"])
    assert net.contacts[MET_ON].tolist() == list(days)
    (told,) = net.issues[net.issues[schema.CODE] == schema.READ_AS].itertuples()
    assert (told.severity, told.line, told.value) == ("warning", 2, "25/12/2024")
    assert "although dates are month-first here (2 cells so)" in told.message


def test_the_order_that_was_found_is_said_saved_and_honoured(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("id,referred_by,contacted_on,met_on\n1,,13/02/2024,03/04/2024\n")
    net = read(path, as_of="2024-12-31")
    assert chosen_words(net.files)[0] == "sheet.csv: contacts, dates day-first"
    found = worth_saving(net.files)
    assert found["dates"] == "day-first"
    (tmp_path / "netgraph.toml").write_bytes(settings_bytes(Settings(dates=found["dates"])))
    # the day that settled it is gone, the order stays
    path.write_text("id,referred_by,contacted_on,met_on\n1,,,03/04/2024\n")
    assert read(path).contacts[MET_ON].iloc[0] == pd.Timestamp("2024-04-03")


def test_columns_of_different_orders_are_read_each_by_its_own_and_none_is_saved(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sheet.csv"
    rows = "1,,12/25/2023,25/12/2023\n2,1,01/02/2024,02/01/2024\n"
    path.write_text(f"id,referred_by,contacted_on,met_on\n{rows}")
    net = read(path, as_of="2024-12-31")
    for name in (schema.CONTACTED_ON, MET_ON):
        assert net.contacts[name].tolist() == list(pd.to_datetime(["2023-12-25", "2024-01-02"]))
    assert "dates" not in worth_saving(net.files)


@pytest.mark.parametrize(
    ("column", "cells", "days", "statuses"),
    [
        # a yes says that they met, a no nothing; who declined stays so
        ("Met", "2026-01-28 yes x no".split(), 1, [None, "met", "met", None]),
        ("Met on", "no ✓ no 28.1.2026".split(), 1, [None, "met", None, None]),
        ("Date met", "Yes no YES no".split(), 0, ["met", None, "met", None]),
        ("Thank you", "2026-01-28 2026-01-29 1 0".split(), 2, [None, None, "met", None]),
        ("Contacted", "yes 2026-01-28 no y".split(), 1, ["contacted", None, None, "contacted"]),
        (
            "Meeting scheduled",
            "y 2026-01-28 n y".split(),
            1,
            ["scheduled", None, None, "scheduled"],
        ),
    ],
)
def test_yes_among_dates_proves_a_status_and_no_says_nothing(
    tmp_path: Path, column: str, cells: list[str], days: int, statuses: list[str | None]
) -> None:
    names = ("Ann Ash", "Bob Bay", "Cat Coe", "Dan Dye")
    rows = "".join(f"{name},,{cell}\n" for name, cell in zip(names, cells, strict=True))
    path = tmp_path / "sheet.csv"
    path.write_text(f"Name,Referred by,{column}\n{rows}")
    net = read(path, as_of="2026-02-01")
    (dated,) = (c for c in net.contacts.columns if c.endswith("_on") or c == "scheduled_for")
    assert net.contacts[dated].notna().sum() == days
    assert net.contacts[schema.STATUS].astype(object).where(lambda s: s.notna(), None).tolist() == (
        statuses
    )
    told = net.issues[net.issues[schema.COLUMN] == dated]
    assert set(told[schema.CODE]) == {schema.READ_AS}
    assert told[schema.MESSAGE].str.contains("without a day").any()
    assert told[schema.MESSAGE].str.contains("is read as empty among the dates").any()


def test_yes_among_dates_leaves_a_status_that_says_more(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    rows = "Ann,,declined,yes\nBob,Ann,contacted,yes\nCat,Ann,met,2026-01-28\n"
    path.write_text(f"Name,Referred by,Status,Met on\n{rows}")
    assert read(path).contacts[schema.STATUS].tolist() == ["declined", "met", "met"]


@pytest.mark.parametrize(
    "cell",
    [
        "January 21, 2026 → January 22, 2026",
        "2026-01-21 → 2026-01-22",
        "2026-01-21 -> 2026-01-22",
        "Jan 21, 2026 10:00 AM (GMT+1) → 11:00 AM",
        "January 21, 2026 9:00 AM → January 22, 2026 5:00 PM",
        "21/01/2026 → 22/01/2026",
        "21.01.2026 - 22.01.2026",
        "2026-01-21 to 2026-01-22",
    ],
)
def test_of_days_in_a_row_the_first_is_read_and_told(cell: str) -> None:
    days, messages = column("21 January 2026", cell)
    assert days == ["2026-01-21", "2026-01-21"]
    assert f"{cell!r} is read as 2026-01-21 (1 cell)" in messages


def test_a_day_with_words_behind_it_is_no_range() -> None:
    days, messages = column("21 January 2026", "2026-01-21 → call again in 5 days")
    assert days == ["2026-01-21", None]
    assert "is not a date" in messages[0]


def test_ranges_settle_the_order_of_day_and_month() -> None:
    assert column("03/04/2026", "20/04/2026 → 21/04/2026")[0] == ["2026-04-03", "2026-04-20"]


@pytest.mark.parametrize("cells", [("2. 3. 2026", "5. 12. 2025"), ("02.03.2026.", "5. 12. 25")])
def test_a_dot_and_a_blank_behind_each_number_say_the_day_first(
    tmp_path: Path, cells: tuple[str, str]
) -> None:
    rows = "".join(f"P{at},,{cell}\n" for at, cell in enumerate(cells))
    (tmp_path / "a.csv").write_text(f"Name,Referred by,Met on\n{rows}Q,P0,\n", encoding="utf-8")
    met = read(tmp_path / "a.csv", as_of="2026-04-01").contacts["met_on"]
    assert met.dropna().dt.strftime("%Y-%m-%d").tolist() == ["2026-03-02", "2025-12-05"]


SERIALS = ("45356", "45370", "45401")
SERIAL_DAYS = ["2024-03-05", "2024-03-19", "2024-04-19"]


def of_days(heading: str, *cells: str) -> pd.DataFrame:
    """Three people with a column of days."""
    names = ["Ann Lee", "Bob Ray", "Cy Dunn"]
    referrers = ["", "Ann Lee", "Bob Ray"]
    return pd.DataFrame({"Name": names, "Referred by": referrers, heading: cells})


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Met", "met_on"),
        ("Met on", "met_on"),
        ("Last contact", "last_contact_on"),
        ("Follow up", "next_step_on"),
    ],
)
@pytest.mark.parametrize("kind", ["str", "int64"])
def test_a_column_of_the_numbers_of_a_spreadsheet_is_one_of_days_and_told(
    heading: str, column: str, kind: str
) -> None:
    frame = of_days(heading, *SERIALS).astype({heading: kind})
    net = from_frames(frame)
    days = net.contacts[column].dt.strftime("%Y-%m-%d").tolist()
    assert days == SERIAL_DAYS
    (told,) = net.issues[net.issues["column"] == column]["message"]
    assert told.startswith(f"'45356' is read as the day 2024-03-05: '{heading}' holds days as")
    assert "3 such cells" in told
    assert "2028-03-06" in told, "what an old Mac workbook means by it"


def test_blank_cells_and_hours_stand_among_numbers_of_days() -> None:
    net = from_frames(of_days("Met", "45356.75", "n/a", "45401"))
    assert net.contacts["met_on"].dt.strftime("%Y-%m-%d").tolist()[::2] == SERIAL_DAYS[::2]
    assert net.contacts["met_on"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize("other", ["2024-03-09", "12345", "99999"])
def test_one_number_among_other_cells_is_no_day(other: str) -> None:
    with pytest.raises(InputError, match="looks like the serial number"):
        from_frames(of_days("met_on", "45356", "45370", other))


def test_referrals_have_such_days_too() -> None:
    people = pd.DataFrame({"id": ["1", "2"], "name": ["Ann Lee", "Bob Ray"]})
    links = pd.DataFrame({"referrer_id": ["1"], "referred_id": ["2"], "referred_on": ["45356"]})
    net = from_frames(people, links)
    assert net.referrals["referred_on"].dt.strftime("%Y-%m-%d").tolist() == SERIAL_DAYS[:1]


@pytest.mark.parametrize(
    ("heading", "offered"), [("Coffee", ["met_on"]), ("Zip", []), ("Badge", [])]
)
def test_numbers_are_offered_as_days_under_headings_of_days_alone(
    heading: str, offered: list[str]
) -> None:
    issues = from_frames(of_days(heading, *SERIALS)).issues
    told = issues[issues["code"] == "unclaimed_column"]["message"]
    assert [m.rpartition("--map '")[2].partition("=")[0] for m in told] == offered


def test_days_that_nobody_reads_settle_the_order_of_others(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    head = "Name,Referred by,Met on,Coffee booked,Code\nAnn Lee,,05/03/2026,,\n"
    path.write_text(f"{head}Bob Ray,Ann Lee,12/03/2026,15/12/2026,13/13/13\n", encoding="utf-8")
    days = read(path).contacts["met_on"].dt.strftime("%Y-%m-%d").tolist()
    assert days == ["2026-03-05", "2026-03-12"]
    # a column of which some cell is no day says nothing
    path.write_text(f"{head}Bob Ray,Ann Lee,12/03/2026,,15/12/2026\nCy,,,,A1\n", encoding="utf-8")
    with pytest.raises(InputError, match="no cell of the column settles which"):
        read(path)


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("٢٠٢٦-٠٣-١٤", "٢٠٢٦-٠٤-٠١"), ("2026-03-14", "2026-04-01")),
        (("١٤/٠٣/٢٠٢٦", "٠١/٠٤/٢٠٢٦"), ("2026-03-14", "2026-04-01")),
        (("\u200f14/03/2026\u200f", "\u200f01/04/2026"), ("2026-03-14", "2026-04-01")),
        (("۱۴ مارس ۲۰۲۶", "۱ أبريل ۲۰۲۶"), ("2026-03-14", "2026-04-01")),
        (("２０２６／０３／１４", "２０２６／４／１"), ("2026-03-14", "2026-04-01")),
        (("２０２６年３月１４日", "２０２６年４月１日"), ("2026-03-14", "2026-04-01")),
        (("१४.०३.२०२६", "०१.०४.२०२६"), ("2026-03-14", "2026-04-01")),
    ],
)
def test_digits_of_other_scripts_are_digits_of_dates(
    tmp_path: Path, cells: tuple[str, str], days: tuple[str, str]
) -> None:
    path = tmp_path / "sheet.csv"
    rows = f"Name,Met on,Referred by\nAnn Lee,{cells[0]},\nBob Ray,{cells[1]},Ann Lee\n"
    path.write_text(rows, encoding="utf-8")
    assert read(path).contacts["met_on"].dt.strftime("%Y-%m-%d").tolist() == list(days)
