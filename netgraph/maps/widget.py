"""The map as a widget: a cell asks about the people chosen in it by hand, and chooses others."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import functools
import secrets
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast
from urllib.parse import parse_qsl

import numpy as np

from netgraph import schema
from netgraph.errors import OptionError, unknown
from netgraph.maps.page import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.maps.show import NotebookMap, ShownMap
    from netgraph.network import ReferralNetwork

View = dict[str, str | list[str]]
VIEW_TYPE: Final = "application/vnd.jupyter.widget-view+json"
CAMERA: Final = "camera"
CAMERA_IN_ADDRESS: Final = "view"
VIEW_LISTS: Final = ("hide", "moved")
"""What a view may hold several times."""
APART: Final = ("at", "only")
"""What an address says of people: ``selected`` and ``visible`` say it of a widget."""
VIEW_KEYS: Final = (
    *("layout", "colour", "size", "show", "finding", "story", "in", "cold"),
    *(schema.ORGANIZATION, schema.GENERATION, "known", "since", "date", *VIEW_LISTS, CAMERA),
)
SHOWS: Final = ("keep_warm", "dead_ends", "single_threaded")
LAYOUT_NAMES: Final = ("tree", "timeline", "radial", "organizations")
CLASS_COLUMNS: Final = (
    *(schema.STANDING, schema.ORGANIZATION, schema.GENERATION, schema.SOURCE),
    schema.DECISION_MAKER,
)
SIZE_COLUMNS: Final = (
    *(schema.CREDIT, schema.REACH, schema.EXCLUSIVE_REACH, schema.REFERRALS_MADE),
    *(schema.INTRODUCTIONS, schema.ORGANIZATIONS_REACHED, schema.EXCLUSIVE_ORGANIZATIONS),
    schema.CHANCE,
)
"""What the lists of the page offer, but for columns that a map includes besides."""


class Known(NamedTuple):
    """What a map can be asked for.

    Parameters
    ----------
    number
        The position of each contact, by id, in the order of the map.
    words
        The words that a part of a view takes, where they are few.
    """

    number: Mapping[str, int]
    words: Mapping[str, tuple[str, ...]]


def words_of_map(net: ReferralNetwork, include: Sequence[str]) -> Known:
    """Gather whom and what a map with these further columns can show."""
    words = {
        "layout": LAYOUT_NAMES,
        "colour": (*CLASS_COLUMNS, *include),
        "size": (*SIZE_COLUMNS, *include),
        "show": SHOWS,
    }
    return Known({one: i for i, one in enumerate(net.links.ids)}, words)


def ids_asked(asked: object, known: Known) -> list[str]:
    """Take ids of contacts, each once, in their order; one id may stand alone.

    Raises
    ------
    UnknownNameError
        If the map has no such contact.
    OptionError
        If these are no ids.
    """
    given = [asked] if isinstance(asked, str) else asked
    if not isinstance(given, Iterable) or isinstance(given, bytes | Mapping):
        raise OptionError(f"contact ids are asked for, as a list, not {type(asked).__name__}")
    ids = list(dict.fromkeys(str(one) for one in given))
    lost = next((one for one in ids if one not in known.number), None)
    if lost is not None:
        raise unknown("contact on the map", lost, known.number)
    return ids


def visible_asked(asked: object, known: Known) -> list[str]:
    """Take ids of those alone who are to be seen, in the order of the map; None for everybody."""
    if asked is None:
        return list(known.number)
    return sorted(ids_asked(asked, known), key=known.number.__getitem__)


def packed(ids: Sequence[str], known: Known) -> str | None:
    """Write who is seen as a bit each, the first the lowest of its byte; None for everybody."""
    if len(ids) == len(known.number):
        return None
    # uint8[n]: 1 for who is seen, at their position
    seen = np.zeros(len(known.number), dtype=np.uint8)
    seen[[known.number[one] for one in ids]] = 1
    return base64.b64encode(np.packbits(seen, bitorder="little").tobytes()).decode("ascii")


def seen_in(text: str | None, known: Known) -> list[str]:
    """Read who is seen: ids in the order of the map."""
    ids = list(known.number)
    if text is None:
        return ids
    octets = np.frombuffer(base64.b64decode(text), dtype=np.uint8)
    # bool[n]: the bits of everybody; those that fill the last byte go
    seen = np.unpackbits(octets, bitorder="little")[: len(ids)].astype(bool)
    return [ids[i] for i in np.flatnonzero(seen)]


def view_asked(asked: object, known: Known) -> View:
    """Take a view: a mapping, or the address of a map from its ``#`` on.

    Raises
    ------
    UnknownNameError
        If a part of it, or a word of a part, does not exist.
    OptionError
        If it is no view at all.
    """
    if isinstance(asked, str):
        asked = _read_address(asked)
    if not isinstance(asked, Mapping):
        raise OptionError(f"a view is a dict or an address, not {type(asked).__name__}")
    view: View = {}
    for key, value in asked.items():
        if key not in VIEW_KEYS:
            raise unknown("part of a view", key, VIEW_KEYS)
        if value is None:
            continue
        texts = [
            _address_text(one) for one in (value if isinstance(value, list | tuple) else [value])
        ]
        for text in texts:
            if key in known.words and text not in known.words[key]:
                raise unknown(key, text, known.words[key])
        view[key] = texts if key in VIEW_LISTS else "~".join(texts)
    return view


def _read_address(address: str) -> View:
    """The parts of an address, but for those that say who is chosen or seen."""
    view: View = {}
    for key, value in parse_qsl(address.rpartition("#")[2]):
        name = CAMERA if key == CAMERA_IN_ADDRESS else key
        if name in VIEW_LISTS:
            view[name] = [*view.get(name, []), value]
        elif name not in APART:
            view[name] = value
    return view


def _address_text(value: object) -> str:
    """A part of a view as an address has it."""
    if isinstance(value, bool):
        return "1" if value else ""
    # a time of day has no place in a view
    if isinstance(value, dt.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def widget_of(shown: ShownMap, net: ReferralNetwork, include: Sequence[str]) -> NotebookMap:
    """Make the widget of a map; ``anywidget`` is installed."""
    # nobody else in a notebook can guess the name by which its page and its frame find each other
    named = dataclasses.replace(shown, name=f"netgraph:{secrets.token_hex(16)}")
    made = _widget_class()(named, words_of_map(net, include))
    # its traits have no types for checkers, but those of the protocol once they are checked
    return cast("NotebookMap", made)


@functools.cache
def _widget_class() -> type[Any]:
    """The class, which can only be made where its library is installed."""
    import anywidget
    from traitlets import Int, TraitType, Unicode, observe, validate

    class MapWidget(anywidget.AnyWidget):
        """A map in a notebook that is asked, and can be told, who is chosen and seen in it."""

        _esm = asset("notebook/widget.js")
        page = Unicode().tag(sync=True)
        token = Unicode().tag(sync=True)
        height = Int().tag(sync=True)
        # of no type until checked below; traitlets' own Any would let None past the checks
        selected: Any = TraitType().tag(sync=True)
        view: Any = TraitType().tag(sync=True)
        visible: Any = TraitType()
        # what goes over the wire in place of ``visible``: 17 KB for 100,000 people
        _shown = Unicode(allow_none=True, default_value=None).tag(sync=True)

        def __init__(self, shown: ShownMap, known: Known) -> None:
            self._known, self._frame = known, shown
            held = {"page": shown.page, "height": shown.height, "token": shown.name}
            super().__init__(**held, selected=[], view={}, visible=None)

        @validate("selected")
        def _chosen(self, proposal: Any) -> list[str]:
            return ids_asked(proposal["value"], self._known)

        @validate("visible")
        def _seen(self, proposal: Any) -> list[str]:
            return visible_asked(proposal["value"], self._known)

        @validate("view")
        def _viewed(self, proposal: Any) -> View:
            return view_asked(proposal["value"], self._known)

        @observe("visible")
        def _tell_page(self, change: Any) -> None:
            self._shown = packed(change["new"], self._known)

        @observe("_shown")
        def _told_by_page(self, change: Any) -> None:
            self.visible = seen_in(change["new"], self._known)

        def __repr__(self) -> str:
            return repr(self._frame)

        def _repr_html_(self) -> str:
            return self._frame._repr_html_()

        def _repr_mimebundle_(self, **options: Any) -> Any:
            return _bundle(super()._repr_mimebundle_(**options), self._frame)

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
