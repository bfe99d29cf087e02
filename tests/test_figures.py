"""How figures look: each of the example beside the picture that somebody has looked at.

Pictures are small and grey, so that what another version of matplotlib does otherwise (letters a
little wider, edges smoothed in another way) counts less than a bar or a title that lacks.
``NETGRAPH_REMAKE=1 pytest tests/test_figures.py`` makes them again; look at them before a commit.
"""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.testing.compare import calculate_rms
from PIL import Image, ImageFilter
from real_sets import ROOT

import netgraph as ng
from netgraph import plot
from netgraph.plot.figures import STYLE, figure_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matplotlib.axes import Axes

    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

EVERY = (*plot.KINDS, *plot.COHORT_KINDS)
FOLDER = ROOT / "tests" / "data" / "figures"
DPI, SHRUNK = 120, 3
"""Dots per inch at which a figure is drawn, and how many of them make one of the picture kept."""
MADE_WITH = "3.11"
"""The matplotlib of the pictures."""
SAME_VERSION = 3.0
TOLERANCE = SAME_VERSION if mpl.__version__.startswith(f"{MADE_WITH}.") else 11.0
"""Root of the mean square of differences of 0 to 255. Letters of matplotlib 3.10 have another width
and shape: its figures differ by 4 to 10, those of the same version by nothing."""
SLACK = 12
"""Dots by which a picture may be higher: a title may take a line more."""
BLUR = 1.2
"""Dots, so that a line that lies half a dot beside is no other line."""
DOT_COUNT = 400_000
"""Bytes that all pictures may take."""


@pytest.fixture(scope="module")
def example() -> ReferralNetwork:
    """The example search of 150 people."""
    return ng.read(ROOT / "data")


def shrunk(png: bytes) -> Image.Image:
    """A figure as the picture that is kept of it, whose lower edge is that of the figure."""
    whole = Image.open(io.BytesIO(png)).convert("L")
    # figures grow upward with their titles: paper is added there, up to whole dots of the picture
    paper = Image.new("L", (whole.width, whole.height + -whole.height % SHRUNK), 255)
    paper.paste(whole, (0, paper.height - whole.height))
    return paper.reduce(SHRUNK)


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pictures differ, laid onto paper of the same size and seen a little blurred."""
    assert one.width == other.width
    assert abs(one.height - other.height) <= SLACK
    papers = [Image.new("L", (one.width, max(one.height, other.height)), 255) for _ in range(2)]
    for paper, picture in zip(papers, (one, other), strict=True):
        paper.paste(picture, (0, paper.height - picture.height))
    # float64[h, w] each
    seen = [np.asarray(paper.filter(ImageFilter.GaussianBlur(BLUR)), float) for paper in papers]
    return float(calculate_rms(*seen))


@pytest.fixture(scope="module")
def office() -> Cohort:
    """The 40 searches of the example office."""
    return ng.read_cohort(ROOT / "data" / "office")


@pytest.mark.parametrize("kind", EVERY)
def test_a_figure_looks_as_it_did_when_somebody_looked_at_it(
    kind: str, example: ReferralNetwork, office: Cohort
) -> None:
    of = office if kind in plot.COHORT_KINDS else example
    now, kept = shrunk(figure_bytes(of, kind, ".png", dpi=DPI)), FOLDER / f"{kind}.png"
    if os.environ.get("NETGRAPH_REMAKE") == "1":
        now.save(kept, optimize=True)
    assert difference(Image.open(kept), now) < TOLERANCE


def png_of(ax: Axes) -> bytes:
    out = io.BytesIO()
    ax.figure.savefig(out, format="png", dpi=DPI)
    return out.getvalue()


def without_bars(ax: Axes) -> None:
    for bar in [bar for bars in ax.containers for bar in bars]:
        bar.set_width(0.8 * bar.get_width())


def without_title(ax: Axes) -> None:
    ax.set_title("", loc="left")


def without_names(ax: Axes) -> None:
    ax.set_yticklabels([])


@pytest.mark.parametrize("lack", [without_bars, without_title, without_names])
def test_what_lacks_is_seen(lack: Callable[[Axes], None], example: ReferralNetwork) -> None:
    """Bars a fifth too short, no title, no names: each is another picture."""
    with mpl.style.context(["default", STYLE]):
        ax = plot.keep_warm(example)
        before = shrunk(png_of(ax))
        lack(ax)
        assert difference(before, shrunk(png_of(ax))) > SAME_VERSION


def test_the_pictures_are_small_and_there_is_one_of_each_figure() -> None:
    files: list[Path] = sorted(FOLDER.glob("*"))
    assert [file.stem for file in files] == sorted(EVERY)
    assert sum(file.stat().st_size for file in files) < DOT_COUNT
