"""The map of many searches: students as roots, whom several know, one student alone."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from drawn_cohorts import write_cohort
from map_page import EITHER_ENGINE, MapPage

import netgraph as ng
from netgraph.__main__ import main
from netgraph.maps.cohort_document import cohort_document
from netgraph.maps.write import map_bytes

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OFFICE = Path(__file__).parent.parent / "data" / "office"


@pytest.fixture(scope="module")
def office() -> ng.Cohort:
    """The forty students of the example."""
    return ng.read_cohort(OFFICE)


def drawn(folder: Path, contacts: str, referrals: str = "") -> ng.Cohort:
    """A cohort of a few rows."""
    (folder / "contacts.csv").write_text(contacts, encoding="utf-8")
    head = "seeker_id,referrer_id,referred_id,referred_on\n"
    (folder / "referrals.csv").write_text(head + referrals, encoding="utf-8")
    return ng.read_cohort(folder)


def places(document: dict[str, Any]) -> dict[str, int]:
    """Ids on the map to their places."""
    return {one: n for n, one in enumerate(document["people"]["contact_id"])}


@pytest.mark.parametrize("seed", [0, 4, 22])
def test_every_search_is_the_tree_of_its_student(tmp_path: Path, seed: int) -> None:
    cohort = ng.read_cohort(write_cohort(tmp_path, seed, dates=seed != 4))
    document = cohort_document(cohort)
    people, place = document["people"], places(document)
    assert {len(column) for column in people.values()} == {len(place)}
    table = ng.contacts(cohort)
    assert len(place) == len(table) + len(cohort)
    for row in table.to_dict("records"):
        at = place[f"{row['seeker_id']}/{row['contact_id']}"]
        by = people["introduced_by"][at]
        root = row["seeker_id"]
        introducer = root if pd.isna(row["introduced_by"]) else f"{root}/{row['introduced_by']}"
        assert people["contact_id"][by] == introducer
        assert document["students"]["ids"][people["student"][at]] == row["seeker_id"]
        for name in ("reach", "referrals_made", "exclusive_organizations"):
            assert people[name][at] == row[name]
        assert people["credit"][at] == round(row["credit"], 2)
    for seeker in cohort.seekers:
        assert people["introduced_by"][place[seeker]] == -1


@pytest.mark.parametrize("seed", [0, 22])
def test_whom_several_students_know_is_one_row_with_all_their_places(
    tmp_path: Path, seed: int
) -> None:
    cohort = ng.read_cohort(write_cohort(tmp_path, seed))
    document = cohort_document(cohort)
    own = set(cohort.seekers)
    # "Zed Unknown" is a name alone: somebody else in every search
    known = Counter(
        row.contact_id
        for row in ng.contacts(cohort).itertuples()
        if row.contact_id != "Zed Unknown"
    )
    ids = document["people"]["contact_id"]
    found = {}
    for at in document["shared"]["places"]:
        names = {ids[k].split("/", 1)[1] for k in at}
        assert len(names) == 1
        assert len({document["people"]["student"][k] for k in at}) == len(at)
        found[names.pop()] = len(at)
    assert found == {one: n for one, n in known.items() if n > 1}
    assert own


def test_organizations_and_whom_to_keep_warm_are_those_of_everybody(office: ng.Cohort) -> None:
    document, everybody = cohort_document(office), office.everybody
    ids = document["people"]["contact_id"]
    warm = [ids[int(row[0])].split("/", 1)[1] for row in document["keep_warm"]]
    assert warm == ng.keep_warm(everybody)["contact_id"].tolist()
    table = ng.organizations(everybody).set_index("organization")
    for name, through in zip(document["organizations"], document["only_through"], strict=True):
        wanted = table.loc[name, "only_through"]
        found = None if through < 0 else ids[through].split("/", 1)[1]
        assert found == (None if pd.isna(wanted) else wanted)


def test_the_foot_counts_a_person_once_and_their_dots_beside(office: ng.Cohort) -> None:
    page = map_bytes(office).decode("utf-8")
    dots = len(ng.contacts(office))
    people = len(office.everybody)
    assert people < dots
    assert f"{len(office)} searches, {people} contacts ({dots} dots: one for each student" in page


def test_ids_of_searches_with_slashes_stay_apart(tmp_path: Path) -> None:
    cohort = drawn(tmp_path, "seeker_id,contact_id\na/b,c\na,b/c\na,b\n")
    ids = cohort_document(cohort)["people"]["contact_id"]
    assert len(set(ids)) == 5
    assert {"a/b//c", "a//b/c", "a//b", "a/b", "a"} == set(ids)


@pytest.mark.parametrize(
    "rows",
    ["s1,a\n", "".join(f"s{n},c{n % 7}\n" for n in range(300)), "s1,s2\ns2,s1\n"],
    ids=["one", "300 of one contact", "each other"],
)
def test_odd_cohorts_have_a_map(tmp_path: Path, rows: str) -> None:
    cohort = drawn(tmp_path, f"seeker_id,contact_id\n{rows}")
    assert map_bytes(cohort) == map_bytes(ng.read_cohort(tmp_path))


def test_the_command_draws_all_students_or_one_or_pseudonyms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, one, hidden = (tmp_path / f"{name}.html" for name in ("all", "one", "hidden"))
    assert main(["map", str(OFFICE), "-o", str(whole)]) == 0
    assert whole.read_bytes() == map_bytes(ng.read_cohort(OFFICE))
    assert main(["map", str(OFFICE), "--seeker-id", "s03", "-o", str(one)]) == 0
    office = ng.read_cohort(OFFICE)
    listed = ng.seekers(office).set_index("seeker_id")
    name = listed.loc["s03", "name"]
    titled = f"Referral network: {name}"
    assert one.read_bytes() == map_bytes(office.network("s03"), title=titled)
    assert main(["map", str(OFFICE), "--redact", "all", "-o", str(hidden)]) == 0
    assert main(["map", str(OFFICE), "--min-cell", "11"]) == 1
    assert "--min-cell" in capsys.readouterr().err


@pytest.fixture(scope="module", params=EITHER_ENGINE)
def page(
    request: pytest.FixtureRequest, office: ng.Cohort, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The map of the example, by each engine."""
    path = tmp_path_factory.mktemp("office") / "map.html"
    return ng.write_map(office, path, renderer=request.param)


def test_one_student_is_shown_alone_by_address_and_by_hand(chromium: Browser, page: Path) -> None:
    own = [f"s03/{one}" for one in ng.read_cohort(OFFICE).network("s03").links.ids]
    shown = MapPage(chromium.new_page()).open(Path(f"{page}"))
    whole = shown.ask("netgraphMap.engine.view().scale")
    shown.ask("netgraphMap.filter({ student: 's03' })")
    assert sorted(shown.ask("netgraphMap.visible()")) == sorted([*own, "s03"])
    shown.until(f"netgraphMap.engine.view().scale > {1.5 * whole}")
    fragment = shown.ask("netgraphMap.view().fragment")
    assert "student=s03" in fragment
    assert "colour" not in fragment
    rows = list(csv.DictReader(io.StringIO(shown.ask("netgraphMap.csv()"))))
    assert {row["seeker_id"] for row in rows} == {"s03"}
    shown.ask("netgraphMap.filter()")
    assert len(shown.ask("netgraphMap.visible()")) == shown.ask("netgraphMap.size")
    shown.until(f"Math.abs(netgraphMap.engine.view().scale - {whole}) < 1e-6")
    field = shown.page.locator("#by-student")
    assert field.is_visible()
    field.fill("Amina Kato")
    field.press("Enter")
    visible = shown.ask("netgraphMap.visible()")
    assert "s04" in visible
    assert all(one == "s04" or one.startswith("s04/") for one in visible)
    # the page that is open still writes its own address a moment later, so it is left first
    shown.page.goto("about:blank")
    shown.page.goto(f"{page.as_uri()}#student=s03")
    shown.until("window.netgraphMap?.ready === true")
    assert sorted(shown.ask("netgraphMap.visible()")) == sorted([*own, "s03"])
    # the window shows that search, not the whole map with all but one search empty
    shown.until(f"netgraphMap.engine.view().scale > {1.5 * whole}")
    assert not shown.said
    shown.page.close()


def test_explore_counts_contacts_and_dead_ends_of_the_student_who_is_shown(
    chromium: Browser, page: Path, office: ng.Cohort
) -> None:
    everybody = len(office.everybody)
    shown = MapPage(chromium.new_page()).open(page)
    words, ends = shown.page.locator("#shown"), shown.page.locator("[data-view=dead_ends] .count")
    assert words.inner_text() == f"{everybody} contacts"
    shown.until("document.querySelector('[data-view=dead_ends] .count') !== null")
    of_all = ends.inner_text()
    counts = set()
    for student in ("s03", "s11", "s20"):
        own = office.network(student)
        branches = len(ng.dead_ends(own))
        counts.add(branches)
        shown.ask(f"netgraphMap.filter({{ student: '{student}' }})")
        assert words.inner_text() == f"{len(own.links.ids)} of {everybody} contacts"
        assert ends.inner_text() == (f"{branches} branch" + ("" if branches == 1 else "es"))
    assert len(counts) > 1
    shown.ask("netgraphMap.filter()")
    assert ends.inner_text() == of_all
    shown.page.close()


FAR = """(() => {
  const { engine } = netgraphMap;
  const away = ({ id, left, right, top, bottom }) => {
    const { x, y } = engine.at(id);
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  };
  return engine.boxes().filter(({ id }) => engine.scene.isStudent(id)).map(away);
})()"""
"""Pixels from each student who is named to their name."""


def test_a_phone_names_students_near_where_they_stand(chromium: Browser, page: Path) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    shown = MapPage(context.new_page()).open(page)
    shown.rest()
    away = sorted(shown.ask(FAR))
    assert len(away) >= 30
    # ten have a line as long as it takes
    assert away[-11] < 90
    context.close()


def test_whom_several_know_is_lit_in_every_tree_and_told(chromium: Browser, page: Path) -> None:
    shown = MapPage(chromium.new_page()).open(page)
    document = cohort_document(ng.read_cohort(OFFICE))
    ids = document["people"]["contact_id"]
    most = [ids[k] for k in document["shared"]["places"][0]]
    students = {one.split("/")[0] for one in most}
    shown.ask(f"netgraphMap.select({most[0]!r})")
    lit = set(shown.ask("netgraphMap.lit()"))
    assert {*most, *students} <= lit
    panel = shown.page.locator("#panel").inner_text()
    assert f"Asked by {document['shared']['asked'][0]} students" in panel
    assert f"KNOWN TO {len(most)} STUDENTS" in panel.upper()
    shown.page.locator("#search").fill(document["people"]["name"][ids.index(most[0])])
    hits = shown.page.locator("#suggestions li").all_inner_texts()
    assert len(hits) == 1
    assert f"known to {len(most)} students" in hits[0]
    assert "known to several students" in shown.page.locator("#key").inner_text()
    # a picture to keep has a ring around each who is seen
    shown.ask("netgraphMap.clear()")
    shown.rest()
    rings = shown.ask("netgraphMap.engine.toSVG()").count('fill="none" stroke="')
    shared = sum(map(len, document["shared"]["places"]))
    assert rings >= shared / 2
    assert not shown.said
    shown.page.close()


def test_a_student_says_how_their_search_stands_and_the_story_who_is_stuck(
    chromium: Browser, page: Path
) -> None:
    shown = MapPage(chromium.new_page()).open(page)
    shown.ask("netgraphMap.select('s04')")
    panel = shown.page.locator("#panel").inner_text()
    assert "student, stuck" in panel
    assert "Show this student alone" in panel
    titles = [shown.ask(f"netgraphMap.story({step})") for step in range(1, 5)]
    assert titles[:3] == ["The students", "Who is stuck", "Asked by several students"]
    shown.ask("netgraphMap.story(2)")
    assert shown.page.locator("#panel li").all_inner_texts() == ["Amina Kato", "Alejandra Leclerc"]
    findings = shown.ask("netgraphMap.findings()")
    assert findings[0]["contact_ids"][1:] == ["s04"]
    assert not shown.said
    shown.page.close()


def test_people_can_be_coloured_by_how_their_search_stands(chromium: Browser, page: Path) -> None:
    shown = MapPage(chromium.new_page()).open(page)
    assert shown.ask("netgraphMap.view().colour") == "student"
    shown.ask("netgraphMap.colourBy('search')")
    words = shown.page.locator("#classes").inner_text()
    states = ng.seekers(ng.read_cohort(OFFICE))["state"].str.replace("_", " ").unique()
    for state in states:
        assert state in words
    assert "landed" in words
    shown.page.close()


def test_a_notebook_shows_the_map_of_a_cohort(office: ng.Cohort) -> None:
    shown = ng.show_map(office, height=300)
    assert shown.page == map_bytes(office).decode("utf-8")
    assert "height:300px" in shown._repr_html_()  # type: ignore[attr-defined]
