"""The map as a widget: a cell asks about the people chosen in it by hand, and chooses others."""

from __future__ import annotations

import base64
import dataclasses
import functools
import secrets
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

import numpy as np

from netgraph.errors import OptionError
from netgraph.maps.fixed import FixedList
from netgraph.maps.page import asset
from netgraph.maps.passing import FILTER_PARTS, ONLY, passing
from netgraph.maps.people_asked import ids_asked, visible_asked
from netgraph.maps.views_asked import MapWords, view_asked, view_heard, words_of_map

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.maps.show import NotebookMap, ShownMap
    from netgraph.network import ReferralNetwork

VIEW_TYPE: Final = "application/vnd.jupyter.widget-view+json"


def packed(ids: Sequence[str], known: MapWords) -> str | None:
    """Write who is seen as a bit each, the first the lowest of its byte; None for everybody."""
    if len(ids) == len(known.number):
        return None
    # uint8[n]: 1 for who is seen, at their position
    seen = np.zeros(len(known.number), dtype=np.uint8)
    seen[[known.number[one] for one in ids]] = 1
    return base64.b64encode(np.packbits(seen, bitorder="little").tobytes()).decode("ascii")


def seen_in(text: str | None, known: MapWords) -> list[str]:
    """Read who is seen: ids in the order of the map."""
    ids = list(known.number)
    if text is None:
        return ids
    octets = np.frombuffer(base64.b64decode(text), dtype=np.uint8)
    # bool[n]: the bits of everybody; those that fill the last byte go
    seen = np.unpackbits(octets, bitorder="little")[: len(ids)].astype(bool)
    return [ids[i] for i in np.flatnonzero(seen)]


def widget_of(shown: ShownMap, net: ReferralNetwork, include: Sequence[str]) -> NotebookMap:
    """Make the widget of a map; ``anywidget`` is installed."""
    # nobody else in a notebook can guess the name by which its page and its frame find each other
    named = dataclasses.replace(shown, name=f"netgraph:{secrets.token_hex(16)}")
    made = _widget_class()(named, words_of_map(net, include))
    # its traits have no types for checkers, but those of the protocol once they are checked
    return cast("NotebookMap", made)


class AskedMap:
    """What a map in a notebook knows of its network, apart from the traits by which it is asked.

    Of three things each follows from the others: who alone is seen, what the filters of the view
    are, and who passes both. Whichever is set, the others are set at once, and told to the page
    together.
    """

    _known: MapWords
    _frame: ShownMap
    _heard: Mapping[str, Any] = MappingProxyType({})
    """What the page says at the moment: it shows it already."""
    _following: Mapping[str, Any] = MappingProxyType({})
    """What is set at the moment because it follows from what was set."""

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page says."""
        self._heard = sync_data
        try:
            super().set_state(sync_data)  # type: ignore[misc]
        finally:
            self._heard = {}

    def _view_taken(self, asked: Any) -> dict[str, Any]:
        # what a callback of somebody sets while the page speaks is not what the page says
        if isinstance(asked, dict) and asked == self._heard.get("view"):
            return view_heard(asked)
        some = self._only is not None  # type: ignore[attr-defined]
        return view_asked(asked, self._known, self.selected, some=some)  # type: ignore[attr-defined]

    def _after_view(self, view: Mapping[str, Any]) -> None:
        """Say at once who passes the filters; the page answers the same."""
        heard = self._heard.get("view")
        if view == self._following.get("view") or (heard is not None and view == view_heard(heard)):
            return
        seen = passing(self._known.net, view)
        # a view that does not say so ends who alone was seen, as it ends all it does not name
        only = self._only if ONLY in view else None  # type: ignore[attr-defined]
        alone = seen_in(only, self._known)
        ids = [one for one in alone if seen[self._known.number[one]]]
        self._follow(_only=only, _shown=packed(ids, self._known), visible=ids)

    def _after_visible(self, ids: Sequence[str]) -> None:
        """Show these alone, in place of other filters."""
        if ids == self._following.get("visible"):
            return
        alone = packed(ids, self._known)
        view = self.view  # type: ignore[attr-defined]
        kept = {key: one for key, one in view.items() if key not in FILTER_PARTS}
        kept |= {} if alone is None else {ONLY: "1"}
        self._follow(_shown=alone, _only=alone, view=kept)

    def _after_shown(self, text: str | None) -> None:
        """Read whom the page shows."""
        if self._following.get("_shown", False) != text:
            self._follow(visible=seen_in(text, self._known))

    def _follow(self, **parts: Any) -> None:
        before, self._following = self._following, parts
        try:
            with self.hold_sync():  # type: ignore[attr-defined]
                for name, value in parts.items():
                    setattr(self, name, value)
        finally:
            self._following = before

    def close(self) -> None:
        """End the talk with the page; what is closed is still shown, as a frame."""
        super().close()  # type: ignore[misc]
        # ipywidgets puts None in its place, which nobody could call
        self.__dict__.pop("_repr_mimebundle_", None)

    def __repr__(self) -> str:
        return repr(self._frame)

    def _repr_html_(self) -> str:
        return self._frame._repr_html_()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        # what is closed has no view any more, but the frame is still a map
        is_open = self.comm is not None  # type: ignore[attr-defined]
        held = super()._repr_mimebundle_(**options) if is_open else None  # type: ignore[misc]
        return _bundle(held or ({}, {}), self._frame)

    def _refuse_copy(self, *_: object) -> NoReturn:
        raise OptionError(
            "a map in a notebook is one, and is no file; make another by ng.show_map(net), "
            "or write it by ng.write_map(net, path)"
        )

    __copy__ = __deepcopy__ = _refuse_copy
    __reduce_ex__ = _refuse_copy


@functools.cache
def _widget_class() -> type[Any]:
    """The class, which can only be made where its library is installed."""
    import anywidget
    from traitlets import Int, TraitType, Unicode, observe, validate

    class MapWidget(AskedMap, anywidget.AnyWidget):
        """A map in a notebook that is asked, and can be told, who is chosen and seen in it."""

        _esm = asset("notebook/widget.js")
        page = Unicode().tag(sync=True)
        token = Unicode().tag(sync=True)
        height = Int().tag(sync=True)
        # of no type until checked below; traitlets' own Any would let None past the checks
        selected: Any = TraitType().tag(sync=True)
        view: Any = TraitType().tag(sync=True)
        visible: Any = TraitType()
        # what goes over the wire in place of ``visible``, 17 KB for 100,000 people: who alone is
        # seen goes to the page, who passes its filters comes back
        _only = Unicode(allow_none=True, default_value=None).tag(sync=True)
        _shown = Unicode(allow_none=True, default_value=None).tag(sync=True)

        def __init__(self, shown: ShownMap, known: MapWords) -> None:
            self._known, self._frame = known, shown
            held = {"page": shown.page, "height": shown.height, "token": shown.name}
            super().__init__(**held, selected=[], view={}, visible=None)

        @validate("selected")
        def _chosen(self, proposal: Any) -> list[str]:
            return FixedList(ids_asked(proposal["value"], self._known))

        @validate("visible")
        def _seen(self, proposal: Any) -> list[str]:
            return FixedList(visible_asked(proposal["value"], self._known), "visible")

        @validate("view")
        def _viewed(self, proposal: Any) -> dict[str, Any]:
            return self._view_taken(proposal["value"])

        @observe("view", "visible", "_shown")
        def _settle(self, change: Any) -> None:
            name, value = change["name"], change["new"]
            if name == "view":
                self._after_view(value)
            elif name == "visible":
                self._after_visible(value)
            else:
                self._after_shown(value)

    return MapWidget


def _bundle(bundle: Any, shown: ShownMap) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a notebook shows: the frame, with which the widget talks where it finds it in the page.

    A view would be an error message in a notebook that is opened without its kernel, and would ask
    a server for its manager in one that is converted. It is shown only where outputs are kept apart
    from each other, so that no widget finds a frame of another output.
    """
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    if not _outputs_are_apart():
        data = {key: value for key, value in data.items() if key != VIEW_TYPE}
    return {**data, "text/html": shown._repr_html_()}, metadata


def _outputs_are_apart() -> bool:
    """Whether this is Colab, or VS Code, which says so in the namespace of the notebook."""
    if "google.colab" in sys.modules:
        return True
    main = sys.modules.get("__main__")
    return hasattr(main, "__vsc_ipynb_file__")
