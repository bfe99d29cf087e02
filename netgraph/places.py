"""Places to write to: where links lead, what is no file, and which mode a file gets."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path
from typing import Final

from netgraph.errors import OutputError
from netgraph.patterns import lazy_pattern

Target = str | os.PathLike[str]

_DESCRIPTORS: Final = lazy_pattern(r"/dev/fd/(\d+)|/proc/(?:self|thread-self|\d+)/fd/(\d+)")
"""Names of what a process has open already."""
_LINKS_AT_MOST: Final = 40
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
"""Without it Windows would write other line ends."""


def end_of_links(path: Path) -> Path:
    """Follow symbolic links, also to where nothing is yet.

    Raises
    ------
    OutputError
        If they lead in a circle.
    """
    end = Path(os.path.realpath(path))
    if end.is_symlink():
        raise OutputError(f"{path}: cannot be written: its symbolic links lead in a circle")
    return end


def is_stream(path: Path) -> bool:
    """Whether a place is to be written into, not replaced: a device, a pipe, an open descriptor."""
    if open_descriptor(path) is not None:
        return True
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False  # nothing is there yet


def open_descriptor(path: Path) -> int | None:
    """Find which descriptor of this process a path names, through links such as ``/dev/stdout``."""
    at = os.path.abspath(path)  # noqa: PTH100 - links must stay, step by step
    for _ in range(_LINKS_AT_MOST):
        if found := _DESCRIPTORS.fullmatch(at):
            # /proc/self is itself a link: to compare it with a number would need it followed.
            named = at.split("/")[2]
            own = named in ("fd", "self", "thread-self", str(os.getpid()))
            return int(found[1] or found[2]) if own else None
        try:
            step = os.readlink(at)  # noqa: PTH115 - text, as above
        except (OSError, ValueError):
            return None
        at = os.path.normpath(os.path.join(os.path.dirname(at), step))  # noqa: PTH118, PTH120
    return None


def write_into(path: Path, data: bytes) -> None:
    """Write into what is there already: it stays what it is.

    Raises
    ------
    OutputError
        If it cannot be written.
    BrokenPipeError
        If whoever reads at the other end has gone.
    """
    number = open_descriptor(path)
    if number == 1 and sys.stdout is not None:
        sys.stdout.flush()  # what was said before comes before
    try:
        # A descriptor is used as it is: opened anew by its name, a file would begin at its start.
        with open(path if number is None else os.dup(number), "wb", buffering=0) as out:  # noqa: PTH123
            left = memoryview(data)
            while left:
                left = left[out.write(left) :]
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def new_file(path: Path, *, like: Path | None = None) -> int:
    """Make a file that was not there, and open it.

    Parameters
    ----------
    path
        Where to make it.
    like
        A file that it will replace: it gets the mode and, where this process may give it, the owner
        of that file. Else the umask decides.
    """
    try:
        old = None if like is None else like.stat()
    except FileNotFoundError:
        old = None
    if old is None:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    if like is not None and not os.access(like, os.W_OK):
        raise PermissionError(13, "it is there already, and may not be written to")
    # For its owner alone until it has its mode: what is secret must not be open for a moment.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(handle, old.st_uid, old.st_gid)
        os.fchmod(handle, stat.S_IMODE(old.st_mode))
    return handle


def is_at(handle: int, path: Path) -> bool:
    """Whether an open file is the one that a path names now."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False
