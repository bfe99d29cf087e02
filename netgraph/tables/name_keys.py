"""What the names of one person share, decorated or not, for whole columns at once."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from netgraph.links import arrow_text
from netgraph.tables.forms_of_address import DEGREES, FORMS_OF_ADDRESS
from netgraph.tables.person_names import STROKES

DEGREES_BEHIND: Final = (
    rf"^([^,]*[^\s,]\s+[^\s,][^,]*)(?:\s*,\s*(?:{'|'.join(sorted(DEGREES))}))+\s*$"
)
"""A name of two words or more, in small letters, and degrees behind commas, for arrow."""
_NO_DEGREE: Final = r"^(?:[A-Za-z0-9]+ )*[A-Za-z0-9]*(?:[a-z0-9]{2}|[0-9])$"
"""A name of plain letters that ends in no degree, PhD or MSc, for arrow."""
_TITLED: Final = "^(?:{}) ".format(
    "|".join(sorted({s for one in FORMS_OF_ADDRESS for s in (one, one.title(), one.upper())}))
)
"""A form of address without a dot before a name: few spellings, as every name is asked."""
_WRITTEN_DEGREES: Final = "|".join(
    (
        *(r"Ph\.?D", r"M\.?Sc", r"B\.?Sc", r"D\.?Phil", r"M\.?Eng"),
        *sorted(r"\.?".join(one.upper()) for one in DEGREES if "-" not in one),
    )
)
_RULES: Final = r"|\x{2010}-\x{2015}\x{2022}\x{b7}"
_DECORATIONS: Final = (
    # a number in brackets tells people apart, and so does the younger of two
    (r"(?i)[\[({<](jr\.?|sr\.?|junior|senior|i{2,3}|iv)[\])}>]", r" \1"),
    (r"(\S)\s*(?:\([^()0-9]*\)|\[[^\[\]0-9]*\]|<[^<>0-9]*>|\{[^{}0-9]*\})", r"\1 "),
    # "Olga Pratt - Acme", "Olga Pratt | recruiter", "Olga Pratt @ Acme", behind two words
    (rf"^(\W*\pL[^\s0-9]*\s[^0-9]*?[\pL.]\s*)(?:\s[-/@{_RULES}]|[{_RULES}])\s[^0-9]*$", r"\1"),
    (r"(?i)\s(?:she|he|they)/(?:her|him|them)s?(?:/\w+)?\s*$", ""),
    (rf"(^|,)\W*(?i:(?:(?:{'|'.join(sorted(FORMS_OF_ADDRESS))})(?:\.\s*|\s+))+)(\S)", r"\1\2"),
    (rf"^(\W*\w\S*\s+\S.*?)(?:[\s,]+(?:{_WRITTEN_DEGREES})\.?)+\W*$", r"\1"),
)
"""What decorates a name, for arrow, and what stays of it, in the order they are taken off."""


def namesake_keys(names: pd.Series) -> pd.Series:
    """What names that fold to one text share, for a whole column at once.

    Arrow's steps alone, so that a million names with signs or accents cost no Python each; blanks
    and signs go altogether, which joins a few names more than folding does. So does decoration:
    titles, degrees, what is in brackets or behind a dash.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    words = arrow_text(names)
    # bool[names]: of these only case and blanks may differ
    plain = np.asarray(pc.fill_null(pc.match_substring_regex(words, _NO_DEGREE), fill_value=True))
    titled = pc.match_substring_regex(words, _TITLED)
    plain &= ~np.asarray(pc.fill_null(titled, fill_value=False))
    keys = pd.Series(pd.array(pc.ascii_lower(words), dtype="str"), names.index)
    keys = keys.str.replace(" ", "", regex=False)
    if not plain.all():
        odd = pc.utf8_normalize(words.filter(pa.array(~plain)), "NFKD")
        for decoration, rest in _DECORATIONS:
            odd = pc.replace_substring_regex(odd, decoration, rest)
        odd = pc.utf8_lower(odd)
        # dots go with the other signs anyway, and degrees are known without them
        odd = pc.replace_substring(odd, ".", "")
        odd = pc.replace_substring_regex(odd, DEGREES_BEHIND, r"\1")
        odd = pc.replace_substring_regex(odd, r"^([^,]+),([^,]+)$", r"\2\1")
        odd = pc.replace_substring_regex(odd, r"[^\pL\pN\pM]|[\x{300}-\x{36f}]", "")
        if not pc.all(pc.string_is_ascii(odd), min_count=0).as_py():
            for letter, reader_s in (*STROKES.items(), ("ß", "ss"), ("ς", "σ")):
                odd = pc.replace_substring(odd, letter, reader_s)
        keys.iloc[np.flatnonzero(~plain)] = pd.array(odd, dtype="str")
    return keys.mask(keys == "")
