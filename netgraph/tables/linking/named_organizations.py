"""Organizations that stand where a person is asked for: "Birch" as who gave a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.organization_names import key
from netgraph.tables.issues import LONGEST_SAID, quoted
from netgraph.wording import with_noun

if TYPE_CHECKING:
    import pandas as pd

MOST_STUBS: Final = 10_000
MOST_ORGANIZATIONS: Final = 50_000
"""Stubs, and organizations with the most contacts, that are compared by name."""


def stubs_like_organizations(stubs: pd.Series, contacts: pd.DataFrame) -> dict[str, int]:
    """Stubs that are called like organizations of contacts, with the number of contacts there."""
    if stubs.empty or schema.ORGANIZATION not in contacts.columns:
        return {}
    keys = {str(stub): key(str(stub)) for stub in stubs.iloc[:MOST_STUBS]}
    counts = contacts[schema.ORGANIZATION].value_counts()
    # an organization has one spelling in all rows by now, but for legal forms and case
    found = dict.fromkeys(keys.values(), 0)
    for spelling, n in counts.iloc[:MOST_ORGANIZATIONS].items():
        if (one := key(str(spelling))) in found:
            found[one] += int(n)
    return {stub: found[one] for stub, one in keys.items() if found[one]}


def as_organization(text: str, contacts: int, column: str) -> str:
    """What is told of a stub that is called like an organization."""
    said = f"{quoted(text)} is an organization of {with_noun(contacts, 'contact')}, not a person"
    if len(text) > LONGEST_SAID:
        return f"{said}; added as a stub: write who there gave the name"
    blank = quoted(f"{column}:{text}=blank")
    return f"{said}; added as a stub: write who there gave the name, or say --value {blank}"
