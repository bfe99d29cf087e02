"""Locks that end with the process that holds them, also when it is killed."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


OPEN_FILES_MOVE: Final = sys.platform != "win32"
"""Whether a file can be renamed while its lock is held; else its age must tell (a day)."""
A_DAY: Final = 86_400.0


def take(handle: int) -> bool:
    """Take the lock of an open file; False where another has it.

    A file system that knows no locks gives none: there everybody has it.
    """
    try:
        _lock(handle)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def let_go(handle: int) -> None:
    """Close an open file, and end the lock on it."""
    os.close(handle)


def on_folder(folder: Path) -> int | None:
    """Open and lock a folder; None where folders cannot be opened (Windows)."""
    if not OPEN_FILES_MOVE:
        return None
    handle = os.open(folder, os.O_RDONLY)
    take(handle)
    return handle


@contextlib.contextmanager
def if_abandoned(path: Path) -> Iterator[bool]:
    """Hold a file or folder that nobody is at work on; say False of any other."""
    try:
        if not OPEN_FILES_MOVE:
            yield time.time() - path.stat().st_mtime > A_DAY
            return
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        yield take(handle)
    finally:
        os.close(handle)
