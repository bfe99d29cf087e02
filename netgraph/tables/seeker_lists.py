"""Tables that list the seekers: whose searches there are, and nothing of any contact."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.header import match
from netgraph.tables.raw import without_passed_over
from netgraph.tables.sources.detect import STANDARD_INPUT, stamps, tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from netgraph.tables.raw import Raw, Remark

TITLES_OF_SEEKERS: Final = frozenset(
    {"seeker", "seekers", "student", "students", "studentlist", "listofstudents", "classlist"}
    | {"roster", "classroster", "cohort", "mentees", "advisees", "clients", "coachees"}
)
"""Folded titles of sheets and files that list seekers, where the columns do not speak against it.
"""
SEEKERS_ALONE: Final = ("student", "client", "candidate", "studentin", "studierende", "etudiant")
"""Folded headings that say a seeker where the table is called after seekers, the surest first."""
NAMES_OF_SEEKERS: Final = (
    *("name", "fullname", "studentname", "studentfullname", "studentsname", "menteename"),
    *("menteefullname", "adviseename", "adviseefullname", "coacheename", "clientname"),
)
"""Folded headings of whole names in a table of seekers."""
OF_CONTACTS: Final = frozenset(
    {*schema.CONTACT_DATES, *schema.SIDES, schema.CONTACT_ID, schema.ORGANIZATION, schema.SOURCE}
    | {schema.CHANNEL, schema.DECISION_MAKER, schema.SCHEDULED_FOR, schema.NEXT_STEP}
    | {schema.NEXT_STEP_ON, schema.REFERRED_ON}
)
"""Columns that say something of a contact."""
LISTS_SEEKERS: Final = "lists the seekers, not their contacts"
"""What is said of a table that is passed over beside those of contacts."""
MOST_BYTES: Final = 1 << 22
"""Bytes of a file that is looked at to see whether it lists the seekers."""


def seeker_column(raw: Raw, columns: Mapping[str, str]) -> str | None:
    """The column of a table of seekers that holds their ids, None without one.

    In a table that is called after seekers "id" is theirs, or "student"; and without these a column
    of names, as folders and sheets of students are called by name.
    """
    own = columns.get(schema.SEEKER_ID)
    given = {schema.SEEKER_ID: own} if own in raw.columns else {}
    found = match(raw.columns, schema.SEEKERS_TABLE, given).get(schema.SEEKER_ID)
    if found is None and _is_called_so(raw):
        found = match(raw.columns, schema.CONTACTS_TABLE).get(schema.CONTACT_ID)
        found = found or _called_one_of(raw, SEEKERS_ALONE)
        of_contacts = match(raw.columns, schema.CONTACTS_TABLE, columns).keys() & OF_CONTACTS
        if found is None and not of_contacts:
            found = _called_one_of(raw, NAMES_OF_SEEKERS)
    return found


def _called_one_of(raw: Raw, words: Sequence[str]) -> str | None:
    """The column whose heading is the first of some folded words that is there, None without."""
    folded = {schema.folded(str(name)): str(name) for name in reversed(list(raw.columns))}
    return next((folded[word] for word in words if word in folded), None)


def lists_seekers(raw: Raw, columns: Mapping[str, str]) -> bool:
    """Whether a table lists seekers: a row each, and no column of who is a contact."""
    ids = seeker_column(raw, columns)
    people = match(raw.columns, schema.CONTACTS_TABLE, columns)
    links = match(raw.columns, schema.REFERRALS_TABLE, columns)
    own = {called for called in people.values() if called != ids}
    sides = {name for name in (*schema.SIDES, schema.CONTACT_ID) if people.get(name) in own}
    if ids is None or sides or {*schema.ENDS} <= links.keys():
        return False
    named = normalize_text(raw.frame[ids]).dropna()
    if named.duplicated().any():
        # a seeker who is there twice is told where the table is read, if it is one beyond doubt
        return _is_called_so(raw) and not OF_CONTACTS & people.keys()
    says = {name for name in OF_CONTACTS & people.keys() if people[name] != ids}
    return len(named) > 0 and (_is_called_so(raw) or not says)


def is_list_of_seekers(path: Path, columns: Mapping[str, str] | None = None) -> bool:
    """Whether a file is a table of seekers, or a workbook with a sheet that is one."""
    return _is_list_at(path, stamps([path])[0], tuple(sorted((columns or {}).items())))


@functools.lru_cache(maxsize=1 << 12)
def _is_list_at(
    path: Path,
    stamp: tuple[int, ...] | None,  # noqa: ARG001 - another file under the same name is another
    columns: tuple[tuple[str, str], ...],
) -> bool:
    return any(lists_seekers(raw, dict(columns)) for raw in _tables_of_file(path))


def without_seeker_lists(
    raws: Sequence[Raw], columns: Mapping[str, str]
) -> tuple[list[Raw], list[Remark]]:
    """Leave out tables of seekers that stand among those of several searches, each with a word."""
    whose = [schema.SEEKER_ID in match(raw.columns, _best(raw, columns), columns) for raw in raws]
    lists = [lists_seekers(raw, columns) for raw in raws]
    if not any(lists) or not any(says and not one for says, one in zip(whose, lists, strict=True)):
        return list(raws), []
    words = [
        f"{raw.label} {LISTS_SEEKERS}" if one else "" for raw, one in zip(raws, lists, strict=True)
    ]
    return without_passed_over(raws, words)


def _best(raw: Raw, columns: Mapping[str, str]) -> schema.Table:
    """What a table is matched with to see whether it says whose its rows are."""
    links = match(raw.columns, schema.REFERRALS_TABLE, columns)
    is_of_links = {*schema.ENDS} <= links.keys()
    return schema.REFERRALS_TABLE if is_of_links else schema.CONTACTS_TABLE


def _is_called_so(raw: Raw) -> bool:
    title = raw.chosen.sheet or Path(raw.label).name.partition(".")[0]
    return schema.folded(title) in TITLES_OF_SEEKERS


def _tables_of_file(path: Path) -> list[Raw]:
    """The tables of a file that is small enough to be a list of seekers; none where it has none."""
    try:
        if str(path) == STANDARD_INPUT or path.stat().st_size > MOST_BYTES:
            return []
        return [
            replace(raw, label=path.name) if not raw.chosen.sheet else raw
            for raw in tables_of(path.read_bytes(), path.name)
        ]
    except (OSError, InputError, ValueError):
        return []
