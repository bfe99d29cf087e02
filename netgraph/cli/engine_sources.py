"""What an engine is given on the command line, and where memory answers instead."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from netgraph import schema
from netgraph.errors import InputError, NetgraphError, NotOnEngineError
from netgraph.tables.cohorts.student_folders import files_below
from netgraph.tables.folders import TABLE_SUFFIXES, tables_in
from netgraph.tables.sources.detect import STANDARD_INPUT

if TYPE_CHECKING:
    from argparse import Namespace

IN_MEMORY_ONLY: Final = (
    "lose",
    "decide",
    "save",
    "sheet",
    "encoding",
    "expected",
    "min_cell",
    schema.SEEKER_ID,
    "by_seeker",
)
"""Options that memory answers, whatever engine is asked for."""


def refuse_options(args: Namespace) -> None:
    """Refuse what no engine takes, nor reads, before any table is read.

    Raises
    ------
    NotOnEngineError
        Of options, of more tables than an engine reads, and of what can be read only once.
    """
    for name in IN_MEMORY_ONLY:
        if getattr(args, name, None) not in (None, False):
            raise NotOnEngineError(f"--{name.replace('_', '-')}: no engine takes this option")
    if getattr(args, "by", None) in schema.EXPECTED_COLUMNS:
        raise NotOnEngineError(f"--by {args.by}: no engine knows this column")
    if len(args.sources) > 2:
        raise NotOnEngineError(
            f"{len(args.sources)} tables, and an engine reads one of people and one of referrals"
        )
    for place in map(Path, args.sources):
        if str(place) == STANDARD_INPUT or place.is_fifo():
            raise NotOnEngineError("a pipe, which can be read once, and an engine reads files")


def tables_given(args: Namespace) -> tuple[str, str | None, dict[str, Any]]:
    """Find contacts and referrals, and the files of targets, aliases and decisions beside them.

    Two sources are the two tables; one is a folder that holds both, as files or as folders, or a
    file of contacts that says who referred whom.

    Raises
    ------
    NetgraphError
        If one is not there, or nothing that an engine reads: in the words of memory.
    NotOnEngineError
        If two are other than people and referrals.
    """
    from netgraph.engines.duck_sources import refuse_unread
    from netgraph.engines.kinds_given import refuse_other_kinds_of_files
    from netgraph.tables.decided import decisions_beside

    sources: list[str] = args.sources
    lists: dict[str, Any] = {schema.TARGETS: None, schema.ALIASES: None, schema.SAME: None}
    home = Path(sources[0])
    in_folder = len(sources) == 1 and home.is_dir()
    if in_folder:
        found = _tables_of_folder(home)
        lists |= {name: str(found[name]) for name in lists if name in found}
        sources = [str(found[n]) for n in (schema.CONTACTS, schema.REFERRALS) if n in found]
    beside = None if in_folder else decisions_beside([*map(Path, sources)])
    if beside is not None:
        lists[schema.SAME] = str(beside)
    lists["beside"] = beside is not None
    for path in map(Path, sources):
        # a path that is not on this machine may be one of the storage that Spark's workers share
        if args.engine == "duckdb" or path.exists():
            refuse_unread(path)
    if len(sources) == 2 and all(Path(source).exists() for source in sources):
        # here, not where they are read: Spark takes a minute to start
        refuse_other_kinds_of_files([*map(Path, sources)], dict(args.columns or ()))
    return sources[0], sources[1] if len(sources) == 2 else None, lists


def _tables_of_folder(home: Path) -> dict[str, Path]:
    """The tables of a folder; one without an ending is a folder of files, as engines write it.

    Raises
    ------
    NotOnEngineError
        If it has none of people, as a folder of searches has none.
    """
    parts = _parts_in(home)
    if schema.CONTACTS in parts:
        files = [(n, home / f"{n}{end}") for n in schema.TABLES for end in TABLE_SUFFIXES]
        found = {name: path for name, path in files if path.is_file()}
    else:
        try:
            found = tables_in(home)
        except InputError as error:
            raise NotOnEngineError(str(error)) from error
    for name in parts.keys() & found.keys():
        raise NetgraphError(f"{home}: {name} and {found[name].name} are both there; keep one")
    found |= parts
    if schema.CONTACTS not in found:
        raise NotOnEngineError(f"{home}: no table of people in this folder, which an engine needs")
    return found


def _parts_in(home: Path) -> dict[str, Path]:
    """Tables of a folder that are folders of files."""
    names = (schema.CONTACTS, schema.REFERRALS)
    return {name: home / name for name in names if (home / name).is_dir()}


def is_in_reach(args: Namespace) -> bool:
    """Whether memory reads what an engine was given, and writes where it was to.

    It takes the folders of parts that engines read for the searches of several people, and knows no
    storage but this machine's.
    """
    if args.output is not None and "://" in args.output:
        return False
    places = [Path(source) for source in args.sources]
    if args.engine == "spark" and not all(
        place.exists() for place in places if str(place) != STANDARD_INPUT
    ):
        return False
    folders = [place for place in places if place.is_dir()]
    if len(places) == 1:
        return not any(_parts_in(folder) for folder in folders)
    own = {f"{name}{end}" for name in (schema.CONTACTS, schema.REFERRALS) for end in TABLE_SUFFIXES}
    return all(own & {path.name.casefold() for path in folder.iterdir()} for folder in folders)


def _files_at(place: Path) -> list[Path]:
    """The files that memory reads of a source."""
    if not place.is_dir():
        return [place]
    with contextlib.suppress(InputError):
        return files_below(place)
    return []  # memory says what is wrong


def refuse_too_large(args: Namespace, why: str) -> None:
    """Refuse what no engine reads where memory has no room for it either.

    Raises
    ------
    NotOnEngineError
        With what is needed, and what is there.
    """
    from netgraph.engines.room import free_memory, needed_in_memory, size_in_words

    places = [Path(source) for source in args.sources]
    files = [file for place in places for file in _files_at(place)]
    needed, free = needed_in_memory(files), free_memory()
    allowed = [(free, "are free")] if free is not None else []
    allowed += [(args.memory, "are what --memory allows")] if args.memory is not None else []
    least, words = min(allowed, default=(needed, ""))
    if needed > least:
        raise NotOnEngineError(
            f"{why}; memory would answer, and needs about {size_in_words(needed)} for these "
            f"tables: {size_in_words(least)} {words}",
            "a machine with more memory answers, or writes tables that an engine reads (netgraph "
            "convert)",
        )
