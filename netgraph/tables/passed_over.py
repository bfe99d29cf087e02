"""What lies in a folder beside the tables that are read, and why each of it is passed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from netgraph import schema
from netgraph.errors import InputError, some_of
from netgraph.patterns import lazy_pattern
from netgraph.tables.folders import (
    MOST_SEEN,
    OUTPUTS,
    columns_seen,
    further_tables,
    is_mere_text,
    is_of_nobody,
    is_of_program,
    shows_referrals,
    tables_in,
    why_of_nobody,
)
from netgraph.tables.header import match
from netgraph.tables.raw import Remark
from netgraph.tables.sources.foreign import twins_of_views

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_OF_COPIES: Final = frozenset(
    "copy of new newer newest latest old older final backup updated update download version v rev "
    "kopie von neu alt copie de nouveau copia nuevo kopia".split()
)
"""Words in names of files that say which copy it is, and nothing of what it holds."""
_WORDS_OF_A_FILE: Final = lazy_pattern(r"[^\W\d_]+")


def passed_in_folder(folder: Path, taken: Collection[Path]) -> list[Remark]:
    """Files and folders of a folder that hold people as well, and are not read, each with a word.

    Parameters
    ----------
    folder
        The folder.
    taken
        Its files that are read.
    """
    try:
        names = sorted(path.name for path in folder.iterdir() if path not in taken)
    except OSError:
        return []
    own = [path.name for path in taken if path.parent == folder]
    views = twins_of_views([*names, *own])
    told = [(name, f"passed over, as {whole} has all rows") for name, whole in views.items()]
    further = [name for name in further_tables(names) if name not in views]
    left = [name for name in further if (folder / name).is_file()]
    copies = {name: one for name in left if (one := copied_from(name, own))}
    # what is packed is not opened for a word alone
    plain = [name for name in left if name.casefold().endswith((".csv", ".tsv", ".txt"))]
    told += [
        (name, "passed over, as other files of this folder are the tables; name it to read it")
        for name in left
        if name not in copies and (name not in plain or shows_referrals(folder / name) is not None)
    ]
    told += [
        (name, why_of_nobody(folder / name))
        for name in plain
        if name not in copies and _is_nobodys(folder / name)
    ]
    # beside tables that are called so nobody takes a text for one
    named = any(schema.folded(one.partition(".")[0]) in schema.TABLES for one in own)
    texts = [name for name in left if not named and is_mere_text(folder / name)]
    told += [(name, "passed over, as it is a text and no table") for name in texts]
    told += [(n, "passed over: of a program, and no contacts") for n in left if is_of_program(n)]
    found = [Remark(schema.PASSED_SHEET, f"{n}: {why}", value=n) for n, why in told]
    found += [_told_copy(folder, name, one) for name, one in copies.items()]
    return [*found, *_told_folders(folder, own)]


def _is_nobodys(path: Path) -> bool:
    """Whether a table is of nobody; a list of students is told of where it is read."""
    if is_of_program(path.name):
        return False  # told below with a word of its own
    return is_of_nobody(path) and not is_mere_text(path) and not says_whose(path)


def copied_from(name: str, own: Sequence[str]) -> str:
    """The one of some files of which another is a copy by its name; empty where it is none's.

    Examples
    --------
    >>> copied_from("contacts (1).csv", ["contacts.csv"]), copied_from("Bo.csv", ["contacts.csv"])
    ('contacts.csv', '')
    """
    words = _told_by_name(name)
    return next((one for one in own if words and words == _told_by_name(one)), "")


def _told_by_name(name: str) -> list[str]:
    """The words of a file's name that are not those of a copy; numbers are no words."""
    words = _WORDS_OF_A_FILE.findall(name.partition(".")[0].casefold())
    return [word for word in words if word not in _OF_COPIES] or words


def _told_copy(folder: Path, name: str, of: str) -> Remark:
    if _same_bytes(folder / name, folder / of):
        words = f"passed over: the same as {of}, which is read"
        return Remark(schema.PASSED_SHEET, f"{name}: {words}", value=name)
    words = (
        f"passed over: taken for a copy of {of}, which is read; it may be the newer one: keep the "
        "one that counts; name it to read it"
    )
    return Remark(schema.PASSED_SHEET, f"{name}: {words}", value=name, severity="warning")


def _same_bytes(one: Path, other: Path) -> bool:
    try:
        sizes = [path.stat().st_size for path in (one, other)]
        return sizes[0] == sizes[1] <= MOST_SEEN and one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def folders_of_searches(folder: Path) -> list[Path]:
    """The folders in a folder that hold the tables of one search each, in the order of names."""
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []
    return [path for path in inside if path.is_dir() and _holds_one_search(path)]


def _holds_one_search(place: Path) -> bool:
    """Whether a folder holds people and nothing that says that they are several seekers'."""
    try:
        tables = tables_in(place)
    except InputError:
        return False
    files = [tables[name] for name in (schema.CONTACTS, schema.REFERRALS) if name in tables]
    several = any(map(says_whose, files))
    return not several and any(shows_referrals(path) is not None for path in files)


def says_whose(path: Path) -> bool:
    """Whether a table has a column of seekers."""
    return any(
        schema.SEEKER_ID in match(columns, table)
        for columns in columns_seen(path)
        for table in (schema.CONTACTS_TABLE, schema.REFERRALS_TABLE)
    )


def _told_folders(folder: Path, own: Sequence[str]) -> list[Remark]:
    """Tell that folders of searches are not read, as the folder has tables of its own."""
    places = folders_of_searches(folder)
    # one folder beside the tables may be anything, as an example or a backup is
    if len(places) < 2 or not own:
        return []
    tables = " and ".join(sorted(own))
    words = (
        f"{len(places)} folders beside {tables} hold the tables of a search each and are not read "
        f"({some_of([path.name for path in places])}); if they are students', take {tables} out of "
        f"{folder.name}"
    )
    if not any(says_whose(folder / name) for name in own):
        words += (
            ", or list the students in a seekers.csv there (seeker_id: the names of the folders)"
        )
    first = places[0].name
    return [Remark(schema.PASSED_SHEET, words, value=first, severity="warning")]


def passed_beside_tables(files: Sequence[Path]) -> dict[Path, Remark]:
    """Files that were named with tables and are none of their own.

    They are what netgraph wrote for people to read, and a view of a list whose rows are all there.
    """
    views = twins_of_views(map(str, files))
    found = {
        path: Remark(
            schema.PASSED_SHEET,
            f"{path.name}: passed over, as {Path(views[str(path)]).name} has all rows",
            value=path.name,
        )
        for path in files
        if str(path) in views
    }
    folded = {path: schema.folded(path.name.partition(".")[0]) for path in files}
    found |= {
        path: Remark(schema.PASSED_SHEET, f"{path.name}: {OUTPUTS[name]}", value=path.name)
        for path, name in folded.items()
        if name in OUTPUTS
    }
    return found if len(found) < len(files) else {}
