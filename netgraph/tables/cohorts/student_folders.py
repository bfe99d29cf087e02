"""A folder of searches: a folder, or a file, for each seeker, under the seeker's name."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.errors import EmptyFileError, InputError, some_of
from netgraph.tables.cleaning.text import normalize_text
from netgraph.tables.cohorts.listed_names import lists_names
from netgraph.tables.cohorts.own_headings import headings_said
from netgraph.tables.folders import (
    FURTHER_SUFFIXES,
    OUTPUTS,
    TABLE_SUFFIXES,
    columns_seen,
    has_tables,
    is_empty_file,
    is_mere_text,
    is_of_links,
    is_of_nobody,
    shows_referrals,
    tables_in,
    why_of_nobody,
)
from netgraph.tables.header import first_and_last, match
from netgraph.tables.names_of_parts import names_a_part
from netgraph.tables.passed_over import folders_of_searches, says_whose
from netgraph.tables.raw import Remark
from netgraph.tables.seeker_lists import TITLES_OF_SEEKERS, is_list_of_seekers
from netgraph.tables.settings import Settings, load_settings, merged
from netgraph.tables.sources.detect import load_raw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from netgraph.tables.locate import Source
    from netgraph.tables.settings import FileHeadings

_SUFFIXES: Final = (*TABLE_SUFFIXES, *FURTHER_SUFFIXES)
SHARED_TABLES: Final = (schema.TARGETS, schema.ALIASES, schema.SAME)
"""Tables beside the searches that are meant for all of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller asked of reading.

    Parameters
    ----------
    given
        Options that may be settled beside tables as well; None where not given.
    as_of, lenient
        As in ``read``.
    """

    given: Mapping[str, Any]
    as_of: str | pd.Timestamp | None = None
    lenient: bool = False


def table_called(folder: Path, name: str) -> Path | None:
    """The table of a folder that is called so, whatever its format."""
    called = [path for path in _tables_in(folder) if _word_of(path) == name]
    return called[0] if called else None


def seekers_table(folder: Path) -> Path | None:
    """The table of seekers in a folder: called so, or else known by its columns."""
    named = table_called(folder, schema.SEEKERS)
    if named is not None:
        return named
    return next((path for path in _tables_in(folder) if _lists_them(path)), None)


def _lists_them(path: Path) -> bool:
    """Whether a file that is not called as one of our tables lists seekers."""
    called = _word_of(path)
    if called in schema.TABLES:
        return False
    if is_list_of_seekers(path):
        return True
    # called after students and without ids: their names may be those of the searches
    return called in TITLES_OF_SEEKERS and any(map(lists_names, columns_seen(path)))


def further_lists(folder: Path, beside: Path | None) -> dict[Path, str]:
    """Tables of seekers beside the one that is read, each with the reason why it is not."""
    if beside is None:
        return {}
    files = [path for path in held_by(folder) if path.is_file() and path != beside]
    words = (
        f"passed over, as {beside.name} is the table of students that is read: bring what it says "
        "into that one"
    )
    return {
        path: words
        for path in files
        if path.name.casefold().endswith(TABLE_SUFFIXES)
        and (_word_of(path) == schema.SEEKERS or _lists_them(path))
    }


def is_folder_of_searches(folder: Path, *, asked_for: bool = False) -> bool:
    """Whether a folder holds a folder, or a file, for each seeker and no tables of its own.

    A folder of files alone is one where a table of seekers stands beside them, or where each file
    is a search by itself (``files_of_searches``); never where its files say whose each row is.
    Tables that strayed into it (``stray_tables``) are none of its own.
    """
    if not folder.is_dir():
        return False
    entries = held_by(folder)
    if exports_in(folder):
        return False
    if _own_tables(entries):
        return bool(stray_tables(folder, asked_for=asked_for))
    if any(path.is_dir() and _holds_tables(path) for path in entries):
        return True
    return table_called(folder, schema.SEEKERS) is not None or bool(files_of_searches(folder))


def _own_tables(entries: Sequence[Path]) -> list[Path]:
    """The files that are called as the tables of one network."""
    tables = (schema.CONTACTS, schema.REFERRALS)
    files = [path for path in entries if path.is_file() and _word_of(path) in tables]
    return [path for path in files if path.name.casefold().endswith(_SUFFIXES)]


def stray_tables(folder: Path, *, asked_for: bool = False) -> list[Path]:
    """Tables of one network beside the folders of students, who are meant; else none.

    Where each of several folders holds a search, tables beside them that say nothing of who
    referred whom are no network; and none is meant where a table of seekers lists the folders, or
    several searches are ``asked_for``. Tables that say whose each row is are those of all searches.
    """
    own = _own_tables(held_by(folder))
    # folders are looked for first: files have to be opened
    places = folders_of_searches(folder) if own else []
    if not places or any(map(says_whose, own)):
        return []
    names = {place.name.casefold() for place in places}
    network = len(own) > 1 or shows_referrals(own[0]) or is_of_links(own[0])
    # one folder beside tables may be a backup: it counts only where a table of seekers lists it
    meant = not names.isdisjoint(_words_listed(folder)) or (
        len(places) > 1 and (asked_for or not network)
    )
    return own if meant else []


def _words_listed(folder: Path) -> frozenset[str]:
    """All cells of the table of seekers in a folder, in small letters."""
    path = seekers_table(folder)
    raws = load_raw(path) if path is not None else []
    cells = [normalize_text(raw.frame[c]).dropna() for raw in raws for c in raw.columns]
    return frozenset(word for one in cells for word in one.str.casefold())


def files_of_searches(folder: Path) -> list[Path]:
    """The files of a folder where each is plainly the search of one seeker; else none.

    Each lists people, two or more say who referred them, and no name says that it is a part of one
    search ("contacts-2025.csv"). What the folder's names or columns make one search stays one.
    """
    files = [
        path
        for path in _files_of_seekers(folder)
        if not is_empty_file(path) and not is_mere_text(path)
    ]
    if len(files) < 2 or any(names_a_part(_name_of_file(path)) for path in files):
        return []
    if has_tables(folder):
        return []
    says = [shows_referrals(path) for path in files]
    lists = None not in says and says.count(True) > 1 and all(map(_holds_people, files))
    return files if lists else []


def _holds_people(path: Path) -> bool:
    """Whether a file has a table of people, and not links alone."""
    found = [match(columns, schema.CONTACTS_TABLE) for columns in columns_seen(path)]
    named = any({schema.NAME, schema.CONTACT_ID} & one.keys() for one in found)
    named |= any(first_and_last(columns) is not None for columns in columns_seen(path))
    return named and (len(found) > 1 or not is_of_links(path))


def exports_in(folder: Path) -> list[Path]:
    """The files of a folder without tables of our names, if each says whose every row is.

    Files that hold nothing are left out.
    """
    files = []
    for path in _files_of_seekers(folder):
        if is_empty_file(path):
            continue
        # the first one that does not tells, and the others need not be opened
        if not says_whose(path):
            return []
        files.append(path)
    if any(path.is_dir() and _holds_tables(path) for path in held_by(folder)):
        return []
    return files


def empty_exports(folder: Path) -> list[Remark]:
    """Files beside exports that hold nothing, each with a word."""
    return [
        Remark(schema.PASSED_SHEET, f"{path.name}: passed over, as it is empty", value=path.name)
        for path in _files_of_seekers(folder)
        if is_empty_file(path)
    ]


def _files_of_seekers(folder: Path) -> list[Path]:
    """The tables of a folder that are meant for no other thing, in the order of their names."""
    other = (*SHARED_TABLES, schema.SEEKERS, *OUTPUTS)
    return [
        path for path in _tables_in(folder) if _word_of(path) not in other and not _lists_them(path)
    ]


def _holds_tables(folder: Path) -> bool:
    try:
        return any(path.name.casefold().endswith(_SUFFIXES) for path in folder.iterdir())
    except OSError:
        return True


def files_passed_over(folder: Path, beside: Path | None, columns: FileHeadings) -> dict[Path, str]:
    """Files among the searches of students that are nobody's, each with the reason.

    They are texts and, beside folders, tables without people and tables whose name says what is in
    them, unless the table of seekers lists them.

    Parameters
    ----------
    folder, beside
        The folder of all, and the table of seekers.
    columns
        What the caller calls columns: a file that has one of them is a search.
    """
    files = [path for path in _files_of_seekers(folder) if path != beside]
    folders = any(path.is_dir() and _holds_tables(path) for path in held_by(folder))
    stray = stray_tables(folder, asked_for=True)
    listed = _words_listed(folder) if folders and files else frozenset()
    found = further_lists(folder, beside)
    called = {one for _, one in headings_said(columns)}
    for path in files:
        named = not called.isdisjoint(c for own in columns_seen(path) for c in own)
        if path in stray or named or is_empty_file(path):
            continue
        if is_mere_text(path):
            found[path] = "passed over, as it is a text and no table"
        elif not folders or _name_of_file(path).casefold() in listed:
            continue
        elif is_of_nobody(path):
            found[path] = (
                f"{why_of_nobody(path)}; if it is a student's search, say --map 'name=HEADING'"
            )
        elif names_a_part(_name_of_file(path)):
            found[path] = (
                "passed over, as its name says what is in it and no student's: move it into the "
                "folder of its student, or call it after the student"
            )
    return found


def places_of_searches(
    folder: Path, beside: Path | None, columns: FileHeadings | None = None
) -> dict[str, Path]:
    """Find the folder, or the file, of every seeker, by the seeker's id.

    Parameters
    ----------
    folder
        The folder of all.
    beside
        The table of seekers, which is nobody's search.
    columns
        What the caller calls columns.

    Raises
    ------
    InputError
        If there are none, or two of one name.
    """
    found: dict[str, list[Path]] = {}
    other = (*SHARED_TABLES, *OUTPUTS, *map(_word_of, stray_tables(folder, asked_for=True)))
    passed = files_passed_over(folder, beside, columns or {})
    for path in held_by(folder):
        if path == beside or path in passed or (path.is_file() and _word_of(path) in other):
            continue
        if path.is_dir() or path.name.casefold().endswith(_SUFFIXES):
            seeker = path.name if path.is_dir() else _name_of_file(path)
            # some systems write accents of names of files apart, and tables do not
            seeker = unicodedata.normalize("NFC", seeker)
            found.setdefault(seeker, []).append(path)
    twice = [
        f"{folder}: {' and '.join(p.name for p in paths)} are both there; keep one of them"
        for paths in found.values()
        if len(paths) > 1
    ]
    if twice:
        raise InputError(twice)
    if not found:
        raise EmptyFileError(f"{folder}: no folder and no table of any seeker in it")
    return {seeker: paths[0] for seeker, paths in found.items()}


def held_by(folder: Path) -> list[Path]:
    """What a folder holds, in the order of the names; hidden files and locks left out."""
    try:
        return sorted(
            (path for path in folder.iterdir() if not path.name.startswith((".", "~$"))),
            key=lambda path: path.name,
        )
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from error


def _tables_in(folder: Path) -> list[Path]:
    """The files of a folder that are tables by their ending: none that was moved aside."""
    return [
        path
        for path in held_by(folder)
        if path.is_file() and path.name.casefold().endswith(_SUFFIXES)
    ]


def _word_of(path: Path) -> str:
    return schema.folded(path.name.partition(".")[0])


def _name_of_file(path: Path) -> str:
    ending = next(s for s in sorted(_SUFFIXES, key=len)[::-1] if path.name.casefold().endswith(s))
    return path.name[: -len(ending)]


def settings_for(place: Path, shared: Settings) -> Settings:
    """What is settled for one search: beside its own tables, else for all of them."""
    own = load_settings((place,)) if place.is_dir() else Settings()
    both = merged(own.settled, shared)
    return Settings(**both, home=own.home or shared.home)


def filled_tables(place: Path) -> dict[str, Path] | None:
    """The tables of one search without the files that hold nothing; None where no file is so.

    A folder without any file holds nothing either.
    """
    if not place.is_dir():
        return {} if is_empty_file(place) else None
    files = [path for path in held_by(place) if path.name.casefold().endswith(TABLE_SUFFIXES)]
    empty = [path for path in files if is_empty_file(path)]
    if len(empty) == len(files):
        return {} if empty or not held_by(place) else None
    try:
        inside = tables_in(place)
    except InputError:
        return None
    filled = {name: path for name, path in inside.items() if path not in empty}
    return filled if len(filled) < len(inside) else None


def tables_of_nobody(place: Path) -> str:
    """Why none of the tables in a student's folder is theirs, and what to move or take out.

    Empty where one is, or where they are no tables for another reason.
    """
    if not place.is_dir() or has_tables(place):
        return ""
    tables = _tables_in(place)
    inner = [p for one in held_by(place) if one.is_dir() for p in _tables_in(one)]
    if len(tables) > 1 and schema.CONTACTS not in map(_word_of, tables):
        return (
            f"{place.name}: holds {some_of([path.name for path in tables])}, and nothing says "
            "which of them is the student's search: keep one of them, or call them contacts.csv "
            "and referrals.csv"
        )
    if not tables and inner:
        there = some_of([f"{path.parent.name}/{path.name}" for path in inner])
        return f"{place.name}: no table in it; move {there} into {place.name} itself"
    return ""


def tables_for(place: Path, folder: Path, further: Mapping[str, Source | None]) -> dict[str, Any]:
    """The targets and aliases of one search: its own, else those that stand beside all searches.

    Decisions that are meant for all name people of several searches, and count for none alone.
    """
    try:
        inside = tables_in(place) if place.is_dir() else {}
    except InputError:
        inside = {}  # what is wrong is said where its tables are read
    found = dict(further)
    for name in (schema.TARGETS, schema.ALIASES):
        if not found.get(name) and name not in inside:
            found[name] = table_called(folder, name)
    return found


def files_below(folder: Path) -> list[Path]:
    """The files of a folder that are read: its tables, or all below a folder of searches.

    Raises
    ------
    InputError
        If it holds no tables of ours.
    """
    if is_folder_of_searches(folder):
        return [path for path in folder.rglob("*") if path.is_file()]
    exports, listed = exports_in(folder), seekers_table(folder)
    if len(exports) < 2:
        try:
            exports = list(tables_in(folder).values())
        except InputError:
            # where a cohort is asked for, each file is a search
            exports = list(places_of_searches(folder, listed).values())
    return exports if listed is None else [*exports, listed]
