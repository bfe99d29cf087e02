"""Names of organizations: what two spellings of one organization share."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags

# Both lists hold forms as ``key`` compares them: lower case, without dots; the second those of
# several words (S. A.) or with accents.
LEGAL_FORMS: Final = (
    "inc incorporated corp corporation co llc llp lp pllc pc ltd limited plc "
    "gmbh mbh ggmbh ag kg kgaa ohg ug se eg gbr sa sas sasu sarl srl srls spa sl slu sau "
    "bv nv cv vof ab asa as aps oy oyj ou sia uab pty pte pvt bhd sdn kk sro doo kft zrt nyrt "
    "ltda eireli sprl bvba"
).split()
_SPACED_OR_ACCENTED_FORMS: Final = (
    "s a",
    "s a r l",
    "s à r l",
    "s r l",
    "s p a",
    "b v",
    "n v",
    "a s",
    "a g",
    "sp z o o",
    "sp z oo",
    "aş",
    "a ş",
    "ltd şti",
    "ltd sti",
    "s r o",
    "d o o",
    "sà rl",
    "sàrl",
    "sa de cv",
    "l l c",
)
# The longest first, as the first that fits is taken.
_FORMS: Final = sorted([*LEGAL_FORMS, *_SPACED_OR_ACCENTED_FORMS], key=len, reverse=True)
# Several forms in a row go at once (GmbH & Co. KG). Something must stand before the first of them,
# so a name that is nothing else is not emptied.
_ENDING: Final = lazy_pattern(rf"(?<=\S)(?: (?:{'|'.join(_FORMS)}))+$")
_LAST_WORDS: Final = frozenset(form.rpartition(" ")[2] for form in _FORMS)
LONGEST_ENDING: Final = 200
"""Letters at the end of a name in which legal forms are looked for."""
MANY_NAMES: Final = 1_000
"""From so many names on arrow pays."""
_JOINS: Final = lazy_pattern(r"[.'’`´]")
# Letters of other scripts are no ``\W``: names in Greek or Chinese keep theirs.
_APART: Final = lazy_pattern(r"[\W_]+")


def key(spelling: str) -> str:
    """Reduce a name to what two spellings of one organization share.

    Case, punctuation and legal forms at the end go; a name that is nothing else stays as it is.

    Examples
    --------
    >>> key("Acme, S.A.") == key("ACME")
    True
    >>> key("Limited")
    'limited'
    """
    # Dots and apostrophes go without a gap (S.A. is SA); all other punctuation parts words.
    # Of plain letters both steps make small letters.
    if spelling.isascii():
        folded = spelling.lower()
    else:
        folded = unicodedata.normalize("NFKC", spelling).casefold()
    words = _APART.sub(" ", _JOINS.sub("", folded)).strip()
    # most names end in no form, which their last word alone tells
    if words.rpartition(" ")[2] not in _LAST_WORDS:
        return words or folded.strip()
    # from the whole of a text as long as a page the pattern would need its square
    ending = _ENDING.search(words, max(0, len(words) - LONGEST_ENDING))
    return words[: ending.start() if ending else None] or words or folded.strip()


def keys_of(spellings: Sequence[str]) -> list[str]:
    """Reduce many names as ``key`` does each; arrow does those of plain letters without a form."""
    if len(spellings) < MANY_NAMES:
        return [key(spelling) for spelling in spellings]
    import pyarrow as pa
    import pyarrow.compute as pc

    given = pa.array(spellings, pa.string())
    words = pc.replace_substring_regex(pc.ascii_lower(given), "[.'`]", "")
    words = pc.utf8_trim(pc.replace_substring_regex(words, "[^a-z0-9]+", " "), " ")
    plain = pc.and_(pc.string_is_ascii(given), pc.not_equal(words, ""))
    form = pc.match_substring_regex(words, f"(?:^| )(?:{'|'.join(sorted(_LAST_WORDS))})$")
    found: list[str] = words.to_pylist()
    for at in np.flatnonzero(~np.asarray(pc.and_not(plain, form))).tolist():
        found[at] = key(spellings[at])
    return found


def spellings_of(names: pd.Series, word: str) -> Flags:
    """Flag the names of the organization that a word means: those with the same key."""
    # Each spelling is looked at once; the False at the end is what -1, a missing name, picks.
    code, spellings = pd.factorize(names)
    wanted = key(word)
    alike = np.array([own == wanted for own in keys_of(spellings.tolist())], dtype=bool)
    return np.append(alike, False)[code]


def keys(names: pd.Series) -> pd.Series:
    """Keys of a column of names, missing where the name is; each spelling is looked at once."""
    code, spellings = pd.factorize(names)
    # str[spellings]; -1, the code of a missing name, is no label of it, so reindexing gives
    # missing.
    # As a list, because arrow's text hands out its cells one by one slowly.
    found = pd.Series(keys_of(spellings.tolist()), dtype="str")
    return pd.Series(found.reindex(code).to_numpy(), index=names.index, dtype="str")
