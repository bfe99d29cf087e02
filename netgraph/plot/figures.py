"""The figures by name, and how one is written into a file.

The same network gives the same bytes, whole or not at all.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph.arguments import checked
from netgraph.atomic import write_whole
from netgraph.errors import NetgraphError, unknown
from netgraph.plot.advocate_dots import advocates
from netgraph.plot.branch_strips import branches
from netgraph.plot.calendar_weeks import calendar
from netgraph.plot.generation_bars import generations
from netgraph.plot.growth_lines import growth
from netgraph.plot.introduction_tree import tree
from netgraph.plot.keep_warm_steps import keep_warm
from netgraph.plot.load_bars import load
from netgraph.plot.organization_bars import organizations
from netgraph.plot.seeker_strips import seekers
from netgraph.plot.source_bars import sources
from netgraph.plot.survival_steps import survival
from netgraph.plot.text import letters_kept

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes

    from netgraph.choices import CohortFigure, Figure
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

KINDS: Final[dict[Figure, Callable[..., Axes]]] = {
    "tree": tree,
    "generations": generations,
    "organizations": organizations,
    "growth": growth,
    "advocates": advocates,
    "branches": branches,
    "calendar": calendar,
    "keep_warm": keep_warm,
    "sources": sources,
    "survival": survival,
}
"""The figures of a network by name."""
COHORT_KINDS: Final[dict[CohortFigure, Callable[..., Axes]]] = {"load": load, "seekers": seekers}
"""Those of the searches of several seekers."""
OF_SINGLE_CONTACTS: Final[frozenset[Figure | CohortFigure]] = frozenset(
    {"tree", "advocates", "branches", "calendar", "keep_warm", "survival", "load", "seekers"}
)
"""Those of which a mark is one person, or the days of a few: none is drawn without small cells."""

SUFFIXES: Final = {
    ".png": {"Software": None},
    ".svg": {"Date": None},
    ".pdf": {"CreationDate": None},
}
"""The kinds of file, and what must not be in them for the bytes to be the same again."""

# Ids in an SVG are random without a salt. Its text stays text, to be searched and edited, as fonts
# of type 42 leave that of a PDF. A caller's tight box would change the size with the words.
STYLE: Final = {
    "svg.hashsalt": "netgraph",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "savefig.bbox": "standard",
}


# the figure itself refuses what it cannot draw
@checked(net=None)
def save(
    net: ReferralNetwork | Cohort,
    kind: Figure | CohortFigure,
    path: str | os.PathLike[str],
    *,
    dpi: int = 150,
    **options: Any,
) -> Path:
    """Write a figure as PNG, SVG or PDF, by the ending of its name.

    Parameters
    ----------
    net
        The network; of ``load`` and ``seekers`` the cohort.
    kind
        ``tree``, ``generations``, ``organizations``, ``growth``, ``advocates``, ``branches``,
        ``calendar``, ``keep_warm``, ``sources``, ``survival``, ``load`` or ``seekers``.
    path
        Where to write; an existing file is replaced.
    dpi
        Dots per inch of a PNG.
    **options
        Passed to the figure's function.

    Returns
    -------
    The path.

    Raises
    ------
    UnknownNameError
        If there is no such figure, or it has no such option.
    NetgraphError
        If the ending is another, or the file cannot be written; then nothing has changed.
    """
    target = Path(path)
    if kind not in (every := KINDS | COHORT_KINDS):
        raise unknown("figure", kind, every)
    if target.suffix.lower() not in SUFFIXES:
        raise NetgraphError(
            f"{target.name}: a figure is written as {', '.join(SUFFIXES)}, "
            "by the ending of its name"
        )
    refuse_options_of(kind, options)
    write_whole({target: figure_bytes(net, kind, target.suffix.lower(), dpi=dpi, **options)})
    return target


def refuse_options_of(kind: Figure | CohortFigure, options: Mapping[str, object]) -> None:
    """Refuse what a figure does not take."""
    # the network stands first; a file has a figure of its own, so that it takes no axes
    taken = [*inspect.signature((KINDS | COHORT_KINDS)[kind]).parameters][1:]
    known = [name for name in taken if name != "ax"]
    for name in options:
        if name == "format":
            raise NetgraphError(
                "a figure is written in the format that its file's name ends in: "
                f"{', '.join(SUFFIXES)}"
            )
        if name == "ax":
            raise NetgraphError("a file holds a figure of its own, not one in axes of yours")
        if name not in known:
            raise unknown(f"option of {kind}", name, [*known, "dpi"])


def figure_bytes(
    net: ReferralNetwork | Cohort,
    kind: Figure | CohortFigure,
    suffix: str,
    *,
    dpi: int = 150,
    **options: Any,
) -> bytes:
    """Return a figure as the bytes of a file, whatever style the caller has set.

    A letter that no font here has is a box in a PNG or PDF, which says so in its corner; an SVG
    keeps it as text.
    """
    from matplotlib import style

    # The text of an SVG is drawn by whoever shows it, with fonts that may lack here.
    kept = letters_kept() if suffix == ".svg" else contextlib.nullcontext()
    # Fonts and colours are looked up while drawing and again while saving, so both stand within.
    with style.context(["default", STYLE]), kept, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
        figure = (KINDS | COHORT_KINDS)[kind](net, **options).get_figure(root=True)
        out = io.BytesIO()
        kind_of_file = suffix.lstrip(".")
        figure.savefig(out, format=kind_of_file, dpi=dpi, metadata=SUFFIXES[suffix])  # type: ignore[union-attr]
    return out.getvalue()
