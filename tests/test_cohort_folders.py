"""A folder for each seeker, or a file: each search as read alone, with what lies beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_cohort import same_network

import netgraph as ng
from netgraph.analysis.pooled import Pool
from netgraph.facts import remind_of
from netgraph.tables.cohorts.read import read_any

if TYPE_CHECKING:
    from pathlib import Path

SHEET = """Name,Company,Email,Referred by,Met on
Max Moor,Acme,max@mail.example,,2026-03-01
Ada Lee,Birch,,Max Moor,2026-03-09
"""
OTHER = """Name,Company,Email,Referred by,Met on
Max Moor,Acme,MAX@mail.example,,2026-02-01
Ada Lee,Cedar,,Max Moor,2026-03-02
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two students with two tables each, one with a sheet in a folder, one with a sheet alone."""
    for name, seed in (("anna", 1), ("bob", 2)):
        ng.write_tables(ng.simulate(15, seed=seed), tmp_path / "office" / name)
    (tmp_path / "office" / "cleo").mkdir()
    (tmp_path / "office" / "cleo" / "my list.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "office" / "dan.csv").write_text(OTHER, encoding="utf-8")
    return tmp_path / "office"


def test_each_folder_and_each_file_is_a_search_as_read_alone(office: Path) -> None:
    cohort = ng.read_cohort(office)
    assert cohort.seekers.tolist() == ["anna", "bob", "cleo", "dan"]
    for place in sorted(office.iterdir()):
        alone = ng.read(place).as_of(cohort.as_of_date)
        found = cohort.network(place.name.partition(".")[0])
        assert found.contacts.equals(alone.contacts)
        assert found.issues.equals(alone.issues)
        if "c" not in place.name:
            dated = ng.read(place, as_of=cohort.as_of_date)
            remind_of(dated, Pool(cohort))  # chances are those of all searches in both
            same_network(found, dated)


def test_the_same_number_in_two_sheets_is_two_people_and_an_email_one(office: Path) -> None:
    cohort = ng.read_cohort(office)
    everybody = cohort.everybody
    # simulated people have the ids p1, p2, … in both folders, and other names
    shared = set(cohort.network("anna").people["contact_id"])
    shared &= set(cohort.network("bob").people["contact_id"])
    assert shared
    assert {f"bob:{one}" for one in shared} <= set(everybody.people["contact_id"])
    assert len(everybody) == len(cohort.side_by_side) - 1
    max_moor = everybody.people[everybody.people["name"] == "Max Moor"]
    assert max_moor["met_on"].dt.date.astype(str).tolist() == ["2026-02-01"]
    # the same name at two organizations is not one person
    assert (everybody.people["name"] == "Ada Lee").sum() == 2
    pairs = everybody.referrals
    assert pairs["count"].sum() == cohort.side_by_side.referrals["count"].sum()


def test_decisions_beside_the_searches_join_people_of_two(office: Path) -> None:
    both = ng.read_cohort(office).everybody.people
    ids = both.loc[both["name"] == "Ada Lee", "contact_id"].tolist()
    text = f"contact_id,same_as,same\n{ids[0]},{ids[1]},yes\n"
    (office / "same.csv").write_text(text, encoding="utf-8")
    people = ng.read_cohort(office).everybody.people
    assert people.loc[people["name"] == "Ada Lee", "contact_id"].tolist() == ids[:1]


def test_what_is_known_of_seekers_is_found_by_its_columns(office: Path) -> None:
    text = "Student ID,Name,Programme\nbob,Bob Ray,MBA\nzoe,Zoe Berg,BA\n"
    (office / "class list.csv").write_text(text, encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert "class list" not in cohort.seekers
    groups = cohort.groups
    assert groups is not None
    assert groups["seeker_id"].tolist() == cohort.seekers.tolist()
    assert groups["Programme"].fillna("").tolist() == ["", "MBA", "", "", "BA"]
    told = cohort.issues[cohort.issues["table"] == "seekers"]
    assert told["value"].tolist() == ["zoe", "anna", "cleo", "dan"]
    assert told["seeker_id"].isna().all()


def test_settings_of_a_search_go_before_those_of_all(office: Path) -> None:
    (office / "cleo" / "my list.csv").write_text(
        SHEET.replace("2026-03-01", "gone").replace("Met on", "Seen"), encoding="utf-8"
    )
    with pytest.raises(ng.InputError, match="cleo"):
        ng.read_cohort(office, columns={"met_on": "Seen"})
    (office / "cleo" / "netgraph.toml").write_text(
        '[columns]\norganization = "Email"\n', encoding="utf-8"
    )
    (office / "netgraph.toml").write_text('dates = "day-first"\n', encoding="utf-8")
    cohort = ng.read_cohort(office)
    assert cohort.network("cleo").people["organization"].iloc[0] == "max@mail.example"
    assert cohort.network("dan").people["organization"].tolist() == ["Acme", "Cedar"]


def test_targets_beside_the_searches_are_for_all_without_own_ones(office: Path) -> None:
    (office / "targets.csv").write_text("organization\nAcme\nElm\n", encoding="utf-8")
    (office / "cleo" / "targets.csv").write_text("organization\nCedar\n", encoding="utf-8")
    cohort = ng.read_cohort(office)
    targets = {s: cohort.network(s).targets for s in cohort.seekers}
    # the simulated ones have targets of their own
    own = {s: list(t["organization"]) for s, t in targets.items() if t is not None}
    assert (own["cleo"], own["dan"]) == (["Cedar"], ["Acme", "Elm"])
    assert "Elm" not in own["anna"]
    everybody = cohort.everybody.targets
    assert everybody is not None
    assert {"Acme", "Elm", "Cedar", *own["anna"], *own["bob"]} == set(everybody["organization"])


def test_all_that_cannot_be_read_is_told_at_once_by_folder(office: Path) -> None:
    (office / "eva").mkdir()
    (office / "fay.csv").write_text("id,referred_by\n1,2\n1,3\n", encoding="utf-8")
    (office / "gil").mkdir()
    (office / "gil" / "contacts.csv").write_text("id,met_on\n1,soon\n", encoding="utf-8")
    with pytest.raises(ng.InputError) as caught:
        ng.read_cohort(office)
    problems = caught.value.problems
    assert [problem.partition(":")[0] for problem in problems] == ["eva", "fay.csv", "gil"]
    (office / "anna.csv").write_text(SHEET, encoding="utf-8")
    with pytest.raises(ng.InputError, match=r"anna and anna\.csv are both there"):
        ng.read_cohort(office)


def test_any_reading_knows_a_folder_of_searches_from_one(office: Path) -> None:
    assert isinstance(read_any(office), ng.Cohort)
    assert isinstance(read_any(office / "anna"), ng.ReferralNetwork)
    assert isinstance(read_any(office / "cleo"), ng.ReferralNetwork)
    assert isinstance(read_any(office / "dan.csv"), ng.ReferralNetwork)
