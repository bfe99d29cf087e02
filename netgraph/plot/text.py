"""Text made fit to draw: one line, short, no formulas, only characters that the fonts have."""

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


def text_style(**more: Any) -> dict[str, Any]:
    """Keyword arguments for every text drawn.

    Dollar signs make no formulas, and there are fonts for further scripts.
    """
    # A name such as $x$ would be set as a formula, and a broken formula raises an error.
    return {"parse_math": False, "usetex": False, "fontfamily": list(families()), **more}


def drawable(text: object, longest: int = LONGEST) -> str:
    r"""Make text from a table fit to draw.

    Parameters
    ----------
    text
        Anything; its text is taken.
    longest
        Number of characters to keep; what is cut ends with an ellipsis.

    Returns
    -------
    One line without control characters and bidirectional overrides; a character that no font has
    becomes a box.

    Examples
    --------
    >>> drawable("Ana\nCosta")
    'Ana Costa'
    >>> drawable("a" * 10_000, 5)
    'aaaa…'
    """
    full = str(text)
    # Cut before it is cleaned, so that a huge cell costs no more than a long one. Eight times the
    # length leaves enough where characters are dropped.
    head = full[: 8 * longest]
    line = " ".join("".join(_characters(head)).split()) or MISSING
    if len(line) > longest or len(head) < len(full):
        return line[: longest - 1].rstrip() + "…"
    return line


def wrapped(text: str, points: float, size: float) -> str:
    """Break text into lines that fit a width in points at a font size."""
    return textwrap.fill(text, max(16, int(points / (PER_LETTER * size))), break_long_words=True)


def families() -> tuple[str, ...]:
    """Font families to draw with: those that are set, then installed ones for other scripts."""
    import matplotlib as mpl

    return _families(tuple(mpl.rcParams["font.family"]))


@functools.cache
def _families(base: tuple[str, ...]) -> tuple[str, ...]:
    from matplotlib import font_manager

    # Names that are not installed are left out: matplotlib warns of each one it cannot find.
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return (*base, *(name for name in FALLBACK_FONTS if name in installed))


@functools.cache
def _code_points(names: tuple[str, ...]) -> frozenset[int]:
    """Code points that at least one of the fonts has."""
    from matplotlib import font_manager

    code_points: set[int] = set()
    for name in names:
        file = font_manager.findfont(font_manager.FontProperties(family=[name]))
        code_points.update(font_manager.get_font(file).get_charmap())
    return frozenset(code_points)


def _characters(text: str) -> list[str]:
    """Keep what can be drawn; a pile of accents on one letter is cut short."""
    known = _code_points(families())
    drawn: list[str] = []
    marks = 0
    # Composed first, as more fonts have a letter with its accent than the accent alone.
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category.startswith("M") else 0
        variant = "\ufe00" <= character <= "\ufe0f"
        # This comes first: tabs and line ends are control characters (Cc) too, which are left out.
        if character.isspace():
            drawn.append(" ")
        elif not (category.startswith("C") or marks > MARKS_IN_A_ROW or variant):
            drawn.append(character if ord(character) in known else MISSING)
    return drawn
