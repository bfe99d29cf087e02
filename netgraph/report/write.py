"""Write the report of a network as one self-contained page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph.arguments import checked
from netgraph.atomic import write_whole
from netgraph.looks import MAP_LOOKS, ORGANIZATION_MAP_LOOKS
from netgraph.maps.page import page_bytes
from netgraph.maps.write import map_html
from netgraph.patterns import lazy_pattern
from netgraph.report.content import content
from netgraph.report.page import render

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Sequence

    from netgraph.network import ReferralNetwork
    from netgraph.report.grids import Grid

FIRST_ROWS: Final = 15
"""Rows of a table that a screen shows at first."""
PRINTED_ROWS: Final = 50
"""Rows of a table on paper, unless more are shown when it is printed."""
REPORT_TITLE: Final = "How the search stands"
_SCRIPT: Final = lazy_pattern(r"<script>(.*?)</script>", re.DOTALL)
_STYLE: Final = lazy_pattern(r"<style>(.*?)</style>", re.DOTALL)


@checked()
def write_report(
    net: ReferralNetwork,
    path: str | os.PathLike[str],
    *,
    since: dt.date | str | None = None,
    title: str = REPORT_TITLE,
    include: Sequence[str] = (),
    min_cell: int = 0,
) -> Path:
    """Write a report as one self-contained HTML file, for somebody who runs no code.

    Findings, this week, what changed, figures, tables to search and sort, the map, what the
    numbers mean and what was mended. It makes no request to anywhere, and prints on A4 and Letter.

    Parameters
    ----------
    net
        The network.
    path
        The file; written whole or not at all.
    since
        The day since which changes are told. Default: 30 days before the as-of date.
    title
        The heading.
    include
        Columns of contacts to put into the file besides the usual: ``email``, ``notes``, … Without
        asking they are not in it.
    min_cell
        Counts from 1 to ``min_cell - 1``, and what would let one be found, are left out, and so is
        everything about single people.

    Returns
    -------
    The path written.

    Raises
    ------
    UnknownNameError
        If contacts have no such column.
    OptionError
        If ``since`` is no date, or later than the as-of date.
    """
    goal = Path(path)
    how: dict[str, Any] = {"since": since, "title": title, "include": include, "min_cell": min_cell}
    write_whole({goal: report_bytes(net, **how)})
    return goal


def report_bytes(net: ReferralNetwork, **how: Any) -> bytes:
    """Return the bytes that ``write_report`` writes."""
    return page_bytes(report_html(net, **how))


def report_html(
    net: ReferralNetwork,
    *,
    since: dt.date | str | None = None,
    title: str = REPORT_TITLE,
    include: Sequence[str] = (),
    min_cell: int = 0,
) -> str:
    """Return the page that ``write_report`` writes."""
    told = content(net, since=since, include=include, min_cell=min_cell)
    drawn = map_html(net, include=include, title=title) if min_cell <= 1 and len(net) else ""
    return filled_page(told, title=title, drawn=drawn)


def filled_page(told: dict[str, Any], *, title: str, drawn: str = "") -> str:
    """Fill the template of the report.

    Parameters
    ----------
    told
        What ``content`` gathers.
    title
        The heading.
    drawn
        The page of the map, empty for none.
    """
    from markupsafe import Markup

    style = told.pop("figure_style")
    return render(
        "report.jinja",
        title=title,
        styles=("report.css",),
        own_style=style + _standing_colours(),
        shown=FIRST_ROWS,
        printed=PRINTED_ROWS,
        scripts=("report.js",),
        # a frame within the page is held to the page's own rules besides those of the map
        allowed=(_SCRIPT.findall(drawn), _STYLE.findall(drawn)),
        map_page=Markup(_in_a_script(drawn)),  # noqa: S704 - JSON without a sign of markup
        data=Markup(_in_a_script(_cells_of(told["tables"]))),  # noqa: S704 - the same
        **told,
    )


def _standing_colours() -> str:
    """The dots beside standings, of people and of organizations, in the colours of the map."""
    looks = MAP_LOOKS | ORGANIZATION_MAP_LOOKS
    return "".join(
        f".is-{name.replace('_', '-')}::before{{background:{look.colour};border-color:{look.edge}}}"
        for name, look in looks.items()
    )


def _cells_of(tables: dict[str, Grid]) -> dict[str, list[tuple[str, ...]]]:
    """The cells of all tables, which the script of the page searches and sorts."""
    return {name: list(grid.rows) for name, grid in tables.items()}


def _in_a_script(value: object) -> str:
    """JSON that a script element can hold: nothing in it ends the element or begins another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
