"""Files written whole or not at all, and several as one: a reader sees all of them old, or all new.

Every file is written beside its place first and then renamed, which a system does at once or not
at all. Between two renames a process may be killed; so the names are noted in a journal first (in
each folder that is concerned), which goes when all are done. A journal with files still waiting
says that the folder is a mixture: readers refuse it and say how to finish, and the next writer
finishes it before writing its own. One writer at a time has the journal; others wait.

Whoever writes holds locks (``locks``), which the system takes back from a process that ends,
however it ends. So nobody has to guess whether a journal or a half-written file still has an owner.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from typing import TYPE_CHECKING, Final, NamedTuple

from netgraph import locks, places
from netgraph.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from netgraph.places import Target

JOURNAL: Final = ".netgraph-unfinished"
PATIENCE: Final = 5.0
"""Seconds for which a reader waits for a writer to finish: renaming takes milliseconds."""
PAUSE: Final = 0.02
MARK: Final = ".netgraph_"
"""Stands in the names of files that wait for their places, before eight hexadecimal digits."""
LONGEST_NAME: Final = 255
"""Bytes that the name of a file may have, on every file system in use."""
LEFTOVERS: Final = f".*{MARK}{'[0-9a-f]' * 8}"


class Waiting(NamedTuple):
    """A file that is complete and waits for its place.

    Parameters
    ----------
    beside
        Where it is.
    place
        Where it belongs.
    handle
        Holds the lock on it; None where the system moves no file that is open.
    """

    beside: Path
    place: Path
    handle: int | None


def write_whole(files: Mapping[Path, bytes], *, inputs: Iterable[Target] = ()) -> None:
    """Write files whole or not at all: first to temporary neighbours, then all to their places.

    A symbolic link is followed: what it leads to is replaced, and the link stays. An existing file
    keeps its mode and owner, a new one has the mode that the umask leaves. What is no file (a
    device, a pipe, ``/dev/stdout``) is written into and never replaced.

    Raises
    ------
    OutputError
        If one cannot be written, or is an input.
    """
    for path in files:
        if path.is_dir():
            raise OutputError(f"{path}: cannot be written: it is a folder; name a file")
        _refuse_input(path, inputs)
    streams = {path: data for path, data in files.items() if places.is_stream(path)}
    # Where links lead, to the data. Two names of one place cannot both be written whole.
    real = {places.end_of_links(p): data for p, data in files.items() if p not in streams}
    if len(real) + len(streams) < len(files):
        raise OutputError(f"{next(iter(files))}: two of the files to write are the same file")
    if real:
        _write_files(real)
    for path, data in streams.items():
        places.write_into(path, data)


def _write_files(files: Mapping[Path, bytes]) -> None:
    # A new folder appears with all its files in one rename, so it needs no journal.
    homes = {path.parent for path in files}
    if len(homes) == 1 and not (home := homes.pop()).exists() and _appeared(home, files):
        return
    waiting: list[Waiting] = []
    at = next(iter(files))  # the place at work, which errors name
    try:
        for at, data in files.items():
            at.parent.mkdir(parents=True, exist_ok=True)
            _sweep(at.parent)
            beside, handle = _locked_neighbour(at)
            waiting.append(Waiting(beside, at, handle))
            _fill(handle, data)
            if not locks.OPEN_FILES_MOVE:
                locks.let_go(handle)
                waiting[-1] = Waiting(beside, at, None)
        with _noted(waiting):
            for one in waiting:
                at = one.place
                _placed(one.beside, at)
    except OSError as error:
        raise _unwritable(at, error) from error
    finally:
        # What was renamed is not there any more; what is left never came to its place.
        for one in waiting:
            with contextlib.suppress(OSError):
                one.beside.unlink()
            if one.handle is not None:
                locks.let_go(one.handle)


def _appeared(home: Path, files: Mapping[Path, bytes]) -> bool:
    """Make a folder and all its files appear at once; False where another made the folder first."""
    beside, lock = _neighbour(home), None
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        _sweep(home.parent)
        beside.mkdir()
        lock = locks.on_folder(beside)
        for path, data in files.items():
            handle = places.new_file(beside / path.name)
            try:
                _fill(handle, data)
            finally:
                os.close(handle)
        with contextlib.suppress(OSError):
            # It fails where another made the folder meanwhile: then each file takes its own place.
            beside.rename(home)
        return not beside.exists()
    except OSError as error:
        raise _unwritable(home, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        if lock is not None:
            locks.let_go(lock)


def _locked_neighbour(place: Path) -> tuple[Path, int]:
    """Make a file beside a place and take its lock."""
    while True:
        # In the same folder, as a rename is atomic only within one file system.
        beside = _neighbour(place)
        handle = places.new_file(beside, like=place)
        # Between the two steps another writer may have swept it away as somebody's leftover.
        if locks.take(handle) and places.is_at(handle, beside):
            return beside, handle
        locks.let_go(handle)


def _neighbour(place: Path) -> Path:
    """Name a file, or a folder, that waits for a place; a name as long as can be is cut."""
    end = f"{MARK}{secrets.token_hex(4)}"
    name = os.fsencode(place.name)[: LONGEST_NAME - len(end) - 1]
    # a character that was cut in the middle is left out
    return place.with_name(f".{name.decode(errors='ignore')}{end}")


def _sweep(folder: Path) -> None:
    """Remove what killed writers left in a folder, but for what its journal still needs."""
    needed = {beside for beside, _ in unfinished(folder)}
    for left in folder.glob(LEFTOVERS):
        if left in needed or left.is_symlink():
            continue
        # Whoever is at work holds a lock on what waits: the lock can be had only of the dead.
        with locks.if_abandoned(left) as abandoned:
            if abandoned and left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            elif abandoned:
                left.unlink(missing_ok=True)


def _fill(handle: int, data: bytes) -> None:
    # The handle stays open: the lock ends with it.
    with os.fdopen(handle, "wb", closefd=False) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())  # a rename may reach the disk before the contents do


def _placed(beside: Path, place: Path) -> None:
    beside.replace(place)


def _unwritable(place: Path, error: OSError) -> OutputError:
    return OutputError(f"{place}: cannot be written: {error.strerror or error}")


@contextlib.contextmanager
def _noted(waiting: Sequence[Waiting]) -> Iterator[None]:
    """Hold the journals while several files take their places; one alone needs none."""
    if len(waiting) < 2:
        yield
        return
    # A journal holds names without folders, so each folder has its own. Two writers of the same
    # folders take them in the same order: neither ever waits for what the other will not give.
    with contextlib.ExitStack() as held:
        for folder in sorted({one.place.parent for one in waiting}):
            here = [one for one in waiting if one.place.parent == folder]
            held.enter_context(_journal(folder, here))
        yield


@contextlib.contextmanager
def _journal(folder: Path, waiting: Sequence[Waiting]) -> Iterator[None]:
    journal = folder / JOURNAL
    handle = _claimed(journal)
    try:
        # surrogateescape gives names back byte for byte, also those that are no UTF-8.
        lines = "".join(f"{one.beside.name}\t{one.place.name}\n" for one in waiting)
        _fill(handle, lines.encode("utf-8", "surrogateescape"))
        yield
    finally:
        # Unlinked while it is locked: whoever opened it meanwhile sees that it is not there.
        with contextlib.suppress(OSError):
            journal.unlink()
        locks.let_go(handle)


def _claimed(journal: Path) -> int:
    """Hold the journal, a new one or that of somebody who died, whose work is finished first."""
    while True:
        handle = os.open(journal, os.O_RDWR | os.O_CREAT, 0o666)
        # The lock may be that of a journal that its owner has just unlinked: then another is there,
        # or none, and this one holds nothing.
        if locks.take(handle) and places.is_at(handle, journal):
            for beside, place in unfinished(journal.parent):
                _placed(beside, place)
            os.ftruncate(handle, 0)
            return handle
        locks.let_go(handle)
        time.sleep(PAUSE)


def unfinished(folder: Path) -> list[tuple[Path, Path]]:
    """The files that still wait for their places in a folder: where each is, where it belongs."""
    try:
        lines = (folder / JOURNAL).read_bytes().decode("utf-8", "surrogateescape").splitlines()
    except (OSError, ValueError):
        return []
    pairs = [line.split("\t") for line in lines if line.count("\t") == 1]
    # A damaged journal, or one of somebody else, must not move files that we did not make.
    own = [(a, b) for a, b in pairs if a.startswith(f".{b}.") and not {"/", "\\", "\0"} & set(a)]
    return [(folder / a, folder / b) for a, b in own if (folder / a).is_file()]


def refuse_mixture(folder: Path) -> None:
    """Refuse a folder in which only some of the files that belong together have been replaced.

    Raises
    ------
    InputError
        If it stays so for as long as a living writer could take.
    """
    since = time.monotonic()
    while waiting := unfinished(folder):
        if time.monotonic() - since > PATIENCE:
            moves = ", ".join(f"{beside.name} to {path.name}" for beside, path in waiting)
            raise InputError(
                f"{folder}: writing was broken off here, so some tables are newer than others; "
                f"to finish it, rename {moves}; then delete {JOURNAL}"
            )
        time.sleep(PAUSE)


def _refuse_input(path: Path, inputs: Iterable[Target]) -> None:
    for given in inputs:
        same = False
        with contextlib.suppress(OSError):
            same = path.exists() and path.samefile(given)
        if same:
            raise OutputError(
                f"{path}: this is one of the files that were read; choose another place"
            )
