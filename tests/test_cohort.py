"""Many searches read together: each alone as from files of its own, everybody as SPEC says."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from drawn_cohorts import write_cohort
from oracle_cohort import everybody_of, pairs_of, searches_alone

import netgraph as ng
from netgraph import network
from netgraph.analysis.pooled import Pool
from netgraph.facts import remind_of

if TYPE_CHECKING:
    from collections.abc import Callable

OFFICE = Path(__file__).parent.parent / "data" / "office"
QUESTIONS: dict[str, Callable[[ng.ReferralNetwork], pd.DataFrame]] = {
    "contacts": lambda net: ng.contacts(net, expected=True),
    "advocates": ng.advocates,
    "dead_ends": lambda net: ng.dead_ends(net, least=1),
    "organizations": ng.organizations,
    "keep_warm": ng.keep_warm,
    "sources": ng.sources,
    "growth": lambda net: ng.growth(net, per="generation"),
    "agenda": ng.agenda,
    "changes": lambda net: ng.changes(net, since="2026-05-01"),
}


def without_lines(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose texts do not say on which line of its file a row is."""
    texts = [c for c in ("message", "fill_in") if c in table]
    return table.assign(**{c: table[c].str.replace(r"line \d+", "line", regex=True) for c in texts})


def same_network(found: ng.ReferralNetwork, wanted: ng.ReferralNetwork) -> None:
    """The same tables but for the lines, which are those of other files; the same answers."""
    assert found.as_of_date == wanted.as_of_date
    assert found.seeker == wanted.seeker
    for name in ("contacts", "referrals", "repeats"):
        one, other = (getattr(net, name).reset_index(drop=True) for net in (found, wanted))
        pd.testing.assert_frame_equal(one, other)
    issues = [without_lines(net.issues.drop(columns="line")) for net in (found, wanted)]
    pd.testing.assert_frame_equal(*issues)
    for name, question in QUESTIONS.items():
        if found.as_of_date is None and name in ("agenda", "changes"):
            continue
        pd.testing.assert_frame_equal(
            without_lines(question(found)), without_lines(question(wanted)), obj=name
        )


@pytest.mark.parametrize("dates", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize("seed", range(2))
def test_each_search_is_as_read_from_files_of_its_own(
    tmp_path: Path, seed: int, *, dates: bool
) -> None:
    folder = write_cohort(tmp_path / "office", seed, dates=dates)
    cohort = ng.read_cohort(folder)
    alone = searches_alone(folder, tmp_path / "alone")
    assert cohort.seekers.tolist() == list(alone.networks)
    assert cohort.as_of_date == alone.as_of
    for seeker, net in alone.networks.items():
        remind_of(net, Pool(cohort))
        same_network(cohort.network(seeker), net)


def test_a_search_taken_out_is_answered_as_the_cohort_answers_it() -> None:
    cohort = ng.read_cohort(OFFICE)
    together = {name: getattr(ng, name)(cohort) for name in ("advocates", "contacts")}
    for seeker in cohort.seekers[:5]:
        for name, table in together.items():
            mine = table[table["seeker_id"] == seeker].drop(columns="seeker_id")
            alone = getattr(ng, name)(cohort.network(seeker))
            pd.testing.assert_frame_equal(
                mine.reset_index(drop=True), alone, check_dtype=False, obj=name
            )
            assert any("40 searches" in note for note in alone.attrs["notes"])


def test_a_later_meeting_of_another_search_is_the_last_contact_of_everybody(
    tmp_path: Path,
) -> None:
    (tmp_path / "contacts.csv").write_text(
        "seeker_id,contact_id,status,met_on\n"
        "s1,ann,met,2026-03-01\ns2,ann,met,2026-06-01\ns1,bob,met,2026-06-11\n"
    )
    (tmp_path / "referrals.csv").write_text("seeker_id,referrer_id,referred_id\ns1,ann,bob\n")
    everybody = ng.read_cohort(tmp_path).everybody
    people = everybody.people.set_index("contact_id")
    assert str(people.loc["ann", "met_on"].date()) == "2026-03-01"
    assert str(people.loc["ann", "last_contact_on"].date()) == "2026-06-01"
    assert pd.isna(people.loc["bob", "last_contact_on"])
    assert ng.advocates(everybody)["days_quiet"].tolist() == [10]


def test_each_search_is_as_of_the_date_asked_for(tmp_path: Path) -> None:
    folder = write_cohort(tmp_path / "office", 11)
    alone = searches_alone(folder, tmp_path / "alone", "2026-05-20")
    early = ng.read_cohort(folder, as_of="2026-05-20")
    cohort = ng.read_cohort(folder)
    later = cohort.as_of("2026-05-20")
    for seeker, net in alone.networks.items():
        remind_of(net, Pool(early))
        same_network(early.network(seeker), net)
        same_network(later.network(seeker), cohort.network(seeker).as_of("2026-05-20"))


def test_everybody_has_a_row_a_person_and_a_pair_with_its_count(tmp_path: Path) -> None:
    for seed in range(2):
        folder = write_cohort(tmp_path / f"office {seed}", seed)
        net = ng.read_cohort(folder).everybody
        alone = searches_alone(folder, tmp_path / f"alone {seed}")
        wanted = everybody_of(alone)
        people = net.people.set_index("contact_id")
        # "Zed Unknown" is a name alone: somebody else in every search
        known = [one for one in wanted if one != "Zed Unknown"]
        assert set(known) <= set(people.index)
        for person in known:
            for column, value in wanted[person].items():
                cell = people.loc[person].get(column)
                assert (pd.isna(cell) and value is None) or cell == value, (person, column)
        pairs = net.referrals.set_index(["referrer_id", "referred_id"])
        for ends, row in pairs_of(alone).items():
            if "Zed Unknown" not in ends:
                found = pairs.loc[ends]
                for column, value in row.items():
                    assert (pd.isna(found[column]) and value is None) or found[column] == value


def test_every_contact_of_a_search_is_a_person_of_everybody(tmp_path: Path) -> None:
    cohort = ng.read_cohort(write_cohort(tmp_path, 3))
    people = cohort.everybody.links.ids[cohort.person_of]
    side = cohort.side_by_side.links.ids
    named = [(person, one[3:]) for person, one in zip(people, side, strict=True)]
    assert all(person == one for person, one in named if one != "Zed Unknown")
    for seeker in cohort.seekers:
        columns = cohort.network(seeker).contacts.columns
        assert cohort.columns_of(seeker) == set(columns)


def test_a_search_holds_nothing_of_any_other(tmp_path: Path) -> None:
    folder = write_cohort(tmp_path / "office", 5)
    cohort = ng.read_cohort(folder)
    for seeker in cohort.seekers:
        data = pickle.dumps(cohort.network(seeker))
        others = [s for s in cohort.seekers if s != seeker]
        assert f"note of {seeker} on".encode() in data
        for other in others:
            assert f"note of {other}".encode() not in data
            assert f"own {other}".encode() not in data


def test_an_unknown_seeker_is_refused_with_the_nearest(tmp_path: Path) -> None:
    cohort = ng.read_cohort(write_cohort(tmp_path, 1))
    with pytest.raises(ng.UnknownNameError, match="s01"):
        cohort.network("s001")
    assert len(cohort) == 6
    assert repr(cohort).startswith("<Cohort: 6 searches, ")
    assert "Cohort" in cohort._repr_html_()
    copied = pickle.loads(pickle.dumps(cohort))  # noqa: S301 - made here
    assert len(copied.network("s01")) == len(cohort.network("s01"))


def test_an_earlier_cohort_lists_its_issues_when_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    listing = network.issues_as_of
    monkeypatch.setattr(
        network, "issues_as_of", lambda *of, **how: asked.append(1) or listing(*of, **how)
    )
    cohort = ng.read_cohort(OFFICE)
    earlier = cohort.as_of("2026-05-01")
    ng.changes(cohort, since="2026-05-01")
    ng.advocates(earlier)
    assert asked == []
    kept = pickle.loads(pickle.dumps(earlier))  # noqa: S301 - our own
    assert asked == [1]
    pd.testing.assert_frame_equal(kept.issues, earlier.issues)
    assert (kept.issues["code"] == "after_as_of").any()
