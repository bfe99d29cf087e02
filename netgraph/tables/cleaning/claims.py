"""What the cells of a column say it is: some headings mean several things, their cells decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.channel_words import name_people
from netgraph.tables.cleaning.dated_words import say_days
from netgraph.tables.cleaning.dates import like_dates
from netgraph.tables.cleaning.heading_roles import surely_refer
from netgraph.tables.cleaning.marked_dates import PROVEN, says_whether
from netgraph.tables.cleaning.serial_days import are_serials
from netgraph.tables.cleaning.text import spellings
from netgraph.tables.cleaning.values import (
    CHECKED,
    NO,
    UNCHECKED,
    YES,
    read_choices,
    read_flags,
    read_numbers,
    say_no_day,
    say_nothing,
)
from netgraph.tables.empty_words import says_nothing
from netgraph.tables.header import further, match
from netgraph.tables.heading_brackets import another_thing, outside

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from netgraph.arrays import Flags
    from netgraph.schema import Column, Table
    from netgraph.tables.cleaning.readings import Reading
    from netgraph.tables.header import Fits

ENOUGH_CELLS: Final = 2_000
"""Filled cells of a column that are looked at to say what it holds."""
FIRST_CELLS: Final = 8
"""Filled cells of a column that are looked at before the others, as one of them may settle it."""
LONG_FLAGS: Final = tuple(
    word for word in (*YES, *NO, *CHECKED, *UNCHECKED) if word[:2].isalpha() and len(word) > 1
)
"""Words for yes and no that are no letters, numbers or marks."""
NO_NUMBER: Final = lazy_pattern(r"[^\W\d_eE]|^[^0-9]*$")
"""What no number is: a text with a letter other than that of an exponent, or without a digit."""
PLAIN_WORD: Final = lazy_pattern(
    r"(?!(?:inf|nan|infinity)$)[^\W\d_]+(?:[ '/-][^\W\d_]+)*", re.IGNORECASE
)
"""A cell that can be neither a number nor a date: words alone."""
MARKS_ASKED: Final = lazy_pattern(
    r"\s*(?:[(\[]\s*(?:(?:y(?:es)?|yes|true|ja|oui|s[ií]|x)\s*(?:[/|,]|or)?\s*"
    r"(?:n(?:o|ein|on)?|no|false)?|x|check(?:box)?|tick|[✓✔☑])\s*[)\]]|\s[xX✓✔☑])\s*$",
    re.IGNORECASE,
)
"""How to fill in a box, behind its heading."""
SALUTATIONS: Final = frozenset(
    "mr mrs ms miss mx dr prof sir madam lady lord rev herr frau fr hr m mme mlle sr sra srta dott "
    "dottssa ing sig sigra dhr mevr".split()
)
"""How people are addressed, in small letters and without the full stop."""
MOST: Final = 0.5
"""Share of the different words of a column that must be what it is taken to hold."""


def cells_fit(frame: pd.DataFrame) -> Fits:
    """Tell of a frame's columns whether their cells are what a standard column holds.

    Where a heading means nothing else, cells that cannot be read are errors; but a column of
    numbers or dates is none whose cells plainly are words, a priority that is high or low.
    """

    def fits(called: str, column: Column, /, *, sure: bool) -> bool:
        cells = frame[called]
        if sure and column.name == schema.REFERRED_TO:
            return not _says_whether(cells)
        if sure and column.name == schema.TITLE:
            return not _are_salutations(cells)
        # a relationship may be graded, and e-mails be counted
        if sure and column.name in (schema.SOURCE, schema.EMAIL):
            return not _numbers_alone(cells)
        if sure:
            return not _plainly_words(cells, column, called)
        if pd.api.types.is_datetime64_any_dtype(cells.dtype):
            return column.kind in ("date", "plan")
        words = different_words(cells)
        # an empty column may be whatever its name says
        fit = not len(words) or holds(words, column)
        return fit and (column.name not in schema.SIDES or _are_referrers(frame, called, words))

    return fits


def _are_referrers(frame: pd.DataFrame, called: str, words: pd.Series) -> bool:
    """Whether a column whose heading may say who referred people does, and no other says it better.

    Where a name came from may be a channel as well: a "Referral source" that is "Direct".
    """
    if surely_refer(frame.columns, but=called):
        return False
    return "source" not in schema.folded(called) or name_people(words, frame.drop(columns=called))


def without_channels(
    frame: pd.DataFrame, matched: Mapping[str, str], said: Collection[str] = ()
) -> dict[str, str]:
    """Columns that were matched by their names, but for those of referrers that are channels.

    Parameters
    ----------
    frame
        Cells as they were found.
    matched
        Standard name to found name.
    said
        Standard names that the caller maps.
    """
    maybe = {
        schema.folded(name)
        for column in schema.CONTACTS_TABLE.columns
        for name in (column.fitting if column.name in schema.SIDES else ())
    }
    return {
        standard: called
        for standard, called in matched.items()
        if standard not in schema.SIDES
        or standard in said
        or schema.folded(called) not in maybe
        or _are_referrers(frame, called, different_words(frame[called]))
    }


def _plainly_words(cells: pd.Series, column: Column, called: str) -> bool:
    """Whether no cell of a column of numbers or dates could be meant as one."""
    if column.kind not in ("number", "date", "plan") or not _of_text(cells):
        return False
    own = schema.folded(called) == schema.folded(column.name)
    # dates under their own name are wrong where they are words; numbers may be grades there too
    if own and column.kind != "number":
        return False
    # the first rows alone: a column of a million empty cells is not gone through
    words = different_words(cells.iloc[: 10 * ENOUGH_CELLS])
    said = words[~say_nothing(words)]
    if column.kind == "number" and not own:
        # "Tier 1" and "1 - high" are no numbers either
        return len(said) > 0 and not _could(read_numbers(said), len(said)).any()
    # yes and no are words of columns of dates too, where a yes proves a status
    whether = column.name in PROVEN and says_whether(said).all()
    return len(said) > 0 and not whether and all(PLAIN_WORD.fullmatch(word) for word in said)


def _are_salutations(cells: pd.Series) -> bool:
    """Whether a column "Title" says how people are addressed, and not what their job is."""
    words = (
        different_words(cells.iloc[:ENOUGH_CELLS]) if _of_text(cells) else pd.Series(dtype="str")
    )
    said = words[~say_nothing(words)].str.casefold().str.rstrip(".")
    return len(said) > 0 and bool(said.isin(SALUTATIONS).all())


def _numbers_alone(cells: pd.Series) -> bool:
    """Whether a column of texts, "Relationship" or "Emails", holds grades or counts instead."""
    if not _of_text(cells):
        return pd.api.types.is_numeric_dtype(cells.dtype)
    # most columns are done with at their first word
    first = (str(cell).strip() for cell in cells.iloc[:ENOUGH_CELLS].dropna().iloc[:FIRST_CELLS])
    if any(NO_NUMBER.search(word) and not says_nothing(word) for word in first):
        return False
    words = different_words(cells.iloc[:ENOUGH_CELLS])
    said = words[~say_nothing(words)]
    return len(said) > 0 and bool(_could(read_numbers(said), len(said)).all())


def _says_whether(cells: pd.Series) -> bool:
    """Whether a column of people says yes and no instead: "Referred me to" as a box.

    Ids may be 1 and 0, and names one letter, so that longer words must say it.
    """
    # the first rows alone, as above
    words = (
        different_words(cells.iloc[: 10 * ENOUGH_CELLS])
        if _of_text(cells)
        else pd.Series(dtype="str")
    )
    if not len(words) or not words.str.casefold().isin(LONG_FLAGS).any():
        return False
    return bool(_could(read_flags(words), len(words)).all())


def _of_text(cells: pd.Series) -> bool:
    return isinstance(cells.dtype, pd.StringDtype) or pd.api.types.is_object_dtype(cells.dtype)


def guarded(frame: pd.DataFrame, table: Table, own: Collection[str] = ()) -> pd.DataFrame:
    """Add empty standard columns so that no other column is read as one of them by an alias.

    Parameters
    ----------
    frame
        A table in which only columns under their standard names are standard ones.
    table
        What it is.
    own
        Columns that must not be read as standard ones; default: all others.
    """
    # again, because an alias that one column no longer takes may be free for the next
    while taken := [
        name
        for name, found in match(frame.columns, table, fits=cells_fit(frame)).items()
        if name != found and (not own or found in own)
    ]:
        empty = {name: pd.Series(None, index=frame.index, dtype="str") for name in taken}
        frame = frame.assign(**empty)
    standard = [c.name for c in table.columns if c.name in frame.columns]
    return frame[[*standard, *(c for c in frame.columns if c not in standard)]]


def boxes(frame: pd.DataFrame, matched: Mapping[str, str]) -> dict[str, str]:
    """The columns of boxes that prove a status: status to found name, the furthest status first."""
    # folded to found name, of the columns that no standard column has taken
    free: dict[str, str] = {}
    # the same without brackets that say how it is filled in: "Met? (Y/N)"
    plain: dict[str, str] = {}
    for name in map(str, frame.columns):
        if name not in matched.values():
            free.setdefault(schema.folded(name), name)
            if MARKS_ASKED.search(name):
                plain.setdefault(schema.folded(MARKS_ASKED.sub("", name)), name)
    found = {}
    for status, names in schema.STATUS_BOXES.items():
        for name in names:
            called = free.get(schema.folded(name), plain.get(schema.folded(name)))
            if (
                called is not None
                and len(words := different_words(frame[called]))
                and (_are_flags(words) or (status == schema.DECLINED and _are_days_of_it(words)))
            ):
                found[status] = called
                break
    return found


def _are_days_of_it(words: pd.Series) -> bool:
    """Whether words are days, of which a box is checked that says on which day."""
    return bool((like_dates(words) | says_whether(words)).all())


def used_columns(
    frame: pd.DataFrame,
    table: Table,
    matched: Mapping[str, str],
    also: Mapping[str, Sequence[str]],
) -> set[str]:
    """Columns that no standard name has taken and that are read all the same.

    Parameters
    ----------
    frame, table, matched
        As in ``boxes``, and what kind of table it is.
    also
        Standard name to further columns that are read with its own.
    """
    if table.name != schema.CONTACTS:
        return set()
    return {*boxes(frame, matched).values(), *(name for names in also.values() for name in names)}


def further_referrers(
    frame: pd.DataFrame, table: Table, matched: Mapping[str, str]
) -> dict[str, list[str]]:
    """Standard name of a side of referrals to the columns that are read with its own."""
    found = {
        side: further(frame.columns, table, matched, side)
        for side in (schema.SIDES if table.name == schema.CONTACTS else ())
    }
    return {side: names for side, names in found.items() if names}


def unfitting(frame: pd.DataFrame, table: Table, matched: Mapping[str, str]) -> dict[str, str]:
    """Columns whose heading may be a standard one, and whose cells are not: found name to that."""
    # names of columns of numbers and dates count for nothing where the cells are words, nor
    # does one of people where they are yes and no
    typed = ("number", "date", "plan")
    named = {
        schema.folded(n): c.name
        for c in reversed(table.columns)
        for n in (
            *c.fitting,
            *((c.name, *c.aliases) if c.kind in typed or c.name == schema.REFERRED_TO else ()),
        )
    }
    boxed = {schema.folded(n): schema.STATUS for ns in schema.STATUS_BOXES.values() for n in ns}
    checked = boxes(frame, matched).values()
    return {
        str(called): standard
        for called in frame.columns
        if called not in matched.values()
        and called not in checked
        and (
            standard := named.get(schema.folded(str(called)), boxed.get(schema.folded(str(called))))
        )
        and standard not in matched
        and frame[called].notna().any()
    }


def of_another(
    found: Iterable[str], table: Table, matched: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Columns that only their brackets make another one: found name to that one and the reason.

    Where a column of the plain name stands beside them nobody will miss them.
    """
    told = {}
    for called in found:
        why = another_thing(called) if called not in matched.values() else ""
        for standard in match([outside(called).strip()], table) if why else ():
            if standard not in matched:
                told[called] = (standard, why)
    return told


def different_words(cells: pd.Series) -> pd.Series:
    """The different words of the first filled cells."""
    return spellings(cells.dropna().iloc[:ENOUGH_CELLS]).words


def holds(words: pd.Series, column: Column) -> bool:
    """Whether words are what a column holds, as far as they can be told from other values."""
    if column.kind in ("date", "plan"):
        return float(_say_days(words, column).mean()) >= MOST
    if column.kind == "flag":
        return _are_flags(words)
    if column.kind == "number":
        return bool(_could(read_numbers(words), len(words)).all())
    if column.kind == "choice":
        return float(_could(read_choices(words, column), len(words)).mean()) > MOST
    # text: any cell fits, so it is what is neither a date nor a box nor a number
    return not (
        float(like_dates(words).mean()) >= MOST
        or _are_flags(words)
        or float(_could(read_numbers(words), len(words)).mean()) >= MOST
    )


def _say_days(words: pd.Series, column: Column, *, whole: bool = False) -> Flags:
    """``bool[words]``: days, and among some of them what only says that it was so, or was not."""
    if are_serials(words):
        return np.ones(len(words), dtype=bool)
    dated = like_dates(words, whole=whole) | say_days(words, column.name)
    return dated | (says_whether(words) & (column.name in PROVEN and dated.any()))


def would_read(frame: pd.DataFrame, called: str, column: Column) -> bool:
    """Whether every filled cell of a column could be read as one of a kind that is no text.

    Words for nothing are blank there, so that a column of few dates among them is one of dates.
    """
    words = different_words(frame[called])
    if column.kind in ("date", "plan"):
        words = words[~say_no_day(words)]
        return len(words) > 0 and bool(_say_days(words, column, whole=True).all())
    words = words[~say_nothing(words)]
    if column.kind == "text":
        return False
    reading = read_flags(words) if column.kind == "flag" else read_choices(words, column)
    return len(words) > 0 and bool(_could(reading, len(words)).all())


def _are_flags(words: pd.Series) -> bool:
    return float(_could(read_flags(words), len(words)).mean()) >= MOST


def _could(reading: Reading, size: int) -> Flags:
    """``bool[words]``: which of the words a reading could read."""
    read = np.ones(size, dtype=bool)
    for unread in reading.unread:
        read &= ~unread.which
    return read
