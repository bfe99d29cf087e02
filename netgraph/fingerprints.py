"""Texts as numbers of 64 bits, for whole columns at once: equal texts have equal ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from netgraph.arrays import Flags, Ints, Longs

    Prints = NDArray[np.uint64]

BYTES_A_NUMBER: Final = 8
"""Bytes of a text that one number holds."""
BYTES_READ: Final = 64
"""Bytes of a text that are looked at: texts that agree up to there share their number."""
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
"""2**64 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4)."""
_HALF: Final = np.uint64(29)
_FIRST_BYTES: Final = np.array(
    [(1 << 8 * n) - 1 for n in range(BYTES_A_NUMBER + 1)], dtype=np.uint64
)
"""What is kept of a number of which ``n`` bytes belong to a text."""

SPARSEST: Final = 4
"""Places of a table of digits a text that is in it."""
_STEPS: Final = tuple(
    (np.uint64(mask), np.uint64(factor), np.uint64(bits))
    for mask, factor, bits in (
        (0x0F0F0F0F0F0F0F0F, 10 << 8 | 1, 8),
        (0x00FF00FF00FF00FF, 100 << 16 | 1, 16),
        (0x0000FFFF0000FFFF, 10_000 << 32 | 1, 32),
    )
)
"""What is kept, and how two halves of it become one number, for digits in ASCII (Lemire 2018)."""


class Fingerprints(NamedTuple):
    """A number for each text of a column.

    Parameters
    ----------
    number
        uint64[rows], 0 where the text is missing.
    valid
        bool[rows]: whose text is not missing; None where none is.
    exact
        Whether only equal texts have equal numbers.
    """

    number: Prints
    valid: Flags | None
    exact: bool


def fingerprints(text: Any) -> Fingerprints:
    """Number the texts of an arrow array of ``large_string``.

    A text of at most eight bytes is its own number. Of longer ones two may share theirs, by chance
    or because somebody wants them to: who needs certainty compares the texts of equal numbers.
    """
    ends, letters = offsets_and_letters(text)
    # uint8[letters + 8]: the last texts are read beyond their ends, too
    packed = np.zeros(len(letters) + BYTES_A_NUMBER, dtype=np.uint8)
    packed[:-BYTES_A_NUMBER] = letters
    begin, length = ends[:-1], np.diff(ends)
    longest = int(length.max(initial=0))
    # eight bytes from every letter on, without a copy
    eight = np.ndarray((len(packed) - BYTES_A_NUMBER + 1,), "<u8", packed.data, strides=(1,))
    number = eight[begin] & _FIRST_BYTES[np.minimum(length, BYTES_A_NUMBER)]
    for at in range(BYTES_A_NUMBER, min(longest, BYTES_READ), BYTES_A_NUMBER):
        # only texts that go on take part: the same text has its number in any column
        longer = np.flatnonzero(length > at)
        further = (
            eight[begin[longer] + at]
            & _FIRST_BYTES[np.minimum(length[longer] - at, BYTES_A_NUMBER)]
        )
        so_far = number[longer]
        number[longer] = (so_far ^ (so_far >> _HALF)) * _MULTIPLIER ^ further
    valid = np.asarray(text.is_valid()) if text.null_count else None
    # a zero byte could be taken for the end of a text
    exact = longest <= BYTES_A_NUMBER and bool(packed[:-BYTES_A_NUMBER].all())
    return Fingerprints(number.astype(np.uint64, copy=False), valid, exact)


def offsets_and_letters(text: Any) -> tuple[Longs, NDArray[np.uint8]]:
    """Where each text of an arrow array begins and the last one ends, and the letters of all.

    Returns
    -------
    int64[rows + 1], places among the letters, and uint8[letters], which is no copy.
    """
    _, offsets, letters = text.buffers()
    if not len(text):
        return np.zeros(1, dtype=np.int64), np.empty(0, dtype=np.uint8)
    ends = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    first, last = int(ends[0]), int(ends[-1])
    if first == last:
        return ends - first, np.empty(0, dtype=np.uint8)
    return ends - first, np.frombuffer(letters, np.uint8)[first:last]


class Places:
    """Where numbers of some texts stand among those of others.

    Ids mostly count: ``c0000001``, ``c0000002``. Such ones are looked up in a table by their
    digits, which is five times as fast as by hashing.

    Parameters
    ----------
    known
        uint64[known], the numbers of the others.
    """

    def __init__(self, known: Prints) -> None:
        self._known = known
        self._table: Ints | None = None
        digits = _as_digits(known)
        low, high = (int(digits.min()), int(digits.max())) if len(known) else (0, 0)
        # at most so sparse a table is smaller than an index of the numbers
        if high - low < SPARSEST * len(known):
            place = np.arange(len(known), dtype=np.int32)
            self._low, self._table = low, np.full(high - low + 1, -1, dtype=np.int32)
            self._table[digits - low] = place
            # where two have the same digits, the table has lost one of them
            self.are_unique = bool((self._table[digits - low] == place).all())
        if self._table is None or not self.are_unique:
            self._index = pd.Index(known)
            self._table, self.are_unique = None, bool(self._index.is_unique)

    def of(self, numbers: Prints) -> Ints:
        """Place of each number, -1 where it is not known: int32[numbers]; of unique ones only."""
        if self._table is None:
            return self._index.get_indexer(pd.Index(numbers)).astype(np.int32)
        at = _as_digits(numbers) - self._low
        at[(at < 0) | (at >= len(self._table))] = 0
        place: Ints = self._table[at]
        # other signs may share their digits: the number itself decides
        place[self._known[place] != numbers] = -1
        return place


def _as_digits(number: Prints) -> Longs:
    """The decimal digits of texts of at most eight bytes as one number: int64[numbers].

    Any other sign is a digit, too, by its last four bits; so that is a number for every text.
    """
    # the last sign of each text comes to the highest byte, as on paper to the right
    for empty in (32, 16, 8):
        short = number < np.uint64(1 << (64 - empty))
        number = number << (short * np.uint64(empty))
    # pairs of digits, then of pairs, then of these: all of a number at once
    for mask, factor, bits in _STEPS:
        number = (number & mask) * factor >> bits
    return number.view(np.int64)
