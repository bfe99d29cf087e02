"""Figures in a plain grid of somebody's own: nothing is cut, and nothing lies on anything else."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from PIL import Image
from real_sets import ROOT, network_of
from test_plot import small, touching

import netgraph as ng
from netgraph import plot
from netgraph.errors import NetgraphError
from netgraph.plot.slots import slot_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

SETS: dict[str, Callable[[], ng.ReferralNetwork]] = {
    "example": lambda: network_of(ROOT / "data"),
    "small": small,
    "long": lambda: small(name=["Maximiliane von Hohenstein-Wittelsbach"] * 7),
}


def paper(width: float = 6.4, height: float = 4.8) -> Figure:
    """A figure of the size that matplotlib makes."""
    figure = Figure((width, height))
    FigureCanvasAgg(figure)
    return figure


def around(ax: Axes) -> Bbox:
    """The box of the axes with all that stands around them, in pixels."""
    return ax.get_tightbbox(ax.figure.canvas.get_renderer())


def holds(figure: Figure) -> None:
    """Assert that every figure keeps to the paper, and to itself."""
    figure.canvas.draw()
    for ax in figure.axes:
        assert touching(ax) == []
    boxes = [around(ax) for ax in figure.axes]
    for box in boxes:
        assert box.x0 >= -1
        assert box.y0 >= -1
        assert box.x1 <= figure.bbox.x1 + 1
        assert box.y1 <= figure.bbox.y1 + 1
    for a, b in itertools.combinations(boxes, 2):
        assert min(a.x1, b.x1) - max(a.x0, b.x0) < 2 or min(a.y1, b.y1) - max(a.y0, b.y0) < 2


KINDS = [*plot.KINDS]


@pytest.mark.parametrize(
    ("name", "first"), [("small", 0), *itertools.product(("example", "long"), (0, 4, 6))]
)
def test_four_figures_in_a_plain_grid_are_whole(name: str, first: int) -> None:
    figure, net = paper(), SETS[name]()
    for ax, kind in zip(figure.subplots(2, 2).flat, KINDS[first : first + 4], strict=True):
        assert plot.KINDS[kind](net, ax=ax) is ax
    holds(figure)


LAID_OUT = [
    (layout, ("example", "long")[(row + column) % 2], first)
    for row, layout in enumerate(("constrained", "tight", "tight afterwards"))
    for column, first in enumerate((0, 4, 6))
]
"""Every layout with every four figures, and each of the two with either network."""


@pytest.mark.parametrize(("layout", "name", "first"), LAID_OUT)
def test_four_figures_in_a_grid_that_is_laid_out_are_whole(
    layout: str, name: str, first: int
) -> None:
    figure, net = paper(9, 6), SETS[name]()
    if layout != "tight afterwards":
        figure.set_layout_engine(layout)
    for ax, kind in zip(figure.subplots(2, 2).flat, KINDS[first : first + 4], strict=True):
        plot.KINDS[kind](net, ax=ax)
    if layout == "tight afterwards":
        figure.tight_layout()
    before = [ax.get_position().bounds for ax in figure.axes]
    holds(figure)
    if layout != "tight afterwards":
        assert [ax.get_position().bounds for ax in figure.axes] == before


def test_figures_leave_others_of_a_tight_grid_to_the_layout() -> None:
    figure = paper()
    figure.set_layout_engine("tight")
    first, second = figure.subplots(1, 2)
    second.plot([1, 2])
    second.set_ylabel("metres")
    plot.tree(small(), ax=first)
    figure.canvas.draw()
    holds(figure)
    # the right one goes as far as the edge, which a plain grid leaves empty
    assert second.get_position().x1 > 0.93


def test_figures_of_cohorts_are_whole_too() -> None:
    figure, office = paper(), ng.read_cohort(ROOT / "data" / "office")
    for place, kind in enumerate(plot.COHORT_KINDS, start=1):
        plot.COHORT_KINDS[kind](office, ax=figure.add_subplot(2, 2, place))
    holds(figure)


def test_one_figure_in_plain_axes_is_whole() -> None:
    for kind in ("organizations", "growth", "tree"):
        figure = paper()
        plot.KINDS[kind](SETS["example"](), ax=figure.subplots())
        holds(figure)


def test_a_grid_with_a_wide_row_and_a_grid_within_are_kept_to() -> None:
    figure, net = paper(9, 7), SETS["example"]()
    grid = figure.add_gridspec(2, 2)
    plot.calendar(net, ax=figure.add_subplot(grid[0, :]))
    plot.sources(net, ax=figure.add_subplot(grid[1, 0]))
    within = grid[1, 1].subgridspec(1, 1)
    plot.generations(net, ax=figure.add_subplot(within[0, 0]))
    holds(figure)


def test_what_somebody_has_placed_or_lays_out_stays_where_it_is() -> None:
    class Own(LayoutEngine):
        _adjust_compatible = _colorbar_gridspec = True

        def execute(self, fig: Figure) -> None:
            """Would move all axes."""

    figure = paper()
    figure.set_layout_engine(Own())
    assert slot_of(figure.subplots(2, 2)[0, 0]) is None
    ax = paper().add_axes((0.2, 0.2, 0.6, 0.5))
    assert plot.growth(small(), ax=ax).get_position().bounds == pytest.approx((0.2, 0.2, 0.6, 0.5))


def test_what_is_refused_leaves_the_axes_as_they_were() -> None:
    ax = paper().subplots()
    before = ax.get_position().bounds
    with pytest.raises(NetgraphError):
        plot.growth(small(), ax=ax, per="century")
    assert ax.get_position().bounds == before
    assert not ax.texts


def test_letters_of_other_figures_stay_as_large() -> None:
    plot.tree(small(), ax=paper().subplots(2, 2)[0, 0])
    assert plot.tree(small())._left_title.get_fontsize() == 13


@pytest.mark.parametrize(
    ("kind", "own"), [*((kind, True) for kind in KINDS), *((kind, False) for kind in KINDS[::3])]
)
def test_dark_styles_leave_ink_on_white(kind: str, *, own: bool) -> None:
    """Where the style makes paper black, also that which is saved, the corners are white."""
    with style.context("dark_background"):
        ax = plot.KINDS[kind](small(), ax=None if own else paper().subplots(2, 2)[1, 1])
        out = io.BytesIO()
        ax.figure.savefig(out, format="png", dpi=30)
    pixels = np.asarray(Image.open(out).convert("L"), dtype=float)
    # all four edges, where but the end of a word may stand
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert np.median(edge) == 255
        assert edge.min() > 60
    # most of it is paper, in the axes too
    assert np.median(pixels[pixels.shape[0] // 2 :, pixels.shape[1] // 2 :]) >= 225
    assert to_hex(ax.get_facecolor()) == "#ffffff"


def test_light_styles_keep_their_paper() -> None:
    figure = paper()
    figure.set_facecolor("#f4f1e8")
    ax = figure.subplots()
    ax.set_facecolor("#eaeaf2")
    plot.growth(small(), ax=ax)
    assert to_hex(ax.get_facecolor()) == "#eaeaf2"
    assert to_hex(figure.get_facecolor()) == "#f4f1e8"
    assert not figure.artists
    assert not figure.patches
