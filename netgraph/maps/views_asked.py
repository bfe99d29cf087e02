"""What a view of the map may be: each part is checked when a cell asks for it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qsl

import numpy as np

from netgraph import schema
from netgraph.analysis.agenda import agenda
from netgraph.analysis.days import first_known
from netgraph.analysis.dead_ends import dead_ends
from netgraph.analysis.findings import findings
from netgraph.analysis.keep_warm import keep_warm
from netgraph.analysis.metrics import core_metrics
from netgraph.analysis.people import people
from netgraph.analysis.spans import days_of_spans
from netgraph.errors import OptionError, unknown
from netgraph.links import BEFORE_ALL, UNDATED
from netgraph.maps.fixed import FixedList, FixedView
from netgraph.maps.map_classes import (
    OTHER_CLASS,
    OWN_CLASSES,
    class_columns,
    class_texts,
    classes_of,
    number_columns,
)
from netgraph.maps.passing import FILTER_PARTS, HIDE, KNOWN_SPAN, ONLY, SINCE_DAY, TILDE, ends_of
from netgraph.maps.since import MOST_ENDS

if TYPE_CHECKING:
    from netgraph.network import ReferralNetwork

CAMERA: Final = "camera"
CAMERA_IN_ADDRESS: Final = "view"
MOVED: Final = "moved"
VIEW_LISTS: Final = {HIDE: 200, MOVED: 300}
"""What a view may hold several times, and how often: as often as the page reads it."""
APART: Final = ("at", "only")
"""What an address says of people: ``selected`` and ``visible`` say it of a widget."""
STORY, COLD, OPENED = "story", "cold", "in"
VIEW_KEYS: Final = (
    *("layout", "colour", "size", "show", "finding", STORY, OPENED, COLD),
    *FILTER_PARTS,
    *(SINCE_DAY, MOVED, CAMERA),
)
SHOWS: Final = ("keep_warm", "dead_ends", "single_threaded")
LAYOUT_NAMES: Final = ("tree", "timeline", "radial", "organizations")
LATELY_DAYS: Final = 28
"""Days that the story of the page looks back."""
MOST_DIGITS: Final = 9


class MapWords(NamedTuple):
    """What a map can be asked for.

    Parameters
    ----------
    net
        The network drawn.
    number
        The position of each contact, by id, in the order of the map.
    words
        The words that a part of a view takes, where they are few.
    """

    net: ReferralNetwork
    number: Mapping[str, int]
    words: Mapping[str, tuple[str, ...]]


def words_of_map(net: ReferralNetwork, include: Sequence[str]) -> MapWords:
    """Gather whom and what a map with these further columns can show."""
    organizations = tuple(people(net).organizations)
    words = {
        "layout": LAYOUT_NAMES,
        "colour": class_columns(net, include),
        "size": number_columns(net, include),
        "show": SHOWS,
        schema.ORGANIZATION: organizations,
        OPENED: organizations,
    }
    return MapWords(net, {one: i for i, one in enumerate(net.links.ids)}, words)


def view_asked(
    asked: object, known: MapWords, chosen: Sequence[str], *, some: bool = False
) -> FixedView:
    """Take a view: a mapping, or the address of a map from its ``#`` on.

    Parameters
    ----------
    asked
        What was asked for.
    known
        What the map can show.
    chosen
        Ids of those who are chosen, of whom ``cold`` asks.
    some
        Whether some alone are seen, which ``only`` keeps so.

    Raises
    ------
    UnknownNameError
        If a part of it, or a word of a part, does not exist; the nearest is named.
    OptionError
        If it is no view at all, or a part has not the form that it needs.
    """
    if isinstance(asked, str):
        asked = _read_address(asked)
    if not isinstance(asked, Mapping):
        raise OptionError(f"a view is a dict or an address, not {type(asked).__name__}")
    view: dict[str, Any] = {}
    for key, value in asked.items():
        if key not in VIEW_KEYS:
            raise unknown("part of a view", key, VIEW_KEYS)
        # the page says False, and nothing, by leaving a part out
        if value is None or value is False or (isinstance(value, list | tuple) and not value):
            continue
        given = value if isinstance(value, list | tuple) else [value]
        texts = [_address_text(one) for one in given]
        if key in VIEW_LISTS:
            _refuse_parts(key, texts, known)
            view[key] = FixedList(texts, "view")
        else:
            view[key] = TILDE.join(texts)
            _refuse_part(key, view[key], known)
    if COLD in view and len(chosen) != 1:
        raise OptionError(
            "cold shows what is lost without the one who is chosen; choose them first: "
            "m.selected = [id]"
        )
    if ONLY in view and not some:
        raise OptionError(
            "only keeps those alone in sight whom m.visible names; set them first: m.visible = ids"
        )
    if SINCE_DAY in view and schema.DATE in view and view[schema.DATE] <= view[SINCE_DAY]:
        raise OptionError(f"date {view[schema.DATE]} is not later than since {view[SINCE_DAY]}")
    return FixedView(view)


def view_heard(said: Mapping[str, Any]) -> FixedView:
    """Take a view as the page says it, which holds nothing that it cannot show."""
    view = {key: said[key] for key in VIEW_KEYS if said.get(key) is not None}
    return FixedView(
        {key: FixedList(v, "view") if isinstance(v, list) else str(v) for key, v in view.items()}
    )


def _read_address(address: str) -> dict[str, Any]:
    """The parts of an address, but for those that say who is chosen or seen."""
    if address and not {"#", "="} & set(address) and not address.endswith(".html"):
        raise OptionError(f"{address!r} is no address of a map: copy the browser's, from # on")
    view: dict[str, Any] = {}
    for key, value in parse_qsl(address.rpartition("#")[2]):
        name = CAMERA if key == CAMERA_IN_ADDRESS else key
        if name in VIEW_LISTS:
            view.setdefault(name, []).append(value)
        elif name not in APART:
            view[name] = value
    return view


def _address_text(value: object) -> str:
    """A part of a view as an address has it."""
    if value is None:
        return ""
    if isinstance(value, bool | np.bool):
        return "1" if value else ""
    # a time of day has no place in a view
    if isinstance(value, dt.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _refuse_part(key: str, text: str, known: MapWords) -> None:
    """Refuse a part that the map cannot show."""
    if key in known.words:
        if text not in known.words[key]:
            raise unknown(schema.ORGANIZATION if key == OPENED else key, text, known.words[key])
    elif key in NUMBERED_PARTS:
        most = NUMBERED_PARTS[key](known.net)
        if not (text.isascii() and text.isdigit() and 1 <= int(text[: MOST_DIGITS + 1]) <= most):
            there = f"there are {most:,}, from 1" if most else "there is none"
            raise OptionError(f"no {key} {text!r}; {there}")
    elif key in (schema.DATE, SINCE_DAY):
        _refuse_day(key, text)
        if key == SINCE_DAY and not len(days_of_spans(known.net, MOST_ENDS)):
            raise OptionError("since asks for what is new, and the tables hold no two dates")
    elif key in (schema.GENERATION, KNOWN_SPAN):
        _refuse_span(key, text, known)
    elif key in (COLD, ONLY) and text != "1":
        raise OptionError(f"{key} is True or False, not {text!r}")
    elif key == CAMERA:
        _refuse_camera(text)


def _refuse_day(key: str, text: str) -> None:
    try:
        # ``fromisoformat`` alone takes 20260105 and 2026-W02-1 too
        is_day = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)) and bool(
            dt.date.fromisoformat(text)
        )
    except ValueError:
        is_day = False
    if not is_day:
        raise OptionError(f"{key} is a day as YYYY-MM-DD, not {text!r}")


def _refuse_span(key: str, text: str, known: MapWords) -> None:
    ends = text.split(TILDE)
    wanted = '2, "1~2" or "2~"'
    if key == KNOWN_SPAN:
        wanted = '"2026-01-01", "2026-01-01~2026-02-01" or "2026-01-01~"'
    said = f"{key} is one, or a first and a last one, as {wanted}, not {text!r}"
    if len(ends) > 2:
        raise OptionError(said)
    for end in filter(None, ends):
        if key == KNOWN_SPAN:
            _refuse_day(key, end)
        elif not re.fullmatch(rf"\d{{1,{MOST_DIGITS}}}", end, re.ASCII):
            raise OptionError(said)
    low, high = ends_of(text)
    # days of this form are in order as texts are
    if low and high and (low > high if key == KNOWN_SPAN else int(low) > int(high)):
        raise OptionError(f"{key} {text!r}: {high} is before {low}, so that nobody is between them")
    if key == schema.GENERATION:
        _refuse_generations(text, int(known.net.forest.generation.max(initial=0)))


def _refuse_generations(text: str, last: int) -> None:
    """Refuse generations of which there is none."""
    low, high = ends_of(text)
    if (low and int(low) > last) or (high and int(high) < 1):
        raise OptionError(f"no generation {text!r}; there are {last:,}, from 1")


def _refuse_camera(text: str) -> None:
    numbers = _finite_numbers(text.split(TILDE))
    if len(numbers) != 3 or not numbers[2] > 0:
        raise OptionError(
            f"{CAMERA} is the middle and the scale, as the map says it: 'x~y~scale', not {text!r}"
        )


def _finite_numbers(texts: Sequence[str]) -> list[float]:
    """The numbers, or nothing where one is none."""
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []


def _refuse_parts(key: str, texts: Sequence[str], known: MapWords) -> None:
    if len(texts) > VIEW_LISTS[key]:
        raise OptionError(f"{key} holds at most {VIEW_LISTS[key]}, not {len(texts):,}")
    for text in texts:
        if key == HIDE:
            _refuse_hidden(text, known)
        else:
            _refuse_moved(text, known)


def _refuse_hidden(text: str, known: MapWords) -> None:
    column, between, value = text.partition(TILDE)
    if not between:
        raise OptionError(f"hide takes a column and a value, as 'standing~quiet', not {text!r}")
    if column not in known.words["colour"]:
        raise unknown("column to hide by", column, known.words["colour"])
    keys = [*classes_of(known.net, column).keys]
    if column == schema.STANDING:
        keys += [name for name in schema.STANDING_CODES if name not in keys]
    if value not in keys and value in class_texts(known.net, column):
        raise OptionError(
            f"hide {column}: {value!r} has no colour of its own, as {OWN_CLASSES:,} others are "
            f"more frequent; all such are hidden together, by {column + TILDE + OTHER_CLASS!r}"
        )
    if value not in keys:
        raise unknown(column, value, [key for key in keys if key not in ("", OTHER_CLASS)])


def _refuse_moved(text: str, known: MapWords) -> None:
    # split three times at most: an id may have a ~ of its own
    layout, east, south, *name = [*text.split(TILDE, 3), "", "", ""][:4]
    if layout not in LAYOUT_NAMES:
        raise unknown("layout", layout, LAYOUT_NAMES)
    places = _finite_numbers([east, south])
    if len(places) != 2 or max(map(abs, places)) >= 10:
        raise OptionError(f"moved says 'layout~east~south~id', in shares of the map, not {text!r}")
    if name[0] not in known.number:
        raise unknown("contact on the map", name[0], known.number)


def _story_steps(net: ReferralNetwork) -> int:
    """How many steps the page's story has: ``makeSteps`` in ``assets/page/story.js``."""
    if not len(net):
        return 0
    known, days = first_known(net).astype(np.int64), days_of_spans(net, MOST_ENDS)
    dated = known[(known != UNDATED) & (known != BEFORE_ALL)]
    before = days[days <= days[-1] - LATELY_DAYS] if len(days) else days
    actions = agenda(net)
    told = (
        True,
        bool((net.forest.introducer >= 0).any()),
        bool((core_metrics(net)[schema.EXCLUSIVE_REACH] > 0).any()),
        len(dead_ends(net)) > 0,
        len(keep_warm(net)) > 0,
        len(before) > 0 and bool((dated > before[-1]).any()),
        bool((actions[schema.WHEN] == schema.THIS_WEEK).any()),
    )
    return sum(told)


NUMBERED_PARTS: Final[dict[str, Callable[[ReferralNetwork], int]]] = {
    "finding": lambda net: len(findings(net)),
    STORY: _story_steps,
}
"""Parts that are a number from 1, and how many there are."""
