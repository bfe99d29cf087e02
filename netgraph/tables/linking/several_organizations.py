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
    from collections.abc import Collection, Sequence

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
    # a list a spelling: its organizations, one where it is a name of its own
    parts = {int(at): _named_in_cell(str(words.iloc[at])) for at in np.flatnonzero(likely)}
    split = {
        at: of
        for at, of in parts.items()
        if len(of) > 1
        and (_are_known(of, known) == len(of) or ALWAYS_BETWEEN.search(words.iloc[at]))
    }
    kept = [
        at
        for at, of in parts.items()
        if at not in split and len(of) > 1 and PLAINLY_BETWEEN.search(words.iloc[at])
    ]
    said = [words.iloc[at] if at not in split else split[at][0] for at in range(len(words))]
    issues = [
        *(_told_of(contacts, code, at, _apart(words.iloc[at], of)) for at, of in split.items()),
        *(_told_of(contacts, code, at, _whole(words.iloc[at], parts[at], known)) for at in kept),
    ]
    if not split:
        return contacts, tuple(issues)
    firsts = pd.array(said, dtype="str").take(code, allow_fill=True)
    return contacts.assign(**{schema.ORGANIZATION: firsts}), tuple(issues)


def first_where_plain(organizations: pd.Series) -> pd.Series:
    """Organizations, of cells that plainly hold several the first, whatever other rows hold.

    ``first_organizations`` says the same of such cells; here each is read by itself.
    """
    if not may_hold(organizations, ";", "\n"):
        return organizations
    # bool[cells], by arrow: Python looks singly at the few
    likely = organizations.str.contains(r"[;\n]", regex=True).fillna(value=False)
    kept = organizations.copy()
    kept[likely] = [
        next(iter(_named_in_cell(cell)), cell) if ALWAYS_BETWEEN.search(cell) else cell
        for cell in organizations[likely]
    ]
    return kept


def _named_in_cell(text: str) -> list[str]:
    """The organizations of a cell; beside a plainer sign a comma is part of a name."""
    between = ALWAYS_BETWEEN if ALWAYS_BETWEEN.search(text) else SEPARATORS_OF_FIRMS
    return [part.strip() for part in re.split(between, text) if part.strip()]


def _are_known(parts: Sequence[str], known: Collection[str]) -> int:
    """How many parts are organizations elsewhere."""
    return sum(key(part) in known for part in parts)


def _apart(text: str, parts: Sequence[str]) -> tuple[str, str]:
    named = " and ".join(map(quoted, parts))
    return schema.SPLIT_CELL, f"{quoted(text)} is {named}: the first counts as the person's"


def _whole(text: str, parts: Sequence[str], known: Collection[str]) -> tuple[str, str]:
    first = next(part for part in parts if key(part) not in known)
    kept = f"{quoted(text)} is kept as one organization, as {quoted(first)} is none elsewhere"
    return schema.READ_AS, f"{kept}: leave the one that counts"


def _told_of(contacts: pd.DataFrame, code: np.ndarray, at: int, said: tuple[str, str]) -> Issues:
    rows = np.flatnonzero(code == at)
    issue_code, message = said
    cells = contacts[schema.ORGANIZATION].iloc[rows[:1]]
    often = with_noun(len(rows), "such cell")
    return Issues(issue_code, cells, schema.ORGANIZATION, f"{message} ({often})")
