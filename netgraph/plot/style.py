"""Ink and paper of figures; how standings look is in ``netgraph.looks``."""

from __future__ import annotations

from typing import Final

from netgraph.looks import WHITE

INK: Final = "#1f1f1f"
FAINT: Final = "#6b6b6b"
LINE_GREY: Final = "#a8a8a8"
PAPER: Final = WHITE
GRID: Final = "#e6e6e6"

MARKERS: Final = {"circle": "o", "diamond": "D", "triangle": "^", "square": "s", "cross": "X"}
"""What matplotlib calls the shapes of looks."""
