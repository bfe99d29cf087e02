"""Headings that say by their words who referred somebody, or who was referred, and what they hold.

"referred_by_customer_id", "Inviter e-mail" and "Recruited By (Member #)" are made of three parts: a
word for the role, words for people, and a word for what tells these apart.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

IDS: Final = "id"
EMAILS: Final = "email"
NAMES: Final = "name"
LONGEST_ROLE: Final = 60
"""Letters of a heading that may be one of a role."""
_PEOPLE: Final = (
    "(?:accounts?|affiliate|agent|alum(?:n[aiu]s?)?|applicant|associate|attendee|candidate|case|client"
    "|clinician|cliente?|consultant|contact|customer|distributor|doctor|donor|driver|employee"
    "|guest|individual|kunden?|member|membre|mitglied(?:er|s)?|node|participant|partner|patient"
    "|person|physician|player|profile|provider|rep|respondent|rider|staff|student|subject"
    "|subscriber|users?|volunteer|worker)"
)
_NUMBERS: Final = (
    "(?:ids?|identifier|no|nr|num|number|numero|nummer|code|key|uuid|guid|npi|handle|login)"
)
_HELD: Final = rf"(?:{_NUMBERS}|e?mail(?:address|id)?|(?:full|user|display)?names?)"
_PASSED_ON: Final = (
    r"(?:refer+ed|invited|recruited|infected|enrol+ed|sponsored|introduced|recommended|nominated"
    r"|vouchedfor|brought(?:in|along)?|signedup)"
)
_ABROAD: Final = (
    "(?:geworben|eingeladen|empfohlen|angesteckt)(?:von|durch)|(?:invit|parrain|recrut|infect)ee?par"
    "|(?:invitad|apadrinad|convidad|indicad|reclutad|recrutad|contagiad|infectad)[oa]por"
    "|(?:invitat|presentat|contagiat)[oa]da|(?:uitgenodigd|aangebracht|besmet)door"
)
_GIVERS: Final = rf"(?:{_PASSED_ON}by|{_ABROAD}|refer+er|invit[eo]r|infect[eo]r|introducer|parrain)"
_MAYBE_GIVERS: Final = (
    r"(?:recruiter|sponsor|enrol+er|upline|advis[eo]r|(?:added|registered|advised|exposed)by"
    r"|(?:source|index|parent)(?=case|patient|person|contact|member|user|node|id|$))"
)
"""Words that mean somebody else as well: a recruiter of a firm, a source that is no person."""
_GIVING: Final = r"(?:refer+ing|inviting|recruiting|infecting|sponsoring|introducing|enrol+ing)"
_TAKERS: Final = (
    r"(?:referred(?:to)?(?!by|from)|referee|invited(?!by)|invitee|recruit(?:ee)?(?!er|ed)"
    r"|recruited(?!by)|infected(?!by)|infectee|introducee|sponsored(?!by)|enrollee|nominee|candidate)"
)
_ROLE: Final = lazy_pattern(
    rf"(?:(?P<before>{_HELD})(?:of)?)?(?:the|who|was|their|your)*{_PEOPLE}?"
    rf"(?:(?P<sure>{_GIVERS}|{_GIVING}(?={_PEOPLE}|{_NUMBERS}))|(?P<maybe>{_MAYBE_GIVERS})"
    rf"|(?P<taker>{_TAKERS}))s?"
    rf"(?:the|new)?{_PEOPLE}?(?P<held>{_HELD})?"
)
_ROW: Final = lazy_pattern(rf"(?P<who>{_PEOPLE}?)(?P<held>{_HELD})|(?P<alone>{_PEOPLE})")

_WORDS_OF_HEADING: Final = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|#")
_ID_WORD: Final = lazy_pattern(_NUMBERS)


class Role(NamedTuple):
    """What a heading says of people beside the row's own."""

    refers: bool
    """Whether they referred somebody; else somebody referred them."""
    sure: bool
    """Whether the words mean nothing else."""
    holds: str
    """What tells these people apart: ids, e-mails or names."""


@functools.lru_cache(maxsize=1 << 12)
def role_of(called: str) -> Role | None:
    """The role that a heading says beyond its other words; None where it says none.

    Examples
    --------
    >>> role_of("referred_by_customer_id"), role_of("Recruiter e-mail")
    (Role(refers=True, sure=True, holds='id'), Role(refers=True, sure=False, holds='email'))
    >>> role_of("Invitee ID"), role_of("Invited by (date)"), role_of("Sponsor company")
    (Role(refers=False, sure=True, holds='id'), None, None)
    """
    folded = schema.folded(called)
    found = _ROLE.fullmatch(folded) if len(folded) <= LONGEST_ROLE else None
    if found is None:
        return None
    held = _kind_held(found["held"] or found["before"] or "")
    return Role(found["taker"] is None, found["maybe"] is None, held)


def surely_refer(called: Iterable[str], *, but: str) -> bool:
    """Whether some heading says beyond doubt who referred the row's person, one column apart.

    Examples
    --------
    >>> surely_refer(["Referral Source", "Referring Employee ID"], but="Referral Source")
    True
    """
    roles = (role_of(str(one)) for one in called if one != but)
    return any(role is not None and role.refers and role.sure for role in roles)


def _kind_held(word: str) -> str:
    if "mail" in word:
        return EMAILS
    return NAMES if word.endswith(("name", "names")) else IDS


@functools.lru_cache(maxsize=1 << 12)
def holds_of_row(called: str) -> tuple[str, str] | None:
    """Whom and what a heading of the row's own person says, folded; None where it says neither.

    Examples
    --------
    >>> holds_of_row("Employee ID"), holds_of_row("user_email"), holds_of_row("badge_no")
    (('employee', 'id'), ('user', 'email'), None)
    """
    found = _ROW.fullmatch(schema.folded(called)[:LONGEST_ROLE])
    if found is None:
        return None
    if found["alone"]:
        return found["alone"], IDS
    return found["who"], _kind_held(found["held"])


def says_id(called: str) -> bool:
    """Whether a heading says that its cells are ids, of whom or whatever.

    Examples
    --------
    >>> [says_id(called) for called in ("badge_no", "recruit", "MRN #", "degree", "casino")]
    [True, True, True, False, False]
    """
    role = role_of(called)
    if holds_of_row(called) is not None or (role is not None and not role.refers):
        return True
    words = [schema.folded(word) for word in _WORDS_OF_HEADING.findall(called)]
    return any(_ID_WORD.fullmatch(word) for word in words)


def is_name_beside(called: str, own: str) -> bool:
    """Whether a heading says the names of those whose ids another one holds.

    Examples
    --------
    >>> is_name_beside("Employee Name", "Employee ID"), is_name_beside("Firm Name", "User ID")
    (True, False)
    """
    one, other = holds_of_row(called), holds_of_row(own)
    return one is not None and other is not None and one == (other[0], NAMES)
