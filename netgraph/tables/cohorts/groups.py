"""What is known of the seekers: a programme, a year, a name; a row each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from netgraph import schema
from netgraph.cohort.seeker_ids import folded_ids
from netgraph.errors import InputError, MissingColumnError
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.cohorts.listed_names import (
    column_of_seekers,
    is_of_ids,
    way_to_say_seekers,
)
from netgraph.tables.cohorts.misfiled import spelled_seeker
from netgraph.tables.cohorts.seeker_words import without_empty_words
from netgraph.tables.header import first_and_last, match
from netgraph.tables.issues import File, IssueReport, Issues, quoted
from netgraph.tables.seeker_lists import NAMES_OF_SEEKERS, lists_seekers
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from netgraph.tables.raw import Raw

OF_STUDENTS: Final = lazy_pattern(
    r"^(?:student|mentee|advisee|client|coachee)(?:'s)?[\s:_-]+", re.IGNORECASE
)
"""What a heading says before what it holds: whose it is."""


def groups_in(path: Path, columns: Mapping[str, str], seekers: pd.Index) -> Raw:
    """Read a table of seekers as it is; ``called`` says which column holds their ids.

    Parameters
    ----------
    path, columns
        The table, and what the caller calls its columns.
    seekers
        What the searches are called: a column of names counts where it names some.

    Raises
    ------
    MissingColumnError
        If no column of it is called like ``seeker_id``, and none of names has one of the seekers.
    """
    return groups_among(groups_read(path, columns), columns, seekers)


def groups_read(path: Path, columns: Mapping[str, str]) -> list[Raw]:
    """The tables of a file that may list the seekers, the likeliest first."""
    raws = load_raw(path, columns=columns)
    # of several sheets the one that lists the seekers, not the first that names some
    return sorted(raws, key=lambda raw: not lists_seekers(raw, columns))


def groups_among(raws: Sequence[Raw], columns: Mapping[str, str], seekers: pd.Index) -> Raw:
    """The first of some tables that lists the seekers, as ``groups_in`` reads it.

    Raises
    ------
    MissingColumnError
        If none of them does.
    """
    for raw in raws:
        own = column_of_seekers(raw, columns, seekers)
        if own is not None:
            return replace(raw, called={**raw.called, schema.SEEKER_ID: own})
    there = ", ".join(map(repr, raws[0].columns))
    way = way_to_say_seekers(raws[0], seekers)
    raise MissingColumnError(f"{raws[0].label}: no column {schema.SEEKER_ID!r}; found {there}{way}")


class ListedSeekers(NamedTuple):
    """The seekers of the tables, and after them those whom only the table of seekers lists.

    Parameters
    ----------
    seekers
        The ids of all.
    called
        Ids as the table of seekers has them, to those of the tables that they mean.
    added
        How many have no contact yet.
    """

    seekers: pd.Index
    called: dict[str, str]
    added: int


def with_listed(seekers: pd.Index, raw: Raw, columns: Mapping[str, str]) -> ListedSeekers:
    """Add those whom the table of seekers lists and who have no contact yet.

    Who is in the tables but for case, or zeros before a number, is the one seeker called so there.
    """
    called = raw.called[schema.SEEKER_ID]
    # names are written with blanks in a table and with other signs in names of folders
    spelled = folded_ids if is_of_ids(raw, columns, called) else spelled_seeker
    given = normalize_text(raw.frame[called])
    ids = without_empty_words(given).dropna().drop_duplicates()
    free = pd.Series(seekers[~seekers.isin(ids)], dtype="str")
    keys, own = spelled(free), ids[~ids.isin(seekers)]
    # bool[free]: a spelling that two seekers share could be either, so it is taken for neither
    once_there = ~keys.duplicated(keep=False)
    alone = dict(zip(keys[once_there], free[once_there], strict=True))
    said = spelled(own)
    once = ~said.duplicated(keep=False) & said.isin(list(alone))
    meant = dict(zip(own[once], said[once].map(alone), strict=True))
    added = own[~once]
    every = pd.Index([*seekers, *added], dtype="str", name=schema.SEEKER_ID)
    return ListedSeekers(every, {str(k): str(one) for k, one in meant.items()}, len(added))


def groups_of(
    raw: Raw, columns: Mapping[str, str], listed: ListedSeekers
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take what is known of each seeker, in the order of the seekers.

    Parameters
    ----------
    raw, columns
        The table, and what the caller calls its columns.
    listed
        The seekers, as ``with_listed`` found them.

    Returns
    -------
    A row a seeker, empty where the table has none; and issues of seekers on one side alone.

    Raises
    ------
    InputError
        If a seeker is there twice.
    """
    own = raw.called[schema.SEEKER_ID]
    cells = {
        # ids by which no search is called stand beside the names by which they are
        "id" if c == schema.SEEKER_ID != own else str(c): normalize_text(raw.frame[c])
        for c in raw.columns
    }
    written = cells.pop(own)
    given = without_empty_words(written)
    seekers, ids = listed.seekers, given.replace({**listed.called})
    table = pd.DataFrame({schema.SEEKER_ID: ids, **_named_whole(cells)})
    nobodys = _issue_of_blank(table[given.isna()], written, raw)
    table = table[table[schema.SEEKER_ID].notna()]
    again = table[schema.SEEKER_ID].duplicated()
    if again.any():
        lines = table[~again].reset_index(names=schema.LINE).set_index(schema.SEEKER_ID)
        raise InputError(
            [
                f"{raw.label}, {raw.unit} {line}, column {own!r}: {quoted(one)} is also on "
                f"{raw.unit} {lines.loc[one, schema.LINE]}; expected one row a seeker"
                for line, one in table[schema.SEEKER_ID][again].items()
            ]
        )
    # who was added stands last and is in no search: told below as not started
    begun = seekers[: len(seekers) - listed.added]
    unknown = table[schema.SEEKER_ID][~table[schema.SEEKER_ID].isin(begun)]
    missing = pd.Series(seekers[~seekers.isin(table[schema.SEEKER_ID])], dtype="str")
    otherwise = given[given.notna() & (given != ids)]
    told = (
        _issue_of_names(own, raw, is_ids=is_of_ids(raw, columns, own)),
        nobodys,
        _issue_of_ids(
            unknown,
            [
                f"{quoted(one)} is in {raw.label} and has no contact yet: not started"
                for one in unknown
            ],
            schema.NOT_STARTED,
        ),
        _issue_of_ids(
            missing.set_axis(pd.Index([0] * len(missing))),
            [f"{quoted(one)} is not in {raw.label}: of no group" for one in missing],
            schema.NO_GROUP,
        ),
        _issue_of_ids(
            otherwise,
            [
                f"{quoted(one)} is taken as {quoted(meant)}"
                for one, meant in zip(otherwise, ids[otherwise.index], strict=True)
            ],
            schema.READ_AS,
        ),
    )
    report = IssueReport((File(schema.SEEKERS, raw.label, raw.unit),), told)
    known = table.set_index(schema.SEEKER_ID).reindex(seekers).reset_index()
    return known, report.table


def _issue_of_names(own: str, raw: Raw, *, is_ids: bool) -> Issues:
    """Where a column of names says whose each row is: the searches are called so."""
    words = f"{raw.label}: {own!r} says what the searches are called: read as {schema.SEEKER_ID}"
    told = [] if is_ids else [own]
    return _issue_of_ids(
        pd.Series(told, pd.Index([0] * len(told), dtype="int64"), dtype="str"),
        [words] * len(told),
        schema.READ_AS,
    )


def _issue_of_blank(rows: pd.DataFrame, written: pd.Series, raw: Raw) -> Issues:
    """Rows without an id that say something: of no seeker, however little is missing."""
    known = rows.drop(columns=schema.SEEKER_ID)
    some = known[known.notna().any(axis=1)]
    cells = written[some.index]
    words = []
    for row, cell in zip(some.itertuples(index=False), cells, strict=True):
        first = next(str(one) for one in row if pd.notna(one))
        what = "no id" if pd.isna(cell) else f"the id {quoted(cell)}, which names nobody"
        words.append(f"{quoted(first)} has {what} in {raw.label}: left out; fill in the seeker_id")
    return Issues(
        schema.UNPLACED,
        cells.fillna("").set_axis(cells.index.astype("int64")),
        schema.SEEKER_ID,
        words,
    )


def _issue_of_ids(cells: pd.Series, words: list[str], code: str) -> Issues:
    return Issues(code, cells.set_axis(cells.index.astype("int64")), schema.SEEKER_ID, words)


def _named_whole(cells: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    """Call the column of names ``name``; first and last names are joined into one."""
    names = list(cells)
    if schema.NAME in names:
        return dict(cells)
    whole = next((c for c in names if schema.folded(c) in NAMES_OF_SEEKERS), None)
    parts = None
    if whole is None:
        meant = {OF_STUDENTS.sub("", c): c for c in names}
        parts = first_and_last(meant)
        whole = match(names, schema.CONTACTS_TABLE).get(schema.NAME) if parts is None else None
    if parts is not None:
        first, last = (cells[meant[part]].fillna("") for part in parts)
        joined = (first + " " + last).str.strip()
        named, used = joined.mask(joined == ""), {meant[part] for part in parts}
    elif whole is not None:
        named, used = cells[whole], {whole}
    else:
        return dict(cells)
    return {schema.NAME: named, **{c: one for c, one in cells.items() if c not in used}}
