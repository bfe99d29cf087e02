"""A second column of students beside the one that is used, where the two contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.cohorts.misfiled import spelled_seeker
from netgraph.tables.cohorts.own_names import NAMES_OF_STUDENTS
from netgraph.tables.cohorts.seeker_words import without_empty_words
from netgraph.tables.issues import Issues, quoted
from netgraph.tables.person_names import fold_names

if TYPE_CHECKING:
    from netgraph.arrays import Flags
    from netgraph.tables.issues import File

_OF_STUDENTS: Final = NAMES_OF_STUDENTS | {
    schema.folded(one) for one in (schema.SEEKER_ID, *schema.SEEKER_ALIASES)
}
"""Folded headings of columns that say whose row each is."""


def issues_of_second_columns(table: pd.DataFrame, seekers: pd.Series, file: File) -> list[Issues]:
    """Tell of every row in which a second column of students names another than the one used.

    Parameters
    ----------
    table
        Rows of one file, indexed by spot.
    seekers
        Whose each row is, missing where it is nobody's.
    file
        The file.
    """
    used = file.called.get(schema.SEEKER_ID, schema.SEEKER_ID)
    found = []
    for column in map(str, table.columns):
        if column == schema.SEEKER_ID or schema.folded(column) not in _OF_STUDENTS:
            continue
        said = without_empty_words(normalize_text(table[column]))
        other = _names_another(seekers, said)
        cells = said[other]
        words = [
            f"{quoted(column)} says {quoted(cell)} here, and {quoted(used)} {quoted(seeker)}: read "
            f"as a row of {quoted(seeker)}; mend the one that is wrong, or say --map "
            f"{quoted(f'{schema.SEEKER_ID}={column}')}"
            for cell, seeker in zip(cells, seekers[other], strict=True)
        ]
        found.append(Issues(schema.READ_AS, cells, column, words, severity="warning"))
    return [one for one in found if len(one.cells)]


def _names_another(seekers: pd.Series, said: pd.Series) -> Flags:
    """Rows whose cell is another seeker's id, or not what stands beside the seeker elsewhere."""
    known = (seekers.notna() & said.notna()).to_numpy(dtype=bool)
    other = np.zeros(len(said), dtype=bool)
    ids, cells = spelled_seeker(seekers[known]), spelled_seeker(said[known])
    differ = (ids != cells).to_numpy(dtype=bool)
    anothers = cells.isin(ids).to_numpy(dtype=bool)
    # a column of names or addresses: the one that stands beside an id most often, first the earlier
    names = fold_names(said[known]).fillna(cells)
    rows = pd.DataFrame({"id": ids.to_numpy(), "name": names.to_numpy()})
    rows = rows[differ & ~anothers]
    often = rows.groupby(["id", "name"], sort=False).size().reset_index(name="times")
    usual = often.sort_values("times", ascending=False, kind="stable").drop_duplicates("id")
    meant = pd.Series(ids.to_numpy()).map(usual.set_index("id")["name"])
    unusual = (meant.notna() & (meant != pd.Series(names.to_numpy()))).to_numpy(dtype=bool)
    other[known] = differ & (anothers | unusual)
    return other
