"""Notes that say who referred somebody, where no column does: they are not read, and are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.tables.issues import Issues, quoted
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Mapping

SAYS_WHO_REFERRED: Final = (
    r"(?i)\b(?:(?:referred|introduced|recommended|connected|put in touch)(?: (?:to )?(?:me|us))? by"
    r"|(?:empfohlen|vermittelt|vorgestellt) (?:von|durch)|(?:recommand\w+|pr[eé]sent\w+) par"
    r"|(?:recomendad[oa]|presentad[oa]) por|(?:presentat[oa]|consigliat[oa]) da) \w"
)
"""What notes say of who gave a name."""
NOTES_LOOKED_AT: Final = 20_000
"""Rows whose notes are looked at."""


def issues_of_referrers_in_notes(frame: pd.DataFrame, matched: Mapping[str, str]) -> list[Issues]:
    """Tell of notes that say who referred a person whom no column says to be referred.

    Parameters
    ----------
    frame
        Cells of contacts, indexed by spot.
    matched
        Standard name of a column to the name it was found with.
    """
    called = matched.get(schema.NOTES)
    if called is None or not pd.api.types.is_string_dtype(frame[called].dtype):
        return []
    notes = frame[called].iloc[:NOTES_LOOKED_AT]
    if schema.REFERRED_BY in matched:
        notes = notes[frame[matched[schema.REFERRED_BY]].iloc[:NOTES_LOOKED_AT].isna()]
    notes = notes.dropna()
    told = notes[notes.str.contains(SAYS_WHO_REFERRED, regex=True)]
    if told.empty:
        return []
    message = (
        f"{quoted(called)} says here who referred somebody, which is not read "
        f"({with_noun(len(told), 'cell')}): write the name in a column 'Referred by'"
    )
    return [Issues(schema.UNCLAIMED_COLUMN, told.iloc[:1].astype("str"), "", message)]
