"""Made-up career offices: many searches that know some of the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import netgraph as ng
from netgraph.cli import main
from netgraph.errors import OptionError
from netgraph.simulation.office import office_tables, write_office

if TYPE_CHECKING:
    from pathlib import Path

TABLES = office_tables(1200, 40, seed=5)
CONTACTS, REFERRALS, SEEKERS = TABLES.values()


def test_every_student_has_contacts_and_all_add_up() -> None:
    assert len(CONTACTS) == 1200
    assert list(SEEKERS["seeker_id"]) == list(CONTACTS["seeker_id"].unique())
    assert len(SEEKERS) == 40


def test_nobody_is_twice_in_one_search() -> None:
    assert not CONTACTS.duplicated(["seeker_id", "contact_id"]).any()
    assert not REFERRALS.duplicated(["seeker_id", "referrer_id", "referred_id"]).any()


def test_both_ends_of_a_referral_are_contacts_of_its_student() -> None:
    known = set(zip(CONTACTS["seeker_id"], CONTACTS["contact_id"], strict=True))
    for end in ("referrer_id", "referred_id"):
        assert set(zip(REFERRALS["seeker_id"], REFERRALS[end], strict=True)) <= known
    assert (REFERRALS["referrer_id"] != REFERRALS["referred_id"]).all()


def test_some_alumni_are_known_to_many_students_and_are_one_person() -> None:
    of_person = CONTACTS.groupby("contact_id")
    assert of_person["seeker_id"].nunique().max() >= 8
    # missing cells count as a value here: a person has the same ones in every row
    for column in ("name", "organization", "title", "email", "decision_maker"):
        assert of_person[column].nunique(dropna=False).max() == 1, column


def test_a_student_may_be_a_contact_of_another_but_never_their_own() -> None:
    fellows = CONTACTS[CONTACTS["contact_id"].isin(SEEKERS["seeker_id"])]
    assert len(fellows)
    assert (fellows["contact_id"] != fellows["seeker_id"]).all()
    names = SEEKERS.set_index("seeker_id")["name"]
    assert (fellows["contact_id"].map(names) == fellows["name"]).all()


def test_two_of_forty_found_nobody_new_for_weeks_and_one_landed() -> None:
    assert (SEEKERS["outcome"] == "landed").sum() == 1
    dates = CONTACTS.set_index("seeker_id").filter(regex="_on$")
    newest = dates.max(axis=1).groupby(level=0).max()
    assert newest.max() == dates.max(axis=None)
    first_known = CONTACTS.groupby("seeker_id")["contacted_on"].max()
    assert (first_known < newest.max() - pd.Timedelta(days=30)).sum() == 2


def test_the_same_seed_gives_the_same_tables() -> None:
    again = office_tables(1200, 40, seed=5)
    for name, table in TABLES.items():
        pd.testing.assert_frame_equal(table, again[name])
    other = office_tables(1200, 40, seed=6)
    assert not CONTACTS["contact_id"].equals(other["contacts"]["contact_id"])


@pytest.mark.parametrize(("contacts", "seekers"), [(1, 1), (2, 1), (3, 3), (7, 2), (500, 499)])
def test_small_offices_hold_together(contacts: int, seekers: int) -> None:
    people, pairs, students = office_tables(contacts, seekers).values()
    assert (len(people), len(students)) == (contacts, seekers)
    assert set(pairs["seeker_id"]) <= set(students["seeker_id"])


def test_more_students_than_contacts_are_refused() -> None:
    with pytest.raises(OptionError, match="5 students need 5 contacts or more, not 4"):
        office_tables(4, 5)


def test_the_files_are_the_tables(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("office")
    paths = write_office(folder, 50, 4, seed=2)
    assert [path.name for path in paths] == ["contacts.csv", "referrals.csv", "seekers.csv"]
    read = pd.read_csv(paths[0], dtype="str")
    assert len(read) == 50
    assert read["seeker_id"].nunique() == 4


def test_the_command_writes_an_office(tmp_path: Path) -> None:
    assert main(["simulate", "30", "--seekers", "3", "-o", str(tmp_path / "office")]) == 0
    students = pd.read_csv(tmp_path / "office" / "seekers.csv", dtype="str")
    assert list(students["seeker_id"]) == ["s1", "s2", "s3"]


def test_too_few_contacts_for_so_many_students_write_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", "2", "--seekers", "3", "-o", str(tmp_path / "office")]) == 1
    assert "3 students need 3 contacts or more, not 2" in capsys.readouterr().err
    assert not (tmp_path / "office").exists()


def test_the_function_gives_the_cohort_that_the_command_writes(tmp_path: Path) -> None:
    assert main(["simulate", "60", "--seekers", "4", "--seed", "3", "-o", str(tmp_path)]) == 0
    written, made = ng.read_cohort(tmp_path), ng.simulate(60, seekers=4, seed=3)
    pd.testing.assert_frame_equal(ng.seekers(made), ng.seekers(written))
    pd.testing.assert_frame_equal(ng.contacts(made), ng.contacts(written))
    assert made.groups is not None
    with pytest.raises(OptionError, match="propensity and tidy are of one search"):
        ng.simulate(60, seekers=4, tidy=True)
    with pytest.raises(OptionError, match="seekers"):
        ng.simulate(60, seekers=0)
