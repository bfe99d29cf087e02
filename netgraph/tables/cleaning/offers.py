"""Columns that nobody claimed: which standard column each looks like, to be offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netgraph import schema
from netgraph.errors import nearest
from netgraph.organization_names import LEGAL_FORMS
from netgraph.schema import Column
from netgraph.tables.cleaning.claims import ENOUGH_CELLS, MOST, boxes, different_words, holds
from netgraph.tables.cleaning.date_formats import lacks_part
from netgraph.tables.cleaning.dated_words import say_days
from netgraph.tables.cleaning.dates import like_dates
from netgraph.tables.cleaning.day_series import further_days, holds_days, mates
from netgraph.tables.cleaning.direction import side_of_heading
from netgraph.tables.cleaning.heading_parts import (
    ANOTHER_THAN_ORGANIZATION,
    BARE_CALL,
    MOST_LETTERS,
    NO_EVENT_YET,
    NO_REFERRERS,
    NO_WEIGHT,
    OTHER_DATES,
    PLAINLY_AT,
    SAY_DATE,
    SAY_DONE,
    SAY_MEETING,
    SAY_ORGANIZATION,
    SAY_STATUS,
    said_day,
    says_day,
    says_meeting,
    says_perfect,
    says_plan,
)
from netgraph.tables.cleaning.marked_dates import says_whether
from netgraph.tables.cleaning.named_people import names_people, row_names, side_of_column
from netgraph.tables.cleaning.serial_days import are_serials
from netgraph.tables.cleaning.status_words import meaning_of
from netgraph.tables.cleaning.values import say_nothing
from netgraph.tables.heading_brackets import OF_A_PLAN, another_thing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.schema import Table
    from netgraph.tables.cleaning.named_people import RowNames

LEAST_PLAIN_DAYS: Final = 2
"""Different days in a column where some other cell is none."""
LEAST_STATUSES, MOST_STATUSES = 2, 40
"""Different words of a column that may be statuses."""
DATES: Final = (*schema.CONTACT_DATES, schema.NEXT_STEP_ON, schema.SCHEDULED_FOR)


def offers(
    frame: pd.DataFrame, table: Table, matched: Mapping[str, str], used: Collection[str] = ()
) -> dict[str, str]:
    """Columns that nobody claimed and that look like a standard one: found name to that one.

    They are columns of dates, a misspelt id, and names of people of the table; none of those that
    were ``used`` for another.
    """
    free = [str(c) for c in frame.columns if c not in matched.values() and "(export)" not in str(c)]
    # a board notes every change of a card, which is no contact
    board = {"listname", "boardname", "boardid", "cardid"} & {*map(schema.folded, free)}
    free = [c for c in free if not (board and "lastactivity" in schema.folded(c))]
    read = {*boxes(frame, matched).values(), *further_days(frame, matched), *used}
    free = [c for c in free if another_thing(c) in ("", OF_A_PLAN) and c not in read]
    # of several columns of dates the one whose heading speaks of a meeting holds the meetings
    free.sort(key=lambda called: not any(part in schema.folded(called) for part in SAY_MEETING))
    # the days of meetings say more than boxes of whether there was one: "Chat date" before "Chat?"
    free.sort(key=lambda called: _box_of(frame.loc[:, called], called) is not None)
    looks: dict[str, str] = {}
    # "How did we meet" is a source by its heading, and may name people in most of its cells
    source = [matched[schema.SOURCE]] if schema.SOURCE in matched else []
    people = row_names(frame, matched) if schema.NAME in matched and (free or source) else None
    for called in (*free, *source):
        standard = (
            _side_named(frame, called, people)
            if called in source
            else _box_of(frame[called], called)
            or _status_of(frame[called], called)
            or _looks_like(frame, called, people)
        )
        if standard in schema.SIDES and standard in matched and not side_of_heading(called):
            # who gave names stands elsewhere: these may be the names that were given
            standard = next(side for side in schema.SIDES if side != standard)
        known = any(c.name == standard for c in table.columns)
        if known and standard not in matched and standard not in looks.values():
            looks[called] = str(standard)
    return _with_series(frame, free, looks, matched)


def _with_series(
    frame: pd.DataFrame,
    free: Sequence[str],
    looks: Mapping[str, str],
    matched: Mapping[str, str],
) -> dict[str, str]:
    """Offer days of a numbered series as last contacts: of "Touch 1", "Touch 2" the newest counts.

    Where the first one is a meeting or a letter by its heading, the others are the last contact.
    """
    told = dict(looks)
    if schema.LAST_CONTACT_ON in {*matched, *told.values()}:
        return told
    in_order = [c for c in map(str, frame.columns) if c in free]
    for called in in_order:
        if looks.get(called) not in schema.CONTACT_DATES:
            continue  # before the cells of a hundred like columns are looked at
        series = [c for c in mates(called, in_order) if holds_days(frame[c])]
        if not series:
            continue
        folded = schema.folded(called)
        if any(part in folded for parts in (SAY_MEETING, *SAY_DATE.values()) for part in parts):
            return {**told, series[0]: schema.LAST_CONTACT_ON}
        return {**told, called: schema.LAST_CONTACT_ON}
    return told


def days_lacking(frame: pd.DataFrame, matched: Mapping[str, str]) -> dict[str, str]:
    """Columns of days without a year, which nothing can date: found name to the one they are."""
    lacking: dict[str, str] = {}
    for called in map(str, frame.columns):
        folded = schema.folded(called)
        if called in matched.values() or any(word in folded for word in OTHER_DATES):
            continue
        if pd.api.types.is_datetime64_any_dtype(frame[called].dtype) or another_thing(called):
            continue
        words = different_words(frame[called].iloc[:ENOUGH_CELLS])
        words = words[~say_nothing(words)]
        # "3/4" may be a share: a word for the month must be there, and most cells must have none
        named = words.str.contains(r"[^\W\d_]{3}", regex=True).any() if len(words) else False
        if named and all(lacks_part(word) for word in words):
            told = (name for name, parts in SAY_DATE.items() if any(p in folded for p in parts))
            lacking[called] = next(told, schema.MET_ON)
    return {called: name for called, name in lacking.items() if name not in matched}


def offered_weight(frame: pd.DataFrame, matched: Mapping[str, str]) -> dict[str, str]:
    """The one column of numbers of targets that may be their weight, where none is."""
    if schema.WEIGHT in matched:
        return {}
    found = []
    for called in map(str, frame.columns):
        name = schema.folded(called)
        if called in matched.values() or any(part in name for part in NO_WEIGHT):
            continue
        words = different_words(frame[called].iloc[:ENOUGH_CELLS].astype("str"))
        if len(words) and holds(words, Column(schema.WEIGHT, "number")):
            found.append(called)
    return {found[0]: schema.WEIGHT} if len(found) == 1 else {}


def offered_day_of_link(frame: pd.DataFrame, matched: Mapping[str, str]) -> dict[str, str]:
    """The first column of days of a list of links, where none says when somebody was referred."""
    if schema.REFERRED_ON in matched:
        return {}
    free = (str(c) for c in frame.columns if c not in matched.values())
    days = (called for called in free if _day_of_cell(frame, called))
    return dict.fromkeys(list(days)[:1], schema.REFERRED_ON)


def statuses_of_links(frame: pd.DataFrame, matched: Mapping[str, str]) -> list[str]:
    """Columns of a list of links whose words are statuses, which only people have."""
    free = (str(c) for c in frame.columns if c not in matched.values())
    return [called for called in free if _status_of(frame[called], called)]


def _side_named(frame: pd.DataFrame, called: str, people: RowNames | None) -> str | None:
    """The side of referrals that a column of people of the table looks like."""
    if people is None or not names_people(frame[called], people):
        return None
    return side_of_column(called, frame[called], people)


def _looks_like(frame: pd.DataFrame, called: str, people: RowNames | None) -> str | None:
    """The standard column that a further one may be meant as."""
    cells = frame[called]
    typed = pd.api.types.is_datetime64_any_dtype(cells.dtype)
    words = pd.Series(dtype="str") if typed else different_words(cells.iloc[:ENOUGH_CELLS])
    if typed or _are_days(words) or (says_day(called) and are_serials(words)):
        return said_day(called)
    if people is not None and len(words) and nearest(schema.CONTACT_ID, [called]):
        return None if cells.isna().any() else schema.CONTACT_ID
    if people is not None and len(words) > 1 and not words.str.isdecimal().all():
        if any(part in schema.folded(called) for part in NO_REFERRERS):
            return None
        if side := _side_named(frame, called, people):
            return side
    return schema.ORGANIZATION if _like_organizations(words, schema.folded(called)) else None


def _status_of(cells: pd.Series, called: str) -> str | None:
    """The status, where the words of a column say steps of a search: "Had coffee", "To contact".

    A column of lists or stages may hold some words that nobody knows; of any other every word must
    be one of a status, and one of them must say more than "new", "open" or "done".
    """
    if not pd.api.types.is_string_dtype(cells.dtype) and cells.dtype != object:
        return None
    words = different_words(cells.iloc[:ENOUGH_CELLS])
    words = words[~say_nothing(words)]
    least = 1 if says_plan(called) else LEAST_STATUSES
    if not least <= len(words) <= MOST_STATUSES:
        return None
    meant = {str(w): meaning_of(str(w), schema.STATUS) for w in words}
    meant = {w: one or (w if w in schema.STATUSES else None) for w, one in meant.items()}
    folded = schema.folded(called)
    share = sum(one is not None for one in meant.values()) / len(words)
    headed = any(part in folded for part in SAY_STATUS)
    if share < (MOST if headed else 1.0) or len(set(meant.values()) - {None}) < least:
        return None
    said = [w for w, one in meant.items() if one is not None and " " in w.strip()]
    # of a column of meetings every word is one of how far they are: "Booked", "Done"
    return schema.STATUS if headed or said or says_meeting(called) else None


def _are_days(words: pd.Series) -> bool:
    if not len(words) or words.str.isdecimal().all():
        return False
    # of a few cells one may say more: "4/30/24 planned"
    days = like_dates(words, whole=True)
    # or a yes stands beside it: "ja, 13.02.24"
    said = say_days(words, schema.MET_ON)
    if (said | days).any() and (days | said | says_whether(words)).all():
        return True
    return bool(days.all() or (days.sum() >= LEAST_PLAIN_DAYS and days.mean() > MOST))


def _day_of_cell(frame: pd.DataFrame, called: str) -> str | None:
    """The standard column of days that a further one may be meant as."""
    cells = frame[called]
    typed = pd.api.types.is_datetime64_any_dtype(cells.dtype)
    words = pd.Series(dtype="str") if typed else different_words(cells.iloc[:ENOUGH_CELLS])
    days = typed or _are_days(words) or (says_day(called) and are_serials(words))
    return said_day(called) if days else None


def _box_of(cells: pd.Series, called: str) -> str | None:
    """The column of dates as which a column of boxes proves a meeting: "Coffee chat done".

    One of a meeting that is booked proves that it is, and one of a call that somebody was called.
    """
    name = schema.folded(called)
    if says_plan(called):
        return schema.SCHEDULED_FOR if _are_boxes(cells) else None
    if BARE_CALL.fullmatch(name):
        # whoever was rung up may not have answered
        return schema.CONTACTED_ON if _are_boxes(cells) else None
    # "already" is no "ready"
    name = name.replace("already", "")
    meeting = any(part in name for part in SAY_MEETING)
    if not meeting or any(part in name for part in NO_EVENT_YET):
        return None
    # "Coffee?" asks whether it was had, and so does "Coffee" alone
    asks = called.rstrip().endswith("?") or len(called.split()) == 1 or says_perfect(called)
    if not asks and not any(part in name for part in SAY_DONE):
        return None
    return schema.MET_ON if _are_boxes(cells) else None


def _are_boxes(cells: pd.Series) -> bool:
    """Whether every filled cell says yes or no, and not in numbers alone."""
    words = different_words(cells.iloc[:ENOUGH_CELLS])
    return len(words) > 0 and bool(says_whether(words).all() and not words.str.isdecimal().all())


def _like_organizations(words: pd.Series, name: str) -> bool:
    """Whether words may be organizations: by the folded heading, or the legal forms behind them."""
    said = words[~say_nothing(words)]
    if not len(said) or any(part in name for part in ANOTHER_THAN_ORGANIZATION):
        return False
    texts = not said.str.contains("@|://|www\\.", regex=True).any() and (
        float(said.str.len().median()) <= MOST_LETTERS
    )
    ends = said.str.casefold().str.rstrip(".").str.extract(r"\s(\S+)$")[0]
    formed = len(said) > 1 and float(ends.isin(LEGAL_FORMS).mean()) >= MOST
    told = name in PLAINLY_AT or any(part in name for part in SAY_ORGANIZATION)
    return texts and (formed or told) and holds(said, Column(schema.ORGANIZATION))


def second_dates(
    frame: pd.DataFrame, matched: Mapping[str, str], looks: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Columns of dates of a search beside the one that is read, or offered, as the same.

    Returns
    -------
    Found name to the standard one, and to the column that has it.
    """
    taken = {**{standard: called for called, standard in looks.items()}, **matched}
    free = [str(c) for c in frame.columns if c not in matched.values()]
    last = taken.get(schema.LAST_CONTACT_ON, "")
    # what is read, or offered, as one of a series is told with it
    series = {*looks, *mates(last, free)}
    further: dict[str, tuple[str, str]] = {}
    for called in map(str, frame.columns):
        if called in matched.values() or called in series or another_thing(called):
            continue
        standard = None if "(export)" in called else _day_of_cell(frame, called)
        if standard in DATES and standard in taken:
            further[called] = (standard, taken[standard])
    return further
