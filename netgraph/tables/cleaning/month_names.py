"""Names of months and weekdays in the languages of Babel, and which month each means."""

from __future__ import annotations

import functools
import unicodedata
from typing import Final

MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
WEEKDAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs "
    "fri sat sun".split()
)
LANGUAGES: Final = (
    *("de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro"),
    *("tr", "ru", "uk", "bg", "el", "hr", "sl", "et", "lv", "lt", "ca", "id", "ar", "he"),
)
"""Languages whose words are known beside English."""
LEAST_LETTERS: Final = 3


def month_called(word: str) -> int:
    """The number of a month, by its name or the beginning of it.

    A word that is one month in one language and another one in another ("listopad") is none.

    Raises
    ------
    ValueError
        If it is no month, or none for certain.

    Examples
    --------
    >>> month_called("Sept."), month_called("März"), month_called("janv.")
    (9, 3, 1)
    """
    # three letters tell all months apart in English, two do not; Sept has four
    low = word.casefold().rstrip(".")
    english = [
        number
        for number, month in enumerate(MONTHS, 1)
        if month == low or (month.startswith(low) and len(low) in (3, 4))
    ]
    meant = frozenset(english) or _named().get(_letters_of(word), frozenset())
    if len(meant) != 1:
        raise ValueError(word)
    return next(iter(meant))


def is_weekday(word: str | None) -> bool:
    """Whether a word before a date is a day of the week, or none is there."""
    return word is None or word.casefold() in WEEKDAYS or _letters_of(word) in _weekdays()


@functools.cache
def _weekdays() -> frozenset[str]:
    """Bare names of weekdays, whole and shortened."""
    from babel import Locale

    return frozenset(
        _letters_of(name)
        for language in LANGUAGES
        for width in ("wide", "abbreviated", "short")
        for name in Locale.parse(language).days["format"][width].values()
    )


@functools.cache
def _named() -> dict[str, frozenset[int]]:
    """Bare names, whole and shortened, to the months they mean in some language."""
    from babel import Locale

    named: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    if len(bare := _letters_of(name)) >= LEAST_LETTERS:
                        named.setdefault(bare, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in named.items()}


def _letters_of(word: str) -> str:
    """A name without case, accents and dots."""
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(ch for ch in apart if ch.isalpha())
