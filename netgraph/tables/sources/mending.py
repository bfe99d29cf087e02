"""Text that was UTF-8, read in another code page and saved again: "MÃ¼ller" is Müller.

A cell is mended where its letters, as the bytes of a code page, are UTF-8 and make words that names
have. No right name does so by chance: of 15,011 that are not ASCII, in 111 countries, none
(``tests/benchmarks/code_pages.py``). Of the same names spoilt 99 in 100 are mended, 89 where the
page was cp1253; ftfy, which is not sure enough of single names, mends 97 to 21, some wrong.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.header import unique_names
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark
from netgraph.tables.sources.plausible import oddness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netgraph.tables.raw import Raw

PAGES: Final = (
    "cp1252",
    "mac_roman",
    "cp1250",
    "cp1251",
    "cp437",
    "cp850",
    "cp1253",
    "cp1254",
    "cp1257",
)
"""Code pages in which UTF-8 is read by mistake; of those that fit equally the first counts."""

BESIDE: Final = r"[^\x00-\x7f][^\x00-\x7f]"
"""Two letters beyond ASCII, for arrow."""
C1_CONTROLS: Final = lazy_pattern("[\x80-\x9f]")
"""Control characters that stand for bytes a page lacks."""
LOST_LETTER: Final = "\ufffd"
"""What stands where a letter was lost."""
SPOILT_LOST: Final = {page: LOST_LETTER.encode().decode(page) for page in PAGES}
"""How it looks after each code page: in cp1252 an i with dots, a turned question mark, a half."""


def mended(raw: Raw) -> Raw:
    """Mend the spoilt text of a table; each cell that is mended is told.

    Only cells that may be spoilt are looked at, each spelling once.
    """
    # column to its cells that may be spoilt, and all their spellings
    beyond = {
        str(name): cells
        for name in raw.frame.columns
        if len(cells := cells_maybe_spoilt(raw, name))
    }
    words = {str(name) for name in raw.frame.columns}.union(*map(set, beyond.values()))
    right = _right_spellings(word for word in words if not word.isascii())
    if not right:
        return raw
    frame = raw.frame.copy()
    remarks = []
    for name, cells in beyond.items():
        spoilt = cells[cells.isin(list(right))]
        fixed = spoilt.map(right)
        frame.loc[spoilt.index, name] = fixed
        remarks += [
            Remark(
                schema.ENCODING,
                f"{quoted(old)} was UTF-8 read in a wrong code page; mended to {quoted(new)}"
                + (LOST_LETTER in new) * ", which holds a replacement character: a letter was lost",
                int(line),
                right.get(name, name),
                old,
            )
            for line, old, new in zip(spoilt.index, spoilt, fixed, strict=True)
        ]
    remarks += [
        Remark(
            schema.ENCODING,
            f"the heading {quoted(old)} was UTF-8 read in a wrong code page; mended to "
            f"{quoted(right[old])}",
            raw.chosen.header,
            right[old],
            old,
        )
        for old in map(str, frame.columns)
        if old in right
    ]
    names = unique_names([right.get(str(name), str(name)) for name in frame.columns])
    frame.columns = pd.Index(names, dtype="str")
    return replace(raw, frame=frame, remarks=(*raw.remarks, *remarks))


def cells_maybe_spoilt(raw: Raw, name: object) -> pd.Series:
    """The cells of a column with letters beyond ASCII side by side; none of one that is no text.

    A letter of UTF-8 beyond ASCII has two bytes or more, each a letter beyond ASCII in a page of
    one byte a letter: where such letters stand alone ("José") nothing was spoilt.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = raw.frame[name]
    if not isinstance(cells.dtype, pd.StringDtype):
        return cells.iloc[:0]
    words = pa.array(cells)
    # far cheaper than the pattern, and true of most columns
    if pc.all(pc.string_is_ascii(words), min_count=0).as_py():
        return cells.iloc[:0]
    # bool[rows]: an empty cell is no text beyond ASCII
    together = pc.fill_null(pc.match_substring_regex(words, BESIDE), fill_value=False)
    return pd.Series(cells[together.to_pandas().to_numpy(dtype=bool)])


def _right_spellings(words: Iterable[str]) -> dict[str, str]:
    """Spoilt spelling to the right one.

    Where a word fits several pages, that of most other words counts.
    """
    fitting = {word: found for word in words if (found := _readings(word) or _lost(word))}
    votes = Counter(page for found in fitting.values() for page in found)
    return {
        # max gives the first of equals, and pages are in their order
        word: found[max(found, key=votes.__getitem__)]
        for word, found in sorted(fitting.items())
    }


def _readings(word: str) -> dict[str, str]:
    """What a word was, by the page in which it would have been spoilt."""
    readings = {}
    for page in PAGES:
        octets = _octets(word, page)
        try:
            text = "" if octets is None else octets.decode()
        except UnicodeDecodeError:
            continue
        if text and text != word and _could_be(text):
            readings[page] = text
    return readings


def may_be_mended(word: str) -> bool:
    """Whether a text, or the replacement character in it, can be mended."""
    return bool(_readings(word) or _lost(word))


def is_spoilt(word: str) -> bool:
    """Whether a text can be mended: it was UTF-8, read in a wrong code page.

    Examples
    --------
    >>> is_spoilt("Zo\u00c3\u00ab"), is_spoilt("Zo\u00eb")
    (True, False)
    """
    return not word.isascii() and bool(_readings(word))


def _lost(word: str) -> dict[str, str]:
    """A word whose replacement characters alone were spoilt, by the page of that.

    Its other letters are right already, and no UTF-8 of that page.
    """
    return {
        page: word.replace(spoilt, LOST_LETTER)
        for page, spoilt in SPOILT_LOST.items()
        if spoilt in word
    }


def _could_be(text: str) -> bool:
    """Whether somebody may have written it: no control characters, no odd words."""
    printed = all(letter.isprintable() or letter.isspace() for letter in text)
    # where a letter was lost already, the letters around it decide
    return printed and not text.isascii() and oddness(text.replace(LOST_LETTER, "")) == 0


def _octets(word: str, page: str) -> bytes | None:
    """The bytes that a page has for a word; C1 control characters stand for bytes it lacks."""
    try:
        return word.encode(page)
    except UnicodeEncodeError:
        if not C1_CONTROLS.search(word):
            return None
    made = bytearray()
    for letter in word:
        try:
            made += letter.encode(page)
        except UnicodeEncodeError:
            if not "\x80" <= letter <= "\x9f":
                return None
            made.append(ord(letter))
    return bytes(made)
