"""Names of files and sheets that say what is in them, or when, and are nobody's name."""

from __future__ import annotations

from typing import Final

from netgraph.patterns import lazy_pattern

WORDS_OF_PARTS: Final = frozenset(
    {"contact", "contacts", "referral", "referrals", "people", "network", "networking", "leads"}
    | {"connections", "outreach", "list", "sheet", "table", "export", "import", "data", "crm"}
    | {"part", "page", "batch", "file", "copy", "backup", "old", "new", "all", "my", "of", "and"}
    | {"alumni", "linkedin", "friends", "family", "work", "events", "event", "year", "q", "v"}
    | {"spring", "summer", "fall", "autumn", "winter", "jan", "feb", "mar", "apr", "may", "jun"}
    | {"jul", "aug", "sep", "sept", "oct", "nov", "dec", "january", "february", "march", "april"}
    | {"june", "july", "august", "september", "october", "november", "december"}
)
"""Words of names of files that say what is in them, or when, and are nobody's name."""
_WORDS_OF_NAMES: Final = lazy_pattern(r"[^\W\d_]+")
_A_DATE: Final = lazy_pattern(r"^(?:19|20)\d\d(?:$|\D)|\d{1,4}[-_.]\d")


def names_a_part(name: str) -> bool:
    """Whether the name of a file says what it holds or when, and no person: "contacts (2)"."""
    words = [word.casefold() for word in _WORDS_OF_NAMES.findall(name)]
    return all(word in WORDS_OF_PARTS for word in words) and (
        bool(words) or _A_DATE.search(name) is not None
    )
