"""Columns of the user's that are called like netgraph's own: kept beside those, never lost.

Checked contacts have a column ``stub``, checked referrals a column ``count``. Where a user's table
has one of that name, it is ``stub (given)`` in memory and ``stub`` again in every file; in files
netgraph's own is ``netgraph_stub``. A map or a page that shows further columns calls a user's
``reach`` the same way, ``reach (given)``, beside its own number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

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


def beside(names: Iterable[str], taken: Container[str]) -> dict[str, str]:
    """What columns of contacts are called beside those that an answer has, by which column it is.

    Parameters
    ----------
    names
        Columns that were asked for.
    taken
        Columns of the answer. One of the user's that is called so has another meaning; those that
        netgraph reads are the same columns, and there already.

    Examples
    --------
    >>> beside(["name", "reach", "x", "x"], {"name", "reach"})
    {'reach (given)': 'reach', 'x': 'x'}
    """
    known = {column.name for column in schema.CONTACTS_TABLE.columns}
    new = [name for name in dict.fromkeys(names) if name not in taken or name not in known]
    return {name + GIVEN if name in taken else name: name for name in new}


def _stem(name: str) -> str:
    while name.endswith(GIVEN):
        name = name.removesuffix(GIVEN)
    return name
