"""Text of one legacy page that was read as another and saved again: "Àííà" is Анна.

Words that hold no ASCII letter at all are no words of a Latin alphabet, however many accents it
has; the bytes they were made of are judged as those of a file are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.tables.issues import quoted
from netgraph.tables.raw import Remark
from netgraph.tables.sources.code_pages import PRIORS, SURE_MARGIN, guessed_page
from netgraph.tables.sources.mending import cells_maybe_spoilt, may_be_mended, mended
from netgraph.tables.sources.plausible import AROUND_WORDS, WORD, oddness, script_of

if TYPE_CHECKING:
    from netgraph.tables.raw import Raw

READ_AS_PAGES: Final = ("cp1252", "cp1250")
"""Pages that text is read in by mistake; all letters of the text are letters of one of them."""
OTHER_ALPHABETS: Final = (
    *("cp1251", "koi8-r", "koi8-u", "iso8859-5", "mac-cyrillic"),
    *("cp1253", "iso8859-7", "cp1255", "cp1256"),
)
"""Pages of one byte a letter and another alphabet than the Latin one."""
GREEK: Final = ("cp1253", "iso8859-7")
RAREST_GREEK: Final = "\u03b0"
RAREST_SHARE: Final = 0.08
"""Share of letters that the rarest of Greek, upsilon with two marks, never has in Greek names."""
LEAST_MARGIN: Final = 1.3
"""How many times better the page must be than any other, Chinese and Japanese ones too."""
SHORTEST_SPOILT: Final = 4
"""Letters of a word that is spoilt beyond doubt; shorter ones follow where such a word is."""
LETTERS_SHARE: Final = 0.7
"""Share of letters in a spoilt word: the ё of cp1251 is the cedilla of cp1252."""
MOST_GUESSED: Final = 4_000
"""Spellings by which the page is judged."""


def with_right_letters(raw: Raw) -> Raw:
    """Mend text that was read in a wrong code page, UTF-8 or another; each cell is told."""
    raw = mended(raw)
    # column to its cells that may be spoilt
    spoilt = {}
    for name in raw.frame.columns:
        cells = cells_maybe_spoilt(raw, name)
        words = {word for word in cells.unique() if _may_be_spoilt(word, 2)}
        if words:
            spoilt[str(name)] = cells[cells.isin(list(words))]
    found = sorted({word for cells in spoilt.values() for word in cells.unique()})
    sure = [word for word in found if _may_be_spoilt(word, SHORTEST_SPOILT)]
    if not sure:
        return raw
    right = _right_letters(sure, found)
    frame, remarks = raw.frame.copy(), []
    for name, cells in spoilt.items():
        # short words of a table whose page is in doubt are as likely right
        told = cells[cells.isin([*right, *sure])]
        changed = told[told.isin(list(right))]
        frame.loc[changed.index, name] = changed.map(right)
        remarks += [
            _letters_remark(int(line), name, cell, right.get(cell))
            for line, cell in zip(told.index, told, strict=True)
        ]
    return replace(raw, frame=frame, remarks=(*raw.remarks, *remarks))


def cells_looked_at(raw: Raw) -> set[str]:
    """The cells that ``with_right_letters`` makes up its mind by, whatever rows they are in."""
    words = {word for name in raw.frame.columns for word in cells_maybe_spoilt(raw, name).unique()}
    return {word for word in words if may_be_mended(word) or _may_be_spoilt(word, 2)}


def _letters_remark(line: int, column: str, cell: str, right: str | None) -> Remark:
    if right is None:
        told = f"{quoted(cell)} may be text that was read in a wrong code page; left as it is"
    else:
        told = f"{quoted(cell)} was read in a wrong code page; mended to {quoted(right)}"
    return Remark(schema.ENCODING, told, line, column, cell)


def _may_be_spoilt(cell: str, shortest: int) -> bool:
    """Whether no word of a cell mixes ASCII and other letters, and one of these is long enough."""
    words = [word.strip(AROUND_WORDS) for word in WORD.findall(cell) if not word.isascii()]
    words = [word for word in words if any(map(str.isalpha, word))]
    longest = 0
    for word in words:
        letters = [letter for letter in word if letter.isalpha()]
        if any(map(str.isascii, word)) or len(letters) < LETTERS_SHARE * len(word):
            return False
        if any(script_of(letter) not in ("LATIN", "FEMININE", "MASCULINE") for letter in letters):
            return False
        longest = max(longest, len(word))
    return longest >= shortest


def _right_letters(sure: list[str], found: list[str]) -> dict[str, str]:
    """Spoilt spellings to right ones; none where the page is in doubt."""
    for read_as in READ_AS_PAGES:
        try:
            octets = "\n".join(sure[:MOST_GUESSED]).encode(read_as)
        except UnicodeEncodeError:
            continue
        # of all pages one of another alphabet fits best, and clearly better than its like
        no_greek = _is_no_greek(octets)
        others, pages = (
            [page for page in known if not (no_greek and page in GREEK)]
            for known in (OTHER_ALPHABETS, PRIORS)
        )
        guess, best = guessed_page(octets, pages=others), guessed_page(octets, pages=pages)
        if guess.margin < SURE_MARGIN or best.page != guess.page or best.margin < LEAST_MARGIN:
            continue
        right = {}
        for cell in found:
            try:
                text = cell.encode(read_as).decode(guess.page)
            except UnicodeError:
                continue
            if oddness(text) == 0:
                right[cell] = text
        return right
    return {}


def _is_no_greek(octets: bytes) -> bool:
    """Whether bytes would be Greek full of its rarest letter, which is the а of cp1251."""
    text = octets.decode(GREEK[0], "replace")
    return text.count(RAREST_GREEK) > RAREST_SHARE * sum(map(str.isalpha, text))
