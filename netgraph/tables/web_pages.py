"""Addresses of pages as they are compared: who has one page is one person, however it is copied."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import unquote

from netgraph.patterns import lazy_pattern

_PAGE_PREFIX: Final = lazy_pattern(r"^(?:https?:)?(?://)?(?:www\.)?", re.IGNORECASE)
_LINKEDIN: Final = lazy_pattern(r"^(?:[a-z0-9-]+\.)*linkedin\.com(?=[/?#:]|$)(?::\d+)?")
"""The host by any of its names: a country's, a telephone's."""
_PROFILE: Final = lazy_pattern(r"^linkedin\.com/+(?:mwlite/+)?in/+([^/?#]+).*$", re.DOTALL)
"""A person's page there; what follows are its parts and its languages."""
_OF_VISIT: Final = lazy_pattern(
    r"^(?:utm_\w*|fbclid|gclid|igshid?|mc_[ce]id|ref|refid|src|source|share|trk\w*|lang|locale"
    r"|originalsubdomain|hl)(?:=|$)"
)
"""What a query says of the visit and not of the page, folded."""


def page_address(text: str) -> str:
    """The address of a page without what differs from copy to copy; empty where there is nothing.

    Of LinkedIn's no query counts; elsewhere one may say whose page it is.

    Examples
    --------
    >>> page_address("https://uk.linkedin.com/in/Ann/?trk=x"), page_address("m.linkedin.com/in/ann")
    ('linkedin.com/in/ann', 'linkedin.com/in/ann')
    >>> page_address("https://www.uni.edu/people/?id=4&utm_source=mail#top")
    'uni.edu/people?id=4'
    """
    bare = _LINKEDIN.sub("linkedin.com", _PAGE_PREFIX.sub("", text.strip()).casefold())
    if _LINKEDIN.match(bare):
        whose = re.split(r"[?#]", _PROFILE.sub(r"linkedin.com/in/\1", bare), maxsplit=1)[0]
        # letters with accents are copied as they are, or as percent signs and numbers
        return unicodedata.normalize("NFC", unquote(whose)).casefold().rstrip("/")
    page, _, query = bare.partition("#")[0].partition("?")
    said = "&".join(part for part in query.split("&") if part and not _OF_VISIT.match(part))
    return page.rstrip("/") + (f"?{said}" if said else "")
