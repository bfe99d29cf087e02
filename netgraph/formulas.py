"""Cells that a spreadsheet would run as formulas: harmless when written, unchanged when read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

# OWASP describes the danger as CSV injection. The map's page compiles the pattern in JavaScript, so
# it keeps to what means the same in both languages.
FORMULA: Final = r"'*[=+\-@\t]"
"""How a cell begins that would be run; the apostrophes are those of earlier writing.

The map's page uses it too.
"""
_FORMULA: Final = re.compile(f"^{FORMULA}")
# Writing puts one apostrophe more before a formula and reading takes one off, so a cell that had
# some of its own comes back as it was. A formula that says no more than a text, such as ="007", is
# how programs write ids that a spreadsheet shall leave as they are.
_WRITTEN: Final = re.compile(rf"""^'({FORMULA})|^="((?:[^"]|"")*)"$""")


def neutralised(words: pd.Series) -> pd.Series:
    """Put an apostrophe before cells that a spreadsheet would run."""
    risky = words.str.contains(_FORMULA, regex=True, na=False)
    return words.mask(risky, "'" + words) if risky.any() else words


def restored(words: pd.Series) -> pd.Series:
    """Take off the apostrophes that ``neutralised`` puts on, and no others.

    A formula of a text alone is that text.

    Examples
    --------
    >>> import pandas as pd
    >>> restored(pd.Series(["'=1+1", '="007"', "'tis"])).tolist()
    ['=1+1', '007', "'tis"]
    """
    if not words.str.startswith(("'", '="')).fillna(value=False).any():
        return words
    return words.str.replace(_WRITTEN, _cell_meant, regex=True)


def restored_name(name: str) -> str:
    """Do the same with a column's name."""
    return _WRITTEN.sub(_cell_meant, name)


def _cell_meant(cell: re.Match[str]) -> str:
    formula, text = cell.groups()
    return formula if text is None else text.replace('""', '"')
