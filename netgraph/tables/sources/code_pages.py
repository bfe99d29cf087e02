"""Text of any code page into UTF-8: by its mark, as UTF-8, as the caller says, or as detected.

What is not UTF-8 or UTF-16 is told always, with a sample, because a code page is never certain. On
1,422 short tables of names in 25 pages (``tests/benchmarks/code_pages.py``) letters are right in
97 of 100, with chardet alone in 75, cchardet 63, charset-normalizer 58: names are judged alone,
without the ASCII around them, and a page that puts symbols into words, or capitals after small
letters, counts for less. Of the 44 wrong ones 40 are told as doubtful.
"""

from __future__ import annotations

import codecs
import re
from encodings.aliases import aliases
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.errors import EmptyFileError, InputError, unknown
from netgraph.patterns import lazy_pattern
from netgraph.tables.raw import Remark
from netgraph.tables.sources.mending import is_spoilt
from netgraph.tables.sources.plausible import oddness

if TYPE_CHECKING:
    from collections.abc import Collection

SAMPLE: Final = 1 << 16
"""Bytes by which a text is judged before it is read whole."""
LINE_END: Final = lazy_pattern(r"\r\n|\r|\n")
END_BYTE: Final = lazy_pattern(rb"[\r\n]")
"""A byte at which a line ends."""
BYTE_LINE: Final = lazy_pattern(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
BETWEEN_CELLS: Final = lazy_pattern(rb"[,;\t\r\n\"]")
"""No second byte of a Chinese, Japanese or Korean letter is one of these."""
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    # before UTF-16, whose mark the one of UTF-32 begins with
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE_PAGES: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
PRIORS: Final = {
    "cp1252": 1.3,
    "cp1250": 1.0,
    "cp1251": 1.0,
    "cp1253": 1.0,
    "cp1254": 1.0,
    "cp1255": 1.0,
    "cp1256": 1.0,
    "cp1257": 1.0,
    "cp874": 1.0,
    "gb18030": 1.0,
    "big5hkscs": 1.0,
    "cp932": 1.0,
    "cp949": 1.0,
    "euc_jis_2004": 1.0,
    "mac-roman": 1.0,
    "koi8-r": 1.0,
    "iso8859-2": 1.0,
    # alike but rarer: they win where they are clearly better
    "koi8-u": 0.9,
    "iso8859-5": 0.97,
    "iso8859-7": 0.97,
    "cp866": 0.95,
    "mac-cyrillic": 0.9,
    "cp850": 0.8,
    "cp1258": 0.8,
}
"""The code pages that are tried, and how likely each is where two fit equally."""
ICELANDIC: Final = frozenset("þðÞÐ")
ICELANDIC_SHARE: Final = 0.7
"""What letters that only Icelandic has make cp1252 count: they are the Turkish ones of cp1254."""
ODD_PENALTY: Final = 4
"""Power to which the share of words that could be names is raised."""
SURE_MARGIN: Final = 2.0
"""How many times better than the next reading a page must be to be no doubtful one."""
SWAPPED_SHARE: Final = 0.03
"""Share of letters with the number of a whole page, from which bytes are no text of that width."""
FALLBACK: Final = "cp1252"
SAMPLES: Final = 3
"""Cells that a message repeats."""
NO_CODE_PAGES: Final = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)
"""Codecs of text that no table is written in."""
NO_TEXT: Final = frozenset(
    {"base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec"}
)
"""Codecs of bytes, or of text to text."""
UNKNOWN_LETTER: Final = "\ufffd".encode()
BEYOND_ASCII: Final = lazy_pattern(rb"[\x80-\xff]")


class Decoded(NamedTuple):
    """A text in UTF-8, without mark.

    Parameters
    ----------
    data
        Its bytes.
    page
        The code page that was detected or said; empty where the bytes left no choice.
    remarks
        What is to be told of it.
    """

    data: bytes
    page: str = ""
    remarks: tuple[Remark, ...] = ()


class PageGuess(NamedTuple):
    """A code page, and how many times better it is than the next one that reads other letters."""

    page: str
    margin: float


def code_page(name: str) -> str:
    """Check the name of a code page.

    Raises
    ------
    UnknownNameError
        If Python knows none of that name; it names the nearest.

    Examples
    --------
    >>> code_page("Windows-1251")
    'cp1251'
    """
    try:
        found = codecs.lookup(name)
        "".encode(found.name)
    except (LookupError, ValueError):
        # "zlib" is a codec, and no encoding of text: it must not be proposed for itself
        known = {word for pair in aliases.items() if pair[1] not in NO_TEXT for word in pair}
        raise unknown("encoding", name, sorted(known)) from None
    if found.name.replace("-", "_") in NO_CODE_PAGES:
        raise unknown("encoding of tables", name, sorted(PRIORS))
    return found.name


def as_utf8(data: bytes, label: str, *, page: str | None = None) -> Decoded:
    """Give a text in UTF-8, whatever it was in.

    Parameters
    ----------
    data
        The bytes of a file.
    label
        What messages call it.
    page
        The code page that the caller says; a mark at the beginning goes before it.

    Raises
    ------
    InputError
        If it is empty, not text, or not of the page that the caller says.
    """
    made = _decoded(data, label, page)
    if not made.data[:SAMPLE].strip() and not made.data.strip():
        raise EmptyFileError(f"{label}: the file is empty; expected a header and rows")
    if (at := made.data.find(b"\x00")) >= 0:
        line = _line(made.data, at)
        raise InputError(
            f"{label}, line {line}: this is not a text table (it holds zero bytes); "
            "expected CSV or TSV, or a workbook (XLSX): save it as one of them"
        )
    return made


def _decoded(data: bytes, label: str, page: str | None) -> Decoded:
    for mark, wide in MARKS:
        if data.startswith(mark):
            return _with_lost_letters(_utf8(data[len(mark) :], wide))
    if data.isascii() and b"\x00" not in data:
        # ISO 2022 writes Japanese in ASCII bytes, after an escape
        japanese = b"\x1b" in data and b"\x1b$" in data
        return _detected(data, "iso2022_jp_2") if japanese else Decoded(data)
    if page is not None:
        return _as_said(data, label, page)
    if b"\x00" in data and (wide := _wide(data)):
        return _with_lost_letters(_utf8(data, wide))
    try:
        data.decode()
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _detected(data)
    return _with_lost_letters(data)


def _utf8(data: bytes, page: str) -> bytes:
    """Text of a page in UTF-8; what is no letter there becomes U+FFFD, which is told."""
    return data if page == "utf-8" and _is_utf8(data) else data.decode(page, "replace").encode()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _with_lost_letters(data: bytes) -> Decoded:
    """Tell of lines with U+FFFD, which stands where letters were lost before."""
    if data.find(UNKNOWN_LETTER) < 0:
        return Decoded(data)
    remarks = [
        Remark(
            schema.ENCODING,
            "holds a replacement character: a letter was lost when the file was saved; "
            "mend it, or export the table again as UTF-8",
            number,
            value=line.strip(),
        )
        for number, line in enumerate(LINE_END.split(data.decode()), 1)
        if "\ufffd" in line
    ]
    return Decoded(data, remarks=tuple(remarks))


def _as_said(data: bytes, label: str, page: str) -> Decoded:
    """Read text as the caller says, unless it is UTF-8 and clearly no text of that page."""
    try:
        text = data.decode(page)
    except UnicodeDecodeError as error:
        if _is_utf8(data):
            return _not_as_said(data, page)
        raise InputError(
            f"{label}, line {_line(data, error.start)}: byte {data[error.start]:#04x} is no letter "
            f"of {page}; say another --encoding, or none to have it found"
        ) from None
    if _is_utf8(data) and oddness(data[:SAMPLE].decode(errors="ignore")) < oddness(text[:SAMPLE]):
        return _not_as_said(data, page)
    return Decoded(text.encode(), page)


def _not_as_said(data: bytes, page: str) -> Decoded:
    made = _with_lost_letters(data)
    told = Remark(schema.ENCODING, f"is UTF-8, so not read as {page}", severity="info")
    return Decoded(data, remarks=(told, *made.remarks))


def _wide(data: bytes) -> str:
    """The encoding of text without a mark whose letters have two or four bytes; empty if none."""
    # a whole number of letters of either width, so that a cut one is no error
    sample = data[:SAMPLE]
    found = []
    for page in WIDE_PAGES:
        try:
            text = sample[: len(sample) // 4 * 4].decode(page)
        except UnicodeDecodeError:
            continue
        # a header and its delimiters are ASCII; read in the wrong order they are U+2C00 and alike
        ascii_share = sum(map(str.isascii, text)) / max(1, len(text))
        swapped = sum(ord(letter) % 256 == 0 for letter in text) / max(1, len(text))
        if LINE_END.search(text) and ascii_share > swapped < SWAPPED_SHARE:
            found.append((ascii_share, page))
    return max(found, default=(0.0, ""))[1]


def _mostly_utf8(data: bytes) -> Decoded | None:
    """Read a UTF-8 file with some lines of another page line by line; None if it is no such file.

    A spreadsheet's text pasted under that of another program makes such files.
    """
    lines = BYTE_LINE.findall(data)
    bad = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    good = b"".join(line for line in lines if not line.isascii() and _is_utf8(line))
    # letters of another page are UTF-8 by chance seldom, and make odd words then
    # a letter that was lost before is told below, and says nothing of the others
    if good.count(b"\n") < len(bad):
        return None
    right = good.replace(UNKNOWN_LETTER, b"").decode()
    if oddness(right) > 0:
        # cells that were spoilt before are mended later, and say nothing of the others
        cells = dict.fromkeys(re.split(r"[,;\t\r\n\"]", right))
        right = "\n".join(cell for cell in cells if not is_spoilt(cell.strip()))
        if oddness(right) > 0:
            return None
    remarks = [
        *_with_lost_letters(b"".join(one if _is_utf8(one) else b"\n" for one in lines)).remarks
    ]
    letters = frozenset(right)
    odd = _foreign_lines(b"".join(lines[number] for number in bad))
    guess = guessed_page(_foreign_cells(odd), letters=letters)
    for number in bad:
        text = _letters(lines[number], guess.page)
        lines[number] = text.encode()
        told = f"not UTF-8 as the rest of the file; read as {guess.page}, or say --encoding"
        remarks.append(Remark(schema.ENCODING, told, number + 1, value=text.strip()))
    return Decoded(b"".join(lines), remarks=tuple(remarks))


def _detected(data: bytes, page: str = "") -> Decoded:
    """Read text as the page that is detected, and tell it with a sample."""
    # the first letters that tell may stand anywhere; those of ISO 2022 are ASCII behind an escape
    lines = data[data.find(b"\x1b") :][:SAMPLE] if page else _foreign_lines(data)
    guess = PageGuess(page, SURE_MARGIN) if page else guessed_page(_foreign_cells(lines))
    text = _letters(data, guess.page)
    shown = re.split(r"[,;\t\r\n\"]", _letters(lines, guess.page))
    beyond = [cell for cell in map(str.strip, shown) if cell]
    samples = list(dict.fromkeys(cell for cell in beyond if not cell.isascii()))[:SAMPLES]
    sure = guess.margin >= SURE_MARGIN and "\ufffd" not in text
    told = f"not UTF-8; read as {guess.page}: {', '.join(map(repr, samples))}"
    told += "" if sure else "; the letters may be wrong: compare, or say --encoding"
    remark = Remark(schema.ENCODING, told, value=guess.page, severity="info" if sure else "warning")
    return Decoded(text.encode(), guess.page, (remark,))


def _letters(data: bytes, page: str) -> str:
    return data.decode(page, "replace")


def _foreign_lines(data: bytes) -> bytes:
    """The first lines that are not ASCII, wherever they are, as many as tell a page."""
    lines: list[bytes] = []
    at = size = 0
    while size < SAMPLE * 4 and (found := BEYOND_ASCII.search(data, at)):
        # only what comes after the line before is searched for its end
        start = max(at, *(1 + data.rfind(end, at, found.start()) for end in (b"\n", b"\r")))
        end = END_BYTE.search(data, found.start())
        at = end.end() if end else len(data)
        lines.append(data[start:at])
        size += at - start
    return b"".join(lines)


def _foreign_cells(lines: bytes) -> bytes:
    """The different cells that are not ASCII, a line each, as many as a sample holds."""
    found = (cell for cell in BETWEEN_CELLS.split(lines) if not cell.isascii())
    joined = b"\n".join(dict.fromkeys(found))
    return joined if len(joined) <= SAMPLE else joined[: joined.rfind(b"\n", 0, SAMPLE)]


def guessed_page(
    cells: bytes, *, letters: frozenset[str] = frozenset(), pages: Collection[str] = tuple(PRIORS)
) -> PageGuess:
    """The code page of cells that are not ASCII, by chardet and by what words look like.

    Where the letters of the rest of a file are known, a page that has other letters counts for
    less.
    """
    import chardet

    found = chardet.detect_all(
        cells, ignore_threshold=True, include_encodings=pages, compat_names=False
    )
    # (score, page, text) of every page that has a letter for every byte
    rated: list[tuple[float, str, str]] = []
    for one in found:
        page = str(one["encoding"])
        try:
            text = cells.decode(page)
        except (UnicodeDecodeError, LookupError):
            continue
        likely = (1 - oddness(text)) ** ODD_PENALTY * PRIORS.get(page, 1.0)
        if page == "cp1252" and ICELANDIC & set(text):
            likely *= ICELANDIC_SHARE
        if letters:
            beyond = [letter for letter in text if not letter.isascii()]
            share = sum(letter in letters for letter in beyond) / max(1, len(beyond))
            likely *= (0.1 + 0.9 * share) ** ODD_PENALTY
        rated.append((float(one["confidence"]) * likely, page, text))
    if not rated:
        return PageGuess(FALLBACK, 0.0)
    # stable, so that of equals the one that chardet has first counts
    score, _, text = max(rated, key=lambda one: one[0])
    # of pages that read the same letters the most usual one is named
    page = max((p for _, p, t in rated if t == text), key=PRIORS.__getitem__)
    other = max((s for s, _, t in rated if t != text), default=0.0)
    return PageGuess(page, score / other if other else SURE_MARGIN)


def _line(data: bytes, at: int) -> int:
    return len(re.findall(rb"\r\n|\r|\n", data[:at])) + 1
