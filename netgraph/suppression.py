"""Groups too small to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netgraph import schema

if TYPE_CHECKING:
    import pandas as pd


def suppress_small(table: pd.DataFrame, least: int, *, by: str = schema.CONTACTS) -> pd.DataFrame:
    """Leave out the groups of a grouped table that have fewer than ``least`` people.

    Parameters
    ----------
    table
        A row a group, with the number of people in a column; a table without that column is not
        grouped and stays as it is.
    least
        The smallest group shown; 11 is what the Centers for Medicare & Medicaid Services ask for.
    by
        The column that counts people.

    Returns
    -------
    DataFrame
        How many groups were left out is added to its ``attrs["notes"]``. Totals elsewhere may still
        tell a group that is the only one left out.
    """
    if by not in table.columns:
        return table
    # A group of nobody is shown: it tells nothing of anybody.
    small = (table[by] < least) & (table[by] > 0)
    shown = table[~small].reset_index(drop=True)
    shown.attrs = dict(table.attrs)
    if small.any():
        note = f"{int(small.sum())} groups of fewer than {least} people are not shown"
        shown.attrs["notes"] = [*table.attrs.get("notes", []), note]
    return shown
