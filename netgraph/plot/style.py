"""How things look: colours that the colour-blind tell apart, and hatches and markers for grey print."""

from __future__ import annotations

from typing import Final, NamedTuple

from netgraph import schema

INK: Final = "#1f1f1f"
FAINT: Final = "#6b6b6b"
LINE: Final = "#a8a8a8"
PAPER: Final = "#ffffff"
GRID: Final = "#e6e6e6"

NIGHT: Final = "#0b3c6f"
VERMILLION: Final = "#d55e00"
SKY: Final = "#56b4e9"
MIST: Final = "#d4d4d4"


class Look(NamedTuple):
    """How one kind of thing is drawn: its colour darkens with its place, so grey print keeps the order."""

    colour: str
    hatch: str
    marker: str
    edge: str


CONTACT_LOOKS: Final = {
    schema.PRODUCTIVE: Look(NIGHT, "", "o", NIGHT),
    schema.WAITING: Look(VERMILLION, "////", "D", "#7a3600"),
    schema.OPEN: Look(SKY, "....", "^", "#1d6d9c"),
    schema.QUIET: Look(MIST, "\\\\\\\\", "s", "#7d7d7d"),
    schema.CLOSED: Look(PAPER, "xxxx", "X", "#7d7d7d"),
}
"""Standings of contacts, dark to light: the live ones side by side, then the silent ones."""

ORGANIZATION_LOOKS: Final = {
    schema.MET: Look(NIGHT, "", "o", NIGHT),
    schema.IN_TOUCH: Look(VERMILLION, "////", "D", "#7a3600"),
    schema.NAMED: Look(SKY, "....", "^", "#1d6d9c"),
    schema.UNREACHED: Look(PAPER, "xxxx", "X", "#7d7d7d"),
}
"""Standings of organizations, dark to light."""

MEANINGS: Final = {
    schema.PRODUCTIVE: "referred somebody",
    schema.WAITING: "a referral may come",
    schema.OPEN: "not met yet",
    schema.QUIET: "silent",
    schema.CLOSED: "declined or no reply",
    schema.MET: "met",
    schema.IN_TOUCH: "in touch",
    schema.NAMED: "named only",
    schema.UNREACHED: "not reached",
}
"""The standings in the words of a legend."""
