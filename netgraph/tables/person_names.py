"""Names of people as they are compared: folded, put in order, freed of decoration.

All functions are pure and take text alone. Who has a name is asked in ``known_people``.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.errors import UnknownNameError, some_of, unknown
from netgraph.frames import values
from netgraph.links import arrow_text
from netgraph.patterns import lazy_pattern
from netgraph.tables.forms_of_address import AFTER_TITLES, DEGREES, FORMS_OF_ADDRESS
from netgraph.tables.web_pages import page_address

if TYPE_CHECKING:
    from collections.abc import Collection

    from netgraph.arrays import Flags

_INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff"
_DIRECTIONS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d"
_QUOTES: Final = "\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u055a`\u00b4"
_DOUBLE: Final = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
# letters that Unicode does not take apart, although readers leave out their strokes
STROKES: Final = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys(_INVISIBLE + _DIRECTIONS, ""),
        **dict.fromkeys(_DASHES.replace("\u00ad", ""), "-"),
        **dict.fromkeys(_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
    }
)
# some write Mary-Kate O'Neil, some Mary Kate ONeil
_SIGNS_IN_NAMES: Final = str.maketrans({"-": " ", "'": "", '"': ""})
_LETTERS: Final = str.maketrans(STROKES)
# only the accents of Latin, Greek and Cyrillic: marks of other scripts are letters of their own
_ACCENTS: Final = lazy_pattern("[\u0300-\u036f]")
PLAIN: Final = r"^[A-Za-z0-9.]+(?: [A-Za-z0-9.]+)*$"
"""Text that folding changes in case only."""

_HONORIFIC_SIGNS: Final = (
    "(?:さん|さま|様|先生|くん|ちゃん|殿|氏|님|씨|女士|小姐|老师|老師|经理|經理|总监|总|總|主任"
    "|部長|課長|社長)"
)
_HONORIFIC_LETTERS: Final = "-(?i:san|sama|sensei|kun|chan|ssi|nim)"
_HONORIFICS: Final = lazy_pattern(rf"(?<=\S)(?:\s*{_HONORIFIC_SIGNS}|{_HONORIFIC_LETTERS})$")
"""What may stand behind a name: 鈴木さん, Sato-san."""
_GLUED_TITLE: Final = lazy_pattern(r"(?i)\b(dr|prof|mr|mrs|ms|herr|frau)\.(?=\w)")
_SHOUTED: Final = lazy_pattern(
    r"(?:[A-Z]\.?){2,}|Ph\.?D\.?|D\.?Phil\.?|M\.?Sc\.?|B\.?Sc\.?|M\.?Eng\.?"
)
_PRONOUNS: Final = lazy_pattern(r"\s+(?:she|he|they)/(?:her|him|them)s?(?:/\w+)?$", re.IGNORECASE)
_WIKI: Final = lazy_pattern(r"\[\[([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_LINK: Final = lazy_pattern(r"\[([^\[\]]+)\]\(([^()]*)\)")
_BRACKETS: Final = lazy_pattern(r"\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>|\{([^{}]*)\}|\(([^()]*)$")
# the name of a page ends in an id of 32 digits, in the address and in the file of it
_PAGE: Final = lazy_pattern(r"^(.+?)[\s_-]*[0-9a-f]{32}$")
_PAGE_FILE: Final = lazy_pattern(r"\.(?:md|markdown|html?|csv)$", re.IGNORECASE)
_EMAIL: Final = lazy_pattern(
    r"^(?:mailto:)?([^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+)$", re.IGNORECASE
)
# ideographs, kana and Hangul: between them a blank says nothing
_SYLLABLES: Final = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"))
WHOLE_NUMBER: Final = lazy_pattern(r"^([0-9]{1,18})\.0+$")
_NUMBER_WORDS: Final = "no|nr|num|number|nummer|row|line|zeile|ligne|fila|riga|rij|n[°º]|№"
_NUMBERED: Final = lazy_pattern(rf"^(?:{_NUMBER_WORDS})[.:#\s]*(\d+)$", re.IGNORECASE)
_HOST: Final = lazy_pattern(r"^[\w-]+(?:\.[\w-]+)+(?:[/?]|$)")
LONGEST_DECORATED: Final = 500
"""Letters of a name with all its decoration; looking for brackets takes the square of them."""


class Bare(NamedTuple):
    """A name without decoration, folded and as written, and what stood in its brackets."""

    name: str
    written: str
    notes: tuple[str, ...] = ()


def fold(text: str) -> str:
    r"""Fold what two spellings of one word may differ in: case, accents, blanks, dashes, quotes.

    Examples
    --------
    >>> fold("  Seán\u00a0O’Neil ") == fold("SEAN oneil")
    True
    """
    apart = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold()
    plain = _ACCENTS.sub("", apart).translate(_LETTERS)
    # what is no accent goes together again: syllables of Hangul, vowels of other scripts
    words = unicodedata.normalize("NFC", plain).translate(_ALIKE).translate(_SIGNS_IN_NAMES)
    parts = words.split()
    folded = " ".join(parts)
    return folded if folded.isascii() else _joined_syllables(parts)


def _joined_syllables(parts: list[str]) -> str:
    """Join words by blanks, but not where syllables stand on both sides."""
    joined = "".join(parts[:1])
    for before, part in pairwise(parts):
        glued = _is_syllable(before[-1]) and _is_syllable(part[0])
        joined += part if glued else f" {part}"
    return joined


def _is_syllable(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _SYLLABLES)


def fold_name(text: str) -> str:
    """Fold a name, which may have the last name first.

    Examples
    --------
    >>> fold_name("Smith, John")
    'john smith'
    """
    return _reordered(fold(text))


def _reordered(folded: str) -> str:
    last, _, first = (part.strip() for part in folded.partition(","))
    return f"{first} {last}" if last and first and "," not in first else folded


def fold_names(names: pd.Series) -> pd.Series:
    """Fold many names at once, as ``fold_name`` does; only unusual ones are looked at singly."""
    import pyarrow.compute as pc

    words = arrow_text(names)
    # bool[names]: lower case is all that folding does to these
    plain = pc.fill_null(pc.match_substring_regex(words, PLAIN), fill_value=True)
    # arrow's memory throughout: a Python string a name would cost more than the folding
    folded = pd.Series(pd.array(pc.ascii_lower(words), dtype="str"), names.index)
    other = ~np.asarray(plain, dtype=bool)
    if other.any():
        code, spellings = pd.factorize(names.to_numpy()[other])
        each = np.array([fold_name(str(s)) for s in spellings], dtype=object)
        folded.iloc[np.flatnonzero(other)] = each[code]
    return folded


def decorated(names: pd.Series) -> Flags:
    """Flag names that may have a decoration: all but letters, blanks and a number behind them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    words = pa.array(names, type=pa.large_string())
    plain = pc.match_substring_regex(words, r"^\p{L}+(?:[ '-]\p{L}+)*(?: [0-9]{1,18})?$")
    titled = pc.match_substring_regex(
        words,
        rf"^(?i:{'|'.join(sorted(FORMS_OF_ADDRESS))}) |[A-Z]{{2}}$|(?i: phd|msc|bsc|dphil|meng)$"
        rf"|{_HONORIFIC_SIGNS}$|{_HONORIFIC_LETTERS}$|^(?i:{_NUMBER_WORDS}) [0-9]",
    )
    odd = pc.fill_null(pc.or_(pc.invert(plain), titled), fill_value=False)
    return np.asarray(odd, dtype=bool)


def bare(text: str) -> Bare:
    """Take off what decorates a name: brackets, links, the path of a page, titles, degrees.

    Examples
    --------
    >>> bare("Dr. Ann Lee, PhD (Acme)")
    Bare(name='ann lee', written='Ann Lee', notes=('Acme',))
    >>> bare("../People%20aaaabbbbccccddddeeeeffff00001111/Ann%20Lee.md").name
    'ann lee'
    """
    if len(text) > LONGEST_DECORATED:
        return Bare(fold_name(text), text, ())
    notes: list[str] = []
    words = _WIKI.sub(lambda m: m[1].rsplit("/", 1)[-1], text.translate(_ALIKE))
    words = _LINK.sub(lambda m: f"{m[1]} ({m[2]})", words)
    while (rest := _BRACKETS.sub(lambda m: _note_inside(m, notes), words)) != words:
        words = rest
    words = _PRONOUNS.sub("", _stripped(page_name(words.strip()) or words))
    words = without_number_word(words)
    written = _without_degrees(_without_titles(words))
    return Bare(fold_name(written), written, tuple(notes))


def as_whole_number(text: str) -> str:
    """A number that a program wrote as a fraction, "2.0", as it was; any other text as it is."""
    return WHOLE_NUMBER.sub(r"\1", text)


def other_number(text: str) -> str:
    """The other way to write a whole number: "2" of "2.0", "2.0" of "2"; else empty.

    A column of numbers with an empty cell becomes one of fractions in many programs.
    """
    whole = as_whole_number(text)
    if whole != text:
        return whole
    return f"{text}.0" if text.isascii() and text.isdecimal() else ""


def without_number_word(text: str) -> str:
    """The number alone of "No. 2", "row 2"; any other text as it is.

    Examples
    --------
    >>> without_number_word("Nr. 2"), without_number_word("No one")
    ('2', 'No one')
    """
    said = _NUMBERED.match(text.strip())
    return said[1] if said else text


def _note_inside(found: re.Match[str], notes: list[str]) -> str:
    inside = next((group for group in found.groups() if group is not None), "").strip()
    if inside:
        notes.append(inside)
    return " "


def page_name(text: str) -> str:
    """The name that the path or address of a page ends in; empty where it is none.

    Examples
    --------
    >>> page_name("https://www.notion.so/Oak-Labs-aaaabbbbccccddddeeeeffff00001111")
    'Oak Labs'
    """
    if "/" not in text and not _PAGE_FILE.search(text):
        return ""
    above, _, last = re.split(r"[?#]", text)[0].rstrip("/").rpartition("/")
    # the folders of a path are written without blanks; with some it is a list, or words
    if re.search(r"[\s,;]", above):
        return ""
    name = _PAGE_FILE.sub("", unquote(last)).strip()
    page = _PAGE.match(name)
    if page:
        # in addresses hyphens stand for blanks
        return page[1].replace("-", " ") if "://" in text else page[1].strip()
    return name if _PAGE_FILE.search(last) else ""


def _stripped(text: str) -> str:
    """Text without the signs around it: bullets, stars, at signs, commas."""
    start, end = 0, len(text)
    while start < end and unicodedata.category(text[start])[0] in "PSZC":
        start += 1
    while start < end and unicodedata.category(text[end - 1])[0] in "PSZC":
        end -= 1
    return text[start:end]


def _without_titles(text: str) -> str:
    words = _GLUED_TITLE.sub(r"\1. ", _HONORIFICS.sub("", text)).split()
    titled = False
    while len(words) > 1:
        word = words[0].replace(".", "").casefold()
        # "Mr. and Mrs. Lee": what joins titles goes with them
        joins = titled and word in {"&", "and", "und", "et", "y", "e"}
        if not (word in FORMS_OF_ADDRESS or joins or (titled and word in AFTER_TITLES)):
            break
        titled, words = True, words[1:]
    return " ".join(words)


def _without_degrees(text: str) -> str:
    """Drop degrees: after a comma in any case, else only as they are written, behind two words."""
    head, *rest = (part.strip() for part in text.split(","))
    others = [part for part in rest if not all(_is_degree(w) for w in part.split())]
    # a degree behind words ends the name: of "Lee, Ann MBA" it is behind both
    *before, last = [head, *others]
    words, least = last.split(), 1 if before else 2
    while len(words) > least and _SHOUTED.fullmatch(words[-1]) and _is_degree(words[-1]):
        words = words[:-1]
    return ", ".join([*before, " ".join(words)])


def _is_degree(word: str) -> bool:
    return word.replace(".", "").casefold() in DEGREES


def address(text: str) -> str:
    """What an e-mail or web address says, as it is compared; empty where text is none.

    Examples
    --------
    >>> address("mailto:Ann@X.org"), address("https://www.linkedin.com/in/ann/?a=b"), address("Ann")
    ('ann@x.org', 'linkedin.com/in/ann', '')
    """
    said = text.translate(_ALIKE).strip()
    if email := _EMAIL.match(said):
        return email[1].casefold()
    page = "" if " " in said or "@" in said else page_address(said)
    return page if _HOST.match(page) else ""


@functools.lru_cache(maxsize=1 << 12)
def digits(text: str) -> tuple[str, ...]:
    """The numbers in a name: "Physician 3-1" is not "Physician 1-3"."""
    return tuple(re.findall(r"\d+", text))


def could_be_alike(names: pd.Series, wanted: Collection[str]) -> Flags:
    """Flag names that may fold to one of some folded texts, by the digits that they hold.

    Folding keeps digits, so that names without any need not be folded where every text has some.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if not all(any(c.isdigit() for c in text) for text in wanted):
        return np.ones(len(names), dtype=bool)
    words = pa.array(names, type=pa.large_string())
    found = pc.match_substring_regex(words, r"[0-9]|[^\x00-\x7f]")
    return np.asarray(pc.fill_null(found, fill_value=False), dtype=bool)


def id_called(people: pd.DataFrame, word: str, what: str = "contact") -> str:
    """The id of the contact that a word means: their id, else their name.

    Parameters
    ----------
    people
        The contacts.
    word
        What somebody typed; case, accents and blanks of a name do not count.
    what
        How the message calls who is meant.

    Raises
    ------
    UnknownNameError
        If nobody is called so, or several are.
    """
    ids = people[schema.CONTACT_ID]
    if (ids == word).any():
        return word
    names = values(people, schema.NAME)
    found = ids[(fold_names(names) == fold_name(word)).to_numpy(dtype=bool)].tolist()
    if len(found) > 1:
        raise UnknownNameError(
            f"{len(found):,} contacts are called {word!r}: {some_of(found)}; say the id"
        )
    if not found:
        part = f" {fold_name(word)} "
        bears = (" " + fold_names(names).astype("str") + " ").str.contains(part, regex=False)
        named = ids[bears.fillna(value=False).to_numpy(dtype=bool)].tolist()
        # of several who bear a part of the name none is guessed
        if part.strip() and len(named) > 1:
            shown = some_of([repr(one) for one in named])
            raise UnknownNameError(f"no {what} {word!r}; is it one of {shown}?")
        raise unknown(what, word, [*names.dropna(), *ids])
    return str(found[0])
