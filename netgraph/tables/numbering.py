"""Names that must be unique: the second of a kind gets a number."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence


def numbered(wanted: str, taken: Container[str], form: str = "{} ({})", *, after: int = 1) -> str:
    """Return a name, with the first free number where it is taken already, above ``after``.

    Examples
    --------
    >>> numbered("Ann Ahn", {"Ann Ahn", "Ann Ahn (2)"})
    'Ann Ahn (3)'
    """
    free, turn = wanted, after
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
    # how often each name was wanted: numbers up to that are taken, so none is tried again
    before: Counter[str] = Counter()
    names = []
    for name in wanted:
        names.append(numbered(name, taken, form, after=max(1, before[name])) if name else "")
        taken.add(names[-1])
        before[name] += 1
    return names


def ids_of_names(
    names: Sequence[str], organizations: Sequence[str], rows: Sequence[int]
) -> list[str]:
    """Make ids of names: namesakes are told apart by their organizations, else by their rows.

    Examples
    --------
    >>> ids_of_names(["Ann", "Wei", "Wei", "Wei"], ["", "Acme", "Acme", "Birch"], [2, 3, 4, 5])
    ['Ann', 'Wei (Acme) (row 3)', 'Wei (Acme) (row 4)', 'Wei (Birch)']
    """
    shared = Counter(names)
    ids = [
        f"{name} ({firm})" if firm and shared[name] > 1 else name
        for name, firm in zip(names, organizations, strict=True)
    ]
    shared = Counter(ids)
    ids = [f"{i} (row {n})" if i and shared[i] > 1 else i for i, n in zip(ids, rows, strict=True)]
    # somebody may really be called "Wei (Birch)"
    return all_numbered(ids)
