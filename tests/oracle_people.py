"""Who is meant in a referrer cell, read from the definition word by word, person by person.

Slow and literal: every question walks through everybody. Where the definition leaves two answers
open the oracle says so with ``Open``, and the test draws another table.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

EMPTY_WORDS = ("n/a", "none", "null", "-", "\u2014", "?", "unknown", "tbd")
SEEKER_WORDS = ("me", "self", "i")
SOURCE_WORDS = ("linkedin", "career fair", "cold e-mail", "alumni office")
LEADS = ("via", "through", "intro from", "thanks to", "par", "\u00fcber")
TITLES = ("dr.", "prof.", "ms.", "mr.", "dr")
DEGREES = ("phd", "mba", "md")
BETWEEN = re.compile(r"\s*,\s*|\s*/\s*|\s+and\s+|\s*&\s*", re.IGNORECASE)
ALWAYS = re.compile(r"[;|\r\n]+")
HEX = r"[0-9a-f]{32}"


class Open(Exception):  # noqa: N818 - no error: the definition names no answer
    """The definition leaves this cell open."""


@dataclass(frozen=True)
class Row:
    """A person as a file lists them; ``id`` is empty where the file has no id column."""

    file: int
    id: str
    name: str
    organization: str = ""
    email: str = ""
    address: str = ""
    key: str = ""
    """The id that the network gives them."""


@dataclass
class Meaning:
    """What a cell comes to."""

    people: list[str] = field(default_factory=list)
    """Ids of rows, in the order of the cell."""
    stubs: list[str] = field(default_factory=list)
    """Texts that name nobody known."""
    sources: list[str] = field(default_factory=list)
    seeker: bool = False
    ambiguous: list[str] = field(default_factory=list)
    """Texts that several people equal; each is a stub too."""
    plain: bool = True
    """Whether an id or an exact name of a file was all that was needed."""


def blanks(text: str) -> str:
    """A cell as it is taken: composed, without blanks around it."""
    return unicodedata.normalize("NFC", text).strip()


def folded(text: str) -> str:
    """Without case, accents, kinds of blanks, dashes and quotes, the last name last."""
    text = re.sub("[\u200b\u200c\u200d\ufeff]", "", text)
    text = re.sub("[\u2018\u2019\u02bc`\u00b4'\"\u201c\u201d]", "", text)
    text = re.sub("[-\u2010\u2011\u2012\u2013\u2014]", " ", text)
    letters = unicodedata.normalize("NFKD", text.casefold())
    text = " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())
    if text.count(",") == 1:
        last, first = (part.strip() for part in text.split(","))
        text = f"{first} {last}".strip()
    return text


def undecorated(text: str) -> tuple[str, str]:
    """The name in a decorated text, and what stood in brackets behind it."""
    text, bracket = text.strip(), ""
    if path := re.fullmatch(rf"(?:[^/\s,;]+/)*([^/\s;]+?)(?:%20{HEX})?\.md", text):
        text = path[1].replace("%20", " ")
    if link := re.fullmatch(r"\[\[(.+)\]\]", text):
        text = link[1]
    if behind := re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text):
        text, bracket = behind[1], behind[2]
    for title in TITLES:
        if text.casefold().startswith(title + " "):
            text = text[len(title) + 1 :]
    for degree in DEGREES:
        text = re.sub(rf"\s*,?\s+{degree}\.?$", "", text, flags=re.IGNORECASE)
        text = re.sub(rf",\s*{degree}\.?$", "", text, flags=re.IGNORECASE)
    return text.strip(), bracket


class People:
    """Everybody whom the files list."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.organizations = {folded(row.organization) for row in rows if row.organization}

    def fits(self, fit: Callable[[Row], bool]) -> set[str]:
        return {row.key for row in self.rows if fit(row)}

    def by_file(self, text: str, file: int, same: Callable[[str, str], bool]) -> set[str]:
        """Ids of the cell's own file, then names there, then ids and names of the others."""
        own = [row for row in self.rows if row.file == file]
        others = [row for row in self.rows if row.file != file]
        for rows in (own, others):
            for what in ("id", "name"):
                found = {row.key for row in rows if (v := getattr(row, what)) and same(v, text)}
                if found:
                    return found
        return set()

    def exact(self, text: str, file: int) -> set[str]:
        return self.by_file(text, file, lambda value, cell: blanks(value) == blanks(cell))

    def alike(self, text: str, file: int) -> set[str]:
        """After folding."""
        return self.by_file(text, file, lambda value, cell: folded(value) == folded(cell))

    def addressed(self, text: str) -> set[str]:
        """Whom an e-mail or profile address is of."""
        address = text.strip().casefold()
        return self.fits(
            lambda row: address in {row.email.casefold(), row.address.casefold()} - {""}
        )

    def decorated(self, text: str, file: int) -> set[str]:
        """Whom a decorated name means; "(organization)" tells namesakes apart."""
        name, bracket = undecorated(text)
        if not name or (name == text.strip() and not bracket):
            return set()
        exactly, alike = self.exact(name, file), self.alike(name, file)
        if exactly and exactly != alike:
            raise Open(text)  # whether letters still count under a decoration is not said
        found = exactly or alike or self.addressed(name)
        if bracket and folded(bracket) in self.organizations:
            at = self.fits(lambda row: folded(row.organization) == folded(bracket))
            if not found & at and found:
                # Somebody of that name in another file may be the one at that organization.
                named = self.fits(lambda row: folded(row.name) == folded(name))
                if named & at:
                    raise Open(text)
            return found & at
        return found

    def one_or_more(self, text: str, file: int) -> set[str]:
        """Whom a text names as it stands, without dividing it."""
        return (
            self.exact(text, file)
            or self.alike(text, file)
            or self.addressed(text)
            or self.decorated(text, file)
            or self.led_to(text, file)
        )

    def led_to(self, text: str, file: int) -> set[str]:
        """Whom a name behind words that say how it came means."""
        for lead in LEADS:
            if text.strip().casefold().startswith(f"{lead} "):
                return self.one_or_more(text.strip()[len(lead) :], file)
        return set()

    def divided(self, text: str, file: int) -> list[str]:
        """The people of a list, where every part names one known person; else nobody."""
        marks = list(BETWEEN.finditer(text))
        answers = []
        for size in range(1, len(marks) + 1):
            for chosen in combinations(marks, size):
                parts = _parts(text, [mark.span() for mark in chosen])
                found = [self.one_or_more(part, file) if part else set() for part in parts]
                if all(len(people) == 1 for people in found):
                    answers.append([next(iter(people)) for people in found])
        if len({frozenset(answer) for answer in answers}) > 1:
            raise Open(text)
        return answers[0] if answers else []

    def meant(self, cell: str, file: int) -> Meaning:
        """Everything that a cell comes to."""
        meaning = Meaning()
        if not blanks(cell):
            return meaning
        whole = self.one_or_more(cell, file)
        parts = [cell] if whole else [part for part in ALWAYS.split(cell) if blanks(part)]
        meaning.plain = bool(len(self.exact(cell, file)) == 1)
        for part in parts:
            self._one_part(part, file, meaning)
        return meaning

    def _one_part(self, part: str, file: int, meaning: Meaning) -> None:
        word = " ".join(part.split()).casefold()
        found = self.one_or_more(part, file)
        listed = [] if found else self.divided(part, file)
        if len(found) == 1:
            meaning.people += found
        elif listed:
            meaning.people += listed
        elif found:
            meaning.ambiguous.append(part)
            meaning.stubs.append(part)
        elif word in SEEKER_WORDS:
            meaning.seeker = True
        elif word in SOURCE_WORDS:
            meaning.sources.append(word)
        elif word not in EMPTY_WORDS:
            meaning.stubs.append(part)


def _parts(text: str, gaps: Iterable[tuple[int, int]]) -> list[str]:
    """What stands between the gaps."""
    at, parts = 0, []
    for start, end in gaps:
        parts.append(text[at:start].strip())
        at = end
    return [*parts, text[at:].strip()]


def keys_of(rows: Sequence[Row]) -> list[Row]:
    """The rows with the ids that the network gives them: their own, else made of their names."""
    made: list[Row] = []
    for at, row in enumerate(rows):
        if row.id:
            made.append(Row(**{**row.__dict__, "key": row.id}))
            continue
        names = [other.name for other in rows]
        places = [(other.name, other.organization) for other in rows]
        if names.count(row.name) == 1:
            key = row.name
        elif row.organization and places.count((row.name, row.organization)) == 1:
            key = f"{row.name} ({row.organization})"
        else:
            raise Open(f"row {at}: the number of a row is the reader's")
        made.append(Row(**{**row.__dict__, "key": key}))
    return made
