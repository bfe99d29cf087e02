"""The page around the map: parts put together, data compressed, everything else forbidden."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from netgraph import schema
from netgraph.maps.minify import minify, minify_css
from netgraph.maps.packing import ROOM
from netgraph.patterns import lazy_pattern
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from netgraph.arrays import Ints


DRAWING = (
    "page/tree.js",
    "page/spelling.js",
    "page/organizations.js",
    "page/model.js",
    "canvas/geometry.js",
    "canvas/curves.js",
    "canvas/guides.js",
    "canvas/discs.js",
    "canvas/paint.js",
    "canvas/scene.js",
    "canvas/labels.js",
    "canvas/morph.js",
    "canvas/svg.js",
    "canvas/lasso.js",
)
"""The scripts that both engines draw with."""
PARTS = (
    "page/ui.js",
    "page/classes.js",
    "page/questions.js",
    "page/state.js",
    "page/panel.js",
    "page/legend.js",
    "page/filters.js",
    "page/views.js",
    "page/findings.js",
    "page/story.js",
    "page/since.js",
    "page/time.js",
    "page/table.js",
    "page/search.js",
    "page/poster.js",
    "page/export.js",
    "page/focus.js",
    "page/host.js",
    "page/page.js",
)
"""The scripts of the page, whatever the engine."""
OF_COHORTS: Final = ("page/students.js",)
"""What the pages of cohorts have besides."""
PALETTE: Final = "page/palette.css"
"""The colours and the type of every page, light and dark."""
STYLES: Final = (PALETTE, "page/page.css")
FOR_NODE = lazy_pattern(
    r'^"use strict";\n|^if \(typeof module !== "undefined"\) module\.exports = \w+;\n', re.MULTILINE
)
"""What a file needs to be a script of its own, which node can load for tests."""
OUR_NAMES: Final = lazy_pattern(r"\bnetgraph(?!Map\b)([A-Z])")
"""Names of our parts, which in a page are alone: there they are shorter."""
FINE, COARSE, MANY = 1, 4, 10_000
"""Places are whole multiples of this many map units; coarser for many: a fifth of a dot."""
COUNTED_ID: Final = lazy_pattern("(.*?)([0-9]{1,15})", re.DOTALL)
"""An id that ends in a number which JavaScript holds exactly."""
SENT_SMALL: Final = 150_000
"""People up to which a map is packed as small as can be."""
SMALLEST: Final = 9
QUICK: Final = 6
"""Levels of gzip: the first takes five times as long, for two hundredths of the size."""


def asset(name: str) -> str:
    """Return the text of a file in ``assets``."""
    return resources.files("netgraph.maps").joinpath("assets", name).read_text(encoding="utf-8")


@functools.cache
def scripts(*names: str) -> str:
    """Join scripts of ours into one strict script, without what only people and node read.

    They are the same in every page of a renderer, and shortening them is most of writing a small
    one.
    """
    joined = "".join(FOR_NODE.sub("", asset(name)) for name in names)
    joined = OUR_NAMES.sub(r"$\1", joined)
    return minify(f'"use strict";\n{joined}')


def further_parts(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The scripts that the page of a document has besides: functions alone, which start nothing."""
    return OF_COHORTS if "students" in document else ()


def compressed(document: Mapping[str, Any]) -> str:
    """Compress a document as gzip and base64, the same bytes for the same document.

    Counted ids travel as their numbers. Places travel in whole grains, as steps from the introducer
    (from the origin for first contacts) where that is shorter.
    """
    grain = FINE if len(document["people"][schema.CONTACT_ID]) <= MANY else COARSE
    introducer = np.asarray(document["people"][schema.INTRODUCED_BY], dtype=np.int64)
    axes = {
        name: [_axis_in_grains(axis, introducer, grain) for axis in places]
        for name, places in document["layouts"].items()
    }
    people = dict(document["people"])
    people[schema.CONTACT_ID] = _ids_in_numbers(people[schema.CONTACT_ID])
    sent = {**document, "people": people, "layouts": axes}
    text = json.dumps(sent, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # lone surrogates, which a table may hold, pass through; no time stamp, or bytes would differ
    level = SMALLEST if len(introducer) <= SENT_SMALL else QUICK
    zipped = gzip.compress(text.encode("utf-8", "surrogatepass"), compresslevel=level, mtime=0)
    return base64.b64encode(zipped).decode("ascii")


def _ids_in_numbers(ids: list[str]) -> list[str] | dict[str, Any]:
    """Ids of many as what stands before their number, its width and the steps between numbers.

    Ids that are not all counted in one way, and those of few, stay as they are.
    """
    found = COUNTED_ID.fullmatch(ids[0]) if len(ids) > MANY else None
    if found is None:
        return ids
    before, width = found[1], len(found[2])
    alike = re.compile(f"{re.escape(before)}([0-9]{{{width}}})")
    same = [alike.fullmatch(one) for one in ids]
    numbers = [int(one[1]) for one in same if one]
    if len(numbers) < len(ids):
        return ids
    # int64[n]: what each number is more than the one before
    steps = np.diff(np.array(numbers), prepend=0)
    return {"before": before, "width": width, "steps": steps.tolist()}


def _axis_in_grains(axis: Sequence[float], introducer: Ints, grain: int) -> dict[str, Any]:
    """One coordinate of everybody in whole grains, as places or as steps from the introducer."""
    position = np.asarray(axis)
    # rows and columns of the timeline are whole multiples of ROOM: sent exactly, and shorter
    if len(position) and not (position % ROOM).any():
        grain = int(ROOM)
    place = np.round(position / grain).astype(np.int64)
    # steps of rounded places, not rounded steps: errors don't add up along a chain
    step = place - np.where(introducer >= 0, place[introducer], 0)
    # the fewer different numbers there are, the better gzip packs them
    few = len(np.unique(place)) < len(np.unique(step))
    return {"grain": grain, **({"places": place.tolist()} if few else {"steps": step.tolist()})}


def environment() -> Environment:
    """Make the Jinja environment of the page: it escapes all that is not marked as code."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    # A name that a template spells wrongly raises an error instead of leaving a hole.
    loader = PackageLoader("netgraph.maps", "assets")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


def policy(script_texts: list[str], style_texts: list[str]) -> str:
    """Write the Content-Security-Policy that allows these scripts and styles and nothing else.

    Nothing may be fetched from anywhere; pictures may come from the page itself, for export.
    """
    allowed = {"script-src": script_texts, "style-src": style_texts}
    rules = [f"{kind} {' '.join(map(_hash, parts))}" for kind, parts in allowed.items()]
    fixed = ["default-src 'none'", "img-src data: blob:", "base-uri 'none'", "form-action 'none'"]
    return "; ".join([*fixed, *rules])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    # The browser hashes the very text between the tags: one blank more and it runs nothing.
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def template_values(
    document: Mapping[str, Any], *, title: str, script_texts: list[str]
) -> dict[str, Any]:
    """Everything the page's template names: texts to escape, code of ours to leave as it is."""
    from markupsafe import Markup

    style = minify_css("".join(map(asset, STYLES)))
    meta = document["meta"]
    people = len(document["people"][schema.CONTACT_ID])
    organizations = len(document["organizations"])
    if "students" in document:
        searches = len(document["students"]["ids"])
        dots = people - searches
        # who is known to several students has a place in the search of each
        people = dots - sum(len(places) - 1 for places in document["shared"]["places"])
        counted = f"{with_noun(searches, 'search', 'searches')}, {with_noun(people, 'contact')}"
        if people < dots:
            counted += f" ({dots:,} dots: one for each student who knows them)"
    else:
        counted = with_noun(people, "contact")
    as_of = "no dates" if meta["as_of"] is None else f"as of {meta['as_of']}"
    if meta["redacted"]:
        as_of += ", redacted: pseudonyms stand for names"
    return {
        "title": title,
        "counted": f"{counted}, {with_noun(organizations, 'organization')}, "
        f"{as_of}, drawn with {meta['renderer']}",
        "policy": policy(script_texts, [style]),
        "style": Markup(style),  # noqa: S704 - our own files, never text from tables
        "scripts": [Markup(script) for script in script_texts],  # noqa: S704 - the same
        "document": compressed(document),
    }


def page_bytes(page: str) -> bytes:
    """Encode a page; a lone surrogate, which a title or a table may hold, has no bytes in UTF-8."""
    return page.encode("utf-8", "replace")
