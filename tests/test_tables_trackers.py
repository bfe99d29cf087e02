"""Sheets of trackers and templates as people fill them in: what is read, and what is offered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import netgraph as ng
from netgraph import schema
from netgraph.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def sheet(folder: Path, text: str) -> Path:
    path = folder / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    return path


def offered(path: Path) -> dict[str, str]:
    """What reading offers, or refusing advises: standard name to the column of the file."""
    try:
        said = ng.read(path).issues[schema.MESSAGE].tolist()
    except InputError as error:
        said = [str(error)]
    return dict(one.split("=", 1) for text in said for one in re.findall(r"--map '([^']+)'", text))


def days(path: Path, column: str, **maps: str) -> list[str]:
    net = ng.read(path, columns=maps)
    cells = net.contacts[net.contacts[schema.STUB] == False][column]  # noqa: E712 - an array
    return cells.dt.strftime("%Y-%m-%d").fillna("").tolist()


TOUCHES = (
    "Name,Company,Referred by,{}\nJan Kohl,Ash,,2026-01-05,2026-01-26,2026-02-23,met at fair\n"
    "Lou Mast,Birch,Jan Kohl,2026-01-12,2026-02-02,,\nNan Orb,Birch,Lou Mast,2026-02-09,,,\n"
    "Pat Quay,Cedar,Lou Mast,,,,\n"
)


@pytest.mark.parametrize(
    "headings", ["Touch 1,Touch 2,Touch 3,Notes", "1st note sent,2nd note sent,3rd note sent,X"]
)
def test_the_newest_day_of_a_series_is_the_last_contact(headings: str, tmp_path: Path) -> None:
    path = sheet(tmp_path, TOUCHES.format(headings))
    first, second = headings.split(",")[:2]
    leader = second if "sent" in first else first
    assert offered(path)[schema.LAST_CONTACT_ON] == leader
    net = ng.read(path, columns={schema.LAST_CONTACT_ON: first})
    assert days(path, schema.LAST_CONTACT_ON, last_contact_on=first) == [
        *("2026-02-23", "2026-02-02", "2026-02-09", "")
    ]
    assert f"{net.as_of_date:%Y-%m-%d}" == "2026-02-23"
    # the days that are not the newest stay where they were
    assert net.contacts[second].notna().sum() == 2
    assert not [m for m in net.issues[schema.MESSAGE] if m.startswith(f"'{second}'")]


def test_numbered_meetings_are_the_first_one_and_the_last_contact(tmp_path: Path) -> None:
    path = sheet(tmp_path, TOUCHES.format("Meeting 1,Meeting 2,Meeting 3,Notes"))
    maps = offered(path)
    assert maps == {schema.MET_ON: "Meeting 1", schema.LAST_CONTACT_ON: "Meeting 2"}
    assert days(path, schema.MET_ON, **maps) == ["2026-01-05", "2026-01-12", "2026-02-09", ""]
    assert days(path, schema.LAST_CONTACT_ON, **maps) == ["2026-02-23", "2026-02-02", "", ""]


def test_a_series_settles_the_order_of_days_and_months(tmp_path: Path) -> None:
    text = "Name,Referred by,Touch 1,Touch 2\nAnn Lee,,3/4/2026,4/25/2026\nBo Ek,Ann Lee,5/6/2026,"
    path = sheet(tmp_path, f"{text}\n")
    assert days(path, schema.LAST_CONTACT_ON, last_contact_on="Touch 1") == [
        *("2026-04-25", "2026-05-06")
    ]


def test_every_column_of_days_that_nobody_claimed_is_told(tmp_path: Path) -> None:
    text = "Name,Referred by,Met on,Walk,Museum\nAnn Lee,,2026-01-02,2026-02-03,2026-03-04\n"
    issues = ng.read(sheet(tmp_path, text + "Bo Ek,Ann Lee,,,\n")).issues
    told = issues[issues[schema.CODE] == schema.UNCLAIMED_COLUMN][schema.VALUE].tolist()
    assert told == ["Walk", "Museum"]
