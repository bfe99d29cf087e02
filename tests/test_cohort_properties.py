"""Drawn cohorts of every shape: each row is in one search or told; answers as of each alone."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import budget

import netgraph as ng
from netgraph.analysis.pooled import Pool
from netgraph.facts import remind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CONTACTS = "contact_id,name,status,met_on,seeker_id".split(",")
REFERRALS = "referrer_id,referred_id,referred_on,seeker_id".split(",")
SEEKERS = st.sampled_from(["s0", "s1", "s2", "S1", ""])
PEOPLE = st.sampled_from(["a", "b", "c", "d", "s0", "s1", "x y"])
DAYS = st.sampled_from(["", "2026-03-01", "2026-05-07", "2026-06-30"])
Rows = st.tuples(
    st.lists(
        st.tuples(
            PEOPLE, st.sampled_from(["Ann", "Bo", ""]), st.sampled_from(["met", ""]), DAYS, SEEKERS
        ),
        min_size=1,
        max_size=14,
    ),
    st.lists(st.tuples(PEOPLE, PEOPLE, DAYS, SEEKERS), max_size=14),
)


def write(
    folder: Path, contacts: Sequence[Sequence[str]], referrals: Sequence[Sequence[str]]
) -> Path:
    """Write two tables."""
    for name, head, rows in (
        ("contacts", CONTACTS, contacts),
        ("referrals", REFERRALS, referrals),
    ):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([head, *rows])
    return folder


@budget(50)
@given(Rows)
def test_every_row_is_in_the_search_of_its_seeker_or_told(
    rows: tuple[list[tuple[str, ...]], list[tuple[str, ...]]],
) -> None:
    """In none of another, and in none twice."""
    contacts, referrals = rows
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), contacts, referrals)
        if not any(row[-1] for table in rows for row in table):
            with pytest.raises(ng.InputError, match="seeker_id"):
                ng.read_cohort(folder, lenient=True, keep=["first", "both"])
            return
        cohort = ng.read_cohort(folder, lenient=True, keep=["first", "both"])
    told = set(zip(cohort.issues["table"], cohort.issues["line"], strict=True))
    nets = {seeker: cohort.network(seeker) for seeker in cohort.seekers}
    for name, table in (("contacts", contacts), ("referrals", referrals)):
        lines = {s: getattr(net, name).index.tolist() for s, net in nets.items()}
        for line, row in enumerate(table, start=2):
            holders = [s for s, own in lines.items() for one in own if one == line]
            assert len(holders) <= 1
            if not holders:
                assert (name, line) in told, row
            elif row[-1]:
                assert holders == [row[-1]]


SHAPES: dict[str, tuple[list[list[str]], list[list[str]]]] = {
    "300 searches of one contact": (
        [[f"c{n % 40}", "", "met", "2026-05-01", f"s{n:03d}"] for n in range(300)],
        [],
    ),
    "one student": (
        [["a", "Ann", "met", "2026-05-01", "s"], ["b", "Bo", "", "", "s"]],
        [["a", "b", "2026-05-09", "s"]],
    ),
    "students who refer each other": (
        [
            ["s1", "Ann", "met", "2026-05-01", "s2"],
            ["s2", "Bo", "met", "2026-05-02", "s1"],
            ["c", "Cy", "", "", "s1"],
            ["c", "Cy", "", "", "s2"],
        ],
        [["s2", "c", "2026-05-09", "s1"], ["s1", "c", "2026-05-19", "s2"]],
    ),
    "no dates": (
        [["a", "Ann", "met", "", "s1"], ["a", "Ann", "", "", "s2"], ["b", "Bo", "", "", "s2"]],
        [["a", "b", "", "s2"]],
    ),
    "no statuses, no dates": (
        [["a", "Ann", "", "", "s1"], ["a", "Ann", "", "", "s2"], ["b", "Bo", "", "", "s2"]],
        [["a", "b", "", "s2"]],
    ),
}


def read_alone(
    folder: Path, seeker: str, name: str, as_of: pd.Timestamp | None
) -> ng.ReferralNetwork:
    """The rows of one seeker, read from files of their own, as of the date of all."""
    folder.mkdir()
    own = [[row for row in table if row[-1] == seeker] for table in SHAPES[name]]
    is_there = any(row[0] == seeker for row in own[0])
    return ng.read(write(folder, *own), as_of=as_of, seeker=seeker if is_there else None)


QUESTIONS: tuple[Callable[..., pd.DataFrame], ...] = (
    *(ng.contacts, ng.advocates, ng.organizations, ng.keep_warm, ng.growth, ng.sources, ng.agenda),
    lambda net: ng.dead_ends(net, least=1),
)


@pytest.mark.parametrize("name", SHAPES)
def test_each_search_of_an_odd_cohort_is_answered_as_it_is_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "office").mkdir()
    cohort = ng.read_cohort(write(tmp_path / "office", *SHAPES[name]))
    # of many alike searches some are read alone
    chosen = [s for n, s in enumerate(cohort.seekers) if len(cohort) < 10 or n % 29 == 0]
    alone = {s: read_alone(tmp_path / s, s, name, cohort.as_of_date) for s in chosen}
    for question in QUESTIONS:
        together = question(cohort)
        for seeker in chosen:
            remind_of(alone[seeker], Pool(cohort))
            wanted = question(alone[seeker]).drop(columns="fill_in", errors="ignore")
            found = together[together["seeker_id"] == seeker].drop(
                columns=["seeker_id", "fill_in"], errors="ignore"
            )
            pd.testing.assert_frame_equal(
                found.reset_index(drop=True), wanted, check_dtype=False, obj=seeker
            )
    assert len(ng.seekers(cohort)) == len(cohort)
    assert len(ng.load(cohort)) == len(ng.advocates(cohort.everybody))


def test_the_same_id_with_another_name_is_refused_and_two_people_if_asked(tmp_path: Path) -> None:
    rows = [["a", "Ann Lee", "met", "", "s1"], ["a", "Zoe Orr", "met", "", "s2"]]
    home = write(tmp_path, rows, [])
    with pytest.raises(ng.InputError, match="Zoe Orr"):
        ng.read_cohort(home)
    cohort = ng.read_cohort(home, keep="both")
    assert len(cohort.everybody) == 2
    assert [cohort.network(s).people["name"].tolist() for s in cohort.seekers] == [
        ["Ann Lee"],
        ["Zoe Orr"],
    ]
