"""vCard 2.1, 3.0 and 4.0 into a raw table, a row a card on the line it begins.

Written to RFC 2426, RFC 6350 and the vCard 2.1 specification. There is no standard way to say
"referred by" in a vCard: ``RELATED`` and ``X-ABRELATEDNAMES`` count where their type or label says
so, and what else they say is unplaced.
"""

from __future__ import annotations

import quopri
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.errors import InputError
from netgraph.patterns import lazy_pattern
from netgraph.tables.raw import SEVERAL, Chosen, Unplaced
from netgraph.tables.sources.address_book import Entry, book, says_referrer
from netgraph.tables.sources.code_pages import LINE_END, as_utf8
from netgraph.tables.sources.mending import mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.tables.raw import Raw

# RFC 6350, 3.3: [group "."] name *(";" parameter)
# ":" value; a quoted parameter may hold ":" and ";"
PROPERTY: Final = lazy_pattern(
    r'(?:([\w-]{1,64})\.)?([\w-]{1,64})((?:;(?:[^":;]|"[^"]*")*)*):(.*)', re.DOTALL
)
PARAMETER: Final = lazy_pattern(r';((?:[^";]|"[^"]*")*)')
ESCAPED: Final = lazy_pattern(r"\\(.)", re.DOTALL)
# Apple writes the labels that it made itself as _$!<Assistant>!$_, a user's own ones bare
LABEL_AROUND: Final = lazy_pattern(r"^_\$!<(.*)>!\$_$")
# a part of N or ORG: an escaped letter is text of a part, a semicolon as well as a backslash
PART: Final = lazy_pattern(r"((?:[^;\\]|\\.|\\\Z)*)(?:;|\Z)", re.DOTALL)


class Property(NamedTuple):
    """One line of a card: its group, name, parameters and value."""

    group: str
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value, decoded and without escapes."""
        return _unescaped(self.value)

    @property
    def kinds(self) -> str:
        """Its types, in lower case."""
        return self.parameters.get("TYPE", "").casefold()


@dataclass(slots=True)
class Card:
    """The properties of a card by name, and the line it begins on."""

    line: int
    by_name: dict[str, list[Property]] = field(default_factory=lambda: defaultdict(list))

    def first(self, name: str) -> str:
        """The first value of a property, the preferred one if any; empty if there is none."""
        found = self.by_name.get(name, [])
        # vCard 4.0 writes PREF=1 (to 100, not compared here), 3.0 TYPE=pref, 2.1 a bare PREF
        preferred = [p for p in found if "PREF" in p.parameters or "pref" in p.kinds]
        return next((p.text.strip() for p in [*preferred, *found] if p.text.strip()), "")


def fits(data: bytes) -> bool:
    """Whether these are the bytes of a vCard file."""
    head = data[:512]
    # a UTF-16 file: the zero bytes of its Latin letters go, and the two of the byte-order mark
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCARD")


def read_cards(data: bytes, label: str, *, page: str | None = None) -> Raw:
    """Read a vCard file.

    Raises
    ------
    InputError
        If a card is not ended, or one begins in the middle of another.
    """
    decoded = as_utf8(data, label, page=page)
    cards = list(_cards(decoded.data.decode(), label))
    raw = book([_card_entry(card) for card in cards], label)
    return mended(replace(raw, remarks=decoded.remarks, chosen=Chosen(decoded.page)))


def _cards(text: str, label: str) -> Iterator[Card]:
    """The cards in their order.

    One inside another is an agent's, as vCard 2.1 has it, and a person of its own.
    """
    # a stack of the cards that are open, the innermost last; done has inner cards before outer ones
    around: list[Card] = []
    done: list[Card] = []
    # the property before this line: only AGENT may be followed by a card
    latest = ""
    for number, line in _unfolded(text):
        upper = line.strip().upper()
        if upper == "BEGIN:VCARD":
            if around and latest != "AGENT":
                raise InputError(
                    f"{label}, line {number}: a card begins here "
                    f"before END:VCARD ends the one of line {around[-1].line}"
                )
            around.append(Card(number))
        elif upper == "END:VCARD" and around:
            done.append(around.pop())
        elif around and (found := _property(line)) is not None:
            around[-1].by_name[found.name].append(found)
            latest = found.name
    if around:
        raise InputError(
            f"{label}, line {around[-1].line}: a card begins here that END:VCARD never ends"
        )
    yield from sorted(done, key=lambda card: card.line)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Join folded lines: those that go on with a blank, or quoted-printable ones after ``=``."""
    # the line that is being put together, and the number of the file's line on which it begins
    parts: list[str] = []
    start = 0
    soft = False
    for number, line in enumerate(LINE_END.split(text), 1):
        # RFC 6350, 3.2: of a folded line the line end and one blank go, further blanks are text
        if parts and (soft or line[:1] in (" ", "\t")):
            if soft:
                parts[-1] = parts[-1][:-1]
            parts.append(line if soft else line[1:])
        else:
            if parts:
                yield start, "".join(parts)
            parts, start = [line], number
        # a soft break of RFC 2045, 6.7; Base64 ends with "="
        # too, so the property must say how it is written
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in parts[0].upper()
    if parts:
        yield start, "".join(parts)


def _property(line: str) -> Property | None:
    found = PROPERTY.fullmatch(line)
    if found is None:
        return None
    group, name, rest, value = found.groups()
    # a parameter may come more than once: TYPE=home;TYPE=pref is the same as TYPE=home,pref
    several: dict[str, list[str]] = {}
    for part in PARAMETER.findall(rest):
        key, equals, meant = part.partition("=")
        # vCard 2.1 leaves the name out: HOME, PREF and QUOTED-PRINTABLE stand alone, here as types
        key, meant = (
            (key.strip().upper(), meant.strip().strip('"')) if equals else ("TYPE", key.strip())
        )
        several.setdefault(key, []).append(meant)
    parameters = {key: ",".join(meanings) for key, meanings in several.items()}
    if "PREF" in parameters.get("TYPE", "").upper().split(","):
        parameters["PREF"] = "1"
    return Property(
        (group or "").casefold(), name.upper(), parameters, _decoded_value(value, parameters)
    )


def _decoded_value(value: str, parameters: dict[str, str]) -> str:
    # vCard 2.1 writes the encoding with or without ENCODING=; without it, it is among the types
    how = ",".join((parameters.get("ENCODING", ""), parameters.get("TYPE", ""))).upper()
    if "QUOTED-PRINTABLE" not in how:
        return value
    # bytes in the character set of this one value, which vCard 2.1 names in CHARSET
    octets = quopri.decodestring(value.encode("utf-8", errors="replace"))
    try:
        return octets.decode(parameters.get("CHARSET", "utf-8"))
    # a file may name any codec; hex and rot13, which Python has too, are a LookupError for text
    # ("undefined" is a UnicodeError); U+FFFD is told where it is found
    except (LookupError, UnicodeError):
        return octets.decode("cp1252", errors="replace")


def _unescaped(value: str) -> str:
    return ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def _parts(value: str) -> list[str]:
    """The parts of a value, without escapes."""
    return [_unescaped(part) for part in PART.findall(value)]


def _card_entry(card: Card) -> Entry:
    # N is family;given;additional;prefixes;suffixes (RFC 6350, 6.2.2), and often ends early
    family, given, middle, *_ = [*_parts(_raw_value(card, "N")), "", "", ""]
    name = card.first("FN") or " ".join(
        part.strip() for part in (given, middle, family) if part.strip()
    )
    referrers, unplaced = _card_relations(card)
    cells = {
        schema.NAME: name,
        schema.EMAIL: card.first("EMAIL"),
        schema.OTHER_EMAILS: SEVERAL.join(p.text for p in card.by_name.get("EMAIL", [])[1:]),
        # the first part is the organization, further ones are its units (RFC 6350, 6.6.4)
        schema.ORGANIZATION: _parts(_raw_value(card, "ORG"))[0],
        schema.TITLE: card.first("TITLE") or card.first("ROLE"),
        schema.PHONE: card.first("TEL").removeprefix("tel:"),
        schema.URL: next(
            (
                p.text
                for n in ("URL", "X-SOCIALPROFILE")
                for p in card.by_name.get(n, [])
                if "linkedin" in p.text
            ),
            "",
        ),
        schema.NOTES: card.first("NOTE"),
        schema.REFERRED_BY: SEVERAL.join(referrers),
    }
    return Entry(card.line, cells, card.first("UID").removeprefix("urn:uuid:"), tuple(unplaced))


def _raw_value(card: Card, name: str) -> str:
    return card.by_name[name][0].value if card.by_name.get(name) else ""


def _card_relations(card: Card) -> tuple[list[str], list[Unplaced]]:
    """Who referred the person, and the relations that say nothing of it."""
    # Apple: item1.X-ABRELATEDNAMES is the name,
    # item1.X-ABLABEL says what it is; the group ties them
    labels = {p.group: LABEL_AROUND.sub(r"\1", p.text) for p in card.by_name.get("X-ABLABEL", [])}
    # pairs of label and value, of the three ways in which cards name a relation
    given = [(p.kinds, p.text.removeprefix("urn:uuid:")) for p in card.by_name.get("RELATED", [])]
    given += [(labels.get(p.group, ""), p.text) for p in card.by_name.get("X-ABRELATEDNAMES", [])]
    given += [("referred by", p.text) for p in card.by_name.get("X-REFERRED-BY", [])]
    referrers = [text.strip() for kind, text in given if says_referrer(kind)]
    others = [(kind, text) for kind, text in given if not says_referrer(kind)]
    reason = "the relation {!r} does not say who referred whom"
    return [r for r in referrers if r], [
        Unplaced(card.line, text, reason.format(kind)) for kind, text in others
    ]
