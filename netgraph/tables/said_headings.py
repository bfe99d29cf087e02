"""Headings that are sentences: "Who I talked to", "Where she works now", "First & last name"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    import re

_I: Final = "(?:i|ive|ihave|we|weve|wehave|you|youve|youhave|did(?:i|we|you)|have(?:i|we|you))"
_MEET: Final = (
    "(?:just)?(?:me?et|talk(?:ed)?|sp[eo]ke?|speak|spoken|chat(?:ted)?|contact(?:ed)?|call(?:ed)?"
    "|reach(?:ed)?|e?mail(?:ed)?|messaged?|interview(?:ed)?|saw|see|visit(?:ed)?|network(?:ed)?"
    "|connect(?:ed)?|wrote|written|approach(?:ed)?)"
)
_WORKS: Final = "(?:work(?:s|ing)?|employed)"
_THEY: Final = "(?:they(?:re|are)?|heshe|shehe|he|she|the(?:contact|person)|contact|person)"


class _Sentence(NamedTuple):
    """A way to put a heading, and the heading that means the same."""

    parts: tuple[str, ...]
    """Of which the heading has one, folded: most have none, and wait for no pattern."""
    pattern: re.Pattern[str]
    plain: str


_SENTENCES: Final = (
    _Sentence(
        ("who", "person", "people", "with", "edto", "oke", "viewee", "their"),
        lazy_pattern(
            f"(?:who|whom|(?:name(?:of)?)?(?:the)?(?:person|people)(?:who|whom|that)?){_I}{_MEET}"
            "(?:with|to|out ?to)?"
            f"|(?:person|people){_MEET}(?:with|to)?"
            "|(?:talked|spoke|spoken|chatted|networked|met)(?:to|with)"
            "|(?:informational|info)?(?:coffee|lunch|zoom)?(?:interview|coffee|lunch|zoom|chat|call"
            "|meeting|conversation)with(?:whom)?"
            "|interviewees?(?:full)?(?:name)?|their(?:full)?names?"
        ),
        "who i talked to",
    ),
    _Sentence(
        ("first",),
        lazy_pattern(
            "(?:whats|whatis)?(?:the|their|his|her|your)*(?:full)?names?"
            "(?:first(?:and)?last|lastfirst)"
            "|first(?:name)?(?:and)?last(?:names?)?|last(?:name)?(?:and)?first(?:names?)?"
        ),
        "full name",
    ),
    _Sentence(
        ("work", "employ", "their", "his", "her"),
        lazy_pattern(
            f"where(?:do|does|is|are)?(?:{_THEY})?(?:currently|now)?{_WORKS}(?:at|now|currently)?"
            f"|(?:{_THEY})?(?:currently|now)?{_WORKS}(?:currently|now)?(?:at|for)"
            "|(?:their|his|her|hisher)(?:current)?(?:compan(?:y|ies)|employers?|organi[sz]ations?"
            "|firms?|workplace)"
        ),
        "works at",
    ),
)
_OF_WORK: Final = frozenset(
    "school university college institution institute agency business hospital clinic practice "
    "startup workplace nonprofit ngo".split()
)
"""Folded words that say where somebody works beside another one, "Company / School"."""


def said_plainly(folded: str) -> str:
    """The heading, folded, that means the same as one that is a sentence; empty where none does.

    Examples
    --------
    >>> said_plainly("whoispokewith"), said_plainly("wherehesheworks"), said_plainly("whoknows")
    ('whoitalkedto', 'worksat', '')
    """
    for one in _SENTENCES:
        if any(part in folded for part in one.parts) and one.pattern.fullmatch(folded):
            return schema.folded(one.plain)
    return ""


def of_either(meant: list[str], own: dict[str, str]) -> str:
    """The standard column that the parts of a heading mean, which slashes keep apart.

    Empty where they mean several, or only one of them is known: "Email / Phone".

    Parameters
    ----------
    meant
        The parts, folded.
    own
        Folded names to the standard ones.

    Examples
    --------
    >>> own = {"company": "organization", "employer": "organization", "email": "email"}
    >>> of_either(["company", "school", "employer"], own), of_either(["email", "phone"], own)
    ('organization', '')
    """
    known = [own[part] for part in meant if part in own]
    if {*known} == {schema.ORGANIZATION}:
        known += [schema.ORGANIZATION for part in meant if part in _OF_WORK]
    one = len({*known}) == 1 and (len(known) == len(meant) or len(known) > 1)
    return known[0] if one else ""
