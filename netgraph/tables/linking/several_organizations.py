"""Cells with several organizations, "Acme / Globex", each of them known elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.organization_names import key, keys
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.text import may_hold
from netgraph.tables.issues import Issues, quoted
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNS_BETWEEN: Final = ";|\n/,+"
SEPARATORS_OF_FIRMS: Final = f"[{SIGNS_BETWEEN}]"
"""What may stand between organizations; "&" and "and" are parts of their names."""
PLAINLY_BETWEEN: Final = lazy_pattern(r"[;|\n]| / ")
ALWAYS_BETWEEN: Final = re.compile(r";\s|\n")
"""What no name of an organization has in it."""


def first_organizations(
    contacts: pd.DataFrame, others: Sequence[pd.Series]
) -> tuple[pd.DataFrame, tuple[Issues, ...]]:
    """Let who is at several organizations be at the first of them.

    A cell is taken apart where every part is an organization elsewhere, and at what always stands
    between two.

    Parameters
    ----------
    contacts
        Contacts that have organizations, indexed by spot.
    others
        Columns of other tables that name organizations.

    Returns
    -------
    The contacts, and issues that tell of each such cell once.
    """
    if not may_hold(contacts[schema.ORGANIZATION], *SIGNS_BETWEEN):
        return contacts, ()
    code, spellings = pd.factorize(contacts[schema.ORGANIZATION])
    words = pd.Series(spellings, dtype="str")
    # bool[spellings]: few, so that they are looked at singly
    likely = words.str.contains(SEPARATORS_OF_FIRMS, regex=True).to_numpy(dtype=bool)
    if not likely.any():
        return contacts, ()
    alone = [words[~likely], *(names.dropna() for names in others)]
    known = {one for names in alone for one in keys(names.astype("str"))}
    # a spelling's organization that counts, and what is told of it: code and message
    said, told = words.tolist(), {}
    for at in np.flatnonzero(likely).tolist():
        parts = named_in_cell(said[at])
        strange = next((part for part in parts if key(part) not in known), None)
        said[at], told[at] = first_of_several(said[at], parts, strange)
    found = [(at, one) for at, one in told.items() if one is not None]
    found.sort(key=lambda one: one[1][0] != schema.SPLIT_CELL)
    issues = tuple(_told_of(contacts, code, at, one) for at, one in found)
    if said == words.tolist():
        return contacts, issues
    firsts = pd.array(said, dtype="str").take(code, allow_fill=True)
    return contacts.assign(**{schema.ORGANIZATION: firsts}), issues


def named_in_cell(text: str) -> list[str]:
    """The organizations of a cell; beside a plainer sign a comma is part of a name."""
    between = ALWAYS_BETWEEN if ALWAYS_BETWEEN.search(text) else SEPARATORS_OF_FIRMS
    return [part.strip() for part in re.split(between, text) if part.strip()]


def first_of_several(
    text: str, parts: Sequence[str], strange: str | None
) -> tuple[str, tuple[str, str] | None]:
    """Find the organization that counts of a cell.

    Parameters
    ----------
    text
        The cell.
    parts
        ``named_in_cell`` of it.
    strange
        The first of them that is no organization elsewhere; None where all are.

    Returns
    -------
    It, which is the whole cell where that is a name of its own, and what is told: an issue's code
    and its message, or None.
    """
    if len(parts) < 2:
        return text, None
    if strange is None or ALWAYS_BETWEEN.search(text):
        named = " and ".join(map(quoted, parts))
        told = f"{quoted(text)} is {named}: the first counts as the person's"
        return parts[0], (schema.SPLIT_CELL, told)
    if not PLAINLY_BETWEEN.search(text):
        return text, None
    kept = f"{quoted(text)} is kept as one organization, as {quoted(strange)} is none elsewhere"
    return text, (schema.READ_AS, f"{kept}: leave the one that counts")


def issue_of_several(cell: pd.Series, number: int, told: tuple[str, str]) -> Issues:
    """Tell of the first of a number of equal cells, by its code and message."""
    code, message = told
    often = with_noun(number, "such cell")
    return Issues(code, cell, schema.ORGANIZATION, f"{message} ({often})")


def _told_of(contacts: pd.DataFrame, code: np.ndarray, at: int, told: tuple[str, str]) -> Issues:
    rows = np.flatnonzero(code == at)
    return issue_of_several(contacts[schema.ORGANIZATION].iloc[rows[:1]], len(rows), told)
