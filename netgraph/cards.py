"""What a notebook shows of an object: a card, which is written above all rooms."""

from __future__ import annotations

import importlib
from typing import Final

WRITER: Final = "netgraph.notebook"
"""The module that writes cards. It asks questions of a network, which itself stands far below:
so it is found by its name, when a notebook asks and not before."""


class Carded:
    """An object that notebooks show as a card, and all else by its ``repr``."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        card: str = importlib.import_module(WRITER).card(self)
        return card
