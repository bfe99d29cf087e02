"""Files written whole or not at all, and several as one: a reader sees all of them old, or all new.

Every file is written beside its place first and then renamed, which a system does at once or not
at all. Between two renames a process may be killed; so the names are noted in a journal first,
which goes when all are done. A journal with files still waiting says that the folder is a mixture:
readers refuse it and say how to finish, and the next writer finishes it before writing its own.
One writer at a time has the journal; others wait.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from netgraph.errors import InputError, NetgraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Target = str | os.PathLike[str]

JOURNAL: Final = ".netgraph-unfinished"
PATIENCE: Final = 5.0
"""Seconds after which whoever made a journal is taken for dead: renaming takes milliseconds."""
PAUSE: Final = 0.02


def write_whole(files: Mapping[Path, bytes], *, inputs: Iterable[Target] = ()) -> None:
    """Write files whole or not at all: first to temporary neighbours, then all to their places.

    Raises
    ------
    NetgraphError
        If one cannot be written, or is an input.
    """
    for path in files:
        if path.is_dir():
            raise NetgraphError(f"{path}: cannot be written: it is a folder; name a file")
        _refuse_input(path, inputs)
    # A new folder appears with all its files in one rename, so it needs no journal.
    homes = {path.parent for path in files}
    if len(homes) == 1 and not (home := homes.pop()).exists() and _appeared(home, files):
        return
    # Pairs of a temporary file and its place; ``at`` is the place at work, which errors name.
    waiting: list[tuple[Path, Path]] = []
    at = next(iter(files))
    try:
        for at, data in files.items():
            at.parent.mkdir(parents=True, exist_ok=True)
            # In the same folder, as a rename is atomic only within one file system.
            handle, name = tempfile.mkstemp(dir=at.parent, prefix=f".{at.name}.")
            waiting.append((Path(name), at))
            _fill(handle, data)
            Path(name).chmod(0o644)  # mkstemp lets only its owner read
        with _noted(waiting):
            for beside, at in waiting:
                _placed(beside, at)
    except OSError as error:
        raise _unwritable(at, error) from error
    finally:
        # What was renamed is not there any more; what is left never came to its place.
        for beside, _ in waiting:
            with contextlib.suppress(OSError):
                beside.unlink()


def _appeared(home: Path, files: Mapping[Path, bytes]) -> bool:
    """Make a folder and all its files appear at once; False where another made the folder first."""
    beside: Path | None = None
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}."))
        beside.chmod(0o755)
        for path, data in files.items():
            _fill(os.open(beside / path.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), data)
        with contextlib.suppress(OSError):
            # It fails where another made the folder meanwhile: then each file takes its own place.
            beside.rename(home)
        return not beside.exists()
    except OSError as error:
        raise _unwritable(home, error) from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def _fill(handle: int, data: bytes) -> None:
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())  # a rename may reach the disk before the contents do


def _placed(beside: Path, path: Path) -> None:
    """Move a file to its place; if it is gone, the next writer, who took us for dead, moved it."""
    with contextlib.suppress(FileNotFoundError):
        beside.replace(path)


def _unwritable(place: Path, error: OSError) -> NetgraphError:
    return NetgraphError(f"{place}: cannot be written: {error.strerror or error}")


@contextlib.contextmanager
def _noted(waiting: Sequence[tuple[Path, Path]]) -> Iterator[None]:
    """Hold the folder's journal while several files take their places; one alone needs none."""
    if len(waiting) < 2:
        yield
        return
    # The journal holds names without folders, so it speaks of files of one folder only.
    journal = waiting[0][1].parent / JOURNAL
    handle = _claimed(journal)
    try:
        # surrogateescape gives names back byte for byte, also those that are no UTF-8.
        lines = "".join(f"{beside.name}\t{path.name}\n" for beside, path in waiting)
        _fill(handle, lines.encode("utf-8", "surrogateescape"))
        yield
    finally:
        journal.unlink(missing_ok=True)


def _claimed(journal: Path) -> int:
    """Make the journal; where another has it, wait, and finish for them once they must be dead."""
    since = time.monotonic()
    while True:
        try:
            # O_EXCL lets a single process make the file: who makes it, holds it.
            return os.open(journal, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            if time.monotonic() - since > PATIENCE:
                for beside, path in unfinished(journal.parent):
                    _placed(beside, path)
                journal.unlink(missing_ok=True)
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
        with contextlib.suppress(OSError):
            if path.exists() and path.samefile(given):
                raise NetgraphError(
                    f"{path}: this is one of the files that were read; choose another place"
                )
