"""Text into values: flags, choices, numbers; and ids that cannot be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.own_words import SAYS_NOTHING
from netgraph.tables.cleaning.readings import Reading, Unread
from netgraph.tables.cleaning.status_words import hinted, meaning_of
from netgraph.tables.cleaning.text import may_hold
from netgraph.tables.empty_words import says_no_day, says_nothing
from netgraph.tables.issues import Issues, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netgraph.arrays import Flags
    from netgraph.schema import Column

YES: Final = ("yes", "y", "true", "t", "1")
NO: Final = ("no", "n", "false", "f", "0")
CHECKED: Final = (
    *("✓", "✔", "☑", "✅", "🗹", "👍", "√", "[x]", "checked", "done", "ok"),
    *("ja", "j", "oui", "o", "sí", "sì", "si", "s", "sim", "da", "tak", "jo", "evet", "да"),
    *("是", "はい"),
)
"""Marks and words of other languages for yes; told."""
UNCHECKED: Final = (
    *("✗", "✘", "❌", "✖", "×", "☐", "⬜", "👎", "[]", "unchecked", "not done"),
    *("nein", "non", "não", "nao", "nie", "nej", "nee", "hayır", "нет", "否", "いいえ"),
)
BOX_IN_BRACKETS: Final = r"^(?:[-*+] )?\[ *(x?) *\]$"
"""A box as notes in Markdown have it."""
CROSSED: Final = ("x", "☒", "🗷")
"""A cross is yes in a column that has no other word for it, else no."""
WHETHER: Final = (*YES, *NO, *CHECKED, *UNCHECKED, *CROSSED)
"""All that says yes or no."""
ROUNDED: Final = r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{2,}"
GROUPING: Final = "[\u00a0\u202f\u2009' ](?=[0-9]{3}(?![0-9]))"
"""Blanks and apostrophes between thousands."""
THOUSANDS: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
DECIMAL_COMMA: Final = lazy_pattern(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]*,(?:[0-9]{1,2}|[0-9]{4,})"
)
DECIMAL_POINT: Final = lazy_pattern(
    r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*|[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]*\.(?:[0-9]{0,2}|[0-9]{4,})"
)
"""Numbers that can be read in one way only."""
LARGEST_NUMBER: Final = 1e12
"""A weight or a number of hours is not above this; sums of them stay exact enough."""


def stub_marks(table: pd.DataFrame) -> Flags | None:
    """``bool[rows]``: whose rows netgraph itself wrote for stubs; None where no column says that.

    A column of that name with anything but yes and no in it is not netgraph's.
    """
    if schema.STUB_MARK not in table.columns:
        return None
    words = table[schema.STUB_MARK].astype("str").fillna(NO[0]).str.casefold()
    return words.isin(YES).to_numpy(dtype=bool) if words.isin([*YES, *NO]).all() else None


class BesideCrosses(NamedTuple):
    """What a column says of yes and no beside crosses; that of partitions adds up.

    Parameters
    ----------
    crossed, yes, no
        Cells with a cross, those that say yes, and words for no.
    """

    crossed: int
    yes: int
    no: int

    @property
    def mean_yes(self) -> bool:
        """Whether a cross is yes: where nothing else says yes, or where a word says no.

        Marks for no may be another hand's; a word for no leaves only yes for a cross.
        """
        return not self.yes or self.no > 0


def beside_crosses(words: pd.Series) -> BesideCrosses:
    """Count what the spellings of a column say beside crosses."""
    low = folded_marks(words)
    no = low.isin((*NO, *UNCHECKED)) & low.str[:1].str.isalpha()
    return BesideCrosses(
        *(int(found.sum()) for found in (low.isin(CROSSED), low.isin((*YES, *CHECKED)), no))
    )


def read_flags(words: pd.Series, column: str = "", *, crosses: bool | None = None) -> Reading:
    """Read yes and no: words, and marks of boxes.

    A cross is yes where nothing else in the column says yes, as in a list with a cross here and
    there, or where another word says no; beside words for yes alone it is no, unless larger tables
    have settled what ``crosses`` mean. Messages name the ``column``, if there is one.
    """
    low = folded_marks(words)
    crossed = low.isin(CROSSED).to_numpy(dtype=bool)
    checked = low.isin(CHECKED).to_numpy(dtype=bool)
    # bool[spellings]: True for yes
    yes = low.isin(YES).to_numpy(dtype=bool) | checked
    no = low.isin((*NO, *UNCHECKED)).to_numpy(dtype=bool)
    literal = low.isin((*YES, *NO)).to_numpy(dtype=bool)
    if beside_crosses(words).mean_yes if crosses is None else crosses:
        yes = yes | crossed
    else:
        no = no | crossed
    nothing = ~yes & ~no & say_nothing(words)
    # True for what is neither; with what says nothing, this is the mask of missing values
    bad = ~yes & ~no & ~nothing
    told = {
        word: "" if empty else "yes" if is_yes else "no"
        for word, empty, is_yes, plainly in zip(words, nothing, yes, literal | bad, strict=True)
        if not plainly
    }
    messages = [
        f"{quoted(v)} is neither yes nor no{_way_to_say_whether(v, column)}" for v in words[bad]
    ]
    return Reading(
        pd.arrays.BooleanArray(yes, bad | nothing),
        (Unread(schema.BAD_VALUE, bad, messages),),
        told,
    )


def _way_to_say_whether(word: str, column: str) -> str:
    """How to say what a word in a column of yes and no means, where the column has a name."""
    if not column:
        return ""
    return f"; --value {quoted(f'{column}:{word}=no')} would read it as no, =yes as yes"


def folded_marks(words: pd.Series) -> pd.Series:
    """Words and marks as those of ``WHETHER`` are spelled."""
    # the variation selector (fe0f) only chooses a colour of the mark before it
    low = words.str.casefold().str.replace("\ufe0f", "", regex=False)
    return low.str.replace(BOX_IN_BRACKETS, r"[\1]", regex=True)


def say_nothing(words: pd.Series) -> Flags:
    """``bool[words]``: which of them say that there is nothing."""
    return np.array([says_nothing(word) for word in words], dtype=bool)


def say_no_day(words: pd.Series) -> Flags:
    """``bool[words]``: which of them say that there is no day, or none that is known yet."""
    return np.array([says_no_day(word) for word in words], dtype=bool)


def read_choices(words: pd.Series, column: Column) -> Reading:
    """Read words that are one of some choices, or that a list of other trackers' words has.

    Case, blanks, hyphens and underscores are nothing; any other reading is told.
    """
    standard = {_bare(choice): choice for choice in column.choices}
    told: dict[str, str] = {}
    # a list, an entry a spelling: the choice as the schema spells it, None where it is none
    meant: list[str | None] = []
    for word in words:
        choice = standard.get(_bare(word))
        if choice is None:
            # "not available" is a status before it is an empty word
            choice = meaning_of(word, column.name)
            if choice is not None or says_nothing(word):
                told[word] = choice or ""
        meant.append(choice)
    bad = np.array(
        [choice is None and word not in told for choice, word in zip(meant, words, strict=True)],
        dtype=bool,
    )
    messages = [_no_choice(word, column) for word in words[bad]]
    return Reading(pd.array(meant, dtype="str"), (Unread(schema.BAD_VALUE, bad, messages),), told)


def _bare(word: str) -> str:
    return "".join(ch for ch in word.casefold() if ch not in " _-")


def _no_choice(word: str, column: Column) -> str:
    hint = hinted(word, column)
    listed = ", ".join(column.choices)
    if hint:
        way_out = f"--value {quoted(f'{column.name}:{word}={hint}')} would say what it means"
        return f"{quoted(word)} is none of {listed}; is it {hint!r}? {way_out}"
    # a guess would be followed to the letter, and might say the opposite
    way_out = f"--value {quoted(f'{column.name}:{word}=MEANING')}"
    return (
        f"{quoted(word)} is none of {listed}; {way_out} would say what it means, MEANING being "
        f"one of them, or {SAYS_NOTHING}"
    )


def read_numbers(words: pd.Series) -> Reading:
    """Read numbers from 0 on, with a decimal point or comma and marks between thousands.

    Which mark is which is settled by the column: "1,000" alone may be one or a thousand.
    """
    bare = words.str.replace(GROUPING, "", regex=True)
    decimal = _decimal_mark(bare.tolist())
    if decimal == ",":
        bare = bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    elif decimal == ".":
        bare = bare.where(~bare.str.fullmatch(THOUSANDS), bare.str.replace(",", "", regex=False))
    # float64[spellings]; to_numeric takes "inf" for a number, and gives NaN for what is in doubt
    read = pd.to_numeric(bare, errors="coerce").astype("float64")
    read = read.where(np.isfinite(read) & (read >= 0) & (read <= LARGEST_NUMBER))
    # only what is no number is looked at singly
    bad = np.array(read.isna(), dtype=bool)
    nothing = np.zeros(len(words), dtype=bool)
    nothing[bad] = say_nothing(words[bad])
    bad &= ~nothing
    messages = [_no_number(v) for v in words[bad]]
    told = dict.fromkeys(words[nothing], "")
    return Reading(read.array, (Unread(schema.BAD_VALUE, bad, messages),), told)


def _decimal_mark(words: Sequence[str]) -> str:
    """The mark that begins decimals in a column; empty where the cells leave it open."""
    comma = any(DECIMAL_COMMA.fullmatch(word) for word in words)
    point = any(DECIMAL_POINT.fullmatch(word) for word in words)
    return "" if comma == point else "," if comma else "."


def _no_number(word: str) -> str:
    if re.fullmatch(r"\d{1,3},\d{3}", word):
        one, other = word.replace(",", "."), word.replace(",", "")
        return (
            f"{quoted(word)} is {one} with a decimal comma and {other} without; write one of them"
        )
    return f"{quoted(word)} is not a number from 0 to {LARGEST_NUMBER:,.0f}"


def issues_of_ids(words: pd.Series, column: Column) -> tuple[Issues, ...]:
    """Ids that are empty, and those that a spreadsheet has made into rounded numbers.

    What a rounded id was cannot be known; it is kept as it is.
    """
    # rows indexed by spot, not spellings: nearly every id is there once
    blank = words[words.isna()]
    # spreadsheets show numbers of 12 digits and more as 1.23457E+12, and export what they show
    rounded = words.iloc[:0]
    if may_hold(words, "+"):
        rounded = words[words.str.fullmatch(ROUNDED).fillna(value=False).to_numpy()]
    messages = [
        f"{quoted(v)} looks like a long number that a spreadsheet has rounded; kept as it is"
        for v in rounded
    ]
    empty = "an empty id; expected one"
    if column.name == schema.REFERRER_ID:
        # a list of cases or accounts with "infector" or "invited by": the first have none; and what
        # was merged downwards stands in its first row alone, once it is CSV
        empty = (
            f"{empty}; where it is the one of the row above, fill it down; where nobody referred "
            "somebody, leave the row out, or read the table as one of people: "
            "--map 'contact_id=COLUMN' --map 'referred_by=COLUMN'"
        )
    return (
        Issues(schema.BAD_VALUE, blank, column.name, empty),
        Issues(schema.SPREADSHEET_DAMAGE, rounded, column.name, messages),
    )
