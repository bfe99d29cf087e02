"""Names of people in organizations, organizations in what people are called: found before hiding.

"Ann Lee Consulting" says who Ann Lee is, whoever works there, and "Ann Lee, Acme" where she does.
All names are compared at once: words in a row of the few texts are looked up among the many.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph.organization_names import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from netgraph.arrays import Flags

MOST_WORDS: Final = 6
"""Words of a name, or of an organization, that are looked for inside other text."""
WORDS_BESIDE: Final = 3
"""From so many words on a text may hold more than somebody's first and last name."""


def folded_words(texts: pd.Series) -> pd.Series:
    """Words in lower case with one blank between, empty where there is none.

    Examples
    --------
    >>> folded_words(pd.Series(["Lee,  Ann", "O'Neil-Ray", None])).tolist()
    ['lee ann', 'o neil ray', '']
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    packed = pc.fill_null(pa.array(texts.astype("str"), pa.large_string()), "")
    words = pc.replace_substring_regex(pc.utf8_lower(packed), r"[^\pL\pM\pN]+", " ")
    return pd.Series(pc.utf8_trim(words, " ").to_numpy(zero_copy_only=False), index=texts.index)


def _rows_of_words(folded: str, least: int) -> Iterator[str]:
    """All words in a row of a text, from ``least`` words to ``MOST_WORDS``."""
    words = folded.split()
    for first in range(len(words)):
        for last in range(first + least, min(first + MOST_WORDS, len(words)) + 1):
            yield " ".join(words[first:last])


def named_after(organizations: pd.Series, names: pd.Series) -> Flags:
    """Flag the organizations whose words hold somebody's whole name, of two words or more.

    Parameters
    ----------
    organizations
        Each once.
    names
        What people are called.

    Examples
    --------
    >>> firms = pd.Series(["Ann Lee Consulting", "Lee Motors", "Lee & Ann"])
    >>> named_after(firms, pd.Series(["Ann Lee"])).tolist()
    [True, False, True]
    """
    rows = [[*_rows_of_words(firm, 2)] for firm in folded_words(organizations)]
    wanted = {words for found in rows for words in found}
    # "Lee, Ann" and "Ann Lee" are one name, whichever way round the organization has it
    wanted |= {" ".join(reversed(words.split())) for words in wanted}
    if not wanted:
        return np.zeros(len(organizations), dtype=bool)
    people = folded_words(names.drop_duplicates())
    called = set(people[people.isin(wanted)])
    called |= {" ".join(reversed(words.split())) for words in called}
    return np.array([not called.isdisjoint(found) for found in rows], dtype=bool)


def with_code(text: str, words: str, code: str) -> str:
    """Put a code in the place of words in a row, whatever stands between them.

    Examples
    --------
    >>> with_code("Ann (O'Neil-Ray, Inc)", "o neil ray", "X")
    'Ann (X, Inc)'
    """
    there = r"[\W_]+".join(map(re.escape, words.split()))
    return re.sub(rf"(?<!\w){there}(?!\w)", lambda _: code, text, flags=re.IGNORECASE)


def without_organizations(
    texts: pd.Series, organizations: pd.Series, coded: Callable[[str], str], *, anything: Flags
) -> pd.Series:
    """Put codes in the place of known organizations that stand in what people are called.

    A last name may be that of an organization too, so of one or two words all must be one; among
    more, and in what nobody wrote as a name, words in a row are looked up.

    Parameters
    ----------
    texts
        What people are called.
    organizations
        Each once.
    coded
        The code of an organization.
    anything
        ``bool[texts]``: those that nobody wrote as a name.

    Examples
    --------
    >>> texts = pd.Series(["Ann Ford", "Ann Lee at Ford", "FORD"])
    >>> none = np.zeros(3, dtype=bool)
    >>> hidden = without_organizations(texts, pd.Series(["Ford"]), lambda _: "X", anything=none)
    >>> hidden.tolist()
    ['Ann Ford', 'Ann Lee at X', 'X']
    """
    # words to the organization: with its legal form and without
    firms = dict(zip(folded_words(organizations), organizations, strict=True))
    bare = pd.Series([key(name) for name in organizations], dtype="str")
    firms = dict(zip(folded_words(bare), organizations, strict=True)) | firms
    firms.pop("", None)
    folded = folded_words(texts)
    # bool[texts]: few are to be looked at word by word
    apart = anything | (folded.str.count(" ") >= WORDS_BESIDE - 1).to_numpy(dtype=bool)
    found = texts.astype(object).to_numpy(copy=True)
    near = np.flatnonzero(apart | folded.isin(firms).to_numpy(dtype=bool))
    # a row of words that is an organization begins with one of these
    heads = {words.split()[0] for words in firms}
    for at, words in zip(near.tolist(), folded.iloc[near].tolist(), strict=True):
        if heads.isdisjoint(words.split()):
            continue
        rows = _rows_of_words(words, 1) if apart[at] else (words,)
        # the longest first: "Ford Motor" is not "Ford", and a motor
        for row in sorted({row for row in rows if row in firms}, key=len, reverse=True):
            found[at] = with_code(found[at], row, coded(firms[row]))
    return pd.Series(found, index=texts.index, dtype="str")
