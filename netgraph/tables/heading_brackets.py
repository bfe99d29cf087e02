"""What brackets in headings say: most explain a column, some make it another one."""

from __future__ import annotations

import functools
import re
from typing import Final

from netgraph import schema
from netgraph.patterns import lazy_pattern

BRACKETS: Final = lazy_pattern(r"\(([^()]*)\)|\[([^\[\]]*)\]")
OTHER_THINGS: Final = (
    "phone",
    "mail",
    "url",
    "link",
    "company",
    "old",
    "previous",
    "former",
    "maiden",
    "second",
    "other",
    "export",
    "given",
    "records",
    "empty",
)
"""Folded words in brackets that make a column another one: "Contact (phone)"."""
WHOSE: Final = lazy_pattern(
    r"(?:(from|of|by|via) )?(?:the |my |their |his |her |your |our )?(.+?)(?:['\u2019]s)?"
)
"""What stands in a bracket, in small letters: "from Referred By", as Airtable heads lookups."""
EXPLAINS: Final = lazy_pattern(r"\b(?:who|whom|where|which|what|list|menu|drop|choose|column)\b")
"""Words behind a "from" that say how a column is filled in."""
MEANT_TO_BE: Final = lazy_pattern(
    r"(?:planned|plan|expected|scheduled|tentative|upcoming|intended|projected|future|geplant"
    r"|prévu|previsto)(?: (?:for|on|date|day|meeting|only))*"
)
"""Brackets that make a date one that is ahead."""
UNDONE: Final = lazy_pattern(
    r"(?:to be |not )?(?:planned|plan|requested|pending|possible|possibly|potential|maybe|tentative"
    r"|future|could be|might be|tbc|not yet|not done|backup|geplant|prévu|previsto)"
)
"""Brackets that make a referral one that nobody has made."""
OF_OTHERS: Final = lazy_pattern(
    r"(?:job )?applications?|(?:personal |executive )?assistant|secretary|sekretariat|pa|ea"
)
"""What is about no person of the row though a bracket names it."""
WAY_BACK_OF_LINKS: Final = lazy_pattern("reverse|inverse|back ?links?|rollup|synced")
"""What a program fills itself, beside the column that is filled in."""
RELATED: Final = lazy_pattern(r"\s*related to \S.*\(", re.IGNORECASE)
"""The same as Notion heads it: "Related to People (Referred by)"."""
OF_REFERRERS: Final = "it is the referrer's, not the person's own"
OF_ANOTHER: Final = "the brackets say that it is about another"
OF_A_PLAN: Final = "the brackets say that it is a plan"
"""Why a column is none of those that its heading names without the brackets."""


@functools.cache
def spelled_names(*standards: str) -> frozenset[str]:
    """What columns of contacts may go by without a look at their cells, folded."""
    columns = [c for c in schema.CONTACTS_TABLE.columns if c.name in standards]
    return frozenset(schema.folded(name) for c in columns for name in (c.name, *c.aliases))


def outside(heading: str) -> str:
    """A heading without its brackets."""
    return BRACKETS.sub(" ", heading)


def inside(heading: str) -> str:
    """What stands in the brackets of a heading."""
    return " ".join("".join(groups) for groups in BRACKETS.findall(heading)).strip()


def another_thing(heading: str) -> str:
    """Why the brackets of a heading make it another one; empty where they only explain it.

    Examples
    --------
    >>> another_thing("Email (from Referred By)"), another_thing("Met on (dd/mm)")
    ("it is the referrer's, not the person's own", '')
    """
    found = WHOSE.fullmatch(" ".join(inside(heading).casefold().split()))
    if found is None:
        return ""
    base = schema.folded(outside(heading))
    if UNDONE.fullmatch(found[0]) and base in spelled_names(*schema.SIDES):
        return OF_A_PLAN
    if WAY_BACK_OF_LINKS.fullmatch(found[0]) or RELATED.match(heading):
        return OF_ANOTHER
    if re.sub(r"no$|\d+$", "", base) in spelled_names(*schema.SIDES):
        # a lookup of who referred the referrer; "from whom" and "from the list" explain
        return OF_ANOTHER if found[1] == "from" and not EXPLAINS.search(found[2]) else ""
    if MEANT_TO_BE.fullmatch(found[0]) and base in _names_of_events():
        return OF_A_PLAN
    # a sheet may have a row a referrer: "Name (referrer)", "Referred to"
    own = base in spelled_names(schema.NAME, schema.CONTACT_ID, schema.SOURCE, schema.NOTES)
    return "" if own and found[1] != "from" else _whose(base, found)


def _whose(base: str, found: re.Match[str]) -> str:
    """Why a column, folded, is not the person's own by what its bracket says."""
    subject = schema.folded(found[2])
    if subject.removesuffix("s") in spelled_names(schema.REFERRED_BY):
        return OF_REFERRERS
    if found[1] == "from" and _is_organization(subject):
        kept = spelled_names(schema.ORGANIZATION, schema.NAME, schema.FIELD)
        return "" if base in kept else OF_ANOTHER
    return OF_ANOTHER if OF_OTHERS.fullmatch(found[2]) else ""


def of_organization(heading: str) -> bool:
    """Whether a heading is a lookup of an organization's name: "Name (from Companies)"."""
    found = WHOSE.fullmatch(" ".join(inside(heading).casefold().split()))
    base = schema.folded(outside(heading))
    return (
        found is not None
        and found[1] == "from"
        and _is_organization(schema.folded(found[2]))
        and base in spelled_names(schema.ORGANIZATION, schema.NAME)
    )


def _is_organization(subject: str) -> bool:
    names = spelled_names(schema.ORGANIZATION)
    return bool({subject, subject.removesuffix("s"), re.sub("ies$", "y", subject)} & names)


@functools.cache
def _names_of_events() -> frozenset[str]:
    """What columns of dates of contacts may go by, folded."""
    return frozenset(
        schema.folded(name)
        for c in schema.CONTACTS_TABLE.columns
        if c.kind == "date"
        for name in (c.name, *c.aliases, *c.fitting)
    )
