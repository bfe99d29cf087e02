"""Answers of each search of a cohort: equal to those of the search read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from drawn_cohorts import write_cohort
from oracle_cohort import searches_alone
from oracle_cohort_answers import each_alone, slow_load, slow_seekers

import netgraph as ng
from netgraph.analysis.pooled import Pool, alike_searches
from netgraph.facts import remind_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("contacts", {}),
    ("contacts", {"expected": True, "by": "expected_rank"}),
    ("contacts", {"by": "name"}),
    ("contacts", {"top": 3}),
    ("advocates", {"expected": True}),
    ("advocates", {"by": "organization", "exact": True}),
    ("dead_ends", {}),
    ("dead_ends", {"least": 1, "by": "name"}),
    ("organizations", {}),
    ("organizations", {"by": "only_through"}),
    ("keep_warm", {}),
    ("keep_warm", {"k": 1}),
    ("growth", {}),
    ("growth", {"per": "week"}),
    ("growth", {"per": "month", "top": 2}),
    ("paths", {"to": "Acme"}),
    ("paths", {"to": "a001", "k": 2}),
    ("sources", {}),
    ("sources", {"by": "source"}),
    ("agenda", {}),
    ("agenda", {"outcome": "Acme", "top": 4}),
    ("changes", {}),
    ("changes", {"since": "2026-03-01"}),
    ("changes", {"since": "2026-01-20"}),
)
DRAWN = ((0, True, 7), (4, True, 7), (20, False, 5), (21, True, 1), (22, True, 12))


class Office:
    """A cohort, and its searches read alone, which follow the curves and priors of all."""

    def __init__(self, folder: Path, seed: int, *, dates: bool, searches: int) -> None:
        home = write_cohort(folder / "tables", seed, searches=searches, dates=dates)
        self.cohort = ng.read_cohort(home)
        alone = searches_alone(home, folder / "alone")
        self.alone = {s: alone.networks[s] for s in self.cohort.seekers}
        for net in self.alone.values():
            remind_of(net, Pool(self.cohort))


@pytest.fixture(scope="module", params=DRAWN, ids=str)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A drawn cohort: shared contacts, students who refer each other, some with one contact."""
    seed, dates, searches = request.param
    return Office(tmp_path_factory.mktemp("office"), seed, dates=dates, searches=searches)


def same_rows(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Equal but for places in files, whose lines are others in files of their own."""
    found, expected = (t.drop(columns="fill_in", errors="ignore") for t in (found, expected))
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)


@pytest.mark.parametrize(("name", "options"), QUESTIONS, ids=str)
def test_each_search_is_answered_as_it_is_alone(
    office: Office, name: str, options: dict[str, Any]
) -> None:
    question: Callable[..., pd.DataFrame] = getattr(ng, name)
    try:
        expected = each_alone(lambda net: question(net, **options), office.alone)
    except ValueError:  # no search knows of it
        with pytest.raises(ng.UnknownNameError):
            question(office.cohort, **options)
        return
    found = question(office.cohort, **options)
    assert next(iter(found.columns)) == "seeker_id"
    same_rows(found, expected)


def test_places_to_fill_in_are_lines_of_the_tables_that_were_read(office: Office) -> None:
    cohort = office.cohort
    expected = each_alone(ng.agenda, {s: cohort.network(s) for s in cohort.seekers})
    pd.testing.assert_frame_equal(ng.agenda(cohort), expected, check_dtype=False)


def test_summary_has_the_counts_of_each_search(office: Office) -> None:
    table = ng.summary(office.cohort).set_index("seeker_id")
    for seeker, net in office.alone.items():
        told = {name: None if pd.isna(n) else n for name, n in table.loc[seeker].items()}
        assert told == ng.summary(net).counts


def test_seekers_are_as_each_search_alone_says(office: Office) -> None:
    cohort = office.cohort
    found = ng.seekers(cohort).set_index("seeker_id")
    assert set(found.index) == set(cohort.seekers)
    for seeker, expected in slow_seekers(office.alone, cohort.as_of_date).items():
        for column, value in expected.items():
            cell = found.loc[seeker, column]
            assert (pd.isna(value) and pd.isna(cell)) or cell == value, (seeker, column)
        steps = ng.agenda(office.alone[seeker])
        told = found.loc[seeker, "next"]
        assert pd.isna(told) if steps.empty else steps["name"][0] in told


def test_load_is_as_counted_row_by_row(office: Office) -> None:
    cohort = office.cohort
    for limit in (0, 1, 3):
        found = ng.load(cohort, limit=limit).set_index("contact_id")
        expected = slow_load(office.alone, cohort.as_of_date, limit)
        assert set(found.index) == set(expected)
        for person, row in expected.items():
            cells = found.loc[person, list(row)].to_dict()
            assert {c: None if pd.isna(cell) else cell for c, cell in cells.items()} == row


def test_conversion_of_load_counts_a_referral_in_each_search(office: Office) -> None:
    """As ``advocates`` of one search, whose prior is that of all, says of the same counts."""
    cohort = office.cohort
    found = ng.load(cohort).set_index("contact_id")["conversion"]
    of_pairs = ng.advocates(cohort)
    if of_pairs.empty:
        return
    alone = of_pairs.groupby("contact_id").filter(lambda rows: len(rows) == 1)
    alone = alone.set_index("contact_id")["conversion"].dropna()
    known = found.reindex(alone.index)
    pd.testing.assert_series_equal(known, alone, check_names=False)


def test_a_meeting_by_another_road_is_no_success_of_a_referral(tmp_path: Path) -> None:
    """Ann names Bo to a, who never meets him; b, c and d met Bo by themselves."""
    rows = ["seeker_id,contact_id,status", "a,ann,met", "a,bo,identified", "a,cy,met"]
    rows += [f"{s},bo,met" for s in "bcd"]
    pairs = ["seeker_id,referrer_id,referred_id", "a,ann,bo", "a,cy,ann"]
    (tmp_path / "contacts.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("\n".join(pairs), encoding="utf-8")
    cohort = ng.read_cohort(tmp_path)
    share = ng.load(cohort).set_index("contact_id")["conversion"]
    alone = ng.advocates(cohort.network("a")).set_index("contact_id")["conversion"]
    pd.testing.assert_series_equal(share.sort_index(), alone.sort_index())
    assert share["ann"] < share["cy"]


def test_whom_several_seekers_wait_for_is_a_row_of_load(tmp_path: Path) -> None:
    """Three wrote to Petra weeks ago, one to Otto, and neither ever gave a name."""
    rows = ["seeker_id,contact_id,name,contacted_on,met_on"]
    rows += [f"{s},petra,Petra Ask,2026-08-01," for s in "abc"]
    rows += ["d,otto,Otto,2026-08-02,", "d,ann,Ann,2026-10-30,2026-11-01"]
    (tmp_path / "contacts.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id", encoding="utf-8")
    found = ng.load(ng.read_cohort(tmp_path))
    assert found[["contact_id", "waiting"]].to_numpy().tolist() == [["petra", 3]]
    assert "3 wait for Petra Ask" in found.attrs["heading"]
    assert found.attrs["notes"][0].startswith("2 people whom one seeker asks")


def test_namesakes_without_addresses_are_told_where_asks_are_counted(tmp_path: Path) -> None:
    """Five students wrote to Petra of Big Co, whom nothing but her name tells to be one."""
    rows = ["Student ID,Name,Organization,Contacted on,Referred by"]
    rows += [f"s{n},Petra Ask,Big Co,2026-11-06," for n in range(5)] + ["s1,Otto,Elm,2026-11-01,"]
    (tmp_path / "e.csv").write_text("\n".join(rows), encoding="utf-8")
    found = ng.load(ng.read_cohort(tmp_path / "e.csv"))
    assert found.attrs["heading"] == (
        "Perhaps over 3 asks a month: Petra Ask (5 asks, if the 5 entries of that name at Big Co "
        "are one person)"
    )
    assert any(
        "counted apart (Petra Ask, Big Co: 5 entries, 5 asks" in n for n in found.attrs["notes"]
    )


def test_one_person_whom_two_wait_for_is_said_though_nobody_was_asked_lately(
    tmp_path: Path,
) -> None:
    """Two wrote to Ann long ago; whom fewest wait for is Ann, too."""
    rows = ["seeker_id,contact_id,name,contacted_on", "a,x,Ann,2026-01-05", "b,x,Ann,2026-01-06"]
    (tmp_path / "contacts.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id", encoding="utf-8")
    cohort = ng.read_cohort(tmp_path, as_of="2026-06-01")
    said = "Nobody was asked within 30 days; 2 wait for Ann"
    assert ng.load(cohort).attrs["heading"] == said


def test_namesakes_are_counted_together_however_their_name_is_written(tmp_path: Path) -> None:
    rows = ["seeker_id,contact_id,name,organization,asked_on"]
    spellings = ("José Díaz", "Jose Diaz", '"Diaz, José"', "JOSÉ DÍAZ")
    rows += [f"s{n},c{n},{name},Acme,2026-05-26" for n, name in enumerate(spellings)]
    (tmp_path / "contacts.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id", encoding="utf-8")
    found = ng.load(ng.read_cohort(tmp_path))
    assert "José Díaz (4 asks, if the 4 entries of that name" in found.attrs["heading"]


def test_searches_of_one_pair_of_tables_are_few_networks(office: Office) -> None:
    assert len(alike_searches(office.cohort)) <= 4


def test_of_nobody_there_is_nobody_new(tmp_path: Path) -> None:
    """Of three students one has a contact with a date, one without, and one has none."""
    tables = {
        "contacts": "seeker_id,contact_id,met_on\na,x,2026-05-01\nb,y,\n",
        "referrals": "seeker_id,referrer_id,referred_id\n",
        "seekers": "seeker_id\na\nb\nc\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    found = ng.seekers(ng.read_cohort(tmp_path)).set_index("seeker_id")["new_30_days"]
    assert (found["a"], found["c"]) == (1, 0)
    assert pd.isna(found["b"])


def test_a_goal_that_nobody_is_called_suggests_names(tmp_path: Path) -> None:
    rows = "seeker_id,contact_id,name\na,x,Jana Gebre\na,y,Ole Dahl\nb,z,Jana Berg\n"
    (tmp_path / "contacts.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id\n")
    cohort = ng.read_cohort(tmp_path)
    with pytest.raises(ng.UnknownNameError, match="'jana'; there is Jana Gebre, Jana Berg"):
        ng.paths(cohort.everybody, to="jana")
    for word, said in (("jana", "; there is Jana Gebre$"), ("Zed", "; there is Jana Gebre, Ole")):
        with pytest.raises(ng.UnknownNameError, match=said):
            ng.paths(cohort.network("a"), to=word)


def test_changes_cut_an_office_back_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 1 May one search keeps meetings, one has a dated referral, two keep nothing."""
    rows = ["seeker_id,contact_id,met_on,thanked_on", "a,ann,2026-01-05,", "a,bo,2026-01-09,"]
    rows += ["b,ann,2026-06-01,", "b,cy,,2026-06-01", "c,ann,2026-06-02,", "c,di,2026-06-03,"]
    rows += ["d,eve,,"]
    pairs = ["seeker_id,referrer_id,referred_id,referred_on", "a,ann,bo,2026-01-06"]
    pairs += ["b,ann,cy,2026-02-01", "c,ann,di,2026-06-02"]
    (tmp_path / "contacts.csv").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "referrals.csv").write_text("\n".join(pairs), encoding="utf-8")
    cohort = ng.read_cohort(tmp_path, as_of="2026-09-01")
    expected = each_alone(
        lambda net: ng.changes(net, since="2026-05-01"),
        {seeker: cohort.network(seeker) for seeker in cohort.seekers},
    )
    assert {"met", "new_contact"} <= set(expected["change"])

    cuts: list[int] = []
    cut_tables = ng.ReferralNetwork.cut_tables

    def counted(net: ng.ReferralNetwork, *tables: Any) -> Any:
        cuts.append(len(net))
        return cut_tables(net, *tables)

    monkeypatch.setattr(ng.ReferralNetwork, "cut_tables", counted)
    fresh = ng.read_cohort(tmp_path, as_of="2026-09-01")
    same_rows(ng.changes(fresh, since="2026-05-01"), expected)
    # once for the rows, once for the curve of all
    assert len(cuts) <= 2 * len(alike_searches(fresh))
