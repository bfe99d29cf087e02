"""Real networks: two that the repository holds, and what may lie in ``shared/data`` beside it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from netgraph.network import ReferralNetwork

ROOT: Final = Path(__file__).parents[1]
BESIDE: Final = ROOT.parent / "shared" / "data"
EXPORTS: Final = BESIDE / "exports"
FOLDERS: Final = {
    "measles_hagelloch_1861": BESIDE / "measles_hagelloch_1861",
    "ckm_physicians": ROOT / "data" / "physicians",
    "lazega_lawfirm": ROOT / "tests" / "data" / "lazega_lawfirm",
}
OPTIONAL: Final = {
    "measles_hagelloch_1861": FOLDERS["measles_hagelloch_1861"],  # GPL: never copied in here
    "exports": EXPORTS,
}
"""Sets whose tests, marked ``needs(NAME)``, are left out where the set is absent."""


def absent() -> list[str]:
    """Name the optional sets that are not on this machine."""
    return [name for name, folder in OPTIONAL.items() if not folder.is_dir()]


@functools.cache
def network_of(folder: Path) -> ReferralNetwork:
    """Read the tables of a set, once a process: for tests that are not about reading."""
    from netgraph.tables.read import read

    return read(folder)


def set_of(name: str) -> ParameterSet:
    """Make a parameter of a real set's name; an optional set is left out where it is absent."""
    marks = (pytest.mark.needs(name),) if name in OPTIONAL else ()
    return pytest.param(name, marks=marks)


REAL: Final = [set_of(name) for name in FOLDERS]
"""The names of all real sets, for ``parametrize``."""
DATED: Final = REAL[:2]
"""Those with dates."""
