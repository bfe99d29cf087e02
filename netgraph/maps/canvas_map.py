"""The map of many people, drawn by an engine of our own on a plain canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from netgraph.maps import page

if TYPE_CHECKING:
    from collections.abc import Mapping

CANVAS_SCRIPTS: Final = (
    *page.DRAWING,
    "canvas/raster.js",
    "canvas/gestures.js",
    "canvas/engine.js",
    *page.PARTS,
)


def canvas_page(document: Mapping[str, Any], *, title: str) -> str:
    """Write the page of a document with the canvas engine.

    Returns
    -------
    HTML that asks nobody for anything: under 185 KB, and under 30 bytes a person.
    """
    script = page.scripts(*CANVAS_SCRIPTS, *page.further_parts(document))
    template = page.environment().get_template("canvas/canvas.html")
    return template.render(page.template_values(document, title=title, script_texts=[script]))
