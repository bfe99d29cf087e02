"""Names that must be unique: the second of a kind gets a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable


def numbered(wanted: str, taken: Container[str], form: str = "{} ({})") -> str:
    """Return a name, with the first free number where it is taken already.

    Examples
    --------
    >>> numbered("Ann Ahn", {"Ann Ahn", "Ann Ahn (2)"})
    'Ann Ahn (3)'
    """
    free, turn = wanted, 1
    while free in taken:
        turn += 1
        free = form.format(wanted, turn)
    return free


def all_numbered(wanted: Iterable[str], form: str = "{} ({})") -> list[str]:
    """Make names unique in their order; empty ones stay empty.

    Examples
    --------
    >>> all_numbered(["Ann", "", "Ann"])
    ['Ann', '', 'Ann (2)']
    """
    taken: set[str] = set()
    names = []
    for name in wanted:
        names.append(numbered(name, taken, form) if name else "")
        taken.add(names[-1])
    return names
