"""The map inside a notebook."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.arguments import checked
from netgraph.maps.write import DEFAULT_TITLE, map_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.choices import Renderer
    from netgraph.network import ReferralNetwork


@dataclass(frozen=True, slots=True)
class ShownMap:
    """A map that a notebook shows in a frame of its own.

    Parameters
    ----------
    page
        The HTML page.
    height
        Height of the frame in pixels.
    """

    page: str
    height: int

    def __repr__(self) -> str:
        return f"<map, {len(self.page):,} characters>"

    def _repr_html_(self) -> str:
        return (
            # Quotes are escaped as well, or the page would end the attribute that holds it.
            f'<iframe srcdoc="{html.escape(self.page)}" '
            # Without ``allow-same-origin`` the scripts of the map cannot reach the notebook;
            # without ``allow-downloads`` what Save makes would be dropped without a word.
            'title="Map of the network" sandbox="allow-scripts allow-downloads" '
            f'style="width:100%;height:{self.height}px;border:1px solid #d8dbdf"></iframe>'
        )


@checked()
def show_map(
    net: ReferralNetwork,
    *,
    renderer: Renderer = "auto",
    include: Sequence[str] = (),
    title: str = DEFAULT_TITLE,
    height: int = 640,
) -> ShownMap:
    """Show the map in a notebook: the page of ``write_map`` in a frame, no server, no file.

    Parameters
    ----------
    net
        The network.
    renderer, include, title
        As in ``write_map``.
    height
        Height of the frame in pixels.

    Returns
    -------
    What a notebook displays; elsewhere its ``page`` is the HTML.

    Raises
    ------
    UnknownNameError
        If there is no such renderer or column.
    """
    return ShownMap(map_html(net, renderer=renderer, include=include, title=title), height)
