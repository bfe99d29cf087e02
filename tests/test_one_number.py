"""One word, one number: all answers, figures, pages and the map count the same by one word."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from real_sets import FOLDERS, REAL, ROOT

import netgraph as ng
from netgraph import plot, schema
from netgraph.analysis.days import first_known
from netgraph.cli.summary_screen import summary_lines
from netgraph.cli.week_screen import week_lines
from netgraph.links import UNDATED
from netgraph.maps.document import document
from netgraph.report.write import report_html

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

    from netgraph.network import ReferralNetwork

mpl.use("Agg")
SETS = ["data", "an earlier day", "office", "made up", *REAL]
MOST = 5
"""Advocates, the first ones, whose dossiers are read."""


@pytest.fixture(params=SETS, scope="module")
def net(request: pytest.FixtureRequest) -> ReferralNetwork:
    """The example data, now and on an earlier day, a made-up search, and the real sets."""
    name = request.param
    if name == "office":
        return ng.read_cohort(ROOT / "data" / "office").everybody
    if name == "made up":
        return ng.simulate(300, seed=5)
    if name in FOLDERS:
        return ng.read(FOLDERS[name])
    whole = ng.read(ROOT / "data")
    return whole.as_of("2026-05-01") if name == "an earlier day" else whole


def numbers(text: str) -> list[int]:
    """The whole numbers in a sentence."""
    return [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", text)]


def title(ax: Axes) -> str:
    """What a figure says it draws, in one line: below its finding, or in its place."""
    detail = [text.get_text() for text in ax.texts if text.get_gid() == "detail"]
    return " ".join((detail or [ax.get_title(loc="left")])[0].split())


def noted(answer: pd.DataFrame, noun: str) -> int:
    """How many of a kind a note says are not counted."""
    found = [n for n in answer.attrs["notes"] if f" {noun}" in n and "not counted" in n]
    return sum(numbers(note)[0] for note in found)


def test_contacts_and_referrals(net: ReferralNetwork) -> None:
    counts, generations = ng.summary(net).counts, ng.growth(net)
    page = document(net)
    assert counts["contacts"] == len(ng.contacts(net)) == len(page["people"]["contact_id"])
    assert counts["contacts"] == generations[schema.CONTACTS].sum() == len(net.graph)
    assert counts["referrals"] == generations[schema.REFERRALS].sum()
    introduced = sum(by >= 0 for by in page["people"]["introduced_by"])
    assert counts["referrals"] == introduced + len(page["referrals"][0])
    assert counts["first_contacts"] == generations[schema.CONTACTS].iloc[0]
    assert counts["first_contacts"] == ng.sources(net)[schema.CONTACTS].sum()
    assert counts["generations"] == len(generations)
    made = ng.advocates(net)[schema.REFERRALS_MADE].sum()
    assert counts["referrals"] == made


def test_meetings(net: ReferralNetwork) -> None:
    met = ng.summary(net).counts["met"]
    generations, weeks = ng.growth(net)[schema.MET], ng.growth(net, per="week")
    if met is None:
        # where no meetings are kept
        assert generations.isna().any()
        assert weeks[schema.MET].isna().any() or weeks.empty
        return
    assert met == generations.sum()
    if len(weeks):
        assert met == weeks[schema.MET].iloc[-1] + noted(weeks, "meeting")


@pytest.mark.parametrize(
    ("columns", "row", "met"),
    [
        ("contact_id", "Ann", None),
        ("contact_id,status", "Ann,contacted", 0),
        ("contact_id,met_on", "Ann,2026-05-04", 1),
        ("contact_id", "", 0),
    ],
    ids=["no place for meetings", "nobody met", "one met", "nobody known"],
)
def test_meetings_that_nothing_records_are_blank(
    tmp_path: Path, columns: str, row: str, met: int | None
) -> None:
    (tmp_path / "contacts.csv").write_text(f"{columns}\n{row}\n")
    (tmp_path / "referrals.csv").write_text("referrer_id,referred_id\n")
    assert ng.summary(ng.read(tmp_path)).counts["met"] == met
    office = tmp_path / "office"
    for student, file in (("a", f"{columns}\n{row}\n"), ("b", "contact_id,status\nBo,met\n")):
        (office / student).mkdir(parents=True)
        (office / student / "contacts.csv").write_text(file)
        (office / student / "referrals.csv").write_text("referrer_id,referred_id\n")
    table = ng.summary(ng.read_cohort(office)).set_index("seeker_id")["met"]
    assert (None if pd.isna(table["a"]) else table["a"], table["b"]) == (met, 1)


def test_organizations(net: ReferralNetwork) -> None:
    summary, table = ng.summary(net), ng.organizations(net)
    there = table[table[schema.CONTACTS] > 0]
    count = summary.counts["organizations"]
    page, weeks = document(net), ng.growth(net, per="week")
    assert count == len(there) == len(page["organizations"])
    assert count == ng.growth(net)[schema.ORGANIZATIONS_NEW].sum()
    if len(weeks):
        assert count == weeks[schema.ORGANIZATIONS].iloc[-1] + noted(weeks, "organization")
    if unreached := len(table) - count:
        note = f"{count} organizations, {unreached} targets not reached."
        assert note in table.attrs["notes"]
        assert note in summary.notes
    if not count:
        return
    said = title(plot.organizations(net))
    met = int((table[schema.STANDING] == schema.MET).sum())
    hanging = int(there[schema.ONLY_THROUGH].notna().sum())
    assert hanging == sum(person >= 0 for person in page["only_through"])
    expected = [*([met] if met else []), count, *([hanging] if hanging else [])]
    # the counts are of all; how many have a bar is said behind them, and is another number
    said = re.sub(r" \([\d,]+ drawn\)", "", said)
    assert numbers(said.replace("one", "")) == [*expected, *([unreached] if unreached else [])]


def test_dead_ends(net: ReferralNetwork) -> None:
    counts, listed = ng.summary(net).counts, ng.dead_ends(net)
    every = ng.dead_ends(net, least=1)
    page = document(net)
    assert counts["dead_end_branches"] == len(listed) == len(page["dead_ends"][0])
    assert counts["dead_end_people"] == len(every) - len(listed) == page["dead_end_people"]
    ids = np.array(page["people"]["contact_id"])
    assert ids[page["dead_ends"][0]].tolist() == listed[schema.CONTACT_ID].tolist()
    through = [ids[i] if i >= 0 else None for i in page["dead_ends"][1]]
    shown = listed[schema.REVIVE_THROUGH].astype(object)
    assert through == shown.where(shown.notna(), None).tolist()
    if counts["dead_end_people"]:
        assert numbers(listed.attrs["notes"][-1])[0] == counts["dead_end_people"]


def test_the_branch_in_a_title_is_the_branch_of_the_map(net: ReferralNetwork) -> None:
    by = document(net)["people"]["introduced_by"]
    size = Counter()
    for person in range(len(by)):
        above = person
        while above >= 0:
            size[above] += 1
            above = by[above]
    assert ng.summary(net).counts["largest_branch"] == max(size.values())
    made = ng.advocates(net)
    if made.empty:
        return
    said = title(plot.tree(net))
    first = int(net.links.positions([made[schema.CONTACT_ID].iloc[0]])[0])
    # behind the names, which may hold numbers too
    held = re.search(r"(?:a branch of|the branch of the first,) ([\d,]+ of [\d,]+)", said)
    assert held is not None
    assert numbers(held.group(1)) == [size[first], len(net)]


def test_who_became_known_when(net: ReferralNetwork) -> None:
    known = first_known(net)
    shown = document(net)["people"]["introduced_on"]
    assert shown == [None if day == UNDATED else day for day in known.tolist()]
    weeks = ng.growth(net, per="week")
    if len(weeks):
        dated = int((known != UNDATED).sum())
        assert weeks[schema.CONTACTS].iloc[-1] == dated
        assert dated + noted(weeks, "contact") == len(net)
        said = title(plot.growth(net))
        assert numbers(said)[0] == dated
        assert ("dated contact" in said) == (dated < len(net))


def test_what_is_lost_with_somebody_is_what_the_table_says(net: ReferralNetwork) -> None:
    """The panel lists what the column counts: organizations only through them."""
    page = document(net)
    people = page["people"]
    n = len(people["contact_id"])
    lost: dict[int, set[int]] = {i: set() for i in range(n)}
    for person in range(n):
        sent = people["dominator"][person]
        above = person
        while True:
            sent = people["dominator"][above]
            above = sent - 1 if sent > 0 else -1 if sent < 0 else people["introduced_by"][above]
            if above < 0:
                break
            lost[above].add(person)
    staff = Counter(o for o in people["organization"] if o >= 0)
    for person in range(n):
        assert len(lost[person]) == people["exclusive_reach"][person]
        gone = Counter(people["organization"][k] for k in lost[person])
        firms = [o for o, c in gone.items() if o >= 0 and c == staff[o]]
        own = people["organization"][person]
        assert sum(o != own for o in firms) == people["exclusive_organizations"][person]


def counted(text: str) -> dict[str, int]:
    """Each number of a sentence by the noun behind it, in the singular."""
    found = re.findall(r"(\d[\d,]*) (new contact|dead-end branch|[a-z]+)", text)
    singular = {"people": "person", "branches": "branch"}
    return {singular.get(w, w.removesuffix("s")): int(n.replace(",", "")) for n, w in found}


def test_the_week_counts_what_two_summaries_differ_by(net: ReferralNetwork) -> None:
    if net.as_of_date is None:
        return
    before = net.as_of_date - pd.Timedelta(days=7)
    then, now = (
        # who has been known for an unknown time is new on the first day that is known of them
        ng.summary(one).counts | {"contacts": int((first_known(one) != UNDATED).sum())}
        for one in (net.as_of(before), net)
    )
    lines = week_lines(net, 1000)
    said = counted(next((one for one in lines if one.startswith("Since ")), ""))
    for word, name in (
        ("new contact", "contacts"),
        ("meeting", "met"),
        ("referral", "referrals"),
        ("organization", "organizations"),
    ):
        # nothing is counted where no meetings are kept
        assert said.get(word, 0) == (now[name] or 0) - (then[name] or 0), word


def test_the_week_counts_the_steps_of_the_agenda(net: ReferralNetwork) -> None:
    if net.as_of_date is None:
        return
    when, lines = Counter(ng.agenda(net)[schema.WHEN]), week_lines(net, 1000)
    shown = sum(re.match(r" ?\d+\. ", line) is not None for line in lines)
    rest = counted(next((line for line in lines if line.startswith("…")), ""))
    more = rest.get("more", 0)
    if when[schema.THIS_WEEK]:
        assert "To do this week:" in lines
        assert (shown + more, rest.get("overdue", 0)) == (
            when[schema.THIS_WEEK],
            when[schema.OVERDUE],
        )
    else:
        assert shown + more == sum(when.values())


def test_screen_and_report_begin_with_the_counts_of_the_summary(net: ReferralNetwork) -> None:
    found, page = ng.summary(net), report_html(net)
    counts = found.counts
    rows = re.search(r'id="rows"[^>]*>(.*?)</script>', page, flags=re.DOTALL)
    assert rows is not None
    tables = json.loads(rows[1])
    listed = {"contacts": ng.contacts(net), "organizations": ng.organizations(net)}
    listed |= {"advocates": ng.advocates(net), "to-do": ng.agenda(net)}
    listed |= {"dead-ends": ng.dead_ends(net), "sources": ng.sources(net)}
    if ng.sources(net)[schema.SOURCE].isna().all():
        del listed["sources"]  # there is nothing to tell apart
    for name, table in listed.items():
        assert len(tables.get(name, [])) == len(table), name
    screen = "\n".join(summary_lines(found, "", 1000))
    for text in (screen, re.sub(r"<[^>]+>", "", page)):
        sentence = re.search(r"[\d,]+ contacts?( \([\d,]+ met\))?(, [\d,]+ [-a-z ]+)*[.(]", text)
        assert sentence is not None
        said = counted(sentence[0])
        assert said["contact"] == counts["contacts"]
        assert said.get("met", 0) == (counts["met"] or 0)
        assert said.get("organization", 0) == counts["organizations"]
        assert said.get("referral", 0) == counts["referrals"]
        branches = said.get("dead-end branch", 0) + said.get("branch", 0)
        assert branches == counts["dead_end_branches"]


def test_a_dossier_counts_the_branch_of_the_map(net: ReferralNetwork) -> None:
    people, answer = document(net)["people"], ng.advocates(net).head(MOST)
    by, place = people["introduced_by"], {v: i for i, v in enumerate(people["contact_id"])}
    for row in answer.to_dict("records"):
        size, level = 0, [place[row[schema.CONTACT_ID]]]
        while level := [i for i, above in enumerate(by) if above in level]:
            size += len(level)
        one = ng.dossier(net, row[schema.CONTACT_ID])
        assert one.branch.people == size
        assert len(one.named) == row[schema.REFERRALS_MADE]


def test_a_workbook_begun_from_a_network_has_its_numbers(
    net: ReferralNetwork, tmp_path: Path
) -> None:
    ng.write_workbook(tmp_path / "search.xlsx", net)
    again = ng.read(tmp_path / "search.xlsx")
    one, other = ng.summary(net).counts, ng.summary(again).counts
    # whom only referrals named has a row there too
    assert {k: v for k, v in one.items() if k != "stubs"} == {
        k: v for k, v in other.items() if k != "stubs"
    }
