"""The notebooks run from top to bottom, show what they say, and are stored without outputs."""

from __future__ import annotations

import base64
import gzip
import html
import importlib.util
import itertools
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from netgraph import plot

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def run(path: Path) -> list[dict[str, Any]]:
    """The code cells of a notebook after a run in a kernel of their own."""
    missing = [
        name
        for name in ("nbclient", "nbformat", "ipykernel", "anywidget")
        if importlib.util.find_spec(name) is None
    ]
    if missing and os.environ.get("NETGRAPH_REQUIRE_ALL") != "1":
        pytest.skip(f"{' and '.join(missing)} is not there")
    assert not missing, f"{missing} is required (NETGRAPH_REQUIRE_ALL=1) and is not there"
    import nbclient
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": ROOT}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def tour() -> list[dict[str, Any]]:
    return run(ROOT / "notebooks" / "tour.ipynb")


@pytest.fixture(scope="module")
def any_referrals() -> list[dict[str, Any]]:
    return run(ROOT / "notebooks" / "any_referrals.ipynb")


@pytest.fixture(scope="module")
def numbers() -> list[dict[str, Any]]:
    return run(ROOT / "notebooks" / "numbers.ipynb")


@pytest.fixture(scope="module")
def gallery() -> list[dict[str, Any]]:
    return run(ROOT / "notebooks" / "gallery.ipynb")


@pytest.fixture(scope="module")
def career_office() -> list[dict[str, Any]]:
    return run(ROOT / "notebooks" / "career_office.ipynb")


def shown(cells: list[dict[str, Any]], starts: str, kind: str) -> str:
    """What the cell that holds ``starts`` shows, in one of its formats."""
    cell = next(c for c in cells if starts in c["source"])
    return "".join(
        output["data"][kind] for output in cell["outputs"] if kind in output.get("data", {})
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_they_are_stored_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs_and_shows_something_and_warns_of_nothing(
    path: Path, request: pytest.FixtureRequest
) -> None:
    for cell in request.getfixturevalue(path.stem):
        assert cell["outputs"], cell["source"]
        # what takes over a second shows its progress, on a line that it wipes out again
        said = [o["text"] for o in cell["outputs"] if o.get("name") == "stderr"]
        assert all(text.startswith("\r") for text in said), cell["source"]


def rows(text: str) -> list[list[str]]:
    """The cells of a DataFrame that is shown as text, without its heading."""
    return [line.split()[1:] for line in text.splitlines()[1:]]


def test_the_numbers_shown_are_those_counted_by_eye(numbers: list[dict[str, Any]]) -> None:
    assert rows(shown(numbers, 'people[["name", "organization"', "text/plain")) == [
        ["Ana", "Birch", "1", "NaN"],
        ["Ben", "Cedar", "2", "ana"],
        ["Cem", "Cedar", "3", "ben"],
        ["Dia", "Dogwood", "3", "ben"],
        ["Eve", "Elm", "2", "ana"],
        ["Flo", "Fir", "1", "NaN"],
        ["Gus", "Gum", "2", "flo"],
    ]
    assert [row[-1] for row in rows(shown(numbers, "ng.dead_ends(net", "text/plain"))] == [
        "gus",
        "ben",
        "NaN",
    ]


def test_credit_finds_more_than_chance_in_most_of_the_searches(
    numbers: list[dict[str, Any]],
) -> None:
    pairs = [
        (float(by_credit), float(by_chance))
        for *_, by_credit, by_chance in rows(shown(numbers, "found_through(", "text/plain"))
    ]
    assert len(pairs) == 6
    assert sum(by_credit > 2 * by_chance for by_credit, by_chance in pairs) >= 4


def test_the_naive_rate_falls_below_that_of_growth_in_the_youngest_generations(
    numbers: list[dict[str, Any]],
) -> None:
    for _, contacts, so_far, per_contact in rows(shown(numbers, "ng.growth(", "text/plain"))[4:8]:
        assert int(contacts) > 50
        assert float(so_far) < float(per_contact)


def test_the_tour_shows_what_its_words_say(tour: list[dict[str, Any]]) -> None:
    first_row = shown(tour, "ng.advocates(net, top=8)", "text/plain").splitlines()[1]
    assert "Leila Dahl" in first_row
    assert "150" in shown(tour, "net = ng.read(", "text/plain")
    assert "2026-05-01" in shown(tour, "net.as_of(", "text/plain")


def test_the_tour_shows_cards_a_dossier_and_no_more_than_two_decimals(
    tour: list[dict[str, Any]],
) -> None:
    for starts in ("net = ng.read(", "ng.summary(net)", "Nadia Virtanen"):
        assert shown(tour, starts, "text/html").startswith("<div style=")
    assert "22.18" in shown(tour, "ng.advocates(net, top=8)", "text/plain")
    frames = [shown(tour, starts, "text/plain") for starts in ("ng.advocates(", "ng.agenda(")]
    assert not [text for text in frames if re.search(r"\d\.\d{3}", text)]
    told = next(c for c in tour if c["source"].startswith("print(ng.dossier"))["outputs"]
    assert "Six things" not in told[0]["text"]
    assert "What their branch brought" in told[0]["text"]
    assert "report.html: " in shown(tour, "ng.write_report(", "text/plain")


def test_networks_of_no_job_search_come_back_from_other_programs_as_they_were(
    any_referrals: list[dict[str, Any]],
) -> None:
    for starts in ("physicians.gexf", "physicians.graphml"):
        said = shown(any_referrals, starts, "text/plain")
        assert "234 contacts, 625 referrals" in said
        assert "same credit: True" in said
    inside = re.match(r"'(\d+) of (\d+) arrows", shown(any_referrals, "arrows stay", "text/plain"))
    assert inside is not None
    assert int(inside[1]) > 0.95 * int(inside[2]) > 100


def test_the_gallery_shows_every_figure_below_the_question_that_it_answers(
    gallery: list[dict[str, Any]],
) -> None:
    for kinds, of in ((plot.KINDS, "net"), (plot.COHORT_KINDS, "office")):
        for kind in kinds:
            assert len(shown(gallery, f"ng.plot.{kind}({of})", "image/png")) > 10_000
    cells = json.loads((ROOT / "notebooks" / "gallery.ipynb").read_text(encoding="utf-8"))["cells"]
    for words, drawing in itertools.pairwise(cells):
        kind = re.match(r"ng\.plot\.(\w+)\((?:net|office)\)\.figure", "".join(drawing["source"]))
        if kind:
            question, told = "".join(words["source"]).split("\n\n")
            assert re.match(r"## .+\?$", question)
            assert told.startswith(f"`ng.plot.{kind[1]}`")


@pytest.mark.parametrize("figure", ["tree", "generations"])
def test_figures_are_shown_as_pictures(tour: list[dict[str, Any]], figure: str) -> None:
    assert len(shown(tour, f"ng.plot.{figure}(", "image/png")) > 10_000


def test_the_map_is_shown_in_line_and_asks_nobody_for_anything(tour: list[dict[str, Any]]) -> None:
    page = shown(tour, "m = ng.show_map(", "text/html")
    assert "<iframe" in page
    assert 'src="http' not in page
    assert "src=&quot;http" not in page
    frame = html.unescape(page)
    packed = re.search(r'id="document">([^<]*)</script>', frame)
    assert packed
    document = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    assert "Leila Dahl" in json.dumps(document)


def test_a_cell_asks_about_the_people_chosen_on_the_map(tour: list[dict[str, Any]]) -> None:
    asked = shown(tour, "m.selected =", "text/plain")
    assert len(rows(asked)) == 3
    assert "Leila Dahl" in asked


SLOW_CELL = """
import time
import netgraph, netgraph.progress
from netgraph.argument_rules import fitting

netgraph.progress.SHOWN_AFTER = 0.05

@fitting()
def asked(inner=True):
    time.sleep(0.4)
    return asked(inner=False) if inner else "answered"

asked()
"""


def test_long_work_shows_itself_once_in_a_notebook(tmp_path: Path) -> None:
    import nbformat

    cell = nbformat.v4.new_code_cell(SLOW_CELL)
    path = tmp_path / "slow.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    [ran] = run(path)
    said = "".join(output["text"] for output in ran["outputs"] if output.get("name") == "stderr")
    assert "asked … 00:00" in said
    # one counter for both: the inner call is part of the outer one
    assert "\n" not in said.strip()


def test_the_office_is_read_as_its_story_says(career_office: list[dict[str, Any]]) -> None:
    stuck = rows(shown(career_office, "ng.seekers(office", "text/plain"))
    assert [row[:3] for row in stuck[:3]] == [
        ["Alejandra", "Leclerc", "stuck"],
        ["Amina", "Kato", "stuck"],
        ["Mercy", "Brennan", "moving"],
    ]
    first = rows(shown(career_office, "ng.load(office", "text/plain"))[0]
    assert first == ["Isaac", "Sato", "11", "1", "3"]
    counts = rows(shown(career_office, "outcomes_by_group", "text/plain"))
    assert counts[0] == ["Business", "14", "14", "0", "0"]
    assert counts[1] == ["Design", "<NA>", "<NA>", "<NA>", "<NA>"]
