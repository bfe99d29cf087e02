"""What stands before or behind a name to say how it came: "via Ann Lee", "intro by Ann Lee".

People who ask themselves "How did we meet" answer so. What remains is a person only where somebody
is called so, which is asked in ``linking.referrers``.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from netgraph.patterns import lazy_pattern

_GIVEN: Final = (
    r"(?:(?:was|were|got|been|first|re)[ -])*"
    r"(?:met|introduced|introduction|intro(?:'?d)?|referr?ed|referral|recommended|recommendation|"
    r"suggested|suggestion|connected|connection|contact|name[ds]?|lead|tip|mentioned|found|heard|"
    r"warm intro(?:duction)?|passed on|put in touch|got (?:the |their |his |her )?name|"
    r"heard of (?:them|him|her)|pointed (?:to (?:them|him|her))?)(?: (?:to )?(?:me|us|them))?"
)
"""Words, without accents, for what was done, before the word that joins a name to them."""
_LEADS: Final = (
    # English
    rf"{_GIVEN}(?=\s*[:-]\s)",
    rf"(?:{_GIVEN} )?(?:via|through|thru|by way of|by|from|thanks to|courtesy of|c/o)",
    # German
    (
        r"(?:(?:kontakt|empfehlung|empfohlen|vermittelt|vorgestellt|kennengelernt|bekannt|tipp|"
        r"hinweis|weitergeleitet|name) )?(?:uber|durch|von|dank|via)"
    ),
    # French
    (
        r"(?:(?:recommandee?|presentee?|rencontree?|connue?|contact|introduite?|mise? en relation|"
        r"recommandation|nom donne) )?"
        r"(?:par l['’]intermediaire d['’e]|par le biais d['’e]|par|grace a|de la part d['’e]|via)"
    ),
    # Spanish, Portuguese
    (
        r"(?:(?:recomendad[oa]|presentad[oa]|referid[oa]|contacto|conocid[oa]|apresentad[oa]|"
        r"indicad[oa]|indicacao|contato|conhecid[oa]) )?"
        r"(?:a traves de|atraves d[aeo]|gracias a|gracas a|por medio de|por meio d[aeo]|mediante|"
        r"por|de parte de|pel[ao]|d[aeo])"
    ),
    # Italian
    (
        r"(?:(?:presentat[oa]|consigliat[oa]|raccomandat[oa]|contatto|conosciut[oa]) )?"
        r"(?:tramite|attraverso|grazie a|per mezzo di|da parte di|da|di)"
    ),
    # Dutch, Nordic languages, Polish
    (
        r"(?:(?:voorgesteld|doorverwezen|aanbevolen|contact|introductie) )?"
        r"(?:door|dankzij|op aanraden van|van|via)"
    ),
    (
        r"(?:(?:anbefalt|anbefalet|introduceret|introdusert|introducerad|presentert|kontakt|tips) "
        r")?(?:gjennom|gennem|genom|takket v(?:æ|ae)re|tack vare|fra|fran|av|af)"
    ),
    r"(?:(?:polecon[ya]|polecenie|kontakt) )?(?:przez|dzieki|poprzez|od)",
    # Russian
    r"(?:(?:контакт|знакомство|рекомендация) )?(?:через|от|благодаря)",
)
_LEAD: Final = lazy_pattern(
    rf"(?:->|→|=>)?\s*(?:(?:{'|'.join(_LEADS)})(?:\s*[:-])?\s+|通过\s*|通過\s*|经由?\s*)(?=\S)"
)
_AFTER: Final = lazy_pattern(
    r"\s+(?:introduced|referred|recommended|connected|sent|told|pointed) (?:me|us)"
    r"(?: to (?:them|him|her))?\s*$"
    r"|['’]s (?:intro(?:duction)?|referral|recommendation|suggestion|contact|tip)\s*$"
    r"|\s*(?:さん|様|氏|先生)?(?:の紹介|からの紹介|経由)\s*$|\s*(?:的)?介绍\s*$|\s*(?:님)?\s*소개\s*$"
)
LONGEST_LED: Final = 300
"""Letters of a cell up to which it is looked at for such words."""


def without_lead(text: str) -> str:
    """A name without the words that say how it came; empty where there are none.

    Examples
    --------
    >>> [without_lead(text) for text in ("via Ann Lee", "Intro by: Ann Lee (Acme)", "Ann Lee")]
    ['Ann Lee', 'Ann Lee (Acme)', '']
    >>> without_lead("\u00fcber Ann Lee"), without_lead("Ann Lee introduced us")
    ('Ann Lee', 'Ann Lee')
    """
    if len(text) > LONGEST_LED:
        return ""
    said = unicodedata.normalize("NFC", text).strip()
    # letter by letter, so that places in what is compared are places in the text
    plain = "".join(_small_letter(letter) for letter in said)
    lead = _LEAD.match(plain)
    if lead:
        return said[lead.end() :].strip()
    behind = _AFTER.search(plain)
    return said[: behind.start()].strip() if behind else ""


def _small_letter(letter: str) -> str:
    """A letter in small and without its accent, as one letter."""
    # syllables of Hangul are no letters with accents
    apart = unicodedata.normalize("NFD", letter.casefold()) if letter < "\u1100" else letter
    return apart[:1] or letter
