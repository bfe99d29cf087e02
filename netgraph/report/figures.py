"""Figures inside a page: SVG with real text, styled by classes of the page, in its own theme.

The page forbids inline styles, so the styles of all figures become classes of one style sheet; the
colours in it that stand for ink and paper are variables, which have other values in the dark.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from netgraph import schema
from netgraph.looks import MAP_LOOKS, MIST, NIGHT, SKY, VERMILLION, WHITE
from netgraph.patterns import lazy_pattern
from netgraph.plot.figures import STYLE, figure_bytes
from netgraph.plot.frame import axes_or_new
from netgraph.plot.style import FAINT, GRID, INK, LINE_GREY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netgraph.choices import CohortFigure, Figure
    from netgraph.cohort.cohort import Cohort
    from netgraph.network import ReferralNetwork

THEMED: Final = {
    INK: "var(--ink)",
    FAINT: "var(--faint)",
    GRID: "var(--line)",
    LINE_GREY: "var(--map-line)",
    WHITE: "var(--paper)",
}
"""Colours of figures to those of the page, which knows light and dark."""
ON_COLOUR: Final = (NIGHT, VERMILLION, SKY, MIST)
"""Fills that are the same in the dark: what is written on them keeps its colour."""
EDGE: Final = {"light": NIGHT, "dark": MAP_LOOKS[schema.PRODUCTIVE].edge}
"""Lines and edges of the darkest look, which could not be seen on dark paper."""
_FAMILY: Final = lazy_pattern(r"font-family:[^;]*;?\s*")
_SHORTHAND: Final = lazy_pattern(r"font:\s*([^;'\"]*?\d[\w.]*(?:px|pt))[^;]*")
_COLOUR: Final = lazy_pattern(r"(fill|stroke):\s*(#[0-9a-f]{6})")
_REFERENCE: Final = lazy_pattern(r"url\(#([^)]*)\)")
_BOLD: Final = lazy_pattern(r"font(-weight)?: (700|bold)")
_LONG_NUMBER: Final = lazy_pattern(r"-?\d+\.\d{3,}")
_DRAWN: Final = r"(-?[\d.]+)"
_CURVE: Final = r"C(?: -?[\d.]+){6} "
_EIGHT_CURVES: Final = lazy_pattern(
    rf"M {_DRAWN} {_DRAWN} (?:{_CURVE}){{3}}C(?: -?[\d.]+){{4}} {_DRAWN} {_DRAWN} "
    rf"(?:{_CURVE}){{4}}z"
)
_TITLE: Final = lazy_pattern(r"<title [^>]*>(.*?)</title>", re.DOTALL)
_NO_TURN: Final = lazy_pattern(r"rotate\(-?0 [^)]*\)")


ABOUT: Final[dict[Figure | CohortFigure, tuple[str, str]]] = {
    "tree": (
        "Who led to whom",
        "A line leads from somebody to each person they introduced. Larger dots have more credit.",
    ),
    "generations": (
        "How far introductions led",
        "Generation 1 are the people you found yourself, 2 those whom they introduced, and so on.",
    ),
    "organizations": (
        "Which organizations you reached",
        "The filled part of a bar are people you met; a hollow diamond: all hang on one person.",
    ),
    "growth": (
        "How the search grew",
        "Everybody known, everybody met and all organizations reached, added up by time.",
    ),
    "seekers": (
        "How each search moves",
        "A strip a student: a line for each day with somebody new, a dot for each meeting.",
    ),
    "load": (
        "Whom the students ask",
        "The longer the pale bar, the more students asked; dark are the asks of the last 30 days.",
    ),
}
"""What each figure is called on a page, and how to read it."""


ABOUT_LARGE: Final[dict[Figure | CohortFigure, str]] = {
    "organizations": "The longer a bar, the more people you know there; small ones are not drawn.",
}
"""How to read figures that leave out small counts, where that is another way."""
NARROW: Final[dict[Figure | CohortFigure, tuple[float, float]]] = {
    "generations": (4.6, 4.2),
    "growth": (4.6, 4.0),
}
"""Inches of figures that are drawn once more for phones, whose letters would be too small."""


class Picture(NamedTuple):
    """A figure of a page: its name, what it is called, how to read it, and its markup.

    ``sentence`` is what stands above the drawing, ``narrow`` the markup for phones, empty where
    a figure only has room on wide pages.
    """

    name: Figure | CohortFigure
    heading: str
    about: str
    sentence: str
    markup: str
    narrow: str


class ClassNames:
    """The styles of all figures of a page as classes: one a style, numbered as they come."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def of(self, style: str) -> str:
        """The class of a style."""
        return f"g{self._number.setdefault(style, len(self._number))}"

    def sheet(self) -> str:
        """The style sheet of all classes so far."""
        rules = "".join(f".g{number}{{{style}}}" for style, number in self._number.items())
        themes = (
            f":root{{--night-edge:{EDGE['light']}}}"
            "@media screen and (prefers-color-scheme:dark)"
            f"{{:root{{--night-edge:{EDGE['dark']}}}}}"
        )
        return themes + rules


def inline_figure(
    net: ReferralNetwork | Cohort,
    name: Figure | CohortFigure,
    classes: ClassNames,
    *,
    min_cell: int = 0,
) -> Picture:
    """Draw a figure as markup for a page.

    Parameters
    ----------
    net
        The network, or the cohort that the figure is of.
    name
        Which figure.
    classes
        Takes the styles of the figure.
    min_cell
        The smallest count that is shown, where there is one.
    """
    from matplotlib import style

    how: dict[str, Any] = {"min_cell": min_cell} if min_cell > 1 else {}
    heading, about = ABOUT[name]
    if min_cell > 1:
        about = ABOUT_LARGE.get(name, about)
    markup = _markup(net, name, classes, how, said=(heading, about), prefix=f"drawn-{name}")
    narrow = ""
    if name in NARROW:
        with style.context(["default", STYLE]):
            width, height = NARROW[name]
            how["ax"] = axes_or_new(None, width=width, height=height)
        narrow = _markup(net, name, classes, how, said=(heading, about), prefix=f"narrow-{name}")
    sentence = html.unescape(_TITLE.findall(markup)[0])
    return Picture(name, heading, about, sentence, markup, narrow)


def _markup(
    net: ReferralNetwork | Cohort,
    name: Figure | CohortFigure,
    classes: ClassNames,
    how: dict[str, Any],
    *,
    said: tuple[str, str],
    prefix: str,
) -> str:
    """A figure as SVG in HTML, with what it is called and how to read it, and ids of its own."""
    # our own figure: matplotlib escapes what it writes
    root = ET.fromstring(figure_bytes(net, name, ".svg", **how))  # noqa: S314
    for element in root.iter():
        element.tag = _without_namespace(element.tag)
        element.attrib = {_without_namespace(key): value for key, value in element.attrib.items()}
    _drop_what_pages_do_not_need(root)
    sentence = _sentence_above(root)
    _own_ids(root, prefix)
    _style_by_classes(root, classes)
    width, height = root.attrib["viewBox"].split()[2:]
    heading, about = said
    for place, (tag, words) in enumerate((("title", sentence or heading), ("desc", about))):
        told = ET.Element(tag, {"id": f"{prefix}-{tag}"})
        told.text = words
        root.insert(place, told)
    root.attrib = {
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
        "aria-labelledby": f"{prefix}-title",
        "aria-describedby": f"{prefix}-desc",
    }
    return ET.tostring(root, encoding="unicode")


def _without_namespace(name: str) -> str:
    """A name without its namespace, which HTML gives it by itself."""
    return name.rpartition("}")[2]


def _sentence_above(root: ET.Element) -> str:
    """The sentence above the figure: its largest letters, whose lines are texts of their own."""
    texts = [text for text in root.iter("text") if _BOLD.search(text.get("style", ""))]
    sizes = [_size(t) for t in texts]
    largest = max(sizes, default=0.0)
    return " ".join(
        "".join(t.itertext()) for t, size in zip(texts, sizes, strict=True) if size == largest
    )


def _size(text: ET.Element) -> float:
    found = re.search(r"([\d.]+)px", text.get("style", ""))
    return float(found[1]) if found else 0.0


def _drop_what_pages_do_not_need(root: ET.Element) -> None:
    """Take out descriptions of the file, its own style sheet, and the white sheet behind all."""
    for child in list(root):
        own_styles = child.tag == "defs" and child.find("style") is not None
        if child.tag == "metadata" or own_styles:
            root.remove(child)
    sheet = root.find("./g/g/path")
    figure = root.find("./g")
    if sheet is not None and figure is not None:
        figure.remove(figure[0])
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == "g" and not len(child) and not (child.text or "").strip():
                parent.remove(child)


def _style_by_classes(root: ET.Element, classes: ClassNames) -> None:
    for element, on_colour in _with_ground(root):
        style = element.attrib.pop("style", "")
        if style:
            element.set("class", classes.of(_page_style(element, style, on_colour=on_colour)))
        elif element.get("fill") in THEMED:
            element.set("class", classes.of(f"fill:{THEMED[element.attrib.pop('fill')]}"))
        if _NO_TURN.fullmatch(element.get("transform", "")):
            del element.attrib["transform"]
        for key in ("d", "x", "y"):
            if key in element.attrib:
                short = " ".join(_LONG_NUMBER.sub(_hundredths, element.attrib[key]).split())
                element.set(key, _EIGHT_CURVES.sub(_small_circle, short))
        element.tail = None
        if not (element.text or "").strip():
            element.text = None


def _small_circle(found: re.Match[str]) -> str:
    """A circle that is drawn as eight curves, as the dots of hatches are, by two arcs."""
    x, below, above = found[1], float(found[2]), float(found[4])
    if found[3] != x or below <= above:
        return found[0]
    across = below - above
    arc = f"a{across / 2:.2f} {across / 2:.2f} 0 1 0 0 "
    return f"M{x} {found[2]}{arc}{-across:.2f}{arc}{across:.2f}z"


def _hundredths(found: re.Match[str]) -> str:
    # hundredths of a point: what no eye sees
    return f"{float(found[0]):.2f}"


def _with_ground(parent: ET.Element) -> Iterator[tuple[ET.Element, bool]]:
    """All elements below one, and whether each is a text that is written on a colour."""
    ground = False
    for child in parent:
        patch = child if child.tag == "path" else child.find("path")
        if child.tag == "g" and patch is not None:
            found = _COLOUR.search(patch.get("style", ""))
            ground = found is not None and found[2] in ON_COLOUR
        yield child, ground and child.tag == "text"
        yield from _with_ground(child)


def _page_style(element: ET.Element, style: str, *, on_colour: bool) -> str:
    """A style of matplotlib's as one of the page: no fonts of its own, colours of the theme."""
    style = _FAMILY.sub("", style)
    style = _SHORTHAND.sub(r"font:\1 system-ui,sans-serif", style)
    if not on_colour:
        style = _COLOUR.sub(lambda found: _themed(found, text=element.tag == "text"), style)
    return re.sub(r"\s*([;:])\s*", r"\1", style).strip(" ;")


def _themed(found: re.Match[str], *, text: bool) -> str:
    kind, colour = found[1], found[2]
    # letters and lines; what is filled so has an edge that can be seen
    if colour == NIGHT and (text or kind == "stroke"):
        return f"{kind}:var(--night-edge)"
    # white letters stand on a dark fill in both themes
    keeps = text and colour == WHITE
    return f"{kind}:{colour if keeps else THEMED.get(colour, colour)}"


def _own_ids(root: ET.Element, prefix: str) -> None:
    """Give every id that is used the name of the figure, and take the others out."""
    used = {ref for element in root.iter() for ref in _references(element)}
    for element in root.iter():
        if element.get("id") in used:
            element.set("id", f"{prefix}-{element.attrib['id']}")
        else:
            element.attrib.pop("id", None)
        for key, value in element.attrib.items():
            if key == "href":
                element.set(key, value.replace("#", f"#{prefix}-", 1))
            elif "url(#" in value:
                element.set(key, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))


def _references(element: ET.Element) -> Sequence[str]:
    values = element.attrib
    found = [ref for value in values.values() for ref in _REFERENCE.findall(value)]
    return [*found, values["href"].removeprefix("#")] if "href" in values else found
