"""A student with four contacts gets better numbers from all searches than from their four alone.

The searches are drawn by a law of this file, whose truth is known; nothing of ``netgraph.simulate``
is used. The test would fail if nothing were pooled: then both errors would be the same.
"""

from __future__ import annotations

import csv
import math
import random
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

import netgraph as ng

if TYPE_CHECKING:
    from pathlib import Path

STUDENTS = 40
TODAY = pd.Timestamp("2026-09-01")
BETTER = 0.7
"""Share of the squared error of four alone that the pooled numbers may have at most."""


def write(folder: Path, contacts: list[dict[str, Any]], referrals: list[dict[str, Any]]) -> Path:
    """Write two tables."""
    folder.mkdir(parents=True)
    for name, rows in (("contacts", contacts), ("referrals", referrals)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def alone(rows: list[dict[str, Any]], student: str) -> list[dict[str, Any]]:
    """The rows of one student, without whose they are."""
    return [
        {name: cell for name, cell in row.items() if name != "seeker_id"}
        for row in rows
        if row["seeker_id"] == student
    ]


def squared_errors(
    folder: Path,
    contacts: list[dict[str, Any]],
    referrals: list[dict[str, Any]],
    truth: dict[tuple[str, str], float],
    column: str,
) -> tuple[float, float]:
    """Mean squared error of a column: from all searches, and from each search alone."""
    cohort = ng.read_cohort(write(folder / "all", contacts, referrals), as_of=TODAY)
    pooled = ng.contacts(cohort).set_index(["seeker_id", "contact_id"])[column].dropna()
    own = {}
    for student in cohort.seekers:
        tables = [alone(rows, student) for rows in (contacts, referrals)]
        # a table without a row has no header here
        tables[1] = tables[1] or [{"referrer_id": "", "referred_id": "", "referred_on": ""}]
        net = ng.read(write(folder / student, *tables), as_of=TODAY, lenient=True)
        for row in ng.contacts(net).itertuples():
            own[student, row.contact_id] = getattr(row, column)
    both = [one for one in truth if one in pooled.index and not math.isnan(own[one])]
    assert len(both) >= STUDENTS / 2
    true, all_of_them, four = (
        np.array([of[one] for one in both]) for of in (truth, pooled.to_dict(), own)
    )
    return float(((all_of_them - true) ** 2).mean()), float(((four - true) ** 2).mean())


def test_the_share_of_referrals_that_lead_to_a_meeting_is_nearer_to_the_truth(
    tmp_path: Path,
) -> None:
    """One advocate names three people, each of whom is met with a chance of that advocate."""
    rng = random.Random(20)
    contacts, referrals, truth = [], [], {}
    for n in range(STUDENTS):
        student = f"s{n:02d}"
        chance = truth[student, "a"] = rng.betavariate(12, 48)
        contacts.append({"seeker_id": student, "contact_id": "a", "status": "met"})
        for name in "bcd":
            status = "met" if rng.random() < chance else "no_reply"
            contacts.append({"seeker_id": student, "contact_id": name, "status": status})
            referrals.append({"seeker_id": student, "referrer_id": "a", "referred_id": name})
    pooled, four = squared_errors(tmp_path, contacts, referrals, truth, "conversion")
    assert pooled < BETTER * four


def test_the_chance_of_a_referral_is_nearer_to_the_truth(tmp_path: Path) -> None:
    """Four people met; a share of them refers somebody, after days of an exponential law."""
    rng = random.Random(21)
    never, days = 0.2, 70.0
    contacts, referrals, truth = [], [], {}
    for n in range(STUDENTS):
        student = f"s{n:02d}"
        for name in "abcd":
            ago = rng.randint(5, 200)
            met = TODAY - pd.Timedelta(days=ago)
            contacts.append(
                {
                    "seeker_id": student,
                    "contact_id": name,
                    "status": "met",
                    "met_on": f"{met:%Y-%m-%d}",
                }
            )
            wait = math.inf if rng.random() < never else rng.expovariate(1 / days)
            if wait <= ago:
                day = met + pd.Timedelta(days=int(wait))
                ends = {"referrer_id": name, "referred_id": f"{name}{name}"}
                referrals.append({"seeker_id": student, **ends, "referred_on": f"{day:%Y-%m-%d}"})
                continue
            # S(t) is the share of those who have referred nobody after t days
            now, then = (never + (1 - never) * math.exp(-t / days) for t in (ago, ago + 90))
            truth[student, name] = (now - then) / now
    pooled, four = squared_errors(tmp_path, contacts, referrals, truth, "chance")
    assert pooled < BETTER * four


def test_searches_without_statuses_say_nothing_of_what_is_usual(tmp_path: Path) -> None:
    """Their referrals count as neither met nor not met, in what each answer takes as usual."""
    drawn = random.Random(3)
    contacts, referrals = [], []

    def person(student: str, who: str, status: str) -> str:
        row = {"seeker_id": student, "contact_id": who, "name": who.title(), "status": status}
        contacts.append(row)
        return who

    def refer(student: str, referrer: str, referred: str) -> None:
        pair = {"referrer_id": referrer, "referred_id": referred, "referred_on": "2026-04-01"}
        referrals.append({"seeker_id": student, **pair})

    for student, keeps in (("ava", True), ("ben", False)):
        for k in range(8):
            referrer = person(student, f"{student}{k}", "met" if keeps else "")
            for n in range(4):
                status = drawn.choice(["met", "contacted"]) if keeps else ""
                refer(student, referrer, person(student, f"{student}{k}x{n}", status))
    both = ng.read_cohort(write(tmp_path / "both", contacts, referrals), as_of=TODAY)
    ava = [[row for row in rows if row["seeker_id"] == "ava"] for rows in (contacts, referrals)]
    only = ng.read_cohort(write(tmp_path / "only", *ava), as_of=TODAY)
    columns = ["contact_id", "conversion"]
    for question in (ng.load, ng.advocates):
        found, wanted = (
            question(cohort)[columns].dropna().sort_values("contact_id", ignore_index=True)
            for cohort in (both, only)
        )
        assert len(wanted) == 8
        pd.testing.assert_frame_equal(found, wanted)
        assert 0.4 < found["conversion"].mean() < 0.7
