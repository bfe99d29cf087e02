"""Logs beside a table of people: a row a call or a letter, on a day, with somebody of that table.

A log names no new people. Its newest day of each is their last contact, where nothing says it yet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.errors import some_of
from netgraph.tables.cell_texts import claimed, is_known, known_in, names_of, parts_of
from netgraph.tables.cleaning.claims import ENOUGH_CELLS, MOST, different_words
from netgraph.tables.cleaning.dates import days_of_times, in_doubt, like_dates, read_dates, styles
from netgraph.tables.cleaning.heading_parts import SAY_MEETING, said_day
from netgraph.tables.cleaning.text import normalize_text, spellings
from netgraph.tables.header import match
from netgraph.tables.issues import quoted
from netgraph.tables.person_names import bare, fold_name
from netgraph.tables.raw import Remark
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw

SAY_LOG: Final = (
    *SAY_MEETING,
    *("log", "interact", "activit", "aktivit", "touch", "correspond", "email", "mail", "outreach"),
    *("journal", "protokoll", "notes", "history", "historie", "besprech", "korrespond", "anruf"),
    *("appel", "echange", "entretien", "llamada", "charla", "chamada", "ligac", "chiamat"),
    *("colloqui", "afspra", "rozmow", "schuzk", "hovor", "звонк", "接触", "記録", "面談", "通話"),
    *("记录", "会谈", "기록", "통화"),
)
"""Folded parts of titles and headings of what keeps talks and letters, row by row."""
OF_EVENTS: Final = (schema.MET_ON, schema.CONTACTED_ON, schema.LAST_CONTACT_ON)
"""Columns of days that a log may have."""
OF_A_PERSON: Final = frozenset(
    {schema.CONTACT_ID, schema.EMAIL, schema.SOURCE, schema.FIELD, schema.DECISION_MAKER}
    | {*schema.SIDES, schema.SEEKER_ID}
)
"""Columns that tables of people have, and logs do not."""
OF_MOST_PEOPLE: Final = frozenset({schema.ORGANIZATION, schema.TITLE, schema.STATUS})
"""Columns that tables of people have, and some logs."""
LEAST_AGAIN: Final = 0.25
"""Share of the rows of a log with such columns that are of somebody who has one already."""


class Log(NamedTuple):
    """A table that is a log, and its columns of people and of days."""

    raw: Raw
    people: str
    days: str

    @property
    def title(self) -> str:
        """What messages call it."""
        return self.raw.chosen.sheet or self.raw.label


def log_in(
    raw: Raw, others: Sequence[Raw], columns: Mapping[str, str], *, once: bool
) -> Log | None:
    """Take a table for a log, where it has days and people of other tables alone.

    Parameters
    ----------
    raw
        The table.
    others
        The tables of people beside it.
    columns
        Standard name to found name, as the caller has it; a table that it is about is no log.
    once
        Whether everybody may be there once; else somebody must be there on two days, as a table of
        people has a row for each.
    """
    if not others or raw.address_book or {*columns.values()} & {*raw.columns}:
        return None
    # by headings alone first: large tables are settled by them
    named = match(raw.columns, schema.CONTACTS_TABLE).keys()
    ends = match(raw.columns, schema.REFERRALS_TABLE).keys()
    if OF_A_PERSON & named or {*schema.ENDS} <= ends:
        return None
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    if OF_A_PERSON & matched.keys():
        return None
    days = next((c for c in raw.columns if _holds_days_of_talks(raw.frame, c, matched)), None)
    if days is None:
        return None
    known = set[str]().union(*(known_in(one, columns) for one in others))
    free = [called for called in _first_names(raw, matched) if called != days]
    people = next((called for called in free if _of_known(raw.frame[called], known)), None)
    if people is None:
        return None
    rows = raw.frame[[people, days]].dropna().astype("str").drop_duplicates()
    again = float(rows[people].duplicated().mean()) if len(rows) else 0.0
    # two namesakes make no log of a table with what else is known of people
    least = LEAST_AGAIN if OF_MOST_PEOPLE & matched.keys() else 0.0
    return Log(raw, people, days) if once or again > least else None


def _first_names(raw: Raw, matched: Mapping[str, str]) -> list[str]:
    """The columns of a table, that of names first."""
    named = [matched[schema.NAME]] if schema.NAME in matched else []
    return [*named, *(c for c in raw.columns if c not in named)]


def _holds_days_of_talks(frame: pd.DataFrame, called: str, matched: Mapping[str, str]) -> bool:
    standard = {found: name for name, found in matched.items()}.get(called, said_day(called))
    if standard not in OF_EVENTS:
        return False
    if pd.api.types.is_datetime64_any_dtype(frame[called].dtype):
        return True
    words = different_words(frame[called].iloc[:ENOUGH_CELLS])
    return len(words) > 0 and float(like_dates(words, whole=True).mean()) > MOST


def _of_known(cells: pd.Series, known: Collection[str]) -> bool:
    """Whether most of the people in the first cells of a column are known."""
    words = normalize_text(cells.iloc[:ENOUGH_CELLS]).dropna().drop_duplicates().tolist()
    people = [word for word in words if is_known(word, known) or parts_of([word])]
    said = [
        is_known(word, known) or all(is_known(part, known) for part in parts_of([word]))
        for word in people
    ]
    return len(said) > 0 and sum(said) / len(said) > MOST


def with_logs(
    raws: Sequence[Raw], columns: Mapping[str, str], *, once: Collection[int] = ()
) -> tuple[list[Raw], set[int]]:
    """Read logs among tables of people, or pass over those that say nothing more.

    Parameters
    ----------
    raws
        Tables of people, and tables of which nothing is known yet.
    columns
        Standard name to found name, as the caller has it.
    once
        Positions of the latter: in a log among them nobody need be there twice.

    Returns
    -------
    The tables, people with the days of their last contacts; and the positions of the logs.
    """
    tables = list(raws)
    logs: dict[int, Log] = {}
    for at, raw in enumerate(tables):
        others = [one for n, one in enumerate(tables) if n != at and n not in {*once, *logs}]
        if found := log_in(raw, others, columns, once=at in once):
            logs[at] = found
    for log in logs.values():
        people = [at for at in range(len(tables)) if at not in {*once, *logs}]
        for at, read in zip(
            people, _read_log(log, [tables[n] for n in people], columns), strict=True
        ):
            tables[at] = read
    return tables, {*logs}


def _read_log(log: Log, people: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """People with the newest day of each in a log, and a remark that tells it on the first."""
    days = _days_of_log(log)
    newest = {} if days is None else _newest_of_each(log, days)
    places = [_places_of_people(raw, columns) for raw in people]
    # who shares what they go by with another row has place -1: nobody can say whose day it is
    known = {key for rows in places for key, place in rows.items() if place >= 0}
    why = _why_log_passed(log, people, columns, doubtful=days is None)
    if not why and not known & newest.keys():
        why = "nobody of the other tables has a day there"
    read = list(people)
    for at, rows in enumerate(places if not why else ()):
        of_rows = {rows[key]: day for key, (_, day) in newest.items() if rows.get(key, -1) >= 0}
        frame = read[at].frame
        cells = pd.Series([of_rows.get(n) for n in range(len(frame))], frame.index, dtype="str")
        if of_rows:
            read[at] = replace(read[at], frame=frame.assign(**{schema.LAST_CONTACT_ON: cells}))
    strangers = [word for key, (word, _) in newest.items() if key not in known]
    message = _message(log, len(known & newest.keys()), strangers, why)
    code = schema.PASSED_SHEET if why else schema.READ_AS
    read[0] = replace(read[0], remarks=(Remark(code, message, value=log.title), *read[0].remarks))
    return read


def _why_log_passed(
    log: Log, people: Sequence[Raw], columns: Mapping[str, str], *, doubtful: bool
) -> str:
    """Why a log is passed over; empty where its days are those of last contacts."""
    if doubtful:
        return "its days may be read in two ways, and --dates says in which"
    if have := [raw for raw in people if _has_last_contact(raw, columns)]:
        return f"{quoted(have[0].chosen.sheet or have[0].label)} says when you last spoke"
    said = schema.folded(" ".join([Path(log.title).stem, *log.raw.columns]))
    if any(part in said for part in SAY_LOG):
        return ""
    return "neither its title nor its headings say that these are talks or letters"


def _message(log: Log, known: int, strangers: Sequence[str], why: str) -> str:
    rows = with_noun(len(log.raw.frame), "row")
    what = (
        f"{quoted(log.title)} is a log: {rows} with days ({quoted(log.days)}) of people "
        f"({quoted(log.people)}) who stand in another table"
    )
    own = f"; nobody else's row: {some_of(list(map(quoted, strangers)))}" if strangers else ""
    if not why:
        return f"{what}; the newest day of each ({known}) is read as {schema.LAST_CONTACT_ON}{own}"
    column = quoted(schema.LAST_CONTACT_ON)
    return (
        f"{what}; passed over, as {why}{own}: write the newest day of each in a column {column} "
        "of that table"
    )


def _has_last_contact(raw: Raw, columns: Mapping[str, str]) -> bool:
    return schema.LAST_CONTACT_ON in claimed(raw, schema.CONTACTS_TABLE, columns)


def _days_of_log(log: Log) -> pd.Series | None:
    """The days of a log, ``datetime64[s][rows]``; None where they may be read in two ways."""
    cells = log.raw.frame[log.days]
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        return days_of_times(cells)
    spelled = spellings(cells)
    used = styles({log.days: spelled})
    if in_doubt(used):
        return None
    read = pd.Series(read_dates(spelled.words, used[log.days]).values)
    # -1, an empty cell, has no place there and is missing
    return read.reindex(spelled.code).set_axis(cells.index)


def _newest_of_each(log: Log, days: pd.Series) -> dict[str, tuple[str, str]]:
    """Folded name to the person as written, and the newest day."""
    found: dict[str, tuple[str, pd.Timestamp]] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    words = normalize_text(log.raw.frame[log.people])
    for word in words.dropna().drop_duplicates():
        parts[word] = parts_of([str(word)])
    for word, day in zip(words, days, strict=True):
        for part in parts.get(word, ()) if pd.notna(day) else ():
            key = bare(part).name
            if key not in found or found[key][1] < day:
                found[key] = (part, day)
    return {key: (part, f"{day:%Y-%m-%d}") for key, (part, day) in found.items()}


def _places_of_people(raw: Raw, columns: Mapping[str, str]) -> dict[str, int]:
    """What the people of a table go by, folded, to their rows; -1 where two go by it."""
    matched = claimed(raw, schema.CONTACTS_TABLE, columns)
    called = [names_of(raw.frame, matched)]
    called += [
        normalize_text(raw.frame[matched[name]])
        for name in (schema.CONTACT_ID, schema.EMAIL)
        if name in matched
    ]
    places: dict[str, int] = {}
    for cells in called:
        for at, word in enumerate(cells):
            keys = {fold_name(str(word)), bare(str(word)).name} if pd.notna(word) else set()
            for key in keys:
                places[key] = at if places.get(key, at) == at else -1
    return places
