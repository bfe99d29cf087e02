"""A folder of searches: a folder, or a file, for each seeker, under the seeker's name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.errors import InputError
from netgraph.tables.folders import FURTHER_SUFFIXES, OUTPUTS, TABLE_SUFFIXES, tables_in
from netgraph.tables.header import match
from netgraph.tables.settings import Settings, load_settings, merged
from netgraph.tables.sources.detect import tables_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from netgraph.tables.locate import Source

_SUFFIXES: Final = (*TABLE_SUFFIXES, *FURTHER_SUFFIXES)
SHARED_TABLES: Final = (schema.TARGETS, schema.ALIASES, schema.SAME)
"""Tables beside the searches that are meant for all of them."""
MOST_BYTES: Final = 1 << 22
"""Bytes of a file that is looked at to see whether it lists the seekers."""


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
    called = [path for path in _held_by(folder) if path.is_file() and _word_of(path) == name]
    return called[0] if called else None


def seekers_table(folder: Path) -> Path | None:
    """The table of seekers in a folder: called so, or else known by its columns."""
    named = table_called(folder, schema.SEEKERS)
    if named is not None:
        return named
    files = [path for path in _held_by(folder) if path.is_file()]
    return next((path for path in files if _lists_seekers(path)), None)


def _lists_seekers(path: Path) -> bool:
    """Whether a file has a column of seekers, and none that says who is a contact."""
    try:
        if _word_of(path) in schema.TABLES or path.stat().st_size > MOST_BYTES:
            return False
        raws = tables_of(path.read_bytes(), path.name)
    except (OSError, InputError):
        return False
    people, links = schema.CONTACTS_TABLE, schema.REFERRALS_TABLE
    return any(
        schema.SEEKER_ID in match(raw.columns, schema.SEEKERS_TABLE)
        and not {schema.CONTACT_ID, *schema.SIDES} & match(raw.columns, people).keys()
        and not {*schema.ENDS} & match(raw.columns, links).keys()
        for raw in raws
    )


def is_folder_of_searches(folder: Path) -> bool:
    """Whether a folder holds a folder for each seeker and no tables of its own.

    A folder of files alone is one only where a table of seekers stands beside them.
    """
    if not folder.is_dir():
        return False
    entries = _held_by(folder)
    own = {_word_of(path) for path in entries if path.is_file()}
    if own & {schema.CONTACTS, schema.REFERRALS}:
        return False
    if any(path.is_dir() and _holds_tables(path) for path in entries):
        return True
    return table_called(folder, schema.SEEKERS) is not None


def _holds_tables(folder: Path) -> bool:
    try:
        return any(path.name.casefold().endswith(_SUFFIXES) for path in folder.iterdir())
    except OSError:
        return True


def places_of_searches(folder: Path, beside: Path | None) -> dict[str, Path]:
    """Find the folder, or the file, of every seeker, by the seeker's id.

    Parameters
    ----------
    folder
        The folder of all.
    beside
        The table of seekers, which is nobody's search.

    Raises
    ------
    InputError
        If there are none, or two of one name.
    """
    found: dict[str, list[Path]] = {}
    for path in _held_by(folder):
        if path == beside or (path.is_file() and _word_of(path) in (*SHARED_TABLES, *OUTPUTS)):
            continue
        if path.is_dir() or path.name.casefold().endswith(_SUFFIXES):
            seeker = path.name if path.is_dir() else _name_of_file(path)
            found.setdefault(seeker, []).append(path)
    twice = [
        f"{folder}: {' and '.join(p.name for p in paths)} are both there; keep one of them"
        for paths in found.values()
        if len(paths) > 1
    ]
    if twice:
        raise InputError(twice)
    if not found:
        raise InputError(f"{folder}: no folder and no table of any seeker in it")
    return {seeker: paths[0] for seeker, paths in found.items()}


def _held_by(folder: Path) -> list[Path]:
    """What a folder holds, in the order of the names; hidden files and locks left out."""
    try:
        return sorted(
            (path for path in folder.iterdir() if not path.name.startswith((".", "~$"))),
            key=lambda path: path.name,
        )
    except OSError as error:
        raise InputError(f"{folder}: cannot be read: {error.strerror}") from error


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


def tables_for(place: Path, folder: Path, further: Mapping[str, Source | None]) -> dict[str, Any]:
    """The targets and aliases of one search: its own, else those that stand beside all searches.

    Decisions that are meant for all name people of several searches, and count for none alone.
    """
    inside = tables_in(place) if place.is_dir() else {}
    found = dict(further)
    for name in (schema.TARGETS, schema.ALIASES):
        if not found.get(name) and name not in inside:
            found[name] = table_called(folder, name)
    return found
