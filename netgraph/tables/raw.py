"""A table as it was found: text cells, one row a line, nothing judged yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Raw:
    """A table before anything is known of its columns.

    Parameters
    ----------
    frame
        Columns under the names they were found with, which are unique; index: line (or row) in the source.
    label
        What messages call it: the file's name.
    unit
        What its rows are counted in: ``line`` of a file or ``row`` of a frame.
    """

    frame: pd.DataFrame
    label: str
    unit: str = "line"
