"""Workbooks in which each sheet is the search of one student, who it is called after."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import schema
from netgraph.patterns import lazy_pattern
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.folders import head_links_alone
from netgraph.tables.header import first_and_last, match, spelled_as
from netgraph.tables.kinds import PASSED_TITLES, TITLES
from netgraph.tables.names_of_parts import names_a_part
from netgraph.tables.raw import Remark
from netgraph.tables.seeker_lists import TITLES_OF_SEEKERS, lists_seekers
from netgraph.wording import with_noun

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from netgraph.tables.raw import Raw

_WORDS_OF_TITLES: Final = lazy_pattern(r"[^\W\d_]+|\d+")
LEAST_OF_NAMES: Final = 0.5
"""Share of titles of two words or more, as names have, from which sheets look like people's."""


class SearchSheets(NamedTuple):
    """The sheets of a workbook that are searches, and the others.

    Parameters
    ----------
    searches
        A table a student; empty where the sheets are not plainly students'.
    lists
        The one that lists the students.
    passed
        Titles of all others, each with why it is passed over.
    """

    searches: tuple[Raw, ...] = ()
    lists: Raw | None = None
    passed: Mapping[str, str] = {}


def sheets_of_searches(raws: Sequence[Raw], said: Collection[tuple[str, str]]) -> SearchSheets:
    """Find the sheets that may each be the search of one student.

    Each has people, a title that is not the one of a part of a search ("Contacts", "2025"), and no
    column that says whose each row is. Beside a sheet of links for all none is.

    Parameters
    ----------
    raws
        The tables of a workbook.
    said
        Standard names with headings that the caller gives them; a sheet has some of them.
    """
    titled = [raw for raw in raws if raw.chosen.sheet]
    if len(titled) < 2:
        return SearchSheets()  # most files, whose headings need no look for that
    listing = [raw for raw in titled if _lists_students(raw, said)]
    # by identity: frames have no equality of their own
    rest = [raw for raw in titled if not _is_among(raw, listing)]
    people = [raw for raw in rest if _has_people(raw, said)]
    own = [raw for raw in people if not _is_of_a_part(raw)]
    if len(own) < 2 or any(_is_of_links(raw, said) or _says_whose(raw, said) for raw in rest):
        return SearchSheets()
    passed = {
        raw.chosen.sheet: (
            "its title says what is in it and no student's name"
            if _is_among(raw, people)
            else "it has no column of people"
        )
        for raw in rest
        if not _is_among(raw, own)
    }
    return SearchSheets(tuple(own), listing[0] if listing else None, passed)


def with_searches_told(raws: Sequence[Raw], columns: Mapping[str, str]) -> list[Raw]:
    """Tell where the sheets of a workbook that are read as one look like searches of students.

    All sheets of people have the same headings, who referred whom among them, and most titles are
    of two words, as names are.
    """
    said = [*columns.items()]
    found = sheets_of_searches(raws, said).searches
    if not found:
        return list(raws)
    headings = {frozenset(map(schema.folded, raw.columns)) for raw in found}
    people = [raw for raw in raws if _has_people(raw, said) and not _lists_students(raw, said)]
    names = [raw for raw in found if len(_WORDS_OF_TITLES.findall(raw.chosen.sheet)) > 1]
    alike = len(headings) == 1 and len(people) == len(found)
    if (
        not alike
        or len(names) < LEAST_OF_NAMES * len(found)
        or not _names_who_referred(found[0], said)
    ):
        return list(raws)
    book = found[0].label.partition("[")[0]
    told = Remark(
        schema.READ_AS,
        f"{book}: its {len(found)} sheets look like the searches of "
        f"{with_noun(len(found), 'person', 'people')}, and are read as one: --by-seeker (netgraph "
        "seekers, read_cohort), convert and report --min-cell read each as the search of who it is "
        "called after; with a sheet "
        "'Students' that lists their names every command does",
        column=schema.SEEKER_ID,
        value=book,
        severity="warning",
    )
    return [replace(raw, remarks=(*raw.remarks, told)) if raw is found[0] else raw for raw in raws]


def _called_in(raw: Raw, said: Collection[tuple[str, str]]) -> dict[str, str]:
    """Standard name to heading, of those that a sheet has."""
    own = {name: one for name, one in said if spelled_as(one, raw.columns)}
    return {**raw.called, **own}


def _is_among(raw: Raw, raws: Sequence[Raw]) -> bool:
    return any(raw is one for one in raws)


def _has_people(raw: Raw, said: Collection[tuple[str, str]]) -> bool:
    if schema.folded(raw.chosen.sheet) in PASSED_TITLES:
        return False
    names = match(raw.columns, schema.CONTACTS_TABLE, _called_in(raw, said))
    # ids that reading made of names are those of people too
    return bool({schema.NAME, schema.CONTACT_ID} & names.keys()) or (
        first_and_last(raw.columns) is not None
    )


def _names_who_referred(raw: Raw, said: Collection[tuple[str, str]]) -> bool:
    names = match(raw.columns, schema.CONTACTS_TABLE, _called_in(raw, said))
    return bool({*schema.SIDES} & names.keys())


def _is_of_links(raw: Raw, said: Collection[tuple[str, str]]) -> bool:
    return head_links_alone(raw.columns, _called_in(raw, said))


def _says_whose(raw: Raw, said: Collection[tuple[str, str]]) -> bool:
    """Whether a column of a sheet says whose search its rows are of."""
    for table in (schema.CONTACTS_TABLE, schema.REFERRALS_TABLE):
        called = match(raw.columns, table, _called_in(raw, said)).get(schema.SEEKER_ID)
        if called is not None and normalize_text(raw.frame[called].astype("str")).notna().any():
            return True
    return False


def _is_of_a_part(raw: Raw) -> bool:
    title = raw.chosen.sheet
    return names_a_part(title) or schema.folded(title) in TITLES


def _lists_students(raw: Raw, said: Collection[tuple[str, str]]) -> bool:
    return (
        lists_seekers(raw, _called_in(raw, said))
        or schema.folded(raw.chosen.sheet) in TITLES_OF_SEEKERS
    )
