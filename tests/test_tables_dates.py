"""Dates as people write them: what is read, what settles the order, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from netgraph import read, schema
from netgraph.errors import InputError
from netgraph.tables.cleaning.cells import read_date_column
from netgraph.tables.cleaning.dates import styles
from netgraph.tables.cleaning.month_names import month_called
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.issues import File, IssueReport

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
