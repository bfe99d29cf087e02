"""What has happened, what is meant to happen, and dates that are slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from netgraph import advocates, from_frames, read, schema, summary
from netgraph import contacts as all_contacts
from netgraph.analysis.people import people
from netgraph.errors import InputError
from netgraph.tables.cleaning.heading_parts import said_day

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.network import ReferralNetwork


PLANS = (
    "Name,Company,Referred by,Status,Contacted on,Meeting date,Follow-up date\n"
    "Ann Lee,Acme,,Met,2026-11-01,2026-11-05,\n"
    "Bob Ray,Birch,Ann Lee,Scheduled,2026-11-10,2027-02-10,2027-03-01\n"
    "Cy Dunn,Cedar,Ann Lee,Contacted,2026-11-12,,2027-01-15\n"
)


def put(folder: Path, text: str, name: str = "sheet.csv") -> Path:
    """Write a sheet."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(net: ReferralNetwork, code: str) -> list[tuple[int, str, str]]:
    """Line, column and value of the issues of a code."""
    issues = net.issues[net.issues[schema.CODE] == code]
    named = (schema.LINE, schema.COLUMN, schema.VALUE)
    return list(zip(*(issues[column] for column in named), strict=True))


@pytest.mark.parametrize("as_of", [None, "2026-11-25"])
def test_a_meeting_that_lies_ahead_is_scheduled_and_not_held(
    tmp_path: Path, as_of: str | None
) -> None:
    net = read(put(tmp_path, PLANS), as_of=as_of)
    contacts = net.contacts
    assert people(net).met.tolist() == [True, False, False]
    assert summary(net).counts[schema.MET] == 1
    assert contacts[schema.MET_ON].notna().tolist() == [True, False, False]
    assert contacts[schema.SCHEDULED_FOR].iloc[1] == pd.Timestamp("2027-02-10")
    assert contacts[schema.NEXT_STEP_ON].iloc[2] == pd.Timestamp("2027-01-15")
    assert contacts[schema.STATUS].tolist() == ["met", "scheduled", "contacted"]
    code = schema.READ_AS if as_of else schema.FUTURE_DATE
    assert told(net, code) == [(3, schema.MET_ON, "2027-02-10")]


def test_plans_move_no_as_of_date_and_are_never_blank(tmp_path: Path) -> None:
    net = read(put(tmp_path, PLANS))
    assert net.as_of_date == pd.Timestamp("2026-11-12")
    early = read(put(tmp_path, PLANS), as_of="2026-11-10")
    assert early.contacts[schema.NEXT_STEP_ON].notna().sum() == 2
    only = read(put(tmp_path, "Name,Referred by,Next touch\nAnn,,2026-01-01\nBob,Ann,2027-01-01\n"))
    assert only.as_of_date is None
    assert not len(only.issues)


def test_a_slip_of_the_year_waits_and_leaves_nobody_out(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "id,referred_by,referred_on,met_on,thanked_on\n"
        "1,,,2026-09-01,2062-09-02\n2,1,2026-09-03,2026-09-10,\n3,1,2062-09-04,,\n",
    )
    net = read(path)
    assert net.as_of_date == pd.Timestamp("2026-09-10")
    assert len(net) == 3
    assert net.referrals[schema.REFERRED_ON].notna().tolist() == [True, False]
    assert told(net, schema.FUTURE_DATE) == [
        (2, schema.THANKED_ON, "2062-09-02"),
        (4, schema.REFERRED_ON, "2062-09-04"),
    ]
    assert advocates(net)[schema.REFERRALS_MADE].tolist() == [2]


@pytest.mark.parametrize(
    ("status", "dates", "taken"),
    [
        ("met", {"met_on": "2027-02-01"}, "identified"),
        ("met", {"contacted_on": "2027-02-01"}, "identified"),
        ("met", {"thanked_on": "2027-02-01"}, "identified"),
        ("met", {"contacted_on": "2026-01-05", "met_on": "2027-02-01"}, "contacted"),
        ("met", {"met_on": "2027-02-01", "thanked_on": "2026-01-05"}, "met"),
        ("met", {"met_on": "2026-01-05", "last_contact_on": "2027-02-01"}, "met"),
        ("contacted", {"contacted_on": "2026-01-05", "last_contact_on": "2027-01-05"}, "contacted"),
        ("declined", {"last_contact_on": "2027-02-01"}, "identified"),
        ("no_reply", {"contacted_on": "2026-01-05", "followed_up_on": "2027-02-01"}, "contacted"),
        ("scheduled", {"met_on": "2027-02-01"}, "scheduled"),
        ("identified", {"met_on": "2027-02-01"}, "identified"),
        ("", {"met_on": "2027-02-01"}, None),
    ],
)
def test_a_status_that_rests_on_a_day_ahead_is_taken_back_with_an_as_of_date_or_without(
    status: str, dates: dict[str, str], taken: str | None
) -> None:
    every = ("met_on", "contacted_on", "followed_up_on", "thanked_on", "last_contact_on")
    contacts = pd.DataFrame({"contact_id": ["a", "b"], "status": ["met", status or None]})
    for column in every:
        contacts[column] = ["2026-03-01", dates.get(column)]
    referrals = pd.DataFrame(
        {"referrer_id": ["a"], "referred_id": ["b"], "referred_on": ["2026-04-01"]}
    )
    default = from_frames(contacts, referrals)
    asked = from_frames(contacts, referrals, as_of="2026-04-01")
    assert default.as_of_date == asked.as_of_date
    for net in (default, asked):
        found = net.contacts[schema.STATUS].iloc[1]
        assert (None if pd.isna(found) else found) == taken
    pd.testing.assert_frame_equal(default.contacts, asked.contacts)
    assert summary(default).counts == summary(asked).counts
    pd.testing.assert_frame_equal(all_contacts(default), all_contacts(asked))
    columns = [column for _, column, _ in told(default, schema.READ_AS)]
    assert (schema.STATUS in columns) == bool(status and taken != status)


def test_the_last_of_repeated_referrals_may_be_a_slip(tmp_path: Path) -> None:
    contacts = put(tmp_path, "id\n1\n2\n", "contacts.csv")
    referrals = put(
        tmp_path,
        "referrer_id,referred_id,date\n1,2,2026-01-01\n1,2,2026-02-01\n1,2,2062-03-01\n",
        "referrals.csv",
    )
    net = read(contacts, referrals)
    assert net.as_of_date == pd.Timestamp("2026-02-01")
    assert net.referrals[schema.LAST_REFERRED_ON].tolist() == [pd.Timestamp("2026-02-01")]
    assert [code for code, _, _ in told(net, schema.FUTURE_DATE)] == [2]


def test_with_an_as_of_date_the_clock_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> pd.Timestamp:
        raise AssertionError("asked")

    monkeypatch.setattr("netgraph.clock.day_of_clock", broken)
    path = put(tmp_path, "id,referred_by,met_on\n1,,2026-09-01\n2,1,2062-01-01\n")
    net = read(path, as_of="2070-01-01")
    assert people(net).met.all()
    assert told(net, schema.FUTURE_DATE) == []
    with pytest.raises(AssertionError, match="asked"):
        read(path)


def test_a_lonely_latest_date_is_told_and_kept(tmp_path: Path) -> None:
    text = "id,referred_by,contacted_on,met_on\n1,,2024-01-01,2024-02-01\n2,1,2024-03-01,{}\n"
    lonely = read(put(tmp_path, text.format("2024-08-29")))
    assert told(lonely, schema.LONELY_DATE) == [(3, schema.MET_ON, "2024-08-29")]
    assert lonely.as_of_date == pd.Timestamp("2024-08-29")
    # 180 days after the one before it is not far
    assert told(read(put(tmp_path, text.format("2024-08-28"))), schema.LONELY_DATE) == []
    # two people on the same day are no slip
    both = text.format("2025-09-01") + "3,1,2025-09-01,\n"
    assert told(read(put(tmp_path, both)), schema.LONELY_DATE) == []
    assert told(read(put(tmp_path, "id,referred_by,met_on\n1,,2024-01-01\n")), "lonely_date") == []


def test_dates_far_before_all_others_are_told_and_kept(tmp_path: Path) -> None:
    text = (
        "id,referred_by,referred_on,met_on\n1,,,2026-01-28\n2,1,2026-02-28,{}\n3,2,{},2026-04-20\n"
    )
    net = read(put(tmp_path, text.format("0202-03-14", "1926-03-14")))
    assert told(net, schema.LONELY_DATE) == [
        (3, schema.MET_ON, "0202-03-14"),
        (4, schema.REFERRED_ON, "1926-03-14"),
    ]
    assert net.contacts[schema.MET_ON].notna().all()
    # one date alone years before the others; a few years, or two people, are a past
    for day, count in (("2016-03-14", 1), ("2022-03-14", 0)):
        net = read(put(tmp_path, text.format(day, "2026-03-01")))
        assert len(told(net, schema.LONELY_DATE)) == count, day
    net = read(put(tmp_path, text.format("2016-03-14", "2016-03-14")))
    assert told(net, schema.LONELY_DATE) == []
    # old tables are what they are
    old = "id,referred_by,met_on\n1,,1861-01-28\n2,1,1861-02-28\n3,1,1861-03-28\n"
    assert told(read(put(tmp_path, old)), schema.LONELY_DATE) == []


@pytest.mark.parametrize(
    ("met", "early"),
    [("2025-01-14", True), ("2025-06-30", True), ("2025-07-01", False), ("2026-01-14", False)],
)
def test_a_meeting_long_before_the_referral_is_told(
    tmp_path: Path, *, met: str, early: bool
) -> None:
    text = "id,referred_by,referred_on,met_on\n1,,,2025-12-01\n2,1,2025-12-28,{}\n"
    net = read(put(tmp_path, text.format(met)))
    expected = [(3, schema.MET_ON, met)] if early else []
    assert told(net, schema.REFERRAL_BEFORE_INTRODUCTION) == expected


@pytest.mark.parametrize(
    "cell", ["1900-01-01", "1900-01-00", "1/0/1900", "1/1/1900", "1899-12-30", "0000-00-00"]
)
def test_what_spreadsheets_make_of_nought_is_no_date_of_an_event(tmp_path: Path, cell: str) -> None:
    net = read(put(tmp_path, f"id,referred_by,met_on\n1,,2026-01-28\n2,1,{cell}\n"))
    assert net.contacts[schema.MET_ON].isna().tolist() == [False, True]
    assert told(net, schema.PLACEHOLDER) == [(3, schema.MET_ON, cell)]
    assert told(net, schema.LONELY_DATE) == []


@pytest.mark.parametrize(
    ("cells", "mapped"),
    [
        (["ask for names", "2026-03-06", "2026-03-05", "send CV"], False),
        (["ask for names", "2026-03-06", "2026-03-05", "send CV"], True),
        (["ask for names", "6 Mar 2026", "call again", "send CV"], True),
    ],
)
def test_steps_and_days_of_one_column_are_taken_apart_and_told(
    tmp_path: Path, cells: list[str], *, mapped: bool
) -> None:
    sheet = tmp_path / "sheet.csv"
    people = zip(["Ugo Vane", "Vic Wood", "Wyn Xia", "Xan Yale"], cells, strict=True)
    rows = [f"{name},,2026-02-0{at},{cell}\n" for at, (name, cell) in enumerate(people, 1)]
    sheet.write_text("".join(["Name,Referred by,Met on,Follow up\n", *rows]))
    net = read(sheet, columns={"next_step": "Follow up"} if mapped else None)
    days = [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in net.contacts["next_step_on"]]
    steps = [None if pd.isna(step) else step for step in net.contacts["next_step"]]
    read_as = {"2026-03-06": "2026-03-06", "2026-03-05": "2026-03-05", "6 Mar 2026": "2026-03-06"}
    assert days == [read_as.get(cell) for cell in cells]
    assert steps == [None if cell in read_as else cell for cell in cells]
    assert list(net.contacts.columns).count("Follow up") == 0
    messages = net.issues[net.issues["code"] == "read_as"]["message"].tolist()
    moved = sum((cell in read_as) == mapped for cell in cells)
    assert any(f"({moved} such cell" in one and "holds steps and days" in one for one in messages)


def test_a_mistyped_day_among_days_stays_an_error(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Name,Referred by,Follow up\nAnn Lee,,2026-02-30\nBob Ray,,2026-03-01\n")
    with pytest.raises(InputError, match="2026-02-30"):
        read(sheet)


@pytest.mark.parametrize(
    "heading",
    [
        *("Coffee booked", "Booked for", "Meeting set for", "Upcoming call", "Chat planned"),
        *(
            "Call arranged",
            "Penciled in",
            "Zoom on calendar",
            "Confirmed for",
            "Coffee invite sent",
        ),
        *("Interview date (upcoming)", "Termin vereinbart", "RDV prévu", "Reunião marcada"),
        *("Spotkanie umówione", "Gesprek gepland", "Incontro fissato", "面談予定"),
    ],
)
def test_days_of_what_lies_ahead_are_offered_as_plans(heading: str) -> None:
    frame = pd.DataFrame(
        {
            "Name": ["Ann Lee", "Bob Ray", "Cy Dunn"],
            "Referred by": ["", "Ann Lee", "Bob Ray"],
            "Coffee": ["2026-03-01", "2026-03-09", ""],
            heading: ["", "", "2026-12-05"],
        }
    )
    told = from_frames(frame).issues.query("code == 'unclaimed_column'")["message"].tolist()
    assert told == [
        "'Coffee' looks like met_on: --map 'met_on=Coffee'",
        f"'{heading}' looks like scheduled_for: --map 'scheduled_for={heading}'",
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "offered"),
    [
        ("Coffee booked", ["x", "", "x"], "scheduled_for"),
        ("Coffee booked", ["Booked", "", "Booked"], "status"),
        ("Meeting", ["Booked", "Done", "Booked"], "status"),
        ("Follow-up planned", ["2026-12-05", "", "2026-12-06"], "next_step_on"),
        ("Invite sent", ["2026-03-05", "", "2026-03-06"], "contacted_on"),
        ("Coffee", ["booked 2026-12-05", "2026-03-01", "set for 2026-12-06"], "met_on"),
    ],
)
def test_boxes_and_words_of_meetings_are_offered_as_what_they_say(
    heading: str, cells: list[str], offered: str
) -> None:
    names, referrers = ["Ann Lee", "Bob Ray", "Cy Dunn"], ["", "Ann Lee", "Bob Ray"]
    frame = pd.DataFrame({"Name": names, "Referred by": referrers, heading: cells})
    (told,) = from_frames(frame).issues.query("code == 'unclaimed_column'")["message"]
    assert f"--map '{offered}={heading}'" in told
    net = from_frames(frame, columns={offered: heading})
    met = net.contacts["met_on"].notna().sum() if "met_on" in net.contacts else 0
    assert met == (1 if offered == "met_on" else 0)
    if heading == "Coffee booked":
        assert net.contacts["status"].fillna("").tolist() == ["scheduled", "", "scheduled"]


def with_a_slip(column: str, day: str) -> pd.DataFrame:
    """Three people met in spring, and a day of the third one in a column of dates."""
    frame = {
        "Name": ["Ann Lee", "Bob Ray", "Cy Dunn"],
        "Referred by": ["", "Ann Lee", "Bob Ray"],
        "met_on": ["2026-03-01", "2026-03-09", "2026-03-20"],
    }
    return pd.DataFrame(frame | {column: ["2026-03-02", "2026-03-10", day]})


@pytest.mark.parametrize("day", ["2062-03-05", "0204-03-05", "1924-03-05", "2002-03-05"])
@pytest.mark.parametrize(
    "column", [*schema.CONTACT_DATES, schema.REFERRED_ON, schema.SCHEDULED_FOR, schema.NEXT_STEP_ON]
)
def test_one_mistyped_year_is_told_in_every_column_of_dates_and_moves_no_date(
    column: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netgraph.clock.day_of_clock", lambda: pd.Timestamp("2026-06-01"))
    net = from_frames(with_a_slip(column, day))
    told = net.issues[net.issues["code"].isin(["future_date", "lonely_date"])]
    # a meeting that is read as a plan is told as one of these as well
    ahead = [[3, schema.SCHEDULED_FOR, day]] * (column == schema.MET_ON and day > "2060")
    assert told[["line", "column", "value"]].values.tolist() == [[3, column, day], *ahead]
    without = from_frames(with_a_slip(column, ""))
    assert net.as_of_date == without.as_of_date
    others = slice(0, 2)
    quiet = [all_contacts(one)["days_quiet"].iloc[others].tolist() for one in (net, without)]
    assert quiet[0] == quiet[1]


@pytest.mark.parametrize("day", ["2026-12-05", "2027-03-05", "2026-01-05"])
@pytest.mark.parametrize("column", [schema.SCHEDULED_FOR, schema.NEXT_STEP_ON])
def test_a_plan_of_the_next_year_is_no_slip(column: str, day: str) -> None:
    issues = from_frames(with_a_slip(column, day)).issues
    assert not issues["code"].eq("lonely_date").any()


def test_plans_alone_are_compared_with_each_other() -> None:
    frame = with_a_slip("next_step_on", "2062-03-05").drop(columns="met_on")
    told = from_frames(frame).issues.query("code == 'lonely_date'")
    assert told["value"].tolist() == ["2062-03-05"]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Nast\u0119pna rozmowa",
            "Dal\u0161\u00ed sch\u016fzka",
            "Следующий звонок",
            "Sonraki bulu\u015fma",
        ),
        *(
            "N\u00e4sta samtal",
            "Neste m\u00f8te",
            "\u6b21\u56de\u9762\u8ac7",
            "\ub2e4\uc74c \ubbf8\ud305",
            "Call back by",
            "Circle back",
        ),
    ],
)
def test_steps_to_come_are_no_events_in_any_language(heading: str) -> None:
    # a meeting that lies ahead, or any other step
    assert said_day(heading) in (schema.SCHEDULED_FOR, schema.NEXT_STEP_ON)


@pytest.mark.parametrize(
    ("heading", "standard"),
    [
        ("Intro chat held", schema.MET_ON),
        ("Intro coffee", schema.MET_ON),
        ("Intro made", schema.REFERRED_ON),
        ("Last call", schema.LAST_CONTACT_ON),
    ],
)
def test_a_talk_that_introduces_somebody_is_a_meeting(heading: str, standard: str) -> None:
    assert said_day(heading) == standard
