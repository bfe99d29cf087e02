"""Text made fit to draw: one line, short, no formulas, only characters that the fonts have."""

from __future__ import annotations

import contextlib
import functools
import textwrap
import unicodedata
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 28
MARKS_IN_A_ROW: Final = 2
MISSING: Final = "\u25a1"
RIGHTWARD: Final = "\u200e"
PER_LETTER: Final = 0.6
"""Width of a letter in font sizes, a little more than the mean, so that wrapped lines fit."""
LEAST_SIZE: Final = 5.0
"""Points below which no letter is drawn."""
_SCALE: ContextVar[float] = ContextVar("scale", default=1.0)
"""How large letters are, of their usual size: small axes of somebody's own have smaller ones."""
_LONGEST: ContextVar[int] = ContextVar("longest", default=LONGEST)
_KEEPS_LETTERS: ContextVar[bool] = ContextVar("keeps_letters", default=False)

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

    Dollar signs make no formulas, and there are fonts for further scripts. Letters are as large as
    the axes bear.
    """
    if "fontsize" in more:
        more["fontsize"] = letters_of(more["fontsize"])
    # A name such as $x$ would be set as a formula, and a broken formula raises an error.
    return {"parse_math": False, "usetex": False, "fontfamily": list(families()), **more}


def letters_of(points: float) -> float:
    """Points that a font size, or a length in step with it, has in the axes that are drawn now."""
    return max(points * _SCALE.get(), min(points, LEAST_SIZE))


def scale_of_marks() -> float:
    """Share of their usual size that letters, dots and lines have in the axes drawn now."""
    return _SCALE.get()


def longest_name() -> int:
    """Letters that a name at the left of the axes that are drawn now may have."""
    return _LONGEST.get()


def widths(text: str) -> int:
    """Letters of usual width that a text is as wide as: signs of China, Japan and Korea are two.

    Examples
    --------
    >>> widths("Ada"), widths("\u738b\u5c0f\u660e")
    (3, 6)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


@contextlib.contextmanager
def smaller_letters(scale: float, longest: int) -> Iterator[None]:
    """Draw letters of a share of their size within, and names at the left of so many letters."""
    before = _SCALE.set(scale), _LONGEST.set(min(LONGEST, longest))
    try:
        yield
    finally:
        _SCALE.reset(before[0])
        _LONGEST.reset(before[1])


@contextlib.contextmanager
def letters_kept() -> Iterator[None]:
    """Keep letters within that no font here has: what shows the picture may have one."""
    before = _KEEPS_LETTERS.set(True)
    try:
        yield
    finally:
        _KEEPS_LETTERS.reset(before)


def drawable(text: object, longest: int = LONGEST, *, middle: bool = True) -> str:
    r"""Make text from a table fit to draw.

    Parameters
    ----------
    text
        Anything; its text is taken.
    longest
        Number of characters to keep; an ellipsis stands for what is cut.
    middle
        Whether the middle is cut, as of names: family names, and what tells namesakes apart, are at
        the end. Else the end is.

    Returns
    -------
    One line without control characters and bidirectional overrides; a character that no font has
    becomes a box.

    Examples
    --------
    >>> drawable("Ana\nCosta")
    'Ana Costa'
    >>> drawable("Maximiliane von Hohenstein", 11)
    'Maxim…stein'
    """
    full = str(text)
    # Cut before it is cleaned, so that a huge cell costs no more than a long one. Eight times the
    # length leaves enough where characters are dropped.
    head = _one_line(full[: 8 * longest])
    if len(full) <= 8 * longest and len(head) <= longest:
        return head or MISSING
    kept = (longest - 1) // 2 if middle else 0
    tail = _one_line(full[-8 * longest :])[-kept:].lstrip() if kept else ""
    return f"{head[: longest - 1 - kept].rstrip()}…{tail}"


def _one_line(text: str) -> str:
    return " ".join("".join(_characters(text)).split())


def read_rightward(text: str) -> str:
    """Mark lines that begin with a name written leftward, so that the sentence still goes right.

    A line takes its direction from its first letter, which would turn the order of its words.
    """
    return "\n".join(_marked(line) for line in text.split("\n"))


def _marked(line: str) -> str:
    directions = (unicodedata.bidirectional(letter) for letter in line)
    first = next((way for way in directions if way in {"L", "R", "AL"}), "L")
    return line if first == "L" else f"{RIGHTWARD}{line}"


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
    known, is_kept = _code_points(families()), _KEEPS_LETTERS.get()
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
            drawn.append(character if is_kept or ord(character) in known else MISSING)
    return drawn
