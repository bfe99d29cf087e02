"""The notebook runs from top to bottom, shows what it says, and is stored without outputs."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
TOUR = ROOT / "notebooks" / "tour.ipynb"


def stored() -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(TOUR.read_text(encoding="utf-8"))["cells"]
    return cells


@pytest.fixture(scope="module")
def ran() -> list[dict[str, Any]]:
    """The code cells after a run in a kernel of their own."""
    missing = [
        name
        for name in ("nbclient", "nbformat", "ipykernel")
        if importlib.util.find_spec(name) is None
    ]
    if missing and os.environ.get("NETGRAPH_REQUIRE_ALL") != "1":
        pytest.skip(f"{' and '.join(missing)} is not there")
    assert not missing, f"{missing} is required (NETGRAPH_REQUIRE_ALL=1) and is not there"
    import nbclient
    import nbformat

    notebook = nbformat.read(TOUR, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": ROOT}}).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cells: list[dict[str, Any]], starts: str, kind: str) -> str:
    """What the cell that holds ``starts`` shows, in one of its formats."""
    cell = next(c for c in cells if starts in c["source"])
    return "".join(
        output["data"][kind] for output in cell["outputs"] if kind in output.get("data", {})
    )


def test_it_is_stored_without_outputs() -> None:
    code = [cell for cell in stored() if cell["cell_type"] == "code"]
    assert code
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)


def test_every_cell_runs_and_shows_something_and_warns_of_nothing(
    ran: list[dict[str, Any]],
) -> None:
    for cell in ran:
        assert cell["outputs"], cell["source"]
        assert not [o for o in cell["outputs"] if o["output_type"] == "stream"], cell["source"]


def test_it_shows_what_its_words_say(ran: list[dict[str, Any]]) -> None:
    first_row = shown(ran, "ng.advocates(net, top=8)", "text/plain").splitlines()[1]
    assert "Leila Dahl" in first_row
    assert "150" in shown(ran, "net = ng.read(", "text/plain")
    assert "2026-05-01" in shown(ran, "net.as_of(", "text/plain")


@pytest.mark.parametrize("figure", ["tree", "generations"])
def test_figures_are_shown_as_pictures(ran: list[dict[str, Any]], figure: str) -> None:
    assert len(shown(ran, f"ng.plot.{figure}(", "image/png")) > 10_000


def test_the_map_is_shown_in_line_and_asks_nobody_for_anything(ran: list[dict[str, Any]]) -> None:
    page = shown(ran, "map_html", "text/html")
    assert "<iframe" in page
    assert 'src="http' not in page
    assert "src=&quot;http" not in page
    assert "Leila Dahl" in page
