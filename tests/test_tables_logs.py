"""Logs of talks beside a table of people: read as last contacts, or passed over with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sheets import pairs, people

import netgraph as ng
from netgraph import schema

if TYPE_CHECKING:
    from pathlib import Path

CONTACTS = pd.DataFrame(
    {
        "Name": ["Ann Lee", "Bob Ray", "Cy Dunn"],
        "Company": ["Acme", "Birch", "Cedar"],
        "Referred By": [None, "Ann Lee", "Bob Ray"],
    }
)
REFERRALS = ["Ann Lee > Bob Ray", "Bob Ray > Cy Dunn"]
LOG = pd.DataFrame(
    {
        "Date": ["2026-03-01", "2026-03-09", "2026-04-01"],
        "Person": ["Ann Lee", "Ann Lee", "Bob Ray"],
        "Topic": ["market", "intro to Bob", "hiring"],
    }
)


def workbook(folder: Path, title: str, log: pd.DataFrame, contacts: pd.DataFrame) -> Path:
    """A workbook of people, and a sheet of talks."""
    path = folder / "book.xlsx"
    with pd.ExcelWriter(path) as book:
        contacts.to_excel(book, sheet_name="Contacts", index=False)
        log.to_excel(book, sheet_name=title, index=False)
    return path


def last_contacts(net: ng.ReferralNetwork) -> list[str]:
    """The day of the last contact of everybody, empty where none is known."""
    return net.contacts["last_contact_on"].dt.strftime("%Y-%m-%d").fillna("").tolist()


def told(net: ng.ReferralNetwork) -> list[tuple[str, str]]:
    """Codes and messages, but for those of columns."""
    rows = net.issues[net.issues["code"] != schema.UNCLAIMED_COLUMN]
    return list(zip(rows["code"], rows["message"], strict=True))


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("Call log", ["Date", "Person", "Topic"]),
        ("Meetings", ["When", "Name", "Notes"]),
        ("Interactions", ["Day", "Contact", "Summary"]),
        ("Notes", ["Date", "Who", "Note"]),
        ("Gespr\u00e4che", ["Datum", "Person", "Thema"]),
        ("\u00c9changes", ["Date", "Personne", "Sujet"]),
        ("Log", ["date", "with", "takeaways"]),
    ],
)
def test_the_newest_day_of_each_in_a_log_is_their_last_contact(
    tmp_path: Path, title: str, headings: list[str]
) -> None:
    net = ng.read(workbook(tmp_path, title, LOG.set_axis(headings, axis=1), CONTACTS))
    assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"], "no row of the log is a person"
    assert pairs(net) == REFERRALS
    assert last_contacts(net) == ["2026-03-09", "2026-04-01", ""]
    assert net.as_of_date == pd.Timestamp("2026-04-01")
    ((code, message),) = told(net)
    assert code == schema.READ_AS
    assert message == (
        f"'{title}' is a log: 3 rows with days ('{headings[0]}') of people ('{headings[1]}') who "
        "stand in another table; the newest day of each (2) is read as last_contact_on"
    )


def test_a_log_that_is_a_file_is_one_too(tmp_path: Path) -> None:
    own, log = tmp_path / "people.csv", tmp_path / "calls.csv"
    CONTACTS.to_csv(own, index=False)
    LOG.to_csv(log, index=False)
    for files in ((own, log), (log, own)):
        net = ng.read(*files)
        assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"]
        assert last_contacts(net) == ["2026-03-09", "2026-04-01", ""]


def test_whom_only_the_log_names_is_told(tmp_path: Path) -> None:
    log = pd.concat([LOG, LOG.iloc[:1].assign(Person="Zed Zu")])
    net = ng.read(workbook(tmp_path, "Call log", log, CONTACTS))
    assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"]
    assert told(net)[0][1].endswith("last_contact_on; nobody else's row: 'Zed Zu'")


def test_several_people_of_one_talk_have_its_day(tmp_path: Path) -> None:
    log = LOG.assign(Person=["Ann Lee", "Ann Lee, Bob Ray", "Ann Lee"])
    net = ng.read(workbook(tmp_path, "Meetings", log, CONTACTS))
    assert last_contacts(net) == ["2026-04-01", "2026-03-09", ""]


@pytest.mark.parametrize(
    ("days", "more", "title", "why"),
    [
        (["03/04/2026", "03/05/2026", "04/06/2026"], {}, "Calls", "its days may be read in two"),
        (
            LOG["Date"].tolist(),
            {"Last contact": ["2026-01-05", None, None]},
            "Calls",
            "'Contacts' says when you last spoke",
        ),
        (LOG["Date"].tolist(), {}, "Sheet3", "neither its title nor its headings say"),
    ],
)
def test_a_log_that_says_nothing_for_sure_is_passed_over_with_the_reason(
    tmp_path: Path, days: list[str], more: dict[str, list[str | None]], title: str, why: str
) -> None:
    path = workbook(tmp_path, title, LOG.assign(Date=days), CONTACTS.assign(**more))
    net = ng.read(path)
    assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"]
    code, message = next(one for one in told(net) if "is a log" in one[1])
    assert code == schema.PASSED_SHEET
    assert why in message
    assert message.endswith(
        "write the newest day of each in a column 'last_contact_on' of that table"
    )


def test_the_advice_for_a_log_works(tmp_path: Path) -> None:
    contacts = CONTACTS.assign(last_contact_on=["2026-03-09", "2026-04-01", None])
    net = ng.read(workbook(tmp_path, "Sheet3", LOG, contacts))
    assert last_contacts(net) == ["2026-03-09", "2026-04-01", ""]


@pytest.mark.parametrize(
    "second",
    [
        # a second table of people, two of whom have one name
        {
            "Name": ["Ann Lee", "Wei Zhang", "Bob Ray", "Wei Zhang", "Cy Dunn"],
            "Company": ["Acme", "Oak", "Birch", "Elm", "Cedar"],
            "Met on": ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09"],
        },
        # people who are in no other table
        {"Name": ["Uma Oz", "Uma Oz", "Val Ox"], "Met on": ["2026-01-05", "2026-01-06", None]},
    ],
)
def test_other_tables_of_people_are_no_logs(
    tmp_path: Path, second: dict[str, list[str | None]]
) -> None:
    net = ng.read(workbook(tmp_path, "More people", pd.DataFrame(second), CONTACTS))
    assert not any("is a log" in message for _, message in told(net))
    assert len(net.contacts) == len(CONTACTS) + len(second["Name"])


def test_a_sheet_named_by_the_caller_is_what_the_caller_says(tmp_path: Path) -> None:
    path = workbook(tmp_path, "Call log", LOG, CONTACTS)
    net = ng.read(path, columns={"met_on": "Date"})
    assert not any("is a log" in message for _, message in told(net))


def test_a_sheet_of_names_and_other_days_is_passed_over_as_what_it_is(tmp_path: Path) -> None:
    second = pd.DataFrame({"Name": ["Ann Lee", "Bob Ray"], "Birthday": ["1990-01-05", None]})
    net = ng.read(workbook(tmp_path, "Birthdays", second, CONTACTS))
    assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"]
    assert told(net) == [
        (
            schema.PASSED_SHEET,
            (
                "the sheet 'Birthdays' names people ('Name') beside 'Birthday', of which nothing "
                "is read here; passed over"
            ),
        )
    ]


def test_a_list_of_organizations_beside_them_is_no_table_of_people(tmp_path: Path) -> None:
    path = workbook(tmp_path, "Interactions", LOG, CONTACTS)
    with pd.ExcelWriter(path, mode="a") as book:
        firms = {
            "Company": ["Acme", "Birch"],
            "Industry": ["steel", "wood"],
            "City": ["Ulm", "Bonn"],
        }
        pd.DataFrame(firms).to_excel(book, sheet_name="Companies", index=False)
    net = ng.read(path)
    assert people(net) == ["Ann Lee", "Bob Ray", "Cy Dunn"]
    assert {code for code, _ in told(net)} == {schema.READ_AS, schema.PASSED_SHEET}
