"""How standings look and what they are called in a legend: once, for figures and both maps.

Colours are told apart by the colour-blind; shapes and hatches say the same in grey print.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from netgraph import schema

# ``VERMILLION`` and ``SKY`` are of the palette of Okabe & Ito (2008), which the colour-blind tell
# apart.
NIGHT: Final = "#0b3c6f"
VERMILLION: Final = "#d55e00"
SKY: Final = "#56b4e9"
MIST: Final = "#d4d4d4"
WHITE: Final = "#ffffff"
GOLD: Final = "#f0b400"


# A new shape must be known to matplotlib (``plot.style``), to vis.js (``maps.pyvis_map``) and to
# the map's page (``paint.js`` and ``ui.js``).
class Look(NamedTuple):
    """How one kind of thing is drawn.

    Shapes have neutral names (circle, diamond, triangle, square, inverted, cross, star):
    matplotlib's markers and the names of vis.js are derived where they are needed.
    """

    colour: str
    edge: str
    shape: str
    hatch: str = ""


# The order is that of legends and bars, not that of ``schema.STANDINGS``, whose places are codes. A
# test wants each colour lighter than the one before by 0.1 of relative luminance, and no shape or
# hatch twice, so that grey print can be read.
CONTACT_LOOKS: Final = {
    schema.PRODUCTIVE: Look(NIGHT, NIGHT, "circle"),
    schema.WAITING: Look(VERMILLION, "#7a3600", "diamond", "////"),
    schema.OPEN: Look(SKY, "#1d6d9c", "triangle", "...."),
    schema.QUIET: Look(MIST, "#7d7d7d", "square", "\\\\\\\\"),
    schema.CLOSED: Look(WHITE, "#7d7d7d", "cross", "xxxx"),
}
"""Standings of contacts, dark to light: the live ones side by side, then the silent ones."""
STANDING_LOOKS: Final = CONTACT_LOOKS | {
    # Only beside who is productive or open: where nothing is recorded nobody is quiet or closed.
    schema.UNRECORDED: Look(WHITE, "#7d7d7d", "square"),
}
"""The same, and who has no standing because nothing records contact."""

ORGANIZATION_LOOKS: Final = {
    schema.MET: Look(NIGHT, NIGHT, "circle"),
    schema.IN_TOUCH: Look(VERMILLION, "#7a3600", "diamond", "////"),
    schema.NAMED: Look(SKY, "#1d6d9c", "triangle", "...."),
    schema.UNREACHED: Look(WHITE, "#7d7d7d", "cross", "xxxx"),
}
"""Standings of organizations, dark to light."""

MAP_LOOKS: Final = STANDING_LOOKS | {
    # a map has dark paper too, on which a dot of NIGHT is seen by a lighter edge only
    schema.PRODUCTIVE: CONTACT_LOOKS[schema.PRODUCTIVE]._replace(edge="#8fb4dc"),
    # vis.js has no cross, and at a few pixels a cross is a blot
    schema.CLOSED: CONTACT_LOOKS[schema.CLOSED]._replace(shape="inverted"),
}
"""Standings of contacts on maps: as in figures, but for two."""
ORGANIZATION_MAP_LOOKS: Final = ORGANIZATION_LOOKS | {
    schema.MET: ORGANIZATION_LOOKS[schema.MET]._replace(edge=MAP_LOOKS[schema.PRODUCTIVE].edge),
}
"""Standings of organizations on maps, whose discs are all round."""

SEEKER_LOOK: Final = Look(GOLD, "#7a5b00", "star")

GLOSSES: Final = {
    schema.PRODUCTIVE: "referred somebody",
    schema.WAITING: "a referral may come",
    schema.OPEN: "not met yet",
    schema.QUIET: "silent",
    schema.CLOSED: "declined or no reply",
    schema.UNRECORDED: "nothing recorded",
    schema.MET: "met",
    schema.IN_TOUCH: "in touch",
    schema.NAMED: "named only",
    schema.UNREACHED: "not reached",
}
"""The standings in the words of a legend."""

SMALLEST_DOT: Final = 9.0
LARGEST_DOT: Final = 30.0
SEEKER_DOT: Final = 18.0
"""Radii of dots on maps, in map units; between the two, areas are in step with the number."""

# Nine classes and nine steps, as many as ``MOST`` in the page's ``classes.js``: what comes after
# them has no colour of its own.
CLASSES: Final = (
    ("#0072b2", "#004e7a"),
    ("#e69f00", "#9a6a00"),
    ("#009e73", "#006b4e"),
    ("#cc79a7", "#8f4a70"),
    ("#d55e00", "#8f3f00"),
    ("#56b4e9", "#1d6d9c"),
    ("#b8a900", "#7a7000"),
    ("#7a5195", "#4f3363"),
    ("#8c6d46", "#5c472d"),
)
"""Fill and edge of classes without an order: Okabe & Ito (2008), then two told from those."""
RAMP: Final = (
    ("#fde3a7", "#a9892f"),
    ("#f6b86b", "#a86d1e"),
    ("#ea8b5b", "#9c4a1f"),
    ("#d2605f", "#86302f"),
    ("#a8456b", "#671f3c"),
    ("#773a72", "#451d42"),
    ("#4a2f6b", "#281742"),
    ("#2a2453", "#130f2e"),
    ("#161b3a", "#070a1a"),
)
"""Fill and edge of classes in order, such as generations: light to dark."""
OTHER_CLASSES: Final = ("#a7adb3", "#747b82")
NO_CLASS: Final = (WHITE, "#8a9198")


def map_looks() -> dict[str, Any]:
    """All looks that a map's page needs, as JSON holds them.

    The inks and themes of the page itself (paper, lines, text) stand in ``palette.css``.
    """

    def drawn(look: Look) -> dict[str, str]:
        return {"shape": look.shape, "fill": look.colour, "edge": look.edge}

    return {
        "standings": {
            name: drawn(look) | {"gloss": GLOSSES[name]} for name, look in MAP_LOOKS.items()
        },
        "organizations": {
            name: drawn(look)
            | {"shape": "circle", "gloss": GLOSSES[name]}
            | {"ink": "#10222e" if look.colour == SKY else WHITE}
            for name, look in ORGANIZATION_MAP_LOOKS.items()
        },
        "seeker": drawn(SEEKER_LOOK),
        "radius": {"smallest": SMALLEST_DOT, "largest": LARGEST_DOT, "seeker": SEEKER_DOT},
        "classes": CLASSES,
        "ramp": RAMP,
        "other": OTHER_CLASSES,
        "none": NO_CLASS,
    }
