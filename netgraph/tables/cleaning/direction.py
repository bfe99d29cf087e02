"""Which way round a heading names people: those who referred somebody, or whom somebody referred.

An advice that turns the direction round would be followed, and every ranking be wrong in silence.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.heading_brackets import spelled_names
from netgraph.tables.issues import quoted

_DOES: Final = (
    r"(?:refer|introduc|recommend|connect|suggest|mention|point|pass|name[ds]?\b|told|tell|gave|"
    r"give|sent|send|put)\w*"
)
"""A word for giving somebody's name."""
_INTRODUCED: Final = lazy_pattern(r"\bintro ?(?:d|ed)\b")
"""Short for introduced: intro'd, introed."""
THEY_ARE_ASKED: Final = lazy_pattern(
    # "who introduced me to them", "person that referred me", "wer hat mich vermittelt"
    rf"\b(?:who|that|which|whoever)(?: (?:has|had|have|first|originally|kindly))* {_DOES}"
    r"|\b(?:wer|qui|quien|chi|quem)\b"
    # "referred me to them", "introduced us to this person": the row is who was named
    r"|\b(?:me|us|you) (?:to|with|about) (?:them|him|her|this|the)\b"
)
"""Headings that ask who gave the name of the row's person."""
THEY_ANSWER: Final = lazy_pattern(
    # "suggested I talk to", "said to call", "who else to meet"
    r"\bi (?:should|could|can|must) (?:talk|speak|meet|call|contact|write|reach|see|ask|email)\b"
    r"|(?<!did )\bi (?:talk|speak|call|contact|write)\b"
    r"|\b(?:names? of )?new (?:names?|leads|contacts|people|referrals)\b(?! (?:by|from)\b)"
    r"|\b(?:names?|people|leads|contacts) (?:that )?i (?:got|received|collected|was given)\b"
    rf"|\b(?:{_DOES}|said|says|advised|else|next|people|names?|whom?)(?: (?:me|us))? to "
    r"(?:talk|speak|meet|call|contact|write|reach|see|ask|email)\b|"
    rf"\b(?:they|he|she)(?: (?:ve|have|has|had|did|also|already|then|can|could|would))* {_DOES}"
    rf"|\b{_DOES} (?:me|us|you)(?: (?:on|over|further|in touch))? (?:to|with|about)\b"
    rf"|\b{_DOES} (?:me|us|you) (?:the )?(?:names?|contacts?|people)\b"
    r"|\b(?:referred|introduced|connected|sent|directed) (?:the )?(?:student|seeker|client|"
    r"candidate|mentee|applicant)s? (?:on )?to\b"
    r"|\b(?:referrals?|introductions?|intros?|names?|contacts?|people|leads)"
    r"(?: \d{1,2})? (?:given|made|provided|suggested|offered)\b(?! (?:by|to|from)\b)"
    r"|\b(?:referred|introduced|recommended|connected|passed|intros?|introductions?)"
    r"(?: on| over)? (?:to|with)\b(?! (?:me|us|you|them|him|her)\b)"
    r"|\b(?:empfohlen|weiterempfohlen|vermittelt|verwiesen|vorgestellt) an\b"
    r"|\b(?:recommandee?|presentee?|recomendad[oa]|presentad[oa]|raccomandat[oa]|presentat[oa]) a\b"
    r"|\b(?:doorverwezen|verwezen) naar\b"
    # "weitere Kontakte genannt", "hat mir empfohlen", "il m'a donné", "me presentó", "mi ha dato"
    r"|\b(?:weitere|neue|andere|genannte) (?:kontakte|namen|leute|personen)\b(?! von\b)"
    r"|\b(?:kontakte|namen|personen) (?:genannt|erhalten|bekommen)\b(?! von\b)"
    r"|\bha(?:t|ben) (?:mir|mich|uns)(?: \w+)? (?:genannt|empfohlen|vermittelt|vorgestellt"
    r"|verwiesen)\b"
    r"|\b(?:nannten?|empfahl(?:en)?) (?:mir|uns)\b"
    r"|\b(?:m|nous) (?:a|ont) (?:donn|recommand|present|indiqu|conseill|orient|envoy)\w+"
    r"|\b(?:noms?|contacts?) (?:donnes?|recus?|obtenus?|suggeres?|recommandes?|transmis)\b"
    r"(?! par\b)"
    r"|\b(?:nouveaux|autres) (?:noms|contacts)\b(?! (?:par|de)\b)"
    r"|\b(?:me|nos) (?:dio|dieron|recomendo|presento|paso|menciono|sugirio|deu|deram|indicou"
    r"|apresentou|recomendou|passou)\b"
    r"|\b(?:nuevos|otros|novos|outros) (?:contactos|contatos|nombres|nomes)\b(?! (?:de|por)\b)"
    r"|\b(?:mi|ci) (?:ha|hanno) (?:dato|consigliato|presentato|indicato|segnalato)\b"
    r"|\b(?:nuovi|altri) (?:contatti|nomi)\b(?! (?:da|di)\b)"
    r"|\b(?:gaf|gaven|noemde|noemden) (?:mij|me|ons)\b"
    r"|\b(?:nieuwe|andere) (?:contacten|namen)\b(?! van\b)"
)
"""Headings of those whose names the row's person gave."""


NOT_DONE: Final = lazy_pattern(
    # plans, possibilities, negations: "to be introduced by", "backup referrer", "not referred by"
    r"\bto be \w+|\b(?:will|would|might|may|could|can)(?: be)? (?:introduc|refer|recommend|connect"
    r"|suggest|send|put|mention)\w*|\b(?:could|may|might|will|would|should) be\b"
    r"|\b(?:possible|possibly|potential|potentially|planned|requested|backup|back up|alternate"
    r"|desired|hoped|wanted|not|never|nobody|pending|unconfirmed)\b"
    r"|\b(?:who|whom|names|people|contacts)(?: \w+)? to ask\b|\bask (?:about|for)\b"
    # what the seeker did: "introduced by me to", "I introduced to", "durch mich"
    r"|\bby (?:me|us|myself)\b"
    r"|\bi (?:ve |have )?(?:introduced|referred|recommended|sent|connected)\b"
    r"|\b(?:durch|von) mich\b|\bvon mir\b|\bpar moi\b|\bpor mi\b|\bda me\b|\bdoor mij\b"
    r"|\b(?:nicht|geplant|moglicher?|prevu|previsto|nunca)\b"
    r"|\bwho (?:introduced|referred) whom\b"
)
"""Headings of referrals that nobody made yet, or that the seeker made."""
WAY_BACK: Final = lazy_pattern(
    r"\s*(?:from field\s*:|(?:reverse|inverse|backlinks?)(?: of)?\s*:)\s*(.+?)\s*", re.IGNORECASE
)
"""How programs head the way back of links: who is linked to by others under that heading."""
SAY_GIVERS: Final = lazy_pattern(
    r"\b(?:by|via|from|through|thru|thanks|who|whom|how|source|referrer|introducer|connector|von|"
    r"durch|uber|par|por|da|door|av|af|przez|wie|woher|comment|como|come|hoe|wer|qui|quien|chi|quem)"
    r"\b"
)
"""Headings that speak of who gave the name of the row's person, or of how that one was found."""


def side_said(called: str) -> str:
    """The column of contacts that a heading of people may be: ``referred_by`` or ``referred_to``.

    Examples
    --------
    >>> side_said("People they referred me to"), side_said("Who referred me to them?")
    ('referred_to', 'referred_by')
    """
    return side_of_heading(called) or schema.REFERRED_BY


def other_side(called: str, side: str) -> str:
    """What to say instead, where a heading leaves it open who named whom; empty where it says it.

    Examples
    --------
    >>> other_side("Leads", "referred_by")
    "; if the row's person gave these names, say --map 'referred_to=Leads' instead"
    >>> other_side("Who referred me", "referred_by")
    ''
    """
    if side_of_heading(called):
        return ""
    turned = next(name for name in schema.SIDES if name != side)
    gave = (
        "the row's person gave these names"
        if turned == schema.REFERRED_TO
        else "these people gave the name of the row's person"
    )
    return f"; if {gave}, say --map {quoted(f'{turned}={called}')} instead"


def bare_words(called: str) -> str:
    """The words of a heading in small letters, without accents and signs."""
    plain = unicodedata.normalize("NFKD", called).casefold()
    letters = "".join(ch for ch in plain if not unicodedata.combining(ch))
    spaced = " ".join("".join(ch if ch.isalnum() else " " for ch in letters).split())
    return _INTRODUCED.sub("introduced", spaced)


def side_of_heading(called: str) -> str:
    """The same; empty where a heading says neither.

    Examples
    --------
    >>> side_of_heading("How did we meet"), side_of_heading("Leads")
    ('referred_by', '')
    """
    if back := side_of_way_back(called):
        return back
    words = bare_words(called)
    if THEY_ARE_ASKED.search(words):
        return schema.REFERRED_BY
    if THEY_ANSWER.search(words):
        return schema.REFERRED_TO
    return schema.REFERRED_BY if SAY_GIVERS.search(words) else ""


def side_of_way_back(called: str) -> str:
    """The side of a column that a program fills with the way back of links; empty of any other.

    Examples
    --------
    >>> side_of_way_back("From field: Introduced by"), side_of_way_back("Introduced by")
    ('referred_to', '')
    >>> side_of_way_back("Backlinks: Referred to")
    'referred_by'
    """
    found = WAY_BACK.fullmatch(called)
    if found is None:
        return ""
    own = found[1]
    named = (side for side in schema.SIDES if schema.folded(own) in spelled_names(side))
    side = next(named, "") or side_of_heading(own)
    return next((one for one in schema.SIDES if side and one != side), "")
