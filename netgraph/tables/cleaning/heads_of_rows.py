"""What headings say of the cells below: who each row is, who referred them, or another thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.heading_brackets import spelled_names

if TYPE_CHECKING:
    from collections.abc import Collection

LETTERS_OF_NAMES: Final = 40
"""Letters of most names and ids."""
NAMING: Final = (schema.CONTACT_ID, schema.NAME)
"""Columns that say who a row is."""
REFERRER_PARTS: Final = (
    *("refer", "intro", "recommend", "whom", "empf", "vermitt", "raccom"),
    *("recomm", "recomend", "presente", "kontaktub", "uberwen", "connupar", "connuepar", "viaqui"),
    *("polec", "rekommend", "tipsad", "anbefal", "познаком", "рекоменд", "посовет", "подсказ"),
    *("紹介", "推薦", "介绍", "推荐", "소개", "추천"),
)
"""Folded parts of headings that may say who referred somebody."""
HEADS_NAMES: Final = lazy_pattern(
    r"(?:who|person|names?|contacts?|people|met|spoke|talked|advis[eo]r|alum\w*|wer|person|qui|"
    r"quien|chi|quem|wie|кто|с кем)\b(?! did| referred| intro| gave| told| sent)",
    re.IGNORECASE,
)
"""How headings of the people of rows begin: "Who I talked to"."""
SAY_OTHER: Final = tuple(
    column.name
    for column in schema.CONTACTS_TABLE.columns
    if column.name not in {*NAMING, *schema.SIDES, schema.SEEKER_ID}
)
"""Columns of contacts that say another thing of a person than who they are."""
_SAY_NOBODY: Final = frozenset(
    "summary feedback details description information info interests preferences type kind group "
    "category major degree class year city location address phone telephone mobile age gender "
    "availability frequency topic topics skills history outcome outcomes reason reasons".split()
)
"""Folded last words of headings of what else is said of people."""
_WORDS_SAID: Final = lazy_pattern(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


def names_referrer(called: str) -> bool:
    """Whether a heading speaks of who referred somebody."""
    # a preferred name is nobody's referrer
    folded = schema.folded(called).replace("preferred", "")
    return any(part in folded for part in REFERRER_PARTS)


def may_head_rows(called: str, words: Collection[str]) -> bool:
    """Whether a column may name the people of the rows, by its heading and the size of its cells.

    "Adviser notes" and "Contact's job title" say another thing of somebody than the name.
    """
    if names_referrer(called):
        return False
    said = [schema.folded(word) for word in _WORDS_SAID.findall(called)]
    # what stands behind the first word: "Alumni contact" is of contacts, "Adviser notes" of notes
    ends = {"".join(said[at:]) for at in range(1, len(said))}
    sizes = sorted(map(len, words))
    long = len(sizes) > 0 and sizes[len(sizes) // 2] > LETTERS_OF_NAMES
    return not long and ends.isdisjoint(spelled_names(*SAY_OTHER) | _SAY_NOBODY)
