"""Words in a cell for people that name nobody: empty words, the seeker, a source or platform."""

from __future__ import annotations

import re
from typing import Final

from netgraph import schema
from netgraph.tables.person_names import fold

EMPTY_WORDS: Final = frozenset(
    "n/a na n.a. n.a #n/a #na none null nil nan nobody noone nothing unknown unk tbd tba tbc "
    "undefined".split()
) | {
    "no one",
    "not applicable",
    "not known",
    "not available",
    "dont know",
    "no referral",
    "no referrer",
    "no idea",
    "not sure",
    "no name",
    "no company",
    "(blank)",
    "(none)",
}
"""Words, folded, for a cell that says nothing."""
_STILL: Final = re.compile(
    r"(?:,? (?:as )?yet|,? (?:so far|(?:for|until|till|up to|right) now|at (?:the moment|present)))"
    r"[^\w]*$"
)
"""Behind an empty word, folded: it may be filled in one day."""
_NOT_STILL: Final = frozenset({"no", "not", "not met", "nobody met", "unassigned", "not assigned"})
"""Words, folded, that are empty ones before "yet" alone."""
_MARKS_ABOVE: Final = re.compile(
    '^[\\s.\u2013\u2014-]*(?:["\u201c\u201d\u201e\u201f\u2033\u3003\u00ab\u00bb\uff02]+'
    "|''|,,|\u2019\u2019|``|\u00b4\u00b4|\\^+|\u2191+)(?:[\\s.\u2013\u2014\"-]*)$"
)
"""Marks that stand for the cell above."""
_WORDS_ABOVE: Final = frozenset("ditto dito dto idem same above".split()) | {
    *("as above", "same as above", "see above", "id above", "same as row above", "wie oben"),
    *("same here", "same person", "same one", "same again", "same company", "siehe oben", "s.o"),
    *("as before", "same as before", "same as last", "as previous", "same as previous"),
}
"""Words, folded, that stand for the cell above."""
SEEKER_WORDS: Final = frozenset("me self myself mich ich moi".split()) | {"by myself"}
"""Words, folded, for the person whose search it is."""
_PLATFORMS: Final = {
    schema.folded(name): name
    for name in (
        *("LinkedIn", "Facebook", "Twitter", "Instagram", "XING", "Indeed", "Glassdoor"),
        *("Google", "Meetup", "Slack", "Discord", "GitHub", "Wellfound", "AngelList", "Handshake"),
        *("Reddit", "TikTok", "WhatsApp", "Telegram", "Monster", "StepStone", "ZipRecruiter"),
        *("Dice", "Upwork", "Lunchclub", "Clubhouse", "YouTube", "Craigslist", "Eventbrite"),
    )
}
"""Platforms by their folded names, as they are written."""
_PLACES: Final = frozenset(
    "alumni alumnus alumna event events conference conferences fair fairs directory cold meetup "
    "meetups website websites web webinar internet online newsletter newspaper hackathon workshop "
    "family friend friends recruiter recruiters recruiting headhunter agency advert ad ads "
    "outreach inmail email jobboard jobfair networking expo tradeshow forum podcast "
    "school university college classmate classmates colleague colleagues".split()
)
"""Words for how people are found: alone or with those below they are a source."""
_BESIDE: Final = frozenset(
    "career careers job jobs board boards office center centre service services club group groups "
    "association society network database search post posting postings page site list mail call "
    "calls calling message messages messaging msg msgs dm dms sent contact contacts application "
    "applications applied apply trade show professional industry company local virtual former old "
    "via from through on at the my a an of in by connection connections request feed".split()
)
"""Words that say nothing of a person beside such a word."""
_COMPOUNDS: Final = frozenset(
    {
        "career office",
        "career center",
        "career centre",
        "career services",
        "job board",
        "job search",
    }
    | {"job posting", "job site", "company website", "career site", "careers page"}
)
_SIGNS: Final = re.compile(r"[^\w\s'-]+|_+")
_NO_WORD: Final = re.compile(r"^[\W_]*$")


def is_empty_word(text: str) -> bool:
    """Whether a cell says that there is nobody, or nothing at all.

    Examples
    --------
    >>> is_empty_word("N/A"), is_empty_word("none yet"), is_empty_word("Ann")
    (True, True, False)
    """
    folded = fold(text)
    stem = _STILL.sub("", folded)
    if stem != folded and stem in _NOT_STILL:
        return True
    # "N / A" and "(none)": neither blanks nor signs count
    letters = "".join(c for c in stem if c.isalnum())
    return bool(_NO_WORD.match(folded)) or stem in EMPTY_WORDS or letters in EMPTY_WORDS


def repeats_above(text: str) -> bool:
    """Whether a cell stands for the one above it, which nobody can know once a sheet was sorted.

    Examples
    --------
    >>> repeats_above('"'), repeats_above("Same as above"), repeats_above("Ann")
    (True, True, False)
    """
    return bool(_MARKS_ABOVE.match(text)) or fold(text).strip(".:;,!()[] -") in _WORDS_ABOVE


def is_seeker_word(text: str) -> bool:
    """Whether a cell means the person whose search it is."""
    # a small i is rather an id among a, b, c
    return text.strip() == "I" or fold(text).strip(".!()[] ") in SEEKER_WORDS


def source_in(text: str) -> str:
    """The source that a cell names, as sources are written; empty where it names none.

    Examples
    --------
    >>> source_in("linked-in"), source_in("Career Fair"), source_in("via LinkedIn"), source_in("Al")
    ('LinkedIn', 'Career Fair', 'LinkedIn', '')
    """
    folded = " ".join(_SIGNS.sub(" ", fold(text)).split()).replace("e mail", "email")
    words = folded.split()
    if not words:
        return ""
    whole = _PLATFORMS.get(schema.folded(folded))
    if whole:
        return whole
    known = [w for w in words if w in _PLACES or w in _PLATFORMS]
    if folded not in _COMPOUNDS and not known:
        return ""
    if any(w not in _PLACES and w not in _PLATFORMS and w not in _BESIDE for w in words):
        return ""
    while len(words) > 1 and words[0] in ("via", "from", "through", "on", "at", "the", "by", "my"):
        words = words[1:]
    # "via LinkedIn" is LinkedIn; other words stay as they were written
    if len(words) == 1:
        return _PLATFORMS.get(words[0], words[0])
    return " ".join(text.split())
