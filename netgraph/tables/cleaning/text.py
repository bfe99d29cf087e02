"""Cells as text: blanks, Unicode and line ends alike; and a column as its spellings."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from netgraph.fingerprints import offsets_and_letters
from netgraph.links import arrow_text
from netgraph.tables.raw import SEVERAL

if TYPE_CHECKING:
    from netgraph.arrays import Flags, Longs

EXACT_BELOW: Final = 2**53
"""Below it every whole number has a float of 64 bits of its own."""
BLANK, LAST_OF_ASCII = ord(" "), ord("~")
"""The first and the last letter of ASCII that is no control."""
ZERO: Final = "\x00"
ZERO_SIGN: Final = "\u2400"
"""What stands for a zero byte in a frame's cell, which no text table can hold."""


def texts_of_parts(frame: pd.DataFrame, parts: tuple[str, str]) -> tuple[pd.Series, pd.Series]:
    """Two columns that are parts of names, as stripped text, ``text[rows]`` each.

    A missing part is empty, so that the sum of both is not missing.
    """
    first, last = (frame[part].astype("str").fillna("").str.strip() for part in parts)
    return first, last


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """A column as its different texts. Dates, flags and choices have few: each is read once.

    Parameters
    ----------
    code
        ``int64[rows]``: the number of each cell's spelling, -1 where the cell is empty.
    words
        The spellings, all different, none empty.
    """

    code: Longs
    words: pd.Series

    @property
    def counts(self) -> Longs:
        """``int64[spellings]``: how many cells have each."""
        return np.bincount(self.code[self.code >= 0], minlength=len(self.words))

    def without_empty(self) -> Spellings:
        """The same column with spellings that became empty, or alike, made one."""
        again, found = pd.factorize(self.words.mask(self.words == ""))
        # -1, which stands for an empty cell, picks the entry appended last
        code = np.append(again, -1)[self.code]
        return Spellings(code.astype(np.int64), pd.Series(found, dtype="str"))


def spellings(cells: pd.Series) -> Spellings:
    """Take a column apart into its different texts."""
    # code: int64[rows], -1 where empty; found: the different texts in the order they first appear
    code, found = pd.factorize(_as_text(cells))
    words = normalize_text(pd.Series(found, dtype="str"))
    if words.isna().any() or words.duplicated().any():
        # texts that differed in blanks only are one now: number them again; -1, which stands for
        # an empty cell, picks the entry appended last
        again, found = pd.factorize(words)
        code, words = np.append(again, -1)[code], pd.Series(found, dtype="str")
    return Spellings(code.astype(np.int64), words)


def may_hold(words: pd.Series, *signs: str) -> bool:
    """Whether some text of a column may hold one of some signs; where it says no, none does.

    The letters of all cells stand in few blocks of memory, which are searched as a whole: thirty
    times as fast as cell by cell.
    """
    import pyarrow as pa

    packed = pa.array(words.astype("str"))
    chunks = packed.chunks if isinstance(packed, pa.ChunkedArray) else [packed]
    # the third buffer of arrow's text holds the letters; there is none where all cells are missing
    letters = (found.to_pybytes() for c in chunks if (found := c.buffers()[2]) is not None)
    return any(sign.encode() in block for block in letters for sign in signs)


def cells_that_match(words: pd.Series, pattern: str) -> Flags:
    """Flag the cells of a column in which arrow finds a pattern, ``bool[rows]``.

    All cells are asked as one text of a line each first: where nothing matches there, no cell does,
    and most columns are done with in a third of the time.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    packed = arrow_text(words)
    filled = packed.drop_null()
    # one row, the list of all cells; in it a cell begins and ends where a line does
    every = pa.LargeListArray.from_arrays(pa.array([0, len(filled)], pa.int64()), filled)
    lines = pc.binary_join(every, pa.scalar("\n", pa.large_string()))
    if not pc.match_substring_regex(lines, f"(?m){pattern}")[0].as_py():
        return np.zeros(len(words), dtype=bool)
    found = pc.fill_null(pc.match_substring_regex(packed, pattern), fill_value=False)
    flags: Flags = np.array(found, dtype=bool)
    return flags


def normalize_text(cells: pd.Series) -> pd.Series:
    """Turn cells into text.

    Surrounding blanks go, Unicode is NFC, line ends are one character, what is empty is missing,
    whole numbers stay whole, and a zero byte is its sign.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    # text[rows] as given, and without the blanks around it; packed: the latter as an arrow array
    given = _as_text(cells)
    if _is_plain(given):
        return given
    words = given.str.strip()
    packed = pa.array(words)
    # as many bytes as before: nothing was stripped, and one text in memory is enough
    if pc.sum(pc.binary_length(packed)) == pc.sum(pc.binary_length(pa.array(given))):
        words = given
    # NFC is pandas', for the rows that need it: until version 24 arrow's took letters apart
    ascii_only = pc.string_is_ascii(packed)
    if not pc.all(ascii_only, min_count=0).as_py():
        other = ~pc.fill_null(ascii_only, fill_value=True).to_pandas().to_numpy(dtype=bool)
        words = words.copy()
        words.iloc[other] = words.iloc[other].str.normalize("NFC")
    if may_hold(words, "\r"):
        words = words.str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)
    if may_hold(words, ZERO):
        words = words.str.replace(ZERO, ZERO_SIGN, regex=False)
    return words.mask(words == "") if pc.min(pc.binary_length(packed)).as_py() == 0 else words


def _is_plain(words: pd.Series) -> bool:
    """Whether cells are missing, or ASCII without controls that begins and ends with no blank."""
    packed = arrow_text(words)
    ends, letters = offsets_and_letters(packed)
    if not len(letters) or int(letters.min()) < BLANK or int(letters.max()) > LAST_OF_ASCII:
        return bool(packed.null_count == len(packed))
    # int64[rows]: where the cells that are not missing begin, and where they end
    begin, end = ends[:-1], ends[1:]
    if packed.null_count:
        filled = np.asarray(packed.is_valid())
        begin, end = begin[filled], end[filled]
    outer = (letters[place] == BLANK for place in (begin, end - 1))
    return not (begin == end).any() and not any(one.any() for one in outer)


def carried(cells: pd.Series) -> pd.Series:
    """Carry a further column through: typed columns as they are, everything else as text."""
    if pd.api.types.is_object_dtype(cells.dtype) or isinstance(
        cells.dtype, pd.StringDtype | pd.CategoricalDtype
    ):
        return normalize_text(cells)
    return cells


def _as_text(cells: pd.Series) -> pd.Series:
    """The cells of any type as text, the whole number ``1.0`` as ``1``."""
    if isinstance(cells.dtype, pd.StringDtype):
        return cells.astype("str")
    if isinstance(cells.dtype, pd.CategoricalDtype):
        # each category is spelled once; code -1, an empty cell, takes the missing value
        words = _as_text(pd.Series(cells.cat.categories))
        taken = words.array.take(cells.cat.codes.to_numpy(), allow_fill=True)
        return pd.Series(taken, index=cells.index, dtype="str")
    if pd.api.types.is_float_dtype(cells.dtype):
        # one empty cell makes pandas hold a column of whole numbers as floats: 7 is 7.0 there;
        # floats[known cells], as wide as the column's: a float of 32 bits has 7 digits, not 16
        filled = cells.notna().to_numpy(dtype=bool)
        kind: Any = cells.dtype
        floats = cells[filled].to_numpy(dtype=getattr(kind, "numpy_dtype", kind))
        # further on not every whole number has a float of its own
        if (floats == np.floor(floats)).all() and (np.abs(floats) < _exact_below(floats)).all():
            return cells.astype("Int64").astype("str")
        # cells one by one: a fraction in one of them says nothing of the others
        texts = np.full(len(cells), None, dtype=object)
        texts[filled] = [_value_as_text(one) for one in floats]
        return pd.Series(texts, index=cells.index, dtype="str")
    if pd.api.types.is_object_dtype(cells.dtype):
        # cells of any type, as callers' frames have them; Parquet's days come as Python dates too
        return cells.map(_value_as_text, na_action="ignore").astype("str")
    return cells.astype("str")


def _value_as_text(value: object) -> str:
    """Spell a value; half of a surrogate pair, which no file can hold, becomes a question mark."""
    if isinstance(value, bytes | bytearray | memoryview):
        word = bytes(value).decode(errors="replace")
    elif isinstance(value, list | tuple | set | frozenset | np.ndarray):
        # several people in a cell, as an export with a column of lists has them
        several = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return SEVERAL.join(_value_as_text(one) for one in several)
    elif isinstance(value, float | np.floating | Decimal) and _is_whole(value):
        word = str(int(value))
    elif isinstance(value, float | np.floating) and float(value).is_integer():
        # a whole number that may have been another one
        word = rounded_text(value)
    else:
        word = str(value)
    return without_halves(word)


def rounded_text(value: float | np.floating[Any]) -> str:
    """Spell a float that may be rounded with its power of ten, by which rounded ids are told.

    Examples
    --------
    >>> rounded_text(9007199254740993.0), rounded_text(np.float32(16777217))
    ('9.007199254740992e+15', '1.6777216e+07')
    """
    return np.format_float_scientific(value, trim="-")


def without_halves(word: str) -> str:
    """Write a question mark for half of a surrogate pair, which no file can hold."""
    return word if word.isascii() else word.encode(errors="replace").decode()


def _is_whole(value: float | np.floating[Any] | Decimal) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return bool(abs(float(value)) < _exact_below(value) and float(value).is_integer())


def _exact_below(value: float | np.floating[Any] | np.ndarray) -> int:
    """Below it every whole number has a float of its own, as wide as those of ``value``."""
    # a Python float, and one that is wider than it, is taken for one of 64 bits
    digits = 52 if isinstance(value, float) else int(np.finfo(value.dtype).nmant)
    return min(1 << (digits + 1), EXACT_BELOW)


def together(cells: pd.Series, others: pd.Series) -> pd.Series:
    """Put two columns of names together, several in one cell as exports write them."""
    one, other = normalize_text(cells), normalize_text(others)
    both = one.notna() & other.notna() & (one != other).fillna(value=False)
    words = one.where(one.notna(), other)
    words[both] = one[both] + SEVERAL + other[both]
    return words
