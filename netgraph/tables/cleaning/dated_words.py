"""Words beside a day in one cell: "yes, 13.02.24", "Met 3/14/2024", "4/30/24 planned".

Only words that leave no doubt count: any other cell stays as it is.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.date_formats import DATE_FORMATS, lacks_part
from netgraph.tables.cleaning.status_words import meaning_of, plain
from netgraph.tables.cleaning.values import CHECKED, YES, folded_marks
from netgraph.tables.heading_brackets import MEANT_TO_BE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netgraph.arrays import Flags

LONGEST, MOST_WORDS = 80, 12
"""Letters and words of a cell that is looked at; what is longer is a note."""
AROUND: Final = " ,;:()[]-\u2013\u2014\u2192"
"""What may stand around a day, or around the words beside it."""
JOINED: Final = lazy_pattern(r"(?<=[^\W\d_])\s*[,:;(\[]\s*(?=\d)|(?<=[^\w\s.,:;/([-])(?=\d)")
"""Where a blank is missing: "ja,13.02.24", "✓2024-03-05"."""
BEFORE_DAY: Final = lazy_pattern(
    r"(?:^|\s)(?:on|at|for|since|am|den|dem|vom|seit|le|du|el|il|op|em|den|dne|dnia)$",
    re.IGNORECASE,
)
"""A word between the others and the day."""
SHORT_MARKS: Final = frozenset({"1", "t", "o", "s"})
"""Words for yes that are as often something else beside a day."""
MEETING: Final = lazy_pattern(
    r"\b(?:met|spok\w*|talked|chatted|interviewed|meeting|call|chat|coffee|interview|lunch|zoom"
    r"|completed?|done|finished|getroffen|gesprochen|telefoniert|treffen|gesprach|kaffee|rencontre\w*"
    r"|vue?|appel|cafe|reunid[oa]s?|reunion|hablado|llamada|incontrat[oa]|parlato|ontmoet|gesproken"
    r"|reuniao|conversa)\b"
)
"""Words of the status ``met``, folded, whose day is that of the meeting: no offer, no referral."""
THANKS: Final = lazy_pattern(r"\bthank")
WRITING: Final = lazy_pattern(
    r"\b(?:contacted|e ?mailed|mailed|messaged|dmed|texted|wrote|written|called|phoned|reached"
    r"|pinged|sent|invited|connected|kontaktiert|angeschrieben|angerufen|angefragt|gesendet|geschickt"
    r"|contacte\w*|envoye\w*|appele\w*|contactad[oa]|enviad[oa]|llamado|contattat[oa]|inviat[oa]"
    r"|benaderd|gemaild|gestuurd|gebeld|contatad[oa])\b"
)
"""Words of the status ``contacted``, folded, whose day is that of a letter, and no plan."""
AGAIN: Final = lazy_pattern(
    r"\b(?:followed|follow ?up\b.*\bsent|nachgefasst|nachgehakt|relance\w*)\b|\bagain$"
)
"""Words of the status ``contacted``, folded, for a second letter."""
TOOK_PLACE: Final = lazy_pattern(
    r"(?:hat )?(?:stattgefunden|erfolgt|gehabt)|fait|passe|effectuee?|realisee?|hech[oa]"
    r"|realizad[oa]|tenid[oa]|fatt[oa]|avvenut[oa]|svolt[oa]|gehad|geweest|gedaan|feit[oa]|odbyt[ae]|held"
    r"|happened|took place|kept|attended"
)
"""What is said, folded, of a meeting that was held."""
IS_SET: Final = lazy_pattern(
    r"(?:is |now |we re )?(?:set|fixed|agreed|confirmed|pencill?ed in|lined up|tentative(?:ly)?|tbc"
    r"|due|coming up|steht|fix|prevue?|fijad[oa]|fissat[oa]|marcad[oa]|gepland|afgesproken|umowione"
    r"|domluveno|bokat|aftalt|avtalt)(?: (?:for|on|fur|am|pour|le|para|el|per|il|op))?"
)
"""What is said, folded, of a meeting that lies ahead, and is no status alone."""
PROVING: Final = {
    schema.MET_ON: (schema.MET,),
    schema.THANKED_ON: (),
    schema.SCHEDULED_FOR: (schema.SCHEDULED,),
    schema.CONTACTED_ON: (schema.CONTACTED,),
    schema.FOLLOWED_UP_ON: (schema.CONTACTED,),
    schema.ASKED_ON: (),
    schema.LAST_CONTACT_ON: (schema.CONTACTED, schema.MET),
}
"""Columns of days to the statuses that say no more beside a day there than a yes does."""


class Dated(NamedTuple):
    """A cell as its words and its day, as written.

    Parameters
    ----------
    said
        The words, without what stands around them.
    day
        The day.
    whole
        Whether it has a year.
    """

    said: str
    day: str
    whole: bool


@functools.lru_cache(maxsize=1 << 13)
def words_beside_day(word: str) -> Dated | None:
    """Take a cell apart; None where it has no words, no day or several of them.

    Examples
    --------
    >>> words_beside_day("ja, 13.02.24")
    Dated(said='ja', day='13.02.24', whole=True)
    >>> words_beside_day("met 5 March")
    Dated(said='met', day='5 March', whole=False)
    >>> words_beside_day("3/4/2024"), words_beside_day("Emailed 3/1/24, met 3/4/24")
    (None, None)
    """
    if len(word) > LONGEST or not any(ch.isdigit() for ch in word):
        return None
    parts = JOINED.sub(" ", word).split()
    if len(parts) > MOST_WORDS or _is_day(word):
        return None
    for begin, end in _spans(len(parts)):
        day = " ".join(parts[begin:end]).strip(AROUND)
        if whole := _is_day(day):
            before = BEFORE_DAY.sub("", " ".join(parts[:begin]).strip(AROUND)).strip(AROUND)
            after = " ".join(parts[end:]).strip(AROUND)
            said = f"{before} - {after}" if before and after else before or after
            # a second day, or a number, says more than words do
            return Dated(said, day, whole == "whole") if _are_words(said) else None
    return None


def _spans(size: int) -> Iterator[tuple[int, int]]:
    """Runs of some of the words of a cell, the longest first."""
    for length in range(size - 1, 0, -1):
        for begin in range(size - length + 1):
            yield begin, begin + length


def _is_day(text: str) -> str:
    """Whether a text is a ``whole`` day, or ``part`` of one; empty where it is none."""
    if any(form.read(text) is not None for form in DATE_FORMATS):
        return "whole"
    return "part" if lacks_part(text).startswith("year") else ""


def _are_words(said: str) -> bool:
    return bool(said) and not any(ch.isdigit() for ch in said)


def day_meant(word: str, column: str) -> tuple[str, str] | None:
    """What a cell of a column of days says with its words: the column its day is of, and the day.

    The day is a yes where it has no year; None where the words may say more than that.

    Examples
    --------
    >>> day_meant("✓ 2024-03-05", "met_on"), day_meant("4/30/24 planned", "met_on")
    (('met_on', '2024-03-05'), ('scheduled_for', '4/30/24'))
    >>> day_meant("yes 3/4", "met_on"), day_meant("cancelled 3/4/24", "met_on")
    (('met_on', 'yes'), None)
    """
    apart = words_beside_day(word) if column in PROVING else None
    if apart is None:
        return None
    status = _status_said(apart.said)
    ahead = (MEANT_TO_BE.fullmatch(apart.said.casefold()), IS_SET.fullmatch(plain(apart.said)))
    planned = status == schema.SCHEDULED or any(ahead)
    if column == schema.MET_ON and planned:
        return (schema.SCHEDULED_FOR, apart.day) if apart.whole else None
    held = column == schema.MET_ON and (
        _status_said(f"had {apart.said}") == schema.MET
        or TOOK_PLACE.fullmatch(plain(apart.said)) is not None
    )
    if not (held or _says_yes(apart.said) or status in PROVING[column]):
        return None
    return column, apart.day if apart.whole else YES[0]


def say_days(words: pd.Series, column: str) -> Flags:
    """``bool[words]``: which say, with words beside it, a day of a column of days."""
    return np.array([day_meant(str(word), column) is not None for word in words], dtype=bool)


def day_of_status(word: str) -> tuple[str, Dated] | None:
    """The column of days that a status with a day beside it fills, and both taken apart.

    Examples
    --------
    >>> day_of_status("Met 3/14/2024")
    ('met_on', Dated(said='Met', day='3/14/2024', whole=True))
    >>> day_of_status("Follow up 3/14/2024") is day_of_status("Offer 3/14/2024") is None
    True
    """
    apart = words_beside_day(word)
    status = _status_said(apart.said) if apart else None
    if apart is None or status is None:
        return None
    column = _column_of(status, plain(apart.said))
    return None if column is None else (column, apart)


def _column_of(status: str, said: str) -> str | None:
    """The column of days that the words of a status, folded, leave no doubt about."""
    if status == schema.SCHEDULED:
        return schema.SCHEDULED_FOR
    if status == schema.MET and THANKS.search(said):
        return schema.THANKED_ON
    if status == schema.MET and MEETING.search(said):
        return schema.MET_ON
    if status == schema.CONTACTED and AGAIN.search(said):
        return schema.FOLLOWED_UP_ON
    wrote = status == schema.CONTACTED and WRITING.search(said)
    return schema.CONTACTED_ON if wrote else None


def _status_said(said: str) -> str | None:
    bare = plain(said).replace(" ", "_")
    return bare if bare in schema.STATUSES else meaning_of(said, schema.STATUS)


def _says_yes(said: str) -> bool:
    mark = str(folded_marks(pd.Series([said], dtype="str")).iloc[0])
    return mark in {*YES, *CHECKED} - SHORT_MARKS
