"""How the work grows with what is given: a measure that other load hardly changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Given = TypeVar("Given")
LEAST: Final = 0.05
"""Seconds of this process that a piece of work takes at least: what is shorter is noise."""


def growth(work: Callable[[Given], object], small: Given, large: Given) -> float:
    """How many times the processor time of the small piece the large one takes."""
    return _seconds(work, large) / max(LEAST, _seconds(work, small))


def _seconds(work: Callable[[Given], object], given: Given) -> float:
    before = time.process_time()
    work(given)
    return time.process_time() - before
