"""Which texts of a column are equal, by the bytes in which arrow keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Ints, Longs


@kernel
def first_alike(start: Longs, letters: memoryview, known: int) -> Ints:
    """Find the first text that is equal to each, among the first ``known`` of all texts.

    Parameters
    ----------
    start
        int64[n + 1]: where each text begins among the letters, and where the last one ends.
    letters
        Bytes, one text after the other.
    known
        How many texts are looked for; those behind them are looked up only.

    Returns
    -------
    int32[n]: a position below ``known``, a known text's own where it is the first of its kind; -1
    for a text that is none of the known ones.

    Notes
    -----
    A hash table with open addressing, at most half full, and FNV-1a (Fowler, Noll and Vo). Cost
    O(bytes) while few texts share a place, which nothing ensures against texts that were made to.
    """
    n = len(start) - 1
    size = 16
    while size < 2 * known:
        size *= 2
    mask = size - 1
    # the hash has 32 bits, so that no product passes 63
    word = 4294967295
    # int64[size]: 31 bits of the hash above the position of the text that is there, -1 for none
    held = np.full(size, -1, dtype=np.int64)
    first = np.full(n, -1, dtype=np.int32)
    for i in range(n):
        low = start[i]
        length = start[i + 1] - low
        mark = 2166136261
        for at in range(length):
            mark = ((mark ^ letters[low + at]) * 16777619) & word
        # the low bits alone are those of the last letters
        place = (mark ^ (mark >> 15)) & mask
        mark = mark >> 1
        while held[place] >= 0:
            entry = held[place]
            if entry >> 32 == mark:
                other = entry & word
                begin = start[other]
                same = start[other + 1] - begin == length
                at = 0
                while same and at < length:
                    same = letters[begin + at] == letters[low + at]
                    at += 1
                if same:
                    first[i] = other
                    break
            place = (place + 1) & mask
        if held[place] < 0 and i < known:
            held[place] = (mark << 32) | i
            first[i] = i
    return first
