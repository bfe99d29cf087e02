"""Where converted tables go: a folder, a workbook or a graph file; and what must not be there."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from netgraph import schema
from netgraph.errors import OptionError, OutputError
from netgraph.tables.folders import TABLE_SUFFIXES
from netgraph.tables.graphs import GRAPHS
from netgraph.tables.seeker_lists import is_list_of_seekers
from netgraph.tables.settings import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netgraph.tables.locate import Source

Place = Literal["folder", "workbook", "graph"]
UNPLACED_FILE: Final = "unplaced.csv"
WORKBOOK: Final = ".xlsx"
FILE_ENDINGS: Final = (
    *(s for s in TABLE_SUFFIXES if s != WORKBOOK),
    *(".xls", ".xlsm", ".ods", ".numbers", ".json", ".html", ".htm", ".md", ".png", ".svg", ".pdf"),
    *(".gml", ".dot", ".net", ".pajek", ".vcf", ".zip", ".gz", ".db", ".sqlite", ".feather"),
)
"""Endings that nobody gives a folder, and of which no file is written."""


def place_of(to: Source, format: str | None = None) -> Place:  # noqa: A002 - the word everywhere else
    """Tell by its ending what a place is.

    Raises
    ------
    OptionError
        If the ending is one of files that are not written, or is no file of the format.
    """
    name = str(to).casefold()
    if name.endswith(WORKBOOK):
        if format not in (None, "xlsx"):
            raise OptionError(f"{to}: a workbook; format {format!r} is for tables in a folder")
        return "workbook"
    if name.endswith(GRAPHS):
        return "graph"
    ending = next((e for e in FILE_ENDINGS if name.endswith(e)), None)
    if ending is not None:
        raise OptionError(
            f"{to}: two tables are written, contacts and referrals; name a folder, or one file "
            f"that can hold both: {Path(to).stem}{WORKBOOK}, {', '.join(f'*{g}' for g in GRAPHS)}"
        )
    return "folder"


def unplaced_beside(to: Path, place: Place) -> Path:
    """Where the list of what found no place goes."""
    return to / UNPLACED_FILE if place == "folder" else to.with_name(f"{to.stem}.{UNPLACED_FILE}")


def other_tables(folder: Path, written: Iterable[Path], inputs: Iterable[Path]) -> list[Path]:
    """Tables in a folder that would be read together with those that are written there.

    Raises
    ------
    OutputError
        If one of them is an input, which must stay where it is.
    """
    written = list(written)
    called = (*schema.TABLES, schema.SEEKERS)
    tables = {f"{name}{suffix}" for name in called for suffix in TABLE_SUFFIXES}
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return []  # a new folder
    # a list of students is known by its columns, whatever it is called
    named = [
        p
        for p in there
        if p.name.casefold() in tables | {SETTINGS_FILE}
        or (p.name.casefold().endswith(TABLE_SUFFIXES) and p.is_file() and is_list_of_seekers(p))
    ]
    others = [p for p in named if not any(_is_overwritten(p, one) for one in written)]
    read = [p for p in others if any(one.exists() and p.samefile(one) for one in inputs)]
    if read:
        raise OutputError(
            f"{folder}: {', '.join(p.name for p in read)} there would be read together with what "
            "is written, and is one of the files that were read; name another folder"
        )
    return others


def _is_overwritten(there: Path, written: Path) -> bool:
    """Whether a file will be written over: by its name, in the case that the folder tells apart."""
    if there.name == written.name:
        return True
    same = there.name.casefold() == written.name.casefold()
    return same and written.exists() and there.samefile(written)


def move_aside(paths: Iterable[Path]) -> tuple[tuple[Path, Path], ...]:
    """Give old tables names by which no folder is searched; pairs of what was and what is."""
    moved = []
    for path in paths:
        aside, turn = path.with_name(f"{path.name}.old"), 1
        while aside.exists():
            turn += 1
            aside = path.with_name(f"{path.name}.old{turn}")
        try:
            path.rename(aside)
        except OSError as error:
            raise OutputError(f"{path}: cannot be moved aside: {error.strerror}") from error
        moved.append((path, aside))
    return tuple(moved)


def clear_old(path: Path, inputs: Iterable[Path]) -> tuple[Path, ...]:
    """Take away the list that an earlier conversion left, which says nothing of this one."""
    with contextlib.suppress(OSError):
        if path.is_file() and not any(one.exists() and path.samefile(one) for one in inputs):
            path.unlink()
            return (path,)
    return ()
