"""Write the map of a network as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from netgraph.arguments import NETWORK_OR_COHORT, checked
from netgraph.atomic import write_whole
from netgraph.choices import RENDERERS
from netgraph.cohort.cohort import Cohort
from netgraph.errors import unknown
from netgraph.maps.canvas_map import canvas_page
from netgraph.maps.cohort_document import cohort_document
from netgraph.maps.document import document
from netgraph.maps.page import page_bytes
from netgraph.maps.pyvis_map import pyvis_class, pyvis_page
from netgraph.maps.since import since

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from netgraph.choices import Renderer
    from netgraph.network import ReferralNetwork

DEFAULT_TITLE: Final = "Referral network"


@checked(net=NETWORK_OR_COHORT)
def write_map(
    net: ReferralNetwork | Cohort,
    path: str | os.PathLike[str],
    *,
    renderer: Renderer = "auto",
    include: Sequence[str] = (),
    title: str = DEFAULT_TITLE,
) -> Path:
    """Write an interactive map as one self-contained HTML file.

    Who led to whom, as a tree by date (up to 1,000 people), as rings around you, or by
    organization: size is credit, colour and shape are standing, thin dashed lines are further
    referrals. It can be searched and filtered, and a click
    shows the chain that led to a person and the branch that leads on from them. It makes no request
    to anywhere.

    Parameters
    ----------
    net
        The network, or a cohort: then every student is the root of a tree, people whom several
        students know are ringed and light up together, and one student can be shown alone.
    path
        The file; written whole or not at all.
    renderer
        ``canvas`` (our own; smooth with 100,000 people), ``pyvis`` (vis-network, for a few
        hundred; the extra ``pyvis``), or ``auto``, which is canvas. The page says which drew it.
    include
        Columns of contacts to put into the file besides the usual: ``email``, ``notes``, … Without
        asking they are not in it.
    title
        The heading.

    Returns
    -------
    The path written.

    Raises
    ------
    UnknownNameError
        If there is no such renderer or column.
    MissingExtraError
        If pyvis is asked for and not installed: ``pip install '.[pyvis]'``.
    """
    goal = Path(path)
    write_whole({goal: map_bytes(net, renderer=renderer, include=include, title=title)})
    return goal


def map_bytes(
    net: ReferralNetwork | Cohort,
    *,
    renderer: Renderer = "auto",
    include: Sequence[str] = (),
    title: str = DEFAULT_TITLE,
) -> bytes:
    """Return the bytes that ``write_map`` writes."""
    return page_bytes(map_html(net, renderer=renderer, include=include, title=title))


@checked(net=NETWORK_OR_COHORT)
def map_html(
    net: ReferralNetwork | Cohort,
    *,
    renderer: Renderer = "auto",
    include: Sequence[str] = (),
    title: str = DEFAULT_TITLE,
) -> str:
    """Return the page that ``write_map`` writes."""
    if renderer not in RENDERERS:
        raise unknown("renderer", renderer, RENDERERS)
    if renderer == "auto":
        renderer = "canvas"
    page = canvas_page
    if renderer == "pyvis":
        pyvis_class()
        page = pyvis_page
    if isinstance(net, Cohort):
        drawn = cohort_document(net, include=include, renderer=renderer)
    else:
        drawn = document(net, include=include, renderer=renderer) | {"since": since(net)}
    return page(drawn, title=title)
