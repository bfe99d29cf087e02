"""Which files of a folder are the tables of a network, by their names, else by their columns."""

from __future__ import annotations

import functools
import shlex
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import EmptyFileError, InputError, some_of
from netgraph.tables.header import first_and_last, match
from netgraph.tables.sources.detect import load_raw, stamps, tables_of
from netgraph.tables.sources.foreign import (
    OF_PROGRAMS,
    reason_not_read,
    refuse_document_folder,
    twins_of_views,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TABLE_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".xlsx", ".parquet")
FURTHER_SUFFIXES: Final = (".zip", ".vcf", ".graphml", ".gexf")
"""Endings of files that are read where they are the only ones of a folder."""
OUTPUTS: Final = {
    "suggestedaliases": "spellings that netgraph check --decide suggests, to decide on: passed "
    "over; those that are right belong into aliases.csv",
    "unplaced": "what netgraph convert could not place: passed over",
}
"""Folded names of files that netgraph writes for people to read."""
SEEN_BYTES: Final = 1 << 16
"""Bytes of a text file that show its columns."""
MOST_SEEN: Final = 1 << 24
"""Bytes of a file that is looked at to say why it is no table."""

WAY_TO_LIST_FILES: Final = (
    "add --by-seeker, or put a seekers.csv beside them: a column seeker_id with the names of the "
    "files"
)
"""What has a folder of files read as one of searches, where each file is a student's."""


def tables_in(folder: Path) -> dict[str, Path]:
    """Find the tables of a folder by their names.

    Raises
    ------
    InputError
        If there is no contacts and no referrals table, or one of them twice.
    """
    try:
        # sorted, because a folder lists its files in any order
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from error
    refuse_document_folder(names, str(folder))
    views = twins_of_views(names)
    names = [name for name in names if name not in views]
    found: dict[str, Path] = {}
    for name in schema.TABLES:
        fitting = [n for n in names if n.casefold() in {name + suffix for suffix in TABLE_SUFFIXES}]
        if len(fitting) > 1:
            raise InputError(
                f"{folder}: {' and '.join(fitting)} are both there; keep one, or name the files"
            )
        if fitting:
            found[name] = folder / fitting[0]
    if schema.CONTACTS not in found:
        found |= _only_tables(folder, names, set(found))
    elif schema.REFERRALS not in found and shows_referrals(found[schema.CONTACTS]) is False:
        # contacts say nothing of who referred whom: one other table of the folder may
        links = [name for name in further_tables(names) if is_of_links(folder / name)]
        found |= {schema.REFERRALS: folder / links[0]} if len(links) == 1 else {}
    if schema.CONTACTS not in found and schema.REFERRALS not in found:
        raise InputError(
            f"{folder}: no contacts.csv in this folder; it holds {some_of(names) or 'nothing'}"
            + (_command(folder, names) or _unread_files(folder, names))
        )
    return found


def _only_tables(folder: Path, names: Sequence[str], taken: set[str]) -> dict[str, Path]:
    """The one table of a folder, or the one beside its referrals, whatever it is called.

    Of two the names must say that one holds people and the other their connections, or the columns
    that one of them alone says who referred whom, as one's own sheet beside an export does.
    """
    others = further_tables(names)
    if any(is_of_program(name) for name in others):
        # LinkedIn's archive: of all its files one holds contacts
        others = [name for name in others if not is_of_program(name)]
    if len(others) > 1:
        others = [name for name in others if not is_mere_text(folder / name)]
    # a table in which nobody stands is none of a network, and told where it is passed over
    people = [name for name in others if not is_of_nobody(folder / name)]
    if len(others) == 1 or len(people) == 1:
        return {schema.CONTACTS: folder / (others if len(others) == 1 else people)[0]}
    stems = [schema.folded(name.partition(".")[0]) for name in others]
    for nodes, links in (("elements", "connections"), ("nodes", "edges"), ("people", "links")):
        if sorted(stems) == sorted((nodes, links)) and schema.REFERRALS not in taken:
            return {
                schema.CONTACTS: folder / others[stems.index(nodes)],
                schema.REFERRALS: folder / others[stems.index(links)],
            }
    if len(people) == 2 and not taken & {schema.CONTACTS, schema.REFERRALS}:
        says = [shows_referrals(folder / name) for name in people]
        if sorted(says, key=str) == [False, True]:
            return {
                schema.CONTACTS: folder / people[says.index(False)],
                schema.REFERRALS: folder / people[says.index(True)],
            }
    return {}


def has_tables(folder: Path) -> bool:
    """Whether the names or columns of a folder's files say which are the tables of a network."""
    try:
        tables_in(folder)
    except InputError:
        return False
    return True


def further_tables(names: Sequence[str]) -> list[str]:
    """Files of a folder that may be tables and are not called as one."""
    suffixes = (*TABLE_SUFFIXES, *FURTHER_SUFFIXES)
    # spreadsheet programs leave hidden files and locks beside the ones that are open
    return [
        name
        for name in names
        if name.casefold().endswith(suffixes)
        and not name.startswith((".", "~$"))
        and schema.folded(name.partition(".")[0]) not in {*schema.TABLES, *OUTPUTS}
    ]


def is_of_program(name: str) -> bool:
    """Whether a file is one of a program's whose people are no contacts."""
    return schema.folded(name.partition(".")[0]) in OF_PROGRAMS


def is_of_links(path: Path) -> bool:
    """Whether a file holds referrals alone: both ends, and nothing that people have."""
    found = [] if is_of_program(path.name) else columns_seen(path)
    return any(map(head_links_alone, found))


def head_links_alone(columns: Sequence[str], called: Mapping[str, str] | None = None) -> bool:
    """Whether headings are both ends of referrals, and nothing that people have."""
    links = match(columns, schema.REFERRALS_TABLE, called)
    people = match(columns, schema.CONTACTS_TABLE, called)
    of_people = {schema.NAME, schema.ORGANIZATION, schema.EMAIL}
    return {*schema.ENDS} <= links.keys() and not of_people & people.keys()


def columns_seen(path: Path) -> list[list[str]]:
    """The columns of the tables of a file, as its beginning shows them; none where it has none."""
    return [[*columns] for columns in _columns_at(path, stamps([path])[0])]


def is_of_nobody(path: Path) -> bool:
    """Whether a file has headings, and none of them is of people or of who referred whom."""
    return bool(columns_seen(path)) and shows_referrals(path) is None


def why_of_nobody(path: Path) -> str:
    """Why such a file is passed over, with the headings that it has."""
    found = some_of([repr(called) for called in columns_seen(path)[0]])
    return f"passed over, as it has no column of people (found {found})"


def is_empty_file(path: Path) -> bool:
    """Whether a file holds nothing, not even a header, as who has not begun leaves it."""
    if columns_seen(path):
        return False
    try:
        load_raw(path)
    except EmptyFileError:
        return True
    except InputError:
        return False
    return False


def is_mere_text(path: Path) -> bool:
    """Whether a file is a text to read, and no table of people: one that says what is where."""
    if not path.name.casefold().endswith(".txt") or is_empty_file(path):
        return False
    if shows_referrals(path) is not None:
        return False
    tables = [schema.TABLES[name] for name in (schema.CONTACTS, schema.REFERRALS)]
    # the commas of a sentence make cells, but none of them is a heading
    return not any(
        len(columns) > 1 and any(match(columns, table) for table in tables)
        for columns in columns_seen(path)
    )


# a folder asks several things of each of its files, and workbooks are slow to open
@functools.lru_cache(maxsize=1 << 12)
def _columns_at(path: Path, stamp: tuple[int, ...] | None) -> tuple[tuple[str, ...], ...]:  # noqa: ARG001
    try:
        with path.open("rb") as file:
            data = file.read(SEEN_BYTES)
            if len(data) == SEEN_BYTES and data.startswith((b"PK", b"PAR1", b"\x1f\x8b", b"<")):
                data += file.read()  # packed, so that the beginning alone shows nothing
            elif len(data) == SEEN_BYTES:
                data = data[: data.rfind(b"\n") + 1] or data
        return tuple(tuple(raw.columns) for raw in tables_of(data, path.name))
    except (OSError, InputError):
        return ()


def shows_referrals(path: Path) -> bool | None:
    """Whether a table of people says who referred whom; None for no such table."""
    found = [] if is_of_program(path.name) else columns_seen(path)
    people = [match(columns, schema.CONTACTS_TABLE) for columns in found]
    links = [match(columns, schema.REFERRALS_TABLE) for columns in found]
    ends = {*schema.ENDS}
    sides = {*schema.SIDES}
    if any(sides & one.keys() for one in people) or any(ends <= one.keys() for one in links):
        return True
    names = any({schema.NAME, schema.CONTACT_ID} & one.keys() for one in people)
    return False if names or any(first_and_last(columns) for columns in found) else None


def _command(folder: Path, names: Sequence[str]) -> str:
    """The way out where nothing says which files are meant: a command to type."""
    ours = [name for name in further_tables(names) if shows_referrals(folder / name) is not None]
    if not ours:
        return ""
    files = " ".join(shlex.quote(str(folder / name)) for name in ours[:3])
    words = f"; name those that hold people and who referred them: netgraph summary {files}"
    if len(ours) > 1:
        words += f"; if each is the search of one student, {WAY_TO_LIST_FILES}"
    return words


def _unread_files(folder: Path, names: Sequence[str]) -> str:
    """Why files of a folder without tables are none, and what to do with them."""
    reasons = []
    for path in (folder / name for name in names if not name.startswith((".", "~$"))):
        try:
            if path.is_dir():
                refuse_document_folder(sorted(p.name for p in path.iterdir()), path.name)
            elif path.stat().st_size <= MOST_SEEN:
                reasons.append(reason_not_read(path.read_bytes(), path.name))
        except InputError as error:
            reasons.append(str(error))
        except OSError:
            continue
    told = [reason for reason in reasons if reason]
    return "".join(f"; {reason}" for reason in told[:3])
