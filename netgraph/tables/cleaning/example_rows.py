"""Rows that show how a table is meant: they are no people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.tables.cleaning.text import cells_that_match
from netgraph.tables.issues import Issues

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLE: Final = (
    r"(?i)^\s*(?:(?:example|beispiel|exemple|ejemplo|esempio|exemplo|voorbeeld)\s*:"
    r"|(?:template|example|sample) (?:card|row|contact|person|entry)\s*$)"
)
"""How the name of a row begins that is an example, or what a board calls it: "Template card"."""


def without_examples(
    frame: pd.DataFrame, matched: Mapping[str, str]
) -> tuple[pd.DataFrame, Issues | None]:
    """Leave out rows whose name begins with "Example:"; None where there is none.

    Parameters
    ----------
    frame
        Cells as they were found, indexed by spot.
    matched
        Standard name of a column to the name it was found with.
    """
    named = next((matched[c] for c in (schema.NAME, schema.CONTACT_ID) if c in matched), None)
    if named is None or not isinstance(frame[named].dtype, pd.StringDtype):
        return frame, None
    examples = cells_that_match(frame[named], EXAMPLE)
    if not examples.any():
        return frame, None
    cells = frame.loc[examples, named]
    messages = ["a row that is an example; left out"] * len(cells)
    return frame[~examples], Issues(schema.EXAMPLE_ROW, cells, named, messages)
