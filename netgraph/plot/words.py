"""Text from tables made fit to draw: one line, short, no formulas, only signs that the fonts have."""

from __future__ import annotations

import functools
import textwrap
import unicodedata
from typing import Any, Final

LONGEST: Final = 28
MARKS_IN_A_ROW: Final = 2
MISSING: Final = "\u25a1"
PER_LETTER: Final = 0.6
"""Width of a letter in font sizes, a little more than the mean, so that wrapped lines fit."""

FALLBACK_FONTS: Final = (
    "Noto Sans",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "Arial Unicode MS",
    "PingFang SC",
    "Hiragino Sans",
    "Apple SD Gothic Neo",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Nirmala UI",
)
"""Fonts for scripts the usual font lacks, taken where they are installed."""


def plain(**more: Any) -> dict[str, Any]:
    """Keyword arguments for every text drawn: no formulas between dollar signs, fonts for more scripts."""
    return {"parse_math": False, "usetex": False, "fontfamily": list(families()), **more}


def shown(text: object, longest: int = LONGEST) -> str:
    r"""Make text from a table fit to draw.

    Parameters
    ----------
    text
        Anything; its text is taken.
    longest
        Number of signs to keep; what is cut ends with an ellipsis.

    Returns
    -------
    One line without control signs and bidirectional overrides, signs that no font has as a box.

    Examples
    --------
    >>> shown("Ana\nCosta")
    'Ana Costa'
    >>> shown("a" * 10_000, 5)
    'aaaa…'
    """
    whole = str(text)
    head = whole[: 8 * longest]
    line = " ".join("".join(_signs(head)).split()) or MISSING
    if len(line) > longest or len(head) < len(whole):
        return line[: longest - 1].rstrip() + "…"
    return line


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Say how many, with the noun in the right number.

    Examples
    --------
    >>> count(1, "contact"), count(1200, "contact"), count(0, "person", "people")
    ('1 contact', '1,200 contacts', '0 people')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def wrapped(text: str, points: float, size: float) -> str:
    """Break text into lines that fit a width in points at a font size."""
    return textwrap.fill(text, max(16, int(points / (PER_LETTER * size))), break_long_words=True)


def families() -> tuple[str, ...]:
    """Font families to draw with: the reader's own choice, then installed ones for other scripts."""
    import matplotlib as mpl

    return _families(tuple(mpl.rcParams["font.family"]))


@functools.cache
def _families(base: tuple[str, ...]) -> tuple[str, ...]:
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return (*base, *(name for name in FALLBACK_FONTS if name in installed))


@functools.cache
def _drawable(names: tuple[str, ...]) -> frozenset[int]:
    """Code points that at least one of the fonts has."""
    from matplotlib import font_manager

    signs: set[int] = set()
    for name in names:
        signs.update(
            font_manager.get_font(
                font_manager.findfont(font_manager.FontProperties(family=[name]))
            ).get_charmap()
        )
    return frozenset(signs)


def _signs(text: str) -> list[str]:
    """Keep what can be drawn; a pile of accents on one letter is cut short."""
    known = _drawable(families())
    kept: list[str] = []
    marks = 0
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        marks = marks + 1 if kind.startswith("M") else 0
        if sign.isspace():
            kept.append(" ")
        elif kind.startswith("C") or marks > MARKS_IN_A_ROW or "\ufe00" <= sign <= "\ufe0f":
            continue
        else:
            kept.append(sign if ord(sign) in known else MISSING)
    return kept
