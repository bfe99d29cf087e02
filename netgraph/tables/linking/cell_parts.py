"""A cell that names several people, taken apart at what stands between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netgraph.patterns import lazy_pattern
from netgraph.tables.issues import quoted
from netgraph.tables.lead_words import without_lead
from netgraph.tables.no_persons import may_name_nobody, names_nobody, source_in
from netgraph.tables.raw import SEVERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HARD: Final = lazy_pattern(
    rf"{re.escape(SEVERAL)}|[;|\r\n\x0b\x0c\x85\u2028\u2029\u061b\uff1b\uff5c]"
)
"""Always between two people."""
_NUMBER: Final = lazy_pattern(r"(?:^|[\s,;|/&\u3001\uff0c]+)\(?([0-9]{1,2})[.):]\s*(?=[^\W\d])")
"""What stands before an entry of a numbered list: "1. Ann", "2) Bob"."""
_WORDS: Final = "and|und|et|y|e|en|i|og|och|plus|и|та|і|oraz|ve|ja|és|și|και|و|ו|및"
_GLUED: Final = (
    # the Arabic and the Hebrew "and" stand at the word behind, the East Asian ones between signs
    r"(?<=\s)[\u0648\u05d5](?=[^\W\d_])"
    r"|(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])(?:と|和|及び|および|与|與|跟|및|와|과)"
    r"(?=\s*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
)
_SOFT: Final = lazy_pattern(
    r"(?:\s*(?:[,/&+\u060c\u3001\u30fb\uff06\uff0c\uff0f\uff65\u00b7\u2022]"
    rf"|(?<=[\s,/&+])(?:{_WORDS})(?=\s)|{_GLUED})\s*)+",
    re.IGNORECASE,
)
"""Between two people only where every part is somebody."""
_BRACKETED: Final = lazy_pattern(r"\[\[[^\[\]]*\]\]|\[[^\[\]]*\]\([^()]*\)|\([^()]*\)|<[^<>]*>")
_THROUGH: Final = (
    "(?:via|through|thru|über|durch|par|tramite|através de|atraves de|a través de|door|przez|"
    "poprzez|přes|gjennom|gennem|genom|через|經由|经由)"
)
_LINKS: Final = lazy_pattern(
    # arrows, and a word such as "via", in a bracket or not
    r"\s*(?:[→⟶➝➔⇒»›←⟵⇐«‹]|-+>|=+>|<-+|<=+|>+)\s*"
    rf"|\s*[,(]?\s+\(?{_THROUGH}\s+(?=[^\W\d_])"
    # what is said of the one before: who knows, introduced by
    r"|\s*[,(]\s*(?:who|der|die|qui|que|che|który|która|který|která)\s+(?:knows?|met|introduced|"
    r"referred|recommended|sent|told|works? with|is (?:a )?friends? (?:of|with)|kennt|kannte|"
    r"connaît|connait|conoce|conhece|conosce|zna)\s+(?=[^\W\d_])"
    r"|\s*[,(]\s*(?:\w+\s+)?(?:introduced|referred|recommended|connected|empfohlen|vorgestellt|"
    r"vermittelt|présentée?|recommandée?|presentad[oa]|presentat[oa]|apresentad[oa]|polecon[ya])"
    r"\s+(?:by|von|durch|par|por|da|przez)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
"""Between people of whom one led to the next, in an order that differs from hand to hand."""
_BEHIND_LIST: Final = lazy_pattern(
    r"(.+?)\s*\(\s*(?:(?:both|all|each|beide|alle|tous|toutes|ambos|ambas|todos|entrambi|tutti|"
    r"obaj|oba)\s+)?(?:(?:at|from|of|bei|von|chez|en|da)\s+)?([^()]+?)\s*\)",
    re.IGNORECASE | re.DOTALL,
)
MOST_PARTS: Final = 200
"""Parts of a cell up to which it is looked for people whose own names have such a sign."""
LONGEST_CHAIN: Final = 300
"""Letters of a cell up to which it is looked at for a chain."""
_NAMED_DI: Final = lazy_pattern(r"\s*(?:Di|Da|De|Do|Von|Van|Af|Av|Od|Fra|By|Par)\s+[^\W\d_a-z]")
"""A name that begins as words do which say how one came: "Di Fox"."""
_ADDRESSED: Final = lazy_pattern(r"<[^<>]*@[^<>]*>|://")
"""Marks of an address, whose signs are no arrows."""
MOST_PIECES: Final = 4
"""Parts that one name may take: Smith, John, PhD, MBA."""


def hard_parts(cell: str) -> list[str]:
    """Split a cell at what always stands between people, but not within brackets.

    Examples
    --------
    >>> hard_parts("Ann; Bob | [[Cy Dunn|Cy]]")
    ['Ann', 'Bob', '[[Cy Dunn|Cy]]']
    >>> hard_parts("1. Ann 2. Bob")
    ['Ann', 'Bob']
    """
    listed = _of_numbered_list(cell)
    if not listed and not _HARD.search(cell):
        return [cell]
    return [part.strip() for one in listed or [cell] for part in _cut(one, _HARD) if part.strip()]


def _of_numbered_list(cell: str) -> list[str]:
    """The entries of a list whose numbers run from 1; none where a cell is no such list."""
    if cell.lstrip()[:1] not in ("1", "("):
        return []
    found = list(_NUMBER.finditer(cell))
    if len(found) < 2 or [int(m[1]) for m in found] != list(range(1, len(found) + 1)):
        return []
    ends = [*(m.start() for m in found[1:]), len(cell)]
    return (
        []
        if cell[: found[0].start()].strip()
        else [cell[m.end() : end] for m, end in zip(found, ends, strict=True)]
    )


def soft_pieces(cell: str) -> list[tuple[int, int]]:
    """Where the pieces of a cell begin and end that commas, slashes, "and" and "&" part.

    Examples
    --------
    >>> [cell[a:b] for cell in ["Lee, Ann and Bob/Cy"] for a, b in soft_pieces(cell)]
    ['Lee', 'Ann', 'Bob', 'Cy']
    """
    if not _SOFT.search(cell):
        return [(0, len(cell))]
    pieces, start = [], 0
    for gap in _gaps(cell, _SOFT):
        pieces.append((start, gap[0]))
        start = gap[1]
    pieces.append((start, len(cell)))
    return [(a, b) for a, b in pieces if cell[a:b].strip()]


def _gaps(cell: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Places of a pattern outside brackets."""
    # what is in brackets is hidden by a letter that parts nothing, so that places stay
    hidden = _BRACKETED.sub(lambda m: "\u0394" * len(m[0]), cell)
    return [(found.start(), found.end()) for found in pattern.finditer(hidden)]


def _cut(cell: str, pattern: re.Pattern[str]) -> list[str]:
    parts, start = [], 0
    for begin, end in _gaps(cell, pattern):
        parts.append(cell[start:begin])
        start = end
    return [*parts, cell[start:]]


def segments(cell: str) -> list[str]:
    """Every text that may be one person of a list: up to four pieces in a row."""
    pieces = soft_pieces(cell)
    if len(pieces) == 1:
        return []
    width = MOST_PIECES if len(pieces) <= MOST_PARTS else 1
    return [
        cell[a : pieces[at + more][1]].strip()
        for at, (a, _) in enumerate(pieces)
        for more in range(min(width, len(pieces) - at))
    ]


def pieces(cell: str) -> list[str]:
    """The texts between commas, slashes, "and" and "&"; none where there is no such sign.

    Examples
    --------
    >>> pieces("Priya & Tom"), pieces("Priya")
    (['Priya', 'Tom'], [])
    """
    places = soft_pieces(cell)
    return [cell[a:b].strip() for a, b in places] if 1 < len(places) <= MOST_PARTS else []


def links_of_chain(cell: str) -> list[str]:
    """The texts of a chain of people who led to each other; none where a cell is no chain.

    Which of them gave the name is not said, so that nobody is chosen here.

    Examples
    --------
    >>> links_of_chain("Ann Lee → Bob Ray > Cy Dunn"), links_of_chain("Bob Ray via Ann Lee")
    (['Ann Lee', 'Bob Ray', 'Cy Dunn'], ['Bob Ray', 'Ann Lee'])
    >>> links_of_chain("Ed Poe, who knows Ann Lee"), links_of_chain("Ann <ann@x.org>")
    (['Ed Poe', 'Ann Lee'], [])
    """
    if len(cell) > LONGEST_CHAIN or not _LINKS.search(cell) or _ADDRESSED.search(cell):
        return []
    parts = [part.strip(" ()[],") for part in _LINKS.split(cell)]
    # "via Ann, via Bob" is a list, and "Ann via LinkedIn" names one person
    chain = len(parts) > 1 and all(parts) and (_NAMED_DI.match(cell) or not without_lead(parts[0]))
    return parts if chain and not any(map(names_nobody, parts)) else []


def texts_within(cell: str) -> list[str]:
    """The texts of a list or a chain that may each be one person; none of any other cell."""
    return links_of_chain(cell) or pieces(cell)


def bracket_of_all(cell: str) -> str:
    """What stands in a bracket behind a list, of which it may tell everybody's organization.

    Examples
    --------
    >>> bracket_of_all("Ann, Bob (both Acme)"), bracket_of_all("Ann (Acme)")
    ('Acme', '')
    """
    found = _BEHIND_LIST.fullmatch(cell) if len(cell) <= LONGEST_CHAIN else None
    return found[2] if found and len(soft_pieces(found[1])) > 1 else ""


def with_bracket_of_all(cell: str) -> dict[str, str]:
    """The texts of such a list that may be one person, each to itself with the bracket."""
    bracket = bracket_of_all(cell)
    own = cell[: cell.rindex("(")].strip() if bracket else ""
    return {part: f"{part} ({bracket})" for part in segments(own)} if bracket else {}


def person_and_source(cell: str) -> list[str]:
    """The parts of a list that names people and how they were found; none of any other cell.

    Examples
    --------
    >>> person_and_source("Al Birch, LinkedIn"), person_and_source("Al Birch, Bo Elm")
    (['Al Birch', 'LinkedIn'], [])
    """
    parts = pieces(cell)
    sources = [part for part in parts if source_in(part)]
    others = [part for part in parts if part not in sources]
    return parts if sources and others and not any(map(_is_anything_else, others)) else []


def _is_anything_else(text: str) -> bool:
    return names_nobody(text) or may_name_nobody(text)


def way_to_write(cell: str, full: Mapping[str, str] | None = None) -> str:
    """How to write what a list or a chain may mean; empty of any other cell.

    Parameters
    ----------
    cell
        Text of a cell.
    full
        What to write for the parts of which one person is known that may be meant.

    Examples
    --------
    >>> way_to_write("Ann & Bob", {"Ann": "Ann Lee", "Bob": "Bob Ray"}), way_to_write("Ann")
    ("for several people write ; between them ('Ann Lee; Bob Ray')", '')
    >>> way_to_write("Ann & Bob", {"Ann": "Ann Lee"})
    'for several people write their whole names with ; between them'
    """
    if chain := links_of_chain(cell):
        people = ", ".join(map(quoted, chain))
        return f"of the chain {people} write who gave this name, and in that row who gave theirs"
    if both := person_and_source(cell):
        listed = "; ".join((full or {}).get(part, part) for part in both)
        return f"for a person and a source write ; between them ({quoted(listed)})"
    parts = pieces(cell)
    # a part of several words is a name as it stands, perhaps with an organization
    short = [part for part in parts if " " not in part]
    if full is not None and {*short} - full.keys():
        return "for several people write their whole names with ; between them"
    whole = {part: (full or {}).get(part, part) for part in short}
    listed = "; ".join(whole.get(part, part) for part in parts)
    return f"for several people write ; between them ({quoted(listed)})" if parts else ""


def as_known(cell: str, who: Callable[[str], int | None]) -> list[list[tuple[str, int]]]:
    """The lists of people that a cell may be, each part being one known person; the shortest ones.

    A name that itself has a comma, "Smith, John", wins over two people, as it makes fewer parts.

    Parameters
    ----------
    cell
        Text with at least one comma, slash, "and" or "&".
    who
        Says which one person a text means, None where it means nobody or several.

    Returns
    -------
    Lists of different people, at most two, each part with its text; none where a part is nobody.
    """
    pieces = soft_pieces(cell)
    if len(pieces) > MOST_PARTS:
        # one way only, which needs no lists of all before it
        texts = (cell[start:end].strip() for start, end in pieces)
        known = [(text, person) for text in texts if (person := who(text)) is not None]
        return [known] if len(known) == len(pieces) else []
    # ways[n]: the shortest lists that the first n pieces may be, by the people in them
    ways: list[dict[frozenset[int], list[tuple[str, int]]]] = [{frozenset(): []}]
    for end in range(1, len(pieces) + 1):
        found: list[list[tuple[str, int]]] = []
        for start in range(max(0, end - MOST_PIECES), end):
            text = cell[pieces[start][0] : pieces[end - 1][1]].strip()
            whole = start == 0 and end == len(pieces)
            if ways[start] and not whole and (person := who(text)) is not None:
                found += [[*way, (text, person)] for way in ways[start].values()]
        fewest = min(map(len, found), default=0)
        shortest = [way for way in found if len(way) == fewest]
        # two are enough to know that there is more than one
        different = {frozenset(p for _, p in way): way for way in reversed(shortest)}
        ways.append(dict(list(different.items())[-2:]))
    return list(ways[-1].values()) if len(pieces) > 1 else []
