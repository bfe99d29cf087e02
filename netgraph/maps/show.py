"""The map inside a notebook."""

from __future__ import annotations

import html
import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from netgraph.arguments import NETWORK_OR_COHORT, checked
from netgraph.cohort.cohort import Cohort
from netgraph.errors import missing_extra
from netgraph.maps.write import DEFAULT_TITLE, map_html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netgraph.choices import Renderer
    from netgraph.network import ReferralNetwork


class NotebookMap(Protocol):
    """A map in a notebook: a widget where ``anywidget`` is installed, else a frame.

    What a cell sets is seen in the map, what a hand does there is found in the next cell. The
    frame alone has ``page`` and ``height``, and refuses the rest in words.

    Parameters
    ----------
    page
        The HTML page.
    height
        Height of the frame in pixels.
    selected
        Ids of the contacts chosen, in the order in which they were. Names may be set too, or a
        table with a column ``contact_id``; who is not found, or not alone, is refused.
    visible
        Ids of the contacts who pass all filters, in the order of the map, also right after a view
        was set. Those set here, as for ``selected``, are seen alone, whatever other filters there
        were, as long as the view says ``only``; None shows everybody.
    view
        All else that the address of a map holds, as a dict: layout, colour, size, day, filters,
        ``camera`` and so on. What is set is opened like an address: parts that are not named are as
        in a new map. An address may be given too. What does not exist is refused.

    Lists and views are set as a whole: a change within one is refused.
    """

    page: str
    height: int
    selected: list[str]
    visible: list[str]
    view: Mapping[str, str | list[str]]

    def observe(self, handler: Callable[..., object], names: Any = ...) -> None:
        """Call a function when one of these is set, by a cell or by a hand."""

    def _repr_html_(self) -> str: ...


def _refuse(*_: object) -> NoReturn:
    raise missing_extra("anywidget, by which cells ask the map,", "notebook")


@dataclass
class ShownMap:
    """A map that a notebook shows in a frame of its own.

    Parameters
    ----------
    page
        The HTML page.
    height
        Height of the frame in pixels.
    name
        By which a widget knows the frame; none for a frame alone.
    """

    page: str
    height: int
    name: str = ""

    def __repr__(self) -> str:
        return f"<map, {len(self.page):,} characters>"

    selected = property(_refuse, _refuse, doc="A frame cannot be asked who is chosen in it.")
    visible = property(_refuse, _refuse, doc="A frame cannot be asked who is seen in it.")
    view = property(_refuse, _refuse, doc="A frame cannot be asked what it shows.")
    observe = unobserve = _refuse

    def _repr_html_(self) -> str:
        named = f'name="{html.escape(self.name)}" ' if self.name else ""
        return (
            # Quotes are escaped as well, or the page would end the attribute that holds it.
            f'<iframe {named}srcdoc="{html.escape(self.page)}" '
            # Without ``allow-same-origin`` the scripts of the map cannot reach the notebook;
            # without ``allow-downloads`` what Save makes would be dropped without a word.
            'title="Map of the network" sandbox="allow-scripts allow-downloads" '
            f'style="width:100%;height:{self.height}px;border:1px solid #d8dbdf">'
            # all that is left where a page may hold no frame, as in a notebook nobody trusts yet
            "A map, which is not shown here: trust the notebook, or run it.</iframe>"
        )


@checked(net=NETWORK_OR_COHORT)
def show_map(
    net: ReferralNetwork | Cohort,
    *,
    renderer: Renderer = "auto",
    include: Sequence[str] = (),
    title: str = DEFAULT_TITLE,
    height: int = 640,
) -> NotebookMap:
    """Show the map in a notebook, where cells ask who is chosen in it; no server, no file.

    Parameters
    ----------
    net
        The network, or a cohort: as ``write_map`` draws it, in a frame that cells cannot ask.
    renderer, include, title
        As in ``write_map``.
    height
        Height of the frame in pixels, from 100 to 10,000.

    Returns
    -------
    What a notebook displays; elsewhere its ``page`` is the HTML. Where the extra ``notebook`` is
    installed it is a widget: ``selected``, ``visible`` and ``view`` tell who is chosen and seen,
    and setting them moves the map. See ``NotebookMap`` in ``netgraph.maps.show``.

    Raises
    ------
    UnknownNameError
        If there is no such renderer or column.
    """
    shown = ShownMap(map_html(net, renderer=renderer, include=include, title=title), height)
    # cells ask by ids of one network, which those of several searches are not
    if isinstance(net, Cohort) or importlib.util.find_spec("anywidget") is None:
        return shown
    from netgraph.maps.widget import widget_of

    return widget_of(shown, net, include)
