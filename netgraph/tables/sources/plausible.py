"""Whether text could be people's names: what a wrong code page makes of names could not."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

from netgraph.patterns import lazy_pattern

WORD: Final = lazy_pattern(r"[^\s,;:/()\"@.!?&+|<>\[\]0-9-]+")
WITHIN_WORDS: Final = frozenset("’‘ʼ·´")
AROUND_WORDS: Final = "’‘ʼ·´`“”„‚…–—«»№™®©°€£、。・（）「」"
NO_SCRIPT: Final = frozenset({"COMBINING", "MODIFIER", "FULLWIDTH", "HALFWIDTH"})
"""First words of the Unicode names of characters that go with any script."""
OTHER_SCRIPTS: Final = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "IDEOGRAPHIC": "CJK"}
"""Japanese mixes three scripts in one word."""


def oddness(text: str) -> float:
    """Share of the words beyond ASCII that no name would have, 0 to 1.

    Examples
    --------
    >>> oddness("Zoë Müller, Björn Öberg")
    0.0
    >>> oddness("ZoÃ« MÃ¼ller")
    1.0
    """
    words = {word for word in WORD.findall(text) if not word.isascii()}
    return sum(map(_is_odd, words)) / len(words) if words else 0.0


@functools.lru_cache(maxsize=1 << 14)
def _is_odd(word: str) -> bool:
    """Whether a word has symbols inside, capitals after small letters, or letters of two scripts.

    Of 21,339 names, companies and places of 111 countries that Faker makes, 339 are odd, most of
    them because it puts English endings to words in other scripts.
    """
    letters = unicodedata.normalize("NFC", word.strip(AROUND_WORDS))
    has_small = any(map(str.islower, letters))
    scripts: set[str] = set()
    before = ""
    for place, letter in enumerate(letters):
        category = unicodedata.category(letter)
        if letter.isascii() and not letter.isalpha():
            before = ""
        elif category[0] not in "LM":
            # format characters are the joiners of Persian and Indian scripts
            if letter not in WITHIN_WORDS and category != "Cf":
                return True
            before = ""
        else:
            script = script_of(letter)
            scripts |= {script} - NO_SCRIPT
            # ª and º are ordinals; a mark has no letter to stand on at the beginning
            if letter in "ªº" or (category[0] == "M" and place == 0) or len(scripts) > 1:
                return True
            if category == "Lu" and _is_odd_capital(letter, before, has_small=has_small):
                return True
            before = letter
    return False


def _is_odd_capital(letter: str, before: str, *, has_small: bool) -> bool:
    """Whether a capital stands where only a wrong code page puts one: McX has ASCII letters."""
    if not before or (letter.isascii() and before.isascii()):
        return False
    if before.isupper():
        return has_small
    return not letter.isascii() and before.islower()


@functools.lru_cache(maxsize=1 << 12)
def script_of(letter: str) -> str:
    """The script of a letter: the first word of its Unicode name."""
    first = unicodedata.name(letter, "UNNAMED").split()[0].split("-")[0]
    return OTHER_SCRIPTS.get(first, first)
