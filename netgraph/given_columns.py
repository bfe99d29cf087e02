"""Columns of the user's that are called like netgraph's own: kept beside those, never lost.

Checked contacts have a column ``stub``, checked referrals a column ``count``. Where a user's table
has one of that name, it is ``stub (given)`` in memory and ``stub`` again in every file; in files
netgraph's own is ``netgraph_stub``.
"""

from __future__ import annotations

from typing import Final

GIVEN: Final = " (given)"


def inward(name: str, own: str) -> str:
    """What a user's column is called in memory.

    Examples
    --------
    >>> inward("stub", "stub"), inward("stub (given)", "stub"), inward("name", "stub")
    ('stub (given)', 'stub (given) (given)', 'name')
    """
    return name + GIVEN if _stem(name) == own else name


def outward(name: str, own: str) -> str:
    """What a column in memory is called in files, where it is not netgraph's own.

    Examples
    --------
    >>> outward("stub (given)", "stub"), outward("name", "stub")
    ('stub', 'name')
    """
    return name.removesuffix(GIVEN) if _stem(name) == own else name


def _stem(name: str) -> str:
    while name.endswith(GIVEN):
        name = name.removesuffix(GIVEN)
    return name
