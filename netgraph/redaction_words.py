"""What redacted networks call people and organizations, and organizations inside such words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.frames import values
from netgraph.organization_names import key
from netgraph.patterns import lazy_pattern
from netgraph.pseudonyms import Codes, initials_of, letters, numbered_initials
from netgraph.pseudonyms import code_of as _code
from netgraph.shared_words import named_after, with_code, without_organizations

if TYPE_CHECKING:
    from collections.abc import Callable

    from netgraph.arrays import Longs
    from netgraph.choices import Redaction

_BRACKET: Final = lazy_pattern(r"\((?!row \d+\))([^()]*)\)")
"""What stands in brackets; the mark of a namesake's row is no organization."""
_PLACE: Final = lazy_pattern(
    # "Yan, CEO of Acme", "Yan - Acme's"; "Eve from Acme", "Eve bei Acme"
    r"(?:(?:,|;|:|\||/|\s[-\u2013\u2014])\s[^,]*?\s(?:of|with|for)|\s(?:at|from|bei|chez|presso))\s+(?=\S)"
)
"""Behind it stands where somebody is, known elsewhere or not."""
HIDING_NAMES: Final = ("names", "all")
"""Redactions by which everybody is called by a code of their own."""
HIDING_ORGANIZATIONS: Final = ("organizations", "all")
SHORTEST_NAME: Final = 4
"""Letters of a name that is looked for in the organization of its bearer."""


def named_after_people(contacts: pd.DataFrame, known: pd.Series) -> set[str]:
    """Organizations called after people: those in them, or anybody whose whole name they have.

    Parameters
    ----------
    contacts
        Some people, or all.
    known
        The organizations of all, each once.
    """
    firms = values(contacts, schema.ORGANIZATION)
    names = values(contacts, schema.NAME).fillna(contacts[schema.CONTACT_ID])
    # int64[n]: the number of each one's organization; each different one is folded once
    number, firms_once = pd.factorize(firms)
    folded = [str(firm).casefold() for firm in firms_once]
    after_own = {
        str(firms_once[firm])
        for firm, name in zip(number.tolist(), names.str.strip().tolist(), strict=True)
        if firm >= 0 and len(name) >= SHORTEST_NAME and name.casefold() in folded[firm]
    }
    return after_own | {*known[named_after(known, names)]}


def each_organization(firms: pd.Series, targets: pd.DataFrame | None) -> pd.Series:
    """All organizations of contacts and targets, each once."""
    wanted = [] if targets is None else [targets[schema.ORGANIZATION]]
    return pd.Series(pd.concat([firms, *wanted]).dropna().drop_duplicates())


def hidden_firms(
    firms: pd.Series, after_people: set[str], coded: Codes, *, hide_all: bool
) -> pd.Series:
    """Organizations by codes: all of them, or those that are called after people."""
    if not hide_all and not after_people:
        return firms
    codes = coded.words(firms, "organization")
    return codes if hide_all else firms.mask(firms.isin(after_people), codes)


def first_words(
    what: Redaction, people: pd.DataFrame, code: Longs, known: pd.Series, coded: Codes
) -> tuple[pd.Series, pd.Series]:
    """Ids and names of some people as they are shown, before those that are alike are told apart.

    Parameters
    ----------
    what
        What to hide.
    people
        A row each: id, name, organization, and who is a stub.
    code
        ``int64[people]``: the numbers of their ids.
    known
        The organizations of all, each once.
    coded
        The key.
    """
    ids, names = people[schema.CONTACT_ID], people[schema.NAME]
    if what in HIDING_NAMES:
        ids = pd.Series(letters(code), index=ids.index)
        return ids, ("Person " + ids).where(names.notna())
    if what == "initials":
        called = names.fillna(ids)
        return pd.Series([initials_of(str(name)) for name in called], ids.index, dtype="str"), names
    return (
        words_without_organizations(ids, people, known, coded),
        words_without_organizations(names, people, known, coded),
    )


def alike_apart(
    what: Redaction,
    first: tuple[pd.Series, pd.Series],
    ids: pd.Series,
    before: pd.Series,
    alike: pd.Series,
    coded: Codes,
) -> tuple[pd.Series, pd.Series]:
    """Ids and names as they are shown, the ids each of one person.

    Parameters
    ----------
    what
        What to hide: initials or organizations, by which several may be called alike.
    first
        What ``first_words`` gives.
    ids
        The ids before.
    before, alike
        Of how many with the same first word the code is smaller, and how many have that word.
    coded
        The key.
    """
    shown, names = first
    if what == "initials":
        shown = numbered_initials(shown, before)
        # Who has no name gets none: answers show the id there, which is a pseudonym by now.
        names = shown.where(names.notna())
    else:
        several = (alike > 1).to_numpy()
        shown = shown.mask(several, coded.words(ids.where(several), "person"))
    return shown, names


def words_without_organizations(
    words: pd.Series, contacts: pd.DataFrame, known: pd.Series, coded: Codes
) -> pd.Series:
    """Words without organizations: in brackets, behind an @, their own, any known one.

    Parameters
    ----------
    words
        What people are called, in the order of contacts.
    contacts
        A row each: their organizations, and who is a stub.
    known
        The organizations of all, each once.
    coded
        The key.
    """
    firms = values(contacts, schema.ORGANIZATION)
    stubs = contacts[schema.STUB].to_numpy(dtype=bool)
    # an organization without its legal form is the same one
    bare = {name: key(name) for name in known}

    def called(organization: str) -> str:
        return f"Organization {_code(organization, coded.secret, 'organization')}"

    # bool[n]: few have any of it, so only these are looked at one by one.
    own = [
        isinstance(firm, str)
        and isinstance(word, str)
        and (firm.casefold() in word.casefold() or bare[firm] in word.casefold())
        for word, firm in zip(words.tolist(), firms.tolist(), strict=True)
    ]
    concerned = words.str.contains(r"[@(]").fillna(value=False).to_numpy(dtype=bool) | own
    found = words.astype(object)
    found[concerned] = [
        _without_organization(str(word), firm, called)
        for word, firm in zip(words[concerned], firms[concerned], strict=True)
    ]
    # an address holds none by now; a stub is called what a cell said
    others = ~words.str.contains("@").fillna(value=True).to_numpy(dtype=bool)
    left = found[others].astype("str")
    found[others] = without_organizations(left, known, called, anything=stubs[others])
    shown = found.astype("str")
    # where no organization is known by that name it is one all the same
    placed = shown.str.contains(re.compile(_PLACE.pattern)).fillna(value=False).to_numpy(dtype=bool)
    return shown.mask(placed, shown[placed].map(lambda word: _without_place(word, called)))


def _without_place(word: str, called: Callable[[str], str]) -> str:
    """Put a code in the place of Acme in "Yan, CEO of Acme", unless one stands there already."""
    where = _PLACE.search(word)
    if where is None or "Organization " in word[where.end() :]:
        return word
    return word[: where.end()] + called(word[where.end() :])


def _without_organization(word: str, firm: object, called: Callable[[str], str]) -> str:
    # An address keeps who it is of, and a code of where.
    name, at, domain = word.partition("@")
    if at:
        word = f"{name}@{called(domain)}"
    word = _BRACKET.sub(lambda bracket: f"({called(bracket[1])})", word)
    if isinstance(firm, str) and firm.strip():
        code = called(firm)
        word = re.sub(re.escape(firm), lambda _: code, word, flags=re.IGNORECASE)
        word = with_code(word, key(firm), code)
    return word
