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
# some of its own comes back as it was.
_NEUTRALISED: Final = re.compile(f"^'({FORMULA})")
# a formula that says no more than a text: so programs write ids that a spreadsheet shall leave as
# they are, such as ="007"
_TEXT_ALONE: Final = re.compile(r'^="((?:[^"]|"")*)"$')


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
    literal = words.str.startswith('="').fillna(value=False)
    if literal.any():
        texts = words[literal].str.replace(_TEXT_ALONE, _said_text, regex=True)
        words = words.mask(literal, texts)
        # what begins with an apostrophe inside is no earlier writing of ours
        return words.where(literal, _without_apostrophe(words))
    return _without_apostrophe(words)


def _without_apostrophe(words: pd.Series) -> pd.Series:
    if not words.str.startswith("'").fillna(value=False).any():
        return words
    return words.str.replace(_NEUTRALISED, r"\1", regex=True)


def _said_text(formula: re.Match[str]) -> str:
    return formula[1].replace('""', '"')


def restored_name(name: str) -> str:
    """Take them off a column's name."""
    return _TEXT_ALONE.sub(_said_text, name) if name[:1] == "=" else _NEUTRALISED.sub(r"\1", name)
